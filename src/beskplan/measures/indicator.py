"""A published figure, or several members of a dimension pooled into one group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from beskplan.areas import Area, find_area
from beskplan.catalogue import ADDED_UNITS, Catalogue, Indicator, Segment, segment_of
from beskplan.errors import quoted
from beskplan.measures._base import Case, Measure
from beskplan.measures._over import added
from beskplan.models import Strict, Word, nearest
from beskplan.numbers import Value
from beskplan.observations import Key, Missing
from beskplan.periods import Period
from beskplan.results import Measured
from beskplan.words import Text


class Stated(Strict):
    """What the document itself says of the figure; it is held against the catalogue."""

    window: Word | None = None
    population: Word | None = None
    unit: Word | None = None


class IndicatorMeasure(Measure):
    """The published figure of an indicator, for one segment of it.

    Example:
        indicator: virksomhedsrettet_tilbud.andel
        segment: {ydelse: Uddannelseshjælp}

    ``pooled`` takes several members as one group: the union's published figure if there is
    one, else counts are added and shares are numerators over denominators.
    """

    indicator: Word
    segment: dict[Word, Word] = Field(default_factory=dict)
    pooled: dict[Word, Annotated[tuple[Word, ...], Field(min_length=2)]] = Field(
        default_factory=dict, max_length=1
    )
    area: Word | None = None
    stated: Stated | None = None

    def figure(self, case: Case) -> Measured:
        """Return the figure for the case, or what is missing."""
        indicator = case.catalogue[self.indicator]
        differs = self._differs(indicator)
        if differs is not None:
            return Measured(None, indicator.unit, incomparable=differs)
        placed = self._placed(case)
        if placed.pool:
            return self._of_areas(placed, indicator)
        return self._of_area(placed, indicator)

    def _of_area(self, case: Case, indicator: Indicator) -> Measured:
        whole = self._whole_group(indicator)
        if whole is not None and self._has_row(case, whole):
            return _published(case, indicator, whole)
        return self._pooled(case, indicator)

    def _of_areas(self, case: Case, indicator: Indicator) -> Measured:
        """Put areas together: counts added or taken away, shares by numerator and denominator."""
        if indicator.unit in ADDED_UNITS:
            return _signed(case, lambda one: self._of_area(one, indicator), indicator.unit)
        if indicator.numerator is None or indicator.denominator is None or not indicator.is_share:
            return Measured(None, indicator.unit, incomparable=_NOT_WEIGHED)
        numerator, denominator = (
            case.catalogue[name] for name in (indicator.numerator, indicator.denominator)
        )
        above = _signed(case, lambda one: self._count(one, numerator), numerator.unit)
        below = _signed(case, lambda one: self._count(one, denominator), denominator.unit)
        return _share(above, below, indicator.unit)

    def _count(self, case: Case, indicator: Indicator) -> Measured:
        """Return a share's numerator or denominator for the same segment or group."""
        whole = self._whole_group(case.catalogue[self.indicator])
        key_of = case.observations.figure
        if whole is not None and (
            not self.pooled or key_of(indicator.id, whole, case.area.code, case.period)
        ):
            return _published(case, indicator, whole)
        return _sum(case, indicator, self._members(case.catalogue[self.indicator]))

    def periods(self, case: Case, area: Area | None = None) -> frozenset[Period]:
        """Return the periods of the indicator's own length that have a row."""
        indicator = case.catalogue[self.indicator]
        code = area.code if area is not None else None
        whole = self._whole_group(indicator)
        found: frozenset[Period] = frozenset()
        if whole is not None:
            found = case.observations.periods(self.indicator, whole, code)
        for names in self._added(indicator) if self.pooled else ():
            parts = [
                case.observations.periods(name, segment, code)
                for name in names
                for segment in self._members(indicator)
            ]
            found |= frozenset.intersection(*parts)
        return frozenset(period for period in found if indicator.covers.fits(period))

    def _added(self, indicator: Indicator) -> list[tuple[str, ...]]:
        """Return which indicators' rows make a pooled figure: its own, or a share's counts."""
        if indicator.numerator is None or indicator.denominator is None:
            return [(indicator.id,)]
        return [(indicator.id,), (indicator.numerator, indicator.denominator)]

    def indicators(self) -> tuple[str, ...]:
        """Return the id of the indicator."""
        return (self.indicator,)

    def figure_unit(self, catalogue: Catalogue) -> str:
        """Return the unit of the indicator."""
        return catalogue[self.indicator].unit

    def shown_segment(self, catalogue: Catalogue) -> Segment:
        """Return the segment, a pooled group as ``A + B``."""
        fixed = self._fixed(catalogue[self.indicator])
        pooled = {name: " + ".join(members) for name, members in self.pooled.items()}
        return segment_of({**fixed, **pooled})

    def for_member(self, catalogue: Catalogue, dimension: str, member: str) -> IndicatorMeasure:
        """Return the measure for one member, where the indicator has the dimension."""
        if dimension not in catalogue[self.indicator].dimensions:
            return self
        return self.model_copy(update={"segment": {**self.segment, dimension: member}})

    def problems(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield unknown indicators, dimensions, members and areas."""
        if self.indicator not in catalogue:
            known = [indicator.id for indicator in catalogue]
            hint = nearest(self.indicator, known)
            yield ("indicator",), f"no indicator {quoted(self.indicator)}{hint}"
            return
        indicator = catalogue[self.indicator]
        wanted: list[tuple[tuple[str | int, ...], str, str]] = [
            (("segment", name), name, member) for name, member in self.segment.items()
        ]
        for name, members in self.pooled.items():
            wanted += [(("pooled", name, index), name, one) for index, one in enumerate(members)]
            if name in self.segment:
                yield ("pooled", name), f"{name} stands in segment too; it is one or the other"
        for loc, name, member in wanted:
            yield from _member_problems(indicator, loc, name, member)
        if self.area is not None and self.area != "country":
            try:
                find_area(self.area)
            except ValueError as cause:
                yield ("area",), str(cause)
        yield from self.change_problems(catalogue)

    def _placed(self, case: Case) -> Case:
        if self.area is None:
            return case
        return case.at(area=case.country if self.area == "country" else find_area(self.area))

    def _differs(self, indicator: Indicator) -> Text | None:
        """Say where the document's own words do not fit the indicator."""
        for key, da, en in _STATED_WORDS:
            said = getattr(self.stated, key, None)
            known = getattr(indicator, key)
            if said is not None and said != known:
                return Text(
                    f"dokumentet siger {da} „{said}“, tallene har „{known or 'ikke oplyst'}“",
                    f'the document says {en} "{said}", the figures have "{known or "not known"}"',
                )
        return None

    def _fixed(self, indicator: Indicator) -> dict[str, str]:
        named = {
            name: indicator.dimensions[name].member_of(member)
            for name, member in self.segment.items()
        }
        return {name: member for name, member in named.items() if member is not None}

    def _whole_group(self, indicator: Indicator) -> Segment | None:
        """Return the segment of the figure that is published for the whole group, if any."""
        members = self._fixed(indicator)
        for name, pooled in self.pooled.items():
            dimension = indicator.dimensions[name]
            union = dimension.union_of(tuple(str(dimension.member_of(one)) for one in pooled))
            if union is None:
                return None
            members[name] = union
        return segment_of(members)

    def _members(self, indicator: Indicator) -> list[Segment]:
        fixed = self._fixed(indicator)
        return [
            segment_of({**fixed, name: str(indicator.dimensions[name].member_of(member))})
            for name, members in self.pooled.items()
            for member in members
        ]

    def _has_row(self, case: Case, segment: Segment) -> bool:
        """Whether the group's own figure decides; without pooling it always does."""
        row = case.observations.figure(self.indicator, segment, case.area.code, case.period)
        return not self.pooled or row is not None

    def _pooled(self, case: Case, indicator: Indicator) -> Measured:
        """Put the members together: counts added, shares as numerators over denominators."""
        segments = self._members(indicator)
        if indicator.unit in ADDED_UNITS:
            return _sum(case, indicator, segments)
        if not indicator.is_share:
            return Measured(None, indicator.unit, incomparable=_NOT_ADDED)
        if indicator.numerator is None or indicator.denominator is None:
            return Measured(
                None,
                indicator.unit,
                missing=tuple(
                    Missing(Key(indicator.id, segment, case.area.code, case.period))
                    for segment in [self._whole_group(indicator) or segments[0]]
                ),
            )
        above = _sum(case, case.catalogue[indicator.numerator], segments)
        below = _sum(case, case.catalogue[indicator.denominator], segments)
        return _share(above, below, indicator.unit)


def _share(above: Measured, below: Measured, unit: str) -> Measured:
    """Return numerators over denominators in percent."""
    figures, missing = above.figures + below.figures, above.missing + below.missing
    if above.value is None or below.value is None:
        return Measured(None, unit, figures, missing)
    if below.value.low <= 0:
        return Measured(None, unit, figures, incomparable=_NOBODY)
    return Measured(Value.of(100) * above.value / below.value, unit, figures)


def _signed(case: Case, figure: Callable[[Case], Measured], unit: str) -> Measured:
    """Return the sum over the areas of a pool, some of them taken away."""
    parts = []
    for area, sign in case.pool:
        part = figure(case.at(area=area))
        taken = part if part.value is None or sign > 0 else replace(part, value=-part.value)
        parts.append(taken)
    return added(parts, unit)


_NOBODY = Text("nævneren er nul", "the denominator is zero")
_NOT_WEIGHED = Text(
    "uden tæller og nævner kan områder ikke vejes sammen",
    "without numerator and denominator areas cannot be weighed together",
)
_NOT_ADDED = Text(
    "gennemsnit af flere grupper kan ikke lægges sammen",
    "averages of several groups cannot be added",
)
_STATED_WORDS = (
    ("window", "vinduet", "the window"),
    ("population", "populationen", "the population"),
    ("unit", "enheden", "the unit"),
)


def _member_problems(
    indicator: Indicator, loc: tuple[str | int, ...], name: str, member: str
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if name not in indicator.dimensions:
        hint = nearest(name, indicator.dimensions)
        yield loc, f"{indicator.id} has no dimension {quoted(name)}{hint}"
        return
    try:
        indicator.dimensions[name].member_of(member)
    except ValueError as cause:
        yield loc, f"{indicator.id}, {name}: {cause}"


def _published(case: Case, indicator: Indicator, segment: Segment) -> Measured:
    key = Key(indicator.id, segment, case.area.code, case.period)
    figure = case.observations.known(key, case.known_on)
    if figure is None or figure.value is None:
        missing = Missing(key, figure.mark if figure else None)
        return Measured(None, indicator.unit, (), (missing,))
    return Measured(figure.as_value(indicator), indicator.unit, (figure,))


def _sum(case: Case, indicator: Indicator, segments: list[Segment]) -> Measured:
    return added([_published(case, indicator, one) for one in segments], indicator.unit)
