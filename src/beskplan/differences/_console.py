"""Differences as a table for a console of any width: the summary first, then target by target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from beskplan.differences._model import Differences, Entry
from beskplan.differences._said import ABOUT_STRENGTH, Line, Said
from beskplan.errors import visible
from beskplan.renderers._paper import Column, Paper
from beskplan.strength import Strength
from beskplan.words import Lang, Words

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_WIDEST: Final = 120
_NARROW: Final = 60
_DEEPEST: Final = 18  # how far details may be indented
_SYMBOLS: Final = {
    Strength.STRONGER: "▲",
    Strength.WEAKER: "▼",
    Strength.INCOMPARABLE: "≠",
    Strength.NEW_LEVEL: "▲",
    Strength.LEVEL_DROPPED: "▼",
    Strength.SAME: "=",
}
_STYLES: Final = {
    Strength.STRONGER: "green",
    Strength.NEW_LEVEL: "green",
    Strength.WEAKER: "red",
    Strength.LEVEL_DROPPED: "red",
    Strength.INCOMPARABLE: "yellow",
}
_NEW: Final = "+"
_GONE: Final = "−"
SYMBOLS: Final = "▲▼≠=+−→·–─„“±"
"""What a console must be able to print for `render` to use ``symbols``."""
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑─", "-"),
        **dict.fromkeys("„“”", '"'),
        "→": "->",
        "·": "-",
        "±": "+/-",
        "…": "...",
    }
)


def render(found: Differences, lang: Lang | None, *, symbols: bool = True) -> RenderableType:
    """Return the differences, for a console of any width.

    Args:
        found: what is another.
        lang: the language; None for that of the new plan.
        symbols: False for a console that cannot print ``SYMBOLS``.
    """
    return _Table(Said(found, Words(lang or found.new.language)), symbols)


@dataclass(frozen=True)
class _Table:
    said: Said
    symbols: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        paper = Paper(console, min(options.max_width, _WIDEST))
        yield Text("\n").join(list(_Page(self.said, paper, self.symbols).lines()))


@dataclass(frozen=True)
class _Row:
    """What stands on the first line of a target, and what is another about it."""

    target: str
    before: str
    title: str
    verdict: Text
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class _Page:
    said: Said
    paper: Paper
    symbols: bool

    def lines(self) -> Iterator[Text]:
        """Yield everything, from what is compared to what was dropped."""
        yield from self._sentence(self.said.title(), "bold")
        yield from self._sentence(self.said.about_plans())
        dot = " · " if self.symbols else ", "
        summary = [Text(self._clean(one), "bold") for one in self.said.summary()]
        yield from self.paper.packed(summary, dot, self.paper.width)
        for note in self.said.notes():
            yield from self._sentence(f"{self._say('Bemærk', 'Note')}: {note}", "yellow")
        if self.said.found.is_empty:
            return
        yield Text()
        if self.paper.width >= _NARROW:
            heads = (("Mål", "ID"), ("Før", "Was"), ("Titel", "Title"), ("Ændring", "Change"))
            yield from self._cells([Text(self._say(*head), "bold") for head in heads])
        yield self._rule
        for title, before, entries in self.said.areas():
            yield from self._heading(title, before)
            for entry in entries:
                yield from self._row(self._entry(entry))
        if self.said.found.dropped:
            yield self._rule
            yield from self._heading(self._say("Udgået", "Dropped"), "")
        for title, gone, targets in self.said.dropped():
            yield from self._heading(title, gone)
            for one in targets:
                verdict = self._marked(_GONE, self._say("udgået", "dropped"), "red")
                asked = Line(self._say("Krav", "Required"), None, self.said.asked(one))
                yield from self._row(_Row("–", one.id, one.title, verdict, (asked,)))
        yield self._rule
        if any(entry.is_changed for entry in self.said.found.entries):
            yield from self._sentence(self.said.say(ABOUT_STRENGTH), "dim")

    def _say(self, da: str, en: str) -> str:
        return self.said.words.say(da=da, en=en)

    def _clean(self, text: str) -> str:
        """Return text on one line, with nothing in it that a terminal would obey."""
        line = visible(" ".join(text.split()))
        if self.symbols:
            return line
        plain = line.translate(_PLAIN)
        return plain.encode("latin-1", "backslashreplace").decode("latin-1")

    def _sentence(self, text: str, style: str = "") -> list[Text]:
        return self.paper.wrapped(Text(self._clean(text), style), self.paper.width)

    @property
    def _rule(self) -> Text:
        return Text(("─" if self.symbols else "-") * self._used, "dim")

    def _heading(self, title: str, before: str) -> Iterator[Text]:
        line = Text(self._clean(title), "bold")
        if before:
            line.append(f" ({self._clean(before)})", "not bold italic")
        yield from self.paper.wrapped(line, self.paper.width)

    def _marked(self, symbol: str, text: str, style: str) -> Text:
        mark = f"{symbol} " if self.symbols else ""
        return Text(f"{mark}{self._clean(text)}", style)

    def _entry(self, entry: Entry) -> _Row:
        verdict = self.said.verdict(entry)
        if entry.is_new:
            marked = self._marked(_NEW, verdict, "cyan")
            asked = Line(self._say("Krav", "Required"), None, self.said.asked(entry.target))
            return _Row(entry.target.id, "–", entry.target.title, marked, (asked,))
        assert entry.strength is not None
        symbol = _SYMBOLS[entry.strength] if entry.is_changed else "="
        style = _STYLES.get(entry.strength, "") if entry.is_changed else "dim"
        return _Row(
            entry.target.id,
            self._before(entry),
            entry.target.title,
            self._marked(symbol, verdict, style),
            tuple(self.said.lines(entry)),
        )

    def _before(self, entry: Entry) -> str:
        same = [one.id for one in entry.before] == [entry.target.id]
        return self._say("samme", "same") if same else self.said.before(entry)

    @cached_property
    def _widths(self) -> tuple[int, int, int, int]:
        """The widths of the columns; the title takes what the others leave."""
        entries = self.said.found.entries
        rows = [self._entry(entry) for entry in entries]
        target = _widest((row.target for row in rows), 3, 16)
        gone = (one.id for one in self.said.found.dropped)
        before = _widest([*(row.before for row in rows), *gone], 3, 16)
        verdict = _widest((row.verdict.plain for row in rows), 8, 28)
        titles = [*(row.title for row in rows), *(one.title for one in self.said.found.dropped)]
        left = max(self.paper.width - target - before - verdict - 7, 12)
        return target, before, min(_widest(titles, 5, 100), left), verdict

    @cached_property
    def _used(self) -> int:
        return min(sum(self._widths) + 7, self.paper.width)

    def _cells(self, cells: Sequence[Text]) -> Iterator[Text]:
        columns = [Column(str(number), lead=2 if number else 1) for number in range(4)]
        yield from self.paper.row(list(zip(columns, self._widths, cells, strict=True)))

    def _row(self, row: _Row) -> Iterator[Text]:
        texts = [Text(self._clean(text)) for text in (row.target, row.before, row.title)]
        if self.paper.width >= _NARROW:
            yield from self._cells([*texts, row.verdict])
        else:
            ids = f"{texts[0]} ({texts[1]})"
            yield from self.paper.hanging(Text(f" {ids}  "), [texts[2], row.verdict], ": ")
        for line in row.lines:
            yield from self._line(line)

    @property
    def _indent(self) -> int:
        """Where details begin: under the title, or further left where ids are long."""
        under_title = sum(self._widths[:2]) + 5
        fits = self.paper.width >= _NARROW and under_title <= _DEEPEST
        return under_title if fits else 4

    def _line(self, line: Line) -> Iterator[Text]:
        """Yield old and new on one line; else below each other; else as running text."""
        arrow = " → " if self.symbols else " -> "
        about, indent = f"{self._clean(line.about)}: ", self._indent
        texts = [one for one in (line.old, line.new or "–") if one is not None]
        parts = [Text(self._clean(one)) for one in texts]
        room = self.paper.width - indent
        start = Text(" " * indent).append(about, "dim")
        below = cell_len(about) + max(cell_len(part.plain) for part in parts) + len(arrow) - 1
        if cell_len(start.plain) <= self.paper.width // 3 and below <= room:
            yield from self.paper.hanging(start, parts, arrow)
            return
        whole = Text(about, "dim").append(Text(arrow, "not dim").join(parts))
        for number, one in enumerate(self.paper.wrapped(whole, room - 2)):
            yield Text(" " * (indent + (2 if number else 0))).append(one)


def _widest(texts: Iterable[str], least: int, most: int) -> int:
    return min(max([least, *(cell_len(visible(text)) for text in texts)]), most)
