"""``manifest.yaml``: what the files of a data folder do not say themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from beskplan.errors import DataInvalidError
from beskplan.readers._manifest import Entry, load_manifest, named

HEAD = "schema: beskplan/manifest/v1\nfiles:\n"


def folder(at: Path, text: str) -> Path:
    (at / "a.csv").write_text("x", encoding="utf-8")
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
]


@pytest.mark.parametrize(("files", "expected"), WRONG)
def test_a_manifest_that_is_wrong_says_where(tmp_path: Path, files: str, expected: str) -> None:
    with pytest.raises(DataInvalidError) as error:
        load_manifest(folder(tmp_path, HEAD + files))
    assert expected in str(error.value)


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
