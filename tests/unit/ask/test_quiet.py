"""What is printed while a core runs goes to its log, whoever prints it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, sys
from pathlib import Path
from skill_enms.ask.quiet import quiet
with quiet(Path(sys.argv[1]) if sys.argv[1:] else None) as (out, err):
    print("a log")
    print("a warning", file=sys.stderr)
    os.system("echo a child")
    print("an answer", file=out)
    print("an error", file=err)
print("afterwards")
"""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=True
    )


def test_logs_go_to_the_file_and_answers_do_not(tmp_path: Path) -> None:
    done = run(tmp_path / "state" / "ask.log")
    assert done.stdout == "an answer\nafterwards\n"
    assert done.stderr == "an error\n"
    assert sorted((tmp_path / "state" / "ask.log").read_text().splitlines()) == ["a child", "a log", "a warning"]


def test_without_a_file_logs_go_to_standard_error() -> None:
    done = run()
    assert done.stdout == "an answer\nafterwards\n"
    assert sorted(done.stderr.splitlines()) == ["a child", "a log", "a warning", "an error"]


@pytest.mark.parametrize("place", ["file/ask.log", "folder"])
def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "folder").mkdir()
    done = run(tmp_path / place)
    assert done.stdout == "an answer\nafterwards\n"
    assert done.stderr == "an error\n"
