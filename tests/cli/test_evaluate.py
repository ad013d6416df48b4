"""``beskplan evaluate`` as its user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, Run

FREDERIKSSUND = "plans/frederikssund-2022.yaml"
FREDERICIA = "plans/fredericia-2023.yaml"

PLAN = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Fredericia
years: 2022
status: approved
source: {document: Plan}
focus_areas:
  - id: f
    title: Fokus
    targets:
      - id: a
        title: Ledige
        measure: {indicator: ledige.andel}
        rule: {type: threshold, at_most: 5}
"""
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - {id: ledige.andel, title: Ledige, unit: percent, better: lower, covers: month}
"""
TABLE = """\
schema: beskplan/table/v1
title: Ledige
source: {document: D}
notation: danish
columns:
  - {head: Periode, holds: period}
  - {head: Tal, indicator: ledige.andel, area: Fredericia}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with one plan that is met."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data" / "indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "data" / "t.yaml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "data" / "t.csv").write_text("Periode;Tal\n2022M05;4,5\n", encoding="utf-8")
    return tmp_path


def test_the_two_plans_of_the_repository(run: Run) -> None:
    answer = run("evaluate", FREDERICIA, FREDERIKSSUND, "--fail-on", "never")
    assert (answer.code, answer.err) == (0, "")
    assert "Fredericia" in answer.out
    assert "Frederikssund" in answer.out


def test_frederikssund_has_the_verdicts_that_its_figures_give(run: Run) -> None:
    answer = run("evaluate", FREDERIKSSUND, "--format", "json")
    summary = {word: n for word, n in json.loads(answer.out)["summary"].items() if n}
    assert summary == {"met": 6, "missed": 13, "no-data": 1, "awaiting-method": 1}


EXIT_CODES = [
    pytest.param([FREDERIKSSUND], 1, id="missed by default"),
    pytest.param([FREDERIKSSUND, "--fail-on", "never"], 0, id="never"),
    pytest.param([FREDERIKSSUND, "--target", "5a"], 0, id="a met target"),
    pytest.param([FREDERIKSSUND, "--target", "5a", "--fail-on", "within-rounding"], 1, id="a flag"),
    pytest.param([FREDERIKSSUND, "--target", "4d", "--fail-on", "no-data,missed"], 1, id="several"),
    pytest.param(
        [FREDERIKSSUND, "--target", "4d", "--fail-on", "stale", "--fail-on", "missed"],
        0,
        id="repeated, and not found",
    ),
]


@pytest.mark.parametrize(("words", "code"), EXIT_CODES)
def test_the_exit_code_says_what_fail_on_names(run: Run, words: list[str], code: int) -> None:
    answer = run("evaluate", *words)
    assert (answer.code, answer.err) == (code, "")


def test_one_plan_is_a_document_and_several_are_an_array(run: Run) -> None:
    one = json.loads(run("evaluate", FREDERIKSSUND, "--format", "json").out)
    several = json.loads(run("evaluate", FREDERIKSSUND, FREDERICIA, "--format", "json").out)
    assert one["plan"]["id"] == "frederikssund-2022"
    assert [document["plan"]["id"] for document in several] == [
        "frederikssund-2022",
        "fredericia-2023",
    ]


def test_the_same_inputs_give_the_same_bytes(run: Run) -> None:
    words = ("evaluate", FREDERIKSSUND, "--format", "json", "--as-of", "2022-06-30")
    assert run(*words).out == run(*words).out


def test_json_is_the_same_in_both_languages(run: Run) -> None:
    words = ("evaluate", FREDERIKSSUND, "--format", "json")
    assert run(*words, "--lang", "en").out == run(*words, "--lang", "da").out


def test_lang_english_speaks_english(run: Run) -> None:
    answer = run("evaluate", FREDERIKSSUND, "--lang", "en")
    assert "missed" in answer.out
    assert "opfyldt" not in answer.out
    assert "3,2" not in answer.out


def test_only_the_asked_targets_are_judged_and_counted(run: Run) -> None:
    words = ("--target", "5a", "--target", "1b", "--format", "json")
    document = json.loads(run("evaluate", FREDERIKSSUND, *words).out)
    assert [result["target"] for result in document["results"]] == ["1b", "5a"]
    assert sum(document["summary"].values()) == 2


def test_a_target_of_one_plan_leaves_the_other_out(run: Run) -> None:
    words = ("--target", "5a", "--format", "json")
    document = json.loads(run("evaluate", FREDERIKSSUND, FREDERICIA, *words).out)
    assert document["plan"]["id"] == "frederikssund-2022"


def test_before_the_deadline_a_promise_for_the_year_is_not_due(run: Run) -> None:
    words = ("--target", "3a", "--format", "json", "--as-of")
    before = json.loads(run("evaluate", FREDERIKSSUND, *words, "2022-06-30").out)["results"][0]
    after = json.loads(run("evaluate", FREDERIKSSUND, *words, "2023-01-01").out)["results"][0]
    assert (before["status"], after["status"]) == ("not-due", "missed")


USAGE = [
    pytest.param(
        ["--format", "jsn"],
        'no format "jsn"; did you mean "json" or "jsonl"?',
        id="an unknown format",
    ),
    pytest.param(
        ["--fail-on", "mised"],
        '--fail-on "mised" is no status or flag; did you mean "missed"?',
        id="an unknown status",
    ),
    pytest.param(
        ["--fail-on", "never,missed"], "--fail-on never stands alone", id="never beside another"
    ),
    pytest.param(
        ["--as-of", "30.6.2022"],
        '--as-of "30.6.2022" is no date; write it as 2022-06-30',
        id="a date in another form",
    ),
    pytest.param(["--target", "5x"], 'no target "5x"', id="an unknown target"),
    pytest.param(
        ["--vintage", "20220630"],
        '--vintage "20220630" is no date; write it as 2022-06-30',
        id="a vintage in another form",
    ),
    pytest.param(
        ["--area", "Koldng"],
        '--area: no municipality "Koldng"; did you mean "Kolding"?',
        id="an unknown municipality",
    ),
    pytest.param(
        ["--area", "Kolding", "--area", "Syddanmark"],
        '--area: no municipality "Syddanmark"; there is the region "Syddanmark"',
        id="a region",
    ),
    pytest.param(
        ["--period", "2021M13"],
        '--period "2021M13" is not a period: a year has no month 13',
        id="a month that no year has",
    ),
    pytest.param(
        ["--period", "i fjor"], '--period "i fjor" is not a period; write', id="no period"
    ),
    pytest.param(["--lang", "de"], "'de' is not one of 'da', 'en'", id="an unknown language"),
    pytest.param(["--frmat", "json"], "No such option: --frmat", id="an unknown option"),
]


@pytest.mark.parametrize(("words", "message"), USAGE)
def test_a_wrong_option_is_refused_with_what_would_work(
    run: Run, words: list[str], message: str
) -> None:
    answer = run("evaluate", FREDERIKSSUND, *words)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert "Traceback" not in answer.err


SEVERAL_AREAS = """\
schema: beskplan/table/v1
title: Ledige
source: {document: D}
notation: danish
retrieved: 2022-06-10
columns:
  - {head: Område, holds: area}
  - {head: Periode, holds: period}
  - {head: Tal, indicator: ledige.andel}
"""


def with_areas(project: Path) -> Path:
    """Give a project the figures of two municipalities and two vintages."""
    data = project / "data"
    for name, retrieved, rows in (
        ("t", "2022-06-10", "Fredericia;2022M04;4,0\nFredericia;2022M05;4,5\nKolding;2022M05;6,0"),
        ("u", "2022-09-01", "Fredericia;2022M05;5,5\nFredericia;2022M08;5,0\nKolding;2022M08;4,0"),
    ):
        table = SEVERAL_AREAS.replace("2022-06-10", retrieved)
        (data / f"{name}.yaml").write_text(table, encoding="utf-8")
        (data / f"{name}.csv").write_text(f"Område;Periode;Tal\n{rows}\n", encoding="utf-8")
    return project


def told(run: Run, project: Path, *words: str) -> list[tuple[str, str, str, object]]:
    """Return plan, area, period and own figure of every result."""
    answer = run("evaluate", *words, "--format", "json", "--fail-on", "never", folder=project)
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out, parse_float=str)
    documents = found if isinstance(found, list) else [found]
    return [
        (document["plan"]["id"], one["area"], one["period"], one["observed"])
        for document in documents
        for one in document["results"]
    ]


@pytest.mark.parametrize("name", ["Kolding", "kolding kommune", "621", "0621"])
def test_area_judges_another_municipality(run: Run, project: Path, name: str) -> None:
    words = ("plans/p.yaml", "--area", name)
    assert told(run, with_areas(project), *words) == [("p", "621", "2022M08", "4.0")]
    shown = run("evaluate", *words, folder=project).out
    assert "Plan · Fredericia" in shown
    assert "tal for Kolding" in shown


def test_areas_stand_inside_plans_in_the_order_asked(run: Run, project: Path) -> None:
    plan = PLAN.replace("id: p", "id: q")
    (project / "plans" / "q.yaml").write_text(plan, encoding="utf-8")
    words = ("plans/q.yaml", "plans/p.yaml", "--area", "Kolding", "--area", "607")
    assert told(run, with_areas(project), *words) == [
        ("q", "621", "2022M08", "4.0"),
        ("q", "607", "2022M08", "5.0"),
        ("p", "621", "2022M08", "4.0"),
        ("p", "607", "2022M08", "5.0"),
    ]


def test_one_area_is_a_document_and_several_are_an_array(run: Run, project: Path) -> None:
    words = ("evaluate", "plans/p.yaml", "--format", "json", "--area", "607")
    once = json.loads(run(*words, "--area", "Fredericia", folder=with_areas(project)).out)
    assert once["plan"]["municipality"]["code"] == "607"
    several = json.loads(run(*words, "--area", "Kolding", folder=project).out)
    assert [one["results"][0]["area"] for one in several] == ["607", "621"]


def test_a_missed_target_of_any_area_fails_the_run(run: Run, project: Path) -> None:
    words = ("evaluate", "plans/p.yaml", "--period", "2022M05", "--vintage", "2022-06-30")
    assert run(*words, folder=with_areas(project)).code == 0
    assert run(*words, "--area", "607", "--area", "621", folder=project).code == 1


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2022M05", ("2022M05", "5.5"), id="an older month"),
        pytest.param("maj 2022", ("2022M05", "5.5"), id="in words"),
        pytest.param("2022K3", ("2022M09", None), id="a quarter: its last month"),
        pytest.param("2022M07-2022M08", ("2022M08", "5.0"), id="two months: the last"),
        pytest.param("2021M05", ("2021M05", None), id="without a figure"),
    ],
)
def test_period_is_judged_by_name(
    run: Run, project: Path, period: str, expected: tuple[str, object]
) -> None:
    ((_, _, *found),) = told(run, with_areas(project), "plans/p.yaml", "--period", period)
    assert tuple(found) == expected


@pytest.mark.parametrize(
    ("vintage", "expected"),
    [
        pytest.param("2022-06-10", ("2022M05", "4.5"), id="the day of the first"),
        pytest.param("2022-08-31", ("2022M05", "4.5"), id="the day before the second"),
        pytest.param("2022-09-01", ("2022M08", "5.0"), id="the day of the second"),
        pytest.param("2030-01-01", ("2022M08", "5.0"), id="later than all"),
    ],
)
def test_vintage_goes_back_to_the_figures_of_that_day(
    run: Run, project: Path, vintage: str, expected: tuple[str, object]
) -> None:
    ((_, _, *found),) = told(run, with_areas(project), "plans/p.yaml", "--vintage", vintage)
    assert tuple(found) == expected


def test_vintage_takes_the_older_of_two_figures(run: Run, project: Path) -> None:
    words = ("plans/p.yaml", "--period", "2022M05")
    ((*_, newest),) = told(run, with_areas(project), *words)
    ((*_, older),) = told(run, project, *words, "--vintage", "2022-06-30")
    assert (newest, older) == ("5.5", "4.5")


def test_vintage_before_every_figure_names_the_oldest(run: Run, project: Path) -> None:
    words = ("evaluate", "plans/p.yaml", "--vintage", "2022-06-09")
    answer = run(*words, folder=with_areas(project))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "--vintage 2022-06-09: no figure that is needed had been retrieved by then; "
        "the oldest is of 2022-06-10\n"
    )


def test_vintage_needs_a_day_of_retrieval_of_every_figure(run: Run, project: Path) -> None:
    answer = run("evaluate", "plans/p.yaml", "--vintage", "2022-06-30", folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "data/t.csv: it is not known whether these figures were there on 2022-06-30, because "
        "the table has no date of retrieval; write one into its description "
        '("retrieved: 2022-06-15"), or leave --vintage out\n'
    )


PLANS = [
    pytest.param("", "the file is empty", id="empty"),
    pytest.param("- a\n", "this is a list", id="a list"),
    pytest.param("text", "this is a text", id="a text"),
    pytest.param("a: [", "not YAML", id="no YAML"),
    pytest.param(
        PLAN.partition("focus_areas")[0], 'key "focus_areas" is missing', id="without focus areas"
    ),
    pytest.param(
        PLAN.partition("      - id")[0], 'key "targets" has no value', id="without targets"
    ),
    pytest.param(
        PLAN.replace("ledige.andel", "ledge.andel"),
        'p.yaml:14:30: target a: no indicator "ledge.andel"; did you mean "ledige.andel"?',
        id="an unknown indicator",
    ),
    pytest.param(
        PLAN.replace("ledige.andel}", "ledige.andel, segment: {ydelse: X}}"),
        'ledige.andel has no dimension "ydelse"',
        id="an unknown segment",
    ),
    pytest.param(
        PLAN.replace("Fredericia", "Fredricia"),
        'p.yaml:4:15: municipality: no municipality "Fredricia"; did you mean "Fredericia"?',
        id="an unknown municipality",
    ),
    pytest.param(
        PLAN.replace("at_most: 5", 'at_most: "5 %"'),
        'p.yaml:15:42: target a, rule.at_most: "5 %" is not a number; write 5',
        id="a number with its unit",
    ),
]


@pytest.mark.parametrize(("text", "message"), PLANS)
def test_a_bad_plan_gives_place_cause_and_remedy(
    run: Run, project: Path, text: str, message: str
) -> None:
    (project / "plans" / "p.yaml").write_text(text, encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("plans/p.yaml:")
    assert message in answer.err


def test_a_missing_plan_and_a_folder_are_told(run: Run, project: Path) -> None:
    missing = run("evaluate", "plans/q.yaml", folder=project)
    assert missing.err == 'plans/q.yaml: no such file; did you mean "p.yaml"?\n'
    folder = run("evaluate", "plans", folder=project)
    assert folder.err == "plans: this is a folder; name the plan file\n"
    assert (missing.code, folder.code) == (2, 2)


def test_problems_of_all_plans_come_at_once(run: Run, project: Path) -> None:
    (project / "plans" / "q.yaml").write_text("a: 1", encoding="utf-8")
    answer = run("evaluate", "plans/none.yaml", "plans/q.yaml", folder=project)
    assert {line.split(":")[0] for line in answer.err.splitlines()} == {
        "plans/none.yaml",
        "plans/q.yaml",
    }


DATA = [
    pytest.param(
        "Periode;Tal\n2022M05;x\n",
        'data/t.csv:2: column "Tal": "x" is not a number in danish notation\n',
        id="a figure that is no number",
    ),
    pytest.param(
        "Periode;Tal\n2022M05;4,5\n2022M05;4,6\n",
        "data/t.csv:3: two figures for ledige.andel, area 607, 2022M05: 4.6 here, "
        "4.5 in data/t.csv:2; delete one, or give the newer its retrieved\n",
        id="two different figures for one key",
    ),
]


@pytest.mark.parametrize(("table", "message"), DATA)
def test_bad_figures_give_file_and_row(run: Run, project: Path, table: str, message: str) -> None:
    (project / "data" / "t.csv").write_text(table, encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", folder=project)
    assert (answer.code, answer.out, answer.err) == (2, "", message)


def test_a_data_folder_that_is_missing_or_empty(run: Run, project: Path) -> None:
    missing = run("evaluate", "plans/p.yaml", "--data", "none", folder=project)
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == (
        "none: no such folder; name the folder that holds indicators.yaml and figures with --data\n"
    )
    for name in ("t.csv", "t.yaml"):
        (project / "data" / name).unlink()
    empty = run("evaluate", "plans/p.yaml", folder=project)
    assert empty.err.startswith("data: no figures here: put an export or a .csv with a .yaml")


def test_another_data_folder(run: Run, project: Path) -> None:
    (project / "data").rename(project / "tal")
    answer = run("evaluate", "plans/p.yaml", "--data", "tal", folder=project)
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("format_", ["console", "json"])
def test_output_is_written_whole(run: Run, project: Path, format_: str) -> None:
    words = ("evaluate", "plans/p.yaml", "--format", format_, "--as-of", "2022-06-30")
    printed = run(*words, folder=project).out
    answer = run(*words, "--output", "out.txt", folder=project)
    written = (project / "out.txt").read_bytes().decode()
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert "4.5" in written or "4,5" in written
    assert format_ == "console" or written == printed
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == []


def test_an_output_that_cannot_be_written_leaves_what_was_there(run: Run, project: Path) -> None:
    (project / "old").mkdir()
    nowhere = run("evaluate", "plans/p.yaml", "-o", "none/out.json", folder=project)
    folder = run("evaluate", "plans/p.yaml", "-o", "old", folder=project)
    assert (nowhere.code, folder.code) == (2, 2)
    assert "none/out.json: cannot be written" in nowhere.err.replace("\\", "/")
    assert "old: cannot be written: this is a folder; name a file" in folder.err
    assert not (project / "none").exists()


@pytest.mark.skipif(os.name == "nt", reason="links and devices are other things there")
def test_an_output_that_is_a_link_or_a_device_stays_one(run: Run, project: Path) -> None:
    (project / "real.json").write_text("old", encoding="utf-8")
    (project / "link.json").symlink_to("real.json")
    words = ("evaluate", "plans/p.yaml", "--format", "json", "-o")
    assert run(*words, "link.json", folder=project).code == 0
    assert (project / "link.json").is_symlink()
    assert json.loads((project / "real.json").read_text(encoding="utf-8"))["summary"]["met"] == 1
    os.mkfifo(project / "pipe")
    reader = os.open(project / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run(*words, "pipe", folder=project).code == 0
    assert json.loads(os.read(reader, 65536))["summary"]["met"] == 1
    os.close(reader)


def test_an_error_leaves_an_existing_output_as_it_was(run: Run, project: Path) -> None:
    (project / "out.json").write_text("old", encoding="utf-8")
    (project / "data" / "t.csv").write_text("Periode;Tal\n2022M05;x\n", encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", "-o", "out.json", folder=project)
    assert answer.code == 2
    assert (project / "out.json").read_text(encoding="utf-8") == "old"


def test_a_fault_of_ours_ends_with_3_and_says_so(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("beskplan.cli._answer.answer", broken)
    answer = run("evaluate", "plans/p.yaml", folder=project)
    assert (answer.code, answer.out) == (3, "")
    assert "RuntimeError: broken" in answer.err
    assert "this is a fault of beskplan" in answer.err


def test_help_and_version(run: Run) -> None:
    assert run("--version").out.startswith("beskplan 0.")
    assert "evaluate" in run("--help").out
    assert "--fail-on" in run("evaluate", "--help").out


ENCODINGS = [
    {"PYTHONIOENCODING": "cp850"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("settings", ENCODINGS, ids=str)
@pytest.mark.parametrize("format_", ["console", "json"])
def test_consoles_of_other_encodings_get_words_for_symbols(
    settings: dict[str, str], format_: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "beskplan", "evaluate", FREDERIKSSUND, "--format", format_],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **settings},
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    encoding = settings.get("PYTHONIOENCODING", "utf-8")
    if format_ == "json":
        assert json.loads(done.stdout.decode())["summary"]["met"] == 6
    elif encoding.startswith("cp"):
        shown = done.stdout.decode(encoding)
        assert "ikke opfyldt" in shown
        assert "Værdige og aktive forløb" in shown
        assert "?" not in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipe that breaks like this")
def test_a_reader_that_goes_away_does_not_change_the_exit_code() -> None:
    command = f"{sys.executable} -m beskplan evaluate {FREDERIKSSUND} --fail-on never"
    done = subprocess.run(
        ["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"],  # noqa: S607
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


TIDY = "indicator,segment,area,period,value\nledige.andel,,607,{period},{value}\n"


def test_figures_are_named_by_files_patterns_and_several_folders(run: Run, project: Path) -> None:
    for year, value in ((2021, 4), (2022, 6)):
        (project / "tal" / f"{year}").mkdir(parents=True)
        text = TIDY.format(period=f"{year}M05", value=value)
        (project / "tal" / f"{year}" / "x.csv").write_text(text, encoding="utf-8")

    def judged(*data: str) -> tuple[str, str, str]:
        words = [word for one in data for word in ("--data", one)]
        answer = run(
            "evaluate", "plans/p.yaml", *words, "--format", "json", "--fail-on", "never",
            folder=project,
        )  # fmt: skip
        assert (answer.code, answer.err) == (0, "")
        [found] = json.loads(answer.out)["results"]
        return found["status"], found["period"], found["sources"][0]["file"]

    assert judged("tal") == ("missed", "2022M05", "2022/x.csv")
    assert judged("tal/*/x.csv") == ("missed", "2022M05", "2022/x.csv")
    assert judged("tal/2021/x.csv") == ("met", "2021M05", "x.csv")
    assert judged("tal/2021", "tal/2022") == ("missed", "2022M05", "2022/x.csv")
    assert judged("data", "tal/2021") == ("met", "2022M05", "data/t.csv")


def test_contradictions_between_two_folders_name_both(run: Run, project: Path) -> None:
    for name, value in (("a", 4), ("b", 5)):
        (project / name).mkdir()
        text = TIDY.format(period="2022M05", value=value)
        (project / name / "x.csv").write_text(text, encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", "--data", "a", "--data", "b", folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("b/x.csv:2: two figures for ledige.andel, area 607, 2022M05: 5 ")
    assert "4 in a/x.csv:2" in answer.err


AUS08 = """\
OMRÅDE;SAESONFAK;TID;INDHOLD
Fredericia;Sæsonkorrigeret i pct. af arbejdsstyrken;2022M05;3,4
Hele landet;Sæsonkorrigeret i pct. af arbejdsstyrken;2022M05;2,8
"""


def test_a_table_of_the_base_is_known_by_its_file_beside_a_catalogue_of_ones_own(
    run: Run, project: Path
) -> None:
    (project / "data" / "AUS08-2026-11-01.csv").write_text(AUS08, encoding="utf-8")
    plan = PLAN.replace("ledige.andel", "bruttoledige.saesonkorrigeret_andel")
    (project / "plans" / "p.yaml").write_text(plan, encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", "--format", "json", folder=project)
    assert (answer.code, answer.err) == (0, "")
    [found] = json.loads(answer.out)["results"]
    assert (found["status"], found["observed"]) == ("met", 3.4)


SPLIT_CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ledige.andel
    title: Ledige
    unit: percent
    better: lower
    covers: month
    labels: [Ledige i pct.]
    source: {table: y25i01}
    dimensions:
      ydelse: {total: Alle, members: {A-dagpenge: []}}
"""
UNREAD = [
    pytest.param(
        "Ydelse;Ledige i pct.",
        "A-dagpenge mv;3,0",
        'kataloget kender ikke "A-dagpenge mv" i kolonnen "Ydelse" (y25i01.csv:2), så tal derfra '
        "er udeladt",
        'the catalogue does not know "A-dagpenge mv" in the column "Ydelse" (y25i01.csv:2), so '
        "figures from there are left out",
        id="a member",
    ),
    pytest.param(
        "Ydelse;Ledige i procent",
        "Alle;3,0",
        'kataloget kender ikke kolonnen "Ledige i procent" (y25i01.csv:1), så tal derfra '
        "er udeladt",
        'the catalogue does not know the column "Ledige i procent" (y25i01.csv:1), so figures from '
        "there are left out",
        id="a column of the same table",
    ),
]


@pytest.mark.parametrize(("heads", "cells", "danish", "english"), UNREAD)
def test_a_target_without_figures_names_the_labels_that_took_them(
    run: Run, project: Path, heads: str, cells: str, danish: str, english: str
) -> None:
    data = project / "data"
    for name in ("t.csv", "t.yaml"):
        (data / name).unlink()
    (data / "indicators.yaml").write_text(SPLIT_CATALOGUE, encoding="utf-8")
    table = f"Area;Periode;{heads}\nFredericia;2022M05;{cells}\n"
    (data / "y25i01.csv").write_text(table, encoding="utf-8")
    plan = PLAN.replace("ledige.andel", "ledige.andel, segment: {ydelse: A-dagpenge}")
    (project / "plans" / "p.yaml").write_text(plan, encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", "--format", "json", folder=project)
    assert (answer.code, answer.err) == (0, "")
    [found] = json.loads(answer.out)["results"]
    assert found["status"] == "no-data"
    assert found["reason"].endswith(danish)
    shown = run("evaluate", "plans/p.yaml", "--lang", "en", folder=project)
    assert english in " ".join(shown.out.split())


def test_labels_of_other_tables_are_nobodys_business(run: Run, project: Path) -> None:
    (project / "data" / "t.csv").write_text("Periode;Tal\n2022M05;..\n", encoding="utf-8")
    other = "Area;Periode;Nyt\nFredericia;2022M05;3\n"
    (project / "data" / "y07a02.csv").write_text(other, encoding="utf-8")
    answer = run("evaluate", "plans/p.yaml", "--format", "json", folder=project)
    [found] = json.loads(answer.out)["results"]
    assert found["status"] == "no-data"
    assert "kataloget" not in found["reason"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["evaluate", FREDERIKSSUND], id="a table"),
        pytest.param(["evaluate", FREDERIKSSUND, "--format", "csv"], id="a document"),
        pytest.param(["data", "list", "--data", "data"], id="data list"),
        pytest.param(["diff", FREDERIKSSUND, FREDERIKSSUND], id="diff"),
        pytest.param(["schema"], id="schema"),
    ],
)
def test_a_full_disk_behind_stdout_is_no_fault_of_ours(command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "beskplan", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert found.returncode == 2
    assert found.stderr == "the answer cannot be written: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_what_is_no_text_is_not_written_to_a_terminal() -> None:
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "beskplan", "evaluate", FREDERIKSSUND, "--format", "xlsx"]
    found = subprocess.run(
        command, stdout=child, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT
    )
    os.close(child)
    os.close(parent)
    assert found.returncode == 2
    assert found.stderr == "xlsx is no text that a terminal shows; name a file with --output\n"
