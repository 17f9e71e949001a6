"""The daily check tells of a drift once, keeps silent about what it was asked to, and comes at the plant's hour."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sessions import CATALOGUE, MILL, baseline

from skill_enms.daily import DailyCheck, Memory, Mornings, seconds_until
from skill_enms.figures import DriftReport
from skill_enms.findings import Drift, Level
from skill_enms.requests import Period, SwitchDailyCheck
from skill_enms.settings import Settings

TURN = date(2025, 3, 14)
BASELINE = replace(baseline(), id=7)


def drifted(since: date = TURN, per_day: float = 120.0, model: int = 7) -> DriftReport:
    level = Level(since, date(2025, 6, 1), 79, per_day, per_day - 20, per_day + 20)
    period = Period(date(2025, 1, 1), date(2025, 6, 2))
    return DriftReport(replace(BASELINE, id=model), period, Drift(since, (level,), 5.0, 0.05), 150, 14.4)


def told(check: DailyCheck, report: DriftReport) -> bool:
    """Whether it is news; if so, it is told."""
    new = check.unheard([report])
    check.remember(new)
    return bool(new)


@pytest.fixture
def check(tmp_path) -> DailyCheck:
    return DailyCheck(Memory.read(tmp_path / "daily.json"))


def test_a_drift_is_told_once(check: DailyCheck, tmp_path) -> None:
    assert told(check, drifted())
    assert not told(check, drifted())
    after_a_restart = DailyCheck(Memory.read(tmp_path / "daily.json"))
    assert not told(after_a_restart, drifted())


def test_a_date_that_moved_a_little_is_the_same_drift_and_one_that_moved_far_is_another(check: DailyCheck) -> None:
    assert told(check, drifted())
    assert not told(check, drifted(since=TURN + timedelta(3)))
    assert told(check, drifted(since=TURN + timedelta(60)))


@pytest.mark.parametrize("other", [drifted(per_day=-120.0), drifted(model=8)], ids=["the other way", "a new baseline"])
def test_the_other_way_or_from_another_baseline_is_news(check: DailyCheck, other: DriftReport) -> None:
    assert told(check, drifted()) and told(check, other)


def test_a_machine_that_came_back_may_drift_again(check: DailyCheck) -> None:
    assert told(check, drifted())
    assert not told(check, drifted(per_day=5.0))  # its interval includes zero
    assert told(check, drifted())


def test_a_memory_that_cannot_be_read_is_begun_anew(tmp_path) -> None:
    (tmp_path / "daily.json").write_text("[1", encoding="utf-8")
    assert told(DailyCheck(Memory.read(tmp_path / "daily.json")), drifted())


def test_one_machine_is_silenced_and_heard_again(tmp_path) -> None:
    memory = Memory.read(tmp_path / "daily.json")
    check = DailyCheck(memory, enabled=lambda: True)
    off = check.switch(SwitchDailyCheck(False, MILL), CATALOGUE)
    assert (off.on, off.seus) == (False, (MILL,))
    assert Memory.read(tmp_path / "daily.json").silenced == {MILL.id}
    check.switch(SwitchDailyCheck(True, MILL), CATALOGUE)
    assert Memory.read(tmp_path / "daily.json").silenced == set()


def test_the_check_as_a_whole_is_a_setting() -> None:
    stored: list[bool] = []
    check = DailyCheck(enable=stored.append)
    assert check.switch(SwitchDailyCheck(), CATALOGUE).on
    assert not check.switch(SwitchDailyCheck(False), CATALOGUE).on
    assert stored == [True, False]
    assert not Settings.read({}, {}).daily_check
    assert Settings.read({"daily_check": "true"}, {}).daily_check


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2025, 6, 1, 6, 30), 0.5),
        (datetime(2025, 6, 1, 7, 0), 24),
        (datetime(2025, 3, 29, 7, 0), 23),
        (datetime(2025, 10, 25, 7, 0), 25),
    ],
    ids=["this morning", "tomorrow", "clocks go forward", "clocks go back"],
)
def test_it_comes_at_the_hour_that_the_plants_clocks_show(now: datetime, hours: float) -> None:
    assert seconds_until(7, now.replace(tzinfo=ZoneInfo("Europe/Berlin"))) == hours * 3600


def test_a_check_that_fails_is_tried_again_the_next_morning(monkeypatch, caplog) -> None:
    waits = iter([0.01, 0.01, 3600.0])
    monkeypatch.setattr("skill_enms.daily.seconds_until", lambda hour, now: next(waits))
    came: list[int] = []
    twice = threading.Event()

    def act() -> None:
        came.append(1)
        if len(came) == 2:
            twice.set()
        raise ZeroDivisionError("Erika Mustermann")

    mornings = Mornings(act)
    mornings.start(7, "UTC")
    assert twice.wait(30)
    mornings.stop()
    assert "event=failure part=daily_check error=ZeroDivisionError at=test_daily.py" in caplog.text
    assert "Erika" not in caplog.text


def test_it_stays_away_while_it_is_off() -> None:
    mornings = Mornings(lambda: None)
    mornings.follow(Settings())
    assert mornings.next is None
    mornings.follow(Settings(daily_check=True))
    assert mornings.next is not None
    mornings.follow(Settings())
    assert mornings.next is None
