"""What the docstrings of rules and measures say, section by section.

Beside its prose a docstring has ``Example:`` (the YAML), ``Promise:`` (a target of a plan in this
repository, ``frederikssund-2022 5a``, or a wording where none uses it), ``Given:`` (what the
worked cases share) and ``Worked:`` (a name for each case, and its figures). All but the promise
are YAML; see `tests.worked` for their words.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from dataclasses import dataclass
from typing import Any

import yaml

from tests.build import TEXTS

_HEAD = re.compile(r"(Promise|Example|Given|Worked):")


@dataclass(frozen=True)
class Docstring:
    """The sections of one docstring; a section that is not there is empty."""

    prose: str
    promise: str
    example: str
    given: dict[str, Any]
    worked: dict[str, dict[str, Any]]

    @property
    def example_keys(self) -> dict[str, Any]:
        """The example as plans read it: every scalar is the text that is written."""
        return _mapping(self.example)


def docstring_of(thing: type) -> Docstring:
    """Return the sections of a class's own docstring."""
    parts: dict[str, list[str]] = {"": []}
    head = ""
    for line in inspect.cleandoc(thing.__doc__ or "").splitlines():
        if found := _HEAD.fullmatch(line):
            head = found[1]
            assert head not in parts, f"{thing.__name__} has two sections {head}"
            parts[head] = []
            continue
        if line and not line.startswith(" "):
            head = ""
        parts[head].append(line)
    text = {name: textwrap.dedent("\n".join(lines)).strip() for name, lines in parts.items()}
    return Docstring(
        prose=re.sub(r"\n{3,}", "\n\n", text[""]).replace("``", "`"),
        promise=text.get("Promise", ""),
        example=text.get("Example", ""),
        given=_mapping(text.get("Given", "")),
        worked=_mapping(text.get("Worked", "")),
    )


def _mapping(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(text, Loader=TEXTS) or {}  # noqa: S506 (texts only)
    return found
