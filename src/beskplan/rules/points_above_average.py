"""The figure must lie a stated margin above an average."""

from __future__ import annotations

from typing import ClassVar, Literal

from beskplan.rules._base import Side
from beskplan.rules._margin import Margin
from beskplan.words import Text


class PointsAboveAverage(Margin):
    """Met when the figure is at least ``points`` above the average, by default Hele landet's.

    With ``strictly`` an exact hit misses. The gap is what is left of the margin: own figure
    minus comparator minus points.

    Promise:
        A-dagpenge skal være forladt efter 13 uger af en andel, der er mindst 1,5 procentpoint
        højere end landsgennemsnittet.

    Example:
        type: points-above-average
        points: 1.5

    Worked:
        exactly enough: {own: 82.9, country: 81.4}
        too little: {own: 82.8, country: 81.4}
        exactly enough, where more is asked: {with: {strictly: true}, own: 82.9, country: 81.4}
        own figure withheld: {own: .., country: 81.4}
        no figure of the country: {own: 82.9}
    """

    sides: ClassVar[tuple[Side, Side]] = ("at-least", "above")
    said: ClassVar[Text] = Text("over", "above")
    type: Literal["points-above-average"]
