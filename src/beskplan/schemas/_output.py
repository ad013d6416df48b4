"""Words for the schemas of what beskplan writes: every key is always there, null where it says so.

Keys may be added under the same schema name, so unknown ones are allowed: a reader that validates
is not broken by them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from beskplan.schemas._document import Schema, whole

_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def keys(description: str, /, **properties: Schema) -> Schema:
    """Return a mapping in which every one of these keys is there."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def named(description: str, values: Schema) -> Schema:
    """Return a mapping with keys of the data's own."""
    return {"description": description, "type": "object", "additionalProperties": values}


def listed(description: str, items: Schema) -> Schema:
    """Return a list."""
    return {"description": description, "type": "array", "items": items}


def text(description: str) -> Schema:
    """Return a text."""
    return {"description": description, "type": "string"}


def day(description: str) -> Schema:
    """Return a day such as 2023-03-15."""
    return {"description": description, "type": "string", "pattern": _DAY}


def number(description: str) -> Schema:
    """Return a number; a published one prints as published."""
    return {"description": description, "type": "number"}


def count(description: str) -> Schema:
    """Return a whole number, 0 or more."""
    return {"description": description, "type": "integer", "minimum": 0}


def whole_number(description: str) -> Schema:
    """Return a whole number."""
    return {"description": description, "type": "integer"}


def yes_or_no(description: str) -> Schema:
    """Return true or false."""
    return {"description": description, "type": "boolean"}


def word(description: str, words: Iterable[object]) -> Schema:
    """Return one of some words."""
    return {"description": description, "type": "string", "enum": [str(one) for one in words]}


def or_null(schema: Schema) -> Schema:
    """Return a schema that null fulfils too."""
    allowed = {**schema, "type": [schema["type"], "null"]}
    return {**allowed, "enum": [*schema["enum"], None]} if "enum" in schema else allowed


def held(description: str, name: str) -> Schema:
    """Return what is defined under a name."""
    return {"description": description, "$ref": f"#/$defs/{name}"}


def one_or_several(schema: str, title: str, one: Schema, defs: Schema) -> Schema:
    """Return the schema of a document, or of an array of several."""
    body = {
        "if": {"type": "array"},
        "then": {"type": "array", "items": {"$ref": "#/$defs/document"}},
        "else": {"$ref": "#/$defs/document"},
    }
    said = f"{one['description']} Of several an array."
    return whole(schema, title, said, body, {"document": one, **defs})
