"""Texts that a stranger may write into a plan, to be shown by every format and obeyed by none."""

from __future__ import annotations

from typing import Final

HOSTILE: Final = {
    "a script": "<script>alert('x')</script>",
    "a broken end": "</title></style></script><img src=x onerror=alert(1)>",
    "an attribute": '" onmouseover="alert(1)" x="',
    "an entity": "&lt;b&gt; &amp; &#x3c;",
    "a comment": "<!-- x --> ]]> <![CDATA[ x",
    "a link": "[klik](javascript:alert(1)) ![x](//x/y.png) <https://x.example>",
    "a heading": "# Titel\n## Titel\n\n---\n| a | b |\n|---|---|",
    "emphasis": "**fed** _skrå_ `kode` ~~streg~~",
    "a formula": '=HYPERLINK("//x";"klik")',
    "a sum": "+1+1 og -1 og @SUM(A1)",
    "a terminal": "\x1b[31mrød\x1b[0m\x07",
    "right to left": "a\u202egnirts\u2066b\u200f",
    "Hebrew": "שלום עולם",
    "an emoji": "👩‍👧 opfyldt ✓",
    "typst": '#import "x" $x$ @y \\u{41} <a>',
    "a template": "{{ 7*7 }} {% raw %} ${x} %s {0}",
    "long": "Titel " * 1_666 + "slut",
    "one long word": "x" * 10_000,
}
"""By what it is."""
