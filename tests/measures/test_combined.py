from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.catalogue import Catalogue
from beskplan.observations import Observations
from beskplan.periods import Period
from tests.build import (
    a_case,
    a_measure,
    a_run,
    an_indicator,
    exact,
    figure,
    holes,
    observations,
    odd,
)

BY_SEX: dict[str, object] = {"køn": {"total": "I alt", "members": {"Kvinder": [], "Mænd": []}}}
CATALOGUE = Catalogue.of(
    an_indicator("andel", denominator="alle", dimensions=BY_SEX, better="lower"),
    an_indicator("anden_andel", denominator="alle"),
    an_indicator("af_andre", denominator="andre"),
    an_indicator("af_befolkning", population="16-66 år"),
    an_indicator("ogsaa_af_befolkning", population="16-66 år"),
    an_indicator("uden_naevner"),
    an_indicator("antal", unit="persons", dimensions=BY_SEX),
    an_indicator("alle", unit="persons"),
    an_indicator("andre", unit="persons"),
    an_indicator("sager", unit="cases"),
    an_indicator("kroner", unit="mio. kr."),
    an_indicator("uger", unit="weeks"),
    an_indicator("kvartalstal", unit="persons", covers="quarter"),
)
ROWS = observations(
    {("250", "2022M03"): "1.2", ("000", "2022M03"): "3.0", ("250", "2021M03"): "1.0"},
    [figure("250", "2022M03", "1.7", segment={"køn": "Kvinder"})],
    [figure("250", "2022M03", "0.9", segment={"køn": "Mænd"})],
    [
        figure("250", "2022M03", "0.8", "anden_andel"),
        figure("000", "2022M03", "0.5", "anden_andel"),
    ],
    [figure("250", "2022M03", "30", "antal"), figure("000", "2022M03", "900", "antal")],
    [figure("250", "2022M03", "70", "alle"), figure("000", "2022M03", "0", "alle")],
    [figure("250", "2022M03", "12", "sager"), figure("250", "2022M03", "1.5", "kroner")],
    [figure("250", "2022M03", "20", "uger"), figure("250", "2022Q1", "5", "kvartalstal")],
)
INDICATORS = tuple(CATALOGUE)


@pytest.mark.parametrize(
    ("measure", "expected", "unit"),
    [
        pytest.param(
            "sum_of: [{indicator: antal}, {indicator: alle}]", "100", "persons", id="counts"
        ),
        pytest.param(
            "sum_of: [{indicator: antal}, {indicator: antal}, {indicator: alle}]",
            "130",
            "persons",
            id="three counts",
        ),
        pytest.param(
            "sum_of: [{indicator: andel}, {indicator: anden_andel}]",
            "2",
            "percent",
            id="shares of one denominator",
        ),
        pytest.param(
            "difference_of: [{indicator: andel, segment: {køn: Kvinder}}, "
            "{indicator: andel, segment: {køn: Mænd}}]",
            "4/5",
            "points",
            id="the gap between two groups is in points",
        ),
        pytest.param(
            "difference_of: [{indicator: antal}, {indicator: alle}]",
            "-40",
            "persons",
            id="a difference of counts may be below zero",
        ),
        pytest.param(
            "ratio_of: [{indicator: antal}, {indicator: alle}]", "300/7", "percent", id="ratio"
        ),
        pytest.param(
            "ratio_of: [{indicator: antal}, {indicator: alle}], as: number",
            "3/7",
            "number",
            id="ratio as a number",
        ),
        pytest.param(
            "ratio_of: [{indicator: kroner}, {indicator: sager}], as: number",
            "1/8",
            "number",
            id="ratio of money to cases",
        ),
        pytest.param(
            "ratio_of: [{indicator: antal}, {indicator: antal, area: country}]",
            "10/3",
            "percent",
            id="a part of the country's",
        ),
        pytest.param(
            "difference_of: [{sum_of: [{indicator: andel}, {indicator: anden_andel}]}, "
            "{sum_of: [{indicator: andel, area: country}, "
            "{indicator: anden_andel, area: country}]}]",
            "-3/2",
            "points",
            id="sums inside a difference",
        ),
        pytest.param(
            "difference_of: [{indicator: andel}, "
            "{indicator: andel, change: {since: a year before, as: percent}}]",
            "-94/5",
            "points",
            id="a change inside a difference",
        ),
    ],
)
def test_combined(measure: str, expected: str, unit: str) -> None:
    built = a_measure(f"{{{measure}}}")
    found = built.measured(a_case(ROWS, *INDICATORS))
    assert (exact(found), found.unit, built.unit(CATALOGUE)) == (expected, unit, unit)
    assert (found.missing, found.incomparable) == ((), None)
    assert list(built.problems(CATALOGUE)) == []


def test_sum_adds_what_rounding_leaves_open_and_keeps_the_decimals() -> None:
    measure = a_measure("{sum_of: [{indicator: andel}, {indicator: anden_andel}]}")
    value = measure.measured(a_case(ROWS, *INDICATORS)).value
    assert value is not None
    assert (value.low, value.high) == (Fraction("1.9"), Fraction("2.1"))
    assert str(value.decimal) == "2.0"


def test_figures_of_all_parts_are_told_in_their_order() -> None:
    for form in ("sum_of", "difference_of", "ratio_of"):
        measure = a_measure(f"{{{form}: [{{indicator: alle}}, {{indicator: antal}}]}}")
        found = measure.measured(a_case(ROWS, *INDICATORS))
        assert [one.key.indicator for one in found.figures] == ["alle", "antal"]
        assert measure.indicators() == ("alle", "antal")
        assert measure.shown_segment(CATALOGUE) == ()


@pytest.mark.parametrize("form", ["sum_of", "difference_of", "ratio_of"])
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("3", "..", ["alle 250 2022M03 .."]),
        ("..", "7", ["antal 250 2022M03 .."]),
        (None, "..", ["antal 250 2022M03", "alle 250 2022M03 .."]),
        ("3", None, ["alle 250 2022M03"]),
    ],
    ids=["second suppressed", "first suppressed", "both missing", "second without row"],
)
def test_part_without_figure_leaves_no_number(
    form: str, first: str | None, second: str | None, expected: list[str]
) -> None:
    texts = {"antal": first, "alle": second}
    rows = observations(
        [figure("250", "2022M03", text, name) for name, text in texts.items() if text is not None]
    )
    measure = a_measure(f"{{{form}: [{{indicator: antal}}, {{indicator: alle}}]}}")
    found = measure.measured(a_case(rows, *INDICATORS))
    assert (exact(found), holes(found), found.incomparable) == (None, expected, None)


@pytest.mark.parametrize("as_", ["percent", "number"])
def test_ratio_to_zero_is_not_comparable(as_: str) -> None:
    parts = "[{indicator: antal, area: country}, {indicator: alle, area: country}]"
    found = a_measure(f"{{ratio_of: {parts}, as: {as_}}}").measured(a_case(ROWS, *INDICATORS))
    assert exact(found) is None
    assert odd(found) == ("forholdet til nul siger intet", "a ratio to zero says nothing")
    assert len(found.figures) == 2


def test_ratio_to_what_rounding_may_have_made_zero_is_not_comparable() -> None:
    rows = observations({("250", "2022M03"): "1.0"}, [figure("250", "2022M03", "0.04", "grov")])
    coarse = an_indicator("grov", rounded_to="0.1")
    measure = a_measure("{ratio_of: [{indicator: andel}, {indicator: grov}]}")
    assert odd(measure.measured(a_case(rows, an_indicator(), coarse))) == (
        "forholdet til nul siger intet",
        "a ratio to zero says nothing",
    )


def test_ratio_of_zero_to_something_is_zero() -> None:
    parts = "[{indicator: alle, area: country}, {indicator: antal}]"
    assert exact(a_measure(f"{{ratio_of: {parts}}}").measured(a_case(ROWS, *INDICATORS))) == "0"


@pytest.mark.parametrize("form", ["sum_of", "difference_of", "ratio_of"])
def test_parts_with_periods_of_different_length_are_not_comparable(form: str) -> None:
    for period in ("2022M03", "2022Q1"):
        measure = a_measure(f"{{{form}: [{{indicator: antal}}, {{indicator: kvartalstal}}]}}")
        found = measure.measured(a_case(ROWS, *INDICATORS, period=period))
        assert (exact(found), found.missing) == (None, ())
        assert odd(found) == (
            "tallene har perioder af forskellig længde",
            "the figures have periods of different length",
        )


YEAR_SUM = "over: {last: 12 months, take: sum}"
YEAR_MEAN = "over: {last: 12 months, take: mean}"
WINDOWS = (
    "tallene dækker forskellige vinduer og kan ikke holdes sammen",
    "the figures cover different windows and cannot be held together",
)
STARTS = (
    "ændringerne regnes fra forskellige perioder",
    "the changes count from different periods",
)
A_YEAR = observations(
    a_run(*["1"] * 24, name="antal"),
    a_run(*["4"] * 24, name="alle"),
    a_run(*["4"] * 24, name="alle", area="000"),
    a_run(*["1"] * 24, name="antal", area="000"),
)


@pytest.mark.parametrize(
    ("first", "second", "refused_in"),
    [
        pytest.param(f"antal, {YEAR_SUM}", f"alle, {YEAR_SUM}", {}, id="one window"),
        pytest.param(
            f"antal, {YEAR_SUM}",
            "alle",
            dict.fromkeys(("sum_of", "difference_of", "ratio_of"), WINDOWS),
            id="a year against a month",
        ),
        pytest.param(
            f"antal, {YEAR_MEAN}",
            "alle",
            dict.fromkeys(("sum_of", "difference_of", "ratio_of"), WINDOWS),
            id="the mean of a year against a month",
        ),
        pytest.param(
            f"antal, {YEAR_SUM}",
            "alle, over: {last: 3 months, take: sum}",
            dict.fromkeys(("sum_of", "difference_of", "ratio_of"), WINDOWS),
            id="a year against a quarter",
        ),
        pytest.param(
            f"antal, {YEAR_SUM}",
            f"alle, {YEAR_MEAN}",
            dict.fromkeys(("sum_of", "difference_of"), WINDOWS),
            id="a sum against a mean of the same year: a ratio only",
        ),
        pytest.param(
            f"antal, {YEAR_SUM}",
            f"antal, area: country, {YEAR_MEAN}",
            dict.fromkeys(("sum_of", "difference_of", "ratio_of"), WINDOWS),
            id="a sum against a mean of one indicator: not even that",
        ),
        pytest.param(
            "antal, over: {last: 1 month, take: sum}", "alle", {}, id="a window of one month"
        ),
        pytest.param(
            "antal, over: {from: this year, take: sum}",
            "alle, over: {last: 3 months, take: sum}",
            {},
            id="windows that are the same in March",
        ),
        pytest.param(
            "antal, change: {since: a year before, as: units}",
            "alle, change: {since: 2021M03, as: units}",
            {"ratio_of": ("forholdet til nul siger intet", "a ratio to zero says nothing")},
            id="changes since the same month",
        ),
        pytest.param(
            "antal, change: {since: a year before, as: units}",
            "alle, change: {since: the period before, as: units}",
            dict.fromkeys(("sum_of", "difference_of", "ratio_of"), STARTS),
            id="changes since different months",
        ),
    ],
)
@pytest.mark.parametrize("form", ["sum_of", "difference_of", "ratio_of"])
def test_parts_cover_one_window(
    form: str, first: str, second: str, refused_in: dict[str, tuple[str, str]]
) -> None:
    measure = a_measure(f"{{{form}: [{{indicator: {first}}}, {{indicator: {second}}}]}}")
    found = measure.measured(a_case(A_YEAR, *INDICATORS))
    assert odd(found) == refused_in.get(form)
    assert (found.value is None) == (form in refused_in)


def test_new_ones_of_a_year_in_percent_of_the_mean_of_the_year() -> None:
    parts = f"[{{indicator: antal, {YEAR_SUM}}}, {{indicator: alle, {YEAR_MEAN}}}]"
    found = a_measure(f"{{ratio_of: {parts}}}").measured(a_case(A_YEAR, *INDICATORS))
    assert exact(found) == "300"


def test_windows_of_nested_parts_are_seen() -> None:
    inside = f"{{sum_of: [{{indicator: antal, {YEAR_SUM}}}, {{indicator: alle, {YEAR_SUM}}}]}}"
    outside = f"{{sum_of: [{{indicator: antal}}, {{indicator: alle}}], {YEAR_SUM}}}"
    alike = a_measure(f"{{difference_of: [{inside}, {outside}]}}")
    assert exact(alike.measured(a_case(A_YEAR, *INDICATORS))) == "0"
    unlike = a_measure(f"{{difference_of: [{inside}, {{indicator: alle}}]}}")
    assert odd(unlike.measured(a_case(A_YEAR, *INDICATORS))) == WINDOWS
    windowed = f"{{sum_of: [{{indicator: antal}}, {{indicator: alle}}], {YEAR_MEAN}}}"
    mixed = a_measure(f"{{difference_of: [{inside}, {windowed}]}}")
    assert odd(mixed.measured(a_case(A_YEAR, *INDICATORS))) == WINDOWS


def test_reason_of_a_part_is_that_of_the_whole() -> None:
    part = "{indicator: antal, change: {since: baseline, as: units}}"
    measure = a_measure(f"{{sum_of: [{{indicator: alle}}, {part}]}}")
    assert odd(measure.measured(a_case(ROWS, *INDICATORS))) == (
        "dokumentet angiver ikke et udgangspunkt",
        "no baseline is stated",
    )


def test_window_over_the_sum_and_sum_of_the_windows_agree() -> None:
    rows = observations(a_run("1", "2", "3", name="antal"), a_run("10", "20", "30", name="alle"))
    over = "over: {last: 3 months, take: sum}"
    outside = f"{{sum_of: [{{indicator: antal}}, {{indicator: alle}}], {over}}}"
    inside = f"{{sum_of: [{{indicator: antal, {over}}}, {{indicator: alle, {over}}}]}}"
    for text in (outside, inside):
        assert exact(a_measure(text).measured(a_case(rows, *INDICATORS))) == "66"


def test_mean_of_ratios_is_not_the_ratio_of_means() -> None:
    rows = observations(a_run("1", "1", name="antal"), a_run("2", "4", name="alle"))
    over = "over: {last: 2 months, take: mean}"
    outside = f"{{ratio_of: [{{indicator: antal}}, {{indicator: alle}}], {over}}}"
    inside = f"{{ratio_of: [{{indicator: antal, {over}}}, {{indicator: alle, {over}}}]}}"
    assert exact(a_measure(outside).measured(a_case(rows, *INDICATORS))) == "75/2"
    assert exact(a_measure(inside).measured(a_case(rows, *INDICATORS))) == "100/3"


def test_days_of_a_sum_are_those_of_its_longest_window() -> None:
    window = "{indicator: antal, over: {last: 12 months, take: sum}}"
    march = Period.parse("2022M03")
    measure = a_measure(f"{{sum_of: [{{indicator: alle}}, {window}]}}")
    assert str(measure.span(march)) == "2021Q2-2022Q1"
    twice = f"{{sum_of: [{{indicator: alle}}, {window}], over: {{last: 3 months, take: mean}}}}"
    assert str(a_measure(twice).span(march)) == "2021M02-2022M03"
    plain = a_measure("{sum_of: [{indicator: alle}, {indicator: antal}]}")
    assert plain.span(march) == march


def test_periods_are_those_of_every_part() -> None:
    rows = observations(
        a_run("1", "2", "3", name="antal"), a_run("..", "7", until="2022M02", name="alle")
    )
    measure = a_measure("{ratio_of: [{indicator: antal}, {indicator: alle}]}")
    found = measure.periods(a_case(rows, *INDICATORS))
    assert sorted(map(str, found)) == ["2022M01", "2022M02"]
    assert measure.periods(a_case(Observations(), *INDICATORS)) == frozenset()


@pytest.mark.parametrize(
    ("form", "better"), [("sum_of", "lower"), ("difference_of", "neither"), ("ratio_of", "neither")]
)
def test_only_a_sum_has_a_good_side(form: str, better: str) -> None:
    measure = a_measure(f"{{{form}: [{{indicator: andel}}, {{indicator: anden_andel}}]}}")
    assert measure.better(CATALOGUE) == better


ONE_DENOMINATOR = (
    "shares are added only of one denominator: give the indicators the same denominator or "
    "population in the catalogue"
)
NO_SHARES = "changes and ratios in percent cannot be added"


@pytest.mark.parametrize(
    ("form", "parts", "message"),
    [
        ("sum_of", "{indicator: andel}, {indicator: antal}", "percent, persons"),
        ("sum_of", "{indicator: antal}, {indicator: sager}", "cases, persons"),
        ("difference_of", "{indicator: andel}, {indicator: antal}", "percent, persons"),
        (
            "difference_of",
            "{indicator: andel}, {difference_of: [{indicator: andel}, {indicator: andel}]}",
            "percent, points",
        ),
    ],
)
def test_parts_in_different_units_are_refused(form: str, parts: str, message: str) -> None:
    found = a_measure(f"{{{form}: [{parts}]}}").problems(CATALOGUE)
    assert ((form,), f"parts in different units: {message}") in list(found)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param("{indicator: antal}, {indicator: alle}", None, id="counts"),
        pytest.param("{indicator: kroner}, {indicator: kroner}", None, id="money"),
        pytest.param("{indicator: andel}, {indicator: anden_andel}", None, id="one denominator"),
        pytest.param(
            "{indicator: af_befolkning}, {indicator: ogsaa_af_befolkning}", None, id="population"
        ),
        pytest.param(
            "{indicator: andel, change: {since: a year before, as: points}}, "
            "{indicator: af_andre, change: {since: a year before, as: points}}",
            None,
            id="points",
        ),
        pytest.param(
            "{indicator: uger}, {indicator: uger}",
            'numbers in "weeks" cannot be added',
            id="weeks",
        ),
        pytest.param(
            "{indicator: andel}, {indicator: af_andre}", ONE_DENOMINATOR, id="two denominators"
        ),
        pytest.param(
            "{indicator: uden_naevner}, {indicator: uden_naevner}",
            ONE_DENOMINATOR,
            id="a denominator that nobody knows",
        ),
        pytest.param(
            "{indicator: andel, change: {since: a year before, as: percent}}, {indicator: andel}",
            NO_SHARES,
            id="a change in percent",
        ),
        pytest.param(
            "{ratio_of: [{indicator: andel}, {indicator: andel}]}, {indicator: andel}",
            NO_SHARES,
            id="a ratio in percent",
        ),
    ],
)
def test_what_may_be_added(parts: str, expected: str | None) -> None:
    found = list(a_measure(f"{{sum_of: [{parts}]}}").problems(CATALOGUE))
    assert found == ([] if expected is None else [(("sum_of",), expected)])


def test_ratio_may_be_of_any_two_units() -> None:
    for parts in (
        "{indicator: kroner}, {indicator: sager}",
        "{indicator: uger}, {indicator: andel}",
    ):
        assert list(a_measure(f"{{ratio_of: [{parts}]}}").problems(CATALOGUE)) == []


def test_problems_inside_the_parts_come_first_and_alone() -> None:
    measure = a_measure("{sum_of: [{indicator: antal}, {indicator: andel, segment: {køn: X}}]}")
    ((place, message),) = measure.problems(CATALOGUE)
    assert place == ("sum_of", 1, "segment", "køn")
    assert message == 'andel, køn: no member "X"; known: I alt, Kvinder, Mænd'


@pytest.mark.parametrize("form", ["difference_of", "ratio_of"])
def test_change_of_what_has_its_own_unit(form: str) -> None:
    parts = "[{indicator: andel}, {indicator: anden_andel}]"
    for as_, fits in (("points", True), ("percent", True), ("units", False)):
        text = f"{{{form}: {parts}, change: {{since: a year before, as: {as_}}}}}"
        found = [place for place, _ in a_measure(text).problems(CATALOGUE)]
        assert found == ([] if fits else [("change", "as")])


whole = st.integers(1, 9_999)
steps = st.fractions(Fraction(-1, 20), Fraction(1, 20), max_denominator=1000)


@given(whole, whole, steps, steps, st.sampled_from(["sum_of", "difference_of", "ratio_of"]))
def test_number_of_the_figures_before_rounding_is_inside_the_range(
    one: int, other: int, up: Fraction, down: Fraction, form: str
) -> None:
    first, second = Decimal(one).scaleb(-1), Decimal(other).scaleb(-1)
    rows = observations(
        {("250", "2022M03"): str(first)}, [figure("250", "2022M03", str(second), "anden_andel")]
    )
    measure = a_measure(f"{{{form}: [{{indicator: andel}}, {{indicator: anden_andel}}]}}")
    value = measure.measured(a_case(rows, *INDICATORS)).value
    assert value is not None
    a, b = Fraction(first), Fraction(second)
    assert value.exact == _combined(form, a, b)
    assert value.low <= value.exact <= value.high
    assert value.low <= _combined(form, a + up, b + down) <= value.high


def _combined(form: str, a: Fraction, b: Fraction) -> Fraction:
    return {"sum_of": a + b, "difference_of": a - b, "ratio_of": 100 * a / b}[form]
