"""Conditions of a prediction ("at 500 units and 22 degrees"), and sets of drivers that are compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from skill_enms.catalogue import Catalogue
from skill_enms.reasons import Reason
from skill_enms.understand.drivers.features import Matches, SpokenDriver
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.settle import Subject
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.phrases import Phrase

_LONGEST_UNIT = 3
"""Words of the longest unit that is said after a number."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One value that was said, and what it may be a value of."""

    said: str
    """The words, as the utterance has them."""
    value: float
    """The number."""
    start: int
    """First word."""
    end: int
    """The word after the last one."""
    matches: Matches
    """Energy source → features that were perhaps meant; empty where the words name none."""


def sources_of_conditions(found: Sequence[Condition], possible: Sequence[str]) -> tuple[str, ...]:
    """Those of the possible energy sources that know every condition; all of them where none does."""
    fitting = tuple(s for s in possible if all(s in c.matches for c in found if c.matches))
    return fitting or tuple(possible)


def temperatures_of(catalogue: Catalogue, energy_source: str, drivers: Collection[str]) -> tuple[str, ...]:
    """The features of an energy source that degree days among the drivers are made of."""
    features = catalogue.features_of(energy_source)
    measured = {feature.column for feature in features if feature.name in drivers and feature.kind == "degree_days"}
    return tuple(f.name for f in features if f.kind == "column" and f.aggregate == "AVG" and f.column in measured)


def settled_conditions(
    found: Sequence[Condition], subject: Subject, index: PlantIndex
) -> tuple[dict[str, float], Reason | None]:
    """Feature → value for the SEU's drivers, and a condition that none of its features is."""
    values: dict[str, float] = {}
    sources = subject.sources(index.catalogue)
    drivers = subject.seu.drivers if subject.seu is not None else ()
    behind = {name for source in sources for name in temperatures_of(index.catalogue, source, drivers)}
    for condition in found:
        names = [name for source in sources for name in condition.matches.get(source, ())]
        preferred = [name for name in names if name in drivers or name in behind] or names
        if not preferred:
            data = {"said": condition.said, "available": index.features.available(sources)}
            return values, Reason("unknown_feature", data)
        values[preferred[0]] = condition.value
    return values, None


def find_conditions(sentence: Sentence) -> tuple[tuple[Condition, ...], Sentence]:
    """The conditions of an utterance, and the utterance without their words among its leftovers and periods."""
    heard = sentence.heard
    named = {i for m in sentence.seus for i in range(m.start, m.end)}
    found: list[Condition] = []
    for i, word in enumerate(heard.words):
        if word.value is None or word.ordinal or word.date or i in named or (found and i < found[-1].end):
            continue
        condition = _after(sentence, i)
        if condition is None or not condition.matches:  # "a share of 45 percent"
            least = found[-1].end if found else 0
            condition = _before(sentence, i, least, condition.end if condition else i + 1) or condition
        if condition is not None:
            found.append(condition)
    taken = {i for c in found for i in range(c.start, c.end)}
    periods = tuple(p for p in sentence.periods if not any(i in taken for i in range(p.start, p.end)))
    leftovers = tuple(run for run in sentence.leftovers if not any(i in taken for i in range(*run)))
    sources = tuple(m for m in sentence.sources if m.start not in taken)
    return tuple(found), replace(sentence, periods=periods, leftovers=leftovers, sources=sources)


def _signed(sentence: Sentence, i: int) -> tuple[float, int]:
    """(value with its sign, first word)."""
    word = sentence.heard.words[i]
    value = word.value or 0.0
    if i and sentence.heard.texts[i - 1] in sentence.index.lexicon.numbers.minus:
        return -value, i - 1
    dash = word.before[-1:] in ("-", "−", "–") and (len(word.before) > 1 or i == 0)
    return (-value, i) if dash else (value, i)


def _features(index: PlantIndex, words: tuple[str, ...]) -> Matches:
    return index.features.match(words) if words else {}


def _after(sentence: Sentence, i: int) -> Condition | None:
    """ "22 degrees outdoor temperature", "500 units", "5 heating degree days"."""
    texts, index = sentence.heard.texts, sentence.index
    value, start = _signed(sentence, i)
    units = index.lexicon.units
    unit, spoken = (_longest(phrases, texts, i + 1) for phrases in (units.measures, units.phrases))
    stop = _stop(sentence, i + 1)
    match, whole = index.features.match, index.features.match_whole
    # where what the number is of may begin, the likeliest first
    starts = {i + 1 + max(unit, spoken): match}
    starts.setdefault(i + 1 + unit, match)
    starts.setdefault(i + 1, whole if unit else match)
    if not (i + 1 < stop and index.lexicon.has("filler", (texts[i + 1],))):
        starts.setdefault(i + 2, match if unit or spoken else whole)  # "degrees | outside", "gsm | basis weight"
    for first, matching in starts.items():
        skip = first
        while skip < stop and texts[skip] in index.lexicon.features.optional:
            skip += 1
        for end in range(min(skip + 5, stop), skip, -1):
            if texts[end - 1] in index.lexicon.features.optional or index.lexicon.has("filler", (texts[end - 1],)):
                continue
            if matches := matching(texts[skip:end]):
                return Condition(sentence.said((start, end)), value, start, end, matches)
    if unit:
        matches = _measured(index, texts[i + 1 : i + 1 + unit])
        return Condition(sentence.said((start, i + 1 + unit)), value, start, i + 1 + unit, matches)
    return None


def _longest(phrases: Collection[Phrase], texts: Phrase, i: int) -> int:
    """Number of words of the longest unit that begins at i; 0 where none does."""
    longest = min(_LONGEST_UNIT, len(texts) - i)
    return next((n for n in range(longest, 0, -1) if texts[i : i + n] in phrases), 0)


def _stop(sentence: Sentence, i: int) -> int:
    """The first word from i on that is an SEU's or follows a comma: what a number is of ends before it."""
    named = {start for mention in sentence.seus for start in range(mention.start, mention.end)}
    words = sentence.heard.words
    return next((j for j in range(i, len(words)) if j in named or "," in words[j].before), len(words))


def _measured(index: PlantIndex, unit: tuple[str, ...]) -> Matches:
    merged: dict[str, tuple[str, ...]] = {}
    for phrase in index.lexicon.units.measures[unit]:
        for source, names in index.features.match(phrase).items():
            merged[source] = tuple(dict.fromkeys((*merged.get(source, ()), *names)))
    return merged


def _before(sentence: Sentence, i: int, least: int, last: int) -> Condition | None:
    """ "outdoor temperature of 5", "production count is 500"; `last` is the word after the number and its unit."""
    texts, lexicon = sentence.heard.texts, sentence.index.lexicon
    value, start = _signed(sentence, i)
    end = start
    while end > least and (lexicon.has("filler", (texts[end - 1],)) or texts[end - 1] in lexicon.features.optional):
        end -= 1
    for first in range(max(least, end - 5), end):
        if matches := _features(sentence.index, texts[first:end]):
            return Condition(sentence.said((first, last)), value, first, last, matches)
    return None


def driver_sets(sentence: Sentence) -> tuple[tuple[SpokenDriver, ...], ...]:
    """The drivers on either side of "or", "versus", "than", …; two bare drivers are two sets.

    What a question before them asked of one of them ("does that help? compare …") is no set of its own.
    """
    if added := _added(sentence):
        return added
    words = sentence.heard.words
    asked = max((i for i, word in enumerate(words) if "?" in word.before), default=0)
    compared = _sets(sentence, [driver for driver in sentence.drivers if driver.start >= asked])
    return compared if len(compared) > 1 else _sets(sentence, sentence.drivers)


def _added(sentence: Sentence) -> tuple[tuple[SpokenDriver, ...], ...]:
    """The drivers without and with one: "does adding A to B help". Empty where nothing is added to others."""
    texts, lists, drivers = sentence.heard.texts, sentence.index.lexicon.lists, sentence.drivers
    adds = [i for i in range(len(texts)) if lists["adding"].match(texts, i)]
    if not adds or not drivers[1:] or drivers[0].start < adds[0]:
        return ()
    if any(lists["set_separator"].match(texts, i) for i in range(drivers[1].end, len(texts))):
        return ()  # "does adding A help? compare B with …"
    return drivers[1:], (*drivers[1:], drivers[0])


def _sets(sentence: Sentence, drivers: Sequence[SpokenDriver]) -> tuple[tuple[SpokenDriver, ...], ...]:
    separators = sentence.index.lexicon.lists["set_separator"]
    texts = sentence.heard.texts
    sets: list[list[SpokenDriver]] = []
    last_end: int | None = None
    for driver in drivers:
        apart = last_end is None or any(separators.match(texts, i) for i in range(last_end, driver.start))
        if apart:
            sets.append([])
        sets[-1].append(driver)
        last_end = driver.end
    if len(sets) == 1 and len(sets[0]) == 2:
        return (sets[0][0],), (sets[0][1],)
    return tuple(tuple(drivers) for drivers in sets)
