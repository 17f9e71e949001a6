"""Names that a recogniser mangled, told apart where one must stand: one far ahead is meant, a near one asked about."""

from __future__ import annotations

import pytest
from plants import PLANTS, plant
from talking import TODAY, Read

from skill_enms.requests import CompareDrivers, TrainBaseline
from skill_enms.understand import reading
from skill_enms.understand.names.places import digits_of
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("where", "said", "seu"),
    [
        ("paper", "the electricity baseline of pole per west", "Pulper West"),
        ("logistics", "the heating oil baseline of off his block", "Office Block"),
        ("glassworks", "the electricity baseline of color trusher", "Cullet Crusher"),
        ("hospital", "the electricity baseline of wart blog c", "Ward Block C"),
        ("foundry", "the natural gas baseline of ladle pre heat or", "Ladle Preheater"),
    ],
)
def test_a_name_far_ahead_of_all_others_is_meant(where: str, said: str, seu: str, read: Read) -> None:
    understood = read(f"train {said} using outdoor temperature for 2025", plant=where)
    request = understood.request
    assert isinstance(request, TrainBaseline)
    assert (request.seu.name if request.seu else None) == seu
    assert understood.question is None or understood.question.about != "seu"


@pytest.mark.parametrize(
    ("where", "said", "seu"),
    [
        ("logistics", "the heating oil baseline of his flock", "Office Block"),
        ("glassworks", "the natural gas baseline of lair free", "Lehr-3"),
    ],
)
def test_a_remote_name_is_asked_about_where_nobody_else_fits(where: str, said: str, seu: str, read: Read) -> None:
    question = read(f"train {said} for 2025, pick the best drivers", plant=where).question
    assert question is not None
    assert (question.about, question.choices) == ("confirm", (seu,))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("glassworks", "the oxygen baseline of melting furnace 5"),
        ("hospital", "the electricity baseline of chiller 7"),
        ("dairy", "the electricity baseline of the cooling tower west"),
        ("campus", "the fuel oil baseline of the bakery"),
    ],
)
def test_another_number_or_side_is_never_taken_for_a_name(where: str, said: str, read: Read) -> None:
    understood = read(f"train {said} for 2025, pick the best drivers", plant=where)
    assert understood.refusal is not None or understood.question is not None
    assert getattr(understood.request, "seu", None) is None or understood.question is not None


@pytest.mark.parametrize(
    ("words", "digits"), [(("k", "12", "50"), "1250"), (("dcm", "0", "7"), "7"), (("pm3",), "3"), (("line",), "")]
)
def test_digits_are_the_same_however_they_are_said(words: tuple[str, ...], digits: str) -> None:
    assert digits_of(words) == digits


def test_a_pause_does_not_cut_a_name(read: Read) -> None:
    question = read(
        "train the natural gas baseline of power, boy or, four, using steam for 2025", plant="paper"
    ).question
    assert question is not None
    assert question.choices == ("Power Boiler 4",)


def test_only_who_fits_is_looked_at(lexicon: Lexicon) -> None:
    index = index_of(PLANTS["paper"], lexicon)
    names = tuple(seu.name for seu in index.catalogue.seus)
    places = index.guesser.places
    assert places.find(("pulper", "vest"), ()) is None
    west = {i for i, name in enumerate(names) if name == "Pulper West"}
    placed = places.find(("pulper", "vest"), west)
    assert placed is not None
    assert set(placed.seus) == west


@pytest.mark.parametrize(
    ("where", "said", "source"),
    [
        ("demo", "the natural guess baseline of boiler 1", "natural_gas"),
        ("demo", "the compressed ear baseline of compressor 1", "compressed_air"),
        ("logistics", "the eating oil baseline of the office block", "heating_oil"),
    ],
)
def test_an_energy_source_is_known_by_its_sound(where: str, said: str, source: str, read: Read) -> None:
    request = read(f"train {said} for 2025, pick the best drivers", plant=where).request
    assert isinstance(request, TrainBaseline)
    assert request.energy_source == source


@pytest.mark.parametrize(
    ("where", "said", "features"),
    [
        ("demo", "conveyor a using humidity and operating ours", ("humidity", "operating_hours")),
        ("logistics", "deep freeze 4 using pellet count and door openings", ("pallet_count", "door_openings")),
    ],
)
def test_a_driver_that_is_misspelt_as_it_sounds_is_not_asked_about(
    where: str, said: str, features: tuple[str, ...], read: Read
) -> None:
    understood = read(f"train the electricity baseline of {said} for 2025", plant=where)
    assert isinstance(understood.request, TrainBaseline)
    assert (understood.request.features, understood.question) == (features, None)


def test_a_name_said_in_part_is_asked_about_where_more_of_the_words_sound_like_another_one(lexicon: Lexicon) -> None:
    bakery = plant(
        {"electricity": ("kWh", ("dough_kg",))}, [("Koeltunnel", "electricity"), ("Tunneloven 2", "electricity")]
    )
    said = "train the electricity baseline of the koeltunnel with dough for 2025"
    assert reading.read(said, "train_baseline", Situation(bakery, lexicon, TODAY)).question is None
    said = said.replace("koeltunnel", "tunnel of the two")
    question = reading.read(said, "train_baseline", Situation(bakery, lexicon, TODAY)).question
    assert question is not None
    assert question.about in {"seu", "confirm"}
    assert "Tunneloven 2" in question.choices


def test_ordinary_words_at_the_end_of_a_list_are_asked_about_where_they_sound_like_a_driver(read: Read) -> None:
    question = read("train lyo 4 electricity using batch count and as we can for 2025", plant="pharma").question
    assert question is not None
    assert (question.about, question.choices) == ("confirm", ("IsWeekend",))
    understood = read("train lyo 4 electricity using batch count and that is it for 2025", plant="pharma")
    assert understood.question is None


def test_a_driver_of_a_comparison_is_known_by_its_sound(read: Read) -> None:
    said = "which explains deep freeze 4 better in 2025, open her rating hours or pallet count"
    request = read(said, intent="compare_drivers", plant="logistics").request
    assert isinstance(request, CompareDrivers)
    assert request.sets == (("operating_hours",), ("pallet_count",))


def test_an_ordinary_word_does_not_make_another_driver_of_one(lexicon: Lexicon) -> None:
    brewery = plant(
        {"steam": ("kg", ("wort_temp_c", "outdoor_temp_c"))}, [("Brewhouse", "steam"), ("Bottle Washer", "steam")]
    )
    said = "train the brewhouse steam baseline with work temperature and outdoor temperature for 2025"
    question = reading.read(said, "train_baseline", Situation(brewery, lexicon, TODAY)).question
    assert question is not None
    assert (question.about, question.choices) == ("confirm", ("wort_temp_c",))


def test_unknown_words_before_the_drivers_are_an_seu_rather_than_one_of_them(read: Read) -> None:
    refusal = read("build baseline, laser nine, outdoor temperature, 2025", plant="glassworks").refusal
    assert refusal is not None
    assert refusal.code == "unknown_seu"


@pytest.mark.parametrize(
    ("where", "said", "intent", "seu"),
    [
        ("hospital", "is wart block c drifting on electricity", "energy_drift", "Ward Block C"),
    ],
)
def test_what_is_only_told_is_told_under_a_likely_name(
    where: str, said: str, intent: str, seu: str, read: Read
) -> None:
    understood = read(said, intent, plant=where)
    assert (understood.question, understood.refusal) == (None, None)
    named = getattr(understood.request, "seu", None)
    assert (named.name if named else None) == seu


@pytest.mark.parametrize(
    ("where", "said", "intent"),
    [
        ("glassworks", "go back to the previous color crocheter electricity baseline", "restore_baseline"),
        ("glassworks", "how is layer free natural gas doing against its baseline in May", "energy_performance"),
    ],
)
def test_a_doubtful_name_is_asked_about_where_something_is_stored_or_a_sibling_may_be_meant(
    where: str, said: str, intent: str, read: Read
) -> None:
    question = read(said, intent, plant=where).question
    assert question is not None
    assert question.about in {"confirm", "seu"}


def test_a_misspelt_name_is_no_energy_by_its_sound(lexicon: Lexicon) -> None:
    works = plant(
        {"electricity": ("kWh", ("output_tons",)), "compressed_air": ("Nm³", ("output_tons",))},
        [("Compressor Room", "electricity"), ("Press 3", "compressed_air")],
    )
    understood = reading.read(
        "train the compresor room on output tons, 2025", "train_baseline", Situation(works, lexicon, TODAY)
    )
    assert isinstance(understood.request, TrainBaseline)
    assert (understood.refusal, understood.request.energy_source) == (None, "electricity")
