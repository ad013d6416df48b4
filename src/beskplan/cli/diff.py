"""``beskplan diff``: what changed from one plan to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from beskplan.cli import _completion, _output
from beskplan.cli._exit import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType

    from beskplan.catalogue import Catalogue
    from beskplan.differences import Differences
    from beskplan.errors import Problem
    from beskplan.plan import Plan
    from beskplan.words import Lang


def diff(
    plans: Annotated[
        list[Path],
        typer.Argument(
            metavar="OLD NEW",
            help="Two plan files (YAML); with --git one, as it is now.",
            show_default=False,
            autocompletion=_completion.plan_files,
        ),
    ],
    git: Annotated[
        str | None,
        typer.Option(
            "--git",
            metavar="REV",
            help="Compare the one file with itself in this revision, such as HEAD~1 or main.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Folder with indicators.yaml; may be repeated.",
            show_default="data/ beside the plan's folder",
        ),
    ] = None,
    format_: Annotated[
        Literal["console", "markdown", "json"],
        typer.Option("--format", help="A table, a paper or comment, or JSON for scripts."),
    ] = "console",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout."),
    ] = None,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of table and paper.", show_default="the new plan's"),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where anything is another.")
    ] = False,
) -> None:
    """Tell what changed from one plan to the next, and which promises became stronger or weaker.

    Exit codes: 0 answered; 1 with --exit-code: something is another; 2 a file that cannot be
    used.
    """
    from beskplan.differences import differences
    from beskplan.errors import UsageError

    if git is not None and len(plans) != 1:
        raise UsageError("diff --git REV takes one plan file: beskplan diff --git HEAD~1 PLAN")
    if git is None and len(plans) != 2:
        raise UsageError("diff takes two plan files, OLD and NEW; or --git REV and one")
    old, new, catalogue = _loaded(plans, git, tuple(data or ()))
    found = differences(old, new, catalogue)
    _show(found, format_, output, lang)
    different = exit_code and not found.is_empty
    raise typer.Exit(ExitCode.FAILED if different else ExitCode.ANSWERED)


def _loaded(
    files: Sequence[Path], revision: str | None, data: tuple[Path, ...]
) -> tuple[Plan, Plan, Catalogue | None]:
    """Load both plans.

    Raises:
        PlanInvalidError: every problem of both.
    """
    from beskplan.catalogue import Catalogue
    from beskplan.errors import PlanInvalidError

    known = [_catalogue(file, data) for file in files]
    problems: list[Problem] = []
    plans: list[Plan] = []
    if revision is not None:
        plans += _tried(_earlier(revision, files[0]), problems)
    for file, catalogue in zip(files, known, strict=True):
        plans += _tried(_now(file, catalogue), problems)
    if problems:
        raise PlanInvalidError(problems)
    old, new = plans
    return old, new, known[-1] or known[0] or Catalogue(with_base=True)


def _tried(plans: Iterator[Plan], problems: list[Problem]) -> list[Plan]:
    """Return the plan, or add its problems to those that were found before."""
    from beskplan.errors import PlanInvalidError, PlanUnreadableError

    try:
        return list(plans)
    except (PlanInvalidError, PlanUnreadableError) as cause:
        problems += cause.problems
        return []


def _now(file: Path, catalogue: Catalogue | None) -> Iterator[Plan]:
    from beskplan.plan import load_plan

    yield load_plan(file, catalogue)


def _earlier(revision: str, file: Path) -> Iterator[Plan]:
    """Yield an earlier version; today's catalogue need not know what it asks for."""
    from beskplan.cli._earlier import earlier_version, name_of
    from beskplan.documents import read_document
    from beskplan.errors import PlanInvalidError, PlanUnreadableError
    from beskplan.plan import read_plan

    content = earlier_version(revision, file)
    name = Path(name_of(revision, file))
    found = read_plan(read_document(name, "plan", PlanUnreadableError, content))
    if found.problems or found.plan is None:
        raise PlanInvalidError(found.problems)
    yield found.plan


def _catalogue(file: Path, data: tuple[Path, ...]) -> Catalogue | None:
    """Return the catalogue for a plan; None where there is none: then nothing is held against it.

    Raises:
        DataError: it cannot be used.
    """
    from beskplan.catalogue import Catalogue
    from beskplan.cli._homes import catalogue_of, data_beside, home_for
    from beskplan.places import has_catalogue

    if not data and not has_catalogue((data_beside(file),)):
        return None
    found = catalogue_of(home_for(file, data))
    if not isinstance(found, Catalogue):
        raise found
    return found


def _show(found: Differences, format_: str, output: Path | None, lang: Lang | None) -> None:
    from beskplan.differences import _json, _markdown

    def table(can_print: Callable[[str], bool]) -> RenderableType:
        from beskplan.differences import _console

        return _console.render(found, lang, symbols=can_print(_console.SYMBOLS))

    document = None
    if format_ == "json":
        document = _json.render(found)
    elif format_ == "markdown":
        document = _markdown.render(found, lang)
    _output.show(document, table, output)


__all__ = ["diff"]
