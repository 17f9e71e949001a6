"""Plants whose metadata is strange: what people, exports and attackers write into name columns."""

from __future__ import annotations

import random

from plants import plant
from strange import MARKUP, NUMBERS, ODDITIES, SQL

from skill_enms.catalogue import Catalogue

NAMES = (
    *SQL,
    *MARKUP,
    *NUMBERS,
    *(name for name in ODDITIES if name.strip() and name.isprintable()),
    "name\nwith\nlines",
    'say "no"',
    "it's",
    "x" * 1000,
    "baseline",
    "train",
    "stop",
    "cancel",
    "yes",
    "no",
    "for",
    "2024",
    "one",
    "Twenty Twenty Four",
    "electricity",
    "all",
    "everything",
    "the",
    "-",
    "_",
    "   ",
    "A",
    "a",
    "Á",
    "{seu}",
    "{energy_source}",
    "{{x}}",
    "(a|b)",
    "[x]",
    "מכונה 1",
    "آلة",
    "锅炉-1",
    "Котёл",
    "🏭",
    "null",
    "None",
    "NaN",
    "Boiler-1",
    "boiler 1",
    "BOILER_1",
    "Boiler 1 ",
    "temperature and pressure",
    "using production for 2024",
)
"""Names that a row of metadata may have."""
UNITS = ("kWh", "", "m³", "{unit}", "<b>kg</b>", "kilo\nwatt", "%", "🔥", "x" * 300)


def odd_plant(seed: int) -> Catalogue:
    """A plant whose energy sources, SEUs, machines and features have such names, doubles among them."""
    chance = random.Random(seed)
    sources = list(dict.fromkeys(chance.choices(NAMES, k=chance.randint(0, 5))))
    features = {
        source: (chance.choice(UNITS), tuple(dict.fromkeys(chance.choices(NAMES, k=chance.randint(0, 12)))))
        for source in sources
    }
    count = chance.randint(0, 15) if sources else 0
    seus = [(chance.choice(NAMES), chance.choice(sources)) for _ in range(count)]
    return plant(features, seus)
