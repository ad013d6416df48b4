"""Several measures added: counts, or shares of one denominator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from beskplan.catalogue import ADDED_UNITS, Catalogue
from beskplan.judgements import Measured
from beskplan.measures._combined import Combined
from beskplan.measures._over import added

if TYPE_CHECKING:
    from beskplan.measures import AnyMeasure


class SumOf(Combined):
    """Measures added: counts, or shares of one and the same denominator.

    A part without a figure leaves no sum. Means and durations are refused. Parts over windows
    that differ are not comparable.

    Promise:
        Fleksjob og ledighedsydelse skal tilsammen udgøre højst 4 pct. af befolkningen.

    Example:
        sum_of:
          - {indicator: offentlig_forsoergelse.andel_af_befolkning, segment: {ydelse: Fleksjob}}
          - {indicator: offentlig_forsoergelse.andel_af_befolkning,
             segment: {ydelse: Ledighedsydelse}}

    Given:
        members: {ydelse: [Fleksjob, Ledighedsydelse]}

    Worked:
        both published: {Fleksjob: 3.2, Ledighedsydelse: 0.5}
        one withheld: {Fleksjob: 3.2, Ledighedsydelse: ..}
        one not published: {Fleksjob: 3.2}
    """

    sum_of: Annotated[tuple[AnyMeasure, ...], Field(min_length=2)]
    """The measures that are added: counts, or shares of one denominator."""

    @property
    def parts(self) -> tuple[AnyMeasure, ...]:
        """The measures that are added."""
        return self.sum_of

    @property
    def key(self) -> str:
        """The key in a plan file."""
        return "sum_of"

    def figure_unit(self, catalogue: Catalogue) -> str:
        """Return the unit that all parts share."""
        return self.sum_of[0].unit(catalogue)

    def combined(self, parts: list[Measured], unit: str) -> Measured:
        """Return the sum."""
        return added(parts, unit)

    def misfits(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield parts that may not be added."""
        yield from super().misfits(catalogue)
        unit = self.figure_unit(catalogue)
        if unit in (*ADDED_UNITS, "points"):
            return
        wholes = {
            (part.main(catalogue).denominator, part.main(catalogue).population)
            for part in self.sum_of
        }
        if unit != "percent":
            yield ("sum_of",), f'numbers in "{unit}" cannot be added'
        elif not all(part.is_share(catalogue) for part in self.sum_of):
            yield ("sum_of",), "changes and ratios in percent cannot be added"
        elif len(wholes) > 1 or wholes == {(None, None)}:
            yield (
                ("sum_of",),
                "shares are added only of one denominator: give the indicators the same "
                "denominator or population in the catalogue",
            )
