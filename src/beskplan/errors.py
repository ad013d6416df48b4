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

import re
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_TOLD: Final = 200
"""How many problems a message lists; all of them are in ``problems``."""
LONGEST_MESSAGE: Final = 1000
"""The most characters of one problem; only a file that is made for it comes near."""

_LONGEST_WORD: Final = 80
_COMPARISONS: Final = 3_000
_comparisons_left: ContextVar[int | None] = ContextVar("comparisons_left", default=None)

# Letters and digits of other scripts look like ours ("\u0430" is a Cyrillic letter that looks like
# an a), and default-ignorable characters that count as letters or marks look like nothing.
_ODD: Final = (
    "[^\\W_0-9A-Za-z\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe\xc0-\u0130\u0132-\u017e]"
    "|[\xad\u034f\u180b-\u180f\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


class Problem(NamedTuple):
    """One thing that is wrong in a file: where, what was found, what would work.

    ``line`` and ``column`` count from 1, as editors do; 0 means the whole file.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = [self.file, *(str(number) for number in (self.line, self.column) if number > 0)]
        return visible(f"{':'.join(place)}: {shortened(self.message, LONGEST_MESSAGE)}")


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
    left = _comparisons_left.get()
    if len(found) > _LONGEST_WORD or (left is not None and left <= 0):
        return ""
    by_folded = {word.casefold(): word for word in known}
    if left is not None:
        _comparisons_left.set(left - len(by_folded))
    near = get_close_matches(found.casefold(), by_folded, n=3, cutoff=0.7)
    if not near:
        return ""
    words = [quoted(by_folded[word]) for word in near]
    odd = odd_mark(found)
    why = f" This holds {odd}." if odd else ""
    return f"; did you mean {' or '.join(words)}?{why}"


@contextmanager
def few_hints() -> Iterator[None]:
    """Compare only so many words inside: a file made of slips is not searched for all of them.

    A comparison takes some microseconds, and no message lists more than the first problems.
    """
    before = _comparisons_left.set(_COMPARISONS)
    try:
        yield
    finally:
        _comparisons_left.reset(before)


def odd_mark(text: str) -> str:
    """Return what no reader sees in a name, ``"\u0430", which is U+0430 …``, or an empty text.

    That is a letter or digit of another script than the Latin one, and whatever does not print.
    """
    if text.isascii() and text.isprintable():
        return ""
    found = re.search(_ODD, text)  # compiled where a name needs it
    odd = next((mark for mark in text if not mark.isprintable()), found and found.group())
    return f"{quoted(odd)}, which is {named(odd)}" if odd else ""


def named(mark: str) -> str:
    """Return a character by number and, where it has one, by name: ``U+200B ZERO WIDTH SPACE``."""
    import unicodedata

    return f"U+{ord(mark):04X} {unicodedata.name(mark, '')}".rstrip()


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
