"""`enms adjust`: what happened to an SEU that its drivers don't tell."""

from __future__ import annotations

import argparse
import getpass
import math
from dataclasses import replace

from skill_enms.adjustments import NewAdjustment
from skill_enms.cli.output import Failed, as_json
from skill_enms.cli.performance import opened, period_of, period_options, seu_argument, seu_of
from skill_enms.cli.plant import json_option


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    adjust = commands.add_parser(
        "adjust",
        help="leave days out of comparisons, or allow for an amount",
        description="Non-routine adjustments: days of an SEU that don't count, or an amount that is allowed for.",
    )
    actions = adjust.add_subparsers(title="actions", dest="action", metavar="ACTION", required=True)

    add = actions.add_parser(
        "add", help="make an adjustment", description="Leaves days out, or allows for an amount on each of them."
    )
    seu_argument(add, optional=True)
    add.add_argument("--plant", action="store_true", help="for every SEU of the plant")
    period_options(add)
    add.add_argument("--reason", required=True, metavar="TEXT", help="why")
    add.add_argument("--author", default=getpass.getuser(), metavar="NAME", help="who says so (you)")
    add.add_argument(
        "--amount-per-day",
        type=float,
        metavar="AMOUNT",
        help="raise what is expected of each day by this, in the SEU's unit, in the place of leaving the days out",
    )
    json_option(add)
    add.set_defaults(run=run_add)

    listed = actions.add_parser("list", help="the adjustments that stand", description="Lists what stands.")
    json_option(listed)
    listed.set_defaults(run=run_list)

    withdraw = actions.add_parser("withdraw", help="end an adjustment", description="Ends an adjustment.")
    withdraw.add_argument("id", type=int, metavar="ID", help="its key, as `enms adjust list` shows it")
    withdraw.add_argument("--author", default=getpass.getuser(), metavar="NAME", help="who says so (you)")
    json_option(withdraw)
    withdraw.set_defaults(run=run_withdraw)


def run_add(options: argparse.Namespace) -> int:
    """`enms adjust add`."""
    from skill_enms.plant import adjustments

    if options.plant == (options.seu is not None):
        raise Failed("say either an SEU or --plant")
    if options.plant and options.amount_per_day is not None:
        raise Failed("an amount is one SEU's: name it")
    if options.amount_per_day is not None and not math.isfinite(options.amount_per_day):
        raise Failed(f"an amount of {options.amount_per_day} a day can't be allowed for")
    period = period_of(options)
    new = NewAdjustment(
        seu_id="",
        start=period.start,
        end=period.end,
        reason=options.reason,
        author=options.author,
        amount_per_day=options.amount_per_day,
    )
    with opened() as plant:
        catalogue = plant.catalogue()
        seus = catalogue.seus if options.plant else [seu_of(catalogue, options)]
        made = adjustments.add(plant.open(), [replace(new, seu_id=seu.id) for seu in seus])
    print(as_json(made) if options.json else "adjustments: " + ", ".join(str(one.id) for one in made))
    return 0


def run_list(options: argparse.Namespace) -> int:
    """`enms adjust list`."""
    from skill_enms.plant import adjustments

    with opened() as plant:
        found = adjustments.standing(plant.open())
        names = {seu.id: f"{seu.name} ({seu.energy_source})" for seu in plant.catalogue().seus}
    if options.json:
        print(as_json([{"seu": names.get(one.seu_id), "adjustment": one} for one in found]))
        return 0
    for one in found:
        what = "left out" if one.amount_per_day is None else f"{one.amount_per_day:+g} a day"
        who = names.get(one.seu_id, one.seu_id)
        print(f"{one.id:>6}  {who}: {one.start} until {one.end}, {what}: {one.reason} ({one.author})")
    return 0


def run_withdraw(options: argparse.Namespace) -> int:
    """`enms adjust withdraw`."""
    from skill_enms.plant import adjustments

    with opened() as plant:
        adjustments.withdraw(plant.open(), options.id, author=options.author)
    print(as_json({"withdrawn": options.id}) if options.json else f"withdrawn: {options.id}")
    return 0
