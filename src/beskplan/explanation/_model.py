"""An explanation as a value: one verdict with its figures, lines, parts and readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from beskplan.arithmetic import Calculated, Place, Stated, Term, Working, less, plus
from beskplan.errors import UsageError, did_you_mean, quoted
from beskplan.explanation._lines import Line, Sheet
from beskplan.judgements import Status
from beskplan.models import nearest
from beskplan.numbers import Value
from beskplan.observations import Figure
from beskplan.results import Flag, PlanName, Promise, Results, Used, Verdict
from beskplan.words import PLACE, Text, gap_unit_of

Role = Literal["own", "compared", "further", "counted"]
_AROUND: Final = 2
"""Places that are shown on both sides of the own and of the required one."""
_FEW_PARTS: Final = 4
"""Parts that are all explained where none of them decides alone."""


@dataclass(frozen=True)
class Shown:
    """A figure that was used: its number in the explanation, and what it is."""

    number: int
    role: Role
    figure: Figure
    title: str
    unit: str


@dataclass(frozen=True)
class Explained:
    """One verdict explained: a target, a part of one, or another reading.

    ``parts`` are those that are explained in full; ``condition`` is what it counts by;
    ``is_deciding`` says that it is the one whose gap counts.
    """

    verdict: Verdict
    lines: tuple[Line, ...] = ()
    pace_lines: tuple[Line, ...] = ()
    person_lines: tuple[Line, ...] = ()
    places: tuple[Place, ...] = ()
    parts: tuple[Explained, ...] = ()
    readings: tuple[Explained, ...] = ()
    condition: Explained | None = None
    is_deciding: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the figure is on the good side, whatever a deadline says."""
        judgement = self.verdict.judgement
        return judgement is not None and judgement.status is Status.MET

    @property
    def to_go(self) -> Decimal | None:
        """How far the figure is from the level required; None where it is there, or unknown."""
        gap = self.verdict.gap
        if gap is None or self.is_met or self.verdict.parts:
            return None
        return abs(gap)

    @property
    def way(self) -> Literal["higher", "lower"] | None:
        """Which way the figure must go to get there; None where that alone cannot do it.

        Between two limits it depends on where the figure is; a step that lies behind, no later
        figure makes good.
        """
        verdict = self.verdict
        if verdict.good is not None and verdict.required is not None:
            return verdict.good
        judgement, worked = verdict.judgement, verdict.worked
        if judgement is None or worked is None or worked.gap is None:
            return None
        if judgement.observed is None or judgement.gap is None:
            return None
        own, gap = judgement.observed.term, judgement.gap.exact
        short = Stated(Value(gap, gap, gap, None))
        if _put(less(own, short), own, worked.gap).exact >= 0:
            return "higher"
        return "lower" if _put(plus(own, short), own, worked.gap).exact >= 0 else None

    @property
    def level(self) -> Fraction | None:
        """The level that the figure must reach that way; None where it alone cannot."""
        judgement, way = self.verdict.judgement, self.way
        if judgement is None or judgement.gap is None or way is None:
            return None
        if self.verdict.good is not None and judgement.required is not None:
            return judgement.required.exact
        if judgement.observed is None or judgement.observed.value is None:
            return None
        own, gap = judgement.observed.value.exact, judgement.gap.exact
        return own - gap if way == "higher" else own + gap


@dataclass(frozen=True)
class Explanation:
    """Why one target, or one part of it, has its verdict."""

    plan: PlanName
    as_of: str
    promise: Promise
    explained: Explained
    figures: tuple[Shown, ...] = field(default=())

    @cached_property
    def numbers(self) -> Mapping[Figure, int]:
        """The number of every figure."""
        return {one.figure: one.number for one in self.figures}

    @property
    def focus_area(self) -> str:
        """The focus area, id and title in one."""
        number = self.promise.focus_area
        title = dict(self.plan.focus_areas).get(number)
        return number if title is None else f"{number}. {title}"

    @property
    def is_part(self) -> bool:
        """Whether a part of a target is explained."""
        return self.explained.verdict.target != self.promise.target


def explain(results: Results, target: str) -> Explanation:
    """Explain a target, or a part of one such as ``1d/2`` or ``1b/Fleksjob``.

    Args:
        results: a plan evaluated in full.
        target: the id of the target or the part.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    found = {name: (root, one) for root in results for name, one in _named(root)}
    if target not in found:
        roots = [verdict.target for verdict in results]
        hint = did_you_mean(target, found) or nearest(target, roots, limit=30)
        raise UsageError(f"no target {quoted(target)}{hint}")
    root, verdict = found[target]
    promise = next(one for one in results.promises if one.target == root.target)
    figures = _numbered(verdict)
    titles = {one.figure.key.indicator: one.title for one in figures}
    return Explanation(
        results.plan, results.as_of.isoformat(), promise, _explained(verdict, titles), figures
    )


def _named(verdict: Verdict) -> Iterator[tuple[str, Verdict]]:
    """Yield a verdict and its parts by their ids, a target before parts that read like it."""
    for part in verdict.parts:
        yield from _named(part)
    yield verdict.target, verdict


def _numbered(verdict: Verdict) -> tuple[Shown, ...]:
    """Number every figure that is used, in the order of the explanation."""
    found: dict[Figure, tuple[Role, str, str]] = {}
    for one in _used_in(verdict):
        found.setdefault(one.figure, (one.role, one.title, one.unit))
    titles = {figure.key.indicator: said for figure, said in found.items()}
    for figure, title, unit in _counts_in(verdict):
        known = titles.get(figure.key.indicator)
        found.setdefault(figure, ("counted", known[1] if known else title, unit))
    return tuple(
        Shown(number, role, figure, title, unit)
        for number, (figure, (role, title, unit)) in enumerate(found.items(), start=1)
    )


def _used_in(verdict: Verdict) -> Iterator[Used]:
    yield from verdict.used
    for reading in verdict.readings:
        yield from _used_in(reading)
    for each in (verdict, *verdict.parts):
        if each.condition is not None:
            yield from _used_in(each.condition)


def _counts_in(verdict: Verdict) -> Iterator[tuple[Figure, str, str]]:
    """Yield the counts behind shares: of parts those that an answer or a flag names."""
    headcount = verdict.persons.found if verdict.persons else None
    if headcount is not None:
        for figure in (*headcount.own, *headcount.below):
            yield figure, headcount.titles.get(figure.key.indicator, ""), headcount.unit
    for at, part in enumerate(verdict.parts):
        if _is_told(verdict, at) or part.counted or Flag.SMALL_NUMBERS in part.flags:
            yield from _counts_in(part)
    for reading in verdict.readings:
        yield from _counts_in(reading)


def _put(new: Term, old: Term, term: Term) -> Term:
    """Return a term in which another stands for one of its parts, wherever that is met."""
    if term == old:
        return new
    if isinstance(term, Calculated):
        return term._replace(of=tuple(_put(new, old, one) for one in term.of))
    return term


def _explained(
    verdict: Verdict,
    titles: Mapping[str, str],
    *,
    is_deciding: bool = False,
    in_reading: bool = False,
) -> Explained:
    sheet = Sheet(titles)
    for working in _workings(verdict):
        sheet.write(working)
    judged = sheet.count
    for working in _pace(verdict):
        sheet.write(working)
    paced = sheet.count
    for working in verdict.counted:
        sheet.write(working)
    lines = sheet.lines()
    return Explained(
        verdict,
        lines[:judged],
        lines[judged:paced],
        lines[paced:],
        tuple(_near(verdict)),
        tuple(
            _explained(part, titles, is_deciding=at == verdict.deciding, in_reading=in_reading)
            for at, part in enumerate(verdict.parts)
            if _is_told(verdict, at, in_reading=in_reading)
        ),
        tuple(_explained(one, titles, in_reading=True) for one in verdict.readings),
        _explained(verdict.condition, titles, in_reading=True) if verdict.condition else None,
        is_deciding,
    )


def _is_told(verdict: Verdict, at: int, *, in_reading: bool = False) -> bool:
    """Whether a part is explained: the deciding one; of few without one all that have figures.

    Of another reading all that have figures are, because they have no ids to ask for them by.
    """
    part = verdict.parts[at]
    if in_reading:
        return bool(part.used or part.parts)
    if verdict.deciding is not None:
        return at == verdict.deciding
    return len(verdict.parts) <= _FEW_PARTS and bool(part.used or part.parts)


def _workings(verdict: Verdict) -> Iterator[Working]:
    """Yield own number, comparator, the rule's own steps, level required, and gap."""
    judgement, worked = verdict.judgement, verdict.worked
    if judgement is None:
        return
    own, compared = judgement.observed, judgement.comparator
    for measured, label in (
        (own, _OWN),
        (compared.measured if compared else None, compared.name if compared else _OWN),
    ):
        if measured is not None and measured.value is not None and measured.unit != PLACE:
            yield Working(label, measured.term, measured.unit)
    if worked is None:
        return
    yield from worked.steps
    unit = verdict.unit
    if worked.required is not None:
        yield Working(_REQUIRED, worked.required, None if unit == PLACE else unit)
    if worked.gap is not None:
        yield Working(_GAP, worked.gap, gap_unit_of(unit) if unit else None)


def _pace(verdict: Verdict) -> Iterator[Working]:
    """Yield what the number should be by now, and how much of the way is done."""
    pace, worked, judgement = verdict.pace, verdict.worked, verdict.judgement
    if pace is None or worked is None or worked.required is None or judgement is None:
        return
    own = judgement.observed
    assert own is not None
    yield Working(_BY_NOW, pace.level(worked.required), own.unit)
    done = pace.progress(own.term, worked.required)
    if done is not None:
        yield Working(_DONE, done, None)


def _near(verdict: Verdict) -> Iterator[Place]:
    """Yield the places around the own and the required one, and the best."""
    worked = verdict.worked
    if worked is None or not worked.places:
        return
    places = worked.places
    at = {index for index, one in enumerate(places) if one.is_own}
    if worked.required is not None:
        required = int(worked.required.exact)
        at |= {index for index, one in enumerate(places) if one.place == required}
        at.add(min(max(required - 1, 0), len(places) - 1))
    kept = {0} | {near for one in at for near in range(one - _AROUND, one + _AROUND + 1)}
    yield from (one for index, one in enumerate(places) if index in kept)


_OWN: Final = Text("Eget tal", "Own figure")
_REQUIRED: Final = Text("Krav", "Required")
_GAP: Final = Text("Afvigelse", "Gap")
_BY_NOW: Final = Text("Skulle nu være", "Should be by now")
_DONE: Final = Text("Andel af vejen", "Part of the way")
