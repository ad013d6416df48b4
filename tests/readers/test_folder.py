"""A data folder: which files are read, and what must hold for all of them together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beskplan.catalogue import Catalogue, Indicator
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.observations import Observations, Wanted
from beskplan.periods import Covers
from beskplan.readers import load_observations

CATALOGUE = Catalogue.of(
    Indicator(
        id="ledige.andel",
        title="Ledige i pct.",
        unit="percent",
        better="lower",
        covers=Covers.MONTH,
        numerator="ledige.antal",
    ),
    Indicator(
        id="ledige.antal",
        title="Ledige",
        unit="full-time-persons",
        better="lower",
        covers=Covers.MONTH,
    ),
    Indicator(
        id="andet.antal", title="Andet", unit="persons", better="neither", covers=Covers.MONTH
    ),
)


def add(folder: Path, name: str, rows: str, **head: str) -> None:
    extra = "".join(f"{key}: {value}\n" for key, value in head.items())
    (folder / f"{name}.csv").write_text(f"Måling;Periode;Tal\n{rows}", encoding="utf-8")
    (folder / f"{name}.yaml").write_text(
        "schema: beskplan/table/v1\ntitle: T\nsource: {document: D}\nnotation: danish\n"
        f"{extra}columns:\n  - {{head: Måling, holds: indicator}}\n"
        "  - {head: Periode, holds: period}\n  - {head: Tal, area: '607'}\n",
        encoding="utf-8",
    )


def printed(observations: Observations) -> list[str]:
    return [str(figure.value) for figure in observations]


def without(folder: Path, error: Exception) -> str:
    """Return the message with names as if the data folder were the working folder."""
    return str(error).replace(f"{folder.as_posix()}/", "")


def test_the_newer_vintage_counts(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n", retrieved="2022-08-01")
    add(tmp_path, "b", "ledige.andel;2022M05;1,4\n", retrieved="2022-06-01")
    assert printed(load_observations(tmp_path, CATALOGUE)) == ["1.3"]


def test_nothing_tells_whether_a_table_without_a_date_is_the_newer(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n")
    add(tmp_path, "b", "ledige.andel;2022M05;1,4\n", retrieved="2022-06-01")
    with pytest.raises(DataInvalidError) as error:
        load_observations(tmp_path, CATALOGUE)
    assert without(tmp_path, error.value) == (
        "b.csv:2: two figures for ledige.andel, area 607, 2022M05: 1.4 here, 1.3 in a.csv:2; "
        "only one says when it was retrieved; say it of both"
    )


def test_equal_figures_of_which_one_has_no_date_count_once(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n")
    add(tmp_path, "b", "ledige.andel;2022M05;1,30\n", retrieved="2022-06-01")
    assert printed(load_observations(tmp_path, CATALOGUE)) == ["1.30"]


def test_equal_figures_count_once(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n")
    add(tmp_path, "b", "ledige.andel;2022M05;1,30\n")
    assert printed(load_observations(tmp_path, CATALOGUE)) == ["1.30"]


CONFLICTS = [
    pytest.param("1,4", "1.4 here, 1.3 in a.csv:2", id="two different figures"),
    pytest.param("-", '"-" here, 1.3 in a.csv:2', id="a figure and a missing mark"),
    pytest.param("13", "13 here, 1.3 in a.csv:2", id="a lost comma"),
]


@pytest.mark.parametrize(("second", "expected"), CONFLICTS)
def test_two_figures_for_one_key_are_an_error_that_names_both_places(
    tmp_path: Path, second: str, expected: str
) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n")
    add(tmp_path, "b", f"ledige.antal;2022M05;1\nledige.andel;2022M05;{second}\n")
    with pytest.raises(DataInvalidError) as error:
        load_observations(tmp_path, CATALOGUE)
    assert without(tmp_path, error.value) == (
        f"b.csv:3: two figures for ledige.andel, area 607, 2022M05: {expected}; "
        "delete one, or give the newer its retrieved"
    )


def test_only_what_is_asked_for_is_kept(tmp_path: Path) -> None:
    rows = "ledige.andel;2022M05;1,3\nledige.antal;2022M05;414\nandet.antal;2022M05;1\n"
    add(tmp_path, "a", rows)
    kept = load_observations(tmp_path, CATALOGUE, Wanted(frozenset({("ledige.andel", ())})))
    assert {figure.key.indicator for figure in kept} == {"ledige.andel"}


def test_provisional_and_retrieved_reach_every_figure(tmp_path: Path) -> None:
    rows = "ledige.andel;2022M05;1,3\n"
    add(tmp_path, "a", rows, retrieved="2022-08-01", provisional="true")
    (figure,) = load_observations(tmp_path, CATALOGUE)
    assert figure.provisional
    assert str(figure.retrieved) == "2022-08-01"


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;x\n")
    add(tmp_path, "b", "ledige.andel;2022M05;y\n")
    with pytest.raises(DataInvalidError) as error:
        load_observations(tmp_path, CATALOGUE)
    assert [Path(one.file).name for one in error.value.problems] == ["a.csv", "b.csv"]


UNUSABLE = [
    pytest.param([], "no figures here: put an export or a .csv", id="an empty folder"),
    pytest.param(["README.md"], "no figures here: put an export or a .csv", id="only a text"),
    pytest.param(
        ["x.csv"],
        "x.csv: no layout that beskplan knows; the text begins 'x'",
        id="a table without description",
    ),
    pytest.param(["x.yaml"], "x.yaml: this describes x.csv, which is not here", id="only a .yaml"),
    pytest.param(
        ["x.pdf"],
        "x.pdf: no layout that beskplan knows; the text begins 'x'",
        id="an unknown kind",
    ),
]


@pytest.mark.parametrize(("names", "expected"), UNUSABLE)
def test_a_folder_without_anything_usable_says_what_would_work(
    tmp_path: Path, names: list[str], expected: str
) -> None:
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(DataUnreadableError) as error:
        load_observations(tmp_path, CATALOGUE)
    assert expected in str(error.value)


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataUnreadableError, match="no such folder; name the folder"):
        load_observations(tmp_path / "none", CATALOGUE)


@pytest.mark.skipif(os.name == "nt", reason="links need a right that Windows users lack")
def test_a_link_is_refused_unread(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n")
    (tmp_path / "b.csv").symlink_to("/etc/passwd")
    with pytest.raises(DataUnreadableError) as error:
        load_observations(tmp_path, CATALOGUE)
    assert (
        without(tmp_path, error.value) == "b.csv: a link is not followed; put the file itself here"
    )


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    add(tmp_path, "a", "ledige.andel;2022M05;1,3\n")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    assert len(load_observations(tmp_path, CATALOGUE)) == 1
