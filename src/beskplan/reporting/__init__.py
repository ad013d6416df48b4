"""What people take away: a `Report` made from results, before any format.

``report(results, lang=None, earlier=())`` says everything that a committee reads, as plain values
(see `beskplan.reporting._model` for the model, from `Report` down to `ChartPoint`). A format is a
module in `beskplan.renderers` with ``render_report(report: Report) -> bytes``, and
``render(results)`` that is ``render_report(report(results))``; it adds no words of its own beside
``report.labels``, and escapes every text. `evaluate` must have been asked ``in_full``, or there
are no charts.
"""

from __future__ import annotations

from beskplan.reporting._build import report
from beskplan.reporting._earlier import Earlier, EarlierTarget, earlier_results
from beskplan.reporting._labels import Labels
from beskplan.reporting._model import (
    Changes,
    Chart,
    ChartPoint,
    Column,
    Count,
    Fact,
    Flagged,
    FocusArea,
    PlanSection,
    Reading,
    Report,
    Row,
    Standing,
    Table,
    TargetSection,
    Term,
)

__all__ = [
    "Changes",
    "Chart",
    "ChartPoint",
    "Column",
    "Count",
    "Earlier",
    "EarlierTarget",
    "Fact",
    "Flagged",
    "FocusArea",
    "Labels",
    "PlanSection",
    "Reading",
    "Report",
    "Row",
    "Standing",
    "Table",
    "TargetSection",
    "Term",
    "earlier_results",
    "report",
]
