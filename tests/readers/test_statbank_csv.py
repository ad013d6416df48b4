"""CSV and BULK of StatBank, with labels or codes, and what the figures are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.catalogue import Catalogue, Indicator
from beskplan.manifests import Entry
from beskplan.periods import Period
from beskplan.readers.files import read_file
from tests.readers.reading import CATALOGUE, claiming, figures, read, reading, refused, saved

CODES = (
    "\ufeffOMRÅDE;SAESONFAK;TID;INDHOLD\r\n"
    "000;9;2021M08;3,3\r\n"
    "000;10;2021M08;96938\r\n"
    "607;9;2021M08;3,0\r\n"
    "01;9;2021M08;..\r\n"
    "083;9;2021M08;2,9\r\n"
)
LABELS = (
    "OMRÅDE;SAESONFAK;TID;INDHOLD\n"
    "All Denmark;Sæsonkorrigeret i pct.;2021M08;3.3\n"
    "All Denmark;Sæsonkorrigeret;2021M08;96938\n"
    "Fredericia;Sæsonkorrigeret i pct.;2021M08;3.0\n"
    "Province Byen København;Sæsonkorrigeret i pct.;2021M08;..\n"
    "Region Syddanmark;Sæsonkorrigeret i pct.;2021M08;2.9\n"
)
AUS08 = {
    "brutto.andel, 000, 2021M08": "3.3 (row 2)",
    "brutto.antal, 000, 2021M08": "96938 (row 3)",
    "brutto.andel, 607, 2021M08": "3.0 (row 4)",
    "brutto.andel, 01, 2021M08": '".." (row 5)',
    "brutto.andel, 083, 2021M08": "2.9 (row 6)",
}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(CODES, id="codes"),
        pytest.param(CODES.removeprefix("\ufeff"), id="codes, as BULK without BOM"),
        pytest.param(CODES.replace("\r\n", "\r\n\r\n"), id="codes, with blank lines"),
        pytest.param(LABELS, id="labels, as an English file"),
    ],
)
def test_members_of_a_variable_say_what_is_counted(tmp_path: Path, written: str) -> None:
    found = read(tmp_path, "AUS08-2026-11-01.csv", written)
    assert {key: cell.split(" ")[0] for key, cell in found.items()} == {
        key: cell.split(" ")[0] for key, cell in AUS08.items()
    }
    assert claiming(tmp_path, "AUS08.csv", written) == ["StatBank, CSV"]


def test_rows_are_those_of_an_editor(tmp_path: Path) -> None:
    assert read(tmp_path, "AUS08.csv", CODES) == AUS08


def test_the_base_catalogue_knows_aus08_by_codes_and_by_labels(tmp_path: Path) -> None:
    labels = "OMRÅDE;SAESONFAK;TID;INDHOLD\n" + "".join(
        f"Fredericia;{label};2021M08;{figure}\n"
        for label, figure in {
            "Sæsonkorrigeret i pct. af arbejdsstyrken": "3,0",
            "Sæsonkorrigeret": "1042",
            "Opregnede faktiske i pct. af arbejdsstyrken": "3,1",
            "Opregnede faktiske": "1051",
        }.items()
    )
    codes = "OMRÅDE;SAESONFAK;TID;INDHOLD\n" + "".join(
        f"607;{code};2021M08;{figure}\n"
        for code, figure in {"9": "3,0", "10": "1042", "22": "3,1", "24": "1051"}.items()
    )
    base = Catalogue(with_base=True)
    expected = {
        "bruttoledige.saesonkorrigeret_andel, 607, 2021M08": "3.0 (row 2)",
        "bruttoledige.saesonkorrigeret_antal, 607, 2021M08": "1042 (row 3)",
        "bruttoledige.faktisk_andel, 607, 2021M08": "3.1 (row 4)",
        "bruttoledige.faktisk_antal, 607, 2021M08": "1051 (row 5)",
    }
    for written in (labels, codes):
        path = saved(tmp_path, "AUS08.csv", written)
        assert figures(read_file(path, "AUS08.csv", base)) == expected


def test_the_table_itself_names_what_is_counted(tmp_path: Path) -> None:
    written = "OMRÅDE;TID;INDHOLD\n607;2021K2;51427\n250;2021K2;45843\n"
    assert read(tmp_path, "FOLK1A.csv", written) == {
        "folketal, 607, 2021Q2": "51427 (row 2)",
        "folketal, 250, 2021Q2": "45843 (row 3)",
    }
    assert read(tmp_path, "befolkning.csv", written, Entry(table="FOLK1A")) == {
        "folketal, 607, 2021Q2": "51427 (row 2)",
        "folketal, 250, 2021Q2": "45843 (row 3)",
    }
    assert read(tmp_path, "befolkning.csv", written, Entry(indicator="folketal")) == {
        "folketal, 607, 2021Q2": "51427 (row 2)",
        "folketal, 250, 2021Q2": "45843 (row 3)",
    }


def test_area_and_period_that_have_no_column_are_declared(tmp_path: Path) -> None:
    written = "\ufeffYD;INDHOLD\r\nDP;32655\r\nKT;31464\r\n"
    entry = Entry(area="Hele landet", period=Period.parse("2026K1"))
    assert read(tmp_path, "FOLK1A-raw-api.csv", written, entry) == {
        "folketal, ydelse=A-dagpenge, 000, 2026Q1": "32655 (row 2)",
        "folketal, ydelse=Kontanthjælp, 000, 2026Q1": "31464 (row 3)",
    }


def test_members_that_no_indicator_is_labelled_with_are_told_with_their_variable(
    tmp_path: Path,
) -> None:
    written = "OMRÅDE;SAESONFAK;TID;INDHOLD\n607;9;2021M08;3,0\n607;24;2021M08;1051\n"
    found = reading(tmp_path, "AUS08.csv", written)
    assert figures(found) == {"brutto.andel, 607, 2021M08": "3.0 (row 2)"}
    assert [one.label for one in found.tables[0].unmapped] == ["SAESONFAK=24"]


def test_a_variable_is_told_apart_by_its_name_where_two_have_the_code(tmp_path: Path) -> None:
    def an_indicator(label: str) -> Catalogue:
        return Catalogue.of(
            Indicator.model_validate(
                {
                    "id": "brutto",
                    "title": "Bruttoledige",
                    "unit": "percent",
                    "better": "lower",
                    "covers": "month",
                    "source": {"table": "AUS08"},
                    "labels": [label],
                    "dimensions": {"alder": {"members": {"9": []}}},
                }
            )
        )

    written = "OMRÅDE;ALDER;SAESONFAK;TID;INDHOLD\n607;9;9;2021M08;3,0\n"
    path = saved(tmp_path, "AUS08.csv", written)
    assert figures(read_file(path, "AUS08.csv", an_indicator("SAESONFAK=9"))) == {
        "brutto, alder=9, 607, 2021M08": "3.0 (row 2)"
    }
    doubtful = read_file(path, "AUS08.csv", an_indicator("9"))
    assert figures(doubtful) == {}
    assert [one.label for one in doubtful.tables[0].unmapped] == ["AUS08"]


def test_an_indicator_of_the_manifest_does_not_hide_what_a_variable_says(tmp_path: Path) -> None:
    assert read(tmp_path, "AUS08.csv", CODES, Entry(indicator="brutto.andel")) == AUS08
    found = reading(tmp_path, "AUS08.csv", CODES, Entry(indicator="folketal"))
    assert found.frame.is_empty()


def test_a_code_counts_in_its_own_table_alone(tmp_path: Path) -> None:
    found = reading(tmp_path, "AUS07.csv", CODES)
    assert found.frame.is_empty()
    assert [one.label for one in found.tables[0].unmapped] == ["AUS07"]


def test_one_area_name_shows_no_area(tmp_path: Path) -> None:
    written = "IELAND;TID;INDHOLD\nDanmark;2021K2;5\n"
    assert refused(tmp_path, "FOLK1A.csv", written) == [
        "FOLK1A.csv: nothing says the area of the figures; declare it in manifest.yaml: "
        "files: {FOLK1A.csv: {area: …}}"
    ]


REFUSED = [
    pytest.param(
        "x.csv",
        CODES,
        "x.csv: nothing says which table of StatBank this is; begin the file's name with its id, "
        "as AUS08-2026.csv, or declare it in manifest.yaml: files: {x.csv: {table: …}}",
        id="no table",
    ),
    pytest.param(
        "FOLK1A.csv",
        "OMRÅDE;INDHOLD\n607;51427\n",
        "FOLK1A.csv: nothing says the period of the figures; declare it in manifest.yaml: "
        "files: {FOLK1A.csv: {period: …}}",
        id="no period",
    ),
    pytest.param(
        "AUS08.csv",
        CODES[:-4],
        "AUS08.csv:6: the last line has no line end, so the file may have been cut; export it "
        "again, or add the line end if it is whole",
        id="cut inside the last figure",
    ),
    pytest.param(
        "AUS08.csv",
        CODES.replace(";3,0", ""),
        "AUS08.csv:4: 3 cells, but the first line has 4",
        id="a line without its figure",
    ),
    pytest.param(
        "AUS08.csv",
        CODES.replace("SAESONFAK", "OMRÅDE"),
        'AUS08.csv: 2 columns hold the area: "OMRÅDE", "OMRÅDE"',
        id="a head that stands twice",
    ),
    pytest.param(
        "AUS08.csv",
        CODES + CODES.removeprefix("\ufeff"),
        'AUS08.csv:7: no area "OMRÅDE"; write a name such as "Fredericia" or a code such as 607',
        id="two files in one",
    ),
    pytest.param(
        "AUS08.csv",
        CODES.replace("2,9", "2.9"),
        'AUS08.csv: "3,3" (row 2, column "INDHOLD") is Danish and "2.9" (row 6, column "INDHOLD") '
        "English notation; one file has one",
        id="two notations",
    ),
    pytest.param(
        "AUS08.csv",
        "OMRÅDE;SAESONFAK;TID;INDHOLD\r\n",
        "AUS08.csv: no rows under the header",
        id="heads alone",
    ),
    pytest.param(
        "AUS08.csv",
        "<!DOCTYPE html>\r\n<html><title>Danmarks Statistik</title></html>\r\n",
        "AUS08.csv: this is a web page, not an export; export the table again",
        id="a web page",
    ),
]


@pytest.mark.parametrize(("name", "written", "expected"), REFUSED)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, name: str, written: str, expected: str
) -> None:
    assert expected in refused(tmp_path, name, written)


def test_the_same_line_twice_is_one_figure_for_the_reader(tmp_path: Path) -> None:
    twice = CODES + "607;9;2021M08;3,0\r\n"
    assert reading(tmp_path, "AUS08.csv", twice).frame.height == 6
    assert len(CATALOGUE.labelled("9")) == 1
