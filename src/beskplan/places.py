"""What ``--data`` names: a folder, a file, or a pattern such as ``tal/*.parquet``.

Only paths are looked at here, no file is opened. Links that are met are refused; what a user
names is taken as named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, quoted

CATALOGUE_NAME: Final = "indicators.yaml"
MANIFEST_NAME: Final = "manifest.yaml"

_TEXTS: Final = frozenset({".md"})
_BESIDE: Final = frozenset({"_SUCCESS", "_metadata", "_common_metadata"})
"""What programs that write partitioned folders put beside the figures."""
_TABLE: Final = ".csv"
_DESCRIPTION: Final = ".yaml"
_WILDCARD: Final = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Place:
    """One place that holds figures.

    Attributes:
        named: as it was written.
        folder: its fixed part: the folder itself, that of a file, or all before the wildcards.
        file: the name of a single file.
        pattern: what stands after the fixed part where that has wildcards.
    """

    named: Path
    folder: Path
    file: str | None = None
    pattern: str | None = None

    @classmethod
    def of(cls, named: Path | str) -> Place:
        """Return the place that a path names; what is there under that very name is no pattern."""
        path = Path(named)
        if path.is_dir():
            return cls(path, path)
        if path.exists():
            return cls(path, path.parent, file=path.name)
        wild = next((at for at, part in enumerate(path.parts) if _WILDCARD.search(part)), None)
        if wild is None:
            return cls(path, path)
        return cls(path, Path(*path.parts[:wild]), pattern="/".join(path.parts[wild:]))

    @cached_property
    def home(self) -> Path:
        """The nearest folder, from the fixed part upwards, that has a catalogue or a manifest.

        Only folders inside the working folder are looked at, that one included; where none has
        either, it is the fixed part.
        """
        return home_of(self.folder)

    def files(self) -> list[Path]:
        """Return the data files in the order of their names.

        Raises:
            DataUnreadableError: nothing is there, a link was met, or a description stands
                without its table.
        """
        try:
            found = self._met()
        except OSError as cause:
            raise self._refused(f"cannot be read: {cause.strerror or cause}") from cause
        problems: dict[Path, str] = {}
        tables = []
        for path in found:
            link = self._link(path)
            if link is not None:
                problems[link] = "a link is not followed; put the file itself here"
            elif path.is_dir() or self._is_ours(path):
                continue
            elif why := _why_refused(path):
                problems[path] = why
            elif path.suffix != _DESCRIPTION:
                tables.append(path)
        if problems:
            raise DataUnreadableError(
                [Problem(path.as_posix(), 0, 0, why) for path, why in problems.items()]
            )
        if not tables and (self.file is not None or self.pattern is not None):
            which = "no file of figures" if self.file else "no file of figures matches this"
            raise self._refused(f"{which}; name the tables, or the folder that holds them")
        return tables

    def _met(self) -> list[Path]:
        """Return the paths of the place, hidden ones left out."""
        if not self.folder.is_dir():
            what = "this is no folder" if self.folder.exists() else "no such folder"
            message = f"{what}; name the folder that holds the figures with --data"
            raise DataUnreadableError([Problem(self.folder.as_posix(), 0, 0, message)])
        if self.file is not None:
            return [self.folder / self.file]
        below = self.folder.rglob("*") if self.pattern is None else self._matching(self.pattern)
        return sorted(
            path
            for path in below
            if not any(part.startswith(".") for part in path.relative_to(self.folder).parts)
        )

    def _matching(self, pattern: str) -> set[Path]:
        """Return what a pattern matches, and all that the folders among it hold."""
        try:
            found = set(self.folder.glob(pattern))
        except (ValueError, NotImplementedError) as cause:
            raise self._refused(f"this is no pattern: {cause}") from cause
        for path in list(found):
            if path.is_dir() and self._link(path) is None:
                found.update(path.rglob("*"))
        return found

    def _link(self, path: Path) -> Path | None:
        """Return the link on the way from the fixed part to a path; a named file is none."""
        if self.file is not None:
            return None
        parts = path.relative_to(self.folder).parts
        ways = (self.folder.joinpath(*parts[: at + 1]) for at in range(len(parts)))
        return next((way for way in ways if way.is_symlink()), None)

    def _is_ours(self, path: Path) -> bool:
        homes = (self.folder, self.home)
        ours = any(path == one / name for one in homes for name in (CATALOGUE_NAME, MANIFEST_NAME))
        return ours or path.suffix in _TEXTS or path.name in _BESIDE

    def _refused(self, message: str) -> DataUnreadableError:
        return DataUnreadableError([Problem(self.named.as_posix(), 0, 0, message)])


def home_of(folder: Path) -> Path:
    """Return the nearest folder from this one upwards that has a catalogue or a manifest.

    Only folders inside the working folder are looked at, that one included; where none has
    either, it is the folder itself.
    """
    here = Path.cwd()
    absolute = _absolute(folder)
    if not absolute.is_relative_to(here):
        return folder
    for one in (absolute, *absolute.parents):
        if any((one / name).is_file() for name in (CATALOGUE_NAME, MANIFEST_NAME)):
            return folder if one == absolute else _as_named(one, folder, absolute)
        if one == here:
            break
    return folder


def _as_named(home: Path, folder: Path, absolute: Path) -> Path:
    """Return a folder above another one, relative where that is."""
    up = len(absolute.parts) - len(home.parts)
    if not folder.is_absolute() and ".." not in folder.parts and up <= len(folder.parts):
        return Path(*folder.parts[: len(folder.parts) - up])
    return home


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (links are not followed)


class Listed(NamedTuple):
    """A data file: its path, its name in results, its home, and what a manifest there calls it."""

    path: Path
    name: str
    home: Path
    known_as: str


class Listing(NamedTuple):
    """The data files of one or several places, each once.

    ``root`` is the folder that names in results are relative to: the fixed part of one place, of
    several the folder that holds all fixed parts.
    """

    root: Path
    files: tuple[Listed, ...]


Data = Path | str | Sequence[Path | str]
"""What names figures: a folder, a file or a pattern, or several of them."""


def places_of(data: Data) -> tuple[Place, ...]:
    """Return the places that are named."""
    named = [data] if isinstance(data, (Path, str)) else data
    return tuple(Place.of(one) for one in named)


def listed(data: Data) -> Listing:
    """Return the data files of places, one place after the other.

    Raises:
        DataUnreadableError: nothing is there, a link was met, a description stands without its
            table; the problems of all places.
    """
    places = places_of(data)
    root = root_of(data)
    files: dict[Path, Listed] = {}
    problems: list[Problem] = []
    for place in places:
        try:
            for one in _listed(place, root):
                files.setdefault(_absolute(one.path), one)
        except DataUnreadableError as cause:
            problems += cause.problems
    if problems:
        raise DataUnreadableError(problems)
    return Listing(root, tuple(files.values()))


def named_files(named: Path) -> list[Path]:
    """Return the files that a pattern matches; any other path stands for itself.

    Raises:
        DataUnreadableError: a pattern matches none, or a link.
    """
    place = Place.of(named)
    return [named] if place.pattern is None else place.files()


def root_of(data: Data) -> Path:
    """Return the folder that names in results are relative to.

    Raises:
        DataUnreadableError: there is none.
    """
    return _root([place.folder for place in places_of(data)])


def _listed(place: Place, root: Path) -> Iterator[Listed]:
    home = place.home
    for path in place.files():
        name = _below(root, path)
        yield Listed(root / name, name, home, _below(home, path))


def name_in(home: Path, path: Path) -> str:
    """Return the name of a file relative to a folder, its bare name where it is not inside."""
    inside = _absolute(path).is_relative_to(_absolute(home))
    return _below(home, path) if inside else path.name


def _below(folder: Path, path: Path) -> str:
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return _absolute(path).relative_to(_absolute(folder)).as_posix()


def _root(folders: Sequence[Path]) -> Path:
    """Return the folder that holds all of some folders."""
    each = list(dict.fromkeys(folders))
    if len(each) == 1:
        return each[0]
    if any(one.is_absolute() or ".." in one.parts for one in each):
        each = [_absolute(one) for one in each]
    try:
        return Path(os.path.commonpath(each))
    except ValueError as cause:
        said = " and ".join(quoted(one.as_posix()) for one in each)
        message = f"{said} lie in no common folder; put the figures on one drive"
        raise DataUnreadableError([Problem(each[0].as_posix(), 0, 0, message)]) from cause


def catalogue_file(data: Data, otherwise: Path | None = None) -> Path | None:
    """Return the catalogue that tells what the figures of places mean; None: there is none.

    It is the one in the home of a place; where no place has one, that of another folder.

    Raises:
        DataInvalidError: places have different catalogues.
    """
    homes = [place.home for place in places_of(data)]
    found = {_absolute(home): home / CATALOGUE_NAME for home in homes if _has_catalogue(home)}
    first, *others = found.values() or (None,)
    if first is not None and others:
        assert others[0] is not None
        message = (
            f"{first.as_posix()} is another catalogue, and nothing says which one counts; keep "
            "one, or name the places one at a time"
        )
        raise DataInvalidError([Problem(others[0].as_posix(), 0, 0, message)])
    if first is not None:
        return first
    if otherwise is not None and _has_catalogue(otherwise):
        return otherwise / CATALOGUE_NAME
    return None


def is_inside(data: Data) -> bool:
    """Whether all places lie in the working folder."""
    here = Path.cwd()
    return all(_absolute(place.folder).is_relative_to(here) for place in places_of(data))


def has_catalogue(data: Data) -> bool:
    """Whether any place has a catalogue of its own."""
    return any(_has_catalogue(place.home) for place in places_of(data))


def _why_refused(path: Path) -> str:
    """Return why what was met is no file of figures, an empty text where it may be one."""
    if not _is_text(path):
        return "the name is not UTF-8, so no result could tell it; rename it"
    if not path.is_file():  # it would be waited for, and be empty the second time
        return "no file but a pipe or a device; put the file itself here"
    if path.suffix == _DESCRIPTION and not path.with_suffix(_TABLE).is_file():
        return f"this describes {path.stem}{_TABLE}, which is not here"
    return ""


def _is_text(path: Path) -> bool:
    """Whether a name can be written; Linux lets it be any bytes."""
    try:
        path.as_posix().encode()
    except UnicodeEncodeError:
        return False
    return True


def _has_catalogue(folder: Path) -> bool:
    try:
        return (folder / CATALOGUE_NAME).exists()
    except OSError:  # a folder that may not be looked into; why is told when it is read
        return False


__all__ = [
    "CATALOGUE_NAME",
    "MANIFEST_NAME",
    "Data",
    "Listed",
    "Listing",
    "Place",
    "catalogue_file",
    "has_catalogue",
    "home_of",
    "is_inside",
    "listed",
    "name_in",
    "named_files",
    "places_of",
    "root_of",
]
