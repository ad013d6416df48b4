"""The figure must lie a stated margin below an average."""

from __future__ import annotations

from typing import ClassVar, Literal

from beskplan.rules._base import Side
from beskplan.rules._margin import Margin
from beskplan.words import Text


class PointsBelowAverage(Margin):
    """Met when the figure is at least ``points`` below the average, by default Hele landet's.

    With ``strictly`` an exact hit misses. The gap is what is left of the margin: comparator
    minus points minus own figure.

    Promise:
        frederikssund-2022 5a

    Example:
        type: points-below-average
        points: 0.2

    Worked:
        exactly enough: {own: 0.6, country: 0.8}
        too little: {own: 0.7, country: 0.8}
        exactly enough, where more is asked: {with: {strictly: true}, own: 0.6, country: 0.8}
        own figure withheld: {own: .., country: 0.8}
        no figure of the country: {own: 0.6}
    """

    sides: ClassVar[tuple[Side, Side]] = ("at-most", "below")
    said: ClassVar[Text] = Text("under", "below")
    type: Literal["points-below-average"]
