"""What commands share: load, judge, show and write."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from beskplan.areas import Area, Kind, find_area
from beskplan.catalogue import Catalogue
from beskplan.cli import _days, _output
from beskplan.cli._exit import ExitCode
from beskplan.cli._homes import Home, catalogue_of, home_for, plans_of
from beskplan.errors import (
    DataError,
    DataInvalidError,
    Problem,
    UsageError,
    did_you_mean,
    quoted,
)
from beskplan.evaluation import evaluate
from beskplan.judgements import Status
from beskplan.models import nearest
from beskplan.observations import Observations, Wanted
from beskplan.periods import Period
from beskplan.plan import Plan, needed_figures
from beskplan.renderers import PipelineRenderer, ReportRenderer, check_installed, renderer
from beskplan.results import Flag, Results, Verdict
from beskplan.words import Lang

if TYPE_CHECKING:
    from rich.console import RenderableType

    from beskplan.reporting import Earlier

NEVER = "never"
day = _days.day


@dataclass(frozen=True)
class Question:
    """What is asked of plans, beside what they say themselves.

    ``data`` are folders, files and patterns; none means ``data/`` beside the plan's folder.
    ``areas`` are judged instead of each plan's own municipality; ``vintage`` is the day whose
    knowledge of the figures counts, None: all that was retrieved since. ``cached``: what was
    asked of large files may come from the user's cache folder, and is kept there. ``in_full``:
    results also say what reports and explanations tell. ``as_of`` None is the day on which the
    newest figure that a plan needs was retrieved, today if none says so.
    """

    as_of: date | None
    data: tuple[Path, ...] = ()
    targets: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    period: Period | None = None
    vintage: date | None = None
    cached: bool = False
    in_full: bool = False


def municipalities(texts: Sequence[str]) -> tuple[Area, ...]:
    """Return the municipalities that ``--area`` names, each once.

    Raises:
        UsageError: one is none; the message names the nearest.
    """
    try:
        found = [find_area(text, kinds=(Kind.MUNICIPALITY,)) for text in texts]
    except ValueError as cause:
        raise UsageError(f"--area: {cause}") from cause
    return tuple(dict.fromkeys(found))


def period(text: str) -> Period:
    """Return the period that ``--period`` names.

    Raises:
        UsageError: it names none.
    """
    try:
        return Period.parse(text)
    except ValueError as cause:
        raise UsageError(f"--period {cause}") from cause


def failing(words: Sequence[str] | None) -> frozenset[str]:
    """Return the statuses and flags that fail the run, ``missed`` by default.

    Raises:
        UsageError: a word is neither status nor flag, or ``never`` stands beside others.
    """
    if not words:
        return frozenset({str(Status.MISSED)})
    asked = {word.strip() for text in words for word in text.split(",") if word.strip()}
    if asked == {NEVER}:
        return frozenset()
    known = [*map(str, Status), *map(str, Flag)]
    for word in sorted(asked):
        if word == NEVER:
            raise UsageError("--fail-on never stands alone")
        if word not in known:
            hint = did_you_mean(word, [*known, NEVER])
            hint = hint or f"; known: {', '.join([*known, NEVER])}"
            raise UsageError(f"--fail-on {quoted(word)} is no status or flag{hint}")
    if not asked:
        raise UsageError("--fail-on needs a status or flag, or never")
    return frozenset(asked)


def answer(
    plan_files: Sequence[Path],
    asked: Question,
    before_reading: Callable[[Home], None] | None = None,
) -> list[Results]:
    """Load plans with their catalogues and figures, and evaluate them.

    Figures are read once for all plans and areas that use them. The results stand in the
    order of the plans, and of one plan in the order of the areas. ``before_reading`` is called
    with each place just before its figures are read.

    Raises:
        BeskplanError: every problem of every plan file, else of the data.
        UsageError: a target that no plan has.
    """
    homes = [home_for(file, asked.data) for file in plan_files]
    catalogues = {home: catalogue_of(home) for home in dict.fromkeys(homes)}
    plans = plans_of(plan_files, homes, catalogues)
    for catalogue in catalogues.values():
        if isinstance(catalogue, DataError):
            raise catalogue
    targets = asked.targets
    _check_targets(plans, targets)
    return [
        result.only(targets) if targets else result
        for result in _evaluated(plans, homes, catalogues, asked, before_reading)
        if not targets or result.only(targets).verdicts
    ]


def code(verdicts: Iterable[Verdict], failing: frozenset[str]) -> ExitCode:
    """Return the exit code: whether a status or flag of a verdict is one that fails the run."""
    found = {str(word) for one in verdicts for word in (one.status, *one.flags)}
    return ExitCode.FAILED if found & failing else ExitCode.ANSWERED


def report_on(
    writer: ReportRenderer,
    plan_files: Sequence[Path],
    asked: Question,
    lang: Lang | None,
    earlier: Sequence[Earlier] | None = None,
) -> tuple[list[Results], bytes]:
    """Return what `answer_for_a_report` does and the report of it, with a bar on a terminal.

    Raises:
        BeskplanError: as `answer_for_a_report`; UsageError also where the format lacks a library,
            or the earlier results do not fit; OutputError where it cannot hold the report.
    """
    check_installed(writer)
    with _output.progress(lang) as begin:
        results = answer_for_a_report(plan_files, asked)
        tick = begin(sum(len(one.verdicts) for one in results))
        from beskplan.reporting import report

        return results, writer.render_report(report(results, lang, earlier), tick)


def answer_for_a_report(plan_files: Sequence[Path], asked: Question) -> list[Results]:
    """Return what `answer` does, in full, with the SHA-256 of the files of figures.

    Raises:
        BeskplanError: as `answer`; DataInvalidError also where a file changed as it was read.
    """
    from beskplan.exports import Inputs

    inputs: dict[Home, Inputs] = {}

    def hash_them(home: Home) -> None:
        inputs[home] = Inputs.of(home.data, home.otherwise)

    results = answer(plan_files, replace(asked, in_full=True), hash_them)
    for one in inputs.values():
        one.check_unchanged()
    return [
        one.with_digests(inputs[home_for(Path(one.plan.file), asked.data)].digests)
        for one in results
    ]


def _check_targets(plans: Sequence[Plan], asked: tuple[str, ...]) -> None:
    known = {target.id for plan in plans for _, target in plan.targets}
    unknown = [target for target in asked if target not in known]
    if unknown:
        hints = [f"no target {quoted(one)}{nearest(one, known, limit=30)}" for one in unknown]
        raise UsageError("\n".join(hints))


def _evaluated(
    plans: Sequence[Plan],
    homes: Sequence[Home],
    catalogues: Mapping[Home, Catalogue | DataError],
    asked: Question,
    before_reading: Callable[[Home], None] | None,
) -> Iterator[Results]:
    # What is wrong with a plan is told before any time is spent on loading polars.
    from beskplan.readers import Cache, load_observations

    needed: dict[Home, Wanted] = {}
    for plan, home in zip(plans, homes, strict=True):
        catalogue = catalogues[home]
        assert isinstance(catalogue, Catalogue)
        wanted = needed_figures(plan, catalogue, asked.areas)
        if asked.vintage is not None:
            wanted = wanted._replace(areas=None)  # which rows were known is asked of all
        needed[home] = needed[home] | wanted if home in needed else wanted
    read: dict[Home, Observations] = {}
    for plan, home in zip(plans, homes, strict=True):
        catalogue = catalogues[home]
        assert isinstance(catalogue, Catalogue)
        if home not in read:
            if before_reading is not None:
                before_reading(home)
            cache = Cache() if asked.cached else None
            found = load_observations(home.data, catalogue, needed[home], cache)
            read[home] = found if asked.vintage is None else _known(found, asked.vintage, home.root)
        as_of = asked.as_of
        if as_of is None:
            as_of = _newest(read[home], needed_figures(plan, catalogue, asked.areas))
        for area in asked.areas or (plan.municipality,):
            yield evaluate(
                plan,
                catalogue,
                read[home],
                as_of=as_of,
                area=area,
                period=asked.period,
                in_full=asked.in_full,
            )


def _newest(found: Observations, wanted: Wanted) -> date:
    """Return the day on which the newest of some figures was retrieved; today if none says so."""
    days = (
        one.retrieved
        for one in found
        if (one.key.indicator, one.key.segment) in wanted.series
        and (wanted.areas is None or one.key.area in wanted.areas)
    )
    return max((day for day in days if day is not None), default=date.today())


def _known(found: Observations, day: date, folder: Path) -> Observations:
    """Return the figures as they were known on a day, where that can be told of all of them.

    Leaving out those without a date could give another verdict (a place among fewer), and
    counting them could give one that nobody knew on that day.

    Raises:
        DataInvalidError: figures without a date of retrieval, by their files.
        UsageError: nothing had been retrieved by then.
    """
    files = dict.fromkeys(figure.source.file for figure in found.undated(day))
    if files:
        message = (
            f"it is not known whether these figures were there on {day}, because the table has no "
            'date of retrieval; write one into its description ("retrieved: 2022-06-15"), or leave '
            "--vintage out"
        )
        raise DataInvalidError([Problem((folder / f).as_posix(), 0, 0, message) for f in files])
    known = found.as_known(day)
    if found and not known:
        oldest = min(one.retrieved for one in found.rows() if one.retrieved is not None)
        raise UsageError(
            f"--vintage {day}: no figure that is needed had been retrieved by then; the oldest "
            f"is of {oldest}"
        )
    return known


def check_shown(format_: str, output: Path | None) -> None:
    """Refuse to write what is no text to a terminal, before anything is read.

    Raises:
        UsageError: the format is none for a terminal, and no file is named.
    """
    if format_ == "console" or output is not None or not sys.stdout.isatty():
        return
    found = renderer(format_)
    if isinstance(found, ReportRenderer) and not found.IS_TEXT:
        message = f"{format_} is no text that a terminal shows; name a file with --output"
        raise UsageError(message)


def show(
    results: Sequence[Results],
    format_: str,
    output: Path | None,
    lang: Lang | None,
    failing: frozenset[str] = frozenset(),
) -> None:
    """Show results on stdout, or write them to a file whole or not at all.

    A reader that goes away early (``| head``) does not change the exit code. ``failing`` are the
    statuses and flags that formats for pipelines show as failures.

    Raises:
        OutputError: stdout or the file cannot be written; what was there stays.
    """

    def table(can_print: Callable[[str], bool]) -> RenderableType:
        from beskplan.renderers import console

        return console.render(results, lang, symbols=can_print(console.SYMBOLS))

    document = None if format_ == "console" else _document(results, format_, failing)
    _output.show(document, table, output)


def _document(results: Sequence[Results], format_: str, failing: frozenset[str]) -> bytes:
    found = renderer(format_)
    if isinstance(found, PipelineRenderer):
        return found.render_for_pipeline(results, failing)
    return found.render(results)
