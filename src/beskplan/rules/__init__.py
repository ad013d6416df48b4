"""Rules: what a measured number must fulfil. One file per type; the types are found."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Annotated, Final, Union, get_args

from pydantic import Field

from beskplan.rules import _several
from beskplan.rules._base import Rule

__all__ = ["TYPES", "AnyRule", "Rule"]

for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    importlib.import_module(_module.name)


def _type_of(rule: type[Rule]) -> str | None:
    return next(iter(get_args(rule.model_fields["type"].annotation)), None)


def _below(rule: type[Rule]) -> list[type[Rule]]:
    return [found for sub in rule.__subclasses__() for found in (sub, *_below(sub))]


TYPES: Final[dict[str, type[Rule]]] = {
    name: rule
    for rule in sorted(_below(Rule), key=lambda rule: rule.__module__)  # type: ignore[type-abstract]
    if (name := _type_of(rule)) is not None
}
"""Rule classes by the ``type`` that stands in a plan file."""

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Union[*TYPES.values()], Field(discriminator="type")]

# What holds rules names AnyRule. It is resolved when a model is first used: building all models
# while they are imported would cost a fifth of a short run.
vars(_several)["AnyRule"] = AnyRule
