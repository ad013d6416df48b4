"""BP206: figures that are others than stated, or that do not go together."""

from __future__ import annotations

import pytest

from beskplan.areas import find_area
from beskplan.checks._look import wanted
from beskplan.judgements import Status
from beskplan.measures import Baseline, Case
from beskplan.observations import Observations
from beskplan.periods import Period
from tests.build import a_measure, a_rule, mapping
from tests.checks.build import catalogue_of, codes, found_in, said

_AT_LEAST = "rule: {type: threshold, at_least: 40}"
_STYRKEN = (
    "{id: styrken, title: Arbejdsstyrken, unit: persons, better: neither, covers: month}, "
    "{id: ledige, denominator: styrken}"
)
_PER_YEAR = "{indicator: fleksjob.nye, over: {last: 12 months, take: sum}}"
_POOLED = "measure: {indicator: tilbud, pooled: {ydelse: "


def averaged(against: str, keys: str = "") -> str:
    return f"{{{keys}rule: {{type: vs-group-average, must_be: at-most, against: {against}}}}}"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            f"{{measure: {{indicator: tilbud, stated: {{window: first 3 months}}}}, {_AT_LEAST}}}",
            '22:17: error BP206: target 1a: the document says the window "first 3 months", the '
            'catalogue has "first 6 months" for tilbud; measure an indicator that fits, or correct '
            "the one that is wrong",
            id="another window",
        ),
        pytest.param(
            f"{{measure: {{indicator: tilbud, stated: {{population: alle}}}}, {_AT_LEAST}}}",
            "22:21: error BP206: target 1a: the catalogue says nothing of the population of "
            'tilbud, so "alle" cannot be held against it; write population: there',
            id="a population that the catalogue does not name",
        ),
        pytest.param(
            f"{{measure: {{ratio_of: [{_PER_YEAR}, {{indicator: ledige.antal}}]}}, {_AT_LEAST}}}",
            "20:7: error BP206: target 1a: every verdict is not-comparable: the figures cover "
            "different windows and cannot be held together; put figures together that cover one "
            "length and one window",
            id="a sum over a year beside one month",
        ),
        pytest.param(
            "measure: {indicator: ledige, over: {last: 3 months, take: sum}}",
            "23:15: error BP206: target 1a: numbers in percent cannot be added over time; write "
            "take: mean",
            id="shares summed over time",
        ),
        pytest.param(
            "measure: {indicator: ledige, over: {last: 3 months, take: mean}, "
            "change: {since: the period before, as: points}}",
            "25:9: error BP206: target 1a: every verdict is not-comparable: the windows overlap "
            "and cannot be compared; count from a period of the same length, without days in "
            "common",
            id="a change of windows that overlap",
        ),
        pytest.param(
            "{measure: {indicator: placering, over: {last: 4 months, take: mean}}, "
            "rule: {type: threshold, at_most: 40}}",
            "22:9: error BP206: target 1a: every verdict is not-comparable: the window is not a "
            "whole number of the figures' periods; choose a window that is a whole number of them",
            id="a window that cuts a quarter",
        ),
        pytest.param(
            "{baseline: {period: 2022Q4}, rule: {type: change-from-baseline, must_be: at-most}}",
            "27:7: error BP206: target 1a: every verdict is not-comparable: periods of different "
            "length cannot be compared; count from a period of the same length, without days in "
            "common",
            id="a month against a quarter",
        ),
        pytest.param(
            "{measure: {indicator: ledige, over: {last: 12 months, take: mean}}, "
            "rule: {type: trend, must_be: falling, step: period}}",
            "25:7: error BP206: target 1a: every verdict is not-comparable: the windows overlap "
            "and cannot be compared; choose a longer step, or a shorter window",
            id="a trend of windows that overlap",
        ),
        pytest.param(
            averaged("{areas: [Halsnæs, Hillerød], average: weighted}"),
            "25:9: error BP206: target 1a: areas cannot be weighed together without numerator and "
            "denominator of ledige; add what there is to the catalogue, or name areas and "
            "average: plain",
            id="areas weighed without counts",
        ),
        pytest.param(
            f"{{{_POOLED}[A-dagpenge, Uddannelseshjælp]}}}}, {_AT_LEAST}}}",
            "23:9: error BP206: target 1a: tilbud has neither a union of these members nor "
            "numerator and denominator, so nothing can put them together; add what there is to the "
            "catalogue",
            id="members pooled without counts",
        ),
        pytest.param(
            "{indicators: [{id: ventet, title: Ventet, unit: percent, better: lower, covers: "
            "month, population: befolkningen}], "
            "rule: {type: vs-expected, must_be: at-most, expected: {indicator: ventet}}}",
            "25:9: error BP206: target 1a: the figure has the population "
            '"arbejdsstyrken 16-66 år", the expected one "befolkningen"; expect what is counted '
            "in the same way, or correct the catalogue",
            id="an expected figure of others",
        ),
        pytest.param(
            "{indicators: [{id: ventet, title: Ventet, unit: percent, better: lower, covers: "
            "quarter}], "
            "rule: {type: vs-expected, must_be: at-most, expected: {indicator: ventet}}}",
            "25:9: error BP206: target 1a: every verdict is not-comparable: the figures have "
            "periods of different length; put figures together that cover one length and one "
            "window",
            id="an expected figure of quarters",
        ),
    ],
)
def test_what_is_not_as_stated_or_does_not_fit_is_told(target: str, message: str) -> None:
    assert said(found_in(target)) == [message]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            "{measure: {difference_of: [{indicator: tilbud, stated: {unit: persons}}, "
            f"{{indicator: tilbud, area: country}}]}}, {_AT_LEAST}}}",
            id="inside a difference",
        ),
        pytest.param(
            "{reading: r, other_readings: [{reading: s, measure: {indicator: tilbud, stated: "
            "{window: last 12 months}}, rule: {type: threshold, at_least: 40}}]}",
            id="in another reading",
        ),
        pytest.param(averaged("{rest_of: country}"), id="the rest of the country without counts"),
        pytest.param(
            averaged(
                "{region: Hovedstaden, average: weighted}",
                "indicators: [{id: ledige, published_for: [municipality, country]}], ",
            ),
            id="a region that nothing is published for",
        ),
        pytest.param(
            "{measure: {indicator: placering, over: {last: 4 quarters, take: sum}}, "
            "rule: {type: threshold, at_most: 40}}",
            id="places summed",
        ),
    ],
)
def test_it_is_found_wherever_it_stands(target: str) -> None:
    assert codes(found_in(target)) == ["BP206"]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            "measure: {indicator: ledige, stated: {unit: percent, population: arbejdsstyrken "
            "16-66 år}}",
            id="as the catalogue has it",
        ),
        pytest.param(
            f"{{measure: {{ratio_of: [{_PER_YEAR}, {{indicator: ledige.antal, over: "
            "{from: this year, take: mean}}]}, "
            f"{_AT_LEAST}}}",
            id="windows that are one in December",
        ),
        pytest.param(
            f"{{measure: {_PER_YEAR}, rule: {{type: threshold, at_least: 40}}}}",
            id="jobs summed over a year",
        ),
        pytest.param(
            "measure: {indicator: ledige, over: {last: 12 months, take: mean}, "
            "change: {since: a year before, as: points}}",
            id="windows beside each other",
        ),
        pytest.param(
            averaged("{areas: [Halsnæs, Hillerød], average: plain}"), id="a plain average"
        ),
        pytest.param(
            averaged(
                "{areas: [Halsnæs, Hillerød], average: weighted}", f"indicators: [{_STYRKEN}], "
            ),
            id="areas weighed by their counts",
        ),
        pytest.param(
            averaged("{region: Hovedstaden, average: weighted}"),
            id="a region that may have a published figure",
        ),
        pytest.param(
            f"{{{_POOLED}[A-dagpenge, Kontanthjælp]}}}}, {_AT_LEAST}}}", id="members with a union"
        ),
        pytest.param(
            "{measure: {indicator: ledige.antal, pooled: {køn: [Kvinder, Mænd]}}, "
            "rule: {type: threshold, at_most: 500}}",
            id="persons added",
        ),
        pytest.param(
            "{indicators: [{id: ventet, title: Ventet, unit: percent, better: lower, covers: "
            "month}], rule: {type: vs-expected, must_be: at-most, expected: {indicator: ventet}}}",
            id="an expected figure of which nothing else is said",
        ),
        pytest.param(
            "{baseline: not-stated, reading: Fra et ukendt niveau, measure: {indicator: ledige, "
            "change: {since: baseline, as: points}}, rule: {type: threshold, at_most: -1}}",
            id="a baseline that the document does not state",
        ),
        pytest.param(
            "{baseline: {period: 2022Q4, value: 4.3}, "
            "rule: {type: change-from-baseline, must_be: at-most}}",
            id="a stated baseline of another length",
        ),
        pytest.param(
            "{measure: {indicator: tilfredshed}, baseline: {period: 2022}, "
            "rule: {type: change-from-baseline, must_be: at-least}}",
            id="surveys, which follow no calendar",
        ),
        pytest.param(
            averaged("{rest_of: country}").replace(
                "vs-group-average, must_be: at-most", "none, because: not-set"
            ),
            id="an average that is only shown",
        ),
    ],
)
def test_nothing_is_found_where_figures_could_tell(target: str) -> None:
    assert found_in(target) == ()


@pytest.mark.parametrize(
    ("measure", "rule"),
    [
        ("{indicator: ledige}", "{type: trend, must_be: falling, step: period}"),
        (
            "{indicator: ledige, over: {last: 2 months, take: mean}}",
            "{type: trend, must_be: falling, step: period}",
        ),
        (
            "{indicator: ledige, over: {last: 12 months, take: mean}}",
            "{type: trend, must_be: falling, step: year, steps: 2}",
        ),
        (
            "{indicator: ledige, over: {last: 13 months, take: mean}}",
            "{type: trend, must_be: falling, step: year}",
        ),
        (
            "{indicator: ledige, over: {from: this year, take: mean}}",
            "{type: change-from-baseline, must_be: at-most}",
        ),
        (
            "{indicator: ledige, over: {from: 2022M07, take: mean}}",
            "{type: change-from-baseline, must_be: at-most}",
        ),
        (
            "{indicator: ledige, change: {since: 2022Q1, as: points}}",
            "{type: threshold, at_most: 0}",
        ),
        (
            "{indicator: ledige, change: {since: baseline, as: points}}",
            "{type: threshold, at_most: 0}",
        ),
        (
            "{indicator: ledige, over: {from: 2023M06, take: mean}}",
            "{type: threshold, at_most: 4}",
        ),
        (
            "{indicator: ledige, over: {from: 2024M06, take: mean}}",
            "{type: threshold, at_most: 4}",
        ),
        (
            "{difference_of: [{indicator: ledige, over: {last: 2 months, take: mean}}, "
            "{indicator: ledige}]}",
            "{type: threshold, at_most: 4}",
        ),
        (
            "{difference_of: [{indicator: ledige, area: country}, {indicator: ledige}]}",
            "{type: vs-expected, must_be: at-most, expected: {difference_of: [{indicator: ledige, "
            "over: {last: 2 months, take: mean}}, {indicator: ledige, over: {last: 2 months, "
            "take: mean}}]}}",
        ),
    ],
    ids=lambda written: written,
)
def test_windows_are_told_exactly_where_no_month_could_be_judged(measure: str, rule: str) -> None:
    baseline = "{period: 2022M12}"
    asked = Case(
        Observations(),
        catalogue_of({}),
        find_area("250"),
        Period.parse("2023M01"),
        Period.parse("2023"),
        Baseline.model_validate(mapping(baseline)),
    )
    months = [asked.at(period=Period.parse(f"2023M{month:02}")) for month in range(1, 13)]
    found = {a_rule(rule).judge(case, a_measure(measure)).without for case in months}
    target = f"{{baseline: {baseline}, measure: {measure}, rule: {rule}}}"
    told = codes(found_in(target, asked=wanted(("BP206",), ())))
    assert told == (["BP206"] if found == {Status.NOT_COMPARABLE} else [])
