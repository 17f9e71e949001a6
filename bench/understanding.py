"""How well the skill understands: golden utterances through a real OVOS core with the real skill, on both OVOS lines.

    script/bench understanding                  what is typed, and what was heard of it when it was last spoken
    script/bench understanding --line stable    on one line only
    script/bench understanding --speech         speaks them anew and listens (takes a while the first time)
    script/bench understanding --show           also each utterance of the tuning part that came to something else

Four outcomes: right, asked (a question came where something else was wanted), missed (not taken, or refused), wrong
(something else would have been done). Somebody else's sentences are told apart: none may be taken. So is the part that
is kept out of all tuning, whose utterances are never shown here. Of what a recogniser heard, a question counts as right
where one was wanted, whatever it asks. Some of what is heard no longer holds the answer: somebody who read what was
said beside what was heard, of both parts, has noted what is lost. There a question is right, and a guess is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import LIMIT_BROKEN

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "golden"), str(ROOT / "tests" / "speech")]

LINES = {"prerelease": ROOT / ".venv" / "bin" / "python", "stable": ROOT / ".venv-stable" / "bin" / "python"}
PARTS = ("tuning", "heldout")
MILLISECONDS = 50.0
LEAST = {"typed": {"right": 97.0}, "heard": {"right": 75.0, "right or asked": 90.0}}
MOST = {"typed": {"wrong": 1.0, "taken": 0.0}, "heard": {"wrong": 3.0, "taken": 0.0}}


@dataclass(frozen=True, slots=True)
class Case:
    """One utterance that was said to the skill."""

    how: str
    """typed or heard."""
    part: str
    """tuning or heldout."""
    utterance: str
    """As the golden files have it."""
    words: str
    """What the skill was given."""
    wanted: str | None
    """The intent that it has; None for somebody else's sentence."""
    taken: str | None
    """The intent that the skill took it for."""
    outcome: str
    """right, asked, missed or wrong."""
    milliseconds: float | None
    """Matching and resolving; None where the skill didn't take it."""


def main(arguments: list[str]) -> int:
    """Measure, print a table and a last line of JSON; 0 when every limit was kept."""
    parser = argparse.ArgumentParser(prog="script/bench understanding")
    parser.add_argument("--line", choices=LINES, action="append", help="this OVOS line only")
    parser.add_argument("--speech", action="store_true", help="speak and listen anew, and keep what was heard")
    parser.add_argument("--show", action="store_true", help="show what didn't come out right in the tuning part")
    options = parser.parse_args(arguments)
    if options.speech:
        speak()
    figures: dict[str, dict[str, float]] = {}
    kept = True
    print(f"{'':<28}{'n':>6}{'right':>8}{'asked':>8}{'missed':>8}{'wrong':>8}{'others':>8}{'taken':>7}")
    for line in options.line or LINES:
        if not LINES[line].exists():
            print(f"{line}: not set up, left out (script/setup {line})")
            continue
        cases = measured(line)
        for how, part in ((how, part) for how in LEAST for part in PARTS):
            row = shares([case for case in cases if (case.how, case.part) == (how, part)])
            broken = limits_broken(how, row)
            kept = kept and not broken
            figures[f"{line} {how} {part}"] = row
            print(table_row(f"{line}, {how}, {part}", row) + (f"   BROKEN: {', '.join(broken)}" if broken else ""))
        waits = sorted(case.milliseconds for case in cases if case.milliseconds is not None)
        row = {"median ms": statistics.median(waits), "p95 ms": waits[int(0.95 * len(waits))]}
        figures[f"{line} time"] = row
        fast = row["median ms"] < MILLISECONDS
        kept = kept and fast
        told = f"median {row['median ms']:.1f}, p95 {row['p95 ms']:.1f}"
        print(f"{line}, matching and resolving, ms: {told}   under {MILLISECONDS:g}: {'kept' if fast else 'BROKEN'}")
        if options.show:
            show(cases)
    print(json.dumps({"benchmark": "understanding", "kept": kept, "at least": LEAST, "at most": MOST, **figures}))
    return 0 if kept else LIMIT_BROKEN


def shares(cases: list[Case]) -> dict[str, float]:
    """Per cent of each outcome among the skill's own utterances, and how many of somebody else's were taken."""
    ours = [case.outcome for case in cases if case.wanted is not None]
    theirs = [case for case in cases if case.wanted is None]
    row: dict[str, float] = {"n": len(ours)}
    for outcome in ("right", "asked", "missed", "wrong"):
        row[outcome] = round(100 * ours.count(outcome) / max(len(ours), 1), 1)
    row["right or asked"] = round(row["right"] + row["asked"], 1)
    return {**row, "others": len(theirs), "taken": sum(case.taken is not None for case in theirs)}


def limits_broken(how: str, row: dict[str, float]) -> list[str]:
    """The limits that a row breaks."""
    if not row["n"]:
        return ["nothing measured"]
    low = [f"{name} under {limit:g}" for name, limit in LEAST[how].items() if row[name] < limit]
    return low + [f"{name} over {limit:g}" for name, limit in MOST[how].items() if row[name] > limit]


def table_row(name: str, row: dict[str, float]) -> str:
    """A line of the table."""
    outcomes = "".join(f"{row[outcome]:>8.1f}" for outcome in ("right", "asked", "missed", "wrong"))
    return f"{name:<28}{row['n']:>6}{outcomes}{row['others']:>8}{row['taken']:>7}"


def show(cases: Iterable[Case]) -> None:
    """What didn't come out right, of the part that may be looked at."""
    for case in cases:
        if case.part == "tuning" and case.outcome != "right":
            told = "" if case.words == case.utterance else f"   ({case.utterance})"
            print(f"  {case.outcome:<7} {case.wanted} → {case.taken}: {case.words}{told}")


def measured(line: str) -> list[Case]:
    """Every case on one OVOS line, in a process of its own with a home of its own."""
    with tempfile.TemporaryDirectory(prefix="enms-bench-", ignore_cleanup_errors=True) as home:
        folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        results = Path(home) / "cases.jsonl"
        with (Path(home) / "log").open("w+") as log:
            run = subprocess.run(
                [LINES[line], "-m", "bench.understanding", "measure", results],
                env={**os.environ, "HOME": home, **folders},
                cwd=ROOT,
                stdout=log,
                stderr=log,
                check=False,
            )
            if run.returncode:
                log.seek(0)
                sys.exit(f"measuring on the {line} line failed:\n{log.read()[-3000:]}")
        return [Case(**json.loads(row)) for row in results.read_text(encoding="utf-8").splitlines()]


def measure(results: Path) -> None:
    """Say everything to a core of this interpreter's OVOS line."""
    from judge import Golden, load
    from listener import listener
    from voices import recorded

    said: list[tuple[str, str, Golden, str, tuple[str, ...]]] = []
    for part in PARTS:
        golden = load(part)
        said += [("typed", part, each, each.utterance, ()) for each in golden]
        by_utterance = {each.utterance: each for each in golden}
        spoken = (one for one in recorded() if one.utterance in by_utterance)
        said += [("heard", part, by_utterance[one.utterance], one.heard, one.lost) for one in spoken]
    with listener() as ear, results.open("w", encoding="utf-8") as out:
        for how, part, golden_one, words, lost in said:
            heard = ear.hear(golden_one, words, lost)
            asked = how == "heard" and heard.outcome == "asked" and golden_one.outcome["code"] == "question"
            outcome = "right" if asked else heard.outcome
            case = Case(
                how,
                part,
                golden_one.utterance,
                words,
                golden_one.intent,
                heard.intent,
                outcome,
                heard.milliseconds,
            )
            out.write(json.dumps(asdict(case), ensure_ascii=False) + "\n")


def speak() -> None:
    """Speak the golden utterances that are kept as heard, and all that are kept out of tuning; keep what is heard."""
    from judge import load
    from voices import hear_all, missing, record, recorded

    lack = missing()
    if lack is not None:
        sys.exit(f"script/bench understanding --speech: {lack}")
    before = dict.fromkeys(heard.utterance for heard in recorded())
    record(hear_all([*before, *(golden.utterance for golden in load("heldout") if golden.utterance not in before)]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]))
        os._exit(0)
    sys.exit(main(sys.argv[1:]))
