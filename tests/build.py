"""What tests build their inputs from: short literals, no files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import TypeAdapter

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue, Indicator, segment_of
from beskplan.errors import PlanInvalidError
from beskplan.evaluation import evaluate
from beskplan.judgements import Measured
from beskplan.measures import AnyMeasure, Baseline, Case, Measure
from beskplan.observations import Figure, Key, Observations, Source
from beskplan.periods import Period
from beskplan.plan import FocusArea, Plan, PlanSource, load_plan
from beskplan.results import Results, Verdict
from beskplan.rules import AnyRule, Rule
from beskplan.target import Group, Target

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as the text that is written."""
OWN = "250"  # Frederikssund
COUNTRY = "000"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MEASURES: TypeAdapter[Measure] = TypeAdapter(AnyMeasure)

Written = Mapping[tuple[str, str], str]
"""Area code and period, to a number as printed, or the mark that stands instead."""


def mapping(text: str) -> dict[str, Any]:
    """Return a YAML mapping with every scalar as the text that is written, as plans read it."""
    found: dict[str, Any] = yaml.load(text, Loader=TEXTS)  # noqa: S506 (texts only)
    return found


def an_indicator(name: str = "andel", **keys: object) -> Indicator:
    """Return a monthly share where more is better, save what is said otherwise."""
    usual = {
        "id": name,
        "title": name.capitalize(),
        "unit": "percent",
        "better": "higher",
        "covers": "month",
    }
    return Indicator.model_validate(usual | keys)


def figure(
    area: str,
    period: str,
    printed: str,
    name: str = "andel",
    *,
    segment: Mapping[str, str] | None = None,
    provisional: bool = False,
    row: int = 2,
) -> Figure:
    """Return one row of an export; ``printed`` is a number, or the mark that stands instead."""
    key = Key(name, segment_of(segment or {}), area, Period.parse(period))
    number = Decimal(printed) if _NUMBER.fullmatch(printed) else None
    mark = printed if number is None else None
    return Figure(key, number, Source("tal.csv", row), mark, provisional=provisional)


def figures(
    written: Written, name: str = "andel", segment: Mapping[str, str] | None = None
) -> list[Figure]:
    """Return rows of one indicator and segment, numbered as in a file with a header."""
    return [
        figure(area, period, printed, name, segment=segment, row=row)
        for row, ((area, period), printed) in enumerate(written.items(), start=2)
    ]


def observations(*written: Iterable[Figure] | Written) -> Observations:
    """Return observations of rows, or of literals ``{("250", "2021M08"): "0.6"}``."""
    rows: list[Figure] = []
    for part in written:
        rows += figures(part) if isinstance(part, Mapping) else part
    return Observations.of(rows)


def a_rule(text: str) -> Rule:
    """Return the rule that YAML writes."""
    rule: Rule = TypeAdapter(AnyRule).validate_python(mapping(text))
    return rule


def a_target(rule: str, keys: str = "") -> Target:
    """Return a target that measures ``andel``, or what more of its YAML says in ``keys``.

    A key without value is left out: ``measure:`` gives a target without measure.
    """
    usual = {"id": "1a", "title": "Et resultatmål", "measure": {"indicator": "andel"}}
    written = usual | {"rule": mapping(rule)} | mapping(keys or "{}")
    return Target.model_validate({key: value for key, value in written.items() if value != ""})


def a_plan(*targets: Target, years: str = "2022", municipality: str = OWN) -> Plan:
    """Return a plan of one focus area."""
    return Plan(
        id="en-plan",
        title="En plan",
        municipality=find_area(municipality),
        years=Period.parse(years),
        status="approved",
        source=PlanSource(document="Beskæftigelsesplan"),
        focus_areas=(FocusArea("1", "Et fokusområde", targets),),
    )


def results(
    plan: Plan,
    rows: Observations,
    *indicators: Indicator,
    as_of: str = "2022-06-30",
    area: str | None = None,
    period: str | None = None,
    in_full: bool = False,
) -> Results:
    """Evaluate a plan; by default the catalogue holds the monthly share ``andel``."""
    return evaluate(
        plan,
        Catalogue.of(*(indicators or (an_indicator(),))),
        rows,
        as_of=date.fromisoformat(as_of),
        area=None if area is None else find_area(area),
        period=None if period is None else Period.parse(period),
        in_full=in_full,
    )


def verdict(
    rule: str,
    rows: Observations | Written,
    *indicators: Indicator,
    target: str = "",
    years: str = "2022",
    as_of: str = "2022-06-30",
    period: str | None = None,
    area: str | None = None,
) -> Verdict:
    """Evaluate one target and return its verdict."""
    observed = rows if isinstance(rows, Observations) else observations(rows)
    plan = a_plan(a_target(rule, target), years=years)
    (found,) = results(plan, observed, *indicators, as_of=as_of, period=period, area=area)
    return found


class Answer(NamedTuple):
    """The numbers of a verdict as they print; a gap of ``0.0`` is not a gap of ``0``."""

    status: str
    observed: str | None = None
    required: str | None = None
    gap: str | None = None


def answer(found: Verdict) -> Answer:
    """Return status, observed, required and gap as texts."""
    numbers = (found.observed, found.required, found.gap)
    printed = [None if number is None else str(number) for number in numbers]
    return Answer(str(found.status), *printed)


def reasons(found: Verdict) -> tuple[str, str] | None:
    """Return the reason in Danish and English."""
    return None if found.reason is None else (found.reason.da, found.reason.en)


def flags(found: Verdict) -> list[str]:
    """Return the flags by name, in their order."""
    return [str(flag) for flag in found.flags]


def a_measure(text: str) -> Measure:
    """Return the measure that YAML writes."""
    measure: Measure = _MEASURES.validate_python(mapping(text), by_alias=True, by_name=False)
    return measure


def a_case(
    rows: Observations,
    *indicators: Indicator,
    period: str = "2022M03",
    area: str = OWN,
    baseline: str = "",
    pool: Mapping[str, int] | None = None,
) -> Case:
    """Ask for an area and a period; ``pool`` puts areas together, by code and sign."""
    return Case(
        observations=rows,
        catalogue=Catalogue.of(*(indicators or (an_indicator(),))),
        area=find_area(area),
        period=Period.parse(period),
        years=Period.parse("2022"),
        baseline=Baseline.model_validate(mapping(baseline)) if baseline else None,
        pool=tuple((find_area(code), sign) for code, sign in (pool or {}).items()),
    )


def a_run(
    *printed: str,
    until: str = "2022M03",
    name: str = "andel",
    area: str = OWN,
    segment: Mapping[str, str] | None = None,
) -> list[Figure]:
    """Return rows of consecutive periods, the last of which is ``until``."""
    last = Period.parse(until)
    months = last.months or 0
    return [
        figure(area, str(last.shifted(-months * before)), text, name, segment=segment)
        for before, text in zip(range(len(printed) - 1, -1, -1), printed, strict=True)
    ]


def exact(measured: Measured) -> str | None:
    """Return the exact number as a fraction: ``200/7``."""
    return None if measured.value is None else str(measured.value.exact)


def holes(measured: Measured) -> list[str]:
    """Return what is missing: indicator, area, period, and the mark that stands instead."""
    return [
        f"{gone.key.indicator} {gone.key.area} {gone.key.period}{f' {gone.mark}' * bool(gone.mark)}"
        for gone in measured.missing
    ]


def odd(measured: Measured) -> tuple[str, str] | None:
    """Return in Danish and English why the figures cannot be put together."""
    text = measured.incomparable
    return None if text is None else (text.da, text.en)


def across(period: str, printed: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return the figures of one period by area code."""
    return {(area, period): number for area, number in printed.items()}


def shares(period: str, counts: Mapping[str, tuple[str, str]]) -> list[Figure]:
    """Return rows of ``taeller`` and ``naevner`` by area code; `WEIGHED` is made of them."""
    above = {area: over for area, (over, _) in counts.items()}
    below = {area: under for area, (_, under) in counts.items()}
    return figures(across(period, above), "taeller") + figures(across(period, below), "naevner")


WEIGHED = (
    an_indicator(numerator="taeller", denominator="naevner"),
    an_indicator("taeller", unit="persons"),
    an_indicator("naevner", unit="persons"),
)
"""The monthly share ``andel`` with the two counts that it is made of."""


def grouped_verdict(
    rule: str,
    groups: str,
    rows: Observations | Written,
    *indicators: Indicator,
    area: str | None = None,
) -> Verdict:
    """Evaluate one target of a plan with groups, ``{naboer: {areas: [Kolding, Vejle]}}``."""
    observed = rows if isinstance(rows, Observations) else observations(rows)
    known = {name: Group.model_validate(keys) for name, keys in mapping(groups).items()}
    plan = replace(a_plan(a_target(rule)), groups=known)
    (found,) = results(plan, observed, *indicators, area=area)
    return found


def plan_problems(
    folder: Path, rule: str, *indicators: Indicator, keys: str = "", head: str = ""
) -> list[str]:
    """Return what `load_plan` says of a plan file, ``line:column: message``.

    The rule starts in line 15, column 15. ``keys`` is a line more in the target, line 16;
    ``head`` one at the top, and all else one line further down.
    """
    file = folder / "p.yaml"
    more_above, more = (f"{line}\n" if line else "" for line in (head, keys))
    file.write_text(
        "schema: beskplan/plan/v1\nid: p\ntitle: Plan\nmunicipality: Frederikssund\n"
        f"years: 2022\nstatus: draft\nsource: {{document: Plan}}\n{more_above}"
        'focus_areas:\n  - id: "1"\n    title: Job\n    targets:\n      - id: 1a\n'
        "        title: Et resultatmål\n        measure: {indicator: andel}\n"
        f"        rule: {rule}\n{'        ' if more else ''}{more}",
        encoding="utf-8",
    )
    try:
        load_plan(file, Catalogue.of(*(indicators or (an_indicator(),))))
    except PlanInvalidError as refused:
        return [line.partition("p.yaml:")[2] for line in str(refused).splitlines()]
    return []
