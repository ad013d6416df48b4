"""``manifest.yaml``: what the files of a data folder do not say themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from beskplan.documents import Document, Entries, read_document
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, quoted
from beskplan.models import APeriod, Strict, Word, YesNo, nearest, validate
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


ADay = Annotated[date, BeforeValidator(a_day)]


class EntrySource(Strict):
    """Who published a file, and where."""

    publisher: Word | None = None
    title: Word | None = None
    url: Word | None = None


class Entry(Strict):
    """What is declared of one file; each key is needed only where the file does not say it.

    ``indicator``, ``area``, ``period`` and ``segment`` hold for every figure of the file.
    """

    retrieved: ADay | None = None
    table: Word | None = None
    notation: Notation | None = None
    provisional: YesNo = False
    indicator: Word | None = None
    area: Word | None = None
    period: APeriod | None = None
    segment: dict[Word, Word] = Field(default_factory=dict)
    source: EntrySource | None = None

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


class _Head(Strict):
    schema_: Literal["beskplan/manifest/v1"] = Field(alias="schema")
    files: Annotated[dict[Word, object], Field(min_length=1)]


@dataclass(frozen=True)
class Manifest:
    """The entries of a folder's files, by name relative to the folder."""

    entries: Mapping[str, Entry]

    def entry(self, file: str) -> Entry:
        """Return what is declared of a file; an empty entry where nothing is."""
        return self.entries.get(file) or _NOTHING


def load_manifest(folder: Path) -> Manifest:
    """Load the manifest of a data folder, an empty one where there is none.

    Raises:
        DataUnreadableError: it is not YAML.
        DataInvalidError: it is no manifest, or names files that are not there.
    """
    path = folder / NAME
    if not path.is_file():
        return Manifest({})
    document = read_document(path, "manifest", DataUnreadableError)
    _, problems = validate(_Head, document)
    listed = document.root.get("files")
    entries: dict[str, Entry] = {}
    for key, _ in listed.pairs if isinstance(listed, Entries) else ():
        entry, found = validate(Entry, document, ("files", key.text), f"file {key.text}")
        problems += found
        problems += _missing(folder, document, key.text)
        if entry is not None:
            entries[key.text] = entry
    problems = document.with_own(problems)
    if problems:
        raise DataInvalidError(problems)
    return Manifest(entries)


def _missing(folder: Path, document: Document, name: str) -> list[Problem]:
    """Return the problem that a file is not in the folder."""
    known = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    if name in known:
        return []
    message = f"no file {quoted(name)} in this folder{nearest(name, known)}"
    return [document.problem(("files", name), message, at_key=True)]


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


__all__ = ["NAME", "ADay", "Entry", "Manifest", "a_day", "load_manifest", "named"]
