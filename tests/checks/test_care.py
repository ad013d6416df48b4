"""BP301 to BP305: sources, follow-ups, titles, readings, and promises that became weaker."""

from __future__ import annotations

import pytest

from beskplan.checks.care import LONGEST_HEADING, LONGEST_TITLE
from tests.checks.build import codes, found_in, said

# ── sources ─────────────────────────────────────────────────────────────────────────────────


def test_a_target_that_cites_nothing_is_told_at_its_id() -> None:
    assert said(found_in({"source": ""})) == [
        "17:9: warning BP301: target 1a: nothing says where in the document it stands; write "
        "source: {section: …}"
    ]


def test_a_page_alone_is_told_at_the_source() -> None:
    assert said(found_in("source: {page: 4}")) == [
        "25:7: warning BP301: target 1a: source names no section; write what the document calls "
        "the target"
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("source: {section: Mål 1}", [], id="a section is enough"),
        pytest.param("source: {document: Referat}", ["BP301"], id="a document is not"),
        pytest.param(
            "{source: , rule: {type: none, because: qualitative}}",
            ["BP301"],
            id="what a person decides stands somewhere, too",
        ),
        pytest.param(
            "{source: , rule: , versions: [{valid_from: 2023, source: {document: Referat}, "
            "rule: {type: threshold, at_most: 4}}]}",
            [],
            id="each version has a source of its own",
        ),
    ],
)
def test_what_counts_as_a_source(target: str, expected: list[str]) -> None:
    assert [one for one in codes(found_in(target)) if one == "BP301"] == expected


# ── follow-ups ──────────────────────────────────────────────────────────────────────────────

_MEASURES = {
    "a1": "{indicator: ledige}",
    "a2": "{indicator: ledige, segment: {køn: Kvinder}}",
    "b1": "{indicator: ledige, segment: {køn: Mænd}}",
    "b2": "{indicator: ledige, over: {last: 12 months, take: mean}}",
}
_RULE = "rule: {type: threshold, at_most: 4.0}"
_CITED = "source: {section: Mål}"


def _target(name: str, more: str = "") -> str:
    return f"{{id: {name}, title: Ledige, measure: {_MEASURES[name]}, {_RULE}, {_CITED}{more}}}"


def _areas(*areas: str) -> str:
    return f"{{plan: {{follow_up: }}, focus_areas: [{', '.join(areas)}]}}"


def test_a_plan_that_says_nothing_is_told_once() -> None:
    assert said(
        found_in("{plan: {follow_up: }, targets: [{}, {measure: {indicator: ledige.antal}}]}")
    ) == [
        "10:1: note BP302: nothing says when its 2 targets are followed up; add follow_up: [3, 10] "
        "(months), or yearly, to the plan"
    ]


@pytest.mark.parametrize(
    ("areas", "places"),
    [
        pytest.param(
            _areas(
                f"{{id: a, title: Job, follow_up: yearly, targets: [{_target('a1')}]}}",
                f"{{id: b, title: Job, targets: [{_target('b1')}, {_target('b2')}]}}",
            ),
            ["focus area b: nothing says when its 2 targets are followed up"],
            id="a silent focus area is told once",
        ),
        pytest.param(
            _areas(
                f"{{id: a, title: Job, targets: [{_target('a1', ', follow_up: [3]')}, "
                f"{_target('a2')}]}}"
            ),
            ["target a2: nothing says when it is followed up"],
            id="a silent target beside another is told",
        ),
        pytest.param(
            _areas(f"{{id: a, title: Job, follow_up: yearly, targets: [{_target('a1')}]}}"),
            [],
            id="the focus area says it",
        ),
        pytest.param(
            _areas(f"{{id: a, title: Job, targets: [{_target('a1', ', follow_up: [3]')}]}}"),
            [],
            id="the target says it",
        ),
    ],
)
def test_who_is_told_of_when_somebody_says_it(areas: str, places: list[str]) -> None:
    found = found_in(areas)
    assert [one.message.partition("; ")[0] for one in found] == places
    assert set(codes(found)) <= {"BP302"}


# ── titles ──────────────────────────────────────────────────────────────────────────────────


def test_a_title_one_character_too_long_is_told() -> None:
    assert found_in({"title": "x" * LONGEST_TITLE}) == ()
    assert said(found_in({"title": "x" * (LONGEST_TITLE + 1)})) == [
        "18:12: note BP303: target 1a: the title has 73 characters, a table has room for 72; say "
        "it shorter"
    ]


def test_a_focus_area_is_measured_with_its_number() -> None:
    def area(title: str) -> str:
        return f"{{focus_areas: [{{id: '1', title: {title}, targets: [{_target('a1')}]}}]}}"

    fits = "x" * (LONGEST_HEADING - len("1. "))
    assert found_in(area(fits)) == ()
    assert [one.message for one in found_in(area(f"{fits}x"))] == [
        "focus area 1: number and title have 81 characters, a line has 80; say it shorter"
    ]


def test_titles_of_parts_are_measured_too() -> None:
    part = f"{{title: {'x' * 80}, rule: {{type: threshold, at_most: 4}}}}"
    both = f"rule: {{type: all-of, parts: [{part}, {{rule: {{type: threshold, at_most: 3}}}}]}}"
    assert "BP303" in codes(found_in(both))


# ── readings ────────────────────────────────────────────────────────────────────────────────

_ON_PAR = "rule: {type: vs-national-average, must_be: on-par, tolerance: 1, as: points}"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            "rule: {type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
            "something is not-stated; say under reading how the document was read",
            id="a tolerance is not stated",
        ),
        pytest.param(
            "other_readings: [{reading: Anden, rule: {type: threshold, at_most: 5}}]",
            "other_readings stand without reading; say how the rule itself reads it",
            id="only the other readings are told",
        ),
        pytest.param(
            f"{{title: Ledige på niveau med landet, {_ON_PAR}}}",
            '"på niveau med" can be read in several ways; say under reading how it was',
            id="how close is on a level?",
        ),
        pytest.param(
            "title: Gabet indsnævres til 4",
            '"indsnævres" can be read in several ways; say under reading how it was',
            id="narrowed in points or in percent?",
        ),
        pytest.param(
            "title: Ledigheden fastholdes på 4 pct.",
            '"fastholdes" can be read in several ways; say under reading how it was',
            id="kept all the time?",
        ),
        pytest.param(
            "title: Ca. 4 pct. ledige",
            '"ca." can be read in several ways; say under reading how it was',
            id="about is no level",
        ),
        pytest.param(
            "title: Ca 4 pct. ledige",
            '"ca" can be read in several ways; say under reading how it was',
            id="about without its dot is none either",
        ),
        pytest.param(
            "title: Andelen i job fastholdes i 2023",
            '"fastholdes" can be read in several ways; say under reading how it was',
            id="a share that is kept is nobody in a job",
        ),
    ],
)
def test_wordings_that_need_a_reading(target: str, message: str) -> None:
    [found] = found_in(target)
    assert (found.code, found.message) == ("BP304", f"target 1a: {message}")


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(f"{{title: På niveau med landet, reading: 1 point, {_ON_PAR}}}", id="read"),
        pytest.param("title: Mindst på niveau med landet", id="at least on a level is clear"),
        pytest.param("title: Fastholdes på niveauet for 2017", id="the level of a year is clear"),
        pytest.param("title: Gabet indsnævres til 4 procentpoint", id="points are named"),
        pytest.param("title: Vacances bemanding", id="ca stands inside a word"),
        pytest.param("title: Ledige medlemmer af CA", id="CA is an unemployment fund"),
        pytest.param("title: Fastholdelse af sygemeldte i job", id="retention is an effort"),
        pytest.param("title: Flere fastholdes i ordinært job", id="who is kept in a job"),
        pytest.param(
            "title: Fastholde sygemeldte på arbejdsmarkedet", id="who is kept at work, as an aim"
        ),
        pytest.param(
            "{title: Omkring 50 fleksjob, rule: {type: none, because: not-set}}",
            id="what is only followed may be about",
        ),
    ],
)
def test_wordings_that_are_clear_or_read(target: str) -> None:
    assert "BP304" not in codes(found_in(target))


# ── promises that became weaker ─────────────────────────────────────────────────────────────


def _after(old: str, new: str) -> str:
    before = f"before: {{plan: {{years: 2022}}, {old}}}"
    return f"{{plan: {{replaces: eksempel-2022}}, {before}, replaces: 1a, {new}}}"


def _at_most(number: str) -> str:
    return f"rule: {{type: threshold, at_most: {number}}}"


def test_a_weaker_promise_is_told_with_both_requirements() -> None:
    assert said(found_in(_after(_at_most("4.0"), _at_most("5.0")))) == [
        '26:15: note BP305: target 1a: replaces "1a", which asked at most 4.0 percent; this is '
        "weaker: at most 5.0 percent; correct it, or allow it where that was decided"
    ]


def test_a_level_that_was_dropped_is_told() -> None:
    [found] = found_in(_after(_at_most("4.0"), "rule: {type: none, because: not-set}"))
    assert found.code == "BP305"
    assert "this sets no level" in found.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(_at_most("4.0"), _at_most("4.0"), id="the same"),
        pytest.param(_at_most("4.0"), _at_most("3.0"), id="stronger"),
        pytest.param(
            _at_most("4.0"),
            "rule: {type: vs-national-average, must_be: at-most}",
            id="another comparator is neither",
        ),
    ],
)
def test_other_promises_are_not_weaker(old: str, new: str) -> None:
    assert found_in(_after(old, new)) == ()


def test_without_the_plan_before_nothing_is_compared() -> None:
    assert "BP305" not in codes(found_in(f"{{replaces: 1a, {_at_most('9.0')}}}"))
