from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial

import pytest

from beskplan.catalogue import Indicator
from beskplan.numbers import Value
from beskplan.observations import Figure, Observations
from beskplan.periods import Period
from tests.build import an_indicator, figure, figures, observations

MARCH = Period.parse("2022M03")
A_DAGPENGE = (("ydelse", "A-dagpenge"),)


@pytest.mark.parametrize(
    ("indicator", "printed", "half_step"),
    [
        pytest.param(an_indicator(), "79.7", "1/20", id="one decimal: half a tenth"),
        pytest.param(an_indicator(), "79.70", "1/200", id="a printed zero counts"),
        pytest.param(an_indicator(), "80", "1/2", id="no decimal: half of one"),
        pytest.param(an_indicator(), "0.0", "1/20", id="zero is rounded too"),
        pytest.param(an_indicator(), "-1.5", "1/20", id="negative"),
        pytest.param(an_indicator(decimals="1"), "75", "1/20", id="Excel dropped the last zero"),
        pytest.param(an_indicator(decimals="1"), "75.25", "1/200", id="more than usual is printed"),
        pytest.param(an_indicator(rounded_to="0.5"), "12.5", "1/4", id="rounded coarser"),
        pytest.param(an_indicator(unit="persons"), "174", "0", id="persons are counted"),
        pytest.param(an_indicator(unit="cases"), "174", "0", id="cases are counted"),
        pytest.param(an_indicator(unit="place"), "75", "0", id="places are counted"),
        pytest.param(an_indicator(unit="full-time-persons"), "174.5", "1/20", id="half persons"),
        pytest.param(an_indicator(unit="persons", rounded_to="5"), "175", "5/2", id="to fives"),
        pytest.param(an_indicator(unit="weeks"), "12", "1/2", id="weeks are not counted"),
        pytest.param(an_indicator(unit="mio. kr."), "7.0", "1/20", id="money is rounded"),
    ],
)
def test_range_that_the_printed_precision_leaves_open(
    indicator: Indicator, printed: str, half_step: str
) -> None:
    value = figure("250", "2022M03", printed).as_value(indicator)
    assert value is not None
    exact, half = Fraction(printed), Fraction(half_step)
    assert (value.exact, value.low, value.high) == (exact, exact - half, exact + half)
    assert str(value.decimal) == printed


def test_suppressed_figure_has_no_value() -> None:
    hidden = figure("250", "2022M03", "..")
    assert (hidden.value, hidden.mark, hidden.as_value(an_indicator())) == (None, "..", None)


def test_row_is_found_by_its_whole_key() -> None:
    rows = observations(
        {("250", "2022M03"): "1.0", ("000", "2022M03"): ".."},
        figures({("250", "2022M03"): "2.0"}, segment={"ydelse": "A-dagpenge"}),
        figures({("250", "2022M03"): "3.0"}, "antal"),
    )
    assert len(rows) == 4
    assert [str(one.value) for one in rows] == ["1.0", "None", "2.0", "3.0"]

    total = rows.figure("andel", (), "250", MARCH)
    member = rows.figure("andel", A_DAGPENGE, "250", MARCH)
    hidden = rows.figure("andel", (), "000", MARCH)
    assert total is not None
    assert member is not None
    assert hidden is not None
    assert (str(total.value), str(member.value), hidden.mark) == ("1.0", "2.0", "..")


@pytest.mark.parametrize(
    ("name", "segment", "area", "period"),
    [
        ("andel", (), "101", MARCH),
        ("andel", (), "250", Period.parse("2022M02")),
        ("andel", (), "250", Period.parse("2022Q1")),
        ("antal", (), "250", MARCH),
        ("andel", A_DAGPENGE, "250", MARCH),
    ],
    ids=["another area", "another month", "another length", "another indicator", "another part"],
)
def test_no_row_is_none(
    name: str, segment: tuple[tuple[str, str], ...], area: str, period: Period
) -> None:
    rows = observations({("250", "2022M03"): "0"})
    assert rows.figure("andel", (), "250", MARCH) is not None
    assert rows.figure(name, segment, area, period) is None


def test_of_two_rows_with_one_key_the_last_counts() -> None:
    rows = observations([figure("250", "2022M03", "1"), figure("250", "2022M03", "2")])
    assert [str(one.value) for one in rows] == ["2"]


def vintage(printed: str, day: str | None, period: str = "2022M03") -> Figure:
    retrieved = None if day is None else date.fromisoformat(day)
    return figure("250", period, printed)._replace(retrieved=retrieved)


OLD, NEW = vintage("1", "2022-05-01"), vintage("2", "2022-11-01")


@pytest.mark.parametrize(
    ("rows", "counts", "older"),
    [
        ([OLD, NEW], NEW, (OLD,)),
        ([NEW, OLD], NEW, (OLD,)),
        ([vintage("3", None), OLD], OLD, (vintage("3", None),)),
        ([OLD, vintage("3", None)], OLD, (vintage("3", None),)),
        ([OLD, vintage("3", "2022-05-01")], vintage("3", "2022-05-01"), (OLD,)),
        ([OLD, vintage("..", "2022-12-01"), NEW], vintage("..", "2022-12-01"), (NEW, OLD)),
    ],
    ids=[
        "the newer after the older",
        "the newer before the older",
        "one without a day comes first in the file",
        "one without a day comes last in the file",
        "two of one day: the last counts",
        "three, the newest suppressed",
    ],
)
def test_newest_vintage_counts_and_the_older_are_kept(
    rows: list[Figure], counts: Figure, older: tuple[Figure, ...]
) -> None:
    found = Observations.of(rows)
    assert (list(found), len(found)) == ([counts], 1)
    assert found.older == {counts.key: older}


def test_single_vintage_leaves_nothing_older() -> None:
    assert Observations.of([OLD, vintage("2", "2022-05-01", "2022M04")]).older == {}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, NEW),
        ("2022-04-30", None),
        ("2022-05-01", OLD),
        ("2022-10-31", OLD),
        ("2022-11-01", NEW),
        ("2030-01-01", NEW),
    ],
    ids=["now", "before the first", "the first day", "between", "the second day", "later"],
)
def test_figure_as_it_was_known_on_a_day(day: str | None, expected: Figure | None) -> None:
    found = Observations.of([NEW, OLD, vintage("9", None)])
    assert found.known(OLD.key, None if day is None else date.fromisoformat(day)) == expected


def test_nothing_is_known_of_a_row_that_is_not_there() -> None:
    other = figure("101", "2022M03", "1").key
    for day in (None, date(2030, 1, 1)):
        assert Observations.of([OLD, NEW]).known(other, day) is None


def test_month_by_any_spelling_is_one_key() -> None:
    rows = observations([figure("250", "2022M03", "1"), figure("250", "marts 2022", "2")])
    assert len(rows) == 1


def test_periods_that_have_a_row() -> None:
    rows = observations(
        {("250", "2022M02"): "1", ("250", "2022M03"): "..", ("000", "2022M04"): "1"},
        figures({("101", "2021M01"): "1"}, segment={"ydelse": "A-dagpenge"}),
    )
    assert sorted(map(str, rows.periods("andel", ()))) == ["2022M02", "2022M03", "2022M04"]
    assert sorted(map(str, rows.periods("andel", A_DAGPENGE))) == ["2021M01"]


def test_nothing_is_known_of_an_unknown_series() -> None:
    for rows in (Observations(), observations({("250", "2022M03"): "1"})):
        assert rows.periods("antal", ()) == frozenset()


def test_a_question_is_answered_once_for_each_thing_that_it_is_about() -> None:
    rows, one, other = Observations(), ["a"], ["a"]
    assert rows.once((one, 1), lambda: "first") == "first"
    assert rows.once((one, 1), lambda: "again") == "first"
    assert rows.once((other, 1), lambda: "equal, yet another thing") == "equal, yet another thing"
    assert Observations().once((one, 1), lambda: "of other figures") == "of other figures"


def test_answers_do_not_pile_up_and_never_change_hands() -> None:
    rows = Observations()
    for number in range(10_000):
        assert rows.once(([number],), partial(int, number)) == number


def test_observations_are_equal_when_their_figures_are() -> None:
    one = {("250", "2022M02"): "1", ("250", "2022M03"): "2"}
    assert observations(one) == observations(one)
    assert observations(one) != observations({("250", "2022M02"): "1"})
    rows = figures(one)
    assert Observations.of(rows) == Observations.of(reversed(rows))


def test_value_of_a_limit_is_exact() -> None:
    assert Value.of(85) == Value(Fraction(85), Fraction(85), Fraction(85), 0)
