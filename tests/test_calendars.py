"""Follow-ups and deadlines as a calendar, read back by an independent parser (icalendar)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from beskplan.calendars import calendar, events
from beskplan.errors import UsageError
from beskplan.plan import FocusArea, Plan
from beskplan.target import Target
from beskplan.words import Lang
from tests.build import a_plan, a_target
from tests.hostile_texts import HOSTILE

RULE = "{type: threshold, at_least: 70}"
DAY = date(2026, 1, 1)


def target(name: str, keys: str = "", title: str = "Et resultatmål", rule: str = RULE) -> Target:
    return a_target(rule, keys or "{}").model_copy(update={"id": name, "title": title})


def plan(*targets: Target, years: str = "2022", **changed: object) -> Plan:
    return replace(a_plan(*targets, years=years), **changed)  # type: ignore[arg-type]


def shown(found: Plan, lang: Lang = "da") -> list[str]:
    """Return events as short lines: day, title, ids of targets."""
    return [
        f"{one.day} {one.title[lang].partition(' – ')[0]}: "
        + " ".join(line.partition(":")[0] for line in one.about[lang].splitlines()[1:])
        for one in events(found)
    ]


def parsed(content: bytes) -> list[dict[str, object]]:
    """Return the events of a calendar as an independent parser reads them."""
    found: Any = Calendar.from_ical(content)
    assert not found.errors
    assert found["VERSION"] == "2.0"
    assert str(found["PRODID"]).startswith("-//beskplan//")
    return [
        {
            "uid": str(one["UID"]),
            "stamp": one["DTSTAMP"].dt.isoformat(),
            "from": one["DTSTART"].dt,
            "to": one["DTEND"].dt,
            "title": str(one["SUMMARY"]),
            "about": str(one["DESCRIPTION"]),
        }
        for one in found.walk("VEVENT")
    ]


# ── which days ──────────────────────────────────────────────────────────────────────────────

SHOWN = {
    "months are followed up on their first weekday in each year of the plan": (
        plan(target("1a"), target("1b"), years="2023-2024", follow_up=(3, 10)),
        [
            "2023-03-01 Opfølgning, marts 2023: 1a 1b",
            "2023-10-02 Opfølgning, oktober 2023: 1a 1b",
            "2024-03-01 Opfølgning, marts 2024: 1a 1b",
            "2024-10-01 Opfølgning, oktober 2024: 1a 1b",
        ],
    ),
    "yearly is with the accounts, in April of the year after": (
        plan(target("1a"), years="2022-2023", follow_up="yearly"),
        [
            "2023-04-03 Opfølgning med regnskabet for 2022: 1a",
            "2024-04-01 Opfølgning med regnskabet for 2023: 1a",
        ],
    ),
    "the nearest of target, focus area and plan counts": (
        plan(target("1a", "{follow_up: yearly}"), target("1b"), follow_up=(3,)),
        [
            "2022-03-01 Opfølgning, marts 2022: 1b",
            "2023-04-03 Opfølgning med regnskabet for 2022: 1a",
        ],
    ),
    "a focus area has its own": (
        plan(
            focus_areas=(
                FocusArea("1", "Et", (target("1a"),), (1,)),
                FocusArea("2", "To", (target("2a"),), None),
            ),
            follow_up=(12,),
        ),
        [
            "2022-01-03 Opfølgning, januar 2022: 1a",
            "2022-12-01 Opfølgning, december 2022: 2a",
        ],
    ),
    "new year's day is nobody's first weekday": (
        plan(target("1a"), years="2026", follow_up=(1,)),
        ["2026-01-02 Opfølgning, januar 2026: 1a"],
    ),
    "a deadline is the last day of its period": (
        plan(target("1a", "{due: {by_end: 2022}}"), target("1b", "{due: {during: 2022K2}}")),
        ["2022-06-30 Frist, 2. kvartal 2022: 1b", "2022-12-31 Frist, 2022: 1a"],
    ),
    "each year has a deadline": (
        plan(target("1a", "{due: {throughout: each year}}"), years="2022-2023"),
        ["2022-12-31 Frist, 2022: 1a", "2023-12-31 Frist, 2023: 1a"],
    ),
    "versions and parts have deadlines of their own": (
        plan(
            target(
                "1a",
                "{rule: , versions: [{valid_to: 2022, rule: {type: threshold, at_least: 1}, "
                "due: {by_end: 2022M06}}, {valid_from: 2023, rule: {type: threshold, at_least: 2}}"
                "]}",
            ),
            target(
                "1b",
                rule="{type: all-of, parts: [{rule: {type: threshold, at_least: 70}, "
                "due: {during: 2022M09}}, {rule: {type: threshold, at_least: 90}}]}",
            ),
        ),
        ["2022-06-30 Frist, juni 2022: 1a", "2022-09-30 Frist, september 2022: 1b"],
    ),
}


@pytest.mark.parametrize(("found", "expected"), SHOWN.values(), ids=SHOWN)
def test_days_of_a_plan(found: Plan, expected: list[str]) -> None:
    assert shown(found) == expected


def test_events_speak_english_too() -> None:
    found = plan(target("1a", "{due: {by_end: 2022}}"), target("1b", "{follow_up: yearly}"),
                 follow_up=(3,))  # fmt: skip
    assert shown(found, "en") == [
        "2022-03-01 Follow-up, March 2022: 1a",
        "2022-12-31 Deadline, 2022: 1a",
        "2023-04-03 Follow-up with the accounts of 2022: 1b",
    ]
    assert [one.about.en.splitlines()[0] for one in events(found)] == ["1 target"] * 3


# ── the file ────────────────────────────────────────────────────────────────────────────────


def test_calendar_is_what_it_was(golden: Callable[[str, str], None]) -> None:
    found = plan(target("1a", title="Unge; på vej, og \\ mere"), target("1b"), follow_up=(3, 10))
    golden("exports/plan.ics", calendar([found], DAY).decode())
    golden("exports/plan-en.ics", calendar([found], DAY, "en").decode())


def test_independent_parser_reads_every_event() -> None:
    found = plan(target("1a", "{due: {by_end: 2022}}"), target("1b"), follow_up=(3, 10))
    read = parsed(calendar([found], DAY))
    assert [one["from"] for one in read] == [one.day for one in events(found)]
    assert [one["title"] for one in read] == [one.title.da for one in events(found)]
    assert [one["about"] for one in read] == [one.about.da for one in events(found)]
    assert {one["stamp"] for one in read} == {"2026-01-01T00:00:00+00:00"}
    assert read[0]["to"] == date(2022, 3, 2)


def test_same_event_keeps_its_uid_when_the_plan_changes() -> None:
    before = plan(target("1a"), follow_up=(3, 10))
    after = plan(target("1a", title="Et andet"), target("1b"), follow_up=(3, 11), title="Ny")
    one, other = (
        {event["from"]: event["uid"] for event in parsed(calendar([each], DAY))}
        for each in (before, after)
    )
    assert one[date(2022, 3, 1)] == other[date(2022, 3, 1)]
    assert len({*one.values(), *other.values()}) == 3


def test_plans_stand_side_by_side() -> None:
    one, other = (plan(target("1a"), id=name, follow_up=(3,)) for name in ("a", "b"))
    read = parsed(calendar([one, other], DAY))
    assert len({event["uid"] for event in read}) == 2
    with pytest.raises(UsageError, match='the plan "a" stands twice; name each once'):
        calendar([one, one], DAY)


def test_plan_without_days_is_no_calendar() -> None:
    with pytest.raises(UsageError) as caught:
        calendar([plan(target("1a"))], DAY)
    assert str(caught.value) == (
        "no plan here names a follow_up or a due, so there is nothing for a calendar"
    )


TITLES = {
    **HOSTILE,
    "an event of its own": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:ond",
    "an alarm": "x\nBEGIN:VALARM\nACTION:PROCEDURE\nATTACH:ftp://x/y.exe\nEND:VALARM",
    "marks of the format": 'a;b,c\\d:e"f^g',
    "an escape": "\x1b[31mrød\x07",
    "from right to left": "\u202eab",
    "a line separator": "a\u2028b\x85c",
    "10,000 characters": "æ" * 10_000,
    "emoji at every fold": "👩‍🔬" * 60,
}


@pytest.mark.parametrize("text", TITLES.values(), ids=TITLES)
def test_hostile_title_stays_text(text: str) -> None:
    found = plan(target("1a", title=text), follow_up=(3,), title=text)
    content = calendar([found], DAY)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"\x1b" not in content
    (read,) = parsed(content)
    expected = text.replace("\r", "\\r").replace("\x1b", "\\x1b").replace("\x07", "\\x07")
    for odd in "\u202e\u2066\u200f\u2028\x85":
        expected = expected.replace(odd, odd.encode("unicode_escape").decode("ascii"))
    assert read["about"] == f"1 resultatmål\n1a: {expected}"
    assert str(read["title"]).endswith(expected)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_lines_are_folded_between_characters(text: str) -> None:
    content = calendar([plan(target("1a", title=text), follow_up=(3,))], DAY)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines]
    assert len(parsed(content)) == 1
