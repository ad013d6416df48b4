"""The normalised frame that every reader makes, and what must hold for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from beskplan.catalogue import Segment, segment_from
from beskplan.errors import Problem, quoted
from beskplan.observations import Figure, Key, LeftUnread, Observations, SeriesKey, Source, Table
from beskplan.periods import Period

SCHEMA: Final = pl.Schema(
    {
        "indicator": pl.String,
        "segment": pl.String,  # see `beskplan.catalogue.segment_text`
        "area": pl.String,  # code of the register
        "start": pl.Date,
        "end": pl.Date,
        "value": pl.String,  # the decimal as published, with a point; null where missing
        "mark": pl.String,  # what the source prints instead; null where there is a value
        "file": pl.String,  # relative to the data folder, with /
        "sheet": pl.String,  # of a workbook; else null
        "row": pl.Int64,  # as an editor shows it, the header being 1
        "retrieved": pl.Date,
        "provisional": pl.Boolean,
    }
)
"""Columns of the normalised frame; a row is one published figure, or its missing mark."""

_PLACE: Final = ("indicator", "segment", "area", "start", "end")
_KEY: Final = (*_PLACE, "retrieved")


def settled(frame: pl.DataFrame, root: Path) -> tuple[pl.DataFrame, list[Problem]]:
    """Return a frame in which no key stands twice in one vintage, and what contradicts itself.

    Equal figures are kept once: the one with the most decimals. Two different figures of one
    vintage are a problem that names both places, and so are two of which only one says when it
    was retrieved: nothing tells which is the newer.
    """
    repeated = frame.select(_PLACE).is_duplicated()
    if not repeated.any():
        return frame, []
    found = frame.filter(repeated)
    problems = [*conflicts(found, root)]
    return pl.concat([frame.filter(~repeated), _once(found)]), problems


def compared() -> pl.Expr:
    """Return values as they are compared: without last zeros, and missing ones all alike."""
    return (
        pl.when(pl.col("value").str.contains(r"\."))
        .then(pl.col("value").str.strip_chars_end("0").str.strip_chars_end("."))
        .otherwise(pl.col("value"))
        .fill_null("missing")
    )


def conflicts(frame: pl.DataFrame, root: Path) -> Iterator[Problem]:
    """Yield what contradicts itself in a normalised frame, files being relative to a folder."""
    undated = pl.col("retrieved").is_null().any().over(_PLACE)
    differing = (
        frame.with_columns(number=compared())
        .with_columns(vintage=pl.when(~undated).then("retrieved"))
        .filter(pl.col("number").n_unique().over(*_PLACE, "vintage") > 1)
        .sort(*_PLACE, "vintage", "file", "row")
    )
    for _, group in differing.group_by(*_PLACE, "vintage", maintain_order=True):
        first, *others = group.iter_rows(named=True)
        for other in others:
            if other["number"] != first["number"]:
                yield _conflict(first, other, root)


def _conflict(first: Mapping[str, Any], other: Mapping[str, Any], root: Path) -> Problem:
    there = f"{(root / first['file']).as_posix()}:{first['row']}"
    if first["sheet"] is not None:
        there = f"{there} (sheet {quoted(first['sheet'])})"
    remedy = "delete one, or give the newer its retrieved"
    if first["retrieved"] != other["retrieved"]:
        remedy = "only one says when it was retrieved; say it of both"
    return Problem(
        (root / other["file"]).as_posix(),
        other["row"],
        0,
        f"{_sheet(other)}two figures for {_key_words(first)}: {_shown(other)} here, "
        f"{_shown(first)} in {there}; {remedy}",
    )


def _sheet(row: Mapping[str, Any]) -> str:
    return "" if row["sheet"] is None else f"sheet {quoted(row['sheet'])}: "


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep one of several equal figures of one vintage: the one with the most decimals."""
    printed = pl.col("value").str.len_chars().fill_null(0).alias("printed")
    most_first = frame.with_columns(printed).sort("printed", descending=True, maintain_order=True)
    kept = most_first.unique(subset=list(_KEY), keep="first", maintain_order=True)
    return kept.drop("printed").sort("file", "row", maintain_order=True)


def _shown(row: Mapping[str, Any]) -> str:
    return row["value"] if row["value"] is not None else f'"{row["mark"]}"'


def _key_words(row: Mapping[str, Any]) -> str:
    segment = ", ".join(member for _, member in segment_from(row["segment"]))
    period = Period(row["start"], row["end"])
    return ", ".join(
        part for part in (row["indicator"], segment, f"area {row['area']}", str(period)) if part
    )


def observed(
    frame: pl.DataFrame,
    elsewhere: Mapping[SeriesKey, frozenset[Period]],
    unread: tuple[LeftUnread, ...] = (),
) -> Observations:
    """Return the rows of a normalised frame, of which no key stands twice in one vintage.

    A figure is made when it is asked for; of several vintages the newest counts. ``elsewhere``
    are the periods of areas that the frame leaves out, ``unread`` the labels nobody mapped.
    """
    vintages = frame.filter(pl.struct(*_PLACE).is_duplicated()) if _repeats(frame) else None
    if vintages is None or vintages.is_empty():
        return Observations(Table(_series(frame)), elsewhere=elsewhere, unread=unread)
    older = Observations.of(figure for rows in _series(vintages).values() for figure in rows.all())
    newest = frame.sort("retrieved", descending=True, nulls_last=True, maintain_order=True)
    kept = newest.unique(subset=list(_PLACE), keep="first", maintain_order=True)
    return Observations(Table(_series(kept)), older.older, elsewhere, unread)


def _repeats(frame: pl.DataFrame) -> bool:
    """Whether any key stands in several vintages."""
    return frame["retrieved"].n_unique() > 1


def _series(frame: pl.DataFrame) -> dict[SeriesKey, _SeriesRows]:
    ordered = frame.select(SCHEMA.names())  # as `_SeriesRows` takes them
    parts = ordered.partition_by("indicator", "segment", as_dict=True, include_key=False)
    return {
        (str(indicator), segment): _SeriesRows(str(indicator), segment, part)
        for (indicator, text), part in parts.items()
        for segment in (segment_from(str(text)),)
    }


class _SeriesRows:
    """The rows of one series, kept as columns."""

    def __init__(self, indicator: str, segment: Segment, frame: pl.DataFrame) -> None:
        self._indicator = indicator
        self._segment = segment
        self._frame = frame

    @cached_property
    def _at(self) -> dict[tuple[str, int, int], int]:
        """Return the number of each row; days as polars counts them are hashed faster."""
        days = (self._frame[name].to_physical().to_list() for name in ("start", "end"))
        places = zip(self._frame["area"].to_list(), *days, strict=True)
        return dict(zip(places, range(len(self)), strict=True))

    def __iter__(self) -> Iterator[tuple[str, Period]]:
        return (
            (area, _period(start, end))
            for area, start, end in self._frame.select("area", "start", "end").iter_rows()
        )

    def __len__(self) -> int:
        return self._frame.height

    def get(self, area: str, period: Period) -> Figure | None:
        """Return the row of an area and period, None where there is none."""
        at = self._at.get((area, _days(period.start), _days(period.end)))
        return None if at is None else self._figure(at)

    def periods(self) -> Iterable[Period]:
        """Return each period that has a row."""
        spans = self._frame.select("start", "end").unique()
        return [Period(start, end) for start, end in spans.iter_rows()]

    def all(self) -> Iterator[Figure]:
        """Yield every row, also several of one key."""
        return (self._figure(at) for at in range(len(self)))

    def _figure(self, at: int) -> Figure:
        area, start, end, value, mark, file, sheet, row, retrieved, provisional = self._frame.row(
            at
        )
        return Figure(
            key=Key(self._indicator, self._segment, area, _period(start, end)),
            value=None if value is None else Decimal(value),
            source=Source(file, row, sheet or ""),
            mark=mark,
            retrieved=retrieved,
            provisional=bool(provisional),
        )


def _days(day: date) -> int:
    return day.toordinal() - _EPOCH


_EPOCH: Final = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=4096)  # the same few hundred periods stand in every series
def _period(start: date, end: date) -> Period:
    return Period(start, end)
