"""A gap in persons: how many persons would meet the target, the comparator held still."""

from __future__ import annotations

from dataclasses import replace as _replace
from math import ceil, floor

from beskplan.measures import AnyMeasure, Case
from beskplan.measures._counts import count_beside, counts_of, whole
from beskplan.numbers import Value
from beskplan.results import Judgement, Persons, Status
from beskplan.words import PERCENT


def persons_of(judgement: Judgement, case: Case, measure: AnyMeasure) -> Persons | None:
    """Return the gap of a share in whole persons (cases, companies …), None without a count.

    The denominator is the published one, else worked back from the count and the rounded
    share where every whole denominator that fits gives the same answer.
    """
    share = judgement.observed
    if share is None or share.value is None or share.unit != PERCENT:
        return None  # a place is no share, though the measure behind it may be
    count, total = counts_of(measure, share, case)
    if count is None:
        return None
    expected = _expected_count(judgement, case)
    if expected is not None:
        return _checked(Persons(count, _distance(judgement, count, expected)), judgement)
    if total is not None:
        needed = _needed(judgement, total)
        return _checked(Persons(count, _distance(judgement, count, needed)), judgement)
    return _checked(_worked_back(judgement, share.value, count), judgement)


def _expected_count(judgement: Judgement, case: Case) -> int | None:
    """Return the published numerator of an expected share of the same area."""
    compared = judgement.comparator
    if compared is None or compared.code != case.area.code or len(compared.measured.figures) != 1:
        return None
    figure = compared.measured.figures[0]
    if judgement.observed and figure.key.period != judgement.observed.figures[0].key.period:
        return None
    row = count_beside(case, figure, "numerator")
    return None if row is None else whole(row.value)


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
