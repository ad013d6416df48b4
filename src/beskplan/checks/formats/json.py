"""For scripts: ``beskplan/findings/v1``, every key always there."""

from __future__ import annotations

from beskplan.checks._base import Level
from beskplan.checks._findings import Finding, Report
from beskplan.checks.formats._machine import as_json
from beskplan.errors import visible


def render(report: Report) -> str:
    """Return the report as JSON."""
    return as_json(
        {
            "schema": "beskplan/findings/v1",
            "files": [visible(file) for file in report.files],
            "skipped": [visible(file) for file in report.skipped],
            "summary": {str(level): report.count(level) for level in Level},
            "findings": [_finding(report, one) for one in report.findings],
        }
    )


def _finding(report: Report, finding: Finding) -> dict[str, object]:
    return {
        "file": visible(finding.file),
        "line": finding.line or None,
        "column": finding.column or None,
        "level": str(finding.level),
        "code": finding.code,
        "title": report.sections[finding.code].title,
        "message": finding.told,
        "target": finding.target,
    }
