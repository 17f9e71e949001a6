"""Questions about consumption, drift and the whole plant, read and gated; other people's sentences left alone."""

from __future__ import annotations

from datetime import date

import pytest
from plants import PLANTS
from talking import Read

from skill_enms.requests import EnergyDrift, EnergyUse, IgnorePeriod, Period, PlantPerformance, SwitchDailyCheck
from skill_enms.understand import reading
from skill_enms.understand.words.lexicon import Lexicon

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("said", "seu", "source", "period", "about"),
    [
        ("how much gas did Boiler-1 use in March 2025", "Boiler-1", "natural_gas", MARCH, "total"),
        ("how much electricity did the plant use in March 2025", None, "electricity", MARCH, "total"),
        ("how much energy did we use in March 2025", None, None, MARCH, "total"),
        (
            "what did the electricity of compressor one cost in March 2025",
            "Compressor-1",
            "electricity",
            MARCH,
            "cost",
        ),
        ("what did compressed air cost us in March 2025", None, "compressed_air", MARCH, "cost"),
        ("how much did we spend on gas in March 2025", None, "natural_gas", MARCH, "cost"),
        ("how much CO2 did the plant emit in 2025", None, None, YEAR, "carbon"),
        ("how much CO2 did boiler 1 emit with its steam in 2025", "Boiler-1", "steam", YEAR, "carbon"),
        ("what was the energy bill for March 2025", None, None, MARCH, "cost"),
        ("which machine cost the most in March 2025", None, None, MARCH, "ranking"),
        ("what was the peak of compressor one electricity in 2025", "Compressor-1", "electricity", YEAR, "peak"),
        ("when did boiler 1 use the most steam in 2025", "Boiler-1", "steam", YEAR, "peak"),
        ("which machines used the most electricity in 2025", None, "electricity", YEAR, "ranking"),
        ("who are the top electricity consumers in 2025", None, "electricity", YEAR, "ranking"),
    ],
)
def test_a_consumption_is_asked_for(said, seu, source, period, about, read: Read, lexicon: Lexicon) -> None:
    understood = read(said, EnergyUse.intent)
    request = understood.request
    assert isinstance(request, EnergyUse) and understood.refusal is None and understood.question is None
    assert (request.seu.name if request.seu else None, request.energy_source) == (seu, source)
    assert (request.period, request.about) == (period, about)
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == EnergyUse.intent


@pytest.mark.parametrize(
    ("said", "first", "second", "source", "periods"),
    [
        (
            "compare Compressor-1 with Compressor-EU-1 in March 2025",
            "Compressor-1",
            "Compressor-EU-1",
            "electricity",
            1,
        ),
        (
            "compare compressor eu one to compressor one in March 2025",
            "Compressor-EU-1",
            "Compressor-1",
            "electricity",
            1,
        ),
        (
            "which used more in March 2025 Conveyor-A or Conveyor-B electricity",
            "Conveyor-A",
            "Conveyor-B",
            "electricity",
            1,
        ),
        ("did Boiler-1 use more gas in March 2025 than in February 2025", "Boiler-1", None, "natural_gas", 2),
        ("compare Conveyor-A in March 2025 with February 2025", "Conveyor-A", None, "electricity", 2),
        ("did we use more electricity in March 2025 than in February 2025", None, None, "electricity", 2),
        ("did the plant use more energy in March 2025 than in February 2025", None, None, None, 2),
        ("how much steam did Boiler-1 use in March 2025 compared to the month before", "Boiler-1", None, "steam", 2),
    ],
)
def test_two_machines_or_two_periods_are_compared(
    said, first, second, source, periods, read: Read, lexicon: Lexicon
) -> None:
    understood = read(said, EnergyUse.intent)
    request = understood.request
    assert isinstance(request, EnergyUse) and understood.refusal is None and understood.question is None
    assert request.about == "comparison" and request.period == MARCH and request.energy_source == source
    assert (request.seu and request.seu.name, request.against and request.against.name) == (first, second)
    february = Period(date(2025, 2, 1), date(2025, 3, 1))
    assert request.against_period == (february if periods == 2 else None)
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == EnergyUse.intent


@pytest.mark.parametrize("matched", ["compare_drivers", "energy_performance"])
def test_a_comparison_that_a_template_took_for_another_question_is_still_one(matched: str, read: Read) -> None:
    request = read("compare Compressor-1 with Compressor-EU-1 in March 2025", matched).request
    assert isinstance(request, EnergyUse) and request.about == "comparison"


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("compare February 2025 and March 2025 for Conveyor-A", date(2025, 2, 1), MARCH.start),
        ("compare Conveyor-A in January and March 2025", date(2025, 1, 1), MARCH.start),
        ("what is the difference between February and March 2025 for Conveyor-A", date(2025, 2, 1), MARCH.start),
        ("Conveyor-A electricity 2024 versus 2025", date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_two_periods_in_a_list_are_set_side_by_side(said: str, first: date, second: date, read: Read, lexicon) -> None:
    request = read(said, EnergyUse.intent).request
    assert isinstance(request, EnergyUse) and request.about == "comparison" and request.against is None
    assert request.period is not None and request.against_period is not None
    assert (request.period.start, request.against_period.start) == (first, second)
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == EnergyUse.intent


def test_a_list_of_periods_stays_one_where_nothing_is_set_side_by_side(read: Read) -> None:
    request = read("how much more power does Conveyor-A use in February and March 2025", EnergyUse.intent).request
    assert isinstance(request, EnergyUse) and request.about == "total"
    assert request.period == Period(date(2025, 2, 1), date(2025, 4, 1))


def test_the_week_before_has_as_many_days(read: Read) -> None:
    request = read("compare Conveyor-A from March 10 to March 16 2025 with the week before", EnergyUse.intent).request
    assert isinstance(request, EnergyUse)
    assert request.period == Period(date(2025, 3, 10), date(2025, 3, 17))
    assert request.against_period == Period(date(2025, 3, 3), date(2025, 3, 10))


def test_a_comparison_asks_for_its_period(talk) -> None:
    first, second = talk("compare Conveyor-A with Conveyor-B", "March 2025", intent=EnergyUse.intent)
    assert first.question.about == "period"
    assert (second.request.seu.name, second.request.against.name) == ("Conveyor-A", "Conveyor-B")
    assert second.request.period == MARCH and second.question is None


def test_an_unknown_machine_is_no_plant(read: Read) -> None:
    understood = read("how much electricity did boiler 7 use in March 2025", EnergyUse.intent)
    assert understood.refusal is not None and understood.refusal.code == "unknown_seu"


def test_a_peak_is_somebodys_and_a_period_is_needed(read: Read) -> None:
    somebody = read("what was the peak in March 2025", EnergyUse.intent).question
    assert somebody is not None and somebody.about == "seu"
    when = read("how much electricity did compressor one use", EnergyUse.intent).question
    assert when is not None and when.about == "period"


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("which machine drifted most in 2025", None),
        ("how did the plant do in 2025", None),
        ("how did the factory perform in 2025", None),
        ("has anything drifted in 2025", None),
        ("how was the energy performance of the whole plant in 2025", None),
        ("how did the plant do against its electricity baselines in 2025", "electricity"),
    ],
)
def test_the_whole_plant_is_asked_about(said: str, source: str | None, read: Read) -> None:
    understood = read(said, PlantPerformance.intent)
    assert understood.request == PlantPerformance(source, YEAR, ranking="most" in said or "anything" in said)
    assert understood.refusal is None and understood.question is None


def test_a_plant_that_does_something_in_a_period_is_ours(lexicon: Lexicon) -> None:
    said = "how did the plant do in the second quarter of 2025"
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == PlantPerformance.intent


def test_a_drift_needs_no_period(read: Read, lexicon: Lexicon) -> None:
    understood = read("has conveyor a drifted", EnergyDrift.intent)
    assert isinstance(understood.request, EnergyDrift) and understood.request.seu is not None
    assert understood.request.period is None and understood.question is None
    assert reading.concerns_us("has conveyor a drifted", PLANTS["demo"], lexicon) == EnergyDrift.intent


@pytest.mark.parametrize(
    ("said", "on", "seu", "source"),
    [
        ("turn on the daily drift check", True, None, None),
        ("switch off the drift warnings", False, None, None),
        ("warn me when a machine drifts", True, None, None),
        ("check the baselines every morning", True, None, None),
        ("no more drift alarms for compressor one", False, "Compressor-1", None),
        ("stop warning me about boiler 1 steam", False, "Boiler-1", "steam"),
        ("warn me about conveyor a again", True, "Conveyor-A", None),
    ],
)
def test_the_daily_check_is_switched(said, on, seu, source, read: Read, lexicon: Lexicon) -> None:
    understood = read(said, SwitchDailyCheck.intent)
    request = understood.request
    assert isinstance(request, SwitchDailyCheck) and understood.refusal is None and understood.question is None
    assert (request.on, request.seu and request.seu.name, request.energy_source) == (on, seu, source)
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == SwitchDailyCheck.intent


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ignore August 1 to 15 2025 for conveyor a because of a shutdown", "shutdown"),
        ("ignore August 1 to 15 2025 for conveyor a, shutdown", "shutdown"),
        ("leave out August 1 to 15 2025 for conveyor a due to the rebuilding of line two", "rebuilding of line two"),
        ("exclude August 1 to 15 2025 for conveyor a", ""),
    ],
)
def test_days_are_ignored_with_their_reason(said: str, why: str, read: Read) -> None:
    understood = read(said, IgnorePeriod.intent)
    request = understood.request
    assert isinstance(request, IgnorePeriod) and request.seu is not None
    assert request.period == Period(date(2025, 8, 1), date(2025, 8, 16))
    assert request.why == why


@pytest.mark.parametrize(
    ("said", "everywhere", "why"),
    [
        ("ignore August 1 to 15 2025 for the whole plant, shutdown", True, "shutdown"),
        ("ignore August 1 to 15 2025 for the whole plant because of the summer break", True, "summer break"),
        ("ignore August 1 to 15 2025 because of repairs at the plant", False, "repairs at the plant"),
        ("ignore August 1 to 15 2025, shutdown", False, "shutdown"),
        ("exclude August 1 to 15 2025 across the factory", True, ""),
        ("do not count August 1 to 15 2025 for all machines because of the power cut", True, "power cut"),
        ("ignore August 1 to 15 2025 for the whole site because of the power cut", True, "power cut"),
    ],
)
def test_days_of_the_whole_plant_are_ignored_only_where_it_was_named(said, everywhere, why, read, lexicon) -> None:
    understood = read(said, IgnorePeriod.intent)
    assert (understood.request.everywhere, understood.request.why, understood.request.seu) == (everywhere, why, None)
    assert (understood.question is None) == everywhere
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == IgnorePeriod.intent


def test_a_name_that_ends_in_a_word_for_the_plant_is_not_all_of_it(read) -> None:
    understood = read("do not use 2025 of Packing Plant", IgnorePeriod.intent)
    assert not understood.request.everywhere
    assert understood.refusal is not None
    assert understood.refusal.code == "unknown_seu"


@pytest.mark.parametrize(
    "said",
    [
        "how much backfilled data do we have for the first 100 days of 2024",
        "compared with baseline how much for all machines in 2025",
    ],
)
def test_a_matcher_that_is_wrong_has_nothing_ignored_in_the_whole_plant(said: str, read: Read) -> None:
    understood = read(said, IgnorePeriod.intent)
    assert understood.question is not None or understood.refusal is not None


@pytest.mark.parametrize(
    "said",
    [
        ("what was the peak of Conveyor-A in March 2025", "compare Conveyor-A with Conveyor-B in March 2025"),
        ("compare Conveyor-A with Conveyor-B in May 2025", "compare February 2025 and March 2025 for Conveyor-A"),
    ],
)
def test_a_comparison_follows_on_nothing(said: tuple[str, str], talk) -> None:
    assert talk(*said, intent=EnergyUse.intent)[1] is None


def test_whose_days_is_asked_and_the_reason_kept(talk) -> None:
    first, second = talk("ignore August 1 to 15 2025, shutdown", "conveyor a", intent=IgnorePeriod.intent)
    assert first.question.about == "seu"
    assert (second.request.seu.name, second.request.why) == ("Conveyor-A", "shutdown")


@pytest.mark.parametrize(
    "said",
    [
        "how much did the tickets cost",
        "how did the plant on my window do",
        "how did the plant in my window do in March 2025",
        "stop warning me about the weather",
        "turn off the daily news",
        "check my mail every morning",
        "compare the weather in March with the weather in May",
        "did we win more games this month than last month",
        "how much did we pay for lunch in March",
        "ignore that",
        "who used the most milk this week",
        "what was the highest temperature yesterday",
        "how much did we spend in March",
    ],
)
def test_other_peoples_sentences_are_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None


@pytest.mark.parametrize("machine", ["swimming pool heater", "laundry dryer"])
def test_a_strange_machine_of_a_known_kind_is_unknown(machine: str, read: Read, lexicon: Lexicon) -> None:
    said = f"how much did the {machine} use last month"
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) == EnergyUse.intent
    refusal = read(said, EnergyUse.intent).refusal
    assert refusal is not None
    assert (refusal.code, refusal.data["said"]) == ("unknown_seu", machine)


@pytest.mark.parametrize(
    "said", ["how much milk did the mixer use last month", "how much did the heater in my flat use last month"]
)
def test_what_a_machine_of_others_uses_is_left_alone(said: str, lexicon: Lexicon) -> None:
    assert reading.concerns_us(said, PLANTS["demo"], lexicon) is None
