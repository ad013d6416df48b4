"""docs/exports.md shows the columns that exports have (``pytest --update-golden`` rewrites it)."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import pytest

from beskplan.exports import FORMATS, VARIANTS
from beskplan.exports._manifest import Manifest, Options
from beskplan.tables import FIGURES, RESULTS, TARGETS, Column, Table
from tests.commands import ROOT

PAGE = ROOT / "docs" / "exports.md"


def shown(table: Table[Any]) -> str:
    """Return the part of the page that shows the columns of a table."""
    rows = "\n".join(map(_row, table.columns))
    return (
        f"{fill(table.about, 99)}\n\nSchema `{table.schema}`.\n\n"
        f"| column | type | unit | meaning |\n|---|---|---|---|\n{rows}\n"
    )


def _row(column: Column[Any]) -> str:
    unit = f"that of `{column.unit}`" if column.unit else ""
    kind = column.kind if column.always else f"{column.kind} or nothing"
    return f"| `{column.name}` | {kind} | {unit} | {column.meaning} |"


@pytest.mark.parametrize("table", [RESULTS, FIGURES, TARGETS], ids=lambda one: one.name)
def test_columns_of_the_page_are_those_of_the_table(
    table: Table[Any], request: pytest.FixtureRequest
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, begin, rest = text.partition(f"<!-- columns of {table.name} -->\n")
    part, end, after = rest.partition("<!-- end of columns -->")
    if request.config.getoption("--update-golden"):
        part = shown(table)
        PAGE.write_text("".join([before, begin, part, end, after]), encoding="utf-8", newline="\n")
    assert part == shown(table)


def test_every_format_variant_and_key_of_the_manifest_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    keys = {one.alias or name for name, one in Manifest.model_fields.items()}
    for word in (*FORMATS, *VARIANTS, *keys, *Options.model_fields):
        assert f"`{word}`" in text, word
