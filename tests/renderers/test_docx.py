"""The report as a document: read back by python-docx."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import docx as library
import pytest
from hypothesis import settings

from beskplan.errors import UsageError
from beskplan.renderers import docx, json
from beskplan.renderers._office import seen
from beskplan.reporting import earlier_results, report
from tests.hostile_texts import HOSTILE
from tests.renderers.test_html import hostile_results
from tests.reporting.build import TARGETS, results

PROVING = settings.get_current_profile_name() != "default"
CONTENT = docx.render([results()])
PLAIN = docx.render([hostile_results("Titel")])


def read(content: bytes) -> Any:
    return library.Document(io.BytesIO(content))


def lines(content: bytes) -> Iterator[str]:
    """Yield paragraphs with their styles, and tables row by row, in the order of the document."""
    for block in read(content).iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(cell.text.replace("\n", " / ") for cell in row.cells)
        else:
            drawn = block._p.xpath(".//wp:docPr/@descr")
            yield f"[{block.style.name}] {block.text}{''.join(f'<{one}>' for one in drawn)}"


def names(content: bytes) -> list[str]:
    """Return which block follows which, without what is said in them."""
    return [
        "table" if hasattr(block, "rows") else block.style.name
        for block in read(content).iter_inner_content()
    ]


def test_the_document_as_it_is(golden: Callable[[str, str], None]) -> None:
    golden("report/docx-da.txt", "\n".join(lines(CONTENT)) + "\n")
    before = earlier_results(json.render([results(months=26, as_of="2022-03-01")]), "e.json")
    english = docx.render_report(report([results(), results(title="Other")], "en", before))
    golden("report/docx-since-en.txt", "\n".join(lines(english)) + "\n")


def test_headings_are_headings_and_no_level_is_left_out() -> None:
    found = [name for name in names(CONTENT) if name.startswith(("Title", "Heading"))]
    levels = [0 if name == "Title" else int(name.removeprefix("Heading ")) for name in found]
    assert levels[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) == 4


def test_tables_have_heads_that_repeat_and_rows_that_stay_whole() -> None:
    tables = read(CONTENT).tables
    assert len(tables) > 10
    for table in tables:
        assert len(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")) == 1
        assert len(table._tbl.xpath("./w:tr/w:trPr/w:cantSplit")) == len(table.rows)


def test_every_chart_is_a_picture_that_says_what_it_shows() -> None:
    found = report([results()])
    charts = [one.chart for area in found.plans[0].focus_areas for one in area.targets]
    told = read(CONTENT).element.body.xpath(".//wp:docPr/@descr")
    said = [f"{one.description} {one.series}" for one in charts if one is not None]
    assert told[:5] == said[:5]


def test_the_page_is_a4_in_danish_with_page_numbers() -> None:
    document = read(CONTENT)
    page = document.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert page.footer._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert document.styles["Normal"].element.xpath("./w:rPr/w:lang/@w:val") == ["da-DK"]


SOME = dict(islice(HOSTILE.items(), 0, None, 1 if PROVING else 3))
"""A document takes long to make: `make prove` makes one of each."""


@pytest.mark.parametrize("written", SOME.values(), ids=SOME.keys())
def test_what_others_wrote_changes_no_block_and_is_all_there(written: str) -> None:
    content = docx.render([hostile_results(written)])
    assert names(content) == names(PLAIN)
    assert "\n".join(lines(content)).replace(" / ", "\n").count(seen(written)) >= 6
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "hyperlink" not in archive.read("word/document.xml").decode()


def test_the_same_results_give_the_same_bytes_with_no_time_but_their_day() -> None:
    assert docx.render([results()]) == CONTENT
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        told = archive.read("docProps/core.xml").decode()
    assert told.count("2022-08-01T00:00:00Z") == 2
    assert "python-docx" not in told


def test_a_target_is_told_when_it_is_done() -> None:
    done: list[int] = []
    docx.render_report(report([results()]), lambda: done.append(1))
    assert len(done) == len(TARGETS)


@pytest.mark.parametrize(("module", "name"), [("docx", "python-docx"), ("typst", "typst")])
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        UsageError,
        match=rf"^a report in \.docx needs {name}, which is not installed; "
        r"pip install 'beskplan\[report\]'$",
    ):
        docx.render([results()])


@pytest.mark.skipif(not PROVING, reason="make prove: needs LibreOffice and poppler")
@pytest.mark.parametrize("name", ["a script", "a formula", "a terminal", "Hebrew"])
def test_libreoffice_opens_it_and_shows_everything(tmp_path: Path, name: str) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    assert office, "soffice is not on the PATH: install LibreOffice"
    assert reader, "pdftotext is not on the PATH: install poppler"
    (tmp_path / "r.docx").write_bytes(docx.render([hostile_results(HOSTILE[name])]))
    command = [office, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "r.docx"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=120)
    told = subprocess.run([reader, "r.pdf", "-"], check=True, capture_output=True, cwd=tmp_path)
    found = "".join(told.stdout.decode().split())
    assert "".join(seen(HOSTILE[name]).split()) in found
    assert "Side1/" in found
