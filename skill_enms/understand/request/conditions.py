"""Conditions of a prediction: "at 500 units and 22 degrees"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from skill_enms.catalogue import Catalogue
from skill_enms.reasons import Reason
from skill_enms.requests import Question
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.settle import Findings, Subject
from skill_enms.understand.request.values import Condition, Reading, ValueReader
from skill_enms.understand.request.who import Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span

_MOST_WORDS = 5
"""Words beside a number that nothing explains which are repeated with it."""


def sources_of_conditions(found: Sequence[Condition], possible: Sequence[str]) -> tuple[str, ...]:
    """Those of the possible energy sources that know every condition; all of them where none does."""
    fitting = tuple(s for s in possible if all(s in c.matches for c in found if c.matches))
    return fitting or tuple(possible)


def temperatures_of(catalogue: Catalogue, energy_source: str, drivers: Collection[str]) -> tuple[str, ...]:
    """The features of an energy source that degree days among the drivers are made of."""
    features = catalogue.features_of(energy_source)
    measured = {feature.column for feature in features if feature.name in drivers and feature.kind == "degree_days"}
    return tuple(f.name for f in features if f.kind == "column" and f.aggregate == "AVG" and f.column in measured)


def settle_conditions(
    found: Sequence[Condition], subject: Subject, index: PlantIndex, findings: Findings
) -> dict[str, float]:
    """Feature → value, in the feature's own unit; notes a number that is none of them, or that may be several.

    No number is dropped: a prediction with one of its conditions left out is one of another day.
    """
    values: dict[str, float] = {}
    sources = subject.sources(index.catalogue)
    drivers = subject.seu.drivers if subject.seu is not None else ()
    behind = {name for source in sources for name in temperatures_of(index.catalogue, source, drivers)}
    named = [(condition, _names(condition, sources)) for condition in found]
    said_now: set[str] = set()
    bare: list[str] = []
    for condition, meant in sorted(named, key=lambda each: len(each[1])):  # of several, rather one that is left
        names = [name for name in meant if name not in said_now]
        preferred = [name for name in names if name in drivers or name in behind] or names
        if not preferred and condition.end - condition.start == 1:
            bare.append(condition.said)
            continue
        if not preferred:
            data = {"said": condition.said, "available": index.features.available(sources)}
            findings.refuse(Reason("unknown_feature", data))
            continue
        if len(preferred) > 1 and subject.energy_source is not None:
            data = {"said": condition.said, "choices": tuple(preferred)}
            findings.ask("features", Question("features", tuple(preferred), Reason("ambiguous_feature", data)))
            continue
        own = index.lexicon.units.of_name(index.features.plain(preferred[0]))
        values[preferred[0]] = condition.value * (index.lexicon.units.factor(condition.units, own) or 1.0)
        said_now |= {preferred[0]} if condition.end else set()
    if bare:
        left = tuple(n for n in drivers if n not in values) or index.features.available(sources)
        data = {"said": ", ".join(bare), "available": left}
        findings.ask("features", Question("features", left, Reason("unknown_feature", data)))
    return values


def _names(condition: Condition, sources: Sequence[str]) -> tuple[str, ...]:
    """The features of some energy sources that a condition may be of."""
    return tuple(dict.fromkeys(name for source in sources for name in condition.matches.get(source, ())))


def find_conditions(sentence: Sentence) -> tuple[tuple[Condition, ...], Sentence]:
    """The conditions of an utterance, and the utterance without their words among its leftovers and periods."""
    reader = ValueReader(sentence)
    found = _likeliest([reader.readings(i) for i in reader.numbers])
    taken = {i for c in found for i in range(c.start, c.end)}
    periods = tuple(p for p in sentence.periods if not any(i in taken for i in range(p.start, p.end)))
    leftovers = tuple(run for run in sentence.leftovers if not any(i in taken for i in range(*run)))
    sources = tuple(m for m in sentence.sources if m.start not in taken)
    seus = tuple(m for m in sentence.seus if m.start not in taken) or sentence.seus  # "CIP" of "6 CIP cycles"
    return found, replace(sentence, periods=periods, leftovers=leftovers, sources=sources, seus=seus)


def _likeliest(numbers: Sequence[Sequence[Reading]]) -> tuple[Condition, ...]:
    """One reading a number at most, none of them across another: those that read most numbers, and likeliest.

    So that "production 500 temperature 5" is no temperature of 500, with a 5 left over.
    """
    best: dict[int, tuple[tuple[int, int, int], tuple[Condition, ...]]] = {0: ((0, 0, 0), ())}
    for readings in numbers:
        further = dict(best)
        for end, (score, before) in best.items():
            for reading in readings:
                if reading.condition.start < end:
                    continue
                fits, known, likely = (a + b for a, b in zip(score, reading.score, strict=True))
                option = (fits, known, likely), (*before, reading.condition)
                known_end = reading.condition.end
                if known_end not in further or option[0] > further[known_end][0]:
                    further[known_end] = option
        best = further
    return max(best.values(), key=lambda option: option[0])[1]


def unread_numbers(sentence: Sentence, found: Sequence[Condition], who: Who) -> tuple[Condition, ...]:
    """The numbers of a prediction that are no condition, nor of a name or a period: conditions that nobody knows."""
    reader = ValueReader(sentence)
    taken = {i for c in found for i in range(c.start, c.end)} | {i for run in (who.run,) if run for i in range(*run)}
    taken |= {i for source in sentence.sources for i in range(source.start, source.end)}
    taken |= {i for spoken in sentence.periods if spoken.period is not None for i in range(spoken.start, spoken.end)}
    words = sentence.heard.words
    unread = [i for i in reader.numbers if i not in taken and not (words[i].spoken and words[i].value == 1)]  # "one"
    spans = ((i, _around(sentence, reader, i)) for i in unread)
    return tuple(Condition(sentence.said(span), words[i].value or 0.0, *span, {}) for i, span in spans)


def _around(sentence: Sentence, reader: ValueReader, i: int) -> Span:
    """A number with the words beside it that nothing explains: "the ozone level is at 80", "7 blue whales"."""
    words, filler = sentence.heard.words, sentence.index.lexicon.lists["filler"]
    end = reader.amount(i).end
    after = next((run for run in sentence.leftovers if run[0] <= end < run[1]), None)
    if after is not None and "," not in words[end].before:
        return i, min(after[1], end + _MOST_WORDS)
    start = i
    while start and (words[start - 1].text,) in filler and "," not in words[start].before:
        start -= 1
    before = next((run for run in sentence.leftovers if run[0] < start <= run[1]), None)
    if before is None or "," in words[start].before:
        return i, end
    return max(before[0], start - _MOST_WORDS), end
