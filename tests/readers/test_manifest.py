"""``manifest.yaml``: what the files of a data folder do not say themselves."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from beskplan.catalogue import Catalogue
from beskplan.errors import DataInvalidError
from beskplan.inspection import contents, inspect_file
from beskplan.manifests import Entry, load_manifest, named
from beskplan.readers import load_observations

HEAD = "schema: beskplan/manifest/v1\nfiles:\n"


def folder(at: Path, text: str) -> Path:
    (at / "a.csv").write_text("x", encoding="utf-8")
    (at / "a.yaml").write_text("x", encoding="utf-8")
    (at / "sub").mkdir()
    (at / "sub" / "b.csv").write_text("x", encoding="utf-8")
    (at / "manifest.yaml").write_text(text, encoding="utf-8")
    return at


def test_a_folder_may_have_no_manifest(tmp_path: Path) -> None:
    assert load_manifest(tmp_path).entry("a.csv") == Entry()


def test_an_entry_says_what_holds_for_every_figure(tmp_path: Path) -> None:
    manifest = load_manifest(
        folder(
            tmp_path,
            f"{HEAD}  sub/b.csv:\n    retrieved: 2026-11-01\n    table: y25i01\n"
            "    notation: danish\n    provisional: true\n    indicator: antal\n    area: 0607\n"
            "    period: Maj 2021\n    segment: {køn: Mænd}\n"
            "    source: {publisher: STAR, title: Ledige, url: https://jobindsats.dk}\n",
        )
    )
    entry = manifest.entry("sub/b.csv")
    assert (entry.retrieved, entry.table, entry.notation) == (date(2026, 11, 1), "y25i01", "danish")
    assert entry.provisional
    assert entry.fixed == {
        "køn": "Mænd", "indicator": "antal", "area": "0607", "period": "2021M05"
    }  # fmt: skip
    assert manifest.entry("a.csv") == Entry()


WRONG = [
    pytest.param("  c.csv: {}\n", '3:3: no file "c.csv" in this folder; did you mean', id="a name"),
    pytest.param("  b.csv: {}\n", '3:3: no file "b.csv" in this folder', id="without its folder"),
    pytest.param("  a.csv: {tabel: x}\n", "tabel", id="an unknown key"),
    pytest.param("  a.csv: {notation: dansk}\n", "notation", id="an unknown notation"),
    pytest.param("  a.csv: {retrieved: 2026M11}\n", "is no day; write 2021-10-01", id="no day"),
    pytest.param("  a.csv: {period: forår}\n", '"forår" is not a period', id="no period"),
    pytest.param("  a.csv: {provisional: ja}\n", "neither true nor false", id="no truth value"),
    pytest.param("  a.csv: {}\n  a.csv: {}\n", "4:3: ", id="a file twice"),
    pytest.param(
        f"  a.csv: {{sha256: {'a' * 63}}}\n",
        f'3:19: file a.csv, sha256: "{"a" * 59}…" is no SHA-256; write its 64 hexadecimal digits, '
        "as sha256sum prints",
        id="a digest that lacks a digit",
    ),
    pytest.param(
        f"  a.csv:\n    sha256: {'g' * 64}\n", "4:13: file a.csv, sha256: ", id="no digits"
    ),
    pytest.param("  a.csv: {sha256: }\n", '3:19: key "sha256" has no value', id="an empty digest"),
    pytest.param(
        f"  '*.csv': {{sha256: {'a' * 64}}}\n",
        '3:3: no file "*.csv" in this folder',
        id="a digest of all files that a pattern matches",
    ),
    pytest.param(
        f"  a.yaml: {{sha256: {'a' * 64}}}\n",
        '3:12: file a.yaml, sha256: "a.yaml" holds no figures, so nothing would check it',
        id="a digest of what is not read as figures",
    ),
]


@pytest.mark.parametrize(("files", "expected"), WRONG)
def test_a_manifest_that_is_wrong_says_where(tmp_path: Path, files: str, expected: str) -> None:
    with pytest.raises(DataInvalidError) as error:
        load_manifest(folder(tmp_path, HEAD + files))
    assert expected in str(error.value)


JOBINDSATS = "Area;Periode;Antal ledige fuldtidspersoner\nFredericia;2026M01;901\n"
TIDY = "indicator,segment,area,period,value\nledige.fuldtidspersoner,,607,2026M01,901\n"
DESCRIBED = "Periode;Tal\n2026M01;901\n"
DESCRIPTION = """\
schema: beskplan/table/v1
title: T
source: {document: D}
notation: danish
columns:
  - {head: Periode, holds: period}
  - {head: Tal, indicator: ledige.fuldtidspersoner, area: Fredericia}
"""


def _parquet() -> bytes:
    header, row = (line.split(",") for line in TIDY.splitlines())
    file = io.BytesIO()
    pl.DataFrame([row], schema=header, orient="row").write_parquet(file)
    return file.getvalue()


LAYOUTS = [
    pytest.param("y25i01.csv", JOBINDSATS.encode(), id="an export"),
    pytest.param("y25i01.csv.gz", gzip.compress(JOBINDSATS.encode()), id="a packed export"),
    pytest.param("tal.csv", TIDY.encode(), id="the tidy form"),
    pytest.param("tal.parquet", _parquet(), id="Parquet"),
    pytest.param("d.csv", DESCRIBED.encode(), id="a described table"),
]


@pytest.mark.parametrize(("name", "content"), LAYOUTS)
def test_a_file_of_another_content_than_the_manifest_says_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    if name == "d.csv":
        (tmp_path / "d.yaml").write_text(DESCRIPTION, encoding="utf-8")
    right = sha256(content).hexdigest()
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(f"{HEAD}  {name}: {{sha256: {right.upper()}}}\n", encoding="utf-8")
    catalogue = Catalogue(with_base=True)
    assert len(load_observations(tmp_path, catalogue)) == 1
    inspect_file(path, tmp_path)
    contents(tmp_path)

    other = "0" * 64
    manifest.write_text(f"{HEAD}  {name}: {{sha256: '{other}'}}\n", encoding="utf-8")
    message = (
        f"{path.as_posix()}: this file is not the one that manifest.yaml means: its SHA-256 is "
        f"{right}, not {other}; put that file back, or write the new sha256 if this one is right"
    )
    readings: list[Callable[[], object]] = [
        lambda: load_observations(tmp_path, catalogue),
        lambda: inspect_file(path, tmp_path),
        lambda: contents(tmp_path),
    ]
    for reading in readings:
        with pytest.raises(DataInvalidError) as error:
            reading()
        assert str(error.value) == message


def test_a_byte_of_parquet_that_became_another_shows_in_its_digest(tmp_path: Path) -> None:
    content = _parquet()
    path = tmp_path / "tal.parquet"
    damaged = bytearray(content)
    damaged[content.index(b"901")] ^= 1
    path.write_bytes(damaged)
    catalogue = Catalogue(with_base=True)
    assert [str(one.value) for one in load_observations(tmp_path, catalogue)] == ["801"]
    digest = sha256(content).hexdigest()
    (tmp_path / "manifest.yaml").write_text(f"{HEAD}  tal.parquet: {{sha256: {digest}}}\n")
    with pytest.raises(DataInvalidError, match="this file is not the one"):
        load_observations(tmp_path, catalogue)


NAMES = [
    pytest.param("y25i01-2026-11-01.csv", date(2026, 11, 1), id="a day"),
    pytest.param("y25i01_20261101.csv", date(2026, 11, 1), id="a day without hyphens"),
    pytest.param("2026-11-01 (2026-11-01).csv", date(2026, 11, 1), id="the same day twice"),
    pytest.param("2026-11-01 og 2026-12-01.csv", None, id="two days say none"),
    pytest.param("2026-02-30.csv", None, id="a day that no year has"),
    pytest.param("2026-1101.csv", None, id="half of the hyphens"),
    pytest.param("120261101.csv", None, id="part of a longer number"),
    pytest.param("2026.csv", None, id="a year"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_file_s_name_may_say_when_it_was_retrieved(name: str, expected: date | None) -> None:
    assert named(Entry(), name).retrieved == expected


def test_the_manifest_is_stronger_than_the_name() -> None:
    entry = Entry(retrieved=date(2026, 1, 1))
    assert named(entry, "2026-11-01.csv").retrieved == date(2026, 1, 1)
