"""`enms data`: which readings are real, and marks on those that aren't."""

from __future__ import annotations

import argparse
import getpass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from skill_enms.cli.output import Failed, as_json
from skill_enms.cli.plant import database, json_option, stored_settings

if TYPE_CHECKING:
    from skill_enms.catalogue import Catalogue, Seu, Table
    from skill_enms.plant.database import Database
    from skill_enms.results import Extent


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    data = commands.add_parser(
        "data",
        help="say which readings are real, and mark those that aren't",
        description="Without an action, tells the readings of each SEU: their source, range, count and interval.",
    )
    _seu_options(data)
    json_option(data)
    data.set_defaults(run=run_extents)
    actions = data.add_subparsers(title="actions", dest="action", metavar="ACTION")

    mark = actions.add_parser(
        "mark",
        help="mark a range of time as backfill",
        description="Marks readings as backfill, which trains no baseline. The readings themselves stay as they are.",
    )
    _seu_options(mark)
    mark.add_argument("--table", metavar="NAME", help="a table of readings or driver values, in the place of an SEU's")
    mark.add_argument("--start", required=True, metavar="TIME", help="first instant: ISO date or time, plant-local")
    mark.add_argument("--end", required=True, metavar="TIME", help="the instant after the last one, likewise")
    mark.add_argument("--reason", required=True, metavar="TEXT", help="why they aren't real")
    mark.add_argument("--author", default=getpass.getuser(), metavar="NAME", help="who says so (you)")
    json_option(mark)
    mark.set_defaults(run=run_mark)

    withdraw = actions.add_parser("withdraw", help="end a mark", description="Ends a mark.")
    withdraw.add_argument("id", type=int, metavar="ID", help="the mark's key, as `enms data list` shows it")
    withdraw.add_argument("--author", default=getpass.getuser(), metavar="NAME", help="who says so (you)")
    json_option(withdraw)
    withdraw.set_defaults(run=run_withdraw)

    listed = actions.add_parser("list", help="the marks that stand", description="Lists the marks that stand.")
    json_option(listed)
    listed.set_defaults(run=run_list)


def run_extents(options: argparse.Namespace) -> int:
    """`enms data`."""
    from tqdm import tqdm

    from skill_enms.plant.extents import extents

    with database() as opened:
        catalogue = _catalogue(opened)
        seus = tqdm(_seus(catalogue, options), desc="readings", unit="SEU", disable=None, leave=False)
        found = [(seu, extents(opened, catalogue, seu) if _has_meter(catalogue, seu) else None) for seu in seus]
    if options.json:
        print(as_json([{"seu": s.name, "energy_source": s.energy_source, "readings": told} for s, told in found]))
        return 0
    for seu, told in found:
        missing = ": no meter, see `enms doctor`" if told is None else "" if told else ": no readings"
        print(f"{seu.name} ({seu.energy_source})" + missing)
        for extent in told or ():
            print(f"  {_told(extent, seu)}")
    return 0


def run_mark(options: argparse.Namespace) -> int:
    """`enms data mark`."""
    from skill_enms.plant.extents import meter_of
    from skill_enms.plant.marks import mark_backfill

    if (options.table is None) == (options.seu is None):
        raise Failed("say either --seu or --table")
    with database() as opened:
        catalogue = _catalogue(opened)
        if options.table is None:
            (seu, *others) = _seus(catalogue, options)
            if others:
                raise Failed(f"{seu.name} has several energy sources: say --energy")
            zone = seu.time_zone
            table = catalogue.energy_source(seu.energy_source).meter
            owners = [wanted.owner for wanted in meter_of(catalogue, seu)]
            marked = table.consumption.table if table is not None else None
        else:
            zone, owners, marked = stored_settings().timezone, [None], _table(catalogue, options.table)
        if marked is None:
            raise Failed(f"{options.seu} has no meter")
        machines = [owner for owner in owners if owner is not None] or None
        start, end = _instant(options.start, zone), _instant(options.end, zone)
        keys = mark_backfill(opened, marked, machines, start, end, reason=options.reason, author=options.author)
    print(as_json({"marks": keys}) if options.json else "marked: " + ", ".join(map(str, keys)))
    return 0


def run_withdraw(options: argparse.Namespace) -> int:
    """`enms data withdraw`."""
    from skill_enms.plant.marks import withdraw_mark

    with database() as opened:
        withdraw_mark(opened, options.id, author=options.author)
    print(as_json({"withdrawn": options.id}) if options.json else f"withdrawn: {options.id}")
    return 0


def run_list(options: argparse.Namespace) -> int:
    """`enms data list`."""
    from skill_enms.plant.marks import standing_marks

    with database() as opened:
        marks = standing_marks(opened)
        names = {machine.id: machine.name for machine in _catalogue(opened).machines}
    if options.json:
        print(as_json(marks))
        return 0
    for mark in marks:
        whose = "" if mark.machine_id is None else f", {names.get(mark.machine_id, mark.machine_id)}"
        print(f"{mark.id:>6}  {mark.table}{whose}: {mark.start} until {mark.end}: {mark.reason} ({mark.author})")
    return 0


def _seu_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seu", metavar="NAME", help="only this SEU")
    command.add_argument("--energy", metavar="SOURCE", help="only this energy source")


def _catalogue(opened: Database) -> Catalogue:
    from skill_enms.plant.discovery import read_catalogue

    with opened.reading() as connection:
        return read_catalogue(connection, stored_settings().timezone)


def _seus(catalogue: Catalogue, options: argparse.Namespace) -> list[Seu]:
    """The SEUs that the options name; at least one."""
    seus = sorted(catalogue.seus, key=lambda seu: (seu.name, seu.energy_source))
    named = [
        seu
        for seu in seus
        if (options.seu is None or seu.name.casefold() == options.seu.casefold())
        and (options.energy is None or seu.energy_source.casefold() == options.energy.casefold())
    ]
    if not named:
        known = ", ".join(f"{seu.name} ({seu.energy_source})" for seu in seus)
        raise Failed(f"no such SEU; there are: {known}" if known else "the plant has no SEU")
    return named


def _has_meter(catalogue: Catalogue, seu: Seu) -> bool:
    return catalogue.energy_source(seu.energy_source).meter is not None


def _table(catalogue: Catalogue, name: str) -> Table:
    """The table of that name, with or without its schema."""
    for layout in catalogue.layouts:
        if name in {layout.table.name, str(layout.table)}:
            return layout.table
    raise Failed("no such table; there are: " + ", ".join(str(layout.table) for layout in catalogue.layouts))


def _instant(text: str, zone: str) -> datetime:
    """An ISO date or time; in the plant's zone where it names none."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise Failed(f"{text} is no ISO date or time") from error
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=ZoneInfo(zone))


def _told(extent: Extent, seu: Seu) -> str:
    """One extent for people, in the plant's own time."""
    zone = ZoneInfo(seu.time_zone)
    every = "" if extent.interval_seconds is None else f", every {extent.interval_seconds:g} s"
    if (change := extent.interval_change) is not None:
        since = change.since.astimezone(zone)
        every = f", every {change.before:g} s until {since:%Y-%m-%d}, then every {change.after:g} s"
    return (
        f"{extent.data_source:<12} {'real    ' if extent.real else 'not real'} "
        f"{extent.first.astimezone(zone):%Y-%m-%d %H:%M} to {extent.last.astimezone(zone):%Y-%m-%d %H:%M}, "
        f"{extent.readings} readings{every}"
    )
