"""What the documentation says is what the program does.

Every ``console`` block is run as typed and compared whole (``pytest --update-golden`` rewrites
it), every ``python`` block is run, every plan snippet loads, and every name in a table of the
docs is one that the program knows.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from beskplan.results import STATUS_WORDS, Flag, Status
from beskplan.rules import TYPES
from tests.commands import ROOT, Run

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n\$ (?P<command>beskplan [^\n]+)\n(?P<shown>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _blocks(pattern: re.Pattern[str]) -> list[object]:
    return [
        pytest.param(page, number, id=f"{page.name}-{number}")
        for page in PAGES
        for number, _ in enumerate(pattern.finditer(page.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize(("page", "number"), _blocks(CONSOLE))
def test_every_command_prints_what_the_page_shows(
    page: Path, number: int, run: Run, request: pytest.FixtureRequest
) -> None:
    text = page.read_text(encoding="utf-8")
    block = list(CONSOLE.finditer(text))[number]
    printed = run(*shlex.split(block["command"])[1:]).out
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
def test_every_yaml_example_is_yaml(page: Path, number: int) -> None:
    assert yaml.safe_load(YAML.findall(page.read_text(encoding="utf-8"))[number])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_status_and_flag_is_documented_with_its_danish_word() -> None:
    page = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")
    for status in Status:
        assert f"| `{status}` | {STATUS_WORDS[status].da} |" in page
    for flag in Flag:
        assert f"| `{flag}` |" in page


def test_the_changelog_names_every_rule_type() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in TYPES:
        assert f"`{name}`" in changelog


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
