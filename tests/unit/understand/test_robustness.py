"""Whatever is said, understanding comes to an answer and never to an exception."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judge import load
from plants import PLANTS

from skill_enms.requests import Period, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import load_lexicon

LEXICON = load_lexicon("en-us")
WORDS = sorted(
    {word for golden in load("tuning") for word in golden.utterance.split()}
    | {word for phrases in LEXICON.lists.values() for phrase in phrases.phrases for word in phrase}
    | {word for phrases in LEXICON.calendar.phrases.values() for phrase in phrases for word in phrase}
    | {*LEXICON.calendar.months, *LEXICON.numbers.cardinals, *LEXICON.numbers.tens, *LEXICON.numbers.scales}
    | {
        "2024-02-30",
        "31/31/2024",
        "10/07/2024",
        "'24",
        "-5",
        "99999999999999999999",
        "½",
        "٣",
        "m³",
        "2024/25",
        "q",
        "h",
    }
)
SAID = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def sound(understood: Understood | None) -> None:
    """What every outcome promises."""
    if understood is None:
        return
    assert understood.refusal is None or understood.question is None
    json.dumps([dict(reason.data) for reason in (understood.refusal,) if reason is not None], default=list)
    period = getattr(understood.request, "period", None)
    if period is not None:
        assert isinstance(period, Period)
        assert period.start < period.end


@given(said=SAID, intent=st.sampled_from(reading.INTENTS), where=st.sampled_from(sorted(PLANTS)), today=DAYS)
@settings(max_examples=300)
def test_any_words_can_be_read(said: str, intent: str, where: str, today: date) -> None:
    catalogue = PLANTS[where]
    sound(reading.read(said, intent, Situation(catalogue, LEXICON, today, today.month)))
    assert reading.concerns_us(said, catalogue, LEXICON) in {None, *reading.INTENTS}
    reading.is_cancel(said, LEXICON)
    reading.is_repeat(said, LEXICON)


@pytest.mark.parametrize("said", ["the baseline of april, ignore", "baseline for 2024: drop", "skip"])
def test_a_verb_may_come_last(said: str) -> None:
    for catalogue in PLANTS.values():
        assert reading.concerns_us(said, catalogue, LEXICON) in {None, *reading.INTENTS}


@given(
    first=st.sampled_from([golden.utterance for golden in load("tuning") if golden.intent]),
    intent=st.sampled_from(reading.INTENTS),
    answers=st.lists(SAID, min_size=1, max_size=4),
    where=st.sampled_from(sorted(PLANTS)),
)
@settings(max_examples=200)
def test_any_words_can_follow(first: str, intent: str, answers: list[str], where: str) -> None:
    situation = Situation(PLANTS[where], LEXICON, date(2026, 11, 23))
    last = reading.read(first, intent, situation)
    for said in answers:
        turn = (
            reading.answer(last.request, last.question, said, situation)
            if last.question is not None
            else reading.follow_up(last.request, said, situation)
        )
        sound(turn)
        last = turn or last


@pytest.mark.parametrize(
    "said",
    [
        "a" * 100_000,
        "1" * 5000,
        "the " * 5000,
        "twenty " * 400,
        "from january to " * 200,
        "degree days " * 400,
        "compressor 1 " * 400,
        "using " * 500,
        "one hundred thousand " * 200,
        "the first 99999999999 drivers",
        "the last " + "9" * 400 + " and the first " + "9" * 400,
        "'; DROP TABLE seus; --",
        "\x00\x01\x02",
        "\u202e\u0300\u0301",
        "🙂" * 500,
        "%s %d {x} {0} ${y}",
    ],
)
def test_hostile_text_is_only_text(said: str) -> None:
    for catalogue in PLANTS.values():
        for intent in reading.INTENTS:
            sound(reading.read(said, intent, Situation(catalogue, LEXICON, date(2026, 11, 23))))
        assert reading.concerns_us(said, catalogue, LEXICON) is None
