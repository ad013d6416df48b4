"""Numbers in rules that a figure cannot have, or cannot miss."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import floor
from typing import Final

from beskplan.checks._amounts import SIDES, Amount, amounts_in
from beskplan.checks._base import CheckedPlan, Found, Level, check_plan
from beskplan.checks._can_be import ANYTHING, Range, range_of, range_of_figures
from beskplan.checks._judged import Judged, count_ranked, figures_of, judged, once, with_parts
from beskplan.documents import Loc
from beskplan.measures import Baseline
from beskplan.rules._base import Side
from beskplan.rules._comparison import Comparison
from beskplan.rules._margin import Margin
from beskplan.rules.change_from_baseline import ChangeFromBaseline
from beskplan.rules.rank import Rank
from beskplan.rules.threshold import Threshold
from beskplan.rules.vs_expected import VsExpected
from beskplan.rules.vs_group_average import VsGroupAverage
from beskplan.rules.vs_national_average import VsNationalAverage
from beskplan.words import PLACE

_Said = tuple[Loc, str]
"""A path inside the target, and what is said of it."""
_HUNDRED: Final = Decimal(100)
_MOVES: Final = ("up_by", "down_by")
_NOBODY_MISSES: Final = "nobody could miss"
_NOBODY_REACHES: Final = "nobody could reach"


@check_plan("BP203", Level.ERROR, "a limit that no figure can have")
def limit_outside_the_range(checked: CheckedPlan) -> Iterator[Found]:
    """Find numbers outside what is measured: a share above 100, a place after the last.

    Such a number is mostly a slip of the decimal point or a unit that was taken for another,
    and its verdict is met for all, or missed for all. Limits, margins, tolerances and the
    ``value`` of a baseline are looked at, each year by itself. Ratios and changes in percent
    may be above 100, and indicators of a change or difference, which titles tell, below 0.

    Bad:
        rule: {type: threshold, at_most: 400}
    Good:
        rule: {type: threshold, at_most: 4.00}
    """
    yield from once(
        one.placed.found(path, message)
        for one in judged(checked)
        for path, message in (*_outside(one, checked), *_baseline_outside(one, checked))
    )


def _outside(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield the numbers of a rule that lie outside what its measure can be."""
    can_be = range_of(one.measure, checked.catalogue)
    if isinstance(one.rule, Rank):
        last = count_ranked(one, checked)
        for amount in amounts_in(one.rule, "at_most", "below", "top"):
            if last is not None and amount.number > last + (amount.key == "below"):
                message = f"{amount} is no place among {last}; write a place from 1 to {last}"
                yield (*one.path, *amount.path), message
        return
    if isinstance(one.rule, Threshold):
        for amount in amounts_in(one.rule, *SIDES, "between"):
            if not can_be.holds(amount.number):
                yield (*one.path, *amount.path), _told(amount, one, checked, can_be)
        return
    for amount in amounts_in(one.rule, "points", "tolerance", *_MOVES):
        widest = _widest(one, amount, can_be)
        if widest is not None and amount.number > widest:
            yield (*one.path, *amount.path), _too_wide(amount, one, checked, can_be, widest)


def _widest(one: Judged, amount: Amount, can_be: Range) -> Decimal | None:
    """Return the largest amount that a figure can move or lie apart by; None: any."""
    if vars(one.rule).get("as_") != "percent":
        return can_be.width
    falls = can_be.low is not None and can_be.low >= 0 and amount.key == "down_by"
    return _HUNDRED if falls or amount.key == "tolerance" else None


def _name(one: Judged, checked: CheckedPlan) -> str:
    """Return what a measure is called in a sentence."""
    name = one.measure.main(checked.catalogue).id
    is_plain = one.measure.is_direct and len(list(with_parts(one.measure))) == 1
    return name if is_plain else f"this measure of {name}"


def _range_words(one: Judged, checked: CheckedPlan, can_be: Range) -> str:
    unit = one.measure.unit(checked.catalogue)
    return f"{_name(one, checked)} can be, {can_be.said(unit)}"


def _is_words(one: Judged, checked: CheckedPlan, can_be: Range) -> str:
    return _range_words(one, checked, can_be).replace(" can be,", " is")


def _told(amount: Amount, one: Judged, checked: CheckedPlan, can_be: Range) -> str:
    said = _range_words(one, checked, can_be)
    return f"{amount} lies outside what {said}; correct the number"


def _too_wide(
    amount: Amount, one: Judged, checked: CheckedPlan, can_be: Range, widest: Decimal
) -> str:
    if vars(one.rule).get("as_") == "percent":
        return f"{amount} percent is more than {widest:f} percent; correct the number"
    said = _range_words(one, checked, can_be)
    return f"{amount} is more than the whole of what {said}; correct the number"


def _baseline_outside(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield a value of the baseline that what is counted from it cannot have."""
    value, can_be, unit = _stated(one, checked)
    if value is not None and not can_be.holds(value):
        name = one.measure.main(checked.catalogue).id
        said = can_be.said(unit)
        message = f"value: {value:f} lies outside what {name} can be, {said}; correct the number"
        yield (*one.asked.baseline_at, "value"), message


def _stated(one: Judged, checked: CheckedPlan) -> tuple[Decimal | None, Range, str]:
    """Return the baseline's value that a rule or change counts from, what it can be, its unit."""
    baseline = one.asked.baseline
    value = baseline.value if isinstance(baseline, Baseline) else None
    if isinstance(one.rule, Rank) and one.rule.needs_baseline:
        last = count_ranked(one, checked)
        return value, Range(Decimal(1), None if last is None else Decimal(last)), PLACE
    if isinstance(one.rule, ChangeFromBaseline):
        unit = one.measure.unit(checked.catalogue)
        return value, range_of(one.measure, checked.catalogue), unit
    change = one.measure.change
    if change is not None and change.since == "baseline":
        unit = one.measure.figure_unit(checked.catalogue)
        return value, range_of_figures(one.measure, checked.catalogue), unit
    return None, ANYTHING, ""


@check_plan("BP204", Level.WARNING, "a limit that nobody could miss, or nobody reach")
def limit_without_a_choice(checked: CheckedPlan) -> Iterator[Found]:
    """Find rules whose verdict no figure can change: at least 0, the top third of two.

    A limit at the end of what is measured is met by all, or by nobody, so the promise says
    nothing: mostly ``type: none`` is meant, or the other side. A rise that leads past 100
    percent from a stated baseline is found too, and what is held against itself: a measure of
    a fixed area, or one that is expected of itself. Nothing is said of at most 0, at least 100
    and no change since a baseline, which can be met and missed.

    Bad:
        rule: {type: threshold, at_most: 100}
    Good:
        rule: {type: threshold, at_most: 4.0}
    """
    yield from once(
        one.placed.found(path, message)
        for one in judged(checked)
        for path, message in _decided_before(one, checked)
        if path not in {outside for outside, _ in _outside(one, checked)}
    )


def _decided_before(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    rule = one.rule
    if _is_held_against_itself(one, checked):
        message = (
            "the measure is of one fixed area, so its figure is held against itself; leave out "
            "area:, or hold it against a number"
        )
        yield one.path, message
    elif isinstance(rule, VsExpected) and rule.expected == one.measure:
        message = (
            "what is expected is the measure itself, so its figure is held against itself; name "
            "the indicator that says what is expected"
        )
        yield (*one.path, "expected"), message
    elif isinstance(rule, Rank):
        yield from _places(one, checked)
    elif isinstance(rule, Threshold):
        yield from _ends(one, checked)
    elif isinstance(rule, ChangeFromBaseline):
        yield from _from_stated(one, checked)
    elif isinstance(rule, Comparison | Margin):
        yield from _as_wide(one, checked)


def _is_held_against_itself(one: Judged, checked: CheckedPlan) -> bool:
    """Whether every area that a rule compares has the same figure."""
    kinds = VsNationalAverage | VsGroupAverage | Margin | Rank
    if not isinstance(one.rule, kinds) or one.measure.unit(checked.catalogue) == PLACE:
        return False
    return all(figure.area is not None for figure in figures_of(one.measure))


def _ends(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield limits at the end of what is measured."""
    can_be = range_of(one.measure, checked.catalogue)
    for amount in amounts_in(one.rule, *SIDES):
        who = _who(SIDES[amount.key], amount.number, can_be)
        if who:
            said = _is_words(one, checked, can_be)
            yield (*one.path, *amount.path), _say(who, str(amount), said)
    ends = [amount.number for amount in amounts_in(one.rule, "between")]
    if ends and ends == [can_be.low, can_be.high]:
        between = f"between: [{ends[0]:f}, {ends[1]:f}]"
        said = _is_words(one, checked, can_be)
        yield (*one.path, "between"), _say(_NOBODY_MISSES, between, said)


def _say(who: str, what: str, because: str) -> str:
    return f"{who} {what}, for {because}; correct it, or write type: none where no level is set"


def _who(side: Side, number: Decimal, can_be: Range) -> str:
    """Say whether nobody could miss, or reach, one side of a number."""
    if number == can_be.low:
        return {"at-least": _NOBODY_MISSES, "below": _NOBODY_REACHES}.get(side, "")
    if number == can_be.high:
        return {"at-most": _NOBODY_MISSES, "above": _NOBODY_REACHES}.get(side, "")
    return ""


def _places(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield places that all of those ranked have, or none of them."""
    rule, last = one.rule, count_ranked(one, checked)
    assert isinstance(rule, Rank)
    for amount in amounts_in(rule, "at_most", "below", "top"):
        if last is not None and amount.number == last + (amount.key == "below"):
            yield (*one.path, *amount.path), _say(_NOBODY_MISSES, str(amount), f"{last} are ranked")
    if rule.top is not None and last is not None and floor(rule.top * last) == 0:
        message = f"{_NOBODY_REACHES} top: {rule.top}: of {last} ranked it is no place at all"
        yield (*one.path, "top"), f"{message}; write at_most: 1, or rank among more"
    value, *_ = _stated(one, checked)
    if rule.needs_baseline and value == 1:
        message = f"{_NOBODY_REACHES} a place before 1, that of the baseline; write at_most: 1"
        yield (*one.path, "below"), message


def _from_stated(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield moves from a stated baseline that lead past the end of what is measured."""
    value, can_be, _ = _stated(one, checked)
    rule = one.rule
    assert isinstance(rule, ChangeFromBaseline)
    if value is None or not can_be.holds(value):
        return
    said = _is_words(one, checked, can_be)
    for amount in amounts_in(rule, *_MOVES):
        moved = value * amount.number / _HUNDRED if rule.as_ == "percent" else amount.number
        asked = value + moved if amount.key == "up_by" else value - moved
        end = can_be.high if amount.key == "up_by" else can_be.low
        is_past = end is not None and (asked - end if amount.key == "up_by" else end - asked) > 0
        if is_past or (rule.strictly and asked == end):
            message = (
                f"{_NOBODY_REACHES} {amount}: from {value:f} it leads to {asked:f}, but {said}"
            )
            yield (*one.path, *amount.path), f"{message}; correct it, or the baseline"
    must_be = rule.must_be
    who = "" if must_be is None or must_be == "on-par" else _who(must_be, value, can_be)
    if who:
        yield (*one.path, "must_be"), f"{who} {must_be} {value:f}, for {said}; correct it"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _as_wide(one: Judged, checked: CheckedPlan) -> Iterator[_Said]:
    """Yield distances as wide as all that is measured."""
    can_be = range_of(one.measure, checked.catalogue)
    if vars(one.rule).get("as_") == "percent":
        return
    for amount in amounts_in(one.rule, "points", "tolerance"):
        if amount.number == can_be.width:
            said = _is_words(one, checked, can_be)
            is_room = amount.key == "tolerance" or getattr(one.rule, "side", None) is not None
            who = _NOBODY_MISSES if is_room else _NOBODY_REACHES
            yield (*one.path, *amount.path), f"{who} {amount}, for {said}; correct it"
