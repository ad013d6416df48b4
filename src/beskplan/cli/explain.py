"""``beskplan explain``: why one target has its verdict."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from beskplan.cli import _completion
from beskplan.cli._exit import ExitCode

if TYPE_CHECKING:
    from beskplan.explanation import Explanation
    from beskplan.words import Lang


def explain(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN",
            help="A plan file (YAML).",
            show_default=False,
            autocompletion=_completion.plan_files,
        ),
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="The id of a target, or of a part of one, such as 1d/2 or 1b/Fleksjob.",
            show_default=False,
            autocompletion=_completion.target_ids,
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
        Literal["console", "markdown", "json"],
        typer.Option("--format", help="A page for the terminal, a paper, or JSON for scripts."),
    ] = "console",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout."),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            metavar="NAME",
            help="Judge this municipality (name or code) instead.",
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
            show_default="never",
            autocompletion=_completion.fail_on_words,
        ),
    ] = None,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of page and paper.", show_default="the plan's"),
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
    """Tell why a target has its verdict: the rule, every figure, the arithmetic line by line."""
    from beskplan.cli import _answer
    from beskplan.explanation import explain as explained

    failing = _answer.failing(fail_on or [_answer.NEVER])
    asked = _answer.Question(
        as_of=date.today() if as_of is None else _answer.day("--as-of", as_of),
        data=tuple(data or ()),
        areas=_answer.municipalities([] if area is None else [area]),
        period=None if period is None else _answer.period(period),
        vintage=None if vintage is None else _answer.day("--vintage", vintage),
        cached=not no_cache,
        in_full=True,
    )
    (results,) = _answer.answer([plan], asked)
    found = explained(results, target)
    _show(found, format_, output, lang)
    verdict = found.explained.verdict
    said = {str(verdict.status), *map(str, verdict.flags)}
    raise typer.Exit(ExitCode.FAILED if said & failing else ExitCode.ANSWERED)


def _show(found: Explanation, format_: str, output: Path | None, lang: Lang | None) -> None:
    from beskplan.cli import _output

    if output is not None:
        _output.write_whole(output, _document(found, format_, lang))
    elif format_ == "console":
        _print(found, lang)
    else:
        _output.to_stdout(_document(found, format_, lang))


def _document(found: Explanation, format_: str, lang: Lang | None) -> bytes:
    from beskplan.explanation import _json, _markdown

    if format_ == "json":
        return _json.render(found)
    if format_ == "markdown":
        return _markdown.render(found, lang)
    from io import StringIO

    from beskplan.cli import _output
    from beskplan.explanation import _console

    text = StringIO()
    _output.console(text, _output.FILE_WIDTH).print(_console.render(found, lang))
    return text.getvalue().encode()


def _print(found: Explanation, lang: Lang | None) -> None:
    from beskplan.cli import _output
    from beskplan.explanation import _console

    symbols = _output.can_print(sys.stdout.encoding or "ascii", _console.SYMBOLS)
    with _output.writing_to_stdout():
        _output.console(sys.stdout).print(_console.render(found, lang, symbols=symbols))


__all__ = ["explain"]
