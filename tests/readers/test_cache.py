"""The cache: the same answer with it and without, whatever has happened to it."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import polars as pl
import pytest

from beskplan.catalogue import Catalogue
from beskplan.observations import Wanted
from beskplan.readers import Cache, _cache, load_observations
from tests.build import an_indicator

CATALOGUE = Catalogue.of(an_indicator(), an_indicator("antal"))
HEAD = "indicator,segment,area,period,value\n"
ANDEL = Wanted(frozenset({("andel", ())}))


@pytest.fixture(autouse=True)
def _every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cache, "SMALLEST", 0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    write(folder, "5.0")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def write(folder: Path, value: str) -> None:
    text = f"{HEAD}andel,,250,2022M03,{value}\nantal,,250,2022M03,7\n"
    (folder / "tal.csv").write_text(text, encoding="utf-8")


def printed(data: Path, cache: Cache | None, wanted: Wanted = ANDEL) -> list[str]:
    return [str(one.value) for one in load_observations(data, CATALOGUE, wanted, cache)]


def entries(cache: Cache) -> list[Path]:
    assert cache.folder is not None
    return sorted(cache.folder.glob("*"))


def scans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every file that is read anew."""
    seen: list[str] = []
    scan = pl.scan_csv

    def counted(path: Path, **options: object) -> pl.LazyFrame:
        seen.append(path.name)
        return scan(path, **options)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(pl, "scan_csv", counted)
    return seen


def test_the_second_run_does_not_read_the_file(
    data: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert printed(data, cache) == ["5.0"]
    read = scans(monkeypatch)
    assert printed(data, cache) == ["5.0"]
    assert read == []


def test_other_content_and_another_question_are_read(
    data: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(data, cache)
    read = scans(monkeypatch)
    write(data, "6.0")
    assert printed(data, cache) == ["6.0"]
    assert printed(data, cache, Wanted(frozenset({("antal", ())}))) == ["7"]
    assert read == ["tal.csv", "tal.csv"]


def test_small_files_are_not_kept(
    data: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cache, "SMALLEST", 1000)
    assert printed(data, cache) == ["5.0"]
    assert entries(cache) == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda kept: kept[:0], id="emptied"),
        pytest.param(lambda kept: kept[: len(kept) // 2], id="cut"),
        pytest.param(lambda kept: kept[:-1] + bytes([kept[-1] ^ 1]), id="a flipped bit"),
        pytest.param(lambda kept: bytes(len(kept)), id="zeros"),
    ],
)
def test_a_damaged_entry_is_read_anew(data: Path, cache: Cache, damage: object) -> None:
    printed(data, cache)
    (entry,) = entries(cache)
    entry.write_bytes(damage(entry.read_bytes()))  # type: ignore[operator] # one of the above
    assert printed(data, cache) == ["5.0"]
    assert printed(data, cache) == ["5.0"]


def test_a_deleted_entry_is_read_anew(data: Path, cache: Cache) -> None:
    printed(data, cache)
    for entry in entries(cache):
        entry.unlink()
    assert printed(data, cache) == ["5.0"]


def test_a_folder_that_cannot_be_written_is_no_error(data: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_bytes(b"")
    assert printed(data, Cache(tmp_path / "file" / "cache")) == ["5.0"]


def test_a_full_disk_leaves_nothing_behind(
    data: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert printed(data, cache) == ["5.0"]
    assert entries(cache) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    data: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = _cache.Entry.keep

    def changed(entry: _cache.Entry, found: pl.DataFrame) -> None:
        write(data, "99.99")
        rows(entry, found)

    monkeypatch.setattr(_cache.Entry, "keep", changed)
    printed(data, cache)
    assert entries(cache) == []


def test_the_oldest_entries_make_room(
    data: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cache, "MOST_ENTRIES", 2)
    for number in range(4):
        write(data, f"{number}.0")
        assert printed(data, cache) == [f"{number}.0"]
        for age, entry in enumerate(sorted(entries(cache), key=lambda path: path.stat().st_mtime)):
            os.utime(entry, (number * 10 + age, number * 10 + age))
    assert len(entries(cache)) == 2


def one_run(data: Path, cache: Path) -> list[str]:
    _cache.SMALLEST = 0  # type: ignore[misc] # in a process of its own
    return printed(data, Cache(cache))


def test_without_a_folder_it_is_that_of_the_user(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cache, "default_folder", lambda: tmp_path / "users")
    assert printed(data, Cache()) == ["5.0"]
    assert len(entries(Cache(tmp_path / "users"))) == 1


def test_two_processes_at_once_get_the_same_answer(data: Path, cache: Cache) -> None:
    assert cache.folder is not None
    # polars starts threads, and a forked process would wait for theirs
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = [pool.submit(one_run, data, cache.folder) for _ in range(8)]
        assert [one.result() for one in found] == [["5.0"]] * 8
    assert len(entries(cache)) == 1
