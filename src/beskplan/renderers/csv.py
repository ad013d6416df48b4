"""Results as CSV: the table ``results``, one row a verdict, part or reading."""

from __future__ import annotations

from collections.abc import Sequence

from beskplan.renderers._cells import NEUTRAL, as_csv
from beskplan.results import Results
from beskplan.tables import RESULTS


def render(results: Sequence[Results]) -> bytes:
    """Return the results of all plans as one table: comma, decimal point, UTF-8."""
    return as_csv(RESULTS.heads, RESULTS.cells(results), NEUTRAL)
