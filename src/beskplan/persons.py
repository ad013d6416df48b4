"""A gap in persons: how many persons would meet the target, the comparator held still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as _replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from beskplan.arithmetic import (
    HUNDRED,
    Calculated,
    Published,
    Stated,
    Term,
    Working,
    less,
    number,
    over,
    plus,
    times,
)
from beskplan.judgements import Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.measures._counts import ROLES, count_beside, count_of, counts_of, whole
from beskplan.numbers import Value
from beskplan.observations import Figure
from beskplan.results import Headcount, Persons
from beskplan.words import PERCENT, Text


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
    found = _headcount(measure, share, case)
    expected = _expected_count(judgement, case)
    if expected is not None:
        row, there = expected
        titles = {**found.titles, row.key.indicator: case.catalogue[row.key.indicator].title}
        found = _replace(found, below=(row,), needed=there, is_expected=True, titles=titles)
        persons = Persons(count, _distance(judgement, count, there), found=found)
    elif total is not None:
        needed = _needed(judgement, total)
        found = _replace(found, needed=needed, totals=(total, total))
        persons = Persons(count, _distance(judgement, count, needed), found=found)
    else:
        persons = _worked_back(judgement, share.value, count, _replace(found, below=()))
    return _checked(persons, judgement)


def _headcount(measure: AnyMeasure, share: Measured, case: Case) -> Headcount:
    """Return the rows of numerator and denominator, as `counts_of` finds them."""
    figures, indicator = share.figures, measure.main(case.catalogue)
    if len(figures) == 1 and figures[0].key.indicator == indicator.id:
        beside = [[count_beside(case, figures[0], role)] for role in ROLES]
    else:
        names = (indicator.numerator, indicator.denominator)
        beside = [[one for one in figures if one.key.indicator == name] for name in names]
    above, below = (tuple(one for one in found if one is not None) for found in beside)
    counts = [count_of(case.catalogue, indicator, role) for role in ROLES]
    titles = {one.id: one.title for one in counts if one is not None}
    unit = counts[0].unit if counts[0] is not None else indicator.unit
    return Headcount(above, below, unit, titles=titles)


def worked_persons(
    persons: Persons, judgement: Judgement, required: Term | None
) -> Iterator[Working]:
    """Yield how many persons are missing, as a person would work it out; nothing if none are.

    Args:
        persons: the answer of `persons_of`.
        judgement: what it was asked of.
        required: how the level required came about.
    """
    found = persons.found
    if not persons.missing or found is None or required is None:
        return
    own = _added(found.own)
    needed = _added(found.below)
    if not found.is_expected:
        if not found.below:
            yield from _denominators(own, judgement.observed)
        needed = _needed_of(judgement, required, _total(found))
        yield Working(_NEEDED, needed, found.unit)
    if judgement.good == "higher":
        yield Working(_SHORT, less(needed, own), found.unit)
    else:
        yield Working(_TOO_MANY, less(own, needed), found.unit)


def _total(found: Headcount) -> Term:
    """Return the denominator: as published, else the least that fits."""
    if found.below:
        return _added(found.below)
    assert found.totals is not None
    return number(found.totals[0], _WORKED_BACK)


def _added(figures: tuple[Figure, ...]) -> Term:
    terms = tuple(Published(one) for one in figures)
    return terms[0] if len(terms) == 1 else plus(*terms)


def _exactly(number: Fraction) -> Value:
    return Value(number, number, number, None)


def _denominators(own: Term, share: Measured | None) -> Iterator[Working]:
    """Yield the least and the largest denominator with which the count prints as the share."""
    assert share is not None
    assert share.value is not None
    hundredfold, printed = times(HUNDRED, own), share.term
    half = number(_exactly(share.value.high - share.value.exact), _HALF)
    yield Working(_LEAST, Calculated("up", (over(hundredfold, plus(printed, half)),)))
    yield Working(_MOST, Calculated("down", (over(hundredfold, less(printed, half)),)))


_WORKED_BACK: Final = Text("nævneren regnet tilbage", "the denominator worked back")
_HALF: Final = Text("halvdelen af sidste decimal", "half of the last decimal")
_NEEDED: Final = Text("Krævet antal", "Count required")
_SHORT: Final = Text("Mangler", "Short")
_TOO_MANY: Final = Text("For mange", "Too many")
_LEAST: Final = Text("Nævner, mindst", "Denominator, least")
_MOST: Final = Text("Nævner, højst", "Denominator, most")


def _expected_count(judgement: Judgement, case: Case) -> tuple[Figure, int] | None:
    """Return the published numerator of an expected share of the same area, with its row."""
    compared = judgement.comparator
    if compared is None or compared.code != case.area.code or len(compared.measured.figures) != 1:
        return None
    figure = compared.measured.figures[0]
    if judgement.observed and figure.key.period != judgement.observed.figures[0].key.period:
        return None
    row = count_beside(case, figure, "numerator")
    count = None if row is None else whole(row.value)
    return None if row is None or count is None else (row, count)


def _needed(judgement: Judgement, total: int) -> int | None:
    """Return the whole number of persons of ``total`` that just meets the required share."""
    if judgement.required is None or judgement.good is None:
        return None
    return int(_needed_of(judgement, Stated(judgement.required), number(total)).exact)


def _needed_of(judgement: Judgement, required: Term, total: Term) -> Term:
    """Return the same as a term: r * N / 100, up or down to the next whole number."""
    level = over(times(required, total), HUNDRED)
    if judgement.good == "higher":
        if judgement.strict:
            return plus(Calculated("down", (level,)), number(1))
        return Calculated("up", (level,))
    if judgement.strict:
        return less(Calculated("up", (level,)), number(1))
    return Calculated("down", (level,))


def _distance(judgement: Judgement, count: int, needed: int | None) -> int | None:
    if needed is None or judgement.good is None:
        return None
    return max(0, needed - count if judgement.good == "higher" else count - needed)


def _worked_back(judgement: Judgement, share: Value, count: int, found: Headcount) -> Persons:
    """Return the answer that all whole denominators share which print as this share."""
    if share.low <= 0 or count == 0:
        return Persons(count, None, found=found)
    smallest, largest = ceil(100 * count / share.high), floor(100 * count / share.low)
    if smallest > largest:
        return Persons(count, None, found=found)
    answers = {
        _distance(judgement, count, _needed(judgement, total)) for total in (smallest, largest)
    }
    missing = answers.pop() if len(answers) == 1 else None
    found = _replace(found, totals=(smallest, largest), needed=_needed(judgement, smallest))
    return Persons(count, missing, worked_back=missing is not None, found=found)


def _checked(persons: Persons, judgement: Judgement) -> Persons:
    """Leave ``missing`` open where counts and printed shares contradict each other."""
    fits = {
        Status.MET: persons.missing == 0,
        Status.MISSED: persons.missing is not None and persons.missing > 0,
    }.get(judgement.status, False)
    return persons if fits else _replace(persons, missing=None, worked_back=False)
