"""Small writers of each layout, for round trips: what is written must be read again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from hypothesis import strategies as st

AREAS = ("000", "607", "250", "01", "083")
PERIODS = ("2021M08", "2021M09", "2022M01")
MEMBERS = ("I alt", "DP", "KT")


@dataclass(frozen=True)
class Cube:
    """Figures with one decimal for every area, member and period; None is not published."""

    areas: tuple[str, ...]
    members: tuple[str, ...]
    periods: tuple[str, ...]
    figures: tuple[Decimal | None, ...]

    @property
    def rows(self) -> Iterable[tuple[str, str, str, Decimal | None]]:
        """Area, member, period and figure, periods changing fastest."""
        figures = iter(self.figures)
        for area in self.areas:
            for member in self.members:
                for period in self.periods:
                    yield area, member, period, next(figures)

    def expected(self, indicator: str) -> dict[tuple[str, str, str, str], Decimal | None]:
        """Return the figures by indicator, segment, area and period."""
        names = {"I alt": "", "DP": "ydelse=A-dagpenge", "KT": "ydelse=Kontanthjælp"}
        return {
            (indicator, names[member], area, period): figure
            for area, member, period, figure in self.rows
        }


def _some(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)


_FIGURES = st.none() | st.integers(-9_999_999, 9_999_999).map(lambda n: Decimal(n).scaleb(-1))


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    """Draw a small table; the first figure is printed, so that a notation can be told."""
    areas, members, periods = draw(_some(AREAS)), draw(_some(MEMBERS)), draw(_some(PERIODS))
    size = len(areas) * len(members) * len(periods)
    figures = draw(st.lists(_FIGURES, min_size=size, max_size=size))
    return Cube(areas, members, periods, (Decimal("3.3"), *figures[1:]))


def danish(figure: Decimal | None, mark: str = "") -> str:
    """Print a figure with a decimal comma."""
    return mark if figure is None else str(figure).replace(".", ",")


def lines(rows: Iterable[Sequence[str]], mark: str = "\ufeff") -> str:
    """Return a text table as the publishers write it: BOM, semicolons, CRLF."""
    return mark + "".join(";".join(row) + "\r\n" for row in rows)


def v2_csv(cube: Cube, label: str) -> str:
    """Write Jobindsats v2 CSV."""
    rows = [[area, period, member, danish(one)] for area, member, period, one in cube.rows]
    return lines([["Area", "Periode", "Ydelse", label], *rows])


def v3_csv(cube: Cube, label: str) -> str:
    """Write Jobindsats v3 CSV."""
    rows = [[period, area, member, danish(one)] for area, member, period, one in cube.rows]
    return lines([["Periode", "Område", "Ydelse", label], *rows])


def v2_json(cube: Cube, label: str) -> str:
    """Write Jobindsats v2 JSON, figures as texts with a decimal comma."""
    heads = ["Area", "Periode", "Ydelse", label]
    data = [
        [area, period, member, None if one is None else danish(one)]
        for area, member, period, one in cube.rows
    ]
    return json.dumps([{"Variables": [{"Name": one, "Label": one} for one in heads], "Data": data}])


def number(figure: Decimal | None) -> str:
    """Write a number of JSON as it is printed."""
    return "null" if figure is None else str(figure)


def v3_json(cube: Cube, label: str) -> str:
    """Write Jobindsats v3 JSON, figures as numbers."""
    heads = json.dumps(["Periode", "Område", "Ydelse", label])
    rows = ", ".join(
        f'["{period}", "{area}", "{member}", {number(one)}]'
        for area, member, period, one in cube.rows
    )
    return f'{{"columns": {heads}, "rows": [{rows}]}}'


def statbank_csv(cube: Cube, figure: str = "9") -> str:
    """Write StatBank CSV of AUS08 with codes."""
    heads = ["OMRÅDE", "YD", "SAESONFAK", "TID", "INDHOLD"]
    rows = [
        [area, member, figure, period, danish(one, "..")] for area, member, period, one in cube.rows
    ]
    return lines([heads, *rows])


def dimension(members: Sequence[str], labels: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return a dimension of JSON-stat."""
    index = {one: place for place, one in enumerate(members)}
    return {"category": {"index": index, "label": labels or {one: one for one in members}}}


def jsonstat(cube: Cube, *, old: bool) -> str:
    """Write AUS08 as JSON-stat, in the shape of StatBank or in version 2.0."""
    ids = ["OMRÅDE", "YD", "SAESONFAK", "ContentsCode", "Tid"]
    members = [cube.areas, cube.members, ("9",), ("AUS08",), cube.periods]
    dimensions = {name: dimension(one) for name, one in zip(ids, members, strict=True)}
    shape = {"id": ids, "size": [len(one) for one in members], "role": {"time": ["Tid"]}}
    value = f"[{', '.join(number(one) for *_, one in cube.rows)}]"
    if old:
        text = json.dumps({"dataset": {"dimension": dimensions | shape, "value": "…"}})
    else:
        whole = {"version": "2.0", "class": "dataset", **shape}
        text = json.dumps({**whole, "dimension": dimensions, "value": "…"})
    return text.replace(json.dumps("…"), value)


def px(cube: Cube) -> bytes:
    """Write AUS08 as a PX file in Windows-1252, a line for each area and member."""
    width = len(cube.periods)
    cells = [f'"{".."}"' if one is None else str(one) for *_, one in cube.rows]
    data = "\n".join(" ".join(cells[at : at + width]) for at in range(0, len(cells), width))

    def texts(members: Sequence[str]) -> str:
        return ",".join(f'"{one}"' for one in members)

    return (
        'CHARSET="ANSI";\nMATRIX="AUS08";\nSTUB="område","ydelse","sæsonkorrigering";\n'
        'HEADING="tid";\n'
        f'VALUES("område")={texts(cube.areas)};\nVALUES("ydelse")={texts(cube.members)};\n'
        'VALUES("sæsonkorrigering")="Sæsonkorrigeret i pct.";\n'
        f'VALUES("tid")={texts(cube.periods)};\nDATA=\n{data}\n;\n'
    ).encode("cp1252")


Sheet = Sequence[Sequence[str | float | None]]
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """Write a workbook: texts and numbers, None for an empty cell."""
    written = io.BytesIO()
    ids = range(1, len(sheets) + 1)
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        )
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations([(f"rId{one}", "worksheet", f"worksheets/sheet{one}.xml") for one in ids]),
        )
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{one}" r:id="rId{one}"/>'
            for one, name in zip(ids, sheets, strict=True)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"<sheets>{listed}</sheets></workbook>",
        )
        for one, rows in zip(ids, sheets.values(), strict=True):
            archive.writestr(f"xl/worksheets/sheet{one}.xml", _sheet(rows))
    return written.getvalue()


def _relations(found: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{one}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for one, kind, target in found
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(rows: Sheet) -> str:
    listed = "".join(
        f'<row r="{number}">{"".join(_cell(number, at, one) for at, one in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{listed}</sheetData></worksheet>'


def _cell(row: int, at: int, cell: str | float | None) -> str:
    place = f'r="{chr(ord("A") + at)}{row}"'
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f"<c {place}><v>{cell!r}</v></c>"


def statbank_xlsx(cube: Cube) -> bytes:
    """Write AUS08 as the site does: labels only where they change, periods across."""
    rows: list[list[str | float | None]] = [
        ["Ledige efter sæsonkorrigering, område, ydelse og tid"],
        ["Enhed: -"],
        [None, None, None, *cube.periods],
    ]
    figures = iter(cube.figures)
    for area in cube.areas:
        for member in cube.members:
            first = "Sæsonkorrigeret i pct." if len(rows) == 3 else None
            named = area if member == cube.members[0] else None
            across = [next(figures) for _ in cube.periods]
            cells = [".." if one is None else float(one) for one in across]
            rows.append([first, named, member, *cells])
    return xlsx({"AUS08": [*rows, [], ["Tallene er foreløbige."]]})
