"""The schema of an explanation as JSON."""

from __future__ import annotations

from typing import Final

from beskplan.judgements import Status
from beskplan.results import Flag
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._output import (
    count,
    day,
    held,
    keys,
    listed,
    named,
    number,
    or_null,
    text,
    whole_number,
    word,
    yes_or_no,
)

SCHEMA: Final = "beskplan/explanation/v1"
FILES: Final = "beskplan explain --format json"


def schema() -> Schema:
    """Return the schema of why one target, or one part of it, has its verdict."""
    document = keys(
        "Why one target, or one part of it, has its verdict.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        as_of=day("The day that the answer is for."),
        plan=_plan(),
        promise=_promise(),
        figures=listed("Every figure that was used, by its number.", _figure()),
        explained=held("The verdict, and how it came about.", "explained"),
    )
    defs = {
        "area": _area(),
        "explained": _explained(),
        "line": _line(),
        "part": _part(),
        "persons": _persons(),
    }
    return whole(SCHEMA, "Explanation", document["description"], document, defs)


def _plan() -> Schema:
    return keys(
        "The plan that was evaluated.",
        id=text("The plan's own name."),
        title=text("What the document is called."),
        municipality=held("Whose plan it is.", "area"),
        years=text("The years of the plan, such as 2023 or 2023-2025."),
        file=text("The plan file, as it was named."),
        sha256=or_null(text("The SHA-256 of the plan file.")),
    )


def _promise() -> Schema:
    return keys(
        "What the plan says of the target, beside its rule.",
        target=text("The id of the target."),
        title=text("The title of the target."),
        focus_area=text("The id of the focus area."),
        line=count("The line in the plan file that the target begins in."),
        document=text("The document that the promise stands in."),
        section=or_null(text("Where in the document.")),
        page=or_null(text("The page.")),
        date=or_null(text("The day of a later decision.")),
        url=or_null(text("Where the document can be read.")),
        due=or_null(text("The deadline, in the plan's language.")),
        replaces=listed("The targets in an earlier plan that this one replaces.", text("An id.")),
    )


def _figure() -> Schema:
    return keys(
        "A published figure.",
        number={"description": "Its number here.", "type": "integer", "minimum": 1},
        role=word(
            "own: of the judged area; compared: what it is held against; further: others, such as "
            "the rest of a rank; counted: a count behind a share.",
            ("own", "compared", "further", "counted"),
        ),
        indicator=text("The id of the indicator."),
        title=text("The title of the indicator."),
        segment=named("The part of the indicator: a member for each dimension.", text("A member.")),
        area=text("The code of the area."),
        period=text("The period, such as 2021M08."),
        value=number("The figure, as published."),
        unit=text("Its unit."),
        file=text("The file, relative to the data folder, with /."),
        sheet=or_null(text("The sheet of a workbook.")),
        row=count("The line or row that an editor shows; the header is 1."),
        retrieved=or_null(day("The day on which it was retrieved.")),
        provisional=yes_or_no("Whether the source marks it as provisional."),
    )


def _explained() -> Schema:
    return keys(
        "A verdict of a target, a part or another reading, and how it came about.",
        target=text("The id of the target; of a part that of the target with its own name."),
        title=text("The title of the target, or of the part."),
        area=held("The area that was judged.", "area"),
        indicator=or_null(text("The id of the main indicator; null where nothing is measured.")),
        segment=named("The part of the indicator: a member for each dimension.", text("A member.")),
        rule=text("The type of the rule, such as threshold."),
        requirement=text("What is asked, in the plan's language."),
        wording=keys(
            "What the plan says beside the rule, in its language.",
            measured=or_null(text("Which number it is about, with window and change.")),
            baseline=or_null(text("What is counted from.")),
            due=or_null(text("The deadline.")),
            condition=or_null(text("When it counts at all.")),
            version=or_null(text("Which of several versions is in force, and where it stands.")),
        ),
        period=or_null(text("The period that was judged, such as 2021M08.")),
        status=word("The verdict.", Status),
        observed=or_null(number("The figure that was judged, as published.")),
        required=or_null(number("What the figure must reach or stay under.")),
        strict=yes_or_no("Whether an exact hit misses."),
        good=or_null(
            word("On which side of required the figure must be; null: no one side.", _SIDES)
        ),
        gap=or_null(number("The distance to what is required; positive is on the good side.")),
        unit=or_null(text("The unit of observed and required.")),
        gap_unit=or_null(text("The unit of the gap: shares differ in percentage points.")),
        reason=or_null(text("Why there is no verdict, in the plan's language.")),
        detail=or_null(text("What else the rule tells, in the plan's language.")),
        reading=or_null(text("How an ambiguous wording was read.")),
        note=or_null(text("What the plan tells the reader.")),
        assessment=or_null(
            keys(
                "A person's verdict, beside the computed one.",
                status=word("What the person found.", (Status.MET, Status.MISSED)),
                date=text("When."),
                by=text("Who."),
                note=or_null(text("Why.")),
            )
        ),
        lines=_lines("The arithmetic up to the gap."),
        to_go=or_null(
            number("How far it is to what is required; null where it is met or unknown.")
        ),
        persons=_or_null("The gap in persons; null where there is no count.", "persons"),
        pace=keys(
            "The way to a deadline.",
            on_track=or_null(yes_or_no("Whether the pace is held; null where there is none.")),
            progress=or_null(number("How much of the way is done: 0.48 is 48 percent.")),
            start=or_null(day("The first day of the way.")),
            end=or_null(day("The last day of the way.")),
            months_gone=or_null(count("Months that are gone.")),
            months=or_null(count("Months in all.")),
            lines=_lines("The arithmetic of the pace."),
        ),
        condition=_or_null("The verdict that it counts by; null without a condition.", "explained"),
        places=listed(
            "Of a rank the places around the own and the required one.",
            keys(
                "A place.",
                place={"description": "Which place it is.", "type": "integer", "minimum": 1},
                area=held("Whose it is.", "area"),
                value=number("The number that it is ranked by."),
                own=yes_or_no("Whether it is the area that was judged."),
                figures=_numbers("The numbers of its figures."),
            ),
        ),
        flags=listed(
            "What a careful reader must know.",
            keys(
                "A flag.",
                flag=word("Which one.", Flag),
                why=text("What raised it here, in the plan's language."),
            ),
        ),
        sought=listed("Figures that were looked for in vain.", _sought()),
        needed=or_null(count("Of several parts, how many must be met.")),
        left_out=listed(
            "What the plan leaves out of a fan-out.",
            keys(
                "A member or municipality.",
                name=text("What it is called."),
                reason=text("The plan's reason."),
            ),
        ),
        parts=listed("The parts, each in short.", held("A part.", "part")),
        explained_parts=listed("Parts that are told in full.", held("A part.", "explained")),
        readings=listed("Other readings, which decide nothing.", held("A reading.", "explained")),
    )


_SIDES: Final = ("higher", "lower")


def _line() -> Schema:
    return keys(
        "A line of arithmetic.",
        line={"description": "Its number.", "type": "integer", "minimum": 1},
        label=or_null(text("What is worked out, in the plan's language.")),
        text=text("The line as it is printed, in the plan's language."),
        expression=text("The left side in the notation of programs, such as 0.8 - 0.2."),
        result=number("What it comes to, as printed."),
        equal=yes_or_no("Whether the line is exact as it is printed; else it is rounded."),
        exactly=or_null(number("What a rounded line is exactly, where that can be printed.")),
        unit=or_null(text("The unit of the result.")),
        figures=_numbers("The numbers of the figures in it."),
        lines=_numbers("The numbers of the earlier lines in it."),
        stated=listed("Where its other numbers are from, in the plan's language.", text("A word.")),
    )


def _persons() -> Schema:
    return keys(
        "A gap in persons, cases, companies or what else is counted.",
        observed=or_null(count("How many there are.")),
        missing=or_null(
            count("The fewest that would meet the target; 0: it is met; null: not known.")
        ),
        needed=or_null(whole_number("The count that would just meet the target.")),
        unit=or_null(text("What is counted.")),
        denominator=or_null(
            keys(
                "The denominators that fit; least and most are the same where it is published.",
                least=count("The least."),
                most=count("The largest."),
            )
        ),
        worked_back=yes_or_no("Whether the denominator follows from count and share."),
        lines=_lines("The arithmetic."),
    )


def _part() -> Schema:
    return keys(
        "A part in short.",
        target=text("The id of the part."),
        title=text("Its title."),
        status=word("Its verdict.", Status),
        observed=or_null(number("The figure that was judged, as published.")),
        required=or_null(number("What the figure must reach or stay under.")),
        gap=or_null(number("The distance to what is required; positive is on the good side.")),
        deciding=yes_or_no("Whether the gap of the whole is that of this part."),
    )


def _sought() -> Schema:
    return keys(
        "A figure that was looked for.",
        indicator=text("The id of the indicator."),
        title=text("The title of the indicator."),
        segment=named("The part of the indicator: a member for each dimension.", text("A member.")),
        area=held("Whose figure.", "area"),
        period=or_null(text("Of which period; null: any up to the end of the plan's years.")),
        mark=or_null(text("What the source prints in its place; null where there is no row.")),
        publisher=or_null(text("Who publishes it.")),
        table=or_null(text("In which table.")),
    )


def _area() -> Schema:
    return keys(
        "An area.",
        code=text("Its code at Statistics Denmark."),
        name=text("What it is called."),
    )


def _lines(description: str) -> Schema:
    return listed(description, held("A line.", "line"))


def _numbers(description: str) -> Schema:
    return listed(description, {"description": "A number.", "type": "integer", "minimum": 1})


def _or_null(description: str, name: str) -> Schema:
    return {"description": description, "anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}
