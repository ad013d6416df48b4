"""What an explanation says: every printed line holds, and every number leads to its file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from rich.console import Console

from beskplan.areas import municipalities
from beskplan.arithmetic import (
    Calculated,
    Stated,
    Term,
    Working,
    less,
    over,
    percent_of,
    plus,
    times,
)
from beskplan.catalogue import Indicator
from beskplan.errors import UsageError
from beskplan.explanation import Explained, Explanation, explain
from beskplan.explanation._console import render as on_console
from beskplan.explanation._json import document, render
from beskplan.explanation._lines import Line, Sheet
from beskplan.explanation._markdown import render as on_paper
from beskplan.explanation._said import Block, Fact, Heading, Rows, Said, Sentence
from beskplan.judgements import Status
from beskplan.numbers import Value
from beskplan.observations import Figure, Observations
from beskplan.results import Flag
from beskplan.schemas import schema_of
from beskplan.target import Target
from beskplan.words import Text, Words
from tests.build import a_plan, a_target, an_indicator, figure, observations, results
from tests.hostile_texts import HOSTILE

DANISH, ENGLISH = Words("da"), Words("en")
TWO_PARTS = (
    "{type: all-of, parts: [{rule: {type: threshold, at_least: 3}}, "
    "{title: Nr. to, rule: {type: threshold, at_least: 4}}]}"
)
AT_LEAST_LAND = "{type: vs-national-average, must_be: at-least}"
AT_LEAST_3 = "{type: threshold, at_least: 3}"
BOTH = f"{{type: all-of, parts: [{{rule: {AT_LEAST_LAND}}}, {{rule: {AT_LEAST_3}}}]}}"
MARCH = "2022M03"


# ── reading lines as a person would ─────────────────────────────────────────────────────────


class Pencil:
    """Works a printed line through with exact fractions: its own reading of the marks."""

    MARKS = re.compile(r"\s*(min\(|[0-9][0-9.,]*|[+−·:()|⌈⌉⌊⌋;])")

    def __init__(self, text: str, thousands: str, point: str) -> None:
        self.left = self.MARKS.findall(text)
        assert "".join(self.left) == text.replace(" ", ""), text
        self.thousands, self.point = thousands, point

    def whole(self) -> Fraction:
        found = self.sum()
        assert not self.left
        return found

    def sum(self) -> Fraction:
        found = self.product()
        while self.left and self.left[0] in "+−":
            found = found + self.product() if self.left.pop(0) == "+" else found - self.product()
        return found

    def product(self) -> Fraction:
        found = self.atom()
        while self.left and self.left[0] in "·:":
            found = found * self.atom() if self.left.pop(0) == "·" else found / self.atom()
        return found

    def atom(self) -> Fraction:
        mark = self.left.pop(0)
        if mark == "−":
            return -self.atom()
        if mark in ("(", "|", "⌈", "⌊"):
            found = self.sum()
            assert self.left.pop(0) == {"(": ")", "|": "|", "⌈": "⌉", "⌊": "⌋"}[mark]
            whole = {"⌈": ceil, "⌊": floor}.get(mark)
            return Fraction(whole(found)) if whole else abs(found) if mark == "|" else found
        if mark == "min(":
            return min(self.listed())
        return self.number(mark)

    def listed(self) -> Iterator[Fraction]:
        yield self.sum()
        while self.left.pop(0) == ";":
            yield self.sum()

    def number(self, text: str) -> Fraction:
        return Fraction(text.replace(self.thousands, "").replace(self.point, "."))


RESULT = re.compile(r"(?P<left>.+) (?P<sign>[=≈]) (?P<right>−?[0-9.,]*[0-9])(?P<rest>.*)")


def read_back(line: str, words: Words) -> None:
    """Fail unless a printed line is true: exactly, or within half of its last digit."""
    marks = (".", ",") if words.lang == "da" else (",", ".")
    found = RESULT.fullmatch(line)
    assert found, line
    left = Pencil(found["left"], *marks).whole()
    printed = found["right"].replace(marks[0], "").replace(marks[1], ".").replace("−", "-")
    off = abs(left - Fraction(printed))
    decimals = len(printed.partition(".")[2])
    assert off <= (0 if found["sign"] == "=" else Fraction(1, 2 * 10**decimals)), line


def every(explained: Explained) -> Iterator[Explained]:
    yield explained
    condition = () if explained.condition is None else (explained.condition,)
    for one in (*explained.parts, *explained.readings, *condition):
        yield from every(one)


def lines_of(explained: Explained) -> tuple[Line, ...]:
    return (*explained.lines, *explained.pace_lines, *explained.person_lines)


def check(about: Explanation) -> None:
    """Fail unless every line holds, follows from what is above it, and ends in the verdict."""
    files = {one.figure for one in about.figures}
    assert [one.number for one in about.figures] == list(range(1, len(files) + 1))
    for one in every(about.explained):
        for number, line in enumerate(lines_of(one), start=1):
            assert line.number == number
            assert all(before < number for before in line.lines)
            assert set(line.figures) <= files
            for operand in line.operands:
                if operand.figure is not None:
                    assert operand.printed == operand.figure.value
                elif operand.line is not None:
                    earlier = lines_of(one)[operand.line - 1]
                    assert operand.printed in (earlier.result, earlier.exactly)
            read_back(line.said(DANISH), DANISH)
            read_back(line.said(ENGLISH), ENGLISH)
        verdict = one.verdict
        if one.level is not None and one.to_go:
            assert (one.level > own_of(one)) == (one.way == "higher"), "to where it is met"
        if verdict.gap is not None and not verdict.parts:
            assert one.lines, "a gap is worked out"
            assert_near(one.lines[-1], verdict.gap)
        if one.person_lines and verdict.persons:
            assert one.person_lines[-1].result == verdict.persons.missing


def own_of(explained: Explained) -> Fraction:
    judgement = explained.verdict.judgement
    assert judgement is not None
    assert judgement.observed is not None
    assert judgement.observed.value is not None
    return judgement.observed.value.exact


def assert_near(line: Line, number: Decimal) -> None:
    printed = line.result if line.exactly is None else line.exactly
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    assert abs(Fraction(printed) - Fraction(number)) <= Fraction(10) ** min(exponent, 0)
    assert (printed > 0, printed < 0) == (number > 0, number < 0)


# ── every line holds ────────────────────────────────────────────────────────────────────────

YDELSE: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
SHARE = an_indicator(
    better="neither", numerator="taeller", denominator="naevner", dimensions=YDELSE
)
COUNTS = [an_indicator(name, unit="persons", dimensions=YDELSE) for name in ("taeller", "naevner")]
EXPECTED = an_indicator("forventet", better="neither")

RULES = (
    "{{type: threshold, at_least: {0}}}",
    "{{type: threshold, above: {0}}}",
    "{{type: threshold, at_most: {0}}}",
    "{{type: threshold, between: [{0}, 400]}}",
    "{{type: vs-national-average, must_be: below}}",
    "{{type: vs-national-average, must_be: on-par, tolerance: {1}, as: points}}",
    "{{type: vs-national-average, must_be: on-par, tolerance: {1}, as: percent}}",
    "{{type: points-below-average, points: {1}}}",
    "{{type: points-above-average, points: {1}, strictly: true}}",
    "{{type: within-points-of-average, points: {1}, side: above}}",
    "{{type: within-points-of-average, points: {1}, side: below}}",
    "{{type: vs-group-average, against: {{areas: [Hillerød, Halsnæs, Gribskov], average: plain}}, "
    "must_be: at-least}}",
    "{{type: vs-group-average, against: {{areas: [Hillerød, Halsnæs], average: weighted}}, "
    "must_be: at-most}}",
    "{{type: vs-group-average, against: {{rest_of: country}}, must_be: at-most}}",
    "{{type: change-from-baseline, up_by: {1}, as: points}}",
    "{{type: change-from-baseline, down_by: {1}, as: percent, strictly: true}}",
    "{{type: change-from-baseline, must_be: at-least}}",
    "{{type: trend, must_be: falling, step: year}}",
    "{{type: trend, must_be: not-falling, step: period, steps: 3}}",
    "{{type: rank, top: 1/3, best: lowest, among: {{region: Hovedstaden}}}}",
    "{{type: rank, at_most: 2, best: highest, "
    "among: {{areas: [Hillerød, Halsnæs, Frederikssund]}}}}",
    "{{type: vs-expected, expected: {{indicator: forventet}}, must_be: at-most}}",
    "{{type: all-of, parts: [{{rule: {{type: threshold, at_least: {0}}}}}, "
    "{{rule: {{type: vs-national-average, must_be: at-most}}}}]}}",
)
MEASURES = (
    "indicator: andel",
    "indicator: andel, pooled: {ydelse: [A, B]}",
    "indicator: andel, over: {last: 12 months, take: mean}",
    "indicator: andel, pooled: {ydelse: [A, B]}, over: {last: 3 months, take: mean}",
    "indicator: andel, change: {since: a year before, as: points}",
    "indicator: andel, change: {since: a year before, as: percent}",
    "indicator: andel, pooled: {ydelse: [A, B]}, over: {last: 2 months, take: mean}, "
    "change: {since: a year before, as: percent}",
    "difference_of: [{indicator: andel}, {indicator: andel, area: country}]",
    "ratio_of: [{indicator: taeller}, {indicator: naevner}]",
    "sum_of: [{indicator: andel, segment: {ydelse: A}}, {indicator: andel, segment: {ydelse: B}}]",
)
AREAS = ("250", "000", "219", "260", "270")
AROUND = tuple(
    f"{year}M{month:02}"
    for year, months in (
        (2019, (10, 11, 12)),
        (2020, (2, 3, 10, 11, 12)),
        (2021, (1, 2, 3, 10, 11, 12)),
        (2022, (1, 2, 3)),
    )
    for month in months
)
"""What windows of three months, their years before, and the baseline need."""
MONTHS = tuple(f"{year}M{month:02}" for year in (2019, 2020, 2021, 2022) for month in range(1, 13))


def rows_of(seed: int, decimals: int, asked: str) -> Observations:
    """Return figures of every month and area asked for: shares and counts, and those of members."""
    chance = Random(seed)  # noqa: S311 (figures are no secret)
    areas = AREAS if "Hillerød" in asked or "rank" in asked else AREAS[:2]
    segments = ({}, {"ydelse": "A"}, {"ydelse": "B"})[: 3 if "ydelse" in asked else 1]

    def share() -> str:
        return f"{chance.randint(1, 60 * 10**decimals) / 10**decimals:.{decimals}f}"

    rows: list[Figure] = []
    for period in MONTHS[11:39] if "12 months" in asked else AROUND:
        for area in areas:
            for segment in segments:
                below = chance.randint(30, 900)
                printed = {
                    "naevner": str(below),
                    "taeller": str(chance.randint(0, below)),
                }
                if not segment or chance.random() < 0.5:
                    printed["andel"] = share()
                for name, text in printed.items():
                    rows.append(
                        figure(area, period, text, name, segment=segment, row=len(rows) + 2)
                    )
            rows.append(figure(area, period, share(), "forventet", row=len(rows) + 2))
    return observations(rows)


def explained(
    target: Target, rows: Observations, *indicators: Indicator, as_of: str = "2022-06-30"
) -> Explanation:
    found = results(a_plan(target), rows, *indicators, as_of=as_of, in_full=True)
    return explain(found, target.id)


@settings(max_examples=settings().max_examples // 2)
@given(
    rule=st.sampled_from(RULES),
    measure=st.sampled_from(MEASURES),
    limit=st.integers(0, 900).map(lambda number: Decimal(number).scaleb(-1)),
    decimals=st.integers(0, 2),
    seed=st.integers(0, 2**32),
)
def test_every_printed_line_holds_within_its_rounding(
    rule: str, measure: str, limit: Decimal, decimals: int, seed: int
) -> None:
    keys = f"measure: {{{measure}}}\nbaseline: {{period: 2020M12}}\ndue: {{by_end: 2022M03}}"
    target = a_target(rule.format(limit, limit), keys)
    rows = rows_of(seed, decimals, f"{rule} {measure}")
    check(explained(target, rows, SHARE, EXPECTED, *COUNTS))


numbers = st.builds(
    lambda digits, places: Stated(Value.of(Decimal(digits).scaleb(-places))),
    st.integers(-(10**6), 10**6),
    st.integers(0, 4),
)
above_zero = st.builds(
    lambda digits, places: Stated(Value.of(Decimal(digits).scaleb(-places))),
    st.integers(1, 10**6),
    st.integers(0, 4),
)


def _grown(inside: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    several = st.lists(inside, min_size=2, max_size=12)
    return st.one_of(
        several.map(lambda of: plus(*of)),
        st.tuples(inside, inside).map(lambda of: less(*of)),
        st.tuples(inside, inside).map(lambda of: times(*of)),
        st.tuples(inside, above_zero).map(lambda of: over(*of)),
        st.tuples(inside, above_zero).map(lambda of: percent_of(*of)),
        inside.map(lambda one: Calculated("size", (one,))),
        inside.map(lambda one: Calculated("up", (one,))),
        inside.map(lambda one: Calculated("down", (one,))),
        several.map(lambda of: Calculated("least", tuple(of))),
    )


@given(st.lists(st.recursive(numbers, _grown, max_leaves=40), min_size=1, max_size=3))
def test_lines_of_any_calculation_hold(terms: list[Term]) -> None:
    sheet = Sheet({})
    for term in terms:
        sheet.write(Working(Text("a", "a"), term, "percent"))
    lines = sheet.lines()
    for line in lines:
        read_back(line.said(DANISH), DANISH)
        read_back(line.said(ENGLISH), ENGLISH)
    if isinstance(terms[-1], Calculated) and terms[-1] not in terms[:-1]:
        last = lines[-1]
        printed = last.result if last.exactly is None else last.exactly
        assert abs(Fraction(printed) - terms[-1].exact) < Fraction(1, 10**4)
        assert (printed == 0) == (terms[-1].exact == 0)


def test_equal_is_never_said_of_a_rounded_number() -> None:
    rows = rows_of(1, 1, MEASURES[6])
    target = a_target(RULES[4].format(0, 0), f"measure: {{{MEASURES[6]}}}")
    for line in explained(target, rows, SHARE, *COUNTS).explained.lines:
        assert line.is_equal == (" = " in line.said(DANISH))


# ── the arithmetic of every kind of case, as it is printed ──────────────────────────────────


def printed(about: Explanation, words: Words = DANISH) -> list[str]:
    """Return the lines of an explanation, each with its label."""
    return [
        f"{line.label[words.lang] if line.label else '-'}: {line.said(words)}"
        for line in lines_of(about.explained)
    ]


def of(rule: str, keys: str = "", unit: str = "percent", **written: str) -> Explanation:
    """Explain one rule; figures are ``own_2022M03="0.6"``, ``land_2022M03="0.8"``."""
    places = {"own": "250", "land": "000", "hil": "219", "hal": "260", "fre": "210"}
    rows = [
        figure(places[where], period, text, row=row)
        for row, (name, text) in enumerate(written.items(), start=2)
        for where, _, period in [name.partition("_")]
    ]
    indicator = an_indicator(unit=unit, better="neither")
    return explained(a_target(rule, keys), observations(rows), indicator)


@pytest.mark.parametrize(
    ("about", "lines"),
    [
        pytest.param(
            of(AT_LEAST_LAND, own_2022M03="79.7", land_2022M03="81.4"),
            ["Afvigelse: 79,7 − 81,4 = −1,7 procentpoint"],
            id="two published figures",
        ),
        pytest.param(
            of("{type: points-below-average, points: 0.2}", own_2022M03="0.6", land_2022M03="0.8"),
            ["Krav: 0,8 − 0,2 = 0,6 pct.", "Afvigelse: 0,6 − 0,6 = 0 procentpoint"],
            id="a margin, hit exactly",
        ),
        pytest.param(
            of(
                "{type: within-points-of-average, points: 0.5, side: below}",
                own_2022M03="3.0",
                land_2022M03="3.6",
            ),
            ["Krav: 3,6 − 0,5 = 3,1 pct.", "Afvigelse: 3,0 − 3,1 = −0,1 procentpoint"],
            id="room below",
        ),
        pytest.param(
            of("{type: threshold, between: [3, 4]}", own_2022M03="4.4"),
            [
                "Over den nedre grænse: 4,4 − 3 = 1,4 procentpoint",
                "Under den øvre grænse: 4 − 4,4 = −0,4 procentpoint",
                "Afvigelse: min(1,4; −0,4) = −0,4 procentpoint",
            ],
            id="between two",
        ),
        pytest.param(
            of(
                "{type: vs-national-average, must_be: on-par, tolerance: 5, as: percent}",
                own_2022M03="4.4",
                land_2022M03="4.1",
            ),
            [
                "Forskel: |4,4 − 4,1| = 0,3 procentpoint",
                "Tolerance: |4,1| · 5 : 100 = 0,205 procentpoint",
                "Afvigelse: 0,205 − 0,3 = −0,095 procentpoint",
            ],
            id="on par in percent",
        ),
        pytest.param(
            of(
                "{type: change-from-baseline, down_by: 7, as: percent}",
                "baseline: {period: 2021M12}\ndue: {by_end: 2022}",
                "persons",
                own_2021M12="333",
                own_2022M03="328",
            ),
            [
                "Krav: 333 · (100 − 7) : 100 = 309,69 personer",
                "Afvigelse: 309,69 − 328 = −18,31 personer",
                "Skulle nu være: 333 + (309,69 − 333) · 3 : 12 = 327,1725 personer",
                "Andel af vejen: (328 − 333) : (309,69 − 333) ≈ 0,2145",
            ],
            id="a fall since a baseline, with its pace",
        ),
        pytest.param(
            of(
                "{type: threshold, at_least: 450}",
                "measure: {indicator: andel, over: {from: this year, take: sum}}\n"
                "due: {during: 2022}",
                "companies",
                own_2022M01="70",
                own_2022M02="70",
                own_2022M03="76",
            ),
            [
                "Eget tal: 70 + 70 + 76 = 216 virksomheder",
                "Afvigelse: 216 − 450 = −234 virksomheder",
                "Skulle nu være: 450 · 3 : 12 = 112,5 virksomheder",
                "Andel af vejen: 216 : 450 = 0,48",
            ],
            id="a sum over the year, with its pace",
        ),
        pytest.param(
            of(
                "{type: threshold, at_least: 0}",
                "measure: {indicator: andel, change: {since: a year before, as: percent}}",
                "persons",
                own_2021M03="400",
                own_2022M03="380",
            ),
            ["Eget tal: (380 − 400) : 400 · 100 = −5 pct.", "Afvigelse: −5 − 0 = −5 procentpoint"],
            id="a change in percent",
        ),
        pytest.param(
            of(
                "{type: trend, must_be: falling, step: year, steps: 2}",
                own_2020M03="3.4",
                own_2021M03="3.0",
                own_2022M03="3.1",
            ),
            [
                "marts 2021 til marts 2022: 3,0 − 3,1 = −0,1 procentpoint",
                "marts 2020 til marts 2021: 3,4 − 3,0 = 0,4 procentpoint",
                "Afvigelse: min(−0,1; 0,4) = −0,1 procentpoint",
            ],
            id="a trend of two steps",
        ),
        pytest.param(
            of(
                "{type: vs-group-average, must_be: at-most, "
                "against: {areas: [Hillerød, Halsnæs, Frederikssund], average: plain}}",
                own_2022M03="4.4",
                hil_2022M03="4.1",
                hal_2022M03="4.1",
            ),
            [
                "Hillerød, Halsnæs og Frederikssund (simpelt gennemsnit): "
                "(4,1 + 4,1 + 4,4) : 3 = 4,2 pct.",
                "Afvigelse: 4,2 − 4,4 = −0,2 procentpoint",
            ],
            id="a plain average",
        ),
        pytest.param(
            of(
                "{type: rank, at_most: 1, best: lowest, among: {areas: [Hillerød, Halsnæs, "
                "Frederikssund]}}",
                own_2022M03="4.4",
                hil_2022M03="4.1",
                hal_2022M03="4.5",
            ),
            ["Plads: 1 + 1 = 2", "Afvigelse: 1 − 2 = −1 plads"],
            id="a rank",
        ),
    ],
)  # fmt: skip
def test_arithmetic_is_printed_as_a_person_would_write_it(
    about: Explanation, lines: list[str]
) -> None:
    assert printed(about) == lines
    check(about)


def test_pooled_shares_are_numerators_over_denominators() -> None:
    rows = [
        figure("250", MARCH, text, name, segment={"ydelse": member}, row=row)
        for row, (name, member, text) in enumerate(
            [
                ("taeller", "A", "30"),
                ("naevner", "A", "200"),
                ("taeller", "B", "10"),
                ("naevner", "B", "300"),
            ],
            start=2,
        )
    ]  # fmt: skip
    keys = "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"
    about = explained(
        a_target("{type: threshold, at_least: 8}", keys), observations(rows), SHARE, *COUNTS
    )
    assert printed(about) == [
        "Eget tal: (30 + 10) : (200 + 300) · 100 = 8 pct.",
        "Afvigelse: 8 − 8 = 0 procentpoint",
    ]


def test_a_result_that_does_not_end_is_rounded_and_says_so() -> None:
    about = of(
        "{type: threshold, at_least: 6}",
        "measure: {indicator: andel, over: {last: 3 months, take: mean}}",
        own_2022M01="4.0", own_2022M02="5.1", own_2022M03="9.1",
    )  # fmt: skip
    assert printed(about) == [
        "Eget tal: (4,0 + 5,1 + 9,1) : 3 ≈ 6,0667 pct.",
        "Afvigelse: 6,0667 − 6 ≈ 0,0667 procentpoint",
    ]


def test_an_exact_hit_of_rounded_numbers_says_that_it_is_exact() -> None:
    third, sixth = over(_one(1), _one(3)), over(_one(1), _one(6))
    sheet = Sheet({})
    sheet.write(Working(Text("a", "a"), third))
    sheet.write(Working(Text("b", "b"), sixth))
    sheet.write(Working(Text("c", "c"), plus(third, sixth)))
    assert [line.said(ENGLISH) for line in sheet.lines()] == [
        "1 : 3 ≈ 0.3333",
        "1 : 6 ≈ 0.1667",
        "0.3333 + 0.1667 ≈ 0.5000, exactly 0.5",
    ] or sheet.lines()[-1].is_equal


def _one(number: int) -> Term:
    return Stated(Value.of(number))


# ── what stands around the arithmetic ───────────────────────────────────────────────────────


def facts(about: Explanation, words: Words = DANISH) -> dict[str, str]:
    return {one.label: one.text for one in Said(about, words).blocks() if isinstance(one, Fact)}


def sentences(about: Explanation, words: Words = DANISH) -> list[str]:
    return [one.text for one in Said(about, words).blocks() if isinstance(one, Sentence)]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        pytest.param(
            of("{type: threshold, at_least: 85}", own_2022M03="79.7"),
            "tallet skal op med 5,3 procentpoint, til mindst 85 pct.",
            id="up to at least",
        ),
        pytest.param(
            of("{type: threshold, below: 3}", own_2022M03="3.4"),
            "tallet skal ned med mere end 0,4 procentpoint, til under 3 pct.",
            id="down to below",
        ),
        pytest.param(
            of("{type: threshold, above: 3}", own_2022M03="3.0"),
            "tallet skal over 3 pct.",
            id="exactly at a strict limit",
        ),
        pytest.param(
            of("{type: threshold, at_least: 3}", own_2022M03="3.4"),
            "intet; der er 0,4 procentpoint at give af",
            id="met with room",
        ),
        pytest.param(
            of("{type: threshold, at_least: 3}", own_2022M03="3.0"),
            "intet, men der er intet at give af",
            id="met without room",
        ),
        pytest.param(
            of(
                "{type: vs-national-average, must_be: at-most}",
                own_2022M03="4.0",
                land_2022M03="3.5",
            ),
            "tallet skal ned med 0,5 procentpoint, til højst 3,5 pct., "
            "hvis Hele landet står stille",
            id="the comparator is held still",
        ),
        pytest.param(
            of(
                "{type: change-from-baseline, down_by: 7, as: percent}",
                "baseline: {period: 2021M12}", "persons", own_2021M12="333", own_2022M03="328",
            ),
            "tallet skal ned med 18,31 personer, til højst 309,69 personer (hele: 19 personer, til "
            "309)",
            id="whole persons where the level is none",
        ),
        pytest.param(
            of("{type: rank, at_most: 75}", unit="place", own_2022M03="77"),
            "kommunen skal 2 pladser op, til nr. 75 eller bedre",
            id="places",
        ),
        pytest.param(
            of("{type: rank, below: 77}", unit="place", own_2022M03="77"),
            "kommunen skal 1 plads op, til nr. 76 eller bedre",
            id="places, strictly better",
        ),
        pytest.param(
            of("{type: threshold, between: [3, 4]}", own_2022M03="4.4"),
            "tallet skal ned med 0,4 procentpoint, til højst 4 pct.",
            id="above a range",
        ),
        pytest.param(
            of("{type: threshold, between: [3, 4]}", own_2022M03="2.4"),
            "tallet skal op med 0,6 procentpoint, til mindst 3 pct.",
            id="below a range",
        ),
        pytest.param(
            of(
                "{type: vs-national-average, must_be: on-par, tolerance: 5, as: percent}",
                own_2022M03="4.4",
                land_2022M03="4.1",
            ),
            "tallet skal ned med 0,095 procentpoint, til højst 4,305 pct., "
            "hvis Hele landet står stille",
            id="too far from the average",
        ),
        pytest.param(
            of(
                "{type: vs-group-average, against: {areas: [Hillerød, Halsnæs, Fredensborg], "
                "average: plain}, must_be: at-most}",
                own_2022M03="4.4", hil_2022M03="4.1", hal_2022M03="4.1", fre_2022M03="4.3",
            ),
            "tallet skal ned med 0,24 procentpoint, til højst 4,16 pct. (rundet, så det rækker), "
            "hvis Hillerød, Halsnæs og Fredensborg (simpelt gennemsnit) står stille",
            id="a level that does not end is rounded to the good side",
        ),
        pytest.param(
            of(
                "{type: vs-group-average, against: {areas: [Hillerød, Halsnæs, Fredensborg], "
                "average: plain}, must_be: at-most}",
                own_2022M03="3.8", hil_2022M03="4.1", hal_2022M03="4.1", fre_2022M03="4.3",
            ),
            "intet; der er mindst 0,36 procentpoint at give af",
            id="room that does not end is rounded down",
        ),
        pytest.param(
            of(
                "{type: trend, must_be: falling, step: year, steps: 2}",
                own_2022M03="4.8", own_2021M03="4.5", own_2020M03="4.9",
            ),
            "tallet skal ned med mere end 0,3 procentpoint, til under 4,5 pct.",
            id="the last step is the worst",
        ),
        pytest.param(
            of(
                "{type: trend, must_be: falling, step: year, steps: 2}",
                own_2022M03="4.4", own_2021M03="4.9", own_2020M03="4.5",
            ),
            "det dårligste skridt skal være mere end 0,4 procentpoint bedre; tallet for den "
            "bedømte periode kan ikke alene gøre det godt igen",
            id="an earlier step is the worst",
        ),
        pytest.param(
            of(
                "{type: threshold, at_least: 4.5}", "due: {throughout: 2022}",
                own_2022M01="4.8", own_2022M02="4.4", own_2022M03="4.9",
            ),
            "kan ikke nås mere: kravet gælder hele tiden, og tallet for februar 2022 skulle have "
            "været mindst 4,5 pct.; der manglede 0,1 procentpoint",
            id="broken once, where it had to hold all the time",
        ),
        pytest.param(
            of(
                "{type: threshold, at_least: 4.5}", "due: {throughout: 2022}", own_2021M12="4.4"
            ),
            "tallet skal op med 0,1 procentpoint, til mindst 4,5 pct.",
            id="a starting position breaks nothing",
        ),
    ],
)  # fmt: skip
def test_it_is_said_what_it_takes(about: Explanation, said: str) -> None:
    assert facts(about)["Hvad skal der til"] == said


SHARE_OF_PERSONS = an_indicator(numerator="taeller", denominator="naevner", better="neither")


def with_counts(rule: str, share: str, count: str, below: str | None = None) -> Explanation:
    rows = [figure("250", MARCH, share), figure("250", MARCH, count, "taeller", row=3)]
    rows += [] if below is None else [figure("250", MARCH, below, "naevner", row=4)]
    plain = [an_indicator(name, unit="persons") for name in ("taeller", "naevner")]
    return explained(a_target(rule), observations(rows), SHARE_OF_PERSONS, *plain)


def test_persons_are_worked_out_from_a_denominator_worked_back() -> None:
    about = with_counts("{type: threshold, at_least: 85}", "79.7", "499")
    assert printed(about)[1:] == [
        "Nævner, mindst: ⌈100 · 499 : (79,7 + 0,05)⌉ = 626",
        "Nævner, højst: ⌊100 · 499 : (79,7 − 0,05)⌋ = 626",
        "Krævet antal: ⌈85 · 626 : 100⌉ = 533 personer",
        "Mangler: 533 − 499 = 34 personer",
    ]
    assert facts(about)["I antal"] == (
        "34 personer flere. Nævneren er ikke offentliggjort, men regnet tilbage fra antallet og "
        "den afrundede andel: kun 626 passer"
    )
    check(about)


@pytest.mark.parametrize(
    ("limit", "needed", "distance"),
    [
        ("at_least: 30", "⌈30 · 200 : 100⌉ = 60 personer", "60 − 50 = 10 personer"),
        ("above: 30", "⌊30 · 200 : 100⌋ + 1 = 61 personer", "61 − 50 = 11 personer"),
        ("at_most: 20", "⌊20 · 200 : 100⌋ = 40 personer", "50 − 40 = 10 personer"),
        ("below: 20", "⌈20 · 200 : 100⌉ − 1 = 39 personer", "50 − 39 = 11 personer"),
    ],
    ids=["at least", "above", "at most", "below"],
)
def test_persons_are_rounded_to_the_good_side(limit: str, needed: str, distance: str) -> None:
    about = with_counts(f"{{type: threshold, {limit}}}", "25.0", "50", "200")
    assert [one.said(DANISH) for one in about.explained.person_lines] == [needed, distance]
    assert [one.figure.source.row for one in about.figures] == [2, 3, 4]


@pytest.mark.parametrize(
    ("about", "why"),
    [
        pytest.param(
            with_counts("{type: threshold, at_least: 5.2}", "3.6", "22"),
            "nævneren er ikke offentliggjort, og dem fra 603 til 619, der passer til antallet og "
            "den afrundede andel, giver ikke ét svar, som stemmer med de trykte andele",
            id="denominators that give different answers",
        ),
        pytest.param(
            with_counts("{type: threshold, at_least: 5.2}", "3.6", "0"),
            "ingen nævner kan regnes tilbage fra antallet og den afrundede andel",
            id="none fits",
        ),
        pytest.param(
            with_counts("{type: threshold, at_least: 25.01}", "25.0", "51", "200"),
            "antallet og de afrundede andele modsiger hinanden",
            id="a published one that contradicts the share",
        ),
        pytest.param(
            with_counts("{type: threshold, between: [30, 40]}", "25.0", "50", "200"),
            "kravet har ikke én side, som der kan tælles til",
            id="a range",
        ),
    ],
)
def test_it_is_said_why_persons_are_not_known(about: Explanation, why: str) -> None:
    assert facts(about)["I antal"] == f"kan ikke siges: {why}"
    assert "counted" in {one.role for one in about.figures}, "what the answer names is shown"
    check(about)


@pytest.mark.parametrize(
    ("about", "flag", "why"),
    [
        pytest.param(
            of("{type: points-below-average, points: 0.2}", own_2022M03="0.6", land_2022M03="0.8"),
            Flag.WITHIN_ROUNDING,
            "før afrunding kan afvigelsen være fra −0,1 procentpoint (ikke opfyldt) til +0,1 "
            "procentpoint (opfyldt)",
            id="within rounding: the range and both verdicts",
        ),
        pytest.param(
            with_counts("{type: threshold, at_least: 30}", "25.0", "5", "20"),
            Flag.SMALL_NUMBERS,
            "Taeller, marts 2022: 5 (færre end 20)",
            id="small numbers: which count",
        ),
        pytest.param(
            with_counts("{type: threshold, at_least: 30}", "25.0", ".."),
            Flag.SMALL_NUMBERS,
            "kilden viser ikke antallet bag andelen: Taeller, marts 2022 (tal.csv, række 3)",
            id="a withheld count",
        ),
        pytest.param(
            of("{type: threshold, at_least: 30}", own_2021M12="25.0"),
            Flag.FIGURES_BEFORE_PLAN,
            "det er fra december 2021, og planens år er 2022: det viser, hvor kommunen stod, ikke "
            "om løftet er holdt",
            id="before the plan: which period and which years",
        ),
        pytest.param(
            of(
                "{type: threshold, at_least: 30}",
                "period: 2022M02",
                own_2022M02="25.0",
                land_2022M03="1.0",
            ),
            Flag.STALE,
            "tallet er fra februar 2022; der er, eller skulle nu være, tal for marts 2022",
            id="stale: which period is newer",
        ),
        pytest.param(
            of(
                "{type: threshold, at_least: 3}",
                "reading: Andel er læst som pct.",
                own_2022M03="2.5",
            ),
            Flag.AMBIGUOUS_WORDING,
            "læst sådan: Andel er læst som pct.",
            id="ambiguous: how it was read",
        ),
        pytest.param(
            of(BOTH, own_2022M03="3.0", land_2022M03="3.0"),
            Flag.WITHIN_ROUNDING,
            "det gælder alle dele",
            id="parts: all of them",
        ),
        pytest.param(
            of(BOTH, own_2022M03="3.0", land_2022M03="2.0"),
            Flag.WITHIN_ROUNDING,
            "det gælder delen Et resultatmål (2)",
            id="parts: which one",
        ),
    ],
)  # fmt: skip
def test_a_flag_says_why_it_is_raised_here(about: Explanation, flag: Flag, why: str) -> None:
    verdict = about.explained.verdict
    assert {one.flag: one.why.da for one in verdict.warned}[flag] == why
    assert [one.flag for one in verdict.warned] == list(verdict.flags)


def test_a_break_and_a_direction_say_which() -> None:
    odd = an_indicator(
        better="lower", series_breaks=[{"at": "2021M07", "why": "Kontanthjælpsreform"}]
    )
    rows = observations({("250", "2021M03"): "3.0", ("250", MARCH): "3.4"})
    about = explained(a_target("{type: trend, must_be: rising, step: year}"), rows, odd)
    said = {one.flag: one.why for one in about.explained.verdict.warned}
    assert said[Flag.SERIES_BREAK].da == "databrud fra juli 2021: Kontanthjælpsreform"
    assert said[Flag.DIRECTION_CONFLICT].en == (
        "the rule asks for more, but less is better for Andel"
    )


def test_a_missing_figure_says_where_it_was_looked_for() -> None:
    about = of(
        AT_LEAST_LAND, own_2022M03="..", land_2022M03="3.0", own_2022M02="2.0", land_2022M02="3.0"
    )
    verdict = about.explained.verdict
    assert verdict.status is Status.NO_DATA
    assert [
        (one.indicator, one.area.name, str(one.period), one.mark) for one in verdict.sought
    ] == [("andel", "Frederikssund", "2022M03", "..")]
    assert facts(about)["Begrundelse"] == (
        "kilden viser „..“ for Andel: Frederikssund, marts 2022; seneste periode med alle tal: "
        "februar 2022"
    )
    rows = [one for one in Said(about, DANISH).blocks() if isinstance(one, Rows)]
    assert rows[1].cells == (("Andel", "andel", "Frederikssund", "marts 2022", "–", "„..“"),)


def test_a_rank_shows_the_places_around_and_lists_every_figure() -> None:
    rows = observations(
        [
            figure(area.code, MARCH, f"{row / 10:.1f}", row=row)
            for row, area in enumerate(municipalities(), start=2)
        ]
    )
    rule = "{type: rank, at_most: 10, best: lowest}"
    about = explained(a_target(rule), rows, an_indicator(better="lower"))
    assert len(about.figures) == 98
    own = next(one for one in about.explained.places if one.is_own)
    places = [one.place for one in about.explained.places]
    assert places == [1, 8, 9, 10, 11, 12, *range(own.place - 2, own.place + 3)]
    assert printed(about)[0] == f"Plads: 1 + {own.place - 1} = {own.place}"
    check(about)


def test_several_parts_stand_in_short_and_the_deciding_one_in_full() -> None:
    rule = "{type: at-least-of, require: 2, parts: [" + ", ".join(
        f"{{title: {name}, rule: {{type: threshold, at_least: {level}}}}}"
        for name, level in (("Lav", 3), ("Midt", 4), ("Høj", 5))
    ) + "]}"  # fmt: skip
    about = of(rule, own_2022M03="3.5")
    (part,) = about.explained.parts
    assert (part.verdict.title, part.is_deciding) == ("Midt", True)
    assert [one.said(DANISH) for one in part.lines] == ["3,5 − 4 = −0,5 procentpoint"]
    assert "1 opfyldt, 2 ikke opfyldt, 0 uafgjort; 2 af 3 skal være opfyldt." in sentences(about)
    assert facts(about)["Hvad skal der til"] == (
        "tallet skal op med 0,5 procentpoint, til mindst 4 pct."
    )
    check(about)


def test_a_part_is_explained_by_its_id() -> None:
    rows = observations({("250", MARCH): "3.5"})
    found = results(a_plan(a_target(TWO_PARTS)), rows, in_full=True)
    about = explain(found, "1a/2")
    assert about.is_part
    assert about.promise.target == "1a"
    assert facts(about)["Del af"] == "1a: Et resultatmål"
    assert printed(about) == ["Afvigelse: 3,5 − 4 = −0,5 procentpoint"]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("1b", 'no target "1b"; known: 1a'),
        ("9", 'no target "9"; known: 1a'),
        ("1a/3", 'no target "1a/3"; did you mean "1a/2" or "1a/1"?'),
    ],
    ids=["near", "far", "a part"],
)
def test_an_unknown_target_names_the_nearest(target: str, message: str) -> None:
    found = results(a_plan(a_target(TWO_PARTS)), observations({}), in_full=True)
    with pytest.raises(UsageError) as raised:
        explain(found, target)
    assert str(raised.value) == message


def test_other_readings_are_explained_with_their_own_arithmetic() -> None:
    about = of(
        "{type: threshold, at_least: 3}",
        "reading: Mindst tre\n"
        "other_readings: [{reading: Over fire, rule: {type: threshold, above: 4}}]",
        own_2022M03="3.5",
    )  # fmt: skip
    (other,) = about.explained.readings
    assert (other.verdict.reading, other.verdict.status) == ("Over fire", Status.MISSED)
    assert [one.said(ENGLISH) for one in other.lines] == ["3.5 − 4 = −0.5 percentage points"]
    headings = [one.text for one in Said(about, DANISH).blocks() if isinstance(one, Heading)]
    assert headings[-3:] == ["Andre læsninger", "Over fire", "Regnestykket"]


def test_a_target_that_does_not_apply_shows_its_figures_and_no_verdict() -> None:
    about = of(
        "{type: points-below-average, points: 0.2}",
        "only_if: {measure: {indicator: andel}, rule: {type: threshold, at_least: 50}}",
        own_2022M03="0.6",
        land_2022M03="0.8",
    )
    assert about.explained.verdict.status is Status.NOT_APPLICABLE
    assert (about.explained.lines, len(about.figures)) == ((), 2)
    assert not {one.flag for one in about.explained.verdict.warned} & {Flag.WITHIN_ROUNDING}


@pytest.mark.parametrize(
    ("level", "status", "lines", "said"),
    [
        (5, Status.NOT_APPLICABLE, ["4,4 − 5 = −0,6 procentpoint"],
         "Betingelsen holder ikke, så målet gælder ikke."),
        (4, Status.MET, ["4,4 − 4 = 0,4 procentpoint"], "Betingelsen holder, så målet gælder."),
    ],
    ids=["it does not hold", "it holds"],
)  # fmt: skip
def test_a_condition_is_worked_out_too(
    level: int, status: Status, lines: list[str], said: str
) -> None:
    about = of(
        "{type: threshold, at_least: 3}",
        f"only_if: {{measure: {{indicator: andel}}, rule: {{type: threshold, at_least: {level}}}}}",
        own_2022M03="4.4",
    )
    condition = about.explained.condition
    assert about.explained.verdict.status is status
    assert condition is not None
    assert [line.said(DANISH) for line in condition.lines] == lines
    assert facts(about)["Betingelse"] == f"hvis Andel er mindst {level} pct."
    assert said in sentences(about)
    assert [(one.number, one.figure.source.row) for one in about.figures] == [(1, 2)]


def test_what_the_plan_says_beside_the_rule_is_said() -> None:
    about = of(
        RULES[14].format(1, 1),
        "measure: {indicator: andel, over: {last: 3 months, take: mean}}\n"
        "baseline: {period: 2021M12, value: 4.3}\ndue: {by_end: 2022}",
    )
    said = facts(about)
    assert said["Måles på"] == "Andel, gennemsnit over de seneste 3 måneder (andel)"
    assert (said["Regnet fra"], said["Frist"]) == (
        "4,3 pct. i december 2021",
        "ved udgangen af 2022",
    )


def test_the_version_in_force_is_named_with_its_decision() -> None:
    about = of(
        "",
        "rule:\nversions: [{valid_to: 2021, rule: {type: threshold, at_least: 1}}, {valid_from: "
        "2022, rule: {type: threshold, at_least: 4.5}, source: {section: Møde 3, page: 7}}]",
        own_2022M03="4.4",
    )
    assert facts(about)["Udgave"] == "fra 2022 (Møde 3, side 7)"
    assert printed(about) == ["Afvigelse: 4,4 − 4,5 = −0,1 procentpoint"]


def test_parts_of_another_reading_are_told_where_they_stand() -> None:
    about = of(
        TWO_PARTS,
        f"other_readings: [{{reading: Anderledes, rule: {TWO_PARTS.replace('4}', '5}')}}}]",
        own_2022M03="3.5",
    )
    (reading,) = about.explained.readings
    assert [line.said(DANISH) for part in reading.parts for line in part.lines] == [
        "3,5 − 3 = 0,5 procentpoint",
        "3,5 − 5 = −1,5 procentpoint",
    ]
    asked = [one for one in sentences(about) if one.startswith("En anden del")]
    assert asked == ["En anden del forklares for sig, når dens id skrives: 1a/1"]


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Sentence():
            yield block.text
        case Fact():
            yield from (block.label, block.text)
        case Rows():
            yield from (text for row in (block.heads, *block.cells) for text in row)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("key", ["title", "note"])
def test_a_strangers_text_is_shown_and_obeyed_by_nobody(key: str, text: str) -> None:
    target = a_target("{type: threshold, at_least: 70}").changed(**{key: text})
    about = explained(target, observations({("250", MARCH): "60"}))
    assert json.loads(render(about))["explained"][key] == text
    page = MarkdownIt("commonmark").enable("table").render(on_paper(about, None).decode())
    assert page.count("<h1>") == 1
    assert not re.search(r"<(script|img|a|b|style)\b", page)
    shown = io.StringIO()
    Console(file=shown, width=100).print(on_console(about, None))
    for odd in ("\x1b", "\x07", "\u202e", "\u2066"):
        assert odd not in shown.getvalue() + page
    bare = "".join(text.split())
    if bare.isprintable() and bare.isascii():
        assert bare in "".join(shown.getvalue().split()), "nothing is lost"


def test_english_is_said_without_danish() -> None:
    about = with_counts("{type: threshold, at_least: 85}", "79.7", "499")
    said = " ".join(text for block in Said(about, ENGLISH).blocks() for text in _texts(block))
    said = said.replace("Et resultatmål", "").replace("tal.csv", "")
    assert not re.search(r"\b(tal|krav|linje|planen|personer|mindst|nævner)\b", said, re.IGNORECASE)


def test_the_json_has_every_key_whatever_there_is_to_say() -> None:
    full = of(
        "{type: change-from-baseline, down_by: 7, as: percent}",
        "baseline: {period: 2021M12}\ndue: {by_end: 2022}", "persons",
        own_2021M12="333", own_2022M03="328",
    )  # fmt: skip
    bare = of("{type: threshold, at_least: 3}")
    for one in (full, bare):
        found = document(one)
        assert found["schema"] == "beskplan/explanation/v1"
        written = json.loads(render(one))
        assert not list(Draft202012Validator(schema_of("explanation")).iter_errors(written))
    assert document(full).keys() == document(bare).keys()
    assert document(full)["explained"].keys() == document(bare)["explained"].keys()
    pace = document(full)["explained"]["pace"]
    assert (pace["months_gone"], pace["months"]) == (3, 12)
    line = document(full)["explained"]["lines"][0]
    assert (line["expression"], line["result"]) == ("333 * (100 - 7) / 100", Decimal("309.69"))
    assert (line["figures"], line["stated"]) == ([2], ["planen"])


def test_the_same_results_give_the_same_explanation() -> None:
    rows = rows_of(5, 1, MEASURES[6])
    target = a_target(RULES[6].format(5, 5), f"measure: {{{MEASURES[6]}}}")
    first, second = (explained(target, rows, SHARE, *COUNTS) for _ in range(2))
    assert document(first) == document(second)
    assert replace(first, figures=()) == replace(second, figures=())
