"""The schema of the table ``targets`` of exports."""

from __future__ import annotations

from typing import Final

from beskplan.schemas._document import Schema
from beskplan.schemas._tables import table_schema
from beskplan.tables import TARGETS

SCHEMA: Final = "beskplan/targets-table/v1"
FILES: Final = "targets.json and targets.jsonl of beskplan export"


def schema() -> Schema:
    """Return the schema of the table, built from its columns."""
    return table_schema(TARGETS)
