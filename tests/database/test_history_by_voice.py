"""Trainings follow one another: what is kept, brought back, compared, trained anew, and replaced only after a yes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from sessions import Talk
from spoken_plant import SpokenPlant, noise, production, seasons

from skill_enms import service
from skill_enms.plant import baselines
from skill_enms.requests import Author, Period, RetrainAll
from skill_enms.service import retraining

DAYS = 366 + 365
COUNT = "train baseline for electricity Press-1 using production count for 2024"
BOTH = "train baseline for electricity Press-1 using production count and outdoor temperature for 2024"


@pytest.fixture
def works(plant_url: str) -> Iterator[SpokenPlant]:
    """Press-1 and Press-2 have two years of readings, Press-3 only the first."""
    made = SpokenPlant(plant_url)
    count, temperature = production(DAYS), seasons(DAYS)
    for place, name in enumerate(("Press-1", "Press-2", "Press-3")):
        energy = 200 + 0.04 * count + 5 * temperature + noise(DAYS, 10, seed=place)
        n = 366 if name == "Press-3" else DAYS
        machine = made.machine(name, "electricity")
        made.write(
            machine,
            {"energy_kwh": energy[:n], "production_count": count[:n], "outdoor_temp_c": temperature[:n]},
        )
    yield made
    made.close()


def train(talk: Talk, utterance: str) -> dict:
    talk.ask(utterance, "train_baseline")
    assert talk.result["ok"], talk.result
    return talk.result


def rows(works: SpokenPlant) -> list[tuple]:
    return works.rows.execute("SELECT seu, version, active, drivers FROM enms.baselines ORDER BY seu, version")


def test_a_baseline_is_described_as_it_was_stored(works):
    talk = works.talk()
    stored = train(talk, BOTH)
    said = " ".join(talk.say("give me the details"))
    described = talk.result
    assert {
        key: described[key] for key in ("coefficients", "intercept", "fingerprint", "version", "library_versions")
    } == {key: stored[key] for key in ("coefficients", "intercept", "fingerprint", "version", "library_versions")}
    assert described["drivers_by_effect"] == ["production_count", "outdoor_temp_c"]
    assert "Production count has the strongest effect, followed by outdoor temperature." in said
    assert "It meets all of the SEP rules." in said
    assert "It was trained on all 366 days of 2024." in said
    assert "Its readings are 100 percent meter." in said
    assert "It is version 1, trained on " in said
    assert said.endswith("from office.")


def test_what_has_no_baseline_cannot_be_described_brought_back_or_compared(works):
    talk = works.talk()
    for utterance, intent in (
        ("describe the baseline of Press-2", "describe_baseline"),
        ("go back to the previous baseline of Press-2", "restore_baseline"),
        ("what changed in the baseline of Press-2", "compare_baselines"),
        ("expected energy for Press-2 at 500 units", "predict_energy"),
        ("how did Press-2 perform against its baseline in 2025", "energy_performance"),
    ):
        said = talk.ask(utterance, intent)
        assert talk.result["code"] == "no_baseline"
        assert said == ["Press-2 electricity has no baseline yet. Train one first."]


def test_going_back_makes_the_version_before_the_active_one_and_forgets_nothing(works):
    talk = works.talk()
    first, second = train(talk, COUNT), train(talk, BOTH)
    said = talk.ask("go back to the previous baseline of Press-1", "restore_baseline")
    assert (talk.result["id"], talk.result["replaced"]["baseline"]["id"]) == (first["id"], second["id"])
    assert said == [
        f"Press-1 electricity is back to baseline version 1, trained on 2024 with production count. "
        f"R-squared {first['r_squared']:.2f}.",
        "Version 2 stays in the history.",
    ]
    assert [(version, active) for _, version, active, _ in rows(works)] == [(1, True), (2, False)]
    talk.ask("go back to the previous baseline of Press-1", "restore_baseline")
    assert talk.result["code"] == "no_previous_baseline"


def test_what_changed_since_the_last_one(works):
    talk = works.talk()
    train(talk, COUNT)
    train(talk, BOTH.replace("2024", "2025"))
    said = talk.ask("what changed in the baseline of Press-1", "compare_baselines")
    assert said[0] == (
        "Version 2 of the Press-1 electricity baseline was trained on 2025 instead of 2024, "
        "with production count and outdoor temperature instead of production count."
    )
    assert said[1].startswith("R-squared is ")
    assert talk.result["before"]["version"] == 1


def test_after_going_back_what_changed_is_told_from_the_version_that_was_left(works):
    talk = works.talk()
    train(talk, COUNT)
    train(talk, BOTH)
    talk.ask("go back to the previous baseline of Press-1", "restore_baseline")
    said = talk.ask("what changed in the baseline of Press-1", "compare_baselines")
    assert (talk.result["version"], talk.result["before"]["version"]) == (1, 2)
    assert said[0] == (
        "Version 1 of the Press-1 electricity baseline was trained on 2024 as before, "
        "with production count instead of production count and outdoor temperature."
    )


def test_in_conversation_the_baseline_that_was_talked_about_is_meant(works):
    talk = works.talk()
    first = train(talk, COUNT)
    train(talk, BOTH)
    assert talk.say("what changed since the last one")[0].startswith("Version 2 of the Press-1 electricity baseline ")
    talk.say("go back to the previous baseline")
    assert (talk.result["intent"], talk.result["id"]) == ("restore_baseline", first["id"])


def test_a_clearly_worse_baseline_replaces_a_better_one_only_after_yes(works):
    talk = works.talk()
    train(talk, BOTH)
    talk.ask("train baseline for electricity Press-1 using weekend for 2024", "train_baseline")
    assert (talk.result["about"], talk.result["reason"]) == ("confirm", "worse_baseline")
    assert len(rows(works)) == 1
    talk.say("no")
    assert len(rows(works)) == 1
    talk.ask("train baseline for electricity Press-1 using weekend for 2024", "train_baseline")
    talk.say("yes")
    assert talk.result["ok"]
    assert rows(works)[-1] == ("Press-1", 2, True, ["weekend"])


@pytest.mark.parametrize("again", [BOTH, BOTH.replace("2024", "2025"), BOTH.replace("for 2024", "for may 2024")])
def test_a_retraining_of_about_the_same_quality_asks_nothing(works, again):
    talk = works.talk()
    train(talk, BOTH)
    train(talk, again)
    assert len(rows(works)) == 2


def test_a_sound_baseline_replaces_one_that_explained_itself(works):
    works.rows.execute("UPDATE energy_readings SET power_kw = energy_kwh / 6")
    talk = works.talk()
    train(talk, "train baseline for electricity Press-1 using average power for 2024")
    train(talk, COUNT)
    assert len(rows(works)) == 2


def test_a_baseline_that_is_nearly_perfect_is_not_replaced_unasked_by_one_that_fails(works):
    count = production(DAYS)
    exact = works.machine("Press-5", "electricity")
    works.write(exact, {"energy_kwh": 200 + 0.04 * count + noise(DAYS, 0.3), "production_count": count})
    works.write(exact, {"wind_speed": np.abs(noise(DAYS, 3, seed=9))})
    talk = works.talk()
    perfect = train(talk, COUNT.replace("Press-1", "Press-5"))
    assert perfect["warnings"][0] == "suspiciously_perfect", "the example shows what it is to show"
    talk.ask("train baseline for electricity Press-5 using wind speed for 2024", "train_baseline")
    assert (talk.result["about"], talk.result["reason"]) == ("confirm", "worse_baseline")
    assert rows(works) == [("Press-5", 1, True, ["production_count"])]


@pytest.mark.parametrize(
    "utterance", ["using average power for 2024", "using production count and average power for 2024"]
)
def test_a_baseline_that_explains_itself_replaces_a_sound_one_only_after_yes(works, utterance):
    works.rows.execute("UPDATE energy_readings SET power_kw = energy_kwh / 6")
    talk = works.talk()
    train(talk, BOTH)
    said = talk.ask(f"train baseline for electricity Press-1 {utterance}", "train_baseline")
    assert (talk.result["about"], talk.result["reason"]) == ("confirm", "leaking_baseline")
    assert said == [
        "This Press-1 electricity baseline would explain itself, because its meter also gives average power. "
        "The present one does without that.",
        "Shall I replace it all the same?",
    ]
    assert rows(works) == [("Press-1", 1, True, ["production_count", "outdoor_temp_c"])]
    talk.say("yes")
    assert talk.result["ok"]
    assert len(rows(works)) == 2


def test_other_readings_are_no_reason_to_replace_a_baseline_unasked_by_one_that_fails(works):
    works.rows.execute("UPDATE energy_readings SET data_source = 'backfill' WHERE time < '2025-01-01'")
    talk = works.talk()
    train(talk, f"{BOTH} including backfill")
    talk.ask("train baseline for electricity Press-1 using outdoor temperature for june 2025", "train_baseline")
    assert (talk.result["about"], talk.result["reason"]) == ("confirm", "worse_baseline")
    assert rows(works)[0][:3] == ("Press-1", 1, True)


def test_all_are_trained_anew_with_their_own_drivers_and_one_that_fails_touches_no_other(works):
    talk = works.talk()
    train(talk, BOTH)
    train(talk, COUNT.replace("Press-1", "Press-2"))
    train(talk, COUNT.replace("Press-1", "Press-3"))
    works.machine("Press-4", "electricity")
    works.plant.refresh()
    said = talk.ask("retrain all baselines for 2025", "retrain_all")
    result = talk.result
    assert [(each["seu"], each["drivers"]) for each in result["trained"]] == [
        ("Press-1", ["production_count", "outdoor_temp_c"]),
        ("Press-2", ["production_count"]),
    ]
    assert [(each["seu"], each["code"]) for each in result["failed"]] == [("Press-3", "no_data")]
    assert [each["seu"] for each in result["without_baseline"]] == ["Press-4"]
    assert (result["start"], result["end"]) == ("2025-01-01", "2026-01-01")
    assert said[0].startswith("2 of 3 baselines are trained on 2025. R-squared goes from ")
    assert said[1:] == [
        "I could not train Press-3 electricity.",
        "Press-3 electricity has no readings in 2025, only from January 1 2024 to December 31 2024. "
        "Choose a period in there.",
        "There is no baseline yet for Press-4 electricity.",
    ]
    assert [row[:3] for row in rows(works)] == [
        ("Press-1", 1, False),
        ("Press-1", 2, True),
        ("Press-2", 1, False),
        ("Press-2", 2, True),
        ("Press-3", 1, True),
    ]


def test_in_a_retraining_of_all_a_clearly_worse_one_waits_for_a_yes(works):
    talk = works.talk()
    train(talk, BOTH)
    train(talk, COUNT.replace("Press-1", "Press-2"))
    machine = works.rows.value("SELECT id::text FROM machines WHERE name = 'Press-2'")
    works.rows.execute("DELETE FROM energy_readings WHERE machine_id::text = %s AND time >= '2025-01-01'", machine)
    works.write(machine, {"energy_kwh": 400 + np.abs(noise(365, 150))}, start=date(2025, 1, 1))
    said = talk.ask("retrain all baselines for 2025", "retrain_all")
    assert [each["seu"] for each in talk.result["worse"]] == ["Press-2"]
    assert said[-2:] == [
        "For Press-2 electricity the new baseline would be clearly worse, so the present one stays.",
        "Shall I replace it all the same?",
    ]
    assert len(rows(works)) == 3
    said = talk.say("yes")
    assert said == [
        f"The Press-2 electricity baseline is trained on 2025. R-squared {talk.result['trained'][0]['r_squared']:.2f}."
    ]
    assert len(rows(works)) == 4


def test_a_retraining_that_is_stopped_tells_what_it_did(works):
    talk = works.talk()
    train(talk, BOTH)
    train(talk, COUNT.replace("Press-1", "Press-2"))
    database = works.plant.open()

    def stop_after_one(done: int, total: int) -> None:
        if done == 1:
            database.cancel("kitchen")

    request = RetrainAll(Period(date(2025, 1, 1), date(2026, 1, 1)))
    with database.job("kitchen"):
        found = service.answer(works.plant, request, Author("kitchen"), stop_after_one)
    assert found.cancelled
    assert [baseline.seu for baseline in found.trained] == ["Press-1"]
    assert len(rows(works)) == 3


def test_in_a_retraining_of_all_a_fault_of_ours_stops_one_and_touches_no_other(works, monkeypatch, caplog):
    talk = works.talk()
    for name in ("Press-1", "Press-2"):
        train(talk, COUNT.replace("Press-1", name))
    fit = retraining.fit_defined

    def faulty(plant, catalogue, job, *rest):
        if job.seu.name == "Press-1":
            raise ZeroDivisionError("Erika Mustermann")
        return fit(plant, catalogue, job, *rest)

    monkeypatch.setattr(retraining, "fit_defined", faulty)
    talk.ask("retrain all baselines for 2025", "retrain_all")
    assert [each["seu"] for each in talk.result["trained"]] == ["Press-2"]
    assert [(each["seu"], each["code"]) for each in talk.result["failed"]] == [("Press-1", "internal_error")]
    assert "event=failure intent=retrain_all error=ZeroDivisionError at=test_history_by_voice.py" in caplog.text
    assert "Erika" not in caplog.text and "Press-1" not in caplog.text


def test_a_base_temperature_that_was_chosen_is_kept_when_all_are_trained_anew(works):
    temperature = seasons(DAYS)
    gas = 50 + 12 * np.maximum(13 - temperature, 0) + noise(DAYS, 4)
    works.write(works.machine("Boiler-7", "natural_gas"), {"consumption_m3": gas, "outdoor_temp_c": temperature})
    talk = works.talk()
    chosen = train(talk, "train baseline for natural gas Boiler-7 and pick the best drivers for 2024")
    talk.ask("retrain all baselines for 2025", "retrain_all")
    (again,) = talk.result["trained"]
    assert again["definitions"] == chosen["definitions"]
    assert again["coefficients"]["heating_degree_days"] == pytest.approx(12, rel=0.03)
    talk.ask("how did Boiler-7 natural gas do against its baseline in march 2025", "energy_performance")
    assert talk.result["within_uncertainty"], talk.result
    assert abs(talk.result["improvement_percent"]) < 2


def test_two_sessions_that_train_at_once_lose_nothing(works):
    talks = [Talk(works.plant, session) for session in ("kitchen", "workshop", "office")]
    works.plant.refresh()
    threads = [threading.Thread(target=talk.ask, args=(BOTH, "train_baseline")) for talk in talks for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(version, active) for _, version, active, _ in rows(works)] == [(n, n == 6) for n in range(1, 7)]
    seu = next(seu for seu in works.plant.catalogue().seus if seu.name == "Press-1")
    assert len({stored.fingerprint for stored in baselines.history(works.plant.open(), seu)}) == 1
    assert {stored.session for stored in baselines.history(works.plant.open(), seu)} == {
        "kitchen",
        "workshop",
        "office",
    }


@pytest.mark.parametrize(
    ("rule_set", "named"), [("075", "0.75"), ("guideline14", "Guideline 14"), ("SEP", "SEP"), ("no such rules", "SEP")]
)
def test_the_acceptance_rules_are_those_of_the_settings_and_named(plant_url, rule_set, named):
    works = SpokenPlant(plant_url, rule_set=rule_set)
    count = production(200)
    works.write(
        works.machine("Press-1", "electricity"),
        {"energy_kwh": 200 + 0.04 * count + noise(200, 10), "production_count": count},
    )
    talk = works.talk()
    train(talk, COUNT)
    said = talk.ask("describe the baseline of Press-1", "describe_baseline")
    assert f"it meets the {named} rules" in said[0]
    works.close()
