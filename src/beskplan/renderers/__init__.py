"""Formats that results can be shown in. One module per format, imported when asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from typing import Final, Protocol, cast

from beskplan.errors import UsageError, did_you_mean, quoted
from beskplan.results import Results

FORMATS: Final = tuple(
    module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
)
"""Names of the formats, found in this folder."""


class Renderer(Protocol):
    """A format that makes a document: bytes that are written as they are."""

    def render(self, results: Sequence[Results]) -> bytes:
        """Return the results of one or several plans as a document."""


def known_format(name: str) -> str:
    """Return the name of a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS) or f"; known: {', '.join(FORMATS)}"
        raise UsageError(f"no format {quoted(name)}{hint}")
    return name


def renderer(name: str) -> Renderer:
    """Import and return the module of a format that makes a document."""
    return cast("Renderer", importlib.import_module(f"{__name__}.{name}"))
