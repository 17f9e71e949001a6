"""How long plain questions and questions of performance take: utterance to spoken answer, on rollups of a machine-year.

    script/bench answers               a year of one machine's readings, one a minute, on the server at ENMS_BENCH_URL
                                       or ENMS_TEST_TIMESCALEDB_URL, else on the embedded one
    script/bench answers --days 30     fewer days

A rollup has the same rows whatever lies below it, so minutes stand for seconds here; that they do, `data` shows. The
same sums from the raw rows are told beside them, as plain SQL.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from datetime import timedelta

import psycopg

from bench import LIMIT_BROKEN
from bench.filling import START, ZONE, add_plant, own_database, server
from bench.speaking import seconds_to_answer
from skill_enms.plant.database import Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.migrate import migrate
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater

LIMIT_SECONDS = 1.0
REPEATS = 3

_READINGS = """
INSERT INTO energy_readings (time, machine_id, energy_kwh, power_kw, data_source)
SELECT t, 'c0000000-0000-0000-0000-000000000001',
       0.6 + 0.03 * sin(extract(epoch FROM t) / 60000) + (extract(epoch FROM t)::bigint / 60 %% 41) * 0.002, 36, 'meter'
FROM generate_series(%(start)s::timestamptz, %(end)s::timestamptz - interval '1 minute', interval '1 minute') AS t
"""
_DRIVER = """
INSERT INTO environmental_data (time, machine_id, outdoor_temp_c, data_source)
SELECT t, 'c0000000-0000-0000-0000-000000000001', 9 + 8 * sin(extract(epoch FROM t) / 60000), 'meter'
FROM generate_series(%(start)s::timestamptz, %(end)s::timestamptz - interval '1 hour', interval '1 hour') AS t
"""
_PLAIN_SUM = "SELECT sum(energy_kwh) FROM energy_readings WHERE machine_id = 'c0000000-0000-0000-0000-000000000001'"


def main(arguments: list[str]) -> int:
    """Measure, print a table and a last line of JSON; 0 when every answer came within its limit."""
    parser = argparse.ArgumentParser(prog="script/bench answers")
    parser.add_argument("--days", type=int, default=366, help="days of readings; 366 is a machine-year")
    options = parser.parse_args(arguments)
    with server() as url, own_database(url) as own:
        plain = fill(own, options.days)
        figures = measure(own, options.days)
    kept = all(value <= LIMIT_SECONDS for value in figures.values())
    print(f"{'the raw rows summed up by plain SQL, seconds':<72}{plain:9.3f}")
    for said, value in figures.items():
        print(f"{said:<72}{value:9.3f}   at most {LIMIT_SECONDS:g}: {'kept' if value <= LIMIT_SECONDS else 'BROKEN'}")
    print(json.dumps({"benchmark": "answers", "days": options.days, "kept": kept, "plain sql": plain, **figures}))
    return 0 if kept else LIMIT_BROKEN


def fill(url: str, days: int) -> float:
    """Make the plant and its rollups; seconds that plain SQL takes to sum up the raw rows."""
    with Database(url, statement_timeout=3600) as database:
        migrate(database)
        with psycopg.connect(url, autocommit=True) as connection:
            add_plant(connection)
            span = {"start": f"{START} {ZONE}", "end": f"{START + timedelta(days)} {ZONE}"}
            for statement in (_READINGS, _DRIVER):
                connection.execute(statement, span)
            connection.execute("VACUUM ANALYZE energy_readings")
            started = time.perf_counter()
            connection.execute(_PLAIN_SUM).fetchone()
            plain = time.perf_counter() - started
        with database.reading() as connection:
            catalogue = read_catalogue(connection, "UTC")
        RollupUpdater(database, TableRollup(database)).update(catalogue)
    return plain


def measure(url: str, days: int) -> dict[str, float]:
    """Sentence → median seconds to its answer, after one that nobody measures and a training."""
    first, last = START, START + timedelta(days - 1)
    period = f"{first:%B} {first.day} {first.year} to {last:%B} {last.day} {last.year}"
    half = f"{first:%B} {first.day} {first.year} to {first:%B} 15 {first.year}"
    sentences = [
        f"how much electricity did Mill use from {period}",
        f"what was the peak of Mill electricity from {period}",
        f"which machines used the most electricity from {period}",
        f"how much energy did we use from {period}",
        f"compare Mill with Foundry from {period}",
        f"how did Mill do against its baseline from {period}",
        f"has Mill drifted from {period}",
        f"how did the plant do against its baselines from {period}",
    ]
    before = [f"train a baseline for Mill using outdoor temperature for {half}"]
    seconds = seconds_to_answer(url, [*before, *sentences * (REPEATS + 1)])[len(before) :]
    rounds = [seconds[i :: len(sentences)][1:] for i in range(len(sentences))]
    return {sentence: statistics.median(times) for sentence, times in zip(sentences, rounds, strict=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
