"""Tables transcribed by hand: a CSV beside a YAML file that describes its columns.

The CSV holds a printed table cell for cell (UTF-8, ``;``, one header row, numbers and marks
as printed). The description of the same name with ``.yaml`` says which document, section and
page it is from, and what every column holds::

    schema: beskplan/table/v1
    title: Fuldtidspersoner på offentlig forsørgelse
    source: {document: Beskæftigelsesplan 2023, section: Tabel 1}
    notation: danish
    columns:
      - {head: Målgruppe, holds: ydelse}
      - {head: Antal, indicator: offentlig_forsoergelse.fuldtidspersoner,
         area: Fredericia, period: Maj 2022}

Rows are plain values here, so commands that need no figures can hold a table against its
description.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from beskplan.areas import Area, find_area
from beskplan.catalogue import Catalogue, Indicator, segment_of, segment_text
from beskplan.documents import Document
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, few_hints, quoted
from beskplan.manifests import ADay
from beskplan.models import APeriod, Strict, Whole, Word, YesNo, nearest, validate
from beskplan.numbers import MARKS, Notation, parse_number
from beskplan.periods import Period

SUFFIX: Final = ".csv"
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "−": "-"})
Row = dict[str, Any]
"""One figure, by the columns of the frame that readers make of it."""
_NAMES: Final = ("indicator", "area", "period")


class TableSource(Strict):
    """Where the printed table stands."""

    document: Word
    """The document that prints it."""
    publisher: Word | None = None
    """Who published the document."""
    section: Word | None = None
    """The section, or the name of the table."""
    page: Word | None = None
    """The page."""
    url: Word | None = None
    """Where the document is found."""


class Column(Strict):
    """One column of the CSV: a name for its rows (``holds``), or figures."""

    head: Word
    """Its heading in the CSV, letter for letter."""
    holds: Word | None = None
    """What its cells name: indicator, area, period or a dimension; else they are figures."""
    indicator: Word | None = None
    """The id of the indicator that its figures are of."""
    area: Word | None = None
    """The area that its figures are for."""
    period: APeriod | None = None
    """The period that its figures are for."""
    segment: dict[Word, Word] = Field(default_factory=dict)
    """The part of the indicator that its figures are of: a member for each dimension."""


class Note(Strict):
    """What a reader of the table must know, of one row or of all."""

    note: Word
    """What must be known."""
    row: Whole | None = None
    """The row that it is about, as an editor counts lines: the header is 1."""


class Description(Strict):
    """What stands in the ``.yaml`` beside a table."""

    schema_: Literal["beskplan/table/v1"] = Field(alias="schema")
    """What kind of file this is."""
    title: Word
    """What the table is called."""
    source: TableSource
    """Where the printed table stands."""
    notation: Notation
    """How its numbers are printed: 6.364 and 25,6 (danish) or 6,364 and 25.6 (english)."""
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    """Every column of the CSV, from left to right."""
    retrieved: ADay | None = None
    """The day on which it was published or copied; of two vintages the newer counts."""
    provisional: YesNo = False
    """Whether the figures are provisional."""
    notes: tuple[Note, ...] = ()
    """What a reader of the table must know."""


def is_described(path: Path) -> bool:
    """Say whether a description of a table's columns stands beside a file."""
    return path.suffix == SUFFIX and path.with_suffix(".yaml").is_file()


@dataclass(frozen=True)
class DescriptionRead:
    """A description as far as it can be read.

    Attributes:
        description: its columns; None where it is no description.
        problems: what is wrong with it, or with what it names; its table is left aside.
    """

    description: Description | None
    problems: tuple[Problem, ...]


@few_hints()
def read_description(document: Document, catalogue: Catalogue | None) -> DescriptionRead:
    """Read a description as far as it can be read.

    Args:
        document: the file.
        catalogue: what its indicators and dimensions are held against, None for nothing.
    """
    description, found = validate(Description, document)
    problems = document.with_own(found)
    if description is None or problems:
        return DescriptionRead(None, tuple(problems))
    misfits = () if catalogue is None else tuple(_misfits(description, document, catalogue))
    return DescriptionRead(description, misfits)


def read_table(
    path: Path, file: str, described: DescriptionRead, catalogue: Catalogue
) -> list[Row]:
    """Read a table as its description says.

    Args:
        path: the CSV; the description stands beside it.
        file: its name in results, relative to the data folder.
        described: what its columns hold.
        catalogue: what the labels mean.

    Returns:
        A row of `beskplan.readers._frame.SCHEMA` for each figure.

    Raises:
        DataUnreadableError: not UTF-8, not a CSV.
        DataInvalidError: every cell, label and column that does not fit, and what is wrong with
            the description.
    """
    description = described.description
    if description is None:
        raise DataInvalidError(described.problems)
    name = path.as_posix()
    header, rows = _cells(path, name)
    heads = [column.head for column in description.columns]
    problems = list(described.problems)
    if header != heads:
        message = _heads_message(header, heads, path.with_suffix(".yaml").name)
        problems.append(Problem(name, 1, 0, message))
    if problems:
        raise DataInvalidError(problems)
    table = _Table(name, file, description, catalogue)
    read_rows = [row for number, cells in rows for row in table.row(number, cells)]
    if table.problems:
        raise DataInvalidError(table.problems)
    return read_rows


def _heads_message(header: list[str], heads: list[str], described: str) -> str:
    for number, (found, expected) in enumerate(zip(header, heads, strict=False), start=1):
        if found != expected:
            return (
                f"column {number} is headed {quoted(found)}, "
                f"but {described} describes {quoted(expected)}"
            )
    return f"{len(header)} columns, but {described} describes {len(heads)}"


def _cells(path: Path, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return header and numbered rows; a row that is cut or too long is a problem."""
    try:
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as cause:
        raise DataUnreadableError(
            [Problem(name, 0, 0, "the file is not UTF-8; save it as UTF-8")]
        ) from cause
    except OSError as cause:
        message = f"cannot be read: {cause.strerror or cause}"
        raise DataUnreadableError([Problem(name, 0, 0, message)]) from cause
    if text and not text.endswith(("\n", "\r")):
        message = "the last line has no line end, so the table may have been cut; add it if not"
        raise DataInvalidError([Problem(name, len(text.splitlines()), 0, message)])
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";", strict=True)
    before = 0
    try:
        for cells in reader:
            rows.append((before + 1, [cell.strip() for cell in cells]))
            before = reader.line_num
    except csv.Error as cause:
        message = f"the table breaks off here: {cause}"
        raise DataUnreadableError([Problem(name, before + 1, 0, message)]) from cause
    if len(rows) < 2:
        raise DataInvalidError([Problem(name, 0, 0, "the table has no rows")])
    (_, header), *body = rows
    torn = [
        Problem(name, number, 0, f"{len(cells)} cells, but the header has {len(header)}")
        for number, cells in body
        if len(cells) != len(header)
    ]
    if torn:
        raise DataInvalidError(torn)
    return header, body


def _misfits(
    description: Description, document: Document, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what the description names and catalogue or register do not have."""
    held = {column.holds for column in description.columns}
    dimensions = {name for indicator in catalogue for name in indicator.dimensions}
    for index, column in enumerate(description.columns):
        loc = ("columns", index)
        label = f"column {quoted(column.head)}"
        known = {*_NAMES, "text", *dimensions}
        if column.holds is not None and column.holds not in known:
            hint = nearest(column.holds, known)
            yield document.problem((*loc, "holds"), f"{label} holds {column.holds}{hint}")
        if column.indicator is not None and column.indicator not in catalogue:
            hint = nearest(column.indicator, (indicator.id for indicator in catalogue))
            message = f"{label}: no indicator {quoted(column.indicator)}{hint}"
            yield document.problem((*loc, "indicator"), message)
        if column.area is not None:
            try:
                find_area(column.area)
            except ValueError as cause:
                yield document.problem((*loc, "area"), f"{label}: {cause}")
        if column.holds is None:
            for name in _NAMES:
                if getattr(column, name) is None and name not in held:
                    message = f"{label}: neither this column nor another one names the {name}"
                    yield document.problem(loc, message)


@dataclass
class _Table:
    """Turns rows of cells into rows of the frame and notes what does not fit."""

    name: str
    file: str
    description: Description
    catalogue: Catalogue
    problems: list[Problem] = field(default_factory=list)

    def row(self, number: int, cells: list[str]) -> Iterator[Row]:
        columns = list(zip(self.description.columns, cells, strict=True))
        named = {column.holds: cell for column, cell in columns if column.holds}
        for column, cell in columns:
            if column.holds is None:
                try:
                    yield self._figure(number, column, cell, named)
                except ValueError as cause:
                    message = f"column {quoted(column.head)}: {cause}"
                    self.problems.append(Problem(self.name, number, 0, message))

    def _figure(self, number: int, column: Column, cell: str, named: Mapping[str, str]) -> Row:
        indicator = self._indicator(column, named)
        period = column.period or Period.parse(named["period"])
        value, mark = read_cell(cell, indicator, self.description.notation)
        return {
            "indicator": indicator.id,
            "segment": segment_text(segment_of(_members(indicator, column, named))),
            "area": self._area(column, named).code,
            "start": period.start,
            "end": period.end,
            "value": value,
            "mark": mark,
            "file": self.file,
            "sheet": None,
            "row": number,
            "retrieved": self.description.retrieved,
            "provisional": self.description.provisional,
        }

    def _indicator(self, column: Column, named: Mapping[str, str]) -> Indicator:
        if column.indicator is not None:
            return self.catalogue[column.indicator]
        return self.catalogue.by_label(named["indicator"])

    @staticmethod
    def _area(column: Column, named: Mapping[str, str]) -> Area:
        return find_area(column.area if column.area is not None else named["area"])


def _members(indicator: Indicator, column: Column, named: Mapping[str, str]) -> dict[str, str]:
    """Return the segment that a row names; totals and empty cells name none."""
    members: dict[str, str] = {}
    for name, label in {**named, **column.segment}.items():
        if name in (*_NAMES, "text") or label == "":
            continue
        if name not in indicator.dimensions:
            raise ValueError(f"{indicator.id} has no dimension {name}, yet the row names {label}")
        member = indicator.dimensions[name].member_of(label)
        if member is not None:
            members[name] = member
    return members


def read_cell(cell: str, indicator: Indicator, notation: Notation) -> tuple[str | None, str | None]:
    """Return a printed cell as canonical number and missing mark, one of them None.

    A percent sign may follow the figures of an indicator in percent or points.

    Raises:
        ValueError: the cell is neither a number in this notation nor a known mark.
    """
    text = cell.translate(_SPACES).strip()
    if text.casefold() in MARKS:
        return None, text
    if indicator.unit in ("percent", "points"):
        text = text.removesuffix("%").rstrip()
    return str(parse_number(text, notation)), None
