"""The processes of a device: ovos-messagebus and ovos-core, talked to by the text clients that people have."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ovos_bus_client.client import MessageBusClient
from ovos_bus_client.message import Message
from pyee import EventEmitter
from sentences import TYPED

BIN = Path(sys.executable).parent
SENTENCES = [utterance for utterance, _, _ in TYPED.values()]


@contextmanager
def process(*command: str | Path, environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is asked to end as a terminal does, and must."""
    with log.open("wb") as output:
        started = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield started
        finally:
            started.send_signal(signal.SIGINT)
            try:
                started.wait(30)
            except subprocess.TimeoutExpired:
                started.kill()
                raise


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], int]]:
    """A device with bus and core, as environment for its clients and port of its bus."""
    folder = tmp_path_factory.mktemp("device")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    (folder / "mycroft").mkdir()
    config = {"websocket": {"host": "127.0.0.1", "port": port}, "lang": "en-US"}
    (folder / "mycroft" / "mycroft.conf").write_text(json.dumps(config))
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder)}
    with process(BIN / "ovos-messagebus", environment=environment, log=folder / "messagebus.log"):
        deadline = time.monotonic() + 30
        while not listens(port):
            assert time.monotonic() < deadline, (folder / "messagebus.log").read_text()
            time.sleep(0.2)
        with process(BIN / "ovos-core", environment=environment, log=folder / "core.log"):
            yield environment, port


def listens(port: int) -> bool:
    """Whether something takes connections on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_enms_ask_hears_the_answers(device: tuple[dict[str, str], int]) -> None:
    environment, _ = device
    asked = subprocess.run(
        [BIN / "enms", "ask", "--json"],
        input="\n".join(SENTENCES),
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (asked.returncode, asked.stderr) == (0, "")
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    assert [answer["utterance"] for answer in answers] == SENTENCES
    for answer, energy_source in zip(answers, TYPED, strict=True):
        assert answer["intent"] == "train_baseline"
        assert answer["result"]["ok"], answer["result"]
        assert answer["result"]["energy_source"] == energy_source
        assert "R-squared" in " ".join(answer["spoken"])


class Ear:
    """Hears what the device says, on a connection of its own."""

    def __init__(self, port: int) -> None:
        self.heard: list[str] = []
        self._trained = threading.Event()
        self._bus = MessageBusClient(host="127.0.0.1", port=port, emitter=EventEmitter())
        self._bus.on("speak", self._hear)
        self._bus.run_in_thread()
        assert self._bus.connected_event.wait(10)

    def _hear(self, message: Message) -> None:
        self.heard.append(message.data["utterance"])
        if "baseline trained on" in message.data["utterance"]:
            self._trained.set()

    def waits_for_training(self) -> None:
        """Return when a baseline was spoken since the last call."""
        assert self._trained.wait(60), self.heard
        self._trained.clear()

    def close(self) -> None:
        self._bus.close()


@pytest.fixture
def ear(device: tuple[dict[str, str], int]) -> Iterator[Ear]:
    listening = Ear(device[1])
    yield listening
    listening.close()


def test_ovos_say_to_is_answered(device: tuple[dict[str, str], int], ear: Ear) -> None:
    for sentence in SENTENCES:
        subprocess.run([BIN / "ovos-say-to", sentence], env=device[0], check=True, timeout=30)
        ear.waits_for_training()


def test_ovos_simple_cli_is_answered(device: tuple[dict[str, str], int], ear: Ear) -> None:
    with subprocess.Popen(
        [BIN / "ovos-simple-cli"], env=device[0], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as client:
        assert client.stdin is not None
        for sentence in SENTENCES:
            print(sentence, file=client.stdin, flush=True)
            ear.waits_for_training()
        print(":exit", file=client.stdin, flush=True)
        assert client.wait(30) == 0
