"""What follows on the last answer: "and for Kiln-2?", "with pressure too", "for 2023 instead", "the R-squared?"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from skill_enms.catalogue import Catalogue
from skill_enms.requests import (
    CompareBaselines,
    DescribeBaseline,
    EnergyPerformance,
    EnergyUse,
    PredictEnergy,
    Request,
    RestoreBaseline,
    TrainBaseline,
    Understood,
)
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.gate.intents import compares_consumption
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.request.building import build, names_drivers
from skill_enms.understand.request.conditions import driver_sets, find_conditions
from skill_enms.understand.request.meant import find_who
from skill_enms.understand.request.pieces import Pieces, pieces_from, seus_named, wants_details, wants_formula
from skill_enms.understand.request.who import Finder, Who
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.talking.consumption import about_the_same, on_other_days
from skill_enms.understand.talking.turns import asks_history, is_new_request, says, stands_alone, starts_with
from skill_enms.understand.words.lexicon import Lexicon

BASELINE_ITSELF = (TrainBaseline, DescribeBaseline, RestoreBaseline, CompareBaselines)
"""Requests after which "the last one" is a baseline, though it isn't called so."""
LONGEST = 14
"""An utterance of more words than that stands for itself."""


def _asks_about(sentence: Sentence) -> bool:
    """Whether it asks about the baseline that the last answer was about."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    return wants_details(sentence) or texts in lexicon.lists["more"] or says(sentence.heard, lexicon, "quality")


def _described(previous: Request, sentence: Sentence) -> Request | None:
    seu, source = getattr(previous, "seu", None), getattr(previous, "energy_source", None)
    if seu is None or source is None or not _asks_about(sentence):
        return None
    if sentence.seus or sentence.periods or any(d.matches for d in sentence.drivers):
        return None
    long = wants_details(sentence) or sentence.heard.texts in sentence.index.lexicon.lists["more"]
    return DescribeBaseline(seu, source, long, wants_formula(sentence))


def _history(previous: Request, utterance: str, sentence: Sentence) -> Request | None:
    """What was before the baseline that the last answer was about, asked for or brought back."""
    seu, source = getattr(previous, "seu", None), getattr(previous, "energy_source", None)
    if seu is None or source is None or sentence.seus or sentence.sources:
        return None
    if not isinstance(previous, BASELINE_ITSELF) and not says(sentence.heard, sentence.index.lexicon, "baseline"):
        return None
    match asks_history(utterance, sentence.index.lexicon):
        case RestoreBaseline.intent:
            return RestoreBaseline(seu, source)
        case CompareBaselines.intent:
            return CompareBaselines(seu, source)
    return None


def _who(previous: Pieces, sentence: Sentence, *, corrected: bool) -> Who | None:
    """The SEU or energy source that is named now; the energy source stays where the SEU has it."""
    found = find_who(sentence)
    if corrected and found == Who(sources=found.sources) and sentence.leftovers:
        found = Finder(sentence).guessed(found.sources, sentence.leftovers, led=True)
    if found.refusal is not None:
        code = found.refusal.code
        said = str(found.refusal.data.get("said", ""))
        ours = code == "seu_without_energy_source" or corrected or sentence.index.guesser.shares_word(said)
        return found if ours else None
    if found.seus:
        if found.sources:
            return found
        kept = tuple(seu for seu in found.seus if seu.energy_source in previous.who.sources)
        return replace(found, seus=kept or found.seus, sources=previous.who.sources if kept else ())
    if not found.sources:
        return previous.who
    named = previous.who.seus[:1]
    seus = tuple(s for seu in named for s in seus_named(previous.index.catalogue, seu))
    fitting = tuple(seu for seu in seus if seu.energy_source in found.sources)
    return Who(fitting, previous.who.said, found.sources)


def _listed(sentence: Sentence, *, removal: bool) -> tuple[SpokenDriver, ...]:
    """The drivers of a follow-up, those after "without" included."""
    if sentence.drivers and not removal:
        return sentence.drivers
    named = {i for m in sentence.seus for i in range(m.start, m.end)}
    if not removal and not says(sentence.heard, sentence.index.lexicon, "addition"):
        named |= {i for m in sentence.sources for i in range(m.start, m.end)}
    named |= {i for p in sentence.periods for i in range(p.start, p.end)}
    positions = [i for i in range(len(sentence.heard.words)) if i not in named]
    index = sentence.index.features
    found = spoken_drivers(index, sentence.heard, positions, strict=False, refused=True)
    return tuple(driver for driver in found if not driver.doubtful)


def _drivers(previous: Pieces, sentence: Sentence) -> Pieces | None:
    """The previous drivers with what is added, taken away or put in their place; None where nothing is."""
    lexicon, heard = sentence.index.lexicon, sentence.heard
    if sentence.choose:
        return replace(previous, drivers=(), choose=True)
    removal = says(heard, lexicon, "removal") and not starts_with(heard, lexicon, "no")
    drivers = _listed(sentence, removal=removal)
    if not drivers:
        return None
    if removal:
        gone = {name for d in drivers for names in d.matches.values() for name in names}
        kept = tuple(d for d in previous.drivers if not any(n in gone for ns in d.matches.values() for n in ns))
        return replace(previous, drivers=kept)
    if says(heard, lexicon, "addition") and not says(heard, lexicon, "replacement"):
        return replace(previous, drivers=(*previous.drivers, *drivers), choose=False)
    return replace(previous, drivers=drivers, choose=False)


def _left_over(sentence: Sentence, who: Who) -> bool:
    """Whether words are left that nothing explains, so that it may be anybody's sentence."""
    claimed = {i for d in sentence.drivers for i in range(d.start, d.end)}
    claimed |= set(range(*who.run)) if who.run is not None else set()
    return any(not set(range(*run)) <= claimed for run in sentence.leftovers)


def _is_just_a_period(sentence: Sentence) -> bool:
    """Whether a period is all that is said."""
    timed = sum(p.end - p.start for p in sentence.periods if p.period is not None and not p.future)
    return 1 < timed == len(sentence.heard.words)


def follow_up(  # noqa: PLR0913, PLR0917 - each is a thing of its own, and every caller has just these
    previous: Request,
    utterance: str,
    catalogue: Catalogue,
    lexicon: Lexicon,
    today: date,
    fiscal_year_start: int = 1,
) -> Understood | None:
    """What an utterance asks as a follow-up on a request that was answered; None where it is none."""
    index = index_of(catalogue, lexicon)
    listed = names_drivers(previous.intent)
    sentence = lay_out(utterance, index, Now(today, fiscal_year_start), drivers=listed)
    heard = sentence.heard
    if not 0 < len(heard.words) <= LONGEST or says(heard, lexicon, "foreign"):
        return None
    if (history := _history(previous, utterance, sentence)) is not None:
        return Understood(history)
    if is_new_request(sentence) or stands_alone(sentence, previous.intent):
        return None
    if isinstance(previous, EnergyUse | EnergyPerformance) and (same := about_the_same(previous, sentence)) is not None:
        return same
    if isinstance(previous, EnergyUse):
        if (compared := on_other_days(previous, sentence)) is not None:
            return compared
        if compares_consumption(sentence):
            return None  # whole in itself, whatever was asked of a consumption before
    if (described := _described(previous, sentence)) is not None:
        return Understood(described)
    corrected = bool(starts_with(heard, lexicon, "correction"))
    led = corrected or bool(starts_with(heard, lexicon, "follow_lead")) or bool(sentence.seus)
    led = led or any(says(heard, lexicon, name) for name in ("addition", "removal", "replacement")) or sentence.choose
    led = led or _is_just_a_period(sentence)
    if not led or (starts_with(heard, lexicon, "question_word") and not starts_with(heard, lexicon, "follow_lead")):
        return None
    return _changed(previous, sentence, corrected=corrected)


def _changed(previous: Request, sentence: Sentence, *, corrected: bool) -> Understood | None:
    pieces = pieces_from(previous, sentence.index)
    if isinstance(previous, PredictEnergy):
        found, sentence = find_conditions(sentence)
        if found:
            again = {c.said for c in found}
            kept = tuple(c for c in pieces.conditions if c.said not in again and not _same(c, found))
            pieces = replace(pieces, conditions=(*kept, *found))
    before = pieces
    if isinstance(previous, TrainBaseline) or sentence.choose:
        pieces = _drivers(pieces, sentence) or pieces
    elif names_drivers(previous.intent) and sentence.drivers:
        pieces = replace(pieces, drivers=sentence.drivers, sets=driver_sets(sentence))
    who = _who(pieces, sentence, corrected=corrected)
    if who is None:
        return None
    if who is not pieces.who:
        pieces = replace(pieces, who=who)
    if sentence.periods:
        pieces = replace(pieces, periods=sentence.periods)
    if who.refusal is None and ((pieces is before and not pieces.conditions) or _left_over(sentence, who)):
        return None
    understood = build(previous.intent, pieces)
    future = understood.refusal is not None and understood.refusal.code == "period_in_future"
    return None if future else understood


def _same(condition: object, others: tuple[object, ...]) -> bool:
    """Whether one of the others is a value of the same feature."""
    mine = {name for names in getattr(condition, "matches", {}).values() for name in names}
    return any(mine & {n for names in getattr(o, "matches", {}).values() for n in names} for o in others)
