"""JSON Schema (2020-12) of the files that beskplan reads and writes. One module per schema.

A module offers ``SCHEMA`` (the name that stands in such a file), ``FILES`` (where they are met) and
``schema()``. Those of files that people write are built from the models that read them, so a new
rule type or key is there by itself; they never refuse what beskplan reads, and an editor that uses
them shows no false alarms. What only `beskplan check` finds is told in ``docs/editors.md``.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from typing import Final, Protocol, cast

from beskplan.errors import UsageError, did_you_mean, quoted
from beskplan.schemas._document import Schema

NAMES: Final = tuple(
    module.name.replace("_", "-")
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
)
"""Names of the schemas, found in this folder: ``results-table`` is made in ``results_table.py``."""


class _Module(Protocol):
    SCHEMA: str
    FILES: str

    def schema(self) -> Schema: ...


def known_schema(name: str) -> str:
    """Return the name of a schema.

    Raises:
        UsageError: there is no such schema.
    """
    if name not in NAMES:
        hint = did_you_mean(name, NAMES) or f"; known: {', '.join(NAMES)}"
        raise UsageError(f"no schema {quoted(name)}{hint}")
    return name


def schema_of(name: str) -> Schema:
    """Return a schema by its name, one of `NAMES`."""
    return _module(name).schema()


def about(name: str) -> tuple[str, str]:
    """Return what stands as ``schema`` in the files that a schema describes, and where they are."""
    module = _module(name)
    return module.SCHEMA, module.FILES


def file_name(name: str) -> str:
    """Return the name of the file that a schema is kept in."""
    return f"{name}.schema.json"


def document(name: str) -> bytes:
    """Return a schema as the bytes of its file: UTF-8, two spaces, a line end."""
    text = json.dumps(schema_of(name), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _module(name: str) -> _Module:
    return cast("_Module", importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))
