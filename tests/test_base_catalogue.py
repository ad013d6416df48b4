"""The base catalogue: what ships, and how a folder's own catalogue stands before it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

from beskplan.catalogue import (
    BASE_CATALOGUE,
    FILL_IN,
    SCHEMA,
    Catalogue,
    Indicator,
    base_indicators,
    folded,
    load_catalogue,
)
from beskplan.errors import DataInvalidError
from tests.commands import ROOT, Run

OWN = """\
schema: beskplan/catalogue/v1
indicators:
  - id: {id}
    title: Egen
    unit: percent
    better: lower
    covers: month
    labels: [{label}]
"""


def _own(folder: Path, *, id_: str = "egen", label: str = "Egen", more: str = "") -> Catalogue:
    file = folder / "indicators.yaml"
    file.write_text(OWN.format(id=id_, label=label) + more, encoding="utf-8")
    return load_catalogue(file)


def test_it_is_a_catalogue_that_the_strict_reader_takes(tmp_path: Path) -> None:
    listed = yaml.safe_load(BASE_CATALOGUE.read_text(encoding="utf-8"))
    written = {"schema": SCHEMA, "indicators": listed}
    file = tmp_path / "indicators.yaml"
    file.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    assert dict(load_catalogue(file).indicators) == dict(base_indicators())


def test_no_command_takes_it_for_the_catalogue_of_a_folder(run: Run) -> None:
    answer = run("check", BASE_CATALOGUE.parent)
    assert (answer.code, BASE_CATALOGUE.name in answer.out + answer.err) == (0, False)


def test_every_label_says_how_it_is_known() -> None:
    lines = BASE_CATALOGUE.read_text(encoding="utf-8").splitlines()
    marks = ("# seen", "# reported", "# assumed")
    for number, line in enumerate(lines):
        if line.strip().startswith("labels: ["):
            assert any(mark in line for mark in marks), line
        if line.strip() == "labels:":
            for label in lines[number + 1 : number + 3]:
                assert any(mark in label for mark in marks), label


def test_a_label_of_several_tables_counts_in_its_table_alone() -> None:
    by_label: dict[str, list[Indicator]] = {}
    for one in base_indicators().values():
        for label in one.labels:
            by_label.setdefault(folded(label), []).append(one)
    for label, found in by_label.items():
        tables = [one.table for one in found]
        assert len(set(tables)) == len(tables), label
        assert len(found) == 1 or all(one.only_in_table for one in found), label


def test_every_indicator_names_its_table_and_its_counts() -> None:
    for one in base_indicators().values():
        assert one.table, one.id
        assert one.labels, one.id
        for count in (one.numerator, one.denominator):
            assert count is None or base_indicators()[count].unit != "percent", one.id


def test_statbank_series_answer_to_code_and_words() -> None:
    found = {one.labels[0]: one.id for one in base_indicators().values() if one.table == "aus08"}
    assert found == {
        "9": "bruttoledige.saesonkorrigeret_andel",
        "10": "bruttoledige.saesonkorrigeret_antal",
        "22": "bruttoledige.faktisk_andel",
        "24": "bruttoledige.faktisk_antal",
    }


def test_the_folders_indicator_replaces_the_one_of_its_id(tmp_path: Path) -> None:
    catalogue = _own(tmp_path, id_="ledige.personer")
    assert catalogue["ledige.personer"].title == "Egen"
    assert catalogue["ledige.fuldtidspersoner"] is base_indicators()["ledige.fuldtidspersoner"]
    assert catalogue.labelled("Antal ledige personer") == ()


def test_the_folders_label_wins(tmp_path: Path) -> None:
    catalogue = _own(tmp_path, label="Antal ledige personer")
    assert [one.id for one in catalogue.labelled("antal  LEDIGE personer")] == ["egen"]
    assert catalogue.by_label("Antal ledige fuldtidspersoner").id == "ledige.fuldtidspersoner"


def test_a_label_of_one_table_does_not_hide_the_same_label_of_others(tmp_path: Path) -> None:
    own = _own(tmp_path, label="Antal personer", more="    source: {table: Y01A02}\n")
    tables = [one.table for one in own.labelled("Antal personer")]
    assert tables[0] == "y01a02"
    assert tables.count("y01a02") == 1
    assert "y07a02" in tables


def test_counts_behind_a_share_may_be_of_the_base(tmp_path: Path) -> None:
    catalogue = _own(tmp_path, more="    numerator: ledige.fuldtidspersoner\n")
    assert catalogue["egen"].numerator in catalogue
    with pytest.raises(DataInvalidError, match=r'no indicator "ledige\.fuldtid"'):
        _own(tmp_path, more="    numerator: ledige.fuldtid\n")


def test_what_is_to_be_filled_in_is_asked_for(tmp_path: Path) -> None:
    text = OWN.format(id="egen", label="Egen").replace("percent", FILL_IN).replace("lower", FILL_IN)
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataInvalidError) as refused:
        load_catalogue(tmp_path / "c.yaml")
    assert [problem.message for problem in refused.value.problems] == [
        "indicator egen, unit: FILL-IN stands for what only you know; write percent, points, "
        "persons, full-time-persons, cases, hours, place …",
        "indicator egen, better: FILL-IN stands for what only you know; write lower, higher or "
        "neither",
    ]


def test_it_is_not_read_until_it_is_needed() -> None:
    code = (
        "from beskplan import catalogue as c\n"
        "def no(): raise SystemExit('the base was read')\n"
        "c.base_indicators = no\n"
        "own = c.load_catalogue('data/indicators.yaml')\n"
        "list(own); own['ankesager.omgjorte']; own.labelled('Forventet antal')\n"
        "own.by_label('Forventet antal')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_in_the_wheel(tmp_path: Path) -> None:
    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read("beskplan/base_catalogue.yaml")
    assert packed == BASE_CATALOGUE.read_bytes()


PLAN = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Fredericia
years: 2026
status: approved
source: {document: Plan}
focus_areas:
  - id: "1"
    title: Ledige
    targets:
      - id: a
        title: Ledige på A-dagpenge højst som landet
        measure: {indicator: ledige.andel_af_arbejdsstyrken, segment: {ydelse: A-dagpenge}}
        rule: {type: vs-national-average, must_be: at-most}
"""
EXPORT = """\
Area;Periode;Ydelsesgrupper;Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år
Hele landet;2026M01;Ydelsesgrupper i alt;3,3
Hele landet;2026M01;A-dagpenge mv.;2,9
Fredericia;2026M01;Ydelsesgrupper i alt;3,4
Fredericia;2026M01;A-dagpenge mv.;2,6
"""


def test_an_export_alone_in_a_folder_is_enough(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "tal").mkdir()
    (tmp_path / "tal" / "eksport.csv").write_text(EXPORT, encoding="utf-8")
    answer = run("evaluate", "plan.yaml", "--data", "tal", "--as-of", "2026-03-01", folder=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert "2,6 %" in answer.out
    assert "2,9 %" in answer.out


def test_a_folder_without_a_catalogue_says_so_where_an_indicator_is_unknown(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.replace("ledige.andel_af", "x"), encoding="utf-8")
    (tmp_path / "tal").mkdir()
    answer = run("evaluate", "plan.yaml", "--data", "tal", folder=tmp_path)
    assert answer.code == 2
    assert 'no indicator "x_arbejdsstyrken"' in answer.err
    assert (
        "tal: no indicators.yaml here, so only the indicators that ship with beskplan are known; "
        "write one, or name another folder with --data\n"
    ) in answer.err
