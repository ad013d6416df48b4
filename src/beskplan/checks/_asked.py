"""Every rule that may judge a target, with what it judges, since when and by when.

A part, a version and another reading change some of a target's keys and leave the others; what
they leave is the target's, and stands where the target has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any, Final, Literal, NamedTuple

from beskplan.documents import Loc
from beskplan.due import Due
from beskplan.measures import AnyMeasure, Baseline
from beskplan.periods import Covers, Period
from beskplan.rules import AnyRule
from beskplan.rules.none import NoRule
from beskplan.target import OtherReading, Target, Version

_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(2200, 12, 31)
_DAY: Final = timedelta(days=1)
_MOST_PERIODS: Final = 120


class Asked(NamedTuple):
    """A rule without parts, and what it is asked of.

    Attributes:
        rule: what must be fulfilled; ``rule_at`` is its path in the target.
        measure: which number, None where none is named.
        baseline: what is counted from.
        period: the period that is judged, where one is named.
        due: when it falls due, where that is said.
        in_force: the first and the last day of its version.
    """

    rule: AnyRule
    rule_at: Loc
    measure: AnyMeasure | None
    measure_at: Loc = ("measure",)
    baseline: Baseline | Literal["not-stated"] | None = None
    baseline_at: Loc = ("baseline",)
    period: Period | None = None
    period_at: Loc = ("period",)
    due: Due | None = None
    due_at: Loc = ("due",)
    in_force: tuple[date, date] = (date.min, date.max)

    @property
    def decides(self) -> bool:
        """Whether a figure decides: the rule is another than none."""
        return not isinstance(self.rule, NoRule)

    def deciding(self, years: Period) -> Period:
        """Return the days on which the figure that decides ends.

        Args:
            years: those of the plan, in which the newest figure counts where nothing is said.
        """
        if self.period is not None:
            return Period(self.period.end, self.period.end)
        meant = None if self.due is None else getattr(self.due, self.due.kind)
        if not isinstance(meant, Period):
            return years
        by_end = self.due is not None and self.due.kind == "by_end"
        return Period(meant.end, meant.end) if by_end else meant

    def judged(self, covers: Covers, years: Period) -> tuple[Period, ...]:
        """Return the periods of an indicator's own length that may decide, newest first.

        A survey may be held in any month, so months stand in for it. Of very many periods the
        newest are returned: ten years of months.
        """
        step = Covers.MONTH if covers is Covers.SURVEY else covers
        if self.period is not None:
            return (self.period,) if covers.fits(self.period) else ()
        days = self.deciding(years)
        if days.start < days.end:
            return periods_ending_in(step, days)
        a_year_on = min(days.end + 366 * _DAY, _LAST_DAY)
        after = periods_ending_in(step, Period(days.end, a_year_on))
        return tuple(one for one in after if one.start <= days.end)[-1:]


def asked_of(target: Target) -> Iterator[Asked]:
    """Yield every rule without parts that may judge a target, its readings or its condition."""
    own = list(_own(target))
    readings = (
        _read_as(one, other, ("other_readings", number))
        for number, other in enumerate(target.other_readings)
        for one in own
    )
    for one in (*own, *readings):
        yield from _without_parts(one)
    condition = target.only_if
    if condition is not None and condition.rule is not None:
        yield from _without_parts(
            Asked(
                condition.rule,
                ("only_if", "rule"),
                condition.measure,
                ("only_if", "measure"),
                target.baseline,
            )
        )


def _own(target: Target) -> Iterator[Asked]:
    def asked(rule: AnyRule, at: Loc) -> Asked:
        return Asked(
            rule,
            at,
            target.measure,
            baseline=target.baseline,
            period=target.period,
            due=target.due,
        )

    if target.rule is not None:
        yield asked(target.rule, ("rule",))
    for number, version in enumerate(target.versions or ()):
        at = ("versions", number)
        one = asked(version.rule, (*at, "rule"))._replace(in_force=version.in_force)
        yield _timed(one, version, at)
    for member, rule in target.for_each.instead.items() if target.for_each else ():
        yield asked(rule, ("for_each", "instead", member))


def _read_as(asked: Asked, other: OtherReading, at: Loc) -> Asked:
    """Return what another reading asks; a rule that it leaves stays where it stands."""
    changed = _timed(_measured(asked, other, at), other, at)
    if other.rule is None:
        return changed
    return changed._replace(rule=other.rule, rule_at=(*at, "rule"))


def _without_parts(asked: Asked) -> Iterator[Asked]:
    if not asked.rule.listed_parts:
        yield asked
    for number, part in enumerate(asked.rule.listed_parts):
        at = (*asked.rule_at, "parts", number)
        one = asked._replace(rule=part.rule, rule_at=(*at, "rule"))
        yield from _without_parts(_timed(_measured(one, part, at), part, at))


def _measured(asked: Asked, given: Any, at: Loc) -> Asked:
    """Return what is asked with the measure and baseline of a part or a reading."""
    if given.measure is not None:
        asked = asked._replace(measure=given.measure, measure_at=(*at, "measure"))
    if given.baseline is not None:
        asked = asked._replace(baseline=given.baseline, baseline_at=(*at, "baseline"))
    return asked


def _timed(asked: Asked, given: Any, at: Loc) -> Asked:
    """Return what is asked with the deadline and period of a part, a version or a reading.

    A deadline of its own does away with the target's period.
    """
    if given.due is not None:
        asked = asked._replace(due=given.due, due_at=(*at, "due"), period=None)
    period = None if isinstance(given, Version) else given.period
    return asked if period is None else asked._replace(period=period, period_at=(*at, "period"))


@lru_cache(maxsize=512)
def periods_ending_in(covers: Covers, span: Period) -> tuple[Period, ...]:
    """Return the periods of a length that end in a span, newest first; of surveys none.

    Of more than a hundred or so the newest are returned: ten years of months.
    """
    inside = takewhile(lambda one: one.end >= span.start, _back_from(covers, span.end))
    return tuple(islice(inside, _MOST_PERIODS))


def _back_from(covers: Covers, day: date) -> Iterator[Period]:
    """Yield the periods of a length that end by a day, newest first."""
    while day >= _FIRST_DAY:
        last = covers.last_inside(Period(_FIRST_DAY, day))
        if last is None:
            return
        yield last
        day = last.end - _DAY
