"""Terms as lines of arithmetic that hold as they are printed.

A line reads ``30 : 400 · 100 = 7,5``. Its numbers are figures as published, numbers that the plan
states, and results of earlier lines. Where a result has more decimals than anybody wants to read
it is rounded, and what is worked out with it gets ``≈``: worked through as it stands, such a line
gives its result within half of the last digit that is printed. Every line is held against that
here, and gets more decimals until it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final, Literal

from beskplan.areas import area_of
from beskplan.arithmetic import (
    Calculated,
    Carried,
    How,
    Published,
    Stated,
    Term,
    Working,
    figures_in,
)
from beskplan.numbers import Value, decimals_of
from beskplan.observations import Figure
from beskplan.words import Text, Words

_FEW: Final = 4
"""Decimals of a number that does not end, where no later line needs more."""
_ENDS: Final = 6
"""Decimals that are printed whole."""
_ROUNDS: Final = 12
"""How often lines get more decimals before a number is worked out in the line that needs it."""
_MOST: Final = 8
"""Numbers in a line."""
_ADDED: Final = 6
"""Numbers that are added in a line of a long sum."""
_WIDE: Final = Context(prec=200, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Operand:
    """A number in a line: a figure, the result of an earlier line, or one that is stated.

    ``figure`` and ``line`` are the numbers that they have in the explanation.
    """

    printed: Decimal
    figure: Figure | None = None
    line: int | None = None
    told: Text | None = None


Mark = Literal["+", "−", "·", ":", "(", ")", "|", "⌈", "⌉", "⌊", "⌋", "min(", ";"]
Token = Operand | Mark


@dataclass(frozen=True)
class Line:
    """One line of arithmetic.

    ``is_equal`` says that it comes to its result exactly as it is printed, else it is rounded.
    ``exactly`` is the number that a rounded line is, where that can be printed.
    """

    number: int
    label: Text | None
    tokens: tuple[Token, ...]
    result: Decimal
    is_equal: bool
    exactly: Decimal | None
    unit: str | None

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The numbers that it is worked out with, in order."""
        return tuple(one for one in self.tokens if isinstance(one, Operand))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures among them, each once."""
        found = (one.figure for one in self.operands)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    @property
    def lines(self) -> tuple[int, ...]:
        """The earlier lines among them, each once."""
        found = (one.line for one in self.operands)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    @property
    def told(self) -> tuple[Text, ...]:
        """Where the other numbers are from, each once."""
        return tuple(dict.fromkeys(one.told for one in self.operands if one.told is not None))

    def said(self, words: Words) -> str:
        """Return the line in one language: ``(30 + 10) : 500 · 100 = 8 pct.``."""
        left = "".join(_spaced(self.tokens, words.digits))
        unit = "" if self.unit is None else words.amount(self.result, self.unit)
        unit = unit.removeprefix(words.number(self.result)).rstrip()
        line = f"{left} {'=' if self.is_equal else '≈'} {words.digits(self.result)}{unit}"
        if self.exactly is None:
            return line
        exactly = words.digits(self.exactly)
        return line + words.say(da=f", præcis {exactly}", en=f", exactly {exactly}")

    @property
    def plain(self) -> str:
        """The expression in the notation of programs: ``(30 + 10) / 500 * 100``."""
        return "".join(_spaced(self.tokens, "{:f}".format, _PLAIN))


_PLAIN: Final[Mapping[str, str]] = {
    "−": "-",
    "·": "*",
    ":": "/",
    "|": "|",
    "⌈": "ceil(",
    "⌉": ")",
    "⌊": "floor(",
    "⌋": ")",
    ";": ",",
}


def _spaced(
    tokens: Sequence[Token],
    digits: Callable[[Decimal], str],
    marks: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Yield numbers and marks; a space stands around what is done to two numbers."""
    before: Token = "("
    for one in tokens:
        if isinstance(one, Operand):
            yield digits(one.printed)
        else:
            mark = (marks or {}).get(one, one)
            is_sign = one == "−" and before in _OPEN
            between = one in _BETWEEN and not is_sign
            yield f" {mark} " if between else f"{mark} " if one == ";" else mark
        before = one


_BETWEEN: Final = frozenset("+−·:")
_OPEN: Final = ("(", "⌈", "⌊", "min(", ";")


@dataclass(frozen=True)
class _Written:
    """A line before its decimals are known."""

    label: Text | None
    term: Calculated
    unit: str | None


@dataclass
class Sheet:
    """Lines in the making, from what was worked out one after another.

    ``titles`` are those of indicators by their ids.
    """

    titles: Mapping[str, str]
    _written: list[_Written] = field(default_factory=list)
    _known: dict[Term, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many lines there are so far."""
        return len(self._written)

    def write(self, working: Working) -> None:
        """Add the lines of a term; a number that is not worked out has none."""
        if isinstance(working.term, Calculated):
            self._line(working.term, working.label, working.unit)

    def lines(self) -> tuple[Line, ...]:
        """Return the lines, with as many decimals as they need to hold."""
        decimals = [_FEW] * len(self._written)
        terms = [one.term for one in self._written]
        found: list[Line] = []
        for attempt in range(2 * _ROUNDS):
            found = self._printed(terms, decimals)
            as_printed = (_as_printed(term, found) for term in terms)
            wrong = [
                line
                for line, there in zip(found, as_printed, strict=True)
                if abs(there - Fraction(line.result)) > _half(line.result) * (not line.is_equal)
            ]
            if not wrong:
                break
            for one in wrong:
                if attempt < _ROUNDS:
                    for line in one.lines:
                        decimals[line - 1] += 2
                else:
                    terms[one.number - 1] = _unfolded(terms[one.number - 1])
        return tuple(found)

    def _line(self, term: Calculated, label: Text | None, unit: str | None) -> int:
        if term not in self._known:
            short = self._shortened(term, term)
            self._written.append(_Written(label, short, unit))
            self._known[term] = len(self._written)
        return self._known[term]

    def _shortened(self, term: Calculated, whole: Calculated) -> Calculated:
        """Return a term in which what is long, or stands twice, is a result of earlier lines."""
        twice = {one for one, count in Counter(_inside(term)).items() if count > 1}
        term = self._with_results(term, whole, lambda one: one in self._known or one in twice)
        if _size(term) > _MOST and term.how in ("sum", "least"):
            term = self._with_results(term, whole, lambda _: True)
        elif _size(term) > _MOST:
            term = self._with_results(term, whole, lambda one: one.how in ("sum", "least"))
        if term.how == "sum" and len(term.of) > _MOST:
            term = self._running(term)
        return term

    def _with_results(
        self, term: Calculated, whole: Calculated, is_lifted: Callable[[Calculated], bool]
    ) -> Calculated:
        parts: list[Term] = []
        for one in term.of:
            if not isinstance(one, Calculated):
                parts.append(one)
            elif one.how != "minus" and is_lifted(one):
                label = self._label(one, whole) or (_SUM if one.how == "sum" else _ON_THE_WAY)
                parts.append(Carried(self._line(one, label, None), one))
            else:
                parts.append(self._with_results(one, whole, is_lifted))
        return term._replace(of=tuple(parts))

    def _running(self, term: Calculated) -> Calculated:
        """Return a long sum as its last line, with the sum so far as its first number."""
        parts = term.of
        while len(parts) > _MOST:
            so_far = Calculated("sum", parts[:_ADDED])
            self._written.append(_Written(_SO_FAR, so_far, None))
            parts = (Carried(len(self._written), so_far), *parts[_ADDED:])
        return Calculated("sum", parts)

    def _label(self, part: Term, whole: Term) -> Text | None:
        """Say what a part is: whatever its figures share and those of the whole do not."""
        own, every = list(figures_in(part)), list(figures_in(whole))
        if not own:
            return None
        said: list[Text] = []
        for told in (self._title, _members, _area, _period):
            names = dict.fromkeys(told(one) for one in own)
            if len(names) == 1 and len(dict.fromkeys(told(one) for one in every)) > 1:
                said += names
        if not said:
            return None
        return Text(", ".join(one.da for one in said), ", ".join(one.en for one in said))

    def _title(self, figure: Figure) -> Text:
        title = self.titles.get(figure.key.indicator, figure.key.indicator)
        return Text(title, title)

    def _printed(self, terms: Sequence[Calculated], decimals: Sequence[int]) -> list[Line]:
        found: list[Line] = []
        for written, term, places in zip(self._written, terms, decimals, strict=True):
            tokens = tuple(_tokens(term, found))
            as_printed = _as_printed(term, found)
            result = rounded(term.exact, places)
            exactly = None
            if as_printed != Fraction(result) and Fraction(result) == term.exact:
                exactly = result
                result = result.quantize(Decimal(1).scaleb(-max(places, _FEW)), context=_WIDE)
            is_equal = as_printed == Fraction(result) == term.exact
            line = Line(
                len(found) + 1, written.label, tokens, result, is_equal, exactly, written.unit
            )
            found.append(line)
        return found


def rounded(number: Fraction, places: int) -> Decimal:
    """Return a number with all its decimals where they are few, else with ``places``.

    A number that is not zero never reads as zero.
    """
    whole = _whole(number)
    if whole is not None:
        return whole
    result = _quotient(number, places)
    while result == 0:
        places += 1
        result = _quotient(number, places)
    return result


def _whole(number: Fraction) -> Decimal | None:
    for places in range(_ENDS + 1):
        if (number * 10**places).denominator == 1:
            return Decimal(int(number * 10**places)).scaleb(-places, context=_WIDE)
    return None


def _quotient(number: Fraction, places: int) -> Decimal:
    return Decimal(round(number * 10**places)).scaleb(-places, context=_WIDE)


def _half(printed: Decimal) -> Fraction:
    return Fraction(1, 2 * 10 ** decimals_of(printed))


def _inside(term: Term) -> Iterator[Calculated]:
    """Yield what is worked out inside a term."""
    if isinstance(term, Calculated):
        for one in term.of:
            if isinstance(one, Calculated):
                if one.how != "minus":
                    yield one
                yield from _inside(one)


def _size(term: Term) -> int:
    """Return how many numbers a term prints."""
    return sum(map(_size, term.of)) if isinstance(term, Calculated) else 1


def _unfolded(term: Calculated) -> Calculated:
    """Return a term with the results of earlier lines worked out in it."""

    def whole(one: Term) -> Term:
        if isinstance(one, Carried):
            return whole(one.term)
        return _unfolded(one) if isinstance(one, Calculated) else one

    return term._replace(of=tuple(map(whole, term.of)))


def _operand(term: Published | Stated | Carried, lines: Sequence[Line]) -> Operand:
    match term:
        case Published():
            assert term.figure.value is not None
            return Operand(term.figure.value, figure=term.figure)
        case Carried():
            found = lines[term.line - 1]
            printed = found.result if found.exactly is None else found.exactly
            return Operand(printed, line=term.line)
        case Stated():
            printed = term.value.decimal
            if Fraction(printed) != term.exact:
                printed = rounded(term.exact, _MANY)
            return Operand(printed, told=term.told)


def _as_printed(term: Term, lines: Sequence[Line]) -> Fraction:
    """Return what a term comes to with the numbers as they are printed."""
    if not isinstance(term, Calculated):
        return Fraction(_operand(term, lines).printed)
    parts = [_exactly(_as_printed(one, lines)) for one in term.of]
    return term._replace(of=tuple(parts)).exact


def _exactly(number: Fraction) -> Stated:
    return Stated(Value(number, number, number, None))


def _tokens(term: Term, lines: Sequence[Line], *, leads: bool = True) -> Iterator[Token]:
    """Yield a term's numbers and marks; ``leads``: nothing stands before it that a sign follows."""
    if not isinstance(term, Calculated):
        operand = _operand(term, lines)
        if operand.printed < 0 and not leads:
            yield from ("(", operand, ")")
        else:
            yield operand
        return
    match term.how:
        case "sum":
            yield from _sum(term, lines, leads=leads)
        case "minus":
            yield "−"
            yield from _bracketed(term.of[0], lines, ("sum", "minus"))
        case "product" | "quotient":
            yield from _factors(term, lines, leads=leads)
        case _:
            yield from _enclosed(term, lines)


def _factors(term: Calculated, lines: Sequence[Line], *, leads: bool) -> Iterator[Token]:
    """Yield a product or a quotient; what is divided by stands in brackets if it is either."""
    first, *others = term.of
    yield from _bracketed(first, lines, ("sum", "minus"), leads=leads)
    for one in others:
        is_product = term.how == "product"
        yield "·" if is_product else ":"
        inside: tuple[How, ...] = () if is_product else ("product", "quotient")
        yield from _bracketed(one, lines, ("sum", "minus", *inside))


def _enclosed(term: Calculated, lines: Sequence[Line]) -> Iterator[Token]:
    opening, closing = _AROUND[term.how]
    yield opening
    for number, one in enumerate(term.of):
        if number:
            yield ";"
        yield from _tokens(one, lines)
    yield closing


_AROUND: Final[Mapping[str, tuple[Mark, Mark]]] = {
    "least": ("min(", ")"),
    "size": ("|", "|"),
    "down": ("⌊", "⌋"),
    "up": ("⌈", "⌉"),
}


def _sum(term: Calculated, lines: Sequence[Line], *, leads: bool) -> Iterator[Token]:
    first, *others = term.of
    yield from _bracketed(first, lines, (), leads=leads)
    for one in others:
        if isinstance(one, Calculated) and one.how == "minus":
            yield "−"
            yield from _bracketed(one.of[0], lines, ("sum", "minus"))
        else:
            yield "+"
            yield from _bracketed(one, lines, ("minus",))


def _bracketed(
    term: Term, lines: Sequence[Line], which: tuple[How, ...], *, leads: bool = False
) -> Iterator[Token]:
    """Yield a term, in brackets where it is made in one of these ways."""
    if isinstance(term, Calculated) and term.how in which:
        yield "("
        yield from _tokens(term, lines)
        yield ")"
    else:
        yield from _tokens(term, lines, leads=leads)


def _members(figure: Figure) -> Text:
    said = ", ".join(member for _, member in figure.key.segment)
    return Text(said, said)


def _area(figure: Figure) -> Text:
    return Text.made(lambda words: words.area(area_of(figure.key.area)))


def _period(figure: Figure) -> Text:
    return Text.made(lambda words: words.period(figure.key.period))


_SUM: Final = Text("Sum", "Sum")
_ON_THE_WAY: Final = Text("Mellemregning", "On the way")
_SO_FAR: Final = Text("Sum indtil nu", "Sum so far")
_MANY: Final = 12
