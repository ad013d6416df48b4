"""``beskplan check`` as its user types it: stdout, stderr, exit code, files and folders."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beskplan.checks import sections
from beskplan.checks.formats import FORMATS
from tests.commands import ROOT, Run

PLAN = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Fredericia
years: 2022
status: approved
source: {document: Plan}
focus_areas:
  - id: f
    title: Fokus
    targets:
      - id: a
        title: Ledige
        measure: {indicator: ledige.andel}
        rule: {type: threshold, at_most: 5}
        source: {section: Mål a}
        follow_up: [3, 10]
"""
TURNED = PLAN.replace("at_most", "at_least")
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ledige.andel
    title: Ledige i pct. af arbejdsstyrken
    unit: percent
    better: lower
    covers: month
    population: arbejdsstyrken 16-66 år
"""
TABLE = """\
schema: beskplan/table/v1
title: Ledige
source: {document: D}
notation: danish
columns:
  - {head: Periode, holds: period}
  - {head: Tal, indicator: ledige.andel, area: Fredericia}
"""
MANIFEST = "schema: beskplan/manifest/v1\nfiles:\n"
FOREIGN = "on: push\njobs: {}\n"
BP201 = (
    "plans/p.yaml:15:15: warning BP201: target a: the rule asks for more of ledige.andel, of "
    "which lower is better; turn the rule around, or correct better: in the catalogue\n"
)
ONLY = ("--select", "BP0,BP201")
"""What these tests are about: loading, allowances, and one check that stands for all."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with one plan in which nothing is found."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "data").mkdir()
    write(tmp_path, "plans/p.yaml", PLAN)
    write(tmp_path, "data/indicators.yaml", CATALOGUE)
    write(tmp_path, "data/t.yaml", TABLE)
    write(tmp_path, "data/t.csv", "Periode;Tal\n2022M05;4,5\n")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


# ── what is said, and the exit code ─────────────────────────────────────────────────────────


def test_a_plan_in_which_nothing_is_found(run: Run, project: Path) -> None:
    answer = run("check", "plans", folder=project)
    assert (answer.code, answer.out, answer.err) == (0, "1 file: nothing found\n", "")


def test_a_warning_is_told_with_its_place_and_fails(run: Run, project: Path) -> None:
    write(project, "plans/p.yaml", TURNED)
    answer = run("check", "plans/p.yaml", *ONLY, folder=project)
    assert (answer.code, answer.err) == (1, "")
    assert answer.out == f"{BP201}1 file: 1 warning\n"


def test_all_problems_of_all_files_are_told_in_order(run: Run, project: Path) -> None:
    write(
        project, "plans/b.yaml", PLAN.replace("id: p", "id: b").replace("Fredericia", "Fredricia")
    )
    write(project, "plans/a.yaml", "schema: beskplan/plan/v1\nid: &x a\n")
    write(project, "plans/p.yaml", TURNED)
    answer = run("check", "plans", "data/indicators.yaml", *ONLY, folder=project)
    places = [":".join(line.split(":")[:3]) for line in answer.out.splitlines()[:-1]]
    assert places == sorted(places)
    assert {place.partition(":")[0] for place in places} == {
        "plans/a.yaml",
        "plans/b.yaml",
        "plans/p.yaml",
    }
    assert 'plans/b.yaml:4:15: error BP003: municipality: no municipality "Fredricia"' in answer.out
    assert "plans/a.yaml:2:5: error BP002: anchor " in answer.out
    assert BP201 in answer.out
    assert answer.code == 1


def test_what_cannot_be_looked_at_wins_over_findings(run: Run, project: Path) -> None:
    write(project, "plans/p.yaml", TURNED)
    answer = run("check", "plans/q.yaml", "plans/p.yaml", *ONLY, folder=project)
    assert answer.code == 2
    assert answer.out == (
        'plans/q.yaml: error BP001: no such file; did you mean "p.yaml"?\n'
        f"{BP201}1 file: 1 error, 1 warning\n"
    )


def test_notes_fail_only_when_they_should(run: Run, project: Path) -> None:
    write(project, "ci/x.yml", FOREIGN)
    answer = run("check", "plans", "ci", folder=project)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "ci: note BP006: no YAML file in this folder is beskplan's; name the folder of the plans\n"
        "1 file: 1 note; 1 other YAML file left out\n"
    )
    assert run("check", "plans", "ci", "--strict", folder=project).code == 1
    assert run("check", "plans", "ci", "--strict", "--ignore", "BP006", folder=project).code == 0


def test_strict_changes_nothing_where_nothing_is_found(run: Run, project: Path) -> None:
    assert run("check", "plans", "--strict", folder=project).code == 0


USAGE = [
    pytest.param((), "check needs a file or a folder: beskplan check plans/", id="no path"),
    pytest.param(
        ("plans", "--select", "BP901"),
        '--select "BP901": no finding has such a code; did you mean ',
        id="a code to select that is none",
    ),
    pytest.param(
        ("plans", "--ignore", "W503"),
        '--ignore "W503": no finding has such a code; codes are BP001 to BP',
        id="a code to ignore that is none",
    ),
    pytest.param(
        ("plans", "--ignore", "BP003"),
        "--ignore BP003: BP003 cannot be left out; a file must load to be checked",
        id="a code that cannot be ignored",
    ),
    pytest.param(
        ("plans", "--ignore", "BP"),
        "--ignore BP: BP001 cannot be left out; a file must load to be checked",
        id="all codes",
    ),
    pytest.param(
        ("plans", "--format", "sarf"), 'no format "sarf"; did you mean "sarif"?', id="no format"
    ),
    pytest.param(
        ("--explain", "bp30"),
        'no finding has the code "bp30"; name one: BP301, BP302, BP303, BP304, BP305\n',
        id="the start of some codes to explain",
    ),
    pytest.param(
        ("--explain", "W503"),
        'no finding has the code "W503"; codes are BP001, BP002',
        id="no code to explain",
    ),
]


@pytest.mark.parametrize(("words", "message"), USAGE)
def test_what_cannot_be_asked(
    run: Run, project: Path, words: tuple[str, ...], message: str
) -> None:
    answer = run("check", *words, folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(message)
    assert answer.err.count("\n") == 1


UNREAD: list[object] = [
    pytest.param(
        lambda here: here / "x.yaml",
        "no such file; check the name and the folder",
        id="a file that is not there",
    ),
    pytest.param(
        lambda here: _made(here / "empty", Path.mkdir),
        "no YAML file in this folder; name the folder of the plans",
        id="a folder without YAML",
    ),
    pytest.param(
        lambda here: _made(here / "pipe.yaml", os.mkfifo),
        "this is no regular file; name the plan file",
        id="a pipe that nobody writes to",
        marks=pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders"),
    ),
]


def _made(path: Path, make: Callable[[Path], object]) -> Path:
    make(path)
    return path


@pytest.mark.parametrize(("place", "message"), UNREAD)
def test_what_is_named_and_cannot_be_looked_at(
    run: Run, project: Path, place: Callable[[Path], Path], message: str
) -> None:
    name = place(project).relative_to(project)
    answer = run("check", name, folder=project)
    assert (answer.code, answer.err) == (2, "")
    assert answer.out == f"{name}: error BP001: {message}\n0 files: 1 error\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders")
def test_links_and_pipes_met_in_a_folder_are_left_unread(run: Run, project: Path) -> None:
    write(project, "elsewhere/secret.yaml", TURNED)
    (project / "plans" / "link.yaml").symlink_to(project / "elsewhere" / "secret.yaml")
    (project / "plans" / "folder").symlink_to(project / "elsewhere")
    os.mkfifo(project / "plans" / "pipe.yaml")
    answer = run("check", "plans", *ONLY, folder=project)
    assert answer.code == 2
    assert answer.out == (
        "plans/link.yaml: error BP001: a link is not followed; put the file itself here, or name "
        "it\n"
        "plans/pipe.yaml: error BP001: no file but a pipe or a device; put the file itself here\n"
        "1 file: 2 errors\n"
    )
    named = run("check", "plans/link.yaml", *ONLY, folder=project)
    assert (named.code, named.out.count("BP201")) == (1, 1)


SHUT = [
    pytest.param("plans/p.yaml", "plans/p.yaml", "plans/p.yaml", id="a file"),
    pytest.param("plans", "plans/p.yaml", "plans/p.yaml", id="a file in a folder"),
    pytest.param("plans", "plans", "plans", id="a folder"),
    pytest.param("plans/sub", "plans", "plans/sub", id="a folder in a folder"),
    pytest.param("data", "plans", "data", id="the folder of the catalogue"),
    pytest.param("data/indicators.yaml", "plans", "data/indicators.yaml", id="the catalogue"),
]


@pytest.mark.parametrize("format_", ["text", "junit"])
@pytest.mark.parametrize(("shut", "named", "told"), SHUT)
def test_what_may_not_be_read_is_told(
    run: Run, project: Path, shut: str, named: str, told: str, format_: str
) -> None:
    (project / "plans" / "sub").mkdir()
    (project / shut).chmod(0)
    try:
        if os.access(project / shut, os.R_OK):
            pytest.skip("this user may read everything")
        answer = run("check", named, "--format", format_, folder=project)
    finally:
        (project / shut).chmod(0o700)
    assert (answer.code, answer.err) == (2, "")
    assert f"{told}: error BP001: cannot be read: Permission denied" in answer.out


def test_more_files_than_a_folder_of_plans_holds(run: Run, project: Path) -> None:
    for number in range(1001):
        (project / "plans" / f"{number}.yaml").touch()
    answer = run("check", "plans", folder=project)
    assert answer.code == 2
    assert answer.out == (
        "plans: error BP001: more than 1000 YAML files; name the folder of the plans\n"
        "0 files: 1 error\n"
    )


def test_a_file_of_two_names_is_looked_at_once_and_called_by_the_first(
    run: Run, project: Path
) -> None:
    write(project, "plans/p.yaml", TURNED)
    write(project, "plans/pipeline.yml", FOREIGN)
    names = ("plans", project / "plans", "data/../plans/p.yaml", "./plans")
    answer = run("check", *names, *ONLY, folder=project)
    assert answer.out == f"{BP201}1 file: 1 warning; 1 other YAML file left out\n"


def test_other_yaml_beside_plans_is_left_out(run: Run, project: Path) -> None:
    write(project, "plans/.hidden.yaml", "x: [")
    write(project, "plans/pipeline.yml", FOREIGN)
    answer = run("check", "plans", folder=project)
    assert (answer.code, answer.out) == (0, "1 file: nothing found; 1 other YAML file left out\n")
    named = run("check", "plans/pipeline.yml", folder=project)
    assert named.code == 1
    assert 'plans/pipeline.yml:1:1: error BP003: key "schema" is missing' in named.out


def test_a_plan_that_forgot_its_schema_is_looked_at(run: Run, project: Path) -> None:
    write(project, "plans/p.yaml", PLAN.partition("\n")[2])
    answer = run("check", "plans", folder=project)
    assert (answer.code, 'key "schema" is missing' in answer.out) == (1, True)


def test_a_plan_written_with_a_byte_order_mark_is_looked_at(run: Run, project: Path) -> None:
    (project / "plans" / "p.yaml").write_text(TURNED, encoding="utf-8-sig")
    answer = run("check", "plans", *ONLY, folder=project)
    assert answer.out == f"{BP201}1 file: 1 warning\n"


# ── what stands around a plan ───────────────────────────────────────────────────────────────

BROKEN = [
    pytest.param("schema: [", "BP002", id="no YAML"),
    pytest.param(CATALOGUE.replace("lower", "down"), "BP003", id="no catalogue"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_a_broken_catalogue_is_told_once(run: Run, project: Path, text: str, code: str) -> None:
    write(project, "data/indicators.yaml", text)
    write(project, "plans/q.yaml", PLAN.replace("id: p", "id: q"))
    beside = run("check", "plans", "--format", "json", folder=project)
    [found] = json.loads(beside.out)["findings"]
    assert (found["file"], found["code"]) == ("data/indicators.yaml", code)
    assert beside.code == 1
    named = run("check", "plans", "data/indicators.yaml", "--format", "json", folder=project)
    assert json.loads(named.out)["findings"] == [found]


def test_without_a_data_folder_the_base_catalogue_is_asked(run: Run, tmp_path: Path) -> None:
    known = "ledige.andel_af_arbejdsstyrken"
    write(tmp_path, "plans/p.yaml", PLAN.replace("ledige.andel", known))
    assert run("check", "plans", *ONLY, folder=tmp_path).out == "1 file: nothing found\n"
    write(tmp_path, "plans/p.yaml", PLAN)
    answer = run("check", "plans", *ONLY, folder=tmp_path)
    assert (answer.code, 'no indicator "ledige.andel"' in answer.out) == (1, True)


def test_figures_are_looked_at_when_they_are_named(run: Run, project: Path) -> None:
    answer = run("check", "plans", "--data", "data", *ONLY, folder=project)
    assert (answer.code, answer.out) == (0, "1 file: nothing found\n")


FIGURES = [
    pytest.param("none", {}, "none: error BP001: no such folder; ", id="no folder"),
    pytest.param(
        "data", {"data/t.csv": "Periode;Tal\n2022M05;x\n"}, "data/t.csv:2", id="no number"
    ),
]


@pytest.mark.parametrize(("data", "files", "message"), FIGURES)
def test_figures_that_cannot_be_read_are_told_once_beside_the_rest(
    run: Run, project: Path, data: str, files: dict[str, str], message: str
) -> None:
    write(project, "plans/q.yaml", TURNED.replace("id: p", "id: q"))
    for name, text in files.items():
        write(project, name, text)
    answer = run("check", "plans", "--data", data, *ONLY, folder=project)
    assert (answer.code, answer.err) == (2, "")
    assert answer.out.count("BP001") == 1
    assert any(line.startswith(message) for line in answer.out.splitlines())
    assert answer.out.count("BP201") == (1 if data == "data" else 0)


DESCRIPTIONS = [
    pytest.param("data/t.yaml", TABLE, None, id="a table"),
    pytest.param(
        "data/t.yaml",
        TABLE.replace("danish", "dansk"),
        'data/t.yaml:4:11: error BP003: notation: "dansk" is not known here',
        id="a table in no notation",
    ),
    pytest.param(
        "data/t.yaml",
        TABLE.replace("ledige.andel", "ledige.andl"),
        'data/t.yaml:7:28: error BP003: column "Tal": no indicator "ledige.andl"; did you mean',
        id="a table of no indicator",
    ),
    pytest.param("data/manifest.yaml", f"{MANIFEST}  t.csv: {{}}\n", None, id="a manifest"),
    pytest.param(
        "data/manifest.yaml",
        f"{MANIFEST}  u.csv: {{}}\n",
        'data/manifest.yaml:3:3: error BP003: no file "u.csv" in this folder; did you mean "t.csv"',
        id="a manifest of another file",
    ),
    pytest.param(
        "data/m.yaml",
        f"{MANIFEST}  t.csv: {{}}\n",
        "data/m.yaml:1:9: error BP003: a manifest is called manifest.yaml",
        id="a manifest under another name",
    ),
]


@pytest.mark.parametrize(("name", "text", "message"), DESCRIPTIONS)
def test_descriptions_of_figures_are_looked_at(
    run: Run, project: Path, name: str, text: str, message: str | None
) -> None:
    write(project, name, text)
    answer = run("check", name, folder=project)
    assert (answer.code, answer.err) == (0 if message is None else 1, "")
    assert answer.out.startswith(message or "1 file: nothing found\n")


# ── allowing, selecting, ignoring ───────────────────────────────────────────────────────────

LINE = "        rule: {type: threshold, at_least: 5}"


def test_a_finding_is_allowed_with_a_reason(run: Run, project: Path) -> None:
    allowed = TURNED.replace(LINE, f"{LINE}  # beskplan: allow BP201: flere er godt her")
    write(project, "plans/p.yaml", allowed)
    assert run("check", "plans", *ONLY, folder=project).out == "1 file: nothing found\n"
    write(project, "plans/p.yaml", f"{TURNED}        allow: {{BP201: flere er godt her}}\n")
    assert run("check", "plans", *ONLY, folder=project).out == "1 file: nothing found\n"


def test_an_allowance_that_nothing_needs_is_told(run: Run, project: Path) -> None:
    write(project, "plans/p.yaml", f"{PLAN}        allow: {{BP201: flere er godt her}}\n")
    answer = run("check", "plans", *ONLY, folder=project)
    assert (answer.code, answer.out) == (
        1,
        "plans/p.yaml:18:17: warning BP004: BP201 is allowed, but not found in this target; delete "
        "the allowance\n1 file: 1 warning\n",
    )
    for words in (("--ignore", "BP004"), ("--ignore", "BP201"), ("--select", "BP003")):
        assert run("check", "plans", *words, folder=project).code == 0


def test_codes_are_selected_and_ignored_by_how_they_begin(run: Run, project: Path) -> None:
    write(project, "plans/p.yaml", TURNED)
    for words in (("--select", "BP0"), ("--ignore", "BP2"), (*ONLY, "--ignore", "BP004, BP201")):
        assert "BP201" not in run("check", "plans", *words, folder=project).out
    for words in (("--select", "bp2"), ("--select", "BP004, BP201"), ("--ignore", "BP006")):
        assert "BP201" in run("check", "plans", *words, folder=project).out


def test_what_stops_a_file_from_loading_is_told_whatever_is_selected(
    run: Run, project: Path
) -> None:
    write(project, "plans/p.yaml", PLAN.replace("Fredericia", "Fredricia"))
    answer = run("check", "plans", "--select", "BP2", folder=project)
    assert (answer.code, "BP003" in answer.out) == (1, True)


# ── formats and output ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_is_printed_and_written_alike(run: Run, project: Path, format_: str) -> None:
    write(project, "plans/p.yaml", TURNED)
    words = ("check", "plans", *ONLY, "--format", format_)
    printed = run(*words, folder=project)
    assert (printed.code, printed.err) == (1, "")
    written = run(*words, "--output", "found.txt", folder=project)
    assert (written.code, written.out, written.err) == (1, "", "")
    assert (project / "found.txt").read_text(encoding="utf-8") == printed.out
    assert run(*words, folder=project).out == printed.out


def test_machine_formats_name_files_from_the_working_folder(run: Run, project: Path) -> None:
    write(project, "plans/p.yaml", TURNED)
    for words in ((project / "plans",), ("./plans", project / "plans"), ("data/../plans",)):
        for format_ in set(FORMATS) - {"text"}:
            answer = run("check", *words, *ONLY, "--format", format_, folder=project)
            assert str(project) not in answer.out
            assert "plans/p.yaml" in answer.out
            assert "../plans" not in answer.out
        [found] = json.loads(run("check", *words, *ONLY, "--format", "json", folder=project).out)[
            "findings"
        ]
        assert (found["file"], found["line"], found["column"]) == ("plans/p.yaml", 15, 15)
    shown = run("check", project / "plans", *ONLY, folder=project).out
    assert shown.startswith(str(project))


def test_an_output_that_cannot_be_written(run: Run, project: Path) -> None:
    answer = run("check", "plans", "--output", "plans", folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "plans: cannot be written: this is a folder; name a file\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_shows_the_line_and_a_caret(project: Path) -> None:
    write(project, "plans/p.yaml", TURNED)
    assert _on_terminal(project, "check", "plans", *ONLY, width=80).splitlines() == [
        BP201.rstrip("\n"),
        "  15 |         rule: {type: threshold, at_least: 5}",
        "     |               ^",
        "1 file: 1 warning",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_obeys_nothing_that_a_file_says(project: Path) -> None:
    name = "plans/\x1b[2J.yaml"
    write(project, name, f"schema: beskplan/plan/v1\nid: \x1b[31mx\u202e {'y' * 300}\n")
    shown = _on_terminal(project, "check", name, width=60)
    assert shown.replace("\n", "").isprintable()
    assert "  2 | id: \\x1b[31mx\\u202e y" in shown
    quoted = [line for line in shown.splitlines() if line.startswith("  ")]
    assert max(map(len, quoted)) <= 60


def _on_terminal(folder: Path, *words: str, width: int) -> str:
    """Return what a command shows on a terminal of so many columns."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "beskplan", *words]
    variables = {**os.environ, "COLUMNS": str(width), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=variables
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:
            pass  # Linux says so when the last writer is gone
        process.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


# ── explaining ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", list(sections()))
def test_every_code_is_explained(run: Run, code: str) -> None:
    answer = run("check", "--explain", code)
    section = sections()[code]
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{code} ({section.level}): {section.title}\n\n")
    assert re.search(r"\n\nBad:\n    \S.*\n\nGood:\n    \S", answer.out, re.DOTALL)
    assert "](" not in answer.out


def test_an_explanation(run: Run, golden: Callable[[str, str], None]) -> None:
    golden("check/explain-BP201.txt", run("check", "--explain", "bp201").out)
    golden("check/explain-BP003.txt", run("check", "--explain", "BP003").out)


# ── the plans of the repository ─────────────────────────────────────────────────────────────


def test_nothing_slow_is_imported_to_check_plans() -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        "try: app(['check', 'plans', 'data', '--format', 'text'])\n"
        "except SystemExit: pass\n"
        "sys.exit(','.join({'polars', 'rich', 'jsonschema', 'xml'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stderr.strip() == ""
    assert " files: " in done.stdout
