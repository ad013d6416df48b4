"""Start-up and evaluation, each as a ratio against a plain script in the same run.

Runs the two commands of a case in turn, so that a machine whose speed drifts is fair to
both, and prints medians and their ratio; at the end what a plan of 30 targets costs when 200 are
checked. ``python bench/startup.py [RUNS]``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLANS = ["plans/fredericia-2023.yaml", "plans/frederikssund-2022.yaml"]
COMMAND = [str(Path(sys.executable).with_name("beskplan"))]

# Installed packages are compiled; without this, a linked one is compiled at every start.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

CASES = (
    ("--help", 1.5, [*COMMAND, "--help"], "import typer, rich"),
    (
        "evaluate of the repository's plans",
        1.8,
        [*COMMAND, "evaluate", *PLANS, "--fail-on", "never"],
        "import polars, typer, yaml, rich.table; from pydantic import BaseModel",
    ),
    (
        "check of the repository's plans",
        2.3,
        [*COMMAND, "check", "plans"],
        "import typer, yaml; from pydantic import BaseModel",
    ),
)
PLANS_CHECKED = 200
TARGETS_EACH = 30
MOST_MILLISECONDS = 20
_PLAN = """\
schema: beskplan/plan/v1
id: kommune-{number}
title: Beskæftigelsesplan 2023
municipality: Frederikssund
years: 2023
status: approved
source: {{document: Beskæftigelsesplan 2023, publisher: Frederikssund Kommune}}
follow_up: [3, 10]
focus_areas:
  - id: "1"
    title: Flere i job
    targets:
"""
_TARGETS = (
    """\
      - id: {id}
        title: Ledige mindst {points} point under landet
        measure: {{indicator: ledige.andel_af_arbejdsstyrken, segment: {{ydelse: A-dagpenge}}}}
        rule: {{type: points-below-average, points: {points}}}
        source: {{section: Resultatmål {id}, page: {page}}}
""",
    """\
      - id: {id}
        title: Ledige højst {points} pct. over 12 måneder
        measure:
          indicator: ledige.andel_af_arbejdsstyrken
          over: {{last: 12 months, take: mean}}
        rule: {{type: threshold, at_most: {points}}}
        due: {{by_end: 2023}}
        source: {{section: Resultatmål {id}, page: {page}}}
""",
    """\
      - id: {id}
        title: Ledige {points} pct. færre end året før
        measure: {{indicator: ledige.fuldtidspersoner}}
        baseline: {{period: 2022M12}}
        rule: {{type: change-from-baseline, down_by: {points}, as: percent}}
        source: {{section: Resultatmål {id}, page: {page}}}
""",
)


def write_plans(folder: Path) -> None:
    """Write plans whose targets all differ, beside the catalogue of this repository."""
    (folder / "plans").mkdir()
    (folder / "data").mkdir()
    catalogue = (ROOT / "data" / "indicators.yaml").read_text("utf-8")
    (folder / "data" / "indicators.yaml").write_text(catalogue, encoding="utf-8")
    for number in range(PLANS_CHECKED):
        targets = [
            _TARGETS[at % 3].format(id=f"{at + 1}a", points=f"{at % 9}.{at + 11}", page=at + 1)
            for at in range(TARGETS_EACH)
        ]
        text = _PLAN.format(number=number) + "".join(targets)
        (folder / "plans" / f"{number:03}.yaml").write_text(text, encoding="utf-8")


def many_plans(runs: int) -> str:
    """Return the line that says what one of many plans costs, start-up taken away."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        write_plans(folder)
        every = [*COMMAND, "check", str(folder / "plans")]
        one = [*COMMAND, "check", str(folder / "plans" / "000.yaml")]
        many, single = medians(every, one, runs)
    each = (many - single) / (PLANS_CHECKED - 1) * 1000
    return (
        f"check of {PLANS_CHECKED} plans of {TARGETS_EACH} targets: {many:.2f} s, {each:.1f} ms "
        f"each (to reach: at most {MOST_MILLISECONDS})"
    )


def seconds(command: list[str]) -> float:
    """Return the wall time of one whole process, its output read and thrown away."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=ENVIRONMENT)
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode()}")
    return elapsed


def medians(ours: list[str], plain: list[str], runs: int) -> tuple[float, float]:
    """Return the median seconds of both commands over alternating runs, after a warm-up."""
    seconds(ours)
    seconds(plain)
    pairs = [(seconds(ours), seconds(plain)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main() -> None:
    """Print one line per case."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(f"{runs} alternating runs on {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for name, allowed, ours, code in CASES:
        own, plain = medians(ours, [sys.executable, "-c", code], runs)
        print(
            f"{name}: {own * 1000:.0f} ms against {plain * 1000:.0f} ms for `{code}`: "
            f"ratio {own / plain:.2f} (to reach: at most {allowed})"
        )
    print(many_plans(max(1, runs // 5)))


if __name__ == "__main__":
    main()
