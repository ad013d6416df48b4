"""Findings that a plan allows, with a reason: ``# beskplan: allow BP203: reason``, or ``allow:``.

A comment holds for the line that it stands on, the key ``allow`` for its target. What is allowed
and not found is told, so that an allowance does not outlive its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from beskplan.documents import Document, Entries, Items, Loc, Scalar
from beskplan.errors import did_you_mean, quoted

_MARK: Final = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*beskplan:[ \t]*(?P<said>.*)$", re.MULTILINE)
_ALLOW: Final = re.compile(r"allow (?P<codes>BP[0-9]{3}(?:, ?BP[0-9]{3})*):[ \t]*(?P<why>\S.*)")
_FORM: Final = "write # beskplan: allow BP203: and the reason"


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

    def holds(self, code: str, line: int, loc: Loc) -> bool:
        """Whether a finding at a line and path is allowed."""
        if code != self.code:
            return False
        return line == self.line if self.loc is None else loc[: len(self.loc)] == self.loc


class Unclear(NamedTuple):
    """A comment to beskplan that says nothing it understands."""

    line: int
    column: int
    message: str


def allowances(document: Document, known: Iterable[str]) -> tuple[list[Allowance], list[Unclear]]:
    """Return what a file allows, and what of it cannot be understood.

    Args:
        document: the file.
        known: the codes of the findings that can be allowed.
    """
    codes = tuple(known)
    found = [*_in_comments(document), *_in_targets(document)]
    unclear = [one for one in found if isinstance(one, Unclear)]
    allowed = [one for one in found if isinstance(one, Allowance)]
    for one in allowed:
        if one.code not in codes:
            unclear.append(Unclear(one.line, one.column, _not_known(one.code, codes)))
    return [one for one in allowed if one.code in codes], unclear


def _not_known(code: str, codes: tuple[str, ...]) -> str:
    if re.fullmatch("BP00[0-9]", code):
        return f"{code} cannot be allowed: mend what it tells"
    return f"no finding has the code {code}{did_you_mean(code, codes)}"


def _in_comments(document: Document) -> Iterator[Allowance | Unclear]:
    marks = _MARK.finditer(document.text) if "beskplan:" in document.text else ()
    for mark in marks:
        at = mark.start()
        if any(start <= at < end for start, end in document.styled):
            continue  # a # in a text begins no comment
        line = document.text.count("\n", 0, at) + 1
        column = at - document.text.rfind("\n", 0, at)
        said = _ALLOW.fullmatch(mark["said"].strip())
        if said is None:
            yield Unclear(line, column, f"{quoted(mark['said'].strip())} says nothing; {_FORM}")
            continue
        for code in re.split(", ?", said["codes"]):
            yield Allowance(code, said["why"], line, column)


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
