"""How the names of a plant are said: the catalogue's spelling → the words of a language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from skill_enms.speech.numbers import signed
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.terms import term_of


class Words(Protocol):
    """Says names and units in one language; made from a catalogue and that language's lexicon."""

    def energy_source(self, name: str) -> str:
        """An energy source, by its catalogue name."""

    def feature(self, name: str) -> str:
        """A feature, by its catalogue name, whichever energy source offers it."""

    def unit(self, unit: str) -> str:
        """A unit of measure in the plural, as its energy source's row writes it."""

    def sources_in(self, text: str) -> set[str]:
        """Catalogue names of the energy sources that a text names by itself."""


def seu_phrase(seu: str, energy_source: str, words: Words) -> Value:
    """An SEU with its energy source, which is left out where the SEU's own name says it."""
    if energy_source in words.sources_in(seu):
        return seu
    return Phrase("seu_of_source", {"seu": seu, "energy_source": words.energy_source(energy_source)})


def driver_value(driver: str, words: Words) -> Value:
    """A feature, or how far it lies from a change point."""
    term = term_of(driver)
    if term is None:
        return words.feature(driver)
    point = signed(term.point)
    return Phrase(f"driver_{term.side}", {"driver": words.feature(term.feature), "point": point})


def features_listing(features: Iterable[str], words: Words, conjunction: str = "and") -> Listing:
    """Several features in a row."""
    return Listing([driver_value(name, words) for name in features], conjunction)


def sources_listing(sources: Iterable[str], words: Words, conjunction: str = "and") -> Listing:
    """Several energy sources in a row."""
    return Listing([words.energy_source(name) for name in sources], conjunction)
