"""``beskplan schema``: stdout, files, exit codes, and no polars."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beskplan.schemas import NAMES, document, file_name
from tests.commands import ROOT, Run


def test_schema_of_plan_files_is_printed(run: Run) -> None:
    answer = run("schema")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.encode() == document("plan")


@pytest.mark.parametrize("name", NAMES)
def test_any_schema_is_printed_by_name(run: Run, name: str) -> None:
    answer = run("schema", name)
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out)["$id"] == f"urn:beskplan:{name}:v1"
    assert answer.out.endswith("}\n")
    assert answer.out.startswith('{\n  "$schema": ')


def test_schemas_are_listed_with_what_they_describe(
    run: Run, golden: Callable[[str, str], None]
) -> None:
    answer = run("schema", "--list")
    assert (answer.code, answer.err) == (0, "")
    golden("schemas/list.txt", answer.out)


def test_every_schema_is_written_into_a_new_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "schemas"
    answer = run("schema", "--output", folder)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert written == {file_name(name): document(name) for name in NAMES}


def test_one_schema_is_written_over_an_older_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.schema.json").write_text("{}", encoding="utf-8")
    answer = run("schema", "plan", "--output", tmp_path)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.schema.json"]
    assert (tmp_path / "plan.schema.json").read_bytes() == document("plan")


REFUSED = {
    "a name with a typing error": (["pan"], 'no schema "pan"; did you mean "plan"?\n'),
    "a name like no other": (["xyz"], f'no schema "xyz"; known: {", ".join(NAMES)}\n'),
    "a name that a terminal would obey": (
        ["\x1b[31m"],
        f'no schema "\\x1b[31m"; known: {", ".join(NAMES)}\n',
    ),
    "an unknown name to be written": (
        ["xyz", "--output", "y"],
        f'no schema "xyz"; known: {", ".join(NAMES)}\n',
    ),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_unknown_name_is_refused(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    answer = run("schema", *words, folder=tmp_path)
    assert (answer.code, answer.out, answer.err) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = run("schema", "--output", "file", folder=tmp_path)
    said = "file: no folder can be made: File exists; name another --output\n"
    assert (answer.code, answer.out, answer.err) == (2, "", said)


@pytest.mark.parametrize(
    "words",
    [*([name] for name in NAMES), ["--list"]],
    ids=" ".join,
)
def test_schema_is_told_without_polars(words: list[str]) -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        f"try: app(['schema', *{words!r}])\n"
        "except SystemExit: pass\n"
        "sys.exit('polars imported' if 'polars' in sys.modules else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
