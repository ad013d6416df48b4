"""Descriptions of tables and manifests: what stops them from loading, and BP411 to BP413."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.build import (
    CELLS,
    MANIFEST,
    TABLE,
    found_in_manifest,
    found_in_table,
    said,
    text_of,
)
from tests.commands import Run

INDICATORS = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ledige
    title: Ledige i pct. af arbejdsstyrken
    unit: percent
    better: lower
    covers: month
    dimensions: {køn: {total: I alt, members: {Kvinder: [], Mænd: []}}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a catalogue, a described table and a manifest in ``data/``."""
    (tmp_path / "data" / "tal").mkdir(parents=True)
    for name, text in {
        "indicators.yaml": INDICATORS,
        "tal/t.yaml": text_of(TABLE),
        "tal/t.csv": CELLS,
    }.items():
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    return tmp_path


# ── tables ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "cells", "expected"),
    [
        pytest.param(
            {},
            None,
            "t.yaml:1:9: error BP003: this describes t.csv, which is not here",
            id="no table",
        ),
        pytest.param(
            {},
            CELLS.replace("Andel", "Andele"),
            't.csv:1: error BP003: column 2 is headed "Andele", but t.yaml describes "Andel"',
            id="another head",
        ),
        pytest.param(
            {},
            CELLS.replace("Mænd", "Drenge"),
            't.csv:3: error BP003: column "Andel": no member "Drenge"; known: Kvinder, Køn i alt, '
            "Mænd",
            id="a member that nobody knows",
        ),
        pytest.param(
            {},
            CELLS.replace("3,1", "3.1"),
            't.csv:2: error BP003: column "Andel": ',
            id="a number in the other notation",
        ),
        pytest.param(
            {},
            CELLS.rstrip("\n"),
            "t.csv:3: error BP003: the last line has no line end, so the table may have been cut; "
            "add it if not",
            id="a table that is cut",
        ),
        pytest.param(
            {"notation": "dansk"},
            CELLS,
            't.yaml:6:11: error BP003: notation: "dansk" is not known here; did you mean "danish"?',
            id="no notation",
        ),
        pytest.param(
            {"columns": [TABLE["columns"][0], {**TABLE["columns"][1], "indicator": "ledig"}]},
            CELLS,
            't.yaml:11:14: error BP003: column "Andel": no indicator "ledig"; did you mean '
            '"ledige"?',
            id="an indicator that nobody knows",
        ),
        pytest.param(
            {"notes": [{"row": "9", "note": "Trykfejl"}]},
            CELLS,
            "t.yaml:15:8: warning BP411: the table has no row 9: its rows are 1 (the header) to 3; "
            "correct it",
            id="a note on a row that is not there",
        ),
        pytest.param(
            {"columns": [TABLE["columns"][0], {**TABLE["columns"][1], "period": "2022"}]},
            CELLS,
            't.yaml:13:11: warning BP412: column "Andel": ledige covers "month", and 2022 is none; '
            "correct it, or name an indicator of that length",
            id="a year of months",
        ),
    ],
)
def test_what_is_found_in_a_description_and_its_table(
    keys: dict[str, object], cells: str | None, expected: str
) -> None:
    [found] = found_in_table(keys, cells)
    assert str(found).startswith(expected)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({}, id="as it should be"),
        pytest.param({"notes": [{"note": "Afskrevet"}]}, id="a note on all rows"),
        pytest.param({"notes": [{"row": "1", "note": "Stavet sådan"}]}, id="a note on the header"),
        pytest.param({"notes": [{"row": "3", "note": "Sic"}]}, id="a note on the last row"),
    ],
)
def test_nothing_is_found_where_nothing_is_odd(keys: dict[str, object]) -> None:
    assert found_in_table(keys) == ()


def test_the_catalogue_above_a_description_is_its_own(run: Run, project: Path) -> None:
    for named, folder in (("data", project), ("t.yaml", project / "data" / "tal")):
        answer = run("check", named, folder=folder)
        assert (answer.code, answer.err) == (0, ""), answer.out


def test_a_link_beside_a_description_is_not_followed(run: Run, project: Path) -> None:
    table = project / "data" / "tal" / "t.csv"
    table.rename(project / "secret.csv")
    table.symlink_to(project / "secret.csv")
    answer = run("check", "data", folder=project)
    assert answer.code == 2
    assert "data/tal/t.csv: error BP001: a link is not followed" in answer.out


def test_a_description_is_called_like_its_table(run: Run, project: Path) -> None:
    (project / "data" / "tal" / "t.yaml").rename(project / "data" / "tal" / "t.yml")
    answer = run("check", "data", folder=project)
    assert answer.code == 1
    assert "a description is called like its table, with .yaml: t.yaml" in answer.out


def test_a_broken_catalogue_is_told_once_and_stops_no_description(run: Run, project: Path) -> None:
    path = project / "data" / "indicators.yaml"
    path.write_text(INDICATORS.replace("lower", "lav"), encoding="utf-8")
    answer = run("check", "data", folder=project)
    assert answer.code == 1
    assert answer.out.count('better: "lav" is not known here') == 1
    assert answer.out.endswith("2 files: 1 error\n")


# ── manifests ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param(
            "{indicator: ledig}", 'no indicator "ledig"; did you mean "ledige"?', id="indicator"
        ),
        pytest.param(
            "{area: Fredericiaa}", 'no area "Fredericiaa"; did you mean "Fredericia"', id="area"
        ),
        pytest.param(
            "{indicator: ledige, segment: {kon: Kvinder}}",
            'ledige has no dimension "kon"; known: køn',
            id="dimension",
        ),
        pytest.param(
            "{indicator: ledige, segment: {køn: Kvinde}}",
            'ledige, køn: no member "Kvinde"; did you mean "Kvinder"?',
            id="member",
        ),
    ],
)
def test_names_that_nobody_knows(entry: str, message: str) -> None:
    [found] = found_in_manifest(f"files: {{tal.csv: {entry}}}")
    assert found.code == "BP413"
    assert found.message.startswith(f"file tal.csv: {message}")


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param("{retrieved: 2024-01-01, table: y25i01}", id="day and table"),
        pytest.param("{indicator: ledige, segment: {køn: Køn i alt}}", id="the total"),
        pytest.param("{area: 0250, provisional: true}", id="an area by its code"),
        pytest.param(
            f"{{sha256: {hashlib.sha256(CELLS.encode()).hexdigest()}}}", id="the digest it has"
        ),
    ],
)
def test_nothing_is_found_where_all_is_known(entry: str) -> None:
    assert found_in_manifest(f"files: {{tal.csv: {entry}}}") == ()


def test_a_file_of_another_digest_is_told() -> None:
    [found] = found_in_manifest(f"files: {{tal.csv: {{sha256: {'0' * 64}}}}}")
    assert str(found).startswith(
        "tal.csv: error BP003: this file is not the one that manifest.yaml means: its SHA-256 is "
    )


def test_a_file_that_is_not_there_is_told() -> None:
    assert said(found_in_manifest("files: {tall.csv: {indicator: ledige}}")) == [
        '3:3: error BP003: no file "tall.csv" in this folder; did you mean "tal.csv"?'
    ]


def test_no_link_is_read_for_its_digest(run: Run, project: Path) -> None:
    (project / "data" / "link.csv").symlink_to(project / "data" / "tal" / "t.csv")
    text = text_of({**MANIFEST, "files": {"link.csv": {"sha256": "0" * 64}}})
    (project / "data" / "manifest.yaml").write_text(text, encoding="utf-8")
    answer = run("check", "data", folder=project)
    assert "SHA-256" not in answer.out


# ── other files of beskplan ─────────────────────────────────────────────────────────────────


def test_a_schema_that_no_file_has_is_told_once_with_the_known_ones(
    run: Run, project: Path
) -> None:
    path = project / "data" / "other.yaml"
    path.write_text("schema: beskplan/plan/v2\nid: x\n", encoding="utf-8")
    answer = run("check", "data/other.yaml", folder=project)
    assert answer.out == (
        'data/other.yaml:1:9: error BP003: no file that beskplan reads is "beskplan/plan/v2"; did '
        'you mean "beskplan/plan/v1" or "beskplan/table/v1" or '
        '"beskplan/manifest/v1"?\n1 file: 1 error\n'
    )
    path.write_text("schema: beskplan/x\n", encoding="utf-8")
    answer = run("check", "data/other.yaml", folder=project)
    assert "known: beskplan/plan/v1, beskplan/catalogue/v1, " in answer.out


def test_figures_with_errors_are_told_and_leave_no_answer(run: Run, project: Path) -> None:
    plan = project / "plans" / "p.yaml"
    plan.parent.mkdir()
    from tests.checks.build import plan_keys

    plan.write_text(text_of(plan_keys({})), encoding="utf-8")
    table = project / "data" / "tal" / "t.csv"
    table.write_text(CELLS.replace("3,1", "3.1"), encoding="utf-8")
    answer = run("check", "plans", "--data", "data", folder=project)
    assert (answer.code, answer.err) == (2, "")
    assert 'data/tal/t.csv:2: error BP001: column "Andel": ' in answer.out


def test_tables_and_manifests_are_checked_without_polars(project: Path) -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        "try: app(['check', 'data'])\n"
        "except SystemExit as end: assert not end.code\n"
        "sys.exit('polars imported' if 'polars' in sys.modules else 0)\n"
    )
    (project / "data" / "manifest.yaml").write_text(
        text_of({**MANIFEST, "files": {"tal/t.csv": {"provisional": "true"}}}), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=project
    )
    assert (done.returncode, done.stderr) == (0, "")
