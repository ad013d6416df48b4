"""Files and folders written whole: the old or the new stands there, never a torn one."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_BETWEEN_TRIES: Final = 0.05


def replace_whole(path: Path, content: bytes, mode: int) -> None:
    """Write a file under a temporary name beside it, with these permissions, and rename it.

    Raises:
        OSError: it cannot be written; what was there stays, and nothing else is left.
    """
    import tempfile

    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files, all of it on the disk when this returns.

    Raises:
        OSError: it cannot be written; what is there by then stays.
    """
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    settle(folder)


def swap_folder(new: Path, place: Path, aside: Path) -> None:
    """Put a folder in the place of another one, which then stands at ``new`` or ``aside``.

    Linux and macOS swap the two in one step, on most file systems. Elsewhere the old one is first
    put ``aside``: for a moment neither is in its place, and a kill right then leaves it there.

    Raises:
        OSError: it cannot be done; what was there stays.
    """
    if not place.exists():
        new.rename(place)
    elif not _exchanged(new, place):
        place.rename(aside)
        try:
            new.rename(place)
        except OSError:
            aside.rename(place)
            raise
    settle(place.parent)


def is_link(path: Path) -> bool:
    """Whether a path is a link, or what Windows calls a junction: it leads elsewhere, too."""
    if path.is_symlink():
        return True
    try:
        return getattr(path.lstat(), "st_reparse_tag", 0) == _JUNCTION
    except OSError:
        return False


def settle(folder: Path) -> None:
    """See to it that what a folder lists is on the disk, where the system can say so."""
    with suppress(OSError):  # Windows opens no folders, and some network drives do not know how
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_JUNCTION: Final = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
_HERE: Final = -100  # AT_FDCWD
_SWAP: Final = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT: Final = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or its file system cannot."""
    import ctypes

    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        name, words = "renameat2", (_HERE, first, _HERE, second, _SWAP)
    elif sys.platform == "darwin":
        name, words = "renamex_np", (first, second, _SWAP)
    else:
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return False
    if call(*words) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold a lock file, which stays; the system lets go of the lock when the process ends.

    Args:
        path: the file.
        patience: for how many seconds to wait for another process.

    Raises:
        TimeoutError: another process has held it for so long.
        OSError: it cannot be opened or locked.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        until = time.monotonic() + patience
        while not _taken(descriptor):
            if time.monotonic() >= until:
                raise TimeoutError
            time.sleep(_BETWEEN_TRIES)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    """Take the lock of a file if nobody has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            os.lockf(descriptor, os.F_TLOCK, 0)
    except OSError as cause:
        if cause.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
