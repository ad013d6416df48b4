"""Elements of HTML and SVG, escaped by construction: text is text unless it was made here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
"""What a browser would obey, drop or refuse: controls, marks that turn the reading direction."""
_ATTRIBUTE: Final = re.compile(r"[a-z][A-Za-z0-9-]*")
_VOID: Final = frozenset({"meta", "br", "input"})
_OPEN: Final = frozenset({"li", "dt", "dd", "tr", "td", "th", "tbody", "thead"})
"""Elements that end where the next one begins; HTML lets their end tags be left out."""


class Markup(str):
    """Markup that was made by `element` or `text`; anything else is escaped where it is put."""

    __slots__ = ()


Content = str | None | Iterable["Content"]
"""Markup, text that will be escaped, nothing, or several of these."""


def text(written: str) -> Markup:
    r"""Return a text with nothing in it that is markup, or that a browser would obey.

    Marks that turn the reading direction, and controls, are shown as ``\u202e``.
    """
    return Markup(escape(_UNSEEN.sub(_shown, written), quote=True))


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def joined(content: Content) -> Markup:
    """Return content as markup; what is plain text is escaped."""
    match content:
        case None:
            return Markup("")
        case Markup():
            return content
        case str():
            return text(content)
        case _:
            return Markup("".join(map(joined, content)))


def element(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """Return an element; ``class_`` is ``class``, ``aria_label`` is ``aria-label``.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    start = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    inner = joined(content)
    if name in _VOID or name in _OPEN:
        return Markup(f"<{name}{start}>{inner}")
    if not inner and name in _SHAPES:
        return Markup(f"<{name}{start}/>")
    return Markup(f"<{name}{start}>{inner}</{name}>")


_SHAPES: Final = frozenset({"path", "circle", "line", "rect"})


def _attribute(name: str, value: str | int | bool) -> str:
    assert _ATTRIBUTE.fullmatch(name), name
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
