"""An explanation on a console of any width, with nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from beskplan.errors import visible
from beskplan.explanation._model import Explanation
from beskplan.explanation._said import Block, Fact, Heading, Rows, Said, Sentence
from beskplan.renderers._paper import Column, Paper
from beskplan.words import Lang, Words

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_WIDEST: Final = 120
_WIDEST_LABEL: Final = 26
_SHORT: Final = 6  # what a row is numbered by
SYMBOLS: Final = "−·≈≤≥⌈⌉⌊⌋–„“±"
"""What a console must be able to print for `render` to use ``symbols``."""
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("„“”", '"'),
        "·": "*",
        "≈": "~",
        "≤": "<=",
        "≥": ">=",
        **dict.fromkeys("⌉⌋", ")"),
        "±": "+/-",
        "…": "...",
    }
)


def render(about: Explanation, lang: Lang | None, *, symbols: bool = True) -> RenderableType:
    """Return the explanation, for a console of any width.

    Args:
        about: what is explained.
        lang: the language; None for that of the plan.
        symbols: False for a console that cannot print ``SYMBOLS``.
    """
    return _Page(Said(about, Words(lang or about.plan.language)), symbols)


@dataclass(frozen=True)
class _Page:
    said: Said
    symbols: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        paper = Paper(console, min(options.max_width, _WIDEST))
        yield Text("\n").join(list(self._lines(paper)))

    def _lines(self, paper: Paper) -> Iterator[Text]:
        for kind, group in groupby(self.said.blocks(), key=type):
            blocks = list(group)
            if kind is Fact:
                yield from self._facts(paper, [one for one in blocks if isinstance(one, Fact)])
            else:
                for one in blocks:
                    yield from self._block(paper, one)

    def _block(self, paper: Paper, block: Block) -> Iterator[Text]:
        match block:
            case Heading():
                if block.level > 1:
                    yield Text()
                yield from paper.wrapped(Text(self._clean(block.text), "bold"), paper.width)
            case Sentence():
                yield from paper.wrapped(Text(self._clean(block.text)), paper.width)
            case Rows():
                yield from self._rows(paper, block)

    def _facts(self, paper: Paper, facts: Sequence[Fact]) -> Iterator[Text]:
        labels = [self._clean(one.label) for one in facts]
        width = min(max(map(cell_len, labels)), _WIDEST_LABEL)
        for label, one in zip(labels, facts, strict=True):
            start = Text(f"  {label}: " if cell_len(label) > width else f"  {label}")
            start.pad_right(max(width + 4 - cell_len(start.plain), 0))
            yield from paper.hanging(start, [Text(self._clean(one.text))])

    def _rows(self, paper: Paper, rows: Rows) -> Iterator[Text]:
        """Yield a table where it fits, else every row as a line of its cells."""
        cells = [tuple(map(self._clean, row)) for row in (rows.heads, *rows.cells)]
        widths = [max(cell_len(row[at]) for row in cells) for at in range(len(rows.heads))]
        if sum(widths) + 2 * len(widths) <= paper.width:
            columns = [Column(str(at)) for at in range(len(widths))]
            for number, row in enumerate(cells):
                style = "dim" if number == 0 else ""
                texts = [Text(text, style) for text in row]
                yield from paper.row(list(zip(columns, widths, texts, strict=True)))
            return
        for row in cells[1:]:
            is_short = cell_len(row[0]) <= _SHORT
            start = Text(f"  {row[0]} " if is_short else "  ")
            parts = [Text(text) for text in row[is_short:] if text]
            yield from paper.hanging(start, parts, "; ")

    def _clean(self, text: str) -> str:
        """Return text on one line, with nothing in it that a terminal would obey."""
        line = visible(" ".join(text.split()))
        if self.symbols:
            return line
        up, down = self.said.say("op(", "up("), self.said.say("ned(", "down(")
        plain = line.replace("⌈", up).replace("⌊", down).translate(_PLAIN)
        return "".join(
            one if ord(one) < _LATIN else one.encode("unicode_escape").decode("ascii")
            for one in plain
        )


_LATIN: Final = 0x100
