"""What formats for pipelines share: how a verdict counts there, and its one-line story."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from beskplan.errors import visible
from beskplan.judgements import Status
from beskplan.results import FLAG_WORDS, STATUS_WORDS, PlanName, Verdict
from beskplan.words import PLACE, Words

FAILING: Final = frozenset({str(Status.MISSED)})
"""What fails where nobody says otherwise."""


class Outcome(StrEnum):
    """How a verdict counts in a pipeline."""

    FAILED = "failed"
    SKIPPED = "skipped"
    PASSED = "passed"


def outcome(verdict: Verdict, failing: Collection[str]) -> Outcome:
    """Return how a verdict counts: failed where a status or flag of it fails the run.

    Of the others those without a verdict are skipped: they are neither kept nor broken.
    """
    if {str(verdict.status), *map(str, verdict.flags)} & set(failing):
        return Outcome.FAILED
    decided = verdict.status in (Status.MET, Status.MISSED)
    return Outcome.PASSED if decided else Outcome.SKIPPED


def name_of(verdict: Verdict) -> str:
    """Return id and title of a target, as one visible line."""
    return visible(f"{verdict.target} {verdict.title}")


def story(plan: PlanName, verdict: Verdict) -> str:
    """Say the verdict in one line of the plan's language: status, figures, reason, flags."""
    words = Words(plan.language)
    said = [_status(words, verdict), *_figures(words, verdict)]
    if verdict.reason is not None:
        said.append(verdict.reason[words.lang])
    said += [FLAG_WORDS[flag][words.lang] for flag in verdict.flags]
    return visible("; ".join(said))


def _status(words: Words, verdict: Verdict) -> str:
    status = STATUS_WORDS[verdict.status][words.lang]
    asked = verdict.requirement[words.lang]
    return words.say(da=f"{status} (krav: {asked})", en=f"{status} (required: {asked})")


def _figures(words: Words, verdict: Verdict) -> list[str]:
    if verdict.observed is None or verdict.period is None:
        return []
    figure = words.amount(verdict.observed, verdict.unit or "")
    if verdict.unit == PLACE:
        figure = f"{words.say(da='nr.', en='no.')} {words.number(verdict.observed)}"
    period = words.period(verdict.period)
    found = [words.say(da=f"{figure} i {period}", en=f"{figure} in {period}")]
    if verdict.gap is not None:
        gap = words.amount(verdict.gap, verdict.gap_unit or "", signed=True)
        found.append(words.say(da=f"afvigelse {gap}", en=f"gap {gap}"))
    return found
