"""``beskplan fmt``: give plan files and catalogues the one layout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from beskplan.cli import _completion
from beskplan.cli._exit import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from beskplan.layout import Layout

_STDIN: Final = "-"
_STDIN_NAME: Final = "<stdin>"


def fmt(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Plan files and catalogues (YAML), or folders of them; - reads stdin and writes "
            "to stdout.",
            show_default=False,
            autocompletion=_completion.yaml_files,
        ),
    ],
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; name the files that would change, and end with 1."
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show the lines that would change.")
    ] = False,
) -> None:
    """Give plan files and catalogues the one layout; what they say and all comments stay.

    Exit codes: 0 done, or nothing to do; 1 with --check: files would change; 2 a file that
    could not be laid out.
    """
    from beskplan.errors import UsageError

    named = [str(path) for path in paths]
    if _STDIN in named and len(named) > 1:
        raise UsageError("- stands alone: stdin is one file")
    layouts, errors = _stdin() if named == [_STDIN] else _files(paths)
    changed = [layout for layout in layouts if layout.changes]
    if diff:
        _print("".join(line for layout in changed for line in _diff(layout)))
    elif check:
        _print("".join(f"{_shown(layout.file)}\n" for layout in changed))
    elif named == [_STDIN]:
        _print("".join(layout.after for layout in layouts))
    else:
        errors += _write(changed)
    for error in errors:
        typer.echo(error, err=True)
    raise typer.Exit(_code(errors, differs=check and bool(changed)))


def _code(errors: Sequence[str], *, differs: bool) -> ExitCode:
    if errors:
        return ExitCode.NO_ANSWER
    return ExitCode.FAILED if differs else ExitCode.ANSWERED


def _stdin() -> tuple[list[Layout], list[str]]:
    from beskplan.documents import MAX_BYTES
    from beskplan.layout import layout_of_text

    content = b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
    return [layout_of_text(content, _STDIN_NAME)], []


def _files(paths: Sequence[Path]) -> tuple[list[Layout], list[str]]:
    """Return the layout of every file, and what is wrong with the others."""
    from beskplan.checks._files import files_of
    from beskplan.errors import BeskplanError
    from beskplan.layout import layout_of

    found = files_of(paths)
    layouts, errors = [], [str(problem) for problem in found.problems]
    for path in found.paths:
        try:
            layouts.append(layout_of(path))
        except BeskplanError as cause:
            errors += str(cause).splitlines()
    if not layouts and not errors:
        errors = ["no file of beskplan in these folders; name the folder of the plans"]
    return layouts, errors


def _write(layouts: Sequence[Layout]) -> Iterator[str]:
    """Write files that change, and yield what went wrong."""
    from beskplan.errors import OutputError
    from beskplan.layout import put

    for layout in layouts:
        try:
            put(Path(layout.file), layout)
        except OutputError as cause:
            yield str(cause)
        else:
            if sys.stderr.isatty():
                typer.echo(f"formatted {_shown(layout.file)}", err=True)


def _diff(layout: Layout) -> Iterator[str]:
    from difflib import unified_diff

    before, after = _lines(layout.before), _lines(layout.after)
    name = _shown(layout.file)
    for line in unified_diff(before, after, name, f"{name} (formatted)", lineterm=""):
        yield line.replace("\r", "\\r").replace("\ufeff", "\\ufeff") + "\n"


def _lines(text: str) -> list[str]:
    """Return the lines of a text; one that does not end says so, as in any diff."""
    *whole, last = text.split("\n")
    return [*whole, f"{last}\n\\ No newline at end of file"] if last else whole


def _shown(file: str) -> str:
    from beskplan.errors import visible

    return visible(file)


def _print(text: str) -> None:
    from beskplan.cli._output import to_stdout

    to_stdout(text.encode())


__all__ = ["fmt"]
