"""``docs/rules.md`` and ``docs/measures.md`` say what the docstrings say."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pytest

from beskplan.measures import FORMS
from beskplan.models import Strict
from beskplan.rules import TYPES
from tests.commands import ROOT

RULES_HEAD = """\
# Rules

What a measured number must fulfil. Built from the docstrings in `src/beskplan/rules/`; rewrite
with `pytest tests/test_reference.py --update-golden`.

A missing figure (own, compared, baseline, or a step) gives `no-data`, and the reason names
indicator, area and period. The gap is positive on the good side.
"""
MEASURES_HEAD = """\
# Measures

Which number a target is about. Built from the docstrings in `src/beskplan/measures/`; rewrite
with `pytest tests/test_reference.py --update-golden`.

Always in this order: the figure, then `over`, then `change`. A measure answers for any area and
period, so every rule works on every measure. A window with a hole has no value.
"""


def section(name: str, model: type[Strict]) -> str:
    """Return a section of a page: the docstring, its example as YAML."""
    text = inspect.getdoc(model) or ""
    before, _, rest = text.partition("Example:\n")
    lines = rest.splitlines()
    size = next(
        (number for number, line in enumerate(lines) if line and line[0] != " "), len(lines)
    )
    example = textwrap.dedent("\n".join(lines[:size])).strip()
    after = "\n".join(lines[size:]).strip()
    prose = "\n\n".join(part.strip() for part in (before, after) if part.strip())
    return f"\n## {name}\n\n{prose.replace('``', '`')}\n\n```yaml\n{example}\n```\n"


def page(head: str, models: Iterable[tuple[str, type[Strict]]]) -> str:
    return head + "".join(section(name, model) for name, model in models)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules.md", page(RULES_HEAD, sorted(TYPES.items()))),
        ("measures.md", page(MEASURES_HEAD, FORMS.items())),
    ],
)
def test_the_page_is_current(name: str, text: str, request: pytest.FixtureRequest) -> None:
    path: Path = ROOT / "docs" / name
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text
