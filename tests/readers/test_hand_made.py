"""Tables that somebody made by hand, with headings in Danish: read as meant, or refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beskplan.catalogue import Catalogue
from beskplan.periods import Covers
from beskplan.readers._file import DataFile
from beskplan.readers._opened import open_file
from beskplan.readers.files import layout_of
from beskplan.readers.hand_made import claims
from tests.tables import figures, indicator, left_out, reading, refused
from tests.workbooks import Formatted, Sheet, workbook

BOTH = ["2 andel 607 2021M05 3.4", "3 andel 000 2021M05 3.3"]

CSV = [
    pytest.param(
        "Kommune;Måned;Ledige i pct.\nFredericia;2021M05;3,4\nHele landet;2021M05;3,3\n",
        BOTH,
        id="long, the heading names the indicator",
    ),
    pytest.param(
        "Indikator;Område;Periode;Værdi\nLedige i pct.;607;maj 2021;3,4\n"
        "Ledige i pct.;000;maj 2021;3,3\n",
        BOTH,
        id="long, a column names the indicator",
    ),
    pytest.param(
        "Kommune,Tid,Ledige i pct.\nFredericia,2021M05,3.4\nHele landet,2021M05,3.3\n",
        BOTH,
        id="commas, English notation",
    ),
    pytest.param(
        "Geografi\tTid\tLedige i pct.\r\n607\t2021M05\t3,4\r\n000\t2021M05\t3,3\r\n",
        BOTH,
        id="tabs, as Windows ends lines",
    ),
    pytest.param(
        "By;År;Måned;Ledige i pct.\nFredericia;2021;5;3,4\nHele landet;2021;maj;3,3\n",
        BOTH,
        id="a year and a month in columns of their own",
    ),
    pytest.param(
        ";2021M05;2021M06\nFredericia;3,4;\nHele landet;3,3;..\n",
        [],
        id="wide, nothing names the indicator",
    ),
    pytest.param(
        "Ledige i pct.;;\nKommune;2021M05;2021M06\nFredericia;3,4;3,5\n",
        ["3 andel 607 2021M05 3.4", "3 andel 607 2021M06 3.5"],
        id="wide, periods across, a title names the indicator",
    ),
    pytest.param(
        "Ledige i pct.\n\nPeriode;Fredericia;Hele landet\n2021M05;3,4;3,3\n\nKilde: Jobindsats\n",
        ["4 andel 607 2021M05 3.4", "4 andel 000 2021M05 3.3"],
        id="wide, areas across, title and note without separators",
    ),
    pytest.param(
        "Kommune;Måling;2021M05;2021M06\n607;Ledige i pct.;3,4;3,5\n607;Antal ledige;12;13\n",
        [
            "2 andel 607 2021M05 3.4",
            "3 antal 607 2021M05 12",
            "2 andel 607 2021M06 3.5",
            "3 antal 607 2021M06 13",
        ],
        id="wide, a column names the indicators",
    ),
    pytest.param(
        ";;;\n;Kommune;Måned;Ledige i pct.;\n;607;2021M05;3,4;\n;;;;\n;000;2021M05;3,3;\n",
        ["3 andel 607 2021M05 3.4", "5 andel 000 2021M05 3.3"],
        id="an empty first column, empty rows and columns",
    ),
    pytest.param(
        "Kommunekode;Kommune;Region;Måned;Ledige i pct.;Bemærkning\n"
        "607;Fredericia;Syddanmark;2021M05;3,4;OK\n",
        ["2 andel 607 2021M05 3.4"],
        id="codes, regions and remarks beside",
    ),
    pytest.param(
        "Kommunekode;Måned;Ledige i pct.\n0607;2021M05;3,4\n",
        ["2 andel 607 2021M05 3.4"],
        id="codes alone",
    ),
    pytest.param(
        "Kommune;Måned;Ydelse;Antal ledige\n607;2021M05;I alt;1.042\n"
        "607;2021M05;A-dagpenge;1.000,0\n",
        ["2 antal 607 2021M05 1042", "3 antal 607 2021M05 ydelse=A-dagpenge 1000.0"],
        id="a column of members",
    ),
    pytest.param(
        "Kommune;Måned;Ledige i pct.\n607;2021M05;5,9 %\n607;2021M06;-\n",
        ["2 andel 607 2021M05 5.9", '3 andel 607 2021M06 "-"'],
        id="percent signs and marks",
    ),
    pytest.param(
        "Kommune;2021M05;2021M06\nFredericia;..;\n",
        [],
        id="nothing but marks and no name of the indicator",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CSV)
def test_a_text_table_is_read_as_it_is_meant(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert figures(tmp_path, text) == expected


PARTS = [
    pytest.param("Kvartal", "2", "2021Q2", id="a quarter's number"),
    pytest.param("Kvartal", "2.", "2021Q2", id="with a point"),
    pytest.param("Kvartal", "K2", "2021Q2", id="K2"),
    pytest.param("Kvartal", "Q2", "2021Q2", id="Q2"),
    pytest.param("Kvartal", "2. kvartal", "2021Q2", id="in words"),
    pytest.param("Kvartal", "2021K2", "2021Q2", id="with its own year"),
    pytest.param("Måned", "5", "2021M05", id="a month's number"),
    pytest.param("Måned", "maj", "2021M05", id="a month's name"),
    pytest.param("Halvår", "1", "2021H1", id="a half-year"),
    pytest.param("Uge", "20", "2021U20", id="a week"),
    pytest.param("Kvartal", "5", None, id="a quarter that no year has"),
    pytest.param("Kvartal", "", None, id="empty is not the whole year"),
    pytest.param("Kvartal", "Hele året", None, id="the whole year in words"),
    pytest.param("Kvartal", "2020K2", None, id="of another year"),
    pytest.param("Måned", "K2", None, id="a quarter under Måned"),
]


@pytest.mark.parametrize(("head", "part", "expected"), PARTS)
def test_a_year_and_its_part_make_one_period(
    tmp_path: Path, head: str, part: str, expected: str | None
) -> None:
    text = f"Kommune;År;{head};Svar\nFredericia;2021;{part};3\n"
    known = Catalogue.of(indicator("svar", "Svar", covers=Covers.SURVEY))
    if expected is None:
        (message,) = refused(tmp_path, text, catalogue=known)
        assert "is not a period" in message
    else:
        found = figures(tmp_path, text, catalogue=known)
        assert found == [f"2 svar 607 {expected} 3"]


REFUSED = [
    pytest.param(
        "Kommune;Måned;Tal\nFredericia;2021M05;3,4\nKold\n",
        ["3: 1 cell, but the header has 3"],
        id="a torn line at the end",
    ),
    pytest.param(
        "Kommune;Måned;Tal\nFredericia;2021M05\nKolding;2021M05;3\n",
        ["2: 2 cells, but the header has 3"],
        id="a torn line in the middle",
    ),
    pytest.param(
        "Kommune;Måned;Tal\nFredericia;2021M05;3,4\nHele lan\n",
        ["3: 1 cell, but the header has 3"],
        id="a name cut in two words",
    ),
    pytest.param(
        "Kommune;Måned;Tal\nFredericia;2021M05;3,4\nHele lande ..\n",
        ["3: 1 cell, but the header has 3"],
        id="a line with a hole in it",
    ),
    pytest.param(
        "Kommune;Måned;Tal\nFredericia;2021M05;3;4\n",
        ["2: 4 cells, but the header has 3"],
        id="a line too long",
    ),
    pytest.param(
        "Kommune;Måned;Ydelse;Tal\nFredericia;2021M05;;3,4;\n",
        ["2: 5 cells, but the header has 4"],
        id="an empty cell too many, which may have moved the others",
    ),
    pytest.param(
        "Kommune;Måned;Tal\nFredericia;2021M05;3\n\nKommune;Måned;Antal\nKolding;2021M05;3\n",
        ["4: a second table begins here; give it a sheet or file of its own"],
        id="a second table",
    ),
    pytest.param(
        ";2021;2022\nKommune;Tal;Tal\nFredericia;3;4\n",
        ["2: a second table begins here; give it a sheet or file of its own"],
        id="two header rows",
    ),
    pytest.param(
        ";Antal;Pct.\nKommune;2021M05;2021M06\nFredericia;3;4\n",
        ["1: several cells above the header; write one header row, a heading per column"],
        id="headings above the header",
    ),
    pytest.param("Kommune;Måned;Tal\n", ["1: no rows under the header"], id="a header alone"),
    pytest.param(
        "Kommune;;Tal\nFredericia;x;3\n",
        ["1: column 2 has cells, but no heading; name what it holds"],
        id="a column without heading",
    ),
    pytest.param(
        "Periode;2021M05;2021M06\n2021M05;3;4\n",
        ['1: "2021M05" and "Periode" both say the period; keep one of the two'],
        id="periods down and across",
    ),
    pytest.param(
        "Kommune;Måned;Tal;Hele landet\nFredericia;2021M05;3;4\n",
        ['1: "Hele landet" and "Kommune" both say the area; keep one of the two'],
        id="a column of the country beside one of municipalities",
    ),
    pytest.param(
        "Måling;2021M05;Fredericia\nLedige i pct.;3;4\n",
        ["1: periods and areas both stand across; let one of them stand in a column"],
        id="periods and areas across",
    ),
    pytest.param(
        "Måling;Kommune;Måned;Antal;Pct.\nLedige;Fredericia;2021M05;3;4\n",
        ['1: one column names the indicator, but several hold figures: "Antal", "Pct."'],
        id="an indicator with two columns of figures",
    ),
    pytest.param(
        "Kommune;Måned;Antal ledige\nFredericia;2021M05;3\nI alt;2021M05;3\n",
        ['3: "I alt" is no area; write which one it is, such as "Hele landet"'],
        id="a row of totals",
    ),
    pytest.param(
        "Kommune;Måned;Antal ledige\nFredericia;2021M05;3.148\n",
        [
            '"3.148" (row 2, column "Antal ledige") is a whole number in one notation and has '
            "three decimals in the other; say which in manifest.yaml: notation: danish, or english"
        ],
        id="whole numbers with marks and no other evidence",
    ),
    pytest.param(
        "Ledige i pct.\nEnhed: Antal\nKommune;2021M05;2021M06\nFredericia;3;4\n",
        [
            'column "2021M05": the file gives its unit as "Antal", but andel is in percent',
            'column "2021M06": the file gives its unit as "Antal", but andel is in percent',
        ],
        id="another unit than the indicator's",
    ),
    pytest.param(
        "Antal ledige\nKommune;Måned;Pct.\nFredericia;2021M05;3\n",
        ['column "Pct.": the file gives its unit as "Pct.", but antal is in persons'],
        id="a heading that is another unit",
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_could_be_read_in_two_ways_is_refused(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert refused(tmp_path, text) == expected


LEFT_OUT = [
    pytest.param(
        "Kommune;2021M05;2021M06\n607;3;4\n",
        "1 (1): nothing says the indicator of this column; declare it in manifest.yaml",
        id="nothing names the indicator",
    ),
    pytest.param(
        "Ledige i pct.\nKun kvinder\nKommune;2021M05;2021M06\n607;3;4\n",
        "3 Ledige i pct., Kun kvinder (1): no indicator has this label",
        id="two titles: the second may change the first",
    ),
    pytest.param(
        "Ledige i pct.\nKommune;2021M05;2021M06;Ændring\n607;3;4;1\n",
        "2 Ændring (1): no indicator has this label",
        id="a column that is no period",
    ),
    pytest.param(
        "Ledige i pct.\nKommune;2021M05;2021M06;Antal ledige\n607;3;4;1\n",
        "2 Antal ledige (1): nothing says the period of this column",
        id="figures without a period beside those with one",
    ),
    pytest.param(
        "Ledige i pct.\nKommune;Måned;Antal;Pct.\n607;2021M05;4;1\n",
        "2 Ledige i pct., Antal (1): no indicator has this label",
        id="two columns under one title",
    ),
]


@pytest.mark.parametrize(("text", "expected"), LEFT_OUT)
def test_what_does_not_say_what_it_is_is_left_out_and_told(
    tmp_path: Path, text: str, expected: str
) -> None:
    found = [" ".join(line.split()) for line in left_out(tmp_path, text)]
    assert any(line.startswith(expected) for line in found), found


def test_notes_and_the_day_of_retrieval_are_kept(tmp_path: Path) -> None:
    text = (
        "Ledige i pct.;;\nUdtrukket:;01-11-2026;\nKommune;2021M05;2021M06\n607;3,4;3,5\n"
        "* Foreløbige tal.;;\nKilde: Jobindsats;;\n"
    )
    (table,) = reading(tmp_path, text).tables
    assert table.grid.notes == ("Udtrukket: 01-11-2026", "* Foreløbige tal.", "Kilde: Jobindsats")
    assert table.grid.retrieved == date(2026, 11, 1)


DAYS = [
    pytest.param("Hentet den 1. november 2026", date(2026, 11, 1), id="in words"),
    pytest.param("Kilde: Jobindsats, hentet 2026-11-01.", date(2026, 11, 1), id="in a sentence"),
    pytest.param("Udtrukket 1.11.2026", date(2026, 11, 1), id="with points"),
    pytest.param("Opdateret 1.11.2026", None, id="updated is not retrieved"),
    pytest.param("Hentet 31.11.2026", None, id="a day that no year has"),
    pytest.param("Hentet 1.11.2026, hentet 2.11.2026", None, id="two days say none"),
]


@pytest.mark.parametrize(("note", "expected"), DAYS)
def test_a_note_may_say_when_the_figures_were_retrieved(
    tmp_path: Path, note: str, expected: date | None
) -> None:
    text = f'Kommune;Måned;Antal ledige\n607;2021M05;3\n"{note}";;\n'
    (table,) = reading(tmp_path, text).tables
    assert table.grid.retrieved == expected


TITLE = ["Ledige i pct."]
BOOKS: list[object] = [
    pytest.param(
        [TITLE, [], [None, "Kommune", Formatted(date(2021, 5, 1), "mmm-yy")],
         [None, "Fredericia", Formatted(0.059, "0.0%")], [None, "Kolding", Formatted(0.06, "0%")]],
        ["4 andel 607 2021M05 5.9", "5 andel 621 2021M05 6.0"],
        id="months in Excel's way, cells shown in percent",
    ),
    pytest.param(
        [["Kommune", "Måned", "Ledige i pct."], ["Fredericia", "2021M05", 3.4],
         [None, "2021M06", 3]],
        ["2 andel 607 2021M05 3.4", "3 andel 607 2021M06 3.0"],
        id="names only where they change",
    ),
    pytest.param(
        [["Kommune", "Ydelse", "Måned", "Antal ledige"], [607, "A-dagpenge", "2021M05", 3],
         [None, None, "2021M06", 4], [None, "Kontanthjælp", "2021M05", 9],
         [621, "I alt", "2021M05", 5]],
        ["2 antal 607 2021M05 ydelse=A-dagpenge 3", "3 antal 607 2021M06 ydelse=A-dagpenge 4",
         "4 antal 607 2021M05 ydelse=Kontanthjælp 9", "5 antal 621 2021M05 5"],
        id="names of two columns only where they change",
    ),
    pytest.param(
        [["Kommune", "Måned", "Antal ledige"], ["Fredericia", "2021M05", "1.042"],
         ["Kolding", "2021M05", "3,5"]],
        ["2 antal 607 2021M05 1042", "3 antal 621 2021M05 3.5"],
        id="numbers that are text",
    ),
    pytest.param(
        [["Kommune", "År", "Måned", "Antal ledige"], ["Fredericia", 2021, 5, 2021]],
        ["2 antal 607 2021M05 2021"],
        id="years as numbers",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), BOOKS)
def test_a_workbook_is_read_as_it_is_shown(
    tmp_path: Path, rows: Sheet, expected: list[str]
) -> None:
    assert figures(tmp_path, workbook({"Ark1": rows}), "tal.xlsx") == expected


BAD_BOOKS: list[object] = [
    pytest.param(
        [["Kommune", "Måned", "Antal ledige"], ["Fredericia", "2021M05", Formatted(0.5, "0%")]],
        'column "Antal ledige": "50 %" is a share, but antal is in persons',
        id="percent at persons",
    ),
    pytest.param(
        [["Måned", "Kommune", "Antal ledige"], ["2021M05", "Fredericia", 1], ["2021M06", None, 1]],
        "the area is missing; write its name in every row",
        id="the last name of a row is never filled in",
    ),
    pytest.param(
        [["Måned", "Kommune", "Ydelse", "Antal ledige"], ["2021M05", "Kolding", "I alt", 1],
         ["2021M06", None, "I alt", 1]],
        "the area is missing; write its name in every row",
        id="nor one behind a name that changes",
    ),
    pytest.param(
        [["Kommune", "Ydelse", "Måned", "Antal ledige"], ["Kolding", "A-dagpenge", "2021M05", 1],
         [None, "I alt", "2021M05", 9]],
        '"I alt" of what? write the names before it',
        id="a total under a name may be that of the whole table",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), BAD_BOOKS)
def test_a_workbook_that_does_not_say_what_a_figure_is_is_refused(
    tmp_path: Path, rows: Sheet, expected: str
) -> None:
    (found,) = refused(tmp_path, workbook({"Ark1": rows}), "tal.xlsx")
    assert found.endswith(f'sheet "Ark1": {expected}')


def test_merged_cells_say_which_rows_they_name(tmp_path: Path) -> None:
    rows: Sheet = [
        ["Måned", "Kommune", "Ydelse", "Antal ledige"],
        ["2021M05", "Kolding", "A-dagpenge", 1],
        ["2021M06", None, "I alt", 9],
        ["2021M06", "Fredericia", "I alt", 7],
    ]
    book = workbook({"Ark1": rows}, merged=["B2:B3"])
    assert figures(tmp_path, book, "tal.xlsx") == [
        "2 antal 621 2021M05 ydelse=A-dagpenge 1",
        "3 antal 621 2021M06 9",
        "4 antal 607 2021M06 7",
    ]


def test_empty_names_of_a_text_are_not_filled_in(tmp_path: Path) -> None:
    text = "Kommune;Måned;Antal ledige\nFredericia;2021M05;3\n;2021M06;4\n"
    assert refused(tmp_path, text) == ["3: the area is missing; write its name in every row"]


def test_a_day_is_not_taken_for_its_month(tmp_path: Path) -> None:
    days: list[object] = [Formatted(date(2021, month, 1), "dd-mm-yyyy") for month in (5, 6)]
    rows: Sheet = [TITLE, ["Kommune", *days], ["Fredericia", 3.4, 3.5]]
    book = workbook({"Ark1": rows})
    assert figures(tmp_path, book, "tal.xlsx") == []
    assert all("of another length" in line for line in left_out(tmp_path, book, "tal.xlsx"))


def test_every_sheet_with_a_table_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    head = ["Kommune", "Måned", "Antal ledige"]
    book = workbook(
        {
            "Om": [["Sådan gør vi"]],
            "A": [head, [607, "2021M05", 3]],
            "B": [head, [621, "2021M05", 4]],
        }
    )
    assert figures(tmp_path, book, "tal.xlsx") == [
        "2 antal 607 2021M05 3",
        "2 antal 621 2021M05 4",
    ]
    found = reading(tmp_path, book, "tal.xlsx")
    assert found.tables[0].grid.notes == ('sheet "Om" holds no table',)
    assert found.frame["sheet"].to_list() == ["A", "B"]


OTHERS = [
    pytest.param("Area;Periode;Tal\n607;2021M05;3\n", id="Jobindsats, version 2"),
    pytest.param("Periode;Område;Tal\n2021M05;607;3\n", id="Jobindsats, version 3"),
    pytest.param("OMRÅDE;TID;INDHOLD\n607;2021M05;3\n", id="StatBank"),
    pytest.param("indicator;segment;area;period;value\nandel;;607;2021M05;3\n", id="tidy"),
    pytest.param("Navn;Alder\nAnne;30\n", id="no headings of ours"),
    pytest.param("Kommune\nFredericia\n", id="one column"),
    pytest.param('{"Kommune": ["Tal", 3]}\n', id="JSON"),
    pytest.param("Fredericia;2021M05;3\nKolding;2021M05;4\n", id="no header"),
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_not_made_by_hand_is_not_claimed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tal.csv"
    path.write_text(text, encoding="utf-8")
    assert not claims(DataFile(open_file(path, "tal.csv")))


def test_the_layout_of_statbank_in_excel_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "tal.xlsx"
    rows: Sheet = [["Ledige efter område og tid"], ["Enhed: Pct."], [None, "2021M05", "2021M06"],
            ["Fredericia", 3.4, 3.5]]  # fmt: skip
    path.write_bytes(workbook({"AUS08": rows}))
    assert not claims(DataFile(open_file(path, "tal.xlsx")))


def test_a_hand_made_table_is_claimed_by_one_layout(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_text("Kommune;Måned;Tal\n607;2021M05;3\n", encoding="utf-8")
    assert layout_of(DataFile(open_file(path, "tal.csv"))).TITLE == "hand-made table"


AREAS = ("Fredericia", "Kolding", "Hele landet", "Ærø")
CODES = {"Fredericia": "607", "Kolding": "621", "Hele landet": "000", "Ærø": "492"}
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(AREAS), st.integers(1, 12)),
    st.decimals(-1000, 1000, places=1),
    min_size=1,
)


@given(CELLS, st.sampled_from(["long", "periods across", "areas across"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_is_written_in_any_form_is_read(
    tmp_path: Path, written: dict[tuple[str, int], Decimal], form: str
) -> None:
    areas = sorted({area for area, _ in written})
    months = sorted({month for _, month in written})

    def cell(area: str, month: int) -> str:
        number = written.get((area, month))
        return "" if number is None else str(number).replace(".", ",")

    if form == "long":
        head = "Kommune;Måned;Ledige i pct.\n"
        rows = [f"{area};2021M{month:02};{cell(area, month)}" for area, month in written]
    elif form == "periods across":
        head = "Ledige i pct.\nKommune;" + ";".join(f"2021M{month:02}" for month in months) + "\n"
        rows = [";".join([area, *(cell(area, month) for month in months)]) for area in areas]
    else:
        head = "Ledige i pct.\nMåned;" + ";".join(areas) + "\n"
        rows = [
            ";".join([f"2021M{month:02}", *(cell(area, month) for area in areas)])
            for month in months
        ]
    found = {
        tuple(line.split()[2:])
        for line in figures(tmp_path, head + "".join(f"{row}\n" for row in rows))
    }
    assert {one for one in found if one[-1] != '""'} == {
        (CODES[area], f"2021M{month:02}", str(number)) for (area, month), number in written.items()
    }
