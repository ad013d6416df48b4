"""Every hostile plan file ends in a message: its exact words, and what it may cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from beskplan.catalogue import Catalogue, load_catalogue
from beskplan.documents import MAX_PROBLEMS
from beskplan.errors import LONGEST_MESSAGE, MOST_TOLD, PlanError
from beskplan.plan import load_plan
from tests.hostile import cost
from tests.hostile.corpus import CATALOGUE, PLAN, Hostile, corpus, for_check

CASES = [case for case in corpus() if case.everywhere or os.name != "nt"]
SHOWN = 3
"""How many lines of each message the golden file holds."""
SECONDS = 1.0
TRIES = 4
BYTES = 200 * 1024 * 1024
FEW = (
    "100,000 brackets",
    "a key behind a line separator",
    "a pipe that nobody writes to",
    "15,000 allowances behind 500 that hold",
)
MEASURED, BUSY = CASES, list(for_check())
if settings.get_current_profile_name() == "default":  # `make prove` measures each of them
    MEASURED, BUSY = ([case for case in some if case.name in FEW] for some in (MEASURED, BUSY))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    file = tmp_path_factory.mktemp("catalogue") / "indicators.yaml"
    file.write_text(CATALOGUE, encoding="utf-8")
    return load_catalogue(file)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> dict[str, str]:
    """What `load_plan` says of each case."""
    return {case.name: said(case, tmp_path_factory, catalogue) for case in CASES}


def said(case: Hostile, folders: pytest.TempPathFactory, catalogue: Catalogue) -> str:
    folder, here = folders.mktemp("hostile"), Path.cwd()
    path = case.build(folder)
    os.chdir(folder)
    try:
        load_plan(path, catalogue)
    except PlanError as refused:
        return str(refused)
    finally:
        os.chdir(here)
    return "nothing: it loads"


def test_the_plan_that_the_corpus_breaks_is_whole(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    assert [target.id for _, target in load_plan(tmp_path / "p.yaml", catalogue).targets] == ["1a"]


def test_the_corpus_is_large_and_each_case_has_its_name() -> None:
    names = [case.name for case in corpus()]
    assert len(names) == len(set(names)) >= 200


@pytest.mark.skipif(os.name == "nt", reason="Windows has other words for its files")
def test_every_case_is_refused_in_these_words(
    messages: dict[str, str], golden: Callable[[str, str], None]
) -> None:
    golden("hostile.txt", "\n".join(line for name in messages for line in told(name, messages)))


def told(name: str, messages: dict[str, str]) -> Iterator[str]:
    lines = messages[name].split("\n")
    yield f"# {name}"
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"({len(lines)} lines)"
    yield ""


def test_no_message_floods_a_terminal_or_commands_it(messages: dict[str, str]) -> None:
    for message in messages.values():
        lines = message.split("\n")
        assert len(lines) <= MOST_TOLD + 1
        assert all(line and line.isprintable() for line in lines)
        assert all(len(line) <= LONGEST_MESSAGE + 10_500 for line in lines)


def test_no_message_shows_what_a_link_leads_to(messages: dict[str, str]) -> None:
    assert not [name for name, message in messages.items() if "hunter" in message]


# ── what they cost, as a command of its own ──────────────────────────────────────────────────


@dataclass(frozen=True)
class Cost:
    """What a command said and took."""

    code: int
    out: str
    err: str
    seconds: float
    bytes: int


def cost_of(words: list[str], folder: Path) -> Cost:
    """Run ``beskplan`` in a folder; it is ended after a minute, whatever it waits for."""
    command = [sys.executable, "-I", "-S", cost.__file__, "60", sys.executable, "-m", "beskplan"]
    done = subprocess.run([*command, *words], cwd=folder, capture_output=True, check=True)
    return Cost(**json.loads(done.stdout))


def cost_of_case(case: Hostile, command: list[str], folder: Path, data: Path) -> Cost:
    """Run a command on a case in a folder; the catalogue stands in another one."""
    path = case.build(folder)
    if "\0" in path:
        pytest.skip("no command can be given such a name")
    data.mkdir()
    (data / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    found = cost_of([*command, path], folder)
    for _ in range(TRIES):  # a busy machine is slower, but not always
        if found.seconds >= SECONDS:
            found = cost_of([*command, path], folder)
    return found


COMMANDS = {
    "evaluate": ["evaluate", "--data", "data", "--"],
    "check": ["check", "--"],
}


@pytest.mark.skipif(os.name == "nt", reason="Windows does not count like this")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("case", MEASURED, ids=lambda case: case.name)
def test_every_case_ends_within_a_second_and_200_megabytes(
    tmp_path: Path, case: Hostile, command: list[str]
) -> None:
    found = cost_of_case(case, command, tmp_path, tmp_path / "data")
    assert found.code in (1, 2), found
    assert "Traceback" not in found.err
    assert all(line.isprintable() for line in (found.out + found.err).split("\n"))
    assert "hunter" not in found.out + found.err
    assert found.seconds < SECONDS
    assert found.bytes < BYTES


@pytest.mark.skipif(os.name == "nt", reason="Windows does not count like this")
@pytest.mark.parametrize("case", BUSY, ids=lambda case: case.name)
def test_every_plan_that_loads_is_checked_within_a_second_and_200_megabytes(
    tmp_path: Path, case: Hostile
) -> None:
    (tmp_path / "plans").mkdir()
    found = cost_of_case(case, COMMANDS["check"], tmp_path / "plans", tmp_path / "data")
    assert (found.code, found.err) == (1, "")
    assert " error BP00" not in found.out
    assert found.out.count("\n") < 2 * MAX_PROBLEMS
    assert found.seconds < SECONDS
    assert found.bytes < BYTES
