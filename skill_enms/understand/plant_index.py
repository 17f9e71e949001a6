"""A catalogue prepared for being spoken of; built once for each catalogue that is read."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from skill_enms.catalogue import Catalogue
from skill_enms.understand.drivers.features import FeatureIndex
from skill_enms.understand.names.guess import Guesser
from skill_enms.understand.names.index import NameIndex
from skill_enms.understand.words.lexicon import Lexicon

_KEPT = 4


class PlantIndex:
    """Names and features of one catalogue in one language."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self.catalogue = catalogue
        self.lexicon = lexicon
        self.names = NameIndex(catalogue, lexicon)
        self.guesser = Guesser(self.names)
        self.features = FeatureIndex(catalogue, lexicon)
        self._energies = frozenset(word for said in self.names.source_names for word in said)

    def has_word(self, word: str) -> bool:
        """Whether a name or a feature of this plant has the word."""
        return word in self.guesser.vocabulary or word in self._energies or self.features.is_own(word)


_indexes: OrderedDict[tuple[int, int], PlantIndex] = OrderedDict()
_lock = Lock()


def index_of(catalogue: Catalogue, lexicon: Lexicon) -> PlantIndex:
    """The index of a catalogue. An index holds its catalogue, so that an identity is never taken for another's."""
    key = (id(catalogue), id(lexicon))
    with _lock:
        index = _indexes.get(key)
        if index is None:
            index = _indexes[key] = PlantIndex(catalogue, lexicon)
            while len(_indexes) > _KEPT:
                _indexes.popitem(last=False)
        else:
            _indexes.move_to_end(key)
        return index
