"""CSV of Jobindsats, versions 2 and 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.reading import claiming, read, reading, refused

V2 = (
    "\ufeffArea;Periode;Ydelsesgrupper;Antal ledige;Ledige i pct.\r\n"
    "Hele landet;2021M08;Ydelsesgrupper i alt;96938;3,3\r\n"
    "Fredericia;2021M08;A-dagpenge mv.;1042;3,0\r\n"
    "Læsø;2021M08;A-dagpenge mv.;;0,0\r\n"
    "Uoplyst område;2021M08;A-dagpenge mv.;12;\r\n"
)
V3 = (
    "\ufeffPeriode;Område;Ydelsesgrupper;Ledige i pct.\r\n"
    "2026Q01;Hele landet;Ydelsesgrupper i alt;3.3\r\n"
    "2026M01;Fredericia;A-dagpenge mv.;3.0\r\n"
)


def test_version_2_has_a_decimal_comma(tmp_path: Path) -> None:
    assert read(tmp_path, "y25i01-2026-11-01.csv", V2) == {
        "ledige.antal, 000, 2021M08": "96938 (row 2)",
        "ledige.antal, ydelse=A-dagpenge, 607, 2021M08": "1042 (row 3)",
        "ledige.antal, ydelse=A-dagpenge, 825, 2021M08": '"" (row 4)',
        "ledige.andel, 000, 2021M08": "3.3 (row 2)",
        "ledige.andel, ydelse=A-dagpenge, 607, 2021M08": "3.0 (row 3)",
        "ledige.andel, ydelse=A-dagpenge, 825, 2021M08": "0.0 (row 4)",
    }
    assert claiming(tmp_path, "a.csv", V2) == ["Jobindsats v2, CSV"]


def test_people_of_no_known_area_are_counted_not_read(tmp_path: Path) -> None:
    assert reading(tmp_path, "y25i01.csv", V2).tables[0].left_out == 1


def test_the_cells_of_version_3_tell_their_notation(tmp_path: Path) -> None:
    expected = {"ledige.andel, ydelse=A-dagpenge, 607, 2026M01": "3.0 (row 3)"}
    assert read(tmp_path, "y25i01.csv", V3) == expected
    assert read(tmp_path, "y25i01.csv", V3.replace("3.", "3,")) == expected
    assert claiming(tmp_path, "a.csv", V3) == ["Jobindsats v3, CSV"]


def test_the_table_is_told_by_the_name_of_the_file_alone(tmp_path: Path) -> None:
    found = reading(tmp_path, "ledige.csv", V2)
    assert found.frame.is_empty()
    assert {one.label for one in found.tables[0].unmapped} == {"Antal ledige", "Ledige i pct."}


REFUSED = [
    pytest.param(
        V2[:-3],
        "x.csv:5: the last line has no line end, so the file may have been cut; export it again, "
        "or add the line end if it is whole",
        id="cut inside the last line",
    ),
    pytest.param(
        V2.replace("1042;3,0", "1042"),
        "x.csv:3: 4 cells, but the first line has 5",
        id="a line without its last cell",
    ),
    pytest.param(
        V2.replace("Antal ledige", "Ledige i pct."),
        'x.csv: 2 columns are headed "ledige i pct."; name them apart',
        id="a head that stands twice",
    ),
    pytest.param(
        V2.split("\r\n", maxsplit=1)[0] + "\r\n",
        "x.csv: no rows under the header",
        id="heads alone",
    ),
    pytest.param(
        V2.replace("Fredericia", "Fredricia"),
        'x.csv:3: no area "Fredricia"; did you mean "Fredericia"?',
        id="an unknown area",
    ),
    pytest.param(
        "<!DOCTYPE html>\r\n<html><title>Jobindsats</title></html>\r\n",
        "x.csv: this is a web page, not an export; export the table again",
        id="a web page",
    ),
    pytest.param(
        "\n  <html lang='da'><body>Fejl</body></html>\n",
        "x.csv: this is a web page, not an export; export the table again",
        id="a web page without doctype",
    ),
]


@pytest.mark.parametrize(("written", "expected"), REFUSED)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, written: str, expected: str) -> None:
    assert expected in refused(tmp_path, "x.csv", written)


AGED = """\
Area;Periode;Ydelsesgrupper;{head};Ledige i pct.
Hele landet;2021M08;Ydelsesgrupper i alt;{first};3,3
Fredericia;2021M08;Ydelsesgrupper i alt;{second};3,0
"""
NUMBERED = [
    pytest.param("Alder i år", "16", "16", id="one age"),
    pytest.param("Alder", "16", "17", id="several ages"),
    pytest.param("Uger", "0", "13", id="weeks"),
    pytest.param("Ungdomstal", "16", "16", id="one number under a head that nobody knows"),
]


@pytest.mark.parametrize(("head", "first", "second"), NUMBERED)
def test_figures_beside_a_split_of_bare_numbers_are_no_totals(
    tmp_path: Path, head: str, first: str, second: str
) -> None:
    found = reading(tmp_path, "y25i01.csv", AGED.format(head=head, first=first, second=second))
    assert found.frame.is_empty()
    assert not found.problems
    told = {(one.head, one.label, one.indicators) for one in found.tables[0].unmapped}
    assert told == {(head, label, ("ledige.andel",)) for label in (first, second)}


FIGURES = [
    pytest.param("Antal ledige", "16", "16", 4, id="a column that the catalogue knows"),
    pytest.param("Antal berørte", "16", "17", 2, id="numbers that differ under another head"),
    pytest.param("Alder", "16,5", "16,5", 2, id="no whole numbers"),
]


@pytest.mark.parametrize(("head", "first", "second", "rows"), FIGURES)
def test_other_columns_of_numbers_stay_figures(
    tmp_path: Path, head: str, first: str, second: str, rows: int
) -> None:
    found = reading(tmp_path, "y25i01.csv", AGED.format(head=head, first=first, second=second))
    assert found.frame.height == rows


def test_a_numbered_split_after_which_no_figures_stand_is_a_figure(tmp_path: Path) -> None:
    text = "Area;Periode;Ledige i pct.;Uger\nFredericia;2021M08;3,0;13\n"
    assert read(tmp_path, "y25i01.csv", text) == {"ledige.andel, 607, 2021M08": "3.0 (row 2)"}
