from __future__ import annotations

import pytest
from pydantic import ValidationError

from beskplan.catalogue import Catalogue
from beskplan.measures import IndicatorMeasure
from beskplan.words import Words
from tests.build import Answer, a_rule, an_indicator, answer, flags, reasons, verdict

MARCH = "2022M03"


def against(own: str, country: str) -> dict[tuple[str, str], str]:
    return {("250", MARCH): own, ("000", MARCH): country}


@pytest.mark.parametrize(
    ("must_be", "own", "country", "expected"),
    [
        pytest.param("at-least", "79.9", "81.4", ("missed", "-1.5"), id="mindst: below"),
        pytest.param("at-least", "46.4", "40.9", ("met", "5.5"), id="mindst: above"),
        pytest.param("at-least", "81.4", "81.4", ("met", "0.0"), id="mindst: a hit is met"),
        pytest.param("above", "81.4", "81.4", ("missed", "0.0"), id="over: a hit misses"),
        pytest.param("above", "81.5", "81.4", ("met", "0.1"), id="over: a little above"),
        pytest.param("at-most", "12.8", "14.5", ("met", "1.7"), id="højst: below is met"),
        pytest.param("at-most", "14.5", "14.5", ("met", "0.0"), id="højst: a hit is met"),
        pytest.param("at-most", "14.6", "14.5", ("missed", "-0.1"), id="højst: above misses"),
        pytest.param("below", "14.5", "14.5", ("missed", "0.0"), id="under: a hit misses"),
        pytest.param("below", "14.4", "14.5", ("met", "0.1"), id="under: a little below"),
        pytest.param("at-most", "0.0", "20.2", ("met", "20.2"), id="zero is a figure"),
        pytest.param("at-least", "3.0", "0.0", ("met", "3.0"), id="the country may be zero"),
        pytest.param("at-least", "-1.2", "-0.8", ("missed", "-0.4"), id="both have fallen"),
        pytest.param("at-most", "-1.2", "-0.8", ("met", "0.4"), id="a larger fall is at most"),
        pytest.param("at-least", "5", "4.75", ("met", "0.25"), id="unlike decimals"),
        pytest.param(
            "at-least", "123456789012345", "123456789012346", ("missed", "-1"), id="large numbers"
        ),
    ],
)
def test_verdict(must_be: str, own: str, country: str, expected: tuple[str, str]) -> None:
    found = verdict(f"{{type: vs-national-average, must_be: {must_be}}}", against(own, country))
    status, gap = expected
    assert answer(found) == Answer(status, own, country, gap)
    assert (found.comparator_code, str(found.comparator_value)) == ("000", country)
    assert found.comparator_name is not None
    assert (found.comparator_name.da, found.comparator_name.en) == ("Hele landet", "Whole country")
    assert reasons(found) is None


@pytest.mark.parametrize(
    ("must_be", "expected", "good", "strict"),
    [
        ("at-most", "met", "lower", False),
        ("below", "met", "lower", True),
        ("at-least", "missed", "higher", False),
        ("above", "missed", "higher", True),
        ("on-par, tolerance: 0, as: points", "missed", None, False),
    ],
)
def test_only_the_rule_decides_which_side_is_good(
    must_be: str, expected: str, good: str | None, strict: bool
) -> None:
    rule = f"{{type: vs-national-average, must_be: {must_be}}}"
    for better in ("higher", "lower", "neither"):
        found = verdict(rule, against("3.0", "4.0"), an_indicator(better=better))
        assert (found.status, found.good, found.strict) == (expected, good, strict)


@pytest.mark.parametrize(
    ("keys", "own", "country", "expected"),
    [
        pytest.param(
            "tolerance: 0.5, as: points", "3.4", "3.0", ("met", "0.1"), id="inside, above"
        ),
        pytest.param(
            "tolerance: 0.5, as: points", "2.6", "3.0", ("met", "0.1"), id="inside, below"
        ),
        pytest.param(
            "tolerance: 0.5, as: points", "3.5", "3.0", ("met", "0.0"), id="an exact hit is met"
        ),
        pytest.param(
            "tolerance: 0.5, as: points", "3.6", "3.0", ("missed", "-0.1"), id="too far above"
        ),
        pytest.param(
            "tolerance: 0.5, as: points", "2.4", "3.0", ("missed", "-0.1"), id="too far below"
        ),
        pytest.param("tolerance: 0, as: points", "3.0", "3.0", ("met", "0.0"), id="no room"),
        pytest.param(
            "tolerance: 10, as: percent", "33.0", "30.0", ("met", "0"), id="ten percent of it"
        ),
        pytest.param(
            "tolerance: 10, as: percent", "33.1", "30.0", ("missed", "-0.1"), id="percent: too far"
        ),
        pytest.param(
            "tolerance: 10, as: percent", "-2.2", "-2.0", ("met", "0"), id="percent of a minus"
        ),
    ],
)
def test_on_par(keys: str, own: str, country: str, expected: tuple[str, str]) -> None:
    found = verdict(
        f"{{type: vs-national-average, must_be: on-par, {keys}}}", against(own, country)
    )
    status, gap = expected
    assert answer(found) == Answer(status, own, country, gap)
    assert "direction-conflict" not in flags(found)


def test_tolerance_that_the_document_does_not_state() -> None:
    found = verdict(
        "{type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
        against("3.0", "3.0"),
    )
    assert answer(found) == Answer("manual", "3.0", "3.0")
    assert flags(found) == ["ambiguous-wording"]
    assert reasons(found) == (
        "dokumentet siger ikke, hvor stor en afvigelse der er „på niveau“",
        'the document does not say how large a distance still counts as "on par"',
    )


@pytest.mark.parametrize(
    ("own", "country", "raised"),
    [
        pytest.param("33.0", "30.0", True, id="an exact hit"),
        pytest.param("33.1", "30.0", True, id="0.1 too far, both rounded"),
        pytest.param("33.2", "30.0", False, id="0.2 too far above: 1.1 c + 0.05 at most"),
        # The figure may be 26.95 at most, 0.9 of the level is 26.955 at least.
        pytest.param("26.9", "30.0", False, id="0.1 too far below"),
        pytest.param("27.0", "30.0", True, id="an exact hit from below"),
    ],
)
def test_percent_of_a_rounded_level_rounds_one_way(own: str, country: str, raised: bool) -> None:
    found = verdict(
        "{type: vs-national-average, must_be: on-par, tolerance: 10, as: percent}",
        against(own, country),
    )
    assert ("within-rounding" in flags(found)) is raised


def test_level_is_rounded_the_same_way_for_room_and_distance() -> None:
    # On par within 100 percent of 0.1 is 2c - o where o > c, o where o < c: never below 0.
    found = verdict(
        "{type: vs-national-average, must_be: on-par, tolerance: 100, as: percent}",
        against("0.1", "0.5"),
    )
    assert answer(found) == Answer("met", "0.1", "0.5", "0.1")
    assert "within-rounding" not in flags(found)


@pytest.mark.parametrize(
    ("figures", "expected", "da", "en"),
    [
        pytest.param(
            {("000", MARCH): "4.0"},
            Answer("no-data"),
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own missing",
        ),
        pytest.param(
            against("..", "4.0"),
            Answer("no-data"),
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {("250", MARCH): "4.0"},
            Answer("no-data", "4.0"),
            "ingen tal for Andel: Hele landet, marts 2022",
            "no figure for Andel: the whole country, March 2022",
            id="country missing",
        ),
        pytest.param(
            against("..", "-"),
            Answer("no-data"),
            "kilden viser „..“ for Andel: Frederikssund, marts 2022; "
            "kilden viser „-“ for Andel: Hele landet, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022; '
            'the source prints "-" for Andel: the whole country, March 2022',
            id="both suppressed",
        ),
    ],
)
def test_missing(figures: dict[tuple[str, str], str], expected: Answer, da: str, en: str) -> None:
    rules = ["must_be: at-most", "must_be: at-least", "must_be: on-par, tolerance: 99, as: points"]
    for rule in rules:
        found = verdict(f"{{type: vs-national-average, {rule}}}", figures)
        assert answer(found) == expected
        assert reasons(found) == (da, en)


def test_mean_of_municipalities_never_stands_in_for_the_country() -> None:
    figures = {(code, MARCH): "4.0" for code in ("250", "101", "607", "621")}
    found = verdict("{type: vs-national-average, must_be: at-least}", figures)
    assert found.status == "no-data"


def test_country_of_another_month_does_not_count() -> None:
    figures = {("250", MARCH): "4.0", ("000", "2022M02"): "4.0"}
    found = verdict("{type: vs-national-average, must_be: at-least}", figures)
    assert found.status == "no-data"


@pytest.mark.parametrize(
    ("rule", "unit", "da", "en"),
    [
        (
            "must_be: at-least",
            "percent",
            "mindst på niveau med landsgennemsnittet",
            "at least at the level of the national average",
        ),
        ("must_be: above", "percent", "over landsgennemsnittet", "above the national average"),
        (
            "must_be: at-most",
            "percent",
            "højst på niveau med landsgennemsnittet",
            "at most at the level of the national average",
        ),
        ("must_be: below", "percent", "under landsgennemsnittet", "below the national average"),
        (
            "must_be: on-par, tolerance: 0.5, as: points",
            "percent",
            "på niveau med landsgennemsnittet (± 0,5 procentpoint)",
            "on par with the national average (± 0.5 percentage points)",
        ),
        (
            "must_be: on-par, tolerance: 2, as: units",
            "weeks",
            "på niveau med landsgennemsnittet (± 2 uger)",
            "on par with the national average (± 2 weeks)",
        ),
        (
            "must_be: on-par, tolerance: 5, as: percent",
            "weeks",
            "på niveau med landsgennemsnittet (± 5 pct.)",
            "on par with the national average (± 5 percent)",
        ),
        (
            "must_be: on-par, tolerance: not-stated, as: points",
            "percent",
            "på niveau med landsgennemsnittet (tolerancen er ikke angivet)",
            "on par with the national average (the tolerance is not stated)",
        ),
    ],
)
def test_requirement(rule: str, unit: str, da: str, en: str) -> None:
    asked = a_rule(f"{{type: vs-national-average, {rule}}}")
    assert asked.requirement(Words("da"), unit) == da
    assert asked.requirement(Words("en"), unit) == en


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("must_be: on-par", "on-par needs tolerance and as"),
        ("must_be: on-par, tolerance: 1", "on-par needs tolerance and as"),
        ("must_be: at-least, tolerance: 1", "tolerance and as go with must_be: on-par only"),
        ("must_be: on-par, tolerance: -1, as: points", "tolerance is a distance, 0 or more"),
    ],
)
def test_refused(rule: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_rule(f"{{type: vs-national-average, {rule}}}")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("as_", "unit", "message"),
    [
        ("points", "percent", None),
        ("percent", "weeks", None),
        ("units", "weeks", None),
        ("units", "percent", 'as: units does not fit the unit "percent"; write points or percent'),
        ("points", "weeks", 'as: points does not fit the unit "weeks"; write units or percent'),
    ],
)
def test_as_fits_the_unit(as_: str, unit: str, message: str | None) -> None:
    rule = a_rule(f"{{type: vs-national-average, must_be: on-par, tolerance: 1, as: {as_}}}")
    catalogue = Catalogue.of(an_indicator(unit=unit))
    found = list(rule.problems(catalogue, IndicatorMeasure(indicator="andel")))
    assert found == ([] if message is None else [(("as",), message)])
