"""How a fault of ours gets into the log: its kind and its place, never its own words, which may be somebody's."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path


def log_fault(log: logging.Logger, doing: str, error: Exception) -> None:
    """Log an error that ends here, at a boundary: `doing` is what failed, as `key=value`."""
    log.error("event=failure %s error=%s at=%s", doing, type(error).__name__, _places(error))


def _places(error: Exception) -> str:
    """The places in the code that an error came through, the innermost first; nothing of what they worked on."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames)
