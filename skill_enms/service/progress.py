"""How far a use case has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told (done, all) now and then by what takes long."""


def unheard(done: int, total: int) -> None:
    """Progress that nobody wants to hear."""
