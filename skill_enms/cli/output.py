"""What the commands print: for people, or as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from skill_enms.reasons import Refused

INTERRUPTED = 130
"""What a shell makes of Ctrl-C."""


class Failed(Exception):
    """A command can't do what it was told; the text says why, in one line."""


def explained(error: Refused | Failed) -> str:
    """Why a command failed, in one line: the reason's code and figures, and what lay behind it."""
    if isinstance(error, Failed):
        return str(error)
    said = error.reason.code.replace("_", " ")
    figures = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in error.reason.data.items())
    behind = str(error.__cause__ or "").strip().partition("\n")[0]
    return ": ".join(part for part in (said, figures, behind) if part)


def as_json(value: object) -> str:
    """Dataclasses, dates and what is made of them as one JSON text; numbers that JSON can't write become null."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON's own types have no narrower name
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int)) else str(value)
