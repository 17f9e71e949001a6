"""The answer to a question of ours, merged into the request that waits for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from skill_enms.reasons import Reason
from skill_enms.requests import (
    CompareDrivers,
    DataSources,
    EnergyDrift,
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    Question,
    Request,
    RetrainAll,
    TrainBaseline,
    Understood,
)
from skill_enms.understand.names.energies import SourceMention
from skill_enms.understand.request.building import build, names_drivers
from skill_enms.understand.request.meant import find_who
from skill_enms.understand.request.pieces import Pieces, driver_of, seus_named
from skill_enms.understand.request.settle import WORDS_NOT_UNDERSTOOD, known_sources
from skill_enms.understand.request.who import Finder, Who
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.situation import Situation
from skill_enms.understand.talking.attempts import may_be_days
from skill_enms.understand.talking.driver_answers import Partly, answered_drivers
from skill_enms.understand.talking.ellipsis import is_just_a_name
from skill_enms.understand.talking.ending import ends_apart, nearly_ends
from skill_enms.understand.talking.given import Answer
from skill_enms.understand.talking.relisting import changes_a_list, relisted, without_strange_drivers
from skill_enms.understand.talking.siblings import with_sibling
from skill_enms.understand.talking.turns import (
    after_none_of_them,
    corrects,
    is_cancel,
    is_new_request,
    past_correction,
    stands_alone,
    starts_with,
    without_hesitation,
    without_politeness,
)

ABOUT_NAMES = ("unknown_seu", "unknown_energy_source", "unknown_feature", WORDS_NOT_UNDERSTOOD, "")
"""Findings behind a question whether a name was meant; others ask whether something shall be done."""


Merge = Callable[[Answer], Pieces | Question | Partly | None]
"""The request's pieces with the answer; or the question once more; or None where it was no answer."""


def _seu(answer: Answer) -> Pieces | Question | None:
    base, catalogue = answer.base, answer.index.catalogue
    who = find_who(answer.sentence) if answer.sentence.seus else None
    if who is None:
        name = answer.named_choice() or answer.choice()
        if name is not None:
            fitting = tuple(s for s in catalogue.seus if name in (s.name, " ".join(s.machine_names)))
            sources = tuple(s for m in answer.sentence.sources for s in m.sources) or base.who.sources
            narrowed = tuple(s for s in fitting if not sources or s.energy_source in sources)
            who = Who(narrowed or fitting, name, sources)
    if who is None:
        runs = answer.sentence.leftovers or ((0, len(answer.heard.words)),)
        sources = tuple(s for m in answer.sentence.sources[:1] for s in m.sources)
        guessed = Finder(answer.sentence).guessed(sources, runs)
        if guessed.refusal is not None or not guessed.seus:
            if sources and not answer.sentence.leftovers:
                return replace(base, who=Who(sources=sources))
            said = answer.sentence.said((0, len(answer.heard.words)))
            nearest = answer.index.guesser.nearest(answer.content or answer.heard.texts)
            return answer.again(Reason("unknown_seu", {"said": said, "nearest": nearest}))
        who = guessed
    if who.refusal is None and not who.sources and base.who.sources:
        kept = tuple(seu for seu in who.seus if seu.energy_source in base.who.sources)
        who = replace(who, seus=kept or who.seus, sources=base.who.sources if kept else ())
    return replace(base, who=who)


def _corrected(answer: Answer) -> Pieces | Question | None:
    """Another SEU than the one that something is asked about: "no, Kiln-2", perhaps with drivers."""
    pieces = _seu(answer)
    known = tuple(driver for driver in answer.sentence.drivers if driver.matches)
    return replace(pieces, drivers=known) if isinstance(pieces, Pieces) and known else pieces


def _other_energy(answer: Answer) -> Pieces | None:
    """Another energy source than the one that something else is asked about: "no hang on, B"; None where none is said.

    Drivers that it hasn't got are asked for anew.
    """
    if answer.question.about not in _BESIDE_ITS_ENERGY or answer.sentence.seus or answer.sentence.leftovers:
        return None
    base, known = answer.base, getattr(answer.request, "energy_source", None)
    answer = answer.reading(_without_what_is_denied(answer.sentence, known))
    said = [each for each in answer.sentence.sources if known not in each.sources]
    if known is None or base.who.refusal is not None or len(said) != 1 or len(answer.sentence.sources) != 1:
        return None
    seu = getattr(answer.request, "seu", None)
    same = () if seu is None else seus_named(answer.index.catalogue, seu)
    who = Who(same, base.who.said, base.who.sources) if same else base.who
    merged = _energy_source(answer.based_on(replace(base, who=who)))
    return without_strange_drivers(merged) if isinstance(merged, Pieces) else None


def _without_what_is_denied(sentence: Sentence, known: str | None) -> Sentence:
    """A sentence without the energy source that was understood, where it says that it isn't that: "not A, B"."""
    texts, denials = sentence.heard.texts, sentence.index.lexicon.lists["removal"]
    article = sentence.index.lexicon.lists["article"]

    def is_denied(mention: SourceMention) -> bool:
        before = mention.start - (texts[mention.start - 1 : mention.start] in article)
        return known in mention.sources and texts[before - 1 : before] in denials

    return replace(sentence, sources=tuple(each for each in sentence.sources if not is_denied(each)))


def _energy_source(answer: Answer) -> Pieces | Question | None:
    base = answer.base
    named = answer.sentence.sources or answer.index.names.sources(answer.heard.words)
    sources = tuple(s for m in named[:1] for s in m.sources)
    if not sources:
        chosen = answer.named_choice() or answer.choice()
        misheard = Finder(answer.sentence).misheard_source()
        sources = (chosen,) if chosen else (misheard.sources if misheard is not None else ())
    if not sources and not answer.sentence.seus:
        said = answer.sentence.said((0, len(answer.heard.words)))
        known = answer.question.choices or known_sources(answer.index)
        return answer.again(Reason("unknown_energy_source", {"said": said, "known": known}))
    who = base.who
    if answer.sentence.seus:
        who = find_who(answer.sentence)
        sources = sources or base.who.sources
    offered = tuple(s for s in sources if s in answer.question.choices) or sources
    fitting = tuple(seu for seu in who.seus if not offered or seu.energy_source in offered)
    if who.seus and not fitting and offered:
        known = tuple(dict.fromkeys(seu.energy_source for seu in who.seus))
        data = {"seu": who.seus[0].name, "energy_source": offered[0], "known": known}
        return replace(base, who=replace(who, refusal=Reason("seu_without_energy_source", data)))
    return replace(base, who=replace(who, seus=fitting, sources=offered))


def _period(answer: Answer) -> Pieces | Question | None:
    if any(spoken.period is not None for spoken in answer.sentence.periods):
        return replace(answer.base, periods=answer.sentence.periods)
    if not may_be_days(answer.sentence):
        return None
    said = answer.sentence.said((0, len(answer.heard.words)))
    return answer.again(Reason("period_not_understood", {"said": said}))


def _confirm(answer: Answer) -> Pieces | Question | Partly | None:
    code = answer.code
    about_driver = code == "unknown_feature"
    refused = starts_with(answer.heard, answer.lexicon, "no")
    if not refused and starts_with(answer.heard, answer.lexicon, "yes"):
        if not about_driver:
            return answer.base
        source = getattr(answer.request, "energy_source", None)
        agreed = tuple(driver_of(n, answer.index.features, source) for n in answer.question.choices[:1])
        return replace(answer.base, drivers=(*answer.base.drivers, *agreed))
    if about_driver or code == WORDS_NOT_UNDERSTOOD:
        if answer.sentence.drivers or answer.content:
            return answered_drivers(answer)
        if refused and not about_driver:
            return replace(answer.base, drivers=(), sets=())
        choices = answer.index.features.available(answer.possible_sources())
        return Question("features", choices, None, answer.question.rest) if refused else None
    if answer.sentence.seus or answer.content:
        return _seu(answer)
    return replace(answer.base, who=Who()) if refused else None


def _other_drivers(answer: Answer) -> Pieces | None:
    """The pieces with drivers put in, taken out or exchanged while days are asked for: "take A too"; else None.

    Days may be said with them: "and A, for 2024".
    """
    sentence = answer.sentence
    if answer.request.intent != TrainBaseline.intent or answer.question.about != "period":
        return None
    if sentence.seus or sentence.sources or not changes_a_list(sentence):
        return None
    listed = relisted(answer.base, sentence)
    if listed is None or any(not listed.words.issuperset(range(*run)) for run in sentence.leftovers):
        return None
    return replace(listed.pieces, periods=sentence.periods or listed.pieces.periods)


_BESIDE_ITS_ENERGY = ("features", "period")
"""What may be asked while another energy source is named instead of an answer."""

_MERGES: Mapping[str, Merge] = {
    "seu": _seu,
    "energy_source": _energy_source,
    "features": answered_drivers,
    "period": _period,
    "confirm": _confirm,
}


def _agreed(answer: Answer) -> Understood | None:
    """Yes or no to what was asked before something is done: the request with `confirmed`, or the refusal `declined`."""
    request = answer.request
    if starts_with(answer.heard, answer.lexicon, "no"):
        return Understood(request, Reason("declined"))
    if not starts_with(answer.heard, answer.lexicon, "yes"):
        return Understood(request, question=answer.question) if answer.is_attempt() else None
    return Understood(replace(request, confirmed=True) if isinstance(request, TrainBaseline | RetrainAll) else request)


def _asked_again(request: Request, question: Question, sentence: Sentence) -> Understood:
    """The question once more, with the period kept that was said instead of an answer."""
    spoken = [p.period for p in sentence.periods if p.period is not None and not p.future]
    dated = (
        TrainBaseline,
        DataSources,
        CompareDrivers,
        RetrainAll,
        EnergyPerformance,
        EnergyDrift,
        EnergyUse,
        IgnorePeriod,
    )
    if len(spoken) == 1 and isinstance(request, dated):
        return Understood(replace(request, period=spoken[0]), question=replace(question, reason=None))
    return Understood(request, question=question)


def _is_about_another(request: Request, sentence: Sentence) -> bool:
    """Whether an utterance asks the same of another SEU, in full."""
    seu = getattr(request, "seu", None)
    if seu is None or not stands_alone(sentence, request.intent):
        return False
    seus = sentence.index.catalogue.seus
    return not any(seus[i].name == seu.name for mention in sentence.seus for i, _ in mention.seus)


def answer(
    request: Request,
    question: Question,
    utterance: str,
    situation: Situation,
) -> Understood | None:
    """What a request comes to with the answer to a question about it; None where the utterance is no answer.

    "Never mind" is an answer too: the refusal `cancelled`.
    """
    lexicon = situation.lexicon
    if is_cancel(utterance, lexicon):
        return Understood(request, Reason("cancelled"))
    whole, said = utterance, without_politeness(utterance, lexicon)
    utterance = said if question.about == "confirm" else after_none_of_them(said, lexicon)
    if said and not utterance:
        return Understood(request, question=question)
    listed = names_drivers(request.intent)
    sentence = past_correction(lay_out(utterance, situation.index, situation.now, drivers=listed))
    if question.about != "seu" and corrects(sentence.heard, lexicon):
        sentence = with_sibling(request, sentence)
    asks = starts_with(sentence.heard, lexicon, "asking")
    if not sentence.heard.words or asks or is_new_request(sentence) or _is_about_another(request, sentence):
        return None
    given = Answer(request, question, sentence, asks=said != without_hesitation(whole, lexicon))
    if nearly_ends(sentence) and not given.sets_aside():
        if ends_apart(sentence):
            return Understood(request, Reason("cancelled"))
        return Understood(request, question=question) if given.is_attempt() else None
    if question.about == "confirm" and given.code not in ABOUT_NAMES:
        return _agreed(given)
    corrects_it = bool(corrects(sentence.heard, lexicon))
    named = bool(sentence.seus) or (question.about == "period" and is_just_a_name(sentence))
    corrected = corrects_it and named and question.about != "confirm"
    other = _other_energy(given) if corrects_it else None
    if other is None and (changed := _other_drivers(given)) is not None:
        return build(request.intent, changed)
    merged = other or (_corrected(given) if corrected else _MERGES[question.about](given))
    if merged is None:
        return None
    if isinstance(merged, Partly):
        known = build(request.intent, given.merged(merged.pieces))
        return known if known.refusal is not None else Understood(known.request, question=merged.question)
    if isinstance(merged, Question):
        return _asked_again(request, merged, sentence)
    return build(request.intent, given.merged(merged))
