"""Plan files: the model, and `load_plan`, which finds every problem of a file at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field

from beskplan.areas import COUNTRY, Area, Kind, find_area
from beskplan.catalogue import Catalogue, Dimension
from beskplan.documents import (
    MAX_PROBLEMS,
    Document,
    Entries,
    Items,
    Loc,
    Node,
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
    few_hints,
    quoted,
    shortened,
)
from beskplan.measures import FORMS, AnyMeasure, form_of
from beskplan.models import (
    APeriod,
    ReadBy,
    Shape,
    Strict,
    Word,
    a_word,
    nearest,
    readable_part,
    validate,
)
from beskplan.observations import SeriesKey, Wanted
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.rules._base import groups_in
from beskplan.target import FollowUp, ForEach, Group, Target

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
    """What the document is called."""
    publisher: Word | None = None
    """Who published it."""
    url: Word | None = None
    """Where it is found."""
    date: APeriod | None = None
    """When it was adopted."""


class FocusArea(NamedTuple):
    """A titled group of targets."""

    id: str
    title: str
    targets: tuple[Target, ...]
    follow_up: tuple[int, ...] | Literal["yearly"] | None = None


class _FocusAreaHead(Strict):
    """The keys of a focus area beside its targets."""

    id: Word
    """Its name, as the document numbers it."""
    title: Word
    """A short title of one's own."""
    follow_up: FollowUp | None = None
    """When its targets are followed up; without it when the plan says."""
    targets: Annotated[list[Any], Field(min_length=1)]
    """Its promises."""


class _PlanHead(Strict):
    """The keys of a plan file beside the targets."""

    schema_: Literal["beskplan/plan/v1"] = Field(alias="schema")
    """What kind of file this is."""
    id: Word
    """The plan's own name; other plans refer to it."""
    title: Word
    """What the document is called."""
    municipality: Annotated[Area, ReadBy(_municipality), Shape("municipality")]
    """Whose plan it is: name or code."""
    years: Annotated[Period, ReadBy(_years)]
    """The years that the plan covers: 2023, or 2023-2025."""
    status: Literal["draft", "approved"]
    """Whether the council has approved it."""
    source: PlanSource
    """The document."""
    replaces: Word | None = None
    """The id of the plan before, or of the draft."""
    language: Literal["da", "en"] = "da"
    """The language of tables, reports and texts in results."""
    follow_up: FollowUp | None = None
    """When targets are followed up, where they and their focus areas do not say."""
    groups: dict[Word, Group] = Field(default_factory=dict)
    """Municipalities by a name of the plan's own, for ``against`` and ``among``."""
    focus_areas: Annotated[list[Any], Field(min_length=1)]
    """The document's focus areas, in its order."""


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
    def members_of_groups(self) -> Mapping[str, Mapping[str | None, tuple[Area, ...]]]:
        """The municipalities of each group, by indicator where they differ."""
        return {name: group.members for name, group in self.groups.items()}


def needed_figures(plan: Plan, catalogue: Catalogue, areas: Collection[Area] = ()) -> Wanted:
    """Return the figures that evaluating a plan may look at.

    Args:
        plan: the promises.
        catalogue: what the measured indicators are made of.
        areas: the municipalities to judge; by default the plan's own.
    """
    series: set[SeriesKey] = set()
    elsewhere = False
    for _, target in plan.targets:
        rules = [rule for _, rule in target.placed_rules()]
        fan = target.for_each
        elsewhere |= any(rule.looks_elsewhere for rule in rules)
        elsewhere |= fan is not None and fan.members is None
        for _, measure in target.measures():
            elsewhere |= measure.looks_elsewhere
            series |= measure.series(catalogue)
            series |= _series_of_members(fan, measure, catalogue)
    judged = {area.code for area in areas or (plan.municipality,)}
    return Wanted(frozenset(series), None if elsewhere else frozenset(judged | {COUNTRY.code}))


def _series_of_members(
    fan: ForEach | None, measure: AnyMeasure, catalogue: Catalogue
) -> frozenset[SeriesKey]:
    if fan is None or fan.members is None:
        return frozenset()
    members = [measure.for_member(catalogue, fan.dimension, member) for member in fan.members]
    return frozenset().union(*(one.series(catalogue) for one in members))


class PlanRead(NamedTuple):
    """A plan file as far as it can be read.

    Attributes:
        document: its nodes.
        plan: the plan with its sound targets; None where its own keys cannot be read, or no
            target is sound.
        places: the path and the target of each sound one: nothing is wrong with it, and nothing
            in the file stops it from meaning what it says.
        problems: everything that is wrong, which `load_plan` raises.
    """

    document: Document
    plan: Plan | None
    places: tuple[tuple[Loc, Target], ...]
    problems: tuple[Problem, ...]


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
    found = read_plan(read_document(Path(path), "plan", PlanUnreadableError), catalogue)
    if found.problems or found.plan is None:
        raise PlanInvalidError(found.problems)
    return found.plan


@few_hints()
def read_plan(document: Document, catalogue: Catalogue | None = None) -> PlanRead:
    """Read a plan as far as it can be read; see `load_plan`."""
    head, problems = validate(_PlanHead, document)
    focus_areas, found = _load_focus_areas(document)
    problems += found
    problems += _repeated(document)
    problems += _impossible_conditions(document, focus_areas)
    groups = head.groups if head is not None else None
    sound = []
    for loc, target in focus_areas.targets:
        if len(problems) > MAX_PROBLEMS:
            break  # what was not checked is not sound
        unfit = list(_unfit_groups(document, loc, target, groups))
        if catalogue is not None:
            unfit += islice(_misfits(document, loc, target, catalogue), MAX_PROBLEMS)
        problems += unfit
        if not (unfit or document.problems):
            sound.append((loc, target))
    for loc in focus_areas.broken:
        problems += _unknown_groups_of_broken(document, loc, groups)
    if catalogue is not None:
        problems += _unknown_in_groups(document, groups, catalogue)
        for loc in focus_areas.broken:
            problems += _misfits_of_broken(document, loc, catalogue)
    plan = _plan_of(document, head, focus_areas.whole, sound) if head is not None else None
    inside = {loc for loc, _ in focus_areas.whole} if plan is not None else set()
    places = tuple((loc, target) for loc, target in sound if loc[:2] in inside)
    return PlanRead(document, plan, places, tuple(document.with_own(problems)))


def _plan_of(
    document: Document,
    head: _PlanHead,
    whole: Sequence[tuple[Loc, FocusArea]],
    sound: Sequence[tuple[Loc, Target]],
) -> Plan | None:
    """Return the plan with its sound targets, None without any."""
    inside: dict[Loc, list[Target]] = {}
    for loc, target in sound:
        inside.setdefault(loc[:2], []).append(target)
    focus_areas = [one._replace(targets=tuple(inside[loc])) for loc, one in whole if loc in inside]
    if not focus_areas:
        return None
    return Plan(
        **{key: getattr(head, key) for key in _KEPT},
        focus_areas=tuple(focus_areas),
        file=document.file,
        sha256=document.sha256,
        lines={target.id: _line_of(document, loc) for loc, target in sound},
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


class _Loaded(NamedTuple):
    """The focus areas and targets that load, while others may not."""

    whole: list[tuple[Loc, FocusArea]]
    targets: list[tuple[Loc, Target]]
    broken: list[Loc]


def _load_focus_areas(document: Document) -> tuple[_Loaded, list[Problem]]:
    loaded = _Loaded([], [], [])
    problems: list[Problem] = []
    listed = document.root.get("focus_areas")
    for index, node in enumerate(listed.nodes if isinstance(listed, Items) else ()):
        if len(problems) > MAX_PROBLEMS:
            break
        loc: Loc = ("focus_areas", index)
        label = f"focus area {_id_of(node, index)}"
        head, found = validate(_FocusAreaHead, document, loc, label)
        problems += found
        inside = node.get("targets") if isinstance(node, Entries) else None
        for number, inner in enumerate(inside.nodes if isinstance(inside, Items) else ()):
            if len(problems) > MAX_PROBLEMS:
                break
            place = (*loc, "targets", number)
            target, found = validate(Target, document, place, f"target {_id_of(inner, number)}")
            problems += found
            if target is not None:
                loaded.targets.append((place, target))
            else:
                loaded.broken.append(place)
        if head is not None:
            loaded.whole.append((loc, FocusArea(head.id, head.title, (), head.follow_up)))
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


def _impossible_conditions(document: Document, loaded: _Loaded) -> Iterator[Problem]:
    """Yield conditions on targets that the plan does not have, and circles of conditions."""
    asked = {
        target.id: target.only_if.target
        for _, target in loaded.targets
        if target.only_if is not None and target.only_if.target is not None
    }
    written = dict.fromkeys(_ids_of_targets(document))
    for loc in [*(loc for loc, _ in loaded.targets), *loaded.broken]:
        here = node_at(document.root, loc)
        wanted = _at(here, "only_if", "target")
        if isinstance(wanted, Scalar) and wanted.text not in written:
            label = f"target {_id_of(here, int(loc[-1]))}"
            message = f"{label}: no target {quoted(wanted.text)}{nearest(wanted.text, written)}"
            yield document.problem((*loc, "only_if", "target"), message)
    for loc, target in loaded.targets:
        place = (*loc, "only_if", "target")
        if _comes_back(target.id, asked):
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


def _unfit_groups(
    document: Document, loc: Loc, target: Target, groups: Mapping[str, Group] | None
) -> Iterator[Problem]:
    """Yield groups that the plan does not have, or that leave the measured indicator out."""
    if groups is None:
        return
    known = set()
    for path, name in _groups_named(target):
        if name in groups:
            known.add(name)
        else:
            message = f"target {target.id}: {_no_group(name, groups)}"
            yield document.problem((*loc, *path), message)
    for path, name, measure in _groups_asked(target):
        if name in known:
            for message in _left_out_by(groups[name], name, measure):
                yield document.problem((*loc, *path), f"target {target.id}: {message}")
    yield from _unfit_fan(document, loc, target, groups)


def _groups_named(target: Target) -> Iterator[tuple[Loc, str]]:
    for path, rule in target.placed_rules():
        for inner, name in rule.groups():
            yield (*path, *inner), name
    among = target.for_each.among if target.for_each is not None else None
    if among is not None:
        for inner, name in groups_in(among, ("for_each", "area", "among")):
            yield inner, name


def _groups_asked(target: Target) -> Iterator[tuple[Loc, str, AnyMeasure]]:
    """Yield the groups with the measure that asks for their municipalities."""
    for path, rule, measure in judged_measures(target):
        for inner, name in rule.groups():
            yield (*path, *inner), name, measure
    fan = target.for_each
    _, measured = next(target.measures(), ((), None))
    if fan is not None and fan.among is not None and measured is not None:
        for inner, name in groups_in(fan.among, ("for_each", "area", "among")):
            yield inner, name, measured


def _no_group(name: str, groups: Mapping[str, Group]) -> str:
    return f"no group {quoted(name)}{nearest(name, groups) or '; the plan has no groups'}"


def _left_out_by(group: Group, name: str, measure: AnyMeasure) -> Iterator[str]:
    """Yield that a group which differs by indicator has nobody for the measured one."""
    indicator = measure.indicators()[0]
    if group.by_indicator is not None and indicator not in group.by_indicator:
        hint = nearest(indicator, group.by_indicator)
        yield f"the group {quoted(name)} has no areas for {quoted(indicator)}{hint}"


def _unfit_fan(
    document: Document, loc: Loc, target: Target, groups: Mapping[str, Group]
) -> Iterator[Problem]:
    """Yield what a fan-out over a group asks in vain, as `ForEach` does of regions and areas."""
    fan = target.for_each
    if fan is None or fan.among is None or fan.everybody is not None:
        return
    _, measure = next(target.measures(), ((), None))
    group = groups.get(next((name for _, name in groups_in(fan.among, ())), ""))
    if group is None or measure is None:
        return
    asked = group.members.get(None) or group.members.get(measure.indicators()[0])
    for message in fan.problems_among(asked) if asked else ():
        yield document.problem((*loc, "for_each"), f"target {target.id}, for_each: {message}")


def _unknown_in_groups(
    document: Document, groups: Mapping[str, Group] | None, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield indicators that a group names and the catalogue does not have."""
    for name, group in (groups or {}).items():
        for indicator in group.by_indicator or ():
            if indicator not in catalogue:
                hint = nearest(indicator, (one.id for one in catalogue))
                message = f"groups.{name}: no indicator {quoted(indicator)}{hint}"
                loc = ("groups", name, "by_indicator", indicator)
                yield document.problem(loc, message, at_key=True)


def _misfits(
    document: Document, loc: Loc, target: Target, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what a target asks for and the catalogue does not have."""
    fits = True
    for inner, measure in target.measures():
        for place, message in measure.problems(catalogue):
            fits = False
            yield document.problem((*loc, *inner, *place), f"target {target.id}: {message}")
    for path, rule, measure in judged_measures(target) if fits else ():
        for place, message in rule.problems(catalogue, measure):
            yield document.problem((*loc, *path, *place), f"target {target.id}: {message}")
    if fits and target.for_each is not None:
        yield from _unknown_members(document, loc, target, catalogue)
        yield from _named_twice(document, loc, target, target.for_each.dimension)


def _named_twice(document: Document, loc: Loc, target: Target, dimension: str) -> Iterator[Problem]:
    """Yield measures that name the dimension whose members they are asked for.

    A condition may: what it names itself is then the same for every member.
    """
    for path, measure in target.measures():
        for inner in () if path[0] == "only_if" else measure.naming(dimension):
            message = f"for_each sets {dimension}; leave it out of {inner[-2]}"
            place = (*loc, *path, *inner)
            yield document.problem(place, f"target {target.id}: {message}", at_key=True)


def judged_measures(target: Target) -> Iterator[tuple[Loc, AnyRule, AnyMeasure]]:
    """Yield every rule with the measure that it judges."""
    for path, rule in target.placed_rules():
        measure = target.measure
        if path[0] == "other_readings":
            measure = target.other_readings[int(path[1])].measure or measure
        elif path[0] == "only_if" and target.only_if is not None:
            measure = target.only_if.measure
        yield from _single_rules(path, rule, measure)
    for index, other in enumerate(target.other_readings):
        if other.rule is None and other.measure is not None:
            for rule in target.rules:
                yield from _single_rules(("other_readings", index), rule, other.measure)


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
    for dimension in dimensions:
        yield from _unknown_names(document, loc, target, fan, dimension)


def _unknown_names(
    document: Document, loc: Loc, target: Target, fan: ForEach, dimension: Dimension
) -> Iterator[Problem]:
    """Yield what is no member, and members that stand twice under two of their names."""
    judged: dict[str | None, str] = {}
    places: list[tuple[str, Loc]] = [
        *((name, (fan.dimension, index)) for index, name in enumerate(fan.members or ())),
        *((name, ("leave_out", name)) for name in fan.leave_out),
    ]
    for name, place in places:
        try:
            member = dimension.member_of(name)
        except ValueError as cause:
            message = str(cause)
        else:
            if member not in judged:
                judged[member] = name
                continue
            message = f"{quoted(name)} is the member that {quoted(judged[member])} names"
        yield document.problem(
            (*loc, "for_each", *place),
            f"target {target.id}, for_each: {message}",
            at_key=place[0] == "leave_out",
        )


def _misfits_of_broken(document: Document, loc: Loc, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what the measures of a target ask for in vain, where the target itself is broken."""
    target = node_at(document.root, loc)
    label = f"target {_id_of(target, int(loc[-1]))}"
    for inner, measure in _readable_measures(target, ()):
        for place, message in measure.problems(catalogue):
            yield document.problem((*loc, *inner, *place), f"{label}: {message}")


def _readable_measures(node: Node, path: Loc) -> Iterator[tuple[Loc, AnyMeasure]]:
    """Yield the measures that can be read, wherever they stand in a node."""
    written = plain(node) if isinstance(node, Entries) else {}
    measure = readable_part(form_of(written), written) if FORMS.keys() & written.keys() else None
    if measure is not None:
        yield path, measure
        return
    for step, inner in _inside(node):
        yield from _readable_measures(inner, (*path, step))


def _inside(node: Node) -> Iterator[tuple[str | int, Node]]:
    """Yield what stands in a mapping or a list, with its key or number."""
    if isinstance(node, Entries):
        yield from ((key.text, value) for key, value in node.pairs)
    elif isinstance(node, Items):
        yield from enumerate(node.nodes)


def _unknown_groups_of_broken(
    document: Document, loc: Loc, groups: Mapping[str, Group] | None
) -> Iterator[Problem]:
    """Yield groups that a broken target names in vain."""
    target = node_at(document.root, loc)
    label = f"target {_id_of(target, int(loc[-1]))}"
    for path, name in _groups_written(target, ()) if groups is not None else ():
        if name not in (groups or {}):
            yield document.problem((*loc, *path), f"{label}: {_no_group(name, groups or {})}")


def _at(node: Node | None, *keys: str) -> Node | None:
    """Return what stands under keys, None where one of them is missing."""
    for key in keys:
        node = node.get(key) if isinstance(node, Entries) else None
    return node


def _groups_written(node: Node, path: Loc) -> Iterator[tuple[Loc, str]]:
    for step, inner in _inside(node):
        group = _at(inner, "group") if step in ("against", "among", "rest_of") else None
        if isinstance(group, Scalar):
            yield (*path, step, "group"), group.text
        yield from _groups_written(inner, (*path, step))
