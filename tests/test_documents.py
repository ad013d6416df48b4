from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.documents import (
    MAX_BYTES,
    Document,
    Entries,
    Scalar,
    node_at,
    plain,
    read_document,
)
from beskplan.errors import MOST_TOLD, PlanUnreadableError, Problem

Read = Callable[[str | bytes], Document]
Lines = Callable[[str | bytes], list[str]]


def written(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read a text as the file ``p.yaml``."""
    monkeypatch.chdir(tmp_path)

    def read_text(text: str | bytes) -> Document:
        Path("p.yaml").write_bytes(written(text))
        return read_document(Path("p.yaml"), "plan", PlanUnreadableError)

    return read_text


@pytest.fixture
def refused(read: Read) -> Lines:
    """Return the lines of the error that a text as a whole is refused with."""

    def lines(text: str | bytes) -> list[str]:
        with pytest.raises(PlanUnreadableError) as error:
            read(text)
        return str(error.value).splitlines()

    return lines


@pytest.fixture
def noted(read: Read) -> Lines:
    """Return the problems of a text that is read nevertheless."""
    return lambda text: [str(problem) for problem in sorted(read(text).problems)]


# Scalars arrive as written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5a", "5a"),
        ("1e3", "1e3"),
        ("4.10", "4.10"),
        ("0607", "0607"),
        ("0o17", "0o17"),
        ("no", "no"),
        ("on", "on"),
        ("true", "true"),
        ("2:30", "2:30"),
        ("2023-01-01", "2023-01-01"),
        ("'~'", "~"),
        ('"null"', "null"),
        ("'0,2'", "0,2"),
        ("'it''s'", "it's"),
        ('"a\\tb\\u00e6"', "a\tbæ"),
        ("a # b", "a"),
        ("a#b", "a#b"),
        ("a\n  b", "a b"),
        ("|\n  a\n  b", "a\nb\n"),
        (">\n  a\n  b", "a b\n"),
        ("😀 æøå", "😀 æøå"),
    ],
)
def test_a_scalar_is_the_text_as_written(read: Read, text: str, value: str) -> None:
    document = read(f"key: {text}\n")
    assert plain(document.root) == {"key": value}
    assert document.problems == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: {b: [c, d], e: f}\n", {"a": {"b": ["c", "d"], "e": "f"}}, id="in braces"),
        pytest.param(
            "a:\n  b:\n    - c\n    - d\n  e: f\n",
            {"a": {"b": ["c", "d"], "e": "f"}},
            id="in blocks",
        ),
        pytest.param("a: []\nb: {}\n", {"a": [], "b": {}}, id="empty on purpose"),
        pytest.param("a: [3, 4]\n", {"a": ["3", "4"]}, id="two numbers with a space"),
        pytest.param("a: [x,5]\n", {"a": ["x", "5"]}, id="a word and a number"),
        pytest.param("a: ['3','4']\n", {"a": ["3", "4"]}, id="two quoted numbers"),
        pytest.param("---\na: b\n...\n", {"a": "b"}, id="with the marks of a document"),
        pytest.param("%YAML 1.1\n---\na: b\n", {"a": "b"}, id="with a version"),
        pytest.param("a:\tb\n", {"a": "b"}, id="a tab behind the colon"),
        pytest.param("a: b\t\n", {"a": "b"}, id="a tab at the end of a line"),
        pytest.param("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}, id="with the line ends of Windows"),
        pytest.param("\ufeffa: b\n", {"a": "b"}, id="with a byte order mark at the start"),
        pytest.param('a: "\\x1b[31m\\u202e"\n', {"a": "\x1b[31m\u202e"}, id="escapes are data"),
    ],
)
def test_lists_and_mappings_are_read(read: Read, text: str, value: object) -> None:
    document = read(text)
    assert plain(document.root) == value
    assert document.problems == ()


def test_a_document_names_its_file_and_the_bytes_that_were_read(read: Read) -> None:
    raw = "\ufeffa: b\r\n".encode()
    document = read(raw)
    assert (document.file, document.sha256) == ("p.yaml", sha256(raw).hexdigest())


@pytest.mark.parametrize(
    ("loc", "at_value", "at_key"),
    [
        pytest.param((), "1:1", "1:1", id="the root"),
        pytest.param(("a",), "1:4", "1:1", id="a value in its line"),
        pytest.param(("b", 1), "4:5", "4:5", id="an item of a block"),
        pytest.param(("b", 1, "c"), "4:8", "4:5", id="a key inside an item"),
        pytest.param(("b", 1, "union-member", "c"), "4:8", "4:5", id="names of types are skipped"),
        pytest.param(("b", 7), "3:3", "2:1", id="an item that is not there"),
        pytest.param(("b", 1, "z"), "4:5", "4:5", id="a key that is not there"),
        pytest.param(("😀",), "5:5", "5:1", id="characters are counted, not bytes"),
    ],
)
def test_every_node_has_its_line_and_column(
    read: Read, loc: tuple[str | int, ...], at_value: str, at_key: str
) -> None:
    document = read("a: x\nb:\n  - y\n  - c: 😀\n😀 : z\n")
    problems = [document.problem(loc, "…"), document.problem(loc, "…", at_key=True)]
    assert [str(one) for one in problems] == [f"p.yaml:{at_value}: …", f"p.yaml:{at_key}: …"]


def test_columns_do_not_count_the_byte_order_mark(read: Read) -> None:
    assert str(read("\ufeffa: x\n").problem(("a",), "…")) == "p.yaml:1:4: …"


def test_nodes_are_frozen_and_can_be_built_by_hand() -> None:
    root = Entries(((Scalar("a", 1, 1), Scalar("b", 1, 4)),), 1, 1)
    assert node_at(root, ("a",)) == Scalar("b", 1, 4)
    with pytest.raises(FrozenInstanceError):
        root.line = 2  # type: ignore[misc]


def test_of_an_unread_value_the_documents_own_problem_is_all_there_is_to_tell(read: Read) -> None:
    document = read("a: *x\nb: &y 1\n")
    found = [document.problem(("a",), "unknown"), document.problem(("b",), "too large")]
    assert [str(problem) for problem in document.with_own(found)] == [
        'p.yaml:1:4: alias "*x": write the value out',
        'p.yaml:2:4: anchor "&y": not used in these files; delete it',
        "p.yaml:2:4: too large",
    ]


# What is read, and noted


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "a: &x 1\n", ['1:4: anchor "&x": not used in these files; delete it'], id="an anchor"
        ),
        pytest.param("a: *x\n", ['1:4: alias "*x": write the value out'], id="an alias"),
        pytest.param(
            "a: !!python/object/apply:os.system ['true']\n",
            ['1:4: tag "!!python/object/apply:os.system": not used in these files; delete it'],
            id="a tag that would run code",
        ),
        pytest.param(
            "a: !!str 1\n",
            ['1:4: tag "!!str": not used in these files; delete it'],
            id="a tag of YAML",
        ),
        pytest.param(
            "a: !mine 1\n",
            ['1:4: tag "!mine": not used in these files; delete it'],
            id="a tag of one's own",
        ),
        pytest.param(
            "a: {<<: {b: 1}}\n",
            ['1:5: the merge key "<<" is not used in these files: write it out'],
            id="a merge key",
        ),
        pytest.param(
            "? [a]\n: 1\n", ["1:3: a key is a word, not a list or a mapping"], id="a list as key"
        ),
        pytest.param(
            "a: 1\nb: 2\na: 3\n",
            ['3:1: key "a" stands twice, first in line 1; delete one'],
            id="a key twice",
        ),
        pytest.param(
            "a: 1\na: 2\na: 3\n",
            [
                '2:1: key "a" stands twice, first in line 1; delete one',
                '3:1: key "a" stands twice, first in line 1; delete one',
            ],
            id="a key three times",
        ),
        pytest.param(
            "x: {a: 1, a: 2}\n",
            ['1:11: key "a" stands twice, first in line 1; delete one'],
            id="a key twice in braces",
        ),
        pytest.param(
            "'a': 1\n\"a\": 2\n",
            ['2:1: key "a" stands twice, first in line 1; delete one'],
            id="a key twice in other quotes",
        ),
        pytest.param(
            "a:\n",
            ['1:3: key "a" has no value: write one, or delete it'],
            id="a key without a value",
        ),
        pytest.param(
            "a: ~\n",
            [
                '1:4: key "a" has no value: write one, or delete it; '
                'quote it if the text "~" is meant'
            ],
            id="a tilde",
        ),
        pytest.param(
            "a: Null\n",
            [
                '1:4: key "a" has no value: write one, or delete it; '
                'quote it if the text "Null" is meant'
            ],
            id="null",
        ),
        pytest.param(
            "a:\n  -\n  - b\n",
            ["2:4: this item has no value: write one, or delete it"],
            id="an item without a value",
        ),
        pytest.param(
            "a: b\n---\nc: d\n",
            ["2:1: a second document starts here; one file holds one"],
            id="a second document",
        ),
        pytest.param(
            "a: *x\nb:\nc: !t 1\n",
            [
                '1:4: alias "*x": write the value out',
                '2:3: key "b" has no value: write one, or delete it',
                '3:4: tag "!t": not used in these files; delete it',
            ],
            id="all at once",
        ),
    ],
)
def test_the_magic_of_yaml_is_noted_where_it_stands(
    noted: Lines, text: str, lines: list[str]
) -> None:
    assert noted(text) == [f"p.yaml:{line}" for line in lines]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            "a: {b: 0,2}\n",
            '1:8: "0,2" has a decimal comma, which YAML reads as two entries: write 0.2',
            id="a decimal comma in braces",
        ),
        pytest.param(
            "a: {b: -0,5, c: d}\n",
            '1:8: "-0,5" has a decimal comma, which YAML reads as two entries: write -0.5',
            id="a negative one",
        ),
        pytest.param(
            "a: {b: 3,000}\n",
            '1:8: "3,000" has a decimal comma, which YAML reads as two entries: '
            "write 3000 or 3.0000",
            id="or is it thousands",
        ),
        pytest.param(
            "a: {b: 1,000,000}\n",
            '1:8: "1,000,000" has commas, which YAML reads as 3 entries: write 1000000',
            id="millions",
        ),
        pytest.param(
            "a: {b: 1,2,3}\n",
            '1:8: "1,2,3" has commas, which YAML reads as 3 entries: '
            "write one number with a decimal point",
            id="what is no number at all",
        ),
        pytest.param(
            "a: [0,5]\n",
            '1:5: "0,5" is two numbers here: write 0.5 for one, or 0, 5 with a space for two',
            id="a decimal comma in brackets",
        ),
        pytest.param(
            "a: [2, 0,5]\n",
            '1:8: "0,5" is two numbers here: write 0.5 for one, or 0, 5 with a space for two',
            id="at the end of a list",
        ),
        pytest.param(
            "a: [3,4,5]\n",
            '1:5: "3,4,5" is 3 numbers here: write 3, 4, 5 with spaces',
            id="three numbers without spaces",
        ),
        pytest.param(
            "a: [1,000]\n",
            '1:5: "1,000" is two numbers here: write 1000 or 1.0000 for one, '
            "or 1, 000 with a space for two",
            id="thousands in brackets",
        ),
    ],
)
def test_a_decimal_comma_is_not_taken_for_two_values(noted: Lines, text: str, line: str) -> None:
    assert noted(text) == [f"p.yaml:{line}"]


# What is refused as a whole


STARTS = "a plan file is a mapping that starts with schema:"
NULL_BYTE = "a null byte: the file is no text, or UTF-16; save it as UTF-8"
NO_START = "not YAML: while scanning for the next token found character that cannot start any token"
HIDES = "it can hide text from a reader; delete it, or write it as an escape in double quotes"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param("a: b\nc: \x1b[31md\n", "001B", "2:4", id="a terminal escape"),
        pytest.param("a: \x07\n", "0007", "1:4", id="a bell"),
        pytest.param("a: \x7f\n", "007F", "1:4", id="delete"),
        pytest.param("# a\x85b: c\n", "0085", "1:4", id="next line in a comment"),
        pytest.param(
            "# a\u2028b: c\n", "2028 LINE SEPARATOR", "1:4", id="a line separator in a comment"
        ),
        pytest.param(
            "# a\u2029b: c\n",
            "2029 PARAGRAPH SEPARATOR",
            "1:4",
            id="a paragraph separator in a comment",
        ),
        pytest.param(
            "a: 😀\u202eb\n", "202E RIGHT-TO-LEFT OVERRIDE", "1:5", id="a right-to-left override"
        ),
        pytest.param(
            "a: b\u2066\n", "2066 LEFT-TO-RIGHT ISOLATE", "1:5", id="a bidirectional isolate"
        ),
        pytest.param("a: b\u200f\n", "200F RIGHT-TO-LEFT MARK", "1:5", id="a right-to-left mark"),
        pytest.param(
            "a: b\n\ufeffc: d\n",
            "FEFF ZERO WIDTH NO-BREAK SPACE",
            "2:1",
            id="a byte order mark later on",
        ),
        pytest.param(
            "\ufeff\ufeffa: b\n",
            "FEFF ZERO WIDTH NO-BREAK SPACE",
            "1:1",
            id="a second byte order mark",
        ),
        pytest.param("a: \ufffe\n", "FFFE", "1:4", id="what is no character"),
    ],
)
def test_a_character_that_can_hide_text_is_refused(
    refused: Lines, text: str, code: str, place: str
) -> None:
    assert refused(text) == [f"p.yaml:{place}: the character U+{code} is refused: {HIDES}"]


def test_every_hidden_character_is_named_at_once(refused: Lines) -> None:
    assert [line.split(" is refused")[0] for line in refused("a\x07: b\x07\n\n# \u2028\n")] == [
        "p.yaml:1:2: the character U+0007",
        "p.yaml:1:6: the character U+0007",
        "p.yaml:3:3: the character U+2028 LINE SEPARATOR",
    ]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        pytest.param(b"", f": the file is empty; {STARTS}", id="no bytes"),
        pytest.param("  \n# x\n", f": the file is empty; {STARTS}", id="a comment only"),
        pytest.param("~\n", f": the file is empty; {STARTS}", id="null only"),
        pytest.param("---\n---\n", f": the file is empty; {STARTS}", id="two empty documents"),
        pytest.param("\n- a\n", f":2:1: {STARTS}; this is a list", id="a list"),
        pytest.param("hello\n", f":1:1: {STARTS}; this is a text", id="a scalar"),
        pytest.param(
            "a: b\n".encode("utf-16"), ": the file is UTF-16; save it as UTF-8", id="UTF-16"
        ),
        pytest.param(
            "a: b\n".encode("utf-16-be"), f":1: {NULL_BYTE}", id="UTF-16 without its mark"
        ),
        pytest.param(b"a: b\nc: \0\n", f":2: {NULL_BYTE}", id="a null byte"),
        pytest.param(
            b"a: b\n\nc: \xff\n",
            ":3: the file is not UTF-8; save it as UTF-8",
            id="bytes that are not UTF-8",
        ),
        pytest.param(
            "a: b\nc: æ\n".encode("latin-1"),
            ":2: the file is not UTF-8; save it as UTF-8",
            id="Latin 1",
        ),
        pytest.param(
            b"a: \xed\xa0\x80\n",
            ":1: the file is not UTF-8; save it as UTF-8",
            id="half of a surrogate pair",
        ),
        pytest.param(
            "a: b\rc: d\n",
            ":1:5: a carriage return that ends no line: save the file with ordinary line ends",
            id="a lone carriage return",
        ),
        pytest.param(
            "a: b: c\n",
            ":1:5: not YAML: mapping values are not allowed in this context; "
            "put a text that holds a colon and a space in quotes",
            id="a colon in a text",
        ),
        pytest.param(
            "a: @b\n",
            f':1:4: {NO_START}; put a text that starts with "@" in quotes',
            id="an at sign at the start",
        ),
        pytest.param(
            "a:\n\tb: c\n",
            f":2:1: {NO_START}; indent with spaces, not with tabs",
            id="indented with a tab",
        ),
        pytest.param(
            "a: {b: c\n",
            ":2:1: not YAML: while parsing a flow mapping did not find expected ',' or '}'",
            id="a brace left open",
        ),
        pytest.param(
            'a: "b\n',
            ":2:1: not YAML: while scanning a quoted scalar found unexpected end of stream",
            id="a quote left open",
        ),
        pytest.param(
            "%YAML 9.9\n---\na: b\n",
            ":1:1: not YAML: found incompatible YAML document",
            id="another YAML",
        ),
        pytest.param(
            "a: " + "[" * 100_000, ":1:43: nested deeper than 40 levels", id="100,000 brackets"
        ),
        pytest.param(
            "- " * 100_000 + "a",
            ":1:81: nested deeper than 40 levels",
            id="100,000 lists in a line",
        ),
        pytest.param(
            "".join(f"{' ' * n}a:\n" for n in range(99)),
            ":40:40: nested deeper than 40 levels",
            id="99 mappings in blocks",
        ),
        pytest.param(
            "a:\n" + "- 1\n" * 200_000,
            ":9999:3: more than 10000 values in one file",
            id="200,000 values",
        ),
        pytest.param(
            "a" * (MAX_BYTES + 1),
            ": the file is larger than 1 MB; a plan file is a few pages",
            id="more than a megabyte",
        ),
    ],
)
def test_what_is_no_document_is_refused(refused: Lines, raw: str | bytes, line: str) -> None:
    assert refused(raw) == [f"p.yaml{line}"]


def test_aliases_cannot_explode(noted: Lines) -> None:
    levels = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 30)]
    lines = noted("k0: &k0 [x]\n" + "".join(levels))
    assert len(lines) == 30 + 29 * 9
    assert lines[1] == 'p.yaml:2:5: anchor "&k1": not used in these files; delete it'


def test_a_file_full_of_problems_does_not_flood_the_terminal(refused: Lines) -> None:
    lines = refused("# " + "\x1b" * 200_000)
    assert len(lines) == MOST_TOLD + 1
    assert lines[-1] == "and 801 more problems"


def test_a_file_of_exactly_a_megabyte_is_read(read: Read) -> None:
    text = "a: b\n#" + "x" * (MAX_BYTES - 6)
    assert plain(read(text).root) == {"a": "b"}


# Files that are none


@pytest.fixture
def message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return the message for a path in a folder that holds two plans and an export."""
    monkeypatch.chdir(tmp_path)
    for name in ("frederikssund-2022.yaml", "odense-plan.yml", "frederikssund-2022.csv"):
        Path(name).write_text("a: b\n", encoding="utf-8")

    def of(name: str) -> str:
        with pytest.raises(PlanUnreadableError) as error:
            read_document(Path(name), "plan", PlanUnreadableError)
        return str(error.value)

    return of


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param(".", ".: this is a folder; name the plan file", id="a folder"),
        pytest.param(
            "frederiksund-2022.yaml",
            'frederiksund-2022.yaml: no such file; did you mean "frederikssund-2022.yaml"?',
            id="a name with a slip",
        ),
        pytest.param(
            "odense-plan.yaml",
            'odense-plan.yaml: no such file; did you mean "odense-plan.yml"?',
            id="the other ending",
        ),
        pytest.param(
            "x.yaml", "x.yaml: no such file; check the name and the folder", id="nothing near"
        ),
        pytest.param(
            "no/x.yaml",
            "no/x.yaml: no such file; check the name and the folder",
            id="no such folder",
        ),
        pytest.param("a\0b", "a\\x00b: this is no usable file name", id="a null byte in the name"),
        pytest.param(
            "\udc80",
            "\\udc80: no such file; check the name and the folder",
            id="a name in no encoding",
        ),
        pytest.param(
            "\x1b[2J.yaml",
            "\\x1b[2J.yaml: no such file; check the name and the folder",
            id="a name that clears screens",
        ),
    ],
)
def test_a_path_that_leads_to_no_file(message: Callable[[str], str], name: str, line: str) -> None:
    assert message(name) == line


@pytest.mark.skipif(os.name == "nt", reason="Windows has other words and other devices")
@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param(
            "odense-plan.yml/x",
            "odense-plan.yml/x: cannot be read: Not a directory",
            id="in a file",
        ),
        pytest.param(
            "/dev/null", "/dev/null: this is no regular file; name the plan file", id="a device"
        ),
    ],
)
def test_a_path_that_cannot_be_read(message: Callable[[str], str], name: str, line: str) -> None:
    assert message(name) == line


# Whatever the bytes


def outcome(folder: Path, raw: bytes) -> Document | tuple[Problem, ...]:
    path = folder / "p.yaml"
    path.write_bytes(raw)
    try:
        return read_document(path, "plan", PlanUnreadableError)
    except PlanUnreadableError as error:
        return error.problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@given(raw=st.binary(max_size=60))
def test_any_bytes_are_a_document_or_refused(folder: Path, raw: bytes) -> None:
    found = outcome(folder, raw)
    assert isinstance(found, Document) or len(found) > 0


@given(text=st.text("ab01,.:-?[]{}#&*!|>'\"%@` \n\t~<é", max_size=40))
def test_any_yaml_is_a_document_or_refused_at_a_place_in_the_file(folder: Path, text: str) -> None:
    found = outcome(folder, text.encode())
    problems = found.problems if isinstance(found, Document) else found
    last = text.count("\n") + 1
    assert isinstance(found, Document) or problems
    assert all(0 <= problem.line <= last + 1 for problem in problems)


leaves = st.text("abc 0.5,:#-", min_size=1, max_size=8)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(leaves, inner, max_size=3),
    max_leaves=12,
)


def in_flow(tree: Any) -> str:
    if isinstance(tree, str):
        return f"'{tree}'"
    if isinstance(tree, list):
        return f"[{','.join(map(in_flow, tree))}]"
    return f"{{{','.join(f'{in_flow(key)}: {in_flow(value)}' for key, value in tree.items())}}}"


@given(tree=st.dictionaries(leaves, trees, min_size=1, max_size=3))
def test_what_is_quoted_arrives_as_it_was(folder: Path, tree: dict[str, Any]) -> None:
    found = outcome(folder, in_flow(tree).encode())
    assert isinstance(found, Document)
    assert (plain(found.root), found.problems) == (tree, ())
