"""The report as PDF: read back by a program that did not write it."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pypdf import PdfReader

from beskplan.errors import UsageError
from beskplan.renderers import json, pdf
from beskplan.renderers._office import seen
from beskplan.renderers._pdf_data import Texts, data
from beskplan.reporting import earlier_results, report
from tests.build import a_target
from tests.hostile_texts import HOSTILE
from tests.renderers.test_html import hostile_results
from tests.reporting.build import TARGETS, results

PROVING = settings.get_current_profile_name() != "default"
CONTENT = pdf.render([results()])
A4 = (595.276, 841.89)


def read(content: bytes) -> Any:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def tags(node: Any) -> Iterator[tuple[str, str | None]]:
    """Yield what each part of a document is, as a reader of screens is told, and its words."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found["/S"], found.get("/Alt")
            yield from tags(found)


def test_what_the_paper_says(golden: Callable[[str, str], None]) -> None:
    golden("report/pdf-da.txt", text_of(CONTENT) + "\n")
    before = earlier_results(json.render([results(months=26, as_of="2022-03-01")]), "e.json")
    english = pdf.render_report(report([results(), results(title="Other")], "en", before))
    golden("report/pdf-since-en.txt", text_of(english) + "\n")


def test_every_page_is_a4_with_its_number() -> None:
    pages = read(CONTENT).pages
    for number, page in enumerate(pages, start=1):
        size = float(page.mediabox.width), float(page.mediabox.height)
        assert size == pytest.approx(A4)
        assert f"Side {number} / {len(pages)}" in page.extract_text()


def test_it_is_tagged_for_readers_of_screens_and_says_so() -> None:
    root = read(CONTENT).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    found = list(tags(root["/StructTreeRoot"]))
    kinds = {kind for kind, _ in found}
    assert {"/Title", "/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L"} <= kinds
    chart = report([results()]).plans[0].focus_areas[0].targets[0].chart
    assert chart is not None
    told = [words for kind, words in found if kind == "/Figure"]
    assert told[0] == f"{chart.title}. {chart.description} {chart.series}"
    assert all(told)


def test_every_font_is_in_the_file() -> None:
    for page in read(CONTENT).pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            told = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(told)


def test_every_heading_is_in_the_outline_with_a_link_to_its_page() -> None:
    found = read(CONTENT).outline
    assert [one.title for one in found if not isinstance(one, list)] == [
        "Resumé",
        "Ordforklaring",
        "Sådan er det gjort op",
        "Kilder",
    ]


SOME = dict(islice(HOSTILE.items(), 0, None, 1 if PROVING else 3))
"""A document takes long to make: `make prove` makes one of each."""


@pytest.mark.parametrize("written", SOME.values(), ids=SOME.keys())
def test_what_others_wrote_is_text_and_all_there(written: str) -> None:
    shown = report([hostile_results(written)])
    told = _texts(data(shown, Texts()))
    assert sum(seen(written) in one.replace("\u200b", "") for one in told) >= 6
    content = pdf.render_report(shown)
    root = read(content).trailer["/Root"]
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    for page in read(content).pages:
        for note in page.get("/Annots", []):
            assert "/A" not in note.get_object() or "/URI" not in note.get_object()["/A"]


def _texts(found: object) -> list[str]:
    match found:
        case str():
            return [found]
        case dict():
            return [one for inner in found.values() for one in _texts(inner)]
        case list():
            return [one for inner in found for one in _texts(inner)]
        case _:
            return []


def plain(text: str) -> str:
    """Return a text without what setting it puts in or takes out: spaces and ends of lines."""
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("name", ["a script", "a formula", "typst", "a heading"])
def test_what_others_wrote_can_be_read_on_the_page(name: str) -> None:
    found = plain(text_of(pdf.render([hostile_results(HOSTILE[name])])))
    assert plain(HOSTILE[name]) in found


def test_characters_that_no_font_has_are_shown_by_number() -> None:
    target = a_target(TARGETS["6"][0], "{id: a}").model_copy(update={"title": "Job 漢 og 👩 væk"})
    found = text_of(pdf.render([results(target)]))
    assert "Job \\u6f22 og \\U0001f469 væk" in found
    assert "漢" not in found


def test_the_same_results_give_the_same_bytes_with_no_time_but_their_day() -> None:
    assert pdf.render([results()]) == CONTENT
    told = read(CONTENT).metadata
    assert str(told["/CreationDate"]) == str(told["/ModDate"])
    assert str(told["/CreationDate"]).startswith("D:20220801000000")


def test_another_day_is_another_file() -> None:
    shown = report([results()])
    later = replace(shown, as_of=shown.as_of.replace(day=2))
    assert pdf.render_report(later) != CONTENT


def test_a_target_is_told_when_it_is_done() -> None:
    done: list[int] = []
    pdf.render_report(report([results()]), lambda: done.append(1))
    assert len(done) == len(TARGETS)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(
        UsageError,
        match=r"^a report in \.pdf needs typst, which is not installed; "
        r"pip install 'beskplan\[report\]'$",
    ):
        pdf.render([results()])


@pytest.mark.skipif(not PROVING, reason="make prove: needs poppler")
@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_poppler_finds_it_tagged_on_a4_with_its_fonts(tmp_path: Path, written: str) -> None:
    (tmp_path / "r.pdf").write_bytes(pdf.render([hostile_results(written)]))
    info, fonts = told_by("pdfinfo", tmp_path), told_by("pdffonts", tmp_path)
    assert "Tagged:          yes" in info
    assert "(A4)" in info
    assert "JavaScript:      no" in info
    assert all(" yes yes " in line for line in fonts.splitlines()[2:])
    if written.startswith(("x" * 100, "Titel " * 100)):  # nothing of them runs off a page
        found = plain(told_by("pdftotext", tmp_path, "-"))
        assert found.count(written[:1]) >= 6 * written.count(written[:1])


def told_by(name: str, folder: Path, *more: str) -> str:
    """Return what a tool of poppler says of the file."""
    tool = shutil.which(name)
    assert tool, f"{name} is not on the PATH: install poppler"
    command = [tool, "r.pdf", *more]
    return subprocess.run(command, check=True, capture_output=True, cwd=folder).stdout.decode()
