"""What the plan asks for against what is good."""

from __future__ import annotations

from collections.abc import Iterator

from beskplan.checks._base import CheckedPlan, Found, Level, check_plan
from beskplan.measures import AnyMeasure
from beskplan.plan import judged_measures
from beskplan.rules import AnyRule


@check_plan("BP201", Level.WARNING, "the rule pulls against the indicator's good direction")
def against_the_good_direction(checked: CheckedPlan) -> Iterator[Found]:
    """Find rules that ask for more of what should be less, or for less of what should be more.

    The catalogue says with ``better`` which way is good. A rule that pulls the other way is
    mostly a sign that was turned around; every verdict is then the wrong one. On par, between
    two numbers, a difference and a ratio pull neither way. A condition (``only_if``) promises
    nothing: "if unemployment is above 4 percent" is no wish for more of it.

    Bad:
        measure: {indicator: ledige}
        rule: {type: threshold, at_least: 4.0}
    Good:
        measure: {indicator: ledige}
        rule: {type: threshold, at_most: 4.0}
    """
    for placed in checked.targets:
        for path, rule, measure in judged_measures(placed.target):
            message = _turned_around(checked, rule, measure)
            if message and path[0] != "only_if":
                yield placed.found(path, message)


def _turned_around(checked: CheckedPlan, rule: AnyRule, measure: AnyMeasure) -> str:
    better, asked = measure.better(checked.catalogue), rule.direction
    if asked is None or better in ("neither", asked):
        return ""
    name = measure.main(checked.catalogue).id
    wanted, usual = ("more", "lower") if asked == "higher" else ("less", "higher")
    return (
        f"the rule asks for {wanted} of {name}, of which {usual} is better; turn the rule "
        "around, or correct better: in the catalogue"
    )
