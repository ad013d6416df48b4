"""``docs/checks.md`` says what the docstrings say: every code with a bad and a good example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from beskplan.checks import ALLOWANCES, LOADING, NAMED, Section, all_checks, sections
from beskplan.checks.formats import FORMATS
from beskplan.checks.formats.sarif import fenced
from beskplan.cli._checked import explanation
from tests.checks.build import codes, found_in_text, plan_with
from tests.commands import ROOT, Run

PAGE = ROOT / "docs" / "checks.md"
HEAD = """\
# Checks

What `beskplan check` finds in plan files and catalogues. Built from the docstrings in
`src/beskplan/checks/`; rewrite with `pytest tests/checks/test_page.py --update-golden`.

```console
$ beskplan check --explain BP201
```

`beskplan check PATH…` takes files and folders. Of folders it looks at the YAML files that say
`schema: beskplan/…`, sub-folders included, hidden files and links left out. All problems of all
files are told in one run, in the order of files and lines:

```text
plans/p.yaml:15:15: warning BP201: target a: the rule asks for more of ledige.andel, …
```

On a terminal the line itself follows, with a caret below the place.

| level | means | fails |
|---|---|---|
| error | a verdict would be wrong, or never come | yes |
| warning | it may be wrong; a colleague would ask | yes |
| note | worth knowing | only with `--strict` |

| exit code | means |
|---|---|
| 0 | nothing was found but notes |
| 1 | errors or warnings; with `--strict` notes, too |
| 2 | a file could not be looked at ([BP001](#bp001)), or the question itself was off |
| 3 | a fault of beskplan |

| option | does |
|---|---|
| `--data PATH` | look at these figures, too: which targets can they never decide? May be repeated |
| `--select CODES` | only findings whose code begins like this: `BP2`, `BP104,BP201` |
| `--ignore CODES` | leave these out; what stops a file from loading cannot be left out |
| `--strict` | notes end with exit code 1, too |
| `--format` | FORMATS; [where they are shown](ci.md) |
| `--output FILE` | write there, whole or not at all, instead of to stdout |
| `--explain CODE` | say what a finding means, with a bad and a good example |

## Allowing a finding

A finding that is right and stays is allowed where it stands, with the reason. On the line that it
names:

```yml
rule: {type: threshold, at_least: 4.0}  # beskplan: allow BP201: flere er godt her
```

Or in its target, for all of it; several codes each have their reason:

```yml
allow: {BP201: flere er godt her}
```

An allowance that nothing needs is a finding too ([BP004](#bp004)). The codes that begin with
`BP0` cannot be allowed.

## All codes

| code | level | finds |
|---|---|---|
"""
EXAMPLES = """
## In the examples

An example shows the keys of a target in a plan in which nothing else is found. Keys of other places
stand below their name: `plan:` those of the plan, `targets:` and `focus_areas:` all of them,
`indicators:` those of the catalogue, `before:` those of the plan that this one replaces, `figures:`
what `--data` holds, by area and period. An empty value stands for a key that is not there.
"""


def page() -> str:
    """Return the page as the docstrings make it."""
    every = sections()
    named = ", ".join(f"`{name}`" for name in ("text", *sorted({*FORMATS} - {"text"})))
    rows = [f"| [{one.code}](#{one.code.lower()}) | {one.level} | {one.title} |\n"
            for one in every.values()]  # fmt: skip
    head = HEAD.replace("FORMATS", named).replace(
        "--explain BP201\n", f"--explain BP201\n{explanation(sections()['BP201'])}"
    )
    return "".join([head, *rows, EXAMPLES, *map(_section, every.values())])


def _section(one: Section) -> str:
    return "\n".join(_lines(one))


def _lines(one: Section) -> Iterator[str]:
    yield f"\n## {one.code}\n"
    yield f"**{one.level.capitalize()}: {one.title}.**\n"
    yield f"{one.prose}\n"
    yield f"Bad:\n\n{fenced(one.bad)}\n"
    yield f"Good:\n\n{fenced(one.good)}\n"


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page(), "pytest tests/checks --update-golden"


def test_every_code_has_its_section_with_both_examples() -> None:
    written = PAGE.read_text(encoding="utf-8")
    for code, section in sections().items():
        assert f"\n## {code}\n" in written
        assert f"(#{code.lower()}) | {section.level} | {section.title} |" in written
        assert section.bad
        assert section.good
        assert "Bad:" not in section.prose
    assert {*sections()} == {*LOADING, *ALLOWANCES, *NAMED, *all_checks()}


def test_every_option_of_check_is_on_the_page(run: Run) -> None:
    written = PAGE.read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z-]+", run("check", "--help").out)) - {"--help"}
    assert len(options) >= 7
    for option in options:
        assert f"| `{option}" in written


# ── the examples of what is no check ────────────────────────────────────────────────────────

YAML = ["BP002", "BP003", "BP004", "BP005"]


@pytest.mark.parametrize("code", YAML)
def test_the_bad_example_has_the_finding_and_the_good_one_nothing(code: str) -> None:
    section = sections()[code]
    bad = codes(found_in_text(plan_with(section.bad)))
    assert code in bad
    assert set(bad) <= {code, "BP201"}
    assert codes(found_in_text(plan_with(section.good))) == []


@pytest.mark.parametrize("code", ["BP001", "BP006"])
def test_the_commands_of_examples_find_what_they_show(run: Run, tmp_path: Path, code: str) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "dependabot.yml").write_text("version: 2\n", encoding="utf-8")
    plan = plan_with("measure: {indicator: ledige.andel_af_arbejdsstyrken}")
    (tmp_path / "plans" / "frederikssund-2022.yaml").write_text(plan, encoding="utf-8")
    section = sections()[code]
    bad = run(*section.bad.split()[1:], "--strict", folder=tmp_path)
    assert (bad.code, f" {section.level} {code}: " in bad.out) == (
        1 if code == "BP006" else 2,
        True,
    )
    good = run(*section.good.split()[1:], "--strict", folder=tmp_path)
    assert (good.code, good.out) == (0, "1 file: nothing found\n")
