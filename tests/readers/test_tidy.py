"""The tidy form: scanned lazily, only what is asked for kept, all of that checked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from beskplan.catalogue import Catalogue, segment_of
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.observations import Observations, Wanted
from beskplan.periods import Period
from beskplan.readers import load_observations
from tests.build import an_indicator

CATALOGUE = Catalogue.of(
    an_indicator(dimensions={"ydelse": {"total": "Alle", "members": {"A-dagpenge": []}}}),
    an_indicator("antal", unit="persons"),
)
HEAD = "indicator,segment,area,period,value"
A_DAGPENGE = segment_of({"ydelse": "A-dagpenge"})


def folder(tmp_path: Path, text: str, name: str = "tal.csv") -> Path:
    tmp_path.joinpath(name).write_bytes(text.encode())
    return tmp_path


def loaded(tmp_path: Path, text: str, wanted: Wanted | None = None) -> Observations:
    return load_observations(folder(tmp_path, text), CATALOGUE, wanted)


def said(found: Observations) -> list[str]:
    return [
        f"{one.key.indicator} {dict(one.key.segment)} {one.key.area} {one.key.period}: "
        f"{one.value if one.value is not None else repr(one.mark)} (row {one.source.row})"
        for one in sorted(found, key=lambda one: one.source)
    ]


def refused(tmp_path: Path, text: str, name: str = "tal.csv") -> list[str]:
    with pytest.raises((DataInvalidError, DataUnreadableError)) as caught:
        load_observations(folder(tmp_path, text, name), CATALOGUE)
    return [line.removeprefix(f"{tmp_path.as_posix()}/") for line in str(caught.value).split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}\nandel,,250,2022M03,5.0\n", id="as a machine writes it"),
        pytest.param(f"\ufeff{HEAD}\nandel,,250,2022M03,5.0\n", id="with a byte order mark"),
        pytest.param(f"{HEAD}\r\nandel,,250,2022M03,5.0\r\n", id="with CRLF"),
        pytest.param(
            "value,period,area,segment,indicator\n5.0,2022M03,250,,andel\n", id="in another order"
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,5,0\n".replace(",", ";").replace("5;0", "5,0"),
            id="the Danish variant",
        ),
        pytest.param(f"{HEAD},mark\nandel,,250,2022M03,5.0,\n", id="with a column of marks"),
    ],
)
def test_a_figure_reads_the_same_in_every_spelling_of_the_form(tmp_path: Path, text: str) -> None:
    assert said(loaded(tmp_path, text)) == ["andel {} 250 2022M03: 5.0 (row 2)"]


def test_segments_marks_vintages_and_provisional_figures(tmp_path: Path) -> None:
    text = (
        f"{HEAD},mark,retrieved,provisional\n"
        "andel,ydelse=A-dagpenge,250,2022M03,5.0,,2022-05-01,true\n"
        "andel,,250,2022M03,,..,2022-05-01,false\n"
        "andel,,000,2022M03,4.1,,2022-05-01,\n"
        "andel,,000,2022M03,4.2,,2022-06-01,\n"
    )
    found = loaded(tmp_path, text)
    assert said(found) == [
        "andel {'ydelse': 'A-dagpenge'} 250 2022M03: 5.0 (row 2)",
        "andel {} 250 2022M03: '..' (row 3)",
        "andel {} 000 2022M03: 4.2 (row 5)",
    ]
    first = found.figure("andel", A_DAGPENGE, "250", Period.parse("2022M03"))
    assert first is not None
    assert first.provisional
    (older,) = found.older.values()
    assert [one.value for one in older] == [Decimal("4.1")]


def test_parquet_holds_text_decimals_dates_and_booleans(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "indicator": ["andel", "andel"],
            "segment": ["", None],
            "area": ["250", "000"],
            "period": ["2022M03", "2022M03"],
            "value": [Decimal("5.0"), None],
            "retrieved": ["2022-05-01", None],
            "provisional": [True, False],
        },
        schema_overrides={"value": pl.Decimal(9, 1)},
    ).with_columns(pl.col("retrieved").str.to_date(), pl.col("segment").fill_null(""))
    frame.write_parquet(tmp_path / "tal.parquet")
    assert said(load_observations(tmp_path, CATALOGUE)) == [
        "andel {} 250 2022M03: 5.0 (row 2)",
        "andel {} 000 2022M03: '' (row 3)",
    ]


def test_only_what_is_asked_for_is_kept_and_elsewhere_it_is_told_when(tmp_path: Path) -> None:
    text = (
        f"{HEAD}\n"
        "andel,,250,2022M03,5.0\n"
        "andel,,101,2022M04,6.0\n"
        "antal,,250,2022M03,7\n"
        "ukendt,,250,2022M03,nonsense\n"
    )
    wanted = Wanted(frozenset({("andel", ())}), frozenset({"250", "000"}))
    found = loaded(tmp_path, text, wanted)
    assert said(found) == ["andel {} 250 2022M03: 5.0 (row 2)"]
    assert sorted(map(str, found.periods("andel", ()))) == ["2022M03", "2022M04"]


def test_what_is_not_asked_for_is_not_looked_at_but_what_is_asked_for_is(tmp_path: Path) -> None:
    text = f"{HEAD}\nandel,,250,2022M03,5.0\nandel,,0101,2022M04,6.0\n"
    with pytest.raises(DataInvalidError, match='area: "0101" is no code; write 101'):
        loaded(tmp_path, text, Wanted(frozenset({("andel", ())}), frozenset({"250"})))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,5.0\nandel,,250,2022M04,6",
            "tal.csv: the last line has no line end, so the file may have been cut",
            id="cut in the last line",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,5.0\nandel,,250\nandel,,250,2022M05,5.0\n",
            "tal.csv:3: this row lacks cells; is it cut? A missing figure has a mark",
            id="a line that lacks cells",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,5.0,x\n",
            "tal.csv: this file is cut or damaged: found more fields than defined in 'Schema'",
            id="a line with too many cells",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,5.0\nandel,,250,2022M04\nandel,,250,2022M05,5.0\n",
            "tal.csv:3: this row lacks cells; is it cut? A missing figure has a mark",
            id="a line cut before its figure",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,5.0\n\nandel,,250,2022M04,5.0\n",
            "tal.csv:3: this row lacks cells; is it cut? A missing figure has a mark",
            id="an empty line",
        ),
        pytest.param(
            f"{HEAD},kilde\nandel,,250,2022M03,5.0,x\n",
            'tal.csv:1: column "kilde" is none of the tidy form; known: area, indicator, mark, '
            "period, provisional, retrieved, segment, value",
            id="a column of its own",
        ),
        pytest.param(
            f"{HEAD},area\nandel,,250,2022M03,5.0,250\n",
            'tal.csv:1: column "area" stands twice',
            id="a column twice",
        ),
        pytest.param(
            f"{HEAD}\nandel,,Frederikssund,2022M03,5.0\n",
            'tal.csv:2: area: "Frederikssund" is no code; write 250',
            id="a name for a code",
        ),
        pytest.param(
            f"{HEAD}\nandle,,250,2022M03,5.0\n",
            'tal.csv:2: indicator: no indicator "andle"; did you mean "andel"?',
            id="an unknown indicator",
        ),
        pytest.param(
            f"{HEAD}\nandel,A-dagpenge,250,2022M03,5.0\n",
            'tal.csv:2: segment: "A-dagpenge" is no segment; write "køn=Kvinder&ydelse=A-dagpenge"',
            id="a member without its dimension",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,1e3\n",
            'tal.csv:2: value: "1e3" is no number such as 3.5',
            id="a power of ten",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,nan\n",
            'tal.csv:2: value: "nan" is no number such as 3.5',
            id="not a number",
        ),
        pytest.param(
            f'{HEAD}\nandel,,250,2022M03,"5.0"\n',
            'tal.csv:2: value: "\\"5.0\\"" is no number such as 3.5'.replace('\\"', '"'),
            id="a number in quotation marks",
        ),
        pytest.param(
            f"{HEAD}\nandel,,250,2022M03,1234567890123456.0\n",
            'tal.csv:2: value: "1234567890123456.0" is no number such as 3.5',
            id="more than 15 digits",
        ),
        pytest.param(
            f"{HEAD.replace(',', ';')}\nandel;;250;2022M03;5.0\n",
            'tal.csv:2: value: "5.0" is no number such as 3,5',
            id="a decimal point in the Danish variant",
        ),
        pytest.param(
            f"{HEAD},retrieved\nandel,,250,2022M03,5.0,1/5-22\n",
            'tal.csv:2: retrieved: "1/5-22" is no day as 2026-11-01',
            id="a day in other words",
        ),
        pytest.param(
            f"{HEAD},retrieved\nandel,,250,2022M03,5.0,-021-10-01\n",
            'tal.csv:2: retrieved: "-021-10-01" is no day as 2026-11-01',
            id="a year before our time",
        ),
        pytest.param(
            f"{HEAD},provisional\nandel,,250,2022M03,5.0,ja\n",
            'tal.csv:2: provisional: "ja" is not true or false',
            id="neither true nor false",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_row(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text)[0] == message


def test_two_figures_for_one_key_name_both_rows(tmp_path: Path) -> None:
    text = f"{HEAD}\nandel,,250,2022M03,5.0\nandel,,250,2022M03,5.1\n"
    (message,) = refused(tmp_path, text)
    assert message == (
        "tal.csv:3: two figures for andel, area 250, 2022M03: 5.1 here, 5.0 in "
        f"{tmp_path.as_posix()}/tal.csv:2; delete one, or give the newer its retrieved"
    )


@pytest.mark.parametrize("size", [5, 60, -20], ids=["the head", "in the middle", "the end"])
def test_cut_parquet_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "tal.parquet"
    pl.DataFrame({name: ["x"] for name in HEAD.split(",")}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(DataUnreadableError, match="cut or damaged"):
        load_observations(tmp_path, CATALOGUE)


def test_parquet_of_another_form_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"Kommune": ["x"], "Tal": [1]}).write_parquet(tmp_path / "tal.parquet")
    with pytest.raises(DataUnreadableError, match="read in the tidy form only; indicator, segment"):
        load_observations(tmp_path, CATALOGUE)


def test_binary_floating_point_numbers_are_refused(tmp_path: Path) -> None:
    pl.DataFrame(
        {"indicator": "andel", "segment": "", "area": "250", "period": "2022M03", "value": [0.1]}
    ).write_parquet(tmp_path / "tal.parquet")
    with pytest.raises(DataInvalidError, match="value holds binary floating-point numbers"):
        load_observations(tmp_path, CATALOGUE)
