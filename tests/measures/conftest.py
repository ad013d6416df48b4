"""What the tests of measures share: the problems of a plan file with a given measure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from beskplan.catalogue import Catalogue
from beskplan.errors import PlanInvalidError
from beskplan.plan import load_plan

Problems = Callable[..., list[str]]
PLAN = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Frederikssund
years: 2022
status: draft
source: {document: Plan}
focus_areas:
  - id: "1"
    title: Job
    targets:
      - id: 1a
        title: Flere i job
        rule: {type: threshold, at_least: 85}
"""


@pytest.fixture
def problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Problems:
    """Return every problem of a plan whose target has more keys, from line 15, column 9 on."""
    monkeypatch.chdir(tmp_path)

    def problems_of(keys: str, catalogue: Catalogue | None = None) -> list[str]:
        indented = "".join(f"        {line}\n" for line in keys.strip().splitlines())
        Path("p.yaml").write_text(PLAN + indented, encoding="utf-8")
        try:
            load_plan("p.yaml", catalogue)
        except PlanInvalidError as error:
            return str(error).splitlines()
        return []

    return problems_of
