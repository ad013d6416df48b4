"""The follow-ups and deadlines of plans as a calendar: iCalendar, RFC 5545.

A plan names months of follow-up, so each is an all-day event on the first weekday of the month, in
every year of the plan. ``yearly`` is with the accounts, which the council gets in April of the year
after. A deadline is the last day of its period. No figures are needed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from beskplan._version import __version__
from beskplan.due import EACH_YEAR, Due
from beskplan.errors import UsageError, quoted, visible
from beskplan.periods import Period
from beskplan.plan import FocusArea, Plan
from beskplan.rules import AnyRule
from beskplan.rules._several import Several
from beskplan.target import Target
from beskplan.words import Lang, Text

_ACCOUNTS: Final = 4
"""April: accounts go to the auditors before 1 May, and to the council before that."""
_DECIDING: Final = ("rule", "versions", "for_each")
"""Where the rules of a target stand that a verdict comes from; a condition has no deadline."""
_LONGEST: Final = 75
_OBEYED: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What iCalendar forbids in texts, and what turns or parts a line on a screen."""


@dataclass(frozen=True)
class Event:
    """One day on which targets are followed up, or fall due.

    ``name`` tells it from all others, whatever the plan changes about it later.
    """

    name: tuple[str, ...]
    day: date
    title: Text
    about: Text


@dataclass(frozen=True)
class _Occasion:
    """Why and when: a month of follow-up, the accounts of a year, or a deadline."""

    day: date
    kind: str
    name: str
    title: Text


def events(plan: Plan) -> list[Event]:
    """Return the follow-ups and deadlines of a plan, each with the targets it covers, by day."""
    met = sorted(
        (
            (occasion, at, target)
            for at, (area, target) in enumerate(plan.targets)
            for occasion in dict.fromkeys(_occasions(plan, area, target))
        ),
        key=lambda one: (one[0].day, one[0].kind, one[0].name, one[1]),
    )
    return [
        _event(plan, occasion, [target for _, _, target in covered])
        for occasion, covered in groupby(met, key=lambda one: one[0])
    ]


def calendar(plans: Sequence[Plan], as_of: date, lang: Lang | None = None) -> bytes:
    """Return the follow-ups and deadlines of plans as iCalendar.

    Args:
        plans: the plans.
        as_of: the day of the calendar, its ``DTSTAMP``.
        lang: the language, by default that of each plan.

    Raises:
        UsageError: a plan stands twice, or there is nothing to put into a calendar.
    """
    spoken: Lang = lang or (plans[0].language if plans else "da")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//beskplan//beskplan {__version__}//{spoken.upper()}",
        "CALSCALE:GREGORIAN",
    ]
    known: set[str] = set()
    for plan in plans:
        for event in events(plan):
            uid = _uid(event)
            if uid in known:
                raise UsageError(f"the plan {quoted(plan.id)} stands twice; name each once")
            known.add(uid)
            lines += _component(event, uid, as_of, lang or plan.language)
    if not known:
        raise UsageError(
            "no plan here names a follow_up or a due, so there is nothing for a calendar"
        )
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _occasions(plan: Plan, area: FocusArea, target: Target) -> Iterator[_Occasion]:
    yield from _follow_ups(plan, area, target)
    for due in _dues(target):
        for period in _spans(plan, due):
            when = Text(period.label("da"), period.label("en"))
            title = Text(f"Frist, {when.da}", f"Deadline, {when.en}")
            yield _Occasion(period.end, "due", str(period), title)


def _follow_ups(plan: Plan, area: FocusArea, target: Target) -> Iterator[_Occasion]:
    rhythm = target.follow_up or area.follow_up or plan.follow_up
    if rhythm is None:
        return
    for year in _years(plan):
        if rhythm == "yearly":
            day = _first_weekday(year + 1, _ACCOUNTS)
            title = Text(
                f"Opfølgning med regnskabet for {year}", f"Follow-up with the accounts of {year}"
            )
            yield _Occasion(day, "accounts", str(year), title)
            continue
        for month in rhythm:
            assert isinstance(month, int)
            day = _first_weekday(year, month)
            when = Period.of_month(year, month)
            title = Text(f"Opfølgning, {when.label('da')}", f"Follow-up, {when.label('en')}")
            yield _Occasion(day, "follow-up", str(when), title)


def _years(plan: Plan) -> range:
    """Return the calendar years of a plan."""
    return range(plan.years.start.year, plan.years.end.year + 1)


def _first_weekday(year: int, month: int) -> date:
    """Return the first day of a month from Monday to Friday; 1 January is none of them."""
    day = date(year, month, 1)
    while day.weekday() > 4 or (day.month, day.day) == (1, 1):
        day += timedelta(days=1)
    return day


def _dues(target: Target) -> Iterator[Due]:
    """Yield the deadlines of a target, of its versions, and of parts that have their own."""
    if target.due is not None:
        yield target.due
    for version in target.versions or ():
        if version.due is not None:
            yield version.due
    for path, rule in target.placed_rules():
        if path[0] in _DECIDING:
            yield from _dues_of_parts(rule)


def _dues_of_parts(rule: AnyRule) -> Iterator[Due]:
    if isinstance(rule, Several):
        for part in rule.parts:
            if part.due is not None:
                yield part.due
            yield from _dues_of_parts(part.rule)


def _spans(plan: Plan, due: Due) -> Iterator[Period]:
    meant = getattr(due, due.kind)
    if meant == EACH_YEAR:
        yield from (Period.of_year(year) for year in _years(plan))
    else:
        yield meant


def _event(plan: Plan, occasion: _Occasion, targets: Sequence[Target]) -> Event:
    name = (plan.id, occasion.kind, occasion.name)
    where = f"{plan.municipality.name}: {plan.title}"
    title = Text(f"{occasion.title.da} – {where}", f"{occasion.title.en} – {where}")
    lines = "\n".join(f"{one.id}: {one.title}" for one in targets)
    many = len(targets)
    about = Text(
        f"{many} resultatmål\n{lines}", f"{many} {'target' if many == 1 else 'targets'}\n{lines}"
    )
    return Event(name, occasion.day, title, about)


def _uid(event: Event) -> str:
    written = "\0".join(event.name).encode()
    return f"{hashlib.sha256(written).hexdigest()[:32]}@beskplan"


def _component(event: Event, uid: str, as_of: date, lang: Lang) -> list[str]:
    after = event.day + timedelta(days=1)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_text(event.title[lang])}",
        f"DESCRIPTION:{_text(event.about[lang])}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    r"""Return a TEXT value: ``\``, ``;``, ``,`` and line ends escaped, nothing a screen obeys."""
    seen = _OBEYED.sub(lambda mark: visible(mark.group()), text)
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        seen = seen.replace(mark, written)
    return seen


def _folded(line: str) -> bytes:
    """Return a content line in parts of at most 75 octets, no character torn."""
    parts: list[bytes] = []
    part = bytearray()
    for mark in line:
        written = mark.encode()
        if len(part) + len(written) > _LONGEST:
            parts.append(bytes(part))
            part = bytearray(b" ")
        part += written
    return b"\r\n".join([*parts, bytes(part)]) + b"\r\n"


__all__ = ["Event", "calendar", "events"]
