"""BP004 and BP005: allowances that nothing needs, and those that say nothing."""

from __future__ import annotations

import pytest

from beskplan.checks._look import MOST_ALLOWANCES
from tests.checks.build import found_in_text, plan_with, said

TURNED = "rule: {type: threshold, at_least: 4}"
"""BP201 is found in it."""
RIGHT = "rule: {type: threshold, at_most: 4}"


def told(*lines: str) -> list[str]:
    """Return what is said of a plan whose target has some lines, the first of them line 23."""
    return said(found_in_text(plan_with("\n".join(lines))))


ALLOWED = [
    pytest.param((f"{TURNED}  # beskplan: allow BP201: flere er godt",), id="on its line"),
    pytest.param((TURNED, "allow: {BP201: flere er godt}"), id="in its target"),
    pytest.param(
        (f"{TURNED}  # beskplan: allow BP201, BP201: flere er godt",), id="twice in one comment"
    ),
    pytest.param(
        (
            'note: "# beskplan: allow BP999: x"',
            f"{TURNED}  # beskplan: allow BP201: flere er godt",
            "reading: |-",
            "  # beskplan: ignore BP201",
        ),
        id="beside texts that look like comments",
    ),
    pytest.param(
        (
            "rule:",
            "  type: any-of",
            "  parts:",
            "  - rule: {type: threshold, at_least: 4}  # beskplan: allow BP201: her",
            "  - rule: {type: threshold, at_least: 5}",
            "allow: {BP201: og der}",
        ),
        id="on one line, and for the rest of its target",
    ),
]


@pytest.mark.parametrize("lines", ALLOWED)
def test_allowances_that_findings_need(lines: tuple[str, ...]) -> None:
    assert told(*lines) == []


AMISS = [
    pytest.param(
        (f"{RIGHT}  # beskplan: allow BP201: flere er godt",),
        "23:42: warning BP004: BP201 is allowed, but not found on this line; delete the allowance",
        id="nothing is found",
    ),
    pytest.param(
        (f"{TURNED}  # beskplan: allow BP201: flere er godt", "allow: {BP201: ja}"),
        "24:13: warning BP004: BP201 is allowed in line 23, and found nowhere else in this target; "
        "delete one of the two allowances",
        id="the line allows what the target does, too",
    ),
    pytest.param(
        (f"{RIGHT}  # beskplan: allow BP999: x",),
        '23:42: warning BP005: no finding has the code "BP999"; delete it, or write the code that '
        "is told",
        id="a code like no other",
    ),
    pytest.param(
        (f"{RIGHT}  # beskplan: allow BP003: x",),
        "23:42: warning BP005: BP003 cannot be allowed: mend what it tells",
        id="a code that cannot be allowed",
    ),
    pytest.param(
        (f"{RIGHT}  # beskplan: ignore bp201",),
        '23:42: warning BP005: "ignore bp201" says nothing; write # beskplan: allow BP201: and the '
        "reason",
        id="another word, and the code that was written",
    ),
    pytest.param(
        (f"{RIGHT}  # beskplan: hej",),
        '23:42: warning BP005: "hej" says nothing; write # beskplan: allow BP203: and the reason',
        id="no code at all",
    ),
]


@pytest.mark.parametrize(("lines", "message"), AMISS)
def test_allowances_that_are_amiss(lines: tuple[str, ...], message: str) -> None:
    assert told(*lines) == [message]


@pytest.mark.parametrize(
    ("comment", "code", "what"),
    [
        ("allow BP201: x", "BP004", "are needed by nothing"),
        ("allow BP999: x", "BP005", "say nothing"),
        ("ignore", "BP005", "say nothing"),
    ],
)
def test_of_very_many_the_number_is_told(comment: str, code: str, what: str) -> None:
    found = told(RIGHT, *[f"# beskplan: {comment}"] * (MOST_ALLOWANCES + 1))
    assert [one.split(": ")[1] for one in found] == [f"warning {code}"] * (MOST_ALLOWANCES + 1)
    assert found[-1] == (
        f"124:5: warning {code}: 101 allowances of this file {what}, of which the first 100 are "
        "told; delete them"
    )
    assert len(told(RIGHT, *[f"# beskplan: {comment}"] * MOST_ALLOWANCES)) == MOST_ALLOWANCES
