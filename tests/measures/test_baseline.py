from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from beskplan.catalogue import Catalogue
from beskplan.judgements import Measured
from beskplan.measures import Baseline
from beskplan.numbers import Value
from beskplan.observations import Figure, Observations
from beskplan.words import Text
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
from tests.measures.conftest import Problems

COUNT = an_indicator("antal", unit="persons")
TO_DATE = an_indicator("aartal", unit="persons", covers="year to date")
WEEKLY = an_indicator("ugetal", unit="persons", covers="week")
INDICATORS = (an_indicator(), COUNT, TO_DATE, WEEKLY)
OTHER_LENGTH = (
    "perioder af forskellig længde kan ikke sammenlignes",
    "periods of different length cannot be compared",
)
OVERLAP = (
    "vinduerne overlapper og kan ikke sammenlignes",
    "the windows overlap and cannot be compared",
)
NO_PERIOD = ("der er ingen tilsvarende periode før", "there is no such period before")
NOT_LATER = (
    "tallet er ikke senere end udgangspunktet",
    "the figure is not later than the baseline",
)


def published(period: str, printed: str, day: str | None, name: str = "andel") -> Figure:
    """Return a row of an export that was retrieved on a day."""
    retrieved = None if day is None else date.fromisoformat(day)
    return figure("250", period, printed, name)._replace(retrieved=retrieved)


ROWS = observations(
    {("250", "2017M06"): "8.0", ("250", "2021M03"): "4.0", ("250", "2022M02"): "5.5"},
    {("250", "2022M03"): "5.0", ("250", "2017Q2"): "9.9", ("000", "2017M06"): "1.0"},
)
TWO_VINTAGES = observations(
    [published("2017M06", "8.4", "2018-11-01"), published("2017M06", "8.0", "2017-09-01")],
    [published("2022M03", "5.0", "2022-05-01"), published("2021M03", "4.5", "2022-05-01")],
    [published("2021M03", "4.0", "2021-05-01")],
)


def at_baseline(
    baseline: str,
    rows: Observations = ROWS,
    measure: str = "{indicator: andel}",
    period: str = "2022M03",
) -> tuple[str, Measured]:
    """Return the baseline's period and number."""
    case = a_case(rows, *INDICATORS, period=period, baseline=baseline)
    found = a_measure(measure).at_baseline(case)
    assert not isinstance(found, Text)
    return str(found[0]), found[1]


def why_not(
    baseline: str,
    measure: str = "{indicator: andel}",
    period: str = "2022M03",
) -> tuple[str, str]:
    """Return why there is no number at a baseline."""
    case = a_case(ROWS, *INDICATORS, period=period, baseline=baseline)
    found = a_measure(measure).at_baseline(case)
    assert isinstance(found, Text)
    return found.da, found.en


@pytest.mark.parametrize(
    ("baseline", "period", "expected"),
    [
        ("{period: 2017M06}", "2017M06", "8"),
        ("{period: juni 2017}", "2017M06", "8"),
        ("{period: a year before}", "2021M03", "4"),
        ("{period: the period before}", "2022M02", "11/2"),
        ("{period: 2022M03}", "2022M03", "5"),
    ],
    ids=["a month", "in words", "a year before", "the month before", "the judged month itself"],
)
def test_baseline_from_the_data(baseline: str, period: str, expected: str) -> None:
    found_period, found = at_baseline(baseline)
    assert (found_period, exact(found), found.unit) == (period, expected, "percent")
    assert [str(one.key.period) for one in found.figures] == [period]


def test_baseline_that_is_not_published_is_missing() -> None:
    rows = observations({("250", "2022M03"): "5.0", ("250", "2021M03"): ".."})
    assert holes(at_baseline("{period: a year before}", rows)[1]) == ["andel 250 2021M03 .."]
    assert holes(at_baseline("{period: 2017M06}", rows)[1]) == ["andel 250 2017M06"]


def test_baseline_follows_revisions_unless_it_is_frozen() -> None:
    assert exact(at_baseline("{period: 2017M06}", TWO_VINTAGES)[1]) == "42/5"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-08-31", None),
        ("2017-09-01", "8"),
        ("2018-10-01", "8"),
        ("2018-10-31", "8"),
        ("2018-11-01", "42/5"),
        ("2024-01-01", "42/5"),
    ],
    ids=[
        "the day before it was published",
        "the very day",
        "between two vintages",
        "the day before the revision",
        "the day of the revision",
        "long after",
    ],
)
def test_baseline_as_published(day: str, expected: str | None) -> None:
    baseline = f"{{period: 2017M06, as_published: {day}}}"
    found = at_baseline(baseline, TWO_VINTAGES)[1]
    assert exact(found) == expected
    assert holes(found) == ([] if expected else ["andel 250 2017M06"])


def test_row_without_a_day_of_retrieval_is_not_known_to_be_that_old() -> None:
    found = at_baseline("{period: 2017M06, as_published: 2018-10-01}", ROWS)[1]
    assert (exact(found), holes(found)) == (None, ["andel 250 2017M06"])


def test_frozen_baseline_leaves_the_judged_figure_as_it_is_now() -> None:
    measure = "{indicator: andel, change: {since: baseline, as: points}}"
    baseline = "{period: 2017M06, as_published: 2018-10-01}"
    found = a_measure(measure).measured(a_case(TWO_VINTAGES, *INDICATORS, baseline=baseline))
    assert exact(found) == "-3"
    moving = a_measure(measure).measured(
        a_case(TWO_VINTAGES, *INDICATORS, baseline="{period: 2017M06}")
    )
    assert exact(moving) == "-17/5"


def test_frozen_year_before_takes_the_figure_of_that_day() -> None:
    frozen = at_baseline("{period: a year before, as_published: 2021-12-31}", TWO_VINTAGES)
    assert (frozen[0], exact(frozen[1])) == ("2021M03", "4")
    assert exact(at_baseline("{period: a year before}", TWO_VINTAGES)[1]) == "9/2"


def test_every_figure_of_a_frozen_window_is_of_that_day() -> None:
    rows = observations(
        [published("2017M05", "2.0", "2017-09-01"), published("2017M06", "4.0", "2017-09-01")],
        [published("2017M05", "9.0", "2019-01-01"), published("2017M06", "9.0", "2019-01-01")],
    )
    measure = "{indicator: andel, over: {last: 2 months, take: mean}}"
    baseline = "{period: 2017M06, as_published: 2018-10-01}"
    assert exact(at_baseline(baseline, rows, measure)[1]) == "3"
    assert exact(at_baseline("{period: 2017M06}", rows, measure)[1]) == "9"


@pytest.mark.parametrize(
    ("printed", "name", "half_step"),
    [
        ("43.7", "andel", "0.05"),
        ("43.70", "andel", "0.005"),
        ("44", "andel", "0.5"),
        ("176", "antal", "0"),
        ("176.5", "antal", "0.05"),
    ],
    ids=["one decimal", "two decimals", "none", "persons", "half persons are rounded"],
)
def test_value_written_in_the_plan_has_its_printed_precision(
    printed: str, name: str, half_step: str
) -> None:
    baseline = f"{{period: 2017, value: {printed}, source: {{section: Mål, page: 3}}}}"
    period, found = at_baseline(baseline, measure=f"{{indicator: {name}}}")
    assert (period, found.figures, found.missing) == ("2017", (), ())
    assert found.value == Value.of(Decimal(printed), Fraction(half_step))


def test_value_written_in_the_plan_is_taken_before_any_figure() -> None:
    for over in ("", ", over: {last: 12 months, take: mean}"):
        measure = f"{{indicator: andel{over}}}"
        found = at_baseline("{period: 2017M06, value: 43.7}", measure=measure)
        assert exact(found[1]) == "437/10"


@pytest.mark.parametrize(("as_", "expected"), [("points", "-387/10"), ("percent", "-38700/437")])
def test_change_since_a_value_written_in_the_plan(as_: str, expected: str) -> None:
    measure = a_measure(f"{{indicator: andel, change: {{since: baseline, as: {as_}}}}}")
    found = measure.measured(a_case(ROWS, *INDICATORS, baseline="{period: 2017, value: 43.7}"))
    assert (exact(found), found.unit) == (expected, as_)
    assert found.value is not None
    assert found.value.low < found.value.exact < found.value.high


@pytest.mark.parametrize(
    ("baseline", "measure", "period", "why"),
    [
        ("{period: 2017}", "{indicator: andel}", "2022M03", OTHER_LENGTH),
        ("{period: 2017Q2}", "{indicator: andel}", "2022M03", OTHER_LENGTH),
        ("{period: 2017Q1}", "{indicator: aartal}", "2022M01-2022M02", OTHER_LENGTH),
        (
            "{period: the period before}",
            "{indicator: andel, over: {last: 2 months, take: mean}}",
            "2022M03",
            OVERLAP,
        ),
        ("{period: a year before}", "{indicator: ugetal}", "2015U53", NO_PERIOD),
    ],
    ids=[
        "a year for a month",
        "a quarter for a month",
        "three months of a year for two",
        "windows that overlap",
        "a week that the year before has not",
    ],
)
def test_baseline_that_cannot_be_compared(
    baseline: str, measure: str, period: str, why: tuple[str, str]
) -> None:
    assert why_not(baseline, measure, period) == why
    name = measure[1:-1]
    as_ = "points" if "andel" in name else "units"
    change = a_measure(f"{{{name}, change: {{since: baseline, as: {as_}}}}}")
    case = a_case(ROWS, *INDICATORS, period=period, baseline=baseline)
    assert odd(change.measured(case)) == why


@pytest.mark.parametrize("value", ["", ", value: 43.7"], ids=["from the data", "from the plan"])
def test_figure_from_before_the_baseline_is_no_change(value: str) -> None:
    measure = a_measure("{indicator: andel, change: {since: baseline, as: points}}")
    baseline = f"{{period: 2022M02{value}}}"
    before = measure.measured(a_case(ROWS, *INDICATORS, period="2021M03", baseline=baseline))
    assert before.absent is not None
    assert (exact(before), odd(before)) == (None, None)
    assert (before.absent.da, before.absent.en) == NOT_LATER
    after = measure.measured(a_case(ROWS, *INDICATORS, baseline=baseline))
    assert (exact(after) is None, odd(after)) == (False, None)


def test_starting_position_may_be_the_baseline_itself() -> None:
    measure = a_measure("{indicator: andel, change: {since: baseline, as: percent}}")
    of_2021, of_2022 = (
        measure.measured(a_case(ROWS, *INDICATORS, period=one, baseline=f"{{period: {one}}}"))
        for one in ("2021M03", "2022M03")
    )
    assert exact(of_2021) == "0"
    assert (exact(of_2022), of_2022.absent) == (None, Text(*NOT_LATER))


def test_whole_measure_is_taken_at_the_baseline() -> None:
    rows = observations(a_run("1", "2", "3", "10", "20", "30", name="antal"))
    over = "over: {last: 3 months, take: sum}"
    for text in (
        f"{{indicator: antal, {over}}}",
        f"{{sum_of: [{{indicator: antal, {over}}}, {{indicator: antal, {over}}}]}}",
    ):
        twice = 2 if "sum_of" in text else 1
        found = at_baseline("{period: 2021M12}", rows, text)[1]
        assert (exact(found), len(found.figures)) == (str(6 * twice), 3 * twice)


def test_baseline_of_the_asked_area() -> None:
    case = a_case(ROWS, *INDICATORS, area="000", baseline="{period: 2017M06}")
    found = a_measure("{indicator: andel}").at_baseline(case)
    assert not isinstance(found, Text)
    assert exact(found[1]) == "1"


@pytest.mark.parametrize(
    ("baseline", "line"),
    [
        ("{value: 3}", '16:9: target 1a, baseline: key "period" is missing'),
        (
            "{period: 2017, value: 43.7, as_published: 2018-10-01}",
            "16:19: target 1a, baseline: baseline takes value or as_published, not both",
        ),
        (
            "{period: a year before, value: 3}",
            "16:19: target 1a, baseline: a baseline with a value names its period",
        ),
        (
            "{period: 2017, as_published: 2018M10}",
            '16:48: target 1a, baseline.as_published: "2018M10" is no day; write 2018-10-01',
        ),
        (
            "{period: 2017, as_published: [2018]}",
            "16:48: target 1a, baseline.as_published: a text is needed here; found a list",
        ),
        (
            '{period: 2017, value: "43,7"}',
            '16:41: target 1a, baseline.value: "43,7" is not a number; write 43.7',
        ),
        (
            "{period: 2017, val: 3}",
            '16:34: target 1a, baseline: unknown key "val"; did you mean "value"?',
        ),
        (
            "{period: {year: 2017}}",
            "16:28: target 1a, baseline.period: a text is needed here; found a mapping",
        ),
        (
            "{period: 2017, value: 43.7, source: {side: 3}}",
            '16:56: target 1a, baseline.source: unknown key "side"; '
            "known here: document, page, section, url",
        ),
        (
            "not-known",
            '16:19: target 1a, baseline: "not-known" is not known here; known: not-stated',
        ),
    ],
)
def test_bad_baseline_is_refused_at_its_place(problems: Problems, baseline: str, line: str) -> None:
    assert problems(f"measure: {{indicator: andel}}\nbaseline: {baseline}") == [f"p.yaml:{line}"]


def test_change_since_a_baseline_needs_one(problems: Problems) -> None:
    measure = "measure: {indicator: andel, change: {since: baseline, as: points}}"
    (found,) = problems(measure)
    assert found == (
        'p.yaml:12:9: target 1a: key "baseline" is missing: {period: 2017Q2}, or not-stated '
        "where the document is silent"
    )
    for baseline in ("{period: 2017M06}", "not-stated"):
        keys = f"{measure}\nbaseline: {baseline}"
        assert problems(keys, Catalogue.of(an_indicator())) == []


def test_baseline_stays_as_written() -> None:
    written = {"period": "2017Q2", "as_published": "2018-10-01"}
    baseline = Baseline.model_validate(written)
    assert (str(baseline.period), baseline.as_published) == ("2017Q2", date(2018, 10, 1))
    assert (baseline.value, baseline.stated("percent")) == (None, None)
