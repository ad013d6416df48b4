"""A published figure, or several members of a dimension pooled into one group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Annotated

from pydantic import Field

from beskplan.areas import find_area
from beskplan.catalogue import (
    ADDED_UNITS,
    COUNTED_UNITS,
    Catalogue,
    Indicator,
    Segment,
    segment_of,
)
from beskplan.errors import quoted
from beskplan.judgements import Made, Measured
from beskplan.measures._base import Case, Measure
from beskplan.measures._counts import ROLES, Role, contradicts, count_of, segment_in
from beskplan.measures._over import added
from beskplan.models import Strict, Word, nearest
from beskplan.numbers import Value
from beskplan.observations import Figure, Key, Missing, SeriesKey
from beskplan.periods import Period
from beskplan.words import Text


class Stated(Strict):
    """What the document itself says of the figure; it is held against the catalogue."""

    window: Word | None = None
    """The window of the spell, such as first 6 months."""
    population: Word | None = None
    """Who is counted."""
    unit: Word | None = None
    """The unit."""


class IndicatorMeasure(Measure):
    """The published figure of an indicator, for one segment of it.

    ``pooled`` takes several members as one group: the union's published figure if there is
    one, else counts are added and shares are numerators over denominators, never a mean of
    percentages. ``area`` fixes the area, whichever is judged. ``stated`` is what the document
    itself says of the figure: where the catalogue says otherwise, it is not comparable.

    Promise:
        frederikssund-2022 2a

    Example:
        indicator: virksomhedsrettet_tilbud.andel
        segment: {ydelse: Uddannelseshjælp}

    Given:
        members: {ydelse: [A-dagpenge, Kontanthjælp, Uddannelseshjælp]}
        unions: {ydelse: {Dagpenge-og-kontanthjælp: [A-dagpenge, Kontanthjælp]}}
        counts: true

    Worked:
        one segment: {Uddannelseshjælp: 21.5, own: 18.0}
        the total, where no segment is named: {with: {segment: }, Uddannelseshjælp: 21.5, own: 18.0}
        no total published: {with: {segment: }, Uddannelseshjælp: 21.5, Kontanthjælp: 9.0}
        pooled, the group itself published:
            with: {segment: , pooled: {ydelse: [A-dagpenge, Kontanthjælp]}}
            Dagpenge-og-kontanthjælp: 14.1
        pooled, 30 of 200 and 10 of 300:
            with: {segment: , pooled: {ydelse: [A-dagpenge, Kontanthjælp]}}
            A-dagpenge taeller: 30
            A-dagpenge naevner: 200
            Kontanthjælp taeller: 10
            Kontanthjælp naevner: 300
        pooled, but only percentages published:
            with: {segment: , pooled: {ydelse: [A-dagpenge, Kontanthjælp]}}
            A-dagpenge: 15.0
            Kontanthjælp: 3.3
        of a fixed area: {with: {segment: , area: country}, own: 18.0, country: 20.2}
        of another window than the document says:
            with: {segment: , stated: {window: first 6 months}}
            own: 18.0
        withheld: {Uddannelseshjælp: ..}
    """

    indicator: Word
    """The id of an indicator in the catalogue."""
    segment: dict[Word, Word] = Field(default_factory=dict)
    """One member for each dimension, such as {ydelse: A-dagpenge}; the others are totals."""
    pooled: dict[Word, Annotated[tuple[Word, ...], Field(min_length=2)]] = Field(
        default_factory=dict, max_length=1
    )
    """Several members of one dimension as one group, such as {ydelse: [A-dagpenge, Fleksjob]}."""
    area: Word | None = None
    """The area whose figure it is, whichever is judged: country, or a name."""
    stated: Stated | None = None
    """What the document says of the figure; where the catalogue differs, not comparable."""

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
        wholes = self._whole_groups(indicator)
        if not self.pooled:
            return _published(case, indicator, wholes[0])
        return _published_group(case, indicator, wholes) or self._pooled(case, indicator)

    def _of_areas(self, case: Case, indicator: Indicator) -> Measured:
        """Put areas together: counts added or taken away, shares by numerator and denominator."""
        if indicator.unit in ADDED_UNITS:
            return _signed(case, lambda one: self._of_area(one, indicator), indicator.unit)
        counts = _counts(case, indicator)
        if counts is None or not indicator.is_share:
            return Measured(None, indicator.unit, incomparable=_NOT_WEIGHED)
        if any(self._contradicts(case.at(area=area), indicator) for area, _ in case.pool):
            return Measured(None, indicator.unit, incomparable=_CONTRADICTED)
        above, below = (
            _signed(case, partial(self._count, share=indicator, role=role), count.unit)
            for role, count in zip(ROLES, counts, strict=True)
        )
        return _share(above, below, indicator.unit)

    def _count(self, case: Case, share: Indicator, role: Role) -> Measured:
        """Return a share's numerator or denominator for the same segment or group.

        Members that share one denominator have it once, however many they are.
        """
        count = count_of(case.catalogue, share, role)
        assert count is not None
        wholes, members = self._segments_of(count, share, role)
        if self.pooled:
            return (
                _published_group(case, count, wholes)
                or (_sum(case, count, members) if members else None)
                or _absent(case, count, self.shown_segment(case.catalogue))
            )
        whole = self._whole_groups(share)[0]
        return _published(case, count, wholes[0]) if wholes else _absent(case, count, whole)

    def _segments_of(
        self, count: Indicator, share: Indicator, role: Role
    ) -> tuple[list[Segment], list[Segment]]:
        """Return the whole group, and its members, as a count of the share has them.

        No members are returned where the count lacks any of them.
        """
        wholes = [segment_in(count, share, one, role) for one in self._whole_groups(share)]
        members = [segment_in(count, share, one, role) for one in self._members(share)]
        known = [one for one in dict.fromkeys(members) if one is not None]
        return (
            [one for one in dict.fromkeys(wholes) if one is not None],
            [] if None in members else known,
        )

    def _contradicts(self, case: Case, share: Indicator) -> bool:
        """Whether a denominator that members share cannot be that of a share printed for one."""
        above, below = (count_of(case.catalogue, share, role) for role in ROLES)
        assert above is not None
        assert below is not None
        for segment in self._members(share) if self.pooled else self._whole_groups(share):
            over, under = (
                segment_in(count, share, segment, role)
                for count, role in ((above, ROLES[0]), (below, ROLES[1]))
            )
            if over is None or under is None or len(under) == len(segment):
                continue
            row = _row(case, share.id, segment)
            printed = row.as_value(share) if row else None
            if contradicts(printed, _row(case, above.id, over), _row(case, below.id, under)):
                return True
        return False

    def periods(self, case: Case) -> frozenset[Period]:
        """Return the periods of the indicator's own length in which any area has a row."""
        indicator = case.catalogue[self.indicator]
        found = _periods_of(
            case, indicator.id, self._whole_groups(indicator), self._members(indicator)
        )
        counts = _counts(case, indicator) if self.pooled else None
        if counts is not None:
            above, below = (
                _periods_of(case, count.id, *self._segments_of(count, indicator, role))
                for role, count in zip(ROLES, counts, strict=True)
            )
            found |= above & below
        return frozenset(period for period in found if indicator.covers.fits(period))

    def indicators(self) -> tuple[str, ...]:
        """Return the id of the indicator."""
        return (self.indicator,)

    @property
    def looks_elsewhere(self) -> bool:
        """Whether the figure is that of a fixed area, the whole country aside."""
        return self.area not in (None, "country")

    def series(self, catalogue: Catalogue) -> frozenset[SeriesKey]:
        """Return the indicator's series, and those of the counts behind a share."""
        share = catalogue[self.indicator]
        segments = (*self._whole_groups(share), *self._members(share))
        found = {(share.id, segment) for segment in segments}
        for role in ROLES:
            count = count_of(catalogue, share, role)
            if count is not None:
                counted = [segment_in(count, share, segment, role) for segment in segments]
                found |= {(count.id, segment) for segment in counted if segment is not None}
        return frozenset(found)

    def figure_unit(self, catalogue: Catalogue) -> str:
        """Return the unit of the indicator."""
        return catalogue[self.indicator].unit

    def shown_segment(self, catalogue: Catalogue) -> Segment:
        """Return the segment, a pooled group as ``A + B``."""
        fixed = self._fixed(catalogue[self.indicator])
        pooled = {name: " + ".join(members) for name, members in self.pooled.items()}
        return segment_of({**fixed, **pooled})

    def for_member(self, catalogue: Catalogue, dimension: str, member: str) -> IndicatorMeasure:
        """Return the measure for one member, where the indicator has the dimension.

        A measure that names the dimension itself stays as it is.
        """
        if dimension not in catalogue[self.indicator].dimensions or self._names(dimension):
            return self
        return self.model_copy(update={"segment": {**self.segment, dimension: member}})

    def naming(self, dimension: str) -> Iterator[tuple[str | int, ...]]:
        """Yield where the measure names a dimension itself."""
        if self._names(dimension):
            yield ("segment" if dimension in self.segment else "pooled", dimension)

    def _names(self, dimension: str) -> bool:
        return dimension in self.segment or dimension in self.pooled

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
        for name, members in self.pooled.items():
            yield from _pool_problems(indicator, name, members)
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

    def _whole_groups(self, indicator: Indicator) -> list[Segment]:
        """Return the segments of figures that are published for the whole group, if any."""
        fixed = self._fixed(indicator)
        for name, pooled in self.pooled.items():
            dimension = indicator.dimensions[name]
            unions = dimension.unions_of(tuple(str(dimension.member_of(one)) for one in pooled))
            return [segment_of({**fixed, name: union}) for union in unions]
        return [segment_of(fixed)]

    def _members(self, indicator: Indicator) -> list[Segment]:
        """Return the segments that are put together, each once."""
        fixed = self._fixed(indicator)
        found = [
            segment_of({**fixed, name: str(indicator.dimensions[name].member_of(member))})
            for name, members in self.pooled.items()
            for member in members
        ]
        return list(dict.fromkeys(found))

    def _pooled(self, case: Case, indicator: Indicator) -> Measured:
        """Put the members together: counts added, shares as numerators over denominators."""
        segments = self._members(indicator)
        if indicator.unit in ADDED_UNITS:
            return _sum(case, indicator, segments)
        if not indicator.is_share:
            return Measured(None, indicator.unit, incomparable=_NOT_ADDED)
        if _counts(case, indicator) is None:
            whole = next(iter(self._whole_groups(indicator)), None)
            return _absent(case, indicator, whole or self.shown_segment(case.catalogue))
        if self._contradicts(case, indicator):
            return Measured(None, indicator.unit, incomparable=_CONTRADICTED)
        above, below = (self._count(case, indicator, role) for role in ROLES)
        return _share(above, below, indicator.unit)


def _share(above: Measured, below: Measured, unit: str) -> Measured:
    """Return numerators over denominators in percent."""
    if above.value is None or below.value is None:
        return Measured.without_value([above, below], unit)
    figures = above.figures + below.figures
    if below.value.low <= 0:
        return Measured(None, unit, figures, incomparable=_NOBODY)
    made = Made("percent", (above, below))
    return Measured(Value.of(100) * above.value / below.value, unit, figures, made=made)


def _signed(case: Case, figure: Callable[[Case], Measured], unit: str) -> Measured:
    """Return the sum over the areas of a pool, some of them taken away.

    A whole that is smaller than its part is no whole of it: no number of persons is left.
    """
    parts = []
    for area, sign in case.pool:
        part = figure(case.at(area=area))
        taken = part if part.value is None or sign > 0 else replace(part, value=-part.value)
        parts.append(taken)
    total = added(parts, unit)
    if total.value is not None and total.value.exact < 0 and unit in COUNTED_UNITS:
        return Measured(None, unit, total.figures, incomparable=_LESS_THAN_NOBODY)
    return total


def _counts(case: Case, share: Indicator) -> tuple[Indicator, Indicator] | None:
    """Return what counts a share's numerator and denominator, where both are known."""
    above, below = (count_of(case.catalogue, share, role) for role in ROLES)
    return None if above is None or below is None else (above, below)


def _periods_of(
    case: Case, indicator: str, wholes: list[Segment], members: list[Segment]
) -> frozenset[Period]:
    """Return the periods with a row of a whole group, or of each of its members."""
    rows = [case.observations.periods(indicator, one) for one in members]
    together = frozenset.intersection(*rows) if rows else frozenset()
    return together.union(*(case.observations.periods(indicator, one) for one in wholes))


_NOBODY = Text("nævneren er nul", "the denominator is zero")
_NOT_WEIGHED = Text(
    "uden tæller og nævner kan områder ikke vejes sammen",
    "without numerator and denominator areas cannot be weighed together",
)
_CONTRADICTED = Text(
    "tæller og fælles nævner passer ikke med den offentliggjorte andel",
    "numerator and common denominator do not fit the published share",
)
_LESS_THAN_NOBODY = Text(
    "delen er større end det hele, så der bliver færre end nul tilbage",
    "the part is larger than the whole, so fewer than nobody are left",
)
_UNIONS_DIFFER = Text(
    "samme gruppe er offentliggjort under to navne med forskellige tal",
    "the same group is published under two names with different figures",
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


def _pool_problems(
    indicator: Indicator, name: str, members: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the total, and what would be counted twice, among members put together."""
    dimension = indicator.dimensions.get(name)
    if dimension is None:
        return
    taken: set[str] = set()
    for index, label in enumerate(members):
        try:
            member = dimension.member_of(label)
        except ValueError:
            continue
        loc = ("pooled", name, index)
        if member is None:
            yield loc, f"{quoted(label)} is the total of {name}; leave {name} out to ask for it"
            continue
        parts = set(dimension.unions.get(member, (member,)))
        if parts & taken:
            yield loc, f"{quoted(label)} is counted twice: {', '.join(sorted(parts & taken))}"
        taken |= parts


def _member_problems(
    indicator: Indicator, loc: tuple[str | int, ...], name: str, member: str
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if name not in indicator.dimensions:
        hint = nearest(name, indicator.dimensions) or "; leave it out, for it has none at all"
        yield loc, f"{indicator.id} has no dimension {quoted(name)}{hint}"
        return
    try:
        indicator.dimensions[name].member_of(member)
    except ValueError as cause:
        yield loc, f"{indicator.id}, {name}: {cause}"


def _row(case: Case, indicator: str, segment: Segment) -> Figure | None:
    key = Key(indicator, segment, case.area.code, case.period)
    return case.observations.known(key, case.known_on)


def _published(case: Case, indicator: Indicator, segment: Segment) -> Measured:
    figure = _row(case, indicator.id, segment)
    if figure is None or figure.value is None:
        return _absent(case, indicator, segment, figure.mark if figure else None)
    return Measured(figure.as_value(indicator), indicator.unit, (figure,))


def _absent(
    case: Case, indicator: Indicator, segment: Segment, mark: str | None = None
) -> Measured:
    missing = Missing(Key(indicator.id, segment, case.area.code, case.period), mark)
    return Measured(None, indicator.unit, (), (missing,))


def _published_group(case: Case, indicator: Indicator, wholes: list[Segment]) -> Measured | None:
    """Return the figure of a whole group, under whichever of its names one is published.

    A group of which only marks are published has no figure, and None has no row at all.
    """
    rows = [row for one in wholes if (row := _row(case, indicator.id, one)) is not None]
    if not rows:
        return None
    printed = [row for row in rows if row.value is not None]
    if len({row.value for row in printed}) > 1:
        return Measured(None, indicator.unit, tuple(printed), incomparable=_UNIONS_DIFFER)
    return _published(case, indicator, (printed or rows)[0].key.segment)


def _sum(case: Case, indicator: Indicator, segments: list[Segment]) -> Measured:
    return added([_published(case, indicator, one) for one in segments], indicator.unit)
