"""How a number was worked out: terms that can be shown, and worked through again by hand.

Measures, rules and deadlines say with terms what they did; `beskplan.explanation` writes them as
lines. A term knows its exact number, so what is shown can be held against what was judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal, NamedTuple

from beskplan.areas import Area
from beskplan.numbers import Value
from beskplan.observations import Figure
from beskplan.words import Text

How = Literal["sum", "minus", "product", "quotient", "size", "least", "down", "up"]
"""What is done to terms: a + b, -a, a * b, a / b, the size of a, the least of them, and a rounded
down or up to a whole number."""


class Published(NamedTuple):
    """A figure as its source prints it."""

    figure: Figure

    @property
    def exact(self) -> Fraction:
        """The figure's number; a figure without one is never part of a calculation."""
        assert self.figure.value is not None
        return Fraction(self.figure.value)


class Stated(NamedTuple):
    """A number that no file has: a limit or a baseline of the plan, or how many there are.

    ``told`` says where it is from, None where that is plain to see.
    """

    value: Value
    told: Text | None = None

    @property
    def exact(self) -> Fraction:
        """The number."""
        return self.value.exact


class Calculated(NamedTuple):
    """What is done to other terms, in their order."""

    how: How
    of: tuple[Term, ...]

    @property
    def exact(self) -> Fraction:
        """The number that comes of it; raises ZeroDivisionError."""
        return _DONE[self.how]([one.exact for one in self.of])


def _product(numbers: list[Fraction]) -> Fraction:
    product = Fraction(1)
    for one in numbers:
        product *= one
    return product


_DONE: Final[dict[How, Callable[[list[Fraction]], Fraction]]] = {
    "sum": lambda of: sum(of, Fraction(0)),
    "minus": lambda of: -of[0],
    "product": _product,
    "quotient": lambda of: of[0] / of[1],
    "size": lambda of: abs(of[0]),
    "least": min,
    "down": lambda of: Fraction(floor(of[0])),
    "up": lambda of: Fraction(ceil(of[0])),
}


class Carried(NamedTuple):
    """The result of an earlier line, where arithmetic is written in lines that are numbered."""

    line: int
    term: Term

    @property
    def exact(self) -> Fraction:
        """The result, with all that its line may not have had room for."""
        return self.term.exact


Term = Published | Stated | Calculated | Carried


def number(value: Value | int, told: Text | None = None) -> Stated:
    """Return a number that stands in no file."""
    return Stated(value if isinstance(value, Value) else Value.of(value), told)


def plus(*terms: Term) -> Term:
    """Return the sum of terms."""
    return Calculated("sum", terms)


def less(one: Term, other: Term) -> Term:
    """Return a - b."""
    return Calculated("sum", (one, Calculated("minus", (other,))))


def minus(term: Term) -> Term:
    """Return -a; of -a that is a."""
    if isinstance(term, Calculated) and term.how == "minus":
        return term.of[0]
    return Calculated("minus", (term,))


def times(*terms: Term) -> Term:
    """Return the product of terms."""
    return Calculated("product", terms)


def over(one: Term, other: Term) -> Term:
    """Return a / b."""
    return Calculated("quotient", (one, other))


def percent_of(one: Term, other: Term) -> Term:
    """Return 100 a / b, worked as a person would: a / b * 100."""
    return times(over(one, other), HUNDRED)


HUNDRED: Final = Stated(Value.of(100))


def figures_in(term: Term) -> Iterator[Figure]:
    """Yield the figures of a term in the order of its parts."""
    match term:
        case Published():
            yield term.figure
        case Calculated():
            for one in term.of:
                yield from figures_in(one)
        case Carried():
            yield from figures_in(term.term)


class Working(NamedTuple):
    """One thing that was worked out: what it is called, how, and in which unit."""

    label: Text
    term: Term
    unit: str | None = None


class Place(NamedTuple):
    """A place in a rank: whose it is, and with which number."""

    place: int
    area: Area
    term: Term
    is_own: bool = False


class Worked(NamedTuple):
    """How a rule came to its gap.

    ``steps`` come before ``required`` and ``gap``, which are None where there is none;
    ``required`` is also None where a rule asks for no level. ``places`` is the rank, best first.
    """

    steps: tuple[Working, ...] = ()
    required: Term | None = None
    gap: Term | None = None
    places: tuple[Place, ...] = ()
