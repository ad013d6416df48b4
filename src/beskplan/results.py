"""What an evaluation says: a verdict for every target, with the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from beskplan.areas import Area
from beskplan.arithmetic import (
    Term,
    Worked,
    Working,
    less,
    number,
    over,
    plus,
    times,
)
from beskplan.catalogue import Segment
from beskplan.judgements import Judgement, Status
from beskplan.observations import Figure, Source
from beskplan.periods import Period
from beskplan.words import Lang, Text


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
class Persons:
    """A gap in persons, the comparator held still.

    ``observed`` is the own count; ``missing`` the smallest whole number of persons that
    would meet the target, 0 when met, None where it cannot be known. ``worked_back`` says
    that the denominator was not published but follows from count and share.
    """

    observed: int | None
    missing: int | None
    worked_back: bool = False
    found: Headcount | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Headcount:
    """The counts that a gap in persons was worked out with.

    ``own`` is the figure of the own count, or those that it is the sum of. ``below`` are those of
    the denominator, or of the expected count where ``is_expected`` says so; ``totals`` are the
    least and the largest denominator that fit, the same twice where it is published. ``needed``
    is the count that would just meet the target, ``unit`` what is counted, and ``titles`` what
    the indicators that count are called.
    """

    own: tuple[Figure, ...]
    below: tuple[Figure, ...]
    unit: str
    totals: tuple[int, int] | None = None
    needed: int | None = None
    is_expected: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Warned:
    """A flag, and why it is raised here."""

    flag: Flag
    why: Text


@dataclass(frozen=True)
class Sought:
    """A figure that was looked for in vain: what it is, and what sources call it.

    ``mark`` is what the source prints instead, None where there is no row. ``period`` is None
    where no period has a row.
    """

    title: str
    indicator: str
    segment: Segment
    area: Area
    period: Period | None
    mark: str | None
    publisher: str | None
    table: str | None


@dataclass(frozen=True)
class Pace:
    """How far on its way to a deadline a number is: months gone of months in all.

    ``start`` and ``end`` are the first and the last day of the way. ``then`` is what it started
    from; None: from nothing.
    """

    start: date
    end: date
    gone: int
    whole: int
    then: Term | None = None

    def level(self, required: Term) -> Term:
        """Return what the number should be by now: required * e, or b + (required - b) * e."""
        part = over(number(self.gone), number(self.whole))
        if self.then is None:
            return times(required, part)
        return plus(self.then, times(less(required, self.then), part))

    def progress(self, own: Term, required: Term) -> Term | None:
        """Return which part of the way is done; None where there is no way to go."""
        then = self.then
        way = required if then is None else less(required, then)
        done = own if then is None else less(own, then)
        return None if way.exact == 0 else over(done, way)


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

    None where there is none; nothing is interpolated. ``figures`` are those of the own and of the
    compared number.
    """

    period: Period
    observed: Decimal | None = None
    compared: Decimal | None = None
    required: Decimal | None = None
    figures: tuple[Figure, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Wording:
    """What a plan says of a target, part or reading beside its rule, in words.

    ``measured`` is which number it is about, with window and change; ``baseline`` what is counted
    from; ``due`` the deadline; ``condition`` when it counts at all; ``version`` which of several
    versions is in force, and where the decision stands.
    """

    measured: Text | None = None
    baseline: Text | None = None
    due: Text | None = None
    condition: Text | None = None
    version: Text | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer for one target in one area.

    ``good`` and ``strict`` say how ``observed`` must stand to ``required``, as in `Judgement`.
    ``left_out`` names what a fan-out does not judge, in the order of the plan. Of several parts
    ``needed`` must be met, and ``deciding`` is the number of the one whose gap it is, from 0.

    Some is there only when `evaluate` is asked in full: ``course`` is what other periods show,
    oldest first; ``judgement`` the numbers as they were measured and ``worked`` how the rule came
    to its gap; ``counted`` how many persons are missing; ``warned`` the flags with what raised
    them; ``sought`` the figures looked for in vain; ``pace`` the way to the deadline;
    ``measured`` is the title of the indicator; ``wording`` what the plan says beside the rule;
    ``condition`` the verdict that it counts by, where the plan makes one; ``is_broken`` that it
    had to hold throughout a time and did not, which no later figure mends.
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
    judgement: Judgement | None = None
    worked: Worked | None = None
    counted: tuple[Working, ...] = ()
    warned: tuple[Warned, ...] = ()
    sought: tuple[Sought, ...] = ()
    pace: Pace | None = None
    measured: str | None = None
    wording: Wording = Wording()
    condition: Verdict | None = None
    is_broken: bool = False
    needed: int | None = None
    deciding: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    parts: tuple[Verdict, ...] = ()
    readings: tuple[Verdict, ...] = ()

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure shown: used ones, and those of course, parts, readings and condition."""
        yield from (used.figure for used in self.used)
        yield from (figure for point in self.course for figure in point.figures)
        condition = () if self.condition is None else (self.condition,)
        for inner in (*self.parts, *self.readings, *condition):
            yield from inner.figures

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
    status: Literal["draft", "approved"] = "approved"


@dataclass(frozen=True)
class DataFile:
    """A file that figures of the verdicts stand in, or figures of other periods beside them.

    ``retrieved`` are the days on which these were fetched, oldest first, empty where nobody says;
    ``publishers`` who published them, with the table. ``sha256`` is that of the file's content,
    None where nobody asked: `evaluate` opens no files.
    """

    name: str
    retrieved: tuple[date, ...] = ()
    publishers: tuple[str, ...] = ()
    sha256: str | None = None


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
    """All verdicts of one plan, in the order of the plan, and what the plan says of its targets.

    ``files`` are those of the figures in them, by name; only when `evaluate` is asked in full.
    """

    plan: PlanName
    as_of: date
    verdicts: tuple[Verdict, ...] = field(default=())
    promises: tuple[Promise, ...] = field(default=())
    files: tuple[DataFile, ...] = field(default=())

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    @property
    def summary(self) -> dict[Status, int]:
        """How many targets have each status; every status is there."""
        counts = dict.fromkeys(Status, 0)
        for verdict in self.verdicts:
            counts[verdict.status] += 1
        return counts

    def with_digests(self, digests: Mapping[str, str]) -> Results:
        """Return the results with the SHA-256 of their files, by name."""
        files = tuple(replace(one, sha256=digests.get(one.name)) for one in self.files)
        return replace(self, files=files)

    def only(self, targets: tuple[str, ...]) -> Results:
        """Return the results of these targets."""
        kept = tuple(verdict for verdict in self.verdicts if verdict.target in targets)
        promises = tuple(one for one in self.promises if one.target in targets)
        names = {one.source.file for verdict in kept for one in verdict.figures}
        files = tuple(one for one in self.files if one.name in names)
        return replace(self, verdicts=kept, promises=promises, files=files)


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
