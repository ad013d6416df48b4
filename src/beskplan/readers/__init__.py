"""`load_observations`: find the files of a data folder, read them, check them together.

Described tables and tidy files are read here; every other file goes to `files`, which is
imported when there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from beskplan.catalogue import Catalogue, segment_from, segment_text
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem
from beskplan.manifests import Manifest, load_manifest, named
from beskplan.observations import LeftUnread, Observations, SeriesKey, Wanted
from beskplan.periods import Period
from beskplan.places import CATALOGUE_NAME, Data, Listed, listed
from beskplan.readers import described_table, tidy
from beskplan.readers._cache import Cache
from beskplan.readers._frame import SCHEMA, observed, settled


def load_observations(
    data: Data,
    catalogue: Catalogue,
    wanted: Wanted | None = None,
    cache: Cache | None = None,
) -> Observations:
    """Read figures.

    Args:
        data: what holds them: a folder (its sub-folders are read too), a file, a pattern such
            as ``tal/*.parquet``, or several of these.
        catalogue: what labels and members mean.
        wanted: the figures to read (see `beskplan.needed_figures`); None reads all that are
            mapped. What is read is checked in full; the rest is for `beskplan data inspect`.
        cache: keeps what was asked of large files for the next run over the same content.

    Raises:
        DataUnreadableError: no such folder, nothing usable there, or a file in no known
            layout.
        DataInvalidError: cells, labels or columns that do not fit, and two different figures
            for one key; every problem of every file.
    """
    listing = listed(data)
    files = _Files(listing.root, catalogue, wanted)
    files.read(listing.files)
    frame, elsewhere = files.collected(cache)
    kept, contradictions = settled(_only(frame, wanted), listing.root)
    if files.problems or contradictions:
        raise DataInvalidError([*files.problems, *contradictions])
    files.look_again(kept, elsewhere, cache)
    return observed(kept, elsewhere, tuple(files.unread))


@dataclass
class _Files:
    """Data files: what is wanted of them, and what is wrong with them."""

    root: Path
    catalogue: Catalogue
    wanted: Wanted | None
    frames: list[pl.DataFrame] = field(default_factory=list)
    tidies: list[tidy.Tidy] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[LeftUnread] = field(default_factory=list)

    @cached_property
    def asked(self) -> Mapping[str, frozenset[str]] | None:
        """The names of what is wanted, None for all."""
        return None if self.wanted is None else tidy.asked_names(self.wanted.series)

    def read(self, files: Sequence[Listed]) -> None:
        """Read every file but the tidy ones, which are recognised.

        Raises:
            DataUnreadableError: what cannot be read at all, with the other files' problems.
        """
        manifests = {home: load_manifest(home) for home in {file.home for file in files}}
        unreadable: list[Problem] = []
        for file in files:
            try:
                self._read(file, manifests[file.home])
            except DataInvalidError as cause:
                self.problems += cause.problems
            except DataUnreadableError as cause:
                unreadable += cause.problems
        if unreadable:
            raise DataUnreadableError([*unreadable, *self.problems])
        if not files:
            message = (
                "no figures here: put an export or a .csv with a .yaml that describes its columns "
                "into this folder, or name another one with --data"
            )
            raise DataUnreadableError([Problem(self.root.as_posix(), 0, 0, message)])

    def _read(self, file: Listed, manifest: Manifest) -> None:
        path, name = file.path, file.name
        if self.asked is not None and tidy.lies_apart(name, self.asked):
            self.apart.append(name)
            return
        entry = named(manifest.of(path, file.known_as), path.name)
        if described_table.is_described(path):
            rows = described_table.read(path, name, self.catalogue)
            self.frames.append(pl.DataFrame(rows, schema=SCHEMA))
            return
        found = tidy.recognised(path, name, entry)
        if found is not None:
            self.tidies.append(found)
            return
        from beskplan.readers.files import read_file

        indicators = None if self.asked is None else self.asked["indicator"]
        reading = read_file(path, name, self.catalogue, entry, indicators)
        self.problems += reading.problems
        self.frames.append(reading.frame)
        self.unread += reading.unread

    def collected(
        self, cache: Cache | None
    ) -> tuple[pl.DataFrame, dict[SeriesKey, frozenset[Period]]]:
        """Return the rows of all files, and the periods of areas that are not asked for.

        Raises:
            DataUnreadableError: a tidy file is damaged.
        """
        if not self.tidies:
            return pl.concat(self.frames) if self.frames else pl.DataFrame(schema=SCHEMA), {}
        found = tidy.collected(self.tidies, self.catalogue, self.wanted, cache)
        self.problems += found.problems
        return pl.concat([*self.frames, found.frame]), dict(found.elsewhere)

    def look_again(
        self,
        frame: pl.DataFrame,
        elsewhere: Mapping[SeriesKey, frozenset[Period]],
        cache: Cache | None,
    ) -> None:
        """Note the names in tidy files that nobody knows, if a wanted series has no row.

        Raises:
            DataUnreadableError: a tidy file is damaged.
        """
        if self.wanted is None or not (self.tidies or self.apart):
            return
        met = frame.select("indicator", "segment").unique().iter_rows()
        found = {(indicator, segment_from(segment)) for indicator, segment in met}
        if self.wanted.series <= found.union(elsewhere):
            return
        from beskplan.readers._left_unread import Lacking, left_unread

        lacking = Lacking.of(self.wanted.series, found.union(elsewhere))
        self.unread += left_unread(self.tidies, self.apart, self.catalogue, lacking, cache)


def _only(frame: pl.DataFrame, wanted: Wanted | None) -> pl.DataFrame:
    if wanted is None:
        return frame
    series = pl.DataFrame(
        [(indicator, segment_text(segment)) for indicator, segment in sorted(wanted.series)],
        schema={"indicator": pl.String, "segment": pl.String},
        orient="row",
    )
    return frame.join(series, on=["indicator", "segment"], how="semi", maintain_order="left")


__all__ = ["CATALOGUE_NAME", "Cache", "load_observations"]
