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

_NARROWEST: Final = 40
"""Characters of a source line that are shown at least, however narrow the terminal."""
_CUT: Final = "…"
_LAID_ON: Final = ("Mn", "Me")
"""Kinds of characters that stand on the one before them."""


def render(report: Report) -> str:
    """Return one line a finding, and a last one that counts them."""
    lines = [str(finding) for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def on_terminal(report: Report, width: int) -> str:
    """Return each finding with the line that it is about and a caret.

    Args:
        report: what was found.
        width: columns of the terminal; source lines are cut to it, findings never.
    """
    lines: list[str] = []
    for finding in report.findings:
        lines.append(str(finding))
        lines += _pointed_at(finding, width)
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def summary(report: Report) -> str:
    """Say how much was found in how many files: ``5 files: 1 error, 2 warnings``."""
    counts = [_counted(report.count(level), str(level)) for level in Level if report.count(level)]
    skipped = [f"{_counted(len(report.skipped), 'other YAML file')} left out"]
    said = [", ".join(counts) or "nothing found", *(skipped if report.skipped else ())]
    return f"{_counted(len(report.files), 'file')}: {'; '.join(said)}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _pointed_at(finding: Finding, width: int) -> list[str]:
    """Return the source line and a caret; nothing of a file that is no plan is ever quoted."""
    lines = _lines(finding.file)
    if not 0 < finding.line <= len(lines) or finding.column < 1:
        return []
    number = str(finding.line)
    room = max(_NARROWEST, width - len(f"  {number} | "))
    before, after = _around(lines[finding.line - 1], finding.column - 1, room)
    gutter = " " * len(number)
    return [f"  {number} | {before}{after}", f"  {gutter} | {' ' * _columns(before)}^"]


def _around(line: str, at: int, room: int) -> tuple[str, str]:
    """Return what is shown of a line before and from a place, in so many columns of a terminal."""
    before, after = _shown(line[:at]), _shown(line[at:])
    if _columns(before + after) <= room:
        return before, after
    left = _end_of(before, room // 2)
    return left, _start_of(after, room - _columns(left))


def _shown(text: str) -> str:
    return visible(text.replace("\t", " "))


def _end_of(text: str, room: int) -> str:
    """Return the end of a text that fits, with a mark where it is cut."""
    if _columns(text) <= room:
        return text
    return _CUT + _start(text[::-1], room - 1)[::-1]


def _start_of(text: str, room: int) -> str:
    """Return the start of a text that fits, with a mark where it is cut."""
    return text if _columns(text) <= room else _start(text, room - 1) + _CUT


def _start(text: str, room: int) -> str:
    taken = 0
    for at, mark in enumerate(text):
        taken += _columns(mark)
        if taken > room:
            return text[:at]
    return text


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(mark) in "WF" for mark in text)
    return len(text) + wide - sum(unicodedata.category(mark) in _LAID_ON for mark in text)


@lru_cache(maxsize=1)  # findings come file by file
def _lines(file: str) -> list[str]:
    """Return the lines of a file that may be quoted, without a byte order mark and line ends."""
    path = Path(file)
    if not says_it_is_ours(path):
        return []
    with path.open("rb") as stream:
        text = stream.read(MAX_BYTES + 1).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.split("\n")]
