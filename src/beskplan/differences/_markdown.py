"""Differences as Markdown, for a committee paper or a comment on a pull request.

All texts of the plans are data: what Markdown, HTML or a forge would read as markup is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from beskplan.differences._model import Differences, Entry
from beskplan.differences._said import ABOUT_STRENGTH, Line, Said
from beskplan.markdown import escaped
from beskplan.words import Lang, Words


def render(found: Differences, lang: Lang | None) -> bytes:
    """Return one document in a language, None for that of the new plan."""
    said = Said(found, Words(lang or found.new.language))
    return ("\n".join(_lines(said)).rstrip("\n") + "\n").encode()


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
