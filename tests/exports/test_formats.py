"""Tables in every format: read back whole, numbers as numbers, hostile texts as texts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator
from python_calamine import load_workbook

from beskplan.errors import OutputError, UsageError
from beskplan.exports import FORMATS, VARIANTS, Asked, exported, known_format, known_variant
from beskplan.exports.formats import Sheet, format_of, parquet, xlsx
from beskplan.results import Results
from beskplan.schemas import schema_of
from beskplan.tables import FIGURES, RESULTS, TARGETS, Cell, Table
from tests.build import a_plan, a_target, figure, observations, results
from tests.exports.build import OLD, some_inputs

UNDONE = re.compile(r"(?:^|(?<=[\t,;\r\n]))'(?=[\s']*[=+\-@])")
"""An apostrophe before what would run as a formula."""
TABLES: tuple[Table[Any], ...] = (RESULTS, FIGURES, TARGETS)
HOSTILE = {
    "a formula": '=cmd|"/C calc"!A0',
    "a sum": "+1+1",
    "an at sign": "@SUM(A1)",
    "markup": "<script>alert(1)</script>",
    "an escape": "\x1b[31mrød",
    "from right to left": "\u202egnp.exe",
    "a line end": "en\nto\r\ntre",
    "marks of CSV": 'a;b,c"d',
    "a tabulator first": "\t=1+1",
    "a formula for who parts at semicolons": "x;=1+1;",
    "10,000 characters": "x" * 10_000,
    "an emoji": "👩‍🔬",
}


def plan_results(*, title: str = "Et resultatmål", note: str = "Husk") -> Results:
    """Return verdicts with a figure, without one, of parts, and of another reading."""
    plain = a_target("{type: threshold, at_least: 70}", "{due: {by_end: 2022}}")
    several = a_target(
        "{type: all-of, parts: [{rule: {type: threshold, at_least: 70}}, "
        "{rule: {type: vs-national-average, must_be: below}}]}",
        "{id: 1b, reading: r, other_readings: [{reading: x, rule: {type: threshold, above: 1}}]}",
    )
    none = a_target("{type: none, because: not-set}", "{id: 1c, measure: }")
    plain = plain.model_copy(update={"title": title, "note": note})
    plan = replace(a_plan(plain, several, none), file="plans/en-plan.yaml", follow_up=(3, 10))
    rows = [figure("250", "2022M03", "80.0", row=7), figure("000", "2022M03", "75", row=8)]
    return results(plan, observations(rows))


def written(format_: str, found: Results, variant: str | None = None) -> dict[str, bytes]:
    """Return the tables of an export by name."""
    made = exported([found], Asked(format_, variant), some_inputs())
    return {name.partition(".")[0]: content for name, content in made.tables.items()}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_csv_is_what_it_was(
    table: Table[Any], variant: str, golden: Callable[[str, str], None]
) -> None:
    content = written("csv", plan_results(note="=1+1"), variant)[table.name]
    golden(f"exports/{table.name}.{variant}.csv", content.decode())


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_is_what_it_was(format_: str, golden: Callable[[str, str], None]) -> None:
    for name, content in written(format_, plan_results()).items():
        golden(f"exports/{name}.{format_}", content.decode())


def test_manifest_is_what_it_was(golden: Callable[[str, str], None]) -> None:
    golden("exports/manifest.json", OLD.manifest.content.decode())


def test_manifest_fits_its_schema() -> None:
    manifest = json.loads(OLD.manifest.content)
    Draft202012Validator(schema_of("export")).validate(manifest)
    assert manifest["schema"] == schema_of("export")["properties"]["schema"]["const"]
    wanted = {f"{one.name}.csv": one.schema for one in TABLES}
    assert {one["file"]: one["schema"] for one in manifest["files"]} == wanted


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_json_and_its_lines_fit_the_schema_of_the_table(table: Table[Any]) -> None:
    schema = schema_of(f"{table.name}-table")
    document = json.loads(written("json", plan_results())[table.name])
    Draft202012Validator(schema).validate(document)
    lines = written("jsonl", plan_results())[table.name].decode().splitlines()
    assert [json.loads(line) for line in lines] == document["rows"]
    assert document["schema"] == schema["properties"]["schema"]["const"] == table.schema


@pytest.mark.parametrize("format_", FORMATS)
def test_same_results_give_the_same_bytes(format_: str) -> None:
    assert written(format_, plan_results()) == written(format_, plan_results())


# ── read back ───────────────────────────────────────────────────────────────────────────────


def plain(table: Table[Any], rows: Iterable[Iterable[Cell]]) -> list[list[object]]:
    """Return cells as JSON would say them: numbers as numbers, days as text."""
    return [
        [
            cell.isoformat()
            if isinstance(cell, date)
            else float(cell)
            if isinstance(cell, Decimal) or (isinstance(cell, int) and not isinstance(cell, bool))
            else cell
            for cell in row
        ]
        for row in rows
    ]


def from_csv(content: bytes, table: Table[Any], variant: str) -> list[list[object]]:
    danish = variant == "danish"
    text = content.decode("utf-8-sig" if danish else "utf-8")
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if danish else ",")
    assert tuple(head) == table.heads
    return [[_cell(*one, danish=danish) for one in zip(table.columns, row, strict=True)]
            for row in rows]  # fmt: skip


def _cell(column: Any, text: str, *, danish: bool) -> object:
    if not text:
        return None
    if column.kind in ("decimal", "integer"):
        return float(text.replace(",", ".") if danish else text)
    return text == "true" if column.kind == "boolean" else UNDONE.sub("", text)


def from_workbook(content: bytes, table: Table[Any]) -> list[list[object]]:
    head, *rows = load_workbook(io.BytesIO(content)).get_sheet_by_name(table.name).to_python()
    assert tuple(head) == table.heads
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    return plain(table, cells)  # type: ignore[arg-type]


READERS: dict[str, Callable[[bytes, Table[Any]], list[list[object]]]] = {
    "csv": lambda content, table: from_csv(content, table, "neutral"),
    "danish": lambda content, table: from_csv(content, table, "danish"),
    "json": lambda content, _: [list(one.values()) for one in json.loads(content)["rows"]],
    "jsonl": lambda content, _: [
        list(json.loads(line).values()) for line in content.decode().split("\n")[:-1]
    ],
    "parquet": lambda content, table: plain(table, pl.read_parquet(io.BytesIO(content)).rows()),
    "xlsx": from_workbook,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_title_and_note_lose_nothing(reader: str, text: str) -> None:
    found = plan_results(title=text, note=text)
    format_, variant = ("csv", "danish") if reader == "danish" else (reader, None)
    tables = written(format_, found, variant)
    for table in TABLES:
        expected = plain(table, table.cells([found]))
        assert READERS[reader](tables[table.name], table) == expected


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-1", "@A1", "＝1", " =1"])
def test_no_cell_of_a_csv_begins_like_a_formula(variant: str, text: str) -> None:
    content = written("csv", plan_results(note=text), variant)["results"]
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""),
             delimiter=";" if variant == "danish" else ",") for cell in row]  # fmt: skip
    assert f"'{text}" in cells


def test_negative_number_stays_a_number() -> None:
    target = a_target("{type: threshold, at_least: 90}")
    found = results(a_plan(target), observations({("250", "2022M03"): "80.0"}))
    (neutral,) = from_csv(written("csv", found)["results"], RESULTS, "neutral")
    assert neutral[RESULTS.heads.index("gap")] == -10.0
    assert b",-10.0," in written("csv", found)["results"]
    assert b";-10,0;" in written("csv", found, "danish")["results"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_row_with_line_ends_in_its_texts_is_one_row(variant: str) -> None:
    found = plan_results(note='en\r\n"to"\r\n\rtre', title='"')
    content = written("csv", found, variant)["results"]
    rows = format_of("csv").rows(content)
    assert rows is not None
    assert len(rows) == len(list(RESULTS.rows(found)))
    assert content.endswith(b"".join(rows))  # type: ignore[arg-type]


# ── Parquet ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_parquet_has_one_schema_whatever_it_holds(table: Table[Any]) -> None:
    full = pl.read_parquet(io.BytesIO(written("parquet", plan_results())[table.name]))
    empty = parquet.render(Sheet(table, (), date(2022, 6, 30)))
    assert pl.read_parquet(io.BytesIO(empty)).schema == full.schema
    assert pl.read_parquet_metadata(io.BytesIO(empty))["schema"] == table.schema


NUMBERS = {
    "a published number": ("80.0", "80.000000000000000000"),
    "twelve digits": ("0.333333333333", "0.333333333333000000"),
    "the largest number": ("999999999999999", "999999999999999.000000000000000000"),
    "less than the last decimal": ("-1E-30", "-1E-18"),
    "zero": ("0", "0E-18"),
}


@pytest.mark.parametrize(("number", "held"), NUMBERS.values(), ids=NUMBERS)
def test_parquet_holds_exact_decimals_and_rounds_none_to_zero(number: str, held: str) -> None:
    row = tuple(Decimal(number) if one.name == "gap" else None for one in RESULTS.columns)
    frame = pl.read_parquet(io.BytesIO(parquet.render(Sheet(RESULTS, [row], date(2022, 6, 30)))))
    assert frame["gap"].to_list() == [Decimal(held)]


# ── XLSX ────────────────────────────────────────────────────────────────────────────────────


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_workbook_carries_no_time_but_the_day_of_the_answer() -> None:
    content = written("xlsx", plan_results())["results"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "2022-06-30T00:00:00Z" in parts(content)["docProps/core.xml"]


def test_workbook_has_no_formulas_and_shows_numbers_as_published() -> None:
    found = plan_results(title="=1+1", note="https://example.org")
    sheet = parts(written("xlsx", found)["results"])
    assert "<f>" not in sheet["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in sheet["xl/worksheets/sheet1.xml"]
    assert 'formatCode="0.0"' in sheet["xl/styles.xml"]


def test_text_that_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(OutputError, match=r"32767 characters; here are .* choose another --format"):
        written("xlsx", plan_results(note="x" * 40_000))


# ── what there is ───────────────────────────────────────────────────────────────────────────


def test_formats_are_found_and_unknown_ones_named() -> None:
    assert FORMATS == ("csv", "json", "jsonl", "parquet", "xlsx")
    with pytest.raises(UsageError, match=r'no format "jsn"; did you mean "json" or "jsonl"\?'):
        known_format("jsn")
    with pytest.raises(UsageError, match='no variant of CSV "excel"; known: neutral, danish'):
        known_variant("excel")


@pytest.mark.parametrize("format_", ["parquet", "xlsx"])
def test_what_is_none_of_the_format_has_no_rows_to_compare(format_: str) -> None:
    assert format_of(format_).rows(b"nothing") is None
    assert xlsx.LIBRARY == "xlsxwriter"
