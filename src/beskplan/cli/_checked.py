"""What ``check`` does: look at files with what stands around them, and show what is found."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from beskplan.catalogue import Catalogue
from beskplan.checks import LOADING, UNREADABLE, Finding, Report, all_checks, titles
from beskplan.checks._files import Beside, files_of
from beskplan.checks._findings import in_order
from beskplan.checks._look import (
    CATALOGUE,
    Around,
    findings_in_catalogue,
    findings_in_plan,
    schema_of,
    wanted,
)
from beskplan.checks.formats import format_named
from beskplan.cli._homes import Home, catalogue_of, home_for
from beskplan.cli._output import to_stdout, write_whole
from beskplan.documents import Document, read_document
from beskplan.errors import (
    DataError,
    PlanUnreadableError,
    Problem,
    UsageError,
    did_you_mean,
    quoted,
)
from beskplan.observations import Observations
from beskplan.plan import Plan, needed_figures


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
    known = tuple(titles())
    for code in asked:
        if not any(one.startswith(code) for one in known):
            hint = did_you_mean(code, known) or f"; codes are {known[0]} to {known[-1]}"
            raise UsageError(f"{option} {quoted(code)}: no finding has such a code{hint}")
    return tuple(asked)


def shower(format_: str, output: Path | None) -> Callable[[Report], None]:
    """Return what shows a report.

    Raises:
        UsageError: there is no such format.
    """
    form = format_named(format_)

    def show(report: Report) -> None:
        if output is not None:
            write_whole(output, form.render(report).encode())
        elif format_ == "text" and sys.stdout.isatty():
            from beskplan.checks.formats import text

            sys.stdout.write(text.on_terminal(report))
        else:
            to_stdout(form.render(report).encode())

    return show


def report(paths: Sequence[Path], data: tuple[Path, ...], asked: Callable[[str], bool]) -> Report:
    """Look at every file, and return all that is found."""
    files = files_of(paths)
    looking = _Looking(data, asked)
    found = [Finding.of(problem, UNREADABLE) for problem in files.problems]
    for path in files.paths:
        found += looking.at(path)
    names = tuple(path.as_posix() for path in files.paths)
    ordered = in_order(found, names)
    every = titles()
    return Report(
        files=names,
        findings=ordered,
        skipped=tuple(path.as_posix() for path in files.skipped),
        titles={one.code: every[one.code] for one in ordered},
    )


@dataclass
class _Looking:
    """Looks at one file after the other; catalogues and folders are read once."""

    data: tuple[Path, ...]
    asked: Callable[[str], bool]
    catalogues: dict[Home, Catalogue | DataError] = field(default_factory=dict)
    beside: dict[Path, Beside] = field(default_factory=dict)

    def at(self, path: Path) -> Iterator[Finding]:
        """Yield what is found in a file."""
        try:
            document = read_document(path, "plan", PlanUnreadableError)
        except PlanUnreadableError as cause:
            yield from (Finding.of(one, _code_of(path, one)) for one in cause.problems)
            return
        if schema_of(document) == CATALOGUE:
            yield from findings_in_catalogue(document, self.asked)
            return
        yield from self._in_plan(path, document)

    def _in_plan(self, path: Path, document: Document) -> Iterator[Finding]:
        home = home_for(path, self.data)
        catalogue = self._catalogue(home)
        folder = self.beside.setdefault(path.parent, Beside(path.parent))
        known = catalogue if isinstance(catalogue, Catalogue) else None
        if isinstance(catalogue, DataError):
            yield from (Finding.of(one, "BP003") for one in getattr(catalogue, "problems", ()))
        around = Around(catalogue=known, before=lambda name: folder.plan(name, known))
        if self.data and known is not None:
            figures = partial(self._figures, home=home, catalogue=known)
            around = replace(around, figures=figures, as_of=date.today())
        yield from findings_in_plan(document, around, self.asked)

    def _catalogue(self, home: Home) -> Catalogue | DataError:
        if home not in self.catalogues:
            bare = not self.data and not home.root.exists()  # a plan may come without figures
            self.catalogues[home] = Catalogue(with_base=True) if bare else catalogue_of(home)
        return self.catalogues[home]

    def _figures(self, plan: Plan, home: Home, catalogue: Catalogue) -> Observations:
        from beskplan.readers import load_observations

        return load_observations(home.data, catalogue, needed_figures(plan, catalogue))


def _code_of(path: Path, problem: Problem) -> str:
    """Return the code of what stops a file from being read as YAML: was it looked at?"""
    looked = path.is_file() and os.access(path, os.R_OK)
    return "BP002" if looked or problem.line else UNREADABLE


def explain(code: str) -> None:
    """Print what a finding means.

    Raises:
        UsageError: there is no such code.
    """
    known = titles()
    if code not in known:
        hint = did_you_mean(code, known) or f"; codes are {', '.join(known)}"
        raise UsageError(f"no finding has the code {quoted(code)}{hint}")
    check = all_checks().get(code)
    lines = [f"{code}: {known[code]}"]
    if check is not None:
        import inspect

        lines = [f"{code} ({check.level}): {check.title}", "", inspect.getdoc(check.find) or ""]
    to_stdout(("\n".join(lines) + "\n").encode())
