"""Whether a sentence asks for something that is stored: a baseline, days left out, a check turned on.

Each needs a verb of its own; a question changes nothing.
"""

from __future__ import annotations

from skill_enms.understand.gate.evidence import Witness
from skill_enms.understand.words.heard import Span

MOST_STRANGE = 5
"""Words that nothing explains beside drivers and a period; more are somebody else's sentence."""

LIKELY = 4.0
"""Weight of the pieces of a training (an SEU by its name weighs 3) from which on a sentence is taken for one."""

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


class Commands(Witness):
    """One sentence, asked for what it wants done."""

    def trains(self) -> bool:
        """Whether it asks for a baseline."""
        found, sentence = self.found, self.sentence
        strong = self.trains_something()
        asking = self.asks()
        if (asking and not found.command and not (strong and sentence.choose)) or self.weighs_drivers():
            return False
        if asking and self.cued("describe_baseline") and not (found.drivers or found.period):
            return False  # "who trained the baseline"
        told = found.drivers > 0 or found.period or sentence.choose
        if not told and self.cued("compare_baselines") and self.says("former"):
            return False  # "does the retrained baseline beat its predecessor"
        if not told and not strong and self.says("quality"):
            return False  # "give me the baseline's formula"
        if sentence.choose and not asking and found.seu and found.period:
            return True
        if found.baseline or found.slipped:
            return self._trains_a_baseline(strong=strong)
        if self._trains_plainly(asking=asking):
            return True
        compares = self.cued("compare_drivers") and not self.regresses()
        plainly = (found.seu or found.seu_beside) and found.drivers > 0 and found.period and not compares
        if found.model and plainly:
            return True
        if found.model:
            return (found.command or strong) and self._says_of_what(told=told)
        if plainly and self.says("driver_marker"):
            return True
        seu = found.seu and told and not self._trains_somebody()
        if strong and found.subject and (found.drivers > 0 or sentence.choose or seu):
            return True
        return self._trains_likely(asking=asking)

    def _trains_somebody(self) -> bool:
        """Whether it is a stranger, who stands apart from the SEU, that is to be trained: "train Maria on boiler 1"."""
        ends = self.lexicon.lists["strong_train_verb"].ends(self.texts)
        named = {seu.start for seu in self.sentence.seus}
        return any(start in ends and end not in named for start, end in self.sentence.leftovers)

    def _asks_otherwise(self) -> bool:
        """Whether phrases of other intents stand somewhere."""
        found = (intent for intent in _OTHERS if self.cued(intent))
        return any(intent != "compare_drivers" or not self.regresses() for intent in found)

    def _trains_likely(self, *, asking: bool) -> bool:
        """Whether so many pieces of a training were heard that it hardly is anything else, though some are mangled."""
        found, sentence = self.found, self.sentence
        if asking or self._asks_otherwise() or not (self._drivers_by_name() or sentence.choose):
            return False
        told = bool(self.sources) or self.trains_something() or found.model or found.baseline or sentence.choose
        framed = told or found.slipped or found.period or self.says("driver_marker")  # not just "the production of …"
        return (told or found.subject) and framed and self.weight_of_training() >= LIKELY

    def _drivers_by_name(self) -> int:
        """How many drivers speak for a training: two at most, and none where none is said with all of its name."""
        return min(self.found.drivers, 2) if self._names_a_driver_whole() else 0

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

    def _says_of_what(self, *, told: bool) -> bool:
        """Whether enough of this plant is said for a model to be a baseline."""
        found = self.found
        if found.command and found.drivers > 0 and not found.strange and not self.cued("predict_energy"):
            return True
        named = found.energetic and told and (found.seu or found.seu_beside or found.drivers > 0)
        dated = found.command and found.period and (found.subject or (bool(self.sources) and self._predicts()))
        return named or dated or (found.command and found.seu)

    def _predicts(self) -> bool:
        """Whether a model is to predict something with something else: "a model that predicts … using …"."""
        return self.cued("predict_energy") and self.says("driver_marker")

    def _trains_a_baseline(self, *, strong: bool) -> bool:
        """Whether a sentence that says baseline wants one made."""
        found, sentence = self.found, self.sentence
        if found.command or strong:
            plain = found.command and strong and found.baseline and not found.strange
            driven = found.drivers > 0 and (not found.strange or (strong and self.says("driver_marker")))
            dated = found.command and (found.period or self.says("driver_marker"))
            return found.energetic or driven or plain or dated
        listed = found.drivers > 1 and found.period and self._names_a_driver_whole()
        driven = found.drivers > 0 or sentence.choose or (found.period and self._drives_by_something())
        return listed or (found.energetic and driven)

    def _drives_by_something(self) -> bool:
        """Whether unknown words stand where drivers would: "a baseline from … for 2025"."""
        lists = self.lexicon.lists
        named = min(lists["baseline"].ends(self.texts), default=len(self.texts))
        ends = (end for name in ("driver_marker", "driver_marker_weak") for end in lists[name].ends(self.texts))
        strange = {start for start, _ in self.sentence.leftovers}
        return any(end > named and end in strange for end in ends)

    def weighs_drivers(self) -> bool:
        """Whether drivers are set against each other, and nothing is to be made of them."""
        found = self.found
        made = found.command or self.leads("strong_train_verb") or self.says("plain_train_verb")
        set_apart = self.cued("compare_drivers") and self.says("set_separator") and not self.regresses()
        return found.drivers > 1 and set_apart and not made

    def regresses(self) -> bool:
        """Whether an SEU, or its energy, is set against drivers, not these against each other: "press 1 versus A"."""
        lists = (self.lexicon.lists["driver_lead"], self.lexicon.lists["set_separator"])
        named = [*(m.end for m in self.sentence.seus), *(m.end for m in self.sources)]
        ends = [end for end in named if all(phrases.match(self.texts, end) for phrases in lists)]
        drivers = [driver for driver in self.sentence.drivers if driver.matches]
        return bool(ends and drivers) and not self.leads("side_by_side") and drivers[0].start >= max(ends)

    def _trains_plainly(self, *, asking: bool) -> bool:
        """Whether it can only be a training, though no noun says so: "train boiler 1", or just all the pieces."""
        found = self.found
        if asking or self._asks_otherwise():
            return False
        if (found.seu or (found.seu_short and self.sources)) and found.drivers and found.period and not found.strange:
            return True
        strong = self.leads("plain_train_verb")
        listed = self.says("driver_marker") or self.says("driver_lead")
        about = found.period or bool(self.sources)
        named = found.subject or bool(self.sources) or self._names_a_driver_whole()
        if strong and listed and found.drivers > 0 and about and named and found.strange <= MOST_STRANGE:
            return True
        told = self.sources or (found.period and self.says("driver_marker"))
        if strong and found.subject and told and found.strange <= MOST_STRANGE:
            return True
        return self._trains_directly()

    def _is_part_of_a_name(self, run: Span) -> bool:
        """Whether words are those of names of this plant, numbers and letters apart."""
        plain = [word.text for word in self.words[run[0] : run[1]] if not word.is_mark]
        return bool(plain) and self.sentence.index.names.vocabulary.issuperset(plain)

    def _names_a_driver_whole(self) -> bool:
        """Whether a driver is said with all of its name: somebody else trains with weights, too."""
        match = self.sentence.index.features.match_whole
        return any(match(self.texts[driver.start : driver.end]) for driver in self.sentence.drivers)

    def _trains_directly(self) -> bool:
        """Whether an SEU follows a verb of training, its energy source and articles apart, and nothing strange is said.

        By its name, or by words that only names of this plant have: "train boiler seven", "train the compressor".
        """
        lists = self.lexicon.lists
        left = {i for run in self.sentence.leftovers for i in range(*run)}
        # first word of a name → those of its words that nothing else explains
        named = {run[0]: set(range(*run)) for run in self.sentence.leftovers if self._is_part_of_a_name(run)}
        named.update({m.start: set() for m in self.sentence.seus})
        between = {i for m in self.sources for i in range(m.start, m.end)}
        for start in range(len(self.texts)):
            i = start + lists["strong_train_verb"].match(self.texts, start)
            while i > start and i < len(self.texts):
                if i in named:
                    return left == named[i]
                skipped = (
                    lists["article"].match(self.texts, i) or lists["seu_noun"].match(self.texts, i) or i in between
                )
                if not skipped:
                    break
                i += int(skipped)
        return False

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
        plainly = (found.model or self.says("retrain")) and not found.strange
        return found.baseline or found.slipped or plainly

    def _all_seus(self) -> bool:
        """Whether all SEUs are to be trained on a period, and nothing else is said."""
        return self.trains_something() and self.says("seu_noun") and self.found.period and not self.found.strange

    def restores(self) -> bool:
        """Whether it asks to go back to the baseline before."""
        former = self.says("back") and self.says("former")
        if self.found.drivers and self.found.period:
            return False  # "…; use the previous quarter"
        seu = self.found.seu or self.names_alone("restore_baseline")
        noun = self.found.baseline or (seu and (self.found.model or self.says("trained")))
        about = self.found.energetic or (former and self.found.baseline)
        return (self.cued_around("restore_baseline") or former) and noun and about

    def ignores(self) -> bool:
        """Whether days are to be left out: of an SEU, of the plant, or right after the verb for a reason."""
        days = self.found.period or (self.found.seu and self.says("those_days"))
        if not (self.cued_around("ignore_period") and days) or self._ignores_a_driver():
            return False
        cues, periods = self.lexicon.cues["ignore_period"], {period.start for period in self.sentence.periods}
        verb = cues.match(self.texts, self._first())
        reasons = [run for run in self.sentence.leftovers if run[0] >= verb]
        named = self.found.seu or self.found.seu_beside or (verb in periods and self.found.seu_nearly)
        return named or (verb in periods and (self.says("site_noun") or len(reasons) <= 1))

    def _ignores_a_driver(self) -> bool:
        """Whether it is a driver of a baseline that is left out: "the baseline of …: drop A, keep B"."""
        if not (self.found.baseline or self.found.model):
            return False
        match = self.sentence.index.features.match_whole
        ends = self.lexicon.cues["ignore_period"].ends(self.texts)
        return any(match(self.texts[end : end + length]) for end in ends for length in (1, 2, 3))

    def switches_check(self) -> bool:
        """Whether the daily check or its warnings are to be turned on or off: of an SEU, or of whatever drifts."""
        cues, drift = self.lexicon.cues["daily_check"], self.lexicon.cues["energy_drift"]
        topic = self.lexicon.lists["topic"]
        if self.says("warn_when") and self.found.seu and (self.cued("energy_drift") or self.cued("energy_performance")):
            return True
        if self.says("daily_check") and self.cued("daily_check") and not self.strange_beside("switch_off"):
            return True
        for i in range(len(self.texts)):
            said = range(i, i + cues.match(self.texts, i))
            if said and (self.found.seu or any(drift.match(self.texts, j) or topic.match(self.texts, j) for j in said)):
                return True
        return False
