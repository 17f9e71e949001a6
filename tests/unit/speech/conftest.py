"""The language's dialogs without OVOS, and a plant's words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from skill_enms.speech.phrases import Phrase, Value, render

DIALOGS = {path.stem: path for path in (Path(__file__).parents[3] / "locale" / "en-us" / "dialog").rglob("*.dialog")}


class PlainWords:
    """Names as they are spelled, with the underscores read as spaces."""

    def energy_source(self, name: str) -> str:
        return name.replace("_", " ")

    def feature(self, name: str) -> str:
        return name.replace("_", " ")

    def unit(self, unit: str) -> str:
        return {"kWh": "kilowatt hours"}.get(unit, unit)

    def sources_in(self, text: str) -> set[str]:
        return {name for name in ("natural_gas", "electricity") if name.replace("_", " ") in text.lower()}


def first_line(dialog: str, data: Mapping[str, str]) -> str:
    """The first line of a dialog file, its slots filled; KeyError where one is missing."""
    lines = [line for line in DIALOGS[dialog].read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return lines[0].format_map(data)


@pytest.fixture
def words() -> PlainWords:
    return PlainWords()


@pytest.fixture
def said():
    """The words of a value or of several phrases."""

    def in_words(value: Value | list[Phrase]) -> str:
        if isinstance(value, list):
            return " ".join(render(phrase, first_line) for phrase in value)
        return render(value, first_line)

    return in_words
