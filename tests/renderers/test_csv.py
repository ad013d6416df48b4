"""CSV and JSON lines: numbers stay numbers, nothing runs in a spreadsheet, nothing is lost."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest
import simplejson

from beskplan.renderers import renderer
from beskplan.renderers._cells import DANISH, NEUTRAL, as_csv, cell_text, harmless
from beskplan.results import Results
from beskplan.tables import RESULTS
from tests.build import a_plan, a_target, observations, results


def found(title: str = "En titel") -> Results:
    target = a_target("{type: vs-national-average, must_be: at-least}")
    plan = a_plan(target.changed(title=title))
    return results(plan, observations({("250", "2022M03"): "79.7", ("000", "2022M03"): "81.0"}))


def test_csv_reads_back_as_the_table() -> None:
    [head, row] = csv.reader(StringIO(renderer("csv").render([found()]).decode(), newline=""))
    assert tuple(head) == RESULTS.heads
    said = dict(zip(head, row, strict=True))
    assert (said["observed"], said["compared"], said["gap"]) == ("79.7", "81.0", "-1.3")
    assert (said["progress"], said["flags"], said["period_end"]) == ("", "", "2022-03-31")


def test_several_plans_are_one_table() -> None:
    lines = renderer("csv").render([found(), found()]).decode().splitlines()
    assert len(lines) == 3


def test_json_lines_have_every_key_and_numbers_as_published() -> None:
    text = renderer("jsonl").render([found(), found()]).decode()
    one, _ = [simplejson.loads(line, use_decimal=True) for line in text.splitlines()]
    assert tuple(one) == RESULTS.heads
    assert (str(one["compared"]), one["progress"], one["line"]) == ("81.0", None, 0)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+45", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\n=1"],
    ids=repr,
)
def test_a_text_that_a_spreadsheet_would_run_stays_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    [_, row] = csv.reader(StringIO(renderer("csv").render([found(text)]).decode(), newline=""))
    title = row[RESULTS.heads.index("title")]
    assert title[0] == "'"
    assert title.replace("'", "") == text


PARTED = {
    "a semicolon": ("x;=1+1;", "x;'=1+1;"),
    "a comma": ("x,+1", "x,'+1"),
    "a space between": ("x; @SUM(A1)", "x; '@SUM(A1)"),
    "a line end": ("x\r\n-1+2", "x\r\n'-1+2"),
    "quotation marks": ('x;"=1+1;', "x;\"'=1+1;"),
    "the beginning": (";=1", ";'=1"),
    "both": ("=1\t=1", "'=1\t'=1"),
    "none": ("a = b, c - d; e", "a = b, c - d; e"),
}


@pytest.mark.parametrize(("text", "held"), PARTED.values(), ids=PARTED)
def test_no_formula_begins_where_another_spreadsheet_would_part_the_text(
    text: str, held: str
) -> None:
    assert cell_text(text, ".") == held


def test_long_text_is_made_harmless_in_one_go() -> None:
    text = "\n" * 1_000_000
    assert cell_text(text, ".") == f"'{text}"


@pytest.mark.parametrize("text", ["Ledige højst 4 pct.", "5a = 5b", "a-b", "'citat", "#1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_negative_numbers_are_no_formulas() -> None:
    assert cell_text(Decimal("-1.30"), ".") == "-1.30"


def test_a_danish_csv_has_semicolons_commas_and_a_mark() -> None:
    rows = [("Ærø; 2", Decimal("1.50"), None, True)]
    assert as_csv(("navn", "tal", "intet", "ja"), rows, DANISH) == (
        '\ufeffnavn;tal;intet;ja\r\n"Ærø; 2";1,50;;true\r\n'.encode()
    )
    assert as_csv(("navn",), [("a,b",)], NEUTRAL) == b'navn\r\n"a,b"\r\n'
