"""The census of a tidy file: all rows counted, whatever their order and however many."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.manifests import Entry
from beskplan.readers import _census, _repeats
from beskplan.readers._census import Census, census
from beskplan.readers.tidy import CUT, MOST_TOLD, recognised

HEAD = "indicator,segment,area,period,value,mark"


def counted(folder: Path, *lines: str, head: str = HEAD, entry: Entry | None = None) -> Census:
    path = folder / "tal.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    found = recognised(path, "tal.csv", entry or Entry())
    assert found is not None
    return census(found)


def told(found: Census) -> list[str]:
    return [f"{one.line}: {one.message}" for one in found.problems]


def test_every_series_with_its_areas_periods_and_missing_figures(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        "andel,,607,2022M03,5.0,",
        "andel,,607,2022M01,4.0,",
        "andel,,000,2022M03,,..",
        "andel,ydelse=A,000,2022M03,,..",
        "antal,,000,2022M02,,-",
    )
    assert [
        (one.indicator, one.segment, one.areas, one.rows, one.missing) for one in found.series
    ] == [
        ("andel", "", 2, 3, 1),
        ("andel", "ydelse=A", 1, 1, 1),
        ("antal", "", 1, 1, 1),
    ]
    assert [sorted(one.periods) for one in found.series] == [
        ["2022M01", "2022M03"],
        ["2022M03"],
        ["2022M02"],
    ]
    assert dict(found.marks) == {"..": 2, "-": 1}
    assert found.names["area"] == {"607": 2, "000": 4}
    assert (found.rows, found.equal, found.differing, found.problems) == (5, 0, 0, ())


BAD = [
    pytest.param("andel,,607,2022M02,5x,", '3: value: "5x" is no number such as 3.5', id="number"),
    pytest.param("andel,,607,2022M02,..,", '3: value: ".." is no number such as 3.5', id="mark"),
    pytest.param("andel,,607,2022M02,,", f"3: {CUT}", id="neither figure nor mark"),
    pytest.param("andel,,607", f"3: {CUT}", id="a line that is cut"),
    pytest.param(",,607,2022M02,5,", f"3: {CUT}", id="no indicator"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_rows_that_an_evaluation_would_refuse(tmp_path: Path, line: str, message: str) -> None:
    assert told(counted(tmp_path, "andel,,607,2022M01,4.0,", line)) == [message]


def test_a_vintage_repeats_nothing(tmp_path: Path) -> None:
    lines = ("andel,,607,2022M01,4.0,,2022-05-01", "andel,,607,2022M01,4.1,,2022-06-01")
    found = counted(tmp_path, *lines, lines[0], head=f"{HEAD},retrieved")
    assert (found.equal, found.differing) == (1, 0)


TWICE = "andel,,607,2022M01,4.0,"
REMEDY = "delete one, or give the newer its retrieved"
REPEATED = [
    pytest.param([TWICE, "andel,,607,2022M02,4.1,"], 0, 0, [], id="none twice"),
    pytest.param([TWICE, "andel,,607,2022M01,4.00,"], 1, 0, [], id="equal, with another last zero"),
    pytest.param(
        [TWICE, "andel,,607,2022M01,4.1,"],
        0,
        2,
        [f"3: two figures for andel, area 607, 2022M01: 4.1 here, 4.0 in FILE:2; {REMEDY}"],
        id="two figures",
    ),
    pytest.param(
        ["andel,ydelse=A,607,2022M01,4,", "andel,ydelse=A,607,2022M01,,.."],
        0,
        2,
        [f'3: two figures for andel, A, area 607, 2022M01: ".." here, 4 in FILE:2; {REMEDY}'],
        id="a figure and a missing one",
    ),
    pytest.param(["andel,,607,2022M01,,-", "andel,,607,2022M01,,.."], 1, 0, [], id="missing twice"),
    pytest.param(
        [TWICE, "andel,,607,Jan 2022,4.1,"],
        0,
        2,
        [f"3: two figures for andel, area 607, 2022M01: 4.1 here, 4.0 in FILE:2; {REMEDY}"],
        id="a period in two spellings",
    ),
    pytest.param(
        [TWICE, TWICE, "andel,,607,2022M01,4.1,", "andel,,607,2022M01,4.1,"],
        0,
        4,
        [f"4: two figures for andel, area 607, 2022M01: 4.1 here, 4.0 in FILE:2; {REMEDY}"],
        id="each of two figures twice",
    ),
    pytest.param(
        [TWICE, "andel,,607,2022M01,40,", "antal,,607,2022M01,4,", "antal,,607,2022M01,5,"],
        0,
        4,
        [
            f"3: two figures for andel, area 607, 2022M01: 40 here, 4.0 in FILE:2; {REMEDY}",
            f"5: two figures for antal, area 607, 2022M01: 5 here, 4 in FILE:4; {REMEDY}",
        ],
        id="two keys",
    ),
]


@pytest.mark.parametrize("at_once", [_repeats.AT_ONCE, 1], ids=["at once", "in parts"])
@pytest.mark.parametrize(("lines", "equal", "differing", "messages"), REPEATED)
def test_figures_that_stand_twice(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lines: list[str],
    equal: int,
    differing: int,
    messages: list[str],
    at_once: int,
) -> None:
    monkeypatch.setattr(_repeats, "AT_ONCE", at_once)
    found = counted(tmp_path, *lines)
    assert (found.equal, found.differing, found.problems) == (equal, differing, ())
    path = (tmp_path / "tal.csv").as_posix()
    said = [f"{one.line}: {one.message}".replace(path, "FILE") for one in found.contradictions]
    assert said == messages


def test_only_the_first_contradictions_are_told_and_how_many_more_there_are(
    tmp_path: Path,
) -> None:
    months = [f"{year}M{month:02}" for year in range(2019, 2022) for month in range(1, 13)]
    lines = [f"andel,,607,{month},{value}," for value in (1, 2) for month in months]
    found = counted(tmp_path, *lines)
    assert found.differing == 72
    told = found.contradictions
    assert [one.line for one in told] == list(range(38, 38 + MOST_TOLD))
    assert told[-2].message.endswith(REMEDY)
    assert told[-1].message.endswith(f"{REMEDY}; and 16 more")


def test_of_two_figures_of_which_one_has_no_date_nothing_tells_the_newer(tmp_path: Path) -> None:
    head = f"{HEAD},retrieved"
    dated, undated = f"{TWICE},2022-05-01", "andel,,607,2022M01,4.1,,"
    found = counted(tmp_path, dated, undated, head=head)
    assert (found.equal, found.differing) == (0, 2)
    assert found.contradictions[0].message.endswith(
        "only one says when it was retrieved; say it of both"
    )
    by_manifest = counted(
        tmp_path, dated, undated, head=head, entry=Entry(retrieved=date(2022, 5, 1))
    )
    assert by_manifest.contradictions[0].message.endswith(REMEDY)
    newer = counted(tmp_path, dated, undated, head=head, entry=Entry(retrieved=date(2022, 6, 1)))
    assert (newer.differing, newer.contradictions) == (0, ())


def test_nothing_is_read_again_where_nothing_stands_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_census, "repeats", lambda *_: pytest.fail("the file was read again"))
    assert counted(tmp_path, TWICE, "andel,,607,2022M02,4.0,").equal == 0


def test_more_periods_than_a_word_has_bits(tmp_path: Path) -> None:
    periods = [f"{year}M{month:02}" for year, month in product(range(2001, 2021), range(1, 13))]
    lines = [f"andel,,607,{period},1," for period in periods]
    found = counted(tmp_path, *lines)
    assert (len(found.series[0].periods), found.equal, found.differing) == (240, 0, 0)
    again = counted(tmp_path, *lines, lines[63], lines[64], f"andel,,607,{periods[239]},2,")
    assert (again.equal, again.differing) == (2, 2)


def test_periods_that_the_first_rows_do_not_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_census, "_SAMPLE", 2)
    lines = [f"andel,,607,2022M{month:02},1," for month in range(1, 13)]
    found = counted(tmp_path, *lines, lines[11])
    assert len(found.series[0].periods) == 12
    assert found.equal == 1


def test_a_column_that_holds_no_periods_at_all(tmp_path: Path) -> None:
    lines = [f"andel,,607,P{number}," + "1," for number in range(_census.MOST_PERIODS + 5)]
    found = counted(tmp_path, *lines)
    assert found.rows == len(lines)
    assert found.names["period"]["P7"] == 9


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["andel", "antal"]),
        st.sampled_from(["", "ydelse=A"]),
        st.sampled_from(["607", "000"]),
        st.sampled_from(["2022M01", "2022M02", "2021", "2022K1"]),
        st.sampled_from(["1", "1.0", "2"]),
    ),
    min_size=1,
    max_size=30,
)


@given(rows=ROWS)
def test_repeated_figures_are_counted_as_one_would_by_hand(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("census") / "tal.parquet"
    pl.DataFrame(rows, schema=HEAD.split(",")[:5], orient="row").write_parquet(path)
    tidy = recognised(path, "tal.parquet", Entry())
    assert tidy is not None
    found = census(tidy)
    keys = Counter(row[:4] for row in rows)
    values = {key: {float(row[4]) for row in rows if row[:4] == key} for key in keys}
    assert found.equal == sum(n - 1 for key, n in keys.items() if len(values[key]) == 1)
    assert found.differing == sum(n for key, n in keys.items() if len(values[key]) > 1)
    assert sum(one.rows for one in found.series) == found.rows == len(rows)
