r"""The tidy form: one row a figure, in the words of catalogue and register, CSV or Parquet.

This is the form that beskplan itself writes, and the one for large tables: it is scanned
lazily, and only the series that are asked for are kept. Columns, in any order::

    indicator   id of the catalogue
    segment     empty for the total, else "køn=Kvinder&ydelse=A-dagpenge", dimensions sorted
    area        code of the register, such as 607
    period      2026M01, 2021Q2, 2025, 2022QMAT02 …
    value       digits as published; empty where no figure is
    mark        what the source prints instead of a figure, such as ".."; needed where a CSV has
                none, so that a line that was cut is never taken for a missing figure
    retrieved   optional: 2026-11-01
    provisional optional: true or false

A CSV is UTF-8 with ``,`` between cells and a decimal point, or with ``;`` and a decimal comma.
It has no quotation marks: names write what would need them as ``\x002c``. In Parquet all
columns are text; ``value`` may be a decimal, ``retrieved`` a date, ``provisional`` a boolean.
The folders of Parquet may name columns, as in ``area=607/part-0.parquet``, percent-encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote

import polars as pl

from beskplan.areas import area_of, find_area
from beskplan.catalogue import Catalogue, Segment, segment_from, segment_text
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, quoted
from beskplan.manifests import Entry
from beskplan.models import nearest
from beskplan.observations import SeriesKey, Wanted
from beskplan.periods import Period
from beskplan.readers._cache import Cache
from beskplan.readers._frame import SCHEMA
from beskplan.readers._opened import first_bytes

TITLE: Final = "tidy"
REQUIRED: Final = ("indicator", "segment", "area", "period", "value")
OPTIONAL: Final = ("mark", "retrieved", "provisional")

DAMAGE: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""What polars raises for damaged files: of damaged Parquet some parts are taken on trust."""
_STEP: Final = 1 << 24
_BOM: Final = b"\xef\xbb\xbf"
_PARQUET: Final = b"PAR1"
_DIGITS: Final = "^-?[0-9]{1,15}"
_NUMBERS: Final = {
    ",": (rf"{_DIGITS}(\.[0-9]{{1,15}})?$", "."),
    ";": (rf"{_DIGITS}(,[0-9]{{1,15}})?$", ","),
    None: (rf"{_DIGITS}(\.[0-9]{{1,15}})?$", "."),
}
"""Numbers by what stands between the cells, and their decimal mark."""
_NAMED: Final = ("indicator", "area", "period")
_SPAN: Final = ("indicator", "segment", "period")
_BY_FOLDER: Final = ("indicator", "segment", "area", "period", "retrieved", "provisional")
"""Columns that the names of folders may say."""
_YES_OR_NO: Final = ("", "true", "false")
_NO_NAME: Final = "__HIVE_DEFAULT_PARTITION__"
_ALSO: Final = {"retrieved": (pl.Date,), "provisional": (pl.Boolean,)}
"""What columns of Parquet may hold instead of text, beside the value."""
MOST_TOLD: Final = 20
CUT: Final = "this row lacks cells; is it cut? A missing figure has a mark"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Tidy:
    """A tidy file, not yet read.

    Attributes:
        path: where it stands.
        file: its name in results.
        columns: those that it has, in its order.
        separator: what stands between the cells of a CSV, None for Parquet.
        entry: what the manifest says of it.
        by_folder: columns that the folders of Parquet name, whether or not the file has them.
    """

    path: Path
    file: str
    columns: tuple[str, ...]
    separator: str | None
    entry: Entry
    by_folder: Mapping[str, str] = field(default_factory=dict)

    def scan(self, series: Collection[SeriesKey] | None) -> pl.LazyFrame:
        """Return the rows of the series that are wanted, None for all, as they stand.

        With them come the lines of a CSV that lack a name: a line that is cut, or parted by other
        marks, must not fall out of the answer because its indicator cannot be read.
        """
        rows = self._csv() if self.separator else self._parquet()
        if series is None:
            return rows
        indicators = sorted({indicator for indicator, _ in series})
        segments = sorted({segment_text(segment) for _, segment in series})
        if self.separator and "" in segments:
            segments.append('""')  # a quoted total is refused, never overlooked
        asked = pl.col("segment").is_in(segments) & pl.col("indicator").is_in(indicators)
        if self.separator:
            asked |= pl.any_horizontal(pl.col(name) == "" for name in _NAMED)
        return rows.filter(asked)

    def names(self, indicators: Collection[str], known: Collection[str]) -> pl.LazyFrame:
        """Return each segment of some indicators, and of those that are not known.

        Args:
            indicators: ids.
            known: ids of the catalogue.
        """
        rows = self._csv() if self.separator else self._parquet()
        name = pl.col("indicator")
        asked = name.is_in(sorted(indicators)) | ~name.is_in(sorted(known))
        return (
            rows.select("indicator", "segment", "row")
            .filter(asked)
            .group_by("indicator", "segment")
            .agg(pl.col("row").min())
        )

    def _csv(self) -> pl.LazyFrame:
        assert self.separator is not None
        return pl.scan_csv(
            self.path,
            separator=self.separator,
            schema=dict.fromkeys(self.columns, pl.String),
            quote_char=None,
            empty_string_is_null=False,  # null is left for cells that a cut line lacks
            row_index_name="row",
            row_index_offset=2,
            glob=False,
        )

    def _parquet(self) -> pl.LazyFrame:
        rows = pl.scan_parquet(
            self.path, row_index_name="row", row_index_offset=2, glob=False, hive_partitioning=False
        )
        stand = rows.collect_schema()
        said = [pl.lit(text).alias(name) for name, text in self.by_folder.items()]
        lacking = [one for one in said if one.meta.output_name() not in stand]
        coded = [name for name, dtype in stand.items() if dtype in (pl.Categorical, pl.Enum)]
        return rows.with_columns(pl.col(coded).cast(pl.String), *lacking).select(
            "row", *self.columns
        )

    def lacks_cells(self) -> pl.Expr:
        """Whether a row lacks a name, or a line of text both figure and mark: it may be cut."""

        def empty(name: str) -> pl.Expr:
            return pl.col(name).is_null() | (pl.col(name) == "")

        lacking = pl.any_horizontal(*map(empty, _NAMED)) | pl.col("segment").is_null()
        if self.separator:
            shown = (name for name in ("value", "mark") if name in self.columns)
            lacking |= pl.all_horizontal(*map(empty, shown))
        return lacking

    def torn_line(self, rows: pl.DataFrame) -> int | None:
        """Return the first line of a CSV that has too few cells, None where all are whole.

        Polars takes the cells that a line lacks for empty ones. So the marks between cells are
        counted, which reads the whole file again, but only where a row has no last cell: one
        that has it lacks none.
        """
        if not self.separator or not (rows[self.columns[-1]].fill_null("") == "").any():
            return None
        mark, width = self.separator.encode(), len(self.columns)
        with self.path.open("rb") as file:
            parts = iter(lambda: file.read(_STEP), b"")
            counts = [(part.count(mark), part.count(b"\n")) for part in parts]
            marks, lines = (sum(one) for one in zip(*counts, strict=True))
            if marks == lines * (width - 1):
                return None
            file.seek(0)
            torn = (at for at, line in enumerate(file, 1) if line.count(mark) < width - 1)
            return next(torn, None)

    def contradicts_folder(self) -> pl.Expr:
        """Whether a row says something else than the folders that it lies in."""
        said = [
            (pl.col(name).cast(pl.String) != text).fill_null(value=True)
            for name, text in self.by_folder.items()
        ]
        return pl.any_horizontal(*said) if said else pl.lit(value=False)

    def has_figure(self) -> pl.Expr:
        """Whether a row's value is a number in the notation of the form."""
        return _number(self.separator).fill_null(value=False)

    def is_odd(self) -> pl.Expr:
        """Whether a row's ``provisional`` is neither yes nor no."""
        if "provisional" not in self.columns:
            return pl.lit(value=False)
        said = pl.col("provisional").cast(pl.String).fill_null("")
        return ~said.is_in(_YES_OR_NO)

    @property
    def no_number(self) -> str:
        """What is said of a value that is no number."""
        return f"is no number such as 3{_NUMBERS[self.separator][1]}5"

    @property
    def other_folder(self) -> str:
        """What is said of a row that contradicts its folders."""
        said = ", ".join(f"{name}={text}" for name, text in self.by_folder.items())
        return f"this row says something else than its folder, {said}"

    def problem(self, message: str, row: int = 0) -> Problem:
        """Return a problem at a line or row, 0 for the whole file."""
        return Problem(self.path.as_posix(), row, 0, message)


def asked_names(series: Collection[SeriesKey]) -> Mapping[str, frozenset[str]]:
    """Return the names that rows of series have, by column."""
    return {
        "indicator": frozenset(indicator for indicator, _ in series),
        "segment": frozenset({segment_text(segment) for _, segment in series}),
    }


def lies_apart(file: str, asked: Mapping[str, Collection[str]]) -> bool:
    """Whether the folders of Parquet say that nothing in it is asked for; it is not opened.

    Args:
        file: its name in results.
        asked: the names that are asked for, see `asked_names`.
    """
    if not file.endswith(".parquet"):
        return False
    try:
        said = said_by_folders(file)
    except ValueError:
        return False  # why is told when it is read
    return any(name in said and said[name] not in names for name, names in asked.items())


def said_by_folders(path: str) -> dict[str, str]:
    """Return the columns that the folders of a path (with ``/``) name, decoded.

    Raises:
        ValueError: a name is empty, damaged, or said twice.
    """
    found: dict[str, str] = {}
    for part in path.split("/")[:-1]:
        name, between, coded = part.partition("=")
        if not between or name not in _BY_FOLDER:
            continue
        try:
            text = unquote(coded, errors="strict")
        except UnicodeDecodeError:
            raise ValueError(f"the folder {quoted(part)} is no percent-encoded UTF-8") from None
        if coded == _NO_NAME:
            hint = "; the total is segment=" if name == "segment" else ""
            raise ValueError(f"the folder {quoted(part)} names no {name}{hint}")
        if found.setdefault(name, text) != text:
            raise ValueError(
                f"the folders name two of {name}: {quoted(found[name])}, {quoted(text)}"
            )
    return found


def recognised(path: Path, file: str, entry: Entry) -> Tidy | None:
    """Return the file as a tidy one, None where it is none, by its first bytes.

    Raises:
        DataUnreadableError: it cannot be read, or is damaged Parquet.
        DataInvalidError: it is tidy, but has columns that the form does not know, or is cut.
    """
    head = first_bytes(path)
    if head.startswith(_PARQUET):
        return _of_parquet(path, file, entry)
    line = head.removeprefix(_BOM).partition(b"\n")[0].removesuffix(b"\r")
    for separator in (mark for mark in _NUMBERS if mark):
        columns = tuple(line.decode("utf-8", "replace").split(separator))
        if set(REQUIRED) <= set(columns):
            tidy = Tidy(path, file, columns, separator, entry)
            _check_columns(tidy)
            _check_end(tidy, head)
            return tidy
    return None


def _of_parquet(path: Path, file: str, entry: Entry) -> Tidy:
    tidy = Tidy(path, file, (), None, entry)
    try:
        columns = pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema()
    except DAMAGE as cause:
        message = f"this Parquet file is cut or damaged: {cause}"
        raise DataUnreadableError([tidy.problem(message)]) from cause
    try:
        said = said_by_folders(path.as_posix())
    except ValueError as cause:
        raise DataInvalidError([tidy.problem(str(cause))]) from cause
    missing = [name for name in REQUIRED if name not in columns and name not in said]
    if missing:
        message = (
            f"Parquet is read in the tidy form only; {', '.join(missing)} missing, found "
            f"{', '.join(list(columns)[:8])}"
        )
        raise DataUnreadableError([tidy.problem(message)])
    tidy = Tidy(path, file, tuple(dict.fromkeys([*columns, *said])), None, entry, said)
    _check_columns(tidy)
    _check_types(tidy, columns)
    return tidy


def _check_types(tidy: Tidy, columns: Mapping[str, pl.DataType]) -> None:
    """Refuse columns that cannot say what they should, such as codes of areas as numbers."""
    problems = []
    for name, dtype in columns.items():
        if name == "value" and dtype.is_float():
            message = (
                "value holds binary floating-point numbers; write the digits as text or Decimal"
            )
            problems.append(tidy.problem(message))
        elif not (
            dtype in (pl.String, pl.Categorical, pl.Enum)
            or (name == "value" and (dtype.is_decimal() or dtype.is_integer()))
            or dtype in _ALSO.get(name, ())
        ):
            problems.append(tidy.problem(f"{name} is of type {dtype}; write it as text"))
    if problems:
        raise DataInvalidError(problems)


def _check_columns(tidy: Tidy) -> None:
    known = (*REQUIRED, *OPTIONAL)
    problems = [
        tidy.problem(f"column {quoted(name)} is none of the tidy form{nearest(name, known)}", 1)
        for name in tidy.columns
        if name not in known
    ]
    problems += [
        tidy.problem(f"column {quoted(name)} stands twice", 1)
        for name in known
        if tidy.columns.count(name) > 1
    ]
    if problems:
        raise DataInvalidError(problems)


def _check_end(tidy: Tidy, head: bytes) -> None:
    """Refuse a CSV without rows, or whose last line has no end: it may have been cut."""
    if not head.partition(b"\n")[2].strip():
        raise DataInvalidError([tidy.problem("no rows under the header", 1)])
    with tidy.path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 1))
        if file.read(1) != b"\n":
            message = "the last line has no line end, so the file may have been cut"
            raise DataInvalidError([tidy.problem(message)])


@dataclass(frozen=True)
class Collected:
    """What tidy files hold of the figures that are wanted.

    Attributes:
        frame: rows of `SCHEMA`.
        elsewhere: by series, the periods in which areas have a row that were not asked for.
        problems: what is wrong with the rows.
    """

    frame: pl.DataFrame
    elsewhere: Mapping[SeriesKey, frozenset[Period]]
    problems: tuple[Problem, ...]


def collected(
    files: Sequence[Tidy], catalogue: Catalogue, wanted: Wanted | None, cache: Cache | None = None
) -> Collected:
    """Read what is wanted of tidy files in one query, and check every row of it.

    Of rows of other areas only the names are checked. Rows from the cache are checked, too.

    Raises:
        DataUnreadableError: a file is damaged.
    """
    frames = [pl.DataFrame(schema=SCHEMA)]
    elsewhere: dict[SeriesKey, frozenset[Period]] = {}
    problems: list[Problem] = []
    series = None if wanted is None else wanted.series
    for tidy, rows in zip(files, _known_rows(files, series, cache), strict=True):
        checked = _Checked(tidy, catalogue, rows, None if wanted is None else wanted.areas)
        frames.append(checked.frame())
        for name, periods in checked.elsewhere().items():
            elsewhere[name] = elsewhere.get(name, frozenset()) | periods
        problems += checked.problems
    return Collected(pl.concat(frames), elsewhere, tuple(problems))


def _known_rows(
    files: Sequence[Tidy], series: Collection[SeriesKey] | None, cache: Cache | None
) -> list[pl.DataFrame]:
    """Return the rows of every file, from the cache where it has them."""
    if cache is None or series is None:
        return _rows(files, series)
    entries = [cache.entry(tidy.path, series) if tidy.separator else None for tidy in files]
    kept = [entry.rows() if entry is not None else None for entry in entries]
    fresh = iter(
        _rows([tidy for tidy, rows in zip(files, kept, strict=True) if rows is None], series)
    )
    found = []
    for entry, known in zip(entries, kept, strict=True):
        rows = known if known is not None else next(fresh)
        if known is None and entry is not None:
            entry.keep(rows)
        found.append(rows)
    return found


def _rows(files: Sequence[Tidy], series: Collection[SeriesKey] | None) -> list[pl.DataFrame]:
    scans = [tidy.scan(series) for tidy in files]
    try:
        return pl.collect_all(scans)
    except DAMAGE:
        raise DataUnreadableError(_damages(files, scans)) from None


def names_of(
    files: Sequence[Tidy],
    indicators: Collection[str],
    known: Collection[str],
    cache: Cache | None = None,
) -> list[pl.DataFrame]:
    """Return `Tidy.names` of every file, from the cache where it has them.

    Raises:
        DataUnreadableError: a file is damaged.
    """
    asked = ("names", *sorted(indicators), "known", *sorted(known))
    found = []
    for tidy in files:
        entry = cache.entry(tidy.path, (), asked) if cache and tidy.separator else None
        names = entry.rows() if entry is not None else None
        if names is None:
            names = _names(tidy, indicators, known)
            if entry is not None:
                entry.keep(names)
        found.append(names)
    return found


def _names(tidy: Tidy, indicators: Collection[str], known: Collection[str]) -> pl.DataFrame:
    scan = tidy.names(indicators, known)
    try:
        names = scan.collect(engine="streaming")
    except DAMAGE:
        raise DataUnreadableError(_damages([tidy], [scan])) from None
    return names.drop_nulls()  # what a line lacks that is cut


def _damages(files: Sequence[Tidy], scans: Sequence[pl.LazyFrame]) -> list[Problem]:
    return [
        problem for tidy, scan in zip(files, scans, strict=True) for problem in _damage(tidy, scan)
    ]


def _damage(tidy: Tidy, scan: pl.LazyFrame) -> Iterator[Problem]:
    """Yield why a file cannot be read."""
    try:
        scan.collect()
    except DAMAGE as cause:
        first = str(cause).partition("\n")[0]
        yield tidy.problem(f"this file is cut or damaged: {first}")


class _Checked:
    """The rows of one file, what reaches a verdict checked in full."""

    def __init__(
        self, tidy: Tidy, catalogue: Catalogue, rows: pl.DataFrame, areas: Collection[str] | None
    ) -> None:
        self.tidy = tidy
        self.catalogue = catalogue
        self.problems: list[Problem] = []
        self._check_whole(rows)
        self._all = rows
        self.rows = rows if areas is None else rows.filter(pl.col("area").is_in(sorted(areas)))
        self.periods: dict[str, Period] = {}
        self.segments: dict[str, Segment] = {}
        if not self.problems:
            self.periods = self._named("period", Period.parse)
            self._named("area", area_code)
            self.segments = self._named("segment", segment_from)
            self._named("indicator", self._indicator)

    def frame(self) -> pl.DataFrame:
        """Return the rows of the wanted areas in `SCHEMA`; none where anything is wrong."""
        numbers, days, provisional = self._numbers(), self._days(), self._yes_or_no()
        if self.problems or self.rows.is_empty():
            return pl.DataFrame(schema=SCHEMA)
        starts = {text: period.start for text, period in self.periods.items()}
        ends = {text: period.end for text, period in self.periods.items()}
        named = pl.col("period")
        return self.rows.select(
            "indicator",
            "segment",
            "area",
            named.replace_strict(starts, return_dtype=pl.Date).alias("start"),
            named.replace_strict(ends, return_dtype=pl.Date).alias("end"),
            numbers["value"],
            numbers["mark"],
            pl.lit(self.tidy.file).alias("file"),
            pl.lit(None, dtype=pl.String).alias("sheet"),
            pl.col("row").cast(pl.Int64),
            days.alias("retrieved"),
            provisional.alias("provisional"),
        )

    def elsewhere(self) -> dict[SeriesKey, frozenset[Period]]:
        """Return the periods of each series in which any area has a row."""
        if self.problems or self.rows.height == self._all.height:
            return {}
        found: dict[SeriesKey, set[Period]] = {}
        for indicator, segment, period in self._spans():
            key = indicator, self.segments[segment]
            found.setdefault(key, set()).add(self.periods[period])
        return {key: frozenset(periods) for key, periods in found.items()}

    def _spans(self) -> Iterator[tuple[str, str, str]]:
        """Yield every series with every period that it has a row of."""
        distinct = self._all.lazy().select(_SPAN).unique()
        # The streaming engine takes a third of the memory that the other one does.
        yield from distinct.collect(engine="streaming").iter_rows()

    def _check_whole(self, rows: pl.DataFrame) -> None:
        """Note rows that lack a name, and lines of text with neither figure nor mark."""
        for row in rows.filter(self.tidy.lacks_cells())["row"].head(MOST_TOLD):
            self.problems.append(self.tidy.problem(CUT, row))
        torn = None if self.problems else self.tidy.torn_line(rows)
        if torn is not None:
            self.problems.append(self.tidy.problem("this line lacks cells; is it cut?", torn))
        for row in rows.filter(self.tidy.contradicts_folder())["row"].head(MOST_TOLD):
            self.problems.append(self.tidy.problem(self.tidy.other_folder, row))

    def _named(self, column: str, read: Callable[[str], _T]) -> dict[str, _T]:
        """Return what every name of a column means; what cannot be read is noted once."""
        found: dict[str, _T] = {}
        for text in self._all[column].unique().sort():
            try:
                found[text] = read(text)
            except ValueError as cause:
                first = self._all.filter(pl.col(column) == text)["row"][0]
                self.problems.append(self.tidy.problem(f"{column}: {cause}", first))
        return found

    def _indicator(self, name: str) -> str:
        if name not in self.catalogue:
            known = (one.id for one in self.catalogue)
            raise ValueError(f"no indicator {quoted(name)}{nearest(name, known)}")
        return name

    def _numbers(self) -> pl.DataFrame:
        """Return values and marks; a cell that is neither is noted."""
        pattern, point = _NUMBERS[self.tidy.separator]
        cells = self.rows["value"].cast(pl.String).fill_null("")
        is_number = cells.str.contains(pattern)
        self._note(cells, ~is_number & (cells != ""), "value", self.tidy.no_number)
        marks = pl.lit("")
        if "mark" in self.tidy.columns:
            marks = pl.lit(self.rows["mark"].fill_null(""))
        digits = pl.col("value").str.replace(point, ".", literal=True)
        return cells.to_frame("value").select(
            pl.when(pl.lit(is_number)).then(digits).alias("value"),
            pl.when(~pl.lit(is_number)).then(marks).alias("mark"),
        )

    def _days(self) -> pl.Series:
        entry = self.tidy.entry.retrieved
        if "retrieved" not in self.tidy.columns:
            return pl.repeat(entry, self.rows.height, dtype=pl.Date, eager=True)
        texts = self.rows["retrieved"].cast(pl.String).fill_null("")
        written = texts.str.contains(r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$")
        days = texts.set(~written, None).str.to_date("%Y-%m-%d", strict=False)
        self._note(texts, days.is_null() & (texts != ""), "retrieved", "is no day as 2026-11-01")
        return days.fill_null(entry) if entry is not None else days

    def _yes_or_no(self) -> pl.Series:
        if "provisional" not in self.tidy.columns:
            said = self.tidy.entry.provisional
            return pl.repeat(said, self.rows.height, dtype=pl.Boolean, eager=True)
        texts = self.rows["provisional"].cast(pl.String).fill_null("")
        self._note(texts, ~texts.is_in(_YES_OR_NO), "provisional", "is not true or false")
        return texts == "true"

    def _note(self, texts: pl.Series, bad: pl.Series, column: str, why: str) -> None:
        for at in bad.arg_true().head(MOST_TOLD):
            message = f"{column}: {quoted(texts[at])} {why}"
            self.problems.append(self.tidy.problem(message, self.rows["row"][at]))


def _number(separator: str | None) -> pl.Expr:
    return pl.col("value").cast(pl.String).str.contains(_NUMBERS[separator][0])


def area_code(text: str) -> str:
    """Return the code of an area; raises ValueError for what is none of the register's."""
    try:
        return area_of(text).code
    except ValueError:
        raise ValueError(f"{quoted(text)} is no code; write {find_area(text).code}") from None


__all__ = [
    "CUT",
    "DAMAGE",
    "MOST_TOLD",
    "OPTIONAL",
    "REQUIRED",
    "TITLE",
    "Collected",
    "Tidy",
    "area_code",
    "asked_names",
    "collected",
    "lies_apart",
    "names_of",
    "recognised",
    "said_by_folders",
]
