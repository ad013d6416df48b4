"""What tests of layouts share: write a file, read it, and say its figures in a few words."""

from __future__ import annotations

from pathlib import Path

from beskplan.catalogue import Catalogue, Dimension, Indicator
from beskplan.errors import DataInvalidError, DataUnreadableError
from beskplan.manifests import Entry
from beskplan.periods import Covers, Period
from beskplan.readers._file import DataFile
from beskplan.readers._opened import open_file
from beskplan.readers.files import Reading, layouts, read_file

YDELSE = Dimension(
    total="Ydelsesgrupper i alt",
    members={"A-dagpenge": ("A-dagpenge mv.", "DP"), "Kontanthjælp": ("Kontanthjælp mv.", "KT")},
)


def an_indicator(
    name: str, labels: tuple[str, ...], table: str, covers: Covers = Covers.MONTH
) -> Indicator:
    """Return an indicator that a table has under these labels, split by benefit."""
    return Indicator.model_validate(
        {
            "id": name,
            "title": name,
            "unit": "percent" if name.endswith("andel") else "persons",
            "better": "lower",
            "covers": covers,
            "source": {"table": table},
            "labels": labels,
            "dimensions": {"ydelse": YDELSE},
            "only_in_table": True,
        }
    )


CATALOGUE = Catalogue.of(
    an_indicator("ledige.antal", ("Antal ledige",), "y25i01"),
    an_indicator("ledige.andel", ("Ledige i pct.",), "y25i01"),
    an_indicator("brutto.andel", ("9", "Sæsonkorrigeret i pct."), "AUS08"),
    an_indicator("brutto.antal", ("SAESONFAK=10", "Sæsonkorrigeret"), "AUS08"),
    an_indicator("folketal", ("FOLK1A",), "FOLK1A", Covers.QUARTER),
    an_indicator("modtagere", ("Modtagere i alt",), "KY001", Covers.YEAR),
    an_indicator("rate.andel", ("Employment rate",), "RAS200", Covers.YEAR),
)
Content = str | bytes


def saved(folder: Path, name: str, content: Content) -> Path:
    """Write a file as it would arrive: text in UTF-8, its line ends as given."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reading(folder: Path, name: str, content: Content, entry: Entry | None = None) -> Reading:
    """Read a file of this content."""
    return read_file(saved(folder, name, content), name, CATALOGUE, entry)


def figures(found: Reading) -> dict[str, str]:
    """Return ``{"ledige.andel, ydelse=A-dagpenge, 607, 2021M08": "3.3 (row 2)"}``."""
    assert not found.problems, found.problems
    rows = found.frame.iter_rows(named=True)
    said = {}
    for row in rows:
        key = [row["indicator"], row["segment"], row["area"], str(Period(row["start"], row["end"]))]
        value = row["value"] if row["value"] is not None else f'"{row["mark"]}"'
        said[", ".join(part for part in key if part)] = f"{value} (row {row['row']})"
    return said


def read(folder: Path, name: str, content: Content, entry: Entry | None = None) -> dict[str, str]:
    """Write a file, read it, and return its figures."""
    return figures(reading(folder, name, content, entry))


def refused(folder: Path, name: str, content: Content, entry: Entry | None = None) -> list[str]:
    """Return the lines of the message with which a file is refused."""
    try:
        found = reading(folder, name, content, entry)
    except (DataInvalidError, DataUnreadableError) as cause:
        return str(cause).replace(f"{folder.as_posix()}/", "").splitlines()
    told = [str(one).replace(f"{folder.as_posix()}/", "") for one in found.problems]
    assert told, figures(found)
    return told


def claiming(folder: Path, name: str, content: Content) -> list[str]:
    """Return the titles of all layouts that claim a file."""
    file = DataFile(open_file(saved(folder, name, content), name))
    return [layout.TITLE for layout in layouts() if layout.claims(file)]
