"""What `check` says of plan files, catalogues and descriptions, beyond what stops them loading.

One function per finding, in files by what they look at. A function is found by being here::

    @check_plan("BP299", Level.WARNING, "the limit is a round number")
    def round_limit(checked: CheckedPlan) -> Iterator[Found]: ...

The page of checks, ``--explain`` and ``--select`` follow by themselves.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from beskplan.checks._base import Check, Level
from beskplan.checks._findings import UNREADABLE, Finding, Report

LOADING: Final[Mapping[str, str]] = {
    UNREADABLE: "the file cannot be looked at",
    "BP002": "this YAML is not used in plan files",
    "BP003": "the file does not fit the plan language",
}
"""Titles of what stops a file from loading; nothing turns these findings off."""
ALLOWANCES: Final[Mapping[str, str]] = {
    "BP004": "an allowance that nothing needs",
    "BP005": "an allowance that says nothing",
}
"""Titles of what is found about allowances themselves."""


@cache
def all_checks() -> Mapping[str, Check[Any]]:
    """Return every check by its code, in the order of the codes."""
    found: dict[str, Check[Any]] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        if module.name.rpartition(".")[2].startswith("_") or module.ispkg:
            continue
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, Check) and found.setdefault(one.code, one) is not one:
                raise TypeError(f"{one.code} is the code of two checks")
    return dict(sorted(found.items()))


def titles() -> Mapping[str, str]:
    """Return the title of every code, in order."""
    checks = {code: one.title for code, one in all_checks().items()}
    return dict(sorted({**LOADING, **ALLOWANCES, **checks}.items()))


__all__ = [
    "ALLOWANCES",
    "LOADING",
    "UNREADABLE",
    "Check",
    "Finding",
    "Level",
    "Report",
    "all_checks",
    "titles",
]
