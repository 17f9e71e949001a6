"""Numbers and letters of names: those that a recogniser wrote as words, and those that are a name by themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from plants import plant
from talking import TODAY

from skill_enms.requests import TrainBaseline, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

Read = Callable[..., Understood]

PRESSES = plant(
    {"electricity": ("kWh", ("output",))},
    [(name, "electricity") for name in ("Press PH-3200", "Robot cell 101", "Coater 850", "Dryer D-850", "Pump 12")],
)


@pytest.mark.parametrize(
    ("where", "said", "meant"),
    [
        ("glassworks", "melting furnace to natural gas using pull", "Melting Furnace 2"),
        ("logistics", "deep freeze for using humidity", "Deep Freeze 4"),
        ("works", "pump free with production", "Pump-03"),
        ("demo", "conveyor be with production", "Conveyor-B"),
        ("demo", "boiler won't gas using hdd", "Boiler-1"),
    ],
)
def test_a_number_that_can_be_no_other_word_is_one(where: str, said: str, meant: str, read: Read) -> None:
    understood = read(f"train {said} for 2025", plant=where)
    assert understood.question is None
    assert understood.refusal is None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.seu is not None
    assert understood.request.seu.name == meant


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("glassworks", "melting furnace on natural gas using pull"),
        ("logistics", "deep freeze using humidity for august"),
        ("demo", "conveyor and conveyor be using production"),
        ("demo", "the conveyor, okay, using production"),
    ],
)
def test_a_word_that_may_be_itself_is_no_number(where: str, said: str, read: Read) -> None:
    understood = read(f"train {said}", plant=where)
    assert understood.question is not None
    assert understood.question.about in {"seu", "confirm"}


@pytest.mark.parametrize(
    "said",
    ["deep freeze 4, sorry, deep freeze 5", "deep freeze 4, sorry, I mean freeze five", "deep freeze four, no, five"],
)
def test_a_number_is_taken_back_with_the_words_before_it_said_again(said: str, read: Read) -> None:
    request = read(f"train {said}, with humidity for 2025", plant="logistics").request
    assert isinstance(request, TrainBaseline)
    assert request.seu is not None
    assert request.seu.name == "Deep Freeze 5"


@pytest.mark.parametrize(("said", "name"), [("the 3200", "Press PH-3200"), ("the 101", "Robot cell 101")])
def test_a_machine_is_called_by_the_number_that_it_alone_has(said: str, name: str, lexicon: Lexicon) -> None:
    understood = reading.read(
        f"train {said} using output for 2025", TrainBaseline.intent, Situation(PRESSES, lexicon, TODAY)
    )
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.seu is not None
    assert (understood.request.seu.name, understood.refusal, understood.question) == (name, None, None)


@pytest.mark.parametrize("said", ["the 850", "the 3201", "the 12"])
def test_a_number_that_none_has_or_several_or_that_may_count_is_no_name(said: str, lexicon: Lexicon) -> None:
    understood = reading.read(
        f"train {said} using output for 2025", TrainBaseline.intent, Situation(PRESSES, lexicon, TODAY)
    )
    assert getattr(understood.request, "seu", None) is None
