from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from beskplan.catalogue import Indicator
from beskplan.words import Words
from tests.build import (
    Answer,
    a_rule,
    a_run,
    an_indicator,
    answer,
    flags,
    observations,
    reasons,
    verdict,
)

QUARTERS = an_indicator(covers="quarter")


def own(figures: Mapping[str, str]) -> dict[tuple[str, str], str]:
    return {("250", period): printed for period, printed in figures.items()}


def trend(must_be: str, step: str = "year", steps: int = 1) -> str:
    return f"{{type: trend, must_be: {must_be}, step: {step}, steps: {steps}}}"


@pytest.mark.parametrize(
    ("must_be", "before", "now", "outcome"),
    [
        pytest.param("rising", "3.0", "3.4", ("met", "0.4"), id="rising: it rose"),
        pytest.param("rising", "3.0", "3.0", ("missed", "0.0"), id="rising: standing still misses"),
        pytest.param("rising", "3.0", "2.9", ("missed", "-0.1"), id="rising: it fell"),
        pytest.param("falling", "3.0", "2.6", ("met", "0.4"), id="falling: it fell"),
        pytest.param("falling", "3.0", "3.0", ("missed", "0.0"), id="falling: still misses"),
        pytest.param("falling", "3.0", "3.1", ("missed", "-0.1"), id="falling: it rose"),
        pytest.param("not-rising", "3.0", "3.0", ("met", "0.0"), id="not rising: still is met"),
        pytest.param("not-rising", "3.0", "3.1", ("missed", "-0.1"), id="not rising: it rose"),
        pytest.param("not-falling", "3.0", "3.0", ("met", "0.0"), id="not falling: still is met"),
        pytest.param("not-falling", "3.0", "2.9", ("missed", "-0.1"), id="not falling: it fell"),
        pytest.param("falling", "0.1", "0.0", ("met", "0.1"), id="down to zero"),
        pytest.param("rising", "0", "0", ("missed", "0"), id="zero and zero is no rise"),
        pytest.param("rising", "-3.0", "-2.0", ("met", "1.0"), id="a smaller minus is a rise"),
        pytest.param(
            "rising", "999999999999.9", "1000000000000.0", ("met", "0.1"), id="large numbers"
        ),
    ],
)
@pytest.mark.parametrize(
    ("step", "then"), [("year", "2021M03"), ("period", "2022M02")], ids=["year", "period"]
)
def test_one_step(
    must_be: str, before: str, now: str, outcome: tuple[str, str], step: str, then: str
) -> None:
    found = verdict(trend(must_be, step), own({then: before, "2022M03": now}))
    status, gap = outcome
    assert answer(found) == Answer(status, now, before, gap)
    assert (found.comparator_code, str(found.comparator_value)) == ("250", before)
    assert reasons(found) is None


def test_comparator_is_the_period_before() -> None:
    found = verdict(trend("rising"), own({"2021M03": "3.0", "2022M03": "4.0"}))
    assert found.comparator_name is not None
    assert (found.comparator_name.da, found.comparator_name.en) == ("marts 2021", "March 2021")


@pytest.mark.parametrize(
    ("must_be", "figures", "outcome"),
    [
        pytest.param(
            "falling", ("5.0", "4.0", "3.5"), Answer("met", "3.5", None, "0.5"), id="both fall"
        ),
        pytest.param(
            "falling",
            ("5.0", "5.2", "1.0"),
            Answer("missed", "1.0", None, "-0.2"),
            id="one large fall does not make up for a rise",
        ),
        pytest.param(
            "rising",
            ("1.0", "2.0", "2.0"),
            Answer("missed", "2.0", None, "0.0"),
            id="the last step stands still",
        ),
        pytest.param(
            "not-falling",
            ("1.0", "1.0", "2.0"),
            Answer("met", "2.0", None, "0.0"),
            id="the worst step decides, exactly met",
        ),
    ],
)
def test_two_steps(must_be: str, figures: tuple[str, str, str], outcome: Answer) -> None:
    first, second, third = figures
    years = own({"2020M03": first, "2021M03": second, "2022M03": third})
    assert answer(verdict(trend(must_be, "year", 2), years)) == outcome


@pytest.mark.parametrize(
    ("figures", "outcome", "da", "en"),
    [
        pytest.param(
            own({"2022M03": "3.0"}),
            Answer("no-data", "3.0"),
            "ingen tal for Andel: Frederikssund, marts 2021",
            "no figure for Andel: Frederikssund, March 2021",
            id="the year before missing",
        ),
        pytest.param(
            own({"2021M03": "..", "2022M03": "3.0"}),
            Answer("no-data", "3.0"),
            "kilden viser „..“ for Andel: Frederikssund, marts 2021",
            'the source prints ".." for Andel: Frederikssund, March 2021',
            id="the year before suppressed",
        ),
        pytest.param(
            own({"2021M03": "2.0", "2022M03": "-"}),
            Answer("no-data"),
            "kilden viser „-“ for Andel: Frederikssund, marts 2022",
            'the source prints "-" for Andel: Frederikssund, March 2022',
            id="own suppressed",
        ),
        pytest.param(
            own({"2021M03": "2.0"}) | {("000", "2022M03"): "3.0"},
            Answer("no-data"),
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="own row left out",
        ),
    ],
)
def test_missing(figures: dict[tuple[str, str], str], outcome: Answer, da: str, en: str) -> None:
    for must_be in ("rising", "falling", "not-rising", "not-falling"):
        found = verdict(trend(must_be), figures)
        assert answer(found) == outcome
        assert reasons(found) == (da, en)


def test_step_in_the_middle_missing() -> None:
    found = verdict(trend("falling", "year", 2), own({"2020M03": "5.0", "2022M03": "3.0"}))
    assert answer(found) == Answer("no-data", "3.0")
    assert reasons(found) == (
        "ingen tal for Andel: Frederikssund, marts 2021",
        "no figure for Andel: Frederikssund, March 2021",
    )


def test_without_any_figures_in_a_plan_of_several_years() -> None:
    found = verdict(trend("falling"), {}, years="2022-2025")
    assert answer(found) == Answer("no-data")
    assert reasons(found) == (
        "ingen tal for Andel: Frederikssund, 2025 eller før",
        "no figures for Andel: Frederikssund, 2025 or earlier",
    )


@pytest.mark.parametrize(
    ("indicator", "now", "then"),
    [
        pytest.param(QUARTERS, "2022Q1", "2021Q4", id="quarter before"),
        pytest.param(an_indicator(covers="year"), "2022", "2021", id="year before"),
        pytest.param(an_indicator(covers="week"), "2022U01", "2021U52", id="week before"),
        pytest.param(
            an_indicator(covers="survey"), "2022M02", "2019M11", id="survey before, whenever"
        ),
    ],
)
def test_period_before(indicator: Indicator, now: str, then: str) -> None:
    found = verdict(trend("rising", "period"), own({then: "1.0", now: "2.0"}), indicator)
    assert answer(found) == Answer("met", "2.0", "1.0", "1.0")


@pytest.mark.parametrize(
    ("covers", "periods"),
    [
        ("4 quarters", ("2020Q3-2021Q2", "2020Q4-2021Q3", "2021Q1-2021Q4", "2021Q2-2022Q1")),
        ("year to date", ("2022M01", "2022M01-2022M02", "2022Q1")),
    ],
)
def test_windows_that_overlap_cannot_be_compared(covers: str, periods: tuple[str, ...]) -> None:
    figures = own(dict.fromkeys(periods, "1.0"))
    found = verdict(trend("not-rising", "period"), figures, an_indicator(covers=covers))
    assert answer(found) == Answer("not-comparable", "1.0")
    assert reasons(found) == (
        "vinduerne overlapper, så en ændring ikke kan læses af dem; brug step: year",
        "the windows overlap, so no change can be read from them; use step: year",
    )


def test_windows_a_year_apart_do_not_overlap() -> None:
    figures = own({"2020Q2-2021Q1": "2.0", "2021Q2-2022Q1": "1.0"})
    found = verdict(trend("falling"), figures, an_indicator(covers="4 quarters"))
    assert answer(found) == Answer("met", "1.0", "2.0", "1.0")


def test_week_53_has_no_week_a_year_before() -> None:
    found = verdict(
        trend("falling"), own({"2020U53": "1.0"}), an_indicator(covers="week"), years="2020-2021"
    )
    assert answer(found) == Answer("not-comparable", "1.0")
    assert reasons(found) == (
        "kalenderen har ingen tilsvarende tidligere periode",
        "the calendar has no such period before",
    )


@pytest.mark.parametrize(
    ("must_be", "figures", "raised"),
    [
        pytest.param("falling", ("3.0", "2.9"), True, id="0.1 down may be none"),
        pytest.param("falling", ("3.0", "2.8"), False, id="0.2 down is down"),
        pytest.param("not-falling", ("3.1", "3.0"), True, id="0.1 down may be level"),
        pytest.param(
            "not-falling",
            ("3.1", "3.0", "2.9"),
            False,
            id="3.0 cannot be rounded up for one step and down for the other",
        ),
        pytest.param("not-falling", ("3.0", "3.0", "2.9"), True, id="all may be 2.95"),
    ],
)
def test_rounding(must_be: str, figures: tuple[str, ...], raised: bool) -> None:
    years = [f"{2022 - back}M03" for back in reversed(range(len(figures)))]
    written = own(dict(zip(years, figures, strict=True)))
    found = verdict(trend(must_be, "year", len(figures) - 1), written)
    assert ("within-rounding" in flags(found)) is raised


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        (trend("falling"), "faldende fra år til år", "falling from year to year"),
        (
            trend("rising", "period"),
            "stigende fra periode til periode",
            "rising from period to period",
        ),
        (
            trend("not-rising", "year", 3),
            "ikke stigende fra år til år, 3 gange i træk",
            "not rising from year to year, 3 times in a row",
        ),
        (
            trend("not-falling", "period", 2),
            "ikke faldende fra periode til periode, 2 gange i træk",
            "not falling from period to period, 2 times in a row",
        ),
    ],
)
def test_requirement(rule: str, da: str, en: str) -> None:
    assert a_rule(rule).requirement(Words("da"), "percent") == da
    assert a_rule(rule).requirement(Words("en"), "percent") == en


@pytest.mark.parametrize(
    ("must_be", "good"),
    [("rising", "higher"), ("not-falling", "higher"), ("falling", "lower"),
     ("not-rising", "lower")],
)  # fmt: skip
def test_good_side(must_be: str, good: str) -> None:
    assert a_rule(trend(must_be)).direction == good
    found = verdict(trend(must_be), own({"2021M03": "1", "2022M03": "9"}))
    assert ("direction-conflict" in flags(found)) is (good == "lower")
    assert (found.good, found.strict) == (good, must_be in {"rising", "falling"})


@pytest.mark.parametrize("steps", ["0", "-1", "1.5", "121"])
def test_steps_are_a_whole_number_of_at_least_one(steps: str) -> None:
    with pytest.raises(ValidationError):
        a_rule(f"{{type: trend, must_be: rising, step: year, steps: {steps}}}")


@pytest.mark.parametrize(
    ("covers", "periods", "step", "status"),
    [
        pytest.param(
            "year to date", ("2021", "2022M01"), "period", "not-comparable", id="a year, a month"
        ),
        pytest.param(
            "survey",
            ("2021M05", "2022Q2"),
            "period",
            "not-comparable",
            id="surveys: month, quarter",
        ),
        pytest.param(
            "survey",
            ("2021-05-03/2021-05-21", "2022-05-02/2022-05-13"),
            "period",
            "not-comparable",
            id="surveys of 19 and 12 days",
        ),
        pytest.param(
            "survey",
            ("2021-05-03/2021-05-21", "2022-05-02/2022-05-20"),
            "period",
            "met",
            id="surveys of 19 days",
        ),
        pytest.param(
            "survey",
            ("2021-02-15/2021-03-15", "2022-02-15/2022-03-15"),
            "year",
            "met",
            id="the same dates",
        ),
        pytest.param("week", ("2021U52", "2022U01"), "period", "met", id="week after week"),
        pytest.param("week", ("2021U10", "2022U10"), "year", "met", id="week of a year before"),
    ],
)
def test_steps_of_different_length_are_not_comparable(
    covers: str, periods: tuple[str, str], step: str, status: str
) -> None:
    rows = dict(zip(periods, ("3.0", "4.0"), strict=True))
    found = verdict(trend("rising", step), own(rows), an_indicator(covers=covers))
    assert found.status == status


@pytest.mark.parametrize(
    ("over", "step", "period", "status"),
    [
        ("{last: 3 months, take: mean}", "period", "2022M03", "not-comparable"),
        ("{last: 12 months, take: mean}", "year", "2022M03", "met"),
        ("{last: 13 months, take: mean}", "year", "2022M03", "not-comparable"),
        ("{from: this year, take: mean}", "period", "2022M01", "not-comparable"),
        ("{from: this year, take: mean}", "year", "2022M03", "met"),
        ("{from: 2020M01, take: mean}", "year", "2022M03", "not-comparable"),
    ],
    ids=[
        "overlap",
        "a year",
        "a month in common",
        "a month and a year",
        "to date",
        "one beginning",
    ],
)
def test_windows_of_steps(over: str, step: str, period: str, status: str) -> None:
    rows = a_run(*(str(10 + number) for number in range(27)), until="2022M03")
    target = f"measure: {{indicator: andel, over: {over}}}\nperiod: {period}"
    found = verdict(trend("rising", step), observations(rows), target=target)
    assert found.status == status
