"""Requests put together at random, of any plant's names: what one sentence shows once, these show of all combinations.

An order of the pieces, a period, a way to list drivers and a plant that each are understood may not be together. A few
in a thousand aren't yet, mostly names that are ordinary words; the figures here are what nothing may fall below.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from judge import Golden, shares
from made_up import LEAST_RIGHT, MOST_WRONG, TODAY, an_seu, name_as_said, outcomes

from skill_enms.catalogue import Catalogue
from skill_enms.understand.spoken import spoken_energy_source, spoken_feature
from skill_enms.understand.words.lexicon import Lexicon

ORDERS = (
    "train a baseline for {seu} {source} using {drivers} for {period}",
    "train {source} {seu} with {drivers} for {period}",
    "build a model of {seu} {source} from {drivers} over {period}",
    "for {period} train the {source} baseline of {seu} on {drivers}",
    "could you fit {source} of {seu} to {drivers} in {period}",
    "using {drivers}, create a {source} baseline for {seu} for {period}",
    "please make me a regression for the {source} of {seu} with {drivers}, period {period}",
    "{seu} {source} baseline, {drivers}, {period}",
    "I want a baseline for {seu}'s {source} based on {drivers} and the period is {period}",
    "run a regression analysis on {seu} {source} against {drivers} during {period}",
    "learn how {seu} {source} depends on {drivers} in {period}",
    "{period}: retrain {seu} {source}, drivers {drivers}",
    "with {drivers} as drivers train a {source} model for {seu} for {period}",
    "train the {seu} {source} SEU using {drivers} from {period}",
    "take {drivers} and train {seu} {source} for {period}",
    "set up the {source} baseline for {seu}; variables are {drivers}; use {period}",
    "train baseline {source} {seu} {drivers} {period}",
    "calculate a baseline for the {source} consumption of {seu} from {drivers} in {period}",
    "train {seu} {source} {period} with {drivers}",
    "create a model that predicts {source} of {seu} from {drivers} using data of {period}",
    "the {source} baseline of {seu} should be trained with {drivers} for {period}",
    "what I need is a {source} baseline for {seu} based on {drivers} for {period}",
)
PERIODS = {
    "2025": ("2025-01-01", "2026-01-01"),
    "last year": ("2025-01-01", "2026-01-01"),
    "the first quarter of 2026": ("2026-01-01", "2026-04-01"),
    "Q3 2025": ("2025-07-01", "2025-10-01"),
    "march to june 2025": ("2025-03-01", "2025-07-01"),
    "the last 90 days": ("2026-08-29", "2026-11-27"),
    "this year": ("2026-01-01", "2026-11-27"),
    "twenty twenty five": ("2025-01-01", "2026-01-01"),
    "may 3rd to july 14th 2025": ("2025-05-03", "2025-07-15"),
    "october 2025 until march 2026": ("2025-10-01", "2026-04-01"),
    "the summer months june july and august 2025": ("2025-06-01", "2025-09-01"),
    "2024 and 2025": ("2024-01-01", "2026-01-01"),
    "the first of may to the thirty first of july 2025": ("2025-05-01", "2025-08-01"),
    "between june and september last year": ("2025-06-01", "2025-10-01"),
    "the previous quarter": ("2026-07-01", "2026-10-01"),
}
LISTS: tuple[Callable[[list[str]], str], ...] = (
    " and ".join,
    ", ".join,
    " plus ".join,
    " ".join,
    " as well as ".join,
    lambda said: ", and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0],
)
BEFORE = ("", "", "hey ", "okay so ", "hi there, ")
BEHIND = ("", "", " please", " thank you", " when you get a chance")


def made_up(chance: random.Random, name: str, catalogue: Catalogue, lexicon: Lexicon) -> Golden:
    """A training of one of a plant's SEUs, as somebody might say or type it."""
    seu, source = an_seu(chance, catalogue)
    offered = [feature for feature in catalogue.features_of(source.name) if feature.is_driver]
    drivers = chance.sample(offered, min(chance.choice((1, 2, 2, 3)), len(offered)))
    period = chance.choice(tuple(PERIODS))
    said = chance.choice(ORDERS).format(
        seu=name_as_said(chance, seu, exact=0.6),
        source=spoken_energy_source(source, lexicon),
        drivers=chance.choice(LISTS)([spoken_feature(driver, lexicon) for driver in drivers]),
        period=period,
    )
    said = f"{chance.choice(BEFORE)}{said}{chance.choice(BEHIND)}"
    if chance.random() < 0.3:  # as a recogniser writes it
        said = re.sub("[,;:]", " ", said).lower()
    start, end = PERIODS[period]
    features = [driver.name for driver in drivers]
    request = {"seu": seu.name, "energy_source": source.name, "features": features, "start": start, "end": end}
    return Golden(said, name, TODAY, "train_baseline", request, {"code": None})


def test_requests_of_any_order_list_and_period_are_understood() -> None:
    found = outcomes(made_up, seed=2026, count=600)
    figures = shares(found.values())
    others = {said: outcome for said, outcome in found.items() if outcome != "right"}
    assert figures["right"] >= LEAST_RIGHT, others
    assert figures["wrong"] <= MOST_WRONG, others
