"""What stands in a folder of an export, held against its manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from beskplan.exports._manifest import LONGEST, MANIFEST_NAME, Manifest, manifest_from
from beskplan.words import Text
from beskplan.writing import is_link

FoundT = TypeVar("FoundT")

WORK: Final = ".beskplan"
"""The folder beside the exports with the lock, and while they are written the new ones."""
OLD: Final = "old"
"""In it what a new folder is about to replace, where two folders cannot be swapped in one step."""


@dataclass(frozen=True)
class Standing:
    """A folder as it was found.

    Attributes:
        folder: which.
        manifest: its manifest, None where there is none of an export.
        content: the bytes of that file, None where it cannot be read.
        digests: the SHA-256 of each of its files that is there.
        others: the names of files that are not its own.
        odd: the names of what is neither: links, folders, devices.
    """

    folder: Path
    manifest: Manifest | None
    content: bytes | None
    digests: dict[str, str]
    others: tuple[str, ...]
    odd: tuple[str, ...]

    @cached_property
    def problems(self) -> tuple[Text, ...]:
        """What differs from the manifest, file by file."""
        return tuple(self._problems())

    @property
    def sound(self) -> frozenset[str]:
        """The names of the files that are what the manifest says."""
        assert self.manifest is not None
        meant = self.manifest.files
        return frozenset(one.file for one in meant if self.digests.get(one.file) == one.sha256)

    def _problems(self) -> Iterator[Text]:
        if self.manifest is None:
            yield Text(
                f"{MANIFEST_NAME} mangler eller er ikke et manifest fra beskplan export",
                f"{MANIFEST_NAME} is missing, or no manifest of beskplan export",
            )
            return
        for one in self.manifest.files:
            found = self.digests.get(one.file)
            if one.file in self.odd:
                yield Text(
                    f"{one.file} er ikke en fil, men et link, en mappe eller andet",
                    f"{one.file} is no file, but a link, a folder or something else",
                )
            elif found is None:
                yield Text(f"{one.file} mangler", f"{one.file} is missing")
            elif found != one.sha256:
                yield Text(
                    f"{one.file} er ikke, som den blev skrevet",
                    f"{one.file} is not as it was written",
                )


def standing(folder: Path) -> Standing:
    """Look at a folder.

    Raises:
        OSError: it cannot be read.
    """
    return steady(folder, lambda: _seen(folder))


def steady(folder: Path, look: Callable[[], FoundT]) -> FoundT:
    """Return what is found in a folder; if it is replaced meanwhile, it is looked at again.

    Raises:
        OSError: it cannot be read.
    """
    while True:
        before = _stamp(folder)
        try:
            found = look()
        except FileNotFoundError:
            if _stamp(folder) == before:
                raise
            continue
        if _stamp(folder) == before:
            return found


def _stamp(folder: Path) -> tuple[int, int]:
    """Return what changes when another folder takes the place of this one."""
    found = folder.stat()
    return found.st_ino, found.st_ctime_ns


def _seen(folder: Path) -> Standing:
    content = _bytes_of(folder)
    manifest = None if content is None else manifest_from(content)
    own = frozenset({MANIFEST_NAME}) if manifest is None else manifest.names
    digests: dict[str, str] = {}
    others: list[str] = []
    odd: list[str] = []
    for path in sorted(folder.iterdir()):
        if is_link(path) or not path.is_file():
            odd.append(path.name)
        elif path.name not in own:
            others.append(path.name)
        elif path.name != MANIFEST_NAME:
            digests[path.name] = _digest(path)
    return Standing(folder, manifest, content, digests, tuple(others), tuple(odd))


def _bytes_of(folder: Path) -> bytes | None:
    """Return the bytes of a folder's manifest, None where there is none, or what is no file."""
    path = folder / MANIFEST_NAME
    if is_link(path) or not path.is_file():  # who opens a pipe waits until another writes into it
        return None
    try:
        with path.open("rb") as file:
            return file.read(LONGEST)
    except OSError:
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def link_on_way(root: Path, place: Path) -> Path | None:
    """Return the first link on the way from a folder to a place inside it."""
    parts = place.relative_to(root).parts
    ways = (root.joinpath(*parts[: at + 1]) for at in range(len(parts)))
    return next((way for way in ways if is_link(way)), None)
