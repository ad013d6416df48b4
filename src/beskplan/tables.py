"""Results as tidy tables for scripts: ``results``, ``figures`` and ``targets``.

Every column has a type, a unit where it has one, and a meaning; together they are a schema with a
name of its own, which changes when a change would break a reader. Texts are in the plan's
language. What is not there is None; nothing is ever 0 for want of a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Generic, Literal, TypeVar

from beskplan.catalogue import segment_text
from beskplan.numbers import decimals_of
from beskplan.results import PlanName, Promise, Results, Used, Verdict
from beskplan.words import Text

Cell = str | int | Decimal | bool | date | None
Kind = Literal["text", "integer", "decimal", "boolean", "date"]
RowT = TypeVar("RowT")
ThingT = TypeVar("ThingT")


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column: what it is called, what it holds, and what that means.

    ``unit`` names the column that holds the unit of a number, None where it has none.
    """

    name: str
    kind: Kind
    meaning: str
    cell: Callable[[RowT], Cell]
    unit: str | None = None
    always: bool = False
    """Whether every row has it."""


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """A table: its name, its columns, and the rows of results."""

    name: str
    schema: str
    about: str
    columns: tuple[Column[RowT], ...]
    rows: Callable[[Results], Iterator[RowT]]

    def cells(self, results: Iterable[Results]) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of each row, plan after plan."""
        for one in results:
            for row in self.rows(one):
                yield tuple(column.cell(row) for column in self.columns)

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Judged:
    """A row of ``results``: a verdict of a target, a part of one, or another reading."""

    results: Results
    verdict: Verdict
    role: Literal["target", "part", "reading"]
    part_of: str | None

    def said(self, text: Text | None) -> str | None:
        """Return a text in the plan's language."""
        return None if text is None else text[self.results.plan.language]


@dataclass(frozen=True)
class UsedFigure:
    """A row of ``figures``: a published figure that a verdict was made with."""

    results: Results
    judged: Judged
    used: Used

    @property
    def verdict(self) -> Verdict:
        """The verdict that it was made with."""
        return self.judged.verdict


@dataclass(frozen=True)
class Promised:
    """A row of ``targets``: what the plan says of a target."""

    plan: PlanName
    focus_area: str
    promise: Promise


def _judged(results: Results) -> Iterator[Judged]:
    for verdict in results:
        yield from _with_inner(results, verdict, "target", None)


def _with_inner(
    results: Results,
    verdict: Verdict,
    role: Literal["target", "part", "reading"],
    part_of: str | None,
) -> Iterator[Judged]:
    yield Judged(results, verdict, role, part_of)
    for part in verdict.parts:
        yield from _with_inner(results, part, "part", verdict.target)
    for reading in verdict.readings:
        yield from _with_inner(results, reading, "reading", verdict.target)


def _figures(results: Results) -> Iterator[UsedFigure]:
    for one in _judged(results):
        if not one.verdict.parts:  # figures of parts stand with the parts
            for used in one.verdict.used:
                yield UsedFigure(results, one, used)


def _promised(results: Results) -> Iterator[Promised]:
    titles = dict(results.plan.focus_areas)
    for promise in results.promises:
        yield Promised(results.plan, titles.get(promise.focus_area, ""), promise)


def _follow_up(promise: Promise) -> str | None:
    if promise.follow_up is None or promise.follow_up == "yearly":
        return promise.follow_up
    return " ".join(str(month) for month in promise.follow_up)


def _of(thing: ThingT | None, cell: Callable[[ThingT], Cell]) -> Cell:
    return None if thing is None else cell(thing)


def _words(words: Sequence[object]) -> str | None:
    return " ".join(map(str, words)) or None


def _text(thing: object) -> str | None:
    return None if thing is None else str(thing)


RESULTS: Final = Table[Judged](
    name="results",
    schema="beskplan/results-table/v1",
    about="One row a verdict: of a target, of each part of one, and of other readings.",
    rows=_judged,
    columns=(
        Column("plan", "text", "id of the plan", lambda one: one.results.plan.id, always=True),
        Column(
            "as_of",
            "date",
            "the day that the answer is for",
            lambda one: one.results.as_of,
            always=True,
        ),
        Column(
            "focus_area",
            "text",
            "id of the focus area",
            lambda one: one.verdict.focus_area,
            always=True,
        ),
        Column(
            "target",
            "text",
            "id of the target; of a part with a slash and its number or name",
            lambda one: one.verdict.target,
            always=True,
        ),
        Column(
            "role",
            "text",
            "target, part or reading (another reading of the wording)",
            lambda one: one.role,
            always=True,
        ),
        Column("part_of", "text", "of a part or reading: whose", lambda one: one.part_of),
        Column(
            "title",
            "text",
            "title of the target or part",
            lambda one: one.verdict.title,
            always=True,
        ),
        Column(
            "area",
            "text",
            "code of the judged municipality",
            lambda one: one.verdict.area.code,
            always=True,
        ),
        Column("area_name", "text", "its name", lambda one: one.verdict.area.name, always=True),
        Column(
            "indicator", "text", "id of the measured indicator", lambda one: one.verdict.indicator
        ),
        Column(
            "segment",
            "text",
            "the part of it: dimension=member, with & between; empty: all",
            lambda one: segment_text(one.verdict.segment) or None,
        ),
        Column("rule", "text", "type of the rule", lambda one: one.verdict.rule, always=True),
        Column(
            "requirement",
            "text",
            "the rule in words",
            lambda one: one.said(one.verdict.requirement),
            always=True,
        ),
        Column("status", "text", "the verdict", lambda one: str(one.verdict.status), always=True),
        Column(
            "on_track",
            "boolean",
            "before the deadline: at the pace or on its good side",
            lambda one: one.verdict.on_track,
        ),
        Column("period", "text", "the judged period", lambda one: _text(one.verdict.period)),
        Column(
            "period_start",
            "date",
            "its first day",
            lambda one: _of(one.verdict.period, lambda period: period.start),
        ),
        Column(
            "period_end",
            "date",
            "its last day",
            lambda one: _of(one.verdict.period, lambda period: period.end),
        ),
        Column("observed", "decimal", "the own number", lambda one: one.verdict.observed, "unit"),
        Column(
            "required",
            "decimal",
            "the level that is required",
            lambda one: one.verdict.required,
            "unit",
        ),
        Column(
            "gap",
            "decimal",
            "distance to what is required, positive on the good side",
            lambda one: one.verdict.gap,
            "gap_unit",
        ),
        Column(
            "unit", "text", "unit of observed, required and compared", lambda one: one.verdict.unit
        ),
        Column("gap_unit", "text", "unit of gap", lambda one: one.verdict.gap_unit),
        Column(
            "compared",
            "decimal",
            "the number that it is compared with",
            lambda one: one.verdict.comparator_value,
            "unit",
        ),
        Column(
            "compared_name",
            "text",
            "whose number that is",
            lambda one: one.said(one.verdict.comparator_name),
        ),
        Column(
            "compared_area",
            "text",
            "code of that area, if it is one",
            lambda one: one.verdict.comparator_code,
        ),
        Column(
            "persons",
            "integer",
            "the own count behind a share, in persons",
            lambda one: _of(one.verdict.persons, lambda count: count.observed),
        ),
        Column(
            "persons_missing",
            "integer",
            "the smallest number of persons that would meet the target",
            lambda one: _of(one.verdict.persons, lambda count: count.missing),
        ),
        Column(
            "progress",
            "decimal",
            "how far on the way to what is required, 1 being there",
            lambda one: one.verdict.progress,
        ),
        Column(
            "flags",
            "text",
            "what a careful reader must know, with spaces between",
            lambda one: _words(one.verdict.flags),
        ),
        Column(
            "reason", "text", "why there is no verdict", lambda one: one.said(one.verdict.reason)
        ),
        Column(
            "reading", "text", "how an ambiguous wording was read", lambda one: one.verdict.reading
        ),
        Column("note", "text", "note of the plan", lambda one: one.verdict.note),
        Column(
            "assessment",
            "text",
            "a person's verdict: met or missed",
            lambda one: _of(one.verdict.assessment, lambda said: str(said.status)),
        ),
        Column(
            "assessment_by",
            "text",
            "whose",
            lambda one: _of(one.verdict.assessment, lambda said: said.by),
        ),
        Column(
            "assessment_date",
            "text",
            "of which day",
            lambda one: _of(one.verdict.assessment, lambda said: str(said.day)),
        ),
        Column(
            "line",
            "integer",
            "line of the target in the plan file",
            lambda one: one.verdict.line,
            always=True,
        ),
    ),
)

FIGURES: Final = Table[UsedFigure](
    name="figures",
    schema="beskplan/figures-table/v1",
    about="One row a published figure that a verdict was made with; a figure that several "
    "verdicts use stands with each.",
    rows=_figures,
    columns=(
        Column("plan", "text", "id of the plan", lambda one: one.results.plan.id, always=True),
        Column(
            "target",
            "text",
            "id of the target or part, as in results",
            lambda one: one.verdict.target,
            always=True,
        ),
        Column(
            "judged_area",
            "text",
            "code of the judged municipality",
            lambda one: one.verdict.area.code,
            always=True,
        ),
        Column(
            "reading",
            "text",
            "of another reading: which",
            lambda one: one.judged.verdict.reading if one.judged.role == "reading" else None,
        ),
        Column(
            "role",
            "text",
            "own, compared (with it) or further (such as the rest of a rank)",
            lambda one: one.used.role,
            always=True,
        ),
        Column(
            "indicator",
            "text",
            "id of the indicator",
            lambda one: one.used.figure.key.indicator,
            always=True,
        ),
        Column("title", "text", "its title", lambda one: one.used.title, always=True),
        Column(
            "segment",
            "text",
            "the part of it: dimension=member, with & between; empty: all",
            lambda one: segment_text(one.used.figure.key.segment) or None,
        ),
        Column(
            "area", "text", "code of the area", lambda one: one.used.figure.key.area, always=True
        ),
        Column(
            "period", "text", "the period", lambda one: str(one.used.figure.key.period), always=True
        ),
        Column(
            "period_start",
            "date",
            "its first day",
            lambda one: one.used.figure.key.period.start,
            always=True,
        ),
        Column(
            "period_end",
            "date",
            "its last day",
            lambda one: one.used.figure.key.period.end,
            always=True,
        ),
        Column(
            "value",
            "decimal",
            "the figure as published",
            lambda one: one.used.figure.value,
            "unit",
            always=True,
        ),
        Column(
            "decimals",
            "integer",
            "how many decimals it is printed with",
            lambda one: _decimals(one.used),
            always=True,
        ),
        Column("unit", "text", "its unit", lambda one: one.used.unit, always=True),
        Column(
            "file",
            "text",
            "the file, relative to the data folder",
            lambda one: one.used.figure.source.file,
            always=True,
        ),
        Column(
            "sheet",
            "text",
            "the sheet of a workbook",
            lambda one: one.used.figure.source.sheet or None,
        ),
        Column(
            "row",
            "integer",
            "line or row, the header being 1",
            lambda one: one.used.figure.source.row,
            always=True,
        ),
        Column(
            "retrieved",
            "date",
            "the day that it was retrieved",
            lambda one: one.used.figure.retrieved,
        ),
        Column(
            "provisional",
            "boolean",
            "whether the source marks it so",
            lambda one: one.used.figure.provisional,
            always=True,
        ),
    ),
)

TARGETS: Final = Table[Promised](
    name="targets",
    schema="beskplan/targets-table/v1",
    about="One row a target: what the plan says of it.",
    rows=_promised,
    columns=(
        Column("plan", "text", "id of the plan", lambda one: one.plan.id, always=True),
        Column("plan_title", "text", "its title", lambda one: one.plan.title, always=True),
        Column(
            "municipality",
            "text",
            "code of its municipality",
            lambda one: one.plan.municipality.code,
            always=True,
        ),
        Column(
            "municipality_name",
            "text",
            "the name",
            lambda one: one.plan.municipality.name,
            always=True,
        ),
        Column("years", "text", "the plan's years", lambda one: str(one.plan.years), always=True),
        Column(
            "focus_area",
            "text",
            "id of the focus area",
            lambda one: one.promise.focus_area,
            always=True,
        ),
        Column("focus_area_title", "text", "its title", lambda one: one.focus_area, always=True),
        Column("target", "text", "id of the target", lambda one: one.promise.target, always=True),
        Column("title", "text", "its title", lambda one: one.promise.title, always=True),
        Column(
            "rule",
            "text",
            "type of the rule; versions: it changes with time",
            lambda one: one.promise.rule,
            always=True,
        ),
        Column(
            "indicator", "text", "id of the measured indicator", lambda one: one.promise.indicator
        ),
        Column(
            "due",
            "text",
            "when it falls due",
            lambda one: _of(one.promise.due, lambda due: due[one.plan.language]),
        ),
        Column(
            "follow_up",
            "text",
            "months of the follow-up with spaces between, or yearly",
            lambda one: _follow_up(one.promise),
        ),
        Column("document", "text", "the document", lambda one: one.promise.document, always=True),
        Column("section", "text", "the section of the document", lambda one: one.promise.section),
        Column("page", "text", "the page", lambda one: one.promise.page),
        Column("document_date", "text", "the document's date", lambda one: _text(one.promise.day)),
        Column("url", "text", "where the document stands", lambda one: one.promise.url),
        Column(
            "replaces",
            "text",
            "ids in the plan that this one replaces, spaces between",
            lambda one: _words(one.promise.replaces),
        ),
        Column(
            "line",
            "integer",
            "line of the target in the plan file",
            lambda one: one.promise.line,
            always=True,
        ),
    ),
)


def _decimals(used: Used) -> int:
    assert used.figure.value is not None  # a figure without a number makes no verdict
    return decimals_of(used.figure.value)
