from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beskplan.periods import Covers, Period

YEARS = st.integers(1901, 2199)
MONTHS = st.builds(Period.of_month, YEARS, st.integers(1, 12))
QUARTERS = st.builds(Period.of_quarter, YEARS, st.integers(1, 4))
WHOLE_YEARS = st.builds(Period.of_year, YEARS)
WEEKS = st.builds(
    lambda monday: Period(monday, monday + timedelta(days=6)),
    st.dates(date(1901, 1, 1), date(2199, 1, 1)).map(
        lambda day: day - timedelta(days=day.weekday())
    ),
)


def spans(of: st.SearchStrategy[Period]) -> st.SearchStrategy[Period]:
    """Return ranges of two periods in either order of drawing."""
    return st.builds(lambda one, two: Period(min(one, two).start, max(one, two).end), of, of)


DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31)).map(lambda day: Period(day, day))
PERIODS = st.one_of(
    MONTHS, QUARTERS, WHOLE_YEARS, WEEKS, DAYS,
    spans(MONTHS), spans(QUARTERS), spans(WHOLE_YEARS), spans(DAYS),
)  # fmt: skip


def period_or_message(text: str) -> Period | str:
    try:
        return Period.parse(text)
    except ValueError as refused:
        return str(refused)


def span(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2022M03", "2022M03"),
        ("2022M3", "2022M03"),
        ("2022m03", "2022M03"),
        ("  2022 M03 ", "2022M03"),
        ("2021K2", "2021Q2"),
        ("2021Q2", "2021Q2"),
        ("2026Q01", "2026Q1"),
        ("2022QMAT02", "2021Q3-2022Q2"),
        ("2022QMAT04", "2022"),
        ("2025Y01", "2025"),
        ("2025", "2025"),
        ("2015H2", "2015H2"),
        ("2015U10", "2015U10"),
        ("2020U53", "2020U53"),
        ("uge 10 2015", "2015U10"),
        ("Mar 2022", "2022M03"),
        ("marts 2022", "2022M03"),
        ("March 2022", "2022M03"),
        ("MARTS 2022", "2022M03"),
        ("Mar\N{NO-BREAK SPACE}2022", "2022M03"),
        ("August 2021", "2021M08"),
        ("aug. 2021", "2021M08"),
        ("sept. 2021", "2021M09"),
        ("maj 2022", "2022M05"),
        ("May 2022", "2022M05"),
        ("oktober 2022", "2022M10"),
        ("Oct 2022", "2022M10"),
        ("okt. 2022", "2022M10"),
        ("2. kvartal 2021", "2021Q2"),
        ("2.  Kvartal  2021", "2021Q2"),
        ("2. kv. 2021", "2021Q2"),
        ("2.kv 2021", "2021Q2"),
        ("3. kvt. 2021", "2021Q3"),
        ("Q2 2021", "2021Q2"),
        ("1kv21", "2021Q1"),
        ("4kv79", "2079Q4"),
        ("1kv80", "1980Q1"),
        ("4kv99", "1999Q4"),
        ("1. halvår 2021", "2021H1"),
        ("1. halva\u030ar 2021", "2021H1"),
        ("1kv21-4kv21", "2021"),
        ("3kv20-2kv21", "2020Q3-2021Q2"),
        ("1kv-3kv21", "2021Q1-2021Q3"),
        ("2. kvartal 2017 – 2. kvartal 2018", "2017Q2-2018Q2"),
        ("1. kv. - 2. kv. 2021", "2021H1"),
        ("Jan 2022 - Mar 2022", "2022Q1"),
        ("Mar 2021 - Mar 2022", "2021M03-2022M03"),
        ("jan - mar 2022", "2022Q1"),
        ("jan-maj 2022", "2022M01-2022M05"),
        ("januar–maj 2022", "2022M01-2022M05"),
        ("2021Q1-2021Q4", "2021"),
        ("2020M09-2021M08", "2020M09-2021M08"),
        ("2023-2025", "2023-2025"),
        ("2023 - 2025", "2023-2025"),
        ("2021-2021", "2021"),
        ("2021-09-30", "2021-09-30"),
        ("30. september 2021", "2021-09-30"),
        ("30 September 2021", "2021-09-30"),
        ("2021-09-01/2021-09-17", "2021-09-01/2021-09-17"),
        ("2021-09-01 - 2021-09-17", "2021-09-01/2021-09-17"),
        ("2021-09-01/2021-09-30", "2021M09"),
        ("2015U10-2015U12", "2015-03-02/2015-03-22"),
    ],
)
def test_spellings_in_use_are_read_and_printed_in_one(text: str, canonical: str) -> None:
    assert str(Period.parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022M02", "2022-02-01", "2022-02-28"),
        ("2024M02", "2024-02-01", "2024-02-29"),
        ("2021M12", "2021-12-01", "2021-12-31"),
        ("2021K2", "2021-04-01", "2021-06-30"),
        ("2015H2", "2015-07-01", "2015-12-31"),
        ("2022QMAT02", "2021-07-01", "2022-06-30"),
        ("2015U01", "2014-12-29", "2015-01-04"),
        ("2015U10", "2015-03-02", "2015-03-08"),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2200", "2200-01-01", "2200-12-31"),
        ("2020M09-2021M08", "2020-09-01", "2021-08-31"),
    ],
)
def test_periods_span_whole_days(text: str, first: str, last: str) -> None:
    assert Period.parse(text) == span(first, last)


HINT = (
    'write a period such as 2022M03, 2021K2, 2015H2, 2015U10, 2025, 2022QMAT02, "Mar 2022", '
    '"2. kvartal 2021", 2021Q1-2021Q4 or 2021-09-30'
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("2022M13", "a year has no month 13", id="a thirteenth month"),
        pytest.param("2022M00", "a year has no month 0", id="month zero"),
        pytest.param("2021K5", "a year has no quarter 5", id="a fifth quarter"),
        pytest.param("2022QMAT05", "a year has no quarter 5", id="a window ending in quarter 5"),
        pytest.param("0. kvartal 2021", "a year has no quarter 0", id="quarter zero"),
        pytest.param("2021H3", "a year has no half-year 3", id="a third half"),
        pytest.param("2021U53", "2021 has no week 53", id="a week that this year lacks"),
        pytest.param("2021U00", "2021 has no week 0", id="week zero"),
        pytest.param("2021-02-30", "there is no day 2021-02-30", id="30 February"),
        pytest.param("31. april 2021", "there is no day 2021-04-31", id="31 April in words"),
        pytest.param("1899", "only the years 1900 to 2200 are known", id="too early"),
        pytest.param("2201M01", "only the years 1900 to 2200 are known", id="too late"),
        pytest.param("0000", "only the years 1900 to 2200 are known", id="year zero"),
        pytest.param("1900QMAT01", "only the years 1900 to 2200 are known", id="reaches too early"),
        pytest.param("1899-12-31", "only the years 1900 to 2200 are known", id="a day too early"),
        pytest.param("2025-2023", "the range runs backwards", id="years backwards"),
        pytest.param("4kv21-1kv21", "the range runs backwards", id="quarters backwards"),
        pytest.param("nov - feb 2022", "the range runs backwards", id="over new year in one year"),
        pytest.param(
            "2021Q1-2021M08",
            "a range needs two of a kind: two months, two quarters, two years",
            id="quarter to month",
        ),
        pytest.param("2021M13-2022M01", "a year has no month 13", id="impossible end of a range"),
    ],
)
def test_what_no_calendar_has_is_refused_with_the_reason(text: str, reason: str) -> None:
    message = f'"{text}" is not a period: {reason}; {HINT}'
    with pytest.raises(ValueError, match=rf"^{re.escape(message)}$"):
        Period.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "2022M003", "20 22", "2022M0 3", "2021-09", "2021-22", "2021/2022", "21",
        "aug 21", "oktober", "jan-maj", "-2022", "2022-", "2022-2023-2024", "2. kv. 2020/2021",
        "2021Y02", "2021MYTD03", "\N{ARABIC-INDIC DIGIT TWO}025", "２０２２M03", "2022M０3",
        "2021Q1/2021Q4", "1kv-2021K04", "1999k-4kv04", "2021Q1 2021Q4", "I alt", "nan",
    ],
)  # fmt: skip
def test_what_names_no_period_is_refused_with_forms_that_would_work(text: str) -> None:
    message = f'"{text}" is not a period; {HINT}'
    with pytest.raises(ValueError, match=rf"^{re.escape(message)}$"):
        Period.parse(text)


def test_a_text_that_is_much_too_long_is_refused_without_being_read() -> None:
    with pytest.raises(ValueError, match=r'^"-{59}…" is not a period; '):
        Period.parse("-" * 1_000_000)


@given(st.text(max_size=30) | st.from_regex(r"[0-9 .kvqmuhy/-]{1,25}", fullmatch=True))
def test_any_text_is_a_period_or_a_clear_error(text: str) -> None:
    found = period_or_message(text)
    assert HINT in found if isinstance(found, str) else Period.parse(str(found)) == found


@given(PERIODS)
def test_what_is_printed_reads_as_the_same_period(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("lang", ["da", "en"])
@given(period=PERIODS)
def test_words_for_people_read_as_the_same_period(
    lang: Literal["da", "en"], period: Period
) -> None:
    assert Period.parse(period.label(lang)) == period


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        ("2021M08", "august 2021", "August 2021"),
        ("2021K2", "2. kvartal 2021", "Q2 2021"),
        ("2021", "2021", "2021"),
        ("2021H1", "1. halvår 2021", "first half of 2021"),
        ("2021H2", "2. halvår 2021", "second half of 2021"),
        ("3kv20-2kv21", "3. kvt. 2020–2. kvt. 2021", "Q3 2020–Q2 2021"),
        ("2022-2024", "2022–2024", "2022–2024"),
        ("jan-maj 2022", "januar–maj 2022", "January–May 2022"),
        ("nov 2021 - feb 2022", "november 2021–februar 2022", "November 2021–February 2022"),
        ("2015U10", "uge 10 2015", "week 10 of 2015"),
        ("2021-09-30", "30. september 2021", "30 September 2021"),
        (
            "2021-09-01/2021-09-17",
            "1. september 2021–17. september 2021",
            "1 September 2021–17 September 2021",
        ),
    ],
)
def test_periods_have_words_in_both_languages(text: str, danish: str, english: str) -> None:
    assert Period.parse(text).label("da") == danish
    assert Period.parse(text).label("en") == english


def test_periods_of_the_same_days_are_equal_and_hash_alike() -> None:
    spellings = ["2021", "2021Y01", "1kv21-4kv21", "jan - dec 2021", "2021QMAT04"]
    assert len({Period.parse(text) for text in spellings}) == 1


def test_periods_are_made_from_numbers() -> None:
    assert Period.of_year(2023) == span("2023-01-01", "2023-12-31")
    assert Period.of_years(2023, 2025) == span("2023-01-01", "2025-12-31")
    assert Period.of_month(2021, 8) == span("2021-08-01", "2021-08-31")
    assert Period.of_quarter(2021, 2) == span("2021-04-01", "2021-06-30")


def test_impossible_periods_cannot_be_made() -> None:
    with pytest.raises(ValueError, match=r"^a year has no month 13$"):
        Period.of_month(2021, 13)
    with pytest.raises(ValueError, match="start on 2025-01-01 and end on 2023-12-31"):
        Period.of_years(2025, 2023)
    with pytest.raises(ValueError, match=r"^only the years 1900 to 2200 are known$"):
        Period(date(1899, 12, 31), date(1900, 1, 1))


@given(PERIODS, PERIODS)
def test_the_order_is_by_last_day_then_first(one: Period, two: Period) -> None:
    assert (one < two) == ((one.end, one.start) < (two.end, two.start))
    assert max(one, two).end == max(one.end, two.end)
    assert (one <= two) or (two <= one)


def test_a_period_is_not_ordered_among_other_things() -> None:
    with pytest.raises(TypeError):
        sorted([Period.of_year(2021), "2021"])  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2021M02", 1),
        ("2021K2", 3),
        ("2020M09-2021M08", 12),
        ("2023-2025", 36),
        ("2015U10", None),
        ("2021-09-30", None),
        ("2021-09-02/2021-09-30", None),
        ("2021-09-01/2021-09-29", None),
        ("2021-02-01/2021-02-28", 1),
        ("2024-02-01/2024-02-28", None),
    ],
)
def test_only_whole_months_are_counted(text: str, months: int | None) -> None:
    assert Period.parse(text).months == months


def test_the_year_is_that_of_the_last_day() -> None:
    assert Period.parse("3kv20-2kv21").year == 2021
    assert Period.parse("2015U01").year == 2015


def test_periods_know_how_they_lie() -> None:
    year, window, march = (Period.parse(text) for text in ("2021", "3kv20-2kv21", "2022M03"))
    assert year.overlaps(window)
    assert window.overlaps(year)
    assert not year.overlaps(march)
    assert year.contains(Period.of_quarter(2021, 4))
    assert year.contains(year)
    assert not year.contains(window)
    assert year.ends_before(march)
    assert not year.ends_before(window)
    assert not march.ends_before(year)


@pytest.mark.parametrize(
    ("text", "months", "moved"),
    [
        ("2021M01", -1, "2020M12"),
        ("2021M01", 1, "2021M02"),
        ("2021K4", 3, "2022K1"),
        ("2021", 12, "2022"),
        ("2200M11", 1, "2200M12"),
        ("2021M05", 0, "2021M05"),
    ],
)
def test_whole_months_are_moved_by_months(text: str, months: int, moved: str) -> None:
    assert Period.parse(text).shifted(months) == Period.parse(moved)


def test_what_cannot_be_moved_says_why() -> None:
    with pytest.raises(ValueError, match=r"^2015U10 does not consist of whole months"):
        Period.parse("2015U10").shifted(1)
    for text, months in (("1900M01", -1), ("2200M12", 1), ("2021", 999_999), ("2021", -999_999)):
        with pytest.raises(ValueError, match=r"^only the years 1900 to 2200 are known$"):
            Period.parse(text).shifted(months)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2021M03", "2021M02"),
        ("2021K1", "2020K4"),
        ("2021H1", "2020H2"),
        ("2023-2025", "2020-2022"),
        ("3kv20-2kv21", "3kv19-2kv20"),
        ("2021U01", "2020U53"),
        ("2021-03-01", "2021-02-28"),
        ("2021-09-11/2021-09-20", "2021-09-01/2021-09-10"),
    ],
)
def test_the_period_before_is_as_long(text: str, before: str) -> None:
    assert Period.parse(text).previous() == Period.parse(before)


@given(PERIODS)
def test_the_period_before_ends_the_day_before(period: Period) -> None:
    days = (period.end - period.start).days + 1
    assume(period.start - timedelta(days=days + 31) > date(1900, 1, 1))
    before = period.previous()
    assert before.end == period.start - timedelta(days=1)
    if period.months is None:  # 731 days may be two whole years, one of them a leap year
        assert (before.end - before.start).days + 1 == days
    else:
        assert before.months == period.months


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2021M02", "2020M02"),
        ("3kv20-2kv21", "3kv19-2kv20"),
        ("2023-2025", "2022-2024"),
        ("2021U10", "2020U10"),
        ("2021-09-30", "2020-09-30"),
        ("2021-02-10/2021-02-28", "2020-02-10/2020-02-28"),
    ],
)
def test_a_year_before_is_the_same_time_of_year(text: str, before: str) -> None:
    assert Period.parse(text).a_year_before() == Period.parse(before)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2020U53", "2019 has no week 53"),
        ("2020-02-29", "there is no day 2019-02-29"),
        ("1900M05", "only the years 1900 to 2200 are known"),
        ("1900-05-01", "only the years 1900 to 2200 are known"),
    ],
)
def test_a_year_before_may_lack_the_time(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Period.parse(text).a_year_before()


FITTING = {
    "2021M08": {"month"},
    "2021M01": {"month", "year to date"},
    "2021K2": {"quarter"},
    "2021K1": {"quarter", "year to date"},
    "2021M02-2021M04": set(),
    "2021H2": {"half-year"},
    "2021H1": {"half-year", "year to date"},
    "2021K2-2021K3": set(),
    "2021": {"year", "4 quarters", "year to date"},
    "3kv20-2kv21": {"4 quarters"},
    "2020M09-2021M08": set(),
    "jan-maj 2022": {"year to date"},
    "2023-2025": set(),
    "2015U10": {"week"},
    "2021-09-30": set(),
    "2021-01-01/2021-01-17": set(),
    "2015-03-03/2015-03-09": set(),
}


@pytest.mark.parametrize(("text", "lengths"), FITTING.items())
def test_lengths_fit_the_periods_that_they_name(text: str, lengths: set[str]) -> None:
    fitting = {covers.value for covers in Covers if covers.fits(Period.parse(text))}
    assert fitting == lengths | {"survey"}


@pytest.mark.parametrize(
    ("covers", "inside", "last"),
    [
        ("month", "2021K2", "2021M06"),
        ("month", "2021M06", "2021M06"),
        ("month", "2021-05-15/2021-06-15", None),
        ("month", "2021-05-01/2021-06-15", "2021M05"),
        ("month", "2021-06-01/2021-06-30", "2021M06"),
        ("quarter", "2021", "2021Q4"),
        ("quarter", "2021M02-2021M07", "2021Q2"),
        ("quarter", "2021M08", None),
        ("half-year", "2021", "2021H2"),
        ("half-year", "2021K2", None),
        ("year", "2023-2025", "2025"),
        ("year", "2021K2", None),
        ("year", "2020M07-2022M03", "2021"),
        ("4 quarters", "2023-2025", "2025"),
        ("4 quarters", "2020M07-2021M08", "2020Q3-2021Q2"),
        ("4 quarters", "2021K2", None),
        ("year to date", "2021K2", "2021H1"),
        ("year to date", "2021", "2021"),
        ("year to date", "2020M11-2021M02", "2021M01-2021M02"),
        ("year to date", "2015U10", None),
        ("week", "2021", "2021U51"),
        ("week", "2020M12", "2020U52"),
        ("week", "2021-09-30", None),
        ("week", "2015U10", "2015U10"),
        ("survey", "2021", None),
        ("month", "1900-01-01/1900-01-15", None),
        ("week", "2200-12-30/2200-12-31", None),
        ("year", "2200", "2200"),
    ],
)
def test_the_last_period_of_a_length_inside_another(
    covers: str, inside: str, last: str | None
) -> None:
    found = Covers(covers).last_inside(Period.parse(inside))
    assert found == (None if last is None else Period.parse(last))


@given(st.sampled_from([covers for covers in Covers if covers is not Covers.SURVEY]), PERIODS)
def test_the_last_inside_fits_and_is_the_period_itself_if_that_fits(
    covers: Covers, period: Period
) -> None:
    found = covers.last_inside(period)
    if covers.fits(period):
        assert found == period
    if found is not None:
        assert covers.fits(found)
        assert found.end <= period.end
        assert covers is Covers.YEAR_TO_DATE or period.contains(found)


def test_calendar_and_register_are_quick_to_import() -> None:
    code = """
import sys, beskplan
before = set(sys.modules)
import beskplan.areas, beskplan.periods
slow = {"pydantic", "polars", "yaml", "locale", "importlib.resources"}
print(sorted(slow & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
