"""Text of others in Markdown: shown as it is, whatever is written in it."""

from __future__ import annotations

import re
from typing import Final

from beskplan.errors import visible

_OPENING: Final = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=]))")
_APART: Final = "\u200b"
"""A space of no width: it parts what a forge would make a mention or a link of."""
_LINKED: Final = re.compile(r"@|:(?=//)|(?<=\bwww)(?=\.)|#(?=\w)", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\\`*_{}\[\]#|~$!]")
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Return text on one line that every reader of Markdown shows as it is."""
    line = visible(" ".join(text.split()))
    line = _LINKED.sub(lambda found: f"{found[0]}{_APART}", line)
    line = _MARKS.sub(lambda found: f"\\{found[0]}", line)
    line = "".join(_HTML.get(mark, mark) for mark in line)
    return _OPENING.sub(r"\1\\", line)
