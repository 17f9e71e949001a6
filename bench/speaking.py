"""How long a spoken request takes: from the utterance to the end of the answer, in a real OVOS core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


def seconds_to_answer(url: str, utterances: Sequence[str]) -> list[float]:
    """What `enms ask` says of each utterance, said one after the other to a plant at `url`.

    Raises RuntimeError where one wasn't carried out: an answer that refuses says nothing about speed.
    """
    with tempfile.TemporaryDirectory(prefix="enms-bench-") as folder:
        own = {f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        asked = subprocess.run(
            [Path(sys.executable).with_name("enms"), "ask", "--local", "--json", *utterances],
            env={**os.environ, **own, "ENMS_DATABASE_URL": url},
            capture_output=True,
            check=True,
            text=True,
        )
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    for answer in answers:
        if not (answer["result"] or {}).get("ok"):
            raise RuntimeError(f"{answer['utterance']}: {answer['spoken']}")
    return [float(answer["seconds"]) for answer in answers]
