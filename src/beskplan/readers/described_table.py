"""Tables transcribed by hand: a CSV beside a YAML file that describes its columns.

What a description says, and how its table is read, stands in `beskplan.descriptions`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from beskplan.catalogue import Catalogue
from beskplan.descriptions import Row, is_described, read_description, read_table
from beskplan.documents import read_document
from beskplan.errors import DataUnreadableError

TITLE: Final = "described table"


def read(path: Path, file: str, catalogue: Catalogue) -> list[Row]:
    """Read a described table.

    Args:
        path: the CSV; the description stands beside it.
        file: its name in results, relative to the data folder.
        catalogue: what the labels mean.

    Returns:
        A row of `beskplan.readers._frame.SCHEMA` for each figure.

    Raises:
        DataUnreadableError: not UTF-8, not a CSV.
        DataInvalidError: every cell, label and column that does not fit.
    """
    document = read_document(path.with_suffix(".yaml"), "description", DataUnreadableError)
    return read_table(path, file, read_description(document, catalogue), catalogue)


__all__ = ["TITLE", "is_described", "read"]
