"""What the figures of ``--data`` cannot tell, whenever they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from beskplan.checks._asked import Asked
from beskplan.checks._base import CheckedPlan, Found, Level, Placed, check_plan
from beskplan.documents import Loc
from beskplan.judgements import Status
from beskplan.measures import AnyMeasure, Case
from beskplan.observations import Observations
from beskplan.plan import FocusArea
from beskplan.rules._against import NOT_STATED
from beskplan.target import Target

_OPEN: Final = (Status.NO_DATA, Status.NOT_COMPARABLE)
_MOST_NAMED: Final = 3


@check_plan("BP501", Level.WARNING, "no figure can ever decide", needs=("figures",))
def never_decided(checked: CheckedPlan) -> Iterator[Found]:
    """Find rules for which no period of the figures in `--data` gives a gap.

    The own figure, or what it is compared with, is in none of the files, or the two never go
    together, so the verdict stays `no-data` or `not-comparable` whichever period is asked for.
    The message says what is missing, and which labels the catalogue does not know. Nothing is
    said where one period, also an earlier one, can be judged: what is not yet published or not
    yet due is no fault. Rules that a person decides, and other readings, are left alone.

    Bad:
        rule: {type: vs-national-average, must_be: below}
        figures: {250 2022M12: 3.0, 250 2023M01: 3.1}
    Good:
        rule: {type: vs-national-average, must_be: below}
        figures: {250 2022M12: 3.0, 000 2022M12: 3.4, 250 2023M01: 3.1}
    """
    if checked.figures is None:
        return
    for placed in checked.targets:
        told: set[Loc] = set()
        for asked in placed.asked:
            if asked.rule_at[0] == "other_readings" or asked.rule_at in told:
                continue
            told.add(asked.rule_at)
            if asked.measure is not None and _is_for_figures(asked):
                yield from _Undecided(checked, checked.figures, placed, asked).found()


def _is_for_figures(asked: Asked) -> bool:
    return asked.decides and not asked.rule.is_ambiguous and asked.baseline != NOT_STATED


class _Undecided(NamedTuple):
    """A rule of a target, asked of every period of the figures."""

    checked: CheckedPlan
    figures: Observations
    placed: Placed
    asked: Asked

    def found(self) -> Iterator[Found]:
        """Yield that no figure decides the rule, or the members that none decides."""
        each = self._each()
        open_ = [one for one in each if not self._is_decided(one)]
        if not open_:
            return
        reasons = list(dict.fromkeys(self._reason(one) for one in open_))[:_MOST_NAMED]
        if len(open_) == len(each):
            message = f"no figure can decide this: {'; '.join(reasons)}"
        else:
            titles = [one.title for one in open_]
            more = len(titles) - _MOST_NAMED
            names = ", ".join(titles[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            message = f"no figure can decide {names}: {'; '.join(reasons)}"
        yield self.placed.found(self.asked.measure_at, f"{message}; {_ADD}")

    def _each(self) -> list[Target]:
        """Return what is judged: the rule alone, or once for each member of a fan-out."""
        target, fan, measure = self.placed.target, self.placed.target.for_each, self.asked.measure
        bare = target.changed(
            rule=self.asked.rule,
            measure=measure,
            baseline=self.asked.baseline,
            versions=None,
            for_each=None,
            only_if=None,
            period=None,
            due=None,
            other_readings=(),
            assessment=None,
        )
        if fan is None or self.asked.rule_at[0] == "only_if":
            return [bare]
        if fan.members is None:
            return []  # which municipalities are asked differs by period
        asked = [one for one in fan.members if one not in fan.instead]
        if self.asked.rule_at[0] == "for_each":
            asked = [str(self.asked.rule_at[2])]
        return [self._of_member(bare, fan.dimension, member) for member in asked]

    def _of_member(self, target: Target, dimension: str, member: str) -> Target:
        def of(measure: AnyMeasure | None) -> AnyMeasure | None:
            return measure and measure.for_member(self.checked.catalogue, dimension, member)

        rule = target.asked.for_member(of)
        return target.changed(title=member, rule=rule, measure=of(target.measure))

    def _is_decided(self, target: Target) -> bool:
        """Whether any period gives a gap, or a status that no further figure would change."""
        measure = target.measure
        assert measure is not None
        plan = self.checked.plan
        case = Case(
            self.figures,
            self.checked.catalogue,
            plan.municipality,
            plan.years,
            plan.years,
            target.baseline,
            plan.members_of_groups,
        )
        for period in reversed(measure.timeline(case)):
            judgement = target.asked.judge(case.at(period=period), measure)
            if judgement.gap is not None or judgement.status not in _OPEN:
                return True
        return False

    def _reason(self, target: Target) -> str:
        """Return what an evaluation says of it."""
        from beskplan.evaluation import evaluate

        alone = replace(
            self.checked.plan, focus_areas=(FocusArea("1", target.title, (target,)),), lines={}
        )
        assert self.checked.as_of is not None
        results = evaluate(alone, self.checked.catalogue, self.figures, as_of=self.checked.as_of)
        [verdict] = results.verdicts
        return verdict.reason.en if verdict.reason is not None else str(verdict.status)


_ADD: Final = "add the figures, or measure what is published"
