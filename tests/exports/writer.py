"""A process that writes exports until it is killed: ``python -m tests.exports.writer``."""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from beskplan import writing
from beskplan.exports import check, write
from tests.exports.build import NEW, OLD

TRACED = ("_written.py", "_standing.py", "writing.py", "shutil.py")
READING = (
    "_seen",
    "_digest",
    "_bytes_of",
    "_stamp",
    "standing",
    "steady",
    "link_on_way",
    "_problems",
)
COMPARING = ("_differences", "_versions", "_options", "_inputs", "_tables", "_counted", "_said")
LOOKING = (*READING, *COMPARING, "_compared", "_alike", "_from_to", "_rows", "problems", "sound")
"""Functions that change nothing, so a kill inside them is one like another."""


def times(folder: Path, most: int) -> None:
    """Write the old and the new in turn."""
    for _ in range(most):
        write(folder, [NEW])
        write(folder, [OLD])


def for_ever(folder: Path) -> None:
    """Write the old and the new in turn until killed."""
    print("ready", flush=True)  # noqa: T201 (the parent waits for it)
    while True:
        times(folder, 1)


def hold(lock: Path) -> None:
    """Hold a lock until killed."""
    with writing.locked(lock, 0):
        print("ready", flush=True)  # noqa: T201 (the parent waits for it)
        time.sleep(600)


def lines(folder: Path, swap: str, which: str) -> None:
    """Kill a writer at its first line, at its second, and so on, and look what it left.

    ``some`` passes over lines that only look, and of the others takes every third.
    """
    if swap != "in one step":
        writing._exchanged = lambda *_: False
    for at in count(0, 1 if which == "all" else 3):
        write(folder, [OLD])
        child = os.fork()
        if child == 0:
            _killed(folder, at, () if which == "all" else LOOKING)
        _, ended = os.waitpid(child, 0)
        _look(folder, swap)
        if os.WIFEXITED(ended):
            print(at)  # noqa: T201 (the parent reads it)
            return


def _killed(folder: Path, at: int, passed: tuple[str, ...]) -> None:
    left = iter(range(at))

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if not code.co_filename.endswith(TRACED) or code.co_name in passed:
            return None
        if event == "line" and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    write(folder, [NEW])
    os._exit(0)


def _look(folder: Path, swap: str) -> None:
    place = folder.joinpath(*OLD.place)
    aside = folder / ".beskplan" / "old"
    if swap != "in one step" and not place.exists():
        place = aside  # the one moment at which neither is in its place
    elif not aside.exists():
        assert all(one.what == "unchanged" for one in check(folder))
    files = {path.name: path.read_bytes() for path in place.iterdir()}
    assert files in (OLD.files, NEW.files)


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    match what:
        case "for ever":
            for_ever(Path(where))
        case "times":
            times(Path(where), int(rest[0]))
        case "hold":
            hold(Path(where))
        case "lines":
            lines(Path(where), *rest)
