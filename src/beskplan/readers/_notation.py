"""Printed cells to numbers: the notation of a file, and each cell in it, in bulk.

A file has one notation. It is declared, known of the layout, or decided by cells that are a
number in one notation only: ``25,6`` is Danish, ``25.6`` English, ``3.148`` could be either
and decides nothing. A file with cells of both, or with nothing but ambiguous ones, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl

from beskplan.numbers import MARKS, MAX_DIGITS, Notation

_SPACES: Final = r"[ \u00a0\u2009\u202f]"
_GROUPED: Final = rf"^(-?[0-9]{{1,3}})((?:{_SPACES}[0-9]{{3}})+)([.,][0-9]+)?$"
_AMBIGUOUS: Final = r"^-?[1-9][0-9]{0,2}[.,][0-9]{3}$"
_PERCENT: Final = rf"([0-9]){_SPACES}*(?:%|[Pp]ct\.?|[Pp]rocent){_SPACES}*$"


class MixedNotationError(ValueError):
    """The cells of one file cannot be read in one notation."""


@dataclass(frozen=True)
class Percent:
    """A typed number that is shown with a percent sign: 5.9 of a cell that holds 0.059."""

    number: Decimal


@dataclass(frozen=True)
class Cells:
    """The cells of a column of figures, parted by what they are.

    Attributes:
        printed: text without spaces around and between thousands, without percent sign, minus
            as a hyphen; null where the cell is a typed number.
        numbers: the typed numbers of JSON and workbooks as digits; null where it is printed.
        percent: whether a percent sign stands with the number.
    """

    printed: pl.Series
    numbers: pl.Series
    percent: pl.Series

    def at(self, rows: pl.Series | None) -> Cells:
        """Return the cells of some rows; None means all."""
        if rows is None:
            return self
        return Cells(*(part.gather(rows) for part in (self.printed, self.numbers, self.percent)))


def parted(cells: Sequence[object]) -> Cells:
    """Part printed cells from typed numbers; what is neither is printed as it says itself."""
    if all(type(cell) is str for cell in cells):
        raw = pl.Series(cells, dtype=pl.String)
        numbers = pl.Series([None], dtype=pl.String).new_from_index(0, len(cells))
        typed_percent = None
    else:
        digits = [_digits(cell) for cell in cells]
        numbers = pl.Series(digits, dtype=pl.String)
        raw = pl.Series(
            [
                None if number is not None else _text(cell)
                for cell, number in zip(cells, digits, strict=True)
            ],
            dtype=pl.String,
        )
        typed_percent = pl.Series([isinstance(cell, Percent) for cell in cells])
    signed = raw.str.contains(_PERCENT).fill_null(False)
    return Cells(
        cleaned(raw, percent=True),
        numbers,
        signed if typed_percent is None else signed | typed_percent,
    )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _digits(cell: object) -> str | None:
    """Return a typed number as digits with a point, None for what is no number."""
    number = cell.number if isinstance(cell, Percent) else exact(cell)
    return None if number is None else f"{number:f}"


def exact(cell: object) -> Decimal | None:
    """Return a typed number as the decimal that it stands for, None for what is no number.

    A binary floating-point number is the shortest decimal of at most 15 digits that it is
    printed as; those of workbooks hold no more. What no figure can be is none either.
    """
    match cell:
        case bool():
            return None
        case int() | Decimal():
            number = Decimal(cell)
        case float():
            number = Decimal(f"{cell:.{MAX_DIGITS}g}")
        case _:
            return None
    if not number.is_finite() or (number and not -MAX_DIGITS <= number.adjusted() < MAX_DIGITS):
        return None
    if _significant(number) > MAX_DIGITS:
        return None  # 2.8000000000000003 is an accident of a program, not a published figure
    return number


def _significant(number: Decimal) -> int:
    return len("".join(map(str, number.as_tuple().digits)).strip("0"))


def cleaned(printed: pl.Series, *, percent: bool) -> pl.Series:
    """Return printed cells without spaces around and between thousands, minus as a hyphen.

    With ``percent`` they also lose a percent sign after a number.
    """
    odd = printed.str.contains(r"[^0-9.,\-]").fill_null(False)
    if not odd.any():
        return printed
    bare = (
        printed.str.replace_all("\u2212", "-", literal=True)
        .str.replace_all(rf"^{_SPACES}+|{_SPACES}+$", "")
        .str.strip_chars()
    )
    return _ungrouped(bare.str.replace(_PERCENT, "$1") if percent else bare)


def _ungrouped(bare: pl.Series) -> pl.Series:
    grouped = bare.str.contains(_GROUPED).fill_null(False)
    if not grouped.any():
        return bare
    return bare.zip_with(~grouped, bare.str.replace_all(_SPACES, ""))


def decided(columns: Sequence[tuple[str, pl.Series, pl.Series]]) -> Notation | None:
    """Return the notation of a file; None where all its numbers are whole, without marks.

    Args:
        columns: head, cleaned cells and row numbers of every column of figures.

    Raises:
        MixedNotationError: cells of both notations, or only cells that either could print.
    """
    found: dict[Notation, str] = {}
    ambiguous = None
    for head, cells, rows in columns:
        danish = _matches(cells, Notation.DANISH)
        english = _matches(cells, Notation.ENGLISH)
        for notation, only in (
            (Notation.DANISH, danish & ~english),
            (Notation.ENGLISH, english & ~danish),
        ):
            if notation not in found and only.any():
                found[notation] = _place(head, cells, rows, only)
        unsure = cells.str.contains(_AMBIGUOUS).fill_null(False)
        if ambiguous is None and unsure.any():
            ambiguous = _place(head, cells, rows, unsure)
    if len(found) > 1:
        raise MixedNotationError(
            f"{found[Notation.DANISH]} is Danish and {found[Notation.ENGLISH]} English notation; "
            "one file has one"
        )
    if not found and ambiguous is not None:
        raise MixedNotationError(
            f"{ambiguous} is a whole number in one notation and has three decimals in the other; "
            "say which in manifest.yaml: notation: danish, or english"
        )
    return next(iter(found), None)


def _matches(cells: pl.Series, notation: Notation) -> pl.Series:
    return cells.str.contains(f"^(?:{notation.pattern})$").fill_null(False)


def _place(head: str, cells: pl.Series, rows: pl.Series, where: pl.Series) -> str:
    at = where.arg_true()[0]
    return f'"{cells[at]}" (row {rows[at]}, column "{head}")'


def canonical(cells: pl.Series, notation: Notation | None) -> pl.DataFrame:
    """Return cleaned cells as ``value`` (digits with a point) and ``mark``, both null if neither.

    A cell that is neither number nor mark has neither; `why_no_number` says why.
    """
    read = notation or Notation.DANISH  # whole numbers are the same in both
    number = _matches(cells, read)
    digits = pl.col("cell").str.count_matches("[0-9]") <= MAX_DIGITS
    value = (
        pl.col("cell")
        .str.replace_all(read.thousands, "", literal=True)
        .str.replace(read.point, ".", literal=True)
    )
    mark = pl.col("cell").str.to_lowercase().is_in(sorted(MARKS))
    return cells.to_frame("cell").select(
        pl.when(pl.lit(number) & digits).then(value).alias("value"),
        pl.when(mark).then(pl.col("cell")).alias("mark"),
    )


def most_decimals(numbers: pl.Series) -> int:
    """Return how many decimals the most exact of typed numbers has."""
    most = numbers.str.extract(r"\.([0-9]+)$").str.len_chars().max()
    return most if isinstance(most, int) else 0


def padded(numbers: pl.Series, decimals: int) -> pl.Series:
    """Return typed numbers with so many decimals: 75 beside 72.8 is 75.0.

    JSON and workbooks drop last zeros, so the column tells what was published.
    """
    if decimals == 0:
        return numbers
    number = pl.col("number")
    pointed = pl.when(number.str.contains(".", literal=True)).then(number).otherwise(number + ".")
    missing = decimals - pointed.str.extract(r"\.([0-9]*)$").str.len_chars().cast(pl.Int64)
    zeros = pl.lit("0" * decimals).str.slice(0, missing.clip(lower_bound=0))
    return numbers.to_frame("number").select((pointed + zeros).alias("number"))["number"]


def unread(read: pl.DataFrame, cells: pl.Series) -> Iterator[tuple[int, str]]:
    """Yield position and text of the cells that are neither number nor mark."""
    bad = read["value"].is_null() & read["mark"].is_null()
    for at in bad.arg_true():
        yield at, str(cells[at])


def why_no_number(cell: str, notation: Notation | None) -> str:
    """Say of a cell why it is no number, and what would work."""
    said = f" in {notation} notation" if notation else ""
    if cell.startswith("="):
        return "is a formula; save its value"
    if re.match("#[A-ZÆØÅ]", cell):
        return "is what a spreadsheet shows for a formula that fails; mend it, or empty the cell"
    if "(" not in cell and re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹*]|[0-9]\\)$", cell):
        return f"is no number{said}: a footnote mark stands with it; take it out of the cell"
    if cell.casefold().lstrip("+-") in {"nan", "inf", "infinity"}:
        return "is no published figure; leave the cell empty where there is none"
    if sum(letter.isdigit() for letter in cell) > MAX_DIGITS:
        return f"has more than {MAX_DIGITS} digits"
    return f"is no number{said} and no mark for a missing one"


__all__ = [
    "MARKS",
    "Cells",
    "MixedNotationError",
    "Percent",
    "canonical",
    "cleaned",
    "decided",
    "exact",
    "most_decimals",
    "padded",
    "parted",
    "unread",
    "why_no_number",
]
