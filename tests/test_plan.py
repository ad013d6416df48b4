from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from beskplan.catalogue import Catalogue
from beskplan.due import Due
from beskplan.errors import BeskplanError, PlanInvalidError, PlanUnreadableError
from beskplan.measures import IndicatorMeasure
from beskplan.periods import Period
from beskplan.plan import Plan, load_plan
from beskplan.rules import TYPES
from beskplan.target import Target
from tests.build import an_indicator

Load = Callable[..., Plan]
Lines = Callable[..., list[str]]

HEAD = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Fredericia
years: 2022
status: draft
source: {document: Plan}
"""
PLAN = (
    HEAD
    + """\
focus_areas:
  - id: "1"
    title: Job
    targets:
      - id: 1a
        title: Flere i job
        measure: {indicator: andel}
        rule: {type: threshold, at_least: 85}
"""
)
"""A plan that checks clean. A test changes one part, or adds a key to the target in line 16."""

CATALOGUE = Catalogue.of(
    an_indicator(
        "andel",
        dimensions={
            "ydelse": {
                "total": "I alt",
                "members": {"A-dagpenge": [], "Kontanthjælp": ["Kontanthjælp mv."]},
                "unions": {"Begge": ["A-dagpenge", "Kontanthjælp"]},
            }
        },
    ),
    an_indicator("antal", unit="persons"),
)


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load a text as the file ``p.yaml``."""
    monkeypatch.chdir(tmp_path)

    def load_text(text: str | bytes, catalogue: Catalogue | None = None) -> Plan:
        Path("p.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return load_plan("p.yaml", catalogue)

    return load_text


@pytest.fixture
def lines(load: Load) -> Lines:
    """Return every problem of a text as a line."""

    def of(text: str | bytes, catalogue: Catalogue | None = None) -> list[str]:
        with pytest.raises((PlanInvalidError, PlanUnreadableError)) as error:
            load(text, catalogue)
        return str(error.value).splitlines()

    return of


def changed(written: str, instead: str, text: str = PLAN) -> str:
    assert text.count(written) == 1, f"{written} does not stand once"
    return text.replace(written, instead)


def with_rule(rule: str) -> str:
    """Return the plan with another rule; it starts in line 15, column 15."""
    return changed("{type: threshold, at_least: 85}", rule)


def with_key(key: str) -> str:
    """Return the plan with a key more in its target, in line 16, column 9."""
    return f"{PLAN}        {key}\n"


def with_head(key: str) -> str:
    """Return the plan with a key more at its top, in line 8."""
    return changed("focus_areas:\n", f"{key}\nfocus_areas:\n")


def only_target(plan: Plan) -> Target:
    ((_, target),) = plan.targets
    return target


# Good plans


def test_a_plan_is_read_into_plain_values(load: Load) -> None:
    plan = load(PLAN)
    ((area, target),) = plan.targets
    assert (plan.id, plan.title, plan.status, plan.language) == ("p", "Plan", "draft", "da")
    assert (plan.municipality.code, plan.years) == ("607", Period.of_year(2022))
    assert (plan.source.document, plan.file) == ("Plan", "p.yaml")
    assert (area.id, area.title) == ("1", "Job")
    assert (target.id, target.title) == ("1a", "Flere i job")
    assert (target.measure, target.rule) == (
        IndicatorMeasure(indicator="andel"),
        TYPES["threshold"].model_validate({"type": "threshold", "at_least": Decimal(85)}),
    )
    assert indicators_of(plan) == {"andel"}


def indicators_of(plan: Plan) -> set[str]:
    """Return the ids of the indicators that the targets name."""
    measures = [measure for _, target in plan.targets for _, measure in target.measures()]
    return {name for measure in measures for name in measure.indicators()}


def test_what_is_optional_is_absent(load: Load) -> None:
    plan = load(PLAN)
    target = only_target(plan)
    assert (plan.replaces, plan.follow_up, plan.focus_areas[0].follow_up) == (None, None, None)
    assert (target.due, target.period, target.reading, target.note, target.replaces) == (
        None,
        None,
        None,
        None,
        (),
    )


def test_a_plan_knows_its_file_and_the_lines_of_its_targets(load: Load) -> None:
    text = f"{PLAN}      - {{id: 1b, title: B, rule: {{type: none, because: external}}}}\n"
    plan = load(text)
    assert plan.sha256 == sha256(text.encode()).hexdigest()
    assert plan.lines == {"1a": 12, "1b": 16}


def test_targets_stand_in_the_order_of_the_plan(load: Load) -> None:
    area = PLAN.split("focus_areas:\n")[1].replace('"1"', '"0"')
    target = area.split("targets:\n")[1]
    plan = load(PLAN + area.replace("1a", "9") + target.replace("1a", "8"))
    assert [(area.id, target.id) for area, target in plan.targets] == [
        ("1", "1a"),
        ("0", "9"),
        ("0", "8"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("5a", id="a digit and a letter"),
        pytest.param("1e3", id="what looks like a thousand"),
        pytest.param("4.10", id="what looks like 4.1"),
        pytest.param("0607", id="what looks octal"),
        pytest.param("no", id="no"),
        pytest.param("on", id="on"),
        pytest.param("2:30", id="what looks like minutes"),
        pytest.param("2023-01-01", id="what looks like a date"),
        pytest.param("'~'", id="a quoted tilde"),
    ],
)
def test_ids_and_titles_arrive_as_written(load: Load, written: str) -> None:
    plan = load(PLAN.replace("1a", written).replace("Flere i job", written))
    target = only_target(plan)
    assert (target.id, target.title) == (written.strip("'"), written.strip("'"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAN.replace("\n", "\r\n"), id="with the line ends of Windows"),
        pytest.param(f"\ufeff{PLAN}", id="with a byte order mark"),
        pytest.param(f"# Plan\n---\n{PLAN}...\n", id="with a comment and the marks of a document"),
        pytest.param(PLAN.replace(": 1a", ":\t1a"), id="with a tab behind a colon"),
    ],
)
def test_the_file_may_be_written(load: Load, text: str) -> None:
    assert only_target(load(text)).id == "1a"


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2022", Period.of_year(2022)),
        ("'2022'", Period.of_year(2022)),
        ("2023-2025", Period.of_years(2023, 2025)),
        ("2023 – 2025", Period.of_years(2023, 2025)),
    ],
    ids=["one", "one in quotes", "a span", "a span with a dash"],
)
def test_a_plan_runs_over_years(load: Load, written: str, years: Period) -> None:
    assert load(changed("years: 2022", f"years: {written}")).years == years


@pytest.mark.parametrize("written", ["607", "0607", "Fredericia", "fredericia kommune"])
def test_a_municipality_is_named_or_given_by_its_code(load: Load, written: str) -> None:
    plan = load(changed("municipality: Fredericia", f"municipality: {written}"))
    assert (plan.municipality.code, plan.municipality.name) == ("607", "Fredericia")


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("yearly", "yearly"),
        ("3", (3,)),
        ("[3, 10]", (3, 10)),
        ("['03']", (3,)),
        ("[10, 3]", (10, 3)),
    ],
    ids=["once a year", "one month", "two months", "with a zero", "as written"],
)
def test_a_follow_up_is_yearly_or_in_months(load: Load, written: str, months: object) -> None:
    assert load(with_head(f"follow_up: {written}")).follow_up == months
    assert only_target(load(with_key(f"follow_up: {written}"))).follow_up == months
    in_area = changed("    targets:\n", f"    follow_up: {written}\n    targets:\n")
    assert load(in_area).focus_areas[0].follow_up == months


@pytest.mark.parametrize(
    ("written", "kind", "span"),
    [
        ("{by_end: 2022}", "by_end", Period.of_year(2022)),
        ("{during: 2023-2025}", "during", Period.of_years(2023, 2025)),
        ("{throughout: 2022K2}", "throughout", Period.of_quarter(2022, 2)),
        ("{by_end: each year}", "by_end", Period.of_year(2021)),
    ],
    ids=["by the end", "during a span", "throughout a quarter", "of each year"],
)
def test_a_promise_falls_due(load: Load, written: str, kind: str, span: Period) -> None:
    due = only_target(load(with_key(f"due: {written}"))).due
    assert isinstance(due, Due)
    assert (due.kind, due.span(newest=Period.of_month(2021, 8))) == (kind, span)


def test_each_year_is_no_year_before_there_is_a_figure() -> None:
    assert Due.model_validate({"during": "each year"}).span(newest=None) is None


@pytest.mark.parametrize(
    ("written", "ids"),
    [("1b", ("1b",)), ("4.10", ("4.10",)), ("[1b, 1c]", ("1b", "1c"))],
    ids=["one", "one that looks like a number", "several"],
)
def test_a_target_replaces_others(load: Load, written: str, ids: tuple[str, ...]) -> None:
    assert only_target(load(with_key(f"replaces: {written}"))).replaces == ids


@pytest.mark.parametrize(
    ("rule", "key", "shown"),
    [
        ("{type: points-below-average, points: 0.20}", "points", "0.20"),
        ("{type: threshold, at_least: 0}", "at_least", "0"),
        ("{type: threshold, below: -0.5}", "below", "-0.5"),
        ("{type: threshold, at_least: 123456789012345}", "at_least", "123456789012345"),
    ],
    ids=["two tenths, to the hundredth", "zero", "below zero", "fifteen digits"],
)
def test_numbers_are_exact_decimals(load: Load, rule: str, key: str, shown: str) -> None:
    assert str(getattr(only_target(load(with_rule(rule))).rule, key)) == shown


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("{type: threshold, between: [3, 4]}", id="between, with a space"),
        pytest.param("{type: threshold, between: [3, 3]}", id="between a number and itself"),
        pytest.param(
            "{type: threshold, at_least: {by_year: {2023: 7.0, 2024 onwards: 11}}}", id="by year"
        ),
        pytest.param("{type: threshold, at_least: {by_year: {2024: 1, 2023: 2}}}", id="any order"),
        pytest.param("{type: vs-national-average, must_be: at-least}", id="a side"),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: 0.5, as: points}", id="on par"
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
            id="on par, where the document is silent",
        ),
        pytest.param(
            "{type: vs-expected, must_be: at-most, expected: {indicator: andel}}", id="expected"
        ),
        pytest.param("{type: none, because: not-set}", id="nothing set"),
    ],
)
def test_rules_that_fit_a_share(load: Load, rule: str) -> None:
    assert only_target(load(with_rule(rule), CATALOGUE)).asked.type in rule


def test_a_rule_without_a_level_needs_no_measure(load: Load) -> None:
    text = changed(
        "        measure: {indicator: andel}\n", "", with_rule("{type: none, because: external}")
    )
    assert only_target(load(text, CATALOGUE)).measure is None


def test_the_indicators_of_rules_are_known_too(load: Load) -> None:
    rule = "{type: vs-expected, must_be: at-most, expected: {indicator: antal}}"
    assert indicators_of(load(with_rule(rule))) == {"andel", "antal"}


def test_nothing_is_changed_after_loading(load: Load) -> None:
    plan = load(PLAN)
    target = only_target(plan)
    assert target.measure is not None
    with pytest.raises(FrozenInstanceError):
        plan.title = "x"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        plan.focus_areas[0].title = "x"  # type: ignore[misc]
    for model in (target, target.asked, target.measure, plan.source):
        key = next(iter(type(model).model_fields))
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, key, "x")


# The head of a plan


@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        pytest.param(
            "schema: beskplan/plan/v1\n", "", '1:1: key "schema" is missing', id="no schema"
        ),
        pytest.param(
            "plan/v1",
            "plan/v2",
            '1:9: schema: "beskplan/plan/v2" is not known here; did you mean "beskplan/plan/v1"?',
            id="a schema of tomorrow",
        ),
        pytest.param(
            "beskplan/plan/v1",
            "3",
            '1:9: schema: "3" is not known here; known: beskplan/plan/v1',
            id="no schema of ours",
        ),
        pytest.param(
            "title: Plan\n",
            "title:\n",
            '3:7: key "title" has no value: write one, or delete it',
            id="a title left out",
        ),
        pytest.param(
            "title: Plan\n",
            "title: [Plan]\n",
            "3:8: title: a text is needed here; found a list",
            id="a title that is a list",
        ),
        pytest.param(
            "title: Plan\n", "title: ' '\n", "3:8: title: this text is empty", id="a blank title"
        ),
        pytest.param(
            "title: Plan\n",
            "title: A\ntitle: B\n",
            '4:1: key "title" stands twice, first in line 3; delete one',
            id="a title twice",
        ),
        pytest.param(
            "title: Plan\n",
            "title: Plan\ntittle: B\n",
            '4:1: unknown key "tittle"; did you mean "title"?',
            id="a key with a slip",
        ),
        pytest.param(
            "title: Plan\n",
            "title: Plan\nx: B\n",
            '4:1: unknown key "x"; known here: focus_areas, follow_up, groups, id, language, '
            "municipality, replaces, schema, source, status, title, years",
            id="another key",
        ),
        pytest.param(
            "schema:",
            "schema_: x\nschema:",
            '1:1: unknown key "schema_"; did you mean "schema"?',
            id="a name of the code",
        ),
        pytest.param(
            "Fredericia",
            "Fredrecia",
            '4:15: municipality: no municipality "Fredrecia"; did you mean "Fredericia"?',
            id="a municipality with a slip",
        ),
        pytest.param(
            "Fredericia",
            "Atlantis",
            '4:15: municipality: no municipality "Atlantis"; '
            'write a name such as "Fredericia" or a code such as 607',
            id="no municipality",
        ),
        pytest.param(
            "Fredericia",
            "Region Syddanmark",
            '4:15: municipality: no municipality "Region Syddanmark"; '
            'there is the region "Syddanmark"',
            id="a region",
        ),
        pytest.param(
            "Fredericia",
            "083",
            '4:15: municipality: no municipality "083"; there is the region "Syddanmark"',
            id="the code of a region",
        ),
        pytest.param(
            "Fredericia",
            "[607]",
            "4:15: municipality: a text is needed here; found a list",
            id="several municipalities",
        ),
        pytest.param(
            "years: 2022",
            "years: 2025-2023",
            '5:8: years: "2025-2023" is no year and no span of years; write 2023, or 2023-2025',
            id="years backwards",
        ),
        pytest.param(
            "years: 2022",
            "years: 2022M01",
            '5:8: years: "2022M01" is no year and no span of years; write 2023, or 2023-2025',
            id="a month",
        ),
        pytest.param(
            "years: 2022",
            "years: 2022-07-01 - 2023-06-30",
            '5:8: years: "2022-07-01 - 2023-06-30" is no year and no span of years; write 2023, '
            "or 2023-2025",
            id="half years",
        ),
        pytest.param(
            "years: 2022",
            "years: next",
            '5:8: years: "next" is no year and no span of years; write 2023, or 2023-2025',
            id="no years",
        ),
        pytest.param(
            "years: 2022",
            "years: [2022]",
            "5:8: years: a text is needed here; found a list",
            id="a list of years",
        ),
        pytest.param(
            "draft",
            "aproved",
            '6:9: status: "aproved" is not known here; did you mean "approved"?',
            id="a status with a slip",
        ),
        pytest.param(
            "draft",
            "yes",
            '6:9: status: "yes" is not known here; known: draft, approved',
            id="another status",
        ),
        pytest.param(
            "draft",
            "[draft]",
            "6:9: status: a text is needed here; found a list",
            id="a status that is a list",
        ),
        pytest.param(
            "{document: Plan}",
            "Plan",
            '7:9: source: a mapping is needed here; found "Plan"',
            id="a source that is a text",
        ),
        pytest.param(
            "{document: Plan}",
            "{}",
            '7:1: source: key "document" is missing',
            id="a source without a document",
        ),
        pytest.param(
            "{document: Plan}",
            "{document: Plan, dato: x}",
            '7:26: source: unknown key "dato"; did you mean "date"?',
            id="a Danish key",
        ),
        pytest.param(
            "status: draft",
            "status: draft\nlanguage: de",
            '7:11: language: "de" is not known here; known: da, en',
            id="a third language",
        ),
        pytest.param(
            "status: draft",
            "status: draft\nreplaces: [a]",
            "7:11: replaces: a text is needed here; found a list",
            id="several plans replaced",
        ),
    ],
)
def test_the_head_of_a_plan(lines: Lines, written: str, instead: str, line: str) -> None:
    assert lines(changed(written, instead)) == [f"p.yaml:{line}"]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("[13]", '8:12: follow_up: "13" is no month; {hint}'),
        ("0", '8:12: follow_up: "0" is no month; {hint}'),
        ("monthly", '8:12: follow_up: "monthly" is no month; {hint}'),
        ("[3, marts]", '8:12: follow_up: "marts" is no month; {hint}'),
        ("[٣]", '8:12: follow_up: "٣" is no month; {hint}'),
        ("'³'", '8:12: follow_up: "³" is no month; {hint}'),
        (f"'{'9' * 5000}'", f'8:12: follow_up: "{"9" * 59}…" is no month; {{hint}}'),
        ("[[3]]", "8:12: follow_up: a list is no month; {hint}"),
        ("[]", "8:12: follow_up: a list is no month; {hint}"),
        ("{in: 3}", "8:12: follow_up: a mapping is no month; {hint}"),
        ("[3, 10, 3]", "8:12: follow_up: a month stands twice"),
        (
            "[3,10]",
            '8:13: "3,10" is two numbers here: write 3.10 for one, or 3, 10 with a space for two',
        ),
    ],
    ids=[
        "a thirteenth month",
        "a month zero",
        "a word",
        "a Danish word",
        "another script's digit",
        "a raised digit",
        "5,000 digits",
        "a list in a list",
        "no months",
        "a mapping",
        "a month twice",
        "months without a space",
    ],
)
def test_a_follow_up_that_is_none(lines: Lines, written: str, line: str) -> None:
    hint = "write yearly, or months as numbers such as [3, 10]"
    assert lines(with_head(f"follow_up: {written}")) == [f"p.yaml:{line.format(hint=hint)}"]


@pytest.mark.parametrize(
    ("focus_areas", "line"),
    [
        ("", '1:1: key "focus_areas" is missing'),
        ("focus_areas:\n", '8:13: key "focus_areas" has no value: write one, or delete it'),
        ("focus_areas: []\n", "8:14: focus_areas: this list is empty"),
        ("focus_areas: x\n", '8:14: focus_areas: a list is needed here; found "x"'),
        ("focus_areas: {a: b}\n", "8:14: focus_areas: a list is needed here; found a mapping"),
        ("focus_areas: [x]\n", '8:15: focus area no. 1: a mapping is needed here; found "x"'),
        (
            "focus_areas:\n  - {id: 1, title: A}\n",
            '9:5: focus area 1: key "targets" is missing',
        ),
        (
            "focus_areas:\n  - {id: 1, title: A, targets: []}\n",
            "9:32: focus area 1, targets: this list is empty",
        ),
        (
            "focus_areas:\n  - {id: 1, title: A, targets: x}\n",
            '9:32: focus area 1, targets: a list is needed here; found "x"',
        ),
        (
            "focus_areas:\n  - {id: 1, title: A, targets: [x]}\n",
            '9:33: target no. 1: a mapping is needed here; found "x"',
        ),
    ],
    ids=[
        "no focus areas",
        "nothing behind the key",
        "an empty list",
        "a text",
        "a mapping",
        "an item that is a text",
        "a focus area without targets",
        "an empty list of targets",
        "targets that are a text",
        "a target that is a text",
    ],
)
def test_a_plan_promises_something(lines: Lines, focus_areas: str, line: str) -> None:
    assert lines(HEAD + focus_areas) == [f"p.yaml:{line}"]


# Targets


@pytest.mark.parametrize(
    ("key", "line"),
    [
        pytest.param(
            "notee: x",
            '16:9: target 1a: unknown key "notee"; did you mean "note"?',
            id="a key with a slip",
        ),
        pytest.param(
            "title: x",
            '16:9: key "title" stands twice, first in line 13; delete one',
            id="a title twice",
        ),
        pytest.param(
            "note:", '16:14: key "note" has no value: write one, or delete it', id="a note left out"
        ),
        pytest.param(
            "replaces: [[a]]",
            "16:20: target 1a, replaces[1]: a text is needed here; found a list",
            id="a list that replaces",
        ),
        pytest.param(
            "replaces: {a: b}",
            "16:19: target 1a, replaces: a list is needed here; found a mapping",
            id="a mapping that replaces",
        ),
        pytest.param(
            "replaces: []",
            "16:19: target 1a, replaces: this list is empty",
            id="nothing that is replaced",
        ),
        pytest.param(
            "other_readings: []",
            "16:25: target 1a, other_readings: this list is empty",
            id="no other reading",
        ),
        pytest.param(
            "source: {page: [3]}",
            "16:24: target 1a, source.page: a text is needed here; found a list",
            id="several pages",
        ),
        pytest.param(
            "due: 2022",
            '16:14: target 1a, due: a mapping is needed here; found "2022"',
            id="a deadline without a word",
        ),
        pytest.param(
            "due: {}",
            "16:14: target 1a, due: exactly one of by_end, during and throughout is needed; "
            "found none",
            id="no deadline",
        ),
        pytest.param(
            "due: {throughout: 2023, by_end: 2022}",
            "16:14: target 1a, due: exactly one of by_end, during and throughout is needed; "
            "found by_end and throughout",
            id="two deadlines",
        ),
        pytest.param(
            "due: {by_edn: 2022}",
            '16:15: target 1a, due: unknown key "by_edn"; did you mean "by_end"?',
            id="a deadline with a slip",
        ),
        pytest.param(
            "due: {by_end: [2022]}",
            "16:23: target 1a, due.by_end: a text is needed here; found a list",
            id="a list of deadlines",
        ),
    ],
)
def test_the_keys_of_a_target(lines: Lines, key: str, line: str) -> None:
    assert lines(with_key(key)) == [f"p.yaml:{line}"]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (
            "period: 2022M13",
            '16:17: target 1a, period: "2022M13" is not a period: a year has no month 13; ',
        ),
        ("period: [2022]", "16:17: target 1a, period: a text is needed here; found a list"),
        (
            "due: {by_end: 2023-2022}",
            '16:23: target 1a, due.by_end: "2023-2022" is not a period: the range runs backwards; ',
        ),
        ("source: {date: soon}", '16:24: target 1a, source.date: "soon" is not a period; '),
    ],
    ids=["no month", "a list", "years backwards", "a word"],
)
def test_a_period_that_is_none(lines: Lines, key: str, line: str) -> None:
    (found,) = lines(with_key(key))
    assert found.split("write a period")[0] == f"p.yaml:{line}"


def test_a_deadline_may_also_be_each_year(lines: Lines) -> None:
    (found,) = lines(with_key("due: {by_end: every year}"))
    assert found.startswith('p.yaml:16:23: target 1a, due.by_end: "every year" is not a period; ')
    assert found.endswith(", or each year")


@pytest.mark.parametrize(
    ("left_out", "line"),
    [
        ("        title: Flere i job\n", '12:9: target 1a: key "title" is missing'),
        (
            "        rule: {type: threshold, at_least: 85}\n",
            '12:9: target 1a: key "rule" is missing',
        ),
        (
            "        measure: {indicator: andel}\n",
            '12:9: target 1a: key "measure" is missing: the rule needs a number to judge',
        ),
    ],
    ids=["no title", "no rule", "a rule without a measure"],
)
def test_what_a_target_needs(lines: Lines, left_out: str, line: str) -> None:
    assert lines(changed(left_out, "")) == [f"p.yaml:{line}"]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("[a]", "12:13: target no. 1, id: a text is needed here; found a list"),
        ("''", "12:13: target no. 1, id: this text is empty"),
        (
            "~",
            '12:13: key "id" has no value: write one, or delete it; '
            'quote it if the text "~" is meant',
        ),
    ],
    ids=["a list", "an empty text", "a tilde"],
)
def test_an_id_that_is_none(lines: Lines, written: str, line: str) -> None:
    assert lines(changed("id: 1a", f"id: {written}")) == [f"p.yaml:{line}"]


def test_an_id_stands_once_in_the_whole_plan(lines: Lines) -> None:
    areas = PLAN.split("focus_areas:\n")[1]
    target = areas.split("targets:\n")[1]
    assert lines(PLAN + target + areas) == [
        "p.yaml:16:13: target 1a: this id stands twice, first in line 12; give one another id",
        "p.yaml:20:9: focus area 1: this id stands twice, first in line 9; give one another id",
        "p.yaml:23:13: target 1a: this id stands twice, first in line 12; give one another id",
    ]


def test_ids_that_are_no_texts_are_not_told_twice(lines: Lines) -> None:
    target = PLAN.split("targets:\n")[1]
    assert lines((PLAN + target).replace("id: 1a", "id: *x")) == [
        'p.yaml:12:13: alias "*x": write the value out',
        'p.yaml:16:13: alias "*x": write the value out',
    ]


def test_ids_that_look_like_the_same_number_are_two(load: Load) -> None:
    target = PLAN.split("targets:\n")[1].replace("1a", "4.10")
    plan = load(PLAN.replace("1a", "4.1") + target)
    assert [target.id for _, target in plan.targets] == ["4.1", "4.10"]


def test_a_title_cannot_forge_a_line_of_the_message(lines: Lines) -> None:
    text = changed("id: 1a", r'id: "1\np.yaml:1:1: all good \e[2J"', with_rule("{type: x}"))
    told = lines(text)
    assert len(told) == 2
    forged = r"p.yaml:15:22: target 1\np.yaml:1:1: all good \x1b[2J"
    assert told[1].startswith(f"{forged}, rule: no type")


# Rules


ONE_LIMIT = "exactly one of at_least, above, at_most, below and between is needed; found"
NO_NUMBER = "is not a number; write digits with a decimal point, such as 0.2"


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        pytest.param(
            "threshold",
            '15:15: target 1a, rule: a mapping is needed here; found "threshold"',
            id="a text",
        ),
        pytest.param(
            "{at_least: 85}", '15:9: target 1a, rule: key "type" is missing', id="no type"
        ),
        pytest.param(
            "{type: treshold}",
            '15:22: target 1a, rule: no type "treshold"; did you mean "threshold"?',
            id="a type with a slip",
        ),
        pytest.param(
            "{type: [threshold]}",
            "15:22: target 1a, rule: a text is needed here; found a list",
            id="a type that is a list",
        ),
        pytest.param(
            "{type: x}",
            f'15:22: target 1a, rule: no type "x"; known: {", ".join(TYPES)}',
            id="another type",
        ),
        pytest.param(
            "{type: threshold}", f"15:15: target 1a, rule: {ONE_LIMIT} none", id="no limit"
        ),
        pytest.param(
            "{type: threshold, below: 1, above: 2}",
            f"15:15: target 1a, rule: {ONE_LIMIT} above and below",
            id="two limits",
        ),
        pytest.param(
            "{type: threshold, at_leest: 85, at_least: 1}",
            '15:33: target 1a, rule: unknown key "at_leest"; did you mean "at_least"?',
            id="a limit with a slip",
        ),
        pytest.param(
            "{type: threshold, between: [4, 3]}",
            "15:15: target 1a, rule: between runs from the lower to the higher: [3, 4]",
            id="between upside down",
        ),
        pytest.param(
            "{type: threshold, between: 3}",
            '15:42: target 1a, rule.between: a list is needed here; found "3"',
            id="between one number",
        ),
        pytest.param(
            "{type: threshold, between: []}",
            "15:42: target 1a, rule.between: this list is empty",
            id="between nothing",
        ),
        pytest.param(
            "{type: threshold, between: [3]}",
            "15:42: target 1a, rule.between: this list needs at least 2 items; found 1",
            id="between a list of one",
        ),
        pytest.param(
            "{type: threshold, between: [1, 2, 3]}",
            "15:42: target 1a, rule.between: this list takes at most 2 items; found 3",
            id="between three",
        ),
        pytest.param(
            "{type: threshold, between: [1, b]}",
            f'15:46: target 1a, rule.between[2]: "b" {NO_NUMBER}',
            id="between a number and a word",
        ),
        pytest.param(
            "{type: threshold, between: [0,5, 1]}",
            '15:43: "0,5" is two numbers here: write 0.5 for one, or 0, 5 with a space for two',
            id="between with a decimal comma",
        ),
        pytest.param(
            "{type: threshold, at_least: {by_year: {23: 7.0}}}",
            '15:53: target 1a, rule.at_least.by_year: "23" is no year; write 2023, or 2024 onwards',
            id="a short year",
        ),
        pytest.param(
            "{type: threshold, at_least: {by_year: {2023: 1, 2023 onwards: 2}}}",
            "15:53: target 1a, rule.at_least.by_year: a year stands twice",
            id="a year twice",
        ),
        pytest.param(
            "{type: threshold, at_least: {by_year: {2023 onwards: 1, 2024: 2}}}",
            '15:53: target 1a, rule.at_least.by_year: only the last year may say "onwards"',
            id="onwards too early",
        ),
        pytest.param(
            "{type: threshold, at_least: {by_year: {}}}",
            "15:53: target 1a, rule.at_least.by_year: this mapping is empty",
            id="no year",
        ),
        pytest.param(
            "{type: threshold, at_least: {by_year: 7}}",
            '15:53: target 1a, rule.at_least.by_year: a mapping is needed here; found "7"',
            id="a level without a year",
        ),
        pytest.param(
            "{type: threshold, at_least: {by_year: {2023: x}}}",
            f'15:60: target 1a, rule.at_least.by_year.2023: "x" {NO_NUMBER}',
            id="a level that is a word",
        ),
        pytest.param(
            "{type: vs-national-average}",
            '15:9: target 1a, rule: key "must_be" is missing',
            id="no side",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: atleast}",
            '15:52: target 1a, rule.must_be: "atleast" is not known here; did you mean "at-least"?',
            id="a side with a slip",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par}",
            "15:15: target 1a, rule: on-par needs tolerance and as, such as tolerance: 0.5 and "
            "as: points; tolerance: not-stated where the document is silent",
            id="on par without a tolerance",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: 0.5}",
            "15:15: target 1a, rule: on-par needs tolerance and as, such as tolerance: 0.5 and "
            "as: points; tolerance: not-stated where the document is silent",
            id="on par without as",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: below, tolerance: 1, as: points}",
            "15:15: target 1a, rule: tolerance and as go with must_be: on-par only",
            id="a tolerance below",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: -1, as: points}",
            "15:15: target 1a, rule: tolerance is a distance, 0 or more",
            id="a tolerance below zero",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: x, as: points}",
            f'15:71: target 1a, rule.tolerance: "x" {NO_NUMBER}; or write not-stated',
            id="a tolerance that is a word",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: not-statd, as: points}",
            '15:71: target 1a, rule.tolerance: "not-statd" is not known here; did you mean '
            '"not-stated"?',
            id="a tolerance with a slip",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: 1, as: point}",
            '15:78: target 1a, rule.as: "point" is not known here; did you mean "points"?',
            id="as with a slip",
        ),
        pytest.param(
            "{type: points-below-average, points: 1, strictly: yes}",
            '15:65: target 1a, rule.strictly: "yes" is neither true nor false',
            id="yes for true",
        ),
        pytest.param(
            "{type: within-points-of-average, points: 1}",
            '15:9: target 1a, rule: key "side" is missing',
            id="within without a side",
        ),
        pytest.param(
            "{type: trend, must_be: rising, step: year, steps: 0}",
            '15:65: target 1a, rule.steps: "0" is not at least 1',
            id="no steps",
        ),
        pytest.param(
            "{type: trend, must_be: rising, step: year, steps: 121}",
            '15:65: target 1a, rule.steps: "121" is not at most 120',
            id="too many steps",
        ),
        pytest.param(
            "{type: trend, must_be: rising, step: year, steps: 1.5}",
            '15:65: target 1a, rule.steps: "1.5" is not a whole number',
            id="half a step",
        ),
        pytest.param(
            "{type: none, because: notset}",
            '15:37: target 1a, rule.because: "notset" is not known here; did you mean "not-set"?',
            id="a reason with a slip",
        ),
        pytest.param(
            "{type: vs-expected, must_be: below}",
            '15:9: target 1a, rule: key "expected" is missing',
            id="nothing expected",
        ),
        pytest.param(
            "{type: vs-expected, must_be: below, expected: {indicator: a, segmnet: {}}}",
            '15:76: target 1a, rule.expected: unknown key "segmnet"; did you mean "segment"?',
            id="a slip in a measure of the rule",
        ),
        pytest.param(
            "!!python/object/apply:os.system {type: threshold, below: 1}",
            '15:15: tag "!!python/object/apply:os.system": not used in these files; delete it',
            id="code",
        ),
    ],
)
def test_a_rule_that_cannot_be_judged(lines: Lines, rule: str, line: str) -> None:
    assert lines(with_rule(rule)) == [f"p.yaml:{line}"]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("0,2", '15:43: "0,2" has a decimal comma, which YAML reads as two entries: write 0.2'),
        ("'0,2'", '15:43: target 1a, rule.at_least: "0,2" is not a number; write 0.2'),
        (
            "3.000",
            '15:43: target 1a, rule.at_least: "3.000" can be read in two ways: '
            "write 3000 for the large number, or 3.0000 for the small one",
        ),
        ("1e3", f'15:43: target 1a, rule.at_least: "1e3" {NO_NUMBER}'),
        ("1_000", '15:43: target 1a, rule.at_least: "1_000" is not a number; write 1000'),
        ("٣", f'15:43: target 1a, rule.at_least: "٣" {NO_NUMBER}'),
        ("85 %", '15:43: target 1a, rule.at_least: "85 %" is not a number; write 85'),
        (
            "1234567890123456",
            '15:43: target 1a, rule.at_least: "1234567890123456" has more than 15 digits',
        ),
        ("[85]", "15:43: target 1a, rule.at_least: a number is needed here; found a list"),
        (".nan", f'15:43: target 1a, rule.at_least: ".nan" {NO_NUMBER}'),
        ("", '15:43: key "at_least" has no value: write one, or delete it'),
        ("*x", '15:43: alias "*x": write the value out'),
        ("&x 85", '15:43: anchor "&x": not used in these files; delete it'),
        ("!!float 85", '15:43: tag "!!float": not used in these files; delete it'),
    ],
    ids=[
        "a decimal comma",
        "a quoted one",
        "three or three thousand",
        "a power of ten",
        "an underscore",
        "another script's digit",
        "a percent sign",
        "sixteen digits",
        "a list",
        "nan",
        "nothing",
        "an alias",
        "an anchor",
        "a tag",
    ],
)
def test_a_number_that_could_be_misread(lines: Lines, number: str, line: str) -> None:
    assert lines(with_rule(f"{{type: threshold, at_least: {number}}}")) == [f"p.yaml:{line}"]


# Against the catalogue


@pytest.mark.parametrize(
    ("measure", "line"),
    [
        ("{indicator: andle}", '14:30: target 1a: no indicator "andle"; did you mean "andel"?'),
        ("{indicator: x}", '14:30: target 1a: no indicator "x"; known: andel, antal'),
        (
            "{indicator: andel, segment: {ydelser: A-dagpenge}}",
            '14:56: target 1a: andel has no dimension "ydelser"; did you mean "ydelse"?',
        ),
        (
            "{indicator: antal, segment: {køn: Mænd}}",
            '14:52: target 1a: antal has no dimension "køn"; leave it out, for it has none at all',
        ),
        (
            "{indicator: andel, segment: {ydelse: A-dagpneg}}",
            '14:55: target 1a: andel, ydelse: no member "A-dagpneg"; did you mean "A-dagpenge"?',
        ),
        (
            "{indicator: andel, pooled: {ydelse: [A-dagpenge, Fleksjob]}}",
            '14:67: target 1a: andel, ydelse: no member "Fleksjob"; '
            "known: A-dagpenge, Begge, I alt, Kontanthjælp",
        ),
        (
            "{indicator: andel, area: Fredrecia}",
            '14:43: target 1a: no area "Fredrecia"; did you mean "Fredericia"?',
        ),
    ],
    ids=[
        "an indicator with a slip",
        "another indicator",
        "a dimension with a slip",
        "an indicator without dimensions",
        "a member with a slip",
        "a pooled member",
        "an area with a slip",
    ],
)
@pytest.mark.parametrize(
    ("title", "others"),
    [
        pytest.param("title: Flere i job", [], id="in a target that loads"),
        pytest.param(
            "title: [Flere i job]",
            ["p.yaml:13:16: target 1a, title: a text is needed here; found a list"],
            id="in a target that is otherwise broken",
        ),
    ],
)
def test_a_measure_that_the_catalogue_does_not_have(
    lines: Lines, measure: str, line: str, title: str, others: list[str]
) -> None:
    text = changed("title: Flere i job", title, changed("{indicator: andel}", measure))
    assert lines(text, CATALOGUE) == [*others, f"p.yaml:{line}"]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        pytest.param(
            "{indicator: andle, segmnet: {}}",
            [
                '14:30: target 1a: no indicator "andle"; did you mean "andel"?',
                '14:37: target 1a, measure: unknown key "segmnet"; did you mean "segment"?',
            ],
            id="an indicator and a key with a slip",
        ),
        pytest.param(
            "{indicator: andel, segment: {ydelse: x-dagpenge}, stated: x}",
            [
                '14:55: target 1a: andel, ydelse: no member "x-dagpenge"; '
                'did you mean "A-dagpenge"?',
                '14:76: target 1a, measure.stated: a mapping is needed here; found "x"',
            ],
            id="a member with a slip beside a broken key",
        ),
    ],
)
def test_what_is_readable_of_a_broken_measure_is_checked_too(
    lines: Lines, measure: str, expected: list[str]
) -> None:
    text = changed("{indicator: andel}", measure)
    assert lines(text, CATALOGUE) == [f"p.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(
            "{type: vs-expected, must_be: below, expected: {indicator: andle}}",
            ['15:73: target 1a: no indicator "andle"; did you mean "andel"?'],
            id="the measure of a rule",
        ),
        pytest.param(
            "{type: vs-expected, must_be: blow, expected: {indicator: andle}}",
            [
                '15:44: target 1a, rule.must_be: "blow" is not known here; did you mean "below"?',
                '15:72: target 1a: no indicator "andle"; did you mean "andel"?',
            ],
            id="the measure of a broken rule",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: on-par, tolerance: 1, as: units}",
            [
                '15:78: target 1a: as: units does not fit the unit "percent"; '
                "write points or percent"
            ],
            id="units of a share",
        ),
    ],
)
def test_a_rule_that_the_catalogue_does_not_fit(
    lines: Lines, rule: str, expected: list[str]
) -> None:
    assert lines(with_rule(rule), CATALOGUE) == [f"p.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        pytest.param(
            "rule: {type: all-of, parts: [{measure: {indicator: andle}, rule: x}]}",
            'no indicator "andle"; did you mean "andel"?',
            id="a part",
        ),
        pytest.param(
            "rule: {type: any-of, parts: [{rule: {type: vs-expected, must_be: below,"
            " expected: {sum_of: [{indicator: andel}, {indicator: andle}]}}}]}",
            'no indicator "andle"; did you mean "andel"?',
            id="a sum that a part expects",
        ),
        pytest.param(
            "measure: {sum_of: [{indicator: andle}, {indicator: [antal]}]}",
            'no indicator "andle"; did you mean "andel"?',
            id="one summand where another is broken",
        ),
        pytest.param(
            "other_readings: [{reading: x, measure: {indicator: andle}}]",
            'no indicator "andle"; did you mean "andel"?',
            id="another reading",
        ),
        pytest.param(
            "versions: [{valid_to: 2022, rule: {type: vs-expected, must_be: below,"
            " expected: {indicator: andle}}}]",
            'no indicator "andle"; did you mean "andel"?',
            id="a version",
        ),
        pytest.param(
            "only_if: {measure: {indicator: andle}, rule: {type: threshold, above: 1}}",
            'no indicator "andle"; did you mean "andel"?',
            id="a condition",
        ),
        pytest.param(
            "only_if: {target: 1b, is: met}", 'no target "1b"; known: 1a', id="a condition's target"
        ),
        pytest.param(
            "for_each: {ydelse: [A-dagpenge, Kontanthjælp], instead: {Kontanthjælp:"
            " {type: vs-group-average, against: {rest_of: {group: x}}, must_be: below}}}",
            'no group "x"; the plan has no groups',
            id="a group inside",
        ),
    ],
)
def test_all_that_a_broken_target_names_is_checked_too(
    lines: Lines, key: str, message: str
) -> None:
    name = key.partition(":")[0]
    usual = {"measure": "measure: {indicator: andel}", "rule": "rule: {type: threshold, "}
    text = changed("title: Flere i job", "title: [Flere i job]")
    if name in usual:
        (line,) = (one for one in text.splitlines() if one.strip().startswith(usual[name]))
        text = changed(line.strip(), key, text)
    else:
        text = f"{text}        {key}\n"
    found = lines(text, CATALOGUE)
    assert "p.yaml:13:16: target 1a, title: a text is needed here; found a list" in found
    assert [one for one in found if one.endswith(f"target 1a: {message}")]


@pytest.mark.parametrize(
    "rule",
    [
        "{type: vs-group-average, against: {group: klynge, average: plain}, must_be: above}",
        "{type: vs-group-average, against: {rest_of: {group: klynge}}, must_be: above}",
        "{type: rank, at_most: 1, best: highest, among: {group: klynge}}",
        "{type: any-of, parts: [{rule: {type: threshold, above: 1}}, {rule: {type: rank,"
        " at_most: 1, best: highest, among: {group: klynge}}}]}",
    ],
    ids=["an average", "the rest", "places", "a part"],
)
@pytest.mark.parametrize("catalogue", [None, CATALOGUE], ids=["alone", "with the catalogue"])
def test_a_group_without_areas_for_the_measured_indicator(
    lines: Lines, rule: str, catalogue: Catalogue | None
) -> None:
    head = with_head("groups: {klynge: {by_indicator: {antal: [Kolding, Vejle]}}}")
    text = changed("{type: threshold, at_least: 85}", rule, head)
    place = f"16:{15 + rule.index('klynge')}"
    message = 'the group "klynge" has no areas for "andel"; known: antal'
    assert lines(text, catalogue) == [f"p.yaml:{place}: target 1a: {message}"]


def test_a_group_is_asked_about_the_measure_of_each_part(load: Load, lines: Lines) -> None:
    head = with_head("groups: {klynge: {by_indicator: {andel: [Kolding, Vejle]}}}")
    other = (
        "{type: all-of, parts: [{rule: {type: threshold, above: 1}}, {measure: {indicator: %s},"
        " rule: {type: rank, at_most: 1, best: highest, among: {group: klynge}}}]}"
    )
    load(changed("{type: threshold, at_least: 85}", other % "andel", head), CATALOGUE)
    (line,) = lines(changed("{type: threshold, at_least: 85}", other % "antal", head), CATALOGUE)
    assert line.endswith('the group "klynge" has no areas for "antal"; known: andel')


def test_another_reading_is_asked_about_its_own_measure(lines: Lines) -> None:
    head = with_head("groups: {klynge: {by_indicator: {andel: [Kolding, Vejle]}}}")
    rule = "{type: rank, at_most: 1, best: highest, among: {group: klynge}}"
    text = changed("{type: threshold, at_least: 85}", rule, head)
    key = "        other_readings: [{reading: x, measure: {indicator: antal}}]\n"
    (line,) = lines(text + key, CATALOGUE)
    assert 'the group "klynge" has no areas for "antal"' in line


@pytest.mark.parametrize(
    ("group", "line"),
    [
        pytest.param("{by_indicator: {}}", "this mapping is empty", id="no indicator"),
        pytest.param("{by_indicator: {andel: []}}", "this list is empty", id="no area"),
        pytest.param(
            "{by_indicator: {andle: [Kolding]}}",
            'groups.klynge: no indicator "andle"; did you mean "andel"?',
            id="an indicator with a slip",
        ),
    ],
)
def test_a_group_that_names_nobody(lines: Lines, group: str, line: str) -> None:
    (found,) = lines(with_head(f"groups: {{klynge: {group}}}"), CATALOGUE)
    assert found.startswith("p.yaml:8:")
    assert found.endswith(line)


def test_points_of_a_count_do_not_fit(lines: Lines) -> None:
    rule = "{type: vs-national-average, must_be: on-par, tolerance: 1, as: points}"
    text = changed("{indicator: andel}", "{indicator: antal}", with_rule(rule))
    assert lines(text, CATALOGUE) == [
        'p.yaml:15:22: target 1a: counts ("persons") of a municipality and of the whole country '
        "cannot be compared; use a share, or change with as: percent",
        'p.yaml:15:78: target 1a: as: points does not fit the unit "persons"; '
        "write units or percent",
    ]


def test_without_a_catalogue_indicators_are_not_asked_for(load: Load) -> None:
    assert indicators_of(load(changed("{indicator: andel}", "{indicator: x}"))) == {"x"}


# Everything at once


def test_all_problems_of_a_file_are_told_at_once(lines: Lines) -> None:
    text = """\
schema: beskplan/plan/v1
id: p
tittle: Plan
municipality: Fredrecia
years: 2025-2023
status: draft
status: draft
source: {document: Plan}
focus_areas:
  - id: "1"
    title: Job
    targets:
      - id: 1a
        title: Det første
        measure: {indicator: andle}
        rule: {type: treshold, at_least: 85}
      - id: 1b
        title: Det andet
        measure: {indicator: andel, segment: {ydelse: A-dagpneg}}
        rule: {type: threshold, at_least: 85}
      - id: 1a
        title:
        measure: &m {indicator: antal}
        rule: {type: points-below-average, points: 0,2}
  - id: "1"
    title: *m
    targets: []
"""
    assert lines(text, CATALOGUE) == [
        'p.yaml:1:1: key "title" is missing',
        'p.yaml:3:1: unknown key "tittle"; did you mean "title"?',
        'p.yaml:4:15: municipality: no municipality "Fredrecia"; did you mean "Fredericia"?',
        'p.yaml:5:8: years: "2025-2023" is no year and no span of years; write 2023, or 2023-2025',
        'p.yaml:7:1: key "status" stands twice, first in line 6; delete one',
        'p.yaml:15:30: target 1a: no indicator "andle"; did you mean "andel"?',
        'p.yaml:16:22: target 1a, rule: no type "treshold"; did you mean "threshold"?',
        'p.yaml:19:55: target 1b: andel, ydelse: no member "A-dagpneg"; did you mean "A-dagpenge"?',
        "p.yaml:21:13: target 1a: this id stands twice, first in line 13; give one another id",
        'p.yaml:22:15: key "title" has no value: write one, or delete it',
        'p.yaml:23:18: anchor "&m": not used in these files; delete it',
        'p.yaml:24:52: "0,2" has a decimal comma, which YAML reads as two entries: write 0.2',
        "p.yaml:25:9: focus area 1: this id stands twice, first in line 10; give one another id",
        'p.yaml:26:12: alias "*m": write the value out',
        "p.yaml:27:14: focus area 1, targets: this list is empty",
    ]


def test_the_problems_can_be_read_by_a_script(load: Load) -> None:
    with pytest.raises(PlanInvalidError) as error:
        load(changed("title: Plan\n", ""))
    (problem,) = error.value.problems
    assert (problem.file, problem.line, problem.column) == ("p.yaml", 1, 1)
    assert problem.message == 'key "title" is missing'


# Strangers' files


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            "",
            ": the file is empty; a plan file is a mapping that starts with schema:",
            id="an empty file",
        ),
        pytest.param(
            "- a\n",
            ":1:1: a plan file is a mapping that starts with schema:; this is a list",
            id="a list",
        ),
        pytest.param(
            "a\n",
            ":1:1: a plan file is a mapping that starts with schema:; this is a text",
            id="a scalar",
        ),
        pytest.param(
            PLAN + "---\n" + PLAN,
            ":16:1: a second document starts here; one file holds one",
            id="two plans in one file",
        ),
        pytest.param(
            PLAN + "x: " + "[" * 100_000,
            ":16:43: nested deeper than 40 levels",
            id="100,000 brackets",
        ),
        pytest.param(
            PLAN + "x:\n" + "- " * 100_000,
            ":17:79: nested deeper than 40 levels",
            id="100,000 lists",
        ),
        pytest.param(PLAN.encode("utf-16"), ": the file is UTF-16; save it as UTF-8", id="UTF-16"),
        pytest.param(
            PLAN.replace("Flere", "F\0").encode(),
            ":13: a null byte: the file is no text, or UTF-16; save it as UTF-8",
            id="a null byte",
        ),
        pytest.param(
            PLAN.replace("Flere", "Må").encode("latin-1"),
            ":13: the file is not UTF-8; save it as UTF-8",
            id="Latin 1",
        ),
        pytest.param(
            PLAN.replace("        title", "\ttitle"),
            ":13:1: not YAML: while scanning a plain scalar found a tab character that violates "
            "indentation",
            id="a tab",
        ),
    ],
)
def test_a_file_that_is_no_plan(lines: Lines, text: str | bytes, line: str) -> None:
    assert lines(text) == [f"p.yaml{line}"]


def test_a_comment_cannot_hide_a_key(lines: Lines) -> None:
    text = changed("85}", "85} # mindst\u2028        note: skjult")
    assert lines(text) == [
        "p.yaml:15:55: the character U+2028 LINE SEPARATOR is refused: it can hide text from a "
        "reader; delete it, or write it as an escape in double quotes"
    ]


def test_a_folder_and_a_missing_file(load: Load, tmp_path: Path) -> None:
    load(PLAN)
    with pytest.raises(PlanUnreadableError) as folder:
        load_plan(tmp_path)
    with pytest.raises(PlanUnreadableError) as missing:
        load_plan("pp.yaml")
    assert str(folder.value) == f"{tmp_path.as_posix()}: this is a folder; name the plan file"
    assert str(missing.value) == 'pp.yaml: no such file; did you mean "p.yaml"?'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAN + "".join(f"k{n}: 1\n" for n in range(20_000)), id="20,000 keys"),
        pytest.param(f"{PLAN}      - {'a' * 900_000}\n", id="a target of 900,000 letters"),
        pytest.param(PLAN + "      - a\n" * 20_000, id="20,000 targets"),
        pytest.param(with_rule(f'{{type: threshold, at_least: "1{" " * 900_000}x"}}'), id="spaces"),
        pytest.param(changed("85}", f"85, {'k' * 1000}: 1}}"), id="a key of 1,000 letters"),
    ],
)
def test_a_file_made_to_be_slow_is_refused_at_all(lines: Lines, text: str) -> None:
    assert max(map(len, lines(text))) < 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def outcome(folder: Path, raw: bytes) -> Plan | BeskplanError:
    path = folder / "p.yaml"
    path.write_bytes(raw)
    try:
        return load_plan(path, CATALOGUE)
    except BeskplanError as error:
        return error


@given(raw=st.binary(max_size=40), at=st.integers(0, len(PLAN)))
def test_any_bytes_anywhere_in_a_plan_give_a_plan_or_a_plan_error(
    folder: Path, raw: bytes, at: int
) -> None:
    found = outcome(folder, PLAN[:at].encode() + raw + PLAN[at:].encode())
    assert isinstance(found, Plan | PlanInvalidError | PlanUnreadableError)
    assert isinstance(found, Plan) or str(found).startswith(folder.as_posix())


WORDS = """
    schema id title municipality years status source focus_areas targets measure rule type
    threshold at_least between indicator segment pooled andel due by_year follow_up 2022 0,5
    yearly each none null ~ << [ ] { } : , - ? & * ! # | > ' "
"""
tokens = st.sampled_from(WORDS.split())
yaml_texts = st.lists(tokens | st.sampled_from([" ", "\n", "\n  ", ": "]), max_size=25)


places = st.sampled_from([0, *(PLAN.index(mark) for mark in ("85", "1a", "{i"))])


@given(parts=yaml_texts, at=places)
def test_any_yaml_anywhere_in_a_plan_gives_a_plan_or_a_plan_error(
    folder: Path, parts: list[str], at: int
) -> None:
    found = outcome(folder, f"{PLAN[:at]}{' '.join(parts)}{PLAN[at:]}".encode())
    assert isinstance(found, Plan | PlanInvalidError | PlanUnreadableError)


danish = st.characters(max_codepoint=0x17E, categories=["L", "N", "P", "S"], exclude_characters="ı")


@given(id_=st.text(danish, min_size=1, max_size=12))
def test_any_quoted_id_is_the_id(folder: Path, id_: str) -> None:
    quoted = id_.replace("'", "''")
    found = outcome(folder, changed("id: 1a", f"id: '{quoted}'").encode())
    assert isinstance(found, Plan)
    assert list(found.lines) == [id_]
