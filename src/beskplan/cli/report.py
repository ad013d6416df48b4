"""``beskplan report``: what goes to the committee, as a page or a paper."""

from __future__ import annotations

import sys
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from beskplan.cli import _completion, _options

if TYPE_CHECKING:
    from beskplan.renderers import ReportRenderer
    from beskplan.reporting import Earlier


def report(
    plans: _options.Plans,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write here; the suffix says the format, such as rapport.html.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="The format, such as html or markdown.",
            show_default="what the suffix of --output says",
            autocompletion=_completion.report_formats,
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="FILE",
            help="Tell what has changed since an earlier result: evaluate --format json.",
            show_default=False,
        ),
    ] = None,
    data: _options.Data = None,
    targets: _options.Targets = None,
    areas: _options.Areas = None,
    period: _options.JudgedPeriod = None,
    fail_on: _options.FailOn = None,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of the report.", show_default="the first plan's"),
    ] = None,
    as_of: _options.AsOf = None,
    vintage: _options.Vintage = None,
    no_cache: _options.NoCache = False,
) -> None:
    """Write a report for people who never saw the tool: verdicts, charts, method, sources."""
    from beskplan.cli import _answer, _output

    failing = _answer.failing(fail_on or [_answer.NEVER])
    writer = _writer(format_, output)
    asked = _answer.Question(
        as_of=date.today() if as_of is None else _answer.day("--as-of", as_of),
        data=tuple(data or ()),
        targets=tuple(targets or ()),
        areas=_answer.municipalities(areas or ()),
        period=None if period is None else _answer.period(period),
        vintage=None if vintage is None else _answer.day("--vintage", vintage),
        cached=not no_cache,
    )
    earlier = None if since is None else _earlier(since, asked.targets)
    results, content = _answer.report_on(writer, plans, asked, lang, earlier)
    _output.put(content, output)
    raise typer.Exit(_answer.code(chain.from_iterable(results), failing))


def _writer(format_: str | None, output: Path | None) -> ReportRenderer:
    """Return the format that is asked for, by name or by the suffix of the file.

    Raises:
        UsageError: it is none that reports have, or one that a terminal cannot show.
    """
    from beskplan.errors import UsageError, did_you_mean, quoted
    from beskplan.renderers import report_renderers

    found = report_renderers()
    if format_ is not None and format_ not in found:
        hint = did_you_mean(format_, found) or f"; known: {', '.join(found)}"
        raise UsageError(f"--format: no format of reports {quoted(format_)}{hint}")
    if format_ is None:
        format_ = _by_suffix(found, output)
    writer = found[format_]
    if output is None and not writer.IS_TEXT and sys.stdout.isatty():
        message = f"{format_} is no text that a terminal shows; name a file with --output"
        raise UsageError(message)
    return writer


def _by_suffix(found: dict[str, ReportRenderer], output: Path | None) -> str:
    from beskplan.errors import UsageError, quoted

    suffixes = {one.SUFFIX: name for name, one in found.items()}
    known = ", ".join(suffixes)
    if output is None:
        message = f"name a file with --output ({known}), or print one with --format"
        raise UsageError(message)
    suffix = output.suffix.casefold()
    if suffix not in suffixes:
        said = f"no report ends with {quoted(suffix)}" if suffix else "this has no suffix"
        message = f"--output {quoted(str(output))}: {said}; known: {known}, or say --format"
        raise UsageError(message)
    return suffixes[suffix]


def _earlier(file: Path, targets: tuple[str, ...]) -> list[Earlier]:
    """Return what an earlier result says, of these targets where some are asked for.

    Raises:
        UsageError: it cannot be read, or is no result.
    """
    from beskplan.errors import UsageError
    from beskplan.reporting import earlier_results

    try:
        content = file.read_bytes()
    except OSError as cause:
        message = f"--since {file}: cannot be read: {cause.strerror or cause}"
        raise UsageError(message) from cause
    found = earlier_results(content, f"--since {file}")
    return [one.only(targets) if targets else one for one in found]


__all__ = ["report"]
