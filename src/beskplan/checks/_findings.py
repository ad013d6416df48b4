"""What `check` answers: findings with file, line, column, level and code, in one order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from beskplan.checks._base import Level
from beskplan.checks._sections import Section
from beskplan.errors import LONGEST_MESSAGE, Problem, shortened, visible


class Finding(NamedTuple):
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

    @property
    def told(self) -> str:
        """The message as it is shown: one line, nothing that a terminal obeys, not endless."""
        return visible(shortened(self.message, LONGEST_MESSAGE))

    @property
    def place(self) -> str:
        """Where it is: ``plans/p.yaml:22:7``, the bare name for the whole file."""
        numbers = (str(number) for number in (self.line, self.column) if number > 0)
        return visible(":".join([self.file, *numbers]))

    def __str__(self) -> str:
        return f"{self.place}: {self.level} {self.code}: {self.told}"


class Report(NamedTuple):
    """What was looked at and what was found.

    Attributes:
        files: the files that were looked at, in order.
        findings: what was found in them, by file, line and column.
        skipped: YAML files of folders that are none of beskplan's.
    """

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[str, ...] = ()
    sections: Mapping[str, Section] = MappingProxyType({})
    """What there is to say of each code that is found."""

    def count(self, level: Level) -> int:
        """Return how many findings are of a level."""
        return sum(finding.level is level for finding in self.findings)

    @property
    def unread(self) -> bool:
        """Whether any file could not be looked at."""
        return any(finding.code == UNREADABLE for finding in self.findings)

    @property
    def all_files(self) -> tuple[str, ...]:
        """The files that were looked at, then those that findings name beside them."""
        return tuple(dict.fromkeys([*self.files, *(one.file for one in self.findings)]))

    def relative_to(self, folder: Path) -> Report:
        """Return the report with the names of files inside a folder relative to it, with ``/``."""
        files = tuple(dict.fromkeys(name_below(folder, file) for file in self.files))
        found = [one._replace(file=name_below(folder, one.file)) for one in self.findings]
        return self._replace(
            files=files,
            findings=in_order(found, files),
            skipped=tuple(dict.fromkeys(name_below(folder, file) for file in self.skipped)),
        )


def name_below(folder: Path, file: str) -> str:
    """Return a name relative to a folder, as it is where it does not lie inside it."""
    path = Path(os.path.normpath(folder / file))
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else file


def in_order(findings: Iterable[Finding], files: Iterable[str]) -> tuple[Finding, ...]:
    """Return findings in the order of the files, then of lines and columns, each once."""
    place = {file: number for number, file in enumerate(files)}
    return tuple(sorted(set(findings), key=lambda one: (place.get(one.file, len(place)), one)))


UNREADABLE = "BP001"
"""The code of what could not be looked at."""
