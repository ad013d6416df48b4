"""An explanation as Markdown, for a paper or a comment; all texts of the plan are data."""

from __future__ import annotations

from collections.abc import Iterator

from beskplan.explanation._model import Explanation
from beskplan.explanation._said import Block, Fact, Heading, Rows, Said, Sentence
from beskplan.markdown import escaped
from beskplan.words import Lang, Words


def render(about: Explanation, lang: Lang | None) -> bytes:
    """Return one document in a language, None for that of the plan."""
    said = Said(about, Words(lang or about.plan.language))
    text = "\n".join(_lines(said))
    return f"{text.rstrip()}\n".encode()


def _lines(said: Said) -> Iterator[str]:
    before: Block | None = None
    for block in said.blocks():
        if isinstance(before, Fact) and not isinstance(block, Fact):
            yield ""
        yield from _block(block)
        before = block


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
            yield ""
        case Fact():
            yield f"- **{escaped(block.label)}**: {escaped(block.text)}"
        case Sentence():
            yield escaped(block.text)
            yield ""
        case Rows():
            yield _row(block.heads)
            yield f"|{'---|' * len(block.heads)}"
            yield from map(_row, block.cells)
            yield ""


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
