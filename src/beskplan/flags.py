"""What a careful reader must know about a verdict. Flags never change a status."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from beskplan.catalogue import COUNTED_UNITS, SeriesBreak
from beskplan.deadlines import Judged, newest_of
from beskplan.judgements import Status
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.measures._counts import ROLES, count_beside
from beskplan.measures.difference_of import DifferenceOf
from beskplan.measures.ratio_of import RatioOf
from beskplan.numbers import Value
from beskplan.observations import Figure, Key
from beskplan.periods import Covers, Period
from beskplan.results import STATUS_WORDS, Flag, Warned
from beskplan.rules._base import segment_words
from beskplan.target import Target
from beskplan.words import PLACE, Text, Words, gap_unit_of

SMALL: Final = 20


def flags_of(target: Target, judged: Judged, case: Case, as_of: date) -> tuple[Flag, ...]:
    """Return the flags of a verdict in the order of `Flag`."""
    raised = {flag for flag, _ in _raised(target, judged, case, as_of)}
    return tuple(flag for flag in Flag if flag in raised)


def warned_of(target: Target, judged: Judged, case: Case, as_of: date) -> tuple[Warned, ...]:
    """Return the same flags, each with what raised it here."""
    raised: dict[Flag, list[Text]] = {}
    for flag, why in _raised(target, judged, case, as_of):
        raised.setdefault(flag, []).append(Text.made(why))
    return tuple(Warned(flag, _together(raised[flag])) for flag in Flag if flag in raised)


def ambiguous_words(target: Target) -> Text:
    """Say what of a wording is open: how it was read, and how many other ways there are."""
    return Text.made(lambda words: _ambiguous(words, target))


def _together(said: list[Text]) -> Text:
    return Text("; ".join(one.da for one in said), "; ".join(one.en for one in said))


_Raised = tuple[Flag, Callable[[Words], str]]
"""A flag, and what says why: only when it is asked."""


def _raised(target: Target, judged: Judged, case: Case, as_of: date) -> Iterator[_Raised]:
    if target.is_ambiguous:
        yield Flag.AMBIGUOUS_WORDING, lambda words: _ambiguous(words, target)
    measure = target.measure
    if measure is None:
        return
    if _pulls_against(target, case, measure):
        yield Flag.DIRECTION_CONFLICT, lambda words: _against(words, target, case, measure)
    decided = judged.status in (Status.MET, Status.MISSED)
    if decided and judged.judgement.flips_within_rounding:
        yield Flag.WITHIN_ROUNDING, lambda words: _range(words, judged)
    own, period = judged.judgement.observed, judged.period
    if own is None or own.value is None or period is None:
        return
    yield from _of_figures(judged, own.figures, case, measure)
    cut = _break_spanned(judged, case, target, measure)
    if cut is not None:
        yield Flag.SERIES_BREAK, lambda words: _break(words, cut)
    if period.ends_before(case.years):
        yield Flag.FIGURES_BEFORE_PLAN, lambda words: _before(words, period, case.years)
    elif (newer := _newer(period, case, measure, as_of)) is not None:
        yield Flag.STALE, lambda words: _stale(words, period, newer)


def _ambiguous(words: Words, target: Target) -> str:
    said = []
    if target.reading is not None:
        said.append(words.say(da=f"læst sådan: {target.reading}", en=f"read as: {target.reading}"))
    if target.other_readings:
        count = len(target.other_readings)
        said.append(
            words.say(
                da=f"{count} anden læsning vises nedenfor"
                if count == 1
                else f"{count} andre læsninger vises nedenfor",
                en=f"{count} other {'reading is' if count == 1 else 'readings are'} shown below",
            )
        )
    if not said:
        said.append(
            words.say(
                da="dokumentet siger ikke alt, hvad kravet skal bruge (not-stated i planen)",
                en="the document does not say all that the rule needs (not-stated in the plan)",
            )
        )
    return "; ".join(said)


def _against(words: Words, target: Target, case: Case, measure: AnyMeasure) -> str:
    title = measure.main(case.catalogue).title
    more = target.asked.direction == "higher"
    return words.say(
        da=f"kravet beder om {'mere' if more else 'mindre'}, men {'mindre' if more else 'mere'} er "
        f"bedst for {title}",
        en=f"the rule asks for {'more' if more else 'less'}, but {'less' if more else 'more'} is "
        f"better for {title}",
    )


def _range(words: Words, judged: Judged) -> str:
    """Say between which gaps the printed figures leave it open, and the verdict at each end."""
    gap, observed = judged.judgement.gap, judged.judgement.observed
    assert gap is not None
    unit = gap_unit_of(observed.unit) if observed is not None else ""
    ends = [
        (
            words.amount(Value(end, end, end, None), unit, signed=True),
            STATUS_WORDS[judged.judgement.status_at(end)][words.lang],
        )
        for end in (gap.low, gap.high)
    ]
    (low, low_status), (high, high_status) = ends
    return words.say(
        da=f"før afrunding kan afvigelsen være fra {low} ({low_status}) til {high} ({high_status})",
        en=f"before rounding the gap may be from {low} ({low_status}) to {high} ({high_status})",
    )


def _before(words: Words, period: Period, years: Period) -> str:
    plan, when = words.period(years), words.period(period)
    return words.say(
        da=f"det er fra {when}, og planens år er {plan}: det viser, hvor kommunen stod, ikke om "
        "løftet er holdt",
        en=f"it is from {when}, and the plan's years are {plan}: it shows where the municipality "
        "stood, not whether the promise was kept",
    )


def _stale(words: Words, period: Period, newer: Period) -> str:
    when, new = words.period(period), words.period(newer)
    return words.say(
        da=f"tallet er fra {when}; der er, eller skulle nu være, tal for {new}",
        en=f"the figure is from {when}; there are, or by now should be, figures for {new}",
    )


def _break(words: Words, cut: SeriesBreak) -> str:
    when = words.period(cut.at)
    return words.say(da=f"databrud fra {when}: {cut.why}", en=f"a break from {when}: {cut.why}")


def _of_figures(
    judged: Judged, own: tuple[Figure, ...], case: Case, measure: AnyMeasure
) -> Iterator[_Raised]:
    small = [(name, count) for name, count in _counts(own, case, measure) if count < SMALL]
    if small:
        yield Flag.SMALL_NUMBERS, lambda words: _small(words, small, case)
    if any(_withheld(own, case)):
        yield Flag.SMALL_NUMBERS, lambda words: _hidden(words, next(_withheld(own, case)), case)
    figures = [figure for one in judged.judgement.measured for figure in one.figures]
    if any(figure.provisional for figure in figures):
        count = sum(figure.provisional for figure in figures)
        yield Flag.PROVISIONAL, lambda words: _provisional(words, count, len(figures))


def _small(words: Words, small: list[tuple[Key, Decimal]], case: Case) -> str:
    said = [
        f"{case.catalogue[key.indicator].title}, {words.period(key.period)}: {words.number(count)}"
        for key, count in small
    ]
    limit = words.say(da=f"færre end {SMALL}", en=f"fewer than {SMALL}")
    return f"{'; '.join(said)} ({limit})"


def _hidden(words: Words, row: Figure, case: Case) -> str:
    title, when = case.catalogue[row.key.indicator].title, words.period(row.key.period)
    what, place = f"{title}{segment_words(row.key.segment)}, {when}", row.source
    sheet = words.say(da=f", ark {place.sheet}", en=f", sheet {place.sheet}") if place.sheet else ""
    return words.say(
        da=f"kilden viser ikke antallet bag andelen: {what} ({place.file}{sheet}, række "
        f"{place.row})",
        en=f"the source does not print the count behind the share: {what} ({place.file}{sheet}, "
        f"row {place.row})",
    )


def _provisional(words: Words, count: int, of: int) -> str:
    return words.say(
        da=f"{count} af de {of} tal er mærket som foreløbige",
        en=f"{count} of the {of} figures are marked as provisional",
    )


def _pulls_against(target: Target, case: Case, measure: AnyMeasure) -> bool:
    better = measure.better(case.catalogue)
    wanted = target.asked.direction
    return wanted is not None and better not in ("neither", wanted)


def _beside(figure: Figure, case: Case) -> list[Figure]:
    """Return the published rows of a share's numerator and denominator."""
    rows = (count_beside(case, figure, role) for role in ROLES)
    return [row for row in rows if row is not None]


def _counts(
    figures: tuple[Figure, ...], case: Case, measure: AnyMeasure
) -> Iterator[tuple[Key, Decimal]]:
    """Yield the counts behind own figures; an indicator's counts of one period are one group.

    The two sides of a difference or a ratio are two groups. A count that several members share
    counts once.
    """
    rows: dict[Key, Decimal] = {}
    for figure in figures:
        unit = case.catalogue[figure.key.indicator].unit
        counted = unit in COUNTED_UNITS - {PLACE}
        for row in [figure] if counted else _beside(figure, case):
            if row.value is not None:
                rows[row.key] = row.value
    apart = isinstance(measure, DifferenceOf | RatioOf)
    groups: dict[Key, Decimal] = {}
    for key, value in rows.items():
        name = key if apart else key._replace(segment=())
        groups[name] = groups.get(name, Decimal(0)) + value
    yield from groups.items()


def _withheld(figures: tuple[Figure, ...], case: Case) -> Iterator[Figure]:
    """Yield the counts that are not printed though their share is."""
    for figure in figures:
        yield from (row for row in _beside(figure, case) if row.value is None)


def _break_spanned(
    judged: Judged, case: Case, target: Target, measure: AnyMeasure
) -> SeriesBreak | None:
    """Return the break of a series that lies inside what is compared or put together.

    Figures are held against the breaks of their own indicator, and all of them, with a period
    that the plan states a figure for, against those of the indicators that are measured.
    """
    figures = [figure for one in judged.judgement.measured for figure in one.figures]
    counted = {*measure.indicators(), *(figure.key.indicator for figure in figures)}
    if not any(case.catalogue[name].series_breaks for name in counted):
        return None
    spans: dict[str, list[Period]] = {}
    for figure in figures:
        spans.setdefault(figure.key.indicator, []).append(figure.key.period)
    stated = [_stated_for(target, case, measure)]
    together = [figure.key.period for figure in figures]
    together += [period for period in stated if period is not None]
    if judged.period is not None:
        together.append(judged.period)
    for name in measure.indicators():
        spans[name] = together
    spanned = (
        cut
        for name, periods in spans.items()
        for cut in case.catalogue[name].series_breaks
        if min(one.start for one in periods) < cut.at.start <= max(one.end for one in periods)
    )
    return next(spanned, None)


def _stated_for(target: Target, case: Case, measure: AnyMeasure) -> Period | None:
    """Return the period of a baseline, whose figure the plan itself may state."""
    baseline = target.baseline
    if target.asked.needs_baseline and isinstance(baseline, Baseline):
        return baseline.period if isinstance(baseline.period, Period) else None
    return measure.counts_from(case._replace(baseline=baseline))


def _newer(period: Period, case: Case, measure: AnyMeasure, as_of: date) -> Period | None:
    """Return a newer period inside the plan's years that is, or should have been, published."""
    indicator = measure.main(case.catalogue)
    newest = newest_of(measure.timeline(case), case.years)
    if newest is not None and newest > period:
        return newest
    following = None if indicator.lag is None else _following(period, indicator.covers)
    if indicator.lag is None or following is None:
        return None
    published = following.shifted(indicator.lag).end
    if following.end <= case.years.end and published < as_of:
        return following
    return None


def _following(period: Period, covers: Covers) -> Period | None:
    """Return the last months of the next period of a series; None where no calendar tells."""
    if period.months is None or covers is Covers.SURVEY:
        return None
    last = Period.of_month(period.year, period.end.month)
    steps = {Covers.FOUR_QUARTERS: 3, Covers.YEAR_TO_DATE: 1}
    return last.shifted(steps.get(covers, period.months))
