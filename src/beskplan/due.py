"""``due``: when a promise falls due."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import model_validator

from beskplan.models import ReadBy, Strict, a_word, exactly_one
from beskplan.periods import Period
from beskplan.words import Text

EACH_YEAR: Final = "each year"


def _span(written: object) -> Period | str:
    if written == EACH_YEAR or isinstance(written, Period):
        return written
    text = a_word(written)
    try:
        return Period.parse(text)
    except ValueError as cause:
        raise ValueError(f"{cause}, or {EACH_YEAR}") from None


Span = Annotated[Period | Literal["each year"], ReadBy(_span)]


class Due(Strict):
    """When a promise falls due: exactly one of ``by_end``, ``during``, ``throughout``.

    Each holds a period, or ``each year``: the year of the newest figure.
    """

    model_config = exactly_one("by_end", "during", "throughout")

    by_end: Span | None = None
    """Judged by the period that holds its last day: "ved udgangen af", "senest"."""
    during: Span | None = None
    """Reached in any period that ends in it: "i løbet af"."""
    throughout: Span | None = None
    """Kept in every period that ends in it: "gennem hele", "fastholdes"."""

    @model_validator(mode="after")
    def _one(self) -> Due:
        given = [key for key in type(self).model_fields if key in self.model_fields_set]
        if len(given) != 1:
            found = f"found {' and '.join(given)}" if given else "found none"
            raise ValueError(f"exactly one of by_end, during and throughout is needed; {found}")
        return self

    @property
    def kind(self) -> Literal["by_end", "during", "throughout"]:
        """Which of the three it is."""
        if self.by_end is not None:
            return "by_end"
        return "during" if self.during is not None else "throughout"

    def span(self, newest: Period | None) -> Period | None:
        """Return the period meant; ``each year`` is that of the newest figure."""
        meant = getattr(self, self.kind)
        if isinstance(meant, Period):
            return meant
        return None if newest is None else Period.of_year(newest.year)

    @property
    def words(self) -> Text:
        """Say when: ``ved udgangen af 2023``, ``i løbet af hvert år``."""
        meant = getattr(self, self.kind)
        if isinstance(meant, Period):
            when = Text(meant.label("da"), meant.label("en"))
        else:
            when = Text("hvert år", "each year")
        da, en = _WORDS[self.kind]
        return Text(f"{da} {when.da}", f"{en} {when.en}")


_WORDS: Final = {
    "by_end": ("ved udgangen af", "by the end of"),
    "during": ("i løbet af", "during"),
    "throughout": ("gennem hele", "throughout"),
}
