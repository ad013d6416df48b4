"""The schema of the manifest of an export."""

from __future__ import annotations

from typing import Final

from beskplan.schemas._document import Schema, whole
from beskplan.schemas._output import count, day, keys, listed, named, or_null, text, word

SCHEMA: Final = "beskplan/export/v1"
FILES: Final = "manifest.json of beskplan export"
_KINDS: Final = ("plan", "catalogue", "base-catalogue", "manifest", "description", "figures")


def schema() -> Schema:
    """Return the schema of ``manifest.json``."""
    document = keys(
        "What the folder of an export holds, and what that comes from.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        versions=named("The programs that made it.", text("A version.")),
        as_of=day("The day that the answer is for."),
        plan=keys(
            "The plan that was evaluated.",
            id=text("The plan's own name."),
            title=text("What the document is called."),
        ),
        options=keys(
            "What was asked for.",
            format=text("The format of the tables: csv, json, jsonl, parquet or xlsx."),
            csv=or_null(text("The variant of CSV: neutral or danish; null of other formats.")),
            period=or_null(text("The period that was asked for, such as 2021Q2.")),
            vintage=or_null(day("The day as on which the figures were known; null: the newest.")),
            areas=listed("The areas that were asked for; none: the plan's own.", text("A code.")),
            targets=listed("The targets that were asked for; none: all.", text("An id.")),
        ),
        inputs=listed("The files that were read.", _input()),
        files=listed("The tables beside the manifest.", _file()),
    )
    return whole(SCHEMA, "Manifest of an export", document["description"], document, {})


def _input() -> Schema:
    return keys(
        "A file that was read.",
        kind=word("What it is.", _KINDS),
        file=text("Its name: of plan and catalogue alone, else relative to the data folder."),
        sha256=text("The SHA-256 of its content."),
        used=or_null(count("Rows of the table figures that come from it; null of other files.")),
    )


def _file() -> Schema:
    return keys(
        "A table.",
        file=text("The name of the file."),
        table=text("The name of the table: results, figures or targets."),
        schema=text("The schema of the table."),
        rows=count("Rows under the header."),
        bytes=count("Bytes of the file."),
        sha256=text("The SHA-256 of its content."),
    )
