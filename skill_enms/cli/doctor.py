"""`enms doctor`: what the plant's database lacks for quick and right answers, in plain lines with what to do."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from skill_enms.cli.output import as_json
from skill_enms.cli.plant import database, json_option, stored_settings
from skill_enms.reasons import Refused

if TYPE_CHECKING:
    from skill_enms.plant.doctor import Diagnosis

SIGNS = {"fine": "ok  ", "advice": "hint", "wrong": "!!  "}

LINES: Mapping[str, str] = {
    "server": "PostgreSQL {version}",
    "server_too_old": "PostgreSQL {version} is too old: version {needed} or newer is needed",
    "timescaledb": "TimescaleDB {version}, licence {licence}",
    "no_timescaledb": "no TimescaleDB: everything works on plain PostgreSQL",
    "no_tls": "the connection to {host} is not encrypted: add sslmode=verify-full to the database URL",
    "store_apart": "what is ours is kept in the database {database} at {host}; nothing is written in the plant's own",
    "not_migrated": "tables or columns of the skill are missing: run `enms migrate`",
    "may_not_write": "the role {role} may not write {names}: run `enms migrate --roles` as their owner and put the "
    "writer's URL into ENMS_WRITE_DATABASE_URL, or run  {statement} (or keep what is ours elsewhere: "
    "ENMS_STORE_DATABASE_URL)",
    "may_not_mirror": "the role {role} may not write columns of seus that dashboards read: run  {statement}",
    "may_not_read": "the role {role} may not read {names}: if the skill is to, run  {statement}",
    "no_seus": "there is no SEU: add a row to seus",
    "energy_source_without_meter": "{energy_source} has no readings table: make {energy_source}_readings, or name its "
    "table in energy_sources.readings_table",
    "seu_without_data": "{seu} ({energy_source}) has no readings: check its machines' ids and its meter",
    "machines_without_data": "{seu} ({energy_source}) has no readings of {machines}",
    "future_readings": "{seu} ({energy_source}) has {count} readings in the future: check the meter's clock",
    "missing_index": "{table} lacks an index for its readings: run  {statement}",
    "plain_table": "{table} has {rows} rows and is no hypertable: in a quiet hour, with a backup, run  {statement}",
    "no_rollup": "there is no rollup: long periods of dense readings are slow; `enms rollup` makes one",
    "rollup": "the rollup reaches until {until}, {seconds} seconds ago",
    "rollup_agrees": "the rollup is what the readings come to, on the last days and where clocks changed",
    "rollup_agrees_everywhere": "the rollup is what the readings come to, on every day",
    "rollup_differs": "the rollup of {table} for machine {machine} differs from its readings in {buckets} quarters of "
    "an hour: run `enms rollup --correct`",
    "unknown_time_zone": "the factory {factory} names a time zone that doesn't exist: {time_zone}",
    "missing_readings_table": "{energy_source} names a readings table that isn't there: {table}",
    "missing_readings_column": "{energy_source} names a column that {table} doesn't have: {column}",
    "no_consumption_column": "{energy_source}: which column of {table} is its consumption? Name it in "
    "energy_sources.consumption_column (candidates: {candidates})",
    "not_a_readings_table": "{energy_source} names {table}, which has no column `time` of instants",
    "seu_without_known_source": "the SEU {seu} names no energy source that is there",
    "seu_without_machines": "the SEU {seu} ({energy_source}) has no machines: fill in seus.machine_ids",
    "feature_table_missing": "feature {feature} of {energy_source} names a table that isn't there: {table}",
    "feature_column_missing": "feature {feature} of {energy_source} names a column that {table} doesn't have: {column}",
    "feature_table_without_time": "feature {feature} of {energy_source} names {table}, which has no column `time`",
    "feature_not_numeric": "feature {feature} of {energy_source} names {table}.{column}, which holds no numbers",
    "feature_aggregate_unknown": "feature {feature} of {energy_source} has an aggregate nobody knows: {aggregate}",
    "feature_energy_unclear": "feature {feature} of {energy_source} names {table}, where several energies are: add "
    '{{"energy_source": "..."}} to its parameters (candidates: {candidates})',
    "feature_kind_unknown": "feature {feature} of {energy_source} is CUSTOM, but nothing says how: add its kind to "
    "parameters, or a row to enms.custom_kinds",
    "feature_parameters_invalid": "feature {feature} of {energy_source} has an invalid parameter: {parameter}",
    "database_unavailable": "the database can't be reached: check its address, and that it runs",
    "database_timeout": "the database takes too long to answer",
    "database_not_prepared": "the database has no plant: run `enms migrate`, then add machines and SEUs",
    "database_url_invalid": "the database URL can't be read",
    "database_full": "the database's disk is full",
    "database_missing": "the server has no database of that name: correct the database URL, or have it made",
    "database_busy": "the database takes no more connections: end some, or raise its max_connections",
    "database_read_only": "the database takes no changes: it is a standby, or in recovery",
    "database_untrusted": "the database's certificate is not the one that the URL's sslmode and sslrootcert ask for",
    "embedded_unavailable": "the embedded database does not start: see server.log beside its data",
    "setting_ignored": "the setting {setting} makes no sense, so its default is used: correct it in settings.json",
    "password_in_settings": "the setting {setting} holds a password, which others may read: put it into the "
    "environment or ~/.pgpass",
    "not_permitted": "the database doesn't let this role in, or not read what it needs",
    "internal_error": "the database answered with an error that is the skill's own fault: see the log",
}
"""Code of a diagnosis → its line."""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    doctor = commands.add_parser(
        "doctor",
        help="look whether everything is as it should be",
        description="Looks at the settings and the plant's database and says what is missing and what to do. It "
        "changes nothing. With --json, `ok` is false where anything is wrong: that is for monitoring.",
    )
    doctor.add_argument(
        "--every-day", action="store_true", help="compare the whole rollup with the readings, which may take minutes"
    )
    json_option(doctor)
    doctor.set_defaults(run=run_doctor)


def run_doctor(options: argparse.Namespace) -> int:
    """`enms doctor`; fails where the database could not be looked at."""
    from skill_enms.plant.doctor import Diagnosis, diagnose

    settings = stored_settings()
    diagnoses = [Diagnosis("setting_ignored", "wrong", {"setting": name}) for name in settings.ignored]
    diagnoses += [Diagnosis("password_in_settings", "wrong", {"setting": name}) for name in settings.exposed]
    try:
        with database(prepared=False) as opened:
            diagnoses += diagnose(opened, settings.timezone, every_day=options.every_day)
    except Refused as refused:  # there is no database to look at
        diagnoses.append(Diagnosis(refused.reason.code, "wrong", dict(refused.reason.data), stops=True))
    if options.json:
        levels = Counter(diagnosis.level for diagnosis in diagnoses)
        told = {"ok": not levels["wrong"], "wrong": levels["wrong"], "advice": levels["advice"]}
        print(as_json({**told, "diagnoses": diagnoses}))
    else:
        for diagnosis in diagnoses:
            print(SIGNS[diagnosis.level], line(diagnosis))
    last = diagnoses[-1]
    if last.stops:
        print(f"enms doctor: {line(last)}", file=sys.stderr)
        return 1
    return 0


def line(diagnosis: Diagnosis) -> str:
    """What a diagnosis says."""
    data = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in diagnosis.data.items()
    }
    return LINES.get(diagnosis.code, diagnosis.code.replace("_", " ")).format(**data)
