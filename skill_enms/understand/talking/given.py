"""An utterance as the answer to a question of ours: what in it may be an answer, and whether it is one at all."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.reasons import Reason
from skill_enms.requests import Question, Request
from skill_enms.understand.request.pieces import Pieces, pieces_from
from skill_enms.understand.request.settle import WORDS_NOT_UNDERSTOOD, known_sources
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.turns import says, starts_with

LONGEST_NAME = 6
"""An utterance of more words than that isn't a misheard name."""


class Answer:
    """One utterance as the answer to one question."""

    def __init__(self, request: Request, question: Question, sentence: Sentence) -> None:
        self.request, self.question, self.sentence = request, question, sentence
        self.heard, self.index = sentence.heard, sentence.index
        self.lexicon = sentence.index.lexicon
        self.base = pieces_from(request, sentence.index, question.rest)

    @property
    def code(self) -> str:
        """The code of the finding behind the question; empty where there is none."""
        return self.question.reason.code if self.question.reason is not None else ""

    @property
    def about_drivers(self) -> bool:
        """Whether drivers are what the question is about."""
        return self.question.about == "features" or self.code in {"unknown_feature", WORDS_NOT_UNDERSTOOD}

    @property
    def content(self) -> tuple[str, ...]:
        """The words that name something: no fillers, but numbers and single letters."""
        has = self.lexicon.has
        return tuple(
            word.text
            for word in self.heard.words
            if word.value is not None
            or not any(has(name, (word.text,)) for name in ("filler", "seu_noun", "source_noun", "yes", "no"))
        )

    def choice(self) -> str | None:
        """One of the choices, by its place ("the first", "number two", "the last one")."""
        if not self.question.choices:
            return None
        if any(self.heard.texts[-n:] in self.lexicon.lists["last_choice"] for n in (1, 2, 3)):
            return self.question.choices[-1]
        ordinals = [word for word in self.heard.words if word.ordinal] or [
            word for word in self.heard.words if word.value is not None
        ]
        numbers = [word for word in ordinals if word.value is not None and float(word.value).is_integer()]
        others = [w for w in self.content if not w[0].isdigit() and w not in self.lexicon.numbers.announcers]
        if (len(numbers) != 1 and not numbers[:1]) or others:
            return None
        place = int(numbers[0].value or 0)
        return self.question.choices[place - 1] if 1 <= place <= len(self.question.choices) else None

    def named_choice(self) -> str | None:
        """The one choice whose name holds all words of the answer, or the letter that is all of it."""
        letters = (word.text for word in self.heard.words if len(word.text) == 1)  # "A", not the article
        said = set(self.index.names.without_announcers(self.content)) or set(letters)
        fitting = [c for c in self.question.choices if said <= set(self.index.names.words_of(c))]
        return fitting[0] if said and len(fitting) == 1 else None

    def possible_sources(self) -> tuple[str, ...]:
        """The energy sources that are possible for its request."""
        source: str | None = getattr(self.request, "energy_source", None)
        return (source,) if source else known_sources(self.index)

    def is_attempt(self) -> bool:
        """Whether what isn't understood was an answer at all, rather than something else that was said."""
        return (
            0 < len(self.heard.words) <= LONGEST_NAME
            and not starts_with(self.heard, self.lexicon, "question_word")
            and not says(self.heard, self.lexicon, "foreign")
        )

    def again(self, reason: Reason | None) -> Question | None:
        """The question once more, with what was wrong with the answer; None where it was no answer."""
        return replace(self.question, reason=reason) if self.is_attempt() else None

    def merged(self, pieces: Pieces) -> Pieces:
        """With the other things that were said beside the answer."""
        understood = tuple(p for p in self.sentence.periods if p.period is not None)
        if understood and self.question.about != "period":
            pieces = replace(pieces, periods=understood)
        if self.sentence.choose:
            pieces = replace(pieces, drivers=(), choose=True)
        elif self.sentence.drivers and not self.about_drivers:
            known = tuple(d for d in self.sentence.drivers if d.matches)
            pieces = replace(pieces, drivers=known or pieces.drivers)
        return pieces
