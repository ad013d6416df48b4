"""The schema of what a data folder holds, as JSON."""

from __future__ import annotations

from typing import Final

from beskplan.schemas._document import Schema, whole
from beskplan.schemas._output import count, day, keys, listed, named, or_null, text
from beskplan.schemas._series import series

SCHEMA: Final = "beskplan/loaded/v1"
FILES: Final = "beskplan data list --format json"


def schema() -> Schema:
    """Return the schema of what a data folder holds."""
    document = keys(
        "What a data folder holds.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        series=listed(
            "The figures that the catalogue knows, by file.",
            series(
                "The figures of one segment in one file.",
                title=text("The title of the indicator."),
                retrieved=or_null(day("The newest day on which they were retrieved.")),
                file=text("The file, relative to the data folder, with /."),
            ),
        ),
        unmapped=named("Figures that the catalogue does not know, by file.", count("Figures.")),
    )
    return whole(SCHEMA, "Contents of a data folder", document["description"], document, {})
