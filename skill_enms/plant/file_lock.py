"""Advisory locks between processes, which the kernel gives up when a process dies, however it does."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileLock:
    """An advisory lock on a file, which ends with the process that holds it."""

    def __init__(self, path: Path) -> None:
        """On that file, which is made when it is taken; not taken yet."""
        self.path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._handle is not None

    def fileno(self) -> int:
        """The open file of a held lock; a process that inherits it holds the lock, too."""
        if self._handle is None:
            raise ValueError("the lock is not held")
        return self._handle

    def take(self, how: int) -> bool:
        """Lock it as `fcntl.flock` understands `how`; False where that would mean waiting and `how` forbids it."""
        if self._handle is not None:
            return True
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let it go; nothing happens where it isn't held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold that lock, alone, for the time of the block."""
    lock = FileLock(path)
    lock.take(fcntl.LOCK_EX)
    try:
        yield
    finally:
        lock.release()


def free(path: Path) -> bool:
    """Whether nobody holds that lock."""
    lock = FileLock(path)
    free = lock.take(fcntl.LOCK_EX | fcntl.LOCK_NB)
    lock.release()
    return free


def shared(path: Path) -> bool:
    """Whether others hold it shared."""
    lock = FileLock(path)
    shared = not free(path) and lock.take(fcntl.LOCK_SH | fcntl.LOCK_NB)
    lock.release()
    return shared
