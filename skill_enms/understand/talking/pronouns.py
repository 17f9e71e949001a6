""" "Build a baseline for it", "how was it that month": what isn't named again, in a conversation that was about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from string import ascii_letters

from skill_enms.catalogue import Seu
from skill_enms.requests import (
    CompareDrivers,
    EnergyDrift,
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    ListFeatures,
    ListSeus,
    Period,
    PlantPerformance,
    Request,
    TrainBaseline,
    Understood,
)
from skill_enms.understand.gate.intents import plain_intent
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.periods.relative import shifted, start_of_unit
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.building import build
from skill_enms.understand.request.happened import why, without_events
from skill_enms.understand.request.pieces import pieces_of, seus_named
from skill_enms.understand.request.who import Finder
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.situation import Situation
from skill_enms.understand.talking.listed import Picked, picked
from skill_enms.understand.talking.pointing import contraction_at, place_at, pronoun_at
from skill_enms.understand.talking.turns import BASELINE_ITSELF, is_just, without_hesitation
from skill_enms.understand.words.heard import Span, hear
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.spelling import name_words

_TACIT = (EnergyDrift.intent, EnergyPerformance.intent)
"""Intents that may be asked of an SEU in a word or two, where one was told about."""
_AROUND_A_QUESTION = ("follow_lead", "courtesy", "adverb", "hesitation")
"""Lists of words that may stand around those."""
_ENDS = ".?! "
"""Signs that end a sentence."""

_REASONED = (EnergyUse.intent, IgnorePeriod.intent, PlantPerformance.intent)
"""Intents of sentences that may hold words that nothing explains but what is asked: the plant, or a reason."""


def with_its_name(
    previous: Request,
    utterance: str,
    situation: Situation,
) -> str | None:
    """An utterance with the SEU and the days that were talked about where words stand for them; None where none do.

    What is asked of a baseline that was told about follows on it as it is: "which drivers did it take".
    """
    lexicon = situation.lexicon
    if isinstance(previous, BASELINE_ITSELF) and is_just(hear(utterance, lexicon), lexicon, "its_training"):
        return None
    return _with_names(previous, utterance, situation.index, situation.now)


def _with_names(previous: Request, utterance: str, index: PlantIndex, now: Now) -> str | None:
    sentence = lay_out(without_hesitation(utterance, index.lexicon), index, now)
    said: dict[Span, str] = {}
    seu = _talked_about(previous, index)
    pick = picked(previous, sentence)
    if pick is not None:
        said[pick.words] = pick.said
        said |= _energy_of_the_list(previous, sentence) | _nearly_named(previous, sentence)
    if seu is not None and _goes_on_tacitly(previous, sentence):
        return f"{sentence.heard.text.rstrip(_ENDS)} {_in_full(seu, getattr(previous, 'energy_source', None), '')}"
    pronoun = None if seu is None or sentence.seus else pronoun_at(previous, seu, sentence)
    place = None if seu is None or sentence.seus or pronoun is not None else place_at(sentence)
    short = None if seu is None or sentence.seus or pronoun or place else contraction_at(sentence)
    source: str | None = getattr(previous, "energy_source", None)
    if seu is not None and (span := pronoun or place or short) is not None:
        said[span] = _in_full(seu, source, sentence.said(span)) if short else _name(seu, source, sentence)
    period: Period | None = getattr(previous, "period", None)
    if period is not None and (span := _days(sentence, period, pick)) is not None:
        days = f"{period.start.isoformat()} – {(period.end - timedelta(1)).isoformat()}"
        # "and the consumption in that month" goes on with the SEU, unless somebody else is named, or the plant
        goes_on = seu is not None and not said and not _names_anybody(sentence)
        whose = _name(seu, getattr(previous, "energy_source", None), sentence) if seu is not None and goes_on else ""
        said[span] = f"{days} {whose}".rstrip()
    text, words = sentence.heard.text, sentence.heard.words
    for start, end in sorted(said, reverse=True):
        text = f"{text[: words[start].start]}{said[start, end]}{text[words[end - 1].end :]}"
    # "there" and "that day" are anybody's, more than "it" is
    ours = pronoun is not None or pick is not None or (said and plain_intent(lay_out(text, index, now)) is not None)
    return text if ours else None


def _goes_on_tacitly(previous: Request, sentence: Sentence) -> bool:
    """Whether no more is said than what is asked of the SEU that was told about: "since when?"."""
    if not isinstance(previous, EnergyDrift | EnergyPerformance | EnergyUse):
        return False
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    asked = {
        place
        for intent in _TACIT
        for i in range(len(texts))
        if (length := lexicon.cues[intent].match(texts, i)) > 1  # "save" alone may be said of anything
        for place in range(i, i + length)
    }
    around = {i for name in _AROUND_A_QUESTION for i in lexicon.lists[name].places(texts)}
    return bool(asked) and asked | around == set(range(len(texts)))


def _talked_about(previous: Request, index: PlantIndex) -> Seu | None:
    """The SEU that the last answer was about: the one of its request, or the only one that it listed."""
    if isinstance(previous, ListSeus):
        listed = {seu.name: seu for seu in index.catalogue.seus if previous.energy_source in (None, seu.energy_source)}
        return next(iter(listed.values())) if len(listed) == 1 else None
    seu: Seu | None = getattr(previous, "seu", None)
    return seu


def asked_of_the_same(previous: Request, utterance: str, index: PlantIndex, now: Now) -> Understood | None:
    """A request of its own that leaves days out "there", with the reason, or asks how the plant did "that month".

    Others are found by their names alone; these have words that nothing explains but what is asked.
    """
    named = _with_names(previous, utterance, index, now)
    if named is None or (intent := plain_intent(lay_out(named, index, now))) not in _REASONED:
        return None
    sentence = lay_out(named, index, now, drivers=False, cues=intent)
    if intent == IgnorePeriod.intent:
        sentence = without_events(sentence)
    reason, plant = why(sentence), sentence.index.lexicon.lists["whole_plant"].places(sentence.heard.texts)
    if intent == EnergyUse.intent and not plant:
        return None
    explained = (plant.issuperset(range(*run)) or sentence.said(run) in reason for run in sentence.leftovers)
    return build(intent, pieces_of(sentence, intent)) if all(explained) else None


def _names_anybody(sentence: Sentence) -> bool:
    """Whether it names whose days it is about: an SEU, an energy source, the plant, or all of a kind."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    named = sentence.seus or sentence.sources or sentence.leftovers
    return bool(named) or any(lists[name].places(texts) for name in ("whole_plant", "everything", "seu_noun"))


def _energy_of_the_list(previous: Request, sentence: Sentence) -> dict[Span, str]:
    """The SEU that is named with the energy source whose drivers were listed, where it has others too."""
    if not isinstance(previous, ListFeatures) or sentence.sources or len(sentence.seus) != 1:
        return {}
    source = previous.energy_source if previous.seu is None else previous.seu.energy_source
    (mention,) = sentence.seus
    seus = [sentence.index.catalogue.seus[i] for i, _ in mention.seus]
    has = {seu.energy_source for seu in seus}
    if source not in has or len(has) == 1 or len({seu.name for seu in seus}) > 1:
        return {}
    span = (mention.start, mention.end)
    return {span: " ".join((sentence.said(span), *name_words(str(source))))}


def _nearly_named(previous: Request, sentence: Sentence) -> dict[Span, str]:
    """The SEU that is plainly meant by words that aren't its name, beside what is picked for it."""
    source: str | None = getattr(previous, "energy_source", None)
    found = {}
    for run in sentence.leftovers if not sentence.seus else ():
        who = Finder(sentence).guessed((source,) if source else (), (run,))
        sure = len(who.names) == 1 and who.refusal is None and not who.doubtful and who.run == run
        vocabulary, singular = sentence.index.guesser.vocabulary, sentence.index.lexicon.features.singular
        own = all({text, singular(text)} & vocabulary for text in sentence.heard.texts[run[0] : run[1]])
        if sure and (own or any(sentence.heard.words[i].is_mark for i in range(*run))):
            found[run] = _name(who.seus[0], source, sentence)
    return found if len(found) == 1 else {}


def _in_full(seu: Seu, source: str | None, pronoun: str) -> str:
    """An SEU and its energy source for a word like "it's", with what follows on the word in it."""
    return " ".join((seu.name, *name_words(source or ""))) + pronoun.lstrip(ascii_letters)


def _name(seu: Seu, source: str | None, sentence: Sentence) -> str:
    """An SEU's name, with its energy source where it has several and none is said."""
    several = source is not None and not sentence.sources and len(seus_named(sentence.index.catalogue, seu)) > 1
    return " ".join((seu.name, *name_words(source))) if several and source else seu.name


def on_the_same_days(understood: Understood, followed: Sequence[Request]) -> Understood:
    """A question about "it" that only lacks its days, on those of the last answer; what changes nothing only.

    But for a training on drivers that were weighed against others just now: it is on the days they were weighed on.
    """
    request, question = understood.request, understood.question
    if question is None or understood.refusal is not None or (question.about, question.reason) != ("period", None):
        return understood
    periods = (getattr(each, "period", None) for each in followed if _has_days_for(request, each))
    period = next((each for each in periods if each is not None), None)
    if period is None or not isinstance(request, EnergyUse | EnergyPerformance | TrainBaseline):
        return understood
    return Understood(replace(request, period=period))


def _has_days_for(request: Request, previous: Request) -> bool:
    """Whether a request that lacks its days is meant on those of another one."""
    if isinstance(request, TrainBaseline):
        if not isinstance(previous, CompareDrivers):
            return False
        return (request.seu, request.energy_source) == (previous.seu, previous.energy_source)
    return isinstance(request, EnergyUse | EnergyPerformance) and isinstance(previous, EnergyUse | EnergyPerformance)


def _days(sentence: Sentence, period: Period, pick: Picked | None) -> Span | None:
    """Words like "that month" that stand for a period, which is a month then; no others are said beside them."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    for i in range(len(texts)):
        end = i + lexicon.lists["same_days"].match(texts, i)
        unclear = () if pick is None else range(*pick.words)  # "the second set, same period"
        outside = (p for p in sentence.periods if (p.end <= i or end <= p.start) and p.start not in unclear)
        if end == i or any(outside):
            continue
        if _are_these(texts[end - 1], period, lexicon):
            return i, end
    return None


def _are_these(noun: str, period: Period, lexicon: Lexicon) -> bool:
    """Whether a period is what a noun calls days: "month" one month, "months" one or several."""
    unit = lexicon.calendar.units.get((noun,))
    if unit is None:
        return True
    start = start_of_unit(unit, period.start)
    if lexicon.features.singular(noun) == noun:
        return shifted(start, unit, 1) == period.end
    return start == period.start and start_of_unit(unit, period.end) == period.end
