"""What every schema document begins with."""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def whole(schema: str, title: str, description: str, body: Schema, defs: Schema) -> Schema:
    """Return a schema document.

    Args:
        schema: what stands as ``schema`` in the files described: ``beskplan/plan/v1``.
        title: what such a file is called.
        description: what it holds.
        body: the schema of its root.
        defs: the schemas that the body refers to, by name.
    """
    rest = {key: body[key] for key in body if key not in ("title", "description")}
    return {
        "$schema": DIALECT,
        "$id": f"urn:{schema.replace('/', ':')}",
        "title": title,
        "description": description,
        **rest,
        **({"$defs": dict(sorted(defs.items()))} if defs else {}),
    }
