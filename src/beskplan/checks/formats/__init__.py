"""Formats that a report of findings can be shown in. One module per format."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Final, Protocol, cast

from beskplan.checks._findings import Report
from beskplan.errors import UsageError, did_you_mean, quoted

FORMATS: Final = tuple(
    module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
)
"""Names of the formats, found in this folder."""


class Format(Protocol):
    """A way to show a report."""

    def render(self, report: Report) -> str:
        """Return the report as a text that ends with a line end, or is empty."""


def format_named(name: str) -> Format:
    """Import and return the module of a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS) or f"; known: {', '.join(FORMATS)}"
        raise UsageError(f"no format {quoted(name)}{hint}")
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))
