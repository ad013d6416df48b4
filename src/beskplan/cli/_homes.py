"""Where the figures for a plan stand, and the catalogue that its indicators are in.

Nothing here reads figures, so commands that need none start without polars.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from beskplan.catalogue import Catalogue, load_catalogue
from beskplan.errors import (
    DataError,
    DataUnreadableError,
    PlanInvalidError,
    PlanUnreadableError,
    Problem,
)
from beskplan.places import CATALOGUE_NAME, catalogue_file, has_catalogue, places_of, root_of
from beskplan.plan import Plan, load_plan


def data_beside(plan_file: Path) -> Path:
    """Return ``data/`` beside the plan's folder."""
    return Path(os.path.normpath(plan_file.parent / ".." / "data"))


class Home(NamedTuple):
    """Where the figures for a plan stand, and, where no catalogue does, who may have one."""

    data: tuple[Path, ...]
    otherwise: Path | None

    @property
    def root(self) -> Path:
        """The folder that names in results are relative to."""
        return root_of(self.data)


def home_for(plan_file: Path, data: tuple[Path, ...]) -> Home:
    """Return where the figures for a plan stand: ``data``, else ``data/`` beside its folder."""
    beside = data_beside(plan_file)
    return Home(data or (beside,), None if not data or has_catalogue(data) else beside)


def catalogue_of(home: Home) -> Catalogue | DataError:
    """Return the catalogue, or its error: the plans' own problems are told first."""
    for folder in (place.folder for place in places_of(home.data)):
        if not folder.is_dir():
            what = "this is no folder" if folder.exists() else "no such folder"
            message = f"{what}; name the folder that holds {CATALOGUE_NAME} and figures with --data"
            return DataUnreadableError([Problem(folder.as_posix(), 0, 0, message)])
    try:
        path = catalogue_file(home.data, home.otherwise)
        return Catalogue(with_base=True) if path is None else load_catalogue(path)
    except DataError as cause:
        return cause


def plans_of(
    files: Sequence[Path],
    homes: Sequence[Home],
    catalogues: Mapping[Home, Catalogue | DataError],
) -> list[Plan]:
    """Load plans, each with the catalogue of its home.

    Raises:
        PlanInvalidError: every problem of every plan file.
    """
    plans: list[Plan] = []
    problems: list[Problem] = []
    for file, home in zip(files, homes, strict=True):
        catalogue = catalogues[home]
        try:
            plans.append(load_plan(file, catalogue if isinstance(catalogue, Catalogue) else None))
        except (PlanUnreadableError, PlanInvalidError) as cause:
            problems += cause.problems
            problems += _without_catalogue(cause.problems, home.data[0], catalogue)
    if problems:
        raise PlanInvalidError(problems)
    return plans


def _without_catalogue(
    problems: Sequence[Problem], folder: Path, catalogue: Catalogue | DataError
) -> Iterator[Problem]:
    """Yield that the folder has no catalogue of its own, where indicators are not known."""
    own = isinstance(catalogue, DataError) or catalogue.indicators
    if not own and any("no indicator " in one.message for one in problems):
        message = (
            f"no {CATALOGUE_NAME} here, so only the indicators that ship with beskplan are "
            "known; write one, or name another folder with --data"
        )
        yield Problem(folder.as_posix(), 0, 0, message)
