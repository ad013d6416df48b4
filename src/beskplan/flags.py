"""What a careful reader must know about a verdict. Flags never change a status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from beskplan.catalogue import COUNTED_UNITS
from beskplan.deadlines import Judged, newest_of
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.measures._counts import ROLES, count_beside
from beskplan.measures.difference_of import DifferenceOf
from beskplan.measures.ratio_of import RatioOf
from beskplan.observations import Figure, Key
from beskplan.periods import Covers, Period
from beskplan.results import Flag, Status
from beskplan.target import Target
from beskplan.words import PLACE

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
    yield from _of_figures(judged, own.figures, case, target.measure)
    if _spans_break(judged, case, target, target.measure):
        yield Flag.SERIES_BREAK
    if judged.period.ends_before(case.years):
        yield Flag.FIGURES_BEFORE_PLAN
    elif _is_stale(judged.period, case, target.measure, as_of):
        yield Flag.STALE


def _of_figures(
    judged: Judged, own: tuple[Figure, ...], case: Case, measure: AnyMeasure
) -> Iterator[Flag]:
    if any(count < SMALL for count in _counts(own, case, measure)) or _withheld(own, case):
        yield Flag.SMALL_NUMBERS
    figures = [figure for one in judged.judgement.measured for figure in one.figures]
    if any(figure.provisional for figure in figures):
        yield Flag.PROVISIONAL


def _pulls_against(target: Target, case: Case, measure: AnyMeasure) -> bool:
    better = measure.better(case.catalogue)
    wanted = target.asked.direction
    return wanted is not None and better not in ("neither", wanted)


def _beside(figure: Figure, case: Case) -> list[Figure]:
    """Return the published rows of a share's numerator and denominator."""
    rows = (count_beside(case, figure, role) for role in ROLES)
    return [row for row in rows if row is not None]


def _counts(figures: tuple[Figure, ...], case: Case, measure: AnyMeasure) -> Iterator[Decimal]:
    """Yield the counts behind own figures; an indicator's counts of one period are one group.

    The two sides of a difference or a ratio are two groups. A count that several members share
    counts once.
    """
    rows: dict[Key, Decimal] = {}
    for figure in figures:
        unit = case.catalogue[figure.key.indicator].unit
        counted = unit in COUNTED_UNITS - {PLACE}
        for row in [figure] if counted else _beside(figure, case):
            if row.value is not None:
                rows[row.key] = row.value
    apart = isinstance(measure, DifferenceOf | RatioOf)
    groups: dict[tuple[object, ...], Decimal] = {}
    for key, value in rows.items():
        name = (key.indicator, key.area, key.period, key.segment if apart else None)
        groups[name] = groups.get(name, Decimal(0)) + value
    yield from groups.values()


def _withheld(figures: tuple[Figure, ...], case: Case) -> bool:
    """Whether a share is printed while its count is not."""
    return any(row.value is None for figure in figures for row in _beside(figure, case))


def _spans_break(judged: Judged, case: Case, target: Target, measure: AnyMeasure) -> bool:
    """Whether what is compared or put together lies on both sides of a break of a series.

    Figures are held against the breaks of their own indicator, and all of them, with a period
    that the plan states a figure for, against those of the indicators that are measured.
    """
    figures = [figure for one in judged.judgement.measured for figure in one.figures]
    counted = {*measure.indicators(), *(figure.key.indicator for figure in figures)}
    if not any(case.catalogue[name].series_breaks for name in counted):
        return False
    spans: dict[str, list[Period]] = {}
    for figure in figures:
        spans.setdefault(figure.key.indicator, []).append(figure.key.period)
    stated = [_stated_for(target, case, measure)]
    together = [figure.key.period for figure in figures]
    together += [period for period in stated if period is not None]
    if judged.period is not None:
        together.append(judged.period)
    for name in measure.indicators():
        spans[name] = together
    return any(
        min(one.start for one in periods) < cut.at.start <= max(one.end for one in periods)
        for name, periods in spans.items()
        for cut in case.catalogue[name].series_breaks
    )


def _stated_for(target: Target, case: Case, measure: AnyMeasure) -> Period | None:
    """Return the period of a baseline, whose figure the plan itself may state."""
    baseline = target.baseline
    if target.asked.needs_baseline and isinstance(baseline, Baseline):
        return baseline.period if isinstance(baseline.period, Period) else None
    return measure.counts_from(replace(case, baseline=baseline))


def _is_stale(period: Period, case: Case, measure: AnyMeasure, as_of: date) -> bool:
    """Whether the next period inside the plan's years should have been published."""
    indicator = measure.main(case.catalogue)
    newest = newest_of(measure.timeline(case), case.years)
    if newest is not None and newest > period:
        return True
    following = None if indicator.lag is None else _following(period, indicator.covers)
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
