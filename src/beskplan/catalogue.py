"""The catalogue of indicators: what is counted, in which unit, and which way is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from beskplan.documents import Document, Entries, Items, Scalar, read_document, repeated_ids
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, quoted, shortened
from beskplan.models import APeriod, Exact, Strict, Whole, Word, Words1, nearest, validate
from beskplan.periods import Covers

SCHEMA: Final = "beskplan/catalogue/v1"
COUNTED_UNITS: Final = frozenset(
    {"persons", "full-time-persons", "cases", "jobs", "companies", "place"}
)
"""Units that are counted one by one: a published whole number is exact."""
ADDED_UNITS: Final = (COUNTED_UNITS - {"place"}) | {"mio. kr."}
"""Units of amounts that may be added over groups; means, durations and kr. per head may not."""

Segment = tuple[tuple[str, str], ...]
"""Dimension and member, sorted by dimension; dimensions that are not named are totals."""


def segment_of(members: Mapping[str, str]) -> Segment:
    """Return ``{ydelse: A-dagpenge}`` as a key."""
    return tuple(sorted(members.items()))


def _folded(label: str) -> str:
    return label.strip().casefold()


class Dimension(Strict):
    """How an indicator is split: its members, their spellings in exports, and unions."""

    total: Word | None = None
    members: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)
    unions: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_name_each(self) -> Dimension:
        first: dict[str, str] = {}
        for said, labels in self._labels():
            for label in labels:
                before = first.setdefault(_folded(label), said)
                if before is not said:
                    raise ValueError(f"{quoted(label)} names {before} and {said}; it names one")
        return self

    def _labels(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what can be named, in words, with every label that names it."""
        for name, spellings in self.members.items():
            yield f"the member {quoted(name)}", (name, *spellings)
        for name in self.unions:
            yield f"the union {quoted(name)}", (name,)
        if self.total is not None:
            yield "the total", (self.total,)

    @cached_property
    def _by_label(self) -> dict[str, str | None]:
        labels: dict[str, str | None] = {_folded(name): name for name in self.unions}
        for member, spellings in self.members.items():
            labels |= {_folded(label): member for label in (member, *spellings)}
        if self.total is not None:
            labels[_folded(self.total)] = None
        return labels

    def member_of(self, label: str) -> str | None:
        """Return the member or union that a label names, None for the total.

        Raises:
            ValueError: the label is unknown; the message names the nearest.
        """
        found = _folded(label)
        if found not in self._by_label:
            raise ValueError(f"no member {quoted(label)}{nearest(label, self.names)}")
        return self._by_label[found]

    @property
    def names(self) -> list[str]:
        """Members, unions and the total, as a plan or export may name them."""
        return [*self.members, *self.unions, *([self.total] if self.total else [])]

    def union_of(self, members: tuple[str, ...]) -> str | None:
        """Return the name of the union of exactly these members, or None."""
        wanted = set(members)
        return next((name for name, parts in self.unions.items() if set(parts) == wanted), None)


class IndicatorSource(Strict):
    """Who publishes the figures, and in which table."""

    publisher: Word | None = None
    table: Word | None = None
    document: Word | None = None
    url: Word | None = None


class SeriesBreak(Strict):
    """From ``at`` on, figures are counted in another way."""

    at: APeriod
    why: Word


class Indicator(Strict):
    """What is counted: unit, direction, population, and how exports name it."""

    id: Word
    title: Word
    unit: Word
    better: Literal["lower", "higher", "neither"]
    covers: Covers
    population: Word | None = None
    window: Word | None = None
    source: IndicatorSource | None = None
    labels: Words1 = ()
    numerator: Word | None = None
    denominator: Word | None = None
    published_for: Annotated[tuple[Word, ...], Field(min_length=1)] = ("municipality", "country")
    dimensions: dict[Word, Dimension] = Field(default_factory=dict)
    rounded_to: Annotated[Exact, Field(gt=0)] | None = None
    decimals: Annotated[Whole, Field(ge=0, le=15)] | None = None
    lag: Annotated[Whole, Field(ge=0, le=120)] | None = None
    series_breaks: tuple[SeriesBreak, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether the unit is percent of a population."""
        return self.unit == "percent"


@dataclass(frozen=True)
class Catalogue:
    """Indicators by id."""

    indicators: Mapping[str, Indicator] = field(default_factory=dict)

    def __getitem__(self, indicator: str) -> Indicator:
        return self.indicators[indicator]

    def __contains__(self, indicator: object) -> bool:
        return indicator in self.indicators

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators.values())

    @classmethod
    def of(cls, *indicators: Indicator) -> Catalogue:
        """Return a catalogue of these indicators."""
        return cls({indicator.id: indicator for indicator in indicators})

    @cached_property
    def _by_label(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for indicator in self:
            for label in {_folded(text) for text in (*indicator.labels, indicator.id)}:
                found.setdefault(label, []).append(indicator.id)
        return found

    def by_label(self, label: str) -> Indicator:
        """Return the indicator that an export calls ``label`` (or whose id it is).

        Raises:
            ValueError: no indicator, or several, have the label.
        """
        ids = self._by_label.get(_folded(label), [])
        if not ids:
            known = [text for indicator in self for text in indicator.labels]
            raise ValueError(f"no indicator has the label {quoted(label)}{nearest(label, known)}")
        if len(ids) > 1:
            raise ValueError(f"the label {quoted(label)} fits {', '.join(sorted(ids))}; use the id")
        return self[ids[0]]


def load_catalogue(path: Path | str) -> Catalogue:
    """Load a catalogue file, usually ``data/indicators.yaml``.

    Raises:
        DataUnreadableError: the file is missing or not YAML.
        DataInvalidError: it is not a catalogue; every problem with its line.
    """
    document = read_document(Path(path), "catalogue", DataUnreadableError)
    problems: list[Problem] = []
    indicators: dict[str, Indicator] = {}
    problems += _check_head(document)
    listed = document.root.get("indicators")
    nodes = listed.nodes if isinstance(listed, Items) else ()
    for index, node in enumerate(nodes):
        name = node.get("id") if isinstance(node, Entries) else None
        said = shortened(name.text) if isinstance(name, Scalar) else f"no. {index + 1}"
        label = f"indicator {said}"
        indicator, found = validate(Indicator, document, ("indicators", index), label)
        problems += found
        if indicator is not None:
            indicators[indicator.id] = indicator
    problems += repeated_ids(document.file, "indicator", nodes)
    problems += _check_references(document, indicators)
    problems = document.with_own(problems)
    if problems:
        raise DataInvalidError(problems)
    return Catalogue(indicators)


class _Head(Strict):
    """The keys at the top of a catalogue file."""

    schema_: Literal["beskplan/catalogue/v1"] = Field(alias="schema")
    indicators: Annotated[list[object], Field(min_length=1)]


def _check_head(document: Document) -> list[Problem]:
    return validate(_Head, document)[1]


def _check_references(document: Document, indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    listed = document.root.get("indicators")
    places = {
        name.text: index
        for index, node in enumerate(getattr(listed, "nodes", ()))
        if isinstance(node, Entries) and isinstance(name := node.get("id"), Scalar)
    }
    for indicator in indicators.values():
        loc = ("indicators", places[indicator.id])
        for key in ("numerator", "denominator"):
            named: str | None = getattr(indicator, key)
            if named is not None and named not in places:
                yield document.problem(
                    (*loc, key),
                    f"indicator {indicator.id}, {key}: no indicator {quoted(named)}"
                    f"{nearest(named, places)}",
                )
        for split, dimension in indicator.dimensions.items():
            for union, members in dimension.unions.items():
                for number, member in enumerate(members):
                    if member not in dimension.members:
                        yield document.problem(
                            (*loc, "dimensions", split, "unions", union, number),
                            f"indicator {indicator.id}, union {quoted(union)}: no member "
                            f"{quoted(member)}{nearest(member, dimension.members)}",
                        )
