"""What a colleague would ask about descriptions of tables, and about manifests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from beskplan.areas import find_area
from beskplan.catalogue import Indicator
from beskplan.checks._base import (
    CheckedDescription,
    CheckedManifest,
    Found,
    Level,
    check_description,
    check_manifest,
)
from beskplan.documents import Loc
from beskplan.errors import quoted
from beskplan.models import nearest

if TYPE_CHECKING:
    from beskplan.manifests import Entry


@check_description("BP411", Level.WARNING, "a note on a row that the table does not have")
def note_beside(checked: CheckedDescription) -> Iterator[Found]:
    """Find notes whose row is none of the table's.

    Such a note is about another row, mostly since one was added above it, and a reader is told
    of an error where there is none. Rows are counted as an editor counts lines: the header is 1.

    Bad:
        notes: [{row: 7, note: Planen trykker et andet tal}]
    Good:
        notes: [{row: 2, note: Planen trykker et andet tal}]
    """
    for number, note in enumerate(checked.description.notes):
        if note.row is not None and note.row not in checked.rows:
            message = (
                f"the table has no row {note.row}: its rows are 1 (the header) to "
                f"{max(checked.rows)}; correct it"
            )
            yield Found(("notes", number, "row"), message)


@check_description("BP412", Level.WARNING, "figures of another length than the indicator's")
def other_length(checked: CheckedDescription) -> Iterator[Found]:
    """Find columns whose period is not of the length that the indicator covers.

    A figure for a year under an indicator by month is never judged unless somebody asks for
    that very period by name: the newest month counts. It needs an indicator of its own, with
    that length. Periods that stand in the rows are looked at with ``--data``.

    Bad:
        columns:
          - {head: Køn, holds: køn}
          - {head: Andel, indicator: ledige, area: Frederikssund, period: 2022}
    Good:
        columns:
          - {head: Køn, holds: køn}
          - {head: Andel, indicator: ledige, area: Frederikssund, period: 2022M12}
    """
    for number, column in enumerate(checked.description.columns):
        if column.indicator is None or column.period is None:
            continue
        covers = checked.catalogue[column.indicator].covers
        if not covers.fits(column.period):
            message = (
                f"column {quoted(column.head)}: {column.indicator} covers {quoted(covers)}, and "
                f"{column.period} is none; correct it, or name an indicator of that length"
            )
            yield Found(("columns", number, "period"), message)


@check_manifest("BP413", Level.ERROR, "declared of a file, and known to nobody")
def unknown_names(checked: CheckedManifest) -> Iterator[Found]:
    """Find indicators, areas, dimensions and members in a manifest that are not known.

    They hold for every figure of their file, so all of its figures are left out, or refused. An
    indicator may be named by its id or by a label. Nothing is said of tables: a publisher has
    more of them than a catalogue.

    Bad:
        files: {tal.csv: {indicator: ledige, segment: {køn: Kvinde}}}
    Good:
        files: {tal.csv: {indicator: ledige, segment: {køn: Kvinder}}}
    """
    for name, entry in checked.manifest.entries.items():
        for keys, message in _unknown(entry, checked):
            yield Found(("files", name, *keys), f"file {name}: {message}")


def _unknown(entry: Entry, checked: CheckedManifest) -> Iterator[tuple[Loc, str]]:
    if entry.area is not None:
        try:
            find_area(entry.area)
        except ValueError as cause:
            yield ("area",), str(cause)
    if entry.indicator is None:
        return
    meant = checked.catalogue.labelled(entry.indicator)
    if not meant:
        hint = nearest(entry.indicator, (one.id for one in checked.catalogue))
        yield ("indicator",), f"no indicator {quoted(entry.indicator)}{hint}"
    for dimension, member in entry.segment.items() if meant else ():
        reasons = [_unfit(one, dimension, member) for one in meant]
        if all(reasons):
            yield ("segment", dimension), reasons[0]


def _unfit(indicator: Indicator, dimension: str, member: str) -> str:
    """Say what an indicator lacks of a segment, an empty text where it has it."""
    split = indicator.dimensions.get(dimension)
    if split is None:
        hint = nearest(dimension, indicator.dimensions) or "; leave it out, for it has none at all"
        return f"{indicator.id} has no dimension {quoted(dimension)}{hint}"
    if not split.knows(member):
        hint = nearest(member, split.names)
        return f"{indicator.id}, {dimension}: no member {quoted(member)}{hint}"
    return ""
