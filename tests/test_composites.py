from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beskplan.observations import Observations, Source
from beskplan.results import LeftOut, Verdict
from beskplan.target import Group
from beskplan.words import Text
from tests.build import (
    a_plan,
    a_target,
    an_indicator,
    answer,
    figures,
    flags,
    observations,
    plan_problems,
    reasons,
    results,
    verdict,
)

MARCH = "2022M03"
AT_LEAST_50 = "{type: threshold, at_least: 50}"
AT_LEAST_70 = "{type: threshold, at_least: 70}"
PERSONS = an_indicator("antal", unit="persons")
YDELSE: dict[str, object] = {"ydelse": {"members": {"A": ["A mv."], "B": [], "C": []}}}
BY_YDELSE = an_indicator(dimensions=YDELSE)


def composite(kind: str, *parts: str) -> str:
    return f"{{type: {kind}, parts: [{', '.join(parts)}]}}"


def of_members(**printed: str) -> Observations:
    return observations(
        *(
            figures({("250", MARCH): number}, segment={"ydelse": member})
            for member, number in printed.items()
        )
    )


def asked(fan: str, rule: str = AT_LEAST_50, **printed: str) -> Verdict:
    return verdict(rule, of_members(**printed), BY_YDELSE, target=f"for_each: {{{fan}}}")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("all-of", ("missed", None, None, "-10.0")),
        ("any-of", ("met", None, None, "10.0")),
        ("at-least-of, require: 2", ("met", None, None, "5.0")),
        ("at-least-of, require: 3", ("missed", None, None, "-10.0")),
    ],
)
def test_whole_has_the_gap_of_the_deciding_part(kind: str, expected: tuple[str, ...]) -> None:
    limits = (f"{{rule: {{type: threshold, at_least: {limit}}}}}" for limit in (50, 70, 55))
    found = verdict(composite(kind, *limits), {("250", MARCH): "60.0"})
    assert answer(found) == expected
    assert [answer(part) for part in found.parts] == [
        ("met", "60.0", "50", "10.0"),
        ("missed", "60.0", "70", "-10.0"),
        ("met", "60.0", "55", "5.0"),
    ]
    assert (found.gap_unit, found.unit, str(found.period)) == ("percentage points", None, MARCH)


def test_parts_are_named_by_title_or_number() -> None:
    rule = composite("all-of", f"{{title: Unge, rule: {AT_LEAST_50}}}", f"{{rule: {AT_LEAST_70}}}")
    plan = replace(a_plan(a_target(rule, "note: En note")), lines={"1a": 18})
    (found,) = results(plan, observations({("250", MARCH): "60.0"}))
    assert [(one.target, one.title, one.rule, one.line, one.focus_area) for one in found.parts] == [
        ("1a/1", "Unge", "threshold", 18, "1"),
        ("1a/2", "Et resultatmål (2)", "threshold", 18, "1"),
    ]
    assert (found.rule, found.note, [part.note for part in found.parts]) == (
        "all-of",
        "En note",
        [None, None],
    )


def test_part_belongs_to_its_own_target_where_another_id_begins_alike() -> None:
    short = a_target(AT_LEAST_50, "id: a")
    long = a_target(composite("all-of", *[f"{{rule: {AT_LEAST_50}}}"] * 2), "id: a/b")
    plan = replace(a_plan(short, long), lines={"a": 10, "a/b": 20})
    _, found = results(plan, observations({("250", MARCH): "60.0"}))
    assert [(part.target, part.line) for part in found.parts] == [("a/b/1", 20), ("a/b/2", 20)]


def test_each_part_has_its_own_measure_and_unit() -> None:
    rule = composite(
        "all-of",
        f"{{title: Andel, rule: {AT_LEAST_50}}}",
        "{title: Antal, measure: {indicator: antal}, rule: {type: threshold, at_least: 10}}",
    )
    rows = observations({("250", MARCH): "60.0"}, figures({("250", MARCH): "12"}, "antal"))
    found = verdict(rule, rows, an_indicator(), PERSONS)
    assert [(part.indicator, part.unit, str(part.gap)) for part in found.parts] == [
        ("andel", "percent", "10.0"),
        ("antal", "persons", "2"),
    ]
    assert (answer(found), found.gap_unit) == (("met", None, None, None), None)
    assert found.requirement == Text(
        "alle dele: Andel: mindst 50 pct.; Antal: mindst 10 personer",
        "all of: Andel: at least 50 percent; Antal: at least 10 persons",
    )


def test_each_part_has_its_own_period_due_and_baseline() -> None:
    rule = composite(
        "any-of",
        f"{{period: 2022M01, rule: {AT_LEAST_50}}}",
        f"{{due: {{by_end: 2022}}, rule: {AT_LEAST_50}}}",
        "{baseline: {period: 2021M03}, rule: {type: change-from-baseline, up_by: 20, as: points}}",
        "{rule: {type: change-from-baseline, up_by: 20, as: points}}",
    )
    rows = {
        ("250", "2021M01"): "30.0",
        ("250", "2021M03"): "45.0",
        ("250", "2022M01"): "40.0",
        ("250", MARCH): "60.0",
    }
    found = verdict(rule, rows, target="baseline: {period: 2021M01}")
    assert [(answer(part), str(part.period)) for part in found.parts] == [
        (("missed", "40.0", "50", "-10.0"), "2022M01"),
        (("not-due", "60.0", "50", "10.0"), MARCH),
        (("missed", "60.0", "65.0", "-5.0"), MARCH),
        (("met", "60.0", "50.0", "10.0"), MARCH),
    ]
    assert (str(found.status), found.period) == ("met", None)


def test_deadline_of_a_part_does_away_with_the_period_of_the_target() -> None:
    rule = composite(
        "all-of", f"{{due: {{by_end: 2021}}, rule: {AT_LEAST_50}}}", f"{{rule: {AT_LEAST_70}}}"
    )
    rows = {("250", "2021M12"): "60.0", ("250", MARCH): "80.0"}
    found = verdict(rule, rows, target=f"period: {MARCH}", years="2021-2022")
    assert [(str(part.status), str(part.period)) for part in found.parts] == [
        ("met", "2021M12"),
        ("met", MARCH),
    ]


def test_parts_of_parts() -> None:
    inner = composite("any-of", f"{{rule: {AT_LEAST_50}}}", f"{{rule: {AT_LEAST_70}}}")
    rule = composite("all-of", f"{{title: En af to, rule: {inner}}}", f"{{rule: {AT_LEAST_50}}}")
    found = verdict(rule, {("250", MARCH): "60.0"})
    assert [part.target for part in found.parts[0].parts] == ["1a/1/1", "1a/1/2"]
    assert found.status == "met"
    assert found.requirement.da == (
        "alle dele: En af to: (mindst én af: mindst 50 pct.; mindst 70 pct.); mindst 50 pct."
    )


@pytest.mark.parametrize(
    ("part", "message"),
    [
        pytest.param(
            "{rule: {type: change-from-baseline, must_be: above}}",
            'key "baseline" is missing: {period: 2017Q2}, or not-stated where the document is',
            id="baseline",
        ),
        pytest.param(
            "{rule: {type: points-below-average, points: 1}}",
            'key "measure" is missing: the rule needs a number to judge',
            id="measure",
        ),
    ],
)
def test_part_of_a_part_that_lacks_something_is_refused(part: str, message: str) -> None:
    measured = f"{{measure: {{indicator: andel}}, rule: {AT_LEAST_50}}}"
    rule = composite("all-of", measured, f"{{rule: {composite('any-of', measured, part)}}}")
    target = "measure:" if "measure" in message else ""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the message is compared)
        a_target(rule, target)
    assert message in str(caught.value)


def test_reason_names_the_parts_that_leave_it_open() -> None:
    rule = composite(
        "all-of",
        f"{{title: Egen, rule: {AT_LEAST_50}}}",
        "{title: Landet, rule: {type: vs-national-average, must_be: above}}",
        "{title: Skøn, rule: {type: none, because: qualitative}}",
    )
    found = verdict(rule, {("250", MARCH): "60.0"})
    assert found.status == "no-data"
    assert reasons(found) == (
        "Landet: ingen tal for Andel: Hele landet, marts 2022",
        "Landet: no figure for Andel: the whole country, March 2022",
    )


def test_reason_that_parts_share_stands_once() -> None:
    found = asked("ydelse: [A, B, C]", "{type: none, because: not-set}", A="60.0", B="40.0")
    assert (str(found.status), reasons(found)) == (
        "not-set",
        ("A, B, C: intet niveau fastsat", "A, B, C: no level is set"),
    )


def test_flags_and_sources_of_all_parts_stand_once_in_their_order() -> None:
    rule = composite(
        "all-of",
        "{rule: {type: threshold, at_most: 70}}",
        "{rule: {type: threshold, at_least: 60}}",
        "{rule: {type: vs-national-average, must_be: above}}",
    )
    found = verdict(rule, {("250", MARCH): "60.0", ("000", MARCH): "55.0"})
    assert [flags(part) for part in found.parts] == [
        ["direction-conflict"],
        ["within-rounding"],
        [],
    ]
    assert flags(found) == ["within-rounding", "direction-conflict"]
    assert found.sources == (Source("tal.csv", 2), Source("tal.csv", 3))


@pytest.mark.parametrize(
    ("measure", "place"),
    [
        ("{indicator: andel, segment: {ydelse: A}}", "segment"),
        ("{indicator: andel, pooled: {ydelse: [A, B]}}", "pooled"),
        ("{sum_of: [{indicator: andel}, {indicator: andel, segment: {ydelse: A}}]}", "segment"),
    ],
    ids=["segment", "pooled", "in a part"],
)
def test_what_for_each_sets_is_not_named_too(tmp_path: Path, measure: str, place: str) -> None:
    rule = f"{{type: all-of, parts: [{{measure: {measure}, rule: {AT_LEAST_50}}},"
    rule += f" {{rule: {AT_LEAST_50}}}]}}"
    split = an_indicator(denominator="alle", dimensions={"ydelse": {"members": {"A": [], "B": []}}})
    (problem,) = plan_problems(tmp_path, rule, split, keys="for_each: {ydelse: [A, B]}")
    assert problem.endswith(f"target 1a: for_each sets ydelse; leave it out of {place}")


def test_require_beyond_the_parts_is_refused(tmp_path: Path) -> None:
    rule = composite("at-least-of, require: 3", *[f"{{rule: {AT_LEAST_50}}}"] * 2)
    (problem,) = plan_problems(tmp_path, rule)
    assert problem.endswith("require: 3 of 2 parts is out of reach")


@pytest.mark.parametrize(
    ("require", "expected", "words"),
    [
        pytest.param("", ("missed", None, None, "-10.0"), "for alle 3", id="all by default"),
        pytest.param("require: all", ("missed", None, None, "-10.0"), "for alle 3", id="all"),
        pytest.param("require: 2", ("met", None, None, "5.0"), "for mindst 2 af 3", id="2"),
        pytest.param(
            "require: 50 percent",
            ("met", None, None, "5.0"),
            "for mindst 50 pct. af 3",
            id="half of 3",
        ),
        pytest.param(
            "require: 33 percent",
            ("met", None, None, "10.0"),
            "for mindst 33 pct. af 3",
            id="33 of 3",
        ),
        pytest.param(
            "require: 67 percent",
            ("missed", None, None, "-10.0"),
            "for mindst 67 pct. af 3",
            id="67",
        ),
    ],
)
def test_members_required(require: str, expected: tuple[str, ...], words: str) -> None:
    found = asked(f"ydelse: [A, B, C], {require}", A="60.0", B="40.0", C="55.0")
    assert answer(found) == expected
    assert found.requirement.da == f"mindst 50 pct. {words}"
    assert [(one.target, one.title, one.segment, str(one.status)) for one in found.parts] == [
        ("1a/A", "A", (("ydelse", "A"),), "met"),
        ("1a/B", "B", (("ydelse", "B"),), "missed"),
        ("1a/C", "C", (("ydelse", "C"),), "met"),
    ]


def test_member_with_another_rule_and_one_left_out() -> None:
    fan = "ydelse: [A, B], instead: {B: {type: threshold, at_most: 45}}, leave_out: {C: fem}"
    found = asked(fan, A="60.0", B="40.0", C="1.0")
    assert [answer(part) for part in found.parts] == [
        ("met", "60.0", "50", "10.0"),
        ("met", "40.0", "45", "5.0"),
    ]
    assert answer(found) == ("met", None, None, "5.0")
    assert found.requirement == Text(
        "mindst 50 pct. for alle 2, B dog højst 45 pct.",
        "at least 50 percent for all 2, but B at most 45 percent",
    )
    assert found.left_out == (LeftOut("C", "fem"),)
    assert [part.left_out for part in found.parts] == [(), ()]


def test_member_without_figure_leaves_all_open_but_not_one() -> None:
    found = asked("ydelse: [A, B]", A="60.0")
    assert (answer(found), reasons(found)) == (
        ("no-data", None, None, None),
        (
            "B: ingen tal for Andel (B): Frederikssund, 2022 eller før",
            "B: no figures for Andel (B): Frederikssund, 2022 or earlier",
        ),
    )
    assert asked("ydelse: [A, B], require: 1", A="60.0").status == "met"


def test_member_of_several_parts() -> None:
    rule = composite("any-of", f"{{rule: {AT_LEAST_50}}}", f"{{rule: {AT_LEAST_70}}}")
    found = asked("ydelse: [A, B]", rule, A="60.0", B="40.0")
    assert [[part.target for part in one.parts] for one in found.parts] == [
        ["1a/A/1", "1a/A/2"],
        ["1a/B/1", "1a/B/2"],
    ]
    assert answer(found) == ("missed", None, None, "-10.0")


FUNEN = ("410", "420", "430", "440", "450", "461", "479", "480", "482", "492")
AREAS = observations(
    {(area, MARCH): "60.0" for area in FUNEN}
    | {("621", MARCH): "40.0", ("630", MARCH): "55.0", ("101", MARCH): "99.0"}
)


@pytest.mark.parametrize(
    ("require", "status"),
    [("all", "missed"), ("11", "met"), ("12", "no-data"), ("22", "missed"), ("50 percent", "met")],
)
def test_municipalities_of_a_region(require: str, status: str) -> None:
    target = f"for_each: {{area: {{among: {{region: Syddanmark}}}}, require: {require}}}"
    found = verdict(AT_LEAST_50, AREAS, target=target)
    assert (str(found.status), len(found.parts)) == (status, 22)
    kolding = next(part for part in found.parts if part.target == "1a/621")
    assert (kolding.title, kolding.area.name, answer(kolding)) == (
        "Kolding",
        "Kolding",
        ("missed", "40.0", "50", "-10.0"),
    )
    assert "1a/101" not in {part.target for part in found.parts}
    assert found.area.name == "Frederikssund"


@pytest.mark.parametrize(
    ("among", "require", "expected"),
    [
        ("country", "all", ("for alle kommuner i landet", "for all municipalities in the country")),
        (
            "{region: Syddanmark}",
            "10",
            (
                "for mindst 10 kommuner i Region Syddanmark",
                "for at least 10 municipalities in Region Syddanmark",
            ),
        ),
        (
            "{areas: [Kolding, Vejle]}",
            "50 percent",
            (
                "for mindst 50 pct. af kommunerne blandt Kolding og Vejle",
                "for at least 50 percent of the municipalities among Kolding and Vejle",
            ),
        ),
    ],
    ids=["all", "a number", "a share"],
)
def test_municipalities_required_in_words(
    among: str, require: str, expected: tuple[str, str]
) -> None:
    target = f"for_each: {{area: {{among: {among}}}, require: {require}}}"
    found = verdict(AT_LEAST_50, AREAS, target=target).requirement
    assert (found.da, found.en) == (
        f"mindst 50 pct. {expected[0]}",
        f"at least 50 percent {expected[1]}",
    )


def test_municipality_with_another_rule_and_one_left_out() -> None:
    target = (
        "for_each: {area: {among: {areas: [Kolding, Vejle, Odense]}},"
        " instead: {Vejle: {type: threshold, at_least: 55}}, leave_out: {Kolding: udgår}}"
    )
    found = verdict(AT_LEAST_50, AREAS, target=target)
    assert [(part.title, *answer(part)) for part in found.parts] == [
        ("Vejle", "met", "55.0", "55", "0.0"),
        ("Odense", "met", "60.0", "50", "10.0"),
    ]
    assert found.left_out == (LeftOut("Kolding", "udgår"),)


def test_municipality_left_out_is_called_by_its_name() -> None:
    target = "for_each: {area: {among: {areas: [Kolding, Vejle]}}, leave_out: {0621: udgår}}"
    found = verdict(AT_LEAST_50, AREAS, target=target)
    assert found.left_out == (LeftOut("Kolding", "udgår"),)


def test_municipality_left_out_that_is_none_is_refused(tmp_path: Path) -> None:
    keys = "for_each: {area: {among: {areas: [Kolding, Vejle]}}, leave_out: {Koling: udgår}}"
    (problem,) = plan_problems(tmp_path, AT_LEAST_50, keys=keys)
    assert problem == (
        '16:19: target 1a, for_each: no municipality "Koling"; did you mean "Kolding"?'
    )


def test_municipalities_where_each_part_has_its_own_measure() -> None:
    parts = [f"{{measure: {{indicator: andel}}, rule: {rule}}}" for rule in (AT_LEAST_50,) * 2]
    target = "{measure: , for_each: {area: {among: {areas: [Vejle, Odense]}}}}"
    found = verdict(composite("all-of", *parts), AREAS, target=target)
    assert [part.target for part in found.parts] == ["1a/630", "1a/461"]
    assert answer(found) == ("met", None, None, "5.0")


@pytest.mark.parametrize(
    ("fan", "message"),
    [
        ("{ydelse: [A, B], require: 3}", "require: 3 of 2 is out of reach"),
        ("{ydelse: [A, A]}", "a member stands twice"),
        ("{ydelse: [A, B], leave_out: {B: x}}", '"B" is both judged and left out'),
        ("{require: 2}", "for_each names exactly one dimension, or area; found none"),
        ("{ydelse: [A, B], require: some}", "write all, 2 or 50 percent"),
        ("{area: {among: {areas: [Kolding, Vejle]}}, require: 3}", "require: 3 of 2 is out of"),
        ("{area: {among: {region: Syddanmark}}, require: 23}", "require: 23 of 22 is out of reach"),
        ("{area: {among: country}, require: 99}", "require: 99 of 98 is out of reach"),
        (
            "{area: {among: {rar: Fyn}}, leave_out: {Odense: x}, require: 99}",
            "is out of reach",
        ),
        (
            "{area: {among: {areas: [Kolding, Vejle]}}, leave_out: {Kolding: x, Vejle: y}}",
            "nobody is left to ask",
        ),
        (
            "{area: {among: {region: Syddanmark}}, leave_out: {Aarhus: x}}",
            'leave_out names "Aarhus", which is not among those asked',
        ),
        (
            "{area: {among: {region: Syddanmark}}, instead: {Aarhus: "
            "{type: threshold, at_least: 1}}}",
            'instead names "Aarhus", which is not among those asked',
        ),
        (
            "{area: {among: {areas: [Kolding, Vejle]}}, leave_out: {Vejle: x}, instead: {Vejle: "
            "{type: threshold, at_least: 1}}}",
            '"Vejle" is both left out and asked something else',
        ),
    ],
    ids=[
        "beyond reach",
        "twice",
        "judged and left out",
        "no dimension",
        "no number",
        "beyond the areas",
        "beyond the region",
        "beyond the country",
        "beyond the RAR area",
        "nobody left",
        "left out from elsewhere",
        "instead from elsewhere",
        "left out and instead",
    ],
)
def test_fan_out_is_refused(tmp_path: Path, fan: str, message: str) -> None:
    (problem,) = plan_problems(tmp_path, AT_LEAST_50, BY_YDELSE, keys=f"for_each: {fan}")
    assert message in problem


@pytest.mark.parametrize(
    ("fan", "message"),
    [
        ("{ydelse: [A, X]}", '16:32: target 1a, for_each: no member "X"; known: A, B, C'),
        (
            "{ydelse: [A, B], leave_out: {X: x}}",
            '16:48: target 1a, for_each: no member "X"; known: A, B, C',
        ),
        (
            "{ydelse: [A, B, A mv.]}",
            '16:35: target 1a, for_each: "A mv." is the member that "A" names',
        ),
        (
            "{ydelse: [A, B], leave_out: {A mv.: x}}",
            '16:48: target 1a, for_each: "A mv." is the member that "A" names',
        ),
        (
            "{ydelser: [A, B]}",
            '16:20: target 1a: no dimension "ydelser"; did you mean "ydelse"?',
        ),
    ],
    ids=["member", "left out", "twice by two names", "left out by another name", "dimension"],
)
def test_fan_out_that_the_catalogue_does_not_know(tmp_path: Path, fan: str, message: str) -> None:
    problems = plan_problems(tmp_path, AT_LEAST_50, BY_YDELSE, keys=f"for_each: {fan}")
    assert problems == [message]


GROUPS = "groups: {klynge: {by_indicator: {antal: [Kolding, Vejle]}}, naboer: {areas: [Vejle]}}"


@pytest.mark.parametrize(
    ("among", "message"),
    [
        pytest.param(
            "{group: nabor}",
            '17:42: target 1a: no group "nabor"; did you mean "naboer"?',
            id="none",
        ),
        pytest.param(
            "{group: klynge}",
            '17:42: target 1a: the group "klynge" has no areas for "andel"; known: antal',
            id="not for the measured indicator",
        ),
        pytest.param(
            "{group: naboer}}, require: 2, leave_out: {}",
            "17:19: target 1a, for_each: require: 2 of 1 is out of reach",
            id="too few",
        ),
    ],
)
def test_fan_out_over_a_group_is_refused(tmp_path: Path, among: str, message: str) -> None:
    keys = f"for_each: {{area: {{among: {among}}}" + ("}" if "require" not in among else "")
    problems = plan_problems(tmp_path, AT_LEAST_50, an_indicator(), PERSONS, keys=keys, head=GROUPS)
    assert problems == [message]


def test_region_that_is_gone_leaves_nobody_to_ask() -> None:
    rows = observations({("250", "2027M03"): "60.0"})
    target = "for_each: {area: {among: {region: Hovedstaden}}}"
    plan = a_plan(a_target(AT_LEAST_50, target), years="2027")
    (found,) = results(plan, rows)
    assert (answer(found), reasons(found), found.parts) == (
        ("not-comparable", None, None, None),
        ("der er ingen kommuner at spørge", "there are no municipalities to ask"),
        (),
    )


def test_region_is_that_of_the_figures_period_not_of_the_plans_years() -> None:
    rows = observations({("250", "2026M03"): "60.0", ("101", "2026M03"): "60.0"})
    target = "for_each: {area: {among: {region: Hovedstaden}}, require: 2}"
    plan = a_plan(a_target(AT_LEAST_50, target), years="2026-2027")
    (found,) = results(plan, rows)
    assert (str(found.status), len(found.parts)) == ("met", 29)


def test_too_few_to_ask_is_never_missed() -> None:
    plan = a_plan(a_target(AT_LEAST_50, "for_each: {area: {among: {group: naboer}}, require: 3}"))
    known = {"naboer": Group.model_validate({"areas": ["Kolding", "Vejle"]})}
    (found,) = results(replace(plan, groups=known), AREAS)
    assert (str(found.status), found.gap, len(found.parts)) == ("not-comparable", None, 2)
    assert reasons(found) == (
        "kravet gælder mindst 3, men der er kun 2 at spørge",
        "at least 3 are required, but there are only 2 to ask",
    )


def test_areas_are_asked_also_where_nothing_is_measured() -> None:
    target = "{measure: , for_each: {area: {among: {areas: [Vejle, Odense]}}}}"
    found = verdict("{type: none, because: not-set}", AREAS, target=target)
    assert [part.title for part in found.parts] == ["Vejle", "Odense"]
    assert found.status == "not-set"
