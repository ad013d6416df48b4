"""beskplan tells a Danish municipality which promises of its employment plan hold.

The library in five lines::

    from datetime import date
    from beskplan import evaluate, load_catalogue, load_observations, load_plan, needed_figures

    catalogue = load_catalogue("data/indicators.yaml")
    plan = load_plan("plans/frederikssund-2022.yaml", catalogue)
    observations = load_observations("data", catalogue, needed_figures(plan, catalogue))
    results = evaluate(plan, catalogue, observations, as_of=date(2022, 6, 30))

Names are imported when they are first used, so that ``import beskplan`` is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beskplan._version import __version__

if TYPE_CHECKING:
    from beskplan.areas import Area, find_area
    from beskplan.catalogue import Catalogue, Indicator, load_catalogue
    from beskplan.errors import (
        BeskplanError,
        DataError,
        DataInvalidError,
        DataUnreadableError,
        OutputError,
        PlanError,
        PlanInvalidError,
        PlanUnreadableError,
        Problem,
        UsageError,
    )
    from beskplan.evaluation import evaluate
    from beskplan.judgements import Status
    from beskplan.observations import Figure, Key, Observations, Source
    from beskplan.periods import Period
    from beskplan.plan import FocusArea, Plan, load_plan, needed_figures
    from beskplan.readers import load_observations
    from beskplan.results import Flag, Results, Verdict
    from beskplan.target import Target

_HOMES: Final = {
    "areas": ("Area", "find_area"),
    "catalogue": ("Catalogue", "Indicator", "load_catalogue"),
    "errors": (
        "BeskplanError",
        "DataError",
        "DataInvalidError",
        "DataUnreadableError",
        "OutputError",
        "PlanError",
        "PlanInvalidError",
        "PlanUnreadableError",
        "Problem",
        "UsageError",
    ),
    "evaluation": ("evaluate",),
    "observations": ("Figure", "Key", "Observations", "Source"),
    "periods": ("Period",),
    "plan": ("FocusArea", "Plan", "load_plan", "needed_figures"),
    "readers": ("load_observations",),
    "results": ("Flag", "Results", "Status", "Verdict"),
    "target": ("Target",),
}
_HOME_OF: Final = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Area",
    "BeskplanError",
    "Catalogue",
    "DataError",
    "DataInvalidError",
    "DataUnreadableError",
    "Figure",
    "Flag",
    "FocusArea",
    "Indicator",
    "Key",
    "Observations",
    "OutputError",
    "Period",
    "Plan",
    "PlanError",
    "PlanInvalidError",
    "PlanUnreadableError",
    "Problem",
    "Results",
    "Source",
    "Status",
    "Target",
    "UsageError",
    "Verdict",
    "__version__",
    "evaluate",
    "find_area",
    "load_catalogue",
    "load_observations",
    "load_plan",
    "needed_figures",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
