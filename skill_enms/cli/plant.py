"""Commands on the plant's database: `enms migrate`, `enms demo-plant`, `enms rollup`."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from skill_enms.cli.output import Failed, as_json, explained
from skill_enms.reasons import Refused
from skill_enms.settings import Settings

if TYPE_CHECKING:
    from skill_enms.plant.database import Database
    from skill_enms.plant.migration_rights import Needed

ROLE_NAMES = "enms_reader,enms_writer"
READER_PASSWORD = "ENMS_READER_PASSWORD"
WRITER_PASSWORD = "ENMS_WRITER_PASSWORD"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    migrate = _command(
        commands,
        "migrate",
        "make what the plant's database lacks",
        "Makes the tables and columns that the plant's database lacks. What is there is left as it is.",
    )
    migrate.add_argument(
        "--roles",
        nargs="?",
        const=ROLE_NAMES,
        metavar="READER,WRITER",
        help=f"also make two roles for the skill ({ROLE_NAMES}), the first of which may only read; their passwords are "
        f"{READER_PASSWORD} and {WRITER_PASSWORD} in the environment",
    )
    migrate.set_defaults(run=run_migrate)

    demo = _command(
        commands,
        "demo-plant",
        "load the demo plant",
        "Loads the demo plant and its readings into the plant's database, or adds the days that have passed.",
    )
    demo.add_argument("--beside-others", action="store_true", help="do so in a database that holds another plant")
    demo.set_defaults(run=run_demo_plant)

    rollup = _command(
        commands,
        "rollup",
        "sum the readings up in advance",
        "Makes or continues the 15-minute rollup of the readings, from which requests are answered fast.",
    )
    rollup.add_argument("--recent", action="store_true", help="only what came in since the last time")
    rollup.add_argument("--correct", action="store_true", help="also find readings that came late or were corrected")
    rollup.set_defaults(run=run_rollup)


def run_migrate(options: argparse.Namespace) -> int:
    """`enms migrate`."""
    from skill_enms.plant.migrate import left_out, migrate
    from skill_enms.plant.migration_rights import Needed, rights_needed

    roles = [name.strip() for name in options.roles.split(",")] if options.roles is not None else []
    if options.roles is not None and (len(roles) != 2 or not all(roles)):
        raise Failed(f"--roles wants two names, as in {ROLE_NAMES}")
    with database(prepared=False, as_owner=True) as opened:
        if roles and opened.store is not opened:
            raise Failed("--roles makes roles in the plant's database, where nothing is written with a store apart")
        try:
            applied = migrate(opened)
            if roles:
                _make_roles(opened, *roles)
        except Refused as refused:
            raise _without_rights(opened, refused, roles=bool(roles)) from refused
        missing = left_out(opened)
        needed = rights_needed(opened) if missing else Needed()
    if options.json:
        print(as_json({"applied": applied, "roles": roles, "left_out": missing, "needed": needed}))
        return 0
    done = [f"applied {name}" for name in applied] + [f"role {name} may do what it needs" for name in roles]
    print(*(done or ["nothing to do"]), sep="\n")
    if missing:
        print(f"left out: {', '.join(missing)}", *_advice(needed), sep="\n")
    return 0


def _without_rights(opened: Database, refused: Refused, *, roles: bool) -> Refused | Failed:
    """What a migration that was refused for want of rights tells; any other refusal as it is."""
    from skill_enms.plant.migration_rights import rights_needed

    if refused.reason.code != "not_permitted":
        return refused
    advice = _advice(rights_needed(opened, roles=roles))
    return Failed("\n".join([explained(refused), *advice])) if advice else refused


def _advice(needed: Needed) -> list[str]:
    """What somebody who may do it can do, in lines."""
    owners = f"run enms migrate once as {' or '.join(needed.owners)}, who owns the plant's tables"
    grants = "run this as somebody who may, then enms migrate again:"
    if not needed.statements:
        return [owners] if needed.owners else []
    return [f"{owners}; or {grants}" if needed.owners else grants, *needed.statements]


def _make_roles(opened: Database, reader: str, writer: str) -> None:
    from skill_enms.plant.roles import Role, make_roles

    passwords = (os.environ.get(READER_PASSWORD), os.environ.get(WRITER_PASSWORD))
    make_roles(opened, Role(reader, passwords[0]), Role(writer, passwords[1]))


def run_demo_plant(options: argparse.Namespace) -> int:
    """`enms demo-plant`."""
    from skill_enms import demo
    from skill_enms.plant.migrate import migrate

    with database(as_owner=True) as opened, progress_bar("demo plant", "set") as progress:
        migrate(opened)
        try:
            summary = demo.load(opened, beside_others=options.beside_others, progress=progress)
        except demo.PlantInTheWay as error:
            advice = "" if options.beside_others else "; --beside-others loads the demo plant beside it"
            raise Failed(f"the database holds another plant: {', '.join(error.names)}{advice}") from error
    if options.json:
        print(as_json(summary))
        return 0
    for table, rows in summary.rows_added.items():
        print(f"{rows:>9} rows added to {table}")
    print(f"the demo plant has readings from {summary.start} until {summary.end}")
    return 0


def run_rollup(options: argparse.Namespace) -> int:
    """`enms rollup`."""
    from skill_enms.plant.discovery import read_catalogue
    from skill_enms.plant.rollup_table import TableRollup
    from skill_enms.plant.rollup_update import RollupUpdater

    done = {}
    with database() as opened:
        with opened.reading() as connection:
            catalogue = read_catalogue(connection, stored_settings().timezone)
        updater = RollupUpdater(opened, TableRollup(opened.store))
        with progress_bar("rollup", "day") as progress:
            done["updated"] = updater.update(catalogue, progress, only_recent=options.recent)
        if options.correct:
            with progress_bar("correction", "day") as progress:
                done["corrected"] = updater.correct(catalogue, progress)
    if options.json:
        print(as_json(done))
        return 0
    for what, did in done.items():
        print(f"{what} {did.buckets} buckets from {did.values} values in {did.seconds:.1f} seconds")
    return 0


@contextmanager
def progress_bar(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, if there is one; yields what is to be called with what is done and what there is to do."""
    from tqdm import tqdm

    with tqdm(desc=what, unit=unit, disable=None) as bar:

        def progress(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        yield progress


@contextmanager
def database(*, prepared: bool = True, as_owner: bool = False) -> Iterator[Database]:
    """The database that the skill on this device is set up for; the embedded one where it is set up for none.

    The embedded one is ours, and so is brought up to date if it is to be `prepared`; a plant's own is left as it is.
    `as_owner`: whoever may change tables does all of it, not the role that may only write what is ours.
    """
    from skill_enms.opening import connect
    from skill_enms.plant import embedded
    from skill_enms.plant.database import Database
    from skill_enms.plant.migrate import migrate

    settings = stored_settings()
    if settings.database_url is not None:
        opened, store = connect(settings, settings.database_url, as_owner=as_owner)
        with store or nullcontext(), opened:
            yield opened
        return
    with embedded.start() as server, Database(server.url) as opened:
        if prepared:
            migrate(opened)
        yield opened


def stored_settings() -> Settings:
    """What the skill's `settings.json` and the environment say."""
    from ovos_config.locations import get_xdg_config_save_path

    from skill_enms.cli.asking import SKILL_ID

    path = Path(get_xdg_config_save_path()) / "skills" / SKILL_ID / "settings.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        stored = {}
    except (OSError, ValueError) as error:
        raise Failed(f"{path} can't be read: {error}") from error
    if not isinstance(stored, dict):
        raise Failed(f"{path} can't be read: it holds no settings")
    return Settings.read(stored)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, description: str
) -> argparse.ArgumentParser:
    """A subcommand that can print JSON."""
    command = commands.add_parser(name, help=summary, description=description)
    json_option(command)
    return command


def json_option(command: argparse.ArgumentParser) -> None:
    """Let a command print JSON for programs in the place of text for people."""
    command.add_argument("--json", action="store_true", help="print JSON")
