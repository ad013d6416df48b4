"""Exports are put in their places whole, only where something changed, by one process at a time."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from beskplan import writing
from beskplan.errors import OutputError
from beskplan.exports import (
    FORMATS,
    MANIFEST_NAME,
    Asked,
    Export,
    _written,
    check,
    compare,
    exported,
    write,
)
from tests.commands import ROOT
from tests.exports.build import NEW, OLD, an_export, some_inputs, some_results

PROVING = settings.get_current_profile_name() != "default"
KILLS = 200 if PROVING else 2
RACES = 20 if PROVING else 1
"""How often a writer is killed, and two are let loose at once; `make prove` does it in earnest."""


def place_of(folder: Path, export: Export) -> Path:
    return folder.joinpath(*export.place)


def held(folder: Path, export: Export = OLD) -> dict[str, bytes]:
    """Return the files that stand in the place of an export."""
    return {path.name: path.read_bytes() for path in place_of(folder, export).iterdir()}


def said(folder: Path, *exports: Export) -> list[str]:
    """Write exports and return what is told of the first, in English."""
    first, *_ = write(folder, exports)
    return [first.what, *(line.en for line in first.lines)]


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
    }


# ── what is written ─────────────────────────────────────────────────────────────────────────


def test_plan_gets_a_folder_of_its_own_with_tables_and_manifest(tmp_path: Path) -> None:
    assert said(tmp_path / "a" / "b", OLD) == ["new", "results: 1 row", "figures: 1 row",
                                               "targets: 1 row"]  # fmt: skip
    place = tmp_path / "a" / "b" / "en-plan" / "2022-06-30"
    assert sorted(path.name for path in place.iterdir()) == [
        "figures.csv", "manifest.json", "results.csv", "targets.csv"]  # fmt: skip
    assert held(tmp_path / "a" / "b") == OLD.files


def test_nothing_is_touched_when_nothing_has_changed(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    before = stamps(tmp_path)
    assert said(tmp_path, OLD) == ["unchanged"]
    assert stamps(tmp_path) == before


def test_changed_figure_is_told_with_its_file_and_the_rows_that_it_moves(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    assert said(tmp_path, NEW) == [
        "changed",
        'the figures in "tal.csv": changed',
        "results: 1 row came, 1 row went",
        "figures: 1 row came, 1 row went",
    ]
    assert held(tmp_path) == NEW.files
    assert [path.name for path in (tmp_path / ".beskplan").iterdir()] == ["lock"]


def test_changed_input_without_effect_is_told_too(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    again = exported([some_results("80.0")], Asked(), some_inputs("1" * 64))
    assert said(tmp_path, again) == [
        "changed", 'the figures in "tal.csv": changed', "no row has changed"]  # fmt: skip
    assert held(tmp_path) == again.files


def test_inputs_that_come_and_go_are_named(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    other = some_inputs()[1].model_copy(update={"file": "nye.csv"})
    again = exported([some_results("80.0")], Asked(), [some_inputs()[0], other])
    assert said(tmp_path, again) == [
        "changed",
        'the figures in "nye.csv": new input',
        'the figures in "tal.csv": no longer an input',
        "no row has changed",
    ]


def test_other_format_replaces_the_files_of_the_first(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    json = an_export("80.0", asked=Asked("json", None))
    assert said(tmp_path, json) == ["changed", "--format: csv → json", "--csv: neutral → –"]
    assert held(tmp_path) == json.files


def test_period_has_a_folder_of_its_own(tmp_path: Path) -> None:
    from beskplan.periods import Period

    quarter = an_export("80.0", asked=Asked(period=Period.parse("2021K2")))
    write(tmp_path, [OLD, quarter])
    assert sorted(path.name for path in (tmp_path / "en-plan").iterdir()) == [
        "2021Q2", "2022-06-30"]  # fmt: skip


@pytest.mark.parametrize("plan", ["../x", "CON", "a/b", "x" * 300, "Plan", "plan", "..", "å"])
def test_hostile_id_stays_inside_the_folder(tmp_path: Path, plan: str) -> None:
    out = tmp_path / "out"
    write(out, [an_export("80.0", plan=plan), OLD])
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert len([path for path in out.iterdir() if path.name != ".beskplan"]) == 2
    assert [one.what for one in check(out)] == ["unchanged", "unchanged"]


def test_ids_that_differ_in_capitals_alone_stand_apart(tmp_path: Path) -> None:
    write(tmp_path, [an_export("80.0", plan="plan"), an_export("60.0", plan="PLAN")])
    folders = [path.name.casefold() for path in tmp_path.iterdir()]
    assert len(set(folders)) == len(folders) == 3


def test_comparing_writes_nothing(tmp_path: Path) -> None:
    assert [one.what for one in compare(tmp_path / "out", [OLD])] == ["new"]
    assert list(tmp_path.iterdir()) == []
    write(tmp_path, [OLD])
    before = stamps(tmp_path)
    assert [one.what for one in compare(tmp_path, [NEW])] == ["changed"]
    assert stamps(tmp_path) == before


# ── what stands in the way ──────────────────────────────────────────────────────────────────


def refused(folder: Path, export: Export = NEW) -> str:
    with pytest.raises(OutputError) as caught:
        write(folder, [export])
    return str(caught.value).replace(str(folder), "OUT")


def test_link_in_the_place_of_a_plan_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (out / "en-plan").symlink_to(tmp_path / "elsewhere")
    assert refused(out).startswith("OUT/en-plan: this is a link, and what it leads to may lie")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_link_in_the_place_of_an_export_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, [OLD])
    place_of(out, OLD).rename(tmp_path / "elsewhere")
    place_of(out, OLD).symlink_to(tmp_path / "elsewhere")
    assert refused(out).startswith("OUT/en-plan/2022-06-30: this is a link")
    assert [(one.what, [line.en for line in one.lines]) for one in check(out)] == [
        ("changed", ["this is a link"])]  # fmt: skip


@pytest.mark.parametrize("name", [".beskplan", ".beskplan/lock"])
def test_link_in_the_place_of_the_lock_is_refused(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    write(out, [OLD])
    shutil.rmtree(out / ".beskplan") if name == ".beskplan" else (out / name).unlink()
    (out / name).symlink_to(tmp_path / "elsewhere")
    assert "link" in refused(out)
    assert not (tmp_path / "elsewhere").exists()


def test_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en-plan").write_text("", encoding="utf-8")
    assert refused(tmp_path) == "OUT/en-plan: a file is in the way; move it away"


def test_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    place = place_of(tmp_path, OLD)
    place.mkdir(parents=True)
    (place / "results.csv").write_text("mine", encoding="utf-8")
    assert refused(tmp_path) == (
        "OUT/en-plan/2022-06-30: this is no folder of beskplan export, for it has no "
        "manifest.json of one; move it away"
    )
    assert held(tmp_path) == {"results.csv": b"mine"}


def test_files_of_others_stay_where_they_are(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    (place_of(tmp_path, OLD) / "noter.txt").write_text("husk", encoding="utf-8")
    assert said(tmp_path, OLD) == ["unchanged"]
    assert said(tmp_path, NEW)[0] == "changed"
    assert held(tmp_path) == {**NEW.files, "noter.txt": b"husk"}
    assert [one.what for one in check(tmp_path)] == ["unchanged"]


def test_file_of_others_that_is_read_only_stays_so_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_written, "_WINDOWS", True)
    monkeypatch.setattr(writing, "_exchanged", lambda *_: False)
    write(tmp_path, [OLD])
    note = place_of(tmp_path, OLD) / "noter.txt"
    note.write_text("husk", encoding="utf-8")
    note.chmod(0o444)
    assert said(tmp_path, NEW)[0] == "changed"
    assert (note.stat().st_mode & 0o777, note.stat().st_nlink) == (0o444, 1)
    assert [path.name for path in (tmp_path / ".beskplan").iterdir()] == ["lock"]


def test_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not writing.is_link(tmp_path)
    junction = SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=0xA0000003)
    monkeypatch.setattr(Path, "lstat", lambda _: junction)
    assert writing.is_link(tmp_path)


def test_folder_inside_an_export_is_never_deleted(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    (place_of(tmp_path, OLD) / "arkiv").mkdir()
    assert refused(tmp_path) == (
        "OUT/en-plan/2022-06-30/arkiv: this is no file of the export; move it away"
    )


def test_file_of_others_with_a_name_of_ours_is_never_deleted(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    (place_of(tmp_path, OLD) / "results.json").write_text("mit", encoding="utf-8")
    assert refused(tmp_path, an_export("80.0", asked=Asked("json", None))) == (
        "OUT/en-plan/2022-06-30/results.json: this is no file of the export; move it away"
    )


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    assert refused(tmp_path / "out") == "OUT: this is no folder; name one with --out"
    with pytest.raises(OutputError, match="this is no folder; name one with --out"):
        compare(tmp_path / "out", [OLD])


def test_folder_that_is_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    assert refused(tmp_path / "out") == "OUT: this is no folder; name one with --out"


# ── checking ────────────────────────────────────────────────────────────────────────────────


def checked(folder: Path) -> list[str]:
    return [line.en for one in check(folder) for line in one.lines]


def test_files_are_held_to_the_manifest(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    assert checked(tmp_path) == []
    (place_of(tmp_path, OLD) / "results.csv").write_text("andet", encoding="utf-8")
    (place_of(tmp_path, OLD) / "figures.csv").unlink()
    expected = ["results.csv is not as it was written", "figures.csv is missing"]
    assert checked(tmp_path) == checked(place_of(tmp_path, OLD)) == expected
    assert said(tmp_path, OLD) == ["changed", *expected]
    assert checked(tmp_path) == []


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"schema": "beskplan/export/v2"}'])
def test_damaged_manifest_is_told_and_its_folder_left_alone(tmp_path: Path, content: str) -> None:
    write(tmp_path, [OLD])
    (place_of(tmp_path, OLD) / MANIFEST_NAME).write_text(content, encoding="utf-8")
    assert checked(tmp_path) == ["manifest.json is missing, or no manifest of beskplan export"]
    assert "move it away" in refused(tmp_path)


def test_manifest_that_names_a_file_elsewhere_is_none(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    path = place_of(tmp_path, OLD) / MANIFEST_NAME
    text = path.read_text(encoding="utf-8").replace('"results.csv"', '"../../results.csv"')
    path.write_text(text, encoding="utf-8")
    assert checked(tmp_path) == ["manifest.json is missing, or no manifest of beskplan export"]


LIES = {
    "more rows than there are": (
        '"rows": 1,', '"rows": 2,', ["results.csv has 1 rows, and manifest.json says 2"]),
    "another plan": ('"id": "en-plan"', '"id": "to"', ["manifest.json belongs in to/2022-06-30"]),
    "another day": (
        '"as_of": "2022-06-30"', '"as_of": "2021-06-30"',
        ["manifest.json belongs in en-plan/2021-06-30"]),
    "a table less": (
        '"table": "results"', '"table": "figures"', ["manifest.json does not name results"]),
}  # fmt: skip


@pytest.mark.parametrize(("true", "lie", "told"), LIES.values(), ids=LIES)
def test_manifest_that_does_not_fit_is_told(
    tmp_path: Path, true: str, lie: str, told: list[str]
) -> None:
    write(tmp_path, [OLD])
    path = place_of(tmp_path, OLD) / MANIFEST_NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(true, lie, 1), encoding="utf-8")
    assert checked(tmp_path) == told
    assert {one.what for one in check(tmp_path)} == {"changed"}


def test_manifest_with_another_size_is_told(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    path = place_of(tmp_path, OLD) / MANIFEST_NAME
    size = len(OLD.tables["results.csv"])
    text = path.read_text(encoding="utf-8").replace(f'"bytes": {size}', '"bytes": 7')
    path.write_text(text, encoding="utf-8")
    assert checked(tmp_path) == [f"results.csv has {size} bytes, and manifest.json says 7"]


@pytest.mark.parametrize("format_", FORMATS)
def test_rows_of_every_format_are_counted(tmp_path: Path, format_: str) -> None:
    asked = Asked(format_, "neutral" if format_ == "csv" else None)
    write(tmp_path, [an_export("80.0", asked=asked)])
    assert checked(tmp_path) == []
    path = place_of(tmp_path, OLD) / MANIFEST_NAME
    text = path.read_text(encoding="utf-8").replace('"rows": 1', '"rows": 3')
    path.write_text(text, encoding="utf-8")
    assert len(checked(tmp_path)) == 3


def test_link_in_the_place_of_a_table_is_told(tmp_path: Path) -> None:
    write(tmp_path / "out", [OLD])
    table = place_of(tmp_path / "out", OLD) / "results.csv"
    table.rename(tmp_path / "real.csv")
    table.symlink_to(tmp_path / "real.csv")
    assert checked(tmp_path / "out") == [
        "results.csv is no file, but a link, a folder or something else"]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_pipe_in_the_place_of_the_manifest_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    path = place_of(tmp_path, OLD) / MANIFEST_NAME
    path.unlink()
    os.mkfifo(path)
    assert checked(tmp_path) == ["manifest.json is missing, or no manifest of beskplan export"]


def test_what_stands_beside_is_told_and_makes_no_difference(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    (place_of(tmp_path, OLD) / "results.json").write_text("", encoding="utf-8")
    (place_of(tmp_path, OLD) / "noter").mkdir()
    (tmp_path / "billeder" / "forside").mkdir(parents=True)
    [outcome] = check(tmp_path)
    assert (outcome.what, [line.en for line in outcome.lines]) == (
        "unchanged",
        ["results.json is no part of the export", "noter is no part of the export"],
    )


def test_export_without_its_manifest_is_told_by_the_name_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    (place_of(tmp_path, OLD) / MANIFEST_NAME).unlink()
    assert checked(tmp_path) == ["manifest.json is missing, or no manifest of beskplan export"]


def test_manifest_of_a_stranger_writes_nothing_to_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    path = place_of(tmp_path, OLD) / MANIFEST_NAME
    lie = json.loads(path.read_text(encoding="utf-8"))
    lie |= {"as_of": "\x1b[2J", "versions": {"beskplan": "\x1b[2J"}}
    lie["plan"]["id"] = lie["inputs"][0]["file"] = lie["options"]["csv"] = "\x1b[2J"
    path.write_text(json.dumps(lie), encoding="utf-8")
    lines = [*checked(tmp_path), *said(tmp_path, OLD)]
    assert len(lines) == 8
    assert all(line.isprintable() for line in lines), lines


def test_nothing_to_check_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no export is here; name the folder that --out named"):
        check(tmp_path)
    with pytest.raises(OutputError, match="no such folder; name that of the exports"):
        check(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="this is no folder; name that of the exports"):
        check(tmp_path / "file")


# ── kills, and two at once ──────────────────────────────────────────────────────────────────


def started(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.exports.writer", *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer that is killed is forked")
@pytest.mark.parametrize("swap", ["in one step", "in two steps"])
def test_kill_at_any_line_leaves_the_old_or_the_new(tmp_path: Path, swap: str) -> None:
    process = started("lines", tmp_path / "out", swap, "all" if PROVING else "some")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert int(out) > (300 if PROVING else 100)


def test_kill_at_a_random_moment_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    import random

    chance = random.Random(2026)  # noqa: S311 (moments, not secrets)
    write(tmp_path, [OLD])
    met: set[bytes] = set()
    for _ in range(KILLS):
        process = started("for ever", tmp_path)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.05))  # a moment that nobody chose is what is proven here
        process.kill()
        process.communicate()
        assert checked(tmp_path) == []
        files = held(tmp_path)
        assert files in (OLD.files, NEW.files)
        met.add(files[MANIFEST_NAME])
    assert write(tmp_path, [OLD])
    assert sorted(path.name for path in (tmp_path / ".beskplan").iterdir()) == ["lock"]
    assert len(met) == 2 or not PROVING


def test_two_writers_at_once_do_not_mix(tmp_path: Path) -> None:
    for number in range(RACES):
        out = tmp_path / str(number)
        write(out, [OLD])
        writers = [started("times", out, 20 if PROVING else 4) for _ in range(2)]
        while any(one.poll() is None for one in writers):
            assert checked(out) == []
        assert [(one.returncode, one.communicate()[1]) for one in writers] == [(0, "")] * 2
        assert held(out) in (OLD.files, NEW.files)


@pytest.mark.skipif(not hasattr(os, "lockf"), reason="the other process locks as POSIX does")
def test_writer_that_never_ends_is_waited_for_only_so_long(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    process = started("hold", tmp_path / ".beskplan" / "lock")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    with pytest.raises(OutputError) as caught:
        write(tmp_path, [NEW], patience=0)
    process.kill()
    process.communicate()
    assert str(caught.value) == (
        f"{tmp_path}: another beskplan export has been writing here for 0 seconds; "
        "run again when it has ended"
    )
    assert held(tmp_path) == OLD.files
    assert said(tmp_path, NEW)[0] == "changed"


def test_folders_are_swapped_in_two_steps_where_one_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_exchanged", lambda *_: False)
    write(tmp_path, [OLD])
    assert said(tmp_path, NEW)[0] == "changed"
    assert held(tmp_path) == NEW.files
    assert [path.name for path in (tmp_path / ".beskplan").iterdir()] == ["lock"]


def test_interrupted_swap_is_told_and_taken_back(tmp_path: Path) -> None:
    write(tmp_path, [OLD])
    place_of(tmp_path, OLD).rename(tmp_path / ".beskplan" / "old")
    assert checked(tmp_path) == ["an export was interrupted; run it again"]
    assert said(tmp_path, OLD) == ["unchanged"]
    assert held(tmp_path) == OLD.files


def test_interrupted_swap_is_taken_back_where_the_folder_of_the_plan_is_gone(
    tmp_path: Path,
) -> None:
    write(tmp_path, [OLD])
    place_of(tmp_path, OLD).rename(tmp_path / ".beskplan" / "old")
    place_of(tmp_path, OLD).parent.rmdir()
    assert said(tmp_path, OLD) == ["unchanged"]
    assert held(tmp_path) == OLD.files


def test_full_disk_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path, [OLD])
    monkeypatch.setattr(os, "fsync", full)
    message = refused(tmp_path)
    monkeypatch.undo()
    assert message == (
        "OUT: the export cannot be written: No space left on device; name another --out"
    )
    assert held(tmp_path) == OLD.files
    assert [path.name for path in (tmp_path / ".beskplan").iterdir()] == ["lock"]
    assert checked(tmp_path) == []
