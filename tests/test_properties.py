"""What holds whatever the figures are."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beskplan.observations import Figure
from beskplan.results import Results, Verdict
from tests.build import a_plan, a_rule, a_target, an_indicator, figure, observations, results

MARCH = "2022M03"
MARCH_BEFORE = "2021M03"
INDICATORS = (an_indicator(better="neither"), an_indicator("forventet", better="neither"))
DUES = ("", "due: {by_end: 2022}", "due: {during: 2022Q1}", "due: {throughout: 2022}")

ABSOLUTE = (
    "{{type: threshold, at_least: {0}}}",
    "{{type: threshold, above: {0}}}",
    "{{type: threshold, at_most: {0}}}",
    "{{type: threshold, below: {0}}}",
    "{{type: threshold, at_least: {{by_year: {{2022: {0}}}}}}}",
    "{{type: vs-national-average, must_be: at-least}}",
    "{{type: vs-national-average, must_be: above}}",
    "{{type: vs-national-average, must_be: at-most}}",
    "{{type: vs-national-average, must_be: below}}",
    "{{type: points-below-average, points: {1}}}",
    "{{type: points-below-average, points: {1}, strictly: true}}",
    "{{type: within-points-of-average, points: {1}, side: above, strictly: true}}",
    "{{type: within-points-of-average, points: {1}, side: below}}",
    "{{type: vs-expected, expected: {{indicator: forventet}}, must_be: below}}",
    "{{type: trend, must_be: falling, step: year}}",
    "{{type: trend, must_be: not-falling, step: year}}",
)
BOTH_WAYS = (
    "{{type: threshold, between: [{0}, 1000]}}",
    "{{type: vs-national-average, must_be: on-par, tolerance: 5, as: points}}",
    "{{type: vs-national-average, must_be: on-par, tolerance: 5, as: percent}}",
    "{{type: none, because: not-set, against: country}}",
)

tenths = st.integers(-300, 300).map(lambda number: Decimal(number).scaleb(-1))
printed = st.one_of(tenths.map(str), st.sampled_from(["..", "-", ""]))


def written(rule: str, limit: Decimal) -> str:
    """Return a rule with a limit; a margin in points is a distance, never below zero."""
    return rule.format(limit, abs(limit))


rules = st.builds(written, st.sampled_from(ABSOLUTE + BOTH_WAYS), tenths)
one_way = st.builds(written, st.sampled_from(ABSOLUTE), tenths)

PLACES = (
    ("250", MARCH, "andel"),
    ("250", MARCH_BEFORE, "andel"),
    ("000", MARCH, "andel"),
    ("250", MARCH, "forventet"),
)


def rows_of(texts: tuple[str | None, ...]) -> list[Figure]:
    """Return a row for every place that has a text."""
    return [
        figure(area, period, text, name, row=row)
        for row, ((area, period, name), text) in enumerate(zip(PLACES, texts, strict=True), start=2)
        if text is not None
    ]


complete = st.tuples(*[tenths.map(str)] * len(PLACES))
incomplete = st.tuples(*[st.none() | printed] * len(PLACES))


def evaluated(rule: str, rows: list[Figure], due: str = "", as_of: str = "2022-06-30") -> Results:
    return results(a_plan(a_target(rule, due)), observations(rows), *INDICATORS, as_of=as_of)


def judged(rule: str, rows: list[Figure], due: str = "") -> Verdict:
    (verdict,) = evaluated(rule, rows, due)
    return verdict


@given(one_way, complete, st.integers(0, 600))
def test_shifting_the_own_figure_in_the_good_direction_never_worsens_the_status(
    rule: str, texts: tuple[str, ...], tenth_parts: int
) -> None:
    step = Decimal(tenth_parts) / 10
    better = Decimal(texts[0]) + (step if a_rule(rule).direction == "higher" else -step)
    before = judged(rule, rows_of(texts))
    after = judged(rule, rows_of((str(better), *texts[1:])))
    assert {before.status, after.status} <= {"met", "missed"}
    assert not (before.status == "met" and after.status == "missed")
    assert before.gap is not None
    assert after.gap is not None
    assert after.gap - before.gap == step


@given(rules, incomplete, st.sampled_from(DUES), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing(
    rule: str, texts: tuple[str | None, ...], due: str, chance: Random
) -> None:
    rows = rows_of(texts)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert evaluated(rule, shuffled, due) == evaluated(rule, rows, due)


@given(rules, incomplete, st.sampled_from(DUES), st.lists(printed, min_size=1, max_size=4))
def test_unrelated_indicators_and_other_municipalities_change_nothing(
    rule: str, texts: tuple[str | None, ...], due: str, others: list[str]
) -> None:
    rows = rows_of(texts)
    assume(any(row.key.indicator == "andel" and str(row.key.period) == MARCH for row in rows))
    more = [figure(area, MARCH, text) for area, text in zip(_NEIGHBOURS, others, strict=False)]
    more += [figure("250", "2022M04", text, "uvedkommende") for text in others]
    more += [figure("250", "2022M04", text, segment={"ydelse": "A"}) for text in others]
    assert evaluated(rule, rows + more, due) == evaluated(rule, rows, due)


_NEIGHBOURS = ("101", "607", "621", "851")


@given(rules, incomplete, st.sampled_from(DUES))
def test_gap_and_status_never_disagree(rule: str, texts: tuple[str | None, ...], due: str) -> None:
    found = judged(rule, rows_of(texts), due)
    if found.gap is None:
        assert found.status not in {"met", "missed"}
    elif found.status == "met":
        assert found.gap >= 0
    elif found.status == "missed":
        assert found.gap <= 0
    else:
        assert found.status == "not-due"
    assert (found.observed is not None) or (found.gap is None)


@given(rules, incomplete)
def test_what_is_missing_is_said_and_never_decided(
    rule: str, texts: tuple[str | None, ...]
) -> None:
    found = judged(rule, rows_of(texts))
    if found.observed is None:
        assert found.status not in {"met", "missed"}
    if found.status in {"met", "missed"}:
        assert found.reason is None
    else:
        assert found.reason is not None
        assert found.reason.da != found.reason.en


@pytest.mark.parametrize("rule", [written(text, Decimal(5)) for text in ABSOLUTE + BOTH_WAYS])
@pytest.mark.parametrize("as_of", ["2021-06-30", "2022-02-28", "2022-06-30", "2023-06-30"])
@pytest.mark.parametrize("due", DUES)
def test_no_observations_is_never_met_or_missed(rule: str, as_of: str, due: str) -> None:
    (found,) = evaluated(rule, [], due, as_of)
    assert found.status in {"no-data", "not-due", "not-set"}
    assert (found.observed, found.gap, found.period) == (None, None, None)


@given(st.sampled_from(ABSOLUTE), tenths, complete, st.integers(-4, 6))
def test_power_of_ten_leaves_the_status_of_an_absolute_comparison_alone(
    rule: str, limit: Decimal, texts: tuple[str, ...], power: int
) -> None:
    larger = tuple(f"{Decimal(text).scaleb(power):f}" for text in texts)
    small = judged(written(rule, limit), rows_of(texts))
    large = judged(written(rule, Decimal(f"{limit.scaleb(power):f}")), rows_of(larger))
    assert small.status in {"met", "missed"}
    assert large.status == small.status
    assert small.gap is not None
    assert large.gap == small.gap.scaleb(power)


@given(rules, incomplete, st.sampled_from(DUES))
def test_same_arguments_same_results(rule: str, texts: tuple[str | None, ...], due: str) -> None:
    first = evaluated(rule, rows_of(texts), due)
    second = evaluated(rule, rows_of(texts), due)
    assert first == second
    assert repr(first) == repr(second)


@given(one_way, complete)
def test_within_rounding_is_raised_where_the_unrounded_figures_could_flip_the_verdict(
    rule: str, texts: tuple[str, ...]
) -> None:
    half = Decimal("0.05")
    corners = product(*[(Decimal(text) - half, Decimal(text) + half) for text in texts])
    statuses = {judged(rule, rows_of(tuple(map(str, corner)))).status for corner in corners}
    assert ("within-rounding" in judged(rule, rows_of(texts)).flags) is (len(statuses) == 2)
