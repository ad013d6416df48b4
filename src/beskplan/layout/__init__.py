"""The one layout of plan files and catalogues, which `beskplan fmt` gives them.

What a file says, and every comment in it, is kept (docs/decisions/0012). Nothing is taken on
trust: what was laid out is read again, and must be the same plan with the same comments.
"""

from __future__ import annotations

import stat
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from beskplan.documents import MAX_BYTES, Document, Scalar, plain, read_document
from beskplan.errors import (
    OutputError,
    PlanInvalidError,
    PlanUnreadableError,
    Problem,
    quoted,
    visible,
)
from beskplan.layout._nodes import Branch, Entry, Leaf, Sheet
from beskplan.layout._reading import comments_of, sheet_of
from beskplan.layout._writing import written
from beskplan.plan import SCHEMA as PLAN
from beskplan.plan import read_plan
from beskplan.writing import replace_whole

__all__ = [
    "Branch",
    "Entry",
    "Layout",
    "Leaf",
    "Sheet",
    "laid_out",
    "layout_of",
    "layout_of_text",
    "put",
    "sheet_of",
    "written",
]

_KNOWN: Final = (
    PLAN,
    "beskplan/catalogue/v1",
    "beskplan/table/v1",
    "beskplan/manifest/v1",
)
_WHAT: Final = "plan or catalogue"
_MOST_PASSES: Final = 5
_MOST_COMMENTS: Final = 20_000
"""More of them keep the program busy and are no plan."""


@dataclass(frozen=True)
class Layout:
    """A file as it is and as it would be.

    Attributes:
        file: its name as given.
        before: its text as it stands there, byte order mark and line ends included.
        after: its text in the one layout.
    """

    file: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether the file is laid out otherwise."""
        return self.before != self.after


def layout_of(path: Path) -> Layout:
    """Return a file as it is and in the one layout; nothing is written.

    A file whose keys or values are wrong is laid out too: what they say is kept.

    Raises:
        PlanUnreadableError: missing, no file, a link, or not YAML.
        PlanInvalidError: YAML that beskplan refuses (aliases, keys that stand twice), or none of
            beskplan's files.
        OutputError: laid out, it would say something else; this is a fault of beskplan.
    """
    if path.is_symlink():
        message = "a link is not followed; name the file itself"
        raise PlanUnreadableError([Problem(path.as_posix(), 0, 0, message)])
    return _layout(_sound(path), path.as_posix())


def layout_of_text(content: bytes, name: str) -> Layout:
    """Return the content of a file as it is and in the one layout; see `layout_of`.

    Args:
        content: what stands in the file.
        name: what messages call it.
    """
    return _layout(_sound(Path(name), content), name)


def laid_out(text: str) -> str:
    """Return the text of a sound file in the one layout, unchecked."""
    return written(sheet_of(text.replace("\r\n", "\n")))


def put(path: Path, layout: Layout) -> None:
    """Write a file in its new layout, whole or not at all, with the permissions that it has.

    Raises:
        OutputError: it cannot be written, must not be, or was changed since it was read.
    """
    try:
        status = path.lstat()
        why = _why_not_written(status.st_mode)
        if path.is_file() and path.read_bytes() != layout.before.encode():
            why = why or "it was changed while it was laid out"
        if why:
            raise OutputError(f"{visible(path.as_posix())}: not written: {why}")
        replace_whole(path, layout.after.encode(), stat.S_IMODE(status.st_mode))
    except OSError as cause:
        reason = cause.strerror or cause
        raise OutputError(f"{visible(path.as_posix())}: cannot be written: {reason}") from cause


def _why_not_written(mode: int) -> str:
    if not stat.S_ISREG(mode):
        return "it is no regular file"
    return "" if mode & stat.S_IWUSR else "it is read-only"


def _layout(document: Document, name: str) -> Layout:
    bare = sha256(document.text.encode()).hexdigest() == document.sha256
    before = document.text if bare else f"\ufeff{document.text}"
    return Layout(name, before, _settled(document, name))


def _sound(path: Path, content: bytes | None = None) -> Document:
    """Return a document that is YAML without problems, and one of ours."""
    if content is not None and len(content) > MAX_BYTES:
        message = f"the file is larger than 1 MB; a {_WHAT} file is a few pages"
        raise PlanUnreadableError([Problem(path.as_posix(), 0, 0, message)])
    document = read_document(path, _WHAT, PlanUnreadableError, content)
    if document.problems:
        raise PlanInvalidError(document.problems)
    if document.text.count("#") > _MOST_COMMENTS:
        message = f"more than {_MOST_COMMENTS} # in one file; delete comments that nobody reads"
        raise PlanInvalidError([Problem(document.file, 0, 0, message)])
    schema = document.root.get("schema")
    named = schema.text if isinstance(schema, Scalar) else ""
    if named not in _KNOWN:
        found = f"schema {quoted(named)} is not known" if named else "the file names no schema"
        message = f"{found}; known: {', '.join(_KNOWN)}"
        raise PlanInvalidError([document.problem(("schema",), message)])
    return document


def _settled(document: Document, name: str) -> str:
    """Return the text in the one layout, which is its own layout.

    Raises:
        OutputError: it would not say the same.
    """
    text = document.text.replace("\r\n", "\n")
    for _ in range(_MOST_PASSES):
        after = laid_out(text)
        if after == text:
            break
        text = after
    if len(text.encode()) > MAX_BYTES:
        raise OutputError(f"{visible(name)}: left as it is: laid out, it is larger than 1 MB")
    difference = _difference(document, text) if after == text else "it has no settled layout"
    if difference:
        raise OutputError(
            f"{visible(name)}: left as it is: {difference}; this is a fault of beskplan, please "
            "report it with the file"
        )
    return text


def _difference(document: Document, after: str) -> str:
    """Return what a laid-out text would change, an empty text where nothing."""
    try:
        again = _sound(Path(document.file), after.encode())
    except (PlanUnreadableError, PlanInvalidError) as cause:
        return f"laid out, it could not be read ({cause.problems[0].message})"
    if plain(again.root) != plain(document.root) or _meant(again) != _meant(document):
        return "laid out, it would say something else"
    before = comments_of(document.text.replace("\r\n", "\n"))
    if Counter(before) != Counter(comments_of(after)):
        return "laid out, it would lose a comment"
    return ""


def _meant(document: Document) -> object:
    """Return the plan that a document holds, its lines aside; None of another file."""
    schema = document.root.get("schema")
    if not isinstance(schema, Scalar) or schema.text != PLAN:
        return None
    plan = read_plan(document).plan
    return plan and replace(plan, file="", sha256=None, lines={})
