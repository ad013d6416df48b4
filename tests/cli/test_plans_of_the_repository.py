"""The verdicts that a councillor would hold against the printed documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.commands import ROOT, Run

AS_OF = "2023-01-01"
PLANS = ["frederikssund-2022", "fredericia-2023"]
ALL_PLANS = sorted(file.stem for file in (ROOT / "plans").glob("*.yaml"))
_seen: dict[str, str] = {}


def whole(run: Run, plan: str) -> str:
    """Return all results of a plan as JSON, evaluated once for all tests."""
    if plan not in _seen:
        words = ("--format", "json", "--as-of", AS_OF)
        _seen[plan] = run("evaluate", f"plans/{plan}.yaml", *words).out
    return _seen[plan]


def judged(run: Run, plan: str, target: str) -> dict[str, Any]:
    results: list[dict[str, Any]] = json.loads(whole(run, plan), parse_float=str)["results"]
    (result,) = (one for one in results if one["target"] == target)
    return result


FREDERIKSSUND = [
    # target, status, own figure, compared with, required, gap: as printed in Bilag 1
    ("1a", "met", "88.2", None, 85, "3.2"),
    ("1b", "missed", "79.9", "81.4", "81.4", "-1.5"),
    ("1c", "met", "46.4", "40.9", "40.9", "5.5"),
    ("2a", "missed", "3.6", "5.2", "5.2", "-1.6"),
    ("2b", "missed", "0.4", "0.5", "0.5", "-0.1"),
    ("3a", "missed", "3.0", "2.4", "2.9", "-0.1"),
    ("3b", "missed", "12.8", "14.5", "14.5", "-1.7"),
    ("3c", "missed", "66.1", None, 85, "-18.9"),
    ("4a", "met", "0.0", "20.2", "20.2", "20.2"),
    ("4b", "missed", "80.5", None, 85, "-4.5"),
    ("4c", "missed", "69.9", None, 75, "-5.1"),
    ("4d", "no-data", None, None, 80, None),
    ("5a", "met", "0.6", "0.8", "0.6", "0.0"),
    ("5b", "missed", "7.3", "11.4", "11.4", "-4.1"),
    ("5c", "missed", "36.8", None, 60, "-23.2"),
    ("6a", "met", 90, None, 85, 5),
    ("6b", "awaiting-method", None, None, None, None),
    ("6c", "missed", "6.3", "7.9", "7.9", "-1.6"),
    ("7a", "missed", "79.7", None, 85, "-5.3"),
    ("7b", "met", "2.3", "3.0", "2.3", "0.0"),
    ("7c", "missed", "32.0", "55.3", "55.3", "-23.3"),
]


@pytest.mark.parametrize(
    ("target", "status", "own", "compared", "required", "gap"),
    FREDERIKSSUND,
    ids=[row[0] for row in FREDERIKSSUND],
)
def test_frederikssund_2022(
    run: Run, target: str, status: str, own: object, compared: object, required: object, gap: object
) -> None:
    result = judged(run, "frederikssund-2022", target)
    comparator = result["comparator"]
    assert (
        result["status"],
        result["observed"],
        comparator and comparator["value"],
        result["required"],
        result["gap"],
    ) == (status, own, compared, required, gap)


PERSONS = [
    ("frederikssund-2022", "5a", {"observed": 174, "missing": None, "worked_back": False}),
    ("frederikssund-2022", "7a", {"observed": 499, "missing": 34, "worked_back": True}),
    ("frederikssund-2022", "4a", {"observed": 0, "missing": 0, "worked_back": False}),
    ("fredericia-2023", "rammevilkaar", {"observed": 3510, "missing": 270, "worked_back": False}),
]


@pytest.mark.parametrize(("plan", "target", "persons"), PERSONS)
def test_gaps_in_persons(run: Run, plan: str, target: str, persons: dict[str, object]) -> None:
    assert judged(run, plan, target)["persons"] == persons


def test_a_rate_of_zero_from_ten_cases_is_a_figure_with_small_numbers(run: Run) -> None:
    result = judged(run, "frederikssund-2022", "4a")
    assert result["observed"] == "0.0"
    assert "small-numbers" in result["flags"]


def test_every_judged_figure_of_both_plans_is_a_starting_position(run: Run) -> None:
    for plan in PLANS:
        results = json.loads(whole(run, plan))["results"]
        for result in results:
            assert (result["observed"] is not None) == ("figures-before-plan" in result["flags"])


def test_fredericia_follows_its_groups_without_a_target(run: Run) -> None:
    answer = run("evaluate", "plans/fredericia-2023.yaml", "--format", "json")
    groups = [
        result
        for result in json.loads(answer.out)["results"]
        if result["target"].startswith("gruppe-")
    ]
    assert len(groups) == 14
    for group in groups:
        assert group["status"] == "not-set"
        assert group["observed"] is not None
        assert group["comparator"]["value"] is not None


@pytest.mark.parametrize("plan", ALL_PLANS)
def test_the_whole_document(run: Run, plan: str, golden: Callable[[str, str], None]) -> None:
    golden(f"results/{plan}.json", whole(run, plan))


def test_all_five_documents_are_there() -> None:
    assert ALL_PLANS == [
        "fredericia-2019",
        "fredericia-2023",
        "fredericia-2023-draft",
        "frederikssund-2022",
        "frederikssund-2023",
    ]
