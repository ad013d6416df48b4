"""What a small chart of a target shows: every period up to the end of the plan's years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from beskplan.reporting._figures import figure, names_a_period, short_period
from beskplan.reporting._model import Chart, ChartPoint, Column, Row, Table
from beskplan.results import Point, Verdict
from beskplan.words import PLACE, Words

_FEWEST: Final = 2


def chart_of(words: Words, verdict: Verdict) -> Chart | None:
    """Return the chart of a verdict; None where fewer than two periods have an own number."""
    shown = _trimmed(verdict.course)
    if sum(point.observed is not None for point in shown) < _FEWEST:
        return None
    points = tuple(_point(words, verdict, point) for point in shown)
    names = _names(words, verdict, points)
    return Chart(
        title=words.say(da=f"Udvikling: {verdict.title}", en=f"Over time: {verdict.title}"),
        description=_description(words, names, points),
        series=_series(words, names, points),
        unit="" if verdict.unit in (None, PLACE) else words.unit(verdict.unit or ""),
        own_name=names.own,
        compared_name=names.compared,
        required_name=names.required,
        points=points,
        table=_table(words, names, points),
        is_place=verdict.unit == PLACE,
    )


@dataclass(frozen=True)
class _Names:
    """What the lines of a chart are called; None for one that is not drawn."""

    own: str
    compared: str | None
    required: str | None


def _names(words: Words, verdict: Verdict, points: Sequence[ChartPoint]) -> _Names:
    """Return the names of the lines; a level that is always the compared number is one line.

    What is compared with an earlier time is not drawn again beside itself: its level is.
    """
    own, name = verdict.area.name, verdict.comparator_name
    required = any(point.required is not None for point in points)
    level = words.say(da="Krav", en="Required") if required else None
    there = any(point.compared is not None for point in points)
    if name is None or not there or names_a_period(name.da):
        return _Names(own, None, level)
    compared = name[words.lang]
    same = all(point.required in (None, point.compared) for point in points)
    if level is not None and same:
        return _Names(own, words.say(da=f"{compared} (krav)", en=f"{compared} (required)"), None)
    return _Names(own, compared, level)


def _description(words: Words, names: _Names, points: Sequence[ChartPoint]) -> str:
    """Say what the chart shows: first, last, lowest and highest, the level, and the holes."""
    there = [point for point in points if point.own is not None]
    low, high = min(there, key=_own), max(there, key=_own)
    first, last = there[0], there[-1]
    between = ""
    if low.own == high.own:
        between = words.say(da=", det samme hele vejen", en=", the same all the way")
    elif {low.own, high.own} != {first.own, last.own}:
        between = words.say(
            da=f"; lavest {low.own_text} ({low.label}), højest {high.own_text} ({high.label})",
            en=f"; lowest {low.own_text} ({low.label}), highest {high.own_text} ({high.label})",
        )
    said = [
        words.say(
            da=f"{names.own}: {first.own_text} i {first.label} og {last.own_text} i {last.label}"
            f"{between}.",
            en=f"{names.own}: {first.own_text} in {first.label} and {last.own_text} in "
            f"{last.label}{between}.",
        )
    ]
    judged = next((point for point in points if point.is_judged), None)
    if judged is not None and names.compared is not None and judged.compared is not None:
        said.append(f"{names.compared}: {judged.compared_text} ({judged.label}).")
    if judged is not None and names.required is not None and judged.required is not None:
        said.append(f"{names.required}: {judged.required_text} ({judged.label}).")
    holes = len(points) - len(there)
    if holes:
        said.append(
            words.say(
                da=f"{holes} {'periode' if holes == 1 else 'perioder'} uden tal.",
                en=f"{holes} {'period' if holes == 1 else 'periods'} without a figure.",
            )
        )
    return " ".join(said)


def _series(words: Words, names: _Names, points: Sequence[ChartPoint]) -> str:
    """Say every number of the chart, period by period: ``2021: Fredericia 3 %, Krav 2 %``."""
    said = "; ".join(
        f"{point.label}: {', '.join(_told(names, point))}"
        for point in points
        if (point.own, point.compared) != (None, None)
    )
    return words.say(da=f"Tallene: {said}.", en=f"The numbers: {said}.")


def _told(names: _Names, point: ChartPoint) -> Iterator[str]:
    lines = (
        (names.own, point.own, point.own_text),
        (names.compared, point.compared, point.compared_text),
        (names.required, point.required, point.required_text),
    )
    for name, number, text in lines:
        if name is not None and number is not None:
            yield f"{name} {text}"


def _own(point: ChartPoint) -> Decimal:
    assert point.own is not None
    return point.own


def _table(words: Words, names: _Names, points: Sequence[ChartPoint]) -> Table:
    """Return the numbers of the chart, a row for each period; the judged one is marked."""
    columns = [
        Column("period", words.say(da="Periode", en="Period")),
        Column("own", names.own, "right"),
    ]
    if names.compared is not None:
        columns.append(Column("compared", names.compared, "right"))
    if names.required is not None:
        columns.append(Column("required", names.required, "right"))
    return Table(
        words.say(da="Tallene i figuren", en="The numbers in the chart"),
        tuple(columns),
        tuple(Row(tuple(_cells(words, names, point))) for point in points),
    )


def _cells(words: Words, names: _Names, point: ChartPoint) -> Iterator[str]:
    judged = words.say(da=" (afgør målet)", en=" (decides)") if point.is_judged else ""
    yield point.label + judged
    yield point.own_text
    if names.compared is not None:
        yield point.compared_text
    if names.required is not None:
        yield point.required_text


def _trimmed(course: Sequence[Point]) -> Sequence[Point]:
    """Return the course from the first to the last period that has any number."""
    there = [
        number
        for number, point in enumerate(course)
        if point.observed is not None or point.compared is not None
    ]
    return course[there[0] : there[-1] + 1] if there else ()


def _point(words: Words, verdict: Verdict, point: Point) -> ChartPoint:
    def text(number: Decimal | None) -> str:
        return figure(words, number, verdict.unit)

    return ChartPoint(
        label=words.period(point.period),
        short=short_period(words, point.period),
        start=point.period.start,
        end=point.period.end,
        own=point.observed,
        compared=point.compared,
        required=point.required,
        own_text=text(point.observed),
        compared_text=text(point.compared),
        required_text=text(point.required),
        is_judged=point.period == verdict.period,
    )
