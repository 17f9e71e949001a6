"""Whether a sentence asks for a baseline to be trained: in so many words, or by all the pieces of a training."""

from __future__ import annotations

from skill_enms.understand.gate.likely import FEW_STRANGE, MOST_STRANGE, LikelyTrainings
from skill_enms.understand.words.heard import Span

_LONGEST_NAME = 2
"""Words that may be a machine's name, though no machine has it."""

_ABOUT_ONE_THAT_IS = ("compare_drivers", "predict_energy", "energy_performance", "energy_drift", "data_sources")
"""Intents whose phrases speak against a baseline that isn't there yet."""


class Trainings(LikelyTrainings):
    """One sentence, asked whether it wants a baseline."""

    def trains(self) -> bool:
        """Whether it asks for a baseline."""
        found, sentence = self.found, self.sentence
        strong, asking = self.trains_something(), self.asks()
        told = found.drivers > 0 or found.period or sentence.choose
        if self.weighs_drivers() or self._is_of_another_skill():
            return False
        made = found.baseline and found.energetic and self.says("making_one")
        wished = made or self._wants_a_new_one() or self._baselines_something() or self._names_a_regression(told=told)
        if not asking and wished:
            return True
        if self._asks_about_one(told=told):
            return False
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
        if found.model and (found.command or strong) and self._says_of_what(told=told):
            return True
        if not found.model and self._trains_one_of_these(strong=strong, plainly=plainly, told=told):
            return True
        if self._trains_on_days(asking=asking):
            return True
        of_something = not found.model or found.subject or found.drivers > 1 or self.says("driver_marker")
        return of_something and self._trains_likely(asking=asking)

    def _trains_one_of_these(self, *, strong: bool, plainly: bool, told: bool) -> bool:
        """Whether an SEU and what one trains it with are said, though no noun says what is to be made."""
        found, sentence = self.found, self.sentence
        if plainly and (self.says("driver_marker") or self.says("called_driver")):
            return True
        seu = (found.seu or found.seu_short) and told and not self._trains_somebody()
        return strong and found.subject and (found.drivers > 0 or sentence.choose or seu)

    def _asks_about_one(self, *, told: bool) -> bool:
        """Whether it is a question, or about a baseline that there is, rather than a wish for one."""
        found, strong, asking = self.found, self.trains_something(), self.asks()
        if asking and not (found.command or self._lists_all() or (strong and self.sentence.choose)):
            return True
        if asking and self.cued("describe_baseline") and not (found.drivers or found.period):
            return True  # "who trained the baseline"
        listing = self.begins("list_verb") and not asking and self.says("question_word")
        if listing and not (found.baseline or found.model):
            return True  # "list everyone who is trained on …"
        if told:
            return False
        former = self.cued("compare_baselines") and self.says("former")
        # "does the retrained baseline beat its predecessor"; "give me the baseline's formula"
        return former or (not strong and self.says("quality"))

    def _is_of_another_skill(self) -> bool:
        """Whether it begins with what other machines are told, and says nothing of models: "turn the heat down"."""
        found = self.found
        ours = found.baseline or found.model or self.trains_something() or self.says("driver_marker")
        return (self.begins("other_command") or self.begins("errand")) and not ours

    def _lists_all(self) -> bool:
        """Whether all of a training is said, though as a question: "what I need is a baseline of … using …"."""
        found = self.found
        pieces = found.baseline and found.drivers > 0 and found.period and self.says("driver_marker")
        return pieces and not self._asks_otherwise()

    def _baselines_something(self) -> bool:
        """Whether it begins with the verb: "baseline the heating of hall B", not "baseline of hall B"."""
        lists, i = self.lexicon.lists, self._first()
        end = i + lists["baseline"].match(self.texts, i)
        return end == i + 1 and bool(lists["definite"].match(self.texts, end)) and self.found.energetic

    def _names_a_regression(self, *, told: bool) -> bool:
        """Whether it begins with what is wanted, no verb before it: "regression on the boiler, last year"."""
        i = self._first()
        while i < len(self.texts) and (i in self._own() or self.lexicon.lists["article"].match(self.texts, i)):
            i += 1
        return bool(self.lexicon.lists["model"].match(self.texts, i)) and self.found.subject and told

    def _wants_a_new_one(self) -> bool:
        """Whether a baseline is wanted that isn't there yet: "a new baseline", "the press wants a fresh model"."""
        lists, named = self.lexicon.lists, self._own()
        for i in range(len(self.texts)):
            length = lists["anew"].match(self.texts, i)
            there = i > 0 and lists["definite"].match(self.texts, i - 1)
            if not length or there or any(map(self.cued, _ABOUT_ONE_THAT_IS)):
                continue
            j = i + length
            while j < len(self.texts) and (j in named or lists["article"].match(self.texts, j)):
                j += 1
            noun = any(lists[name].match(self.texts, j) for name in ("baseline", "model"))
            former = self._words_of("former")  # "… before the audit" says nothing of a former one
            noun = noun and (not former or j in former)
            return noun and (self.found.energetic or (self.found.baseline and not self.found.strange))
        return False

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
            nearly_plain = found.command and found.seu_beside and found.strange <= FEW_STRANGE
            return found.energetic or driven or plain or dated or nearly_plain
        several = found.drivers > 1 or (found.drivers > 0 and found.baseline and self.says("driver_marker"))
        listed = several and found.period and self._names_a_driver_whole()
        driven = found.drivers > 0 or sentence.choose or (found.period and self._drives_by_something())
        return listed or (found.energetic and driven) or self._dates_a_baseline()

    def _dates_a_baseline(self) -> bool:
        """Whether an SEU's baseline and days are all that is said, and nothing is asked: "press 10 baseline, 2025"."""
        found = self.found
        about_one = self.asks() or self.says("quality") or self.says("list_verb") or self.cued("describe_baseline")
        somebody = found.seu or (found.seu_short and self.says_all_of_a_name())
        return found.baseline and somebody and self._dates_a_training() and not (about_one or self._asks_otherwise())

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
        made = found.command or self.leads("strong_train_verb") or self.says_outside_names("plain_train_verb")
        weighed = self.cued("compare_drivers") or self.says("comparative")
        set_apart = weighed and self.says("set_separator") and not self.regresses()
        return found.drivers > 1 and set_apart and not made

    def _trains_plainly(self, *, asking: bool) -> bool:
        """Whether it can only be a training, though no noun says so: "train boiler 1", or just all the pieces."""
        found = self.found
        if asking or self._asks_otherwise():
            return False
        named = found.seu or (found.seu_short and self.sources)
        if named and found.drivers and self._dates_a_training() and not found.strange:
            return True
        strong = self.leads("plain_train_verb") or (self.says("wish") and self.says("made"))
        listed = self.says("driver_marker") or self.says("driver_lead") or self._sets_drivers_behind_a_name()
        about = found.period or bool(self.sources)
        named = found.subject or bool(self.sources) or self._names_a_driver_whole()
        if strong and listed and found.drivers > 0 and about and named and found.strange <= MOST_STRANGE:
            return True
        told = self.sources or (found.period and (self.says("driver_marker") or found.drivers > 0))
        if strong and found.subject and told and found.strange <= MOST_STRANGE:
            return True
        return self._trains_directly()

    def _sets_drivers_behind_a_name(self) -> bool:
        """Whether a word or two, then drivers and days are all that is said: "train the chopper, fabric kg, 2025"."""
        return self._dates_a_training() and bool(self._drivers_by_name()) and self.found.strange <= _LONGEST_NAME

    def _is_part_of_a_name(self, run: Span) -> bool:
        """Whether words are those of names of this plant, numbers and letters apart."""
        plain = [word.text for word in self.words[run[0] : run[1]] if not word.is_mark]
        return bool(plain) and self.sentence.index.names.vocabulary.issuperset(plain)

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
                if lists["pronoun"].match(self.texts, i):
                    return self.found.seu and not left  # "the chiller, could you train that one again"
                skipped = i in between or any(
                    lists[name].match(self.texts, i) for name in ("article", "seu_noun", "name_lead", "adverb")
                )
                if not skipped:
                    break
                i += int(skipped)
        return False
