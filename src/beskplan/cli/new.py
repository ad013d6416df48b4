"""``beskplan new``: a plan file to begin with, new or made of the plan before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from beskplan.cli import _completion

if TYPE_CHECKING:
    from beskplan.areas import Area

_STDOUT: Final = "-"
_SUFFIXES: Final = (".yaml", ".yml")


def new(
    years: Annotated[
        str,
        typer.Option(
            "--years",
            metavar="YEARS",
            help="The years of the plan: 2027, or 2027-2029.",
            show_default=False,
        ),
    ],
    plan: Annotated[
        Path | None,
        typer.Argument(metavar="PLAN", help="The file to write (YAML).", show_default=False),
    ] = None,
    municipality: Annotated[
        str | None,
        typer.Option(
            "--municipality",
            metavar="NAME",
            help="Whose plan it is: name or code.",
            show_default="that of --from",
            autocompletion=_completion.municipalities,
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            "--title",
            metavar="TEXT",
            help="Title of plan and document.",
            show_default="Beskæftigelsesplan and the years",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="ID", help="Id of the plan.", show_default="municipality and years"
        ),
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="OLD",
            help="Take focus areas and targets from this older plan.",
            show_default=False,
            autocompletion=_completion.plan_files,
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="With --from: the folder of the older plan's catalogue; may be repeated.",
            show_default="data/ beside its folder",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The same as PLAN; - is stdout."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write PLAN anew where it is there already.")
    ] = False,
) -> None:
    """Write a plan file to begin with: it checks clean, and says what to fill in.

    With --from, comments and `beskplan check` say what belonged to the older plan's years.
    """
    from beskplan.cli._output import to_stdout, write_whole
    from beskplan.skeleton import Head, editor_line, new_plan

    target = _target(plan, output)
    if target is not None:
        _refuse_bad_target(target, from_, force=force)
    editor = "" if target is None else editor_line(target.parent)
    if from_ is None:
        text = new_plan(Head.of(_municipality(municipality), years, title, name), editor)
    else:
        text = _after(from_, tuple(data or ()), municipality, (years, title, name), editor)
    if target is None:
        to_stdout(text.encode())
        return
    write_whole(target, text.encode())
    if sys.stderr.isatty():
        typer.echo(f"wrote {_shown(target)}", err=True)


def _target(plan: Path | None, output: Path | None) -> Path | None:
    """Return the file to write, None for stdout."""
    from beskplan.errors import UsageError

    if (plan is None) == (output is None):
        raise UsageError("name one file to write: beskplan new PLAN.yaml, or --output - for stdout")
    named = plan if plan is not None else output
    return None if named is None or str(named) == _STDOUT else named


def _refuse_bad_target(target: Path, old: Path | None, *, force: bool) -> None:
    """Refuse a file that is there already, or that nothing would look at.

    Raises:
        UsageError: the name is no plan's, or ``--force`` is missing.
        OutputError: what is there is no file of its own.
    """
    import os

    from beskplan.errors import OutputError, UsageError, quoted

    if target.suffix not in _SUFFIXES:
        raise UsageError(f"{quoted(str(target))} is no name of a plan file; end it with .yaml")
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_file():
        raise OutputError(f"{_shown(target)}: this is a link, or no file; name another")
    if not force:
        raise UsageError(f"{_shown(target)} is there already; name another, or use --force")
    if old is not None and old.exists() and target.samefile(old):
        raise UsageError(f"{_shown(target)} is the older plan itself; name another file")


def _municipality(text: str | None) -> Area:
    from beskplan.areas import Kind, find_area
    from beskplan.errors import UsageError

    if text is None:
        raise UsageError("--municipality is missing: whose plan is it?")
    try:
        return find_area(text, kinds=(Kind.MUNICIPALITY,))
    except ValueError as cause:
        raise UsageError(f"--municipality: {cause}") from cause


def _after(
    file: Path,
    data: tuple[Path, ...],
    municipality: str | None,
    head: tuple[str, str | None, str | None],
    editor: str,
) -> str:
    """Return a plan made of an older one, which must check clean with its catalogue."""
    from beskplan.catalogue import Catalogue
    from beskplan.cli._homes import catalogue_of, home_for, plans_of
    from beskplan.documents import read_document
    from beskplan.errors import PlanUnreadableError
    from beskplan.skeleton import Head, plan_after

    home = home_for(file, data)
    found = catalogue_of(home)
    if data and not isinstance(found, Catalogue):
        raise found
    catalogue = found if isinstance(found, Catalogue) else Catalogue(with_base=True)
    (old,) = plans_of([file], [home], {home: catalogue})
    document = read_document(file, "plan", PlanUnreadableError)
    whose = old.municipality if municipality is None else _municipality(municipality)
    years, title, name = head
    return plan_after(old, document, Head.of(whose, years, title, name), catalogue, editor)


def _shown(path: Path) -> str:
    from beskplan.errors import visible

    return visible(path.as_posix())


__all__ = ["new"]
