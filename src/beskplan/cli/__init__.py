"""The command line: options in, exit code out. One file per command."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, NoReturn

import typer

from beskplan._version import __version__
from beskplan.cli import calendar, check, data, diff, evaluate, explain, export, fmt, new, schema
from beskplan.cli._exit import ExitCode

app = typer.Typer(
    name="beskplan",
    rich_markup_mode=None,  # rich help doubles the time of --help
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("evaluate")(evaluate.evaluate)
app.command("explain")(explain.explain)
app.command("check")(check.check)
app.command("schema")(schema.schema)
app.command("new")(new.new)
app.command("fmt")(fmt.fmt)
app.command("diff")(diff.diff)
app.command("export")(export.export)
app.command("calendar")(calendar.calendar)
app.add_typer(data.app, name="data")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"beskplan {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Tell which promises of a Danish municipality's employment plan hold.

    Exit codes: 0 answered; 1 something that --fail-on names; 2 no answer (usage, plan,
    data or output); 3 a fault of beskplan.
    """


def main() -> NoReturn:
    """Run the command; errors of the user end with 2, faults of ours with 3."""
    _make_streams_safe()
    # Collecting garbage while modules load is a tenth of the run of a small plan.
    gc.set_threshold(100_000, 50, 50)
    # Looking for plugins of pydantic costs 20 ms; none may change what a plan file says anyway.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
    except Exception as cause:  # noqa: BLE001 (the one place where all faults end)
        sys.exit(_told(cause))
    finally:
        # What is left when the process ends need not be searched for circles: an eighth of a run.
        gc.freeze()
    sys.exit(ExitCode.ANSWERED)


def _told(cause: Exception) -> ExitCode:
    """Tell an error on stderr and return the exit code that it means."""
    from beskplan.errors import BeskplanError, visible

    if isinstance(cause, BeskplanError):
        for line in str(cause).splitlines() or [type(cause).__name__]:
            sys.stderr.write(f"{visible(line)}\n")
        return ExitCode.NO_ANSWER
    import traceback

    traceback.print_exception(cause)
    sys.stderr.write("beskplan: this is a fault of beskplan; please report it with the above\n")
    return ExitCode.FAULT


def _make_streams_safe() -> None:
    """Let a console that lacks a character show a replacement rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
