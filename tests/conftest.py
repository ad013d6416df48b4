"""What all tests share: golden files, rewritten by ``pytest --update-golden``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.commands import run

__all__ = ["golden", "run"]

# A busy machine is no failure, and a test that fails must fail again. `make prove` looks further.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("prove", deadline=None, max_examples=2000)
settings.load_profile("default")

GOLDEN = Path(__file__).with_name("golden")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/<name>``, or write it there."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{name} is not there yet: pytest --update-golden"
        assert text == path.read_bytes().decode("utf-8")

    return compare
