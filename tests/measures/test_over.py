from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.observations import Figure
from beskplan.periods import Period
from tests.build import (
    a_case,
    a_measure,
    a_run,
    an_indicator,
    answer,
    exact,
    figure,
    holes,
    observations,
    odd,
    verdict,
)
from tests.measures.conftest import Problems

COUNT = an_indicator("antal", unit="persons")
QUARTERLY = an_indicator("kvartalstal", unit="persons", covers="quarter")
WEEKLY = an_indicator("ugetal", unit="persons", covers="week")
TO_DATE = an_indicator("aartal", unit="persons", covers="year to date")
DURATION = an_indicator("uger", unit="weeks")
MONEY = an_indicator("kroner", unit="mio. kr.")
PLACE = an_indicator("plads", unit="place")
ALL = (an_indicator(), COUNT, QUARTERLY, WEEKLY, TO_DATE, DURATION, MONEY, PLACE)

ROWS = observations(
    a_run("1.0", "2.0", "3.0", "5.0", "7.0", "9.5"),
    a_run("1", "2", "3", "4", "5", "6", name="antal"),
    a_run("10", "20", "30", "50", until="2022Q1", name="kvartalstal"),
    [figure("250", "2021", "999", "kvartalstal"), figure("250", "2022M03", "999", "kvartalstal")],
    [figure("250", "2022M01-2022M03", "30", "aartal")],
    a_run("1.5", "2.5", name="kroner"),
    a_run("10", "20", name="uger"),
    a_run("1", "2", name="plads"),
)
NO_FIT = (
    "vinduet går ikke op i tallenes perioder",
    "the window is not a whole number of the figures' periods",
)
NO_SUM = (
    "andele og gennemsnit kan ikke lægges sammen over tid",
    "shares and averages cannot be added over time",
)


@pytest.mark.parametrize(
    ("name", "over", "period", "expected", "used"),
    [
        pytest.param("andel", "last: 3 months, take: mean", "2022M03", "43/6", 3, id="mean"),
        pytest.param("andel", "last: 1 month, take: mean", "2022M03", "19/2", 1, id="one month"),
        pytest.param("andel", "last: 1 quarter, take: mean", "2022M03", "43/6", 3, id="a quarter"),
        pytest.param(
            "andel", "last: 3 months, take: mean", "2022M02", "5", 3, id="ends with the period"
        ),
        pytest.param("antal", "last: 3 months, take: mean", "2022M03", "5", 3, id="mean of counts"),
        pytest.param("antal", "last: 6 months, take: sum", "2022M03", "21", 6, id="sum of counts"),
        pytest.param("kroner", "last: 2 months, take: sum", "2022M03", "4", 2, id="sum of money"),
        pytest.param("uger", "last: 2 months, take: mean", "2022M03", "15", 2, id="mean duration"),
        pytest.param("antal", "from: this year, take: sum", "2022M03", "15", 3, id="to date"),
        pytest.param("antal", "from: this year, take: sum", "2022M01", "4", 1, id="in January"),
        pytest.param("antal", "from: 2021M11, take: sum", "2022M03", "20", 5, id="from a month"),
        pytest.param("antal", "from: 2022, take: mean", "2022M02", "9/2", 2, id="from a year on"),
        pytest.param("antal", "from: 2022M03, take: sum", "2022M03", "6", 1, id="from itself"),
        pytest.param(
            "kvartalstal", "last: 4 quarters, take: sum", "2022Q1", "110", 4, id="quarters"
        ),
        pytest.param("kvartalstal", "last: 12 months, take: sum", "2022Q1", "110", 4, id="months"),
        pytest.param("kvartalstal", "last: 1 year, take: mean", "2022Q1", "55/2", 4, id="a year"),
        pytest.param(
            "kvartalstal", "from: 2021Q3, take: sum", "2022Q1", "100", 3, id="from a quarter"
        ),
        pytest.param(
            "aartal", "from: this year, take: sum", "2022Q1", "30", 1, id="is to date already"
        ),
    ],
)
def test_window_that_ends_with_the_period(
    name: str, over: str, period: str, expected: str, used: int
) -> None:
    measure = a_measure(f"{{indicator: {name}, over: {{{over}}}}}")
    found = measure.measured(a_case(ROWS, *ALL, period=period))
    assert (exact(found), len(found.figures)) == (expected, used)
    assert (found.missing, found.incomparable) == ((), None)
    assert max(one.key.period for one in found.figures) == Period.parse(period)


@pytest.mark.parametrize(
    ("name", "over", "period"),
    [
        pytest.param("kvartalstal", "last: 4 months, take: sum", "2022Q1", id="half a quarter"),
        pytest.param("kvartalstal", "last: 1 month, take: sum", "2022Q1", id="shorter than one"),
        pytest.param("kvartalstal", "from: 2021M02, take: sum", "2022Q1", id="from within one"),
        pytest.param("antal", "from: 2022M04, take: sum", "2022M03", id="from later"),
        pytest.param("antal", "from: 2022-01-15, take: sum", "2022M03", id="from mid-month"),
        pytest.param("ugetal", "last: 1 month, take: sum", "2022U10", id="weeks make no month"),
        pytest.param("antal", "last: 200 years, take: sum", "2022M03", id="before the calendar"),
    ],
)
def test_window_that_the_periods_do_not_fill_is_not_comparable(
    name: str, over: str, period: str
) -> None:
    measure = a_measure(f"{{indicator: {name}, over: {{{over}}}}}")
    found = measure.measured(a_case(ROWS, *ALL, period=period))
    assert (exact(found), found.missing, odd(found)) == (None, (), NO_FIT)


@pytest.mark.parametrize("name", ["andel", "uger", "plads"])
def test_shares_durations_and_places_are_not_added_over_time(name: str) -> None:
    for over in ("last: 2 months", "from: 2022M02"):
        measure = a_measure(f"{{indicator: {name}, over: {{{over}, take: sum}}}}")
        found = measure.measured(a_case(ROWS, *ALL))
        assert (exact(found), found.figures, odd(found)) == (None, (), NO_SUM)


def test_hole_leaves_no_value_and_names_its_periods() -> None:
    rows = observations(
        {("250", "2021M12"): "1.0", ("250", "2022M02"): "..", ("250", "2022M03"): "3.0"},
        a_run("4.0", "4.0", "4.0", "4.0", "4.0", area="000"),
    )
    measure = a_measure("{indicator: andel, over: {last: 5 months, take: mean}}")
    found = measure.measured(a_case(rows))
    assert exact(found) is None
    assert holes(found) == ["andel 250 2021M11", "andel 250 2022M01", "andel 250 2022M02 .."]
    assert [str(one.key.period) for one in found.figures] == ["2021M12", "2022M03"]
    assert exact(measure.measured(a_case(rows, area="000", period="2022M03"))) == "4"


def test_one_suppressed_month_of_twelve_is_no_mean_of_eleven() -> None:
    measure = a_measure("{indicator: andel, over: {last: 12 months, take: mean}}")
    for hidden in range(12):
        printed = ["2.0"] * 12
        printed[hidden] = ".."
        found = measure.measured(a_case(observations(a_run(*printed))))
        month = Period.parse("2022M03").shifted(hidden - 11)
        assert (exact(found), holes(found)) == (None, [f"andel 250 {month} .."])
    whole = measure.measured(a_case(observations(a_run(*["2.0"] * 12))))
    assert exact(whole) == "2"


def test_this_year_is_that_of_the_period() -> None:
    rows = observations(a_run("7", until="2021M01", name="antal"), a_run("1", name="antal"))
    measure = a_measure("{indicator: antal, over: {from: this year, take: sum}}")
    assert exact(measure.measured(a_case(rows, COUNT, period="2021M01"))) == "7"
    found = measure.measured(a_case(rows, COUNT))
    assert holes(found) == ["antal 250 2022M01", "antal 250 2022M02"]


def test_zero_is_a_figure_of_the_window() -> None:
    rows = observations(a_run("0", "0", "6", name="antal"))
    mean = a_measure("{indicator: antal, over: {last: 3 months, take: mean}}")
    assert exact(mean.measured(a_case(rows, COUNT))) == "2"


POOLS: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
POOLED = "{indicator: andel, pooled: {ydelse: [A, B]}, over: {last: 12 months, take: mean}}"
WEIGHED = (
    an_indicator(numerator="antal", denominator="alle", dimensions=POOLS),
    an_indicator("antal", unit="persons", dimensions=POOLS),
    an_indicator("alle", unit="persons", dimensions=POOLS),
)
SIX = ((1, 3), (2, 7), (5, 9), (3, 11), (4, 13), (9, 17))
TWELVE = (*SIX, *((whole - part, whole) for part, whole in SIX))  # in pairs of 100 percent


def pooled_rows(parts: tuple[tuple[int, int], ...]) -> list[Figure]:
    """Return counts of two groups by month, put together as ``parts`` says."""
    rows: list[Figure] = []
    for member, share in (("A", 1), ("B", 2)):
        segment = {"ydelse": member}
        above = [str(part * share) for part, _ in parts]
        below = [str(whole * share) for _, whole in parts]
        rows += a_run(*above, name="antal", segment=segment)
        rows += a_run(*below, name="alle", segment=segment)
    return rows


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ("{type: threshold, at_least: 50}", "met"),
        ("{type: threshold, at_most: 50}", "met"),
        ("{type: threshold, above: 50}", "missed"),
        ("{type: threshold, below: 50}", "missed"),
    ],
)
def test_mean_of_pooled_shares_that_hits_its_target_exactly(rule: str, status: str) -> None:
    rows = observations(pooled_rows(TWELVE))
    found = a_measure(POOLED).measured(a_case(rows, *WEIGHED))
    assert (exact(found), len(found.figures)) == ("50", 48)
    judged = verdict(rule, rows, *WEIGHED, target=f"measure: {POOLED}")
    assert answer(judged) == (status, "50", "50", "0")


def test_hole_in_one_group_of_a_pooled_window_is_named_once() -> None:
    rows = [row for row in pooled_rows(TWELVE) if row != pooled_rows(TWELVE)[0]]
    found = a_measure(POOLED).measured(a_case(observations(rows), *WEIGHED))
    assert (exact(found), holes(found)) == (None, ["antal 250 2021M04"])


tenths = st.integers(-9_999, 9_999).map(lambda number: f"{number / 10:.1f}")
steps = st.fractions(Fraction(-1, 20), Fraction(1, 20), max_denominator=1000)


@given(st.lists(st.tuples(tenths, steps), min_size=6, max_size=6))
def test_mean_of_the_figures_before_rounding_is_inside_the_range(
    figures: list[tuple[str, Fraction]],
) -> None:
    rows = observations(a_run(*(text for text, _ in figures)))
    measure = a_measure("{indicator: andel, over: {last: 6 months, take: mean}}")
    value = measure.measured(a_case(rows)).value
    assert value is not None
    assert value.exact == sum(Fraction(text) for text, _ in figures) / 6
    assert value.low <= value.exact <= value.high
    before = sum(Fraction(text) + step for text, step in figures) / 6
    assert value.low <= before <= value.high
    assert value.high - value.low == Fraction(1, 10)  # a mean is no surer than its figures


@pytest.mark.parametrize(
    ("over", "place", "message"),
    [
        (
            "{last: 12 months, from: this year, take: mean}",
            "15:43: target 1a, measure.over",
            "over takes exactly one of last and from",
        ),
        (
            "{take: mean}",
            "15:43: target 1a, measure.over",
            "over takes exactly one of last and from",
        ),
        (
            "{last: 12 moons, take: mean}",
            "15:50: target 1a, measure.over.last",
            '"12 moons" is no length; write 12 months, or 4 quarters',
        ),
        (
            "{last: 12, take: mean}",
            "15:50: target 1a, measure.over.last",
            '"12" is no length; write 12 months, or 4 quarters',
        ),
        (
            "{last: 0 months, take: mean}",
            "15:50: target 1a, measure.over.last",
            '"0 months" is no length; write 12 months, or 4 quarters',
        ),
        (
            "{last: [12 months], take: mean}",
            "15:50: target 1a, measure.over.last",
            "a text is needed here; found a list",
        ),
        (
            "{last: 12 months}",
            "15:37: target 1a, measure.over",
            'key "take" is missing',
        ),
        (
            "{last: 12 months, take: median}",
            "15:67: target 1a, measure.over.take",
            '"median" is not known here; did you mean "mean"?',
        ),
        (
            "12 months",
            "15:43: target 1a, measure.over",
            'a mapping is needed here; found "12 months"',
        ),
        (
            "{from_: 2022, take: sum}",
            "15:44: target 1a, measure.over",
            'unknown key "from_"; did you mean "from"?',
        ),
    ],
)
def test_bad_window_is_refused_at_its_place(
    problems: Problems, over: str, place: str, message: str
) -> None:
    found = problems(f"measure: {{indicator: andel, over: {over}}}")
    assert found == [f"p.yaml:{place}: {message}"]


def test_bad_start_names_what_would_work(problems: Problems) -> None:
    (found,) = problems("measure: {indicator: andel, over: {from: last year, take: sum}}")
    assert found.startswith(
        'p.yaml:15:50: target 1a, measure.over.from: "last year" is not a period; write a period'
    )
    assert found.endswith(", or this year")
