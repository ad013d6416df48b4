"""Figures that are not what the document says, or that cannot be put or held together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from beskplan.catalogue import ADDED_UNITS, Catalogue, Indicator
from beskplan.checks._base import CheckedPlan, Found, Level, check_plan
from beskplan.checks._judged import Judged, judged, moving_indicators, once, with_parts
from beskplan.checks._published import lacks
from beskplan.documents import Loc
from beskplan.errors import quoted
from beskplan.measures import AnyMeasure, Baseline, Case, IndicatorMeasure
from beskplan.measures._base import unlike_numbers
from beskplan.measures._change import BASELINE
from beskplan.measures._combined import Combined
from beskplan.measures._counts import ROLES, count_of
from beskplan.observations import Observations
from beskplan.periods import Covers, Period
from beskplan.rules._against import Against
from beskplan.rules.none import NoRule
from beskplan.rules.trend import Trend
from beskplan.rules.vs_expected import VsExpected
from beskplan.words import Text

_STATED: Final = ("window", "population", "unit")
_Said = tuple[Loc, str]
"""A path, and what is said of what stands there."""


@check_plan("BP206", Level.ERROR, "figures that are others than stated, or do not go together")
def unlike_figures(checked: CheckedPlan) -> Iterator[Found]:
    """Find figures of another window, unit or population than stated, and unfit ones together.

    What the document says of a figure (``stated``) and the catalogue does not confirm gives
    ``not-comparable`` for every area and period. So do months beside quarters, a sum over a
    year beside one month, windows that share days or cut the figures' periods, shares summed
    over time, areas weighed or members pooled without counts. An expected figure of another
    population gives a verdict, but a wrong one. Nothing is said of what holds for some periods
    alone, of surveys, which follow no calendar, and where a union or the area has a published
    figure of its own.

    Bad:
        measure: {indicator: tilbud, stated: {window: first 3 months}}
        rule: {type: vs-national-average, must_be: at-least}
    Good:
        measure: {indicator: tilbud, stated: {window: first 6 months}}
        rule: {type: vs-national-average, must_be: at-least}
    """
    odd = set()
    for placed in checked.targets:
        for path, whole in placed.target.measures():
            for inner, measure in with_parts(whole, path):
                for key, message in _unfit(measure, checked.catalogue):
                    odd.add((placed.loc, path))
                    yield placed.found((*inner, *key), message)
    yield from once(
        one.placed.found(loc, message)
        for one in judged(checked)
        if not {(one.placed.loc, path) for path in _measured_at(one)} & odd
        for loc, message in _unfit_rule(one, checked)
    )


def _measured_at(one: Judged) -> tuple[Loc, Loc]:
    """Return the paths of the measures that a rule holds together."""
    return one.asked.measure_at, (*one.path, "expected")


def _unfit(measure: AnyMeasure, catalogue: Catalogue) -> Iterator[_Said]:
    """Yield what is odd about a measure itself."""
    summed = measure.over is not None and measure.over.take == "sum"
    unit = measure.figure_unit(catalogue)
    if summed and unit not in ADDED_UNITS:
        message = f"numbers in {unit} cannot be added over time; write take: mean"
        yield ("over", "take"), message
    if isinstance(measure, IndicatorMeasure):
        indicator = catalogue[measure.indicator]
        yield from _not_as_stated(measure, indicator)
        yield from _not_pooled(measure, indicator, catalogue)


def _not_as_stated(measure: IndicatorMeasure, indicator: Indicator) -> Iterator[_Said]:
    for key in _STATED:
        said, known = getattr(measure.stated, key, None), getattr(indicator, key)
        if said is None or said == known:
            continue
        name = indicator.id
        if known is None:
            message = (
                f"the catalogue says nothing of the {key} of {name}, so {quoted(said)} cannot be "
                f"held against it; write {key}: there"
            )
        else:
            message = (
                f"the document says the {key} {quoted(said)}, the catalogue has {quoted(known)} "
                f"for {name}; measure an indicator that fits, or correct the one that is wrong"
            )
        yield ("stated", key), message


def _not_pooled(
    measure: IndicatorMeasure, indicator: Indicator, catalogue: Catalogue
) -> Iterator[_Said]:
    """Yield members that nothing can put together: no union, no sum, no counts."""
    for name, pooled in measure.pooled.items():
        dimension = indicator.dimensions[name]
        members = tuple(str(dimension.member_of(member)) for member in pooled)
        if not dimension.unions_of(members) and not _can_be_added(indicator, catalogue):
            without = _WITHOUT[indicator.is_share]
            message = (
                f"{indicator.id} has neither a union of these members nor {without}, so nothing "
                "can put them together; add what there is to the catalogue"
            )
            yield ("pooled", name), message


_WITHOUT: Final = {True: "numerator and denominator", False: "a unit that can be added"}


def _can_be_added(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether figures of members, or of areas, can be put together: counts, or shares of them."""
    if indicator.unit in ADDED_UNITS:
        return True
    counts = [count_of(catalogue, indicator, role) for role in ROLES]
    return indicator.is_share and None not in counts


def _unfit_rule(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield what a rule compares with in vain, or wrongly."""
    if isinstance(one.rule, NoRule):
        return
    told = [*_not_weighed(one, checked.catalogue), *_of_others(one, checked.catalogue)]
    never = None if told else _never(one, checked)
    yield from told if never is None else [never]


def _not_weighed(one: Judged, catalogue: Catalogue) -> Iterator[_Said]:
    """Yield areas that are put together without counts."""
    against = vars(one.rule).get("against")
    if not isinstance(against, Against):
        return
    for indicator in moving_indicators(one.measure, catalogue):
        if _is_weighed(against, indicator) and not _can_be_added(indicator, catalogue):
            message = (
                f"areas cannot be weighed together without {_WITHOUT[indicator.is_share]} of "
                f"{indicator.id}; add what there is to the catalogue, or name areas and "
                "average: plain"
            )
            yield (*one.path, "against"), message


def _is_weighed(against: Against, indicator: Indicator) -> bool:
    """Whether areas are put together, and no published figure stands for them."""
    if against.rest_of is not None:
        return True
    is_published = against.named is not None and not lacks(indicator, against.named.kind)
    return against.average == "weighted" and not is_published


def _of_others(one: Judged, catalogue: Catalogue) -> Iterator[_Said]:
    """Yield an expected figure that counts others than the own one."""
    if not isinstance(one.rule, VsExpected):
        return
    mine, other = one.measure.main(catalogue), one.rule.expected.main(catalogue)
    for key in ("window", "population"):
        here, there = getattr(mine, key), getattr(other, key)
        if here is not None and there is not None and here != there:
            message = (
                f"the figure has the {key} {quoted(here)}, the expected one {quoted(there)}; "
                "expect what is counted in the same way, or correct the catalogue"
            )
            yield (*one.path, "expected"), message


def _never(one: Judged, checked: CheckedPlan) -> _Said | None:
    """Return why no period that may decide can be judged, whatever the figures are."""
    covers = one.measure.main(checked.catalogue).covers
    if covers is Covers.SURVEY:
        return None
    periods = one.asked.judged(covers, checked.plan.years)[:_NEWEST]
    newest = None
    for period in periods:
        said = next(_unlike(one, _unanswered(one, period, checked)), None)
        if said is None:
            return None
        newest = newest or said
    return newest


def _unanswered(one: Judged, period: Period, checked: CheckedPlan) -> Case:
    """Return what is asked of a period, without any figure to answer with."""
    plan = checked.plan
    return Case(
        Observations(),
        checked.catalogue,
        plan.municipality,
        period,
        plan.years,
        one.asked.baseline,
    )


def _unlike(one: Judged, case: Case) -> Iterator[_Said]:
    """Yield why a period cannot be judged: what is held together is of different time."""
    yield from _unlike_in(one.measure, one.asked.measure_at, case)
    rule, at = one.rule, one.asked.rule_at
    if isinstance(rule, VsExpected):
        yield from _unlike_in(rule.expected, (*at, "expected"), case)
        unlike = unlike_numbers((one.measure, rule.expected), case)
        yield from _told((*at, "expected"), unlike, _ONE_LENGTH)
    if isinstance(rule, Trend):
        before = _then("a year before" if rule.step == "year" else _LAST, one.measure, case)
        yield from _told(at, _apart(one.measure, case, before), _SHORTER)
    if rule.needs_baseline:
        before = _then(BASELINE, one.measure, case)
        yield from _told(one.asked.baseline_at, _apart(one.measure, case, before), _FROM_LIKE)


def _unlike_in(measure: AnyMeasure, at: Loc, case: Case) -> Iterator[_Said]:
    """Yield why a measure has no number for a period, whatever its figures are."""
    if isinstance(measure, Combined):
        yield from _told(at, measure.unlike_parts(case), _ONE_LENGTH)
        for index, part in enumerate(measure.parts):
            yield from _unlike_in(part, (*at, measure.key, index), case)
    if measure.over is not None:
        span, step = measure.over.span(case.period), case.period.months
        if span is None or not span.months or not step or span.months % step:
            yield from _told((*at, "over"), _CUT, _WHOLE_WINDOW)
    if measure.change is not None:
        before = _then(measure.change.since, measure, case)
        yield from _told((*at, "change"), _apart(measure, case, before), _FROM_LIKE)


def _told(at: Loc, unlike: Text | None, instead: str) -> Iterator[_Said]:
    if unlike is not None:
        yield at, f"every verdict is not-comparable: {unlike.en}; {instead}"


def _apart(measure: AnyMeasure, case: Case, before: Period | None) -> Text | None:
    return None if before is None else measure.unlike(case.period, before)


def _then(since: Period | str, measure: AnyMeasure, case: Case) -> Period | None:
    """Return the period that is counted from; None of a stated figure, and where none is."""
    if since == BASELINE:
        baseline = case.baseline
        if not isinstance(baseline, Baseline) or baseline.value is not None:
            return None
        since = baseline.period
    if isinstance(since, Period):
        return since
    try:
        return measure.before(case, "a year before" if since == "a year before" else _LAST)
    except ValueError:  # no calendar has it
        return None


_LAST: Final = "the period before"
_CUT: Final = Text(
    "vinduet er ikke et helt antal af tallenes perioder",
    "the window is not a whole number of the figures' periods",
)
_NEWEST: Final = 12
"""As many of the newest periods show what no period can: every place of the calendar."""
_FROM_LIKE: Final = "count from a period of the same length, without days in common"
_WHOLE_WINDOW: Final = "choose a window that is a whole number of them"
_ONE_LENGTH: Final = "put figures together that cover one length and one window"
_SHORTER: Final = "choose a longer step, or a shorter window"
