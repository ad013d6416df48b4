"""Stronger, weaker, the same: claimed only where it holds whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beskplan.catalogue import Catalogue
from beskplan.differences import Strength, strength_of
from beskplan.evaluation import evaluate
from beskplan.judgements import Status
from beskplan.observations import Observations
from beskplan.target import Group, Target
from tests.build import a_plan, a_target, an_indicator, figures

SAME, STRONGER, WEAKER = Strength.SAME, Strength.STRONGER, Strength.WEAKER
INCOMPARABLE = Strength.INCOMPARABLE
NEW_LEVEL, LEVEL_DROPPED = Strength.NEW_LEVEL, Strength.LEVEL_DROPPED
TURNED = {STRONGER: WEAKER, WEAKER: STRONGER, NEW_LEVEL: LEVEL_DROPPED, LEVEL_DROPPED: NEW_LEVEL}

DIMENSIONS: dict[str, object] = {
    "ydelse": {"total": "I alt", "members": {"A": ["A mv."], "B": [], "C": []}}
}
CATALOGUE = Catalogue.of(
    an_indicator(dimensions=DIMENSIONS, window="first 6 months"),
    an_indicator("forventet"),
    an_indicator("placering", unit="place", better="lower"),
)

Written = tuple[str, str]
"""A rule, and the other keys of its target."""


def promise(written: str | Written) -> Target:
    rule, keys = (written, "") if isinstance(written, str) else written
    return a_target(rule, keys)


NATIONAL = "{type: vs-national-average, must_be: at-least}"
MANY = "for_each: {{ydelse: [{}]{}}}"
ALL_OF = "{{type: all-of, parts: [{}]}}"
ANY_OF = "{{type: any-of, parts: [{}]}}"
PART = "{{rule: {{type: threshold, at_least: {}}}}}"
DUE = "due: {{{}: {}}}"
TOTAL = "{indicator: andel, segment: {ydelse: I alt}}"


def at_least(limit: object) -> str:
    return f"{{type: threshold, at_least: {limit}}}"


def parts(form: str, *limits: int, more: str = "") -> str:
    return form.format(", ".join(PART.format(limit) for limit in limits)).replace(
        "parts:", f"{more}parts:"
    )


def several(count: int, *limits: int) -> str:
    return parts(ALL_OF.replace("all-of", "at-least-of"), *limits, more=f"require: {count}, ")


CASES: list[tuple[str, str | Written, str | Written, Strength]] = [
    ("a higher limit to reach", at_least(85), at_least(90), STRONGER),
    ("the limit written with a decimal", at_least(85), at_least("85.0"), SAME),
    ("a lower limit to stay below", "{type: threshold, below: 20}", "{type: threshold, below: 15}",
     STRONGER),
    ("the limit itself no longer enough", at_least(85), "{type: threshold, above: 85}", STRONGER),
    ("above 84 says less than at least 85", at_least(85), "{type: threshold, above: 84}", WEAKER),
    ("the other direction", at_least(85), "{type: threshold, at_most: 85}", INCOMPARABLE),
    ("a range inside the range", "{type: threshold, between: [3, 6]}",
     "{type: threshold, between: [4, 5]}", STRONGER),
    ("a range beside the range", "{type: threshold, between: [3, 6]}",
     "{type: threshold, between: [4, 7]}", INCOMPARABLE),
    ("a range in place of its lower end", at_least(3), "{type: threshold, between: [3, 6]}",
     STRONGER),
    ("every year higher", at_least("{by_year: {2022: 80, 2023 onwards: 85}}"),
     at_least("{by_year: {2022: 81, 2023 onwards: 85}}"), STRONGER),
    ("one year higher, one lower", at_least("{by_year: {2022: 80, 2023 onwards: 85}}"),
     at_least("{by_year: {2022: 81, 2023 onwards: 84}}"), INCOMPARABLE),
    ("a year without a level", at_least("{by_year: {2022: 80, 2023 onwards: 85}}"),
     at_least("{by_year: {2022: 90, 2023: 90}}"), INCOMPARABLE),
    ("a number in place of the same from a year on", at_least("{by_year: {2022 onwards: 80}}"),
     at_least(80), INCOMPARABLE),
    ("above the average", NATIONAL, "{type: vs-national-average, must_be: above}", STRONGER),
    ("the average of the country, written as that of a group", NATIONAL,
     "{type: vs-group-average, against: country, must_be: at-least}", SAME),
    ("another average", NATIONAL,
     "{type: vs-group-average, against: {region: Hovedstaden}, must_be: at-least}", INCOMPARABLE),
    ("a fixed number in place of the average", NATIONAL, at_least(85), INCOMPARABLE),
    ("a larger margin", "{type: points-below-average, points: 0.2}",
     "{type: points-below-average, points: 0.7}", STRONGER),
    ("a margin in place of at most the average", "{type: vs-national-average, must_be: at-most}",
     "{type: points-below-average, points: 0.2}", STRONGER),
    ("more room above the average",
     "{type: within-points-of-average, points: 0.5, side: above}",
     "{type: within-points-of-average, points: 0.7, side: above}", WEAKER),
    ("no room above the average",
     "{type: within-points-of-average, points: 0.5, side: above}",
     "{type: vs-national-average, must_be: at-most}", STRONGER),
    ("room on the other side", "{type: within-points-of-average, points: 0.5, side: above}",
     "{type: within-points-of-average, points: 0.5, side: below}", INCOMPARABLE),
    ("a wider tolerance", "{type: vs-national-average, must_be: on-par, tolerance: 1, as: points}",
     "{type: vs-national-average, must_be: on-par, tolerance: 2, as: points}", WEAKER),
    ("at least the average in place of on par", NATIONAL,
     "{type: vs-national-average, must_be: on-par, tolerance: 0, as: points}", STRONGER),
    ("a tolerance in percent in place of points",
     "{type: vs-national-average, must_be: on-par, tolerance: 1, as: points}",
     "{type: vs-national-average, must_be: on-par, tolerance: 2, as: percent}", INCOMPARABLE),
    ("a tolerance that is stated at last",
     "{type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
     "{type: vs-national-average, must_be: on-par, tolerance: 2, as: points}", INCOMPARABLE),
    ("more of what is expected", "{type: vs-expected, expected: {indicator: forventet}, "
     "must_be: at-most}", "{type: vs-expected, expected: {indicator: forventet}, must_be: below}",
     STRONGER),
    ("a better place", ("{type: rank, at_most: 75}", "measure: {indicator: placering}"),
     ("{type: rank, at_most: 70}", "measure: {indicator: placering}"), STRONGER),
    ("better than tenth is at most ninth", "{type: rank, below: 10, best: lowest}",
     "{type: rank, at_most: 9, best: lowest}", SAME),
    ("the best ten", "{type: rank, at_most: 10, best: lowest}",
     "{type: rank, top: 10, best: lowest}", SAME),
    ("a smaller best part", "{type: rank, top: 1/2, best: lowest}",
     "{type: rank, top: 1/3, best: lowest}", STRONGER),
    ("places among others", "{type: rank, at_most: 3, best: lowest}",
     "{type: rank, at_most: 3, best: lowest, among: {region: Hovedstaden}}", INCOMPARABLE),
    ("a larger fall", ("{type: change-from-baseline, down_by: 2, as: points}",
     "baseline: {period: 2021M03}"), ("{type: change-from-baseline, down_by: 3, as: points}",
     "baseline: {period: 2021M03}"), STRONGER),
    ("a fall in place of no rise", ("{type: change-from-baseline, must_be: at-most}",
     "baseline: {period: 2021M03}"), ("{type: change-from-baseline, down_by: 3, as: points}",
     "baseline: {period: 2021M03}"), STRONGER),
    ("another baseline", ("{type: change-from-baseline, down_by: 2, as: points}",
     "baseline: {period: 2021M03}"), ("{type: change-from-baseline, down_by: 3, as: points}",
     "baseline: {period: 2021M02}"), INCOMPARABLE),
    ("a larger fall since nobody knows when", ("{type: change-from-baseline, down_by: 2, "
     "as: points}", "baseline: not-stated"), ("{type: change-from-baseline, down_by: 3, "
     "as: points}", "baseline: not-stated"), INCOMPARABLE),
    ("falling in place of not rising", "{type: trend, must_be: not-rising, step: period}",
     "{type: trend, must_be: falling, step: period}", STRONGER),
    ("two steps in place of one", "{type: trend, must_be: falling, step: period}",
     "{type: trend, must_be: falling, step: period, steps: 2}", STRONGER),
    ("other steps", "{type: trend, must_be: falling, step: period}",
     "{type: trend, must_be: falling, step: year}", INCOMPARABLE),
    ("one more part", parts(ALL_OF, 50, 55), parts(ALL_OF, 50, 55, 60), STRONGER),
    ("parts in another order", parts(ALL_OF, 50, 55), parts(ALL_OF, 55, 50), SAME),
    ("parts that the highest implies", parts(ALL_OF, 50, 55), at_least(55), SAME),
    ("any of what all were asked", parts(ALL_OF, 50, 55), parts(ANY_OF, 50, 55), WEAKER),
    ("one of several in place of any", parts(ANY_OF, 50, 55), at_least(55), STRONGER),
    ("two of three in place of one", several(1, 40, 50, 60), several(2, 40, 50, 60), STRONGER),
    ("two of three, the middle one higher", several(2, 40, 50, 60), several(2, 40, 55, 60),
     STRONGER),
    ("two of three of one number, which the middle one decides", several(2, 40, 50, 60),
     several(2, 40, 50, 65), SAME),
    ("two of four in place of two of three", several(2, 40, 50, 60), several(2, 40, 50, 60, 30),
     WEAKER),
    ("one more member", (at_least(5), MANY.format("A, B", "")),
     (at_least(5), MANY.format("A, B, C", "")), STRONGER),
    ("another member", (at_least(5), MANY.format("A, B", "")),
     (at_least(5), MANY.format("A, C", "")), INCOMPARABLE),
    ("fewer members that must", (at_least(5), MANY.format("A, B, C", "")),
     (at_least(5), MANY.format("A, B, C", ", require: 2")), WEAKER),
    ("more for one member", (at_least(5), MANY.format("A, B", "")),
     (at_least(5), MANY.format("A, B", ", instead: {B: {type: threshold, at_least: 6}}")),
     STRONGER),
    ("more municipalities", (at_least(5), "for_each: {area: {among: country}, require: 10}"),
     (at_least(5), "for_each: {area: {among: country}, require: 20}"), STRONGER),
    ("a longer throughout", (at_least(5), DUE.format("throughout", 2022)),
     (at_least(5), DUE.format("throughout", "2022-2023")), STRONGER),
    ("a shorter during", (at_least(5), DUE.format("during", "2022-2023")),
     (at_least(5), DUE.format("during", 2022)), STRONGER),
    ("throughout in place of during", (at_least(5), DUE.format("during", 2022)),
     (at_least(5), DUE.format("throughout", 2022)), STRONGER),
    ("an earlier end", (at_least(5), DUE.format("by_end", 2023)),
     (at_least(5), DUE.format("by_end", 2022)), INCOMPARABLE),
    ("no deadline any more", (at_least(5), DUE.format("during", 2022)), at_least(5), INCOMPARABLE),
    ("a higher limit by another end", (at_least(5), DUE.format("by_end", 2022)),
     (at_least(6), DUE.format("by_end", 2023)), INCOMPARABLE),
    ("another period", (at_least(5), "period: 2022M03"), (at_least(6), "period: 2022M04"),
     INCOMPARABLE),
    ("another indicator", at_least(5), (at_least(6), "measure: {indicator: forventet}"),
     INCOMPARABLE),
    ("another segment", at_least(5), (at_least(6), "measure: {indicator: andel, "
     "segment: {ydelse: A}}"), INCOMPARABLE),
    ("the total, written out", at_least(5), (at_least(5), f"measure: {TOTAL}"), SAME),
    ("a higher limit, and the total written out", at_least(5),
     (at_least(6), f"measure: {TOTAL}"), STRONGER),
    ("another spelling of a member",
     (at_least(5), "measure: {indicator: andel, segment: {ydelse: A}}"),
     (at_least(5), "measure: {indicator: andel, segment: {ydelse: A mv.}}"), SAME),
    ("another spelling in a group",
     (at_least(5), "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"),
     (at_least(5), "measure: {indicator: andel, pooled: {ydelse: [B, A mv.]}}"), SAME),
    ("a smaller group", (at_least(5), "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"),
     (at_least(5), "measure: {indicator: andel, pooled: {ydelse: [A, C]}}"), INCOMPARABLE),
    ("the total followed, written out", "{type: none, because: not-set}",
     ("{type: none, because: not-set}", f"measure: {TOTAL}"), SAME),
    ("a condition of the total, written out",
     (at_least(5), f"only_if: {{measure: {{indicator: andel}}, rule: {at_least(3)}}}"),
     (at_least(5), f"only_if: {{measure: {TOTAL}, rule: {at_least(3)}}}"), SAME),
    ("a condition of the total, where each member had its own",
     (at_least(5), f"{MANY.format('A, B', '')}\n"
      f"only_if: {{measure: {{indicator: andel}}, rule: {at_least(3)}}}"),
     (at_least(5), f"{MANY.format('A, B', '')}\n"
      f"only_if: {{measure: {TOTAL}, rule: {at_least(3)}}}"), INCOMPARABLE),
    ("a window that the catalogue has as well", at_least(5),
     (at_least(6), "measure: {indicator: andel, stated: {window: first 6 months}}"), STRONGER),
    ("a window that the catalogue has not", at_least(5),
     (at_least(6), "measure: {indicator: andel, stated: {window: last 12 months}}"), INCOMPARABLE),
    ("a condition", at_least(5), (at_least(6), 'only_if: {target: "9", is: missed}'),
     INCOMPARABLE),
    ("a higher limit under one condition", (at_least(5), 'only_if: {target: "9", is: missed}'),
     (at_least(6), 'only_if: {target: "9", is: missed}'), STRONGER),
    ("a level where there was none", "{type: none, because: not-set}", at_least(5), NEW_LEVEL),
    ("a level where a method was awaited",
     ("{type: none, because: awaiting-method}", "measure: "), NATIONAL, NEW_LEVEL),
    ("figures in place of a person", "{type: none, because: qualitative}", at_least(5),
     INCOMPARABLE),
    ("a level that no figure can meet yet", "{type: none, because: not-set}",
     "{type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}",
     INCOMPARABLE),
    ("followed as before", "{type: none, because: not-set}",
     "{type: none, because: not-set, against: country}", SAME),
    ("another number followed", "{type: none, because: not-set}",
     ("{type: none, because: not-set}", "measure: {indicator: forventet}"), INCOMPARABLE),
    ("left to the same person", "{type: none, because: qualitative}",
     "{type: none, because: qualitative}", SAME),
    ("a later version of a decision",
     ("{}", "{rule: , versions: [{valid_from: 2022, rule: {type: threshold, at_least: 5}}]}"),
     ("{}", "{rule: , versions: [{valid_from: 2022, rule: {type: threshold, at_least: 6}}]}"),
     STRONGER),
    ("a rule as its only version, which always holds", at_least(5),
     ("{}", f"{{rule: , versions: [{{rule: {at_least(5)}}}]}}"), SAME),
    ("a higher limit in the only version", at_least(5),
     ("{}", f"{{rule: , versions: [{{rule: {at_least(6)}}}]}}"), STRONGER),
    ("the deadline in the only version", (at_least(5), DUE.format("during", 2022)),
     ("{}", f"{{rule: , versions: [{{rule: {at_least(5)}, due: {{during: 2022}}}}]}}"), SAME),
    ("the period beside a deadline of the only version", (at_least(5), "period: 2022M03"),
     ("{}", "{rule: , period: 2022M03, "
      f"versions: [{{rule: {at_least(5)}, due: {{during: 2022}}}}]}}"), INCOMPARABLE),
    ("no level in the only version", "{type: none, because: not-set}",
     ("{}", "{rule: , versions: [{rule: {type: none, because: not-set}}]}"), SAME),
    ("a version that ends", at_least(5),
     ("{}", f"{{rule: , versions: [{{valid_to: 2022, rule: {at_least(5)}}}]}}"), INCOMPARABLE),
    ("versions in place of a rule", at_least(5),
     ("{}", "{rule: , versions: [{valid_from: 2022, rule: {type: threshold, at_least: 6}}]}"),
     INCOMPARABLE),
]  # fmt: skip
TABLE = [pytest.param(old, new, said, id=name) for name, old, new, said in CASES]


@pytest.mark.parametrize(("old", "new", "said"), TABLE)
def test_what_became_of_a_promise(old: str | Written, new: str | Written, said: Strength) -> None:
    assert strength_of(promise(old), promise(new), CATALOGUE) is said


@pytest.mark.parametrize(("old", "new", "said"), TABLE)
def test_what_goes_one_way_goes_back_the_other(
    old: str | Written, new: str | Written, said: Strength
) -> None:
    assert strength_of(promise(new), promise(old), CATALOGUE) is TURNED.get(said, said)


def test_deadlines_that_move_along_with_the_plans_years_stay_the_same() -> None:
    old, new = (
        promise((at_least(80), DUE.format("during", 2022))),
        promise((at_least(85), DUE.format("during", 2023))),
    )
    plans = (a_plan(old, years="2022"), a_plan(new, years="2023"))
    assert strength_of(old, new, plans=plans) is STRONGER
    assert strength_of(old, new) is INCOMPARABLE


def test_levels_by_year_are_compared_from_the_later_plans_first_year_on() -> None:
    old = promise(at_least("{by_year: {2022: 90, 2023 onwards: 80}}"))
    new = promise(at_least(85))
    plans = (a_plan(old, years="2022"), a_plan(new, years="2023"))
    assert strength_of(old, new, plans=plans) is STRONGER
    assert strength_of(old, new) is INCOMPARABLE


def test_levels_from_the_plans_first_year_on_are_levels_in_every_year() -> None:
    old, new = promise(at_least("{by_year: {2022 onwards: 80}}")), promise(at_least(80))
    plan = a_plan(old, years="2022")
    assert strength_of(old, new, plans=(plan, plan)) is SAME


def test_groups_of_one_name_are_compared_by_their_municipalities() -> None:
    rule = "{type: vs-group-average, against: {group: naboer, average: plain}, must_be: above}"
    one = promise(rule)
    few, more = (
        {"naboer": Group.model_validate({"areas": areas})}
        for areas in (["Kolding", "Vejle"], ["Kolding", "Vejle", "Billund"])
    )
    plan = a_plan(one)
    other = replace(plan, groups=more)
    assert strength_of(one, one, plans=(replace(plan, groups=few), other)) is INCOMPARABLE
    assert strength_of(one, one, plans=(other, other)) is SAME


def test_without_a_catalogue_promises_are_compared_as_they_are_written() -> None:
    assert strength_of(promise(at_least(85)), promise(at_least(90))) is STRONGER
    stated = (at_least(90), "measure: {indicator: andel, stated: {window: first 6 months}}")
    assert strength_of(promise(at_least(85)), promise(stated)) is INCOMPARABLE


def test_promises_of_very_many_parts_are_only_asked_to_be_equal() -> None:
    many = ALL_OF.format(", ".join(PART.format(limit) for limit in range(510)))
    more = ALL_OF.format(", ".join(PART.format(limit) for limit in range(511)))
    assert strength_of(promise(many), promise(many)) is SAME
    assert strength_of(promise(many), promise(more)) is INCOMPARABLE


# Whatever the figures are: what is claimed is held against verdicts.

QUARTERLY = Catalogue.of(
    an_indicator(dimensions=DIMENSIONS, covers="quarter"),
    an_indicator("forventet", covers="quarter"),
)
QUARTERS = [f"{year}Q{quarter}" for year in (2021, 2022) for quarter in (1, 2, 3, 4)]
AREAS = ("250", "000", "1084", "219")
SIDES = ("at-least", "above", "at-most", "below")
YES_NO = ("true", "false")
AGAINST = ("", ", against: {region: Hovedstaden}")


def _rules() -> dict[str, list[str]]:
    """Return rules that may be ordered, by what they hold a figure against."""
    levels = ("3", "4", "5", "{by_year: {2022: 4}}", "{by_year: {2021: 3, 2022 onwards: 5}}",
              "{by_year: {2022 onwards: 4}}")  # fmt: skip
    keys = [side.replace("-", "_") for side in SIDES]
    number = [f"{{type: threshold, {key}: {level}}}" for key in keys for level in levels]
    number += [
        f"{{type: threshold, between: [{low}, {high}]}}" for low in (2, 3) for high in (4, 5)
    ]
    average = [f"{{type: vs-national-average, must_be: {side}}}" for side in SIDES]
    on_par = [(0, "points"), (1, "points"), (2, "points"), (20, "percent"), (50, "percent")]
    average += [
        f"{{type: vs-national-average, must_be: on-par, tolerance: {room}, as: {unit}}}"
        for room, unit in on_par
    ]
    groups = ("country", "{region: Hovedstaden}", "{rest_of: country}")
    average += [
        f"{{type: vs-group-average, must_be: {side}, against: {group}}}"
        for side in SIDES
        for group in groups
    ]
    average += [
        f"{{type: {form}, points: {points}, strictly: {strictly}{against}}}"
        for form in (
            "points-below-average",
            "points-above-average",
            "within-points-of-average, side: above",
            "within-points-of-average, side: below",
        )
        for points in (0, 1, 2)
        for strictly in YES_NO
        for against in AGAINST
    ]
    baseline = [f"{{type: change-from-baseline, must_be: {side}}}" for side in SIDES]
    baseline += [
        f"{{type: change-from-baseline, {way}: {amount}, as: {unit}, strictly: {strictly}}}"
        for way in ("up_by", "down_by")
        for amount, unit in ((0, "points"), (1, "points"), (0, "percent"), (25, "percent"))
        for strictly in YES_NO
    ]
    baseline += [
        f"{{type: change-from-baseline, must_be: on-par, tolerance: {room}, as: {unit}}}"
        for room, unit in on_par
    ]
    return {
        "number": number,
        "average": average,
        "expected": [
            f"{{type: vs-expected, expected: {{indicator: forventet}}, must_be: {side}}}"
            for side in SIDES
        ],
        "baseline": baseline,
        "trend": [
            f"{{type: trend, must_be: {way}, step: {step}, steps: {steps}}}"
            for way in ("rising", "falling", "not-rising", "not-falling")
            for step in ("year", "period")
            for steps in (1, 2)
        ],
        "rank": [
            f"{{type: rank, {place}, best: {best}, among: {among}}}"
            for place in ("at_most: 1", "at_most: 2", "below: 2", "below: 3", "top: 1/2",
                          "top: 1/3", "top: 2")
            for best in ("lowest", "highest")
            for among in ("{region: Hovedstaden}", "{areas: [Frederikssund, Hillerød]}")
        ],
    }  # fmt: skip


RULES = _rules()
EACH = ("", "for_each: {ydelse: [A, B]}", "for_each: {ydelse: [A, B, C]}",
        "for_each: {ydelse: [A, B, C], require: 2}",
        "for_each: {ydelse: [B, C], require: 50 percent}",
        "for_each: {area: {among: {areas: [Frederikssund, Hillerød]}}}",
        "for_each: {area: {among: {areas: [Frederikssund, Hillerød]}}, require: 1}")  # fmt: skip
DUES = ("", *(DUE.format(kind, span) for kind in ("by_end", "during", "throughout")
              for span in ("2021", "2022", "2021-2022")))  # fmt: skip
CONDITION = "only_if: {measure: {indicator: andel}, rule: {type: threshold, at_least: 3}}"
OTHERS = ("", CONDITION, CONDITION.replace("{indicator: andel}", TOTAL), "period: 2022Q2")
MEASURES = ("", f"measure: {TOTAL}", "measure: {indicator: andel, segment: {ydelse: A}}")
KEYS = (EACH, DUES, OTHERS, MEASURES)


@st.composite
def rules(draw: st.DrawFn, family: str) -> str:
    single = st.sampled_from(RULES[family])
    form = draw(st.sampled_from(["one", "one", "one", "all-of", "any-of", "at-least-of"]))
    if form == "one":
        return draw(single)
    several_ = draw(st.lists(single, min_size=2, max_size=4))
    listed = ", ".join(f"{{rule: {one}}}" for one in several_)
    needed = f"require: {draw(st.integers(1, len(several_)))}, " if form == "at-least-of" else ""
    return f"{{type: {form}, {needed}parts: [{listed}]}}"


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Target, Target]:
    family = draw(st.sampled_from(sorted(RULES)))
    kept = [draw(st.sampled_from(keys)) for keys in KEYS]
    other = [
        key if draw(st.integers(0, 2)) else draw(st.sampled_from(keys))
        for key, keys in zip(kept, KEYS, strict=True)
    ]
    both = []
    for keys in (kept, other):
        written = [key for key in keys if key]
        written += ["baseline: {period: 2021Q1}"] if family == "baseline" else []
        rule = draw(rules(family))
        if draw(st.integers(0, 3)) == 0:
            rule, written = "{}", [*written, f"rule:\nversions: [{{rule: {rule}}}]"]
        both.append(a_target(rule, "\n".join(written)))
    return both[0], both[1]


def rows(seed: int) -> Observations:
    """Return figures on a coarse grid, so that many hit a limit; in half of them with holes."""
    drawn = Random(seed)  # noqa: S311 (figures, no secrets)
    holes = drawn.choice((0, 0.03))
    found = []
    for name, segment in [("forventet", {}), *(("andel", s) for s in
                          ({}, {"ydelse": "A"}, {"ydelse": "B"}, {"ydelse": "C"}))]:  # fmt: skip
        written = {
            (area, quarter): str(drawn.randint(2, 6))
            for area in AREAS
            for quarter in QUARTERS
            if drawn.random() >= holes
        }
        found += figures(written, name, segment)
    return Observations.of(found)


@pytest.mark.parametrize("years", ["2021", "2022"])
@pytest.mark.parametrize("family", sorted(RULES))
def test_what_is_claimed_of_any_two_rules_holds(family: str, years: str) -> None:
    keys = "baseline: {period: 2021Q1}" if family == "baseline" else ""
    plans = [a_plan(a_target(rule, keys), years=years) for rule in RULES[family]]
    drawn = [rows(seed) for seed in range(5)]
    met = [
        [
            evaluate(one, QUARTERLY, figures_, as_of=date(2023, 6, 30)).summary[Status.MET]
            for figures_ in drawn
        ]
        for one in plans
    ]
    for (old, before), (new, now) in product(zip(plans, met, strict=True), repeat=2):
        (_, one), (_, other) = *old.targets, *new.targets
        for claimed in {strength_of(one, other), strength_of(one, other, plans=(old, new))}:
            if claimed in (STRONGER, SAME):
                assert all(then >= later for then, later in zip(before, now, strict=True))
            if claimed in (WEAKER, SAME):
                assert all(then <= later for then, later in zip(before, now, strict=True))


@given(pair=pairs(), seed=st.integers(0, 10**6), years=st.sampled_from(["2021", "2022", "2022"]))
def test_what_is_claimed_holds_whatever_the_figures_are(
    pair: tuple[Target, Target], seed: int, years: str
) -> None:
    old, new = (a_plan(one, years=years) for one in pair)
    claims = {strength_of(*pair, QUARTERLY), strength_of(*pair, QUARTERLY, plans=(old, new))}
    if claims == {INCOMPARABLE}:
        return
    day, observed = date(2022, 5, 31) if seed % 3 == 0 else date(2023, 6, 30), rows(seed)
    before, now = (
        evaluate(one, QUARTERLY, observed, as_of=day).verdicts[0].status for one in (old, new)
    )
    for claimed in claims:
        if claimed in (STRONGER, SAME) and now is Status.MET:
            assert before is Status.MET
        if claimed in (WEAKER, SAME) and before is Status.MET:
            assert now is Status.MET
