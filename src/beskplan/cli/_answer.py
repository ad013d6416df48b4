"""What commands share: load, judge, show and write."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from beskplan.catalogue import Catalogue, load_catalogue
from beskplan.errors import (
    DataError,
    DataUnreadableError,
    OutputError,
    PlanInvalidError,
    PlanUnreadableError,
    Problem,
    UsageError,
    did_you_mean,
    quoted,
)
from beskplan.evaluation import evaluate
from beskplan.models import nearest
from beskplan.observations import Observations
from beskplan.plan import Plan, load_plan
from beskplan.readers import CATALOGUE_NAME, load_observations
from beskplan.renderers import renderer
from beskplan.results import Flag, Results, Status
from beskplan.words import Lang

if TYPE_CHECKING:
    from rich.console import Console

FILE_WIDTH = 120
NEVER = "never"


def day(as_of: str | None) -> date:
    """Return the as-of date, today where none is given.

    Raises:
        UsageError: the text is no date.
    """
    if as_of is None:
        return date.today()
    try:
        return date.fromisoformat(as_of)
    except ValueError as cause:
        message = f"--as-of {quoted(as_of)} is no date; write it as 2022-06-30"
        raise UsageError(message) from cause


def failing(words: Sequence[str] | None) -> frozenset[str]:
    """Return the statuses and flags that fail the run, ``missed`` by default.

    Raises:
        UsageError: a word is neither status nor flag, or ``never`` stands beside others.
    """
    if not words:
        return frozenset({str(Status.MISSED)})
    asked = {word.strip() for text in words for word in text.split(",") if word.strip()}
    if asked == {NEVER}:
        return frozenset()
    known = [*map(str, Status), *map(str, Flag)]
    for word in sorted(asked):
        if word == NEVER:
            raise UsageError("--fail-on never stands alone")
        if word not in known:
            hint = did_you_mean(word, [*known, NEVER])
            hint = hint or f"; known: {', '.join([*known, NEVER])}"
            raise UsageError(f"--fail-on {quoted(word)} is no status or flag{hint}")
    if not asked:
        raise UsageError("--fail-on needs a status or flag, or never")
    return frozenset(asked)


def answer(
    plan_files: Sequence[Path], data: Path | None, as_of: date, targets: tuple[str, ...]
) -> list[Results]:
    """Load plans with their catalogues and figures, and evaluate them.

    A data folder is read once for all plans that use it.

    Raises:
        BeskplanError: every problem of every plan file, else of the data.
        UsageError: a target that no plan has.
    """
    folders = [data if data is not None else data_beside(file) for file in plan_files]
    catalogues = {folder: _catalogue(folder) for folder in dict.fromkeys(folders)}
    plans = _plans(plan_files, [catalogues[folder] for folder in folders])
    for catalogue in catalogues.values():
        if isinstance(catalogue, DataError):
            raise catalogue
    _check_targets(plans, targets)
    return [
        result.only(targets) if targets else result
        for result in _evaluated(plans, folders, catalogues, as_of)
        if not targets or result.only(targets).verdicts
    ]


def data_beside(plan_file: Path) -> Path:
    """Return ``data/`` beside the plan's folder."""
    return Path(os.path.normpath(plan_file.parent / ".." / "data"))


def _catalogue(folder: Path) -> Catalogue | DataError:
    """Return the catalogue, or its error: the plans' own problems are told first."""
    path = folder / CATALOGUE_NAME
    if not path.exists():
        place, what = (path, "no such file") if folder.is_dir() else (folder, "no such folder")
        message = f"{what}; name the folder that holds {CATALOGUE_NAME} and figures with --data"
        return DataUnreadableError([Problem(place.as_posix(), 0, 0, message)])
    try:
        return load_catalogue(path)
    except DataError as cause:
        return cause


def _plans(files: Sequence[Path], catalogues: Sequence[Catalogue | DataError]) -> list[Plan]:
    plans: list[Plan] = []
    problems: list[Problem] = []
    for file, catalogue in zip(files, catalogues, strict=True):
        try:
            plans.append(load_plan(file, catalogue if isinstance(catalogue, Catalogue) else None))
        except (PlanUnreadableError, PlanInvalidError) as cause:
            problems += cause.problems
    if problems:
        raise PlanInvalidError(problems)
    return plans


def _check_targets(plans: Sequence[Plan], asked: tuple[str, ...]) -> None:
    known = {target.id for plan in plans for _, target in plan.targets}
    unknown = [target for target in asked if target not in known]
    if unknown:
        hints = [f"no target {quoted(one)}{nearest(one, known, limit=30)}" for one in unknown]
        raise UsageError("\n".join(hints))


def _evaluated(
    plans: Sequence[Plan],
    folders: Sequence[Path],
    catalogues: Mapping[Path, Catalogue | DataError],
    as_of: date,
) -> Iterator[Results]:
    needed: dict[Path, set[str]] = {}
    for plan, folder in zip(plans, folders, strict=True):
        needed.setdefault(folder, set()).update(plan.indicators)
    read: dict[Path, Observations] = {}
    for plan, folder in zip(plans, folders, strict=True):
        catalogue = catalogues[folder]
        assert isinstance(catalogue, Catalogue)
        if folder not in read:
            read[folder] = load_observations(folder, catalogue, needed[folder])
        yield evaluate(plan, catalogue, read[folder], as_of=as_of)


def show(results: Sequence[Results], format_: str, output: Path | None, lang: Lang | None) -> None:
    """Show results on stdout, or write them to a file whole or not at all.

    A reader that goes away early (``| head``) does not change the exit code.

    Raises:
        OutputError: the file cannot be written; what was there stays.
    """
    if output is not None:
        write_whole(output, _document(results, format_, lang))
        return
    try:
        if format_ == "console":
            _print_table(results, lang)
        else:
            sys.stdout.buffer.write(_document(results, format_, lang))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _document(results: Sequence[Results], format_: str, lang: Lang | None) -> bytes:
    if format_ != "console":
        return renderer(format_).render(results)
    from beskplan.renderers import console

    text = StringIO()
    _console(text, width=FILE_WIDTH).print(console.render(results, lang))
    return text.getvalue().encode()


def _print_table(results: Sequence[Results], lang: Lang | None) -> None:
    from beskplan.renderers import console

    symbols = _can_print(sys.stdout.encoding or "ascii", console.SYMBOLS)
    shown = console.render(results, lang, symbols=symbols)
    _console(sys.stdout).print(shown)


def _console(file: TextIO, width: int | None = None) -> Console:
    from rich.console import Console

    class Table(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 (rich calls this while it handles the BrokenPipeError)

    return Table(
        file=file, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False
    )


def _can_print(encoding: str, characters: str) -> bool:
    try:
        characters.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


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
            _replace(target, content)
    except (OSError, ValueError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise OutputError(f"{path}: cannot be written: {reason}; name another --output") from cause


def _replace(path: Path, content: bytes) -> None:
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_of(path))
        temporary.replace(path)
    except BaseException:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise


def _mode_of(path: Path) -> int:
    """Return the permissions that the file has, or that a new one would get."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
