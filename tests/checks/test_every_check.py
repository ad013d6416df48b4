"""What holds for every check: its code, its words, and the examples of its docstring."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from beskplan.checks import ALLOWANCES, LOADING, Finding, all_checks
from beskplan.checks._base import (
    Check,
    CheckedCatalogue,
    CheckedDescription,
    CheckedManifest,
    CheckedPlan,
)
from tests.build import mapping
from tests.checks.build import (
    codes,
    found_in,
    found_in_catalogue,
    found_in_manifest,
    found_in_table,
)

CHECKS = list(all_checks().values())
LOOKING: dict[type, Callable[[Any], tuple[Finding, ...]]] = {
    CheckedPlan: found_in,
    CheckedCatalogue: found_in_catalogue,
    CheckedDescription: found_in_table,
    CheckedManifest: found_in_manifest,
}
_EXAMPLE = re.compile(r"^(Bad|Good):\n((?:(?: {4}.*)?(?:\n|$))+)", re.MULTILINE)


def examples(check: Check[Any]) -> dict[str, str]:
    """Return the examples of a docstring."""
    text = inspect.getdoc(check.find) or ""
    return {kind: textwrap.dedent(block).strip() for kind, block in _EXAMPLE.findall(text)}


def found(check: Check[Any], example: str) -> list[str]:
    return codes(LOOKING[check.about](mapping(example)))


def test_nothing_is_found_in_the_plan_and_the_catalogue_of_the_examples() -> None:
    assert found_in({}) == ()
    assert found_in_catalogue({}) == ()
    assert found_in_table({}) == ()
    assert found_in_manifest({}) == ()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_bad_example_has_the_finding_and_the_good_one_nothing(check: Check[Any]) -> None:
    both = examples(check)
    assert list(both) == ["Bad", "Good"]
    assert set(found(check, both["Bad"])) == {check.code}
    assert found(check, both["Good"]) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_says_what_it_finds_and_why_it_matters(check: Check[Any]) -> None:
    assert re.fullmatch("BP[1-5][0-9]{2}", check.code)
    assert check.title[0].islower()
    assert check.title[-1] != "."
    prose = _EXAMPLE.sub("", inspect.getdoc(check.find) or "").strip()
    assert len(prose.split("\n\n")) >= 2, "one sentence on what it finds, one on why"
    assert check.code not in {**LOADING, **ALLOWANCES}
