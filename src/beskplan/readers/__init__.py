"""`load_observations`: find the files of a data folder, read them, check them together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from beskplan.catalogue import Catalogue
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem
from beskplan.observations import Observations
from beskplan.readers import described_table
from beskplan.readers._frame import SCHEMA, conflicts, figures, once

CATALOGUE_NAME: Final = "indicators.yaml"
_TEXTS: Final = frozenset({".md", ".txt"})


def load_observations(
    data: Path | str, catalogue: Catalogue, indicators: Collection[str] | None = None
) -> Observations:
    """Read every table of a data folder.

    Args:
        data: the folder; its sub-folders are read too.
        catalogue: what labels and members mean.
        indicators: only figures of these indicators, and of the counts behind them, are
            kept; None keeps all. Every file is checked all the same.

    Raises:
        DataUnreadableError: no such folder, nothing usable in it, or a file in no known
            layout.
        DataInvalidError: cells, labels or columns that do not fit, and two different figures
            for one key; every problem of every file.
    """
    root = Path(data)
    rows, problems = _read_all(root, catalogue)
    if problems:
        raise DataInvalidError(problems)
    frame = pl.LazyFrame(rows, schema=SCHEMA)
    if indicators is not None:
        frame = frame.filter(pl.col("indicator").is_in(_with_counts(indicators, catalogue)))
    kept = frame.collect()
    problems = list(conflicts(kept, root))
    if problems:
        raise DataInvalidError(problems)
    return Observations.of(figures(once(kept)))


def _with_counts(indicators: Collection[str], catalogue: Catalogue) -> list[str]:
    """Add the numerators and denominators of shares, which flags and persons look at."""
    beside = {
        name
        for indicator in indicators
        for name in (catalogue[indicator].numerator, catalogue[indicator].denominator)
        if name is not None
    }
    return sorted({*indicators, *beside})


def _read_all(root: Path, catalogue: Catalogue) -> tuple[list[dict[str, Any]], list[Problem]]:
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    unreadable: list[Problem] = []
    tables = 0
    for path in _files(root):
        tables += 1
        try:
            rows += described_table.read(path, root, catalogue)
        except DataInvalidError as cause:
            problems += cause.problems
        except DataUnreadableError as cause:
            unreadable += cause.problems
    if unreadable:
        raise DataUnreadableError([*unreadable, *problems])
    if tables == 0:
        message = (
            "no tables here: put a .csv with a .yaml beside it that describes its columns "
            "into this folder, or name another one with --data"
        )
        raise DataUnreadableError([Problem(root.as_posix(), 0, 0, message)])
    return rows, problems


def _files(root: Path) -> Iterator[Path]:
    """Yield the tables of a folder in the order of their names; links are refused unread."""
    if not root.is_dir():
        what = "this is no folder" if root.exists() else "no such folder"
        message = f"{what}; name the folder that holds the figures with --data"
        raise DataUnreadableError([Problem(root.as_posix(), 0, 0, message)])
    problems = []
    tables = []
    try:
        found = sorted(root.rglob("*"))
    except OSError as cause:
        message = f"cannot be read: {cause.strerror or cause}"
        raise DataUnreadableError([Problem(root.as_posix(), 0, 0, message)]) from cause
    for path in found:
        name = path.as_posix()
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        if path.is_symlink():
            problems.append(Problem(name, 0, 0, "a link is not followed; put the file itself here"))
        elif path.is_dir() or path.suffix in _TEXTS or path == root / CATALOGUE_NAME:
            continue
        elif path.suffix == described_table.SUFFIX:
            tables.append(path)
        elif path.suffix == ".yaml" and path.with_suffix(described_table.SUFFIX).is_file():
            continue
        else:
            problems.append(Problem(name, 0, 0, _unknown(path)))
    if problems:
        raise DataUnreadableError(problems)
    yield from tables


def _unknown(path: Path) -> str:
    if path.suffix == ".yaml":
        return f"this describes {path.stem}.csv, which is not here"
    return "no reader knows this kind of file; a table is a .csv with a .yaml beside it"


__all__ = ["CATALOGUE_NAME", "SCHEMA", "load_observations"]
