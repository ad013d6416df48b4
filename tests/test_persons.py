"""A gap in persons: how many would meet the target, the comparator held still."""

from __future__ import annotations

import pytest

from beskplan.areas import find_area
from beskplan.catalogue import Catalogue, Indicator
from beskplan.judgements import Judgement, Measured
from beskplan.measures import Case, IndicatorMeasure
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.persons import persons_of
from beskplan.results import Persons
from tests.build import an_indicator, figure, figures, observations, verdict

MARCH = "2022M03"
SHARE = an_indicator(numerator="antal", denominator="alle")
COUNT = an_indicator("antal", unit="persons")
ALL = an_indicator("alle", unit="persons")


def persons(
    rule: str,
    own: str,
    count: str | None,
    total: str | None = None,
    *,
    country: str = "0",
    share: Indicator = SHARE,
) -> tuple[str, Persons | None]:
    """Return status and persons of a share with its counts, None where there is no row."""
    rows = [figure("250", MARCH, own), figure("000", MARCH, country)]
    rows += [] if count is None else [figure("250", MARCH, count, "antal")]
    rows += [] if total is None else [figure("250", MARCH, total, "alle")]
    found = verdict(rule, observations(rows), share, COUNT, ALL)
    return str(found.status), found.persons


@pytest.mark.parametrize(
    ("limit", "own", "count", "status", "missing"),
    [
        pytest.param("at_least: 25", "24.5", "49", "missed", 1, id="mindst: one more"),
        pytest.param("at_least: 25", "25.0", "50", "met", 0, id="mindst: a hit"),
        pytest.param("at_least: 25.1", "25.0", "50", "missed", 1, id="mindst: rounded up"),
        pytest.param("above: 25", "25.0", "50", "missed", 1, id="over: a hit needs one more"),
        pytest.param("above: 25.2", "25.0", "50", "missed", 1, id="over: next whole person"),
        pytest.param("above: 25", "25.5", "51", "met", 0, id="over: one more is enough"),
        pytest.param("at_most: 25", "26.0", "52", "missed", 2, id="højst: two too many"),
        pytest.param("at_most: 25.4", "26.0", "52", "missed", 2, id="højst: rounded down"),
        pytest.param("at_most: 25", "25.0", "50", "met", 0, id="højst: a hit"),
        pytest.param("below: 25", "25.0", "50", "missed", 1, id="under: a hit is one too many"),
        pytest.param("below: 25.2", "25.5", "51", "missed", 1, id="under: fifty is under 50.4"),
        pytest.param("below: 25", "24.5", "49", "met", 0, id="under: one less is enough"),
        pytest.param("at_most: 0", "0.0", "0", "met", 0, id="nobody is a count"),
        pytest.param("at_least: 100", "0.0", "0", "missed", 200, id="everybody is missing"),
        pytest.param("between: [20, 30]", "40.0", "80", "missed", None, id="between: no one side"),
    ],
)
def test_of_200_persons(limit: str, own: str, count: str, status: str, missing: int | None) -> None:
    found = persons(f"{{type: threshold, {limit}}}", own, count, "200")
    assert found == (status, Persons(int(count), missing))


@pytest.mark.parametrize(
    ("rule", "own", "country", "count", "status", "missing"),
    [
        ("vs-national-average, must_be: at-least", "24.5", "25.0", "49", "missed", 1),
        ("vs-national-average, must_be: below", "25.0", "25.0", "50", "missed", 1),
        ("points-below-average, points: 5", "25.0", "25.0", "50", "missed", 10),
        ("points-below-average, points: 5", "20.0", "25.0", "40", "met", 0),
        ("within-points-of-average, points: 1, side: above", "27.0", "25.0", "54", "missed", 2),
    ],
)
def test_comparator_is_held_still(
    rule: str, own: str, country: str, count: str, status: str, missing: int
) -> None:
    found = persons(f"{{type: {rule}}}", own, count, "200", country=country)
    assert found == (status, Persons(int(count), missing))


def test_499_and_79_7_percent_fit_only_626() -> None:
    rule = "{type: threshold, at_least: 85}"
    assert persons(rule, "79.7", "499") == ("missed", Persons(499, 34, worked_back=True))
    assert persons(rule, "79.7", "499", "626") == ("missed", Persons(499, 34))


def test_174_and_0_6_percent_are_met_but_fit_too_many_denominators() -> None:
    rule = "{type: points-below-average, points: 0.2}"
    assert persons(rule, "0.6", "174", country="0.8") == ("met", Persons(174, None))


def test_174_of_28034_contradict_the_printed_share() -> None:
    rule = "{type: points-below-average, points: 0.2}"
    assert persons(rule, "0.6", "174", "28034", country="0.8") == ("met", Persons(174, None))


def test_missed_by_the_printed_share_but_not_by_the_counts() -> None:
    assert persons("{type: threshold, at_least: 85}", "84.9", "850", "1000") == (
        "missed",
        Persons(850, None),
    )


@pytest.mark.parametrize(
    ("own", "count", "missing"),
    [
        pytest.param("80", "8", 1, id="eight and 80 % fit only 10"),
        pytest.param("79.7", "5", None, id="five and 79.7 % fit no whole number"),
        pytest.param("0.0", "0", None, id="nobody fits every denominator"),
        pytest.param("80.0", "4000", None, id="several fit and give several answers"),
    ],
)
def test_worked_back_only_where_there_is_one_answer(
    own: str, count: str, missing: int | None
) -> None:
    status, found = persons("{type: threshold, at_least: 85}", own, count)
    assert status == "missed"
    assert found == Persons(int(count), missing, worked_back=missing is not None)


@pytest.mark.parametrize(
    ("own", "share", "expected"),
    [
        pytest.param("75", SHARE, Persons(300, None), id="75: 398 to 402 persons"),
        pytest.param(
            "75",
            SHARE.model_copy(update={"decimals": 1}),
            Persons(300, 40, worked_back=True),
            id="75.0, its zero dropped: 400 persons",
        ),
        pytest.param(
            "75.0",
            SHARE.model_copy(update={"rounded_to": 1}),
            Persons(300, None),
            id="75.0, but rounded to ones",
        ),
    ],
)
def test_worked_back_with_the_precision_of_the_source(
    own: str, share: Indicator, expected: Persons
) -> None:
    found = persons("{type: threshold, at_least: 85}", own, "300", share=share)
    assert found == ("missed", expected)


@pytest.mark.parametrize(
    ("own", "count", "total"),
    [
        pytest.param("..", "49", "200", id="share suppressed"),
        pytest.param("24.5", None, "200", id="count not published"),
        pytest.param("24.5", "..", "200", id="count suppressed"),
        pytest.param("24.5", "48.5", "200", id="count is not whole"),
    ],
)
def test_without_a_count_there_are_no_persons(own: str, count: str | None, total: str) -> None:
    assert persons("{type: threshold, at_least: 25}", own, count, total)[1] is None


def test_total_suppressed_is_worked_back() -> None:
    found = persons("{type: threshold, at_least: 85}", "79.7", "499", "..")
    assert found == ("missed", Persons(499, 34, worked_back=True))


def test_no_verdict_no_number_of_persons() -> None:
    assert persons("{type: none, because: not-set}", "24.5", "49", "200") == (
        "not-set",
        Persons(49, None),
    )


def test_count_itself_is_no_share_of_persons() -> None:
    found = verdict(
        "{type: threshold, at_least: 50}", {("250", MARCH): "49"}, an_indicator(unit="persons")
    )
    assert (str(found.gap), found.gap_unit, found.persons) == ("-1", "persons", None)


def test_trend_holds_the_year_before_still() -> None:
    rows = observations(
        {("250", "2021M03"): "25.0", ("250", MARCH): "24.0"},
        figures({("250", "2021M03"): "40", ("250", MARCH): "48"}, "antal"),
        figures({("250", "2021M03"): "160", ("250", MARCH): "200"}, "alle"),
    )
    found = verdict("{type: trend, must_be: rising, step: year}", rows, SHARE, COUNT, ALL)
    assert (found.status, found.persons) == ("missed", Persons(48, 3))


# vs-expected: the difference of both numerators

EXPECTED = an_indicator("forventet", numerator="forventet_antal", denominator="alle")
EXPECTED_COUNT = an_indicator("forventet_antal", unit="persons")
VS_EXPECTED = "{type: vs-expected, expected: {indicator: forventet}, must_be: at-most}"


@pytest.mark.parametrize(
    ("own", "actual", "share", "expected", "status", "missing"),
    [
        pytest.param("12.5", "3510", "11.5", "3240", "missed", 270, id="270 too many"),
        pytest.param("11.0", "3100", "11.5", "3240", "met", 0, id="fewer than expected"),
        pytest.param("11.5", "3240", "11.5", "3240", "met", 0, id="as many as expected"),
        pytest.param("11.5", "3250", "11.5", "3240", "met", None, id="met, yet ten too many"),
    ],
)
def test_expected_persons(
    own: str, actual: str, share: str, expected: str, status: str, missing: int | None
) -> None:
    rows = observations(
        [figure("250", MARCH, own), figure("250", MARCH, actual, "antal")],
        [figure("250", MARCH, share, "forventet")],
        [figure("250", MARCH, expected, "forventet_antal"), figure("250", MARCH, "28100", "alle")],
    )
    found = verdict(VS_EXPECTED, rows, SHARE, COUNT, ALL, EXPECTED, EXPECTED_COUNT)
    assert (found.status, found.persons) == (status, Persons(int(actual), missing))


def test_expected_share_without_its_count_is_held_still() -> None:
    rows = observations(
        [figure("250", MARCH, "12.5"), figure("250", MARCH, "25", "antal")],
        [figure("250", MARCH, "200", "alle"), figure("250", MARCH, "11.5", "forventet")],
    )
    found = verdict(VS_EXPECTED, rows, SHARE, COUNT, ALL, EXPECTED, EXPECTED_COUNT)
    assert (found.status, found.persons) == ("missed", Persons(25, 2))


# Pooled shares are made of their counts

YDELSE: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param(("20", "100", "30", "100"), Persons(50, 10), id="50 of 200, 60 needed"),
        pytest.param(("50", "100", "50", "100"), Persons(100, 0), id="100 of 200"),
        pytest.param(("20.5", "100", "29", "100"), None, id="counts that are not whole"),
    ],
)
def test_pooled_share(counts: tuple[str, ...], expected: Persons | None) -> None:
    pool = [
        SHARE.model_copy(update={"dimensions": an_indicator(dimensions=YDELSE).dimensions}),
        an_indicator("antal", unit="full-time-persons", dimensions=YDELSE),
        an_indicator("alle", unit="full-time-persons", dimensions=YDELSE),
    ]
    a, all_a, b, all_b = counts
    rows = observations(
        figures({("250", MARCH): a}, "antal", {"ydelse": "A"}),
        figures({("250", MARCH): all_a}, "alle", {"ydelse": "A"}),
        figures({("250", MARCH): b}, "antal", {"ydelse": "B"}),
        figures({("250", MARCH): all_b}, "alle", {"ydelse": "B"}),
    )
    target = "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"
    found = verdict("{type: threshold, at_least: 30}", rows, *pool, target=target)
    assert found.persons == expected


def test_counts_of_several_periods_are_not_one_group_of_persons() -> None:
    rows = [
        figure("250", period, printed, name)
        for period in ("2022M02", MARCH)
        for name, printed in (("antal", "20"), ("alle", "100"))
    ]
    twenty, ten = Value.of(20), Value.of(10)
    mean = Measured(twenty, "percent", tuple(rows))
    month = Measured(twenty, "percent", tuple(rows[2:]))
    case = Case(
        observations(rows),
        Catalogue.of(SHARE, COUNT, ALL),
        find_area("250"),
        Period.parse(MARCH),
        Period.parse("2022"),
    )
    measure = IndicatorMeasure(indicator="andel")
    of_mean, of_month = (
        persons_of(Judgement(one, required=ten, gap=ten, good="higher"), case, measure)
        for one in (mean, month)
    )
    assert (of_mean, of_month) == (None, Persons(20, 0))


def test_a_place_is_no_share() -> None:
    share = an_indicator(numerator="antal", denominator="alle", better="lower")
    counts = [an_indicator(name, unit="persons") for name in ("antal", "alle")]
    rows = observations(
        {("250", "2022M03"): "50.0", ("607", "2022M03"): "40.0"},
        figures({("250", "2022M03"): "500"}, "antal"),
        figures({("250", "2022M03"): "1000"}, "alle"),
    )
    found = verdict("{type: rank, at_most: 1, best: lowest}", rows, share, *counts)
    assert (found.status, found.persons) == ("missed", None)


# A population without the share's dimension is that of every member

SPLIT = SHARE.model_copy(update={"dimensions": an_indicator(dimensions=YDELSE).dimensions})
SPLIT_COUNT = an_indicator("antal", unit="persons", dimensions=YDELSE)
OF_A = {"ydelse": "A"}


@pytest.mark.parametrize(
    ("counts", "own", "total", "expected"),
    [
        pytest.param(
            SPLIT_COUNT, "2.0", "1000", Persons(20, 10), id="20 of 1000 persons, 30 needed"
        ),
        pytest.param(
            SPLIT_COUNT, "20.0", "1000", Persons(20, 10, worked_back=True),
            id="1000 is not what 20 is a fifth of",
        ),
        pytest.param(COUNT, "2.0", "1000", None, id="a count of all members is that of none"),
    ],
)  # fmt: skip
def test_one_population_for_all_members(
    counts: Indicator, own: str, total: str, expected: Persons | None
) -> None:
    rows = observations(
        [figure("250", MARCH, own, segment=OF_A), figure("250", MARCH, total, "alle")],
        [figure("250", MARCH, "20", "antal", segment=OF_A if counts.dimensions else None)],
    )
    limit = "30" if own == "20.0" else "3"
    target = "measure: {indicator: andel, segment: {ydelse: A}}"
    found = verdict(
        f"{{type: threshold, at_least: {limit}}}", rows, SPLIT, counts, ALL, target=target
    )
    assert (found.status, found.persons) == ("missed", expected)


def test_pooled_share_of_one_population() -> None:
    rows = observations(
        figures({("250", MARCH): "20"}, "antal", {"ydelse": "A"}),
        figures({("250", MARCH): "30"}, "antal", {"ydelse": "B"}),
        figures({("250", MARCH): "1000"}, "alle"),
    )
    target = "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"
    found = verdict("{type: threshold, at_least: 6}", rows, SPLIT, SPLIT_COUNT, ALL, target=target)
    assert (found.status, str(found.observed), found.persons) == ("missed", "5", Persons(50, 10))
