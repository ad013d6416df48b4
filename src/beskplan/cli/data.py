"""``beskplan data``: what a file holds and how it was read; what is loaded, also as one table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from beskplan.cli._exit import ExitCode

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Look at figures: what a file holds, and what is loaded; write them as one table.",
)

_Format = Annotated[
    Literal["console", "json"], typer.Option("--format", help="A table, or JSON for scripts.")
]
_Lang = Annotated[Literal["da", "en"], typer.Option("--lang", help="Language of the table.")]


@app.command("inspect")
def inspect(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Data files, or patterns such as 'tal/*.parquet'.",
            show_default=False,
        ),
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="FOLDER",
            help="Folder with indicators.yaml and manifest.yaml.",
            show_default="the nearest one above the file",
        ),
    ] = None,
    format_: _Format = "console",
    lang: _Lang = "da",
) -> None:
    """Show what files hold, how they are read, and the catalogue lines that they need."""
    from beskplan.cli import _seen
    from beskplan.errors import DataError
    from beskplan.inspection import Inspection, inspect_file
    from beskplan.places import named_files

    seen: list[Inspection] = []
    errors: list[str] = []
    each: list[Path] = []
    for named in files:
        try:
            each += named_files(named)
        except DataError as cause:
            errors += str(cause).splitlines()
    for file in each:
        try:
            found = inspect_file(file, data)
        except DataError as cause:
            errors += str(cause).splitlines()
        else:
            seen.append(found)
            errors += [str(problem) for problem in found.problems]
    if seen:
        _seen.show(_seen.inspections(seen, format_, lang))
    for error in dict.fromkeys(errors):
        typer.echo(error, err=True)
    raise typer.Exit(ExitCode.NO_ANSWER if errors else ExitCode.ANSWERED)


@app.command("list")
def list_(
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Folder or file with figures, or a pattern; may be repeated.",
            show_default="data",
        ),
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", metavar="ID", help="Only this one, segment by segment."),
    ] = None,
    format_: _Format = "console",
    lang: _Lang = "da",
) -> None:
    """Show what is loaded: indicators, areas, periods, when and from which file."""
    from beskplan.cli import _seen
    from beskplan.errors import UsageError, quoted
    from beskplan.inspection import contents
    from beskplan.models import nearest

    found = contents(data or [Path("data")])
    if indicator is not None:
        known = {one.indicator for one in found.series}
        if indicator not in known:
            hint = nearest(indicator, known)
            raise UsageError(f"--indicator: no figures of {quoted(indicator)}{hint}")
        found = found.only(indicator)
    _seen.show(_seen.loaded(found, format_, lang, by_segment=indicator is not None))


@app.command("tidy")
def tidy(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write here: .csv or .parquet.",
            show_default=False,
        ),
    ],
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Folder or file with figures, or a pattern; may be repeated.",
            show_default="data",
        ),
    ] = None,
) -> None:
    """Write all figures that are loaded into one table in the tidy form, which beskplan reads."""
    from beskplan.cli._homes import Home, catalogue_of
    from beskplan.cli._output import write_whole
    from beskplan.errors import DataError, UsageError, quoted
    from beskplan.exports.tidy import FORMATS
    from beskplan.readers import load_observations

    made = FORMATS.get(output.suffix)
    if made is None:
        known = " or ".join(FORMATS)
        raise UsageError(f"--output {quoted(str(output))}: the name of the file ends in {known}")
    places = tuple(data or [Path("data")])
    catalogue = catalogue_of(Home(places, None))
    if isinstance(catalogue, DataError):
        raise catalogue
    write_whole(output, made(load_observations(places, catalogue).rows()))


__all__ = ["app", "inspect", "list_", "tidy"]
