"""What is laid out: texts, lists and mappings with the comments that belong to them."""

from __future__ import annotations

from dataclasses import dataclass

Lines = tuple[str, ...]
"""Comments that stand on lines of their own; an empty text is a blank line."""


@dataclass(frozen=True)
class Leaf:
    """A text as YAML reads it. ``plain`` is false where it was written in quotes or as a block."""

    text: str
    plain: bool = True


@dataclass(frozen=True)
class Entry:
    """A key with its value, or an item of a list (``key`` is None).

    ``above`` stands before it, ``beside`` at the end of its line.
    """

    value: Leaf | Branch
    key: Leaf | None = None
    above: Lines = ()
    beside: str = ""


@dataclass(frozen=True)
class Branch:
    """A mapping (``keyed``) or a list. ``below`` are the comments after its last entry.

    ``flow`` says that it was written in braces or brackets.
    """

    entries: tuple[Entry, ...]
    keyed: bool
    flow: bool = False
    below: Lines = ()

    def get(self, key: str) -> Leaf | Branch | None:
        """Return the value of a key, or None."""
        found = (one.value for one in self.entries if one.key is not None and one.key.text == key)
        return next(found, None)


@dataclass(frozen=True)
class Sheet:
    """A whole file: the comments at its head, and its mapping."""

    head: Lines
    root: Branch
