"""The message bus of a device is restarted, gently and not: ovos-messagebus and ovos-core as processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from device import RECOVERY_SECONDS
from figures import Figures
from own_server import OwnServer
from test_live import listens
from test_server import versions
from works import SOURCES, TRAIN

from skill_enms.settings import DATABASE_URL_VARIABLE

BIN = Path(sys.executable).parent
ANSWER_SECONDS = 90.0
READY_SECONDS = 90.0
ENDING_SECONDS = 8.0


class Processes:
    """A device's message bus and core."""

    def __init__(self, folder: Path, url: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self._port = taken.getsockname()[1]
        self._log = (folder / "log").open("ab")
        (folder / "mycroft").mkdir()
        config = {"websocket": {"host": "127.0.0.1", "port": self._port}, "lang": "en-US"}
        (folder / "mycroft" / "mycroft.conf").write_text(json.dumps(config))
        self.environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), DATABASE_URL_VARIABLE: url}
        self.start_bus()
        self._core = self._started("ovos-core")

    def _started(self, program: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([BIN / program], env=self.environment, stdout=self._log, stderr=subprocess.STDOUT)

    def start_bus(self) -> None:
        """Start the bus, and return when it takes connections."""
        self._bus = self._started("ovos-messagebus")
        deadline = time.monotonic() + READY_SECONDS
        while not listens(self._port):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def end_bus(self, number: signal.Signals) -> None:
        """End the bus by a signal."""
        _end(self._bus, number)

    def close(self) -> None:
        """End both. A core that lost its bus once doesn't end by itself: OVOS's client waits for its own thread."""
        _end(self._core, signal.SIGINT)
        _end(self._bus, signal.SIGTERM)
        self._log.close()

    def ask(self, utterance: str, seconds: float = ANSWER_SECONDS) -> dict[str, Any] | None:
        """Ask by `enms ask`; the result, None where nobody answered in time."""
        command = [BIN / "enms", "ask", "--json", "--timeout", str(seconds), utterance]
        asked = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        for line in asked.stdout.splitlines():
            with suppress(json.JSONDecodeError):
                result: dict[str, Any] | None = json.loads(line)["result"]
                return result
        return None


def _end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    process.send_signal(number)
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def bus_database(server: OwnServer, template: str) -> Iterator[str]:
    name = server.create(template)
    yield name
    server.drop(name)


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory, server: OwnServer, bus_database: str) -> Iterator[Processes]:
    made = Processes(tmp_path_factory.mktemp("device"), server.url(bus_database))
    try:
        assert (made.ask(TRAIN) or {}).get("ok")
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_bus_that_is_restarted_is_found_again_by_the_skill(
    processes: Processes, figures: Figures, number: signal.Signals
) -> None:
    processes.end_bus(number)
    processes.start_bus()
    begun = time.monotonic()
    while not (processes.ask(SOURCES, seconds=5) or {}).get("ok"):
        assert time.monotonic() - begun < RECOVERY_SECONDS
    figures.fault(f"message bus ended by {number.name} and started again", recovered=time.monotonic() - begun)


def test_a_training_that_is_under_way_when_the_bus_ends_is_kept(
    processes: Processes, server: OwnServer, bus_database: str, figures: Figures
) -> None:
    before = len(versions(server, bus_database))
    server.execute("UPDATE slowness SET seconds = 0.001", bus_database)
    asking = subprocess.Popen([BIN / "enms", "ask", TRAIN], env=processes.environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + ANSWER_SECONDS
    while not server.execute(
        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND datname = %s AND query LIKE '%%slow_readings%%'"
        " AND application_name = 'skill-enms'",
        "postgres",
        bus_database,
    ):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    processes.end_bus(signal.SIGKILL)
    processes.start_bus()
    begun = time.monotonic()
    server.execute("UPDATE slowness SET seconds = 0", bus_database)
    while len(versions(server, bus_database)) == before:
        assert time.monotonic() - begun < RECOVERY_SECONDS
        time.sleep(0.05)
    asking.kill()
    asking.wait()
    while not (processes.ask(SOURCES, seconds=5) or {}).get("ok"):
        assert time.monotonic() - begun < RECOVERY_SECONDS
    active = [version for version, is_active in versions(server, bus_database) if is_active]
    assert active == [before + 1]
    figures.fault("message bus killed during a training", recovered=time.monotonic() - begun)
