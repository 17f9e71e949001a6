"""What one can ask about baselines, by voice: matched by Padatious, answered from the plant's rows, told and spoken."""

from __future__ import annotations

import pytest

COMPRESSOR = "Train baseline for electricity Compressor-1 using production count and outdoor temperature for year 2024"
BOILER = "Train baseline for natural gas Boiler-1 using outdoor temperature and heating degree days for year 2024"


def said(answer) -> list[str]:
    """What was spoken, without the acknowledgement that a busy machine makes necessary."""
    return [sentence for sentence in answer.spoken if not sentence.startswith("One moment")]


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("describe the baseline of electricity Compressor-1", "describe_baseline"),
        ("how good is the baseline for electricity compressor one", "describe_baseline"),
        (
            "what is the expected energy consumption of electricity Compressor-1 at 500 units and 22 degrees",
            "predict_energy",
        ),
        (
            "compare the drivers production count against outdoor temperature for electricity Compressor-1",
            "compare_drivers",
        ),
        ("retrain all baselines for 2025", "retrain_all"),
        ("roll back to the previous baseline of electricity Compressor-1", "restore_baseline"),
        ("compare the current and previous baseline of electricity Compressor-1", "compare_baselines"),
        ("which data is real for electricity Compressor-1", "data_sources"),
        ("are we over the baseline for electricity Compressor-1 in march 2025", "energy_performance"),
    ],
)
def test_padatious_takes_the_sentence(matched_by, utterance, intent):
    matcher, matched = matched_by(utterance)
    assert "padatious" in matcher
    assert matched.endswith(f":{intent}")


def test_what_no_template_says_is_taken_all_the_same(say):
    assert say("what changed in the baseline of electricity Compressor-1").intent == "compare_baselines"


def test_a_baseline_is_trained_described_and_changed_in_one_conversation(say):
    trained = say(COMPRESSOR)
    assert trained.result["ok"], trained.result
    details = say("give me the details")
    assert details.intent == "describe_baseline"
    assert details.result["fingerprint"] == trained.result["fingerprint"]
    assert any(sentence.startswith("It meets all of the SEP rules") for sentence in said(details))
    assert say("what was the R-squared").result["r_squared"] == trained.result["r_squared"]
    again = say("for 2025 instead")
    assert (again.intent, again.result["start"], again.result["drivers"]) == (
        "train_baseline",
        "2025-01-01",
        ["production_count", "outdoor_temp_c"],
    )
    repeated = say("repeat that")
    assert said(repeated) == said(again)
    assert repeated.result == {**again.result, "repeated": True}


def test_overlapping_drivers_are_trained_and_a_plain_yes_takes_the_better_set(say):
    trained = say(BOILER)
    assert trained.result["ok"], trained.result
    assert "overlapping_drivers" in trained.result["warnings"]
    assert said(trained)[-1] == "Use that instead?"
    assert (
        "overlap, so each coefficient alone means little; with heating degree days alone, R-squared is 0.9"
        in said(trained)[-2]
    )
    better = say("yes")
    assert (better.intent, better.result["drivers"]) == ("train_baseline", ["heating_degree_days"])


def test_no_leaves_the_baseline_as_it_is(say):
    say(BOILER)
    answer = say("no")
    assert (answer.result["code"], list(answer.spoken)) == ("declined", ["Okay, everything stays as it is."])


def test_what_has_no_unique_answer_is_refused_and_the_way_out_taken_by_yes(say):
    refused = say(
        "train baseline for natural gas Boiler-1 using outdoor temperature, heating degree days and cooling degree days"
        " for 2024"
    )
    assert (refused.result["ok"], refused.result["code"]) == (False, "collinear_drivers")
    better = say("yes please")
    assert better.result["ok"], better.result
    assert set(better.result["drivers"]) < {"outdoor_temp_c", "heating_degree_days", "cooling_degree_days"}


def test_a_clearly_worse_baseline_is_confirmed_first(say):
    assert say(COMPRESSOR).result["ok"]
    asked = say("train baseline for electricity Compressor-1 using wind speed for 2024")
    assert (asked.result["code"], asked.result["about"], asked.result["reason"]) == (
        "question",
        "confirm",
        "worse_baseline",
    )
    assert say("no").result["code"] == "declined"
    described = say("describe the baseline of electricity Compressor-1")
    assert described.result["drivers"] == ["production_count", "outdoor_temp_c"]


def test_the_best_drivers_are_chosen_and_what_was_tried_is_told(say):
    answer = say("train baseline for electricity Conveyor-A and pick the best drivers for 2024")
    assert answer.result["ok"], answer.result
    assert "production_count" in answer.result["drivers"]
    assert answer.result["choice"]["sets_tried"] > 100
    assert " combinations I chose " in " ".join(said(answer))


def test_expected_energy_asks_for_what_was_not_said_and_keeps_what_was(say):
    assert say(COMPRESSOR).result["ok"]
    asked = say("what is the expected energy consumption of electricity Compressor-1 at 22 degrees")
    assert (asked.result["about"], asked.result["choices"]) == ("features", ["production_count"])
    answer = say("12000 units")
    assert answer.result["ok"], answer.result
    assert answer.result["conditions"] == {"production_count": 12000.0, "outdoor_temp_c": 22.0}
    assert answer.result["low"] < answer.result["energy"] < answer.result["high"]
    far = say("what is the expected energy consumption of electricity Compressor-1 at 900000 units and 22 degrees")
    assert far.result["warnings"] == ["outside_trained_range"]
    assert "so take that with care" in said(far)[-1]


def test_drivers_are_compared_and_the_better_set_is_offered(say):
    sets = "production count against production count and outdoor temperature"
    answer = say(f"compare {sets} for electricity Compressor-1 for 2024")
    assert answer.intent == "compare_drivers"
    small, large = answer.result["sets"]
    assert large["adj_r_squared"] > small["adj_r_squared"]
    assert answer.result["preferred"] == ["production_count", "outdoor_temp_c"]
    assert "percentage points off the error" in said(answer)[1]
    assert say("yes").result["drivers"] == ["production_count", "outdoor_temp_c"]


def test_an_seu_that_was_misnamed_is_corrected_with_one_word(say):
    refused = say("train baseline for electricity Compresser-7 using production count for 2024")
    assert refused.result["code"] == "unknown_seu"
    answer = say("no, Compressor-EU-1")
    assert (answer.result["ok"], answer.request["seu"]) == (True, "Compressor-EU-1")


def test_going_back_and_what_changed(say):
    say("train baseline for electricity Conveyor-A using production count for 2024")
    say("train baseline for electricity Conveyor-A using production count for 2025")
    changed = say("what changed in the baseline of electricity Conveyor-A")
    assert "2025 instead of 2024" in said(changed)[0]
    back = say("go back to the previous baseline of electricity Conveyor-A")
    assert (back.result["ok"], back.result["start"]) == (True, "2024-01-01")


def test_what_is_real_is_told_by_source(say):
    answer = say("which data is real for electricity Compressor-1")
    assert [extent["real"] for extent in answer.result["extents"]] == [True, False]
    assert "one every hour" in said(answer)[0]
    assert "backfill" in said(answer)[1].lower()


def test_a_period_against_the_baseline(say):
    assert say(COMPRESSOR).result["ok"]
    answer = say("are we over the baseline for electricity Compressor-1 in march 2025")
    assert answer.result["ok"], answer.result
    assert (answer.result["start"], answer.result["end"], answer.result["n_days"]) == ("2025-03-01", "2025-04-01", 31)
    assert answer.result["difference"] == pytest.approx(answer.result["actual"] - answer.result["expected"])


def test_all_baselines_are_trained_anew_for_one_period(say):
    assert say(COMPRESSOR).result["ok"]
    answer = say("retrain all baselines for 2025")
    assert answer.intent == "retrain_all"
    retrained = {(each["seu"], each["energy_source"]): each for each in answer.result["trained"]}
    assert retrained["Compressor-1", "electricity"]["drivers"] == ["production_count", "outdoor_temp_c"]
    assert all(each["start"] == "2025-01-01" for each in answer.result["trained"])


def test_a_sentence_that_the_fallback_took_can_be_answered_too(say, matched_by):
    utterance = "could somebody perhaps get a new baseline going for electricity compressor 1 with production count"
    assert "fallback" in matched_by(utterance)[0]
    question = say(utterance)
    assert (question.result["code"], question.result["about"]) == ("question", "period")
    assert say("for 2024").result["ok"]
