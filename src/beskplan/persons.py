"""A gap in persons: how many persons would meet the target, the comparator held still."""

from __future__ import annotations

from dataclasses import replace as _replace
from decimal import Decimal
from math import ceil, floor

from beskplan.catalogue import Indicator
from beskplan.measures import AnyMeasure, Case
from beskplan.numbers import Value
from beskplan.observations import Figure
from beskplan.results import Judgement, Measured, Persons, Status
from beskplan.words import PERCENT


def persons_of(judgement: Judgement, case: Case, measure: AnyMeasure) -> Persons | None:
    """Return the gap of a share in whole persons (cases, companies …), None without a count.

    The denominator is the published one, else worked back from the count and the rounded
    share where every whole denominator that fits gives the same answer.
    """
    share = judgement.observed
    if share is None or share.value is None or share.unit != PERCENT:
        return None  # a place is no share, though the measure behind it may be
    if not _is_share(measure, case):
        return None
    count, total = _counts(share, case, measure.main(case.catalogue))
    if count is None:
        return None
    expected = _expected_count(judgement, case)
    if expected is not None:
        return _checked(Persons(count, _distance(judgement, count, expected)), judgement)
    if total is not None:
        needed = _needed(judgement, total)
        return _checked(Persons(count, _distance(judgement, count, needed)), judgement)
    return _checked(_worked_back(judgement, share.value, count), judgement)


def _is_share(measure: AnyMeasure, case: Case) -> bool:
    return measure.is_direct and measure.unit(case.catalogue) == PERCENT


def _counts(share: Measured, case: Case, indicator: Indicator) -> tuple[int | None, int | None]:
    """Return numerator and denominator: beside the published share, or those it was made of."""
    figures = share.figures
    names = (indicator.numerator, indicator.denominator)
    if len(figures) == 1 and figures[0].key.indicator == indicator.id:
        above, below = (_beside(case, figures[0], name) for name in names)
        return above, below
    periods = {figure.key.period for figure in figures}
    if len(periods) != 1 or {figure.key.indicator for figure in figures} != set(names):
        return None, None
    above, below = (_added(figures, name) for name in names)
    return above, below


def _added(figures: tuple[Figure, ...], indicator: str | None) -> int | None:
    """Return the sum of an indicator's figures, if it is whole."""
    parts = [figure.value for figure in figures if figure.key.indicator == indicator]
    total = sum((part for part in parts if part is not None), Decimal(0))
    return int(total) if total == total.to_integral_value() else None


def _beside(case: Case, share: Figure, indicator: str | None) -> int | None:
    """Return the published count of another indicator for the same key, if it is whole."""
    if indicator is None:
        return None
    key = _replace(share.key, indicator=indicator)
    figure = case.observations.figures.get(key)
    if figure is None or figure.value is None or figure.value != figure.value.to_integral_value():
        return None
    return int(figure.value)


def _expected_count(judgement: Judgement, case: Case) -> int | None:
    """Return the published numerator of an expected share of the same area."""
    compared = judgement.comparator
    if compared is None or compared.code != case.area.code or len(compared.measured.figures) != 1:
        return None
    figure = compared.measured.figures[0]
    if judgement.observed and figure.key.period != judgement.observed.figures[0].key.period:
        return None
    return _beside(case, figure, case.catalogue[figure.key.indicator].numerator)


def _needed(judgement: Judgement, total: int) -> int | None:
    """Return the whole number of persons of ``total`` that just meets the required share."""
    if judgement.required is None or judgement.good is None:
        return None
    level = judgement.required.exact * total / 100
    if judgement.good == "higher":
        return floor(level) + 1 if judgement.strict else ceil(level)
    return ceil(level) - 1 if judgement.strict else floor(level)


def _distance(judgement: Judgement, count: int, needed: int | None) -> int | None:
    if needed is None or judgement.good is None:
        return None
    return max(0, needed - count if judgement.good == "higher" else count - needed)


def _worked_back(judgement: Judgement, share: Value, count: int) -> Persons:
    """Return the answer that all whole denominators share which print as this share."""
    if share.low <= 0 or count == 0:
        return Persons(count, None)
    smallest, largest = ceil(100 * count / share.high), floor(100 * count / share.low)
    if smallest > largest:
        return Persons(count, None)
    answers = {
        _distance(judgement, count, _needed(judgement, total)) for total in (smallest, largest)
    }
    missing = answers.pop() if len(answers) == 1 else None
    return Persons(count, missing, worked_back=missing is not None)


def _checked(persons: Persons, judgement: Judgement) -> Persons:
    """Leave ``missing`` open where counts and printed shares contradict each other."""
    fits = {
        Status.MET: persons.missing == 0,
        Status.MISSED: persons.missing is not None and persons.missing > 0,
    }.get(judgement.status, False)
    return persons if fits else _replace(persons, missing=None, worked_back=False)
