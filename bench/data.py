"""How fast daily values come out of 1-second readings: from raw rows, from the rollup, and how each grows.

    script/bench data                  a few days, on the server at ENMS_BENCH_URL or ENMS_TEST_TIMESCALEDB_URL (a role
                                       that may make databases), else on the embedded one
    script/bench data --days 365       a machine-year: 31.5 million rows, 5 GB, minutes to insert
    script/bench data --plot           draws docs/data-speed.svg as well

The reference is what dashboards run: a common table expression a feature, grouped by date_trunc of the local time,
joined by day, with the indexes that the schema comes with.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

from bench import LIMIT_BROKEN
from bench.filling import MACHINES, SEUS, START, ZONE, filled, server
from bench.plot import Line, Panel, page
from bench.speaking import seconds_to_answer
from skill_enms.catalogue import Catalogue, Seu
from skill_enms.plant.database import Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.raw import RawReadings
from skill_enms.plant.readings import daily_series
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater, everything
from skill_enms.plant.statements import Wanted
from skill_enms.requests import Period

FEATURES = ["avg_power_kw", "avg_power_factor"]
PLOT = Path(__file__).parents[1] / "docs" / "data-speed.svg"

REFERENCE = """
WITH consumption AS (
    SELECT date_trunc('day', time AT TIME ZONE %(zone)s) AS day, sum(energy_kwh) AS energy_kwh FROM energy_readings
    WHERE machine_id = %(machine)s AND time >= %(start)s AND time < %(end)s GROUP BY 1
), power AS (
    SELECT date_trunc('day', time AT TIME ZONE %(zone)s) AS day, avg(power_kw) AS power_kw FROM energy_readings
    WHERE machine_id = %(machine)s AND time >= %(start)s AND time < %(end)s GROUP BY 1
)
SELECT day, energy_kwh, power_kw FROM consumption JOIN power USING (day) ORDER BY day
"""

INDEX = """
CREATE INDEX energy_readings_covering ON energy_readings (machine_id, time)
INCLUDE (energy_kwh, power_kw, power_factor, data_source)
"""


def main(arguments: list[str]) -> int:
    """Measure, print a table and a last line of JSON; 0 when every limit was kept."""
    parser = argparse.ArgumentParser(prog="script/bench data")
    parser.add_argument("--days", type=int, default=10, help="days of 1-second readings; 365 is a machine-year")
    parser.add_argument("--plot", action="store_true", help=f"draw {PLOT.name}")
    parser.add_argument("--keep", metavar="DATABASE", help="use this database again if it is filled, and leave it")
    options = parser.parse_args(arguments)
    with server() as url, filled(url, options.days, options.keep) as database_url:
        bench = Bench(database_url, options.days)
        bench.run()
        if options.plot:
            PLOT.write_text(bench.plot(), encoding="utf-8")
    limits = LIMITS if options.days >= 365 else {name: LIMITS[name] for name in LIMITS if name in SMALL}
    kept = True
    for name, value in bench.figures.items():
        limit = limits.get(name)
        verdict = ""
        if limit is not None:
            broken = value > limit if limit >= 0 else value < -limit
            kept = kept and not broken
            word = "at most" if limit >= 0 else "at least"
            verdict = f"   {word} {abs(limit):g}: {'BROKEN' if broken else 'kept'}"
        print(f"{name:<58}{value:14,.3f}{verdict}")
    print(json.dumps({"benchmark": "data", "days": options.days, "kept": kept, "limits": limits, **bench.figures}))
    return 0 if kept else LIMIT_BROKEN


LIMITS: dict[str, float] = {
    "rollup, 1 machine, ms": 50,
    "rollup against reference, times faster": -300,
    "rollup, 7 machines, ms": 300,
    "rollup, 7 machines, MB of memory added": 50,
    "raw against reference over 30 days, times faster": -3,
    "refresh of the last 2 hours, ms a machine": 20,
    "backfill, rows a second on one connection": -500_000,
    "spoken request to spoken answer, 1 machine, ms": 1000,
    f"spoken request to spoken answer, {MACHINES} machines, ms": 1000,
}
"""Figure → its limit; a negative one is the least that it has to reach."""
SMALL = (
    "rollup, 1 machine, ms",
    "rollup, 7 machines, ms",
    "rollup, 7 machines, MB of memory added",
    "refresh of the last 2 hours, ms a machine",
    "spoken request to spoken answer, 1 machine, ms",
    f"spoken request to spoken answer, {MACHINES} machines, ms",
)
"""What holds for any number of days."""


class Bench:
    """The measurements on one filled database."""

    def __init__(self, url: str, days: int) -> None:
        self.figures: dict[str, float] = {}
        self._url = url
        self._days = days
        self._database = Database(url, statement_timeout=3600)
        with self._database.reading() as connection:
            self._catalogue: Catalogue = read_catalogue(connection, "UTC")
        self._seus = {len(seu.machine_ids): seu for seu in self._catalogue.seus}
        self._curves: dict[str, list[tuple[float, float]]] = {}

    def run(self) -> None:
        """Everything, in an order in which nothing helps what it is compared with."""
        month = min(self._days, 30)
        self._drop_rollup()
        self._execute("DROP INDEX IF EXISTS energy_readings_covering")
        self.figures["rows"] = self._days * 86_400
        self.figures["reference, all days, ms"] = self._reference(self._days, times=1)
        self.figures[f"reference, {month} days, ms"] = reference = self._reference(month)
        self._raw(1)
        self.figures[f"raw, {month} days, schema's indexes, ms"] = raw = self._raw(month)
        self.figures[f"raw against reference over {month} days, schema's indexes, times faster"] = reference / raw
        self._execute(INDEX)
        self._execute("VACUUM ANALYZE energy_readings")
        self._raw(month)
        reference, raw = self._side_by_side(month)
        self.figures[f"reference, {month} days, covering index, ms"] = reference
        self.figures[f"raw, {month} days, covering index, ms"] = raw
        self.figures[f"raw against reference over {month} days, times faster"] = reference / raw
        for days in sorted({1, 3, 7, month}):
            self._curve("reference", days, self._reference(days))
            self._curve("raw", days, self._raw(days))
        for count in range(len(FEATURES) + 1):
            self._curve("raw by features", count, self._raw(min(7, month), FEATURES[:count]))
        self._backfill()
        self._copy_rollup()
        self.figures["rollup, 1 machine, ms"] = one = self._rollup(1, self._days)
        self.figures["rollup against reference, times faster"] = self.figures["reference, all days, ms"] / one
        before = resident()
        self.figures[f"rollup, {MACHINES} machines, ms"] = self._rollup(MACHINES, self._days, times=1)
        self.figures[f"rollup, {MACHINES} machines, MB of memory added"] = max(0.0, peak() - before)
        self.figures[f"rollup, {MACHINES} machines, ms"] = self._rollup(MACHINES, self._days)
        for days in sorted({1, 3, 7, month, 90, 180, self._days}):
            if days <= self._days:
                self._curve("rollup", days, self._rollup(1, days))
        for count in range(1, MACHINES + 1):
            self._curve("rollup by machines", count, self._rollup(count, self._days))
        for count in range(len(FEATURES) + 1):
            self._curve("rollup by features", count, self._rollup(1, self._days, features=FEATURES[:count]))
        self._refresh()
        self._speak()

    def plot(self) -> str:
        """How each way grows, as SVG."""
        by_rows = [
            Line(name, [(days * 86_400, cost) for days, cost in self._curves[name]])
            for name in ("reference", "raw", "rollup")
        ]
        panels = [
            Panel("rows of raw readings", "milliseconds", by_rows),
            Panel("days", "milliseconds", [Line("rollup", self._curves["rollup"])]),
            Panel(
                f"machines, {self._days} days each",
                "milliseconds",
                [Line("rollup", self._curves["rollup by machines"])],
            ),
            Panel(
                "series: the consumption and features of one machine",
                "milliseconds",
                [
                    Line("rollup", [(count + 1, cost) for count, cost in self._curves["rollup by features"]]),
                    Line("raw, a week", [(count + 1, cost) for count, cost in self._curves["raw by features"]]),
                ],
            ),
        ]
        return page("Daily values from 1-second readings", panels)

    def _curve(self, name: str, x: float, milliseconds: float) -> None:
        self._curves.setdefault(name, []).append((x, milliseconds))
        self.figures[f"{name}, {x:g}, ms"] = milliseconds

    def _reference(self, days: int, times: int = 3) -> float:
        zone = ZoneInfo(ZONE)
        last = START + timedelta(days=days)
        parameters = {
            "zone": ZONE,
            "machine": self._seus[1].machine_ids[0],
            "start": datetime(START.year, START.month, START.day, tzinfo=zone),
            "end": datetime(last.year, last.month, last.day, tzinfo=zone),
        }

        def query() -> None:
            with self._database.reading() as connection:
                connection.execute(REFERENCE, parameters, prepare=False).fetchall()

        return median_ms(query, times)

    def _raw(self, days: int, features: list[str] | None = None, times: int = 3) -> float:
        period = Period(START, START + timedelta(days=days))
        chosen = FEATURES[:1] if features is None else features

        def read() -> None:
            reader = RawReadings(self._database)
            daily_series(self._database, self._catalogue, self._seus[1], chosen, period, reader=reader)

        return median_ms(read, times)

    def _side_by_side(self, days: int) -> tuple[float, float]:
        """Reference and raw path in turns, so that whatever else the machine does hits both."""
        turns = [(self._reference(days, times=1), self._raw(days, times=1)) for _ in range(5)]
        reference, raw = (statistics.median(column) for column in zip(*turns, strict=True))
        return reference, raw

    def _rollup(self, machines: int, days: int, *, times: int = 9, features: list[str] | None = None) -> float:
        period = Period(START, START + timedelta(days=days))
        chosen = FEATURES if features is None else features
        seu = self._seu(machines)
        return median_ms(lambda: daily_series(self._database, self._catalogue, seu, chosen, period), times)

    def _seu(self, machines: int) -> Seu:
        return replace(self._seus[MACHINES], machine_ids=self._seus[MACHINES].machine_ids[:machines])

    def _meters(self) -> list[Wanted]:
        """All columns of the filled table, a machine each."""
        return [wanted for wanted in everything(self._catalogue) if wanted.layout.table.name == "energy_readings"]

    def _drop_rollup(self) -> None:
        self._execute("TRUNCATE enms.rollup, enms.rollup_series, enms.rollup_coverage, enms.rollup_parts")

    def _backfill(self) -> None:
        updater = RollupUpdater(self._database, TableRollup(self._database))
        updated = updater.update(self._catalogue)
        per_row = len(self._meters()[0].columns)
        rows = self._days * 86_400
        self.figures["backfill, values a second on one connection"] = updated.values / updated.seconds
        self.figures["backfill, rows a second on one connection"] = rows / updated.seconds
        self.figures["backfill, columns"] = per_row

    def _copy_rollup(self) -> None:
        """Give the other machines the first one's rollup."""
        first, *others = self._seus[MACHINES].machine_ids
        for machine in others:
            self._execute(
                "WITH made AS (INSERT INTO enms.rollup_series"
                " (table_schema, table_name, column_name, machine_id, data_source)"
                " SELECT table_schema, table_name, column_name, %s, data_source FROM enms.rollup_series"
                " WHERE machine_id = %s RETURNING id, column_name)"
                " INSERT INTO enms.rollup SELECT made.id, bucket, n, sum, min, max, step, not_numbers"
                " FROM made JOIN enms.rollup_series AS series USING (column_name)"
                " JOIN enms.rollup ON series_id = series.id WHERE machine_id = %s",
                machine,
                first,
                first,
            )
            self._execute(
                "INSERT INTO enms.rollup_coverage (table_schema, table_name, column_name, machine_id, covered_from,"
                " covered_to) SELECT table_schema, table_name, column_name, %s, covered_from, covered_to"
                " FROM enms.rollup_coverage WHERE machine_id = %s",
                machine,
                first,
            )
        self._execute("VACUUM ANALYZE enms.rollup")

    def _refresh(self) -> None:
        """Two hours that came just now: readings of the last day are made to end at this instant."""
        machine = self._seus[1].machine_ids[0]
        now = int(time.time()) // 900 * 900
        self._execute(
            "INSERT INTO energy_readings (time, machine_id, energy_kwh, power_kw, power_factor, data_source)"
            " SELECT t, %s, 0.01, 36, 0.9, 'meter'"
            " FROM generate_series(to_timestamp(%s), to_timestamp(%s), interval '1 second') AS t"
            " ON CONFLICT DO NOTHING",
            machine,
            now - 7200,
            now - 1,
        )
        rollup = TableRollup(self._database)
        raw = RawReadings(self._database, connections=1)
        wanted = next(w for w in self._meters() if w.owner == machine)
        span = (now - 7200, now)
        rollup.write(wanted, span, raw.read(wanted, [span]))
        self._execute(
            "UPDATE enms.rollup_coverage SET covered_to = to_timestamp(%s) WHERE machine_id = %s", now, machine
        )
        # A few milliseconds of it: the fastest run tells what it takes, the others what else the machine did.
        refreshes = [median_ms(lambda: rollup.write(wanted, span, raw.read(wanted, [span])), 1) for _ in range(9)]
        self.figures["refresh of the last 2 hours, ms a machine"] = min(refreshes)

    def _speak(self) -> None:
        """Trainings, said to a core that has just been started: the first one brings in what does the numbers."""
        last = START + timedelta(days=self._days - 1)
        period = "2024" if self._days >= 365 else f"from {START:%B} {START.day} 2024 to {last:%B} {last.day} 2024"
        asked = {
            count: f"train the electricity baseline for the {name} using heating degree days for {period}"
            for count, name in SEUS.items()
        }
        first, *times = seconds_to_answer(self._url, [asked[1], *(asked[count] for _ in range(3) for count in SEUS)])
        self.figures["spoken request to spoken answer, the first after a start, ms"] = 1000 * first
        for place, count in enumerate(SEUS):
            name = f"spoken request to spoken answer, {count} machine{'s' if count > 1 else ''}, ms"
            self.figures[name] = 1000 * statistics.median(times[place :: len(SEUS)])

    def _execute(self, statement: str, *parameters: object) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement, parameters or None)  # type: ignore[call-overload]


def median_ms(run: Callable[[], object], times: int) -> float:
    """The median of some runs, in milliseconds."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds) * 1000


def peak() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    """The memory that it holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
