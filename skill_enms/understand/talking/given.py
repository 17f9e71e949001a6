"""An utterance as the answer to a question of ours: what in it may be an answer, and whether it is one at all."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.reasons import Reason
from skill_enms.requests import Question, Request, TrainBaseline
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.names.energies import without_announcers
from skill_enms.understand.request.pieces import Pieces, pieces_from
from skill_enms.understand.request.settle import WORDS_NOT_UNDERSTOOD, known_sources
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.attempts import is_command
from skill_enms.understand.talking.choosing import Places
from skill_enms.understand.talking.turns import is_foreign, starts_with
from skill_enms.understand.words.heard import hear

LONGEST_NAME = 6
"""An utterance of more words than that isn't a misheard name."""
_LEAST_OF_ONE = 2
"""Words of "the one"; more of them say which one."""

_GIVING_UP = ("taking_out", "cancel")
"""Lists of words by which something is left out."""


class Answer:
    """One utterance as the answer to one question."""

    def __init__(self, request: Request, question: Question, sentence: Sentence, *, asks: bool = False) -> None:
        self.request, self.question, self.sentence = request, question, sentence
        self.asks = asks  # "would you like a coffee": no answer, unless all of it is understood as one
        self.heard, self.index = sentence.heard, sentence.index
        self.lexicon = sentence.index.lexicon
        self.base = pieces_from(request, sentence.index, question.rest)

    def based_on(self, base: Pieces) -> Answer:
        """The same answer to another state of the request."""
        other = Answer(self.request, self.question, self.sentence, asks=self.asks)
        other.base = base
        return other

    def reading(self, sentence: Sentence) -> Answer:
        """The same answer, with other words of it understood."""
        other = Answer(self.request, self.question, sentence, asks=self.asks)
        other.base = self.base
        return other

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
        chosen = self.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def chosen(self) -> tuple[str, ...]:
        """Those of the choices that are named by their places: "the first two", "both"."""
        choices = self.question.choices
        return tuple(choices[i] for i in Places(self.heard, self.content, len(choices), self.lexicon).found())

    def sets_aside(self) -> bool:
        """Whether it gives up what wasn't understood: "without it", "no B then", where the rest was."""
        if self.code != "unknown_feature" or not self.base.drivers or self.question.reason is None:
            return False
        lists, texts = self.lexicon.lists, self.heard.texts
        said = set(hear(str(self.question.reason.data["said"]), self.lexicon).texts)
        aside = {i for name in _GIVING_UP for i in lists[name].places(texts)}
        spare = {i for name in ("article", "courtesy", "pronoun") for i in lists[name].places(texts)}
        spare |= {i for i, text in enumerate(texts) if text in said}
        return bool(aside) and aside | spare == set(range(len(texts)))

    def named_choice(self) -> str | None:
        """The one choice whose name holds all words of the answer, or the letter that is all of it."""
        letters = (word.text for word in self.heard.words if len(word.text) == 1)  # "A", not the article
        named = self.content[: -1 if self._ends_in_one() else None]
        said = set(without_announcers(named, self.index.lexicon)) or set(letters)
        fitting = [c for c in self.question.choices if said <= set(self.index.names.words_of(c))]
        return fitting[0] if said and len(fitting) == 1 else None

    def _ends_in_one(self) -> bool:
        """Whether its last word is the noun of "the west one", not a number."""
        words = self.heard.words
        led = self.heard.texts[:1] in self.lexicon.lists["article"] and len(words) > _LEAST_OF_ONE
        led = led or self.heard.texts[-2:-1] in self.lexicon.lists["apart"]
        return (
            led and words[-1].value == 1 and not (words[-1].ordinal or self.sentence.said((-1, len(words))).isdigit())
        )

    def possible_sources(self) -> tuple[str, ...]:
        """The energy sources that are possible for its request."""
        source: str | None = getattr(self.request, "energy_source", None)
        return (source,) if source else known_sources(self.index)

    def is_attempt(self) -> bool:
        """Whether what isn't understood was an answer at all, rather than something else that was said."""
        return (
            0 < len(self.heard.words) <= LONGEST_NAME
            and not self.asks
            and not starts_with(self.heard, self.lexicon, "question_word")
            and not is_foreign(self.sentence)
            and not is_command(self.sentence)
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
        elif self.request.intent == TrainBaseline.intent and self.question.about in {"energy_source", "period"}:
            pieces = replace(pieces, drivers=self._drivers_beside() or pieces.drivers)
        return pieces

    def _drivers_beside(self) -> tuple[SpokenDriver, ...]:
        """The drivers that all other words of an answer name: "source B, on A and C"; empty where some name none."""
        sentence = self.sentence
        spans = [(mention.start, mention.end) for mention in sentence.seus]
        spans += [(mention.start, mention.end) for mention in sentence.sources]
        spans += [(period.start, period.end) for period in sentence.periods]
        taken = {i for span in spans for i in range(*span)}
        taken |= self.lexicon.lists["driver_marker"].places(self.heard.texts)  # "use October", where a feature is a use
        free = [i for i in range(len(self.heard.words)) if i not in taken]
        found = spoken_drivers(self.index.features, self.heard, free, strict=False)
        named = {i for driver in found if not driver.doubtful for i in range(driver.start, driver.end)}
        return found if all(named.issuperset(range(*run)) for run in sentence.leftovers) else ()
