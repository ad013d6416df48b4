"""The municipality's place among others must be good enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import AfterValidator, model_validator

from beskplan.areas import Area
from beskplan.arithmetic import (
    Calculated,
    Place,
    Term,
    Worked,
    Working,
    less,
    number,
    over,
    plus,
    times,
)
from beskplan.catalogue import Catalogue
from beskplan.errors import shown
from beskplan.judgements import OF_PLAN, Comparator, Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.measures._base import is_not_later
from beskplan.measures._baseline import NOT_LATER
from beskplan.measures._counts import count_of, counts_of
from beskplan.models import ReadBy, exactly_one
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.rules._against import COUNTRY, AnyAmong, among, among_words
from beskplan.rules._base import (
    NO_BASELINE,
    NO_LEVEL,
    Direction,
    Limit,
    Rule,
    Schedule,
    decided,
    level_of,
    level_words,
)
from beskplan.words import PLACE, Text, Words, gap_unit_of

BASELINE: Final = "baseline"
PERSONS: Final = "persons"
_PLACE: Final = re.compile("[1-9][0-9]{0,2}")
_SHARE: Final = re.compile(r"([1-9][0-9]?)/([1-9][0-9]?)")


def _top(written: object) -> object:
    """Return a number of places, or a share of those that are ranked such as ``1/3``."""
    if isinstance(written, Fraction):
        return written
    found = _SHARE.fullmatch(str(written))
    if found is None:
        if _PLACE.fullmatch(str(written)) is None:
            raise ValueError(f"{shown(written)} is no number of places; write 10, or 1/3")
        return Fraction(int(str(written)))
    share = Fraction(int(found[1]), int(found[2]))
    if share >= 1:
        raise ValueError(f"{shown(written)} is no part of those ranked; write 1/3")
    return share


def _below(written: object) -> object:
    """Return a place above the first, or ``baseline``."""
    if written == BASELINE or isinstance(written, int):
        return written
    if _PLACE.fullmatch(str(written)) is None or written == "1":
        raise ValueError(f"{shown(written)} is no place above 1; write 10, or baseline")
    return int(str(written))


def _places(limit: object) -> object:
    levels = limit.by_year.values() if isinstance(limit, Schedule) else (limit,)
    if any(level < 1 or level != int(level) for level in levels):  # type: ignore[operator, call-overload]
        raise ValueError("a place is a whole number, 1 or more")
    return limit


Places = Annotated[Limit, AfterValidator(_places)]


class _Ranking(NamedTuple):
    """The places of a period: the own one with its range, and how many are ranked.

    There is no place where the own figure is missing, and none where nobody else has one.
    ``others`` are those with a figure, which fix the place.
    """

    period: Period
    own: Measured
    place: Value | None
    ranked: int
    unranked: int
    others: tuple[Measured, ...]
    areas: tuple[Area, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        return tuple(one.value for one in self.others if one.value is not None)

    @property
    def measured(self) -> Measured:
        return replace(self.own, value=self.place, unit=PLACE)

    @property
    def is_alone(self) -> bool:
        """Whether nobody else has a figure that the own one could be ranked among."""
        return self.own.value is not None and self.place is None


_PLACE_WORDS: Final = Text("Plads", "Place")
_BETTER: Final = Text("kommuner, der står bedre", "municipalities that are better")
_RANKED: Final = Text("kommuner med tal", "municipalities with a figure")
_Required = tuple[Comparator | None, Value | Judgement | None, tuple[Measured, ...]]


class Rank(Rule):
    """Met when the own place is at most ``at_most``, better than ``below``, or in the ``top``.

    The place is 1 + the municipalities that are strictly better; ties share a place. Those
    without a figure are not ranked, and their number is told. ``top: 1/3`` asks for a place of
    at most a third of those ranked, rounded down. An indicator in unit place is a published
    rank, without ``best`` and ``among``. The gap is the required less the own place.

    Promise:
        fredericia-2019 1a

    Example:
        type: rank
        at_most: 2
        best: lowest
        among: {region: Hovedstaden}

    Worked:
        exactly there, sharing the place: {own: 3.0, Hillerød: 2.5, Halsnæs: 3.0, Gribskov: 4.0}
        third: {own: 3.4, Hillerød: 2.5, Halsnæs: 3.0, Gribskov: 4.0}
        in the best third of four, so the best:
            with: {at_most: , top: 1/3}
            own: 3.0
            Hillerød: 2.5
            Halsnæs: 3.1
            Gribskov: 4.0
        a published place: {with: {at_most: 75, best: , among: }, unit: place, own: 77}
        better than at the baseline:
            with: {at_most: , below: baseline}
            target: {baseline: {period: 2021M03}}
            2021M03: 3.0
            Hillerød 2021M03: 2.5
            Halsnæs 2021M03: 2.6
            own: 3.0
            Hillerød: 2.5
            Halsnæs: 3.1
        own figure withheld: {own: .., Hillerød: 2.5, Halsnæs: 3.0}
        nobody else has a figure: {own: 3.0}
    """

    model_config = exactly_one("at_most", "below", "top")

    type: Literal["rank"]
    at_most: Places | None = None
    """The own place must be this or better: "blandt de ti bedste" is 10."""
    below: Annotated[Literal["baseline"] | int, ReadBy(_below)] | None = None
    """The own place must be better than this one, or than that of the baseline."""
    top: Annotated[Fraction, ReadBy(_top)] | None = None
    """The own place must be among so many, or such a share, of those ranked: 10, or 1/3."""
    best: Literal["lowest", "highest"] | None = None
    """Which end is place 1; left out where the indicator is a published rank."""
    among: AnyAmong = COUNTRY
    """Whose municipalities are ranked; left out where the indicator is a published rank."""

    @model_validator(mode="after")
    def _one(self) -> Rank:
        given = [key for key in ("at_most", "below", "top") if getattr(self, key) is not None]
        if len(given) != 1:
            found = f"found {' and '.join(given)}" if given else "found none"
            raise ValueError(f"exactly one of at_most, below and top is needed; {found}")
        return self

    @property
    def needs_baseline(self) -> bool:
        """Whether the place is held against that of the baseline."""
        return self.below == BASELINE

    @property
    def direction(self) -> Direction:
        """The end that is best; of published places the lowest."""
        return "higher" if self.best == "highest" else "lower"

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance in places."""
        assert measure is not None
        ranking = self._ranking(case, measure)
        own = ranking.measured
        if ranking.is_alone:
            return Judgement(own, reason=self._nobody(ranking, case, measure))
        before, required, earlier = self._required(case, measure, ranking)
        if isinstance(required, Judgement):
            return required._replace(observed=own, comparator=before)
        gap = None
        if ranking.place is not None and required is not None:
            gap = required - ranking.place
        judgement = Judgement(
            observed=own,
            comparator=before,
            required=required,
            gap=gap,
            strict=self.below is not None,
            good="lower",
            further=(*ranking.others, *earlier) if ranking.place is not None else (),
            detail=self._detail(ranking, required, case, measure),
        )
        return decided(judgement, case, needed=(own, before.measured if before else None))

    def _required(self, case: Case, measure: AnyMeasure, ranking: _Ranking) -> _Required:
        """Return what the place is held against, the place required, and who fixed it."""
        if self.top is not None:
            if self.top < 1 and not ranking.ranked:
                return None, None, ()
            places = self.top if self.top >= 1 else Fraction(floor(self.top * ranking.ranked))
            return None, Value(places, places, places, 0), ()
        if self.at_most is not None:
            level = level_of(self.at_most, case)
            return None, level or Judgement(without=Status.NOT_SET, reason=NO_LEVEL), ()
        if isinstance(self.below, int):
            return None, Value.of(self.below), ()
        return self._baseline_place(case, measure)

    def _baseline_place(self, case: Case, measure: AnyMeasure) -> _Required:
        baseline = case.baseline
        if not isinstance(baseline, Baseline):
            return None, Judgement(without=Status.MANUAL, reason=NO_BASELINE), ()
        found = measure.at_baseline(case)
        if isinstance(found, Text):
            return None, Judgement(without=Status.NOT_COMPARABLE, reason=found), ()
        period, then = found[0], None
        if baseline.value is not None:
            place: Value | None = Value.of(baseline.value)
            measured = Measured(place, PLACE)
        else:
            known_on = baseline.as_published or case.known_on
            then = self._ranking(case.at(period=period)._replace(known_on=known_on), measure)
            place, measured = then.place, then.measured
        before = Comparator(Text.made(lambda words: words.period(period)), case.area.code, measured)
        if is_not_later(case, period):
            return before, Judgement(reason=NOT_LATER), ()
        if then is not None and then.is_alone:
            return before, Judgement(reason=self._nobody(then, case, measure)), ()
        return before, place, then.others if then is not None else ()

    def _nobody(self, ranking: _Ranking, case: Case, measure: AnyMeasure) -> Text:
        where, period = among_words(self.among), ranking.period
        title = measure.main(case.catalogue).title
        return Text(
            f"ingen andre {where.da} har tal for {title}: {period.label('da')}",
            f"nobody else {where.en} has a figure for {title}: {period.label('en')}",
        )

    def _ranking(self, case: Case, measure: AnyMeasure) -> _Ranking:
        own = measure.measured(case)
        if measure.unit(case.catalogue) == PLACE:
            return _Ranking(case.period, own, own.value, 0, 0, ())
        areas = among(self.among, case, measure)
        others = {area: measure.measured(case.at(area=area)) for area in areas if area != case.area}
        there = tuple(area for area, one in others.items() if one.value is not None)
        found = tuple(others[area] for area in there)
        values = tuple(one.value for one in found if one.value is not None)
        ranked = len(found) + (own.value is not None)
        place = self._place(own.value, values) if own.value is not None and values else None
        return _Ranking(case.period, own, place, ranked, len(others) - len(found), found, there)

    def worked(self, judgement: Judgement, case: Case, measure: AnyMeasure | None) -> Worked:
        """Say how many are better, the place that gives, and the distance to the required one."""
        if measure is None or judgement.gap is None or judgement.required is None:
            return Worked()
        ranking = self._ranking(case, measure)
        own, steps = self._own_place(ranking), []
        if isinstance(own, Calculated):
            steps.append(Working(_PLACE_WORDS, own))
        required: Term = number(judgement.required, OF_PLAN)
        if self.top is not None and self.top < 1:
            ranked = number(ranking.ranked, _RANKED)
            above, below = number(self.top.numerator), number(self.top.denominator)
            required = Calculated("down", (over(times(ranked, above), below),))
        elif self.below == BASELINE:
            required = self._earlier_place(judgement, case, measure)
        return Worked(tuple(steps), required, less(required, own), self._places_of(ranking, case))

    def _own_place(self, ranking: _Ranking) -> Term:
        """Return the place as a term: published, or one more than those that are better."""
        assert ranking.place is not None
        if not ranking.ranked:
            return ranking.own.term
        return plus(number(1), number(int(ranking.place.exact) - 1, _BETTER))

    def _earlier_place(self, judgement: Judgement, case: Case, measure: AnyMeasure) -> Term:
        baseline = case.baseline
        assert isinstance(baseline, Baseline)
        found = measure.at_baseline(case)
        if baseline.value is not None or isinstance(found, Text):
            assert judgement.required is not None
            return number(judgement.required, OF_PLAN)
        known_on = baseline.as_published or case.known_on
        then = case.at(period=found[0])._replace(known_on=known_on)
        return self._own_place(self._ranking(then, measure))

    def _places_of(self, ranking: _Ranking, case: Case) -> tuple[Place, ...]:
        """Return who is ranked, best first; those that share a place by their codes."""
        if not ranking.ranked:
            return ()
        all_of = [(case.area, ranking.own), *zip(ranking.areas, ranking.others, strict=True)]
        valued = [(area, one, one.value) for area, one in all_of if one.value is not None]
        sign = 1 if self._low_is_best else -1
        valued.sort(key=lambda found: (sign * found[2].exact, found[0].code))
        keys = [sign * value.exact for _, _, value in valued]
        return tuple(
            Place(1 + sum(one < key for one in keys), area, measured.term, area == case.area)
            for key, (area, measured, _) in zip(keys, valued, strict=True)
        )

    def _place(self, own: Value, others: tuple[Value, ...]) -> Value:
        """Return 1 + those strictly better, with the range that rounding leaves open."""
        mine, theirs = (own, others) if self._low_is_best else (-own, tuple(-v for v in others))
        exact = 1 + sum(one.exact < mine.exact for one in theirs)
        best = 1 + sum(one.high < mine.low for one in theirs)
        worst = 1 + sum(one.low < mine.high for one in theirs)
        return Value(Fraction(exact), Fraction(best), Fraction(worst), 0)

    @property
    def _is_published(self) -> bool:
        """Whether the indicator is a place: it alone goes without ``best``, see `problems`."""
        return self.best is None

    @property
    def _low_is_best(self) -> bool:
        return self.best == "lowest"

    def _detail(
        self, ranking: _Ranking, required: Value | None, case: Case, measure: AnyMeasure
    ) -> Text | None:
        """Say how many are ranked, and what the next and the required place cost."""
        if ranking.place is None or not ranking.ranked or ranking.own.value is None:
            return None
        asked = None if required is None else int(required.exact) - (self.below is not None)
        unit = gap_unit_of(measure.unit(case.catalogue))
        count, total = counts_of(measure, ranking.own, case)
        numerator = count_of(case.catalogue, measure.main(case.catalogue), "numerator")
        in_persons = numerator.unit if numerator is not None else PERSONS

        def say(words: Words) -> str:
            said = [
                words.say(
                    da=f"nr. {words.number(ranking.place or Value.of(0))} af {ranking.ranked}",
                    en=f"no. {words.number(ranking.place or Value.of(0))} of {ranking.ranked}",
                )
            ]
            if ranking.unranked:
                said.append(
                    words.say(
                        da=f"{ranking.unranked} uden tal", en=f"{ranking.unranked} without figure"
                    )
                )
            for da, en, place in (
                ("næste plads", "next place", int((ranking.place or Value.of(1)).exact) - 1),
                ("kravet", "the required place", asked),
            ):
                cost = self._cost(ranking, place)
                if cost is not None and cost.exact > 0:
                    amount = words.amount(cost, unit)
                    persons = self._persons(ranking, place, count, total)
                    if persons is not None:
                        amount += f" ({words.amount(Value.of(persons), in_persons)})"
                    said.append(words.say(da=f"{da} koster {amount}", en=f"{en} costs {amount}"))
            return ", ".join(said)

        return Text.made(say)

    def _cost(self, ranking: _Ranking, place: int | None) -> Value | None:
        """Return how far the own figure is from sharing a place."""
        own, target = ranking.own.value, self._figure_at(ranking, place)
        if own is None or target is None:
            return None
        return own - target if self._low_is_best else target - own

    def _figure_at(self, ranking: _Ranking, place: int | None) -> Value | None:
        """Return the figure that shares a place, None where no other municipality has it."""
        if place is None or not 1 <= place <= len(ranking.values):
            return None
        ordered = sorted(ranking.values, key=lambda one: one.exact, reverse=not self._low_is_best)
        return ordered[place - 1]

    def _persons(
        self, ranking: _Ranking, place: int | None, count: int | None, total: int | None
    ) -> int | None:
        """Return the smallest whole number of persons that shares a place, the others held still.

        With own count n of N persons and a figure of r percent there: n - floor(rN/100) where
        the lowest is best, ceil(rN/100) - n where the highest is. None where the counts say
        that the place is reached, against the printed shares.
        """
        target = self._figure_at(ranking, place)
        if target is None or count is None or total is None:
            return None
        level = target.exact * total / 100
        persons = count - floor(level) if self._low_is_best else ceil(level) - count
        return persons if persons > 0 else None

    def requirement(self, words: Words, unit: str) -> str:  # noqa: ARG002 (places)
        """Say the place: ``højst nr. 10 i Region Syddanmark``.

        A published rank does not say whose municipalities it is counted among.
        """
        where = "" if self._is_published else f" {among_words(self.among)[words.lang]}"
        if self.top is not None and self.top < 1:
            part = f"{self.top.numerator}/{self.top.denominator}"
            return words.say(da=f"i den bedste {part}{where}", en=f"in the best {part}{where}")
        if self.top is not None or self.at_most is not None:
            limit = Decimal(int(self.top)) if self.top is not None else self.at_most
            assert limit is not None
            place = level_words(words, limit, "no.").replace(" no.", "")
            return words.say(da=f"højst nr. {place}{where}", en=f"at most no. {place}{where}")
        if isinstance(self.below, int):
            return words.say(
                da=f"bedre end nr. {self.below}{where}",
                en=f"better than no. {self.below}{where}",
            )
        return words.say(
            da=f"en bedre placering{where} end i udgangspunktet",
            en=f"a better place{where} than at the baseline",
        )

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield ``best`` and ``among`` where they do not belong, or are missing."""
        published = measure.unit(catalogue) == PLACE
        if published and (self.best is not None or "among" in self.model_fields_set):
            yield ("type",), "the indicator is a published rank: leave out best and among"
        if not published and self.best is None:
            yield ("type",), 'key "best" is missing: lowest or highest'
        if published and self.top is not None and self.top < 1:
            yield ("top",), "a published rank does not say how many are ranked; write at_most"
