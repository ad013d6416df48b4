"""Why a verdict is what it is: the rule, the figures, the arithmetic, and what it would take.

Everything is taken from results that were evaluated in full; nothing is judged again.
"""

from __future__ import annotations

from beskplan.explanation._model import Explained, Explanation, explain

__all__ = ["Explained", "Explanation", "explain"]
