"""What the columns of a hand-made table hold, by their headings and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from beskplan.areas import find_area, register
from beskplan.catalogue import folded
from beskplan.errors import DataInvalidError, Problem, quoted
from beskplan.periods import Period
from beskplan.readers._delimited import Cells
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._notation import MARKS, Percent, exact

Row = tuple[int, tuple[object, ...]]
Rows = Sequence[Row]

_AREAS: Final = frozenset(
    {"kommune", "kommuner", "kommunenavn", "bopælskommune", "område", "områder", "by", "geografi",
     "area", "municipality"}
)  # fmt: skip
_AROUND: Final = frozenset({"region", "landsdel", "rar", "rar-område", "arbejdsmarkedsområde"})
_CODES: Final = frozenset({"kommunekode", "kommunenr", "kommunenr.", "kommunenummer", "områdekode"})
_YEARS: Final = frozenset({"år", "årstal", "year"})
_PARTS: Final = {
    "kvartal": "K", "quarter": "K", "måned": "M", "month": "M", "halvår": "H", "uge": "U"
}  # fmt: skip
_PERIODS: Final = frozenset({"periode", "perioder", "tid", "dato", "period", "time"})
_INDICATORS: Final = frozenset(
    {"måling", "målinger", "indikator", "nøgletal", "indicator", "measure"}
)
_COUNTS: Final = frozenset({"antal"})
_SHARES: Final = frozenset({"pct.", "pct", "%", "procent"})
_FIGURES: Final = _COUNTS | _SHARES | {"værdi", "tal", "andel", "value"}
_TEXTS: Final = frozenset(
    {"note", "noter", "bemærkning", "bemærkninger", "kommentar", "kommentarer", "kilde", "fodnote"}
)
_TOTALS: Final = frozenset({"i alt", "ialt", "total", "sum", "alle", "samlet"})
_NUMBER: Final = re.compile(r"[-−]?[0-9][0-9., \u00a0\u2009\u202f]*(%|pct\.?)?", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"(kilde|udtrukket|hentet|trukket|opdateret|note|noter|anm|bemærk|enhed|unit|units)\b",
    re.IGNORECASE,
)
"""How rows above a table begin that say something of it, but do not name it."""
_UNIT: Final = re.compile(r"(?:enhed|units?)\s*:\s*(?P<unit>.+)", re.IGNORECASE)
_FETCHED: Final = re.compile(
    r"\b(?:hentet|udtrukket|trukket)\b[^0-9]*"
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[-./] ?[0-9]{1,2}[-./] ?[0-9]{4}"
    r"|[0-9]{1,2}\.? [a-zæøå]+\.? [0-9]{4})(?![0-9])",
    re.IGNORECASE,
)


def header_of(rows: Rows) -> int | None:
    """Return which of the rows names the columns, None where none does."""
    for at, (_, cells) in enumerate(rows):
        if _names_columns(cells) or _names_across(cells):
            return at
    return None


def _names_columns(cells: Sequence[object]) -> bool:
    """Whether a row holds a heading of ours, another cell, and no number."""
    said = [cell for cell in cells if _said(cell)]
    headings = any(_heading(_said(cell)) for cell in said)
    return headings and len(said) > 1 and not any(_is_figure(cell) for cell in said)


def _names_across(cells: Sequence[object]) -> bool:
    """Whether a row holds two periods in order, or two areas."""
    periods = [period for cell in cells if (period := _period(_said(cell)))]
    if len(periods) > 1:
        return periods in (sorted(periods), sorted(periods, reverse=True))
    return sum(_is_area(_said(cell)) for cell in cells) > 1


def _heading(said: str) -> Holds | None:
    """Return what a heading of ours stands for."""
    word = folded(said)
    if word in _AREAS or word in _AROUND or word in _CODES:
        return Holds.AREA
    if word in _PERIODS or word in _YEARS or word in _PARTS:
        return Holds.PERIOD
    return Holds.INDICATOR if word in _INDICATORS else None


def _said(cell: object) -> str:
    """Return a cell as a label: one line, a year of a workbook without .0."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _period(said: str) -> Period | None:
    try:
        return Period.parse(said)
    except ValueError:
        return None


def _is_area(said: str) -> bool:
    """Whether a text names an area; a number in a header is rather a figure or a year."""
    if not any(letter.isalpha() for letter in said):
        return False
    try:
        find_area(said)
    except ValueError:
        return False
    return True


def _is_figure(cell: object) -> bool:
    """Whether a cell holds a number, and no year or date."""
    if isinstance(cell, Percent) or exact(cell) is not None:
        return _period(_said(cell)) is None
    said = _said(cell)
    return _NUMBER.fullmatch(said) is not None and _period(said) is None


def _is_numeric(cell: object) -> bool:
    said = _said(cell)
    return (
        isinstance(cell, Percent)
        or exact(cell) is not None
        or said.casefold() in MARKS
        or _NUMBER.fullmatch(said) is not None
    )


@dataclass(frozen=True)
class _Place:
    """A column of the table: where it stands, its heading, and what it is taken to hold."""

    at: int
    head: str
    holds: Holds
    across: Holds | None = None


@dataclass(frozen=True)
class Table:
    """One table of a file: titles, header, rows, notes."""

    file: DataFile
    cells: Cells

    def grid(self, notes: tuple[str, ...] = ()) -> Grid:
        """Return the table in long form.

        Raises:
            DataInvalidError: a torn row, a second table, headings that can be read in two ways.
        """
        self._check_rows()
        places, rows = self._one_period(self._places, list(self._filled))
        self._check_places(places)
        beside = [*self._beside, *self._notes, *notes]
        return Grid(
            tuple(self._columns(places)),
            tuple((number, tuple(cells[one.at] for one in places)) for number, cells in rows),
            sheet=self.cells.sheet,
            retrieved=_fetched(beside),
            unit=self._unit(places),
            notes=tuple(beside),
        )

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _at(self) -> int:
        at = header_of(self.cells.rows)
        assert at is not None
        return at

    @property
    def _header(self) -> Row:
        return self.cells.rows[self._at]

    @cached_property
    def _width(self) -> int:
        return len(self._header[1])

    @cached_property
    def _body(self) -> Rows:
        """The rows of the table, without the notes under it."""
        under = self.cells.rows[self._at + 1 :]
        last = len(under)
        while last and self._is_note(under[last - 1][1]):
            last -= 1
        return under[:last]

    @cached_property
    def _notes(self) -> list[str]:
        under = self.cells.rows[self._at + 1 + len(self._body) :]
        return [" ".join(said for cell in cells if (said := _said(cell))) for _, cells in under]

    @staticmethod
    def _is_note(cells: Sequence[object]) -> bool:
        """Whether a row holds nothing but words, and no name that figures could belong to."""
        said = [_said(cell) for cell in cells if _said(cell)]
        if len(said) > 2 or any(_is_numeric(cell) for cell in cells if _said(cell)):
            return False
        first = said[0]
        if _BESIDE.match(first) or first.startswith(("*", "¹")):
            return True
        return len(said) == 1 and " " in first and not _begins_name(first)

    def _check_rows(self) -> None:
        problems = list(self._torn())
        if not problems:
            problems += self._totals()
        problems += [
            self._problem(number, "a second table begins here; give it a sheet or file of its own")
            for number, cells in self._body
            if _names_columns(cells)
        ]
        problems += list(self._second_headers())
        if not problems and not self._body:
            problems.append(self._problem(self._header[0], "no rows under the header"))
        if problems:
            raise DataInvalidError(problems)

    def _torn(self) -> Iterator[Problem]:
        is_text = self.cells.separator is not None
        for number, cells in self._body:
            # In a text an empty cell too many has moved the others; a sheet may be wider.
            beyond = is_text or any(_said(cell) for cell in cells[self._width :])
            if len(cells) < self._width or (beyond and len(cells) > self._width):
                count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
                yield self._problem(number, f"{count}, but the header has {self._width}")

    def _second_headers(self) -> Iterator[Problem]:
        for number, cells in self.cells.rows[: self._at]:
            said = [_said(cell) for cell in cells if _said(cell)]
            if len(said) > 1 and not _BESIDE.match(said[0]):
                message = (
                    "several cells above the header; write one header row, a heading per column"
                )
                yield self._problem(number, message)

    @cached_property
    def _filled(self) -> Rows:
        """The rows, with the labels of a sheet that stand only where they change.

        An empty cell says what stands above it where all labels to its left are those of the
        row above, and never in the last column of labels: nothing else tells the rows apart.
        """
        if self.cells.sheet is None:
            return self._body
        labels = [one.at for one in self._leading]
        rows = []
        above: tuple[object, ...] = ()
        for number, cells in self._body:
            whole = list(cells) + [None] * (self._width - len(cells))
            for at in labels[:-1]:
                if _said(whole[at]) or not above:
                    if above and _said(whole[at]) != _said(above[at]):
                        break
                else:
                    whole[at] = above[at]
            above = tuple(whole)
            rows.append((number, above))
        return rows

    def _totals(self) -> Iterator[Problem]:
        """Yield the totals of which a sheet does not say what they are the total of.

        "I alt" under an empty cell may be the total of the name above, or of the whole table.
        """
        for (number, written), (_, whole) in zip(self._body, self._filled, strict=True):
            total = next((said for cell in written if folded(said := _said(cell)) in _TOTALS), "")
            if total and any(
                before != after for before, after in zip(written, whole, strict=False)
            ):
                yield self._problem(number, f"{quoted(total)} of what? write the names before it")

    @property
    def _leading(self) -> list[_Place]:
        """The columns of labels before the first figures."""
        found = []
        for one in self._places:
            if one.holds is Holds.FIGURES:
                break
            if one.holds is not Holds.TEXT:
                found.append(one)
        return found

    # ── columns ─────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _places(self) -> list[_Place]:
        """The columns that hold anything, with what each seems to hold."""
        places = []
        for at, cell in enumerate(self._header[1]):
            head = _said(cell)
            below = [cells[at] for _, cells in self._body if at < len(cells)]
            if head or any(_said(one) for one in below):
                places.append(self._place(at, head, [one for one in below if _said(one)]))
        return _without_beside(places)

    def _place(self, at: int, head: str, below: list[object]) -> _Place:
        word = folded(head)
        known = _heading(head)
        if known is not None:
            return _Place(at, head, known)
        if not head:
            return self._without_head(at, below)
        if word in _TEXTS:
            return _Place(at, head, Holds.TEXT)
        if _period(head):
            return _Place(at, head, Holds.FIGURES, Holds.PERIOD)
        if _is_area(head):
            return _Place(at, head, Holds.FIGURES, Holds.AREA)
        numeric = sum(_is_numeric(one) for one in below)
        figures = word in _FIGURES or 2 * numeric >= len(below)
        return _Place(at, head, Holds.FIGURES if figures else Holds.SPLIT)

    def _without_head(self, at: int, below: list[object]) -> _Place:
        """Return what a column without heading holds: areas or periods; else it is refused."""
        said = [_said(one) for one in below]
        if all(map(_is_area, said)):
            return _Place(at, "", Holds.AREA)
        if all(map(_period, said)):
            return _Place(at, "", Holds.PERIOD)
        message = f"column {at + 1} has cells, but no heading; name what it holds"
        raise DataInvalidError([self._problem(self._header[0], message)])

    def _one_period(self, places: list[_Place], rows: Rows) -> tuple[list[_Place], Rows]:
        """Make one period of a column of years and one of quarters, months or the like."""
        periods = [one for one in places if one.holds is Holds.PERIOD]
        years = [one for one in periods if folded(one.head) in _YEARS]
        parts = [one for one in periods if folded(one.head) in _PARTS]
        if not (len(periods) == 2 and years and parts):
            return places, rows
        year, part = years[0], parts[0]
        letter = _PARTS[folded(part.head)]
        joined = [
            (
                number,
                _with(
                    cells, year.at, _joined(_said(cells[year.at]), letter, _said(cells[part.at]))
                ),
            )
            for number, cells in rows
        ]
        head = f"{year.head} {part.head}"
        return [
            replace(one, head=head) if one is year else one for one in places if one is not part
        ], joined

    def _check_places(self, places: list[_Place]) -> None:
        """Refuse headings that say the same thing twice, or two things at once."""
        problems = []
        for holds in (Holds.PERIOD, Holds.AREA):
            across = [one for one in places if one.across is holds]
            down = [one for one in places if one.holds is holds]
            if across and down:
                heads = f"{quoted(across[0].head)} and {quoted(down[0].head)}"
                problems.append(f"{heads} both say the {holds}; keep one of the two")
        if len({one.across for one in places if one.across}) > 1:
            problems.append(
                "periods and areas both stand across; let one of them stand in a column"
            )
        named = any(one.holds is Holds.INDICATOR for one in places)
        figures = [one for one in places if one.holds is Holds.FIGURES and one.across is None]
        if named and len(figures) > 1:
            heads = ", ".join(quoted(one.head) for one in figures)
            problems.append(f"one column names the indicator, but several hold figures: {heads}")
        if problems:
            raise DataInvalidError([self._problem(self._header[0], one) for one in problems])

    def _columns(self, places: list[_Place]) -> Iterator[Column]:
        for one in places:
            fixed = {str(one.across): one.head} if one.across else {}
            label = self._label(one, places) if one.holds is Holds.FIGURES else None
            yield Column(one.head, one.holds, label, fixed, one.at + 1)

    def _label(self, one: _Place, places: list[_Place]) -> str | None:
        """Return what figures are called where their own heading does not say it."""
        if one.across is None and folded(one.head) not in _FIGURES:
            return None
        title = ", ".join(self._titles)
        plain = [other for other in places if other.holds is Holds.FIGURES and not other.across]
        if one.across is not None:
            return title
        if not title:
            return one.head
        return title if len(plain) == 1 else f"{title}, {one.head}"

    # ── what stands around the table ────────────────────────────────────────────────────────

    @property
    def _above(self) -> list[str]:
        rows = self.cells.rows[: self._at]
        return [" ".join(said for cell in cells if (said := _said(cell))) for _, cells in rows]

    @property
    def _titles(self) -> list[str]:
        return [said for said in self._above if not _BESIDE.match(said)]

    @property
    def _beside(self) -> list[str]:
        return [said for said in self._above if _BESIDE.match(said)]

    def _unit(self, places: list[_Place]) -> str | None:
        """Return the unit that the table names, in a line of its own or as its only heading."""
        for said in self._beside:
            if found := _UNIT.fullmatch(said):
                return found["unit"]
        heads = [one.head for one in places if one.holds is Holds.FIGURES]
        return heads[0] if len(heads) == 1 and folded(heads[0]) in _COUNTS | _SHARES else None

    def _problem(self, row: int, message: str) -> Problem:
        said = f"sheet {quoted(self.cells.sheet)}: {message}" if self.cells.sheet else message
        return self.file.problem(said, row)


def _without_beside(places: list[_Place]) -> list[_Place]:
    """Return the columns with those as text that say of an area only its code or its region."""
    names = [one for one in places if folded(one.head) in _AREAS]
    codes = [one for one in places if folded(one.head) in _CODES]
    if not (names or codes):
        return places
    beside = _AROUND | _CODES if names else _AROUND
    return [replace(one, holds=Holds.TEXT) if folded(one.head) in beside else one for one in places]


def _begins_name(said: str) -> bool:
    """Whether a text is, or may be cut out of, the name of an area."""
    word = folded(said)
    return _is_area(said) or any(
        folded(area.name).startswith(word) or word.startswith(folded(area.name)[:7])
        for area in register()
        if len(area.name) > 6
    )


def _with(cells: tuple[object, ...], at: int, cell: object) -> tuple[object, ...]:
    return (*cells[:at], cell, *cells[at + 1 :])


def _joined(year: str, letter: str, part: str) -> str:
    """Return year and part of the year as one period, or as a text that is none."""
    whole = _period(part)
    if whole is not None and not part.isdigit():
        inside = _period(year)
        fits = inside is not None and inside.contains(whole)
        return part if fits else f"{part} in {year}"
    number = part.removesuffix(".")
    if number.isdigit() and len(number) <= 2:
        return f"{year}{letter}{number}"
    word = re.fullmatch(rf"[{letter}{letter.lower()}qQ]([0-9]{{1,2}})", part)
    return f"{year}{letter}{word[1]}" if word else f"{part or '?'} {year}"


def _fetched(said: Sequence[str]) -> date | None:
    """Return the day on which the table says that it was fetched; None where it says two."""
    days = {
        day for text in said for found in _FETCHED.finditer(text) if (day := _day(found["day"]))
    }
    return days.pop() if len(days) == 1 else None


def _day(written: str) -> date | None:
    parts = re.split(r"[-./] ?", written)
    if len(parts) == 3 and all(part.isdigit() for part in parts) and len(parts[0]) < 4:
        written = f"{parts[2]}-{int(parts[1]):02}-{int(parts[0]):02}"
    period = _period(written)
    return period.start if period is not None and period.start == period.end else None


__all__ = ["Row", "Rows", "Table", "header_of"]
