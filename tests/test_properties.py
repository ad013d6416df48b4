"""What holds whatever the figures are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beskplan.observations import Figure
from beskplan.results import Results, Verdict
from beskplan.rules import TYPES
from tests.build import (
    a_plan,
    a_rule,
    a_target,
    an_indicator,
    figure,
    mapping,
    observations,
    results,
)
from tests.docstrings import docstring_of

MARCH = "2022M03"
MARCH_BEFORE = "2021M03"
INDICATORS = (an_indicator(better="neither"), an_indicator("forventet", better="neither"))
DUES = ("", "due: {by_end: 2022}", "due: {during: 2022Q1}", "due: {throughout: 2022}")

ABSOLUTE = (
    "{{type: threshold, at_least: {0}}}",
    "{{type: threshold, above: {0}}}",
    "{{type: threshold, at_most: {0}}}",
    "{{type: threshold, below: {0}}}",
    "{{type: threshold, at_least: {{by_year: {{2022: {0}}}}}}}",
    "{{type: vs-national-average, must_be: at-least}}",
    "{{type: vs-national-average, must_be: above}}",
    "{{type: vs-national-average, must_be: at-most}}",
    "{{type: vs-national-average, must_be: below}}",
    "{{type: points-below-average, points: {1}}}",
    "{{type: points-below-average, points: {1}, strictly: true}}",
    "{{type: within-points-of-average, points: {1}, side: above, strictly: true}}",
    "{{type: within-points-of-average, points: {1}, side: below}}",
    "{{type: vs-expected, expected: {{indicator: forventet}}, must_be: below}}",
    "{{type: trend, must_be: falling, step: year}}",
    "{{type: trend, must_be: not-falling, step: year}}",
)
BOTH_WAYS = (
    "{{type: threshold, between: [{0}, 1000]}}",
    "{{type: vs-national-average, must_be: on-par, tolerance: 5, as: points}}",
    "{{type: vs-national-average, must_be: on-par, tolerance: 5, as: percent}}",
    "{{type: none, because: not-set, against: country}}",
)

tenths = st.integers(-300, 300).map(lambda number: Decimal(number).scaleb(-1))
printed = st.one_of(tenths.map(str), st.sampled_from(["..", "-", ""]))


def written(rule: str, limit: Decimal) -> str:
    """Return a rule with a limit; a margin in points is a distance, never below zero."""
    return rule.format(limit, abs(limit))


rules = st.builds(written, st.sampled_from(ABSOLUTE + BOTH_WAYS), tenths)
one_way = st.builds(written, st.sampled_from(ABSOLUTE), tenths)

PLACES = (
    ("250", MARCH, "andel"),
    ("250", MARCH_BEFORE, "andel"),
    ("000", MARCH, "andel"),
    ("250", MARCH, "forventet"),
)


def rows_of(texts: tuple[str | None, ...]) -> list[Figure]:
    """Return a row for every place that has a text."""
    return [
        figure(area, period, text, name, row=row)
        for row, ((area, period, name), text) in enumerate(zip(PLACES, texts, strict=True), start=2)
        if text is not None
    ]


complete = st.tuples(*[tenths.map(str)] * len(PLACES))
incomplete = st.tuples(*[st.none() | printed] * len(PLACES))


def evaluated(rule: str, rows: list[Figure], due: str = "", as_of: str = "2022-06-30") -> Results:
    return results(a_plan(a_target(rule, due)), observations(rows), *INDICATORS, as_of=as_of)


def judged(rule: str, rows: list[Figure], due: str = "") -> Verdict:
    (verdict,) = evaluated(rule, rows, due)
    return verdict


@given(one_way, complete, st.integers(0, 600))
def test_shifting_the_own_figure_in_the_good_direction_never_worsens_the_status(
    rule: str, texts: tuple[str, ...], tenth_parts: int
) -> None:
    step = Decimal(tenth_parts) / 10
    better = Decimal(texts[0]) + (step if a_rule(rule).direction == "higher" else -step)
    before = judged(rule, rows_of(texts))
    after = judged(rule, rows_of((str(better), *texts[1:])))
    assert {before.status, after.status} <= {"met", "missed"}
    assert not (before.status == "met" and after.status == "missed")
    assert before.gap is not None
    assert after.gap is not None
    assert after.gap - before.gap == step


@given(rules, incomplete, st.sampled_from(DUES), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing(
    rule: str, texts: tuple[str | None, ...], due: str, chance: Random
) -> None:
    rows = rows_of(texts)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert evaluated(rule, shuffled, due) == evaluated(rule, rows, due)


@given(rules, incomplete, st.sampled_from(DUES), st.lists(printed, min_size=1, max_size=4))
def test_unrelated_indicators_and_other_municipalities_change_nothing(
    rule: str, texts: tuple[str | None, ...], due: str, others: list[str]
) -> None:
    rows = rows_of(texts)
    assume(any(row.key.indicator == "andel" and str(row.key.period) == MARCH for row in rows))
    more = [figure(area, MARCH, text) for area, text in zip(_NEIGHBOURS, others, strict=False)]
    more += [figure("250", "2022M04", text, "uvedkommende") for text in others]
    more += [figure("250", "2022M04", text, segment={"ydelse": "A"}) for text in others]
    assert evaluated(rule, rows + more, due) == evaluated(rule, rows, due)


_NEIGHBOURS = ("101", "607", "621", "851")


@given(rules, incomplete, st.sampled_from(DUES))
def test_gap_and_status_never_disagree(rule: str, texts: tuple[str | None, ...], due: str) -> None:
    found = judged(rule, rows_of(texts), due)
    if found.gap is None:
        assert found.status not in {"met", "missed"}
    elif found.status == "met":
        assert found.gap >= 0
    elif found.status == "missed":
        assert found.gap <= 0
    else:
        assert found.status == "not-due"
    assert (found.observed is not None) or (found.gap is None)


@given(rules, incomplete)
def test_what_is_missing_is_said_and_never_decided(
    rule: str, texts: tuple[str | None, ...]
) -> None:
    found = judged(rule, rows_of(texts))
    if found.observed is None:
        assert found.status not in {"met", "missed"}
    if found.status in {"met", "missed"}:
        assert found.reason is None
    else:
        assert found.reason is not None
        assert found.reason.da != found.reason.en


@pytest.mark.parametrize("rule", [written(text, Decimal(5)) for text in ABSOLUTE + BOTH_WAYS])
@pytest.mark.parametrize("as_of", ["2021-06-30", "2022-02-28", "2022-06-30", "2023-06-30"])
@pytest.mark.parametrize("due", DUES)
def test_no_observations_is_never_met_or_missed(rule: str, as_of: str, due: str) -> None:
    (found,) = evaluated(rule, [], due, as_of)
    assert found.status in {"no-data", "not-due", "not-set"}
    assert (found.observed, found.gap, found.period) == (None, None, None)


@given(st.sampled_from(ABSOLUTE), tenths, complete, st.integers(-4, 6))
def test_power_of_ten_leaves_the_status_of_an_absolute_comparison_alone(
    rule: str, limit: Decimal, texts: tuple[str, ...], power: int
) -> None:
    larger = tuple(f"{Decimal(text).scaleb(power):f}" for text in texts)
    small = judged(written(rule, limit), rows_of(texts))
    large = judged(written(rule, Decimal(f"{limit.scaleb(power):f}")), rows_of(larger))
    assert small.status in {"met", "missed"}
    assert large.status == small.status
    assert small.gap is not None
    assert large.gap == small.gap.scaleb(power)


@given(rules, incomplete, st.sampled_from(DUES))
def test_same_arguments_same_results(rule: str, texts: tuple[str | None, ...], due: str) -> None:
    first = evaluated(rule, rows_of(texts), due)
    second = evaluated(rule, rows_of(texts), due)
    assert first == second
    assert repr(first) == repr(second)


@given(one_way, complete)
def test_within_rounding_is_raised_where_the_unrounded_figures_could_flip_the_verdict(
    rule: str, texts: tuple[str, ...]
) -> None:
    half = Decimal("0.05")
    corners = product(*[(Decimal(text) - half, Decimal(text) + half) for text in texts])
    statuses = {judged(rule, rows_of(tuple(map(str, corner)))).status for corner in corners}
    assert ("within-rounding" in judged(rule, rows_of(texts)).flags) is (len(statuses) == 2)


# Every type of rule and every form of measure, on figures of four areas and three periods

FEBRUARY = "2022M02"
_COUNTS = {"numerator": "taeller", "denominator": "naevner"}
_MEMBERS: dict[str, object] = {"ydelse": {"members": {"A": [], "B": []}}}
_NAMED = {
    name
    for type_ in TYPES.values()
    for name in re.findall(r"indicator: ([\w.]+)", docstring_of(type_).example)
} - {"andel", "antal", "forventet"}
WORLD_INDICATORS = (
    an_indicator(better="neither", dimensions=_MEMBERS, **_COUNTS),
    an_indicator("forventet", better="neither"),
    an_indicator("antal", unit="jobs", better="neither"),
    *(an_indicator(name, unit="persons", dimensions=_MEMBERS) for name in _COUNTS.values()),
    *(an_indicator(name, better="neither") for name in sorted(_NAMED)),
)
WORLD = (
    *product(("250", "000"), (MARCH, FEBRUARY, MARCH_BEFORE), ("andel",), ("",)),
    *product(("621", "630"), (MARCH, MARCH_BEFORE), ("andel",), ("",)),
    *product(("250", "000", "621"), (MARCH,), ("taeller", "naevner"), ("",)),
    *product(("250",), (MARCH, FEBRUARY, MARCH_BEFORE), ("antal",), ("",)),
    *product(("250", "000"), (MARCH,), ("andel", "taeller", "naevner"), ("A", "B")),
    ("250", MARCH, "forventet", ""),
    *((area, MARCH, name, "") for area in ("250", "000") for name in sorted(_NAMED)),
)
"""Area, period, indicator and member of every row that there may be."""

_GROUP = "areas: [Kolding, Vejle]"
_AVERAGE = "{{type: vs-group-average, must_be: at-most, against: {{" + _GROUP + ", average: "
_PLACES = "{{type: rank, among: {{areas: [Frederikssund, Kolding, Vejle]}}, "
_FROM = "baseline: {period: 2021M03}"
_PART = "{{rule: {{type: threshold, at_least: {0}}}}}"
_OTHER_PART = "{{rule: {{type: vs-national-average, must_be: at-least}}}}"
_PARTS = f"parts: [{_PART}, {_OTHER_PART}, {{{{rule: {{{{type: threshold, above: {{1}}}}}}}}}}]"
MORE = (
    ("{{type: points-above-average, points: {1}}}", ""),
    (_AVERAGE + "plain}}}}", ""),
    (_AVERAGE + "weighted}}}}", ""),
    ("{{type: vs-group-average, against: {{rest_of: country}}, must_be: at-least}}", ""),
    (_PLACES + "at_most: 2, best: lowest}}", ""),
    (_PLACES + "top: 1/3, best: highest}}", ""),
    ("{{type: rank, below: baseline, best: highest, among: {{" + _GROUP + "}}}}", _FROM),
    ("{{type: change-from-baseline, up_by: {1}, as: points}}", _FROM),
    ("{{type: change-from-baseline, down_by: {1}, as: points, strictly: true}}", _FROM),
    ("{{type: change-from-baseline, up_by: 10, as: percent}}", _FROM),
    ("{{type: change-from-baseline, must_be: at-least}}", "baseline: {period: a year before}"),
    ("{{type: change-from-baseline, must_be: below}}", "baseline: {period: 2021, value: 3.5}"),
)  # fmt: skip
TOGETHER = (
    ("{{type: all-of, " + _PARTS + "}}", ""),
    ("{{type: any-of, " + _PARTS + "}}", ""),
    ("{{type: at-least-of, require: 2, " + _PARTS + "}}", ""),
    ("{{type: threshold, at_least: {0}}}", "for_each: {ydelse: [A, B], require: 1}"),
    ("{{type: threshold, at_least: {0}}}", f"for_each: {{area: {{among: {{{_GROUP}}}}}}}"),
    (
        "{{type: all-of, parts: [{{rule: {{type: any-of, "
        + _PARTS
        + "}}}}, "
        + _OTHER_PART
        + "]}}",
        "",
    ),
)
FORMS_OF_MEASURES = (
    "{indicator: andel, pooled: {ydelse: [A, B]}}",
    "{indicator: andel, segment: {ydelse: A}}",
    "{indicator: andel, over: {last: 2 months, take: mean}}",
    "{indicator: andel, change: {since: a year before, as: points}}",
    "{indicator: antal, change: {since: a year before, as: percent}}",
    "{indicator: antal, over: {from: 2022M02, take: sum}}",
    "{sum_of: [{indicator: antal}, {indicator: antal}]}",
    "{difference_of: [{indicator: andel}, {indicator: andel, area: country}]}",
    "{ratio_of: [{indicator: andel}, {indicator: andel, area: country}]}",
)
ON_MEASURES = tuple(
    (rule, f"measure: {measure}")
    for measure in FORMS_OF_MEASURES
    for rule in (
        "{{type: threshold, at_least: {0}}}",
        "{{type: trend, must_be: falling, step: year}}",
    )
)
CONDITIONED = (
    (
        "{{type: threshold, at_least: {0}}}",
        "only_if: {measure: {indicator: forventet}, rule: {type: threshold, above: 0}}",
    ),
    (
        "{{type: threshold, at_least: {0}}}",
        "other_readings: [{reading: B, rule: {type: vs-national-average, must_be: above}}]",
    ),
    (
        "",
        "{rule: , versions: [{valid_to: 2022M02, rule: {type: threshold, at_least: 1}},"
        " {valid_from: 2022M03, rule: {type: threshold, at_most: 2}}]}",
    ),
)
SINGLE = tuple((rule, "") for rule in ABSOLUTE + BOTH_WAYS) + MORE + ON_MEASURES
EVERY = SINGLE + TOGETHER + CONDITIONED


def example(name: str) -> tuple[str, str]:
    """Return the rule of a docstring, and the keys that its target needs."""
    text = docstring_of(TYPES[name]).example
    return text, _FROM if a_rule(text).needs_baseline else ""


EXAMPLES = tuple(one for name in TYPES if "segment" not in (one := example(name))[0])
"""Later types are among them too, save those whose example has members of its own."""


def asked(templates: tuple[tuple[str, str], ...]) -> st.SearchStrategy[tuple[str, str]]:
    """Return targets, as rule and further keys, of templates with a limit."""
    return st.builds(
        lambda one, limit: (written(one[0], limit), one[1]), st.sampled_from(templates), tenths
    )


every_target = asked(EVERY) | st.sampled_from(EXAMPLES)
_BYTES = st.binary(min_size=len(WORLD), max_size=len(WORLD))
_MARKS = {0: None, 1: "..", 2: "-", 3: ""}


def _seen(byte: int) -> str | None:
    """Return what stands in a place: mostly a number of one decimal, also below zero."""
    return _MARKS[byte % 4] if byte < 64 else str(Decimal(byte - 112) / 10)


# A byte for each place: drawing every figure by itself would take most of the time.
world = _BYTES.map(lambda drawn: tuple(_seen(byte) for byte in drawn))
full_world = _BYTES.map(lambda drawn: tuple(str(Decimal(byte + 1) / 10) for byte in drawn))


def world_rows(
    texts: Sequence[str | None],
    factor: Decimal = Decimal(1),
    of: Collection[str] = ("andel", "antal", "taeller", "naevner", "forventet", *_NAMED),
) -> list[Figure]:
    """Return a row for every place that has a text, the figures ``of`` some times a factor."""
    return [
        figure(
            area,
            period,
            scaled(text, factor) if name in of else text,
            name,
            row=row,
            segment=of_member(member),
        )
        for row, ((area, period, name, member), text) in enumerate(
            zip(WORLD, texts, strict=True), 2
        )
        if text is not None
    ]


def of_member(member: str) -> dict[str, str]:
    return {"ydelse": member} if member else {}


def scaled(text: str, factor: Decimal) -> str:
    """Return a printed number times a factor; a mark stays."""
    return f"{Decimal(text) * factor:f}" if text and text.strip("-.") else text


def in_world(target: tuple[str, str], rows: list[Figure], due: str = "") -> Verdict:
    rule, keys = target
    mapped = mapping(keys or "{}") | mapping(due or "{}")
    plan = a_plan(a_target(rule or "{}", json.dumps(mapped)))
    (found,) = results(plan, observations(rows), *WORLD_INDICATORS)
    return found


def inside(found: Verdict) -> Iterator[Verdict]:
    """Yield a verdict with its parts and readings."""
    yield found
    for inner in (*found.parts, *found.readings):
        yield from inside(inner)


@given(every_target, world, st.sampled_from(DUES), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing_for_any_type(
    target: tuple[str, str], texts: tuple[str | None, ...], due: str, chance: Random
) -> None:
    rows = world_rows(texts)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    found = in_world(target, rows, due)
    assert in_world(target, shuffled, due) == found
    assert repr(in_world(target, rows, due)) == repr(found)


NOT_AMONG_ALL = tuple(one for one in EXAMPLES if "rank" not in one[0])


@given(asked(EVERY) | st.sampled_from(NOT_AMONG_ALL), world, st.sampled_from(DUES), printed)
def test_what_the_target_does_not_name_changes_nothing_for_any_type(
    target: tuple[str, str], texts: tuple[str | None, ...], due: str, other: str
) -> None:
    rows = world_rows(texts)
    periods = {(row.key.indicator, row.key.segment, row.key.period) for row in rows}
    more = [
        row._replace(key=row.key._replace(area=area))
        for area in ("101", "607", "851")
        for row in (figure(area, MARCH, other, name) for name in ("andel", "antal"))
        if (row.key.indicator, row.key.segment, row.key.period) in periods
    ]
    more += [figure(area, "2022M04", other, "uvedkommende") for area in ("250", "000")]
    more += [figure("250", "2022M04", other, "forventet", segment={"ydelse": "A"})]
    assert in_world(target, rows + more, due) == in_world(target, rows, due)


@given(every_target, world, st.sampled_from(DUES))
def test_gap_and_status_never_disagree_for_any_type(
    target: tuple[str, str], texts: tuple[str | None, ...], due: str
) -> None:
    for found in inside(in_world(target, world_rows(texts), due)):
        if found.gap is not None and found.status in {"met", "missed"}:
            reached = found.gap > 0 if found.strict else found.gap >= 0
            assert reached is (found.status == "met")
        elif found.status in {"met", "missed"}:
            assert found.parts, "only parts may be decided without one gap"
        if found.status == "met" and not found.parts:
            assert found.observed is not None
        assert (found.reason is None) is (found.status in {"met", "missed"})
        if found.reason is not None:
            assert found.reason.da != found.reason.en


@given(every_target, world, st.sampled_from(DUES))
def test_status_of_several_follows_its_parts(
    target: tuple[str, str], texts: tuple[str | None, ...], due: str
) -> None:
    for found in inside(in_world(target, world_rows(texts), due)):
        if not found.parts or found.status == "not-applicable":
            continue
        needed = {"any-of": 1, "at-least-of": 2}.get(found.rule, len(found.parts))
        if "require: 1" in target[1]:
            needed = 1
        count = Counter(str(part.status) for part in found.parts)
        if found.status == "met":
            assert count["met"] >= needed
        elif found.status == "missed":
            assert len(found.parts) - count["missed"] < needed
        else:
            assert count["met"] < needed <= len(found.parts) - count["missed"]
            assert found.status in count
        if found.gap is not None:
            gaps = sorted((part.gap for part in found.parts if part.gap is not None), reverse=True)
            assert found.gap == gaps[needed - 1]


@pytest.mark.parametrize("due", DUES)
@pytest.mark.parametrize(
    "target", [(written(rule, Decimal(5)), keys) for rule, keys in EVERY] + list(EXAMPLES)
)
def test_no_observations_is_never_met_or_missed_for_any_type(
    target: tuple[str, str], due: str
) -> None:
    for found in inside(in_world(target, [], due)):
        assert found.status not in {"met", "missed"}
        assert (found.observed, found.gap) == (None, None)


ONE_WAY = (
    tuple((rule, "") for rule in ABSOLUTE)
    + MORE
    + tuple(one for one in TOGETHER if "for_each" not in one[1])
    + tuple(
        (rule, f"measure: {measure}")
        for measure in FORMS_OF_MEASURES
        if "pooled" not in measure and "antal" not in measure and "segment" not in measure
        for rule in ("{{type: threshold, above: {0}}}", "{{type: threshold, at_most: {0}}}")
    )
)
_ORDER: dict[str, int] = {"missed": 0, "met": 2}  # what is undecided lies between


@given(asked(ONE_WAY), full_world, st.sampled_from(DUES), st.integers(0, 600))
def test_shifting_the_own_figure_in_the_good_direction_never_worsens_any_status(
    target: tuple[str, str], texts: tuple[str, ...], due: str, tenth_parts: int
) -> None:
    rule = a_rule(target[0])
    way = rule.listed_parts[0].rule.direction if rule.listed_parts else rule.direction
    step = Decimal(tenth_parts) / 10 * (1 if way in ("higher", None) else -1)
    shifted = (str(Decimal(texts[0]) + step), *texts[1:])
    before = in_world(target, world_rows(texts), due)
    after = in_world(target, world_rows(shifted), due)
    assert _ORDER.get(before.status, 1) <= _ORDER.get(after.status, 1)
    if before.gap is not None and after.gap is not None and before.period == after.period:
        assert before.gap <= after.gap


# Other units: persons, or thousands of persons

FACTORS = tuple(map(Decimal, ("0.001", "0.01", "0.5", "2", "3", "10", "1000", "1000000")))
_OF_COUNTS = ("weighted", "rest_of")
_OF_SHARES = tuple(
    (rule, keys)
    for rule, keys in SINGLE + TOGETHER
    if "as: percent" not in f"{rule}{keys}" and "value" not in keys
    if not any(form in keys for form in ("pooled", "ratio_of"))
    if not any(average in rule for average in _OF_COUNTS)
)
_WITHOUT_LIMITS = (
    *(
        (rule, keys)
        for rule, keys in SINGLE
        if not any(limit in rule for limit in ("{0}", "{1}", "tolerance: 5"))
        if not any(average in rule for average in _OF_COUNTS) and "value" not in keys
    ),
    ("{{type: change-from-baseline, up_by: 10, as: percent}}", _FROM),
    ("{{type: change-from-baseline, down_by: 50, as: percent}}", _FROM),
    ("{{type: vs-national-average, must_be: on-par, tolerance: 20, as: percent}}", ""),
)
_RELATIVE = (
    *FORMS_OF_MEASURES[:1],
    "{indicator: antal, change: {since: a year before, as: percent}}",
    "{ratio_of: [{indicator: andel}, {indicator: andel, area: country}]}",
    "{ratio_of: [{indicator: antal}, {indicator: antal}], as: number}",
)


def plain(number: Decimal) -> Decimal:
    """Return a number as plans may write it: three decimals could be a large number."""
    whole = number == number.to_integral_value()
    return Decimal(f"{number:.0f}" if whole else f"{number:.6f}")


def statuses(found: Verdict) -> list[str]:
    return [str(one.status) for one in inside(found)]


@given(st.sampled_from(_OF_SHARES), tenths, full_world, st.sampled_from(FACTORS))
def test_other_units_of_figures_and_limits_leave_statuses_alone(
    target: tuple[str, str], limit: Decimal, texts: tuple[str, ...], factor: Decimal
) -> None:
    rule, keys = target
    small = in_world((written(rule, limit), keys), world_rows(texts))
    ends = rule.replace("1000]", f"{plain(1000 * factor)}]").replace(
        "tolerance: 5, as: points", f"tolerance: {plain(5 * factor)}, as: points"
    )
    more = plain(limit * factor)
    large = in_world((written(ends, more), keys), world_rows(texts, factor))
    assert statuses(large) == statuses(small)
    if small.gap is not None and large.gap is not None and small.rule != "rank":
        assert large.gap == pytest.approx(small.gap * factor, rel=Decimal("1e-9"))


@given(st.sampled_from(_WITHOUT_LIMITS), full_world, st.sampled_from(FACTORS))
def test_other_units_of_figures_leave_comparisons_alone(
    target: tuple[str, str], texts: tuple[str, ...], factor: Decimal
) -> None:
    one = written(target[0], Decimal(0)), target[1]
    assert statuses(in_world(one, world_rows(texts, factor))) == statuses(
        in_world(one, world_rows(texts))
    )


@given(st.sampled_from(_RELATIVE), tenths, full_world, st.sampled_from(FACTORS))
def test_other_units_of_figures_leave_relative_numbers_alone(
    measure: str, limit: Decimal, texts: tuple[str, ...], factor: Decimal
) -> None:
    target = f"{{type: threshold, at_least: {limit}}}", f"measure: {measure}"
    small, large = (in_world(target, world_rows(texts, by)) for by in (Decimal(1), factor))
    assert small.status in {"met", "missed"}
    assert (large.status, large.gap) == (small.status, small.gap)


_MADE_OF_COUNTS = (
    *((rule, keys) for rule, keys in MORE if any(average in rule for average in _OF_COUNTS)),
    ("{{type: threshold, at_least: {0}}}", f"measure: {FORMS_OF_MEASURES[0]}"),
)


@given(asked(_MADE_OF_COUNTS), full_world, st.sampled_from((2, 3, 1000)))
def test_other_units_of_counts_leave_shares_of_them_alone(
    target: tuple[str, str], texts: tuple[str, ...], factor: int
) -> None:
    counts = ("taeller", "naevner")
    small, large = (
        in_world(target, world_rows(texts, Decimal(10 * by), counts)) for by in (1, factor)
    )
    assert (statuses(large), large.gap) == (statuses(small), small.gap)
