"""SEUs and energy sources of any plant, however they are said; what is doubtful is asked about."""

from __future__ import annotations

import pytest
from plants import PLANTS, plant
from talking import TODAY, Read

from skill_enms.requests import EnergyUse, TrainBaseline, Understood
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon


def named(understood: Understood) -> tuple[str | None, str | None]:
    request = understood.request
    assert isinstance(request, TrainBaseline)
    return (request.seu.name if request.seu else None), request.energy_source


@pytest.mark.parametrize(
    ("where", "said", "seu", "source"),
    [
        ("demo", "natural gas Boiler-1", "Boiler-1", "natural_gas"),
        ("demo", "Boiler-1's natural gas", "Boiler-1", "natural_gas"),
        ("demo", "the gas of boiler one", "Boiler-1", "natural_gas"),
        ("demo", "the gas boiler one", "Boiler-1", "natural_gas"),
        ("demo", "boiler number one steam", "Boiler-1", "steam"),
        ("demo", "h v a c main", "HVAC-Main", "electricity"),
        ("demo", "hvacmain", "HVAC-Main", "electricity"),
        ("demo", "compressor eu one", "Compressor-EU-1", "electricity"),
        ("demo", "compressor e u one", "Compressor-EU-1", "electricity"),
        ("demo", "conveyor a", "Conveyor-A", "electricity"),
        ("demo", "the steelworks", "Steel works", "electricity"),
        ("demo", "hydrolic pump one", "Hydraulic-Pump-1", "electricity"),
        ("foundry", "indukshun furnace 1", "Induction Furnace 1", "electricity"),
        ("demo", "injection moulding one", "Injection-Molding-1", "electricity"),
        ("demo", "hvac", "HVAC-Main", "electricity"),
        ("pharma", "lyo zero four electricity", "Lyo-04", "electricity"),
        ("pharma", "lyo oh five nitrogen", "Lyo-05", "nitrogen"),
        ("works", "robot cell one oh one", "Robot cell 101", "electricity"),
        ("logistics", "the forklifts", "Forklift Fleet", "diesel"),
        ("paper", "the vacuum pump", "Vacuum pumps", "electricity"),
        ("foundry", "press one", "Press-1", "electricity"),
        ("foundry", "press ten", "Press-10", "electricity"),
        ("foundry", "press one aux", "Press-1-Aux", "electricity"),
        ("foundry", "main", "Main", "electricity"),
        ("foundry", "ofen zwei 2".replace("zwei ", ""), "Öfen 2", "natural_gas"),
        ("foundry", "the ladle heater", "Ladle Preheater", "natural_gas"),
        ("foundry", "lp seven", "Ladle Preheater", "natural_gas"),
        ("foundry", "the cooling circuit of induction furnace two", "Induction Furnace 2", "cooling_water"),
        ("dairy", "natural gas boiler one", "Boiler-1 natural gas", "natural_gas"),
        ("dairy", "boiler one electricity", "Boiler-1 electricity", "electricity"),
        ("dairy", "the north cooling tower", "Cooling Tower North", "electricity"),
        ("dairy", "compressed air", "Compressed Air", "electricity"),
        ("dairy", "spray dryer steam", "Spray_Dryer", "steam"),
        ("dairy", "c i p station water", "CIP Station", "water"),
        ("campus", "line two", "Line 2", "electricity"),
        ("campus", "the data centre".replace("centre", "center"), "Data Center", "electricity"),
        ("campus", "a h u three b", "AHU-3B", "electricity"),
        ("campus", "heat building seven", "Building 7", "district_heating"),
        ("campus", "gen oh one".replace("oh one", "01"), "Emergency Generator", "fuel_oil"),
        ("works", "pump three", "Pump-03", "electricity"),
        ("works", "injection molding twelve", "Injection Molding 12", "electricity"),
        ("works", "the boiler house", "BoilerHouse", "electricity"),
        ("works", "robot cell one oh one", "Robot cell 101", "electricity"),
        ("paper", "hood dryer two", "Hood-Dryer II", "steam"),
        ("paper", "p m one steam", "PM1", "steam"),
        ("hospital", "ward blocksy electricity", "Ward Block C", "electricity"),
        ("dairy", "steam pasturizer two", "Pasteuriser 2", "steam"),
        ("foundry", "the sin plant", "Sand Plant", "electricity"),
        ("cement", "coal killam line 1", "Kiln Line 1", "coal"),
    ],
)
def test_a_name_is_understood(where: str, said: str, seu: str, source: str, read: Read) -> None:
    understood = read(f"train a baseline for {said} for 2024, pick the best drivers", plant=where)
    assert named(understood) == (seu, source)
    assert understood.refusal is None
    assert understood.question is None


def test_a_number_that_was_heard_as_a_word_before_the_drivers_is_one(read: Read) -> None:
    understood = read("train a baseline for pasturizer to with milk for 2025", plant="dairy")
    assert understood.question is not None
    assert named(understood)[0] == "Pasteuriser 2"
    assert understood.question.about == "energy_source"


def test_a_current_consumption_is_that_of_the_energy_that_was_said(read: Read) -> None:
    understood = read("what is the current consumption of boiler 1 gas", intent="energy_use")
    assert isinstance(understood.request, EnergyUse)
    assert understood.request.energy_source == "natural_gas"


def test_what_is_current_of_a_baseline_is_no_energy(read: Read) -> None:
    understood = read("what is the current baseline of boiler 1", intent="describe_baseline")
    assert understood.question is not None
    assert understood.question.about == "energy_source"
    assert named(read("train a baseline for boiler 1 current with production for 2024"))[1] == "electricity"


@pytest.mark.parametrize(
    ("where", "said", "choices"),
    [
        ("demo", "the compressor", ("Compressor-1", "Compressor-EU-1")),
        ("demo", "conveyor", ("Conveyor-A", "Conveyor-B")),
        ("demo", "conveyor a and conveyor b", ("Conveyor-A", "Conveyor-B")),
        ("foundry", "press", ("Press-1", "Press-10", "Press-1-Aux")),
        ("dairy", "cooling tower", ("Cooling Tower North", "Cooling Tower South")),
        ("works", "compressor one", ("Compressor-EU-1", "Compressor-US-1")),
    ],
)
def test_two_near_names_are_asked_about(where: str, said: str, choices: tuple[str, ...], read: Read) -> None:
    question = read(f"train a baseline for {said} for 2024, pick the best drivers", plant=where).question
    assert question is not None
    assert question.about == "seu"
    assert question.choices == choices
    assert question.reason is not None
    assert question.reason.code == "ambiguous_seu"


@pytest.mark.parametrize(
    ("where", "said", "meant"),
    [
        ("demo", "compressor when electricity", "Compressor-1"),
        ("demo", "conveyor hey electricity", "Conveyor-A"),
        ("demo", "the auxiliary conveyor a electricity", "Conveyor-A"),
        ("glassworks", "layer-free natural gas", "Lehr-3"),
        ("glassworks", "color crocheter electricity", "Cullet Crusher"),
        ("hospital", "Ms. Wheat electricity", "MRI Suite"),
        ("foundry", "the melting furnace", "Holding Furnace"),
        ("foundry", "the smelting furnace", "Holding Furnace"),
        ("demo", "conveyory", "Conveyor-A"),  # of two the one that sounds just so; but its letter was swallowed
    ],
)
def test_a_doubtful_name_is_confirmed(where: str, said: str, meant: str, read: Read) -> None:
    understood = read(f"train a baseline for {said} for 2024, pick the best drivers", plant=where)
    assert understood.question is not None
    assert (understood.question.about, understood.question.choices) == ("confirm", (meant,))


@pytest.mark.parametrize(
    ("where", "said", "nearest"),
    [
        ("demo", "compressor 2", "Compressor-1"),
        ("demo", "electricity compressor 9", "Compressor-1"),
        ("demo", "conveyor c", "Conveyor-A"),
        ("demo", "the turbine", None),
        ("foundry", "press 2", "Press-1"),
        ("foundry", "press 11", "Press-1"),
        ("campus", "building 8", "Building 7"),
        ("works", "injection molding 41", None),
        ("works", "conveyor z", None),
        ("paper", "PM3", "PM1"),
        ("campus", "the bowling alley", None),
        ("demo", "the wind tunnel", None),
        ("demo", "Compressor-7, production count as driver,", "Compressor-1"),
    ],
)
def test_an_unknown_name_tells_the_nearest(where: str, said: str, nearest: str | None, read: Read) -> None:
    understood = read(f"train a baseline for {said} for 2024, pick the best drivers", plant=where)
    assert understood.refusal is not None
    assert understood.refusal.code == "unknown_seu"
    assert named(understood)[0] is None
    if nearest is not None:
        told = understood.refusal.data["nearest"]
        assert isinstance(told, tuple)
        assert nearest in told


@pytest.mark.parametrize(
    ("where", "said", "code", "key", "value"),
    [
        ("demo", "hydrogen compressor 1", "unknown_energy_source", "said", "hydrogen"),
        ("demo", "diesel", "unknown_energy_source", "said", "diesel"),
        ("demo", "plasma boiler 1", "unknown_energy_source", "said", "plasma"),
        ("demo", "steam compressor 1", "seu_without_energy_source", "energy_source", "steam"),
        ("demo", "natural gas conveyor a", "seu_without_energy_source", "seu", "Conveyor-A"),
        ("demo", "natral gas conveyor a", "seu_without_energy_source", "energy_source", "natural_gas"),
        ("works", "elektricity compressor eu 1", "seu_without_energy_source", "energy_source", "electricity"),
        ("works", "steam pump 3", "unknown_energy_source", "said", "steam"),
    ],
)
def test_an_energy_source_that_is_not_there_is_told(
    where: str, said: str, code: str, key: str, value: str, read: Read
) -> None:
    refusal = read(f"train a baseline for {said} for 2024, pick the best drivers", plant=where).refusal
    assert refusal is not None
    assert refusal.code == code
    assert refusal.data[key] == value


@pytest.mark.parametrize(
    ("where", "said", "seu"),
    [
        ("foundry", "train the sand plant mixer with humidity for 2025", "Sand Plant"),
        ("foundry", "train the ladle preheater with holiday for 2025", "Ladle Preheater"),
        ("foundry", "train the second furnace with humidity for 2025", "Induction Furnace 2"),
        ("works", "train the Boilerhouse burner with production for 2025", "BoilerHouse"),
    ],
)
def test_a_name_may_be_said_in_other_words_of_its_own(where: str, said: str, seu: str, read: Read) -> None:
    understood = read(said, plant=where)
    assert understood.request.seu is not None
    assert understood.request.seu.name == seu
    assert understood.refusal is None


def test_a_word_that_tells_machines_apart_is_never_overheard(read: Read) -> None:
    understood = read("train cooling tower east with run hours for 2025", plant="dairy")
    assert understood.request.seu is None
    assert understood.refusal is not None or understood.question is not None


def test_what_a_baseline_is_like_is_no_energy(read: Read) -> None:
    understood = read("a documented baseline for conveyor a using production for 2025")
    assert understood.request.seu is not None
    assert understood.refusal is None


def test_a_machine_with_several_energy_sources_is_asked_for_one(read: Read) -> None:
    understood = read("train boiler 1 for 2024, pick the best drivers")
    assert named(understood) == ("Boiler-1", None)
    assert understood.question is not None
    assert understood.question.about == "energy_source"
    assert understood.question.choices == ("natural_gas", "electricity", "steam")


def test_a_driver_narrows_the_energy_sources(read: Read) -> None:
    understood = read("train compressor 1 using electricity and pressure for 2024")
    assert named(understood) == ("Compressor-1", "compressed_air")
    assert understood.question is None


def test_an_energy_source_without_a_machine_asks_for_the_machine(read: Read) -> None:
    understood = read("train a baseline for natural gas using outdoor temperature for 2024")
    assert named(understood) == (None, "natural_gas")
    assert understood.question is not None
    assert (understood.question.about, understood.question.choices) == ("seu", ("Boiler-1",))


def test_numbers_and_letters_always_agree(read: Read) -> None:
    for number in range(1, 60):
        understood = read(f"train injection molding {number} using material for 2024", plant="works")
        expected = f"Injection Molding {number}" if number <= 40 else None
        assert named(understood)[0] == expected
    for letter in "abcdefghijklmnop":
        understood = read(f"train conveyer {letter} using production for 2024", plant="works")
        assert named(understood)[0] in ({f"Conveyor {letter.upper()}", None} if letter in "abcdefgh" else {None})


def test_every_seu_of_every_plant_is_found_by_its_own_name(lexicon: Lexicon) -> None:
    for catalogue in PLANTS.values():
        for seu in catalogue.seus:
            for name in (seu.name, seu.name.lower(), seu.name.replace("-", " "), seu.name.replace("_", " ").upper()):
                said = f"train a baseline for {name}, energy source {seu.energy_source.replace('_', ' ')}, for 2024"
                understood = reading.read(said, "train_baseline", Situation(catalogue, lexicon, TODAY))
                assert named(understood) == (seu.name, seu.energy_source), said


def test_names_in_other_scripts_are_names(lexicon: Lexicon) -> None:
    works = plant({"electricity": ("kWh", ("output",))}, [("Котёл 1", "electricity"), ("锅炉2", "electricity")])
    for said, name in (("котел 1", "Котёл 1"), ("Котёл-1", "Котёл 1"), ("锅炉 2", "锅炉2")):
        understood = reading.read(
            f"train {said} using output for 2024", "train_baseline", Situation(works, lexicon, TODAY)
        )
        assert named(understood)[0] == name


@pytest.mark.parametrize(
    "said",
    [
        "could you whip up the gas baseline of boiler one with outdoor temperature for 2024, my boss insists",
        "honestly, boiler one natural gas, outdoor temperature, 2024, whenever convenient",
        "my colleagues asked for a gas baseline of boiler one based on outdoor temperature for 2024",
    ],
)
def test_ordinary_words_around_a_request_are_no_names(said: str, read: Read) -> None:
    understood = read(said)
    assert (understood.question, understood.refusal) == (None, None)
    assert named(understood) == ("Boiler-1", "natural_gas")


def test_a_short_name_beside_a_list_is_no_driver(lexicon: Lexicon) -> None:
    works = plant(
        {"electricity": ("kWh", ("pumped_volume_m3", "turbidity_ntu"))},
        [("Booster Station West", "electricity"), ("Booster Station East", "electricity")],
    )
    said = "booster east, pumped volume and turbidity, october"
    understood = reading.read(said, TrainBaseline.intent, Situation(works, lexicon, TODAY))
    assert named(understood) == ("Booster Station East", "electricity")
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("pumped_volume_m3", "turbidity_ntu")


def test_an_ordinary_word_that_a_name_has_is_that_name(lexicon: Lexicon) -> None:
    mill = plant({"steam": ("t", ("board_tons",))}, [("Board Machine 3", "steam"), ("Pulper", "steam")])
    understood = reading.read(
        "train the board with board tons for 2025", TrainBaseline.intent, Situation(mill, lexicon, TODAY)
    )
    assert named(understood) == ("Board Machine 3", "steam")
