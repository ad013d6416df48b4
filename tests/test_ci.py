"""What CI servers read: the action, the GitLab template, the hooks, and the page about them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from beskplan.cli import app
from tests.commands import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BASH = pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="no bash")
UNQUOTED = re.compile(r'(?<!["\w/=.-])\$\{?[A-Za-z_?]')
TURNED = """\
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
        measure: {indicator: ledige.andel_af_arbejdsstyrken}
        rule: {type: threshold, at_least: 5}
        source: {section: Mål a}
        follow_up: [3, 10]
"""


def parsed(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


ACTION = parsed("action.yml")
JOB = parsed("ci/beskplan.gitlab-ci.yml")["beskplan-check"]
HOOKS = {hook["id"]: hook for hook in parsed(".pre-commit-hooks.yaml")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a plan that has a warning."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(TURNED, encoding="utf-8")
    (tmp_path / "plans og mål").mkdir()
    (tmp_path / "plans og mål" / "q.yaml").write_text(TURNED, encoding="utf-8")
    return tmp_path


# ── the action ──────────────────────────────────────────────────────────────────────────────


def _runs() -> Iterator[str]:
    yield from (step["run"] for step in ACTION["runs"]["steps"] if "run" in step)


def test_the_action_has_what_github_asks_for() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {*ACTION} == {"name", "description", "inputs", "runs"}
    for step in ACTION["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert "run" not in step or step["shell"] == "bash"
    for name, given in ACTION["inputs"].items():
        assert isinstance(given["default"], str), name
        assert given["description"].endswith("."), name
        assert f"`{name}`" in PAGE


def test_nothing_that_a_workflow_gives_becomes_text_of_a_shell() -> None:
    for run in _runs():
        assert "${{" not in run
        assert not UNQUOTED.search(run)
    given = [value for step in ACTION["runs"]["steps"] for value in step.get("env", {}).values()]
    asked = [step.get("with", {}) for step in ACTION["runs"]["steps"]]
    written = json.dumps([*given, *asked])
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in written, f"{name} is never used"


def checked(project: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the checking step as GitHub would, with beskplan as it is installed here."""
    home = project / "runner" / "beskplan"
    if not home.exists():
        home.mkdir(parents=True)
        (home / "bin").symlink_to(Path(sys.executable).parent)
    [step] = [one for one in ACTION["runs"]["steps"] if one.get("name") == "Check the plans"]
    named = {value.removeprefix("${{ inputs.").removesuffix(" }}"): variable
             for variable, value in step["env"].items()}  # fmt: skip
    inputs = {variable: ACTION["inputs"][name]["default"] for name, variable in named.items()}
    inputs |= {named[name.replace("_", "-")]: value for name, value in given.items()}
    return subprocess.run(
        ["bash", "-c", step["run"]],  # noqa: S607
        cwd=project,
        env={
            **os.environ,
            **inputs,
            "RUNNER_TEMP": str(project / "runner"),
            "GITHUB_ACTION_PATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )


@BASH
def test_the_action_annotates_the_lines(project: Path) -> None:
    done = checked(project)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::warning file=plans/p.yaml,line=15,col=15,title=BP201 ")
    assert not (project / "runner" / "beskplan.sarif").exists()


@BASH
def test_the_action_takes_several_paths_codes_and_a_report(project: Path) -> None:
    done = checked(
        project,
        paths="plans\n\nplans og mål\r\n",
        select="BP2",
        ignore="BP202",
        upload_sarif="true",
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("BP201:") == 2
    report = json.loads((project / "runner" / "beskplan.sarif").read_text(encoding="utf-8"))
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
              for one in report["runs"][0]["results"]]  # fmt: skip
    assert places == ["plans/p.yaml", "plans%20og%20m%C3%A5l/q.yaml"]
    assert checked(project, ignore="BP201").returncode == 0


REFUSED = [
    pytest.param({"select": "BP2; touch owned"}, "the input select is codes", id="codes"),
    pytest.param({"ignore": "$(touch owned)"}, "the input ignore is codes", id="a substitution"),
    pytest.param({"ignore": "BP201\n--strict"}, "the input ignore is codes", id="a second line"),
    pytest.param({"strict": "yes"}, "the input strict is true or false", id="yes"),
    pytest.param({"upload_sarif": ""}, "the input upload-sarif is true or false", id="empty"),
    pytest.param({"paths": "\n"}, "the input paths names no file or folder", id="no paths"),
]


@BASH
@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_the_action_refuses_other_inputs(
    project: Path, given: dict[str, str], message: str
) -> None:
    done = checked(project, **given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"beskplan: {message}")


@BASH
@pytest.mark.parametrize(
    "path", ["$(touch owned)", "`touch owned`", "--output=owned", "x;touch owned"]
)
def test_a_path_is_a_path_and_nothing_else(project: Path, path: str) -> None:
    done = checked(project, paths=path)
    assert done.returncode == 2
    assert "BP001: no such file" in done.stdout
    assert not (project / "owned").exists()


# ── GitLab ──────────────────────────────────────────────────────────────────────────────────


def _after_installing(project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the lines of the job behind the one that installs, each as GitLab does."""
    install, *lines = JOB["script"]
    assert "pip install" in install
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)],  # noqa: S607
        cwd=project,
        env={**os.environ, **JOB["variables"], **variables, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@BASH
def test_the_job_of_gitlab_writes_its_report_and_tells_the_findings(project: Path) -> None:
    done = _after_installing(project)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("plans/p.yaml:15:15: warning BP201: ")
    report = json.loads((project / JOB["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert [one["check_name"] for one in report] == ["BP201"]
    assert _after_installing(project, BESKPLAN_PATH="plans og mål").returncode == 1
    assert _after_installing(project, BESKPLAN_PATH="none").returncode == 2


def test_the_template_has_what_gitlab_asks_for() -> None:
    assert {"image", "script", "variables", "artifacts"} == {*JOB}
    assert JOB["artifacts"]["when"] == "always"
    for line in JOB["script"]:
        assert not UNQUOTED.search(line)
    for name in JOB["variables"]:
        assert f"`{name}`" in PAGE
        assert any(f'"${name}"' in line for line in JOB["script"])


# ── pre-commit ──────────────────────────────────────────────────────────────────────────────

FILES = [
    pytest.param("plans/p.yaml", True, id="a plan"),
    pytest.param("fredericia/plans/2023/p.yml", True, id="a plan further down"),
    pytest.param("data/indicators.yaml", True, id="the catalogue"),
    pytest.param("data/tabel-1.yaml", False, id="a description"),
    pytest.param("plans/notes.md", False, id="a note"),
    pytest.param(".github/workflows/plans.yml", False, id="a workflow"),
    pytest.param("explans/p.yaml", False, id="another folder"),
]


@pytest.mark.parametrize("hook", list(HOOKS.values()), ids=list(HOOKS))
@pytest.mark.parametrize(("file", "looked"), FILES)
def test_a_hook_runs_when_a_plan_or_its_catalogue_changes(
    hook: dict[str, Any], file: str, looked: bool
) -> None:
    assert bool(re.search(hook["files"], file)) is looked


def test_every_hook_is_a_command_and_documented() -> None:
    commands = {one.name for one in app.registered_commands}
    for name, hook in HOOKS.items():
        program, command = hook["entry"].split()
        assert program == "beskplan"
        assert command in commands
        assert hook["language"] == "python"
        assert f"| `{name}` |" in PAGE
    assert HOOKS["beskplan-check"]["pass_filenames"] is False


# ── the page ────────────────────────────────────────────────────────────────────────────────

BLOCKS = dict(re.findall(r"```yml title=\"([^\"]+)\"\n(.*?)```", PAGE, re.DOTALL))


def test_the_workflows_of_the_page_use_what_is_there() -> None:
    steps = yaml.safe_load(BLOCKS[".github/workflows/plans.yml"])["jobs"]["check"]["steps"]
    assert steps[1]["with"].keys() <= ACTION["inputs"].keys()
    included = yaml.safe_load(BLOCKS[".gitlab-ci.yml"])
    assert (ROOT / included["include"][0]["file"]).is_file()
    assert included["beskplan-check"]["variables"].keys() <= JOB["variables"].keys()
    for name in (".pre-commit-config.yaml", "elsewhere.yaml"):
        [repo] = yaml.safe_load(BLOCKS[name])["repos"]
        assert {hook["id"] for hook in repo["hooks"]} <= HOOKS.keys()


def test_the_commands_of_the_page_are_commands() -> None:
    lines = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
             for line in block.splitlines()]  # fmt: skip
    plain = yaml.safe_load(BLOCKS[".github/workflows/plain.yml"])["jobs"]["check"]["steps"][1]
    commands = {one.name for one in app.registered_commands}
    for line in [*lines, plain["run"]]:
        program, word, *_ = line.split()
        assert program == "beskplan"
        assert word in commands | {"--install-completion"}
