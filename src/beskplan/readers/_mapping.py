"""A table in long form to rows of the frame: what its labels mean by catalogue and register.

Nothing is dropped silently. An area or a period that cannot be read is an error, as is a cell
of a mapped column that is no number. A label that the catalogue does not know leaves its
figures out and is told as `Unmapped`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from typing import Final

import polars as pl

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue, Dimension, Indicator, folded, segment_of, segment_text
from beskplan.errors import Problem, did_you_mean, quoted
from beskplan.manifests import Entry
from beskplan.models import nearest
from beskplan.numbers import Notation
from beskplan.periods import Period
from beskplan.readers._contents import worded
from beskplan.readers._frame import SCHEMA
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._notation import (
    Cells,
    MixedNotationError,
    canonical,
    decided,
    most_decimals,
    padded,
    parted,
    why_no_number,
)
from beskplan.readers._opened import Opened
from beskplan.words import Text

UNKNOWN_AREAS: Final = frozenset({"uoplyst område", "uoplyst", "ukendt", "uoplyst kommune"})
"""Rows for people whose area is not known; no target asks for them."""
_TOTALS: Final = frozenset({"i alt", "ialt", "total", "alle", "all", "tot"})
_JOBINDSATS: Final = "ptv_[a-z][0-9]{2}|y[0-9]{2}[a-z][0-9]{2}|otij[0-9]{2}"
_LIKE_A_FIGURE: Final = re.compile(r"[-−]?[0-9., \u00a0%]*")
_NAMED_APART: Final = ("period", "area", "indicator")
_PERCENT_UNITS: Final = ("percent", "points")
_SAYS_PERCENT: Final = frozenset({"%", "pct", "pct.", "procent", "per cent", "percent"})
_SAYS_COUNT: Final = frozenset({"antal", "personer", "fuldtidspersoner", "number", "persons"})
_MOST_CELLS_TOLD: Final = 20


@dataclass(frozen=True)
class Unmapped:
    """A label of a file that the catalogue does not know, so that figures are left out.

    Attributes:
        head: the column that it stands in, or is the head of.
        label: what is printed.
        holds: an indicator's label, a member's, or a period of another length than the
            indicator's.
        row: the first row with it.
        figures: how many figures are left out.
        indicators: the indicators that lose figures; empty where the indicator is unknown.
        why: why, and what would work.
        dimension: the dimension that a member is missing in, None where there is none.
    """

    head: str
    label: str
    holds: Holds
    row: int
    figures: int
    indicators: tuple[str, ...]
    why: Text
    dimension: str | None = None


@dataclass(frozen=True)
class Mapped:
    """What a table holds in the catalogue's words.

    Attributes:
        grid: the table.
        frame: rows of `SCHEMA`.
        notation: how its numbers are printed; None where all are whole or typed.
        indicators: label of figures as printed, and the indicators that they are.
        dimensions: head of a split and the dimension that it is, None for a total alone.
        unmapped: labels that the catalogue does not know.
        left_out: rows for areas nobody knows ("Uoplyst område").
        marks: missing marks, and how often each stands.
    """

    grid: Grid
    frame: pl.DataFrame
    notation: Notation | None
    indicators: Mapping[str, tuple[str, ...]]
    dimensions: Mapping[str, str | None]
    unmapped: tuple[Unmapped, ...]
    left_out: int
    marks: Mapping[str, int]


def mapped(
    grid: Grid,
    file: Opened,
    catalogue: Catalogue,
    entry: Entry,
    indicators: Collection[str] | None = None,
) -> tuple[Mapped, list[Problem]]:
    """Return what a table holds, and every problem of its cells.

    Args:
        grid: the table, as a layout read it.
        file: where it stands.
        catalogue: what labels and members mean.
        entry: what the manifest says of the file.
        indicators: only figures of these are read; None reads all that are mapped.
    """
    split = _with_numbered_splits(grid, catalogue)
    said = worded(_declared(split, entry, file, catalogue), catalogue)
    return _Mapping(said, file, catalogue, entry, indicators).done()


def _declared(grid: Grid, entry: Entry, file: Opened, catalogue: Catalogue) -> Grid:
    """Return the table with what the manifest says of it, or else the name of the file."""
    fixed = entry.fixed
    columns = tuple(
        replace(column, fixed={**fixed, **column.fixed})
        if column.holds is Holds.FIGURES
        else column
        for column in grid.columns
    )
    return replace(
        grid,
        columns=columns,
        notation=entry.notation or grid.notation,
        table=entry.table or grid.table or _table_of_name(file.path.name, catalogue),
    )


_NUMBERED_SPLITS: Final = frozenset(
    {
        "alder",
        "alder i år",
        "alder (år)",
        "anciennitet",
        "måneder",
        "måneder siden",
        "uger",
        "uger siden",
        "varighed",
        "varighed i måneder",
        "varighed i uger",
        "år",
        "år siden",
    }
)
"""Heads of splits whose members may be bare numbers."""


def _with_numbered_splits(grid: Grid, catalogue: Catalogue) -> Grid:
    """Return a table whose columns of bare numbers such as ages are splits, not figures.

    A file of one age alone would else read as a total. A column counts as such a split where
    another one with figures follows, the catalogue has no label like its head, and all its cells
    are whole numbers: under the head of a known split, or one and the same in several rows
    before figures that are mapped.
    """
    if not grid.splits_first:
        return grid
    figures = grid.places(Holds.FIGURES)
    known = [at for at in figures if catalogue.labelled(_label(grid.columns[at]))]
    unknown = [at for at in figures[:-1] if at < min(known, default=len(grid.columns))]
    splits = [at for at in unknown if _is_numbered_split(grid, at, before=bool(known))]
    if not splits:
        return grid
    columns = tuple(
        replace(one, holds=Holds.SPLIT) if at in unknown and at <= max(splits) else one
        for at, one in enumerate(grid.columns)
    )
    return replace(grid, columns=columns)


def _is_numbered_split(grid: Grid, at: int, *, before: bool) -> bool:
    met = {" ".join(_name(cell).split()) for cell in grid.cells(at)}
    if not all(text.isdecimal() for text in met):
        return False
    if folded(grid.columns[at].head) in _NUMBERED_SPLITS:
        return True
    return before and len(met) == 1 and len(grid.rows) > 1


def _table_of_name(name: str, catalogue: Catalogue) -> str | None:
    """Return the table that a file's name says, such as ``y25i01`` in ``y25i01-2026-11-01.csv``.

    That is one that an indicator has, or one that is named as those of Jobindsats are; a name
    that says two says none.
    """
    known = catalogue.tables
    said = "|".join([*(re.escape(table.casefold()) for table in known), _JOBINDSATS])
    found = set(re.findall(rf"(?<![a-z0-9])(?:{said})(?![a-z0-9])", name.casefold()))
    return found.pop() if len(found) == 1 else None


@dataclass
class _Mapping:
    grid: Grid
    file: Opened
    catalogue: Catalogue
    entry: Entry
    wanted: Collection[str] | None
    problems: list[Problem] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dimensions: dict[str, str | None] = field(default_factory=dict)
    marks: Counter[str] = field(default_factory=Counter)

    def done(self) -> tuple[Mapped, list[Problem]]:
        self._check()
        frames = []
        if not self.problems:
            frames = [frame for series in self._series() for frame in self._frames(series)]
        frame = pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA)
        mapped = Mapped(
            self.grid,
            frame,
            self.notation if not self.problems else None,
            self.found,
            self.dimensions,
            tuple(_told_once(self.unmapped)),
            self._left_out,
            dict(self.marks),
        )
        return mapped, self.problems

    # ── what must hold before anything is read ──────────────────────────────────────────────

    def _check(self) -> None:
        """Tell what is wrong with the columns, then with names, then with the notation."""
        self._check_columns()
        if not self.problems:
            _ = self._areas, self._periods
        if not self.problems:
            _ = self.notation

    def _check_columns(self) -> None:
        figures = self._columns(Holds.FIGURES)
        if not self.grid.rows:
            self._problem(0, "no rows under the header")
        if not figures:
            self._problem(0, "no column holds figures")
        for holds in (Holds.PERIOD, Holds.AREA):
            heads = [column.head for column in self._columns(holds)]
            if len(heads) > 1:
                said = ", ".join(quoted(head) for head in heads)
                self._problem(0, f"{len(heads)} columns hold the {holds}: {said}")
            elif figures and not heads and not any(str(holds) in one.fixed for one in figures):
                self._problem(
                    0,
                    f"nothing says the {holds} of the figures; declare it in manifest.yaml: "
                    f"files: {{{self.file.file}: {{{holds}: …}}}}",
                )
        if self.grid.by_table and self.grid.table is None:
            unsaid = [one for one in figures if "indicator" not in one.fixed]
            if unsaid and not self._columns(Holds.INDICATOR):
                self._problem(
                    0,
                    "nothing says which table of StatBank this is; begin the file's name with its "
                    "id, as AUS08-2026.csv, or declare it in manifest.yaml: "
                    f"files: {{{self.file.file}: {{table: …}}}}",
                )
        self._check_heads([*figures, *self._columns(Holds.SPLIT)])

    def _check_heads(self, columns: Sequence[Column]) -> None:
        """Tell indicators that were read as members, and heads that stand twice."""
        splits = [one for one in columns if one.holds is Holds.SPLIT and not self.grid.by_table]
        for column in splits:
            if self._of_table(self.catalogue.labelled(column.head), column.head):
                self._problem(*self._read_as_members(column))
        named = Counter((folded(one.head), tuple(sorted(one.fixed.items()))) for one in columns)
        for (head, _), count in named.items():
            if count > 1:
                self._problem(0, f"{count} columns are headed {quoted(head)}; name them apart")

    def _read_as_members(self, column: Column) -> tuple[int, str]:
        """Return row and reason of a column that should hold figures, but was read as members."""
        at = self.grid.columns.index(column)
        words = [
            (row, str(cells[at]))
            for row, cells in self.grid.rows
            if isinstance(cells[at], str) and not _LIKE_A_FIGURE.fullmatch(str(cells[at]))
        ]
        head = f"column {quoted(column.head)}"
        if not words:
            return 0, f"{head} is an indicator, but stands among the members; put it after them"
        row, word = words[0]
        return row, f"{head} is an indicator, but most of its cells are no numbers: {quoted(word)}"

    def _columns(self, holds: Holds) -> list[Column]:
        return [self.grid.columns[at] for at in self.grid.places(holds)]

    # ── the names of the rows ───────────────────────────────────────────────────────────────

    def _names(self, holds: Holds) -> pl.Series | None:
        """Return the names in the column that holds something, None where no column does."""
        at = next(iter(self.grid.places(holds)), None)
        return None if at is None else self._texts[at]

    @cached_property
    def _texts(self) -> dict[int, pl.Series]:
        """Return the columns that name something, without spaces around the names."""
        naming = (Holds.PERIOD, Holds.AREA, Holds.INDICATOR, Holds.SPLIT)
        return {
            at: _printed_names(self.grid.cells(at))
            for at, column in enumerate(self.grid.columns)
            if column.holds in naming
        }

    @cached_property
    def _numbers(self) -> pl.Series:
        return pl.Series("row", [number for number, _ in self.grid.rows], dtype=pl.Int64)

    def _labels(self, holds: Holds) -> list[str]:
        """Return what the table calls its areas or periods, in rows and heads, each once."""
        names = self._names(holds)
        in_rows = [] if names is None else names.unique(maintain_order=True).to_list()
        fixed = [one.fixed[str(holds)] for one in self.grid.columns if str(holds) in one.fixed]
        return list(dict.fromkeys([*in_rows, *fixed]))

    @cached_property
    def _areas(self) -> dict[str, str | None]:
        """Return the code of every area by its label, None where nobody knows the area."""
        return {label: self._area(label) for label in self._labels(Holds.AREA)}

    def _area(self, label: str) -> str | None:
        if folded(label) in UNKNOWN_AREAS:
            return None
        try:
            return find_area(label).code
        except ValueError as cause:
            said = _no_area(label) or str(cause)
            self._problem(self._row_of(Holds.AREA, label), said)
            return None

    @cached_property
    def _periods(self) -> dict[str, Period]:
        found = {}
        for label in self._labels(Holds.PERIOD):
            try:
                found[label] = Period.parse(label)
            except ValueError as cause:
                self._problem(self._row_of(Holds.PERIOD, label), str(cause))
        return found

    def _row_of(self, holds: Holds, label: str) -> int:
        names = self._names(holds)
        at = None if names is None else names.index_of(label)
        return self._header_row if at is None else int(self._numbers[at])

    @property
    def _header_row(self) -> int:
        """The row above the first one, which is the header's in all but odd tables."""
        return max(1, int(self._numbers[0]) - 1)

    @cached_property
    def _left_out(self) -> int:
        names = self._names(Holds.AREA)
        if names is None:
            return 0
        unknown = [label for label in names.unique() if folded(label) in UNKNOWN_AREAS]
        return int(names.is_in(unknown).sum())

    # ── the numbers ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def _cells(self) -> dict[int, Cells]:
        return {at: parted(self.grid.cells(at)) for at in self.grid.places(Holds.FIGURES)}

    @cached_property
    def notation(self) -> Notation | None:
        """The notation of the file: declared, known of the layout, or decided by its cells."""
        if self.grid.notation is not None:
            return self.grid.notation
        columns = [
            (self.grid.columns[at].head, cells.printed, self._numbers)
            for at, cells in self._cells.items()
        ]
        try:
            return decided(columns)
        except MixedNotationError as cause:
            self._problem(0, str(cause))
            return None

    # ── the figures ─────────────────────────────────────────────────────────────────────────

    def _series(self) -> Iterator[_Series]:
        """Yield what each column of figures counts, and the rows for which it does."""
        labels = self._names(Holds.INDICATOR)
        for at in self.grid.places(Holds.FIGURES):
            column = self.grid.columns[at]
            if labels is None or "indicator" in column.fixed:
                yield _Series(at, column, _label(column))
            else:
                for label in labels.unique(maintain_order=True):
                    yield _Series(at, column, label, (labels == label).arg_true())

    def _frames(self, series: _Series) -> Iterator[pl.DataFrame]:
        """Yield the rows of every indicator that the figures are; tell why where they are none."""
        if not series.label:
            self._leave_out(series, (), _NO_INDICATOR)
            return
        known = self.catalogue.labelled(series.label)
        if not known:
            common = (one for one in self.catalogue if not one.only_in_table)
            labels = [label for one in common for label in one.labels]
            meant = did_you_mean(series.label, labels)  # a list of all labels would be a page
            hint = _in_both(meant) if meant else _ADD_LABEL
            self._leave_out(series, (), joined(_NO_LABEL, hint))
            return
        candidates = self._of_table(known, series.label)
        if not candidates:
            self._leave_out(series, (), self._table_hint(known))
            return
        why = self._unsaid(series)
        if why:
            self._leave_out(series, candidates, why)
            return
        fitting, why = self._by_length(candidates, series)
        if why:
            self._leave_out(series, fitting or candidates, why)
            return
        self.found[series.label] = tuple(one.id for one in fitting)
        self._tell_other_lengths(fitting, series)
        for one in fitting:
            if self.wanted is None or one.id in self.wanted:
                yield from self._frame(one, series)

    def _of_table(self, known: Sequence[Indicator], label: str) -> list[Indicator]:
        """Return the candidates of the file's table; those without a table where none has it."""
        if self.grid.table is None:  # of a label that several tables print, none is certain
            by_id = [one for one in known if folded(one.id) == folded(label)]
            return by_id or ([] if any(one.only_in_table for one in known) else list(known))
        table = folded(self.grid.table)
        tables = [(one, one.source.table if one.source else None) for one in known]
        same = [one for one, named in tables if named is not None and folded(named) == table]
        return same or [one for one, named in tables if named is None]

    def _table_hint(self, known: Sequence[Indicator]) -> Text:
        each = sorted({one.source.table for one in known if one.source and one.source.table})
        tables = ", ".join(each)
        if self.grid.table is not None:
            return Text(
                f"betegnelsen er fra tabel {tables}, dette er {self.grid.table}",
                f"the label is that of table {tables}, this is {self.grid.table}",
            )
        lines = f"files: {{{self.file.file}: {{table: …}}}}"
        return Text(
            f"tabellerne {tables} har denne betegnelse; skriv tabellen i manifest.yaml: {lines}",
            f"tables {tables} have this label; name the table in manifest.yaml: {lines}",
        )

    def _unsaid(self, series: _Series) -> Text | None:
        """Say which name of a column's figures stands neither in a column nor in its head."""
        for holds in (Holds.PERIOD, Holds.AREA):
            if self._names(holds) is None and str(holds) not in series.column.fixed:
                return _UNSAID[holds]
        return None

    def _by_length(
        self, candidates: list[Indicator], series: _Series
    ) -> tuple[list[Indicator], Text | None]:
        """Return the candidates that the periods are of, and why they cannot be told apart.

        A period may fit several: 2021 is a year and four quarters. Then the figures are those
        of the one candidate that all periods fit, if there is just one.
        """
        periods = [self._periods[label] for label in self._period_labels(series)]
        fits = {one.id: [one.covers.fits(period) for period in periods] for one in candidates}
        fitting = [one for one in candidates if any(fits[one.id])]
        if not fitting:
            lengths = _lengths(candidates)
            return [], Text(
                f"perioderne har en anden længde end i kataloget: {lengths}",
                f"the periods are of another length than the catalogue has: {lengths}",
            )
        if all(sum(found) <= 1 for found in zip(*(fits[one.id] for one in fitting), strict=True)):
            return fitting, None
        whole = [one for one in fitting if all(fits[one.id])]
        if len(whole) == 1:
            return whole, None
        names = ", ".join(one.id for one in fitting)
        return fitting, Text(
            f"betegnelsen passer på {names}; skriv tabel eller måling i manifest.yaml",
            f"the label fits {names}; name the table or the indicator in manifest.yaml",
        )

    def _period_labels(self, series: _Series) -> list[str]:
        fixed = series.column.fixed.get("period")
        names = self._names(Holds.PERIOD)
        if fixed is not None or names is None:
            return [fixed] if fixed is not None else []
        return _at(names, series.rows).unique(maintain_order=True).to_list()

    def _tell_other_lengths(self, fitting: Sequence[Indicator], series: _Series) -> None:
        """Tell the figures whose period is of no length that the indicators have."""
        names = self._names(Holds.PERIOD)
        if "period" in series.column.fixed or names is None:
            return
        odd = [
            label
            for label in self._period_labels(series)
            if not any(one.covers.fits(self._periods[label]) for one in fitting)
        ]
        if odd:
            rows = _at(self._numbers, series.rows).filter(_at(names, series.rows).is_in(odd))
            self.unmapped.append(
                Unmapped(
                    series.column.head,
                    odd[0],
                    Holds.PERIOD,
                    int(rows[0]),
                    len(rows),
                    tuple(one.id for one in fitting),
                    _other_length(odd, fitting),
                )
            )

    def _frame(self, one: Indicator, series: _Series) -> Iterator[pl.DataFrame]:
        """Yield the rows of one indicator; what is not mapped is noted."""
        segments = self._segments(one, series)
        if segments is None:
            return
        cells = self._cells[series.at].at(series.rows)
        numbers = padded(cells.numbers, self._decimals(series))
        read = canonical(cells.printed.fill_null(""), self.notation)
        kept = pl.DataFrame(
            {
                "row": _at(self._numbers, series.rows),
                "area": self._column(Holds.AREA, series, self._areas),
                "segment": segments,
                "start": self._column(Holds.PERIOD, series, self._starts(one), pl.Date),
                "end": self._column(Holds.PERIOD, series, self._ends, pl.Date),
                "value": numbers.zip_with(numbers.is_not_null(), read["value"]),
                "mark": read["mark"],
                "printed": cells.printed,
                "percent": cells.percent,
            }
        ).filter(pl.all_horizontal(pl.col("area", "segment", "start").is_not_null()))
        self._check_cells(kept, one, series)
        self.marks.update(kept.filter(pl.col("value").is_null())["mark"].drop_nulls().to_list())
        yield kept.select(
            pl.lit(one.id).alias("indicator"),
            "segment",
            "area",
            "start",
            "end",
            "value",
            pl.when(pl.col("value").is_null()).then(pl.col("mark")).alias("mark"),
            pl.lit(self.file.file).alias("file"),
            pl.lit(self.grid.sheet, dtype=pl.String).alias("sheet"),
            "row",
            pl.lit(self.entry.retrieved or self.grid.retrieved, dtype=pl.Date).alias("retrieved"),
            pl.lit(self.entry.provisional).alias("provisional"),
        ).match_to_schema(SCHEMA)

    def _decimals(self, series: _Series) -> int:
        """Return the most decimals of the typed numbers of one label, periods across included."""
        alike = [
            self._cells[at].at(series.rows).numbers
            for at in self.grid.places(Holds.FIGURES)
            if series.rows is not None or _label(self.grid.columns[at]) == series.label
        ]
        return max((most_decimals(numbers) for numbers in alike), default=0)

    def _check_cells(self, kept: pl.DataFrame, one: Indicator, series: _Series) -> None:
        """Tell cells that are no numbers, and figures in another unit than the indicator's."""
        bad = kept.filter(
            pl.col("value").is_null() & pl.col("mark").is_null() & pl.col("printed").is_not_null()
        )
        whys = [
            (row, f"{quoted(cell)} {why_no_number(cell, self.notation)}")
            for row, cell in bad.select("row", "printed").iter_rows()
        ]
        if one.unit not in _PERCENT_UNITS:
            whys += [
                (row, f"{quoted(f'{value} %')} is a share, but {one.id} is in {one.unit}")
                for row, value in kept.filter("percent").select("row", "value").iter_rows()
            ]
        if _contradicts(self.grid.unit, one.unit):
            unit = quoted(self.grid.unit or "")
            whys.insert(0, (0, f"the file gives its unit as {unit}, but {one.id} is in {one.unit}"))
        head = f"column {quoted(series.column.head)}"
        for row, why in whys[:_MOST_CELLS_TOLD]:
            self._problem(row, f"{head}: {why}")
        if len(whys) > _MOST_CELLS_TOLD:
            self._problem(0, f"{head}: {len(whys) - _MOST_CELLS_TOLD} more cells like these")

    def _column(
        self,
        holds: Holds,
        series: _Series,
        meaning: Mapping[str, object],
        dtype: pl.DataType | type[pl.DataType] = pl.String,
    ) -> pl.Series:
        """Return what the labels of a column mean, or the one label of the figures' column."""
        fixed = series.column.fixed.get(str(holds))
        names = self._names(holds)
        if fixed is not None or names is None:
            one = pl.Series([meaning[fixed]] if fixed is not None else [None], dtype=dtype)
            return one.new_from_index(0, self._height(series))
        return _at(names, series.rows).replace_strict(
            list(meaning), pl.Series(list(meaning.values()), dtype=dtype), return_dtype=dtype
        )

    def _height(self, series: _Series) -> int:
        return len(self.grid.rows) if series.rows is None else len(series.rows)

    def _starts(self, one: Indicator) -> dict[str, object]:
        """Return first days by label; None for periods that are not of the indicator's length."""
        return {
            label: period.start if one.covers.fits(period) else None
            for label, period in self._periods.items()
        }

    @cached_property
    def _ends(self) -> dict[str, object]:
        return {label: period.end for label, period in self._periods.items()}

    # ── the segments ────────────────────────────────────────────────────────────────────────

    def _segments(self, one: Indicator, series: _Series) -> pl.Series | None:
        """Return the segment of every row as text, null where a member is not known.

        None where the columns do not say of which part of the indicator the figures are.
        """
        splits = self._splits(one, series)
        fixed = {
            head: label for head, label in series.column.fixed.items() if head not in _NAMED_APART
        }
        named = [self._dimension(one, head, [label]) for head, label in fixed.items()]
        why = self._unclear(one, [*(split.dimension for split in splits), *named])
        if why:
            self._leave_out(series, [one], why)
            return None
        members: dict[str, str] = {}
        for (head, label), name in zip(fixed.items(), named, strict=True):
            found = _member(one, head, name, label)
            if found is _UNKNOWN:
                self._leave_out(series, [one], _member_hint(one, head, name, label))
                return None
            if isinstance(found, tuple):
                members |= [found]
        if not splits:
            text = segment_text(segment_of(members))
            return pl.Series([text], dtype=pl.String).new_from_index(0, self._height(series))
        return self._joined(splits, members)

    def _splits(self, one: Indicator, series: _Series) -> list[_Split]:
        """Return what the columns of members mean; labels that are not known are noted."""
        splits = []
        for place in self.grid.places(Holds.SPLIT):
            head = self.grid.columns[place].head
            labels = _at(self._texts[place], series.rows)
            counts = Counter(labels.to_list())
            name = self._dimension(one, head, list(counts))
            self.dimensions[head] = self.dimensions.get(head) or name
            meaning = {label: _member(one, head, name, label) for label in counts}
            for label in (label for label, found in meaning.items() if found is _UNKNOWN):
                at = labels.index_of(label)
                self.unmapped.append(
                    Unmapped(
                        head,
                        label,
                        Holds.SPLIT,
                        int(_at(self._numbers, series.rows)[at or 0]),
                        counts[label],
                        (one.id,),
                        _member_hint(one, head, name, label),
                        name,
                    )
                )
            splits.append(_Split(name, labels, meaning))
        return splits

    @staticmethod
    def _joined(splits: Sequence[_Split], members: Mapping[str, str]) -> pl.Series:
        """Return the segments of rows whose members stand in several columns."""
        names = [str(number) for number in range(len(splits))]
        labels = pl.DataFrame(
            [split.labels.rename(name) for name, split in zip(names, splits, strict=True)]
        )
        met = labels.unique(maintain_order=True)
        texts = [
            _segment(
                [split.meaning[label] for split, label in zip(splits, row, strict=True)], members
            )
            for row in met.iter_rows()
        ]
        said = met.with_columns(pl.Series("segment", texts, dtype=pl.String))
        return labels.join(said, on=names, how="left", maintain_order="left")["segment"]

    def _unclear(self, one: Indicator, named: Sequence[str | None]) -> Text | None:
        """Say why the columns do not tell which part of the indicator the figures are."""
        for name, count in Counter(name for name in named if name is not None).items():
            if count > 1:
                return Text(
                    f"{count} kolonner nævner dele af opdelingen {name} af {one.id}",
                    f"{count} columns name members of dimension {name} of {one.id}",
                )
        for column in self._columns(Holds.FIGURES):
            if any(folded(column.head) == folded(name) for name in one.dimensions):
                head = quoted(column.head)
                return Text(
                    f"kolonnen {head} har tal, men er en opdeling af {one.id}; skriv navne",
                    f"column {head} holds numbers, but is a dimension of {one.id}; write names",
                )
        return None

    def _dimension(self, one: Indicator, head: str, labels: Sequence[str]) -> str | None:
        """Return the dimension that a split is: named by its head, else by most of its labels."""
        by_name = [name for name in one.dimensions if folded(name) == folded(head)]
        if by_name:
            return by_name[0]
        known = {
            name: sum(dimension.knows(label) and not is_total(head, label) for label in labels)
            for name, dimension in one.dimensions.items()
        }
        most = max(known.values(), default=0)
        if most == 0:
            return self._by_total(one, labels)
        best = [name for name, count in known.items() if count == most]
        return best[0] if len(best) == 1 else None

    @staticmethod
    def _by_total(one: Indicator, labels: Sequence[str]) -> str | None:
        named = [
            name
            for name, dimension in one.dimensions.items()
            if any(_names_total(dimension, label) for label in labels)
        ]
        return named[0] if len(named) == 1 else None

    # ── what is told ────────────────────────────────────────────────────────────────────────

    def _leave_out(self, series: _Series, indicators: Sequence[Indicator], why: Text) -> None:
        row = self._header_row if series.rows is None else int(self._numbers[series.rows[0]])
        self.unmapped.append(
            Unmapped(
                series.column.head,
                series.label,
                Holds.INDICATOR,
                row,
                self._height(series),
                tuple(one.id for one in indicators),
                why,
            )
        )

    def _problem(self, row: int, message: str) -> None:
        said = f"sheet {quoted(self.grid.sheet)}: {message}" if self.grid.sheet else message
        self.problems.append(self.file.problem(said, row))


@dataclass(frozen=True)
class _Series:
    """The figures of one label: their column, and the rows (None: all)."""

    at: int
    column: Column
    label: str
    rows: pl.Series | None = None


class _Unknown(Enum):
    """A label that no member of an indicator has."""

    UNKNOWN = auto()


_UNKNOWN: Final = _Unknown.UNKNOWN

_Member = tuple[str, str] | None | _Unknown
"""Dimension and member, None for a total."""


@dataclass(frozen=True)
class _Split:
    """A column of members: its dimension, its labels, and what each means."""

    dimension: str | None
    labels: pl.Series
    meaning: Mapping[str, _Member]


def _label(column: Column) -> str:
    """Return what the figures of a column are called where no other column names them."""
    label = column.fixed.get("indicator", column.label)
    return column.head if label is None else label


def _at(series: pl.Series, rows: pl.Series | None) -> pl.Series:
    """Return a series at some rows; None means all."""
    return series if rows is None else series.gather(rows)


def _printed_names(cells: Sequence[object]) -> pl.Series:
    """Return cells as names: text, every kind and number of spaces as one."""
    if all(type(cell) is str for cell in cells):
        raw = pl.Series(cells, dtype=pl.String)
    else:
        raw = pl.Series([_name(cell) for cell in cells], dtype=pl.String)
    met = raw.unique().to_list()
    tidy = {label: " ".join(label.split()) for label in met}
    return raw if all(label == said for label, said in tidy.items()) else raw.replace(tidy)


def _name(cell: object) -> str:
    """Return a typed cell as a name: nothing for an empty one, a year without .0."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell)


def _segment(found: Sequence[_Member], fixed: Mapping[str, str]) -> str | None:
    """Return the text of a segment, None where a member is not known."""
    if any(one is _UNKNOWN for one in found):
        return None
    named = dict(one for one in found if isinstance(one, tuple))
    return segment_text(segment_of({**fixed, **named}))


def _member(one: Indicator, head: str, name: str | None, label: str) -> _Member:
    """Return what a label means under a head: a member, a total, or nothing known."""
    if name is not None and one.dimensions[name].knows(label):
        member = one.dimensions[name].member_of(label)
        return None if member is None else (name, member)
    if name is None and any(_is_part(dimension, head) for dimension in one.dimensions.values()):
        return _UNKNOWN  # "Kontanthjælp i alt" under Kontanthjælp is no total of all benefits
    return None if is_total(head, label) else _UNKNOWN


def is_total(head: str, label: str) -> bool:
    """Whether a label is a total by its own words: "I alt", or "Køn i alt" under Køn."""
    said = folded(label)
    return said in _TOTALS or said in {f"{folded(head)} i alt", f"{folded(head)}, i alt"}


def _is_part(dimension: Dimension, label: str) -> bool:
    return dimension.knows(label) and dimension.member_of(label) is not None


def _names_total(dimension: Dimension, label: str) -> bool:
    return dimension.knows(label) and dimension.member_of(label) is None


def _member_hint(one: Indicator, head: str, name: str | None, label: str) -> Text:
    if name is not None:
        said = Text(
            f"opdelingen {name} af {one.id} har ikke {quoted(label)}",
            f"dimension {name} of {one.id} has no member {quoted(label)}",
        )
        return joined(said, nearest_words(label, one.dimensions[name].names))
    tied = [key for key, dimension in one.dimensions.items() if dimension.knows(label)]
    if len(tied) > 1:
        both = ", ".join(tied)
        return Text(
            f"kolonnen {quoted(head)} passer på {both} af {one.id}; giv den et af navnene",
            f"column {quoted(head)} fits {both} of {one.id}; head it as one of them",
        )
    said = Text(
        f"{one.id} har ingen opdeling med {quoted(label)}",
        f"{one.id} has no dimension with the member {quoted(label)}",
    )
    if not label.isdigit():
        return said
    hint = Text(
        f"; hvis {quoted(head)} tæller noget, så giv en måling den betegnelse",
        f"; if {quoted(head)} counts something, make it the label of an indicator",
    )
    return joined(said, hint)


_NO_INDICATOR: Final = Text(
    "intet siger, hvilken måling kolonnen er; skriv den i manifest.yaml",
    "nothing says the indicator of this column; declare it in manifest.yaml",
)
_NO_LABEL: Final = Text("ingen måling har denne betegnelse", "no indicator has this label")
_ADD_LABEL: Final = Text("; føj den til en målings labels", "; add its label to an indicator")
_UNSAID: Final = {
    Holds.PERIOD: Text(
        "intet siger, hvilken periode kolonnen gælder", "nothing says the period of this column"
    ),
    Holds.AREA: Text(
        "intet siger, hvilket område kolonnen gælder", "nothing says the area of this column"
    ),
}
_HINTS: Final = (
    ("; did you mean ", "; mente du "),
    ("; known: ", "; kendte: "),
)


def nearest_words(label: str, known: Iterable[str]) -> Text:
    """Return a hint at the nearest known words, in both languages."""
    return _in_both(nearest(label, known))


def _in_both(english: str) -> Text:
    """Return a hint at known words with its Danish."""
    danish = english
    for en, da in _HINTS:
        if danish.startswith(en):
            danish = da + danish.removeprefix(en)
    danish = re.sub(r" or (?=\"[^\"]*\"\?$)", " eller ", danish)
    return Text(re.sub(r" and ([0-9]+) more$", r" og \1 til", danish), english)


def joined(said: Text, hint: Text) -> Text:
    """Return what is said with a hint behind it."""
    return Text(f"{said.da}{hint.da}", f"{said.en}{hint.en}")


def _told_once(unmapped: Iterable[Unmapped]) -> Iterator[Unmapped]:
    """Put together what is told of one label: a wide table has it in every column."""
    first: dict[Unmapped, list[Unmapped]] = {}
    for one in unmapped:
        first.setdefault(replace(one, row=0, figures=0), []).append(one)
    for same in first.values():
        row, figures = min(one.row for one in same), sum(one.figures for one in same)
        yield replace(same[0], row=row, figures=figures)


def _lengths(indicators: Sequence[Indicator]) -> str:
    return ", ".join(f"{one.id} by {one.covers}" for one in indicators)


def _other_length(odd: Sequence[str], indicators: Sequence[Indicator]) -> Text:
    more = len(odd) - 1
    lengths = _lengths(indicators)
    danish = f" og {more} perioder til" if more else ""
    english = f" and {more} more periods are" if more else " is"
    return Text(
        f"{odd[0]}{danish} har en anden længde end i kataloget: {lengths}",
        f"{odd[0]}{english} of another length than the catalogue has: {lengths}",
    )


def _no_area(label: str) -> str:
    """Say of a cell that is no place at all what it is; nothing where it may be one."""
    if not label:
        return "the area is missing; write its name in every row"
    if folded(label) in _TOTALS:
        return f'{quoted(label)} is no area; write which one it is, such as "Hele landet"'
    return ""


def _contradicts(printed: str | None, unit: str) -> bool:
    """Whether the unit that a file names cannot be that of an indicator."""
    if printed is None:
        return False
    said = folded(printed)
    if said in _SAYS_PERCENT:
        return unit not in _PERCENT_UNITS
    return said in _SAYS_COUNT and unit in _PERCENT_UNITS


__all__ = ["UNKNOWN_AREAS", "Mapped", "Unmapped", "is_total", "joined", "mapped", "nearest_words"]
