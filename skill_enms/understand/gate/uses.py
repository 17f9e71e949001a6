"""Whether a sentence asks what was used: by an SEU, of an energy source, by whom most, or by one against another."""

from __future__ import annotations

from skill_enms.understand.gate.commands import Commands
from skill_enms.understand.request.measured import says_a_unit
from skill_enms.understand.request.pairs import two_periods

_AROUND_A_USE = ("list_verb", "article", "courtesy", "name_lead")
"""Lists of words that say nothing of their own beside whose energy of which days is wanted."""


class Uses(Commands):
    """One sentence, asked for whose consumption it is about."""

    def asks_use(self) -> bool:
        """Whether it asks what was used: by an SEU, or of an energy source by the plant."""
        if self.found.baseline or self.says("quality") or (self.says("driver_noun") and self.asks()):
            return False
        used = (self.cued("energy_use") and self._uses_something()) or self._asks_who_used_most()
        counted = self.found.seu and self.says("how_many") and says_a_unit(self.sentence)
        used = used or (counted and not self._seu_makes()) or self._asks_of_a_strange_machine()
        named = self._names_a_consumption() or self._names_a_total()
        return named or (self.found.period and used) or self._asks_for_the_most()

    def _asks_of_a_strange_machine(self) -> bool:
        """Whether it asks how much a machine of a kind that people have used, though this plant has none of its name.

        "How much did the pool heater use last month", but not how much time the oven took.
        """
        lists, left = self.lexicon.lists, self._left_beside("has_used")
        start, end = min(left, default=0), max(left, default=-1) + 1
        if left != set(range(start, end)) or not start or not lists["definite"].match(self.texts, start - 1):
            return False
        used = lists["machine_kind"].match(self.texts, end - 1) and lists["has_used"].match(self.texts, end)
        return bool(used) and (self._words_of("how_much_did") | self._own()).issuperset(range(start - 1))

    def _names_a_consumption(self) -> bool:
        """Whether it is nothing but somebody's consumption by its name: "the water consumption of the press"."""
        other = any(self.cued(intent) for intent in ("list_features", "predict_energy", "data_sources", "list_seus"))
        plain = self.found.seu and bool(self.sources) and not (self.found.drivers or self.found.model or other)
        return plain and self.says("consumption") and not self.strange_beside("consumption")

    def _names_a_total(self) -> bool:
        """Whether it is nothing but somebody's consumption in some days: "the total power of last month"."""
        consumed = self.says("consumption") or says_a_unit(self.sentence)
        somebody = bool(self.sources) or self.found.seu or self.found.seu_short
        named = somebody and self.found.period and consumed
        return named and self._says_only("consumption")

    def names_a_use(self) -> bool:
        """Whether it wants an SEU's energy source of some days, and nothing else: "show me … last month".

        Without its verb that is as good an answer to a question, or what was left of a training that was misheard.
        """
        named = self.found.seu and bool(self.sources) and self.found.period and self.begins("list_verb")
        return named and self._says_only()

    def _says_only(self, *names: str) -> bool:
        """Whether it says nothing beside names, energy sources, days and the phrases of these lists."""
        named = self._own() | self._dated() | self._words_of(*_AROUND_A_USE, *names)
        if self.guess is not None and self.found.seu_short:
            named |= set(range(self.guess[0].start, self.guess[0].end))
        return len(self.texts) == len(named)

    def _asks_for_the_most(self) -> bool:
        """Whether it asks, for no period yet, who used most of an energy source; "which machines use it" lists them."""
        top, listing = self.lexicon.lists["most"], self.lexicon.cues["list_seus"]
        ranked = any(top.match(self.texts, i) and not listing.match(self.texts, i) for i in range(len(self.texts)))
        return ranked and bool(self.sources) and not self.found.strange and self._asks_who_used_most()

    def _asks_who_used_most(self) -> bool:
        """Whether the first of all machines is asked for: "top five consumers", "what was eating the most power"."""
        top, nouns = self.lexicon.lists["most"], self.lexicon.lists["seu_noun"]
        starts = [i for i in range(len(self.texts)) if top.match(self.texts, i)]
        ranked = any(nouns.match(self.texts, j) for i in starts for j in range(i + 1, i + 4))
        plain = self.strange_beside("most") <= 1 and not self.found.drivers
        return plain and ((ranked and self.cued("energy_use")) or (bool(starts and self.sources) and self.asks()))

    def _uses_something(self) -> bool:
        """Whether somebody's energy, its cost or its emissions are named; an SEU's use needs no energy's name."""
        energy = bool(self.sources) or any(self.says(name) for name in ("topic", "carbon", "consumption"))
        paid = self.says("money") or self.says("carbon")
        alone = self.names_alone("energy_use", "consumption", "how_many", "peak", "money")
        short = (self.found.seu_short or alone) and not self.found.drivers
        if (self.found.seu or short) and (energy or paid or self.says("peak") or self._seu_uses()):
            return True
        paid_most = self.says("money") and self.says("most")
        whole = self.says("whole_plant") and (energy or paid_most or self._site_uses())
        if whole or (energy and self.says("most")):
            return True
        priced = bool(self.sources) and paid and self.asks()
        return priced and not self.strange_beside("money", "carbon")

    def _seu_uses(self) -> bool:
        """Whether a verb of consuming stands right behind an SEU: "how much did … use"."""
        verbs = self.lexicon.lists["has_used"]
        return any(verbs.match(self.texts, end) for end in self._ends_of_seus())

    def _seu_makes(self) -> bool:
        """Whether a verb of making stands right behind an SEU: "how many tonnes did … make" asks for no energy."""
        verbs = self.lexicon.lists["has_made"]
        return any(verbs.match(self.texts, end) for end in self._ends_of_seus())

    def _site_uses(self) -> bool:
        """Whether a verb of consuming stands right behind the plant, and nothing strange: "what did the plant use"."""
        ends, verbs = self.lexicon.lists["site_noun"].ends(self.texts), self.lexicon.lists["has_used"]
        return any(verbs.match(self.texts, end) for end in ends) and not self.strange_beside("site_noun", "has_used")

    def compares_use(self) -> bool:
        """Whether it sets two SEUs, or one, an energy source or the plant on two stretches of days, side by side."""
        if not self.says("comparing") or self.found.baseline or self.says("driver_noun") or self.ignores():
            return False
        names = {max(mention.seus, key=lambda each: each[1])[0] for mention in self.sentence.seus}
        catalogue = self.sentence.index.catalogue
        if len({catalogue.seus[position].name for position in names}) == 2:
            return True
        energy = bool(self.sources) or self.says("topic") or self.says("carbon")
        somebody = self.found.seu or (energy and self.says("whole_plant"))
        two = len(two_periods(self.sentence)) == 2 or (self.found.period and self.says("period_before"))
        return two and somebody
