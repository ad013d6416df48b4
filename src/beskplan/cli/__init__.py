"""The command line: options in, exit code out. One file per command."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Final, NoReturn

import typer

from beskplan._version import __version__
from beskplan.cli._exit import ExitCode

_COMMANDS: Final = (
    "evaluate",
    "explain",
    "report",
    "check",
    "schema",
    "new",
    "fmt",
    "diff",
    "export",
    "calendar",
    "data",
)
"""Each is the module of its name, in the order of the help."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"beskplan {__version__}")
        raise typer.Exit


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


def app_of(commands: Sequence[str] = _COMMANDS) -> typer.Typer:
    """Return the command line with some commands; a run needs the one that it names."""
    found = typer.Typer(
        name="beskplan",
        rich_markup_mode=None,  # rich help doubles the time of --help
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    found.callback()(_top)
    for name in commands:
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "app"):
            found.add_typer(module.app, name=name)
        else:
            found.command(name)(getattr(module, name))
    return found


def __getattr__(name: str) -> typer.Typer:
    if name == "app":
        return app_of()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main() -> NoReturn:
    """Run the command; errors of the user end with 2, faults of ours with 3."""
    _make_streams_safe()
    # Collecting garbage while modules load is a tenth of the run of a small plan.
    gc.set_threshold(100_000, 50, 50)
    # Looking for plugins of pydantic costs 20 ms; none may change what a plan file says anyway.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        first = sys.argv[1:2]
        app_of(first if first and first[0] in _COMMANDS else _COMMANDS)()
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
