from __future__ import annotations

from datetime import date

import pytest

from beskplan.catalogue import Indicator
from beskplan.periods import Period
from tests.build import an_indicator, answer, figure, figures, flags, observations, verdict

MARCH = "2022M03"
AT_LEAST_10 = "{type: threshold, at_least: 10}"
BELOW_COUNTRY = "{type: points-below-average, points: 0.2}"
SHARE = an_indicator(better="neither", numerator="antal", denominator="alle")
COUNT = an_indicator("antal", unit="persons", better="neither")
ALL = an_indicator("alle", unit="persons", better="neither")


# within-rounding


@pytest.mark.parametrize(
    ("rule", "own", "country", "raised"),
    [
        pytest.param(
            "{type: points-below-average, points: 0.2}", "0.6", "0.8", True, id="gap -0.1 to +0.1"
        ),
        pytest.param(
            "{type: points-below-average, points: 0.2}", "0.7", "0.8", True, id="gap -0.2 to 0.0"
        ),
        pytest.param(
            "{type: points-below-average, points: 0.2}", "0.8", "0.8", False, id="gap -0.3 to -0.1"
        ),
        pytest.param(
            "{type: points-below-average, points: 0.2}", "0.5", "0.8", False, id="gap 0.0 to +0.2"
        ),
        pytest.param(
            "{type: within-points-of-average, points: 0.5, side: above, strictly: true}",
            "3.0",
            "2.4",
            False,
            id="strictly, gap -0.2 to 0.0: a hit misses too",
        ),
        pytest.param(
            "{type: within-points-of-average, points: 0.5, side: above}",
            "3.0",
            "2.4",
            True,
            id="not strictly, gap -0.2 to 0.0: a hit is met",
        ),
        pytest.param(
            "{type: within-points-of-average, points: 0.5, side: above, strictly: true}",
            "2.8",
            "2.4",
            True,
            id="strictly, gap 0.0 to +0.2: a hit misses",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: at-least}", "81.4", "81.4", True, id="a tie"
        ),
        pytest.param(
            "{type: vs-national-average, must_be: at-least}", "79.9", "81.4", False, id="far off"
        ),
        pytest.param("{type: threshold, at_least: 85}", "85.0", "0", True, id="limit exact, hit"),
        pytest.param(
            "{type: threshold, at_least: 85}", "84.9", "0", False, id="84.95 does not reach 85"
        ),
        pytest.param("{type: threshold, at_least: 84.95}", "84.9", "0", True, id="84.95 may be"),
    ],
)
def test_within_rounding(rule: str, own: str, country: str, raised: bool) -> None:
    indicator = an_indicator(better="neither")
    found = verdict(rule, {("250", MARCH): own, ("000", MARCH): country}, indicator)
    assert flags(found) == (["within-rounding"] if raised else [])


@pytest.mark.parametrize(
    ("indicator", "own", "raised"),
    [
        pytest.param(an_indicator(unit="persons"), "85", False, id="persons are exact"),
        pytest.param(an_indicator(unit="weeks"), "85", True, id="weeks are rounded"),
        pytest.param(an_indicator(), "83", False, id="a share without decimals"),
        pytest.param(an_indicator(rounded_to="5"), "83", True, id="rounded to fives"),
        pytest.param(an_indicator(), "84.6", False, id="84.6 is no 85"),
        pytest.param(an_indicator(rounded_to="1"), "84.6", True, id="rounded to ones it may be"),
    ],
)
def test_within_the_rounding_of_the_source(indicator: Indicator, own: str, raised: bool) -> None:
    found = verdict("{type: threshold, at_least: 85}", {("250", MARCH): own}, indicator)
    counted = [] if indicator.unit != "persons" else ["small-numbers"] * (int(own) < 20)
    assert flags(found) == counted + ["within-rounding"] * raised


def test_decimals_of_the_catalogue_where_the_file_dropped_zeros() -> None:
    rule, figures = "{type: threshold, at_least: 75.3}", {("250", MARCH): "75"}
    assert flags(verdict(rule, figures, an_indicator())) == ["within-rounding"]
    assert flags(verdict(rule, figures, an_indicator(decimals="1"))) == []


def test_without_a_verdict_nothing_can_flip() -> None:
    figures = {("250", MARCH): "10.0"}
    found = verdict(AT_LEAST_10, figures, target="due: {by_end: 2022}")
    assert (found.status, flags(found)) == ("not-due", [])


# small-numbers


def counted(own: str, above: str | None, below: str | None) -> list[str]:
    """Return the flags of a share with its counts, None where there is no row."""
    rows = [figure("250", MARCH, own)]
    rows += [] if above is None else [figure("250", MARCH, above, "antal")]
    rows += [] if below is None else [figure("250", MARCH, below, "alle")]
    return flags(verdict(AT_LEAST_10, observations(rows), SHARE, COUNT, ALL))


@pytest.mark.parametrize(
    ("own", "above", "below", "raised"),
    [
        pytest.param("50.0", "20", "40", False, id="twenty is not small"),
        pytest.param("50.0", "19", "38", True, id="nineteen is"),
        pytest.param("0.0", "0", "10", True, id="none of ten"),
        pytest.param("80.0", None, "19", True, id="only the denominator published, small"),
        pytest.param("80.0", "100", None, False, id="only the numerator published, large"),
        pytest.param("80.0", None, None, False, id="no counts published"),
        pytest.param("80.0", "..", "100", True, id="numerator withheld beside the share"),
        pytest.param("80.0", "100", "-", True, id="denominator withheld beside the share"),
    ],
)
def test_small_numbers_behind_a_share(
    own: str, above: str | None, below: str | None, raised: bool
) -> None:
    assert counted(own, above, below) == (["small-numbers"] if raised else [])


def test_zero_of_ten_is_a_figure_that_is_judged() -> None:
    rows = observations(
        [figure("250", MARCH, "0.0"), figure("250", MARCH, "0", "antal")],
        [figure("250", MARCH, "10", "alle"), figure("000", MARCH, "20.2")],
    )
    found = verdict("{type: vs-national-average, must_be: at-most}", rows, SHARE, COUNT, ALL)
    assert (found.status, str(found.observed), str(found.gap)) == ("met", "0.0", "20.2")
    assert flags(found) == ["small-numbers"]


@pytest.mark.parametrize(
    ("unit", "printed", "raised"),
    [("persons", "19", True), ("persons", "20", False), ("persons", "0", True),
     ("companies", "19", True), ("place", "3", False), ("weeks", "12", False),
     ("percent", "3", False)],
)  # fmt: skip
def test_small_own_figure(unit: str, printed: str, raised: bool) -> None:
    indicator = an_indicator(unit=unit, better="neither")
    found = verdict("{type: threshold, at_least: 1}", {("250", MARCH): printed}, indicator)
    assert ("small-numbers" in flags(found)) is raised


def test_small_country_is_not_the_own_number() -> None:
    rows = observations(
        {("250", MARCH): "50.0", ("000", MARCH): "40.0"},
        figures({("250", MARCH): "30", ("000", MARCH): "12"}, "antal"),
    )
    found = verdict("{type: vs-national-average, must_be: above}", rows, SHARE, COUNT, ALL)
    assert flags(found) == []


def test_pooled_members_are_one_group() -> None:
    ydelse: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
    share, count, whole = (
        an_indicator(name, unit=unit, dimensions=ydelse, **keys)
        for name, unit, keys in (
            ("andel", "percent", {"numerator": "antal", "denominator": "alle"}),
            ("antal", "persons", {}),
            ("alle", "persons", {}),
        )
    )
    target = "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"
    for each, raised in (("10", False), ("9", True)):
        rows = observations(
            *(
                figures({("250", MARCH): printed}, name, {"ydelse": member})
                for member in ("A", "B")
                for name, printed in (("antal", each), ("alle", "40"))
            )
        )
        found = verdict("{type: threshold, at_least: 1}", rows, share, count, whole, target=target)
        assert found.status == "met"
        assert ("small-numbers" in flags(found)) is raised


SPLIT: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
SPLIT_SHARE = SHARE.model_copy(update={"dimensions": an_indicator(dimensions=SPLIT).dimensions})
SPLIT_COUNT = an_indicator("antal", unit="persons", better="neither", dimensions=SPLIT)


@pytest.mark.parametrize(
    ("measure", "a", "b", "total", "raised"),
    [
        pytest.param("indicator: andel, segment: {ydelse: A}", "19", "30", "900", True, id="A"),
        pytest.param("indicator: andel, segment: {ydelse: A}", "20", "3", "900", False, id="not B"),
        pytest.param(
            "indicator: andel, segment: {ydelse: A}", "20", "3", "19", True, id="the population"
        ),
        pytest.param(
            "indicator: andel, pooled: {ydelse: [A, B]}", "15", "15", "900", False, id="together"
        ),
        pytest.param(
            "difference_of: [{indicator: andel, segment: {ydelse: A}},"
            " {indicator: andel, segment: {ydelse: B}}]",
            "15",
            "15",
            "900",
            True,
            id="each side of a difference",
        ),
        pytest.param(
            "ratio_of: [{indicator: antal, segment: {ydelse: A}},"
            " {indicator: antal, area: country}]",
            "15",
            "15",
            "900",
            True,
            id="the country is another group",
        ),
    ],
)
def test_small_numbers_of_members_that_share_a_population(
    measure: str, a: str, b: str, total: str, raised: bool
) -> None:
    rows = observations(
        figures({("250", MARCH): a}, "antal", {"ydelse": "A"}),
        figures({("250", MARCH): b}, "antal", {"ydelse": "B"}),
        figures({("250", MARCH): f"{100 * int(a) / int(total):.1f}"}, "andel", {"ydelse": "A"}),
        figures({("250", MARCH): f"{100 * int(b) / int(total):.1f}"}, "andel", {"ydelse": "B"}),
        figures({("250", MARCH): total}, "alle"),
        figures({("000", MARCH): "90000"}, "antal"),
    )
    found = verdict(
        "{type: threshold, at_least: -9}",
        rows,
        SPLIT_SHARE,
        SPLIT_COUNT,
        ALL,
        target=f"measure: {{{measure}}}",
    )
    assert found.status == "met"
    assert ("small-numbers" in flags(found)) is raised


# figures-before-plan and stale


LAGGED = an_indicator(better="neither", lag="2")


@pytest.mark.parametrize(
    ("indicator", "period", "as_of", "raised"),
    [
        pytest.param(LAGGED, "2022M03", "2022-06-30", [], id="last day: April may still come"),
        pytest.param(LAGGED, "2022M03", "2022-07-01", ["stale"], id="April's two months are past"),
        pytest.param(LAGGED, "2022M12", "2024-01-01", [], id="no next month in the plan's years"),
        pytest.param(
            LAGGED, "2021M12", "2022-06-30", ["figures-before-plan"], id="not beside the former"
        ),
        pytest.param(
            an_indicator(better="neither"), "2022M03", "2030-01-01", [], id="no lag is known"
        ),
        pytest.param(
            an_indicator(better="neither", covers="4 quarters", lag="3"),
            "2021Q2-2022Q1",
            "2022-09-30",
            [],
            id="the next four quarters end three months later",
        ),
        pytest.param(
            an_indicator(better="neither", covers="4 quarters", lag="3"),
            "2021Q2-2022Q1",
            "2022-10-01",
            ["stale"],
            id="and are stale after their lag",
        ),
        pytest.param(
            an_indicator(better="neither", covers="year to date", lag="1"),
            "2022M01-2022M03",
            "2022-06-01",
            ["stale"],
            id="the next year to date ends a month later",
        ),
        pytest.param(
            an_indicator(better="neither", covers="year to date", lag="1"),
            "2022M01-2022M03",
            "2022-05-31",
            [],
            id="and may come until its lag is past",
        ),
        pytest.param(
            an_indicator(better="neither", covers="survey", lag="1"),
            "2022M01",
            "2022-12-31",
            [],
            id="surveys follow no calendar",
        ),
    ],
)
def test_stale_by_its_lag(indicator: Indicator, period: str, as_of: str, raised: list[str]) -> None:
    found = verdict(AT_LEAST_10, {("250", period): "15.0"}, indicator, as_of=as_of)
    assert flags(found) == raised


def test_stale_where_another_area_has_a_newer_period() -> None:
    figures = {("250", "2022M02"): "15.0", ("101", "2022M03"): "15.0"}
    indicator = an_indicator(better="neither")
    found = verdict(AT_LEAST_10, figures, indicator, target="period: 2022M02")
    assert flags(found) == ["stale"]
    later = {("250", "2022M12"): "15.0", ("101", "2023M01"): "15.0"}
    assert flags(verdict(AT_LEAST_10, later, indicator)) == []


# provisional and series-break


@pytest.mark.parametrize(
    ("own", "country", "raised"),
    [(True, False, True), (False, True, True), (False, False, False)],
    ids=["own", "country", "neither"],
)
def test_provisional(own: bool, country: bool, raised: bool) -> None:
    rows = observations(
        [figure("250", MARCH, "9.0", provisional=own)],
        [figure("000", MARCH, "5.0", provisional=country)],
        [figure("101", MARCH, "5.0", provisional=True)],
    )
    found = verdict("{type: vs-national-average, must_be: above}", rows)
    assert flags(found) == (["provisional"] if raised else [])


RETRIEVED = date(2021, 7, 31)
SINCE = "measure: {indicator: andel, change: {since: %s, as: points}}"


@pytest.mark.parametrize(
    ("rule", "target", "first"),
    [
        pytest.param("trend, must_be: rising, step: year", "", "2021M03", id="trend by year"),
        pytest.param(
            "trend, must_be: rising, step: period, steps: 2", "", "2022M01", id="trend of two steps"
        ),
        pytest.param(
            "change-from-baseline, up_by: 0, as: points",
            "baseline: {period: 2021M06}",
            "2021M06",
            id="baseline from the data",
        ),
        pytest.param(
            "change-from-baseline, up_by: 0, as: points",
            "baseline: {period: 2021M06, as_published: 2021-08-01}",
            "2021M06",
            id="baseline as published then",
        ),
        pytest.param(
            "change-from-baseline, up_by: 0, as: points",
            "baseline: {period: 2021M06, value: 2.0}",
            "2021M06",
            id="baseline stated in the plan",
        ),
        pytest.param(
            "change-from-baseline, up_by: 0, as: points",
            "baseline: {period: a year before}",
            "2021M03",
            id="baseline that moves along",
        ),
        pytest.param(
            "threshold, at_least: 0", SINCE % "a year before", "2021M03", id="change in a year"
        ),
        pytest.param("threshold, at_least: 0", SINCE % "2021M06", "2021M06", id="change since"),
        pytest.param(
            "threshold, at_least: 0",
            SINCE % "baseline" + "\nbaseline: {period: 2021M06, value: 2.0}",
            "2021M06",
            id="change since a stated baseline",
        ),
        pytest.param(
            "threshold, at_least: 0",
            "measure: {indicator: andel, over: {last: 3 months, take: mean}}",
            "2022M01",
            id="window",
        ),
        pytest.param(
            "vs-group-average, must_be: at-least, against: {areas: [København, Vejle], "
            "average: plain}",
            SINCE % "a year before",
            "2021M03",
            id="change against a group",
        ),
        pytest.param(
            "vs-national-average, must_be: at-least", SINCE % "2021M06", "2021M06", id="country"
        ),
        pytest.param(
            "rank, at_most: 3, best: highest",
            SINCE % "a year before",
            "2021M03",
            id="ranked change",
        ),
        pytest.param(
            "vs-expected, must_be: at-least, "
            "expected: {indicator: andel, over: {last: 2 months, take: mean}}",
            "measure: {indicator: andel, over: {last: 2 months, take: mean}}",
            "2022M02",
            id="window of what is expected",
        ),
    ],
)
@pytest.mark.parametrize(
    ("after", "raised"),
    [
        pytest.param(0, False, id="the first period is the first of the new kind"),
        pytest.param(1, True, id="the period after it is"),
        pytest.param(None, True, id="the judged one is"),
        pytest.param(-1, False, id="the break comes after"),
    ],
)
def test_break_between_what_is_put_together(
    rule: str, target: str, first: str, after: int | None, raised: bool
) -> None:
    start, judged = Period.parse(first), Period.parse(MARCH)
    at = {None: judged, -1: judged.shifted(1)}.get(after) or start.shifted(after or 0)
    broken = an_indicator(better="neither", series_breaks=[{"at": str(at), "why": "reform"}])
    rows = [
        figure(area, str(judged.shifted(-back)), str(60 - back))._replace(retrieved=RETRIEVED)
        for area in ("250", "000", "101", "630")
        for back in range(15)
    ]
    found = verdict(f"{{type: {rule}}}", observations(rows), broken, target=target)
    assert found.status in ("met", "missed")
    assert ("series-break" in flags(found)) is raised


def test_break_of_a_share_that_is_pooled_from_counts() -> None:
    reform = [{"at": "2022M01", "why": "reform"}]
    share = SPLIT_SHARE.model_copy(
        update={"series_breaks": an_indicator(series_breaks=reform).series_breaks}
    )
    rows = observations(
        *(
            figures({("250", period): "30", ("250", MARCH): "40"}, "antal", {"ydelse": member})
            for period in ("2021M03",)
            for member in ("A", "B")
        ),
        figures({("250", "2021M03"): "900", ("250", MARCH): "900"}, "alle"),
    )
    found = verdict(
        "{type: trend, must_be: rising, step: year}",
        rows,
        share,
        SPLIT_COUNT,
        ALL,
        target="measure: {indicator: andel, pooled: {ydelse: [A, B]}}",
    )
    assert (found.status, flags(found)) == ("met", ["series-break"])


def test_window_over_a_break_of_the_series() -> None:
    reform = [{"at": "2021M07", "why": "reform"}]
    rolling = an_indicator(covers="4 quarters", series_breaks=reform)
    found = verdict(AT_LEAST_10, {("250", "2021Q2-2022Q1"): "15.0"}, rolling)
    assert flags(found) == ["series-break"]


def test_break_of_another_time_leaves_a_month_alone() -> None:
    broken = an_indicator(series_breaks=[{"at": "2021M07", "why": "reform"}])
    figures = {("250", MARCH): "15.0", ("000", MARCH): "15.1"}
    found = verdict("{type: vs-national-average, must_be: below}", figures, broken)
    assert "series-break" not in flags(found)


# ambiguous-wording and all together


@pytest.mark.parametrize("figures", [{}, {("250", MARCH): "15.0"}], ids=["no figures", "figures"])
def test_reading_makes_a_wording_ambiguous(figures: dict[tuple[str, str], str]) -> None:
    assert flags(verdict(AT_LEAST_10, figures, target="reading: Mindst ti")) == [
        "ambiguous-wording"
    ]
    assert flags(verdict(AT_LEAST_10, figures)) == []


def test_flags_come_in_one_order_and_never_change_the_status() -> None:
    broken = an_indicator(
        better="lower",
        numerator="antal",
        denominator="alle",
        covers="year",
        series_breaks=[{"at": "2021M07", "why": "reform"}],
    )
    count, whole = (an_indicator(name, unit="persons", covers="year") for name in ("antal", "alle"))
    rows = observations(
        [figure("250", "2021", "10.0", provisional=True), figure("250", "2021", "5", "antal")]
    )
    found = verdict(AT_LEAST_10, rows, broken, count, whole, target="reading: Mindst ti")
    assert flags(found) == [
        "within-rounding",
        "small-numbers",
        "figures-before-plan",
        "provisional",
        "series-break",
        "ambiguous-wording",
        "direction-conflict",
    ]
    assert answer(found)[0] == "met"


def test_suppressed_own_figure_raises_nothing_of_figures() -> None:
    rows = observations({("250", MARCH): "..", ("000", MARCH): "3.0"})
    found = verdict(BELOW_COUNTRY, rows, an_indicator(better="lower", lag="0"), as_of="2023-01-01")
    assert (found.status, flags(found)) == ("no-data", [])
