"""The normalised frame that every reader makes, and what must hold for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import polars as pl

from beskplan.catalogue import Segment
from beskplan.errors import Problem
from beskplan.observations import Figure, Key, Source
from beskplan.periods import Period

SCHEMA: Final = pl.Schema(
    {
        "indicator": pl.String,
        "segment": pl.String,  # see `segment_text`
        "area": pl.String,  # code of the register
        "start": pl.Date,
        "end": pl.Date,
        "value": pl.String,  # the decimal as published, with a point; null where missing
        "mark": pl.String,  # what the source prints instead; null where there is a value
        "file": pl.String,  # relative to the data folder, with /
        "row": pl.Int64,  # as an editor shows it, the header being 1
        "retrieved": pl.Date,
        "provisional": pl.Boolean,
    }
)
"""Columns of the normalised frame; a row is one published figure, or its missing mark."""

_KEY: Final = ("indicator", "segment", "area", "start", "end", "retrieved")


def segment_text(segment: Segment) -> str:
    """Return a segment as text for a frame, empty for the total."""
    return json.dumps(segment, ensure_ascii=False) if segment else ""


def _segment(text: str) -> Segment:
    if not text:
        return ()
    return tuple((name, member) for name, member in json.loads(text))


def conflicts(frame: pl.DataFrame, root: Path) -> Iterator[Problem]:
    """Yield a problem for every key with two different figures of one vintage, naming both."""
    number = (
        pl.when(pl.col("value").str.contains(r"\."))
        .then(pl.col("value").str.strip_chars_end("0").str.strip_chars_end("."))
        .otherwise(pl.col("value"))
        .fill_null("missing")
        .alias("number")
    )
    differing = (
        frame.with_columns(number)
        .filter(pl.col("number").n_unique().over(_KEY) > 1)
        .sort(*_KEY, "file", "row")
    )
    for _, group in differing.group_by(_KEY, maintain_order=True):
        first, *others = group.iter_rows(named=True)
        there = f"{(root / first['file']).as_posix()}:{first['row']}"
        for other in others:
            if other["number"] == first["number"]:
                continue
            yield Problem(
                (root / other["file"]).as_posix(),
                other["row"],
                0,
                f"two figures for {_key_words(first)}: {_shown(other)} here, {_shown(first)} "
                f"in {there}; delete one, or give the newer its retrieved",
            )


def once(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep one of several equal figures of one vintage: the one with the most decimals."""
    printed = pl.col("value").str.len_chars().fill_null(0).alias("printed")
    most_first = frame.with_columns(printed).sort("printed", descending=True, maintain_order=True)
    kept = most_first.unique(subset=list(_KEY), keep="first", maintain_order=True)
    return kept.drop("printed").sort("file", "row", maintain_order=True)


def _shown(row: dict[str, str | None]) -> str:
    return row["value"] if row["value"] is not None else f'"{row["mark"]}"'


def _key_words(row: dict[str, str]) -> str:
    segment = ", ".join(member for _, member in _segment(row["segment"]))
    period = Period(row["start"], row["end"])  # type: ignore[arg-type] # dates by SCHEMA
    return ", ".join(
        part for part in (row["indicator"], segment, f"area {row['area']}", str(period)) if part
    )


def figures(frame: pl.DataFrame) -> Iterator[Figure]:
    """Yield the rows of a normalised frame as figures."""
    for row in frame.iter_rows(named=True):
        key = Key(
            row["indicator"],
            _segment(row["segment"]),
            row["area"],
            Period(row["start"], row["end"]),
        )
        yield Figure(
            key=key,
            value=None if row["value"] is None else Decimal(row["value"]),
            source=Source(row["file"], row["row"]),
            mark=row["mark"],
            retrieved=row["retrieved"],
            provisional=bool(row["provisional"]),
        )
