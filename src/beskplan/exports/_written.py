"""Exports put in their places: only what changed, each folder as a whole, one process at a time."""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from beskplan.errors import OutputError, quoted, visible
from beskplan.exports._made import Export, place_of
from beskplan.exports._manifest import MANIFEST_NAME, Input, Manifest
from beskplan.exports._standing import OLD, WORK, Standing, link_on_way, standing, steady
from beskplan.exports.formats import FORMATS, format_of
from beskplan.words import Text
from beskplan.writing import is_link, locked, settle, swap_folder, write_folder

_LOCK: Final = "lock"
_NEW: Final = "new"
_WINDOWS: Final = os.name == "nt"
PATIENCE: Final = 60.0
"""Seconds to wait for another process that writes into the same folder."""

What = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True)
class Outcome:
    """What became of an export, or would: its folder, and each thing that differs, in words."""

    folder: Path
    what: What
    lines: tuple[Text, ...] = ()


def write(folder: Path, exports: Sequence[Export], patience: float = PATIENCE) -> list[Outcome]:
    """Put exports in their places below a folder; what has not changed is not touched.

    A kill at any moment leaves of each export the old or the new, whole. What another kill left
    behind is removed. A second process waits for the first.

    Raises:
        OutputError: it cannot be written, something else is in the way, or another process has
            been writing for longer than ``patience`` seconds.
    """
    with _told(folder):
        _refuse_no_folder(folder)
        folder.mkdir(parents=True, exist_ok=True)
        work = folder / WORK
        _refuse_link(work, folder)
        work.mkdir(exist_ok=True)
        with _alone(folder, patience):
            _recover(folder)
            return [_put(folder, export) for export in exports]


def compare(folder: Path, exports: Sequence[Export]) -> list[Outcome]:
    """Say what `write` would change; nothing is written.

    Raises:
        OutputError: what stands there cannot be read, or is in the way.
    """
    with _told(folder, "cannot be read: {}"):
        _refuse_no_folder(folder)
        return [_compared_steadily(folder, export) for export in exports]


@contextmanager
def _told(
    folder: Path, message: str = "the export cannot be written: {}; name another --out"
) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        reason = cause.strerror or str(cause)
        place: object = cause.filename
        where = os.fsdecode(place) if isinstance(place, (str, bytes)) else str(folder)
        raise OutputError(f"{visible(where)}: {message.format(reason)}") from cause


@contextmanager
def _alone(folder: Path, patience: float) -> Iterator[None]:
    """Be the only process that writes into a folder."""
    with ExitStack() as held:
        try:
            held.enter_context(locked(folder / WORK / _LOCK, patience))
        except TimeoutError as cause:
            raise OutputError(
                f"{visible(str(folder))}: another beskplan export has been writing here for "
                f"{patience:.0f} seconds; run again when it has ended"
            ) from cause
        yield


def _recover(folder: Path) -> None:
    """Put back a folder that a kill left aside, and remove what else kills left."""
    old = folder / WORK / OLD
    if old.is_dir() and not is_link(old):
        manifest = standing(old).manifest
        if manifest is not None:
            place = folder.joinpath(*place_of(manifest))
            if not place.exists() and link_on_way(folder, place) is None:
                place.parent.mkdir(exist_ok=True)
                old.rename(place)
    for name in (OLD, _NEW):
        _remove(folder / WORK / name)


def _remove(folder: Path) -> None:
    if folder.is_dir() and not is_link(folder):
        if _WINDOWS:
            for path in folder.iterdir():
                if not is_link(path):
                    path.chmod(stat.S_IWRITE)  # Windows deletes no file that is read-only
        shutil.rmtree(folder)
    elif folder.exists() or is_link(folder):
        folder.unlink()


def _put(folder: Path, export: Export) -> Outcome:
    outcome, stands = _compared(folder, export)
    if outcome.what == "unchanged":
        return outcome
    work = folder / WORK
    place = folder.joinpath(*export.place)
    if not place.parent.exists():
        place.parent.mkdir()
        settle(folder)
    new = work / _NEW
    try:
        write_folder(new, export.files)
        for name in () if stands is None else stands.others:
            _carry(place / name, new / name)
        swap_folder(new, place, work / OLD)
    except OSError:
        with suppress(OSError):
            _remove(new)
        raise
    _remove(new)
    _remove(work / OLD)
    return outcome


def _carry(source: Path, target: Path) -> None:
    """Let a file that is not ours stand in the new folder, too."""
    if not _WINDOWS:  # what is done there to delete the old one would be done to both
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _refuse_no_folder(path: Path) -> None:
    if (path.exists() or is_link(path)) and not path.is_dir():
        raise OutputError(f"{visible(str(path))}: this is no folder; name one with --out")


def _refuse_link(path: Path, folder: Path) -> None:
    if is_link(path):
        raise OutputError(
            f"{visible(str(path))}: this is a link, and what it leads to may lie outside of "
            f"{quoted(str(folder))}; remove it"
        )


def _compared_steadily(folder: Path, export: Export) -> Outcome:
    """Return what differs, also while another process writes."""
    place = folder.joinpath(*export.place)
    if not place.is_dir():
        return _compared(folder, export)[0]
    return steady(place, lambda: _compared(folder, export)[0])


def _compared(folder: Path, export: Export) -> tuple[Outcome, Standing | None]:
    """Return what differs between an export and what stands in its place.

    Raises:
        OutputError: something else than an export of this plan is in the way.
    """
    place = folder.joinpath(*export.place)
    link = link_on_way(folder, place)
    if link is not None:
        _refuse_link(link, folder)
    for path in (place.parent, place):
        if path.exists() and not path.is_dir():
            raise OutputError(f"{visible(str(path))}: a file is in the way; move it away")
    if not place.exists():
        return Outcome(place, "new", tuple(_sizes(export))), None
    stands = standing(place)
    if stands.manifest is None:
        raise OutputError(
            f"{visible(str(place))}: this is no folder of beskplan export, for it has no "
            f"{MANIFEST_NAME} of one; move it away"
        )
    lines = tuple(_differences(stands, export))
    clash = sorted(export.files.keys() & set(stands.others))
    if lines and (clash or stands.odd):
        odd = place / [*clash, *stands.odd][0]
        raise OutputError(f"{visible(str(odd))}: this is no file of the export; move it away")
    return Outcome(place, "changed" if lines else "unchanged", lines), stands


def _sizes(export: Export) -> Iterator[Text]:
    for one in export.manifest.files:
        yield Text(f"{one.table}: {_rows(one.rows).da}", f"{one.table}: {_rows(one.rows).en}")


def _rows(count: int) -> Text:
    return Text(
        f"{count} {'række' if count == 1 else 'rækker'}",
        f"{count} {'row' if count == 1 else 'rows'}",
    )


def _differences(stands: Standing, export: Export) -> Iterator[Text]:
    """Yield what differs: files that were meddled with, what was asked, inputs, then rows."""
    old = stands.manifest
    assert old is not None
    yield from stands.problems
    new = export.manifest
    yield from _versions(old.versions, new.versions)
    if old.plan.id != new.plan.id:
        yield _from_to("plan", quoted(old.plan.id), quoted(new.plan.id))
    if old.as_of != new.as_of:
        yield _from_to("--as-of", visible(old.as_of), new.as_of)
    yield from _options(old, new)
    yield from _inputs(old.inputs, new.inputs)
    rows = [*_tables(stands, old, export)] if _alike(old, new) else []
    yield from rows
    if not rows and not stands.problems and _alike(old, new) and stands.content != new.content:
        yield Text("ingen række er ændret", "no row has changed")


def _versions(old: dict[str, str], new: dict[str, str]) -> Iterator[Text]:
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            yield _from_to(name, visible(old[name]), new[name])


def _from_to(what: str, old: str, new: str) -> Text:
    return Text(f"{what}: {old} → {new}", f"{what}: {old} → {new}")


def _options(old: Manifest, new: Manifest) -> Iterator[Text]:
    before, after = old.options.model_dump(), new.options.model_dump()
    names = {"areas": "--area", "targets": "--target"}
    for key in before:
        if before[key] != after[key]:
            yield _from_to(names.get(key, f"--{key}"), _said(before[key]), _said(after[key]))


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return quoted(", ".join(value)) if value else "–"
    return "–" if value is None else visible(str(value))


_KINDS: Final = {
    "plan": Text("planen", "the plan"),
    "catalogue": Text("kataloget", "the catalogue"),
    "base-catalogue": Text("basiskataloget", "the base catalogue"),
    "manifest": Text("manifestet", "the manifest"),
    "description": Text("beskrivelsen", "the description"),
    "figures": Text("tallene i", "the figures in"),
}


def _inputs(old: Sequence[Input], new: Sequence[Input]) -> Iterator[Text]:
    before = {(one.kind, one.file): one.sha256 for one in old}
    after = {(one.kind, one.file): one.sha256 for one in new}
    for key in [*after, *(one for one in before if one not in after)]:
        if key not in before:
            how = Text("nyt input", "new input")
        elif key not in after:
            how = Text("ikke længere input", "no longer an input")
        elif before[key] != after[key]:
            how = Text("ændret", "changed")
        else:
            continue
        kind, file = _KINDS[key[0]], quoted(key[1], limit=200)
        yield Text(f"{kind.da} {file}: {how.da}", f"{kind.en} {file}: {how.en}")


def _alike(old: Manifest, new: Manifest) -> bool:
    """Whether the rows of two exports can be held side by side."""
    before, after = old.options, new.options
    return (before.format, before.csv) == (after.format, after.csv) and before.format in FORMATS


def _tables(stands: Standing, old: Manifest, export: Export) -> Iterator[Text]:
    """Yield of each table how many rows came and went."""
    digests = {one.file: one.sha256 for one in old.files}
    for one in export.manifest.files:
        if digests.get(one.file) == one.sha256 or one.file not in stands.sound:
            continue
        before = _counted(old.options.format, (stands.folder / one.file).read_bytes())
        after = _counted(old.options.format, export.tables[one.file])
        came, went = (after - before).total(), (before - after).total()
        if not came and not went:
            yield Text(f"{one.table}: skrevet på ny", f"{one.table}: written anew")
            continue
        yield Text(
            f"{one.table}: {_rows(came).da} kommet til, {_rows(went).da} faldet bort",
            f"{one.table}: {_rows(came).en} came, {_rows(went).en} went",
        )


def _counted(format_: str, content: bytes) -> Counter[object]:
    return Counter(format_of(format_).rows(content) or ())
