"""Results for CI servers that show tests: JUnit XML, a suite for each plan and municipality.

A failure is what fails the run, see ``--fail-on``; a target without a verdict is skipped, with the
reason. Parts and other readings stand in the story of their target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from xml.etree import ElementTree as ET

from beskplan.errors import visible
from beskplan.renderers._pipeline import FAILING, Outcome, name_of, outcome, story
from beskplan.results import Results, Verdict


def render(results: Sequence[Results]) -> bytes:
    """Return the results as XML in which what is missed fails."""
    return render_for_pipeline(results, FAILING)


def render_for_pipeline(results: Sequence[Results], failing: Collection[str]) -> bytes:
    """Return the results as XML in which verdicts with one of some statuses or flags fail."""
    every = [outcome(verdict, failing) for one in results for verdict in one]
    root = ET.Element("testsuites", {"name": "beskplan evaluate", **_counts(every)})
    for one in results:
        _add_suite(root, one, failing)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _counts(outcomes: Sequence[Outcome]) -> dict[str, str]:
    met = Counter(outcomes)
    return {
        "tests": str(len(outcomes)),
        "failures": str(met[Outcome.FAILED]),
        "errors": "0",
        "skipped": str(met[Outcome.SKIPPED]),
    }


def _add_suite(root: ET.Element, results: Results, failing: Collection[str]) -> None:
    plan = results.plan
    places = dict.fromkeys(verdict.area.name for verdict in results)
    name = visible(f"{plan.id}: {plan.title} ({', '.join(places)})")
    counts = _counts([outcome(verdict, failing) for verdict in results])
    told = {"name": name, "timestamp": f"{results.as_of.isoformat()}T00:00:00", **counts}
    suite = ET.SubElement(root, "testsuite", told)
    titles = dict(plan.focus_areas)
    for verdict in results:
        area = visible(f"{verdict.focus_area} {titles.get(verdict.focus_area, '')}".strip())
        _add_case(suite, results, verdict, f"{visible(plan.id)}.{area}", failing)


def _add_case(
    suite: ET.Element, results: Results, verdict: Verdict, about: str, failing: Collection[str]
) -> None:
    place = {"file": visible(results.plan.file), "line": str(verdict.line)}
    case = ET.SubElement(
        suite, "testcase", {"classname": about, "name": name_of(verdict), **place, "time": "0"}
    )
    lines = [story(results.plan, verdict)]
    lines += [f"{name_of(part)}: {story(results.plan, part)}" for part in verdict.parts]
    text = "\n".join(lines)
    match outcome(verdict, failing):
        case Outcome.FAILED:
            told = {"message": lines[0], "type": str(verdict.status)}
            ET.SubElement(case, "failure", told).text = text
        case Outcome.SKIPPED:
            ET.SubElement(case, "skipped", {"message": lines[0]})
        case Outcome.PASSED:
            ET.SubElement(case, "system-out").text = text
