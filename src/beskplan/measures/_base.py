"""What every measure can do, and the case that it is asked about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from beskplan.areas import COUNTRY, Area
from beskplan.catalogue import Catalogue, Indicator, Segment
from beskplan.judgements import Measured
from beskplan.measures._baseline import NOT_LATER, Baseline
from beskplan.measures._change import BASELINE, Change, Step, move_misfit
from beskplan.measures._over import Over
from beskplan.models import Strict
from beskplan.observations import Observations, SeriesKey
from beskplan.periods import Covers, Period
from beskplan.words import Text

_ROLLING: Final = (Covers.FOUR_QUARTERS, Covers.YEAR_TO_DATE, Covers.SURVEY)
Better = Literal["lower", "higher", "neither"]
Window = tuple[tuple[Period, str], ...]
"""The days of each ``over`` that a number is made with, the inmost first, and what it takes."""


class Case(NamedTuple):
    """One question: which area and period, on which figures.

    ``years`` are the plan's: a level that changes by year is picked with them. ``pool`` puts
    areas together in place of ``area``, each added (1) or taken away (-1). ``known_on`` asks
    for the figures as they were published on a day. ``baseline`` is the target's.
    """

    observations: Observations
    catalogue: Catalogue
    area: Area
    period: Period
    years: Period
    baseline: Baseline | Literal["not-stated"] | None = None
    groups: Mapping[str, Mapping[str | None, tuple[Area, ...]]] = MappingProxyType({})
    pool: tuple[tuple[Area, int], ...] = ()
    known_on: date | None = None

    @property
    def country(self) -> Area:
        """The whole country."""
        return COUNTRY

    def at(self, *, area: Area | None = None, period: Period | None = None) -> Case:
        """Return the same question for another area or period."""
        period = self.period if period is None else period
        if area is None and period is self.period:
            return self
        baseline, pool = self.baseline, self.pool
        if area is not None:
            baseline = self.baseline if area == self.area else self._baseline_from_data
            pool = ()
        return Case(  # what is asked most; dataclasses.replace takes three times as long
            self.observations,
            self.catalogue,
            area or self.area,
            period,
            self.years,
            baseline,
            self.groups,
            pool,
            self.known_on,
        )

    def pooled(self, areas: Iterable[tuple[Area, int]]) -> Case:
        """Return the same question for areas put together, each added (1) or taken away (-1)."""
        return self._replace(pool=tuple(areas), baseline=self._baseline_from_data)

    @property
    def _baseline_from_data(self) -> Baseline | Literal["not-stated"] | None:
        """The baseline for other areas: a figure stated in the plan is the own municipality's."""
        return self.baseline.from_data if isinstance(self.baseline, Baseline) else self.baseline


class Measure(Strict, ABC):
    """Which number a target is about. It answers for any area and period.

    Always in this order: the figure, then ``over``, then ``change``.
    """

    over: Over | None = None
    """A window that ends with the judged period, and whether its mean or its sum is taken."""
    change: Change | None = None
    """How the number differs from what it was; taken last."""

    @abstractmethod
    def figure(self, case: Case) -> Measured:
        """Return the figure of one period, or what is missing."""

    @abstractmethod
    def figure_unit(self, catalogue: Catalogue) -> str:
        """Return the unit of the figure."""

    @abstractmethod
    def periods(self, case: Case) -> frozenset[Period]:
        """Return the periods of the measure's own length in which any area has a row.

        Only figures and catalogue of ``case`` play a part.
        """

    def timeline(self, case: Case) -> tuple[Period, ...]:
        """Return the periods in which any area has a row, oldest first."""
        return case.observations.once(
            (self, case.catalogue), lambda: tuple(sorted(self.periods(case)))
        )

    @abstractmethod
    def indicators(self) -> tuple[str, ...]:
        """Return the ids of the indicators that are measured, the main one first."""

    @abstractmethod
    def series(self, catalogue: Catalogue) -> frozenset[SeriesKey]:
        """Return every series that the measure may look at, of whatever area and period."""

    @property
    @abstractmethod
    def looks_elsewhere(self) -> bool:
        """Whether the figure is that of another area than the judged one and the country."""

    @abstractmethod
    def shown_segment(self, catalogue: Catalogue) -> Segment:
        """Return the part of the indicator that is measured, for people and for results."""

    @abstractmethod
    def problems(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield what does not fit the catalogue: path inside the measure, and message."""

    @abstractmethod
    def for_member(self, catalogue: Catalogue, dimension: str, member: str) -> Measure:
        """Return the measure for one member, wherever its indicators have the dimension."""

    @abstractmethod
    def naming(self, dimension: str) -> Iterator[tuple[str | int, ...]]:
        """Yield the paths inside the measure where it names a dimension itself."""

    def main(self, catalogue: Catalogue) -> Indicator:
        """Return the indicator that gives the measure its direction and length."""
        return catalogue[self.indicators()[0]]

    def better(self, catalogue: Catalogue) -> Better:
        """Return which way is good; a difference or a ratio has none."""
        return self.main(catalogue).better

    def unit(self, catalogue: Catalogue) -> str:
        """Return the unit of the number."""
        unit = self.figure_unit(catalogue)
        return unit if self.change is None else self.change.unit(unit)

    def is_share(self, catalogue: Catalogue) -> bool:
        """Whether the number is a part of a population; a change or a ratio in percent is not."""
        return self.change is None and self.main(catalogue).is_share

    def change_problems(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield an ``as`` of the change that the figure's unit cannot move in."""
        misfit = self.change and move_misfit(self.change.as_, self.figure_unit(catalogue))
        if misfit:
            yield ("change", "as"), misfit

    @property
    def is_direct(self) -> bool:
        """Whether the number is a figure of the judged period, neither over nor change."""
        return self.over is None and self.change is None

    def measured(self, case: Case) -> Measured:
        """Return the number, or what is missing, for one case."""
        now = self._level(case)
        if self.change is None:
            return now
        return self.change.taken(now, self._then(case))

    def span(self, period: Period) -> Period:
        """Return the days that the number of a period is made of, its change left aside."""
        return (self.over.span(period) if self.over else None) or period

    def counts_from(self, case: Case) -> Period | None:
        """Return the period that the number's change counts from, None for one that moves."""
        since = self.change.since if self.change is not None else None
        if since == BASELINE and isinstance(case.baseline, Baseline):
            since = case.baseline.period
        return since if isinstance(since, Period) else None

    def windows(self, case: Case) -> frozenset[Window]:
        """Return the window of the number; a combined one has those of its parts."""
        span = self.span(case.period)
        if self.over is None or span == case.period:
            return frozenset({()})
        return frozenset({((span, self.over.take),)})

    def starts(self, case: Case) -> frozenset[Period | None]:
        """Return the periods that changes count from; None for one that there is not."""
        if self.change is None:
            return frozenset()
        since = self.change.since
        if since == BASELINE:
            if not isinstance(case.baseline, Baseline):
                return frozenset({None})
            since = case.baseline.period
        known = since if isinstance(since, Period) else self._before_or_none(case, since)
        return frozenset({known})

    def before(self, case: Case, step: Step) -> Period:
        """Return the period a year before, or the one before; of rolling windows the last.

        Raises:
            ValueError: there is no such period (week 53, 29 February).
        """
        if step == "a year before":
            return case.period.a_year_before()
        if self.main(case.catalogue).covers in _ROLLING:
            earlier = [one for one in self.timeline(case) if one < case.period]
            return max(earlier, default=case.period.previous())
        return case.period.previous()

    def at_baseline(self, case: Case) -> tuple[Period, Measured] | Text:
        """Return the measure's number at the target's baseline, or why it cannot be taken."""
        baseline = case.baseline
        assert isinstance(baseline, Baseline)
        period = baseline.period
        if not isinstance(period, Period):
            moved = self._before_or_none(case, period)
            if moved is None:
                return _NO_PERIOD
            period = moved
        stated = baseline.stated(self.unit(case.catalogue))
        if stated is not None:
            return period, Measured(stated, self.unit(case.catalogue))
        unlike = self.unlike(case.period, period)
        if unlike is not None:
            return unlike
        then = case.at(period=period)._replace(known_on=baseline.as_published or case.known_on)
        return period, self.measured(then)

    def _level(self, case: Case) -> Measured:
        if self.over is None:
            return self.figure(case)
        return self.over.taken(
            case.period,
            self.figure_unit(case.catalogue),
            lambda period: self.figure(case.at(period=period)),
        )

    def _then(self, case: Case) -> Measured:
        """Return the number that a change counts from, or why there is none."""
        assert self.change is not None
        since, known_on, stated = self.change.since, case.known_on, None
        unit = self.figure_unit(case.catalogue)
        if since == BASELINE:
            if not isinstance(case.baseline, Baseline):
                return Measured(None, unit, incomparable=_NO_BASELINE)
            stated = case.baseline.stated(unit)
            since, known_on = case.baseline.period, case.baseline.as_published or known_on
        period = since if isinstance(since, Period) else self._before_or_none(case, since)
        if period is None:
            return Measured(None, unit, incomparable=_NO_PERIOD)
        if is_not_later(case, period):
            return Measured(None, unit, absent=NOT_LATER)
        if stated is not None:
            return Measured(stated, unit)
        unlike = self.unlike(case.period, period)
        if unlike is not None:
            return Measured(None, unit, incomparable=unlike)
        return self._level(case.at(period=period)._replace(known_on=known_on))

    def _before_or_none(self, case: Case, step: Step) -> Period | None:
        try:
            return self.before(case, step)
        except ValueError:
            return None

    def unlike(self, now: Period, then: Period) -> Text | None:
        """Say why two periods must not be compared: their lengths, or days in common."""
        late, early = self.span(now), self.span(then)
        if not as_long_as(now, then):
            return _OTHER_LENGTH
        if now != then and late.overlaps(early):
            return _OVERLAP
        return None if as_long_as(late, early) else _OTHER_LENGTH


def as_long_as(one: Period, other: Period) -> bool:
    """Whether two periods are of one length: in months, else from and to the same dates or in days.

    29 February makes no difference between the same dates of two years.
    """
    if one.months is not None or other.months is not None:
        return one.months == other.months
    dates = [
        (
            (day.start.month, day.start.day),
            (day.end.month, day.end.day),
            day.end.year - day.start.year,
        )
        for day in (one, other)
    ]
    return dates[0] == dates[1] or one.end - one.start == other.end - other.start


def unlike_numbers(
    measures: Sequence[Measure], case: Case, *, whatever_is_taken: bool = False
) -> Text | None:
    """Say why numbers of one case must not be held together: their length, window or start.

    Months never stand beside quarters, a sum over a year beside one month, a mean beside a sum,
    or a change since one period beside a change since another. ``whatever_is_taken`` lets a sum
    stand beside a mean of the same days.
    """
    if len({one.main(case.catalogue).covers for one in measures}) > 1:
        return _LENGTHS
    windows = {one.windows(case) for one in measures}
    if whatever_is_taken:
        windows = {frozenset(_days(window) for window in several) for several in windows}
    if len(windows) > 1:
        return _WINDOWS
    starts = {one.starts(case) for one in measures} - {frozenset()}
    return _STARTS if len(starts) > 1 else None


def _days(window: Window) -> Window:
    return tuple((span, "") for span, _ in window)


def is_not_later(case: Case, baseline: Period) -> bool:
    """Whether the judged figure is not later than a baseline; a starting position may be it."""
    if case.period.end != baseline.end:
        return case.period.end < baseline.end
    return not case.period.ends_before(case.years)


_NO_BASELINE: Final = Text("dokumentet angiver ikke et udgangspunkt", "no baseline is stated")
_NO_PERIOD: Final = Text("der er ingen tilsvarende periode før", "there is no such period before")
_OTHER_LENGTH: Final = Text(
    "perioder af forskellig længde kan ikke sammenlignes",
    "periods of different length cannot be compared",
)
_LENGTHS: Final = Text(
    "tallene har perioder af forskellig længde", "the figures have periods of different length"
)
_WINDOWS: Final = Text(
    "tallene dækker forskellige vinduer og kan ikke holdes sammen",
    "the figures cover different windows and cannot be held together",
)
_STARTS: Final = Text(
    "ændringerne regnes fra forskellige perioder", "the changes count from different periods"
)
_OVERLAP: Final = Text(
    "vinduerne overlapper og kan ikke sammenlignes", "the windows overlap and cannot be compared"
)
