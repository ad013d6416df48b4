"""What an editor makes of YAML: scalars with a type, as YAML 1.1 and YAML 1.2 (core) give them.

beskplan itself keeps every scalar as the text that is written. PyYAML is of 1.1; the 1.2 reader is
PyYAML with the resolvers of the core schema. Both keep keys as texts, and dates, as JSON has them.
"""

from __future__ import annotations

import re
from typing import Any

import yaml


class Yaml11(yaml.CSafeLoader):
    """YAML 1.1: ``no`` is false, ``2:30`` is 150 and ``0607`` is 391."""


class Yaml12(yaml.CSafeLoader):
    """YAML 1.2, as yaml-language-server reads it: ``no`` is a text and ``0607`` is 607."""


Yaml12.yaml_implicit_resolvers = {}


def _mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def _text(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _whole(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int:
    text = _text(loader, node)
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _float(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> float:
    text = _text(loader, node).casefold()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


for _loader in (Yaml11, Yaml12):
    _loader.add_constructor("tag:yaml.org,2002:map", _mapping)
    _loader.add_constructor("tag:yaml.org,2002:timestamp", _text)
Yaml12.add_constructor("tag:yaml.org,2002:int", _whole)
Yaml12.add_constructor("tag:yaml.org,2002:float", _float)
for _tag, _pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    ),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_pattern})$"), None)

VERSIONS = (Yaml11, Yaml12)


def scalar(text: str, version: type[yaml.CSafeLoader]) -> Any:
    """Return a scalar that is written without quotes."""
    loader = version("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return loader.construct_object(yaml.ScalarNode(tag, text))


def typed(written: Any, version: type[yaml.CSafeLoader]) -> Any:
    """Return texts in mappings and lists as if each had been written without quotes."""
    if isinstance(written, dict):
        return {key: typed(value, version) for key, value in written.items()}
    if isinstance(written, list):
        return [typed(item, version) for item in written]
    return scalar(written, version)
