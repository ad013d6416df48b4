"""The schema of plan files."""

from __future__ import annotations

from typing import Any, Final

from beskplan.plan import SCHEMA, FocusArea, _FocusAreaHead, _PlanHead
from beskplan.rules import TYPES
from beskplan.schemas._docstrings import of_fields, prose
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._models import Definitions
from beskplan.target import ForEach, Target

FILES: Final = "plans/*.yaml"
_HOLDS: Final = "The promises of an employment plan: whose, of which years, and its focus areas."


def schema() -> Schema:
    """Return the schema of a plan file, built from the models that read it."""
    definitions = Definitions(
        fields={
            (_PlanHead, "focus_areas"): list[_FocusAreaHead],
            (_FocusAreaHead, "targets"): list[Target],
        },
        written={ForEach: _for_each, Target: _target},
        described={_FocusAreaHead: FocusArea},
    )
    body = definitions.model(_PlanHead)
    return whole(SCHEMA, "Employment plan", _HOLDS, body, definitions.found)


def _target(definitions: Definitions) -> Schema:
    """Return the schema of a target: a rule or versions, and a measure where the rule needs one."""
    judging = sorted(name for name, rule in TYPES.items() if rule.needs_measure)
    rule = {"properties": {"type": {"enum": judging}}, "required": ["type"]}
    return {
        **definitions.model(Target),
        "allOf": [
            {
                "if": {"required": ["versions"]},
                "then": {"not": {"required": ["rule"]}},
                "else": {"required": ["rule"]},
            },
            {
                "if": {"properties": {"rule": rule}, "required": ["rule"]},
                "then": {"required": ["measure"]},
            },
        ],
    }


def _for_each(definitions: Definitions) -> Schema:
    """Return the schema of a fan-out: its dimension is a key of the plan's own."""
    fields = definitions.model(ForEach)["properties"]
    asked: dict[str, Any] = {
        "description": "Municipalities in place of members of a dimension.",
        "type": "object",
        "properties": {"among": fields["among"]},
        "required": ["among"],
        "additionalProperties": False,
    }
    own = ("leave_out", "instead", "require")
    return {
        "title": definitions.title(ForEach),
        "description": prose(ForEach),
        "type": "object",
        "properties": {"area": asked, **{key: fields[key] for key in own}},
        "additionalProperties": {
            **{key: fields["members"][key] for key in ("type", "items", "minItems")},
            "description": of_fields(ForEach)["members"],
        },
        "examples": [{"ydelse": ["A-dagpenge", "Kontanthjælp"], "require": "all"}],
    }
