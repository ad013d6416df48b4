"""`beskplan explain`: what it prints of the real plans, what it refuses, and its exit codes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from beskplan.cli._answer import Question
from beskplan.cli._answer import answer as answered
from beskplan.explanation import explain
from beskplan.explanation._console import SYMBOLS, render
from beskplan.explanation._json import document
from beskplan.explanation._json import render as rendered
from beskplan.renderers.json import document as evaluated
from beskplan.schemas import schema_of
from beskplan.words import Words
from tests.commands import ROOT, Run

Golden = Callable[[str, str], None]
AS_OF_DAY = date(2022, 6, 30)
AS_OF = ("--as-of", AS_OF_DAY.isoformat())
EXPLAINED = (
    ("frederikssund-2022", "4a"),
    ("frederikssund-2022", "5a"),
    ("frederikssund-2022", "7a"),
    ("fredericia-2019", "1a"),
    ("fredericia-2019", "1d"),
    ("fredericia-2023", "rammevilkaar"),
    ("fredericia-2023-draft", "maalgrupper-udvikling"),
)
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
        note: En bemærkning
"""
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - {id: andel, title: Andel, unit: percent, better: higher, covers: month}
"""
TABLE = """\
schema: beskplan/table/v1
title: Andel
source: {document: D}
notation: danish
columns:
  - {head: Periode, holds: period}
  - {head: Tal, indicator: andel, area: Frederikssund}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a plan of one target and its figures."""
    for name, text in {
        "plans/p.yaml": PLAN,
        "data/indicators.yaml": CATALOGUE,
        "data/tal.yaml": TABLE,
        "data/tal.csv": "Periode;Tal\n2022M02;79,7\n2022M03;80,5\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


# ── what is printed ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("plan", "target"), EXPLAINED, ids=[" ".join(one) for one in EXPLAINED])
@pytest.mark.parametrize(
    ("kind", "lang"),
    [(kind, lang) for kind in ("console", "markdown", "json") for lang in ("da", "en")],
)
def test_what_is_printed(
    plan: str, target: str, kind: str, lang: str, run: Run, golden: Golden
) -> None:
    answer = run("explain", f"plans/{plan}.yaml", target, "--format", kind, "--lang", lang, *AS_OF)
    assert (answer.code, answer.err) == (0, "")
    suffix = {"console": "txt", "markdown": "md", "json": "json"}[kind]
    golden(f"explain/{plan}-{target}-{lang}.{suffix}", answer.out)


@pytest.mark.parametrize("plan", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda one: one.stem)
def test_every_target_of_the_real_plans_is_explained_as_it_was_evaluated(plan: Path) -> None:
    (results,) = answered([plan], Question(as_of=AS_OF_DAY, in_full=True))
    for one in evaluated(results)["results"]:
        found = document(explain(results, one["target"]))["explained"]
        for key in ("status", "gap", "observed", "required", "period", "requirement", "reason"):
            assert found[key] == one[key], key
        assert found["assessment"] == one["assessment"]
        assert [flag["flag"] for flag in found["flags"]] == one["flags"]
        assert (found["persons"] or {}).get("missing") == (one["persons"] or {}).get("missing")


@pytest.mark.parametrize("plan", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda one: one.stem)
def test_every_figure_stands_in_the_row_that_is_named(plan: Path) -> None:
    (results,) = answered([plan], Question(as_of=AS_OF_DAY, in_full=True))
    shown = [one for each in results for one in explain(results, each.target).figures]
    for one in shown:
        source, value = one.figure.source, one.figure.value
        line = (ROOT / "data" / source.file).read_text("utf-8-sig").splitlines()[source.row - 1]
        cells = [cell.strip(' "%').removeprefix("+") for cell in re.split("[;/]", line)]
        assert value is not None
        assert {Words("da").digits(value), str(value).replace(".", ",")} & set(cells), line


@pytest.mark.parametrize("plan", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda one: one.stem)
def test_every_explanation_fits_its_schema(plan: Path) -> None:
    (results,) = answered([plan], Question(as_of=AS_OF_DAY, in_full=True))
    schema = Draft202012Validator(schema_of("explanation"))
    keys = schema_of("explanation")["$defs"]["explained"]["required"]
    for target in (one.target for each in results for one in (each, *each.parts)):
        written = json.loads(rendered(explain(results, target)))
        assert [one.message for one in schema.iter_errors(written)] == []
        assert list(written) == schema_of("explanation")["required"]
        assert list(written["explained"]) == keys


def keys_of(found: object) -> Iterator[str]:
    """Yield every key of a document, save those of segments, which the plan names."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield key
            yield from keys_of(value if key != "segment" else None)
    elif isinstance(found, list):
        for value in found:
            yield from keys_of(value)


def test_every_option_and_every_key_is_documented(run: Run) -> None:
    page = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")
    said = {
        word for code in re.findall(r"`([^`\n]+)`", page) for word in re.findall(r"[\w-]+", code)
    }
    options = set(re.findall(r"--[a-z-]+", run("explain", "--help").out)) - {"--help"}
    assert options <= said
    golden = (ROOT / "tests" / "golden" / "explain").glob("*.json")
    for file in golden:
        assert set(keys_of(json.loads(file.read_text(encoding="utf-8")))) <= said


@pytest.mark.parametrize("width", [20, 40, 60, 79, 100, 200])
def test_no_width_cuts_anything_off(width: int) -> None:
    (results,) = answered(
        [ROOT / "plans/fredericia-2019.yaml"], Question(as_of=AS_OF_DAY, in_full=True)
    )
    text = io.StringIO()
    Console(file=text, width=width, highlight=False).print(render(explain(results, "1a"), "da"))
    shown = text.getvalue()
    assert all(len(line) <= width for line in shown.splitlines())
    bare = re.sub(r"\s", "", shown)
    for words in ("Bedreplacering", "tabel-1.csv", "6.316−82=6.234", "75−77=−2"):
        assert words in bare


def test_a_console_without_the_marks_gets_plain_ones() -> None:
    (results,) = answered(
        [ROOT / "plans/frederikssund-2022.yaml"], Question(as_of=AS_OF_DAY, in_full=True)
    )
    text = io.StringIO()
    about = explain(results, "7a")
    Console(file=text, width=100).print(render(about, "da", symbols=False))
    shown = text.getvalue()
    assert not set(SYMBOLS) & set(shown) - {"·"}
    assert "op(85 * 626 : 100) = 533 personer" in shown
    shown.encode("cp1252")


# ── options ─────────────────────────────────────────────────────────────────────────────────


def test_another_period_another_area_and_a_file(project: Path, run: Run) -> None:
    answer = run(
        "explain", "plans/p.yaml", "1a", "--period", "2022M02", "-o", "out.txt", *AS_OF,
        folder=project,
    )  # fmt: skip
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert "79,7 − 85 = −5,3 procentpoint" in (project / "out.txt").read_text(encoding="utf-8")
    other = run("explain", "plans/p.yaml", "1a", "--area", "Hillerød", *AS_OF, folder=project)
    assert "tal for Hillerød" in other.out
    assert "ingen tal for Andel: Hillerød" in other.out


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [((), 0), (("--fail-on", "missed"), 1), (("--fail-on", "met"), 0), (("--fail-on", "stale"), 0)],
    ids=["never by default", "missed", "met", "a flag that is not raised"],
)
def test_exit_codes(fail_on: tuple[str, ...], code: int, project: Path, run: Run) -> None:
    answer = run("explain", "plans/p.yaml", "1a", *fail_on, *AS_OF, folder=project)
    assert (answer.code, answer.err) == (code, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("plans/p.yaml", "1b"), 'no target "1b"; known: 1a\n'),
        (("plans/p.yaml", "1a/2"), 'no target "1a/2"; known: 1a\n'),
        (("plans/q.yaml", "1a"), 'plans/q.yaml: no such file; did you mean "p.yaml"?\n'),
        (("plans/p.yaml", "1a", "--as-of", "i dag"),
         '--as-of "i dag" is no date; write it as 2022-06-30\n'),
        (("plans/p.yaml", "1a", "--fail-on", "mised"),
         '--fail-on "mised" is no status or flag; did you mean "missed"?\n'),
        (("plans/p.yaml", "1a", "-o", "plans"),
         "plans: cannot be written: this is a folder; name a file\n"),
    ],
    ids=["no target", "no part", "no plan", "no date", "no status", "a folder"],
)  # fmt: skip
def test_what_cannot_be_answered(
    words: tuple[str, ...], message: str, project: Path, run: Run
) -> None:
    answer = run("explain", *words, folder=project)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(message)


# ── texts of strangers ──────────────────────────────────────────────────────────────────────

HOSTILE = (
    r'"\e[31m|x|\u202e<script>alert(1)</script>\n# @alle"',
    "'=HYPERLINK(\"http://x.dk\")'",
    "'[a](javascript:b) ![c](d) `e` *f* $g$'",
)


@pytest.mark.parametrize("text", HOSTILE, ids=["escapes and markup", "a formula", "links"])
@pytest.mark.parametrize("key", ["title: Et resultatmål", "note: En bemærkning", "title: Job"])
@pytest.mark.parametrize("kind", ["console", "markdown", "json"])
def test_a_strangers_text_obeys_nobody(
    text: str, key: str, kind: str, project: Path, run: Run
) -> None:
    plan = project / "plans" / "p.yaml"
    plan.write_text(PLAN.replace(key, f"{key.partition(':')[0]}: {text}"), encoding="utf-8")
    answer = run("explain", "plans/p.yaml", "1a", "--format", kind, *AS_OF, folder=project)
    assert answer.code == 0
    assert "\x1b" not in answer.out
    if kind == "json":
        json.loads(answer.out)
        return
    assert "\u202e" not in answer.out
    if kind == "markdown":
        assert "<script>" not in answer.out
        assert not re.search(r"(?<!\\)\]\(", answer.out)
        assert not re.search(r"^(# @|=)", answer.out, re.MULTILINE)


def test_help_names_what_a_target_is(run: Run) -> None:
    answer = run("explain", "--help")
    assert answer.code == 0
    assert "1d/2 or 1b/Fleksjob" in " ".join(answer.out.split())
