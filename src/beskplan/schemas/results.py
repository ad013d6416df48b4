"""The schema of results as JSON."""

from __future__ import annotations

from typing import Final

from beskplan.judgements import Status
from beskplan.results import Flag
from beskplan.schemas._document import Schema
from beskplan.schemas._output import (
    count,
    day,
    held,
    keys,
    listed,
    named,
    number,
    one_or_several,
    or_null,
    text,
    word,
    yes_or_no,
)

SCHEMA: Final = "beskplan/results/v1"
FILES: Final = "beskplan evaluate --format json"


def schema() -> Schema:
    """Return the schema of the results of one plan, or of several."""
    return one_or_several(SCHEMA, "Results", _document(), {"verdict": _verdict()})


def _document() -> Schema:
    return keys(
        "The verdicts of one plan on one day.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        as_of=day("The day that the answer is for."),
        plan=keys(
            "The plan that was evaluated.",
            id=text("The plan's own name."),
            title=text("What the document is called."),
            municipality=keys(
                "Whose plan it is.",
                code=text("The municipality's code at Statistics Denmark."),
                name=text("What it is called."),
            ),
            sha256=or_null(text("The SHA-256 of the plan file.")),
        ),
        summary=keys(
            "How many targets have each status.",
            **{str(one): count(f"Targets that are {one}.") for one in Status},
        ),
        results=listed("The verdicts, in the order of the plan.", {"$ref": "#/$defs/verdict"}),
    )


def _verdict() -> Schema:
    return keys(
        "The answer for one target, part or reading in one area.",
        target=text("The id of the target; of a part that of the target with its own name."),
        focus_area=text("The id of the focus area."),
        title=text("The title of the target, or of the part."),
        area=text("The code of the area that was judged."),
        line={
            "description": "The line in the plan file that the target begins in.",
            "type": "integer",
            "minimum": 0,
        },
        indicator=or_null(text("The id of the main indicator; null where nothing is measured.")),
        segment=named("The part of the indicator: a member for each dimension.", text("A member.")),
        rule=text("The type of the rule, such as threshold."),
        status=word("The verdict.", Status),
        on_track=or_null(
            yes_or_no("Whether the pace is held, where the deadline is ahead and a pace is known.")
        ),
        observed=or_null(number("The figure that was judged, as published.")),
        required=or_null(number("What the figure must reach or stay under.")),
        gap=or_null(number("The distance to what is required; positive is on the good side.")),
        unit=or_null(text("The unit of observed and required.")),
        gap_unit=or_null(text("The unit of the gap: shares differ in percentage points.")),
        comparator=or_null(
            keys(
                "What the figure is compared with.",
                name=text("What it is called."),
                code=or_null(text("The code of the area, null of a computed average.")),
                value=or_null(number("Its figure.")),
            )
        ),
        period=or_null(text("The period that was judged, such as 2021M08.")),
        requirement=text("What is asked, in the plan's language."),
        reason=or_null(text("Why there is no verdict, in the plan's language.")),
        flags=listed(
            "What a careful reader must know; flags never change a status.", word("A flag.", Flag)
        ),
        persons=or_null(
            keys(
                "The gap in persons, where the denominator is known.",
                observed=or_null(count("How many there are.")),
                missing=or_null(count("The fewest persons that would meet the target.")),
                worked_back=yes_or_no("Whether the denominator follows from count and share."),
            )
        ),
        progress=or_null(number("How much of the way is done: 0.48 is 48 percent.")),
        detail=or_null(text("What else the rule tells, in the plan's language.")),
        reading=or_null(text("How an ambiguous wording was read.")),
        readings=listed("The verdicts of other readings.", {"$ref": "#/$defs/verdict"}),
        assessment=or_null(
            keys(
                "A person's verdict, beside the computed one.",
                status=word("What the person found.", (Status.MET, Status.MISSED)),
                date=text("When."),
                by=text("Who."),
                note=or_null(text("Why.")),
            )
        ),
        note=or_null(text("What the plan tells the reader.")),
        sources=listed(
            "The figures that were used.",
            keys(
                "Where a figure stands.",
                file=text("The file, relative to the data folder, with /."),
                sheet=or_null(text("The sheet of a workbook.")),
                row=count("The line or row that an editor shows; the header is 1."),
            ),
        ),
        left_out=listed(
            "What the plan leaves out of a fan-out.",
            keys(
                "A member or municipality.",
                name=text("What it is called."),
                reason=text("The plan's reason."),
            ),
        ),
        parts=listed("The verdicts of parts.", held("A part.", "verdict")),
    )
