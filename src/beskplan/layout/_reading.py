"""From the text of a sound YAML file to nodes that carry their comments.

YAML's events tell where every text begins and ends; a comment is what starts with ``#`` between
them. A comment at the end of a line belongs to the outermost key or item that begins on that line.
One on a line of its own stands before the next key or item, or, where it is indented deeper than
that one, after the last entry of the block that has just ended.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from beskplan.layout._nodes import Branch, Entry, Leaf, Lines, Sheet

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT: Final = re.compile("#[^\n]*")


@dataclass(frozen=True)
class _Comment:
    text: str
    start: int
    line: int
    column: int
    alone: bool


@dataclass
class _Text:
    """A scalar with its place."""

    leaf: Leaf
    start: int
    end: int
    line: int
    last: int
    column: int
    is_block: bool


@dataclass
class _Group:
    """A mapping or list with its place."""

    keyed: bool
    flow: bool
    start: int
    line: int
    column: int
    owner: _Spot | None
    end: int = 0
    last: int = 0
    spots: list[_Spot] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass
class _Spot:
    """A key or an item with its place; ``depth`` counts the groups that it stands in."""

    group: _Group
    key: _Text | None
    start: int
    line: int
    column: int
    depth: int
    value: _Text | _Group = field(init=False)
    above: list[str] = field(default_factory=list)
    beside: str = ""

    @property
    def spreads(self) -> bool:
        """Whether this is an item whose own entries stand on lines of their own."""
        inside = self.value
        if self.key is not None or not isinstance(inside, _Group):
            return False
        return not inside.flow or inside.last != self.line


def sheet_of(text: str) -> Sheet:
    """Return the nodes of a file with their comments.

    Args:
        text: YAML that holds one mapping, without tags, anchors and aliases; lines end with LF.
    """
    reader = _Reader(text)
    root = reader.read()
    reader.place_comments()
    first = root.spots[0]
    head = reader.lines_above(first)
    first.above.clear()
    return Sheet(_without_first_blanks(head), reader.branch(root))


def comments_of(text: str) -> list[str]:
    """Return all comments of a sound YAML file, in their order."""
    reader = _Reader(text)
    reader.read()
    return [one.text for one in reader.comments()]


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._texts: list[_Text] = []
        self._spots: list[_Spot] = []
        self._spot_starts: list[int] = []
        self._by_line: dict[int, list[_Spot]] = {}
        self._placed = -1
        self._lowest: tuple[_Spot | None, int] = (None, 0)

    def read(self) -> _Group:
        """Return the mapping of the file."""
        events = yaml.parse(self._text, Loader=_Loader)
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                root = self._group(event, events, None, 0)
                self._spot_starts = [spot.start for spot in self._spots]
                return root
        raise ValueError("no mapping")

    def _value(self, event: Any, events: Iterator[Any], owner: _Spot) -> _Text | _Group:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        return self._group(event, events, owner, owner.depth + 1)

    def _scalar(self, event: Any) -> _Text:
        start, end = event.start_mark, event.end_mark
        leaf = Leaf(event.value, plain=not event.style)
        is_block = event.style in ("|", ">")
        found = _Text(leaf, start.index, end.index, start.line, end.line, start.column, is_block)
        self._texts.append(found)
        return found

    def _group(self, event: Any, events: Iterator[Any], owner: _Spot | None, depth: int) -> _Group:
        start = event.start_mark
        keyed = isinstance(event, yaml.MappingStartEvent)
        flow = bool(event.flow_style)
        group = _Group(keyed, flow, start.index, start.line, start.column, owner)
        inner: Any
        for inner in events:
            if isinstance(inner, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                closed: Any = inner.end_mark
                group.end, group.last = closed.index, closed.line
                break
            mark = inner.start_mark
            column = mark.column if keyed or flow else group.column
            key = self._scalar(inner) if keyed else None
            spot = _Spot(group, key, mark.index, mark.line, column, depth)
            self._spots.append(spot)
            self._by_line.setdefault(mark.line, []).append(spot)
            group.spots.append(spot)
            spot.value = self._value(next(events) if keyed else inner, events, spot)
        return group

    # ── comments ────────────────────────────────────────────────────────────────────────────

    def comments(self) -> Iterator[_Comment]:
        """Yield the comments of the file."""
        at = 0
        for text in self._texts:
            yield from self._between(at, text.start)
            if text.is_block:
                yield from self._between(text.start, self._text.find("\n", text.start, text.end))
            at = text.end
        yield from self._between(at, len(self._text))

    def _between(self, start: int, end: int) -> Iterator[_Comment]:
        for found in _COMMENT.finditer(self._text, start, max(start, end)):
            line = bisect_right(self._starts, found.start()) - 1
            before = self._text[self._starts[line] : found.start()]
            yield _Comment(
                found[0].rstrip(), found.start(), line, len(before), alone=not before.strip()
            )

    def place_comments(self) -> None:
        """Give every comment to the node that it belongs to."""
        for comment in self.comments():
            if comment.alone or not self._beside(comment):
                self._on_own_line(comment, comment.column)
            self._placed = comment.start

    def _beside(self, comment: _Comment) -> bool:
        """Place a comment at the end of a line; return whether there is a place for it."""
        begun = [
            spot
            for spot in self._by_line.get(comment.line, ())
            if spot.start < comment.start and not spot.spreads
        ]
        if begun:
            _outermost(begun).beside = comment.text
            return True
        ended = [spot for spot in self._before(comment) if _ends_beside(spot, comment)]
        if not ended:
            return False
        spot = _outermost(ended)
        if not spot.beside and self._placed < spot.start:
            spot.beside = comment.text
        elif isinstance(spot.value, _Group) and spot.value.spots:
            spot.value.below.append(comment.text)
        else:
            self._on_own_line(comment, spot.column)
        return True

    def _before(self, comment: _Comment) -> Iterator[_Spot]:
        """Yield the spot before a comment and those that it stands in."""
        at = bisect_left(self._spot_starts, comment.start)
        spot = self._spots[at - 1] if at else None
        while spot is not None:
            yield spot
            spot = spot.group.owner

    def _on_own_line(self, comment: _Comment, column: int) -> None:
        previous = next(self._before(comment), None)
        if previous is not None and _awaits_value(previous, comment):
            self._add(previous.above, comment)
            return
        flow = _flow_around(previous, comment) if previous is not None else None
        if flow is not None:
            self._into_flow(comment, flow)
            return
        ended = self._ended(comment, previous, column)
        following = self._after(comment)
        if ended is not None:
            self._add(ended.below, comment)
        elif following is not None:
            self._add(following.above, comment)
        else:
            self._add(self._spots[0].group.below, comment)

    def _into_flow(self, comment: _Comment, flow: _Group) -> None:
        following, owner = self._after(comment), flow.owner
        if following is not None and following.group is not flow:
            following = None
        if owner is not None and (not flow.spots or _begins_item(following, owner)):
            owner.above.append(comment.text)
        elif following is not None:
            following.above.append(comment.text)
        else:
            flow.below.append(comment.text)

    def _after(self, comment: _Comment) -> _Spot | None:
        at = bisect_right(self._spot_starts, comment.start)
        return self._spots[at] if at < len(self._spots) else None

    def _ended(self, comment: _Comment, previous: _Spot | None, column: int) -> _Group | None:
        """Return the block that ended before a comment and that it still belongs to.

        Of several comments in a row none goes back into a block that one before it has left.
        """
        following = self._after(comment)
        goes_on = set() if following is None else {id(one) for one in _groups(following)}
        next_column = -1 if following is None else following.column
        before, lowest = self._lowest
        if before is not previous:
            lowest = 1_000
        found: _Group | None = None
        depth = -1
        for group in _groups(previous) if previous is not None else ():
            if id(group) in goes_on:
                break
            here = group.spots[0].depth
            if not group.flow and next_column < column >= group.column and here <= lowest:
                found, depth = group, here
                break
        self._lowest = (previous, depth)
        return found

    def _add(self, lines: list[str], comment: _Comment) -> None:
        if comment.alone and self._is_blank(comment.line - 1) and lines[-1:] != [""]:
            lines.append("")
        lines.append(comment.text)

    def _is_blank(self, line: int) -> bool:
        return line >= 0 and not self._lines[line].strip()

    # ── the nodes ───────────────────────────────────────────────────────────────────────────

    def branch(self, group: _Group) -> Branch:
        """Return a mapping or list with its comments."""
        entries = tuple(self._entry(spot) for spot in group.spots)
        return Branch(entries, group.keyed, group.flow, tuple(group.below))

    def _entry(self, spot: _Spot) -> Entry:
        inside = spot.value
        value = self.branch(inside) if isinstance(inside, _Group) else inside.leaf
        key = spot.key.leaf if spot.key is not None else None
        return Entry(value, key, self.lines_above(spot), spot.beside)

    def lines_above(self, spot: _Spot) -> Lines:
        """Return what stands before a key or an item, blank lines included."""
        lines = list(spot.above)
        first = spot is spot.group.spots[0]
        standing = not spot.group.flow and self._is_blank(spot.line - 1)
        if standing and lines[-1:] != [""] and (lines or not first):
            lines.append("")
        return _without_first_blanks(tuple(lines)) if first else tuple(lines)


def _outermost(spots: list[_Spot]) -> _Spot:
    depth = min(spot.depth for spot in spots)
    return [spot for spot in spots if spot.depth == depth][-1]


def _ends_beside(spot: _Spot, comment: _Comment) -> bool:
    inside = spot.value
    if isinstance(inside, _Group) and not inside.flow:
        return False
    return inside.last == comment.line and inside.end <= comment.start


def _begins_item(spot: _Spot | None, owner: _Spot) -> bool:
    """Whether a spot is the first of an item: what stands above it stands above the item."""
    return spot is not None and owner.key is None and spot is spot.group.spots[0]


def _awaits_value(spot: _Spot, comment: _Comment) -> bool:
    """Whether a comment stands between a key and the text, or the brace, that is its value."""
    inside = spot.value
    is_block = isinstance(inside, _Group) and not inside.flow
    return not is_block and inside.start > comment.start and not spot.beside


def _flow_around(previous: _Spot, comment: _Comment) -> _Group | None:
    """Return the inmost braces or brackets that hold a comment; ``previous`` begins before it."""
    inside: tuple[_Group, ...] = (previous.value,) if isinstance(previous.value, _Group) else ()
    for group in (*inside, *_groups(previous)):
        if group.flow and group.start < comment.start < group.end:
            return group
    return None


def _groups(spot: _Spot) -> Iterator[_Group]:
    """Yield the groups that a spot stands in, the inmost first."""
    at: _Spot | None = spot
    while at is not None:
        yield at.group
        at = at.group.owner


def _without_first_blanks(lines: Lines) -> Lines:
    return lines[1:] if lines[:1] == ("",) else lines
