"""One utterance on its way: words → request → answer → phrases, with what other programs are told on the way.

It knows nothing of OVOS: the skill gives it an outlet to speak and tell through, a test gives it a list.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from skill_enms import events, service
from skill_enms.answers import RestoredBaseline, Result, RetrainedAll, TrainedBaseline
from skill_enms.catalogue import Catalogue
from skill_enms.conversation import Conversations, Pending, Said
from skill_enms.counters import Counters
from skill_enms.daily import DailyCheck
from skill_enms.faults import log_fault
from skill_enms.hearing import CANCELLED, DECLINED, Again, Continued, Declined, Hearing
from skill_enms.offers import Offer, offer_after, offer_instead
from skill_enms.opening import Plant
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import (
    Author,
    DescribeBaseline,
    PredictEnergy,
    Question,
    Request,
    SwitchDailyCheck,
    Understood,
)
from skill_enms.speech.answers import answer_phrases, progress_phrase
from skill_enms.speech.phrases import Phrase
from skill_enms.speech.questions import offer_phrase, question_phrases
from skill_enms.speech.reasons import refusal_phrase
from skill_enms.understand.saying import CatalogueWords
from skill_enms.understand.words.lexicon import Lexicon

LOG = logging.getLogger(__name__)

NOTHING_KNOWN = Catalogue()

STORED = (TrainedBaseline, RetrainedAll, RestoredBaseline)
"""Answers that changed what is stored."""

PROGRESS_SECONDS = 15.0
"""So long nothing is said about how far a long job is."""


class Outlet(Protocol):
    """Where the answers of one exchange go: the bus, with the session that asked."""

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        """Emit an event for other programs."""

    def say(self, phrases: Sequence[Phrase], *, expect_response: bool = False) -> list[str]:
        """Speak, and return the words; `expect_response` opens the microphone afterwards."""

    def show(self, result: Result) -> None:
        """A picture of it, where the device has a screen and there is something to be drawn; waits for nothing."""

    def working(self, expected: Callable[[], float | None] | None = None) -> AbstractContextManager[None]:
        """Around what may take a while: it is announced when it does, with the seconds that are `expected`, if any."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one session says to one plant, in one language."""

    plant: Plant
    """Whose catalogue gives the names."""
    conversations: Conversations
    """What each session is in the middle of."""
    lexicon: Lexicon
    """The words of the session's language."""
    outlet: Outlet
    """Where answers go."""
    author: Author
    """Who speaks."""
    counters: Counters = field(default_factory=Counters)
    """What is counted of all sessions together."""
    daily: DailyCheck = field(default_factory=DailyCheck)
    """What tells of drift unasked."""

    @property
    def hearing(self) -> Hearing:
        """What the session's utterances come to."""
        return Hearing(self.plant, self.conversations, self.lexicon, self.author.session_id)

    def hear(self, utterance: str, intent: str) -> None:
        """Understand an utterance that was matched to an intent, and carry it out. A waiting question is void.

        What was matched by mistake is nobody's: a matcher takes other skills' sentences now and then.
        """
        with self._guarded(intent):
            if self.hearing.is_ours(utterance, intent):
                self._take(utterance, intent)
            else:
                self.outlet.tell(events.UNMATCHED_EVENT, {})

    def _take(self, utterance: str, intent: str) -> None:
        waiting = self.hearing.waits_on(intent)
        self.conversations.settle(self.author.session_id)
        with self._counted(), self._guarded(intent):
            with self.outlet.working():  # the plant may still be opening
                understood = self.hearing.request(utterance, intent)
            self._proceed(understood, waiting)

    def take_up(self, continued: Continued) -> None:
        """Carry out what `continued` came to."""
        with self._counted():
            if isinstance(continued, Again):
                self._repeat(continued.said)
                return
            waiting = None if isinstance(continued, Declined) else self.hearing.waits_on(continued.request.intent)
            self.conversations.settle(self.author.session_id)
            if isinstance(continued, Declined):
                self._decline(continued.intent)
                return
            with self._guarded(continued.request.intent):
                self._proceed(continued, waiting)

    def stop(self) -> bool:
        """End the session's running request, on the database server too, or the question that waits; whether one did.

        A running request tells of its end by itself.
        """
        session_id = self.author.session_id
        pending = self.conversations.waiting(session_id)
        running = self.plant.cancel(session_id)
        self.conversations.settle(session_id)
        if pending is not None and not running:
            if pending.is_offer:
                self._decline(pending.request.intent)
            else:
                self._refuse(pending.request.intent, CANCELLED)
        return running or pending is not None

    def _proceed(self, understood: Understood, waiting: Pending | None) -> None:
        request = understood.request
        self.outlet.tell(events.REQUEST_EVENT, events.request_data(request))
        service.check_kind(self.plant, request, self.author)
        if understood.refusal is not None:
            self._refuse(request.intent, understood.refusal, request, waiting)
        elif understood.question is not None and not _known_better_by_the_baseline(understood.question, request):
            self._ask(request, understood.question)
        else:
            self.counters.understood()
            try:
                self._carry_out(request, waiting)
            except Refused as refusal:
                self._refuse(request.intent, refusal.reason, request, waiting)

    def _carry_out(self, request: Request, waiting: Pending | None) -> None:
        if isinstance(request, SwitchDailyCheck):
            self._answer(request, self.daily.switch(request, self.plant.catalogue()), waiting)
            return
        database = self.plant.open()
        session_id = self.author.session_id
        expected = partial(service.expected_seconds, self.plant, request)
        with self.outlet.working(expected), self.conversations.working(session_id), database.job(session_id):
            result = service.answer(self.plant, request, self.author, self._progress())
        if isinstance(result, Question):
            self._ask(request, result)
            return
        self._answer(request, result, waiting)
        self.outlet.show(result)
        if isinstance(result, STORED):
            with suppress(Refused):
                self.plant.refresh()  # an SEU's drivers are those of its active baseline

    def _answer(self, request: Request, result: Result, waiting: Pending | None) -> None:
        phrases = answer_phrases(result, self.names())
        offer = offer_after(request, result)
        self._reply(request, events.result_data(request.intent, result), phrases, offer, waiting)

    def _ask(self, request: Request, question: Question) -> None:
        """Ask back; the answer comes in as an utterance of its own."""
        phrases = question_phrases(question, request, self.names())
        data = events.question_data(request.intent, question)
        self.conversations.ask(self.author.session_id, Pending(request, question))
        self._remember(request, data, phrases, expect_response=True)
        self._tell_and_say(data, phrases, expect_response=True)

    def _reply(
        self,
        request: Request | None,
        data: Mapping[str, Any],
        phrases: Sequence[Phrase],
        offer: Offer | None,
        waiting: Pending | None,
    ) -> None:
        """Tell and say the end of a request, with the question that waits on, or what is offered next."""
        said = list(phrases)
        if waiting is not None:
            said += question_phrases(waiting.question, waiting.request, self.names())
            data = {**data, "waiting": events.question_data(waiting.request.intent, waiting.question)}
        elif offer is not None:
            said.append(offer_phrase(offer))
            data = {**data, "offer": {"about": offer.about, "request": events.request_data(offer.request)}}
            waiting = Pending(offer.request, Question("confirm"), is_offer=True)
        if waiting is not None:
            self.conversations.ask(self.author.session_id, waiting)
        self._remember(request, data, said, expect_response=waiting is not None)
        self._tell_and_say(data, said, expect_response=waiting is not None)

    def _remember(
        self, request: Request | None, data: Mapping[str, Any], phrases: Sequence[Phrase], *, expect_response: bool
    ) -> None:
        """What may be repeated and followed up; a description leaves what it was asked about open to follow-ups."""
        before = self.conversations.last(self.author.session_id)
        followed: tuple[Request, ...] = () if request is None else (request,)
        if isinstance(request, DescribeBaseline) and before is not None:
            same = (each for each in before.followed if getattr(each, "seu", None) == request.seu)
            followed += tuple(each for each in same if not isinstance(each, DescribeBaseline))
        self.conversations.said(self.author.session_id, Said(followed, data, tuple(phrases), expect_response))

    def _repeat(self, said: Said) -> None:
        """Say once more what was said last."""
        for request in said.followed[:1]:
            self.outlet.tell(events.REQUEST_EVENT, events.request_data(request))
        self._tell_and_say({**said.result, "repeated": True}, said.phrases, expect_response=said.expect_response)

    def _tell_and_say(
        self, data: Mapping[str, Any], phrases: Sequence[Phrase], *, expect_response: bool = False
    ) -> None:
        self.outlet.tell(events.RESULT_EVENT, data)
        self.counters.told(data)
        LOG.info("event=result intent=%s ok=%s code=%s", data["intent"], data["ok"], data["code"])
        self.outlet.say(phrases, expect_response=expect_response)

    def _progress(self) -> Callable[[int, int], None]:
        """Says how far a long job is, now and then."""
        last = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if done and now - last >= PROGRESS_SECONDS:
                last = now
                self.outlet.say([progress_phrase(done, total)])

        return progress

    @contextmanager
    def _guarded(self, intent: str) -> Iterator[None]:
        """Every way to fail ends in a sentence: a refusal in its own, a fault of ours in one for all of them."""
        try:
            yield
        except Refused as refusal:
            self._refuse(intent, refusal.reason)
        except Exception as error:  # noqa: BLE001 - the boundary to the listener, who is never left waiting in silence
            log_fault(LOG, f"intent={intent}", error)
            self._refuse(intent, Reason("internal_error"))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Around what comes of one utterance; whoever keeps the skill is told afterwards."""
        begun = time.monotonic()
        self.counters.asked()
        try:
            yield
        finally:
            seconds = time.monotonic() - begun
            self.counters.took(seconds)
            LOG.info("event=heard seconds=%.3f", seconds)
            self.outlet.tell(events.COUNTERS_EVENT, self.counters.as_data())

    def _decline(self, intent: str) -> None:
        """An offer comes to nothing; what it came with stands, and may still be followed up."""
        self._tell_and_say(events.refusal_data(intent, DECLINED), [refusal_phrase(DECLINED, self.names())])

    def _refuse(
        self, intent: str, reason: Reason, request: Request | None = None, waiting: Pending | None = None
    ) -> None:
        phrases = [refusal_phrase(reason, self.names())]
        offer = None if request is None else offer_instead(request, reason)
        waiting = None if reason == CANCELLED else waiting
        self._reply(request, events.refusal_data(intent, reason), phrases, offer, waiting)
        if reason == CANCELLED:
            self.conversations.forget(self.author.session_id)

    def names(self) -> CatalogueWords:
        """How the plant's names are said."""
        return CatalogueWords(self.plant.known_catalogue() or NOTHING_KNOWN, self.lexicon)


def _known_better_by_the_baseline(question: Question, request: Request) -> bool:
    """Whether a question is about values of drivers: which ones are needed, the baseline itself knows for certain."""
    if not isinstance(request, PredictEnergy) or request.seu is None or request.energy_source is None:
        return False
    return question.about == "features" and question.reason is None
