"""The report as Markdown: blocks that every reader of Markdown shows alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from beskplan.markdown import escaped
from beskplan.renderers import json, markdown
from beskplan.reporting import earlier_results, report
from tests.hostile_texts import HOSTILE
from tests.renderers.test_html import hostile_results
from tests.reporting.build import TARGETS, results

PAPER = markdown.render([results()]).decode()


def test_the_paper_as_it_is(golden: Callable[[str, str], None]) -> None:
    golden("report/paper-da.md", PAPER)
    before = earlier_results(json.render([results(months=26, as_of="2022-03-01")]), "e.json")
    english = report([results()], "en", before)
    golden("report/paper-since-en.md", markdown.render_report(english).decode())


def test_the_same_results_give_the_same_bytes() -> None:
    assert markdown.render([results()]) == PAPER.encode()


def test_tables_have_as_many_cells_in_every_row() -> None:
    blocks = [one for one in PAPER.split("\n\n") if one.startswith("|")]
    assert len(blocks) > 10
    for block in blocks:
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(cells) == 1, block


def test_no_list_runs_into_the_next() -> None:
    blocks = PAPER.split("\n\n")
    lists = [one.startswith("- ") for one in blocks]
    assert any(lists)
    assert not any(one and after for one, after in pairwise(lists))


def _shape(paper: str) -> list[str]:
    """Return how each line begins, which is what decides what kind of block it is."""
    return [re.match(r"[#>|* -]*", line)[0] for line in paper.splitlines()]  # type: ignore[index]


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_others_wrote_changes_no_block_and_is_all_there(written: str) -> None:
    paper = markdown.render([hostile_results(written)]).decode()
    plain = markdown.render([hostile_results("Titel")]).decode()
    assert len(_shape(paper)) == len(_shape(plain))
    assert "<" not in paper
    assert not re.search(r"(?<!\\)[\[\]`$]", paper)
    assert paper.count(escaped(written)) >= 6


def test_a_target_is_told_when_it_is_done() -> None:
    done: list[int] = []
    markdown.render_report(report([results()]), lambda: done.append(1))
    assert len(done) == len(TARGETS)
