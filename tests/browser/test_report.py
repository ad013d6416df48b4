"""The report in a real browser, for `make prove`: sound, silent, and readable without scripts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from beskplan.renderers import html
from tests.browser.driver import Browser, a_browser
from tests.commands import ROOT
from tests.hostile_texts import HOSTILE
from tests.renderers.test_html import hostile_results
from tests.reporting.build import results

PROVING = settings.get_current_profile_name() != "default"
pytestmark = pytest.mark.skipif(not PROVING, reason="make prove: needs Chromium and npm")

AXE = "axe-core@4.14.1"
RUN_AXE = "const done = arguments[arguments.length - 1]; axe.run().then(done)"
SCROLLED = """return [...document.querySelectorAll('table.rows')]
.filter(e => e.parentElement.scrollWidth > e.parentElement.clientWidth)
.map(e => e.caption.textContent)"""
SHOWN = "return [...document.querySelectorAll('article')].filter(e => !e.hidden).length"


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the script of axe-core, fetched once; it is never shipped."""
    npm = shutil.which("npm")
    assert npm, "npm is not on the PATH: install Node.js"
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--no-save", "--ignore-scripts", "--prefix", str(folder), AXE]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with a_browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "r.html"
    file.write_bytes(html.render([results(), results(title="En anden plan")]))
    return file


def shown_at(browser: Browser, width: int, scheme: str) -> None:
    """Let the window be of a width, in light or dark."""
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=900,
        deviceScaleFactor=1,
        mobile=width < 600,
    )
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.command("Emulation.setEmulatedMedia", features=[feature])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    browser: Browser, page: Path, axe: str, width: int, scheme: str
) -> None:
    shown_at(browser, width, scheme)
    browser.open(page)
    browser.run(axe)
    found = browser.wait(RUN_AXE)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert len(found["passes"]) > 30
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.said() == []


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the plans of the repository, some of which have long ids."""
    file = tmp_path_factory.mktemp("plans") / "r.html"
    found = sorted(map(str, (ROOT / "plans").glob("*.yaml")))
    command = [sys.executable, "-m", "beskplan", "report", *found, "-o", str(file)]
    subprocess.run(command, check=True, cwd=ROOT)
    return file


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_the_tables_of_verdicts_of_the_plans_need_no_scrolling(
    browser: Browser, plans: Path, width: int
) -> None:
    shown_at(browser, width, "light")
    browser.open(plans)
    assert browser.run(SCROLLED) == []


def test_the_filter_shows_one_status_of_one_plan(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.run(SHOWN) == 16
    browser.run("document.querySelector('input[value=missed]').click()")
    assert browser.run(SHOWN) == 3 + 8
    assert browser.run("return document.querySelector('output').textContent") == "3 mål vises"
    browser.run("document.querySelector('input[value=\"\"]').click()")
    assert browser.run(SHOWN) == 16
    assert browser.said() == []


def test_tables_are_sorted_by_number_and_back(browser: Browser, page: Path) -> None:
    browser.open(page)
    first = "return document.querySelector('table.rows').tBodies[0].rows[0].cells[0].textContent"
    heads = "[...document.querySelectorAll('table.rows')[0].querySelectorAll('th button')]"
    click = f"{heads}.find(e => e.textContent === 'Afvigelse').click()"
    browser.run(click)
    lowest = browser.run(first)
    browser.run(click)
    assert browser.run(first) != lowest
    assert browser.run("return document.querySelector('th[aria-sort]').ariaSort") == "descending"


def test_without_scripts_everything_is_there_and_nothing_is_dead(
    page: Path, tmp_path: Path
) -> None:
    with a_browser(tmp_path, scripts=False) as still:
        still.open(page)
        assert still.run(SHOWN) == 16
        assert still.run("return document.querySelectorAll('th button').length") == 0
        assert still.run("return document.querySelector('form').hidden")


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_others_wrote_runs(browser: Browser, tmp_path: Path, written: str) -> None:
    file = tmp_path / "r.html"
    file.write_bytes(html.render([hostile_results(written)]))
    browser.open(file)
    assert browser.said() == []
    assert browser.run("return document.scripts.length") == 1
    assert browser.run("return document.images.length") == 0
    shown_at(browser, 390, "light")
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_the_policy_stops_what_slips_through(browser: Browser, page: Path, tmp_path: Path) -> None:
    slipped = page.read_text(encoding="utf-8").replace(
        "</h1>",
        "</h1><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">",
    )
    file = tmp_path / "r.html"
    file.write_text(slipped, encoding="utf-8")
    browser.open(file)
    assert browser.run("return document.title") != "x"
    refused = [json.dumps(one) for one in browser.said()]
    assert refused
    assert all("Content Security Policy" in one for one in refused)


def test_it_prints_on_paper_with_every_target(browser: Browser, page: Path, tmp_path: Path) -> None:
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is not on the PATH: install poppler-utils"
    browser.open(page)
    paper = tmp_path / "r.pdf"
    paper.write_bytes(browser.paper())
    done = subprocess.run([tool, paper, "-"], check=True, capture_output=True, text=True)
    used = "Offentliggjorte tal, der er brugt"
    for word in ("Højst som landet", "Nye fleksjob", used, "Kilder", "Sådan er det gjort op"):
        assert word in done.stdout
    assert "Sortér" not in done.stdout
