"""Formats that results can be shown in. One module per format, imported when asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final, Protocol, cast, runtime_checkable

from beskplan.errors import UsageError, did_you_mean, quoted
from beskplan.results import Results

if TYPE_CHECKING:
    from collections.abc import Callable

    from beskplan.reporting import Report

FORMATS: Final = tuple(
    module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
)
"""Names of the formats, found in this folder."""


class Renderer(Protocol):
    """A format that makes a document: bytes that are written as they are."""

    def render(self, results: Sequence[Results]) -> bytes:
        """Return the results of one or several plans as a document."""


@runtime_checkable
class PipelineRenderer(Protocol):
    """A format for pipelines, in which what fails the run is told apart."""

    def render_for_pipeline(self, results: Sequence[Results], failing: Collection[str]) -> bytes:
        """Return a document in which verdicts with one of some statuses or flags fail."""


@runtime_checkable
class ReportRenderer(Protocol):
    """A format that a report can be written in, for people: in the language that they ask for."""

    SUFFIX: str
    """How the names of its files end."""
    IS_TEXT: bool
    """Whether a terminal can show it."""
    NEEDS: Sequence[tuple[str, str]]
    """The libraries that it needs beyond beskplan's own: module and package of each."""

    def render_report(self, shown: Report, tick: Callable[[], None] | None = None) -> bytes:
        """Return a report as a document; ``tick`` is called as each target is done."""


def check_installed(writer: ReportRenderer) -> None:
    """Check that a format has the libraries that it needs, before anything is worked out for it.

    Raises:
        UsageError: one is not installed; the message says how it gets there.
    """
    if writer.NEEDS:
        from beskplan.renderers._office import needed

        for module, package in writer.NEEDS:
            needed(module, package, writer.SUFFIX)


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


def report_renderers() -> dict[str, ReportRenderer]:
    """Import and return the formats that a report can be written in, by name."""
    found = {name: renderer(name) for name in FORMATS if name != "console"}
    return {name: one for name, one in found.items() if isinstance(one, ReportRenderer)}
