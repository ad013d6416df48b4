"""``beskplan calendar``: the follow-ups and deadlines of plans, for calendar programs."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

import typer

from beskplan.cli import _options
from beskplan.cli._exit import ExitCode


def calendar(
    plans: _options.Plans,
    output: _options.Output = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Folder with the catalogue of the plan's indicators, and figures for --fail-on.",
            show_default="data/ beside the plan's folder",
        ),
    ] = None,
    fail_on: _options.FailOn = None,
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
    code = _judged(plans, when, data or [], fail_on) if fail_on else ExitCode.ANSWERED
    if output is None:
        to_stdout(content)
    else:
        write_whole(output, content)
    raise typer.Exit(code)


def _judged(plans: list[Path], as_of: date, data: list[Path], fail_on: list[str]) -> ExitCode:
    """Return the exit code of the verdicts; figures are read only where one can fail the run."""
    from beskplan.cli import _answer

    failing = _answer.failing(fail_on)
    if not failing:
        return ExitCode.ANSWERED
    asked = _answer.Question(as_of=as_of, data=tuple(data), cached=True)
    return _answer.code(chain.from_iterable(_answer.answer(plans, asked)), failing)


__all__ = ["calendar"]
