"""Figures in the tidy form that `beskplan.readers.tidy` reads: one row a figure."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import polars as pl

from beskplan.catalogue import segment_text
from beskplan.errors import OutputError, quoted
from beskplan.observations import Figure
from beskplan.readers.tidy import OPTIONAL, REQUIRED

_PARTING: Final = re.compile(r'[,"\x00-\x1f\x7f-\x9f\u2028\u2029]')
_HEADS: Final = (*REQUIRED, *OPTIONAL)
_Row = tuple[str, ...]


def csv(figures: Iterable[Figure]) -> bytes:
    """Return figures as CSV with commas and decimal points, sorted, without quotation marks.

    Where a source has an empty cell the mark is ``..``, for a line of the form has either number
    or mark, so that one that was cut is known.

    Raises:
        OutputError: there are none, or a mark would need quotation marks.
    """
    rows = _rows(figures, empty="..")
    marks = {row[_HEADS.index("mark")] for row in rows}
    odd = next((mark for mark in sorted(marks) if _PARTING.search(mark)), None)
    if odd is not None:
        raise OutputError(
            f"the mark {quoted(odd)} stands for a missing figure, and a tidy CSV has no quotation "
            "marks to put it in; write Parquet: --output tal.parquet"
        )
    return "".join(f"{','.join(row)}\n" for row in (_HEADS, *rows)).encode()


def parquet(figures: Iterable[Figure]) -> bytes:
    """Return figures as Parquet, sorted; all columns are text, values with their last zeros.

    Raises:
        OutputError: there are none.
    """
    frame = pl.DataFrame(
        _rows(figures, empty=""), schema=dict.fromkeys(_HEADS, pl.String), orient="row"
    )
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


FORMATS: Final[dict[str, Callable[[Iterable[Figure]], bytes]]] = {
    ".csv": csv,
    ".parquet": parquet,
}
"""What writes a file, by how its name ends."""


def _rows(figures: Iterable[Figure], empty: str) -> Sequence[_Row]:
    rows = [row for _, row in sorted((_order(one), _row(one, empty)) for one in figures)]
    if not rows:
        raise OutputError("there are no figures to write; name those of --data")
    return rows


def _order(figure: Figure) -> tuple[str, ...]:
    key = figure.key
    span = key.period.start.isoformat(), key.period.end.isoformat()
    return key.indicator, segment_text(key.segment), key.area, *span


def _row(figure: Figure, empty: str) -> _Row:
    key, value = figure.key, figure.value
    return (
        key.indicator,
        segment_text(key.segment),
        key.area,
        str(key.period),
        "" if value is None else f"{value:f}",
        "" if value is not None else figure.mark or empty,
        "" if figure.retrieved is None else figure.retrieved.isoformat(),
        "true" if figure.provisional else "false",
    )
