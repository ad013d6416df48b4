"""How a workbook is written: cells with their looks, and sheets with a frozen header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, isfinite
from typing import Any, Final

from beskplan.errors import OutputError, quoted
from beskplan.judgements import Status
from beskplan.renderers._cells import harmless
from beskplan.renderers._office import seen
from beskplan.reporting import Report
from beskplan.results import STATUS_WORDS
from beskplan.words import Words

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST: Final = 32_767
"""The most characters that a cell of XLSX holds."""
_A4: Final = 9
_NARROWEST: Final = 6
_LINE: Final = 15
"""The height of a line, in points."""
_HIGHEST: Final = 405
"""A row of a spreadsheet can hardly be higher; the cell still holds all of its text."""
_LANGUAGES: Final = {"da": "[$-406]", "en": "[$-409]"}
"""Whose decimal mark a number has, where a program does not ask the computer."""
_COLOURS: Final = {
    Status.MISSED: ("#8C1D12", "#FBE3DF"),
    Status.MET: ("#14532D", "#E1F3E6"),
}
_OPEN: Final = ("#594400", "#FDF3D0")

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Look:
    """How a cell is shown; ``level`` is how deep a part is indented, ``is_signed`` shows a +."""

    is_title: bool = False
    is_head: bool = False
    is_bold: bool = False
    is_warning: bool = False
    is_left: bool = False
    is_signed: bool = False
    wraps: bool = False
    level: int = 0


@dataclass(frozen=True)
class Line:
    """A row of a sheet, and how deep its title is indented."""

    cells: tuple[Cell, ...]
    level: int = 0


@dataclass(frozen=True)
class Sheet:
    """A sheet with a header, under lines that must be read first.

    ``fixed`` columns stay in sight, ``widest`` is the greatest width of each, ``indented`` the
    column of titles, ``status`` that of statuses, ``signed`` that of gaps, and ``printed`` the
    last one on paper.
    """

    name: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    widest: tuple[int, ...]
    above: tuple[Line, ...] = ()
    fixed: int = 0
    indented: int | None = None
    status: int | None = None
    signed: int | None = None
    printed: int | None = None


class Book:
    """Writes the sheets of a workbook."""

    def __init__(self, made: Any, shown: Report) -> None:
        self.shown = shown
        self._made = made
        self._words = Words(shown.lang)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def page(self, name: str) -> Any:
        """Return a new sheet for A4, as wide as a page when it is printed."""
        page = self._made.add_worksheet(name)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")
        return page

    def write(self, sheet: Sheet) -> None:
        """Write a sheet with a header that stays in sight and filters."""
        page = self.page(sheet.name)
        head, last = len(sheet.above), len(sheet.heads) - 1
        end = head + len(sheet.lines)
        for number, line in enumerate(sheet.above):
            look = Look(is_warning=True) if number else Look(is_title=True)
            self.cell(page, number, 0, line.cells[0], look)
        for at, name in enumerate(sheet.heads):
            page.write_string(head, at, name, self._format(_HEAD))
        for number, line in enumerate(sheet.lines, start=head + 1):
            for at, cell in enumerate(line.cells):
                level = line.level if at == sheet.indented else 0
                look = Look(wraps=True, level=level, is_signed=at == sheet.signed)
                self.cell(page, number, at, cell, look)
        rows = [sheet.heads, *(line.cells for line in sheet.lines)]
        self.measure(page, rows, sheet.widest, head)
        page.freeze_panes(head + 1, sheet.fixed)
        page.autofilter(head, 0, max(end, head + 1), last)
        page.repeat_rows(head)
        if sheet.printed is not None:
            page.print_area(0, 0, end, sheet.printed)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{end + 1}"})
        if sheet.status is not None and sheet.lines:
            self._colour(page, head + 1, sheet.status, end)

    def measure(
        self, page: Any, rows: Sequence[Sequence[Cell]], widest: Sequence[int], first: int
    ) -> None:
        """Give columns the width of their texts, and rows from the first on their height."""
        found = list(widths(rows, widest))
        for at, width in enumerate(found):
            page.set_column(at, at, width)
        for number, row in enumerate(rows, start=first):
            height = _lines(row, found) * _LINE
            if height > _LINE:
                page.set_row(number, min(height, _HIGHEST))

    def cell(self, page: Any, row: int, at: int, cell: Cell, look: Look) -> None:
        """Write a cell as what it is.

        Raises:
            OutputError: it cannot hold so long a text.
        """
        match cell:
            case None | "":
                return
            case Decimal() if isfinite(float(cell)):
                shown = self._format({**_FIGURE, "num_format": self._shown(cell, look)})
                page.write_number(row, at, float(cell), shown)
            case Decimal():
                page.write_string(row, at, self._words.digits(cell), self._text("", look))
            case int():
                page.write_number(row, at, cell, self._format(_LEFT if look.is_left else _FIGURE))
            case date():
                page.write_datetime(row, at, cell, self._format(_DAY))
            case str():
                self._write_text(page, row, at, cell, look)

    def _write_text(self, page: Any, row: int, at: int, text: str, look: Look) -> None:
        shown = seen(text)
        if len(shown) > LONGEST:
            raise OutputError(
                f"{page.get_name()}, row {row + 1}: a cell of XLSX holds {LONGEST} characters, and "
                f"{quoted(text, 40)} has {len(shown)}; write the report as .html or .docx"
            )
        page.write_string(row, at, shown, self._text(shown, look))

    def _shown(self, number: Decimal, look: Look) -> str:
        """Return the number format with the decimals that readers see elsewhere."""
        mark = "," if self.shown.lang == "da" else "."
        decimals = len(self._words.number(number).partition(mark)[2])
        shown = f"#,##0.{'0' * min(decimals, 30)}" if decimals else "#,##0"
        lang, shown = _LANGUAGES[self.shown.lang], f"{shown}_-"
        signed = f"{lang}+{shown};{lang}-{shown};{lang}{shown}"
        return signed if look.is_signed else lang + shown

    def _text(self, text: str, look: Look) -> Any:
        keys: dict[str, object] = {"valign": "top"}
        if look.is_title or look.is_head or look.is_bold:
            keys["bold"] = True
        if look.is_title or look.is_head:
            keys["font_size"] = 14 if look.is_title else 12
        if look.is_warning:
            keys |= {"bold": True, "font_color": _OPEN[0]}
        if look.wraps:
            keys["text_wrap"] = True
        if look.level:
            keys["indent"] = look.level
        if harmless(text) != text:
            keys["quote_prefix"] = True  # a text even after someone has edited it
        return self._format(keys)

    def _colour(self, page: Any, first: int, at: int, end: int) -> None:
        """Colour statuses by how their words end; the words say it all without colour."""
        for status, (ink, paper) in _COLOURS.items():
            look = self._format({"font_color": ink, "bg_color": paper})
            said = STATUS_WORDS[status][self.shown.lang]
            rule = {"type": "text", "criteria": "ends with", "value": said, "format": look}
            page.conditional_format(first, at, end, at, {**rule, "stop_if_true": True})
        look = self._format({"font_color": _OPEN[0], "bg_color": _OPEN[1]})
        page.conditional_format(first, at, end, at, {"type": "no_blanks", "format": look})

    def _format(self, keys: dict[str, object]) -> Any:
        key = tuple(sorted(keys.items()))
        if key not in self._formats:
            self._formats[key] = self._made.add_format(keys)
        return self._formats[key]


_HEAD: Final[dict[str, object]] = {
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "bottom": 2,
    "bg_color": "#EEF1F3",
}
_FIGURE: Final[dict[str, object]] = {"valign": "top"}
_LEFT: Final[dict[str, object]] = {"valign": "top", "align": "left"}
_DAY: Final[dict[str, object]] = {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}


def widths(rows: Sequence[Sequence[Cell]], most: Sequence[int]) -> Iterator[int]:
    """Yield the width of each column: that of its longest line, at most what is allowed.

    A text that stands alone in its row may reach over the columns beside it.
    """
    for at, widest in enumerate(most):
        cells = [row[at] for row in rows if at < len(row) != 1]
        lines = [line for cell in cells if cell is not None for line in str(cell).splitlines()]
        yield min(widest, max([_NARROWEST, *(len(line) + 3 for line in lines)]))


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return how many lines the highest text of a row takes; a text alone is never wrapped."""
    if len(row) < 2:
        return 1
    found = [1]
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str):
            found.append(sum(ceil(max(1, len(line)) / width) for line in cell.split("\n")))
    return max(found)
