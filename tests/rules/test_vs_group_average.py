from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.words import Words
from tests.build import (
    Answer,
    a_rule,
    across,
    an_indicator,
    answer,
    flags,
    plan_problems,
    reasons,
    verdict,
)

MARCH = "2022M03"
REGION = "084"


def ruled(keys: str) -> str:
    return f"{{type: vs-group-average, against: {{region: Hovedstaden}}, {keys}}}"


@pytest.mark.parametrize(
    ("must_be", "own", "region", "expected"),
    [
        pytest.param("at-least", "3.1", "3.0", ("met", "0.1"), id="at-least, above"),
        pytest.param("at-least", "3.0", "3.0", ("met", "0.0"), id="at-least, a hit"),
        pytest.param("at-least", "2.9", "3.0", ("missed", "-0.1"), id="at-least, below"),
        pytest.param("above", "3.0", "3.0", ("missed", "0.0"), id="above, a hit misses"),
        pytest.param("above", "3.1", "3.0", ("met", "0.1"), id="above"),
        pytest.param("at-most", "3.0", "3.0", ("met", "0.0"), id="at-most, a hit"),
        pytest.param("at-most", "3.1", "3.0", ("missed", "-0.1"), id="at-most, above"),
        pytest.param("below", "3.0", "3.0", ("missed", "0.0"), id="below, a hit misses"),
        pytest.param("below", "2.9", "3.0", ("met", "0.1"), id="below"),
        pytest.param("at-least", "0.0", "0.0", ("met", "0.0"), id="zero and zero"),
        pytest.param("below", "0.0", "0.1", ("met", "0.1"), id="own is zero"),
        pytest.param("at-least", "-1.5", "-1.0", ("missed", "-0.5"), id="negative numbers"),
        pytest.param(
            "on-par, tolerance: 0.5, as: points", "3.5", "3.0", ("met", "0.0"), id="on-par, a hit"
        ),
        pytest.param(
            "on-par, tolerance: 0.5, as: points",
            "2.4",
            "3.0",
            ("missed", "-0.1"),
            id="on-par, too far below",
        ),
        pytest.param(
            "on-par, tolerance: 10, as: percent",
            "33.0",
            "30.0",
            ("met", "0"),
            id="on-par, ten percent of the region's",
        ),
    ],
)
def test_verdict(must_be: str, own: str, region: str, expected: tuple[str, str]) -> None:
    found = verdict(ruled(f"must_be: {must_be}"), across(MARCH, {"250": own, REGION: region}))
    status, gap = expected
    assert answer(found) == Answer(status, own, region, gap)
    assert (found.comparator_code, str(found.comparator_value)) == (REGION, region)
    assert reasons(found) is None


@pytest.mark.parametrize("must_be", ["at-least", "at-most", "on-par, tolerance: 99, as: points"])
@pytest.mark.parametrize(
    ("figures", "observed", "da", "en"),
    [
        pytest.param(
            {REGION: "3.0"},
            None,
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own missing",
        ),
        pytest.param(
            {"250": "*", REGION: "3.0"},
            None,
            "kilden viser „*“ for Andel: Frederikssund, marts 2022",
            'the source prints "*" for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {"250": "3.0", "000": "3.0"},
            "3.0",
            "ingen tal for Andel: Region Hovedstaden, marts 2022",
            "no figure for Andel: Region Hovedstaden, March 2022",
            id="region missing, the country does not stand in",
        ),
        pytest.param(
            {"250": "3.0", REGION: ".."},
            "3.0",
            "kilden viser „..“ for Andel: Region Hovedstaden, marts 2022",
            'the source prints ".." for Andel: Region Hovedstaden, March 2022',
            id="region suppressed",
        ),
    ],
)
def test_missing(
    figures: dict[str, str], observed: str | None, da: str, en: str, must_be: str
) -> None:
    found = verdict(ruled(f"must_be: {must_be}"), across(MARCH, figures))
    assert answer(found) == Answer("no-data", observed)
    assert reasons(found) == (da, en)


@pytest.mark.parametrize(
    ("own", "raised"),
    [
        pytest.param("3.0", True, id="a hit"),
        pytest.param("2.9", True, id="0.1 short: 0.0 is possible"),
        pytest.param("2.8", False, id="0.2 short: -0.1 at best"),
        pytest.param("3.1", False, id="0.1 to spare: 0.0 at worst"),
    ],
)
def test_within_rounding(own: str, raised: bool) -> None:
    found = verdict(ruled("must_be: at-least"), across(MARCH, {"250": own, REGION: "3.0"}))
    assert ("within-rounding" in flags(found)) is raised


@pytest.mark.parametrize(
    ("keys", "direction"),
    [
        ("must_be: at-least", "higher"),
        ("must_be: below", "lower"),
        ("must_be: on-par, tolerance: 1, as: points", None),
    ],
)
def test_direction(keys: str, direction: str | None) -> None:
    assert a_rule(ruled(keys)).direction == direction
    found = verdict(ruled(keys), across(MARCH, {"250": "5", REGION: "5"}))
    assert ("direction-conflict" in flags(found)) is (direction == "lower")


def test_whose_average_is_not_stated() -> None:
    found = verdict(
        "{type: vs-group-average, must_be: at-least, against: not-stated}",
        across(MARCH, {"250": "3.0", "000": "2.0"}),
    )
    assert answer(found) == Answer("manual", "3.0")
    assert (found.comparator_code, str(found.comparator_value)) == ("000", "2.0")
    assert flags(found) == ["ambiguous-wording"]
    assert reasons(found) == (
        "dokumentet siger ikke, hvis gennemsnit der menes",
        "the document does not say whose average is meant",
    )


def test_tolerance_is_not_stated() -> None:
    found = verdict(
        ruled("must_be: on-par, tolerance: not-stated, as: points"),
        across(MARCH, {"250": "3.0", REGION: "3.0"}),
    )
    assert answer(found) == Answer("manual", "3.0", "3.0")
    assert flags(found) == ["ambiguous-wording"]


@pytest.mark.parametrize(
    ("against", "da", "en"),
    [
        ("country", "under landsgennemsnittet", "below the national average"),
        (
            "{region: Syddanmark}",
            "under gennemsnittet i Region Syddanmark",
            "below the average of Region Syddanmark",
        ),
        (
            "{areas: [Kolding, Vejle, Billund], average: plain}",
            "under det simple gennemsnit af Kolding, Vejle og Billund",
            "below the plain average of Kolding, Vejle and Billund",
        ),
        (
            "{group: naboer, average: weighted}",
            "under det vejede gennemsnit af gruppen naboer",
            "below the weighted average of the group naboer",
        ),
        (
            "{region: Syddanmark, average: weighted}",
            "under tallet for Region Syddanmark, ellers det vejede gennemsnit af kommunerne",
            "below the figure of Region Syddanmark, else the weighted average of its "
            "municipalities",
        ),
        (
            "{landsdel: Fyn, average: plain}",
            "under tallet for Landsdel Fyn, ellers det simple gennemsnit af kommunerne",
            "below the figure of Landsdel Fyn, else the plain average of its municipalities",
        ),
        ("{rest_of: country}", "under resten af landet", "below the rest of the country"),
        (
            "{rest_of: {landsdel: Fyn}}",
            "under resten af Landsdel Fyn",
            "below the rest of Landsdel Fyn",
        ),
        (
            "not-stated",
            "under gennemsnittet (dokumentet siger ikke hvis)",
            "below the average (the document does not say whose)",
        ),
    ],
)
def test_requirement(against: str, da: str, en: str) -> None:
    asked = a_rule(f"{{type: vs-group-average, must_be: below, against: {against}}}")
    assert asked.requirement(Words("da"), "percent") == da
    assert asked.requirement(Words("en"), "percent") == en


def test_against_is_needed(tmp_path: Path) -> None:
    assert plan_problems(tmp_path, "{type: vs-group-average, must_be: below}") == [
        '15:9: target 1a, rule: key "against" is missing'
    ]


@pytest.mark.parametrize(
    ("unit", "problems"),
    [
        ("points", []),
        (
            "units",
            [
                '15:107: target 1a: as: units does not fit the unit "percent"; '
                "write points or percent"
            ],
        ),
    ],
)
def test_as_fits_the_unit(tmp_path: Path, unit: str, problems: list[str]) -> None:
    rule = ruled(f"must_be: on-par, tolerance: 1, as: {unit}")
    assert plan_problems(tmp_path, rule, an_indicator()) == problems
