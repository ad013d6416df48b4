"""``beskplan check``: every problem of plan files, catalogues and descriptions at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from beskplan.cli import _completion
from beskplan.cli._exit import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beskplan.checks import Report


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help="Plan files, catalogues and descriptions (YAML), or folders of them.",
            show_default=False,
            readable=False,  # what cannot be read is a finding among the others
            autocompletion=_completion.yaml_files,
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Look at these figures too: which targets can they never decide? A folder, a "
            "file or a pattern; may be repeated.",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            help="Only findings whose code begins like this, with commas between.",
            show_default="all",
            autocompletion=_completion.codes,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODES",
            help="Leave these findings out, with commas between.",
            show_default=False,
            autocompletion=_completion.codes,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Notes end with exit code 1, too.")
    ] = False,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text, json, github, gitlab, sarif or junit.",
            autocompletion=_completion.finding_formats,
        ),
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="Say what a finding means.",
            show_default=False,
            autocompletion=_completion.code,
        ),
    ] = None,
) -> None:
    """Tell what is wrong with plan files, and what a careful reader would ask about.

    Exit codes: 0 nothing but notes; 1 findings; 2 a file that could not be looked at.
    """
    from beskplan.cli import _checked
    from beskplan.errors import UsageError

    if explain is not None:
        _checked.explain(explain)
        raise typer.Exit
    if not paths:
        raise UsageError("check needs a file or a folder: beskplan check plans/")
    asked = _checked.codes_asked(select or (), ignore or ())
    shown = _checked.shower(format_, output)
    report = _checked.report(paths, tuple(data or ()), asked)
    shown(report)
    raise typer.Exit(_code(report, strict=strict))


def _code(report: Report, *, strict: bool) -> ExitCode:
    from beskplan.checks import Level

    if report.unread:
        return ExitCode.NO_ANSWER
    levels: Sequence[Level] = tuple(Level) if strict else (Level.ERROR, Level.WARNING)
    return ExitCode.FAILED if any(map(report.count, levels)) else ExitCode.ANSWERED


__all__ = ["check"]
