"""For code scanning: SARIF 2.1.0."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from beskplan._version import __version__
from beskplan.checks._findings import Finding, Report
from beskplan.checks._sections import Section
from beskplan.checks.formats._machine import as_json, fingerprints

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
"""Stands for the folder that relative names begin in, as code scanning knows it."""


def render(report: Report) -> str:
    """Return the report as one run, with a rule for every code that is found."""
    codes = sorted({finding.code for finding in report.findings})
    places = {code: number for number, code in enumerate(codes)}
    rules = [_rule(report.sections[code]) for code in codes]
    driver = {"name": "beskplan", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, mark, places) for one, mark in fingerprints(report)],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(section: Section) -> dict[str, Any]:
    examples = [
        f"{kind}:\n\n{fenced(example)}"
        for kind, example in (("Bad", section.bad), ("Good", section.good))
        if example
    ]
    return {
        "id": section.code,
        "shortDescription": {"text": section.title},
        "fullDescription": {"text": section.one_line},
        "help": {
            "text": section.prose,
            "markdown": "\n\n".join([section.prose, *examples]),
        },
        "defaultConfiguration": {"level": str(section.level)},
    }


def fenced(example: str) -> str:
    """Return an example as a block of Markdown: a command, or the YAML of a plan."""
    language = "sh" if example.startswith("beskplan ") else "yml"
    return f"```{language}\n{example}\n```"


def _result(finding: Finding, mark: str, places: Mapping[str, int]) -> dict[str, Any]:
    region = {"startLine": max(1, finding.line)}  # code scanning requires one for a whole file too
    if finding.column:
        region["startColumn"] = finding.column
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": str(finding.level),
        "message": {"text": finding.told},
        "locations": [
            {"physicalLocation": {"artifactLocation": _file(finding.file), "region": region}}
        ],
        "partialFingerprints": {"beskplan/v1": mark},
    }


def _file(name: str) -> dict[str, str]:
    path = Path(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    found = {"uri": quote(os.fsencode(name))}
    return found if ".." in path.parts else {**found, "uriBaseId": _ROOT}
