from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beskplan.numbers import Notation, Value, parse_number
from beskplan.periods import Period
from beskplan.words import LANGUAGES, Lang, Text, Words, gap_unit_of

unhurried = settings(deadline=None)  # a busy machine is no failure
DA, EN = Words("da"), Words("en")


@pytest.mark.parametrize(
    ("number", "da", "en"),
    [
        pytest.param("85", "85", "85", id="a whole number"),
        pytest.param("0.6", "0,6", "0.6", id="one decimal"),
        pytest.param("0.60", "0,60", "0.60", id="published zeros stay"),
        pytest.param("6364", "6.364", "6,364", id="thousands"),
        pytest.param("1234567.8", "1.234.567,8", "1,234,567.8", id="millions"),
        pytest.param("-0.2", "−0,2", "−0.2", id="the true minus sign"),
        pytest.param("0", "0", "0", id="zero"),
        pytest.param("0.0", "0,0", "0.0", id="zero as published"),
        pytest.param("-0.0", "0,0", "0.0", id="no minus before zero"),
        pytest.param("0.125", "0,125", "0.125", id="three decimals are as published"),
        pytest.param("12.3456", "12,35", "12.35", id="more are rounded to two"),
        pytest.param("12.3450", "12,35", "12.35", id="half is rounded up"),
        pytest.param("-12.3450", "−12,35", "−12.35", id="half is rounded away from zero"),
        pytest.param("0.00401", "0,004", "0.004", id="as many as it takes not to be zero"),
        pytest.param("0.00049", "0,0005", "0.0005", id="then rounded there"),
        pytest.param("-0.000001", "−0,000001", "−0.000001", id="however small, on either side"),
        pytest.param("1E+3", "1.000", "1,000", id="never as a power of ten"),
        pytest.param(
            f"{'1' * 30}.1234", f"{'111.' * 9}111,12", f"{'111,' * 9}111.12", id="no digit is cut"
        ),
    ],
)
def test_a_number_for_people(number: str, da: str, en: str) -> None:
    assert (DA.number(Decimal(number)), EN.number(Decimal(number))) == (da, en)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        pytest.param("0.2", "+0,2", id="a plus on the good side"),
        pytest.param("-0.2", "−0,2", id="a minus on the other"),
        pytest.param("0.0", "0,0", id="none for zero"),
    ],
)
def test_a_signed_number(number: str, shown: str) -> None:
    assert DA.number(Decimal(number), signed=True) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(Value.of(Decimal("0.60")), "0,60", id="a published one as published"),
        pytest.param(Value.of(2) / Value.of(3), "0,67", id="a computed one with two decimals"),
        pytest.param(Value.of(1) / Value.of(3000), "0,0003", id="or more, not to be zero"),
        pytest.param(Value.of(6) / Value.of(3), "2", id="a whole quotient without decimals"),
    ],
)
def test_a_value_for_people(value: Value, shown: str) -> None:
    assert DA.number(value) == shown


any_number = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
as_published = st.integers(0, 3).flatmap(lambda places: st.decimals(-(10**9), 10**9, places=places))


def read_back(shown: str, lang: Lang) -> Decimal:
    notation = Notation.DANISH if lang == "da" else Notation.ENGLISH
    return parse_number(shown.replace("−", "-"), notation)


@unhurried
@given(any_number, st.sampled_from(LANGUAGES))
def test_only_zero_is_printed_as_zero(number: Decimal, lang: Lang) -> None:
    shown = read_back(Words(lang).number(number), lang)
    assert (shown == 0) == (number == 0)


@unhurried
@given(st.fractions(), st.sampled_from(LANGUAGES))
def test_only_a_gap_of_zero_is_printed_as_zero(exact: Fraction, lang: Lang) -> None:
    shown = read_back(Words(lang).number(Value(exact, exact, exact, None)), lang)
    assert (shown == 0) == (exact == 0)


@unhurried
@given(any_number, st.sampled_from(LANGUAGES))
def test_a_number_is_never_printed_on_the_other_side_of_zero(number: Decimal, lang: Lang) -> None:
    shown = Words(lang).number(number, signed=True)
    assert shown[0] == "−" if number < 0 else shown[0] == "+" if number > 0 else shown[0] == "0"


@unhurried
@given(as_published, st.sampled_from(LANGUAGES))
def test_a_published_number_can_be_read_back_as_it_was(number: Decimal, lang: Lang) -> None:
    assert str(read_back(Words(lang).number(number), lang)) == f"{number + 0:f}"


@unhurried
@given(any_number)
def test_rounding_for_people_moves_a_number_by_half_a_hundredth_at_most(number: Decimal) -> None:
    shown = read_back(DA.number(number), "da")
    assert abs(Fraction(shown) - Fraction(number)) <= Fraction(1, 200)


@unhurried
@given(any_number)
def test_the_languages_differ_in_their_marks_only(number: Decimal) -> None:
    assert DA.number(number).translate(str.maketrans(",.", ".,")) == EN.number(number)


@pytest.mark.parametrize(
    ("amount", "unit", "da", "en"),
    [
        ("85", "percent", "85 pct.", "85 percent"),
        ("0.2", "points", "0,2 procentpoint", "0.2 percentage points"),
        ("0.2", "percentage points", "0,2 procentpoint", "0.2 percentage points"),
        ("34", "persons", "34 personer", "34 persons"),
        ("6364", "full-time-persons", "6.364 fuldtidspersoner", "6,364 full-time persons"),
        ("75", "place", "75 pladser", "75 places"),
        ("7.0", "mio. kr.", "7,0 mio. kr.", "7.0 million kr."),
        ("1", "persons", "1 person", "1 person"),
        ("-1", "persons", "−1 person", "−1 person"),
        ("0", "persons", "0 personer", "0 persons"),
        ("1.0", "persons", "1,0 personer", "1.0 persons"),
        ("11", "persons", "11 personer", "11 persons"),
        ("1", "full-time-persons", "1 fuldtidsperson", "1 full-time person"),
        ("1", "cases", "1 sag", "1 case"),
        ("1", "jobs", "1 job", "1 job"),
        ("1", "companies", "1 virksomhed", "1 company"),
        ("1", "weeks", "1 uge", "1 week"),
        ("1", "hours", "1 time", "1 hour"),
        ("1", "conversations", "1 samtale", "1 conversation"),
        ("1", "place", "1 plads", "1 place"),
        ("1", "points", "1 procentpoint", "1 percentage point"),
        ("1", "percent", "1 pct.", "1 percent"),
        ("1", "bøder", "1 bøder", "1 bøder"),
        ("0.004", "number", "0,004", "0.004"),
        ("1", "number", "1", "1"),
    ],
)
def test_an_amount_has_its_unit(amount: str, unit: str, da: str, en: str) -> None:
    assert (DA.amount(Decimal(amount), unit), EN.amount(Decimal(amount), unit)) == (da, en)


def test_a_signed_amount() -> None:
    assert DA.amount(Decimal("-0.2"), "points", signed=True) == "−0,2 procentpoint"
    assert DA.amount(Decimal("0.2"), "points", signed=True) == "+0,2 procentpoint"


@pytest.mark.parametrize(
    ("unit", "gap_unit"),
    [
        ("percent", "percentage points"),
        ("points", "percentage points"),
        ("persons", "persons"),
        ("weeks", "weeks"),
    ],
)
def test_shares_differ_in_points_and_all_else_in_its_own_unit(unit: str, gap_unit: str) -> None:
    assert gap_unit_of(unit) == gap_unit


@pytest.mark.parametrize(
    ("parts", "last", "da", "en"),
    [
        ([], "and", "", ""),
        (["a"], "and", "a", "a"),
        (["a", "b"], "and", "a og b", "a and b"),
        (["a", "b", "c"], "and", "a, b og c", "a, b and c"),
        (["a", "b", "c"], "or", "a, b eller c", "a, b or c"),
    ],
    ids=["nothing", "one", "two", "three", "one of three"],
)
def test_a_list_reads_as_a_sentence(
    parts: list[str], last: Literal["and", "or"], da: str, en: str
) -> None:
    assert (DA.listed(parts, last), EN.listed(parts, last)) == (da, en)


def test_a_sentence_is_made_in_both_languages_at_once() -> None:
    text = Text.made(lambda words: f"{words.say(da='mindst', en='at least')} {words.unit('cases')}")
    assert text == Text("mindst sager", "at least cases")
    assert (text["da"], text["en"]) == ("mindst sager", "at least cases")


def test_a_period_in_words() -> None:
    august = Period.of_month(2021, 8)
    assert (DA.period(august), EN.period(august)) == ("august 2021", "August 2021")
