"""``docs/rules.md`` and ``docs/measures.md`` say what the docstrings say, and what comes of it.

Every section has the type's keys and prose, its example in Danish words, a promise (from a plan of
this repository where one has the type, with its verdict on the figures here), and the worked cases
of the docstring as the program answers them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from beskplan import evaluate, load_catalogue, load_observations, load_plan
from beskplan.measures import FORMS, Measure
from beskplan.measures._change import Change
from beskplan.measures._over import Over
from beskplan.models import Strict
from beskplan.plan import Plan
from beskplan.results import Verdict
from beskplan.rules import TYPES, Rule
from beskplan.target import Target
from beskplan.words import Words
from tests.commands import ROOT
from tests.docstrings import Docstring, docstring_of
from tests.worked import Worked, worked_measures, worked_rules

DANISH = Words("da")
PARTS_OF_MEASURES: dict[str, type[Strict]] = {**FORMS, "over": Over, "change": Change}

RULES_HEAD = """\
# Rules

What a measured number must fulfil. Built from the docstrings in `src/beskplan/rules/`; rewrite
with `pytest tests/test_reference.py --update-golden`. Limits by year, comparators, baselines and
deadlines, which all rules share, are in [the plan language](plan-language.md).

- The **gap** is positive on the good side. 0 is met, save where the rule is strict.
- A **missing** figure (own, compared, baseline, or a step) is never a zero: it gives `no-data`,
  and the reason names indicator, area and period. The worked cases show it with `..`, a figure
  that the source withholds, and with figures that are not there.
- An exact hit of rounded figures is flagged `within-rounding`; flags never change a status.

The worked cases are about one municipality's monthly share in percent, if nothing else is said;
`own` is its figure, `country` that of Hele landet, `taeller` and `naevner` the counts behind a
share. The promises are judged on the day after their plan's years, on what `data/` holds: mostly
figures from before the plan, so a starting position and no result.
"""
MEASURES_HEAD = """\
# Measures

Which number a target is about. Built from the docstrings in `src/beskplan/measures/`; rewrite
with `pytest tests/test_reference.py --update-golden`.

A measure has one of `indicator`, `sum_of`, `difference_of` and `ratio_of`, and may have `over` and
`change`, always in this order: the figure, then `over`, then `change`. The parts of `sum_of`,
`difference_of` and `ratio_of` are measures, with an `over` and `change` of their own if need be. A
measure answers for any area and period, so every rule works on every measure: "own change better
than the country's" is `vs-national-average` on a measure with `change`.

A missing figure leaves no number, and the reason names it (`no-data`); figures of kinds that cannot
be put together are `not-comparable`. A zero is a figure.

The worked cases are about one municipality in March 2022, if nothing else is said; `own` is its
figure, `country` that of Hele landet.
"""


@cache
def plan_of(name: str) -> tuple[Plan, str]:
    path = ROOT / "plans" / f"{name}.yaml"
    return load_plan(path, load_catalogue(ROOT / "data" / "indicators.yaml")), path.read_text(
        "utf-8"
    )


@cache
def verdicts_of(name: str) -> dict[str, Verdict]:
    """Return the verdicts of a plan on the figures of the repository, when its years are over."""
    plan, _ = plan_of(name)
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    observations = load_observations(ROOT / "data", catalogue)
    results = evaluate(plan, catalogue, observations, as_of=_after(plan))
    return {verdict.target: verdict for verdict in results}


def rules_in(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in rule.listed_parts:
        yield from rules_in(part.rule)


def uses(target: Target, model: type[Strict]) -> bool:
    """Whether a target has the rule, or a measure with the form or window, anywhere."""
    rules = [one for _, rule in target.placed_rules() for one in rules_in(rule)]
    held = [
        one for _, measure in target.measures() for one in (measure, measure.over, measure.change)
    ]
    return any(isinstance(one, model) for one in (*rules, *held))


def block_of(text: str, target: str) -> str:
    """Return a target as it stands in a plan file, from its id to the next one's."""
    after = text.partition(f"\n      - id: {target}\n")[2]
    assert after, f"no target {target}"
    lines = re.split(r"\n(?=\n|  - id: |      - id: )", after)[0].splitlines()
    return "\n".join([f"- id: {target}", *(line.removeprefix("      ") for line in lines)])


def promise(doc: Docstring, model: type[Strict]) -> str:
    """Return the real promise that a docstring names, or its wording."""
    found = re.fullmatch(r"(\S+) (\S+)", doc.promise)
    if found is None:
        wording = " ".join(doc.promise.split())
        return f"**A promise.** No plan of this repository has one; it would read: *{wording}*"
    plan, text = plan_of(found[1])
    (target,) = (target for _, target in plan.targets if target.id == found[2])
    assert uses(target, model), f"{doc.promise} has no {model.__name__}"
    verdict = verdicts_of(plan.id)[target.id]
    verdicts = [verdict, *verdict.readings]
    asked = next((one for one in verdicts if TYPES[one.rule] is model), verdict)
    whose = "" if asked is verdict else f" (the reading *{asked.reading}*)"
    return (
        f"**A promise.** {plan.municipality.name}, {plan.source.document}: *{target.title}*.\n\n"
        f"```yaml\n{block_of(text, target.id)}\n```\n\n"
        f"In Danish: *{asked.requirement.da}*{whose}.\nOn the figures in `data/`, as of "
        f"{_after(plan)}: {said(asked)}"
    )


def _after(plan: Plan) -> date:
    return plan.years.end + timedelta(days=1)


def said(verdict: Verdict) -> str:
    """Return a verdict as one line."""
    parts = [f"{status_of(verdict)}"]
    if verdict.observed is not None:
        parts.append(f"{number(verdict)}, {period_of(verdict)}")
    if verdict.gap is not None:
        parts.append(f"required {required(verdict)}, gap {gap(verdict)}")
    parts += (
        [f"flagged {', '.join(f'`{flag}`' for flag in verdict.flags)}"] if verdict.flags else []
    )
    return "; ".join(parts) + "."


def status_of(verdict: Verdict) -> str:
    inside = ", ".join(f"{part.title} `{part.status}`" for part in verdict.parts)
    reason = f": {verdict.reason.da}" if verdict.reason else ""
    return f"`{verdict.status}`{f' ({inside})' if inside else ''}{reason}"


def number(verdict: Verdict) -> str:
    if verdict.observed is None:
        return "–"
    return DANISH.amount(verdict.observed, verdict.unit or "")


def required(verdict: Verdict) -> str:
    if verdict.required is None:
        return "–"
    signs = {"higher": ("≥ ", "> "), "lower": ("≤ ", "< "), None: ("", "")}
    sign = signs[verdict.good][verdict.strict]
    return f"{sign}{DANISH.amount(verdict.required, verdict.unit or '')}"


def gap(verdict: Verdict) -> str:
    if verdict.gap is None:
        return "–"
    return DANISH.amount(verdict.gap, verdict.gap_unit or "", signed=True)


def period_of(verdict: Verdict) -> str:
    return "" if verdict.period is None else DANISH.period(verdict.period)


def flow(written: Any) -> str:
    """Return YAML on one line."""
    if isinstance(written, dict):
        return "{" + ", ".join(f"{key}: {flow(written[key])}" for key in written) + "}"
    if isinstance(written, list):
        return f"[{', '.join(map(flow, written))}]"
    return str(written)


def case_cell(worked: Worked, *, with_requirement: bool) -> str:
    differs = ", ".join(f"`{key}: {flow(value)}`" for key, value in worked.differs.items() if value)
    asked = f"; *{worked.verdict.requirement.da}*" if worked.differs and with_requirement else ""
    return f"{worked.name}{f' ({differs}{asked})' if differs else ''}"


def figures_cell(worked: Worked) -> str:
    return ", ".join(f"{key} {printed}" for key, printed in worked.figures.items()) or "none"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '¦') for cell in line)} |" for line in lines)


def rule_rows(doc: Docstring) -> Iterator[tuple[str, ...]]:
    for worked in worked_rules(doc):
        verdict = worked.verdict
        detail = f"; {verdict.detail.da}" if verdict.detail else ""
        yield (
            case_cell(worked, with_requirement=True),
            figures_cell(worked),
            number(verdict),
            required(verdict),
            gap(verdict),
            status_of(verdict) + detail,
        )


def measure_rows(doc: Docstring) -> Iterator[tuple[str, ...]]:
    for worked in worked_measures(doc):
        verdict = worked.verdict
        answer = number(verdict) if verdict.observed is not None else status_of(verdict)
        yield case_cell(worked, with_requirement=False), figures_cell(worked), answer


def given(doc: Docstring) -> str:
    """Say what the worked cases share, as YAML."""
    shown = {
        key: flow(value)
        for key, value in doc.given.items()
        if key not in ("counts", "members", "indicator")
    }
    target = doc.given.get("target", {})
    shown.pop("target", None)
    said_of = [f"`{key}: {value}`" for key, value in shown.items()]
    said_of += [f"`{key}: {flow(value)}`" for key, value in target.items()]
    return f" ({', '.join(said_of)})" if said_of else ""


def keys_of(model: type[Strict]) -> str:
    """List the keys of a model with their defaults."""
    inherited = Measure.model_fields if issubclass(model, Measure) else {}
    said_of = []
    for name, field in model.model_fields.items():
        if name == "type" or name in inherited:
            continue
        default = field.get_default(call_default_factory=True)
        note = " (required)" if field.is_required() else ""
        if not field.is_required() and default is not None and default != {}:
            note = f" ({str(default).lower()})"
        said_of.append(f"`{field.alias or name}`{note}")
    return f"Keys: {', '.join(said_of)}."


def rule_section(name: str, model: type[Strict]) -> str:
    doc = docstring_of(model)
    head = ("case", "figures", "observed", "required", "gap", "status")
    asked = next(worked_rules(doc)).verdict.requirement.da
    return (
        f"\n## {name}\n\n{doc.prose}\n\n{keys_of(model)}\n\n```yaml\n{doc.example}\n```\n\n"
        f"In Danish: *{asked}*\n\n{table(head, rule_rows(doc))}\n\n"
        f"{promise(doc, model)}\n"
    ).replace("\n\n| case", f"\n\nWorked cases{given(doc)}:\n\n| case")


def measure_section(name: str, model: type[Strict]) -> str:
    doc = docstring_of(model)
    return (
        f"\n## {name}\n\n{doc.prose}\n\n{keys_of(model)}\n\n```yaml\n{doc.example}\n```\n\n"
        f"Worked cases{given(doc)}:\n\n"
        f"{table(('case', 'figures', 'number'), measure_rows(doc))}\n\n{promise(doc, model)}\n"
    )


PAGES: dict[str, tuple[str, dict[str, Any], Callable[[str, type[Strict]], str]]] = {
    "rules.md": (RULES_HEAD, dict(sorted(TYPES.items())), rule_section),
    "measures.md": (MEASURES_HEAD, PARTS_OF_MEASURES, measure_section),
}
ALL: dict[str, type[Strict]] = {**TYPES, **PARTS_OF_MEASURES}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name: str, request: pytest.FixtureRequest) -> None:
    head, models, section = PAGES[name]
    text = head + "".join(section(key, model) for key, model in models.items())
    path: Path = ROOT / "docs" / name
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ALL)
def test_only_what_no_plan_has_goes_without_a_real_promise(name: str) -> None:
    if re.fullmatch(r"\S+ \S+", docstring_of(ALL[name]).promise):
        return
    for path in (ROOT / "plans").glob("*.yaml"):
        having = [
            target.id for _, target in plan_of(path.stem)[0].targets if uses(target, ALL[name])
        ]
        assert having == [], f"{path.stem} has a real promise of the kind"


@pytest.mark.parametrize("name", PARTS_OF_MEASURES)
def test_every_measure_is_worked_with_and_without_its_figures(name: str) -> None:
    answers = [one.verdict for one in worked_measures(docstring_of(ALL[name]))]
    assert any(one.observed is not None for one in answers)
    assert any(one.status == "no-data" for one in answers)
    for one in answers:
        assert (one.observed is None) == (one.reason is not None)
