"""The order of keys, and where text is meant, by what stands in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Shape:
    """What is known of a mapping, a list or a text; shapes name each other in `SHAPES`.

    Attributes:
        keys: known keys in their order, each with the shape of its value; ``*`` is the place of
            all others, at the end where it is missing.
        items: shape of the items of a list.
        text: text is meant, never a number or a date.
        names: keys that are not known are names, and so texts.
        block: never on one line.
        apart: a blank line stands between the items.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    items: str = ""
    text: bool = False
    names: bool = False
    block: bool = False
    apart: bool = False

    def of_key(self, key: str) -> Shape:
        """Return the shape of the value of a key."""
        return SHAPES[self.keys.get(key, self.keys.get("*", ""))]

    @property
    def of_items(self) -> Shape:
        """The shape of an item."""
        return SHAPES[self.items]

    def place(self, key: str) -> int:
        """Return a number by which keys are sorted."""
        order = list(self.keys)
        named = key if key in self.keys else "*"
        return order.index(named) if named in self.keys else len(order)


_PLACES: Final = dict.fromkeys(
    ("region", "landsdel", "rar", "areas", "group", "rest_of", "average"), "text"
)
_WHOLE: Final = {"schema": ""}

SHAPES: Final[Mapping[str, Shape]] = {
    "": Shape(),
    "text": Shape(text=True, items="text", keys=_PLACES),
    "by name": Shape(names=True, keys={"*": "text"}),
    "beskplan/plan/v1": Shape(
        block=True,
        keys=_WHOLE
        | {"id": "text", "title": "text", "municipality": "text", "years": "", "status": ""}
        | {"source": "source", "replaces": "text", "language": "", "follow_up": ""}
        | {"groups": "groups", "focus_areas": "focus areas"},
    ),
    "beskplan/catalogue/v1": Shape(block=True, keys=_WHOLE | {"indicators": "indicators"}),
    "any": Shape(block=True, keys=_WHOLE),
    "source": Shape(
        keys={"document": "text", "publisher": "text", "table": "text", "section": "text"}
        | {"page": "", "date": "", "url": "text"}
    ),
    "groups": Shape(block=True, names=True, keys={"*": "group"}),
    "group": Shape(keys={"title": "text", "areas": "text", "by_indicator": "by name"}),
    "focus areas": Shape(items="focus area", apart=True),
    "focus area": Shape(
        block=True, keys={"id": "text", "title": "text", "follow_up": "", "targets": "targets"}
    ),
    "targets": Shape(items="target"),
    "target": Shape(
        block=True,
        keys={"id": "text", "title": "text", "replaces": "text", "measure": "measure"}
        | {"baseline": "baseline", "rule": "rule", "versions": "versions"}
        | {"for_each": "for each", "only_if": "only if", "period": "", "due": "due"}
        | {"reading": "text", "other_readings": "other readings", "assessment": "assessment"}
        | {"note": "text", "source": "source", "follow_up": "", "allow": "by name"},
    ),
    "measures": Shape(items="measure"),
    "measure": Shape(
        keys={"indicator": "text", "sum_of": "measures", "difference_of": "measures"}
        | {"ratio_of": "measures", "as": "", "segment": "by name", "pooled": "by name"}
        | {"area": "text", "stated": "stated", "over": "over", "change": "change"},
    ),
    "stated": Shape(keys={"window": "text", "population": "text", "unit": "text"}),
    "over": Shape(keys={"last": "", "from": "", "take": ""}),
    "change": Shape(keys={"since": "", "as": ""}),
    "rule": Shape(
        keys=dict.fromkeys(["type", "because", "require", "at_least", "above", "at_most"], "")
        | dict.fromkeys(["below", "between", "points", "side", "top", "up_by", "down_by"], "")
        | {"against": "text", "expected": "measure", "must_be": "", "tolerance": "", "as": ""}
        | {"strictly": "", "best": "", "among": "text", "step": "", "steps": "", "parts": "parts"},
    ),
    "parts": Shape(items="part"),
    "part": Shape(
        keys={"title": "text", "measure": "measure", "baseline": "baseline", "rule": "rule"}
        | {"period": "", "due": "due"}
    ),
    "baseline": Shape(keys={"period": "", "as_published": "", "value": "", "source": "source"}),
    "due": Shape(keys={"by_end": "", "during": "", "throughout": ""}),
    "for each": Shape(
        names=True,
        keys={"area": "asked", "*": "text", "leave_out": "by name", "instead": "rules"}
        | {"require": ""},
    ),
    "asked": Shape(keys={"among": "text"}),
    "rules": Shape(names=True, keys={"*": "rule"}),
    "only if": Shape(keys={"target": "text", "is": "", "measure": "measure", "rule": "rule"}),
    "versions": Shape(items="version"),
    "version": Shape(
        block=True,
        keys={"valid_from": "", "valid_to": "", "rule": "rule", "due": "due", "note": "text"}
        | {"source": "source"},
    ),
    "other readings": Shape(items="other reading"),
    "other reading": Shape(
        block=True,
        keys={"reading": "text", "measure": "measure", "baseline": "baseline", "rule": "rule"}
        | {"period": "", "due": "due"},
    ),
    "assessment": Shape(keys={"status": "", "date": "", "by": "text", "note": "text"}),
    "indicators": Shape(items="indicator", apart=True),
    "indicator": Shape(
        block=True,
        keys={"id": "text", "title": "text", "unit": "text", "better": "", "population": "text"}
        | {"covers": "", "window": "text", "source": "source", "labels": "text"}
        | {"only_in_table": "", "numerator": "text", "denominator": "text", "published_for": ""}
        | {"rounded_to": "", "decimals": "", "lag": "", "dimensions": "dimensions"}
        | {"series_breaks": "series breaks"},
    ),
    "dimensions": Shape(block=True, names=True, keys={"*": "dimension"}),
    "dimension": Shape(
        block=True, keys={"total": "text", "members": "by name", "unions": "by name"}
    ),
    "series breaks": Shape(items="series break"),
    "series break": Shape(keys={"at": "", "why": "text"}),
}
"""Shapes by name; those of whole files are named after their schema."""
