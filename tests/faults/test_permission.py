"""Who may change baselines can be limited to sites and sessions, through the whole core; asking stays free."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from device import Device, heard_by
from figures import Figures
from ovos_bus_client.message import Message
from own_server import OwnServer
from test_server import versions
from works import SOURCES, TRAIN

RETRAIN = "retrain all baselines for the first quarter of 2024"


@pytest.fixture
def limited(device: Device) -> Iterator[Device]:
    """The device after its first training, and after its keeper limited changes to one site and one session."""
    assert device.say(TRAIN).result["ok"]
    device.skill.settings.update({"change_sites": "office, control room", "change_sessions": ["default"]})
    device.skill.open_plant()
    device.skill.opened().catalogue()
    yield device
    for name in ("change_sites", "change_sessions"):
        device.skill.settings.pop(name)


def outcome(device: Device, utterance: str, session: str, site: str | None = None) -> str | None:
    with heard_by(device, session) as heard:
        if site is not None:
            heard.session["site_id"] = site
        device.emit(utterance, heard.session)
        result = heard.wait("enms.result")
        assert heard.wait("speak")["utterance"]
    return result["code"]


CHANGES = (
    RETRAIN,
    TRAIN,
    "go back to the previous baseline for electricity Press-1",
    "ignore january 1 to 5 2024 for Press-1 because of a shutdown",
)


@pytest.mark.parametrize("utterance", CHANGES)
@pytest.mark.parametrize(("session", "site"), [("hall-satellite", "hall"), ("hall-satellite", None)])
def test_nothing_is_changed_from_elsewhere(
    limited: Device, server: OwnServer, database: str, utterance: str, session: str, site: str | None
) -> None:
    assert outcome(limited, utterance, session, site) == "not_allowed_here"
    assert versions(server, database) == [(1, True)]
    assert server.execute("SELECT count(*) FROM enms.adjustments", database) == [(0,)]
    assert outcome(limited, SOURCES, session, site) is None
    assert outcome(limited, "how good is the baseline for electricity Press-1", session, site) is None


@pytest.mark.parametrize(("session", "site"), [("a-satellite", "control room"), ("default", None)])
def test_it_is_changed_from_where_that_is_allowed(
    limited: Device, server: OwnServer, database: str, figures: Figures, session: str, site: str | None
) -> None:
    assert outcome(limited, RETRAIN, session, site) is None
    assert versions(server, database) == [(1, False), (2, True)]
    figures.tried(f"retraining allowed for {site or session}, refused elsewhere", "kept")


def test_what_was_counted_is_told_on_being_asked(limited: Device) -> None:
    before = limited.bus.wait_for_response(Message("enms.counters.get"), "enms.counters", 5.0)
    assert outcome(limited, RETRAIN, "hall-satellite", "hall") == "not_allowed_here"
    after = limited.bus.wait_for_response(Message("enms.counters.get"), "enms.counters", 5.0)
    assert before is not None
    assert after is not None
    assert after.data["asked"] == before.data["asked"] + 1
    assert after.data["refused"]["not_allowed_here"] == before.data["refused"].get("not_allowed_here", 0) + 1
