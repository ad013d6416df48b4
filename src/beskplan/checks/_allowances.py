"""Findings that a plan allows, with a reason: ``# beskplan: allow BP203: reason``, or ``allow:``.

A comment holds for the line that it stands on, the key ``allow`` for its target. What is allowed
and not found is told, so that an allowance does not outlive its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from beskplan.documents import Document, Entries, Items, Loc, Scalar
from beskplan.errors import did_you_mean, quoted

_MARK: Final = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*beskplan:[ \t]*(?P<said>.*)$", re.MULTILINE)
_ALLOW: Final = re.compile(r"allow (?P<codes>BP[0-9]{3}(?:, ?BP[0-9]{3})*):[ \t]*(?P<why>\S.*)")
_TO_TARGET: Final = 4
"""Keys that lead to a target: ``focus_areas``, a number, ``targets``, a number."""


class Allowance(NamedTuple):
    """A finding that is allowed, by its code: on a line, or in a target.

    Attributes:
        code: what is allowed.
        reason: why.
        line, column: where it stands.
        loc: path of the target that it holds for, None: it holds for its line.
    """

    code: str
    reason: str
    line: int
    column: int
    loc: Loc | None = None

    @property
    def place(self) -> tuple[str, int | Loc]:
        """What is allowed, and where: on a line, or in the target with a path."""
        return self.code, self.line if self.loc is None else self.loc


class Amiss(NamedTuple):
    """An allowance that nothing needs, or that says nothing.

    ``told`` returns the message: of very many, most are never told.
    """

    line: int
    column: int
    told: Callable[[], str]


class Allowed(NamedTuple):
    """The allowances of a file, by what they allow and where."""

    by_place: Mapping[tuple[str, int | Loc], Allowance]

    def holding(self, code: str, line: int, loc: Loc) -> tuple[Allowance, ...]:
        """Return what allows a finding at a line and path: that of the line, then the target's."""
        places = (code, line), (code, loc[:_TO_TARGET])
        return tuple(self.by_place[one] for one in places if one in self.by_place)

    def unneeded(
        self, held: Collection[tuple[Allowance, ...]], ran: Collection[str]
    ) -> Iterator[Amiss]:
        """Yield what no finding needs; of two that hold, the first is the one that it needs.

        Args:
            held: what allows each finding.
            ran: the codes that were looked for.
        """
        needed = {first for first, *_ in held}
        beside = {other: first.line for first, *others in held for other in others}
        for one in self.by_place.values():
            if one.code in ran and one not in needed:
                yield Amiss(one.line, one.column, partial(_unneeded, one, beside.get(one)))


def _unneeded(one: Allowance, beside: int | None) -> str:
    """Say why an allowance is not needed; ``beside`` is the line of the one that is."""
    if beside is not None:
        where = f"in line {beside}, and found nowhere else in this target"
        return f"{one.code} is allowed {where}; delete one of the two allowances"
    where = "on this line" if one.loc is None else "in this target"
    return f"{one.code} is allowed, but not found {where}; delete the allowance"


def allowances(document: Document, known: Iterable[str]) -> tuple[Allowed, list[Amiss]]:
    """Return what a file allows, and what of it cannot be understood.

    Args:
        document: the file.
        known: the codes of the findings that can be allowed.
    """
    codes = dict.fromkeys(known)
    found = [*_in_comments(document), *_in_targets(document)]
    unclear = [one for one in found if isinstance(one, Amiss)]
    allowed = [one for one in found if isinstance(one, Allowance)]
    unclear += [
        Amiss(one.line, one.column, partial(_not_known, one.code, codes))
        for one in allowed
        if one.code not in codes
    ]
    return Allowed({one.place: one for one in allowed if one.code in codes}), unclear


def _not_known(code: str, codes: Iterable[str]) -> str:
    if re.fullmatch("BP00[0-9]", code):
        return f"{code} cannot be allowed: mend what it tells"
    hint = did_you_mean(code, codes) or "; delete it, or write the code that is told"
    return f"no finding has the code {quoted(code)}{hint}"


def _in_comments(document: Document) -> Iterator[Allowance | Amiss]:
    text = document.text
    line, seen = 1, 0
    styled, (start, end) = iter(document.styled), (0, 0)
    for mark in _MARK.finditer(text) if "beskplan:" in text else ():
        at = mark.start()
        line, seen = line + text.count("\n", seen, at), at
        while end <= at and (after := next(styled, None)) is not None:
            start, end = after
        if start <= at < end:
            continue  # a # in a text begins no comment
        column = at - text.rfind("\n", 0, at)
        said = mark["said"].strip()
        allow = _ALLOW.fullmatch(said)
        if allow is None:
            yield Amiss(line, column, partial(_says_nothing, said))
            continue
        for code in dict.fromkeys(allow["codes"].replace(" ", "").split(",")):
            yield Allowance(code, allow["why"], line, column)


def _says_nothing(said: str) -> str:
    """Say what would allow a finding: the one whose code was written."""
    code = re.search("BP[0-9]{3}", said, re.IGNORECASE)
    name = code[0].upper() if code is not None else "BP203"
    return f"{quoted(said)} says nothing; write # beskplan: allow {name}: and the reason"


def _in_targets(document: Document) -> Iterator[Allowance]:
    for loc, target in _targets(document):
        allow = target.get("allow")
        for code, reason in allow.pairs if isinstance(allow, Entries) else ():
            if isinstance(reason, Scalar):
                yield Allowance(code.text, reason.text, code.line, code.column, loc)


def _targets(document: Document) -> Iterator[tuple[Loc, Entries]]:
    areas: Any = document.root.get("focus_areas")
    for index, area in enumerate(areas.nodes if isinstance(areas, Items) else ()):
        inside = area.get("targets") if isinstance(area, Entries) else None
        for number, target in enumerate(inside.nodes if isinstance(inside, Items) else ()):
            if isinstance(target, Entries):
                yield ("focus_areas", index, "targets", number), target
