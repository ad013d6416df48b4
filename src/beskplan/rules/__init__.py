"""Rules: what a measured number must fulfil. One file per type; the types are found.

The file is named after the type: ``vs-national-average`` is ``vs_national_average.py``. A type is
imported when a plan names it: a plan has a few, and all fourteen cost a tenth of a short run.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args

from pydantic_core import PydanticKnownError

from beskplan.models import OneOf
from beskplan.rules import _several
from beskplan.rules._base import Rule

__all__ = ["TYPES", "AnyRule", "Rule"]


class _Types(Mapping[str, type[Rule]]):
    """Rule classes by the ``type`` that stands in a plan file, each imported when asked for."""

    def __init__(self) -> None:
        self._modules = {
            found.name.replace("_", "-"): f"{__name__}.{found.name}"
            for found in pkgutil.iter_modules(__path__)
            if not found.name.startswith("_")
        }
        self._found: dict[str, type[Rule]] = {}

    def __getitem__(self, name: str) -> type[Rule]:
        if name not in self._found:
            self._found[name] = _type_in(self._modules[name], name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


def _type_in(module: str, name: str) -> type[Rule]:
    """Return the rule class of a module whose ``type`` is its name."""
    for found in vars(importlib.import_module(module)).values():
        if isinstance(found, type) and issubclass(found, Rule) and _type_of(found) == name:
            return found
    raise TypeError(f'{module} has no rule with type: Literal["{name}"]')


def _type_of(rule: type[Rule]) -> str | None:
    field = rule.model_fields.get("type")
    return next(iter(get_args(field.annotation)), None) if field is not None else None


TYPES: Final[Mapping[str, type[Rule]]] = _Types()
"""Rule classes by the ``type`` that stands in a plan file."""


def _type_named(written: dict[str, Any]) -> tuple[str, type[Rule]]:
    """Return what ``type`` says, as pydantic reads a union with a discriminator."""
    name = written.get("type")
    if name is None:
        raise PydanticKnownError("union_tag_not_found", {"discriminator": "'type'"})
    if not isinstance(name, str) or name not in TYPES:
        tags = ", ".join(f"'{one}'" for one in TYPES)
        context = {"discriminator": "'type'", "tag": str(name), "expected_tags": tags}
        raise PydanticKnownError("union_tag_invalid", context)
    return name, TYPES[name]


if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Rule, OneOf(Rule, _type_named, TYPES.values)]

# What holds rules names AnyRule. It is resolved when a model is first used.
vars(_several)["AnyRule"] = AnyRule
