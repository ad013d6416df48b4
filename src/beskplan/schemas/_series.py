"""What `beskplan data inspect` and `beskplan data list` say of series alike."""

from __future__ import annotations

from beskplan.periods import Covers
from beskplan.schemas._document import Schema
from beskplan.schemas._output import count, keys, listed, named, text, word


def periods() -> Schema:
    """Return the periods of a table or of a series."""
    return keys(
        "The periods.",
        first=text("The first period."),
        last=text("The last period."),
        count=count("How many."),
        lengths=listed("Of which lengths.", word("A length.", Covers)),
    )


def series(description: str, **further: Schema) -> Schema:
    """Return the figures of one segment of an indicator."""
    return keys(
        description,
        indicator=text("The id of the indicator."),
        segment=named("A member for each dimension; of the total empty.", text("A member.")),
        areas=count("How many areas."),
        periods=periods(),
        figures=count("How many figures."),
        missing=count("How many are missing or withheld."),
        **further,
    )
