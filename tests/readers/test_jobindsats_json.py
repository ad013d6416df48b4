"""JSON of Jobindsats, versions 2 and 3."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beskplan.manifests import Entry
from tests.readers.reading import claiming, read, reading, refused

V3 = json.dumps(
    {
        "columns": ["Periode", "Område", "Ydelsesgrupper", "Antal ledige", "Ledige i pct."],
        "rows": [
            ["2021M08", "Hele landet", "Ydelsesgrupper i alt", 96938, 3.3],
            ["2021M08", "Fredericia", "A-dagpenge mv.", 1042, 3],
            ["2021M08", "Læsø", "A-dagpenge mv.", None, 0.0],
        ],
    }
)


def test_version_3_holds_numbers_and_null(tmp_path: Path) -> None:
    assert read(tmp_path, "y25i01.json", V3) == {
        "ledige.antal, 000, 2021M08": "96938 (row 2)",
        "ledige.antal, ydelse=A-dagpenge, 607, 2021M08": "1042 (row 3)",
        "ledige.antal, ydelse=A-dagpenge, 825, 2021M08": '"" (row 4)',
        "ledige.andel, 000, 2021M08": "3.3 (row 2)",
        "ledige.andel, ydelse=A-dagpenge, 607, 2021M08": "3.0 (row 3)",
        "ledige.andel, ydelse=A-dagpenge, 825, 2021M08": "0.0 (row 4)",
    }
    assert claiming(tmp_path, "y25i01.json", V3) == ["Jobindsats v3, JSON"]


def test_texts_of_digits_are_members_not_figures(tmp_path: Path) -> None:
    rows = [["2021M08", "Fredericia", "18", 1042]]
    written = json.dumps({"columns": ["Periode", "Område", "Alder", "Antal ledige"], "rows": rows})
    found = reading(tmp_path, "y25i01.json", written)
    assert [(one.head, one.label) for one in found.tables[0].unmapped] == [("Alder", "18")]
    assert found.frame.is_empty()


V2_HEADS = [
    {"Name": "area", "Label": "Area"},
    {"Name": "period", "Label": "Periode"},
    {"Name": "_ygrp", "Label": "Ydelsesgrupper"},
    {"Name": "mgnsn", "Label": "Ledige i pct."},
]


def v2(*rows: list[object]) -> str:
    return json.dumps([{"Variables": V2_HEADS, "Data": rows}])


def test_version_2_holds_numbers_and_texts_with_a_comma(tmp_path: Path) -> None:
    written = v2(
        ["Hele landet", "2021M08", "Ydelsesgrupper i alt", "3,3"],
        ["Fredericia", "2021M08", "Ydelsesgrupper i alt", 3.1],
        ["Læsø", "2021M08", "Ydelsesgrupper i alt", None],
    )
    assert read(tmp_path, "y25i01.json", written) == {
        "ledige.andel, 000, 2021M08": "3.3 (row 2)",
        "ledige.andel, 607, 2021M08": "3.1 (row 3)",
        "ledige.andel, 825, 2021M08": '"" (row 4)',
    }
    assert claiming(tmp_path, "y25i01.json", written) == ["Jobindsats v2, JSON"]


def test_version_2_may_hold_several_tables(tmp_path: Path) -> None:
    one = {"Variables": V2_HEADS, "Data": [["Hele landet", "2021M08", "I alt", "3,3"]]}
    two = {"Variables": V2_HEADS, "Data": [["Hele landet", "2021M09", "I alt", "3,0"]]}
    assert read(tmp_path, "y25i01.json", json.dumps([one, two])) == {
        "ledige.andel, 000, 2021M08": "3.3 (row 2)",
        "ledige.andel, 000, 2021M09": "3.0 (row 2)",
    }


Y25I01 = Entry(table="y25i01")
REFUSED = [
    pytest.param(
        '{"code": 422, "cause": "Unknown hierarchies: [\'_omrade\']", "request_id": "a3"}',
        'x.json: no figures but a refusal of Jobindsats, code 422: "Unknown hierarchies: '
        "['_omrade']\"; ask again",
        id="the body of a refusal",
    ),
    pytest.param(
        V3[:145],
        "x.json:1: this JSON breaks off or is damaged: Unterminated string starting at",
        id="cut inside a text",
    ),
    pytest.param(
        V3[:-2],
        "x.json:1: this JSON breaks off or is damaged: Expecting ',' delimiter",
        id="without its last brackets",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige"], "rows": [["2021M08", "Fredericia"]]}',
        "x.json:2: 2 cells, but the table has 3 columns",
        id="a row without its figure",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige"], '
        '"rows": [["2021M08", "Fredericia", [1]]]}',
        "x.json:2: a cell of this row holds a list or an object",
        id="a list where a figure belongs",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige"], "rows": [7]}',
        "x.json:2: this row is no list of cells",
        id="a number where a row belongs",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige", "Antal ledige"], '
        '"rows": [["2021M08", "Fredericia", 1, 2]]}',
        'x.json: 2 columns are headed "antal ledige"; name them apart',
        id="a head that stands twice",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige"], "rows": []}',
        "x.json: no rows under the header",
        id="no rows",
    ),
    pytest.param(
        '{"columns": "Periode", "rows": []}',
        "x.json: columns and rows are lists; export the file again",
        id="columns that are no list",
    ),
    pytest.param(
        '{"columns": ["Periode", 7], "rows": []}',
        "x.json: the names in columns are texts; export the file again",
        id="a number for a head",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige"], '
        '"rows": [["2021M08", "Fredericia", NaN]]}',
        "x.json: this JSON cannot be read: NaN is no published figure",
        id="not a number",
    ),
    pytest.param(
        '{"columns": ["Periode", "Område", "Antal ledige"], '
        '"rows": [["2021M08", "Fredericia", 2.8000000000000003]]}',
        'x.json:2: column "Antal ledige": "2.8000000000000003" has more than 15 digits',
        id="a figure that a program has torn",
    ),
    pytest.param(
        '{"columns": [], "rows": [], "rows": []}',
        'x.json: this JSON cannot be read: the key "rows" stands twice in one object',
        id="rows twice",
    ),
    pytest.param(
        v2(["Fredericia", "2021M08", "I alt", "3,3"], ["Fredericia", "2021M09", "I alt"]),
        "x.json:3: 3 cells, but the table has 4 columns",
        id="a torn row of version 2",
    ),
    pytest.param(
        v2(["Fredericia", "2021M08", "I alt", "3,300"]),
        'x.json: "3,300" (row 2, column "Ledige i pct.") is a whole number in one notation and has '
        "three decimals in the other; say which in manifest.yaml: notation: danish, or english",
        id="a text of version 2 that could be two numbers",
    ),
    pytest.param(
        '[{"Variables": [{"Name": "area"}], "Data": [["Fredericia"]]}]',
        "x.json: a variable has no Name and Label: \"{'Name': 'area'}\"",
        id="a variable of version 2 without a label",
    ),
    pytest.param(
        '[{"Variables": [], "Data": []}, 7]',
        "x.json: an element of the list has no Variables and Data",
        id="an element of version 2 that is no table",
    ),
    pytest.param(
        '[{"Variables": {}, "Data": []}]',
        "x.json: Variables and Data are lists; export the file again",
        id="variables that are no list",
    ),
    pytest.param(
        "<!DOCTYPE html>\n<html><title>Log på</title></html>",
        "x.json: this is a web page, not an export; export the table again",
        id="a web page",
    ),
]


@pytest.mark.parametrize(("written", "expected"), REFUSED)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, written: str, expected: str) -> None:
    assert expected in refused(tmp_path, "x.json", written, Y25I01)
