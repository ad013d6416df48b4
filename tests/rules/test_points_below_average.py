from __future__ import annotations

import pytest
from pydantic import ValidationError

from beskplan.rules import TYPES
from beskplan.words import Words
from tests.build import Answer, a_rule, answer, flags, reasons, verdict

MARCH = "2022M03"


@pytest.mark.parametrize(
    ("rule", "own", "country", "expected"),
    [
        pytest.param("points: 0.2", "0.6", "0.8", ("met", "0.6", "0.0"), id="0.6 to 0.8 is a hit"),
        pytest.param("points: 0.7", "2.3", "3.0", ("met", "2.3", "0.0"), id="2.3 to 3.0 is a hit"),
        pytest.param("points: 0.2", "0.5", "0.8", ("met", "0.6", "0.1"), id="further below"),
        pytest.param("points: 0.2", "0.7", "0.8", ("missed", "0.6", "-0.1"), id="below too little"),
        pytest.param("points: 0.2", "0.9", "0.8", ("missed", "0.6", "-0.3"), id="above"),
        pytest.param(
            "points: 0.2, strictly: true", "0.6", "0.8", ("missed", "0.6", "0.0"), id="strict hit"
        ),
        pytest.param(
            "points: 0.2, strictly: true", "0.5", "0.8", ("met", "0.6", "0.1"), id="strict, below"
        ),
        pytest.param("points: 0", "0.8", "0.8", ("met", "0.8", "0.0"), id="no margin asked"),
        pytest.param("points: 0.5", "0.0", "0.2", ("missed", "-0.3", "-0.3"), id="own is zero"),
        pytest.param("points: 1", "-3.0", "-2.0", ("met", "-3.0", "0.0"), id="negative numbers"),
        pytest.param(
            "points: 0.1",
            "100000000000.1",
            "100000000000.2",
            ("met", "100000000000.1", "0.0"),
            id="large numbers",
        ),
        pytest.param("points: 0.25", "0.5", "0.8", ("met", "0.55", "0.05"), id="finer margin"),
    ],
)
def test_verdict(rule: str, own: str, country: str, expected: tuple[str, str, str]) -> None:
    status, required, gap = expected
    found = verdict(
        f"{{type: points-below-average, {rule}}}", {("250", MARCH): own, ("000", MARCH): country}
    )
    assert answer(found) == Answer(status, own, required, gap)
    assert (found.comparator_code, str(found.comparator_value)) == ("000", country)
    assert reasons(found) is None


@pytest.mark.parametrize(
    ("figures", "observed", "da", "en"),
    [
        pytest.param(
            {("000", MARCH): "0.8"},
            None,
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own missing",
        ),
        pytest.param(
            {("250", MARCH): "*", ("000", MARCH): "0.8"},
            None,
            "kilden viser „*“ for Andel: Frederikssund, marts 2022",
            'the source prints "*" for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {("250", MARCH): "0.1"},
            "0.1",
            "ingen tal for Andel: Hele landet, marts 2022",
            "no figure for Andel: the whole country, March 2022",
            id="country missing",
        ),
    ],
)
def test_missing(
    figures: dict[tuple[str, str], str], observed: str | None, da: str, en: str
) -> None:
    found = verdict("{type: points-below-average, points: 0}", figures)
    assert answer(found) == Answer("no-data", observed)
    assert reasons(found) == (da, en)


SCHEDULE = "{type: points-below-average, points: {by_year: {2022: 0.2, 2024 onwards: 0.3}}}"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2021M08", ("met", "0.6", "0.6", "0.0"), id="before the plan: first year"),
        pytest.param("2022M08", ("met", "0.6", "0.6", "0.0"), id="in its year"),
        pytest.param("2023M08", ("not-set", "0.6"), id="year without a level"),
        pytest.param("2025M08", ("missed", "0.6", "0.5", "-0.1"), id="onwards"),
    ],
)
def test_margin_by_year(period: str, expected: tuple[str, ...]) -> None:
    figures = {("250", period): "0.6", ("000", period): "0.8"}
    assert answer(verdict(SCHEDULE, figures, years="2022-2025")) == Answer(*expected)


def test_year_without_a_level_still_shows_the_country() -> None:
    figures = {("250", "2023M08"): "0.6", ("000", "2023M08"): "0.8"}
    found = verdict(SCHEDULE, figures, years="2022-2025")
    assert str(found.comparator_value) == "0.8"
    assert reasons(found) == (
        "der er ikke fastsat et niveau for året",
        "no level is set for the year",
    )


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        (
            "points: 0.2",
            "mindst 0,2 procentpoint under landsgennemsnittet",
            "at least 0.2 percentage points below the national average",
        ),
        (
            "points: 0.2, strictly: true",
            "mere end 0,2 procentpoint under landsgennemsnittet",
            "more than 0.2 percentage points below the national average",
        ),
        (
            "points: {by_year: {2022: 1, 2023 onwards: 2}}",
            "mindst 1 procentpoint i 2022 og 2 procentpoint i 2023 og frem"
            " under landsgennemsnittet",
            "at least 1 percentage point in 2022 and 2 percentage points in 2023 onwards"
            " below the national average",
        ),
    ],
)
def test_requirement(rule: str, da: str, en: str) -> None:
    asked = a_rule(f"{{type: points-below-average, {rule}}}")
    assert asked.requirement(Words("da"), "percent") == da
    assert asked.requirement(Words("en"), "percent") == en


def test_lower_is_asked_for() -> None:
    assert a_rule("{type: points-below-average, points: 1}").direction == "lower"
    figures = {("250", MARCH): "2", ("000", MARCH): "9"}
    found = verdict("{type: points-below-average, points: 1}", figures)
    assert flags(found) == ["direction-conflict"]  # of the share, more is better
    assert (found.good, found.strict) == ("lower", False)
    strictly = verdict("{type: points-below-average, points: 1, strictly: true}", figures)
    assert (strictly.good, strictly.strict) == ("lower", True)


@pytest.mark.parametrize("name", ["points-below-average", "within-points-of-average"])
@pytest.mark.parametrize("points", ["-0.2", {"by_year": {"2022": "-0.2"}}], ids=["one", "by year"])
def test_points_are_a_distance(name: str, points: object) -> None:
    side = {"side": "above"} if name.startswith("within") else {}
    with pytest.raises(ValidationError, match="points is a distance, 0 or more"):
        TYPES[name].model_validate({"type": name, "points": points, **side})


def test_against_a_region() -> None:
    rule = "{type: points-below-average, points: 0.2, against: {region: Hovedstaden}}"
    found = verdict(rule, {("250", MARCH): "2.5", ("084", MARCH): "2.7", ("000", MARCH): "9.0"})
    assert answer(found) == Answer("met", "2.5", "2.5", "0.0")
    assert (found.comparator_code, str(found.comparator_value)) == ("084", "2.7")
    assert (found.requirement.da, found.requirement.en) == (
        "mindst 0,2 procentpoint under gennemsnittet i Region Hovedstaden",
        "at least 0.2 percentage points below the average of Region Hovedstaden",
    )
