"""A plant's database that is not as it should be, or stops being so: each in words that say what to do."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from device import NOWHERE, SENTENCE_SECONDS, Device
from figures import Figures
from own_server import OwnServer
from test_server import versions
from works import SOURCES, TRAIN, make_slow

from skill_enms.opening import Plant
from skill_enms.settings import DATABASE_URL_VARIABLE, Settings

ADDRESSES = {
    "no such host": ("postgresql://plant.invalid/plant", "database_unavailable"),
    "no such port": ("postgresql://127.0.0.1:1/plant", "database_unavailable"),
    "an address that never answers": ("postgresql://192.0.2.1:5432/plant", "database_unavailable"),
    "no such socket": ("postgresql:///plant?host=/nowhere/at/all", "database_unavailable"),
    "nonsense": ("postgresql://me:hush@host:port/%zz", "database_url_invalid"),
    "something else": ("mysql://host/plant", "database_url_invalid"),
}


@pytest.mark.parametrize("what", ADDRESSES)
def test_an_address_that_leads_nowhere(running: Device, figures: Figures, what: str) -> None:
    url, code = ADDRESSES[what]
    running.use(url, wait=False)
    try:
        answer = running.refused(TRAIN, code)
    finally:
        running.use(NOWHERE, wait=False)
    assert answer.seconds < SENTENCE_SECONDS
    assert "hush" not in f"{answer}"
    figures.fault(f"address of the database: {what}", told=answer.seconds)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("wrong password", "not_permitted"),
        ("unknown role", "not_permitted"),
        ("no such database", "database_missing"),
        ("no plant in it", "database_not_prepared"),
        ("TLS demanded of a server without", "database_untrusted"),
    ],
)
def test_a_server_that_does_not_let_in(
    running: Device, server: OwnServer, database: str, figures: Figures, what: str, code: str
) -> None:
    empty = server.create()
    url = {
        "wrong password": server.url(database, password="guess-7f"),
        "unknown role": server.url(database, user="nobody"),
        "no such database": server.url("nowhere"),
        "no plant in it": server.url(empty),
        "TLS demanded of a server without": server.url(database) + "?sslmode=require",
    }[what]
    running.use(url, wait=False)
    try:
        answer = running.refused(TRAIN, code)
        assert answer.seconds < SENTENCE_SECONDS
        # It is put right without a restart of the skill.
        running.use(server.url(database))
        assert running.say(SOURCES).result["ok"]
    finally:
        running.use(NOWHERE, wait=False)
        server.drop(empty)
    figures.fault(what, told=answer.seconds)


BROKEN = {
    "readings table dropped": ("DROP TABLE energy_readings CASCADE", ("no_meter",)),
    "driver table dropped": ("DROP TABLE production_data CASCADE", ("unknown_feature",)),
    "our schema dropped": ("DROP SCHEMA enms CASCADE", ("database_not_prepared",)),
    "baselines dropped": ("DROP TABLE enms.baselines CASCADE", ("database_not_prepared",)),
    "column renamed": (
        "ALTER TABLE production_data RENAME production_count TO pieces",
        ("unknown_feature",),
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_plant_that_loses_something_while_it_is_asked_about(
    device: Device, server: OwnServer, database: str, figures: Figures, what: str
) -> None:
    statement, codes = BROKEN[what]
    assert device.say(TRAIN).result["ok"]
    server.execute(statement, database)
    first = device.refused(TRAIN, *codes)
    time.sleep(1.0)  # the database tells of what was changed; the next answer knows
    second = device.refused(TRAIN, *codes)
    assert max(first.seconds, second.seconds) < SENTENCE_SECONDS
    figures.fault(what, told=max(first.seconds, second.seconds))


def test_rights_that_are_taken_away_and_given_back(
    device: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    server.execute("CREATE ROLE meek LOGIN PASSWORD 'hush-meek'", "postgres")
    try:
        server.execute("GRANT pg_read_all_data TO meek", "postgres")
        device.use(server.url(database, user="meek", password="hush-meek"))
        assert device.say(SOURCES).result["ok"]
        # It may read; the history it may not write.
        may_not_write = device.refused(TRAIN, "not_permitted")
        server.execute("REVOKE pg_read_all_data FROM meek", "postgres")
        may_not_read = device.refused(TRAIN, "not_permitted", "database_not_prepared")
        server.execute("GRANT pg_read_all_data, pg_write_all_data TO meek", "postgres")
        recovered = device.recovered(TRAIN)
    finally:
        device.use(NOWHERE, wait=False)
        server.execute("DROP OWNED BY meek", database)
        server.execute("DROP ROLE meek", "postgres")
    figures.fault("rights revoked", told=max(may_not_write.seconds, may_not_read.seconds), recovered=recovered)


def test_a_server_that_takes_no_more_connections(
    running: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    server.execute(
        "CREATE ROLE crowd LOGIN PASSWORD 'hush-crowd' CONNECTION LIMIT 3 IN ROLE pg_read_all_data", "postgres"
    )
    url = server.url(database, user="crowd", password="hush-crowd")
    running.use(NOWHERE, wait=False)
    with contextlib.ExitStack() as crowd:
        for _ in range(3):
            crowd.enter_context(psycopg.connect(url))
        running.use(url, wait=False)
        answer = running.refused(TRAIN, "database_busy")
        assert answer.seconds < SENTENCE_SECONDS
    begun = time.monotonic()
    while not (running.say(SOURCES).result or {}).get("ok"):
        assert time.monotonic() - begun < 10
    recovered = time.monotonic() - begun
    running.use(NOWHERE, wait=False)
    figures.fault("no more connections to be had", told=answer.seconds, recovered=recovered)
    server.drop(database)
    server.execute("DROP ROLE crowd", "postgres")


def test_a_standby_answers_and_stores_nothing(
    device: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    """A server in recovery: what is asked of it works, what would change it is refused in words of its own."""
    assert device.say(TRAIN).result["ok"]
    server.stop()
    signal = server.data / "standby.signal"
    signal.touch()
    os.chown(signal, server.data.stat().st_uid, server.data.stat().st_gid)
    server.start()
    try:
        described = device.recovered("how good is the baseline for electricity Press-1")
        answer = device.refused(TRAIN, "database_read_only")
    finally:
        server.stop()
        signal.unlink(missing_ok=True)
        server.start()
    assert answer.seconds < SENTENCE_SECONDS
    assert versions(server, database) == [(1, True)]
    device.recovered(TRAIN)
    figures.fault("server in recovery, for reading only", told=answer.seconds, recovered=described)


@pytest.fixture
def impatient(device: Device, server: OwnServer, database: str) -> Iterator[Device]:
    """The device, whose statements may take half a second."""
    settings = replace(device.skill.opened().settings, statement_timeout_seconds=0.5)
    device.skill.opened().close()
    device.skill.plant = Plant(settings)
    device.skill.opened().catalogue()
    yield device


def test_a_statement_that_takes_too_long(impatient: Device, server: OwnServer, database: str, figures: Figures) -> None:
    make_slow(server, database)
    answer = impatient.refused(TRAIN, "database_timeout")
    assert answer.seconds < SENTENCE_SECONDS
    make_slow(server, database, 0)
    figures.fault("statement timeout", told=answer.seconds, recovered=impatient.recovered(TRAIN))


NONSENSE = {"fiscal_year_start": "abc", "rule_set": 7, "timezone": "Mars/Base", "statement_timeout_seconds": "soon"}


def test_settings_that_make_no_sense_cost_no_answer(
    device: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    before = dict(device.skill.settings)
    device.skill.settings.update(NONSENSE)
    try:
        device.skill.open_plant()
        found = device.skill.opened().settings
        assert set(found.ignored) == set(NONSENSE)
        assert replace(found, ignored=()) == Settings(database_url=os.environ[DATABASE_URL_VARIABLE])
        for utterance in (TRAIN, TRAIN.replace("the first quarter of 2024", "the fiscal year 2024"), SOURCES):
            assert device.say(utterance).result["code"] != "internal_error"
        assert device.say(TRAIN).result["rule_set"] == "sep"
    finally:
        for name in NONSENSE:
            device.skill.settings.pop(name, None)
        device.skill.settings.update(before)
    figures.fault("settings that make no sense")


@pytest.mark.parametrize("year", [1970, 2000, 2038, 2100])
def test_a_clock_that_jumps_breaks_nothing(
    device: Device, figures: Figures, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    from skill_enms import hearing

    class Clock(hearing.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(year, 1, 1, 0, 0, 1, tzinfo=tz)

    assert device.say(TRAIN).result["ok"]
    monkeypatch.setattr(hearing, "datetime", Clock)
    monkeypatch.setattr(time, "time", lambda: (year - 1970) * 31_556_952.0)
    for utterance in (
        TRAIN,
        SOURCES,
        "how did Press-1 do last month",
        "how much electricity did Press-1 use yesterday",
    ):
        answer = device.say(utterance)
        assert answer.spoken
        assert answer.result is None or answer.result["code"] != "internal_error", answer
    monkeypatch.undo()
    assert device.say(TRAIN).result["ok"]
    figures.fault(f"clock jumps to {year}")
