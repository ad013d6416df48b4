"""What does not load is told by `check` with its place, and no second time by a check."""

from __future__ import annotations

import pytest

from beskplan.checks._look import wanted
from tests.checks.build import found_in, found_in_text, said

_TARGET = "{id: %s, title: t, measure: {indicator: ledige}, rule: {type: threshold, at_most: %s}}"
_AREAS = "focus_areas: [{id: '1', title: t, targets: [%s]}, {id: %s, title: u, targets: [%s]}]"
_FAN = "measure: {indicator: tilbud}\nrule: {type: vs-national-average, must_be: at-least}\n"


def levels(written: str) -> str:
    return f"rule: {{type: threshold, at_most: {{by_year: {{{written}}}}}}}"


STRUCTURE = [
    pytest.param(
        "focus_areas: [{id: '1', title: t, targets: []}]",
        "16:12: focus area 1, targets: this list is empty",
        id="a focus area whose list of targets is empty",
    ),
    pytest.param(
        "focus_areas: [{id: '1', title: t}]",
        '14:3: focus area 1: key "targets" is missing',
        id="a focus area without targets",
    ),
    pytest.param("focus_areas: []", "13:14: focus_areas: this list is empty", id="no focus area"),
    pytest.param(
        "targets: [{id: 1a}, {id: 1a, rule: {type: threshold, at_most: 3}}]",
        "26:9: target 1a: this id stands twice, first in line 17; give one another id",
        id="an id that two targets have",
    ),
    pytest.param(
        "targets: [{id: å1}, {id: a\u030a1, rule: {type: threshold, at_most: 3}}]",
        "26:9: target å1: this id stands twice, first in line 17; give one another id",
        id="an id that is composed otherwise",
    ),
    pytest.param(
        _AREAS % (_TARGET % ("a", 4), "'2'", _TARGET % ("a", 3)),
        "27:9: target a: this id stands twice, first in line 17; give one another id",
        id="an id that targets of two focus areas have",
    ),
    pytest.param(
        _AREAS % (_TARGET % ("a", 4), "'1'", _TARGET % ("b", 3)),
        "24:7: focus area 1: this id stands twice, first in line 14; give one another id",
        id="an id that two focus areas have",
    ),
    pytest.param(
        "targets: [{id: 1\u0430}]",
        '17:9: target 1\u0430: its id holds "\u0430", which is U+0430 CYRILLIC SMALL LETTER A; '
        "write it with letters of the Danish alphabet",
        id="an id with a letter that only looks like ours",
    ),
    pytest.param(
        "measure: {indicator: ledige, segment: {ydelse: A-dagpenge}}",
        '22:17: target 1a: ledige has no dimension "ydelse"; known: køn',
        id="a dimension that the indicator lacks",
    ),
    pytest.param(
        "measure: {indicator: fleksjob.nye, segment: {ydelse: A-dagpenge}}",
        '22:17: target 1a: fleksjob.nye has no dimension "ydelse"; leave it out, for it has none '
        "at all",
        id="a dimension of an indicator without any",
    ),
    pytest.param(
        "measure: {indicator: ledige, segment: {køn: Kvindr}}",
        '22:14: target 1a: ledige, køn: no member "Kvindr"; did you mean "Kvinder"?',
        id="a segment that the indicator lacks",
    ),
    pytest.param(
        "measure: {indicator: ledigee}",
        '20:18: target 1a: no indicator "ledigee"; did you mean "ledige"?',
        id="an indicator that the catalogue lacks",
    ),
    pytest.param(
        f"{_FAN}for_each: {{ydelse: [A-dagpenge, Kontanthjlp]}}",
        '29:9: target 1a, for_each: no member "Kontanthjlp"; did you mean "Kontanthjælp"?',
        id="a member of a fan-out that the indicator lacks",
    ),
    pytest.param(
        f"{_FAN}for_each: {{alder: [Unge, Gamle]}}",
        '27:7: target 1a: no dimension "alder"; known: ydelse',
        id="a fan-out over a dimension that the indicator lacks",
    ),
    pytest.param(
        f"{_FAN}for_each: {{ydelse: [A-dagpenge, A-dagpenge]}}",
        "27:7: target 1a, for_each: a member stands twice",
        id="a member that stands twice",
    ),
    pytest.param(
        f"{_FAN}for_each: {{ydelse: [A-dagpenge, Kontanthjælp], leave_out: {{A-dagpenge: få}}}}",
        '27:7: target 1a, for_each: "A-dagpenge" is both judged and left out',
        id="a member both judged and left out",
    ),
    pytest.param(
        "only_if: {target: 1x, is: met}",
        '27:15: target 1a: no target "1x"; known: 1a',
        id="a condition on a target that is not there",
    ),
]
YEARS = [
    pytest.param(
        levels("2023: 4, 2023 onwards: 3"),
        "25:11: target 1a, rule.at_most.by_year: a year stands twice",
        id="a year that stands twice",
    ),
    pytest.param(
        levels("2023: 4, 2022 onwards: 3"),
        '25:11: target 1a, rule.at_most.by_year: only the last year may say "onwards"',
        id="levels that overlap",
    ),
    pytest.param(
        levels("2023-2024: 4"),
        '25:11: target 1a, rule.at_most.by_year: "2023-2024" is no year; write 2023, or 2024 '
        "onwards",
        id="a level for two years",
    ),
    pytest.param(
        levels(""), "24:18: target 1a, rule.at_most.by_year: this mapping is empty", id="no level"
    ),
    pytest.param(
        "rule: ''\nversions: [{valid_to: 2022, valid_from: 2023, "
        "rule: {type: threshold, at_most: 4}}]",
        "24:7: target 1a, versions[1]: valid_to is before valid_from",
        id="a version that ends before it begins",
    ),
    pytest.param(
        "rule: ''\nversions: [{valid_to: 2023, rule: {type: threshold, at_most: 4}}, "
        "{valid_from: 2023, rule: {type: threshold, at_most: 3}}]",
        "17:5: target 1a: two versions are in force on the same day",
        id="versions that overlap",
    ),
    pytest.param(
        "due: {by_end: 2023, during: 2023}",
        "27:7: target 1a, due: exactly one of by_end, during and throughout is needed; found "
        "by_end and during",
        id="two deadlines",
    ),
    pytest.param(
        "rule: {type: change-from-baseline, must_be: at-most}",
        '17:5: target 1a: key "baseline" is missing: {period: 2017Q2}, or not-stated where the '
        "document is silent",
        id="a change since nothing",
    ),
    pytest.param(
        "plan: {years: 2025-2023}",
        '5:8: years: "2025-2023" is no year and no span of years; write 2023, or 2023-2025',
        id="years that run backwards",
    ),
]


LIMITS = [
    pytest.param(
        "rule: {type: threshold, between: [4, 3]}",
        "22:7: target 1a, rule: between runs from the lower to the higher: [3, 4]",
        id="between upside down",
    ),
    pytest.param(
        "rule: {type: threshold, between: [{by_year: {2023: 4}}, 3]}",
        "22:7: target 1a, rule: between runs from the lower to the higher: [3, 4]",
        id="between upside down in one year",
    ),
    pytest.param(
        "rule: {type: vs-national-average, must_be: on-par}",
        "22:7: target 1a, rule: on-par needs tolerance and as, such as tolerance: "
        "0.5 and as: points; tolerance: not-stated where the document is silent",
        id="on par without tolerance",
    ),
    pytest.param(
        "rule: {type: vs-national-average, must_be: on-par, tolerance: -1, as: points}",
        "22:7: target 1a, rule: tolerance is a distance, 0 or more",
        id="a tolerance below zero",
    ),
    pytest.param(
        "rule: {type: points-below-average, points: -1}",
        "23:15: target 1a, rule.points: points is a distance, 0 or more; the "
        "rule's type says which way",
        id="a margin below zero",
    ),
    pytest.param(
        "{baseline: {period: 2022M12}, rule: {type: change-from-baseline, down_by: -1, "
        "as: points}}",
        "23:16: target 1a, rule.down_by: an amount is 0 or more; up_by and down_by say which way",
        id="a move below zero",
    ),
    pytest.param(
        "{baseline: {period: 2022M12}, rule: {type: change-from-baseline, down_by: 1}}",
        '22:7: target 1a, rule: key "as" is missing: points, percent or units',
        id="a move of which nobody says in what",
    ),
    pytest.param(
        "{measure: {indicator: ledige.antal}, baseline: {period: 2022M12}, "
        "rule: {type: change-from-baseline, down_by: 1, as: points}}",
        "24:11: target 1a: as: points does not fit the unit "
        '"full-time-persons"; write units or percent',
        id="points of persons",
    ),
    pytest.param(
        "{measure: {indicator: ledige.antal, change: {since: a year before, as: points}}, "
        "rule: {type: threshold, at_most: 1}}",
        "23:13: target 1a: as: points does not fit the unit "
        '"full-time-persons"; write units or percent',
        id="a change of persons in points",
    ),
    pytest.param(
        "{measure: {indicator: ledige.antal}, rule: {type: vs-national-average, must_be: at-most}}",
        '22:13: target 1a: counts ("full-time-persons") of a municipality and of '
        "the whole country cannot be compared; use a share, or change with as: percent",
        id="persons against the whole country",
    ),
    pytest.param(
        "rule: {type: rank, at_most: 0, best: lowest}",
        "23:16: target 1a, rule.at_most: a place is a whole number, 1 or more",
        id="a place before the first",
    ),
    pytest.param(
        "rule: {type: rank, below: 1, best: lowest}",
        '23:14: target 1a, rule.below: "1" is no place above 1; write 10, or baseline',
        id="better than the first place",
    ),
    pytest.param(
        "rule: {type: rank, at_most: 10}",
        '22:13: target 1a: key "best" is missing: lowest or highest',
        id="a rank of which nobody says what is best",
    ),
    pytest.param(
        "{measure: {indicator: placering}, rule: {type: rank, top: 1/3}}",
        "23:12: target 1a: a published rank does not say how many are ranked; write at_most",
        id="a third of published places",
    ),
    pytest.param(
        "rule: {type: rank, at_most: 1, best: lowest, among: {areas: [Halsnæs]}}",
        "27:9: target 1a, rule.among.areas: this list needs at least 2 items; found 1",
        id="a rank among one",
    ),
    pytest.param(
        "{plan: {groups: {naboer: {by_indicator: {tilbud: [Halsnæs, Hillerød]}}}}, "
        "rule: {type: rank, at_most: 1, best: lowest, among: {group: naboer}}}",
        '26:16: target 1a: the group "naboer" has no areas for "ledige"; known: tilbud',
        id="a rank in a group that leaves the indicator out",
    ),
    pytest.param(
        "rule: {type: vs-expected, must_be: at-most, expected: {indicator: ledige.antal}}",
        '25:9: target 1a: the expected figure is in "full-time-persons", the own in "percent"',
        id="an expected figure in another unit",
    ),
    pytest.param(
        "measure: {sum_of: [{indicator: ledige}, {indicator: tilbud}]}",
        "21:7: target 1a: shares are added only of one denominator: give the "
        "indicators the same denominator or population in the catalogue",
        id="shares of two populations added",
    ),
    pytest.param(
        "measure: {difference_of: [{indicator: ledige}, {indicator: ledige.antal}]}",
        "21:7: target 1a: parts in different units: full-time-persons, percent",
        id="a difference of two units",
    ),
]


@pytest.mark.parametrize(("keys", "message"), [*STRUCTURE, *YEARS, *LIMITS])
def test_what_does_not_load_is_told_with_its_place(keys: str, message: str) -> None:
    place, _, told = message.partition(": ")
    found = said(found_in(keys, asked=wanted(("BP1", "BP2"), ())))
    assert found == [f"{place}: error BP003: {told}"]


def test_a_year_written_twice_is_told_at_the_second() -> None:
    text = "schema: beskplan/plan/v1\nrule: {at_most: {by_year: {2023: 4, 2023: 3}}}\n"
    assert '2:37: error BP002: key "2023" stands twice, first in line 2; delete one' in "\n".join(
        said(found_in_text(text))
    )
