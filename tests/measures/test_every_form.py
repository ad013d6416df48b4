"""What holds for every form of measure, later ones included."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from beskplan.catalogue import Catalogue
from beskplan.measures import FORMS, IndicatorMeasure, Measure, form_of
from beskplan.observations import Figure, Observations
from beskplan.periods import Period
from tests.build import a_case, a_measure, an_indicator, exact, figure, mapping, observations
from tests.docstrings import docstring_of
from tests.measures.conftest import Problems

MARCH = Period.parse("2022M03")
WINDOWS = (
    "",
    "over: {last: 3 months, take: mean}",
    "over: {from: this year, take: sum}",
    "change: {since: a year before, as: points}",
    "change: {since: the period before, as: percent}",
    "change: {since: baseline, as: percent}",
    "over: {last: 12 months, take: mean}\nchange: {since: a year before, as: percent}",
)
"""What may follow the form."""

PART_OF_A_FORM = {
    "indicator": "{indicator: andel}",
    "sum_of": "{sum_of: [{indicator: andel}, {indicator: andel}]}",
    "difference_of": "{difference_of: [{indicator: andel}, {indicator: andel}]}",
    "ratio_of": "{ratio_of: [{indicator: andel}, {indicator: andel}]}",
}
"""The shortest measure of each form."""


def text_of(key: str) -> str:
    """Return the YAML under ``Example:`` in a form's docstring."""
    return docstring_of(FORMS[key]).example


def catalogue_of(measure: Measure) -> Catalogue:
    """Return a catalogue that has what the example names: shares of one denominator."""
    members: dict[str, Any] = {"Uddannelseshjælp": [], "Fleksjob": [], "Ledighedsydelse": []}
    dimensions = {
        "ydelse": {"members": members},
        "køn": {"members": {"Kvinder": [], "Mænd": []}},
    }
    return Catalogue.of(
        *(
            an_indicator(name, denominator="alle", dimensions=dimensions)
            for name in set(measure.indicators())
        )
    )


def rows_of(measure: Measure, printed: str, period: Period = MARCH) -> list[Figure]:
    """Return rows of all that the example may ask for in one period."""
    segments: tuple[dict[str, str], ...] = (
        {},
        *({"ydelse": name} for name in ("Uddannelseshjælp", "Fleksjob", "Ledighedsydelse")),
        *({"køn": name} for name in ("Kvinder", "Mænd")),
    )
    return [
        figure(area, str(period), printed, name, segment=segment)
        for name in set(measure.indicators())
        for segment in segments
        for area in ("250", "000")
    ]


@pytest.mark.parametrize("key", FORMS)
def test_example_in_the_docstring_loads_and_fits(key: str) -> None:
    measure = a_measure(text_of(key))
    assert type(measure) is FORMS[key]
    assert list(measure.problems(catalogue_of(measure))) == []


@pytest.mark.parametrize("key", FORMS)
def test_example_gives_a_number_where_its_figures_are_published(key: str) -> None:
    measure = a_measure(text_of(key))
    rows = observations(rows_of(measure, "4.0"))
    found = measure.measured(a_case(rows, *catalogue_of(measure)))
    assert exact(found) in {"4", "8", "0", "100"}
    assert found.unit == measure.unit(catalogue_of(measure))


@pytest.mark.parametrize("key", FORMS)
def test_key_names_the_form_and_its_module(key: str) -> None:
    form = FORMS[key]
    assert form.__module__ == f"beskplan.measures.{key}"
    assert key in form.model_fields
    assert form.model_fields[key].is_required()
    assert form_of(mapping(text_of(key))) is form
    assert form_of(a_measure(text_of(key))) is form


def test_without_a_known_key_an_indicator_is_meant() -> None:
    nothing: list[object] = [{}, {"indicater": "andel"}, "andel", None, []]
    for written in nothing:
        assert form_of(written) is IndicatorMeasure


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("key", FORMS)
def test_no_observations_never_give_a_value(key: str, window: str) -> None:
    measure = a_measure(f"{text_of(key)}\n{window}")
    catalogue = catalogue_of(measure)
    for pool in ({}, {"250": 1, "621": 1}, {"000": 1, "250": -1}):
        case = a_case(
            Observations(), *catalogue, pool=pool, baseline="{period: 2017M06, value: 3.0}"
        )
        found = measure.measured(case)
        assert exact(found) is None
        assert found.missing or found.incomparable
        assert found.unit == measure.unit(catalogue)
    assert measure.periods(case) == frozenset()


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("key", FORMS)
def test_suppressed_figures_never_give_a_value(key: str, window: str) -> None:
    measure = a_measure(f"{text_of(key)}\n{window}")
    rows = observations(
        *(rows_of(measure, "..", MARCH.shifted(-months)) for months in range(24)),
    )
    case = a_case(rows, *catalogue_of(measure), baseline="{period: 2017M06, value: 3.0}")
    found = measure.measured(case)
    assert exact(found) is None
    assert found.missing or found.incomparable
    assert MARCH in measure.periods(case)  # a row is there, if without number


@pytest.mark.parametrize("key", FORMS)
def test_days_of_a_number_end_with_its_period(key: str) -> None:
    for window in WINDOWS:
        measure = a_measure(f"{text_of(key)}\n{window}")
        span = measure.span(MARCH)
        assert span.contains(MARCH)
        assert span.end == MARCH.end
        assert measure.is_direct == (not window)


@pytest.mark.parametrize("inside", FORMS)
@pytest.mark.parametrize("key", [key for key in FORMS if key != "indicator"])
def test_every_form_stands_inside_every_other(key: str, inside: str) -> None:
    part = PART_OF_A_FORM[inside]
    measure = a_measure(f"{{{key}: [{part}, {part}]}}")
    assert type(measure) is FORMS[key]
    assert [type(one) for one in getattr(measure, key)] == [FORMS[inside]] * 2
    assert set(measure.indicators()) == {"andel"}


def test_every_form_has_its_shortest_measure_here() -> None:
    assert PART_OF_A_FORM.keys() == FORMS.keys()


@pytest.mark.parametrize("key", FORMS)
def test_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        a_measure(f"{text_of(key)}\ncolour: red")


CATALOGUE = Catalogue.of(
    an_indicator(denominator="alle", dimensions={"køn": {"members": {"Kvinder": [], "Mænd": []}}}),
    an_indicator("antal", unit="persons"),
    an_indicator("uger", unit="weeks"),
)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        pytest.param(
            """
measure:
  sum_of:
    - {indicator: andel}
    - {indicator: andle}
""",
            ['18:27: target 1a: no indicator "andle"; did you mean "andel"?'],
            id="unknown indicator in the second part",
        ),
        pytest.param(
            """
measure:
  difference_of:
    - sum_of:
        - {indicator: andel}
        - {indicator: andel, segment: {køn: Kvinde}}
    - {indicator: andel, segment: {kon: Mænd}}
""",
            [
                '19:53: target 1a: andel, køn: no member "Kvinde"; did you mean "Kvinder"?',
                '20:49: target 1a: andel has no dimension "kon"; known: køn',
            ],
            id="unknown member and dimension in parts of parts",
        ),
        pytest.param(
            """
measure:
  ratio_of:
    - {indicator: antal}
    - sum_of:
        - {indicator: antal}
        - {indicator: andel}
""",
            ["19:17: target 1a: parts in different units: percent, persons"],
            id="different units in a part",
        ),
        pytest.param(
            """
measure:
  ratio_of:
    - {indicator: antal}
    - sum_of: [{indicator: uger}, {indicator: uger}]
""",
            ['18:23: target 1a: numbers in "weeks" cannot be added'],
            id="weeks added in a part",
        ),
        pytest.param(
            """
measure:
  difference_of:
    - {indicator: andel}
    - indicator: andel
      over: {last: 12 moons, take: mean}
""",
            [
                '19:28: target 1a, measure.difference_of[2].over.last: "12 moons" is no length; '
                "write 12 months, or 4 quarters"
            ],
            id="bad window in the second part",
        ),
        pytest.param(
            """
measure:
  sum_of:
    - {indicater: andel}
    - {indicator: andel}
""",
            [
                '17:15: target 1a, measure.sum_of[1]: key "indicator" is missing',
                '17:16: target 1a, measure.sum_of[1]: unknown key "indicater"; '
                'did you mean "indicator"?',
            ],
            id="misspelt key in the first part",
        ),
        pytest.param(
            """
measure:
  sum_of: [{indicator: andel}, andel]
""",
            ['16:40: target 1a, measure.sum_of[2]: a mapping is needed here; found "andel"'],
            id="a word for a part",
        ),
        pytest.param(
            """
measure:
  sum_of: [{indicator: andel}, {indicator: andel, change: {since: a year before, as: units}}]
""",
            [
                '16:94: target 1a: as: units does not fit the unit "percent"; '
                "write points or percent"
            ],
            id="change that does not fit in the second part",
        ),
    ],
)
def test_problem_inside_a_measure_has_its_line(
    problems: Problems, measure: str, expected: list[str]
) -> None:
    assert problems(measure, CATALOGUE) == [f"p.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("{sum_of: [{indicator: andel}]}", "sum_of: this list needs at least 2 items; found 1"),
        ("{sum_of: []}", "sum_of: this list is empty"),
        (
            "{difference_of: [{indicator: a}, {indicator: b}, {indicator: c}]}",
            "difference_of: this list takes at most 2 items; found 3",
        ),
        ("{ratio_of: [{indicator: a}]}", "ratio_of: this list needs at least 2 items; found 1"),
        ("{ratio_of: {indicator: a}}", "ratio_of: a list is needed here; found a mapping"),
        (
            "{ratio_of: [{indicator: a}, {indicator: b}], as: share}",
            'as: "share" is not known here; known: number, percent',
        ),
    ],
)
def test_number_of_parts(problems: Problems, measure: str, expected: str) -> None:
    (found,) = problems(f"measure: {measure}")
    assert re.fullmatch(r"p\.yaml:15:[0-9]+: target 1a, measure\.(.*)", found) is not None
    assert found.endswith(f" measure.{expected}")


@pytest.mark.parametrize("place", ["", "sum_of: [{indicator: andel}, {"])
def test_two_forms_in_one_measure_are_refused(problems: Problems, place: str) -> None:
    both = "indicator: andel, ratio_of: [{indicator: andel}, {indicator: andel}]"
    (found,) = problems(f"measure: {{{place}{both}{'}]' * bool(place)}}}", CATALOGUE)
    assert found.endswith(
        f"measure{'.sum_of[2]' * bool(place)}: a measure has one of indicator, sum_of, "
        "difference_of, ratio_of; found indicator and ratio_of"
    )


def test_figures_of_a_measure_in_a_good_plan(problems: Problems) -> None:
    good = "{difference_of: [{indicator: andel, segment: {køn: Kvinder}}, {indicator: andel}]}"
    assert problems(f"measure: {good}", CATALOGUE) == []
