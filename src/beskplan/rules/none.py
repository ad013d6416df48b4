"""No figure decides: no level is set, a method is awaited, or a person judges."""

from __future__ import annotations

from typing import ClassVar, Literal

from beskplan.judgements import Judgement, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.rules._against import COUNTRY, NOT_STATED, AnyAgainst, compared_with
from beskplan.rules._base import Rule
from beskplan.words import Text, Words

_STATUS = {
    "not-set": Status.NOT_SET,
    "awaiting-method": Status.AWAITING_METHOD,
    "qualitative": Status.MANUAL,
    "external": Status.MANUAL,
}
_WORDS = {
    "not-set": Text("intet niveau fastsat", "no level is set"),
    "awaiting-method": Text("afventer en fælles metode", "awaits a common method"),
    "qualitative": Text("kan ikke afgøres med tal", "no figure can decide it"),
    "external": Text("afgøres uden for planens tal", "decided outside the plan's figures"),
}


class NoRule(Rule):
    """Never met or missed: ``not-set`` and ``awaiting-method`` give that status.

    ``qualitative`` and ``external`` give ``manual``. A measure may stand beside it and is
    shown; with ``against: country`` the whole country's figure too. There is no gap.

    Promise:
        frederikssund-2022 6b

    Example:
        type: none
        because: not-set

    Worked:
        followed without a level: {own: 3.0}
        a method is awaited: {with: {because: awaiting-method}, own: 3.0}
        no figure can decide: {with: {because: qualitative}, own: 3.0}
        decided elsewhere: {with: {because: external}, own: 3.0}
        nothing published: {}
    """

    needs_measure: ClassVar[bool] = False
    type: Literal["none"]
    because: Literal["not-set", "awaiting-method", "qualitative", "external"]
    """Why no figure decides: no level is set, a method is awaited, or a person judges."""
    against: AnyAgainst | None = None
    """Whose figure is shown beside the own one; none by default."""

    @property
    def looks_elsewhere(self) -> bool:
        """Whether areas beside the own and the whole country are looked at."""
        return self.against not in (None, COUNTRY, NOT_STATED)

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the figures to show, without a gap."""
        return Judgement(
            observed=measure.measured(case) if measure else None,
            comparator=compared_with(self.against, case, measure)
            if measure and self.against
            else None,
            without=_STATUS[self.because],
            reason=_WORDS[self.because],
        )

    def requirement(self, words: Words, unit: str) -> str:  # noqa: ARG002 (nothing is required)
        """Say why there is no requirement."""
        return _WORDS[self.because][words.lang]
