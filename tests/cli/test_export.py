"""``beskplan export`` as a quarterly script types it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from beskplan.exports import Inputs
from tests.commands import ROOT, Run

PLAN = """\
schema: beskplan/plan/v1
id: {id}
title: Plan
municipality: Fredericia
years: 2022
status: approved
source: {{document: Plan}}
focus_areas:
  - id: f
    title: Fokus
    targets:
      - id: a
        title: Ledige
        measure: {{indicator: ledige.andel}}
        rule: {{type: vs-national-average, must_be: at-most}}
"""
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - {id: ledige.andel, title: Ledige, unit: percent, better: lower, covers: month}
"""
TABLE = """\
schema: beskplan/table/v1
title: Ledige
source: {document: D}
notation: danish
retrieved: 2022-06-15
columns:
  - {head: Periode, holds: period}
  - {head: Kommune, holds: area}
  - {head: Tal, indicator: ledige.andel}
"""
FIGURES = (
    "Periode;Kommune;Tal\n2022M05;Fredericia;4,5\n2022M05;Hele landet;4,0\n2022M05;Kolding;3,9\n"
)
PLACE = "out/p/2022-06-15"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with two plans whose target is missed in Fredericia, met in Kolding."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "data").mkdir()
    for name in ("p", "q"):
        (tmp_path / "plans" / f"{name}.yaml").write_text(PLAN.format(id=name), encoding="utf-8")
    (tmp_path / "data" / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "data" / "t.yaml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "data" / "t.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


def manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_folders_are_told_on_stdout_and_nothing_on_stderr(run: Run, project: Path) -> None:
    first = run("export", "plans/p.yaml", "plans/q.yaml", "--out", "out", folder=project)
    assert (first.code, first.err) == (0, "")
    rows = "  results: 1 række\n  figures: 2 rækker\n  targets: 1 række\n"
    assert first.out == f"{PLACE}: ny\n{rows}out/q/2022-06-15: ny\n{rows}"
    again = run("export", "plans/p.yaml", "plans/q.yaml", "--out", "out", folder=project)
    assert (again.code, again.err) == (0, "")
    assert again.out == f"{PLACE}: uændret\nout/q/2022-06-15: uændret\n"


def test_changed_figures_are_told_in_english(run: Run, project: Path) -> None:
    run("export", "plans/p.yaml", "--out", "out", folder=project)
    changed = FIGURES.replace("4,5", "3,5")
    (project / "data" / "t.csv").write_text(changed, encoding="utf-8")
    seen = run("export", "plans/p.yaml", "--out", "out", "--check", "--lang", "en", folder=project)
    done = run("export", "plans/p.yaml", "--out", "out", "--lang", "en", folder=project)
    told = (
        f'{PLACE}: changed\n  the figures in "t.csv": changed\n'
        "  results: 1 row came, 1 row went\n  figures: 1 row came, 1 row went\n"
    )
    assert (seen.code, seen.out, seen.err) == (1, told, "")
    assert (done.code, done.out, done.err) == (0, told, "")
    after = run("export", "plans/p.yaml", "--out", "out", "--check", folder=project)
    assert (after.code, after.out) == (0, f"{PLACE}: uændret\n")


def test_manifest_names_every_file_that_was_read(run: Run, project: Path) -> None:
    run("export", "plans/p.yaml", "--out", "out", folder=project)
    inputs = manifest(project / PLACE)["inputs"]
    assert [(one["kind"], one["file"], one["used"]) for one in inputs] == [
        ("plan", "p.yaml", None),
        ("base-catalogue", "base_catalogue.yaml", None),
        ("catalogue", "indicators.yaml", None),
        ("description", "t.yaml", None),
        ("figures", "t.csv", 2),
    ]


def test_areas_of_a_plan_stand_in_one_folder(run: Run, project: Path) -> None:
    words = ["--area", "Kolding", "--area", "607", "--format", "jsonl"]
    assert run("export", "plans/p.yaml", "--out", "out", *words, folder=project).code == 0
    lines = (project / PLACE / "results.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert [(one["area_name"], one["status"]) for one in found] == [
        ("Kolding", "met"), ("Fredericia", "missed")]  # fmt: skip
    assert len((project / PLACE / "targets.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert manifest(project / PLACE)["options"]["areas"] == ["621", "607"]


DAYS = {
    "the newest figure": ([], "2022-06-15", "2022-06-15"),
    "the last day of the period": (["--period", "2022K2"], "2022Q2", "2022-06-30"),
    "what is asked": (["--as-of", "2023-01-01"], "2023-01-01", "2023-01-01"),
    "what is asked beside a period": (
        ["--period", "2022M05", "--as-of", "2023-01-01"], "2022M05", "2023-01-01"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "folder", "as_of"), DAYS.values(), ids=DAYS)
def test_answer_is_for_the_day(
    run: Run, project: Path, words: list[str], folder: str, as_of: str
) -> None:
    assert run("export", "plans/p.yaml", "--out", "out", *words, folder=project).code == 0
    assert manifest(project / "out" / "p" / folder)["as_of"] == as_of


def test_plan_alone_and_beside_another_gives_the_same_bytes(run: Run, project: Path) -> None:
    run("export", "plans/p.yaml", "--out", "one", folder=project)
    run("export", "plans/q.yaml", "plans/p.yaml", "--out", "two", folder=project)
    one, two = (
        {path.name: path.read_bytes() for path in (project / name / "p" / "2022-06-15").iterdir()}
        for name in ("one", "two")
    )
    assert one == two


def test_danish_csv_opens_in_a_danish_spreadsheet(run: Run, project: Path) -> None:
    run("export", "plans/p.yaml", "--out", "out", "--csv", "danish", folder=project)
    content = (project / PLACE / "figures.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfplan;target;")
    assert b";4,5;1;percent;" in content


def test_check_without_plans_holds_folders_to_their_manifests(run: Run, project: Path) -> None:
    run("export", "plans/p.yaml", "--out", "out", folder=project)
    assert run("export", "--check", "--out", "out", folder=project).out == f"{PLACE}: uændret\n"
    (project / PLACE / "results.csv").unlink()
    answer = run("export", "--check", "--out", "out", folder=project)
    assert (answer.code, answer.out, answer.err) == (
        1, f"{PLACE}: ændret\n  results.csv mangler\n", "")  # fmt: skip


def test_missed_target_fails_only_where_that_is_asked(run: Run, project: Path) -> None:
    words = ["export", "plans/p.yaml", "--out", "out", "--fail-on"]
    assert run(*words, "missed", folder=project).code == 1
    assert run(*words, "no-data", folder=project).code == 0


REFUSED = {
    "no plan": (["--out", "o"], "name a plan file, or --check what is in --out\n"),
    "a format that there is not": (
        ["plans/p.yaml", "--out", "o", "--format", "xls"],
        'no format "xls"; did you mean "xlsx"?\n',
    ),
    "a variant that there is not": (
        ["plans/p.yaml", "--out", "o", "--csv", "dansk"],
        'no variant of CSV "dansk"; did you mean "danish"?\n',
    ),
    "a variant of what is no CSV": (
        ["plans/p.yaml", "--out", "o", "--format", "json", "--csv", "danish"],
        "--csv says how CSV is written; it needs --format csv\n",
    ),
    "a plan twice": (
        ["plans/p.yaml", "plans/p.yaml", "--out", "o"],
        "plans/p.yaml: this plan is named twice; name it once\n",
    ),
    "nothing to check": (
        ["--check", "--out", "o"],
        "o: no such folder; name that of the exports\n",
    ),
    "a folder among the figures": (
        ["plans/p.yaml", "--out", "data/arkiv"],
        '--out "data/arkiv" lies in "data", so the next run would read the tables as figures; '
        "name a folder elsewhere\n",
    ),
    "a file for a folder": (
        ["plans/p.yaml", "--out", "plans/q.yaml"],
        "plans/q.yaml: this is no folder; name one with --out\n",
    ),
    "a plan that is not there": (
        ["plans/x.yaml", "--out", "o"],
        'plans/x.yaml: no such file; did you mean "q.yaml" or "p.yaml"?\n',
    ),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_exported_is_refused(
    run: Run, project: Path, words: list[str], said: str
) -> None:
    answer = run("export", *words, folder=project)
    assert (answer.code, answer.out, answer.err) == (2, "", said)
    assert not (project / "o").exists()


def test_two_plans_of_one_id_are_refused(run: Run, project: Path) -> None:
    shutil.copy(project / "plans" / "p.yaml", project / "plans" / "r.yaml")
    answer = run("export", "plans/p.yaml", "plans/r.yaml", "--out", "o", folder=project)
    said = (
        'plans/p.yaml and plans/r.yaml: these plans have one id, "p", which names the folder; '
        "give each its own, or export them into two folders\n"
    )
    assert (answer.code, answer.out, answer.err) == (2, "", said)


def test_figures_that_change_while_they_are_read_are_no_answer(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Inputs.of

    def changed(*words: Any) -> Inputs:
        found = of(*words)
        (project / "data" / "t.csv").write_text(f"{FIGURES}2022M04;Kolding;1,0\n", encoding="utf-8")
        return found

    monkeypatch.setattr(Inputs, "of", changed)
    answer = run("export", "plans/p.yaml", "--out", "out", folder=project)
    assert (answer.code, answer.out, answer.err) == (
        2,
        "",
        "data/t.csv: this file was changed while it was read; run again when it has been written\n",
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are text")
def test_file_whose_name_is_no_text_is_refused(run: Run, project: Path) -> None:
    (project / "data" / "t.csv").rename(os.fsdecode(os.fsencode(project / "data") + b"/\xff.csv"))
    (project / "data" / "t.yaml").rename(os.fsdecode(os.fsencode(project / "data") + b"/\xff.yaml"))
    answer = run("export", "plans/p.yaml", "--out", "out", folder=project)
    message = "the name is not UTF-8, so no result could tell it; rename it\n"
    said = f"data/\\udcff.csv: {message}data/\\udcff.yaml: {message}"
    assert (answer.code, answer.out, answer.err) == (2, "", said)


def test_missing_library_is_named_with_what_installs_it(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "beskplan.exports.formats.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    answer = run("export", "plans/p.yaml", "--out", "out", "--format", "xlsx", folder=project)
    assert (answer.code, answer.out, answer.err) == (
        2,
        "",
        "--format xlsx needs XlsxWriter, which is not installed; install beskplan[xlsx]\n",
    )


@pytest.mark.parametrize("format_", ["csv", "json", "jsonl", "parquet", "xlsx"])
def test_plans_of_the_repository_are_exported_and_check(
    run: Run, tmp_path: Path, format_: str
) -> None:
    plans = sorted((ROOT / "plans").glob("*.yaml"))
    words = ["--out", tmp_path, "--format", format_, "--as-of", "2024-06-30"]
    first = run("export", *plans, *words)
    assert (first.code, first.err) == (0, "")
    assert run("export", *plans, *words).out.count(": uændret\n") == len(plans)
    assert run("export", "--check", "--out", tmp_path).out.count(": uændret\n") == len(plans)


def test_every_option_is_documented(run: Run) -> None:
    import re

    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z-]+", run("export", "--help").out)) - {"--help"}
    assert len(options) >= 12
    for option in options:
        assert f"`{option}" in page, option
