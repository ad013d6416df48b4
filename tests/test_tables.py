"""Results as tidy tables: every cell is what its column says, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from beskplan import evaluate, load_catalogue, load_observations, load_plan
from beskplan.plan import needed_figures
from beskplan.results import Results
from beskplan.tables import FIGURES, RESULTS, TARGETS, Table
from tests.build import a_plan, a_target, figure, observations, results
from tests.commands import ROOT

PLANS = sorted((ROOT / "plans").glob("*.yaml"))
TABLES = (RESULTS, FIGURES, TARGETS)
TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "decimal": (Decimal,),
    "boolean": (bool,),
    "date": (date,),
}


@cache
def real() -> tuple[Results, ...]:
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    plans = [load_plan(file, catalogue) for file in PLANS]
    return tuple(
        evaluate(
            plan,
            catalogue,
            load_observations(ROOT / "data", catalogue, needed_figures(plan, catalogue)),
            as_of=date(2024, 6, 30),
        )
        for plan in plans
    )


def rows(table: Table[Any], found: Results) -> list[dict[str, Any]]:
    return [dict(zip(table.heads, cells, strict=True)) for cells in table.cells([found])]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_of_the_real_plans_is_what_its_column_says(table: Table[Any]) -> None:
    met: set[str] = set()
    for cells in table.cells(real()):
        for column, cell in zip(table.columns, cells, strict=True):
            assert cell is not None or not column.always, column.name
            assert cell is None or type(cell) in TYPES[column.kind], column.name
            met |= {column.name} if cell is not None else set()
    assert set(table.heads) - met <= {"sheet", "retrieved", "url", "document_date", "on_track",
                                      "progress", "assessment", "assessment_by",
                                      "assessment_date", "page"}  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_have_one_name_each_a_meaning_and_units_that_stand_beside_them(
    table: Table[Any],
) -> None:
    assert len(set(table.heads)) == len(table.heads)
    for column in table.columns:
        assert column.meaning
        assert column.unit is None or column.unit in table.heads


PARTS = (
    "{type: all-of, parts: [{rule: {type: threshold, at_least: 70}}, "
    "{rule: {type: threshold, at_least: 90}}]}"
)
READ = "{reading: r, other_readings: [{reading: anden, rule: {type: threshold, at_least: 60}}]}"


def test_parts_and_other_readings_stand_under_their_target() -> None:
    plan = a_plan(a_target(PARTS, READ))
    found = rows(RESULTS, results(plan, observations({("250", "2022M03"): "80.0"})))
    assert [(one["target"], one["role"], one["part_of"], one["status"]) for one in found] == [
        ("1a", "target", None, "missed"),
        ("1a/1", "part", "1a", "met"),
        ("1a/2", "part", "1a", "missed"),
        ("1a", "reading", "1a", "met"),
    ]


def test_figures_stand_once_for_each_verdict_and_as_printed() -> None:
    plan = a_plan(a_target(PARTS, READ))
    found = rows(FIGURES, results(plan, observations([figure("250", "2022M03", "80.0", row=7)])))
    assert [(one["target"], one["reading"], str(one["value"]), one["row"]) for one in found] == [
        ("1a/1", None, "80.0", 7),
        ("1a/2", None, "80.0", 7),
        ("1a", "anden", "80.0", 7),
    ]
    assert {one["decimals"] for one in found} == {1}


def test_targets_take_document_and_follow_up_from_the_plan_where_they_say_nothing() -> None:
    own = a_target("{type: threshold, at_least: 70}", "{source: {document: Et andet, page: 3}}")
    plain = a_target("{type: threshold, at_least: 70}", "{id: 1b, due: {by_end: 2022}}")
    plan = replace(a_plan(own, plain), follow_up=(3, 10))
    one, two = rows(TARGETS, results(plan, observations({("250", "2022M03"): "80.0"})))
    assert (one["document"], one["page"], one["due"]) == ("Et andet", "3", None)
    assert (two["document"], two["page"]) == (plan.source.document, None)
    assert (two["due"], two["follow_up"]) == ("ved udgangen af 2022", "3 10")
