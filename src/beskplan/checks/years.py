"""What a plan asks for in time: levels by year, deadlines, baselines, breaks of series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from beskplan.catalogue import Indicator, SeriesBreak
from beskplan.checks._asked import Asked, periods_ending_in
from beskplan.checks._base import CheckedPlan, Found, Level, Placed, check_plan
from beskplan.documents import Loc
from beskplan.due import Due
from beskplan.errors import quoted
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.measures._change import BASELINE
from beskplan.measures._combined import Combined
from beskplan.observations import Observations
from beskplan.periods import Covers, Period
from beskplan.rules import AnyRule
from beskplan.rules._base import Schedule
from beskplan.rules.trend import Trend
from beskplan.target import Version

_DAY: Final = timedelta(days=1)
_UNTOLD: Final = (Covers.FOUR_QUARTERS, Covers.YEAR_TO_DATE, Covers.SURVEY)
"""Lengths of which only the figures tell which period is the one before."""


@check_plan("BP211", Level.WARNING, "a change, trend or window spans a break of the series")
def across_a_break(checked: CheckedPlan) -> Iterator[Found]:
    """Find changes, trends, windows and baselines that reach back across a series break.

    From a break on, figures are counted in another way, and what has changed may be the way of
    counting. The verdict then carries the flag series-break, which is too late for a plan that
    can still be mended. It is told for which of the figures that may decide; a figure that
    stands alone spans nothing, nor does one whose break lies wholly before or after.

    Bad:
        rule: {type: trend, must_be: falling, step: year}
        indicators: [{id: ledige, series_breaks: [{at: 2023M01, why: Ny opgørelse}]}]
    Good:
        rule: {type: trend, must_be: falling, step: year}
        indicators: [{id: ledige, series_breaks: [{at: 2022M01, why: Ny opgørelse}]}]
    """
    for placed in checked.targets:
        for asked in placed.asked:
            for measure, at in _judged_numbers(asked):
                for message in _broken(checked, asked, measure):
                    yield placed.found(_cause(asked, measure, at)[1], message)


def _judged_numbers(asked: Asked) -> Iterator[tuple[AnyMeasure, Loc]]:
    """Yield what a rule measures, and what it expects."""
    if asked.measure is None or not asked.decides:
        return
    yield asked.measure, asked.measure_at
    for inner, measure in asked.rule.measures():
        yield measure, (*asked.rule_at, *inner)


def _broken(checked: CheckedPlan, asked: Asked, measure: AnyMeasure) -> Iterator[str]:
    """Yield what to say of each break that a measure and its rule reach back across."""
    names = dict.fromkeys(measure.indicators())
    cuts = [(name, cut) for name in names for cut in checked.catalogue[name].series_breaks]
    covers = measure.main(checked.catalogue).covers
    if not cuts or (covers is Covers.SURVEY and measure.over is not None):
        return
    periods = asked.judged(covers, checked.plan.years)
    cuts = [(name, cut) for name, cut in cuts if periods and cut.at.start <= periods[0].end]
    if not cuts:
        return
    reaching = [(period, _first_day(checked, asked, measure, period)) for period in periods]
    for name, cut in cuts:
        at = cut.at.start
        spanning = [
            period
            for period, first in reaching
            if first < min(at, period.start) and at <= period.end
        ]
        if spanning:
            which = _which(spanning, among=len(reaching))
            yield _across(_cause(asked, measure, ())[0], name, which, cut)


def _which(periods: list[Period], among: int) -> str:
    """Say which figures are meant, the newest of which comes first."""
    if 1 < among == len(periods):
        return "every figure that is judged"
    last, first = periods[0], periods[-1]
    return f"the figure of {first}" if first == last else f"the figures of {first} to {last}"


def _across(what: str, name: str, which: str, cut: SeriesBreak) -> str:
    return (
        f"{what} spans a break of {name} for {which}: from {cut.at} on it is counted in another "
        f"way ({quoted(cut.why)}); keep to one side of it, or allow it with the reason"
    )


def _cause(asked: Asked, measure: AnyMeasure, at: Loc) -> tuple[str, Loc]:
    """Return what puts figures of several periods together, and where it stands."""
    if isinstance(asked.rule, Trend):
        return "the trend", asked.rule_at
    if asked.rule.needs_baseline:
        return "the change since the baseline", asked.baseline_at
    if measure.change is not None:
        return "the change", (*at, "change")
    if measure.over is not None:
        return "the window", (*at, "over")
    return "the measure", at


def _first_day(checked: CheckedPlan, asked: Asked, measure: AnyMeasure, period: Period) -> date:
    """Return the first day of all the figures that judge a period, as far as the plan tells."""
    case = _case(checked, asked, period)
    earliest = _earliest_of_rule(asked.rule, measure, case)
    first = _start(measure, case)
    return first if earliest is None else min(first, _start(measure, case.at(period=earliest)))


def _case(checked: CheckedPlan, asked: Asked, period: Period) -> Case:
    plan = checked.plan
    return Case(
        Observations(),
        checked.catalogue,
        plan.municipality,
        period,
        plan.years,
        baseline=asked.baseline,
    )


def _start(measure: AnyMeasure, case: Case) -> date:
    """Return the first day of the figures that one number is made of."""
    periods = [case.period]
    then = _then(measure, case)
    if then is not None:
        periods.append(then)
    days = [measure.span(period).start for period in periods]
    for part in measure.parts if isinstance(measure, Combined) else ():
        days += [_start(part, case.at(period=period)) for period in periods]
    return min(days)


def _then(measure: AnyMeasure, case: Case) -> Period | None:
    """Return the period that a measure's change counts from, None without or where none tells."""
    if measure.change is None:
        return None
    if measure.change.since != BASELINE:
        return _counted_from(measure.change.since, measure, case)
    if isinstance(case.baseline, Baseline):
        return _counted_from(case.baseline.period, measure, case)
    return None


def _counted_from(since: Period | str, measure: AnyMeasure, case: Case) -> Period | None:
    if isinstance(since, Period):
        return since
    untold = measure.main(case.catalogue).covers in _UNTOLD
    try:
        if since == "a year before":
            return case.period.a_year_before()
        return case.period.previous() if since == "the period before" and not untold else None
    except ValueError:  # no calendar has it
        return None


def _earliest_of_rule(rule: AnyRule, measure: AnyMeasure, case: Case) -> Period | None:
    """Return the earliest period that a trend or a baseline holds against the judged one."""
    if isinstance(rule, Trend):
        return _steps_back(rule, measure, case)
    if rule.needs_baseline and isinstance(case.baseline, Baseline):
        return _counted_from(case.baseline.period, measure, case)
    return None


def _steps_back(rule: Trend, measure: AnyMeasure, case: Case) -> Period | None:
    """Return the period from which a trend begins; a year of weeks has 52 of them here."""
    period, yearly = case.period, rule.step == "year"
    if not yearly and measure.main(case.catalogue).covers in _UNTOLD:
        return None
    try:
        if period.months is not None:
            return period.shifted(-rule.steps * (12 if yearly else period.months))
        back = rule.steps * timedelta(weeks=52 if yearly else 1)
        return Period(period.start - back, period.end - back)
    except ValueError:  # no calendar has it
        return None


@check_plan("BP212", Level.WARNING, "no level is set for a year of the plan")
def years_without_level(checked: CheckedPlan) -> Iterator[Found]:
    """Find schedules that have no level for a year of the plan, and versions with a hole.

    A figure of such a year is not-set, whatever it is: nothing is interpolated, and no level is
    taken from the year before. Only years whose figure may decide are asked for: those of the
    deadline or the named period where there is one, those in which the version is in force. A
    decision that begins after the plan does leaves no hole.

    Bad:
        plan: {years: 2023-2025}
        rule: {type: threshold, at_most: {by_year: {2023: 4.0, 2025: 3.5}}}
    Good:
        plan: {years: 2023-2025}
        rule: {type: threshold, at_most: {by_year: {2023: 4.0, 2024 onwards: 3.5}}}
    """
    years = checked.plan.years
    for placed in checked.targets:
        for asked in placed.asked:
            for at, schedule in _schedules(asked.rule):
                gone = [year for year in _years_of(asked, years) if schedule.level(year) is None]
                if gone:
                    yield placed.found((*asked.rule_at, *at, "by_year"), _no_level(gone))
        for message in _holes(placed.target.versions or (), years):
            yield placed.found(("versions",), message, at_key=True)


def _no_level(gone: list[int]) -> str:
    several = len(gone) > 1
    return (
        f"by_year has no level for {_listed(gone)}, so a figure of "
        f"{'these years' if several else 'that year'} is not-set; add "
        f"{'them' if several else 'it'}, or let a level hold onwards"
    )


def _listed(years: list[int]) -> str:
    """Return years as ``2023``, ``2023 and 2025``, or ``2023 to 2030`` where none is missing."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    *first, last = map(str, years)
    return f"{', '.join(first)} and {last}" if first else last


def _schedules(rule: AnyRule) -> Iterator[tuple[Loc, Schedule]]:
    """Yield the levels by year of a rule, with their paths."""
    for key in type(rule).model_fields:
        written = getattr(rule, key)
        for number, one in enumerate(written if isinstance(written, tuple) else (written,)):
            if isinstance(one, Schedule):
                yield ((key, number) if isinstance(written, tuple) else (key,)), one


def _years_of(asked: Asked, years: Period) -> list[int]:
    """Return the years whose level may decide; before the plan's years it is that of the first."""
    days, (first, last) = asked.deciding(years), asked.in_force
    found = {
        max(year, years.start.year)
        for year in range(days.start.year, days.end.year + 1)
        if first.year <= year <= last.year
    }
    return sorted(found)


def _holes(versions: tuple[Version, ...], years: Period) -> Iterator[str]:
    spans = sorted(version.in_force for version in versions)
    for (_, before), (after, _) in pairwise(spans):
        first, last = max(before + _DAY, years.start), min(after - _DAY, years.end)
        if first <= last:
            yield (
                f"no version is in force in {Period(first, last)}, so a figure from then is "
                "not-set; let one version begin where the other ends"
            )


@check_plan("BP213", Level.NOTE, "a level for a year outside the plan's years")
def levels_outside_the_years(checked: CheckedPlan) -> Iterator[Found]:
    """Find levels for years that the plan does not cover.

    The level of a year before the plan's is never used: figures from then take the level of the
    plan's first year. That of a later year counts only where somebody asks for a later period by
    name. Either is often a slip in the year; a document that says where it comes from, or goes
    on to, may be written as it is. Years that a deadline or a named period reaches are used.

    Bad:
        rule: {type: threshold, at_most: {by_year: {2022: 4.5, 2023: 4.0}}}
    Good:
        rule: {type: threshold, at_most: {by_year: {2023: 4.0}}}
    """
    years = checked.plan.years
    for placed in checked.targets:
        every = placed.asked
        used = {*range(years.start.year, years.end.year + 1)}
        used |= {year for asked in every for year in _years_of(asked, years)}
        for asked in every:
            for at, schedule in _schedules(asked.rule):
                for key, message in _unused_levels(schedule, used, years):
                    loc = (*asked.rule_at, *at, "by_year", key)
                    yield placed.found(loc, message, at_key=True)


def _unused_levels(schedule: Schedule, used: set[int], years: Period) -> Iterator[tuple[str, str]]:
    for key in schedule.by_year:
        year = int(key[:4])
        onwards = key.endswith("onwards")
        if year in used or (onwards and year <= max(used)):
            continue
        yield key, _too_early(year, years) if year < years.start.year else _too_late(key, years)


def _too_early(year: int, years: Period) -> str:
    return (
        f"the level of {year} is never used: the plan begins with {years.start.year}, and figures "
        "from before take the level of that year; delete it"
    )


def _too_late(key: str, years: Period) -> str:
    return (
        f"the level of {key} lies after the plan's years, {years}: it counts only where a period "
        "from then is asked for by name; delete it, or correct the year"
    )


@check_plan("BP214", Level.WARNING, "a deadline or a version outside the plan's years")
def deadlines_outside_the_years(checked: CheckedPlan) -> Iterator[Found]:
    """Find deadlines before the plan begins or after it ends, and versions never in force in it.

    A deadline that is past when the plan begins is decided by a figure that the plan had no part
    in; one after its end falls due when the plan is over. Both are mostly a slip in the year. A
    promise that looks further ahead is allowed with that reason. A named period after the plan's
    end is told, too. A period from before the plan is a starting position (BP217), and a version
    that a deadline of its own reaches is not outside.

    Bad:
        due: {by_end: 2032}
    Good:
        due: {by_end: 2023}
    """
    years = checked.plan.years
    for placed in checked.targets:
        every = placed.asked
        for asked in every:
            message = _outside(asked.due, years) if asked.due and not asked.period else ""
            if asked.due and message:
                yield placed.found((*asked.due_at, asked.due.kind), message)
            if asked.period and asked.period.end > years.end:
                yield placed.found(asked.period_at, _later_period(asked.period, years))
        yield from _versions_outside(placed, every, years)


def _outside(due: Due, years: Period) -> str:
    meant = getattr(due, due.kind)
    if not isinstance(meant, Period):
        return ""
    if meant.end < years.start:
        return (
            f"the deadline {meant} is past before the plan's years, {years}, begin; "
            "correct the year"
        )
    if meant.end > years.end:
        return (
            f"the deadline {meant} ends after the plan's years, {years}; correct it, or allow it "
            "where the document looks further ahead"
        )
    return ""


def _later_period(period: Period, years: Period) -> str:
    return (
        f"the period {period} ends after the plan's years, {years}; correct it, or let a deadline "
        "say what falls due then"
    )


def _versions_outside(placed: Placed, every: Sequence[Asked], years: Period) -> Iterator[Found]:
    for number, version in enumerate(placed.target.versions or ()):
        first, last = version.in_force
        reached = [asked.deciding(years) for asked in every if asked.in_force == (first, last)]
        if any(days.start <= last and first <= days.end for days in (years, *reached)):
            continue
        key, when = ("valid_to", "before") if last < years.start else ("valid_from", "after")
        yield placed.found(
            ("versions", number, key),
            f"this version is in force only {when} the plan's years, {years}; correct the year, "
            "or delete the version",
        )


@check_plan("BP215", Level.WARNING, "what is counted from lies in the plan's years")
def baselines_inside_the_years(checked: CheckedPlan) -> Iterator[Found]:
    """Find baselines, and changes since a named period, that end in the plan's years or later.

    What the plan brings about is counted from where things stood before it. A baseline inside
    its years holds its results against themselves: figures up to then have no verdict, and what
    was reached by then does not count. One after its years leaves no figure to judge. A baseline
    that nothing counts from, and one that moves along, are none of this.

    Bad:
        measure: {indicator: ledige}
        baseline: {period: 2023M03}
        rule: {type: change-from-baseline, down_by: 0.5, as: points}
    Good:
        measure: {indicator: ledige}
        baseline: {period: 2022M03}
        rule: {type: change-from-baseline, down_by: 0.5, as: points}
    """
    years = checked.plan.years
    for placed in checked.targets:
        for asked in placed.asked:
            for at, what, period in _counting_from(asked):
                if period.end >= years.start:
                    yield placed.found(at, _inside(what, period, years))


def _counting_from(asked: Asked) -> Iterator[tuple[Loc, str, Period]]:
    """Yield the fixed periods that a rule or its measures count from, and where they stand."""
    since = []
    for measure, at in _judged_numbers(asked):
        since += [(loc, one.change.since) for loc, one in _every(measure, at) if one.change]
    from_baseline = asked.rule.needs_baseline or any(period == BASELINE for _, period in since)
    baseline = asked.baseline
    if from_baseline and isinstance(baseline, Baseline) and isinstance(baseline.period, Period):
        yield (*asked.baseline_at, "period"), "the baseline", baseline.period
    for loc, period in since:
        if isinstance(period, Period):
            yield (*loc, "change", "since"), "the change counts from", period


def _every(measure: AnyMeasure, at: Loc) -> Iterator[tuple[Loc, AnyMeasure]]:
    """Yield a measure and those that it is made of, with their paths."""
    yield at, measure
    if isinstance(measure, Combined):
        for number, part in enumerate(measure.parts):
            yield from _every(part, (*at, measure.key, number))


def _inside(what: str, period: Period, years: Period) -> str:
    said = f"{what} {period}" if what.endswith("from") else f"{what} is {period}"
    if period.start > years.end:
        return f"{said}, after the plan's years, {years}: no figure of them is later; correct it"
    where = "in" if years.contains(period) else "which reaches into"
    return (
        f"{said}, {where} the plan's years, {years}, so the plan is held against its own "
        "results; name a period before them"
    )


@check_plan("BP216", Level.ERROR, "a deadline that can never decide")
def deadlines_without_figures(checked: CheckedPlan) -> Iterator[Found]:
    """Find deadlines within which no figure ends, and those beside a named period.

    A yearly figure never ends within May: what must be reached or kept during that month is
    no-data for ever. And a period that is named is judged whatever the deadline says, also while
    that lies ahead. `by_end` is judged by the figure that holds its last day, surveys follow no
    calendar, and a part or a reading may name a period in place of the target's deadline.

    Bad:
        measure: {indicator: placering}
        rule: {type: threshold, at_most: 20}
        due: {during: 2023M05}
    Good:
        measure: {indicator: placering}
        rule: {type: threshold, at_most: 20}
        due: {during: 2023Q2}
    """
    for placed in checked.targets:
        for asked in placed.asked:
            if asked.measure is None or asked.due is None or not asked.decides:
                continue
            indicator = asked.measure.main(checked.catalogue)
            if asked.period is None and _holds_no_end(asked.due, indicator.covers):
                message = _no_end(asked.due, indicator)
                yield placed.found((*asked.due_at, asked.due.kind), message)
            if asked.period is not None and asked.period_at[:-1] == asked.due_at[:-1]:
                yield placed.found(asked.due_at, _beside(asked.period), at_key=True)


def _holds_no_end(due: Due, covers: Covers) -> bool:
    meant = getattr(due, due.kind)
    if due.kind == "by_end" or covers is Covers.SURVEY or not isinstance(meant, Period):
        return False
    return not periods_ending_in(covers, meant)


def _no_end(due: Due, indicator: Indicator) -> str:
    return (
        f"a figure of {indicator.id} covers {_LENGTHS[indicator.covers]}, and none ends within "
        f"{getattr(due, due.kind)}; name a longer time, or write by_end"
    )


def _beside(period: Period) -> str:
    return (
        f"the period {period} is judged whatever the deadline says; leave one of them out: due to "
        "judge that period, period to judge by the deadline"
    )


_LENGTHS: Final[Mapping[Covers, str]] = {
    Covers.MONTH: "a month",
    Covers.QUARTER: "a quarter",
    Covers.HALF_YEAR: "half a year",
    Covers.YEAR: "a year",
    Covers.FOUR_QUARTERS: "four quarters",
    Covers.YEAR_TO_DATE: "the year to date",
    Covers.WEEK: "a week",
    Covers.SURVEY: "a survey",
}


@check_plan("BP217", Level.NOTE, "the judged period lies before the plan's years")
def starting_positions(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that name a period from before the plan as the one that is judged.

    Such a verdict says where the plan started, however long it has been in force: newer figures
    never count, because a period that a plan names stays. Without it the newest figure of the
    plan's years is judged, and until there is one the starting position, flagged as such.

    Bad:
        period: 2022M08
    Good:
        period: 2023M08
    """
    years = checked.plan.years
    for placed in checked.targets:
        for asked in placed.asked:
            if asked.period is not None and asked.period.end < years.start:
                yield placed.found(
                    asked.period_at,
                    f"the period {asked.period} lies before the plan's years, {years}, so no "
                    "figure of these is ever judged; leave period out to follow the plan",
                )


@check_plan("BP218", Level.WARNING, "a named period is of another length than the figures")
def periods_of_another_length(checked: CheckedPlan) -> Iterator[Found]:
    """Find named periods that no figure of the indicator covers.

    A period is looked up as it is written: a year has no figure where one is published for each
    month, and the verdict is no-data, unless the files happen to hold figures of both lengths. A
    mean of the year is written with ``over``. A survey may be held at any time.

    Bad:
        measure: {indicator: ledige}
        period: 2023
    Good:
        measure: {indicator: ledige, over: {from: this year, take: mean}}
        period: 2023M12
    """
    for placed in checked.targets:
        for asked in placed.asked:
            if asked.period is None or asked.measure is None:
                continue
            indicator = asked.measure.main(checked.catalogue)
            if not indicator.covers.fits(asked.period):
                yield placed.found(asked.period_at, _other_length(asked.period, indicator))


def _other_length(period: Period, indicator: Indicator) -> str:
    return (
        f"{period} is no period of {indicator.id}, a figure of which covers "
        f"{_LENGTHS[indicator.covers]}; name one, or leave period out"
    )
