"""What is broken is refused, and told what is wrong: the corpus of `tests.readers.broken`.

``tests/golden/broken.txt`` has the message of every file. A file that can be read, but has
figures which the catalogue does not know, is told as ``not mapped``: an evaluation refuses
where a target asks for them, and `beskplan data inspect` shows them.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from beskplan.catalogue import load_catalogue
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.manifests import load_manifest, named
from beskplan.places import listed
from beskplan.readers import load_observations
from beskplan.readers.files import read_file
from tests.commands import Run
from tests.readers.broken import CATALOGUE, CORPUS, Broken

PLAN = """\
schema: beskplan/plan/v1
id: p
title: P
municipality: Fredericia
years: 2021
status: approved
source: {document: D, publisher: P}
focus_areas:
  - id: "1"
    title: F
    targets:
      - id: "1a"
        title: T
        measure: {indicator: ledige.andel}
        rule: {type: vs-national-average, must_be: at-least}
        source: {section: S}
"""
LONGEST = 3.0
"""Seconds; alone each takes less than one, but tests may share a busy machine."""


def written(one: Broken, folder: Path) -> Path:
    """Write the files of a case and the catalogue into a folder."""
    for name, content in {**one.files, "indicators.yaml": CATALOGUE}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def told(folder: Path) -> str:
    """Return the error of reading a folder, or the figures of it that are not mapped."""
    catalogue = load_catalogue(folder / "indicators.yaml")
    try:
        load_observations(folder, catalogue)
    except (DataInvalidError, DataUnreadableError) as cause:
        return str(cause).replace(f"{folder.as_posix()}/", "").replace(folder.as_posix(), "data")
    manifest = load_manifest(folder)
    unmapped = [
        f"{one.name}:{label.row}: not mapped: {label.why.en}"
        for one in listed(folder).files
        for table in read_file(
            one.path, one.name, catalogue, named(manifest.entry(one.name), one.path.name)
        ).tables
        for label in table.unmapped
    ]
    return "\n".join(unmapped)


def test_every_broken_file_is_told(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    lines = []
    for number, one in enumerate(CORPUS):
        folder = tmp_path / str(number)
        folder.mkdir()
        began = time.perf_counter()
        message = told(written(one, folder))
        took = time.perf_counter() - began
        assert message, f"{one.name}: read without a word"
        assert took < LONGEST, f"{one.name}: {took:.1f} s"
        message = re.sub("0x[0-9a-f]+", "0x…", message)
        lines.append(f"{one.name}: {message.replace(chr(10), chr(10) + '    ')}\n")
    golden("broken.txt", "".join(lines))


def test_the_corpus_is_large() -> None:
    assert len({one.name for one in CORPUS}) == len(CORPUS) >= 150
    assert len({one.cause for one in CORPUS}) >= 60


@pytest.mark.parametrize("one", CORPUS[::12], ids=lambda one: one.name)
def test_the_commands_end_with_2_and_no_traceback(one: Broken, tmp_path: Path, run: Run) -> None:
    data = tmp_path / "data"
    data.mkdir()
    written(one, data)
    plan = tmp_path / "p.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    message = told(data)
    judged = run("evaluate", plan, "--data", data, "--no-cache", folder=tmp_path)
    seen = run("data", "inspect", data / next(iter(one.files)), folder=tmp_path)
    assert "Traceback" not in judged.err + seen.err
    if "not mapped" in message:
        return  # an evaluation refuses where a target asks for it
    if len(one.files) == 1 and "two figures" not in message:  # inspect counts these
        assert (seen.code, bool(seen.err)) == (2, True)
    if one.where != "tidy":  # of these an evaluation looks at what is asked for
        assert (judged.code, judged.out, bool(judged.err)) == (2, "", True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor devices in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tal.csv")
    (tmp_path / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    assert told(tmp_path) == "tal.csv: no file but a pipe or a device; put the file itself here"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may read everything may")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    (tmp_path / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    assert told(tmp_path) == "tal.csv: cannot be read: Permission denied"
