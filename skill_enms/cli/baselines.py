"""`enms baseline`: what is stored of a training, in full, so that it can be repeated elsewhere."""

from __future__ import annotations

import argparse
import csv
import sys
from typing import TYPE_CHECKING

from skill_enms.cli.output import as_json
from skill_enms.cli.plant import database, json_option

if TYPE_CHECKING:
    import pandas as pd

    from skill_enms.history import StoredBaseline


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    baseline = commands.add_parser("baseline", help="show stored baselines", description="Shows stored baselines.")
    actions = baseline.add_subparsers(title="actions", dest="action", metavar="ACTION", required=True)

    listed = actions.add_parser(
        "list",
        help="the active baseline of each SEU",
        description="Lists the active baselines, or all there ever were.",
    )
    listed.add_argument("--all", action="store_true", help="every version, the active ones with a star")
    json_option(listed)
    listed.set_defaults(run=run_list)

    show = actions.add_parser(
        "show",
        help="one baseline in full",
        description="Shows a baseline: its model as text or JSON, the days it was fitted on as CSV, or both as JSON.",
    )
    show.add_argument("id", type=int, metavar="ID", help="the baseline's key, as `enms baseline list` shows it")
    show.add_argument("--data", action="store_true", help="print the daily series that it was fitted on")
    json_option(show)
    show.set_defaults(run=run_show)


def run_list(options: argparse.Namespace) -> int:
    """`enms baseline list`."""
    from skill_enms.plant.baselines import all_active, all_versions

    with database() as opened:
        found = all_versions(opened) if options.all else all_active(opened)
    if options.json:
        print(as_json(found))
        return 0
    for stored in found:
        print(
            f"{stored.id:>6}{' *' if options.all and stored.active else '  '} {stored.seu} ({stored.energy_source}),"
            f" version {stored.version}: {stored.start} until {stored.end}, R² {stored.fit.r_squared:.4f}"
        )
    return 0


def run_show(options: argparse.Namespace) -> int:
    """`enms baseline show`."""
    from skill_enms.plant import baselines

    with database() as opened:
        stored = baselines.get(opened, options.id)
        frame = baselines.series(opened, options.id) if options.data else None
    if options.json:
        print(as_json(stored if frame is None else {"baseline": stored, "series": _records(frame)}))
    elif frame is not None:
        _print_csv(frame)
    else:
        print("\n".join(_described(stored)))
    return 0


def _described(stored: StoredBaseline) -> list[str]:
    """A baseline for people, a line a thing."""
    fit = stored.fit
    terms = [] if fit.intercept is None else [f"{fit.intercept!r}"]
    terms += [f"{coefficient!r} × {driver}" for driver, coefficient in fit.coefficients.items()]
    lines = [
        f"baseline {stored.id}: {stored.seu} ({stored.energy_source}), version {stored.version}"
        + (", active" if stored.active else ""),
        f"trained   {stored.trained_at:%Y-%m-%d %H:%M} for {stored.start} until {stored.end} ({stored.time_zone})",
        f"asked     {stored.reason or '?'}, by session {stored.session or '?'} at {stored.site or '?'}",
        f"model     {stored.unit} a day = {' + '.join(terms)}",
        f"fit       R² {fit.r_squared!r}, adjusted {fit.adj_r_squared!r}, CV(RMSE) {fit.cv_rmse!r}, {fit.n} days",
    ]
    lines += [
        f"          {driver}: standard error {fit.std_errors[driver]!r}, p {fit.p_values[driver]!r}"
        for driver in fit.drivers
    ]
    if stored.days_dropped:
        lines.append("dropped   " + ", ".join(f"{days} {cause}" for cause, days in stored.days_dropped.items()))
    lines.append("readings  " + ", ".join(f"{share:.0%} {source}" for source, share in stored.data_sources.items()))
    if stored.warnings:
        lines.append("warnings  " + ", ".join(reason.code for reason in stored.warnings))
    if stored.rule_set:
        lines.append(f"rule set  {stored.rule_set}: {'met' if stored.accepted else 'not met'}")
    lines.append("made with " + ", ".join(f"{name} {version}" for name, version in stored.library_versions.items()))
    lines.append(f"series    SHA-256 {stored.fingerprint}")
    return lines


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{"date": day, **dict(zip(frame.columns, values, strict=True))} for day, *values in frame.itertuples()]


def _print_csv(frame: pd.DataFrame) -> None:
    """The series, each number with all of its digits."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["date", *frame.columns])
    for day, *values in frame.itertuples():
        writer.writerow([day.isoformat(), *(repr(float(value)) for value in values)])
