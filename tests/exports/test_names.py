"""Folders of exports are named after ids that strangers choose."""

from __future__ import annotations

import os
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beskplan.exports import folder_name, id_of

NAMES = {
    "a plain id as it is": ("frederikssund-2022", "frederikssund-2022"),
    "dots inside": ("plan.v1_2", "plan.v1_2"),
    "capitals, which some file systems ignore": ("Plan A", "%50lan%20%41"),
    "danish letters": ("fanø", "fan%c3%b8"),
    "the folder above": ("../x", "%2e.%2fx"),
    "this folder": (".", "%2e"),
    "two dots": ("..", "%2e%2e"),
    "a path": ("a/b", "a%2fb"),
    "a path of windows": ("c:\\a", "c%3a%5ca"),
    "a device of windows": ("con", "%63on"),
    "a device with an ending": ("nul.txt", "%6eul.txt"),
    "a device in capitals": ("CON", "%43%4f%4e"),
    "what only begins like a device": ("console", "console"),
    "a hidden name": (".beskplan", "%2ebeskplan"),
    "a dot at the end": ("plan.", "plan%2e"),
    "a name that is escaped already": ("a%2fb", "a%252fb"),
    "a wildcard and a pipe": ("a*|", "a%2a%7c"),
    "a home folder": ("~root", "%7eroot"),
}


@pytest.mark.parametrize(("name", "folder"), NAMES.values(), ids=NAMES)
def test_folder_of_an_id_can_be_read_back(name: str, folder: str) -> None:
    assert folder_name(name) == folder
    assert id_of(folder) == name


def test_long_id_is_cut_and_told_apart_by_its_digest() -> None:
    long = "plan-" + "x" * 295
    first, second = folder_name(long), folder_name(f"{long}y")
    assert (len(first), len(second)) == (100, 100)
    assert first.startswith("plan-xxx")
    assert first != second
    assert id_of(first) is None


def test_names_that_are_none_of_ours_are_nobodys() -> None:
    assert id_of("Plan") is None
    assert id_of("%ff") is None
    assert id_of("%41%") is None


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(TEXTS)
@example("CON")
@example("lpt9.")
def test_every_folder_is_safe_on_every_system(name: str) -> None:
    folder = folder_name(name)
    assert re.fullmatch(r"[a-z0-9_%~.-]{1,100}", folder)
    assert folder[0] != "."
    assert folder[-1] != "."
    assert not re.match(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", folder)
    assert os.path.basename(folder) == folder  # noqa: PTH119 (a name is no path)
    assert "~" in folder or id_of(folder) == name


@given(TEXTS, TEXTS)
@example("plan", "Plan")
@example("å", unicodedata.normalize("NFD", "å"))
def test_no_two_ids_share_a_folder_whatever_the_file_system_folds(one: str, other: str) -> None:
    if one != other:
        assert folder_name(one).casefold() != folder_name(other).casefold()
