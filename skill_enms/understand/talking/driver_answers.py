"""Drivers, or their values for a prediction, as the answer to a question of ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from skill_enms.reasons import Reason
from skill_enms.requests import PredictEnergy, Question, TrainBaseline
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.request.conditions import find_conditions
from skill_enms.understand.request.pieces import Pieces, driver_of, waiting_drivers
from skill_enms.understand.request.sets import driver_sets
from skill_enms.understand.request.settle import known_sources
from skill_enms.understand.request.values import Condition
from skill_enms.understand.talking.given import Answer
from skill_enms.understand.talking.turns import is_just

_BUT = ("removal", "negation", "but")
"""Lists of words before what is no part of everything."""


@dataclass(frozen=True, slots=True)
class Partly:
    """An answer of which a part is not understood."""

    pieces: Pieces
    """The request's pieces with the other part."""
    question: Question
    """The question about the rest."""


def answered_drivers(answer: Answer) -> Pieces | Question | Partly | None:
    """The request's pieces with the drivers that are named; those that are known, with a question, where others aren't.

    None where it was no answer.
    """
    base, question = answer.base, answer.question
    if isinstance(answer.request, PredictEnergy):
        return _answered_values(answer)
    source = getattr(answer.request, "energy_source", None)
    if answer.sentence.choose or is_just(answer.heard, answer.lexicon, "automatic_answer"):
        return replace(base, drivers=(), sets=(), choose=True)
    if answer.sets_aside():
        return base
    if others := _all_but(answer):
        named = others
    elif chosen := answer.chosen():
        named = tuple(driver_of(name, answer.index.features, source) for name in chosen)
    else:
        named = tuple(_offered(driver, answer) for driver in _named(answer))
    unknown = [driver for driver in named if not (source in driver.matches if source else driver.matches)]
    if unknown or not named:
        said = ", ".join(d.said for d in unknown) or answer.sentence.said((0, len(answer.heard.words)))
        sources = (source,) if source else known_sources(answer.index)
        available = answer.index.features.available(sources)
        reason = Reason("unknown_feature", {"said": said, "available": available})
        known = tuple(driver for driver in named if driver not in unknown)
        if not known or answer.request.intent != TrainBaseline.intent:
            return answer.again(reason)
        pieces = _with_drivers(answer, known)
        return Partly(pieces, replace(question, about="features", choices=available, reason=reason))
    if base.sets or answer.request.intent == "compare_drivers":
        sets = (*base.sets, *driver_sets(replace(answer.sentence, drivers=named)))
        return replace(base, drivers=(*base.drivers, *named), sets=sets)
    return _with_drivers(answer, named)


def _all_but(answer: Answer) -> tuple[SpokenDriver, ...]:
    """The drivers that are left by "everything except A"; empty where it isn't that, or where nobody knows A."""
    lists, texts = answer.lexicon.lists, answer.heard.texts
    start = 0 if lists["everything"].match(texts, 0) else lists["courtesy"].match(texts, 0)
    every = lists["everything"].match(texts, start)
    behind = start + every
    but = max(lists[name].match(texts, behind) for name in _BUT)
    source = getattr(answer.request, "energy_source", None)
    if not (every and but):
        return ()
    positions = [i for i in _driver_positions(answer) if i >= behind + but]
    refused = spoken_drivers(answer.index.features, answer.heard, positions, strict=True, refused=True)
    gone = {name for driver in refused for names in driver.matches.values() for name in names}
    if not refused or not all(driver.matches for driver in refused):
        return ()
    available = answer.index.features.available(answer.possible_sources())
    return tuple(driver_of(name, answer.index.features, source) for name in available if name not in gone)


def _offered(driver: SpokenDriver, answer: Answer) -> SpokenDriver:
    """A driver among the choices, where the question offered some because a word was ambiguous."""
    if answer.question.reason is None:
        return driver
    narrowed = {
        source: kept
        for source, names in driver.matches.items()
        if (kept := tuple(n for n in names if n in answer.question.choices))
    }
    return replace(driver, matches=narrowed) if narrowed else driver


def _named(answer: Answer) -> tuple[SpokenDriver, ...]:
    """The drivers that are named; a word of theirs may be the name of the SEU too: "laundry kilos", of the laundry."""
    apart, along = (
        spoken_drivers(answer.index.features, answer.heard, _driver_positions(answer, names=names), strict=True)
        for names in (False, True)
    )
    clear = bool(along) and all(driver.matches for driver in along)
    more = bool(apart) and (len(along) > len(apart) or not all(driver.matches for driver in apart))
    return _without_judgement(along if clear and more else apart, answer)


def _without_judgement(drivers: tuple[SpokenDriver, ...], answer: Answer) -> tuple[SpokenDriver, ...]:
    """Drivers without the words that only say what is thought of those that are known: "A would be the obvious one"."""
    if not any(driver.matches for driver in drivers):
        return drivers
    skippable, texts = answer.index.features.skippable, answer.heard.texts
    said = answer.lexicon.lists["judging"].places(texts) | {i for i, text in enumerate(texts) if skippable(text)}
    return tuple(driver for driver in drivers if driver.matches or not said.issuperset(range(driver.start, driver.end)))


def _driver_positions(answer: Answer, *, names: bool = False) -> list[int]:
    """The words that may name drivers; `names`: with those of SEUs."""
    taken = {i for p in answer.sentence.periods for i in range(p.start, p.end)}
    taken |= set() if names else {i for m in answer.sentence.seus for i in range(m.start, m.end)}
    markers = answer.lexicon.lists["driver_marker"]
    for i in range(len(answer.heard.texts)):
        taken |= set(range(i, i + markers.match(answer.heard.texts, i)))
    return [i for i in range(len(answer.heard.words)) if i not in taken]


def _with_drivers(answer: Answer, named: tuple[SpokenDriver, ...]) -> Pieces:
    """The pieces with drivers that were named, before those that still wait to be settled."""
    base = answer.base
    waiting = sum(bool(driver.matches) for driver in waiting_drivers(answer.question.rest, answer.index))
    settled = base.drivers[: len(base.drivers) - waiting]
    return replace(base, drivers=(*settled, *named, *base.drivers[len(settled) :]), choose=False)


def _answered_values(answer: Answer) -> Pieces | Question | None:
    found, _ = find_conditions(answer.sentence)
    if not found and len(answer.question.choices) == 1 and (value := _lone_value(answer)) is not None:
        name = answer.question.choices[0]
        matches = driver_of(name, answer.index.features, None).matches
        found = (Condition(name, value, 0, 0, matches),)
    if not found:
        return answer.again(answer.question.reason)
    return replace(answer.base, conditions=(*answer.base.conditions, *found))


def _lone_value(answer: Answer) -> float | None:
    """The number in an answer that is no more than a value, perhaps with its unit: "it's 22", not "in 10 minutes"."""
    words, lexicon = answer.heard.words, answer.lexicon
    numbers = [i for i, word in enumerate(words) if word.value is not None]
    if not numbers:
        return None
    left = {i for run in answer.sentence.leftovers for i in range(*run)} - {numbers[0]}
    left -= lexicon.lists["unit_said"].places(answer.heard.texts)
    signs = {i for i in left if words[i].text in lexicon.numbers.minus}
    value = words[numbers[0]].value or 0.0
    return (-value if signs else value) if left == signs else None
