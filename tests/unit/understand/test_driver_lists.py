"""Which words name drivers: whole features before machines and energies, lists after "on", none lost in silence."""

from __future__ import annotations

from datetime import date

import pytest
from plants import plant
from talking import TODAY, Read, train

from skill_enms.requests import Period, TrainBaseline, Understood
from skill_enms.understand import reading
from skill_enms.understand.drivers.features import FeatureIndex
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

MILL = plant(
    {
        "electricity": ("kWh", ("fabric_meters", "outdoor_temp_c", "batch_count", "downtime_minutes")),
        "thermal_oil": ("GJ", ("fabric_meters", "oil_temp_c", "outdoor_temp_c")),
        "process_water": ("m³", ("fabric_meters", "electricity_kwh")),
        "heat": ("MWh", ("digester_temp_c", "outdoor_temp_c", "moisture_in_pct", "moisture_out_pct")),
    },
    [
        ("Loom", "electricity"),
        ("Stenter-2", "thermal_oil"),
        ("Stenter-2", "electricity"),
        ("Dye House", "process_water"),
        ("Digester", "heat"),
        ("Tower CT-2", "electricity"),
    ],
)


def trained(said: str, lexicon: Lexicon) -> tuple[TrainBaseline, Understood]:
    understood = reading.read(said, TrainBaseline.intent, Situation(MILL, lexicon, TODAY))
    assert isinstance(understood.request, TrainBaseline)
    return understood.request, understood


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("train the loom on fabric meters and outside temperature for 2025", ("fabric_meters", "outdoor_temp_c")),
        ("fit the loom against batches for 2025", ("batch_count",)),
        ("train the loom for 2025 with batch count, you can skip the other drivers", ("batch_count",)),
        ("train the loom for 2025 with batch count, leave the outdoor temperature out", ("batch_count",)),
        ("train the loom with down time for 2025", ("downtime_minutes",)),
        ("train thermal oil for stenter two with oil temp for 2025", ("oil_temp_c",)),
        ("train the digester heat baseline with digester temperature for 2025", ("digester_temp_c",)),
        ("train the digestor with digester temp for 2025", ("digester_temp_c",)),
        ("train the digester using moisture in for 2024", ("moisture_in_pct",)),
        (
            "loom electricity, fabric meters, outside temperature with down time for 2025",
            ("fabric_meters", "outdoor_temp_c", "downtime_minutes"),
        ),
        (
            "dye house process water: electricity, fabric meters, 2025",
            ("electricity_kwh", "fabric_meters"),
        ),
        ("the loom on fabric meters in meters and batch throughput for 2025", ("fabric_meters", "batch_count")),
        ("tower ct two, fabric meters in metres and outside temperature, 2025", ("fabric_meters", "outdoor_temp_c")),
        ("the loom, batches in pieces with fabric meters for 2025", ("batch_count", "fabric_meters")),
        ("train the dye house on electricity and fabric meters for 2025", ("electricity_kwh", "fabric_meters")),
        ("train process water of the dye house on electricity for 2025", ("electricity_kwh",)),
        (
            "train process water of the dye house, drivers electricity and fabric meters, 2025",
            ("electricity_kwh", "fabric_meters"),
        ),
        (
            "use fabric meters and batches and build the electricity baseline of the loom for 2025",
            ("fabric_meters", "batch_count"),
        ),
        (
            "with fabric meters and electricity the process water baseline of the dye house for 2025",
            ("fabric_meters", "electricity_kwh"),
        ),
        (
            "train the loom on down time in minutes and outdoor temperature in degrees for 2025",
            ("downtime_minutes", "outdoor_temp_c"),
        ),
        ("train the digester on outdoor temperature celsius for 2025", ("outdoor_temp_c",)),
    ],
)
def test_drivers_are_found_whatever_words_they_share(said: str, features: tuple[str, ...], lexicon: Lexicon) -> None:
    request, understood = trained(said, lexicon)
    assert understood.refusal is None
    assert understood.question is None
    assert request.features == features


COOLING = plant(
    {
        "electricity": ("kWh", ("i_t_load_kw", "t_out", "covers", "level_m", "air_changes", "rh_pct", "racks_in_use")),
        "water": ("m³", ("wet_bulb", "outdoor_temp_c", "level_m", "electricity_kwh", "hdd_15")),
        "compressed_air": ("Nm³", ("level_m",)),
    },
    [("Hall 1", "electricity"), ("Adiabatic Cooler", "water"), ("Pool & Spa", "electricity")],
)


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("hall one with I T load and outside temperature for 2025", ("i_t_load_kw", "t_out")),
        ("hall one on the weather for 2025", ("t_out",)),
        ("hall one from covers for september", ("covers",)),
        ("hall one with air changes and level for 2025", ("air_changes", "level_m")),
        ("hall one with outside temperature humidity and level for 2025", ("t_out", "rh_pct", "level_m")),
        ("the adiabatic cooler with wet bulb temperature for 2025", ("wet_bulb",)),
        ("hall one from racks in use and level for 2025", ("racks_in_use", "level_m")),
        ("hall one with covers level racks in use for 2025", ("covers", "level_m", "racks_in_use")),
        ("hall one with covers when you get a chance, 2025", ("covers",)),
        ("water of the adiabatic cooler to electricity and level for 2025", ("electricity_kwh", "level_m")),
        ("the adiabatic cooler with degree days 15 in 2025", ("hdd_15",)),
        ("a baseline of the adiabatic cooler out of electricity and level for 2025", ("electricity_kwh", "level_m")),
    ],
)
def test_short_and_ordinary_names_of_drivers_are_names(said: str, features: tuple[str, ...], lexicon: Lexicon) -> None:
    understood = reading.read(f"train {said}", TrainBaseline.intent, Situation(COOLING, lexicon, TODAY))
    assert understood.refusal is None
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == features


def test_a_sign_in_a_name_is_said_or_left_out(lexicon: Lexicon) -> None:
    for said in ("pool and spa", "pool plus spa", "pool spa", "pool & spa"):
        understood = reading.read(
            f"train {said} with covers for 2025", TrainBaseline.intent, Situation(COOLING, lexicon, TODAY)
        )
        assert understood.question is None
        assert isinstance(understood.request, TrainBaseline)
        assert understood.request.seu is not None
        assert understood.request.seu.name == "Pool & Spa"


@pytest.mark.parametrize("said", ["loom on fabric meters and operator mood", "loom on operator mood"])
def test_an_unknown_driver_after_on_is_told(said: str, lexicon: Lexicon) -> None:
    _, understood = trained(f"train the {said} for 2025", lexicon)
    assert understood.refusal is not None
    assert understood.refusal.code == "unknown_feature"
    assert understood.refusal.data["said"] == "operator mood"


def test_half_a_name_that_two_features_share_is_asked_about(lexicon: Lexicon) -> None:
    _, understood = trained("train the digester on moisture for 2025", lexicon)
    assert understood.question is not None
    assert understood.question.choices == ("moisture_in_pct", "moisture_out_pct")


def test_a_part_of_a_name_that_ends_in_a_number_names_the_machine(lexicon: Lexicon) -> None:
    request, _ = trained("fit c t two with outdoor temperature for 2025", lexicon)
    assert request.seu is not None
    assert request.seu.name == "Tower CT-2"


@pytest.mark.parametrize("when", ["since the last audit", "during the rainy season", "between new year and easter"])
def test_a_period_nobody_understands_is_asked_about_not_taken_for_a_driver(when: str, lexicon: Lexicon) -> None:
    request, understood = trained(f"train the loom with fabric meters {when}", lexicon)
    assert request.features == ("fabric_meters",)
    assert understood.question is not None
    assert understood.question.reason is not None
    assert (understood.question.about, understood.question.reason.code) == ("period", "period_not_understood")


def test_the_remains_of_a_misheard_date_are_asked_about(lexicon: Lexicon) -> None:
    _, understood = trained("train the loom with fabric meters from 0 to 5, 0 to 01, to 2025", lexicon)
    assert understood.question is not None
    assert understood.question.about == "period"


def test_a_hint_before_a_range_of_months_does_no_harm(lexicon: Lexicon) -> None:
    said = "train the loom with fabric meters on the winter months november 2025 to february 2026"
    request, understood = trained(said, lexicon)
    assert understood.question is None
    assert request.period is not None
    assert (request.period.start.isoformat(), request.period.end.isoformat()) == ("2025-11-01", "2026-03-01")


@pytest.mark.parametrize(
    ("said", "feature"),
    [("fabrick, meeters", "fabric_meters"), ("patch, cowned", "batch_count")],
)
def test_a_name_that_a_recogniser_cut_or_misspelt_is_put_together(said: str, feature: str, lexicon: Lexicon) -> None:
    request, understood = trained(f"train the loom with outdoor temperature and {said} for 2025", lexicon)
    assert understood.refusal is None
    asked = understood.question.choices if understood.question is not None else ()
    assert feature in (*(request.features or ()), *asked)


def test_a_driver_that_was_said_in_full_is_never_a_part_of_an_unknown_one(lexicon: Lexicon) -> None:
    _, understood = trained("train the loom with operator mood and outdoor temperature for 2025", lexicon)
    assert understood.refusal is not None
    assert understood.refusal.data["said"] == "operator mood"


def test_of_two_words_that_are_as_near_it_is_the_same_one_each_time(lexicon: Lexicon) -> None:
    works = plant({"electricity": ("kWh", ("bolts_count", "belts_count"))}, [("Press", "electricity")])
    assert FeatureIndex(works, lexicon).spelling.mend(("balts",)) == (("belt",), True)


@pytest.mark.parametrize(
    "said",
    [
        "train the loom electricity baseline, outdoor temperature in wubble, 2025",
        "could you fit electricity of the loom to outdoor temperature, batches, fnords in 2025",
        "train the loom electricity, batches plus fnords outdoor temperature, 2025",
    ],
)
def test_words_among_the_drivers_that_nothing_explains_are_not_dropped_in_silence(said: str, lexicon: Lexicon) -> None:
    _, understood = trained(said, lexicon)
    assert understood.refusal is not None or understood.question is not None


@pytest.mark.parametrize(
    "said",
    [
        "train the loom electricity, outdoor temperature and batches, 2025, whenever it suits you",
        "honestly, fit the loom against batches for 2025 before lunch",
    ],
)
def test_words_elsewhere_are_no_lost_drivers(said: str, lexicon: Lexicon) -> None:
    assert trained(said, lexicon)[1].question is None


def test_a_misheard_machine_before_a_list_of_drivers_is_no_driver(lexicon: Lexicon) -> None:
    request, understood = trained("train thermal oil for stentor two, oil temp and outdoor temperature, 2025", lexicon)
    assert understood.refusal is None
    assert request.seu is not None
    assert (request.seu.name, request.features) == ("Stenter-2", ("oil_temp_c", "outdoor_temp_c"))


def test_an_unknown_word_before_a_part_of_a_name_is_one_driver_with_it(read: Read) -> None:
    understood = read("train deep freeze 4 using gate openings and humidity for 2025", plant="logistics")
    assert understood.refusal is not None
    assert (understood.refusal.code, understood.refusal.data["said"]) == ("unknown_feature", "gate openings")
    assert train(understood).features == ("humidity",)


OFFICE = plant(
    {
        "electricity": ("kWh", ("hits_total", "print_results", "working_days", "visitors_received", "room_area_m2")),
        "heat": ("MWh", ("room_area_m2",)),
    },
    [("Server Room", "electricity"), ("Archive", "heat")],
)


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("the server room using the number of results for 2025", ("print_results",)),
        ("the server room, days worked and room area, for 2025", ("working_days", "room_area_m2")),
        (
            "the server room again: results, room area, days worked. All of 2025",
            ("print_results", "room_area_m2", "working_days"),
        ),
        (
            "the server room on room area and how many visitors were received for 2025",
            ("room_area_m2", "visitors_received"),
        ),
        ("the server room on room area, and results soon please, for 2025", ("room_area_m2",)),
    ],
)
def test_a_name_of_ordinary_words_is_one_where_drivers_are_listed(
    said: str, features: tuple[str, ...], lexicon: Lexicon
) -> None:
    understood = reading.read(f"train {said}", TrainBaseline.intent, Situation(OFFICE, lexicon, TODAY))
    assert (understood.refusal, understood.question) == (None, None)
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == features


def test_a_part_of_a_name_between_commas_is_a_driver_of_a_baseline(lexicon: Lexicon) -> None:
    request, understood = trained("loom baseline, downtime, all of 2025", lexicon)
    assert (understood.refusal, understood.question) == (None, None)
    assert request.features == ("downtime_minutes",)


def test_a_word_of_a_machines_name_is_no_drivers_short_form(lexicon: Lexicon) -> None:
    hall = plant({"electricity": ("kWh", ("sheets_count", "pressure_bar"))}, [("Trim Press Weber", "electricity")])
    understood = reading.read(
        "weber press baseline, sheets, 2025", TrainBaseline.intent, Situation(hall, lexicon, TODAY)
    )
    assert (understood.refusal, understood.question) == (None, None)
    assert isinstance(understood.request, TrainBaseline)
    assert understood.request.features == ("sheets_count",)


@pytest.mark.parametrize(
    "said",
    [
        "the loom needs a baseline now that we weave nights too; take batches, all of 2025",
        "train the loom with batches even though they moan, for 2025",
        "train the loom as function of batches for 2025",
    ],
)
def test_why_something_is_wanted_names_no_driver(said: str, lexicon: Lexicon) -> None:
    request, understood = trained(said, lexicon)
    assert (understood.refusal, understood.question) == (None, None)
    assert request.features == ("batch_count",)


@pytest.mark.parametrize(
    ("said", "code", "unknown"),
    [
        ("a baseline for the loom on the number of angry birds, 2025", "unknown_feature", "angry birds"),
        ("train the shredder, fabric meters, 2025", "unknown_seu", "shredder"),
    ],
)
def test_what_is_unknown_is_told_for_what_it_was_meant(said: str, code: str, unknown: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, MILL, lexicon) == TrainBaseline.intent
    _, understood = trained(said, lexicon)
    assert understood.refusal is not None
    assert (understood.refusal.code, understood.refusal.data["said"]) == (code, unknown)


def test_the_months_that_are_cold_or_warm_name_no_driver(lexicon: Lexicon) -> None:
    request, understood = trained("train the loom with batches; just the warm months, may to august 2025", lexicon)
    assert (understood.refusal, understood.question) == (None, None)
    assert request.period == Period(date(2025, 5, 1), date(2025, 9, 1))


@pytest.mark.parametrize(
    ("said", "features"),
    [
        ("train the loom: fabric meters & downtime, 2025", ("fabric_meters", "downtime_minutes")),
        (
            "train the loom with batches, and as the second one fabric meters, for 2025",
            ("batch_count", "fabric_meters"),
        ),
        ("a baseline tying the loom's electricity to the number of batches for 2025", ("batch_count",)),
    ],
)
def test_drivers_are_told_apart_by_a_sign_or_their_place(
    said: str, features: tuple[str, ...], lexicon: Lexicon
) -> None:
    request, understood = trained(said, lexicon)
    assert (understood.refusal, understood.question) == (None, None)
    assert request.features == features


@pytest.mark.parametrize(
    ("where", "seu", "said", "meant"),
    [
        ("logistics", "deep freeze 4", "board opening and humidity", "door_openings"),
        ("dairy", "pasteuriser 2", "shipping icicles and wet bulb temperature", "cip_cycles"),
    ],
)
def test_a_driver_that_nobody_has_is_asked_about_as_what_it_sounds_like(
    where: str, seu: str, said: str, meant: str, read: Read
) -> None:
    question = read(f"train {seu} electricity on {said} for 2025", plant=where).question
    assert question is not None
    assert (question.about, question.choices) == ("confirm", (meant,))


@pytest.mark.parametrize("said", ["sunspots", "staff turnover", "moon phase", "belt openings"])
def test_a_driver_that_sounds_like_none_is_unknown(said: str, lexicon: Lexicon) -> None:
    _, understood = trained(f"train the loom on batch count and {said} for 2025", lexicon)
    assert understood.refusal is not None
    assert (understood.refusal.code, understood.refusal.data["said"]) == ("unknown_feature", said)


def test_a_unit_that_a_pause_parts_from_its_driver_is_no_driver(lexicon: Lexicon) -> None:
    request, understood = trained("train the loom on fabric, meters, and batch count for 2025", lexicon)
    assert (understood.refusal, request.features) == (None, ("fabric_meters", "batch_count"))


@pytest.mark.parametrize(
    "said", ["dye house: electricity kwh and fabric meters", "dye house, electricity kwh, fabric meters"]
)
def test_an_energy_that_the_machine_does_not_use_is_a_driver_with_its_unit(said: str, lexicon: Lexicon) -> None:
    request, understood = trained(f"regression for the {said}, 2025", lexicon)
    assert (understood.refusal, understood.question) == (None, None)
    assert request.features == ("electricity_kwh", "fabric_meters")


def test_an_energy_that_the_machine_does_not_use_is_refused_without_one(lexicon: Lexicon) -> None:
    _, understood = trained("train the dye house electricity on fabric meters, 2025", lexicon)
    assert understood.refusal is not None
    assert understood.refusal.code == "seu_without_energy_source"


def test_a_misspelt_machine_of_another_energy_than_its_drivers_is_unknown(lexicon: Lexicon) -> None:
    _, known = trained("train the ingester on moisture in, 2025", lexicon)
    assert known.refusal is None
    _, unknown = trained("train the ingester on batch count and downtime minutes, 2025", lexicon)
    assert unknown.refusal is not None
    assert unknown.refusal.code == "unknown_seu"
