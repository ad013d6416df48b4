"""The report as one HTML file: no network, light and dark, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from beskplan.judgements import Status
from beskplan.renderers._markup import Content, Markup, element, joined
from beskplan.renderers._page import SCRIPT, STYLE, policy
from beskplan.renderers._svg import svg
from beskplan.reporting import (
    Changes,
    Chart,
    Column,
    Count,
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

SUFFIX: Final = ".html"
IS_TEXT: Final = True
NEEDS: Final = ()

_CLASSES: Final = {Status.MET: "met", Status.MISSED: "missed"}
_LONG_ID: Final = 8
"""Ids of more characters are for plan files: small, and left out on a narrow screen."""
_LESSER: Final = frozenset({"period", "compared", "required", "gap"})
"""Columns that a narrow screen leaves out; the section of the target has them in words."""


def render(results: Sequence[Results]) -> bytes:
    """Return the report of results in the language of the first plan."""
    return render_report(report(results))


def render_report(shown: Report, tick: Callable[[], None] | None = None) -> bytes:
    """Return a report as HTML in UTF-8; ``tick`` is called as each target is done."""
    return _Page(shown, tick or _nothing).html().encode()


def _nothing() -> None:
    """Do nothing when a target is done."""


class _Page:
    """Makes the page of a report."""

    def __init__(self, shown: Report, tick: Callable[[], None]) -> None:
        self.report = shown
        self.tick = tick

    @property
    def labels(self) -> Labels:
        """The words around what the report says."""
        return self.report.labels

    def html(self) -> str:
        """Return the whole document."""
        page = element(
            "html",
            element("head", *self._head()),
            element(
                "body",
                element("div", *self._body(), class_="page"),
                element("script", Markup(SCRIPT)),
            ),
            lang=self.report.lang,
        )
        return f"<!DOCTYPE html>\n{page}\n"

    def _head(self) -> Iterator[Markup]:
        yield element("meta", charset="utf-8")
        yield Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy()}">')
        yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
        yield element("meta", name="generator", content=self.report.version)
        yield element("title", f"{self.report.title} · {self.report.subtitle}")
        yield element("style", Markup(STYLE))

    def _body(self) -> Iterator[Markup]:
        shown, labels = self.report, self.labels
        yield element("a", labels.skip, href=f"#{shown.plans[0].anchor}", class_="skip")
        yield element(
            "header",
            element("h1", shown.title),
            element("p", shown.subtitle, class_="sub"),
            *map(self._warnings, shown.plans[:1] if len(shown.plans) == 1 else ()),
        )
        yield element("main", *self._main())
        yield element("footer", element("p", f"{shown.version} · {shown.subtitle}"))

    def _contents(self) -> Markup:
        plans = self.report.plans
        places: list[Content] = []
        for plan in plans:
            areas = [element("li", _link(area.anchor, area.title)) for area in plan.focus_areas]
            if len(plans) == 1:
                places += [element("li", _link(plan.anchor, self.labels.summary)), *areas]
            else:
                inner = element("ul", *areas)
                places.append(element("li", _link(plan.anchor, self._name(plan)), inner))
        ends = (
            ("_legend", self.labels.legend),
            ("_method", self.labels.method),
            ("_sources", self.labels.sources),
        )
        return element("ul", *places, *(element("li", _link(name, said)) for name, said in ends))

    def _name(self, plan: PlanSection) -> str:
        return f"{plan.title} · {plan.municipality}"

    def _main(self) -> Iterator[Content]:
        shown, labels = self.report, self.labels
        if shown.counts is not None:
            yield element("h2", labels.summary)
            yield self._plain_table(shown.counts)  # what a reader came for, before the contents
        yield element("nav", self._contents(), aria_label=labels.contents)
        for plan in shown.plans:
            yield self._plan(plan)
        terms = ((element("dt", term.word), element("dd", term.meaning)) for term in shown.legend)
        yield element("h2", labels.legend, id="_legend")
        yield element("dl", *terms)
        yield element("h2", labels.method, id="_method")
        yield [element("p", paragraph) for paragraph in shown.method]
        yield element("h2", labels.sources, id="_sources")
        for table in (shown.sources, shown.plan_files):
            if table is not None:
                yield self._plain_table(table)

    # A plan

    def _plan(self, plan: PlanSection) -> Markup:
        several = len(self.report.plans) > 1
        heading = self._name(plan) if several else self.labels.summary
        return element(
            "section",
            element("h2", heading, id=plan.anchor),
            self._warnings(plan) if several else None,
            _facts(plan.facts),
            element("p", plan.summary, class_="lead"),
            element("ul", *map(_count, plan.counts), class_="counts"),
            self._changes(plan.changes),
            self._filter(plan),
            *map(self._focus_area, plan.focus_areas),
            aria_labelledby=plan.anchor,
        )

    @staticmethod
    def _warnings(plan: PlanSection) -> Markup | None:
        if not plan.warnings:
            return None
        said = (element("p", element("strong", warning)) for warning in plan.warnings)
        return element("div", *said, class_="warn", role="note")

    def _changes(self, found: Changes | None) -> Content:
        if found is None:
            return None
        table = self._plain_table(found.table) if found.table is not None else None
        return [element("h3", self.labels.changes), element("p", found.sentence), table]

    def _filter(self, plan: PlanSection) -> Markup:
        """Return the filter, hidden until the script is there to answer it."""
        counts: dict[Status, int] = {}
        for one in plan.counts:
            counts[one.standing.status] = counts.get(one.standing.status, 0) + one.count
        words = {one.standing.status: one.standing for one in plan.counts}
        choices = [("", self.labels.show_all, sum(counts.values()))]
        choices += [(str(status), _bare(words[status]), count) for status, count in counts.items()]
        inputs = [
            element(
                "label",
                element(
                    "input",
                    type_="radio",
                    name_=f"{plan.anchor}-s",
                    value=value,
                    checked=not value,
                ),
                f" {word} ({count})",
            )
            for value, word, count in choices
        ]
        legend = element("legend", f"{self.labels.filter}:")
        said = element("output", class_="small", data_of=self.labels.targets_shown)
        return element("form", element("fieldset", legend, *inputs), said, hidden=True)

    def _focus_area(self, area: FocusArea) -> Markup:
        return element(
            "section",
            element("h3", area.title, id=area.anchor),
            self._rows(area),
            *map(self._target, area.targets),
            class_="focus",
        )

    # The table of a focus area

    def _rows(self, area: FocusArea) -> Markup:
        """Return the table: requirement under the title, caveats under the status."""
        table = area.table
        at = {column.key: number for number, column in enumerate(table.columns)}
        shown = [column for column in table.columns if column.key not in ("requirement", "flags")]
        is_long = any(len(row.cells[at["target"]]) > _LONG_ID for row in table.rows)
        classes = {column.key: _class(column) for column in shown}
        if is_long:
            classes["target"] = "k"
        heads = [
            element("th", column.heading, scope="col", class_=classes[column.key])
            for column in shown
        ]
        targets: list[list[Row]] = []
        for row in table.rows:
            if row.level == 0:
                targets.append([])
            targets[-1].append(row)
        bodies = (
            element(
                "tbody",
                *(
                    element(
                        "tr",
                        *(self._cell(column, row, at, classes) for column in shown),
                        class_="part" if row.level else None,
                    )
                    for row in rows
                ),
                data_s=str(rows[0].standing.status) if rows[0].standing else None,
            )
            for rows in targets
        )
        return element(
            "div",
            element(
                "table",
                element("caption", table.caption, class_="vh"),
                element("thead", element("tr", *heads)),
                *bodies,
                class_="rows",
                data_sort=self.labels.sort,
            ),
            class_="wide",
            tabindex="0",
            role="group",
            aria_label=table.caption,
        )

    def _cell(
        self, column: Column, row: Row, at: dict[str, int], classes: dict[str, str | None]
    ) -> Markup:
        said: str = row.cells[at[column.key]]
        match column.key:
            case "title":
                under = row.cells[at["requirement"]] if "requirement" in at else ""
                link = _link(row.anchor or "", said)
                return element("th", link, _under(under), scope="row")
            case "status":
                flags = row.cells[at["flags"]] if "flags" in at else ""
                standing = row.standing
                shown = _standing(standing) if standing is not None else joined(said)
                return element("td", shown, _under(flags))
            case _:
                return element("td", said, class_=classes[column.key], data_v=_number(row, column))

    # A target

    def _target(self, section: TargetSection) -> Markup:
        inside = list(self._inside(section, "h4"))
        self.tick()
        return element(
            "article",
            *inside,
            self._parts(section),
            class_="target long" if section.parts or section.chart else "target",
            data_s=str(section.standing.status),
            aria_labelledby=section.anchor,
        )

    def _inside(self, section: TargetSection, level: str) -> Iterator[Content]:
        labels = self.labels
        identity = element("span", section.target, class_="id") if level == "h4" else None
        yield element(level, identity, section.title, id=section.anchor)
        yield element("p", _standing(section.standing))
        yield element("p", " ".join(section.sentences), class_="lead")
        if section.changed is not None:
            yield element("p", element("strong", f"{labels.changed}: "), section.changed)
        if section.chart is not None:
            yield self._chart(section.chart, section.anchor)
        yield self._caveats(section)
        yield self._readings(section)
        if section.note is not None:
            yield element("p", element("strong", f"{labels.note}: "), section.note)
        facts = section.facts
        if section.parts:
            facts = (Fact(labels.requirement, section.requirement), *facts)
        yield _facts(facts)
        if section.figures is not None:
            count = len(section.verdict.used)
            yield element(
                "details",
                element("summary", f"{labels.figures} ({count})"),
                self._plain_table(section.figures),
                class_="used",
            )

    def _caveats(self, section: TargetSection) -> Content:
        if not section.flags:
            return None
        said = (
            element("li", element("strong", one.word), f": {one.why}" if one.why else None)
            for one in section.flags
        )
        label = element("p", element("strong", f"{self.labels.flags}:"), class_="small")
        return [label, element("ul", *said, class_="flags")]

    def _readings(self, section: TargetSection) -> Iterator[Content]:
        labels = self.labels
        if section.reading is not None:
            yield element("p", element("strong", f"{labels.reading}: "), section.reading)
        if not section.readings:
            return
        yield element("p", element("strong", f"{labels.readings}:"))
        for one in section.readings:
            yield element(
                "blockquote",
                element("p", one.text),
                element("p", _standing(one.standing), ". ", " ".join(one.sentences)),
            )

    def _parts(self, section: TargetSection) -> Markup | None:
        if not section.parts:
            return None
        parts = (
            element(
                "div",
                *self._inside(part, "h5"),
                self._parts(part),
                class_="target",
            )
            for part in section.parts
        )
        return element("div", *parts, class_="parts")

    def _chart(self, chart: Chart, anchor: str) -> Markup:
        lines = (("o", chart.own_name), ("c", chart.compared_name), ("r", chart.required_name))
        keys = (element("li", _sample(name), said) for name, said in lines if said is not None)
        data = element(
            "details",
            element("summary", self.labels.chart_data),
            self._plain_table(chart.table),
        )
        return element(
            "figure",
            svg(chart, anchor),
            element("figcaption", element("ul", *keys, class_="key")),
            data,
        )

    def _plain_table(self, table: Table) -> Markup:
        """Return a table as it is, the first column heading its rows.

        One of numbers says so once: a chart may have hundreds of rows.
        """
        numbers = all(column.align == "right" for column in table.columns[1:])
        classes = [None if numbers else _class(column) for column in table.columns]
        rows = (
            element(
                "tr",
                _row_head(row),
                *(
                    element("td", _shown(column, row, said), class_=name)
                    for column, said, name in list(
                        zip(table.columns, row.cells, classes, strict=True)
                    )[1:]
                ),
            )
            for row in table.rows
        )
        return element(
            "div",
            element(
                "table",
                element("caption", table.caption),
                element("thead", element("tr", *map(_head, table.columns))),
                element("tbody", *rows),
                class_="d" if numbers else None,
            ),
            class_="wide",
            tabindex="0",
            role="group",
            aria_label=table.caption,
        )


def _row_head(row: Row) -> Markup:
    said = row.cells[0]
    return element("th", _link(row.anchor, said) if row.anchor else said, scope="row")


def _shown(column: Column, row: Row, said: str) -> Markup:
    is_status = column.key == "status" and row.standing is not None
    return _standing(row.standing) if is_status and row.standing else joined(said)


def _link(anchor: str, said: str) -> Markup:
    return element("a", said, href=f"#{anchor}")


def _facts(facts: Sequence[Fact]) -> Markup | None:
    if not facts:
        return None
    return element("dl", *((element("dt", one.label), element("dd", one.text)) for one in facts))


def _standing(standing: Standing) -> Markup:
    """Return a status: a sign that readers of screens skip, and the word."""
    sign = element("i", standing.symbol, aria_hidden="true")
    return element("span", sign, standing.word, class_=f"s {_colour(standing)}")


def _colour(standing: Standing) -> str:
    return _CLASSES.get(standing.status, "open")


def _count(count: Count) -> Markup:
    number = element("b", str(count.count))
    return element("li", number, _standing(count.standing))


def _bare(standing: Standing) -> str:
    """Return the word for a status without what stands before it in a starting position."""
    return standing.word.rpartition(": ")[2].lower()


def _head(column: Column) -> Markup:
    return element("th", column.heading, scope="col", class_=_class(column))


def _class(column: Column) -> str | None:
    names = [
        name
        for name, holds in (
            ("n", column.align == "right"),
            ("hash", column.key == "sha256"),
            ("x", column.key in _LESSER),
        )
        if holds
    ]
    return " ".join(names) or None


def _number(row: Row, column: Column) -> str | None:
    """Return what a cell is sorted by."""
    found = dict(row.numbers).get(column.key)
    return None if found is None else f"{found:f}"


def _under(said: str) -> Markup | None:
    return element("div", said, class_="small") if said else None


def _sample(name: str) -> Markup:
    """Return a sample of a line of the charts, for the key below one."""
    marks = {"o": "M17 6h0", "c": "M17 2l4 4-4 4-4-4z"}
    mark = element("path", d=marks[name], class_=f"{name}m") if name in marks else None
    line = element("path", d="M0 6H34", class_=name)
    return element("svg", line, mark, viewBox="0 0 34 12", aria_hidden="true")
