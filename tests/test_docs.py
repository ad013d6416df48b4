"""What the documentation says is what the program does.

Every ``console`` block is run as typed and compared whole, what goes to stderr included
(``pytest --update-golden`` rewrites it), every ``python`` block is run, every ``yaml`` block is a
plan, catalogue, table, target, rule or measure that loads, and every name in a table of the docs
is one that the program knows.

A block with a title (``yaml title="plans/x.yaml"``) is a file: the commands of its page are run in
a folder of the titled blocks above them.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from pydantic import TypeAdapter

from beskplan import load_catalogue, load_plan
from beskplan.descriptions import Description
from beskplan.due import Due
from beskplan.judgements import Status
from beskplan.manifests import Entry
from beskplan.measures import FORMS, AnyMeasure, Baseline
from beskplan.measures._baseline import BaselineSource
from beskplan.models import Strict
from beskplan.plan import PlanSource, _FocusAreaHead, _PlanHead
from beskplan.results import STATUS_WORDS, Flag
from beskplan.rules import TYPES, AnyRule
from beskplan.rules._against import Against, Among
from beskplan.rules._base import Schedule
from beskplan.rules._several import Part
from beskplan.target import (
    Assessment,
    Condition,
    ForEach,
    Group,
    OtherReading,
    Target,
    TargetSource,
    Version,
)
from tests.build import TEXTS
from tests.commands import ROOT, Run

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n\$ (?P<command>beskplan [^\n]+)\n(?P<shown>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
TITLED = re.compile(r"```[a-z]+ title=\"(?P<file>[^\"]+)\"\n(?P<text>.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
ANCHOR = re.compile(r"\]\((?!https?:)([^)#]*)#([^)]+)\)")
MODELS: Final[tuple[type[Strict], ...]] = (
    *(_PlanHead, _FocusAreaHead, PlanSource, Group, Target, TargetSource, Due, ForEach, Condition),
    *(Version, OtherReading, Assessment, Baseline, BaselineSource, Schedule, Part, Against, Among),
)
NEVER_WRITTEN: Final = {"dimension", "members"}
"""Keys that stand for the dimension of a fan-out, which a plan names itself."""
A_TARGET: Final = {"id": "1a", "title": "Et resultatmål", "measure": {"indicator": "andel"}}


def _blocks(pattern: re.Pattern[str]) -> list[object]:
    return [
        pytest.param(page, number, id=f"{page.name}-{number}")
        for page in PAGES
        for number, _ in enumerate(pattern.finditer(page.read_text(encoding="utf-8")))
    ]


def _folder_of(text: str, folder: Path) -> Path:
    """Write the titled blocks of a text into a folder; without any it is the repository's."""
    files = list(TITLED.finditer(text))
    for block in files:
        file = folder / block["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["text"], encoding="utf-8", newline="\n")
    return folder if files else ROOT


@pytest.mark.parametrize(("page", "number"), _blocks(CONSOLE))
def test_every_command_prints_what_the_page_shows(
    page: Path, number: int, run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = page.read_text(encoding="utf-8")
    block = list(CONSOLE.finditer(text))[number]
    folder = _folder_of(text[: block.start()], tmp_path)
    answer = run(*shlex.split(block["command"])[1:], folder=folder)
    printed = answer.out + answer.err
    if request.config.getoption("--update-golden"):
        start, end = block.span("shown")
        page.write_text(text[:start] + printed + text[end:], encoding="utf-8", newline="\n")
    else:
        assert block["shown"] == printed


@pytest.mark.parametrize(("page", "number"), _blocks(PYTHON))
def test_every_python_example_runs(page: Path, number: int) -> None:
    code = PYTHON.findall(page.read_text(encoding="utf-8"))[number]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("page", "number"), _blocks(YAML))
def test_every_yaml_example_loads(page: Path, number: int, tmp_path: Path) -> None:
    text = YAML.findall(page.read_text(encoding="utf-8"))[number]
    _load(yaml.load(text, Loader=TEXTS), text, tmp_path / "example.yaml")  # noqa: S506


def _load(written: Any, text: str, file: Path) -> None:
    """Read a snippet as what it is: a file, targets, a rule, a measure, or keys of a target."""
    if isinstance(written, list):
        for target in written:
            Target.model_validate(target)
    elif "schema" in written:
        file.write_text(text, encoding="utf-8", newline="\n")
        _load_file(written, file)
    elif "type" in written:
        TypeAdapter(AnyRule).validate_python(written)
    elif written.keys() & {*FORMS, "over", "change"}:
        named = {} if written.keys() & FORMS.keys() else {"indicator": "andel"}
        TypeAdapter(AnyMeasure).validate_python(named | written)
    else:
        assert written.keys() <= Target.model_fields.keys(), f"what is {sorted(written)}?"
        rule = {} if "versions" in written else {"rule": {"type": "threshold", "at_least": "1"}}
        Target.model_validate(A_TARGET | rule | written)


def _load_file(written: dict[str, Any], file: Path) -> None:
    match written["schema"]:
        case "beskplan/plan/v1":
            load_plan(file, load_catalogue(ROOT / "data" / "indicators.yaml"))
        case "beskplan/catalogue/v1":
            load_catalogue(file)
        case "beskplan/table/v1":
            Description.model_validate(written)
        case "beskplan/manifest/v1":
            for entry in written["files"].values():
                Entry.model_validate(entry)
        case unknown:
            pytest.fail(f"no schema {unknown}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_titled_files_are_left_as_a_folder_that_evaluates(
    page: Path, run: Run, tmp_path: Path
) -> None:
    folder = _folder_of(page.read_text(encoding="utf-8"), tmp_path)
    plans = sorted(folder.glob("plans/*.yaml")) if folder == tmp_path else []
    if plans:
        answer = run("evaluate", *plans, "--as-of", "2022-06-30", "--fail-on", "never")
        assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_pages_lead_to_a_heading(page: Path) -> None:
    for file, anchor in ANCHOR.findall(page.read_text(encoding="utf-8")):
        text = (page.parent / file if file else page).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, anchor


def test_every_status_and_flag_is_documented_with_its_danish_word() -> None:
    page = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")
    for status in Status:
        assert f"| `{status}` | {STATUS_WORDS[status].da} |" in page
    for flag in Flag:
        assert f"| `{flag}` |" in page


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_of_a_plan_file_is_documented(model: type[Strict]) -> None:
    page = (ROOT / "docs" / "plan-language.md").read_text(encoding="utf-8")
    said = {word for code in re.findall(r"`([^`\n]+)`", page) for word in re.findall(r"\w+", code)}
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert keys - NEVER_WRITTEN <= said


def test_the_changelog_names_every_rule_type() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in TYPES:
        assert f"`{name}`" in changelog


def test_the_table_of_wordings_leads_to_every_rule_type() -> None:
    page = (ROOT / "docs" / "write-a-plan.md").read_text(encoding="utf-8")
    said = {
        word for line in page.splitlines() if line[:2] == "| " for word in line.split("`")[1::2]
    }
    for name in TYPES:
        assert name in said


def test_every_option_of_evaluate_is_documented(run: Run) -> None:
    page = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z-]+", run("evaluate", "--help").out)) - {"--help"}
    assert len(options) >= 7
    for option in options:
        assert f"`{option}" in page


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in readme
    assert script.rstrip().endswith("\nmake test")
