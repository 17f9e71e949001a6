"""Questions as they are asked: why first, where there is a reason, then what, with the choices."""

from __future__ import annotations

from skill_enms.offers import Offer
from skill_enms.requests import PredictEnergy, Question, Request
from skill_enms.speech.phrases import Listing, Phrase
from skill_enms.speech.reasons import refusal_phrase
from skill_enms.speech.words import Words, features_listing, sources_listing


def question_phrases(question: Question, request: Request, words: Words) -> list[Phrase]:
    """One question, as one or two phrases."""
    why = [] if question.reason is None else [refusal_phrase(question.reason, words)]
    return [*why, _asked(question, request, words)]


def offer_phrase(offer: Offer) -> Phrase:
    """What is offered, as a question of yes or no."""
    return Phrase(f"offer_{offer.about}")


def _asked(question: Question, request: Request, words: Words) -> Phrase:
    name = f"ask_{question.about}"
    if question.about == "confirm" and question.reason is not None and not question.choices:
        return Phrase(f"{name}_{question.reason.code}")
    if question.about == "features" and isinstance(request, PredictEnergy):
        name = "ask_values"
    if not question.choices:
        return Phrase(name)
    seu = getattr(request, "seu", None)
    match question.about:
        case "energy_source":
            choices: Listing = sources_listing(question.choices, words, "or")
        case "features":
            choices = features_listing(question.choices, words)
        case _:
            choices = Listing(list(question.choices), "or")
    data = {"choices": choices} if seu is None else {"choices": choices, "seu": seu.name}
    return Phrase(f"{name}_among", data)
