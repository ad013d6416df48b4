"""Start-up and evaluation, each as a ratio against a plain script in the same run.

Runs the two commands of a case in turn, so that a machine whose speed drifts is fair to
both, and prints medians and their ratio. ``python bench/startup.py [RUNS]``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
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


if __name__ == "__main__":
    main()
