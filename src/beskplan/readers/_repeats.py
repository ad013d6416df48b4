"""Figures of large files that stand twice: equal ones, and those that contradict each other.

What may stand twice is known before (see `_census` and `_between`), and only that is read here.
Keys are told apart by one whole number each. Of these only some are held at a time: a file with
more of them than `AT_ONCE` is read several times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from beskplan.catalogue import segment_from
from beskplan.errors import Problem
from beskplan.periods import Period
from beskplan.readers._frame import SCHEMA, compared, conflicts
from beskplan.readers.tidy import MOST_TOLD, Tidy

AT_ONCE: Final = 1 << 22
"""Rows whose keys are held at a time."""
_NAMES: Final = ("indicator", "segment", "area")
_COLUMNS: Final = (*_NAMES, "start", "end", "value", "mark", "file", "sheet", "row", "retrieved")
_LONGEST: Final = 1 << 20
"""More than any day's number, so that first and last day make one number."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_NONE: Final = pl.DataFrame(
    schema={
        "key": pl.UInt64,
        "equal": pl.UInt32,
        "differing": pl.UInt32,
        "row": SCHEMA["row"],
    }
)


@dataclass(frozen=True)
class Repeats:
    """What stands twice.

    Attributes:
        equal: rows that repeat an equal figure.
        differing: rows that contradict another one with the same key.
        problems: the first that contradict each other, as an evaluation tells them.
    """

    equal: int = 0
    differing: int = 0
    problems: tuple[Problem, ...] = ()


def read_periods(texts: Sequence[str | None]) -> dict[str, Period]:
    """Return what names of periods mean; those that nothing can be made of are left out."""
    return {text: found for text in texts if text for found in _period(text)}


def _period(text: str) -> Iterator[Period]:
    try:
        yield Period.parse(text)
    except ValueError:
        return


@dataclass(frozen=True)
class Figures:
    """Figures of a file, not yet read.

    Attributes:
        rows: its rows as they stand, with a whole number ``key`` that stands for their key.
        whole: which rows have a key and a figure, or a mark for a missing one.
        columns: the columns of `SCHEMA` that are looked at, ``file`` being a path.
    """

    rows: pl.LazyFrame
    whole: pl.Expr
    columns: tuple[pl.Expr, ...]

    def only(self, part: int, parts: int) -> pl.LazyFrame:
        """Return a part of the figures with their keys; all rows of a key are in one part."""
        rows = self.rows.filter(pl.col("key") % parts == part) if parts > 1 else self.rows
        return rows.filter(self.whole).select("key", *self.columns)


def figures_of(tidy: Tidy, rows: pl.LazyFrame, periods: Mapping[str, Period]) -> Figures:
    """Return rows of a tidy file as figures.

    Args:
        tidy: the file.
        rows: some of its rows, as they stand.
        periods: what its periods mean.
    """
    value = pl.col("value").cast(pl.String).fill_null("")
    mark = pl.col("mark").fill_null("") if "mark" in tidy.columns else pl.lit("")
    starts = {text: one.start for text, one in periods.items()}
    ends = {text: one.end for text, one in periods.items()}
    spans = {text: _span(one) for text, one in periods.items()}
    period = pl.col("period")
    span = period.replace_strict(spans, default=None, return_dtype=pl.Int64)
    return Figures(
        rows.with_columns(key=_key(span)),
        ~tidy.lacks_cells()
        & (tidy.has_figure() | (value == ""))
        & period.is_in(list(periods)).fill_null(value=False),
        (
            *(pl.col(name) for name in _NAMES),
            period.replace_strict(starts, default=None, return_dtype=pl.Date).alias("start"),
            period.replace_strict(ends, default=None, return_dtype=pl.Date).alias("end"),
            pl.when(value != "").then(value.str.replace(",", ".", literal=True)).alias("value"),
            mark.alias("mark"),
            pl.lit(tidy.path.as_posix()).alias("file"),
            pl.lit(None, dtype=pl.String).alias("sheet"),
            pl.col("row").cast(pl.Int64),
            vintage(tidy).alias("retrieved"),
        ),
    )


def figures_in(frame: pl.DataFrame) -> Figures:
    """Return the figures of a normalised frame in which ``file`` is a path."""
    days = [pl.col(name).to_physical().cast(pl.Int64) for name in ("start", "end")]
    rows = frame.lazy().with_columns(key=_key(days[0] * _LONGEST + days[1]))
    return Figures(rows, pl.lit(value=True), tuple(pl.col(name) for name in _COLUMNS))


def _span(period: Period) -> int:
    """Return first and last day as one number, days counted as polars does."""
    first, last = (day.toordinal() - _EPOCH for day in (period.start, period.end))
    return first * _LONGEST + last


def _key(span: pl.Expr) -> pl.Expr:
    """Return a number for what a figure is about, with a seed of its own for each part of it."""
    parts = [pl.col(name).hash(seed) for seed, name in enumerate(_NAMES)]
    return pl.sum_horizontal(*parts, span.hash(len(parts)))


def vintage(tidy: Tidy) -> pl.Expr:
    """Return when the rows of a tidy file were retrieved: as they say, else as the manifest."""
    otherwise = pl.lit(tidy.entry.retrieved, dtype=pl.Date)
    if "retrieved" not in tidy.columns:
        return otherwise
    said = pl.col("retrieved").cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    return said.fill_null(otherwise)


def repeats(figures: Sequence[Figures], count: int) -> Repeats:
    """Return what stands twice among figures.

    Args:
        figures: those of one file or several.
        count: how many rows they have at most.
    """
    parts = -(-count // AT_ONCE)
    equal = differing = keys = 0
    first = _NONE
    for part in range(parts):
        found = _counted(pl.concat([one.only(part, parts) for one in figures]))
        against = found.filter(pl.col("differing") > 0)
        equal += int(found["equal"].sum())
        differing += int(against["differing"].sum())
        keys += against.height
        first = pl.concat([first, against]).sort("row", "key").head(MOST_TOLD)
    return Repeats(equal, differing, tuple(_told(figures, first, keys)))


def _counted(rows: pl.LazyFrame) -> pl.DataFrame:
    """Return how many equal and differing rows each key has that stands twice."""
    number = compared().hash()  # whole numbers take less memory than texts
    vintages = (
        rows.group_by("key", "retrieved")
        .agg(
            pl.len().alias("rows"),
            number.min().alias("least"),
            number.max().alias("most"),
            pl.col("row").min(),
        )
        .collect(engine="streaming")
    )
    twice = vintages.filter((pl.col("rows") > 1) | pl.col("key").is_duplicated())
    differ = pl.col("least") != pl.col("most")
    keys = (
        twice.with_columns(
            equal=pl.when(~differ).then(pl.col("rows") - 1).otherwise(0),
            differing=pl.when(differ).then("rows").otherwise(0),
            undated=pl.col("retrieved").is_null(),
        )
        .group_by("key")
        .agg(
            pl.col("equal", "differing", "rows").sum(),
            pl.col("undated", "most").max(),
            pl.col("least", "row").min(),
        )
    )
    of_all = pl.col("undated") & differ
    return keys.select(
        "key",
        pl.when(of_all).then(0).otherwise("equal").cast(pl.UInt32).alias("equal"),
        pl.when(of_all).then("rows").otherwise("differing").cast(pl.UInt32).alias("differing"),
        "row",
    )


def _told(figures: Sequence[Figures], first: pl.DataFrame, keys: int) -> Iterator[Problem]:
    """Yield the first contradictions, the last of them with how many more there are."""
    if first.is_empty():
        return
    rows = pl.concat([one.only(0, 1) for one in figures])
    asked = rows.filter(pl.col("key").is_in(first["key"].implode()))
    each = asked.group_by(*_COLUMNS[:-2], "retrieved").agg(pl.col("row").min())
    frame = each.collect(engine="streaming")
    frame = frame.filter(pl.col("segment").is_in(list(_readable(frame["segment"]))))
    found = sorted(conflicts(frame, Path()))
    yield from first_of(found, keys - first.height)


def first_of(problems: Sequence[Problem], more: int = 0) -> Iterator[Problem]:
    """Yield the first problems, the last of them with how many are left out.

    Args:
        problems: all of them but ``more``, in order.
        more: how many more there are.
    """
    left = more + max(0, len(problems) - MOST_TOLD)
    for at, one in enumerate(problems[:MOST_TOLD], start=1):
        is_last = at == min(len(problems), MOST_TOLD)
        yield one._replace(message=f"{one.message}; and {left} more") if is_last and left else one


def _readable(segments: pl.Series) -> Iterator[str]:
    for text in segments.unique():
        try:
            segment_from(text)
        except ValueError:
            continue  # told as such
        yield text


__all__ = [
    "AT_ONCE",
    "Figures",
    "Repeats",
    "figures_in",
    "figures_of",
    "first_of",
    "read_periods",
    "repeats",
    "vintage",
]
