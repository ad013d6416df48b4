from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beskplan.numbers import (
    MAX_DIGITS,
    Notation,
    Value,
    decimals_of,
    exact_number,
    half_step_of,
    parse_number,
    ways_to_write,
)

DANISH, ENGLISH = Notation.DANISH, Notation.ENGLISH


def number_or_message(read: Callable[[], Decimal]) -> str:
    try:
        return str(read())
    except ValueError as refused:
        return str(refused)


# What files print


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        pytest.param("85", "85", "85", id="whole numbers are the same in both"),
        pytest.param("0", "0", "0", id="zero is a number"),
        pytest.param("-5", "-5", "-5", id="a minus is kept"),
        pytest.param("25,6", "25.6", None, id="a Danish decimal comma"),
        pytest.param("25.6", None, "25.6", id="an English decimal point"),
        pytest.param("-0,3", "-0.3", None, id="a negative Danish decimal"),
        pytest.param("0,60", "0.60", None, id="the last zero of a figure is kept"),
        pytest.param("6.364", "6364", "6.364", id="six thousand in Danish is six in English"),
        pytest.param("6,364", "6.364", "6364", id="six in Danish is six thousand in English"),
        pytest.param("1.234.567", "1234567", None, id="Danish millions"),
        pytest.param("1,234,567", None, "1234567", id="English millions"),
        pytest.param("1.234.567,89", "1234567.89", None, id="Danish millions with decimals"),
        pytest.param("1,234,567.89", None, "1234567.89", id="English millions with decimals"),
        pytest.param("0.123", None, "0.123", id="no Danish thousand begins with a zero"),
        pytest.param("0,123", "0.123", None, id="no English thousand begins with a zero"),
        pytest.param("1234.567", None, "1234.567", id="four digits are no group of thousands"),
        pytest.param("1.23.456", None, None, id="a group of two digits is none"),
        pytest.param("12,", None, None, id="a mark without decimals"),
        pytest.param(",5", None, None, id="a mark without a whole part"),
        pytest.param("", None, None, id="an empty cell"),
        pytest.param("..", None, None, id="a missing mark"),
        pytest.param("nan", None, None, id="nan never enters"),
        pytest.param("inf", None, None, id="infinity never enters"),
        pytest.param("1e3", None, None, id="powers of ten are no notation of these files"),
        pytest.param(" 5", None, None, id="spaces are not trimmed in silence"),
        pytest.param("5\n", None, None, id="nor is the end of a line"),
        pytest.param("٣", None, None, id="digits of another script"),
    ],
)
def test_a_printed_number_is_read_in_the_notation_of_its_file(
    text: str, danish: str | None, english: str | None
) -> None:
    in_danish = number_or_message(lambda: parse_number(text, DANISH))
    in_english = number_or_message(lambda: parse_number(text, ENGLISH))
    assert in_danish == danish or in_danish.endswith("is not a number in danish notation")
    assert in_english == english or in_english.endswith("is not a number in english notation")
    assert (in_danish == danish, in_english == english) == (danish is not None, english is not None)


def test_the_message_quotes_the_cell_so_that_no_terminal_obeys_it() -> None:
    with pytest.raises(ValueError, match="is not a number") as refused:
        parse_number("\x1b[31m9", DANISH)
    assert str(refused.value) == '"\\x1b[31m9" is not a number in danish notation'


def printed(number: Decimal, notation: Notation) -> str:
    english = f"{number:,f}"
    if notation is ENGLISH:
        return english
    return english.translate(str.maketrans(",.", ".,"))


published = st.decimals(-(10**12), 10**12, places=0) | st.integers(0, 6).flatmap(
    lambda places: st.decimals(-(10**9), 10**9, places=places)
)
notations = st.sampled_from(Notation)


@given(published, notations)
def test_what_is_printed_with_its_marks_is_read_back_as_published(
    number: Decimal, notation: Notation
) -> None:
    assert str(parse_number(printed(number, notation), notation)) == f"{number:f}"


@given(st.text("0123456789.,- ", max_size=12), notations)
def test_the_pattern_of_a_notation_matches_what_it_can_read_and_nothing_else(
    text: str, notation: Notation
) -> None:
    is_number = re.fullmatch(notation.pattern, text) is not None
    assert is_number != number_or_message(lambda: parse_number(text, notation)).startswith('"')


@given(st.text("0123456789.,-", max_size=12))
def test_two_notations_that_read_the_same_text_differ_by_a_thousand_or_not_at_all(
    text: str,
) -> None:
    try:
        danish, english = parse_number(text, DANISH), parse_number(text, ENGLISH)
    except ValueError:
        assume(False)
    assert danish == english or {danish / english, english / danish} == {1000, Decimal("0.001")}


# What plan files write


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("85", id="a whole number"),
        pytest.param("0.2", id="two tenths"),
        pytest.param("7.0", id="with its last zero"),
        pytest.param("0.500", id="three decimals below one"),
        pytest.param("1234.567", id="three decimals after four digits"),
        pytest.param("3.0000", id="four decimals"),
        pytest.param("-0.5", id="below zero"),
        pytest.param("0", id="zero"),
        pytest.param("123456789012345", id="fifteen digits"),
    ],
)
def test_a_plan_writes_plain_decimals(text: str) -> None:
    assert str(exact_number(text)) == text


NO_NUMBER = "is not a number; write digits with a decimal point, such as 0.2"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("0,2", '"0,2" is not a number; write 0.2', id="a Danish comma"),
        pytest.param("-0,5", '"-0,5" is not a number; write -0.5', id="a negative comma"),
        pytest.param("85 %", '"85 %" is not a number; write 85', id="a unit"),
        pytest.param("0,5 procentpoint", '"0,5 procentpoint" is not a number; write 0.5', id="pp"),
        pytest.param("7 mio. kr.", '"7 mio. kr." is not a number; write 7', id="an amount"),
        pytest.param("+5", '"+5" is not a number; write 5', id="a plus"),
        pytest.param("−5", '"−5" is not a number; write -5', id="a true minus sign"),
        pytest.param(" 5", '" 5" is not a number; write 5', id="a space before"),
        pytest.param("1_000", '"1_000" is not a number; write 1000', id="an underscore"),
        pytest.param("1 000", '"1 000" is not a number; write 1000', id="a space in thousands"),
        pytest.param("1.234.567", '"1.234.567" is not a number; write 1234567', id="millions"),
        pytest.param("1.000,5", '"1.000,5" is not a number; write 1000.5', id="both Danish marks"),
        pytest.param("1,000.5", '"1,000.5" is not a number; write 1000.5', id="both English marks"),
        pytest.param("1e3", f'"1e3" {NO_NUMBER}', id="a power of ten"),
        pytest.param("0x1F", f'"0x1F" {NO_NUMBER}', id="a hexadecimal"),
        pytest.param("٣", f'"٣" {NO_NUMBER}', id="digits of another script"),
        pytest.param("３", f'"３" {NO_NUMBER}', id="wide digits"),
        pytest.param(".5", f'".5" {NO_NUMBER}', id="no whole part"),
        pytest.param("5.", f'"5." {NO_NUMBER}', id="no decimals after the point"),
        pytest.param("nan", f'"nan" {NO_NUMBER}', id="nan"),
        pytest.param("inf", f'"inf" {NO_NUMBER}', id="infinity"),
        pytest.param("", f'"" {NO_NUMBER}', id="nothing"),
        pytest.param("5\n", '"5\\n" is not a number; write 5', id="a line end"),
        pytest.param(
            "3.000",
            '"3.000" can be read in two ways: write 3000 for the large number, '
            "or 3.0000 for the small one",
            id="three or three thousand",
        ),
        pytest.param(
            "003.000",
            '"003.000" can be read in two ways: write 3000 for the large number, '
            "or 3.0000 for the small one",
            id="the same with zeros before",
        ),
        pytest.param(
            "-3,000",
            '"-3,000" can be read in two ways: write -3000 for the large number, '
            "or -3.0000 for the small one",
            id="the same with a comma",
        ),
        pytest.param(
            "12.500 kr.",
            '"12.500 kr." can be read in two ways: write 12500 for the large number, '
            "or 12.5000 for the small one",
            id="the same with a unit",
        ),
        pytest.param(
            "1234567890123456", '"1234567890123456" has more than 15 digits', id="sixteen digits"
        ),
        pytest.param(
            "0.000000000000001", '"0.000000000000001" has more than 15 digits', id="16 with zeros"
        ),
        pytest.param("1" * 70, f'"{"1" * 59}…" has more than 15 digits', id="a long text is cut"),
    ],
)
def test_what_a_plan_may_not_write_is_refused_with_what_to_write(text: str, message: str) -> None:
    assert number_or_message(lambda: exact_number(text)) == message


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (["85"], "a number is needed here; found a list"),
        ({"a": "85"}, "a number is needed here; found a mapping"),
        (True, "a number is needed here; found something else"),
        (0.2, "a number is needed here; found something else"),
        (None, "a number is needed here; found something else"),
    ],
    ids=["a list", "a mapping", "a truth value", "a binary number", "nothing"],
)
def test_only_texts_and_exact_numbers_are_numbers(written: object, message: str) -> None:
    assert number_or_message(lambda: exact_number(written)) == message


def test_exact_numbers_of_a_script_stay_as_they_are() -> None:
    assert str(exact_number(Decimal("0.20"))) == "0.20"
    assert exact_number(85) == Decimal(85)


def is_plain_number(text: str) -> bool:
    """Say in other words than the code which texts a plan file may write."""
    whole, point, decimals = text.removeprefix("-").partition(".")
    parts = [whole, decimals] if point else [whole]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return False
    looks_like_thousands = len(decimals) == 3 and 1 <= len(whole.lstrip("0")) <= 3
    return sum(map(len, parts)) <= MAX_DIGITS and not looks_like_thousands


@given(
    st.text("0123456789.,-+ eE_%٣²", max_size=18)
    | st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{1,4})?", fullmatch=True)
)
def test_a_text_is_a_number_exactly_when_nobody_can_misread_it(text: str) -> None:
    found = number_or_message(lambda: exact_number(text))
    assert (found == f"{Decimal(text):f}") if is_plain_number(text) else found.startswith('"')


@given(st.text("0123456789.,-+ _'%", max_size=12))
def test_whatever_a_message_says_to_write_is_accepted(text: str) -> None:
    ways = ways_to_write(text)
    assert [str(exact_number(way)) for way in ways] == list(ways)


def test_a_long_text_is_refused_at_once() -> None:
    text = f"1{' ' * 900_000}x"
    assert number_or_message(lambda: exact_number(text)).endswith(NO_NUMBER)


# Values: exact, and as uncertain as they were printed


def value(text: str, half_step: str = "0") -> Value:
    return Value.of(Decimal(text), Fraction(half_step))


def ranged(low: Fraction, exact: Fraction, high: Fraction) -> Value:
    low, exact, high = sorted((low, exact, high))
    return Value(exact, low, high)


numbers = st.fractions(-1000, 1000, max_denominator=60)
values = st.builds(ranged, numbers, numbers, numbers)
shares = st.fractions(0, 1, max_denominator=10)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        pytest.param(value("0.8") - value("0.2"), "0.6", id="0,8 less 0,2 is 0,6"),
        pytest.param(value("0.8") - value("0.60"), "0.20", id="the more decimals stay"),
        pytest.param(value("1") + value("0.5"), "1.5", id="a sum"),
        pytest.param(-value("0.50"), "-0.50", id="a negated figure"),
        pytest.param(abs(value("-0.50")), "0.50", id="a distance"),
        pytest.param(value("2") * value("0.50"), "1", id="a product has no zeros of its own"),
        pytest.param(value("1") / value("3"), "0.333333333333", id="a third has twelve digits"),
        pytest.param(value("2") / value("3"), "0.666666666667", id="the last one rounded"),
        pytest.param(value("1") / value("8"), "0.125", id="an eighth ends"),
        pytest.param(value("300") / value("3"), "100", id="a whole quotient"),
        pytest.param(value("1e30") / value("1"), "1" + "0" * 30, id="a very large quotient"),
        pytest.param(Value.of(626), "626", id="persons"),
        pytest.param(Value.of(Decimal("1234567.89")), "1234567.89", id="an amount"),
        pytest.param(Value.of(Decimal(f"{'9' * 70}.5")), f"{'9' * 70}.5", id="as many as printed"),
    ],
)
def test_a_value_prints_what_it_is(made: Value, shown: str) -> None:
    assert f"{made.decimal:f}" == shown


@given(published)
def test_a_published_figure_prints_as_published(number: Decimal) -> None:
    assert str(Value.of(number).decimal) == f"{number + 0:f}"


@given(st.lists(st.decimals(0, 100, places=1), min_size=12, max_size=12))
def test_a_mean_of_twelve_shares_that_hits_its_target_exactly_reads_as_hit(
    months: list[Decimal],
) -> None:
    total = Value.of(0)
    for month in months:
        total += Value.of(month) / Value.of(3)
    target = Fraction(sum(months)) / 36
    assert (total / Value.of(12)).exact == target


@pytest.mark.parametrize(
    ("made", "low", "high"),
    [
        pytest.param(value("0.6", "1/20"), "11/20", "13/20", id="printed with one decimal"),
        pytest.param(value("0.8", "1/20") - value("0.6", "1/20"), "1/10", "3/10", id="a gap"),
        pytest.param(value("0.2", "1/2") * value("-2"), "-7/5", "3/5", id="a product turned round"),
        pytest.param(value("1") / value("2", "1"), "1/3", "1", id="a rounded divisor"),
        pytest.param(abs(value("-3", "1")), "2", "4", id="a distance to the left"),
        pytest.param(abs(value("1", "3")), "0", "4", id="a distance that may be none"),
        pytest.param(Value.of(626), "626", "626", id="persons are counted"),
    ],
)
def test_a_value_knows_what_its_printed_precision_leaves_open(
    made: Value, low: str, high: str
) -> None:
    assert (made.low, made.high) == (Fraction(low), Fraction(high))


@given(values, values)
def test_arithmetic_keeps_the_value_inside_its_range(one: Value, other: Value) -> None:
    made = [one + other, one - other, one * other, -one, abs(one), one.or_less(other)]
    if not other.low <= 0 <= other.high:
        made.append(one / other)
    for found in made:
        assert found.low <= found.exact <= found.high


@given(values, values, shares, shares)
def test_whatever_the_figures_were_before_rounding_the_result_lies_in_its_range(
    one: Value, other: Value, here: Fraction, there: Fraction
) -> None:
    a = one.low + (one.high - one.low) * here
    b = other.low + (other.high - other.low) * there
    results = [
        (one + other, a + b),
        (one - other, a - b),
        (one * other, a * b),
        (abs(one), abs(a)),
        (one.or_less(other), min(a, b)),
    ]
    if not other.low <= 0 <= other.high:
        results.append((one / other, a / b))
    for found, true in results:
        assert found.low <= true <= found.high


@given(values, values)
def test_the_exact_part_is_plain_arithmetic(one: Value, other: Value) -> None:
    a, b = one.exact, other.exact
    found = [(one + other), (one - other), (one * other), abs(one), one.or_less(other)]
    assert [value.exact for value in found] == [a + b, a - b, a * b, abs(a), min(a, b)]


@pytest.mark.parametrize(
    "divisor",
    [
        pytest.param(value("0"), id="zero"),
        pytest.param(value("0.0", "1/20"), id="rounded to zero"),
        pytest.param(value("0.04", "1/20"), id="small enough to be zero"),
        pytest.param(value("-0.05", "1/20"), id="zero at the edge"),
    ],
)
def test_nothing_is_divided_by_what_may_be_zero(divisor: Value) -> None:
    with pytest.raises(ZeroDivisionError, match="the divisor is zero, or rounded so that it may"):
        value("1") / divisor


def test_the_smaller_of_two_keeps_its_own_decimals() -> None:
    assert str(value("0.5").or_less(value("0.25")).decimal) == "0.25"
    assert str(value("0.25").or_less(value("0.5")).decimal) == "0.25"
    assert str(value("0.5").or_less(value("0.75")).decimal) == "0.5"


@pytest.mark.parametrize(
    ("text", "decimals"), [("85", 0), ("85.0", 1), ("0.25", 2), ("1E+3", 0), ("-0.500", 3)]
)
def test_decimals_are_counted_as_printed(text: str, decimals: int) -> None:
    assert decimals_of(Decimal(text)) == decimals


def test_half_a_step_is_half_of_the_last_printed_decimal() -> None:
    assert [half_step_of(decimals) for decimals in (0, 1, 2)] == [
        Fraction(1, 2),
        Fraction(1, 20),
        Fraction(1, 200),
    ]
