"""The census of a tidy file: all of its rows looked at, in one pass over the file.

Rows are counted by indicator, segment, area and vintage; the periods of such a group are the
bits of whole numbers, so a group with fewer bits than rows has a period twice. That needs memory
for the groups alone. Only where something is found (cells without a figure, odd rows, repeated
keys) is the file read again, for just that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from beskplan.errors import DataUnreadableError, Problem, quoted
from beskplan.periods import Period
from beskplan.readers._repeats import Repeats, figures_of, read_periods, repeats, vintage
from beskplan.readers.tidy import CUT, DAMAGE, MOST_TOLD, Tidy

_SAMPLE: Final = 100_000
"""Rows whose periods are taken for all there are, which the pass itself checks."""
_BITS: Final = 64
MOST_PERIODS: Final = 32 * _BITS
"""More different periods than these are none."""
_GROUP: Final = ("indicator", "segment", "area")


@dataclass(frozen=True)
class Counted:
    """The rows of one segment of an indicator; ``row`` is the first of them."""

    indicator: str
    segment: str
    areas: int
    periods: tuple[str, ...]
    rows: int
    missing: int
    row: int


@dataclass(frozen=True)
class Census:
    """What a tidy file holds.

    Attributes:
        rows: how many there are.
        names: by column, every name in it and the first row with it, in the order of the rows;
            a period's first row is 0 unless nothing can be made of it.
        series: the rows of each segment of an indicator.
        marks: what stands for missing figures, and how often, the commonest first.
        equal: rows that repeat an equal figure.
        differing: rows that contradict another one with the same key.
        problems: rows that lack cells, contradict their folders, or hold what is no number.
        contradictions: the first rows that contradict another one with the same key.
    """

    rows: int
    names: Mapping[str, Mapping[str | None, int]]
    series: tuple[Counted, ...]
    marks: Mapping[str, int]
    equal: int
    differing: int
    problems: tuple[Problem, ...]
    contradictions: tuple[Problem, ...] = ()


def census(tidy: Tidy) -> Census:
    """Look at all rows of a tidy file.

    Raises:
        DataUnreadableError: it is damaged.
    """
    try:
        return _Pass(tidy).census()
    except DAMAGE as cause:
        first = str(cause).partition("\n")[0]
        message = f"this file is cut or damaged: {first}"
        raise DataUnreadableError([tidy.problem(message)]) from cause


class _Pass:
    """One pass over a file, and what it makes necessary."""

    def __init__(self, tidy: Tidy) -> None:
        self.tidy = tidy
        self.rows = tidy.scan(None)
        self.key = [*_GROUP, *(["retrieved"] if "retrieved" in tidy.columns else [])]
        self.periods = self._sampled()
        self.groups = self._grouped()
        if self._any("unknown"):
            self.periods = self._all_periods()
            self.groups = self._grouped()

    def census(self) -> Census:
        marks, problems = self._without_figure()
        repeated = self._repeated()
        return Census(
            rows=int(self.groups["rows"].sum()),
            names=self._named(),
            series=tuple(self._series()),
            marks=marks,
            equal=repeated.equal,
            differing=repeated.differing,
            problems=problems,
            contradictions=repeated.problems,
        )

    # ── the pass ────────────────────────────────────────────────────────────────────────────

    def _sampled(self) -> list[str]:
        head = self.rows.select("period").head(_SAMPLE).collect(engine="streaming")
        return head["period"].drop_nulls().unique(maintain_order=True).to_list()

    def _all_periods(self) -> list[str]:
        first = self.rows.group_by("period").agg(pl.col("row").min()).sort("row")
        return first.collect(engine="streaming")["period"].drop_nulls().to_list()

    def _any(self, counted: str) -> bool:
        return int(self.groups[counted].sum()) > 0

    @property
    def _countable(self) -> list[str]:
        """The periods that have bits: all but those of a column that holds something else."""
        return self.periods[:MOST_PERIODS]

    def _grouped(self) -> pl.DataFrame:
        """Return rows, first row, missing figures and the bits of the periods of each group."""
        code = self._code()
        odd = self.tidy.lacks_cells() | self.tidy.contradicts_folder() | self.tidy.is_odd()
        return (
            self.rows.group_by(self.key)
            .agg(
                pl.len().alias("rows"),
                pl.col("row").min(),
                (~self.tidy.has_figure()).sum().alias("missing"),
                odd.sum().alias("odd"),
                code.is_null().sum().alias("unknown"),
                *(_word(code, number).alias(name) for number, name in enumerate(self._words)),
            )
            .collect(engine="streaming")
            .sort("row")
        )

    def _code(self) -> pl.Expr:
        """Return the number of a row's period, the same for one in two spellings."""
        code = pl.col("period").cast(pl.Enum(self._countable), strict=False).to_physical()
        numbers = {text: at for at, text in enumerate(self._countable)}
        first: dict[Period, int] = {}
        for text, period in read_periods(self._countable).items():
            first.setdefault(period, numbers[text])
        again = {
            numbers[text]: first[period]
            for text, period in read_periods(self._countable).items()
            if first[period] != numbers[text]
        }
        return code.replace(again) if again else code

    @property
    def _words(self) -> list[str]:
        return [f"bits {at}" for at in range(-(-len(self._countable) // _BITS))]

    # ── what it says ────────────────────────────────────────────────────────────────────────

    def _named(self) -> dict[str, dict[str | None, int]]:
        found = {name: self._names(name) for name in self.key}
        return {**found, "period": self._period_names()}

    def _names(self, column: str) -> dict[str | None, int]:
        first = self.groups.group_by(pl.col(column).cast(pl.String)).agg(pl.col("row").min())
        return dict(first.sort("row").iter_rows())

    def _period_names(self) -> dict[str | None, int]:
        readable = read_periods(self.periods)
        unread = [text for text in self.periods if text and text not in readable]
        rows = self._first_rows(unread) if unread else {}
        return {text: rows.get(text, 0) for text in self.periods}

    def _first_rows(self, periods: Sequence[str]) -> dict[str, int]:
        found = self.rows.filter(pl.col("period").is_in(periods)).group_by("period")
        return dict(found.agg(pl.col("row").min()).collect(engine="streaming").iter_rows())

    def _series(self) -> Iterator[Counted]:
        series = self.groups.group_by("indicator", "segment").agg(
            pl.col("area").n_unique().alias("areas"),
            pl.col("rows", "missing").sum(),
            pl.col("row").min(),
            *(pl.col(name).bitwise_or() for name in self._words),
        )
        spelt: dict[tuple[int, ...], tuple[str, ...]] = {}
        for row in series.sort("indicator", "segment").iter_rows(named=True):
            words = tuple(row[name] for name in self._words)
            if words not in spelt:
                spelt[words] = tuple(self._spelt(words))
            yield Counted(
                indicator=row["indicator"],
                segment=row["segment"],
                areas=row["areas"],
                periods=spelt[words],
                rows=row["rows"],
                missing=row["missing"],
                row=row["row"],
            )

    def _spelt(self, words: Sequence[int]) -> Iterator[str]:
        for at, period in enumerate(self._countable):
            if words[at // _BITS] >> (at % _BITS) & 1:
                yield period

    # ── what is looked at once more ─────────────────────────────────────────────────────────

    def _without_figure(self) -> tuple[dict[str, int], tuple[Problem, ...]]:
        """Return missing marks, and what is wrong with rows, by reading just those again."""
        if not (self._any("missing") or self._any("odd")):
            return {}, ()
        value = pl.col("value").cast(pl.String).fill_null("").alias("value")
        mark = pl.col("mark").fill_null("") if "mark" in self.tidy.columns else pl.lit("")
        cells, cut, odd = pl.collect_all(
            [
                self.rows.filter(~self.tidy.has_figure())
                .group_by(value, mark.alias("mark"), self.tidy.lacks_cells().alias("cut"))
                .agg(pl.len().alias("count"), pl.col("row").min()),
                self.rows.filter(self.tidy.lacks_cells()).select("row").head(MOST_TOLD),
                self.rows.filter(self.tidy.contradicts_folder() | self.tidy.is_odd())
                .select("row", self.tidy.contradicts_folder().alias("folder"))
                .head(MOST_TOLD),
            ],
            engine="streaming",
        )
        problems = [self.tidy.problem(CUT, row) for row in cut["row"]]
        for row, folder in odd.iter_rows():
            why = self.tidy.other_folder if folder else "provisional: neither true nor false"
            problems.append(self.tidy.problem(why, row))
        wrong = cells.filter((pl.col("value") != "") & ~pl.col("cut")).sort("row")
        problems += [
            self.tidy.problem(f"value: {quoted(cell)} {self.tidy.no_number}", row)
            for cell, row in wrong.select("value", "row").head(MOST_TOLD).iter_rows()
        ]
        marks = cells.filter((pl.col("value") == "") & ~pl.col("cut"))
        counts = marks.group_by("mark").agg(pl.col("count").sum())
        return (
            dict(counts.sort("count", "mark", descending=[True, False]).iter_rows()),
            tuple(sorted(problems, key=lambda one: one.line)),
        )

    def _repeated(self) -> Repeats:
        """Return what stands twice, by reading again the groups that have a period twice."""
        suspects = self._suspects()
        if suspects.is_empty():
            return Repeats()
        rows = self.rows.join(
            suspects.lazy().select(_GROUP), on=_GROUP, how="semi", nulls_equal=True
        )
        figures = figures_of(self.tidy, rows, read_periods(self.periods))
        return repeats([figures], int(suspects["rows"].sum()))

    def _suspects(self) -> pl.DataFrame:
        """Return the groups with more rows than periods; figures without a date are of any day."""
        undated = pl.col("vintage").is_null().any().over(_GROUP)
        merged = (
            self.groups.with_columns(vintage=vintage(self.tidy))
            .with_columns(vintage=pl.when(~undated).then("vintage"))
            .group_by(*_GROUP, "vintage")
            .agg(
                pl.col("rows", "unknown").sum(),
                *(pl.col(name).bitwise_or() for name in self._words),
            )
        )
        bits = [pl.col(name).bitwise_count_ones().cast(pl.UInt32) for name in self._words]
        periods = pl.sum_horizontal(bits) if bits else pl.lit(0)
        twice = (periods + pl.col("unknown") < pl.col("rows")) | (pl.col("unknown") > 1)
        return merged.filter(twice).group_by(_GROUP).agg(pl.col("rows").sum())


def _word(code: pl.Expr, number: int) -> pl.Expr:
    """Return the periods of a group as bits of one whole number: those of 64 periods."""
    at = code.cast(pl.Int64) - number * _BITS
    inside = pl.when(at.is_between(0, _BITS - 1)).then(at)
    return pl.lit(2, pl.UInt64).pow(inside.cast(pl.UInt32)).bitwise_or().fill_null(0)


__all__ = ["MOST_PERIODS", "Census", "Counted", "census"]
