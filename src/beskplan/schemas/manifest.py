"""The schema of manifests of data folders."""

from __future__ import annotations

from typing import Final

from beskplan.manifests import Entry, ManifestHead
from beskplan.schemas._document import Schema, whole
from beskplan.schemas._models import Definitions

SCHEMA: Final = "beskplan/manifest/v1"
FILES: Final = "data/manifest.yaml"
_HOLDS: Final = "What the files of a data folder do not say themselves."


def schema() -> Schema:
    """Return the schema of a manifest, built from the models that read it."""
    definitions = Definitions(fields={(ManifestHead, "files"): dict[str, Entry]})
    return whole(
        SCHEMA,
        "Manifest of a data folder",
        _HOLDS,
        definitions.model(ManifestHead),
        definitions.found,
    )
