"""Danish and English notation, exact decimals, and values that know their precision.

A published figure is a decimal; a value computed from figures is an exact fraction.
Neither is ever a binary floating-point number: 0,8 - 0,2 is 0,6, and a mean of twelve
shares that hits its target exactly reads as hit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from beskplan.errors import quoted, shown

MAX_DIGITS: Final = 15
MARKS: Final = frozenset({"", ".", "..", "...", "-", "–", "—", "null", ":"})
"""What sources print where no figure is published; zero is none of them."""
_SIGNIFICANT: Final = Context(prec=12, rounding=ROUND_HALF_EVEN)

_PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TWO_WAYS: Final = re.compile(r"(-?)0*([1-9][0-9]{0,2})[.,]([0-9]{3})")
_UNIT: Final = re.compile(r"\s*(%|pct\.?|procent|percent|procentpoint|mio\. kr\.|kr\.)$")
_BETWEEN_THOUSANDS: Final = re.compile(r"(?<=[0-9])[ _'\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_LONGEST_TEXT: Final = 60


class Notation(StrEnum):
    """How a file prints numbers: which mark parts thousands and which parts decimals."""

    DANISH = "danish"
    ENGLISH = "english"

    @property
    def pattern(self) -> str:
        """A regular expression that matches exactly the numbers of this notation."""
        thousands, point = (r"\.", ",") if self is Notation.DANISH else (",", r"\.")
        return rf"-?([1-9][0-9]{{0,2}}({thousands}[0-9]{{3}})+|[0-9]+)({point}[0-9]+)?"

    @property
    def thousands(self) -> str:
        """The mark between thousands: ``.`` in Danish, ``,`` in English."""
        return "." if self is Notation.DANISH else ","

    @property
    def point(self) -> str:
        """The decimal mark: ``,`` in Danish, ``.`` in English."""
        return "," if self is Notation.DANISH else "."


def parse_number(text: str, notation: Notation) -> Decimal:
    """Return a printed number as the decimal that was published, its last zeros kept.

    Raises:
        ValueError: the text is no number in this notation.
    """
    if re.fullmatch(notation.pattern, text) is None:
        raise ValueError(f"{quoted(text)} is not a number in {notation} notation")
    return Decimal(text.replace(notation.thousands, "").replace(notation.point, "."))


def exact_number(written: object) -> Decimal:
    """Return a number of a plan file as an exact decimal.

    Plan files write a decimal point and no thousands mark. What could be read in two
    ways is refused with the two ways in the message.

    Raises:
        ValueError: the text is no such number, or has more than 15 digits.
    """
    if isinstance(written, Decimal) and written.is_finite():
        return written
    if isinstance(written, int) and not isinstance(written, bool):
        return Decimal(written)
    if not isinstance(written, str):
        raise ValueError(f"a number is needed here; found {shown(written)}")  # noqa: TRY004 (pydantic collects ValueErrors)
    if _PLAIN.fullmatch(written) is None or _TWO_WAYS.fullmatch(written) is not None:
        raise ValueError(_no_number(written))
    if _digits(written) > MAX_DIGITS:
        raise ValueError(f"{quoted(written)} has more than {MAX_DIGITS} digits")
    return Decimal(written)


def ways_to_write(text: str) -> tuple[str, ...]:
    """Return how a plan file writes the numbers that a text may mean.

    ``0,2`` is 0.2, ``3.000`` is 3000 or 3.0000, and what cannot be guessed is nothing.
    """
    if len(text) > _LONGEST_TEXT:
        return ()
    bare = _UNIT.sub("", text.strip().removeprefix("+").replace("−", "-")).strip()
    bare = _BETWEEN_THOUSANDS.sub("", bare)
    two = _TWO_WAYS.fullmatch(bare)
    ways = [f"{two[1]}{two[2]}{two[3]}", f"{two[1]}{two[2]}.{two[3]}0"] if two else []
    for notation in Notation:
        if not ways and re.fullmatch(notation.pattern, bare):
            ways = [f"{parse_number(bare, notation):f}"]
    return tuple(way for way in ways if _digits(way) <= MAX_DIGITS)


def _no_number(written: str) -> str:
    match ways_to_write(written):
        case (large, small):
            return (
                f"{quoted(written)} can be read in two ways: write {large} for the large number, "
                f"or {small} for the small one"
            )
        case (way,):
            return f"{quoted(written)} is not a number; write {way}"
        case _:
            hint = "write digits with a decimal point, such as 0.2"
            return f"{quoted(written)} is not a number; {hint}"


def _digits(text: str) -> int:
    return sum(mark.isdigit() for mark in text)


@dataclass(frozen=True)
class Value:
    """A number in a verdict: exact, with the range that its printed precision leaves open.

    ``low`` and ``high`` bound what the number may be before the source rounded it; for a
    limit in a plan and for counted persons they are the number itself. ``decimals`` is the
    number of decimals to print, or None where the value is a quotient that has no own.
    """

    exact: Fraction
    low: Fraction
    high: Fraction
    decimals: int | None = 0

    @classmethod
    def of(cls, number: Decimal | int, half_step: Fraction = Fraction(0)) -> Value:
        """Return a published number, which stands for itself plus or minus ``half_step``."""
        exact = Fraction(number)
        places = decimals_of(number) if isinstance(number, Decimal) else 0
        return cls(exact, exact - half_step, exact + half_step, places)

    def __neg__(self) -> Value:
        return Value(-self.exact, -self.high, -self.low, self.decimals)

    def __add__(self, other: Value) -> Value:
        return Value(
            self.exact + other.exact,
            self.low + other.low,
            self.high + other.high,
            _more_decimals(self.decimals, other.decimals),
        )

    def __sub__(self, other: Value) -> Value:
        return Value(
            self.exact - other.exact,
            self.low - other.high,
            self.high - other.low,
            _more_decimals(self.decimals, other.decimals),
        )

    def __mul__(self, other: Value) -> Value:
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Value(self.exact * other.exact, min(corners), max(corners), None)

    def __truediv__(self, other: Value) -> Value:
        """Divide; raises ZeroDivisionError where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor is zero, or rounded so that it may be")
        corners = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Value(self.exact / other.exact, min(corners), max(corners), None)

    def __abs__(self) -> Value:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Value(abs(self.exact), Fraction(0), max(-self.low, self.high), self.decimals)

    def or_less(self, other: Value) -> Value:
        """Return the smaller of two values, its range that of the smaller."""
        exact, places = min(
            (self.exact, self.decimals), (other.exact, other.decimals), key=lambda pair: pair[0]
        )
        return Value(exact, min(self.low, other.low), min(self.high, other.high), places)

    @property
    def without_range(self) -> Value:
        """The number itself, as if it had not been rounded."""
        return Value(self.exact, self.exact, self.exact, self.decimals)

    @property
    def decimal(self) -> Decimal:
        """The number as printed: the published decimals, else 12 significant digits."""
        if self.decimals is not None:
            times, rest = divmod(10**self.decimals, self.exact.denominator)
            if rest == 0:
                return Decimal(f"{self.exact.numerator * times}E-{self.decimals}")
        quotient = _SIGNIFICANT.divide(
            Decimal(self.exact.numerator), Decimal(self.exact.denominator)
        )
        return _without_tail(quotient)


def decimals_of(number: Decimal) -> int:
    """Return how many decimals a number is printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_step_of(decimals: int) -> Fraction:
    """Return half of the last printed decimal: 1/20 for one decimal."""
    return Fraction(1, 2 * 10**decimals)


def _more_decimals(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _without_tail(number: Decimal) -> Decimal:
    """Drop zeros at the end of a computed number: 0.500000000000 is 0.5."""
    return Decimal(f"{number.normalize():f}")
