"""How commands print and write: whole or not at all, and without a traceback when a pipe closes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from beskplan.errors import OutputError
from beskplan.writing import replace_whole

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from beskplan.words import Lang

FILE_WIDTH = 120
"""Columns of a table that is written to a file."""


@contextmanager
def writing_to_stdout() -> Iterator[None]:
    """Write to stdout inside this; a reader that goes away early (``| head``) is no error.

    Raises:
        OutputError: it cannot be written to, as on a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_stdout()
    except OSError as cause:
        _leave_stdout()
        raise OutputError(f"the answer cannot be written: {cause.strerror or cause}") from cause


def _leave_stdout() -> None:
    """Let what is still kept for stdout go nowhere, so that the end of the run cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def to_stdout(content: bytes) -> None:
    """Write bytes to stdout, see `writing_to_stdout`."""
    with writing_to_stdout():
        sys.stdout.buffer.write(content)


def put(content: bytes, path: Path | None) -> None:
    """Write bytes to a file, see `write_whole`, or to stdout where none is named."""
    if path is None:
        to_stdout(content)
    else:
        write_whole(path, content)


def _no_steps(_whole: int) -> Callable[[], None]:
    """Take steps that nobody sees."""
    return lambda: None


@contextmanager
def progress(lang: Lang | None) -> Iterator[Callable[[int], Callable[[], None]]]:
    """Show on stderr how far a report is, where that is a terminal that can wipe it away again.

    Given is a function that takes the number of steps, and returns the one to call at each.
    """
    if not sys.stderr.isatty():
        yield _no_steps
        return
    from rich.console import Console

    terminal = Console(stderr=True)
    if terminal.is_dumb_terminal:
        yield _no_steps
        return
    from rich.progress import Progress

    reading, writing = ("Reading", "Writing") if lang == "en" else ("Læser", "Skriver")
    with Progress(console=terminal, transient=True) as bar:
        task = bar.add_task(reading, total=None)

        def begin(whole: int) -> Callable[[], None]:
            bar.update(task, description=writing, total=whole)
            return lambda: bar.advance(task)

        yield begin


def console(file: TextIO, width: int | None = None) -> Console:
    """Return a rich console that prints text as it is, and raises BrokenPipeError."""
    from rich.console import Console

    class Table(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 (rich calls this while it handles the BrokenPipeError)

    return Table(
        file=file, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False
    )


def can_print(encoding: str, characters: str) -> bool:
    """Whether an encoding has all of some characters."""
    try:
        characters.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def show(
    document: bytes | None,
    table: Callable[[Callable[[str], bool]], RenderableType],
    output: Path | None,
) -> None:
    """Show a document, or a table where there is none: in a file, or on stdout.

    Args:
        document: what a format made; None for a console.
        table: returns the table, given what tells whether symbols can be printed.
        output: the file; None for stdout.
    """
    if document is not None or output is not None:
        put(_as_text(table(lambda _: True)) if document is None else document, output)
        return
    encoding = sys.stdout.encoding or "ascii"
    shown = table(lambda symbols: can_print(encoding, symbols))
    with writing_to_stdout():
        console(sys.stdout).print(shown)


def _as_text(table: RenderableType) -> bytes:
    text = StringIO()
    console(text, FILE_WIDTH).print(table)
    return text.getvalue().encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and rename it: the old or the new, never a torn one.

    A link is followed, and what is no regular file (a device, a pipe) is written to as it is.

    Raises:
        OutputError: it cannot be written there.
    """
    if path.is_dir():
        raise OutputError(f"{path}: cannot be written: this is a folder; name a file")
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            replace_whole(target, content, _mode_of(target))
    except (OSError, ValueError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise OutputError(f"{path}: cannot be written: {reason}; name another --output") from cause


def _mode_of(path: Path) -> int:
    """Return the permissions that the file has, or that a new one would get."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
