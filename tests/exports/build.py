"""What the tests of exports put into folders: small exports, old and new."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from beskplan.exports import Asked, Export, Input, exported
from beskplan.results import Results
from tests.build import a_plan, a_target, observations, results

SHA = "0" * 64
FORMULA = '=cmd|"/C calc"!A0'


def some_results(*printed: str, title: str = "Et resultatmål", plan: str = "en-plan") -> Results:
    """Return the verdict of one target on one figure for each month from January 2022."""
    target = a_target("{type: threshold, at_least: 70}").model_copy(update={"title": title})
    rows = {("250", f"2022M{month:02}"): text for month, text in enumerate(printed, start=1)}
    return results(replace(a_plan(target), id=plan, file=f"plans/{plan}.yaml"), observations(rows))


def some_inputs(tal: str = SHA) -> Sequence[Input]:
    """Return a plan and one table with a digest."""
    return (
        Input(kind="plan", file="en-plan.yaml", sha256=SHA),
        Input(kind="figures", file="tal.csv", sha256=tal),
    )


def an_export(
    *printed: str, title: str = "Et resultatmål", plan: str = "en-plan", asked: Asked | None = None
) -> Export:
    """Return the export of one target; another figure comes from another table."""
    digest = hashlib.sha256(repr(printed).encode()).hexdigest()
    found = some_results(*printed, title=title, plan=plan)
    return exported([found], asked or Asked(), some_inputs(digest))


OLD = an_export("80.0")
NEW = an_export("60.0")
