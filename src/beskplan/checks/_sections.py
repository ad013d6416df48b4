"""What the page of checks and ``--explain`` say of a code: level, title, prose, a bad example."""

from __future__ import annotations

import re
import textwrap
from typing import Final, NamedTuple

from beskplan.checks._base import Level

_EXAMPLE: Final = re.compile(r"^(?P<kind>Bad|Good):\n(?P<block>(?:(?: {4}.*)?(?:\n|$))+)", re.M)


class Section(NamedTuple):
    """One section of the page.

    Attributes:
        code: such as ``BP203``.
        level: of its findings.
        title: what is wrong, in a few words.
        prose: what is found and why it matters, in paragraphs.
        bad: an example that has the finding, YAML or a command.
        good: the same, mended.
    """

    code: str
    level: Level
    title: str
    prose: str
    bad: str
    good: str

    @classmethod
    def of(cls, code: str, level: Level, title: str, text: str) -> Section:
        """Return the section that a text gives: paragraphs, then ``Bad:`` and ``Good:``."""
        examples = {
            found["kind"]: textwrap.dedent(found["block"]).strip()
            for found in _EXAMPLE.finditer(text)
        }
        prose = _EXAMPLE.sub("", text).strip().replace("``", "`")
        return cls(code, level, title, prose, examples.get("Bad", ""), examples.get("Good", ""))

    @property
    def one_line(self) -> str:
        """The first paragraph in one line."""
        return " ".join(self.prose.split("\n\n")[0].split())
