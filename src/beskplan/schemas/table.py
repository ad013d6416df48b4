"""The schema of descriptions of tables transcribed by hand."""

from __future__ import annotations

from typing import Final

from beskplan.descriptions import Description
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._models import Definitions

SCHEMA: Final = "beskplan/table/v1"
FILES: Final = "data/**/*.yaml beside a .csv of the same name"
_HOLDS: Final = "What stands in the columns of the CSV of the same name."


def schema() -> Schema:
    """Return the schema of a description, built from the models that read it."""
    definitions = Definitions()
    body = definitions.model(Description)
    return whole(SCHEMA, "Description of a table", _HOLDS, body, definitions.found)
