"""docs/command.md is what the command says of itself. `script/docs` writes it anew."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill_enms.cli import parser

README = Path(__file__).parents[2] / "README.md"
PAGE = Path(__file__).parents[2] / "docs" / "command.md"
INTRODUCTION = """# The `enms` command

What the command says of itself with `--help`. Exit status 0 means that it worked; what went wrong is one line on
standard error. The database is the one that the skill is set up for: `ENMS_DATABASE_URL`, else `database_url` of the
skill's `settings.json`, else the embedded one.
"""


def parsers(command: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A command and everything below it, as they are listed."""
    yield command
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def page() -> str:
    sections = [f"## {below.prog}\n\n```text\n{below.format_help()}```\n" for below in parsers(parser())]
    return "\n".join([INTRODUCTION, *sections])


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="argparse words its help differently from version to version"
)
def test_the_page_is_what_the_command_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("USER", "you")
    if os.environ.get("ENMS_WRITE_DOCS"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "script/docs writes it anew"


@pytest.mark.parametrize("line", re.findall(r"^enms (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE))
def test_what_the_readme_types_is_understood(line: str) -> None:
    assert parser().parse_args(shlex.split(line.partition(" < ")[0], comments=True))
