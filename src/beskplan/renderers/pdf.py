"""The report as PDF on A4, made with typst: tagged, with page numbers and with its own fonts.

The fonts are those that typst carries in itself, so that the same report has the same bytes on
every computer; a character that none of them has is shown by its number. Needs typst (the extra
``report``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from beskplan.renderers._office import midnight, needed
from beskplan.renderers._pdf_data import Texts, data, unusual
from beskplan.renderers._pdf_template import TEMPLATE
from beskplan.reporting import Report, report
from beskplan.results import Results

SUFFIX: Final = ".pdf"
IS_TEXT: Final = False
NEEDS: Final = (("typst", "typst"),)

_ACCESSIBLE: Final = "ua-1"
_PROBE: Final = (
    '#set document(title: "x")\n#set text(font: "Libertinus Serif")\n'
    "#json(bytes(sys.inputs.marks)).join(parbreak())\n"
)


def render(results: Sequence[Results]) -> bytes:
    """Return the report of results in the language of the first plan.

    Raises:
        UsageError: typst is not installed.
    """
    return render_report(report(results))


def render_report(shown: Report, tick: Callable[[], None] | None = None) -> bytes:
    """Return a report as PDF; ``tick`` is called as each target is made ready to be set.

    Raises:
        UsageError: typst is not installed.
    """
    typst = needed(*NEEDS[0], SUFFIX)
    compiler = typst.Compiler(ignore_system_fonts=True)
    odd = sorted(unusual(data(shown, Texts())))
    texts = Texts(frozenset(_unprintable(odd, compiler, typst.TypstError)))
    inputs = {"report": json.dumps(data(shown, texts, tick), ensure_ascii=False)}
    made = {"format": "pdf", "sys_inputs": inputs, "timestamp": midnight(shown.as_of)}
    try:
        content = compiler.compile(TEMPLATE.encode(), pdf_standards=_ACCESSIBLE, **made)
    except typst.TypstError:
        # marks that have a shape alone and none together: still tagged, with a box for them
        content = compiler.compile(TEMPLATE.encode(), **made)
    found: bytes = content
    return found


def _unprintable(marks: Sequence[str], compiler: Any, error: type[Exception]) -> list[str]:
    """Return the characters that no font of typst has, by halves."""
    if not marks:
        return []
    try:
        compiler.compile(
            _PROBE.encode(),
            format="pdf",
            pdf_standards=_ACCESSIBLE,
            sys_inputs={"marks": json.dumps(marks)},
        )
    except error:
        if len(marks) == 1:
            return list(marks)
        half = len(marks) // 2
        first = _unprintable(marks[:half], compiler, error)
        return first + _unprintable(marks[half:], compiler, error)
    return []
