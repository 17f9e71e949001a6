"""How long one waits, as it is said."""

import pytest

from skill_enms.speech.phrases import Phrase
from skill_enms.speech.waiting import duration_phrase, waiting_phrase


@pytest.mark.parametrize("seconds", [None, 0.2, 2.9])
def test_a_short_wait_is_given_no_figure(seconds):
    assert waiting_phrase(seconds) == Phrase("working_on_it")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, Phrase("duration_seconds", {"count": 10})),
        (31, Phrase("duration_seconds", {"count": 40})),
        (50.0, Phrase("duration_seconds", {"count": 50})),
        (51, Phrase("duration_minute")),
        (60, Phrase("duration_minute")),
        (61, Phrase("duration_minutes", {"count": 2})),
        (1000, Phrase("duration_minutes", {"count": 17})),
    ],
)
def test_a_long_wait_is_told_in_round_figures_that_are_not_too_small(seconds, said):
    assert duration_phrase(seconds) == said
    assert waiting_phrase(seconds) == Phrase("working_for_long", {"duration": said})
