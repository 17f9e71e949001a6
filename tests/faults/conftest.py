"""Faults, load, strange input and strangers: the skill as a whole in a real core, on a server that tests may hurt."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import works
from device import NOWHERE, Device, running_device
from figures import Figures
from own_server import OwnServer

_figures = Figures()


@pytest.fixture(scope="session")
def figures() -> Figures:
    return _figures


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _figures.lines:
        terminalreporter.section("survived")
        for line in _figures.lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    """A server to be hurt, and to be left running by every test."""
    made = OwnServer(tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.close()


@pytest.fixture(scope="session")
def template(server: OwnServer) -> str:
    """The plant that tests get copies of."""
    return works.build(server)


@pytest.fixture
def database(server: OwnServer, template: str) -> Iterator[str]:
    """A plant of the test's own: the database's name."""
    name = server.create(template)
    yield name
    server.drop(name)


@pytest.fixture(scope="session")
def running() -> Iterator[Device]:
    """A device that has no plant yet."""
    with running_device(NOWHERE) as made:
        yield made


@pytest.fixture
def device(running: Device, server: OwnServer, database: str) -> Iterator[Device]:
    """A device on the test's own plant. No connection is left behind."""
    running.use(server.url(database))
    yield running
    running.use(NOWHERE, wait=False)
    assert_no_sessions(server, database)


def assert_no_sessions(server: OwnServer, database: str) -> None:
    """Soon nobody of ours is connected any more."""
    deadline = time.monotonic() + 20
    while sessions := server.execute(
        "SELECT pid, state, now() - backend_start, now() - state_change, query FROM pg_stat_activity"
        " WHERE datname = %s AND application_name = 'skill-enms'",
        "postgres",
        database,
    ):
        assert time.monotonic() < deadline, sessions
        time.sleep(0.05)
