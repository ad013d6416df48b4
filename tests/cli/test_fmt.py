"""``beskplan fmt``: what it writes, shows and refuses, and its exit codes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.commands import ROOT, Run

HEAD = "schema: beskplan/table/v1\n"
UGLY = f"{HEAD}a:   b   # c\n"
NEAT = f"{HEAD}a: b  # c\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_file_is_written_and_nothing_is_said(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", UGLY)
    answer = run("fmt", "x.yaml", folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert path.read_bytes() == NEAT.encode()


def test_a_file_that_is_laid_out_is_not_touched(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", NEAT)
    before = path.stat()
    assert run("fmt", path, folder=tmp_path).code == 0
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_on_a_terminal_it_says_what_it_wrote(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "x.yaml", UGLY)
    write(tmp_path / "y.yaml", NEAT)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("fmt", "x.yaml", "y.yaml", folder=tmp_path).err == "formatted x.yaml\n"


def test_check_names_what_would_change(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", UGLY)
    write(tmp_path / "y.yaml", NEAT)
    answer = run("fmt", "--check", ".", folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (1, "x.yaml\n", "")
    assert path.read_bytes() == UGLY.encode()


def test_check_is_content_with_what_is_laid_out(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "x.yaml", NEAT)
    answer = run("fmt", "--check", "x.yaml", folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (0, "", "")


DIFF = """\
--- x.yaml
+++ x.yaml (formatted)
@@ -1,2 +1,2 @@
 schema: beskplan/table/v1
-a:   b   # c
+a: b  # c
"""


@pytest.mark.parametrize(("more", "code"), [((), 0), (("--check",), 1)], ids=["alone", "checked"])
def test_diff_shows_the_lines(run: Run, tmp_path: Path, more: tuple[str, ...], code: int) -> None:
    path = write(tmp_path / "x.yaml", UGLY)
    answer = run("fmt", "--diff", *more, "x.yaml", folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (code, DIFF, "")
    assert path.read_bytes() == UGLY.encode()


def test_diff_shows_what_no_terminal_would(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "x.yaml", "\ufeff" + NEAT.replace("\n", "\r\n"))
    out = run("fmt", "--diff", "x.yaml", folder=tmp_path).out
    assert "-\\ufeffschema: beskplan/table/v1\\r\n" in out
    assert "-a: b  # c\\r\n" in out


def test_diff_shows_a_last_line_that_does_not_end(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "x.yaml", NEAT.removesuffix("\n"))
    out = run("fmt", "--diff", "x.yaml", folder=tmp_path).out
    assert out.endswith("-a: b  # c\n\\ No newline at end of file\n+a: b  # c\n")


def test_bom_and_crlf_are_put_right(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", "\ufeff" + NEAT.replace("\n", "\r\n"))
    assert run("fmt", "x.yaml", folder=tmp_path).code == 0
    assert path.read_bytes() == NEAT.encode()


def test_a_folder_is_walked_for_files_of_beskplan(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "b" / "y.yml", UGLY)
    write(tmp_path / "a.yaml", UGLY)
    write(tmp_path / ".hidden.yaml", UGLY)
    write(tmp_path / ".git" / "x.yaml", UGLY)
    write(tmp_path / "workflow.yaml", "on:   push\n")
    write(tmp_path / "x.txt", UGLY)
    answer = run("fmt", "--check", ".", folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (1, "a.yaml\nb/y.yml\n", "")


def test_a_link_in_a_folder_is_never_written_through(run: Run, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.yaml", UGLY)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "x.yaml").symlink_to(secret)
    for named in ("plans", "plans/x.yaml"):
        answer = run("fmt", named, folder=tmp_path)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("plans/x.yaml: a link is not followed; ")
    assert (tmp_path / "plans" / "x.yaml").is_symlink()
    assert secret.read_bytes() == UGLY.encode()


def test_sound_files_are_written_beside_refused_ones(run: Run, tmp_path: Path) -> None:
    sound = write(tmp_path / "a.yaml", UGLY)
    broken = write(tmp_path / "b.yaml", f"{HEAD}a: *b\nc: [d\n")
    twice = write(tmp_path / "c.yaml", f"{HEAD}a: 1\na: 2\n")
    answer = run("fmt", ".", folder=tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "b.yaml:4:1: not YAML: while parsing a flow sequence did not find expected ',' or ']'\n"
        'c.yaml:3:1: key "a" stands twice, first in line 2; delete one\n'
    )
    assert sound.read_bytes() == NEAT.encode()
    assert broken.read_bytes() == f"{HEAD}a: *b\nc: [d\n".encode()
    assert twice.read_bytes() == f"{HEAD}a: 1\na: 2\n".encode()


REFUSED = [
    pytest.param("missing.yaml", "missing.yaml: no such file; check the name and", id="no file"),
    pytest.param("empty.yaml", "empty.yaml: the file is empty; a plan or", id="empty file"),
    pytest.param("pipe.yaml", "pipe.yaml: this is no regular file; name the plan or", id="a pipe"),
    pytest.param("other.yaml", "other.yaml:1:1: the file names no schema; known:", id="another's"),
    pytest.param("void", "void: no YAML file in this folder; name the folder", id="empty folder"),
    pytest.param("others", "no file of beskplan in these folders; name the", id="others' folder"),
]


@pytest.mark.parametrize(("named", "message"), REFUSED)
def test_refused(run: Run, tmp_path: Path, named: str, message: str) -> None:
    write(tmp_path / "empty.yaml", "")
    write(tmp_path / "other.yaml", "on: push\n")
    write(tmp_path / "others" / "ci.yaml", "on: push\n")
    (tmp_path / "void").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    answer = run("fmt", named, folder=tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(message)
    assert answer.err.count("\n") == 1


def test_a_read_only_file_is_left(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", UGLY)
    path.chmod(0o444)
    answer = run("fmt", "x.yaml", folder=tmp_path)
    assert (answer.code, answer.err) == (2, "x.yaml: not written: it is read-only\n")
    assert path.read_bytes() == UGLY.encode()


def test_a_folder_that_cannot_be_written_leaves_the_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "x.yaml", UGLY)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    answer = run("fmt", "x.yaml", folder=tmp_path)
    assert (answer.code, answer.err) == (2, "x.yaml: cannot be written: Permission denied\n")
    assert path.read_bytes() == UGLY.encode()


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


def test_stdin_goes_to_stdout(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, UGLY)
    answer = run("fmt", "-")
    assert (answer.code, answer.out, answer.err) == (0, NEAT, "")


def test_stdin_is_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, UGLY)
    answer = run("fmt", "--check", "-")
    assert (answer.code, answer.out, answer.err) == (1, "<stdin>\n", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b", "<stdin>:1:1: the file names no schema; known: beskplan/plan/v1, "),
        (
            "#" * 1_048_577,
            "<stdin>: the file is larger than 1 MB; a plan or catalogue file is a few pages\n",
        ),
    ],
    ids=["none of beskplan's", "too much"],
)
def test_stdin_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    piped(monkeypatch, text)
    answer = run("fmt", "-")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(message)


def test_stdin_stands_alone(run: Run) -> None:
    answer = run("fmt", "-", "plans")
    assert (answer.code, answer.err) == (2, "- stands alone: stdin is one file\n")


@pytest.mark.parametrize("name", ["\x1b[31m.yaml", "\udcff.yaml"], ids=["an escape", "no UTF-8"])
def test_names_of_files_cannot_drive_a_terminal(run: Run, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, UGLY)
    for words in (("--check",), ("--diff",), ()):
        answer = run("fmt", *words, ".", folder=tmp_path)
        assert answer.code in (0, 1)
        assert "\x1b" not in answer.out + answer.err
    assert (tmp_path / name).read_bytes() == NEAT.encode()


@pytest.mark.parametrize("folder", ["plans", "data"])
def test_the_files_of_the_repository_are_laid_out(run: Run, folder: str) -> None:
    answer = run("fmt", "--check", ROOT / folder)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
