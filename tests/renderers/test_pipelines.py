"""JUnit and GitHub: what fails the run fails, the undecided are skipped with their reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from beskplan.renderers import github, junit, renderer
from beskplan.results import Results
from beskplan.words import Lang
from tests.build import a_plan, a_target, an_indicator, figure, observations, results
from tests.hostile_texts import HOSTILE

MISSED = frozenset({"missed"})
TITLES = {
    **HOSTILE,
    "what no XML may hold": "a\x1b[31m\u202e\x07\ufffe",
    "commands of GitHub": "::error file=x::ja\n::notice::nej %0A::",
}


def found(title: str = "Et mål") -> Results:
    rule = "{type: vs-national-average, must_be: at-least}"
    plan = a_plan(
        a_target(rule, "id: 1a").changed(title=title),
        a_target("{type: threshold, at_least: 70}", "id: 1b"),
        a_target(rule, "{id: 1c, period: 2022M01}"),
        a_target("{type: none, because: not-set}", "{id: 1d, measure: }"),
    )
    plan = replace(plan, file="plans/en-plan.yaml", lines={"1a": 12, "1b": 20, "1c": 30, "1d": 40})
    rows = observations([figure("250", "2022M03", "79.7"), figure("000", "2022M03", "81.4")])
    return results(plan, rows)


def cases(document: bytes) -> list[ET.Element]:
    return list(ET.fromstring(document).iter("testcase"))  # noqa: S314 (our own document)


def kinds(document: bytes) -> list[str]:
    return [child.tag for case in cases(document) for child in case]


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("format_", ["junit", "github", "csv", "jsonl"])
def test_the_documents_as_they_are(
    format_: str, lang: Lang, golden: Callable[[str, str], None]
) -> None:
    of = found()
    spoken = replace(of, plan=replace(of.plan, language=lang))
    golden(f"pipelines/{format_}-{lang}.txt", renderer(format_).render([spoken]).decode())


def test_what_is_missed_fails_what_is_undecided_is_skipped_and_what_is_met_passes() -> None:
    document = junit.render([found()])
    assert kinds(document) == ["failure", "system-out", "skipped", "skipped"]
    one, _, three, _ = cases(document)
    assert (one.get("name"), one.get("file"), one.get("line")) == (
        "1a Et mål",
        "plans/en-plan.yaml",
        "12",
    )
    failure, skipped = one.find("failure"), three.find("skipped")
    assert failure is not None
    assert skipped is not None
    assert (failure.get("type"), failure.get("message")) == (
        "missed",
        "ikke opfyldt (krav: mindst på niveau med landsgennemsnittet); 79,7 pct. i marts 2022; "
        "afvigelse −1,7 procentpoint",
    )
    assert str(skipped.get("message")).startswith("ingen tal (krav: ")


def test_the_suites_count_what_they_hold() -> None:
    root = ET.fromstring(junit.render([found(), found()]))  # noqa: S314 (our own document)
    counts = {"tests": "8", "failures": "2", "errors": "0", "skipped": "4"}
    assert {key: root.get(key) for key in counts} == counts
    assert [suite.get("tests") for suite in root] == ["4", "4"]


@pytest.mark.parametrize(
    ("failing", "expected"),
    [
        pytest.param(frozenset(), ["system-out", "system-out", "skipped", "skipped"], id="never"),
        pytest.param({"no-data"}, ["system-out", "system-out", "failure", "skipped"], id="no data"),
        pytest.param({"met", "missed"}, ["failure", "failure", "skipped", "skipped"], id="both"),
    ],
)
def test_a_failure_is_what_the_run_is_asked_to_fail_on(
    failing: frozenset[str], expected: list[str]
) -> None:
    assert kinds(junit.render_for_pipeline([found()], failing)) == expected


def test_github_points_at_the_line_of_the_target() -> None:
    lines = github.render([found()]).decode().splitlines()
    assert lines[0] == (
        "::error file=plans/en-plan.yaml,line=12,title=1a Et mål (Frederikssund)::1a: ikke opfyldt "
        "(krav: mindst på niveau med landsgennemsnittet); 79,7 pct. i marts 2022; afvigelse −1,7 "
        "procentpoint"
    )
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice", "::notice",
                                                          "en-plan:"]  # fmt: skip
    assert lines[-1] == "en-plan: 1 opfyldt, 1 ikke opfyldt, 1 ingen tal, 1 intet mål fastsat"


def test_what_is_missed_without_failing_the_run_is_a_warning() -> None:
    lines = github.render_for_pipeline([found()], frozenset()).decode().splitlines()
    assert lines[0].startswith("::warning file=")


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_breaks_no_format(title: str) -> None:
    document = junit.render([found(title)])
    assert kinds(document) == ["failure", "system-out", "skipped", "skipped"]
    name = str(cases(document)[0].get("name"))
    assert name.isprintable()
    assert len(name) >= len(title)
    lines = github.render([found(title)]).decode().splitlines()
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)
    properties = lines[0].removeprefix("::").partition("::")[0]
    assert properties.count(",") == 2


def test_parts_stand_in_the_story_of_their_target() -> None:
    parts = (
        "{type: all-of, parts: [{rule: {type: threshold, at_least: 70}}, "
        "{rule: {type: threshold, at_least: 90}}]}"
    )
    plan = a_plan(a_target(parts))
    [case] = cases(junit.render([results(plan, observations({("250", "2022M03"): "80"}))]))
    failure = case.find("failure")
    assert failure is not None
    first, *rest = str(failure.text).splitlines()
    assert first.startswith("ikke opfyldt")
    assert [line.partition(" ")[0] for line in rest] == ["1a/1", "1a/2"]


def test_a_place_is_told_as_one() -> None:
    plan = a_plan(a_target("{type: rank, at_most: 75}"))
    rows = observations({("250", "2022M03"): "77"})
    text = github.render([results(plan, rows, an_indicator(unit="place"))]).decode()
    assert "; nr. 77 i marts 2022; afvigelse −2 pladser" in text
