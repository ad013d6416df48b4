"""BP101 to BP107: ids that look alike, what replaces what, the same twice, groups left out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from beskplan.checks._look import wanted
from tests.build import mapping
from tests.checks.build import Keys, found_in, said

SPLIT = "for_each: {ydelse: [A-dagpenge, Kontanthjælp]"
OTHER = "rule: {type: threshold, at_most: 3.5}"


def found(code: str, keys: str | Keys) -> list[str]:
    """Return what one check says of a plan, without its code."""
    written = mapping(keys) if isinstance(keys, str) else keys
    told = said(found_in(written, asked=wanted((code,), ())))
    return [one.replace(f" {code}:", "") for one in told]


def of_targets(*targets: str, plan: str = "{}", before: str | None = None) -> Keys:
    """Return a plan of several targets; ``before`` are the targets of the plan that it replaces."""
    keys: dict[str, object] = {"targets": [mapping(one) for one in targets], "plan": mapping(plan)}
    if before is not None:
        keys["plan"] = {**mapping(plan), "replaces": "eksempel-2022"}
        keys["before"] = {"targets": mapping(f"targets: [{before}]")["targets"]}
    return keys


def test_an_id_in_capitals_is_told_at_the_second() -> None:
    assert found("BP101", of_targets("id: 1a", f"{{id: 1A, {OTHER}}}")) == [
        '26:9: warning target 1A: its id "1A" looks like "1a" in line 17; give one of them '
        "another id"
    ]


@pytest.mark.parametrize("name", ["1A", '" 1a"', '"1a "', "1 a"])
def test_focus_areas_are_looked_at_like_targets(name: str) -> None:
    target = "{id: %s, title: t, measure: {indicator: ledige}, rule: {type: threshold, at_most: 4}}"
    areas = (
        f"focus_areas: [{{id: 1a, title: t, targets: [{target % 'x1'}]}}, "
        f"{{id: {name}, title: t, targets: [{target % 'x2'}]}}]"
    )
    [message] = found("BP101", areas)
    assert "focus area" in message
    assert 'looks like "1a"' in message


@pytest.mark.parametrize(
    "targets",
    [
        pytest.param(("id: 1a", f"{{id: 1b, {OTHER}}}"), id="another letter"),
        pytest.param(("id: '4.1'", f"{{id: '4.10', {OTHER}}}"), id="another number"),
        pytest.param(("id: '1'", f"{{id: '2', {OTHER}}}"), id="the name of its focus area"),
        pytest.param(("id: 1-a", f"{{id: 1a, {OTHER}}}"), id="a hyphen"),
    ],
)
def test_ids_that_differ_are_no_finding(targets: tuple[str, ...]) -> None:
    assert found("BP101", of_targets(*targets)) == []


def test_what_the_plan_before_does_not_have_is_told_at_its_name() -> None:
    plan = of_targets("{replaces: [1a, fokus-2b]}", before="{id: 1a}, {id: fokus-2a}")
    assert found("BP102", plan) == [
        '28:7: error target 1a: replaces "fokus-2b", which "eksempel-2022" does not have; did you '
        'mean "fokus-2a"?'
    ]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        pytest.param(
            of_targets("replaces: ø", before="{id: 1a}"),
            'error target 1a: replaces "ø", which "eksempel-2022" does not have; known: 1a',
            id="nothing is like it: what there is",
        ),
        pytest.param(
            of_targets("replaces: 1A", before="{id: 1a}"),
            'error target 1a: replaces "1A", which "eksempel-2022" does not have; did you mean '
            '"1a"?',
            id="capitals count",
        ),
        pytest.param(
            of_targets("replaces: 1a"),
            "error target 1a: replaces a target, but the plan replaces none; say which with "
            "replaces:",
            id="the plan replaces none",
        ),
        pytest.param(
            of_targets("replaces: 1a", plan="replaces: eksempel-2023"),
            'error the plan "eksempel-2023" replaces itself; name the plan before it',
            id="the plan replaces itself",
        ),
    ],
)
def test_what_points_nowhere_is_told(keys: Keys, message: str) -> None:
    [told] = found("BP102", keys)
    assert told.partition(": ")[2] == message


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(of_targets("id: 1a", before="{id: 2a}"), id="a new target"),
        pytest.param(of_targets("replaces: 2a", before="{id: 2a}"), id="an old one"),
        pytest.param(
            of_targets("replaces: [2a, 2b]", before="{id: 2a}, {id: 2b}"), id="two old ones in one"
        ),
        pytest.param(
            of_targets("replaces: 2a", plan="replaces: andet-2022"), id="the plan is not at hand"
        ),
    ],
)
def test_what_points_somewhere_or_cannot_be_looked_at_is_no_finding(keys: Keys) -> None:
    assert found("BP102", keys) == []


def test_a_target_that_two_replace_is_told_at_the_second() -> None:
    plan = of_targets("replaces: 1a", f"{{replaces: 1a, {OTHER}}}", before="{id: 1a}")
    assert found("BP103", plan) == [
        '36:15: warning target 1b: replaces "1a", which target 1a replaces too; name another, or '
        "allow it where the promise was split"
    ]


def test_a_target_that_one_replaces_twice_is_told() -> None:
    assert found("BP103", of_targets("replaces: [1a, 1b, 1a]", before="{id: 1a}, {id: 1b}")) == [
        '29:7: warning target 1a: replaces "1a" twice; name it once'
    ]


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(of_targets("replaces: [1a, 1b]", before="{id: 1a}, {id: 1b}"), id="merged"),
        pytest.param(
            of_targets("replaces: 1a", "replaces: 1b", before="{id: 1a}, {id: 1b}"), id="each one"
        ),
        pytest.param(
            of_targets(
                "replaces: 1a",
                "{replaces: 1a, allow: {BP103: Målet er delt i to}}",
                before="{id: 1a}",
            ),
            id="a split that says so",
        ),
    ],
)
def test_targets_replaced_once_or_on_purpose_are_no_finding(keys: Keys) -> None:
    assert found("BP103", keys) == []


def test_a_promise_about_something_else_is_told() -> None:
    plan = of_targets("replaces: 1a", before="{id: 1a, measure: {indicator: ledige.antal}}")
    assert found("BP104", plan) == [
        '26:15: note target 1a: replaces "1a", which measures ledige.antal, not ledige; name '
        "the one on this indicator, or allow it where the document changes what is measured"
    ]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        pytest.param("replaces: 1a", "{id: 1a}", id="the same indicator"),
        pytest.param(
            "{replaces: 1a, measure: {indicator: ledige, segment: {køn: Kvinder}}}",
            "{id: 1a}",
            id="another part of it",
        ),
        pytest.param(
            "{replaces: 1a, measure: {ratio_of: [{indicator: ledige.antal}, "
            "{indicator: fleksjob.nye}]}, rule: {type: threshold, at_most: 4}}",
            "{id: 1a, measure: {indicator: fleksjob.nye}}",
            id="one of two",
        ),
        pytest.param(
            "{replaces: 1a, measure: '', rule: {type: none, because: qualitative}}",
            "{id: 1a}",
            id="nothing is measured now",
        ),
        pytest.param(
            "replaces: 1a",
            "{id: 1a, measure: '', rule: {type: none, because: awaiting-method}}",
            id="nothing was measured then",
        ),
        pytest.param(
            "{replaces: 1a, reading: r, other_readings: [{reading: s, "
            "measure: {indicator: ledige.antal}}]}",
            "{id: 1a, measure: {indicator: ledige.antal}}",
            id="another reading measures as then",
        ),
        pytest.param("replaces: 1x", "{id: 1a}", id="what is not there is another finding"),
    ],
)
def test_promises_about_the_same_are_no_finding(now: str, then: str) -> None:
    assert found("BP104", of_targets(now, before=then)) == []


def test_a_plan_whose_predecessor_is_not_at_hand_is_noted() -> None:
    assert found("BP105", of_targets("id: 1a", plan="replaces: eksempel-2022")) == [
        '26:11: note no plan "eksempel-2022" that loads stands in this folder, so what the '
        "targets replace is not checked; put its file beside this one"
    ]
    assert found("BP105", of_targets("id: 1a")) == []
    assert found("BP105", of_targets("id: 1a", before="{id: 1a}")) == []
    assert found("BP105", of_targets("id: 1a", plan="replaces: eksempel-2023")) == []


def test_a_promise_that_stands_twice_is_told_at_the_second() -> None:
    assert found("BP106", of_targets("id: 1a", "{id: 1b, title: Lav ledighed}")) == [
        "26:9: warning target 1b: promises the same as target 1a in line 17; delete one, or "
        "correct what was copied"
    ]


ABOVE_1 = "only_if: {rule: {type: threshold, above: 1},"
TOTAL = "segment: {ydelse: Ydelsesgrupper i alt}"
AVERAGE = "rule: {type: vs-national-average, must_be: at-least}"


def tilbud(part: str) -> str:
    return f"{{measure: {{indicator: tilbud, {part}}}, {AVERAGE}}}"


def fan(written: str) -> str:
    return f"{{measure: {{indicator: tilbud}}, {AVERAGE}, {written}}}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "rule: {type: threshold, at_most: 4}",
            "rule: {type: threshold, at_most: 4.00}",
            id="a number written otherwise",
        ),
        pytest.param(
            "measure: {indicator: ledige}",
            "measure: {indicator: ledige, segment: {køn: Køn i alt}}",
            id="the total by its name",
        ),
        pytest.param(
            tilbud("segment: {ydelse: Dagpenge og kontanthjælp}"),
            tilbud("pooled: {ydelse: [Kontanthjælp, A-dagpenge]}"),
            id="a union and its members",
        ),
        pytest.param(
            fan("for_each: {ydelse: [A-dagpenge, Kontanthjælp]}"),
            fan("for_each: {ydelse: [Kontanthjælp, A-dagpenge]}"),
            id="members in another order",
        ),
        pytest.param(
            "{note: n, follow_up: [4], source: {page: 3}}",
            "{reading: r, source: {page: 12}}",
            id="what is only said about it",
        ),
        pytest.param("due: {by_end: 2023}", "due: {by_end: 2023Y01}", id="a deadline by its days"),
    ],
)
def test_the_same_promise_in_other_words_is_told(first: str, second: str) -> None:
    assert len(found("BP106", of_targets(first, second))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("id: 1a", OTHER, id="another level"),
        pytest.param("id: 1a", "rule: {type: threshold, below: 4.0}", id="strictly"),
        pytest.param("id: 1a", "due: {by_end: 2023}", id="another deadline"),
        pytest.param("id: 1a", "period: 2023M08", id="another period"),
        pytest.param("id: 1a", "only_if: {target: 1a, is: missed}", id="a condition"),
        pytest.param(
            "id: 1a", "measure: {indicator: ledige, segment: {køn: Kvinder}}", id="another group"
        ),
        pytest.param(
            "measure: {indicator: ledige, area: Halsnæs}",
            "measure: {indicator: ledige, area: Hillerød}",
            id="another municipality",
        ),
        pytest.param(
            fan(f"{SPLIT}}}, {ABOVE_1} measure: {{indicator: tilbud}}}}"),
            fan(f"{SPLIT}}}, {ABOVE_1} measure: {{indicator: tilbud, {TOTAL}}}}}"),
            id="a condition of each member, and one of all",
        ),
        pytest.param(
            "{baseline: {period: 2022M03}, rule: {type: change-from-baseline, must_be: at-most}}",
            "{baseline: {period: 2021M03}, rule: {type: change-from-baseline, must_be: at-most}}",
            id="another baseline",
        ),
        pytest.param(
            "rule: {type: rank, at_most: 10, best: lowest, among: {region: Hovedstaden}}",
            "rule: {type: rank, at_most: 10, best: lowest}",
            id="among others",
        ),
        pytest.param(
            "{measure: '', rule: {type: none, because: qualitative}}",
            "{measure: '', rule: {type: none, because: qualitative}}",
            id="no figure decides either",
        ),
        pytest.param(
            "rule: {type: none, because: not-set}",
            "rule: {type: none, because: not-set}",
            id="both are followed without a level",
        ),
    ],
)
def test_promises_that_differ_are_no_finding(first: str, second: str) -> None:
    assert found("BP106", of_targets(first, second)) == []


def test_a_part_that_stands_twice_is_told_at_the_second() -> None:
    part = "{title: %s, rule: {type: threshold, at_most: %s}}"
    several = "rule: {type: all-of, parts: [%s, %s]}"
    assert found("BP106", several % (part % ("a", "4"), part % ("b", "4"))) == [
        "28:9: warning target 1a: part 2 promises the same as part 1; delete one, or correct what "
        "was copied"
    ]
    assert found("BP106", several % (part % ("a", "4"), part % ("b", "3"))) == []
    other = "{title: b, period: 2023M03, rule: {type: threshold, at_most: 4}}"
    assert found("BP106", several % (part % ("a", "4"), other)) == []


def test_a_group_that_a_fan_out_passes_over_is_told_at_the_dimension() -> None:
    assert found("BP107", fan(f"{SPLIT}}}")) == [
        '27:7: warning target 1a: "Uddannelseshjælp" is neither asked nor left out; add it, or '
        "say why not under leave_out"
    ]


def of_members(names: Iterable[str]) -> Keys:
    members: dict[str, list[str]] = {name: [] for name in names}
    return {"id": "tilbud", "dimensions": {"ydelse": {"members": members}}}


MANY = ", ".join(f"Gruppe {number}" for number in range(13))


@pytest.mark.parametrize(
    ("written", "members"),
    [
        pytest.param(f"{SPLIT}, leave_out: {{Uddannelseshjælp: få}}}}", None, id="left out"),
        pytest.param(
            "for_each: {ydelse: [A-dagpenge, Kontanthjælp, Uddannelseshjælp]}", None, id="all"
        ),
        pytest.param(
            "for_each: {ydelse: [Dagpenge og kontanthjælp, Uddannelseshjælp]}",
            None,
            id="a union stands for its members",
        ),
        pytest.param("for_each: {ydelse: [a, b]}", "a, b, Uoplyst ydelse", id="the unknown"),
        pytest.param("for_each: {ydelse: [a, b]}", "a, b, c, d", id="half of them are a choice"),
        pytest.param(
            f"for_each: {{ydelse: [{MANY.replace('Gruppe 0, ', '')}]}}", MANY, id="of very many"
        ),
        pytest.param(
            "for_each: {area: {among: {areas: [Halsnæs, Hillerød]}}}", None, id="municipalities"
        ),
    ],
)
def test_fan_outs_that_say_whom_they_ask_are_no_finding(written: str, members: str | None) -> None:
    keys = mapping(fan(written))
    if members is not None:
        keys["indicators"] = [of_members(members.split(", "))]
    assert found("BP107", keys) == []


def test_two_groups_that_are_passed_over_are_told_together() -> None:
    keys = mapping(fan("for_each: {ydelse: [a, b, c]}"))
    keys["indicators"] = [of_members("abcde")]
    [message] = found("BP107", keys)
    assert message.endswith(
        '"d", "e" are neither asked nor left out; add them, or say why not under leave_out'
    )
