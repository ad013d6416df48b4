"""PX files as the format's documentation describes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.readers.reading import claiming, read, reading, refused

PX = """\
CHARSET="ANSI";
AXIS-VERSION="2000";
LANGUAGE="da";
CREATION-DATE="20261101 08:00";
DECIMALS=1;
MATRIX="AUS08";
TITLE="Fuldtidsledige (sæsonkorrigeret) efter område, sæsonkorrigering og tid";
CONTENTS="Fuldtidsledige (sæsonkorrigeret)";
UNITS="-";
STUB="område","sæsonkorrigering og faktiske tal";
HEADING="tid";
VALUES("område")="Hele landet","Fredericia",
"Landsdel Byen København";
VALUES("sæsonkorrigering og faktiske tal")="Sæsonkorrigeret i pct.","Sæsonkorrigeret";
VALUES("tid")="2021M08","2021M09";
VALUES[en]("tid")="2021M08","2021M09";
TIMEVAL("tid")=TLIST(M1),"202108","202109";
CODES("område")="000","607","01";
CODES("sæsonkorrigering og faktiske tal")="9","10";
LAST-UPDATED="20261012 08:00";
SOURCE="Danmarks Statistik";
NOTE="Tallene er foreløbige; de rettes "
"i næste måned.";
DATA=
3.3 3
96938 88380
3.0 ".."
1042 "."
4.1 4.0
-1 0
;
"""
FIGURES = {
    "brutto.andel, 000, 2021M08": "3.3 (row 25)",
    "brutto.andel, 000, 2021M09": "3.0 (row 25)",
    "brutto.antal, 000, 2021M08": "96938 (row 26)",
    "brutto.antal, 000, 2021M09": "88380 (row 26)",
    "brutto.andel, 607, 2021M08": "3.0 (row 27)",
    "brutto.andel, 607, 2021M09": '".." (row 27)',
    "brutto.antal, 607, 2021M08": "1042 (row 28)",
    "brutto.antal, 607, 2021M09": '"." (row 28)',
    "brutto.andel, 01, 2021M08": "4.1 (row 29)",
    "brutto.andel, 01, 2021M09": "4.0 (row 29)",
    "brutto.antal, 01, 2021M08": "-1 (row 30)",
    "brutto.antal, 01, 2021M09": "0 (row 30)",
}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(PX.encode("cp1252"), id="Windows-1252"),
        pytest.param(PX.replace("\n", "\r\n").encode("cp1252"), id="with line ends of Windows"),
        pytest.param(PX.replace('"ANSI"', '"Unicode"').encode(), id="UTF-8"),
        pytest.param(PX.replace("CODES", "CODES[en]").encode("cp1252"), id="without codes"),
    ],
)
def test_figures_stand_in_the_order_of_stub_and_heading(tmp_path: Path, written: bytes) -> None:
    assert read(tmp_path, "x.px", written) == FIGURES
    assert claiming(tmp_path, "x.px", written) == ["PX"]


def test_the_file_says_its_table_its_day_and_its_notes(tmp_path: Path) -> None:
    (table,) = reading(tmp_path, "x.px", PX.encode("cp1252")).tables
    assert table.grid.table == "AUS08"
    assert table.grid.retrieved == date(2026, 10, 12)
    assert table.grid.unit == "-"
    assert table.grid.notes == ("Tallene er foreløbige; de rettes i næste måned.",)
    undated = PX.replace("LAST-UPDATED", "REFPERIOD")
    (table,) = reading(tmp_path, "x.px", undated.encode("cp1252")).tables
    assert table.grid.retrieved == date(2026, 11, 1)


def changed(before: str, after: str) -> str:
    assert before in PX
    return PX.replace(before, after)


REFUSED = [
    pytest.param(
        changed("4.1 4.0\n", "4.1\n"),
        "x.px:25: 11 figures after DATA, but the variables make 12; is the file whole?",
        id="a figure too few",
    ),
    pytest.param(
        changed("4.1 4.0\n", "4.1 4.0 4.0\n"),
        "x.px:25: 13 figures after DATA, but the variables make 12; is the file whole?",
        id="a figure too many",
    ),
    pytest.param(
        PX[:-3],
        "x.px:24: DATA breaks off: no semicolon ends it",
        id="without the last semicolon",
    ),
    pytest.param(
        PX[: PX.index("88380")],
        "x.px:24: DATA breaks off: no semicolon ends it",
        id="cut among the figures",
    ),
    pytest.param(
        PX[: PX.index("DATA")],
        "x.px:24: DATA is missing; is the file whole?",
        id="cut before the figures",
    ),
    pytest.param(
        PX[: PX.index("LAST")] + 'SOURCE="Danm',
        "x.px:20: SOURCE breaks off: no semicolon ends it",
        id="cut inside a text",
    ),
    pytest.param(
        changed("4.1", ".1"), 'x.px:29: ".1" in DATA is no number', id="a lost first digit"
    ),
    pytest.param(
        changed("4.1", "4,1"), 'x.px:29: "4,1" in DATA is no number', id="a decimal comma"
    ),
    pytest.param(
        changed("4.1", "1234567890123456"),
        'x.px:29: "1234567890123456" in DATA is no number',
        id="more digits than any figure has",
    ),
    pytest.param(
        changed('VALUES("tid")', 'VALUES("Tid")'),
        'x.px: no VALUES for the variable "tid"',
        id="a variable without members",
    ),
    pytest.param(
        changed('="000","607","01"', '="000","607"'),
        'x.px: variable "område": 2 CODES for 3 VALUES',
        id="a code too few",
    ),
    pytest.param(
        changed('="000","607","01"', '="000","607","607"'),
        'x.px: variable "område": a member stands twice',
        id="a code twice",
    ),
    pytest.param(
        changed('HEADING="tid"', 'HEADING="område"'),
        "x.px: STUB and HEADING name no variables, or one of them twice",
        id="a variable twice",
    ),
    pytest.param(
        changed('UNITS="-"', 'MATRIX="AUS07"'),
        "x.px:9: MATRIX stands twice for the same thing",
        id="two tables in one",
    ),
    pytest.param(
        changed("UNITS=", 'KEYS("tid")='),
        "x.px: this PX file lists figures by KEYS, which beskplan does not read",
        id="figures by keys",
    ),
    pytest.param(
        PX + "x", "x.px:32: text after the semicolon that ends DATA", id="text after the figures"
    ),
    pytest.param(
        changed('LANGUAGE="da"', "hvad er det"),
        "x.px:3: no keyword of PX begins here; is the file whole?",
        id="a line without keyword",
    ),
    pytest.param(
        changed('CHARSET="ANSI"', 'CHARSET="IBM850"'),
        'x.px: the letters are not UTF-8 and the file declares "IBM850"; save it as UTF-8',
        id="letters of DOS",
    ),
]


@pytest.mark.parametrize(("written", "expected"), REFUSED)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, written: str, expected: str) -> None:
    assert expected in refused(tmp_path, "x.px", written.encode("cp1252"))
