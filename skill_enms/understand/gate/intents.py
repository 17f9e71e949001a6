"""Whether a sentence that no template took plainly concerns this plant's baselines, and as which intent.

Gated by evidence: words that only an energy manager says, set beside names that only this plant has. A sentence with
another skill's words is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from skill_enms.catalogue import Catalogue
from skill_enms.understand.gate.likely import SURE
from skill_enms.understand.gate.listings import FEW, Listings
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.request.conditions import find_conditions
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.words.lexicon import Lexicon

LONGEST = 60
"""An utterance of more words than that isn't taken."""

ANY_DAY = Now(date(2099, 7, 1))
"""Periods only count as said; told from so late a day, those that are yet to come are the ones that are said to be."""


class _Gate(Listings):
    """One sentence before the gate."""

    def compares_baselines(self) -> bool:
        """Whether it sets a baseline against the one before."""
        apart = self.says("former") and self.says("present")
        subject = self.found.energetic or (apart and self.found.baseline)
        noun = self.found.baseline or (apart and self.found.model and self.found.subject)
        return (self.cued_around("compare_baselines") or apart) and noun and subject

    def compares(self) -> bool:
        """Whether it sets drivers against each other."""
        found = self.found
        drivers = found.drivers > 1 or (found.subject and (found.drivers > 0 or self.says("driver_noun")))
        nearly = found.seu_nearly and not (found.seu or found.seu_short or found.source or found.baseline)
        if nearly and found.strange > FEW:
            return False
        weighed = self.cued("compare_drivers") or self.weighs_drivers()
        return weighed and drivers and (found.energetic or found.baseline) and not self.regresses()

    def asks_data(self) -> bool:
        """Whether it asks which readings are real."""
        asked = self.asks() or self._asks_later() or self.says("list_verb") or not self.found.strange
        made = self.found.baseline and self.trains_something()  # "when was the baseline trained, and on which data"
        other = self.cued("list_features") or made
        cues = self.lexicon.cues["data_sources"].places(self.texts)
        bare = bool(cues) and cues <= self._words_of("question_word", "how_much_did")  # "where did … leave it"
        about = self.found.seu or (self.found.subject and not bare) or self.says("backfilled")
        return self.cued_around("data_sources") and about and asked and not other

    def asks_performance(self) -> bool:
        """Whether it sets a period against the baseline."""
        found = self.found
        if self.says("quality") and not found.period:
            return False
        told = found.baseline or found.slipped or self.says("topic")
        heard = found.seu_short or found.seu_beside or (found.seu_nearly and told)
        nearly = found.period and heard and not self.says("whole_plant")
        # "over its gas baseline": the energy may stand inside the phrase
        alone = self.names_alone("energy_performance")
        if (nearly or found.seu or alone) and self.cued_around("energy_performance"):
            return not self._says_values()
        return found.seu and found.period and self._seu_does()

    def _says_values(self) -> bool:
        """Whether it says values of drivers: "what should it have used at 5 degrees"; a number of a name is none."""
        named = range(self.guess[0].start, self.guess[0].end) if self.guess is not None else range(0)
        return any(value.start not in named for value in find_conditions(self.sentence)[0])

    def _seu_does(self) -> bool:
        """Whether a verb of performance stands right behind an SEU: "how did … do"."""
        verbs = self.lexicon.cues["plant_performance"]
        return any(verbs.match(self.texts, end) for end in self._ends_of_seus())

    def asks_plant(self) -> bool:
        """Whether it sets the whole plant against its baselines."""
        plainly = bool(self.sources) and (self.found.strange <= 1 or not self.strange_beside("performer", "most"))
        about = self.found.baseline or self.says("topic") or plainly or self.cued("energy_drift")
        machines = self.lexicon.all_of(self.texts, "seu_noun", within=4)  # perhaps with an energy source between
        plant = self.says("whole_plant") or bool(machines)
        told = bool(self.sources) and self.found.period and self.says("performer")
        ranked = (self.says("most") and self.found.baseline) or told
        plant = plant or (self.found.baseline and (self._asks_of_a_source() or self._says_all_of_some()))
        listing = self.says("existence") and not self.found.period  # "which machines do you have"
        listing = listing or (self.cued("list_features") and self.asks())
        asked = ((self.cued("plant_performance") and plant) or ranked) and not (self.found.seu or listing)
        return asked and (about or (self.found.period and self._site_does()))

    def _asks_of_a_source(self) -> bool:
        """Whether it asks how an energy source did in some days, and names nobody, by misheard words neither."""
        return self.asks() and self.found.source and self.found.period and not self.found.strange

    def _says_all_of_some(self) -> bool:
        """Whether all of some things, or a whole one, are set against something in some days, and little else is said.

        What they are called is left open: "all halls against their baselines", "the whole smithy", "who is over".
        """
        lists, between = self.lexicon.lists, ("definite", "part_of_all")
        found: set[int] = set()
        for name in ("everything", "which_of_all", "entire"):
            for end in lists[name].ends(self.texts):
                i = end
                while i < len(self.texts) and (length := max(lists[each].match(self.texts, i) for each in between)):
                    i += length
                noun = self.texts[i] if i < len(self.texts) else ""
                if noun and (name == "entire" or self.lexicon.features.singular(noun) != noun):
                    found.add(i)
        found |= self._words_of("whoever")
        strange = self._left_beside() - self.lexicon.cues["plant_performance"].places(self.texts) - found
        return bool(found) and self.found.period and len(strange) <= 1

    def _site_does(self) -> bool:
        """Whether a verb of performance stands right behind the plant, and nothing strange: "how did the plant do"."""
        nouns, verbs = self.lexicon.lists["site_noun"], self.lexicon.cues["plant_performance"]
        for i in range(len(self.texts)):
            length = nouns.match(self.texts, i)
            if length and (done := verbs.match(self.texts, i + length)):
                said = range(i, i + length + done)
                return all(set(range(*run)) <= set(said) for run in self.sentence.leftovers)
        return False

    def asks_drift(self) -> bool:
        """Whether it asks if an SEU has left its baseline."""
        onset = self.says("onset") and self.cued("energy_performance")
        found = self.found
        short = found.seu_short and self.says_all_of_a_name()
        about = found.seu or short or found.seu_beside or self.names_alone("energy_drift", "onset")
        about = about or (found.baseline and self.asks() and found.strange <= FEW)
        about = about or (self.found.subject and self.found.baseline) or self._says_a_single_machine()
        behind = set(self._ends_of_seus()) - self.lexicon.cues["energy_drift"].places(self.texts)
        used = self._words_of("has_used")
        beside = any(run[0] in behind and run[0] not in used for run in self.sentence.leftovers)
        asked = self.asks() or self._asks_later()
        other = beside and not (found.baseline or found.source or asked)  # "the viscosity of boiler 1"
        cued = self.cued_around("energy_drift") or (self.says("creeping") and self.asks())
        return (cued or onset) and about and not other

    def _says_a_single_machine(self) -> bool:
        """Whether it says that it is about one machine, and not which: "check one particular machine for drift"."""
        ends, nouns = self.lexicon.lists["single_one"].ends(self.texts), self.lexicon.lists["seu_noun"]
        return any(nouns.match(self.texts, end) for end in ends) and not self.strange_beside_cues("energy_drift")

    def predicts(self) -> bool:
        """Whether it asks for an expected consumption."""
        if self.says("how_many") and self.found.period and not self.says("expecting"):
            return False  # "how many pieces did … make last night"
        conditions = len(find_conditions(self.sentence)[0])
        used = self.says("has_used") and self.says("expecting")
        said = used or self.says("topic") or self.says("consumption")
        about = bool(conditions) or said or bool(self.sources)
        somebody = (
            self.found.seu
            or self.found.seu_short
            or (conditions > 1 and bool(self.sources))
            or (conditions > 0 and self.found.subject)
        )
        described = self.found.baseline and self.cued("describe_baseline") and not conditions
        return self.cued("predict_energy") and somebody and about and not described

    def describes(self) -> bool:
        """Whether it asks about a baseline that there is."""
        found = self.found
        asked = self.says("quality") or self.cued("describe_baseline") or found.baseline or self.asks()
        weighed = found.model and self.says("quality")
        judged = found.model or self.says("quality") or (self.says("trained") and self.asks())
        alone = self.names_alone("describe_baseline", "quality", "trained")
        of_an_seu = (found.seu or found.seu_beside or alone) and judged
        nearly = found.seu_nearly and not (found.seu or found.seu_short or found.source or found.energy)
        if nearly and found.strange > FEW:
            return False  # "did she win her points from the baseline"
        if found.baseline and self.says("quality") and found.strange <= FEW:
            return True  # "the R squared of the baseline", of whatever
        return asked and found.energetic and (found.baseline or of_an_seu or (found.subject and weighed))

    def describes_plainly(self) -> bool:
        """Whether it asks about an SEU's baseline in so many words."""
        uses = self._baseline_uses() or self._says_in("part_of", self._named())
        somebody = self.found.seu or self.found.seu_short
        if self.found.baseline and somebody and self.says("driver_noun") and uses:
            return True
        if self.found.model and self.found.seu and self.says("quality"):
            return True
        plain = not (self.found.slipped or self.found.strange)
        return self.cued("describe_baseline") and self.found.baseline and (self.found.seu or plain)

    def _baseline_uses(self) -> bool:
        """Whether it is the baseline that uses something: "which drivers does the baseline use"."""
        ends, uses = self.lexicon.lists["baseline"].ends(self.texts), self.lexicon.lists["has_in_it"]
        return any(uses.match(self.texts, i) for end in ends for i in range(end, len(self.texts)))

    def intent(self) -> str | None:
        """The first intent that it may be."""
        for name, applies in _INTENTS:
            if applies(self):
                return name
        return None


_INTENTS: tuple[tuple[str, Callable[[_Gate], bool]], ...] = (
    ("energy_help", _Gate.asks_help),
    ("list_energy_sources", _Gate.lists_sources_plainly),
    ("retrain_all", _Gate.retrains_all),
    ("restore_baseline", _Gate.restores),
    ("train_baseline", _Gate.trains),
    ("compare_baselines", _Gate.compares_baselines),
    ("energy_use", _Gate.compares_use),
    ("compare_drivers", _Gate.compares),
    ("data_sources", _Gate.asks_data),
    ("list_energy_sources", _Gate.lists_sources),
    ("list_seus", _Gate.lists_seus_plainly),
    ("ignore_period", _Gate.ignores),
    ("daily_check", _Gate.switches_check),
    ("energy_drift", _Gate.asks_drift),
    ("energy_performance", _Gate.asks_performance),
    ("plant_performance", _Gate.asks_plant),
    ("energy_use", _Gate.asks_use),
    ("predict_energy", _Gate.predicts),
    ("describe_baseline", _Gate.describes_plainly),
    ("list_features", _Gate.lists_features),
    ("describe_baseline", _Gate.describes),
    ("list_seus", _Gate.lists_seus),
    ("energy_use", _Gate.names_a_use),
)
"""In the order in which they are tried: the surest first."""


def sets_against_baseline(sentence: Sentence) -> bool:
    """Whether a sentence plainly asks how a consumption compares with what was expected: "how much did … save"."""
    gate = _Gate(sentence)
    return gate.asks_performance() and not gate.compares_use()


def compares_consumption(sentence: Sentence) -> bool:
    """Whether a sentence plainly sets two consumptions side by side, and nothing against a baseline."""
    gate = _Gate(sentence)
    return gate.compares_use() and not gate.cued("energy_performance")


def concerns_us(utterance: str, catalogue: Catalogue, lexicon: Lexicon) -> str | None:
    """The intent of an utterance that plainly concerns a baseline or an SEU of this plant; else None."""
    return plain_intent(lay_out(utterance, index_of(catalogue, lexicon), ANY_DAY))


def plain_intent(sentence: Sentence) -> str | None:
    """The same of a sentence that was laid out without an intent."""
    if not 0 < len(sentence.heard.words) <= LONGEST:
        return None
    gate = _Gate(sentence)
    named = gate.found.seu and (gate.found.baseline or (gate.leads("plain_train_verb") and not gate.asks()))
    of_ours = gate.found.baseline and gate.says("seu_noun")
    ours = named or of_ours or gate.weight_of_training() >= SURE
    done = gate.switches_check() or (gate.found.seu and gate.ignores())
    if gate.foreign() and not ours and not done:
        return None
    return gate.intent()
