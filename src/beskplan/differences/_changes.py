"""What is another in a target than in the one before it, piece by piece and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from beskplan.catalogue import Catalogue
from beskplan.differences._model import Change, Kind
from beskplan.due import Due
from beskplan.measures import AnyMeasure, IndicatorMeasure
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.rules._against import COUNTRY, against_words
from beskplan.rules._base import groups_in, level_words
from beskplan.strength import shifted
from beskplan.strength._terms import (
    AS_WRITTEN,
    AT_BASELINE,
    AVERAGE,
    EXPECTED,
    NUMBER,
    PLACES,
    SHARE_OF_PLACES,
    Bound,
    Page,
    bounds_of,
    key_of,
    part_key,
    settled,
    term_of,
)
from beskplan.target import Assessment, OtherReading, Target
from beskplan.wording import (
    baseline_words,
    change_words,
    condition_words,
    due_words,
    indicator_words,
    joined,
    known,
    listed,
    measure_words,
    members_words,
    municipalities_words,
    over_words,
    period_words,
    requirement_of,
    same,
    segment_words,
    unit_of,
    window_words,
)
from beskplan.words import Text, gap_unit_of

_Found = Iterator[tuple[Kind, Text | None, Text | None]]


def changes_of(old: Target, new: Target, old_page: Page, new_page: Page) -> tuple[Change, ...]:
    """Return what is another in ``new``; ids and focus areas are not looked at."""
    pair = _Pair(settled(old), settled(new), old_page.of(old), new_page.of(new))
    return tuple(Change(kind, old.id, before, after) for kind, before, after in pair.changes())


@dataclass(frozen=True)
class _Pair:
    old: Target
    new: Target
    old_page: Page
    new_page: Page

    @property
    def _catalogue(self) -> Catalogue | None:
        return self.new_page.catalogue

    def changes(self) -> _Found:
        """Yield what is another, the promise before how it is put and followed."""
        found = [*self._number(), *self._asked(), *self._timing(), *self._fan()]
        old, new = self.old, self.new
        if self._differ(old.only_if, new.only_if):
            before, after = (condition_words(one.only_if, self._catalogue) for one in (old, new))
            found.append((Kind.CONDITION, before, after))
        if not found and term_of(old, self.old_page) != self._moved_back:
            found.append((Kind.RULE, *self.requirements))  # such as another group of one name
        yield from found
        yield from self._put_otherwise()

    @cached_property
    def _moved_back(self) -> object:
        """The new promise, or the old one where they differ by no more than the plans' years."""
        page = Page(self._catalogue, self.new_page.groups)
        old = Page(self.old_page.catalogue, self.old_page.groups)
        timed = self.new.changed(period=self.old.period, due=self.old.due)
        alike = term_of(timed, page) == term_of(self.old, old)
        return term_of(self.old, self.old_page) if alike else term_of(self.new, self.new_page)

    @cached_property
    def requirements(self) -> tuple[Text, Text]:
        """What is asked, before and now; groups of one name with their municipalities."""
        before, after = (requirement_of(one, self._catalogue) for one in (self.old, self.new))
        if before != after:
            return before, after
        return (
            joined((before, self._groups(self.old, self.old_page))),
            joined((after, self._groups(self.new, self.new_page))),
        )

    def _groups(self, target: Target, page: Page) -> Text | None:
        """Return the municipalities of the groups that a promise names."""
        among = target.for_each.among if target.for_each is not None else None
        named = [name for _, rule in target.placed_rules() for _, name in rule.groups()]
        named += [name for _, name in groups_in(among, ())]
        groups = [page.groups[name] for name in named if page.groups and name in page.groups]
        areas = {area for one in groups for some in one.members.values() for area in some}
        return municipalities_words(areas) if areas else None

    def _differ(self, old: object, new: object) -> bool:
        return key_of(old, self.old_page) != key_of(new, self.new_page)

    def _number(self) -> _Found:
        """Yield what is another about the number."""
        old, new = self.old.measure, self.new.measure
        if not self._differ(old, new):
            return
        if isinstance(old, IndicatorMeasure) and isinstance(new, IndicatorMeasure):
            found = list(self._figure(old, new))
            yield from found or [(Kind.MEASURE, *self._measures)]
        else:
            yield (Kind.MEASURE, *self._measures)
        before, after = unit_of(old, self._catalogue), unit_of(new, self._catalogue)
        if before and after and before != after:
            yield Kind.UNIT, _unit_words(before), _unit_words(after)

    @property
    def _measures(self) -> tuple[Text | None, Text | None]:
        before, after = (
            measure_words(one, self._catalogue) for one in (self.old.measure, self.new.measure)
        )
        return before, after

    def _figure(self, old: IndicatorMeasure, new: IndicatorMeasure) -> _Found:
        if old.indicator != new.indicator:
            yield (
                Kind.INDICATOR,
                indicator_words(old.indicator, self._catalogue),
                indicator_words(new.indicator, self._catalogue),
            )
        if part_key(old, self.old_page) != part_key(new, self.new_page):
            yield Kind.SEGMENT, segment_words(old), segment_words(new)
        for kind in (Kind.WINDOW, Kind.POPULATION):
            before, after = (_said(one, kind, self._catalogue) for one in (old, new))
            if before != after and None not in (before, after):
                words = window_words if kind is Kind.WINDOW else same
                yield kind, words(str(before)), words(str(after))
        if (old.area, old.over, old.change) != (new.area, new.over, new.change):
            before_after = [
                joined(
                    (
                        _whose(one),
                        over_words(one.over),
                        change_words(one.change),
                    )
                )
                for one in (old, new)
            ]
            yield Kind.MEASURE, before_after[0], before_after[1]

    def _asked(self) -> _Found:
        """Yield what is another about the rule."""
        if self.old.versions is not None or self.new.versions is not None:
            if self._differ(self.old.versions, self.new.versions) or self._differ(
                self.old.rule, self.new.rule
            ):
                yield (Kind.VERSIONS, *self.requirements)
            return
        old, new = self.old.asked, self.new.asked
        if not self._differ(old, new):
            return
        if old.listed_parts or new.listed_parts:
            yield (Kind.PARTS, *self.requirements)
            return
        found = list(self._bounds(old, new))
        if old.type != new.type or not found:
            yield (Kind.RULE, *self.requirements)
        yield from found

    def _bounds(self, old: AnyRule, new: AnyRule) -> _Found:
        before, after = bounds_of(old, self.old_page), bounds_of(new, self.new_page)
        first, then = before[0], after[0]
        if len(before) != len(after) or first.steps != then.steps:
            return
        if AS_WRITTEN in (first.against[0], then.against[0]):
            return
        if first.against != then.against:
            yield (Kind.COMPARATOR, *self._comparators((old, first), (new, then)))
        if first.side != then.side:
            yield Kind.DIRECTION, _SIDES[first.side], _SIDES[then.side]
        if first.strict != then.strict:
            yield Kind.STRICTNESS, _TOUCH[first.strict], _TOUCH[then.strict]
        levels = [[(one.limit, one.sign) for one in bounds] for bounds in (before, after)]
        alike = first.against == then.against or first.against[0] == then.against[0] == AVERAGE
        if alike and levels[0] != levels[1]:
            places = first.against[0] in (PLACES, SHARE_OF_PLACES)
            yield (Kind.LIMIT, *(self.requirements if places else self._limits(before, after)))

    def _comparators(
        self, old: tuple[AnyRule, Bound], new: tuple[AnyRule, Bound]
    ) -> tuple[Text, Text]:
        """Say whose figure it was and is; groups of one name with their municipalities."""
        before, after = _against(*old), _against(*new)
        if before != after:
            return before, after
        return (
            joined((before, self._groups(self.old, self.old_page))),
            joined((after, self._groups(self.new, self.new_page))),
        )

    def _limits(self, before: tuple[Bound, ...], after: tuple[Bound, ...]) -> tuple[Text, Text]:
        return self._limit(before, self.old.measure), self._limit(after, self.new.measure)

    def _limit(self, bounds: tuple[Bound, ...], measure: AnyMeasure | None) -> Text:
        unit = unit_of(measure, self._catalogue)
        unit = unit if bounds[0].against == NUMBER else gap_unit_of(unit)
        unit = "percent" if "percent" in str(bounds[0].against[-1]) else unit
        limits: list[object] = []
        for one in bounds:
            if one.limit not in limits:
                limits.append(one.limit)
        return listed(_level(limit, unit) for limit in limits)

    def _timing(self) -> _Found:
        """Yield what is another about baseline, period and deadline."""
        if self._differ(self.old.baseline, self.new.baseline):
            unit = unit_of(self.new.measure or self.old.measure, self._catalogue)
            before, after = (baseline_words(one.baseline, unit) for one in (self.old, self.new))
            yield Kind.BASELINE, before, after
        if self.new.period not in (self.old.period, shifted(self.old.period, self.old_page.later)):
            periods = (self.old.period, self.new.period)
            before, after = (one if one is None else period_words(one) for one in periods)
            yield Kind.PERIOD, before, after
        if self.new.due not in (self.old.due, _later(self.old.due, self.old_page.later)):
            yield Kind.DUE, due_words(self.old.due), due_words(self.new.due)

    def _fan(self) -> _Found:
        """Yield what is another about whom the same is asked of."""
        old, new = self.old.for_each, self.new.for_each
        if old is None or new is None:
            if old is not new:
                yield Kind.MEMBERS, members_words(old), members_words(new)
            return
        asked = [(one.dimension, frozenset(one.members or ())) for one in (old, new)]
        if asked[0] != asked[1] or self._differ(old.among, new.among):
            yield Kind.MEMBERS, members_words(old), members_words(new)
        if old.require != new.require:
            yield Kind.REQUIRE, old.words, new.words
        if self._differ(old.instead, new.instead):
            yield (Kind.INSTEAD, *self.requirements)
        if old.leave_out != new.leave_out:
            before, after = (
                listed(Text(f"{name} ({why})", f"{name} ({why})") for name, why in out.items())
                if out
                else None
                for out in (old.leave_out, new.leave_out)
            )
            yield Kind.LEFT_OUT, before, after

    def _put_otherwise(self) -> _Found:
        old, new = self.old, self.new
        if old.title != new.title:
            yield Kind.TITLE, same(old.title), same(new.title)
        if old.reading != new.reading:
            yield Kind.READING, _or_none(old.reading), _or_none(new.reading)
        if self._differ(old.other_readings, new.other_readings):
            yield (
                Kind.OTHER_READINGS,
                _readings(old.other_readings),
                _readings(new.other_readings),
            )
        if self._differ(old.assessment, new.assessment):
            yield Kind.ASSESSMENT, _assessed(old.assessment), _assessed(new.assessment)


def _said(measure: IndicatorMeasure, kind: Kind, catalogue: Catalogue | None) -> str | None:
    """Return what the document or the catalogue says of a figure's window or population."""
    said: str | None = getattr(measure.stated, str(kind), None)
    indicator = known(measure.indicator, catalogue)
    return said if said is not None else getattr(indicator, str(kind), None)


def _whose(measure: IndicatorMeasure) -> Text:
    whose = measure.model_copy(update={"over": None, "change": None, "segment": {}, "pooled": {}})
    if whose.area is None:
        return Text("kommunens tal", "the municipality's figure")
    found = measure_words(whose, None)
    assert found is not None
    return Text(
        found.da.removeprefix(f"{whose.indicator} "), found.en.removeprefix(f"{whose.indicator} ")
    )


def _unit_words(unit: str) -> Text:
    return Text.made(lambda words: words.unit(unit))


def _against(rule: AnyRule, bound: Bound) -> Text:
    match bound.against[0]:
        case "number":
            return Text("et fast tal", "a fixed number")
        case _ if bound.against[0] == EXPECTED:
            return Text("det forventede", "what is expected")
        case _ if bound.against[0] == AT_BASELINE:
            return Text("udgangspunktet", "the baseline")
        case _ if bound.against[0] == AVERAGE:
            return against_words(getattr(rule, "against", None) or COUNTRY)
    return Text.made(lambda words: rule.requirement(words, ""))


def _level(limit: object, unit: str) -> Text:
    assert not isinstance(limit, str)
    return Text.made(lambda words: level_words(words, limit, unit))  # type: ignore[arg-type]


def _later(due: Due | None, years: int) -> Due | None:
    if due is None:
        return None
    meant = getattr(due, due.kind)
    if not isinstance(meant, Period):
        return due
    return Due.model_validate({due.kind: shifted(meant, years)})


def _or_none(text: str | None) -> Text | None:
    return None if text is None else same(text)


def _readings(readings: tuple[OtherReading, ...]) -> Text | None:
    return same("; ".join(one.reading for one in readings)) if readings else None


def _assessed(found: Assessment | None) -> Text | None:
    if found is None:
        return None
    day = period_words(found.date)
    met = found.status == "met"
    return Text(
        f"{'opfyldt' if met else 'ikke opfyldt'}, {found.by}, {day.da}",
        f"{found.status}, {found.by}, {day.en}",
    )


_SIDES = {"higher": Text("mindst", "at least"), "lower": Text("højst", "at most")}
_TOUCH = {
    False: Text("præcis på grænsen er nok", "exactly at the limit is enough"),
    True: Text("præcis på grænsen er ikke nok", "exactly at the limit is not enough"),
}
