"""For GitHub Actions: workflow commands that become annotations beside the lines of a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from beskplan.checks._base import Level
from beskplan.checks._findings import Finding, Report
from beskplan.checks.formats.text import summary
from beskplan.errors import visible

_COMMANDS: Final[Mapping[Level, str]] = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.NOTE: "notice",
}


def render(report: Report) -> str:
    """Return a command for every finding, and a last line for the log that counts them."""
    lines = [_command(report, finding) for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def _command(report: Report, finding: Finding) -> str:
    properties = {"file": visible(finding.file)}
    if finding.line:
        properties["line"] = str(finding.line)
    if finding.column:
        properties["col"] = str(finding.column)
    properties["title"] = f"{finding.code} {report.sections[finding.code].title}"
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{finding.place}: {finding.code}: {finding.told}"  # logs show the message alone
    return f"::{_COMMANDS[finding.level]} {said}::{_data(message)}"


def _data(text: str) -> str:
    """Return a text with what ends a command's message escaped; ``%`` first, it is the escape."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a text with what ends a command's property escaped."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
