"""The catalogue of indicators: what is counted, in which unit, and which way is better."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

import yaml
from pydantic import Field, ValidationInfo, field_validator, model_validator

from beskplan.documents import Document, Entries, Items, Loc, Scalar, read_document, repeated_ids
from beskplan.errors import (
    DataInvalidError,
    DataUnreadableError,
    Problem,
    few_hints,
    quoted,
    shortened,
)
from beskplan.models import (
    APeriod,
    Exact,
    Shape,
    Strict,
    Whole,
    Word,
    Words1,
    YesNo,
    nearest,
    validate,
)
from beskplan.periods import Covers

SCHEMA: Final = "beskplan/catalogue/v1"
COUNTED_UNITS: Final = frozenset(
    {"persons", "full-time-persons", "cases", "jobs", "companies", "place"}
)
"""Units that are counted one by one: a published whole number is exact."""
ADDED_UNITS: Final = (COUNTED_UNITS - {"place"}) | {"mio. kr."}
"""Units of amounts that may be added over groups; means, durations and kr. per head may not."""
FILL_IN: Final = "FILL-IN"
"""Stands in printed catalogue lines where a person must decide; no catalogue loads with it."""
_SOME_UNITS: Final = "percent, points, persons, full-time-persons, cases, hours, place …"

Segment = tuple[tuple[str, str], ...]
"""Dimension and member, sorted by dimension; dimensions that are not named are totals."""


def segment_of(members: Mapping[str, str]) -> Segment:
    """Return ``{ydelse: A-dagpenge}`` as a key."""
    return tuple(sorted(members.items()))


def segment_text(segment: Segment) -> str:
    r"""Return a segment as one text, ``køn=Kvinder&ydelse=A-dagpenge``; empty for the total.

    In names a backslash stands before ``\``, ``&`` and ``=``, and what parts the cells of a
    text table (separators, quotation marks, line ends) is written ``\x002c``, so that no cell
    ever needs quotation marks.
    """
    return "&".join(f"{_escaped(name)}={_escaped(member)}" for name, member in segment)


def segment_from(text: str) -> Segment:
    """Return the segment that `segment_text` wrote.

    Raises:
        ValueError: the text is none, or its dimensions are not sorted or stand twice.
    """
    if not text:
        return ()
    segment = segment_of(dict(_unescaped(part) for part in _PARTS.findall(f"{text}&")))
    if segment_text(segment) != text:
        raise ValueError(f'{quoted(text)} is no segment; write "køn=Kvinder&ydelse=A-dagpenge"')
    return segment


_PARTS: Final = re.compile(r"((?:[^\\&]|\\.)*)&")
_PARTING: Final = re.compile(r'[,;"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def _escaped(name: str) -> str:
    marked = re.sub(r"([\\&=])", r"\\\1", name)
    return _PARTING.sub(lambda one: f"\\x{ord(one[0]):04x}", marked)


def _unescaped(part: str) -> tuple[str, str]:
    """Return dimension and member; the first bare ``=`` parts them."""
    found = list(_LETTERS.finditer(part))
    bare = (index for index, one in enumerate(found) if one[0] == "=")
    at = next(bare, len(found))
    said = [_letter(one) for one in found]
    return "".join(said[:at]), "".join(said[at + 1 :])


_LETTERS: Final = re.compile(r"\\x(?P<code>[0-9a-f]{4})|\\(?P<mark>.)|[^\\]", re.DOTALL)


def _letter(one: re.Match[str]) -> str:
    return chr(int(one["code"], 16)) if one["code"] else one["mark"] or one[0]


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """Return a label as labels are compared: case and the kind and number of spaces aside."""
    return " ".join(unicodedata.normalize("NFC", label).split()).casefold()


class Dimension(Strict):
    """How an indicator is split: its members, their spellings in exports, and unions."""

    total: Word | None = None
    """What exports call all members together."""
    members: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)
    """Each member with its other spellings in exports."""
    unions: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)
    """Published groups of members, each with its members."""

    @model_validator(mode="after")
    def _one_name_each(self) -> Dimension:
        first: dict[str, str] = {}
        for said, labels in self._labels():
            for label in labels:
                before = first.setdefault(folded(label), said)
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
        labels: dict[str, str | None] = {folded(name): name for name in self.unions}
        for member, spellings in self.members.items():
            labels |= {folded(label): member for label in (member, *spellings)}
        if self.total is not None:
            labels[folded(self.total)] = None
        return labels

    def member_of(self, label: str) -> str | None:
        """Return the member or union that a label names, None for the total.

        Raises:
            ValueError: the label is unknown; the message names the nearest.
        """
        found = folded(label)
        if found not in self._by_label:
            raise ValueError(f"no member {quoted(label)}{nearest(label, self.names)}")
        return self._by_label[found]

    def knows(self, label: str) -> bool:
        """Say whether a label names a member, a union or the total."""
        return folded(label) in self._by_label

    @property
    def names(self) -> list[str]:
        """Members, unions and the total, as a plan or export may name them."""
        return [*self.members, *self.unions, *([self.total] if self.total else [])]

    def unions_of(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of the unions of exactly these members, as the catalogue lists them."""
        wanted = set(members)
        return tuple(name for name, parts in self.unions.items() if set(parts) == wanted)


class IndicatorSource(Strict):
    """Who publishes the figures, and in which table."""

    publisher: Word | None = None
    """Who publishes the figures."""
    table: Word | None = None
    """The publisher's name of the table, such as y25i01."""
    document: Word | None = None
    """The document that prints the figures."""
    url: Word | None = None
    """Where they are found."""


class SeriesBreak(Strict):
    """From ``at`` on, figures are counted in another way."""

    at: APeriod
    """The first period that is counted in the new way."""
    why: Word
    """What changed."""


class Indicator(Strict):
    """What is counted: unit, direction, population, and how exports name it."""

    id: Word
    """Its name in plans, such as ledige.andel_af_arbejdsstyrken."""
    title: Word
    """What people call it."""
    unit: Annotated[Word, Shape("unit")]
    """What is counted: percent, persons, full-time-persons, cases …"""
    better: Literal["lower", "higher", "neither"]
    """Which way is good."""
    covers: Covers
    """The length of time that one figure covers."""
    population: Word | None = None
    """Who is counted."""
    window: Word | None = None
    """The part of the spell that is looked at, such as first 6 months."""
    source: IndicatorSource | None = None
    """Who publishes the figures, and in which table."""
    labels: Words1 = ()
    """What exports call it, letter for letter; case and spaces aside."""
    numerator: Word | None = None
    """The id of the indicator above the line of this share."""
    denominator: Word | None = None
    """The id of the indicator below the line of this share."""
    only_in_table: YesNo = False
    """Several tables print these labels: they count in a file of ``source.table`` alone."""
    published_for: Annotated[tuple[Word, ...], Field(min_length=1)] = ("municipality", "country")
    """The kinds of areas that figures are published for."""
    dimensions: dict[Word, Dimension] = Field(default_factory=dict)
    """How it is split, by the name that segments use, such as ydelse."""
    rounded_to: Annotated[Exact, Field(gt=0)] | None = None
    """The step that figures are rounded to, where it is coarser than printed."""
    decimals: Annotated[Whole, Field(ge=0, le=15)] | None = None
    """How many decimals are published, where files drop last zeros."""
    lag: Annotated[Whole, Field(ge=0, le=120)] | None = None
    """Months from the end of a period to its publication."""
    series_breaks: Annotated[tuple[SeriesBreak, ...], Field(min_length=1)] = ()
    """Periods from which figures are counted in another way."""

    @field_validator("unit", "better", mode="before")
    @classmethod
    def _filled_in(cls, written: object, info: ValidationInfo) -> object:
        if written == FILL_IN:
            known = "lower, higher or neither" if info.field_name == "better" else _SOME_UNITS
            raise ValueError(f"{FILL_IN} stands for what only you know; write {known}")
        return written

    @property
    def table(self) -> str | None:
        """The publisher's name of the table, as tables are compared."""
        named = self.source.table if self.source else None
        return folded(named) if named is not None else None

    @property
    def is_share(self) -> bool:
        """Whether the unit is percent of a population."""
        return self.unit == "percent"


@dataclass(frozen=True)
class Catalogue:
    """Indicators by id: those of a folder's file, and behind them the base catalogue.

    An indicator of the file replaces one of the base with its id. The base is read when an id
    or a label is asked for that the file does not have; iterating gives the file's own, or the
    base where there is no file.

    Attributes:
        indicators: the file's own.
        with_base: whether the base catalogue stands behind them.
    """

    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    with_base: bool = False

    def __getitem__(self, indicator: str) -> Indicator:
        found = self.indicators.get(indicator)
        return self._base[indicator] if found is None else found

    def __contains__(self, indicator: object) -> bool:
        return indicator in self.indicators or indicator in self._base

    def __iter__(self) -> Iterator[Indicator]:
        return iter((self.indicators or self._base).values())

    @classmethod
    def of(cls, *indicators: Indicator) -> Catalogue:
        """Return a catalogue of these indicators alone."""
        return cls({indicator.id: indicator for indicator in indicators})

    @cached_property
    def _base(self) -> Mapping[str, Indicator]:
        """The indicators of the base that the file does not replace."""
        if not self.with_base:
            return {}
        return {name: one for name, one in base_indicators().items() if name not in self.indicators}

    @cached_property
    def _own_by_label(self) -> Mapping[str, tuple[Indicator, ...]]:
        return _by_label(self.indicators.values())

    @cached_property
    def _base_by_label(self) -> Mapping[str, tuple[Indicator, ...]]:
        return _by_label(self._base.values())

    @cached_property
    def tables(self) -> frozenset[str]:
        """The publishers' names of all tables that indicators are of, those of the base too."""
        each = (*self.indicators.values(), *self._base.values())
        return frozenset(one.source.table for one in each if one.source and one.source.table)

    def labelled(self, label: str) -> tuple[Indicator, ...]:
        """Return the indicators that an export calls ``label``, or whose id it is.

        The file's own hide those of the base, unless all of them name a table: then the base's
        that have the label in other tables alone stay, because the label itself does not tell
        the tables apart.
        """
        said = folded(label)
        own = self._own_by_label.get(said, ())
        tables = {one.table for one in own}
        if None in tables:
            return own
        base = self._base_by_label.get(said, ())
        if not own:
            return base
        return own + tuple(one for one in base if one.only_in_table and one.table not in tables)

    def by_label(self, label: str) -> Indicator:
        """Return the indicator that an export calls ``label`` (or whose id it is).

        Raises:
            ValueError: no indicator, or several, have the label.
        """
        said = folded(label)
        found = self._own_by_label.get(said) or self._base_by_label.get(said, ())
        if not found:
            known = [text for indicator in self for text in indicator.labels]
            raise ValueError(f"no indicator has the label {quoted(label)}{nearest(label, known)}")
        if len(found) > 1:
            ids = ", ".join(sorted(one.id for one in found))
            raise ValueError(f"the label {quoted(label)} fits {ids}; use the id")
        return found[0]


def _by_label(indicators: Iterable[Indicator]) -> Mapping[str, tuple[Indicator, ...]]:
    found: dict[str, tuple[Indicator, ...]] = {}
    for one in indicators:
        for label in {folded(text) for text in (*one.labels, one.id)}:
            found[label] = (*found.get(label, ()), one)
    return found


BASE_CATALOGUE: Final = Path(__file__).with_name("base_catalogue.yaml")


@cache
def base_indicators() -> Mapping[str, Indicator]:
    """Return the indicators of the base catalogue, which ships in the package."""
    text = BASE_CATALOGUE.read_text(encoding="utf-8")
    # The file is ours and tested: it needs no lines for problems, which cost most of the time.
    written = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    listed = [Indicator.model_validate(one) for one in written]
    return {one.id: one for one in listed}


class CatalogueRead(NamedTuple):
    """A catalogue file as far as it can be read.

    Attributes:
        catalogue: its sound indicators, with the base behind them.
        places: the path of each of them.
        problems: everything that is wrong, which `load_catalogue` raises.
    """

    catalogue: Catalogue
    places: Mapping[str, Loc]
    problems: tuple[Problem, ...]


def load_catalogue(path: Path | str) -> Catalogue:
    """Load a catalogue file, usually ``data/indicators.yaml``, with the base behind it.

    Raises:
        DataUnreadableError: the file is missing or not YAML.
        DataInvalidError: it is not a catalogue; every problem with its line.
    """
    found = read_catalogue(read_document(Path(path), "catalogue", DataUnreadableError))
    if found.problems:
        raise DataInvalidError(found.problems)
    return found.catalogue


@few_hints()
def read_catalogue(document: Document) -> CatalogueRead:
    """Read a catalogue as far as it can be read; see `load_catalogue`."""
    problems: list[Problem] = []
    indicators: dict[str, Indicator] = {}
    places: dict[str, Loc] = {}
    problems += _check_head(document)
    listed = document.root.get("indicators")
    nodes = listed.nodes if isinstance(listed, Items) else ()
    for index, node in enumerate(nodes):
        name = node.get("id") if isinstance(node, Entries) else None
        said = shortened(name.text) if isinstance(name, Scalar) else f"no. {index + 1}"
        loc: Loc = ("indicators", index)
        indicator, found = validate(Indicator, document, loc, f"indicator {said}")
        problems += found
        if indicator is not None:
            indicators[indicator.id] = indicator
            places[indicator.id] = loc
    problems += repeated_ids(document.file, "indicator", nodes)
    problems += _check_references(document, indicators)
    read = Catalogue(indicators, with_base=True)
    return CatalogueRead(read, places, tuple(document.with_own(problems)))


class _Head(Strict):
    """The keys at the top of a catalogue file."""

    schema_: Literal["beskplan/catalogue/v1"] = Field(alias="schema")
    """What kind of file this is."""
    indicators: Annotated[list[object], Field(min_length=1)]
    """The indicators of the folder; those of the base catalogue stand behind them."""


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
            if named is not None and named not in places and named not in base_indicators():
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
