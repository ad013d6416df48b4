"""Names of folders for ids, which strangers choose: safe on every system, one for each id."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import unquote_to_bytes

_PLAIN: Final = re.compile(r"[a-z0-9_.-]")
_OF_PERIODS: Final = re.compile(r"[A-Za-z0-9-]")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
"""What Windows takes for a device, whatever stands after a dot."""
_LONGEST: Final = 100
_KEPT: Final = 35
_CUT: Final = "~"


def folder_name(name: str) -> str:
    """Return the name of the folder for an id: no two ids share one, on any file system.

    Small letters, digits, ``-``, ``_`` and dots inside stay; all else is written as its bytes in
    UTF-8, ``%c3%a6``, capitals too, because many file systems take ``A`` for ``a``. A name that
    would be longer than 100 characters is cut, with ``~`` and the SHA-256 of the id behind it.
    """
    last = len(name) - 1
    marks = [
        mark if _PLAIN.fullmatch(mark) and not (mark == "." and at in (0, last)) else _bytes(mark)
        for at, mark in enumerate(name)
    ]
    if _DEVICE.match("".join(marks)):
        marks[0] = _bytes(marks[0])
    written = "".join(marks)
    if len(written) <= _LONGEST:
        return written
    return f"{written[:_KEPT]}{_CUT}{hashlib.sha256(name.encode()).hexdigest()}"


def period_name(period: str) -> str:
    """Return the name of the folder for a period or a day as it is printed: ``2021Q2``."""
    return "".join(mark if _OF_PERIODS.fullmatch(mark) else _bytes(mark) for mark in period)


def id_of(folder: str) -> str | None:
    """Return the id that a folder is named after; None for a name that is cut, or none of ours."""
    try:
        name = unquote_to_bytes(folder).decode()
    except UnicodeDecodeError:
        return None
    return name if _CUT not in folder and folder_name(name) == folder else None


def _bytes(mark: str) -> str:
    return "".join(f"%{byte:02x}" for byte in mark.encode())
