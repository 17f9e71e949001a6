"""The words of one language, read from `locale/<language>/vocabulary/`, where a translator edits them.

Lists are plain text files, one phrase a line, "(a|b) c" for two of them, `#` for comments; what maps one phrase to
another is JSON. They are not `.voc` files, since a voice assistant registers every line of those as a keyword of its
own.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from skill_enms.understand.words.calendar import CalendarWords
from skill_enms.understand.words.feature_words import FeatureWords
from skill_enms.understand.words.heard import Slips, alternatives, number_words_of
from skill_enms.understand.words.numbers import NumberWords
from skill_enms.understand.words.phrases import Phrase, PhraseSet
from skill_enms.understand.words.sounds import Sounds
from skill_enms.understand.words.spelling import words
from skill_enms.understand.words.typos import Typos
from skill_enms.understand.words.units import UnitWords

LISTS = (
    "adding",
    "addition",
    "adverb",
    "alone",
    "anew",
    "apart",
    "article",
    "asking",
    "automatic",
    "automatic_answer",
    "back",
    "backfill",
    "backfilled",
    "baseline",
    "before",
    "between_verb_and_baseline",
    "both",
    "but",
    "called_driver",
    "cancel",
    "carbon",
    "change_point",
    "comparative",
    "comparing",
    "concerning",
    "consumption",
    "correction",
    "counted_noun",
    "courtesy",
    "creeping",
    "daily_check",
    "definite",
    "demonstrative",
    "demonstrative_of_several",
    "describing_ending",
    "details",
    "driver_lead",
    "driver_marker",
    "driver_marker_weak",
    "driver_noun",
    "driver_separator",
    "dropping",
    "energy_kind",
    "energy_user",
    "entire",
    "errand",
    "every_day",
    "everything",
    "exactly_two",
    "existence",
    "expecting",
    "filler",
    "first_choice",
    "follow_lead",
    "foreign",
    "former",
    "formula",
    "has_in_it",
    "has_made",
    "has_used",
    "helping",
    "hesitation",
    "how_many",
    "how_much_did",
    "is",
    "its_training",
    "judging",
    "last_choice",
    "list_verb",
    "long_words",
    "machine_kind",
    "made",
    "making_one",
    "model",
    "money",
    "more",
    "most",
    "name_lead",
    "near_a_long_word",
    "negation",
    "negation_end",
    "never_map",
    "no",
    "noise",
    "none_of_them",
    "onset",
    "ordinary",
    "other_command",
    "overuse",
    "part_of",
    "part_of_all",
    "peak",
    "performer",
    "period_before",
    "place",
    "plain_noise",
    "plain_train_verb",
    "polite_lead",
    "polite_question",
    "postponing",
    "present",
    "pronoun",
    "pronoun_of_several",
    "putting_in",
    "quality",
    "question_word",
    "reason_lead",
    "region_end",
    "removal",
    "repeat",
    "replacement",
    "retrain",
    "same_as_before",
    "same_days",
    "same_end",
    "set_aside",
    "set_separator",
    "seu_noun",
    "side_by_side",
    "sign_of_addition",
    "single_one",
    "site_noun",
    "skip_between",
    "source_noun",
    "strong_train_verb",
    "swapping",
    "switch_off",
    "switch_on",
    "switched_back",
    "switching",
    "taking_back",
    "taking_out",
    "the_other",
    "those_days",
    "topic",
    "train_verb",
    "trained",
    "unit_said",
    "user_noun",
    "warn_when",
    "warning",
    "which_of_all",
    "who_uses",
    "whoever",
    "whole_plant",
    "why_marker",
    "wish",
    "year_before",
    "yes",
)
"""The text files that every language has."""

_ENDINGS = "describing_ending"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, all folded and cut into bare words."""

    language: str
    """Its BCP-47 tag, as the locale folder spells it."""
    lists: Mapping[str, PhraseSet]
    """The text files, by name (`LISTS`)."""
    cues: Mapping[str, PhraseSet]
    """Intent → phrases that speak for it (the `cue_*.txt` files)."""
    slips: Slips
    """What recognisers write for what was said."""
    numbers: NumberWords
    """Number words."""
    sounds: Sounds
    """How words sound."""
    calendar: CalendarWords
    """Words of periods."""
    features: FeatureWords
    """Words of features."""
    energy: Mapping[Phrase, tuple[Phrase, ...]]
    """Plain name of an energy source → further words for it."""
    spoken_energy: Mapping[Phrase, str]
    """Plain name of an energy source → how it is said, where that differs."""
    units: UnitWords
    """Words of units."""
    typos: Typos
    """Long words that are known with a letter wrong."""

    def has(self, name: str, phrase: Phrase) -> bool:
        """Whether a list holds exactly this phrase."""
        return phrase in self.lists[name]

    def describes(self, word: str) -> bool:
        """Whether a word has an ending of words for what a thing is like: "documented", "reliable"."""
        return any(len(word) > len(ending) + 2 and word.endswith(ending) for (ending,) in self.lists[_ENDINGS].phrases)

    def opposed(self, said: Phrase, name: Phrase) -> bool:
        """Whether each of two phrases has a word that tells it from others, and the other hasn't: "east" and "west"."""
        apart = self.lists["apart"].phrases
        own = [{word for word in words if (word,) in apart} for words in (said, name)]
        return bool(own[0].difference(name) and own[1].difference(said))

    def all_of(self, texts: tuple[str, ...], noun: str, within: int = 3) -> set[int]:
        """The places of "all of our machines": of a noun of that list, and of "all" so few words before it."""
        every, nouns = self.lists["everything"], self.lists[noun]
        starts = [i for i in range(len(texts)) if every.match(texts, i)]
        ends = ((i, j, j + nouns.match(texts, j)) for i in starts for j in range(i + 1, i + 1 + within))
        return {place for i, j, end in ends if end > j for place in range(i, end)}


def locale_root() -> Path:
    """The locale folder: inside the installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "locale"
    return inside if inside.is_dir() else package.parent / "locale"


def language_folder(language: str, root: Path | None = None) -> Path:
    """The folder of a language, or of another region of it; LookupError where there is none."""
    wanted = language.lower().replace("_", "-")
    folders = sorted(path for path in (root or locale_root()).iterdir() if (path / "vocabulary").is_dir())
    for exact in (True, False):
        for folder in folders:
            name = folder.name.lower()
            if name == wanted or (not exact and name.split("-")[0] == wanted.split("-")[0]):
                return folder
    raise LookupError(language)


def _phrase_set(path: Path, numbers: NumberWords) -> PhraseSet:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    kept = (line for line in lines if line and not line.startswith("#"))
    phrases = {number_words_of(phrase, numbers) for line in kept for phrase in alternatives(line)}
    return PhraseSet(frozenset(phrases), max((len(phrase) for phrase in phrases), default=0))


def _json(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def read_lexicon(folder: Path) -> Lexicon:
    """Read one language's folder; OSError, KeyError or ValueError where its data is not whole."""
    here = folder / "vocabulary"
    numbers = NumberWords.of(_json(here / "numbers.json"))
    energy = _json(here / "energy.json")
    slips = _json(here / "slips.json")
    lists = {name: _phrase_set(here / f"{name}.txt", numbers) for name in LISTS}
    cues = {path.stem.removeprefix("cue_"): _phrase_set(path, numbers) for path in sorted(here.glob("cue_*.txt"))}
    known = {word for phrases in (*lists.values(), *cues.values()) for phrase in phrases.phrases for word in phrase}
    return Lexicon(
        language=folder.name,
        lists=MappingProxyType(lists),
        cues=MappingProxyType(cues),
        slips=Slips.of(slips["phrases"], slips.get("before_a_slash", {}), slips.get("spellings", {})),
        numbers=numbers,
        sounds=Sounds.of(_json(here / "sounds.json")),
        calendar=CalendarWords.of(_json(here / "calendar.json")),
        features=FeatureWords.of(_json(here / "features.json")),
        energy=MappingProxyType({words(n): tuple(map(words, other)) for n, other in energy["synonyms"].items()}),
        spoken_energy=MappingProxyType({words(name): said for name, said in energy["spoken"].items()}),
        units=UnitWords.of(_json(here / "units.json")),
        typos=Typos.of((word for (word,) in lists["long_words"].phrases), known),
    )


_reading = threading.Lock()


def load_lexicon(language: str) -> Lexicon:
    """A language's lexicon, read once; LookupError where the locale doesn't have the language.

    It takes a second or so. Who comes while it is being read waits for it: two at once take twice as long.
    """
    with _reading:
        return _loaded(language)


@lru_cache(maxsize=8)
def _loaded(language: str) -> Lexicon:
    return read_lexicon(language_folder(language))
