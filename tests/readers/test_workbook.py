"""Excel workbooks: every cell is what the workbook shows, or the workbook is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from beskplan.errors import DataUnreadableError
from beskplan.readers import _opened, _workbook
from beskplan.readers._notation import Percent
from beskplan.readers._opened import Content, Opened, open_file
from beskplan.readers._shown import Shown, shown_by
from beskplan.readers._workbook import sheets_of
from tests.workbooks import Formatted, Sheet, workbook, zipped

MAY = date(2021, 5, 1)


def opened(data: bytes) -> Opened:
    return Opened(Path("tal.xlsx"), "tal.xlsx", Content.WORKBOOK, data)


def cell(written: object) -> object:
    (sheet,) = sheets_of(opened(workbook({"Ark1": [["A", written]]})))
    return sheet.rows[0][1][1]


def refused(data: bytes) -> str:
    with pytest.raises(DataUnreadableError) as error:
        sheets_of(opened(data))
    return str(error.value).removeprefix("tal.xlsx: ")


FORMATS = [
    pytest.param("0%", Shown.PERCENT, id="percent"),
    pytest.param("0.00%", Shown.PERCENT, id="percent with decimals"),
    pytest.param("0.0%;[Red]-0.0%", Shown.PERCENT, id="percent with negatives in red"),
    pytest.param("mmm-yy", Shown.MONTH, id="month"),
    pytest.param("[$-406]mmmm\\ yyyy;@", Shown.MONTH, id="month in Danish"),
    pytest.param('yyyy"M"mm', Shown.MONTH, id="month as a code"),
    pytest.param("yyyy", Shown.YEAR, id="year"),
    pytest.param("dd-mm-yyyy", None, id="day"),
    pytest.param("hh:mm", None, id="time"),
    pytest.param("General", None, id="as it is"),
    pytest.param("#,##0.00", None, id="thousands"),
    pytest.param('0" % af alle"', None, id="a percent sign that is only printed beside"),
    pytest.param("0\\%", None, id="the same with a backslash"),
    pytest.param("", None, id="nothing"),
]


@pytest.mark.parametrize(("code", "expected"), FORMATS)
def test_a_format_says_what_it_shows(code: str, expected: Shown | None) -> None:
    assert shown_by(code) is expected


CELLS = [
    pytest.param("Fredericia", "Fredericia", id="text"),
    pytest.param("  ", None, id="spaces alone"),
    pytest.param(3.5, 3.5, id="a number"),
    pytest.param(Formatted(0.059, "0.0%"), Percent(Decimal("5.9")), id="5,9 %"),
    pytest.param(Formatted(1, "0%"), Percent(Decimal(100)), id="100 %"),
    pytest.param(Formatted(0.059, "0.000"), 0.059, id="0,059"),
    pytest.param(Formatted(0.07, '0" %"'), 0.07, id="a percent sign printed beside 0"),
    pytest.param(Formatted(MAY, "mmm-yy"), "2021M05", id="maj-21"),
    pytest.param(Formatted(MAY, "yyyy"), "2021", id="a date shown as its year"),
    pytest.param(Formatted(MAY, "dd-mm-yyyy"), "2021-05-01", id="a day is a day"),
    pytest.param(Formatted(44317.5, "dd-mm-yyyy hh:mm"), "2021-05-01T12:00:00", id="a moment"),
]


@pytest.mark.parametrize(("written", "expected"), CELLS)
def test_a_cell_is_what_excel_shows(written: object, expected: object) -> None:
    assert cell(written) == expected


SPARSE: Sheet = [[], [None, "Kommune", "Tal"], [], [None, "Fredericia", Formatted(0.5, "0%")]]


@pytest.mark.parametrize("placed", [True, False], ids=["placed cells", "cells in order"])
def test_rows_and_columns_keep_their_places(placed: bool) -> None:
    (sheet,) = sheets_of(opened(workbook({"Ark1": SPARSE}, placed=placed)))
    assert (sheet.sheet, sheet.separator) == ("Ark1", None)
    assert sheet.rows == (
        (2, (None, "Kommune", "Tal")),
        (4, (None, "Fredericia", Percent(Decimal(50)))),
    )


def test_sheets_without_cells_are_passed_over() -> None:
    found = sheets_of(opened(workbook({"A": [["a", 1]], "Tom": [], "C": [["c", 3]]})))
    assert [sheet.sheet for sheet in found] == ["A", "C"]


GOOD = workbook({"Ark1": [["Kommune", "Tal"], ["Fredericia", Formatted(0.5, "0%")]]})


def without(name: str, part: str | None = None) -> bytes:
    """Return the good workbook without a part, or with another in its place."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        kept = {one: archive.read(one) for one in archive.namelist() if one != name}
    return zipped(kept if part is None else {**kept, name: part})


def twice() -> bytes:
    whole = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return whole.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY x "y">]><styleSheet>&x;</styleSheet>'
SHEET = "xl/worksheets/sheet1.xml"
REFUSED = [
    pytest.param(b"\xd0\xcf\x11\xe0 old", "an old Excel workbook (.xls), or one that is", id="xls"),
    pytest.param(
        zipped({"content.xml": "<a/>"}), "a workbook of another kind than .xlsx; open it", id="ods"
    ),
    pytest.param(
        zipped({"xl/workbook.bin": b""}), "a workbook of another kind than .xlsx", id="xlsb"
    ),
    pytest.param(GOOD[: len(GOOD) // 2], "this zip file is cut or damaged", id="cut in two"),
    pytest.param(GOOD[:-1], "this zip file is cut or damaged", id="the last byte is missing"),
    pytest.param(workbook({"Ark1": []}), "this workbook is empty", id="empty"),
    pytest.param(without(SHEET), "this workbook is cut or damaged", id="a sheet is missing"),
    pytest.param(
        without(SHEET, part="<worksheet><sheetData><row r="), "this workbook is", id="torn sheet"
    ),
    pytest.param(
        without("xl/styles.xml", part=ENTITIES),
        "this workbook is cut or damaged: it declares",
        id="entities",
    ),
    pytest.param(
        without("xl/styles.xml", part="<styleSheet><cellXfs>"), "this workbook is", id="torn styles"
    ),
    pytest.param(twice(), "this workbook is damaged: it holds a part twice", id="a part twice"),
]


@pytest.mark.parametrize(("data", "expected"), REFUSED)
def test_a_workbook_that_cannot_be_read_says_why(data: bytes, expected: str) -> None:
    assert refused(data).startswith(expected)


def test_a_locked_workbook_says_how_to_unlock_it(tmp_path: Path) -> None:
    path = tmp_path / "tal.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    with pytest.raises(DataUnreadableError, match=r"save it as \.xlsx without a password"):
        sheets_of(open_file(path, "tal.xlsx"))


def test_a_sheet_that_spans_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_workbook, "MOST_CELLS", 3)
    assert refused(GOOD) == 'sheet "Ark1" spans more than 3 cells'


def test_two_cells_in_far_corners_are_refused_before_they_take_memory() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = f"<worksheet><sheetData>{near}{far}</sheetData></worksheet>"
    expected = 'sheet "Ark1" spans more than 2,000,000 cells'
    assert refused(without(SHEET, part=sheet)) == expected


def test_unpacking_a_workbook_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_opened, "MOST_BYTES", 300)
    assert "it unpacks to more than 300 bytes" in refused(GOOD)


@pytest.mark.parametrize("at", range(0, len(GOOD), 37))
def test_a_flipped_byte_gives_the_same_cells_or_an_error(at: int) -> None:
    damaged = bytearray(GOOD)
    damaged[at] ^= 0x10
    try:
        found = sheets_of(opened(bytes(damaged)))
    except DataUnreadableError:
        return
    assert found == sheets_of(opened(GOOD))
