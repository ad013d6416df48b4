"""The report as a workbook: verdicts to sort and filter, figures, numbers over time, method.

Numbers are numbers with all of their digits, shown with those that readers see elsewhere; texts
are texts whatever they begin with. Needs XlsxWriter (the extra ``report``).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from beskplan.renderers._office import midnight, needed, seen
from beskplan.renderers._xlsx_sheets import figures, numbers, verdicts
from beskplan.renderers._xlsx_writing import OPTIONS, Book, Cell, Look
from beskplan.reporting import Changes, PlanSection, Report, Table, report
from beskplan.results import Results
from beskplan.words import Text

SUFFIX: Final = ".xlsx"
IS_TEXT: Final = False
NEEDS: Final = (("xlsxwriter", "XlsxWriter"),)

_LONGEST: Final = 255
"""The most characters that the properties of a workbook hold."""

_METHOD: Final = Text("Metode", "Method")
_WIDEST: Final = (34, 70, 24, 34)
_COUNT: Final = Text("Antal mål", "Number of targets")
_STATUS: Final = Text("Status", "Status")


def render(results: Sequence[Results]) -> bytes:
    """Return the report of results in the language of the first plan.

    Raises:
        UsageError: XlsxWriter is not installed.
        OutputError: a cell cannot hold so long a text.
    """
    return render_report(report(results))


def render_report(shown: Report, tick: Callable[[], None] | None = None) -> bytes:
    """Return a report as a workbook; ``tick`` is called as each target is done.

    Raises:
        UsageError: XlsxWriter is not installed.
        OutputError: a cell cannot hold so long a text.
    """
    xlsxwriter = needed(*NEEDS[0], SUFFIX)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as made:
        made.set_properties(
            {
                "title": seen(shown.title)[:_LONGEST],
                "subject": seen(shown.subtitle)[:_LONGEST],
                "comments": shown.version,
                "created": midnight(shown.as_of).replace(tzinfo=None),
            }
        )
        book = Book(made, shown)
        for sheet in (verdicts(shown, tick), figures(shown), numbers(shown)):
            if sheet is not None:
                book.write(sheet)
        _write_method(book)
    return content.getvalue()


def _write_method(book: Book) -> None:
    """Write the last sheet: what the others leave out, from the title to the sources."""
    rows = list(_method(book.shown))
    page = book.page(_METHOD[book.shown.lang])
    book.measure(page, [cells for cells, _ in rows], _WIDEST, 0)
    for number, (cells, look) in enumerate(rows):
        for at, cell in enumerate(cells):
            book.cell(page, number, at, cell, look)
    page.set_portrait()


_Line = tuple[Sequence[Cell], Look]


def _method(shown: Report) -> Iterator[_Line]:
    labels = shown.labels
    yield (shown.title,), Look(is_title=True)
    yield (shown.subtitle,), Look()
    yield from _gap()
    for plan in shown.plans:
        yield from _plan(shown, plan)
    yield from _headed(labels.legend, [(one.word, one.meaning) for one in shown.legend])
    yield from _headed(labels.method, [("", said) for said in shown.method])
    for table in (shown.sources, shown.plan_files):
        if table is not None:
            yield from _table(table)
    yield (shown.version,), Look()


def _plan(shown: Report, plan: PlanSection) -> Iterator[_Line]:
    labels = shown.labels
    yield (f"{plan.title} · {plan.municipality}",), Look(is_head=True)
    for warning in plan.warnings:
        yield ("", warning), Look(wraps=True, is_warning=True)
    for fact in plan.facts:
        yield (fact.label, fact.text), Look(wraps=True)
    yield (labels.summary, plan.summary), Look(wraps=True)
    yield (_STATUS[shown.lang], _COUNT[shown.lang]), Look(is_bold=True)
    for one in plan.counts:
        yield (one.standing.word, one.count), Look(is_left=True)
    yield from _gap()
    if plan.changes is not None:
        yield from _changes(labels.changes, plan.changes)


def _changes(heading: str, found: Changes) -> Iterator[_Line]:
    yield from _headed(heading, [("", found.sentence)])
    if found.table is not None:
        yield from _table(found.table)


def _headed(heading: str, rows: Sequence[tuple[str, str]]) -> Iterator[_Line]:
    yield (heading,), Look(is_head=True)
    for row in rows:
        yield row, Look(wraps=True)
    yield from _gap()


def _table(table: Table) -> Iterator[_Line]:
    yield (table.caption,), Look(is_head=True)
    yield [column.heading for column in table.columns], Look(is_bold=True, wraps=True)
    for row in table.rows:
        yield row.cells, Look(wraps=True)
    yield from _gap()


def _gap() -> Iterator[_Line]:
    yield (), Look()
