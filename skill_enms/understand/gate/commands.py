"""Whether a sentence asks for something else that is stored: baselines anew, days left out, a check turned on.

Each needs a verb of its own; a question changes nothing.
"""

from __future__ import annotations

from skill_enms.understand.gate.trainings import Trainings


class Commands(Trainings):
    """One sentence, asked for what it wants done."""

    def retrains_all(self) -> bool:
        """Whether it asks for all baselines anew: with a verb of training, and not as a question."""
        if self.found.seu or self.asks() or self.says("most") or self.cued("plant_performance"):
            return False
        every = self.cued("retrain_all") or any(self.lexicon.all_of(self.texts, noun) for noun in ("baseline", "model"))
        verb = self.trains_something() or self.says("retrain")
        return every and verb and (self._of_all_baselines() or self._all_seus())

    def _of_all_baselines(self) -> bool:
        """Whether baselines, or models of this plant, are what is to be trained."""
        found = self.found
        plainly = (found.model or self.says("retrain")) and not self.strange_beside("retrain", "existence", "site_noun")
        return found.baseline or found.slipped or plainly

    def _all_seus(self) -> bool:
        """Whether all SEUs are to be trained on a period, and nothing else is said."""
        return self.trains_something() and self.says("seu_noun") and self.found.period and not self.found.strange

    def restores(self) -> bool:
        """Whether it asks to go back to the baseline before."""
        former = self.says("back") and self.says("former")
        if self.found.drivers and self.found.period:
            return False  # "…; use the previous quarter"
        seu = self.found.seu or self.found.seu_short or self.names_alone("restore_baseline")
        noun = self.found.baseline or (seu and (self.found.model or self.says("trained")))
        about = self.found.energetic or (former and self.found.baseline)
        return (self.cued_around("restore_baseline") or former) and noun and about

    def ignores(self) -> bool:
        """Whether days are to be left out: of an SEU, of the plant, or right after the verb for a reason."""
        somebody = self.found.seu or self.found.seu_short
        days = self.found.period or (somebody and self.says("those_days"))
        if not (self.cued_around("ignore_period") and days) or self._ignores_a_driver():
            return False
        cues, periods = self.lexicon.cues["ignore_period"], {period.start for period in self.sentence.periods}
        verb = cues.match(self.texts, self._first())
        reasons = [run for run in self.sentence.leftovers if run[0] >= verb]
        named = self.found.seu or self.found.seu_short or self.found.seu_beside or self.found.baseline
        named = named or (verb in periods and self.found.seu_nearly)
        return named or (verb in periods and (self.says("site_noun") or len(reasons) <= 1))

    def _ignores_a_driver(self) -> bool:
        """Whether it is a driver of a baseline that is left out: "the baseline of …: drop A, keep B"."""
        if not (self.found.baseline or self.found.model):
            return False
        match, named = self.sentence.index.features.match_whole, self._own()
        ends = self.lexicon.cues["ignore_period"].ends(self.texts)
        behind = ((end, end + length) for end in ends for length in (1, 2, 3))
        return any(match(self.texts[start:end]) for start, end in behind if named.isdisjoint(range(start, end)))

    def switches_check(self) -> bool:
        """Whether the daily check or its warnings are to be turned on or off: of an SEU, or of whatever drifts."""
        cues, drift = self.lexicon.cues["daily_check"], self.lexicon.cues["energy_drift"]
        topic = self.lexicon.lists["topic"]
        somebody = self.found.seu or self.found.seu_short
        over = self.cued("energy_drift") or self.cued("energy_performance") or self.says("overuse")
        if self.says("warn_when") and somebody and over:
            return True
        anybody = self.says("topic") or (self.says("overuse") and self.says("seu_noun")) or self._watches_machines()
        if self.says("every_day") and self.says("warning") and (somebody or anybody):
            return not self.begins("errand")
        named = self.found.seu or self.found.seu_short
        plain = not self.strange_beside("switch_off", "switch_on", "daily_check", "back")
        plain = plain or self.begins("switch_off") or named
        switched = self.cued("daily_check") or self.says("switch_off") or self.says("switch_on")
        if self.says("daily_check") and switched and plain and not self.begins("errand"):
            return True
        for i in range(len(self.texts)):
            said = range(i, i + cues.match(self.texts, i))
            if said and (somebody or any(drift.match(self.texts, j) or topic.match(self.texts, j) for j in said)):
                return True
        return False

    def _watches_machines(self) -> bool:
        """Whether machines, of no kind that is strange, are to be watched for what is amiss with them."""
        cues = (self.lexicon.cues[intent].places(self.texts) for intent in ("energy_drift", "daily_check"))
        strange = self._left_beside("warning", "warn_when", "every_day").difference(*cues)
        return self.cued("energy_drift") and self.says("seu_noun") and not strange
