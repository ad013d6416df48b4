"""``manifest.json`` of an export: versions, what was asked, inputs and files with their SHA-256."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

import simplejson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

SCHEMA: Final = "beskplan/export/v1"
MANIFEST_NAME: Final = "manifest.json"
LONGEST: Final = 1 << 26
"""Bytes of the largest manifest that is read."""

_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Input(_Part):
    """A file that the answer comes from.

    ``file`` is the bare name of plan and base catalogue, else relative to the data folder.
    """

    kind: Literal["plan", "catalogue", "base-catalogue", "manifest", "description", "figures"]
    file: str
    sha256: _Sha256
    used: int | None = None
    """Of figures: how many rows of ``figures`` come from it."""


class Options(_Part):
    """What was asked for, as the options of the command say it; None where they say nothing."""

    format: str
    csv: str | None = None
    period: str | None = None
    vintage: str | None = None
    areas: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class Written(_Part):
    """A table of the export."""

    file: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z]+$")]
    table: str
    schema_: Annotated[str, Field(alias="schema")]
    rows: int
    bytes: int
    sha256: _Sha256


class PlanNamed(_Part):
    """The plan that was evaluated."""

    id: str
    title: str


class Manifest(_Part):
    """Everything about an export but its rows."""

    schema_: Annotated[Literal["beskplan/export/v1"], Field(alias="schema")] = SCHEMA
    versions: dict[str, str]
    as_of: str
    plan: PlanNamed
    options: Options
    inputs: tuple[Input, ...]
    files: tuple[Written, ...]

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        written: dict[str, Any] = self.model_dump(by_alias=True, mode="json")
        return f"{simplejson.dumps(written, ensure_ascii=False, indent=1)}\n".encode()

    @property
    def names(self) -> frozenset[str]:
        """The names of its files, its own among them."""
        return frozenset({MANIFEST_NAME, *(one.file for one in self.files)})


def manifest_from(content: bytes) -> Manifest | None:
    """Return a manifest that was written before, None for what is none."""
    try:
        return Manifest.model_validate_json(content)
    except ValidationError:
        return None


def used_of(inputs: Sequence[Input], counts: dict[str, int]) -> tuple[Input, ...]:
    """Return inputs with the number of rows of ``figures`` that come from each."""
    return tuple(
        one.model_copy(update={"used": counts.get(one.file, 0)}) if one.kind == "figures" else one
        for one in inputs
    )
