"""Whether so many pieces of a training were heard that it hardly is anything else, though some are mangled."""

from __future__ import annotations

from skill_enms.understand.gate.evidence import Witness

MOST_STRANGE = 5
"""Words that nothing explains beside drivers and a period; more are somebody else's sentence."""

FEW_STRANGE = 2
"""Words that nothing explains beside no more than days and what is to be trained."""

FEWEST_DAYS = 8
"""Days that a training without a word that says so lasts at least."""

LIKELY = 4.0
"""Weight of the pieces of a training (an SEU by its name weighs 3) from which on a sentence is taken for one."""

LIKELY_ON_DAYS = 2.0
"""The same where a driver is said with all of its name, and days that one may train on."""

SURE = 5.0
"""The weight from which on a word of somebody else's sentences ("station", "plane") doesn't speak against it."""

_OTHERS = (
    "compare_drivers",
    "compare_baselines",
    "predict_energy",
    "energy_performance",
    "ignore_period",
    "energy_drift",
    "data_sources",
)
"""Intents whose phrases speak against a training that isn't called one."""


class LikelyTrainings(Witness):
    """One sentence, asked how much of a training it says."""

    def _trains_likely(self, *, asking: bool) -> bool:
        """Whether so many pieces of a training were heard that it hardly is anything else, though some are mangled."""
        found, sentence = self.found, self.sentence
        if asking or self._asks_otherwise() or not (self._drivers_by_name() or sentence.choose):
            return False
        told = bool(self.sources) or self.trains_something() or found.model or found.baseline or sentence.choose
        dated = self._dates_a_training()
        shown = self.begins("list_verb") or self.begins("other_command")  # "plot A with B for 2025"
        dated_by_name = dated and found.period and self._drivers_by_name() > 0 and not shown
        told = told or (dated_by_name and self.says("driver_marker"))
        framed = told or found.slipped or dated or self.says("driver_marker")  # not just "the production of …"
        named = found.seu or (found.seu_nearly and dated)  # "swap A with …" trains nobody
        least = LIKELY_ON_DAYS if dated_by_name else LIKELY
        return (told or named) and framed and self.weight_of_training() >= least

    def _trains_on_days(self, *, asking: bool) -> bool:
        """Whether days that one may train on are said, by who trains something of this plant or makes a model."""
        found = self.found
        dated = found.period and self._dates_a_training()
        if asking or self._asks_otherwise() or not dated or found.strange > MOST_STRANGE:
            return False
        if self.leads("strong_train_verb") and found.subject and not self._trains_somebody():
            return True
        about = found.subject or bool(self.sources) or self.begins("plain_train_verb")  # others model a town hall
        return found.model and found.command and about and found.strange <= FEW_STRANGE

    def _trains_somebody(self) -> bool:
        """Whether it is a stranger, who stands apart from the SEU, that is to be trained: "train Maria on boiler 1"."""
        ends = self.lexicon.lists["strong_train_verb"].ends(self.texts)
        named = {seu.start for seu in self.sentence.seus}
        misheard = self.guess[0] if self.guess is not None and self.found.seu_nearly else None
        return any(
            start in ends and end not in named and not (misheard and misheard.start <= start < misheard.end)
            for start, end in self.sentence.leftovers
        )

    def _asks_otherwise(self) -> bool:
        """Whether phrases of other intents stand somewhere."""
        found = (intent for intent in _OTHERS if self.cued(intent))
        return any(intent != "compare_drivers" or not self.regresses() for intent in found)

    def _dates_a_training(self) -> bool:
        """Whether days are said that one may train on: nobody fits a day or two, or what is yet to come."""
        return any(
            spoken.period is None or not (spoken.future or (spoken.period.end - spoken.period.start).days < FEWEST_DAYS)
            for spoken in self.sentence.periods
        )

    def _drivers_by_name(self) -> int:
        """How many drivers speak for a training: two at most, and none where none is said with all of its name."""
        return min(self.found.drivers, 2) if self._names_a_driver_whole() else 0

    def _names_a_driver_whole(self) -> bool:
        """Whether a driver is said with all of its name: somebody else trains with weights, too."""
        match = self.sentence.index.features.match_whole
        return any(match(self.texts[driver.start : driver.end]) for driver in self.sentence.drivers)

    def weight_of_training(self) -> float:
        """How much of what a training is made of was heard, less what nothing explains."""
        found = self.found
        return sum(
            (
                3.0 if found.seu else 2.0 * found.seu_nearly,
                2.0 * (found.baseline or found.slipped),
                1.5 * bool(self.sources),
                1.5 * self._drivers_by_name(),
                1.5 * self.sentence.choose,
                1.0 * found.period,
                1.0 * found.model,
                1.0 * self.trains_something(),
                1.0 * self.says("driver_marker"),
                -0.5 * found.strange,
            )
        )

    def regresses(self) -> bool:
        """Whether an SEU, or its energy, is set against drivers, not these against each other: "press 1 versus A"."""
        lists = (self.lexicon.lists["driver_lead"], self.lexicon.lists["set_separator"])
        named = [*(m.end for m in self.sentence.seus), *(m.end for m in self.sources)]
        ends = [end for end in named if all(phrases.match(self.texts, end) for phrases in lists)]
        drivers = [driver for driver in self.sentence.drivers if driver.matches]
        return bool(ends and drivers) and not self.leads("side_by_side") and drivers[0].start >= max(ends)
