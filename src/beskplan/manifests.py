"""``manifest.yaml``: what the files of a data folder do not say themselves.

Nothing here reads figures, so commands that need none can hold a manifest against its folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from beskplan.documents import Document, Entries, read_document
from beskplan.errors import (
    DataInvalidError,
    DataUnreadableError,
    Problem,
    few_hints,
    quoted,
    shortened,
)
from beskplan.models import APeriod, ReadBy, Strict, Word, YesNo, a_word, nearest, validate
from beskplan.numbers import Notation
from beskplan.periods import Period

NAME: Final = "manifest.yaml"


def a_day(written: object) -> date:
    """Return one day; raises ValueError for a longer period and for what is none."""
    if isinstance(written, date):
        return written
    period = Period.parse(str(written))
    if period.start != period.end:
        raise ValueError(f"{quoted(str(written))} is no day; write 2021-10-01")
    return period.start


ADay = Annotated[date, ReadBy(a_day)]


_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def a_digest(written: object) -> str:
    """Return a SHA-256 in small letters; raises ValueError for what is none."""
    text = a_word(written).casefold()
    if not _DIGEST.fullmatch(text):
        raise ValueError(
            f"{quoted(text)} is no SHA-256; write its 64 hexadecimal digits, as sha256sum prints"
        )
    return text


ADigest = Annotated[str, ReadBy(a_digest)]


class EntrySource(Strict):
    """Who published a file, and where."""

    publisher: Word | None = None
    """Who published it."""
    title: Word | None = None
    """What the publisher calls it."""
    url: Word | None = None
    """Where it was fetched."""


class Entry(Strict):
    """What is declared of one file; each key is needed only where the file does not say it.

    ``indicator``, ``area``, ``period`` and ``segment`` hold for every figure of the file. With
    ``sha256`` a file of another content is refused.
    """

    retrieved: ADay | None = None
    """The day on which the file was fetched; of two vintages the newer counts."""
    table: Word | None = None
    """The publisher's name of the table, such as y25i01."""
    notation: Notation | None = None
    """How numbers are printed: 6.364 and 25,6 (danish) or 6,364 and 25.6 (english)."""
    provisional: YesNo = False
    """Whether the figures are provisional."""
    indicator: Word | None = None
    """The id, or a label, of the indicator that every figure is of."""
    area: Word | None = None
    """The area that every figure is for: a name or a code."""
    period: APeriod | None = None
    """The period that every figure is for."""
    segment: dict[Word, Word] = Field(default_factory=dict)
    """The part of the indicator that every figure is of: a member for each dimension."""
    source: EntrySource | None = None
    """Who published the file, and where."""
    sha256: ADigest | None = None
    """The SHA-256 of the file; one of another content is refused."""

    @property
    def fixed(self) -> dict[str, str]:
        """What holds for every figure of the file, as a column of figures says it."""
        said = {
            "indicator": self.indicator,
            "area": self.area,
            "period": str(self.period) if self.period else None,
        }
        return {**self.segment, **{key: text for key, text in said.items() if text is not None}}


_NOTHING: Final = Entry.model_construct()
"""What is said of most files, made without building a validator."""


class ManifestHead(Strict):
    """The keys at the top of a manifest."""

    schema_: Literal["beskplan/manifest/v1"] = Field(alias="schema")
    """What kind of file this is."""
    files: Annotated[dict[Word, object], Field(min_length=1)]
    """What is declared of each file, by its name relative to the folder."""


@dataclass(frozen=True)
class Manifest:
    """The entries of a folder's files, by name relative to the folder."""

    entries: Mapping[str, Entry]

    def entry(self, file: str) -> Entry:
        """Return what is declared of a file; an empty entry where nothing is."""
        return self.entries.get(file) or _NOTHING

    def of(self, path: Path, file: str) -> Entry:
        """Return what is declared of a file whose content is the declared one.

        Args:
            path: where it stands.
            file: its name in the manifest.

        Raises:
            DataInvalidError: its content has another SHA-256 than the manifest says.
            DataUnreadableError: it cannot be read.
        """
        entry = self.entry(file)
        problem = other_content(path, entry)
        if problem is not None:
            raise DataInvalidError([problem])
        return entry


@dataclass(frozen=True)
class ManifestRead:
    """A manifest as far as it can be read.

    Attributes:
        manifest: its sound entries.
        problems: everything that is wrong, which `load_manifest` raises.
    """

    manifest: Manifest
    problems: tuple[Problem, ...]


def load_manifest(folder: Path) -> Manifest:
    """Load the manifest of a data folder, an empty one where there is none.

    Raises:
        DataUnreadableError: it is not YAML.
        DataInvalidError: it is no manifest, or names files that are not there.
    """
    path = folder / NAME
    if not path.is_file():
        return Manifest({})
    found = read_manifest(read_document(path, "manifest", DataUnreadableError), folder)
    if found.problems:
        raise DataInvalidError(found.problems)
    return found.manifest


@few_hints()
def read_manifest(document: Document, folder: Path) -> ManifestRead:
    """Read a manifest as far as it can be read; see `load_manifest`."""
    _, problems = validate(ManifestHead, document)
    listed = document.root.get("files")
    names = [key.text for key, _ in listed.pairs] if isinstance(listed, Entries) else []
    known = _files_in(folder) if names else frozenset()
    entries: dict[str, Entry] = {}
    for name in names:
        entry, found = validate(Entry, document, ("files", name), f"file {shortened(name)}")
        problems += found
        if name not in known:
            message = f"no file {quoted(name)} in this folder{nearest(name, known)}"
            problems.append(document.problem(("files", name), message, at_key=True))
        if entry is not None:
            problems += _unchecked(document, name, entry)
            entries[name] = entry
    return ManifestRead(Manifest(entries), tuple(document.with_own(problems)))


def other_content(path: Path, entry: Entry) -> Problem | None:
    """Return the problem that a file has another SHA-256 than its entry says.

    Raises:
        DataUnreadableError: it cannot be read.
    """
    if entry.sha256 is None or (found := sha256_of(path)) == entry.sha256:
        return None
    message = (
        f"this file is not the one that {NAME} means: its SHA-256 is {found}, not "
        f"{entry.sha256}; put that file back, or write the new sha256 if this one is right"
    )
    return Problem(path.as_posix(), 0, 0, message)


def _files_in(folder: Path) -> frozenset[str]:
    """Return the names of all files of a folder and its sub-folders, relative to it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return frozenset(path.relative_to(folder).as_posix() for path in found)


def _unchecked(document: Document, name: str, entry: Entry) -> Iterator[Problem]:
    """Yield that a digest is declared of what is never read as figures."""
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if entry.sha256 is not None and (hidden or Path(name).suffix in _NO_FIGURES):
        message = f"file {name}, sha256: {quoted(name)} holds no figures, so nothing would check it"
        yield document.problem(("files", name, "sha256"), message, at_key=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content, as 64 hexadecimal digits.

    Raises:
        DataUnreadableError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as cause:
        message = f"cannot be read: {cause.strerror or cause}"
        raise DataUnreadableError([Problem(path.as_posix(), 0, 0, message)]) from cause


_NO_FIGURES: Final = (".yaml", ".md")
_DAY: Final = re.compile(
    r"(?<![0-9])(20[0-9]{2})(-?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?![0-9])"
)


def named(entry: Entry, file_name: str) -> Entry:
    """Return an entry with the day of retrieval that the file's name says, if it says none.

    A name says it as ``2026-11-01`` or ``20261101``; with two different days it says none.
    """
    if entry.retrieved is not None:
        return entry
    days = {day for day in map(_day_or_none, _DAY.finditer(file_name)) if day is not None}
    return entry.model_copy(update={"retrieved": days.pop()}) if len(days) == 1 else entry


def _day_or_none(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


__all__ = [
    "NAME",
    "ADay",
    "ADigest",
    "Entry",
    "Manifest",
    "ManifestHead",
    "ManifestRead",
    "a_day",
    "a_digest",
    "load_manifest",
    "named",
    "other_content",
    "read_manifest",
    "sha256_of",
]
