"""Formats of tables. One module per format, imported when asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any, Final, Protocol, cast

from beskplan.errors import UsageError, did_you_mean, quoted
from beskplan.tables import Cell, Table

FORMATS: Final = tuple(
    module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
)
"""Names of the formats, found in this folder; a file ends in that of its format."""
VARIANTS: Final = ("neutral", "danish")
"""Variants of CSV."""


@dataclass(frozen=True)
class Sheet:
    """A table to be written: its rows, the day that they are of, and the variant of a CSV."""

    table: Table[Any]
    rows: Sequence[Sequence[Cell]]
    as_of: date
    csv: str | None = None


class Format(Protocol):
    """A format of tables."""

    LIBRARY: str | None
    """The package that makes it, whose version may change the bytes."""

    def render(self, sheet: Sheet) -> bytes:
        """Return a table as the bytes of its file.

        Raises:
            OutputError: the format cannot hold it.
        """

    def rows(self, content: bytes) -> Sequence[Hashable] | None:
        """Return what stands in each row of such a file, None where it cannot be read."""


def format_of(name: str) -> Format:
    """Import and return the module of a format."""
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))


def version_of(name: str) -> dict[str, str]:
    """Return the version of the library that makes a format, by its name, if one does."""
    library = format_of(name).LIBRARY
    return {} if library is None else {library: version(library)}


def known_format(name: str) -> str:
    """Return the name of a format; one that needs more than is installed is refused.

    Raises:
        UsageError: there is no such format, or its library is not installed.
    """
    format_of(_known("format", name, FORMATS))
    return name


def known_variant(name: str) -> str:
    """Return the name of a variant of CSV.

    Raises:
        UsageError: there is none.
    """
    return _known("variant of CSV", name, VARIANTS)


def _known(what: str, name: str, known: Sequence[str]) -> str:
    if name not in known:
        hint = did_you_mean(name, known) or f"; known: {', '.join(known)}"
        raise UsageError(f"no {what} {quoted(name)}{hint}")
    return name


__all__ = [
    "FORMATS",
    "VARIANTS",
    "Format",
    "Sheet",
    "format_of",
    "known_format",
    "known_variant",
    "version_of",
]
