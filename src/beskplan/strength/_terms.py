"""What is promised in terms that can be held together: numbers, bounds, deadlines, how many.

Two promises can only be ordered where they are about the same number, held against the same
thing. A term keeps what must be equal in ``keys``, and what can be ordered beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel

from beskplan.catalogue import Catalogue
from beskplan.due import Due
from beskplan.measures import AnyMeasure, Baseline, IndicatorMeasure
from beskplan.measures._change import BASELINE
from beskplan.measures._combined import Combined
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.rules._against import COUNTRY, NOT_STATED, Against, Among, Rest
from beskplan.rules._base import GOOD, STRICT, Direction, Schedule
from beskplan.rules._comparison import Comparison
from beskplan.rules._margin import Margin
from beskplan.rules._several import Part
from beskplan.rules.change_from_baseline import ChangeFromBaseline
from beskplan.rules.rank import Rank
from beskplan.rules.threshold import Threshold
from beskplan.rules.trend import Trend
from beskplan.rules.vs_expected import VsExpected
from beskplan.rules.vs_group_average import VsGroupAverage
from beskplan.rules.vs_national_average import VsNationalAverage
from beskplan.target import ForEach, Group, Target

Key = tuple[object, ...]
"""What must be equal in two terms for them to be held together."""
NUMBER: Final[Key] = ("number",)
EXPECTED: Final = "expected"
AVERAGE: Final = "average"
AT_BASELINE: Final = "at baseline"
PLACES: Final = "places"
SHARE_OF_PLACES: Final = "share of places"
STEP: Final = "step"
AS_WRITTEN: Final = "as written"


class Page(NamedTuple):
    """What a target of one of the two plans must be read with.

    Attributes:
        catalogue: the indicators; None where they are not known.
        groups: the named municipalities of the plan; None where they are not known.
        first_year: the first of the plan's years, which figures from before it take their
            level from; None where it is not known.
        later: by how many years the other plan's years are later.
        fanned: the dimension of the target's fan-out; a measure that names its total is then not
            asked of each member, and one that leaves it out is.
    """

    catalogue: Catalogue | None = None
    groups: Mapping[str, Group] | None = None
    first_year: int | None = None
    later: int = 0
    fanned: str | None = None

    def of(self, target: Target) -> Page:
        """Return what the pieces of a target must be read with."""
        fan = target.for_each
        return self if fan is None else self._replace(fanned=fan.dimension)


class Bound(NamedTuple):
    """A figure must lie on one side of a level: ``against`` plus ``sign`` times ``limit``.

    ``steps`` is how many steps in a row are asked of a trend.
    """

    against: Key
    side: Direction
    limit: Decimal | Fraction | Schedule = Decimal(0)
    sign: Literal[1, -1] = 1
    strict: bool = False
    steps: int = 1

    def level(self, year: int, first_year: int | None) -> Decimal | Fraction | None:
        """Return what is added to ``against`` for a figure of a year; None: no level is set."""
        if not isinstance(self.limit, Schedule):
            return self.sign * self.limit
        level = self.limit.level(year if first_year is None else max(year, first_year))
        return None if level is None else self.sign * level

    @property
    def years(self) -> frozenset[int]:
        """The years in which the level may change."""
        if not isinstance(self.limit, Schedule):
            return frozenset()
        return frozenset(int(key[:4]) for key in self.limit.by_year)


class Single(NamedTuple):
    """One number under one rule: it must keep to all ``bounds``, at the time that is asked."""

    keys: Key
    period: Period | None
    due: Due | None
    bounds: tuple[Bound, ...]
    first_year: int | None = None
    later: int = 0


class Several(NamedTuple):
    """So many of the parts must be met."""

    needed: int
    parts: tuple[Term, ...]


class Alike(NamedTuple):
    """The same asked of many who are not listed here, or of several versions in their time."""

    keys: Key
    require: int | str
    inner: tuple[Term, ...]


Term = Single | Several | Alike


def key_of(value: object, page: Page) -> object:  # noqa: PLR0911 (one return for each kind)
    """Return a value that is equal for what asks the same, whatever it was written like.

    The order of pooled members and of areas, other spellings of a member, the total of a
    dimension named or left out, the source of a baseline and what the document states of a figure
    in the words of the catalogue make no difference.
    """
    match value:
        case IndicatorMeasure():
            return _measure_key(value, page)
        case Against() | Among() | Rest():
            return _places_key(value, page)
        case Baseline():
            return _fields(value.model_copy(update={"source": None}), page)
        case BaseModel():
            return _fields(value, page)
        case Mapping():
            return frozenset((key, key_of(inner, page)) for key, inner in value.items())
        case tuple():
            return tuple(key_of(inner, page) for inner in value)
        case _:
            return value


def _fields(model: BaseModel, page: Page) -> Key:
    named = ((name, getattr(model, name)) for name in type(model).model_fields)
    given = ((name, key_of(value, page)) for name, value in named if value is not None)
    return (type(model).__name__, *given)


def _measure_key(measure: IndicatorMeasure, page: Page) -> Key:
    bare = measure.model_copy(update={"segment": {}, "pooled": {}, "stated": None})
    stated = frozenset(_stated(measure, page).items())
    return (*_fields(bare, page), part_key(measure, page), stated)


def part_key(measure: IndicatorMeasure, page: Page) -> Key:
    """Return which part of an indicator is measured, by the catalogue's names of the members."""
    known = page.catalogue
    indicator = known[measure.indicator] if known and measure.indicator in known else None
    dimensions = indicator.dimensions if indicator is not None else {}

    def named(name: str, label: str) -> str | None:
        dimension = dimensions.get(name)
        known_there = dimension is not None and dimension.knows(label)
        return dimension.member_of(label) if dimension and known_there else label

    segment = {name: named(name, label) for name, label in measure.segment.items()}
    fixed = ((key, one) for key, one in segment.items() if one is not None or key == page.fanned)
    pooled = (
        (name, frozenset(named(name, label) for label in labels))
        for name, labels in measure.pooled.items()
    )
    return (frozenset(fixed), frozenset(pooled))


def _stated(measure: IndicatorMeasure, page: Page) -> dict[str, str]:
    """Return what the document says of the figure and the catalogue does not say as well."""
    if measure.stated is None:
        return {}
    said = {name: getattr(measure.stated, name) for name in type(measure.stated).model_fields}
    known = page.catalogue
    indicator = known[measure.indicator] if known and measure.indicator in known else None
    return {
        name: text
        for name, text in said.items()
        if text is not None and getattr(indicator, name, None) != text
    }


def _places_key(places: Against | Among | Rest, page: Page) -> Key:
    listed = None if places.areas is None else frozenset(area.code for area in places.areas)
    keys = [places.named.code if places.named else None, listed]
    keys.append(getattr(places, "average", None) if listed or places.group else None)
    rest = getattr(places, "rest_of", None)
    published = getattr(places, "average", None) if places.named else None
    return (*keys, published, _group_key(places.group, page), key_of(rest, page))


def _group_key(name: str | None, page: Page) -> object:
    group = (page.groups or {}).get(name or "")
    if name is None or group is None:
        return name
    return frozenset(
        (indicator, frozenset(area.code for area in areas))
        for indicator, areas in group.members.items()
    )


def against_key(against: Against | str, page: Page) -> Key:
    """Return whose average it is; the document's silence is a comparator of its own."""
    if against == NOT_STATED:
        return (AS_WRITTEN, NOT_STATED)
    return (AVERAGE, COUNTRY if against == COUNTRY else key_of(against, page))


@singledispatch
def bounds_of(rule: AnyRule, page: Page) -> tuple[Bound, ...]:
    """Return what a rule asks of its number.

    Of a rule that is not known here, only one that is written alike asks the same.
    """
    return _as_written(rule, page)


def _as_written(rule: AnyRule, page: Page) -> tuple[Bound, ...]:
    return (Bound((AS_WRITTEN, key_of(rule, page)), "higher"),)


@bounds_of.register
def _(rule: Threshold, page: Page) -> tuple[Bound, ...]:
    del page
    if rule.between is not None:
        low, high = rule.between
        return Bound(NUMBER, "higher", low), Bound(NUMBER, "lower", high)
    sides = {"at-least": rule.at_least, "above": rule.above}
    sides |= {"at-most": rule.at_most, "below": rule.below}
    side, limit = next((name, one) for name, one in sides.items() if one is not None)
    return (Bound(NUMBER, GOOD[side], limit, strict=side in STRICT),)


def _compared(rule: Comparison, against: Key, page: Page) -> tuple[Bound, ...]:
    if rule.must_be != "on-par":
        return (Bound(against, GOOD[rule.must_be], strict=rule.must_be in STRICT),)
    if not isinstance(rule.tolerance, Decimal):
        return _as_written(rule, page)
    around = (*against, "in percent of it") if rule.as_ == "percent" else against
    return (
        Bound(around, "higher", rule.tolerance, sign=-1),
        Bound(around, "lower", rule.tolerance),
    )


@bounds_of.register
def _(rule: VsNationalAverage, page: Page) -> tuple[Bound, ...]:
    return _compared(rule, against_key(COUNTRY, page), page)


@bounds_of.register
def _(rule: VsGroupAverage, page: Page) -> tuple[Bound, ...]:
    if rule.against == NOT_STATED:
        return _as_written(rule, page)
    return _compared(rule, against_key(rule.against, page), page)


@bounds_of.register
def _(rule: VsExpected, page: Page) -> tuple[Bound, ...]:
    return _compared(rule, (EXPECTED, key_of(rule.expected, page)), page)


@bounds_of.register
def _(rule: ChangeFromBaseline, page: Page) -> tuple[Bound, ...]:
    if rule.must_be is not None:
        return _compared(rule, (AT_BASELINE,), page)
    # Percent of a baseline of zero or less says nothing, so it is not held beside other amounts.
    against = (AT_BASELINE, "moved by percent") if rule.as_ == "percent" else (AT_BASELINE,)
    if rule.up_by is not None:
        return (Bound(against, "higher", rule.up_by, strict=rule.strictly),)
    assert rule.down_by is not None
    return (Bound(against, "lower", rule.down_by, sign=-1, strict=rule.strictly),)


@bounds_of.register
def _(rule: Margin, page: Page) -> tuple[Bound, ...]:
    if rule.against == NOT_STATED:
        return _as_written(rule, page)
    added = rule.required_at(Value.of(0), Value.of(1)).exact > 0
    side, strict = GOOD[rule.asked], rule.asked in STRICT
    against = against_key(rule.against, page)
    return (Bound(against, side, rule.points, sign=1 if added else -1, strict=strict),)


@bounds_of.register
def _(rule: Rank, page: Page) -> tuple[Bound, ...]:
    ranked = (rule.best, key_of(rule.among, page))
    if rule.at_most is not None:
        return (Bound((PLACES, *ranked), "lower", rule.at_most),)
    if rule.top is not None and rule.top >= 1:
        return (Bound((PLACES, *ranked), "lower", Decimal(int(rule.top))),)
    if isinstance(rule.below, int):  # places are whole numbers: better than 10 is at most 9
        return (Bound((PLACES, *ranked), "lower", Decimal(rule.below - 1)),)
    if rule.top is not None:  # a smaller part of any number, rounded down, is no more places
        return (Bound((SHARE_OF_PLACES, *ranked), "lower", rule.top),)
    return _as_written(rule, page)


@bounds_of.register
def _(rule: Trend, page: Page) -> tuple[Bound, ...]:
    del page
    strict = rule.must_be in ("rising", "falling")
    return (Bound((STEP, rule.step), rule.direction, strict=strict, steps=rule.steps),)


def counts_from_baseline(rule: AnyRule, measure: AnyMeasure | None) -> bool:
    """Whether rule or measure looks at the target's baseline."""
    return rule.needs_baseline or any(map(_moves_from_baseline, _with_inner(measure, rule)))


def _with_inner(measure: AnyMeasure | None, rule: AnyRule) -> list[AnyMeasure]:
    found = [one for _, one in rule.measures()] + ([measure] if measure is not None else [])
    for one in found:  # grows while it is read: parts of parts come later
        found += one.parts if isinstance(one, Combined) else ()
    return found


def _moves_from_baseline(measure: AnyMeasure) -> bool:
    return measure.change is not None and measure.change.since == BASELINE


def settled(target: Target) -> Target:
    """Return a target with the rule of its only version as its own, where that always holds."""
    versions = target.versions or ()
    if len(versions) != 1 or versions[0].in_force != (date.min, date.max):
        return target
    [only] = versions
    timed = {} if only.due is None else {"due": only.due, "period": None}
    return target.changed(rule=only.rule, versions=None, **timed)


def term_of(target: Target, page: Page, members: Key = ()) -> Term:
    """Return what a target promises.

    Args:
        target: the promise, or a part or member of one.
        page: what it must be read with.
        members: the members of fan-outs that it is asked for.
    """
    target, page = settled(target), page.of(target)
    if target.versions is not None:
        return _of_versions(target, page, members)
    if target.for_each is not None:
        return _of_each(target, target.for_each, page, members)
    rule = target.asked
    if rule.listed_parts:
        parts = tuple(term_of(_part(target, part), page, members) for part in rule.listed_parts)
        return Several(len(parts) if rule.required is None else rule.required, parts)
    looks_back = counts_from_baseline(rule, target.measure)
    baseline = key_of(target.baseline, page) if looks_back else None
    bounds = bounds_of(rule, page)
    if looks_back and not isinstance(target.baseline, Baseline):
        bounds = _as_written(rule, page)
    keys = (key_of(target.measure, page), baseline, key_of(target.only_if, page), members)
    return Single(keys, target.period, target.due, bounds, page.first_year, page.later)


def _of_versions(target: Target, page: Page, members: Key) -> Term:
    """Return versions in their time.

    With a deadline the rule itself decides which period is judged, and so which version holds:
    then only versions that are written alike are the same.
    """
    versions = target.versions or ()
    keys: Key = ("versions", *(one.in_force for one in versions))
    parts = [part for one in versions for part in one.rule.listed_parts]
    if any(one.due is not None for one in (target, *versions, *parts)):
        keys = (*keys, key_of(target.due, page))
        keys = (*keys, *((key_of(one.rule, page), key_of(one.due, page)) for one in versions))
    asked = (target.changed(rule=one.rule, versions=None) for one in versions)
    return Alike(keys, "all", tuple(term_of(one, page, members) for one in asked))


def _of_each(target: Target, fan: ForEach, page: Page, members: Key) -> Term:
    bare = target.changed(for_each=None)
    if fan.members is not None and target.only_if is None:
        each = tuple(
            term_of(
                bare.changed(rule=fan.instead.get(member, target.asked)),
                page,
                (*members, fan.dimension, member),
            )
            for member in sorted(fan.members)
        )
        required = fan.required(len(each))
        return Several(len(each) if required is None else required, each)
    named = frozenset(fan.members or ()), key_of(fan.among, page), frozenset(fan.leave_out)
    inner = [target.asked, *(fan.instead[name] for name in sorted(fan.instead))]
    keys: Key = (fan.dimension, *named, *sorted(fan.instead), key_of(target.only_if, page))
    each = tuple(term_of(bare.changed(rule=rule), page, members) for rule in inner)
    return Alike(keys, "all" if fan.require == "100 percent" else fan.require, each)


def _part(target: Target, part: Part) -> Target:
    """Return a part as a target; what it does not say is the target's."""
    names = ("measure", "baseline", "period", "due")
    given = {name: getattr(part, name) for name in names if getattr(part, name) is not None}
    if "due" in given:  # a deadline of its own does away with the target's period
        given = {"period": None, **given}
    return target.changed(rule=part.rule, **given)
