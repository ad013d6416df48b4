"""What every run looks at before any check: can the file be read, do its allowances hold?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from beskplan.checks._base import Level
from beskplan.checks._findings import UNREADABLE
from beskplan.checks._sections import Section


def _by_code(*sections: Section) -> Mapping[str, Section]:
    return {section.code: section for section in sections}


LOADING: Final = _by_code(
    Section.of(
        UNREADABLE,
        Level.ERROR,
        "the file cannot be looked at",
        """\
A file or folder that was named is not there, may not be read, or is no regular file; or the
figures of `--data` cannot be read.

Nothing is known about what was not looked at, so the run ends with exit code 2, whatever else
is found. Links that are met in a folder are not followed: a plan file may come from a stranger,
and a link could lead to somebody's secrets. A link that is named itself is followed.

Bad:
    beskplan check plan/frederikssund-2022.yaml
Good:
    beskplan check plans/frederikssund-2022.yaml
""",
    ),
    Section.of(
        "BP002",
        Level.ERROR,
        "this YAML is not used in plan files",
        """\
The file is no YAML, or holds YAML that these files do without: anchors and aliases, tags, keys
that stand twice, values left empty, a decimal comma, characters that no reader sees.

What YAML makes of such a file is not what its reader sees: `4,0` becomes a 4 and a key 0, of
two equal keys one is dropped. It cannot be left out or allowed.

Bad:
    measure: &ledige {indicator: ledige}
    rule: {type: threshold, at_most: 4,0}
Good:
    measure: {indicator: ledige}
    rule: {type: threshold, at_most: 4.0}
""",
    ),
    Section.of(
        "BP003",
        Level.ERROR,
        "the file does not fit the plan language",
        """\
A key or value is not in the [plan language](plan-language.md), an id stands twice, or a name is
not known: a municipality, a rule type, an indicator, a member of a dimension.

Such a file is refused by every command, so no target of it gets a verdict. It cannot be left out
or allowed. The other checks look only at the targets in which nothing is wrong.

Bad:
    rule: {type: treshold, at_most: 4.0}
Good:
    rule: {type: threshold, at_most: 4.0}
""",
    ),
)
"""What stops a file from loading, by code; nothing turns these findings off."""

ALLOWANCES: Final = _by_code(
    Section.of(
        "BP004",
        Level.WARNING,
        "an allowance that nothing needs",
        """\
A finding is allowed that is not there: it was mended, or stands on another line.

An allowance that outlives its reason hides the next finding of the same kind. Nothing is said
of codes that the run does not look for, because of `--select`, `--ignore` or missing figures.

Bad:
    rule: {type: threshold, at_most: 4.0}  # beskplan: allow BP201: flere er godt her
Good:
    rule: {type: threshold, at_least: 4.0}  # beskplan: allow BP201: flere er godt her
""",
    ),
    Section.of(
        "BP005",
        Level.WARNING,
        "an allowance that says nothing",
        """\
A comment begins with `beskplan:`, but allows nothing: the words are other ones, the reason is
missing, or there is no finding of that code.

Its writer believes that a finding is turned off, or that a reason is given. Other comments are
left alone, also when they name a code.

Bad:
    rule: {type: threshold, at_most: 4.0}  # beskplan: ignore BP201
Good:
    rule: {type: threshold, at_least: 4.0}  # beskplan: allow BP201: flere er godt her
""",
    ),
)
"""What is found about allowances themselves, by code."""

NAMED: Final = _by_code(
    Section.of(
        "BP006",
        Level.NOTE,
        "a folder without anything to look at",
        """\
A folder that was named holds YAML files, but none that says `schema: beskplan/…` or has the
keys of such a file.

A run that looks at nothing finds nothing, which reads as if all were well: mostly the wrong
folder is named. A folder without any YAML file at all is [BP001](#bp001). Nothing is said of a
folder in which one file or more is beskplan's.

Bad:
    beskplan check .github
Good:
    beskplan check plans
""",
    ),
)
"""What is found about the paths that are named, by code."""
