"""What TAB offers, through the protocol that shells speak, and in a real bash."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beskplan.areas import municipalities
from beskplan.checks import sections
from beskplan.checks.formats import FORMATS
from tests.commands import ROOT, Run

PLANS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "plans").glob("*.yaml"))
FREDERIKSSUND = "plans/frederikssund-2022.yaml"
Tab = Callable[..., list[str]]
SCHEMA = "schema: beskplan/plan/v1\n"


@pytest.fixture
def tab(run: Run, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """Return a function that gives what bash is offered behind the words of a line."""

    def pressed(line: str, folder: Path = ROOT) -> list[str]:
        monkeypatch.setenv("_BESKPLAN_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        answer = run(folder=folder)
        assert (answer.code, answer.err) == (0, "")
        return answer.out.split()

    return pressed


OFFERS = [
    pytest.param("beskplan ev", ["evaluate"], id="a command"),
    pytest.param("beskplan data in", ["inspect"], id="a command of a command"),
    pytest.param("beskplan evaluate --no", ["--no-cache"], id="an option"),
    pytest.param("beskplan evaluate ", PLANS, id="the plans below the folder"),
    pytest.param("beskplan evaluate plans/frederikssund-2022", [FREDERIKSSUND], id="a plan"),
    pytest.param(f"beskplan check {FREDERIKSSUND[:-3]}", [FREDERIKSSUND], id="a file to check"),
    pytest.param("beskplan check data/ind", ["data/indicators.yaml"], id="a catalogue to check"),
    pytest.param("beskplan check --format ", list(FORMATS), id="formats"),
    pytest.param("beskplan check --format s", ["sarif"], id="a format"),
    pytest.param("beskplan check --select BP00", [f"BP00{n}" for n in range(1, 7)], id="codes"),
    pytest.param("beskplan check --ignore BP004,BP201", ["BP004,BP201"], id="another code"),
    pytest.param("beskplan check --explain ", list(sections()), id="codes to explain"),
    pytest.param("beskplan evaluate --area Frederikss", ["Frederikssund"], id="a municipality"),
    pytest.param("beskplan evaluate --area frederikss", ["frederikssund"], id="in small letters"),
    pytest.param("beskplan evaluate --area 25", ["250", "253", "259"], id="their codes"),
    pytest.param("beskplan evaluate --fail-on missed,with", ["missed,within-rounding"], id="flags"),
    pytest.param("beskplan evaluate --lang ", ["da", "en"], id="languages"),
    pytest.param(f"beskplan evaluate {FREDERIKSSUND} --target 5", ["5a", "5b", "5c"], id="targets"),
    pytest.param(
        f"beskplan evaluate {FREDERIKSSUND} --lang da --target 5",
        ["5a", "5b", "5c"],
        id="after options",
    ),
    pytest.param("beskplan evaluate --target ", [], id="targets of no plan"),
    pytest.param("beskplan new --municipality Frederikss", ["Frederikssund"], id="whose new plan"),
    pytest.param("beskplan new --from plans/frederikssund-2022", [FREDERIKSSUND], id="an old plan"),
    pytest.param("beskplan schema ca", ["catalogue"], id="a schema"),
    pytest.param("beskplan evaluate none.yaml --target ", [], id="targets of a missing plan"),
]


@pytest.mark.parametrize(("line", "offers"), OFFERS)
def test_what_is_offered(tab: Tab, line: str, offers: list[str]) -> None:
    found = tab(line)
    assert found[: len(offers) + 2] == offers


def test_all_municipalities_can_be_offered(tab: Tab) -> None:
    assert tab("beskplan evaluate --area ") == [one.name for one in municipalities()]


def test_a_folder_that_is_typed_is_looked_into(tab: Tab, tmp_path: Path) -> None:
    for name in ("a.yaml", "år/b.yml", "x/y/c.yaml", "x/y/z/d.yaml", ".e.yaml", ".f/g.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "ci.yaml").write_text("on: push\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "a.yaml")
    assert tab("beskplan evaluate ", tmp_path) == ["a.yaml", "x/y/c.yaml", "år/b.yml"]
    assert tab("beskplan evaluate x/y/", tmp_path) == ["x/y/c.yaml", "x/y/z/d.yaml"]
    absolute = f"{tmp_path}/x/y/c"
    assert tab(f"beskplan evaluate {absolute}", ROOT) == [f"{absolute}.yaml"]
    assert tab("beskplan evaluate none/", tmp_path) == []


BROKEN = [
    pytest.param("", id="empty"),
    pytest.param("schema: [", id="no YAML"),
    pytest.param("- 1\n", id="a list"),
    pytest.param(f"{SCHEMA}focus_areas: 1\n", id="no focus areas"),
    pytest.param(
        f"{SCHEMA}focus_areas: [1, {{targets: 2}}, {{targets: [3, {{id: [4]}}]}}]\n", id="odd"
    ),
    pytest.param("a: " + "[" * 5000, id="deep"),
    pytest.param("\x00\x1b", id="bytes"),
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_plan_offers_nothing(tab: Tab, tmp_path: Path, text: str) -> None:
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    assert tab("beskplan evaluate p.yaml --target ", tmp_path) == []
    tab("beskplan evaluate p", tmp_path)
    tab("beskplan check p", tmp_path)


def test_a_half_written_plan_offers_the_targets_it_has(tab: Tab, tmp_path: Path) -> None:
    targets = "      - id: '4.10'\n        rule: {type: tre}\n      - title:\n"
    text = f"{SCHEMA}focus_areas:\n  - targets:\n{targets}"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    assert tab("beskplan evaluate p.yaml --target ", tmp_path) == ["4.10"]


# ── strangers' files ────────────────────────────────────────────────────────────────────────

HOSTILE = (
    "$(touch owned)",
    "`touch owned`",
    "a;touch owned",
    "a\\$(touch owned)",
    "*",
    "a b",
    "~",
    '"|x"',
)
WORDS = re.compile(r"[\w .:%()/,-]+")


def _hostile_plan(folder: Path) -> None:
    targets = "".join(
        f"      - id: t{number}\n        title: '{text}'\n      - id: '{text}'\n"
        for number, text in enumerate(HOSTILE)
    )
    text = f"{SCHEMA}focus_areas:\n  - targets:\n{targets}"
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    (folder / "-x.yaml").write_text(text, encoding="utf-8")
    (folder / "$(touch owned).yaml").write_text(text, encoding="utf-8")


def test_only_plain_words_of_a_file_are_offered(tab: Tab, tmp_path: Path) -> None:
    _hostile_plan(tmp_path)
    found = tab("beskplan evaluate p.yaml --target ", tmp_path)
    assert found == [f"t{number}" for number in range(len(HOSTILE))]
    assert tab("beskplan evaluate ", tmp_path) == ["p.yaml"]


def test_titles_are_words_where_a_shell_evaluates_them(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _hostile_plan(tmp_path)
    monkeypatch.setenv("_BESKPLAN_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "beskplan evaluate p.yaml --target ")
    shown = run(folder=tmp_path).out
    offers = shown.removeprefix("_arguments '*: :((").removesuffix("))'\n").split("\n")
    assert len(offers) == len(HOSTILE)
    for offer in offers:
        assert re.fullmatch(rf'"t[0-9]"(:"{WORDS.pattern}")?', offer), offer


# ── a real shell, and what completion costs ─────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="no bash here")
def test_bash_takes_the_offers() -> None:
    script = (
        'eval "$(beskplan --show-completion bash)"\n'
        'COMP_WORDS=(beskplan evaluate plans/fredericia-2019.yaml --target "")\n'
        "COMP_CWORD=4\n"
        "_beskplan_completion beskplan\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
        "complete -p beskplan\n"
    )
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "--norc", "-c", script],  # noqa: S607
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    *offers, registered = done.stdout.splitlines()
    assert registered == "complete -o default -F _beskplan_completion beskplan"
    text = (ROOT / "plans" / "fredericia-2019.yaml").read_text(encoding="utf-8")
    assert offers == re.findall(r"^      - id: \"?([^\"\n]+)\"?$", text, re.MULTILINE)


def test_completion_reads_no_figures() -> None:
    code = (
        "import sys, os\n"
        "os.environ.update(_BESKPLAN_COMPLETE='complete_bash', COMP_CWORD='4',\n"
        f"    COMP_WORDS='beskplan evaluate {FREDERIKSSUND} --target ')\n"
        "sys.argv = ['beskplan']\n"
        "from beskplan.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "slow = {'polars', 'beskplan.plan', 'beskplan.readers'} & set(sys.modules)\n"
        "sys.exit(','.join(slow) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert "5a" in done.stdout.split()
