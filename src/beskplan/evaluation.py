"""`evaluate`: a plan, a catalogue and observations in, results out. No files, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from beskplan.areas import Area, find_area
from beskplan.catalogue import Catalogue
from beskplan.deadlines import Judged, judge_target
from beskplan.flags import flags_of
from beskplan.measures import AnyMeasure, Case
from beskplan.numbers import Value
from beskplan.observations import Observations, Source
from beskplan.persons import persons_of
from beskplan.plan import Plan
from beskplan.results import Assessed, Flag, Judgement, PlanName, Results, Status, Verdict
from beskplan.rules._against import among
from beskplan.rules._several import Outcome, Part, Several, combine
from beskplan.rules.none import NoRule
from beskplan.target import ForEach, OtherReading, Target, Version
from beskplan.words import Text, gap_unit_of


def evaluate(
    plan: Plan,
    catalogue: Catalogue,
    observations: Observations,
    *,
    as_of: date,
    area: Area | None = None,
) -> Results:
    """Judge every target of a plan.

    Args:
        plan: the promises.
        catalogue: units, directions and populations of the indicators.
        observations: the published figures.
        as_of: the day that the answer is for; deadlines are held against it.
        area: the municipality to judge; by default the plan's own.

    Returns:
        One verdict per target, in the order of the plan. The same arguments always give
        the same results.
    """
    case = Case(
        observations,
        catalogue,
        area or plan.municipality,
        plan.years,
        plan.years,
        groups={name: group.members for name, group in plan.groups.items()},
    )
    evaluation = _Evaluation(plan, as_of, catalogue)
    verdicts = tuple(evaluation.verdict(target, case) for _, target in plan.targets)
    return Results(_name_of(plan), as_of, verdicts)


def _name_of(plan: Plan) -> PlanName:
    return PlanName(
        id=plan.id,
        title=plan.title,
        municipality=plan.municipality,
        language=plan.language,
        years=plan.years,
        focus_areas=tuple((focus.id, focus.title) for focus in plan.focus_areas),
        file=plan.file,
        sha256=plan.sha256,
    )


@dataclass(frozen=True)
class _Evaluation:
    plan: Plan
    as_of: date
    catalogue: Catalogue

    def verdict(self, target: Target, case: Case) -> Verdict:
        """Judge a target with its versions, condition, fan-out, parts and readings."""
        chosen = self._in_force(target, case)
        if chosen is None:
            return self._none_in_force(target, case)
        unfulfilled = self._condition(chosen, case)
        verdict = self._decided(chosen, case)
        if unfulfilled is not None:
            status, reason = unfulfilled
            verdict = replace(verdict, status=status, reason=reason, on_track=None)
        readings = tuple(
            replace(self._decided(self._read_as(chosen, other), case), reading=other.reading)
            for other in chosen.other_readings
        )
        return replace(verdict, readings=readings, assessment=_assessed(chosen))

    def _decided(self, target: Target, case: Case) -> Verdict:
        """Judge a target as one, or as several together."""
        several = self._several(target, case)
        if several is None:
            return self._single(target, judge_target(target, case, self.as_of), case)
        children, required = several
        return self._together(target, children, required, case)

    def _several(self, target: Target, case: Case) -> tuple[list[Verdict], int | None] | None:
        """Return the verdicts of members, areas or parts, and how many must be met."""
        fan = target.for_each
        if fan is not None:
            members = self._members(target, fan, case)
            verdicts = [self._decided(one, place) for one, place in members]
            return verdicts, fan.required(len(verdicts))
        if target.asked.listed_parts:
            parts = [
                self._decided(_part(target, part, number), case)
                for number, part in enumerate(target.asked.listed_parts, start=1)
            ]
            return parts, target.asked.required
        return None

    def _members(self, target: Target, fan: ForEach, case: Case) -> list[tuple[Target, Case]]:
        """Return the target once for each member of a dimension, or for each municipality."""
        bare = target.changed(
            for_each=None, other_readings=(), assessment=None, reading=None, note=None
        )
        if fan.members is None:
            return self._municipalities(bare, fan, case)
        return [(self._member(bare, fan, member), case) for member in fan.members]

    @staticmethod
    def _municipalities(target: Target, fan: ForEach, case: Case) -> list[tuple[Target, Case]]:
        assert fan.among is not None
        left_out = {find_area(name).code for name in fan.leave_out}
        instead = {find_area(name).code: rule for name, rule in fan.instead.items()}
        _, measure = next(target.measures())
        asked = replace(case, period=case.years)
        return [
            (
                target.changed(
                    id=f"{target.id}/{area.code}",
                    title=area.name,
                    rule=instead.get(area.code, target.asked),
                ),
                case.at(area=area),
            )
            for area in among(fan.among, asked, measure)
            if area.code not in left_out
        ]

    def _member(self, target: Target, fan: ForEach, member: str) -> Target:
        def of(measure: AnyMeasure | None) -> AnyMeasure | None:
            return measure and measure.for_member(self.catalogue, fan.dimension, member)

        return target.changed(
            id=f"{target.id}/{member}",
            title=member,
            rule=fan.instead.get(member, target.asked).for_member(of),
            measure=of(target.measure),
        )

    def _together(
        self, target: Target, children: list[Verdict], required: int | None, case: Case
    ) -> Verdict:
        """Return one verdict of several: the status of them all, the gap of the deciding one."""
        outcomes = [
            Outcome(child.status, child.gap, child.gap_unit, child.strict) for child in children
        ]
        together = combine(outcomes, required)
        one = children[together.deciding] if together.deciding is not None else None
        words = target.for_each.words if target.for_each else None
        asked = self._requirement(target)
        periods = {child.period for child in children}
        return Verdict(
            target=target.id,
            focus_area=self._focus_of(target),
            title=target.title,
            area=case.area,
            status=together.status,
            requirement=Text(f"{asked.da} {words.da}", f"{asked.en} {words.en}")
            if words
            else asked,
            rule=target.asked.type,
            line=self._line_of(target),
            gap=one.gap if one else None,
            good=one.good if one else None,
            strict=one.strict if one else False,
            gap_unit=one.gap_unit if one else None,
            period=periods.pop() if len(periods) == 1 else None,
            reason=_reason_of(together.status, children),
            flags=_flags_together(target, children),
            indicator=target.measure.main(case.catalogue).id if target.measure else None,
            reading=target.reading,
            note=target.note,
            sources=tuple(dict.fromkeys(s for child in children for s in child.sources)),
            parts=tuple(children),
        )

    def _requirement(self, target: Target) -> Text:
        """Say what is asked, of several parts each in the unit of its own measure."""
        rule = target.asked
        if isinstance(rule, Several):
            parts = [
                (part.title, self._requirement(_part(target, part, number)))
                for number, part in enumerate(rule.parts, start=1)
            ]
            return Text.made(lambda words: rule.together(words, parts))
        unit = target.measure.unit(self.catalogue) if target.measure else ""
        return Text.made(lambda words: rule.requirement(words, unit))

    def _in_force(self, target: Target, case: Case) -> Target | None:
        """Return the target as the version in force on the judged figure's last day has it."""
        if target.versions is None:
            return target
        chosen: Target | None = None
        for version in target.versions:
            asked = _as_in(target, version)
            period = self._decided(asked, case).period
            if period is not None and version.holds(period):
                chosen = asked
        return chosen

    def _none_in_force(self, target: Target, case: Case) -> Verdict:
        """Show the newest figure, for which no version holds."""
        bare = target.changed(rule=NoRule(type="none", because="not-set"), versions=None)
        verdict = self._single(bare, judge_target(bare, case, self.as_of), case)
        return replace(
            verdict, requirement=_NO_VERSION, reason=_NO_VERSION, assessment=_assessed(target)
        )

    def _condition(self, target: Target, case: Case) -> tuple[Status, Text] | None:
        """Return why a target does not count, or cannot be told to; None where it counts."""
        condition = target.only_if
        if condition is None:
            return None
        if condition.target is not None:
            other = next(one for _, one in self.plan.targets if one.id == condition.target)
            status = self.verdict(other, case).status
            wanted = Status(condition.is_ or Status.MET)
        else:
            asked = target.changed(
                rule=condition.rule,
                measure=condition.measure,
                only_if=None,
                for_each=None,
                due=None,
                period=None,
            )
            status, wanted = self._decided(asked, case).status, Status.MET
        if status not in (Status.MET, Status.MISSED):
            return Status.NO_DATA, _UNDECIDED
        return None if status == wanted else (Status.NOT_APPLICABLE, _NOT_FULFILLED)

    @staticmethod
    def _read_as(target: Target, other: OtherReading) -> Target:
        given = {key: getattr(other, key) for key in other.model_fields_set if key != "reading"}
        return target.changed(other_readings=(), assessment=None, **given)

    def _single(self, target: Target, judged: Judged, case: Case) -> Verdict:
        judgement, measure = judged.judgement, target.measure
        case = case if judged.period is None else case.at(period=judged.period)
        unit = measure.unit(case.catalogue) if measure else None
        shown = judgement.observed.unit if judgement.observed else unit
        compared = judgement.comparator
        asked = target.asked
        return Verdict(
            target=target.id,
            focus_area=self._focus_of(target),
            title=target.title,
            area=case.area,
            status=judged.status,
            requirement=Text.made(lambda words: asked.requirement(words, unit or "")),
            rule=asked.type,
            line=self._line_of(target),
            on_track=judged.on_track,
            observed=_printed(judgement.observed.value if judgement.observed else None),
            required=_printed(judgement.required),
            gap=_printed(judgement.gap),
            good=judgement.good,
            strict=judgement.strict,
            unit=shown,
            gap_unit=gap_unit_of(shown) if shown else None,
            detail=judgement.detail,
            comparator_name=compared.name if compared else None,
            comparator_code=compared.code if compared else None,
            comparator_value=_printed(compared.measured.value if compared else None),
            period=judged.period,
            reason=judged.reason,
            flags=flags_of(target, judged, case, self.as_of),
            persons=persons_of(judgement, case, measure) if measure and judged.period else None,
            progress=judged.progress,
            indicator=measure.main(case.catalogue).id if measure else None,
            segment=measure.shown_segment(case.catalogue) if measure else (),
            reading=target.reading,
            note=target.note,
            sources=_sources(judgement, judged),
        )

    def _focus_of(self, target: Target) -> str:
        return self._root(target)[0]

    def _line_of(self, target: Target) -> int:
        return self.plan.lines.get(self._root(target)[1], 0)

    def _root(self, target: Target) -> tuple[str, str]:
        """Return focus area and id of the target that a member or part belongs to."""
        roots = [
            (focus.id, one.id)
            for focus, one in self.plan.targets
            if target.id == one.id or target.id.startswith(f"{one.id}/")
        ]
        return max(roots, key=lambda root: len(root[1]), default=("", target.id))


_NO_VERSION: Final = Text(
    "ingen udgave af målet er i kraft", "no version of the target is in force"
)
_UNDECIDED: Final = Text("betingelsen kan ikke afgøres", "the condition cannot be decided")
_NOT_FULFILLED: Final = Text("betingelsen er ikke opfyldt", "the condition is not fulfilled")


def _part(target: Target, part: Part, number: int) -> Target:
    """Return a part as a target; what it does not say is the target's."""
    given = {
        key: getattr(part, key)
        for key in ("measure", "baseline", "period", "due")
        if getattr(part, key) is not None
    }
    return target.changed(
        id=f"{target.id}/{number}",
        title=part.title or f"{target.title} ({number})",
        rule=part.rule,
        other_readings=(),
        assessment=None,
        reading=None,
        note=None,
        **given,
    )


def _as_in(target: Target, version: Version) -> Target:
    given = {
        key: getattr(version, key)
        for key in ("due", "note", "source")
        if getattr(version, key) is not None
    }
    return target.changed(rule=version.rule, versions=None, **given)


def _assessed(target: Target) -> Assessed | None:
    found = target.assessment
    if found is None:
        return None
    return Assessed(Status(found.status), found.date, found.by, found.note)


def _reason_of(status: Status, children: list[Verdict]) -> Text | None:
    """Return the reasons of the parts that leave the whole undecided."""
    if status in (Status.MET, Status.MISSED):
        return None
    told = [child for child in children if child.status is status and child.reason]
    return Text.made(
        lambda words: "; ".join(
            f"{child.title}: {child.reason[words.lang]}" for child in told if child.reason
        )
    )


def _flags_together(target: Target, children: list[Verdict]) -> tuple[Flag, ...]:
    raised = {flag for child in children for flag in child.flags}
    if target.is_ambiguous:
        raised.add(Flag.AMBIGUOUS_WORDING)
    return tuple(flag for flag in Flag if flag in raised)


def _printed(value: Value | None) -> Decimal | None:
    return None if value is None else value.decimal


def _sources(judgement: Judgement, judged: Judged) -> tuple[Source, ...]:
    """Return where the figures used stand, each place once, own figures first."""
    if judged.period is None:
        return ()
    places = [figure.source for one in judgement.measured for figure in one.figures]
    return tuple(dict.fromkeys(places))
