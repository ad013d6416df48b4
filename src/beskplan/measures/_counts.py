"""The counts that a share is made of: its numerator and its denominator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from beskplan.catalogue import Catalogue, Dimension, Indicator, Segment, segment_of
from beskplan.judgements import Measured
from beskplan.measures._base import Case, Measure
from beskplan.numbers import Value
from beskplan.observations import Figure, Key
from beskplan.words import PERCENT

Role = Literal["numerator", "denominator"]
ROLES: Final[tuple[Role, Role]] = ("numerator", "denominator")
_HALF: Final = Fraction(1, 2)  # what a count of full-time persons is rounded by


def count_of(catalogue: Catalogue, share: Indicator, role: Role) -> Indicator | None:
    """Return the indicator that counts a share's numerator or denominator, if one does."""
    name = share.numerator if role == "numerator" else share.denominator
    return None if name is None or name not in catalogue else catalogue[name]


def segment_in(count: Indicator, share: Indicator, segment: Segment, role: Role) -> Segment | None:
    """Return a share's segment as one of its counts has it, or None where it has no such part.

    A denominator without a dimension is the population that all its members share. A numerator
    without the dimension counts all members at once, and is that of none of them.
    """
    found: dict[str, str] = {}
    for name, member in segment:
        split = count.dimensions.get(name)
        if split is None:
            if role == "numerator":
                return None
            continue
        known = _member_in(split, share.dimensions.get(name), member)
        if known is None:
            return None
        found[name] = known
    return segment_of(found)


def _member_in(there: Dimension, here: Dimension | None, member: str) -> str | None:
    """Return what another indicator calls a member; of a union the union of the same members."""
    if here is not None and member in here.unions:
        return next(iter(there.unions_of(here.unions[member])), None)
    try:
        known = there.member_of(member)
    except ValueError:
        return None
    return None if known in there.unions else known


def count_beside(case: Case, share: Figure, role: Role) -> Figure | None:
    """Return the row of a published share's numerator or denominator.

    A population that several members share must fit the printed share: where it does not,
    it is not what the share was taken of, and there is no row.
    """
    indicator = case.catalogue[share.key.indicator]
    row = _beside(case, share, indicator, role)
    if role == "denominator" and row is not None and is_shared(row.key, share.key):
        above = _beside(case, share, indicator, "numerator")
        if contradicts(share.as_value(indicator), above, row):
            return None
    return row


def _beside(case: Case, share: Figure, indicator: Indicator, role: Role) -> Figure | None:
    count = count_of(case.catalogue, indicator, role)
    if count is None:
        return None
    segment = segment_in(count, indicator, share.key.segment, role)
    if segment is None:
        return None
    return case.observations.figures.get(Key(count.id, segment, share.key.area, share.key.period))


def is_shared(count: Key, of: Key) -> bool:
    """Whether a count is that of several members of a share's dimension together."""
    return len(count.segment) < len(of.segment)


def contradicts(share: Value | None, above: Figure | None, below: Figure | None) -> bool:
    """Whether numerator over denominator cannot be what was printed as the share.

    Both counts may have been rounded to whole ones.
    """
    if share is None or above is None or below is None:
        return False
    if above.value is None or below.value is None or below.value <= 0:
        return False
    over, under = Fraction(above.value), Fraction(below.value)
    low, high = 100 * (over - _HALF) / (under + _HALF), 100 * (over + _HALF) / (under - _HALF)
    return high < share.low or share.high < low


def counts_of(measure: Measure, share: Measured, case: Case) -> tuple[int | None, int | None]:
    """Return whole numerator and denominator of a measured share, None where not published.

    They stand beside the published share, or are those that a pooled one was made of.
    """
    if not measure.is_direct or measure.unit(case.catalogue) != PERCENT:
        return None, None
    figures, indicator = share.figures, measure.main(case.catalogue)
    if len(figures) == 1 and figures[0].key.indicator == indicator.id:
        above, below = (count_beside(case, figures[0], role) for role in ROLES)
        return whole(above.value if above else None), whole(below.value if below else None)
    names = (indicator.numerator, indicator.denominator)
    periods = {figure.key.period for figure in figures}
    if len(periods) != 1 or {figure.key.indicator for figure in figures} != set(names):
        return None, None
    above_sum, below_sum = (_added(figures, name) for name in names)
    return above_sum, below_sum


def _added(figures: tuple[Figure, ...], indicator: str | None) -> int | None:
    parts = [figure.value for figure in figures if figure.key.indicator == indicator]
    return whole(sum((part for part in parts if part is not None), Decimal(0)))


def whole(number: Decimal | None) -> int | None:
    """Return a count as a whole number; halves of full-time persons are none."""
    if number is None or number != number.to_integral_value():
        return None
    return int(number)
