from __future__ import annotations

import pytest
from pydantic import ValidationError

from beskplan.words import Words
from tests.build import Answer, a_rule, an_indicator, answer, flags, reasons, verdict

MARCH = "2022M03"
KRONER = an_indicator(unit="mio. kr.", better="neither")


@pytest.mark.parametrize(
    ("rule", "own", "expected"),
    [
        pytest.param("at_least: 85", "88.2", ("met", "88.2", "85", "3.2"), id="more is met"),
        pytest.param("at_least: 85", "79.7", ("missed", "79.7", "85", "-5.3"), id="less misses"),
        pytest.param("at_least: 85", "85.0", ("met", "85.0", "85", "0.0"), id="mindst: a hit"),
        pytest.param("above: 85", "85.0", ("missed", "85.0", "85", "0.0"), id="over: a hit misses"),
        pytest.param("above: 85", "85.1", ("met", "85.1", "85", "0.1"), id="over: a little more"),
        pytest.param("at_most: 85", "85.0", ("met", "85.0", "85", "0.0"), id="højst: a hit"),
        pytest.param("at_most: 85", "85.1", ("missed", "85.1", "85", "-0.1"), id="højst: too much"),
        pytest.param("below: 85", "85.0", ("missed", "85.0", "85", "0.0"), id="under: hit misses"),
        pytest.param("below: 85", "84.9", ("met", "84.9", "85", "0.1"), id="under: a little less"),
        pytest.param("at_least: 0", "0.0", ("met", "0.0", "0", "0.0"), id="zero reaches zero"),
        pytest.param("at_least: 85", "0", ("missed", "0", "85", "-85"), id="zero is a figure"),
        pytest.param("above: 0", "0", ("missed", "0", "0", "0"), id="zero is not above zero"),
        pytest.param(
            "at_most: -1.5", "-2.0", ("met", "-2.0", "-1.5", "0.5"), id="a fall of two is enough"
        ),
        pytest.param(
            "at_most: -1.5", "-1.0", ("missed", "-1.0", "-1.5", "-0.5"), id="a fall of one is not"
        ),
        pytest.param(
            "at_least: 999999999999.9",
            "1000000000000.0",
            ("met", "1000000000000.0", "999999999999.9", "0.1"),
            id="large numbers keep their last decimal",
        ),
        pytest.param("at_least: 0.3", "0.30", ("met", "0.30", "0.3", "0.00"), id="0.30 is 0.3"),
        pytest.param(
            "between: [3, 4]", "3.4", ("met", "3.4", "3", "0.4"), id="between: nearer the lower"
        ),
        pytest.param(
            "between: [3, 4]", "3.8", ("met", "3.8", "4", "0.2"), id="between: nearer the higher"
        ),
        pytest.param(
            "between: [3, 4]", "3.0", ("met", "3.0", "3", "0.0"), id="between: lower end included"
        ),
        pytest.param(
            "between: [3, 4]", "4.0", ("met", "4.0", "4", "0.0"), id="between: higher end included"
        ),
        pytest.param(
            "between: [3, 4]", "2.9", ("missed", "2.9", "3", "-0.1"), id="between: below both"
        ),
        pytest.param(
            "between: [3, 4]", "4.5", ("missed", "4.5", "4", "-0.5"), id="between: above both"
        ),
        pytest.param(
            "between: [3, 3]", "3", ("met", "3", "3", "0"), id="between: both ends may be the same"
        ),
    ],
)
def test_verdict(rule: str, own: str, expected: tuple[str, ...]) -> None:
    found = verdict(f"{{type: threshold, {rule}}}", {("250", MARCH): own})
    assert answer(found) == Answer(*expected)
    assert reasons(found) is None


@pytest.mark.parametrize(
    ("figures", "da", "en"),
    [
        pytest.param(
            {},
            "ingen tal for Andel: Frederikssund, 2022 eller før",
            "no figures for Andel: Frederikssund, 2022 or earlier",
            id="no row at all",
        ),
        pytest.param(
            {("101", MARCH): "90.0"},
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="only another area has a row",
        ),
        pytest.param(
            {("250", MARCH): ".."},
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="suppressed with a mark",
        ),
        pytest.param(
            {("250", MARCH): ""},
            "kilden viser „tom“ for Andel: Frederikssund, marts 2022",
            'the source prints "empty" for Andel: Frederikssund, March 2022',
            id="an empty cell",
        ),
        pytest.param(
            {("250", "2022M02"): "90.0", ("250", MARCH): "-"},
            "kilden viser „-“ for Andel: Frederikssund, marts 2022; "
            "seneste periode med alle tal: februar 2022",
            'the source prints "-" for Andel: Frederikssund, March 2022; '
            "last period with all figures: February 2022",
            id="suppressed after a complete period",
        ),
    ],
)
def test_without_own_figure(figures: dict[tuple[str, str], str], da: str, en: str) -> None:
    for limit in ("at_least: 0", "at_most: 100", "between: [0, 100]"):
        found = verdict(f"{{type: threshold, {limit}}}", figures)
        assert (found.status, found.observed, found.gap) == ("no-data", None, None)
        assert reasons(found) == (da, en)


def test_limit_is_known_where_the_own_figure_is_suppressed() -> None:
    found = verdict("{type: threshold, at_least: 85}", {("250", MARCH): ".."})
    assert answer(found) == Answer("no-data", required="85")


SCHEDULE = "{by_year: {2023: 7.0, 2025 onwards: 11}}"


@pytest.mark.parametrize(
    ("period", "own", "expected"),
    [
        pytest.param("2023M01", "7.0", ("met", "7.0", "7.0", "0.0"), id="in its year"),
        pytest.param("2023M12", "6.9", ("missed", "6.9", "7.0", "-0.1"), id="to its last month"),
        pytest.param("2022M11", "7.0", ("met", "7.0", "7.0", "0.0"), id="before the plan's years"),
        pytest.param("2024M06", "20.0", ("not-set", "20.0"), id="year without a level"),
        pytest.param("2025M02", "11.0", ("met", "11.0", "11", "0.0"), id="first year of onwards"),
        pytest.param("2026M02", "10.5", ("missed", "10.5", "11", "-0.5"), id="onwards, a year on"),
    ],
)
def test_levels_by_year(period: str, own: str, expected: tuple[str, ...]) -> None:
    found = verdict(
        f"{{type: threshold, at_least: {SCHEDULE}}}",
        {("250", period): own},
        years="2023-2026",
    )
    assert answer(found) == Answer(*expected)


def test_year_without_a_level_says_so() -> None:
    found = verdict(
        f"{{type: threshold, at_least: {SCHEDULE}}}", {("250", "2024M06"): "1"}, years="2024"
    )
    assert reasons(found) == (
        "der er ikke fastsat et niveau for året",
        "no level is set for the year",
    )


def test_window_over_new_year_takes_the_level_of_its_last_day() -> None:
    found = verdict(
        "{type: threshold, at_least: {by_year: {2022: 5, 2023: 9}}}",
        {("250", "2022Q2-2023Q1"): "6"},
        an_indicator(covers="4 quarters"),
        years="2022-2023",
    )
    assert answer(found) == Answer("missed", "6", "9", "-3")


@pytest.mark.parametrize(
    ("rule", "unit", "da", "en"),
    [
        ("at_least: 85", "percent", "mindst 85 pct.", "at least 85 percent"),
        ("above: 0.5", "percent", "over 0,5 pct.", "above 0.5 percent"),
        ("at_most: 12", "weeks", "højst 12 uger", "at most 12 weeks"),
        ("below: 3000", "persons", "under 3.000 personer", "below 3,000 persons"),
        ("at_most: -1.5", "percent", "højst −1,5 pct.", "at most −1.5 percent"),
        ("between: [3, 4.5]", "hours", "mellem 3 timer og 4,5 timer", "between 3 hours and 4.5"),
        (
            "at_least: {by_year: {2023: 7.0, 2024 onwards: 11}}",
            "mio. kr.",
            "mindst 7,0 mio. kr. i 2023 og 11 mio. kr. i 2024 og frem",
            "at least 7.0 million kr. in 2023 and 11 million kr. in 2024 onwards",
        ),
    ],
)
def test_requirement(rule: str, unit: str, da: str, en: str) -> None:
    limit = a_rule(f"{{type: threshold, {rule}}}")
    assert limit.requirement(Words("da"), unit) == da
    english = limit.requirement(Words("en"), unit)
    assert english == (f"{en} hours" if unit == "hours" else en)


@pytest.mark.parametrize(
    ("rule", "good", "strict"),
    [("at_least: 1", "higher", False), ("above: 1", "higher", True),
     ("at_most: 1", "lower", False), ("below: 1", "lower", True), ("between: [1, 2]", None, False)],
)  # fmt: skip
def test_good_side(rule: str, good: str | None, strict: bool) -> None:
    assert a_rule(f"{{type: threshold, {rule}}}").direction == good
    for printed in ("1.5", ".."):
        found = verdict(f"{{type: threshold, {rule}}}", {("250", MARCH): printed})
        assert (found.good, found.strict) == (good, strict)


@pytest.mark.parametrize(
    ("rule", "better", "raised"),
    [
        pytest.param("at_least: 1", "lower", True, id="more of what should be less"),
        pytest.param("at_most: 1", "higher", True, id="less of what should be more"),
        pytest.param("at_least: 1", "higher", False, id="more of what should be more"),
        pytest.param("at_least: 1", "neither", False, id="no direction is good"),
        pytest.param("between: [1, 2]", "lower", False, id="between pulls both ways"),
    ],
)
def test_direction_conflict(rule: str, better: str, raised: bool) -> None:
    found = verdict(
        f"{{type: threshold, {rule}}}", {("250", MARCH): "1.5"}, an_indicator(better=better)
    )
    assert ("direction-conflict" in flags(found)) is raised


def test_gap_of_another_unit_keeps_that_unit() -> None:
    found = verdict("{type: threshold, at_least: 11}", {("250", MARCH): "12.5"}, KRONER)
    assert (found.unit, found.gap_unit) == ("mio. kr.", "mio. kr.")
    share = verdict("{type: threshold, at_least: 11}", {("250", MARCH): "12.5"})
    assert (share.unit, share.gap_unit) == ("percent", "percentage points")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("", "exactly one of at_least, above, at_most, below and between is needed; found none"),
        (", at_least: 1, below: 2", "is needed; found at_least and below"),
        (", between: [4, 3]", "between runs from the lower to the higher: [3, 4]"),
        (
            ", between: [{by_year: {2022: 3, 2023: 5}}, 4]",
            "between runs from the lower to the higher: [4, 5]",
        ),
        (
            ", between: [{by_year: {2022: 3}}, {by_year: {2021 onwards: 2}}]",
            "between runs from the lower to the higher: [2, 3]",
        ),
        (", at_least: {by_year: {23: 1}}", '"23" is no year; write 2023, or 2024 onwards'),
        (", at_least: {by_year: {2023: 1, 2023 onwards: 2}}", "a year stands twice"),
        (
            ", at_least: {by_year: {2023 onwards: 1, 2024: 2}}",
            'only the last year may say "onwards"',
        ),
    ],
)
def test_refused(rule: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_rule(f"{{type: threshold{rule}}}")
    assert message in str(refused.value)


def test_between_schedules_that_never_meet_the_wrong_way_round_are_fine() -> None:
    rule = "{type: threshold, between: [{by_year: {2022: 3, 2023: 5}}, {by_year: {2022: 4}}]}"
    assert answer(verdict(rule, {("250", MARCH): "3.5"})).status == "met"
    later = verdict(rule, {("250", "2023M03"): "5.5"}, years="2023")
    assert later.status == "not-set"
