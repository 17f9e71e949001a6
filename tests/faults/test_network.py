"""A network between the skill and its database that stalls, breaks and comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from device import SENTENCE_SECONDS, Device, check_refused
from figures import Figures
from own_server import OwnServer
from proxy import Network
from test_server import await_query, versions
from works import SOURCES, TRAIN, make_slow


@pytest.fixture
def network(device: Device, server: OwnServer, database: str) -> Iterator[Network]:
    """The network that the device's plant is behind."""
    with Network(server.url(database)) as made:
        device.use(made.url)
        yield made


def test_a_network_that_swallows_everything_in_the_middle_of_a_training(
    device: Device, server: OwnServer, database: str, network: Network, figures: Figures
) -> None:
    make_slow(server, database)
    with device.saying(TRAIN) as answer:
        await_query(server, database, "slow_readings")
        begun = time.monotonic()
        network.black_hole()
        check_refused(answer(), ["database_unavailable"])
        told = time.monotonic() - begun
        again = device.refused(TRAIN, "database_unavailable")
        # What the catalogue answers needs no database.
        assert device.say(SOURCES).result["ok"]
    assert max(told, again.seconds) < SENTENCE_SECONDS
    network.heal()
    make_slow(server, database, 0)
    recovered = device.recovered(TRAIN)
    assert versions(server, database) == [(1, True)]
    figures.fault("network black-holed in the middle of a query", told=told, recovered=recovered)


def test_a_network_that_is_cut_in_the_middle_of_a_training(
    device: Device, server: OwnServer, database: str, network: Network, figures: Figures
) -> None:
    make_slow(server, database)
    with device.saying(TRAIN) as answer:
        await_query(server, database, "slow_readings")
        begun = time.monotonic()
        network.cut()
        check_refused(answer(), ["database_unavailable"])
        told = time.monotonic() - begun
    assert told < SENTENCE_SECONDS
    make_slow(server, database, 0)
    figures.fault("connections cut in the middle of a query", told=told, recovered=device.recovered(TRAIN))


def test_connections_that_are_cut_while_nobody_asks_cost_nothing(
    device: Device, network: Network, figures: Figures
) -> None:
    assert device.say(TRAIN).result["ok"]
    network.cut()
    answer = device.say(TRAIN)
    assert answer.result["ok"], answer.result
    figures.fault("connections cut between two questions", recovered=answer.seconds)


def test_a_slow_network_is_only_slow(device: Device, network: Network, figures: Figures) -> None:
    network.delay(0.1)
    answer = device.say(TRAIN)
    assert answer.result["ok"], answer.result
    figures.fault("each packet delayed by 0.1 s", recovered=answer.seconds)


def test_a_new_energy_source_is_found_after_the_network_was_away(
    device: Device, server: OwnServer, database: str, network: Network, figures: Figures
) -> None:
    """What the database told meanwhile was lost, so the catalogue is looked at again."""
    network.black_hole()
    server.execute("INSERT INTO energy_sources (name, unit) VALUES ('district_heat', 'MWh')", database)
    network.heal()
    begun = time.monotonic()
    while "district_heat" not in device.say(SOURCES).result["energy_sources"]:
        assert time.monotonic() - begun < 10
        time.sleep(0.2)
    figures.fault("energy source added while the network was away", recovered=time.monotonic() - begun)
