"""What the docstrings of models say: of a class, of its fields, and its example."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import yaml

_SECTION: Final = re.compile(r"^(Promise|Example|Given|Worked|Args|Attributes|Raises|Returns):$")


def prose(thing: type) -> str:
    """Return the prose of a class's own docstring, without its sections; empty without any."""
    return _said(_parts(thing).get("", ""))


def example(thing: type, keys: frozenset[str]) -> Any:
    """Return the example of a class's docstring as an editor reads YAML, None without one.

    Where none of ``keys`` stands in it, it shows the key that the class is written under.
    """
    written = yaml.safe_load(_parts(thing).get("Example", ""))
    if isinstance(written, dict) and not keys & written.keys():
        (written,) = written.values()
    return written


@cache
def of_fields(model: type) -> Mapping[str, str]:
    """Return what stands under the fields of a model, those that it inherits included."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if one.__module__.partition(".")[0] == __name__.partition(".")[0]:
            found |= _in_module(one.__module__).get(one.__name__, {})
    return found


@cache
def _in_module(module: str) -> Mapping[str, Mapping[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {node.name: dict(_under_fields(node)) for node in classes}


def _under_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield the fields of a class with the text that stands right under each."""
    for field, under in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(under, ast.Expr)
            and isinstance(under.value, ast.Constant)
            and isinstance(under.value.value, str)
        ):
            yield field.target.id, _said(inspect.cleandoc(under.value.value))


def _parts(thing: type) -> dict[str, str]:
    """Return the sections of a docstring, its prose under the empty name."""
    parts: dict[str, list[str]] = {"": []}
    head = ""
    for line in inspect.cleandoc(thing.__doc__ or "").splitlines():
        if found := _SECTION.fullmatch(line):
            head = found[1]
            parts[head] = []
        else:
            parts[head].append(line)
    return {name: inspect.cleandoc("\n".join(lines)) for name, lines in parts.items()}


def _said(text: str) -> str:
    """Return a text with its paragraphs on one line each and plain backticks."""
    paragraphs = (" ".join(one.split()) for one in text.strip().split("\n\n"))
    return "\n\n".join(paragraphs).replace("``", "`")
