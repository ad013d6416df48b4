"""What an editor may find where a model has a text, a number, a period or an area.

beskplan reads every scalar as the text that is written (docs/decisions/0002); an editor reads YAML,
so ``id: 7`` is a number to it and ``at_least: "85"`` a text. Both are right, so each shape takes
both. ``patternErrorMessage`` is an annotation that yaml-language-server and VS Code show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from beskplan.areas import Kind, register
from beskplan.catalogue import ADDED_UNITS, COUNTED_UNITS
from beskplan.measures._over import Window
from beskplan.periods import Period
from beskplan.schemas._document import Schema
from beskplan.words import PERCENT, POINTS

_TEXT: Final[Schema] = {"type": ["string", "number"], "pattern": r"\S"}
_OTHER_SCALARS: Final[Schema] = {"not": {"type": ["string", "number", "array", "object", "null"]}}
"""``true`` and ``false``: no editor offers them as a text, yet a title may be one."""
_MONTH: Final[Schema] = {
    "type": ["integer", "string"],
    "minimum": 1,
    "maximum": 12,
    "pattern": "^(0?[1-9]|1[0-2])$",
    "patternErrorMessage": "Write yearly, or months as numbers such as [3, 10].",
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def text() -> Schema:
    """Return any scalar but an empty one."""
    return {
        "description": "A text as written, never empty.",
        "anyOf": [_TEXT, _OTHER_SCALARS],
    }


def texts() -> Schema:
    """Return one text, or a list of texts."""
    return {
        "description": "One text, or a list of texts.",
        "anyOf": [_ref("text"), {"type": "array", "items": _ref("text"), "minItems": 1}],
    }


def number() -> Schema:
    """Return an exact number."""
    return {
        "description": "An exact number with a decimal point, such as 0.2.",
        "type": ["number", "string"],
        "pattern": r"^-?[0-9]+(\.[0-9]+)?$",
        "patternErrorMessage": "Write digits with a decimal point, such as 0.2.",
    }


def whole() -> Schema:
    """Return a whole number."""
    return {
        "description": "A whole number.",
        "type": ["integer", "string"],
        "pattern": r"^-?[0-9]+(\.0+)?$",
        "patternErrorMessage": "Write a whole number, such as 3.",
    }


def yes_or_no() -> Schema:
    """Return true or false."""
    return {
        "description": "true or false.",
        "type": ["boolean", "string"],
        "pattern": "^(true|false)$",
        "patternErrorMessage": "Write true or false.",
    }


def period() -> Schema:
    """Return a period in any spelling; which one it is only beskplan tells."""
    return {
        "description": "A period such as 2023, 2023-2025, 2021M08, 2021K2, 2022QMAT02 or "
        '"2. kvartal 2021".',
        "type": ["integer", "string"],
        "minimum": 1900,
        "maximum": 2200,
        "pattern": "[0-9]{2}",
        "patternErrorMessage": "Write a period such as 2023, 2021M08 or 2021K2.",
        "examples": [2023, "2021M08", "2021K2"],
    }


def day() -> Schema:
    """Return one day."""
    return {
        "description": "One day, such as 2018-10-01.",
        "type": "string",
        "pattern": "[0-9]{2}",
        "patternErrorMessage": "Write a day such as 2018-10-01.",
        "examples": ["2018-10-01"],
    }


def length() -> Schema:
    """Return the length of a window."""
    return {
        "description": "So many months, quarters or years.",
        "type": "string",
        "pattern": "^[1-9][0-9]{0,2} (month|quarter|year)s?$",
        "patternErrorMessage": "Write 12 months, or 4 quarters.",
        "examples": ["12 months", "4 quarters"],
    }


def top() -> Schema:
    """Return a number of places, or a share of them."""
    return {
        "description": "A number of places, or a share of those ranked.",
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": 999,
        "pattern": "^([1-9][0-9]?/[1-9][0-9]?|[1-9][0-9]{0,2})$",
        "patternErrorMessage": "Write 10, or 1/3.",
        "examples": [10, "1/3"],
    }


def levels() -> Schema:
    """Return numbers by year."""
    return {
        "description": "A number for each year, such as {2023: 7.0, 2024 onwards: 11}.",
        "type": "object",
        "patternProperties": {"^(19|20|21)[0-9]{2}( onwards)?$": _ref("number")},
        "additionalProperties": False,
        "minProperties": 1,
        "examples": [{"2023": 7.0, "2024 onwards": 11}],
    }


def follow_up() -> Schema:
    """Return months, or yearly."""
    return {
        "description": "Months as numbers such as [3, 10], or yearly.",
        "anyOf": [
            {"const": "yearly"},
            _MONTH,
            {"type": "array", "items": _MONTH, "minItems": 1, "uniqueItems": True},
        ],
        "examples": ["yearly", [3, 10]],
    }


def require() -> Schema:
    """Return how many of several."""
    return {
        "description": "all, a number, or a share such as 50 percent.",
        "anyOf": [
            {"const": "all"},
            {
                "type": ["integer", "string"],
                "minimum": 1,
                "pattern": "^(all|[1-9][0-9]*|([1-9][0-9]?|100) percent)$",
                "patternErrorMessage": "Write all, 2 or 50 percent.",
            },
        ],
        "examples": ["all", 2, "50 percent"],
    }


def unit() -> Schema:
    """Return a unit: one that beskplan counts or adds with, or any other."""
    known = [PERCENT, POINTS, *sorted(COUNTED_UNITS | ADDED_UNITS)]
    return {
        "description": "A unit; any other than those listed is neither added nor counted.",
        "anyOf": [{"enum": known}, _ref("text")],
    }


def _places(kind: Kind, what: str) -> Callable[[], Schema]:
    def places() -> Schema:
        names = [area.name for area in register() if area.kind is kind]
        return {
            "description": f"{what}, by name or code; other spellings in use are known too.",
            "anyOf": [{"enum": names}, {"type": ["string", "integer"], "pattern": r"\S"}],
        }

    return places


SHAPES: Final[Mapping[str, Callable[[], Schema]]] = {
    "text": text,
    "texts": texts,
    "number": number,
    "whole": whole,
    "yes-or-no": yes_or_no,
    "period": period,
    "day": day,
    "length": length,
    "top": top,
    "levels": levels,
    "follow-up": follow_up,
    "require": require,
    "unit": unit,
    "municipality": _places(Kind.MUNICIPALITY, "A municipality"),
    "region": _places(Kind.REGION, "A region"),
    "landsdel": _places(Kind.LANDSDEL, "A landsdel"),
    "rar": _places(Kind.RAR, "A RAR area"),
}
"""The shapes by the names that `beskplan.models.Shape` and `BY_TYPE` use."""

BY_TYPE: Final[Mapping[type, str]] = {
    str: "text",
    Decimal: "number",
    int: "whole",
    bool: "yes-or-no",
    Period: "period",
    date: "day",
    Window: "length",
    Fraction: "top",
}
"""The shapes of what fields hold, where no `Shape` says otherwise."""
