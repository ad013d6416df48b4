"""Exports: the tables of plans, each in a folder of its own that is replaced as a whole.

`exported` makes what a folder holds, `write` puts it in its place if anything changed, `compare`
says what would change, and `check` holds folders against their manifests.
"""

from __future__ import annotations

from beskplan.exports._checked import check
from beskplan.exports._inputs import Inputs
from beskplan.exports._made import Asked, Export, exported
from beskplan.exports._manifest import MANIFEST_NAME, SCHEMA, Input, Manifest, Options
from beskplan.exports._names import folder_name, id_of
from beskplan.exports._written import Outcome, compare, write
from beskplan.exports.formats import FORMATS, VARIANTS, known_format, known_variant

__all__ = [
    "FORMATS",
    "MANIFEST_NAME",
    "SCHEMA",
    "VARIANTS",
    "Asked",
    "Export",
    "Input",
    "Inputs",
    "Manifest",
    "Options",
    "Outcome",
    "check",
    "compare",
    "exported",
    "folder_name",
    "id_of",
    "known_format",
    "known_variant",
    "write",
]
