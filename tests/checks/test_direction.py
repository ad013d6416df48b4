"""BP201: the rule pulls against the indicator's good direction."""

from __future__ import annotations

import pytest

from tests.checks.build import codes, found_in, said


def test_a_rule_that_asks_for_more_of_what_should_be_less_is_told_at_the_rule() -> None:
    found = found_in("rule: {type: threshold, at_least: 4.0}")
    assert said(found) == [
        "22:7: warning BP201: target 1a: the rule asks for more of ledige, of which lower is "
        "better; turn the rule around, or correct better: in the catalogue"
    ]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("rule: {type: threshold, between: [3, 4]}", id="between pulls neither way"),
        pytest.param(
            "rule: {type: vs-national-average, must_be: on-par, tolerance: 1, as: points}",
            id="on par pulls neither way",
        ),
        pytest.param("rule: {type: vs-national-average, must_be: below}", id="the good way"),
        pytest.param("{rule: {type: none, because: not-set}}", id="no rule at all"),
        pytest.param(
            "only_if: {measure: {indicator: ledige}, rule: {type: threshold, above: 3}}",
            id="a condition says when, and promises nothing",
        ),
        pytest.param(
            "only_if: {measure: {indicator: ledige}, rule: {type: all-of, parts: "
            "[{rule: {type: threshold, above: 3}}, {rule: {type: threshold, at_least: 2}}]}}",
            id="nor do the parts of a condition",
        ),
    ],
)
def test_nothing_is_found_where_nothing_pulls_against_it(target: str) -> None:
    assert found_in(target) == ()


def test_parts_and_other_readings_are_looked_at_too() -> None:
    wrong = "{type: vs-national-average, must_be: above}"
    other_wrong = "{type: vs-national-average, must_be: at-least}"
    parts = f"rule: {{type: all-of, parts: [{{rule: {wrong}}}, {{rule: {other_wrong}}}]}}"
    assert codes(found_in(parts)) == ["BP201", "BP201"]
    other = f"{{reading: r, other_readings: [{{reading: anden, rule: {wrong}}}]}}"
    assert codes(found_in(other)) == ["BP201"]
