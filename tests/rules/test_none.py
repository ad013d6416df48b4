from __future__ import annotations

import pytest

from beskplan.words import Words
from tests.build import Answer, a_rule, answer, flags, reasons, verdict

MARCH = "2022M03"
BOTH = {("250", MARCH): "3.0", ("000", MARCH): "2.4"}


@pytest.mark.parametrize(
    ("because", "status", "da", "en"),
    [
        ("not-set", "not-set", "intet niveau fastsat", "no level is set"),
        (
            "awaiting-method",
            "awaiting-method",
            "afventer en fælles metode",
            "awaits a common method",
        ),
        ("qualitative", "manual", "kan ikke afgøres med tal", "no figure can decide it"),
        (
            "external",
            "manual",
            "afgøres uden for planens tal",
            "decided outside the plan's figures",
        ),
    ],
)
def test_status_and_words(because: str, status: str, da: str, en: str) -> None:
    rule = f"{{type: none, because: {because}}}"
    for figures in ({}, {("250", MARCH): ".."}, BOTH):
        found = verdict(rule, figures)
        assert (found.status, found.gap, found.required) == (status, None, None)
        assert reasons(found) == (da, en)
    assert a_rule(rule).requirement(Words("da"), "percent") == da
    assert a_rule(rule).requirement(Words("en"), "percent") == en


@pytest.mark.parametrize(
    ("figures", "observed"),
    [
        pytest.param(BOTH, "3.0", id="figure shown"),
        pytest.param({("250", MARCH): "0.0"}, "0.0", id="zero shown"),
        pytest.param({("250", MARCH): ".."}, None, id="suppressed"),
        pytest.param({}, None, id="no row"),
    ],
)
def test_figure_beside_it_is_shown(
    figures: dict[tuple[str, str], str], observed: str | None
) -> None:
    found = verdict("{type: none, because: not-set}", figures)
    assert answer(found) == Answer("not-set", observed)
    assert found.comparator_value is None


def test_country_is_shown_where_asked_for() -> None:
    found = verdict("{type: none, because: not-set, against: country}", BOTH)
    assert answer(found) == Answer("not-set", "3.0")
    assert (found.comparator_code, str(found.comparator_value)) == ("000", "2.4")


def test_measure_is_not_needed() -> None:
    found = verdict("{type: none, because: external}", BOTH, target="measure:")
    assert answer(found) == Answer("manual")
    assert (found.period, found.unit, found.indicator) == (None, None, None)


def test_nothing_pulls_and_nothing_is_within_rounding() -> None:
    rule = a_rule("{type: none, because: not-set, against: country}")
    assert rule.direction is None
    assert not rule.is_ambiguous
    same = {("250", MARCH): "3.0", ("000", MARCH): "3.0"}
    found = verdict("{type: none, because: not-set, against: country}", same)
    assert flags(found) == []


def test_a_region_is_shown_where_asked_for() -> None:
    rule = "{type: none, because: not-set, against: {region: Hovedstaden}}"
    found = verdict(rule, {**BOTH, ("084", MARCH): "2.7"})
    assert answer(found) == Answer("not-set", "3.0")
    assert (found.comparator_code, str(found.comparator_value)) == ("084", "2.7")
