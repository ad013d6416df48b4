"""What a report holds, before any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from beskplan.errors import UsageError
from beskplan.renderers import json
from beskplan.reporting import Earlier, Report, TargetSection, earlier_results, report
from beskplan.results import DataFile, Results
from tests.build import a_target
from tests.reporting.build import results

SHOWN = report([results()])


def sections(shown: Report) -> Iterator[TargetSection]:
    """Yield every section of a target or part."""

    def with_parts(section: TargetSection) -> Iterator[TargetSection]:
        yield section
        for part in section.parts:
            yield from with_parts(part)

    for plan in shown.plans:
        for area in plan.focus_areas:
            for target in area.targets:
                yield from with_parts(target)


def section(target: str) -> TargetSection:
    return next(one for one in sections(SHOWN) if one.target == target)


def test_the_summary_counts_starting_positions_apart() -> None:
    (plan,) = SHOWN.plans
    assert plan.summary == (
        "8 mål: 2 er opfyldt, 1 var opfyldt i udgangspunktet, 3 er ikke opfyldt, 1 er ikke "
        "forfaldet og 1 vurderes af en person."
    )
    counts = [(one.standing.word, one.count) for one in plan.counts]
    assert counts == [
        ("Opfyldt", 2),
        ("Udgangspunkt: opfyldt", 1),
        ("Ikke opfyldt", 3),
        ("Ikke forfaldet", 1),
        ("Vurderes af en person", 1),
    ]


def test_a_starting_position_is_told_first() -> None:
    (plan,) = SHOWN.plans
    assert [one[:31] for one in plan.warnings] == ["Nogle tal er fra før planens år"]
    draft = results()
    draft = replace(draft, plan=replace(draft.plan, status="draft"))
    (plan,) = report([draft], "en").plans
    assert [one[:23] for one in plan.warnings] == [
        "The plan is a draft. It",
        "Some figures are from b",
    ]


def test_every_section_has_an_anchor_of_its_own() -> None:
    twice = report([results(), results(title="En anden")])
    anchors = [one.anchor for one in sections(twice)]
    anchors += [plan.anchor for plan in twice.plans]
    anchors += [area.anchor for plan in twice.plans for area in plan.focus_areas]
    assert len(anchors) == len(set(anchors))
    assert all(one.isascii() and one.replace("-", "").isalnum() for one in anchors)


def test_columns_that_no_row_fills_are_left_out() -> None:
    only = results(a_target("{type: none, because: qualitative}", "measure: "))
    (area,) = report([only]).plans[0].focus_areas
    assert [one.key for one in area.table.columns] == ["target", "title", "requirement", "status"]


def test_a_chart_has_the_gaps_of_the_data() -> None:
    chart = section("1").chart
    assert chart is not None
    assert [one.short for one in chart.points if one.own is None] == ["aug. 2020", "sep. 2020"]
    assert chart.own_name == "Frederikssund"
    assert chart.compared_name == "Hele landet (krav)"
    assert chart.required_name is None
    assert chart.description == (
        "Frederikssund: 3,0\xa0% i januar 2020 og 3,9\xa0% i juni 2022; lavest 3,0\xa0% (januar "
        "2020), højest 4,6\xa0% (november 2020). Hele landet (krav): 3,2\xa0% (juni 2022). 2 "
        "perioder uden tal."
    )


def test_the_level_is_a_line_of_its_own_where_it_is_not_the_compared_number() -> None:
    chart = section("2").chart
    assert chart is not None
    assert (chart.compared_name, chart.required_name) == ("Hele landet", "Krav")


def test_the_judged_period_is_marked_in_chart_and_table() -> None:
    chart = section("1").chart
    assert chart is not None
    assert [one.label for one in chart.points if one.is_judged] == ["juni 2022"]
    assert chart.table.rows[-1].cells[0] == "juni 2022 (afgør målet)"


def test_one_figure_gives_no_chart() -> None:
    assert section("7").chart is None
    assert section("8").chart is None  # its parts have theirs
    assert all(part.chart is not None for part in section("8").parts)


def test_numbers_of_the_table_are_there_as_numbers() -> None:
    row = SHOWN.plans[0].focus_areas[0].table.rows[0]
    assert dict(row.numbers) == {
        "observed": Decimal("3.9"),
        "compared": Decimal("3.2"),
        "required": Decimal("3.2"),
        "gap": Decimal("-0.7"),
    }


def test_the_words_explained_are_those_that_occur() -> None:
    words = [one.word for one in SHOWN.legend]
    assert words[:3] == ["udgangspunkt", "opfyldt", "ikke opfyldt"]
    assert {"afvigelse", "forbehold"} <= set(words)
    assert "afventer metode" not in words


def with_files(*files: DataFile) -> Results:
    return replace(results(), files=files)


def test_sources_name_files_with_days_and_digests_each_once() -> None:
    first = DataFile("a.csv", (date(2022, 1, 2),), ("Jobindsats y25i01",), "ab" * 32)
    same = DataFile("a.csv", (date(2022, 3, 4),), ("Jobindsats y30r21",), "ab" * 32)
    bare = DataFile("b.csv")
    sources = report([with_files(first), with_files(same, bare)]).sources
    assert sources is not None
    assert [row.cells for row in sources.rows] == [
        (
            "a.csv",
            "Jobindsats y25i01, Jobindsats y30r21",
            "2. januar 2022 og 4. marts 2022",
            "ab" * 32,
        ),
        ("b.csv", "ikke oplyst", "ikke oplyst", "ikke beregnet"),
    ]


def test_results_in_full_name_the_files_of_every_figure_that_is_shown() -> None:
    found = results()
    assert found.files == (DataFile("tal.csv"),)
    assert found.only(("7",)).files == ()
    assert found.with_digests({"tal.csv": "ab"}).files == (DataFile("tal.csv", sha256="ab"),)


def test_a_plan_file_is_named_without_its_folder() -> None:
    assert [row.cells[1] for row in SHOWN.plan_files.rows] == ["en-plan.yaml"]


def test_several_plans_are_counted_in_one_table() -> None:
    shown = report([results(), results(title="En anden")])
    assert shown.counts is not None
    assert [row.cells[:3] for row in shown.counts.rows] == [
        ("Beskæftigelsesplan 2022", "Frederikssund", "8"),
        ("En anden", "Frederikssund", "8"),
        ("I alt", "", "16"),
    ]


# What has changed


def earlier(**changes: Any) -> tuple[Earlier, ...]:
    """Return the results as they were on 1 March, with changes of targets by id."""
    found = earlier_results(json.render([results(months=26, as_of="2022-03-01")]), "e.json")
    (one,) = found
    told = [
        target.model_copy(update=changes.get(f"t{target.target}", {})) for target in one.results
    ]
    return (one.model_copy(update={"results": tuple(told)}),)


def test_what_has_changed_is_told_in_a_sentence_and_a_table() -> None:
    (plan,) = report([results()], earlier=earlier(t2={"status": "met"}, t7={"target": "70"})).plans
    assert plan.changes is not None
    assert plan.changes.sentence == (
        "Siden 1. marts 2022: 2 mål har skiftet status, 2 mål har et nyt tal og samme status, 1 "
        "mål er nyt og 1 mål er ikke længere med."
    )
    assert plan.changes.table is not None
    rows = {row.cells[0]: row.cells[2:] for row in plan.changes.table.rows}
    assert rows["70"] == ("Vurderes af en person", "ikke med", "–", "")
    assert rows["7"] == ("ikke med", "Vurderes af en person", "", "–")


def test_a_target_says_what_has_changed() -> None:
    shown = report([results()], "en", earlier(t1={"status": "met"}))
    one = next(one for one in sections(shown) if one.target == "1")
    assert one.changed is not None
    assert one.changed.startswith("Status: Met → Missed; Figure: ")


def test_nothing_new_is_said_so() -> None:
    now = results()
    before = earlier_results(json.render([now]), "e.json")
    (plan,) = report([now], earlier=before).plans
    assert plan.changes is not None
    assert plan.changes.sentence == "Intet er ændret siden 1. august 2022."
    assert plan.changes.table is None


def test_an_earlier_result_of_another_plan_is_none() -> None:
    (one,) = earlier()
    other = one.model_copy(update={"plan": one.plan.model_copy(update={"id": "en-anden"})})
    (plan,) = report([results()], earlier=[other]).plans
    assert plan.changes is not None
    assert plan.changes.sentence == (
        "Det tidligere resultat har ikke denne plan for denne kommune."
    )


def test_an_earlier_result_must_be_earlier_and_one() -> None:
    later = earlier_results(json.render([results(as_of="2023-01-01")]), "e.json")
    with pytest.raises(UsageError, match="is as of 2023-01-01, which is later than 2022-08-01"):
        report([results()], earlier=later)
    with pytest.raises(UsageError, match="2 earlier results of the plan"):
        report([results()], earlier=[*earlier(), *earlier()])


ADVICE = "; write one with: beskplan evaluate PLAN --format json"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"[]", "holds no results", id="an empty array"),
        pytest.param(b"{}", "this is no results, not of beskplan/results/v1", id="another object"),
        pytest.param(b"3", "this is no results, not of beskplan/results/v1", id="a number"),
        pytest.param(
            b'{"schema": "beskplan/results/v9"}',
            'this is of schema "beskplan/results/v9", not of beskplan/results/v1',
            id="a later schema",
        ),
        pytest.param(
            b'{"schema": "beskplan/results/v1"}',
            '"as_of" is not what beskplan/results/v1 has there',
            id="without a day",
        ),
    ],
)
def test_what_is_no_result_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        earlier_results(content, "--since e.json")
    assert str(refused.value) == f"--since e.json: {message}{ADVICE}"


@pytest.mark.parametrize(
    "content",
    [b"not json", b"[" * 100_000, b"\xff\xfe", b'{"schema": NaN'],
    ids=["text", "very deep", "no UTF-8", "torn"],
)
def test_what_is_no_json_is_refused_without_a_traceback(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"--since e\.json: is no JSON"):
        earlier_results(content, "--since e.json")
