"""A process that holds the skill and its embedded server is killed: nothing is orphaned, nothing is corrupt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psutil
import pytest
from figures import Figures

from skill_enms.plant import embedded_account, embedded_keeper

TRAIN = "train baseline for electricity Compressor-1 using production count and outdoor temperature for 2024"
GONE_SECONDS = 15.0
START_SECONDS = 120.0


class Home:
    """A user's home, in which `enms ask --local` keeps an embedded server."""

    def __init__(self, path: Path) -> None:
        folders = {f"XDG_{kind}_HOME": str(path / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        self.environment = {**os.environ, "HOME": str(path), **folders}
        self.environment.pop("ENMS_DATABASE_URL", None)
        self._data = path / "data" / "skill-enms"

    @property
    def postmaster(self) -> int | None:
        """Process id of the embedded server, while it runs."""
        root = self._data / "database" / embedded_account.major_version()
        if not root.exists():
            return None
        return embedded_keeper.postmaster_of(embedded_account.account(root).home / "data")

    def await_server(self, *, running: bool, seconds: float) -> float:
        """Wait until it runs, or doesn't; the seconds that took."""
        begun = time.monotonic()
        while (self.postmaster is not None) != running:
            assert time.monotonic() - begun < seconds
            time.sleep(0.02)
        return time.monotonic() - begun

    @contextmanager
    def skill(self) -> Iterator[Skill]:
        """A process that holds the skill, killed at the end where it still runs."""
        command = [Path(sys.executable).parent / "enms", "ask", "--local", "--json"]
        with subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                yield Skill(process, process.stdin, process.stdout)
            finally:
                process.kill()


class Skill:
    """One process with the skill in it."""

    def __init__(self, process: subprocess.Popen[str], words: IO[str], answers: IO[str]) -> None:
        self.process = process
        self._words = words
        self._answers = answers

    def start_saying(self, utterance: str) -> None:
        self._words.write(f"{utterance}\n")
        self._words.flush()

    def say(self, utterance: str) -> dict[str, Any]:
        self.start_saying(utterance)
        answer: dict[str, Any] = json.loads(self._answers.readline())
        return answer["result"]

    def kill(self) -> None:
        """SIGKILL of this one process."""
        self.process.kill()
        self.process.wait()

    def kill_all(self) -> None:
        """SIGKILL of this process, the keeper and the server at once, as when a machine's memory has run out."""
        family = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        for process in family:
            process.suspend()
        for process in family:
            process.kill()
        self.process.wait()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path)
    yield made
    made.await_server(running=False, seconds=GONE_SECONDS)


def test_killed_in_the_middle_of_a_training(home: Home, figures: Figures) -> None:
    with home.skill() as skill:
        first = skill.say(TRAIN)
        assert first["ok"], first
        skill.start_saying(TRAIN)
        time.sleep(0.3)
        skill.kill()
        gone = home.await_server(running=False, seconds=GONE_SECONDS)
    figures.tried("skill killed in the middle of a training", f"server gone after {gone:.1f} s")
    with home.skill() as skill:
        again = skill.say(TRAIN)
        assert again["ok"], again
        assert again["version"] in {2, 3}
        assert again["fingerprint"] == first["fingerprint"]
        skill.kill_all()
    with home.skill() as skill:
        last = skill.say(TRAIN)
        assert last["version"] == again["version"] + 1
        assert last["fingerprint"] == first["fingerprint"]
    figures.tried("skill, keeper and server killed at once", "nothing lost")


@pytest.mark.parametrize("seconds", [0.2, 1.5, 4.0])
def test_killed_while_its_demo_plant_is_made(home: Home, figures: Figures, seconds: float) -> None:
    with home.skill() as skill:
        home.await_server(running=True, seconds=START_SECONDS)
        time.sleep(seconds)
        skill.kill()
        gone = home.await_server(running=False, seconds=GONE_SECONDS)
    with home.skill() as skill:
        result = skill.say(TRAIN)
    assert result["ok"], result
    assert (result["n_days"], result["days_dropped"]) == (366, {})
    figures.tried(f"skill killed {seconds} s into its first start", f"server gone after {gone:.1f} s")
