"""BP203 and BP204: numbers that a figure cannot have, and limits that decide nothing."""

from __future__ import annotations

import pytest

from beskplan.checks._look import wanted
from tests.build import a_case, a_measure, a_rule, observations
from tests.checks.build import codes, found_in, said

_SINCE = "change: {since: a year before, as: "
_STATED = "baseline: {period: 2022M12, value: "


def rank(keys: str) -> str:
    return f"rule: {{type: rank, best: lowest, {keys}}}"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            "rule: {type: threshold, at_most: 400}",
            "23:16: error BP203: target 1a: at_most: 400 lies outside what ledige can be, 0 to 100 "
            "percent; correct the number",
            id="a share above all there is",
        ),
        pytest.param(
            "{measure: {indicator: fleksjob.nye}, rule: {type: threshold, at_least: -5}}",
            "23:17: error BP203: target 1a: at_least: -5 lies outside what fleksjob.nye can be, 0 "
            "jobs or more; correct the number",
            id="a negative count",
        ),
        pytest.param(
            "rule: {type: threshold, between: [-3, 4]}",
            "24:9: error BP203: target 1a: between: -3 lies outside what ledige can be, 0 to 100 "
            "percent; correct the number",
            id="one end of between",
        ),
        pytest.param(
            "plan: {years: 2023-2024}\n"
            "rule: {type: threshold, at_most: {by_year: {2023: 4.0, 2024 onwards: 350}}}",
            "26:25: error BP203: target 1a: at_most in 2024 onwards: 350 lies outside what ledige "
            "can be, 0 to 100 percent; correct the number",
            id="the level of one year",
        ),
        pytest.param(
            f"{{measure: {{indicator: ledige, {_SINCE}points}}}}, "
            "rule: {type: threshold, at_most: -105}}",
            "26:16: error BP203: target 1a: at_most: -105 lies outside what this measure of "
            "ledige can be, -100 to 100 points; correct the number",
            id="a change in points",
        ),
        pytest.param(
            f"{{measure: {{indicator: ledige.antal, {_SINCE}percent}}}}, "
            "rule: {type: threshold, at_most: -105}}",
            "26:16: error BP203: target 1a: at_most: -105 lies outside what this measure of "
            "ledige.antal can be, -100 percent or more; correct the number",
            id="a fall by more than everything",
        ),
        pytest.param(
            "rule: {type: points-below-average, points: 150}",
            "23:15: error BP203: target 1a: points: 150 is more than the whole of what ledige can "
            "be, 0 to 100 percent; correct the number",
            id="a margin beyond 100 points",
        ),
        pytest.param(
            "rule: {type: vs-national-average, must_be: on-par, tolerance: 101, as: points}",
            "24:18: error BP203: target 1a: tolerance: 101 is more than the whole of what ledige "
            "can be, 0 to 100 percent; correct the number",
            id="a tolerance beyond 100 points",
        ),
        pytest.param(
            "{measure: {indicator: ledige.antal}, baseline: {period: 2022M12}, "
            "rule: {type: change-from-baseline, down_by: 120, as: percent}}",
            "23:16: error BP203: target 1a: down_by: 120 percent is more than 100 percent; correct "
            "the number",
            id="persons down by more than all of them",
        ),
        pytest.param(
            f"{{{_STATED}437}}, rule: {{type: change-from-baseline, must_be: at-most}}}}",
            "28:14: error BP203: target 1a: value: 437 lies outside what ledige can be, 0 to 100 "
            "percent; correct the number",
            id="the value of a baseline",
        ),
        pytest.param(
            "{measure: {indicator: placering}, baseline: {period: 2022Q4, value: 101}, "
            "rule: {type: rank, below: baseline}}",
            "28:14: error BP203: target 1a: value: 101 lies outside what placering can be, 1 to 98 "
            "places; correct the number",
            id="a place of the baseline beyond the last",
        ),
        pytest.param(
            rank("at_most: 99"),
            "24:16: error BP203: target 1a: at_most: 99 is no place among 98; write a place from 1 "
            "to 98",
            id="a place beyond the last municipality",
        ),
        pytest.param(
            rank("at_most: 30, among: {region: Hovedstaden}"),
            "24:16: error BP203: target 1a: at_most: 30 is no place among 29; write a place from 1 "
            "to 29",
            id="a place beyond the last of the region",
        ),
        pytest.param(
            rank("at_most: 4, among: {areas: [Halsnæs, Hillerød]}"),
            "24:16: error BP203: target 1a: at_most: 4 is no place among 3; write a place from 1 "
            "to 3",
            id="a place beyond the last of those named, the own one counted",
        ),
        pytest.param(
            "{measure: {indicator: placering}, rule: {type: rank, at_most: 120}}",
            "23:16: error BP203: target 1a: at_most: 120 is no place among 98; write a place from "
            "1 to 98",
            id="a published place beyond the last",
        ),
    ],
)
def test_a_number_that_no_figure_can_have_is_told_at_the_number(target: str, message: str) -> None:
    assert said(found_in(target)) == [message]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            "rule: {type: any-of, parts: [{rule: {type: threshold, at_most: 400}}, "
            "{rule: {type: threshold, at_most: 4}}]}",
            id="in a part",
        ),
        pytest.param(
            "{reading: r, other_readings: [{reading: s, rule: {type: threshold, at_most: 400}}]}",
            id="in another reading",
        ),
        pytest.param(
            "only_if: {measure: {indicator: ledige}, rule: {type: threshold, at_most: 400}}",
            id="in a condition",
        ),
        pytest.param("versions: [{rule: {type: threshold, at_most: 400}}]\nrule:", id="a version"),
        pytest.param(
            "for_each: {køn: [Kvinder, Mænd], instead: {Mænd: {type: threshold, at_most: 400}}}",
            id="instead, for one member",
        ),
        pytest.param(rank("top: 99"), id="a number of the top"),
        pytest.param(rank("below: 100"), id="better than a place after the last"),
        pytest.param(
            "{measure: {indicator: ledige.antal, over: {last: 2 months, take: sum}}, "
            "rule: {type: threshold, at_most: -1}}",
            id="a sum of persons below zero",
        ),
        pytest.param(
            "{measure: {difference_of: [{indicator: ledige, segment: {køn: Mænd}}, "
            "{indicator: ledige, segment: {køn: Kvinder}}]}, "
            "rule: {type: threshold, at_most: -120}}",
            id="a difference of shares beyond 100 points",
        ),
        pytest.param(
            "{measure: {ratio_of: [{indicator: ledige.antal, segment: {køn: Mænd}}, "
            "{indicator: ledige.antal}]}, rule: {type: threshold, at_most: -1}}",
            id="a negative ratio of persons",
        ),
        pytest.param(
            "{measure: {sum_of: [{indicator: ledige, segment: {køn: Mænd}}, "
            "{indicator: ledige, segment: {køn: Kvinder}}]}, "
            "rule: {type: threshold, at_most: 120}}",
            id="shares of one whole added beyond it",
        ),
        pytest.param(
            "{measure: {indicator: ledige, change: {since: baseline, as: points}}, "
            f"{_STATED}437}}, rule: {{type: threshold, at_most: -1}}}}",
            id="the value that a change counts from",
        ),
    ],
)
def test_it_is_found_wherever_it_stands(target: str) -> None:
    assert codes(found_in(target)) == ["BP203"]


def test_a_value_that_several_parts_count_from_is_told_once() -> None:
    move = "rule: {type: change-from-baseline, must_be: "
    parts = f"{{{move}at-most}}}}, {{{move}below}}}}"
    rule = f"rule: {{type: all-of, parts: [{parts}]}}"
    assert codes(found_in(f"{{{_STATED}437}}, {rule}}}")) == ["BP203"]


def indicator(keys: str, rule: str) -> str:
    own = f"id: tal, better: lower, covers: month, {keys}"
    return f"{{indicators: [{{{own}}}], measure: {{indicator: tal}}, rule: {rule}}}"


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("rule: {type: threshold, at_most: 99.9}", id="a share"),
        pytest.param(
            "rule: {type: threshold, at_most: {by_year: {2023 onwards: 4.0}}}", id="levels by year"
        ),
        pytest.param(
            f"{{measure: {{indicator: ledige.antal, {_SINCE}percent}}}}, "
            "rule: {type: threshold, at_most: 205}}",
            id="a rise to three times as many",
        ),
        pytest.param(
            "{measure: {ratio_of: [{indicator: ledige.antal}, {indicator: fleksjob.nye}]}, "
            "rule: {type: threshold, at_most: 250}}",
            id="a ratio in percent",
        ),
        pytest.param(
            "{measure: {indicator: fleksjob.nye, over: {from: this year, take: sum}}, "
            "rule: {type: threshold, at_least: 5000}}",
            id="many jobs",
        ),
        pytest.param(
            indicator(
                "title: Udvikling i ledige det seneste år, unit: percent",
                "{type: threshold, at_most: -5}",
            ),
            id="an indicator of a change in percent",
        ),
        pytest.param(
            indicator(
                "title: Flere ledige end ventet, unit: persons", "{type: threshold, at_most: -5}"
            ),
            id="an indicator of a difference in persons",
        ),
        pytest.param(
            indicator("title: Målopfyldelse, unit: percent", "{type: threshold, at_most: 120}"),
            id="an indicator of how far something is reached",
        ),
        pytest.param(
            indicator(
                "title: Udgift pr. indbygger, unit: kr.", "{type: threshold, at_most: -5000}"
            ),
            id="kroner, which may be income",
        ),
        pytest.param(
            "{measure: {difference_of: [{indicator: ledige.antal}, {indicator: ledige.antal, "
            "segment: {køn: Mænd}}]}, rule: {type: threshold, at_most: -5000}}",
            id="a difference of persons",
        ),
        pytest.param(
            "{measure: {indicator: ledige.antal}, baseline: {period: 2022M12}, "
            "rule: {type: change-from-baseline, down_by: 5000, as: units}}",
            id="many persons fewer",
        ),
        pytest.param(
            "{measure: {indicator: ledige.antal}, baseline: {period: 2022M12}, "
            "rule: {type: change-from-baseline, down_by: 100, as: percent}}",
            id="down to nobody",
        ),
        pytest.param(rank("at_most: 97"), id="a place but the last"),
        pytest.param(rank("top: 1/3, among: {region: Hovedstaden}"), id="the best third"),
        pytest.param(
            "{measure: {indicator: placering}, baseline: {period: 2022Q4, value: 98}, "
            "rule: {type: rank, below: baseline}}",
            id="better than the last place",
        ),
        pytest.param(
            "{for_each: {area: {among: {region: Syddanmark}}}, "
            "rule: {type: rank, best: lowest, at_most: 22, among: {region: Syddanmark}}}",
            id="municipalities of another region, ranked there in turn",
        ),
    ],
)
def test_nothing_is_found_in_numbers_that_a_figure_can_have(target: str) -> None:
    assert found_in(target) == ()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            "rule: {type: threshold, at_most: 100}",
            "23:16: warning BP204: target 1a: nobody could miss at_most: 100, for ledige is 0 to "
            "100 percent; correct it, or write type: none where no level is set",
            id="at most all",
        ),
        pytest.param(
            "{measure: {indicator: tilbud}, rule: {type: threshold, above: 100}}",
            "23:14: warning BP204: target 1a: nobody could reach above: 100, for tilbud is 0 to "
            "100 percent; correct it, or write type: none where no level is set",
            id="more than all",
        ),
        pytest.param(
            "rule: {type: threshold, between: [0, 100]}",
            "24:7: warning BP204: target 1a: nobody could miss between: [0, 100], for ledige is 0 "
            "to 100 percent; correct it, or write type: none where no level is set",
            id="between nothing and all",
        ),
        pytest.param(
            rank("top: 1/3, among: {areas: [Frederikssund, Halsnæs]}"),
            "24:12: warning BP204: target 1a: nobody could reach top: 1/3: of 2 ranked it is no "
            "place at all; write at_most: 1, or rank among more",
            id="the best third of two",
        ),
        pytest.param(
            rank("at_most: 29, among: {region: Hovedstaden}"),
            "24:16: warning BP204: target 1a: nobody could miss at_most: 29, for 29 are ranked; "
            "correct it, or write type: none where no level is set",
            id="at most the last place",
        ),
        pytest.param(
            "{measure: {indicator: placering}, baseline: {period: 2022Q4, value: 1}, "
            "rule: {type: rank, below: baseline}}",
            "23:14: warning BP204: target 1a: nobody could reach a place before 1, that of the "
            "baseline; write at_most: 1",
            id="better than the best place",
        ),
        pytest.param(
            f"{{measure: {{indicator: tilbud}}, {_STATED}60}}, "
            "rule: {type: change-from-baseline, up_by: 41, as: points}}",
            "23:14: warning BP204: target 1a: nobody could reach up_by: 41: from 60 it leads to "
            "101, but tilbud is 0 to 100 percent; correct it, or the baseline",
            id="up past 100 from the stated baseline",
        ),
        pytest.param(
            f"{{{_STATED}0}}, rule: {{type: change-from-baseline, must_be: below}}}}",
            "23:16: warning BP204: target 1a: nobody could reach below 0, for ledige is 0 to 100 "
            "percent; correct it",
            id="below a baseline of nothing",
        ),
        pytest.param(
            "rule: {type: within-points-of-average, points: 100, side: above}",
            "23:15: warning BP204: target 1a: nobody could miss points: 100, for ledige is 0 to "
            "100 percent; correct it",
            id="room as wide as everything",
        ),
        pytest.param(
            "measure: {indicator: ledige, area: country}\n"
            "rule: {type: vs-national-average, must_be: at-most}",
            "23:7: warning BP204: target 1a: the measure is of one fixed area, so its figure is "
            "held against itself; leave out area:, or hold it against a number",
            id="the country against itself",
        ),
        pytest.param(
            "measure: {indicator: ledige, segment: {køn: Mænd}}\nrule: {type: vs-expected, "
            "must_be: at-most, expected: {indicator: ledige, segment: {køn: Mænd}}}",
            "27:9: warning BP204: target 1a: what is expected is the measure itself, so its figure "
            "is held against itself; name the indicator that says what is expected",
            id="a figure expected of itself",
        ),
    ],
)
def test_a_limit_that_decides_nothing_is_told(target: str, message: str) -> None:
    assert said(found_in(target)) == [message]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            "{measure: {indicator: tilbud}, rule: {type: threshold, at_least: 0}}", id="0"
        ),
        pytest.param("rule: {type: threshold, below: 0}", id="below nothing"),
        pytest.param(
            "{measure: {indicator: placering}, rule: {type: threshold, at_most: 98}}",
            id="the last published place",
        ),
        pytest.param(rank("below: 99"), id="better than place 99 of 98"),
        pytest.param(rank("top: 98"), id="in the top 98"),
        pytest.param("rule: {type: points-below-average, points: 100}", id="a margin of all"),
        pytest.param(
            "rule: {type: vs-national-average, must_be: on-par, tolerance: 100, as: points}",
            id="a tolerance of all",
        ),
        pytest.param(
            f"{{{_STATED}4.3}}, rule: {{type: change-from-baseline, down_by: 5, as: points}}}}",
            id="down past zero",
        ),
        pytest.param(
            f"{{{_STATED}4.3}}, rule: "
            "{type: change-from-baseline, down_by: 4.3, as: points, strictly: true}}",
            id="down by more than there is",
        ),
        pytest.param(
            "{measure: {indicator: ledige, area: country}, "
            "rule: {type: rank, best: lowest, at_most: 3}}",
            id="the country ranked among itself",
        ),
    ],
)
def test_it_is_found_at_either_end(target: str) -> None:
    assert codes(found_in(target)) == ["BP204"]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("rule: {type: threshold, at_most: 0}", id="nobody out of work: reachable"),
        pytest.param(
            "{measure: {indicator: tilbud}, rule: {type: threshold, at_least: 100}}",
            id="everybody: reachable",
        ),
        pytest.param(
            "{measure: {indicator: tilbud}, rule: {type: threshold, above: 0}}", id="some"
        ),
        pytest.param("rule: {type: threshold, between: [0, 4]}", id="between nothing and 4"),
        pytest.param(
            "{measure: {indicator: tilbud, change: {since: a year before, as: points}}, "
            "rule: {type: threshold, at_least: 0}}",
            id="no fall",
        ),
        pytest.param(
            "baseline: {period: 2022M12}\n"
            "rule: {type: change-from-baseline, down_by: 0, as: points}",
            id="no rise since the baseline",
        ),
        pytest.param(
            f"{{{_STATED}4.3}}, rule: {{type: change-from-baseline, down_by: 4.3, as: points}}}}",
            id="down to nothing",
        ),
        pytest.param("rule: {type: points-below-average, points: 0}", id="no margin"),
        pytest.param(rank("top: 1/2, among: {areas: [Frederikssund, Halsnæs]}"), id="half of two"),
        pytest.param(
            "{measure: {indicator: ledige, area: country}, rule: {type: threshold, at_most: 4}}",
            id="a fixed area against a number",
        ),
        pytest.param(
            "{measure: {difference_of: [{indicator: ledige}, {indicator: ledige, area: country}]}, "
            "rule: {type: vs-national-average, must_be: at-most}}",
            id="the own figure less a fixed one",
        ),
        pytest.param(
            "rule: {type: vs-expected, must_be: at-most, "
            "expected: {indicator: ledige, segment: {køn: Mænd}}}",
            id="all against the men",
        ),
    ],
)
def test_nothing_is_found_where_a_figure_decides(target: str) -> None:
    assert found_in(target) == ()


@pytest.mark.parametrize("limit", ["-1", "0", "0.1", "50", "99.9", "100", "101"])
@pytest.mark.parametrize("side", ["at_least", "above", "at_most", "below"])
def test_limits_of_a_share_are_told_exactly_where_all_figures_have_one_verdict(
    side: str, limit: str
) -> None:
    written = f"{{type: threshold, {side}: {limit}}}"
    rows = [observations({("250", "2022M03"): printed}) for printed in ("0", "50", "100")]
    rule, measure = a_rule(written), a_measure("indicator: andel")
    verdicts = {rule.judge(a_case(one), measure).status for one in rows}
    target = f"{{measure: {{indicator: tilbud}}, rule: {written}}}"
    told = found_in(target, asked=wanted(("BP203", "BP204"), ()))
    assert len(told) == (1 if len(verdicts) == 1 else 0)
