"""Text with separators into cells: every line whole, or an error that names it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.errors import DataInvalidError
from beskplan.readers._delimited import cells_of, first_lines, separator_of, shown_header
from beskplan.readers._opened import Content, Opened


def file_of(text: str) -> Opened:
    return Opened(Path("tal.csv"), "tal.csv", Content.TEXT, b"", text)


def cells(text: str, separator: str = ";") -> list[tuple[int, tuple[object, ...]]]:
    return list(cells_of(file_of(text), separator).rows)


def refused(text: str) -> list[str]:
    with pytest.raises(DataInvalidError) as error:
        cells(text)
    return [f"{one.line}: {one.message}" for one in error.value.problems]


SEPARATORS = [
    pytest.param("a;b\n1,5;2,5\n", ";", id="semicolons, with decimal commas"),
    pytest.param("a,b\n1.5,2.5\n", ",", id="commas"),
    pytest.param("a\tb\n1,5\t2,5\n", "\t", id="tabs, with decimal commas"),
    pytest.param("Ledige, 16-66 år\na;b\n1;2\n3;4\n", ";", id="a title with a comma above"),
    pytest.param("Titel\n\na\tb\n1\t2\n", "\t", id="a title without any"),
    pytest.param("a;b\n1;2\nKilde: Jobindsats\n", ";", id="a note without any"),
    pytest.param("a;b;c\n1;2\n3;4;5\n", ";", id="a torn line"),
    pytest.param("a\n1\n", None, id="one column"),
    pytest.param("", None, id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), SEPARATORS)
def test_the_separator_is_what_the_first_lines_agree_on(text: str, expected: str | None) -> None:
    assert separator_of(text) == expected


TABLES = [
    pytest.param("a;b\n1;2\n", [(1, ("a", "b")), (2, ("1", "2"))], id="line feeds"),
    pytest.param("a;b\r\n1;2\r\n", [(1, ("a", "b")), (2, ("1", "2"))], id="as Windows ends lines"),
    pytest.param("a;b\r1;2\r", [(1, ("a", "b")), (2, ("1", "2"))], id="as old Macs did"),
    pytest.param("\na;b\n\n;\n1;2\n;;\n", [(2, ("a", "b")), (5, ("1", "2"))], id="empty lines"),
    pytest.param('a;b\n"1;5";2\n', [(1, ("a", "b")), (2, ("1;5", "2"))], id="quotation marks"),
    pytest.param(
        'a;b\n"1\n5";2\n3;4\n',
        [(1, ("a", "b")), (2, ("1\n5", "2")), (4, ("3", "4"))],
        id="a line end in quotation marks",
    ),
    pytest.param('a;b\n"x ""y""";2\n', [(1, ("a", "b")), (2, ('x "y"', "2"))], id="marks in marks"),
    pytest.param(
        "a;b\n1\u0085x;2\u2028\n", [(1, ("a", "b")), (2, ("1\u0085x", "2\u2028"))], id="odd breaks"
    ),
    pytest.param("a;b\n;2\n", [(1, ("a", "b")), (2, ("", "2"))], id="an empty cell"),
    pytest.param("a;b\n", [(1, ("a", "b"))], id="a header alone"),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_rows_are_numbered_as_editors_do(
    text: str, expected: list[tuple[int, tuple[object, ...]]]
) -> None:
    assert cells(text) == expected


TORN = [
    pytest.param("a;b\n1;2\n3;4", ["3: the last line has no line end"], id="no last line end"),
    pytest.param("a;b\r1;2\r3;4", ["3: the last line has no line end"], id="the same of a Mac"),
    pytest.param("a;b\n1;2\n3", ["3: the last line has no line end"], id="cut in a line"),
    pytest.param("a;b\n1\n2;3\n", ["2: 1 cell, but the first line has 2"], id="a short line"),
    pytest.param("a;b\n1;2;3\n", ["2: 3 cells, but the first line has 2"], id="a long line"),
    pytest.param(
        "a;b\n1\n2;3\n4;5;6\n",
        ["2: 1 cell, but the first line has 2", "4: 3 cells, but the first line has 2"],
        id="both, told at once",
    ),
    pytest.param('a;b\n"1;2\n3;4\n', ["2: a quotation mark that does not fit"], id="never closed"),
    pytest.param('a;b\n"1"x;2\n', ["2: a quotation mark that does not fit"], id="text after one"),
]


@pytest.mark.parametrize(("text", "expected"), TORN)
def test_a_torn_table_is_an_error_and_never_a_shorter_one(text: str, expected: list[str]) -> None:
    found = refused(text)
    assert len(found) == len(expected)
    for message, beginning in zip(found, expected, strict=True):
        assert message.startswith(beginning)


_CELL = st.text(st.characters(codec="utf-8", exclude_characters='"\r\n;\x00'), max_size=6)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    text = "".join(";".join(row) + "\n" for row in rows)
    found = [list(found) for _, found in cells(text)]
    assert found == [row for row in rows if "".join(row).strip(" \t\xa0")]


@given(st.integers(1, 40))
def test_a_table_cut_anywhere_is_refused_or_was_cut_between_lines(at: int) -> None:
    text = 'Kommune;Tal\n"Faaborg";1,5\n"Ærø; by";2,5\nVejle;3\n'[: at + 5]
    if text.endswith("\n") and text.count('"') % 2 == 0:
        assert cells(text)
    else:
        assert refused(text)


def test_looking_at_a_file_reads_only_its_first_lines() -> None:
    assert first_lines("a\n\nb\n" * 1000) == ["a", "b"] * 6 + ["a"]


def test_many_heads_are_shown_as_some() -> None:
    assert shown_header(tuple("abcdefgh")) == '"a", "b", "c", "d", "e", "f" and 2 more'
