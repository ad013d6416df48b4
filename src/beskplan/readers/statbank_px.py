"""PX files: ``KEYWORD=value;`` with STUB, HEADING, VALUES, CODES, and DATA last.

Windows-1252 where CHARSET is ANSI, else as CODEPAGE says. Known from the format's
documentation, not from a genuine file of StatBank. Figures have a decimal point whatever the
language; a missing one is its mark in quotation marks. The members of the last variable change
fastest, and the number of figures must be the product of the members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from beskplan.errors import DataInvalidError, Problem, quoted
from beskplan.numbers import MAX_DIGITS
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._statbank import (
    FIGURE,
    Variable,
    combinations,
    day_in,
    held_by,
    one_area,
    size_of,
)

TITLE: Final = "PX"
_FIRST: Final = re.compile(
    r"\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX|CREATION-DATE)\s*="
)
_ENTRY: Final = re.compile(
    r"\s*(?P<key>[A-Z][A-Z0-9-]*)(?P<language>\[[a-z-]+\])?"
    r'(?:\(\s*(?P<of>"[^"]*"(?:\s*,\s*"[^"]*")*)\s*\))?\s*='
    r'(?P<value>(?:"[^"]*+"|[^";]++)*+)(?P<end>;?)'
)
_TEXT: Final = re.compile(r'"([^"]*)"')
_GLUED: Final = re.compile(r'"\s*\n\s*"')
_CELL: Final = re.compile(r'"[^"]*"|[^\s"]+')
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WINDOWS: Final = frozenset({"windows-1252", "iso-8859-1", "latin1", "1252", "ansi"})
_MOST_TOLD: Final = 20

Entries = Mapping[tuple[str, str], str]
"""Keyword and what it is of ("" for the whole table), and the value as written."""


@dataclass(frozen=True)
class _Cell:
    line: int
    figure: object


def claims(file: DataFile) -> bool:
    """Say whether the text begins with a keyword of PX."""
    return _FIRST.match(file.text) is not None


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the one table of the file.

    Raises:
        DataUnreadableError: the text is in another encoding than the file says.
        DataInvalidError: the file breaks off, variables without members, figures too few or
            too many, a figure that is no number.
    """
    entries, data, line = _parsed(file)
    _check_encoding(file, entries)
    if any(key == "KEYS" for key, _ in entries):
        raise file.invalid("this PX file lists figures by KEYS, which beskplan does not read")
    variables = _variables(file, entries)
    cells = _cells(file, data, line)
    if len(cells) != size_of(variables):
        raise file.invalid(
            f"{len(cells)} figures after DATA, but the variables make {size_of(variables)}; "
            "is the file whole?",
            line,
        )
    columns = one_area([one.column for one in variables])
    contents = _text(entries, "CONTENTS") or _text(entries, "TITLE")
    return (
        Grid(
            (*columns, Column(FIGURE, Holds.FIGURES, label=contents)),
            tuple(
                (cell.line, (*members, cell.figure))
                for members, cell in zip(combinations(variables), cells, strict=True)
            ),
            table=_text(entries, "MATRIX"),
            retrieved=day_in(_text(entries, "LAST-UPDATED") or "")
            or day_in(_text(entries, "CREATION-DATE") or ""),
            unit=_text(entries, "UNITS"),
            notes=tuple(_notes(entries)),
            by_table=True,
        ),
    )


def _parsed(file: DataFile) -> tuple[Entries, str, int]:
    """Return the entries before DATA, what DATA holds, and the line that it begins on."""
    text = file.text.replace("\r\n", "\n").replace("\r", "\n")
    entries: dict[tuple[str, str], str] = {}
    at = 0
    while (found := _ENTRY.match(text, at)) is not None:
        line = text.count("\n", 0, found.start("key")) + 1
        if not found["end"]:
            raise file.invalid(f"{found['key']} breaks off: no semicolon ends it", line)
        at = found.end()
        if found["key"] == "DATA":
            if text[at:].strip():
                raise file.invalid("text after the semicolon that ends DATA", _line(text, at))
            return entries, found["value"], _line(text, found.start("value"))
        if found["language"]:
            continue
        name = (found["key"], ", ".join(_TEXT.findall(found["of"] or "")))
        if name in entries:
            raise file.invalid(f"{found['key']} stands twice for the same thing", line)
        entries[name] = found["value"]
    said = "no keyword of PX begins here" if text[at:].strip() else "DATA is missing"
    raise file.invalid(f"{said}; is the file whole?", _line(text, at))


def _line(text: str, at: int) -> int:
    """Return the line that the next character which is no space stands on."""
    rest = len(text) - len(text[at:].lstrip())
    return text.count("\n", 0, rest) + 1


def _check_encoding(file: DataFile, entries: Entries) -> None:
    """Refuse letters that were read in another encoding than the file declares."""
    said = _text(entries, "CODEPAGE") or _text(entries, "CHARSET")
    if file.opened.encoding != "Windows-1252" or (said or "").casefold() in _WINDOWS:
        return
    declared = f"declares {quoted(said)}" if said else "declares no CHARSET"
    raise file.refused(f"the letters are not UTF-8 and the file {declared}; save it as UTF-8")


def _texts(written: str) -> tuple[str, ...]:
    """Return the texts of a list; one that goes on over lines is one."""
    return tuple(_TEXT.findall(_GLUED.sub("", written)))


def _text(entries: Entries, key: str) -> str | None:
    """Return the text of a keyword, of the whole table or of the only thing that it is of."""
    found = [written for (name, of), written in entries.items() if name == key and not of]
    found = found or [written for (name, _), written in entries.items() if name == key]
    texts = _texts(found[0]) if len(found) == 1 else ()
    return texts[0] if len(texts) == 1 else None


def _notes(entries: Entries) -> Iterator[str]:
    for (key, _), written in entries.items():
        if key in {"NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX"}:
            yield from (text.replace("#", " ") for text in _texts(written))


def _variables(file: DataFile, entries: Entries) -> list[Variable]:
    names = [name for key in ("STUB", "HEADING") for name in _texts(entries.get((key, ""), ""))]
    if not names or len(set(names)) != len(names):
        raise file.invalid("STUB and HEADING name no variables, or one of them twice")
    return [_variable(file, entries, name) for name in names]


def _variable(file: DataFile, entries: Entries, name: str) -> Variable:
    labels = _texts(entries.get(("VALUES", name), ""))
    codes = _texts(entries.get(("CODES", name), ""))
    if not labels:
        raise file.invalid(f"no VALUES for the variable {quoted(name)}")
    if codes and len(codes) != len(labels):
        raise file.invalid(f"variable {quoted(name)}: {len(codes)} CODES for {len(labels)} VALUES")
    if len(set(codes or labels)) != len(labels):
        raise file.invalid(f"variable {quoted(name)}: a member stands twice")
    head = _text_of(entries, "VARIABLECODE", name) or name
    return Variable(head, labels, codes, _held(entries, name, head, labels))


def _text_of(entries: Entries, key: str, name: str) -> str | None:
    texts = _texts(entries.get((key, name), ""))
    return texts[0] if len(texts) == 1 else None


def _held(entries: Entries, name: str, head: str, labels: Sequence[str]) -> Holds:
    if ("TIMEVAL", name) in entries:
        return Holds.PERIOD
    if _text(entries, "CONTVARIABLE") == name:
        return Holds.INDICATOR
    by_head = held_by(head, labels)
    return by_head if by_head is not Holds.SPLIT else held_by(name, labels)


def _cells(file: DataFile, data: str, line: int) -> list[_Cell]:
    """Return the figures of DATA with the line that each stands on."""
    cells: list[_Cell] = []
    problems: list[Problem] = []
    for number, text in enumerate(data.lstrip(" \t\n").split("\n"), start=line):
        for written in _CELL.findall(text):
            figure = _figure(written)
            if figure is None:
                problems.append(file.problem(f"{quoted(written)} in DATA is no number", number))
            cells.append(_Cell(number, figure))
    if problems:
        raise DataInvalidError(problems[:_MOST_TOLD])
    return cells


def _figure(written: str) -> object:
    """Return a mark as text, a number, or None for what is neither."""
    if written.startswith('"'):
        return written.strip('"')
    digits = sum(letter.isdigit() for letter in written)
    if _NUMBER.fullmatch(written) is None or digits > MAX_DIGITS:
        return "-" if written == "-" else None
    return Decimal(written)
