from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.errors import PlanInvalidError
from beskplan.plan import load_plan
from beskplan.results import Flag, Verdict
from tests.build import (
    Answer,
    a_plan,
    a_target,
    an_indicator,
    answer,
    figures,
    observations,
    plan_problems,
    reasons,
    results,
)

AT_LEAST_50 = "{type: threshold, at_least: 50}"
NOT_FULFILLED = ("betingelsen er ikke opfyldt", "the condition is not fulfilled")
UNDECIDED = ("betingelsen kan ikke afgøres", "the condition cannot be decided")
NO_FIGURE = (
    "betingelsen kan ikke afgøres: ingen tal for Andel: Hele landet, marts 2022",
    "the condition cannot be decided: no figure for Andel: the whole country, March 2022",
)
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
            NO_FIGURE,
            id="rule undecided",
        ),
    ],
)
def test_condition(condition: str, status: str, reason: tuple[str, str] | None) -> None:
    found = judged(condition)
    assert (str(found.status), reasons(found)) == (status, reason)
    assert found.observed == 60  # the figure is shown all the same
    decided = str(found.status) == "missed"
    assert answer(found)[2:] == (("70", "-10.0") if decided else (None, None))


YES = "{measure: {indicator: andel}, rule: {type: threshold, at_least: 60}}"
NO = "{measure: {indicator: andel}, rule: {type: threshold, at_least: 61}}"
OPEN = "{measure: {indicator: andel}, rule: {type: vs-national-average, must_be: above}}"
COUNTED = (an_indicator(numerator="antal"), an_indicator("antal", unit="persons"))
COUNTS = observations({("250", "2022M03"): "60.0"}, figures({("250", "2022M03"): "499"}, "antal"))


@pytest.mark.parametrize("condition", [NO, OPEN], ids=["not fulfilled", "undecided"])
@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        pytest.param("{type: threshold, at_least: 60}", "{}", id="met"),
        pytest.param("{type: threshold, at_least: 70}", "{}", id="missed"),
        pytest.param(AT_LEAST_50, "due: {by_end: 2023}", id="not due"),
        pytest.param(
            "{type: any-of, parts: [{rule: {type: threshold, at_least: 60}},"
            " {rule: {type: threshold, at_least: 70}}]}",
            "{}",
            id="parts",
        ),
        pytest.param(
            "{type: threshold, at_least: 70}",
            "other_readings: [{reading: x, rule: {type: threshold, at_least: 60}}]",
            id="readings",
        ),
    ],
)
def test_what_does_not_count_says_nothing_that_reads_as_a_verdict(
    rule: str, keys: str, condition: str
) -> None:
    target = a_target(rule, keys)
    (judged,) = results(a_plan(target), COUNTS, *COUNTED)
    assert any(one.persons for one in (judged, *judged.parts))  # there is something to take back
    only_if = a_target(rule, f"only_if: {condition}").only_if
    (found,) = results(a_plan(target.changed(only_if=only_if)), COUNTS, *COUNTED)
    for one in (found, *found.parts, *found.readings):
        assert str(one.status) in ("not-applicable", "no-data")
        claims = (one.gap, one.required, one.good, one.persons, one.on_track, one.progress)
        assert claims == (None,) * 6
        assert one.reason == found.reason
        assert Flag.WITHIN_ROUNDING not in one.flags
    assert [part.observed for part in found.parts] == [part.observed for part in judged.parts]
    assert found.observed == judged.observed


def test_condition_that_holds_takes_nothing_back() -> None:
    plain = a_target("{type: threshold, at_least: 60}")
    (found,) = results(a_plan(plain), COUNTS, *COUNTED)
    (other,) = results(
        a_plan(a_target("{type: threshold, at_least: 60}", f"only_if: {YES}")), COUNTS, *COUNTED
    )
    assert found == other


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
    told = reasons(found)
    assert told is not None
    assert str(found.status) == "no-data"
    assert told[0].startswith(f"{UNDECIDED[0]} (mål 1a): ")
    assert told[1].startswith(f"{UNDECIDED[1]} (target 1a): ")


def test_condition_by_rule_is_judged_now_whatever_the_deadline() -> None:
    keys = (
        "{due: {by_end: 2022}, only_if: {measure: {indicator: andel},"
        " rule: {type: threshold, above: 60}}}"
    )
    (found,) = results(a_plan(a_target(AT_LEAST_50, keys)), ROWS)
    assert (str(found.status), found.on_track) == ("not-applicable", None)


MEMBERS: dict[str, object] = {"ydelse": {"total": "I alt", "members": {"A": [], "B": [], "C": []}}}
SPLIT = an_indicator(dimensions=MEMBERS)
CALLED = an_indicator("udsatte", dimensions=MEMBERS)
WHOLE = an_indicator("ledige")


def of_members(only_if: str, fan: str = "ydelse: [A, B, C]", **udsatte: str) -> Verdict:
    """Judge members that measure 60, 40 and 55, under a condition on ``udsatte`` or ``ledige``."""
    rows = observations(
        *(
            figures({("250", "2022M03"): printed}, segment={"ydelse": name})
            for name, printed in {"A": "60.0", "B": "40.0", "C": "55.0"}.items()
        ),
        *(
            figures({("250", "2022M03"): printed}, "udsatte", {"ydelse": name})
            for name, printed in udsatte.items()
        ),
        figures({("250", "2022M03"): "10.0"}, "ledige"),
    )
    target = a_target(AT_LEAST_50, f"{{for_each: {{{fan}}}, only_if: {only_if}}}")
    (found,) = results(a_plan(target), rows, SPLIT, CALLED, WHOLE)
    return found


def statuses(found: Verdict) -> list[str]:
    return [str(part.status) for part in found.parts]


MANY = "{measure: {indicator: udsatte}, rule: {type: threshold, at_least: 5}}"


def test_members_whose_own_condition_does_not_hold_drop_out() -> None:
    found = of_members(MANY, A="5.0", B="4.9", C="6.0")
    assert (str(found.status), statuses(found)) == ("met", ["met", "not-applicable", "met"])
    assert answer(found)[3] == "5.0"
    assert reasons(found.parts[1]) == NOT_FULFILLED
    assert answer(found.parts[1]) == Answer("not-applicable", "40.0")


@pytest.mark.parametrize("require", ["all", "1", "2", "50 percent", "100 percent"])
@pytest.mark.parametrize("left", ["AB", "AC", "BC", "ABC"])
def test_members_that_drop_out_might_as_well_not_be_named(left: str, require: str) -> None:
    always = "{measure: {indicator: ledige}, rule: {type: threshold, at_least: 0}}"
    called = {name: "9" if name in left else "1" for name in "ABC"}
    found = of_members(MANY, f"ydelse: [A, B, C], require: {require}", **called)
    named = of_members(always, f"ydelse: [{', '.join(left)}], require: {require}")
    assert (answer(found), found.strict, found.good) == (answer(named), named.strict, named.good)


def test_member_whose_condition_is_open_leaves_all_open() -> None:
    found = of_members(MANY, A="5.0", C="6.0")
    assert (str(found.status), statuses(found)) == ("no-data", ["met", "no-data", "met"])
    assert reasons(found) == (
        "B: betingelsen kan ikke afgøres: ingen tal for Udsatte (B): Frederikssund, 2022 eller før",
        "B: the condition cannot be decided: no figures for Udsatte (B): Frederikssund,"
        " 2022 or earlier",
    )


def test_target_counts_for_nobody_where_no_condition_holds() -> None:
    found = of_members(MANY, A="1", B="1", C="1")
    assert (str(found.status), statuses(found)) == ("not-applicable", ["not-applicable"] * 3)


@pytest.mark.parametrize(
    ("require", "outcome"),
    [
        pytest.param("1", "met", id="one of those that count"),
        pytest.param("50 percent", "met", id="half of those that count"),
        pytest.param("100 percent", "missed", id="all of those that count"),
        pytest.param("2", "missed", id="two of the two that count"),
        pytest.param("3", "not-comparable", id="more than count"),
    ],
)
def test_as_many_are_required_of_those_that_count(require: str, outcome: str) -> None:
    found = of_members(MANY, f"ydelse: [A, B, C], require: {require}", A="9", B="9", C="1")
    assert (str(found.status), statuses(found)) == (outcome, ["met", "missed", "not-applicable"])
    told = (
        "kravet gælder mindst 3, men der er kun 2 at spørge",
        "at least 3 are required, but there are only 2 to ask",
    )
    assert reasons(found) == (told if outcome == "not-comparable" else None)


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param("{indicator: ledige}", id="has no such members"),
        pytest.param("{indicator: udsatte, segment: {ydelse: B}}", id="names a member itself"),
    ],
)
@pytest.mark.parametrize(("least", "expected"), [("7", "missed"), ("11", "not-applicable")])
def test_condition_that_is_the_same_for_all_is_asked_once(
    condition: str, least: str, expected: str
) -> None:
    only_if = f"{{measure: {condition}, rule: {{type: threshold, at_least: {least}}}}}"
    found = of_members(only_if, A="1", B="10.0", C="1")
    assert str(found.status) == expected
    assert statuses(found) == (
        ["met", "missed", "met"] if expected == "missed" else ["not-applicable"] * 3
    )


def test_condition_on_a_target_is_the_same_for_all_members() -> None:
    other = a_target("{type: threshold, at_least: 11}", "{id: x, measure: {indicator: ledige}}")
    target = a_target(AT_LEAST_50, "{for_each: {ydelse: [A, B]}, only_if: {target: x, is: missed}}")
    rows = observations(
        *(figures({("250", "2022M03"): "60.0"}, segment={"ydelse": name}) for name in "AB"),
        figures({("250", "2022M03"): "10.0"}, "ledige"),
    )
    found, _ = results(a_plan(target, other), rows, SPLIT, WHOLE)
    assert (str(found.status), statuses(found)) == ("met", ["met", "met"])


def test_condition_of_a_municipality_is_its_own() -> None:
    rows = observations(
        {("219", "2022M03"): "60.0", ("240", "2022M03"): "40.0"},
        figures(
            {("219", "2022M03"): "9", ("240", "2022M03"): "1", ("250", "2022M03"): "9"}, "ledige"
        ),
    )
    only_if = "{measure: {indicator: ledige}, rule: {type: threshold, at_least: 5}}"
    fan = "{area: {among: {areas: [Hillerød, Egedal]}}}"
    target = a_target(AT_LEAST_50, f"{{for_each: {fan}, only_if: {only_if}}}")
    (found,) = results(a_plan(target), rows, an_indicator(), WHOLE)
    assert (str(found.status), statuses(found)) == ("met", ["met", "not-applicable"])
    fixed = target.only_if
    assert fixed is not None
    own = a_target(
        AT_LEAST_50,
        f"{{for_each: {fan}, only_if: {{measure: {{indicator: ledige, area: Frederikssund}},"
        " rule: {type: threshold, at_least: 5}}}",
    )
    (found,) = results(a_plan(own), rows, an_indicator(), WHOLE)
    assert (str(found.status), statuses(found)) == ("missed", ["met", "missed"])


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
        "{target: a}",
        "{is: met}",
        "{measure: {indicator: andel}}",
        "{target: a, is: met, measure: {indicator: andel}}",
    ],
    ids=["target alone", "is alone", "measure alone", "both ways"],
)
def test_half_a_condition_is_refused(tmp_path: Path, condition: str) -> None:
    (problem,) = refused(tmp_path, condition)
    assert problem.endswith("only_if takes target and is, or measure and rule")
