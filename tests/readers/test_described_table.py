"""Tables transcribed by hand: a CSV with a description beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.catalogue import Catalogue, Dimension, Indicator
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.observations import Figure
from beskplan.periods import Covers
from beskplan.readers import load_observations

CATALOGUE = Catalogue.of(
    Indicator(
        id="ledige.andel",
        title="Ledige i pct.",
        unit="percent",
        better="lower",
        covers=Covers.MONTH,
        labels=("Ledige i pct.",),
        numerator="ledige.antal",
        dimensions={
            "ydelse": Dimension(
                total="I alt",
                members={"A-dagpenge": ("A-dagpenge mv.",), "Kontanthjælp": ()},
                unions={"Begge": ("A-dagpenge", "Kontanthjælp")},
            )
        },
    ),
    Indicator(
        id="ledige.antal",
        title="Ledige",
        unit="full-time-persons",
        better="lower",
        covers=Covers.MONTH,
        labels=("Ledige",),
        dimensions={"ydelse": Dimension(total="I alt", members={"A-dagpenge": ()})},
    ),
)

HEAD = """\
schema: beskplan/table/v1
title: Ledige
source: {document: En plan}
notation: danish
"""
COLUMNS = """\
columns:
  - {head: Ydelse, holds: ydelse}
  - {head: Periode, holds: period}
  - {head: Fredericia, indicator: ledige.andel, area: Fredericia}
  - {head: Landet, indicator: ledige.andel, area: Hele landet}
"""
LONG = """\
columns:
  - {head: Måling, holds: indicator}
  - {head: Område, holds: area}
  - {head: Periode, holds: period}
  - {head: Tal}
"""


def write(folder: Path, csv: str, description: str = HEAD + COLUMNS, name: str = "tabel") -> Path:
    (folder / f"{name}.csv").write_text(csv, encoding="utf-8", newline="")
    (folder / f"{name}.yaml").write_text(description, encoding="utf-8")
    return folder


def read(folder: Path) -> list[Figure]:
    return list(load_observations(folder, CATALOGUE))


def lines(
    error: pytest.ExceptionInfo[DataInvalidError | DataUnreadableError], folder: Path
) -> list[str]:
    """Return the message with names as if the data folder were the working folder."""
    return str(error.value).replace(f"{folder.as_posix()}/", "").splitlines()


CELLS = [
    pytest.param("25,6", "25.6", None, id="a Danish decimal comma"),
    pytest.param("6.364", "6364", None, id="a Danish thousands mark"),
    pytest.param("0,0", "0.0", None, id="zero is a figure"),
    pytest.param("2,0", "2.0", None, id="a last zero is kept"),
    pytest.param("-45,8%", "-45.8", None, id="a percent sign in an indicator in percent"),
    pytest.param("90 %", "90", None, id="a percent sign after a space"),
    pytest.param("−4,1", "-4.1", None, id="a true minus"),
    pytest.param("1.234.567,8", "1234567.8", None, id="millions"),
    pytest.param("", None, "", id="an empty cell is missing"),
    pytest.param("-", None, "-", id="a dash is missing"),
    pytest.param(".", None, ".", id="a point is missing"),
    pytest.param("..", None, "..", id="two points are missing"),
]


@pytest.mark.parametrize(("cell", "value", "mark"), CELLS)
def test_a_cell_is_read_as_published(
    tmp_path: Path, cell: str, value: str | None, mark: str | None
) -> None:
    table = f"Ydelse;Periode;Fredericia;Landet\nI alt;maj 2022;{cell};1\n"
    (figure,) = (one for one in read(write(tmp_path, table)) if one.key.area == "607")
    assert (None if figure.value is None else str(figure.value), figure.mark) == (value, mark)


NO_NUMBERS = ["12.34", "1.2.3", "3,4,5", "nan", "inf", "1e3", "12 34", "2 uger", "12;", "٣", "+-1"]


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_is_no_number_is_refused_with_its_row_and_column(tmp_path: Path, cell: str) -> None:
    table = f'Ydelse;Periode;Fredericia;Landet\nI alt;maj 2022;1,0;"{cell}"\n'
    with pytest.raises(DataInvalidError) as error:
        read(write(tmp_path, table))
    assert lines(error, tmp_path) == [
        f'tabel.csv:2: column "Landet": "{cell}" is not a number in danish notation'
    ]


def test_a_row_names_segment_period_and_place(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    write(folder, "Ydelse;Periode;Fredericia;Landet\nA-dagpenge mv.;2022M05;1,3;1,5\n")
    country, own = sorted(read(tmp_path), key=lambda figure: figure.key.area)
    assert own.key.segment == (("ydelse", "A-dagpenge"),)
    assert (own.key.area, country.key.area) == ("607", "000")
    assert str(own.key.period) == "2022M05"
    assert (own.source.file, own.source.row) == ("plan/tabel.csv", 2)


@pytest.mark.parametrize(
    ("label", "segment"),
    [("I alt", ()), ("", ()), ("Begge", (("ydelse", "Begge"),))],
    ids=["a total", "an empty cell", "a union"],
)
def test_totals_name_no_member(
    tmp_path: Path, label: str, segment: tuple[tuple[str, str], ...]
) -> None:
    table = f"Ydelse;Periode;Fredericia;Landet\n{label};maj 2022;1,0;1,0\n"
    assert read(write(tmp_path, table))[0].key.segment == segment


def test_a_long_table_names_the_indicator_in_each_row(tmp_path: Path) -> None:
    table = "Måling;Område;Periode;Tal\nLedige;Fredericia Kommune;juli 2021;6.364\n"
    (figure,) = read(write(tmp_path, table, HEAD + LONG))
    assert figure.key.indicator == "ledige.antal"
    assert str(figure.value) == "6364"


def test_a_cell_with_a_line_break_does_not_move_the_rows_below(tmp_path: Path) -> None:
    table = 'Ydelse;Periode;Fredericia;Landet\n"A-dagpenge\n mv.";x;1;1\nI alt;y;1;1\n'
    with pytest.raises(DataInvalidError) as error:
        read(write(tmp_path, table))
    assert [line.split(" column")[0] for line in lines(error, tmp_path)] == [
        "tabel.csv:2:",
        "tabel.csv:2:",
        "tabel.csv:4:",
        "tabel.csv:4:",
    ]


BROKEN = [
    pytest.param(
        "Ydelse;Periode;Fredericia;Landet\nI alt;maj 2022;1,0\n",
        ["tabel.csv:2: 3 cells, but the header has 4"],
        id="a row that is cut",
    ),
    pytest.param(
        "Ydelse;Periode;Fredericia;Landet\nI alt;maj 2022;1,0;1,0;2,0\n",
        ["tabel.csv:2: 5 cells, but the header has 4"],
        id="a row that is too long",
    ),
    pytest.param(
        "Ydelse;Periode;Fredericia;Landet\n",
        ["tabel.csv: the table has no rows"],
        id="a header without rows",
    ),
    pytest.param("", ["tabel.csv: the table has no rows"], id="an empty file"),
    pytest.param(
        "Ydelse;Periode;Landet;Fredericia\nI alt;maj 2022;1,0;1,0\n",
        ['tabel.csv:1: column 3 is headed "Landet", but tabel.yaml describes "Fredericia"'],
        id="columns in another order",
    ),
    pytest.param(
        "Ydelse;Periode\nI alt;maj 2022\n",
        ["tabel.csv:1: 2 columns, but tabel.yaml describes 4"],
        id="columns missing",
    ),
    pytest.param(
        "Ydelse;Periode;Fredericia;Landet\nFleksjob;maj 2022;1,0;1,0\nI alt;2022M13;1,0;-\n",
        [
            'tabel.csv:2: column "Fredericia": no member "Fleksjob"; '
            "known: A-dagpenge, Begge, I alt, Kontanthjælp",
            'tabel.csv:2: column "Landet": no member "Fleksjob"; '
            "known: A-dagpenge, Begge, I alt, Kontanthjælp",
            'tabel.csv:3: column "Fredericia": "2022M13" is not a period',
            'tabel.csv:3: column "Landet": "2022M13" is not a period',
        ],
        id="an unknown member and an impossible period, all at once",
    ),
]


@pytest.mark.parametrize(("table", "expected"), BROKEN)
def test_a_broken_table_is_an_error_never_a_shorter_table(
    tmp_path: Path, table: str, expected: list[str]
) -> None:
    with pytest.raises(DataInvalidError) as error:
        read(write(tmp_path, table))
    found = lines(error, tmp_path)
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


def test_a_missing_quote_breaks_the_table_off(tmp_path: Path) -> None:
    table = 'Ydelse;Periode;Fredericia;Landet\nI alt;maj 2022;1,0;"1,0\n'
    with pytest.raises(DataUnreadableError) as error:
        read(write(tmp_path, table))
    assert lines(error, tmp_path) == [
        "tabel.csv:2: the table breaks off here: unexpected end of data"
    ]


def test_a_table_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "")
    (tmp_path / "tabel.csv").write_bytes("Måling;1".encode("cp1252"))
    with pytest.raises(DataUnreadableError) as error:
        read(tmp_path)
    assert lines(error, tmp_path) == ["tabel.csv: the file is not UTF-8; save it as UTF-8"]


def test_a_byte_order_mark_is_no_part_of_the_first_head(tmp_path: Path) -> None:
    table = "\ufeffYdelse;Periode;Fredericia;Landet\r\nI alt;maj 2022;1,0;1,0\r\n"
    assert len(read(write(tmp_path, table))) == 2


DESCRIPTIONS = [
    pytest.param(
        HEAD + COLUMNS.replace("ledige.andel, area: Hele", "ledige.andl, area: Hele"),
        'tabel.yaml:9:31: column "Landet": no indicator "ledige.andl"; '
        'did you mean "ledige.andel" or "ledige.antal"?',
        id="an unknown indicator",
    ),
    pytest.param(
        HEAD + COLUMNS.replace("area: Fredericia", "area: Fredricia"),
        'tabel.yaml:8:55: column "Fredericia": no area "Fredricia"; did you mean "Fredericia"?',
        id="an unknown area",
    ),
    pytest.param(
        HEAD + COLUMNS.replace("holds: ydelse", "holds: ydelser"),
        'tabel.yaml:6:27: column "Ydelse" holds ydelser; did you mean "ydelse"?',
        id="an unknown dimension",
    ),
    pytest.param(
        HEAD + COLUMNS.replace(", holds: period", ", holds: text"),
        'tabel.yaml:8:5: column "Fredericia": neither this column nor another one names the period',
        id="a column of figures without a period",
    ),
    pytest.param(
        HEAD.replace("danish", "dansk") + COLUMNS,
        'tabel.yaml:4:11: notation: "dansk" is not known here; did you mean "danish"?',
        id="an unknown notation",
    ),
]


@pytest.mark.parametrize(("description", "expected"), DESCRIPTIONS)
def test_a_description_is_checked_with_its_lines(
    tmp_path: Path, description: str, expected: str
) -> None:
    write(tmp_path, "Ydelse;Periode;Fredericia;Landet\nI alt;maj 2022;1,0;1,0\n", description)
    with pytest.raises(DataInvalidError) as error:
        read(tmp_path)
    assert expected in str(error.value)
