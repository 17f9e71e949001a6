"""A device with a screen shows the chart of what it says; one without draws nothing."""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from skill_enms.answers import HelpTopics
from skill_enms.figures import DriftReport, PlantReport, SeuReport
from skill_enms.report.pictures import picture_of
from skill_enms.report.words import ReportWords
from skill_enms.requests import Period
from skill_enms.screen import Screen
from skill_enms.usage import Consumer, EnergyUsed, Total


@dataclass
class FakeGui:
    shown: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def show_image(self, url: str, caption: str, title: str, **further: Any) -> None:
        assert Path(url).read_bytes().startswith(b"\x89PNG")
        self.shown.append((title, {"caption": caption, **further}))


def screen_in(folder: Path, gui: FakeGui, is_there: Callable[[], bool] = lambda: True) -> Screen:
    return Screen(gui, folder, "en-us", is_there=is_there)


def drawing(screen: Screen, press: SeuReport) -> threading.Thread:
    """What draws and shows the press."""
    thread = screen.show(press.account)
    assert thread is not None
    return thread


@pytest.fixture
def drift(press: SeuReport) -> DriftReport:
    account = press.account
    return DriftReport(account.baseline, account.period, press.drift, 180, 24.0, account.performance)


@pytest.fixture
def used() -> EnergyUsed:
    daily = {date(2025, 3, day): float(day) for day in range(1, 32)}
    total = Total(Decimal(496), 744, 31, Decimal(0), 0)
    period = Period(date(2025, 3, 1), date(2025, 4, 1))
    return EnergyUsed(Consumer("Press", "electricity", "kWh"), period, total, 50.0, None, daily)


def test_each_answer_with_a_course_has_its_chart(
    press: SeuReport, plant: PlantReport, drift: DriftReport, used: EnergyUsed, words: ReportWords
) -> None:
    told = press.account.performance
    performance = picture_of(press.account, words)
    assert performance is not None and words.amount(told.actual, "kWh") in performance.caption
    turning = picture_of(drift, words)
    assert turning is not None and words.day(drift.drift.levels[1].start) in turning.caption
    ranking = picture_of(plant.performance, words)
    assert ranking is not None and "Press <1> & Co" in ranking.caption
    consumption = picture_of(used, words)
    assert consumption is not None and "496" in consumption.caption
    for picture in (performance, turning, ranking, consumption):
        assert struct.unpack(">II", picture.png[16:24]) == (800, 480)


def test_other_answers_have_none(words: ReportWords, tmp_path: Path) -> None:
    assert picture_of(HelpTopics(None, None, ()), words) is None
    assert screen_in(tmp_path, FakeGui()).show(HelpTopics(None, None, ())) is None


def test_a_screen_shows_the_chart_with_its_words(press: SeuReport, tmp_path: Path) -> None:
    gui = FakeGui()
    drawing(screen_in(tmp_path, gui), press).join(60)
    ((title, further),) = gui.shown
    assert "Press <1> & Co" in title and "expected" in further["caption"]


def test_without_a_screen_nothing_is_drawn(press: SeuReport, tmp_path: Path) -> None:
    gui = FakeGui()
    drawing(screen_in(tmp_path, gui, lambda: False), press).join(60)
    assert not gui.shown and not list(tmp_path.iterdir())


def test_a_screen_that_fails_hurts_nobody(
    press: SeuReport, used: EnergyUsed, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gui, folder = FakeGui(), tmp_path / "gone"
    screen = screen_in(folder, gui)
    first = screen.show(press.account)
    assert first is not None
    first.join(60)
    assert "event=failure part=chart error=FileNotFoundError at=" in caplog.text
    assert str(tmp_path) not in caplog.text
    folder.mkdir()
    second = screen.show(used)
    assert second is not None
    second.join(60)
    assert len(gui.shown) == 1


def test_many_answers_wait_for_one_look_for_a_screen_and_the_last_is_shown(
    press: SeuReport, used: EnergyUsed, tmp_path: Path
) -> None:
    looking, may_go_on = threading.Event(), threading.Event()

    def look() -> bool:
        looks.append(len(looks))
        looking.set()
        may_go_on.wait(30)
        return len(looks) > 1

    looks: list[int] = []
    gui = FakeGui()
    screen = screen_in(tmp_path, gui, look)
    first = screen.show(press.account)
    assert first is not None
    looking.wait(30)
    assert {screen.show(press.account if number < 49 else used) for number in range(50)} == {first}
    may_go_on.set()
    first.join(30)
    assert len(looks) == 2
    assert [title for title, _ in gui.shown] == [gui.shown[-1][0]]
    assert "496" in gui.shown[-1][1]["caption"]
    again = screen.show(used)
    assert again is not None and again is not first
    again.join(30)
