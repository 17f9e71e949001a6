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
from skill_enms.understand.words.heard import Slips, alternatives, number_words_of
from skill_enms.understand.words.numbers import NumberWords
from skill_enms.understand.words.sounds import Sounds
from skill_enms.understand.words.spelling import fold, words

Phrase = tuple[str, ...]
"""A phrase as its bare words."""

LISTS = (
    "adding",
    "addition",
    "article",
    "asking",
    "automatic",
    "automatic_answer",
    "back",
    "backfill",
    "baseline",
    "before",
    "between_verb_and_baseline",
    "both",
    "but",
    "cancel",
    "carbon",
    "change_point",
    "comparing",
    "consumption",
    "correction",
    "courtesy",
    "daily_check",
    "details",
    "driver_lead",
    "driver_marker",
    "driver_marker_weak",
    "driver_noun",
    "driver_separator",
    "energy_kind",
    "everything",
    "existence",
    "filler",
    "follow_lead",
    "foreign",
    "former",
    "formula",
    "has_in_it",
    "has_used",
    "how_many",
    "last_choice",
    "list_verb",
    "model",
    "money",
    "more",
    "most",
    "name_lead",
    "negation",
    "negation_end",
    "never_map",
    "no",
    "noise",
    "onset",
    "ordinary",
    "part_of",
    "peak",
    "plain_train_verb",
    "period_before",
    "polite_question",
    "pronoun",
    "quality",
    "question_word",
    "region_end",
    "removal",
    "repeat",
    "replacement",
    "retrain",
    "set_aside",
    "set_separator",
    "side_by_side",
    "sign_of_addition",
    "seu_noun",
    "site_noun",
    "skip_between",
    "source_noun",
    "strong_train_verb",
    "switch_off",
    "taking_back",
    "those_days",
    "topic",
    "train_verb",
    "trained",
    "unit_said",
    "warn_when",
    "whole_plant",
    "why_marker",
    "wish",
    "yes",
)
"""The text files that every language has."""


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases of one kind, to be found in an utterance."""

    phrases: frozenset[Phrase]
    """All of them."""
    longest: int
    """Number of words of the longest one."""

    def __contains__(self, phrase: object) -> bool:
        return phrase in self.phrases

    def match(self, texts: tuple[str, ...], i: int) -> int:
        """Number of words of the longest phrase that begins at i; 0 where none does."""
        for length in range(min(self.longest, len(texts) - i), 0, -1):
            if texts[i : i + length] in self.phrases:
                return length
        return 0

    def places(self, texts: tuple[str, ...]) -> set[int]:
        """The places of all words that belong to a phrase."""
        return {place for i in range(len(texts)) for place in range(i, i + self.match(texts, i))}


@dataclass(frozen=True, slots=True)
class FeatureWords:
    """How names of features are said."""

    words: Mapping[str, Phrase]
    """A word of a name or an utterance → the words it stands for."""
    short_for: Mapping[Phrase, tuple[Phrase, ...]]
    """A bare phrase → the phrases that it may be short for, the likeliest first."""
    alternatives: Mapping[str, tuple[str, ...]]
    """A word → the words it may stand for where no feature has the word itself."""
    optional: frozenset[str]
    """Words that may be said or left out."""
    aggregates: Mapping[str, str]
    """Words of names that are aggregates → how they are said."""
    counting: frozenset[str]
    """Words that count something, and may be said or left out where the rest names a feature."""
    measured: Mapping[str, frozenset[str]]
    """Words for what a unit measures, said behind a name → units: "milk volume" for milk_litres."""
    kinds: frozenset[str]
    """Words for what is measured, which may be said behind two words or more of a name that goes without."""
    first_in_names: Mapping[str, Phrase]
    """Abbreviations that several words of a name may begin with → the words they stand for."""
    plural_endings: Mapping[str, str]
    """Endings of plurals, the longest first → the endings of their singulars."""
    spelled_out: Mapping[str, Phrase]
    """Abbreviations in names → the words that are spoken."""

    def singular(self, word: str) -> str:
        """A word as one of its kind is called; itself where it has no plural's ending."""
        for many, one in self.plural_endings.items():
            if len(word) > 3 and word.endswith(many) and not word.endswith(2 * many):
                return word[: -len(many)] + one
        return word


@dataclass(frozen=True, slots=True)
class UnitWords:
    """How units are said, and which words they hide behind."""

    spoken: Mapping[str, tuple[str, str]]
    """Unit as the database writes it → singular and plural."""
    suffixes: Mapping[Phrase, str]
    """Ending of a feature's name → the unit it means."""
    measures: Mapping[Phrase, tuple[Phrase, ...]]
    """Words said after a number → words of the features that the number may belong to."""
    phrases: frozenset[Phrase]
    """How any unit is said."""


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

    def has(self, name: str, phrase: Phrase) -> bool:
        """Whether a list holds exactly this phrase."""
        return phrase in self.lists[name]

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


def _numbers(data: dict[str, Any]) -> NumberWords:
    def folded(table: dict[str, int]) -> Mapping[str, int]:
        return MappingProxyType({fold(word): value for word, value in table.items()})

    letters = {fold(word): fold(letter) for letter, heard in data["letters"].items() for word in heard}
    return NumberWords(
        cardinals=folded(data["cardinals"]),
        tens=folded(data["tens"]),
        scales=folded(data["scales"]),
        ordinals=folded(data["ordinals"]),
        ordinal_endings=frozenset(map(fold, data["ordinal_endings"])),
        zero=frozenset(map(fold, data["zero"])),
        connectors=frozenset(map(fold, data["connectors"])),
        point=frozenset(map(fold, data["point"])),
        minus=frozenset(map(fold, data["minus"])),
        slips=folded(data["slips"]),
        sure_slips=frozenset(map(fold, data["sure_slips"])),
        letters=MappingProxyType(letters),
        doubtful_letters=frozenset(map(fold, data["doubtful_letters"])),
        roman=folded(data["roman"]),
        announcers=frozenset(map(fold, data["announcers"])),
        glued=MappingProxyType({digit: fold(word) for digit, word in data["glued"].items()}),
    )


def _features(data: dict[str, Any]) -> FeatureWords:
    return FeatureWords(
        words=MappingProxyType({fold(word): words(meant) for word, meant in data["words"].items()}),
        short_for=MappingProxyType({words(s): tuple(map(words, full)) for s, full in data["short_for"].items()}),
        alternatives=MappingProxyType({fold(w): tuple(map(fold, meant)) for w, meant in data["alternatives"].items()}),
        optional=frozenset(map(fold, data["optional"])),
        aggregates=MappingProxyType({fold(word): spoken for word, spoken in data["aggregates"].items()}),
        counting=frozenset(map(fold, data["counting"])),
        measured=MappingProxyType({fold(word): frozenset(units) for word, units in data["measured"].items()}),
        kinds=frozenset(map(fold, data["kinds"])),
        first_in_names=MappingProxyType({fold(word): words(full) for word, full in data["first_in_names"].items()}),
        plural_endings=MappingProxyType({fold(many): fold(one) for many, one in data["plural_endings"].items()}),
        spelled_out=MappingProxyType({fold(word): words(full) for word, full in data["spelled_out"].items()}),
    )


def _units(data: dict[str, Any]) -> UnitWords:
    return UnitWords(
        spoken=MappingProxyType({unit: (one, many) for unit, (one, many) in data["units"].items()}),
        suffixes=MappingProxyType({words(suffix): unit for suffix, unit in data["suffixes"].items()}),
        measures=MappingProxyType({words(said): tuple(map(words, of)) for said, of in data["measures"].items()}),
        phrases=frozenset(words(said) for one_and_many in data["units"].values() for said in one_and_many),
    )


def read_lexicon(folder: Path) -> Lexicon:
    """Read one language's folder; OSError, KeyError or ValueError where its data is not whole."""
    here = folder / "vocabulary"
    numbers = _numbers(_json(here / "numbers.json"))
    energy = _json(here / "energy.json")
    slips = _json(here / "slips.json")
    return Lexicon(
        language=folder.name,
        lists=MappingProxyType({name: _phrase_set(here / f"{name}.txt", numbers) for name in LISTS}),
        cues=MappingProxyType(
            {path.stem.removeprefix("cue_"): _phrase_set(path, numbers) for path in sorted(here.glob("cue_*.txt"))}
        ),
        slips=Slips.of(slips["phrases"], slips.get("before_a_slash", {}), slips.get("spellings", {})),
        numbers=numbers,
        sounds=Sounds.of(_json(here / "sounds.json")),
        calendar=CalendarWords.of(_json(here / "calendar.json")),
        features=_features(_json(here / "features.json")),
        energy=MappingProxyType({words(n): tuple(map(words, other)) for n, other in energy["synonyms"].items()}),
        spoken_energy=MappingProxyType({words(name): said for name, said in energy["spoken"].items()}),
        units=_units(_json(here / "units.json")),
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
