"""What of a segment of the tidy form the catalogue does not know.

The form has the words of the catalogue and no others: a spelling that an export may use, or the
total written out, is unknown here, because no target asks for figures by these names.
"""

from __future__ import annotations

from dataclasses import dataclass

from beskplan.catalogue import Dimension, Indicator, segment_from
from beskplan.errors import quoted
from beskplan.readers._mapping import joined, nearest_words
from beskplan.words import Text


@dataclass(frozen=True)
class UnknownPart:
    """Why nobody asks for a segment, and what the catalogue would have to know.

    Attributes:
        why: what is unknown, and what would work.
        members: dimensions with the members that the indicator lacks; empty where another word
            must be written into the file instead.
    """

    why: Text
    members: tuple[tuple[str, str], ...] = ()


def unknown_part(one: Indicator, text: str) -> UnknownPart | None:
    """Return what an indicator does not know of a segment, None where it knows all of it.

    Args:
        one: the indicator that the figures are of.
        text: the segment as the tidy form writes it.
    """
    try:
        segment = segment_from(text)
    except ValueError as cause:
        danish = f'{quoted(text)} er intet udsnit; skriv "køn=Kvinder&ydelse=A-dagpenge"'
        return UnknownPart(Text(danish, str(cause)))
    found = [(named, _why(one, *named)) for named in segment]
    odd = [(named, why) for named, why in found if why is not None]
    if not odd:
        return None
    respelt = [why for (name, member), why in odd if _respelt(one, name, member)]
    if respelt:
        return UnknownPart(respelt[0])
    return UnknownPart(odd[0][1], tuple(named for named, _ in odd))


def _respelt(one: Indicator, name: str, member: str) -> bool:
    """Whether a member is a known one in other words."""
    return name in one.dimensions and one.dimensions[name].knows(member)


def _why(one: Indicator, name: str, member: str) -> Text | None:
    """Say what is unknown of one member, None where it is the catalogue's own word."""
    dimension = one.dimensions.get(name)
    if dimension is None:
        said = Text(
            f"{one.id} har ingen opdeling {quoted(name)}",
            f"{one.id} has no dimension {quoted(name)}",
        )
        return joined(said, nearest_words(name, one.dimensions)) if one.dimensions else said
    if member in dimension.members or member in dimension.unions:
        return None
    if dimension.knows(member):
        return _other_words(dimension, name, member)
    said = Text(
        f"opdelingen {name} af {one.id} har ikke {quoted(member)}",
        f"dimension {name} of {one.id} has no member {quoted(member)}",
    )
    return joined(said, nearest_words(member, [*dimension.members, *dimension.unions]))


def _other_words(dimension: Dimension, name: str, member: str) -> Text:
    """Say which word the tidy form has for a spelling or a total that is written out."""
    meant = dimension.member_of(member)
    if meant is None:
        return Text(
            f"{quoted(member)} er totalen af {name}; udelad {name}",
            f"{quoted(member)} is the total of {name}; leave {name} out",
        )
    return Text(
        f"{quoted(member)} er {quoted(meant)} med andre ord; skriv {quoted(f'{name}={meant}')}",
        f"{quoted(member)} is {quoted(meant)} in other words; write {quoted(f'{name}={meant}')}",
    )


__all__ = ["UnknownPart", "unknown_part"]
