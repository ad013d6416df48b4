"""``beskplan evaluate``: judge every target of plans against the figures."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Annotated, Literal

import typer

from beskplan.cli import _completion, _options


def evaluate(
    plans: _options.Plans,
    data: _options.Data = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="console, csv, docx, github, html, json, jsonl, junit, markdown, pdf or xlsx.",
            autocompletion=_completion.result_formats,
        ),
    ] = "console",
    output: _options.Output = None,
    targets: _options.Targets = None,
    areas: _options.Areas = None,
    period: _options.JudgedPeriod = None,
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
    as_of: _options.AsOf = None,
    vintage: _options.Vintage = None,
    no_cache: _options.NoCache = False,
) -> None:
    """Judge every target of the plans against the published figures."""
    from beskplan.cli import _answer, _output
    from beskplan.renderers import ReportRenderer, known_format, renderer

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
    writer = None if format_ == "console" else renderer(format_)
    if isinstance(writer, ReportRenderer):
        results, content = _answer.report_on(writer, plans, asked, lang)
        _output.put(content, output)
    else:
        results = _answer.answer(plans, asked)
        _answer.show(results, format_, output, lang, failing)
    raise typer.Exit(_answer.code(chain.from_iterable(results), failing))


__all__ = ["evaluate"]
