"""What the shell offers after TAB: plans, their targets, formats, codes, municipalities.

It runs at every TAB, often on a file that is half written, so nothing here validates, imports
what reads figures, or fails: what cannot be read offers nothing.

A shell takes the offers as words of a command line, and one of them evaluates their titles, so of
a file only plain words are offered. Other names can still be typed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from beskplan.documents import Document

Offers = Iterable[str | tuple[str, str]]
"""Words, or words with what they mean."""
Completion = Callable[[typer.Context, str], list[str | tuple[str, str]]]

_PLAIN: Final = re.compile(r"[\w@%+,./][\w@%+=,./-]*")
_NOT_PLAIN: Final = re.compile(r"[^\w ,./%()+-]+")
_MOST_MET: Final = 2000
_MOST_READ: Final = 300
_DEPTH: Final = 2
"""Folders below the one that is typed: plans/ and its sub-folders."""
_PLAN: Final = "beskplan/plan/"


def plan_files(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the plan files in and below the folder that is typed so far."""
    return _offered(_plans_below(incomplete), incomplete)


def yaml_files(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer every file in and below the folder that says it is one of beskplan's."""
    from beskplan.checks._files import says_it_is_ours

    found = (name for name in _yaml_below(incomplete) if says_it_is_ours(Path(name)))
    return _offered(found, incomplete)


def target_ids(ctx: typer.Context, incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the targets of the plans that stand on the line, with their titles."""
    found: dict[str, str] = {}
    for name in _plans_on_line(ctx):
        document = _read(Path(name))
        if document is not None:
            found |= {key: title for key, title in _targets(document) if key not in found}
    return _offered(found.items(), incomplete)


def codes(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the codes of findings with their titles; behind a comma, the next one."""
    from beskplan.checks import titles

    return _listed(titles().items(), incomplete)


def code(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the codes of findings with their titles."""
    from beskplan.checks import titles

    return _offered(titles().items(), incomplete)


def finding_formats(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the formats of ``check``."""
    from beskplan.checks.formats import FORMATS

    return _offered(FORMATS, incomplete)


def result_formats(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the formats of ``evaluate``."""
    from beskplan.renderers import FORMATS

    return _offered(FORMATS, incomplete)


def report_formats(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the formats of ``report``."""
    from beskplan.renderers import report_renderers

    return _offered(report_renderers(), incomplete)


def municipalities(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the municipalities by name, or by code where digits are typed."""
    from beskplan import areas

    known = areas.municipalities()
    if incomplete[:1].isdigit():
        return _offered(((one.code, one.name) for one in known), incomplete)
    begun, typed = len(incomplete), incomplete.casefold()
    names = (one.name for one in known if one.name.casefold().startswith(typed))
    # What is typed stays as it is: a shell drops an offer that begins otherwise.
    return [incomplete + name[begun:] for name in names if _PLAIN.fullmatch(name)]


def schema_names(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the schemas by name, with what each describes."""
    from beskplan.schemas import NAMES, about

    return _offered(((name, about(name)[1]) for name in NAMES), incomplete)


def fail_on_words(incomplete: str) -> list[str | tuple[str, str]]:
    """Offer the statuses and flags that a run can fail on; behind a comma, the next one."""
    from beskplan.judgements import Status
    from beskplan.results import Flag

    return _listed([*map(str, Status), *map(str, Flag), "never"], incomplete)


def _offered(words: Offers, incomplete: str) -> list[str | tuple[str, str]]:
    """Return the words that begin as typed, with what they mean in plain words."""
    found: list[str | tuple[str, str]] = []
    for offer in words:
        word, *title = (offer,) if isinstance(offer, str) else offer
        if word.startswith(incomplete) and _PLAIN.fullmatch(word):
            said = " ".join(_NOT_PLAIN.sub(" ", "".join(title)).split())
            found.append((word, said) if said else word)
    return found


def _listed(words: Offers, incomplete: str) -> list[str | tuple[str, str]]:
    """Return the words that may follow the last comma, each with what stands before it."""
    before, comma, last = incomplete.rpartition(",")
    offers = _offered(words, last)
    if not comma:
        return offers
    return [
        f"{before},{one}" if isinstance(one, str) else (f"{before},{one[0]}", one[1])
        for one in offers
    ]


def _plans_below(incomplete: str) -> Iterator[str]:
    for name in _yaml_below(incomplete):
        if _PLAN in _first_lines(Path(name)):
            yield name


def _first_lines(path: Path) -> str:
    """Return the start of a file, where its schema stands."""
    try:
        with path.open("rb") as file:
            return file.read(1024).decode("utf-8", "replace")
    except OSError:
        return ""


def _yaml_below(incomplete: str) -> Iterator[str]:
    """Yield YAML files whose names begin as typed, links and hidden ones left out."""
    typed, _, start = incomplete.rpartition("/")
    folder = f"{typed}/" if typed or incomplete.startswith("/") else ""
    met = islice(_walked(folder, folder.count("/") + _DEPTH), _MOST_MET)
    yield from islice((name for name in met if name.startswith(folder + start)), _MOST_READ)


def _walked(folder: str, depth: int) -> Iterator[str]:
    """Yield the YAML files of a folder, then those of its sub-folders, by name."""
    try:
        with os.scandir(folder or ".") as found:
            entries = sorted(islice(found, _MOST_MET), key=lambda entry: entry.name)
    except (OSError, ValueError):
        return
    shown = [entry for entry in entries if entry.name[0] != "." and not entry.is_symlink()]
    for entry in shown:
        if entry.name.endswith((".yaml", ".yml")) and entry.is_file():
            yield folder + entry.name
    for entry in shown:
        if entry.is_dir() and folder.count("/") < depth:
            yield from _walked(f"{folder}{entry.name}/", depth)


def _plans_on_line(ctx: typer.Context) -> list[str]:
    """Return the YAML files on the line, which may end with an option that waits for its word."""
    given: list[str] = [*ctx.args]
    for value in ctx.params.values():
        each = value if isinstance(value, (list, tuple)) else [value]
        given += [str(one) for one in each if isinstance(one, (str, Path))]
    return [name for name in given if name.endswith((".yaml", ".yml"))]


def _read(path: Path) -> Document | None:
    """Return the nodes of a plan file, None where it cannot be read; nothing is validated."""
    from beskplan.documents import read_document
    from beskplan.errors import PlanUnreadableError

    try:
        return read_document(path, "plan", PlanUnreadableError)
    except PlanUnreadableError:
        return None


def _targets(document: Document) -> Iterator[tuple[str, str]]:
    from beskplan.documents import Entries, Items, Scalar

    areas = document.root.get("focus_areas")
    for area in areas.nodes if isinstance(areas, Items) else ():
        targets = area.get("targets") if isinstance(area, Entries) else None
        for target in targets.nodes if isinstance(targets, Items) else ():
            found = target.get("id") if isinstance(target, Entries) else None
            title = target.get("title") if isinstance(target, Entries) else None
            if isinstance(found, Scalar):
                yield found.text, title.text if isinstance(title, Scalar) else ""


__all__ = [
    "code",
    "codes",
    "fail_on_words",
    "finding_formats",
    "municipalities",
    "plan_files",
    "report_formats",
    "result_formats",
    "schema_names",
    "target_ids",
    "yaml_files",
]
