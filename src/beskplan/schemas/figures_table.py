"""The schema of the table ``figures`` of exports."""

from __future__ import annotations

from typing import Final

from beskplan.schemas._document import Schema
from beskplan.schemas._tables import table_schema
from beskplan.tables import FIGURES

SCHEMA: Final = "beskplan/figures-table/v1"
FILES: Final = "figures.json and figures.jsonl of beskplan export"


def schema() -> Schema:
    """Return the schema of the table, built from its columns."""
    return table_schema(FIGURES)
