"""The plan language from plan to verdict: a named case for each line of its reference.

Every form has a test file of its own that looks closer; here stands that they work together.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from beskplan.observations import Observations
from beskplan.results import Verdict
from tests.build import (
    an_indicator,
    answer,
    figure,
    figures,
    flags,
    observations,
    reasons,
    verdict,
)

MEMBERS = {
    "ydelse": {
        "members": {"A": [], "B": [], "C": []},
        "unions": {"A og B": ["A", "B"]},
    }
}
INDICATORS = (
    an_indicator(numerator="taeller", denominator="naevner", dimensions=MEMBERS),
    an_indicator("taeller", unit="persons", dimensions=MEMBERS),
    an_indicator("naevner", unit="persons", dimensions=MEMBERS),
    an_indicator("antal", unit="jobs", dimensions=MEMBERS),
    an_indicator("plads", unit="place", better="lower"),
    an_indicator("forventet", better="neither"),
)
PRINTED = {
    "andel": {
        "250 2022M03": "12.0",
        "250 2022M02": "11.0",
        "250 2022M01": "13.0",
        "250 2021M03": "10.0",
        "000 2022M03": "10.2",
        "000 2021M03": "10.0",
        "621 2022M03": "20.0",
        "630 2022M03": "40.0",
        "083 2022M03": "24.0",
    },
    "taeller": {
        "250 2022M03": "120",
        "000 2022M03": "1020",
        "621 2022M03": "20",
        "630 2022M03": "120",
    },
    "naevner": {
        "250 2022M03": "1000",
        "000 2022M03": "10000",
        "621 2022M03": "100",
        "630 2022M03": "300",
    },
    "antal": {
        "250 2022M01": "10",
        "250 2022M02": "20",
        "250 2022M03": "30",
        "250 2021M01": "10",
        "250 2021M02": "10",
        "250 2021M03": "20",
        "000 2022M03": "900",
    },
    "plads": {"250 2022M03": "75"},
    "forventet": {"250 2022M03": "11.5"},
}
BY_MEMBER = {
    "andel": {"A": "30.0", "A og B": "25.0"},
    "taeller": {"A": "30", "B": "20", "C": "60"},
    "naevner": {"A": "100", "B": "100", "C": "300"},
    "antal": {"A": "12", "C": "8"},
}


def rows() -> Observations:
    found = []
    for name, printed in PRINTED.items():
        found += figures({(k.split()[0], k.split()[1]): v for k, v in printed.items()}, name)
    for name, members in BY_MEMBER.items():
        found += [
            figure("250", "2022M03", text, name, segment={"ydelse": member})
            for member, text in members.items()
        ]
    return observations(found)


ROWS = rows()


def numbers(found: Verdict) -> str:
    """Return status, observed, required and gap, a dash where there is none."""
    return " ".join("–" if part is None else part for part in answer(found))


def judged(rule: str, keys: str = "", **asked: str) -> Verdict:
    return verdict(rule, ROWS, *INDICATORS, target=keys, **asked)


# Measures


AT_LEAST_20 = "{type: threshold, at_least: 20}"
ANTAL = "{indicator: antal}"
MEASURES = {
    "indicator": ("{indicator: andel}", "missed 12.0 20 -8.0"),
    "segment": ("{indicator: andel, segment: {ydelse: A}}", "met 30.0 20 10.0"),
    "segment without figure": ("{indicator: andel, segment: {ydelse: B}}", "no-data – 20 –"),
    "pooled, published": ("{indicator: andel, pooled: {ydelse: [A, B]}}", "met 25.0 20 5.0"),
    "pooled, shares": ("{indicator: andel, pooled: {ydelse: [B, C]}}", "met 20 20 0"),
    "pooled, counts": ("{indicator: antal, pooled: {ydelse: [A, C]}}", "met 20 20 0"),
    "area": ("{indicator: antal, area: country}", "met 900 20 880"),
    "stated, as the catalogue": (
        "{indicator: andel, stated: {unit: percent}}",
        "missed 12.0 20 -8.0",
    ),
    "stated, otherwise": ("{indicator: andel, stated: {unit: jobs}}", "not-comparable – 20 –"),
    "sum_of": (f"{{sum_of: [{ANTAL}, {ANTAL}]}}", "met 60 20 40"),
    "difference_of": (
        "{difference_of: [{indicator: andel}, {indicator: andel, area: country}]}",
        "missed 1.8 20 -18.2",
    ),
    "ratio_of": (
        f"{{ratio_of: [{ANTAL}, {{indicator: antal, area: country}}]}}",
        "missed 3.33333333333 20 -16.6666666667",
    ),
    "ratio_of as number": (
        f"{{ratio_of: [{{indicator: antal, area: country}}, {ANTAL}], as: number}}",
        "met 30 20 10",
    ),
    "over last, mean": ("{indicator: antal, over: {last: 2 months, take: mean}}", "met 25 20 5"),
    "over last, sum": ("{indicator: antal, over: {last: 1 quarter, take: sum}}", "met 60 20 40"),
    "over from this year": (
        "{indicator: antal, over: {from: this year, take: sum}}",
        "met 60 20 40",
    ),
    "over from a period": ("{indicator: antal, over: {from: 2022M02, take: sum}}", "met 50 20 30"),
    "over with a hole": ("{indicator: antal, over: {last: 4 months, take: sum}}", "no-data – 20 –"),
    "change, percent": (
        "{indicator: antal, change: {since: a year before, as: percent}}",
        "met 50 20 30",
    ),
    "change, points": (
        "{indicator: andel, change: {since: the period before, as: points}}",
        "missed 1.0 20 -19.0",
    ),
    "change, since a period": (
        "{indicator: antal, change: {since: 2022M01, as: units}}",
        "met 20 20 0",
    ),
    "change of a window": (
        "{indicator: antal, over: {last: 3 months, take: sum},"
        " change: {since: a year before, as: units}}",
        "met 20 20 0",
    ),
    "change of overlapping windows": (
        "{indicator: antal, over: {last: 2 months, take: sum},"
        " change: {since: the period before, as: units}}",
        "not-comparable – 20 –",
    ),
}


@pytest.mark.parametrize(("measure", "expected"), MEASURES.values(), ids=MEASURES)
def test_measure(measure: str, expected: str) -> None:
    assert numbers(judged(AT_LEAST_20, f"measure: {measure}")) == expected


# Rules


RULES = {
    "at_least": ("{type: threshold, at_least: 12}", "met 12.0 12 0.0"),
    "above": ("{type: threshold, above: 12}", "missed 12.0 12 0.0"),
    "at_most": ("{type: threshold, at_most: 12}", "met 12.0 12 0.0"),
    "below": ("{type: threshold, below: 12}", "missed 12.0 12 0.0"),
    "between, at its end": ("{type: threshold, between: [3, 12]}", "met 12.0 12 0.0"),
    "between, outside": ("{type: threshold, between: [13, 20]}", "missed 12.0 13 -1.0"),
    "by_year": (
        "{type: threshold, at_least: {by_year: {2022: 13, 2023 onwards: 9}}}",
        "missed 12.0 13 -1.0",
    ),
    "by_year without the year": (
        "{type: threshold, at_least: {by_year: {2023: 13}}}",
        "not-set 12.0 – –",
    ),
    "national, at-least": ("{type: vs-national-average, must_be: at-least}", "met 12.0 10.2 1.8"),
    "national, below": ("{type: vs-national-average, must_be: below}", "missed 12.0 10.2 -1.8"),
    "national, on-par": (
        "{type: vs-national-average, must_be: on-par, tolerance: 2, as: points}",
        "met 12.0 10.2 0.2",
    ),
    "national, tolerance not stated": (
        "{type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
        "manual 12.0 10.2 –",
    ),
    "group, a region": (
        "{type: vs-group-average, against: {region: Syddanmark}, must_be: at-most}",
        "met 12.0 24.0 12.0",
    ),
    "group, weighted": (
        "{type: vs-group-average, against: {areas: [Kolding, Vejle],"
        " average: weighted}, must_be: below}",
        "met 12.0 35 23",
    ),
    "group, plain": (
        "{type: vs-group-average, against: {areas: [Kolding, Vejle],"
        " average: plain}, must_be: below}",
        "met 12.0 30 18",
    ),
    "group, rest of the country": (
        "{type: vs-group-average, against: {rest_of: country}, must_be: at-least}",
        "met 12.0 10 2",
    ),
    "group, not stated": (
        "{type: vs-group-average, against: not-stated, must_be: above}",
        "manual 12.0 – –",
    ),
    "expected": (
        "{type: vs-expected, expected: {indicator: forventet}, must_be: at-most}",
        "missed 12.0 11.5 -0.5",
    ),
    "points-below": ("{type: points-below-average, points: 0.2}", "missed 12.0 10.0 -2.0"),
    "points-above, strictly": (
        "{type: points-above-average, points: 1.8, strictly: true}",
        "missed 12.0 12.0 0.0",
    ),
    "within, above": (
        "{type: within-points-of-average, points: 1.8, side: above}",
        "met 12.0 12.0 0.0",
    ),
    "within, below": (
        "{type: within-points-of-average, points: 1, side: below}",
        "met 12.0 9.2 2.8",
    ),
    "rank, among": (
        "{type: rank, at_most: 2, best: highest, among: {areas: [Frederikssund, Kolding, Vejle]}}",
        "missed 3 2 -1",
    ),
    "rank, top": (
        "{type: rank, top: 1/3, best: lowest, among: {areas: [Frederikssund, Kolding, Vejle]}}",
        "met 1 1 0",
    ),
    "trend, year": ("{type: trend, must_be: rising, step: year}", "met 12.0 10.0 2.0"),
    "trend, the worst step": (
        "{type: trend, must_be: not-falling, step: period, steps: 2}",
        "missed 12.0 – -2.0",
    ),
    "all-of": (
        f"{{type: all-of, parts: [{{rule: {AT_LEAST_20}}},"
        f" {{rule: {{type: threshold, at_least: 5}}}}]}}",
        "missed – – -8.0",
    ),
    "any-of": (
        f"{{type: any-of, parts: [{{rule: {AT_LEAST_20}}},"
        f" {{rule: {{type: threshold, at_least: 5}}}}]}}",
        "met – – 7.0",
    ),
    "at-least-of": (
        f"{{type: at-least-of, require: 1, parts: [{{rule: {AT_LEAST_20}}},"
        f" {{rule: {{type: threshold, at_least: 5}}}}]}}",
        "met – – 7.0",
    ),
    "none, not-set": ("{type: none, because: not-set, against: country}", "not-set 12.0 – –"),
    "none, awaiting-method": ("{type: none, because: awaiting-method}", "awaiting-method 12.0 – –"),
    "none, qualitative": ("{type: none, because: qualitative}", "manual 12.0 – –"),
    "none, external": ("{type: none, because: external}", "manual 12.0 – –"),
}


@pytest.mark.parametrize(("rule", "expected"), RULES.values(), ids=RULES)
def test_rule(rule: str, expected: str) -> None:
    assert numbers(judged(rule)) == expected


BASELINES = {
    "a period": ("{period: 2021M03}", "met 12.0 10.0 2.0"),
    "a value of the plan": ("{period: 2017, value: 12.5}", "missed 12.0 12.5 -0.5"),
    "a year before": ("{period: a year before}", "met 12.0 10.0 2.0"),
    "the period before": ("{period: the period before}", "met 12.0 11.0 1.0"),
    "not later": ("{period: 2022M04}", "no-data 12.0 – –"),
    "not published as early": ("{period: 2021M03, as_published: 2021-05-01}", "no-data 12.0 – –"),
    "not stated": ("not-stated", "manual 12.0 – –"),
}


@pytest.mark.parametrize(("baseline", "expected"), BASELINES.values(), ids=BASELINES)
def test_baseline(baseline: str, expected: str) -> None:
    rule = "{type: change-from-baseline, must_be: at-least}"
    assert numbers(judged(rule, f"baseline: {baseline}")) == expected


CHANGES = {
    "up_by units": ("{up_by: 10, as: units}", "met 30 30 0"),
    "up_by percent": ("{up_by: 60, as: percent}", "missed 30 32 -2"),
    "down_by percent": ("{down_by: 50, as: percent}", "missed 30 10 -20"),
    "strictly": ("{up_by: 10, as: units, strictly: true}", "missed 30 30 0"),
    "at-most": ("{must_be: at-most}", "missed 30 20 -10"),
}


@pytest.mark.parametrize(("rule", "expected"), CHANGES.values(), ids=CHANGES)
def test_change_from_baseline(rule: str, expected: str) -> None:
    keys = f"{{measure: {ANTAL}, baseline: {{period: 2021M03}}}}"
    assert numbers(judged(f"{{type: change-from-baseline, {rule[1:]}", keys)) == expected


def test_published_place_needs_no_ranking() -> None:
    found = judged("{type: rank, at_most: 75}", "measure: {indicator: plads}")
    assert numbers(found) == "met 75 75 0"


# The judged period, in the order in which it is chosen


AT_LEAST_10 = "{type: threshold, at_least: 10}"
MONTHS = {
    ("250", "2021M06"): "21.0",
    ("250", "2022M01"): "1.0",
    ("250", "2022M02"): "2.0",
    ("250", "2022M06"): "6.0",
    ("250", "2022M12"): "12.0",
    ("250", "2023M01"): "31.0",
}
EARLIER = {("250", "2021M06"): "21.0"}
DUE = "due: {by_end: 2022M06}"


def when(
    keys: str, as_of: str, period: str | None, written: Mapping[tuple[str, str], str] = MONTHS
) -> tuple[str, str | None]:
    found = verdict(AT_LEAST_10, written, target=keys, as_of=as_of, period=period)
    return str(found.status), None if found.period is None else str(found.period)


ORDER = {
    "what the promise says goes before all": (
        ("{period: 2022M01, due: {by_end: 2022M06}}", "2022-12-31", "2022M02"),
        ("missed", "2022M01"),
    ),
    "what is asked by name goes before the newest": (
        ("", "2022-12-31", "2022M02"),
        ("missed", "2022M02"),
    ),
    "also a starting position": (("", "2022-12-31", "2021M06"), ("met", "2021M06")),
    "also later than the years": (("", "2022-12-31", "2023M01"), ("met", "2023M01")),
    "no figure by that name": (("", "2022-12-31", "2022M03"), ("no-data", "2022M03")),
    "a quarter: its last month": (("", "2022-12-31", "2022K4"), ("met", "2022M12")),
    "a year: its last month": (("", "2022-12-31", "2022"), ("met", "2022M12")),
    "a quarter whose last month is not published": (
        ("", "2022-12-31", "2022K1"),
        ("no-data", "2022M03"),
    ),
    "shorter than the figures of the indicator": (
        ("", "2022-12-31", "2022-06-30"),
        ("no-data", "2022-06-30"),
    ),
    "what due says": ((DUE, "2022-12-31", None), ("missed", "2022M06")),
    "before due: the newest shown": ((DUE, "2022-06-30", None), ("not-due", "2022M12")),
    "newest inside the years": (("", "2022-12-31", None), ("met", "2022M12")),
}


@pytest.mark.parametrize(("asked", "expected"), ORDER.values(), ids=ORDER)
def test_judged_period(
    asked: tuple[str, str, str | None], expected: tuple[str, str | None]
) -> None:
    assert when(*asked) == expected


NOTHING_INSIDE = {
    "before X": (("due: {by_end: 2022}", "2021-12-31", None), ("not-due", "2021M06")),
    "within X": (("due: {by_end: 2022}", "2022-06-30", None), ("not-due", "2021M06")),
    "after X, as starting position": (
        ("due: {by_end: 2022}", "2023-01-01", None),
        ("met", "2021M06"),
    ),
    "after X, by that name": (("due: {by_end: 2022}", "2023-01-01", "2021M06"), ("met", "2021M06")),
    "after X, by the name of its end": (
        ("due: {by_end: 2022}", "2023-01-01", "2022M12"),
        ("no-data", "2022M12"),
    ),
    "without due": (("", "2022-06-30", None), ("met", "2021M06")),
}


@pytest.mark.parametrize(("asked", "expected"), NOTHING_INSIDE.values(), ids=NOTHING_INSIDE)
def test_nothing_inside_the_years(
    asked: tuple[str, str, str | None], expected: tuple[str, str | None]
) -> None:
    assert when(*asked, EARLIER) == expected


NAMED_AND_DUE = {
    # due, as of, period by name: status and period
    "by_end, earlier in X": ("by_end: 2022", "2023-01-15", "2022M06", ("not-due", "2022M06")),
    "by_end, its end": ("by_end: 2022", "2023-01-15", "2022M12", ("met", "2022M12")),
    "by_end, its end, within X": ("by_end: 2022", "2022-12-31", "2022M12", ("not-due", "2022M12")),
    "by_end, later": ("by_end: 2022M06", "2023-02-15", "2023M01", ("missed", "2022M06")),
    "by_end, starting position": ("by_end: 2022", "2023-01-15", "2021M06", ("met", "2021M06")),
    "during, not reached then": ("during: 2022", "2023-01-15", "2022M06", ("not-due", "2022M06")),
    "during, reached then": ("during: 2022Q1-2023Q4", "2022-12-31", "2022M12", ("met", "2022M12")),
    "during, its end: the best": ("during: 2022", "2023-01-15", "2022M12", ("met", "2022M12")),
    "throughout, broken then": ("throughout: 2022", "2023-01-15", "2022M06", ("missed", "2022M06")),
    "throughout, its end: the worst": (
        "throughout: 2022",
        "2023-01-15",
        "2022M12",
        ("missed", "2022M01"),
    ),
    "throughout, before X": ("throughout: 2022", "2021-12-31", "2021M06", ("not-due", "2021M06")),
    "each year: that of the name": (
        "by_end: each year",
        "2022-06-30",
        "2021M06",
        ("met", "2021M06"),
    ),
}


@pytest.mark.parametrize(
    ("due", "as_of", "period", "expected"), NAMED_AND_DUE.values(), ids=NAMED_AND_DUE
)
def test_period_by_name_never_decides_the_deadline_of_another(
    due: str, as_of: str, period: str, expected: tuple[str, str]
) -> None:
    assert when(f"due: {{{due}}}", as_of, period) == expected


def test_period_before_a_past_deadline_says_that_it_does_not_decide_it() -> None:
    found = verdict(
        AT_LEAST_10, MONTHS, target="due: {by_end: 2022}", as_of="2023-01-15", period="2022M06"
    )
    assert reasons(found) == (
        "perioden ligger før fristen 31. december 2022 og afgør den ikke",
        "the period is before the deadline 31 December 2022 and does not decide it",
    )


def test_pace_is_that_of_the_period_by_name() -> None:
    jobs = an_indicator(unit="jobs", covers="year to date")
    written = {("250", f"2022M01-2022M{end}"): text for end, text in (("06", "55"), ("09", "60"))}
    keys = "due: {by_end: 2022}"
    rule = "{type: threshold, at_least: 100}"
    for period, on_track in (("2022K2", True), ("2022K3", False)):
        found = verdict(rule, written, jobs, target=keys, as_of="2022-11-01", period=period)
        assert (found.status, found.on_track) == ("not-due", on_track)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021", ("met", "2021M09-2021M10")),
        ("2022K1", ("missed", "2022M02")),
        ("2022M02", ("missed", "2022M02")),
        ("2020", ("no-data", "2020")),
    ],
)
def test_period_by_name_of_a_survey_is_the_last_one_held_in_it(
    period: str, expected: tuple[str, str]
) -> None:
    survey = an_indicator(covers="survey")
    held = {("250", "2021M05"): "5", ("250", "2021M09-2021M10"): "50", ("250", "2022M02"): "1"}
    found = verdict(AT_LEAST_10, held, survey, period=period)
    assert (found.status, str(found.period)) == expected


def test_parts_keep_their_own_periods_and_the_others_take_the_one_by_name() -> None:
    parts = (
        f"[{{rule: {AT_LEAST_10}, period: 2022M12}}, {{rule: {AT_LEAST_10}}},"
        f" {{rule: {AT_LEAST_10}, due: {{by_end: 2022M06}}}}]"
    )
    found = verdict(f"{{type: any-of, parts: {parts}}}", MONTHS, period="2022M02")
    assert [(part.status, str(part.period)) for part in found.parts] == [
        ("met", "2022M12"),
        ("missed", "2022M02"),
        ("not-due", "2022M02"),
    ]


def test_version_is_that_of_the_period_by_name() -> None:
    versions = (
        "{rule: , versions: [{valid_to: 2022M01, rule: {type: threshold, at_least: 1}},"
        " {valid_from: 2022M02, rule: {type: threshold, at_least: 20}}]}"
    )
    assert numbers(verdict("{}", MONTHS, target=versions, period="2022M01")) == "met 1.0 1 0.0"
    assert numbers(verdict("{}", MONTHS, target=versions, period="2022M02")) == (
        "missed 2.0 20 -18.0"
    )


def test_own_row_left_out_while_others_have_it_decides_no_deadline() -> None:
    written = {("250", "2022M05"): "50.0", ("101", "2022M06"): "9.0"}
    for due in ("by_end", "during", "throughout"):
        found = verdict(
            "{type: threshold, at_most: 10}" if due == "during" else AT_LEAST_10,
            written,
            target=f"due: {{{due}: 2022M05-2022M06}}",
            as_of="2022-08-01",
        )
        assert (found.status, str(found.period)) == ("no-data", "2022M06")


# Another municipality


STATED = "{type: change-from-baseline, must_be: at-least}"


def of_area(rule: str, keys: str, area: str, written: Mapping[tuple[str, str], str]) -> Verdict:
    return verdict(rule, written, target=keys, area=area)


def test_figure_stated_in_the_plan_is_the_own_municipalitys() -> None:
    written = {
        ("250", "2022M03"): "40.0",
        ("621", "2022M03"): "40.0",
        ("621", "2021M03"): "41.0",
        ("630", "2022M03"): "40.0",
    }
    keys = "baseline: {period: 2021M03, value: 39.0}"
    assert numbers(of_area(STATED, keys, "Frederikssund", written)) == "met 40.0 39.0 1.0"
    assert numbers(of_area(STATED, keys, "Kolding", written)) == "missed 40.0 41.0 -1.0"
    assert numbers(of_area(STATED, keys, "Vejle", written)) == "no-data 40.0 – –"


def test_figure_stated_in_the_plan_is_not_the_countrys() -> None:
    written = {
        ("250", "2022M03"): "40.0",
        ("000", "2022M03"): "44.0",
        ("000", "2021M03"): "43.0",
    }
    keys = (
        "{measure: {indicator: andel, change: {since: baseline, as: points}},"
        " baseline: {period: 2021M03, value: 39.0}}"
    )
    found = verdict("{type: vs-national-average, must_be: at-least}", written, target=keys)
    assert numbers(found) == "met 1.0 1.0 0.0"


@pytest.mark.parametrize(("average", "required"), [("plain", "1"), ("weighted", "2")])
def test_figure_stated_in_the_plan_is_not_a_groups(average: str, required: str) -> None:
    rule = (
        f"{{type: vs-group-average, against: {{areas: [Kolding, Vejle], average: {average}}},"
        " must_be: at-least}"
    )
    keys = (
        "{measure: {indicator: andel, change: {since: baseline, as: points}},"
        " baseline: {period: 2021M03, value: 39.0}}"
    )
    now, then = "2022M03", "2021M03"
    shares = {("250", now): "40.0"}
    above: dict[tuple[str, str], str] = {}
    below: dict[tuple[str, str], str] = {}
    for area, before, after, count in (
        ("621", "43.0", "44.0", "23"),
        ("630", "10.0", "11.0", "21"),
    ):
        shares |= {(area, then): before, (area, now): after}
        above |= {(area, then): "20", (area, now): count}
        below |= {(area, then): "100", (area, now): "100"}
    seen = observations(figures(shares), figures(above, "taeller"), figures(below, "naevner"))
    found = verdict(rule, seen, *INDICATORS, target=keys)
    assert (str(found.observed), str(found.required)) == ("1.0", required)


def test_figure_stated_in_the_plan_is_not_that_of_each_municipality_asked() -> None:
    written = {
        (area, period): text
        for area, then, now in (("621", "41.0", "40.0"), ("630", "38.0", "38.5"))
        for period, text in (("2021M03", then), ("2022M03", now))
    }
    keys = (
        "{baseline: {period: 2021M03, value: 39.0},"
        " for_each: {area: {among: {areas: [Kolding, Vejle]}}}}"
    )
    found = verdict(STATED, written, target=keys)
    assert [numbers(part) for part in found.parts] == [
        "missed 40.0 41.0 -1.0",
        "met 38.5 38.0 0.5",
    ]


def test_assessment_is_of_the_own_municipality() -> None:
    keys = "assessment: {status: met, date: 2023-03-15, by: Udvalget}"
    assert of_area(AT_LEAST_10, keys, "Frederikssund", MONTHS).assessment is not None
    assert of_area(AT_LEAST_10, keys, "Kolding", MONTHS).assessment is None


# Flags, line by line where rules and measures raise them in different ways


CONFLICTS = {
    "more of what is better": ("higher", "{type: threshold, at_least: 5}", "", False),
    "more of what is worse": ("lower", "{type: threshold, at_least: 5}", "", True),
    "less of what is better": ("higher", "{type: vs-national-average, must_be: below}", "", True),
    "neither is better": ("neither", "{type: threshold, at_least: 5}", "", False),
    "on-par": (
        "lower",
        "{type: vs-national-average, must_be: on-par, tolerance: 5, as: points}",
        "",
        False,
    ),
    "between": ("lower", "{type: threshold, between: [5, 20]}", "", False),
    "margin below": ("higher", "{type: points-below-average, points: 1}", "", True),
    "margin above": ("lower", "{type: points-above-average, points: 1}", "", True),
    "room above": ("higher", "{type: within-points-of-average, points: 1, side: above}", "", True),
    "room below": ("lower", "{type: within-points-of-average, points: 1, side: below}", "", True),
    "the best is the highest": ("lower", "{type: rank, at_most: 1, best: highest}", "", True),
    "the best is the lowest": ("lower", "{type: rank, at_most: 1, best: lowest}", "", False),
    "rising": ("lower", "{type: trend, must_be: rising, step: year}", "", True),
    "not rising": ("lower", "{type: trend, must_be: not-rising, step: year}", "", False),
    "up": (
        "lower",
        "{type: change-from-baseline, up_by: 1, as: points}",
        "baseline: {period: 2021M03}",
        True,
    ),
    "down": (
        "lower",
        "{type: change-from-baseline, down_by: 1, as: points}",
        "baseline: {period: 2021M03}",
        False,
    ),
    "an expected figure": (
        "lower",
        "{type: vs-expected, expected: {indicator: andel, area: country}, must_be: above}",
        "",
        True,
    ),
    "a difference": (
        "lower",
        "{type: threshold, at_least: 1}",
        "measure: {difference_of: [{indicator: andel}, {indicator: andel, area: country}]}",
        False,
    ),
    "a ratio": (
        "lower",
        "{type: threshold, at_least: 1}",
        "measure: {ratio_of: [{indicator: andel}, {indicator: andel, area: country}]}",
        False,
    ),
    "one part of several": (
        "lower",
        "{type: any-of, parts: [{rule: {type: threshold, at_least: 5}},"
        " {rule: {type: threshold, at_most: 5}}]}",
        "",
        True,
    ),
}


@pytest.mark.parametrize(("better", "rule", "keys", "raised"), CONFLICTS.values(), ids=CONFLICTS)
def test_direction_conflict(better: str, rule: str, keys: str, raised: bool) -> None:
    found = verdict(rule, ROWS, an_indicator(better=better), target=keys)
    assert ("direction-conflict" in flags(found)) is raised


BREAKS = {
    "a window": (
        "{type: threshold, at_least: 5}",
        "measure: {indicator: andel, over: {last: 2 months, take: mean}}",
    ),
    "a change": (
        "{type: threshold, at_least: 5}",
        "measure: {indicator: andel, change: {since: a year before, as: points}}",
    ),
    "a baseline": (STATED, "baseline: {period: 2021M03}"),
    "a trend": ("{type: trend, must_be: rising, step: year}", ""),
}


@pytest.mark.parametrize(("rule", "keys"), BREAKS.values(), ids=BREAKS)
def test_series_break(rule: str, keys: str) -> None:
    for at, raised in (("2022M03", True), ("2022M04", False), ("2021M03", False)):
        broken = an_indicator(series_breaks=[{"at": at, "why": "Reform"}])
        found = verdict(rule, ROWS, broken, target=keys)
        assert found.status in {"met", "missed"}
        assert ("series-break" in flags(found)) is raised


PROVISIONAL = {
    "own": ("250", "2022M03", "{type: threshold, at_least: 5}", ""),
    "the country": ("000", "2022M03", "{type: vs-national-average, must_be: above}", ""),
    "one of a group": (
        "621",
        "2022M03",
        "{type: vs-group-average, against: {areas: [Kolding, Vejle],"
        " average: plain}, must_be: above}",
        "",
    ),
    "a baseline": ("250", "2021M03", STATED, "baseline: {period: 2021M03}"),
    "a step": ("250", "2021M03", "{type: trend, must_be: rising, step: year}", ""),
    "a month of a window": (
        "250",
        "2022M02",
        "{type: threshold, at_least: 5}",
        "measure: {indicator: andel, over: {last: 2 months, take: mean}}",
    ),
}


@pytest.mark.parametrize(("area", "period", "rule", "keys"), PROVISIONAL.values(), ids=PROVISIONAL)
def test_provisional(area: str, period: str, rule: str, keys: str) -> None:
    text = PRINTED["andel"][f"{area} {period}"]
    marked = observations(ROWS, [figure(area, period, text, provisional=True)])
    assert "provisional" in flags(verdict(rule, marked, target=keys))
    assert "provisional" not in flags(verdict(rule, ROWS, target=keys))


AMBIGUOUS = {
    "reading": (AT_LEAST_10, "reading: Læst som andelen"),
    "other_readings": (AT_LEAST_10, f"other_readings: [{{reading: B, rule: {AT_LEAST_20}}}]"),
    "baseline": (STATED, "baseline: not-stated"),
    "tolerance": (
        "{type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
        "",
    ),
    "against": ("{type: points-below-average, points: 1, against: not-stated}", ""),
}


@pytest.mark.parametrize(("rule", "keys"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_ambiguous_wording(rule: str, keys: str) -> None:
    assert "ambiguous-wording" in flags(judged(rule, keys))


def test_nothing_is_ambiguous_that_is_plain() -> None:
    assert flags(judged(AT_LEAST_10)) == []
