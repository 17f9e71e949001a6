"""Whatever is said is understood, asked about, refused or left alone: at once, and never acted on by half."""

from __future__ import annotations

import itertools
import random
from functools import lru_cache

import pytest
from figures import Figures
from hypothesis import given, settings
from hypothesis import strategies as st
from judge import load
from odd_plants import odd_plant
from plants import DEMO, PLANTS
from rapidfuzz.fuzz import partial_ratio
from sense import SECONDS, TODAY, Slowest, acting, try_all
from strange import ODDITIES, SQL, Strange

from skill_enms.understand.reading import INTENTS, read
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import load_lexicon

TRIED = 5_000
PLANTS_TRIED = 100
WORDS = tuple(sorted({word for golden in load("tuning") for word in golden.utterance.split()}))

lexicon = lru_cache(lambda: load_lexicon("en-US"))


def test_strange_words_are_never_acted_on_by_half(figures: Figures) -> None:
    chance, slowest = random.Random(1), Slowest()
    plants = list(PLANTS.values())
    share = TRIED // len(plants)
    for number, catalogue in enumerate(plants):
        try_all("", catalogue, lexicon(), Slowest())  # a plant's names are indexed once
        for utterance in itertools.islice(Strange(catalogue, number), share):
            try_all(utterance, catalogue, lexicon(), slowest, [chance.choice(INTENTS)])
    assert slowest.seconds < SECONDS, slowest.what
    figures.tried(
        "strange words understood, asked about, refused or left alone",
        f"{share * len(plants)} utterances, {slowest.calls} calls, slowest {1000 * slowest.seconds:.0f} ms",
    )


def test_what_the_skill_itself_says_starts_nothing(figures: Figures) -> None:
    """It hears itself where a room has an echo."""
    slowest = Slowest()
    said = Strange(DEMO, 0).every_dialog()
    for utterance in said:
        found = try_all(utterance, DEMO, lexicon(), slowest)
        assert not acting([each for each in found if each.request.intent == "train_baseline"]), utterance
    assert slowest.seconds < SECONDS, slowest.what
    figures.tried("the skill's own sentences as input", f"{len(said)} utterances")


@settings(max_examples=300, derandomize=True)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8))).map(" ".join)),
    st.sampled_from(INTENTS),
    st.sampled_from(sorted(PLANTS)),
)
def test_any_text_is_understood_or_not(utterance: str, intent: str, plant: str) -> None:
    try_all(utterance, PLANTS[plant], lexicon(), Slowest(), [intent])


@settings(max_examples=300, derandomize=True)
@given(st.text(max_size=200), st.sampled_from(sorted(PLANTS)))
def test_what_is_trained_was_named(utterance: str, plant: str) -> None:
    understood = read(f"train baseline for {utterance}", "train_baseline", Situation(PLANTS[plant], lexicon(), TODAY))
    for request in acting([understood]):
        names = (request.seu.name, *request.seu.machine_names, *request.seu.spoken_names)
        assert max(partial_ratio(name.casefold(), utterance.casefold()) for name in names) > 60


def test_plants_with_strange_names_are_spoken_of_like_any(figures: Figures) -> None:
    slowest = Slowest()
    said = 0
    for seed in range(PLANTS_TRIED):
        chance, catalogue = random.Random(seed), odd_plant(seed)
        try_all("", catalogue, lexicon(), Slowest(), INTENTS[:1])
        names = [seu.name for seu in catalogue.seus] or ["machine"]
        utterances = [
            *(f"train baseline for {name} using all for 2024" for name in names[:3]),
            *itertools.islice(Strange(catalogue, seed).long(), 2),
            chance.choice(SQL),
            chance.choice(ODDITIES),
        ]
        for utterance in utterances:
            try_all(utterance, catalogue, lexicon(), slowest, chance.sample(INTENTS, 3))
        said += len(utterances)
    assert slowest.seconds < SECONDS, slowest.what
    figures.tried("plants with strange names", f"{PLANTS_TRIED} plants, {said} utterances")


@pytest.mark.parametrize(
    "piece", ["a", "and ", "temperature ", "2024 ", "boiler ", "train baseline for ", "- ", "twenty "]
)
def test_length_costs_nothing(piece: str) -> None:
    slowest = Slowest()
    try_all("", DEMO, lexicon(), Slowest())
    try_all(piece * 100_000, DEMO, lexicon(), slowest)
    assert slowest.seconds < SECONDS, slowest.what
