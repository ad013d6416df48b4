"""For people: one finding a line, on a terminal with its source line and a caret below."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from beskplan.checks._base import Level
from beskplan.checks._files import says_it_is_ours
from beskplan.checks._findings import Finding, Report
from beskplan.documents import MAX_BYTES
from beskplan.errors import visible

_WIDTH: Final = 100


def render(report: Report) -> str:
    """Return one line a finding, and a last one that counts them."""
    lines = [str(finding) for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def on_terminal(report: Report) -> str:
    """Return each finding with the line that it is about and a caret."""
    lines: list[str] = []
    for finding in report.findings:
        lines.append(str(finding))
        lines += _pointed_at(finding)
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def summary(report: Report) -> str:
    """Say how much was found in how many files: ``5 files: 1 error, 2 warnings``."""
    counts = [_counted(report.count(level), str(level)) for level in Level if report.count(level)]
    skipped = [f"{_counted(len(report.skipped), 'other YAML file')} left out"]
    said = [", ".join(counts) or "nothing found", *(skipped if report.skipped else ())]
    return f"{_counted(len(report.files), 'file')}: {'; '.join(said)}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _pointed_at(finding: Finding) -> list[str]:
    """Return the source line and a caret; nothing of a file that is no plan is ever quoted."""
    lines = _lines(finding.file)
    if not 0 < finding.line <= len(lines) or finding.column < 1:
        return []
    line = lines[finding.line - 1]
    start = max(0, finding.column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = visible(line[start : start + _WIDTH].replace("\t", " "))
    before = visible(line[start : finding.column - 1].replace("\t", " "))
    number = str(finding.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * _columns(before)}^"]


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(mark) in "WF" for mark in text)
    return len(text) + wide - sum(unicodedata.combining(mark) > 0 for mark in text)


@lru_cache(maxsize=1)  # findings come file by file
def _lines(file: str) -> list[str]:
    path = Path(file)
    if not says_it_is_ours(path):
        return []
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1).decode("utf-8", "replace").split("\n")
