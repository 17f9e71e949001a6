"""Long words that decide what is asked are known with a letter wrong; words of others and of the plant stay."""

from __future__ import annotations

import time

import pytest
from plants import PLANTS

from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("regresion", "regression"),
        ("consumtion", "consumption"),
        ("perfomance", "performance"),
        ("baslines", "baselines"),
        ("baesline", "baseline"),
    ],
)
def test_a_long_word_is_known_with_a_letter_wrong(written: str, meant: str, lexicon: Lexicon) -> None:
    assert lexicon.typos.meant(written) == meant


@pytest.mark.parametrize(
    "written", ["repression", "performances", "machine", "feature", "waistline", "vaseline", "bas"]
)
def test_another_word_is_no_typo(written: str, lexicon: Lexicon) -> None:
    assert lexicon.typos.meant(written) is None


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("run a regresion for conveyor a since june", "train_baseline"),
        ("consumtion conveyor a october", "energy_use"),
        ("how was the perfomance of conveyor a last month", "energy_performance"),
    ],
)
def test_a_sentence_with_a_typo_is_ours(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == intent


def test_many_strange_words_are_looked_through_at_once(lexicon: Lexicon) -> None:
    start = time.perf_counter()
    for n in range(60):
        lexicon.typos.meant(f"predic{n}ament")
    assert time.perf_counter() - start < 0.05
