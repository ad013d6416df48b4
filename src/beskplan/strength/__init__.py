"""Whether a change makes a promise stronger or weaker, claimed only where it always holds.

A promise is stronger than another when whatever figures meet it meet the other as well, and the
other way round does not hold. So both must be about the same number, held against the same thing
and decided at the same time; what is not known to be ordered is incomparable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeGuard

from beskplan.catalogue import Catalogue
from beskplan.due import Due
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.rules._base import Direction
from beskplan.rules.none import NoRule
from beskplan.strength._terms import (
    Alike,
    Bound,
    Page,
    Several,
    Single,
    Term,
    key_of,
    settled,
    term_of,
)
from beskplan.target import Target

if TYPE_CHECKING:
    from beskplan.plan import Plan

MOST_COMPARED: Final = 250_000
"""Pairs of parts that are held together; promises of more parts are only asked to be equal."""


_Number = Decimal | Fraction


class Strength(StrEnum):
    """What became of a promise."""

    SAME = "same"
    """Met by the same figures."""
    STRONGER = "stronger"
    """What meets it meets the old one too, and not the other way round."""
    WEAKER = "weaker"
    """What meets the old one meets it too, and not the other way round."""
    INCOMPARABLE = "incomparable"
    """Another number, comparator or time; or nothing that always holds can be said."""
    NEW_LEVEL = "new-level"
    """No level was set, or a method awaited: now figures decide."""
    LEVEL_DROPPED = "level-dropped"
    """Figures decided: now no level is set, or a method is awaited."""


def strength_of(
    old: Target,
    new: Target,
    catalogue: Catalogue | None = None,
    *,
    plans: tuple[Plan, Plan] | None = None,
) -> Strength:
    """Say whether a promise is stronger or weaker than the one that it replaces.

    Args:
        old: the promise before.
        new: the promise that replaces it.
        catalogue: the indicators, where they are known.
        plans: the plans of the old and the new promise: deadlines that move along with the
            plans' years stay the same, and groups are compared by their municipalities. By
            default both stand in one plan.
    """
    return strength_between((old,), (new,), *pages_of(catalogue, plans))


def pages_of(catalogue: Catalogue | None, plans: tuple[Plan, Plan] | None) -> tuple[Page, Page]:
    """Return what the targets of an old and a new plan must be read with."""
    if plans is None:
        return Page(catalogue), Page(catalogue)
    old, new = plans
    first, then = old.years.start.year, new.years.start.year
    return Page(catalogue, old.groups, first, then - first), Page(catalogue, new.groups, then)


def strength_between(
    olds: Sequence[Target], news: Sequence[Target], old_page: Page, new_page: Page
) -> Strength:
    """Say the same of several promises that became one, or of one that became several.

    Several stand for all of them together.
    """
    olds, news = [settled(one) for one in olds], [settled(one) for one in news]
    if not all(map(_sets_no_level, olds)) and not all(map(_sets_no_level, news)):
        old = _together([term_of(one, old_page) for one in olds])
        new = _together([term_of(one, new_page) for one in news])
        return _ordered(old, new)
    return _without_level(olds, news, old_page, new_page)


def _without_level(
    olds: Sequence[Target], news: Sequence[Target], old_page: Page, new_page: Page
) -> Strength:
    """Compare where one side, or both, set no level; what both only follow must be the same."""
    if all(map(_is_decided, news)):
        return Strength.NEW_LEVEL
    if all(map(_is_decided, olds)):
        return Strength.LEVEL_DROPPED
    followed = [
        {
            (_because(one), key_of(one.measure, page.of(one)), key_of(one.for_each, page))
            for one in several
        }
        for several, page in ((olds, old_page), (news, new_page))
    ]
    return Strength.SAME if followed[0] == followed[1] else Strength.INCOMPARABLE


def _because(target: Target) -> str | None:
    instead = target.for_each is not None and target.for_each.instead
    return target.rule.because if isinstance(target.rule, NoRule) and not instead else None


def _sets_no_level(target: Target) -> bool:
    return _because(target) in ("not-set", "awaiting-method")


def _is_decided(target: Target) -> bool:
    """Whether figures decide a promise, whole: nothing of it is left to a person or to later."""
    silent = target.baseline == "not-stated"
    return all(_decides(rule, silent) for rule in target.rules)


def _decides(rule: AnyRule, silent: bool) -> bool:
    if rule.listed_parts:
        return all(
            _decides(part.rule, silent if part.baseline is None else part.baseline == "not-stated")
            for part in rule.listed_parts
        )
    return not (isinstance(rule, NoRule) or rule.is_ambiguous or (silent and rule.needs_baseline))


def _together(terms: Sequence[Term]) -> Term:
    return terms[0] if len(terms) == 1 else Several(len(terms), tuple(terms))


def _ordered(old: Term, new: Term) -> Strength:
    if old == new:
        return Strength.SAME
    if _size(old) * _size(new) > MOST_COMPARED:
        return Strength.INCOMPARABLE
    forwards, backwards = _Implied().holds(new, old), _Implied().holds(old, new)
    if forwards and backwards:
        return Strength.SAME
    if forwards:
        return Strength.STRONGER
    return Strength.WEAKER if backwards else Strength.INCOMPARABLE


def _size(term: Term) -> int:
    match term:
        case Several():
            return 1 + sum(map(_size, term.parts))
        case Alike():
            return 1 + sum(map(_size, term.inner))
        case Single():
            return 1


class _Implied:
    """Whether whatever meets one promise meets another; each pair of parts is asked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bool] = {}

    def holds(self, given: Term, then: Term) -> bool:
        """Whether figures that meet ``given`` always meet ``then``."""
        pair = id(given), id(then)
        if pair not in self._known:
            self._known[pair] = self._holds(given, then)
        return self._known[pair]

    def _holds(self, given: Term, then: Term) -> bool:
        if isinstance(given, Single) and isinstance(then, Single):
            return _single_holds(given, then)
        if isinstance(given, Alike) and isinstance(then, Alike):
            return self._alike_holds(given, then)
        return self._enough_are_implied(given, then)

    def _alike_holds(self, given: Alike, then: Alike) -> bool:
        if given.keys != then.keys or len(given.inner) != len(then.inner):
            return False
        pairs = zip(given.inner, then.inner, strict=True)
        return _as_many(given.require, then.require) and all(self.holds(*pair) for pair in pairs)

    def _enough_are_implied(self, given: Term, then: Term) -> bool:
        """Count parts.

        Enough parts of ``then`` follow from all of ``given``; or so many parts of ``given``
        imply ``then`` that fewer than are needed do not; or parts imply each other one by one,
        and of those that are met enough have a partner.
        """
        if isinstance(then, Several):
            implied = sum(self.holds(given, part) for part in then.parts)
            if implied >= then.needed:
                return True
        if isinstance(given, Several):
            implying = sum(self.holds(part, then) for part in given.parts)
            if implying > len(given.parts) - given.needed:
                return True
        if isinstance(given, Several) and isinstance(then, Several):
            without_partner = len(given.parts) - self._partners(given.parts, then.parts)
            return given.needed - without_partner >= then.needed
        return False

    def _partners(self, given: Sequence[Term], then: Sequence[Term]) -> int:
        """Return how many parts can be paired at most, each with one that it implies.

        By augmenting paths, as Kuhn (1955) matches the two sides of a graph.
        """
        partner: dict[int, int] = {}
        follows = [[at for at, o in enumerate(then) if self.holds(one, o)] for one in given]
        return sum(_find_partner(one, follows, partner, set()) for one in range(len(given)))


def _find_partner(
    one: int, follows: Sequence[Sequence[int]], partner: dict[int, int], tried: set[int]
) -> bool:
    for at in follows[one]:
        if at in tried:
            continue
        tried.add(at)
        if at not in partner or _find_partner(partner[at], follows, partner, tried):
            partner[at] = one
            return True
    return False


def _as_many(given: int | str, then: int | str) -> bool:
    """Whether so many of them are always as many as are needed: ``all``, 2 or ``50 percent``."""
    if given in ("all", then):
        return True
    if isinstance(given, int) and isinstance(then, int):
        return given >= then
    if isinstance(given, str) and isinstance(then, str) and then != "all":
        return int(given.split()[0]) >= int(then.split()[0])
    return False


def _single_holds(given: Single, then: Single) -> bool:
    if given.keys != then.keys or not _in_time(given, then):
        return False
    years = _years(given, then)
    return all(
        any(_bound_holds(one, other, given, then, years) for one in given.bounds)
        for other in then.bounds
    )


def _in_time(given: Single, then: Single) -> bool:
    """Whether one is decided by the same figures, or its time includes the other's."""
    moved = then.later - given.later
    return any(
        shifted(given.period, -by) == then.period and _due_holds(given.due, then.due, by)
        for by in {0, moved}
    )


def _due_holds(given: Due | None, then: Due | None, by: int) -> bool:
    """Whether a deadline asks at least what another does, once moved ``by`` years.

    All periods of a longer time are all of a shorter one inside it, and one of a shorter time is
    one of the longer; so these hold of whole years, which no period of a figure reaches across.
    """
    if given is None or then is None:
        return given is then
    span, other = _span(given, -by), _span(then, 0)
    if span == other and given.kind == then.kind:
        return True
    if not _whole_years(span) or not _whole_years(other):
        return False
    wider, narrower = span.contains(other), other.contains(span)
    return {
        ("throughout", "throughout"): wider,
        ("during", "during"): narrower,
        ("throughout", "during"): wider or narrower,
    }.get((given.kind, then.kind), False)


def _span(due: Due, by: int) -> Period | str | None:
    meant: Period | str = getattr(due, due.kind)
    return shifted(meant, by) if isinstance(meant, Period) else meant


def shifted(period: Period | None, years: int) -> Period | None:
    """Return a period so many years later; one that does not consist of months stays."""
    if period is None or period.months is None or years == 0:
        return period
    return period.shifted(12 * years)


def _whole_years(span: Period | str | None) -> TypeGuard[Period]:
    return (
        isinstance(span, Period)
        and bool(span.months)
        and (span.start.month == 1 and span.end.month == 12)
    )


def _years(given: Single, then: Single) -> list[int]:
    """Return years that stand for all in which a level of either may be another.

    Those are the years that a schedule names, one after them and, where nobody knows in which
    year the plans begin, one before them.
    """
    named = set[int]().union(*(one.years for one in (*given.bounds, *then.bounds)))
    starts = {one.first_year for one in (given, then) if one.first_year is not None}
    if not named:
        return [max(starts, default=0)]
    first = max(starts, default=min(named) - 1)
    return [first, *(year for year in (*named, max(named) + 1) if year > first)]


def _bound_holds(
    given: Bound, then: Bound, of_given: Single, of_then: Single, years: Iterable[int]
) -> bool:
    """Whether a figure inside one bound is inside another, in every year with a level."""
    if (given.against, given.side) != (then.against, then.side) or given.steps < then.steps:
        return False
    levels = (
        (given.level(year, of_given.first_year), then.level(year, of_then.first_year))
        for year in years
    )
    may_touch = given.strict or not then.strict
    return all(_level_holds(given.side, *pair, may_touch=may_touch) for pair in levels)


def _level_holds(
    side: Direction, level: _Number | None, other: _Number | None, *, may_touch: bool
) -> bool:
    if level is None or other is None:
        return level is other
    if level == other:
        return may_touch
    return level > other if side == "higher" else level < other
