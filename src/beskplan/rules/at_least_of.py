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

    Example:
        type: at-least-of
        require: 2
        parts:
          - {title: Unge, rule: {type: threshold, at_least: 50}}
          - {title: Voksne, rule: {type: threshold, at_least: 40}}
          - {title: Ældre, rule: {type: threshold, at_least: 30}}
    """

    type: Literal["at-least-of"]
    require: Annotated[Whole, Field(ge=1)]

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
