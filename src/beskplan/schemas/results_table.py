"""The schema of the table ``results`` of exports."""

from __future__ import annotations

from typing import Final

from beskplan.schemas._document import Schema
from beskplan.schemas._tables import table_schema
from beskplan.tables import RESULTS

SCHEMA: Final = "beskplan/results-table/v1"
FILES: Final = "results.json and results.jsonl of beskplan export"


def schema() -> Schema:
    """Return the schema of the table, built from its columns."""
    return table_schema(RESULTS)
