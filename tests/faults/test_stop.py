""" "Stop" ends a training that runs: for who asked, on the database server too, and it is said."""

from __future__ import annotations

import threading
import time

import pytest
from device import Device, heard_by
from figures import Figures
from own_server import OwnServer
from test_server import await_query, queries, versions
from works import TRAIN, make_slow

STOP_SECONDS = 1.0


@pytest.mark.parametrize("session", ["default", "satellite"])
def test_stop_ends_a_running_training(
    device: Device, server: OwnServer, database: str, figures: Figures, session: str
) -> None:
    make_slow(server, database)
    with heard_by(device, session) as heard:
        device.emit(TRAIN, heard.session)
        await_query(server, database, "slow_readings")
        begun = time.monotonic()
        device.emit("stop", heard.session)
        result = heard.wait("enms.result")
        speech = heard.wait("speak", "refused_cancelled")
        told = time.monotonic() - begun
    assert (result["ok"], result["code"]) == (False, "cancelled")
    assert speech["utterance"]
    assert told < STOP_SECONDS
    assert not queries(server, database, "slow_readings")
    assert versions(server, database) == []
    make_slow(server, database, 0)
    assert device.say(TRAIN).result["ok"]
    figures.fault(f"stop during a training, {session} session", told=told)


def test_stop_is_for_who_said_it(device: Device, server: OwnServer, database: str) -> None:
    make_slow(server, database, 0.01)
    with heard_by(device, "kitchen") as kitchen, heard_by(device, "hall") as hall:
        for heard in (kitchen, hall):
            device.emit(TRAIN, heard.session)
        while len(queries(server, database, "slow_readings")) < 2:
            time.sleep(0.02)
        device.emit("stop", kitchen.session)
        assert kitchen.wait("enms.result")["code"] == "cancelled"
        make_slow(server, database, 0)
        assert hall.wait("enms.result")["ok"]
    assert versions(server, database) == [(1, True)]
    assert threading.active_count() < 60
