"""Folders of exports held against their manifests; nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from beskplan.errors import OutputError, UsageError, visible
from beskplan.exports._made import TABLES, place_of
from beskplan.exports._manifest import MANIFEST_NAME, Manifest
from beskplan.exports._standing import OLD, WORK, Standing, link_on_way, standing, steady
from beskplan.exports._written import Outcome
from beskplan.exports.formats import FORMATS, format_of
from beskplan.periods import Period
from beskplan.words import Text


def check(folder: Path) -> list[Outcome]:
    """Hold every export below a folder, or the one that the folder itself is, to its manifest.

    Files beside those that a manifest names are told, and make no difference.

    Raises:
        OutputError: there is no export, or it cannot be read.
    """
    try:
        found = [_checked(folder, one) for one in _exports(folder)]
        left = folder / WORK / OLD
        if left.is_dir():
            found.append(Outcome(left, "changed", (_INTERRUPTED,)))
    except OSError as cause:
        reason = cause.strerror or str(cause)
        place: object = cause.filename
        where = os.fsdecode(place) if isinstance(place, (str, bytes)) else str(folder)
        raise OutputError(f"{visible(where)}: cannot be read: {reason}") from cause
    if not found:
        raise OutputError(
            f"{visible(str(folder))}: no export is here; name the folder that --out named"
        )
    return found


_INTERRUPTED: Final = Text(
    "en eksport blev afbrudt; kør den igen", "an export was interrupted; run it again"
)


def _exports(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        what = "this is no folder" if folder.exists() else "no such folder"
        raise OutputError(f"{visible(str(folder))}: {what}; name that of the exports")
    if (folder / MANIFEST_NAME).exists():
        yield folder
        return
    for plan in _folders(folder):
        yield from filter(_is_ours, _folders(plan))


def _folders(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
    )


def _is_ours(folder: Path) -> bool:
    """Whether this is, or by its name was, the folder of an export."""
    return (folder / MANIFEST_NAME).exists() or _names_time(unquote(folder.name))


def _names_time(name: str) -> bool:
    for read in (Period.parse, date.fromisoformat):
        with suppress(ValueError):
            read(name)
            return True
    return False


def _checked(root: Path, folder: Path) -> Outcome:
    if link_on_way(root, folder) is not None:
        return Outcome(folder, "changed", (Text("dette er et link", "this is a link"),))
    lines, besides = steady(folder, lambda: _looked_at(root, folder))
    return Outcome(folder, "changed" if lines else "unchanged", (*lines, *besides))


def _looked_at(root: Path, folder: Path) -> tuple[list[Text], list[Text]]:
    """Return what differs from the manifest, and what stands beside its files."""
    stands = standing(folder)
    if stands.manifest is None:
        return list(stands.problems), []
    lines = [*stands.problems, *_misplaced(root, stands, stands.manifest)]
    return [*lines, *_miscounted(stands, stands.manifest)], list(_besides(stands, stands.manifest))


def _misplaced(root: Path, stands: Standing, manifest: Manifest) -> Iterator[Text]:
    """Yield where a manifest belongs if not here, and the tables that it should name."""
    place = place_of(manifest)
    if stands.folder not in (root, root.joinpath(*place)):
        where = visible("/".join(place))
        yield Text(f"{MANIFEST_NAME} hører til i {where}", f"{MANIFEST_NAME} belongs in {where}")
    named = {(one.table, one.file.partition(".")[0]) for one in manifest.files}
    for table in TABLES:
        if (table.name, table.name) not in named:
            yield Text(
                f"{MANIFEST_NAME} nævner ikke {table.name}",
                f"{MANIFEST_NAME} does not name {table.name}",
            )


def _miscounted(stands: Standing, manifest: Manifest) -> Iterator[Text]:
    """Yield of each file the bytes and rows that a manifest says wrongly."""
    for one in manifest.files:
        if one.file not in stands.sound:
            continue
        content = (stands.folder / one.file).read_bytes()
        rows = _rows_of(one.file, content)
        for said, found, da, en in (
            (one.bytes, len(content), "bytes", "bytes"),
            (one.rows, one.rows if rows is None else rows, "rækker", "rows"),
        ):
            if said != found:
                yield Text(
                    f"{one.file} har {found} {da}, og {MANIFEST_NAME} siger {said}",
                    f"{one.file} has {found} {en}, and {MANIFEST_NAME} says {said}",
                )


def _rows_of(file: str, content: bytes) -> int | None:
    """Count the rows of a table; None where this installation cannot read its format."""
    format_ = file.partition(".")[2]
    if format_ not in FORMATS:
        return None
    try:
        rows = format_of(format_).rows(content)
    except UsageError:  # the library of this format is not installed
        return None
    return None if rows is None else len(rows)


def _besides(stands: Standing, manifest: Manifest) -> Iterator[Text]:
    """Yield what stands beside an export: it is not ours, and stays."""
    for name in (*stands.others, *stands.odd):
        if name not in manifest.names:
            said = visible(name)
            yield Text(f"{said} hører ikke til eksporten", f"{said} is no part of the export")
