"""How the tests of commands run them: in this process, with stdout, stderr and exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from beskplan.cli import main

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: object
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs ``beskplan`` in the repository's folder."""

    def run_command(*words: object, folder: Path = ROOT) -> Answer:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["beskplan", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Answer(ended.value.code, out.decode(), err.decode())

    return run_command
