"""Workbooks as the site of StatBank exports them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.reading import claiming, figures, read, reading, refused
from tests.readers.writers import Sheet, xlsx

TITLE = "Activity and employment rates (end November) by frequency, benefit, region and time"
RAS200: Sheet = [
    [TITLE],
    ["Units: Per cent"],
    [None, None, None, "2008", "2009"],
    ["Employment rate", "Total", "All Denmark", 76.0, 72.8],
    [None, None, "Province Byen København", 73.4, 71.0],
    [None, "DP", "All Denmark", 5.0, ".."],
    [None, None, "Fredericia", 4.0, None],
    [],
    ["There is a break between 2008 and 2009."],
    ["1 December 2009: corrected."],
]


def changed(row: int, cells: list[str | float | None]) -> Sheet:
    """Return the sheet with other cells in a row, counted as the program shows it."""
    return [*RAS200[: row - 1], cells, *RAS200[row:]]


def test_labels_stand_only_where_they_change(tmp_path: Path) -> None:
    written = xlsx({"RAS200": RAS200})
    assert read(tmp_path, "x.xlsx", written) == {
        "rate.andel, 000, 2008": "76.0 (row 4)",
        "rate.andel, 01, 2008": "73.4 (row 5)",
        "rate.andel, ydelse=A-dagpenge, 000, 2008": "5.0 (row 6)",
        "rate.andel, ydelse=A-dagpenge, 607, 2008": "4.0 (row 7)",
        "rate.andel, 000, 2009": "72.8 (row 4)",
        "rate.andel, 01, 2009": "71.0 (row 5)",
        "rate.andel, ydelse=A-dagpenge, 000, 2009": '".." (row 6)',
        "rate.andel, ydelse=A-dagpenge, 607, 2009": '"" (row 7)',
    }
    assert claiming(tmp_path, "x.xlsx", written) == ["StatBank, Excel"]


def test_unit_title_and_footnotes_are_kept(tmp_path: Path) -> None:
    (table,) = reading(tmp_path, "x.xlsx", xlsx({"RAS200": RAS200})).tables
    assert table.grid.unit == "Per cent"
    assert table.grid.notes == (
        TITLE,
        "There is a break between 2008 and 2009.",
        "1 December 2009: corrected.",
    )
    assert table.frame["sheet"].unique().to_list() == ["RAS200"]


def test_a_danish_sheet_is_read_alike(tmp_path: Path) -> None:
    sheet: Sheet = [
        ["Fuldtidsledige efter område, sæsonkorrigering og faktiske tal og tid"],
        ["Enhed: -"],
        [None, None, "2021M08", "2021M09"],
        ["Hele landet", "Sæsonkorrigeret i pct.", 3.3, 3.0],
        [None, "Sæsonkorrigeret", 96938, 88380],
        ["Fredericia", "Sæsonkorrigeret i pct.", 3.1, ".."],
    ]
    assert read(tmp_path, "x.xlsx", xlsx({"AUS08": sheet})) == {
        "brutto.andel, 000, 2021M08": "3.3 (row 4)",
        "brutto.antal, 000, 2021M08": "96938 (row 5)",
        "brutto.andel, 607, 2021M08": "3.1 (row 6)",
        "brutto.andel, 000, 2021M09": "3.0 (row 4)",
        "brutto.antal, 000, 2021M09": "88380 (row 5)",
        "brutto.andel, 607, 2021M09": '".." (row 6)',
    }


def test_the_name_of_the_file_says_the_table_where_the_sheet_does_not(tmp_path: Path) -> None:
    written = xlsx({"Ark1": RAS200})
    assert len(figures(reading(tmp_path, "20231130135134RAS200.xlsx", written))) == 8


def test_several_sheets_are_several_tables(tmp_path: Path) -> None:
    second: Sheet = [
        [TITLE],
        ["Units: Per cent"],
        [None, None, None, 2010],
        ["Employment rate", "Total", "All Denmark", 72.1],
    ]
    found = read(tmp_path, "RAS200.xlsx", xlsx({"Ark1": RAS200, "Ark2": second}))
    assert len(found) == 9
    assert found["rate.andel, 000, 2010"] == "72.1 (row 4)"


REFUSED = [
    pytest.param(
        changed(3, [None, None, None, "2008", "2008"]),
        'x.xlsx:3: sheet "RAS200": two columns are headed "2008"',
        id="a period twice",
    ),
    pytest.param(
        changed(3, [None, None, None, "Men", "Women"]),
        'x.xlsx:3: sheet "RAS200": periods are wanted across the sheet, with time as the '
        'heading: "Men" is not a period',
        id="something else than periods across",
    ),
    pytest.param(
        changed(4, [None, "Total", "All Denmark", 76.0, 72.8]),
        'x.xlsx:4: sheet "RAS200": a variable has no member yet',
        id="a first row without its members",
    ),
    pytest.param(
        changed(5, [None, None, None, 73.4, 71.0]),
        'x.xlsx:5: sheet "RAS200": figures without any member',
        id="a row without its members",
    ),
    pytest.param(
        changed(5, [None, None, "Fredericia", 73.4, 71.0, 70.5]),
        'x.xlsx:5: sheet "RAS200": a cell stands right of the periods',
        id="a figure without a period",
    ),
    pytest.param(
        RAS200[:3],
        'x.xlsx:3: sheet "RAS200": no rows under the periods',
        id="heads alone",
    ),
    pytest.param(
        changed(5, [None, None, "Fredricia", 73.4, 71.0]),
        'x.xlsx:5: sheet "RAS200": no area "Fredricia"; did you mean "Fredericia"?',
        id="an unknown area",
    ),
    pytest.param(
        changed(5, [None, None, "Fredericia", "7 3,4", 71.0]),
        'x.xlsx:5: sheet "RAS200": column "INDHOLD": "7 3,4" is no number',
        id="a figure that is no number",
    ),
]


@pytest.mark.parametrize(("sheet", "expected"), REFUSED)
def test_a_sheet_that_is_laid_out_otherwise_is_refused(
    tmp_path: Path, sheet: Sheet, expected: str
) -> None:
    told = refused(tmp_path, "x.xlsx", xlsx({"RAS200": sheet}))
    assert any(line.startswith(expected) for line in told), told


def test_a_sheet_that_is_not_as_the_others_is_refused(tmp_path: Path) -> None:
    written = xlsx({"RAS200": RAS200, "Noter": [["Se også RAS201"], ["x"], ["y"]]})
    assert refused(tmp_path, "x.xlsx", written) == [
        'x.xlsx: sheet "Noter": this sheet is not as the others: no title and unit on top'
    ]


def test_a_torn_workbook_is_refused(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, "x.xlsx", xlsx({"RAS200": RAS200})[:-200])
    assert told.startswith("x.xlsx: this zip file is cut or damaged")
