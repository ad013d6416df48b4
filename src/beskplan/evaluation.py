"""`evaluate`: a plan, a catalogue and observations in, results out. No files, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from beskplan.areas import Area
from beskplan.catalogue import Catalogue
from beskplan.deadlines import Judged, judge_target
from beskplan.flags import flags_of
from beskplan.measures import Case
from beskplan.numbers import Value
from beskplan.observations import Observations, Source
from beskplan.persons import persons_of
from beskplan.plan import FocusArea, Plan, Target
from beskplan.results import Judgement, PlanName, Results, Verdict
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
    case = Case(observations, catalogue, area or plan.municipality, plan.years, plan.years)
    evaluation = _Evaluation(plan, case, as_of)
    verdicts = tuple(evaluation.verdict(focus, target) for focus, target in plan.targets)
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
    case: Case
    as_of: date

    def verdict(self, focus: FocusArea, target: Target) -> Verdict:
        judged = judge_target(target, self.case, self.as_of)
        judgement, measure = judged.judgement, target.measure
        case = self.case if judged.period is None else self.case.at(period=judged.period)
        unit = measure.unit(case.catalogue) if measure else None
        compared = judgement.comparator
        return Verdict(
            target=target.id,
            focus_area=focus.id,
            title=target.title,
            area=case.area,
            status=judged.status,
            requirement=Text.made(lambda words: target.rule.requirement(words, unit or "")),
            rule=target.rule.type,
            line=self.plan.lines.get(target.id, 0),
            on_track=judged.on_track,
            observed=_printed(judgement.observed.value if judgement.observed else None),
            required=_printed(judgement.required),
            gap=_printed(judgement.gap),
            good=judgement.good,
            strict=judgement.strict,
            unit=unit,
            gap_unit=gap_unit_of(unit) if unit else None,
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


def _printed(value: Value | None) -> Decimal | None:
    return None if value is None else value.decimal


def _sources(judgement: Judgement, judged: Judged) -> tuple[Source, ...]:
    """Return where the figures used stand, each place once, own figures first."""
    if judged.period is None:
        return ()
    places = [figure.source for one in judgement.measured for figure in one.figures]
    return tuple(dict.fromkeys(places))
