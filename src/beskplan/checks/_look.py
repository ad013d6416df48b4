"""Look at one file: what stops it from loading, then what every check says of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from beskplan.catalogue import Catalogue, read_catalogue
from beskplan.checks import ALLOWANCES, all_checks
from beskplan.checks._allowances import Allowance, Amiss, allowances
from beskplan.checks._base import CheckedCatalogue, CheckedPlan, Found, Level, Placed
from beskplan.checks._findings import Finding
from beskplan.documents import Document, Loc, Scalar, node_at
from beskplan.errors import Problem
from beskplan.observations import Observations
from beskplan.plan import Plan, PlanRead

PLAN: Final = "beskplan/plan/v1"
CATALOGUE: Final = "beskplan/catalogue/v1"
TABLE: Final = "beskplan/table/v1"
MANIFEST: Final = "beskplan/manifest/v1"
MOST_ALLOWANCES: Final = 100
"""Of more allowances than these that are amiss in a file, the number is told."""
_UNUSED, _UNCLEAR = ALLOWANCES


class Around(NamedTuple):
    """What stands around a plan file.

    Attributes:
        catalogue: that of its figures; None where it cannot be used, which is told elsewhere.
        before: returns the plan with an id that stands beside the file, None where none does.
        figures: returns the figures that the plan needs; None where none are looked at.
        as_of: the day that figures are judged on.
    """

    catalogue: Catalogue | None
    before: Callable[[str], Plan | None]
    figures: Callable[[Plan], Observations] | None = None
    as_of: date | None = None


def schema_of(document: Document) -> str:
    """Return what a file says that it is, an empty text where it does not."""
    found = document.root.get("schema")
    return found.text if isinstance(found, Scalar) else ""


def findings_in_plan(
    read: PlanRead, around: Around, asked: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield what is found in a plan file.

    Args:
        read: the file, as far as it can be read with the catalogue.
        around: what its targets are held against.
        asked: whether a code is asked for.
    """
    document = read.document
    yield from loading(document, read.problems)
    subject = None
    if read.plan is not None and around.catalogue is not None:
        plan = read.plan
        subject = CheckedPlan(
            document=document,
            plan=plan,
            targets=tuple(Placed.at_loc(loc, target) for loc, target in read.places),
            catalogue=around.catalogue,
            before=around.before(plan.replaces) if plan.replaces is not None else None,
            figures=around.figures(plan) if around.figures is not None else None,
            as_of=around.as_of,
        )
    yield from checked(document, subject, asked)


def findings_in_catalogue(document: Document, asked: Callable[[str], bool]) -> Iterator[Finding]:
    """Yield what is found in a catalogue file."""
    read = read_catalogue(document)
    yield from loading(document, read.problems)
    subject = CheckedCatalogue(document, read.catalogue, read.places)
    yield from checked(document, None if read.problems else subject, asked)


def loading(document: Document, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Yield what stops a file from loading: its YAML, or what it says."""
    for problem in problems:
        yield Finding.of(problem, "BP002" if problem in document.problems else "BP003")


def checked(document: Document, subject: object, asked: Callable[[str], bool]) -> Iterator[Finding]:
    """Yield what checks find and nothing allows, and what is wrong with allowances.

    Args:
        document: the file.
        subject: what checks see of it; None where it does not load.
        asked: whether a code is asked for.
    """
    checks = all_checks()
    runs = [one for code, one in checks.items() if asked(code) and one.can_look_at(subject)]
    allowed, unclear = allowances(document, checks)
    held: set[tuple[Allowance, ...]] = set()
    for check in runs:
        for found in check.find(subject):
            finding = _placed(document, found, check.code, check.level)
            holding = allowed.holding(check.code, finding.line, found.loc)
            if holding:
                held.add(holding)
            else:
                yield finding
    if asked(_UNUSED):
        unneeded = allowed.unneeded(held, {check.code for check in runs})
        yield from _first_of(document, _UNUSED, unneeded, "are needed by nothing")
    if asked(_UNCLEAR):
        yield from _first_of(document, _UNCLEAR, unclear, "say nothing")


def _first_of(
    document: Document, code: str, found: Iterable[Amiss], what: str
) -> Iterator[Finding]:
    """Yield what is wrong with the first allowances of a file, and of how many it is so."""
    ordered = sorted(found, key=lambda one: one[:2])
    for number, (line, column, told) in enumerate(ordered[: MOST_ALLOWANCES + 1]):
        message = _of_all(len(ordered), what) if number == MOST_ALLOWANCES else told()
        yield Finding(document.file, line, column, code, message, Level.WARNING)


def _of_all(count: int, what: str) -> str:
    told = f"of which the first {MOST_ALLOWANCES} are told"
    return f"{count} allowances of this file {what}, {told}; delete them"


def _placed(document: Document, found: Found, code: str, level: Level) -> Finding:
    node = node_at(document.root, found.loc, at_key=found.at_key)
    target = _target_of(document, found.loc)
    return Finding(document.file, node.line, node.column, code, found.message, level, target)


def _target_of(document: Document, loc: Loc) -> str | None:
    """Return the id of the target that a path lies in."""
    if len(loc) < 4 or loc[0] != "focus_areas" or loc[2] != "targets":
        return None
    found = node_at(document.root, (*loc[:4], "id"))
    return found.text if isinstance(found, Scalar) else None


def wanted(select: Collection[str], ignore: Collection[str]) -> Callable[[str], bool]:
    """Return whether a code is asked for: begins as one selected does, and none ignored."""

    def asked(code: str) -> bool:
        chosen = not select or any(code.startswith(one) for one in select)
        return chosen and not any(code.startswith(one) for one in ignore)

    return asked
