"""The report as a workbook: read back by a program that did not write it."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import settings
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from beskplan.errors import OutputError, UsageError
from beskplan.renderers import json, xlsx
from beskplan.renderers._office import seen
from beskplan.reporting import earlier_results, report
from beskplan.results import Results
from tests.build import a_target
from tests.hostile_texts import HOSTILE
from tests.renderers.test_html import hostile_results
from tests.reporting.build import TARGETS, results

PROVING = settings.get_current_profile_name() != "default"
CONTENT = xlsx.render([results()])


def book_of(*found: Results) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(found) if found else CONTENT))


def head_row(sheet: Worksheet) -> int:
    """Return the row of the header, by the filter that stands on it."""
    return int("".join(mark for mark in str(sheet.auto_filter.ref).split(":")[0] if mark.isdigit()))


def column(sheet: Worksheet, name: str) -> list[object]:
    """Return the cells under a heading."""
    head = head_row(sheet)
    at = next(cell.column for cell in sheet[head] if cell.value == name)
    return [sheet.cell(row, at).value for row in range(head + 1, sheet.max_row + 1)]


def cell_under(sheet: Worksheet, name: str, row: int) -> openpyxl.cell.cell.Cell:
    head = head_row(sheet)
    at = next(cell.column for cell in sheet[head] if cell.value == name)
    return sheet.cell(head + row, at)


def lines(content: bytes) -> Iterator[str]:
    """Yield what stands in a workbook, with the look of numbers behind them."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield f"# {sheet.title}"
        for row in sheet.iter_rows():
            cells = [
                f"{cell.coordinate} {cell.value!r}"
                + (
                    ""
                    if cell.data_type in "sn" and cell.number_format == "General"
                    else f" {cell.number_format}"
                )
                for cell in row
                if cell.value is not None
            ]
            yield "; ".join(cells)


def test_the_workbook_as_it_is(golden: Callable[[str, str], None]) -> None:
    golden("report/xlsx-da.txt", "\n".join(lines(CONTENT)) + "\n")
    before = earlier_results(json.render([results(months=26, as_of="2022-03-01")]), "e.json")
    english = xlsx.render_report(report([results()], "en", before))
    golden("report/xlsx-since-en.txt", "\n".join(lines(english)) + "\n")


def test_sheets_have_headers_that_stay_filters_and_widths() -> None:
    book = book_of()
    assert book.sheetnames == ["Resultater", "Tal", "Udvikling", "Metode"]
    for sheet in book.worksheets[:3]:
        head = head_row(sheet)
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes.endswith(str(head + 1))
        assert str(sheet.auto_filter.ref).endswith(f"{sheet.max_row}")
        assert sheet.print_title_rows == f"${head}:${head}"
        assert all(6 <= sheet.column_dimensions[name].width <= 91 for name in "ABC")
        assert sheet.page_setup.paperSize == 9


def test_the_first_sheet_says_first_what_must_be_known_first() -> None:
    found = book_of(results(as_of="2022-08-01", figures_of=None)).worksheets[0]
    shown = report([results()])
    assert found["A1"].value == f"{shown.title} · {shown.subtitle}"
    assert found["A2"].value == shown.plans[0].warnings[0]


def test_numbers_are_numbers_that_show_the_decimals_that_were_published() -> None:
    sheet = book_of().worksheets[0]
    shown = cell_under(sheet, "Tal", 1)
    verdict = results().verdicts[0]
    assert verdict.observed is not None
    assert (shown.value, shown.number_format) == (float(verdict.observed), "[$-406]#,##0.0_-")
    gap = cell_under(sheet, "Afvigelse", 1)
    assert gap.value == float(verdict.gap or 0)
    assert gap.number_format.startswith("[$-406]+#,##0.0_-;[$-406]-#,##0.0_-;")
    day = cell_under(sheet, "Periodens sidste dag", 1)
    assert day.value == datetime(2022, 6, 30)


def test_a_target_without_a_figure_has_empty_cells_and_no_zero() -> None:
    sheet = book_of().worksheets[0]
    at = column(sheet, "Mål").index("7")
    row = head_row(sheet) + 1 + at
    assert [cell.value for cell in sheet[row] if cell.data_type == "n" and cell.value] == []


def test_parts_stand_under_their_target() -> None:
    sheet = book_of().worksheets[0]
    assert column(sheet, "Del af")[-2:] == ["8", "8"]
    assert [
        cell_under(sheet, "Titel", len(column(sheet, "Mål")) - at).alignment.indent
        for at in (2, 1, 0)
    ] == [0, 1, 1]


def test_statuses_are_coloured_by_their_words() -> None:
    sheet = book_of().worksheets[0]
    (ranged,) = sheet.conditional_formatting
    rules = [(rule.type, rule.operator, rule.text, rule.stopIfTrue) for rule in ranged.rules]
    assert rules == [
        ("endsWith", "endsWith", "ikke opfyldt", True),
        ("endsWith", "endsWith", "opfyldt", True),
        ("notContainsBlanks", None, None, None),
    ]


def test_every_figure_used_is_there_with_its_file_and_row() -> None:
    sheet = book_of().worksheets[1]
    used = [
        one
        for verdict in results()
        for v in (verdict, *verdict.parts, *verdict.readings)
        if not v.parts
        for one in v.used
    ]
    assert len(column(sheet, "Tal")) == len(used)
    assert set(column(sheet, "Fil")) == {"tal.csv"}
    assert all(isinstance(row, int) for row in column(sheet, "Række"))


def test_several_plans_stand_below_each_other() -> None:
    sheet = book_of(results(), results(title="Den anden")).worksheets[0]
    assert dict.fromkeys(column(sheet, "Plan")) == {
        "Beskæftigelsesplan 2022": None,
        "Den anden": None,
    }


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_others_wrote_is_text_and_all_there(written: str) -> None:
    content = xlsx.render([hostile_results(written)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    texts = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s"
    ]
    assert sum(text == seen(written) for text in texts) >= 3


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    target = a_target(TARGETS["1"][0], "{id: a}").model_copy(update={"title": "x" * 40_000})
    with pytest.raises(
        OutputError,
        match=r"^Resultater, row \d+: a cell of XLSX holds 32767 characters, and \"x+…\" has "
        r"40\d+; write the report as \.html or \.docx$",
    ):
        xlsx.render([results(target)])


def test_the_same_results_give_the_same_bytes_with_no_time_but_their_day() -> None:
    assert xlsx.render([results()]) == CONTENT
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2022-08-01T00:00:00Z" in archive.read("docProps/core.xml").decode()


def test_a_target_is_told_when_it_is_done() -> None:
    done: list[int] = []
    xlsx.render_report(report([results()]), lambda: done.append(1))
    assert len(done) == len(TARGETS)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        UsageError,
        match=r"^a report in \.xlsx needs XlsxWriter, which is not installed; "
        r"pip install 'beskplan\[report\]'$",
    ):
        xlsx.render([results()])


@pytest.mark.skipif(not PROVING, reason="make prove: needs LibreOffice")
@pytest.mark.parametrize("name", ["a formula", "a sum", "a terminal", "long", "right to left"])
def test_libreoffice_opens_it_and_runs_nothing(tmp_path: Path, name: str) -> None:
    office = shutil.which("soffice")
    assert office, "soffice is not on the PATH: install LibreOffice"
    (tmp_path / "r.xlsx").write_bytes(xlsx.render([hostile_results(HOSTILE[name])]))
    command = [office, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "again", "r.xlsx"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=120)
    sheet = openpyxl.load_workbook(tmp_path / "again" / "r.xlsx").worksheets[0]
    assert column(sheet, "Titel") == [seen(HOSTILE[name])]
    assert cell_under(sheet, "Titel", 1).data_type == "s"
    shown = cell_under(sheet, "Tal", 1)
    assert (shown.data_type, shown.value) == ("n", 3.9)
