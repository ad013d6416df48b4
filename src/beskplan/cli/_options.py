"""Options that several commands have, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from beskplan.cli import _completion

Plans = Annotated[
    list[Path],
    typer.Argument(
        metavar="PLAN...",
        help="Plan files (YAML).",
        show_default=False,
        autocompletion=_completion.plan_files,
    ),
]
"""Plan files."""
Data = Annotated[
    list[Path] | None,
    typer.Option(
        "--data",
        metavar="PATH",
        help="Folder or file with figures, or a pattern such as 'tal/*.parquet'; may be repeated.",
        show_default="data/ beside the plan's folder",
    ),
]
"""What holds the figures."""
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to stdout."),
]
"""Where to write."""
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="ID",
        help="Only this target; may be repeated.",
        autocompletion=_completion.target_ids,
    ),
]
"""Which targets."""
Areas = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        metavar="NAME",
        help="Judge this municipality (name or code) instead; may be repeated.",
        show_default="the plan's own",
        autocompletion=_completion.municipalities,
    ),
]
"""Which municipalities."""
JudgedPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="Judge this period, such as 2021M08 or 2021K2.",
        show_default="what plan and figures say",
    ),
]
"""Which period."""
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day that the answer is for, such as 2022-06-30.",
        show_default="today",
    ),
]
"""The day of the answer."""
Vintage = Annotated[
    str | None,
    typer.Option(
        "--vintage",
        metavar="DATE",
        help="Go back to the figures as they were retrieved by this day.",
        show_default="the newest",
    ),
]
"""Which vintage of the figures."""
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Read large files anew, and keep nothing for the next run."),
]
"""Whether large files are read anew."""
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WORDS",
        help="Statuses and flags that end with exit code 1, with commas between; or never.",
        show_default="never",
        autocompletion=_completion.fail_on_words,
    ),
]
"""What ends with exit code 1; by default nothing."""
