"""An energy source told by its unit: "how many kilowatt hours did compressor 1 use" is not about its compressed air."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.understand.request.who import Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.spelling import words


def by_unit(sentence: Sentence, who: Who) -> Who:
    """Of SEUs of one name, those whose energy source is measured in a unit that was said; all where none is."""
    if who.sources or len(who.names) != 1:
        return who
    units = {source.name: source.unit for source in sentence.index.catalogue.energy_sources}
    fitting = tuple(seu for seu in who.seus if _says_unit(sentence, units.get(seu.energy_source, "")))
    return replace(who, seus=fitting) if fitting else who


def says_a_unit(sentence: Sentence) -> bool:
    """Whether the unit of one of the plant's energy sources is said."""
    return any(_says_unit(sentence, source.unit) for source in sentence.index.catalogue.energy_sources)


def _says_unit(sentence: Sentence, unit: str) -> bool:
    spoken = (words(said) for said in (*sentence.index.lexicon.units.spoken.get(unit.strip(), ()), unit.casefold()))
    texts = sentence.heard.texts
    return any(said and texts[i : i + len(said)] == said for said in spoken for i in range(len(texts)))
