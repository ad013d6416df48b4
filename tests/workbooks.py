"""Small .xlsx workbooks, written part by part: no library of ours writes formats as Excel does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FIRST_DAY = date(1899, 12, 30)


class Formatted(NamedTuple):
    """A number or date in a format of Excel's, such as ``0.0%`` or ``mmm-yy``."""

    value: float | Decimal | date
    code: str


Sheet = Sequence[Sequence[object]]


def workbook(
    sheets: Mapping[str, Sheet], *, placed: bool = True, merged: Sequence[str] = ()
) -> bytes:
    """Return a workbook; ``placed`` cells say where they stand, as Excel's do."""
    codes = sorted(
        {
            cell.code
            for rows in sheets.values()
            for row in rows
            for cell in row
            if isinstance(cell, Formatted)
        }
    )
    named = list(enumerate(sheets.items(), start=1))
    parts = {
        "[Content_Types].xml": _types(len(named)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>'
            for at, (name, _) in named
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{at}.xml") for at, _ in named]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(codes),
    }
    for at, (_, rows) in named:
        parts[f"xl/worksheets/sheet{at}.xml"] = _sheet(rows, codes, placed=placed, merged=merged)
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of named parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return whole.getvalue()


def _types(sheets: int) -> str:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("workbook", f"{main}.sheet.main+xml"), ("styles", f"{main}.styles+xml")]
    parts += [(f"worksheets/sheet{at + 1}", f"{main}.worksheet+xml") for at in range(sheets)]
    named = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>' for name, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{named}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _styles(codes: Sequence[str]) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>'
        for at, code in enumerate(codes)
    )
    used = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 1}"><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def _sheet(rows: Sheet, codes: Sequence[str], *, placed: bool, merged: Sequence[str]) -> str:
    lines = []
    for at, row in enumerate(rows, start=1):
        cells = "".join(
            _cell(cell, f"{_letter(column)}{at}" if placed else "", codes)
            for column, cell in enumerate(row)
            if cell is not None or not placed
        )
        lines.append(f'<row r="{at}">{cells}</row>' if placed else f"<row>{cells}</row>")
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    more = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{more}</worksheet>'


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _cell(cell: object, place: str, codes: Sequence[str]) -> str:
    style = ""
    if isinstance(cell, Formatted):
        style = f' s="{codes.index(cell.code) + 1}"'
        cell = cell.value
    where = f' r="{place}"' if place else ""
    match cell:
        case None:
            return f"<c{where}/>"
        case date():
            return f"<c{where}{style}><v>{(cell - _FIRST_DAY).days}</v></c>"
        case int() | float() | Decimal():
            return f"<c{where}{style}><v>{cell}</v></c>"
        case _:
            text = escape(str(cell))
            return f'<c{where}{style} t="inlineStr"><is><t>{text}</t></is></c>'


__all__ = ["Formatted", "workbook", "zipped"]
