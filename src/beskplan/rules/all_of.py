"""All parts must be met."""

from __future__ import annotations

from typing import Literal

from beskplan.rules._several import Several
from beskplan.words import Words


class AllOf(Several):
    """Met when every part is met; missed when one is missed.

    The gap is that of the deciding part, where all parts have one in the same unit.

    Promise:
        fredericia-2019 1d

    Example:
        type: all-of
        parts:
          - {title: I alt, rule: {type: threshold, at_least: 50}}
          - title: Private
            measure: {indicator: fleksjob.nye, segment: {regi: Privat}}
            rule: {type: threshold, at_least: 25}

    Given:
        indicator: fleksjob.nye
        unit: jobs
        members: {regi: [Privat]}

    Worked:
        one with room, one exactly there: {own: 51, Privat: 25}
        one short: {own: 60, Privat: 24}
        one not published, the other met: {own: 60, Privat: ..}
        one not published, the other missed: {own: 49, Privat: ..}
    """

    type: Literal["all-of"]

    @property
    def required(self) -> int | None:
        """How many parts must be met."""
        return None

    def how_many(self, words: Words) -> str:
        """Say how many parts are asked for."""
        return words.say(da="alle dele:", en="all of:")
