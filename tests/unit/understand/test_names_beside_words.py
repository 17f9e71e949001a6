"""Names of SEUs beside words that belong to none, shortened to an initial, or said from their end."""

from __future__ import annotations

import pytest
from plants import plant
from talking import TODAY, Read

from skill_enms.requests import TrainBaseline, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon


def named(understood: Understood) -> tuple[str | None, str | None]:
    request = understood.request
    assert isinstance(request, TrainBaseline)
    return (request.seu.name if request.seu else None), request.energy_source


@pytest.mark.parametrize(
    "said",
    [
        "We had the holding furnace relined in March, so train it on melt for 2025",
        "Since they moved the crane, holding furnace gas needs a new baseline on melt for 2025",
        "The holding furnace must have a baseline on melt for 2025",
    ],
)
def test_what_was_done_to_a_machine_or_stands_apart_from_it_makes_it_no_other(said: str, read: Read) -> None:
    understood = read(said, plant="foundry")
    assert (understood.refusal, understood.question) == (None, None)
    assert named(understood) == ("Holding Furnace", "natural_gas")


def test_a_letter_behind_a_colon_makes_a_name_no_other(read: Read) -> None:
    understood = read("train the holding furnace: x is melt, all of 2025", plant="foundry")
    assert named(understood) == ("Holding Furnace", "natural_gas")


PORT = plant(
    {"electricity": ("kWh", ("passengers", "flights")), "heat": ("MWh", ("passengers",))},
    [("Terminal 1 Lighting", "electricity"), ("Terminal 2 Lighting", "electricity"), ("Boiler 1", "heat")],
)


@pytest.mark.parametrize(
    ("said", "seu"),
    [
        ("train T2 lighting on flights for 2025", "Terminal 2 Lighting"),
        ("train the lighting in terminal 1 on flights for 2025", "Terminal 1 Lighting"),
        ("a baseline for the lighting of the terminal 2 on flights for 2025", "Terminal 2 Lighting"),
    ],
)
def test_a_name_may_be_shortened_to_an_initial_or_said_from_its_end(said: str, seu: str, lexicon: Lexicon) -> None:
    understood = reading.read(said, TrainBaseline.intent, Situation(PORT, lexicon, TODAY))
    assert (understood.refusal, understood.question) == (None, None)
    assert named(understood) == (seu, "electricity")


def test_an_initial_and_a_number_alone_name_nobody(lexicon: Lexicon) -> None:
    assert reading.concerns_us("how did B1 do last month", PORT, lexicon) is None


def test_number_leads_from_a_part_of_a_name_to_its_number(lexicon: Lexicon) -> None:
    pair = plant({"heat": ("MWh", ("meals",))}, [("Kettle Weber 1", "heat"), ("Kettle Weber 2", "heat")])
    understood = reading.read(
        "train weber number two on meals for 2025", TrainBaseline.intent, Situation(pair, lexicon, TODAY)
    )
    assert (understood.refusal, understood.question) == (None, None)
    assert named(understood) == ("Kettle Weber 2", "heat")
