from __future__ import annotations

from fractions import Fraction

import pytest

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue, Indicator
from beskplan.judgements import Measured
from beskplan.measures import Case, IndicatorMeasure
from beskplan.numbers import Value
from beskplan.observations import Figure, Observations
from beskplan.periods import Period
from tests.build import an_indicator, figure, mapping, observations

MARCH = Period.parse("2022M03")
YDELSE = {
    "ydelse": {
        "total": "I alt",
        "members": {"A-dagpenge": ["A-dagpenge mv."], "Kontanthjælp": [], "Sygedagpenge": []},
        "unions": {"Dagpenge og kontanthjælp": ["A-dagpenge", "Kontanthjælp"]},
    }
}
SHARE = an_indicator(dimensions=YDELSE, numerator="antal", denominator="alle")
BARE_SHARE = an_indicator(dimensions=YDELSE)
COUNT = an_indicator("antal", unit="persons", dimensions=YDELSE)
ALL = an_indicator("alle", unit="persons", dimensions=YDELSE)
WEEKS = an_indicator("uger", unit="weeks", dimensions=YDELSE)
CATALOGUE = Catalogue.of(SHARE, COUNT, ALL, WEEKS)


def a_measure(text: str) -> IndicatorMeasure:
    return IndicatorMeasure.model_validate(mapping(text))


def a_case(rows: Observations, *indicators: Indicator, area: str = "250") -> Case:
    catalogue = Catalogue.of(*indicators) if indicators else CATALOGUE
    return Case(rows, catalogue, find_area(area), MARCH, Period.parse("2022"))


def row(printed: str, name: str, member: str | None, area: str = "250") -> Figure:
    segment = {"ydelse": member} if member else {}
    return figure(area, "2022M03", printed, name, segment=segment)


def counts(a: tuple[str, str], k: tuple[str, str], area: str = "250") -> list[Figure]:
    """Return numerator and denominator of A-dagpenge and of Kontanthjælp."""
    return [
        row(a[0], "antal", "A-dagpenge", area),
        row(a[1], "alle", "A-dagpenge", area),
        row(k[0], "antal", "Kontanthjælp", area),
        row(k[1], "alle", "Kontanthjælp", area),
    ]


def missing(measured: Measured) -> list[tuple[str, str | None, str | None]]:
    """Return indicator, member and mark of what is missing."""
    return [
        (gone.key.indicator, dict(gone.key.segment).get("ydelse"), gone.mark)
        for gone in measured.missing
    ]


POOLED = "pooled: {ydelse: [A-dagpenge, Kontanthjælp]}"


@pytest.mark.parametrize(
    "segment",
    ["{}", "{ydelse: I alt}", "{ydelse: i ALT}"],
    ids=["not named", "total by name", "total in another case"],
)
def test_dimension_that_is_not_named_is_the_total(segment: str) -> None:
    rows = observations([row("4.5", "andel", None), row("9.9", "andel", "A-dagpenge")])
    found = a_measure(f"{{indicator: andel, segment: {segment}}}").measured(a_case(rows))
    assert found.value is not None
    assert (found.value.exact, found.unit) == (Fraction("4.5"), "percent")
    assert [one.value for one in found.figures] == [rows.figures[found.figures[0].key].value]


@pytest.mark.parametrize("member", ["A-dagpenge", "A-dagpenge mv.", "a-dagpenge"])
def test_member_by_any_of_its_spellings(member: str) -> None:
    rows = observations([row("4.5", "andel", None), row("9.9", "andel", "A-dagpenge")])
    measure = a_measure(f"{{indicator: andel, segment: {{ydelse: {member}}}}}")
    found = measure.measured(a_case(rows))
    assert found.value is not None
    assert found.value.exact == Fraction("9.9")
    assert measure.shown_segment(CATALOGUE) == (("ydelse", "A-dagpenge"),)


def test_no_published_total_is_never_a_sum_of_members() -> None:
    rows = observations([row("4", "antal", "A-dagpenge"), row("5", "antal", "Kontanthjælp")])
    found = a_measure("{indicator: antal}").measured(a_case(rows))
    assert (found.value, missing(found)) == (None, [("antal", None, None)])


def test_suppressed_figure_is_missing_with_its_mark() -> None:
    found = a_measure("{indicator: andel}").measured(
        a_case(observations([row("..", "andel", None)]))
    )
    assert (found.value, missing(found)) == (None, [("andel", None, "..")])


def test_area_of_its_own_whichever_is_judged() -> None:
    rows = observations({("250", "2022M03"): "1.0", ("000", "2022M03"): "2.0"})
    for written, expected in (("country", 2), ("Frederikssund", 1), ("0250", 1)):
        measure = a_measure(f"{{indicator: andel, area: {written}}}")
        for judged in ("250", "101"):
            value = measure.measured(a_case(rows, area=judged)).value
            assert value is not None
            assert value.exact == expected


def test_pooled_counts_are_added() -> None:
    rows = observations(counts(("174", "1000"), ("26", "500")))
    found = a_measure(f"{{indicator: antal, {POOLED}}}").measured(a_case(rows))
    assert found.value is not None
    assert found.value == Value.of(200)
    assert len(found.figures) == 2


def test_pooled_share_is_numerators_over_denominators_and_exact() -> None:
    rows = observations(counts(("1", "3"), ("1", "4")))
    found = a_measure(f"{{indicator: andel, {POOLED}}}").measured(a_case(rows))
    assert found.value is not None
    assert found.value.exact == Fraction(200, 7)  # the mean of the shares is 29.17
    assert str(found.value.decimal) == "28.5714285714"
    assert found.value.low == found.value.high  # persons are counted, not rounded


def test_published_figure_of_the_union_comes_first() -> None:
    union = row("28.6", "andel", "Dagpenge og kontanthjælp")
    rows = observations([*counts(("1", "3"), ("1", "4")), union])
    for order in ("[A-dagpenge, Kontanthjælp]", "[Kontanthjælp, A-dagpenge mv.]"):
        measure = a_measure(f"{{indicator: andel, pooled: {{ydelse: {order}}}}}")
        assert measure.measured(a_case(rows)).figures == (union,)


def test_suppressed_union_is_not_worked_around() -> None:
    union = row("..", "andel", "Dagpenge og kontanthjælp")
    rows = observations([*counts(("1", "3"), ("1", "4")), union])
    found = a_measure(f"{{indicator: andel, {POOLED}}}").measured(a_case(rows))
    assert (found.value, missing(found)) == (None, [("andel", "Dagpenge og kontanthjælp", "..")])


def test_members_that_are_no_union_are_pooled() -> None:
    rows = observations(
        [row("1", "antal", "A-dagpenge"), row("2", "antal", "Sygedagpenge")],
        [row("100", "antal", "Dagpenge og kontanthjælp")],
    )
    measure = a_measure("{indicator: antal, pooled: {ydelse: [A-dagpenge, Sygedagpenge]}}")
    found = measure.measured(a_case(rows))
    assert found.value is not None
    assert found.value.exact == 3
    assert measure.shown_segment(CATALOGUE) == (("ydelse", "A-dagpenge + Sygedagpenge"),)


def test_every_missing_count_is_named() -> None:
    rows = observations([row("1", "antal", "A-dagpenge"), row("..", "alle", "A-dagpenge")])
    found = a_measure(f"{{indicator: andel, {POOLED}}}").measured(a_case(rows))
    assert found.value is None
    assert missing(found) == [
        ("antal", "Kontanthjælp", None),
        ("alle", "A-dagpenge", ".."),
        ("alle", "Kontanthjælp", None),
    ]


def test_share_without_counts_in_the_catalogue_needs_the_union() -> None:
    rows = observations([row("1.0", "andel", "A-dagpenge"), row("3.0", "andel", "Kontanthjælp")])
    found = a_measure(f"{{indicator: andel, {POOLED}}}").measured(a_case(rows, BARE_SHARE))
    assert (found.value, missing(found)) == (None, [("andel", "Dagpenge og kontanthjælp", None)])


def test_share_of_nobody_is_not_comparable() -> None:
    rows = observations(counts(("0", "0"), ("0", "0")))
    found = a_measure(f"{{indicator: andel, {POOLED}}}").measured(a_case(rows))
    assert found.value is None
    assert found.incomparable is not None
    assert (found.incomparable.da, found.incomparable.en) == (
        "nævneren er nul",
        "the denominator is zero",
    )


def test_durations_cannot_be_pooled() -> None:
    rows = observations([row("10", "uger", "A-dagpenge"), row("20", "uger", "Kontanthjælp")])
    found = a_measure(f"{{indicator: uger, {POOLED}}}").measured(a_case(rows))
    assert found.value is None
    assert found.incomparable is not None
    assert (found.incomparable.da, found.incomparable.en) == (
        "gennemsnit af flere grupper kan ikke lægges sammen",
        "averages of several groups cannot be added",
    )


@pytest.mark.parametrize(
    ("stated", "da", "en"),
    [
        (
            "window: first 3 months",
            "dokumentet siger vinduet „first 3 months“, tallene har „first 6 months“",
            'the document says the window "first 3 months", the figures have "first 6 months"',
        ),
        (
            "population: alle",
            "dokumentet siger populationen „alle“, tallene har „ikke oplyst“",
            'the document says the population "alle", the figures have "not known"',
        ),
        (
            "unit: persons",
            "dokumentet siger enheden „persons“, tallene har „percent“",
            'the document says the unit "persons", the figures have "percent"',
        ),
    ],
)
def test_document_that_means_other_figures_is_not_comparable(stated: str, da: str, en: str) -> None:
    indicator = an_indicator(window="first 6 months")
    rows = observations({("250", "2022M03"): "1.0"})
    measure = a_measure(f"{{indicator: andel, stated: {{{stated}}}}}")
    found = measure.measured(a_case(rows, indicator))
    assert (found.value, found.missing) == (None, ())
    assert found.incomparable is not None
    assert (found.incomparable.da, found.incomparable.en) == (da, en)


def test_document_that_means_these_figures() -> None:
    indicator = an_indicator(window="first 6 months", population="alle")
    stated = "{window: first 6 months, population: alle, unit: percent}"
    measure = a_measure(f"{{indicator: andel, stated: {stated}}}")
    found = measure.measured(a_case(observations({("250", "2022M03"): "1.0"}), indicator))
    assert (found.value is not None, found.incomparable) == (True, None)


def periods(measure: str, rows: Observations) -> list[str]:
    return [str(period) for period in a_measure(measure).timeline(a_case(rows))]


def test_periods_of_any_area_and_of_the_own_length() -> None:
    rows = observations(
        {("250", "2022M01"): "..", ("000", "2022M02"): "1", ("250", "2022Q1"): "1"},
        [row("1", "andel", "A-dagpenge")],
    )
    assert periods("{indicator: andel}", rows) == ["2022M01", "2022M02"]
    assert periods("{indicator: andel, segment: {ydelse: A-dagpenge}}", rows) == ["2022M03"]


def test_pooled_periods_need_every_member() -> None:
    one = [figure("250", "2022M01", "1", "antal", segment={"ydelse": "A-dagpenge"})]
    rows = observations(one, counts(("1", "2"), ("3", "4")))
    assert periods(f"{{indicator: antal, {POOLED}}}", rows) == ["2022M03"]


def test_pooled_share_has_the_periods_of_its_counts_too() -> None:
    rows = observations(counts(("1", "2"), ("3", "4")))
    assert periods(f"{{indicator: andel, {POOLED}}}", rows) == ["2022M03"]
    half = observations(counts(("1", "2"), ("3", "4"))[:3])
    assert periods(f"{{indicator: andel, {POOLED}}}", half) == []


def test_periods_of_the_union_count() -> None:
    rows = observations([row("28.6", "andel", "Dagpenge og kontanthjælp")])
    assert periods(f"{{indicator: andel, {POOLED}}}", rows) == ["2022M03"]


@pytest.mark.parametrize(
    ("measure", "place", "message"),
    [
        ("{indicator: andle}", ("indicator",), 'no indicator "andle"; did you mean "andel"?'),
        (
            "{indicator: andel, segment: {koen: Mænd}}",
            ("segment", "koen"),
            'andel has no dimension "koen"; known: ydelse',
        ),
        (
            "{indicator: andel, segment: {ydelse: Kontanthjaelp}}",
            ("segment", "ydelse"),
            'andel, ydelse: no member "Kontanthjaelp"; did you mean "Kontanthjælp"?',
        ),
        (
            "{indicator: andel, pooled: {ydelse: [A-dagpenge, SU]}}",
            ("pooled", "ydelse", 1),
            'andel, ydelse: no member "SU"; known: A-dagpenge, Dagpenge og kontanthjælp, '
            "I alt, Kontanthjælp, Sygedagpenge",
        ),
        (
            "{indicator: andel, area: Frederiksund}",
            ("area",),
            'no area "Frederiksund"; '
            'did you mean "Frederikssund" or "Frederikshavn" or "Frederiksberg"?',
        ),
    ],
)
def test_what_the_catalogue_does_not_know(
    measure: str, place: tuple[str | int, ...], message: str
) -> None:
    ((found_place, found),) = a_measure(measure).problems(CATALOGUE)
    assert found_place == place
    assert found.startswith(message.split("; did you mean", maxsplit=1)[0])
    assert message.split("; ")[1][:14] in found


def test_dimension_in_segment_and_pooled() -> None:
    measure = a_measure(f"{{indicator: andel, segment: {{ydelse: Sygedagpenge}}, {POOLED}}}")
    assert list(measure.problems(CATALOGUE)) == [
        (("pooled", "ydelse"), "ydelse stands in segment too; it is one or the other")
    ]


def test_measure_that_fits_has_no_problems() -> None:
    whole = a_measure(f"{{indicator: andel, {POOLED}, area: country}}")
    assert list(whole.problems(CATALOGUE)) == []
    assert (whole.indicators(), whole.unit(CATALOGUE)) == (("andel",), "percent")
