"""Several areas together, as the averages of groups and the rest of the country ask for them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue
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
    assert own == asked._replace(area=find_area(OWN), pool=())
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


# A denominator without the dimension is the population that all members share

SHARED = (
    an_indicator(numerator="antal", denominator="folk", dimensions=YDELSE),
    an_indicator("antal", unit="persons", dimensions=YDELSE),
    an_indicator("folk", unit="persons"),
    an_indicator("uden", numerator="folk", denominator="folk", dimensions=YDELSE),
)
A, B = {"ydelse": "A"}, {"ydelse": "B"}
POOLED = "{indicator: andel, pooled: {ydelse: [A, B]}}"


def of_people(area: str, a: str, b: str, people: str) -> list[Figure]:
    """Return the persons on two benefits and the population, in March 2022."""
    return [
        figure(area, "2022M03", a, "antal", segment=A),
        figure(area, "2022M03", b, "antal", segment=B),
        figure(area, "2022M03", people, "folk"),
    ]


PEOPLE = [*of_people(OWN, "20", "30", "1000"), *of_people(KOLDING, "10", "20", "2000")]


@pytest.mark.parametrize(
    ("measure", "pool", "expected"),
    [
        pytest.param(POOLED, {}, "5", id="50 of 1000 persons, not of twice as many"),
        pytest.param(POOLED, TOGETHER, "8/3", id="80 of 3000 in two areas"),
        pytest.param(
            "{indicator: andel, segment: {ydelse: A}}", TOGETHER, "1", id="one member: 30 of 3000"
        ),
        pytest.param("{indicator: antal, pooled: {ydelse: [A, B]}}", {}, "50", id="counts"),
    ],
)
def test_members_of_one_population(measure: str, pool: dict[str, int], expected: str) -> None:
    case = a_case(observations(PEOPLE), *SHARED, pool=pool)
    assert exact(a_measure(measure).measured(case)) == expected
    assert a_measure(POOLED).periods(case) == {case.period}


def test_union_published_as_a_count_comes_before_its_members() -> None:
    rows = observations(
        PEOPLE, [figure(OWN, "2022M03", "45", "antal", segment={"ydelse": "A og B"})]
    )
    assert exact(a_measure(POOLED).measured(a_case(rows, *SHARED))) == "9/2"


def test_numerator_without_the_dimension_is_that_of_no_member() -> None:
    rows = observations(PEOPLE)
    measure = a_measure("{indicator: uden, pooled: {ydelse: [A, B]}}")
    found = measure.measured(a_case(rows, *SHARED))
    assert (exact(found), holes(found)) == (None, ["folk 250 2022M03"])
    one = a_measure("{indicator: uden, segment: {ydelse: A}}")
    weighed = one.measured(a_case(rows, *SHARED, pool=TOGETHER))
    assert (exact(weighed), holes(weighed)) == (None, ["folk 250 2022M03", "folk 621 2022M03"])


def test_denominator_without_one_of_the_members_has_no_pool() -> None:
    only_a: dict[str, object] = {"ydelse": {"members": {"A": []}}}
    indicators = (*SHARED[:2], an_indicator("folk", unit="persons", dimensions=only_a))
    rows = observations(PEOPLE, [figure(OWN, "2022M03", "400", "folk", segment=A)])
    found = a_measure(POOLED).measured(a_case(rows, *indicators))
    assert (exact(found), holes(found)) == (None, ["folk 250 2022M03"])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("2.0", "5", id="20 of 1000 is what is printed"),
        pytest.param("40.0", None, id="20 of 1000 is not 40 %"),
        pytest.param("..", "5", id="nothing is printed"),
    ],
)
@pytest.mark.parametrize("pool", [{}, {OWN: 1}], ids=["area", "pool"])
def test_population_that_does_not_fit_the_printed_share_is_not_its_denominator(
    printed: str, expected: str | None, pool: dict[str, int]
) -> None:
    rows = observations(PEOPLE, [figure(OWN, "2022M03", printed, segment=A)])
    found = a_measure(POOLED).measured(a_case(rows, *SHARED, pool=pool))
    assert exact(found) == expected
    assert (odd(found) is None) == (expected is not None)


BOTH: dict[str, object] = {
    "ydelse": {
        "members": {"A": [], "B": []},
        "unions": {"A og B": ["A", "B"], "B og A": ["B", "A"]},
    }
}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("7", None, "7", id="the first name"),
        pytest.param(None, "7", "7", id="the second name"),
        pytest.param("..", "7", "7", id="only a mark under the first"),
        pytest.param("7", "7", "7", id="the same under both"),
        pytest.param("7", "8", None, id="different figures"),
        pytest.param("..", None, None, id="withheld is not added up"),
        pytest.param(None, None, "5", id="neither: members added"),
    ],
)
def test_group_that_is_published_under_two_names(
    first: str | None, second: str | None, expected: str | None
) -> None:
    printed = {"A og B": first, "B og A": second, "A": "2", "B": "3"}
    rows = observations(
        [
            figure(OWN, "2022M03", number, "antal", segment={"ydelse": member})
            for member, number in printed.items()
            if number is not None
        ]
    )
    count = an_indicator("antal", unit="persons", dimensions=BOTH)
    measure = a_measure("{indicator: antal, pooled: {ydelse: [A, B]}}")
    assert exact(measure.measured(a_case(rows, count))) == expected


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ("A, A", '"A" is counted twice: A'),
        ("A, a", '"a" is counted twice: A'),
        ("A og B, B", '"B" is counted twice: B'),
        ("A, I alt", '"I alt" is the total of ydelse; leave ydelse out to ask for it'),
    ],
)
def test_group_takes_each_member_once(members: str, message: str) -> None:
    split: dict[str, object] = {
        "ydelse": {
            "total": "I alt", "members": {"A": [], "B": []}, "unions": {"A og B": ["A", "B"]}
        }
    }  # fmt: skip
    count = an_indicator("antal", unit="persons", dimensions=split)
    measure = a_measure(f"{{indicator: antal, pooled: {{ydelse: [{members}]}}}}")
    assert list(measure.problems(Catalogue.of(count))) == [(("pooled", "ydelse", 1), message)]
