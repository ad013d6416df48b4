"""How a plan is put together: ids, what replaces what, promises made twice, groups left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from pydantic import BaseModel

from beskplan.catalogue import Catalogue, Dimension, folded
from beskplan.checks._base import CheckedPlan, Found, Level, Placed, check_plan
from beskplan.documents import Loc, Scalar, node_at
from beskplan.errors import few_hints, quoted, shortened
from beskplan.measures import IndicatorMeasure
from beskplan.models import nearest
from beskplan.plan import Plan
from beskplan.rules import AnyRule
from beskplan.rules.none import NoRule
from beskplan.target import ForEach, Target

_MOST_MEMBERS: Final = 12
"""A dimension of more members is never asked as a whole."""
_UNKNOWN: Final = ("uoplyst", "ukendt")
"""Members that begin like this are those of whom nothing is known; nobody promises for them."""
_MOST_NAMED: Final = 4


@check_plan("BP101", Level.WARNING, "two ids that look alike")
def ids_that_look_alike(checked: CheckedPlan) -> Iterator[Found]:
    """Find ids that differ in nothing but capital letters or spaces.

    Whoever asks for one of two such targets, on the command line or in the plan that replaces
    this one, easily gets the other, and where files are named after them one is lost. The same
    id twice does not load at all, however its letters are composed. A focus area and a target may
    share theirs, and so may targets of two plans, where capitals are a way to number anew.

    Bad:
        targets:
          - {id: 1a}
          - {id: 1A, rule: {type: threshold, at_most: 3.5}}
    Good:
        targets:
          - {id: 1a}
          - {id: 1b, rule: {type: threshold, at_most: 3.5}}
    """
    areas = dict.fromkeys(placed.loc[:2] for placed in checked.targets)
    yield from _alike(checked, "focus area", areas)
    yield from _alike(checked, "target", (placed.loc for placed in checked.targets))


def _alike(checked: CheckedPlan, what: str, places: Iterable[Loc]) -> Iterator[Found]:
    first: dict[str, Scalar] = {}
    for place in places:
        found = node_at(checked.document.root, (*place, "id"))
        if not isinstance(found, Scalar):
            continue
        before = first.setdefault(folded(found.text).replace(" ", ""), found)
        if before.text != found.text:
            yield Found(
                (*place, "id"),
                f"{what} {shortened(found.text)}: its id {quoted(found.text)} looks like "
                f"{quoted(before.text)} in line {before.line}; give one of them another id",
            )


@check_plan("BP102", Level.ERROR, "replaces points nowhere")
def replaces_nothing(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that replace what the plan before does not have.

    `diff` pairs the targets of two plans by replaces, and shows such a target as new and the one
    that was meant as dropped. Told is also that a plan replaces itself, and targets with replaces
    in a plan that replaces none. Where the plan before is not at hand, BP105 says so.

    Bad:
        plan: {replaces: eksempel-2022}
        replaces: 1c
        before: {targets: [{id: 1a}, {id: 2a}]}
    Good:
        plan: {replaces: eksempel-2022}
        replaces: 1a
        before: {targets: [{id: 1a}, {id: 2a}]}
    """
    plan = checked.plan
    if plan.replaces == plan.id:
        message = f"the plan {quoted(plan.id)} replaces itself; name the plan before it"
        yield Found(("replaces",), message)
    elif plan.replaces is None:
        for placed in checked.targets:
            if placed.target.replaces:
                message = "replaces a target, but the plan replaces none; say which with replaces:"
                yield placed.found(("replaces",), message)
    elif checked.before is not None:
        with few_hints():
            found = list(_pointing_nowhere(checked.targets, checked.before))
        yield from found


def _pointing_nowhere(targets: tuple[Placed, ...], before: Plan) -> Iterator[Found]:
    known = {target.id: None for _, target in before.targets}
    for placed in targets:
        for at, name in _replaced(placed.target):
            if name not in known:
                message = f"replaces {quoted(name)}, which {quoted(before.id)} does not have"
                yield placed.found(at, f"{message}{nearest(name, known)}")


def _replaced(target: Target) -> Iterator[tuple[Loc, str]]:
    """Yield the ids that a target replaces, with their paths."""
    for number, name in enumerate(target.replaces):
        yield ("replaces", number), name


@check_plan("BP103", Level.WARNING, "a target is replaced twice")
def replaced_twice(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets of the plan before that several replace, or that one replaces twice.

    Mostly a target was copied and its replaces left as it was; `diff` then pairs the old promise
    with one that has nothing to do with it. A promise that was split in two is allowed with that
    reason. Several old targets put together into one are no finding.

    Bad:
        plan: {replaces: eksempel-2022}
        before: {targets: [{id: 1a}]}
        targets:
          - {id: 1a, replaces: 1a}
          - {id: 1b, replaces: 1a, rule: {type: threshold, at_most: 3.5}}
    Good:
        plan: {replaces: eksempel-2022}
        before: {targets: [{id: 1a}, {id: 1b}]}
        targets:
          - {id: 1a, replaces: [1a, 1b]}
          - {id: 1b, rule: {type: threshold, at_most: 3.5}}
    """
    first: dict[str, str] = {}
    for placed in checked.targets:
        target = placed.target
        for at, name in _replaced(target):
            by = first.get(name)
            first.setdefault(name, target.id)
            if by == target.id:
                yield placed.found(at, f"replaces {quoted(name)} twice; name it once")
            elif by is not None:
                yield placed.found(
                    at,
                    f"replaces {quoted(name)}, which target {shortened(by)} replaces too; name "
                    "another, or allow it where the promise was split",
                )


@check_plan("BP104", Level.NOTE, "replaces a target on another indicator", needs=("before",))
def replaces_another_indicator(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that replace one on other indicators.

    What the promise counts has changed, so figures and levels of the two plans cannot be
    compared, or the wrong target is named. Where the document itself measures in another way
    than before, it is allowed with that reason. Targets without a measure, and those that share
    any of their indicators, are no finding.

    Bad:
        plan: {replaces: eksempel-2022}
        replaces: 1a
        before: {targets: [{id: 1a, measure: {indicator: ledige.antal}}]}
    Good:
        plan: {replaces: eksempel-2022}
        replaces: 1a
        before: {targets: [{id: 1a, measure: {indicator: ledige}}]}
    """
    assert checked.before is not None
    measured = _measured_in(checked.before)
    for placed in checked.targets:
        own = _measured(placed.target)
        for at, name in _replaced(placed.target):
            then = measured.get(name, ())
            if own and then and set(own).isdisjoint(then):
                yield placed.found(
                    at,
                    f"replaces {quoted(name)}, which measures {' and '.join(then[:_MOST_NAMED])}, "
                    f"not {' and '.join(own[:_MOST_NAMED])}; name the one on this indicator, or "
                    "allow it where the document changes what is measured",
                )


def _measured_in(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    return {target.id: _measured(target) for _, target in plan.targets}


def _measured(target: Target) -> tuple[str, ...]:
    """Return the indicators that a target measures, each once."""
    found = (name for _, measure in target.measures() for name in measure.indicators())
    return tuple(dict.fromkeys(found))


@check_plan("BP105", Level.NOTE, "the plan that is replaced is not at hand")
def without_the_plan_before(checked: CheckedPlan) -> Iterator[Found]:
    """Find plans that replace one which does not stand beside them, or does not load.

    What their targets replace is then not looked at: BP102 and BP104 say nothing, which is not
    to say that all is well. A plan whose predecessor was never written as a file is as it should
    be.

    Bad:
        plan: {replaces: eksempel-2022}
    Good:
        plan: {replaces: eksempel-2022}
        before: {targets: [{id: 1a}]}
    """
    plan = checked.plan
    if plan.replaces not in (None, plan.id) and checked.before is None:
        yield Found(
            ("replaces",),
            f"no plan {quoted(str(plan.replaces))} that loads stands in this folder, so what the "
            "targets replace is not checked; put its file beside this one",
        )


@check_plan("BP106", Level.WARNING, "the same is promised twice")
def promised_twice(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that promise the same as another, and parts of one target that do.

    A promise that stands twice counts twice in every summary, and of two parts that are one the
    other is missing: mostly something was copied and not changed. The same are measure, rule,
    baseline, period, deadline and condition, however a group is spelt; titles, sources and notes
    may differ. Targets that no figure decides are never the same.

    Bad:
        targets:
          - {id: 1a, measure: {indicator: ledige}}
          - {id: 1b, measure: {indicator: ledige}, title: Lav ledighed}
    Good:
        targets:
          - {id: 1a, measure: {indicator: ledige}}
          - {id: 1b, measure: {indicator: ledige, segment: {køn: Kvinder}}}
    """
    first: dict[Hashable, Placed] = {}
    alike = Counter(_at_a_glance(placed.target) for placed in checked.targets)
    for placed in checked.targets:
        target = placed.target
        judges = not all(isinstance(rule, NoRule) for rule in target.rules)
        if judges and alike[_at_a_glance(target)] > 1:
            before = first.setdefault(_promise(target, checked.catalogue, _fan_of(target)), placed)
            if before is not placed:
                line = node_at(checked.document.root, before.loc).line
                yield placed.found(
                    ("id",),
                    f"promises the same as target {shortened(before.target.id)} in line {line}; "
                    "delete one, or correct what was copied",
                )
        for path, rule in target.placed_rules():
            yield from _parts_twice(placed, path, rule, checked.catalogue)


def _at_a_glance(target: Target) -> Hashable:
    """Return some of what a target promises, alike for two that promise the same."""
    rules = [(rule.type, *_numbers_and_words(rule)) for rule in target.rules]
    return (tuple(rules), target.measure.indicators() if target.measure else ())


def _numbers_and_words(rule: AnyRule) -> Iterator[Decimal | str]:
    return (one for one in vars(rule).values() if isinstance(one, Decimal | str))


def _parts_twice(placed: Placed, path: Loc, rule: AnyRule, catalogue: Catalogue) -> Iterator[Found]:
    first: dict[Hashable, int] = {}
    for number, part in enumerate(rule.listed_parts):
        at = (*path, "parts", number)
        if not isinstance(part.rule, NoRule):
            promise = _promise(part, catalogue, _fan_of(placed.target))
            before = first.setdefault(promise, number)
            if before != number:
                message = f"part {number + 1} promises the same as part {before + 1}"
                yield placed.found(at, f"{message}; delete one, or correct what was copied")
        yield from _parts_twice(placed, (*at, "rule"), part.rule, catalogue)


_ABOUT: Final = frozenset(
    {
        "allow",
        "assessment",
        "follow_up",
        "id",
        "note",
        "other_readings",
        "reading",
        "replaces",
        "source",
        "stated",
        "title",
    }
)
"""Keys that say something about a promise, and are no part of it."""


def _fan_of(target: Target) -> str | None:
    """Return the dimension of a fan-out: its total named is another number than each member's."""
    return None if target.for_each is None else target.for_each.dimension


def _promise(written: object, catalogue: Catalogue, fanned: str | None) -> Hashable:
    """Return what is promised, alike for two that promise the same."""
    if isinstance(written, IndicatorMeasure):
        return _number(written, catalogue, fanned)
    if isinstance(written, BaseModel):
        kept = (
            (key, _in_any_order(key, getattr(written, key))) for key in type(written).model_fields
        )
        said = (
            (key, _promise(value, catalogue, fanned)) for key, value in kept if key not in _ABOUT
        )
        return (type(written).__name__, *said)
    if isinstance(written, Mapping):
        return frozenset(
            (key, _promise(value, catalogue, fanned)) for key, value in written.items()
        )
    if isinstance(written, tuple | list):
        return tuple(_promise(one, catalogue, fanned) for one in written)
    assert isinstance(written, Hashable)
    return written


def _in_any_order(key: str, value: object) -> object:
    """Return the members of a fan-out without their order, anything else as it is."""
    return frozenset(value) if key == "members" and isinstance(value, tuple) else value


def _number(measure: IndicatorMeasure, catalogue: Catalogue, fanned: str | None) -> Hashable:
    """Return what a measure counts, a group by its members however it is written."""
    dimensions = catalogue[measure.indicator].dimensions
    groups = {name: (member,) for name, member in measure.segment.items()} | dict(measure.pooled)
    parts = {name: _members(dimensions[name], given) for name, given in groups.items()}
    return (
        measure.indicator,
        frozenset((name, members) for name, members in parts.items() if members or name == fanned),
        measure.area,
        _promise(measure.over, catalogue, fanned),
        _promise(measure.change, catalogue, fanned),
    )


def _members(dimension: Dimension, labels: Iterable[str]) -> frozenset[str]:
    """Return the members that labels name, those of unions singly; of the total none."""
    named = [dimension.member_of(label) for label in labels]
    return frozenset(
        part for name in named if name is not None for part in dimension.unions.get(name, (name,))
    )


@check_plan("BP107", Level.WARNING, "a fan-out leaves out a group without saying so")
def groups_left_out(checked: CheckedPlan) -> Iterator[Found]:
    """Find fan-outs over most groups of an indicator that neither ask nor leave out the rest.

    "All groups" then reads as kept, although one was never looked at. `leave_out` says which
    are not judged, and why; results show it. Only a fan-out over more than half of at most twelve
    members is meant as all of them: to ask a few of many is a choice. A union stands for its
    members, municipalities are asked by name, and those of whom nothing is known (uoplyst) are
    no group.

    Bad:
        measure: {indicator: tilbud}
        rule: {type: vs-national-average, must_be: at-least}
        for_each: {ydelse: [A-dagpenge, Kontanthjælp]}
    Good:
        measure: {indicator: tilbud}
        rule: {type: vs-national-average, must_be: at-least}
        for_each:
          ydelse: [A-dagpenge, Kontanthjælp]
          leave_out: {Uddannelseshjælp: fem personer}
    """
    for placed in checked.targets:
        fan = placed.target.for_each
        dimension = _fanned(placed.target, fan, checked.catalogue) if fan is not None else None
        if fan is None or dimension is None:
            continue
        gone = _never_named(fan, dimension)
        if gone:
            names = ", ".join(quoted(name) for name in gone)
            yield placed.found(
                ("for_each", fan.dimension),
                f"{names} {'is' if len(gone) == 1 else 'are'} neither asked nor left out; add "
                f"{'it' if len(gone) == 1 else 'them'}, or say why not under leave_out",
                at_key=True,
            )


def _fanned(target: Target, fan: ForEach, catalogue: Catalogue) -> Dimension | None:
    """Return the dimension whose members are asked, of the first indicator that has it."""
    if fan.members is None:
        return None
    dimensions = (catalogue[name].dimensions for name in _measured(target))
    return next((one[fan.dimension] for one in dimensions if fan.dimension in one), None)


def _never_named(fan: ForEach, dimension: Dimension) -> list[str]:
    """Return the members that a fan-out over most of them passes over."""
    every = dimension.members
    asked = _members(dimension, fan.members or ())
    if len(every) > _MOST_MEMBERS or 2 * len(asked) <= len(every):
        return []
    said = asked | _members(dimension, fan.leave_out)
    return [name for name in every if name not in said and not folded(name).startswith(_UNKNOWN)]
