"""Percent of what is in percent itself, and points: which of the two is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from beskplan.checks._amounts import amounts_in
from beskplan.checks._base import CheckedPlan, Found, Level, check_plan
from beskplan.checks._judged import Judged, judged, once, with_parts
from beskplan.documents import Loc
from beskplan.errors import quoted
from beskplan.measures import AnyMeasure
from beskplan.target import Target
from beskplan.words import PERCENT, POINTS

_AMOUNTS: Final = ("up_by", "down_by", "tolerance")
_NUMBER: Final = r"(?P<number>[0-9]{1,15}(?:[.,][0-9]{1,15})?)\s{0,3}"  # short: texts are others'
_PERCENT: Final = re.compile(
    rf"(?:{_NUMBER})?(?:%|(?<![a-zæøå])(?:pct\.?|procent|percent)(?![a-zæøå]))(?![\s.-]{{0,3}}point)",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(
    rf"{_NUMBER}(?:(?:%|pct\.?|procent|percent(?:age)?)[\s-]{{0,3}})?points?\b", re.IGNORECASE
)
_POINT: Final = re.compile("point", re.IGNORECASE)
_RELATIVE: Final = re.compile("relativ", re.IGNORECASE)


@check_plan("BP202", Level.WARNING, "percent where points are meant, or points for percent")
def percent_or_points(checked: CheckedPlan) -> Iterator[Found]:
    """Find ``as: percent`` of a number in percent, and words that say the other of the two.

    From 5 to 4.5 percent is half a point, and 10 percent: taken for points, a promise is twenty
    times as hard. Nothing is said where ``reading`` tells that percent is meant, of a tolerance
    that the document does not state, and of "0,5 % under landet" beside
    ``points-below-average``, which has no percent.

    Bad:
        baseline: {period: 2022M12}
        rule: {type: change-from-baseline, down_by: 10, as: percent}
    Good:
        baseline: {period: 2022M12}
        rule: {type: change-from-baseline, down_by: 0.5, as: points}
    """
    yield from once(_in_rules(checked))
    for placed in checked.targets:
        for path, whole in placed.target.measures():
            for inner, measure in with_parts(whole, path):
                if _is_relative(measure, checked) and not _says_percent(placed.target, path):
                    yield placed.found((*inner, "change", "as"), _in_change(measure, checked))


def _in_rules(checked: CheckedPlan) -> Iterator[Found]:
    for one in judged(checked):
        message = _in_rule(one, checked)
        if message:
            yield one.placed.found((*one.path, "as"), message)


def _in_rule(one: Judged, checked: CheckedPlan) -> str:
    """Return what is odd about the ``as`` of a rule, an empty text where nothing is."""
    as_ = vars(one.rule).get("as_")
    amounts = [found.number for found in amounts_in(one.rule, *_AMOUNTS) if found.number]
    if as_ is None or not amounts:
        return ""
    texts = _texts(one)
    unit = one.measure.unit(checked.catalogue)
    if as_ == "percent":
        other = _named(_POINTS, texts, amounts)
        if other:
            return f"the text says {other}, the rule as: percent; make them agree"
        if unit not in (PERCENT, POINTS) or _says_percent(one.placed.target, one.path):
            return ""
        amount = amounts[0]
        name = one.measure.main(checked.catalogue).id
        return (
            f"as: percent of {name}, which is in {unit} itself: {amount:f} percent of 5 are "
            f"{_plain(amount / 20)} points; write as: points, or say in reading that percent "
            "is meant"
        )
    other = "" if any(map(_POINT.search, texts)) else _named(_PERCENT, texts, amounts)
    if as_ == "points" and other:
        return (
            f"the text says {other}, the rule as: points; write as: percent, or say in reading "
            "that points are meant"
        )
    return ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _is_relative(measure: AnyMeasure, checked: CheckedPlan) -> bool:
    """Whether a change in percent is taken of what is in percent itself."""
    if measure.change is None or measure.change.as_ != "percent":
        return False
    return measure.figure_unit(checked.catalogue) in (PERCENT, POINTS)


def _in_change(measure: AnyMeasure, checked: CheckedPlan) -> str:
    name, unit = measure.main(checked.catalogue).id, measure.figure_unit(checked.catalogue)
    return (
        f"as: percent of {name}, which is in {unit} itself: from 4 to 5 is 25 percent, or 1 "
        "point; write as: points, or say in reading that percent is meant"
    )


def _says_percent(target: Target, path: Loc) -> bool:
    """Whether somebody has read the text as percent, and says so."""
    reading = target.reading or ""
    if path[0] == "other_readings":
        reading = target.other_readings[int(path[1])].reading
    said = _PERCENT.search(reading) is not None and _POINT.search(reading) is None
    return said or _RELATIVE.search(reading) is not None


def _texts(one: Judged) -> list[str]:
    """Return the texts that are about one rule alone, and no other."""
    target, path = one.placed.target, one.path
    if path == ("rule",):
        return [text for text in (target.title, target.reading) if text]
    if path[0] == "other_readings" and len(path) == 3:
        return [target.other_readings[int(path[1])].reading]
    rule, title = target.rule, None
    inside = path[1:] if path[0] == "rule" else ()
    for step, index in pairwise(inside):
        if step == "parts" and rule is not None:
            part = rule.listed_parts[int(index)]
            rule, title = part.rule, part.title
    return [title] if title else []


def _named(pattern: re.Pattern[str], texts: list[str], amounts: list[Decimal]) -> str:
    """Return where texts name one of some amounts in the pattern's words."""
    for text in texts:
        for found in pattern.finditer(text):
            number = found["number"]
            if number and Decimal(number.replace(",", ".")) in amounts:
                return quoted(found[0].strip())
    return ""
