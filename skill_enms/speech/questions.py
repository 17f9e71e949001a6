"""Questions as they are asked: why first, where there is a reason, then what, with the choices."""

from __future__ import annotations

from skill_enms.offers import Offer
from skill_enms.requests import PredictEnergy, Question, Request
from skill_enms.speech.phrases import Listing, Phrase
from skill_enms.speech.reasons import refusal_phrase
from skill_enms.speech.words import Words, features_listing, sources_listing

BEFORE_CHOICES = frozenset({"unknown_seu", "unknown_feature", "ambiguous_feature", "unknown_energy_source"})
"""Reasons whose choices are those of the question that follows: `dialog/asked_<code>.dialog` says no more than why."""


def question_phrases(question: Question, request: Request, words: Words) -> list[Phrase]:
    """One question, as one or two phrases."""
    return [*_why(question, words), _asked(question, request, words)]


def offer_phrase(offer: Offer) -> Phrase:
    """What is offered, as a question of yes or no."""
    return Phrase(f"offer_{offer.about}")


def _why(question: Question, words: Words) -> list[Phrase]:
    reason = question.reason
    if reason is None:
        return []
    if question.choices and reason.code in BEFORE_CHOICES:
        return [Phrase(f"asked_{reason.code}", {"said": str(reason.data.get("said", ""))})]
    return [refusal_phrase(reason, words)]


def _asked(question: Question, request: Request, words: Words) -> Phrase:
    name = f"ask_{question.about}"
    if question.about == "confirm" and question.reason is not None and not question.choices:
        drivers = features_listing(getattr(request, "features", None) or (), words)
        return Phrase(f"{name}_{question.reason.code}", {"drivers": drivers})
    if question.about == "features" and isinstance(request, PredictEnergy):
        name = "ask_values"
    if not question.choices:
        return Phrase(name)
    seu = getattr(request, "seu", None)
    code = None if question.reason is None else question.reason.code
    match question.about:
        case "energy_source":
            choices: Listing = sources_listing(question.choices, words, "or")
        case "features" if code == "ambiguous_feature":
            name, choices = "ask_confirm", features_listing(question.choices, words, "or")
        case "features":
            choices = features_listing(question.choices, words)
        case "confirm" if code == "unknown_feature":
            choices = features_listing(question.choices, words, "or")
        case "seu" if code is None:
            return Phrase("ask_seu_of_all", {"choices": Listing(list(question.choices), "or")})
        case _:
            choices = Listing(list(question.choices), "or")
    data = {"choices": choices} if seu is None else {"choices": choices, "seu": seu.name}
    return Phrase(f"{name}_among", data)
