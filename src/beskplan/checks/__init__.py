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
from typing import Any, Final

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


def codes() -> tuple[str, ...]:
    """Return every code, in order."""
    return tuple(sorted({**_ALWAYS, **all_checks()}))


def section_of(code: str) -> Section:
    """Return what there is to say of a code; it must be one."""
    if code in _ALWAYS:
        return _ALWAYS[code]
    check = all_checks()[code]
    return Section.of(code, check.level, check.title, inspect.getdoc(check.find) or "")


def sections() -> Mapping[str, Section]:
    """Return what there is to say of every code, in order."""
    return {code: section_of(code) for code in codes()}


def titles() -> Mapping[str, str]:
    """Return the title of every code, in order."""
    return {code: section.title for code, section in sections().items()}


_ALWAYS: Final = {**LOADING, **ALLOWANCES, **NAMED}


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
    "codes",
    "section_of",
    "sections",
    "titles",
]
