from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from beskplan.results import Verdict
from beskplan.words import Words
from tests.build import (
    Answer,
    a_rule,
    across,
    an_indicator,
    answer,
    figure,
    figures,
    flags,
    grouped_verdict,
    observations,
    plan_problems,
    reasons,
    verdict,
)

MARCH = "2022M03"
THEN = "2021M03"
PLACE = an_indicator(unit="place", better="lower")
PERSONS = an_indicator(unit="persons", better="lower")
CODES = ("101", "147", "151", "153", "155", "157", "159", "161", "163")


def ruled(keys: str) -> str:
    return f"{{type: rank, {keys}}}"


def ranked(own: str, others: str, period: str = MARCH) -> dict[tuple[str, str], str]:
    """Return figures of Frederikssund and of others, ``1.0 2.0 ..``."""
    return across(period, {"250": own} | dict(zip(CODES, others.split(), strict=False)))


def detail(found: Verdict) -> tuple[str, str] | None:
    return None if found.detail is None else (found.detail.da, found.detail.en)


@pytest.mark.parametrize(
    ("rule", "own", "others", "expected"),
    [
        pytest.param("at_most: 2, best: lowest", "1", "2 3", ("1", "2", "1"), id="the lowest"),
        pytest.param("at_most: 2, best: lowest", "2", "1 3", ("2", "2", "0"), id="an exact hit"),
        pytest.param("at_most: 1, best: lowest", "3", "1 2", ("3", "1", "-2"), id="the last"),
        pytest.param("at_most: 1, best: highest", "3", "1 2", ("1", "1", "0"), id="the highest"),
        pytest.param("at_most: 2, best: highest", "1", "3 2", ("3", "2", "-1"), id="highest, last"),
        pytest.param("at_most: 1, best: lowest", "1", "1 2", ("1", "1", "0"), id="a shared first"),
        pytest.param(
            "at_most: 2, best: lowest", "3", "1 1 3 4", ("3", "2", "-1"), id="behind a shared first"
        ),
        pytest.param(
            "at_most: 1, best: lowest", "0", "1 2", ("1", "1", "0"), id="zero is a figure"
        ),
        pytest.param("at_most: 2, best: lowest", "-1", "-2 0", ("2", "2", "0"), id="negative"),
        pytest.param("at_most: 2, best: lowest", "5", "4 .. ..", ("2", "2", "0"), id="suppressed"),
        pytest.param("below: 3, best: lowest", "2", "1 3", ("2", "3", "1"), id="below a place"),
        pytest.param("below: 3, best: lowest", "3", "1 2", ("3", "3", "0"), id="below, a hit"),
        pytest.param("below: 2, best: lowest", "3", "1 2", ("3", "2", "-1"), id="below, behind"),
        pytest.param("top: 2, best: lowest", "2", "1 3", ("2", "2", "0"), id="top 2, a hit"),
        pytest.param("top: 2, best: lowest", "3", "1 2", ("3", "2", "-1"), id="top 2, third"),
        pytest.param(
            "top: 1/3, best: lowest", "2", "1 3 4 5 6", ("2", "2", "0"), id="2 of 6 in a third"
        ),
        pytest.param(
            "top: 1/3, best: lowest", "2", "1 3 4 5", ("2", "1", "-1"), id="a third of 5 is 1"
        ),
        pytest.param(
            "top: 1/3, best: lowest", "2", "1 3 4 5 ..", ("2", "1", "-1"), id="of those ranked"
        ),
        pytest.param("top: 1/3, best: lowest", "1", "2", ("1", "0", "-1"), id="a third of 2 is 0"),
        pytest.param("top: 2/4, best: lowest", "2", "1 3 4", ("2", "2", "0"), id="two quarters"),
    ],
)
def test_place(rule: str, own: str, others: str, expected: tuple[str, str, str]) -> None:
    observed, required, gap = expected
    met = int(gap) > 0 if rule.startswith("below") else int(gap) >= 0
    found = verdict(ruled(rule), ranked(own, others), PERSONS)
    assert answer(found) == Answer("met" if met else "missed", observed, required, gap)
    assert (found.unit, found.gap_unit, found.good) == ("place", "place", "lower")
    assert reasons(found) is None


@pytest.mark.parametrize(
    ("rule", "own", "others", "da", "en"),
    [
        pytest.param(
            "at_most: 1, best: lowest",
            "5",
            "1 3",
            "nr. 3 af 3, 95 uden tal, næste plads koster 2 personer, kravet koster 4 personer",
            "no. 3 of 3, 95 without figure, next place costs 2 persons,"
            " the required place costs 4 persons",
            id="next and required place",
        ),
        pytest.param(
            "at_most: 1, best: highest",
            "1",
            "5 3",
            "nr. 3 af 3, 95 uden tal, næste plads koster 2 personer, kravet koster 4 personer",
            "no. 3 of 3, 95 without figure, next place costs 2 persons,"
            " the required place costs 4 persons",
            id="from below",
        ),
        pytest.param(
            "below: 2, best: lowest",
            "5",
            "1 3",
            "nr. 3 af 3, 95 uden tal, næste plads koster 2 personer, kravet koster 4 personer",
            "no. 3 of 3, 95 without figure, next place costs 2 persons,"
            " the required place costs 4 persons",
            id="below 2 costs the first place",
        ),
        pytest.param(
            "at_most: 5, best: lowest",
            "5",
            "1 3",
            "nr. 3 af 3, 95 uden tal, næste plads koster 2 personer",
            "no. 3 of 3, 95 without figure, next place costs 2 persons",
            id="what is reached costs nothing",
        ),
        pytest.param(
            "at_most: 1, best: lowest",
            "1",
            "3 5",
            "nr. 1 af 3, 95 uden tal",
            "no. 1 of 3, 95 without figure",
            id="nothing above the first",
        ),
        pytest.param(
            "at_most: 2, best: lowest",
            "4",
            "1 1 4",
            "nr. 3 af 4, 94 uden tal, næste plads koster 3 personer, kravet koster 3 personer",
            "no. 3 of 4, 94 without figure, next place costs 3 persons,"
            " the required place costs 3 persons",
            id="over a shared place",
        ),
        pytest.param(
            "at_most: 1, best: lowest, among: {areas: [Frederikssund, København]}",
            "5",
            "1",
            "nr. 2 af 2, næste plads koster 4 personer, kravet koster 4 personer",
            "no. 2 of 2, next place costs 4 persons, the required place costs 4 persons",
            id="everybody has a figure",
        ),
    ],
)
def test_detail(rule: str, own: str, others: str, da: str, en: str) -> None:
    assert detail(verdict(ruled(rule), ranked(own, others), PERSONS)) == (da, en)


def test_a_share_costs_percentage_points() -> None:
    found = verdict(ruled("at_most: 1, best: lowest"), ranked("3.5", "2.0 3.0"))
    assert detail(found) == (
        "nr. 3 af 3, 95 uden tal, næste plads koster 0,5 procentpoint,"
        " kravet koster 1,5 procentpoint",
        "no. 3 of 3, 95 without figure, next place costs 0.5 percentage points,"
        " the required place costs 1.5 percentage points",
    )


COUNTED = (
    an_indicator(better="lower", numerator="antal", denominator="alle"),
    an_indicator("antal", unit="full-time-persons"),
    an_indicator("alle", unit="persons"),
)


@pytest.mark.parametrize(
    ("best", "own", "others", "count", "next_place", "required"),
    [
        pytest.param(
            "lowest", "3.5", "2.0 3.3", "245", "0,2 procentpoint (14", "1,5 procentpoint (105",
            id="as many as needed",
        ),
        pytest.param(
            "lowest", "3.5", "2.0 3.33", "245", "0,17 procentpoint (12", "1,5 procentpoint (105",
            id="233,1 persons: 233 are few enough",
        ),
        pytest.param(
            "highest", "3.5", "5.0 3.67", "245", "0,17 procentpoint (12", "1,5 procentpoint (105",
            id="256,9 persons: 257 are enough",
        ),
        pytest.param(
            "lowest", "3.5", "2.0 3.4", "238", "0,1 procentpoint", "1,5 procentpoint (98",
            id="by the counts the next place is reached",
        ),
    ],
)  # fmt: skip
def test_a_place_in_a_share_costs_whole_persons(
    best: str, own: str, others: str, count: str, next_place: str, required: str
) -> None:
    rows = observations(
        ranked(own, others),
        figures({("250", MARCH): count}, "antal"),
        figures({("250", MARCH): "7000"}, "alle"),
    )
    found = verdict(ruled(f"at_most: 1, best: {best}"), rows, *COUNTED)
    said = (f"{one} fuldtidspersoner)" if "(" in one else one for one in (next_place, required))
    assert found.detail is not None
    assert found.detail.da == (
        "nr. 3 af 3, 95 uden tal, næste plads koster {}, kravet koster {}".format(*said)
    )


@pytest.mark.parametrize(
    ("count", "total"), [("..", "7000"), ("245", ".."), ("244.5", "7000")],
    ids=["count withheld", "denominator withheld", "half a person"],
)  # fmt: skip
def test_persons_are_told_only_of_published_counts(count: str, total: str) -> None:
    rows = observations(
        ranked("3.5", "2.0 3.3"),
        figures({("250", MARCH): count}, "antal"),
        figures({("250", MARCH): total}, "alle"),
    )
    found = verdict(ruled("at_most: 1, best: lowest"), rows, *COUNTED)
    assert found.detail is not None
    assert "(" not in found.detail.da


def test_whoever_fixes_the_place_is_among_the_figures() -> None:
    rows = observations(
        [
            figure(area, MARCH, printed, row=row, provisional=area == "147")
            for row, (area, printed) in enumerate(
                {"250": "3.5", "101": "2.0", "147": "3.3", "151": "..", "000": "1.0"}.items(), 2
            )
        ]
    )
    found = verdict(ruled("at_most: 1, best: lowest"), rows, an_indicator(better="lower"))
    assert [source.row for source in found.sources] == [2, 3, 4]
    assert flags(found) == ["provisional"]


def test_places_on_both_sides_of_a_break() -> None:
    broken = an_indicator(
        better="lower", unit="persons", series_breaks=[{"at": "2022M01", "why": "reform"}]
    )
    rows = ranked("30", "20 40") | ranked("50", "20 40", THEN)
    rule, then = ruled("below: baseline, best: lowest"), f"baseline: {{period: {THEN}}}"
    found = verdict(rule, rows, broken, target=then)
    assert (found.status, len(found.sources)) == ("met", 6)
    assert flags(found) == ["series-break"]
    assert flags(verdict(ruled("at_most: 2, best: lowest"), rows, broken)) == []


@pytest.mark.parametrize(
    ("among", "expected", "said"),
    [
        pytest.param(
            "country", ("missed", "5", "1", "-4"), "nr. 5 af 6, 92 uden tal", id="country"
        ),
        pytest.param(
            "{region: Hovedstaden}",
            ("missed", "4", "1", "-3"),
            "nr. 4 af 5, 24 uden tal",
            id="a region",
        ),
        pytest.param(
            "{landsdel: Nordsjælland}",
            ("missed", "2", "1", "-1"),
            "nr. 2 af 3, 8 uden tal",
            id="a landsdel",
        ),
        pytest.param(
            "{rar: Hovedstaden}", ("missed", "4", "1", "-3"), "nr. 4 af 5, 23 uden tal", id="RAR"
        ),
        pytest.param(
            "{areas: [Frederikssund, Hillerød]}", ("met", "1", "1", "0"), "nr. 1 af 2", id="areas"
        ),
        pytest.param("{group: naboer}", ("missed", "2", "1", "-1"), "nr. 2 af 2", id="a group"),
        pytest.param(
            "{areas: [Hillerød, Egedal]}",
            ("missed", "2", "1", "-1"),
            "nr. 2 af 3",
            id="the own municipality is ranked where it is not listed",
        ),
    ],
)
def test_among(among: str, expected: tuple[str, ...], said: str) -> None:
    # Odense, København and Brøndby are better; of Nordsjælland Egedal is, Hillerød is not.
    persons = {"461": "1", "101": "2", "153": "3", "240": "4", "250": "5", "219": "6"}
    found = grouped_verdict(
        ruled(f"at_most: 1, best: lowest, among: {among}"),
        "{naboer: {areas: [Frederikssund, Egedal]}}",
        across(MARCH, persons),
        PERSONS,
    )
    assert answer(found) == Answer(*expected)
    assert found.detail is not None
    assert found.detail.da.split(", næste")[0] == said


def test_a_group_that_differs_by_indicator() -> None:
    groups = "{klynge: {by_indicator: {andel: [Egedal], anden: [Hillerød]}}}"
    rows = across(MARCH, {"240": "4", "250": "5", "219": "1"})
    found = grouped_verdict(
        ruled("at_most: 1, best: lowest, among: {group: klynge}"), groups, rows, PERSONS
    )
    assert detail(found) == (
        "nr. 2 af 2, næste plads koster 1 person, kravet koster 1 person",
        "no. 2 of 2, next place costs 1 person, the required place costs 1 person",
    )


@pytest.mark.parametrize(
    "rule", ["at_most: 99", "top: 1/3", "top: 10", "below: 99", "below: baseline"]
)
@pytest.mark.parametrize(
    ("figures", "da", "en"),
    [
        pytest.param(
            across(MARCH, {"101": "3"}) | ranked("3", "4", THEN),
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own missing",
        ),
        pytest.param(
            ranked("..", "3 4") | ranked("3", "4", THEN),
            "kilden viser „..“ for Andel: Frederikssund, marts 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            ranked("3", "..") | ranked("..", "4", THEN) | across(MARCH, {"000": "1"}),
            "ingen andre i landet har tal for Andel: marts 2022",
            "nobody else in the country has a figure for Andel: March 2022",
            id="nobody else has a figure",
        ),
    ],
)
def test_missing(rule: str, figures: dict[tuple[str, str], str], da: str, en: str) -> None:
    found = verdict(
        ruled(f"{rule}, best: lowest"), figures, PERSONS, target=f"baseline: {{period: {THEN}}}"
    )
    assert (found.status, found.observed, found.gap, detail(found)) == ("no-data", None, None, None)
    assert found.reason is not None
    assert (found.reason.da.split("; seneste")[0], found.reason.en.split("; last")[0]) == (da, en)


@pytest.mark.parametrize(
    ("among", "where"),
    [
        ("{group: alene}", ("i gruppen alene", "in the group alene")),
        ("{group: anden}", ("i gruppen anden", "in the group anden")),
        ("{region: Østdanmark}", ("i Region Østdanmark", "in Region Østdanmark")),
        ("{areas: [Frederikssund, Fanø]}", ("blandt Frederikssund og Fanø",
                                            "among Frederikssund and Fanø")),
    ],
    ids=["the own alone", "a group of another indicator", "a region to come", "areas without"],
)  # fmt: skip
def test_the_first_of_one_is_no_data(among: str, where: tuple[str, str]) -> None:
    found = grouped_verdict(
        ruled(f"at_most: 1, best: lowest, among: {among}"),
        "{alene: {areas: [Frederikssund]}, anden: {by_indicator: {anden: [Vejle]}}}",
        ranked("3", "4 5"),
        PERSONS,
    )
    assert answer(found) == Answer("no-data")
    assert reasons(found) == (
        f"ingen andre {where[0]} har tal for Andel: marts 2022",
        f"nobody else {where[1]} has a figure for Andel: March 2022",
    )


FROM_DATA = f"baseline: {{period: {THEN}}}"


@pytest.mark.parametrize(
    ("own", "now", "before", "expected"),
    [
        pytest.param("3", "1 2", "1 2 3", ("met", "3", "4", "1"), id="from no. 4 to no. 3"),
        pytest.param("3", "1 2", "1 2 9", ("missed", "3", "3", "0"), id="the same place misses"),
        pytest.param("3", "1 2", "1 9 9", ("missed", "3", "2", "-1"), id="from no. 2 to no. 3"),
    ],
)
def test_better_than_at_the_baseline(
    own: str, now: str, before: str, expected: tuple[str, ...]
) -> None:
    rows = ranked(own, now) | ranked("5", before, THEN)
    found = verdict(ruled("below: baseline, best: lowest"), rows, PERSONS, target=FROM_DATA)
    assert answer(found) == Answer(*expected)
    assert found.comparator_name is not None
    assert (found.comparator_name.da, found.comparator_name.en) == ("marts 2021", "March 2021")
    assert (found.comparator_code, str(found.comparator_value)) == ("250", expected[2])


@pytest.mark.parametrize(
    ("indicator", "rule"),
    [(PLACE, "below: baseline"), (PERSONS, "below: baseline, best: lowest")],
    ids=["a published rank", "a rank of ours"],
)
@pytest.mark.parametrize(
    ("written", "status", "gap"), [("3", "met", "1"), ("2", "missed", "0"), ("1", "missed", "-1")]
)
def test_better_than_a_place_written_in_the_plan(
    indicator: object, rule: str, written: str, status: str, gap: str
) -> None:
    found = verdict(
        ruled(rule),
        ranked("2", "1 3"),
        PLACE if indicator is PLACE else PERSONS,
        target=f"baseline: {{period: 2021, value: {written}}}",
    )
    assert answer(found) == Answer(status, "2", written, gap)
    assert found.comparator_name is not None
    assert found.comparator_name.da == "2021"


def test_period_of_a_written_place_reads_as_words() -> None:
    keys = "baseline: {period: 2021Q2, value: 3}"
    found = verdict(ruled("below: baseline"), {("250", MARCH): "2"}, PLACE, target=keys)
    assert found.comparator_name is not None
    assert (found.comparator_name.da, found.comparator_name.en) == (
        "2. kvartal 2021",
        "Q2 2021",
    )


def test_a_frozen_baseline_ranks_the_figures_of_that_day() -> None:
    june, later = date(2021, 6, 1), date(2022, 6, 1)
    rows = observations(
        [one._replace(retrieved=june) for one in figures(ranked("5", "1 2 3", THEN))],
        [one._replace(retrieved=later) for one in figures(ranked("5", "1 9 9", THEN))],
        [one._replace(retrieved=later) for one in figures(ranked("3", "1 2"))],
    )
    rule = ruled("below: baseline, best: lowest")
    frozen = f"baseline: {{period: {THEN}, as_published: 2021-06-01}}"
    assert answer(verdict(rule, rows, PERSONS, target=frozen)) == Answer("met", "3", "4", "1")
    assert answer(verdict(rule, rows, PERSONS, target=FROM_DATA)) == Answer(
        "missed", "3", "2", "-1"
    )


@pytest.mark.parametrize(
    ("rows", "baseline", "status", "reason"),
    [
        pytest.param(
            ranked("3", "1 2"),
            "not-stated",
            "manual",
            "dokumentet angiver ikke et udgangspunkt",
            id="not stated",
        ),
        pytest.param(
            ranked("3", "1 2"),
            f"{{period: {MARCH}}}",
            "no-data",
            "tallet er ikke senere end udgangspunktet",
            id="not later",
        ),
        pytest.param(
            ranked("3", "1 2"),
            "{period: 2022, value: 5}",
            "no-data",
            "tallet er ikke senere end udgangspunktet",
            id="not later than a written one",
        ),
        pytest.param(
            ranked("3", "1 2"),
            "{period: 2021Q1}",
            "not-comparable",
            "perioder af forskellig længde kan ikke sammenlignes",
            id="of another length",
        ),
        pytest.param(
            ranked("3", "1 2") | ranked("..", "4", THEN),
            f"{{period: {THEN}}}",
            "no-data",
            "kilden viser „..“ for Andel: Frederikssund, marts 2021",
            id="own figure of then suppressed",
        ),
        pytest.param(
            ranked("3", "1 2") | ranked("4", "", THEN),
            f"{{period: {THEN}}}",
            "no-data",
            "ingen andre i landet har tal for Andel: marts 2021",
            id="nobody else had a figure then",
        ),
    ],
)
def test_baseline_that_gives_no_place(
    rows: dict[tuple[str, str], str], baseline: str, status: str, reason: str
) -> None:
    rule = ruled("below: baseline, best: lowest")
    found = verdict(rule, rows, PERSONS, target=f"baseline: {baseline}")
    assert answer(found) == Answer(status, "3")
    assert found.reason is not None
    assert found.reason.da == reason
    assert ("ambiguous-wording" in flags(found)) is (baseline == "not-stated")


def test_a_starting_position_may_be_the_baseline() -> None:
    rows = ranked("3", "1 2", "2021M12")
    keys = "baseline: {period: 2021M12}"
    found = verdict(ruled("below: baseline, best: lowest"), rows, PERSONS, target=keys)
    assert answer(found) == Answer("missed", "3", "3", "0")
    assert flags(found)[-1] == "figures-before-plan"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("at_most: 75", ("met", "75", "75", "0")),
        ("at_most: 74", ("missed", "75", "74", "-1")),
        ("below: 75", ("missed", "75", "75", "0")),
        ("below: 76", ("met", "75", "76", "1")),
        ("top: 80", ("met", "75", "80", "5")),
    ],
)
def test_a_published_rank_is_taken_as_printed(rule: str, expected: tuple[str, ...]) -> None:
    found = verdict(ruled(rule), across(MARCH, {"250": "75", "101": "1"}), PLACE)
    assert answer(found) == Answer(*expected)
    assert (detail(found), flags(found)) == (None, [])


def test_published_rank_missing() -> None:
    found = verdict(ruled("at_most: 75"), across(MARCH, {"250": "..", "101": "1"}), PLACE)
    assert answer(found) == Answer("no-data", None, "75")
    assert reasons(found) == (
        "kilden viser „..“ for Andel: Frederikssund, marts 2022",
        'the source prints ".." for Andel: Frederikssund, March 2022',
    )


@pytest.mark.parametrize(
    ("own", "others", "raised"),
    [
        pytest.param("2.0", "1.0 2.1", False, id="2.05 for both shares the place"),
        pytest.param("2.0", "1.0 2.0", True, id="a shared place may be two"),
        pytest.param("2.0", "1.0 2.2", False, id="0.2 apart is apart"),
        pytest.param("2.0", "1.0 1.9", True, id="missed by 0.1"),
        pytest.param("2.0", "1.0 1.8", False, id="missed by 0.2"),
        pytest.param("2.0", "1.9 3.0", False, id="a nearby place that changes nothing"),
    ],
)
def test_rounding_that_could_change_the_verdict(own: str, others: str, raised: bool) -> None:
    share = an_indicator(better="lower")
    found = verdict(ruled("at_most: 2, best: lowest"), ranked(own, others), share)
    assert (flags(found) == ["within-rounding"]) is raised


def test_counts_are_ranked_exactly() -> None:
    found = verdict(ruled("at_most: 1, best: lowest"), ranked("2", "2 3"), PERSONS)
    assert (found.status, "within-rounding" in flags(found)) == ("met", False)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2022M03", ("met", "2", "2", "0"), id="in its year"),
        pytest.param("2023M03", ("not-set", "2"), id="year without a level"),
        pytest.param("2025M03", ("missed", "2", "1", "-1"), id="onwards"),
    ],
)
def test_place_by_year(period: str, expected: tuple[str, ...]) -> None:
    rule = ruled("at_most: {by_year: {2022: 2, 2024 onwards: 1}}, best: lowest")
    found = verdict(rule, ranked("2", "1 3", period), PERSONS, years="2022-2025")
    assert answer(found) == Answer(*expected)
    missing = ("der er ikke fastsat et niveau for året", "no level is set for the year")
    assert reasons(found) == (missing if expected[0] == "not-set" else None)


@pytest.mark.parametrize(
    ("best", "better", "raised"),
    [
        ("lowest", "lower", False),
        ("highest", "higher", False),
        ("lowest", "higher", True),
        ("highest", "lower", True),
        ("lowest", "neither", False),
    ],
)
def test_the_wrong_end_is_best(best: str, better: str, raised: bool) -> None:
    indicator = an_indicator(unit="persons", better=better)
    found = verdict(ruled(f"at_most: 1, best: {best}"), ranked("2", "1 3"), indicator)
    assert ("direction-conflict" in flags(found)) is raised


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        ("at_most: 75, best: lowest", "højst nr. 75 i landet", "at most no. 75 in the country"),
        ("top: 10, best: lowest", "højst nr. 10 i landet", "at most no. 10 in the country"),
        (
            "at_most: 10, best: lowest, among: {region: Syddanmark}",
            "højst nr. 10 i Region Syddanmark",
            "at most no. 10 in Region Syddanmark",
        ),
        (
            "at_most: 2, best: lowest, among: {areas: [Kolding, Vejle, Billund]}",
            "højst nr. 2 blandt Kolding, Vejle og Billund",
            "at most no. 2 among Kolding, Vejle and Billund",
        ),
        (
            "top: 1/3, best: highest, among: {group: naboer}",
            "i den bedste 1/3 i gruppen naboer",
            "in the best 1/3 in the group naboer",
        ),
        (
            "below: 5, best: lowest",
            "bedre end nr. 5 i landet",
            "better than no. 5 in the country",
        ),
        (
            "below: baseline, best: lowest, among: {rar: Fyn}",
            "en bedre placering i RAR Fyn end i udgangspunktet",
            "a better place in RAR Fyn than at the baseline",
        ),
        (
            "at_most: {by_year: {2023: 75, 2024 onwards: 70}}, best: lowest",
            "højst nr. 75 i 2023 og 70 i 2024 og frem i landet",
            "at most no. 75 in 2023 and 70 in 2024 onwards in the country",
        ),
    ],
)
def test_requirement(rule: str, da: str, en: str) -> None:
    asked = a_rule(ruled(rule))
    assert asked.requirement(Words("da"), "place") == da
    assert asked.requirement(Words("en"), "place") == en


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        ("at_most: 13", "højst nr. 13", "at most no. 13"),
        ("top: 10", "højst nr. 10", "at most no. 10"),
        ("below: 5", "bedre end nr. 5", "better than no. 5"),
        (
            "below: baseline",
            "en bedre placering end i udgangspunktet",
            "a better place than at the baseline",
        ),
    ],
)
def test_a_published_place_may_be_counted_anywhere(rule: str, da: str, en: str) -> None:
    asked = a_rule(ruled(rule))
    assert asked.requirement(Words("da"), "place") == da
    assert asked.requirement(Words("en"), "place") == en


ONE_OF = "target 1a, rule: exactly one of at_most, below and top is needed"


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("at_most: 3, top: 1/3, best: lowest", f"15: {ONE_OF}; found at_most and top"),
        ("best: lowest", f"15: {ONE_OF}; found none"),
        ("at_most: 3", '22: target 1a: key "best" is missing: lowest or highest'),
        ("at_most: 3, best: low",
         '46: target 1a, rule.best: "low" is not known here; known: lowest, highest'),
        ("at_most: 2.5, best: lowest",
         "37: target 1a, rule.at_most: a place is a whole number, 1 or more"),
        ("at_most: 0, best: lowest",
         "37: target 1a, rule.at_most: a place is a whole number, 1 or more"),
        ("at_most: {by_year: {2022: 0}}, best: lowest",
         "37: target 1a, rule.at_most: a place is a whole number, 1 or more"),
        ("below: 1, best: lowest",
         '35: target 1a, rule.below: "1" is no place above 1; write 10, or baseline'),
        ("below: 2.5, best: lowest",
         '35: target 1a, rule.below: "2.5" is no place above 1; write 10, or baseline'),
        ("below: basline, best: lowest",
         '35: target 1a, rule.below: "basline" is no place above 1; write 10, or baseline'),
        ("below: [2], best: lowest",
         "35: target 1a, rule.below: a list is no place above 1; write 10, or baseline"),
        ("top: 0, best: lowest",
         '33: target 1a, rule.top: "0" is no number of places; write 10, or 1/3'),
        ("top: 0.3, best: lowest",
         '33: target 1a, rule.top: "0.3" is no number of places; write 10, or 1/3'),
        ("top: ١٠, best: lowest",
         '33: target 1a, rule.top: "١٠" is no number of places; write 10, or 1/3'),
        ("top: 1/0, best: lowest",
         '33: target 1a, rule.top: "1/0" is no number of places; write 10, or 1/3'),
        ("top: 3/3, best: lowest",
         '33: target 1a, rule.top: "3/3" is no part of those ranked; write 1/3'),
        ("below: baseline, best: lowest", '9: target 1a: key "baseline" is missing: '
         "{period: 2017Q2}, or not-stated where the document is silent"),
        ("at_most: 3, best: lowest, among: land",
         '61: target 1a, rule.among: "land" is not known here; known: country'),
        ("at_most: 3, best: lowest, among: {}", "61: target 1a, rule.among: among takes country, "
         "or one of region, landsdel, rar, areas, group"),
        ("at_most: 3, best: lowest, among: {rar: Fyn, average: plain}", '72: target 1a, rule.among:'
         ' unknown key "average"; known here: areas, group, landsdel, rar, region'),
        ("at_most: 3, best: lowest, among: {group: x}",
         '69: target 1a: no group "x"; the plan has no groups'),
    ],
)  # fmt: skip
def test_refused_with_its_place(rule: str, problem: str, tmp_path: Path) -> None:
    line = 12 if 'key "baseline"' in problem else 15
    assert plan_problems(tmp_path, ruled(rule)) == [f"{line}:{problem}"]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("at_most: 3, best: lowest",
         "15:22: target 1a: the indicator is a published rank: leave out best and among"),
        ("at_most: 3, among: country",
         "15:22: target 1a: the indicator is a published rank: leave out best and among"),
        ("top: 1/3", "15:33: target 1a: a published rank does not say how many are ranked; "
         "write at_most"),
    ],
)  # fmt: skip
def test_of_a_published_rank_is_refused(rule: str, problem: str, tmp_path: Path) -> None:
    assert plan_problems(tmp_path, ruled(rule), PLACE) == [problem]


@pytest.mark.parametrize("rule", ["at_most: 75", "below: 75", "top: 10"])
def test_of_a_published_rank_loads(rule: str, tmp_path: Path) -> None:
    assert plan_problems(tmp_path, ruled(rule), PLACE) == []
