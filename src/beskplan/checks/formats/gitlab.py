"""For GitLab: a Code Quality report, shown in the merge request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from beskplan.checks._base import Level
from beskplan.checks._findings import Finding, Report
from beskplan.checks.formats._machine import as_json, fingerprints
from beskplan.errors import visible

_SEVERITIES: Final[Mapping[Level, str]] = {
    Level.ERROR: "major",
    Level.WARNING: "minor",
    Level.NOTE: "info",
}


def render(report: Report) -> str:
    """Return the report as a list of issues, an empty one where nothing is found."""
    return as_json([_issue(finding, mark) for finding, mark in fingerprints(report)])


def _issue(finding: Finding, mark: str) -> dict[str, object]:
    return {
        "description": f"{finding.code}: {finding.told}",
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[finding.level],
        "location": {
            "path": visible(finding.file),
            "lines": {"begin": max(1, finding.line)},  # required, also for the whole file
        },
    }
