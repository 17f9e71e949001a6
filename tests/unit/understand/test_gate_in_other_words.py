"""What is ours is taken in words that few people use, and what only looks like it is left alone."""

from __future__ import annotations

import pytest
from plants import PLANTS

from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("the auditor wants a baseline for the steel works", "train_baseline"),
        ("boiler 1 versus tyre pressure, make that a baseline for 2025", "train_baseline"),
        ("baseline for the hydraulic pump, calendar year 2025", "train_baseline"),
    ],
)
def test_what_is_ours_is_taken_in_other_words(said: str, intent: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == intent
