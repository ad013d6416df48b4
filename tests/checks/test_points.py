"""BP202: percent where points are meant, and points where the text says percent."""

from __future__ import annotations

import pytest

from tests.checks.build import codes, found_in, said

_DOWN = "baseline: {period: 2022M12}, rule: {type: change-from-baseline, down_by: 10, as: "
_RELATIVE = "{indicator: ledige, change: {since: a year before, as: percent}}"


def test_percent_of_a_share_is_told_with_what_it_comes_to() -> None:
    assert said(found_in(f"{{{_DOWN}percent}}}}")) == [
        "24:11: warning BP202: target 1a: as: percent of ledige, which is in percent itself: 10 "
        "percent of 5 are 0.5 points; write as: points, or say in reading that percent is meant"
    ]


def test_a_change_in_percent_of_a_share_is_told_at_the_change() -> None:
    assert said(found_in(f"{{measure: {_RELATIVE}, rule: {{type: threshold, at_most: -5}}}}")) == [
        "23:13: warning BP202: target 1a: as: percent of ledige, which is in percent itself: from "
        "4 to 5 is 25 percent, or 1 point; write as: points, or say in reading that percent is "
        "meant"
    ]


def test_words_and_rule_that_say_the_other_of_the_two_are_told() -> None:
    persons = "measure: {indicator: ledige.antal}"
    points = f"{{title: Ned med 10 procentpoint, {persons}, {_DOWN}percent}}}}"
    assert said(found_in(points)) == [
        '24:11: warning BP202: target 1a: the text says "10 procentpoint", the rule as: percent; '
        "make them agree"
    ]
    percent = f"{{title: Ned med 10 pct., {_DOWN}points}}}}"
    assert said(found_in(percent)) == [
        '24:11: warning BP202: target 1a: the text says "10 pct.", the rule as: points; write '
        "as: percent, or say in reading that points are meant"
    ]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            "rule: {type: vs-national-average, must_be: on-par, tolerance: 10, as: percent}",
            id="a tolerance in percent of a share",
        ),
        pytest.param(
            "rule: {type: change-from-baseline, must_be: on-par, tolerance: 5, as: percent}\n"
            "baseline: {period: 2022M12}",
            id="a tolerance in percent of the baseline",
        ),
        pytest.param(
            "measure: {indicator: ledige, change: {since: a year before, as: points}}\n"
            "rule: {type: vs-national-average, must_be: on-par, tolerance: 10, as: percent}",
            id="a tolerance in percent of points",
        ),
        pytest.param(
            f"measure: {{difference_of: [{_RELATIVE}, {{indicator: tilbud}}]}}\n"
            "rule: {type: threshold, at_most: 3}",
            id="a change inside a combined measure",
        ),
        pytest.param(
            f"{{title: Ned med 10%, {_DOWN}points}}}}", id="a percent sign without a space"
        ),
        pytest.param(
            "rule:\n"
            "  type: all-of\n"
            "  parts:\n"
            "    - title: Ned 2 pct.\n"
            "      rule: {type: change-from-baseline, down_by: 2, as: points}\n"
            "    - {title: I alt, rule: {type: threshold, at_most: 4}}\n"
            "baseline: {period: 2022M12}",
            id="a part whose own title says percent",
        ),
        pytest.param(
            "reading: r\n"
            "other_readings:\n"
            "  - reading: Ned med 2 procent\n"
            "    baseline: {period: 2022M12}\n"
            "    rule: {type: change-from-baseline, down_by: 2, as: points}",
            id="another reading that says percent",
        ),
    ],
)
def test_it_is_found_wherever_it_stands(target: str) -> None:
    assert codes(found_in(target)) == ["BP202"]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            f"{{measure: {{indicator: ledige.antal}}, {_DOWN}percent}}}}", id="of persons"
        ),
        pytest.param(f"{{{_DOWN}points}}}}", id="points of a share"),
        pytest.param(
            f"{{reading: 10 pct. er læst som procent af andelen, {_DOWN}percent}}}}",
            id="a reading says that percent is meant",
        ),
        pytest.param(f"{{reading: Læst som relativt fald, {_DOWN}percent}}}}", id="or relative"),
        pytest.param(
            f"{{measure: {_RELATIVE}, reading: Udviklingen er læst i pct., "
            "rule: {type: vs-national-average, must_be: at-most}}",
            id="a reading says it of a change",
        ),
        pytest.param(
            "{reading: Uden tolerance, rule: {type: vs-national-average, must_be: on-par, "
            "tolerance: not-stated, as: percent}}",
            id="a tolerance that the document does not state",
        ),
        pytest.param(
            "rule: {type: vs-national-average, must_be: on-par, tolerance: 0, as: percent}",
            id="nothing is the same in both",
        ),
        pytest.param(
            '{title: "0,5 % under landet", rule: {type: points-below-average, points: 0.5}}',
            id="a margin said in percent: it has no percent",
        ),
        pytest.param(f"{{title: Ned med 10 pct.-point, {_DOWN}points}}}}", id="pct.-point"),
        pytest.param(f"{{title: Ned med 10 %-point, {_DOWN}points}}}}", id="%-point"),
        pytest.param(
            f'{{title: Ned med 10 %, reading: "10 % er læst som procentpoint", {_DOWN}points}}}}',
            id="a reading says that points are meant",
        ),
        pytest.param(f"{{title: Ned til 3 pct., {_DOWN}points}}}}", id="percent of something else"),
        pytest.param(
            "{title: Ned med 10 pct. over to år, rule: {type: all-of, parts: [{title: Ledige, "
            "rule: {type: threshold, at_most: 4}}, {title: Fald, rule: {type: "
            "change-from-baseline, down_by: 10, as: points}}]}, baseline: {period: 2022M12}}",
            id="the title of several parts is about none of them alone",
        ),
    ],
)
def test_nothing_is_found_where_it_is_clear_which_is_meant(target: str) -> None:
    assert found_in(target) == ()


def test_a_rule_that_two_readings_share_is_told_once() -> None:
    other = "reading: r, other_readings: [{reading: s, baseline: {period: 2021M12}}]"
    assert codes(found_in(f"{{{other}, {_DOWN}percent}}}}")) == ["BP202"]
