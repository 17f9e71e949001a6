"""A conversation with the skill's understanding, as the skill holds it, without an assistant or a plant behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import cast

from judge import told
from strangers import Turn

from skill_enms.catalogue import Catalogue
from skill_enms.conversation import Conversations, Pending, Said
from skill_enms.hearing import Again, Hearing
from skill_enms.opening import Plant
from skill_enms.requests import DescribeBaseline, Understood
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

SESSION = "a session"


@dataclass(frozen=True, slots=True)
class OnADay(Hearing):
    """Hears as if it were some day."""

    day: date = date(2026, 11, 27)
    """That day."""

    @classmethod
    def at(cls, catalogue: Catalogue, lexicon: Lexicon) -> OnADay:
        """A new conversation at a plant of which nothing but its catalogue is there."""

        def known() -> Catalogue:
            return catalogue

        plant = SimpleNamespace(catalogue=known, known_catalogue=known, refresh=known)
        return cls(cast(Plant, plant), Conversations(), lexicon, SESSION)

    def _situation(self, catalogue: Catalogue) -> Situation:
        return Situation(catalogue, self.lexicon, self.day)

    def hear(self, said: str) -> tuple[str, Understood | None]:
        """("cancel", "repeat", "other" or "ours", what it came to), having noted it as the skill does."""
        continued = self.continued(said)
        if isinstance(continued, Again):
            return "repeat", None
        last = self.conversations.last(SESSION)
        if isinstance(continued, Understood):
            understood = continued
        else:
            intent = self.concern(said)
            if intent is None:
                return "other", None
            understood = self.request(said, intent)
        waiting = self.waits_on(understood.request.intent)
        self.conversations.settle(SESSION)
        if understood.refusal is not None and understood.refusal.code == "cancelled":
            self.conversations.forget(SESSION)
            return "cancel", understood
        self._note(understood, last, waiting)
        return "ours", understood

    def _note(self, understood: Understood, last: Said | None, waiting: Pending | None) -> None:
        followed = [understood.request]
        if isinstance(understood.request, DescribeBaseline) and last is not None:
            seu = understood.request.seu
            followed += [
                each
                for each in last.followed
                if getattr(each, "seu", None) == seu and not isinstance(each, DescribeBaseline)
            ]
        code = understood.refusal.code if understood.refusal is not None else None
        if understood.question is not None and code is None:
            code = "question"
            self.conversations.ask(SESSION, Pending(understood.request, understood.question))
        elif waiting is not None:
            self.conversations.ask(SESSION, waiting)
        self.conversations.said(SESSION, Said(tuple(followed), {"code": code}, ()))


def came_to(understood: Understood) -> str:
    """Act, the piece that is asked for, or the code of a refusal."""
    if understood.refusal is not None:
        return f"refuse:{understood.refusal.code}"
    return f"ask:{understood.question.about}" if understood.question is not None else "act"


def holds(hearing: OnADay, turn: Turn) -> bool:
    """Whether a turn comes to what it should."""
    what, understood = hearing.hear(turn.said)
    if turn.expect in ("cancel", "repeat", "other"):
        return what == turn.expect
    if understood is None or understood.request.intent != turn.intent:
        return False
    shown = told(understood.request)
    told_alike = (
        shown[name] == value or (name == "features" and set(shown[name] or ()) == set(value or ()))
        for name, value in turn.request.items()
        if name in shown and value is not None
    )
    return came_to(understood) == turn.expect and all(told_alike)
