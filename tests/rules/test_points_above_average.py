from __future__ import annotations

import pytest

from beskplan.words import Words
from tests.build import Answer, a_rule, across, answer, flags, reasons, verdict

MARCH = "2022M03"


@pytest.mark.parametrize(
    ("rule", "own", "country", "expected"),
    [
        pytest.param("points: 0.2", "0.8", "0.6", ("met", "0.8", "0.0"), id="0.8 to 0.6 is a hit"),
        pytest.param("points: 0.2", "0.9", "0.6", ("met", "0.8", "0.1"), id="further above"),
        pytest.param("points: 0.2", "0.7", "0.6", ("missed", "0.8", "-0.1"), id="above too little"),
        pytest.param("points: 0.2", "0.5", "0.6", ("missed", "0.8", "-0.3"), id="below"),
        pytest.param(
            "points: 0.2, strictly: true", "0.8", "0.6", ("missed", "0.8", "0.0"), id="strict hit"
        ),
        pytest.param(
            "points: 0.2, strictly: true", "0.9", "0.6", ("met", "0.8", "0.1"), id="strict, above"
        ),
        pytest.param("points: 0", "0.6", "0.6", ("met", "0.6", "0.0"), id="no margin asked"),
        pytest.param("points: 0.5", "0.0", "0.0", ("missed", "0.5", "-0.5"), id="zero and zero"),
        pytest.param("points: 1", "-2.0", "-3.0", ("met", "-2.0", "0.0"), id="negative numbers"),
    ],
)
def test_verdict(rule: str, own: str, country: str, expected: tuple[str, str, str]) -> None:
    status, required, gap = expected
    found = verdict(
        f"{{type: points-above-average, {rule}}}", across(MARCH, {"250": own, "000": country})
    )
    assert answer(found) == Answer(status, own, required, gap)
    assert (found.comparator_code, str(found.comparator_value)) == ("000", country)
    assert (reasons(found), found.good) == (None, "higher")


@pytest.mark.parametrize(
    ("figures", "observed", "da", "en"),
    [
        pytest.param(
            {"000": "0.8"},
            None,
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own missing",
        ),
        pytest.param(
            {"250": "..", "000": "0.0"},
            None,
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {"250": "99.0"},
            "99.0",
            "ingen tal for Andel: Hele landet, marts 2022",
            "no figure for Andel: the whole country, March 2022",
            id="country missing",
        ),
    ],
)
def test_missing(figures: dict[str, str], observed: str | None, da: str, en: str) -> None:
    found = verdict("{type: points-above-average, points: 0}", across(MARCH, figures))
    assert answer(found) == Answer("no-data", observed)
    assert reasons(found) == (da, en)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2021M08", ("met", "0.8", "0.8", "0.0"), id="before the plan: first year"),
        pytest.param("2022M08", ("met", "0.8", "0.8", "0.0"), id="in its year"),
        pytest.param("2023M08", ("not-set", "0.8"), id="year without a level"),
        pytest.param("2025M08", ("missed", "0.8", "0.9", "-0.1"), id="onwards"),
    ],
)
def test_margin_by_year(period: str, expected: tuple[str, ...]) -> None:
    rule = "{type: points-above-average, points: {by_year: {2022: 0.2, 2024 onwards: 0.3}}}"
    found = verdict(rule, across(period, {"250": "0.8", "000": "0.6"}), years="2022-2025")
    assert answer(found) == Answer(*expected)
    assert str(found.comparator_value) == "0.6"


@pytest.mark.parametrize(
    ("own", "raised"),
    [
        pytest.param("0.8", True, id="a hit: -0.1 to 0.1"),
        pytest.param("0.7", True, id="0.1 short: -0.2 to 0.0"),
        pytest.param("0.6", False, id="0.2 short: -0.3 to -0.1"),
        pytest.param("0.9", False, id="0.1 to spare: 0.0 to 0.2"),
    ],
)
def test_within_rounding(own: str, raised: bool) -> None:
    found = verdict(
        "{type: points-above-average, points: 0.2}", across(MARCH, {"250": own, "000": "0.6"})
    )
    assert ("within-rounding" in flags(found)) is raised


def test_against_a_region() -> None:
    found = verdict(
        "{type: points-above-average, points: 1.5, against: {region: Hovedstaden}}",
        across(MARCH, {"250": "4.5", "084": "3.0", "000": "9.0"}),
    )
    assert answer(found) == Answer("met", "4.5", "4.5", "0.0")
    assert found.comparator_code == "084"


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        (
            "points: 1.5",
            "mindst 1,5 procentpoint over landsgennemsnittet",
            "at least 1.5 percentage points above the national average",
        ),
        (
            "points: 1.5, strictly: true, against: {landsdel: Fyn}",
            "mere end 1,5 procentpoint over gennemsnittet i Landsdel Fyn",
            "more than 1.5 percentage points above the average of Landsdel Fyn",
        ),
    ],
)
def test_requirement(rule: str, da: str, en: str) -> None:
    asked = a_rule(f"{{type: points-above-average, {rule}}}")
    assert asked.requirement(Words("da"), "percent") == da
    assert asked.requirement(Words("en"), "percent") == en


def test_higher_is_asked_for() -> None:
    assert a_rule("{type: points-above-average, points: 1}").direction == "higher"
    found = verdict(
        "{type: points-above-average, points: 1}", across(MARCH, {"250": "9", "000": "2"})
    )
    assert flags(found) == []  # of the share, more is better
