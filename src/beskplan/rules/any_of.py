"""One part must be met."""

from __future__ import annotations

from typing import Literal

from beskplan.rules._several import Several
from beskplan.words import Words


class AnyOf(Several):
    """Met when at least one part is met; missed when all are missed.

    The gap is that of the deciding part, where all parts have one in the same unit.

    Example:
        type: any-of
        parts:
          - {title: I alt, rule: {type: threshold, at_least: 50}}
          - {title: Private, rule: {type: threshold, at_least: 25}}
    """

    type: Literal["any-of"]

    @property
    def required(self) -> int | None:
        """How many parts must be met."""
        return 1

    def how_many(self, words: Words) -> str:
        """Say how many parts are asked for."""
        return words.say(da="mindst én af:", en="at least one of:")
