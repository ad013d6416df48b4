"""The report as a document for Word and its like, to paste from: headings, tables, pictures.

Headings, lists and tables are those of the program, so that they take the looks of the document
that they are pasted into. Needs python-docx and typst (the extra ``report``).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from beskplan.renderers._docx_writing import Paper, rezipped
from beskplan.renderers._office import facts, midnight, needed, sections, seen
from beskplan.renderers._office_charts import COMPARED, OWN, REQUIRED, pictures
from beskplan.reporting import (
    Changes,
    Chart,
    Fact,
    FocusArea,
    PlanSection,
    Report,
    Standing,
    Table,
    TargetSection,
    report,
)
from beskplan.results import Results

if TYPE_CHECKING:
    from docx.document import Document

SUFFIX: Final = ".docx"
IS_TEXT: Final = False
NEEDS: Final = (("docx", "python-docx"), ("typst", "typst"))

_LONGEST: Final = 255
"""The most characters that the properties of a document hold."""


def render(results: Sequence[Results]) -> bytes:
    """Return the report of results in the language of the first plan.

    Raises:
        UsageError: python-docx or typst is not installed.
    """
    return render_report(report(results))


def render_report(shown: Report, tick: Callable[[], None] | None = None) -> bytes:
    """Return a report as a document; ``tick`` is called as each target is done.

    Raises:
        UsageError: python-docx or typst is not installed.
    """
    docx, typst = (needed(module, package, SUFFIX) for module, package in NEEDS)
    charts = [one.chart for one in sections(shown) if one.chart is not None]
    document: Document = docx.Document()
    _name(document, shown)
    writer = _Writer(shown, Paper(document, shown.lang), pictures(charts, typst), tick)
    writer.write()
    content = io.BytesIO()
    document.save(content)
    return rezipped(content.getvalue())


def _name(document: Any, shown: Report) -> None:
    """Say in the file what it is, with no time but the day that it is for."""
    about = document.core_properties
    about.title, about.subject = seen(shown.title)[:_LONGEST], seen(shown.subtitle)[:_LONGEST]
    about.author = about.last_modified_by = shown.version
    about.comments = about.keywords = ""
    about.language = {"da": "da-DK", "en": "en-GB"}[shown.lang]
    about.created = about.modified = midnight(shown.as_of).replace(tzinfo=None)
    about.revision = 1


class _Writer:
    """Writes a report from the title to the sources."""

    def __init__(
        self,
        shown: Report,
        paper: Paper,
        drawn: Sequence[bytes],
        tick: Callable[[], None] | None,
    ) -> None:
        self.shown = shown
        self.paper = paper
        self.tick = tick
        self._drawn: Iterator[bytes] = iter(drawn)

    def write(self) -> None:
        """Write the whole document."""
        shown, paper, labels = self.shown, self.paper, self.shown.labels
        paper.page_numbers(labels.page)
        paper.heading(shown.title, 0)
        paper.text(shown.subtitle, style="Subtitle")
        if shown.counts is not None:
            paper.heading(labels.summary, 1)
            paper.table(shown.counts)
        for plan in shown.plans:
            self._plan(plan)
        paper.heading(labels.legend, 1)
        for term in shown.legend:
            paper.labelled(term.word, term.meaning)
        paper.heading(labels.method, 1)
        for said in shown.method:
            paper.text(said)
        paper.heading(labels.sources, 1)
        for table in (shown.sources, shown.plan_files):
            if table is not None:
                self._captioned(table)
        paper.text(shown.version, is_small=True)

    def _plan(self, plan: PlanSection) -> None:
        paper, several = self.paper, len(self.shown.plans) > 1
        name = f"{plan.title} · {plan.municipality}" if several else self.shown.labels.summary
        paper.heading(name, 1)
        for warning in plan.warnings:
            paper.text(warning, is_bold=True)
        self._facts(plan.facts)
        paper.text(plan.summary)
        for one in plan.counts:
            paper.bullet((f"{_said(one.standing)}: {one.count}", False))
        self._changes(plan.changes)
        for area in plan.focus_areas:
            self._focus_area(area)

    def _changes(self, found: Changes | None) -> None:
        if found is None:
            return
        self.paper.heading(self.shown.labels.changes, 2)
        self.paper.text(found.sentence)
        if found.table is not None:
            self.paper.table(found.table)

    def _focus_area(self, area: FocusArea) -> None:
        self.paper.heading(area.title, 2)
        self.paper.table(area.table)
        for target in area.targets:
            self._target(target, f"{target.target}  {target.title}", 3)
            if self.tick is not None:
                self.tick()

    def _target(self, section: TargetSection, name: str, level: int) -> None:
        paper, labels = self.paper, self.shown.labels
        paper.heading(name, level)
        paper.standing(section.standing)
        paper.text(" ".join(section.sentences))
        if section.changed is not None:
            paper.labelled(labels.changed, section.changed)
        if section.chart is not None:
            self._chart(section.chart)
        self._caveats(section)
        if section.note is not None:
            paper.labelled(labels.note, section.note)
        self._facts(facts(section, labels))
        if section.figures is not None:
            self._captioned(section.figures)
        for part in section.parts:
            self._target(part, part.title, min(level + 1, 6))

    def _caveats(self, section: TargetSection) -> None:
        """Write what a careful reader must know: flags, and how the wording can be read."""
        paper, labels = self.paper, self.shown.labels
        if section.flags:
            paper.text(f"{labels.flags}:", is_bold=True, keeps=True)
            for flag in section.flags:
                paper.bullet((flag.word, True), (f": {flag.why}" if flag.why else "", False))
        if section.reading is not None:
            paper.labelled(labels.reading, section.reading)
        if section.readings:
            paper.text(f"{labels.readings}:", is_bold=True, keeps=True)
            for one in section.readings:
                said = f". {' '.join(one.sentences)}"
                paper.bullet((f"{one.text}: ", False), (_said(one.standing), True), (said, False))

    def _chart(self, chart: Chart) -> None:
        """Write a chart, what its lines are, and what it shows in words."""
        paper = self.paper
        said = f"{chart.description} {chart.series}"
        paper.picture(next(self._drawn), chart.title, said)
        lines = (
            ("●—● ", chart.own_name, OWN),
            ("◇- -◇ ", chart.compared_name, COMPARED),
            ("····· ", chart.required_name, REQUIRED),
        )
        paper.key([(mark, name, colour) for mark, name, colour in lines if name is not None])
        paper.text(chart.description, is_small=True)

    def _facts(self, found: Sequence[Fact]) -> None:
        for one in found:
            self.paper.labelled(one.label, one.text)

    def _captioned(self, table: Table) -> None:
        self.paper.text(table.caption, is_bold=True, keeps=True)
        self.paper.table(table)


def _said(standing: Standing) -> str:
    return f"{standing.symbol} {standing.word}"
