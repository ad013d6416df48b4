"""Parquet whose folders name columns, and which of it is opened."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from beskplan.catalogue import Catalogue, Segment, segment_of
from beskplan.errors import DataError
from beskplan.inspection import inspect_file
from beskplan.observations import Observations, Wanted
from beskplan.periods import Period
from beskplan.readers import load_observations
from tests.build import an_indicator

CATALOGUE = Catalogue.of(
    an_indicator(dimensions={"ydelse": {"total": "Alle", "members": {"A-dagpenge": []}}}),
    an_indicator("antal", unit="persons"),
)
ROW = {"indicator": "andel", "segment": "", "area": "607", "period": "2022M03", "value": "5.0"}


def part(root: Path, folders: str, *, lacking: bool = True, **cells: str) -> None:
    """Write a file of one row below folders, without the columns that they name."""
    file = root / folders / "part-0.parquet"
    file.parent.mkdir(parents=True, exist_ok=True)
    named = {part.partition("=")[0] for part in folders.split("/")} if lacking else set()
    row = {name: text for name, text in {**ROW, **cells}.items() if name not in named}
    pl.DataFrame([row]).write_parquet(file)


def said(found: Observations) -> list[str]:
    return sorted(
        f"{one.key.indicator} {dict(one.key.segment)} {one.key.area} {one.key.period}: {one.value}"
        f" ({one.source.file}:{one.source.row})"
        for one in found
    )


def refused(root: Path, wanted: Wanted | None = None) -> str:
    with pytest.raises(DataError) as error:
        load_observations(root, CATALOGUE, wanted)
    return str(error.value).replace(f"{root.as_posix()}/", "")


def test_folders_say_columns_percent_encoded(tmp_path: Path) -> None:
    part(tmp_path, "area=607/segment=ydelse%3DA-dagpenge")
    part(tmp_path, "area=000/segment=", value="4")
    part(tmp_path, "year=2022/area=101", period="2022M04")
    assert said(load_observations(tmp_path, CATALOGUE)) == [
        "andel {'ydelse': 'A-dagpenge'} 607 2022M03: 5.0 "
        "(area=607/segment=ydelse%3DA-dagpenge/part-0.parquet:2)",
        "andel {} 000 2022M03: 4 (area=000/segment=/part-0.parquet:2)",
        "andel {} 101 2022M04: 5.0 (year=2022/area=101/part-0.parquet:2)",
    ]


def test_the_same_as_polars_writes_it(tmp_path: Path) -> None:
    rows = [ROW, {**ROW, "area": "000"}, {**ROW, "segment": "ydelse=A-dagpenge"}]
    frame = pl.DataFrame(rows)
    frame.write_parquet(tmp_path / "whole.parquet")
    whole = {one.key: one.value for one in load_observations(tmp_path, CATALOGUE)}
    (tmp_path / "whole.parquet").unlink()
    frame.write_parquet(tmp_path, partition_by=["segment", "area"])
    parts = {one.key: one.value for one in load_observations(tmp_path, CATALOGUE)}
    assert parts == whole


def wanted(segment: Segment = ()) -> Wanted:
    return Wanted(frozenset({("andel", segment)}), frozenset({"607", "000"}))


def test_what_no_target_asks_for_is_not_opened(tmp_path: Path) -> None:
    part(tmp_path, "indicator=andel")
    for folders in ("indicator=antal", "indicator=andel/segment=ydelse=A-dagpenge"):
        (tmp_path / folders).mkdir(parents=True)
        (tmp_path / folders / "part-0.parquet").write_bytes(b"PAR1, and then nothing")
    assert len(load_observations(tmp_path, CATALOGUE, wanted())) == 1
    other = wanted(segment_of({"ydelse": "A-dagpenge"}))
    assert "segment=ydelse=A-dagpenge/part-0.parquet: this Parquet" in refused(tmp_path, other)


def test_a_folder_in_which_nothing_is_asked_for_has_no_figures(tmp_path: Path) -> None:
    part(tmp_path, "indicator=antal")
    assert len(load_observations(tmp_path, CATALOGUE, wanted())) == 0


def test_other_areas_still_tell_the_newest_period(tmp_path: Path) -> None:
    part(tmp_path, "area=607")
    part(tmp_path, "area=101", period="2022M05")
    found = load_observations(tmp_path, CATALOGUE, wanted())
    assert found.periods("andel", ()) == {Period.parse("2022M03"), Period.parse("2022M05")}
    assert len(found) == 1


REFUSED = [
    pytest.param("area=607", {"area": "000"}, ":2: this row says something else", id="row"),
    pytest.param("area=607/area=000", {}, ': the folders name two of area: "607", "000"', id="two"),
    pytest.param(
        "segment=__HIVE_DEFAULT_PARTITION__", {}, "names no segment; the total is segment=", id="no"
    ),
    pytest.param("area=%ff", {}, ': the folder "area=%ff" is no percent-encoded UTF-8', id="code"),
    pytest.param("area=609", {}, ":2: area: ", id="unknown area"),
]


@pytest.mark.parametrize(("folders", "cells", "message"), REFUSED)
def test_folders_that_cannot_be_right(
    tmp_path: Path, folders: str, cells: dict[str, str], message: str
) -> None:
    part(tmp_path, folders, lacking=not cells, **cells)
    assert message in refused(tmp_path)


def test_codes_of_areas_as_numbers_have_lost_their_zeros(tmp_path: Path) -> None:
    pl.DataFrame([{**ROW, "area": 83}]).write_parquet(tmp_path / "x.parquet")
    assert refused(tmp_path) == "x.parquet: area is of type Int64; write it as text"


def test_a_part_is_inspected_with_the_columns_of_its_folders(tmp_path: Path) -> None:
    part(tmp_path, "area=607")
    found = inspect_file(tmp_path / "area=607" / "part-0.parquet")
    assert found.tables[0].areas == {"municipality": 1}
    part(tmp_path, "area=000", lacking=False)
    found = inspect_file(tmp_path / "area=000" / "part-0.parquet")
    assert [one.line for one in found.problems] == [2]
