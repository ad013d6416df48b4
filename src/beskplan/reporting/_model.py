"""What a report says: plain values that every format is made from.

All texts are ready to show, in the report's language, and may hold anything that a plan's author
wrote: a format escapes them, and shows them whole. ``verdict`` and ``results`` stand beside the
texts for a format that wants typed numbers, such as a workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from beskplan.judgements import Status
from beskplan.reporting._labels import Labels
from beskplan.results import Results, Verdict
from beskplan.words import Lang

Align = Literal["left", "right"]


@dataclass(frozen=True)
class Fact:
    """Something short with its label: ``Krav`` is ``mindst 85 pct.``, say."""

    label: str
    text: str


@dataclass(frozen=True)
class Standing:
    """A status as readers see it.

    ``word`` says it whole, with ``Udgangspunkt: `` before a status that figures from before the
    plan's years show, and the pace behind one that is not due. ``symbol`` is one character that
    says the same, never alone.
    """

    status: Status
    word: str
    symbol: str
    is_starting: bool = False


@dataclass(frozen=True)
class Count:
    """How many targets have a status; starting positions are counted apart from results."""

    standing: Standing
    count: int


@dataclass(frozen=True)
class Column:
    """A column of a table; ``key`` is the same in every language."""

    key: str
    heading: str
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """A row of a table: a text per column.

    ``anchor`` is that of the target section which the row is about, ``standing`` its status,
    ``level`` 1 for a part of a target (2 for a part of that). ``numbers`` are the cells that are
    numbers, by the key of their column.
    """

    cells: tuple[str, ...]
    anchor: str | None = None
    standing: Standing | None = None
    level: int = 0
    numbers: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with its caption; columns that no row fills are left out."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Flagged:
    """A flag: its word, and what raised it here."""

    word: str
    why: str


@dataclass(frozen=True)
class ChartPoint:
    """One period of a chart; None is a gap in the data.

    ``label`` names the period in full and ``short`` in few letters. The texts are the numbers as
    readers see them, ``–`` where there is none.
    """

    label: str
    short: str
    start: date
    end: date
    own: Decimal | None
    compared: Decimal | None
    required: Decimal | None
    own_text: str
    compared_text: str
    required_text: str
    is_judged: bool = False


@dataclass(frozen=True)
class Chart:
    """Own and compared numbers over time with the required level; two own numbers or more.

    ``description`` says in words what the chart shows, and ``series`` every number in it, period
    by period, for readers of a picture that they cannot see. ``compared_name`` and
    ``required_name`` are None where nothing is compared or required. ``is_place``: 1 is the best
    and belongs at the top.
    """

    title: str
    description: str
    series: str
    unit: str
    own_name: str
    compared_name: str | None
    required_name: str | None
    points: tuple[ChartPoint, ...]
    table: Table
    is_place: bool = False


@dataclass(frozen=True)
class Reading:
    """Another reading of an ambiguous wording, and the verdict that it would give."""

    text: str
    standing: Standing
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class TargetSection:
    """Everything that is said of one target, or of a part of one.

    Attributes:
        anchor: a name that no other section has: letters, digits and hyphens.
        target: the id as the plan has it.
        title: the title of the target or part.
        standing: the status.
        sentences: the verdict in plain words, figures first.
        requirement: what is asked.
        facts: circumstances with labels: source, deadline, indicator, persons, details.
        flags: what a careful reader must know.
        reading: how an ambiguous wording was read.
        readings: what other readings would give.
        note: what the plan tells the reader.
        changed: what is new since the earlier result; None without one, or where nothing is.
        chart: None where there are fewer than two own numbers.
        figures: the published figures used, with file and row; None where parts have their own.
        parts: the parts, each the same way.
        verdict: what all this is made from.
    """

    anchor: str
    target: str
    title: str
    standing: Standing
    sentences: tuple[str, ...]
    requirement: str
    facts: tuple[Fact, ...]
    flags: tuple[Flagged, ...]
    reading: str | None
    readings: tuple[Reading, ...]
    note: str | None
    changed: str | None
    chart: Chart | None
    figures: Table | None
    parts: tuple[TargetSection, ...]
    verdict: Verdict


@dataclass(frozen=True)
class FocusArea:
    """A focus area: its targets in one table, then one by one."""

    anchor: str
    title: str
    table: Table
    targets: tuple[TargetSection, ...]


@dataclass(frozen=True)
class Changes:
    """What is new since an earlier result: a sentence, and a table of the targets concerned."""

    sentence: str
    table: Table | None


@dataclass(frozen=True)
class PlanSection:
    """One plan in one municipality.

    ``warnings`` must stand before everything else: a plan that is a draft, figures that are from
    before the plan's years. ``summary`` says the counts in a sentence.
    """

    anchor: str
    title: str
    municipality: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    counts: tuple[Count, ...]
    summary: str
    changes: Changes | None
    focus_areas: tuple[FocusArea, ...]
    results: Results


@dataclass(frozen=True)
class Term:
    """A word that a reader may not know, and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Report:
    """A whole report, from the title to the sources.

    Attributes:
        lang: the language of everything but what the plans say themselves.
        title: the title of the report.
        subtitle: whose plans they are, and the day that the answer is for.
        as_of: that day; the only date that a format may use as its own.
        plans: one section per plan and municipality, in the order asked for.
        counts: over all plans, shown where there are several.
        legend: the words that occur in this report.
        method: how verdicts are made, in paragraphs.
        sources: the files of figures with days of retrieval and SHA-256.
        plan_files: the plan files with their SHA-256.
        labels: headings and labels that formats need around all this.
        version: which beskplan made it, ``beskplan 0.1.0``.
    """

    lang: Lang
    title: str
    subtitle: str
    as_of: date
    plans: tuple[PlanSection, ...]
    counts: Table | None
    legend: tuple[Term, ...]
    method: tuple[str, ...]
    sources: Table | None
    plan_files: Table
    labels: Labels
    version: str
