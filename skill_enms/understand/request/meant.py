"""Who is meant: the name as it is written, unless the words beside it make it another one; else a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skill_enms.reasons import Reason
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.who import Finder, Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span, hear

_MARKS = frozenset(",;.?!")
"""What parts a name from words that don't belong to it."""


def _beside(sentence: Sentence, runs: Sequence[Span], spans: Sequence[Span]) -> Span | None:
    """A leftover stretch that touches one of the names; what a mark parts from it or what was done to it doesn't."""
    words = sentence.heard.words
    for run in runs:
        before = any(run[1] == start and _MARKS.isdisjoint(words[start].before) for start, _ in spans)
        behind = any(end == run[0] and _MARKS.isdisjoint(words[end].before) for _, end in spans)
        if (before or behind) and not (_says_what_was_done(sentence, run) or _says_which_version(sentence, run)):
            return run
    return None


def _says_which_version(sentence: Sentence, run: Span) -> bool:
    """Whether words only say which baseline of a name is meant: "the former boiler 3 baseline"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    return (lists["former"].places(texts) | lists["present"].places(texts)).issuperset(range(*run))


def _says_what_was_done(sentence: Sentence, run: Span) -> bool:
    """Whether words only say what was done: "we relined the kiln in July", "the pump that was overhauled"."""
    match, texts = sentence.index.lexicon.calendar.match, sentence.heard.texts
    return any(start + match("happened", texts, start) >= run[1] for start in (run[0] - 1, run[0]) if start >= 0)


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
    beside = _beside(sentence, runs, [(m.start, m.end) for m in sentence.seus])
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


def driven_otherwise(who: Who, drivers: Sequence[SpokenDriver], index: PlantIndex) -> Who:
    """Who was guessed by the spelling or the sound of words, unless the drivers are another energy source's: unknown.

    "Train the edger on sawn timber" means no loader, whose energy isn't driven by that.
    """
    said = hear(who.said, index.lexicon).texts
    if who.run is None or not who.seus or not drivers or not index.guesser.vocabulary.isdisjoint(said):
        return who
    driven = {source for source in index.features.names if all(source in driver.matches for driver in drivers)}
    if not driven or any(seu.energy_source in driven for seu in who.seus):
        return who
    return replace(who, seus=(), refusal=Reason("unknown_seu", {"said": who.said, "nearest": who.names}))
