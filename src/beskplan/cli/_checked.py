"""What ``check`` does: look at files with what stands around them, and show what is found."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import Final, NamedTuple

from beskplan.catalogue import Catalogue, read_catalogue
from beskplan.checks import (
    LOADING,
    NAMED,
    UNREADABLE,
    Finding,
    Report,
    Section,
    all_checks,
    codes,
    section_of,
)
from beskplan.checks._files import Beside, files_of, head_of
from beskplan.checks._findings import in_order
from beskplan.checks._look import (
    CATALOGUE,
    MANIFEST,
    PLAN,
    TABLE,
    Around,
    findings_in_catalogue,
    findings_in_plan,
    loading,
    schema_of,
    wanted,
)
from beskplan.checks.formats import format_named
from beskplan.cli._homes import Home, catalogue_of, home_for
from beskplan.cli._output import to_stdout, write_whole
from beskplan.documents import Document, read_document
from beskplan.errors import (
    DataError,
    DataInvalidError,
    DataUnreadableError,
    PlanUnreadableError,
    Problem,
    UsageError,
    did_you_mean,
    quoted,
)
from beskplan.observations import Observations
from beskplan.places import CATALOGUE_NAME, catalogue_file
from beskplan.plan import Plan, PlanRead, needed_figures, read_plan

_LINK: Final = re.compile(r"\[([^]]+)\]\([^)]+\)")


def codes_asked(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """Return whether a code is asked for.

    Raises:
        UsageError: no code begins like this, or it is one that cannot be left out.
    """
    chosen, left_out = _codes("--select", select), _codes("--ignore", ignore)
    for code in left_out:
        kept = next((one for one in LOADING if one.startswith(code)), None)
        if kept is not None:
            message = f"--ignore {code}: {kept} cannot be left out; a file must load to be checked"
            raise UsageError(message)
    return wanted(chosen, left_out)


def _codes(option: str, texts: Sequence[str]) -> tuple[str, ...]:
    asked = [word.strip() for text in texts for word in text.split(",") if word.strip()]
    known = codes() if asked else ()
    for code in asked:
        if not _beginning(code, known):
            hint = did_you_mean(code, known) or f"; codes are {known[0]} to {known[-1]}"
            raise UsageError(f"{option} {quoted(code)}: no finding has such a code{hint}")
    return tuple(code.upper() for code in asked)


def _beginning(start: str, known: Iterable[str]) -> list[str]:
    """Return the codes that begin as typed, in capitals or not."""
    return [one for one in known if one.startswith(start.upper())]


def shower(format_: str, output: Path | None) -> Callable[[Report], None]:
    """Return what shows a report.

    Raises:
        UsageError: there is no such format.
    """
    form = format_named(format_)

    def show(report: Report) -> None:
        if output is None and format_ == "text" and sys.stdout.isatty():
            from beskplan.checks.formats import text

            width = shutil.get_terminal_size().columns
            to_stdout(text.on_terminal(report, width).encode(sys.stdout.encoding, "replace"))
            return
        named = report if format_ == "text" else report.relative_to(Path.cwd())
        content = form.render(named).encode()
        if output is not None:
            write_whole(output, content)
        else:
            to_stdout(content)

    return show


def report(paths: Sequence[Path], data: tuple[Path, ...], asked: Callable[[str], bool]) -> Report:
    """Look at every file, and return all that is found."""
    files = files_of(paths)
    looking = _Looking(data, asked, {}, {}, {}, {})
    found = [Finding.of(problem, UNREADABLE) for problem in files.problems]
    [(strange, section)] = NAMED.items()
    if asked(strange):
        found += [Finding.of(problem, strange, section.level) for problem in files.strange]
    for path in files.paths:
        found += looking.at(path)
    names = tuple(path.as_posix() for path in files.paths)
    ordered = in_order(found, names)
    unread = {one.file for one in ordered if one.code == UNREADABLE}
    return Report(
        files=tuple(name for name in names if name not in unread),
        findings=ordered,
        skipped=tuple(path.as_posix() for path in files.skipped),
        sections={code: section_of(code) for code in dict.fromkeys(one.code for one in ordered)},
    )


class _Looking(NamedTuple):
    """Looks at one file after the other; catalogues and folders are read once."""

    data: tuple[Path, ...]
    asked: Callable[[str], bool]
    catalogues: dict[Home, Catalogue | DataError]
    beside: dict[Path, Beside]
    documents: dict[Path, Document]
    plans: dict[tuple[Path, int], PlanRead]

    def at(self, path: Path) -> Iterator[Finding]:
        """Yield what is found in a file."""
        try:
            document = self._document(path)
        except PlanUnreadableError as cause:
            yield from (Finding.of(one, _code_of(path, one)) for one in cause.problems)
            return
        schema = schema_of(document)
        if schema == CATALOGUE:
            yield from findings_in_catalogue(document, self.asked)
        elif schema in (TABLE, MANIFEST):
            yield from self._beside_figures(path, document, schema)
        elif schema.startswith("beskplan/") and schema != PLAN:
            yield from loading(document, [_unknown(document, schema)])
        else:
            yield from self._in_plan(path)

    def _document(self, path: Path) -> Document:
        """Return a file's nodes; those of the last files are kept for the plans after them."""
        if path not in self.documents:
            if len(self.documents) >= _MOST_KEPT:
                self.documents.clear()
            self.documents[path] = read_document(path, _kind_of(path), PlanUnreadableError)
        return self.documents[path]

    def _read(self, path: Path, catalogue: Catalogue | None) -> PlanRead:
        """Return a plan file as far as it can be read, once for the one after it, too."""
        key = (path, id(catalogue))  # catalogues are kept, so their ids stay taken
        if key not in self.plans:
            if len(self.plans) >= _MOST_KEPT:
                self.plans.clear()
            self.plans[key] = read_plan(self._document(path), catalogue)
        return self.plans[key]

    def _beside_figures(self, path: Path, document: Document, schema: str) -> Iterator[Finding]:
        """Yield what is found in a description or a manifest, with the catalogue of its folder."""
        from beskplan.checks._descriptions import findings_in_manifest, findings_in_table

        home = Home(self.data or (_nearest_catalogue(path),), None)
        catalogue = self._catalogue(home)
        if isinstance(catalogue, DataError):
            yield from self._in_broken(home, catalogue)
        known = catalogue if isinstance(catalogue, Catalogue) else None
        look = findings_in_table if schema == TABLE else findings_in_manifest
        yield from look(document, path, known, self.asked)

    def _in_plan(self, path: Path) -> Iterator[Finding]:
        home = home_for(path, self.data)
        catalogue = self._catalogue(home)
        folder = self.beside.setdefault(path.parent, Beside(path.parent))
        known = catalogue if isinstance(catalogue, Catalogue) else None
        if isinstance(catalogue, DataError):
            yield from self._in_broken(home, catalogue)
        read = self._read(path, known)
        around = Around(
            catalogue=known,
            before=lambda name: folder.plan(name, partial(self._read, catalogue=known)),
        )
        if not self.data or known is None:
            yield from findings_in_plan(read, around, self.asked)
            return
        figures = partial(self._figures, home=home, catalogue=known)
        looking = around._replace(figures=figures, as_of=date.today())
        try:
            yield from findings_in_plan(read, looking, self.asked)
        except DataError as cause:
            yield from _unreadable(cause)
            yield from findings_in_plan(read, around, self.asked)

    def _in_broken(self, home: Home, error: DataError) -> Iterator[Finding]:
        """Yield why there is no catalogue, as a look at its file itself would tell it."""
        path = _catalogue_file(home)
        if path is None or any(one.file != path.as_posix() for one in _problems(error)):
            yield from _unreadable(error)
            return
        try:
            document = read_document(path, "catalogue", DataUnreadableError)
        except DataUnreadableError as cause:
            yield from (Finding.of(one, _code_of(path, one)) for one in cause.problems)
            return
        yield from loading(document, read_catalogue(document).problems)

    def _catalogue(self, home: Home) -> Catalogue | DataError:
        if home not in self.catalogues:
            bare = not self.data and not home.root.exists()  # a plan may come without figures
            self.catalogues[home] = Catalogue(with_base=True) if bare else _catalogue_of(home)
        return self.catalogues[home]

    def _figures(self, plan: Plan, home: Home, catalogue: Catalogue) -> Observations:
        from beskplan.readers import load_observations

        return load_observations(home.data, catalogue, needed_figures(plan, catalogue))


_MOST_KEPT: Final = 64
"""Plans that are kept at a time; the one that another replaces mostly stands beside it."""


def _kind_of(path: Path) -> str:
    """Return what kind of file the head of one says that it is, in a word for messages."""
    try:
        head = head_of(path) if path.is_file() else ""  # a pipe would be waited for
    except (OSError, ValueError):
        return "plan"  # what is wrong with the name is told when it is read
    found = _SAID.search(head)
    return _KINDS.get(found["kind"], "plan") if found is not None else "plan"


_SAID: Final = re.compile(r"^schema:[ \t]*[\"']?beskplan/(?P<kind>[a-z]+)/", re.MULTILINE)
_KINDS: Final = {"catalogue": "catalogue", "table": "description", "manifest": "manifest"}


def _unknown(document: Document, schema: str) -> Problem:
    known = (PLAN, CATALOGUE, TABLE, MANIFEST)
    hint = did_you_mean(schema, known) or f"; known: {', '.join(known)}"
    return document.problem(("schema",), f"no file that beskplan reads is {quoted(schema)}{hint}")


def _nearest_catalogue(path: Path) -> Path:
    """Return the nearest folder above a file that has a catalogue, else the file's own."""
    named = () if ".." in path.parts else path.parents
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (links are not followed)
    above = (*named, *absolute.parents)
    return next((one for one in above if (one / CATALOGUE_NAME).is_file()), path.parent)


def _catalogue_of(home: Home) -> Catalogue | DataError:
    try:
        return catalogue_of(home)
    except OSError as cause:  # the folder may be seen, but not looked into
        message = f"cannot be read: {cause.strerror or cause}"
        return DataUnreadableError([Problem(home.root.as_posix(), 0, 0, message)])


def _unreadable(error: DataError) -> Iterator[Finding]:
    """Yield that figures, or the folder that they should stand in, cannot be looked at."""
    yield from (Finding.of(one, UNREADABLE) for one in _problems(error))


def _problems(error: DataError) -> tuple[Problem, ...]:
    """Return the places of an error about figures; all that is raised has some."""
    assert isinstance(error, (DataUnreadableError, DataInvalidError))
    return error.problems


def _catalogue_file(home: Home) -> Path | None:
    """Return the catalogue of a home, None where there is none, or more than one."""
    try:
        return catalogue_file(home.data, home.otherwise)
    except (DataError, OSError):
        return None


def _code_of(path: Path, problem: Problem) -> str:
    """Return the code of what stops a file from being read as YAML: was it looked at?"""
    try:
        looked = path.is_file() and os.access(path, os.R_OK)
    except OSError:
        looked = False  # its folder may not be looked into
    return "BP002" if looked or problem.line else UNREADABLE


def explain(code: str) -> None:
    """Print what a finding means, with a bad and a good example.

    Raises:
        UsageError: there is no such code.
    """
    known = codes()
    if code.upper() not in known:
        alike = _beginning(code, known)
        hint = f"; name one: {', '.join(alike)}" if alike else did_you_mean(code, known)
        hint = hint or f"; codes are {', '.join(known)}"
        raise UsageError(f"no finding has the code {quoted(code)}{hint}")
    to_stdout(explanation(section_of(code.upper())).encode())


def explanation(section: Section) -> str:
    """Return what ``--explain`` prints of a code."""
    prose = _LINK.sub(r"\1", section.prose)
    parts = [f"{section.code} ({section.level}): {section.title}", prose]
    for name, example in (("Bad", section.bad), ("Good", section.good)):
        parts.append(f"{name}:\n{indent(example, '    ')}")
    if section.code in all_checks():
        parts.append(
            f"Allow it on a line with its reason: # beskplan: allow {section.code}: reason\n"
            f"or in the target: allow: {{{section.code}: reason}}"
        )
    return "\n\n".join(parts) + "\n"
