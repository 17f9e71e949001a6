"""Whether the rollup is what raw readings come to: on the days that are likeliest to differ, or on every one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from skill_enms.catalogue import Catalogue
from skill_enms.plant.buckets import SECONDS
from skill_enms.plant.database import Database
from skill_enms.plant.days import Days
from skill_enms.plant.extents import first_and_last
from skill_enms.plant.rollup import LOOKBACK
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater, pieces
from skill_enms.plant.statements import Span, Wanted
from skill_enms.requests import Period

_CHANGES = 2
"""Days on which clocks change that are compared: the latest one of each direction, mostly."""
_FURTHEST_BACK = 400


def differences(database: Database, catalogue: Catalogue, wanted: Wanted, covered: Span, *, every_day: bool) -> int:
    """How many quarters of an hour of an owner differ from its raw readings in n, sum, min or max.

    Compared are the last day with readings and the latest days on which clocks changed, or every day there is.
    """
    whole = _with_readings(database, wanted, covered)
    if whole is None:
        return 0
    updater = RollupUpdater(database, TableRollup(database.store))
    spans = pieces(whole) if every_day else likeliest(whole, _zone_of(catalogue, wanted))
    return sum(updater.differences(wanted, span) for span in spans)


def likeliest(whole: Span, time_zone: str) -> Iterator[Span]:
    """The last plant-local day of a span, and the latest ones on which clocks changed, as far as they are inside."""
    last = datetime.fromtimestamp(whole[1] - 1, timezone.utc).astimezone(ZoneInfo(time_zone)).date()
    for day in (last, *clock_changes(last, time_zone)):
        start, end = Days(Period(day, day + timedelta(days=1)), time_zone).span
        inside = (max(start, whole[0]), min(end, whole[1]))
        if inside[0] < inside[1]:
            yield inside


def clock_changes(last: date, time_zone: str) -> list[date]:
    """The latest days before that one which are shorter or longer than 24 hours; none in a zone without them."""
    days = Days(Period(last - timedelta(days=_FURTHEST_BACK), last), time_zone)
    changing = [day for day, hours in zip(days.dates, days.hours.tolist(), strict=True) if hours != 24]
    return changing[-_CHANGES:]


def _with_readings(database: Database, wanted: Wanted, covered: Span) -> Span | None:
    """Whole buckets from the first to the last reading of what is covered, without what is read from raw rows still."""
    until = (covered[1] - LOOKBACK) // SECONDS * SECONDS
    if covered[0] >= until:
        return None
    with database.reading() as connection:
        extent = first_and_last(connection, wanted, (covered[0], until))
    if extent is None:
        return None
    first, last = (int(edge.timestamp()) // SECONDS * SECONDS for edge in extent)
    return first, last + SECONDS


def _zone_of(catalogue: Catalogue, wanted: Wanted) -> str:
    """The zone of the days of whoever owns the readings."""
    sites = {machine.id: machine.site_id for machine in catalogue.machines}
    for seu in catalogue.seus:
        if wanted.owner in {*seu.machine_ids, *(sites.get(machine) for machine in seu.machine_ids)}:
            return seu.time_zone
    return next((seu.time_zone for seu in catalogue.seus), "UTC")
