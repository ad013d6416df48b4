"""``beskplan calendar``: the follow-ups and deadlines of plans, for calendar programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from beskplan.cli import _completion


def calendar(
    plans: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN...",
            help="Plan files (YAML).",
            show_default=False,
            autocompletion=_completion.plan_files,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout."),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Folder with the catalogue that the plan's indicators are in.",
            show_default="data/ beside the plan's folder",
        ),
    ] = None,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of the events.", show_default="the plan's"),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day that the calendar is of, such as 2022-06-30.",
            show_default="today",
        ),
    ] = None,
) -> None:
    """Write follow-ups and deadlines, with the targets that each covers, as iCalendar."""
    from beskplan.calendars import calendar as made
    from beskplan.cli._days import day
    from beskplan.cli._homes import catalogue_of, home_for, plans_of
    from beskplan.cli._output import to_stdout, write_whole

    when = date.today() if as_of is None else day("--as-of", as_of)
    homes = [home_for(file, tuple(data or ())) for file in plans]
    catalogues = {home: catalogue_of(home) for home in dict.fromkeys(homes)}
    content = made(plans_of(plans, homes, catalogues), when, lang)
    if output is None:
        to_stdout(content)
    else:
        write_whole(output, content)


__all__ = ["calendar"]
