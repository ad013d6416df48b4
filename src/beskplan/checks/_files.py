"""The files that ``check`` looks at: those that are named, and those of named folders.

Folders are walked without following links: a plan file may come from a stranger, and a link in it
to somebody's secrets must not be read, less quoted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from beskplan import documents
from beskplan.errors import PlanUnreadableError, Problem
from beskplan.plan import Plan, PlanRead

MOST_FILES: Final = 1000
"""More YAML files than these are not a folder of plans."""
_MOST_MET: Final = 20_000
_SUFFIXES: Final = (".yaml", ".yml")
_LIKE_OURS: Final = re.compile(r"^(?:focus_areas|targets|indicators|municipality):", re.MULTILINE)
_ID: Final = re.compile(r"^id:[ \t]*(?P<said>.*?)[ \t]*(?:[ \t]#.*)?$", re.MULTILINE)
_HEAD: Final = 65_536
_Entry = tuple[str, str]
"""A folder and a name in it."""


class Files(NamedTuple):
    """What is to be looked at.

    Attributes:
        ours: the files by folder and name, each as it was named first.
        problems: what cannot be looked at.
        others: YAML files of folders that are none of beskplan's, likewise.
        strange: folders that hold no others than these.
    """

    ours: dict[_Entry, Path]
    problems: list[Problem]
    others: dict[_Entry, Path]
    strange: list[Problem]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, each once, in the order of the names."""
        return tuple(self.ours.values())

    @property
    def skipped(self) -> tuple[Path, ...]:
        """YAML files of folders that are none of beskplan's, each once and none that is named."""
        return tuple(path for entry, path in self.others.items() if entry not in self.ours)


def files_of(named: Sequence[Path]) -> Files:
    """Return the files that paths name; of folders those that say they are beskplan's."""
    found = Files({}, [], {}, [])
    for path in named:
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False  # why is told when it is read
        if is_folder:
            _add_folder(path, found)
        else:
            found.ours.setdefault(_entry(path), path)
    return found


def _entry(path: Path) -> _Entry:
    """Return the folder that a file stands in, whatever it is called, and the file's name.

    A link keeps its name: what stands around it may be other than around the file itself.
    """
    try:
        return os.path.realpath(path.parent), path.name
    except (OSError, ValueError):
        return str(path.parent), path.name  # why is told when it is read


def _add_folder(folder: Path, found: Files) -> None:
    try:
        met = list(_walked(folder))
    except _TooManyError as cause:
        found.problems.append(Problem(folder.as_posix(), 0, 0, str(cause)))
        return
    except OSError as cause:
        place = Path(cause.filename or folder)
        why = f"cannot be read: {cause.strerror or cause}"
        found.problems.append(Problem(place.as_posix(), 0, 0, why))
        return
    if not met:
        message = "no YAML file in this folder; name the folder of the plans"
        found.problems.append(Problem(folder.as_posix(), 0, 0, message))
    strange = 0
    for path in met:
        why = _why_unread(path)
        if why:
            found.problems.append(Problem(path.as_posix(), 0, 0, why))
        elif _is_ours(path):
            found.ours.setdefault(_entry(path), path)
        else:
            found.others.setdefault(_entry(path), path)
            strange += 1
    if met and strange == len(met):
        message = "no YAML file in this folder is beskplan's; name the folder of the plans"
        found.strange.append(Problem(folder.as_posix(), 0, 0, message))


class _TooManyError(Exception):
    """A folder that is no folder of plans."""


def _walked(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a folder and its sub-folders by name, hidden ones left out."""
    met = count = 0
    for root, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        met += len(folders) + len(names)
        yaml = sorted(name for name in names if name.endswith(_SUFFIXES) and name[0] != ".")
        count += len(yaml)
        if count > MOST_FILES or met > _MOST_MET:
            what = f"{MOST_FILES} YAML files" if count > MOST_FILES else f"{_MOST_MET} files"
            raise _TooManyError(f"more than {what}; name the folder of the plans")
        yield from (Path(root, name) for name in yaml)


def _raise(cause: OSError) -> None:
    """Stop: a folder that is passed over would read as one in which nothing is found."""
    raise cause


def _why_unread(path: Path) -> str:
    """Return why a file that was met is not read, an empty text where it is."""
    if path.is_symlink():
        return "a link is not followed; put the file itself here, or name it"
    if not path.is_file():
        return "no file but a pipe or a device; put the file itself here"
    return ""


def _is_ours(path: Path) -> bool:
    """Whether a file says that it is beskplan's, or has the keys of one and forgot to."""
    head = head_of(path)
    return documents.says_it_is_ours(head) or _LIKE_OURS.search(head) is not None


def says_it_is_ours(path: Path) -> bool:
    """Whether the head of a regular file names a schema of beskplan, so it may be quoted."""
    try:
        return path.is_file() and documents.says_it_is_ours(head_of(path))
    except (OSError, ValueError):
        return False


def head_of(path: Path) -> str:
    """Return the first 64 KB of a file as text, an empty text where it is none or not readable."""
    with suppress(OSError, ValueError):
        if not path.is_file():  # a pipe would be waited for
            return ""
    with suppress(OSError, ValueError), path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
        return head.replace("\r\n", "\n")
    return ""


class Beside:
    """The plans of a folder, to find the one that another replaces."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _by_id(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        with suppress(OSError):
            for path in sorted(islice(self._folder.iterdir(), _MOST_MET)):
                if path.suffix not in _SUFFIXES or len(found) >= MOST_FILES or _why_unread(path):
                    continue
                said = _ID.search(head_of(path))
                if said is not None:
                    found.setdefault(said["said"].strip("\"'"), path)
        return found

    def plan(self, name: str, read: Callable[[Path], PlanRead]) -> Plan | None:
        """Return the plan with an id, None where none is here that loads.

        Args:
            name: the id.
            read: reads a plan file; it may raise PlanUnreadableError.
        """
        path = self._by_id.get(name)
        if path is None:
            return None
        try:
            found = read(path)
        except PlanUnreadableError:
            return None
        return None if found.problems else found.plan
