"""Recognises wave files: paths come in line by line, what was heard goes out, a JSON string a line.

A process of its own, since the recogniser lives in a virtual environment without the skill (`script/setup speech`). It
imports nothing of this repository.
"""

from __future__ import annotations

import json
import sys
import wave
from array import array
from pathlib import Path

import moonshine_voice
from moonshine_voice import ModelArch, Transcriber

MODEL = Path(moonshine_voice.__file__).parent / "assets" / "tiny-en"


def recognise(transcriber: Transcriber, path: str) -> str:
    """The text of one 16-bit mono recording."""
    with wave.open(path) as recording:
        samples = array("h", recording.readframes(recording.getnframes()))
        rate = recording.getframerate()
    transcript = transcriber.transcribe_without_streaming([sample / 32768 for sample in samples], rate)
    return " ".join(line.text.strip() for line in transcript.lines).strip()


def main() -> None:
    """Until standard input ends."""
    transcriber = Transcriber(str(MODEL), ModelArch.TINY)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(recognise(transcriber, line.rstrip("\n"))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
