"""A new type of rule, or a new format, is one new file and nothing else."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import beskplan
from tests.commands import Answer

FALLS_BY = '''\
"""The figure must have fallen by a share of what it was in an earlier period."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from beskplan.measures import AnyMeasure, Case
from beskplan.models import APeriod, Exact
from beskplan.numbers import Value
from beskplan.judgements import Comparator, Judgement
from beskplan.rules._base import Direction, Rule, decided
from beskplan.words import Text, Words


class FallsBy(Rule):
    """Met when the figure is at least ``percent`` per cent below that of ``since``.

    Example:
        type: falls-by
        percent: 5
        since: 2021M03
    """

    type: Literal["falls-by"]
    percent: Annotated[Exact, Field(gt=0, le=100)]
    since: APeriod

    @property
    def direction(self) -> Direction:
        return "lower"

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        assert measure is not None
        own, then = measure.measured(case), measure.measured(case.at(period=self.since))
        name = Text.made(lambda words: words.period(self.since))
        left = Value.of(1 - self.percent / Decimal(100))
        required = None if then.value is None else then.value * left
        gap = None if own.value is None or required is None else required - own.value
        compared = Comparator(name, case.area.code, then)
        return decided(Judgement(own, compared, required, gap, good="lower"), case)

    def requirement(self, words: Words, unit: str) -> str:
        amount, since = words.amount(self.percent, "percent"), words.period(self.since)
        return words.say(da=f"mindst {amount} under {since}", en=f"{amount} below {since}")
'''
LINES = '''\
"""One line for each target."""

from beskplan.results import Results


def render(results: list[Results]) -> bytes:
    return "".join(f"{one.target} {one.status}\\n" for plan in results for one in plan).encode()
'''
PLAN = """\
schema: beskplan/plan/v1
id: p
title: Plan
municipality: Fredericia
years: 2022
status: approved
source: {document: Plan}
focus_areas:
  - id: f
    title: Fokus
    targets:
      - id: a
        title: Færre ledige
        measure: {indicator: ledige.andel}
        rule: {type: falls-by, percent: 10, since: 2021M05}
      - id: b
        title: Færre ledige, og få
        measure: {indicator: ledige.andel}
        rule:
          type: all-of
          parts:
            - {rule: {type: falls-by, percent: 11, since: 2021M05}}
            - {rule: {type: threshold, at_most: 5}}
"""
CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - {id: ledige.andel, title: Ledige, unit: percent, better: lower, covers: month}
"""
TABLE = """\
schema: beskplan/table/v1
title: Ledige
source: {document: D}
notation: danish
columns:
  - {head: Periode, holds: period}
  - {head: Tal, indicator: ledige.andel, area: Fredericia}
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package, two files added to it, and a project that uses them."""
    folder = tmp_path_factory.mktemp("grown")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(beskplan.__file__).parent, folder / "beskplan", ignore=ignore)
    for name, text in {
        "beskplan/rules/falls_by.py": FALLS_BY,
        "beskplan/renderers/lines.py": LINES,
        "plans/p.yaml": PLAN,
        "data/indicators.yaml": CATALOGUE,
        "data/t.yaml": TABLE,
        "data/t.csv": "Periode;Tal\n2021M05;5,0\n2022M05;4,5\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"  # the grown package is compiled once, not in each run


def run(folder: Path, *words: str) -> Answer:
    """Run the command of the grown package."""
    done = subprocess.run(
        [sys.executable, "-m", "beskplan", "evaluate", *words, "--as-of", "2022-06-30"],
        capture_output=True,
        cwd=folder,
        env={
            **{name: text for name, text in os.environ.items() if name != _UNCOMPILED},
            "PYTHONPATH": str(folder),
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
        },
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_nothing_else_of_the_package_is_touched(grown: Path) -> None:
    compared = filecmp.dircmp(Path(beskplan.__file__).parent, grown / "beskplan")
    below = [compared, *compared.subdirs.values()]
    added = [name for folder in below for name in folder.right_only if name != "__pycache__"]
    changed = [name for folder in below for name in (*folder.diff_files, *folder.funny_files)]
    assert (sorted(added), changed) == (["falls_by.py", "lines.py"], [])


def test_new_type_is_judged_and_shown_in_json(grown: Path) -> None:
    answer = run(grown, "plans/p.yaml", "--format", "json")
    assert (answer.code, answer.err) == (1, "")
    hit, several = json.loads(answer.out)["results"]
    assert (hit["rule"], hit["status"]) == ("falls-by", "met")
    assert (hit["observed"], hit["required"], hit["gap"]) == (4.5, 4.5, 0)
    assert hit["requirement"] == "mindst 10 pct. under maj 2021"
    assert [source["row"] for source in hit["sources"]] == [3, 2]
    assert (several["status"], [part["status"] for part in several["parts"]]) == (
        "missed",
        ["missed", "met"],
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", ["mindst 10 pct. under maj 2021", "opfyldt"]),
        ("en", ["10 percent below May 2021", "met"]),
    ],
)
def test_new_type_is_shown_in_the_table(grown: Path, lang: str, said: list[str]) -> None:
    answer = run(grown, "plans/p.yaml", "--target", "a", "--lang", lang)
    assert (answer.code, answer.err) == (0, "")
    for words in said:
        assert words in answer.out


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param(
            "{type: fals-by, percent: 10, since: 2021M05}",
            'bad.yaml:15:22: target a, rule: no type "fals-by"; did you mean "falls-by"?',
            id="a misspelt type",
        ),
        pytest.param(
            "{type: falls-by, percent: 10, since: 2021M05, sinse: 2}",
            'bad.yaml:15:61: target a, rule: unknown key "sinse"; did you mean "since"?',
            id="a misspelt key",
        ),
        pytest.param(
            "{type: falls-by, percent: 10}",
            'bad.yaml:15:9: target a, rule: key "since" is missing',
            id="a key left out",
        ),
        pytest.param(
            "{type: falls-by, percent: 10 %, since: 2021M05}",
            'bad.yaml:15:41: target a, rule.percent: "10 %" is not a number; write 10',
            id="no number",
        ),
    ],
)
def test_new_type_has_the_messages_of_all(grown: Path, written: str, message: str) -> None:
    rule = "{type: falls-by, percent: 10, since: 2021M05}"
    (grown / "plans" / "bad.yaml").write_text(PLAN.replace(rule, written), encoding="utf-8")
    answer = run(grown, "plans/bad.yaml")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"plans/{message}\n"


def test_new_type_without_figures_says_what_is_missing(grown: Path) -> None:
    plan = PLAN.replace("percent: 10, since: 2021M05", "percent: 10, since: 2020M05")
    (grown / "plans" / "hole.yaml").write_text(plan, encoding="utf-8")
    answer = run(grown, "plans/hole.yaml", "--target", "a", "--format", "json")
    (result,) = json.loads(answer.out)["results"]
    assert (result["status"], result["gap"]) == ("no-data", None)
    assert result["reason"].startswith("ingen tal for Ledige: Fredericia, maj 2020")


def test_new_format_is_known_and_offered(grown: Path) -> None:
    assert run(grown, "plans/p.yaml", "--format", "lines").out == "a met\nb missed\n"
    answer = run(grown, "plans/p.yaml", "--format", "lnes")
    assert (answer.code, answer.err) == (2, 'no format "lnes"; did you mean "lines"?\n')
