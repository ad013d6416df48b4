"""``beskplan evaluate``: judge every target of plans against the figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from beskplan.cli import _completion


def evaluate(
    plans: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN...",
            help="Plan files (YAML).",
            show_default=False,
            autocompletion=_completion.plan_files,
        ),
    ],
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Folder or file with figures, or a pattern such as 'tal/*.parquet'; may be "
            "repeated.",
            show_default="data/ beside the plan's folder",
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="console, csv, docx, github, html, json, jsonl, junit, markdown, pdf or xlsx.",
            autocompletion=_completion.result_formats,
        ),
    ] = "console",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout."),
    ] = None,
    targets: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="ID",
            help="Only this target; may be repeated.",
            autocompletion=_completion.target_ids,
        ),
    ] = None,
    areas: Annotated[
        list[str] | None,
        typer.Option(
            "--area",
            metavar="NAME",
            help="Judge this municipality (name or code) instead; may be repeated.",
            show_default="the plan's own",
            autocompletion=_completion.municipalities,
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="Judge this period, such as 2021M08 or 2021K2.",
            show_default="what plan and figures say",
        ),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="WORDS",
            help="Statuses and flags that end with exit code 1, with commas between; or never.",
            show_default="missed",
            autocompletion=_completion.fail_on_words,
        ),
    ] = None,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of table and report.", show_default="the plan's"),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day that the answer is for, such as 2022-06-30.",
            show_default="today",
        ),
    ] = None,
    vintage: Annotated[
        str | None,
        typer.Option(
            "--vintage",
            metavar="DATE",
            help="Go back to the figures as they were retrieved by this day.",
            show_default="the newest",
        ),
    ] = None,
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache", help="Read large files anew, and keep nothing for the next run."
        ),
    ] = False,
) -> None:
    """Judge every target of the plans against the published figures."""
    from beskplan.cli import _answer
    from beskplan.renderers import known_format

    known_format(format_)
    _answer.check_shown(format_, output)
    failing = _answer.failing(fail_on)
    asked = _answer.Question(
        as_of=date.today() if as_of is None else _answer.day("--as-of", as_of),
        data=tuple(data or ()),
        targets=tuple(targets or ()),
        areas=_answer.municipalities(areas or ()),
        period=None if period is None else _answer.period(period),
        vintage=None if vintage is None else _answer.day("--vintage", vintage),
        cached=not no_cache,
    )
    results = _answer.answer_for(format_, plans, asked)
    _answer.show(results, format_, output, lang, failing)
    raise typer.Exit(_answer.code(results, failing))


__all__ = ["evaluate"]
