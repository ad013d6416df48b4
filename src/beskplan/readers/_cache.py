"""The rows that a plan asked of a large file, kept for the next run over the same content.

An entry is named by the file's content and by the series that were asked for, so it can be
neither stale nor for another question. It is written under a temporary name and renamed, and it
begins with a digest of itself: a torn, damaged or deleted entry is read anew. What cannot be
written (a full disk, no permission) is not kept.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from beskplan.catalogue import segment_text
from beskplan.observations import SeriesKey
from beskplan.writing import replace_whole

SMALLEST: Final = 32 << 20
"""Files under 32 MB are read as fast as they are hashed."""
MOST_ENTRIES: Final = 64
_FORM: Final = b"beskplan-cache-1"
_PART: Final = 32 << 20
_STEP: Final = 1 << 20
_DIGEST: Final = 32
_PRIVATE: Final = 0o600


def default_folder() -> Path:
    """Return the folder for beskplan in the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("beskplan", appauthor=False)


@dataclass(frozen=True)
class Cache:
    """Entries in a folder, each the rows that were asked of one file's content.

    Without a folder it is that of beskplan in the user's cache folder.
    """

    folder: Path | None = None

    def entry(
        self, file: Path, wanted: Collection[SeriesKey], also: Iterable[str] = ()
    ) -> Entry | None:
        """Return the entry for a file's content, the series asked of it, and what else is.

        None where the file is too small to be worth it, or cannot be read.
        """
        try:
            before = file.stat()
            if before.st_size < SMALLEST:
                return None
            digest = hashlib.sha256(_FORM + _content(file, before.st_size))
        except OSError:
            return None
        for text in also:
            digest.update(f"{text}\0\0".encode())
        for indicator, segment in sorted(wanted):
            digest.update(f"{indicator}\0{segment_text(segment)}\0".encode())
        stamp = (before.st_size, before.st_mtime_ns)
        folder = self.folder or default_folder()
        return Entry(folder / f"{digest.hexdigest()}.rows", file, stamp)


@dataclass(frozen=True)
class Entry:
    """One entry: where it is kept, and which file it is of, as it was when it was hashed."""

    path: Path
    file: Path
    stamp: tuple[int, int]

    def rows(self) -> pl.DataFrame | None:
        """Return the kept rows, None where there are none that are whole."""
        try:
            kept = self.path.read_bytes()
        except OSError:
            return None
        digest, content = kept[:_DIGEST], kept[_DIGEST:]
        if hashlib.sha256(content).digest() != digest:
            return None
        try:
            return pl.read_parquet(io.BytesIO(content))
        except pl.exceptions.PolarsError:
            return None

    def keep(self, rows: pl.DataFrame) -> None:
        """Keep rows, unless the file has changed since it was hashed or they cannot be written."""
        with suppress(OSError):
            now = self.file.stat()
            if (now.st_size, now.st_mtime_ns) != self.stamp:
                return
            content = io.BytesIO()
            rows.write_parquet(content)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            kept = content.getvalue()
            replace_whole(self.path, hashlib.sha256(kept).digest() + kept, _PRIVATE)
            _prune(self.path.parent)


def _content(file: Path, size: int) -> bytes:
    """Return digests of a file's parts one after the other; parts are hashed side by side."""
    from concurrent.futures import ThreadPoolExecutor

    starts = range(0, size, _PART)
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        return b"".join(pool.map(lambda start: _digest(file, start), starts))


def _digest(file: Path, start: int) -> bytes:
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(_STEP))
    with file.open("rb", buffering=0) as stream:
        stream.seek(start)
        left = _PART
        while left > 0 and (read := stream.readinto(buffer[: min(_STEP, left)])):
            digest.update(buffer[:read])
            left -= read
    return digest.digest()


def _prune(folder: Path) -> None:
    """Delete the entries that were written longest ago, once there are too many."""
    entries = sorted(folder.glob("*.rows"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[MOST_ENTRIES:]:
        path.unlink(missing_ok=True)


__all__ = ["MOST_ENTRIES", "SMALLEST", "Cache", "Entry", "default_folder"]
