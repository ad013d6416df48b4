"""What a measure gives for one case, and what a rule says of it.

The status follows from the gap here, in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from beskplan.arithmetic import (
    Published,
    Stated,
    Term,
    less,
    minus,
    number,
    over,
    percent_of,
    plus,
)
from beskplan.numbers import Value
from beskplan.observations import Figure, Missing
from beskplan.words import Text


class Status(StrEnum):
    """The verdict of one target."""

    MET = "met"
    MISSED = "missed"
    NO_DATA = "no-data"
    NOT_COMPARABLE = "not-comparable"
    NOT_DUE = "not-due"
    NOT_SET = "not-set"
    AWAITING_METHOD = "awaiting-method"
    MANUAL = "manual"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True)
class Measured:
    """What a measure gives for one area and period.

    ``value`` is None where a figure is ``missing`` or where the figures are of kinds that
    cannot be put together (``incomparable`` says why), or where there can be none yet
    (``absent`` says why). ``figures`` are those used, and ``made`` says how the number was made
    of others; a published figure, and one that the plan states, is made of none.
    """

    value: Value | None
    unit: str
    figures: tuple[Figure, ...] = ()
    missing: tuple[Missing, ...] = ()
    incomparable: Text | None = None
    absent: Text | None = None
    made: Made | None = field(default=None, compare=False)

    @classmethod
    def without_value(cls, parts: Sequence[Measured], unit: str) -> Measured:
        """Return no number, for all the reasons that the parts of it have."""
        return cls(
            None,
            unit,
            tuple(figure for part in parts for figure in part.figures),
            tuple(gone for part in parts for gone in part.missing),
            next((part.incomparable for part in parts if part.incomparable), None),
            next((part.absent for part in parts if part.absent), None),
        )

    @property
    def term(self) -> Term:
        """How the number was made, down to published figures; it must have a value."""
        assert self.value is not None
        found = self._made_of()
        return found if found.exact == self.value.exact else Stated(self.value)

    @property
    def signed_term(self) -> Term:
        """The same of a part: of one that is taken away the value is that of its figures, less."""
        assert self.value is not None
        found = self._made_of()
        return minus(found) if found.exact == -self.value.exact != 0 else self.term

    def _made_of(self) -> Term:
        if self.made is not None:
            return self.made.term
        if len(self.figures) == 1 and self.figures[0].value is not None:
            return Published(self.figures[0])
        assert self.value is not None
        return Stated(self.value, OF_PLAN)


Operation = Literal["sum", "mean", "difference", "ratio", "percent", "change", "change in percent"]
"""What is done to numbers: a, b give a + b, their mean, a - b, a / b, 100 a / b, a - b over time
and 100 (a - b) / b over time."""


class Made(NamedTuple):
    """How a number was made: the operation, and the numbers that it was done to, in order."""

    how: Operation
    of: tuple[Measured, ...]

    @property
    def term(self) -> Term:
        """The operation on the terms of what it was done to."""
        terms = [one.signed_term for one in self.of]
        match self.how:
            case "sum":
                return plus(*terms)
            case "mean":
                return over(plus(*terms), number(len(terms)))
            case "difference" | "change":
                return less(*terms)
            case "ratio":
                return over(*terms)
            case "percent":
                return percent_of(*terms)
            case "change in percent":
                now, then = terms
                return percent_of(less(now, then), then)


OF_PLAN: Final = Text("planen", "the plan")
"""Where a number is from that the plan itself states."""


class Comparator(NamedTuple):
    """The area, or the expected value, that a figure is compared with."""

    name: Text
    code: str | None
    measured: Measured


class Judgement(NamedTuple):
    """What a rule says of one case, before anybody asks for the status.

    ``gap`` is signed, positive on the good side; ``good`` says on which side of ``required``
    that is, where it is one side. Where there is no gap, ``without`` is the status and
    ``reason`` says why.
    """

    observed: Measured | None = None
    comparator: Comparator | None = None
    required: Value | None = None
    gap: Value | None = None
    strict: bool = False
    good: Literal["higher", "lower"] | None = None
    without: Status = Status.NO_DATA
    reason: Text | None = None
    further: tuple[Measured, ...] = ()
    detail: Text | None = None

    @property
    def status(self) -> Status:
        """The verdict: met when the gap is 0 or more, above 0 where the rule is strict."""
        if self.gap is None:
            return self.without
        return self.status_at(self.gap.exact)

    def status_at(self, gap: Fraction) -> Status:
        """Return the verdict at a gap."""
        met = gap > 0 if self.strict else gap >= 0
        return Status.MET if met else Status.MISSED

    @property
    def flips_within_rounding(self) -> bool:
        """Whether the smallest and the largest gap that the figures leave open disagree."""
        if self.gap is None:
            return False
        return self.status_at(self.gap.low) != self.status_at(self.gap.high)

    @property
    def measured(self) -> tuple[Measured, ...]:
        """Every measured value that took part: own, compared, and further ones."""
        compared = (self.comparator.measured,) if self.comparator else ()
        own = (self.observed,) if self.observed else ()
        return (*own, *compared, *self.further)
