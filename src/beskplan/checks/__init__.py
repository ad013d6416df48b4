"""What `check` says of plan files, catalogues and descriptions, beyond what stops them loading.

One function per finding, in files by what they look at. A function is found by being here::

    @check_plan("BP299", Level.WARNING, "the limit is a round number")
    def round_limit(checked: CheckedPlan) -> Iterator[Found]: ...

The page of checks, ``--explain`` and ``--select`` follow by themselves.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

from beskplan.checks._always import ALLOWANCES, LOADING, NAMED
from beskplan.checks._base import Check, Level
from beskplan.checks._findings import UNREADABLE, Finding, Report
from beskplan.checks._sections import Section


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


def sections() -> Mapping[str, Section]:
    """Return what there is to say of every code, in order."""
    checks = {
        code: Section.of(code, one.level, one.title, inspect.getdoc(one.find) or "")
        for code, one in all_checks().items()
    }
    return dict(sorted({**LOADING, **ALLOWANCES, **NAMED, **checks}.items()))


def titles() -> Mapping[str, str]:
    """Return the title of every code, in order."""
    return {code: section.title for code, section in sections().items()}


__all__ = [
    "ALLOWANCES",
    "LOADING",
    "NAMED",
    "UNREADABLE",
    "Check",
    "Finding",
    "Level",
    "Report",
    "Section",
    "all_checks",
    "sections",
    "titles",
]
