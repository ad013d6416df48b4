"""`beskplan diff`: what it prints, what it refuses, and how it asks git."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from beskplan.catalogue import load_catalogue
from beskplan.differences import Differences, Kind, Link, Strength, differences
from beskplan.differences._console import render
from beskplan.markdown import escaped
from beskplan.plan import load_plan
from tests.commands import ROOT, Run

FREDERIKSSUND = "plans/frederikssund-2022.yaml", "plans/frederikssund-2023.yaml"
FREDERICIA = "plans/fredericia-2023-draft.yaml", "plans/fredericia-2023.yaml"
Golden = Callable[[str, str], None]
PLAN = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Frederikssund
years: 2022
status: draft
source: {document: Plan}
focus_areas:
  - id: "1"
    title: Job
    targets:
      - id: 1a
        title: Et resultatmål
        measure: {indicator: andel}
        rule: {type: threshold, at_least: 85}
"""


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("name", "plans"),
    [("frederikssund", FREDERIKSSUND), ("fredericia", FREDERICIA)],
    ids=["two years", "draft and approved"],
)
@pytest.mark.parametrize("kind", ["console", "markdown"])
def test_what_is_printed(
    name: str, plans: tuple[str, str], kind: str, lang: str, run: Run, golden: Golden
) -> None:
    answer = run("diff", *plans, "--format", kind, "--lang", lang)
    assert (answer.code, answer.err) == (0, "")
    suffix = "md" if kind == "markdown" else "txt"
    golden(f"diff/{name}-{lang}.{suffix}", answer.out)


CHANGED = (
    PLAN.replace("2022", "2023")
    .replace("id: p\n", "id: q\nreplaces: p\n")
    .replace("1a", "1A", 1)
    .replace("85}", "90}\n        replaces: 1a")
    + """\
      - id: 1B
        title: Et nyt mål
        measure: {indicator: antal}
        rule: {type: none, because: not-set}
"""
)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_json_is_the_same_in_both_languages(
    lang: str, run: Run, tmp_path: Path, golden: Golden
) -> None:
    (tmp_path / "a.yaml").write_bytes(PLAN.encode())
    (tmp_path / "b.yaml").write_bytes(CHANGED.encode())
    answer = run("diff", "a.yaml", "b.yaml", "--format", "json", "--lang", lang, folder=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    golden("diff/two-plans.json", answer.out)


def test_every_key_of_json_is_always_there(run: Run) -> None:
    document = json.loads(run("diff", *FREDERICIA, "--format", "json").out)
    assert {frozenset(one) for one in document["targets"]} == {frozenset(document["targets"][0])}
    assert document["schema"] == "beskplan/diff/v1"


@pytest.mark.parametrize("width", [40, 80])
def test_narrow_consoles_lose_nothing(width: int, golden: Golden) -> None:
    golden(f"diff/frederikssund-{width}.txt", printed(_frederikssund(), width))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 300])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    assert max(map(len, printed(_frederikssund(), width).splitlines())) <= width


def test_a_console_without_symbols_gets_words(golden: Golden) -> None:
    text = printed(_frederikssund(), 100, symbols=False)
    text.encode("latin-1")
    golden("diff/frederikssund-plain.txt", text)


def _frederikssund() -> Differences:
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    old, new = (load_plan(ROOT / name, catalogue) for name in FREDERIKSSUND)
    return differences(old, new, catalogue)


def printed(found: Differences, width: int, *, symbols: bool = True) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, markup=False, highlight=False, color_system=None)
    console.print(render(found, None, symbols=symbols))
    return file.getvalue()


def test_every_option_and_kind_of_change_is_documented(run: Run) -> None:
    page = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z-]+", run("diff", "--help").out)) - {"--help"}
    assert len(options) == 6
    for word in (*options, *Kind, *Link, *Strength):
        assert f"`{word}" in page


# Exit codes


def test_nothing_is_changed_in_one_file_named_twice(run: Run) -> None:
    answer = run("diff", FREDERICIA[1], FREDERICIA[1], "--exit-code")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "Intet er ændret"


def test_differences_end_with_1_only_where_asked(run: Run) -> None:
    assert run("diff", *FREDERICIA).code == 0
    assert run("diff", *FREDERICIA, "--exit-code").code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plans/fredericia-2023.yaml"],
         "diff takes two plan files, OLD and NEW; or --git REV and one\n"),
        (["a.yaml", "b.yaml", "c.yaml"],
         "diff takes two plan files, OLD and NEW; or --git REV and one\n"),
        (["a.yaml", "b.yaml", "--git", "HEAD"],
         "diff --git REV takes one plan file: beskplan diff --git HEAD~1 PLAN\n"),
        (["a.yaml", "b.yaml"], "a.yaml: no such file; check the name and the folder\n"
         "b.yaml: no such file; check the name and the folder\n"),
        ([*FREDERICIA, "--data", "nowhere"], "nowhere: no such folder; name the folder that holds "
         "indicators.yaml and figures with --data\n"),
    ],
    ids=["one file", "three files", "two files and --git", "no such files", "no such data"],
)  # fmt: skip
def test_what_cannot_be_used_is_told(words: list[str], said: str, run: Run) -> None:
    answer = run("diff", *words)
    assert (answer.code, answer.out, answer.err) == (2, "", said)


def test_the_problems_of_both_files_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAN.replace("draft", "done"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(PLAN.replace("85", "85 %"), encoding="utf-8")
    answer = run("diff", "a.yaml", "b.yaml", folder=tmp_path)
    assert answer.code == 2
    assert [line.partition(": ")[0] for line in answer.err.splitlines()] == [
        "a.yaml:6:9",
        "b.yaml:15:43",
    ]


def test_without_a_catalogue_plans_are_compared_as_they_are_written(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(PLAN.replace("85", "90"), encoding="utf-8")
    answer = run("diff", "a.yaml", "b.yaml", folder=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert "mindst 85 → mindst 90" in answer.out
    assert "▲ strammere" in answer.out


def test_a_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ud.md"
    answer = run("diff", *FREDERIKSSUND, "--format", "markdown", "--output", file)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert file.read_text(encoding="utf-8").startswith("## Beskæftigelsesplan 2022 → ")


def test_polars_is_never_imported() -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        f"try: app(['diff', *{FREDERIKSSUND!r}])\n"
        "except SystemExit: pass\n"
        "sys.exit('polars imported' if 'polars' in sys.modules else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")


# Titles are data


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b `c` *d* _e_ [f](g) ~h~ $i$ !j", r"a\|b \`c\` \*d\* \_e\_ \[f\](g) \~h\~ \$i\$ \!j"),
        ("<b>x</b> & &amp;", "&lt;b&gt;x&lt;/b&gt; &amp; &amp;amp;"),
        ("@alle #1 http://x.dk www.x.dk",
         "@\u200balle \\#\u200b1 http:\u200b//x.dk www\u200b.x.dk"),
        ("1. x", r"1\. x"),
        ("- x", r"\- x"),
        ("a\n\n# b\r\nc", r"a \# b c"),
        ("\x1b[31m\u202e", r"\\x1b\[31m\\u202e"),
        ("Unge i virksomhedsrettet tilbud, mindst 0,2 point (2022)",
         "Unge i virksomhedsrettet tilbud, mindst 0,2 point (2022)"),
    ],
    ids=["markup", "html", "mentions and links", "a list", "another list", "lines", "control marks",
         "plain Danish"],
)  # fmt: skip
def test_markdown_shows_titles_as_they_are(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize("kind", ["console", "markdown", "json"])
def test_a_strangers_title_obeys_nobody(kind: str, run: Run, tmp_path: Path) -> None:
    odd = PLAN.replace("Et resultatmål", r'"\e[31m|x|\u202e<script>\n@alle"')
    (tmp_path / "a.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(odd, encoding="utf-8")
    answer = run("diff", "a.yaml", "b.yaml", "--format", kind, folder=tmp_path)
    assert answer.code == 0
    assert "\x1b" not in answer.out
    assert kind == "json" or "\u202e" not in answer.out
    if kind == "markdown":
        assert "<script>" not in answer.out
        assert "@alle" not in answer.out


# --git


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false")
    command = ["git", *who, *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "arkiv"
    (folder / "plans").mkdir(parents=True)
    plan = folder / "plans" / "p.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    (folder / "plans" / "broken.yaml").write_text(PLAN.replace("85", "85 %"), encoding="utf-8")
    (folder / "plans" / "large.yaml").write_text(f"#{'x' * 1_100_000}\n{PLAN}", encoding="utf-8")
    git(folder, "init", "-q", ".")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    plan.write_text(PLAN.replace("85", "90"), encoding="utf-8")
    for name in ("broken", "large"):
        (folder / "plans" / f"{name}.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plans" / "later.yaml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("inside", "path"),
    [(".", "plans/p.yaml"), ("plans", "p.yaml"), ("plans", "../plans/p.yaml")],
    ids=["from the top", "from its folder", "by way of the folder above"],
)
def test_a_file_is_compared_with_an_earlier_version(
    inside: str, path: str, repository: Path, run: Run
) -> None:
    answer = run("diff", "--git", "HEAD", path, "--exit-code", folder=repository / inside)
    assert (answer.code, answer.err) == (1, "")
    assert answer.out.splitlines()[1] == f"HEAD:{path} (2022, udkast) → {path} (2022, udkast)"
    assert "Krav: mindst 85 → mindst 90" in answer.out


def test_an_earlier_version_that_is_no_plan_is_told_by_its_revision(
    repository: Path, run: Run
) -> None:
    answer = run("diff", "--git", "HEAD", "plans/broken.yaml", folder=repository)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith('HEAD:plans/broken.yaml:15:43: target 1a, rule.at_least: "85 %"')


@pytest.mark.parametrize(
    ("revision", "path", "said"),
    [
        ("nope", "plans/p.yaml",
         '--git: no revision "nope"; write a commit, a branch, a tag or HEAD~1\n'),
        ("--output=evil", "plans/p.yaml",
         '--git: no revision "--output=evil"; write a commit, a branch, a tag or HEAD~1\n'),
        ("HEAD:plans/p.yaml", "plans/p.yaml",
         '--git: no revision "HEAD:plans/p.yaml"; write a commit, a branch, a tag or HEAD~1\n'),
        ("\x1b[31m", "plans/p.yaml",
         '--git: no revision "\\x1b[31m"; write a commit, a branch, a tag or HEAD~1\n'),
        ("HEAD", "plans/later.yaml", "HEAD:plans/later.yaml: no such file in that revision; it may "
         "have had another name then: git show REV:NAME > old.yaml, and compare the two files\n"),
        ("^HEAD", "plans/p.yaml",
         '--git: no revision "^HEAD"; write a commit, a branch, a tag or HEAD~1\n'),
        ("HEAD", "plans/large.yaml", "HEAD:plans/large.yaml: the file is larger than 1 MB; a plan "
         "file is a few pages\n"),
    ],
    ids=["no revision", "an option", "a file", "control marks", "not there then", "all but one",
         "too large"],
)  # fmt: skip
def test_what_git_does_not_have_is_told(
    revision: str, path: str, said: str, repository: Path, run: Run
) -> None:
    answer = run("diff", f"--git={revision}", path, folder=repository)
    assert (answer.code, answer.out, answer.err) == (2, "", said)
    assert not (repository / "evil").exists()


def test_a_file_that_looks_like_an_option_is_a_file(repository: Path, run: Run) -> None:
    (repository / "--output=evil.yaml").write_text(PLAN, encoding="utf-8")
    git(repository, "add", "--", "--output=evil.yaml")
    git(repository, "commit", "-q", "-m", "two")
    answer = run("diff", "--git", "HEAD", "--", "--output=evil.yaml", folder=repository)
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "Intet er ændret")


def test_outside_a_repository_it_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "uden").mkdir()
    (tmp_path / "uden" / "p.yaml").write_text(PLAN, encoding="utf-8")
    answer = run("diff", "--git", "HEAD", "p.yaml", folder=tmp_path / "uden")
    assert answer.code == 2
    assert " is in no git repository (fatal: not a git repository" in answer.err


def test_without_git_it_is_told(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    answer = run("diff", "--git", "HEAD", "plans/p.yaml", folder=repository)
    assert (answer.code, answer.err) == (
        2,
        "--git needs git, which is not installed, or not on the PATH\n",
    )
