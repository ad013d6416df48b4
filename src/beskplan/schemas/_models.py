"""JSON Schemas of the models that read YAML files.

A model says which keys there are, its docstrings what they mean; `_shapes` says what a scalar may
look like to an editor. A type without a schema is an error here: no key is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from beskplan.models import OneOf, ReadBy, Shape
from beskplan.schemas._docstrings import example, of_fields, prose
from beskplan.schemas._document import Schema
from beskplan.schemas._shapes import BY_TYPE, SHAPES

_BOUNDS: Final = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum"}
Written = Callable[["Definitions"], Schema]


class Definitions:
    """Schemas by name, each made when it is first referred to.

    Args:
        fields: annotations in place of those of the models, for lists whose items the loader reads
            one by one.
        written: models that are written otherwise than their fields say.
        described: classes whose docstring describes a model better than its own.
    """

    def __init__(
        self,
        fields: Mapping[tuple[type, str], Any] | None = None,
        written: Mapping[type, Written] | None = None,
        described: Mapping[type, type] | None = None,
    ) -> None:
        self.found: Schema = {}
        self._fields = fields or {}
        self._written = written or {}
        self._described = described or {}

    def of(self, annotation: Any) -> Schema:
        """Return the schema of what is written for an annotation.

        Raises:
            TypeError: nothing says what it looks like.
        """
        base, *metadata = get_args(annotation) if _is_annotated(annotation) else (annotation,)
        shape = next((one for one in reversed(metadata) if isinstance(one, Shape)), None)
        one_of = next((one for one in metadata if isinstance(one, OneOf)), None)
        if shape is not None:
            return self._shape(shape.name)
        if one_of is not None:
            return self._defined(one_of.base, lambda: self._one_of(one_of))
        if _is_rewritten(metadata) and base not in self._written and not _is_scalar(base):
            raise TypeError(f"{annotation} is read in a way of its own: give it a Shape")
        return {**self._plain(base), **_bounds(base, metadata)}

    def model(self, model: type[BaseModel]) -> Schema:
        """Return the schema of a model: its keys, those required, and nothing else."""
        if not model.__pydantic_fields_complete__:
            model.model_rebuild()
        properties = {
            field.alias or name: self._property(model, name, field)
            for name, field in model.model_fields.items()
        }
        shown = example(model, frozenset(properties))
        return {
            "title": self.title(model),
            "description": prose(self._described.get(model, model)),
            "type": "object",
            "properties": properties,
            "required": [
                field.alias or name
                for name, field in model.model_fields.items()
                if field.is_required()
            ],
            "additionalProperties": False,
            **_together(model),
            **({"examples": [shown]} if shown is not None else {}),
        }

    def title(self, model: type) -> str:
        """Return what a model is called: ``Target source``; a rule by its type."""
        name = self._described.get(model, model).__name__
        return _type_of(model) or " ".join(_WORDS.findall(name)).capitalize()

    def _property(self, model: type[BaseModel], name: str, field: FieldInfo) -> Schema:
        annotation = field.rebuild_annotation()
        if (model, name) in self._fields:
            annotation = Annotated[self._fields[model, name], *field.metadata]
        said = of_fields(model).get(name)
        if name == "type" and _type_of(model):
            said = prose(model).partition("\n")[0]
        schema = self.of(annotation)
        default = field.get_default()
        return {
            **({"description": said} if said else {}),
            **{key: schema[key] for key in schema if key != "description" or not said},
            **({"default": _shown(default)} if _is_shown(default) else {}),
        }

    def _shape(self, name: str) -> Schema:
        if name not in self.found:
            self.found[name] = {}
            self.found[name] = SHAPES[name]()
            for other in _referred(self.found[name]):
                self._shape(other)
        return _ref(name)

    def _defined(self, thing: type, make: Callable[[], Schema]) -> Schema:
        name = self._described.get(thing, thing).__name__
        if name not in self.found:
            self.found[name] = {}  # stands for itself where it holds its own kind
            self.found[name] = make()
        return _ref(name)

    def _plain(self, base: Any) -> Schema:  # noqa: PLR0911 (one return for each kind)
        origin, inner = get_origin(base), get_args(base)
        if origin in (Union, UnionType):
            return self._any_of([one for one in inner if one is not NoneType])
        if origin is Literal:
            return {"const": inner[0]} if len(inner) == 1 else {"enum": list(inner)}
        if origin in (tuple, list):
            return {"type": "array", "items": self.of(inner[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if base in self._written:
            return self._defined(base, lambda: self._written[base](self))
        if base in BY_TYPE:
            return self._shape(BY_TYPE[base])
        if isinstance(base, type) and issubclass(base, Enum):
            return {"enum": [str(one) for one in base]}
        if isinstance(base, type) and issubclass(base, BaseModel):
            return self._defined(base, lambda: self.model(base))
        raise TypeError(f"no JSON Schema is known for {base}")

    def _any_of(self, kinds: list[Any]) -> Schema:
        if len(kinds) == 1:
            return self.of(kinds[0])
        return {"anyOf": [self.of(one) for one in kinds]}

    def _one_of(self, one_of: OneOf) -> Schema:
        """Return the schema of a mapping that names its model by ``type``, or by a key.

        ``if`` and ``then`` rather than ``oneOf``: a problem is told of the one model that is meant,
        and an editor offers the keys of that one only.
        """
        models = sorted(one_of.models(), key=lambda one: _type_of(one) or "")
        head = {
            "title": self.title(one_of.base),
            "description": prose(one_of.base),
            "type": "object",
        }
        if all(map(_type_of, models)):
            return {**head, **self._by_type(models, of_fields(one_of.base).get("type", ""))}
        return {**head, **self._by_key(list(one_of.models()))}

    def _by_type(self, models: list[type[BaseModel]], said: str) -> Schema:
        named = {str(_type_of(one)): one for one in models}
        choices = [{"const": name, "description": prose(one)} for name, one in named.items()]
        return {
            "properties": {"type": {"description": said, "anyOf": choices}},
            "required": ["type"],
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                    "then": self.of(one),
                }
                for name, one in named.items()
            ],
        }

    def _by_key(self, models: list[type[BaseModel]]) -> Schema:
        """Return a choice by the key that only one model needs; the first is meant without any."""
        needed = {one: self._own_key(one, models) for one in models}
        choice = self.of(models[0])
        for one in models[:0:-1]:
            choice = {"if": {"required": [needed[one]]}, "then": self.of(one), "else": choice}
        keys = {key: {"description": prose(one).partition("\n")[0]} for one, key in needed.items()}
        return {"properties": keys, **choice}

    @staticmethod
    def _own_key(model: type[BaseModel], models: list[type[BaseModel]]) -> str:
        needed = (
            name
            for name, field in model.model_fields.items()
            if field.is_required()
            and not any(name in other.model_fields for other in models if other is not model)
        )
        return next(needed)


_WORDS: Final = re.compile("[A-Z][a-z0-9]+")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _referred(schema: Any) -> list[str]:
    """Return the names that a schema refers to."""
    if isinstance(schema, dict):
        own = [schema["$ref"].rpartition("/")[2]] if isinstance(schema.get("$ref"), str) else []
        return own + [name for one in schema.values() for name in _referred(one)]
    return [name for one in schema for name in _referred(one)] if isinstance(schema, list) else []


def _is_annotated(annotation: Any) -> bool:
    return get_origin(annotation) is Annotated


def _type_of(model: type) -> str | None:
    """Return the one ``type`` of a model, None for one that has none."""
    field = getattr(model, "model_fields", {}).get("type")
    words = get_args(field.annotation) if field is not None else ()
    return str(words[0]) if len(words) == 1 else None


def _is_rewritten(metadata: list[Any]) -> bool:
    return any(isinstance(one, BeforeValidator | ReadBy) for one in metadata)


def _is_scalar(base: Any) -> bool:
    """Whether a type, or every one of several, is that of a scalar."""
    if get_origin(base) in (Union, UnionType):
        return all(_is_scalar(one) for one in get_args(base))
    return base in BY_TYPE or base is NoneType or get_origin(base) is Literal


def _bounds(base: Any, metadata: list[Any]) -> Schema:
    """Return how many items, or which numbers, the metadata of an annotation allow."""
    found: Schema = {}
    what = "Properties" if get_origin(base) is dict else "Items"
    for one in metadata:
        for bound in one.metadata if isinstance(one, FieldInfo) else (one,):
            for name, key in _BOUNDS.items():
                if getattr(bound, name, None) is not None:
                    found[key] = getattr(bound, name)
            for name, key in (("min_length", "min"), ("max_length", "max")):
                if getattr(bound, name, None) is not None:
                    found[f"{key}{what}"] = getattr(bound, name)
    return found


def _together(model: type[BaseModel]) -> Schema:
    """Return what the configuration of a model says of keys together."""
    extra = model.model_config.get("json_schema_extra")
    return dict(extra) if isinstance(extra, dict) else {}


def _is_shown(default: object) -> bool:
    return default != () and isinstance(default, str | bool | int | tuple)


def _shown(default: object) -> object:
    return list(default) if isinstance(default, tuple) else default
