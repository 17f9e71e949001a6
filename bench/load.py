"""How the skill bears up: many who ask at once, very many questions in a row, and whatever else may be said to it.

    script/bench load                       all of it; half an hour or more
    script/bench load sessions endurance    some of its parts
    script/bench load words --tries 1000    with fewer tries than the limits are meant for

sessions    fifty sessions ask at once, for three rounds: each gets its own answers and hears no other's
endurance   ten thousand utterances in a row: memory stays flat, connections stay within the pools
words       95,000 strange utterances through the reading: no exception, no hang, nothing acted on by half
talk        4,750 of them through a whole core, the demo plant behind it

With the twentieth of the last two that tests/faults tries, that makes 100,000 and 5,000. Each part is a process of its
own, in a home of its own with the embedded database and the demo plant.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from bench import LIMIT_BROKEN

if TYPE_CHECKING:
    from device import Device

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("faults", "golden", "database", "pipeline")]

SESSIONS = 50
ROUNDS = 3
LIMITS = {"p95 seconds": 3.0, "not answered": 0.0, "mixed": 0.0, "MB grown": 20.0, "connections": 12.0, "failures": 0.0}
"""At most. Connections: six that read, two that write, and what listens, looks after the rollup and is being opened."""
WARM_UP = 1_000
"""Utterances after which memory is taken for flat."""
SATELLITES = 20
"""Sessions that take turns in the endurance part: OVOS itself keeps every session that it has ever heard of."""
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
ANSWER_SECONDS = 120.0
HANG_SECONDS = 10.0


@contextmanager
def device() -> Iterator[Device]:
    """A core with the skill, and the demo plant with its rollup."""
    from device import Device

    from skill_enms import EnmsSkill
    from skill_enms.ask.cores import loaded, local_core, train
    from skill_enms.cli.asking import SKILL_ID
    from skill_enms.plant.rollup_table import TableRollup
    from skill_enms.plant.rollup_update import RollupUpdater

    with local_core() as bus, loaded(bus, SKILL_ID, EnmsSkill) as skill:
        train(bus)
        plant = skill.opened()
        catalogue, database = plant.catalogue(), plant.open()
        RollupUpdater(database, TableRollup(database)).update(catalogue)
        yield Device(bus, skill)


def sessions(tries: int) -> dict[str, Any]:
    """Many sessions at once, each with questions of its own."""
    waits: list[float] = []
    failed: Counter[str] = Counter()
    with device() as made:
        seus = [seu for seu in made.skill.opened().catalogue().seus if seu.energy_source == "electricity"][:6]

        def named(spoken: Sequence[str]) -> set[str]:
            return {seu.name for seu in seus if any(seu.name in sentence for sentence in spoken)}

        for round_number in range(ROUNDS):
            together = threading.Barrier(tries)

            def ask(number: int, round_number: int = round_number, together: threading.Barrier = together) -> None:
                seu, month = seus[number % len(seus)], (number + round_number) % len(MONTHS)
                with made.conversation() as conversation:
                    together.wait()
                    answer = conversation.say(
                        f"how much electricity did {seu.name} use in {MONTHS[month]} 2024", ANSWER_SECONDS
                    )
                result = answer.result or {}
                wanted = (seu.name, f"2024-{month + 1:02}-01")
                if not answer.ended or not result.get("ok"):
                    failed[f"no answer: {result.get('code')}"] += 1
                elif (result.get("seu"), result.get("start")) != wanted or named(answer.spoken) != {seu.name}:
                    failed[f"mixed: {wanted}, {result.get('seu')} {result.get('start')}, {answer.spoken}"] += 1
                waits.append(answer.seconds)

            threads = [threading.Thread(target=ask, args=(number,)) for number in range(tries)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    waits.sort()
    return {
        "sessions at once": tries,
        "questions": len(waits),
        "median seconds": statistics.median(waits),
        "p95 seconds": waits[int(0.95 * len(waits))],
        "longest seconds": waits[-1],
        "not answered": sum(count for why, count in failed.items() if why.startswith("no answer")),
        "mixed": sum(count for why, count in failed.items() if why.startswith("mixed")),
        "why": dict(failed),
    }


SAID = (
    "which energy sources are there",
    "which significant energy uses are there",
    "which drivers are there for steam",
    "how much electricity did Compressor-1 use in march 2024",
    "how good is the baseline for electricity Compressor-1",
    "how did Compressor-1 electricity do against its baseline in march 2025",
    "train baseline for Toaster-9 using temperature for 2024",
    "train baseline for electricity Compressor-1 using lunar phase for 2024",
    "train baseline for Boiler-1",
    "never mind",
    "expected energy for Compressor-1 electricity at 20 degrees and 8000 pieces",
    "which machines used the most electricity in june 2025",
    "which data is real for electricity Compressor-1",
    "what can you do with energy baselines",
    "what is the capital of france",
)
TRAINED = "train baseline for electricity Compressor-1 using production count and outdoor temperature for year 2024"


def endurance(tries: int) -> dict[str, Any]:
    """One after the other; a training every hundred."""
    from skill_enms.ask.listening import Conversation

    with device() as made:
        talks: list[Conversation] = [made.conversation() for _ in range(SATELLITES)]
        first = talks[0].say(TRAINED, ANSWER_SECONDS)
        if not (first.result or {}).get("ok"):
            sys.exit(f"the training failed: {first.as_json()}")
        unanswered, connections, memory, begun = 0, 0, [], time.monotonic()
        for number in range(tries):
            utterance = TRAINED if number % 100 == 99 else SAID[number % len(SAID)]
            answer = talks[number // 3 % SATELLITES].say(utterance, ANSWER_SECONDS)
            unanswered += not answer.ended or (answer.result or {}).get("code") == "internal_error"
            if number % 250 == 249:
                connections = max(connections, _connections(made))
            if number % 100 == 99:
                memory.append(_megabytes())
        seconds = time.monotonic() - begun
    after = memory[min(WARM_UP, tries // 2) // 100 :]
    calm = max(1, len(after) // 10)  # what a single moment holds says little
    return {
        "utterances": tries,
        "minutes": seconds / 60,
        "MB at first": statistics.median(after[:calm]),
        "MB at last": statistics.median(after[-calm:]),
        "MB grown": statistics.median(after[-calm:]) - statistics.median(after[:calm]),
        "connections": connections,
        "threads": threading.active_count(),
        "not answered": unanswered,
    }


def _connections(made: Device) -> int:
    with made.skill.opened().open().reading() as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'skill-enms'"
        ).fetchone()
    return int(row[0]) if row else 0


def _megabytes() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def words(tries: int) -> dict[str, Any]:
    """Strange utterances understood in every way that they may be, on every plant of the tests."""
    from plants import PLANTS
    from sense import SECONDS, Slowest, try_all
    from strange import Strange

    from skill_enms.understand.reading import INTENTS
    from skill_enms.understand.words.lexicon import load_lexicon

    chance, slowest, lexicon = random.Random(2), Slowest(), load_lexicon("en-US")
    failures: Counter[str] = Counter()
    share = -(-tries // len(PLANTS))
    for number, catalogue in enumerate(PLANTS.values()):
        try_all("", catalogue, lexicon, Slowest())
        for utterance in itertools.islice(Strange(catalogue, 1000 + number), share):
            try:
                try_all(utterance, catalogue, lexicon, slowest, [chance.choice(INTENTS)])
            except Exception as error:  # noqa: BLE001, PERF203 - any at all is a finding
                failures[f"{type(error).__name__}: {utterance[:100]!r}"] += 1
    if slowest.seconds >= SECONDS:
        failures[f"slow: {slowest.what}"] += 1
    return {
        "utterances": share * len(PLANTS),
        "calls": slowest.calls,
        "slowest ms": 1000 * slowest.seconds,
        "failures": sum(failures.values()),
        "why": dict(failures.most_common(20)),
    }


def talk(tries: int) -> dict[str, Any]:
    """Strange utterances through the whole core."""
    from plants import DEMO
    from strange import Strange
    from test_strange_talk import LONGEST, check_heard

    failures: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    with device() as made:
        short = (utterance for utterance in Strange(DEMO, 2000) if len(utterance) <= LONGEST)
        for utterance in itertools.islice(short, tries):
            begun = time.monotonic()
            try:
                outcomes[check_heard(utterance, made.heard_of(utterance)) or "left alone"] += 1
            except Exception as error:  # noqa: BLE001 - any at all is a finding
                failures[f"{type(error).__name__}: {utterance[:100]!r}"] += 1
            taken = time.monotonic() - begun
            slowest = max(slowest, taken)
            if taken > HANG_SECONDS:
                failures[f"slow, {taken:.1f} s: {utterance[:100]!r}"] += 1
    return {
        "utterances": tries,
        "taken": tries - outcomes["left alone"],
        "answered": outcomes["answered"],
        "slowest seconds": slowest,
        "failures": sum(failures.values()),
        "why": dict(failures.most_common(20)),
    }


PARTS: dict[str, tuple[Callable[[int], dict[str, Any]], int]] = {
    "sessions": (sessions, SESSIONS),
    "endurance": (endurance, 10_000),
    "words": (words, 95_000),
    "talk": (talk, 4_750),
}
"""Part → what does it, and how often it tries."""


def main(arguments: list[str]) -> int:
    """Do the parts, print a table and a last line of JSON; 0 when every limit was kept."""
    parser = argparse.ArgumentParser(prog="script/bench load")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all of them without any")
    parser.add_argument("--tries", type=int, help="in the place of what each part would do")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)}")
    figures: dict[str, dict[str, Any]] = {}
    kept = True
    with tempfile.TemporaryDirectory(prefix="enms-bench-", ignore_cleanup_errors=True) as home:
        for part in options.parts or PARTS:
            figures[part] = found = measured(Path(home), part, options.tries or PARTS[part][1])
            print(part, flush=True)
            for name, value in found.items():
                limit = LIMITS.get(name)
                broken = limit is not None and value > limit
                kept = kept and not broken
                verdict = "" if limit is None else f"   at most {limit:g}: {'BROKEN' if broken else 'kept'}"
                print(f"  {name:<20}{value if isinstance(value, dict) else f'{value:10.2f}'}{verdict}", flush=True)
    print(json.dumps({"benchmark": "load", "kept": kept, "limits": LIMITS, **figures}))
    return 0 if kept else LIMIT_BROKEN


def measured(home: Path, part: str, tries: int) -> dict[str, Any]:
    """One part, in a process of its own."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    environment = {**os.environ, "HOME": str(home), **folders}
    environment.pop("ENMS_DATABASE_URL", None)
    results = home / f"{part}.json"
    with (home / f"{part}.log").open("w+") as log:
        command = [sys.executable, "-m", "bench.load", "one", part, str(tries), str(results)]
        run = subprocess.run(command, env=environment, stdout=log, stderr=log, cwd=ROOT, check=False)
        if run.returncode:
            log.seek(0)
            sys.exit(f"{part} failed:\n{log.read()[-3000:]}")
    found: dict[str, Any] = json.loads(results.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _, _, name, number, path = sys.argv
        Path(path).write_text(json.dumps(PARTS[name][0](int(number))), encoding="utf-8")
        os._exit(0)
    sys.exit(main(sys.argv[1:]))
