"""Differences as Markdown, for a committee paper or a comment on a pull request.

All texts of the plans are data: what Markdown, HTML or a forge would read as markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from beskplan.differences._model import Differences, Entry
from beskplan.differences._said import ABOUT_STRENGTH, Line, Said
from beskplan.errors import visible
from beskplan.words import Lang, Words

_OPENING: Final = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")
_APART: Final = "\u200b"
"""A space of no width: it parts what a forge would make a mention or a link of."""
_LINKED: Final = re.compile(r"@|:(?=//)|(?<=\bwww)(?=\.)|#(?=\w)", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\\`*_{}\[\]#|~$!]")
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(found: Differences, lang: Lang | None) -> bytes:
    """Return one document in a language, None for that of the new plan."""
    said = Said(found, Words(lang or found.new.language))
    return ("\n".join(_lines(said)).rstrip("\n") + "\n").encode()


def escaped(text: str) -> str:
    """Return text on one line that every reader of Markdown shows as it is."""
    line = visible(" ".join(text.split()))
    line = _LINKED.sub(lambda found: f"{found[0]}{_APART}", line)
    line = _MARKS.sub(lambda found: f"\\{found[0]}", line)
    line = "".join(_HTML.get(mark, mark) for mark in line)
    return _OPENING.sub(r"\1\\", line)


def _lines(said: Said) -> Iterator[str]:
    words = said.words
    yield f"## {escaped(said.title())}"
    yield ""
    yield escaped(said.about_plans())
    yield ""
    yield f"**{escaped(' · '.join(said.summary()))}**"
    yield ""
    for note in said.notes():
        yield f"> {escaped(note)}"
        yield ""
    if said.found.is_empty:
        return
    heads = words.say(da="Mål|Før|Titel|Ændring", en="ID|Was|Title|Change").split("|")
    for title, before, entries in said.areas():
        yield f"### {escaped(title)}"
        yield ""
        if before:
            yield f"*{escaped(before)}*"
            yield ""
        yield f"| {' | '.join(heads)} |"
        yield "|---|---|---|---|"
        yield from (_row(said, entry) for entry in entries)
        yield ""
    if any(entry.is_changed for entry in said.found.entries):
        yield escaped(said.say(ABOUT_STRENGTH))
        yield ""
    if said.found.dropped:
        yield f"### {words.say(da='Udgået', en='Dropped')}"
        yield ""
        was = words.say(da="Før|Titel|Krav|Fokusområde", en="Was|Title|Required|Focus area")
        yield f"| {' | '.join(was.split('|'))} |"
        yield "|---|---|---|---|"
        for title, gone, targets in said.dropped():
            area = f"{title} ({gone})" if gone else title
            for one in targets:
                asked = said.asked(one)
                yield "| " + " | ".join(map(escaped, (one.id, one.title, asked, area))) + " |"


def _row(said: Said, entry: Entry) -> str:
    verdict = escaped(said.verdict(entry))
    verdict = f"**{verdict}**" if entry.is_changed or entry.is_new else verdict
    lines = [_line(line) for line in said.lines(entry)]
    if entry.is_new:
        lines.append(escaped(said.asked(entry.target)))
    cells = [escaped(entry.target.id), escaped(said.before(entry)), escaped(entry.target.title)]
    return f"| {' | '.join([*cells, '<br>'.join([verdict, *lines])])} |"


def _line(line: Line) -> str:
    old, new = (escaped(text) if text is not None else "–" for text in (line.old, line.new))
    about = f"{escaped(line.about)}: "
    return f"{about}{new}" if line.old is None else f"{about}{old} → {new}"
