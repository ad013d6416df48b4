from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.catalogue import Catalogue
from tests.build import (
    a_case,
    a_measure,
    a_run,
    an_indicator,
    exact,
    figure,
    holes,
    observations,
    odd,
    reasons,
    verdict,
)
from tests.measures.conftest import Problems

COUNT = an_indicator("antal", unit="persons")
QUARTERLY = an_indicator("kvartalstal", unit="persons", covers="quarter")
ROLLING = an_indicator("rullende", covers="4 quarters")
TO_DATE = an_indicator("aartal", unit="persons", covers="year to date")
SURVEY = an_indicator("svar", covers="survey")
WEEKLY = an_indicator("ugetal", unit="persons", covers="week")
ALL = (an_indicator(), COUNT, QUARTERLY, ROLLING, TO_DATE, SURVEY, WEEKLY)
CATALOGUE = Catalogue.of(*ALL)

ROWS = observations(
    {("250", "2021M03"): "4.0", ("250", "2022M02"): "5.5", ("250", "2022M03"): "5.0"},
    {("250", "2017M06"): "8.0", ("250", "2022M04"): "9.0", ("250", "2021Q1"): "3.0"},
    [figure("250", "2021M03", "250", "antal"), figure("250", "2022M03", "200", "antal")],
    a_run("40", "44", "48", "52", "50", until="2022Q1", name="kvartalstal"),
    [figure("250", "2020Q2-2021Q1", "6.0", "rullende")],
    [figure("250", "2021", "5.0", "rullende"), figure("250", "2021Q2-2022Q1", "4.5", "rullende")],
    [figure("250", "2021Q1", "80", "aartal"), figure("250", "2022Q1", "90", "aartal")],
    [figure("250", "2022M01-2022M02", "60", "aartal")],
    [figure("250", "2019M10", "70", "svar"), figure("250", "2021M11", "75", "svar")],
    [figure("250", "2015U53", "1", "ugetal"), figure("250", "2014U52", "2", "ugetal")],
)
OVERLAP = (
    "vinduerne overlapper og kan ikke sammenlignes",
    "the windows overlap and cannot be compared",
)
OTHER_LENGTH = (
    "perioder af forskellig længde kan ikke sammenlignes",
    "periods of different length cannot be compared",
)
OF_NOTHING = (
    "ændring i pct. af nul eller mindre siger intet",
    "a change in percent of zero or less says nothing",
)
NO_BASELINE = ("dokumentet angiver ikke et udgangspunkt", "no baseline is stated")
NO_PERIOD = ("der er ingen tilsvarende periode før", "there is no such period before")
NOT_LATER = (
    "tallet er ikke senere end udgangspunktet",
    "the figure is not later than the baseline",
)


@pytest.mark.parametrize(
    ("name", "change", "period", "expected", "unit"),
    [
        pytest.param(
            "andel", "a year before, as: points", "2022M03", "1", "points", id="share in points"
        ),
        pytest.param(
            "andel", "a year before, as: percent", "2022M03", "25", "percent", id="share in percent"
        ),
        pytest.param(
            "andel", "the period before, as: points", "2022M03", "-1/2", "points", id="month before"
        ),
        pytest.param(
            "andel", "2017M06, as: percent", "2022M03", "-75/2", "percent", id="named period"
        ),
        pytest.param(
            "andel", "2021M03, as: points", "2021M03", "0", "points", id="since itself: nothing"
        ),
        pytest.param(
            "antal", "a year before, as: units", "2022M03", "-50", "persons", id="count in units"
        ),
        pytest.param(
            "antal", "a year before, as: percent", "2022M03", "-20", "percent", id="count: percent"
        ),
        pytest.param(
            "kvartalstal", "a year before, as: units", "2022Q1", "10", "persons", id="quarters"
        ),
        pytest.param(
            "kvartalstal", "the period before, as: units", "2022Q1", "-2", "persons", id="quarter"
        ),
        pytest.param(
            "rullende", "a year before, as: points", "2021Q2-2022Q1", "-3/2", "points", id="rolling"
        ),
        pytest.param(
            "aartal", "a year before, as: units", "2022Q1", "10", "persons", id="year to date"
        ),
        pytest.param(
            "svar", "the period before, as: points", "2021M11", "5", "points", id="survey before"
        ),
    ],
)
def test_change(name: str, change: str, period: str, expected: str, unit: str) -> None:
    measure = a_measure(f"{{indicator: {name}, change: {{since: {change}}}}}")
    found = measure.measured(a_case(ROWS, *ALL, period=period))
    assert (exact(found), found.unit, measure.unit(CATALOGUE)) == (expected, unit, unit)
    assert str(found.figures[0].key.period) == period
    assert (len(found.figures), found.missing, found.incomparable) == (2, (), None)


@pytest.mark.parametrize(
    ("measure", "period", "why"),
    [
        pytest.param(
            "indicator: andel, change: {since: 2021Q1, as: points}",
            "2022M03",
            OTHER_LENGTH,
            id="a month against a quarter",
        ),
        pytest.param(
            "indicator: aartal, change: {since: the period before, as: units}",
            "2022Q1",
            OTHER_LENGTH,
            id="three months of the year against two",
        ),
        pytest.param(
            "indicator: rullende, change: {since: the period before, as: points}",
            "2021Q2-2022Q1",
            OVERLAP,
            id="four quarters that share three",
        ),
        pytest.param(
            "indicator: andel, over: {last: 12 months, take: mean}, "
            "change: {since: the period before, as: points}",
            "2022M03",
            OVERLAP,
            id="12 months against those of the month before",
        ),
        pytest.param(
            "indicator: andel, over: {last: 13 months, take: mean}, "
            "change: {since: a year before, as: points}",
            "2022M03",
            OVERLAP,
            id="13 months against those of the year before",
        ),
        pytest.param(
            "indicator: antal, over: {from: 2021M01, take: sum}, "
            "change: {since: a year before, as: units}",
            "2022M03",
            OVERLAP,
            id="two windows from one start",
        ),
        pytest.param(
            "sum_of: [{indicator: antal, over: {last: 12 months, take: mean}},"
            " {indicator: antal, over: {last: 12 months, take: mean}}],"
            " change: {since: the period before, as: units}",
            "2022M03",
            OVERLAP,
            id="windows inside a sum",
        ),
        pytest.param(
            "sum_of: [{indicator: antal, over: {last: 3 months, take: mean}},"
            " {indicator: antal, over: {last: 3 months, take: mean}}],"
            " over: {last: 12 months, take: mean}, change: {since: a year before, as: units}",
            "2022M03",
            OVERLAP,
            id="a window of windows",
        ),
        pytest.param(
            "indicator: andel, change: {since: baseline, as: points}",
            "2022M03",
            NO_BASELINE,
            id="a baseline that is not stated",
        ),
        pytest.param(
            "indicator: ugetal, change: {since: a year before, as: units}",
            "2015U53",
            NO_PERIOD,
            id="week 53 a year before",
        ),
    ],
)
def test_what_cannot_be_compared(measure: str, period: str, why: tuple[str, str]) -> None:
    found = a_measure(f"{{{measure}}}").measured(a_case(ROWS, *ALL, period=period))
    assert (exact(found), odd(found)) == (None, why)


@pytest.mark.parametrize(
    ("since", "period", "status"),
    [
        pytest.param("2022M04", "2022M03", "no-data", id="since a later period"),
        pytest.param("2022M03", "2022M03", "no-data", id="since itself, in the plan's years"),
        pytest.param("2021M12", "2021M12", "met", id="since itself, a starting position"),
        pytest.param("2021M12", "2022M03", "met", id="since an earlier one"),
        pytest.param("2021M12", "2021M11", "no-data", id="a starting position before it"),
        pytest.param("2021Q2", "2021M03", "no-data", id="before a period of another length"),
        pytest.param("2021Q1", "2022M03", "not-comparable", id="after one of another length"),
    ],
)
@pytest.mark.parametrize("named", [True, False], ids=["named period", "baseline"])
def test_figure_must_be_later_than_what_it_counts_from(
    since: str, period: str, status: str, named: bool
) -> None:
    rows = a_run("5.0", "4.0", "4.0", "3.0", "6.0", "7.0", "8.0", until="2022M04")
    keys = f"period: {period}\nmeasure: {{indicator: andel, change: {{since: %s, as: points}}}}"
    target = keys % since if named else f"{keys % 'baseline'}\nbaseline: {{period: {since}}}"
    found = verdict("{type: threshold, at_least: 0}", observations(rows), target=target)
    assert found.status == status
    assert reasons(found) == {"no-data": NOT_LATER, "not-comparable": OTHER_LENGTH}.get(status)


@pytest.mark.parametrize("as_", ["points", "percent"])
def test_figure_less_itself_is_exactly_nothing(as_: str) -> None:
    measure = a_measure(f"{{indicator: andel, change: {{since: 2021M03, as: {as_}}}}}")
    found = measure.measured(a_case(ROWS, *ALL, period="2021M03")).value
    assert found is not None
    assert {found.low, found.exact, found.high} == {Fraction(0)}


def test_reason_of_the_figure_itself_comes_before_that_of_its_change() -> None:
    change = "change: {since: baseline, as: points}"
    measure = a_measure(f"{{indicator: andel, stated: {{unit: cases}}, {change}}}")
    assert odd(measure.measured(a_case(ROWS, *ALL))) == (
        "dokumentet siger enheden „cases“, tallene har „percent“",
        'the document says the unit "cases", the figures have "percent"',
    )


def test_windows_that_only_touch_are_compared() -> None:
    rows = observations(a_run(*["2.0"] * 12, *["3.0"] * 12))
    over = "over: {last: 12 months, take: mean}"
    measure = a_measure(
        f"{{indicator: andel, {over}, change: {{since: a year before, as: points}}}}"
    )
    found = measure.measured(a_case(rows))
    assert (exact(found), len(found.figures)) == ("1", 24)


@pytest.mark.parametrize("printed", ["0", "0.0", "-1.5"])
def test_percent_of_zero_or_less_is_not_comparable(printed: str) -> None:
    rows = observations({("250", "2021M03"): printed, ("250", "2022M03"): "4.0"})
    change = "change: {since: a year before, as: percent}"
    found = a_measure(f"{{indicator: andel, {change}}}").measured(a_case(rows))
    assert (exact(found), found.missing, odd(found)) == (None, (), OF_NOTHING)
    assert len(found.figures) == 2


def test_points_from_zero_or_less_are_counted() -> None:
    rows = observations({("250", "2021M03"): "-1.5", ("250", "2022M03"): "0.0"})
    found = a_measure("{indicator: andel, change: {since: a year before, as: points}}").measured(
        a_case(rows)
    )
    assert exact(found) == "3/2"


def test_percent_of_what_rounding_may_have_made_zero_has_no_upper_end_worth_naming() -> None:
    rows = observations({("250", "2021M03"): "0.04", ("250", "2022M03"): "0.04"})
    coarse = an_indicator(rounded_to="0.1")
    change = "change: {since: a year before, as: percent}"
    value = a_measure(f"{{indicator: andel, {change}}}").measured(a_case(rows, coarse)).value
    assert value is not None
    assert value.exact == 0
    assert value.high > 10**6


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ("..", "1.0", ["andel 250 2022M03 .."]),
        ("1.0", "..", ["andel 250 2021M03 .."]),
        (None, "..", ["andel 250 2022M03", "andel 250 2021M03 .."]),
        ("-", None, ["andel 250 2022M03 -", "andel 250 2021M03"]),
    ],
    ids=["own suppressed", "year before suppressed", "one without row", "neither published"],
)
def test_what_is_missing_on_either_side_is_named(
    now: str | None, then: str | None, expected: list[str]
) -> None:
    written = {("250", "2022M03"): now, ("250", "2021M03"): then, ("000", "2022M03"): "1.0"}
    rows = observations({place: text for place, text in written.items() if text is not None})
    for as_ in ("points", "percent"):
        change = f"change: {{since: a year before, as: {as_}}}"
        found = a_measure(f"{{indicator: andel, {change}}}").measured(a_case(rows))
        assert (exact(found), holes(found), odd(found)) == (None, expected, None)


def test_missing_figure_is_told_beside_periods_that_cannot_be_compared() -> None:
    measure = a_measure("{indicator: andel, change: {since: 2021Q1, as: points}}")
    found = measure.measured(a_case(observations({("250", "2022M03"): ".."})))
    assert (holes(found), odd(found)) == (["andel 250 2022M03 .."], OTHER_LENGTH)
    assert found.unit == "points"


POOLS: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
WEIGHED = (
    an_indicator(numerator="antal", denominator="alle", dimensions=POOLS),
    an_indicator("antal", unit="persons", dimensions=POOLS),
    an_indicator("alle", unit="persons", dimensions=POOLS),
)


def test_change_of_a_window_of_a_pooled_share() -> None:
    """A: 1 of 3, then 2 of 3; B: 1 of 4, then 2 of 4; two months each year."""
    rows = observations(
        *(
            a_run(*[above] * 2, until=until, name="antal", segment={"ydelse": member})
            + a_run(*[below] * 2, until=until, name="alle", segment={"ydelse": member})
            for until, above in (("2021M03", "1"), ("2022M03", "2"))
            for member, below in (("A", "3"), ("B", "4"))
        )
    )
    pooled = "indicator: andel, pooled: {ydelse: [A, B]}, over: {last: 2 months, take: mean}"
    expected = {"points": "200/7", "percent": "100"}
    for as_, number in expected.items():
        measure = a_measure(f"{{{pooled}, change: {{since: a year before, as: {as_}}}}}")
        found = measure.measured(a_case(rows, *WEIGHED))
        assert (exact(found), found.unit, len(found.figures)) == (number, as_, 16)
    hole = observations([row for row in rows if str(row.key.period) != "2021M02"])
    found = measure.measured(a_case(hole, *WEIGHED))
    assert holes(found) == [
        "antal 250 2021M02",
        "antal 250 2021M02",
        "alle 250 2021M02",
        "alle 250 2021M02",
    ]


def test_change_is_taken_after_the_window_and_not_before() -> None:
    """20 became 50, up 150 percent; the changes of the months, 0 and 300, would make 300."""
    rows = observations(
        a_run("10", "10", until="2021M03", name="antal"), a_run("10", "40", name="antal")
    )
    over = "over: {last: 2 months, take: sum}"
    measure = a_measure(
        f"{{indicator: antal, {over}, change: {{since: a year before, as: percent}}}}"
    )
    assert exact(measure.measured(a_case(rows, COUNT))) == "150"


tenths = st.integers(1, 9_999)
steps = st.fractions(Fraction(-1, 20), Fraction(1, 20), max_denominator=1000)


@given(tenths, tenths, steps, steps, st.sampled_from(["points", "percent"]))
def test_change_of_the_figures_before_rounding_is_inside_the_range(
    now: int, then: int, up: Fraction, down: Fraction, as_: str
) -> None:
    printed = {"2022M03": f"{now / 10:.1f}", "2021M03": f"{then / 10:.1f}"}
    rows = observations({("250", period): text for period, text in printed.items()})
    measure = a_measure(f"{{indicator: andel, change: {{since: a year before, as: {as_}}}}}")
    value = measure.measured(a_case(rows)).value
    assert value is not None
    before = (Fraction(now, 10) + up, Fraction(then, 10) + down)
    whole = before[1] if as_ == "percent" else Fraction(100)
    exactly = Fraction(then, 10) if as_ == "percent" else Fraction(100)
    assert value.exact == 100 * Fraction(now - then, 10) / exactly
    assert value.low <= value.exact <= value.high
    assert value.low <= 100 * (before[0] - before[1]) / whole <= value.high


@given(tenths, tenths, steps)
def test_rounding_of_one_figure_moves_a_change_no_further_than_it_can(
    now: int, then: int, step: Fraction
) -> None:
    """Persons are counted and stand for themselves; a share of the same digits does not."""
    exactly = an_indicator(unit="persons")
    rows = observations({("250", "2022M03"): f"{now}", ("250", "2021M03"): f"{then}"})
    measure = a_measure("{indicator: andel, change: {since: a year before, as: percent}}")
    certain = measure.measured(a_case(rows, exactly)).value
    rounded = measure.measured(a_case(rows, an_indicator())).value
    assert certain is not None
    assert rounded is not None
    assert certain.low == certain.exact == certain.high == rounded.exact
    moved = 100 * (now + step * 10 - then) / then  # no decimals: half of one either way
    assert rounded.low <= moved <= rounded.high


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{since: a year before}", ['15:37: target 1a, measure.change: key "as" is missing']),
        ("{as: percent}", ['15:37: target 1a, measure.change: key "since" is missing']),
        (
            "{since: 2021M03, as_: percent}",
            [
                '15:37: target 1a, measure.change: key "as" is missing',
                '15:62: target 1a, measure.change: unknown key "as_"; did you mean "as"?',
            ],
        ),
        (
            "{since: a year before, as: procent}",
            [
                '15:72: target 1a, measure.change.as: "procent" is not known here; '
                'did you mean "percent"?'
            ],
        ),
        (
            "{since: [2021], as: percent}",
            ["15:53: target 1a, measure.change.since: a text is needed here; found a list"],
        ),
        (
            "a year before",
            ['15:45: target 1a, measure.change: a mapping is needed here; found "a year before"'],
        ),
        (
            "{since: a year before, as: units}",
            [
                '15:72: target 1a: as: units does not fit the unit "percent"; '
                "write points or percent"
            ],
        ),
    ],
)
def test_bad_change_is_refused_at_its_place(
    problems: Problems, change: str, expected: list[str]
) -> None:
    found = problems(f"measure: {{indicator: andel, change: {change}}}", CATALOGUE)
    assert found == [f"p.yaml:{line}" for line in expected]


def test_bad_since_names_what_would_work(problems: Problems) -> None:
    (found,) = problems("measure: {indicator: andel, change: {since: a year ago, as: percent}}")
    assert found.startswith(
        'p.yaml:15:53: target 1a, measure.change.since: "a year ago" is not a period; write'
    )
    assert found.endswith(", or a year before, or the period before, or baseline")


@pytest.mark.parametrize(
    ("name", "as_", "message"),
    [
        ("andel", "points", None),
        ("andel", "percent", None),
        ("antal", "units", None),
        ("antal", "percent", None),
        ("andel", "units", 'as: units does not fit the unit "percent"; write points or percent'),
        ("antal", "points", 'as: points does not fit the unit "persons"; write units or percent'),
    ],
)
def test_shares_move_in_points_and_all_else_in_units(
    name: str, as_: str, message: str | None
) -> None:
    measure = a_measure(f"{{indicator: {name}, change: {{since: a year before, as: {as_}}}}}")
    expected = [] if message is None else [(("change", "as"), message)]
    assert list(measure.problems(CATALOGUE)) == expected
