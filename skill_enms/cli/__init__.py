"""The `enms` command: what a person or a script types, thin over functions that live elsewhere.

Exit status 0 means that it worked. What went wrong is one line on standard error.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib.metadata import version

from skill_enms.cli import adjustments, asking, baselines, doctor, performance, plant, readings, reports
from skill_enms.cli.output import INTERRUPTED, Failed, explained
from skill_enms.reasons import Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = parser().parse_args(arguments)
    # Each attempt to connect is a warning in its log: without a handler Python prints them above our one line.
    logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())
    try:
        status: int = options.run(options)
    except (Refused, Failed) as error:
        print(f"enms {options.command}: {explained(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def parser() -> argparse.ArgumentParser:
    """What the command understands."""
    command = argparse.ArgumentParser(prog="enms", description="Energy baselines of a plant, from the shell.")
    command.add_argument("--version", action="version", version=f"enms {version('skill-enms')}")
    commands = command.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    asking.add_commands(commands)
    plant.add_commands(commands)
    readings.add_commands(commands)
    doctor.add_commands(commands)
    baselines.add_commands(commands)
    performance.add_commands(commands)
    reports.add_commands(commands)
    adjustments.add_commands(commands)
    return command
