"""The process that keeps the embedded server: starts it, restarts it when it dies, stops it when nobody needs it.

It runs apart from whoever uses the server, so that no death of theirs, SIGKILL included, leaves one behind. Users hold
a shared lock on a lease file; the kernel lets go of it when they die. The keeper waits for the exclusive lock: once it
has it nobody is left, and it stops the server. It is started as a plain script by an isolated interpreter, knows the
standard library only, and so stays small.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

_RESTART_PAUSE = 0.3
_HEALTHY_SECONDS = 3.0
"""A server that lived that long was well."""
_FAILURES_AT_FIRST = 3
"""So often one that was never well is tried."""
_FAILURES_LATER = 100
"""So often one that was: what is left of its predecessor may keep it from starting for a while."""
_TICK = 0.5
_STOP_STEPS = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 6.0), (signal.SIGKILL, 5.0))
"""Fast shutdown, immediate shutdown, the end; and the seconds that each is given."""


def postmaster_of(data: Path) -> int | None:
    """Process id of the server that runs on this data folder; None where there is none.

    `postmaster.pid` outlives a killed server, and its number may meanwhile be another program's.
    """
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if _command_line(pid)[1:3] == ["-D", str(data)] else None


def disown_stale_locks(data: Path, sockets: Path) -> None:
    """Where no server runs, keep what a killed one left behind from getting into its successor's way.

    PostgreSQL won't start while `postmaster.pid` or the socket's lock names a process that exists, though it may be
    another program's by now, or a zombie that nobody reaps. The rest of `postmaster.pid` stays: by the memory segment
    in it the server finds out whether children of its predecessor still run.
    """
    if postmaster_of(data) is not None:
        return
    for lock in sockets.glob(".s.PGSQL.*.lock"):
        lock.unlink(missing_ok=True)
    path = data / "postmaster.pid"
    try:
        _, rest = path.read_text(encoding="utf-8").split("\n", 1)
    except (OSError, ValueError):
        return
    path.write_text(f"{2**22 + 1}\n{rest}", encoding="utf-8")  # above the kernel's highest process id


def stop_postmaster(data: Path) -> None:
    """Stop the server of this data folder, gently first."""
    for step, seconds in _STOP_STEPS:
        pid = postmaster_of(data)
        if pid is None:
            return
        _signal(pid, step)
        _signal(pid, signal.SIGCONT)
        deadline = time.monotonic() + seconds
        while postmaster_of(data) == pid and time.monotonic() < deadline:
            time.sleep(0.02)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        if Path("/proc/self/cmdline").exists():
            return []
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.split()


class Keeper:
    """Runs one server until nobody holds the lease, or until it is told to end."""

    def __init__(self, plan: dict[str, Any]) -> None:
        """`plan`: the commands, folders and account, as `embedded` makes them out."""
        self._data = Path(str(plan["data"]))
        self._sockets = Path(str(plan["sockets"]))
        self._command: list[str] = plan["command"]
        self._flush: list[str] = plan["flush"]
        self._account = {key: plan[key] for key in ("user", "group") if plan.get(key) is not None}
        self._log = str(plan["log"])
        self._ending = threading.Event()

    def run(self, lease: int) -> int:
        """Keep the server; returns when it was stopped: 0, or 1 when it wouldn't start."""
        # Not from the handler itself: it may interrupt whoever holds the event's lock.
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=self._ending.set).start())
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: None)
        threading.Thread(target=self._await_last_user, args=(lease,), daemon=True).start()
        flush = self._started(self._flush, subprocess.DEVNULL)
        failures, allowed = 0, _FAILURES_AT_FIRST
        if postmaster_of(self._data) is not None:  # its keeper was killed
            self._adopt()
            allowed = _FAILURES_LATER
        while not self._ending.is_set() and failures < allowed:
            disown_stale_locks(self._data, self._sockets)
            started = time.monotonic()
            self._serve()
            failures += 1
            if time.monotonic() - started > _HEALTHY_SECONDS:
                failures, allowed = 0, _FAILURES_LATER
            self._ending.wait(_RESTART_PAUSE)
        flush.kill()
        flush.wait()
        return 0 if self._ending.is_set() else 1

    def _started(self, command: list[str], output: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            umask=0o077,
            start_new_session=True,
            extra_groups=[] if self._account else None,
            **self._account,
        )

    def _adopt(self) -> None:
        """Watch over a server that isn't our child until it ends, by itself or because the keeper is to end."""
        pid = postmaster_of(self._data)
        while postmaster_of(self._data) == pid:
            if self._ending.wait(_TICK):
                stop_postmaster(self._data)

    def _serve(self) -> None:
        """Run the server until it ends, by itself or because the keeper is to end."""
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            server = self._started(self._command, log)
        finally:
            os.close(log)
        tick = _RESTART_PAUSE / 10  # a server that fails does so soon
        while server.poll() is None:
            if self._ending.wait(tick):
                _stop(server)
            tick = min(_TICK, 1.5 * tick)

    def _await_last_user(self, lease: int) -> None:
        fcntl.flock(lease, fcntl.LOCK_EX)
        self._ending.set()


def _stop(server: subprocess.Popen[bytes]) -> None:
    for step, seconds in _STOP_STEPS:
        server.send_signal(step)
        server.send_signal(signal.SIGCONT)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def main() -> int:
    """`embedded_keeper.py PLAN LEASE_FD KEEPER_FD`: the plan as JSON, two open lock files."""
    plan, lease, kept = sys.argv[1:]
    status = Keeper(json.loads(plan)).run(int(lease))
    os.close(int(kept))  # first this one, then by ending the lease: who gets the lease finds no keeper, and starts one
    return status


if __name__ == "__main__":
    sys.exit(main())
