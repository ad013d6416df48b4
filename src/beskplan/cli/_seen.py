"""What `beskplan data` prints: tables for people, JSON for scripts.

Everything that comes from a file is data: it is shown with `visible`, never as markup.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from beskplan.catalogue import Segment
from beskplan.cli._output import writing_to_stdout
from beskplan.errors import quoted, visible
from beskplan.inspection import (
    ColumnSeen,
    Contents,
    Inspection,
    Loaded,
    Periods,
    SeriesSeen,
    TableSeen,
)
from beskplan.words import Lang, Words

if TYPE_CHECKING:
    from rich.console import RenderableType

INSPECTION: Final = "beskplan/inspection/v1"
LOADED: Final = "beskplan/loaded/v1"

_HOLDS: Final = {
    "period": ("periode", "period"),
    "area": ("område", "area"),
    "indicator": ("måling", "indicator"),
    "segment": ("udsnit", "segment"),
    "split": ("opdeling", "split"),
    "figures": ("tal", "figures"),
    "text": ("læses ikke", "not read"),
    "mark": ("mærke", "mark"),
    "retrieved": ("hentet", "retrieved"),
    "provisional": ("foreløbig", "provisional"),
}
_LENGTHS: Final = {
    "month": ("måned", "month"),
    "quarter": ("kvartal", "quarter"),
    "half-year": ("halvår", "half-year"),
    "year": ("år", "year"),
    "4 quarters": ("4 kvartaler", "4 quarters"),
    "year to date": ("år til dato", "year to date"),
    "week": ("uge", "week"),
    "survey": ("andet", "other"),
}
_KINDS: Final = {  # one, then several
    "country": (("hele landet", "the whole country"), ("hele landet", "the whole country")),
    "municipality": (("kommune", "municipality"), ("kommuner", "municipalities")),
    "region": (("region", "region"), ("regioner", "regions")),
    "landsdel": (("landsdel", "landsdel"), ("landsdele", "landsdele")),
    "rar": (("RAR-område", "RAR area"), ("RAR-områder", "RAR areas")),
    "other": (("andet område", "other area"), ("andre områder", "other areas")),
}
_NOTATIONS: Final = {"danish": ("dansk", "Danish"), "english": ("engelsk", "English")}
_DECIDED: Final = {
    "manifest": ("angivet i manifest.yaml", "declared in manifest.yaml"),
    "layout": ("kendt af formatet", "known of the layout"),
    "cells": ("afgjort af cellerne", "decided by its cells"),
}
_WHENCE: Final = {
    "manifest": ("af manifest.yaml", "from manifest.yaml"),
    "file name": ("af filnavnet", "from the file's name"),
    "file": ("af filen selv", "from the file itself"),
    "description": ("af beskrivelsen", "from the description"),
}
_SEPARATORS: Final = {
    ";": ("semikolon", "semicolon"),
    ",": ("komma", "comma"),
    "\t": ("tabulator", "tab"),
}
_ENCODINGS: Final = {"UTF-8 with BOM": ("UTF-8 med BOM", "UTF-8 with BOM")}
_LAYOUTS: Final = {"described table": ("beskrevet tabel", "described table")}
_MOST_SHOWN: Final = 30
_UNBOUND: Final = 10_000
"""Lines that go into a file or another program are never wrapped."""


class _Said:
    """The words of one language."""

    def __init__(self, lang: Lang) -> None:
        self.words = Words(lang)

    def __call__(self, da: str, en: str) -> str:
        return self.words.say(da=da, en=en)

    def of(self, table: Mapping[str, tuple[str, str]], key: str) -> str:
        """Return the word for a key; what has none stays as it is."""
        return self(*table.get(key, (key, key)))

    def count(self, number: int) -> str:
        """Return a whole number with marks between thousands."""
        return f"{number:,}".replace(",", self(".", ","))

    def period(self, periods: Periods | None) -> str:
        """Return first and last period, how many, and of which length."""
        if periods is None:
            return "–"
        span = periods.first if periods.count == 1 else f"{periods.first} – {periods.last}"
        lengths = ", ".join(self.of(_LENGTHS, one) for one in periods.lengths)
        return f"{span} ({self.count(periods.count)}, {lengths})"

    def segment(self, segment: Segment) -> str:
        """Return a segment: "ydelse: A-dagpenge"; the total has a word of its own."""
        if not segment:
            return self("i alt", "total")
        return visible(", ".join(f"{name}: {member}" for name, member in segment))

    def day(self, day: date | None) -> str:
        """Return a day, or a dash."""
        return "–" if day is None else day.isoformat()


def show(document: str) -> None:
    """Print a document on stdout; a reader that goes away early changes nothing."""
    with writing_to_stdout():
        sys.stdout.write(document)


# ── inspect ─────────────────────────────────────────────────────────────────────────────────


def inspections(found: Sequence[Inspection], format_: str, lang: Lang) -> str:
    """Return what files hold, as a table or as JSON."""
    if format_ == "json":
        documents = [_inspection_json(one) for one in found]
        return _json(documents[0] if len(documents) == 1 else documents)
    said = _Said(lang)
    return "\n".join(_printed(_inspection(one, said)) for one in found)


def _inspection(one: Inspection, said: _Said) -> list[RenderableType]:
    shown: list[RenderableType] = [_bold(visible(one.file)), _facts(_file_facts(one, said))]
    for table in one.tables:
        shown += _table_shown(table, said)
    shown += _mapped_shown(one.series, said)
    shown += _unmapped_shown(one, said)
    shown += _lines_shown(one, said)
    return shown


def _file_facts(one: Inspection, said: _Said) -> list[tuple[str, str]]:
    few = len(one.retrieved) < 4
    days = ", ".join(map(str, one.retrieved if few else (one.retrieved[0], "…", one.retrieved[-1])))
    retrieved = f"{days} ({said.of(_WHENCE, one.retrieved_from)})" if one.retrieved_from else ""
    repeated = [
        f"{said.count(one.equal)} {said('ens, tæller én gang', 'equal, counted once')}"
        if one.equal
        else "",
        f"{said.count(one.differing)} {said('modsiger hinanden', 'contradict each other')}"
        if one.differing
        else "",
    ]
    facts = [
        (said("Format", "Layout"), said.of(_LAYOUTS, one.layout)),
        (said("Tegnsæt", "Encoding"), said.of(_ENCODINGS, one.encoding or "")),
        (said("Pakket", "Compressed"), one.compression or ""),
        (said("Skilletegn", "Separator"), said.of(_SEPARATORS, one.separator or "")),
        (said("Hentet", "Retrieved"), retrieved or said("ikke oplyst", "not known")),
        (said("Gentagne tal", "Repeated figures"), ", ".join(filter(None, repeated))),
    ]
    return [(name, text) for name, text in facts if text]


def _table_shown(table: TableSeen, said: _Said) -> list[RenderableType]:
    notation = ""
    if table.notation is not None:
        decided = said.of(_DECIDED, table.notation_from or "")
        notation = f"{said.of(_NOTATIONS, str(table.notation))} ({decided})"
    areas = ", ".join(_areas(kind, number, said) for kind, number in table.areas.items())
    marks = ", ".join(
        f"{quoted(mark) if mark else said('tom celle', 'empty cell')}: {said.count(number)}"
        for mark, number in table.marks.items()
    )
    row = said("række", "row") if table.unknown_areas == 1 else said("rækker", "rows")
    left_out = f"{said.count(table.unknown_areas)} {row}"
    facts = [
        (said("Ark", "Sheet"), visible(table.sheet or "")),
        (said("Tabel", "Table"), visible(table.table or "")),
        (said("Rækker", "Rows"), said.count(table.rows)),
        (said("Talform", "Notation"), notation),
        (said("Enhed", "Unit"), visible(table.unit or "")),
        (said("Perioder", "Periods"), said.period(table.periods)),
        (said("Områder", "Areas"), areas or "–"),
        (said("Uden tal", "Missing"), marks),
        (said("Uoplyst område", "Area unknown"), left_out if table.unknown_areas else ""),
        *((said("Note", "Note"), visible(note)) for note in table.notes),
    ]
    heads = [said("Nr.", "No."), said("Kolonne", "Column"), said("Holder", "Holds")]
    heads += [said("Navne", "Names"), said("Læses som", "Read as")]
    rows = _column_rows(table.columns, said)
    return [_facts([(name, text) for name, text in facts if text]), "", _grid(heads, rows)]


def _areas(kind: str, number: int, said: _Said) -> str:
    one, several = _KINDS.get(kind, ((kind, kind), (kind, kind)))
    word = said(*(one if number == 1 else several))
    return word if kind == "country" else f"{said.count(number)} {word}"


def _column_rows(columns: Sequence[ColumnSeen], said: _Said) -> list[list[str]]:
    """Return a row for each column; columns that read alike, as those of periods do, share one."""
    rows: list[list[str]] = []
    for one in columns:
        number, *cells = _column_row(one, said)
        if rows and rows[-1][1:] == cells:
            number = f"{rows.pop()[0].partition('–')[0]}–{number}"
        rows.append([number, *cells])
    return rows


def _column_row(one: ColumnSeen, said: _Said) -> list[str]:
    some = ", ".join(visible(name) or "–" for name in one.some)
    more = f" … ({said.count(one.labels)})" if one.labels > len(one.some) else ""
    return [
        str(one.place) if one.place else "–",
        visible(one.head),
        said.of(_HOLDS, one.holds),
        some + more,
        visible(", ".join(one.means)),
    ]


def _mapped_shown(series: Sequence[SeriesSeen], said: _Said) -> list[RenderableType]:
    if not series:
        return []
    heads = [said("Måling", "Indicator"), said("Udsnit", "Segment"), said("Områder", "Areas")]
    heads += [said("Perioder", "Periods"), said("Tal", "Figures"), said("Uden tal", "Missing")]
    rows = [
        [
            visible(one.indicator),
            said.segment(one.segment),
            said.count(one.areas),
            said.period(one.periods),
            said.count(one.figures),
            said.count(one.missing),
        ]
        for one in series[:_MOST_SHOWN]
    ]
    shown: list[RenderableType] = ["", _bold(said("Læst", "Read")), _grid(heads, rows)]
    if len(series) > _MOST_SHOWN:
        more = said.count(len(series) - _MOST_SHOWN)
        shown.append(said(f"og {more} udsnit til", f"and {more} more segments"))
    return shown


def _unmapped_shown(one: Inspection, said: _Said) -> list[RenderableType]:
    if not one.unmapped:
        return []
    heads = [said("Række", "Row"), said("Kolonne", "Column"), said("Betegnelse", "Label")]
    heads += [said("Tal udeladt", "Left out"), said("Hvorfor", "Why")]
    rows = [
        [
            str(each.row) if each.row else "–",
            visible(each.head),
            visible(each.label),
            said.count(each.figures),
            visible(each.why[said.words.lang]),
        ]
        for each in one.unmapped[:_MOST_SHOWN]
    ]
    title = said("Ikke i kataloget", "Not in the catalogue")
    shown: list[RenderableType] = ["", _bold(title), _grid(heads, rows)]
    if len(one.unmapped) > _MOST_SHOWN:
        more = said.count(len(one.unmapped) - _MOST_SHOWN)
        shown.append(said(f"og {more} til", f"and {more} more"))
    return shown


def _lines_shown(one: Inspection, said: _Said) -> list[RenderableType]:
    shown: list[RenderableType] = []
    if one.lines.catalogue:
        title = said("Linjer til indicators.yaml", "Lines for indicators.yaml")
        shown += ["", _bold(title)]
        if one.lines.replaced:
            names = visible(", ".join(one.lines.replaced))
            instead = said("i stedet for målingerne af samme navn", "in place of those of this id")
            shown.append(f"# {instead}: {names}")
        shown.append(_verbatim(one.lines.catalogue))
    if one.lines.manifest:
        title = said("Linjer til manifest.yaml", "Lines for manifest.yaml")
        shown += ["", _bold(title), _verbatim(one.lines.manifest)]
    return shown


def _inspection_json(one: Inspection) -> dict[str, Any]:
    return {
        "schema": INSPECTION,
        "file": one.file,
        "layout": one.layout,
        "encoding": one.encoding,
        "compression": one.compression,
        "separator": one.separator,
        "retrieved": [day.isoformat() for day in one.retrieved],
        "retrieved_from": one.retrieved_from,
        "tables": [_table_json(table) for table in one.tables],
        "series": [_series_json(each) for each in one.series],
        "unmapped": [
            {
                "column": each.head,
                "label": each.label,
                "holds": str(each.holds),
                "row": each.row or None,
                "figures": each.figures,
                "indicators": list(each.indicators),
                "why": each.why.en,
            }
            for each in one.unmapped
        ],
        "repeated": {"equal": one.equal, "differing": one.differing},
        "problems": [
            {"file": each.file, "row": each.line or None, "message": each.message}
            for each in one.problems
        ],
        "lines": {
            "catalogue": one.lines.catalogue or None,
            "replaced": list(one.lines.replaced),
            "manifest": one.lines.manifest or None,
        },
    }


def _table_json(table: TableSeen) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "table": table.table,
        "rows": table.rows,
        "notation": None if table.notation is None else str(table.notation),
        "notation_from": table.notation_from,
        "unit": table.unit,
        "columns": [
            {
                "place": each.place or None,
                "head": each.head,
                "holds": each.holds,
                "labels": each.labels,
                "some": list(each.some),
                "means": list(each.means),
            }
            for each in table.columns
        ],
        "periods": _periods_json(table.periods),
        "areas": dict(table.areas),
        "unknown_areas": table.unknown_areas,
        "marks": dict(table.marks),
        "notes": list(table.notes),
    }


def _periods_json(periods: Periods | None) -> dict[str, Any] | None:
    if periods is None:
        return None
    return {
        "first": periods.first,
        "last": periods.last,
        "count": periods.count,
        "lengths": list(periods.lengths),
    }


def _series_json(one: SeriesSeen | Loaded) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "segment": dict(one.segment),
        "areas": one.areas,
        "periods": _periods_json(one.periods),
        "figures": one.figures,
        "missing": one.missing,
    }


# ── list ────────────────────────────────────────────────────────────────────────────────────


def loaded(found: Contents, format_: str, lang: Lang, *, by_segment: bool) -> str:
    """Return what a folder holds: a line for an indicator and file, or for each segment."""
    if format_ == "json":
        return _json(_loaded_json(found))
    said = _Said(lang)
    heads = [said("Måling", "Indicator"), said("Udsnit", "Segments"), said("Områder", "Areas")]
    heads += [said("Perioder", "Periods"), said("Hentet", "Retrieved"), said("Fil", "File")]
    rows = []
    for lines in _by_indicator_and_file(found.series, by_segment=by_segment):
        first = lines[0]
        segments = said.segment(first.segment) if by_segment else said.count(len(lines))
        days = [one.retrieved for one in lines if one.retrieved is not None]
        rows.append(
            [
                visible(first.indicator),
                segments,
                said.count(max(one.areas for one in lines)),
                said.period(_joined([one.periods for one in lines])),
                said.day(max(days, default=None)),
                visible(first.file),
            ]
        )
    shown: list[RenderableType] = [_grid(heads, rows)]
    if found.unmapped:
        shown += ["", _bold(said("Tal, som kataloget ikke kender", "Not in the catalogue"))]
        shown += [
            f"{visible(file)}: {said.count(number)} {said('tal', 'figures')}"
            for file, number in found.unmapped.items()
        ]
        shown.append(said("Se beskplan data inspect FIL", "See beskplan data inspect FILE"))
    return _printed(shown)


def _by_indicator_and_file(
    series: Sequence[Loaded], *, by_segment: bool
) -> Iterable[Sequence[Loaded]]:
    groups: dict[tuple[Any, ...], list[Loaded]] = {}
    for one in sorted(series, key=lambda one: (one.indicator, one.file, one.segment)):
        key = (one.indicator, one.file, one.segment if by_segment else ())
        groups.setdefault(key, []).append(one)
    return groups.values()


def _joined(periods: Sequence[Periods]) -> Periods:
    """Return the periods of several segments: the longest of them, with all lengths."""
    most = max(periods, key=lambda one: one.count)
    lengths = dict.fromkeys(length for one in periods for length in one.lengths)
    same = {(one.first, one.last) for one in periods} == {(most.first, most.last)}
    if same:
        return Periods(most.first, most.last, most.count, tuple(lengths))
    return Periods(
        min(one.first for one in periods),
        max(one.last for one in periods),
        most.count,
        tuple(lengths),
    )


def _loaded_json(found: Contents) -> dict[str, Any]:
    return {
        "schema": LOADED,
        "series": [
            {
                **_series_json(one),
                "title": one.title,
                "retrieved": None if one.retrieved is None else one.retrieved.isoformat(),
                "file": one.file,
            }
            for one in found.series
        ],
        "unmapped": dict(found.unmapped),
    }


# ── on paper ────────────────────────────────────────────────────────────────────────────────


def _json(document: object) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return "".join(one if one.isprintable() or one == "\n" else _escape(one) for one in text) + "\n"


def _escape(letter: str) -> str:
    """Return a letter that a terminal might obey as JSON writes it in ASCII."""
    return json.dumps(letter)[1:-1]


def _bold(text: str) -> RenderableType:
    from rich.text import Text

    return Text(text, style="bold")


def _verbatim(text: str) -> RenderableType:
    """Return lines that are never wrapped: they are copied into a file."""
    from rich.text import Text

    return Text(text.rstrip("\n"), no_wrap=True, overflow="ignore")


def _facts(facts: Sequence[tuple[str, str]]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in facts:
        table.add_row(Text(name), Text(text))
    return table


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD if sys.stdout.isatty() else None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    for head in heads:
        table.add_column(Text(head), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _printed(parts: Sequence[RenderableType]) -> str:
    from rich.console import Console

    text = StringIO()
    terminal = sys.stdout.isatty()
    console = Console(
        file=text,
        width=Console().width if terminal else _UNBOUND,
        force_terminal=terminal,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for part in parts:
        console.print(part, crop=False, soft_wrap=getattr(part, "no_wrap", None) is True)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


__all__ = ["INSPECTION", "LOADED", "inspections", "loaded", "show"]
