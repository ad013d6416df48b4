"""For which kinds of areas the catalogue says that an indicator is published."""

from __future__ import annotations

from typing import Final

from beskplan.areas import Kind
from beskplan.catalogue import Indicator
from beskplan.errors import quoted
from beskplan.periods import Covers

KINDS: Final = {
    Kind.COUNTRY: "the whole country",
    Kind.REGION: "regions",
    Kind.LANDSDEL: "landsdele",
    Kind.RAR: "RAR areas",
    Kind.MUNICIPALITY: "municipalities",
}
"""The kinds of areas that figures are published for, in words."""


def lacks(indicator: Indicator, kind: Kind) -> str:
    """Say that an indicator is not published for a kind of areas, an empty text where it may be.

    What the catalogue does not say is taken for a figure that may be there, save for a survey:
    one's own has no other areas.
    """
    is_said = "published_for" in indicator.model_fields_set
    if is_said and kind not in indicator.published_for:
        known = ", ".join(_of(one) for one in indicator.published_for)
        return f"{indicator.id} is published for {known} alone, not for {KINDS[kind]}"
    if not is_said and indicator.covers is Covers.SURVEY and kind is not Kind.MUNICIPALITY:
        return (
            f"{indicator.id} is a survey, and the catalogue does not say that {KINDS[kind]} has it"
        )
    return ""


def _of(kind: str) -> str:
    return next((said for known, said in KINDS.items() if known == kind), quoted(kind))
