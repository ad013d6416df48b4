"""For scripts: ``beskplan/findings/v1``, every key always there."""

from __future__ import annotations

import json

from beskplan.checks._base import Level
from beskplan.checks._findings import Finding, Report


def render(report: Report) -> str:
    """Return the report as JSON."""
    document = {
        "schema": "beskplan/findings/v1",
        "files": list(report.files),
        "skipped": list(report.skipped),
        "summary": {str(level): report.count(level) for level in Level},
        "findings": [_finding(report, one) for one in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(report: Report, finding: Finding) -> dict[str, object]:
    return {
        "file": finding.file,
        "line": finding.line or None,
        "column": finding.column or None,
        "level": str(finding.level),
        "code": finding.code,
        "title": report.titles[finding.code],
        "message": finding.message,
        "target": finding.target,
    }
