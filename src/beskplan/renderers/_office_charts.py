"""Charts for paper: the drawing of the page with its colours inside, and as pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from beskplan.renderers._svg import svg
from beskplan.reporting import Chart

FONT: Final = "Libertinus Serif"
"""A font that typst carries in itself, so that paper looks the same on every computer."""
OWN: Final = "0F4C81"
COMPARED: Final = "7A5C2E"
REQUIRED: Final = "444444"
_WIDTH: Final = 480
_HEIGHT: Final = 190
_SHARPNESS: Final = 150
_STYLE: Final = (
    f'text{{font-family:"{FONT}";font-size:14px;fill:#444;paint-order:stroke;'
    "stroke:#fff;stroke-width:4px;stroke-linejoin:round}.b{fill:#000;font-weight:700}"
    "path{fill:none}.g{stroke:#bbb}.j{stroke:#444;stroke-width:1}"
    f".o{{stroke:#{OWN};stroke-width:2.5;stroke-linejoin:round}}"
    f".om{{stroke:#{OWN};stroke-width:7;stroke-linecap:round}}"
    f".c{{stroke:#{COMPARED};stroke-width:2;stroke-dasharray:7 4}}"
    f".cm{{fill:#fff;stroke:#{COMPARED};stroke-width:2}}"
    f".r{{stroke:#{REQUIRED};stroke-width:2;stroke-dasharray:2 3}}"
)
_PAGES: Final = """\
#set page(width: 480pt, height: 190pt, margin: 0pt)
#for one in json(bytes(sys.inputs.drawings)) { page(image(bytes(one), format: "svg", width: 100%)) }
"""


def drawing(chart: Chart) -> str:
    """Return a chart as an SVG that stands alone."""
    start, _, rest = str(svg(chart, "c")).partition(">")
    space = 'xmlns="http://www.w3.org/2000/svg"'
    size = f'width="{_WIDTH}" height="{_HEIGHT}"'
    return f"<svg {space} {size}{start.removeprefix('<svg')}><style>{_STYLE}</style>{rest}"


def pictures(charts: Sequence[Chart], typst: Any) -> list[bytes]:
    """Return charts as PNG; ``typst`` is the library."""
    if not charts:
        return []
    drawings = json.dumps([drawing(chart) for chart in charts])
    compiler = typst.Compiler(ignore_system_fonts=True)
    found = compiler.compile(
        _PAGES.encode(), format="png", ppi=_SHARPNESS, sys_inputs={"drawings": drawings}
    )
    return [found] if isinstance(found, bytes) else list(found)
