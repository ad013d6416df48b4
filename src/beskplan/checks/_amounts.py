"""The numbers that stand in rules, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from beskplan.documents import Loc
from beskplan.rules import AnyRule
from beskplan.rules._base import Schedule, Side

SIDES: Final[dict[str, Side]] = {
    "at_least": "at-least",
    "above": "above",
    "at_most": "at-most",
    "below": "below",
}
"""The sides of a limit, by the key that names them in a threshold."""


class Amount(NamedTuple):
    """A number of a rule: its key, its path inside the rule, and the year that it holds for."""

    key: str
    number: Decimal
    path: Loc
    year: str = ""

    def __str__(self) -> str:
        """Say it as it is written: ``at_most: 4.0``, ``at_most in 2024 onwards: 4.0``."""
        return f"{self.key}{f' in {self.year}' if self.year else ''}: {self.number:f}"


def amounts_in(rule: AnyRule, *keys: str) -> Iterator[Amount]:
    """Yield the numbers that stand under some keys of a rule, those of each year alone.

    A share of those ranked, ``top: 1/3``, is none.
    """
    fields = vars(rule)
    for key in keys:
        found = fields.get(key)
        listed = found if isinstance(found, tuple) else (found,)
        for index, limit in enumerate(listed):
            path: Loc = (key,) if listed is not found else (key, index)
            if isinstance(limit, Schedule):
                for year, number in limit.by_year.items():
                    yield Amount(key, number, (*path, "by_year", year), year)
            elif isinstance(limit, Decimal | int):
                yield Amount(key, Decimal(limit), path)
            elif isinstance(limit, Fraction) and limit.denominator == 1:
                yield Amount(key, Decimal(limit.numerator), path)
