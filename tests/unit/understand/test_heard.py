"""What a recogniser wrote becomes the same words as what somebody typed."""

from __future__ import annotations

import pytest

from skill_enms.understand.words.heard import MAX_CHARACTERS, MAX_WORDS, hear
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Compressor-1", "compressor 1"),
        ("compressor one", "compressor 1"),
        ("Compressor1", "compressor 1"),
        ("Boiler-1's gas", "boiler 1 gas"),
        ("boiler ones gas", "boiler 1 gas"),
        ("I'd like what’s new", "id like what new"),
        ("twenty twenty four", "2024"),
        ("twenty twenty-four", "2024"),
        ("two thousand and twenty four", "2024"),
        ("two thousand twenty four", "2024"),
        ("2 thousand 24", "2024"),
        ("20 24", "2024"),
        ("twenty oh five", "2005"),
        ("nineteen ninety nine", "1999"),
        ("twenty twenty", "2020"),
        ("compressor one twenty twenty four", "compressor 1 2024"),
        ("conveyor twenty one twenty twenty three", "conveyor 21 2023"),
        ("press ten twenty twenty four", "press 10 2024"),
        ("line two two thousand twenty five", "line 2 2025"),
        ("the twenty third of march", "the 23. of march"),
        ("the 23rd", "the 23."),
        ("first", "1."),
        ("one hundred and five", "105"),
        ("twelve thousand five hundred", "12500"),
        ("two hundred five thousand", "205000"),
        ("1,500 units", "1500 units"),
        ("zero point eight five", "0.85"),
        ("twelve point five", "12.5"),
        ("3.5", "3.5"),
        ("Pump-03", "pump 3"),
        ("Öfen 2", "ofen 2"),
        ("O\u0308fen 2", "ofen 2"),
        ("Ｂｏｉｌｅｒ １", "boiler 1"),
        ("Train-based line for", "train baseline for"),
        ("Tring, bassline", "train baseline"),
        ("eating degree days", "heating degree days"),
        ("7 to 21", "7 to 21"),
        ("20-24 october", "20 24 october"),
        ("2024-03-01", "2024-03-01"),
        ("", ""),
        ("?!…", ""),
    ],
)
def test_words_are_normalised(written: str, words: str, lexicon: Lexicon) -> None:
    assert " ".join(hear(written, lexicon).texts) == words


def test_what_was_said_can_be_said_back_as_it_stood(lexicon: Lexicon) -> None:
    heard = hear("Train-based line for  the Turbine-Two, please", lexicon)
    assert heard.texts == ("train", "baseline", "for", "the", "turbine", "2", "please")
    assert heard.said(4, 6) == "Turbine-Two"
    assert heard.said(6, 6) == ""


def test_a_slip_is_marked_as_one(lexicon: Lexicon) -> None:
    assert [word.slipped for word in hear("train bassline", lexicon).words] == [False, True]


def test_endless_text_is_cut(lexicon: Lexicon) -> None:
    heard = hear("word " * 100_000, lexicon)
    assert len(heard.words) <= MAX_WORDS
    assert len(heard.text) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        ("2 Bottle washer, water this month", "bottle washer water this month"),
        ("You Press ten, how good is it", "press 10 how good is it"),
        ("2 boilers this month", "2 boilers this month"),
        ("You HVAC this month", "you hvac this month"),  # an acronym is written so anywhere
    ],
)
def test_noise_before_a_sentence_is_left_out(heard: str, words: str, lexicon: Lexicon) -> None:
    assert " ".join(hear(heard, lexicon).texts) == words
