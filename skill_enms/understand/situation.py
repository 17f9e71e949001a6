"""What an utterance is understood in: the plant it is about, the language it is said in, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skill_enms.catalogue import Catalogue
from skill_enms.understand.periods.finding import Now
from skill_enms.understand.plant_index import PlantIndex, index_of
from skill_enms.understand.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Situation:
    """Where and when something is said."""

    catalogue: Catalogue
    """What the plant has."""
    lexicon: Lexicon
    """The words of the language."""
    today: date
    """The plant-local day."""
    fiscal_year_start: int = 1
    """Month that a fiscal year begins with, 1 to 12."""

    @property
    def index(self) -> PlantIndex:
        """The plant's names and features, prepared for being looked up."""
        return index_of(self.catalogue, self.lexicon)

    @property
    def now(self) -> Now:
        """What periods are told from."""
        return Now(self.today, self.fiscal_year_start)
