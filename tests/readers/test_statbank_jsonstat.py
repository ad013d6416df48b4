"""JSON-stat, in the shape of StatBank and in version 2.0."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.readers.reading import claiming, read, reading, refused

Json = dict[str, Any]


def dimension(**labels: str) -> Json:
    return {
        "label": "…",
        "category": {"index": {one: at for at, one in enumerate(labels)}, "label": labels},
    }


AUS08: Json = {
    "OMRÅDE": {
        "label": "region",
        "category": {
            "index": {"000": 0, "607": 1},
            "label": {"000": "All Denmark", "607": "Fredericia"},
        },
    },
    "SAESONFAK": {
        "category": {
            "index": {"10": 1, "9": 0},
            "label": {"9": "Seasonally adjusted, per cent", "10": "Seasonally adjusted"},
        }
    },
    "ContentsCode": dimension(AUS08="Unemployed persons"),
    "Tid": {"category": {"index": {"2021M08": 0}, "label": {"2021M08": "2021M08"}}},
}
IDS = ["OMRÅDE", "SAESONFAK", "ContentsCode", "Tid"]
SHAPE: Json = {
    "id": IDS,
    "size": [2, 2, 1, 1],
    "role": {"geo": ["OMRÅDE"], "metric": ["ContentsCode"], "time": ["Tid"]},
}
REST: Json = {
    "label": "Unemployed persons by region",
    "source": "Statistics Denmark",
    "updated": "2026-10-12T06:00:00Z",
    "value": [3.3, 96938, 3, None],
}


def old(**changes: object) -> str:
    return json.dumps({"dataset": {"dimension": {**AUS08, **SHAPE}, **REST, **changes}})


def new(**changes: object) -> str:
    whole = {"version": "2.0", "class": "dataset", **SHAPE, "dimension": AUS08, **REST}
    return json.dumps({**whole, **changes})


FIGURES = {
    "brutto.andel, 000, 2021M08": "3.3 (row 2)",
    "brutto.antal, 000, 2021M08": "96938 (row 3)",
    "brutto.andel, 607, 2021M08": "3.0 (row 4)",
    "brutto.antal, 607, 2021M08": '"" (row 5)',
}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(old(), id="the shape of StatBank"),
        pytest.param(new(), id="version 2.0"),
        pytest.param(new(value={"0": 3.3, "1": 96938, "2": 3}), id="missing figures left out"),
    ],
)
def test_figures_are_read_by_codes(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, "x.json", written) == FIGURES
    assert claiming(tmp_path, "x.json", written) == ["JSON-stat"]


def test_the_file_says_its_table_and_its_day(tmp_path: Path) -> None:
    (table,) = reading(tmp_path, "x.json", old()).tables
    assert table.grid.table == "AUS08"
    assert table.grid.retrieved == date(2026, 10, 12)
    assert table.grid.notes == ("Unemployed persons by region", "Statistics Denmark")


def test_a_status_tells_why_a_figure_is_missing(tmp_path: Path) -> None:
    found = read(tmp_path, "x.json", new(status={"3": ".."}))
    assert found["brutto.antal, 607, 2021M08"] == '".." (row 5)'


def test_the_table_names_the_figures_where_no_variable_does(tmp_path: Path) -> None:
    written = json.dumps(
        {
            "dataset": {
                "dimension": {
                    "OMRÅDE": {"category": {"index": {"101": 0}, "label": {"101": "Copenhagen"}}},
                    "ContentsCode": dimension(FOLK1A="Population"),
                    "Tid": {"category": {"index": {"2026K3": 0}, "label": {"2026K3": "2026Q3"}}},
                    "id": ["OMRÅDE", "ContentsCode", "Tid"],
                    "size": [1, 1, 1],
                    "role": {"time": ["Tid"]},
                },
                "value": [670389],
            }
        }
    )
    assert read(tmp_path, "x.json", written) == {"folketal, 101, 2026Q3": "670389 (row 2)"}


def test_the_title_names_the_figures_where_the_catalogue_has_it(tmp_path: Path) -> None:
    dimensions = {
        "Tid": {"category": {"index": ["2021"]}},
        "OMRÅDE": {"category": {"label": {"607": "Fredericia"}}},
        "ContentsCode": dimension(KY001="Modtagere i alt"),
    }
    written = new(dimension=dimensions, id=list(dimensions), size=[1, 1, 1], value=[412])
    assert read(tmp_path, "x.json", written) == {"modtagere, 607, 2021": "412 (row 2)"}


def without(name: str) -> Json:
    return {key: one for key, one in AUS08.items() if key != name}


REFUSED = [
    pytest.param(
        new(value=[3.3, 96938, 3]),
        "x.json: 3 in value, but the sizes make 4; is the file whole?",
        id="a figure too few",
    ),
    pytest.param(
        new(value={"4": 3.3}),
        'x.json: value names the place "4" of 4',
        id="a figure outside the table",
    ),
    pytest.param(
        new(size=[2, 1, 1, 1], value=[1, 2]),
        'x.json: dimension "SAESONFAK" has 2 members, but size says 1',
        id="another size than members",
    ),
    pytest.param(
        new(size=[2, 2, 1]), "x.json: id names 4 dimensions, but size 3", id="a size too few"
    ),
    pytest.param(
        new(size=[2, 2, 1, "1"]),
        "x.json: id names 4 dimensions, but size 0",
        id="a size that is a text",
    ),
    pytest.param(
        new(dimension=without("Tid")),
        'x.json: dimension "Tid" has no category',
        id="an unknown dimension",
    ),
    pytest.param(
        new(id=["Tid", "Tid", "ContentsCode", "OMRÅDE"]),
        "x.json: id names no dimensions, or one of them twice",
        id="a dimension twice",
    ),
    pytest.param(
        new(dimension={**AUS08, "Tid": {"category": {"index": {"2021M08": 1}}}}),
        'x.json: dimension "Tid": its index does not number its members',
        id="an index with a hole",
    ),
    pytest.param(
        new(value=[3.3, True, 3, 4]),
        'x.json:3: a figure is "True", which is no number',
        id="a truth for a figure",
    ),
    pytest.param(
        new(value="3.3"), "x.json: value is neither list nor object", id="a text for figures"
    ),
    pytest.param(
        new()[:-20],
        "x.json:1: this JSON breaks off or is damaged: Expecting ',' delimiter",
        id="cut",
    ),
    pytest.param(
        '{"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Tabellen blev ikke fundet"}',
        'x.json: no figures but a refusal of StatBank: "Tabellen blev ikke fundet"; ask again',
        id="the body of a refusal",
    ),
    pytest.param(
        "<html><body>Service unavailable</body></html>",
        "x.json: this is a web page, not an export; export the table again",
        id="a web page",
    ),
]


@pytest.mark.parametrize(("written", "expected"), REFUSED)
def test_a_file_that_does_not_fit_together_is_refused(
    tmp_path: Path, written: str, expected: str
) -> None:
    assert expected in refused(tmp_path, "x.json", written)
