"""``beskplan explain``: why one target has its verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from beskplan.cli import _completion, _options, _output

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

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
    data: _options.Data = None,
    format_: Annotated[
        Literal["console", "markdown", "json"],
        typer.Option("--format", help="A page for the terminal, a paper, or JSON for scripts."),
    ] = "console",
    output: _options.Output = None,
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
    period: _options.JudgedPeriod = None,
    fail_on: _options.FailOn = None,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of page and paper.", show_default="the plan's"),
    ] = None,
    as_of: _options.AsOf = None,
    vintage: _options.Vintage = None,
    no_cache: _options.NoCache = False,
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
    raise typer.Exit(_answer.code([found.explained.verdict], failing))


def _show(found: Explanation, format_: str, output: Path | None, lang: Lang | None) -> None:
    from beskplan.explanation import _json, _markdown

    def table(can_print: Callable[[str], bool]) -> RenderableType:
        from beskplan.explanation import _console

        return _console.render(found, lang, symbols=can_print(_console.SYMBOLS))

    document = None
    if format_ == "json":
        document = _json.render(found)
    elif format_ == "markdown":
        document = _markdown.render(found, lang)
    _output.show(document, table, output)


__all__ = ["explain"]
