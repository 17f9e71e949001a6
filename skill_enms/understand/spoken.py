"""The plant's names and units as they are said, from the same data by which they are understood."""

from __future__ import annotations

from skill_enms.catalogue import EnergySource, Feature
from skill_enms.understand.drivers.features import name_parts
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.spelling import bare, compose, name_words, tokens

SHORTEST_WORD = 3
"""Letters from which a name's part counts as a word rather than as a code."""


def spoken_feature(feature: Feature, lexicon: Lexicon) -> str:
    """ "wet_bulb_temp_c" → "wet bulb temperature": its words in full, or its first spoken name where it has none."""
    said, _, aggregate = name_parts(feature, lexicon)
    if feature.spoken_names and not all(_is_word(word) or word in lexicon.features.spelled_out for word in said):
        return feature.spoken_names[0]
    own = _as_written(feature.name)
    written = [full for word in said for full in lexicon.features.spelled_out.get(word, (own.get(word, word),))]
    return " ".join([aggregate, *written] if aggregate else written)


def spoken_energy_source(source: EnergySource, lexicon: Lexicon) -> str:
    """ "town_gas" → "town gas": its own words, or its first spoken name where it has none."""
    said = name_words(source.name)
    if source.spoken_names and not all(map(_is_word, said)):
        return source.spoken_names[0]
    own = _as_written(source.name)
    return lexicon.spoken_energy.get(said) or " ".join(own.get(word, word) for word in said)


def _as_written(name: str) -> dict[str, str]:
    """A name's words as they are compared → as they are written, accents and a noun's capital included.

    Capitals that only part words (camel case), or that all letters are, are not the word's own.
    """
    composed = compose(name)
    cut = [token for token in tokens(composed) if token.value is None]
    own = {bare(token.text): composed[token.start : token.end] for token in cut}
    parted = not set(own) <= set(name_words(name))
    return {word: text if text.istitle() and not parted else text.lower() for word, text in own.items()}


def _is_word(part: str) -> bool:
    return part.isalpha() and len(part) >= SHORTEST_WORD


def spoken_unit(unit: str, lexicon: Lexicon, *, plural: bool = True) -> str:
    """ "kWh" → "kilowatt hours"; a unit that the locale doesn't know is said as it is written."""
    one, many = lexicon.units.spoken.get(unit.strip(), (unit, unit))
    return many if plural else one
