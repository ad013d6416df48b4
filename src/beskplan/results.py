"""What an evaluation says: a verdict for every target, with the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal

from beskplan.areas import Area
from beskplan.catalogue import Segment
from beskplan.numbers import Value
from beskplan.observations import Figure, Missing, Source
from beskplan.periods import Period
from beskplan.words import Lang, Text


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


class Flag(StrEnum):
    """What a careful reader must know about a verdict; never changes the status."""

    WITHIN_ROUNDING = "within-rounding"
    SMALL_NUMBERS = "small-numbers"
    FIGURES_BEFORE_PLAN = "figures-before-plan"
    STALE = "stale"
    PROVISIONAL = "provisional"
    SERIES_BREAK = "series-break"
    AMBIGUOUS_WORDING = "ambiguous-wording"
    DIRECTION_CONFLICT = "direction-conflict"


@dataclass(frozen=True)
class Measured:
    """What a measure gives for one area and period.

    ``value`` is None where a figure is ``missing`` or where the figures are of kinds that
    cannot be put together (``incomparable`` says why), or where there can be none yet
    (``absent`` says why). ``figures`` are those used.
    """

    value: Value | None
    unit: str
    figures: tuple[Figure, ...] = ()
    missing: tuple[Missing, ...] = ()
    incomparable: Text | None = None
    absent: Text | None = None

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


@dataclass(frozen=True)
class Comparator:
    """The area, or the expected value, that a figure is compared with."""

    name: Text
    code: str | None
    measured: Measured


@dataclass(frozen=True)
class Judgement:
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
        return self._status_at(self.gap.exact)

    def _status_at(self, gap: Fraction) -> Status:
        met = gap > 0 if self.strict else gap >= 0
        return Status.MET if met else Status.MISSED

    @property
    def flips_within_rounding(self) -> bool:
        """Whether the smallest and the largest gap that the figures leave open disagree."""
        if self.gap is None:
            return False
        return self._status_at(self.gap.low) != self._status_at(self.gap.high)

    @property
    def measured(self) -> tuple[Measured, ...]:
        """Every measured value that took part: own, compared, and further ones."""
        compared = (self.comparator.measured,) if self.comparator else ()
        own = (self.observed,) if self.observed else ()
        return (*own, *compared, *self.further)


@dataclass(frozen=True)
class Persons:
    """A gap in persons, the comparator held still.

    ``observed`` is the own count; ``missing`` the smallest whole number of persons that
    would meet the target, 0 when met, None where it cannot be known. ``worked_back`` says
    that the denominator was not published but follows from count and share.
    """

    observed: int | None
    missing: int | None
    worked_back: bool = False


@dataclass(frozen=True)
class Assessed:
    """A person's verdict, beside the computed one."""

    status: Status
    day: Period
    by: str
    note: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """A member or municipality that the plan leaves out of a fan-out, and the plan's reason."""

    name: str
    reason: str


@dataclass(frozen=True)
class Used:
    """A published figure that a verdict was made with, and what it is.

    ``role`` is ``own`` for the judged area's, ``compared`` for those of the area or the earlier
    time that it is held against, ``further`` for others, such as the rest of a rank.
    """

    role: Literal["own", "compared", "further"]
    figure: Figure
    title: str
    unit: str


@dataclass(frozen=True)
class Point:
    """What a verdict would show of one period: the own number, the compared and the required.

    None where there is none; nothing is interpolated.
    """

    period: Period
    observed: Decimal | None = None
    compared: Decimal | None = None
    required: Decimal | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer for one target in one area.

    ``good`` and ``strict`` say how ``observed`` must stand to ``required``, as in `Judgement`.
    ``left_out`` names what a fan-out does not judge, in the order of the plan. ``course`` is
    what other periods show, oldest first; it is there when `evaluate` is asked in full.
    """

    target: str
    focus_area: str
    title: str
    area: Area
    status: Status
    requirement: Text
    rule: str
    line: int
    on_track: bool | None = None
    observed: Decimal | None = None
    required: Decimal | None = None
    gap: Decimal | None = None
    good: Literal["higher", "lower"] | None = None
    strict: bool = False
    unit: str | None = None
    gap_unit: str | None = None
    comparator_name: Text | None = None
    comparator_code: str | None = None
    comparator_value: Decimal | None = None
    period: Period | None = None
    reason: Text | None = None
    flags: tuple[Flag, ...] = ()
    persons: Persons | None = None
    progress: Decimal | None = None
    indicator: str | None = None
    segment: Segment = ()
    detail: Text | None = None
    reading: str | None = None
    note: str | None = None
    assessment: Assessed | None = None
    used: tuple[Used, ...] = ()
    course: tuple[Point, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    parts: tuple[Verdict, ...] = ()
    readings: tuple[Verdict, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the figures used stand, each place once, own figures first."""
        return tuple(dict.fromkeys(one.figure.source for one in self.used))


@dataclass(frozen=True)
class PlanName:
    """Which plan was evaluated, by id and by the hash of its file."""

    id: str
    title: str
    municipality: Area
    language: Lang
    years: Period
    focus_areas: tuple[tuple[str, str], ...]
    file: str
    sha256: str | None


@dataclass(frozen=True)
class Promise:
    """What the plan says of a target, beside its rule: where it stands and when it is followed up.

    ``follow_up`` is the nearest of target, focus area and plan: months, or ``yearly``.
    """

    target: str
    focus_area: str
    title: str
    line: int
    rule: str
    indicator: str | None
    due: Text | None
    document: str
    section: str | None
    page: str | None
    day: Period | None
    url: str | None
    replaces: tuple[str, ...]
    follow_up: tuple[int, ...] | Literal["yearly"] | None


@dataclass(frozen=True)
class Results:
    """All verdicts of one plan, in the order of the plan, and what the plan says of its targets."""

    plan: PlanName
    as_of: date
    verdicts: tuple[Verdict, ...] = field(default=())
    promises: tuple[Promise, ...] = field(default=())

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    @property
    def summary(self) -> dict[Status, int]:
        """How many targets have each status; every status is there."""
        counts = dict.fromkeys(Status, 0)
        for verdict in self.verdicts:
            counts[verdict.status] += 1
        return counts

    def only(self, targets: tuple[str, ...]) -> Results:
        """Return the results of these targets."""
        kept = tuple(verdict for verdict in self.verdicts if verdict.target in targets)
        promises = tuple(one for one in self.promises if one.target in targets)
        return replace(self, verdicts=kept, promises=promises)


STATUS_WORDS: Final[dict[Status, Text]] = {
    Status.MET: Text("opfyldt", "met"),
    Status.MISSED: Text("ikke opfyldt", "missed"),
    Status.NO_DATA: Text("ingen tal", "no data"),
    Status.NOT_COMPARABLE: Text("kan ikke sammenlignes", "not comparable"),
    Status.NOT_DUE: Text("ikke forfaldet", "not due"),
    Status.NOT_SET: Text("intet mål fastsat", "not set"),
    Status.AWAITING_METHOD: Text("afventer metode", "awaiting method"),
    Status.MANUAL: Text("vurderes af en person", "for a person to decide"),
    Status.NOT_APPLICABLE: Text("gælder ikke", "not applicable"),
}

FLAG_WORDS: Final[dict[Flag, Text]] = {
    Flag.WITHIN_ROUNDING: Text(
        "kan vende inden for tallenes afrunding", "could flip within the rounding of the figures"
    ),
    Flag.SMALL_NUMBERS: Text("færre end 20 bag tallet", "fewer than 20 behind the figure"),
    Flag.FIGURES_BEFORE_PLAN: Text(
        "udgangspunkt: tallet er fra før planens år",
        "starting position: the figure is from before the plan's years",
    ),
    Flag.STALE: Text("der findes nyere tal", "newer figures exist"),
    Flag.PROVISIONAL: Text("foreløbige tal", "provisional figures"),
    Flag.SERIES_BREAK: Text("databrud i perioden", "a break in the series"),
    Flag.AMBIGUOUS_WORDING: Text("ordlyden kan læses på flere måder", "the wording is ambiguous"),
    Flag.DIRECTION_CONFLICT: Text(
        "kravet trækker mod indikatorens gode retning",
        "the rule pulls against the indicator's good direction",
    ),
}
