"""Several areas together, as the averages of groups and the rest of the country ask for them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.areas import find_area
from beskplan.measures import Case
from beskplan.numbers import Value
from beskplan.observations import Figure, Observations
from tests.build import (
    a_case,
    a_measure,
    a_run,
    an_indicator,
    exact,
    figure,
    figures,
    holes,
    observations,
    odd,
)

OWN, KOEBENHAVN, KOLDING, COUNTRY = "250", "101", "621", "000"
YDELSE: dict[str, object] = {
    "ydelse": {"members": {"A": [], "B": []}, "unions": {"A og B": ["A", "B"]}}
}
INDICATORS = (
    an_indicator(numerator="antal", denominator="alle", dimensions=YDELSE),
    an_indicator("antal", unit="persons", dimensions=YDELSE),
    an_indicator("alle", unit="persons", dimensions=YDELSE),
    an_indicator("fuldtid", unit="full-time-persons"),
    an_indicator("bar_andel"),
    an_indicator("halv_andel", numerator="antal"),
    an_indicator("uger", unit="weeks", numerator="antal", denominator="alle"),
    an_indicator("plads", unit="place"),
    an_indicator("udvikling", unit="points"),
)
TOGETHER = {OWN: 1, KOLDING: 1}
REST = {COUNTRY: 1, OWN: -1}


def counted(area: str, above: str, below: str, member: str | None = None) -> list[Figure]:
    """Return numerator and denominator of a share in March 2022."""
    segment = {} if member is None else {"ydelse": member}
    return [
        figure(area, "2022M03", above, "antal", segment=segment),
        figure(area, "2022M03", below, "alle", segment=segment),
    ]


ROWS = observations(
    counted(OWN, "10", "100"),
    counted(KOLDING, "60", "300"),
    counted(KOEBENHAVN, "500", "2000"),
    counted(COUNTRY, "900", "5000"),
    {(OWN, "2022M03"): "10.0", (KOLDING, "2022M03"): "20.0", (COUNTRY, "2022M03"): "18.0"},
    figures({(OWN, "2022M03"): "1.5", (KOLDING, "2022M03"): "2.5"}, "fuldtid"),
    counted(OWN, "2", "20", "A"),
    counted(OWN, "3", "5", "B"),
    counted(KOLDING, "4", "10", "A"),
    counted(KOLDING, "5", "15", "B"),
)


def case_of(pool: dict[str, int], rows: Observations = ROWS, period: str = "2022M03") -> Case:
    return a_case(rows, *INDICATORS, pool=pool, period=period, area=KOEBENHAVN)


@pytest.mark.parametrize(
    ("measure", "pool", "expected"),
    [
        pytest.param("indicator: antal", TOGETHER, "70", id="counts are added"),
        pytest.param("indicator: antal", REST, "890", id="the rest: counts taken away"),
        pytest.param(
            "indicator: antal",
            {COUNTRY: 1, OWN: -1, KOLDING: -1},
            "830",
            id="the country without two",
        ),
        pytest.param("indicator: antal", {OWN: 1}, "10", id="one area is itself"),
        pytest.param("indicator: fuldtid", TOGETHER, "4", id="halves of persons are added"),
        pytest.param(
            "indicator: andel", TOGETHER, "35/2", id="shares are weighed: 70 of 400, not 15"
        ),
        pytest.param(
            "indicator: andel", REST, "890/49", id="the rest: 890 of 4900, not 18 less 10"
        ),
        pytest.param(
            "indicator: andel, segment: {ydelse: A}", TOGETHER, "20", id="one member: 6 of 30"
        ),
        pytest.param(
            "indicator: andel, pooled: {ydelse: [A, B]}", TOGETHER, "28", id="groups: 14 of 50"
        ),
        pytest.param(
            "indicator: antal, pooled: {ydelse: [A, B]}", TOGETHER, "14", id="groups of counts"
        ),
        pytest.param(
            "ratio_of: [{indicator: antal}, {indicator: alle}]", TOGETHER, "35/2", id="a ratio"
        ),
        pytest.param(
            "difference_of: [{indicator: andel}, {indicator: andel, area: country}]",
            TOGETHER,
            "-1/2",
            id="an area of its own is left alone",
        ),
    ],
)
def test_areas_together(measure: str, pool: dict[str, int], expected: str) -> None:
    found = a_measure(f"{{{measure}}}").measured(case_of(pool))
    assert (exact(found), found.missing, found.incomparable) == (expected, (), None)


def test_share_of_areas_is_exact_where_persons_are_counted() -> None:
    value = a_measure("{indicator: andel}").measured(case_of(REST)).value
    assert value is not None
    assert value.low == value.exact == value.high


def test_taken_away_area_widens_the_range_too() -> None:
    measure = a_measure("{indicator: fuldtid}")
    value = measure.measured(case_of({KOLDING: 1, OWN: -1})).value
    assert value is not None
    assert value == Value(Fraction(1), Fraction("0.9"), Fraction("1.1"), 1)


def test_published_group_comes_before_its_members_in_every_area() -> None:
    union = counted(OWN, "7", "30", "A og B")
    rows = observations(list(ROWS), union)
    measure = a_measure("{indicator: andel, pooled: {ydelse: [A, B]}}")
    found = measure.measured(case_of(TOGETHER, rows))
    assert exact(found) == str(Fraction(100 * (7 + 9), 30 + 25))
    hidden = observations(list(ROWS), counted(OWN, "..", "30", "A og B"))
    assert holes(measure.measured(case_of(TOGETHER, hidden))) == ["antal 250 2022M03 .."]


@pytest.mark.parametrize(
    ("measure", "gone", "expected"),
    [
        ("indicator: antal", ("antal", KOLDING), ["antal 621 2022M03"]),
        ("indicator: andel", ("antal", KOLDING), ["antal 621 2022M03"]),
        ("indicator: andel", ("alle", OWN), ["alle 250 2022M03"]),
    ],
    ids=["count of a member", "numerator of a member", "denominator of a member"],
)
def test_member_without_figure_is_named(
    measure: str, gone: tuple[str, str], expected: list[str]
) -> None:
    rows = [row for row in ROWS if (row.key.indicator, row.key.area) != gone or row.key.segment]
    found = a_measure(f"{{{measure}}}").measured(case_of(TOGETHER, observations(rows)))
    assert (exact(found), holes(found), odd(found)) == (None, expected, None)


def test_suppressed_own_count_leaves_no_rest_of_the_country() -> None:
    rows = observations(counted(COUNTRY, "900", "5000"), counted(OWN, "..", "100"))
    for name in ("antal", "andel"):
        found = a_measure(f"{{indicator: {name}}}").measured(case_of(REST, rows))
        assert (exact(found), holes(found)) == (None, ["antal 250 2022M03 .."])


@pytest.mark.parametrize("name", ["bar_andel", "halv_andel", "uger", "plads", "udvikling"])
def test_what_cannot_be_weighed_is_not_comparable(name: str) -> None:
    published = {(OWN, "2022M03"): "1", (KOLDING, "2022M03"): "2"}
    rows = observations(list(ROWS), figures(published, name))
    found = a_measure(f"{{indicator: {name}}}").measured(case_of(TOGETHER, rows))
    assert (exact(found), found.missing) == (None, ())
    assert odd(found) == (
        "uden tæller og nævner kan områder ikke vejes sammen",
        "without numerator and denominator areas cannot be weighed together",
    )


def test_areas_without_anybody_are_not_comparable() -> None:
    rows = observations(counted(OWN, "0", "0"), counted(KOLDING, "0", "0"))
    found = a_measure("{indicator: andel}").measured(case_of(TOGETHER, rows))
    assert odd(found) == ("nævneren er nul", "the denominator is zero")


def test_nobody_but_the_own_municipality_leaves_no_rest() -> None:
    rows = observations(counted(OWN, "5", "100"), counted(COUNTRY, "5", "100"))
    found = a_measure("{indicator: andel}").measured(case_of(REST, rows))
    assert odd(found) == ("nævneren er nul", "the denominator is zero")


def test_document_that_means_other_figures_is_not_comparable_for_areas_either() -> None:
    measure = a_measure("{indicator: antal, stated: {unit: cases}}")
    assert odd(measure.measured(case_of(TOGETHER))) == (
        "dokumentet siger enheden „cases“, tallene har „persons“",
        'the document says the unit "cases", the figures have "persons"',
    )


def test_areas_are_put_together_before_the_window_and_the_change() -> None:
    rows = observations(
        a_run("10", "30", name="antal", area=OWN),
        a_run("20", "40", name="antal", area=KOLDING),
        a_run("5", "15", name="antal", area=OWN, until="2021M03"),
        a_run("10", "20", name="antal", area=KOLDING, until="2021M03"),
    )
    window = "indicator: antal, over: {last: 2 months, take: sum}"
    assert exact(a_measure(f"{{{window}}}").measured(case_of(TOGETHER, rows))) == "100"
    change = a_measure(f"{{{window}, change: {{since: a year before, as: percent}}}}")
    assert exact(change.measured(case_of(TOGETHER, rows))) == "100"


def test_asking_for_an_area_leaves_the_pool() -> None:
    asked = case_of(TOGETHER)
    own = asked.at(area=find_area(OWN))
    assert exact(a_measure("{indicator: antal}").measured(own)) == "10"
    assert own == replace(asked, area=find_area(OWN), pool=())
    assert asked.at(period=asked.period) == asked


counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=3, max_size=3)


@given(counts)
def test_rest_of_the_country_is_all_the_others_together(parts: list[tuple[int, int]]) -> None:
    areas = (OWN, KOLDING, KOEBENHAVN)
    rows = observations(
        *(
            counted(area, str(above), str(above + below))
            for area, (above, below) in zip(areas, parts, strict=True)
        ),
        counted(
            COUNTRY,
            str(sum(above for above, _ in parts)),
            str(sum(above + below for above, below in parts)),
        ),
    )
    others = {KOLDING: 1, KOEBENHAVN: 1}
    for name in ("antal", "andel"):
        measure = a_measure(f"{{indicator: {name}}}")
        rest = measure.measured(case_of(REST, rows))
        assert rest.value == measure.measured(case_of(others, rows)).value
        assert rest.value is not None
