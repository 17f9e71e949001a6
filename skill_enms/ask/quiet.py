"""Keeps the logs of OVOS and of everything it loads out of what a person or a program reads.

OVOS and its plugins log to standard output, some of them from compiled code or from child processes, so the file
descriptors themselves are turned to a file while a core runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

LARGEST_LOG_BYTES = 5_000_000


def log_path() -> Path:
    """Where the logs of a core that `enms ask` started go."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "skill-enms" / "ask.log"


@contextmanager
def quiet(path: Path | None) -> Iterator[tuple[TextIO, TextIO]]:
    """Turn standard output and standard error to a file; yields streams to what they were before.

    Without a path both go to standard error. A file that can't be written is done without: the logs are dropped then.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    log = os.dup(2) if path is None else _open_log(path)
    try:
        os.dup2(log, 1)
        os.dup2(log, 2)
        with os.fdopen(os.dup(kept[0]), "w") as out, os.fdopen(os.dup(kept[1]), "w") as err:
            yield out, err
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for descriptor in (*kept, log):
            os.close(descriptor)


def _open_log(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
            path.unlink()
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)
