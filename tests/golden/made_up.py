"""Sentences put together at random of any plant's names, and how many of them are understood."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import date

from judge import Golden, judge
from more_plants import MORE_PLANTS
from plants import PLANTS

from skill_enms.catalogue import Catalogue, EnergySource, Seu
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon, load_lexicon

TODAY = date(2026, 11, 27)
LEAST_RIGHT, MOST_WRONG = 99.0, 0.5
"""In per cent."""

MadeUp = Callable[[random.Random, str, Catalogue, Lexicon], Golden]
"""Makes a sentence for the plant of that name."""


def an_seu(chance: random.Random, catalogue: Catalogue) -> tuple[Seu, EnergySource]:
    """Any SEU, and what it uses."""
    seu = chance.choice(catalogue.seus)
    return seu, next(source for source in catalogue.energy_sources if source.name == seu.energy_source)


def name_as_said(chance: random.Random, seu: Seu, exact: float) -> str:
    """The SEU's name; but for a share of `exact`, as a recogniser may write it."""
    return seu.name if chance.random() < exact else re.sub("[-_]", " ", seu.name.lower())


def outcomes(made_up: MadeUp, seed: int, count: int) -> Mapping[str, str]:
    """Sentence to outcome (`judge`), of `count` sentences at plants drawn by chance."""
    lexicon, chance, plants = load_lexicon("en-us"), random.Random(seed), {**PLANTS, **MORE_PLANTS}
    found: dict[str, str] = {}
    for _ in range(count):
        name = chance.choice(tuple(plants))
        golden = made_up(chance, name, plants[name], lexicon)
        intent = reading.concerns_us(golden.utterance, plants[name], lexicon)
        understood = reading.read(golden.utterance, intent, Situation(plants[name], lexicon, TODAY)) if intent else None
        found[golden.utterance] = judge(golden, intent, understood)
    return found
