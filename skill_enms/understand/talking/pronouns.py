""" "Build a baseline for it", "how was it that month": what isn't named again, in a conversation that was about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from string import ascii_letters

from skill_enms.catalogue import Catalogue, Seu
from skill_enms.requests import (
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    ListFeatures,
    Period,
    PlantPerformance,
    Request,
    Understood,
)
from skill_enms.understand.gate.intents import plain_intent
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.periods.relative import shifted, start_of_unit
from skill_enms.understand.plant_index import PlantIndex, index_of
from skill_enms.understand.request.building import build
from skill_enms.understand.request.happened import why, without_events
from skill_enms.understand.request.pieces import pieces_of, seus_named
from skill_enms.understand.request.who import Finder
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.talking.listed import Picked, picked
from skill_enms.understand.talking.turns import without_hesitation
from skill_enms.understand.words.heard import Span
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.spelling import APOSTROPHES, name_words

_PAUSES = frozenset(",;:.?!")
"""Signs that end what belongs together."""

_BEHIND_AN_OBJECT = ("driver_marker", "driver_marker_weak", "name_lead", "courtesy", "adverb", "replacement")
"""Lists of words that may follow on "train that"."""

_REASONED = (EnergyUse.intent, IgnorePeriod.intent, PlantPerformance.intent)
"""Intents of sentences that may hold words that nothing explains but what is asked: the plant, or a reason."""


def with_its_name(  # noqa: PLR0913, PLR0917 - each is a thing of its own, and every caller has just these
    previous: Request,
    utterance: str,
    catalogue: Catalogue,
    lexicon: Lexicon,
    today: date,
    fiscal_year_start: int = 1,
) -> str | None:
    """An utterance with the SEU and the days that were talked about where words stand for them; None where none do."""
    return _with_names(previous, utterance, index_of(catalogue, lexicon), Now(today, fiscal_year_start))


def _with_names(previous: Request, utterance: str, index: PlantIndex, now: Now) -> str | None:
    sentence = lay_out(without_hesitation(utterance, index.lexicon), index, now)
    said: dict[Span, str] = {}
    seu: Seu | None = getattr(previous, "seu", None)
    pick = picked(previous, sentence)
    if pick is not None:
        said[pick.words] = pick.said
        said |= _energy_of_the_list(previous, sentence) | _nearly_named(previous, sentence)
    pronoun = None if seu is None or sentence.seus else _pronoun(sentence)
    place = None if seu is None or sentence.seus or pronoun is not None else _place(sentence)
    short = None if seu is None or sentence.seus or pronoun or place else _contracted(sentence)
    if seu is not None and (span := pronoun or place or short) is not None:
        source: str | None = getattr(previous, "energy_source", None)
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
        if sure and any(sentence.heard.words[i].is_mark for i in range(*run)):
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
    """A question about "it" that only lacks its days, on those of the last answer; what changes nothing only."""
    request, question = understood.request, understood.question
    if not isinstance(request, EnergyUse | EnergyPerformance) or question is None or understood.refusal is not None:
        return understood
    periods = (getattr(each, "period", None) for each in followed if isinstance(each, EnergyUse | EnergyPerformance))
    period = next((each for each in periods if each is not None), None)
    if (question.about, question.reason) != ("period", None) or period is None:
        return understood
    return Understood(replace(request, period=period))


def _pronoun(sentence: Sentence) -> Span | None:
    """The first pronoun that is no part of a driver or a period, nor of "it's" or "is it possible"."""
    claimed = {i for driver in sentence.drivers if driver.matches for i in range(driver.start, driver.end)}
    claimed |= {i for period in sentence.periods if period.period is not None for i in range(period.start, period.end)}
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    claimed |= lists["polite_question"].places(texts)
    pronouns = lists["pronoun"]
    plant = min(lists["site_noun"].places(texts), default=len(texts))  # "how did the plant do against its baselines"
    for i in range(plant):
        length = pronouns.match(texts, i) or _points(sentence, i)
        if length and i not in claimed and not any(mark in sentence.said((i, i + length)) for mark in APOSTROPHES):
            return i, i + length
    return None


def _contracted(sentence: Sentence) -> Span | None:
    """The place of a word like "it's", whose apostrophe tells it from "its"."""
    pronouns, texts = sentence.index.lexicon.lists["pronoun"], sentence.heard.texts
    alone = (i for i in range(len(texts)) if pronouns.match(texts, i) == 1)
    found = next((i for i in alone if any(mark in sentence.said((i, i + 1)) for mark in APOSTROPHES)), None)
    return None if found is None else (found, found + 1)


def _points(sentence: Sentence, i: int) -> int:
    """1 where a word like "that" stands for what was talked about: behind a verb of training, or before "baseline"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    length = lists["demonstrative"].match(texts, i)
    if not length:
        return 0
    noun = max(lists[name].match(texts, i + length) for name in ("baseline", "model"))
    owner = i + length + noun + lists["name_lead"].match(texts, i + length + noun)
    named = noun and not lists["pronoun"].match(texts, owner)  # "that baseline of it"
    trained = any(texts[i - 1 : i] in lists[name] for name in ("plain_train_verb", "strong_train_verb"))
    ends = i + length == len(texts) or any(lists[name].match(texts, i + length) for name in _BEHIND_AN_OBJECT)
    return length if named or (i and trained and ends) else 0


def _place(sentence: Sentence) -> Span | None:
    """Words like "there" where they end what is said, and don't say that something is: "is anybody there"."""
    lists, words, texts = sentence.index.lexicon.lists, sentence.heard.words, sentence.heard.texts
    for i in range(1, len(texts)):
        end = i + lists["place"].match(texts, i)
        ends = end == len(texts) or not _PAUSES.isdisjoint(words[end].before)
        if end > i and ends and not lists["asking"].match(texts[:i], i - 1):
            return i, end
    return None


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
