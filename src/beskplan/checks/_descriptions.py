"""Look at what stands beside figures: descriptions of tables, and the manifest of a folder.

A described table is read as evaluations read it, so what they would refuse is told here. Of other
files only the digest is taken, where a manifest has one: whether their labels are known is told
where figures are read, with ``--data``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from beskplan.catalogue import Catalogue
from beskplan.checks._base import CheckedDescription, CheckedManifest
from beskplan.checks._findings import UNREADABLE, Finding
from beskplan.checks._look import checked, loading
from beskplan.descriptions import SUFFIX, read_description, read_table
from beskplan.documents import Document
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem
from beskplan.manifests import NAME, Entry, other_content, read_manifest

MOST_HASHED: Final = 64 * 1_048_576
"""Larger files are not read for their digest here; whoever reads their figures does."""
_CALLED: Final = ".yaml"


def findings_in_table(
    document: Document, path: Path, catalogue: Catalogue | None, asked: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield what is found in a description, and in the table that it describes.

    Args:
        document: the description.
        path: its file; the table stands beside it.
        catalogue: what its labels mean; None where it cannot be used, which is told elsewhere.
        asked: whether a code is asked for.
    """
    described = read_description(document, catalogue)
    yield from loading(document, described.problems)
    beside = path.with_suffix(SUFFIX)
    gone = _why_gone(document, path, beside)
    subject = None
    if gone is not None:
        yield gone
    elif described.description is not None and catalogue is not None:
        try:
            rows = read_table(beside, beside.name, described, catalogue)
        except (DataUnreadableError, DataInvalidError) as cause:
            yield from loading(document, cause.problems)
        else:
            numbers = frozenset({1, *(row["row"] for row in rows)})
            subject = CheckedDescription(document, described.description, numbers, catalogue)
    yield from checked(document, subject, asked)


def _why_gone(document: Document, path: Path, beside: Path) -> Finding | None:
    """Return why there is no table to hold a description against."""
    message = None
    if path.suffix != _CALLED:
        message = f"a description is called like its table, with {_CALLED}: {path.stem}{_CALLED}"
    elif not beside.exists() and not beside.is_symlink():
        message = f"this describes {beside.name}, which is not here"
    if message is not None:
        return Finding.of(document.problem(("schema",), message), "BP003")
    why = _why_unread(beside)
    return Finding.of(Problem(beside.as_posix(), 0, 0, why), UNREADABLE) if why else None


def _why_unread(path: Path) -> str:
    """Return why a file is not opened, an empty text where it is: a stranger may have put it."""
    if path.is_symlink():
        return "a link is not followed; put the file itself here"
    if not path.is_file():
        return "no file but a folder, a pipe or a device; put the file itself here"
    return ""


def findings_in_manifest(
    document: Document, path: Path, catalogue: Catalogue | None, asked: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield what is found in a manifest, and files that are not those that it means.

    Args:
        document: the manifest.
        path: its file; the files that it names are relative to its folder.
        catalogue: what its labels mean; None where it cannot be used, which is told elsewhere.
        asked: whether a code is asked for.
    """
    if path.name != NAME:
        message = f"a manifest is called {NAME}; under another name it is not read"
        yield from loading(document, [document.problem(("schema",), message)])
    found = read_manifest(document, path.parent)
    yield from loading(document, found.problems)
    for name, entry in found.manifest.entries.items():
        yield from _other_content(path.parent, name, entry)
    subject = None if catalogue is None else CheckedManifest(document, found.manifest, catalogue)
    yield from checked(document, subject, asked)


def _other_content(folder: Path, name: str, entry: Entry) -> Iterator[Finding]:
    """Yield that a file has another digest than its entry; links are not followed."""
    parts = Path(name).parts
    ways = [folder.joinpath(*parts[: at + 1]) for at in range(len(parts))]
    path = folder / name
    if entry.sha256 is None or ".." in parts or any(map(Path.is_symlink, ways)):
        return
    try:
        if not path.is_file() or path.stat().st_size > MOST_HASHED:
            return
        problem = other_content(path, entry)
    except DataUnreadableError as cause:
        yield from (Finding.of(one, UNREADABLE) for one in cause.problems)
        return
    if problem is not None:
        yield Finding.of(problem, "BP003")
