"""The one SEU of real readings: a year of a steel works' electricity, 2018, every fifteen minutes.

Origin, licence and what was changed: `data/README.md`.
"""

from __future__ import annotations

import csv
import gzip
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import numpy as np

from skill_enms.demo.conditions import local_instant
from skill_enms.demo.meters import METER_TABLES, Rows
from skill_enms.demo.plant import ELECTRICITY, STEEL_WORKS

DATA_FILE = "steel_works_2018.csv.gz"
"""Columns `start` (local time), `energy_kwh`, `power_factor`; one row each fifteen minutes."""
REAL = "meter"
"""`data_source` of its readings."""

_INTERVAL = timedelta(minutes=15)


def steel_rows() -> Rows:
    """The year's readings, by the start of their interval."""
    packed = files("skill_enms.demo").joinpath("data", DATA_FILE).read_bytes()
    lines = gzip.decompress(packed).decode("ascii").splitlines()
    energy, power_factor = np.loadtxt(lines, delimiter=",", skiprows=1, usecols=(1, 2), unpack=True)
    local = np.array([line[:16] for line in lines[1:]], dtype="datetime64[s]").astype(np.int64)
    first = datetime.fromisoformat(lines[1][:16])
    time = local - local[0] + local_instant(first, STEEL_WORKS.factory.time_zone)
    values = {"energy_kwh": energy, "power_kw": energy * 4, "power_factor": power_factor}
    return Rows(METER_TABLES[ELECTRICITY], STEEL_WORKS, time, values, (REAL,) * len(time))


def derive(published: Path, target: Path) -> None:
    """Make the shipped file from the published one.

    The published stamps end their interval, and the last interval of a day carries 00:00 of that same day; here each
    row has the start of its interval, so that a day's rows are the day's. Of a lagging and a leading power factor the
    lower is kept (the other is 1 wherever the current is purely one of them), as a fraction instead of per cent.
    """
    with gzip.open(published, "rt", encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    lines = ["start,energy_kwh,power_factor\n"]
    for row in rows:
        end = datetime.strptime(row["date"], "%d/%m/%Y %H:%M")
        if (end.hour, end.minute) == (0, 0):
            end += timedelta(days=1)
        lower = min(float(row["Lagging_Current_Power_Factor"]), float(row["Leading_Current_Power_Factor"]))
        lines.append(f"{end - _INTERVAL:%Y-%m-%dT%H:%M},{float(row['Usage_kWh']):g},{lower / 100:.4f}\n")
    target.write_bytes(gzip.compress("".join(lines).encode("ascii"), compresslevel=9, mtime=0))
