"""Golden utterances: what each should come to, and which of four outcomes it came to.

- right: the request, and what stands against it, are as expected; or somebody else's sentence was left alone.
- asked: a question came where something else was expected; nothing was done.
- missed: the sentence wasn't taken, or was refused though it could be done.
- wrong: something was, or would be, done that wasn't asked for; or somebody else's sentence was taken.

Where what a recogniser heard no longer holds a piece of the request, a question is right, and a request that would be
carried out is a guess, and so wrong.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from skill_enms.requests import Request, Understood

HERE = Path(__file__).parent
OUTCOMES = ("right", "asked", "missed", "wrong")


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden utterance."""

    utterance: str
    plant: str
    today: date
    intent: str | None
    """None for somebody else's sentence."""
    request: Mapping[str, Any]
    outcome: Mapping[str, Any]
    """`code`: null, "question" (with `about` and `reason`), or the code of a refusal."""
    fiscal_year_start: int = 1


def load(name: str) -> list[Golden]:
    """The golden utterances of one file (`tuning`, `heldout`)."""
    rows = (json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Golden(
            row["utterance"],
            row["plant"],
            date.fromisoformat(row["today"]),
            row["intent"],
            row.get("request", {}),
            row.get("outcome", {}),
            row.get("fiscal_year_start", 1),
        )
        for row in rows
    ]


def told(request: Request) -> dict[str, Any]:
    """A request as golden files write it."""
    period = getattr(request, "period", None)
    seu = getattr(request, "seu", None)
    shown: dict[str, Any] = {
        "seu": seu.name if seu is not None else None,
        "start": period.start.isoformat() if period is not None else None,
        "end": period.end.isoformat() if period is not None else None,
    }
    for name in ("energy_source", "choose", "include_backfill", "details"):
        if hasattr(request, name):
            shown[name] = getattr(request, name)
    if hasattr(request, "features"):
        shown["features"] = list(request.features) if request.features is not None else None
    if hasattr(request, "conditions"):
        shown["conditions"] = dict(request.conditions)
    if hasattr(request, "sets"):
        shown["sets"] = [list(names) for names in request.sets]
    return shown


def _as_asked(golden: Golden, request: Request) -> bool:
    shown = told(request)
    return all(shown.get(name) == value for name, value in golden.request.items())


def judge(golden: Golden, intent: str | None, understood: Understood | None, lost: Collection[str] = ()) -> str:
    """The outcome of one utterance, given the intent it was taken for and what it came to.

    `lost`: the pieces of the request, and perhaps the intent, that what was heard no longer holds.
    """
    if golden.intent is None:
        return "right" if intent is None else "wrong"
    if intent is None or understood is None:
        return "missed"
    expected = golden.outcome["code"]
    if understood.refusal is not None:
        fits = intent == golden.intent and understood.refusal.code == expected
        return "right" if fits else "missed"
    if understood.question is not None:
        question = understood.question
        reason = question.reason.code if question.reason is not None else None
        if lost and (intent == golden.intent or "intent" in lost):
            return "right"
        asked = (golden.outcome.get("about"), golden.outcome.get("reason")) == (question.about, reason)
        fits = intent == golden.intent and expected == "question" and asked and _as_asked(golden, understood.request)
        return "right" if fits else "asked"
    fits = intent == golden.intent and expected is None and _as_asked(golden, understood.request)
    return "right" if fits and not lost else "wrong"


def shares(outcomes: Iterable[str]) -> dict[str, float]:
    """Outcome → its share, in per cent."""
    counted = list(outcomes)
    return {name: 100.0 * counted.count(name) / max(len(counted), 1) for name in OUTCOMES}
