"""``beskplan new``: what it writes, where, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from beskplan.catalogue import Catalogue
from beskplan.plan import load_plan
from tests.commands import ROOT, Run

ASKED = ("--municipality", "Fredericia", "--years", "2027")


def test_a_plan_that_loads_and_is_laid_out(run: Run, tmp_path: Path) -> None:
    answer = run("new", "plan.yaml", *ASKED, folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    plan = load_plan(tmp_path / "plan.yaml", Catalogue(with_base=True))
    assert (plan.id, len(plan.targets)) == ("fredericia-2027", 1)
    assert run("fmt", "--check", "plan.yaml", folder=tmp_path).code == 0


def test_nothing_is_found_in_it(run: Run, tmp_path: Path) -> None:
    run("new", "plan.yaml", *ASKED, folder=tmp_path)
    answer = run("check", "--strict", "plan.yaml", folder=tmp_path)
    assert answer.code == 0, answer.out


def test_to_stdout(run: Run, tmp_path: Path) -> None:
    for words in (("-",), ("--output", "-")):
        answer = run("new", *words, *ASKED, folder=tmp_path)
        assert (answer.code, answer.err) == (0, "")
        assert "\nid: fredericia-2027\n" in answer.out
    assert not list(tmp_path.iterdir())


def test_editors_are_told_of_the_schema_that_stands_beside_the_folder(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "plan.schema.json").write_text("{}", encoding="utf-8")
    for more in ((), ("--from", "plans/0.yaml", "--id", "x")):
        run("new", f"plans/{len(more)}.yaml", *ASKED, *more, folder=tmp_path)
        text = (tmp_path / "plans" / f"{len(more)}.yaml").read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=../schemas/plan.schema.json\n# ")


def test_title_and_id(run: Run, tmp_path: Path) -> None:
    out = run("new", "-", *ASKED, "--title", "Ny plan", "--id", "x", folder=tmp_path).out
    assert "\nid: x\ntitle: Ny plan\n" in out


def test_from_an_older_plan(run: Run, tmp_path: Path) -> None:
    old = ROOT / "plans" / "frederikssund-2022.yaml"
    path = tmp_path / "plan.yaml"
    answer = run("new", path, "--years", "2024", "--from", old)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    plan = load_plan(path)
    assert (plan.id, plan.replaces) == ("frederikssund-2024", "frederikssund-2022")
    assert len(plan.targets) == 21


def test_from_an_older_plan_that_does_not_load(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("schema: beskplan/plan/v1\nid: x\n", encoding="utf-8")
    answer = run("new", "plan.yaml", "--years", "2024", "--from", "old.yaml", folder=tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert 'old.yaml:1:1: key "title" is missing\n' in answer.err
    assert not (tmp_path / "plan.yaml").exists()


def test_a_file_that_is_there_is_kept(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("mine", encoding="utf-8")
    answer = run("new", "plan.yaml", *ASKED, folder=tmp_path)
    assert (answer.code, answer.err) == (
        2,
        "plan.yaml is there already; name another, or use --force\n",
    )
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("new", "plan.yaml", *ASKED, "--force", folder=tmp_path).code == 0
    assert "fredericia-2027" in path.read_text(encoding="utf-8")


def test_a_link_is_never_written_through(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("mine", encoding="utf-8")
    (tmp_path / "plan.yaml").symlink_to(other)
    (tmp_path / "dead.yaml").symlink_to(tmp_path / "nothing.yaml")
    for name in ("plan.yaml", "dead.yaml"):
        answer = run("new", name, *ASKED, "--force", folder=tmp_path)
        message = f"{name}: this is a link, or no file; name another\n"
        assert (answer.code, answer.err) == (2, message)
    assert other.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nothing.yaml").exists()


def test_the_older_plan_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    run("new", old, *ASKED)
    before = old.read_bytes()
    answer = run("new", old, "--years", "2028", "--from", old, "--force")
    assert answer.code == 2
    assert answer.err.endswith("old.yaml is the older plan itself; name another file\n")
    assert old.read_bytes() == before


REFUSED = [
    pytest.param(
        ("plan.yaml", "--municipality", "Frederiksia", "--years", "2027"),
        '--municipality: no municipality "Frederiksia"; did you mean "Fredericia" or '
        '"Frederikshavn" or "Frederikssund"?\n',
        id="an unknown municipality, with the nearest names",
    ),
    pytest.param(
        ("plan.yaml", "--years", "2027"),
        "--municipality is missing: whose plan is it?\n",
        id="no municipality",
    ),
    pytest.param(
        ("plan.yaml", "--municipality", "607", "--years", "next"),
        '--years "next" is no year and no span of years; write 2027, or 2027-2029\n',
        id="no years",
    ),
    pytest.param(
        ASKED,
        "name one file to write: beskplan new PLAN.yaml, or --output - for stdout\n",
        id="no file",
    ),
    pytest.param(
        ("plan.yaml", "--output", "-", *ASKED),
        "name one file to write: beskplan new PLAN.yaml, or --output - for stdout\n",
        id="two files",
    ),
    pytest.param(
        ("plan.txt", *ASKED),
        '"plan.txt" is no name of a plan file; end it with .yaml\n',
        id="a name that no folder of plans is searched for",
    ),
    pytest.param(
        ("no/plan.yaml", *ASKED),
        "no/plan.yaml: cannot be written: No such file or directory; name another --output\n",
        id="a folder that is not there",
    ),
    pytest.param(
        ("plan.yaml", "--years", "2027", "--from", "missing.yaml"),
        "missing.yaml: no such file; check the name and the folder\n",
        id="an older plan that is not there",
    ),
]


@pytest.mark.parametrize(("words", "message"), REFUSED)
def test_refused(run: Run, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    answer = run("new", *words, folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (2, "", message)
    assert not list(tmp_path.iterdir())


def test_on_a_terminal_it_says_what_it_wrote(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("new", "plan.yaml", *ASKED, folder=tmp_path).err == "wrote plan.yaml\n"


def test_neither_new_nor_fmt_imports_polars(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        "for words in (['new', 'x.yaml', '--municipality', '607', '--years', '2027'],\n"
        "              ['new', 'y.yaml', '--years', '2028', '--from', 'x.yaml'],\n"
        "              ['fmt', '.']):\n"
        "    try: app(words)\n"
        "    except SystemExit as end: assert not end.code, end.code\n"
        "sys.exit('polars imported' if 'polars' in sys.modules else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
