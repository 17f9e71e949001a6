"""`enms ask`: sentences said to an OVOS core, and what it answers."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from skill_enms.cli.output import INTERRUPTED
from skill_enms.reasons import Refused

if TYPE_CHECKING:
    from skill_enms.ask.listening import Bus

SKILL_ID = "skill-enms.openvoiceos"
ANSWER_SECONDS = 300.0


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    ask = commands.add_parser(
        "ask",
        help="say sentences to OVOS and print the answers",
        description="Says each TEXT, or each line of standard input, to an OVOS core and prints what is answered.",
    )
    ask.add_argument(
        "text", nargs="*", metavar="TEXT", help="a sentence; without any, lines of standard input are read"
    )
    ask.add_argument("--local", action="store_true", help="run a core in this process instead of asking the device's")
    ask.add_argument("--json", action="store_true", help="print one JSON object a sentence")
    ask.add_argument("--dialogue", action="store_true", help="take the sentences for one conversation")
    ask.add_argument("--verbose", action="store_true", help="show the logs of OVOS on standard error")
    ask.add_argument(
        "--timeout", type=float, default=ANSWER_SECONDS, metavar="SECONDS", help="longest wait for an answer (300)"
    )
    ask.set_defaults(run=run_ask)


def run_ask(options: argparse.Namespace) -> int:
    """Say every sentence and print the answers; 0 when each was answered in time."""
    from skill_enms.ask.quiet import log_path, quiet

    with quiet(None if options.verbose else log_path()) as (out, err):
        try:
            status = _ask(options, out, err)
        except KeyboardInterrupt:
            status = INTERRUPTED
        out.flush()
        err.flush()
        # Threads of OVOS, and a handler that waits for an answer that won't come, would hold the process up.
        os._exit(status)


def _ask(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    from skill_enms.ask.cores import NoCore, language
    from skill_enms.ask.listening import Conversation

    status = 0
    try:
        with _core(local=options.local) as bus:
            conversation = Conversation(bus, SKILL_ID, language())
            for utterance in _utterances(options.text, sys.stdin):
                answer = conversation.say(utterance, options.timeout)
                lines = [json.dumps(answer.as_json(), ensure_ascii=False)] if options.json else answer.spoken
                print(*lines, sep="\n", end="\n" if lines else "", file=out, flush=True)
                if not answer.ended:
                    print(f"enms ask: no answer within {options.timeout:g} seconds: {utterance}", file=err)
                    status = 1
                if not options.dialogue:
                    conversation.close()
                    conversation = Conversation(bus, SKILL_ID, language())
            conversation.close()
    except NoCore as error:
        print(f"enms ask: {error}", file=err)
        return 1
    return status


@contextmanager
def _core(*, local: bool) -> Iterator[Bus]:
    from skill_enms.ask.cores import loaded, local_core, running_core, train

    if not local:
        with running_core() as bus:
            yield bus
        return
    with local_core() as bus:
        from skill_enms import EnmsSkill

        with loaded(bus, SKILL_ID, EnmsSkill) as skill:
            # A device has had its plant open for long when somebody speaks; why it isn't, the answer will tell.
            with suppress(Refused):
                skill.opened().catalogue()
            train(bus)
            yield bus


def _utterances(texts: Sequence[str], lines: Iterable[str]) -> Iterator[str]:
    """The sentences to be said, without surrounding space; empty ones are left out."""
    yield from (text for line in texts or lines if (text := line.strip()))
