"""So many of the parts must be met."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from beskplan.models import Whole
from beskplan.rules._several import Several
from beskplan.words import Words


class AtLeastOf(Several):
    """Met when ``require`` of the parts are met; missed when that can no longer be reached.

    The gap is that of the deciding part, where all parts have one in the same unit.

    Promise:
        To af tre skal nås: 50 pct. af de unge, 40 pct. af de voksne og 30 pct. af de ældre ledige
        i virksomhedsrettet tilbud.

    Example:
        type: at-least-of
        require: 2
        parts:
          - title: Unge
            measure: {indicator: andel, segment: {alder: Unge}}
            rule: {type: threshold, at_least: 50}
          - title: Voksne
            measure: {indicator: andel, segment: {alder: Voksne}}
            rule: {type: threshold, at_least: 40}
          - title: Ældre
            measure: {indicator: andel, segment: {alder: Ældre}}
            rule: {type: threshold, at_least: 30}

    Given:
        members: {alder: [Unge, Voksne, Ældre]}

    Worked:
        two of three, one of them exactly: {Unge: 52.0, Voksne: 40.0, Ældre: 10.0}
        one of three: {Unge: 52.0, Voksne: 39.0, Ældre: 10.0}
        two met, one not published: {Unge: 52.0, Voksne: 41.0, Ældre: ..}
        one met, one not published: {Unge: 52.0, Voksne: 39.0, Ældre: ..}
    """

    type: Literal["at-least-of"]
    require: Annotated[Whole, Field(ge=1)]
    """How many of the parts must be met."""

    @model_validator(mode="after")
    def _reachable(self) -> AtLeastOf:
        if self.require > len(self.parts):
            raise ValueError(f"require: {self.require} of {len(self.parts)} parts is out of reach")
        return self

    @property
    def required(self) -> int | None:
        """How many parts must be met."""
        return self.require

    def how_many(self, words: Words) -> str:
        """Say how many parts are asked for."""
        return words.say(da=f"mindst {self.require} af:", en=f"at least {self.require} of:")
