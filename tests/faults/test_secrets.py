"""A database's password stays where it was put: not on the bus, in no log, no setting, no command line, no error."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from device import NOWHERE, Device
from figures import Figures
from own_server import PASSWORD, OwnServer
from works import SOURCES, TRAIN

ENMS = Path(sys.executable).with_name("enms")
WRONG = "wrong-4c1d77"


def test_a_password_is_told_nobody(
    running: Device,
    server: OwnServer,
    database: str,
    figures: Figures,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("psycopg").setLevel(logging.DEBUG)
    heard: list[str] = []
    running.bus.on("message", heard.append)
    try:
        running.use(server.url(database))
        for utterance in (TRAIN, SOURCES, "what can you do with energy baselines"):
            running.say(utterance)
        command_lines = [_command_line(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
        server.stop()
        running.refused(TRAIN, "database_unavailable")
        server.start()
        running.recovered(TRAIN)
        for url in (server.url(database, password=WRONG), f"postgresql://me:{WRONG}@host:port/%zz", f"{WRONG} @ x"):
            running.use(url, wait=False)
            running.refused(TRAIN, "not_permitted", "database_url_invalid")
    finally:
        running.bus.remove("message", heard.append)
        running.use(NOWHERE, wait=False)
    assert any("enms.result" in message for message in heard)
    printed = capfd.readouterr()
    stored = [json.dumps(dict(running.skill.settings)), Path(running.skill.settings.path or os.devnull).read_text()]
    everything = {
        "bus": heard,
        "log": [caplog.text, printed.out, printed.err],
        "argv": command_lines,
        "settings": stored,
    }
    for where, texts in everything.items():
        for text in texts:
            assert PASSWORD not in text, where
            assert WRONG not in text, where
    figures.tried("passwords looked for", f"{len(heard)} bus messages, {len(caplog.records)} log records: none")


def _command_line(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_bytes().decode("utf-8", "replace")
    return ""


@pytest.mark.parametrize("command", [["doctor", "--json"], ["migrate"], ["rollup"], ["data"]], ids=" ".join)
def test_no_command_shows_a_password(server: OwnServer, database: str, command: list[str]) -> None:
    urls = (
        server.url(database),
        server.url(database, password=WRONG),
        server.url("nowhere"),
        f"postgresql://me:{WRONG}@host:port/%zz",
        f"postgresql://me:{WRONG}@127.0.0.1:1/x",
    )
    for url in urls:
        environment = {**os.environ, "ENMS_DATABASE_URL": url}
        run = subprocess.run([ENMS, *command], env=environment, capture_output=True, text=True, check=False)
        for text in (run.stdout, run.stderr):
            assert PASSWORD not in text
            assert WRONG not in text
