"""One promise of a plan: the model of a target and of everything that stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from beskplan.areas import Area, Kind, find_area, members, municipalities
from beskplan.due import Due
from beskplan.errors import quoted, shown
from beskplan.measures import ABaseline, AnyMeasure
from beskplan.models import APeriod, ReadBy, Shape, Strict, Word, Words1, exactly_one
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.rules._against import AMunicipality, AnyAmong, among_words
from beskplan.words import Text


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


FollowUp = Annotated[tuple[int, ...] | Literal["yearly"], ReadBy(_follow_up), Shape("follow-up")]


class TargetSource(Strict):
    """Where in the document a promise stands; ``document`` defaults to the plan's."""

    document: Word | None = None
    """The document, where it is not the plan's."""
    publisher: Word | None = None
    """Who published it, where that is not the plan's publisher."""
    section: Word | None = None
    """The section, or the name of the target in the document."""
    page: Word | None = None
    """The page."""
    date: APeriod | None = None
    """When the document, or the decision, was made."""
    url: Word | None = None
    """Where the document is found."""


class Group(Strict):
    """Named municipalities, the same for all indicators or different by indicator."""

    model_config = exactly_one("areas", "by_indicator")

    title: Word | None = None
    """What the group is called."""
    areas: Annotated[tuple[AMunicipality, ...], Field(min_length=1)] | None = None
    """Its municipalities, by name or code."""
    by_indicator: (
        Annotated[
            dict[Word, Annotated[tuple[AMunicipality, ...], Field(min_length=1)]],
            Field(min_length=1),
        ]
        | None
    ) = None
    """Its municipalities for each indicator, by the indicator's id."""

    @model_validator(mode="after")
    def _one(self) -> Group:
        if (self.areas is None) == (self.by_indicator is None):
            raise ValueError("a group takes exactly one of areas and by_indicator")
        return self

    @property
    def members(self) -> Mapping[str | None, tuple[Area, ...]]:
        """Its municipalities by indicator; under None those of every other indicator."""
        if self.areas is not None:
            return {None: self.areas}
        by_indicator: dict[str | None, tuple[Area, ...]] = {}
        by_indicator.update(self.by_indicator or {})
        return by_indicator


_EXTRA: Final = ("leave_out", "instead", "require")
_REQUIRE: Final = re.compile(r"([1-9][0-9]?|100) percent")


def _fan(written: object) -> object:
    """Return a fan-out with its one dimension under keys of its own."""
    if not isinstance(written, dict):
        return written
    over = [key for key in written if key not in _EXTRA]
    if len(over) != 1:
        found = f"found {' and '.join(map(str, over))}" if over else "found none"
        raise ValueError(f"for_each names exactly one dimension, or area; {found}")
    rest = {key: written[key] for key in written if key in _EXTRA}
    if over[0] == "area":
        inside = written["area"]
        if not isinstance(inside, dict) or set(inside) != {"among"}:
            raise ValueError("for_each over areas is written area: {among: {region: …}}")
        return {"dimension": "area", "among": inside["among"], **rest}
    return {"dimension": over[0], "members": written[over[0]], **rest}


def _require(written: object) -> object:
    if written == "all" or isinstance(written, int) or _REQUIRE.fullmatch(str(written)):
        return written
    if re.fullmatch("[1-9][0-9]{0,3}", str(written)):
        return int(str(written))
    raise ValueError(f"{shown(written)} is no number of them; write all, 2 or 50 percent")


class ForEach(Strict):
    """The same asked of several members of a dimension, or of several municipalities."""

    dimension: Word
    """The dimension, or area."""
    members: Annotated[tuple[Word, ...], Field(min_length=2)] | None = None
    """The members of this dimension that are asked, at least two."""
    among: AnyAmong | None = None
    """Whose municipalities are asked."""
    leave_out: dict[Word, Word] = Field(default_factory=dict)
    """Members that are not judged, each with the reason."""
    instead: dict[Word, AnyRule] = Field(default_factory=dict)
    """Another rule for some members, where better is the other way."""
    require: Annotated[int | str, BeforeValidator(_require), Shape("require")] = "all"
    """How many must be met: all, a number, or a share such as 50 percent."""

    @model_validator(mode="after")
    def _known(self) -> ForEach:
        problem = next(self._problems(), None)
        if problem is not None:
            raise ValueError(problem)
        return self

    def _problems(self) -> Iterator[str]:
        if self.members is None:
            for name in (*self.leave_out, *self.instead):
                find_area(name, kinds=(Kind.MUNICIPALITY,))
            if self.everybody is not None:
                yield from self.problems_among(self.everybody)
            return
        if len(set(self.members)) < len(self.members):
            yield "a member stands twice"
        for name in self.instead:
            if name not in self.members:
                yield f"instead names {quoted(name)}, which is not among the members"
        for name in self.leave_out:
            if name in self.members:
                yield f"{quoted(name)} is both judged and left out"
        yield from self._out_of_reach(len(self.members))

    @property
    def everybody(self) -> tuple[Area, ...] | None:
        """The municipalities of a fan-out over areas, as long as they exist; None of a group."""
        if isinstance(self.among, str):
            return municipalities()
        if self.among is None or self.among.group is not None:
            return None
        named = self.among.named
        return self.among.areas if named is None else members(named, named.valid_to or date.max)

    def problems_among(self, asked: tuple[Area, ...]) -> Iterator[str]:
        """Yield what does not fit the municipalities that are asked: names, and how many."""
        codes = {area.code for area in asked}
        left_out = [find_area(name).code for name in self.leave_out]
        for key, names in (("leave_out", self.leave_out), ("instead", self.instead)):
            for name in names:
                if find_area(name).code not in codes:
                    yield f"{key} names {quoted(name)}, which is not among those asked"
        for name in self.instead:
            if find_area(name).code in left_out:
                yield f"{quoted(name)} is both left out and asked something else"
        yield from self._out_of_reach(len(codes - set(left_out)))

    def _out_of_reach(self, there: int) -> Iterator[str]:
        if there == 0:
            yield "nobody is left to ask"
        elif isinstance(self.require, int) and self.require > there:
            yield f"require: {self.require} of {there} is out of reach"

    def name_of(self, name: str) -> str:
        """Return what a member, or a municipality named in any way, is called."""
        return find_area(name).name if self.members is None else name

    def required(self, count: int) -> int | None:
        """Return how many of ``count`` must be met, None for all."""
        if isinstance(self.require, int):
            return self.require
        if self.require == "all":
            return None
        percent = int(self.require.split()[0])
        return -(-count * percent // 100)

    @property
    def words(self) -> Text:
        """Say how many are asked for: ``for mindst 2 af 3``, ``for alle kommuner i landet``."""
        percent = str(self.require).replace("percent", "pct.")
        if self.among is not None:
            where = among_words(self.among)
            if self.require == "all":
                return Text(f"for alle kommuner {where.da}", f"for all municipalities {where.en}")
            return Text(
                f"for mindst {percent} {'af kommunerne' if self._is_share else 'kommuner'} "
                f"{where.da}",
                f"for at least {self.require} {'of the ' if self._is_share else ''}municipalities "
                f"{where.en}",
            )
        count = len(self.members or ())
        if self.require == "all":
            return Text(f"for alle {count}", f"for all {count}")
        return Text(f"for mindst {percent} af {count}", f"for at least {self.require} of {count}")

    @property
    def _is_share(self) -> bool:
        return isinstance(self.require, str)


AForEach = Annotated[ForEach, BeforeValidator(_fan)]


class Condition(Strict):
    """When a target counts at all: another target's status, or a rule of its own."""

    model_config = exactly_one("target", "measure", needs={"target": "is", "measure": "rule"})

    target: Word | None = None
    """The id of another target of this plan."""
    is_: Literal["met", "missed"] | None = Field(default=None, alias="is")
    """What that target must be."""
    measure: AnyMeasure | None = None
    """The number that the condition is about."""
    rule: AnyRule | None = None
    """What that number must fulfil."""

    @model_validator(mode="after")
    def _one_way(self) -> Condition:
        by_target = self.target is not None and self.is_ is not None
        by_rule = self.measure is not None and self.rule is not None
        if by_target == by_rule or len(self.model_fields_set) != 2:
            raise ValueError("only_if takes target and is, or measure and rule")
        return self

    def for_member(self, of: Callable[[AnyMeasure | None], AnyMeasure | None]) -> Condition:
        """Return the condition with its measures changed by ``of``, for one of a fan-out."""
        rule = self.rule and self.rule.for_member(of)
        return self.model_copy(update={"measure": of(self.measure), "rule": rule})


class Version(Strict):
    """What a decision made of a promise, for the years that it is in force."""

    valid_from: APeriod | None = None
    """The first period in which it is in force; without it from the beginning."""
    valid_to: APeriod | None = None
    """The last period in which it is in force; without it for ever."""
    rule: AnyRule
    """What the number must fulfil while it is in force."""
    due: Due | None = None
    """When it falls due."""
    source: TargetSource | None = None
    """Where the decision stands."""
    note: Word | None = None
    """What a reader must know."""

    @model_validator(mode="after")
    def _forwards(self) -> Version:
        first, last = self.in_force
        if last < first:
            raise ValueError("valid_to is before valid_from")
        return self

    @property
    def in_force(self) -> tuple[date, date]:
        """The first and the last day of the version."""
        first = date.min if self.valid_from is None else self.valid_from.start
        return first, date.max if self.valid_to is None else self.valid_to.end

    def holds(self, period: Period) -> bool:
        """Whether the version is in force on a period's last day."""
        first, last = self.in_force
        return first <= period.end <= last


def _overlap(versions: tuple[Version, ...]) -> bool:
    spans = sorted(version.in_force for version in versions)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(spans))


class OtherReading(Strict):
    """Another way to read the promise: judged and shown, never deciding."""

    reading: Word
    """How the text is read here."""
    measure: AnyMeasure | None = None
    """Which number it is about, where that differs."""
    rule: AnyRule | None = None
    """What the number must fulfil, where that differs."""
    baseline: ABaseline | None = None
    """What a change counts from, where that differs."""
    period: APeriod | None = None
    """The period that is judged, where that differs."""
    due: Due | None = None
    """When it falls due, where that differs."""


class Assessment(Strict):
    """A person's verdict; it stands beside the computed one and never mixes with it."""

    status: Literal["met", "missed"]
    """What the person found."""
    date: APeriod
    """When."""
    by: Word
    """Who."""
    note: Word | None = None
    """Why."""


def _code(written: object) -> str:
    if re.fullmatch("BP[0-9]{3}", str(written)) is None:
        raise ValueError(f"{shown(written)} is no code of a finding, such as BP203")
    return str(written)


_Asked = tuple[AnyRule, AnyMeasure | None, ABaseline | None]


def _single_rules(
    rule: AnyRule, measure: AnyMeasure | None, baseline: ABaseline | None
) -> Iterator[_Asked]:
    """Yield a rule, or those of its parts, with the measure and baseline that each has."""
    if not rule.listed_parts:
        yield rule, measure, baseline
    for part in rule.listed_parts:
        yield from _single_rules(part.rule, part.measure or measure, part.baseline or baseline)


def _moves_from_baseline(measure: AnyMeasure | None) -> bool:
    change = measure.change if measure is not None else None
    return change is not None and change.since == "baseline"


class Target(Strict):
    """One promise, with a stable ``id``."""

    id: Word
    """Its name for ever, as the document numbers it: the text as written, 4.10 is not 4.1."""
    title: Word
    """A short title of one's own."""
    rule: AnyRule | None = None
    """What the number must fulfil."""
    versions: Annotated[tuple[Version, ...], Field(min_length=1)] | None = None
    """In place of a rule: what later decisions made of it, each for the years it is in force."""
    measure: AnyMeasure | None = None
    """Which number the promise is about."""
    for_each: AForEach | None = None
    """The same asked of several members of one dimension, or of municipalities."""
    only_if: Condition | None = None
    """When the promise counts at all."""
    period: APeriod | None = None
    """The period that is judged; without it what ``due`` says, else the newest of the years."""
    due: Due | None = None
    """By when, or during which time, the promise must hold."""
    baseline: ABaseline | None = None
    """What a change counts from; not-stated where the document is silent."""
    reading: Word | None = None
    """How an ambiguous wording was read."""
    other_readings: Annotated[tuple[OtherReading, ...], Field(min_length=1)] = ()
    """Other ways to read it: judged and shown, never deciding."""
    assessment: Assessment | None = None
    """A person's verdict, beside the computed one."""
    replaces: Words1 = ()
    """The id, or ids, of the target in the plan that this one replaces."""
    source: TargetSource | None = None
    """Where in the document the promise stands."""
    follow_up: FollowUp | None = None
    """When it is followed up; without it when the focus area or the plan says."""
    note: Word | None = None
    """What a reader must know."""
    allow: dict[Annotated[str, ReadBy(_code)], Word] = Field(default_factory=dict)
    """Findings of `beskplan check` that are as they should be: the code with the reason."""

    @model_validator(mode="after")
    def _complete(self) -> Target:
        if self.rule is None and self.versions is None:
            raise ValueError('key "rule" is missing')
        if self.rule is not None and self.versions is not None:
            raise ValueError("a target has a rule or versions, not both")
        if _overlap(self.versions or ()):
            raise ValueError("two versions are in force on the same day")
        if self._lacks_measure:
            raise ValueError('key "measure" is missing: the rule needs a number to judge')
        if self._counts_from_baseline:
            raise ValueError(
                'key "baseline" is missing: {period: 2017Q2}, or not-stated where the document '
                "is silent"
            )
        return self

    @property
    def asked(self) -> AnyRule:
        """The rule that judges; of a target with versions one must have been chosen."""
        assert self.rule is not None
        return self.rule

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """Every rule that may judge the target: its own, or those of its versions."""
        versions = tuple(version.rule for version in self.versions or ())
        instead = tuple(self.for_each.instead.values()) if self.for_each else ()
        return (*((self.rule,) if self.rule else ()), *versions, *instead)

    @property
    def _lacks_measure(self) -> bool:
        return any(measure is None and rule.needs_measure for rule, measure, _ in self._judged)

    @property
    def _counts_from_baseline(self) -> bool:
        return any(
            baseline is None and (rule.needs_baseline or _moves_from_baseline(measure))
            for rule, measure, baseline in self._judged
        )

    @property
    def _judged(self) -> Iterator[_Asked]:
        """Yield every rule without parts that may judge, with its measure and baseline."""
        for rule in self.rules:
            yield from _single_rules(rule, self.measure, self.baseline)
        if self.only_if is not None and self.only_if.rule is not None:
            yield from _single_rules(self.only_if.rule, self.only_if.measure, self.baseline)
        for other in self.other_readings:
            measure, baseline = other.measure or self.measure, other.baseline or self.baseline
            for rule in (other.rule,) if other.rule else self.rules:
                yield from _single_rules(rule, measure, baseline)

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document can be read in several ways."""
        return (
            self.reading is not None
            or bool(self.other_readings)
            or self.baseline == "not-stated"
            or any(rule.is_ambiguous for rule in self.rules)
        )

    def measures(self) -> Iterator[tuple[tuple[str | int, ...], AnyMeasure]]:
        """Yield every measure of the target with its path."""
        if self.measure is not None:
            yield ("measure",), self.measure
        for path, rule in self.placed_rules():
            for inner, measure in rule.measures():
                yield (*path, *inner), measure
        if self.only_if is not None and self.only_if.measure is not None:
            yield ("only_if", "measure"), self.only_if.measure
        for index, other in enumerate(self.other_readings):
            if other.measure is not None:
                yield ("other_readings", index, "measure"), other.measure

    def placed_rules(self) -> Iterator[tuple[tuple[str | int, ...], AnyRule]]:
        """Yield every rule of the target with its path."""
        if self.rule is not None:
            yield ("rule",), self.rule
        for index, version in enumerate(self.versions or ()):
            yield ("versions", index, "rule"), version.rule
        for member, rule in self.for_each.instead.items() if self.for_each else ():
            yield ("for_each", "instead", member), rule
        if self.only_if is not None and self.only_if.rule is not None:
            yield ("only_if", "rule"), self.only_if.rule
        for index, other in enumerate(self.other_readings):
            if other.rule is not None:
                yield ("other_readings", index, "rule"), other.rule

    def changed(self, **given: Any) -> Target:
        """Return the target with other values, for a part, a member, a version or a reading."""
        return self.model_copy(update=given)
