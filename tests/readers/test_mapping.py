"""Labels to what they mean by catalogue and register: mapped, told, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.catalogue import Catalogue
from beskplan.periods import Covers
from beskplan.readers import _mapping
from beskplan.readers._grid import Holds
from beskplan.readers._mapping import Unmapped
from beskplan.words import Text
from tests.tables import CATALOGUE, KOEN, YDELSE, figures, indicator, left_out, reading, refused

MONTHLY = indicator("måned", "Ledige")
QUARTERLY = indicator("kvartal", "Ledige", covers=Covers.QUARTER)
YEARLY = indicator("år", "Ledige", covers=Covers.YEAR)
WINDOW = indicator("vindue", "Ledige", covers=Covers.FOUR_QUARTERS)
TO_DATE = indicator("år_til_dato", "Ledige", covers=Covers.YEAR_TO_DATE)
OF_A = indicator("a.antal", "Antal", "persons", table="y01a02")
OF_B = indicator("b.antal", "Antal", "persons", table="y25i01")
OF_NONE = indicator("c.antal", "Antal", "persons")

AREAS = [
    pytest.param("Fredericia", "607", id="a name"),
    pytest.param("Fredericia Kommune", "607", id="with Kommune"),
    pytest.param("607", "607", id="a code"),
    pytest.param("0607", "607", id="a code of four digits"),
    pytest.param("1084", "084", id="a region's code of four digits"),
    pytest.param("Region Hovedstaden", "084", id="a region"),
    pytest.param("Århus", "751", id="an older spelling"),
    pytest.param("Hele landet", "000", id="the country"),
    pytest.param("  Fredericia\u00a0 ", "607", id="spaces around"),
]


@pytest.mark.parametrize(("label", "code"), AREAS)
def test_areas_are_known_by_name_and_code(tmp_path: Path, label: str, code: str) -> None:
    found = figures(tmp_path, f"Område;Måned;Ledige i pct.\n{label};2021M05;3,4\n")
    assert found == [f"2 andel {code} 2021M05 3.4"]


NO_AREAS = [
    pytest.param("Fredericai", '2: no area "Fredericai"; did you mean "Fredericia"?', id="a typo"),
    pytest.param(
        "I alt", '2: "I alt" is no area; write which one it is, such as "Hele landet"', id="a total"
    ),
    pytest.param("", "2: the area is missing; write its name in every row", id="none"),
    pytest.param(
        "Ribe",
        '2: no area "Ribe"',
        id="a municipality merged away",
    ),
    pytest.param("9999", '2: no area "9999"; write a name such as', id="an unknown code"),
]


@pytest.mark.parametrize(("label", "expected"), NO_AREAS)
def test_an_unknown_area_is_an_error_with_its_row(
    tmp_path: Path, label: str, expected: str
) -> None:
    (found,) = refused(tmp_path, f"Kommune;Måned;Ledige i pct.\n{label};2021M05;3,4\n")
    assert found.startswith(expected)


def test_figures_of_nobody_knows_where_are_left_out_and_counted(tmp_path: Path) -> None:
    text = "Kommune;Måned;Ledige i pct.\nUoplyst område;2021M05;9,9\n607;2021M05;3,4\n"
    assert figures(tmp_path, text) == ["3 andel 607 2021M05 3.4"]
    assert [table.left_out for table in reading(tmp_path, text).tables] == [1]


def test_every_area_and_period_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = "Kommune;Måned;Antal ledige\nX;2021M05;1\nFredericia;2021M13;2\nY;2021M05;3\n"
    assert sorted(line[:2] for line in refused(tmp_path, text)) == ["2:", "3:", "4:"]


LENGTHS = [
    pytest.param([MONTHLY, QUARTERLY], "2021M05", "2 måned 607 2021M05 3.4", id="of a month"),
    pytest.param([MONTHLY, QUARTERLY], "2021K2", "2 kvartal 607 2021Q2 3.4", id="of a quarter"),
    pytest.param([YEARLY, MONTHLY], "2021", "2 år 607 2021 3.4", id="of a year"),
    pytest.param(
        [YEARLY, WINDOW], "2022QMAT02", "2 vindue 607 2021Q3-2022Q2 3.4", id="of four quarters"
    ),
]


@pytest.mark.parametrize(("indicators", "period", "expected"), LENGTHS)
def test_a_label_of_several_indicators_is_that_of_the_period_s_length(
    tmp_path: Path, indicators: list[object], period: str, expected: str
) -> None:
    known = Catalogue.of(*indicators)  # type: ignore[arg-type]
    text = f"Kommune;Periode;Ledige\n607;{period};3,4\n"
    assert figures(tmp_path, text, catalogue=known) == [expected]


def test_two_lengths_in_one_column_go_to_the_indicator_of_each(tmp_path: Path) -> None:
    text = "Kommune;Periode;Ledige\n607;2021M05;3,4\n607;2021K2;3,5\n"
    known = Catalogue.of(MONTHLY, QUARTERLY)
    assert figures(tmp_path, text, catalogue=known) == [
        "2 måned 607 2021M05 3.4",
        "3 kvartal 607 2021Q2 3.5",
    ]
    assert left_out(tmp_path, text, catalogue=known) == []


def test_months_are_not_years_to_date_because_of_a_january(tmp_path: Path) -> None:
    text = "Kommune;Periode;Ledige\n607;2021M01;3,4\n607;2021M02;3,5\n"
    known = Catalogue.of(MONTHLY, TO_DATE)
    assert [line.split()[1] for line in figures(tmp_path, text, catalogue=known)] == ["måned"] * 2


NOT_ONE = [
    pytest.param([YEARLY, WINDOW], "2021", "år, vindue", id="2021 is a year and four quarters"),
    pytest.param([MONTHLY, TO_DATE], "2021M01", "måned, år_til_dato", id="January is both"),
    pytest.param(
        [MONTHLY, indicator("anden", "Ledige")], "2021M05", "måned, anden", id="the same length"
    ),
]


@pytest.mark.parametrize(("indicators", "period", "names"), NOT_ONE)
def test_a_label_that_fits_several_indicators_is_left_out_and_told(
    tmp_path: Path, indicators: list[object], period: str, names: str
) -> None:
    known = Catalogue.of(*indicators)  # type: ignore[arg-type]
    text = f"Kommune;Periode;Ledige\n607;{period};3,4\n"
    assert left_out(tmp_path, text, catalogue=known) == [
        f"1 Ledige (1): the label fits {names}; name the table or the indicator in manifest.yaml"
    ]
    assert figures(tmp_path, text, catalogue=known) == []


UNMAPPED = [
    pytest.param(
        "Kommune;Måned;Ledige i pct\n607;2021M05;3,4\n",
        '1 Ledige i pct (1): no indicator has this label; did you mean "Ledige i pct."?',
        id="a label nobody has",
    ),
    pytest.param(
        "Kommune;Kvartal;Ledige i pct.\n607;2021K1;3,4\n607;2021K2;3,4\n",
        "1 Ledige i pct. (2): the periods are of another length than the catalogue has: "
        "andel by month",
        id="periods of another length",
    ),
    pytest.param(
        "Kommune;Periode;Ledige i pct.\n607;2021M05;3,4\n607;2021;3,5\n000;2021;3,6\n607;2020;3\n",
        "3 2021 (3): 2021 and 1 more periods are of another length than the catalogue has: "
        "andel by month",
        id="some periods of another length",
    ),
    pytest.param(
        "Kommune;Måned;Ydelse;Ledige i pct.\n607;2021M05;Dagpenge;3,4\n"
        "607;2021M05;A-dagpenge;3,5\n",
        '2 Dagpenge (1): dimension ydelse of andel has no member "Dagpenge"; '
        'did you mean "A-dagpenge"?',
        id="a member nobody has",
    ),
    pytest.param(
        "Kommune;Måned;Alder;Ledige i pct.\n607;2021M05;16-24 år;3,4\n",
        '2 16-24 år (1): andel has no dimension with the member "16-24 år"',
        id="a dimension that the indicator has not",
    ),
    pytest.param(
        "Kommune;Måned;Ydelse;Ledige i pct.\n607;2021M05;Kontanthjælp i alt;3,4\n",
        '2 Kontanthjælp i alt (1): dimension ydelse of andel has no member "Kontanthjælp i alt"; '
        'did you mean "Kontanthjælp"?',
        id="the total of a part is not the total",
    ),
    pytest.param(
        "Kommune;Måned;Kontanthjælp;Ledige i pct.\n607;2021M05;Kontanthjælp i alt;3,4\n",
        '2 Kontanthjælp i alt (1): andel has no dimension with the member "Kontanthjælp i alt"',
        id="nor under the part's own heading",
    ),
    pytest.param(
        "Kommune;Måned;Ydelse;Gruppe;Ledige i pct.\n607;2021M05;A-dagpenge;Kontanthjælp;3,4\n",
        "1 Ledige i pct. (1): 2 columns name members of dimension ydelse of andel",
        id="two columns of one dimension",
    ),
    pytest.param(
        "Kommune;Måned;Køn;Ledige i pct.\n607;2021M05;1;3,4\n",
        '1 Ledige i pct. (1): column "Køn" holds numbers, but is a dimension of andel; write names',
        id="codes for members",
    ),
]


@pytest.mark.parametrize(("text", "expected"), UNMAPPED)
def test_what_is_not_mapped_is_told_with_its_count(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert expected in left_out(tmp_path, text)


TOTALS = [
    pytest.param("Ydelse", "Ydelsesgrupper i alt", id="the label of the catalogue"),
    pytest.param("Ydelsesgrupper", "Ydelsesgrupper i alt", id="under a heading nobody knows"),
    pytest.param("Ydelse", "I alt", id="by its own words"),
    pytest.param("Køn", "Køn i alt", id="the heading's own total"),
    pytest.param("Alder", "Alder i alt", id="of a dimension that the indicator has not"),
    pytest.param("Herkomst", "Total", id="in English"),
]


@pytest.mark.parametrize(("head", "label"), TOTALS)
def test_totals_are_the_indicator_without_a_segment(tmp_path: Path, head: str, label: str) -> None:
    text = f"Kommune;Måned;{head};Ledige i pct.\n607;2021M05;{label};3,4\n"
    assert figures(tmp_path, text) == ["2 andel 607 2021M05 3.4"]


def test_members_of_two_dimensions_make_one_segment(tmp_path: Path) -> None:
    text = (
        "Kommune;Måned;Ydelse;Gruppe;Antal ledige\n"
        "607;2021M05;A-dagpenge mv.;Kvinder;12\n607;2021M05;I alt;Mænd;13\n"
    )
    assert figures(tmp_path, text) == [
        "2 antal 607 2021M05 køn=Kvinder&ydelse=A-dagpenge 12",
        "3 antal 607 2021M05 køn=Mænd 13",
    ]


def test_a_column_that_fits_two_dimensions_is_not_guessed(tmp_path: Path) -> None:
    known = Catalogue.of(indicator("andel", "Ledige", a=KOEN, b=KOEN))
    text = "Kommune;Måned;Gruppe;Ledige\n607;2021M05;Mænd;3,4\n"
    assert left_out(tmp_path, text, catalogue=known) == [
        '2 Mænd (1): column "Gruppe" fits a, b of andel; head it as one of them'
    ]


TABLES = [
    pytest.param("tal.csv", {"table": "y01a02"}, "a.antal", id="the manifest says it"),
    pytest.param("y25i01-2026-11-01.csv", {}, "b.antal", id="the file's name says it"),
    pytest.param("y25i01.csv", {"table": "Y01A02"}, "a.antal", id="the manifest is stronger"),
    pytest.param("udtræky01a02.csv", {}, "", id="not as part of a longer word"),
    pytest.param("udtræk Y01A02 (1).csv", {}, "a.antal", id="between spaces, in capitals"),
    pytest.param("tal.csv", {}, "", id="nothing says it, and the label is that of several"),
    pytest.param("y01a02 og y25i01.csv", {}, "", id="a name with two tables says none"),
]


@pytest.mark.parametrize(("name", "entry", "expected"), TABLES)
def test_the_table_chooses_between_indicators_of_one_label(
    tmp_path: Path, name: str, entry: dict[str, str], expected: str
) -> None:
    text = "Kommune;Periode;Antal\n607;2021M05;12\n"
    found = figures(tmp_path, text, name, Catalogue.of(OF_A, OF_B), **entry)
    assert found == ([f"2 {expected} 607 2021M05 12"] if expected else [])


def test_a_label_of_another_table_is_left_out(tmp_path: Path) -> None:
    text = "Kommune;Periode;Antal\n607;2021M05;12\n"
    found = left_out(tmp_path, text, "y36a02.csv", Catalogue.of(OF_A, OF_B))
    assert found == ["1 Antal (1): the label is that of table y01a02, y25i01, this is y36a02"]


def test_an_indicator_without_a_table_is_that_of_any(tmp_path: Path) -> None:
    text = "Kommune;Periode;Antal\n607;2021M05;12\n"
    found = figures(tmp_path, text, "y36a02.csv", Catalogue.of(OF_A, OF_NONE))
    assert found == ["2 c.antal 607 2021M05 12"]


CELLS = [
    pytest.param("x", '2: column "Antal ledige": "x" is no number', id="no number"),
    pytest.param("nan", '2: column "Antal ledige": "nan" is no published figure', id="nan"),
    pytest.param("12¹", '2: column "Antal ledige": "12¹" is no number', id="a footnote mark"),
    pytest.param(
        "12 %",
        '2: column "Antal ledige": "12 %" is a share, but antal is in persons',
        id="a percent sign at persons",
    ),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_a_cell_that_is_no_figure_of_the_indicator_is_an_error(
    tmp_path: Path, cell: str, expected: str
) -> None:
    text = f"Kommune;Måned;Antal ledige\n607;2021M05;{cell}\n607;2021M06;5\n607;2021M07;6\n"
    (found,) = refused(tmp_path, text)
    assert found.startswith(expected)


def test_many_wrong_cells_do_not_flood_the_message(tmp_path: Path) -> None:
    rows = "".join(f"607;20{year}M05;1 %\n" for year in range(10, 40))
    found = refused(tmp_path, f"Kommune;Måned;Antal ledige\n{rows}")
    assert len(found) == 21
    assert found[-1] == 'column "Antal ledige": 10 more cells like these'


def test_marks_are_counted_and_zero_is_a_figure(tmp_path: Path) -> None:
    text = (
        "Kommune;Måned;Antal ledige\n607;2021M05;0\n607;2021M06;..\n607;2021M07;\n607;2021M08;..\n"
    )
    assert figures(tmp_path, text) == [
        "2 antal 607 2021M05 0",
        '3 antal 607 2021M06 ".."',
        '4 antal 607 2021M07 ""',
        '5 antal 607 2021M08 ".."',
    ]
    assert [table.marks for table in reading(tmp_path, text).tables] == [{"..": 2, "": 1}]


HEADS = [
    pytest.param(
        "Kommune;Periode;Tid;Antal ledige\n607;2021M05;2021M06;1\n",
        '2 columns hold the period: "Periode", "Tid"',
        id="two columns of periods",
    ),
    pytest.param(
        "Kommune;By;Måned;Antal ledige\n607;Kolding;2021M05;1\n",
        '2 columns hold the area: "Kommune", "By"',
        id="two columns of areas",
    ),
    pytest.param(
        "Måned;Antal ledige\n2021M05;1\n",
        "nothing says the area of the figures; declare it in manifest.yaml: "
        "files: {tal.csv: {area: …}}",
        id="no area",
    ),
    pytest.param(
        "Kommune;Antal ledige\n607;1\n",
        "nothing says the period of the figures; declare it in manifest.yaml: "
        "files: {tal.csv: {period: …}}",
        id="no period",
    ),
    pytest.param(
        "Kommune;Måned;Antal ledige;antal  ledige\n607;2021M05;1;2\n",
        '2 columns are headed "antal ledige"; name them apart',
        id="two headings alike",
    ),
    pytest.param("Kommune;Måned\n607;2021M05\n", "no column holds figures", id="no figures"),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_columns_that_do_not_say_what_figures_are_refused(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert expected in refused(tmp_path, text)


def test_what_the_file_does_not_say_is_declared(tmp_path: Path) -> None:
    text = "Måned;Tal\n2021M05;12\n"
    found = figures(tmp_path, text, area="Fredericia", indicator="antal")
    assert found == ["2 antal 607 2021M05 12"]
    text = "Kommune;Tal\nFredericia;12\n"
    found = figures(tmp_path, text, period="2021M05", indicator="antal")
    assert found == ["2 antal 607 2021M05 12"]


SEGMENTS = [
    pytest.param(
        {"ydelse": "A-dagpenge"}, ["2 antal 607 2021M05 ydelse=A-dagpenge 12"], id="known"
    ),
    pytest.param({"ydelse": "Ydelsesgrupper i alt"}, ["2 antal 607 2021M05 12"], id="the total"),
    pytest.param({"ydelse": "Dagpenge"}, [], id="a member nobody has"),
    pytest.param({"alder": "16-24 år"}, [], id="a dimension that the indicator has not"),
]


@pytest.mark.parametrize(("segment", "expected"), SEGMENTS)
def test_a_declared_segment_is_that_of_every_figure_or_none_is_read(
    tmp_path: Path, segment: dict[str, str], expected: list[str]
) -> None:
    text = "Kommune;Måned;Antal ledige\n607;2021M05;12\n"
    assert figures(tmp_path, text, segment=segment) == expected


def test_a_declared_segment_does_not_meet_a_column_of_the_same(tmp_path: Path) -> None:
    text = "Kommune;Måned;Ydelse;Antal ledige\n607;2021M05;Kontanthjælp;12\n"
    found = left_out(tmp_path, text, segment={"ydelse": "A-dagpenge"})
    assert found == ["1 Antal ledige (1): 2 columns name members of dimension ydelse of antal"]


def test_only_the_indicators_asked_for_are_read(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_text("Kommune;Måned;Antal ledige;Ledige i pct.\n607;2021M05;12;3,4\n", "utf-8")
    from beskplan.readers.files import read_file

    found = read_file(path, "tal.csv", CATALOGUE, indicators={"andel"})
    assert found.frame["indicator"].to_list() == ["andel"]


def test_the_dimension_of_every_split_is_told(tmp_path: Path) -> None:
    text = "Kommune;Måned;Ydelse;Alder;Antal ledige\n607;2021M05;A-dagpenge;I alt;12\n"
    (table,) = reading(tmp_path, text).tables
    assert table.dimensions == {"Ydelse": "ydelse", "Alder": None}
    assert table.indicators == {"Antal ledige": ("antal",)}
    assert YDELSE.total is not None


def test_a_label_in_every_column_of_a_wide_table_is_told_once() -> None:
    why = Text("ukendt", "unknown")
    told = [Unmapped("INDHOLD", "RAS200", Holds.INDICATOR, row, 116, (), why) for row in (4, 3, 5)]
    other = Unmapped("INDHOLD", "RAS201", Holds.INDICATOR, 4, 1, (), why)
    assert list(_mapping._told_once([*told, other])) == [
        Unmapped("INDHOLD", "RAS200", Holds.INDICATOR, 3, 348, (), why),
        other,
    ]
