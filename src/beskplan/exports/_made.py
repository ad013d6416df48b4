"""What a folder of an export holds: a pure function of results, inputs and what was asked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from beskplan._version import __version__
from beskplan.areas import Area
from beskplan.exports._manifest import (
    MANIFEST_NAME,
    Input,
    Manifest,
    Options,
    PlanNamed,
    Written,
    used_of,
)
from beskplan.exports._names import folder_name, period_name
from beskplan.exports.formats import Sheet, format_of, version_of
from beskplan.periods import Period
from beskplan.results import Results
from beskplan.tables import FIGURES, RESULTS, TARGETS, Table

TABLES: Final[tuple[Table[Any], ...]] = (RESULTS, FIGURES, TARGETS)
"""What every export has, a file each."""


@dataclass(frozen=True)
class Asked:
    """What was asked for: the format, and what narrows the answer.

    ``csv`` is the variant of CSV, None in other formats.
    """

    format: str = "csv"
    csv: str | None = "neutral"
    period: Period | None = None
    vintage: date | None = None
    areas: tuple[Area, ...] = ()
    targets: tuple[str, ...] = ()

    @property
    def options(self) -> Options:
        """The same as the manifest says it."""
        return Options(
            format=self.format,
            csv=self.csv,
            period=None if self.period is None else str(self.period),
            vintage=None if self.vintage is None else self.vintage.isoformat(),
            areas=tuple(area.code for area in self.areas),
            targets=self.targets,
        )


@dataclass(frozen=True)
class Export:
    """A folder to be: ``place`` names it by plan and by period or day, below that of all exports.

    ``tables`` are the files beside the manifest, by name.
    """

    place: tuple[str, str]
    manifest: Manifest
    tables: dict[str, bytes]

    @property
    def files(self) -> dict[str, bytes]:
        """Every file by name, the manifest among them."""
        return {**self.tables, MANIFEST_NAME: self.manifest.content}


def exported(results: Sequence[Results], asked: Asked, inputs: Sequence[Input]) -> Export:
    """Return the export of one plan.

    Args:
        results: the plan's, one for each area.
        asked: what was asked for.
        inputs: the files that the results come from.

    Raises:
        OutputError: a table cannot be written in this format.
    """
    first = results[0]
    assert all(one.plan == first.plan and one.as_of == first.as_of for one in results)
    tables: dict[str, bytes] = {}
    written: list[Written] = []
    for table in TABLES:
        rows = tuple(table.cells(results[:1] if table is TARGETS else results))
        content = format_of(asked.format).render(Sheet(table, rows, first.as_of, asked.csv))
        name = f"{table.name}.{asked.format}"
        tables[name] = content
        written.append(
            Written(
                file=name,
                table=table.name,
                schema_=table.schema,
                rows=len(rows),
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )
    manifest = Manifest(
        versions={"beskplan": __version__, **version_of(asked.format)},
        as_of=first.as_of.isoformat(),
        plan=PlanNamed(id=first.plan.id, title=first.plan.title),
        options=asked.options,
        inputs=used_of(inputs, _used(results)),
        files=tuple(written),
    )
    return Export(place_of(manifest), manifest, tables)


def place_of(manifest: Manifest) -> tuple[str, str]:
    """Return where an export stands: a folder for the plan, in it one for the period or the day."""
    return folder_name(manifest.plan.id), period_name(manifest.options.period or manifest.as_of)


def _used(results: Sequence[Results]) -> dict[str, int]:
    return Counter(one.used.figure.source.file for each in results for one in FIGURES.rows(each))
