"""What is asked of every target of the repository's plans, in words: to be read by a Dane."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from beskplan import Verdict, evaluate, load_catalogue, load_observations, load_plan, needed_figures
from tests.commands import ROOT

PLANS = sorted((ROOT / "plans").glob("*.yaml"))


def _rows(verdict: Verdict) -> Iterator[Verdict]:
    yield verdict
    for part in verdict.parts:
        yield from _rows(part)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_every_target_asks(path: Path, golden: Callable[[str, str], None]) -> None:
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    plan = load_plan(path, catalogue)
    observations = load_observations(ROOT / "data", catalogue, needed_figures(plan, catalogue))
    results = evaluate(plan, catalogue, observations, as_of=date(2023, 1, 1))
    lines = [
        f"{row.target}: {row.title}: {row.requirement[lang]}"
        for verdict in results
        for row in _rows(verdict)
        for lang in ("da", "en")
    ]
    golden(f"sentences/{path.stem}.txt", "\n".join(lines) + "\n")
