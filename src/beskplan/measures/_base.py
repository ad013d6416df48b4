"""What every measure can do, and the case that it is asked about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace

from beskplan.areas import COUNTRY, Area, area_of
from beskplan.catalogue import Catalogue, Indicator, Segment
from beskplan.models import Strict
from beskplan.observations import Observations
from beskplan.periods import Period
from beskplan.results import Measured


@dataclass(frozen=True)
class Case:
    """One question: which area and period, on which figures.

    ``years`` are the plan's: a level that changes by year is picked with them.
    """

    observations: Observations
    catalogue: Catalogue
    area: Area
    period: Period
    years: Period

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
        return replace(self, area=area or self.area, period=period or self.period)


class Measure(Strict, ABC):
    """Which number a target is about. It answers for any area and period."""

    @abstractmethod
    def measured(self, case: Case) -> Measured:
        """Return the number, or what is missing, for one case."""

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
    def unit(self, catalogue: Catalogue) -> str:
        """Return the unit of the number."""

    @abstractmethod
    def problems(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield what does not fit the catalogue: path inside the measure, and message."""

    def main(self, catalogue: Catalogue) -> Indicator:
        """Return the indicator that gives the measure its direction and length."""
        return catalogue[self.indicators()[0]]
