"""Words and numbers for people, in Danish and English.

Every sentence that a verdict carries is made in both languages at once (`Text`), so that
results stay the same whichever language is asked for when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from beskplan.numbers import Value, decimals_of

if TYPE_CHECKING:
    from beskplan.areas import Area
    from beskplan.periods import Period

Lang = Literal["da", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("da", "en")

PERCENT: Final = "percent"
POINTS: Final = "points"
PLACE: Final = "place"

_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "percent": ("pct.", "percent"),
    "points": ("procentpoint", "percentage points"),
    "percentage points": ("procentpoint", "percentage points"),
    "persons": ("personer", "persons"),
    "full-time-persons": ("fuldtidspersoner", "full-time persons"),
    "cases": ("sager", "cases"),
    "jobs": ("job", "jobs"),
    "companies": ("virksomheder", "companies"),
    "weeks": ("uger", "weeks"),
    "hours": ("timer", "hours"),
    "conversations": ("samtaler", "conversations"),
    "mio. kr.": ("mio. kr.", "million kr."),
    "place": ("pladser", "places"),
    "number": ("", ""),  # a ratio as a bare number
}
_ONE: Final[Mapping[str, tuple[str, str]]] = {
    "points": ("procentpoint", "percentage point"),
    "percentage points": ("procentpoint", "percentage point"),
    "persons": ("person", "person"),
    "full-time-persons": ("fuldtidsperson", "full-time person"),
    "cases": ("sag", "case"),
    "jobs": ("job", "job"),
    "companies": ("virksomhed", "company"),
    "weeks": ("uge", "week"),
    "hours": ("time", "hour"),
    "conversations": ("samtale", "conversation"),
    "place": ("plads", "place"),
}
"""What exactly one of a unit is called, where that is another word."""


@dataclass(frozen=True)
class Text:
    """One sentence in Danish and English."""

    da: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.da if lang == "da" else self.en

    @classmethod
    def made(cls, make: Callable[[Words], str]) -> Text:
        """Return what ``make`` says in each language."""
        return cls(make(Words("da")), make(Words("en")))


class Words(NamedTuple):
    """How one language prints numbers, units and periods."""

    lang: Lang

    def say(self, *, da: str, en: str) -> str:
        """Return the sentence of this language."""
        return da if self.lang == "da" else en

    def number(self, number: Decimal | Value, *, signed: bool = False) -> str:
        """Return a number for people: ``6.364`` and ``0,6``, in English ``6,364`` and ``0.6``.

        Published decimals stay; a computed number is rounded to two decimals, and to more
        where two would print a number that is not zero as zero. ``signed`` prints ``+`` too,
        and the minus is the true minus sign.
        """
        shown = _for_people(number.decimal if isinstance(number, Value) else number)
        sign = "−" if shown < 0 else "+" if signed and shown > 0 else ""
        text = f"{shown.copy_abs():,f}"
        return sign + (text.translate(_DANISH_MARKS) if self.lang == "da" else text)

    def digits(self, number: Decimal) -> str:
        """Return a number with all of its digits, as arithmetic needs them: ``0,0625``."""
        text = f"{number.copy_abs():,f}"
        sign = "−" if number < 0 else ""
        return sign + (text.translate(_DANISH_MARKS) if self.lang == "da" else text)

    def unit(self, unit: str) -> str:
        """Return the word for a unit; a unit that has no translation stays as written."""
        return _UNITS.get(unit, (unit, unit))[0 if self.lang == "da" else 1]

    def amount(self, number: Decimal | Value, unit: str, *, signed: bool = False) -> str:
        """Return a number with its unit: ``0,2 procentpoint``, ``34 personer``, ``1 person``.

        What is printed as 1 is one; ``1,0`` is not. A bare number has no unit.
        """
        shown = self.number(number, signed=signed)
        is_one = shown.lstrip("+−") == "1" and unit in _ONE
        name = _ONE[unit][0 if self.lang == "da" else 1] if is_one else self.unit(unit)
        return f"{shown} {name}".rstrip()

    def period(self, period: Period) -> str:
        """Return a period in words: ``august 2021``."""
        return period.label(self.lang)

    def area(self, area: Area) -> str:
        """Return an area in a sentence: a proper name, or ``the whole country`` in English."""
        if area.kind == "country":
            return self.say(da=area.name, en="the whole country")
        return area.name

    def listed(self, parts: list[str], last: Literal["and", "or"] = "and") -> str:
        """Return ``a, b og c``."""
        word = {"and": ("og", "and"), "or": ("eller", "or")}[last][0 if self.lang == "da" else 1]
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


_DANISH_MARKS: Final = str.maketrans(",.", ".,")
_AS_PUBLISHED: Final = 3  # no source seen prints more decimals than this
_HALF_UP: Final = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)  # digits are never cut


def _for_people(number: Decimal) -> Decimal:
    if decimals_of(number) <= _AS_PUBLISHED:
        return number
    places = 2
    rounded = number.quantize(Decimal((0, (1,), -places)), context=_HALF_UP)
    while rounded == 0 != number:
        places += 1
        rounded = number.quantize(Decimal((0, (1,), -places)), context=_HALF_UP)
    return rounded


def gap_unit_of(unit: str) -> str:
    """Return the unit of a distance between two figures: shares differ in percentage points."""
    return "percentage points" if unit in (PERCENT, POINTS) else unit
