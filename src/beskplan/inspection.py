"""What a data file holds and how it was read; what a data folder holds: values to be shown.

`inspect_file` is the census that an evaluation leaves out: every column, label, period and
area, what mapped to what, and the catalogue lines that would map the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import polars as pl

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue, Segment, load_catalogue, segment_from
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, quoted
from beskplan.manifests import Entry, load_manifest, named
from beskplan.numbers import Notation
from beskplan.periods import Covers, Period
from beskplan.places import (
    CATALOGUE_NAME,
    Data,
    Listed,
    catalogue_file,
    home_of,
    is_inside,
    listed,
    name_in,
    root_of,
)
from beskplan.readers._between import Scanned, contradictions
from beskplan.readers._census import Census, Counted, census
from beskplan.readers._frame import SCHEMA, settled
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._lines import Lines, lines_for, lines_for_ids
from beskplan.readers._mapping import Mapped, Unmapped
from beskplan.readers._notation import MARKS
from beskplan.readers._repeats import first_of
from beskplan.readers._segments import UnknownPart, unknown_part
from beskplan.readers.files import Reading, read_file
from beskplan.readers.tidy import MOST_TOLD, Tidy, area_code
from beskplan.readers.tidy import recognised as tidy_file
from beskplan.words import Text

_KEY: Final = ("indicator", "segment", "area", "period", "retrieved")
_LONGEST_MARK: Final = max(map(len, MARKS)) + 2
_SOME: Final = 3


@dataclass(frozen=True)
class Periods:
    """The periods of a table: first and last, how many, and of which lengths."""

    first: str
    last: str
    count: int
    lengths: tuple[str, ...]


@dataclass(frozen=True)
class ColumnSeen:
    """A column: what stands above it, what it holds, and what that is in the catalogue.

    ``labels`` is how many different names stand in it, ``some`` are the first of them; of
    figures there are none. ``means`` are indicators, or a dimension.
    """

    place: int
    head: str
    holds: str
    labels: int
    some: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True)
class TableSeen:
    """A table of a file; of a workbook one of its sheets.

    Attributes:
        sheet: its name, None where there is none.
        table: the publisher's name of the table.
        rows: rows under the header.
        notation: how numbers are printed; None where nothing needs one.
        notation_from: what decided it: ``manifest``, ``layout``, ``cells`` or ``description``.
        unit: the unit that the file itself names.
        columns: its columns, or rather what its figures are named by.
        periods: its periods, None where none can be read.
        areas: how many areas of each kind.
        unknown_areas: rows for areas nobody knows ("Uoplyst område"), which are left out.
        marks: what stands for missing figures, and how often.
        notes: footnotes.
    """

    sheet: str | None
    table: str | None
    rows: int
    notation: Notation | None
    notation_from: str | None
    unit: str | None
    columns: tuple[ColumnSeen, ...]
    periods: Periods | None
    areas: Mapping[str, int]
    unknown_areas: int
    marks: Mapping[str, int]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SeriesSeen:
    """The figures of one segment of an indicator in one file."""

    indicator: str
    segment: Segment
    areas: int
    periods: Periods
    figures: int
    missing: int


@dataclass(frozen=True)
class Inspection:
    """What a file holds and how it was read.

    Attributes:
        file: its name, relative to the data folder.
        layout: the title of its layout.
        encoding, compression, separator: None where there is none.
        retrieved: the days of retrieval that its figures have, oldest first.
        retrieved_from: ``manifest``, ``file name``, ``file`` or ``description``; None if none.
        tables: its tables.
        series: what is mapped.
        unmapped: labels that the catalogue does not know, with the figures left out.
        equal: figures that stand twice or more and are equal; they count once.
        differing: figures that contradict another one with the same key.
        problems: why an evaluation would refuse the file.
        lines: catalogue and manifest lines that would map the rest.
    """

    file: str
    layout: str
    encoding: str | None
    compression: str | None
    separator: str | None
    retrieved: tuple[date, ...]
    retrieved_from: str | None
    tables: tuple[TableSeen, ...]
    series: tuple[SeriesSeen, ...]
    unmapped: tuple[Unmapped, ...]
    equal: int
    differing: int
    problems: tuple[Problem, ...]
    lines: Lines


def inspect_file(path: Path, data: Path | None = None) -> Inspection:
    """Read a file and say what it holds.

    Args:
        path: the file.
        data: the data folder with catalogue and manifest; None looks for it upwards from the
            file, at most to the working directory.

    Raises:
        DataUnreadableError: it cannot be opened, or no layout is its own.
        DataInvalidError: it is cut or damaged; catalogue or manifest cannot be used.
    """
    if path.is_dir():
        message = "this is a folder; name a file, or list the folder: beskplan data list --data"
        raise DataUnreadableError([Problem(path.as_posix(), 0, 0, message)])
    home = home_of(path.parent) if data is None else data
    catalogue, lines_file = _catalogue(home)
    name = name_in(home, path)
    written = load_manifest(home).of(path, name)
    entry = named(written, path.name)
    tidy = tidy_file(path, name, entry)
    if tidy is not None:
        return _of_tidy(tidy, census(tidy), lines_file, written, catalogue)
    return _of_reading(
        read_file(path, name, catalogue, entry), path, lines_file, written, catalogue
    )


_WORKING: Final = Path("data")
"""Its catalogue counts for what lies in the working folder and has no nearer one."""


def _catalogue(data: Data) -> tuple[Catalogue, Path]:
    """Return the catalogue for some figures, and the file that it stands or would stand in."""
    file = catalogue_file(data, _WORKING if is_inside(data) else None)
    if file is None:
        return Catalogue(with_base=True), root_of(data) / CATALOGUE_NAME
    return load_catalogue(file), file


# ── files that are read whole ───────────────────────────────────────────────────────────────


def _of_reading(
    reading: Reading, path: Path, lines_file: Path, written: Entry, catalogue: Catalogue
) -> Inspection:
    opened = reading.file.opened if reading.file else None
    days = reading.frame["retrieved"].drop_nulls().unique().sort().to_list()
    by_file = [table.grid.retrieved for table in reading.tables if table.grid.retrieved]
    if not days:
        days = sorted({*([named(written, path.name).retrieved] if reading.file else []), *by_file})
        days = [day for day in days if day is not None]
    equal, differing = _repeated(_with_period(reading.frame.lazy()))
    unmapped = tuple(one for table in reading.tables for one in table.unmapped)
    _, twice = settled(reading.frame.with_columns(file=pl.lit(path.as_posix())), Path())
    return Inspection(
        file=reading.name,
        layout=reading.layout,
        encoding=opened.encoding if opened else None,
        compression=opened.compression if opened else None,
        separator=_separator(reading),
        retrieved=tuple(days),
        retrieved_from=_whence(reading, written, path) if days else None,
        tables=tuple(_table(table, written) for table in reading.tables),
        series=tuple(_series(_with_period(reading.frame.lazy()))),
        unmapped=unmapped,
        equal=equal,
        differing=differing,
        problems=(*reading.problems, *first_of(sorted(twice))),
        lines=lines_for(reading, catalogue, lines_file),
    )


def _separator(reading: Reading) -> str | None:
    """Return what stands between the cells of a text table."""
    if reading.file is None or not reading.file.header:
        return None
    return reading.file.cells.separator


def _whence(reading: Reading, written: Entry, path: Path) -> str:
    if reading.file is None:
        return "description"
    if written.retrieved is not None:
        return "manifest"
    return "file name" if named(written, path.name).retrieved is not None else "file"


def _table(table: Mapped, written: Entry) -> TableSeen:
    grid = table.grid
    cells = {at: grid.cells(at) for at in range(len(grid.columns))}
    periods = _labels(grid, cells, Holds.PERIOD)
    areas = _labels(grid, cells, Holds.AREA)
    decided = "manifest" if written.notation else "layout" if grid.notation else "cells"
    return TableSeen(
        sheet=grid.sheet,
        table=grid.table,
        rows=len(grid.rows),
        notation=table.notation,
        notation_from=decided if table.notation is not None else None,
        unit=grid.unit,
        columns=tuple(_column(table, at, column, cells) for at, column in enumerate(grid.columns)),
        periods=_periods(periods),
        areas=_kinds(areas),
        unknown_areas=table.left_out,
        marks=_marks(grid, cells),
        notes=grid.notes,
    )


def _labels(grid: Grid, cells: Mapping[int, list[object]], holds: Holds) -> list[str]:
    """Return the names of one kind that stand in rows and heads, each once."""
    in_rows = (cell for at in grid.places(holds) for cell in cells[at])
    fixed = (column.fixed.get(str(holds)) for column in grid.columns)
    met = dict.fromkeys([*dict.fromkeys(in_rows), *fixed])
    return list(dict.fromkeys(name_of(cell) for cell in met if cell is not None))


def name_of(cell: object) -> str:
    """Return a cell as a name: spaces around it aside, a year of a workbook without .0."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split()) if cell is not None else ""


def _column(
    table: Mapped, at: int, column: Column, cells: Mapping[int, list[object]]
) -> ColumnSeen:
    names: list[str] = []
    means: tuple[str, ...] = ()
    if column.holds is Holds.FIGURES:
        label = column.fixed.get("indicator", column.label or column.head)
        means = table.indicators.get(label, ())
    else:
        met = dict.fromkeys(cell for cell in cells[at] if cell is not None)
        names = list(dict.fromkeys(name_of(cell) for cell in met))
    if column.holds is Holds.SPLIT:
        dimension = table.dimensions.get(column.head)
        means = (dimension,) if dimension is not None else ()
    if column.holds is Holds.INDICATOR:
        means = tuple(sorted({one for found in table.indicators.values() for one in found}))
    return ColumnSeen(
        place=column.place,
        head=column.head,
        holds=str(column.holds),
        labels=len(names),
        some=tuple(names[:_SOME]),
        means=means,
    )


def _marks(grid: Grid, cells: Mapping[int, list[object]]) -> Mapping[str, int]:
    """Return what stands for missing figures in the columns of figures, the commonest first."""
    found: Counter[str] = Counter()
    for at in grid.places(Holds.FIGURES):
        for cell in cells[at]:
            if cell is None or (isinstance(cell, str) and len(cell) < _LONGEST_MARK):
                said = name_of(cell)
                if said.casefold() in MARKS:
                    found[said] += 1
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


@lru_cache(maxsize=4096)
def _period(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except ValueError:
        return None


def _periods(labels: Iterable[str]) -> Periods | None:
    return _span(map(_period, labels))


def _span(periods: Iterable[Period | None]) -> Periods | None:
    found = sorted({one for one in periods if one is not None})
    if not found:
        return None
    return Periods(str(found[0]), str(found[-1]), len(found), tuple(map(str, _lengths(found))))


def _lengths(periods: Sequence[Period]) -> list[Covers]:
    """Return the length that all periods have, else that of each: 2021 may be four quarters."""
    of_all = [one for one in Covers if all(one.fits(period) for period in periods)]
    if of_all and of_all[0] is not Covers.SURVEY:
        return of_all[:1]
    each = {next(one for one in Covers if one.fits(period)) for period in periods}
    return sorted(each, key=list(Covers).index)


def _kinds(labels: Sequence[str]) -> Mapping[str, int]:
    codes = set()
    for label in labels:
        try:
            codes.add(find_area(label))
        except ValueError:
            continue
    found = Counter(str(area.kind) for area in codes)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


# ── figures, in bulk ────────────────────────────────────────────────────────────────────────


def _with_period(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return a normalised frame with its periods as text, as the tidy form has them."""
    period = pl.format("{} - {}", pl.col("start"), pl.col("end"))
    return frame.with_columns(period.alias("period"))


def _series(frame: pl.LazyFrame) -> Iterator[SeriesSeen]:
    """Yield what each series of a frame holds, from one query."""
    groups = frame.group_by("indicator", "segment").agg(
        pl.len().alias("rows"),
        _no_figure().sum().alias("missing"),
        pl.col("area").n_unique().alias("areas"),
        pl.col("period").unique().alias("periods"),
    )
    for row in (
        groups.sort("indicator", "segment").collect(engine="streaming").iter_rows(named=True)
    ):
        periods = _span(_bounds(text) for text in row["periods"])
        if periods is not None:
            yield SeriesSeen(
                indicator=row["indicator"],
                segment=segment_from(row["segment"]),
                areas=row["areas"],
                periods=periods,
                figures=row["rows"] - row["missing"],
                missing=row["missing"],
            )


def _no_figure() -> pl.Expr:
    """Whether a row has no figure: null in a normalised frame, empty in the tidy form."""
    value = pl.col("value").cast(pl.String).fill_null("")
    return value.str.to_lowercase().is_in(sorted(MARKS))


@lru_cache(maxsize=65536)
def _bounds(text: str) -> Period | None:
    """Return the period of a text; that of a normalised frame is its first and last day."""
    first, between, last = text.partition(" - ")
    if not between:
        return _period(text)
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def _repeated(frame: pl.LazyFrame) -> tuple[int, int]:
    """Return how many figures repeat an equal one, and how many contradict one of their key."""
    key = [pl.col(name).cast(pl.String).fill_null("") for name in _KEY if name in _names(frame)]
    hashed = pl.concat_str(*key, separator="\t").hash()
    met = frame.select(pl.len().alias("rows"), hashed.n_unique().alias("keys"))
    rows, keys = met.collect(engine="streaming").row(0)
    if rows == keys:
        return 0, 0
    number = (
        pl.when(pl.col("value").cast(pl.String).str.contains(r"[.,][0-9]*$"))
        .then(pl.col("value").cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".,"))
        .otherwise(pl.col("value").cast(pl.String))
        .fill_null("")
    )
    groups = (
        frame.select(pl.concat_str(*key, separator="\t").alias("key"), number.alias("number"))
        .group_by("key")
        .agg(pl.len().alias("rows"), pl.col("number").n_unique().alias("numbers"))
        .filter(pl.col("rows") > 1)
        .select(
            pl.col("rows").filter(pl.col("numbers") == 1).sum() - (pl.col("numbers") == 1).sum(),
            pl.col("rows").filter(pl.col("numbers") > 1).sum().alias("differing"),
        )
        .collect(engine="streaming")
    )
    equal, differing = groups.row(0)
    return int(equal), int(differing)


def _names(frame: pl.LazyFrame) -> list[str]:
    return frame.collect_schema().names()


# ── the tidy form, scanned where it stands ──────────────────────────────────────────────────


def _of_tidy(
    tidy: Tidy, found: Census, lines_file: Path, written: Entry, catalogue: Catalogue
) -> Inspection:
    problems = (*_tidy_problems(tidy, found), *found.problems)
    counted = () if problems else found.series
    unknown = dict(_unknown(counted, catalogue))
    days = _tidy_days(tidy, found)
    in_file = "retrieved" in tidy.columns
    whence = "file" if in_file else "manifest" if written.retrieved else "file name"
    return Inspection(
        file=tidy.file,
        layout="tidy",
        encoding="UTF-8" if tidy.separator else None,
        compression=None,
        separator=tidy.separator,
        retrieved=days,
        retrieved_from=whence if days else None,
        tables=(_tidy_table(tidy, found, catalogue),),
        series=tuple(_counted(one) for one in counted if one not in unknown),
        unmapped=_tidy_unmapped(counted, unknown, catalogue),
        equal=found.equal,
        differing=found.differing,
        problems=(*problems, *found.contradictions),
        lines=lines_for_ids(
            tidy.file,
            (
                (one.indicator, segment_from(one.segment), _counted(one).periods.lengths[0])
                for one in counted
            ),
            catalogue,
            lines_file,
        ),
    )


def _tidy_problems(tidy: Tidy, found: Census) -> Iterator[Problem]:
    """Yield the names that nothing can be made of, the first of each kind."""
    reads: dict[str, Callable[[str], object]] = {
        "segment": segment_from,
        "area": area_code,
        "period": Period.parse,
        "retrieved": _day,
    }
    for column, read in reads.items():
        told = 0
        for text, row in found.names.get(column, {}).items():
            why = _why_not(read, text) if text else ""
            if why and told < MOST_TOLD:
                told += 1
                yield tidy.problem(f"{column}: {why}", row)


def _why_not(read: Callable[[str], object], text: str) -> str:
    try:
        read(text)
    except ValueError as cause:
        return str(cause)
    return ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is no day as 2026-11-01") from None


def _counted(one: Counted) -> SeriesSeen:
    periods = _span(map(_period, one.periods))
    assert periods is not None  # a period that cannot be read is a problem
    return SeriesSeen(
        indicator=one.indicator,
        segment=segment_from(one.segment),
        areas=one.areas,
        periods=periods,
        figures=one.rows - one.missing,
        missing=one.missing,
    )


def _tidy_table(tidy: Tidy, found: Census, catalogue: Catalogue) -> TableSeen:
    texts = {name: [text for text in met if text is not None] for name, met in found.names.items()}
    named = {name: met for name, met in texts.items() if name != "retrieved"}
    known = tuple(sorted(one for one in texts["indicator"] if one in catalogue))
    notation = _TIDY_NOTATION.get(tidy.separator or "")
    return TableSeen(
        sheet=None,
        table=None,
        rows=found.rows,
        notation=notation,
        notation_from=None if notation is None else "layout",
        unit=None,
        columns=tuple(
            ColumnSeen(
                place=place,
                head=name,
                holds="figures" if name == "value" else name,
                labels=len(named.get(name, ())),
                some=tuple(named.get(name, ())[:_SOME]),
                means=known if name == "indicator" else (),
            )
            for place, name in enumerate(tidy.columns, start=1)
        ),
        periods=_periods(texts["period"]),
        areas=_kinds(texts["area"]),
        unknown_areas=0,
        marks=found.marks,
        notes=(),
    )


_TIDY_NOTATION: Final = {",": Notation.ENGLISH, ";": Notation.DANISH}


def _tidy_days(tidy: Tidy, found: Census) -> tuple[date, ...]:
    if "retrieved" not in found.names:
        return (tidy.entry.retrieved,) if tidy.entry.retrieved else ()
    said = [text for text in found.names["retrieved"] if text and not _why_not(_day, text)]
    return tuple(sorted(map(_day, said)))


def _unknown(
    counted: Sequence[Counted], catalogue: Catalogue
) -> Iterator[tuple[Counted, UnknownPart | None]]:
    """Yield what the catalogue does not know; None for what has an indicator that it lacks."""
    for one in counted:
        if one.indicator not in catalogue:
            yield one, None
        elif part := unknown_part(catalogue[one.indicator], one.segment):
            yield one, part


def _tidy_unmapped(
    counted: Sequence[Counted],
    unknown: Mapping[Counted, UnknownPart | None],
    catalogue: Catalogue,
) -> tuple[Unmapped, ...]:
    rows: dict[str, list[Counted]] = {}
    for one in counted:
        if one.indicator not in catalogue:
            rows.setdefault(one.indicator, []).append(one)
    indicators = (
        Unmapped(
            "indicator",
            name,
            Holds.INDICATOR,
            min(one.row for one in each),
            sum(one.rows for one in each),
            (),
            _NO_ID,
        )
        for name, each in rows.items()
    )
    segments = (
        Unmapped("segment", one.segment, Holds.SPLIT, one.row, one.rows, (one.indicator,), part.why)
        for one, part in unknown.items()
        if part is not None
    )
    return tuple(sorted((*indicators, *segments), key=lambda one: one.row))


_NO_ID: Final = Text(
    "ingen måling i kataloget har dette id", "no indicator of the catalogue has this id"
)


# ── a data folder ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Loaded:
    """The figures of one segment of an indicator in one file of a data folder.

    ``retrieved`` is None where nothing says when; of several days in one file it is the newest.
    """

    indicator: str
    title: str
    segment: Segment
    areas: int
    periods: Periods
    figures: int
    missing: int
    retrieved: date | None
    file: str


@dataclass(frozen=True)
class Contents:
    """What a data folder holds: its series, and per file the figures that nobody mapped."""

    series: tuple[Loaded, ...]
    unmapped: Mapping[str, int]

    def only(self, indicator: str) -> Contents:
        """Return the series of one indicator."""
        kept = tuple(one for one in self.series if one.indicator == indicator)
        return Contents(kept, self.unmapped)


def contents(data: Data) -> Contents:
    """Read every data file of folders, files and patterns, and say what is loaded.

    Raises:
        DataUnreadableError: no such folder, or a file in no known layout.
        DataInvalidError: cells that do not fit, or two different figures for one key.
    """
    listing = listed(data)
    found = _Loading(data, listing.root, {one.home for one in listing.files})
    for one in listing.files:
        found.read(one)
    return found.contents()


class _Loading:
    """Data files as they are read, one after the other."""

    def __init__(self, data: Data, root: Path, homes: Iterable[Path]) -> None:
        self.root = root
        self.catalogue, self.lines_file = _catalogue(data)
        self.manifests = {home: load_manifest(home) for home in homes}
        self.frames = [pl.DataFrame(schema=SCHEMA)]
        self.series: list[Loaded] = []
        self.unmapped: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.error: type[DataInvalidError | DataUnreadableError] = DataInvalidError
        self.files = 0
        self.scanned: list[Scanned] = []

    def read(self, file: Listed) -> None:
        """Read one file; what is wrong with it is noted."""
        self.files += 1
        path = file.path
        try:
            entry = named(self.manifests[file.home].of(path, file.known_as), path.name)
            tidy = tidy_file(path, file.name, entry)
            if tidy is None:
                self._add(read_file(path, file.name, self.catalogue, entry))
            else:
                self._scan(tidy)
        except DataInvalidError as cause:
            self.problems += cause.problems
        except DataUnreadableError as cause:
            self.error = DataUnreadableError
            self.problems += cause.problems

    def _add(self, reading: Reading) -> None:
        self.problems += reading.problems
        self.frames.append(reading.frame)
        left_out = sum(one.figures for table in reading.tables for one in table.unmapped)
        if left_out:
            self.unmapped[reading.name] = left_out

    def _scan(self, tidy: Tidy) -> None:
        """Add what a tidy file holds without holding it."""
        found = census(tidy)
        seen = _of_tidy(tidy, found, self.lines_file, tidy.entry, self.catalogue)
        self.problems += seen.problems
        if not seen.problems:
            self.scanned.append(Scanned(tidy, found))
        newest = max(seen.retrieved, default=None)
        self.series += [self._loaded(one, newest, tidy.file) for one in seen.series]
        if seen.unmapped:
            self.unmapped[tidy.file] = sum(one.figures for one in seen.unmapped)

    def _loaded(self, one: SeriesSeen, retrieved: date | None, file: str) -> Loaded:
        return Loaded(
            indicator=one.indicator,
            title=self.catalogue[one.indicator].title,
            segment=one.segment,
            areas=one.areas,
            periods=one.periods,
            figures=one.figures,
            missing=one.missing,
            retrieved=retrieved,
            file=file,
        )

    def contents(self) -> Contents:
        """Return what was read.

        Raises:
            DataUnreadableError, DataInvalidError: what is wrong with it.
        """
        kept, twice = settled(pl.concat(self.frames), self.root)
        twice += contradictions(self.scanned, _with_paths(kept, self.root))
        if problems := [*self.problems, *twice]:
            raise self.error(problems)
        if not self.files:
            message = "no figures here; name the folder that holds them with --data"
            raise DataUnreadableError([Problem(self.root.as_posix(), 0, 0, message)])
        self.series += self._of_frame(kept)
        return Contents(tuple(sorted(self.series, key=_order)), self.unmapped)

    def _of_frame(self, frame: pl.DataFrame) -> Iterator[Loaded]:
        for (file,), rows in frame.partition_by("file", as_dict=True).items():
            days = rows.group_by("indicator", "segment").agg(pl.col("retrieved").max())
            newest = {(name, segment_from(text)): day for name, text, day in days.iter_rows()}
            for one in _series(_with_period(rows.lazy())):
                yield self._loaded(one, newest[one.indicator, one.segment], str(file))


def _with_paths(frame: pl.DataFrame, root: Path) -> pl.DataFrame:
    """Return a normalised frame with the paths of its files."""
    paths = {name: (root / name).as_posix() for name in frame["file"].unique()}
    return frame.with_columns(pl.col("file").replace(paths))


def _order(one: Loaded) -> tuple[str, str, Segment]:
    return one.indicator, one.file, one.segment


__all__ = [
    "ColumnSeen",
    "Contents",
    "Inspection",
    "Loaded",
    "Periods",
    "SeriesSeen",
    "TableSeen",
    "contents",
    "inspect_file",
]
