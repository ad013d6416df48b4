"""What ``--data`` names: folders, files and patterns; names, catalogues, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.places import Place, catalogue_file, listed, named_files

FILES = (
    "data/a.csv",
    "data/b.csv",
    "data/b.yaml",
    "data/indicators.yaml",
    "data/manifest.yaml",
    "data/README.md",
    "data/.hidden.csv",
    "data/2022/c.parquet",
    "data/2022/_SUCCESS",
    "data/2023/area=607/d.parquet",
    "data/[x].csv",
    "other/a.csv",
    "other/indicators.yaml",
    "bare/a.csv",
)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a few files."""
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


WHOLE = ["2022/c.parquet", "2023/area=607/d.parquet", "[x].csv", "a.csv", "b.csv"]
NAMED = [
    pytest.param(["data"], WHOLE, id="a folder"),
    pytest.param(["data/a.csv"], ["a.csv"], id="a file"),
    pytest.param(["data/*.csv"], ["[x].csv", "a.csv", "b.csv"], id="a pattern"),
    pytest.param(["data/*"], WHOLE, id="a pattern that matches folders and our own files"),
    pytest.param(["data/**/*.parquet"], WHOLE[:2], id="a pattern for folders in folders"),
    pytest.param(["data/20*/c.*"], ["2022/c.parquet"], id="a pattern in the middle"),
    pytest.param(["data/[ab].csv"], ["a.csv", "b.csv"], id="a pattern of letters"),
    pytest.param(["data/[x].csv"], ["[x].csv"], id="a file that is named as a pattern is"),
    pytest.param(["data/a.csv", "data/*.csv"], ["a.csv", "[x].csv", "b.csv"], id="a file twice"),
    pytest.param(
        ["data/a.csv", "other"], ["data/a.csv", "other/a.csv"], id="two places, one parent"
    ),
    pytest.param(["data/2022", "data"], ["2022/c.parquet", *WHOLE[1:]], id="one inside the other"),
]


@pytest.mark.parametrize(("named", "expected"), NAMED)
def test_files_are_called_by_what_stands_after_the_fixed_part(
    named: list[str], expected: list[str]
) -> None:
    assert [one.name for one in listed(named).files] == expected


def test_an_absolute_and_a_relative_place_share_a_folder(folders: Path) -> None:
    found = listed(["bare", folders / "other"])
    assert [one.name for one in found.files] == ["bare/a.csv", "other/a.csv"]
    assert found.root == folders


REFUSED = [
    pytest.param("none", "none: no such folder; name the folder", id="no folder"),
    pytest.param("none/*.csv", "none: no such folder; name the folder", id="no folder before it"),
    pytest.param("data/*.xlsx", "data/*.xlsx: no file of figures matches this", id="no match"),
    pytest.param("data/*.md", "data/*.md: no file of figures matches this", id="only texts match"),
    pytest.param("data/b.yaml", "data/b.yaml: no file of figures; name", id="a description"),
    pytest.param("data/x**/*.csv", "data/x**/*.csv: ", id="no pattern"),
]


@pytest.mark.parametrize(("named", "message"), REFUSED)
def test_what_names_nothing_says_so(named: str, message: str) -> None:
    with pytest.raises(DataUnreadableError) as error:
        listed(named)
    assert str(error.value).startswith(message)


@pytest.mark.skipif(os.name == "nt", reason="links need a right that Windows users lack")
@pytest.mark.parametrize("named", ["data", "data/*", "data/*/*.csv", "data/**/*.csv"])
def test_links_that_are_met_are_refused_unread(folders: Path, named: str) -> None:
    (folders / "data" / "linked").symlink_to(folders / "other")
    if named == "data/**/*.csv":
        (folders / "data" / "l.csv").symlink_to("/etc/passwd")
    with pytest.raises(DataUnreadableError, match="a link is not followed"):
        listed(named)


HOMES = [
    pytest.param(["data"], None, "data/indicators.yaml", id="a folder's own"),
    pytest.param(["data/2022/*"], None, "data/indicators.yaml", id="that of the folder above"),
    pytest.param(["bare", "data"], None, "data/indicators.yaml", id="that of the place with one"),
    pytest.param(["data", "data/a.csv"], None, "data/indicators.yaml", id="one for two places"),
    pytest.param(["bare/*"], "data", "data/indicators.yaml", id="another folder's"),
    pytest.param(["other"], "data", "other/indicators.yaml", id="its own before another's"),
    pytest.param(["bare"], "bare", None, id="none"),
]


@pytest.mark.parametrize(("named", "otherwise", "expected"), HOMES)
def test_which_catalogue_counts(
    named: list[str], otherwise: str | None, expected: str | None
) -> None:
    found = catalogue_file(named, Path(otherwise) if otherwise else None)
    assert (found and found.as_posix()) == expected


def test_two_catalogues_are_an_error_that_names_both() -> None:
    with pytest.raises(DataInvalidError) as error:
        catalogue_file(["data", "other"])
    assert str(error.value) == (
        "other/indicators.yaml: data/indicators.yaml is another catalogue, and nothing says which "
        "one counts; keep one, or name the places one at a time"
    )


def test_a_home_is_never_above_the_working_folder(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folders / "data" / "2022")
    assert Place.of(".").home == Path()
    monkeypatch.chdir(folders / "data")
    assert Place.of("2022").home == Path()


def test_a_pattern_stands_for_its_files_and_a_path_for_itself() -> None:
    assert named_files(Path("data/?.csv")) == [Path("data/a.csv"), Path("data/b.csv")]
    assert named_files(Path("none.csv")) == [Path("none.csv")]


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_a_name_that_no_result_could_tell_is_refused(folders: Path) -> None:
    try:
        Path(os.fsdecode(b"data/x\xff.csv")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    with pytest.raises(DataUnreadableError) as refused:
        listed(Path("data"))
    assert str(refused.value) == (
        "data/x\\udcff.csv: the name is not UTF-8, so no result could tell it; rename it"
    )
