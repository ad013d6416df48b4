from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from beskplan.observations import Observations
from beskplan.words import Words
from tests.build import (
    Answer,
    a_rule,
    a_run,
    an_indicator,
    answer,
    figure,
    flags,
    observations,
    plan_problems,
    reasons,
    verdict,
)

MARCH = "2022M03"
THEN = "2021M03"
FROM_DATA = "baseline: {period: 2021M03}"
PERSONS = an_indicator(unit="persons", better="lower")


def ruled(keys: str) -> str:
    return f"{{type: change-from-baseline, {keys}}}"


def moved(own: str, then: str) -> dict[tuple[str, str], str]:
    return {("250", MARCH): own, ("250", THEN): then}


@pytest.mark.parametrize(
    ("rule", "own", "then", "expected"),
    [
        pytest.param("down_by: 82", "918", "1000", ("met", "918", "0"), id="82 fewer is a hit"),
        pytest.param("down_by: 82", "900", "1000", ("met", "918", "18"), id="more than 82 fewer"),
        pytest.param("down_by: 82", "919", "1000", ("missed", "918", "-1"), id="81 fewer"),
        pytest.param("down_by: 82", "1005", "1000", ("missed", "918", "-87"), id="more instead"),
        pytest.param(
            "down_by: 82, strictly: true", "918", "1000", ("missed", "918", "0"), id="strict hit"
        ),
        pytest.param(
            "down_by: 82, strictly: true", "917", "1000", ("met", "918", "1"), id="strict, fewer"
        ),
        pytest.param("up_by: 7", "107", "100", ("met", "107", "0"), id="7 more is a hit"),
        pytest.param("up_by: 7", "106", "100", ("missed", "107", "-1"), id="6 more"),
        pytest.param(
            "up_by: 7, strictly: true", "107", "100", ("missed", "107", "0"), id="up, strict hit"
        ),
        pytest.param(
            "up_by: 7, strictly: true", "108", "100", ("met", "107", "1"), id="up, strict, more"
        ),
        pytest.param("up_by: 0", "100", "100", ("met", "100", "0"), id="no move asked"),
        pytest.param("down_by: 5", "0", "4", ("missed", "-1", "-1"), id="own is zero"),
        pytest.param("up_by: 5", "5", "0", ("met", "5", "0"), id="from zero"),
    ],
)
def test_units(rule: str, own: str, then: str, expected: tuple[str, str, str]) -> None:
    found = verdict(ruled(f"{rule}, as: units"), moved(own, then), PERSONS, target=FROM_DATA)
    status, required, gap = expected
    assert answer(found) == Answer(status, own, required, gap)
    assert found.comparator_name is not None
    assert (found.comparator_name.da, found.comparator_name.en) == ("marts 2021", "March 2021")
    assert (found.comparator_code, str(found.comparator_value)) == ("250", then)
    assert reasons(found) is None


@pytest.mark.parametrize(
    ("rule", "own", "then", "expected"),
    [
        pytest.param(
            "up_by: 0.2, as: points", "0.8", "0.6", ("met", "0.8", "0.0"), id="0.2 points is a hit"
        ),
        pytest.param(
            "down_by: 0.7, as: points", "2.3", "3.0", ("met", "2.3", "0.0"), id="2.3 from 3.0"
        ),
        pytest.param(
            "down_by: 0.7, as: points", "2.4", "3.0", ("missed", "2.3", "-0.1"), id="too little"
        ),
        pytest.param(
            "up_by: 1, as: points", "-1.0", "-2.0", ("met", "-1.0", "0.0"), id="negative numbers"
        ),
        pytest.param(
            "down_by: 50, as: percent", "3.0", "6.0", ("met", "3", "0"), id="halved is a hit"
        ),
        pytest.param(
            "down_by: 50, as: percent", "3.1", "6.0", ("missed", "3", "-0.1"), id="not halved"
        ),
        pytest.param(
            "down_by: 50, as: percent, strictly: true",
            "3.0",
            "6.0",
            ("missed", "3", "0"),
            id="halved, strict hit",
        ),
        pytest.param(
            "up_by: 10, as: percent", "6.6", "6.0", ("met", "6.6", "0"), id="up by ten percent"
        ),
        pytest.param(
            "up_by: 100, as: percent", "11.9", "6.0", ("missed", "12", "-0.1"), id="not doubled"
        ),
        pytest.param("down_by: 100, as: percent", "0.0", "6.0", ("met", "0", "0"), id="all gone"),
        pytest.param(
            "down_by: 25, as: percent", "0.1", "0.3", ("met", "0.225", "0.125"), id="exact percent"
        ),
    ],
)
def test_points_and_percent(rule: str, own: str, then: str, expected: tuple[str, str, str]) -> None:
    found = verdict(ruled(rule), moved(own, then), target=FROM_DATA)
    status, required, gap = expected
    assert answer(found) == Answer(status, own, required, gap)


@pytest.mark.parametrize("then", ["0.0", "-2.0"], ids=["zero", "less than zero"])
@pytest.mark.parametrize("way", ["up_by", "down_by"])
def test_percent_of_nothing_is_not_comparable(way: str, then: str) -> None:
    found = verdict(ruled(f"{way}: 50, as: percent"), moved("1.0", then), target=FROM_DATA)
    assert answer(found) == Answer("not-comparable", "1.0")
    assert str(found.comparator_value) == then
    assert reasons(found) == (
        "procent af et udgangspunkt på nul eller mindre siger intet",
        "percent of a baseline of zero or less says nothing",
    )


@pytest.mark.parametrize(
    ("rule", "own", "then", "expected"),
    [
        pytest.param("at-least", "44.0", "43.7", ("met", "0.3"), id="better than then"),
        pytest.param("at-least", "43.7", "43.7", ("met", "0.0"), id="as then is no worse"),
        pytest.param("at-least", "43.6", "43.7", ("missed", "-0.1"), id="worse than then"),
        pytest.param("above", "43.7", "43.7", ("missed", "0.0"), id="above, as then misses"),
        pytest.param("at-most", "43.7", "43.7", ("met", "0.0"), id="at-most, as then"),
        pytest.param("at-most", "43.8", "43.7", ("missed", "-0.1"), id="at-most, more than then"),
        pytest.param("below", "43.7", "43.7", ("missed", "0.0"), id="below, as then misses"),
        pytest.param("below", "43.6", "43.7", ("met", "0.1"), id="below"),
        pytest.param(
            "on-par, tolerance: 0.5, as: points", "43.2", "43.7", ("met", "0.0"), id="on-par, a hit"
        ),
        pytest.param(
            "on-par, tolerance: 0.5, as: points",
            "44.3",
            "43.7",
            ("missed", "-0.1"),
            id="on-par, too far above",
        ),
        pytest.param(
            "on-par, tolerance: 10, as: percent", "36.0", "40.0", ("met", "0"), id="on-par, percent"
        ),
    ],
)
def test_held_against_the_baseline(
    rule: str, own: str, then: str, expected: tuple[str, str]
) -> None:
    found = verdict(ruled(f"must_be: {rule}"), moved(own, then), target=FROM_DATA)
    status, gap = expected
    assert answer(found) == Answer(status, own, then, gap)


SERIES = {
    ("250", "2021M02"): "4.0",
    ("250", "2021M03"): "5.0",
    ("250", "2022M02"): "6.0",
    ("250", "2022M03"): "7.0",
}


@pytest.mark.parametrize(
    ("baseline", "name", "value", "gap"),
    [
        pytest.param("{period: 2021M02}", "februar 2021", "4.0", "3.0", id="a period"),
        pytest.param("{period: a year before}", "marts 2021", "5.0", "2.0", id="a year before"),
        pytest.param(
            "{period: the period before}", "februar 2022", "6.0", "1.0", id="the period before"
        ),
        pytest.param(
            "{period: 2021, value: 2.5, source: {section: Mål}}",
            "2021",
            "2.5",
            "4.5",
            id="written in the plan, of another length",
        ),
        pytest.param(
            "{period: 2021M03, value: 4.9}", "marts 2021", "4.9", "2.1", id="written goes first"
        ),
    ],
)
def test_baselines(baseline: str, name: str, value: str, gap: str) -> None:
    found = verdict(ruled("must_be: at-least"), SERIES, target=f"baseline: {baseline}")
    assert answer(found) == Answer("met", "7.0", value, gap)
    assert found.comparator_name is not None
    assert (found.comparator_name.da, str(found.comparator_value)) == (name, value)


def revised() -> Observations:
    """Return March 2021 as published on 1 June 2021 and as revised a year later."""
    june, later = date(2021, 6, 1), date(2022, 6, 1)
    return observations(
        [
            figure("250", THEN, "5.0", row=2)._replace(retrieved=june),
            figure("250", THEN, "6.0", row=3)._replace(retrieved=later),
            figure("250", MARCH, "5.5", row=4)._replace(retrieved=later),
        ]
    )


@pytest.mark.parametrize(
    ("frozen", "expected"),
    [
        pytest.param("", ("missed", "5.5", "6.0", "-0.5"), id="follows the revision"),
        pytest.param(
            ", as_published: 2021-06-01", ("met", "5.5", "5.0", "0.5"), id="frozen that day"
        ),
        pytest.param(
            ", as_published: 2022-05-31", ("met", "5.5", "5.0", "0.5"), id="frozen before revision"
        ),
        pytest.param(
            ", as_published: 2022-06-01", ("missed", "5.5", "6.0", "-0.5"), id="frozen after it"
        ),
    ],
)
def test_a_frozen_baseline_does_not_follow_revisions(
    frozen: str, expected: tuple[str, ...]
) -> None:
    keys = f"baseline: {{period: {THEN}{frozen}}}"
    found = verdict(ruled("must_be: at-least"), revised(), target=keys)
    assert answer(found) == Answer(*expected)


def test_a_baseline_frozen_before_it_was_published_is_no_data() -> None:
    keys = f"baseline: {{period: {THEN}, as_published: 2021-05-31}}"
    found = verdict(ruled("must_be: at-least"), revised(), target=keys)
    assert answer(found) == Answer("no-data", "5.5")
    assert reasons(found) == (
        "ingen tal for Andel: Frederikssund, marts 2021",
        "no figure for Andel: Frederikssund, March 2021",
    )


@pytest.mark.parametrize(
    "rule", ["down_by: 5, as: points", "up_by: 5, as: percent", "must_be: at-least"]
)
def test_baseline_not_stated_is_for_a_person(rule: str) -> None:
    found = verdict(ruled(rule), moved("3.0", "6.0"), target="baseline: not-stated")
    assert answer(found) == Answer("manual", "3.0")
    assert "ambiguous-wording" in flags(found)
    assert reasons(found) == (
        "dokumentet angiver ikke et udgangspunkt",
        "the document states no baseline",
    )


def test_tolerance_not_stated_is_for_a_person() -> None:
    rule = ruled("must_be: on-par, tolerance: not-stated, as: points")
    found = verdict(rule, moved("3.0", "3.0"), target=FROM_DATA)
    assert answer(found) == Answer("manual", "3.0", "3.0")
    assert flags(found) == ["ambiguous-wording"]


@pytest.mark.parametrize(
    "rule", ["down_by: 5, as: points", "up_by: 5, as: percent", "must_be: at-most"]
)
@pytest.mark.parametrize(
    ("figures", "observed", "da", "en"),
    [
        pytest.param(
            {("250", THEN): "3.0", ("101", MARCH): "3.0"},
            None,
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own missing",
        ),
        pytest.param(
            moved("..", "3.0"),
            None,
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            {("250", MARCH): "3.0"},
            "3.0",
            "ingen tal for Andel: Frederikssund, marts 2021",
            "no figure for Andel: Frederikssund, March 2021",
            id="baseline missing",
        ),
        pytest.param(
            moved("3.0", "-"),
            "3.0",
            "kilden viser „-“ for Andel: Frederikssund, marts 2021",
            'the source prints "-" for Andel: Frederikssund, March 2021',
            id="baseline suppressed",
        ),
    ],
)
def test_missing(
    rule: str, figures: dict[tuple[str, str], str], observed: str | None, da: str, en: str
) -> None:
    found = verdict(ruled(rule), figures, target=FROM_DATA)
    assert answer(found) == Answer("no-data", observed)
    assert reasons(found) == (da, en)


@pytest.mark.parametrize(
    ("period", "baseline"),
    [
        pytest.param(MARCH, f"{{period: {MARCH}}}", id="the same period"),
        pytest.param(MARCH, "{period: 2022M04}", id="an earlier one"),
        pytest.param(MARCH, f"{{period: {MARCH}, value: 2.0}}", id="the same, written in the plan"),
        pytest.param("2022M12", "{period: 2022, value: 2.0}", id="the last month of its year"),
        pytest.param("2021M11", "{period: 2021M12}", id="a starting position before the baseline"),
    ],
)
def test_not_later_than_the_baseline_is_no_data(period: str, baseline: str) -> None:
    rows = {("250", period): "3.0"}
    keys = f"{{baseline: {baseline}, period: {period}}}"
    found = verdict(ruled("must_be: at-least"), rows, target=keys)
    assert answer(found) == Answer("no-data", "3.0")
    assert reasons(found) == (
        "tallet er ikke senere end udgangspunktet",
        "the figure is not later than the baseline",
    )


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [
        pytest.param("{period: 2021M12}", ("met", "3.0", "3.0", "0.0"), id="from the data"),
        pytest.param(
            "{period: 2021M12, value: 3.2}", ("missed", "3.0", "3.2", "-0.2"), id="written"
        ),
        pytest.param("{period: 2021, value: 3.0}", ("met", "3.0", "3.0", "0.0"), id="its year"),
    ],
)
def test_a_starting_position_may_be_the_baseline(baseline: str, expected: tuple[str, ...]) -> None:
    rows = {("250", "2021M12"): "3.0"}
    found = verdict(ruled("must_be: at-least"), rows, target=f"baseline: {baseline}")
    assert answer(found) == Answer(*expected)
    assert "figures-before-plan" in flags(found)


def test_another_length_is_not_comparable() -> None:
    rows = {("250", MARCH): "3.0", ("250", "2021Q1"): "2.0"}
    found = verdict(ruled("must_be: at-least"), rows, target="baseline: {period: 2021Q1}")
    assert answer(found) == Answer("not-comparable", "3.0")
    assert reasons(found) == (
        "perioder af forskellig længde kan ikke sammenlignes",
        "periods of different length cannot be compared",
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2022M03", ("met", "4.0", "4.0", "0.0"), id="in its year"),
        pytest.param("2023M03", ("not-set", "4.0"), id="year without a level"),
        pytest.param("2025M03", ("missed", "4.0", "3.0", "-1.0"), id="onwards"),
    ],
)
def test_amount_by_year(period: str, expected: tuple[str, ...]) -> None:
    rule = ruled("down_by: {by_year: {2022: 1, 2024 onwards: 2}}, as: points")
    rows = {("250", period): "4.0", ("250", THEN): "5.0"}
    found = verdict(rule, rows, target=FROM_DATA, years="2022-2025")
    assert answer(found) == Answer(*expected)
    assert str(found.comparator_value) == "5.0"


@pytest.mark.parametrize(
    ("rule", "own", "then", "raised"),
    [
        pytest.param("up_by: 0.2, as: points", "0.8", "0.6", True, id="a hit of two rounded"),
        pytest.param("up_by: 0.2, as: points", "0.7", "0.6", True, id="0.1 short: 0.0 is possible"),
        pytest.param("up_by: 0.2, as: points", "0.6", "0.6", False, id="0.2 short"),
        pytest.param("up_by: 0.2, as: points", "0.9", "0.6", False, id="0.1 to spare"),
        # Half of 6.0 is 2.975 to 3.025; 3.1 may be 3.05, 2.9 may be 2.95.
        pytest.param("down_by: 50, as: percent", "3.0", "6.0", True, id="halved exactly"),
        pytest.param("down_by: 50, as: percent", "3.1", "6.0", False, id="0.1 short of half"),
        pytest.param("must_be: at-least", "43.6", "43.7", True, id="0.1 worse than then"),
        pytest.param("must_be: at-least", "43.5", "43.7", False, id="0.2 worse than then"),
    ],
)
def test_within_rounding(rule: str, own: str, then: str, raised: bool) -> None:
    found = verdict(ruled(rule), moved(own, then), target=FROM_DATA)
    assert ("within-rounding" in flags(found)) is raised


def test_a_written_baseline_has_the_precision_of_its_decimals() -> None:
    for written, raised in (("44", True), ("44.0", False)):
        keys = f"baseline: {{period: {THEN}, value: {written}}}"
        found = verdict(ruled("must_be: at-least"), {("250", MARCH): "43.8"}, target=keys)
        assert found.status == "missed"
        assert ("within-rounding" in flags(found)) is raised


def test_counted_persons_are_exact() -> None:
    found = verdict(
        ruled("down_by: 82, as: units"), moved("918", "1000"), PERSONS, target=FROM_DATA
    )
    assert flags(found) == []


@pytest.mark.parametrize(
    ("rule", "direction"),
    [
        ("up_by: 1, as: points", "higher"),
        ("down_by: 1, as: points", "lower"),
        ("must_be: at-least", "higher"),
        ("must_be: at-most", "lower"),
        ("must_be: on-par, tolerance: 1, as: points", None),
    ],
)
def test_direction(rule: str, direction: str | None) -> None:
    assert a_rule(ruled(rule)).direction == direction
    found = verdict(ruled(rule), moved("9.0", "9.0"), target=FROM_DATA)
    assert ("direction-conflict" in flags(found)) is (direction == "lower")


@pytest.mark.parametrize(
    ("rule", "unit", "da", "en"),
    [
        (
            "down_by: 82, as: units",
            "full-time-persons",
            "ned med mindst 82 fuldtidspersoner siden udgangspunktet",
            "down by at least 82 full-time persons since the baseline",
        ),
        (
            "up_by: 0.5, as: points, strictly: true",
            "percent",
            "op med mere end 0,5 procentpoint siden udgangspunktet",
            "up by more than 0.5 percentage points since the baseline",
        ),
        (
            "down_by: 50, as: percent",
            "persons",
            "ned med mindst 50 pct. siden udgangspunktet",
            "down by at least 50 percent since the baseline",
        ),
        (
            "must_be: at-least",
            "percent",
            "mindst på niveau med udgangspunktet",
            "at least at the level of the baseline",
        ),
        ("must_be: below", "percent", "under udgangspunktet", "below the baseline"),
        (
            "must_be: on-par, tolerance: 5, as: units",
            "persons",
            "på niveau med udgangspunktet (± 5 personer)",
            "on par with the baseline (± 5 persons)",
        ),
    ],
)
def test_requirement(rule: str, unit: str, da: str, en: str) -> None:
    asked = a_rule(ruled(rule))
    assert asked.requirement(Words("da"), unit) == da
    assert asked.requirement(Words("en"), unit) == en


ONE_WAY = "rule: exactly one of up_by, down_by and must_be is needed"


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("down_by: 3, up_by: 3, as: points",
         f"15:15: target 1a, {ONE_WAY}; found up_by and down_by"),
        ("as: points", f"15:15: target 1a, {ONE_WAY}; found none"),
        ("down_by: 3", '15:15: target 1a, rule: key "as" is missing: points, percent or units'),
        ("down_by: 3, as: units", '15:60: target 1a: as: units does not fit the unit "percent"; '
         "write points or percent"),
        ("down_by: -3, as: points", "15:53: target 1a, rule.down_by: an amount is 0 or more; "
         "up_by and down_by say which way"),
        ("up_by: {by_year: {2022: -3}}, as: points", "15:51: target 1a, rule.up_by: "
         "an amount is 0 or more; up_by and down_by say which way"),
        ("down_by: 1, as: points, tolerance: 1",
         "15:15: target 1a, rule: tolerance goes with must_be: on-par only"),
        ("must_be: below, strictly: true", "15:15: target 1a, rule: strictly goes with up_by "
         "and down_by; write above or below"),
        ("must_be: below, as: points",
         "15:15: target 1a, rule: tolerance and as go with must_be: on-par only"),
        ("must_be: on-par", "15:15: target 1a, rule: on-par needs tolerance and as, such as "
         "tolerance: 0.5 and as: points; tolerance: not-stated where the document is silent"),
    ],
)  # fmt: skip
def test_refused_with_its_place(rule: str, problem: str, tmp_path: Path) -> None:
    assert plan_problems(tmp_path, ruled(rule), keys="baseline: {period: 2021M03}") == [problem]


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ("", '12:9: target 1a: key "baseline" is missing: {period: 2017Q2}, or not-stated '
         "where the document is silent"),
        ("baseline: {value: 3}", '16:9: target 1a, baseline: key "period" is missing'),
        ("baseline: notstated", '16:19: target 1a, baseline: "notstated" is not known here; '
         'did you mean "not-stated"?'),
        ("baseline: {period: 2021, value: 3, as_published: 2022-01-01}",
         "16:19: target 1a, baseline: baseline takes value or as_published, not both"),
        ("baseline: {period: a year before, value: 3}",
         "16:19: target 1a, baseline: a baseline with a value names its period"),
        ("baseline: {period: 2021, as_published: 2022}",
         '16:48: target 1a, baseline.as_published: "2022" is no day; write 2018-10-01'),
    ],
)  # fmt: skip
def test_baseline_refused_with_its_place(keys: str, problem: str, tmp_path: Path) -> None:
    rule = ruled("down_by: 1, as: points")
    assert plan_problems(tmp_path, rule, keys=keys) == [problem]


@pytest.mark.parametrize(
    "keys",
    ["{period: 2021M03}", "not-stated", "{period: a year before}", "{period: 2021, value: 43.7}"],
)
def test_good_baselines_load(keys: str, tmp_path: Path) -> None:
    rule = ruled("down_by: 1, as: points")
    assert plan_problems(tmp_path, rule, keys=f"baseline: {keys}") == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param({"2021M01": "3.0", "2021M02": "4.0"}, None, id="the baseline and before"),
        pytest.param(
            {"2021M01": "3.0", "2021M02": "4.0", "2021M03": "5.0"}, "marts 2021", id="after it"
        ),
    ],
)
@pytest.mark.parametrize("by_rule", [True, False], ids=["rule", "change"])
def test_last_period_with_all_figures_is_later_than_the_baseline(
    rows: dict[str, str], told: str | None, by_rule: bool
) -> None:
    figures = {("250", period): printed for period, printed in rows.items()}
    rule = "{type: threshold, at_least: 1}"
    target = "measure: {indicator: andel, change: {since: baseline, as: points}}"
    if by_rule:
        rule, target = "{type: change-from-baseline, up_by: 1, as: points}", ""
    found = verdict(
        rule,
        figures | {("000", "2022M03"): "1.0"},
        target=f"{target}\nbaseline: {{period: 2021M02}}",
    )
    said = "ingen tal for Andel: Frederikssund, marts 2022"
    wanted = said if told is None else f"{said}; seneste periode med alle tal: {told}"
    assert found.status == "no-data"
    assert (reasons(found) or ("",))[0] == wanted


@pytest.mark.parametrize(
    ("over", "baseline", "status"),
    [
        pytest.param("{last: 3 months, take: mean}", "2021M12", "met", id="windows that touch"),
        pytest.param("{last: 3 months, take: mean}", "2022M01", "not-comparable", id="overlap"),
        pytest.param("{last: 3 months, take: mean}", "2021Q4", "not-comparable", id="a quarter"),
        pytest.param("{from: this year, take: mean}", "2021M03", "met", id="as much of last year"),
        pytest.param(
            "{from: this year, take: mean}", "2021M12", "not-comparable", id="all of last year"
        ),
        pytest.param(
            "{from: 2021M01, take: mean}", "2021M03", "not-comparable", id="one beginning"
        ),
    ],
)
@pytest.mark.parametrize("by_rule", [True, False], ids=["rule", "change"])
def test_windows_on_both_sides_are_alike_and_apart(
    over: str, baseline: str, status: str, by_rule: bool
) -> None:
    rows = a_run(*(str(10 + number) for number in range(15)), until="2022M03")
    rule = "{type: threshold, at_least: 1}"
    change = ", change: {since: baseline, as: points}"
    if by_rule:
        rule, change = "{type: change-from-baseline, up_by: 1, as: points}", ""
    found = verdict(
        rule,
        observations(rows),
        target=f"measure: {{indicator: andel, over: {over}{change}}}\n"
        f"baseline: {{period: {baseline}}}",
    )
    assert found.status == status


@pytest.mark.parametrize(
    "rule",
    ["must_be: at-least", "must_be: on-par, tolerance: 0, as: points", "up_by: 0, as: points"],
)
def test_starting_position_is_exactly_its_own_baseline(rule: str) -> None:
    found = verdict(
        f"{{type: change-from-baseline, {rule}}}",
        {("250", "2021M03"): "3.0"},
        target="baseline: {period: 2021M03}",
    )
    assert (found.status, flags(found)) == ("met", ["figures-before-plan"])
