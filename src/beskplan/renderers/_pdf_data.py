"""What the paper in typst is told: a report as plain JSON, every text fit for its fonts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from beskplan.judgements import Status
from beskplan.renderers._office import INNER, facts, seen, share
from beskplan.renderers._office_charts import COMPARED, OWN, REQUIRED, drawing
from beskplan.reporting import (
    Changes,
    Chart,
    Fact,
    Labels,
    PlanSection,
    Report,
    Row,
    Standing,
    Table,
    TargetSection,
)

_USUAL: Final = re.compile("[\\n\\t\x20-\x7e\xa0-\xac\xae-\xff–—‘’“”„…≤≥−✓✗≠○·]")
_LONG: Final = re.compile(r"\S{24,}")
_STEP: Final = 12
_LONG_IN_AN_ID: Final = re.compile(r"[^\s-]{9,}")
_STEP_IN_AN_ID: Final = 8
_APART: Final = "\u200b"
"""A space of no width, where a line may end."""
_TONES: Final = {Status.MET: "met", Status.MISSED: "missed"}


@dataclass(frozen=True)
class Texts:
    """Makes texts fit for the paper; ``unprintable`` are characters without a shape."""

    unprintable: frozenset[str] = frozenset()

    def fit(self, text: str) -> str:
        r"""Return a text whose odd marks are shown by number, and whose long words may break."""
        shown = seen(text)
        if self.unprintable:
            shown = "".join(self._shaped(mark) for mark in shown)
        return _LONG.sub(_broken, shown)

    def _shaped(self, mark: str) -> str:
        if mark not in self.unprintable:
            return mark
        code = ord(mark)
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    def maybe(self, text: str | None) -> str | None:
        """Return a text made fit, if there is one."""
        return None if text is None else self.fit(text)


def _broken(found: re.Match[str]) -> str:
    return _in_steps(found[0], _STEP)


def _in_steps(word: str, step: int) -> str:
    return _APART.join(word[at : at + step] for at in range(0, len(word), step))


def _id(text: str) -> str:
    """Return the id of a target that may break anywhere in its narrow column."""
    return _LONG_IN_AN_ID.sub(lambda found: _in_steps(found[0], _STEP_IN_AN_ID), text)


def unusual(found: object) -> set[str]:
    """Return the characters that not every font has."""
    match found:
        case str():
            return set(_USUAL.sub("", found))
        case dict():
            return {mark for one in found.values() for mark in unusual(one)}
        case list() | tuple():
            return {mark for one in found for mark in unusual(one)}
        case _:
            return set()


def data(shown: Report, texts: Texts, tick: Callable[[], None] | None = None) -> dict[str, Any]:
    """Return a report as JSON; ``tick`` is called as each target is done."""
    return _Data(shown.labels, texts, tick).report(shown)


@dataclass(frozen=True)
class _Data:
    labels: Labels
    texts: Texts
    tick: Callable[[], None] | None

    def report(self, shown: Report) -> dict[str, Any]:
        """Return everything that the template asks for."""
        fit = self.texts.fit
        return {
            "lang": shown.lang,
            "day": [shown.as_of.year, shown.as_of.month, shown.as_of.day],
            "title": fit(shown.title),
            "subtitle": fit(shown.subtitle),
            "version": shown.version,
            "labels": asdict(self.labels),
            "colours": {
                name: f"#{colour}"
                for name, colour in (("own", OWN), ("compared", COMPARED), ("required", REQUIRED))
            },
            "counts": self._table(shown.counts),
            "plans": [self._plan(plan, several=len(shown.plans) > 1) for plan in shown.plans],
            "legend": [[fit(one.word), fit(one.meaning)] for one in shown.legend],
            "method": [fit(said) for said in shown.method],
            "sources": [
                self._table(one) for one in (shown.sources, shown.plan_files) if one is not None
            ],
        }

    def _plan(self, plan: PlanSection, *, several: bool) -> dict[str, Any]:
        fit = self.texts.fit
        name = fit(f"{plan.title} · {plan.municipality}") if several else self.labels.summary
        return {
            "anchor": plan.anchor,
            "name": name,
            "warnings": [fit(one) for one in plan.warnings],
            "facts": self._facts(plan.facts),
            "summary": fit(plan.summary),
            "counts": [[self._standing(one.standing), str(one.count)] for one in plan.counts],
            "changes": self._changes(plan.changes),
            "areas": [
                {
                    "anchor": area.anchor,
                    "title": fit(area.title),
                    "table": self._table(area.table),
                    "targets": [self._whole(one) for one in area.targets],
                }
                for area in plan.focus_areas
            ],
        }

    def _changes(self, found: Changes | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {"sentence": self.texts.fit(found.sentence), "table": self._table(found.table)}

    def _whole(self, section: TargetSection) -> dict[str, Any]:
        found = self._target(section, f"{section.target}  {section.title}")
        if self.tick is not None:
            self.tick()
        return found

    def _target(self, section: TargetSection, name: str) -> dict[str, Any]:
        fit = self.texts.fit
        return {
            "anchor": section.anchor,
            "name": fit(name),
            "standing": self._standing(section.standing),
            "sentences": fit(" ".join(section.sentences)),
            "changed": self.texts.maybe(section.changed),
            "chart": self._chart(section.chart),
            "flags": [
                [fit(one.word), fit(f": {one.why}") if one.why else ""] for one in section.flags
            ],
            "reading": self.texts.maybe(section.reading),
            "readings": [
                {
                    "text": fit(one.text),
                    "standing": self._standing(one.standing),
                    "sentences": fit(" ".join(one.sentences)),
                }
                for one in section.readings
            ],
            "note": self.texts.maybe(section.note),
            "facts": self._facts(facts(section, self.labels)),
            "figures": self._table(section.figures),
            "parts": [self._target(part, part.title) for part in section.parts],
        }

    def _chart(self, chart: Chart | None) -> dict[str, Any] | None:
        if chart is None:
            return None
        fit = self.texts.fit
        lines = (
            ("own", chart.own_name),
            ("compared", chart.compared_name),
            ("required", chart.required_name),
        )
        return {
            "title": fit(chart.title),
            "description": fit(chart.description),
            "series": fit(chart.series),
            "svg": drawing(chart),
            "lines": [[kind, fit(name)] for kind, name in lines if name is not None],
        }

    def _facts(self, found: Sequence[Fact]) -> list[list[str]]:
        return [[self.texts.fit(one.label), self.texts.fit(one.text)] for one in found]

    def _standing(self, standing: Standing) -> dict[str, str]:
        said = self.texts.fit(f"{standing.symbol} {standing.word}")
        return {"said": said, "tone": _tone(standing)}

    def _table(self, table: Table | None) -> dict[str, Any] | None:
        if table is None:
            return None
        fit = self.texts.fit
        shown = [column for column in table.columns if column.key not in INNER]
        return {
            "caption": fit(table.caption),
            "columns": [
                {
                    "heading": fit(column.heading),
                    "right": column.align == "right",
                    "share": share(column.key),
                }
                for column in shown
            ],
            "rows": [list(self._cells(table, row)) for row in table.rows],
        }

    def _cells(self, table: Table, row: Row) -> Iterator[dict[str, Any]]:
        """Yield the cells of a row, with what stands under them, a link, and a tone."""
        fit = self.texts.fit
        said = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
        linked = "title" if "title" in said else table.columns[0].key
        under = {"title": said.get("requirement"), "status": said.get("flags")}
        for key, cell in said.items():
            if key in INNER:
                continue
            is_status = key == "status" and row.standing is not None
            sign = f"{row.standing.symbol} " if is_status and row.standing is not None else ""
            indent = "– " * row.level if key == "title" else ""
            text = fit(f"{sign}{indent}{cell}")
            yield {
                "text": _id(text) if key == "target" else text,
                "anchor": row.anchor if key == linked else None,
                "tone": _tone(row.standing) if is_status and row.standing is not None else None,
                "under": self.texts.maybe(under.get(key) or None),
            }


def _tone(standing: Standing) -> str:
    return _TONES.get(standing.status, "open")
