"""Questions put together at random, of any plant's names: which one it is, and about whom and when."""

from __future__ import annotations

import random

from judge import Golden, shares
from made_up import LEAST_RIGHT, MOST_WRONG, TODAY, an_seu, name_as_said, outcomes

from skill_enms.catalogue import Catalogue
from skill_enms.understand.spoken import spoken_energy_source, spoken_feature
from skill_enms.understand.words.lexicon import Lexicon

WHEN = {
    "yesterday": ("2026-11-26", "2026-11-27"),
    "last week": ("2026-11-16", "2026-11-23"),
    "in october": ("2026-10-01", "2026-11-01"),
    "this month": ("2026-11-01", "2026-11-27"),
    "in the third quarter": ("2026-07-01", "2026-10-01"),
    "from june to august": ("2026-06-01", "2026-09-01"),
    "in 2025": ("2025-01-01", "2026-01-01"),
    "on november 3rd": ("2026-11-03", "2026-11-04"),
}
ASKED = {
    "energy_use": (
        "how much {source} did {seu} use {when}",
        "what was the {source} consumption of {seu} {when}",
        "tell me how much {source} {seu} needed {when}",
        "what did {seu} cost in {source} {when}",
        "when was the {source} peak of {seu} {when}",
        "{seu} {source} usage {when}",
    ),
    "energy_performance": (
        "did {seu} use more {source} than expected {when}",
        "how did {seu} {source} perform against its baseline {when}",
        "{seu} {source} versus baseline {when}",
        "is {seu} above its {source} baseline {when}",
        "how far was {seu} {source} from its baseline {when}",
        "compare {seu} {source} with its baseline {when}",
    ),
    "describe_baseline": (
        "how good is the {source} baseline of {seu}",
        "what's the formula of the {seu} {source} baseline",
        "when was the {seu} {source} baseline trained",
        "tell me about the {source} model of {seu}",
    ),
    "list_features": (
        "which drivers are available for {source} of {seu}",
        "what can I use as drivers for {seu} {source}",
        "list the variables for {source}",
    ),
    "energy_drift": ("has {seu} {source} drifted", "is {seu} {source} drifting"),
    "compare_baselines": (
        "compare the {source} baselines of {seu}",
        "how does the new {source} baseline of {seu} compare with the old one",
        "is the new {seu} {source} baseline better than the previous one",
    ),
    "restore_baseline": (
        "go back to the previous {source} baseline of {seu}",
        "put the previous {seu} {source} baseline back",
    ),
    "data_sources": (
        "is the {source} data of {seu} real",
        "where does the {source} data of {seu} come from",
        "what {source} data do you have for {seu}",
    ),
    "list_seus": ("which machines use {source}", "list the significant energy uses of {source}", "who uses {source}"),
    "compare_drivers": (
        "compare {driver} with {other} for {seu} {source} {when}",
        "is {driver} a better driver than {other} for {seu} {source} {when}",
        "for {seu} {source} which is better, {driver} or {other}, {when}",
    ),
    "ignore_period": ("leave out august 10th for {seu} {source}", "ignore august 10th for {source} of {seu}"),
}
LEFT_OUT = ("2026-08-10", "2026-08-11")


def made_up(chance: random.Random, name: str, catalogue: Catalogue, lexicon: Lexicon) -> Golden:
    """A question about one of a plant's SEUs."""
    seu, source = an_seu(chance, catalogue)
    drivers = [feature for feature in catalogue.features_of(source.name) if feature.is_driver]
    several = {intent: orders for intent, orders in ASKED.items() if len(drivers) > 1 or intent != "compare_drivers"}
    intent, when = chance.choice(tuple(several)), chance.choice(tuple(WHEN))
    order = chance.choice(several[intent])
    driver, other = (spoken_feature(each, lexicon) for each in (drivers[0], drivers[-1]))
    said = order.format(
        seu=name_as_said(chance, seu, exact=0.5),
        source=spoken_energy_source(source, lexicon),
        when=when,
        driver=driver,
        other=other,
    )
    request: dict[str, object] = {"energy_source": source.name}
    if "{seu}" in order:
        request["seu"] = seu.name
    if "{when}" in order or intent == "ignore_period":
        request["start"], request["end"] = LEFT_OUT if intent == "ignore_period" else WHEN[when]
    return Golden(said, name, TODAY, intent, request, {"code": None})


def test_questions_of_any_kind_are_told_apart() -> None:
    found = outcomes(made_up, seed=2027, count=800)
    figures = shares(found.values())
    others = {said: outcome for said, outcome in found.items() if outcome != "right"}
    assert figures["right"] >= LEAST_RIGHT, others
    assert figures["wrong"] <= MOST_WRONG, others
