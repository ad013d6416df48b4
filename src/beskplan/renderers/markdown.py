"""The report as Markdown, for a committee system that takes text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from beskplan.markdown import escaped
from beskplan.reporting import (
    Chart,
    Fact,
    FocusArea,
    Labels,
    PlanSection,
    Report,
    Row,
    Standing,
    Table,
    TargetSection,
    report,
)
from beskplan.results import Results

SUFFIX: Final = ".md"
IS_TEXT: Final = True
NEEDS: Final = ()


def render(results: Sequence[Results]) -> bytes:
    """Return the report of results in the language of the first plan."""
    return render_report(report(results))


def render_report(shown: Report, tick: Callable[[], None] | None = None) -> bytes:
    """Return a report as Markdown in UTF-8; ``tick`` is called as each target is done."""
    blocks = _Paper(shown.labels, tick).blocks(shown)
    return ("\n\n".join(blocks) + "\n").encode()


class _Paper:
    """Writes a report block by block."""

    def __init__(self, labels: Labels, tick: Callable[[], None] | None) -> None:
        self.labels = labels
        self.tick = tick

    def blocks(self, shown: Report) -> Iterator[str]:
        """Yield the blocks of the whole document."""
        labels = self.labels
        yield f"# {escaped(shown.title)}"
        yield escaped(shown.subtitle)
        if shown.counts is not None:
            yield f"## {labels.summary}"
            yield from _table(shown.counts)
        for plan in shown.plans:
            yield from self._plan(plan, several=len(shown.plans) > 1)
        yield f"## {labels.legend}"
        yield "\n".join(
            f"- **{escaped(one.word)}**: {escaped(one.meaning)}" for one in shown.legend
        )
        yield f"## {labels.method}"
        yield from map(escaped, shown.method)
        yield f"## {labels.sources}"
        for table in (shown.sources, shown.plan_files):
            if table is not None:
                yield f"**{escaped(table.caption)}**"
                yield from _table(table)
        yield escaped(shown.version)

    def _plan(self, plan: PlanSection, *, several: bool) -> Iterator[str]:
        name = f"{plan.title} · {plan.municipality}" if several else self.labels.summary
        yield f"## {escaped(name)}"
        yield from (f"> **{escaped(warning)}**" for warning in plan.warnings)
        yield from _facts(plan.facts)
        yield escaped(plan.summary)
        yield "\n".join(f"- {_standing(one.standing)}: {one.count}" for one in plan.counts)
        if plan.changes is not None:
            yield f"### {self.labels.changes}"
            yield escaped(plan.changes.sentence)
            if plan.changes.table is not None:
                yield from _table(plan.changes.table)
        for area in plan.focus_areas:
            yield from self._focus_area(area)

    def _focus_area(self, area: FocusArea) -> Iterator[str]:
        yield f"### {escaped(area.title)}"
        yield from _table(area.table)
        for target in area.targets:
            yield from self._target(target, "####", f"{target.target}  {target.title}")
            if self.tick is not None:
                self.tick()

    def _target(self, section: TargetSection, level: str, name: str) -> Iterator[str]:
        labels = self.labels
        yield f"{level} {escaped(name)}"
        yield f"**{_standing(section.standing)}**"
        yield escaped(" ".join(section.sentences))
        if section.changed is not None:
            yield f"**{labels.changed}:** {escaped(section.changed)}"
        if section.chart is not None:
            yield from self._chart(section.chart)
        required = (Fact(labels.requirement, section.requirement),) if section.parts else ()
        yield from _facts((*required, *section.facts))
        if section.flags:
            yield f"**{labels.flags}:**"
            yield "\n".join(
                f"- **{escaped(one.word)}**{f': {escaped(one.why)}' if one.why else ''}"
                for one in section.flags
            )
        if section.reading is not None:
            yield f"**{labels.reading}:** {escaped(section.reading)}"
        if section.readings:
            yield f"**{labels.readings}:**"
            yield "\n".join(
                f"- {escaped(one.text)}: **{_standing(one.standing)}**. "
                f"{escaped(' '.join(one.sentences))}"
                for one in section.readings
            )
        if section.note is not None:
            yield f"**{labels.note}:** {escaped(section.note)}"
        if section.figures is not None:
            yield f"**{escaped(section.figures.caption)}**"
            yield from _table(section.figures)
        for part in section.parts:
            yield from self._target(part, f"{level}#"[:6], part.title)

    @staticmethod
    def _chart(chart: Chart) -> Iterator[str]:
        """Yield what a chart shows as words and as a table: Markdown has no drawings."""
        yield f"*{escaped(chart.title)}*. {escaped(chart.description)}"
        yield from _table(chart.table)


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    if facts:
        yield "\n".join(f"- {escaped(one.label)}: {escaped(one.text)}" for one in facts)


def _standing(standing: Standing) -> str:
    return f"{escaped(standing.symbol)} {escaped(standing.word)}"


def _table(table: Table) -> Iterator[str]:
    """Yield a table with a head; parts of a target are indented by a dash."""
    heads = _line([column.heading for column in table.columns])
    rules = ["---:" if column.align == "right" else "---" for column in table.columns]
    rows = [_line(_cells(table, row)) for row in table.rows]
    yield "\n".join([heads, f"| {' | '.join(rules)} |", *rows])


def _cells(table: Table, row: Row) -> Iterator[str]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.key == "title" and row.level:
            yield f"{'–' * row.level} {cell}"
        elif column.key == "status" and row.standing is not None:
            yield f"{row.standing.symbol} {cell}"
        else:
            yield cell


def _line(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"
