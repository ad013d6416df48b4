"""Periods: spans of whole days, read from the spellings in use and printed in one.

Two periods are the same when they span the same days: ``1kv21-4kv21`` is ``2021``.
Read are the codes of Statistics Denmark (``2021M08``, ``2021K2``, ``2015H2``, ``2015U10``),
those of Jobindsats (``2026Q01``, ``2025Y01``, and ``2022QMAT02``, the four quarters that end
with the second of 2022), Danish and English words (``2. kvartal 2021``, ``aug. 2021``),
ISO dates, and ranges of two alike (``jan - maj 2022``, ``2023-2025``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum, auto
from functools import lru_cache, total_ordering
from typing import Final, Literal

from beskplan.errors import quoted

_EARLIEST: Final = date(1900, 1, 1)
_LATEST: Final = date(2200, 12, 31)
_DAY: Final = timedelta(days=1)
_LONGEST_TEXT: Final = 80
_HINT: Final = (
    'write a period such as 2022M03, 2021K2, 2015H2, 2015U10, 2025, 2022QMAT02, "Mar 2022", '
    '"2. kvartal 2021", 2021Q1-2021Q4 or 2021-09-30'
)

_DANISH: Final = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class _Unit(Enum):
    """The steps of the calendar that a period can be written in."""

    YEAR = auto()
    HALF = auto()
    QUARTER = auto()
    MONTH = auto()
    WEEK = auto()
    DAY = auto()


_MONTHS_IN: Final = {_Unit.YEAR: 12, _Unit.HALF: 6, _Unit.QUARTER: 3, _Unit.MONTH: 1}
_NAMES: Final = {
    _Unit.YEAR: "year",
    _Unit.HALF: "half-year",
    _Unit.QUARTER: "quarter",
    _Unit.MONTH: "month",
}


@total_ordering
@dataclass(frozen=True)
class Period:
    """A span of whole days between 1900 and 2200; the newest of several is their ``max``.

    Attributes:
        start: first day.
        end: last day, itself included.

    Raises:
        ValueError: the span runs backwards or leaves the years 1900 to 2200.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot start on {self.start} and end on {self.end}")
        if self.start < _EARLIEST or self.end > _LATEST:
            raise ValueError(_outside())

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that a text names, in any form of the module's description.

        Case and spaces do not matter. A year of two digits (only after ``kv``, ``kvt`` and
        ``kvartal``) is one of 1980 to 2079: ``1kv21`` is in 2021, ``4kv99`` in 1999.

        Raises:
            ValueError: the text is no period, or one that no calendar has.
        """
        try:
            found = _read(_tight(text)) if len(text) <= _LONGEST_TEXT else None
        except ValueError as reason:
            raise ValueError(f"{quoted(text)} is not a period: {reason}; {_HINT}") from None
        if found is None:
            raise ValueError(f"{quoted(text)} is not a period; {_HINT}")
        return found

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return a calendar year; raises ValueError outside 1900 to 2200."""
        return _calendar(_Unit.YEAR, year, 1)

    @classmethod
    def of_years(cls, first: int, last: int) -> Period:
        """Return several calendar years; raises ValueError when they run backwards."""
        return cls(cls.of_year(first).start, cls.of_year(last).end)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        """Return a month; raises ValueError for a month that no year has."""
        return _calendar(_Unit.MONTH, year, month)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Period:
        """Return a quarter; raises ValueError for a quarter that no year has."""
        return _calendar(_Unit.QUARTER, year, quarter)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start) < (other.end, other.start)

    def __str__(self) -> str:
        unit = _unit_of(self)
        first, last = _code(unit, self.start), _code(unit, self.end)
        mark = "/" if unit is _Unit.DAY else "-"
        return first if first == last else f"{first}{mark}{last}"

    @property
    def months(self) -> int | None:
        """How many whole months this is, or None when it begins or ends inside a month."""
        after = self.end + _DAY
        return _month_index(after) - _month_index(self.start) if _on_firsts(self) else None

    @property
    def year(self) -> int:
        """The calendar year of the last day."""
        return self.end.year

    def overlaps(self, other: Period) -> bool:
        """Say whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: Period) -> bool:
        """Say whether the whole of the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def ends_before(self, other: Period) -> bool:
        """Say whether this one is over when the other begins."""
        return self.end < other.start

    def shifted(self, months: int) -> Period:
        """Return the period of as many months that starts so many months later.

        Raises:
            ValueError: this is no number of whole months, or the years 1900 to 2200 are left.
        """
        if self.months is None:
            raise ValueError(f"{self} does not consist of whole months and cannot be moved by them")
        return _month_span(_month_index(self.start) + months, self.months)

    def previous(self) -> Period:
        """Return the period of the same length, in months or else days, that ends just before.

        Raises:
            ValueError: it would begin before 1900.
        """
        if self.months is not None:
            return self.shifted(-self.months)
        return Period(self.start - (self.end - self.start) - _DAY, self.start - _DAY)

    def a_year_before(self) -> Period:
        """Return the same months, the ISO week of the same number or the same dates a year before.

        Raises:
            ValueError: the year before has no such week or day, or is before 1900.
        """
        if self.months is not None:
            return self.shifted(-12)
        if _is_week(self):
            year, week, _ = self.start.isocalendar()
            return _calendar(_Unit.WEEK, year - 1, week)
        return Period(*(_day(day.year - 1, day.month, day.day) for day in (self.start, self.end)))

    def label(self, lang: Literal["da", "en"]) -> str:
        """Return the period in words for people: ``2. kvartal 2021``, ``Q2 2021``."""
        unit = _unit_of(self)
        if _code(unit, self.start) == _code(unit, self.end):
            return _words(unit, self.end, lang)
        if unit is _Unit.MONTH and self.start.year == self.end.year:
            return f"{_month_name(self.start, lang)}–{_words(unit, self.end, lang)}"
        words = _short_quarter if unit is _Unit.QUARTER and lang == "da" else _words
        return f"{words(unit, self.start, lang)}–{words(unit, self.end, lang)}"


class Covers(StrEnum):
    """The length of time that one figure of an indicator covers, as catalogues name it."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    FOUR_QUARTERS = "4 quarters"
    YEAR_TO_DATE = "year to date"
    WEEK = "week"
    SURVEY = "survey"

    def fits(self, period: Period) -> bool:
        """Say whether a period is of this length; a survey may have been held at any time."""
        if self in _LENGTHS:
            months, step = _LENGTHS[self]
            return period.months == months and (period.start.month - 1) % step == 0
        if self is Covers.YEAR_TO_DATE:
            from_new_year = period.start == date(period.year, 1, 1)
            return from_new_year and period.months is not None
        return self is Covers.SURVEY or _is_week(period)

    def last_inside(self, span: Period) -> Period | None:
        """Return the last period of this length that lies inside a span, or None without one.

        Of a year to date only the last month must lie inside: that of ``2021K2`` is January to
        June. Surveys follow no calendar, so there is none.
        """
        if self is Covers.SURVEY:
            return None
        if self is Covers.YEAR_TO_DATE:
            month = Covers.MONTH.last_inside(span)
            return None if month is None else Period(date(month.year, 1, 1), month.end)
        start, end = self._last_by(span.end)
        return Period(start, end) if span.start <= start else None

    def _last_by(self, day: date) -> tuple[date, date]:
        """Return first and last day of the last period of this length that is over with a day."""
        if self is Covers.WEEK:
            sunday = day - timedelta(days=day.isoweekday() % 7)
            return sunday - timedelta(days=6), sunday
        months, step = _LENGTHS[self]
        after = _month_index(day + _DAY) // step * step
        return _first_day(after - months), _first_day(after) - _DAY


_LENGTHS: Final = {  # months in all, and the months between two possible beginnings
    Covers.MONTH: (1, 1),
    Covers.QUARTER: (3, 3),
    Covers.HALF_YEAR: (6, 6),
    Covers.YEAR: (12, 12),
    Covers.FOUR_QUARTERS: (12, 3),
}


# Months are counted through from year 0, so that moving them is addition.


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _month_span(index: int, months: int) -> Period:
    """Return a number of months from one on; raises ValueError outside 1900 to 2200."""
    if not _month_index(_EARLIEST) <= index <= _month_index(_LATEST):
        raise ValueError(_outside())
    return Period(_first_day(index), _first_day(index + months) - _DAY)


def _outside() -> str:
    return f"only the years {_EARLIEST.year} to {_LATEST.year} are known"


def _on_firsts(period: Period) -> bool:
    return period.start.day == 1 and (period.end + _DAY).day == 1


def _is_week(period: Period) -> bool:
    return period.start.isoweekday() == 1 and period.end - period.start == timedelta(days=6)


def _calendar(unit: _Unit, year: int, number: int) -> Period:
    """Return the n-th unit of a year; raises ValueError when the year does not have it."""
    if not _EARLIEST.year <= year <= _LATEST.year:
        raise ValueError(_outside())
    if unit is _Unit.WEEK:
        return _week(year, number)
    months = _MONTHS_IN[unit]
    if not 1 <= number <= 12 // months:
        raise ValueError(f"a year has no {_NAMES[unit]} {number}")
    return _month_span(year * 12 + (number - 1) * months, months)


def _week(year: int, number: int) -> Period:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise ValueError(f"{year} has no week {number}") from None
    return Period(monday, monday + timedelta(days=6))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no day {year}-{month:02}-{day:02}") from None


# Printing


def _unit_of(period: Period) -> _Unit:
    """Return the largest unit that a period is made of; half-years and weeks only singly."""
    if period.months is None:
        return _Unit.WEEK if _is_week(period) else _Unit.DAY
    for unit, size in _MONTHS_IN.items():
        whole = (period.start.month - 1) % size == 0 and period.months % size == 0
        if whole and (unit is not _Unit.HALF or period.months == size):
            return unit
    return _Unit.MONTH


def _number_of(unit: _Unit, day: date) -> int:
    """Return which month, quarter or half of its year a day lies in."""
    return (day.month - 1) // _MONTHS_IN[unit] + 1


def _code(unit: _Unit, day: date) -> str:
    """Return the code of the unit that a day lies in."""
    match unit:
        case _Unit.YEAR:
            return f"{day.year}"
        case _Unit.HALF:
            return f"{day.year}H{_number_of(unit, day)}"
        case _Unit.QUARTER:
            return f"{day.year}Q{_number_of(unit, day)}"
        case _Unit.MONTH:
            return f"{day.year}M{day.month:02}"
        case _Unit.WEEK:
            year, week, _ = day.isocalendar()
            return f"{year}U{week:02}"
        case _Unit.DAY:
            return day.isoformat()


def _words(unit: _Unit, day: date, lang: Literal["da", "en"]) -> str:
    """Return the unit that a day lies in, in words."""
    danish = lang == "da"
    match unit:
        case _Unit.YEAR:
            return f"{day.year}"
        case _Unit.HALF:
            ordinal = "first" if _number_of(unit, day) == 1 else "second"
            danish_half = f"{_number_of(unit, day)}. halvår {day.year}"
            return danish_half if danish else f"{ordinal} half of {day.year}"
        case _Unit.QUARTER:
            number = _number_of(unit, day)
            return f"{number}. kvartal {day.year}" if danish else f"Q{number} {day.year}"
        case _Unit.MONTH:
            return f"{_month_name(day, lang)} {day.year}"
        case _Unit.WEEK:
            year, week, _ = day.isocalendar()
            return f"uge {week} {year}" if danish else f"week {week} of {year}"
        case _Unit.DAY:
            return f"{day.day}{'.' if danish else ''} {_month_name(day, lang)} {day.year}"


def _month_name(day: date, lang: Literal["da", "en"]) -> str:
    return (_DANISH if lang == "da" else _ENGLISH)[day.month - 1]


def _short_quarter(unit: _Unit, day: date, _lang: Literal["da", "en"]) -> str:
    return f"{_number_of(unit, day)}. kvt. {day.year}"


# Reading. The patterns meet text without spaces, save between two digits ("uge10 2015"):
# there a space parts two numbers, and leaving it out would make one of them. They are
# compiled when first needed, because many commands start without reading a period.


def _numbers_in_words() -> dict[str, int]:
    names = {"sept": 9, "first": 1, "second": 2}
    for months in (_DANISH, _ENGLISH):
        for number, name in enumerate(months, start=1):
            names[name.casefold()] = names[name.casefold()[:3]] = number
    return names


_IN_WORDS: Final = _numbers_in_words()
_YEAR: Final = r"(?P<year>[0-9]{4})"
_SHORT_YEAR: Final = r"(?P<year>[0-9]{4}|[0-9]{2})"
_NUMBER: Final = r"(?P<n>[0-9]{1,2})"
_MONTH: Final = "|".join(name for name in _IN_WORDS if name not in {"first", "second"})

_YEAR_ALONE: Final = rf"{_YEAR}(y0?1)?"
_ISO_DAY: Final = rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<n>[0-9]{{2}})"
_FORMS: Final = (
    (_Unit.MONTH, rf"{_YEAR}m{_NUMBER}"),
    (_Unit.QUARTER, rf"{_YEAR}[kq]{_NUMBER}"),
    (_Unit.YEAR, _YEAR_ALONE),
    (_Unit.HALF, rf"{_YEAR}h{_NUMBER}"),
    (_Unit.WEEK, rf"{_YEAR}[uw]{_NUMBER}"),
    (_Unit.MONTH, rf"(?P<n>{_MONTH})\.?{_YEAR}"),
    (_Unit.QUARTER, rf"{_NUMBER}\.?kv(artal|t?\.?){_SHORT_YEAR}"),
    (_Unit.QUARTER, rf"q{_NUMBER} ?{_YEAR}"),
    (_Unit.HALF, rf"{_NUMBER}\.?halv(å|aa)r{_YEAR}"),
    (_Unit.HALF, rf"h{_NUMBER} ?{_YEAR}"),
    (_Unit.HALF, rf"(?P<n>first|second)halfof{_YEAR}"),
    (_Unit.WEEK, rf"(uge|week){_NUMBER}( |of)?{_YEAR}"),
    (_Unit.DAY, _ISO_DAY),
    (_Unit.DAY, rf"{_NUMBER}\.?(?P<month>{_MONTH})\.?{_YEAR}"),
)
_FORMS_IN_DIGITS: Final = tuple(
    (unit, pattern) for unit, pattern in _FORMS if pattern in (_YEAR_ALONE, _ISO_DAY)
)
"""All that a text without letters can be: patterns that are not needed are not compiled."""
_FOUR_QUARTERS: Final = rf"{_YEAR}qmat{_NUMBER}"
_WITHOUT_YEAR: Final = r"(?![0-9]{4}).+"
_YEAR_LAST: Final = r"(?![0-9]{4}).*?(?P<year>[0-9]{4}|[0-9]{2})"
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑–", "-"))


def _tight(text: str) -> str:
    """Return a text in the one spelling that the patterns know."""
    spaced = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", spaced.translate(_DASHES))


@lru_cache(maxsize=4096)  # a table names the same few periods on every row
def _read(text: str) -> Period | None:
    """Return the period of a tight text, or None; raises ValueError for an impossible one."""
    window = re.fullmatch(_FOUR_QUARTERS, text)
    if window is not None:
        last = _calendar(_Unit.QUARTER, int(window["year"]), int(window["n"]))
        return _month_span(_month_index(last.end) - 11, 12)
    single = _single(text)
    return _range(text) if single is None else single[1]


def _single(text: str) -> tuple[_Unit, Period] | None:
    """Return one unit of the calendar, or None for a text in no known form."""
    for unit, pattern in _FORMS if any(map(str.isalpha, text)) else _FORMS_IN_DIGITS:
        match = re.fullmatch(pattern, text)
        if match is not None:
            return unit, _from_match(unit, match)
    return None


def _from_match(unit: _Unit, match: re.Match[str]) -> Period:
    found = match.groupdict()
    year = _full_year(found["year"])
    if unit is _Unit.DAY:
        day = _day(year, _as_number(found["month"]), int(found["n"]))
        return Period(day, day)
    return _calendar(unit, year, _as_number(found.get("n", "1")))


def _as_number(text: str) -> int:
    return _IN_WORDS[text] if text in _IN_WORDS else int(text)


def _full_year(text: str) -> int:
    """Return a year; of two digits it is one of 1980 to 2079."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 80 else 1900)


def _range(text: str) -> Period | None:
    """Return the period between two alike, or None; dates may also be parted by a slash."""
    for mark in re.finditer("[-/]", text):
        last = _single(text[mark.end() :])
        first = _single_before(text[: mark.start()], text[mark.end() :])
        if first is not None and last is not None and (mark[0] == "-" or last[0] is _Unit.DAY):
            return _between(first, last)
    return None


def _single_before(text: str, last: str) -> tuple[_Unit, Period] | None:
    """Return the first end of a range, in the year of the last where it names none (jan-mar)."""
    single = _single(text)
    year = re.fullmatch(_YEAR_LAST, last)
    if single is not None or year is None or re.fullmatch(_WITHOUT_YEAR, text) is None:
        return single
    between = " " if text[-1].isdigit() else ""
    return _single(f"{text}{between}{year['year']}")


def _between(first: tuple[_Unit, Period], last: tuple[_Unit, Period]) -> Period:
    if first[0] is not last[0]:
        raise ValueError("a range needs two of a kind: two months, two quarters, two years")
    if last[1] < first[1]:
        raise ValueError("the range runs backwards")
    return Period(first[1].start, last[1].end)
