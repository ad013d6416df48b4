"""Damage to valid files gives the figures of before, an error, or what the file now says.

Every layout has one small valid file. It is struck once: a byte flipped, lost or put in, some
bytes lost, a line lost, doubled, cut or changed with another, columns changed with and without
their heads, another mark between the cells, the file cut at any place. What is read then is
allowed to differ from the figures before only where no reader can know better, because the
damaged file, taken at its word, says so:

- a digit, sign or decimal mark of a figure became another, or was lost: 3,3 is now 3,8, or 33;
- a label became another known one: 607 is now 601, 2021M08 now 2021M09, "10" now "9";
- columns were changed without their heads, or the heads without the columns;
- whole lines are gone, or a figure is now a mark for a missing one.

That is decided by readings of `tests.readers.damage` which take a file at its word. A figure
that is no longer read must be gone from the damaged text, too, or be told as not mapped. What
is packed or Excel's has checksums: there any damage is an error, or changes nothing. Parquet
has none, so that a flipped byte may read as another figure; only cuts are tried.
"""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beskplan.catalogue import segment_text
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.manifests import Entry
from beskplan.readers import load_observations, tidy
from beskplan.readers.files import read_file
from tests.readers import damage, writers
from tests.readers.damage import Figures, Key
from tests.readers.reading import CATALOGUE
from tests.workbooks import zipped

Says = Callable[[bytes], Figures]

_FEW = 12
EXAMPLES = _FEW if settings.get_current_profile_name() == "default" else settings().max_examples
"""How many blows each layout takes here; `make prove` tries every one, and thousands of bytes."""


@dataclass(frozen=True)
class Valid:
    """A valid file of a layout.

    Attributes:
        layout: its title.
        name: the name that it stands under.
        data: what it holds.
        says: its reading by word.
        mark: what stands between its cells, where it has lines and columns.
        beside: other files of the folder.
    """

    layout: str
    name: str
    data: bytes
    says: Says
    mark: bytes = b""
    beside: Mapping[str, str] = field(default_factory=dict)


_LABEL = "Ledige i pct."
_CUBE = writers.Cube(
    ("000", "607", "250"),
    ("I alt", "DP"),
    ("2021M08", "2021M09"),
    tuple(
        Decimal(tenths).scaleb(-1) for tenths in (29, 28, 33, 34, 115, 7, -40, 56, 71, 82, 93, 64)
    ),
)
_WITH_HOLES = writers.Cube(
    _CUBE.areas, _CUBE.members, _CUBE.periods, (*_CUBE.figures[:4], None, *_CUBE.figures[5:])
)
_ROWS = [
    ("Hele landet", "2021M08", "Ydelsesgrupper i alt", "2,9", "99.170"),
    ("Hele landet", "2021M08", "A-dagpenge mv.", "2,4", "84.198"),
    ("Fredericia", "2021M08", "Ydelsesgrupper i alt", "3,3", "901"),
    ("Fredericia", "2021M08", "A-dagpenge mv.", "2,6", "700"),
    ("Ærø", "2021M09", "Ydelsesgrupper i alt", "-1,75", ""),
]


def _csv(heads: str, order: str, rows: Sequence[tuple[str, ...]] = _ROWS, mark: str = "") -> bytes:
    body = [";".join(row[int(at)] for at in order) for row in rows]
    return (mark + "".join(f"{line}\r\n" for line in [heads, *body])).encode()


def _tidy(mark: str, point: str) -> bytes:
    rows = [
        ["ledige.andel", "", "000", "2021M08", f"2{point}9", "", "2021-10-01"],
        ["ledige.andel", "ydelse=A-dagpenge", "000", "2021M08", f"2{point}4", "", "2021-10-01"],
        ["ledige.andel", "", "607", "2021M08", f"3{point}3", "", "2021-10-01"],
        ["ledige.antal", "", "607", "2021M08", "901", "", "2021-10-01"],
        ["ledige.antal", "", "250", "2021M09", "", "..", "2021-10-01"],
    ]
    heads = ["indicator", "segment", "area", "period", "value", "mark", "retrieved"]
    return "".join(f"{mark.join(row)}\n" for row in [heads, *rows]).encode()


def _json_lines(text: str) -> bytes:
    """Print JSON so that every row stands on a line of its own."""
    return text.replace("], [", "],\n[").replace('": [[', '": [\n[').encode() + b"\n"


_DESCRIPTION = (
    "schema: beskplan/table/v1\ntitle: T\nsource: {document: D}\nnotation: danish\ncolumns:\n"
    "  - {head: Kommune, holds: area}\n  - {head: Periode, holds: period}\n"
    "  - {head: Ydelse, holds: ydelse}\n  - {head: Ledige i pct., indicator: ledige.andel}\n"
    "  - {head: Antal ledige, indicator: ledige.antal}\n"
)
_V2 = _csv("Area;Periode;Ydelse;Ledige i pct.;Antal ledige", "01234")
_TITLE = b"Ledige i pct.\r\n"
_WIDE = _TITLE + "Kommune;2021M08;2021M09\r\nFredericia;3,3;3,4\r\nÆrø;-1,75;\r\n".encode()
_TABLE = {"manifest.yaml": "schema: beskplan/manifest/v1\nfiles: {tal.csv: {table: y25i01}}\n"}
VALID = [
    Valid("Jobindsats v2, CSV", "y25i01.csv", _V2, damage.table_says, b";"),
    Valid(
        "Jobindsats v3, CSV",
        "y25i01.csv",
        _csv("Periode;Område;Ydelse;Ledige i pct.;Antal ledige", "10234", mark="\ufeff"),
        damage.table_says,
        b";",
    ),
    Valid(
        "Jobindsats v2, JSON",
        "y25i01.json",
        _json_lines(writers.v2_json(_WITH_HOLES, _LABEL)),
        damage.v2_json_says,
        b", ",
    ),
    Valid(
        "Jobindsats v3, JSON",
        "y25i01.json",
        _json_lines(writers.v3_json(_WITH_HOLES, _LABEL)),
        damage.v3_json_says,
        b", ",
    ),
    Valid(
        "StatBank, CSV",
        "AUS08.csv",
        writers.statbank_csv(_WITH_HOLES).encode(),
        damage.table_says,
        b";",
    ),
    Valid(
        "JSON-stat of StatBank",
        "a.json",
        writers.jsonstat(_WITH_HOLES, old=True).encode(),
        damage.jsonstat_says,
    ),
    Valid(
        "JSON-stat 2.0",
        "a.json",
        writers.jsonstat(_WITH_HOLES, old=False).encode(),
        damage.jsonstat_says,
    ),
    Valid("PX", "a.px", writers.px(_WITH_HOLES), damage.px_says),
    Valid("StatBank, Excel", "a.xlsx", writers.statbank_xlsx(_WITH_HOLES), damage.nothing_new),
    Valid(
        "hand-made, long",
        "y25i01.csv",
        _csv("Kommune;Tid;Ydelse;Ledige i pct.;Antal ledige", "01234"),
        damage.table_says,
        b";",
    ),
    Valid(
        "hand-made, in Windows-1252",
        "y25i01.csv",
        _csv("Kommune;Tid;Ydelse;Ledige i pct.;Antal ledige", "01234").decode().encode("cp1252"),
        damage.table_says,
        b";",
    ),
    Valid(
        "hand-made, wide",
        "y25i01.csv",
        _WIDE,
        damage.titled_says(_TITLE, "ledige.andel"),
        b";",
    ),
    Valid(
        "hand-made, figures named in a column",
        "y25i01.csv",
        (
            "Kommune;Måling;2021M08;2021M09\nFredericia;Ledige i pct.;3,3;3,4\n"
            "Fredericia;Antal ledige;901;1.204\nÆrø;Antal ledige;12;..\n"
        ).encode(),
        damage.table_says,
        b";",
    ),
    Valid("tidy, as machines write it", "tal.csv", _tidy(",", "."), damage.tidy_says, b","),
    Valid("tidy, in Danish", "tal.csv", _tidy(";", ","), damage.tidy_says, b";"),
    Valid(
        "described table",
        "tal.csv",
        _csv("Kommune;Periode;Ydelse;Ledige i pct.;Antal ledige", "01234"),
        damage.table_says,
        b";",
        {"tal.yaml": _DESCRIPTION},
    ),
    Valid("gzip", "y25i01.csv.gz", gzip.compress(_V2, mtime=0), damage.nothing_new),
    Valid("zip", "y25i01.zip", zipped({"y25i01.csv": _V2}), damage.nothing_new),
]
each_layout = pytest.mark.parametrize("valid", VALID, ids=lambda valid: valid.layout)


Read = dict[Key, Decimal | None]


def figures_of(valid: Valid, data: bytes) -> Read | None:
    """Return the figures of a file of this content, None where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        _written(valid, data, Path(folder))
        try:
            found = load_observations(folder, CATALOGUE)
        except (DataInvalidError, DataUnreadableError):
            return None
    return {
        (one.key.indicator, segment_text(one.key.segment), one.key.area, str(one.key.period)): (
            one.value
        )
        for one in found
    }


def _written(valid: Valid, data: bytes, folder: Path) -> Path:
    for name, text in valid.beside.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / valid.name
    path.write_bytes(data)
    return path


def told_of(valid: Valid, data: bytes) -> int:
    """Return how many figures of a file are told as not mapped, or as those of no known area."""
    if valid.beside:  # in a described table what is not known is an error
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = _written(valid, data, Path(folder))
        if tidy.recognised(path, path.name, Entry()):  # and so in the tidy form
            return 0
        tables = read_file(path, path.name, CATALOGUE).tables
    return sum(one.figures for table in tables for one in table.unmapped) + sum(
        table.left_out for table in tables
    )


def wrong(valid: Valid, whole: Read, blow: str, data: bytes) -> list[str]:
    """Say which figures of a damaged file are neither those of before nor what it says."""
    read = figures_of(valid, data)
    if read is None or read == whole:
        return []
    said = valid.says(data)
    told = [
        f"{blow}: {', '.join(key)} is read as {value}, but was {whole.get(key, 'not there')}"
        for key, value in read.items()
        if not (key in whole and value == whole[key]) and value not in said.get(key, ())
    ]
    lost = [key for key in whole if key not in read and (key in said or not said)]
    if lost and len(lost) > told_of(valid, data):
        told += [f"{blow}: {', '.join(key)} is not read, and nobody is told" for key in lost]
    return told


@each_layout
def test_a_valid_file_reads_as_it_says(valid: Valid) -> None:
    read = figures_of(valid, valid.data)
    assert read
    if valid.says is not damage.nothing_new:
        said = valid.says(valid.data)
        assert said.keys() == read.keys()
        assert all(value in said[key] for key, value in read.items())


@each_layout
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.data())
def test_a_damaged_byte_is_no_wrong_figure(valid: Valid, drawn: st.DataObject) -> None:
    blow, data = drawn.draw(damage.byte_blows(valid.data))
    assert wrong(valid, before(valid), blow, data) == []


@each_layout
def test_damaged_lines_and_columns_are_no_wrong_figures(valid: Valid) -> None:
    blows = list(damage.line_blows(valid.data))
    if valid.mark:
        blows += damage.column_blows(valid.data, valid.mark)
    told = [
        one
        for blow, data in blows[:: _every(blows)]
        for one in wrong(valid, before(valid), blow, data)
    ]
    assert told == []


@each_layout
def test_a_file_that_is_cut_is_refused(valid: Valid) -> None:
    """Cut anywhere, but at the end of a line, where nothing tells that more lines stood."""
    read = [
        at
        for at in range(0, len(valid.data), _every(valid.data))
        if not valid.data[:at].endswith((b"\r", b"\n"))
        and figures_of(valid, valid.data[:at]) not in (None, before(valid))
    ]
    assert read == []


def test_cut_parquet_is_refused() -> None:
    whole = io.BytesIO()
    rows = pl.read_csv(_tidy(",", "."), infer_schema=False).fill_null("")
    rows.write_parquet(whole)
    data = whole.getvalue()
    valid = Valid("tidy, Parquet", "tal.parquet", data, damage.nothing_new)
    assert figures_of(valid, data)
    places = range(0, len(data), _every(data))
    assert all(figures_of(valid, data[:at]) is None for at in places)


_BEFORE: dict[str, Read] = {}


def before(valid: Valid) -> Read:
    """Return the figures of a file that is whole."""
    if valid.layout not in _BEFORE:
        read = figures_of(valid, valid.data)
        assert read is not None
        _BEFORE[valid.layout] = read
    return _BEFORE[valid.layout]


def _every(found: Sized) -> int:
    """Return how many blows to pass over: none in the long proofs."""
    return 1 if EXAMPLES > _FEW else max(1, len(found) // _FEW)
