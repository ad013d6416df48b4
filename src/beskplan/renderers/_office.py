"""What the formats of office programs share: text that they can hold, and what they need."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from beskplan.errors import UsageError
from beskplan.reporting import Fact, Labels, Report, TargetSection

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
"""What XML cannot hold, and marks that turn the reading direction."""
INNER: Final = ("requirement", "flags")
"""Columns that paper has in another one: under the title, and under the status."""
_SHARES: Final[Mapping[str, float]] = {
    "target": 1.2,
    "title": 3.3,
    "period": 1.8,
    "observed": 1.8,
    "compared": 2.6,
    "required": 1.7,
    "gap": 2.1,
    "status": 3.2,
    "role": 2.6,
    "indicator": 3.9,
    "area": 2.3,
    "figure": 1.4,
    "file": 3.6,
    "row": 1.3,
    "sha256": 4.2,
    "plan": 3.0,
    "municipality": 2.2,
}
_USUAL: Final = 1.5


def seen(text: str) -> str:
    r"""Return a text whose controls and direction marks are shown, as ``\x1b`` or ``\u202e``."""
    return _UNSEEN.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def needed(module: str, package: str, suffix: str) -> Any:
    """Import and return a library that only some formats need.

    Raises:
        UsageError: it is not installed; the message says how it gets there.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as cause:
        raise UsageError(
            f"a report in {suffix} needs {package}, which is not installed; "
            "pip install 'beskplan[report]'"
        ) from cause


def share(key: str) -> float:
    """Return how wide a column is beside the others."""
    return _SHARES.get(key, _USUAL)


def midnight(day: date) -> datetime:
    """Return the start of the day that a report is for, the only time that files carry."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def sections(shown: Report) -> Iterator[TargetSection]:
    """Yield the sections of all targets and of their parts, in order."""
    for plan in shown.plans:
        for area in plan.focus_areas:
            for target in area.targets:
                yield from _with_parts(target)


def _with_parts(section: TargetSection) -> Iterator[TargetSection]:
    yield section
    for part in section.parts:
        yield from _with_parts(part)


def facts(section: TargetSection, labels: Labels) -> Sequence[Fact]:
    """Return the facts of a target; of one with parts first what they are asked together."""
    if not section.parts:
        return section.facts
    return (Fact(labels.requirement, section.requirement), *section.facts)
