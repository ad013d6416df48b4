from __future__ import annotations

import pytest

from beskplan.words import Words
from tests.build import Answer, a_rule, answer, flags, reasons, verdict

MARCH = "2022M03"


@pytest.mark.parametrize(
    ("rule", "own", "country", "expected"),
    [
        pytest.param(
            "points: 0.5, side: above, strictly: true",
            "3.0",
            "2.4",
            ("missed", "2.9", "-0.1"),
            id="3.0 to 2.4 within 0.5 strictly is missed by 0.1",
        ),
        pytest.param(
            "points: 0.5, side: above", "2.9", "2.4", ("met", "2.9", "0.0"), id="above: a hit"
        ),
        pytest.param(
            "points: 0.5, side: above, strictly: true",
            "2.9",
            "2.4",
            ("missed", "2.9", "0.0"),
            id="above strictly: a hit misses",
        ),
        pytest.param(
            "points: 0.5, side: above", "2.5", "2.4", ("met", "2.9", "0.4"), id="above a little"
        ),
        pytest.param(
            "points: 0.5, side: above", "1.0", "2.4", ("met", "2.9", "1.9"), id="the good side"
        ),
        pytest.param(
            "points: 0.5, side: below", "1.9", "2.4", ("met", "1.9", "0.0"), id="below: a hit"
        ),
        pytest.param(
            "points: 0.5, side: below, strictly: true",
            "1.9",
            "2.4",
            ("missed", "1.9", "0.0"),
            id="below strictly: a hit misses",
        ),
        pytest.param(
            "points: 0.5, side: below", "1.8", "2.4", ("missed", "1.9", "-0.1"), id="below too far"
        ),
        pytest.param(
            "points: 0.5, side: below",
            "9.0",
            "2.4",
            ("met", "1.9", "7.1"),
            id="other good side",
        ),
        pytest.param(
            "points: 0, side: above", "2.4", "2.4", ("met", "2.4", "0.0"), id="no room, a hit"
        ),
        pytest.param(
            "points: 0.5, side: above", "0.0", "0.0", ("met", "0.5", "0.5"), id="zero and zero"
        ),
        pytest.param(
            "points: 1, side: above", "-1.0", "-2.5", ("missed", "-1.5", "-0.5"), id="negative"
        ),
        pytest.param(
            "points: 1, side: below",
            "999999999999.0",
            "1000000000000.0",
            ("met", "999999999999.0", "0.0"),
            id="large numbers",
        ),
    ],
)
def test_verdict(rule: str, own: str, country: str, expected: tuple[str, str, str]) -> None:
    status, required, gap = expected
    found = verdict(
        f"{{type: within-points-of-average, {rule}}}",
        {("250", MARCH): own, ("000", MARCH): country},
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
            {("250", MARCH): "..", ("000", MARCH): "0.8"},
            None,
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {("250", MARCH): "0.1", ("000", MARCH): "-"},
            "0.1",
            "kilden viser „-“ for Andel: Hele landet, marts 2022",
            'the source prints "-" for Andel: the whole country, March 2022',
            id="country suppressed",
        ),
    ],
)
@pytest.mark.parametrize("side", ["above", "below"])
def test_missing(
    figures: dict[tuple[str, str], str], observed: str | None, da: str, en: str, side: str
) -> None:
    found = verdict(f"{{type: within-points-of-average, points: 99, side: {side}}}", figures)
    assert answer(found) == Answer("no-data", observed)
    assert reasons(found) == (da, en)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2021M08", ("met", "2.9", "2.9", "0.0"), id="before the plan: first year"),
        pytest.param("2022M08", ("met", "2.9", "2.9", "0.0"), id="in its year"),
        pytest.param("2023M08", ("not-set", "2.9"), id="year without a level"),
        pytest.param("2025M08", ("missed", "2.9", "2.5", "-0.4"), id="onwards"),
    ],
)
def test_room_by_year(period: str, expected: tuple[str, ...]) -> None:
    rule = (
        "{type: within-points-of-average, side: above, "
        "points: {by_year: {2022: 0.5, 2024 onwards: 0.1}}}"
    )
    found = verdict(rule, {("250", period): "2.9", ("000", period): "2.4"}, years="2022-2025")
    assert answer(found) == Answer(*expected)


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        (
            "points: 0.5, side: above",
            "højst 0,5 procentpoint over landsgennemsnittet",
            "at most 0.5 percentage points above the national average",
        ),
        (
            "points: 0.5, side: above, strictly: true",
            "mindre end 0,5 procentpoint over landsgennemsnittet",
            "less than 0.5 percentage points above the national average",
        ),
        (
            "points: 2, side: below",
            "højst 2 procentpoint under landsgennemsnittet",
            "at most 2 percentage points below the national average",
        ),
    ],
)
def test_requirement(rule: str, da: str, en: str) -> None:
    asked = a_rule(f"{{type: within-points-of-average, {rule}}}")
    assert asked.requirement(Words("da"), "percent") == da
    assert asked.requirement(Words("en"), "percent") == en


@pytest.mark.parametrize(("side", "good"), [("above", "lower"), ("below", "higher")])
def test_good_side(side: str, good: str) -> None:
    rule = f"{{type: within-points-of-average, points: 1, side: {side}}}"
    assert a_rule(rule).direction == good
    found = verdict(rule, {("250", MARCH): "5", ("000", MARCH): "5"})
    assert ("direction-conflict" in flags(found)) is (good == "lower")
    assert (found.good, found.strict) == (good, False)


def test_against_a_region() -> None:
    rule = (
        "{type: within-points-of-average, points: 0.2, side: above, against: {region: Hovedstaden}}"
    )
    found = verdict(rule, {("250", MARCH): "2.9", ("084", MARCH): "2.7", ("000", MARCH): "9.0"})
    assert answer(found) == Answer("met", "2.9", "2.9", "0.0")
    assert (found.comparator_code, str(found.comparator_value)) == ("084", "2.7")
    assert (found.requirement.da, found.requirement.en) == (
        "højst 0,2 procentpoint over gennemsnittet i Region Hovedstaden",
        "at most 0.2 percentage points above the average of Region Hovedstaden",
    )
