"""`evaluate`: a plan, a catalogue and observations in, results out. No files, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final, Literal

from beskplan.areas import Area, area_of, find_area
from beskplan.arithmetic import Worked
from beskplan.catalogue import Catalogue, folded
from beskplan.deadlines import Judged, course_of, judge_target
from beskplan.errors import quoted
from beskplan.flags import ambiguous_words, flags_of, warned_of
from beskplan.judgements import Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.numbers import Value
from beskplan.observations import Figure, LeftUnread, Observations
from beskplan.periods import Period
from beskplan.persons import persons_of, worked_persons
from beskplan.plan import FocusArea, Plan
from beskplan.results import (
    STATUS_WORDS,
    Assessed,
    DataFile,
    Flag,
    LeftOut,
    PlanName,
    Point,
    Promise,
    Results,
    Sought,
    Used,
    Verdict,
    Warned,
    Wording,
)
from beskplan.rules._against import among
from beskplan.rules._base import nothing_words
from beskplan.rules._several import Combined, Outcome, Part, Several, combine
from beskplan.rules.none import NoRule
from beskplan.target import Condition, ForEach, OtherReading, Target, TargetSource, Version
from beskplan.words import Text, Words, gap_unit_of


def evaluate(
    plan: Plan,
    catalogue: Catalogue,
    observations: Observations,
    *,
    as_of: date,
    area: Area | None = None,
    period: Period | None = None,
    in_full: bool = False,
) -> Results:
    """Judge every target of a plan.

    Args:
        plan: the promises.
        catalogue: units, directions and populations of the indicators.
        observations: the published figures.
        as_of: the day that the answer is for; deadlines are held against it.
        area: the municipality to judge; by default the plan's own. What the plan states of its
            own municipality, a baseline's figure or a person's assessment, is no other's.
        period: the period to judge, also a later one; of another length than the indicator's,
            its last own period inside it. Promises that name their own period keep it, and a
            deadline is decided by its own figures.
        in_full: also say what reports tell beyond the verdict: what other periods show, and the
            numbers as they were measured.

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
        groups=plan.members_of_groups,
    )
    evaluation = _Evaluation(plan, as_of, catalogue, period, in_full)
    verdicts = tuple(
        evaluation.of(focus, target).verdict(target, case) for focus, target in plan.targets
    )
    promises = observations.once((plan, catalogue), partial(_promises, plan, catalogue))
    files = tuple(_files_of(verdicts, catalogue)) if in_full else ()
    return Results(_name_of(plan), as_of, verdicts, promises, files)


def _promises(plan: Plan, catalogue: Catalogue) -> tuple[Promise, ...]:
    """Return what the plan says of its targets, the same for every municipality."""
    return tuple(_promise(plan, focus, target, catalogue) for focus, target in plan.targets)


def _files_of(verdicts: Sequence[Verdict], catalogue: Catalogue) -> Iterator[DataFile]:
    """Yield the files of all figures that are shown, by name."""
    found: dict[str, list[Figure]] = {}
    for figure in dict.fromkeys(one for verdict in verdicts for one in verdict.figures):
        found.setdefault(figure.source.file, []).append(figure)
    for name, figures in sorted(found.items()):
        days = {figure.retrieved for figure in figures if figure.retrieved is not None}
        publishers = {_publisher(catalogue, figure) for figure in figures}
        yield DataFile(name, tuple(sorted(days)), tuple(sorted(publishers - {""})))


def _publisher(catalogue: Catalogue, figure: Figure) -> str:
    source = catalogue[figure.key.indicator].source
    return " ".join(one for one in (source.publisher, source.table) if one) if source else ""


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
        status=plan.status,
    )


def _promise(plan: Plan, focus_area: FocusArea, target: Target, catalogue: Catalogue) -> Promise:
    source = target.source or TargetSource()
    rules = {
        rule.type for rule in (target.rule, *(one.rule for one in target.versions or ())) if rule
    }
    return Promise(
        target=target.id,
        focus_area=focus_area.id,
        title=target.title,
        line=plan.lines.get(target.id, 0),
        rule=rules.pop() if len(rules) == 1 else "versions",
        indicator=target.measure.main(catalogue).id if target.measure else None,
        due=None if target.due is None else target.due.words,
        document=source.document or plan.source.document,
        section=source.section,
        page=source.page,
        day=source.date or plan.source.date,
        url=source.url or (None if source.document else plan.source.url),
        replaces=target.replaces,
        follow_up=target.follow_up or focus_area.follow_up or plan.follow_up,
    )


@dataclass(frozen=True)
class _Evaluation:
    """Judges a target of the plan with its parts, which share its focus area and its line."""

    plan: Plan
    as_of: date
    catalogue: Catalogue
    period: Period | None
    in_full: bool = False
    focus_area: str = ""
    line: int = 0

    def of(self, focus_area: FocusArea, target: Target) -> _Evaluation:
        """Return the evaluation of one target of the plan."""
        line = self.plan.lines.get(target.id, 0)
        return _Evaluation(
            self.plan,
            self.as_of,
            self.catalogue,
            self.period,
            self.in_full,
            focus_area.id,
            line,
        )

    def verdict(self, target: Target, case: Case) -> Verdict:
        """Judge a target with its versions, condition, fan-out, parts and readings."""
        version = self._in_force(target, case)
        if target.versions is not None and version is None:
            return self._none_in_force(target, case)
        chosen = target if version is None else _as_in(target, version)
        verdict = self._decided(chosen, case)
        if chosen.other_readings:
            verdict = replace(verdict, readings=self._readings(chosen, case))
        if version is not None and self.in_full:
            wording = replace(verdict.wording, version=_version_words(version))
            verdict = replace(verdict, wording=wording)
        verdict = self._under_condition(verdict, chosen, case)
        assessed = self._assessed(chosen, case)
        return verdict if assessed is None else replace(verdict, assessment=assessed)

    def _readings(self, target: Target, case: Case) -> tuple[Verdict, ...]:
        return tuple(
            replace(self._decided(self._read_as(target, other), case), reading=other.reading)
            for other in target.other_readings
        )

    def _is_own(self, case: Case) -> bool:
        return case.area == self.plan.municipality

    def _assessed(self, target: Target, case: Case) -> Assessed | None:
        found = target.assessment
        if found is None or not self._is_own(case):
            return None
        return Assessed(Status(found.status), found.date, found.by, found.note)

    def _judged(self, target: Target, case: Case) -> Judged:
        baseline = target.baseline
        if isinstance(baseline, Baseline) and not self._is_own(case):
            target = target.changed(baseline=baseline.from_data)
        return judge_target(target, case, self.as_of, self.period)

    def _decided(self, target: Target, case: Case) -> Verdict:
        """Judge a target as one, or as several together."""
        several = self._several(target, case)
        if several is None:
            return self._single(target, self._judged(target, case), case)
        children, required = several
        return self._together(target, children, required, case)

    def _several(self, target: Target, case: Case) -> tuple[list[Verdict], int | None] | None:
        """Return the verdicts of members, areas or parts, and how many must be met."""
        fan = target.for_each
        if fan is not None:
            verdicts = [self._asked(one, place) for one, place in self._members(target, fan, case)]
            return verdicts, fan.required(_applicable(verdicts))
        if target.asked.listed_parts:
            parts = [
                self._decided(_part(target, part, number), case)
                for number, part in enumerate(target.asked.listed_parts, start=1)
            ]
            return parts, target.asked.required
        return None

    def _asked(self, target: Target, case: Case) -> Verdict:
        """Judge one member of a fan-out, under the condition that is its own."""
        return self._under_condition(self._decided(target, case), target, case)

    def _members(self, target: Target, fan: ForEach, case: Case) -> list[tuple[Target, Case]]:
        """Return the target once for each member of a dimension, or for each municipality."""
        bare = target.changed(
            for_each=None,
            only_if=target.only_if if self._conditions_each(target) else None,
            other_readings=(),
            assessment=None,
            reading=None,
            note=None,
        )
        if fan.members is None:
            return self._municipalities(bare, fan, case)
        return [(self._member(bare, fan, member), case) for member in fan.members]

    def _municipalities(
        self, target: Target, fan: ForEach, case: Case
    ) -> list[tuple[Target, Case]]:
        left_out = {find_area(name).code for name in fan.leave_out}
        instead = {find_area(name).code: rule for name, rule in fan.instead.items()}
        return [
            (
                target.changed(
                    id=f"{target.id}/{area.code}",
                    title=area.name,
                    rule=instead.get(area.code, target.asked),
                ),
                case.at(area=area),
            )
            for area in self._asked_areas(target, fan, case)
            if area.code not in left_out
        ]

    def _asked_areas(self, target: Target, fan: ForEach, case: Case) -> tuple[Area, ...]:
        """Return the municipalities on the last day of the judged figure's period."""
        assert fan.among is not None
        period = self._judged(target, case).period or case.years
        _, measure = next(target.measures(), ((), None))
        if measure is None:
            return fan.everybody or ()
        return among(fan.among, case.at(period=period), measure)

    def _member(self, target: Target, fan: ForEach, member: str) -> Target:
        def of(measure: AnyMeasure | None) -> AnyMeasure | None:
            return measure and measure.for_member(self.catalogue, fan.dimension, member)

        return target.changed(
            id=f"{target.id}/{member}",
            title=member,
            rule=fan.instead.get(member, target.asked).for_member(of),
            measure=of(target.measure),
            only_if=target.only_if and target.only_if.for_member(of),
        )

    def _conditions_each(self, target: Target) -> bool:
        """Whether each member has a condition of its own: it is measured for the member.

        A condition on another target, or on a figure that has no such member, is the same for
        all and is asked once.
        """
        condition, fan = target.only_if, target.for_each
        if condition is None or condition.measure is None or fan is None:
            return False
        if fan.members is None:
            return True
        first = condition.measure.for_member(self.catalogue, fan.dimension, fan.members[0])
        return first != condition.measure

    def _together(
        self, target: Target, children: list[Verdict], required: int | None, case: Case
    ) -> Verdict:
        """Return one verdict of several: the status of them all, the gap of the deciding one."""
        outcomes = [
            Outcome(child.status, child.gap, child.gap_unit, child.strict) for child in children
        ]
        together = combine(outcomes, required)
        short = _too_few(_applicable(children), required)
        if together.status is Status.NOT_APPLICABLE and children:
            short = None
        if short is not None:
            together = Combined(Status.NOT_COMPARABLE)
        one = children[together.deciding] if together.deciding is not None else None
        periods = {child.period for child in children}
        return Verdict(
            target=target.id,
            focus_area=self.focus_area,
            title=target.title,
            area=case.area,
            status=together.status,
            requirement=self._of_all(target),
            rule=target.asked.type,
            line=self.line,
            gap=one.gap if one else None,
            good=one.good if one else None,
            strict=one.strict if one else False,
            gap_unit=one.gap_unit if one else None,
            period=periods.pop() if len(periods) == 1 else None,
            reason=short or _reason_of(together.status, children),
            flags=_flags_together(target, children),
            warned=_warned_together(target, children) if self.in_full else (),
            measured=target.measure.main(case.catalogue).title if target.measure else None,
            wording=self._wording(target, case) if self.in_full else Wording(),
            needed=_applicable(children) if required is None else required,
            deciding=together.deciding,
            indicator=target.measure.main(case.catalogue).id if target.measure else None,
            reading=target.reading,
            note=target.note,
            used=tuple(dict.fromkeys(one for child in children for one in child.used)),
            left_out=_left_out(target),
            parts=tuple(children),
        )

    def _of_all(self, target: Target) -> Text:
        """Say what is asked of the members of a fan-out, or of the parts."""
        asked, fan = self._requirement(target), target.for_each
        if fan is None or isinstance(target.asked, NoRule):
            return asked
        asked = Text(f"{asked.da} {fan.words.da}", f"{asked.en} {fan.words.en}")
        for name, rule in fan.instead.items():
            other, called = self._requirement(target.changed(rule=rule)), fan.name_of(name)
            asked = Text(
                f"{asked.da}, {called} dog {other.da}", f"{asked.en}, but {called} {other.en}"
            )
        return asked

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

    def _in_force(self, target: Target, case: Case) -> Version | None:
        """Return the version in force on the judged figure's last day, None without any."""
        chosen: Version | None = None
        for version in target.versions or ():
            periods = _periods_of(self._decided(_as_in(target, version), case))
            if periods and all(map(version.holds, periods)):
                chosen = version
        return chosen

    def _none_in_force(self, target: Target, case: Case) -> Verdict:
        """Show the newest figure, for which no version holds."""
        bare = target.changed(rule=NoRule(type="none", because="not-set"), versions=None)
        verdict = self._single(bare, self._judged(bare, case), case)
        status, reason = verdict.status, _NO_VERSION
        if target.measure is not None and verdict.observed is None:
            status = Status.NO_DATA  # without a figure no day says which version
            reason = nothing_words(target.measure, case)
        return replace(
            verdict,
            status=status,
            requirement=_NO_VERSION,
            reason=reason,
            assessment=self._assessed(target, case),
        )

    def _under_condition(self, verdict: Verdict, target: Target, case: Case) -> Verdict:
        """Return a verdict as its condition leaves it: none where that fails, or is open."""
        condition = target.only_if
        if condition is None or self._conditions_each(target):
            return verdict
        found, wanted = self._condition(condition, target, case)
        if self.in_full:
            from beskplan.wording import condition_words

            wording = replace(verdict.wording, condition=condition_words(condition, self.catalogue))
            verdict = replace(verdict, wording=wording, condition=found)
        if found.status not in (Status.MET, Status.MISSED):
            return _without_verdict(verdict, Status.NO_DATA, _undecided(condition, found))
        if found.status == wanted:
            return verdict
        return _without_verdict(verdict, Status.NOT_APPLICABLE, _NOT_FULFILLED)

    def _condition(
        self, condition: Condition, target: Target, case: Case
    ) -> tuple[Verdict, Status]:
        """Return the verdict that a target counts by, and what that must be."""
        if condition.target is not None:
            focus, other = next(
                (focus, one) for focus, one in self.plan.targets if one.id == condition.target
            )
            found = self.of(focus, other).verdict(other, case)
            return found, Status(condition.is_ or Status.MET)
        asked = target.changed(
            rule=condition.rule,
            measure=condition.measure,
            only_if=None,
            for_each=None,
            due=None,
            period=None,
        )
        return self._decided(asked, case), Status.MET

    def _wording(self, target: Target, case: Case) -> Wording:
        """Say what the plan says beside the rule."""
        from beskplan.wording import baseline_words, due_words, measure_words

        baseline, measure = target.baseline, target.measure
        if isinstance(baseline, Baseline) and not self._is_own(case):
            baseline = baseline.from_data
        unit = measure.unit(self.catalogue) if measure else ""
        return Wording(
            measured=measure_words(measure, self.catalogue),
            baseline=baseline_words(baseline, unit),
            due=due_words(target.due),
        )

    @staticmethod
    def _read_as(target: Target, other: OtherReading) -> Target:
        given = {key: getattr(other, key) for key in other.model_fields_set if key != "reading"}
        return target.changed(other_readings=(), assessment=None, **_timed(given))

    def _course(self, target: Target, case: Case) -> tuple[Point, ...]:
        """Return what every period up to the end of the plan's years shows."""
        return tuple(
            Point(
                period,
                observed=_printed(judgement.observed.value if judgement.observed else None),
                compared=_printed(
                    judgement.comparator.measured.value if judgement.comparator else None
                ),
                required=_printed(judgement.required),
                figures=tuple(_own_and_compared(judgement)),
            )
            for period, judgement in course_of(target, case)
        )

    def _single(self, target: Target, judged: Judged, case: Case) -> Verdict:
        judgement, measure = judged.judgement, target.measure
        case = case if judged.period is None else case.at(period=judged.period)
        unit = measure.unit(case.catalogue) if measure else None
        shown = judgement.observed.unit if judgement.observed else unit
        compared = judgement.comparator
        asked = target.asked
        persons = persons_of(judgement, case, measure) if measure and judged.period else None
        verdict = Verdict(
            target=target.id,
            focus_area=self.focus_area,
            title=target.title,
            area=case.area,
            status=judged.status,
            requirement=Text.made(lambda words: asked.requirement(words, unit or "")),
            rule=asked.type,
            line=self.line,
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
            reason=_reason(target, judged, case),
            flags=flags_of(target, judged, case, self.as_of),
            persons=persons,
            progress=judged.progress,
            indicator=measure.main(case.catalogue).id if measure else None,
            segment=measure.shown_segment(case.catalogue) if measure else (),
            reading=target.reading,
            note=target.note,
            used=_used(judgement, judged, case.catalogue),
        )
        return self._in_full(verdict, target, judged, case) if self.in_full else verdict

    def _in_full(self, verdict: Verdict, target: Target, judged: Judged, case: Case) -> Verdict:
        """Add what reports and explanations tell beyond the verdict."""
        judgement, persons, worked = judged.judgement, verdict.persons, Worked()
        if judged.case is not None:
            worked = target.asked.worked(judgement, judged.case, target.measure)
        counted = worked_persons(persons, judgement, worked.required) if persons else ()
        return replace(
            verdict,
            course=self._course(target, case),
            judgement=judgement,
            worked=worked,
            counted=tuple(counted),
            warned=warned_of(target, judged, case, self.as_of),
            sought=tuple(_sought(judgement, judged, case.catalogue)),
            pace=judged.pace,
            measured=target.measure.main(case.catalogue).title if target.measure else None,
            wording=self._wording(target, case),
            is_broken=_is_broken(target, judged),
        )


def _is_broken(target: Target, judged: Judged) -> bool:
    """Whether what had to hold throughout a time did not in one of its periods."""
    due = target.due
    if due is None or due.kind != "throughout" or judged.period is None:
        return False
    span = due.span(judged.period)
    inside = span is not None and span.start <= judged.period.end <= span.end
    return inside and judged.status is Status.MISSED


def _reason(target: Target, judged: Judged, case: Case) -> Text | None:
    """Return why there is no verdict; without figures also which labels nobody mapped."""
    reason = judged.reason
    if judged.status is not Status.NO_DATA or reason is None or _is_withheld(judged.judgement):
        return reason
    unread = list(dict.fromkeys(_unread_words(one) for one in _unread(target, case)))
    if not unread:
        return reason
    more = len(unread) - _MOST_UNREAD
    danish = ", ".join(one.da for one in unread[:_MOST_UNREAD])
    english = ", ".join(one.en for one in unread[:_MOST_UNREAD])
    if more > 0:
        danish, english = f"{danish} og {more} til", f"{english} and {more} more"
    return Text(
        f"{reason.da}; kataloget kender ikke {danish}, så tal derfra er udeladt",
        f"{reason.en}; the catalogue does not know {english}, so figures from there are left out",
    )


def _is_withheld(judgement: Judgement) -> bool:
    """Whether marks stand where the figures are missing, so that they have been looked for."""
    compared = judgement.comparator
    found = [judgement.observed, compared.measured if compared else None, *judgement.further]
    missing = [gone for one in found if one is not None for gone in one.missing]
    return bool(missing) and all(gone.mark is not None for gone in missing)


def _unread(target: Target, case: Case) -> Iterator[LeftUnread]:
    """Yield the labels that took figures away from what a target asks for, or may have."""
    measures = [measure for _, measure in target.measures()]
    asked = {name for measure in measures for name, _ in measure.series(case.catalogue)}
    tables = {case.catalogue[name].table for name in asked} - {None}
    for one in case.observations.unread:
        same_table = one.table is not None and folded(one.table) in tables
        if asked.intersection(one.indicators) or (not one.indicators and same_table):
            yield one


def _unread_words(one: LeftUnread) -> Text:
    place = f"{one.source.file}:{one.source.row}" if one.source.row else one.source.file
    if one.label == one.column or not one.label:
        head = quoted(one.column)
        return Text(f"kolonnen {head} ({place})", f"the column {head} ({place})")
    label, head = quoted(one.label), quoted(one.column)
    return Text(f"{label} i kolonnen {head} ({place})", f"{label} in the column {head} ({place})")


_MOST_UNREAD: Final = 3
_NO_VERSION: Final = Text(
    "ingen udgave af målet er i kraft", "no version of the target is in force"
)
_UNDECIDED: Final = Text("betingelsen kan ikke afgøres", "the condition cannot be decided")
_NOT_FULFILLED: Final = Text("betingelsen er ikke opfyldt", "the condition is not fulfilled")


def _undecided(condition: Condition, found: Verdict) -> Text:
    """Say that a condition cannot be decided, and what of it is open."""
    why = found.reason or STATUS_WORDS[found.status]
    name = condition.target
    about = Text("", "") if name is None else Text(f" (mål {name})", f" (target {name})")
    return Text(f"{_UNDECIDED.da}{about.da}: {why.da}", f"{_UNDECIDED.en}{about.en}: {why.en}")


def _without_verdict(verdict: Verdict, status: Status, reason: Text) -> Verdict:
    """Return a verdict, with its parts and readings, that says nothing but its figures.

    A gap beside a status that is no verdict would read as one.
    """
    return replace(
        verdict,
        status=status,
        reason=reason,
        on_track=None,
        required=None,
        gap=None,
        good=None,
        strict=False,
        persons=None,
        progress=None,
        worked=None,
        counted=(),
        pace=None,
        deciding=None,
        flags=tuple(flag for flag in verdict.flags if flag is not Flag.WITHIN_ROUNDING),
        warned=tuple(one for one in verdict.warned if one.flag is not Flag.WITHIN_ROUNDING),
        parts=tuple(_without_verdict(part, status, reason) for part in verdict.parts),
        readings=tuple(_without_verdict(one, status, reason) for one in verdict.readings),
    )


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
        **_timed(given),
    )


def _timed(given: dict[str, Any]) -> dict[str, Any]:
    """Return what is given, where a deadline of its own does away with the target's period."""
    return {"period": None, **given} if "due" in given else given


def _periods_of(verdict: Verdict) -> frozenset[Period]:
    """Return the judged periods of a verdict or, of several, of its parts."""
    if verdict.parts:
        return frozenset(period for part in verdict.parts for period in _periods_of(part))
    return frozenset(() if verdict.period is None else (verdict.period,))


def _as_in(target: Target, version: Version) -> Target:
    given = {
        key: getattr(version, key)
        for key in ("due", "note", "source")
        if getattr(version, key) is not None
    }
    return target.changed(rule=version.rule, versions=None, **_timed(given))


def _version_words(version: Version) -> Text:
    """Say when a version is in force, and where the decision stands."""
    return Text.made(partial(_version, version=version))


def _version(words: Words, version: Version) -> str:
    first, last, source = version.valid_from, version.valid_to, version.source
    said = []
    if first is not None:
        said.append(words.say(da=f"fra {words.period(first)}", en=f"from {words.period(first)}"))
    if last is not None:
        said.append(words.say(da=f"til {words.period(last)}", en=f"until {words.period(last)}"))
    time = " ".join(said) or words.say(da="uden frist", en="without end")
    if source is None:
        return time
    page = words.say(da=f"side {source.page}", en=f"page {source.page}") if source.page else None
    day = words.period(source.date) if source.date else None
    there = [one for one in (source.document, source.section, page, day, source.url) if one]
    return f"{time} ({', '.join(there)})" if there else time


def _left_out(target: Target) -> tuple[LeftOut, ...]:
    fan = target.for_each
    if fan is None:
        return ()
    return tuple(LeftOut(fan.name_of(name), reason) for name, reason in fan.leave_out.items())


def _applicable(children: list[Verdict]) -> int:
    """Return how many count: those whose condition holds, or has yet to be decided."""
    return sum(child.status is not Status.NOT_APPLICABLE for child in children)


def _too_few(there: int, required: int | None) -> Text | None:
    """Say that a fan-out asks fewer than must fulfil the rule, or none."""
    needed = 1 if required is None else required
    if there >= needed:
        return None
    if there == 0:
        return Text("der er ingen kommuner at spørge", "there are no municipalities to ask")
    return Text(
        f"kravet gælder mindst {needed}, men der er kun {there} at spørge",
        f"at least {needed} are required, but there are only {there} to ask",
    )


def _reason_of(status: Status, children: list[Verdict]) -> Text | None:
    """Return the reasons of the parts that leave the whole undecided."""
    if status in (Status.MET, Status.MISSED):
        return None
    told: dict[Text, list[str]] = {}
    for child in children:
        if child.status is status and child.reason is not None:
            told.setdefault(child.reason, []).append(child.title)
    if not told:
        return None
    return Text.made(
        lambda words: "; ".join(
            f"{', '.join(titles)}: {reason[words.lang]}" for reason, titles in told.items()
        )
    )


def _flags_together(target: Target, children: list[Verdict]) -> tuple[Flag, ...]:
    raised = {flag for child in children for flag in child.flags}
    if target.is_ambiguous:
        raised.add(Flag.AMBIGUOUS_WORDING)
    return tuple(flag for flag in Flag if flag in raised)


def _warned_together(target: Target, children: list[Verdict]) -> tuple[Warned, ...]:
    """Return the flags of several together, each with the parts that raise it."""
    raised: dict[Flag, list[str]] = {}
    for child in children:
        for flag in child.flags:
            raised.setdefault(flag, []).append(child.title)
    said = {flag: _raised_by(titles, len(children)) for flag, titles in raised.items()}
    if target.is_ambiguous:
        said[Flag.AMBIGUOUS_WORDING] = ambiguous_words(target)
    return tuple(Warned(flag, said[flag]) for flag in Flag if flag in said)


def _raised_by(titles: list[str], of: int) -> Text:
    """Say which of so many parts raise a flag."""
    if len(titles) == of > 1:
        return Text("det gælder alle dele", "this is so for all parts")
    da, en = ("delen", "the part") if len(titles) == 1 else ("delene", "the parts")
    return Text.made(
        lambda words: words.say(
            da=f"det gælder {da} {words.listed(titles)}",
            en=f"this is so for {en} {words.listed(titles)}",
        )
    )


def _sought(judgement: Judgement, judged: Judged, catalogue: Catalogue) -> Iterator[Sought]:
    """Yield what was looked for in vain, each once; without a period where none has a row."""
    found: dict[object, Sought] = {}
    for gone in (gone for one in judgement.measured for gone in one.missing):
        key, indicator = gone.key, catalogue[gone.key.indicator]
        source = indicator.source
        period = None if judged.period is None else key.period
        found[key.indicator, key.segment, key.area, period] = Sought(
            title=indicator.title,
            indicator=indicator.id,
            segment=key.segment,
            area=area_of(key.area),
            period=period,
            mark=gone.mark,
            publisher=source.publisher if source else None,
            table=source.table if source else None,
        )
    yield from found.values()


def _own_and_compared(judgement: Judgement) -> Iterator[Figure]:
    """Yield the figures of the own number, then those of the compared one."""
    if judgement.observed is not None:
        yield from judgement.observed.figures
    if judgement.comparator is not None:
        yield from judgement.comparator.measured.figures


def _printed(value: Value | None) -> Decimal | None:
    return None if value is None else value.decimal


def _used(judgement: Judgement, judged: Judged, catalogue: Catalogue) -> tuple[Used, ...]:
    """Return the figures used, each once in its first role, own figures first."""
    if judged.period is None:
        return ()
    compared = judgement.comparator
    roles: tuple[tuple[Literal["own", "compared", "further"], tuple[Measured, ...]], ...] = (
        ("own", (judgement.observed,) if judgement.observed else ()),
        ("compared", (compared.measured,) if compared else ()),
        ("further", judgement.further),
    )
    found: dict[tuple[object, ...], Used] = {}
    for role, several in roles:
        for figure in (figure for one in several for figure in one.figures):
            key, place = figure.key, figure.source  # plain values are hashed without Python
            span = (key.period.start, key.period.end)
            name = (key.indicator, key.area, key.segment, *span, place.file, place.row, place.sheet)
            if name not in found:
                indicator = catalogue[key.indicator]
                found[name] = Used(role, figure, indicator.title, indicator.unit)
    return tuple(found.values())
