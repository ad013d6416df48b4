"""BP205 and BP207: figures that nobody publishes, and ranks without others."""

from __future__ import annotations

import pytest

from tests.checks.build import codes, found_in, said

_NATIONAL = "rule: {type: vs-national-average, must_be: at-least}"
_MARGIN = "rule: {type: points-above-average, points: 1, against: "


def survey(rule: str, keys: str = "") -> str:
    return f"{{measure: {{indicator: tilfredshed}}, {rule}{keys}}}"


def published(kinds: str, rule: str) -> str:
    """Return a target on ``ledige``, published for some kinds of areas."""
    return f"{{indicators: [{{id: ledige, published_for: {kinds}}}], {rule}}}"


def test_a_national_average_of_a_survey_of_ones_own_is_told_at_the_rule() -> None:
    assert said(found_in(survey(_NATIONAL))) == [
        "22:7: warning BP205: target 1a: tilfredshed is published for municipalities alone, not "
        "for the whole country; hold it against a number or named areas, or correct "
        "published_for: in the catalogue"
    ]


def test_a_survey_of_which_the_catalogue_says_nothing_is_asked_about() -> None:
    keys = "id: maaling, title: Tilfredse, unit: percent, better: higher, covers: survey"
    own = f"indicators: [{{{keys}}}]"
    assert said(found_in(f"{{{own}, measure: {{indicator: maaling}}, {_NATIONAL}}}")) == [
        "22:7: warning BP205: target 1a: maaling is a survey, and the catalogue does not say that "
        "the whole country has it; hold it against a number or named areas, or correct "
        "published_for: in the catalogue"
    ]


def test_a_fixed_area_is_told_at_the_area() -> None:
    target = (
        "{measure: {indicator: tilfredshed, area: country}, rule: {type: threshold, at_least: 80}}"
    )
    assert said(found_in(target)) == [
        "21:13: warning BP205: target 1a: tilfredshed is published for municipalities alone, not "
        "for the whole country; leave out area:, or correct published_for: in the catalogue"
    ]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(survey(f"{_MARGIN}country}}"), id="a margin to the country"),
        pytest.param(survey(f"{_MARGIN}{{region: Hovedstaden}}}}"), id="to a region"),
        pytest.param(survey(f"{_MARGIN}{{landsdel: Nordsjælland}}}}"), id="to a landsdel"),
        pytest.param(
            survey(f"rule: {{type: any-of, parts: [{{{_NATIONAL}}}, {{{_NATIONAL}}}]}}").replace(
                "at-least}}, {rule: {type: vs-national-average, must_be: at-least",
                "at-least}}, {rule: {type: threshold, at_least: 80",
            ),
            id="in a part",
        ),
        pytest.param(
            "{measure: {difference_of: [{indicator: tilfredshed}, {indicator: tilfredshed, area: "
            "country}]}, rule: {type: threshold, at_least: 2}}",
            id="inside a difference",
        ),
        pytest.param(
            published("[country]", "rule: {type: threshold, at_most: 4}"),
            id="the own figure of what only the country has",
        ),
        pytest.param(
            "{indicators: [{id: ledige.antal, published_for: [municipality]}, "
            "{id: styrken, title: Arbejdsstyrken, unit: persons, better: neither, covers: month}, "
            "{id: ledige, denominator: styrken}], "
            "rule: {type: vs-group-average, must_be: at-most, against: {rest_of: country}}}",
            id="the rest of a country whose counts are not published",
        ),
    ],
)
def test_it_is_found_wherever_a_figure_is_needed(target: str) -> None:
    assert codes(found_in(target)) == ["BP205"]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(
            "rule: {type: vs-national-average, must_be: at-most}", id="country by default"
        ),
        pytest.param(
            published(
                "[municipality, country]", "rule: {type: vs-national-average, must_be: below}"
            ),
            id="what the catalogue says is published",
        ),
        pytest.param(
            "rule: {type: vs-group-average, must_be: at-most, against: {region: Hovedstaden}}",
            id="a region of which the catalogue says nothing",
        ),
        pytest.param(
            survey(f"{_MARGIN}{{region: Hovedstaden, average: plain}}}}"),
            id="an average of the region's municipalities",
        ),
        pytest.param(
            survey(f"{_MARGIN}{{areas: [Halsnæs, Hillerød], average: plain}}}}"), id="named areas"
        ),
        pytest.param(
            survey(f"reading: Et gennemsnit, {_MARGIN}not-stated}}"),
            id="an average that the document does not name",
        ),
        pytest.param(
            survey("rule: {type: none, because: not-set, against: country}"), id="only shown"
        ),
        pytest.param(survey("rule: {type: threshold, at_least: 80}"), id="a number"),
        pytest.param(
            "{indicators: [{id: tilfredshed, published_for: [municipality, country]}], "
            f"measure: {{indicator: tilfredshed}}, {_NATIONAL}}}",
            id="a national survey",
        ),
    ],
)
def test_nothing_is_found_where_there_is_an_average(target: str) -> None:
    assert found_in(target) == ()


def rank(among: str, keys: str = "") -> str:
    return f"{{{keys}rule: {{type: rank, best: lowest, at_most: 1, among: {among}}}}}"


_NABOER = "plan: {groups: {naboer: {areas: [Halsnæs]}}}, "


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            rank("{region: Syddanmark}"),
            "26:9: warning BP207: target 1a: Frederikssund is not in Region Syddanmark, among "
            "whose municipalities it is ranked; name the area that it lies in",
            id="a region of others",
        ),
        pytest.param(
            rank("{landsdel: Bornholm}"),
            "26:9: warning BP207: target 1a: places are counted among Bornholm alone; rank among "
            "two municipalities or more",
            id="a landsdel of one municipality",
        ),
        pytest.param(
            rank("{group: naboer}", _NABOER),
            "26:9: warning BP207: target 1a: places are counted among Halsnæs alone; rank among "
            "two municipalities or more",
            id="a group of one",
        ),
        pytest.param(
            survey("rule: {type: rank, best: highest, at_most: 10}"),
            "22:7: warning BP207: target 1a: tilfredshed is a survey that is not published for "
            "the country, so of one's own; write a threshold, or correct published_for: in the "
            "catalogue",
            id="a survey of one's own",
        ),
        pytest.param(
            published("[country]", "rule: {type: rank, best: lowest, at_most: 10}"),
            "22:7: warning BP207: target 1a: ledige is published for the whole country alone, not "
            "for municipalities; write a threshold, or correct published_for: in the catalogue",
            id="what municipalities do not have",
        ),
    ],
)
def test_a_rank_without_others_is_told(target: str, message: str) -> None:
    assert said(found_in(target)) == [message]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(rank("country"), id="the whole country"),
        pytest.param(rank("{region: Hovedstaden}"), id="the own region"),
        pytest.param(rank("{areas: [Halsnæs, Hillerød]}"), id="neighbours, the own one unnamed"),
        pytest.param(
            rank("{group: naboer}", "plan: {groups: {naboer: {areas: [Halsnæs, Hillerød]}}}, "),
            id="a group of neighbours",
        ),
        pytest.param(
            rank("{region: Syddanmark}", "for_each: {area: {among: {region: Syddanmark}}}, "),
            id="the municipalities of another region, each among them",
        ),
        pytest.param(
            "{measure: {indicator: placering}, rule: {type: rank, at_most: 10}}",
            id="a published place",
        ),
        pytest.param(
            "{indicators: [{id: tilfredshed, published_for: [municipality, country]}], measure: "
            "{indicator: tilfredshed}, rule: {type: rank, best: highest, at_most: 10}}",
            id="a national survey",
        ),
    ],
)
def test_nothing_is_found_where_there_are_others(target: str) -> None:
    assert found_in(target) == ()


def test_best_at_the_wrong_end_is_a_matter_of_direction() -> None:
    assert codes(found_in("rule: {type: rank, best: highest, at_most: 10}")) == ["BP201"]
