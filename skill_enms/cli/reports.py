"""`enms report`: the report on an SEU or on the plant, as one HTML file."""

from __future__ import annotations

import argparse
from datetime import datetime, timezone
from pathlib import Path

from skill_enms.cli.output import Failed
from skill_enms.cli.performance import opened, period_of, period_options, seu_argument, seu_of


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    report = commands.add_parser(
        "report",
        help="write a report as one HTML file",
        description="Writes the report on an SEU, or on the plant, as one HTML file that needs no network.",
    )
    seu_argument(report, optional=True)
    report.add_argument("--plant", action="store_true", help="the report on the whole plant")
    period_options(report)
    report.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it")
    report.add_argument("--lang", default="en-us", metavar="LANG", help="its language (en-us)")
    report.set_defaults(run=run_report)


def run_report(options: argparse.Namespace) -> int:
    """`enms report`."""
    try:
        from skill_enms.report.plant import plant_page
        from skill_enms.report.seu import seu_page
    except ModuleNotFoundError as error:
        raise Failed(f"reports need {error.name}: pip install 'skill-enms[report]'") from error
    from skill_enms.report.words import read_words
    from skill_enms.service.reporting import plant_report, seu_report

    if options.plant == (options.seu is not None):
        raise Failed("say either an SEU or --plant")
    period, words, now = period_of(options), read_words(options.lang), datetime.now(timezone.utc)
    with opened() as plant:
        if options.plant:
            html = plant_page(plant_report(plant, period), words, now)
        else:
            html = seu_page(seu_report(plant, seu_of(plant.catalogue(), options), period), words, now)
    try:
        options.out.write_text(html, encoding="utf-8")
    except OSError as error:
        raise Failed(f"{options.out} can't be written: {error.strerror}") from error
    print(options.out)
    return 0
