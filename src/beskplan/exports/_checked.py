"""Folders of exports held against their manifests; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from beskplan.errors import OutputError, visible
from beskplan.exports._manifest import MANIFEST_NAME
from beskplan.exports._standing import OLD, WORK, link_on_way, standing
from beskplan.exports._written import Outcome
from beskplan.words import Text


def check(folder: Path) -> list[Outcome]:
    """Hold every export below a folder, or the one that the folder itself is, to its manifest.

    Files beside those that a manifest names are nobody's concern.

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
        raise OutputError(f"{visible(str(folder))}: cannot be read: {reason}") from cause
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
        raise OutputError(f"{visible(str(folder))}: no such folder; name that of the exports")
    if (folder / MANIFEST_NAME).exists():
        yield folder
        return
    for plan in _folders(folder):
        yield from _folders(plan)


def _folders(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
    )


def _checked(root: Path, folder: Path) -> Outcome:
    if link_on_way(root, folder) is not None:
        return Outcome(folder, "changed", (Text("dette er et link", "this is a link"),))
    lines = standing(folder).problems
    return Outcome(folder, "changed" if lines else "unchanged", lines)
