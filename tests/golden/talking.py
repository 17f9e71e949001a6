"""What tests of understanding share: the day they speak on, and the shapes of their fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from skill_enms.requests import Understood

TODAY = date(2026, 11, 23)

Read = Callable[..., Understood]
"""read(utterance, intent="train_baseline", plant="demo")."""

Talk = Callable[..., list[Understood | None]]
"""talk(first, *more, intent=…, plant=…): what each utterance came to; None for one that isn't ours."""
