"""``beskplan schema``: JSON Schema of the files that beskplan reads and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from beskplan.cli import _completion


def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Which one; see --list.",
            show_default="plan",
            autocompletion=_completion.schema_names,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Write NAME.schema.json there; without NAME every schema.",
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Show the schemas and what they describe.")
    ] = False,
) -> None:
    """Print the JSON Schema of plan files, catalogues, results and more, for editors."""
    from beskplan import schemas
    from beskplan.cli import _output

    named = None if name is None else schemas.known_schema(name)
    if list_:
        _output.to_stdout(_listed())
    elif output is None:
        _output.to_stdout(schemas.document(named or "plan"))
    else:
        _write(output, schemas.NAMES if named is None else (named,))


def _listed() -> bytes:
    """Return every schema: its name, what stands as ``schema`` in a file, and where that is."""
    from beskplan.schemas import NAMES, about

    rows = [(name, *about(name)) for name in NAMES]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _write(folder: Path, names: tuple[str, ...]) -> None:
    """Write schemas into a folder, each whole or not at all; a missing folder is made."""
    from beskplan.cli._output import write_whole
    from beskplan.errors import OutputError
    from beskplan.schemas import document, file_name

    made = {file_name(name): document(name) for name in names}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        message = f"{folder}: no folder can be made: {cause.strerror}; name another --output"
        raise OutputError(message) from cause
    for file, content in made.items():
        write_whole(folder / file, content)


__all__ = ["schema"]
