"""Opening a data file: bytes, compression and encoding, before anything is read of it."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest

from beskplan.errors import DataUnreadableError
from beskplan.readers import _opened
from beskplan.readers._opened import Content, open_file
from tests.workbooks import workbook, zipped

TEXT = "Område;År;Tal\nÆrø;2021;3,4\n"
BOOK = workbook({"Ark1": [["Kommune", "Tal"], ["Ærø", 3]]})


def opened(folder: Path, data: bytes) -> _opened.Opened:
    path = folder / "tal"
    path.write_bytes(data)
    return open_file(path, "tal")


def refused(folder: Path, data: bytes) -> str:
    with pytest.raises(DataUnreadableError) as error:
        opened(folder, data)
    return str(error.value).partition("tal:")[2].strip()


ENCODINGS = [
    pytest.param(TEXT.encode(), "UTF-8", id="utf-8"),
    pytest.param(TEXT.encode("utf-8-sig"), "UTF-8 with BOM", id="utf-8 with a mark"),
    pytest.param(TEXT.encode("utf-16"), "UTF-16", id="utf-16 of this machine"),
    pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16", id="utf-16, little end first"),
    pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16", id="utf-16, big end first"),
    pytest.param(TEXT.encode("cp1252"), "Windows-1252", id="windows"),
]


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS)
def test_text_is_read_in_the_encodings_that_danish_programs_write(
    tmp_path: Path, data: bytes, encoding: str
) -> None:
    found = opened(tmp_path, data)
    assert (found.content, found.text, found.encoding) == (Content.TEXT, TEXT, encoding)


PACKED = [
    pytest.param(gzip.compress(TEXT.encode()), "gzip", id="gzip"),
    pytest.param(zipped({"tal.csv": TEXT}), "zip", id="zip"),
    pytest.param(
        zipped({"tal.csv": TEXT, "__MACOSX/._tal.csv": b"\x00\x05"}), "zip", id="zip of a Mac"
    ),
    pytest.param(zipped({"a/": b"", "a/tal.csv": TEXT}), "zip", id="zip with a folder"),
    pytest.param(TEXT.encode(), None, id="plain"),
]


@pytest.mark.parametrize(("data", "compression"), PACKED)
def test_one_file_may_be_packed(tmp_path: Path, data: bytes, compression: str | None) -> None:
    found = opened(tmp_path, data)
    assert (found.text, found.compression) == (TEXT, compression)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BOOK, id="plain"),
        pytest.param(gzip.compress(BOOK), id="in gzip"),
        pytest.param(zipped({"b.xlsx": BOOK}), id="in a zip"),
    ],
)
def test_a_workbook_is_known_by_its_parts(tmp_path: Path, data: bytes) -> None:
    found = opened(tmp_path, data)
    assert (found.content, found.data) == (Content.WORKBOOK, BOOK)


def test_parquet_is_left_where_it_stands(tmp_path: Path) -> None:
    found = opened(tmp_path, b"PAR1....PAR1")
    assert (found.content, found.data) == (Content.PARQUET, b"")


def locked() -> bytes:
    """Return a zip whose member is marked as locked."""
    data = bytearray(zipped({"tal.csv": TEXT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def in_packing(packing: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packing) as archive:
        archive.writestr("tal.csv", TEXT)
    return whole.getvalue()


PACKED_TEXT = gzip.compress(TEXT.encode() * 50)
ZIPPED_TEXT = zipped({"tal.csv": "".join(chr(40 + at % 50) for at in range(3000))})
REFUSED = [
    pytest.param(b"", "this file is empty", id="empty"),
    pytest.param(b"\xef\xbb\xbf\r\n \r\n", "this file is empty", id="only a mark and line ends"),
    pytest.param(gzip.compress(b""), "this file is empty", id="empty when unpacked"),
    pytest.param(PACKED_TEXT[:-9], "this gzip file is cut or damaged", id="gzip, cut"),
    pytest.param(PACKED_TEXT + b"more", "this gzip file is cut or damaged", id="gzip, and more"),
    pytest.param(
        PACKED_TEXT[:20] + b"\xff" + PACKED_TEXT[21:], "this gzip file", id="gzip, flipped"
    ),
    pytest.param(ZIPPED_TEXT[:-30], "this zip file is cut or damaged", id="zip, cut"),
    pytest.param(
        ZIPPED_TEXT[:60] + b"\x00" + ZIPPED_TEXT[61:], "this zip file is cut", id="zip, flipped"
    ),
    pytest.param(zipped({}), "this zip holds 0 files", id="zip of nothing"),
    pytest.param(zipped({"a.csv": TEXT, "b.csv": TEXT}), "this zip holds 2 files", id="zip of two"),
    pytest.param(locked(), "this zip is locked with a password", id="zip, locked"),
    pytest.param(
        in_packing(zipfile.ZIP_LZMA), "packed in an unusual way", id="zip of another kind"
    ),
    pytest.param(
        zipped({"a.zip": zipped({"b.csv": TEXT})}), "a compressed file inside zip", id="zip in zip"
    ),
    pytest.param(
        gzip.compress(gzip.compress(TEXT.encode())), "a compressed file inside gzip", id="gz in gz"
    ),
    pytest.param(zipped({"a.gz": PACKED_TEXT}), "a compressed file inside zip", id="gzip in zip"),
    pytest.param(
        gzip.compress(b"PAR1.PAR1"), "Parquet inside gzip: unpack it", id="packed Parquet"
    ),
    pytest.param(
        TEXT.encode("utf-16-le"), "1: no text: the character U+0000", id="utf-16 without a mark"
    ),
    pytest.param(
        TEXT.encode("utf-16")[:-1], "2: cut or damaged: no UTF-16 from here", id="utf-16, cut"
    ),
    pytest.param(
        b"\xef\xbb\xbfa;b\n1;\xe5\n", "2: cut or damaged: no UTF-8 with BOM", id="a mark that lies"
    ),
    pytest.param(
        TEXT.encode() + b"\xc3", "3: a damaged byte in UTF-8 text", id="utf-8, cut in a letter"
    ),
    pytest.param(
        "Ærø\nÅrhus\n".encode() + b"\xff\n", "3: a damaged byte in UTF-8 text", id="utf-8, damaged"
    ),
    pytest.param(b"a;b\n\x81\xe5;1\n", "2: neither UTF-8 nor Windows-1252", id="neither"),
    pytest.param(b"a;b\n1;\x1b[2J\n", "2: no text: the character U+001B", id="terminal escapes"),
    pytest.param(b"%PDF-1.4\n\x00\x01\n", "2: no text: the character U+0000", id="a program's own"),
]


@pytest.mark.parametrize(("data", "expected"), REFUSED)
def test_what_cannot_be_opened_says_why(tmp_path: Path, data: bytes, expected: str) -> None:
    assert expected in refused(tmp_path, data)


BOMBS = [
    pytest.param(gzip.compress(b"0" * 5000), id="gzip"),
    pytest.param(zipped({"tal.csv": "0" * 5000}), id="zip"),
]


@pytest.mark.parametrize("data", BOMBS)
def test_unpacking_stops_at_the_limit(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_opened, "MOST_BYTES", 1000)
    monkeypatch.setattr(_opened, "_STEP", 100)
    assert "it unpacks to more than 1,000 bytes" in refused(tmp_path, data)


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    """A gzip of 400 MB of zeros, a third of a megabyte on disk, is never held whole."""
    packer = zlib.compressobj(9, wbits=31)
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    assert "it unpacks to more than 268,435,456 bytes" in refused(tmp_path, data)


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_opened, "MOST_BYTES", 10)
    assert "bytes are more than an export holds (10)" in refused(tmp_path, TEXT.encode())


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataUnreadableError, match="cannot be read: No such file"):
        open_file(tmp_path / "none", "none")
