"""The schema of findings as JSON."""

from __future__ import annotations

from typing import Final

from beskplan.checks import Level
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._output import count, keys, listed, or_null, text, word

SCHEMA: Final = "beskplan/findings/v1"
FILES: Final = "beskplan check --format json"


def schema() -> Schema:
    """Return the schema of what was found in plan files, catalogues and descriptions."""
    document = keys(
        "What was found in plan files, catalogues and descriptions, in one order.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        files=listed("The files that were looked at, in order.", text("A file.")),
        skipped=listed(
            "YAML files of folders that are none of beskplan's; they were not looked at.",
            text("A file."),
        ),
        summary=keys(
            "How many findings are of each level.",
            **{str(level): count(f"Findings of the level {level}.") for level in Level},
        ),
        findings=listed("The findings, by file, line and column.", _finding()),
    )
    return whole(SCHEMA, "Findings", document["description"], document, {})


def _finding() -> Schema:
    return keys(
        "One thing that is said of a file.",
        file=text("The file or folder; inside the working folder it is relative to it, with /."),
        line=or_null(_from_one("The line; null: the whole file.")),
        column=or_null(_from_one("The column; null: the whole line or file.")),
        level=word(
            "error: a verdict would be wrong, or never come; warning: it may be wrong; note: worth "
            "knowing.",
            Level,
        ),
        code={
            "description": "Its stable code, which beskplan check --explain tells more of.",
            "type": "string",
            "pattern": "^BP[0-9]{3}$",
        },
        title=text("What is wrong, in a few words; the same for all findings of the code."),
        message=text("What was found here, and what would work, on one line."),
        target=or_null(
            text("The id of the target that it is about; null for the rest of the file.")
        ),
    )


def _from_one(description: str) -> Schema:
    return {"description": description, "type": "integer", "minimum": 1}
