"""What holds for every type of rule, later ones included."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue
from beskplan.measures import Case, IndicatorMeasure
from beskplan.observations import Observations
from beskplan.periods import Period
from beskplan.results import Status
from beskplan.rules import TYPES, AnyRule, Rule
from beskplan.words import Words
from tests.build import an_indicator, figures, mapping, observations

YEAR = Period.parse("2022")
MARCH = Period.parse("2022M03")
DECIDED = {Status.MET, Status.MISSED}


def example_of(name: str) -> dict[str, Any]:
    """Return the YAML under ``Example:`` in a rule's docstring, as plans read it."""
    doc = inspect.getdoc(TYPES[name]) or ""
    assert doc.count("Example:\n") == 1, "a docstring has one example"
    lines = doc.split("Example:\n")[1].splitlines()
    indented = [line for line in lines if line.startswith("    ")]
    return mapping(inspect.cleandoc("\n".join(indented)))


def rule_of(name: str) -> Rule:
    rule: Rule = TypeAdapter(AnyRule).validate_python(example_of(name))
    return rule


def judged(rule: Rule, rows: Observations) -> Status:
    """Return what the example says of Frederikssund in March 2022."""
    inside = [name for _, measure in rule.measures() for name in measure.indicators()]
    catalogue = Catalogue.of(*(an_indicator(name) for name in {"andel", *inside}))
    case = Case(rows, catalogue, find_area("250"), MARCH, YEAR)
    return rule.judge(case, IndicatorMeasure(indicator="andel")).status


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
def test_docstring_says_when_it_is_met_or_what_the_gap_is(name: str) -> None:
    assert re.search(r"\b(met|gap)\b", inspect.getdoc(TYPES[name]) or "", re.IGNORECASE)
    assert inspect.getdoc(inspect.getmodule(TYPES[name])), "the module says what it asks"


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
    assert judged(rule_of(name), Observations()) not in DECIDED


@pytest.mark.parametrize("name", TYPES)
def test_own_figure_suppressed_is_never_met_or_missed(name: str) -> None:
    around = {("000", "2022M03"): "3.0", ("101", "2022M03"): "3.0", ("250", "2021M03"): "3.0"}
    rows = observations(around, figures({("250", "2022M03"): ".."}))
    assert judged(rule_of(name), rows) not in DECIDED


@pytest.mark.parametrize("name", TYPES)
def test_direction_is_a_way_or_none(name: str) -> None:
    assert rule_of(name).direction in {"higher", "lower", None}


def test_the_types_are_found() -> None:
    assert {"threshold", "vs-national-average", "trend", "none"} <= TYPES.keys()
