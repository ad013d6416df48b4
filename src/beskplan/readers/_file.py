"""A data file as layouts look at it: cells, JSON or sheets, read when one is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NoReturn

from beskplan.errors import DataInvalidError, DataUnreadableError, Problem
from beskplan.readers._delimited import Cells, cells_of, first_lines, separator_of
from beskplan.readers._opened import Content, Opened


@dataclass(frozen=True, eq=False)
class DataFile:
    """An opened data file and what it holds; each view is made once."""

    opened: Opened

    @property
    def text(self) -> str:
        """The text, empty where the file is none."""
        return self.opened.text

    @property
    def is_json(self) -> bool:
        """Whether the text begins as JSON does."""
        return self.text.lstrip()[:1] in ("{", "[")

    @property
    def is_web_page(self) -> bool:
        """Whether the text begins as a web page does, such as that of a login or a fault."""
        return self.text.lstrip()[:14].casefold().startswith(("<!doctype html", "<html"))

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The cells of the first line that is not empty; nothing where the file is no table."""
        if self.opened.content is not Content.TEXT or self.is_json:
            return ()
        lines = first_lines(self.text)
        if self.separator is None or not lines:
            return ()
        return tuple(_bare(cell) for cell in lines[0].split(self.separator))

    @cached_property
    def separator(self) -> str | None:
        """What stands between the cells of a text table; None where nothing does."""
        return separator_of(self.text)

    @cached_property
    def cells(self) -> Cells:
        """The cells of a text table.

        Raises:
            DataInvalidError: torn lines, quotation marks that are never closed.
        """
        assert self.separator is not None
        return cells_of(self.opened, self.separator)

    @cached_property
    def json(self) -> Any:
        """The JSON of the text, numbers as the decimals that are printed.

        Raises:
            DataUnreadableError: it breaks off, or is no JSON.
        """
        try:
            return json.loads(
                self.text,
                parse_float=Decimal,
                parse_constant=_refused,
                object_pairs_hook=_once_each,
            )
        except json.JSONDecodeError as cause:
            message = f"this JSON breaks off or is damaged: {cause.msg}"
            raise self.opened.refused(message, cause.lineno) from cause
        except RecursionError as cause:
            raise self.opened.refused("this JSON is nested too deep") from cause
        except ValueError as cause:
            raise self.opened.refused(f"this JSON cannot be read: {cause}") from cause

    @cached_property
    def sheets(self) -> tuple[Cells, ...]:
        """The sheets of a workbook that are not empty, their cells typed.

        Raises:
            DataUnreadableError: the workbook is damaged, locked, or no reader is installed.
        """
        if self.opened.content is not Content.WORKBOOK:
            return ()
        from beskplan.readers._workbook import sheets_of

        return sheets_of(self.opened)

    def problem(self, message: str, row: int = 0) -> Problem:
        """Return a problem at a line or row of the file, 0 for the whole."""
        return self.opened.problem(message, row)

    def refused(self, message: str, row: int = 0) -> DataUnreadableError:
        """Return the error that refuses the file."""
        return self.opened.refused(message, row)

    def invalid(self, message: str, row: int = 0) -> DataInvalidError:
        """Return the error that one place of the file is wrong."""
        return DataInvalidError([self.problem(message, row)])


def _bare(cell: str) -> str:
    return cell.strip().strip('"').strip()


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no published figure")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f'the key "{key[:60]}" stands twice in one object')
        found[key] = value
    return found


__all__ = ["DataFile"]
