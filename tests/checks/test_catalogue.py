"""BP401 to BP410: what a colleague would ask about an indicator."""

from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.catalogue import BASE_CATALOGUE, Catalogue, base_indicators
from beskplan.checks import all_checks
from beskplan.checks._base import CheckedCatalogue
from beskplan.checks._look import findings_in_catalogue
from beskplan.documents import read_document
from beskplan.errors import DataUnreadableError
from tests.checks.build import EVERY, codes, document_of, found_in_catalogue, said
from tests.commands import ROOT


def _one(keys: str) -> str:
    return f"indicators: [{{id: ledige, {keys}}}]"


def _two(first: str, second: str) -> str:
    return f"indicators: [{{id: ledige, {first}}}, {{id: tilbud, {second}}}]"


def test_a_label_of_two_indicators_is_told_at_the_second() -> None:
    found = found_in_catalogue(_two("labels: [Andel]", "labels: [Antal, ANDEL]"))
    assert said(found) == [
        '48:5: error BP401: indicator tilbud: "ANDEL" is a label of ledige, too, and figures under '
        "it would be read as both; write the label of one, or source: {table: …} and "
        "only_in_table: true at each"
    ]


_NEW = "{id: nye, title: Nye, unit: percent, better: lower, covers: month, population: p, %s}"

FINDINGS = [
    pytest.param(
        _two("labels: [A], source: {table: y1}", "labels: [A], source: {table: y2}"),
        ["BP401"],
        id="two tables, and nothing says that the label counts in them alone",
    ),
    pytest.param(_one("numerator: tilbud"), ["BP402"], id="a share is no count"),
    pytest.param(f"indicators: [{_NEW % 'denominator: nye'}]", ["BP402"], id="a share of itself"),
    pytest.param(
        _one("denominator: ledige.antal"),
        ["BP402"],
        id="one count is both numerator and denominator",
    ),
    pytest.param(
        "indicators: [{id: ledige.antal, covers: quarter}]", ["BP402"], id="a count by quarter"
    ),
    pytest.param(
        "indicators: [{id: ledige.antal, dimensions: }]", ["BP402"], id="a numerator not split"
    ),
    pytest.param(
        "indicators: [{id: n, title: Ledighedsprocent, unit: percent, better: lower, "
        "covers: month}]",
        ["BP403"],
        id="percent of whom?",
    ),
    pytest.param("indicators: [{id: fleksjob.nye, decimals: 1}]", ["BP404"], id="a tenth of a job"),
    pytest.param("indicators: [{id: fleksjob.nye, rounded_to: 0.5}]", ["BP404"], id="half a job"),
    pytest.param(_one("rounded_to: 0.25, decimals: 1"), ["BP404"], id="finer than printed"),
    pytest.param(
        _one("series_breaks: [{at: 2019M08, why: a}, {at: 2019M08, why: b}]"),
        ["BP405"],
        id="one break twice",
    ),
    pytest.param(
        _one("series_breaks: [{at: 2019-08-09, why: a}]"), ["BP405"], id="a break inside a month"
    ),
    pytest.param(
        _one("dimensions: {køn: {members: {K: [], M: []}, unions: {Alle: [K, M, K]}}}"),
        ["BP406"],
        id="a member twice",
    ),
    pytest.param(
        _one("published_for: [municipality, municipality]"), ["BP407"], id="one kind twice"
    ),
    pytest.param(_one("published_for: [country, kommune]"), ["BP407", "BP408"], id="kommune"),
    pytest.param(
        "indicators: [{id: ledige.personer, title: L, unit: persons, better: higher, "
        "covers: month}]",
        ["BP409"],
        id="more unemployed are better here, and fewer in the base",
    ),
    pytest.param("indicators: [{id: tilfredshed, unit: '%'}]", ["BP410"], id="a percent sign"),
    pytest.param("indicators: [{id: fleksjob.nye, unit: Personer}]", ["BP410"], id="in Danish"),
    pytest.param("indicators: [{id: fleksjob.nye, unit: samtaler}]", ["BP410"], id="samtaler"),
]


@pytest.mark.parametrize(("catalogue", "expected"), FINDINGS)
def test_what_is_found(catalogue: str, expected: list[str]) -> None:
    assert sorted(codes(found_in_catalogue(catalogue))) == expected


SILENT = [
    pytest.param(_two("labels: [A]", "labels: [B]"), id="two labels"),
    pytest.param(_two("labels: [A], covers: month", "labels: [A], covers: year"), id="two lengths"),
    pytest.param(
        _two(
            "labels: [A], source: {table: y1}, only_in_table: true",
            "labels: [A], source: {table: y2}",
        ),
        id="a label that counts in one table alone",
    ),
    pytest.param(_one("labels: [A, a]"), id="one indicator with a label twice"),
    pytest.param(
        "indicators: [{id: arb, title: Arbejdsstyrken, unit: persons, better: neither, "
        "covers: month}, {id: ledige, denominator: arb}]",
        id="a denominator that all members share",
    ),
    pytest.param(
        "indicators: [{id: n, title: Andel af de ledige, unit: percent, better: lower, "
        "covers: month}]",
        id="the title says percent of whom",
    ),
    pytest.param(
        "indicators: [{id: ledige.antal, decimals: 1}]", id="full-time persons have decimals"
    ),
    pytest.param(_one("rounded_to: 0.5"), id="coarser than printed"),
    pytest.param("indicators: [{id: fleksjob.nye, rounded_to: 5}]", id="jobs to the next five"),
    pytest.param(
        "indicators: [{id: placering, series_breaks: [{at: 2019M10, why: a}]}]",
        id="the first month of a quarter",
    ),
    pytest.param(
        _one("dimensions: {køn: {members: {K: [], M: []}, unions: {A: [K, M], B: [K, M]}}}"),
        id="two labels of one group",
    ),
    pytest.param(_one("published_for: [municipality, rar, landsdel, region]"), id="all kinds"),
    pytest.param("indicators: [{id: fleksjob.nye, unit: dage}]", id="a unit of one's own"),
]


def test_the_kinds_that_figures_are_published_for_are_named() -> None:
    [found] = found_in_catalogue(_one("published_for: [municipality, kommuner]"))
    assert found.message == (
        'indicator ledige: "kommuner" is no kind of areas; known: country, landsdel, municipality, '
        "rar, region"
    )


@pytest.mark.parametrize("catalogue", SILENT)
def test_nothing_is_found_where_nothing_is_odd(catalogue: str) -> None:
    assert found_in_catalogue(catalogue) == ()


def test_nothing_is_found_in_the_base_catalogue() -> None:
    indicators = dict(base_indicators())
    places = {name: ("indicators", number) for number, name in enumerate(indicators)}
    document = document_of("schema: beskplan/catalogue/v1\n", BASE_CATALOGUE.name)
    subject = CheckedCatalogue(document, Catalogue(indicators), places)
    checks = [one for one in all_checks().values() if one.about is CheckedCatalogue]
    assert [(one.code, found) for one in checks for found in one.find(subject)] == []


def test_the_catalogue_of_the_repository_has_notes_at_most() -> None:
    path = Path(ROOT, "data", "indicators.yaml")
    document = read_document(path, "catalogue", DataUnreadableError)
    assert {one.code for one in findings_in_catalogue(document, EVERY)} <= {"BP409"}
