"""Many sessions that ask at once: each is answered, hears its own answer, and none of another's."""

from __future__ import annotations

import threading
from collections import Counter

from builder import PlantBuilder
from device import ANSWER_SECONDS, Device
from figures import Figures
from own_server import OwnServer

SESSIONS = 30
NAMES = ("Press-1", "Lathe-2", "Mill-3", "Saw-4", "Oven-5")
READ, WRITE, OTHERS = 6, 2, 3
"""Connections of the pools; and what listens, keeps the rollup, and is being opened."""


def test_many_sessions_at_once_are_answered_and_not_mixed(
    device: Device, server: OwnServer, database: str, figures: Figures
) -> None:
    plant = PlantBuilder(server.url(database))
    for number, name in enumerate(NAMES[1:], 2):
        machine = plant.machine(name)
        plant.seu(name, "electricity", machine)
        plant.readings("energy_readings", machine, "2024-01-01", "2024-02-01", energy_kwh=str(number))
    device.skill.opened().refresh()
    together, outcomes = threading.Barrier(SESSIONS), Counter[str]()
    most = 0

    def ask(number: int) -> None:
        name = NAMES[number % len(NAMES)]
        with device.conversation() as conversation:
            together.wait()
            answer = conversation.say(f"how much electricity did {name} use in january 2024", ANSWER_SECONDS)
        named = {one for one in NAMES if any(one in sentence for sentence in answer.spoken)}
        right = answer.result and answer.result["ok"] and answer.result["seu"] == name and named == {name}
        outcomes["right" if right else f"{name}: {answer}"] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(SESSIONS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        rows = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name = 'skill-enms'",
            "postgres",
            database,
        )
        most = max(most, int(str(rows[0][0])))
    assert outcomes == {"right": SESSIONS}
    assert most <= READ + WRITE + OTHERS
    figures.tried("sessions that ask at once", f"{SESSIONS} sessions, each its own answer, {most} connections")
