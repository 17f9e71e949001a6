"""Storing a baseline while the server dies, the disk is full, or somebody else holds the table: all or nothing."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from device import SENTENCE_SECONDS, Device, check_refused, heard_by
from figures import Figures
from own_server import OwnServer
from test_server import await_query, versions
from works import TRAIN

_SLOW_STORE = """
CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
CREATE TRIGGER dawdle AFTER {what} ON {table} FOR EACH ROW EXECUTE FUNCTION dawdle();
"""


def mirrored(server: OwnServer, database: str) -> list[tuple[object, ...]]:
    return server.execute("SELECT trained_at, r_squared FROM seus", database)


@pytest.mark.parametrize(("what", "table"), [("INSERT", "enms.baselines"), ("UPDATE", "seus")])
@pytest.mark.parametrize("how", ["crash", "stop"])
def test_a_server_that_ends_in_the_middle_of_storing_leaves_the_baseline_that_was(
    device: Device, server: OwnServer, database: str, figures: Figures, what: str, table: str, how: str
) -> None:
    assert device.say(TRAIN).result["ok"]
    before = mirrored(server, database)
    server.execute(_SLOW_STORE.format(what=what, table=table), database)
    with device.saying(TRAIN) as answer:
        await_query(server, database, what)
        begun = time.monotonic()
        (server.crash if how == "crash" else server.stop)()
        check_refused(answer(), ["database_unavailable"])
        told = time.monotonic() - begun
    assert told < SENTENCE_SECONDS
    server.start()
    assert versions(server, database) == [(1, True)]
    assert mirrored(server, database) == before
    server.execute(f"DROP TRIGGER dawdle ON {table}", database)
    recovered = device.recovered(TRAIN)
    assert versions(server, database) == [(1, False), (2, True)]
    figures.fault(f"server {how} while {table} was written", told=told, recovered=recovered)


def test_a_training_that_is_stopped_while_it_is_stored_leaves_the_baseline_that_was(
    device: Device, server: OwnServer, database: str
) -> None:
    server.execute(_SLOW_STORE.format(what="INSERT", table="enms.baselines"), database)
    with heard_by(device, "kitchen") as heard:
        device.emit(TRAIN, heard.session)
        await_query(server, database, "INSERT")
        device.emit("stop", heard.session)
        assert heard.wait("enms.result")["code"] == "cancelled"
    assert versions(server, database) == []


@pytest.fixture
def full_disk(server: OwnServer, database: str) -> Iterator[None]:
    """Our own tables on a disk of their own, which is full."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a disk that is full")
    disk = server.home / "disk"
    disk.mkdir(exist_ok=True)
    owner = server.data.stat()
    options = f"size=2m,mode=0700,uid={owner.st_uid},gid={owner.st_gid}"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        server.execute(f"CREATE TABLESPACE small LOCATION '{disk}'", database)
        server.execute("ALTER TABLE enms.baselines SET TABLESPACE small", database)
        server.execute("CREATE TABLE filler (block text) TABLESPACE small", database)
        fill(disk)
        yield
    finally:
        server.execute("DROP TABLE IF EXISTS filler", database)
        server.execute("ALTER TABLE enms.baselines SET TABLESPACE pg_default", database)
        server.execute("DROP TABLESPACE IF EXISTS small", database)
        subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Use up what is left of it."""
    with (disk / "full").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


def test_a_full_disk_is_told_and_costs_no_baseline(
    device: Device, server: OwnServer, database: str, full_disk: None, figures: Figures
) -> None:
    codes = set()
    answers = [device.say(TRAIN) for _ in range(3)]
    for answer in answers:
        codes.add(answer.result["code"])
    assert codes == {"database_full"}
    assert versions(server, database) == []
    (server.home / "disk" / "full").unlink()
    figures.fault(
        "disk full for our own tables",
        told=max(answer.seconds for answer in answers),
        recovered=device.recovered(TRAIN),
    )
    assert versions(server, database) == [(1, True)]


def test_a_quota_is_told_like_a_full_disk(device: Device, server: OwnServer, database: str) -> None:
    server.execute(
        "CREATE FUNCTION quota() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'quota' USING ERRCODE = 'disk_full'; END $$;"
        "CREATE TRIGGER quota BEFORE INSERT ON enms.baselines FOR EACH ROW EXECUTE FUNCTION quota()",
        database,
    )
    device.refused(TRAIN, "database_full")
