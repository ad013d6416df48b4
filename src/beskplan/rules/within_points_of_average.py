"""The figure may be no more than a stated distance on the wrong side of an average."""

from __future__ import annotations

from typing import Literal

from beskplan.numbers import Value
from beskplan.rules._against import against_words
from beskplan.rules._base import Direction, Side, level_words
from beskplan.rules._margin import Margin
from beskplan.words import Words, gap_unit_of


class WithinPointsOfAverage(Margin):
    """Met when the figure is no more than ``points`` above (``side: below``: below) Hele landet.

    The other side is always good enough. With ``strictly`` an exact hit misses. The gap is
    what is left of the room: ``above`` comparator plus points minus own figure, ``below`` own
    figure minus comparator plus points.

    Promise:
        frederikssund-2022 3a

    Example:
        type: within-points-of-average
        points: 0.5
        side: above
        strictly: true

    Worked:
        inside: {own: 4.0, country: 3.6}
        exactly at the edge: {own: 4.1, country: 3.6}
        exactly at the edge, not strictly: {with: {strictly: false}, own: 4.1, country: 3.6}
        outside: {own: 4.2, country: 3.6}
        on the other side: {own: 1.0, country: 3.6}
        own figure withheld: {own: .., country: 3.6}
        no figure of the country: {own: 4.0}
    """

    type: Literal["within-points-of-average"]
    side: Literal["above", "below"]
    """The wrong side of the average, on which the figure may be no further away."""

    @property
    def direction(self) -> Direction:
        """Not above asks for less, not below asks for more."""
        return "lower" if self.side == "above" else "higher"

    @property
    def asked(self) -> Side:
        """The side of the edge of the room that the figure must lie on."""
        if self.side == "above":
            return "below" if self.strictly else "at-most"
        return "above" if self.strictly else "at-least"

    def required_at(self, level: Value, points: Value) -> Value:
        """Return the edge of the room where the average is ``level``."""
        return level + points if self.side == "above" else level - points

    def requirement(self, words: Words, unit: str) -> str:
        """Say the room: ``mindre end 0,5 procentpoint over landsgennemsnittet``."""
        room = level_words(words, self.points, gap_unit_of(unit))
        above = self.side == "above"
        whose = against_words(self.against)
        return words.say(
            da=f"{'mindre end' if self.strictly else 'højst'} {room} "
            f"{'over' if above else 'under'} {whose.da}",
            en=f"{'less than' if self.strictly else 'at most'} {room} "
            f"{'above' if above else 'below'} {whose.en}",
        )
