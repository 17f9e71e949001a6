"""Seconds and memory that the skill adds to an OVOS core: on loading, once its plant is open, after the first training.

Each measurement is a process of its own, in a home of its own with the embedded database and the demo plant; one run
before the measured ones makes them. Memory is the resident set of the process that runs the core; that of the database
server, a process of its own, is told apart.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench import LIMIT_BROKEN

RUNS = 3
SENTENCE = "train baseline for electricity Compressor-1 using production count and outdoor temperature for year 2024"
LIMITS = {"load seconds": 1.0, "loaded MB": 60.0, "trained MB": 200.0}
ANSWER_SECONDS = 120.0


def main() -> int:
    """Measure, print a table and a last line of JSON; 0 when every limit was kept."""
    with tempfile.TemporaryDirectory(prefix="enms-bench-", ignore_cleanup_errors=True) as home:
        runs = [measure(Path(home)) for _ in range(RUNS + 1)][1:]
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, value in medians.items():
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"   limit {limit:g}: {'kept' if value <= limit else 'BROKEN'}"
        print(f"{name:<24}{value:9.2f}{verdict}")
    kept = all(medians[name] <= limit for name, limit in LIMITS.items())
    print(json.dumps({"benchmark": "footprint", "kept": kept, "limits": LIMITS, **medians}))
    return 0 if kept else LIMIT_BROKEN


def measure(home: Path) -> dict[str, float]:
    """One measurement, in a fresh process."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    environment = {**os.environ, "HOME": str(home), **folders}
    environment.pop("ENMS_DATABASE_URL", None)
    run = subprocess.run(
        [sys.executable, "-m", "bench.footprint", "one"], env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        sys.exit(f"the measured process failed:\n{run.stderr}")
    measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return measured


def one() -> dict[str, float]:
    """Load the skill into a core, open its plant, train once; what each step added."""
    from skill_enms.ask.cores import language, loaded, local_core, train
    from skill_enms.ask.listening import Conversation
    from skill_enms.cli.asking import SKILL_ID

    with local_core() as bus:
        before, started = megabytes(), time.perf_counter()
        from skill_enms import EnmsSkill

        with loaded(bus, SKILL_ID, EnmsSkill) as skill:
            loaded_after, loaded_megabytes = time.perf_counter() - started, megabytes()
            train(bus)
            skill.opened().catalogue()
            opened_after, opened_megabytes = time.perf_counter() - started, megabytes()
            with Conversation(bus, SKILL_ID, language()) as conversation:
                answer = conversation.say(SENTENCE, ANSWER_SECONDS)
            if answer.result is None or not answer.result["ok"]:
                sys.exit(f"the training failed: {answer.as_json()}")
            return {
                "load seconds": loaded_after,
                "loaded MB": loaded_megabytes - before,
                "ready after seconds": opened_after,
                "ready MB": opened_megabytes - before,
                "first training seconds": answer.seconds,
                "trained MB": megabytes() - before,
                "database server MB": server_megabytes(),
            }


def megabytes() -> float:
    """Resident memory of this process."""
    return float(psutil.Process().memory_info().rss) / 1e6


def server_megabytes() -> float:
    """Memory that only the processes below this one have: the database server's."""
    return sum(float(child.memory_full_info().uss) for child in psutil.Process().children(recursive=True)) / 1e6


if __name__ == "__main__":
    if sys.argv[1:] == ["one"]:
        print(json.dumps(one()), flush=True)
        os._exit(0)
    sys.exit(main())
