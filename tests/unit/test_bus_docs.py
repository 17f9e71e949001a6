"""docs/bus.md names every event and every code that other programs may hear, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from skill_enms import events
from skill_enms.reasons import REFUSALS, WARNINGS

PAGE = (Path(__file__).parents[2] / "docs" / "bus.md").read_text(encoding="utf-8")


def test_it_names_every_code_and_no_other() -> None:
    codes = set(re.findall(r"`([a-z0-9_]+)`", PAGE.partition("## Codes")[2]))
    assert codes == {*REFUSALS, *WARNINGS}


def test_it_has_a_chapter_for_every_event() -> None:
    chapters = set(re.findall(r"^## `(.+)`$", PAGE, re.MULTILINE))
    assert chapters == {events.REQUEST_EVENT, events.RESULT_EVENT, events.NOTICE_EVENT, events.COUNTERS_EVENT}
