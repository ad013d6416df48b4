"""The report as HTML: one file, sound for every reader, with nothing of others in its markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from beskplan.periods import Period
from beskplan.renderers import html
from beskplan.renderers._markup import element, text
from beskplan.renderers._page import SCRIPT, STYLE
from beskplan.renderers._svg import MOST_BYTES
from beskplan.reporting import report
from beskplan.results import Results
from beskplan.target import Target
from tests.build import a_target, figures, observations
from tests.hostile_texts import HOSTILE
from tests.reporting.build import TARGETS, results

VOID = {"meta", "br", "input"}
CLOSED_BY_THE_NEXT = {"li", "dt", "dd", "tr", "td", "th", "tbody", "thead"}
PAGE = html.render([results()]).decode()


class Outline(HTMLParser):
    """What a page holds: its elements with their attributes, its ids, its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID | CLOSED_BY_THE_NEXT:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.texts.append(data)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of the elements of these names."""
        return [attributes for name, attributes in self.elements if name in names]

    @property
    def text(self) -> str:
        """All texts, in their order."""
        return "".join(self.texts)


def test_the_page_as_it_is(golden: Callable[[str, str], None]) -> None:
    golden("report/page-da.html", PAGE)
    golden("report/page-en.html", html.render_report(report([results()], "en")).decode())


def test_the_same_results_give_the_same_bytes() -> None:
    assert html.render([results()]) == PAGE.encode()


def test_every_element_ends_and_every_link_leads_to_one_place() -> None:
    found = Outline(PAGE)
    assert found.open == []
    ids = [one["id"] for _, one in found.elements if "id" in one]
    assert len(ids) == len(set(ids))
    links = [one["href"] for one in found.all("a")]
    assert links
    assert all(link is not None and link.removeprefix("#") in ids for link in links)
    named = [
        name for _, one in found.elements for name in (one.get("aria-labelledby") or "").split()
    ]
    assert named
    assert set(named) <= set(ids)


def test_headings_go_down_step_by_step() -> None:
    levels = [int(name[1]) for name, _ in Outline(PAGE).elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_tables_have_captions_and_heads_for_rows_and_columns() -> None:
    found = Outline(PAGE)
    tables = len(found.all("table"))
    assert len(found.all("caption")) == tables
    assert {one.get("scope") for one in found.all("th")} == {"row", "col"}


def test_every_chart_has_a_title_a_description_and_a_table() -> None:
    charts = re.findall(r"<figure>.*?</figure>", PAGE, re.DOTALL)
    assert len(charts) == 8
    for chart in charts:
        assert re.search(r'<svg viewBox="[^"]+" role="img" aria-labelledby="(\S+)_t \1_d">', chart)
        assert "<title id=" in chart
        assert "<desc id=" in chart
        assert '<table class="d">' in chart


def test_nothing_is_fetched_and_only_our_style_and_script_run() -> None:
    found = Outline(PAGE)
    assert not found.all("link", "img", "iframe", "object", "embed", "base", "video", "audio")
    names = {name for _, one in found.elements for name in one}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "style"}
    assert not re.findall(r"https?:|//|@import|url\(", PAGE)
    (policy,) = (one["content"] for one in found.all("meta") if "http-equiv" in one)
    digests = [
        base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (STYLE, SCRIPT)
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert f"<style>{STYLE}</style>" in PAGE
    assert f"<script>{SCRIPT}</script>" in PAGE


def test_the_filter_is_there_only_with_the_script() -> None:
    (form,) = Outline(PAGE).all("form")
    assert "hidden" in form


def test_no_meaning_by_colour_alone() -> None:
    shown = re.findall(r'<span class="s (\w+)"><i aria-hidden="true">(.)</i>([^<]+)</span>', PAGE)
    assert {(sign, word) for _, sign, word in shown} >= {("✓", "Opfyldt"), ("✗", "Ikke opfyldt")}
    assert all(sign and word for _, sign, word in shown)


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(two * 2 for two in colour)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_colour_of_text_has_the_contrast_that_aa_asks(number: int) -> None:
    schemes = re.findall(r":root\{([^}]+)\}", STYLE)
    assert len(schemes) == 3
    colours = dict(re.findall(r"--(\w+):#([0-9a-f]+)", schemes[number]))
    for name in ("ink", "soft", "good", "bad", "open", "own"):
        for ground in ("paper", "wash", "note"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for name in ("own", "cmp", "req"):
        assert contrast(colours[name], colours["paper"]) >= 3, name


# Charts


@pytest.mark.parametrize("months", [2, 30, 36], ids=lambda months: f"{months} months")
def test_a_chart_is_at_most_five_kilobytes(months: int) -> None:
    for chart in _charts(html.render([results(months=months)]).decode()):
        assert len(chart.encode()) <= MOST_BYTES


def test_a_chart_of_very_many_periods_is_thinned_and_keeps_its_extremes() -> None:
    days = [str(Period.parse("2008M01").shifted(at)) for at in range(180)]
    printed = {("250", day): f"{at * 37 % 1000}" for at, day in enumerate(days)}
    printed |= {("000", day): f"{at * 91 % 1000}" for at, day in enumerate(days)}
    target = a_target("{type: points-below-average, points: 3}")
    page = html.render([results(target, figures_of=observations(figures(printed)))]).decode()
    (chart,) = _charts(page)
    assert len(chart.encode()) <= MOST_BYTES
    assert "999\xa0%" in chart
    assert page.count('<tr><th scope="row">') > 180


def _charts(page: str) -> list[str]:
    return re.findall(r'<svg viewBox="0 0 480.*?</svg>', page, re.DOTALL)


@pytest.mark.parametrize(
    ("number", "most"), [(50, 1_000_000), (200, 3_000_000)], ids=["50 targets", "200 targets"]
)
def test_the_size_of_long_plans_with_ten_years_of_months(number: int, most: int) -> None:
    months = [str(Period.parse("2013M01").shifted(at)) for at in range(120)]
    printed = {
        (area, month): f"{at * step % 60 / 10:.1f}"
        for area, step in (("250", 7), ("000", 5))
        for at, month in enumerate(months)
    }
    (target,) = results(
        a_target(*("{type: points-below-average, points: 0.2}", "title: Under landet")),
        figures_of=observations(figures(printed)),
    )
    found = results()
    many = tuple(replace(target, target=str(one)) for one in range(number))
    page = html.render([replace(found, verdicts=many)])
    assert len(_charts(page.decode())) == number
    assert len(page) < most


# What others wrote


def hostile_results(written: str) -> Results:
    """Return results in which every text that a plan's author writes is this one."""
    target = a_target("{type: threshold, at_most: 3}", "other_readings: [{reading: x}]")
    other = target.other_readings[0].model_copy(update={"reading": written})
    target = target.model_copy(
        update={
            "title": written,
            "note": written,
            "reading": written,
            "other_readings": (other,),
        }
    )
    found = results(target, title=written)
    plan = replace(found.plan, focus_areas=(("1", written),))
    promises = tuple(replace(one, section=written, document=written) for one in found.promises)
    return replace(found, plan=plan, promises=promises)


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_others_wrote_is_shown_and_never_markup(written: str) -> None:
    page = html.render([hostile_results(written)]).decode()
    plain = Outline(html.render([hostile_results("Titel")]).decode())
    found = Outline(page)
    assert [name for name, _ in found.elements] == [name for name, _ in plain.elements]
    assert found.text.count(Outline(text(written)).text) >= 6


def test_marks_that_turn_the_reading_direction_are_shown() -> None:
    assert text("a\u202eb\x00c\u2066") == "a\\u202eb\\x00c\\u2066"
    assert text("10\xa0% af børn\u00ad") == "10\xa0% af børn\u00ad"


def test_markup_is_only_what_was_made() -> None:
    made = element("p", "<b>", element("b", '"'), class_='"><script>')
    assert made == '<p class="&quot;&gt;&lt;script&gt;">&lt;b&gt;<b>&quot;</b></p>'
    with pytest.raises(AssertionError):
        element("p", **{"on click": "x"})


def test_a_target_is_told_when_it_is_done() -> None:
    done: list[int] = []
    html.render_report(report([results()]), lambda: done.append(1))
    assert len(done) == len(TARGETS)


def test_a_target_without_a_title_of_its_own_kind_is_no_problem() -> None:
    odd = Target.model_validate(
        {"id": "<>", "title": "<>", "rule": {"type": "none", "because": "external"}}
    )
    assert "&lt;&gt;" in html.render([results(odd)]).decode()
