"""A file as it was in an earlier revision, read through git.

Revision and path may look like an option, or like anything else: git gets them as arguments of
their own, never through a shell, behind ``--end-of-options``; what is shown is asked for by the
name of the commit that the revision was found to be.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

from beskplan.documents import MAX_BYTES
from beskplan.errors import PlanUnreadableError, Problem, UsageError, quoted

_SECONDS: Final = 30
_OBJECT: Final = re.compile("[0-9a-f]{40,64}")


def earlier_version(revision: str, path: Path) -> bytes:
    """Return what a file held in an earlier revision of its repository.

    Raises:
        UsageError: there is no git, no repository, or no such revision.
        PlanUnreadableError: the revision does not have the file, or it is too large.
    """
    if "\0" in revision or "\0" in str(path):
        raise UsageError("--git: a revision and a path hold no null byte")
    folder = _existing(path)
    inside = _asked(folder, "rev-parse", "--is-inside-work-tree")
    if inside.code != 0 or inside.out.strip() != b"true":
        reason = inside.said or "no working tree"
        raise UsageError(f"--git: {quoted(folder.as_posix())} is in no git repository ({reason})")
    commit = _named(folder, revision)
    if commit:  # a tag, or what else the name stands for, may lead to one
        commit = _named(folder, f"{commit}^{{commit}}")
    if not commit:
        raise UsageError(
            f"--git: no revision {quoted(revision)}; write a commit, a branch, a tag or HEAD~1"
        )
    inner = path.absolute().relative_to(folder).as_posix()
    return _content(folder, f"{commit}:./{inner}", revision, path)


def _named(folder: Path, revision: str) -> str:
    """Return the name of the one object that a revision stands for; an empty text: it has none.

    A revision such as ``^HEAD`` stands for all that is no part of it.
    """
    found = _asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    name = found.out.decode("ascii", "replace").strip()
    return name if found.code == 0 and _OBJECT.fullmatch(name) else ""


def name_of(revision: str, path: Path) -> str:
    """Return what an earlier version is called: ``HEAD~1:plans/x.yaml``."""
    return f"{revision}:{path.as_posix()}"


def _existing(path: Path) -> Path:
    """Return the nearest folder above a path that is there: the file may be gone by now."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _content(folder: Path, blob: str, revision: str, path: Path) -> bytes:
    name = name_of(revision, path)
    size = _asked(folder, "cat-file", "-s", blob)
    kind = _asked(folder, "cat-file", "-t", blob)
    if size.code != 0 or kind.out.strip() != b"blob":
        message = (
            "no such file in that revision; it may have had another name then: "
            "git show REV:NAME > old.yaml, and compare the two files"
        )
        if kind.out.strip() == b"tree":
            message = "this is a folder; name the plan file"
        raise PlanUnreadableError([Problem(name, 0, 0, message)])
    if int(size.out) > MAX_BYTES:
        message = "the file is larger than 1 MB; a plan file is a few pages"
        raise PlanUnreadableError([Problem(name, 0, 0, message)])
    shown = _asked(folder, "cat-file", "blob", blob)
    if shown.code != 0:
        raise UsageError(f"--git: git cannot show {quoted(name)} ({shown.said})")
    return shown.out


class _Answer:
    """What git answered: its exit code, stdout, and the first line of stderr."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out
        self.said = err.decode("utf-8", "replace").strip().partition("\n")[0]


def _asked(folder: Path, *words: str) -> _Answer:
    command = ["git", "--no-pager", "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603 (a list of arguments, no shell)
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError as cause:
        raise UsageError("--git needs git, which is not installed, or not on the PATH") from cause
    except subprocess.TimeoutExpired as cause:
        raise UsageError(f"--git: git did not answer within {_SECONDS} seconds") from cause
    except OSError as cause:
        raise UsageError(f"--git: git cannot be run: {cause.strerror or cause}") from cause
    return _Answer(done.returncode, done.stdout, done.stderr)
