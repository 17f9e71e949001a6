"""Sentences as a recogniser hears them: flite speaks, moonshine writes down what it hears, on this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECOGNISER = Path(__file__).with_name("recogniser.py")
PYTHON = ROOT / ".venv-speech" / "bin" / "python"
VOICES = ("slt", "rms", "awb")
RECORDED = ROOT / "tests" / "golden" / "heard.jsonl"
"""What was really heard of golden utterances: `utterance`, `voice`, `heard`, and `lost` where something was."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence in one voice."""

    utterance: str
    """What was said."""
    voice: str
    """flite's voice that said it."""
    heard: str
    """What the recogniser wrote."""
    lost: tuple[str, ...] = ()
    """Pieces of the request that what was heard no longer holds, by somebody's judgement who read both."""


def missing() -> str | None:
    """What stands between this machine and speech; None where nothing does."""
    if shutil.which("flite") is None:
        return "flite is not installed: apt-get install flite"
    if not PYTHON.exists():
        return "the recogniser is not installed: script/setup speech"
    return None


class Ear:
    """A recogniser that listens to flite's voices."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._recording = folder / "said.wav"

    def hear(self, utterance: str, voice: str) -> Heard:
        """Say something in one of `VOICES` and listen. RuntimeError where the recogniser ended."""
        subprocess.run(["flite", "-voice", voice, "-t", utterance, "-o", str(self._recording)], check=True)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._recording}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the recogniser ended at {utterance!r}")
        return Heard(utterance, voice, json.loads(line))


@contextmanager
def listening() -> Iterator[Ear]:
    """A recogniser for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="enms-speech-") as folder:
        process = subprocess.Popen([PYTHON, RECOGNISER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            yield Ear(process, Path(folder))
        finally:
            process.communicate(timeout=60)


def recorded(path: Path = RECORDED) -> list[Heard]:
    """What was heard and written to a file; nothing where there is none."""
    if not path.exists():
        return []
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Heard(row["utterance"], row["voice"], row["heard"], tuple(row.get("lost", ()))) for row in rows]


def record(heard: list[Heard], path: Path = RECORDED) -> None:
    """Write what was heard to a file; what was judged to be lost is kept where the same was heard again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    judged = {replace(one, lost=()): one.lost for one in recorded(path) if one.lost}
    rows = (
        {"utterance": one.utterance, "voice": one.voice, "heard": one.heard}
        | ({"lost": lost} if (lost := one.lost or judged.get(one)) else {})
        for one in heard
    )
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def cache() -> Path:
    """Where what was heard is kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "skill-enms" / "heard.jsonl"


def hear_all(utterances: list[str]) -> list[Heard]:
    """Each utterance in each voice; what was heard before is taken from the cache."""
    known = {(one.utterance, one.voice): one for one in recorded(cache())}
    wanted = [(utterance, voice) for utterance in utterances for voice in VOICES]
    open_ones = [key for key in wanted if key not in known]
    if open_ones:
        with listening() as ear:
            for n, (utterance, voice) in enumerate(open_ones, 1):
                known[utterance, voice] = ear.hear(utterance, voice)
                if n % 50 == 0 or n == len(open_ones):
                    record(list(known.values()), cache())
                    sys.stderr.write(f"heard {n} of {len(open_ones)}\n")
    return [known[key] for key in wanted]
