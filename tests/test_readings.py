from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.renderers.json import render
from beskplan.results import Assessed, Results
from tests.build import (
    a_plan,
    a_target,
    an_indicator,
    answer,
    figures,
    flags,
    observations,
    plan_problems,
    results,
    verdict,
)

AT_LEAST_50 = "{type: threshold, at_least: 50}"
ROWS = observations(
    {("250", "2021M03"): "45.0", ("250", "2022M02"): "40.0", ("250", "2022M03"): "60.0"},
    figures({("250", "2022M03"): "12"}, "antal"),
)
INDICATORS = (an_indicator(), an_indicator("antal", unit="persons"))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(
            "rule: {type: threshold, at_least: 90}", ("missed", "60.0", "90", "-30.0"), id="rule"
        ),
        pytest.param("measure: {indicator: antal}", ("missed", "12", "50", "-38"), id="measure"),
        pytest.param("period: 2022M02", ("missed", "40.0", "50", "-10.0"), id="period"),
        pytest.param("due: {by_end: 2022}", ("not-due", "60.0", "50", "10.0"), id="due"),
        pytest.param(
            "rule: {type: change-from-baseline, up_by: 20, as: points},"
            " baseline: {period: 2021M03}",
            ("missed", "60.0", "65.0", "-5.0"),
            id="rule and baseline",
        ),
    ],
)
def test_other_reading_is_judged_and_never_decides(keys: str, expected: tuple[str, ...]) -> None:
    target = f"{{reading: Som i tabellen, other_readings: [{{reading: Som i teksten, {keys}}}]}}"
    found = verdict(AT_LEAST_50, ROWS, *INDICATORS, target=target)
    assert answer(found) == ("met", "60.0", "50", "10.0")
    assert found.reading == "Som i tabellen"
    (other,) = found.readings
    assert (answer(other), other.reading, other.target) == (expected, "Som i teksten", "1a")
    assert (other.readings, other.assessment) == ((), None)


def test_readings_stand_in_their_order_and_flag_the_whole() -> None:
    target = (
        "other_readings: [{reading: A, rule: {type: threshold, at_least: 60}},"
        " {reading: B, rule: {type: threshold, above: 60}}]"
    )
    found = verdict(AT_LEAST_50, ROWS, target=target)
    assert [(one.reading, str(one.status)) for one in found.readings] == [
        ("A", "met"),
        ("B", "missed"),
    ]
    assert flags(found) == ["ambiguous-wording"]


def test_readings_count_nowhere_in_the_summary() -> None:
    target = "other_readings: [{reading: A, rule: {type: threshold, at_least: 90}}]"
    found = results(a_plan(a_target(AT_LEAST_50, target)), ROWS)
    assert (found.summary[Status.MET], found.summary[Status.MISSED]) == (1, 0)


def test_reading_of_several_parts_shows_them() -> None:
    rule = f"{{type: all-of, parts: [{{rule: {AT_LEAST_50}}}, {{rule: {AT_LEAST_50}}}]}}"
    found = verdict(AT_LEAST_50, ROWS, target=f"other_readings: [{{reading: A, rule: {rule}}}]")
    assert found.parts == ()
    assert [part.target for part in found.readings[0].parts] == ["1a/1", "1a/2"]


@pytest.mark.parametrize(
    ("rule", "keys", "status"),
    [
        pytest.param(AT_LEAST_50, "{", "met", id="figures say met"),
        pytest.param("{type: none, because: qualitative}", "{measure: , ", "manual", id="manual"),
    ],
)
@pytest.mark.parametrize("said", ["met", "missed"])
def test_assessment_stands_beside_the_status(rule: str, keys: str, status: str, said: str) -> None:
    told = f"assessment: {{status: {said}, date: 2023-03-15, by: Udvalget, note: Enstemmigt}}"
    found = verdict(rule, ROWS, target=f"{keys}{told}}}")
    assert found.status == status
    assert found.assessment == Assessed(
        Status(said), Period.parse("2023-03-15"), "Udvalget", "Enstemmigt"
    )


def test_assessment_is_the_wholes_not_its_parts() -> None:
    target = (
        "{assessment: {status: met, date: 2023-03-15, by: Udvalget},"
        " for_each: {area: {among: {areas: [Kolding, Vejle]}}}}"
    )
    found = verdict(AT_LEAST_50, ROWS, target=target)
    assert found.assessment is not None
    assert [part.assessment for part in found.parts] == [None, None]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        pytest.param(
            "other_readings: [{reading: A, rule: {type: change-from-baseline, must_be: above}}]",
            'key "baseline" is missing: {period: 2017Q2}, or not-stated where the document is',
            id="reading without baseline",
        ),
        pytest.param(
            "assessment: {status: no-data, date: 2023-03-15, by: Udvalget}",
            'assessment.status: "no-data" is not known here; known: met, missed',
            id="assessment of another status",
        ),
    ],
)
def test_refused(tmp_path: Path, keys: str, message: str) -> None:
    (problem,) = plan_problems(tmp_path, AT_LEAST_50, keys=keys)
    assert message in problem


def test_reading_that_judges_a_number_needs_a_measure() -> None:
    with pytest.raises(ValueError, match='key "measure" is missing: the rule needs a number'):
        a_target(
            "{type: none, because: qualitative}",
            f"{{measure: , other_readings: [{{reading: A, rule: {AT_LEAST_50}}}]}}",
        )


def rendered(found: Results) -> dict[str, Any]:
    (one,) = json.loads(render([found]))["results"]
    assert isinstance(one, dict)
    return one


def test_json_of_parts_readings_and_assessment() -> None:
    keys = (
        "{assessment: {status: missed, date: 2023-03-15, by: Udvalget},"
        " other_readings: [{reading: Begge, rule: {type: threshold, above: 60}}]}"
    )
    rule = (
        f"{{type: any-of, parts: [{{title: Lav, rule: {AT_LEAST_50}}},"
        " {title: Høj, rule: {type: threshold, at_least: 90}}]}"
    )
    shown = rendered(results(a_plan(a_target(rule, keys)), ROWS))
    assert shown["status"] == "met"
    assert shown["requirement"] == "mindst én af: Lav: mindst 50 pct.; Høj: mindst 90 pct."
    assert [(one["target"], one["title"], one["status"]) for one in shown["parts"]] == [
        ("1a/1", "Lav", "met"),
        ("1a/2", "Høj", "missed"),
    ]
    assert [(one["reading"], one["status"]) for one in shown["readings"]] == [("Begge", "missed")]
    assert shown["assessment"] == {
        "status": "missed",
        "date": "2023-03-15",
        "by": "Udvalget",
        "note": None,
    }
    for inner in (*shown["parts"], *shown["readings"]):
        assert list(inner) == list(shown)
        assert (inner["parts"], inner["readings"], inner["assessment"]) == ([], [], None)


def test_json_of_a_plain_target_has_the_keys_empty() -> None:
    shown = rendered(results(a_plan(a_target(AT_LEAST_50)), ROWS))
    assert (shown["parts"], shown["readings"], shown["assessment"]) == ([], [], None)
