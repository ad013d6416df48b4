"""What a colleague would ask about an indicator before figures are judged by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from beskplan.areas import Kind
from beskplan.catalogue import ADDED_UNITS, Indicator, base_indicators, folded
from beskplan.checks._base import CheckedCatalogue, Found, Level, check_catalogue
from beskplan.documents import Loc
from beskplan.errors import quoted
from beskplan.measures._counts import ROLES, Role, count_of
from beskplan.models import nearest
from beskplan.periods import Covers


def _each(checked: CheckedCatalogue) -> Iterator[tuple[Loc, Indicator]]:
    """Yield the indicators of the file with their paths."""
    for name, loc in checked.places.items():
        yield loc, checked.catalogue[name]


def _found(loc: Loc, one: Indicator, keys: Loc, message: str) -> Found:
    return Found((*loc, *keys), f"indicator {one.id}: {message}")


@check_catalogue("BP401", Level.ERROR, "one label for two indicators")
def same_label(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find labels that two indicators of one length share, and nothing tells apart.

    Figures under such a label are read as both, so one of the two gets those of the other. Case
    and spaces make no difference. Indicators of different lengths are told apart by their
    periods, and those of different tables where `only_in_table` says so.

    Bad:
        indicators:
          - {id: ledige, labels: [Ledige i pct.]}
          - {id: tilbud, labels: [ledige  i pct.]}
    Good:
        indicators:
          - {id: ledige, labels: [Ledige i pct.], source: {table: y25i01}, only_in_table: true}
          - {id: tilbud, labels: [ledige  i pct.], source: {table: y01a02}, only_in_table: true}
    """
    taken: dict[str, list[Indicator]] = {}
    for loc, one in _each(checked):
        for number, label in enumerate(one.labels):
            others = taken.setdefault(folded(label), [])
            other = next((each for each in others if _mixed_up(each, one)), None)
            if other is not None:
                message = (
                    f"{quoted(label)} is a label of {other.id}, too, and figures under it would "
                    "be read as both; write the label of one, or source: {table: …} and "
                    "only_in_table: true at each"
                )
                yield _found(loc, one, ("labels", number), message)
            if one not in others:
                others.append(one)


def _mixed_up(one: Indicator, other: Indicator) -> bool:
    if one is other or one.covers is not other.covers:
        return False
    apart = one.table != other.table and None not in (one.table, other.table)
    return not (apart and (one.only_in_table or other.only_in_table))


@check_catalogue("BP402", Level.ERROR, "a count that no share can be made of")
def unfit_count(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find numerators and denominators that are no counts, or of another length.

    Shares are pooled, and gaps put into persons, with these counts: a percentage cannot be
    added, and counts of quarters have no row for a month. A numerator that lacks a dimension
    of the share counts all its members at once, and so is that of none. A denominator may
    lack it: then it is the population that all members share.

    Bad:
        indicators:
          - {id: ledige, numerator: tilbud}
    Good:
        indicators:
          - {id: ledige, numerator: ledige.antal}
    """
    for loc, one in _each(checked):
        for role in ROLES:
            count = count_of(checked.catalogue, one, role)
            why = "" if count is None else _unfit(one, count, role)
            if why:
                yield _found(loc, one, (role,), why)
        if one.numerator is not None and one.numerator == one.denominator:
            message = f"numerator and denominator are both {one.numerator}; correct one of them"
            yield _found(loc, one, ("denominator",), message)


def _unfit(share: Indicator, count: Indicator, role: Role) -> str:
    """Say why a share cannot be made of a count, an empty text where it can."""
    if count.id == share.id:
        return f"{role} is the indicator itself; name the one that counts"
    if count.unit not in ADDED_UNITS:
        return f"{role} {count.id} is in {quoted(count.unit)}, which cannot be added; name a count"
    if count.covers is not share.covers:
        return (
            f"{role} {count.id} covers {quoted(count.covers)}, this indicator "
            f"{quoted(share.covers)}; name a count of the same length"
        )
    lacking = sorted(share.dimensions.keys() - count.dimensions.keys())
    if role == "numerator" and lacking:
        return (
            f"numerator {count.id} is not split by {', '.join(lacking)}, so it is that of no "
            "member; add the dimension there, or leave out numerator"
        )
    return ""


@check_catalogue("BP403", Level.NOTE, "percent of nobody knows whom")
def no_population(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find shares that name neither a population nor a denominator.

    Percent of the labour force and of all inhabitants differ by a third; only one of them is
    what a promise means. With `population` a plan's `stated` can be held against it. Nothing
    is said of surveys, whose population is those who answered, where a title or label says
    *andel* or *af*, or where a window or dimensions say whose spells are meant.

    Bad:
        indicators:
          - {id: andel, title: Ledighedsprocent, unit: percent, better: lower, covers: month}
    Good:
        indicators:
          - {id: andel, title: Ledighedsprocent, unit: percent, better: lower, covers: month,
             population: arbejdsstyrken 16-66 år}
    """
    for loc, one in _each(checked):
        said = one.population is not None or one.denominator is not None
        if one.is_share and not said and one.covers is not Covers.SURVEY and not _tells(one):
            message = "nothing says percent of whom; write population:, or name a denominator"
            yield _found(loc, one, ("unit",), message)


def _tells(one: Indicator) -> bool:
    """Whether title, labels or dimensions say what the share is of."""
    words = " ".join((one.title, *one.labels)).casefold()
    return " af " in f" {words} " or "andel" in words or bool(one.dimensions) or bool(one.window)


@check_catalogue("BP404", Level.WARNING, "rounding that contradicts itself")
def odd_rounding(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find decimals of what is counted whole, and steps finer than the decimals.

    From these follows the flag `within-rounding`: a step that figures do not have makes a close
    verdict look safe, or a safe one close. Full-time persons, hours and money may have decimals.

    Bad:
        indicators:
          - {id: ledige, rounded_to: 0.05, decimals: 1}
    Good:
        indicators:
          - {id: ledige, rounded_to: 0.5, decimals: 1}
    """
    for loc, one in _each(checked):
        whole = one.unit in _WHOLE
        if whole and one.decimals:
            message = f"{one.unit} are whole, so decimals: {one.decimals} cannot be; delete it"
            yield _found(loc, one, ("decimals",), message)
        if one.rounded_to is None:
            continue
        decimals = 0 if whole else one.decimals
        if decimals is not None and one.rounded_to.scaleb(decimals) % 1 != 0:
            what = f"{one.unit} are whole" if whole else f"decimals is {decimals}"
            message = f"no figure is rounded to {one.rounded_to} where {what}; correct one of them"
            yield _found(loc, one, ("rounded_to",), message)


_WHOLE: Final = frozenset({"persons", "cases", "jobs", "companies", "place"})


@check_catalogue("BP405", Level.WARNING, "a series break that no period begins with")
def odd_break(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find breaks inside a period of the indicator, and the same break twice.

    The flag `series-break` is raised where a comparison spans the first day of `at`. A figure
    that covers days before and after it is counted in both ways, and nothing tells: name the
    first period that is counted in the new way alone, of the length that figures have.

    Bad:
        indicators:
          - {id: placering, series_breaks: [{at: 2019M08, why: Ny opgørelse}]}
    Good:
        indicators:
          - {id: placering, series_breaks: [{at: 2019Q4, why: Ny opgørelse}]}
    """
    for loc, one in _each(checked):
        told = set()
        for number, cut in enumerate(one.series_breaks):
            day = cut.at.start
            begins = _begins(one.covers)
            place = ("series_breaks", number, "at")
            if day in told:
                yield _found(loc, one, place, f"the break at {day} stands twice; delete one")
            elif day.day != 1 or (day.month - 1) % begins != 0:
                message = (
                    f"{cut.at} begins inside a period of {quoted(one.covers)}; write the first "
                    "period that is counted in the new way alone"
                )
                yield _found(loc, one, place, message)
            told.add(day)


def _begins(covers: Covers) -> int:
    """Return after how many months a new period may begin."""
    return {Covers.QUARTER: 3, Covers.FOUR_QUARTERS: 3, Covers.YEAR: 12}.get(covers, 1)


@check_catalogue("BP406", Level.WARNING, "a union of fewer than two")
def small_union(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find unions of one member or none, of a member twice, and of a union.

    A union of one is another name of that member: written as its spelling, exports under both
    names are one series, and no figure is missed. Two unions of the same members are two
    labels of one group, which is as it should be where both are printed.

    Bad:
        indicators:
          - id: ledige
            dimensions: {køn: {members: {Kvinder: [], Mænd: []}, unions: {Damer: [Kvinder]}}}
    Good:
        indicators:
          - id: ledige
            dimensions: {køn: {total: Køn i alt, members: {Kvinder: [Damer], Mænd: []}}}
    """
    for loc, one in _each(checked):
        for name, dimension in one.dimensions.items():
            for union, members in dimension.unions.items():
                place = ("dimensions", name, "unions", union)
                if len(set(members)) < len(members):
                    message = f"the union {quoted(union)} names a member twice; name each once"
                elif len(members) < 2:
                    what = f"{quoted(members[0])} alone" if members else "nobody"
                    message = (
                        f"the union {quoted(union)} holds {what}; write it as a spelling of the "
                        "member, or name the others"
                    )
                else:
                    continue
                yield _found(loc, one, place, message)


@check_catalogue("BP407", Level.WARNING, "published for areas that there are not")
def odd_kinds(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find kinds of areas in `published_for` that are no kinds, or stand twice.

    A word that nobody knows is taken for a kind without areas, so averages of the real kind
    count as not published. Known are `municipality`, `country`, `region`, `landsdel`, `rar`.

    Bad:
        indicators:
          - {id: ledige, published_for: [municipality, country, landsdele]}
    Good:
        indicators:
          - {id: ledige, published_for: [municipality, country, landsdel]}
    """
    known = [str(kind) for kind in Kind]
    for loc, one in _each(checked):
        for number, kind in enumerate(one.published_for):
            place = ("published_for", number)
            if kind not in known:
                message = f"{quoted(kind)} is no kind of areas{nearest(kind, _PUBLISHED_FOR)}"
                yield _found(loc, one, place, message)
            elif kind in one.published_for[:number]:
                yield _found(loc, one, place, f"{quoted(kind)} stands twice; delete one")


_PUBLISHED_FOR: Final = tuple(str(kind) for kind in Kind if kind is not Kind.OTHER)
"""Kinds that figures are published for; the other one is Christiansø alone."""


@check_catalogue("BP408", Level.NOTE, "not published for municipalities")
def no_municipality(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find indicators that are published, but not for municipalities.

    A plan's own figure is that of its municipality, so a target on such an indicator has none.
    A figure of the country alone may stand beside others, as `area: country` or as what is
    expected; then allow it on its line.

    Bad:
        indicators:
          - {id: ledige.antal, published_for: [country]}
          - {id: ledige, numerator: }
    Good:
        indicators:
          - {id: ledige.antal, published_for: [municipality, country]}
          - {id: ledige, numerator: }
    """
    for loc, one in _each(checked):
        if Kind.MUNICIPALITY not in one.published_for:
            message = "no municipality has figures, so no target can be judged by its own"
            yield _found(loc, one, ("published_for",), f"{message}; add municipality if it has")


@check_catalogue("BP409", Level.NOTE, "another indicator than that of the base catalogue")
def replaces_base(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find indicators that replace one of the base with another unit, length or direction.

    An indicator of the file wins over the one that ships under its id, and exports that the base
    reads are then read as this one. The same unit, direction and length are no surprise: more
    labels and members, or a lag, are what one replaces it for.

    Bad:
        indicators:
          - {id: ledige.personer, title: Ledige, unit: percent, better: lower, covers: month,
             population: arbejdsstyrken}
    Good:
        indicators:
          - {id: ledige.personer, title: Ledige, unit: persons, better: lower, covers: month}
    """
    base = base_indicators()
    for loc, one in _each(checked):
        there = base.get(one.id)
        for key in ("unit", "better", "covers") if there is not None else ():
            here, known = str(getattr(one, key)), str(getattr(there, key))
            if here != known:
                message = (
                    f"{key} is {quoted(here)}, and {quoted(known)} in the base catalogue that it "
                    "replaces; choose another id, or allow it where that is meant"
                )
                yield _found(loc, one, (key,), message)


@check_catalogue("BP410", Level.WARNING, "a unit in another word")
def odd_unit(checked: CheckedCatalogue) -> Iterator[Found]:
    """Find units such as `pct.` or `personer`, which are known under another word.

    Any unit may be written, but only known ones mean something: `pct.` is not the percent that
    shares are pooled by, and `personer` are not counted one by one.

    Bad:
        indicators:
          - {id: tilfredshed, unit: pct.}
    Good:
        indicators:
          - {id: tilfredshed, unit: percent}
    """
    for loc, one in _each(checked):
        meant = _MEANT.get(folded(one.unit))
        if meant is not None:
            message = f"{quoted(one.unit)} is a unit that beskplan calls {quoted(meant)}; write it"
            yield _found(loc, one, ("unit",), message)


_MEANT: Final = {
    **dict.fromkeys(("%", "pct", "pct.", "procent", "percentage", "per cent"), "percent"),
    **dict.fromkeys(("procentpoint", "point", "percentage points", "pp"), "points"),
    **dict.fromkeys(("personer", "person", "antal personer"), "persons"),
    **dict.fromkeys(("fuldtidspersoner", "full-time persons"), "full-time-persons"),
    **dict.fromkeys(("sager", "sag", "case"), "cases"),
    **dict.fromkeys(("virksomheder", "virksomhed", "company"), "companies"),
    **dict.fromkeys(("uger", "week"), "weeks"),
    **dict.fromkeys(("timer", "hour"), "hours"),
    **dict.fromkeys(("samtaler", "samtale", "conversation"), "conversations"),
    **dict.fromkeys(("plads", "placering", "rank"), "place"),
    **dict.fromkeys(("mio kr", "mio. kr", "mio kr.", "million kr."), "mio. kr."),
    "job": "jobs",
}
