"""``against``: whose figure a figure is compared with, and ``among``: whose places are counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from beskplan.areas import Area, Kind, find_area, members
from beskplan.catalogue import ADDED_UNITS, Catalogue
from beskplan.judgements import Comparator, Measured
from beskplan.measures import AnyMeasure, Case
from beskplan.measures._over import added, mean_of
from beskplan.models import ReadBy, Shape, Strict, Word, exactly_one
from beskplan.words import Text

COUNTRY: Final = "country"
NOT_STATED: Final = "not-stated"


def _area_of(kind: Kind) -> Any:
    def found(written: object) -> Area:
        return written if isinstance(written, Area) else find_area(str(written), kinds=(kind,))

    return ReadBy(found)


ARegion = Annotated[Area, _area_of(Kind.REGION), Shape("region")]
ALandsdel = Annotated[Area, _area_of(Kind.LANDSDEL), Shape("landsdel")]
ARarArea = Annotated[Area, _area_of(Kind.RAR), Shape("rar")]
AMunicipality = Annotated[Area, _area_of(Kind.MUNICIPALITY), Shape("municipality")]


def _once(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    for area in areas:
        if areas.count(area) > 1:
            raise ValueError(f"{area.name} stands twice")
    return areas


class _Places(Strict):
    """One way to name places: a region, landsdel or RAR area, municipalities, or a group."""

    region: ARegion | None = None
    """A region: that of the figure's period."""
    landsdel: ALandsdel | None = None
    """A landsdel, as Statistics Denmark names them."""
    rar: ARarArea | None = None
    """A RAR area (2015-2024)."""
    areas: (
        Annotated[tuple[AMunicipality, ...], Field(min_length=2), AfterValidator(_once)] | None
    ) = None
    """Municipalities by name or code, at least two."""
    group: Word | None = None
    """A group that the plan names under ``groups``."""

    @property
    def named(self) -> Area | None:
        """The region, landsdel or RAR area that is named."""
        return self.region or self.landsdel or self.rar

    def municipalities(self, case: Case, indicator: str) -> tuple[Area, ...]:
        """Return the municipalities on the last day of the case's period; none may be left."""
        if self.named is not None:
            day = case.period.end
            return members(self.named, day) if self.named.exists_on(day) else ()
        return self.areas or group_members(case, self.group or "", indicator)

    @property
    def title(self) -> Text:
        """What the places are called."""
        if self.named is not None:
            return Text(self.named.name, self.named.name)
        if self.group is not None:
            return Text(f"gruppen {self.group}", f"the group {self.group}")
        names = [area.name for area in self.areas or ()]
        return Text.made(lambda words: words.listed(names))


def group_members(case: Case, group: str, indicator: str) -> tuple[Area, ...]:
    """Return the municipalities of a group of the plan, for an indicator where they differ."""
    by_indicator = case.groups.get(group, {})
    return tuple(dict.fromkeys(by_indicator.get(indicator, by_indicator.get(None, ()))))


_ONE_PLACE: Final = ("region", "landsdel", "rar", "areas", "group")


class Among(_Places):
    """The municipalities among which places are counted."""

    model_config = exactly_one(*_ONE_PLACE)

    @model_validator(mode="after")
    def _one(self) -> Among:
        if len(self.model_fields_set) != 1:
            raise ValueError("among takes country, or one of region, landsdel, rar, areas, group")
        return self


class Rest(_Places):
    """The rest of a region or group, without the own municipality."""

    model_config = exactly_one(*_ONE_PLACE)

    @model_validator(mode="after")
    def _one(self) -> Rest:
        if len(self.model_fields_set) != 1:
            raise ValueError("rest_of takes country, or one of region, landsdel, rar, areas, group")
        return self


def _named_or_mapping(written: Any) -> str:
    return "<word>" if isinstance(written, str) else "<mapping>"


AnyAmong = Annotated[
    Annotated[Literal["country"], Tag("<word>")] | Annotated[Among, Tag("<mapping>")],
    Discriminator(_named_or_mapping),
]
_AnyRest = Annotated[
    Annotated[Literal["country"], Tag("<word>")] | Annotated[Rest, Tag("<mapping>")],
    Discriminator(_named_or_mapping),
]


class Against(_Places):
    """A comparator: published, or an ``average`` of municipalities, ``weighted`` or ``plain``."""

    model_config = exactly_one(
        *_ONE_PLACE, "rest_of", needs={"areas": "average", "group": "average"}
    )

    rest_of: _AnyRest | None = None
    """The rest of the country, a region or a group, without the own municipality."""
    average: Literal["weighted", "plain"] | None = None
    """Numerators over denominators, or the mean of the municipalities' own figures.

    Needed with ``areas`` and ``group``; with a region where nothing is published for it.
    """

    @model_validator(mode="after")
    def _one(self) -> Against:
        given = self.model_fields_set - {"average"}
        if len(given) != 1:
            raise ValueError(
                "against takes country, or one of region, landsdel, rar, areas, group and rest_of"
            )
        if (self.areas or self.group) and self.average is None:
            raise ValueError("average is missing: weighted or plain")
        if self.rest_of is not None and self.average is not None:
            raise ValueError("average does not go with rest_of, which is always weighted")
        return self


AnyAgainst = Annotated[
    Annotated[Literal["country", "not-stated"], Tag("<word>")]
    | Annotated[Against, Tag("<mapping>")],
    Discriminator(_named_or_mapping),
]
"""``country``, ``not-stated``, or a mapping that names places."""


def among(places: Among | Literal["country"], case: Case, measure: AnyMeasure) -> tuple[Area, ...]:
    """Return the municipalities that are ranked or asked."""
    if isinstance(places, str):
        return members(case.country, case.period.end)
    return places.municipalities(case, measure.indicators()[0])


def among_words(places: Among | Literal["country"]) -> Text:
    """Say where places are counted: ``i Region Syddanmark``, ``blandt Kolding og Vejle``."""
    if isinstance(places, str):
        return Text("i landet", "in the country")
    da, en = ("blandt", "among") if places.areas else ("i", "in")
    return Text(f"{da} {places.title.da}", f"{en} {places.title.en}")


def compared_with(
    against: Against | Literal["country", "not-stated"], case: Case, measure: AnyMeasure
) -> Comparator:
    """Return the comparator's number for the case's period, and what it is called.

    The published figure where there is one; else the average that the plan asks for.
    """
    if isinstance(against, str):
        return country_of(case, measure)
    if against.rest_of is not None:
        return _rest(against.rest_of, case, measure)
    named = against.named
    if named is not None:
        published = measure.measured(case.at(area=named))
        if published.value is not None or against.average is None:
            return Comparator(against.title, named.code, published)
    areas = against.municipalities(case, measure.indicators()[0])
    if not areas:
        return Comparator(against.title, None, _nobody(against.title, case, measure))
    if against.average == "weighted":
        pooled = measure.measured(case.pooled((area, 1) for area in areas))
        return Comparator(_called(against.title, "vejet", "weighted"), None, pooled)
    mean = _mean([measure.measured(case.at(area=area)) for area in areas])
    return Comparator(_called(against.title, "simpelt gennemsnit", "plain average"), None, mean)


def country_of(case: Case, measure: AnyMeasure) -> Comparator:
    """Return the published figure of the whole country for the case's period.

    All municipalities compare with it, so it is worked out once; with a baseline of its own a
    target asks anew.
    """

    def found() -> Measured:
        return measure.measured(case.at(area=case.country))

    asked = (measure, case.catalogue, case.groups, case.years, case.period, case.known_on)
    measured = found() if case.baseline else case.observations.once(asked, found)
    return Comparator(COUNTRY_NAME, case.country.code, measured)


def _rest(rest: Rest | Literal["country"], case: Case, measure: AnyMeasure) -> Comparator:
    """Put together what is left without the own municipality."""
    if isinstance(rest, str):
        pool: tuple[tuple[Area, int], ...] = ((case.country, 1), (case.area, -1))
        title = Text("Resten af landet", "The rest of the country")
    else:
        title = Text(f"Resten af {rest.title.da}", f"The rest of {rest.title.en}")
        areas = rest.municipalities(case, measure.indicators()[0])
        pool = tuple((area, 1) for area in areas if area != case.area)
        if not pool:
            return Comparator(title, None, _nobody(rest.title, case, measure))
        if rest.named is not None:
            return _rest_of_named(rest.named, title, areas, case, measure)
    return Comparator(title, None, measure.measured(case.pooled(pool)))


def _rest_of_named(
    named: Area, title: Text, areas: tuple[Area, ...], case: Case, measure: AnyMeasure
) -> Comparator:
    """Take the own counts from the published ones of a region, else add the other members."""
    own = ((case.area, -1),) if case.area in areas else ()
    left = measure.measured(case.pooled(((named, 1), *own)))
    if left.value is not None:
        name = _called(title, "områdets tal uden kommunens", "the area's figures less the own")
        return Comparator(name, None, left)
    added_up = measure.measured(case.pooled((area, 1) for area in areas if area != case.area))
    if added_up.value is not None:
        name = _called(title, "kommunerne lagt sammen", "its municipalities added")
        return Comparator(name, None, added_up)
    return Comparator(title, None, left if left.incomparable is not None else added_up)


def _nobody(title: Text, case: Case, measure: AnyMeasure) -> Measured:
    """Say that no municipality is left, as in a group that leaves the indicator out."""
    indicator, period = measure.main(case.catalogue).title, case.period
    reason = Text(
        f"{title.da} har ingen kommuner at sammenligne med: {indicator}, {period.label('da')}",
        f"{title.en} has no municipalities to compare with: {indicator}, {period.label('en')}",
    )
    return Measured(None, measure.unit(case.catalogue), incomparable=reason)


def _mean(parts: list[Measured]) -> Measured:
    return mean_of(added(parts, parts[0].unit))


def _called(title: Text, da: str, en: str) -> Text:
    return Text(f"{title.da} ({da})", f"{title.en} ({en})")


COUNTRY_NAME: Final = Text("Hele landet", "Whole country")


def against_words(against: Against | Literal["country", "not-stated"]) -> Text:
    """Say whose average it is, and which: ``det simple gennemsnit af Kolding og Vejle``."""
    if isinstance(against, str):
        if against == NOT_STATED:
            return Text(
                "gennemsnittet (dokumentet siger ikke hvis)",
                "the average (the document does not say whose)",
            )
        return Text("landsgennemsnittet", "the national average")
    if against.rest_of is not None:
        if isinstance(against.rest_of, str):
            return Text("resten af landet", "the rest of the country")
        title = against.rest_of.title
        return Text(f"resten af {title.da}", f"the rest of {title.en}")
    if against.average is None:
        return Text(f"gennemsnittet i {against.title.da}", f"the average of {against.title.en}")
    return _average_words(against.title, against.average, published=against.named is not None)


def _average_words(title: Text, average: str, *, published: bool) -> Text:
    """Say which average it is; of a region only where no figure is ``published`` for it."""
    da, en = _AVERAGES[average]
    if published:
        return Text(
            f"tallet for {title.da}, ellers det {da} gennemsnit af kommunerne",
            f"the figure of {title.en}, else the {en} average of its municipalities",
        )
    return Text(f"det {da} gennemsnit af {title.da}", f"the {en} average of {title.en}")


_AVERAGES: Final = {"plain": ("simple", "plain"), "weighted": ("vejede", "weighted")}


def average_problems(
    against: Against | Literal["country", "not-stated"], catalogue: Catalogue, measure: AnyMeasure
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield a comparison of counts with an average or a whole: it compares nothing."""
    counts = measure.unit(catalogue) in ADDED_UNITS
    if counts:
        whose = "the whole country" if isinstance(against, str) else "an average"
        yield (
            ("type",),
            f'counts ("{measure.unit(catalogue)}") of a municipality and of {whose} cannot be '
            "compared; use a share, or change with as: percent",
        )
