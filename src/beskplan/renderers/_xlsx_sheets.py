"""The sheets of a workbook: verdicts, the figures behind them, and numbers over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from beskplan.areas import area_of
from beskplan.renderers._office import facts, sections
from beskplan.renderers._xlsx_writing import Cell, Line, Sheet
from beskplan.reporting import (
    ChartPoint,
    FocusArea,
    Labels,
    PlanSection,
    Report,
    TargetSection,
)
from beskplan.tables import FIGURES, UsedFigure
from beskplan.words import PLACE, Text, Words

_ROLES: Final = {
    "own": Text("egen", "own"),
    "compared": Text("sammenligning", "compared"),
    "further": Text("øvrige", "further"),
}
_YES: Final = Text("ja", "yes")

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class _Column(Generic[RowT]):
    """A column: its heading, its greatest width, and the cell of a row.

    ``always``: also there when no row fills it.
    """

    head: Text
    widest: int
    cell: Callable[[RowT], Cell]
    always: bool = False


@dataclass(frozen=True)
class _Judged:
    """A row of the first sheet: a target, or a part of one."""

    words: Words
    labels: Labels
    plan: PlanSection
    area: FocusArea
    section: TargetSection
    level: int
    part_of: str | None

    def unit(self, unit: str | None) -> str | None:
        """Return the word for a unit; a place is a number in a row."""
        return _unit(self.words, unit)

    @property
    def persons(self) -> int | None:
        """The own count behind a share."""
        found = self.section.verdict.persons
        return None if found is None else found.observed

    @property
    def missing(self) -> int | None:
        """How many persons would meet the target."""
        found = self.section.verdict.persons
        return None if found is None else found.missing

    @property
    def compared_name(self) -> str | None:
        """Whose number it is that the own is compared with."""
        name = self.section.verdict.comparator_name
        return None if name is None else name[self.words.lang]

    @property
    def readings(self) -> str:
        """Other readings of the wording, a line each."""
        return "\n".join(
            f"{one.text}: {one.standing.word}. {' '.join(one.sentences)}"
            for one in self.section.readings
        )

    @property
    def flags(self) -> str:
        """What a careful reader must know, a line each."""
        return "\n".join(
            f"{one.word}: {one.why}" if one.why else one.word for one in self.section.flags
        )

    @property
    def facts(self) -> str:
        """What else is known of the target, a line each."""
        return "\n".join(f"{one.label}: {one.text}" for one in facts(self.section, self.labels))


def _unit(words: Words, unit: str | None) -> str | None:
    if unit is None:
        return None
    return words.say(da="nr.", en="no.") if unit == PLACE else words.unit(unit)


_TITLE: Final = Text("Titel", "Title")
_STATUS: Final = Text("Status", "Status")
_PLAN: Final = Text("Plan", "Plan")
_TARGET: Final = Text("Mål", "ID")
_UNIT: Final = Text("Enhed", "Unit")
_PERIOD: Final = Text("Periode", "Period")
_FIGURE: Final = Text("Tal", "Figure")
_GAP: Final = Text("Afvigelse", "Gap")
_GAP_UNIT: Final = Text("Afvigelsens enhed", "Unit of the gap")
_ENDS: Final = Text("Periodens sidste dag", "Last day of the period")

_FIRST: Final[tuple[_Column[_Judged], ...]] = (
    _Column(_TARGET, 14, lambda one: one.section.target, always=True),
    _Column(_TITLE, 38, lambda one: one.section.title, always=True),
    _Column(_STATUS, 21, lambda one: one.section.standing.word, always=True),
)
_VERDICTS: Final[tuple[_Column[_Judged], ...]] = (
    _Column(Text("Fokusområde", "Focus area"), 22, lambda one: one.area.title),
    _Column(Text("Krav", "Requirement"), 30, lambda one: one.section.requirement, always=True),
    _Column(
        _PERIOD,
        18,
        lambda one: (
            None
            if one.section.verdict.period is None
            else one.words.period(one.section.verdict.period)
        ),
    ),
    _Column(_FIGURE, 11, lambda one: one.section.verdict.observed),
    _Column(
        Text("Sammenlignet med", "Compared with"),
        14,
        lambda one: one.section.verdict.comparator_value,
    ),
    _Column(Text("Hvis tal", "Whose figure"), 22, lambda one: one.compared_name),
    _Column(Text("Grænse", "Limit"), 11, lambda one: one.section.verdict.required),
    _Column(_UNIT, 16, lambda one: one.unit(one.section.verdict.unit)),
    _Column(_GAP, 12, lambda one: one.section.verdict.gap),
    _Column(
        _GAP_UNIT,
        16,
        lambda one: (
            None
            if one.section.verdict.gap is None
            else one.words.unit(one.section.verdict.gap_unit or "")
        ),
    ),
    _Column(
        _ENDS,
        13,
        lambda one: None if one.section.verdict.period is None else one.section.verdict.period.end,
    ),
    _Column(Text("Antal bag tallet", "Count behind the figure"), 11, lambda one: one.persons),
    _Column(Text("Antal, der mangler", "Count that is missing"), 11, lambda one: one.missing),
    _Column(Text("Forbehold", "Caveats"), 60, lambda one: one.flags),
    _Column(Text("I ord", "In words"), 90, lambda one: " ".join(one.section.sentences)),
    _Column(Text("Siden sidst", "Since last time"), 34, lambda one: one.section.changed),
    _Column(Text("Læst sådan", "Read as"), 60, lambda one: one.section.reading),
    _Column(Text("Kan også læses", "Can also be read"), 60, lambda one: one.readings),
    _Column(Text("Note", "Note"), 60, lambda one: one.section.note),
    _Column(Text("Oplysninger", "Details"), 80, lambda one: one.facts),
    _Column(Text("Del af", "Part of"), 14, lambda one: one.part_of),
)
_OF_PLAN: Final[tuple[_Column[_Judged], ...]] = (
    _Column(_PLAN, 24, lambda one: one.plan.title),
    _Column(Text("Kommune", "Municipality"), 16, lambda one: one.plan.municipality),
)


_PRINTED: Final = frozenset({Text("Krav", "Requirement"), _FIGURE, _UNIT, _GAP_UNIT})
"""Columns that paper has, with all that stand before them."""


def verdicts(shown: Report, tick: Callable[[], None] | None) -> Sheet:
    """Return the sheet of verdicts, a row for each target and each part of one."""
    several = len(shown.plans) > 1
    columns = (*_FIRST, *(_OF_PLAN if several else ()), *_VERDICTS)
    rows = list(_judged(shown, tick))
    columns = _filled(columns, rows)
    heads = [column.head for column in columns]
    return Sheet(
        name=Text("Resultater", "Results")[shown.lang],
        heads=_heads(shown, columns),
        lines=tuple(Line(tuple(column.cell(row) for column in columns), row.level) for row in rows),
        widest=tuple(column.widest for column in columns),
        above=tuple(Line((said,)) for said in _above(shown)),
        fixed=heads.index(_TITLE) + 1,
        indented=heads.index(_TITLE),
        status=heads.index(_STATUS),
        signed=heads.index(_GAP) if _GAP in heads else None,
        printed=max(number for number, head in enumerate(heads) if head in _PRINTED),
    )


def _above(shown: Report) -> Iterator[str]:
    """Yield the title, and what must be read before everything else."""
    yield f"{shown.title} · {shown.subtitle}"
    warned: dict[str, list[str]] = {}
    for plan in shown.plans:
        for warning in plan.warnings:
            warned.setdefault(warning, []).append(f"{plan.title} · {plan.municipality}")
    for warning, plans in warned.items():
        of = f"{', '.join(plans)}: " if len(shown.plans) > 1 else ""
        yield of + warning


def _judged(shown: Report, tick: Callable[[], None] | None) -> Iterator[_Judged]:
    words = Words(shown.lang)
    for plan in shown.plans:
        for area in plan.focus_areas:
            for target in area.targets:
                first = _Judged(words, shown.labels, plan, area, target, 0, None)
                yield from _with_parts(first)
                if tick is not None:
                    tick()


def _with_parts(row: _Judged) -> Iterator[_Judged]:
    yield row
    for part in row.section.parts:
        yield from _with_parts(
            _Judged(
                row.words,
                row.labels,
                row.plan,
                row.area,
                part,
                row.level + 1,
                row.section.target,
            )
        )


@dataclass(frozen=True)
class _Figure:
    """A row of the second sheet: a published figure that a verdict was made with."""

    words: Words
    plan: PlanSection
    one: UsedFigure

    @property
    def title(self) -> str:
        """The title of the indicator, with the part of it."""
        segment = ", ".join(member for _, member in self.one.used.figure.key.segment)
        return f"{self.one.used.title} ({segment})" if segment else self.one.used.title

    @property
    def reading(self) -> str | None:
        """Of another reading: which."""
        return self.one.verdict.reading if self.one.judged.role == "reading" else None


_FIGURES: Final[tuple[_Column[_Figure], ...]] = (
    _Column(_TARGET, 14, lambda row: row.one.verdict.target, always=True),
    _Column(_TITLE, 40, lambda row: row.one.verdict.title, always=True),
    _Column(Text("Kan også læses", "Can also be read"), 40, lambda row: row.reading),
    _Column(Text("Rolle", "Role"), 14, lambda row: _ROLES[row.one.used.role][row.words.lang]),
    _Column(Text("Indikator", "Indicator"), 50, lambda row: row.title),
    _Column(
        Text("Område", "Area"),
        20,
        lambda row: row.words.area(area_of(row.one.used.figure.key.area)),
    ),
    _Column(_PERIOD, 18, lambda row: row.words.period(row.one.used.figure.key.period)),
    _Column(_ENDS, 13, lambda row: row.one.used.figure.key.period.end),
    _Column(
        _FIGURE,
        12,
        lambda row: (
            row.one.used.figure.mark
            if row.one.used.figure.value is None
            else row.one.used.figure.value
        ),
        always=True,
    ),
    _Column(_UNIT, 16, lambda row: _unit(row.words, row.one.used.unit)),
    _Column(Text("Fil", "File"), 40, lambda row: row.one.used.figure.source.file, always=True),
    _Column(Text("Ark", "Sheet"), 20, lambda row: row.one.used.figure.source.sheet or None),
    _Column(Text("Række", "Row"), 8, lambda row: row.one.used.figure.source.row),
    _Column(Text("Hentet", "Retrieved"), 13, lambda row: row.one.used.figure.retrieved),
    _Column(
        Text("Foreløbigt", "Provisional"),
        12,
        lambda row: _YES[row.words.lang] if row.one.used.figure.provisional else None,
    ),
)
_FIGURES_OF_PLAN: Final[tuple[_Column[_Figure], ...]] = (
    _Column(_PLAN, 24, lambda row: f"{row.plan.title} · {row.plan.municipality}"),
)


def figures(shown: Report) -> Sheet:
    """Return the sheet of every published figure that a verdict was made with."""
    words = Words(shown.lang)
    rows = [_Figure(words, plan, one) for plan in shown.plans for one in FIGURES.rows(plan.results)]
    columns = (*(_FIGURES_OF_PLAN if len(shown.plans) > 1 else ()), *_FIGURES)
    return _sheet(shown, Text("Tal", "Figures"), _filled(columns, rows), rows)


@dataclass(frozen=True)
class _Number:
    """A row of the third sheet: what one period of a chart shows."""

    words: Words
    section: TargetSection
    point: ChartPoint


_NUMBERS: Final[tuple[_Column[_Number], ...]] = (
    _Column(_TARGET, 14, lambda row: row.section.target, always=True),
    _Column(_TITLE, 44, lambda row: row.section.title, always=True),
    _Column(_PERIOD, 20, lambda row: row.point.label, always=True),
    _Column(_ENDS, 13, lambda row: row.point.end, always=True),
    _Column(_FIGURE, 12, lambda row: row.point.own, always=True),
    _Column(Text("Sammenlignet med", "Compared with"), 14, lambda row: row.point.compared),
    _Column(Text("Grænse", "Limit"), 12, lambda row: row.point.required),
    _Column(_UNIT, 16, lambda row: _unit(row.words, row.section.verdict.unit)),
    _Column(
        Text("Afgør målet", "Decides"),
        10,
        lambda row: _YES[row.words.lang] if row.point.is_judged else None,
    ),
)


def numbers(shown: Report) -> Sheet | None:
    """Return the sheet of numbers over time; None where no target has any."""
    words = Words(shown.lang)
    rows = [
        _Number(words, section, point)
        for section in sections(shown)
        if section.chart is not None
        for point in section.chart.points
    ]
    if not rows:
        return None
    return _sheet(shown, Text("Udvikling", "Over time"), _filled(_NUMBERS, rows), rows)


def _sheet(
    shown: Report, name: Text, columns: Sequence[_Column[RowT]], rows: Sequence[RowT]
) -> Sheet:
    return Sheet(
        name=name[shown.lang],
        heads=_heads(shown, columns),
        lines=tuple(Line(tuple(column.cell(row) for column in columns)) for row in rows),
        widest=tuple(column.widest for column in columns),
    )


def _heads(shown: Report, columns: Sequence[_Column[RowT]]) -> tuple[str, ...]:
    return tuple(column.head[shown.lang] for column in columns)


def _filled(columns: Sequence[_Column[RowT]], rows: Sequence[RowT]) -> tuple[_Column[RowT], ...]:
    """Return the columns that some row fills, and those that are always there."""
    return tuple(
        column
        for column in columns
        if column.always or any(column.cell(row) not in (None, "") for row in rows)
    )
