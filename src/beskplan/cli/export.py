"""``beskplan export``: results, figures and targets as tables for scripts, in stable schemas."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from beskplan.cli import _completion, _options
from beskplan.cli._exit import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beskplan.cli._answer import Question
    from beskplan.cli._homes import Home
    from beskplan.exports import Asked, Export, Outcome
    from beskplan.results import Results
    from beskplan.words import Lang


def export(
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="The folder of the exports.", show_default=False),
    ],
    plans: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PLAN...",
            help="Plan files (YAML); not needed with --check.",
            show_default=False,
            autocompletion=_completion.plan_files,
        ),
    ] = None,
    data: _options.Data = None,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="csv, json, jsonl, parquet or xlsx."),
    ] = "csv",
    csv: Annotated[
        str | None,
        typer.Option(
            "--csv",
            metavar="VARIANT",
            help="CSV as programs read it (neutral), or a Danish spreadsheet (danish).",
            show_default="neutral",
        ),
    ] = None,
    targets: _options.Targets = None,
    areas: _options.Areas = None,
    period: _options.JudgedPeriod = None,
    fail_on: _options.FailOn = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Write nothing: hold what is in DIR to its manifests or, with PLAN, to what "
            "would be written; exit code 1 for a difference.",
        ),
    ] = False,
    lang: Annotated[
        Literal["da", "en"] | None,
        typer.Option("--lang", help="Language of what is told.", show_default="the plan's, or da"),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day that the answer is for, such as 2022-06-30.",
            show_default="the last day of --period, else that of the newest figure",
        ),
    ] = None,
    vintage: _options.Vintage = None,
    no_cache: _options.NoCache = False,
) -> None:
    """Write results, figures and targets as tables, a folder for each plan and period."""
    from beskplan import exports
    from beskplan.errors import UsageError

    if not plans:
        if not check:
            raise UsageError("name a plan file, or --check what is in --out")
        _told(exports.check(out), lang or "da")
        return
    from beskplan.cli import _answer

    failing = _answer.failing(fail_on or [_answer.NEVER])
    judged = None if period is None else _answer.period(period)
    wanted = exports.Asked(
        format=exports.known_format(format_),
        csv=_variant(format_, csv),
        period=judged,
        vintage=None if vintage is None else _answer.day("--vintage", vintage),
        areas=_answer.municipalities(areas or ()),
        targets=tuple(dict.fromkeys(targets or ())),
    )
    question = _answer.Question(
        as_of=_as_of(as_of, None if judged is None else judged.end),
        data=tuple(data or ()),
        targets=wanted.targets,
        areas=wanted.areas,
        period=judged,
        vintage=wanted.vintage,
        cached=not no_cache,
    )
    made, results = _made(plans, question, wanted, out)
    outcomes = exports.compare(out, made) if check else exports.write(out, made)
    _tell(outcomes, lang or results[0].plan.language)
    differs = check and any(one.what != "unchanged" for one in outcomes)
    code = _answer.code(chain.from_iterable(results), failing)
    raise typer.Exit(ExitCode.FAILED if differs else code)


def _variant(format_: str, variant: str | None) -> str | None:
    """Return the variant of CSV that is meant; other formats have none."""
    from beskplan.errors import UsageError
    from beskplan.exports import known_variant

    if format_ == "csv":
        return known_variant(variant or "neutral")
    if variant is not None:
        raise UsageError("--csv says how CSV is written; it needs --format csv")
    return None


def _as_of(said: str | None, otherwise: date | None) -> date | None:
    from beskplan.cli import _answer

    return otherwise if said is None else _answer.day("--as-of", said)


def _made(
    plans: Sequence[Path], question: Question, wanted: Asked, out: Path
) -> tuple[list[Export], list[Results]]:
    """Evaluate plans, and make what their folders hold."""
    from beskplan.cli import _answer
    from beskplan.cli._homes import home_for
    from beskplan.exports import Inputs, exported

    inputs: dict[Home, Inputs] = {}

    def hash_them(home: Home) -> None:
        _refuse_among_figures(out, home)
        inputs[home] = Inputs.of(home.data, home.otherwise)

    results = _answer.answer(plans, question, hash_them)
    for one in inputs.values():
        one.check_unchanged()
    made: list[Export] = []
    for each in _by_plan(results):
        plan = each[0].plan
        read = inputs[home_for(Path(plan.file), question.data)]
        made.append(exported(each, wanted, read.with_plan(plan.file, plan.sha256)))
    return made, results


def _refuse_among_figures(out: Path, home: Home) -> None:
    """Refuse to write where the next run would take the tables for figures.

    Raises:
        UsageError: the folder lies in one that is read, and is not hidden there.
    """
    from beskplan.errors import UsageError, quoted
    from beskplan.places import places_of

    for place in places_of(home.data):
        folder, inside = place.folder.resolve(), out.resolve()
        if place.file is None and place.pattern is None and inside.is_relative_to(folder):
            if any(part.startswith(".") for part in inside.relative_to(folder).parts):
                continue
            raise UsageError(
                f"--out {quoted(out.as_posix())} lies in {quoted(place.folder.as_posix())}, so the "
                "next run would read the tables as figures; name a folder elsewhere"
            )


def _by_plan(results: Sequence[Results]) -> list[list[Results]]:
    """Return the results of each plan together.

    Raises:
        UsageError: two plan files have one id, so their exports would be in one place.
    """
    from beskplan.errors import UsageError, quoted

    found: dict[str, list[Results]] = {}
    for one in results:
        found.setdefault(one.plan.id, []).append(one)
    for name, each in found.items():
        files = list(dict.fromkeys(one.plan.file for one in each))
        areas = [one.verdicts[0].area.code for one in each]
        if len(files) > 1:
            raise UsageError(
                f"{' and '.join(files)}: these plans have one id, {quoted(name)}, which names the "
                "folder; give each its own, or export them into two folders"
            )
        if len(set(areas)) < len(areas):
            raise UsageError(f"{files[0]}: this plan is named twice; name it once")
    return list(found.values())


def _told(outcomes: Sequence[Outcome], lang: Lang) -> None:
    _tell(outcomes, lang)
    differs = any(one.what != "unchanged" for one in outcomes)
    raise typer.Exit(ExitCode.FAILED if differs else ExitCode.ANSWERED)


def _tell(outcomes: Sequence[Outcome], lang: Lang) -> None:
    """Print what became of each folder, and under it what differs."""
    from beskplan.cli._output import to_stdout
    from beskplan.errors import visible
    from beskplan.words import Text

    words = {
        "new": Text("ny", "new"),
        "changed": Text("ændret", "changed"),
        "unchanged": Text("uændret", "unchanged"),
    }
    lines = [
        line
        for one in outcomes
        for line in (
            f"{visible(one.folder.as_posix())}: {words[one.what][lang]}",
            *(f"  {said[lang]}" for said in one.lines),
        )
    ]
    to_stdout("".join(f"{line}\n" for line in lines).encode())


__all__ = ["export"]
