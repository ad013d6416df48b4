"""Schemas of exported tables, built from their columns."""

from __future__ import annotations

from typing import Any, Final

from beskplan.schemas._document import Schema, whole
from beskplan.schemas._output import (
    day,
    keys,
    listed,
    number,
    or_null,
    text,
    whole_number,
    yes_or_no,
)
from beskplan.tables import Column, Table

_KINDS: Final = {
    "text": text,
    "decimal": number,
    "boolean": yes_or_no,
    "date": day,
    "integer": whole_number,
}


def table_schema(table: Table[Any]) -> Schema:
    """Return the schema of a table as JSON; a line of JSON lines is a ``row``."""
    document = keys(
        table.about,
        schema={"description": "What kind of document this is.", "const": table.schema},
        columns=listed(
            "The columns, in their order.",
            keys(
                "A column.",
                name=text("What it is called, in rows too."),
                type=text("What it holds: text, integer, decimal, boolean or date."),
                unit=or_null(text("The column that holds the unit of its numbers.")),
                meaning=text("What it says."),
            ),
        ),
        rows=listed("The rows.", {"$ref": "#/$defs/row"}),
    )
    row = keys(table.about, **{one.name: _cell(one) for one in table.columns})
    title = f"Table {table.name} of an export"
    return whole(table.schema, title, table.about, document, {"row": row})


def _cell(column: Column[Any]) -> Schema:
    unit = f", in the unit that {column.unit} names" if column.unit else ""
    cell: Schema = _KINDS[column.kind](f"{column.meaning[0].upper()}{column.meaning[1:]}{unit}.")
    return cell if column.always else or_null(cell)
