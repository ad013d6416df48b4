"""Which period is judged, and what a deadline makes of it.

The order is that of the plan language: a period named in the plan or by the caller; else what
``due`` says; else the newest period inside the plan's years; and where the plan's years have no
figures, the newest earlier one as a starting position.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Final

from beskplan.arithmetic import Stated, Term
from beskplan.due import Due
from beskplan.judgements import Judgement, Status
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.measures._over import THIS_YEAR
from beskplan.numbers import Value
from beskplan.observations import Observations
from beskplan.periods import Covers, Period
from beskplan.results import Pace
from beskplan.rules._base import nothing_words
from beskplan.target import Target
from beskplan.words import Text


@dataclass(frozen=True)
class Judged:
    """A judgement with its period, and the status after the deadline had its say.

    ``case`` is what the rule was asked about, None where it was asked about nothing.
    """

    judgement: Judgement
    period: Period | None
    status: Status
    reason: Text | None = None
    on_track: bool | None = None
    progress: Decimal | None = None
    pace: Pace | None = field(default=None, compare=False)
    case: Case | None = field(default=None, compare=False)


def judge_target(target: Target, case: Case, as_of: date, named: Period | None = None) -> Judged:
    """Judge a target on the period that decides it.

    Args:
        target: the promise.
        case: area, figures and years; its period is replaced by the judged one.
        as_of: the day that the answer is for.
        named: the period that the caller asks for. A promise that names its own period keeps
            it, and a deadline is never decided by a figure that is not its own.
    """
    if case.baseline != target.baseline:
        case = case._replace(baseline=target.baseline)
    if target.measure is None:
        judgement = target.asked.judge(case, None)
        return Judged(judgement, None, judgement.status, judgement.reason)
    timing = _Timing(target, target.measure, case, as_of, named)
    if target.period is not None:
        return timing.at(target.period)
    if target.due is not None:
        return timing.with_deadline(target.due)
    return timing.at(timing.shown)


@dataclass(frozen=True)
class _Timing:
    target: Target
    measure: AnyMeasure
    case: Case
    as_of: date
    named: Period | None = None

    @property
    def shown(self) -> Period | None:
        """The period asked for by name, in the indicator's own length; else the newest."""
        if self.named is None:
            return self.newest
        if self.covers is Covers.SURVEY:
            return self._held_in(self.named)
        if self.covers.fits(self.named):
            return self.named
        return self.covers.last_inside(self.named) or self.named

    def _held_in(self, span: Period) -> Period:
        """Return the last survey held inside a span; the span itself where there is none."""
        found = self.measure.timeline(self.case)
        return max((one for one in found if span.contains(one)), default=span)

    @property
    def inside(self) -> list[Period]:
        """Periods with a row of any area that end inside the plan's years."""
        return self._ending_in(self.case.years)

    @property
    def newest(self) -> Period | None:
        """The newest period inside the plan's years, else the newest earlier one."""
        return newest_of(self.measure.timeline(self.case), self.case.years)

    @property
    def covers(self) -> Covers:
        return self.measure.main(self.case.catalogue).covers

    def _ending_in(self, span: Period) -> list[Period]:
        found = self.measure.timeline(self.case)
        return [period for period in found if span.start <= period.end <= span.end]

    def _judge(self, period: Period) -> Judgement:
        return self.target.asked.judge(self.case.at(period=period), self.measure)

    def at(self, period: Period | None) -> Judged:
        """Judge one period; None: there is no figure at all."""
        if period is None:
            return self._without_figures()
        judgement = self._judge(period)
        reason = judgement.reason
        if judgement.status is Status.NO_DATA and reason is not None:
            reason = self._with_last_complete(reason, period)
        case = self.case.at(period=period)
        return Judged(judgement, period, judgement.status, reason, case=case)

    def _without_figures(self) -> Judged:
        """Judge where no period counts; a level that all the plan's years share is known."""
        years = self.case.years
        first, *others = (self._unseen(year) for year in range(years.start.year, years.year + 1))
        bare = others[-1] if others else first
        if any(one.required != bare.required for one in (first, *others)):
            bare = bare._replace(required=None)
        if bare.status is not Status.NO_DATA:
            return Judged(bare, None, bare.status, bare.reason)
        return Judged(bare, None, bare.status, nothing_words(self.measure, self.case))

    def _unseen(self, year: int) -> Judgement:
        """Judge a year with rows of other lengths and years out of sight."""
        whole = Period.of_year(year)
        period = self.covers.last_inside(whole) or whole
        unseen = self.case._replace(observations=Observations(), period=period)
        return self.target.asked.judge(unseen, self.measure)

    def _with_last_complete(self, reason: Text, period: Period) -> Text:
        """Add the last period for which every figure is there, after what it is counted from."""
        start = self._counted_from
        earlier = (
            one
            for one in reversed(self.measure.timeline(self.case))
            if one < period and (start is None or start.end < one.end)
        )
        for one in earlier:
            if self._judge(one).gap is not None:
                return Text(
                    f"{reason.da}; seneste periode med alle tal: {one.label('da')}",
                    f"{reason.en}; last period with all figures: {one.label('en')}",
                )
        return reason

    @property
    def _counted_from(self) -> Period | None:
        """The latest period that a change counts from: at it there is nothing to say."""
        baseline = self.case.baseline if self.target.asked.needs_baseline else None
        starts = [self.measure.counts_from(self.case), getattr(baseline, "period", None)]
        return max((one for one in starts if isinstance(one, Period)), default=None)

    def with_deadline(self, due: Due) -> Judged:
        """Judge as ``by_end``, ``during`` or ``throughout`` ask."""
        span = due.span(self.shown)
        if span is None:
            return self.at(None)
        if self.as_of < span.start:
            return self._not_due(span)
        if self.named is not None and self.shown is not None and self.shown.end < span.end:
            return self._before_the_end(due, span, self.shown)
        decide = {
            "by_end": self._by_end,
            "during": self._during,
            "throughout": self._throughout,
        }[due.kind]
        return decide(span, self.as_of <= span.end)

    def _before_the_end(self, due: Due, span: Period, named: Period) -> Judged:
        """Judge a period by name that ends before the deadline does.

        It decides nothing unless it reaches (breaks) what need be reached (broken) but once; a
        deadline that is past does not change what a starting position shows.
        """
        judged = self.at(named)
        decisive = {"during": Status.MET, "throughout": Status.MISSED}.get(due.kind)
        if span.start <= named.end and judged.status is decisive:
            return judged
        if self.as_of > span.end and named.ends_before(self.case.years):
            return judged
        return self._not_due(span)

    def _not_due(self, span: Period) -> Judged:
        """Show the newest figure, or that asked for by name.

        What the deadline itself cannot change stays the verdict.
        """
        shown = self.at(self.shown)
        waits = shown.status in (Status.MET, Status.MISSED, Status.NO_DATA)
        if not waits and self._judge(self._holding_end_of(span)).status is shown.status:
            return shown
        reason = Text(f"frist: {_day(span.end, 'da')}", f"deadline: {_day(span.end, 'en')}")
        if self.as_of > span.end:
            reason = Text(
                f"perioden ligger før fristen {_day(span.end, 'da')} og afgør den ikke",
                f"the period is before the deadline {_day(span.end, 'en')} and does not decide it",
            )
        return self._paced(replace(shown, status=Status.NOT_DUE, reason=reason), span)

    def _by_end(self, span: Period, within: bool) -> Judged:
        if within:
            return self._not_due(span)
        if not self.inside and self.named is None:
            return self.at(self.newest)
        return self.at(self._holding_end_of(span))

    def _holding_end_of(self, span: Period) -> Period:
        """Return the period that holds a span's last day, of surveys the last one held in it.

        Where no such period is published the span itself, which then has no figure.
        """
        last = self.covers.last_inside(span)
        if last is not None and last.end == span.end:
            return last
        if self.covers is Covers.SURVEY:
            return max(self._ending_in(span), default=span)
        found = self.measure.timeline(self.case)
        return min((one for one in found if one.start <= span.end <= one.end), default=span)

    def _during(self, span: Period, within: bool) -> Judged:
        best = self._extreme(span, max)
        if best is not None and best.status is Status.MET:
            return best
        if within:
            return self._not_due(span)
        return self._after(span, best)

    def _throughout(self, span: Period, within: bool) -> Judged:
        worst = self._extreme(span, min)
        if worst is not None and worst.status is Status.MISSED:
            return worst
        if within:
            return self._not_due(span)
        return self._after(span, worst)

    def _after(self, span: Period, deciding: Judged | None) -> Judged:
        """After the deadline the verdict holds only if all periods are published."""
        if not self.inside and self.named is None:
            return self.at(self.newest)
        for period in self.expected(span):
            judged = self.at(period)
            if judged.judgement.gap is None:
                return judged
        return deciding if deciding is not None else self.at(span)

    def expected(self, span: Period) -> list[Period]:
        """Return the periods that a complete series has in a span, oldest first."""
        found: list[Period] = []
        last = self.covers.last_inside(span)
        while last is not None and span.start <= last.end:
            found.append(last)
            last = self._one_before(last)
        return found[::-1] or self._ending_in(span)

    def _one_before(self, period: Period) -> Period | None:
        if self.covers is Covers.FOUR_QUARTERS:
            return period.shifted(-3)
        if self.covers is Covers.YEAR_TO_DATE:
            return None  # each holds the ones before it, so the last one tells all
        return period.previous()

    def _extreme(
        self,
        span: Period,
        pick: Callable[[Iterable[tuple[Fraction, Period]]], tuple[Fraction, Period]],
    ) -> Judged | None:
        """Return the best or worst period ending in a span that has a gap."""
        gaps = [
            (gap.exact, period)
            for period in self._ending_in(span)
            if (gap := self._judge(period).gap) is not None
        ]
        return self.at(pick(gaps)[1]) if gaps else None

    def _paced(self, shown: Judged, span: Period) -> Judged:
        """Add whether the figure is on track for the deadline, where a pace can be computed."""
        judgement, due = shown.judgement, self.target.due
        own = judgement.observed.value if judgement.observed else None
        required = judgement.required
        if own is None or required is None or shown.period is None:
            return shown
        if due is not None and due.kind == "throughout":
            return replace(shown, on_track=judgement.status is Status.MET)
        over = self.measure.over
        if over is not None and over.from_ is not None and over.take == "mean":
            return replace(shown, on_track=judgement.status is Status.MET)
        pace = self._course(judgement, shown.period, span)
        if pace is None:
            return shown
        level = pace.level(Stated(required)).exact
        ahead = own.exact >= level if judgement.good == "higher" else own.exact <= level
        done = pace.progress(Stated(own), Stated(required))
        return replace(
            shown,
            on_track=ahead if judgement.good else None,
            progress=None if done is None else _printed(done.exact),
            pace=pace,
        )

    def _course(self, judgement: Judgement, period: Period, span: Period) -> Pace | None:
        """Return how far a number is on its way at a period's end, on a straight line.

        A sum from a time, and a figure for the year to date, start from nothing; what is held
        against a baseline starts from that.
        """
        start = self._start(period, span)
        if start is not None:
            return _pace(start, period.end, span.end)
        before = judgement.comparator
        then = before.measured.value if before is not None else None
        baseline = self.case.baseline
        if not isinstance(baseline, Baseline) or not isinstance(baseline.period, Period):
            return None
        if then is None or not self.target.asked.needs_baseline:
            return None
        assert before is not None
        after = baseline.period.end + timedelta(days=1)
        return _pace(after, period.end, span.end, before.measured.term)

    def _start(self, period: Period, span: Period) -> date | None:
        """Return where a number that adds up over time begins; None for one that does not.

        A count of an earlier year is not under way to a deadline of this one.
        """
        over = self.measure.over
        by_year = self.covers is Covers.YEAR_TO_DATE
        start = period.start if by_year else None
        if over is not None:
            window = over.span(period)
            by_year = over.from_ == THIS_YEAR
            start = window.start if over.from_ is not None and window is not None else None
        return None if by_year and period.year < span.start.year else start


def course_of(target: Target, case: Case) -> Iterator[tuple[Period, Judgement]]:
    """Yield what a target's rule says of every period up to the end of the plan's years.

    Periods that a complete series would have stand among them, with nothing to say.
    """
    measure = target.measure
    if measure is None:
        return
    case = case._replace(baseline=target.baseline)
    timing = _Timing(target, measure, case, case.years.end)
    timeline = [one for one in measure.timeline(case) if one.end <= case.years.end]
    if not timeline:
        return
    span = Period(timeline[0].start, timeline[-1].end)
    for period in sorted({*timing.expected(span), *timeline}):
        yield period, target.asked.judge(case.at(period=period), measure)


def newest_of(timeline: Sequence[Period], years: Period) -> Period | None:
    """Return the newest of ordered periods that ends by the end of some years, None without one."""
    count = bisect_right(timeline, years.end, key=_end)
    return timeline[count - 1] if count else None


_end: Final = attrgetter("end")


def _pace(start: date, now: date, end: date, then: Term | None = None) -> Pace | None:
    """Return months gone of months in all; None outside the way."""
    if not start <= now <= end:
        return None
    return Pace(start, end, _months(start, now), _months(start, end), then)


def _printed(number: Fraction) -> Decimal:
    return Value(number, number, number, None).decimal


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _day(day: date, lang: str) -> str:
    return Period(day, day).label("da" if lang == "da" else "en")
