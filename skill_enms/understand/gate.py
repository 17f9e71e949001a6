"""Whether a sentence that no template took plainly concerns this plant's baselines, and as which intent.

Gated by evidence: words that only an energy manager says, set beside names that only this plant has. A sentence with
another skill's words is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from skill_enms.catalogue import Catalogue
from skill_enms.understand.conditions import find_conditions
from skill_enms.understand.lexicon import Lexicon
from skill_enms.understand.periods import Now
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.who import Finder

CONVINCING = 80.0
"""Likeness of a misheard name from which it speaks for a sentence being ours."""
LONGEST = 60
"""An utterance of more words than that isn't taken."""


_ANY_DAY = Now(date(2000, 1, 1))
# periods only count as said, so it doesn't matter from which day they are told


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a sentence being ours."""

    seu: bool
    """An SEU's name as it is written."""
    seu_nearly: bool
    """A name that is nearly an SEU's, or the wrong number of one."""
    source: bool
    """An energy source of the plant."""
    energy: bool
    """Another energy that the language knows."""
    drivers: int
    """Features that were named."""
    period: bool
    """A period."""
    baseline: bool
    """A noun that says baseline by itself, not by a recogniser's slip."""
    slipped: bool
    """Such a noun by a recogniser's slip."""
    model: bool
    """A noun that may mean a baseline."""
    command: bool
    """A verb that makes something, and a baseline or a model as what it makes."""
    strange: int
    """Words that nothing explains."""

    @property
    def subject(self) -> bool:
        """Whether somebody of this plant is named."""
        return self.seu or self.seu_nearly

    @property
    def energetic(self) -> bool:
        """Whether it is about a machine or an energy."""
        return self.subject or self.source or self.energy


class _Gate:
    """One sentence before the gate."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.lexicon = sentence.index.lexicon
        self.texts = sentence.heard.texts
        self.words = sentence.heard.words
        self.finder = Finder(sentence)
        self.sources = sentence.index.names.sources(self.words)
        self.found = self._evidence()

    def says(self, name: str) -> bool:
        """Whether a list's phrase stands anywhere."""
        phrases = self.lexicon.lists[name]
        return any(phrases.match(self.texts, i) for i in range(len(self.texts)))

    def cued(self, intent: str) -> bool:
        """Whether a phrase that speaks for an intent stands anywhere."""
        cues = self.lexicon.cues[intent]
        return any(cues.match(self.texts, i) for i in range(len(self.texts)))

    def foreign(self) -> bool:
        """Whether a word of another skill's sentences stands outside the plant's names."""
        own = self._own() | {i for d in self.sentence.drivers if d.matches for i in range(d.start, d.end)}
        own |= {i for p in self.sentence.periods for i in range(p.start, p.end)}
        phrases = self.lexicon.lists["foreign"]
        return any(
            (length := phrases.match(self.texts, i)) and not own.issuperset(range(i, i + length))
            for i in range(len(self.texts))
        )

    def _own(self) -> set[int]:
        """The words of SEUs and energy sources."""
        seus = {i for m in self.sentence.seus for i in range(m.start, m.end)}
        return seus | {i for m in self.sources for i in range(m.start, m.end)}

    def _nouns(self, name: str) -> tuple[bool, bool]:
        """(said as such, said by a slip)."""
        phrases = self.lexicon.lists[name]
        said = slipped = False
        for i in range(len(self.texts)):
            if length := phrases.match(self.texts, i):
                by_slip = any(word.slipped for word in self.words[i : i + length])
                said, slipped = said or not by_slip, slipped or by_slip
        return said, slipped

    def _command(self) -> bool:
        """Whether a verb stands before a baseline with nothing but its names and articles between."""
        lists = self.lexicon.lists
        named = self._own() | {i for p in self.sentence.periods for i in range(p.start, p.end)}
        for i in range(len(self.texts)):
            length = max(lists[name].match(self.texts, i) for name in ("train_verb", "strong_train_verb"))
            j = i + length
            while length and j < len(self.texts):
                if lists["baseline"].match(self.texts, j) or lists["model"].match(self.texts, j):
                    return True
                if j not in named and not lists["between_verb_and_baseline"].match(self.texts, j):
                    break
                j += 1
        return False

    def _evidence(self) -> Evidence:
        sentence = self.sentence
        baseline, slipped = self._nouns("baseline")
        guess = None if sentence.seus else self.finder.guess(sentence.leftovers)
        similar = sentence.index.guesser.shares_word
        return Evidence(
            seu=bool(sentence.seus),
            seu_nearly=(guess is not None and guess[0].likeness >= CONVINCING)
            or any(similar(sentence.said(run)) for run in sentence.leftovers),
            source=bool(self.sources),
            energy=self.finder.unknown_source() is not None,
            drivers=sum(bool(driver.matches) and not driver.doubtful for driver in sentence.drivers),
            period=bool(sentence.periods),
            baseline=baseline or (slipped and bool(sentence.seus or self.sources)),
            slipped=slipped,
            model=any(self._nouns("model")),
            command=self._command(),
            strange=sum(end - start for start, end in sentence.leftovers),
        )

    def trains(self) -> bool:
        """Whether it asks for a baseline."""
        found, sentence = self.found, self.sentence
        strong = self.says("strong_train_verb")
        asking = bool(self.lexicon.lists["asking"].match(self.texts, 0))
        if asking and not found.command and not (strong and sentence.choose):
            return False
        told = found.drivers > 0 or found.period or sentence.choose
        if not told and not strong and self.says("quality"):
            return False  # "give me the baseline's formula"
        if sentence.choose and not asking and found.seu and found.period:
            return True
        if found.baseline or found.slipped:
            if found.command or strong:
                plain = found.command and strong and found.baseline and not found.strange
                driven = found.drivers > 0 and (not found.strange or (strong and self.says("driver_marker")))
                return found.energetic or driven or plain
            return found.energetic and (found.drivers > 0 or sentence.choose)
        plainly = found.seu and found.drivers > 0 and found.period and not self.cued("compare_drivers")
        if found.model and plainly:
            return True
        if found.model:
            named = found.energetic and told and (found.seu or found.drivers > 0)
            return (found.command or strong) and (named or (found.command and found.seu))
        if plainly and self.says("driver_marker"):
            return True
        return strong and found.subject and (found.drivers > 0 or sentence.choose or (found.seu and told))

    def retrains_all(self) -> bool:
        """Whether it asks for all baselines anew."""
        return (
            self.cued("retrain_all")
            and not self.found.seu
            and self.says("strong_train_verb") | self.says("train_verb")
            and (self.found.baseline or self.found.slipped or self.says("retrain"))
        )

    def restores(self) -> bool:
        """Whether it asks to go back to the baseline before."""
        return self.cued("restore_baseline") and self.found.baseline and self.found.energetic

    def compares_baselines(self) -> bool:
        """Whether it sets a baseline against the one before."""
        return self.cued("compare_baselines") and self.found.baseline and self.found.energetic

    def asks_help(self) -> bool:
        """Whether it asks what one can say."""
        return self.cued("energy_help") and self.says("topic") and not self.found.subject

    def compares(self) -> bool:
        """Whether it sets drivers against each other."""
        found = self.found
        drivers = found.drivers > 1 or (found.subject and (found.drivers > 0 or self.says("driver_noun")))
        return self.cued("compare_drivers") and drivers and (found.energetic or found.baseline)

    def asks_data(self) -> bool:
        """Whether it asks which readings are real."""
        return self.cued("data_sources") and self.found.subject

    def asks_performance(self) -> bool:
        """Whether it sets a period against the baseline."""
        return self.found.seu and (self.cued("energy_performance") or (self.found.period and self._seu_does()))

    def _seu_does(self) -> bool:
        """Whether a verb of performance stands right behind an SEU: "how did … do"."""
        verbs = self.lexicon.cues["plant_performance"]
        return any(verbs.match(self.texts, seu.end) for seu in self.sentence.seus)

    def asks_plant(self) -> bool:
        """Whether it sets the whole plant against its baselines."""
        about = self.found.baseline or self.says("topic") or bool(self.sources) or self.cued("energy_drift")
        return self.cued("plant_performance") and self.says("whole_plant") and about and not self.found.seu

    def asks_drift(self) -> bool:
        """Whether it asks if an SEU has left its baseline."""
        return self.cued("energy_drift") and self.found.seu

    def asks_use(self) -> bool:
        """Whether it asks what was used: by an SEU, or of an energy source by the plant."""
        energy = bool(self.sources) or self.says("topic")
        about = (self.found.seu and energy) or (energy and (self.says("whole_plant") or self.says("most")))
        return self.cued("energy_use") and about and self.found.period and not self.found.baseline

    def ignores(self) -> bool:
        """Whether days of an SEU are to be left out."""
        return self.cued("ignore_period") and self.found.seu and self.found.period

    def predicts(self) -> bool:
        """Whether it asks for an expected consumption."""
        about = bool(find_conditions(self.sentence)[0]) or self.says("topic") or bool(self.sources)
        return self.cued("predict_energy") and self.found.seu and about

    def describes(self) -> bool:
        """Whether it asks about a baseline that there is."""
        found = self.found
        asked = self.says("quality") or self.cued("describe_baseline") or found.baseline
        return asked and found.energetic and (found.baseline or (found.seu and (found.model or self.says("quality"))))

    def describes_plainly(self) -> bool:
        """Whether it asks about an SEU's baseline in so many words."""
        return self.cued("describe_baseline") and self.found.baseline and self.found.seu

    def lists_features(self) -> bool:
        """Whether it asks for drivers."""
        found = self.found
        asked = self.cued("list_features") and (found.energetic or found.baseline or found.model)
        return asked or (self.says("list_verb") and self.says("driver_noun") and found.energetic)

    def lists_sources(self) -> bool:
        """Whether it asks for energy sources."""
        return self.cued("list_energy_sources") and not self.found.strange

    def lists_seus_plainly(self) -> bool:
        """Whether it asks which SEUs there are, and nothing of a period."""
        return self.cued("list_seus") and self.says("existence") and not self.found.period and not self.found.strange

    def lists_seus(self) -> bool:
        """Whether it asks for SEUs."""
        about = self.found.energetic or self.says("topic")
        named = self.says("list_verb") and self.says("seu_noun")
        plain = not self.found.strange
        listed = named and (bool(self.sources) or (plain and self.says("topic")))
        return listed or (self.cued("list_seus") and (about or plain))

    def intent(self) -> str | None:
        """The first intent that it may be."""
        for name, applies in _INTENTS:
            if applies(self):
                return name
        return None


_INTENTS: tuple[tuple[str, Callable[[_Gate], bool]], ...] = (
    ("energy_help", _Gate.asks_help),
    ("retrain_all", _Gate.retrains_all),
    ("restore_baseline", _Gate.restores),
    ("train_baseline", _Gate.trains),
    ("compare_baselines", _Gate.compares_baselines),
    ("compare_drivers", _Gate.compares),
    ("data_sources", _Gate.asks_data),
    ("list_energy_sources", _Gate.lists_sources),
    ("list_seus", _Gate.lists_seus_plainly),
    ("ignore_period", _Gate.ignores),
    ("energy_drift", _Gate.asks_drift),
    ("energy_performance", _Gate.asks_performance),
    ("plant_performance", _Gate.asks_plant),
    ("energy_use", _Gate.asks_use),
    ("predict_energy", _Gate.predicts),
    ("describe_baseline", _Gate.describes_plainly),
    ("list_features", _Gate.lists_features),
    ("describe_baseline", _Gate.describes),
    ("list_seus", _Gate.lists_seus),
)
"""In the order in which they are tried: the surest first."""


def concerns_us(utterance: str, catalogue: Catalogue, lexicon: Lexicon) -> str | None:
    """The intent of an utterance that plainly concerns a baseline or an SEU of this plant; else None."""
    sentence = lay_out(utterance, index_of(catalogue, lexicon), _ANY_DAY)
    if not 0 < len(sentence.heard.words) <= LONGEST:
        return None
    gate = _Gate(sentence)
    if gate.foreign() and not (gate.found.baseline and gate.found.seu):
        return None
    return gate.intent()
