from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.rules.vs_expected import VsExpected
from beskplan.words import Words
from tests.build import (
    Answer,
    a_rule,
    an_indicator,
    answer,
    figures,
    flags,
    observations,
    plan_problems,
    reasons,
    verdict,
)

MARCH = "2022M03"
ACTUAL = an_indicator(better="lower")
EXPECTED = an_indicator("forventet", better="lower")


def rule(must_be: str) -> str:
    return f"{{type: vs-expected, expected: {{indicator: forventet}}, must_be: {must_be}}}"


@pytest.mark.parametrize(
    ("must_be", "own", "expected", "outcome"),
    [
        pytest.param("at-most", "11.1", "11.4", ("met", "0.3"), id="højst: less than expected"),
        pytest.param("at-most", "11.4", "11.4", ("met", "0.0"), id="højst: a hit is met"),
        pytest.param("at-most", "11.5", "11.4", ("missed", "-0.1"), id="højst: more"),
        pytest.param("below", "11.4", "11.4", ("missed", "0.0"), id="under: a hit misses"),
        pytest.param("below", "11.3", "11.4", ("met", "0.1"), id="under: less"),
        pytest.param("at-least", "11.4", "11.4", ("met", "0.0"), id="mindst: a hit is met"),
        pytest.param("at-least", "11.3", "11.4", ("missed", "-0.1"), id="mindst: less"),
        pytest.param("above", "11.4", "11.4", ("missed", "0.0"), id="over: a hit misses"),
        pytest.param("above", "11.5", "11.4", ("met", "0.1"), id="over: more"),
        pytest.param("at-most", "0", "0.0", ("met", "0.0"), id="zero and zero"),
        pytest.param("at-most", "-1.0", "-0.5", ("met", "0.5"), id="negative"),
        pytest.param("at-most", "300000000001", "300000000000", ("missed", "-1"), id="large"),
        pytest.param(
            "on-par, tolerance: 0.5, as: points", "11.9", "11.4", ("met", "0.0"), id="on par, hit"
        ),
        pytest.param(
            "on-par, tolerance: 0.5, as: points", "10.8", "11.4", ("missed", "-0.1"), id="not par"
        ),
    ],
)
def test_verdict(must_be: str, own: str, expected: str, outcome: tuple[str, str]) -> None:
    rows = observations({("250", MARCH): own}, figures({("250", MARCH): expected}, "forventet"))
    found = verdict(rule(must_be), rows, ACTUAL, EXPECTED)
    status, gap = outcome
    assert answer(found) == Answer(status, own, expected, gap)
    assert (found.comparator_code, str(found.comparator_value)) == ("250", expected)
    assert found.comparator_name is not None
    assert (found.comparator_name.da, found.comparator_name.en) == ("Forventet", "Expected")
    assert reasons(found) is None


@pytest.mark.parametrize(
    ("own", "expected", "observed", "da", "en"),
    [
        pytest.param(
            {},
            {("250", MARCH): "11.4"},
            None,
            "ingen tal for Andel: Frederikssund, 2022 eller før",
            "no figures for Andel: Frederikssund, 2022 or earlier",
            id="own series missing",
        ),
        pytest.param(
            {("250", MARCH): ".."},
            {("250", MARCH): "11.4"},
            None,
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {("250", MARCH): "11.1"},
            {("250", "2022M02"): "11.4", ("000", MARCH): "11.4"},
            "11.1",
            "ingen tal for Forventet: Frederikssund, marts 2022",
            "no figure for Forventet: Frederikssund, March 2022",
            id="expected missing for that area and month",
        ),
        pytest.param(
            {("250", MARCH): "11.1"},
            {("250", MARCH): "-"},
            "11.1",
            "kilden viser „-“ for Forventet: Frederikssund, marts 2022",
            'the source prints "-" for Forventet: Frederikssund, March 2022',
            id="expected suppressed",
        ),
    ],
)
def test_missing(
    own: dict[tuple[str, str], str],
    expected: dict[tuple[str, str], str],
    observed: str | None,
    da: str,
    en: str,
) -> None:
    rows = observations(own, figures(expected, "forventet"))
    found = verdict(rule("at-most"), rows, ACTUAL, EXPECTED)
    assert answer(found) == Answer("no-data", observed)
    assert reasons(found) == (da, en)


def test_another_population_is_not_comparable() -> None:
    rows = observations({("250", MARCH): "1"}, figures({("250", MARCH): "2"}, "forventet"))
    stated = (
        "{type: vs-expected, must_be: at-most, "
        "expected: {indicator: forventet, stated: {population: alle}}}"
    )
    found = verdict(stated, rows, ACTUAL, EXPECTED)
    assert answer(found) == Answer("not-comparable", "1")
    assert reasons(found) == (
        "dokumentet siger populationen „alle“, tallene har „ikke oplyst“",
        'the document says the population "alle", the figures have "not known"',
    )


MEAN = "over: {last: 2 months, take: mean}"
WINDOWS = "tallene dækker forskellige vinduer og kan ikke holdes sammen"


@pytest.mark.parametrize(
    ("own", "expected", "reason"),
    [
        pytest.param(MEAN, MEAN, None, id="means of the same two months"),
        pytest.param("", MEAN, WINDOWS, id="a month against a mean of two"),
        pytest.param(MEAN, "", WINDOWS, id="a mean of two months against one"),
        pytest.param(
            "over: {last: 2 months, take: mean}",
            "over: {last: 3 months, take: mean}",
            WINDOWS,
            id="two months against three",
        ),
        pytest.param(
            "change: {since: a year before, as: points}",
            "change: {since: the period before, as: points}",
            "ændringerne regnes fra forskellige perioder",
            id="changes since different months",
        ),
        pytest.param(
            "change: {since: a year before, as: points}",
            "change: {since: 2021M03, as: points}",
            None,
            id="changes since one month",
        ),
        pytest.param(
            "change: {since: a year before, as: percent}",
            "change: {since: a year before, as: points}",
            "tallene har forskellige enheder",
            id="percent against points",
        ),
    ],
)
def test_own_and_expected_are_of_one_kind(own: str, expected: str, reason: str | None) -> None:
    months = ["2021M03", "2022M01", "2022M02", MARCH]
    printed = {("250", month): "11.0" for month in months}
    rows = observations(printed, figures(printed, "forventet"))
    asked = (
        f"{{type: vs-expected, must_be: at-most, expected: {{indicator: forventet, {expected}}}}}"
    )
    measure = f"measure: {{indicator: andel, {own}}}"
    found = verdict(asked, rows, ACTUAL, EXPECTED, target=measure)
    assert str(found.status) == ("met" if reason is None else "not-comparable")
    assert (found.reason.da if found.reason else None) == reason
    assert (found.gap is None) == (reason is not None)


def test_expected_figure_of_another_length_is_not_comparable() -> None:
    quarterly = an_indicator("forventet", covers="quarter")
    rows = observations({("250", MARCH): "1"}, figures({("250", "2022Q1"): "2"}, "forventet"))
    found = verdict(rule("at-most"), rows, ACTUAL, quarterly)
    assert answer(found) == Answer("not-comparable", "1")
    assert reasons(found) == (
        "tallene har perioder af forskellig længde",
        "the figures have periods of different length",
    )


def test_expected_figure_in_another_unit_is_refused(tmp_path: Path) -> None:
    counted = an_indicator("forventet", unit="persons")
    (problem,) = plan_problems(tmp_path, rule("at-most"), ACTUAL, counted)
    assert problem.endswith('target 1a: the expected figure is in "persons", the own in "percent"')


@pytest.mark.parametrize(
    ("must_be", "da", "en"),
    [
        (
            "at-most",
            "højst på niveau med det forventede",
            "at most at the level of what is expected",
        ),
        (
            "at-least",
            "mindst på niveau med det forventede",
            "at least at the level of what is expected",
        ),
        ("above", "over det forventede", "above what is expected"),
        ("below", "under det forventede", "below what is expected"),
        (
            "on-par, tolerance: 0.5, as: points",
            "på niveau med det forventede (± 0,5 procentpoint)",
            "on par with what is expected (± 0.5 percentage points)",
        ),
    ],
)
def test_requirement(must_be: str, da: str, en: str) -> None:
    asked = a_rule(rule(must_be))
    assert asked.requirement(Words("da"), "percent") == da
    assert asked.requirement(Words("en"), "percent") == en


def test_direction_is_that_of_the_rule() -> None:
    rows = observations({("250", MARCH): "1"}, figures({("250", MARCH): "9"}, "forventet"))
    less = verdict(rule("at-most"), rows, ACTUAL, EXPECTED)
    more = verdict(rule("at-least"), rows, ACTUAL, EXPECTED)
    assert (less.good, flags(less)) == ("lower", [])
    assert (more.good, flags(more)) == ("higher", ["direction-conflict"])


def test_expected_figure_alone_is_not_shown() -> None:
    rows = observations(figures({("250", "2022M12"): "9"}, "forventet"))
    found = verdict(rule("at-most"), rows, ACTUAL, EXPECTED)
    assert (found.status, found.period, found.comparator_value) == ("no-data", None, None)


def test_expected_measure_is_known_to_the_plan() -> None:
    asked = a_rule(rule("at-most"))
    assert isinstance(asked, VsExpected)
    assert [(key, one.indicators()) for key, one in asked.measures()] == [
        (("expected",), ("forventet",))
    ]
