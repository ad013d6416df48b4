"""``beskplan data inspect`` and ``data list``: what is shown, and lines that map the rest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from beskplan.catalogue import FILL_IN, Catalogue, load_catalogue
from beskplan.cli import _seen
from beskplan.errors import DataInvalidError
from beskplan.inspection import inspect_file
from beskplan.readers import _between, load_observations
from tests.commands import Run

KNOWN = """\
Area;Periode;Ydelsesgrupper;Antal ledige fuldtidspersoner
Hele landet;2026M01;Ydelsesgrupper i alt;99170
Hele landet;2026M01;A-dagpenge mv.;88900
Fredericia;2026M01;Ydelsesgrupper i alt;901
Fredericia;2026M01;A-dagpenge mv.;
Uoplyst område;2026M01;Ydelsesgrupper i alt;12
"""
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ledige.antal
    title: Ledige
    unit: persons
    better: lower
    covers: month
    labels: [Antal ledige]
    dimensions:
      ydelse:
        total: Ydelser i alt
        members: {A-dagpenge: [A-dagpenge mv.]}
"""
HEAD = "Area;Periode;Ydelser;Køn;"


def _csv(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "y25i01-2026-03-02.csv").write_text(KNOWN, encoding="utf-8")
    return tmp_path


def _answer(run: Run, project: Path, *words: str) -> Any:
    answer = run("data", *words, "--format", "json", folder=project)
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_a_file_is_shown_with_all_that_was_found(run: Run, project: Path, golden: Any) -> None:
    answer = run("data", "inspect", "data/y25i01-2026-03-02.csv", folder=project)
    assert (answer.code, answer.err) == (0, "")
    golden("data/inspect.txt", answer.out)
    english = run("data", "inspect", "data/y25i01-2026-03-02.csv", "--lang", "en", folder=project)
    golden("data/inspect-en.txt", english.out)


def test_the_same_as_json(run: Run, project: Path, golden: Any) -> None:
    answer = run(
        "data", "inspect", "data/y25i01-2026-03-02.csv", "--format", "json", folder=project
    )
    golden("data/inspect.json", answer.out)
    assert json.loads(answer.out)["schema"] == "beskplan/inspection/v1"


def test_several_files_are_an_array_and_one_that_cannot_be_read_hides_none(
    run: Run, project: Path
) -> None:
    known = "data/y25i01-2026-03-02.csv"
    (project / "data" / "torn.csv").write_text(KNOWN + "Fredericia;2026M01;A", encoding="utf-8")
    both = run("data", "inspect", known, known, "--format", "json", folder=project)
    assert [one["file"] for one in json.loads(both.out)] == ["y25i01-2026-03-02.csv"] * 2
    answer = run("data", "inspect", "data/torn.csv", known, "--format", "json", folder=project)
    assert answer.code == 2
    assert json.loads(answer.out)["file"] == "y25i01-2026-03-02.csv"
    assert "data/torn.csv:7: " in answer.err


def test_a_folder_is_no_file(run: Run, project: Path) -> None:
    answer = run("data", "inspect", "data", folder=project)
    message = "this is a folder; name a file, or list the folder: beskplan data list --data"
    assert (answer.code, answer.out, answer.err) == (2, "", f"data: {message}\n")


def test_a_file_that_an_evaluation_refuses_is_shown_all_the_same(run: Run, project: Path) -> None:
    (project / "data" / "x.csv").write_text(KNOWN.replace("901", "9o1"), encoding="utf-8")
    answer = run("data", "inspect", "data/x.csv", folder=project)
    assert answer.code == 2
    assert answer.err.startswith('data/x.csv:4: column "Antal ledige fuldtidspersoner": "9o1" ')
    assert "Jobindsats v2, CSV" in answer.out


MANIFEST = "schema: beskplan/manifest/v1\nfiles:\n  under/a.csv: {retrieved: 2026-04-05}\n"


def test_the_manifest_above_the_file_is_used_up_to_the_working_folder(
    run: Run, project: Path
) -> None:
    under = project / "data" / "under"
    under.mkdir()
    (under / "a.csv").write_text(KNOWN, encoding="utf-8")
    (project / "data" / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    found = _answer(run, project, "inspect", "data/under/a.csv")
    assert (found["file"], found["retrieved"]) == ("under/a.csv", ["2026-04-05"])
    assert found["retrieved_from"] == "manifest"
    inside = _answer(run, under, "inspect", "a.csv")
    assert (inside["file"], inside["retrieved"]) == ("a.csv", [])
    told = _answer(run, under, "inspect", "a.csv", "--data", "..")
    assert (told["file"], told["retrieved"]) == ("under/a.csv", ["2026-04-05"])


@pytest.mark.parametrize(
    ("rows", "equal", "differing"),
    [
        pytest.param(["2026M01;5", "2026M02;6"], 0, 0, id="none twice"),
        pytest.param(["2026M01;5,0", "2026M01;5,00"], 1, 0, id="equal, with another last zero"),
        pytest.param(["2026M01;50", "2026M01;5"], 0, 2, id="fifty is not five"),
        pytest.param(["2026M01;5", "2026M01;"], 0, 2, id="a figure and a missing one"),
    ],
)
def test_repeated_figures_are_counted(
    project: Path, rows: list[str], equal: int, differing: int
) -> None:
    file = project / "data" / "x.csv"
    text = _csv("Area;Periode;Antal ledige personer", *(f"Fredericia;{row}" for row in rows))
    file.write_text(text, encoding="utf-8")
    found = inspect_file(file)
    assert (found.equal, found.differing) == (equal, differing)


UNMAPPED = [
    pytest.param(
        _csv(
            HEAD + "Antal sager;Andel, pct.",
            "Hele landet;2026M01;Ydelser i alt;Køn i alt;5;2,5",
            "Hele landet;2026M01;A-dagpenge mv.;Mænd;5;2,5",
            "Hele landet;2026M01;Kontanthjælp;Kvinder;5;2,5",
        ),
        id="indicators nobody knows",
    ),
    pytest.param(
        _csv(
            HEAD + "Antal ledige",
            "Hele landet;2026M01;Ydelser i alt;Køn i alt;5",
            "Hele landet;2026M01;Kontanthjælp;Mænd;5",
            "Hele landet;2026M01;A-dagpenge m.v.;Kvinder;5",
        ),
        id="members and a dimension of an own indicator",
    ),
    pytest.param(
        _csv(
            "Area;Periode;Ydelsesgrupper;Køn;Antal ledige personer",
            "Hele landet;2026M01;Kontanthjælp mv.;Mænd;5",
            "Hele landet;2026M01;Sygedagpenge mv.;Køn i alt;5",
        ),
        id="members and a dimension of an indicator of the base",
    ),
    pytest.param(
        _csv("Area;Periode;Antal ledige", "Hele landet;2026Q1;5", "Hele landet;2025Y01;5"),
        id="a known label in other lengths of period",
    ),
    pytest.param(
        _csv("Area;Periode;Antal ledige", "Hele landet;2026Q1;5", "Hele landet;2026M01;5"),
        id="a known label in its own and in another length",
    ),
    pytest.param(
        _csv("Area;Periode;Antal", "Hele landet;2025QMAT02;5", "Hele landet;2025QMAT04;5"),
        id="rolling quarters, one of them a calendar year",
    ),
    pytest.param(
        _csv(
            "Area;Periode;no;[red]Antal[/red]: #1 & 'x'",
            "Hele landet;2026M01;yes;5",
            'Hele landet;2026M01;"a: ""b"" # c";5',
            "Hele landet;2026M01;- [null];5",
        ),
        id="hostile labels",
    ),
    pytest.param(
        _csv(
            "indicator,segment,area,period,value",
            r"ny.andel,køn=M\x0000e6nd&ydelse=A\&B,607,2026M01,5",
            "ny.antal,,607,2026,5",
        ).replace(r"\x0000e6", "æ"),
        id="the tidy form",
    ),
    pytest.param(
        _csv(
            "indicator,segment,area,period,value",
            "ledige.antal,ydelse=Kontanthjælp,607,2026M01,5",
            "ledige.antal,køn=Mænd&ydelse=A-dagpnge,607,2026M01,5",
            "ledige.fuldtidspersoner,køn=Mænd,607,2026M01,5",
        ),
        id="the tidy form, members and a dimension of known indicators",
    ),
]


@pytest.mark.parametrize("text", UNMAPPED)
@pytest.mark.parametrize("indent", ["  ", ""], ids=["indented", "flush"])
def test_the_lines_map_the_rest_once_they_are_filled_in(
    project: Path, text: str, indent: str
) -> None:
    catalogue = project / "data" / "indicators.yaml"
    own = CATALOGUE.replace("\n  ", "\n") if not indent else CATALOGUE
    catalogue.write_text(own, encoding="utf-8")
    file = project / "data" / "x.csv"
    file.write_text(text, encoding="utf-8")
    before = inspect_file(file, project / "data")
    assert before.unmapped
    lines = before.lines
    assert not lines.manifest
    kept = "" if "ledige.antal" in lines.replaced else own.partition("indicators:\n")[2]
    head = own.partition("indicators:\n")[0] + "indicators:\n"
    filled = lines.catalogue.replace(f"unit: {FILL_IN}", "unit: persons")
    filled = filled.replace(f"better: {FILL_IN}", "better: neither")
    catalogue.write_text(head + kept + filled, encoding="utf-8")
    load_catalogue(catalogue)
    after = inspect_file(file, project / "data")
    assert after.unmapped == ()
    assert (after.lines.catalogue, after.problems) == ("", ())
    assert sum(one.figures for one in after.series) > sum(one.figures for one in before.series)


def test_a_member_with_marks_that_nobody_sees_gets_no_line(project: Path) -> None:
    file = project / "data" / "x.csv"
    rows = ("Hele landet;2026M01;\u202eevil;5", "Hele landet;2026M01;Nye;5")
    file.write_text(_csv("Area;Periode;Ydelsesgrupper;Antal ledige personer", *rows), "utf-8")
    found = inspect_file(file)
    assert [one.label for one in found.unmapped] == ["\u202eevil", "Nye"]
    assert "Nye: []" in found.lines.catalogue
    assert "evil" not in found.lines.catalogue


def test_lines_for_a_folder_without_a_catalogue_are_a_whole_one(project: Path) -> None:
    file = project / "data" / "x.csv"
    file.write_text(_csv("Area;Periode;Nyt", "Hele landet;2026M01;5"), encoding="utf-8")
    written = yaml.safe_load(inspect_file(file).lines.catalogue)
    assert written["schema"] == "beskplan/catalogue/v1"
    assert [one["unit"] for one in written["indicators"]] == [FILL_IN]


def test_a_label_of_several_tables_asks_for_the_table(project: Path) -> None:
    file = project / "data" / "x.csv"
    file.write_text(_csv("Area;Periode;Antal personer", "Odense;2026M01;5"), encoding="utf-8")
    found = inspect_file(file)
    assert found.lines.catalogue == ""
    text = found.lines.manifest.replace(FILL_IN, "y07a02")
    (project / "data" / "manifest.yaml").write_text(text, encoding="utf-8")
    assert [one.indicator for one in inspect_file(file).series] == ["sygedagpenge.personer"]


def test_labels_are_never_obeyed_by_a_terminal(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = {"columns": ["Periode", "Område", "\x1b[2J[bold]x[/bold]"], "rows": [
        ["2026M01", "Hele landet", 5]]}  # fmt: skip
    (project / "data" / "x.json").write_text(json.dumps(payload), encoding="utf-8")
    answer = run("data", "inspect", "data/x.json", folder=project)
    assert "\\x1b[2J[bold]x[/bold]" in answer.out
    as_json = run("data", "inspect", "data/x.json", "--format", "json", folder=project)
    assert "\x1b" not in answer.out + as_json.out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    found = inspect_file(project / "data" / "x.json")
    assert "\x1b[2J" not in _seen.inspections([found], "console", "da")


def test_what_is_loaded(run: Run, project: Path, golden: Any) -> None:
    (project / "data" / "x.csv").write_text(
        _csv("Area;Periode;Nyt", "Hele landet;2026M01;5"), encoding="utf-8"
    )
    answer = run("data", "list", folder=project)
    assert (answer.code, answer.err) == (0, "")
    golden("data/list.txt", answer.out)
    one = run("data", "list", "--indicator", "ledige.fuldtidspersoner", folder=project)
    golden("data/list-indicator.txt", one.out)
    found = _answer(run, project, "list")
    assert found["schema"] == "beskplan/loaded/v1"
    assert found["unmapped"] == {"x.csv": 1}
    assert [(one["segment"], one["figures"], one["missing"]) for one in found["series"]] == [
        ({}, 2, 0),
        ({"ydelse": "A-dagpenge"}, 1, 1),
    ]


LISTED_BADLY = [
    pytest.param({}, ["--data", "none"], "none: no such folder; ", id="no folder"),
    pytest.param({}, ["--indicator", "ledige.x"], "--indicator: no figures of", id="no figures"),
    pytest.param(
        {"y.csv": KNOWN.replace("901", "902")}, [], "two figures for", id="contradictions"
    ),
    pytest.param({"y.csv": "x"}, [], "data/y.csv: no layout", id="no layout"),
    pytest.param(
        {"y.csv": KNOWN.replace("2026M01", "2026M13")}, [], "data/y.csv:2", id="no period"
    ),
]


@pytest.mark.parametrize(("files", "words", "message"), LISTED_BADLY)
def test_what_cannot_be_listed(
    run: Run, project: Path, files: dict[str, str], words: list[str], message: str
) -> None:
    for name, text in files.items():
        (project / "data" / name).write_text(text, encoding="utf-8")
    manifest = "schema: beskplan/manifest/v1\nfiles: {y.csv: {retrieved: 2026-03-02}}\n"
    if files:
        (project / "data" / "manifest.yaml").write_text(manifest, encoding="utf-8")
    answer = run("data", "list", *words, folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


TIDY = "indicator,segment,area,period,value,retrieved\n"
BAD_TIDY = [
    pytest.param('ledige.personer,"",607,2026M01,5,', 'segment: """"', id="quotation marks"),
    pytest.param("ledige.personer,,609,2026M01,5,", "area: ", id="no area"),
    pytest.param("ledige.personer,,607,2026M13,5,", "period: ", id="no period"),
    pytest.param("ledige.personer,,607,2026M01,5x,", 'value: "5x" is no number', id="no number"),
]


@pytest.mark.parametrize(("row", "message"), BAD_TIDY)
@pytest.mark.parametrize("command", ["inspect", "list"])
def test_a_tidy_file_that_an_evaluation_refuses(
    run: Run, project: Path, row: str, message: str, command: str
) -> None:
    (project / "data" / "tidy.csv").write_text(f"{TIDY}{row}\n", encoding="utf-8")
    words = ["inspect", "data/tidy.csv"] if command == "inspect" else ["list"]
    answer = run("data", *words, folder=project)
    assert answer.code == 2
    assert answer.err.startswith(f"data/tidy.csv:2: {message}")


def test_a_tidy_file_is_summarised(run: Run, project: Path) -> None:
    rows = (
        "ledige.personer,,607,2026M01,5,2026-02-01",
        "ledige.personer,,607,2026M01,5,2026-02-01",
        "ledige.personer,,607,2026M02,,2026-03-01",
        "ledige.personer,ydelse=A-dagpenge,000,2026M02,4.5,2026-03-01",
    )
    text = "\n".join(f"{row},{'' if ',,2026-03' not in row else '..'}" for row in rows)
    head = TIDY.replace("retrieved", "retrieved,mark")
    (project / "data" / "tidy.csv").write_text(f"{head}{text}\n", encoding="utf-8")
    found = _answer(run, project, "inspect", "data/tidy.csv")
    assert found["repeated"] == {"equal": 1, "differing": 0}
    assert found["retrieved"] == ["2026-02-01", "2026-03-01"]
    [table] = found["tables"]
    assert (table["marks"], table["areas"]) == ({"..": 1}, {"country": 1, "municipality": 1})
    assert table["periods"] == {
        "first": "2026M01",
        "last": "2026M02",
        "count": 2,
        "lengths": ["month"],
    }
    assert [(one["segment"], one["figures"], one["missing"]) for one in found["series"]] == [
        ({}, 2, 1),
        ({"ydelse": "A-dagpenge"}, 1, 0),
    ]


def test_a_tidy_file_that_contradicts_itself_is_shown_and_refused(run: Run, project: Path) -> None:
    rows = ("ledige.personer,,607,2026M01,5,", "ledige.personer,,607,2026M01,6,")
    (project / "data" / "tidy.csv").write_text(_csv(TIDY.strip(), *rows), encoding="utf-8")
    answer = run("data", "inspect", "data/tidy.csv", "--format", "json", folder=project)
    message = (
        "two figures for ledige.personer, area 607, 2026M01: 6 here, 5 in data/tidy.csv:2; "
        "delete one, or give the newer its retrieved"
    )
    assert (answer.code, answer.err) == (2, f"data/tidy.csv:3: {message}\n")
    found = json.loads(answer.out)
    assert found["repeated"] == {"equal": 0, "differing": 2}
    assert found["problems"] == [{"file": "data/tidy.csv", "row": 3, "message": message}]
    assert [one["figures"] for one in found["series"]] == [2]
    listed = run("data", "list", folder=project)
    assert (listed.code, listed.err) == (2, answer.err)


def test_an_export_that_contradicts_itself_is_shown_and_refused(run: Run, project: Path) -> None:
    text = KNOWN + "Fredericia;2026M01;Ydelsesgrupper i alt;902\n"
    (project / "data" / "y25i01-2026-03-02.csv").write_text(text, encoding="utf-8")
    answer = run("data", "inspect", "data/y25i01-2026-03-02.csv", folder=project)
    assert answer.code == 2
    assert answer.err == (
        "data/y25i01-2026-03-02.csv:7: two figures for ledige.fuldtidspersoner, area 607, "
        "2026M01: 902 here, 901 in data/y25i01-2026-03-02.csv:4; delete one, or give the newer "
        "its retrieved\n"
    )
    assert "2 modsiger hinanden" in answer.out


FIVE = "ledige.personer,,607,2026M01,5,"
TWO_FILES = [
    pytest.param(FIVE, FIVE.replace(",5,", ",5.0,"), "", id="equal figures"),
    pytest.param(FIVE, FIVE.replace("607", "000").replace(",5,", ",6,"), "", id="other areas"),
    pytest.param(FIVE, FIVE.replace("M01,5", "M02,6"), "", id="other periods"),
    pytest.param(FIVE, FIVE.replace(",,", ",ydelse=A-dagpenge,"), "", id="other segments"),
    pytest.param(
        f"{FIVE}2026-02-01", FIVE.replace(",5,", ",6,2026-03-01"), "", id="other vintages"
    ),
    pytest.param(
        FIVE,
        FIVE.replace(",5,", ",6,"),
        "6 here, 5 in data/a.csv:2; delete one, or give the newer its retrieved",
        id="other figures without a date",
    ),
    pytest.param(
        f"{FIVE}2026-02-01",
        FIVE.replace(",5,", ",6,2026-02-01"),
        "6 here, 5 in data/a.csv:2; delete one, or give the newer its retrieved",
        id="other figures of one day",
    ),
    pytest.param(
        FIVE,
        FIVE.replace(",5,", ",6,2026-02-01"),
        "6 here, 5 in data/a.csv:2; only one says when it was retrieved; say it of both",
        id="other figures of which one has a date",
    ),
    pytest.param(
        FIVE,
        FIVE.replace("2026M01,5", "Jan 2026,6"),
        "6 here, 5 in data/a.csv:2; delete one, or give the newer its retrieved",
        id="a period in other words",
    ),
]


@pytest.mark.parametrize(("first", "second", "message"), TWO_FILES)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tidy_files_are_held_against_each_other_as_an_evaluation_does(
    run: Run, project: Path, first: str, second: str, message: str, form: str
) -> None:
    data = project / "data"
    (data / "a.csv").write_text(f"{TIDY}{first}\n", encoding="utf-8")
    (data / "b.csv").write_text(f"{TIDY}{second}\n", encoding="utf-8")
    if form == "parquet":
        pl.read_csv(data / "b.csv", infer_schema=False, empty_string_is_null=False).write_parquet(
            data / "b.parquet"
        )
        (data / "b.csv").unlink()
    answer = run("data", "list", folder=project)
    key = "two figures for ledige.personer, area 607, 2026M01"
    told = f"data/b.{form}:2: {key}: {message}\n" if message else ""
    assert (answer.code, answer.err) == (2 if message else 0, told)
    try:
        load_observations(data, Catalogue(with_base=True))
        evaluated = ""
    except DataInvalidError as cause:
        evaluated = f"{cause}\n".replace(f"{data.as_posix()}/", "data/")
    assert evaluated == told


def test_tidy_files_that_share_no_figure_are_read_once(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_between, "repeats", lambda *_: pytest.fail("they were read again"))
    for name, area in (("a", "607"), ("b", "000")):
        (project / "data" / f"{name}.csv").write_text(TIDY + FIVE.replace("607", area) + "\n")
    assert run("data", "list", folder=project).code == 0


def test_a_tidy_file_is_held_against_an_export(run: Run, project: Path) -> None:
    row = "ledige.fuldtidspersoner,,607,2026M01,902,2026-03-02"
    (project / "data" / "tidy.csv").write_text(f"{TIDY}{row}\n", encoding="utf-8")
    answer = run("data", "list", folder=project)
    assert (answer.code, answer.err) == (
        2,
        "data/y25i01-2026-03-02.csv:4: two figures for ledige.fuldtidspersoner, area 607, "
        "2026M01: 901 here, 902 in data/tidy.csv:2; delete one, or give the newer its retrieved\n",
    )


def test_segments_that_nobody_knows_are_not_in_the_catalogue(run: Run, project: Path) -> None:
    rows = ("ledige.personer,ydelse=A-dagpnge,607,2026M01,5,", FIVE.replace("personer", "x"), FIVE)
    (project / "data" / "tidy.csv").write_text(_csv(TIDY.strip(), *rows), encoding="utf-8")
    found = _answer(run, project, "inspect", "data/tidy.csv")
    assert [one["segment"] for one in found["series"]] == [{}]
    assert [tuple(one.values()) for one in found["unmapped"]] == [
        (
            "segment",
            "ydelse=A-dagpnge",
            "split",
            2,
            1,
            ["ledige.personer"],
            'dimension ydelse of ledige.personer has no member "A-dagpnge"; did you mean '
            '"A-dagpenge"?',
        ),
        (
            "indicator",
            "ledige.x",
            "indicator",
            3,
            1,
            [],
            "no indicator of the catalogue has this id",
        ),
    ]
    assert _answer(run, project, "list")["unmapped"] == {"tidy.csv": 2}


def test_several_files_are_named_by_a_pattern(run: Run, project: Path) -> None:
    (project / "data" / "y25i01-2026-04-02.csv").write_text(KNOWN, encoding="utf-8")
    found = _answer(run, project, "inspect", "data/y25i01-*.csv")
    assert [one["file"] for one in found] == ["y25i01-2026-03-02.csv", "y25i01-2026-04-02.csv"]
    listed = _answer(run, project, "list", "--data", "data/*-03-*", "--data", "data/*-04-*")
    assert {one["file"] for one in listed["series"]} == {one["file"] for one in found}
    answer = run("data", "inspect", "data/z*", folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("data/z*: no file of figures matches this")


def test_a_file_beside_the_data_folder_is_read_with_its_catalogue(run: Run, project: Path) -> None:
    (project / "data" / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    (project / "tal").mkdir()
    text = _csv("Area;Periode;Antal ledige", "Hele landet;2026M01;5")
    (project / "tal" / "x.csv").write_text(text, encoding="utf-8")
    found = _answer(run, project, "inspect", "tal/x.csv")
    assert (found["file"], found["series"][0]["indicator"]) == ("x.csv", "ledige.antal")
    listed = _answer(run, project, "list", "--data", "tal")
    assert [one["indicator"] for one in listed["series"]] == ["ledige.antal"]


WHYS = [
    pytest.param("da", 'opdelingen ydelse af ledige.antal har ikke "A-dagpeng"; mente du', id="da"),
    pytest.param("en", 'dimension ydelse of ledige.antal has no member "A-dagpeng"; did', id="en"),
]


@pytest.mark.parametrize(("lang", "why"), WHYS)
def test_why_a_label_is_left_out_is_said_in_the_language_that_is_asked_for(
    run: Run, project: Path, lang: str, why: str
) -> None:
    (project / "data" / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    text = _csv("Area;Periode;Ydelse;Antal ledige", "Hele landet;2026M01;A-dagpeng;5")
    (project / "data" / "x.csv").write_text(text, encoding="utf-8")
    answer = run("data", "inspect", "data/x.csv", "--lang", lang, folder=project)
    assert (answer.code, answer.err) == (0, "")
    assert why in answer.out
