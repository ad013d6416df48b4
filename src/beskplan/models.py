"""Typed models of what stands in a file, and pydantic's complaints in our words.

The fields decide what a scalar means: ``Exact`` makes a decimal of ``85``, ``Word`` leaves
``4.10`` and ``no`` as written. Problems come back with the line of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Annotated, Any, Final, NamedTuple, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
)
from pydantic.config import JsonDict
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticKnownError, core_schema

from beskplan.documents import MAX_PROBLEMS, Document, Loc, node_at, plain
from beskplan.errors import Problem, did_you_mean, quoted, shortened, shown
from beskplan.numbers import exact_number
from beskplan.periods import Period


class Strict(BaseModel):
    """A frozen model of a mapping in a file: unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        populate_by_name=True,
        defer_build=True,  # a validator is built when it is first used: start-up counts
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return a schema that reads a model inside another one with the validator of its own.

        pydantic would build it anew inside each model that has it, used or not.
        """
        if _BEING_BUILT[-1:] == [cls]:
            return handler(source)
        return core_schema.no_info_plain_validator_function(cls._read_inside)

    @classmethod
    def _read_inside(cls, written: object) -> Self:
        found: Self = cls.__pydantic_validator__.validate_python(
            written, by_alias=True, by_name=False
        )
        return found

    @classmethod
    def model_rebuild(cls, **options: Any) -> bool | None:
        """Build the validator; see pydantic."""
        _BEING_BUILT.append(cls)
        try:
            return super().model_rebuild(**options)
        finally:
            _BEING_BUILT.pop()


_BEING_BUILT: Final[list[type[BaseModel]]] = []


class Shape(NamedTuple):
    """Names what may be written for a field, where its type does not tell JSON Schema.

    ``Annotated[Area, ReadBy(…), Shape("region")]``; `beskplan.schemas` knows the names.
    """

    name: str


def exactly_one(*keys: str, needs: Mapping[str, str] | None = None) -> ConfigDict:
    """Return the configuration that tells JSON Schema of keys of which one must be written.

    The model itself must refuse none and several; its message names the keys.

    Args:
        keys: one of these.
        needs: keys that need another one beside them.
    """
    extra: JsonDict = {"oneOf": [{"type": "object", "required": [key]} for key in keys]}
    if needs is not None:
        extra["dependentRequired"] = {key: [other] for key, other in needs.items()}
    return ConfigDict(json_schema_extra=extra)


class OneOf:
    """Reads a mapping as the one of several models that it names; each is built when first used.

    pydantic's own union builds all of them for the first value. Errors read as those of a union
    with a discriminator: the name of the model stands in their path.

    Args:
        base: what all of them are.
        choose: returns name and model of what is written; raises PydanticKnownError or
            ValueError where it names none.
        models: returns all of them, for messages that name the known keys.
    """

    def __init__(
        self,
        base: type[BaseModel],
        choose: Callable[[Any], tuple[str, type[BaseModel]]],
        models: Callable[[], Iterable[type[BaseModel]]],
    ) -> None:
        self.base = base
        self._choose = choose
        self.models = models

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Return a schema that asks for the model with each value."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self._read)

    def _read(self, written: Any) -> BaseModel:
        if isinstance(written, self.base):
            return written
        if not isinstance(written, dict):
            raise PydanticKnownError("dict_type")
        name, model = self._choose(written)
        try:
            return _read(model, written)
        except ValidationError as cause:
            raise _under(name, cause) from None


def _under(name: str, cause: ValidationError) -> ValidationError:
    """Return errors with the name of the model first in their paths."""
    lines: list[InitErrorDetails] = [
        {
            "type": error["type"],
            "loc": (name, *error["loc"]),
            "input": error["input"],
            "ctx": error.get("ctx", {}),
        }
        for error in islice(cause.errors(include_url=False), MAX_PROBLEMS)
    ]
    return ValidationError.from_exception_data(name, lines)


class ReadBy:
    """Reads a value with a function that returns it whole, or raises ValueError.

    What pydantic's own ``BeforeValidator`` does, without a second look by the type.

    ``Annotated[Area, ReadBy(…), Shape("region")]``.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Return a schema of the function alone."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self.read)


def a_word(written: object) -> str:
    """Return a text as written; raises ValueError for an empty one and for anything else."""
    if not isinstance(written, str):
        message = f"a text is needed here; found {shown(written)}"
        raise ValueError(message)  # noqa: TRY004 (pydantic collects ValueErrors)
    if not written.strip():
        raise ValueError("this text is empty")
    return written


def _whole(written: object) -> int:
    number = exact_number(written)
    if number != number.to_integral_value():
        raise ValueError(f"{quoted(str(written))} is not a whole number")
    return int(number)


def _yes_or_no(written: object) -> bool:
    if isinstance(written, bool):
        return written
    if written not in ("true", "false"):
        raise ValueError(f"{shown(written)} is neither true nor false")
    return written == "true"


def a_period(written: object) -> Period:
    """Return the period that a text names; raises ValueError for any other text."""
    return written if isinstance(written, Period) else Period.parse(a_word(written))


def _one_or_more(written: object) -> object:
    return [written] if isinstance(written, str | int) else written


Word = Annotated[str, ReadBy(a_word)]
"""A text as written, never empty."""
Exact = Annotated[Decimal, ReadBy(exact_number)]
"""An exact number; see `beskplan.numbers.exact_number`."""
Whole = Annotated[int, ReadBy(_whole)]
"""A whole number."""
YesNo = Annotated[bool, ReadBy(_yes_or_no)]
"""``true`` or ``false``."""
APeriod = Annotated[Period, ReadBy(a_period)]
"""A period in any form that `Period.parse` knows."""
Words1 = Annotated[
    tuple[Word, ...], Field(min_length=1), BeforeValidator(_one_or_more), Shape("texts")
]
"""One text, or a list of texts."""

ModelT = TypeVar("ModelT", bound=BaseModel)

_EXPECTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'")


def validate(
    model: type[ModelT], document: Document, loc: Loc = (), label: str = ""
) -> tuple[ModelT | None, list[Problem]]:
    """Check the node at ``loc`` against a model.

    Args:
        model: the pydantic model.
        document: where the node stands.
        loc: path from the root of the document.
        label: what the node is called in messages: ``target 1a``.

    Returns:
        The model, or None with every problem found (of a flood, the first thousand).
    """
    try:
        return _read(model, plain(node_at(document.root, loc))), []
    except ValidationError as cause:
        return None, list(_problems(cause, model, document, loc, label))


def readable_part(model: type[ModelT], written: object) -> ModelT | None:
    """Return a model of the keys of a mapping that can be read, or None."""
    try:
        return _read(model, written)
    except ValidationError as cause:
        wrong = {str(error["loc"][0]) for error in cause.errors() if error["loc"]}
    if not isinstance(written, dict) or wrong.isdisjoint(written):
        return None
    return readable_part(model, {key: written[key] for key in written if key not in wrong})


def _read(model: type[ModelT], written: object) -> ModelT:
    """Return the model of what stands in a file, where ``as_`` is no way to write ``as``."""
    return model.model_validate(written, by_alias=True, by_name=False)


def _problems(
    cause: ValidationError, model: type[BaseModel], document: Document, loc: Loc, label: str
) -> Iterator[Problem]:
    refused: dict[Loc, list[ErrorDetails]] = {}
    for error in islice(cause.errors(include_url=False), MAX_PROBLEMS):
        keys = _written_path(document, loc, error["loc"])
        match error["type"]:
            case "missing":
                message = f'key "{error["loc"][-1]}" is missing'
                yield document.problem((*loc, *keys), _about(label, keys, message), at_key=True)
            case "union_tag_not_found":
                message = 'key "type" is missing'
                yield document.problem((*loc, *keys), _about(label, keys, message), at_key=True)
            case "extra_forbidden":
                message = _unknown_key(error["loc"], model)
                about = _about(label, keys[:-1], message)
                yield document.problem((*loc, *keys), about, at_key=True)
            case "too_short" if len(error["input"]) >= error["ctx"]["min_length"]:
                continue  # pydantic counts only the items that it could read
            case _:
                refused.setdefault(keys, []).append(error)
    for keys, errors in refused.items():
        place = (*keys, "type") if errors[0]["type"] == "union_tag_invalid" else keys
        yield document.problem((*loc, *place), _about(label, keys, _message(*errors)))


def _about(label: str, keys: Loc, message: str) -> str:
    about = ", ".join(part for part in (label, _dotted(keys)) if part)
    return f"{about}: {message}" if about else message


def _written_path(document: Document, loc: Loc, inner: Loc) -> Loc:
    """Return the parts of pydantic's path that stand in the file (tags of unions do not)."""
    kept: list[str | int] = []
    here = node_at(document.root, loc)
    for part in inner:
        below = node_at(here, (part,))
        if below is not here:
            kept.append(part)
            here = below
    return tuple(kept)


def _dotted(loc: Loc) -> str:
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{shortened(part)}" if text else shortened(part)
    return text


def _unknown_key(loc: Loc, model: type[BaseModel]) -> str:
    known = sorted(_keys_at(model, loc[:-1]))
    hint = did_you_mean(str(loc[-1]), known) or f"; known here: {', '.join(known)}"
    return f"unknown key {quoted(str(loc[-1]))}{hint}"


def _message(error: ErrorDetails, *others: ErrorDetails) -> str:
    """Return one sentence for a value, also where every form that it may take refuses it."""
    messages = [_refusal(one) for one in (error, *others)]
    meant = next((message for message in messages if "did you mean" in message), None)
    return meant or "; or write ".join([messages[0], *(w for one in others for w in _words(one))])


def _words(error: ErrorDetails) -> list[str]:
    """Return the words that a value might have been."""
    context = error.get("ctx", {})
    expected = str(context.get("expected_tags") or context.get("expected") or "")
    return [word.replace("\\'", "'") for word in _EXPECTED.findall(expected)]


def _refusal(error: ErrorDetails) -> str:  # noqa: PLR0911 (one return for each kind)
    """Return what pydantic says of a value in our words."""
    found, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "literal_error" | "enum":
            return _unknown_word("{} is not known here", found, _words(error))
        case "union_tag_invalid":
            return _unknown_word("no type {}", found["type"], _words(error))
        case "value_error":
            return str(context["error"])
        case "too_short" | "too_long":
            return _wrong_length(found, context)
        case kind if kind in _BOUNDS:
            [(_, bound)] = context.items()
            return f"{shown(found)} is not {_BOUNDS[kind]} {bound}"
        case kind if kind.endswith("_type"):
            needed = _NEEDED.get(kind, "another kind of value")
            return f"{needed} is needed here; found {shown(found)}"
        case _:
            return f"{error['msg']}; found {shown(found)}"


def _unknown_word(message: str, found: object, words: list[str]) -> str:
    if not isinstance(found, str):
        return f"a text is needed here; found {shown(found)}"
    hint = did_you_mean(found, words) or f"; known: {', '.join(words)}"
    return f"{message.format(shown(found))}{hint}"


def _wrong_length(found: Any, context: dict[str, Any]) -> str:
    what, part = ("mapping", "key") if isinstance(found, dict) else ("list", "item")
    if not found:
        return f"this {what} is empty"
    least, most = context.get("min_length"), context.get("max_length")
    bound = f"needs at least {least}" if least is not None else f"takes at most {most}"
    return f"this {what} {bound} {part}{'' if 1 in (least, most) else 's'}; found {len(found)}"


_BOUNDS: Final = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than": "less than",
    "less_than_equal": "at most",
}
_NEEDED: Final = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "string_type": "a text",
}


@lru_cache(maxsize=256)
def _keys_at(model: type[BaseModel], loc: Loc) -> frozenset[str]:
    """Return the keys that may stand in the mapping at a path of a model."""
    here: list[type[BaseModel]] = [model]
    for part in loc:
        if isinstance(part, int):
            continue
        for one in here:
            one.model_rebuild()  # names of models that stand in quotes are then known
        fields = [one.model_fields[part] for one in here if part in one.model_fields]
        inside = [found for one in fields for found in _models_in(one.rebuild_annotation())]
        tagged = [one for one in here if _tag(one) == part]
        here = inside or tagged or here
    return frozenset(name.alias or key for one in here for key, name in one.model_fields.items())


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    if isinstance(annotation, OneOf):
        yield from annotation.models()
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _tag(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("type")
    return next(iter(get_args(field.annotation)), None) if field else None


def nearest(found: str, known: Iterable[str], limit: int = 8) -> str:
    """Return a hint for an unknown word: the nearest known, else all if they are few."""
    words = sorted(set(known))
    hint = did_you_mean(found, words)
    if hint or not words:
        return hint
    more = "" if len(words) <= limit else f" and {len(words) - limit} more"
    return f"; known: {', '.join(words[:limit])}{more}"
