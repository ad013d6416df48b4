"""One part must be met."""

from __future__ import annotations

from typing import Literal

from beskplan.rules._several import Several
from beskplan.words import Words


class AnyOf(Several):
    """Met when at least one part is met; missed when all are missed.

    The gap is that of the deciding part, where all parts have one in the same unit.

    Promise:
        Mindst 85 pct. skal have fået tre samtaler, eller andelen skal være mindst på niveau med
        landsgennemsnittet.

    Example:
        type: any-of
        parts:
          - {title: Tallet, rule: {type: threshold, at_least: 85}}
          - {title: Landet, rule: {type: vs-national-average, must_be: at-least}}

    Worked:
        one missed, one exactly there: {own: 84.0, country: 84.0}
        both missed: {own: 84.0, country: 84.2}
        one not published, the other met: {own: 86.0}
        one not published, the other missed: {own: 84.0}
        own figure withheld: {own: .., country: 84.2}
    """

    type: Literal["any-of"]

    @property
    def required(self) -> int | None:
        """How many parts must be met."""
        return 1

    def how_many(self, words: Words) -> str:
        """Say how many parts are asked for."""
        return words.say(da="mindst én af:", en="at least one of:")
