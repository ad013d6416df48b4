"""The worked cases of docstrings, evaluated as a plan would be.

A case is a mapping of figures: ``{own: 0.6, country: 0.8}``. A key names the place (``own``,
``country``, a municipality or region; without one the own), and where it matters a period, an
indicator or a member: ``own 2021M03``, ``country Kvinder``, ``benchmark.forventet_andel``. The
period is else March 2022. ``with`` holds keys of the rule or measure that differ from the example;
one without a value is left out. ``unit``, ``covers`` and ``target`` differ from what is given.

``Given:`` may hold ``indicator`` (the one that is measured), its ``unit`` and ``covers``,
``members`` and ``unions`` by dimension, ``counts: true`` for shares with numerator and denominator
(``taeller`` and ``naevner``), and ``target`` with further keys of the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue
from beskplan.measures import FORMS
from beskplan.observations import Figure
from beskplan.periods import Period
from beskplan.results import Verdict
from beskplan.target import Target
from tests.build import a_plan, an_indicator, figure, observations, results
from tests.docstrings import Docstring

PERIOD = "2022M03"
_PLACES = {"own": "250", "country": "000"}
_OF_INDICATOR = ("unit", "covers")
_COUNTS = ("taeller", "naevner")
_ANY_LEVEL = {"type": "threshold", "at_least": "0"}


@dataclass(frozen=True)
class Worked:
    """One case: its name, what differs from the example, its figures, and the answer."""

    name: str
    differs: dict[str, Any]
    figures: dict[str, str]
    verdict: Verdict


def worked_rules(doc: Docstring) -> Iterator[Worked]:
    """Evaluate the cases of a type of rule."""
    measure = {"indicator": doc.given.get("indicator", "andel")}
    for name, case in doc.worked.items():
        rule = _changed(doc.example_keys, case.get("with", {}))
        yield _worked(doc, name, case, {"measure": measure, "rule": rule})


def worked_measures(doc: Docstring) -> Iterator[Worked]:
    """Evaluate the cases of a form of measure, ``over`` or ``change``: what is observed."""
    named = doc.example_keys
    main = {} if named.keys() & FORMS.keys() else {"indicator": "andel"}
    for name, case in doc.worked.items():
        measure = main | _changed(named, case.get("with", {}))
        yield _worked(doc, name, case, {"measure": measure, "rule": _ANY_LEVEL})


def catalogue_of(given: Mapping[str, Any], target: Target) -> Catalogue:
    """Return a catalogue of what a target names."""
    members, unions = given.get("members", {}), given.get("unions", {})
    keys: dict[str, Any] = {key: given[key] for key in _OF_INDICATOR if key in given}
    keys["better"] = "neither"
    keys["dimensions"] = {
        name: {"members": {one: [] for one in members[name]}, "unions": unions.get(name, {})}
        for name in members
    }
    counts = [an_indicator(name, **keys | {"unit": "persons"}) for name in _COUNTS]
    shares = {"population": "befolkningen 16-66 år"}
    if "counts" in given:
        shares |= dict(zip(("numerator", "denominator"), _COUNTS, strict=True))
    names = {name for _, measure in target.measures() for name in measure.indicators()}
    shown = {name: name.replace("_", " ").replace(".", ", ").capitalize() for name in sorted(names)}
    measured = [an_indicator(name, title=shown[name], **keys | shares) for name in shown]
    return Catalogue.of(*measured, *counts)


def a_worked_target(given: Mapping[str, Any], written: dict[str, Any]) -> Target:
    """Return a target of the keys of a case and those that its docstring gives."""
    named = {"id": "1a", "title": "Et resultatmål"}
    return Target.model_validate(named | written | given.get("target", {}))


def _worked(doc: Docstring, name: str, case: dict[str, Any], written: dict[str, Any]) -> Worked:
    own = {key: case[key] for key in (*_OF_INDICATOR, "target") if key in case}
    given = doc.given | own
    rows = {key: case[key] for key in case if key not in ("with", *own)}
    target = a_worked_target(given, written)
    catalogue = catalogue_of(given, target)
    assert list(_refused(target, catalogue)) == [], f"{name}: a plan with this is refused"
    main = str(given.get("indicator", next(iter(_indicators(target)))))
    figures = observations(_figure(key, rows[key], main, catalogue) for key in rows)
    (verdict,) = results(a_plan(target), figures, *catalogue, in_full=True)
    differs = case.get("with", {}) | case.get("target", {})
    return Worked(name, differs, rows, verdict)


def _indicators(target: Target) -> Iterator[str]:
    for _, measure in target.measures():
        yield from measure.indicators()


def _refused(target: Target, catalogue: Catalogue) -> Iterator[str]:
    """Yield what `load_plan` would say of the target's own measure and rule, and of its parts."""
    for _, measure in target.measures():
        yield from (message for _, message in measure.problems(catalogue))
    for rule in target.rules:
        for part in rule.listed_parts or (target,):
            judged = part.measure or target.measure
            yield from (message for _, message in part.rule.problems(catalogue, judged))


def _figure(key: str, printed: str, main: str, catalogue: Catalogue) -> Figure:
    name, period, members, place = main, PERIOD, {}, []
    dimensions = {
        member: dimension
        for indicator in catalogue
        for dimension, held in indicator.dimensions.items()
        for member in (*held.members, *held.unions)
    }
    for word in key.split():
        if word in catalogue:
            name = word
        elif word in dimensions:
            members[dimensions[word]] = word
        elif _is_period(word):
            period = word
        else:
            place.append(word)
    where = " ".join(place) or "own"
    area = _PLACES.get(where) or find_area(where).code
    return figure(area, period, printed, name, segment=members)


def _is_period(word: str) -> bool:
    try:
        Period.parse(word)
    except ValueError:
        return False
    return True


def _changed(example: dict[str, Any], differs: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (example | differs).items() if value != ""}
