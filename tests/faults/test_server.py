"""A server that is stopped, killed, paused and restarted under a skill that goes on."""

from __future__ import annotations

import time

import pytest
from device import RECOVERY_SECONDS, SENTENCE_SECONDS, Device, check_refused
from figures import Figures
from own_server import OwnServer
from works import TRAIN, make_slow


def await_query(server: OwnServer, database: str, words: str, present: bool = True) -> None:
    deadline = time.monotonic() + RECOVERY_SECONDS
    while bool(queries(server, database, words)) != present:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def queries(server: OwnServer, database: str, words: str) -> list[tuple[object, ...]]:
    return server.execute(
        "SELECT pid FROM pg_stat_activity WHERE datname = %s AND state = 'active' AND query LIKE %s"
        " AND application_name = 'skill-enms'",
        "postgres",
        *(database, f"%{words}%"),
    )


def versions(server: OwnServer, database: str) -> list[tuple[object, ...]]:
    return server.execute("SELECT version, active FROM enms.baselines ORDER BY version", database)


def test_a_server_that_is_stopped_is_told_and_found_again(device: Device, server: OwnServer, figures: Figures) -> None:
    assert device.say(TRAIN).result["ok"]
    server.stop()
    try:
        answer = device.refused(TRAIN, "database_unavailable")
        assert answer.seconds < SENTENCE_SECONDS
    finally:
        server.start()
    figures.fault("server stopped, started again", told=answer.seconds, recovered=device.recovered(TRAIN))


@pytest.mark.parametrize("how", ["crash", "pause"])
def test_a_server_that_fails_in_the_middle_of_a_query(
    device: Device, server: OwnServer, database: str, figures: Figures, how: str
) -> None:
    make_slow(server, database)
    with device.saying(TRAIN) as answer:
        await_query(server, database, "slow_readings")
        begun = time.monotonic()
        (server.crash if how == "crash" else server.pause)()
        check_refused(answer(), ["database_unavailable"])
        told = time.monotonic() - begun
        again = device.refused(TRAIN, "database_unavailable")
    assert max(told, again.seconds) < SENTENCE_SECONDS
    (server.start if how == "crash" else server.resume)()
    make_slow(server, database, 0)
    recovered = device.recovered(TRAIN)
    assert versions(server, database) == [(1, True)]
    figures.fault(f"server {how}ed in the middle of a query".replace("ee", "e"), told=told, recovered=recovered)


def test_a_server_that_is_restarted_between_two_questions_costs_nothing(
    device: Device, server: OwnServer, figures: Figures
) -> None:
    assert device.say(TRAIN).result["ok"]
    server.stop()
    server.start()
    answer = device.say(TRAIN)
    assert answer.result["ok"], answer.result
    figures.fault("server restarted between two questions", recovered=answer.seconds)
