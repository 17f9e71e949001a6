"""The first words while the plant is still being opened, or when it wasn't there at the start."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest
from device import NOWHERE, SENTENCE_SECONDS, Device, heard_by
from figures import Figures
from own_server import OwnServer
from proxy import Network
from works import SOURCES, TRAIN

from skill_enms.settings import DATABASE_URL_VARIABLE

MAKING_SECONDS = 120.0


def test_a_plant_that_takes_long_to_open_is_waited_for_and_that_is_said(
    device: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    with Network(server.url(database)) as network, heard_by(device, "kitchen") as heard:
        network.delay(0.15)
        begun = time.monotonic()
        device.use(network.url, wait=False)
        device.emit(SOURCES, heard.session)
        heard.wait("speak", "working_on_it")
        told = time.monotonic() - begun
        assert heard.wait("enms.result")["ok"]
        device.use(server.url(database))
    assert told < SENTENCE_SECONDS
    figures.fault("first words while a slow plant is being opened", told=told)


@pytest.fixture
def embedded(running: Device) -> Iterator[Device]:
    """A device that is told to use the embedded server, which nobody made yet."""
    del os.environ[DATABASE_URL_VARIABLE]
    yield running
    running.use(NOWHERE, wait=False)


def test_first_words_while_the_embedded_server_is_being_made(embedded: Device, figures: Figures) -> None:
    with heard_by(embedded, "kitchen") as heard:
        begun = time.monotonic()
        embedded.skill.open_plant()
        embedded.emit(SOURCES, heard.session)
        heard.wait("speak", "working_on_it")
        told = time.monotonic() - begun
        assert len(heard.wait("enms.result", seconds=MAKING_SECONDS)["energy_sources"]) > 3
    assert told < SENTENCE_SECONDS
    figures.fault("first words while the embedded server is being made", told=told)


def test_a_plant_that_was_not_there_at_the_start_is_found(
    running: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    server.stop()
    try:
        running.use(server.url(database), wait=False)
        answer = running.refused(TRAIN, "database_unavailable")
    finally:
        server.start()
    figures.fault("server not there at the start", told=answer.seconds, recovered=running.recovered(TRAIN))
    running.use(NOWHERE, wait=False)


def test_settings_that_change_while_a_plant_is_opened_leave_nothing_behind(
    device: Device, server: OwnServer, database: str
) -> None:
    """What is connected in vain is seen when the device's fixture ends."""
    before = threading.active_count()
    for _ in range(5):
        device.use(NOWHERE, wait=False)
        device.use(server.url(database), wait=False)
    device.use(server.url(database))
    assert device.say(SOURCES).result["ok"]
    deadline = time.monotonic() + 20
    while threading.active_count() > before + 2:
        assert time.monotonic() < deadline, threading.enumerate()
        time.sleep(0.1)
