"""A data file, opened: decompressed and, where it is text, decoded."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from beskplan.errors import DataUnreadableError, Problem

MOST_BYTES: Final = 1 << 28
"""What a file may hold, decompressed; larger ones come in the tidy form, which is not held."""
_STEP: Final = 1 << 20
_HEAD: Final = 1 << 16

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET: Final = b"PAR1"
_WORKBOOK: Final = ("xl/workbook.", "content.xml")
"""Members that make a zip an Excel or OpenDocument workbook."""
_DOCUMENT: Final = "word/document"
_BESIDE: Final = "__MACOSX/"
"""Where macOS puts what it knows of the files in a zip."""
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError
)  # fmt: skip
"""What zipfile raises for members that are not where, or not what, the directory says."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_DAMAGED: Final = re.compile("Ã[\x80-\xbf¦¸¥†˜…]")
"""What æ, ø, å, Æ, Ø, Å in UTF-8 become when they are read as Windows-1252."""


class Content(StrEnum):
    """What a file is, by its first bytes."""

    TEXT = "text"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Opened:
    """One data file, whole.

    Attributes:
        path: where it stands.
        file: its name in results, relative to the data folder, with ``/``.
        content: what it is.
        data: its bytes, decompressed; empty for Parquet, which is read where it stands.
        text: what it says, line ends as they are; empty where it is no text.
        encoding: in words; None where it is no text.
        compression: gzip or zip, None for a plain file.
    """

    path: Path
    file: str
    content: Content
    data: bytes = b""
    text: str = ""
    encoding: str | None = None
    compression: str | None = None

    @property
    def name(self) -> str:
        """The file as messages name it."""
        return self.path.as_posix()

    def problem(self, message: str, row: int = 0) -> Problem:
        """Return a problem at a line or row of the file, 0 for the whole."""
        return Problem(self.name, row, 0, message)

    def refused(self, message: str, row: int = 0) -> DataUnreadableError:
        """Return the error that refuses the file."""
        return DataUnreadableError([self.problem(message, row)])


def first_bytes(path: Path) -> bytes:
    """Return the first 64 KB of a file.

    Raises:
        DataUnreadableError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as cause:
        raise _unreadable(path, cause) from cause


def open_file(path: Path, file: str) -> Opened:
    """Open a data file.

    Args:
        path: the file.
        file: its name in results.

    Raises:
        DataUnreadableError: it cannot be read, is too large, cut, empty, in an unknown
            encoding, or a zip that does not hold exactly one file.
    """
    head = first_bytes(path)
    opened = Opened(path, file, Content.PARQUET)
    if head.startswith(_PARQUET):
        return opened
    compression = None
    data = _bytes_of(path)
    if data.startswith(_GZIP):
        data, compression = _gunzipped(opened, data), "gzip"
    elif data.startswith(_ZIP) and not _is_workbook(opened, data):
        data, compression = _unzipped(opened, data), "zip"
    if data.startswith(_PARQUET):
        raise opened.refused(f"Parquet inside {compression}: unpack it, Parquet is compressed")
    if data.startswith(_OLE) or (data.startswith(_ZIP) and _is_workbook(opened, data)):
        return Opened(path, file, Content.WORKBOOK, data, compression=compression)
    if data.startswith((_GZIP, *_ZIP)):
        raise opened.refused(f"a compressed file inside {compression}; unpack it")
    text, encoding = _decoded(opened, data)
    return Opened(path, file, Content.TEXT, data, text, encoding, compression)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Opened(path, "", Content.TEXT).refused(_too_large(size))
        return path.read_bytes()
    except OSError as cause:
        raise _unreadable(path, cause) from cause


def _unreadable(path: Path, cause: OSError) -> DataUnreadableError:
    message = f"cannot be read: {cause.strerror or cause}"
    return DataUnreadableError([Problem(path.as_posix(), 0, 0, message)])


def _too_large(size: int) -> str:
    return (
        f"{size:,} bytes are more than an export holds ({MOST_BYTES:,}); write large tables in "
        "the tidy form, as Parquet"
    )


def _limited(opened: Opened, stream: IO[bytes] | gzip.GzipFile) -> bytes:
    """Return what a stream unpacks to, or refuse it once that is too much."""
    whole = io.BytesIO()
    while part := stream.read(_STEP):
        if whole.tell() + len(part) > MOST_BYTES:
            raise opened.refused(
                f"it unpacks to more than {MOST_BYTES:,} bytes; write large tables in the tidy "
                "form, as Parquet"
            )
        whole.write(part)
    return whole.getvalue()


def _gunzipped(opened: Opened, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _limited(opened, stream)
    except (OSError, EOFError, zlib.error) as cause:
        raise opened.refused(f"this gzip file is cut or damaged: {cause}") from cause


def _is_workbook(opened: Opened, data: bytes) -> bool:
    with zip_of(opened, data) as archive:
        return any(name.startswith(_WORKBOOK) for name in archive.namelist())


def zip_of(opened: Opened, data: bytes) -> zipfile.ZipFile:
    """Return a zip; raises DataUnreadableError for one that is cut or damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as cause:
        raise opened.refused(f"this zip file is cut or damaged: {cause}") from cause


def _unzipped(opened: Opened, data: bytes) -> bytes:
    with zip_of(opened, data) as archive:
        if any(name.startswith(_DOCUMENT) for name in archive.namelist()):
            raise opened.refused("this is a document of Word; copy its table into a spreadsheet")
        members = [
            one
            for one in archive.infolist()
            if not one.is_dir() and not one.filename.startswith(_BESIDE)
        ]
        if len(members) != 1:
            raise opened.refused(f"this zip holds {len(members)} files; unpack it, or zip one")
        return unzipped(opened, archive, members[0])


def unzipped(opened: Opened, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member of a zip.

    Raises:
        DataUnreadableError: it is locked, damaged, too large, or packed in an unusual way.
    """
    if member.flag_bits & 1:
        raise opened.refused("this zip is locked with a password; unpack it")
    if member.compress_type not in _PACKINGS:
        raise opened.refused("this zip is packed in an unusual way; unpack it")
    try:
        with archive.open(member) as stream:
            return _limited(opened, stream)
    except _DAMAGE as cause:
        raise opened.refused(f"this zip file is cut or damaged: {cause}") from cause


def _decoded(opened: Opened, data: bytes) -> tuple[str, str]:
    """Return text and the name of its encoding."""
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise opened.refused("this file is empty")
    for mark, codec, said in _MARKS:
        if data.startswith(mark):
            try:
                return _printable(opened, data.decode(codec)), said
            except UnicodeDecodeError as cause:
                where = _line_at(cause.object, cause.start)
                raise opened.refused(f"cut or damaged: no {said} from here", where) from cause
    try:
        return _printable(opened, data.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError as cause:
        return _windows(opened, data, cause), "Windows-1252"


def _windows(opened: Opened, data: bytes, cause: UnicodeDecodeError) -> str:
    """Return Windows-1252 text; UTF-8 with a damaged byte is not taken for it."""
    line = _line_at(data, cause.start)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as other:
        raise opened.refused(
            "neither UTF-8 nor Windows-1252; save it as UTF-8", _line_at(data, other.start)
        ) from other
    if _DAMAGED.search(text):
        raise opened.refused("a damaged byte in UTF-8 text; export the file again", line)
    return _printable(opened, text)


def _printable(opened: Opened, text: str) -> str:
    twice = _DAMAGED.search(text)
    if twice is not None:
        line = text.count("\n", 0, twice.start()) + 1
        message = f"letters were encoded twice, as {twice[0]!r}; export the file again"
        raise opened.refused(message, line)
    found = _NO_TEXT.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        code = f"U+{ord(found[0]):04X}"
        message = f"no text: the character {code} stands here; save it as CSV in UTF-8, or as .xlsx"
        raise opened.refused(message, line)
    return text


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


__all__ = [
    "MOST_BYTES",
    "Content",
    "Opened",
    "first_bytes",
    "open_file",
    "unzipped",
    "zip_of",
]
