"""What every measure can do, and the case that it is asked about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from beskplan.areas import COUNTRY, Area, area_of
from beskplan.catalogue import Catalogue, Indicator, Segment
from beskplan.measures._baseline import NOT_LATER, Baseline
from beskplan.measures._change import Change, Step, move_misfit
from beskplan.measures._over import Over
from beskplan.models import Strict
from beskplan.observations import Observations
from beskplan.periods import Covers, Period
from beskplan.results import Measured
from beskplan.words import Text

_ROLLING: Final = (Covers.FOUR_QUARTERS, Covers.YEAR_TO_DATE, Covers.SURVEY)
Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True)
class Case:
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
    groups: Mapping[str, Mapping[str | None, tuple[Area, ...]]] = field(default_factory=dict)
    pool: tuple[tuple[Area, int], ...] = ()
    known_on: date | None = None

    @property
    def country(self) -> Area:
        """The whole country."""
        return COUNTRY

    @staticmethod
    def area_name(code: str) -> str:
        """Return the name of an area by its code, for messages."""
        return area_of(code).name

    def at(self, *, area: Area | None = None, period: Period | None = None) -> Case:
        """Return the same question for another area or period."""
        asked = self if period is None else replace(self, period=period)
        return asked if area is None else replace(asked, area=area, pool=())


class Measure(Strict, ABC):
    """Which number a target is about. It answers for any area and period.

    Always in this order: the figure, then ``over``, then ``change``.
    """

    over: Over | None = None
    change: Change | None = None

    @abstractmethod
    def figure(self, case: Case) -> Measured:
        """Return the figure of one period, or what is missing."""

    @abstractmethod
    def figure_unit(self, catalogue: Catalogue) -> str:
        """Return the unit of the figure."""

    @abstractmethod
    def periods(self, case: Case, area: Area | None = None) -> frozenset[Period]:
        """Return the periods of the measure's own length that have a row.

        Of one area, or (None) of any area; the period of ``case`` plays no part.
        """

    @abstractmethod
    def indicators(self) -> tuple[str, ...]:
        """Return the ids of the indicators that are measured, the main one first."""

    @abstractmethod
    def shown_segment(self, catalogue: Catalogue) -> Segment:
        """Return the part of the indicator that is measured, for people and for results."""

    @abstractmethod
    def problems(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield what does not fit the catalogue: path inside the measure, and message."""

    @abstractmethod
    def for_member(self, catalogue: Catalogue, dimension: str, member: str) -> Measure:
        """Return the measure for one member, wherever its indicators have the dimension."""

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
        found = self._then(case)
        if isinstance(found, Text):
            unit = self.unit(case.catalogue)
            return Measured(None, unit, now.figures, now.missing, now.incomparable or found)
        return self.change.taken(now, found)

    def span(self, period: Period) -> Period:
        """Return the days that the number of a period is made of, its change left aside."""
        return (self.over.span(period) if self.over else None) or period

    def before(self, case: Case, step: Step) -> Period:
        """Return the period a year before, or the one before; of rolling windows the last.

        Raises:
            ValueError: there is no such period (week 53, 29 February).
        """
        if step == "a year before":
            return case.period.a_year_before()
        if self.main(case.catalogue).covers in _ROLLING:
            earlier = [one for one in self.periods(case) if one < case.period]
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
        unlike = self._unlike(case.period, period)
        if unlike is not None:
            return unlike
        then = replace(case.at(period=period), known_on=baseline.as_published or case.known_on)
        return period, self.measured(then)

    def _level(self, case: Case) -> Measured:
        if self.over is None:
            return self.figure(case)
        return self.over.taken(
            case.period,
            self.figure_unit(case.catalogue),
            lambda period: self.figure(case.at(period=period)),
        )

    def _then(self, case: Case) -> Measured | Text:
        """Return the number that a change counts from, or why it cannot be."""
        assert self.change is not None
        since = self.change.since
        known_on = case.known_on
        if since == "baseline":
            if not isinstance(case.baseline, Baseline):
                return _NO_BASELINE
            stated = case.baseline.stated(self.figure_unit(case.catalogue))
            if stated is not None:
                measured = Measured(stated, self.figure_unit(case.catalogue))
                return NOT_LATER if case.period < case.baseline.period else measured
            since, known_on = case.baseline.period, case.baseline.as_published or known_on
        period = since if isinstance(since, Period) else self._before_or_none(case, since)
        if period is None:
            return _NO_PERIOD
        unlike = NOT_LATER if case.period < period else self._unlike(case.period, period)
        if unlike is not None:
            return unlike
        return self._level(replace(case.at(period=period), known_on=known_on))

    def _before_or_none(self, case: Case, step: Step) -> Period | None:
        try:
            return self.before(case, step)
        except ValueError:
            return None

    def _unlike(self, now: Period, then: Period) -> Text | None:
        """Say why two periods must not be compared: their lengths, or days in common."""
        if now.months != then.months:
            return _OTHER_LENGTH
        if now != then and self.span(now).overlaps(self.span(then)):
            return _OVERLAP
        return None


_NO_BASELINE: Final = Text("dokumentet angiver ikke et udgangspunkt", "no baseline is stated")
_NO_PERIOD: Final = Text("der er ingen tilsvarende periode før", "there is no such period before")
_OTHER_LENGTH: Final = Text(
    "perioder af forskellig længde kan ikke sammenlignes",
    "periods of different length cannot be compared",
)
_OVERLAP: Final = Text(
    "vinduerne overlapper og kan ikke sammenlignes", "the windows overlap and cannot be compared"
)
