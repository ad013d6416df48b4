"""How every type of rule says that it came to its gap: what it says is what it judged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beskplan.arithmetic import Calculated, Published, Stated, Term
from beskplan.judgements import Status
from beskplan.results import Verdict
from beskplan.rules import TYPES
from tests.docstrings import docstring_of
from tests.worked import worked_rules

DECIDED = {Status.MET, Status.MISSED}
WITHOUT_A_LEVEL = {"trend"}  # over several steps there is no one level


def alone(verdict: Verdict) -> Iterator[Verdict]:
    """Yield a verdict, or those of its parts."""
    for part in verdict.parts:
        yield from alone(part)
    if not verdict.parts:
        yield verdict


def cases(name: str) -> list[Verdict]:
    """Return the worked cases of a type's docstring, those of several parts one by one."""
    worked = worked_rules(docstring_of(TYPES[name]))
    return [one for case in worked for one in alone(case.verdict)]


def leaves(term: Term) -> Iterator[Term]:
    if isinstance(term, Calculated):
        for one in term.of:
            yield from leaves(one)
    else:
        yield term


@pytest.mark.parametrize("name", TYPES)
def test_the_gap_is_worked_out_to_what_was_judged(name: str) -> None:
    for verdict in cases(name):
        judgement, worked = verdict.judgement, verdict.worked
        assert judgement is not None
        assert worked is not None
        assert (worked.gap is None) == (judgement.gap is None)
        if worked.gap is not None and judgement.gap is not None:
            assert worked.gap.exact == judgement.gap.exact
            assert verdict.status in DECIDED


@pytest.mark.parametrize("name", sorted(TYPES.keys() - WITHOUT_A_LEVEL))
def test_the_level_is_worked_out_to_what_was_required(name: str) -> None:
    for verdict in cases(name):
        judgement, worked = verdict.judgement, verdict.worked
        assert judgement is not None
        assert worked is not None
        if judgement.gap is not None:
            assert worked.required is not None
            assert judgement.required is not None
            assert worked.required.exact == judgement.required.exact


@pytest.mark.parametrize("name", TYPES)
def test_the_gap_is_worked_out_from_the_figures_that_were_used(name: str) -> None:
    for verdict in cases(name):
        worked, used = verdict.worked, {one.figure for one in verdict.used}
        if worked is None or worked.gap is None:
            continue
        found = list(leaves(worked.gap))
        assert {one.figure for one in found if isinstance(one, Published)} <= used
        assert all(isinstance(one, Published | Stated) for one in found)


@pytest.mark.parametrize("name", TYPES)
def test_a_case_of_every_type_is_decided_or_none_is(name: str) -> None:
    statuses = {one.status for one in cases(name)}
    assert statuses >= DECIDED or not statuses & DECIDED
