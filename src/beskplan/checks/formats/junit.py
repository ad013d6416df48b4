"""For CI servers that show tests: JUnit XML, a suite for every file and a case for every finding.

A file in which nothing is found is one case that passes. Notes pass too: what they say stands in
the output of the case. The name of a case holds no line, so that it stays when lines move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from beskplan.checks._base import Level
from beskplan.checks._findings import UNREADABLE, Finding, Report
from beskplan.errors import visible


def render(report: Report) -> str:
    """Return the report as XML; what XML 1.0 does not allow stands as an escape."""
    found: dict[str, list[Finding]] = {file: [] for file in report.all_files}
    for finding in report.findings:
        found[finding.file].append(finding)
    root = ET.Element("testsuites", {"name": "beskplan check", **_counts(report.findings, found)})
    for file, findings in found.items():
        _add_suite(root, report, file, findings)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _counts(findings: Iterable[Finding], files: dict[str, list[Finding]]) -> dict[str, str]:
    """Return how many cases there are, and how many of them failed or could not be run."""
    each = list(findings)
    cases = len(each) + sum(not of_file for of_file in files.values())
    unread = sum(one.code == UNREADABLE for one in each)
    failed = sum(one.level is not Level.NOTE for one in each) - unread
    return {"tests": str(cases), "failures": str(failed), "errors": str(unread)}


def _add_suite(root: ET.Element, report: Report, file: str, findings: list[Finding]) -> None:
    name = visible(file)
    suite = ET.SubElement(root, "testsuite", {"name": name, **_counts(findings, {file: findings})})
    if not findings:
        ET.SubElement(suite, "testcase", {"classname": name, "name": "nothing found"})
    met: Counter[str] = Counter()
    for finding in findings:
        about = "" if finding.target is None else f" in target {visible(finding.target)}"
        title = f"{finding.code} {report.sections[finding.code].title}{about}"
        met[title] += 1
        count = "" if met[title] == 1 else f" ({met[title]})"
        _add_case(suite, name, f"{title}{count}", finding)


def _add_case(suite: ET.Element, file: str, title: str, finding: Finding) -> None:
    place = {"file": file, **({"line": str(finding.line)} if finding.line else {})}
    case = ET.SubElement(suite, "testcase", {"classname": file, "name": title, **place})
    if finding.level is Level.NOTE:
        ET.SubElement(case, "system-out").text = str(finding)
        return
    kind = "error" if finding.code == UNREADABLE else "failure"
    told = {"message": finding.told, "type": str(finding.level)}
    ET.SubElement(case, kind, told).text = str(finding)
