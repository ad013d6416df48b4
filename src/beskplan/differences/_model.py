"""The values that a comparison of two plans is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from beskplan.areas import Area
from beskplan.periods import Period
from beskplan.strength import Strength
from beskplan.words import Lang, Text


class Kind(StrEnum):
    """What about a target is another."""

    ID = "id"
    FOCUS_AREA = "focus_area"
    TITLE = "title"
    READING = "reading"
    OTHER_READINGS = "other_readings"
    FOLLOW_UP = "follow_up"
    ASSESSMENT = "assessment"
    INDICATOR = "indicator"
    SEGMENT = "segment"
    WINDOW = "window"
    POPULATION = "population"
    UNIT = "unit"
    MEASURE = "measure"
    RULE = "rule"
    COMPARATOR = "comparator"
    DIRECTION = "direction"
    STRICTNESS = "strictness"
    LIMIT = "limit"
    PARTS = "parts"
    BASELINE = "baseline"
    PERIOD = "period"
    DUE = "due"
    MEMBERS = "members"
    LEFT_OUT = "left_out"
    INSTEAD = "instead"
    REQUIRE = "require"
    CONDITION = "condition"
    VERSIONS = "versions"


ABOUT_PLACE: Final = frozenset({Kind.ID, Kind.FOCUS_AREA})
"""Where a target stands; nothing about it is another."""
ABOUT_WORDS: Final = frozenset({Kind.TITLE, Kind.READING, Kind.OTHER_READINGS})
"""How a promise is put."""
ABOUT_FOLLOWING: Final = frozenset({Kind.FOLLOW_UP, Kind.ASSESSMENT})
"""How a promise is followed."""
OF_THE_RULE: Final = frozenset(
    {
        Kind.RULE,
        Kind.COMPARATOR,
        Kind.DIRECTION,
        Kind.STRICTNESS,
        Kind.LIMIT,
        Kind.PARTS,
        Kind.MEMBERS,
        Kind.REQUIRE,
        Kind.INSTEAD,
        Kind.VERSIONS,
    }
)
"""What the requirement in words says whole."""


class Link(StrEnum):
    """How it is known that one target became another."""

    REPLACES = "replaces"
    """The new target says so."""
    ID = "id"
    """Both are of one plan and have one id."""
    PROPOSAL = "proposal"
    """Nobody says so; they look alike."""


@dataclass(frozen=True)
class Change:
    """One thing that is another; None where there was, or is, nothing.

    ``of`` is the id of the old target.
    """

    kind: Kind
    of: str
    old: Text | None
    new: Text | None

    @property
    def is_of_substance(self) -> bool:
        """Whether the promise itself is another."""
        return self.kind not in ABOUT_PLACE | ABOUT_WORDS | ABOUT_FOLLOWING


@dataclass(frozen=True)
class TargetName:
    """A target with its focus area, what it asks and by when, in words."""

    id: str
    title: str
    focus_area: str
    requirement: Text
    due: Text | None = None
    line: int = 0


@dataclass(frozen=True)
class Entry:
    """A target of the new plan and what it was before.

    Attributes:
        target: the target.
        before: the targets that became it; none: it is new.
        link: how that is known; None where it is new.
        why: what makes a proposal likely.
        together_with: ids of the other new targets that the same old one became.
        strength: what became of the promise, that of all of ``before`` and ``together_with``;
            None where it is new.
        changes: what is another.
        is_moved: whether it stands in another focus area.
        is_renumbered: whether its id is another, capital letters aside.
    """

    target: TargetName
    before: tuple[TargetName, ...] = ()
    link: Link | None = None
    why: tuple[Text, ...] = ()
    together_with: tuple[str, ...] = ()
    strength: Strength | None = None
    changes: tuple[Change, ...] = ()
    is_moved: bool = False
    is_renumbered: bool = False

    @property
    def is_new(self) -> bool:
        """Whether no target became this one."""
        return not self.before

    @property
    def is_changed(self) -> bool:
        """Whether the promise itself is another."""
        several = len(self.before) > 1 or bool(self.together_with)
        return several or any(change.is_of_substance for change in self.changes)

    @property
    def is_reworded(self) -> bool:
        """Whether title or reading is another."""
        return any(change.kind in ABOUT_WORDS for change in self.changes)


@dataclass(frozen=True)
class AreaPair:
    """A focus area of the new plan, and the one of the old plan that it was; None: it is new."""

    id: str
    title: str
    before: tuple[str, str] | None = None


@dataclass(frozen=True)
class PlanSide:
    """One of the two plans."""

    id: str
    title: str
    municipality: Area
    years: Period
    status: Literal["draft", "approved"]
    language: Lang
    file: str
    sha256: str | None


@dataclass(frozen=True)
class Differences:
    """What changed from an old plan to a new one.

    Attributes:
        old: the old plan.
        new: the new plan.
        focus_areas: those of the new plan, in its order.
        focus_areas_gone: id and title of those that the new plan does not have.
        entries: the targets of the new plan, in its order.
        dropped: the targets of the old plan that became nothing, in its order.
        plan_changes: what is another about the plan itself.
        notes: what a reader must know about how the targets were paired.
    """

    old: PlanSide
    new: PlanSide
    focus_areas: tuple[AreaPair, ...]
    focus_areas_gone: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    dropped: tuple[TargetName, ...]
    plan_changes: tuple[tuple[str, Text, Text], ...] = ()
    notes: tuple[Text, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is another."""
        areas = all(one.before == (one.id, one.title) for one in self.focus_areas)
        kept = all(entry.before and not entry.changes for entry in self.entries)
        several = any(entry.is_changed for entry in self.entries)
        gone = self.dropped or self.focus_areas_gone or self.plan_changes
        return areas and kept and not several and not gone

    @property
    def summary(self) -> dict[str, int]:
        """How many targets are kept and changed (by strength), new and dropped.

        Kept, changed and new are all targets of the new plan; what follows counts some of them
        once more: moved, renumbered, reworded, proposed.
        """
        changed = [entry for entry in self.entries if entry.is_changed]
        paired = [entry for entry in self.entries if not entry.is_new]
        return {
            "kept": len(paired) - len(changed),
            "changed": len(changed),
            **{
                str(strength): sum(entry.strength is strength for entry in changed)
                for strength in Strength
            },
            "new": len(self.entries) - len(paired),
            "dropped": len(self.dropped),
            "moved": sum(entry.is_moved for entry in self.entries),
            "renumbered": sum(entry.is_renumbered for entry in self.entries),
            "reworded": sum(entry.is_reworded for entry in self.entries),
            "proposed": sum(entry.link is Link.PROPOSAL for entry in self.entries),
        }
