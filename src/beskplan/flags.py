"""What a careful reader must know about a verdict. Flags never change a status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from beskplan.catalogue import COUNTED_UNITS
from beskplan.deadlines import Judged
from beskplan.measures import AnyMeasure, Case
from beskplan.observations import Figure
from beskplan.periods import Covers, Period
from beskplan.results import Flag, Status
from beskplan.target import Target

SMALL: Final = 20


def flags_of(target: Target, judged: Judged, case: Case, as_of: date) -> tuple[Flag, ...]:
    """Return the flags of a verdict in the order of `Flag`."""
    raised = set(_raised(target, judged, case, as_of))
    return tuple(flag for flag in Flag if flag in raised)


def _raised(target: Target, judged: Judged, case: Case, as_of: date) -> Iterator[Flag]:
    if target.is_ambiguous:
        yield Flag.AMBIGUOUS_WORDING
    if target.measure is None:
        return
    if _pulls_against(target, case, target.measure):
        yield Flag.DIRECTION_CONFLICT
    decided = judged.status in (Status.MET, Status.MISSED)
    if decided and judged.judgement.flips_within_rounding:
        yield Flag.WITHIN_ROUNDING
    own = judged.judgement.observed
    if own is None or own.value is None or judged.period is None:
        return
    yield from _of_figures(judged, own.figures, case)
    if judged.period.ends_before(case.years):
        yield Flag.FIGURES_BEFORE_PLAN
    elif _is_stale(judged.period, case, target.measure, as_of):
        yield Flag.STALE


def _of_figures(judged: Judged, own: tuple[Figure, ...], case: Case) -> Iterator[Flag]:
    if any(count < SMALL for count in _counts(own, case)) or _withheld(own, case):
        yield Flag.SMALL_NUMBERS
    figures = [figure for one in judged.judgement.measured for figure in one.figures]
    if any(figure.provisional for figure in figures):
        yield Flag.PROVISIONAL
    if _spans_break(figures, case):
        yield Flag.SERIES_BREAK


def _pulls_against(target: Target, case: Case, measure: AnyMeasure) -> bool:
    better = measure.better(case.catalogue)
    wanted = target.asked.direction
    return wanted is not None and better not in ("neither", wanted)


def _beside(figure: Figure, case: Case) -> Iterator[Figure]:
    """Yield the published rows of a share's numerator and denominator."""
    indicator = case.catalogue[figure.key.indicator]
    for name in (indicator.numerator, indicator.denominator):
        if name is not None:
            row = case.observations.figures.get(replace(figure.key, indicator=name))
            if row is not None:
                yield row


def _counts(figures: tuple[Figure, ...], case: Case) -> Iterator[Decimal]:
    """Yield the counts behind own figures; an indicator's counts of one period are one group."""
    groups: dict[tuple[str, Period], Decimal] = {}
    for figure in figures:
        unit = case.catalogue[figure.key.indicator].unit
        rows = [figure] if unit in COUNTED_UNITS - {"place"} else list(_beside(figure, case))
        for row in rows:
            if row.value is not None:
                name = row.key.indicator, row.key.period
                groups[name] = groups.get(name, Decimal(0)) + row.value
    yield from groups.values()


def _withheld(figures: tuple[Figure, ...], case: Case) -> bool:
    """Whether a share is printed while its count is not."""
    return any(row.value is None for figure in figures for row in _beside(figure, case))


def _spans_break(figures: list[Figure], case: Case) -> bool:
    """Whether figures of one indicator lie on both sides of a break of its series."""
    periods: dict[str, list[Period]] = {}
    for figure in figures:
        periods.setdefault(figure.key.indicator, []).append(figure.key.period)
    return any(
        min(spans).start < cut.at.start <= max(spans).end
        for name, spans in periods.items()
        for cut in case.catalogue[name].series_breaks
    )


def _is_stale(period: Period, case: Case, measure: AnyMeasure, as_of: date) -> bool:
    """Whether the next period inside the plan's years should have been published."""
    indicator = measure.main(case.catalogue)
    if any(one > period and one.end <= case.years.end for one in measure.periods(case)):
        return True
    following = _following(period, indicator.covers)
    if indicator.lag is None or following is None:
        return False
    published = following.shifted(indicator.lag).end
    return following.end <= case.years.end and published < as_of


def _following(period: Period, covers: Covers) -> Period | None:
    """Return the last months of the next period of a series; None where no calendar tells."""
    if period.months is None or covers is Covers.SURVEY:
        return None
    last = Period.of_month(period.year, period.end.month)
    steps = {Covers.FOUR_QUARTERS: 3, Covers.YEAR_TO_DATE: 1}
    return last.shifted(steps.get(covers, period.months))
