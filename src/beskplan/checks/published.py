"""Figures that the catalogue says nobody publishes: of the country, of a region, of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from beskplan.areas import Kind, find_area
from beskplan.catalogue import Catalogue, Indicator
from beskplan.checks._base import CheckedPlan, Found, Level, check_plan
from beskplan.checks._judged import (
    Judged,
    judged,
    moving_indicators,
    once,
    ranked_with,
    with_parts,
)
from beskplan.checks._published import KINDS, lacks
from beskplan.measures import AnyMeasure, IndicatorMeasure
from beskplan.measures._counts import ROLES, count_of
from beskplan.periods import Covers
from beskplan.rules._against import Against
from beskplan.rules.none import NoRule
from beskplan.rules.rank import Rank
from beskplan.rules.vs_national_average import VsNationalAverage
from beskplan.words import PLACE

_MEND: Final = "or correct published_for: in the catalogue"


@check_plan("BP205", Level.WARNING, "a figure of an area that the indicator is not published for")
def not_published(checked: CheckedPlan) -> Iterator[Found]:
    """Find comparisons with a national average, or a region's, that nobody publishes.

    The average is the published figure of Hele landet, never a mean of municipalities: a survey
    of one's own has none, and the verdict is ``no-data`` for ever. The catalogue says with
    ``published_for`` what there is. Nothing is said of a region where it says nothing of it,
    or where an ``average`` of its municipalities is asked for, nor of figures that are only
    shown.

    Bad:
        measure: {indicator: tilfredshed}
        rule: {type: vs-national-average, must_be: at-least}
    Good:
        measure: {indicator: tilfredshed}
        rule: {type: threshold, at_least: 80}
    """
    yield from once(
        found
        for one in judged(checked)
        if not isinstance(one.rule, NoRule)
        for found in _not_published(one, checked)
    )
    for placed in checked.targets:
        for path, whole in placed.target.measures():
            for inner, measure in with_parts(whole, path):
                message = _fixed_area(measure, checked)
                if message:
                    yield placed.found((*inner, "area"), message)


def _not_published(one: Judged, checked: CheckedPlan) -> Iterator[Found]:
    """Yield what a rule needs, its own figure and its comparator's, and the catalogue denies."""
    against = _compared_with(one)
    if not isinstance(one.rule, Rank):  # of which BP207 tells
        for indicator in moving_indicators(one.measure, checked.catalogue):
            gone = lacks(indicator, Kind.MUNICIPALITY)
            if gone:
                yield one.placed.found(one.path, f"{gone}; measure something else, {_MEND}")
    if against is None:
        return
    for indicator in _compared(one, checked):
        gone = lacks(indicator, against)
        if gone:
            mend = "hold it against a number or named areas"
            yield one.placed.found(one.path, f"{gone}; {mend}, {_MEND}")


def _compared_with(one: Judged) -> Kind | None:
    """Return the kind of the area whose published figure a rule needs; None: none."""
    if isinstance(one.rule, VsNationalAverage):
        return Kind.COUNTRY
    against = vars(one.rule).get("against")
    if isinstance(against, Against):
        if against.rest_of == "country":
            return Kind.COUNTRY
        named = against.named if against.average is None else None
        return None if named is None else named.kind
    return Kind.COUNTRY if against == "country" else None


def _compared(one: Judged, checked: CheckedPlan) -> tuple[Indicator, ...]:
    """Return the indicators that the comparator is made of: the rest of a whole of its counts."""
    found = moving_indicators(one.measure, checked.catalogue)
    against = vars(one.rule).get("against")
    if not isinstance(against, Against) or against.rest_of is None:
        return found
    return tuple(count for share in found for count in _counts(share, checked.catalogue))


def _counts(indicator: Indicator, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """Return the counts that an indicator is, or that a share is made of."""
    if not indicator.is_share:
        return (indicator,)
    counts = (count_of(catalogue, indicator, role) for role in ROLES)
    return tuple(count for count in counts if count is not None)


def _fixed_area(measure: AnyMeasure, checked: CheckedPlan) -> str:
    """Say that a fixed area has no figure of the indicator."""
    if not isinstance(measure, IndicatorMeasure) or measure.area is None:
        return ""
    kind = Kind.COUNTRY if measure.area == "country" else find_area(measure.area).kind
    gone = lacks(checked.catalogue[measure.indicator], kind) if kind in KINDS else ""
    return f"{gone}; leave out area:, {_MEND}" if gone else ""


@check_plan("BP207", Level.WARNING, "a rank without others to be ranked among")
def nobody_to_rank_among(checked: CheckedPlan) -> Iterator[Found]:
    """Find ranks among fewer than two, in a region of others, or of what only one area has.

    Without other figures there is no place, and the verdict is ``no-data``; in a region that
    the municipality does not lie in, it is ranked with strangers. Named areas and groups may
    leave the own municipality out, which is ranked with them all the same. What is published
    for municipalities is taken to have figures, save a survey that nobody else is known to
    hold.

    Bad:
        measure: {indicator: ledige}
        rule: {type: rank, at_most: 5, best: lowest, among: {region: Syddanmark}}
    Good:
        measure: {indicator: ledige}
        rule: {type: rank, at_most: 5, best: lowest, among: {region: Hovedstaden}}
    """
    yield from once(
        found
        for one in judged(checked)
        if isinstance(one.rule, Rank) and one.measure.unit(checked.catalogue) != PLACE
        for found in _unranked(one, one.rule, checked)
    )


def _unranked(one: Judged, rule: Rank, checked: CheckedPlan) -> Iterator[Found]:
    areas = ranked_with(one, checked)
    own = checked.plan.municipality
    named = None if isinstance(rule.among, str) else rule.among.named
    if areas is not None and len(areas) < 2:
        who = "nobody" if not areas else f"{areas[0].name} alone"
        message = f"places are counted among {who}; rank among two municipalities or more"
        yield one.placed.found((*one.path, "among"), message)
    elif named is not None and one.is_of_own and areas is not None and own not in areas:
        message = f"{own.name} is not in {named.name}, among whose municipalities it is ranked"
        yield one.placed.found((*one.path, "among"), f"{message}; name the area that it lies in")
    for indicator in moving_indicators(one.measure, checked.catalogue):
        gone = lacks(indicator, Kind.MUNICIPALITY) or _held_by_one(indicator)
        if gone:
            yield one.placed.found(one.path, f"{gone}; write a threshold, {_MEND}")


def _held_by_one(indicator: Indicator) -> str:
    if indicator.covers is not Covers.SURVEY or "country" in indicator.published_for:
        return ""
    return f"{indicator.id} is a survey that is not published for the country, so of one's own"
