"""What machine formats share: JSON that no terminal obeys, and marks by which findings are known.

A text from a plan file may hold anything, so what does not print stands as an escape.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from beskplan.checks._findings import Finding, Report

_LINES: Final = re.compile(r"\bline [0-9]+")


def as_json(document: object) -> str:
    """Return a document as JSON; what does not print is escaped as JSON does."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if text.replace("\n", "").isprintable():
        return f"{text}\n"
    return "".join(m if m.isprintable() or m == "\n" else json.dumps(m)[1:-1] for m in text) + "\n"


def fingerprints(report: Report) -> Iterator[tuple[Finding, str]]:
    """Yield every finding with a mark that stays when its lines move.

    It is made of file, code, target and message, the numbers of lines left out, and a count
    where these are the same for several findings.
    """
    met: Counter[tuple[str, ...]] = Counter()
    for finding in report.findings:
        message = _LINES.sub("line", finding.told)
        said = (finding.file, finding.code, finding.target or "", message)
        met[said] += 1
        parts = json.dumps([*said, met[said]])
        yield finding, sha256(parts.encode()).hexdigest()
