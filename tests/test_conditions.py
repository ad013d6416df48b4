from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.errors import PlanInvalidError
from beskplan.plan import load_plan
from beskplan.results import Verdict
from tests.build import a_plan, a_target, answer, observations, plan_problems, reasons, results

AT_LEAST_50 = "{type: threshold, at_least: 50}"
NOT_FULFILLED = ("betingelsen er ikke opfyldt", "the condition is not fulfilled")
UNDECIDED = ("betingelsen kan ikke afgøres", "the condition cannot be decided")
ROWS = observations({("250", "2022M03"): "60.0"})


def judged(condition: str, first: str = AT_LEAST_50, keys: str = "{}") -> Verdict:
    on = a_target("{type: threshold, at_least: 70}", f"{{id: '9', only_if: {condition}}}")
    other = a_target(first, keys)
    found, _ = results(a_plan(on, other), ROWS)
    return found


@pytest.mark.parametrize(
    ("condition", "status", "reason"),
    [
        pytest.param("{target: 1a, is: met}", "missed", None, id="met as asked"),
        pytest.param("{target: 1a, is: missed}", "not-applicable", NOT_FULFILLED, id="met, not so"),
        pytest.param(
            "{measure: {indicator: andel}, rule: {type: threshold, above: 59.9}}",
            "missed",
            None,
            id="rule fulfilled",
        ),
        pytest.param(
            "{measure: {indicator: andel}, rule: {type: threshold, above: 60}}",
            "not-applicable",
            NOT_FULFILLED,
            id="rule not fulfilled",
        ),
        pytest.param(
            "{measure: {indicator: andel}, rule: {type: vs-national-average, must_be: above}}",
            "no-data",
            UNDECIDED,
            id="rule undecided",
        ),
    ],
)
def test_condition(condition: str, status: str, reason: tuple[str, str] | None) -> None:
    found = judged(condition)
    assert (str(found.status), reasons(found)) == (status, reason)
    assert answer(found)[1:] == ("60.0", "70", "-10.0")  # the figures are shown all the same


@pytest.mark.parametrize("wanted", ["met", "missed"])
@pytest.mark.parametrize(
    ("first", "keys"),
    [
        pytest.param("{type: vs-national-average, must_be: above}", "{}", id="no figure"),
        pytest.param("{type: none, because: qualitative}", "{}", id="for a person"),
        pytest.param(AT_LEAST_50, "due: {by_end: 2022}", id="not due"),
        pytest.param(
            AT_LEAST_50,
            "only_if: {measure: {indicator: andel}, rule: {type: threshold, above: 99}}",
            id="itself not applicable",
        ),
    ],
)
def test_condition_on_an_undecided_target_is_no_data(first: str, keys: str, wanted: str) -> None:
    found = judged(f"{{target: 1a, is: {wanted}}}", first, keys)
    assert (str(found.status), reasons(found)) == ("no-data", UNDECIDED)


def test_condition_by_rule_is_judged_now_whatever_the_deadline() -> None:
    keys = (
        "{due: {by_end: 2022}, only_if: {measure: {indicator: andel},"
        " rule: {type: threshold, above: 60}}}"
    )
    (found,) = results(a_plan(a_target(AT_LEAST_50, keys)), ROWS)
    assert (str(found.status), found.on_track) == ("not-applicable", None)


def test_conditions_follow_one_another() -> None:
    one = a_target("{type: threshold, at_least: 70}", "id: a")
    two = a_target(AT_LEAST_50, "{id: b, only_if: {target: a, is: missed}}")
    three = a_target(AT_LEAST_50, "{id: c, only_if: {target: b, is: met}}")
    found = results(a_plan(three, two, one), ROWS)
    assert [str(one.status) for one in found] == ["met", "met", "missed"]


def test_condition_that_counts_from_a_baseline_needs_one(tmp_path: Path) -> None:
    keys = (
        "only_if: {measure: {indicator: andel},"
        " rule: {type: change-from-baseline, must_be: at-least}}"
    )
    (problem,) = plan_problems(tmp_path, AT_LEAST_50, keys=keys)
    assert problem.endswith(
        'key "baseline" is missing: {period: 2017Q2}, or not-stated where the document is silent'
    )


def refused(folder: Path, *conditions: str) -> list[str]:
    """Return the problems of a plan with targets a, b, …, the first in line 13, two lines each."""
    head = (
        "schema: beskplan/plan/v1\nid: p\ntitle: Plan\nmunicipality: Frederikssund\n"
        "years: 2022\nstatus: draft\nsource: {document: Plan}\nlanguage: da\n"
        'focus_areas:\n  - id: "1"\n    title: Job\n    targets:\n'
    )
    for name, condition in zip("abc", conditions, strict=False):
        head += (
            f"      - {{id: {name}, title: T, measure: {{indicator: andel}}, rule: {AT_LEAST_50},\n"
            f"        only_if: {condition}}}\n"
        )
    file = folder / "p.yaml"
    file.write_text(head, encoding="utf-8")
    with pytest.raises(PlanInvalidError) as caught:
        load_plan(file)
    return [line.partition("p.yaml:")[2] for line in str(caught.value).splitlines()]


def test_unknown_target_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refused(tmp_path, "{target: x, is: met}") == ['14:27: target a: no target "x"; known: a']


def test_condition_on_itself_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "{target: a, is: met}") == [
        "14:27: target a: its condition depends on itself"
    ]


def test_circle_of_conditions_is_refused_at_each_of_its_targets(tmp_path: Path) -> None:
    conditions = ("{target: b, is: met}", "{target: a, is: missed}", "{target: a, is: met}")
    assert refused(tmp_path, *conditions) == [
        "14:27: target a: its condition depends on itself",
        "16:27: target b: its condition depends on itself",
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "{target: b}",
        "{is: met}",
        "{measure: {indicator: andel}}",
        "{target: b, is: met, measure: {indicator: andel}}",
    ],
    ids=["target alone", "is alone", "measure alone", "both ways"],
)
def test_half_a_condition_is_refused(tmp_path: Path, condition: str) -> None:
    (problem,) = refused(tmp_path, condition)
    assert problem.endswith("only_if takes target and is, or measure and rule")
