"""Who is meant: the name as it is written, unless the words beside it make it another one; else a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skill_enms.reasons import Reason
from skill_enms.understand.request.who import Finder, Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span


def _beside(runs: Sequence[Span], spans: Sequence[Span]) -> Span | None:
    """A leftover stretch that touches one of the names."""
    for run in runs:
        if any(run[1] == start or end == run[0] for start, end in spans):
            return run
    return None


def find_who(sentence: Sentence) -> Who:
    """Who is meant. Never raises."""
    finder = Finder(sentence)
    runs = list(sentence.leftovers)
    unknown = None if sentence.sources else finder.unknown_source()
    exact = finder.exact()
    if unknown is not None and not (exact is None and finder.guess([unknown[0]])):
        known = tuple(source.name for source in sentence.index.catalogue.energy_sources)
        reason = Reason("unknown_energy_source", {"said": unknown[1], "known": known})
        return replace(exact or Who(), seus=(), refusal=reason)
    if exact is None:
        source = max(sentence.sources, key=lambda m: m.strength, default=None) or finder.misheard_source()
        if source is not None:
            runs = [run for run in runs if not (run[0] <= source.start < run[1] and source.end == run[1])]
        return finder.guessed(source.sources if source else (), runs)
    if exact.refusal is not None:
        return exact
    return _checked(finder, sentence, exact, runs)


def _checked(finder: Finder, sentence: Sentence, exact: Who, runs: list[Span]) -> Who:
    """An exact name, unless the words beside it make it another one."""
    for mention in sentence.seus:
        if (span := finder.number_after(mention)) is not None:
            nearest = sentence.index.guesser.nearest(tuple(finder.texts[span[0] : span[1]]))
            reason = Reason("unknown_seu", {"said": sentence.said(span), "nearest": nearest})
            return Who(said=sentence.said(span), sources=exact.sources, refusal=reason)
    beside = _beside(runs, [(m.start, m.end) for m in sentence.seus])
    energy = None if exact.sources else next((run for run in runs if finder.names_energy(run)), None)
    beside = energy or beside
    if beside is None:
        return exact
    if energy is not None or finder.names_source(exact, beside):
        source = finder.misheard_source()
        if source is not None:
            fitting = tuple(seu for seu in exact.seus if seu.energy_source in source.sources)
            if not fitting:
                return finder.without_source(replace(exact, sources=source.sources))
            return replace(exact, seus=fitting, sources=source.sources)
        known = tuple(s.name for s in sentence.index.catalogue.energy_sources)
        reason = Reason("unknown_energy_source", {"said": sentence.said(beside), "known": known})
        return replace(exact, seus=(), refusal=reason)
    return replace(exact, qualified=True)
