"""Plan files: the model, and `load_plan`, which finds every problem of a file at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

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
    shown,
)
from beskplan.measures import AnyMeasure
from beskplan.models import APeriod, Strict, Word, Words1, a_word, readable_part, validate
from beskplan.periods import Period
from beskplan.rules import AnyRule

SCHEMA: Final = "beskplan/plan/v1"
EACH_YEAR: Final = "each year"


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


def _follow_up(written: object) -> tuple[int, ...] | str:
    if written == "yearly":
        return "yearly"
    items = written if isinstance(written, list | tuple) and written else [written]
    for item in items:
        if _MONTH.fullmatch(str(item)) is None:
            hint = "write yearly, or months as numbers such as [3, 10]"
            raise ValueError(f"{shown(item)} is no month; {hint}")
    months = tuple(int(str(item)) for item in items)
    if len(set(months)) < len(months):
        raise ValueError("a month stands twice")
    return months


_MONTH: Final = re.compile("0?[1-9]|1[0-2]")


def _span(written: object) -> Period | str:
    if written == EACH_YEAR or isinstance(written, Period):
        return written
    text = a_word(written)
    try:
        return Period.parse(text)
    except ValueError as cause:
        raise ValueError(f"{cause}, or {EACH_YEAR}") from None


Span = Annotated[Period | Literal["each year"], BeforeValidator(_span)]
FollowUp = Annotated[tuple[int, ...] | Literal["yearly"], BeforeValidator(_follow_up)]


class PlanSource(Strict):
    """The document that a plan file renders."""

    document: Word
    publisher: Word | None = None
    url: Word | None = None
    date: APeriod | None = None


class TargetSource(Strict):
    """Where in the document a promise stands; ``document`` defaults to the plan's."""

    document: Word | None = None
    publisher: Word | None = None
    section: Word | None = None
    page: Word | None = None
    date: APeriod | None = None
    url: Word | None = None


class Due(Strict):
    """When a promise falls due: exactly one of ``by_end``, ``during``, ``throughout``.

    Each holds a period, or ``each year``: the year of the newest figure.
    """

    by_end: Span | None = None
    during: Span | None = None
    throughout: Span | None = None

    @model_validator(mode="after")
    def _one(self) -> Due:
        given = [key for key in type(self).model_fields if key in self.model_fields_set]
        if len(given) != 1:
            found = f"found {' and '.join(given)}" if given else "found none"
            raise ValueError(f"exactly one of by_end, during and throughout is needed; {found}")
        return self

    @property
    def kind(self) -> Literal["by_end", "during", "throughout"]:
        """Which of the three it is."""
        if self.by_end is not None:
            return "by_end"
        return "during" if self.during is not None else "throughout"

    def span(self, newest: Period | None) -> Period | None:
        """Return the period meant; ``each year`` is that of the newest figure."""
        meant = getattr(self, self.kind)
        if isinstance(meant, Period):
            return meant
        return None if newest is None else Period.of_year(newest.year)


class Target(Strict):
    """One promise, with a stable ``id``."""

    id: Word
    title: Word
    rule: AnyRule
    measure: AnyMeasure | None = None
    period: APeriod | None = None
    due: Due | None = None
    reading: Word | None = None
    replaces: Words1 = ()
    source: TargetSource | None = None
    follow_up: FollowUp | None = None
    note: Word | None = None

    @model_validator(mode="after")
    def _measured(self) -> Target:
        if self.measure is None and self.rule.needs_measure:
            raise ValueError('key "measure" is missing: the rule needs a number to judge')
        return self


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
            for _, measure in _measures_of(target)
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


def _measures_of(target: Target) -> Iterator[tuple[Loc, AnyMeasure]]:
    if target.measure is not None:
        yield ("measure",), target.measure
    for key, measure in target.rule.measures():
        yield ("rule", key), measure


def _misfits(
    document: Document, loc: Loc, target: Target, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what a target asks for and the catalogue does not have."""
    fits = True
    for inner, measure in _measures_of(target):
        for place, message in measure.problems(catalogue):
            fits = False
            yield document.problem((*loc, *inner, *place), f"target {target.id}: {message}")
    if fits and target.measure is not None:
        for place, message in target.rule.problems(catalogue, target.measure):
            yield document.problem((*loc, "rule", *place), f"target {target.id}: {message}")


def _misfits_of_broken(document: Document, loc: Loc, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what the measures of a target ask for in vain, where the target itself is broken."""
    target = node_at(document.root, loc)
    rule = target.get("rule") if isinstance(target, Entries) else None
    places: list[Loc] = [("measure",)]
    if isinstance(rule, Entries):
        places += [("rule", key.text) for key, _ in rule.pairs]
    for inner in places:
        written = plain(node_at(document.root, (*loc, *inner)))
        measure = readable_part(AnyMeasure, written)
        for place, message in measure.problems(catalogue) if measure is not None else ():
            label = f"target {_id_of(target, int(loc[-1]))}"
            yield document.problem((*loc, *inner, *place), f"{label}: {message}")
