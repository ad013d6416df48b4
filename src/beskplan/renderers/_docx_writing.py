"""How a document is written: paragraphs, tables with heads that repeat, a zip without times."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from beskplan.judgements import Status
from beskplan.renderers._office import INNER, seen, share
from beskplan.reporting import Row, Standing, Table
from beskplan.words import Lang

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_LANGUAGES: Final[Mapping[Lang, str]] = {"da": "da-DK", "en": "en-GB"}
_COLOURS: Final = {Status.MET: "14532D", Status.MISSED: "8C1D12"}
_OPEN: Final = "594400"
_INK: Final = "1D2429"
_FONT: Final = "Calibri"
_MARGIN: Final = 2.0
_WIDTH: Final = 21.0 - 2 * _MARGIN
_LINE: Final = "BBBBBB"
_CELL: Final = "Tabeltekst"
"""The style of what stands in tables."""


class Paper:
    """Writes into a document of python-docx. What others wrote is made fit for XML here."""

    def __init__(self, document: Document, lang: Lang) -> None:
        self._document = document
        self._pictures = 0
        self._prepare(lang)

    def _prepare(self, lang: Lang) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        page = self._document.sections[0]
        page.page_width, page.page_height = Cm(21.0), Cm(29.7)
        page.left_margin = page.right_margin = Cm(_MARGIN)
        page.top_margin = page.bottom_margin = Cm(_MARGIN)
        styles: Any = self._document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(10.5)
        normal.paragraph_format.space_after = Pt(4)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), _LANGUAGES[lang])
        normal.element.get_or_add_rPr().append(spoken)
        cell = styles.add_style(_CELL, 1)
        cell.base_style, cell.font.size = normal, Pt(8)
        cell.paragraph_format.space_after = Pt(1)
        names = ("Title", "Subtitle", *(f"Heading {number}" for number in range(1, 7)))
        for name, size in zip(names, (22, 12, 16, 13.5, 12, 11, 10.5, 10.5), strict=True):
            style = styles[name]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in list(fonts.attrib):
                del fonts.attrib[key]  # names of a theme would win over the font
            style.font.name, style.font.size, style.font.italic = _FONT, Pt(size), False
            style.font.color.rgb = RGBColor.from_string(_INK)
            if name.startswith("Heading"):
                style.paragraph_format.space_before = Pt(size)
                style.paragraph_format.space_after = Pt(3)

    def _paragraph(self, style: str | None = None) -> Paragraph:
        """Return a new paragraph; to look its style up by name would take longer than the rest."""
        paragraph = self._document.add_paragraph()
        if style is not None:
            paragraph._p.style = style
        return paragraph

    def heading(self, said: str, level: int) -> None:
        """Write a heading; level 0 is the title of the document."""
        paragraph = self._paragraph(f"Heading{level}" if level else "Title")
        _run(paragraph, said)

    def text(
        self,
        said: str,
        *,
        style: str | None = None,
        is_bold: bool = False,
        is_small: bool = False,
        keeps: bool = False,
    ) -> None:
        """Write a paragraph; one that keeps stays on the page of what follows."""
        paragraph = self._paragraph(style)
        paragraph.paragraph_format.keep_with_next = keeps or None
        _run(paragraph, said, is_bold=is_bold, size=8.5 if is_small else None)

    def labelled(self, label: str, said: str) -> None:
        """Write something short with its label."""
        paragraph = self._document.add_paragraph()
        _run(paragraph, f"{label}: ", is_bold=True)
        _run(paragraph, said)

    def bullet(self, *parts: tuple[str, bool]) -> None:
        """Write a point of a list, in parts that are bold or not."""
        paragraph = self._paragraph("ListBullet")
        for said, is_bold in parts:
            _run(paragraph, said, is_bold=is_bold)

    def standing(self, standing: Standing) -> None:
        """Write a status: sign and word, in its colour."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _run_standing(paragraph, standing)

    def picture(self, content: bytes, title: str, description: str) -> None:
        """Write a picture that says what it shows to those who do not see it."""
        from docx.oxml.shape import CT_Inline
        from docx.shared import Cm

        paragraph: Any = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._pictures += 1  # python-docx would look through the whole document for a free number
        relation, image = paragraph.part.get_or_add_image(io.BytesIO(content))
        wide, high = image.scaled_dimensions(Cm(12.7), None)
        drawn: Any = CT_Inline.new_pic_inline(self._pictures, relation, image.filename, wide, high)
        drawn.docPr.set("title", seen(title))
        drawn.docPr.set("descr", seen(description))
        paragraph.add_run()._r.add_drawing(drawn)

    def key(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Write what the lines of a picture are."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        for mark, name, colour in lines:
            _run(paragraph, mark, colour=colour, is_bold=True, size=9)
            _run(paragraph, f"{name}   ", size=9)

    def page_numbers(self, word: str) -> None:
        """Write ``Side 1 / 9`` at the foot of each page."""
        paragraph: Any = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = 2
        _run(paragraph, f"{word} ", size=8.5)
        _field(paragraph, "PAGE")
        _run(paragraph, " / ", size=8.5)
        _field(paragraph, "NUMPAGES")

    def table(self, table: Table) -> None:
        """Write a table whose head repeats on each page; no row is torn."""
        from docx.shared import Cm

        at = {column.key: number for number, column in enumerate(table.columns)}
        shown = [column for column in table.columns if column.key not in INNER]
        made: Any = self._document.add_table(rows=1 + len(table.rows), cols=len(shown))
        made.autofit = False
        _lined(made)
        shares = [share(column.key) for column in shown]
        wide = [Cm(_WIDTH * share / sum(shares)) for share in shares]
        for column, width in zip(made.columns, wide, strict=True):
            column.width = width
        rows = list(made.rows)
        cells = [list(row.cells) for row in rows]
        for number, row in enumerate(rows):
            _whole(row, is_head=number == 0)
            for cell, width in zip(cells[number], wide, strict=True):
                cell.width = width
        for cell, column in zip(cells[0], shown, strict=True):
            _write(cell, column.heading, column.align, is_bold=True)
        for found, row in zip(cells[1:], table.rows, strict=True):
            for cell, column in zip(found, shown, strict=True):
                said = row.cells[at[column.key]]
                if column.key == "status" and row.standing is not None:
                    paragraph = _emptied(cell)
                    _run_standing(paragraph, row.standing)
                    _under(cell, row, at, "flags")
                    continue
                indented = column.key == "title" and row.level
                _write(cell, f"{'– ' * row.level}{said}" if indented else said, column.align)
                if column.key == "title":
                    _under(cell, row, at, "requirement")
        self._document.add_paragraph().paragraph_format.space_after = None


def _under(cell: _Cell, row: Row, at: Mapping[str, int], key: str) -> None:
    """Write another column of the row under what stands in a cell."""
    said = row.cells[at[key]] if key in at else ""
    if said:
        paragraph = cell.add_paragraph()
        paragraph._p.style = _CELL
        _run(paragraph, said, size=7.5, colour="444444")


def _write(cell: _Cell, said: str, align: str, *, is_bold: bool = False) -> None:
    paragraph: Any = _emptied(cell)
    if align == "right":
        paragraph.alignment = 2
    _run(paragraph, said, is_bold=is_bold)


def _emptied(cell: _Cell) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph._p.style = _CELL
    return paragraph


def _run_standing(paragraph: Paragraph, standing: Standing) -> None:
    colour = _COLOURS.get(standing.status, _OPEN)
    said = f"{standing.symbol} {standing.word}"
    _run(paragraph, said, is_bold=True, colour=colour)


def _run(
    paragraph: Paragraph,
    said: str,
    *,
    is_bold: bool = False,
    size: float | None = None,
    colour: str | None = None,
) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(seen(said))
    if is_bold:
        run.bold = True
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = RGBColor.from_string(colour)


def _field(paragraph: Any, name: str) -> None:
    """Write a number that the program works out, such as that of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = Pt(8.5)
    field.append(run._r)
    paragraph._p.append(field)


def _lined(table: Any) -> None:
    """Draw a line under each row of a table, and none beside its cells; leave little space."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")


def _whole(row: Any, *, is_head: bool) -> None:
    """Keep a row on one page; a head stands on each page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def rezipped(content: bytes) -> bytes:
    """Return a zip with the same members whose times say nothing."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            new.writestr(member, old.read(name))
    return made.getvalue()
