"""Whatever table is written in a layout, the same figures are read, and one layout claims it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from beskplan.periods import Period
from tests.readers import writers
from tests.readers.reading import Content, claiming, reading
from tests.readers.writers import Cube, cubes

LABEL = "Ledige i pct."
LAYOUTS = [
    ("Jobindsats v2, CSV", "y25i01.csv", lambda cube: writers.v2_csv(cube, LABEL), "ledige.andel"),
    ("Jobindsats v3, CSV", "y25i01.csv", lambda cube: writers.v3_csv(cube, LABEL), "ledige.andel"),
    (
        "Jobindsats v2, JSON",
        "y25i01.json",
        lambda cube: writers.v2_json(cube, LABEL),
        "ledige.andel",
    ),
    (
        "Jobindsats v3, JSON",
        "y25i01.json",
        lambda cube: writers.v3_json(cube, LABEL),
        "ledige.andel",
    ),
    ("StatBank, CSV", "AUS08.csv", writers.statbank_csv, "brutto.andel"),
    ("JSON-stat", "a.json", lambda cube: writers.jsonstat(cube, old=True), "brutto.andel"),
    ("JSON-stat", "a.json", lambda cube: writers.jsonstat(cube, old=False), "brutto.andel"),
    ("PX", "a.px", writers.px, "brutto.andel"),
    ("StatBank, Excel", "a.xlsx", writers.statbank_xlsx, "brutto.andel"),
]


@pytest.mark.parametrize(("title", "name", "write", "indicator"), LAYOUTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cube=cubes())
def test_the_same_figures_are_read(
    title: str, name: str, write: Callable[[Cube], Content], indicator: str, cube: Cube
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = write(cube)
        assert claiming(Path(folder), name, written) == [title]
        found = reading(Path(folder), name, written)
    assert not found.problems
    rows = found.frame
    keys = zip(rows["indicator"], rows["segment"], rows["area"], strict=True)
    periods = [str(Period(*days)) for days in rows.select("start", "end").iter_rows()]
    values = [None if value is None else Decimal(value) for value in rows["value"]]
    read = {(*key, period): one for key, period, one in zip(keys, periods, values, strict=True)}
    assert read == cube.expected(indicator)
