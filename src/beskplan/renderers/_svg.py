"""A small line chart as inline SVG: classes for the page's colours, at most 5 KB.

Own numbers are a whole line with dots, compared ones a dashed line with diamonds, the required
level a dotted line in steps; the period that decides has a line of its own. A gap in the data is a
gap in the line. The number scale is that of the data, named at its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from beskplan.renderers._markup import Markup, element
from beskplan.reporting import Chart, ChartPoint

MOST_BYTES: Final = 5_000
_WIDTH: Final = 480
_HEIGHT: Final = 190
_LEFT: Final = 20
_MOST_LEFT: Final = 80
_RIGHT: Final = 468
_TOP: Final = 26
_BOTTOM: Final = 148
_MOST_DOTS: Final = 36
_MOST_POINTS: Final = 150
_COLUMNS: Final = 48
_LETTER: Final = 7
_APART: Final = 8

_Place = tuple[int, int]


def svg(chart: Chart, name: str) -> Markup:
    """Return a chart; ``name`` begins the ids in it, which no other part of a page may have."""
    return _Drawing(chart).svg(name)


@dataclass(frozen=True)
class _Drawing:
    chart: Chart

    def svg(self, name: str) -> Markup:
        """Return the whole drawing with its title and description."""
        return element(
            "svg",
            element("title", self.chart.title, id=f"{name}_t"),
            element("desc", self.chart.description, id=f"{name}_d"),
            *self._scale(),
            *self._judged(),
            *self._required(),
            *self._line("c", self._compared, _diamond),
            *self._line("o", self._own, _dot),
            *self._years(),
            *self._periods(),
            *self._answer(),
            viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
            role="img",
            aria_labelledby=f"{name}_t {name}_d",
        )

    # Where things stand

    @cached_property
    def _points(self) -> tuple[ChartPoint, ...]:
        return self.chart.points

    @cached_property
    def _own(self) -> list[_Place | None]:
        return self._places(lambda point: point.own)

    @cached_property
    def _compared(self) -> list[_Place | None]:
        if self.chart.compared_name is None:
            return []
        return self._places(lambda point: point.compared)

    def _places(self, number: Callable[[ChartPoint], Decimal | None]) -> list[_Place | None]:
        found: list[_Place | None] = []
        for point in self._points:
            value = number(point)
            found.append(None if value is None else (self._x(point), self._y(value)))
        return found

    def _x(self, point: ChartPoint) -> int:
        first, last = self._points[0].end.toordinal(), self._points[-1].end.toordinal()
        part = (point.end.toordinal() - first) / max(last - first, 1)
        return round(self._left + part * (_RIGHT - self._left))

    @cached_property
    def _left(self) -> int:
        """Where the first period stands: to the right of the numbers of the scale."""
        widest = max(len(said) for _, said in self._ends)
        return min(max(_LEFT, widest * _LETTER + 10), _MOST_LEFT)

    def _y(self, number: Decimal) -> int:
        low, high = self._range
        part = float((number - low) / (high - low)) if high > low else 0.5
        down = part if self.chart.is_place else 1 - part
        return round(_TOP + down * (_BOTTOM - _TOP))

    @cached_property
    def _drawn(self) -> list[tuple[Decimal, str]]:
        """Every number that is drawn, and how it reads."""
        found = []
        for point in self._points:
            found.append((point.own, point.own_text))
            if self.chart.compared_name is not None:
                found.append((point.compared, point.compared_text))
            if self.chart.required_name is not None:
                found.append((point.required, point.required_text))
        return [(number, said) for number, said in found if number is not None]

    @cached_property
    def _range(self) -> tuple[Decimal, Decimal]:
        numbers = [number for number, _ in self._drawn]
        return min(numbers), max(numbers)

    # What is drawn

    def _scale(self) -> Iterator[Markup]:
        """Yield the lines at the ends of the scale, with their numbers."""
        for number, said in self._ends:
            y = self._y(number)
            yield element("path", d=f"M0 {y}H{_RIGHT}", class_="g")
            yield element("text", said, x=0, y=y - 6)

    @cached_property
    def _ends(self) -> list[tuple[Decimal, str]]:
        """The lowest and highest number that is drawn, and how they read."""
        said = dict(reversed(self._drawn))
        return [(number, said[number]) for number in dict.fromkeys(self._range)]

    def _judged(self) -> Iterator[Markup]:
        point = next((one for one in self._points if one.is_judged), None)
        if point is not None:
            yield element("path", d=f"M{self._x(point)} {_TOP - 6}V{_BOTTOM + 6}", class_="j")

    def _required(self) -> Iterator[Markup]:
        """Yield the level in steps, each as far as halfway to its neighbours."""
        if self.chart.required_name is None:
            return
        xs = [self._x(point) for point in self._points]
        halves = [(a + b) // 2 for a, b in pairwise(xs)]
        levels = [None if p.required is None else self._y(p.required) for p in self._points]
        commands, at = [], None
        for left, right, level in zip([xs[0], *halves], [*halves, xs[-1]], levels, strict=True):
            if level is None:
                at = None
                continue
            if at is None:
                commands.append([f"M{left} {level}", ""])
            elif level != at:
                commands.append([f"V{level}", ""])
            at = level
            commands[-1][1] = f"H{right}"
        drawn = "".join(part for command in commands for part in command)
        if drawn:
            yield element("path", d=drawn, class_="r")

    def _line(
        self, name: str, places: Sequence[_Place | None], mark: Callable[[_Place], str]
    ) -> Iterator[Markup]:
        runs = [
            _thinned([place for place in run if place is not None], self._left)
            for there, run in groupby(places, key=lambda place: place is not None)
            if there
        ]
        drawn = "".join(_path(run) for run in runs if len(run) > 1)
        if drawn:
            yield element("path", d=drawn, class_=name)
        dots = [place for run in runs for place in run]
        if len(dots) > _MOST_DOTS:
            dots = [place for run in runs for place in (run[0], run[-1])][-_MOST_DOTS:]
        if dots:
            marks = "".join(mark(place) for place in dict.fromkeys(dots))
            yield element("path", d=marks, class_=f"{name}m")

    def _years(self) -> Iterator[Markup]:
        """Yield a tick where a new year begins, and the year where its name finds room."""
        begun = [b for a, b in pairwise(self._points) if a.end.year != b.end.year]
        if not begun:
            return
        ticks = "".join(f"M{x} {_BOTTOM}v5" for x in dict.fromkeys(map(self._x, begun)))
        yield element("path", d=ticks, class_="g")
        taken = [(left, right) for _, left, right, down in self._named if not down]
        for point in begun:
            x, said = self._x(point), str(point.end.year)
            left, right = x - 2 * _LETTER, x + 2 * _LETTER
            if all(right + _APART <= start or end + _APART <= left for start, end in taken):
                taken.append((left, right))
                yield element("text", said, x=x, y=_BOTTOM + 22, text_anchor="middle")

    def _periods(self) -> Iterator[Markup]:
        """Yield the names of the first and last period, and of the one that decides."""
        for point, left, right, down in self._named:
            at_the_end = right == _RIGHT
            yield element(
                "text",
                point.short,
                x=right if at_the_end else left,
                y=_BOTTOM + 22 + down,
                text_anchor="end" if at_the_end else None,
                class_="b" if point.is_judged else None,
            )

    @cached_property
    def _named(self) -> list[tuple[ChartPoint, int, int, int]]:
        """The periods that are named, from where to where, and how far down."""
        first, last = self._points[0], self._points[-1]
        wide = [len(one.short) * _LETTER for one in (first, last)]
        start = max(self._left - wide[0] // 2, 0)
        found = [(first, start, start + wide[0], 0)]
        if last is not first:
            found.append((last, _RIGHT - wide[1], _RIGHT, 0))
        judged = next((one for one in self._points if one.is_judged), None)
        if judged is None or judged in (first, last):
            return found
        half = len(judged.short) * _LETTER // 2
        x = self._x(judged)
        beside = start + wide[0] + half + _APART <= x <= _RIGHT - wide[1] - half - _APART
        middle = min(max(x, half), _RIGHT - half)
        down = 0 if beside else 18  # a line of its own below the two
        return [*found, (judged, middle - half, middle + half, down)]

    def _answer(self) -> Iterator[Markup]:
        """Yield the own number that decides, beside its dot."""
        point = next((one for one in self._points if one.is_judged), None)
        if point is None or point.own is None:
            return
        x, y = self._x(point), self._y(point.own)
        to_the_left = x > _WIDTH // 2
        yield element(
            "text",
            point.own_text,
            x=x - 8 if to_the_left else x + 8,
            y=y - 8 if y > _TOP + 24 else y + 20,
            text_anchor="end" if to_the_left else None,
            class_="b",
        )


def _path(run: Sequence[_Place]) -> str:
    """Return a line through places, each told from the one before."""
    (x, y), *others = run
    commands = [f"M{x} {y}l"]
    for number, (next_x, next_y) in enumerate(others):
        dx, dy = next_x - x, next_y - y
        commands.append(f"{' ' if number else ''}{dx}{'' if dy < 0 else ' '}{dy}")
        x, y = next_x, next_y
    return "".join(commands)


def _dot(place: _Place) -> str:
    return f"M{place[0]} {place[1]}h0"


def _diamond(place: _Place) -> str:
    return f"M{place[0]} {place[1] - 4}l4 4-4 4-4-4z"


def _thinned(run: list[_Place], left: int) -> list[_Place]:
    """Return a line of very many places with the first, lowest, highest and last of each part."""
    if len(run) <= _MOST_POINTS:
        return run
    wide = (_RIGHT - left) / _COLUMNS
    kept: list[_Place] = []
    for _, group in groupby(run, key=lambda place: int((place[0] - left) / wide)):
        part = list(group)
        chosen = {part.index(pick(part, key=lambda one: one[1])) for pick in (min, max)}
        kept += [part[number] for number in sorted({0, len(part) - 1, *chosen})]
    return list(dict.fromkeys(kept))
