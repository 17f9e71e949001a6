""" "Build a baseline for it": a machine that isn't named again, in a conversation that was about one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from skill_enms.catalogue import Catalogue, Seu
from skill_enms.requests import EnergyPerformance, EnergyUse, Request, Understood
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.request.pieces import seus_named
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.words.heard import Span
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.spelling import APOSTROPHES, name_words


def with_its_name(  # noqa: PLR0913, PLR0917 - each is a thing of its own, and every caller has just these
    previous: Request,
    utterance: str,
    catalogue: Catalogue,
    lexicon: Lexicon,
    today: date,
    fiscal_year_start: int = 1,
) -> str | None:
    """An utterance with the SEU that was talked about in a pronoun's place; None where none stands for one."""
    seu: Seu | None = getattr(previous, "seu", None)
    if seu is None:
        return None
    sentence = lay_out(utterance, index_of(catalogue, lexicon), Now(today, fiscal_year_start))
    span = None if sentence.seus else _pronoun(sentence)
    if span is None:
        return None
    text, words = sentence.heard.text, sentence.heard.words
    source = getattr(previous, "energy_source", None)
    several = source is not None and not sentence.sources and len(seus_named(catalogue, seu)) > 1
    name = " ".join((seu.name, *name_words(source))) if several and source else seu.name
    return f"{text[: words[span[0]].start]}{name}{text[words[span[1] - 1].end :]}"


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
    for i in range(len(texts)):
        length = pronouns.match(texts, i)
        if length and i not in claimed and not any(mark in sentence.said((i, i + length)) for mark in APOSTROPHES):
            return i, i + length
    return None
