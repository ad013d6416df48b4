"""The one layout: what it looks like, what it keeps, and what it refuses."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from beskplan.catalogue import Dimension, Indicator, IndicatorSource, SeriesBreak
from beskplan.due import Due
from beskplan.errors import BeskplanError, OutputError, PlanInvalidError, PlanUnreadableError
from beskplan.layout import laid_out, layout_of, layout_of_text, put
from beskplan.layout._reading import comments_of
from beskplan.layout._shapes import SHAPES
from beskplan.measures import FORMS, Baseline
from beskplan.measures._baseline import BaselineSource
from beskplan.models import Strict
from beskplan.plan import Plan, PlanSource, _FocusAreaHead, _PlanHead, load_plan
from beskplan.rules._against import Against, Among
from beskplan.rules._several import Part
from beskplan.target import (
    Assessment,
    Condition,
    ForEach,
    Group,
    OtherReading,
    Target,
    TargetSource,
    Version,
)

ROOT = Path(__file__).parent.parent
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
TABLE = "schema: beskplan/table/v1\n"
"""A file whose keys have no order of their own: what follows shows one rule at a time."""


def rest(text: str, head: str = TABLE) -> str:
    """Return a laid-out text without its head."""
    return layout_of_text((head + text).encode(), "x.yaml").after.removeprefix(head)


def meant(plan: Plan) -> Plan:
    return replace(plan, file="", sha256=None, lines={})


STYLES = [
    pytest.param("a:   b\n", "a: b\n", id="one space after the colon"),
    pytest.param('a: "b"\n', "a: b\n", id="quotes that say nothing go"),
    pytest.param("a: 'b: c'\n", 'a: "b: c"\n', id="quotes that are needed stay, as double ones"),
    pytest.param("a: '\"b\": c'\n", "a: '\"b\": c'\n", id="single ones where the text has double"),
    pytest.param('a: "1"\n', 'a: "1"\n', id="a number in quotes stays a text"),
    pytest.param('a: "no"\n', 'a: "no"\n', id="so does a yes or no"),
    pytest.param('a: "2:30"\n', 'a: "2:30"\n', id="so does what YAML 1.1 takes for 150"),
    pytest.param("a: '2022-06-30'\n", 'a: "2022-06-30"\n', id="so does a date"),
    pytest.param('a: "1e1"\n', 'a: "1e1"\n', id="so does what YAML 1.2 takes for ten"),
    pytest.param('a: "0,2"\n', 'a: "0,2"\n', id="so does a decimal comma"),
    pytest.param("a: 4.10\n", "a: 4.10\n", id="a number keeps its digits"),
    pytest.param('a: "1a"\n', "a: 1a\n", id="a digit and a letter are a text for everybody"),
    pytest.param("a: {b: c}\n", "a: {b: c}\n", id="a small mapping stands on one line"),
    pytest.param("a:\n    b: c\n", "a: {b: c}\n", id="also one that was written in lines"),
    pytest.param("a:\n- b\n- c\n", "a: [b, c]\n", id="so does a small list"),
    pytest.param("a: [ ]\n", "a: []\n", id="an empty list has no space"),
    pytest.param("a: { }\n", "a: {}\n", id="nor has an empty mapping"),
    pytest.param(
        "a: [{b: c}, {b: d}]\n",
        "a:\n  - {b: c}\n  - {b: d}\n",
        id="each mapping of a list has a line",
    ),
    pytest.param(
        "a:\n- b: c\n  d:\n  - e\n- f\n",
        "a:\n  - {b: c, d: [e]}\n  - f\n",
        id="items are indented under their key",
    ),
    pytest.param(
        f"a: [{'b' * 50}, {'c' * 50}]\n",
        f"a:\n  - {'b' * 50}\n  - {'c' * 50}\n",
        id="a list that is too long is broken",
    ),
    pytest.param(
        f"a: {{b: {'c' * 50}, d: [e, {'f' * 50}]}}\n",
        f"a:\n  b: {'c' * 50}\n  d: [e, {'f' * 50}]\n",
        id="of a mapping that is too long only the outer one is broken",
    ),
    pytest.param(
        f"a:\n  - {{b: {'c' * 50}, d: {'e' * 50}}}\n",
        f"a:\n  - b: {'c' * 50}\n    d: {'e' * 50}\n",
        id="keys of an item stand under its first",
    ),
    pytest.param("a:\n- - b\n  - {c: d}\n", "a:\n  - - b\n    - {c: d}\n", id="lists in lists"),
    pytest.param(
        f"a: {'bcd ' * 30}e\n",
        f"a: >-\n  {'bcd ' * 23}bcd\n  {'bcd ' * 6}e\n",
        id="a long text is folded",
    ),
    pytest.param("a: >-\n  b\n  c\n", "a: b c\n", id="a short one is not"),
    pytest.param(f"a: {'b' * 120}\n", f"a: {'b' * 120}\n", id="a long word stands out"),
    pytest.param("a: b\n  c\n\n", "a: b c\n", id="a plain text over two lines is one"),
    pytest.param("a: >\n  b\n", "a: >\n  b\n", id="the line end of a text is kept"),
    pytest.param("a: |\n    b\n     c\n", "a: |\n  b\n   c\n", id="a text of lines keeps them"),
    pytest.param('a: {b: "c\\nd"}\n', "a:\n  b: |-\n    c\n    d\n", id="however it was written"),
    pytest.param(
        f"a: |\n  {'b ' * 60}b\n\n  c\n",
        f"a: >\n  {'b ' * 48}b\n  {'b ' * 11}b\n\n\n  c\n",
        id="its long lines are folded",
    ),
    pytest.param('a: "b \\n c"\n', 'a: "b \\n c"\n', id="spaces at the end of a line need quotes"),
    pytest.param('a: "b\\u202ec"\n', 'a: "b\\u202ec"\n', id="invisible marks stay escapes"),
    pytest.param('a: "1\\xa0%"\n', "a: 1\xa0%\n", id="a space that does not break is visible"),
    pytest.param("? a\n: b\n", "a: b\n", id="a key with a question mark"),
    pytest.param("a: b   \n\n\n\nc: d\n\n\n", "a: b\n\nc: d\n", id="blank lines"),
    pytest.param("a: b\r\nc: d\r\n", "a: b\nc: d\n", id="lines end with LF"),
    pytest.param("a: b", "a: b\n", id="the last one too"),
]


@pytest.mark.parametrize(("before", "after"), STYLES)
def test_style(before: str, after: str) -> None:
    assert rest(before) == after


COMMENTS = [
    pytest.param("a: b # c\n", "a: b  # c\n", id="at the end of a line, after two spaces"),
    pytest.param("a: b\n   # c\nd: e\n", "a: b\n# c\nd: e\n", id="before a key, indented as it"),
    pytest.param(
        "a:\n  # c\n  b: d\n", "a:\n  # c\n  b: d\n", id="after a key, before what stands in it"
    ),
    pytest.param("a: # c\n  b: d\n", "a: {b: d}  # c\n", id="on the line of a key"),
    pytest.param(
        "a:\n - b # c\n # d\n - e\n",
        "a:\n  - b  # c\n  # d\n  - e\n",
        id="between the items of a list",
    ),
    pytest.param(
        "a: {b: c, # d\n  # e\n  f: g # h\n  } # i\n",
        "a:  # d\n  b: c\n  # e\n  f: g  # h\n  # i\n",
        id="inside braces over several lines",
    ),
    pytest.param("a: {b: c,\n  d: e\n} # f\n", "a: {b: c, d: e}  # f\n", id="after a brace"),
    pytest.param(
        "a:\n - - b\n   # c\n\n # d\n# e\nf: g\n",
        "a:\n  - - b\n    # c\n\n  # d\n# e\nf: g\n",
        id="after the last entry of each block that ends",
    ),
    pytest.param("a: b\n\n# c\n\n\n# d\n", "a: b\n\n# c\n\n# d\n", id="at the end of the file"),
    pytest.param("a: >- # c\n  b\n # d\ne: f\n", "a: b  # c\n# d\ne: f\n", id="around a text"),
    pytest.param("a: |\n  # b\n  c\n", "a: |\n  # b\n  c\n", id="what only looks like one"),
    pytest.param("a: b#c\nd: '# e'\n", 'a: b#c\nd: "# e"\n', id="a # inside a text"),
    pytest.param("a:\n - # b\n  c\n", "a:\n  # b\n  - c\n", id="beside a lonely dash"),
    pytest.param("a:\n  # b\n  c\nd: e\n", "# b\na: c\nd: e\n", id="between a key and its text"),
    pytest.param("a: [\n  # b\n]\n", "# b\na: []\n", id="in an empty list"),
    pytest.param(
        f"a: {{b: {'c' * 50}, d: {'e' * 50}}} # f\n",
        f"a:  # f\n  b: {'c' * 50}\n  d: {'e' * 50}\n",
        id="beside braces that are broken: on the line of the key",
    ),
    pytest.param(
        f"a: {{b: {'c' * 50}, d: {'e' * 50}}}  # beskplan: allow BP203: f\n",
        f"a: {{b: {'c' * 50}, d: {'e' * 50}}}  # beskplan: allow BP203: f\n",
        id="to beskplan: its line is not broken",
    ),
    pytest.param(
        "a:  # beskplan: allow BP203: f\n  b: c\n",
        "a:  # beskplan: allow BP203: f\n  b: c\n",
        id="nor joined",
    ),
]


@pytest.mark.parametrize(("before", "after"), COMMENTS)
def test_comments(before: str, after: str) -> None:
    assert rest(before) == after
    assert sorted(comments_of(before)) == sorted(comments_of(after))


def test_comments_at_the_head_stay_there_when_keys_are_sorted() -> None:
    before = "# yaml-language-server: $schema=x\n# Plan\n\na: b\n# c\nschema: beskplan/table/v1\n"
    after = "# yaml-language-server: $schema=x\n# Plan\n\n# c\nschema: beskplan/table/v1\na: b\n"
    assert layout_of_text(before.encode(), "x.yaml").after == after


UGLY = """\
# yaml-language-server: $schema=../plan.schema.json
---
title: Beskæftigelsesplan 2022   # fra dokumentet
id: 2022
schema: 'beskplan/plan/v1'
status: approved
municipality: 0607
years: 2022
source:
    publisher: Fredericia Kommune
    document: "Beskæftigelsesplan 2022, vedtaget"
replaces: 4.10
groups: {naboer: {areas: [Kolding, "Vejle"], title: Naboer}}
focus_areas:
# Det første
- title: Flere i job
  id: 1
  targets:

  - rule: {must_be: at-most, type: vs-national-average} # beskplan: allow BP203: aftalt
    # hvad der måles
    measure: {segment: {ydelse: A-dagpenge},
              # tallet
              indicator: ledige.andel_af_arbejdsstyrken}
    title: Ledige
    source: {page: 6, section: 1.10}
    id: 1a
    note: |-
      Første linje
      Anden linje
  - id: 1b
    title: "Fra år til år"
    due: {by_end: 2022}
    rule:
      at_most: {by_year: {2022: 7.0, 2023 onwards: 11}}
      type: threshold
    measure:
        indicator: ledige.andel_af_arbejdsstyrken
  # - id: 1c
  #   title: kommer senere
- id: "2"
  title: no
  targets:
  - {id: 2:30, title: Senere, rule: {because: not-set, type: none}}
...
"""


def test_a_file_with_everything_at_once(golden: Callable[[str, str], None], tmp_path: Path) -> None:
    layout = layout_of_text(UGLY.encode(), "ugly.yaml")
    golden("fmt/ugly.txt", layout.after)  # no .yaml: `check .` has nothing to say of it
    for name, text in (("before", layout.before), ("after", layout.after)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert meant(load_plan(tmp_path / "before.yaml")) == meant(load_plan(tmp_path / "after.yaml"))


CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:

  # Ledige
  - {title: Ledige, id: ledige.antal, better: lower, unit: persons, covers: month, lag: 2}
  - id: ledige.andel
    title: Andel
    unit: percent
    better: lower
    covers: month
    dimensions: {ydelse: {members: {A-dagpenge: [], no: [ja]}, total: I alt}}
"""


def test_a_catalogue() -> None:
    assert (
        layout_of_text(CATALOGUE.encode(), "indicators.yaml").after
        == """\
schema: beskplan/catalogue/v1
indicators:
  # Ledige
  - id: ledige.antal
    title: Ledige
    unit: persons
    better: lower
    covers: month
    lag: 2

  - id: ledige.andel
    title: Andel
    unit: percent
    better: lower
    covers: month
    dimensions:
      ydelse:
        total: I alt
        members: {A-dagpenge: [], "no": [ja]}
"""
    )


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_plans_of_the_repository_keep_what_they_say(path: Path, tmp_path: Path) -> None:
    layout = layout_of(path)
    copy = tmp_path / path.name
    copy.write_text(layout.after, encoding="utf-8", newline="\n")
    assert meant(load_plan(copy)) == meant(load_plan(path))
    assert comments_of(layout.before) == comments_of(layout.after)
    assert not layout_of(copy).changes


REFUSED = [
    pytest.param(
        b"",
        "x.yaml: the file is empty; a plan or catalogue file is a mapping that starts with schema:",
        id="empty",
    ),
    pytest.param(
        b"a: b\n",
        "x.yaml:1:1: the file names no schema; known: beskplan/plan/v1, beskplan/catalogue/v1, "
        "beskplan/table/v1, beskplan/manifest/v1",
        id="none of beskplan's",
    ),
    pytest.param(
        b"schema: beskplan/plan/v2\n",
        'x.yaml:1:9: schema "beskplan/plan/v2" is not known; known: beskplan/plan/v1, '
        "beskplan/catalogue/v1, beskplan/table/v1, beskplan/manifest/v1",
        id="a schema of another version",
    ),
    pytest.param(
        TABLE.encode() + b"a: 1\na: 2\n",
        'x.yaml:3:1: key "a" stands twice, first in line 2; delete one',
        id="a key twice",
    ),
    pytest.param(
        TABLE.encode() + b"a: &b c\nd: *b\n",
        'x.yaml:2:4: anchor "&b": not used in these files; delete it\n'
        'x.yaml:3:4: alias "*b": write the value out',
        id="an alias",
    ),
    pytest.param(
        TABLE.encode() + b"a: !!str b\n",
        'x.yaml:2:4: tag "!!str": not used in these files; delete it',
        id="a tag",
    ),
    pytest.param(
        TABLE.encode() + b"---\na: b\n",
        "x.yaml:2:1: a second document starts here; one file holds one",
        id="two documents",
    ),
    pytest.param(
        TABLE.encode() + "# a\u2028b: c\n".encode(),
        "x.yaml:2:4: the character U+2028 LINE SEPARATOR is refused: it can hide text from a "
        "reader; delete it, or write it as an escape in double quotes",
        id="a hidden character",
    ),
    pytest.param(
        "schema: beskplan/plan/v1\n".encode("utf-16"),
        "x.yaml: the file is UTF-16; save it as UTF-8",
        id="UTF-16",
    ),
    pytest.param(
        b"#" * 1_048_577,
        "x.yaml: the file is larger than 1 MB; a plan or catalogue file is a few pages",
        id="more than a megabyte",
    ),
    pytest.param(
        TABLE.encode() + b"#\n" * 20_001,
        "x.yaml: more than 20000 # in one file; delete comments that nobody reads",
        id="nothing but comments",
    ),
]


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_refused_with_the_words_of_the_loader(content: bytes, message: str) -> None:
    with pytest.raises((PlanUnreadableError, PlanInvalidError)) as caught:
        layout_of_text(content, "x.yaml")
    assert str(caught.value) == message


def test_a_byte_order_mark_goes() -> None:
    layout = layout_of_text(b"\xef\xbb\xbf" + TABLE.encode(), "x.yaml")
    assert (layout.after, layout.changes) == (TABLE, True)


def test_a_plan_with_wrong_values_is_laid_out_too() -> None:
    text = "schema: beskplan/plan/v1\nstatus:  maybe\nsorce: {b: c}\nid: x\n"
    after = layout_of_text(text.encode(), "x.yaml").after
    assert after == "schema: beskplan/plan/v1\nid: x\nstatus: maybe\nsorce: {b: c}\n"


def test_what_would_say_something_else_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beskplan.layout.laid_out", lambda _: TABLE)
    with pytest.raises(OutputError) as caught:
        layout_of_text(f"{TABLE}a: b\n".encode(), "x.yaml")
    assert str(caught.value) == (
        "x.yaml: left as it is: laid out, it would say something else; this is a fault of "
        "beskplan, please report it with the file"
    )


def test_what_would_be_too_large_to_read_again_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{TABLE}a: [{{b: c}}]\n"
    monkeypatch.setattr("beskplan.layout.MAX_BYTES", len(text))
    with pytest.raises(OutputError) as caught:
        layout_of_text(text.encode(), "x.yaml")
    assert str(caught.value) == "x.yaml: left as it is: laid out, it is larger than 1 MB"


def test_what_would_lose_a_comment_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beskplan.layout.laid_out", lambda _: TABLE)
    with pytest.raises(OutputError, match="laid out, it would lose a comment"):
        layout_of_text(f"{TABLE}# a\n".encode(), "x.yaml")


def read_by_others(text: str) -> object:
    """Return what a reader of YAML 1.1 makes of a file, with its types."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


# ── writing ─────────────────────────────────────────────────────────────────────────────────


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{TABLE}a:  b\n", encoding="utf-8")
    path.chmod(0o640)
    put(path, layout_of(path))
    assert path.read_bytes() == f"{TABLE}a: b\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["x.yaml"]


def test_a_file_that_was_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{TABLE}a:  b\n", encoding="utf-8")
    layout = layout_of(path)
    path.write_text(f"{TABLE}a: c\n", encoding="utf-8")
    with pytest.raises(OutputError, match="not written: it was changed while it was laid out"):
        put(path, layout)
    assert path.read_text(encoding="utf-8") == f"{TABLE}a: c\n"


def test_a_file_that_became_a_link_is_left(tmp_path: Path) -> None:
    path, other = tmp_path / "x.yaml", tmp_path / "other.yaml"
    path.write_text(f"{TABLE}a:  b\n", encoding="utf-8")
    layout = layout_of(path)
    path.rename(other)
    path.symlink_to(other)
    with pytest.raises(OutputError, match="not written: it is no regular file"):
        put(path, layout)
    assert other.read_text(encoding="utf-8") == f"{TABLE}a:  b\n"


# ── what must always hold ───────────────────────────────────────────────────────────────────

LINES = """\
schema: beskplan/plan/v1
id: x-2022
title: Plan
municipality: Fredericia
years: 2022
status: approved
source: {document: Plan,|
  publisher: "Fredericia, Kommune"|
  }
groups:
  naboer:
    areas:
    - Kolding
    - "Vejle"
focus_areas:
- id: "1"
  title: 'Flere, i job'
  targets:
    - id: 1a
      title: Ledige
      measure:
        indicator: ledige.andel_af_arbejdsstyrken
        pooled: {ydelse: [A-dagpenge,|
            Kontanthjælp]}
      rule: {type: threshold, at_most: {by_year: {2022: 4.10}}}
      for_each:
        køn:
        -|
          Mænd
        - Kvinder
      reading: Læst som en lang sætning, der fylder mere end en linje og så bliver foldet over to
      note: >-
!        Foldet
!        # ingen bemærkning
- id: "2"
  title: "no"
  targets:
  - {id: 2a, title: Senere,|
     rule: {type: none, because: not-set}}
""".splitlines()


@st.composite
def remarked(draw: st.DrawFn) -> str:
    """Return a plan with comments and blank lines at any place, and flows broken or not."""
    remark = st.one_of(
        st.just(""), st.integers(0, 12).map(lambda n: " " * n + f"# c{n}\n"), st.just("\n")
    )
    beside = st.sampled_from(["", "", "  # beside", " #x", "   # beskplan: allow BP203: y"])
    text, joins = "", False
    for line in LINES:
        inside, breaks = line.startswith("!"), line.endswith("|")
        bare = line.strip("!|")
        if joins:
            text += bare.lstrip() if bare.strip() != "}" else "}"
        else:
            text += ("" if inside else draw(remark) + draw(remark)) + bare
        joins = breaks and draw(st.booleans())
        if joins:
            text += " "
        else:
            text += ("" if inside else draw(beside)) + "\n"
    return text + draw(remark) + draw(remark)


@given(remarked())
@example("\n".join(line.strip("!|") for line in LINES) + "\n")
def test_comments_anywhere_are_kept_in_order(text: str) -> None:
    after = laid_out(text)
    assert comments_of(after) == comments_of(text)
    assert laid_out(after) == after
    assert not re.search(r"[ \t]$", after, re.MULTILINE)
    assert "\n\n\n" not in after
    assert after.endswith("\n")
    assert not after.endswith("\n\n")
    assert read_by_others(after) == read_by_others(text)


PIECES = (
    "# # c|\n|  |\t|{|}|[|]|:|: |, |- |'|\"|? |>-|\n|&a |*a|!!str |---\n|\\|0|no|é|=|\r\n| #x\n"
)
AREAS = [
    (path.read_text(encoding="utf-8").partition("focus_areas:\n")[0], area)
    for path in PLANS
    for area in re.split(
        r"\n\n(?=  - id)", path.read_text(encoding="utf-8").partition("areas:\n")[2]
    )
    if len(area) < 3000
]


@given(
    st.sampled_from(AREAS),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES.split("@")), st.integers(0, 5))),
)
def test_damaged_plans_are_refused_or_keep_what_they_say(
    plan: tuple[str, str], edits: list[tuple[float, str, int]]
) -> None:
    text = f"{plan[0]}focus_areas:\n{plan[1]}"
    for place, piece, gone in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + gone :]
    try:
        layout = layout_of_text(text.encode(), "x.yaml")
    except OutputError:
        raise
    except BeskplanError:
        return
    assert layout_of_text(layout.after.encode(), "x.yaml").after == layout.after


@given(st.text(), st.booleans())
@example("4.10", True)
@example("a\n\n b\n", True)
@example("1e1", False)
@example("til \u2028 og \ufe0f", False)
def test_any_text_is_the_same_for_every_reader(text: str, in_flow: bool) -> None:
    said = json.dumps(text, ensure_ascii=True)
    for surrogates in re.findall(r"(?:\\ud[89ab]..\\ud[c-f]..)", said):
        said = said.replace(surrogates, json.loads(f'"{surrogates}"'))
    before = f"{TABLE}a: [{said}, {said}]\n" if in_flow else f"{TABLE}a: {said}\n"
    try:
        after = layout_of_text(before.encode(), "x.yaml").after
    except (PlanInvalidError, PlanUnreadableError):
        return
    assert read_by_others(after) == read_by_others(before)


# ── the order of keys ───────────────────────────────────────────────────────────────────────

NEVER_WRITTEN = {"dimension", "members", "among"}
ORDERED: list[tuple[type[Strict], str]] = [
    (_PlanHead, "beskplan/plan/v1"),
    (_FocusAreaHead, "focus area"),
    (PlanSource, "source"),
    (TargetSource, "source"),
    (IndicatorSource, "source"),
    (BaselineSource, "source"),
    (Group, "group"),
    (Target, "target"),
    (Due, "due"),
    (ForEach, "for each"),
    (Condition, "only if"),
    (Version, "version"),
    (OtherReading, "other reading"),
    (Assessment, "assessment"),
    (Baseline, "baseline"),
    (Part, "part"),
    (Against, "text"),
    (Among, "text"),
    (Indicator, "indicator"),
    (Dimension, "dimension"),
    (SeriesBreak, "series break"),
    *((form, "measure") for form in FORMS.values()),
]


@pytest.mark.parametrize(("model", "shape"), ORDERED, ids=lambda one: getattr(one, "__name__", one))
def test_every_key_has_its_place(model: type[Strict], shape: str) -> None:
    keys = {field.alias or name for name, field in model.model_fields.items()}
    unwritten = NEVER_WRITTEN if model is ForEach else set()
    assert keys - unwritten <= set(SHAPES[shape].keys)


def test_every_shape_that_is_named_is_there() -> None:
    for shape in SHAPES.values():
        assert {*shape.keys.values(), shape.items} <= set(SHAPES)
