"""The schema of what a data file holds, as JSON."""

from __future__ import annotations

from typing import Final

from beskplan.schemas._document import Schema
from beskplan.schemas._output import (
    count,
    day,
    keys,
    listed,
    named,
    one_or_several,
    or_null,
    text,
)
from beskplan.schemas._series import periods, series

SCHEMA: Final = "beskplan/inspection/v1"
FILES: Final = "beskplan data inspect --format json"


def schema() -> Schema:
    """Return the schema of what one file holds, or several."""
    document = keys(
        "What a file holds and how it was read.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        file=text("The file, relative to the data folder, with /."),
        layout=text("The layout that it was recognised as."),
        encoding=or_null(text("The encoding of its text.")),
        compression=or_null(text("How it is packed.")),
        separator=or_null(text("What stands between the cells of a text table.")),
        retrieved=listed("The days on which its figures were retrieved.", day("A day.")),
        retrieved_from=or_null(text("What says so: manifest, file name, file or description.")),
        tables=listed("Its tables; of a workbook its sheets.", _table()),
        series=listed("What the catalogue knows of it.", series("The figures of one segment.")),
        unmapped=listed("Labels that the catalogue does not know.", _unmapped()),
        repeated=keys(
            "Figures that stand twice.",
            equal=count("Those that are equal; they count once."),
            differing=count("Those that contradict each other."),
        ),
        problems=listed(
            "Why an evaluation would refuse the file.",
            keys(
                "A problem.",
                file=text("The file."),
                row=or_null(count("The line or row.")),
                message=text("What was found, and what would work."),
            ),
        ),
        lines=keys(
            "Lines that would make the rest readable.",
            catalogue=or_null(text("For indicators.yaml.")),
            replaced=listed("Indicators that they stand in place of.", text("An id.")),
            manifest=or_null(text("For manifest.yaml.")),
        ),
    )
    return one_or_several(SCHEMA, "Inspection of a data file", document, {})


def _table() -> Schema:
    return keys(
        "A table.",
        sheet=or_null(text("The name of the sheet.")),
        table=or_null(text("The publisher's name of the table.")),
        rows=count("Rows under the header."),
        notation=or_null(text("How numbers are printed: danish or english.")),
        notation_from=or_null(text("What decided it: manifest, layout, cells or description.")),
        unit=or_null(text("The unit that the file names.")),
        columns=listed("Its columns.", _column()),
        periods=or_null(periods()),
        areas=named("How many areas of each kind.", count("Areas.")),
        unknown_areas=count("Rows of areas that nobody knows; they are left out."),
        marks=named("What stands for missing figures, and how often.", count("Times.")),
        notes=listed("Its footnotes.", text("A note.")),
    )


def _column() -> Schema:
    return keys(
        "A column.",
        place=or_null(count("Which column it is, from 1.")),
        head=text("Its heading."),
        holds=text("What it holds: period, area, indicator, split, figures …"),
        labels=count("How many different names stand in it."),
        some=listed("The first of them.", text("A name.")),
        means=listed("The indicators, or the dimension, that it means.", text("An id.")),
    )


def _unmapped() -> Schema:
    return keys(
        "A label that the catalogue does not know.",
        column=text("The column that it stands in."),
        label=text("What is printed."),
        holds=text("What the column holds."),
        row=or_null(count("The first row with it.")),
        figures=count("How many figures are left out."),
        indicators=listed("The indicators that lose figures.", text("An id.")),
        why=text("Why, and what would work."),
    )
