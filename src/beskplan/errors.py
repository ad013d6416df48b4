"""Everything that stops an evaluation, as one tree.

A missed target is a result and a missing figure is a result; an error means that
beskplan cannot answer at all::

    BeskplanError
      UsageError               the question itself is off
      PlanError
        PlanUnreadableError    missing, a folder, not YAML
        PlanInvalidError       YAML, but not a plan; carries every Problem
      DataError                about catalogues and figures
        DataUnreadableError    missing, locked, no known layout
        DataInvalidError       wrong columns, duplicates, figures that are no numbers
      OutputError              the answer cannot be written
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_TOLD: Final = 200
"""How many problems a message lists; all of them are in ``problems``."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a file: where, what was found, what would work.

    ``line`` and ``column`` count from 1, as editors do; 0 means the whole file.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = [self.file, *(str(number) for number in (self.line, self.column) if number > 0)]
        return visible(f"{':'.join(place)}: {self.message}")


class BeskplanError(Exception):
    """Root of all errors that a user of beskplan can cause."""


class UsageError(BeskplanError):
    """The question cannot be asked like this: an unknown target, format or status."""


class _ProblemsError(BeskplanError):
    """An error that carries every problem that was found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(_told(self.problems)))


def _told(problems: tuple[Problem, ...]) -> Iterator[str]:
    """Yield the lines of a message; a file made of problems does not flood a terminal."""
    yield from (str(problem) for problem in problems[:MOST_TOLD])
    if len(problems) > MOST_TOLD:
        yield f"and {len(problems) - MOST_TOLD} more problems"


class PlanError(BeskplanError):
    """A plan file cannot be used."""


class PlanUnreadableError(PlanError, _ProblemsError):
    """The plan file is missing, a folder, too large, or not YAML."""


class PlanInvalidError(PlanError, _ProblemsError):
    """The file is YAML, but not a plan; ``problems`` names every place."""


class DataError(BeskplanError):
    """Catalogue or figures cannot be used."""


class DataUnreadableError(DataError, _ProblemsError):
    """The data folder or a file in it is missing, locked, or in no known layout."""


class DataInvalidError(DataError, _ProblemsError):
    """A file was read, but its content cannot be relied on; ``problems`` names every place."""


class OutputError(BeskplanError):
    """The answer cannot be written where it was asked for."""


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "x"?`` for the nearest known words, else an empty text."""
    by_folded = {word.casefold(): word for word in known}
    near = get_close_matches(found.casefold(), by_folded, n=3, cutoff=0.7)
    if not near:
        return ""
    words = [f'"{by_folded[word]}"' for word in near]
    return f"; did you mean {' or '.join(words)}?"


def quoted(found: str, limit: int = 60) -> str:
    """Return text in double quotes for a message: one line, nothing a terminal would obey.

    Control and formatting characters (terminal escapes, right-to-left marks) are shown
    as escapes, and a long text is cut, because messages may quote a stranger's file.
    """
    return f'"{visible(shortened(found, limit))}"'


def shortened(text: str, limit: int = 60) -> str:
    """Return a text cut to a length that a message can carry."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def shown(found: object) -> str:
    """Return what stands in a file, for a message: a text in quotes, or what it is instead."""
    match found:
        case str():
            return quoted(found)
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            return "something else"


def visible(text: str) -> str:
    r"""Return text with every character that is not printable as a ``\x1b`` or ``\u202e``."""
    if text.isprintable():
        return text
    return "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode("ascii")
        for mark in text
    )
