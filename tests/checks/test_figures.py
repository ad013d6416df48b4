"""BP501: targets that no figure can ever decide."""

from __future__ import annotations

import pytest

from tests.checks.build import codes, found_in, said

_COUNTRY = "rule: {type: vs-national-average, must_be: below}"
_ADD = "add the figures, or measure what is published"


def test_a_missing_comparator_is_told_at_the_measure() -> None:
    found = found_in(f"{{{_COUNTRY}, figures: {{250 2022M12: 3.0, 250 2023M01: 3.1}}}}")
    assert said(found) == [
        "20:7: warning BP501: target 1a: no figure can decide this: no figure for Ledige i pct. af "
        f"arbejdsstyrken: the whole country, January 2023; {_ADD}"
    ]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        pytest.param(
            "figures: {}",
            "no figures for Ledige i pct. af arbejdsstyrken: Frederikssund, 2023 or earlier",
            id="no figure at all",
        ),
        pytest.param(
            "figures: {607 2023M01: 3.0}",
            "no figure for Ledige i pct. af arbejdsstyrken: Frederikssund, January 2023",
            id="figures of others alone",
        ),
        pytest.param(
            "{measure: {indicator: ledige, segment: {køn: Kvinder}}, figures: {250 2023M01: 3.0}}",
            "no figures for Ledige i pct. af arbejdsstyrken (Kvinder): Frederikssund, 2023 or "
            "earlier",
            id="the total alone",
        ),
        pytest.param(
            "{baseline: {period: 2017M01}, rule: {type: change-from-baseline, must_be: at-most}, "
            "figures: {250 2023M01: 3.0}}",
            "no figure for Ledige i pct. af arbejdsstyrken: Frederikssund, January 2017",
            id="no figure to count from",
        ),
        pytest.param(
            "{due: {by_end: 2023}, figures: {}}",
            "no figures for Ledige i pct. af arbejdsstyrken: Frederikssund, 2023 or earlier",
            id="a deadline helps nothing",
        ),
    ],
)
def test_what_is_missing_is_said(target: str, reason: str) -> None:
    [found] = found_in(target)
    assert found.code == "BP501"
    assert found.message == f"target 1a: no figure can decide this: {reason}; {_ADD}"


def test_members_without_figures_are_named() -> None:
    fan = "for_each: {køn: [Kvinder, Mænd]}"
    [found] = found_in(f"{{{fan}, figures: {{}}}}")
    assert "no figure can decide this: " in found.message


def test_parts_and_conditions_are_looked_at_too() -> None:
    part = "{rule: {type: threshold, at_most: 4.0}}"
    other = "{measure: {indicator: fleksjob.nye}, rule: {type: threshold, at_least: 5}}"
    parts = f"{{rule: {{type: all-of, parts: [{part}, {other}]}}, figures: {{250 2023M01: 3}}}}"
    [found] = found_in(parts)
    assert (found.code, "Nye fleksjob" in found.message) == ("BP501", True)
    asked = f"{{only_if: {other}, figures: {{250 2023M01: 3}}}}"
    assert codes(found_in(asked)) == ["BP501"]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("figures: {250 2023M01: 3.0}", id="a figure"),
        pytest.param("figures: {250 2019M01: 3.0}", id="an earlier figure: what comes may do"),
        pytest.param("figures: {250 2023M01: '..', 250 2022M12: 3.0}", id="one is withheld"),
        pytest.param("{due: {by_end: 2030}, figures: {250 2023M01: 3.0}}", id="not yet due"),
        pytest.param(
            f"{{{_COUNTRY}, figures: {{250 2023M02: 3.0, 250 2023M01: 3.0, 000 2023M01: 3.4}}}}",
            id="the newest comparator is not yet published",
        ),
        pytest.param(
            "{rule: {type: none, because: not-set}, figures: {}}", id="a rule that judges nothing"
        ),
        pytest.param(
            "{reading: r, rule: {type: vs-national-average, must_be: on-par, tolerance: "
            "not-stated, as: points}, figures: {}}",
            id="what a person decides",
        ),
        pytest.param(
            "{reading: r, other_readings: [{reading: a, measure: {indicator: fleksjob.nye}, "
            "rule: {type: threshold, at_least: 5}}], figures: {250 2023M01: 3.0}}",
            id="other readings never decide",
        ),
    ],
)
def test_nothing_is_found_where_a_figure_can_decide(target: str) -> None:
    assert [one for one in codes(found_in(target)) if one == "BP501"] == []


def test_without_data_nothing_is_looked_for() -> None:
    assert found_in({}) == ()
