"""What holds for every type of rule, later ones included."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from beskplan.areas import find_area
from beskplan.judgements import Status
from beskplan.measures import Case
from beskplan.periods import Period
from beskplan.rules import TYPES, AnyRule, Rule
from beskplan.words import Words
from tests.build import figures, observations
from tests.docstrings import docstring_of
from tests.worked import a_worked_target, catalogue_of, worked_rules

YEAR = Period.parse("2022")
MARCH = Period.parse("2022M03")
DECIDED = {Status.MET, Status.MISSED}


def example_of(name: str) -> dict[str, Any]:
    """Return the YAML under ``Example:`` in a rule's docstring, as plans read it."""
    return docstring_of(TYPES[name]).example_keys


def rule_of(name: str) -> Rule:
    rule: Rule = TypeAdapter(AnyRule).validate_python(example_of(name))
    return rule


def judged(name: str, printed: Mapping[tuple[str, str], str]) -> Status:
    """Return what the example says of Frederikssund in March 2022."""
    doc = docstring_of(TYPES[name])
    main = doc.given.get("indicator", "andel")
    written = {"measure": {"indicator": main}, "rule": doc.example_keys}
    target = a_worked_target(doc.given, written)
    catalogue = catalogue_of(doc.given, target)
    rows = observations(figures(printed, main))
    case = Case(rows, catalogue, find_area("250"), MARCH, YEAR, target.baseline)
    return rule_of(name).judge(case, target.measure).status


@pytest.mark.parametrize("name", TYPES)
def test_module_is_named_after_the_type(name: str) -> None:
    assert TYPES[name].__module__ == f"beskplan.rules.{name.replace('-', '_')}"


@pytest.mark.parametrize("name", TYPES)
def test_example_in_the_docstring_loads(name: str) -> None:
    assert example_of(name)["type"] == name
    assert type(rule_of(name)) is TYPES[name]


@pytest.mark.parametrize("name", TYPES)
def test_example_needs_every_key_to_be_known(name: str) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        TypeAdapter(AnyRule).validate_python(example_of(name) | {"at_laest": "1"})


@pytest.mark.parametrize("name", TYPES)
def test_docstring_says_when_it_is_met_and_what_the_gap_is(name: str) -> None:
    prose = docstring_of(TYPES[name]).prose
    assert re.search(r"\bmet\b", prose, re.IGNORECASE)
    assert re.search(r"\bgap\b", prose)
    assert inspect.getdoc(inspect.getmodule(TYPES[name])), "the module says what it asks"


@pytest.mark.parametrize("name", TYPES)
def test_docstring_works_an_exact_hit_a_miss_and_a_missing_figure(name: str) -> None:
    doc = docstring_of(TYPES[name])
    answers = [worked.verdict for worked in worked_rules(doc)]
    assert doc.promise
    assert answers
    if doc.example_keys["type"] == "none":
        assert not DECIDED & {one.status for one in answers}
        return
    assert {one.status for one in answers} >= {*DECIDED, Status.NO_DATA}
    assert any(one.gap == 0 for one in answers)
    for one in answers:
        assert (one.status in DECIDED) == (one.reason is None)


@pytest.mark.parametrize("unit", ["percent", "weeks", "persons"])
@pytest.mark.parametrize("name", TYPES)
def test_requirement_reads_as_words(name: str, unit: str) -> None:
    danish, english = (rule_of(name).requirement(Words(lang), unit) for lang in ("da", "en"))
    assert danish != english
    for said in (danish, english):
        assert re.fullmatch(r"[\w±−(][^{}\[\]\n]*[\w.)]", said), said
        assert "None" not in said
        assert "Decimal" not in said


@pytest.mark.parametrize("name", TYPES)
def test_no_observations_is_never_met_or_missed(name: str) -> None:
    assert judged(name, {}) not in DECIDED


@pytest.mark.parametrize("name", TYPES)
def test_own_figure_suppressed_is_never_met_or_missed(name: str) -> None:
    around = {("000", "2022M03"): "3.0", ("101", "2022M03"): "3.0", ("250", "2021M03"): "3.0"}
    assert judged(name, around | {("250", "2022M03"): ".."}) not in DECIDED


@pytest.mark.parametrize("name", TYPES)
def test_own_figure_of_another_length_is_no_figure(name: str) -> None:
    around = {("000", "2022M03"): "3.0", ("101", "2022M03"): "3.0", ("250", "2021M03"): "3.0"}
    longer = {("250", "2022Q1"): "3.0", ("250", "2022"): "3.0"}
    assert judged(name, around | longer) not in DECIDED


@pytest.mark.parametrize("name", TYPES)
def test_figures_of_another_length_beside_the_own_one_change_nothing(name: str) -> None:
    own = {("250", "2022M03"): "3.0"}
    longer = {
        (area, period): "2.0"
        for area in ("000", "084", "101", "219", "250")
        for period in ("2022Q1", "2021Q1", "2022", "2021")
    }
    assert judged(name, own | longer) == judged(name, own)


@pytest.mark.parametrize("name", TYPES)
def test_direction_is_a_way_or_none(name: str) -> None:
    assert rule_of(name).direction in {"higher", "lower", None}


def test_the_types_are_found() -> None:
    assert {"threshold", "vs-national-average", "trend", "none"} <= TYPES.keys()
