"""What a plan needs is enough: the answer is the same as with every figure that there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from beskplan.areas import find_area, municipalities
from beskplan.catalogue import Catalogue, load_catalogue, segment_text
from beskplan.evaluation import evaluate
from beskplan.observations import Observations
from beskplan.periods import Period
from beskplan.plan import Plan, load_plan, needed_figures
from beskplan.readers import load_observations
from beskplan.results import Results

ROOT = Path(__file__).resolve().parent.parent
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "indicators.yaml")


@pytest.fixture(scope="module")
def tidied(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every figure of the repository in one tidy file."""
    folder = tmp_path_factory.mktemp("tidy")
    lines = ["indicator,segment,area,period,value,mark"]
    for one in load_observations(ROOT / "data", catalogue):
        value = "" if one.value is None else f"{one.value:f}"
        mark = "" if one.value is not None else ".."
        key = one.key
        cells = (key.indicator, segment_text(key.segment), key.area, str(key.period), value, mark)
        lines.append(",".join(cells))
    (folder / "tal.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def answered(plan: Plan, catalogue: Catalogue, found: Observations, area: str) -> Results:
    return evaluate(plan, catalogue, found, as_of=AS_OF, area=find_area(area))


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
@pytest.mark.parametrize("area", ["Fredericia", "Frederikssund", "Kolding"])
def test_what_a_plan_needs_gives_the_answer_of_all_figures(
    file: Path, area: str, catalogue: Catalogue, tidied: Path
) -> None:
    plan = load_plan(file, catalogue)
    wanted = needed_figures(plan, catalogue, [find_area(area)])
    every = load_observations(tidied, catalogue)
    needed = load_observations(tidied, catalogue, wanted)
    assert len(needed) < len(every)
    assert answered(plan, catalogue, needed, area) == answered(plan, catalogue, every, area)


def test_figures_that_were_asked_before_answer_as_if_they_were_new(
    catalogue: Catalogue,
) -> None:
    """Answers that are worked out once are those of the area, period and plan that asks."""
    asked = load_observations(ROOT / "data", catalogue)
    plans = [load_plan(file, catalogue) for file in PLANS]
    for period in (None, Period.parse("2021M08"), Period.parse("2018")):
        for area in municipalities()[::12]:
            for plan in plans:
                again = evaluate(plan, catalogue, asked, as_of=AS_OF, area=area, period=period)
                fresh = replace(asked)
                new = evaluate(plan, catalogue, fresh, as_of=AS_OF, area=area, period=period)
                assert again == new


def test_a_rule_on_other_municipalities_needs_all_areas(catalogue: Catalogue) -> None:
    needed = {file.stem: needed_figures(load_plan(file, catalogue), catalogue) for file in PLANS}
    assert needed["frederikssund-2022"].areas == frozenset({"000", "250"})
    both = needed["frederikssund-2022"] | needed["frederikssund-2022"]._replace(areas=None)
    assert both.areas is None


def test_two_plans_need_what_each_of_them_needs(catalogue: Catalogue) -> None:
    one, other = (
        needed_figures(load_plan(ROOT / "plans" / name, catalogue), catalogue)
        for name in ("fredericia-2023.yaml", "frederikssund-2022.yaml")
    )
    assert (one | other).series == one.series | other.series
    assert (one | other).areas == (
        None if one.areas is None or other.areas is None else one.areas | other.areas
    )
