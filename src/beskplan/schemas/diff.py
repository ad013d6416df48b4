"""The schema of the differences between two plans as JSON."""

from __future__ import annotations

from typing import Final

from beskplan.differences import Kind, Link, Strength
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._output import count, held, keys, listed, or_null, text, word, yes_or_no

SCHEMA: Final = "beskplan/diff/v1"
FILES: Final = "beskplan diff --format json"


def schema() -> Schema:
    """Return the schema of what changed from an old plan to a new one."""
    document = keys(
        "What changed from an old plan to a new one. Texts are in the language of the new plan.",
        schema={"description": "What kind of document this is.", "const": SCHEMA},
        old=held("The earlier plan, a draft, or an earlier version.", "plan"),
        new=held("The later one.", "plan"),
        equal=yes_or_no("Whether nothing is another."),
        summary=_summary(),
        notes=listed("What a reader must know about how targets were paired.", text("A note.")),
        plan_changes=listed("What is another about the plan itself.", _plan_change()),
        focus_areas=listed("The focus areas of the new plan, in its order.", _focus_area()),
        focus_areas_gone=listed(
            "The focus areas of the old plan that the new one does not have.",
            held("A focus area.", "focus_area"),
        ),
        targets=listed("The targets of the new plan, in its order.", _entry()),
        dropped=listed(
            "The targets of the old plan that became nothing, in its order.",
            held("A target.", "target"),
        ),
    )
    defs = {"focus_area": _named_area(), "plan": _plan(), "target": _target()}
    return whole(SCHEMA, "Differences", document["description"], document, defs)


def _plan() -> Schema:
    return keys(
        "One of the two plans.",
        id=text("The plan's own name."),
        title=text("What the document is called."),
        municipality=keys(
            "Whose plan it is.",
            code=text("The municipality's code at Statistics Denmark."),
            name=text("What it is called."),
        ),
        years=text("The years of the plan, such as 2023 or 2023-2025."),
        status=word("Whether the council has approved it.", ("draft", "approved")),
        file=text("The plan file, as it was named; of an earlier revision REV:FILE."),
        sha256=or_null(text("The SHA-256 of the plan file.")),
    )


def _summary() -> Schema:
    return keys(
        "How many targets became what. Kept, changed and new are all those of the new plan.",
        kept=count("Targets whose promise is the old one."),
        changed=count("Targets whose promise is another."),
        **{str(one): count(f"Changed targets: {said}") for one, said in _BECAME.items()},
        new=count("Targets that no old one became."),
        dropped=count("Targets of the old plan that became nothing."),
        moved=count("Targets in another focus area, counted once more."),
        renumbered=count("Targets with another id, counted once more."),
        reworded=count("Targets with another title or reading, counted once more."),
        proposed=count("Targets that were paired by a proposal, counted once more."),
    )


_BECAME: Final = {
    Strength.SAME: "met by the same figures.",
    Strength.STRONGER: "what meets them would have met the old ones too.",
    Strength.WEAKER: "what met the old ones meets them too.",
    Strength.INCOMPARABLE: "another number, comparator or time.",
    Strength.NEW_LEVEL: "no level was set; now figures decide.",
    Strength.LEVEL_DROPPED: "figures decided; now no level is set.",
}


def _plan_change() -> Schema:
    return keys(
        "One thing that is another about the plan itself.",
        kind=word("What is another.", ("title", "municipality", "years", "status")),
        old=text("What it was, in the new plan's language."),
        new=text("What it is, in the new plan's language."),
    )


def _focus_area() -> Schema:
    area = _named_area()
    before = {
        "description": "What it was in the old plan; null: it is new.",
        "anyOf": [{"$ref": "#/$defs/focus_area"}, {"type": "null"}],
    }
    return keys("A focus area of the new plan.", **area["properties"], before=before)


def _named_area() -> Schema:
    return keys(
        "A focus area.",
        id=text("The id of the focus area."),
        title=text("What it is called."),
    )


def _target() -> Schema:
    return keys(
        "A target of one of the plans.",
        target=text("The id of the target."),
        title=text("The title of the target."),
        focus_area=text("The id of its focus area."),
        requirement=text("What is asked, in the new plan's language."),
        due=or_null(text("The deadline, in the new plan's language.")),
        line=count("The line in the plan file that the target begins in; 0: it is not known."),
    )


def _entry() -> Schema:
    return keys(
        "A target of the new plan, and what it was before.",
        **_target()["properties"],
        before=listed(
            "The targets of the old plan that became it; none: it is new.",
            held("A target.", "target"),
        ),
        link=or_null(
            word(
                "How that is known. replaces: the new target says so; id: both plans use one id; "
                "proposal: nobody says so, they look alike; null: it is new.",
                Link,
            )
        ),
        why=listed("What makes a proposal likely, in the new plan's language.", text("A reason.")),
        together_with=listed(
            "The other new targets that the same old one became.", text("An id of the new plan.")
        ),
        strength=or_null(
            word(
                "What became of the promise, of all that were merged or split together; null: it "
                "is new.",
                Strength,
            )
        ),
        new=yes_or_no("Whether no target became this one."),
        changed=yes_or_no("Whether the promise itself is another."),
        moved=yes_or_no("Whether it is in another focus area."),
        renumbered=yes_or_no("Whether its id is another, capital letters aside."),
        reworded=yes_or_no("Whether title or reading is another."),
        changes=listed("What is another.", _change()),
    )


def _change() -> Schema:
    return keys(
        "One thing about a target that is another.",
        kind=word("What is another.", Kind),
        target_before=text("The id of the old target that this was of."),
        old=or_null(text("What it was, in the new plan's language; null: there was nothing.")),
        new=or_null(text("What it is, in the new plan's language; null: there is nothing.")),
    )
