"""What `all-of`, `any-of`, `at-least-of` and fan-outs share: parts, and how they are combined."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, NamedTuple

from pydantic import Field

from beskplan.arithmetic import Worked
from beskplan.due import Due
from beskplan.judgements import Judgement, Status
from beskplan.measures import ABaseline, AnyMeasure, Case
from beskplan.models import APeriod, Strict, Word
from beskplan.rules._base import Rule
from beskplan.words import Text, Words

if TYPE_CHECKING:
    from beskplan.rules import AnyRule

_FIRST_FOUND: Final = (
    Status.NOT_COMPARABLE,
    Status.NO_DATA,
    Status.MANUAL,
    Status.AWAITING_METHOD,
    Status.NOT_SET,
    Status.NOT_DUE,
)


class Part(Strict):
    """One part of several; what it does not say is the target's."""

    title: Word | None = None
    """What the part is called."""
    measure: AnyMeasure | None = None
    """Which number the part is about, where it is not the target's."""
    rule: AnyRule
    """What that number must fulfil."""
    baseline: ABaseline | None = None
    """What a change counts from, where it is not the target's."""
    period: APeriod | None = None
    """The period that is judged, where it is not the target's."""
    due: Due | None = None
    """When the part falls due, where it is not the target's."""


class Outcome(NamedTuple):
    """What a part came to: its status, and its gap where there is one."""

    status: Status
    gap: Decimal | None = None
    unit: str | None = None
    strict: bool = False


class Combined(NamedTuple):
    """What parts came to together. ``deciding`` is the part whose gap it is."""

    status: Status
    deciding: int | None = None


def combine(outcomes: Sequence[Outcome], required: int | None) -> Combined:
    """Return the status of several parts of which ``required`` must be met, None for all.

    Met with as many met; missed when they can no longer be reached; else the first of
    not-comparable, no-data, manual, awaiting-method, not-set and not-due that is found. Parts
    that are not applicable drop out. The gap is the k-th best, at a tie the strict one's.
    """
    counting = [one for one in outcomes if one.status is not Status.NOT_APPLICABLE]
    if not counting:
        return Combined(Status.NOT_APPLICABLE)
    needed = len(counting) if required is None else required
    met = sum(one.status is Status.MET for one in counting)
    missed = sum(one.status is Status.MISSED for one in counting)
    if met >= needed:
        status = Status.MET
    elif len(counting) - missed < needed:
        status = Status.MISSED
    else:
        found = {one.status for one in counting}
        status = next(one for one in _FIRST_FOUND if one in found)
    return Combined(status, _deciding(outcomes, counting, needed))


def _deciding(outcomes: Sequence[Outcome], counting: list[Outcome], needed: int) -> int | None:
    """Return the part with the k-th best gap; None where units differ or a gap is missing."""
    if needed > len(counting) or len({one.unit for one in counting}) > 1:
        return None
    ranked = []
    for index, one in enumerate(outcomes):
        if one.status is Status.NOT_APPLICABLE:
            continue
        if one.gap is None:
            return None
        ranked.append((-one.gap, one.strict, index))
    return sorted(ranked)[needed - 1][2]


class Several(Rule):
    """Several parts, each with a rule and, if it likes, a measure of its own."""

    needs_measure: ClassVar[bool] = False
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]
    """The parts, each with a rule of its own."""

    def for_member(self, of: Callable[[AnyMeasure | None], AnyMeasure | None]) -> Several:
        """Return the rule with every part's measures of one member."""
        parts = tuple(
            part.model_copy(update={"measure": of(part.measure), "rule": part.rule.for_member(of)})
            for part in self.parts
        )
        return self.model_copy(update={"parts": parts})

    @property
    @abstractmethod
    def required(self) -> int | None:
        """How many parts must be met; None: all that apply."""

    @property
    def listed_parts(self) -> tuple[Part, ...]:
        """The parts, each with a rule of its own."""
        return self.parts

    @property
    def is_ambiguous(self) -> bool:
        """Whether any part leaves open what is asked."""
        return any(part.rule.is_ambiguous or part.baseline == "not-stated" for part in self.parts)

    @property
    def looks_elsewhere(self) -> bool:
        """Whether any part looks at areas beside the own and the whole country."""
        return any(part.rule.looks_elsewhere for part in self.parts)

    def measures(self) -> tuple[tuple[tuple[str | int, ...], AnyMeasure], ...]:
        """Return the measures of the parts, and those inside their rules."""
        found: list[tuple[tuple[str | int, ...], AnyMeasure]] = []
        for index, part in enumerate(self.parts):
            path = ("parts", index)
            if part.measure is not None:
                found.append(((*path, "measure"), part.measure))
            found += [((*path, "rule", *inner), one) for inner, one in part.rule.measures()]
        return tuple(found)

    def groups(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Return the groups that the parts' rules name."""
        return tuple(
            (("parts", index, "rule", *inner), name)
            for index, part in enumerate(self.parts)
            for inner, name in part.rule.groups()
        )

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Judge the parts for one case; `evaluate` judges each in its own period and due."""
        judged = [part.rule.judge(case, part.measure or measure) for part in self.parts]
        outcomes = [
            Outcome(
                one.status,
                None if one.gap is None else one.gap.decimal,
                one.observed.unit if one.observed else None,
                one.strict,
            )
            for one in judged
        ]
        together = combine(outcomes, self.required)
        if together.deciding is not None:
            return judged[together.deciding]
        return Judgement(without=together.status, reason=PARTS_REASON)

    def worked(
        self,
        judgement: Judgement,  # noqa: ARG002 (the parts say it)
        case: Case,  # noqa: ARG002
        measure: AnyMeasure | None,  # noqa: ARG002
    ) -> Worked:
        """Say nothing: every part has a verdict and arithmetic of its own."""
        return Worked()

    def requirement(self, words: Words, unit: str) -> str:
        """Say how many of the parts, and each of them."""
        said = [(part.title, part.rule.requirement(words, unit)) for part in self.parts]
        return self._listed(words, said)

    def together(self, words: Words, parts: Sequence[tuple[str | None, Text]]) -> str:
        """Say how many of the parts, and what each, by its title, asks."""
        return self._listed(words, [(title, asked[words.lang]) for title, asked in parts])

    def _listed(self, words: Words, parts: Sequence[tuple[str | None, str]]) -> str:
        asks = [
            f"({asked})" if part.rule.listed_parts else asked
            for part, (_, asked) in zip(self.parts, parts, strict=True)
        ]
        said = [
            f"{title}: {asked}" if title else asked
            for (title, _), asked in zip(parts, asks, strict=True)
        ]
        return f"{self.how_many(words)} {'; '.join(said)}"

    @abstractmethod
    def how_many(self, words: Words) -> str:
        """Say how many parts are asked for."""


PARTS_REASON: Final = Text("se de enkelte dele", "see the parts")
