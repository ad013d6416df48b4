"""What changed between two plans: which target became which, and whether it promises more.

`differences` compares plans, `strength_of` two targets. No files, no clock, no figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from beskplan.catalogue import Catalogue
from beskplan.differences._changes import changes_of
from beskplan.differences._model import (
    AreaPair,
    Change,
    Differences,
    Entry,
    Kind,
    Link,
    PlanSide,
    TargetName,
)
from beskplan.differences._pairs import Paired, paired, paired_areas
from beskplan.plan import FocusArea, Plan
from beskplan.strength import Strength, pages_of, strength_between, strength_of
from beskplan.strength._terms import Page
from beskplan.target import Target
from beskplan.wording import due_words, follow_up_words, requirement_of, same
from beskplan.words import Text

__all__ = [
    "AreaPair",
    "Change",
    "Differences",
    "Entry",
    "Kind",
    "Link",
    "PlanSide",
    "Strength",
    "TargetName",
    "differences",
    "strength_of",
]


def differences(old: Plan, new: Plan, catalogue: Catalogue | None = None) -> Differences:
    """Compare two plans.

    Args:
        old: the earlier plan, a draft, or an earlier version.
        new: the later one.
        catalogue: the indicators, for their titles, units and windows.

    Returns:
        Every target of the new plan with what it was, and the targets that became nothing.
        The same plans always give the same differences.
    """
    pages = pages_of(catalogue, (old, new))
    pairs, notes = paired(old, new, pages)
    if old.municipality != new.municipality:
        notes.append(
            Text(
                f"planerne er for {old.municipality.name} og {new.municipality.name}",
                f"the plans are for {old.municipality.name} and {new.municipality.name}",
            )
        )
    compared = _Compared(old, new, pairs, pages, paired_areas(old, new, pairs))
    return Differences(
        old=_side(old),
        new=_side(new),
        focus_areas=tuple(compared.focus_areas()),
        focus_areas_gone=compared.focus_areas_gone,
        entries=tuple(compared.entries()),
        dropped=tuple(compared.dropped()),
        plan_changes=tuple(_plan_changes(old, new)),
        notes=tuple(notes),
    )


def _side(plan: Plan) -> PlanSide:
    return PlanSide(
        id=plan.id,
        title=plan.title,
        municipality=plan.municipality,
        years=plan.years,
        status=plan.status,
        language=plan.language,
        file=plan.file,
        sha256=plan.sha256,
    )


_STATUS = {"draft": Text("udkast", "draft"), "approved": Text("vedtaget", "approved")}


def _plan_changes(old: Plan, new: Plan) -> Iterator[tuple[str, Text, Text]]:
    """Yield what is another about the plans themselves."""
    if old.title != new.title:
        yield "title", same(old.title), same(new.title)
    if old.municipality != new.municipality:
        yield "municipality", same(old.municipality.name), same(new.municipality.name)
    if old.years != new.years:
        yield "years", same(str(old.years)), same(str(new.years))
    if old.status != new.status:
        yield "status", _STATUS[old.status], _STATUS[new.status]


@dataclass(frozen=True)
class _Compared:
    """Two plans with their targets and focus areas in pairs."""

    old: Plan
    new: Plan
    pairs: Sequence[Paired]
    pages: tuple[Page, Page]
    areas: Mapping[str, FocusArea]
    _weighed: dict[tuple[str, ...], Strength] = field(default_factory=dict)

    def focus_areas(self) -> Iterator[AreaPair]:
        """Yield the focus areas of the new plan with what they were."""
        for one in self.new.focus_areas:
            was = self.areas.get(one.id)
            yield AreaPair(one.id, one.title, None if was is None else (was.id, was.title))

    @property
    def focus_areas_gone(self) -> tuple[tuple[str, str], ...]:
        """Id and title of the focus areas that the new plan does not have."""
        kept = {area.id for area in self.areas.values()}
        return tuple((one.id, one.title) for one in self.old.focus_areas if one.id not in kept)

    def dropped(self) -> Iterator[TargetName]:
        """Yield the targets that became nothing."""
        kept = {one.id for pair in self.pairs for one in pair.olds}
        for area, target in self.old.targets:
            if target.id not in kept:
                yield self._name(self.old, area, target)

    def entries(self) -> Iterator[Entry]:
        """Yield the targets of the new plan with what they were."""
        before = {target.id: area for area, target in self.old.targets}
        after = {target.id: area for area, target in self.new.targets}
        for pair in self.pairs:
            area = after[pair.new.id]
            name = self._name(self.new, area, pair.new)
            if not pair.olds:
                yield Entry(name)
                continue
            olds = tuple(self._name(self.old, before[one.id], one) for one in pair.olds)
            was = self.areas.get(area.id)
            moved = any(was is None or one.focus_area != was.id for one in olds)
            yield Entry(
                target=name,
                before=olds,
                link=pair.link,
                why=pair.why,
                together_with=tuple(one.new.id for one in self._others(pair)),
                strength=self._strength(pair),
                changes=tuple(self._changes(pair, area, before, moved=moved)),
                is_moved=moved,
                is_renumbered=all(one.id.casefold() != pair.new.id.casefold() for one in olds),
            )

    def _name(self, plan: Plan, area: FocusArea, target: Target) -> TargetName:
        asked = requirement_of(target, self.pages[1].catalogue)
        line = plan.lines.get(target.id, 0)
        due = due_words(target.due)
        return TargetName(target.id, target.title, area.id, asked, due, line)

    def _others(self, pair: Paired) -> list[Paired]:
        """Return the other pairs that share an old target."""
        sharing = [other for one in pair.olds for other in self._became[one.id]]
        ids = {other.new.id for other in sharing} - {pair.new.id}
        return [other for other in self.pairs if other.new.id in ids] if ids else []

    @cached_property
    def _became(self) -> Mapping[str, list[Paired]]:
        """The pairs that each old target is in, by its id."""
        found: dict[str, list[Paired]] = {}
        for pair in self.pairs:
            for one in pair.olds:
                found.setdefault(one.id, []).append(pair)
        return found

    def _strength(self, pair: Paired) -> Strength:
        """Compare all that became one with it, or all that one became with it."""
        olds, news = tuple(one.id for one in pair.olds), [pair, *self._others(pair)]
        if any({one.id for one in other.olds} != set(olds) for other in news):
            return Strength.INCOMPARABLE
        if olds not in self._weighed:
            before = [self._renamed(one) for one in pair.olds]
            after = [other.new for other in news]
            self._weighed[olds] = strength_between(before, after, *self.pages)
        return self._weighed[olds]

    def _renamed(self, target: Target) -> Target:
        """Return an old target whose condition names a target as the new plan does."""
        condition = target.only_if
        if condition is None or condition.target is None:
            return target
        now = self._became.get(condition.target, ())
        if len(now) != 1:
            return target
        renamed = condition.model_copy(update={"target": now[0].new.id})
        return target.changed(only_if=renamed)

    def _changes(
        self, pair: Paired, area: FocusArea, before: Mapping[str, FocusArea], *, moved: bool
    ) -> Iterator[Change]:
        for old in pair.olds:
            was = before[old.id]
            if old.id != pair.new.id:
                yield Change(Kind.ID, old.id, same(old.id), same(pair.new.id))
            if moved:
                yield Change(Kind.FOCUS_AREA, old.id, _titled(was), _titled(area))
            yield from changes_of(self._renamed(old), pair.new, *self.pages)
            follow_ups = (
                old.follow_up or was.follow_up or self.old.follow_up,
                pair.new.follow_up or area.follow_up or self.new.follow_up,
            )
            if follow_ups[0] != follow_ups[1]:
                yield Change(Kind.FOLLOW_UP, old.id, *map(follow_up_words, follow_ups))


def _titled(area: FocusArea) -> Text:
    return same(f"{area.id}. {area.title}")
