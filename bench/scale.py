"""A nation's figures: wall time and peak memory, each as a ratio against the plain script.

``python -m bench.scale [--runs N] [--folder FOLDER] [CASE...]``, the cases being small, csv,
parquet, areas, cache, census and huge.

Commands of a case run in turn, so that a machine whose speed drifts is fair to both; medians are
printed. The figures are made once, in FOLDER (about 0.8 GB; with huge 1.3 GB).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import nation
from beskplan.areas import municipalities

HERE = Path(__file__).resolve().parent
BESKPLAN = str(Path(sys.executable).with_name("beskplan"))
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
KEPT = "XDG_CACHE_HOME"


@dataclass(frozen=True)
class Run:
    """One whole process: wall seconds, and peak resident memory in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Case:
    """Two commands to hold against each other, and what their ratios should be at most."""

    name: str
    ours: list[str]
    plain: list[str]
    wall: float
    memory: float | None
    emptied: bool = False  # the cache, before each run of ours


def run(command: list[str], cache: Path) -> Run:
    """Run a command to its end; its output is read and thrown away."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**ENVIRONMENT, KEPT: str(cache)},
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{errors.decode()}")
    return Run(seconds, usage.ru_maxrss / 1024)


def measured(case: Case, runs: int, cache: Path) -> str:
    """Return the line of a case: medians and ratios of alternating runs, after a warm-up."""
    ours, plain = [], []
    for number in range(runs + 1):
        if case.emptied:
            shutil.rmtree(cache, ignore_errors=True)
        pair = run(case.ours, cache), run(case.plain, cache)
        if number:
            ours.append(pair[0])
            plain.append(pair[1])
    own, other = (statistics.median(one.seconds for one in found) for found in (ours, plain))
    wide, narrow = (statistics.median(one.memory for one in found) for found in (ours, plain))
    memory = f" (at most {case.memory})" if case.memory else ""
    return (
        f"{case.name}: {own:.2f} s against {other:.2f} s, ratio {own / other:.2f} (at most "
        f"{case.wall}); {wide:.0f} MB against {narrow:.0f} MB, ratio {wide / narrow:.2f}{memory}"
    )


def evaluate(plan: Path, *more: str) -> list[str]:
    """Return the command that evaluates a plan."""
    return [BESKPLAN, "evaluate", str(plan), "--as-of", "2026-01-31", "--fail-on", "never", *more]


def plain(plan: Path, form: str) -> list[str]:
    """Return the plain script over the same file."""
    return [
        sys.executable,
        str(HERE / "plain.py"),
        str(plan.parents[1] / "data" / f"nation.{form}"),
    ]


def cases(root: Path, asked: list[str]) -> list[Case]:
    """Return the cases that are asked for; their figures are made where they are not there."""
    found = []
    if "small" in asked:
        small = nation.folder(root, "small", "csv")
        found.append(Case("130,680 rows of CSV", evaluate(small), plain(small, "csv"), 1.5, 1.3))
    if "parquet" in asked:
        full = nation.folder(root, "full", "parquet")
        name = "13 million rows of shuffled Parquet"
        found.append(Case(name, evaluate(full), plain(full, "parquet"), 1.6, 1.5))
    if {"csv", "areas", "cache", "census"} & set(asked):
        found += _of_csv(nation.folder(root, "full", "csv"), asked)
    if "huge" in asked:
        huge = nation.folder(root, "huge", "parquet")
        full = nation.folder(root, "full", "parquet")
        name = "104 million rows of Parquet, against the plain script over 13 million"
        found.append(Case(name, evaluate(huge), plain(full, "parquet"), 12, None))
    return found


def _of_csv(full: Path, asked: list[str]) -> list[Case]:
    script = plain(full, "csv")
    uncached = evaluate(full, "--no-cache")
    every = [text for area in municipalities() for text in ("--area", area.code)]
    as_json = [*uncached, "--format", "json"]
    found = []
    if "csv" in asked:
        found.append(Case("13 million rows of CSV", uncached, script, 1.25, 1.2))
    if "areas" in asked:
        name = "98 municipalities against one, 13 million rows of CSV"
        found.append(Case(name, [*as_json, *every], as_json, 1.3, 1.3))
    if "cache" in asked:
        name = "the run that fills the cache"
        found.append(Case(name, evaluate(full), script, 2.5, 1.4, emptied=True))
        found.append(Case("the next run", evaluate(full), script, 0.5, None))
    if "census" in asked:
        file = str(full.parents[1] / "data" / "nation.csv")
        command = [BESKPLAN, "data", "inspect", file, "--format", "json"]
        found.append(Case("the census of 13 million rows of CSV", command, script, 2.5, None))
    return found


def main() -> None:
    """Print one line per case."""
    names = ["small", "csv", "parquet", "areas", "cache", "census"]
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=names, choices=[*names, "huge"])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=HERE / "figures")
    options = parser.parse_args()
    version = sys.version.split()[0]
    print(f"{options.runs} alternating runs on {os.cpu_count()} cores, Python {version}")
    with tempfile.TemporaryDirectory() as cache:
        for case in cases(options.folder, options.cases):
            print(measured(case, options.runs, Path(cache)), flush=True)


if __name__ == "__main__":
    main()
