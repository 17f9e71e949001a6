"""Whether a sentence asks what there is: drivers, energy sources, SEUs, or what one can ask at all."""

from __future__ import annotations

from skill_enms.understand.gate.uses import Uses

FEW = 2
"""Words that nothing explains beside a name that is nearly one of the plant's; more are somebody else's sentence."""


class Listings(Uses):
    """One sentence, asked for the list that it wants."""

    def asks_help(self) -> bool:
        """Whether it asks what one can say."""
        former = self.says("former")  # "how does the new baseline of … compare with the old one"
        plain = not self.found.subject and not (
            self.strange_beside_cues("energy_help") and not self._helps_with_energy()
        )
        asked = self.cued("energy_help") and self.says("topic")
        return asked and plain and (not former or self._helps_with_energy()) and not self._helps_to_train()

    def _helps_to_train(self) -> bool:
        """Whether it only asks for help with what it wants trained: "train a baseline for last year, can you help"."""
        made = self.found.baseline and self.found.command
        told = self.found.period or self.found.drivers > 0
        courteous = self.lexicon.cues["energy_help"].places(self.texts) <= self._words_of("helping")
        return made and told and courteous and not self.asks()

    def _helps_with_energy(self) -> bool:
        """Whether energy is named in what asks for help, or right behind it, so that the rest may be anything.

        "How does this energy thing work", "we are new here, what can you do for us about energy".
        """
        cues, topic = self.lexicon.cues["energy_help"], self._words_of("topic")
        if not cues.places(self.texts).isdisjoint(topic):
            return True
        leads, articles = self.lexicon.lists["concerning"], self.lexicon.lists["article"]
        for end in cues.ends(self.texts):
            length = leads.match(self.texts, end)
            i = end + length
            while length and i < len(self.texts) and articles.match(self.texts, i):
                i += 1
            if length and i in topic and i + 1 not in self._left_beside():
                return True
        return False

    def lists_features(self) -> bool:
        """Whether it asks for drivers."""
        found = self.found
        if self.says("made") and (found.baseline or found.model):
            return False  # "when was it trained, and on which drivers"
        subject = found.seu or found.seu_short or (found.seu_nearly and found.strange <= FEW)
        energetic = subject or found.source or found.energy
        bare = self._own() | self._words_of("driver_noun", "courtesy", "article") == set(range(len(self.texts)))
        if bare and found.source and self.says("driver_noun"):
            return True  # "features of the energy, please"
        asked = self.cued("list_features") and (energetic or found.baseline or found.model)
        return asked or (self.says("list_verb") and self.says("driver_noun") and found.energetic)

    def lists_sources_plainly(self) -> bool:
        """Whether it is a question about energy sources, and none of them, nor anything else of the plant, is named."""
        nouns, found = self.lexicon.lists["source_noun"], self.found
        named = any(nouns.match(self.texts, i) > 1 for i in range(len(self.texts))) or self.cued("list_energy_sources")
        bare = len(self.texts) == len(nouns.places(self.texts) | self._words_of("courtesy"))  # "energy sources?"
        asked = bare or self.begins("question_word") or self.begins("list_verb") or self.begins("asking")
        asked = asked or (self.says("question_word") and self.says("existence"))  # "energy carriers, which are there"
        other = found.subject or self.sources or found.drivers or found.period or self.says("driver_noun")
        return named and asked and not other and not found.strange

    def lists_sources(self) -> bool:
        """Whether it asks for energy sources."""
        strange = self.found.strange - int(self.says("existence"))  # "… are you tracking at the zoo"
        return self.cued("list_energy_sources") and strange <= 0

    def lists_seus_plainly(self) -> bool:
        """Whether it asks which SEUs there are, and nothing of a period."""
        found = self.found
        named = self.cued("list_seus") or self.says("seu_noun")
        other = found.period or found.strange or found.seu or self.says("driver_noun") or self.says("most")
        return named and self.says("existence") and not other

    def lists_seus(self) -> bool:
        """Whether it asks for SEUs."""
        about = self.found.energetic or self.says("topic")
        named = self.says("list_verb") and self.says("seu_noun")
        plain = not self.found.strange
        listed = named and (bool(self.sources) or (plain and self.says("topic")))
        uses = self._says_energy_uses() and not self.found.period
        asked = bool(self.sources) or self.asks() or self.says("list_verb") or self.found.strange <= 1
        listed = listed or (uses and asked) or self._lists_users()
        return listed or (self.cued("list_seus") and (about or plain))

    def _lists_users(self) -> bool:
        """Whether it asks for those who use an energy source, and nothing of what they used: "list the gas users"."""
        unknown = {i for driver in self.sentence.drivers if not driver.matches for i in range(driver.start, driver.end)}
        plain = self._words_of("energy_user", "who_uses", "existence", "site_noun", "filler") | self._own()
        if self.found.period or self.says("most") or not (unknown | self._left_beside()) <= plain:
            return False
        users, articles = self.lexicon.lists["energy_user"], self.lexicon.lists["article"]
        named = any(users.match(self.texts, source.end) for source in self.sources)
        starts = {source.start for source in self.sources}
        ends = self.lexicon.lists["who_uses"].ends(self.texts)
        used = any(end in starts or end + articles.match(self.texts, end) in starts for end in ends)
        return used or (named and (self.begins("list_verb") or self.asks()))

    def _says_energy_uses(self) -> bool:
        """Whether SEUs are called by their whole name, which nobody else says: "significant energy uses"."""
        return any(self.lexicon.lists["seu_noun"].match(self.texts, i) > 2 for i in range(len(self.texts)))
