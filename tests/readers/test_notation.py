"""Printed cells to numbers: one notation for a file, and each cell in it or refused."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.numbers import Notation, parse_number
from beskplan.readers._notation import (
    MixedNotationError,
    Percent,
    canonical,
    decided,
    exact,
    most_decimals,
    padded,
    parted,
    why_no_number,
)

DANISH, ENGLISH = Notation.DANISH, Notation.ENGLISH


def notation_of(*cells: object) -> Notation | None:
    rows = pl.Series(range(2, len(cells) + 2))
    return decided([("Tal", parted(cells).printed, rows)])


DECIDED = [
    pytest.param(["25,6"], DANISH, id="a decimal comma"),
    pytest.param(["25.6"], ENGLISH, id="a decimal point"),
    pytest.param(["1.042", "3,4"], DANISH, id="1.042 beside 3,4 is a thousand and forty-two"),
    pytest.param(["1.042", "3.4"], ENGLISH, id="1.042 beside 3.4 has three decimals"),
    pytest.param(["1,042", "3,4"], DANISH, id="1,042 beside 3,4 has three decimals"),
    pytest.param(["6.364.012"], DANISH, id="two marks between thousands"),
    pytest.param(["6,364,012"], ENGLISH, id="the same in English"),
    pytest.param(["1.234,5"], DANISH, id="both marks"),
    pytest.param(["0.059"], ENGLISH, id="no thousand begins with a zero"),
    pytest.param(["0,059"], DANISH, id="nor in Danish"),
    pytest.param(["12", "0", "-3", "1234"], None, id="whole numbers are the same in both"),
    pytest.param(["..", "", "-"], None, id="nothing but marks"),
    pytest.param([3.148, 2, "x"], None, id="typed numbers have no notation"),
    pytest.param(["5,9 %"], DANISH, id="with a percent sign"),
    pytest.param(["1\u00a0042,5"], DANISH, id="with a non-breaking space"),
]


@pytest.mark.parametrize(("cells", "expected"), DECIDED)
def test_cells_decide_the_notation_of_their_file(
    cells: list[object], expected: Notation | None
) -> None:
    assert notation_of(*cells) is expected


UNDECIDED = [
    pytest.param(
        ["3.148", "12"],
        '"3.148" (row 2, column "Tal") is a whole number in one notation and has three decimals '
        "in the other; say which in manifest.yaml: notation: danish, or english",
        id="whole numbers with marks and nothing else",
    ),
    pytest.param(
        ["12", "-3,148"],
        '"-3,148" (row 3, column "Tal") is a whole number in one notation and has three decimals '
        "in the other; say which in manifest.yaml: notation: danish, or english",
        id="the same with a comma",
    ),
    pytest.param(
        ["3.148", "3,4", "3.4"],
        '"3,4" (row 3, column "Tal") is Danish and "3.4" (row 4, column "Tal") English notation; '
        "one file has one",
        id="cells of both",
    ),
]


@pytest.mark.parametrize(("cells", "expected"), UNDECIDED)
def test_a_file_of_two_or_no_notations_asks(cells: list[object], expected: str) -> None:
    with pytest.raises(MixedNotationError) as error:
        notation_of(*cells)
    assert str(error.value) == expected


READ = [
    pytest.param("0", "0", None, id="zero is a figure"),
    pytest.param("0,0", "0.0", None, id="so is zero with decimals"),
    pytest.param("-0,5", "-0.5", None, id="negative"),
    pytest.param("\u22120,5", "-0.5", None, id="a typographic minus"),
    pytest.param("1.042", "1042", None, id="thousands"),
    pytest.param("12.345.678,90", "12345678.90", None, id="last zeros are kept"),
    pytest.param("1 042", "1042", None, id="thousands parted by a space"),
    pytest.param("1\u00a0042,5", "1042.5", None, id="by a non-breaking space"),
    pytest.param("1\u2009042", "1042", None, id="by a thin space"),
    pytest.param("1\u202f042", "1042", None, id="by a narrow one"),
    pytest.param(" 3,4 ", "3.4", None, id="spaces around"),
    pytest.param("\u00a03,4\u00a0", "3.4", None, id="non-breaking spaces around"),
    pytest.param("5,9 %", "5.9", None, id="a percent sign"),
    pytest.param("5,9%", "5.9", None, id="without a space"),
    pytest.param("5,9 pct.", "5.9", None, id="in Danish words"),
    pytest.param("", None, "", id="an empty cell"),
    pytest.param("   ", None, "", id="spaces alone"),
    pytest.param(".", None, ".", id="a point"),
    pytest.param("..", None, "..", id="two points"),
    pytest.param("-", None, "-", id="a hyphen"),
    pytest.param("–", None, "–", id="a dash"),
    pytest.param("\u2212", None, "-", id="a minus alone"),
    pytest.param("NULL", None, "NULL", id="null"),
    pytest.param("3.4", None, None, id="English"),
    pytest.param("10.42", None, None, id="marks in the wrong place"),
    pytest.param("1 04", None, None, id="spaces in the wrong place"),
    pytest.param("nan", None, None, id="no number"),
    pytest.param("inf", None, None, id="infinity"),
    pytest.param("1e3", None, None, id="a power of ten"),
    pytest.param("3,4¹", None, None, id="a footnote mark"),
    pytest.param("3,4*", None, None, id="an asterisk"),
    pytest.param("3,4 1)", None, None, id="a footnote in brackets"),
    pytest.param("+3,4", None, None, id="a plus"),
    pytest.param("<3", None, None, id="less than"),
    pytest.param("1234567890123456", None, None, id="more digits than a figure has"),
    pytest.param("٣", None, None, id="digits of another script"),
]


@pytest.mark.parametrize(("cell", "value", "mark"), READ)
def test_a_cell_is_a_number_a_mark_or_neither(
    cell: str, value: str | None, mark: str | None
) -> None:
    (found,) = canonical(parted([cell]).printed, DANISH).rows()
    assert found == (value, mark)


WHYS = [
    pytest.param("3,4¹", "is no number in danish notation: a footnote mark", id="a small digit"),
    pytest.param("3,4*", "is no number in danish notation: a footnote mark", id="an asterisk"),
    pytest.param("3,4 1)", "is no number in danish notation: a footnote mark", id="a bracket"),
    pytest.param("NaN", "is no published figure; leave the cell empty", id="no number"),
    pytest.param("-inf", "is no published figure; leave the cell empty", id="infinity"),
    pytest.param("1234567890123456", "has more than 15 digits", id="too many digits"),
    pytest.param("3.4", "is no number in danish notation and no mark", id="the other notation"),
]


@pytest.mark.parametrize(("cell", "expected"), WHYS)
def test_what_is_no_number_says_why(cell: str, expected: str) -> None:
    assert why_no_number(cell, DANISH).startswith(expected)


TYPED = [
    pytest.param(3, "3", id="whole"),
    pytest.param(0.1 + 0.2, "0.3", id="a binary number is the decimal that it is printed as"),
    pytest.param(1e-7, "0.0000001", id="without a power of ten"),
    pytest.param(283479.0, "283479", id="a whole number of a workbook"),
    pytest.param(Decimal("75.0"), "75.0", id="JSON keeps its zeros"),
    pytest.param(0.0, "0", id="zero"),
    pytest.param(True, None, id="a truth value is none"),
    pytest.param(float("nan"), None, id="no number"),
    pytest.param(float("inf"), None, id="infinity"),
    pytest.param(Decimal("1E+300"), None, id="larger than any figure"),
    pytest.param("3", None, id="text"),
    pytest.param(None, None, id="nothing"),
]


@pytest.mark.parametrize(("cell", "expected"), TYPED)
def test_typed_numbers_are_exact(cell: object, expected: str | None) -> None:
    number = exact(cell)
    assert (None if number is None else f"{number:f}") == expected


def test_typed_numbers_are_parted_from_text() -> None:
    cells = parted([3.5, "4,5 %", None, Percent(Decimal("5.9")), ".."])
    assert cells.printed.to_list() == [None, "4,5", "", None, ".."]
    assert cells.numbers.to_list() == ["3.5", None, None, "5.9", None]
    assert cells.percent.to_list() == [False, True, False, True, False]
    assert cells.at(pl.Series([3, 0])).numbers.to_list() == ["5.9", "3.5"]


def test_typed_numbers_get_the_zeros_back_that_were_dropped() -> None:
    numbers = pl.Series(["75", "72.8", None, "3.25"])
    assert most_decimals(numbers) == 2
    assert padded(numbers, 2).to_list() == ["75.00", "72.80", None, "3.25"]
    assert padded(numbers, 0).to_list() == numbers.to_list()


def _danish(number: Decimal, grouped: bool) -> str:
    text = f"{number:,f}" if grouped else f"{number:f}"
    return text.translate(str.maketrans(",.", ".,"))


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False), st.booleans())
def test_in_bulk_is_as_one_by_one(number: Decimal, grouped: bool) -> None:
    cell = _danish(number, grouped)
    (found,) = canonical(parted([cell]).printed, DANISH).rows()
    assert found == (str(parse_number(cell, DANISH)), None)
