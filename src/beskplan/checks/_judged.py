"""What checks ask of rules and measures: what each rule judges, and what lies inside a measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from beskplan.areas import Area, members, municipalities
from beskplan.catalogue import Catalogue, Indicator
from beskplan.checks._asked import Asked
from beskplan.checks._base import CheckedPlan, Found, Placed
from beskplan.documents import Loc
from beskplan.measures import AnyMeasure, IndicatorMeasure
from beskplan.measures._combined import Combined
from beskplan.rules import AnyRule
from beskplan.rules.rank import Rank
from beskplan.words import PLACE


class Judged(NamedTuple):
    """A rule without parts, the measure that it judges, and the target that both are of."""

    placed: Placed
    asked: Asked
    measure: AnyMeasure

    @property
    def rule(self) -> AnyRule:
        """What the number must fulfil."""
        return self.asked.rule

    @property
    def path(self) -> Loc:
        """The path of the rule, inside the target."""
        return self.asked.rule_at

    @property
    def is_of_own(self) -> bool:
        """Whether the plan's own municipality is judged, and not many in turn."""
        fan = self.placed.target.for_each
        return fan is None or fan.members is not None


def judged(checked: CheckedPlan) -> Iterator[Judged]:
    """Yield every rule of a plan that judges a measure, once with each of measure and baseline."""
    for placed in checked.targets:
        told = set()
        for asked in placed.asked:
            key = (asked.rule_at, asked.measure_at, asked.baseline_at)
            if asked.measure is not None and key not in told:
                told.add(key)
                yield Judged(placed, asked, asked.measure)


def once(found: Iterable[Found]) -> Iterator[Found]:
    """Yield each finding once: readings that share a rule, parts that share a baseline."""
    yield from dict.fromkeys(found)


def with_parts(measure: AnyMeasure, path: Loc = ()) -> Iterator[tuple[Loc, AnyMeasure]]:
    """Yield a measure and those that it is made of, with their paths."""
    yield path, measure
    if isinstance(measure, Combined):
        for index, part in enumerate(measure.parts):
            yield from with_parts(part, (*path, measure.key, index))


def figures_of(measure: AnyMeasure) -> tuple[IndicatorMeasure, ...]:
    """Return the figures that a measure is made of."""
    return tuple(one for _, one in with_parts(measure) if isinstance(one, IndicatorMeasure))


def moving_indicators(measure: AnyMeasure, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """Return the indicators of a measure whose figure is that of the area asked about."""
    names = [figure.indicator for figure in figures_of(measure) if figure.area is None]
    return tuple(catalogue[name] for name in dict.fromkeys(names))


def ranked_with(one: Judged, checked: CheckedPlan) -> tuple[Area, ...] | None:
    """Return the municipalities that are ranked, the own one left out where it is not of them.

    None where the rule ranks nobody, or the place does not exist in the plan's years.
    """
    rule = one.rule
    if not isinstance(rule, Rank):
        return None
    if rule.among == "country" or one.measure.unit(checked.catalogue) == PLACE:
        return municipalities()
    places = rule.among
    if places.named is not None:
        years = checked.plan.years
        days = [day for day in (years.end, years.start) if places.named.exists_on(day)]
        return members(places.named, days[0]) if days else None
    if places.areas is not None:
        return places.areas
    group = checked.plan.members_of_groups.get(places.group or "", {})
    found = group.get(one.measure.indicators()[0], group.get(None))
    return None if found is None else tuple(dict.fromkeys(found))


def count_ranked(one: Judged, checked: CheckedPlan) -> int | None:
    """Return how many places there are, the own municipality's included; None: nobody knows.

    Where many are judged in turn, one of them may be no member.
    """
    areas = ranked_with(one, checked)
    if areas is None:
        return None
    everybody = len(areas) == len(municipalities())
    is_member = checked.plan.municipality in areas if one.is_of_own else everybody
    return len(areas) + (not is_member)
