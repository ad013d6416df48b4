"""Damage to valid files, one blow at a time, and what a damaged file literally says.

A reader cannot know that a 3 was a 5 before. So what it reads of a damaged file is held
against two things: the figures of the file before the damage, and those that the damaged text
says to somebody who takes it at its word, cell by cell. The readings by word stand here and
share no code with the readers but the registers of areas and periods.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from beskplan.areas import find_area
from beskplan.periods import Period

Key = tuple[str, str, str, str]
"""Indicator, segment, area and period."""
Figures = dict[Key, set[Decimal | None]]
"""What is said of each key; None for a figure that is missing."""

INDICATORS = {
    "Ledige i pct.": "ledige.andel",
    "Antal ledige": "ledige.antal",
    "9": "brutto.andel",
    "10": "brutto.antal",
    "Sæsonkorrigeret i pct.": "brutto.andel",
    "Sæsonkorrigeret": "brutto.antal",
}
MEMBERS = {
    "i alt": "",
    "ialt": "",
    "alle": "",
    "all": "",
    "tot": "",
    "total": "",
    "ydelsesgrupper i alt": "",
    "a-dagpenge": "ydelse=A-dagpenge",
    "a-dagpenge mv.": "ydelse=A-dagpenge",
    "dp": "ydelse=A-dagpenge",
    "kontanthjælp": "ydelse=Kontanthjælp",
    "kontanthjælp mv.": "ydelse=Kontanthjælp",
    "kt": "ydelse=Kontanthjælp",
}
_FIGURES = {one.casefold(): name for one, name in INDICATORS.items()}
_MARKS = {"", ".", "..", "...", "-", "–", "—", "null", ":"}
_DANISH = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_ENGLISH = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


# ── what a damaged file says, taken at its word ─────────────────────────────────────────────


def _text(data: bytes) -> str | None:
    for codec in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _tight(cell: object) -> str:
    return " ".join(str("" if cell is None else cell).split())


def _area(cell: object) -> str | None:
    try:
        return find_area(_tight(cell)).code
    except ValueError:
        return None


def _period(cell: object) -> str | None:
    try:
        return str(Period.parse(_tight(cell)))
    except ValueError:
        return None


def _numbers(cell: object) -> set[Decimal | None]:
    """Return what a cell may stand for; nothing where it is neither number nor mark."""
    if cell is None:
        return {None}
    if isinstance(cell, (int, Decimal)):
        return {Decimal(cell)}
    text = _tight(cell).replace("\u2212", "-")
    text = re.sub(r" *(%|[Pp]ct\.?|[Pp]rocent)$", "", text)
    text = re.sub(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))", "", text)
    if text.casefold() in _MARKS:
        return {None}
    found: set[Decimal | None] = set()
    if _DANISH.fullmatch(text):
        found.add(Decimal(text.replace(".", "").replace(",", ".")))
    if _ENGLISH.fullmatch(text):
        found.add(Decimal(text.replace(",", "")))
    return found


def _said(rows: Iterable[Sequence[object]], heads: Sequence[str]) -> Figures:
    """Return what rows say under heads: areas, periods, members, and figures by their heads."""
    kinds = [_kind(head) for head in heads]
    found: Figures = {}
    for row in rows:
        if len(row) != len(heads):
            continue
        named = _named(kinds, row)
        for kind, head, cell in zip(kinds, heads, row, strict=True):
            key = _key(named, head) if kind == "figures" else None
            if key is not None:
                found.setdefault(key, set()).update(_numbers(cell))
    return found


def _named(kinds: Sequence[str], row: Sequence[object]) -> dict[str, str | None]:
    """Return what the names of a row mean by kind, None where that is not known."""
    means: dict[str, Callable[[object], str | None]] = {
        "area": _area,
        "period": _period,
        "segment": lambda cell: MEMBERS.get(_tight(cell).casefold()),
        "indicator": lambda cell: _FIGURES.get(_tight(cell).casefold()),
    }
    named: dict[str, str | None] = {"segment": ""}
    for kind, cell in zip(kinds, row, strict=True):
        if kind in means:
            named[kind] = means[kind](cell)
    return named


def _key(named: dict[str, str | None], head: str) -> Key | None:
    """Return the key of a figure by the names of its row, and its head for what these lack."""
    area, period = named.get("area") or _area(head), named.get("period") or _period(head)
    indicator = named.get("indicator") or _FIGURES.get(_tight(head).casefold())
    segment = named["segment"]
    if indicator and area and period and segment is not None:
        return indicator, segment, area, period
    return None


def _kind(head: str) -> str:
    said = _tight(head).casefold()
    if said in ("area", "område", "kommune"):
        return "area"
    if said in ("periode", "tid"):
        return "period"
    if said in ("ydelse", "yd"):
        return "segment"
    if said in ("saesonfak", "sæsonkorrigering", "måling"):
        return "indicator"
    return "figures"


def table_says(data: bytes) -> Figures:
    """Read a text table whose cells are parted by semicolons."""
    text = _text(data)
    lines = [line for line in re.split("\r\n|\r|\n", text or "") if line.strip(" ;")]
    if not lines:
        return {}
    rows = [[cell.strip().strip('"') for cell in line.split(";")] for line in lines]
    return _said(rows[1:], rows[0])


def titled_says(title: bytes, indicator: str) -> Callable[[bytes], Figures]:
    """Return a reading of a table under a title that says what is counted."""

    def says(data: bytes) -> Figures:
        if not data.startswith(title):
            return {}
        found: Figures = {}
        text = _text(data.removeprefix(title)) or ""
        lines = [line for line in re.split("\r\n|\r|\n", text) if line.strip(" ;")]
        rows = [[cell.strip() for cell in line.split(";")] for line in lines]
        for row in rows[1:]:
            area = _area(row[0])
            for head, cell in zip(rows[0][1:], row[1:], strict=False):
                period = _period(head)
                if area and period and len(row) == len(rows[0]):
                    key = (indicator, "", area, period)
                    found.setdefault(key, set()).update(_numbers(cell))
        return found

    return says


def tidy_says(data: bytes) -> Figures:
    """Read the tidy form with commas or semicolons between the cells."""
    text = _text(data) or ""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    mark = ";" if ";" in lines[0] else ","
    heads = lines[0].split(mark)
    found: Figures = {}
    for line in lines[1:]:
        cells = dict(zip(heads, line.split(mark), strict=False))
        names = ("indicator", "segment", "area", "period", "value")
        if len(line.split(mark)) == len(heads) and all(name in cells for name in names):
            indicator, segment, area, period, value = (cells[name] for name in names)
            key = (indicator, segment, _area(area) or area, _period(period) or period)
            found.setdefault(key, set()).update(_numbers(value))
    return found


def _json(data: bytes) -> Any:
    try:
        return json.loads(_text(data) or "", parse_float=Decimal)
    except (ValueError, RecursionError):
        return None


def v3_json_says(data: bytes) -> Figures:
    """Read ``columns`` and ``rows``."""
    body = _json(data)
    try:
        return _said(body["rows"], body["columns"])
    except (TypeError, KeyError, AttributeError):
        return {}


def v2_json_says(data: bytes) -> Figures:
    """Read ``Variables`` and ``Data``."""
    body = _json(data)
    try:
        return _said(body[0]["Data"], [one["Label"] for one in body[0]["Variables"]])
    except (TypeError, KeyError, AttributeError, IndexError):
        return {}


def jsonstat_says(data: bytes) -> Figures:
    """Read dimensions in the order of ``id`` and figures in the order of their members."""
    body = _json(data)
    try:
        dataset = body.get("dataset", body)
        shape = dataset if "id" in dataset else dataset["dimension"]
        heads = [str(one) for one in shape["id"]]
        members = [_members(dataset["dimension"][one]) for one in heads]
        rows = zip(itertools.product(*members), dataset["value"], strict=True)
        return _said([(*names, one) for names, one in rows], [*heads, "INDHOLD"])
    except (TypeError, KeyError, AttributeError, ValueError):
        return {}


def _members(dimension: Any) -> list[str]:
    index, labels = dimension["category"]["index"], dimension["category"]["label"]
    return [labels.get(code, code) for code in sorted(index, key=lambda code: index[code])]


def px_says(data: bytes) -> Figures:
    """Read VALUES of the variables of STUB and HEADING, and what stands after DATA."""
    text = _text(data) or ""
    entries = dict(re.findall(r'^([A-Z]+(?:\("[^"]*"\))?)=([^;]*);', text, re.MULTILINE))
    names = re.findall('"([^"]*)"', entries.get("STUB", "") + entries.get("HEADING", ""))
    members = [re.findall('"([^"]*)"', entries.get(f'VALUES("{name}")', "")) for name in names]
    cells = re.findall(r'"[^"]*"|[^\s"]+', entries.get("DATA", ""))
    rows = [
        (*labels, cell.strip('"') if cell.startswith('"') else cell)
        for labels, cell in zip(itertools.product(*members), cells, strict=False)
    ]
    return _said(rows, [*names, "INDHOLD"])


def nothing_new(_: bytes) -> Figures:
    """Say nothing: what is packed has checksums, so no damage may read as another figure."""
    return {}


# ── blows ───────────────────────────────────────────────────────────────────────────────────

_LETTERS = b'0123456789,.;-\t "\r\n{}[]:=/%aKMQmAU\x00\xc3\xa6\xe6\xff'


def flipped(data: bytes, at: int, byte: int) -> bytes:
    """Put another byte in a place."""
    return data[:at] + bytes([byte]) + data[at + 1 :]


def without(data: bytes, at: int, length: int = 1) -> bytes:
    """Take bytes out."""
    return data[:at] + data[at + length :]


def with_one_more(data: bytes, at: int, byte: int) -> bytes:
    """Put a byte in."""
    return data[:at] + bytes([byte]) + data[at:]


def line_blows(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every file with a line lost, doubled, halved or changed with another."""
    lines = data.splitlines(keepends=True)
    for at, line in enumerate(lines):
        yield f"line {at + 1} lost", b"".join([*lines[:at], *lines[at + 1 :]])
        yield f"line {at + 1} twice", b"".join([*lines[:at], line, *lines[at:]])
        half = line[: len(line) // 2]
        yield f"line {at + 1} cut", b"".join([*lines[:at], half, b"\n", *lines[at + 1 :]])
        yield (
            f"line {at + 1} run into the next",
            b"".join([*lines[:at], line.rstrip(b"\r\n"), *lines[at + 1 :]]),
        )
        for other in range(at + 1, len(lines)):
            changed = list(lines)
            changed[at], changed[other] = lines[other], line
            yield f"lines {at + 1} and {other + 1} changed", b"".join(changed)


def column_blows(data: bytes, mark: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every file with columns changed (with and without heads), lost or doubled."""
    lines = data.splitlines(keepends=True)
    rows = [line.rstrip(b"\r\n").split(mark) for line in lines]
    ends = [line[len(line.rstrip(b"\r\n")) :] for line in lines]
    width = max(map(len, rows))

    def again(changed: Iterable[Sequence[bytes]]) -> bytes:
        return b"".join(mark.join(row) + end for row, end in zip(changed, ends, strict=True))

    for one, other in itertools.combinations(range(width), 2):
        order = list(range(width))
        order[one], order[other] = other, one
        whole = [[row[at] for at in order] if len(row) == width else row for row in rows]
        yield f"columns {one + 1} and {other + 1} changed", again(whole)
        yield (
            f"columns {one + 1} and {other + 1} changed, not their heads",
            again([rows[0], *whole[1:]]),
        )
    for one in range(width):
        lost = [[cell for at, cell in enumerate(row) if at != one] for row in rows]
        yield f"column {one + 1} lost", again(lost)
        yield f"head {one + 1} lost", again([lost[0], *rows[1:]])
        twice = [[*row[: one + 1], *row[one:]] for row in rows]
        yield f"column {one + 1} twice", again(twice)
    for other_mark in (b",", b"\t", b";", b" ", b"|"):
        if other_mark != mark:
            yield f"{other_mark!r} between the cells", data.replace(mark, other_mark)
            for at, row in enumerate(rows):
                changed = data.splitlines(keepends=True)
                changed[at] = other_mark.join(row) + ends[at]
                yield f"{other_mark!r} in line {at + 1}", b"".join(changed)


@st.composite
def byte_blows(draw: st.DrawFn, data: bytes) -> tuple[str, bytes]:
    """Draw a file with one byte flipped, lost or put in, or some bytes lost."""
    at = draw(st.integers(0, len(data) - 1))
    byte = draw(st.sampled_from(_LETTERS) | st.integers(0, 255))
    blow = draw(st.sampled_from(["flipped", "lost", "put in", "some lost"]))
    match blow:
        case "flipped":
            return f"byte {at} is {byte:#x}", flipped(data, at, byte)
        case "lost":
            return f"byte {at} lost", without(data, at)
        case "put in":
            return f"byte {byte:#x} put in at {at}", with_one_more(data, at, byte)
    length = draw(st.integers(2, 40))
    return f"{length} bytes lost at {at}", without(data, at, length)
