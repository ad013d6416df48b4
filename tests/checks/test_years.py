"""BP211 to BP218: breaks of series, levels by year, deadlines, baselines, named periods."""

from __future__ import annotations

from datetime import date

import pytest

from beskplan.checks._asked import asked_of, periods_ending_in
from beskplan.checks._look import wanted
from beskplan.evaluation import evaluate
from beskplan.judgements import Status
from beskplan.periods import Covers, Period
from beskplan.plan import read_plan
from beskplan.results import Flag, Verdict
from tests.build import a_target, figures, mapping, observations
from tests.checks.build import (
    Keys,
    catalogue_of,
    document_of,
    found_in,
    plan_keys,
    said,
    text_of,
)

BROKEN = "indicators: [{id: ledige, series_breaks: [{at: 2023M07, why: Ny opgørelse}]}]"
TREND = "rule: {type: trend, must_be: falling, step: year}"
POINTS = "{type: change-from-baseline, down_by: 0.5, as: points}"
RANKED = "measure: {indicator: placering}\nrule: {type: threshold, at_most: 20}"
MEAN = "over: {last: 12 months, take: mean}"


def found(code: str, *lines: str) -> list[str]:
    """Return what one check says of a target, without its level and code."""
    told = said(found_in("\n".join(lines), asked=wanted((code,), ())))
    return [one.replace(f" {code}: target 1a", "") for one in told]


def words(code: str, *lines: str) -> list[str]:
    """Return the same without places."""
    return [one.split(": ", 2)[2] for one in found(code, *lines)]


MONTHS = [Period.of_month(2021 + number // 12, number % 12 + 1) for number in range(36)]
QUARTERS = [Period.of_quarter(2021 + number // 4, number % 4 + 1) for number in range(12)]


def verdict(keys: Keys, *, period: Period | None = None) -> Verdict:
    """Judge a target in 2024, when every figure of three years is published."""
    catalogue = catalogue_of(keys)
    plan = read_plan(document_of(text_of(plan_keys(keys))), catalogue).plan
    assert plan is not None
    rows = [
        row
        for name, periods in (("ledige", MONTHS), ("placering", QUARTERS))
        for row in figures(
            {(area, str(one)): "4.0" for area in ("250", "000") for one in periods}, name
        )
    ]
    as_of = date(2024, 3, 1)
    return evaluate(plan, catalogue, observations(rows), as_of=as_of, period=period).verdicts[0]


def test_a_trend_across_a_break_is_told_at_the_rule() -> None:
    assert found("BP211", TREND, BROKEN) == [
        "22:7: warning: the trend spans a break of ledige for the figures of 2023M07 to 2023M12: "
        'from 2023M07 on it is counted in another way ("Ny opgørelse"); keep to one side of it, '
        "or allow it with the reason"
    ]


@pytest.mark.parametrize(
    ("lines", "beginning"),
    [
        pytest.param(
            "rule: {type: trend, must_be: falling, step: period, steps: 2}",
            "the trend spans a break of ledige for the figures of 2023M07 to 2023M08",
            id="only the figures that reach back over it",
        ),
        pytest.param(
            "rule: {type: trend, must_be: falling, step: period}",
            "the trend spans a break of ledige for the figure of 2023M07",
            id="a single figure",
        ),
        pytest.param(
            f"{TREND}\ndue: {{by_end: 2023}}",
            "the trend spans a break of ledige for the figure of 2023M12",
            id="of a deadline the figure that decides it",
        ),
        pytest.param(
            f"{TREND}\nplan: {{years: 2024}}",
            "the trend spans a break of ledige for the figures of 2024M01 to 2024M06",
            id="the year after a break",
        ),
        pytest.param(
            f"{TREND}\ndue: {{throughout: 2023Q3}}",
            "the trend spans a break of ledige for every figure that is judged",
            id="every figure of a time in which it must hold",
        ),
        pytest.param(
            f"measure: {{indicator: ledige, {MEAN}}}",
            "the window spans a break of ledige for the figures of 2023M07 to 2023M12",
            id="a mean over months of both sides",
        ),
        pytest.param(
            "measure: {indicator: ledige, change: {since: a year before, as: points}}",
            "the change spans a break of ledige for the figures of 2023M07 to 2023M12",
            id="a change since the year before",
        ),
        pytest.param(
            f"{{baseline: {{period: 2022M03}}, rule: {POINTS}}}",
            "the change since the baseline spans a break of ledige for the figures of 2023M07",
            id="a baseline from the data",
        ),
        pytest.param(
            f"{{baseline: {{period: 2022M03, value: 4.2}}, rule: {POINTS}}}",
            "the change since the baseline spans a break of ledige for the figures of 2023M07",
            id="a baseline that the document prints",
        ),
        pytest.param(
            "measure: {difference_of: [{indicator: ledige, change: {since: a year before, "
            "as: points}}, {indicator: ledige, area: country, change: {since: a year before, "
            "as: points}}]}",
            "the measure spans a break of ledige for the figures of 2023M07 to 2023M12",
            id="changes inside a difference",
        ),
    ],
)
def test_whatever_reaches_back_over_a_break_is_told(lines: str, beginning: str) -> None:
    [message] = words("BP211", _joined(lines))
    assert message.startswith(beginning)


def _joined(lines: str) -> str:
    return f"{lines[:-1]}, {BROKEN}}}" if lines.startswith("{") else f"{lines}\n{BROKEN}"


@pytest.mark.parametrize(
    "lines",
    [
        TREND,
        "rule: {type: trend, must_be: falling, step: period, steps: 2}",
        f"measure: {{indicator: ledige, {MEAN}}}",
        "measure: {indicator: ledige, over: {from: this year, take: mean}}",
        "measure: {indicator: ledige, change: {since: a year before, as: points}}",
        "measure: {indicator: ledige, over: {last: 3 months, take: mean}, "
        "change: {since: a year before, as: points}}",
        f"{{baseline: {{period: 2022M03}}, rule: {POINTS}}}",
        f"{{baseline: {{period: 2022M03, value: 4.2}}, rule: {POINTS}}}",
        f"{{baseline: {{period: a year before}}, rule: {POINTS}}}",
        "rule: {type: threshold, at_most: 4}",
    ],
)
def test_the_figures_that_are_told_are_those_that_carry_the_flag(lines: str) -> None:
    keys = mapping(_joined(lines))
    flagged = [
        str(month)
        for month in MONTHS[24:]
        if Flag.SERIES_BREAK in verdict(keys, period=month).flags
    ]
    told = words("BP211", _joined(lines))
    ends = f"{flagged[0]} to {flagged[-1]}:" if flagged else ""
    assert [ends in one for one in told] == [True] * bool(flagged)


def test_a_survey_may_be_held_in_any_month() -> None:
    target = (
        "measure: {indicator: tilfredshed}",
        "rule: {type: change-from-baseline, must_be: at-least}",
        "indicators: [{id: tilfredshed, series_breaks: [{at: 2022M07, why: Nye spørgsmål}]}]",
    )
    [message] = words("BP211", *target, "baseline: {period: 2022M03}")
    assert "tilfredshed for every figure that is judged" in message
    assert words("BP211", *target, "baseline: {period: 2022M09}") == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("rule: {type: threshold, at_most: 4}", id="a figure that stands alone"),
        pytest.param(
            "rule: {type: vs-national-average, must_be: below}", id="a comparison of one period"
        ),
        pytest.param(f"{TREND}\nplan: {{years: 2025}}", id="all after the break"),
        pytest.param(f"{TREND}\nplan: {{years: 2022}}", id="all before it"),
        pytest.param(f"{TREND}\nperiod: 2023M03", id="a named period before it"),
        pytest.param(
            "rule: {type: trend, must_be: falling, step: period}\ndue: {by_end: 2023}",
            id="the figure that decides reaches back to after it",
        ),
        pytest.param(
            "measure: {indicator: ledige, over: {from: this year, take: mean}}\n"
            "due: {by_end: 2023M06}",
            id="a window that ends before it",
        ),
        pytest.param("baseline: {period: 2022M03}", id="a baseline that nothing counts from"),
        pytest.param(
            f"measure: {{indicator: ledige, {MEAN}}}\nrule: {{type: none, because: not-set}}",
            id="nothing is judged",
        ),
        pytest.param(
            "measure: {indicator: ledige.antal, change: {since: a year before, as: percent}}\n"
            "rule: {type: threshold, at_most: 0}",
            id="a break of another indicator",
        ),
    ],
)
def test_what_lies_on_one_side_of_a_break_is_not_told(lines: str) -> None:
    assert found("BP211", lines, BROKEN) == []


def levels(written: str) -> str:
    return f"rule: {{type: threshold, at_most: {{by_year: {{{written}}}}}}}"


def test_a_year_without_level_is_told_at_the_levels() -> None:
    assert found("BP212", levels("2023: 4, 2025: 3"), "plan: {years: 2023-2025}") == [
        "25:11: warning: by_year has no level for 2024, so a figure of that year is not-set; "
        "add it, or let a level hold onwards"
    ]


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(levels("2023: 4"), "2024 to 2026", id="all but the first"),
        pytest.param(levels("2024: 4, 2026: 3"), "2023 and 2025", id="every other"),
        pytest.param(levels("2032: 4"), "2023 to 2026", id="a slip in the century"),
        pytest.param(
            "rule: {type: threshold, between: [3, {by_year: {2023: 4, 2024 onwards: 5}}]}\n"
            "other_readings: [{reading: r, rule: {type: points-below-average, "
            "points: {by_year: {2023: 1, 2024: 2, 2025: 3}}}}]",
            "2026",
            id="another reading",
        ),
        pytest.param(
            "{rule: {type: all-of, parts: [{rule: {type: threshold, at_most: 4}}, "
            "{due: {by_end: 2025}, rule: {type: threshold, at_most: {by_year: {2026: 3}}}}]}}",
            "2025",
            id="the year in which a part falls due",
        ),
    ],
)
def test_years_that_may_decide_need_a_level(lines: str, gone: str) -> None:
    keys = mapping(lines) | {"plan": {"years": "2023-2026"}}
    told = [str(one) for one in found_in(keys, asked=wanted(("BP212",), ()))]
    assert [f"by_year has no level for {gone}, so" in one for one in told] == [True]


def test_a_hole_between_two_versions_is_told() -> None:
    target = (
        "versions:",
        "  - {valid_to: 2022, rule: {type: threshold, at_most: 4}}",
        "  - {valid_from: 2023M03, rule: {type: threshold, at_most: 3}}",
        "rule: ''",
    )
    assert words("BP212", *target) == [
        "no version is in force in 2023M01-2023M02, so a figure from then is not-set; let one "
        "version begin where the other ends"
    ]
    assert words("BP212", *target, "plan: {years: 2024}") == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(levels("2023: 4, 2024 onwards: 3"), id="onwards covers the rest"),
        pytest.param(levels("2020 onwards: 4"), id="onwards from before the plan"),
        pytest.param(f"{levels('2026: 3')}\ndue: {{by_end: 2026}}", id="the year it falls due"),
        pytest.param(f"{levels('2024: 3')}\nperiod: 2024M03", id="the year of a named period"),
        pytest.param(
            f"{levels('2024: 3, 2025: 2')}\ndue: {{during: 2024-2025}}",
            id="the years during which it is reached",
        ),
        pytest.param(
            f"{levels('2023: 3')}\nperiod: 2022M08",
            id="a starting position takes the level of the first year",
        ),
        pytest.param(
            "rule: ''\nversions: [{valid_from: 2025, rule: {type: threshold, "
            "at_most: {by_year: {2025: 4, 2026: 3}}}}]",
            id="the years in which a version is in force",
        ),
        pytest.param(
            "rule: ''\nversions: [{valid_from: 2025, rule: {type: threshold, at_most: 4}}]",
            id="a decision that begins after the plan leaves no hole",
        ),
    ],
)
def test_years_that_decide_nothing_need_no_level(lines: str) -> None:
    assert found("BP212", lines, "plan: {years: 2023-2026}") == []


def test_a_level_of_a_year_before_the_plan_is_told_at_its_year() -> None:
    assert found("BP213", levels("2022: 3.7, 2023: 7.0, 2024 onwards: 11")) == [
        "25:11: note: the level of 2022 is never used: the plan begins with 2023, and figures "
        "from before take the level of that year; delete it",
        "27:11: note: the level of 2024 onwards lies after the plan's years, 2023: it counts only "
        "where a period from then is asked for by name; delete it, or correct the year",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(levels("2023: 4"), id="the plan's year"),
        pytest.param(levels("2022 onwards: 4"), id="onwards into the plan's year"),
        pytest.param(f"{levels('2023: 4, 2025: 3')}\ndue: {{by_end: 2025}}", id="falls due then"),
        pytest.param(
            f"{levels('2023: 4, 2024: 3')}\ndue: {{during: 2023-2024}}", id="may be reached then"
        ),
    ],
)
def test_levels_that_may_be_used_are_not_told(lines: str) -> None:
    assert found("BP213", lines) == []


def test_a_deadline_after_the_plan_is_told_at_its_year() -> None:
    assert found("BP214", "due: {by_end: 2032}") == [
        "27:15: warning: the deadline 2032 ends after the plan's years, 2023; correct it, or "
        "allow it where the document looks further ahead"
    ]


@pytest.mark.parametrize(
    ("lines", "messages"),
    [
        pytest.param(
            "due: {throughout: 2021}",
            ["the deadline 2021 is past before the plan's years, 2023, begin; correct the year"],
            id="past before the plan",
        ),
        pytest.param(
            "other_readings: [{reading: r, due: {during: 2023-2024}}]",
            [
                "the deadline 2023-2024 ends after the plan's years, 2023; correct it, or allow "
                "it where the document looks further ahead"
            ],
            id="in another reading",
        ),
        pytest.param(
            "rule: {type: any-of, parts: [{rule: {type: threshold, at_most: 4}, due: {by_end: "
            "2022M12}}, {rule: {type: threshold, at_most: 3}}]}",
            ["the deadline 2022M12 is past before the plan's years, 2023, begin; correct the year"],
            id="in a part",
        ),
        pytest.param(
            "period: 2024M03",
            [
                "the period 2024M03 ends after the plan's years, 2023; correct it, or let a "
                "deadline say what falls due then"
            ],
            id="a named period after the plan",
        ),
        pytest.param(
            "rule: ''\nversions: [{valid_to: 2021, rule: {type: threshold, at_most: 4}}, "
            "{valid_from: 2022, rule: {type: threshold, at_most: 3}}]",
            [
                "this version is in force only before the plan's years, 2023; correct the year, "
                "or delete the version"
            ],
            id="a version that ended before the plan",
        ),
        pytest.param(
            "rule: ''\nversions: [{valid_to: 2023, rule: {type: threshold, at_most: 4}}, "
            "{valid_from: 2024, rule: {type: threshold, at_most: 3}}]",
            [
                "this version is in force only after the plan's years, 2023; correct the year, "
                "or delete the version"
            ],
            id="a version that begins after the plan",
        ),
    ],
)
def test_what_lies_outside_the_years_is_told(lines: str, messages: list[str]) -> None:
    assert words("BP214", lines) == messages


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("due: {by_end: 2023}", id="the plan's year"),
        pytest.param("due: {by_end: 2023M05}", id="within it"),
        pytest.param("due: {during: 2022-2023}", id="from before into it"),
        pytest.param("due: {throughout: each year}", id="each year"),
        pytest.param("period: 2022M08", id="a starting position is another finding"),
        pytest.param(
            "rule: ''\nversions: [{valid_to: 2023M06, rule: {type: threshold, at_most: 4}}, "
            "{valid_from: 2023M07, rule: {type: threshold, at_most: 3}}]",
            id="versions that share the plan's year",
        ),
    ],
)
def test_what_reaches_into_the_years_is_not_told(lines: str) -> None:
    assert found("BP214", lines) == []


def test_a_deadline_of_its_own_takes_a_version_out_of_the_plans_years() -> None:
    told = words(
        "BP214",
        "rule: ''",
        "versions:",
        "  - {valid_to: 2023, rule: {type: threshold, at_most: 4}}",
        "  - {valid_from: 2024, due: {by_end: 2025}, rule: {type: threshold, at_most: 3}}",
    )
    assert [one.partition(";")[0] for one in told] == [
        "the deadline 2025 ends after the plan's years, 2023"
    ]


def test_a_baseline_inside_the_plan_is_told_at_its_period() -> None:
    target = f"{{baseline: {{period: 2023M03}}, rule: {POINTS}}}"
    assert found("BP215", target) == [
        "28:15: warning: the baseline is 2023M03, in the plan's years, 2023, so the plan is held "
        "against its own results; name a period before them"
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(
            "measure: {indicator: ledige, change: {since: 2023M01, as: points}}",
            "the change counts from 2023M01, in the plan's years, 2023, so the plan is held "
            "against its own results; name a period before them",
            id="a change since a named period",
        ),
        pytest.param(
            "measure: {indicator: ledige, change: {since: baseline, as: points}}\n"
            "baseline: {period: 2023M02}",
            "the baseline is 2023M02, in the plan's years, 2023, so the plan is held against its "
            "own results; name a period before them",
            id="a change since the baseline",
        ),
        pytest.param(
            f"{{baseline: {{period: 2022Q3-2023Q2, value: 4.2}}, rule: {POINTS}}}",
            "the baseline is 2022Q3-2023Q2, which reaches into the plan's years, 2023, so the "
            "plan is held against its own results; name a period before them",
            id="one that reaches into them",
        ),
        pytest.param(
            f"{{baseline: {{period: 2032M03}}, rule: {POINTS}}}",
            "the baseline is 2032M03, after the plan's years, 2023: no figure of them is later; "
            "correct it",
            id="one after them",
        ),
        pytest.param(
            f"other_readings: [{{reading: r, baseline: {{period: 2023M01}}, rule: {POINTS}}}]",
            "the baseline is 2023M01, in the plan's years, 2023, so the plan is held against its "
            "own results; name a period before them",
            id="in another reading",
        ),
    ],
)
def test_what_is_counted_from_inside_the_plan_is_told(lines: str, message: str) -> None:
    assert words("BP215", lines) == [message]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(f"{{baseline: {{period: 2022M12}}, rule: {POINTS}}}", id="just before it"),
        pytest.param(f"{{baseline: {{period: a year before}}, rule: {POINTS}}}", id="moves along"),
        pytest.param(f"{{baseline: not-stated, rule: {POINTS}}}", id="not stated"),
        pytest.param("baseline: {period: 2023M03}", id="nothing counts from it"),
        pytest.param(
            "measure: {indicator: fleksjob.nye, over: {from: 2023M01, take: sum}}\n"
            "rule: {type: threshold, at_least: 50}",
            id="a sum from a month of the plan",
        ),
    ],
)
def test_what_is_counted_from_before_the_plan_is_not_told(lines: str) -> None:
    assert found("BP215", lines) == []


def test_a_time_in_which_no_figure_ends_is_told_at_the_deadline() -> None:
    target = ("measure: {indicator: placering}", "rule: {type: threshold, at_most: 20}")
    assert found("BP216", *target, "due: {throughout: 2023M05}") == [
        "27:19: error: a figure of placering covers a quarter, and none ends within 2023M05; "
        "name a longer time, or write by_end"
    ]


def test_a_named_period_beside_a_deadline_is_told_at_the_deadline() -> None:
    assert found("BP216", "period: 2023M06", "due: {by_end: 2023}") == [
        "27:5: error: the period 2023M06 is judged whatever the deadline says; leave one of them "
        "out: due to judge that period, period to judge by the deadline"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("due: {during: 2023M05}", id="a month of monthly figures"),
        pytest.param(
            "measure: {indicator: placering}\ndue: {during: 2023M06}",
            id="a month in which a quarter ends",
        ),
        pytest.param(
            "measure: {indicator: placering}\ndue: {by_end: 2023M05}",
            id="by_end takes the figure that holds its last day",
        ),
        pytest.param(
            "measure: {indicator: tilfredshed}\ndue: {during: 2023M05}", id="a survey at any time"
        ),
        pytest.param(
            "rule: {type: none, because: not-set}\ndue: {during: 2023-05-02}", id="nothing decides"
        ),
        pytest.param(
            "due: {during: 2023}\nrule: {type: any-of, parts: [{rule: {type: threshold, "
            "at_most: 4}, period: 2023M03}, {rule: {type: threshold, at_most: 3}}]}",
            id="a part names a period in place of the deadline",
        ),
        pytest.param(
            "due: {during: 2023}\nother_readings: [{reading: r, period: 2023M03}]",
            id="a reading names a period in place of the deadline",
        ),
    ],
)
def test_deadlines_that_some_figure_decides_are_not_told(lines: str) -> None:
    assert found("BP216", lines) == []


def test_a_named_period_before_the_plan_is_noted() -> None:
    assert found("BP217", "period: 2022M08") == [
        "26:13: note: the period 2022M08 lies before the plan's years, 2023, so no figure of "
        "these is ever judged; leave period out to follow the plan"
    ]
    for lines in ("period: 2023M08", "period: 2024M08", "due: {by_end: 2023}", "reading: r"):
        assert found("BP217", lines) == []


def test_a_named_period_of_another_length_is_told() -> None:
    assert found("BP218", "period: 2023") == [
        "26:13: warning: 2023 is no period of ledige, a figure of which covers a month; name one, "
        "or leave period out"
    ]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param("period: 2023M03", 0, id="a month of monthly figures"),
        pytest.param("measure: {indicator: placering}\nperiod: 2023Q2", 0, id="a quarter"),
        pytest.param(
            "measure: {indicator: placering}\nperiod: 2023M02-2023M04",
            1,
            id="three months that are no quarter",
        ),
        pytest.param("measure: {indicator: tilfredshed}\nperiod: 2023", 0, id="a survey"),
        pytest.param(
            "measure: ''\nrule: {type: none, because: external}\nperiod: 2023", 0, id="no measure"
        ),
        pytest.param(
            "other_readings: [{reading: r, period: 2023Q1}, {reading: s, period: 2023M02}]",
            1,
            id="in another reading",
        ),
    ],
)
def test_named_periods_are_held_against_the_length_of_the_figures(lines: str, count: int) -> None:
    assert len(found("BP218", lines)) == count


def test_nothing_is_found_in_plans_at_the_ends_of_the_calendar() -> None:
    trend = f"{TREND}\ndue: {{by_end: each year}}\n{BROKEN}"
    for years in ("1900", "2200"):
        assert found("BP21", trend, f"plan: {{years: {years}}}") == []
        assert found("BP21", f"due: {{by_end: {years}}}", f"plan: {{years: {years}}}") == []


def test_parts_versions_and_readings_take_what_they_leave_from_the_target() -> None:
    target = a_target(
        "{type: all-of, parts: [{rule: {type: threshold, at_least: 1}, due: {by_end: 2024}}, "
        "{rule: {type: threshold, at_least: 2}, period: 2023M02}]}",
        "{period: 2023M01, other_readings: [{reading: r, measure: {indicator: antal}}]}",
    )
    own, other = list(asked_of(target))[:2], list(asked_of(target))[2:]
    assert [one.rule_at for one in own] == [
        ("rule", "parts", 0, "rule"),
        ("rule", "parts", 1, "rule"),
    ]
    assert [(one.period and str(one.period), one.due_at[:1]) for one in own] == [
        (None, ("rule",)),
        ("2023M02", ("due",)),
    ]
    assert [one.measure_at for one in other] == [("other_readings", 0, "measure")] * 2


@pytest.mark.parametrize(
    ("covers", "span", "periods"),
    [
        pytest.param(Covers.MONTH, "2023M11-2024M01", "2024M01 2023M12 2023M11", id="months"),
        pytest.param(Covers.YEAR, "2023M06-2024M06", "2023", id="the year that ends inside"),
        pytest.param(Covers.FOUR_QUARTERS, "2023Q1", "2022Q2-2023Q1", id="a rolling year"),
        pytest.param(
            Covers.YEAR_TO_DATE, "2023M02-2023M03", "2023Q1 2023M01-2023M02", id="to date"
        ),
        pytest.param(Covers.WEEK, "2023U01-2023U02", "2023U02 2023U01", id="weeks"),
        pytest.param(Covers.SURVEY, "2023", "", id="of surveys none"),
        pytest.param(Covers.YEAR, "1900M05", "", id="none at all"),
    ],
)
def test_the_periods_that_end_in_a_span_are_told_newest_first(
    covers: Covers, span: str, periods: str
) -> None:
    found_there = periods_ending_in(covers, Period.parse(span))
    assert " ".join(map(str, found_there)) == periods


@pytest.mark.parametrize(
    ("code", "lines", "status"),
    [
        ("BP212", levels("2024: 4"), Status.NOT_SET),
        ("BP212", f"{levels('2022: 4')}\ndue: {{during: 2023}}", Status.NOT_SET),
        ("BP215", f"{{baseline: {{period: 2032M03}}, rule: {POINTS}}}", Status.NO_DATA),
        ("BP215", f"{{baseline: {{period: 2023M12}}, rule: {POINTS}}}", Status.NO_DATA),
        ("BP216", f"{RANKED}\ndue: {{during: 2023M05}}", Status.NO_DATA),
        ("BP216", f"{RANKED}\ndue: {{throughout: 2023M05}}", Status.NO_DATA),
        ("BP216", "period: 2023M06\ndue: {by_end: 2032}", Status.MET),
        ("BP218", "period: 2023", Status.NO_DATA),
    ],
)
def test_what_is_told_comes_true(code: str, lines: str, status: Status) -> None:
    assert found(code, lines) != []
    assert verdict(mapping(lines)).status is status
