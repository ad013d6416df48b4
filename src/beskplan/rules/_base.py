"""The one interface of rules, and what they share: limits, comparisons, missing figures."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, field_validator

from beskplan.areas import area_of
from beskplan.arithmetic import Stated, Term, Worked, less
from beskplan.catalogue import Catalogue, Segment
from beskplan.judgements import OF_PLAN, Comparator, Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.models import Exact, Shape, Strict
from beskplan.numbers import Value
from beskplan.observations import Missing, Observations
from beskplan.words import Text, Words

Direction = Literal["higher", "lower"]
Side = Literal["at-least", "above", "at-most", "below"]
GOOD: Final[dict[str, Direction]] = {
    "at-least": "higher",
    "above": "higher",
    "at-most": "lower",
    "below": "lower",
}
STRICT: Final = frozenset({"above", "below"})


class Rule(Strict, ABC):
    """What the measured number must fulfil. One subclass, one file, one ``type``.

    A rule says what it asks (``judge``) and in words (``requirement``); it knows no formats.
    """

    needs_measure: ClassVar[bool] = True
    type: str
    """Which rule it is; the other keys follow from it."""

    @abstractmethod
    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return own figure, what it is held against, and the gap."""

    @abstractmethod
    def requirement(self, words: Words, unit: str) -> str:
        """Say what is asked, in one language. ``unit`` is that of the measure."""

    def worked(
        self,
        judgement: Judgement,
        case: Case,  # noqa: ARG002 (for those who override)
        measure: AnyMeasure | None,  # noqa: ARG002
    ) -> Worked:
        """Say how ``judge`` came to the gap, as a person would work it out by hand.

        What it says must be what was judged; a type whose required level is worked out, or that
        has no one good side, says how.
        """
        return one_sided(judgement)

    @property
    def direction(self) -> Direction | None:
        """Which way the rule pulls; None where it pulls neither or both ways."""
        return None

    @property
    def needs_baseline(self) -> bool:
        """Whether the target must say what it counts from."""
        return False

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document leaves open what is asked."""
        return False

    @property
    def required(self) -> int | None:
        """How many parts must be met; None: all."""
        return None

    def for_member(
        self,
        of: Callable[[AnyMeasure | None], AnyMeasure | None],  # noqa: ARG002 (for overrides)
    ) -> Rule:
        """Return the rule with the measures inside it changed by ``of``, for a fan-out."""
        return self

    @property
    def listed_parts(self) -> tuple[Any, ...]:
        """The parts of a rule that has several, each with a rule of its own."""
        return ()

    def groups(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Return the groups of the plan that are named, with their paths inside the rule."""
        return tuple(
            (path, name)
            for key in ("against", "among")
            for path, name in groups_in(vars(self).get(key), (key,))
        )

    @property
    def looks_elsewhere(self) -> bool:
        """Whether areas beside the own and the whole country are looked at.

        A rule that does not say so reads them all, which is slower and never wrong.
        """
        return True

    def measures(self) -> tuple[tuple[tuple[str | int, ...], AnyMeasure], ...]:
        """Return the measures that stand inside the rule, with their paths."""
        return ()

    def problems(
        self,
        catalogue: Catalogue,  # noqa: ARG002 (for those who override)
        measure: AnyMeasure,  # noqa: ARG002
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield what does not fit the measured indicator: path inside the rule, and message."""
        yield from ()


def groups_in(
    places: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the groups that ``against`` or ``among`` name."""
    group = getattr(places, "group", None)
    if group is not None:
        yield (*path, "group"), group
    rest = getattr(places, "rest_of", None)
    if rest is not None:
        yield from groups_in(rest, (*path, "rest_of"))


class Schedule(Strict):
    """Levels by year: ``{2023: 7.0, 2024 onwards: 11}``. Nothing is interpolated."""

    by_year: Annotated[dict[str, Exact], Field(min_length=1), Shape("levels")]
    """Each year with its level; the last may say onwards. The figure's last day picks the year."""

    @field_validator("by_year", mode="after")
    @classmethod
    def _years(cls, levels: dict[str, Decimal]) -> dict[str, Decimal]:
        firsts = []
        for key in levels:
            found = _YEAR.fullmatch(key)
            if found is None:
                raise ValueError(f'"{key}" is no year; write 2023, or 2024 onwards')
            firsts.append(int(found[1]))
        open_ended = [key for key in levels if key.endswith("onwards")]
        if len(set(firsts)) < len(firsts):
            raise ValueError("a year stands twice")
        if len(open_ended) > 1 or (open_ended and int(open_ended[0][:4]) != max(firsts)):
            raise ValueError('only the last year may say "onwards"')
        return levels

    def level(self, year: int) -> Decimal | None:
        """Return the level in force in a year, None where the schedule has none."""
        for key, level in self.by_year.items():
            first = int(key[:4])
            if year == first or (key.endswith("onwards") and year >= first):
                return level
        return None


_YEAR: Final = re.compile(r"((?:19|20|21)[0-9]{2})( onwards)?")


def _kind_of_limit(written: Any) -> str:
    return "schedule" if isinstance(written, dict | Schedule) else "number"


Limit = Annotated[
    Annotated[Exact, Tag("number")] | Annotated[Schedule, Tag("schedule")],
    Discriminator(_kind_of_limit),
]
"""A number, or a schedule of numbers by year."""


def _distance(limit: Decimal | Schedule) -> Decimal | Schedule:
    levels = limit.by_year.values() if isinstance(limit, Schedule) else (limit,)
    if any(level < 0 for level in levels):
        raise ValueError("points is a distance, 0 or more; the rule's type says which way")
    return limit


Distance = Annotated[Limit, AfterValidator(_distance)]
"""A limit that is an amount, never below zero."""


def level_of(limit: Decimal | Schedule, case: Case) -> Value | None:
    """Return the level in force for the case's period; None where the schedule has none.

    The figure's last day picks the year; a figure from before the plan's years takes the
    level of their first.
    """
    if isinstance(limit, Schedule):
        level = limit.level(max(case.period.year, case.years.start.year))
        return None if level is None else Value.of(level)
    return Value.of(limit)


def level_words(words: Words, limit: Decimal | Schedule, unit: str) -> str:
    """Say a limit: ``85 pct.``, or ``7,0 mio. kr. i 2023 og 11 mio. kr. i 2024 og frem``."""
    if not isinstance(limit, Schedule):
        return words.amount(limit, unit)
    years = [
        words.say(
            da=f"{words.amount(level, unit)} i {_year_words(words, key)}",
            en=f"{words.amount(level, unit)} in {_year_words(words, key)}",
        )
        for key, level in limit.by_year.items()
    ]
    return words.listed(years)


def _year_words(words: Words, key: str) -> str:
    return key.replace(" onwards", words.say(da=" og frem", en=" onwards"))


NOT_STATED_AGAINST: Final = Text(
    "dokumentet siger ikke, hvis gennemsnit der menes",
    "the document does not say whose average is meant",
)
NO_BASELINE: Final = Text(
    "dokumentet angiver ikke et udgangspunkt", "the document states no baseline"
)
NO_LEVEL: Final = Text("der er ikke fastsat et niveau for året", "no level is set for the year")


def decided(
    judgement: Judgement, case: Case, *, needed: tuple[Measured | None, ...] = ()
) -> Judgement:
    """Return the judgement, without a gap where a measured value is missing.

    ``needed`` are the measured values that the gap needs; by default all that took part.
    """
    for measured in needed or judgement.measured:
        if measured is not None and measured.incomparable is not None:
            return _without(judgement, Status.NOT_COMPARABLE, measured.incomparable)
    taking_part = [one for one in needed or judgement.measured if one is not None]
    absent = next((one.absent for one in taking_part if one.absent), None)
    if absent is not None:
        return _without(judgement, Status.NO_DATA, absent)
    missing = [gone for one in taking_part for gone in one.missing]
    if missing:
        return _without(judgement, Status.NO_DATA, missing_words(missing, case))
    return judgement


def _without(judgement: Judgement, status: Status, reason: Text) -> Judgement:
    return Judgement(
        observed=judgement.observed,
        comparator=judgement.comparator,
        required=None if judgement.comparator else judgement.required,
        strict=judgement.strict,
        good=judgement.good,
        without=status,
        reason=reason,
        further=judgement.further,
        detail=judgement.detail,
    )


def missing_words(missing: list[Missing], case: Case) -> Text:
    """Say which figures are missing: indicator, segment, area and period."""

    def say(words: Words) -> str:
        parts = [_missing_words(words, gone, case) for gone in dict.fromkeys(missing)]
        return "; ".join(parts)

    return Text.made(say)


def _missing_words(words: Words, missing: Missing, case: Case) -> str:
    key = missing.key
    series = _series_words(words, case, key.indicator, key.segment, key.area)
    what = f"{series}, {words.period(key.period)}"
    if missing.mark is None:
        return words.say(da=f"ingen tal for {what}", en=f"no figure for {what}")
    mark = missing.mark or words.say(da="tom", en="empty")
    return words.say(
        da=f"kilden viser „{mark}“ for {what}", en=f'the source prints "{mark}" for {what}'
    )


def nothing_words(measure: AnyMeasure, case: Case) -> Text:
    """Say that nothing is published in the plan's years or before: indicator, segment, area.

    Of several series those are named of which no area has a row by then.
    """
    unseen = measure.measured(case._replace(observations=Observations(), period=case.years))
    keys = [gone.key for gone in unseen.missing]
    named = dict.fromkeys((key.indicator, key.segment, key.area) for key in keys)
    without = [one for one in named if not _has_rows(case, one[0], one[1])]
    segment = measure.shown_segment(case.catalogue)
    whole = (measure.main(case.catalogue).id, segment, case.area.code)
    series = without or list(named) or [whole]
    year = case.years.end.year

    def say(words: Words) -> str:
        until = words.say(da=f"{year} eller før", en=f"{year} or earlier")
        return "; ".join(
            words.say(da=f"ingen tal for {what}, {until}", en=f"no figures for {what}, {until}")
            for what in (_series_words(words, case, *one) for one in series)
        )

    return Text.made(say)


def _has_rows(case: Case, indicator: str, segment: Segment) -> bool:
    fits = case.catalogue[indicator].covers.fits
    found = case.observations.periods(indicator, segment)
    return any(fits(one) and one.end <= case.years.end for one in found)


def _series_words(words: Words, case: Case, indicator: str, segment: Segment, area: str) -> str:
    title = case.catalogue[indicator].title
    return f"{title}{segment_words(segment)}: {words.area(area_of(area))}"


def segment_words(segment: Segment) -> str:
    """Return a segment as `` (A-dagpenge)``, empty for the total."""
    return f" ({', '.join(member for _, member in segment)})" if segment else ""


def one_sided(judgement: Judgement, required: Term | None = None) -> Worked:
    """Work out the gap to a required level: own less required, or required less own.

    ``required`` says how the level came about, by default it is a number that the plan states.
    """
    if judgement.required is None:
        return Worked()
    level = required or Stated(judgement.required, OF_PLAN)
    own = judgement.observed
    if judgement.gap is None or own is None or judgement.good is None:
        return Worked(required=level)
    gap = less(own.term, level) if judgement.good == "higher" else less(level, own.term)
    return Worked(required=level, gap=gap)


def compared_term(judgement: Judgement) -> Term | None:
    """Return the comparator's number as a term, None where it has none."""
    compared = judgement.comparator
    if compared is None or compared.measured.value is None:
        return None
    return compared.measured.term


def judge_side(
    case: Case, own: Measured, comparator: Comparator, required: Value | None, side: Side
) -> Judgement:
    """Judge own figure on one side of a required level."""
    gap = None
    if own.value is not None and required is not None:
        gap = own.value - required if GOOD[side] == "higher" else required - own.value
    judgement = Judgement(
        observed=own,
        comparator=comparator,
        required=required,
        gap=gap,
        strict=side in STRICT,
        good=GOOD[side],
    )
    return decided(judgement, case)
