"""One data file, read: its figures and what was said of it, as short lines."""

from __future__ import annotations

from pathlib import Path

from beskplan.catalogue import Catalogue, Dimension, Indicator, IndicatorSource
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.manifests import Entry
from beskplan.periods import Covers, Period
from beskplan.readers.files import Reading, read_file

YDELSE = Dimension(
    total="Ydelsesgrupper i alt",
    members={"A-dagpenge": ("A-dagpenge mv.",), "Kontanthjælp": ()},
)
KOEN = Dimension(members={"Kvinder": (), "Mænd": ()})


def indicator(
    name: str,
    label: str,
    unit: str = "percent",
    covers: Covers = Covers.MONTH,
    table: str | None = None,
    **dimensions: Dimension,
) -> Indicator:
    """Return an indicator as exports call it."""
    return Indicator(
        id=name,
        title=label,
        unit=unit,
        better="lower",
        covers=covers,
        labels=(label,),
        source=IndicatorSource(table=table) if table else None,
        dimensions=dimensions,
    )


CATALOGUE = Catalogue.of(
    indicator("andel", "Ledige i pct.", ydelse=YDELSE, køn=KOEN),
    indicator("antal", "Antal ledige", "persons", ydelse=YDELSE, køn=KOEN),
)


def reading(
    folder: Path,
    content: str | bytes,
    name: str = "tal.csv",
    catalogue: Catalogue = CATALOGUE,
    **entry: object,
) -> Reading:
    """Write a file and read it; ``entry`` is what the manifest says of it."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, name, catalogue, Entry.model_validate(entry))


def figures(
    folder: Path,
    content: str | bytes,
    name: str = "tal.csv",
    catalogue: Catalogue = CATALOGUE,
    **entry: object,
) -> list[str]:
    """Return the figures of a file: ``3 andel 607 2021M05 ydelse=A-dagpenge 3.4``, row first."""
    found = reading(folder, content, name, catalogue, **entry)
    assert not found.problems, found.problems
    return [
        " ".join(
            part
            for part in (
                str(row["row"]),
                row["indicator"],
                row["area"],
                str(Period(row["start"], row["end"])),
                row["segment"],
                row["value"] if row["mark"] is None else f'"{row["mark"]}"',
            )
            if part
        )
        for row in found.frame.iter_rows(named=True)
    ]


def refused(
    folder: Path,
    content: str | bytes,
    name: str = "tal.csv",
    catalogue: Catalogue = CATALOGUE,
    **entry: object,
) -> list[str]:
    """Return what is said of a file that is not read: ``3: message``, the row first if one is."""
    try:
        problems = reading(folder, content, name, catalogue, **entry).problems
    except (DataInvalidError, DataUnreadableError) as cause:
        problems = cause.problems
    return [f"{one.line}: {one.message}" if one.line else one.message for one in problems]


def left_out(
    folder: Path,
    content: str | bytes,
    name: str = "tal.csv",
    catalogue: Catalogue = CATALOGUE,
    **entry: object,
) -> list[str]:
    """Return the labels of a file that are not mapped: ``row label (figures): why``."""
    found = reading(folder, content, name, catalogue, **entry)
    assert not found.problems, found.problems
    return [
        f"{one.row} {one.label} ({one.figures}): {one.why.en}"
        for table in found.tables
        for one in table.unmapped
    ]


__all__ = ["CATALOGUE", "KOEN", "YDELSE", "figures", "indicator", "left_out", "reading", "refused"]
