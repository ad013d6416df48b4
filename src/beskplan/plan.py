"""Plan files: the model, and `load_plan`, which finds every problem of a file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from beskplan.areas import Area, Kind, find_area
from beskplan.catalogue import Catalogue
from beskplan.documents import (
    Document,
    Entries,
    Items,
    Loc,
    Scalar,
    node_at,
    plain,
    read_document,
    repeated_ids,
)
from beskplan.errors import (
    PlanInvalidError,
    PlanUnreadableError,
    Problem,
    quoted,
    shortened,
)
from beskplan.measures import AnyMeasure, form_of
from beskplan.models import APeriod, Strict, Word, a_word, nearest, readable_part, validate
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.target import FollowUp, Group, Target

SCHEMA: Final = "beskplan/plan/v1"


def _years(written: object) -> Period:
    if isinstance(written, Period):
        return written
    text = a_word(written)
    period = _period_or_none(text)
    if period is None or str(period.start)[4:] != "-01-01" or str(period.end)[4:] != "-12-31":
        raise ValueError(
            f"{quoted(text)} is no year and no span of years; write 2023, or 2023-2025"
        )
    return period


def _period_or_none(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _municipality(written: object) -> Area:
    if isinstance(written, Area):
        return written
    return find_area(a_word(written), kinds=(Kind.MUNICIPALITY,))


class PlanSource(Strict):
    """The document that a plan file renders."""

    document: Word
    publisher: Word | None = None
    url: Word | None = None
    date: APeriod | None = None


@dataclass(frozen=True)
class FocusArea:
    """A titled group of targets."""

    id: str
    title: str
    targets: tuple[Target, ...]
    follow_up: tuple[int, ...] | Literal["yearly"] | None = None


class _FocusAreaHead(Strict):
    """The keys of a focus area beside its targets."""

    id: Word
    title: Word
    follow_up: FollowUp | None = None
    targets: Annotated[list[Any], Field(min_length=1)]


class _PlanHead(Strict):
    """The keys of a plan file beside the targets."""

    schema_: Literal["beskplan/plan/v1"] = Field(alias="schema")
    id: Word
    title: Word
    municipality: Annotated[Area, BeforeValidator(_municipality)]
    years: Annotated[Period, BeforeValidator(_years)]
    status: Literal["draft", "approved"]
    source: PlanSource
    replaces: Word | None = None
    language: Literal["da", "en"] = "da"
    follow_up: FollowUp | None = None
    groups: dict[Word, Group] = Field(default_factory=dict)
    focus_areas: Annotated[list[Any], Field(min_length=1)]


@dataclass(frozen=True)
class Plan:
    """A plan file that checks clean: municipality, years, focus areas with their targets.

    ``lines`` gives the line of each target; ``sha256`` is that of the file.
    """

    id: str
    title: str
    municipality: Area
    years: Period
    status: Literal["draft", "approved"]
    source: PlanSource
    focus_areas: tuple[FocusArea, ...]
    language: Literal["da", "en"] = "da"
    replaces: str | None = None
    follow_up: tuple[int, ...] | Literal["yearly"] | None = None
    groups: Mapping[str, Group] = field(default_factory=dict)
    file: str = ""
    sha256: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def targets(self) -> tuple[tuple[FocusArea, Target], ...]:
        """Every target with its focus area, in the order of the plan."""
        return tuple((area, target) for area in self.focus_areas for target in area.targets)

    @cached_property
    def indicators(self) -> frozenset[str]:
        """The ids of the indicators that the targets name."""
        return frozenset(
            indicator
            for _, target in self.targets
            for _, measure in target.measures()
            for indicator in measure.indicators()
        )


def load_plan(path: Path | str, catalogue: Catalogue | None = None) -> Plan:
    """Load a plan file.

    Args:
        path: the YAML file.
        catalogue: where given, indicators, segments and units are checked against it, and
            what does not fit comes with the file's other problems.

    Raises:
        PlanUnreadableError: missing, no file, not YAML, or no mapping.
        PlanInvalidError: not a plan; ``problems`` holds all of them, those of the targets
            that load included while others do not.
    """
    document = read_document(Path(path), "plan", PlanUnreadableError)
    head, problems = validate(_PlanHead, document)
    focus_areas, found = _load_focus_areas(document)
    problems += found
    problems += _repeated(document)
    problems += _impossible_conditions(document, focus_areas.targets)
    groups = head.groups if head is not None else None
    for loc, target in focus_areas.targets:
        problems += _unknown_groups(document, loc, target, groups)
    if catalogue is not None:
        for loc, target in focus_areas.targets:
            problems += _misfits(document, loc, target, catalogue)
        for loc in focus_areas.broken:
            problems += _misfits_of_broken(document, loc, catalogue)
    problems = document.with_own(problems)
    if problems or head is None:
        raise PlanInvalidError(problems)
    return Plan(
        **{key: getattr(head, key) for key in _KEPT},
        focus_areas=tuple(focus_areas.whole),
        file=document.file,
        sha256=document.sha256,
        lines={target.id: _line_of(document, loc) for loc, target in focus_areas.targets},
    )


_KEPT: Final = (
    "id",
    "title",
    "municipality",
    "years",
    "status",
    "source",
    "language",
    "replaces",
    "follow_up",
    "groups",
)


@dataclass
class _Loaded:
    """The focus areas and targets that load, while others may not."""

    whole: list[FocusArea]
    targets: list[tuple[Loc, Target]]
    broken: list[Loc]


def _load_focus_areas(document: Document) -> tuple[_Loaded, list[Problem]]:
    loaded, problems = _Loaded([], [], []), []
    listed = document.root.get("focus_areas")
    for index, node in enumerate(listed.nodes if isinstance(listed, Items) else ()):
        loc: Loc = ("focus_areas", index)
        label = f"focus area {_id_of(node, index)}"
        head, found = validate(_FocusAreaHead, document, loc, label)
        problems += found
        inside = node.get("targets") if isinstance(node, Entries) else None
        targets = []
        for number, inner in enumerate(inside.nodes if isinstance(inside, Items) else ()):
            place = (*loc, "targets", number)
            target, found = validate(Target, document, place, f"target {_id_of(inner, number)}")
            problems += found
            if target is not None:
                loaded.targets.append((place, target))
                targets.append(target)
            else:
                loaded.broken.append(place)
        if head is not None:
            loaded.whole.append(FocusArea(head.id, head.title, tuple(targets), head.follow_up))
    return loaded, problems


def _id_of(node: object, index: int) -> str:
    found = node.get("id") if isinstance(node, Entries) else None
    text = found.text if isinstance(found, Scalar) else ""
    return shortened(text) if text.strip() else f"no. {index + 1}"


def _line_of(document: Document, loc: Loc) -> int:
    return document.problem(loc, "").line


def _repeated(document: Document) -> Iterator[Problem]:
    """Yield ids that stand twice, among focus areas and among targets of the whole plan."""
    listed = document.root.get("focus_areas")
    areas = listed.nodes if isinstance(listed, Items) else ()
    targets = [
        target
        for area in areas
        if isinstance(area, Entries) and isinstance(inside := area.get("targets"), Items)
        for target in inside.nodes
    ]
    yield from repeated_ids(document.file, "focus area", areas)
    yield from repeated_ids(document.file, "target", targets)


def _impossible_conditions(
    document: Document, targets: list[tuple[Loc, Target]]
) -> Iterator[Problem]:
    """Yield conditions on targets that the plan does not have, and circles of conditions."""
    asked = {
        target.id: target.only_if.target
        for _, target in targets
        if target.only_if is not None and target.only_if.target is not None
    }
    written = _ids_of_targets(document)
    for loc, target in targets:
        wanted = asked.get(target.id)
        place = (*loc, "only_if", "target")
        if wanted is not None and wanted not in written:
            message = f"target {target.id}: no target {quoted(wanted)}{nearest(wanted, written)}"
            yield document.problem(place, message)
        elif _comes_back(target.id, asked):
            message = f"target {target.id}: its condition depends on itself"
            yield document.problem(place, message)


def _comes_back(start: str, asked: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    at: str | None = asked.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = asked.get(at)
    return False


def _ids_of_targets(document: Document) -> list[str]:
    listed = document.root.get("focus_areas")
    return [
        found.text
        for area in (listed.nodes if isinstance(listed, Items) else ())
        if isinstance(area, Entries) and isinstance(inside := area.get("targets"), Items)
        for target in inside.nodes
        if isinstance(target, Entries) and isinstance(found := target.get("id"), Scalar)
    ]


def _unknown_groups(
    document: Document, loc: Loc, target: Target, groups: Mapping[str, Group] | None
) -> Iterator[Problem]:
    """Yield groups that a rule names and the plan does not have."""
    if groups is None:
        return
    for path, rule in target.placed_rules():
        for inner, name in rule.groups():
            if name not in groups:
                hint = nearest(name, groups) or "; the plan has no groups"
                message = f"target {target.id}: no group {quoted(name)}{hint}"
                yield document.problem((*loc, *path, *inner), message)


def _misfits(
    document: Document, loc: Loc, target: Target, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what a target asks for and the catalogue does not have."""
    fits = True
    for inner, measure in target.measures():
        for place, message in measure.problems(catalogue):
            fits = False
            yield document.problem((*loc, *inner, *place), f"target {target.id}: {message}")
    for path, rule, measure in _judged_measures(target) if fits else ():
        for place, message in rule.problems(catalogue, measure):
            yield document.problem((*loc, *path, *place), f"target {target.id}: {message}")
    if fits and target.for_each is not None:
        yield from _unknown_members(document, loc, target, catalogue)


def _judged_measures(target: Target) -> Iterator[tuple[Loc, AnyRule, AnyMeasure]]:
    """Yield every rule with the measure that it judges."""
    for path, rule in target.placed_rules():
        measure = target.measure
        if path[0] == "other_readings":
            measure = target.other_readings[int(path[1])].measure or measure
        elif path[0] == "only_if" and target.only_if is not None:
            measure = target.only_if.measure
        yield from _single_rules(path, rule, measure)


def _single_rules(
    path: Loc, rule: AnyRule, measure: AnyMeasure | None
) -> Iterator[tuple[Loc, AnyRule, AnyMeasure]]:
    if measure is not None and not rule.listed_parts:
        yield path, rule, measure
    for index, part in enumerate(rule.listed_parts):
        place = (*path, "parts", index, "rule")
        yield from _single_rules(place, part.rule, part.measure or measure)


def _unknown_members(
    document: Document, loc: Loc, target: Target, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield members of a fan-out that no measured indicator has."""
    fan = target.for_each
    if fan is None or fan.members is None:
        return
    measured = [catalogue[name] for _, one in target.measures() for name in one.indicators()]
    dimensions = [
        indicator.dimensions[fan.dimension]
        for indicator in measured
        if fan.dimension in indicator.dimensions
    ]
    if not dimensions and measured:
        known = sorted({name for indicator in measured for name in indicator.dimensions})
        hint = nearest(fan.dimension, known)
        message = f"target {target.id}: no dimension {quoted(fan.dimension)}{hint}"
        yield document.problem((*loc, "for_each", fan.dimension), message, at_key=True)
    for member in (*fan.members, *fan.leave_out):
        for dimension in dimensions:
            try:
                dimension.member_of(member)
            except ValueError as cause:
                yield document.problem(
                    (*loc, "for_each", fan.dimension), f"target {target.id}, for_each: {cause}"
                )


def _misfits_of_broken(document: Document, loc: Loc, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what the measures of a target ask for in vain, where the target itself is broken."""
    target = node_at(document.root, loc)
    rule = target.get("rule") if isinstance(target, Entries) else None
    places: list[Loc] = [("measure",)]
    if isinstance(rule, Entries):
        places += [("rule", key.text) for key, _ in rule.pairs]
    for inner in places:
        written = plain(node_at(document.root, (*loc, *inner)))
        measure = readable_part(form_of(written), written)
        for place, message in measure.problems(catalogue) if measure is not None else ():
            label = f"target {_id_of(target, int(loc[-1]))}"
            yield document.problem((*loc, *inner, *place), f"{label}: {message}")
