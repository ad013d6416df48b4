"""Names in tidy files that nobody knows, looked for where a wanted series has no row at all.

Figures under such a name (``ydelse=A-dagpnge``) are in no series that a target can ask for, so
the first look at a file passes them by. Only names are read here, each with its first row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from beskplan.catalogue import Catalogue
from beskplan.observations import LeftUnread, SeriesKey, Source
from beskplan.readers._cache import Cache
from beskplan.readers._segments import unknown_part
from beskplan.readers.tidy import Tidy, names_of, said_by_folders


@dataclass(frozen=True)
class Lacking:
    """What has no row in any file.

    Attributes:
        indicators: those with a wanted series that has no row, in any area or period.
        absent: those of them that have no row in any wanted series.
    """

    indicators: frozenset[str]
    absent: frozenset[str]

    @classmethod
    def of(cls, wanted: Collection[SeriesKey], found: Collection[SeriesKey]) -> Lacking:
        """Return what is wanted and not found."""
        indicators = frozenset(indicator for indicator, _ in set(wanted).difference(found))
        return cls(indicators, indicators.difference(indicator for indicator, _ in found))


def left_unread(
    files: Sequence[Tidy],
    apart: Sequence[str],
    catalogue: Catalogue,
    lacking: Lacking,
    cache: Cache | None = None,
) -> Iterator[LeftUnread]:
    """Yield the names that took figures from indicators, or may have.

    Args:
        files: tidy files.
        apart: names of files that were not opened, because of what their folders say.
        catalogue: what is known.
        lacking: the indicators that lack figures.
        cache: keeps the names of large files.

    Raises:
        DataUnreadableError: a file is damaged.
    """
    told: set[LeftUnread] = set()
    for name in apart:
        said = said_by_folders(name)
        found = _unknown(said.get("indicator"), said.get("segment"), catalogue, lacking)
        if found is not None and found not in told:  # one of many parts of a table is enough
            told.add(found)
            yield _at(found, Source(name, 0))
    known = frozenset(one.id for one in catalogue)
    for tidy, names in zip(files, names_of(files, lacking.indicators, known, cache), strict=True):
        yield from _of_file(tidy, names, catalogue, lacking)


def _of_file(
    tidy: Tidy, names: pl.DataFrame, catalogue: Catalogue, lacking: Lacking
) -> Iterator[LeftUnread]:
    """Yield the unknown names of one file in the order of their first rows."""
    first: dict[LeftUnread, int] = {}
    for indicator, segment, row in names.sort("row").iter_rows():
        found = _unknown(indicator, segment, catalogue, lacking)
        if found is not None:
            first.setdefault(found, row)
    for found, row in first.items():
        yield _at(found, Source(tidy.file, row))


_NOWHERE = Source("", 0)


def _at(found: LeftUnread, source: Source) -> LeftUnread:
    return LeftUnread(source, found.column, found.label, found.indicators)


def _unknown(
    indicator: str | None, segment: str | None, catalogue: Catalogue, lacking: Lacking
) -> LeftUnread | None:
    """Return what nobody knows of the names of a row, None where all is known.

    A name that is None is not said: of a segment it is then asked whether any indicator has it.
    """
    if indicator == "":
        return None  # a line that is cut, which the first look has told
    if indicator is not None and indicator not in catalogue:
        losing = tuple(sorted(lacking.absent))
        return LeftUnread(_NOWHERE, "indicator", indicator, losing) if losing else None
    if segment is None or indicator not in {None, *lacking.indicators}:
        return None
    by = [catalogue[indicator]] if indicator is not None else list(catalogue)
    if not all(unknown_part(one, segment) for one in by):
        return None
    losing = (indicator,) if indicator is not None else tuple(sorted(lacking.indicators))
    return LeftUnread(_NOWHERE, "segment", segment, losing)


__all__ = ["Lacking", "left_unread"]
