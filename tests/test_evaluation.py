from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from beskplan.catalogue import Catalogue, Indicator
from beskplan.evaluation import evaluate
from beskplan.judgements import Judgement, Status
from beskplan.observations import Source
from beskplan.plan import FocusArea
from beskplan.renderers.json import document
from beskplan.words import Text
from tests.build import (
    a_plan,
    a_target,
    an_indicator,
    answer,
    figure,
    figures,
    flags,
    observations,
    results,
    verdict,
)

MARCH = "2022M03"
AT_LEAST_85 = "{type: threshold, at_least: 85}"
AT_LEAST_COUNTRY = "{type: vs-national-average, must_be: at-least}"
BOTH = observations({("250", MARCH): "79.7", ("000", MARCH): "81.4"})


def test_every_target_in_the_order_of_the_plan() -> None:
    one = a_target(AT_LEAST_85, "id: '4.10'")
    two = a_target(AT_LEAST_COUNTRY, "id: '4.1'")
    three = a_target("{type: none, because: not-set}", "{id: a, measure: }")
    plan = replace(
        a_plan(one),
        focus_areas=(FocusArea("4", "Fire", (one, two)), FocusArea("1", "En", (three,))),
        lines={"4.10": 18, "a": 30},
    )
    found = results(plan, BOTH)
    assert [(v.focus_area, v.target, v.rule, v.line) for v in found] == [
        ("4", "4.10", "threshold", 18),
        ("4", "4.1", "vs-national-average", 0),
        ("1", "a", "none", 30),
    ]
    assert found.plan.focus_areas == (("4", "Fire"), ("1", "En"))


def test_results_name_the_question() -> None:
    plan = replace(a_plan(a_target(AT_LEAST_85)), sha256="0123", file="plans/en-plan.yaml")
    found = results(plan, BOTH, as_of="2022-05-01")
    assert found.as_of == date(2022, 5, 1)
    assert (found.plan.id, found.plan.title, found.plan.language) == ("en-plan", "En plan", "da")
    assert (found.plan.municipality.name, str(found.plan.years)) == ("Frederikssund", "2022")
    assert (found.plan.sha256, found.plan.file) == ("0123", "plans/en-plan.yaml")


def test_verdict_carries_the_figures_behind_it() -> None:
    target = "{note: En note, reading: Som tabellen, title: Tre samtaler}"
    found = verdict(AT_LEAST_COUNTRY, BOTH, target=target)
    assert (found.title, found.note, found.reading) == ("Tre samtaler", "En note", "Som tabellen")
    assert (found.area.code, str(found.period), found.indicator) == ("250", MARCH, "andel")
    assert (found.unit, found.gap_unit, found.segment) == ("percent", "percentage points", ())
    assert (answer(found), str(found.comparator_value)) == (
        ("missed", "79.7", "81.4", "-1.7"),
        "81.4",
    )
    assert (found.comparator_name, found.comparator_code) == (
        Text("Hele landet", "Whole country"),
        "000",
    )
    assert found.requirement == Text(
        "mindst på niveau med landsgennemsnittet", "at least at the level of the national average"
    )
    assert found.sources == (Source("tal.csv", 2), Source("tal.csv", 3))
    assert (found.reason, found.on_track, found.progress) == (None, None, None)


def test_the_figures_used_say_whose_they_are_and_what_they_are() -> None:
    found = verdict(AT_LEAST_COUNTRY, BOTH)
    assert [(one.role, one.figure.key.area, str(one.figure.value)) for one in found.used] == [
        ("own", "250", "79.7"),
        ("compared", "000", "81.4"),
    ]
    assert {(one.title, one.unit) for one in found.used} == {("Andel", "percent")}


def test_the_course_is_what_every_period_shows_with_gaps_where_nothing_is_published() -> None:
    rows = observations(
        {("250", "2021M12"): "70.0", ("000", "2021M12"): "80.0"},
        {("250", "2022M02"): "..", ("000", "2022M02"): "81.0"},
        BOTH,
        {("250", "2023M01"): "99.0"},
    )
    plan = a_plan(a_target(AT_LEAST_COUNTRY))
    catalogue = Catalogue.of(an_indicator())
    [found] = evaluate(plan, catalogue, rows, as_of=date(2022, 5, 1), in_full=True)
    assert [
        (str(one.period), *(number and str(number) for number in (one.observed, one.compared)))
        for one in found.course
    ] == [
        ("2021M12", "70.0", "80.0"),
        ("2022M01", None, None),
        ("2022M02", None, "81.0"),
        ("2022M03", "79.7", "81.4"),
    ]
    assert [str(one.required) for one in found.course] == ["80.0", "None", "None", "81.4"]
    assert verdict(AT_LEAST_COUNTRY, rows).course == ()


def test_without_comparator_there_is_none() -> None:
    found = verdict(AT_LEAST_85, BOTH)
    assert (found.comparator_name, found.comparator_code, found.comparator_value) == (None,) * 3
    assert found.sources == (Source("tal.csv", 2),)


def test_each_source_stands_once() -> None:
    rows = observations([figure("250", MARCH, "9", row=7), figure("000", MARCH, "9", row=7)])
    assert verdict(AT_LEAST_COUNTRY, rows).sources == (Source("tal.csv", 7),)


@pytest.mark.parametrize("rows", [{}, {("250", MARCH): ".."}], ids=["no row", "suppressed"])
def test_without_figures_there_are_no_sources(rows: dict[tuple[str, str], str]) -> None:
    found = verdict(AT_LEAST_COUNTRY, rows)
    assert (found.status, found.sources, found.persons) == ("no-data", (), None)


def test_municipality_is_the_plans_own_or_the_one_asked_for() -> None:
    rows = observations({("250", MARCH): "80.0", ("607", MARCH): "90.0", ("000", MARCH): "85.0"})
    plan = a_plan(a_target(AT_LEAST_COUNTRY))
    (own,) = results(plan, rows)
    (other,) = results(plan, rows, area="Fredericia")
    assert (own.area.name, str(own.status), str(own.observed)) == (
        "Frederikssund",
        "missed",
        "80.0",
    )
    assert (other.area.name, str(other.status), str(other.observed)) == (
        "Fredericia",
        "met",
        "90.0",
    )
    assert results(plan, rows, area="Fredericia").plan.municipality.name == "Frederikssund"


@pytest.mark.parametrize(
    ("own", "country", "rule", "expected"),
    [
        pytest.param("0.6", "0.8", "points: 0.2", ("met", "0.6", "0.6", "0.0"), id="0.6, 0.8, 0.2"),
        pytest.param("2.3", "3.0", "points: 0.7", ("met", "2.3", "2.3", "0.0"), id="2.3, 3.0, 0.7"),
    ],
)
def test_exact_hit_in_tenths_is_met(
    own: str, country: str, rule: str, expected: tuple[str, ...]
) -> None:
    rows = {("250", MARCH): own, ("000", MARCH): country}
    found = verdict(f"{{type: points-below-average, {rule}}}", rows)
    assert answer(found) == expected


def test_met_below_the_average_and_missed_above_it() -> None:
    rows = {("250", MARCH): "79.7", ("000", MARCH): "81.4"}
    assert verdict("{type: threshold, at_least: 75}", rows).status == "met"
    above = {("250", MARCH): "84.0", ("000", MARCH): "81.4"}
    assert verdict(AT_LEAST_85, above).status == "missed"


def test_pooled_share_that_hits_its_target_exactly_is_met() -> None:
    ydelse: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
    share = an_indicator(numerator="antal", denominator="alle", dimensions=ydelse)
    antal = an_indicator("antal", unit="persons", dimensions=ydelse)
    alle = an_indicator("alle", unit="persons", dimensions=ydelse)
    rows = observations(
        *(
            figures({("250", MARCH): printed}, name, {"ydelse": member})
            for name, printed in (("antal", "29"), ("alle", "200"))
            for member in ("A", "B")
        )
    )
    target = "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"
    rule = "{type: threshold, at_least: 14.5}"
    found = verdict(rule, rows, share, antal, alle, target=target)
    assert answer(found) == ("met", "14.5", "14.5", "0")
    assert flags(found) == []
    assert found.segment == (("ydelse", "A + B"),)
    assert len(found.sources) == 1  # the literals all stand in row 2


def test_segment_is_named_in_the_verdict_and_in_the_reason() -> None:
    ydelse: dict[str, object] = {"ydelse": {"members": {"A-dagpenge": ["A-dagpenge mv."]}}}
    rows = observations(figures({("000", MARCH): "9"}, segment={"ydelse": "A-dagpenge"}))
    target = "measure: {indicator: andel, segment: {ydelse: A-dagpenge mv.}}"
    found = verdict(AT_LEAST_85, rows, an_indicator(dimensions=ydelse), target=target)
    assert found.segment == (("ydelse", "A-dagpenge"),)
    assert found.reason == Text(
        "ingen tal for Andel (A-dagpenge): Frederikssund, marts 2022",
        "no figure for Andel (A-dagpenge): Frederikssund, March 2022",
    )


def test_population_that_differs_is_not_comparable() -> None:
    indicator = an_indicator(population="ledige")
    target = "measure: {indicator: andel, stated: {population: alle}}"
    found = verdict(AT_LEAST_85, BOTH, indicator, target=target)
    assert answer(found)[:2] == ("not-comparable", None)
    assert found.reason == Text(
        "dokumentet siger populationen „alle“, tallene har „ledige“",
        'the document says the population "alle", the figures have "ledige"',
    )


def test_summary_counts_every_status() -> None:
    targets = [
        a_target(rule, f"id: '{number}'")
        for number, rule in enumerate(
            (
                AT_LEAST_85,
                AT_LEAST_COUNTRY,
                "{type: threshold, at_most: 85}",
                "{type: none, because: awaiting-method}",
            )
        )
    ]
    found = results(a_plan(*targets), BOTH)
    assert list(found.summary) == list(Status)
    assert {status: count for status, count in found.summary.items() if count} == {
        Status.MET: 1,
        Status.MISSED: 2,
        Status.AWAITING_METHOD: 1,
    }
    assert sum(found.summary.values()) == len(found.verdicts)


def test_only_some_targets() -> None:
    targets = [a_target(AT_LEAST_85, f"id: {name}") for name in ("a", "b", "c")]
    found = results(a_plan(*targets), BOTH)
    assert [one.target for one in found.only(("c", "a"))] == ["a", "c"]
    assert [one.target for one in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("indicator", "own", "printed"),
    [
        pytest.param(an_indicator(), "85.00", ("85.00", "0.00"), id="last zeros stay"),
        pytest.param(an_indicator(), "85", ("85", "0"), id="whole"),
        pytest.param(an_indicator(unit="persons"), "6364", ("6364", "6279"), id="count"),
        pytest.param(an_indicator(), "85.0001", ("85.0001", "0.0001"), id="a small gap stays"),
    ],
)
def test_numbers_print_as_published(
    indicator: Indicator, own: str, printed: tuple[str, str]
) -> None:
    found = verdict(AT_LEAST_85, {("250", MARCH): own}, indicator)
    assert (str(found.observed), str(found.gap)) == printed


def test_judgement_without_gap_is_never_met() -> None:
    assert Judgement().status is Status.NO_DATA
    assert not Judgement().flips_within_rounding
    assert Judgement(without=Status.NOT_SET).status is Status.NOT_SET


def test_plan_years_pick_the_figures() -> None:
    rows = observations({("250", f"{year}M03"): f"{year}" for year in (2021, 2022, 2023, 2024)})
    for years, expected in (("2022", "2022"), ("2022-2023", "2023"), ("2023-2030", "2024")):
        (found,) = results(a_plan(a_target(AT_LEAST_85), years=years), rows)
        assert Fraction(str(found.observed)) == int(expected)


def test_ids_and_members_with_slashes() -> None:
    ydelse: dict[str, object] = {"ydelse": {"members": {"A/B": [], "C": []}}}
    rows = observations(
        figures({("250", MARCH): "80.0"}, segment={"ydelse": "A/B"}),
        figures({("250", MARCH): "90.0"}, segment={"ydelse": "C"}),
    )
    fan = "for_each: {ydelse: [A/B, C]}"
    outer = a_target(AT_LEAST_85, f"{{id: 1/a, {fan}}}")
    alike = a_target("{type: threshold, at_least: 1}", "id: 1/a/C")
    plan = replace(a_plan(outer, alike), lines={"1/a": 10, "1/a/C": 20})
    found = results(plan, rows, an_indicator(dimensions=ydelse))
    (whole, other) = found
    assert [(one.target, one.title, str(one.status), one.line) for one in whole.parts] == [
        ("1/a/A/B", "A/B", "missed", 10),
        ("1/a/C", "C", "met", 10),
    ]
    assert (other.target, str(other.status), other.line) == ("1/a/C", "no-data", 20)
    assert [one.target for one in found.only(("1/a",))] == ["1/a"]
    written = document(found)
    assert [one["target"] for one in written["results"]] == ["1/a", "1/a/C"]
    assert [one["target"] for one in written["results"][0]["parts"]] == ["1/a/A/B", "1/a/C"]


def test_json_has_what_is_left_out() -> None:
    ydelse: dict[str, object] = {"ydelse": {"members": {"A": [], "B": [], "C": []}}}
    fan = "for_each: {ydelse: [A, B], leave_out: {C: fem personer}}"
    found = results(a_plan(a_target(AT_LEAST_85, fan)), BOTH, an_indicator(dimensions=ydelse))
    (written,) = document(found)["results"]
    assert written["left_out"] == [{"name": "C", "reason": "fem personer"}]
    assert [part["left_out"] for part in written["parts"]] == [[], []]


BY_BENEFIT: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
SERIES = (
    an_indicator(dimensions=BY_BENEFIT, denominator="alle"),
    an_indicator("anden", denominator="alle"),
    an_indicator("kvartal", covers="quarter"),
    an_indicator("antal", unit="jobs", dimensions=BY_BENEFIT),
)


@pytest.mark.parametrize(
    ("measure", "da", "en"),
    [
        pytest.param(
            "{indicator: andel, segment: {ydelse: A}}",
            "ingen tal for Andel (A): Frederikssund, 2022 eller før",
            "no figures for Andel (A): Frederikssund, 2022 or earlier",
            id="a segment",
        ),
        pytest.param(
            "{indicator: andel, pooled: {ydelse: [A, B]}}",
            "ingen tal for Andel (A + B): Frederikssund, 2022 eller før",
            "no figures for Andel (A + B): Frederikssund, 2022 or earlier",
            id="a group",
        ),
        pytest.param(
            "{indicator: andel, area: country}",
            "ingen tal for Andel: Hele landet, 2022 eller før",
            "no figures for Andel: the whole country, 2022 or earlier",
            id="a fixed area",
        ),
        pytest.param(
            "{indicator: antal, over: {last: 12 months, take: sum},"
            " change: {since: a year before, as: units}}",
            "ingen tal for Antal: Frederikssund, 2022 eller før",
            "no figures for Antal: Frederikssund, 2022 or earlier",
            id="a window and a change: named once",
        ),
        pytest.param(
            "{sum_of: [{indicator: andel}, {indicator: anden}]}",
            "ingen tal for Andel: Frederikssund, 2022 eller før",
            "no figures for Andel: Frederikssund, 2022 or earlier",
            id="the part of a sum that is missing",
        ),
        pytest.param(
            "{sum_of: [{indicator: andel, segment: {ydelse: A}},"
            " {indicator: andel, segment: {ydelse: B}}]}",
            "ingen tal for Andel (A): Frederikssund, 2022 eller før;"
            " ingen tal for Andel (B): Frederikssund, 2022 eller før",
            "no figures for Andel (A): Frederikssund, 2022 or earlier;"
            " no figures for Andel (B): Frederikssund, 2022 or earlier",
            id="both parts of a sum",
        ),
        pytest.param(
            "{indicator: kvartal}",
            "ingen tal for Kvartal: Frederikssund, 2022 eller før",
            "no figures for Kvartal: Frederikssund, 2022 or earlier",
            id="only later quarters",
        ),
    ],
)
def test_reason_without_any_figures_names_them(measure: str, da: str, en: str) -> None:
    rows = observations(
        figures({("250", MARCH): "1.0"}, "anden"), figures({("250", "2023Q1"): "1.0"}, "kvartal")
    )
    found = verdict(AT_LEAST_85, rows, *SERIES, target=f"measure: {measure}")
    assert (str(found.status), found.period) == ("no-data", None)
    assert found.reason == Text(da, en)


def test_ratio_as_a_number_is_shown_bare() -> None:
    measure = (
        "measure: {ratio_of: [{indicator: andel}, {indicator: andel, area: country}], as: number}"
    )
    found = verdict("{type: threshold, at_most: 0.9}", BOTH, target=measure)
    assert (found.requirement, found.unit) == (Text("højst 0,9", "at most 0.9"), "number")
