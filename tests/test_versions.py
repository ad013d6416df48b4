from __future__ import annotations

import pytest

from beskplan.results import Verdict
from tests.build import a_plan, a_target, answer, observations, reasons, results

FROM_2022 = (
    "{rule: , versions: [{valid_to: 2022, rule: {type: threshold, at_least: 50}},"
    " {valid_from: 2023, rule: {type: threshold, at_least: 70}, note: Hævet i byrådet}]}"
)
NONE_IN_FORCE = ("ingen udgave af målet er i kraft", "no version of the target is in force")


def judged(
    keys: str, *periods: str, years: str = "2022-2023", as_of: str = "2023-06-30"
) -> Verdict:
    rows = observations({("250", period): "60.0" for period in periods})
    (found,) = results(a_plan(a_target("{}", keys), years=years), rows, as_of=as_of)
    return found


@pytest.mark.parametrize(
    ("period", "expected", "note"),
    [
        pytest.param("2022M03", ("met", "60.0", "50", "10.0"), None, id="the first year"),
        pytest.param("2022M12", ("met", "60.0", "50", "10.0"), None, id="its last month"),
        pytest.param(
            "2023M01", ("missed", "60.0", "70", "-10.0"), "Hævet i byrådet", id="the month after"
        ),
    ],
)
def test_last_day_of_the_figure_picks_the_version(
    period: str, expected: tuple[str, ...], note: str | None
) -> None:
    found = judged(FROM_2022, period)
    assert (answer(found), found.note, found.rule) == (expected, note, "threshold")


def test_day_within_a_month_belongs_to_the_version_of_its_last_day() -> None:
    keys = (
        "{rule: , versions: [{valid_to: 2022-03-14, rule: {type: threshold, at_least: 50}},"
        " {valid_from: 2022-03-15, rule: {type: threshold, at_least: 70}}]}"
    )
    assert answer(judged(keys, "2022M03")).required == "70"
    assert answer(judged(keys, "2022M02")).required == "50"


def test_newest_figure_picks_not_the_day_of_the_question() -> None:
    found = judged(FROM_2022, "2022M11", as_of="2023-12-31")
    assert answer(found) == ("met", "60.0", "50", "10.0")


def test_none_in_force_is_not_set_with_the_figure() -> None:
    keys = (
        "{rule: , versions: [{valid_from: 2023, rule: {type: threshold, at_least: 70}}],"
        " assessment: {status: met, date: 2022-03-15, by: Udvalget}}"
    )
    found = judged(keys, "2022M03")
    assert answer(found) == ("not-set", "60.0", None, None)
    assert reasons(found) == NONE_IN_FORCE
    assert (found.requirement.da, found.rule, str(found.period)) == (
        NONE_IN_FORCE[0],
        "none",
        "2022M03",
    )
    assert found.assessment is not None
    assert found.assessment.status == "met"


def test_gap_between_two_versions_is_not_set() -> None:
    keys = FROM_2022.replace("valid_from: 2023", "valid_from: 2023M06")
    assert judged(keys, "2023M05").status == "not-set"
    assert judged(keys, "2023M06").status == "missed"


DUE = (
    "{rule: , versions: ["
    "{valid_to: 2022, rule: {type: threshold, at_least: 50}, due: {by_end: 2022}},"
    " {valid_from: 2023, rule: {type: threshold, at_least: 70}, due: {by_end: 2023}}]}"
)


@pytest.mark.parametrize(
    ("periods", "as_of", "expected"),
    [
        pytest.param(["2022M03"], "2022-06-30", ("not-due", "60.0", "50", "10.0"), id="before"),
        pytest.param(["2022M12"], "2023-01-15", ("met", "60.0", "50", "10.0"), id="the first"),
        pytest.param(
            ["2022M12", "2023M05"],
            "2023-06-30",
            ("not-due", "60.0", "70", "-10.0"),
            id="under way to the second",
        ),
        pytest.param(
            ["2022M12", "2023M12"],
            "2024-01-15",
            ("missed", "60.0", "70", "-10.0"),
            id="after the second",
        ),
    ],
)
def test_each_version_has_its_own_deadline(
    periods: list[str], as_of: str, expected: tuple[str, ...]
) -> None:
    assert answer(judged(DUE, *periods, as_of=as_of)) == expected


def test_versions_of_a_fan_out_pick_as_one() -> None:
    keys = (
        "{rule: , for_each: {area: {among: {areas: [Kolding, Vejle]}}}, versions: "
        "[{valid_to: 2022, rule: {type: threshold, at_least: 50}},"
        " {valid_from: 2023, rule: {type: threshold, at_least: 70}}]}"
    )
    rows = observations({(area, "2023M03"): "60.0" for area in ("621", "630")})
    (found,) = results(a_plan(a_target("{}", keys), years="2023"), rows)
    assert [answer(part) for part in found.parts] == [("missed", "60.0", "70", "-10.0")] * 2
    assert answer(found) == ("missed", None, None, "-10.0")


PARTS = (
    "{rule: , versions: [{valid_to: 2022, rule: {type: all-of, parts: [%s]}},"
    " {valid_from: 2023, rule: {type: all-of, parts: [%s]}}]}"
)


def part(period: str, at_least: str) -> str:
    return f"{{period: {period}, rule: {{type: threshold, at_least: {at_least}}}}}"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("2022M11", "2022M12", "met", id="both in the first"),
        pytest.param("2023M01", "2023M02", "missed", id="both in the second"),
        pytest.param("2022M12", "2023M01", "not-set", id="one in each, so neither"),
    ],
)
def test_parts_of_several_periods_must_agree_on_the_version(
    first: str, second: str, expected: str
) -> None:
    low, high = (f"{part(first, limit)}, {part(second, limit)}" for limit in ("50", "70"))
    assert judged(PARTS % (low, high), first, second).status == expected


def test_without_figures_no_version_can_be_picked() -> None:
    found = judged(FROM_2022)
    assert answer(found) == ("no-data", None, None, None)
    assert reasons(found) == (
        "ingen tal for Andel: Frederikssund, 2023 eller før",
        "no figures for Andel: Frederikssund, 2023 or earlier",
    )


def test_deadline_of_a_version_does_away_with_the_period_of_the_target() -> None:
    found = judged(DUE.replace("{rule: ,", "{rule: , period: 2022M03,"), "2022M03", "2022M12")
    assert str(found.period) == "2022M12"


@pytest.mark.parametrize(
    ("versions", "message"),
    [
        ("valid_to: 2022, %s}, {valid_from: 2022M12, %s", "two versions are in force on the same"),
        ("valid_from: 2023, %s}, {%s", "two versions are in force on the same day"),
        (
            "valid_from: 2023, valid_to: 2022, %s}, {valid_from: 2024, %s",
            "valid_to is before valid",
        ),
    ],
    ids=["a month in both", "one without an end", "backwards"],
)
def test_versions_that_cannot_be_told_apart_are_refused(versions: str, message: str) -> None:
    rule = "rule: {type: threshold, at_least: 50}"
    keys = f"versions: [{{{versions % (rule, rule)}}}]"
    with pytest.raises(ValueError, match=message):
        a_target("{}", f"{{rule: , {keys}}}")
