"""What `check` answers: findings with file, line, column, level and code, in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from beskplan.checks._base import Level
from beskplan.errors import Problem, visible


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is said of a file; ``line`` and ``column`` count from 1, 0 is the whole file.

    ``target`` is the id of the target that it is about, None for the rest of the file.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    level: Level
    target: str | None = None

    @classmethod
    def of(cls, problem: Problem, code: str, level: Level = Level.ERROR) -> Finding:
        """Return a finding of a loader's problem."""
        return cls(problem.file, problem.line, problem.column, code, problem.message, level)

    def __str__(self) -> str:
        place = [self.file, *(str(number) for number in (self.line, self.column) if number > 0)]
        return visible(f"{':'.join(place)}: {self.level} {self.code}: {self.message}")


@dataclass(frozen=True)
class Report:
    """What was looked at and what was found.

    Attributes:
        files: the files that were looked at, in order.
        findings: what was found in them, by file, line and column.
        skipped: YAML files of folders that are none of beskplan's.
    """

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[str, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    """The title of each code that is found."""

    def count(self, level: Level) -> int:
        """Return how many findings are of a level."""
        return sum(finding.level is level for finding in self.findings)

    @property
    def unread(self) -> bool:
        """Whether any file could not be looked at."""
        return any(finding.code == UNREADABLE for finding in self.findings)


def in_order(findings: Iterable[Finding], files: Iterable[str]) -> tuple[Finding, ...]:
    """Return findings in the order of the files, then of lines and columns, each once."""
    place = {file: number for number, file in enumerate(files)}
    return tuple(sorted(set(findings), key=lambda one: (place.get(one.file, len(place)), one)))


UNREADABLE = "BP001"
"""The code of what could not be looked at."""
