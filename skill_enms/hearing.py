"""What an utterance comes to: a request of its own, or something that goes on with the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from skill_enms.catalogue import Catalogue
from skill_enms.conversation import Conversations, Pending, Said
from skill_enms.opening import Plant
from skill_enms.reasons import Reason
from skill_enms.requests import About, Question, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

OPEN_AFTER: Mapping[str, About] = {
    "unknown_seu": "seu",
    "unknown_energy_source": "energy_source",
    "unknown_feature": "features",
    "period_in_future": "period",
    "no_data": "period",
}
"""Code of a refusal → the piece of the request that, named anew, puts it right."""

CANCELLED, DECLINED = Reason("cancelled"), Reason("declined")


@dataclass(frozen=True, slots=True)
class Again:
    """What was said last is wanted once more."""

    said: Said
    """That."""


@dataclass(frozen=True, slots=True)
class Declined:
    """ "No" to an offer."""

    intent: str
    """What it would have been."""


Continued = Understood | Again | Declined
"""What an utterance may come to in a conversation that is under way."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one session says about one plant, in one language."""

    plant: Plant
    """Whose catalogue gives the names."""
    conversations: Conversations
    """What each session is in the middle of."""
    lexicon: Lexicon
    """The words of the session's language."""
    session_id: str
    """Who speaks."""

    def request(self, utterance: str, intent: str) -> Understood:
        """What an utterance of a known intent asks for. Raises Refused where the plant's catalogue can't be read."""
        catalogue = self.plant.catalogue()
        situation = self._situation(catalogue)
        utterance = reading.after_taking_back(utterance, self.lexicon)
        last = self.conversations.last(self.session_id)
        texts = (utterance, reading.without_remark(utterance, self.lexicon))
        named = (self._named(text, last, catalogue) for text in texts)
        whole = (text for text in named if text is not None and reading.explains_all(text, intent, situation))
        utterance = next(whole, utterance)
        understood = reading.read(utterance, intent, situation)
        if understood.refusal is not None and understood.refusal.code.startswith("unknown_"):
            # What isn't known may have been added a moment ago.
            understood = reading.read(utterance, intent, self._situation(self.plant.refresh()))
        return understood

    def is_ours(self, utterance: str, intent: str) -> bool:
        """Whether an utterance that a matcher took for an intent is meant for us, as far as the plant is known."""
        catalogue = self.plant.known_catalogue()
        if catalogue is None:
            return True
        named = self._named(utterance, self.conversations.last(self.session_id), catalogue)
        return named is not None or reading.is_ours(utterance, intent, catalogue, self.lexicon)

    def concern(self, utterance: str) -> str | None:
        """The intent of a sentence that no template took, where it plainly concerns this plant; else None."""
        catalogue = self.plant.known_catalogue()
        utterance = reading.after_taking_back(utterance, self.lexicon)
        return None if catalogue is None else reading.concerns_us(utterance, catalogue, self.lexicon)

    def continued(self, utterance: str) -> Continued | None:
        """What an utterance comes to as an answer to the question that waits, or as a follow-up; None as neither.

        An offer is void with the first utterance that is neither.
        """
        catalogue = self.plant.known_catalogue()
        if catalogue is None:
            return None
        pending, last = self.conversations.waiting(self.session_id), self.conversations.last(self.session_id)
        if last is not None and self._repeats(utterance, catalogue):
            return Again(last)
        if pending is not None and not pending.is_offer:
            beside = partial(reading.aside, pending.request, utterance, self._situation(catalogue))
            return self._answered(utterance, pending, last, catalogue) or beside()
        answered = None if pending is None else self._on_offer(utterance, pending)
        if answered is None and last is not None:
            ways = (self._followed_up, self._put_right, self._of_the_same, self._aside)
            answered = next((found for way in ways if (found := way(utterance, last, catalogue)) is not None), None)
        if answered is None:
            self.conversations.settle(self.session_id)
        return answered

    def waits_on(self, intent: str) -> Pending | None:
        """The question that waits on after an answer to something of that intent, which only tells what there is."""
        pending = self.conversations.waiting(self.session_id)
        if pending is None or pending.is_offer or intent not in reading.ASIDES or intent == pending.request.intent:
            return None
        return pending

    def _repeats(self, utterance: str, catalogue: Catalogue) -> bool:
        """Whether the last answer is wanted once more, with a reason or without."""
        plainly = reading.is_repeat(utterance, self.lexicon)
        return plainly or reading.repeats_with_a_reason(utterance, self._situation(catalogue))

    def _answered(self, utterance: str, pending: Pending, last: Said | None, catalogue: Catalogue) -> Understood | None:
        """The answer to a question, or something else that is asked of "it" instead."""
        ended = reading.is_cancel(utterance, self.lexicon)
        if ended or reading.leaves_it(utterance, self._situation(catalogue)):
            return Understood(pending.request, CANCELLED)
        other = None if last is None else self._of_the_same(utterance, last, catalogue)
        if other is not None and other.request.intent != pending.request.intent:
            return other
        answered = reading.answer(pending.request, pending.question, utterance, self._situation(catalogue))
        return self._unless_new(utterance, answered)

    def _on_offer(self, utterance: str, offer: Pending) -> Continued | None:
        """Yes or no to an offer; whatever else is said may still follow on the answer it came with."""
        agreement = False if reading.is_cancel(utterance, self.lexicon) else reading.agreement(utterance, self.lexicon)
        if agreement is None:
            return None
        return Understood(offer.request) if agreement else Declined(offer.request.intent)

    def _followed_up(self, utterance: str, last: Said, catalogue: Catalogue) -> Understood | None:
        """What follows on what was said last; not what would only ask for the same again."""
        for request in last.followed:
            understood = self._unless_new(utterance, reading.follow_up(request, utterance, self._situation(catalogue)))
            if understood is not None and understood != Understood(request):
                # "and how much of it did that machine use": a question of its own, whatever was asked before
                corrected = reading.is_correction(utterance, self.lexicon)  # "it should have been"
                other = None if corrected else self._of_the_same(utterance, last, catalogue)
                return understood if other is None or other.request.intent == understood.request.intent else other
        return None

    def _put_right(self, utterance: str, last: Said, catalogue: Catalogue) -> Understood | None:
        """What was refused for one of its pieces, with another one: just a driver, after one nobody knows."""
        about = OPEN_AFTER.get(str(last.result.get("code")))
        if about is None or not last.followed:
            return None
        answered = reading.answer(last.followed[0], Question(about), utterance, self._situation(catalogue))
        if answered is None or answered.refusal is not None:
            return None
        still_open = answered.question is not None and answered.question.about == about
        return None if still_open else self._unless_new(utterance, answered)

    def _of_the_same(self, utterance: str, last: Said, catalogue: Catalogue) -> Understood | None:
        """A request of its own that calls the SEU of the last answer "it"."""
        situation = self._situation(catalogue)
        text = reading.without_remark(utterance, self.lexicon)
        for each in dict.fromkeys((text, reading.without_reason(text, self.lexicon))):
            named = self._named(each, last, catalogue)
            intent = None if named is None else self.concern(named)
            # "it" alone is no evidence: "is it delayed" is anybody's
            if named is not None and intent is not None and reading.explains_all(named, intent, situation):
                return reading.on_the_same_days(reading.read(named, intent, situation), last.followed)
        return None

    def _aside(self, utterance: str, last: Said, catalogue: Catalogue) -> Understood | None:
        """What is asked of the SEU of the last answer without a word for it: "which drivers are there?"."""
        situation = self._situation(catalogue)
        asked = (reading.aside(request, utterance, situation) for request in last.followed)
        return next((each for each in asked if each is not None), None)

    def _named(self, utterance: str, last: Said | None, catalogue: Catalogue) -> str | None:
        """The utterance with the name of the SEU that it calls "it"; None where it calls none so."""
        situation = self._situation(catalogue)
        followed = () if last is None else last.followed
        named = (reading.with_its_name(each, utterance, situation) for each in followed)
        return next((text for text in named if text is not None), None)

    def _unless_new(self, utterance: str, understood: Understood | None) -> Understood | None:
        """What an utterance was understood as, unless it plainly asks for something else."""
        plainly = None if understood is None else self.concern(utterance)
        return understood if plainly is None or (understood and plainly == understood.request.intent) else None

    def _situation(self, catalogue: Catalogue) -> Situation:
        settings = self.plant.settings
        today = datetime.now(ZoneInfo(settings.timezone)).date()
        return Situation(catalogue, self.lexicon, today, settings.fiscal_year_start)
