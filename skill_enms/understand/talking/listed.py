"""What was just listed, named by its place in the list: "train A on the first two of them", "how did the second do"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skill_enms.requests import CompareDrivers, ListEnergySources, ListFeatures, ListSeus, Request, Understood
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.building import build
from skill_enms.understand.request.pieces import pieces_from
from skill_enms.understand.request.settle import known_sources
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.spelling import name_words

_NOUNS = ("counted_noun", "driver_noun", "seu_noun", "source_noun")
"""Lists of nouns that what is counted may bear: "the first driver"."""
_LISTED = {
    "driver_noun": ListFeatures.intent,
    "seu_noun": ListSeus.intent,
    "source_noun": ListEnergySources.intent,
}
"""Lists of nouns → what lists the things that they call so."""
_AROUND_A_NOUN = ("follow_lead", "article", "courtesy", "everything")
"""Lists of words that may stand around such a noun."""
_BEHIND = ("name_lead", "courtesy", "has_used", "addition", "replacement")
"""Lists of words that may follow on a place without a noun: "the first two for July"."""
_PAUSES = frozenset(",;:.?!")


@dataclass(frozen=True, slots=True)
class Picked:
    """Words that pick something from a list."""

    words: Span
    """Those."""
    said: str
    """What they stand for, as it may be said."""


def another_list(previous: Request, sentence: Sentence) -> Understood | None:
    """A list of other things of the plant, after one list: "and the SEUs?"; of the same energy source."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    if not isinstance(previous, ListFeatures | ListSeus | ListEnergySources):
        return None
    if _hangs_on_an_energy(sentence):
        return build(ListSeus.intent, pieces_from(ListSeus(*sentence.sources[0].sources), sentence.index))
    said = [name for name in _LISTED if lists[name].places(texts)]
    around = {i for name in (*said, *_AROUND_A_NOUN) for i in lists[name].places(texts)}
    if len(said) != 1 or not lists["follow_lead"].match(texts, 0) or around != set(range(len(texts))):
        return None
    pieces = pieces_from(previous, sentence.index)
    return build(_LISTED[said[0]], pieces)


def _hangs_on_an_energy(sentence: Sentence) -> bool:
    """Whether it asks what a verb ties to an energy source, and no more: "and what hangs on A?"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    if len(sentence.sources) != 1 or len(sentence.sources[0].sources) != 1 or sentence.seus or sentence.periods:
        return False
    (mention,) = sentence.sources
    asked = lists["follow_lead"].match(texts, 0)
    verb = asked + lists["question_word"].match(texts, asked)
    led = verb + 1 + lists["name_lead"].match(texts, verb + 1)
    begun = led + lists["article"].match(texts, led)
    behind = lists["courtesy"].places(texts).issuperset(range(mention.end, len(texts)))
    return bool(asked) and verb > asked and led > verb + 1 and begun == mention.start and behind


def listed_names(previous: Request, index: PlantIndex) -> tuple[str, ...]:
    """What the answer to a request listed, in its order; empty where it listed nothing."""
    source = getattr(previous, "energy_source", None)
    seu = getattr(previous, "seu", None)
    if isinstance(previous, ListFeatures):
        source = source if seu is None else seu.energy_source
        return index.features.available((source,) if source else ())
    if isinstance(previous, ListSeus):
        seus = index.catalogue.seus if source is None else index.catalogue.seus_of(source)
        return tuple(dict.fromkeys(seu.name for seu in seus))
    if isinstance(previous, CompareDrivers):
        return tuple(_joined(names, index.lexicon) for names in previous.sets)
    return known_sources(index) if isinstance(previous, ListEnergySources) else ()


def _joined(names: Sequence[str], lexicon: Lexicon) -> str:
    """Names as they may be said, with "and" between them."""
    joint = " ".join(min(lexicon.lists["sign_of_addition"].phrases))
    return f" {joint} ".join(" ".join(name_words(name)) for name in names)


def picked(previous: Request, sentence: Sentence) -> Picked | None:
    """What a sentence picks from what the last answer listed; None where it picks nothing, or what isn't there."""
    names = listed_names(previous, sentence.index)
    if not names:
        return None
    taken = {i for p in sentence.periods if p.period is not None for i in range(p.start, p.end)}
    taken |= {i for m in sentence.seus for i in range(m.start, m.end)}
    for i in range(len(sentence.heard.texts)):
        for places, end in (
            _counted(sentence, i, len(names)),
            _numbered(sentence, i, len(names)),
            _both(sentence, i, len(names)),
        ):
            span = (_begun(sentence, i), _behind_nouns(sentence, end))
            there = places and all(0 <= place < len(names) for place in places)
            ends = span[1] > end or _ends(sentence, i, end)
            if there and ends and taken.isdisjoint(range(*span)):
                return Picked(span, _said(previous, [names[place] for place in places], sentence))
    return None


def _behind_nouns(sentence: Sentence, end: int) -> int:
    """The word behind nouns like those in "the first drivers" and "the second of them"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    while length := max(lists[name].match(texts, end) for name in _NOUNS):
        end += length
    return end


_Places = tuple[tuple[int, ...], int]


def _counted(sentence: Sentence, i: int, count: int) -> _Places:
    """The places of "first", "first two", "second and third", "last" at i, and the word after them."""
    words, texts, lists = sentence.heard.words, sentence.heard.texts, sentence.index.lexicon.lists
    last = texts[i : i + 1] in lists["last_choice"]
    if not (last or (words[i].ordinal and words[i].value)):
        return (), i
    number = (words[i + 1].whole or 0) if i + 1 < len(words) and not words[i + 1].ordinal else 0
    first = not last and words[i].value == 1
    if number > count:
        return (), i  # so many aren't there
    if number > 1 and (first or last):
        return tuple(range(number) if first else range(count - number, count)), i + 2
    places = [count - 1 if last else (words[i].whole or 0) - 1]
    end = i + 1
    while (further := _after_and(sentence, end)) is not None and words[further].ordinal:
        places.append((words[further].whole or 0) - 1)
        end = further + 1
    return tuple(dict.fromkeys(places)), end


def _numbered(sentence: Sentence, i: int, count: int) -> _Places:
    """The places of "number two", "numbers one and three" at i, and the word after them."""
    words, announcers = sentence.heard.words, sentence.index.lexicon.numbers.announcers
    places: list[int] = []
    end = i
    at: int | None = i if words[i].text in announcers else None
    while at is not None:
        at += words[at].text in announcers
        if at >= len(words) or words[at].value is None or words[at].ordinal:
            break
        place = (words[at].whole or 0) - 1
        if place >= count and "," in words[at].before:
            break  # "number two, 2025"
        places.append(place)
        end = at + 1
        at = _after_and(sentence, end)
    return tuple(dict.fromkeys(places)), end


def _both(sentence: Sentence, i: int, count: int) -> _Places:
    """All places for "both of them" at i, of two."""
    length = sentence.index.lexicon.lists["exactly_two"].match(sentence.heard.texts, i)
    return (tuple(range(count)), i + length) if length > 1 and count == 2 else ((), i)


def _after_and(sentence: Sentence, i: int) -> int | None:
    """The place of what is joined to what ends before i: behind "and" or a comma, and an article."""
    lists, texts, words = sentence.index.lexicon.lists, sentence.heard.texts, sentence.heard.words
    joint = lists["sign_of_addition"].match(texts, i)
    if i >= len(words) or not (joint or "," in words[i].before):
        return None
    i += joint
    i += lists["article"].match(texts, i)
    return i if i < len(words) else None


def _begun(sentence: Sentence, i: int) -> int:
    """Where a place begins: with its article."""
    return i - 1 if i and sentence.heard.texts[i - 1 : i] in sentence.index.lexicon.lists["article"] else i


def _ends(sentence: Sentence, i: int, end: int) -> bool:
    """Whether a place without a noun is one in a list: no other noun follows, and an article stands before.

    "The first shift" is none, nor is "first of all".
    """
    lists, texts, words = sentence.index.lexicon.lists, sentence.heard.texts, sentence.heard.words
    announced = words[i].text in sentence.index.lexicon.numbers.announcers
    if end >= len(texts) or not _PAUSES.isdisjoint(words[end].before):
        return announced or _begun(sentence, i) < i
    dated = any(period.start == end for period in sentence.periods)
    return (announced or _begun(sentence, i) < i) and (dated or any(lists[n].match(texts, end) for n in _BEHIND))


def _said(previous: Request, names: Sequence[str], sentence: Sentence) -> str:
    """Names as they may be said, with the energy source they were listed for where an SEU has several."""
    plain = isinstance(previous, CompareDrivers) and len(names) == 1  # the set of drivers is put into words by now
    said = names[0] if plain else _joined(names, sentence.index.lexicon)
    source = getattr(previous, "energy_source", None)
    several = source and isinstance(previous, ListSeus) and not sentence.sources
    return " ".join((said, *name_words(source))) if several and source else said
