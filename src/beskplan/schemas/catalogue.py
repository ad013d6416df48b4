"""The schema of catalogues of indicators."""

from __future__ import annotations

from typing import Final

from beskplan.catalogue import SCHEMA, Indicator, _Head
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._models import Definitions

FILES: Final = "data/indicators.yaml"
_HOLDS: Final = "What the figures of a folder count: unit, direction, and how exports name it."


def schema() -> Schema:
    """Return the schema of a catalogue file, built from the models that read it."""
    definitions = Definitions(fields={(_Head, "indicators"): list[Indicator]})
    body = definitions.model(_Head)
    return whole(SCHEMA, "Catalogue of indicators", _HOLDS, body, definitions.found)
