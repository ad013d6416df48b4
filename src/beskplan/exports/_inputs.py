"""The files that an export comes from, with their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from beskplan.catalogue import BASE_CATALOGUE
from beskplan.errors import DataInvalidError, DataUnreadableError, Problem, visible
from beskplan.exports._manifest import Input
from beskplan.manifests import sha256_of
from beskplan.places import MANIFEST_NAME, Data, catalogue_file, listed, name_in


@dataclass(frozen=True)
class Inputs:
    """The files of a data folder, as they were when they were hashed.

    Attributes:
        files: each with its name in the manifest of an export.
        stamps: size and time of each, to tell whether it has changed since.
    """

    files: tuple[tuple[Path, Input], ...]
    stamps: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, data: Data, otherwise: Path | None = None) -> Inputs:
        """Hash catalogue, manifests, descriptions and figures of the places that are named.

        Args:
            data: what holds the figures, as in `beskplan.load_observations`.
            otherwise: the folder whose catalogue counts where these places have none.

        Raises:
            DataUnreadableError: one cannot be read, or has a name that no manifest can hold.
        """
        named = dict(_named(data, otherwise))
        _check_names(named)
        stamps = tuple(_stamp(path) for path in named)
        files = [
            (path, Input.model_validate({"kind": kind, "file": name, "sha256": sha256_of(path)}))
            for path, (kind, name) in named.items()
        ]
        return cls(tuple(files), stamps)

    def with_plan(self, file: str, sha256: str | None) -> tuple[Input, ...]:
        """Return the inputs, the plan file first."""
        named = Path(file).name
        plan = Input.model_validate(
            {"kind": "plan", "file": named, "sha256": sha256 or sha256_of(Path(file))}
        )
        return (plan, *(one for _, one in self.files))

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file of figures, by its name in results."""
        return {one.file: one.sha256 for _, one in self.files if one.kind == "figures"}

    def check_unchanged(self) -> None:
        """Refuse an answer during which a file was changed: nobody knows which one was read.

        Raises:
            DataInvalidError: the files that were changed.
        """
        changed = [
            path
            for (path, _), stamp in zip(self.files, self.stamps, strict=True)
            if _stamp(path) != stamp
        ]
        message = "this file was changed while it was read; run again when it has been written"
        if changed:
            raise DataInvalidError([Problem(path.as_posix(), 0, 0, message) for path in changed])


def _named(data: Data, otherwise: Path | None) -> Iterator[tuple[Path, tuple[str, str]]]:
    """Yield every file with its kind and its name."""
    yield BASE_CATALOGUE, ("base-catalogue", BASE_CATALOGUE.name)
    listing = listed(data)
    catalogue = catalogue_file(data, otherwise)
    if catalogue is not None:
        yield catalogue, ("catalogue", name_in(listing.root, catalogue))
    for home in dict.fromkeys(one.home for one in listing.files):
        manifest = home / MANIFEST_NAME
        if manifest.is_file():
            yield manifest, ("manifest", name_in(listing.root, manifest))
    for one in listing.files:
        description = one.path.with_suffix(".yaml")
        if one.path.suffix == ".csv" and description.is_file():
            yield description, ("description", f"{one.name.removesuffix('.csv')}.yaml")
        yield one.path, ("figures", one.name)


def _check_names(paths: Iterable[Path]) -> None:
    message = "the name of this file is not UTF-8, so no manifest can name it; rename it"
    odd = [path for path in paths if not _is_text(path.as_posix())]
    if odd:
        raise DataUnreadableError(
            [Problem(visible(path.as_posix()), 0, 0, message) for path in odd]
        )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as cause:
        message = f"cannot be read: {cause.strerror or cause}"
        raise DataUnreadableError([Problem(path.as_posix(), 0, 0, message)]) from cause
    return found.st_size, found.st_mtime_ns
