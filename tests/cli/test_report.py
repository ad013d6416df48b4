"""``beskplan report``: what it writes, and what it refuses."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from pathlib import Path

import pytest

from beskplan.cli import _output
from tests.commands import ROOT, Answer, Run

PLAN = "plans/frederikssund-2022.yaml"
PLANS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "plans").glob("*.yaml"))
DAY = ("--as-of", "2022-06-30")


def asked(run: Run, *words: object) -> Answer:
    return run("report", *words)


@pytest.mark.parametrize("name", ["r.html", "r.md", "R.HTML"])
def test_the_suffix_says_the_format(run: Run, tmp_path: Path, name: str) -> None:
    answer = asked(run, PLAN, "-o", tmp_path / name, *DAY)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    start = (tmp_path / name).read_text(encoding="utf-8")[:40]
    title = "# Opfølgning på resultatmål: Beskæftige"
    assert start.startswith("<!DOCTYPE html>" if "h" in name.casefold() else title)


def test_the_same_question_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert asked(run, *PLANS, "-o", tmp_path / name, *DAY).code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_text_is_printed_where_a_format_is_named(run: Run) -> None:
    answer = asked(run, PLAN, "--format", "markdown", "--lang", "en", *DAY)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("# Follow-up on targets: Beskæftigelsesplan 2022\n")


def test_sources_are_named_with_the_digests_of_the_files(run: Run) -> None:
    out = asked(run, PLAN, "--format", "markdown", *DAY).out
    file = "frederikssund-2022/virksomhedsundersoegelse.csv"
    for path in (ROOT / "data" / file, ROOT / PLAN):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in out
    assert file in out


def test_only_the_files_of_the_targets_that_are_asked_for_are_named(run: Run) -> None:
    out = asked(run, PLAN, "--format", "markdown", "--target", "1a", *DAY).out
    assert "bilag-1-tal-i-teksten.csv" in out
    assert "virksomhedsundersoegelse.csv" not in out


def test_several_plans_stand_in_one_report(run: Run) -> None:
    out = asked(run, *PLANS, "--format", "html", *DAY).out
    assert len(re.findall(r"<section aria-labelledby", out)) == len(PLANS)
    assert len(out.encode()) < 1_000_000


def test_another_municipality_is_named(run: Run) -> None:
    out = asked(run, PLAN, "--format", "markdown", "--area", "Fredericia", *DAY).out
    assert "- Plan for: Frederikssund" in out


def test_what_has_changed_since_an_earlier_result(run: Run, tmp_path: Path) -> None:
    before = tmp_path / "e.json"
    first = run("evaluate", PLAN, "--format", "json", "-o", before, "--as-of", "2022-01-01")
    assert first.code == 1
    out = asked(run, PLAN, "--format", "markdown", "--since", before, "--as-of", "2023-06-30").out
    assert "Siden 1. januar 2022: 2 mål har skiftet status." in out
    one = asked(run, PLAN, "--format", "markdown", "--since", before, "--target", "1a", *DAY).out
    assert "Intet er ændret siden 1. januar 2022." in one


def test_the_exit_code_is_0_unless_something_is_named(run: Run) -> None:
    assert asked(run, PLAN, "--format", "markdown", *DAY).code == 0
    assert asked(run, PLAN, "--format", "markdown", "--fail-on", "missed", *DAY).code == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param((), "name a file with --output (", id="neither file nor format"),
        pytest.param(
            ("-o", "r.foo"),
            '--output "r.foo": no report ends with ".foo"; known: ',
            id="an unknown suffix",
        ),
        pytest.param(("-o", "r"), '--output "r": this has no suffix; known: ', id="no suffix"),
        pytest.param(
            ("--format", "htlm"),
            '--format: no format of reports "htlm"; did you mean "html"?',
            id="a slip",
        ),
        pytest.param(
            ("--format", "json"),
            '--format: no format of reports "json"; known: ',
            id="a format that is for scripts",
        ),
        pytest.param(
            ("--format", "html", "--since", "no.json"),
            "--since no.json: cannot be read: No such file or directory",
            id="an earlier result that is not there",
        ),
        pytest.param(
            ("--format", "html", "--since", "plans/frederikssund-2022.yaml"),
            "--since plans/frederikssund-2022.yaml: is no JSON (",
            id="an earlier result that is none",
        ),
        pytest.param(
            ("--format", "html", "--as-of", "i går"),
            '--as-of "i går" is no date; write it as 2022-06-30',
            id="no day",
        ),
    ],
)
def test_what_is_refused(run: Run, words: tuple[str, ...], message: str) -> None:
    answer = asked(run, PLAN, *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(message)
    assert "Traceback" not in answer.err


def test_nothing_is_written_where_there_is_no_answer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    file.write_text("gammel", encoding="utf-8")
    assert asked(run, PLAN, "-o", file, "--data", tmp_path / "tom").code == 2
    assert file.read_text(encoding="utf-8") == "gammel"
    assert [one.name for one in tmp_path.iterdir()] == ["r.html"]


def test_evaluate_writes_the_same_report(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    assert asked(run, PLAN, "-o", file, "--lang", "en", *DAY).code == 0
    answer = run("evaluate", PLAN, "--format", "html", "--lang", "en", *DAY)
    assert answer.out == file.read_text(encoding="utf-8")


class Terminal(io.StringIO):
    """A terminal that remembers what was written to it."""

    def isatty(self) -> bool:
        return True


def shown_on(err: io.StringIO, monkeypatch: pytest.MonkeyPatch, kind: str) -> str:
    """Return what a bar of two steps writes to stderr."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr(sys, "stderr", err)
    with _output.progress(None) as begin:
        tick = begin(2)
        tick()
        tick()
    return err.getvalue()


def test_a_bar_is_shown_on_a_terminal_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown_on(Terminal(), monkeypatch, "xterm-256color")
    assert "Skriver" in said
    assert "100%" in said
    assert said.endswith("\x1b[1A\x1b[2K")


@pytest.mark.parametrize(
    ("err", "kind"),
    [
        pytest.param(io.StringIO(), "xterm-256color", id="a file"),
        pytest.param(Terminal(), "dumb", id="a terminal that cannot wipe it away"),
    ],
)
def test_there_is_no_bar_elsewhere(
    monkeypatch: pytest.MonkeyPatch, err: io.StringIO, kind: str
) -> None:
    assert shown_on(err, monkeypatch, kind) == ""


def test_a_plan_with_a_broken_file_is_told_by_place(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text("schema: beskplan/plan/v1\n", encoding="utf-8")
    answer = asked(run, plan, "-o", tmp_path / "r.html")
    assert answer.code == 2
    assert f"{plan.as_posix()}:" in answer.err


@pytest.mark.parametrize("command", ["report", "evaluate"])
@pytest.mark.parametrize(
    ("suffix", "module", "package"),
    [
        ("pdf", "typst", "typst"),
        ("docx", "docx", "python-docx"),
        ("xlsx", "xlsxwriter", "XlsxWriter"),
    ],
)
def test_a_library_is_missed_before_anything_is_read(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    suffix: str,
    module: str,
    package: str,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    answer = run(command, "no-such-plan.yaml", "--format", suffix, "-o", tmp_path / "r")
    assert answer.code == 2
    assert answer.err == (
        f"a report in .{suffix} needs {package}, which is not installed; "
        "pip install 'beskplan[report]'\n"
    )
