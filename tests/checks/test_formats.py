"""Every format shows the same report; what a stranger's file says breaks out of none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from beskplan.checks import Finding, Level, Report, sections
from beskplan.checks.formats import FORMATS, format_named, text
from beskplan.errors import UsageError

SECTIONS = sections()
REPORT = Report(
    files=("plans/a.yaml", "plans/b.yaml"),
    findings=(
        Finding("plans", 0, 0, "BP001", "a link is not followed", Level.ERROR),
        Finding("plans/a.yaml", 3, 9, "BP003", 'no municipality "X"', Level.ERROR),
        Finding("plans/a.yaml", 22, 7, "BP201", "target 1a: more", Level.WARNING, "1a"),
        Finding("plans/a.yaml", 30, 7, "BP006", "50 % of æ, ø: å", Level.NOTE, "1b"),
    ),
    skipped=("plans/ci.yml",),
    sections=SECTIONS,
)


def rendered(format_: str, report: Report) -> str:
    return format_named(format_).render(report)


def report_of(message: str, file: str = "p.yaml", target: str | None = "1a") -> Report:
    found = Finding(file, 2, 3, "BP201", message, Level.WARNING, target)
    return Report((file,), (found,), (), SECTIONS)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_in_every_format(format_: str, golden: Callable[[str, str], None]) -> None:
    golden(f"check/report.{format_}", _still(rendered(format_, REPORT)))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_without_findings(format_: str, golden: Callable[[str, str], None]) -> None:
    clean = REPORT._replace(findings=(), skipped=())
    golden(f"check/clean.{format_}", _still(rendered(format_, clean)))


def _still(shown: str) -> str:
    """Leave out the version of beskplan, which is no part of the format."""
    return re.sub(r'("version": ")[0-9.]+(",\n +"rules")', r"\1…\2", shown)


def test_there_is_no_other_format() -> None:
    assert FORMATS == ("github", "gitlab", "json", "junit", "sarif", "text")
    with pytest.raises(UsageError, match='no format "sarf"; did you mean "sarif"'):
        format_named("sarf")


# ── what each must hold ─────────────────────────────────────────────────────────────────────

PLACE: dict[str, Any] = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {
                        "uri": {"type": "string", "pattern": "^[!-~]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                    "additionalProperties": False,
                },
                "region": {
                    "type": "object",
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
MESSAGE: dict[str, Any] = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}, "markdown": {"type": "string"}},
    "additionalProperties": False,
}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"const": "beskplan"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "properties": {
                                                "id": {"pattern": "^BP[0-9]{3}$"},
                                                "shortDescription": MESSAGE,
                                                "fullDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {
                                                        "level": {
                                                            "enum": ["note", "warning", "error"]
                                                        }
                                                    },
                                                    "additionalProperties": False,
                                                },
                                            },
                                            "additionalProperties": False,
                                        },
                                    },
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "ruleId": {"pattern": "^BP[0-9]{3}$"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["note", "warning", "error"]},
                                "message": MESSAGE,
                                "locations": {"type": "array", "items": PLACE},
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                            },
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What SARIF 2.1.0 asks of the parts that are written, each with no other key than its own."""

CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "fingerprint": {"pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    ("format_", "schema"),
    [pytest.param("sarif", SARIF, id="sarif"), pytest.param("gitlab", CODE_QUALITY, id="gitlab")],
)
@pytest.mark.parametrize(
    "report", [pytest.param(REPORT, id="found"), pytest.param(Report((), ()), id="nothing")]
)
def test_a_document_fits_its_schema(format_: str, schema: dict[str, Any], report: Report) -> None:
    Draft7Validator.check_schema(schema)
    Draft7Validator(schema).validate(json.loads(rendered(format_, report)))


def test_a_rule_of_sarif_stands_where_its_results_say() -> None:
    run = json.loads(rendered("sarif", REPORT))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["BP001", "BP003", "BP006", "BP201"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert rules[3]["help"]["markdown"].endswith(
        "Good:\n\n```yml\nmeasure: {indicator: ledige}\nrule: {type: threshold, at_most: 4.0}\n```"
    )


URIS = [
    pytest.param("plans/p.yaml", "plans/p.yaml", True, id="inside"),
    pytest.param("plans/æ ø#%41?.yaml", "plans/%C3%A6%20%C3%B8%23%2541%3F.yaml", True, id="odd"),
    pytest.param("c:p.yaml", "c%3Ap.yaml", True, id="no scheme"),
    pytest.param("../x/p.yaml", "../x/p.yaml", False, id="outside, relative"),
    pytest.param("/x/æ.yaml", "file:///x/%C3%A6.yaml", False, id="outside, absolute"),
]


@pytest.mark.parametrize(("file", "uri", "inside"), URIS)
def test_a_file_is_named_by_a_uri(file: str, uri: str, inside: bool) -> None:
    [run] = json.loads(rendered("sarif", report_of("m", file)))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == ({"uri": uri, "uriBaseId": "%SRCROOT%"} if inside else {"uri": uri})


def marks_of(report: Report) -> list[str]:
    found = [one["fingerprint"] for one in json.loads(rendered("gitlab", report))]
    [run] = json.loads(rendered("sarif", report))["runs"]
    assert found == [one["partialFingerprints"]["beskplan/v1"] for one in run["results"]]
    return found


def test_a_fingerprint_stays_when_lines_move_and_differs_else() -> None:
    [usual] = marks_of(report_of("stands twice, first in line 12"))
    moved = report_of("stands twice, first in line 19")
    lower = moved._replace(findings=(moved.findings[0]._replace(line=9, column=1),))
    assert marks_of(lower) == [usual]
    others = [
        report_of("stands twice"),
        report_of("stands twice, first in line 12", file="q.yaml"),
        report_of("stands twice, first in line 12", target="1b"),
        report_of("stands twice, first in line 12", target=None),
    ]
    assert len({usual, *(mark for other in others for mark in marks_of(other))}) == 5


def test_the_same_finding_twice_has_two_fingerprints() -> None:
    one = report_of("m")
    both = one._replace(findings=(*one.findings, one.findings[0]._replace(line=9)))
    first, second = marks_of(both)
    assert marks_of(one) == [first] != [second]


def test_junit_counts_what_it_shows() -> None:
    root = ET.fromstring(rendered("junit", REPORT))  # noqa: S314 (our own)
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["plans/a.yaml", "plans/b.yaml", "plans"]
    for one in (root, *root):
        assert int(one.get("tests", "")) == len(list(one.iter("testcase")))
        assert int(one.get("failures", "")) == len(list(one.iter("failure")))
        assert int(one.get("errors", "")) == len(list(one.iter("error")))
    [passing] = suites["plans/b.yaml"]
    assert (passing.get("name"), list(passing)) == ("nothing found", [])
    note = suites["plans/a.yaml"][2]
    assert [part.tag for part in note] == ["system-out"]


def test_cases_of_junit_keep_their_names_when_lines_move() -> None:
    one = report_of("m").findings[0]
    twice = report_of("m")._replace(findings=(one, one._replace(line=9), one._replace(target=None)))
    names = [case.get("name") for case in ET.fromstring(rendered("junit", twice)).iter("testcase")]  # noqa: S314
    title = "BP201 the rule pulls against the indicator's good direction"
    assert names == [f"{title} in target 1a", f"{title} in target 1a (2)", title]


# ── hostile texts ───────────────────────────────────────────────────────────────────────────

HOSTILE = [
    pytest.param("a\nb\r\nc", id="line ends"),
    pytest.param("\n::error file=x::owned", id="a workflow command"),
    pytest.param("x,line=1::y%0A::set-output name=z::1", id="escapes of workflow commands"),
    pytest.param("]]></failure><testcase/><!--", id="XML"),
    pytest.param("&amp;<b>\"'", id="marks of XML"),
    pytest.param("\x00\x07\x1b[2J\x9b31m\ufffe\uffff", id="control characters"),
    pytest.param("abc\u202e\u2066def\u200b\u2028\x85", id="marks that turn or hide text"),
    pytest.param("\ud800\udc80", id="halves of characters"),
    pytest.param("![x](http://x) `a` <script>", id="Markdown and HTML"),
    pytest.param("a" * 10_000, id="10,000 characters"),
    pytest.param('"}],"x":["', id="JSON"),
]
_LONGEST = 2000


class _Cases(HTMLParser):
    """Another reading of XML than that of the writer's library: names and attributes of tags."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _ in attrs)]))


def _holds(shown: str) -> None:
    """State what holds for every format: printable lines of UTF-8 that end."""
    assert shown.endswith("\n")
    assert shown.replace("\n", "").isprintable()
    assert len(shown) < 30_000
    shown.encode()


def nothing_breaks_out(report: Report) -> None:
    """State that one finding is one finding in every format, whatever it says."""
    shown = {format_: rendered(format_, report) for format_ in FORMATS}
    for one in shown.values():
        _holds(one)
    assert len(shown["text"].splitlines()) == 2
    command, last = shown["github"].splitlines()
    assert re.fullmatch(r"::warning file=[^:,]*,line=2,col=3,title=[^:,]*::.*", command)
    assert last == "1 file: 1 warning"
    assert len(json.loads(shown["json"])["findings"]) == 1
    Draft7Validator(CODE_QUALITY).validate(json.loads(shown["gitlab"]))
    Draft7Validator(SARIF).validate(json.loads(shown["sarif"]))
    tags = [
        "testsuites name tests failures errors",
        "testsuite name tests failures errors",
        "testcase classname name file line",
        "failure message type",
    ]
    read = ET.fromstring(shown["junit"])  # noqa: S314
    assert [" ".join([one.tag, *one.attrib]) for one in read.iter()] == tags
    assert _Cases(shown["junit"]).tags == tags


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_message_stays_in_its_place(hostile: str) -> None:
    nothing_breaks_out(report_of(hostile))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_target_stays_in_its_place(hostile: str) -> None:
    nothing_breaks_out(report_of("m", target=hostile[:_LONGEST]))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_file_name_stays_in_its_place(hostile: str) -> None:
    name = hostile.replace("\ud800", "").replace("\x00", "")[:_LONGEST]
    nothing_breaks_out(report_of("m", f"{name}.yaml"))


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=60))
def test_any_message_stays_in_its_place(message: str) -> None:
    nothing_breaks_out(report_of(message))


def test_texts_can_be_read_back() -> None:
    said = 'titlen "æ, ø: 50 %" <b>'
    report = report_of(said)
    command = rendered("github", report).splitlines()[0]
    assert unquote(command).endswith(f"p.yaml:2:3: BP201: {said}")
    failure = ET.fromstring(rendered("junit", report)).find(".//failure")  # noqa: S314
    assert failure is not None
    assert failure.get("message") == said
    assert json.loads(rendered("json", report))["findings"][0]["message"] == said


# ── names ───────────────────────────────────────────────────────────────────────────────────


def test_names_are_relative_where_a_file_lies_inside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names = [str(tmp_path / "in/a.yaml"), "in/a.yaml", "in/../b.yaml", "../c.yaml", "/x/d.yaml"]
    found = tuple(Finding(name, 1, 1, "BP003", "m", Level.ERROR) for name in names)
    told = Report(tuple(names), found, (names[0],)).relative_to(tmp_path)
    assert told.files == ("in/a.yaml", "b.yaml", "../c.yaml", "/x/d.yaml")
    assert [one.file for one in told.findings] == list(told.files)
    assert told.skipped == ("in/a.yaml",)


# ── on a terminal ───────────────────────────────────────────────────────────────────────────

LINES = [
    pytest.param("regel: forkert", 8, 80, ["regel: forkert", "       ^"], id="plain"),
    pytest.param("\tx: æøå: y", 10, 80, [" x: æøå: y", "         ^"], id="a tab and æøå"),
    pytest.param("a\u030a: x", 5, 80, ["a\u030a: x", "   ^"], id="a ring above"),
    pytest.param("日本: x", 5, 80, ["日本: x", "      ^"], id="wide characters"),
    pytest.param("a\u200b: x\x1b[2J", 5, 80, ["a\\u200b: x\\x1b[2J", "         ^"], id="hidden"),
    pytest.param("x: y\r", 4, 80, ["x: y", "   ^"], id="a line end of Windows"),
    pytest.param("abc", 4, 80, ["abc", "   ^"], id="behind the line"),
    pytest.param(
        f"x: {'a' * 99}",
        4,
        20,
        [f"x: {'a' * 36}…", "   ^"],
        id="cut at the end, and never narrower than 40",
    ),
    pytest.param(
        f"{'a' * 99}: {'b' * 99}",
        102,
        58,
        [f"…{'a' * 23}: {'b' * 25}…", f"{' ' * 26}^"],
        id="cut on both sides",
    ),
    pytest.param(f"{'日' * 99}x", 100, 58, [f"…{'日' * 12}x", f"{' ' * 25}^"], id="wide and cut"),
]


@pytest.mark.parametrize(("line", "column", "width", "shown"), LINES)
def test_a_caret_stands_below_the_place(
    line: str, column: int, width: int, shown: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"schema: beskplan/plan/v1\n{line}\n", encoding="utf-8", newline="\n")
    found = Finding(str(path), 2, column, "BP003", "m", Level.ERROR)
    printed = text.on_terminal(Report((str(path),), (found,)), width).splitlines()
    assert printed[1:3] == [f"  2 | {shown[0]}", f"    | {shown[1]}"]


def test_the_first_line_of_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("schema: beskplan/plan/v9\n", encoding="utf-8-sig")
    found = Finding(str(path), 1, 9, "BP003", "m", Level.ERROR)
    printed = text.on_terminal(Report((str(path),), (found,)), 80).splitlines()
    assert printed[1:3] == ["  1 | schema: beskplan/plan/v9", "    |         ^"]


def test_no_line_of_a_file_that_is_none_of_ours_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("password: 1234\n", encoding="utf-8")
    found = Finding(str(path), 1, 1, "BP003", "m", Level.ERROR)
    assert "1234" not in text.on_terminal(Report((str(path),), (found,)), 80)


def test_no_column_is_lost_however_a_line_is_cut() -> None:
    for earlier, later in pairwise(range(1, 200)):
        before, after = text._around("å" * 199, earlier, 60)
        assert len(before + after) <= 60
        assert text._around("å" * 199, later, 60)[0]
