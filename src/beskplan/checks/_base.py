"""What a check is: a function that looks at one file and yields what a careful reader would say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from beskplan.catalogue import Catalogue
from beskplan.checks._asked import Asked, asked_of
from beskplan.documents import Document, Loc
from beskplan.observations import Observations
from beskplan.plan import Plan
from beskplan.target import Target

if TYPE_CHECKING:  # plans are checked without them
    from beskplan.descriptions import Description
    from beskplan.manifests import Manifest


class Level(StrEnum):
    """How much a finding matters: whether a verdict would be wrong, may be, or would not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Found(NamedTuple):
    """What a check says of one place of a file.

    Attributes:
        loc: path of the node, from the root of the document.
        message: what was found and what would work; one sentence, the place left out.
        at_key: point at the key, not at its value.
    """

    loc: Loc
    message: str
    at_key: bool = False


class Placed(NamedTuple):
    """A target of a plan that nothing is wrong with, and where it stands.

    ``asked`` is every rule without parts that may judge the target, its readings or its condition.
    """

    loc: Loc
    target: Target
    asked: tuple[Asked, ...]

    @classmethod
    def at_loc(cls, loc: Loc, target: Target) -> Placed:
        """Return a target where it stands, with what is asked of it."""
        return cls(loc, target, tuple(asked_of(target)))

    def at(self, *keys: str | int) -> Loc:
        """Return the path of something inside the target."""
        return (*self.loc, *keys)

    def found(self, keys: Loc, message: str, *, at_key: bool = False) -> Found:
        """Return a finding inside the target, named in its message."""
        return Found(self.at(*keys), f"target {self.target.id}: {message}", at_key=at_key)


class CheckedPlan(NamedTuple):
    """A plan file as checks see it.

    Attributes:
        document: its nodes.
        plan: the plan with its sound targets.
        targets: these targets with their places, in the order of the file.
        catalogue: units, directions and populations of the indicators.
        before: the plan that it replaces, None where it names none or it is not at hand.
        figures: the figures of ``--data``, None where none are looked at.
        as_of: the day that the figures are judged on.
    """

    document: Document
    plan: Plan
    targets: tuple[Placed, ...]
    catalogue: Catalogue
    before: Plan | None = None
    figures: Observations | None = None
    as_of: date | None = None


class CheckedCatalogue(NamedTuple):
    """A catalogue file as checks see it."""

    document: Document
    catalogue: Catalogue
    places: Mapping[str, Loc]
    """The path of each indicator, by its id."""


class CheckedDescription(NamedTuple):
    """The description of a table as checks see it.

    Attributes:
        document: its nodes.
        description: what the columns hold.
        rows: the number of each row of the table, as an editor counts lines; the header is 1.
        catalogue: units, lengths and dimensions of the indicators.
    """

    document: Document
    description: Description
    rows: frozenset[int]
    catalogue: Catalogue


class CheckedManifest(NamedTuple):
    """The manifest of a data folder as checks see it."""

    document: Document
    manifest: Manifest
    catalogue: Catalogue


SubjectT = TypeVar("SubjectT")


class Check(NamedTuple, Generic[SubjectT]):
    """One thing that is looked for.

    Attributes:
        code: stable, such as ``BP203``.
        level: of its findings.
        title: what is wrong, in a few words.
        about: what it looks at.
        find: yields what it finds; its docstring is the section of the page of checks.
        needs: attributes of the subject that must not be None.
    """

    code: str
    level: Level
    title: str
    about: type[SubjectT]
    find: Callable[[SubjectT], Iterator[Found]]
    needs: tuple[str, ...] = ()

    def can_look_at(self, subject: object) -> bool:
        """Whether a subject is what the check is about, with everything that it needs."""
        return isinstance(subject, self.about) and all(
            getattr(subject, name) is not None for name in self.needs
        )


def check_plan(
    code: str, level: Level, title: str, *, needs: tuple[str, ...] = ()
) -> Callable[[Callable[[CheckedPlan], Iterator[Found]]], Check[CheckedPlan]]:
    """Make a check of plans from a function; it is left out where what it needs is not at hand."""
    return lambda find: Check(code, level, title, CheckedPlan, find, needs)


def check_catalogue(
    code: str, level: Level, title: str
) -> Callable[[Callable[[CheckedCatalogue], Iterator[Found]]], Check[CheckedCatalogue]]:
    """Make a check of catalogues from a function."""
    return lambda find: Check(code, level, title, CheckedCatalogue, find)


def check_description(
    code: str, level: Level, title: str
) -> Callable[[Callable[[CheckedDescription], Iterator[Found]]], Check[CheckedDescription]]:
    """Make a check of descriptions of tables from a function."""
    return lambda find: Check(code, level, title, CheckedDescription, find)


def check_manifest(
    code: str, level: Level, title: str
) -> Callable[[Callable[[CheckedManifest], Iterator[Found]]], Check[CheckedManifest]]:
    """Make a check of manifests from a function."""
    return lambda find: Check(code, level, title, CheckedManifest, find)
