"""What changed between two plans: pairs, changes, and what the documents themselves say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from beskplan import Catalogue, Plan, Target, load_catalogue, load_plan
from beskplan.areas import find_area
from beskplan.differences import Differences, Entry, Kind, Link, Strength, differences
from beskplan.periods import Period
from beskplan.plan import FocusArea
from beskplan.target import Group
from tests.build import a_plan, a_target, an_indicator
from tests.commands import ROOT
from tests.test_strength import pairs

CATALOGUE = Catalogue.of(
    an_indicator("andel", title="Andel i tilbud", window="first 6 months",
                 dimensions={"ydelse": {"total": "I alt",
                                        "members": {"A": [], "B": [], "C": []}}}),
    an_indicator("andel.seneste", title="Andel i tilbud, seneste år", window="last 12 months"),
    an_indicator("antal", title="Personer i tilbud", unit="persons"),
)  # fmt: skip
AT_LEAST_85 = "{type: threshold, at_least: 85}"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "indicators.yaml")


def of_the_repository(old: str, new: str, catalogue: Catalogue) -> Differences:
    plans = [load_plan(ROOT / "plans" / f"{name}.yaml", catalogue) for name in (old, new)]
    return differences(plans[0], plans[1], catalogue)


@pytest.fixture(scope="module")
def frederikssund(catalogue: Catalogue) -> Differences:
    return of_the_repository("frederikssund-2022", "frederikssund-2023", catalogue)


@pytest.fixture(scope="module")
def fredericia(catalogue: Catalogue) -> Differences:
    return of_the_repository("fredericia-2023-draft", "fredericia-2023", catalogue)


def entry(found: Differences, target: str) -> Entry:
    return next(one for one in found.entries if one.target.id == target)


def kinds(one: Entry) -> set[str]:
    aside = {Kind.ID, Kind.READING, Kind.OTHER_READINGS}
    return {str(change.kind) for change in one.changes if change.kind not in aside}


# The appendix to Frederikssund's plan for 2023, row by row: the target of 2023, that of 2022 by the
# number that it has in the plan for 2022, what the appendix says, and what is found. Where the
# appendix says "identical" the promise is the same, save for 7A, whose deadline it leaves out.
APPENDIX = [
    ("indgår ikke", None, "1a", None, set()),
    ("identisk", "1A", "1b", Strength.SAME, set()),
    ("identisk", "1B", "1c", Strength.SAME, set()),
    ("identisk", "2A", "2a", Strength.SAME, set()),
    ("identisk", "2B", "2b", Strength.SAME, set()),
    ("nyt i 2023", "3A", None, None, set()),
    ("nyt i 2023", "3B", None, None, set()),
    ("nyt i 2023", "3C", None, None, set()),
    ("fokusområdet udgår", None, "3a", None, set()),
    ("fokusområdet udgår", None, "3b", None, set()),
    ("fokusområdet udgår", None, "3c", None, set()),
    ("identisk", "4A", "4a", Strength.SAME, set()),
    ("85 % i 6 måneder bliver 90 % i 12", "4B", "4b", Strength.INCOMPARABLE,
     {"indicator", "window", "population", "limit", "title"}),
    ("75 % i 6 måneder bliver 85 % i 12", "4C", "4c", Strength.INCOMPARABLE,
     {"indicator", "window", "population", "limit", "title"}),
    ("sænket fra 80 % til 70 %", "4D", "4d", Strength.WEAKER, {"limit"}),
    ("identisk", "5A", "6a", Strength.SAME, set()),
    ("der blev ikke fastsat et mål i 2022; det er gjort", "5B", "6b", Strength.NEW_LEVEL,
     {"measure", "rule"}),
    ("identisk", "5C", "6c", Strength.SAME, set()),
    ("identisk", "6A", "5a", Strength.SAME, set()),
    ("identisk", "6B", "5b", Strength.SAME, set()),
    ("identisk", "6C", "5c", Strength.SAME, set()),
    ("nyt", "6D", None, None, set()),
    ("kaldes identisk, men fristen mangler", "7A", "7a", Strength.INCOMPARABLE, {"due"}),
    ("identisk med mål 7C", "7B", "7c", Strength.SAME, set()),
    ("indgår ikke", None, "7b", None, set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "old", "strength", "changed"),
    [
        pytest.param(*row, id=f"{row[0] or 'intet'} af {row[1] or 'intet'}: {said}")
        for said, *row in APPENDIX
    ],
)
def test_frederikssund_says_what_the_appendix_says(
    frederikssund: Differences,
    new: str | None,
    old: str | None,
    strength: Strength | None,
    changed: set[str],
) -> None:
    if new is None:
        assert old in {one.id for one in frederikssund.dropped}
        return
    found = entry(frederikssund, new)
    assert [one.id for one in found.before] == ([] if old is None else [old])
    assert (found.strength, kinds(found)) == (strength, changed)
    assert found.is_changed == bool(changed)
    assert found.link is (None if old is None else Link.REPLACES)


def test_the_appendix_is_complete(frederikssund: Differences) -> None:
    rows = [row[1:3] for row in APPENDIX]
    assert [new for new, _ in rows if new] == [one.target.id for one in frederikssund.entries]
    gone = {old for new, old in rows if new is None}
    assert gone == {one.id for one in frederikssund.dropped}


def test_six_of_seven_focus_areas_stay_and_one_is_replaced(frederikssund: Differences) -> None:
    assert [(one.id, one.before and one.before[0]) for one in frederikssund.focus_areas] == [
        ("1", "1"), ("2", "2"), ("3", None), ("4", "4"), ("5", "6"), ("6", "5"), ("7", "7"),
    ]  # fmt: skip
    assert frederikssund.focus_areas_gone == (("3", "Sygemeldte hurtigt tilbage"),)
    assert not any(one.is_moved for one in frederikssund.entries)


def test_changes_are_said_in_the_words_of_the_plan(frederikssund: Differences) -> None:
    said = {
        c.kind: (c.old and c.old.da, c.new and c.new.da) for c in entry(frederikssund, "4B").changes
    }
    assert said[Kind.WINDOW] == ("de første 6 måneder", "de seneste 12 måneder")
    assert said[Kind.LIMIT] == ("85 pct.", "90 pct.")


# What really changed from Fredericia's draft to the plan that the council approved.
COUNCIL = {
    "udgifter": (Strength.SAME, set()),
    "udgifter-maalgrupper": (Strength.SAME, set()),
    "besparelse": (Strength.INCOMPARABLE, {"limit", "due"}),  # 7 becomes 3,7 then 7 then 11
    "fokus-1a": (Strength.INCOMPARABLE, {"indicator", "limit", "title"}),  # 113 becomes 100 hours
    "fokus-1b": (Strength.INCOMPARABLE, {"indicator", "limit", "title"}),  # 20 % becomes 30 %
    "fokus-2a": (Strength.SAME, set()),
    "fokus-2b": (Strength.SAME, set()),
    "rammevilkaar": (Strength.SAME, {"focus_area", "title"}),  # on the longer term
}


@pytest.mark.parametrize("target", COUNCIL)
def test_fredericia_says_what_the_council_changed(fredericia: Differences, target: str) -> None:
    found = entry(fredericia, target)
    assert (found.strength, kinds(found)) == COUNCIL[target]


def test_fredericia_names_what_the_council_added_and_dropped(fredericia: Differences) -> None:
    new = [one.target.id for one in fredericia.entries if one.is_new]
    assert new[:3] == ["resultatmaal", "flest-i-beskaeftigelse", "kvalificeret-arbejdskraft"]
    assert all(name.startswith("gruppe-") for name in new[3:])
    assert len(new) == 17
    assert [one.target.id for one in fredericia.entries if one.is_moved] == ["rammevilkaar"]
    assert [one.id for one in fredericia.dropped][:4] == [
        "maalgrupper-antal", "maalgrupper-udvikling", "maalgrupper-sagsvarighed",
        "naermer-sig-landet",
    ]  # fmt: skip
    assert len(fredericia.dropped) == 16


def test_without_replaces_likely_pairs_are_proposed_and_unlikely_ones_are_not(
    catalogue: Catalogue,
) -> None:
    old, new = (
        load_plan(ROOT / "plans" / f"frederikssund-{year}.yaml", catalogue) for year in (2022, 2023)
    )
    unsaid = tuple(
        area._replace(targets=tuple(one.changed(replaces=()) for one in area.targets))
        for area in new.focus_areas
    )
    found = differences(old, replace(new, focus_areas=unsaid), catalogue)
    true = {new: old for _, new, old, *_ in APPENDIX if new}
    proposed = {one.target.id: one.before[0].id for one in found.entries if one.before}
    assert {one.link for one in found.entries} == {Link.PROPOSAL, None}
    assert proposed.items() <= true.items()
    assert len(proposed) >= 14
    assert found.summary["proposed"] == len(proposed)


# Pairs


def plan(name: str, *targets: Target, **given: Any) -> Plan:
    """Return a plan of one focus area, save what is said otherwise."""
    return replace(a_plan(*targets, years=given.pop("years", "2022")), id=name, **given)


def target(
    name: str, *replaces: str, rule: str = AT_LEAST_85, keys: str = "", title: str = ""
) -> Target:
    made = a_target(rule, keys)
    return made.changed(id=name, replaces=replaces, title=title or f"Mål {name}")


def links(found: Differences) -> dict[str, tuple[tuple[str, ...], str | None]]:
    return {
        one.target.id: (tuple(old.id for old in one.before), one.link and str(one.link))
        for one in found.entries
    }


def test_an_earlier_version_of_one_plan_is_paired_by_id_whatever_replaces_says() -> None:
    other = target("1c", keys="measure: {indicator: antal}")
    now = plan("p", target("1a", "9z"), other, replaces="last-year")
    found = differences(plan("p", target("1a"), target("1b", title="Noget andet")), now)
    assert links(found) == {"1a": (("1a",), "id"), "1c": ((), None)}
    assert found.notes == ()


def test_a_draft_of_the_same_years_is_paired_by_id() -> None:
    found = differences(plan("draft", target("1a")), plan("p", target("1a"), replaces="draft"))
    assert links(found) == {"1a": (("1a",), "id")}


def test_an_id_of_another_year_is_no_pair() -> None:
    old = plan("p-2022", target("1a", keys="measure: {indicator: antal}", title="Flere i tilbud"))
    new = plan("p-2023", target("1a", title="Færre klager"), years="2023", replaces="p-2022")
    assert links(differences(old, new, CATALOGUE)) == {"1a": ((), None)}


def test_replaces_is_followed_and_what_the_old_plan_does_not_have_is_told() -> None:
    old = plan("old", target("1a"))
    new = plan("new", target("A", "1a"), target("B", "9z", title="Andet"), replaces="old")
    found = differences(old, new)
    assert links(found)["A"] == (("1a",), "replaces")
    assert [note.da for note in found.notes] == ["mål B erstatter 9z, som old ikke har"]


def test_a_plan_that_replaces_another_one_says_so_and_gets_proposals_only() -> None:
    old = plan("old", target("1a", title="Samtaler"))
    new = plan("new", target("A", "1a", title="Samtaler"), replaces="elder")
    found = differences(old, new)
    assert links(found) == {"A": (("1a",), "proposal")}
    assert [note.en for note in found.notes] == [
        "the plan says that it replaces elder, not old; the targets' replaces are not followed, "
        "and all pairs are proposals"
    ]


def test_a_plan_that_says_nothing_of_replacing_is_told_and_its_targets_are_followed() -> None:
    found = differences(plan("old", target("1a")), plan("new", target("A", "1a")))
    assert links(found) == {"A": (("1a",), "replaces")}
    assert [note.da for note in found.notes] == [
        "new siger ikke, hvilken plan den erstatter (replaces: old mangler)"
    ]


def test_plans_of_two_municipalities_are_compared_and_it_is_told() -> None:
    old = plan("old", target("1a"))
    new = plan("new", target("1a", "1a"), municipality=find_area("Fredericia"), replaces="old")
    assert [note.da for note in differences(old, new).notes] == [
        "planerne er for Frederikssund og Fredericia"
    ]


def test_several_targets_that_became_one_are_weighed_together() -> None:
    old = plan("old", target("1a"), target("1b", rule="{type: threshold, at_least: 70}"))
    found = differences(old, plan("new", target("A", "1a", "1b"), replaces="old"))
    merged = entry(found, "A")
    assert [one.id for one in merged.before] == ["1a", "1b"]
    assert merged.strength is Strength.SAME  # whoever reaches 85 has reached 70
    assert merged.is_changed
    assert {(c.of, str(c.kind)) for c in merged.changes if c.kind is Kind.LIMIT} == {
        ("1b", "limit")
    }
    assert not found.is_empty


def test_a_target_that_became_several_is_weighed_against_all_of_them() -> None:
    low, high = (f"{{type: threshold, at_least: {limit}}}" for limit in (70, 90))
    new = plan("new", target("A", "1a", rule=low), target("B", "1a", rule=high), replaces="old")
    found = differences(plan("old", target("1a")), new)
    assert [(one.strength, one.together_with) for one in found.entries] == [
        (Strength.STRONGER, ("B",)),
        (Strength.STRONGER, ("A",)),
    ]


def test_targets_that_are_split_and_merged_at_once_are_not_weighed() -> None:
    old = plan("old", target("1a"), target("1b"))
    new = plan("new", target("A", "1a"), target("B", "1a", "1b"), replaces="old")
    found = differences(old, new)
    assert {one.strength for one in found.entries} == {Strength.INCOMPARABLE}


def test_two_that_are_as_likely_are_not_proposed() -> None:
    old = plan("old", target("1a", title="Samtaler"), target("1b", title="Samtaler"))
    found = differences(old, plan("new", target("A", title="Samtaler"), years="2023"))
    assert links(found) == {"A": ((), None)}


def test_of_very_many_targets_without_a_pair_none_is_proposed() -> None:
    one = target("1a")
    old, new = (
        plan(name, *(one.changed(id=f"{name}-{n}", title=f"{n}") for n in range(201)), years=years)
        for name, years in (("old", "2022"), ("new", "2023"))
    )
    found = differences(old, new)
    assert found.summary["proposed"] == 0
    assert found.notes[-1].en == "so many targets are without a pair that no pairs are proposed"


def test_a_proposal_says_why() -> None:
    found = differences(
        plan("old", target("1a", title="Tre samtaler om året")),
        plan("new", target("A", title="Fire samtaler om året"), years="2023"),
    )
    assert [why.da for why in entry(found, "A").why] == [
        "samme måling", "titlerne ligner hinanden", "samme krav",
    ]  # fmt: skip


def test_a_condition_on_a_renumbered_target_is_the_same_condition() -> None:
    keys = "only_if: {{target: {}, is: missed}}"
    old = plan("old", target("1a"), target("1b", keys=keys.format("1a")))
    new = plan("new", target("A", "1a"), target("B", "1b", keys=keys.format("A")), replaces="old")
    found = entry(differences(old, new), "B")
    assert (found.strength, kinds(found)) == (Strength.SAME, {"title"})


def areas(**targets: list[Target]) -> tuple[FocusArea, ...]:
    return tuple(FocusArea(title, title, tuple(inside)) for title, inside in targets.items())


def test_focus_areas_are_one_by_title_or_by_their_targets() -> None:
    one, two, three = target("1"), target("2"), target("3")
    old = plan("p", focus_areas=areas(Unge=[one, two], Alle=[three]))
    new = plan("p", focus_areas=areas(Studerende=[one, two], Alle=[three]))
    assert [area.before for area in differences(old, new).focus_areas] == [
        ("Unge", "Unge"), ("Alle", "Alle"),
    ]  # fmt: skip
    moved = differences(old, plan("p", focus_areas=areas(Unge=[one], Alle=[two, three])))
    assert [entry.target.id for entry in moved.entries if entry.is_moved] == ["2"]


# Changes: each kind by itself.

NATIONAL = "{type: vs-national-average, must_be: at-least}"
NO_LESS = "{type: change-from-baseline, must_be: at-least}"
OVER = "measure: {{indicator: antal, over: {{last: {} months, take: mean}}}}"
_Told = dict[str, tuple[str | None, str | None]]
CHANGES: Mapping[str, tuple[tuple[str, str], tuple[str, str], _Told]] = {
    "a limit": ((AT_LEAST_85, ""), ("{type: threshold, at_least: 90}", ""),
                {"limit": ("85 pct.", "90 pct.")}),
    "strictness": ((AT_LEAST_85, ""), ("{type: threshold, above: 85}", ""),
                   {"strictness": ("præcis på grænsen er nok", "præcis på grænsen er ikke nok")}),
    "direction": ((AT_LEAST_85, ""), ("{type: threshold, at_most: 85}", ""),
                  {"direction": ("mindst", "højst")}),
    "the average in place of a number": ((AT_LEAST_85, ""), (NATIONAL, ""), {
        "rule": ("mindst 85 pct.", "mindst på niveau med landsgennemsnittet"),
        "comparator": ("et fast tal", "landsgennemsnittet")}),
    "a larger margin": (("{type: points-below-average, points: 0.2}", ""),
                        ("{type: points-below-average, points: 0.7}", ""),
                        {"limit": ("0,2 procentpoint", "0,7 procentpoint")}),
    "steps": (("{type: trend, must_be: rising, step: year}", ""),
              ("{type: trend, must_be: rising, step: year, steps: 2}", ""),
              {"rule": ("stigende fra år til år", "stigende fra år til år, 2 gange i træk")}),
    "a place": (("{type: rank, at_most: 9, best: lowest}", ""),
                ("{type: rank, at_most: 7, best: lowest}", ""),
                {"limit": ("højst nr. 9 i landet", "højst nr. 7 i landet")}),
    "an indicator of another window": ((AT_LEAST_85, ""),
        (AT_LEAST_85, "measure: {indicator: andel.seneste}"), {
        "indicator": ("Andel i tilbud", "Andel i tilbud, seneste år"),
        "window": ("de første 6 måneder", "de seneste 12 måneder")}),
    "an indicator in another unit": ((AT_LEAST_85, ""),
        (AT_LEAST_85, "measure: {indicator: antal}"), {
        "indicator": ("Andel i tilbud", "Personer i tilbud"), "unit": ("pct.", "personer")}),
    "a segment": ((AT_LEAST_85, ""),
        (AT_LEAST_85, "measure: {indicator: andel, segment: {ydelse: A}}"),
        {"segment": ("alle", "A")}),
    "a pooled group": ((AT_LEAST_85, "measure: {indicator: andel, segment: {ydelse: A}}"),
        (AT_LEAST_85, "measure: {indicator: andel, pooled: {ydelse: [A, B]}}"),
        {"segment": ("A", "A + B samlet")}),
    "what the document says of the population": ((AT_LEAST_85,
        "measure: {indicator: andel, stated: {population: unge}}"), (AT_LEAST_85,
        "measure: {indicator: andel, stated: {population: voksne}}"),
        {"population": ("unge", "voksne")}),
    "a window over time": ((AT_LEAST_85, OVER.format(6)), (AT_LEAST_85, OVER.format(12)), {
        "measure": ("kommunens tal, gennemsnit over de seneste 6 måneder",
                    "kommunens tal, gennemsnit over de seneste 12 måneder")}),
    "a deadline": ((AT_LEAST_85, "due: {during: 2022}"), (AT_LEAST_85, "due: {by_end: 2022}"),
        {"due": ("i løbet af 2022", "ved udgangen af 2022")}),
    "a period": ((AT_LEAST_85, ""), (AT_LEAST_85, "period: 2022M08"),
        {"period": (None, "august 2022")}),
    "a baseline": (
        (NO_LESS, "baseline: {period: 2017, value: 43.7}"),
        (NO_LESS, "baseline: {period: 2018}"),
        {"baseline": ("43,7 pct. i 2017", "2018")}),
    "members": ((AT_LEAST_85, "for_each: {ydelse: [A, B]}"),
        (AT_LEAST_85, "for_each: {ydelse: [A, C]}"), {"members": ("A, B", "A, C")}),
    "how many members": ((AT_LEAST_85, "for_each: {ydelse: [A, B]}"),
        (AT_LEAST_85, "for_each: {ydelse: [A, B], require: 1}"),
        {"require": ("for alle 2", "for mindst 1 af 2")}),
    "who is left out": ((AT_LEAST_85, "for_each: {ydelse: [A, B]}"),
        (AT_LEAST_85, "for_each: {ydelse: [A, B], leave_out: {C: få}}"),
        {"left_out": (None, "C (få)")}),
    "parts": (("{type: all-of, parts: [{rule: {type: threshold, at_least: 1}}, "
        "{rule: {type: threshold, at_least: 2}}]}", ""), ("{type: any-of, parts: [{rule: "
        "{type: threshold, at_least: 1}}, {rule: {type: threshold, at_least: 2}}]}", ""),
        {"parts": ("alle dele: mindst 1 pct.; mindst 2 pct.",
                   "mindst én af: mindst 1 pct.; mindst 2 pct.")}),
    "a condition": ((AT_LEAST_85, ""), (AT_LEAST_85, 'only_if: {target: "9", is: missed}'),
        {"condition": (None, "hvis mål 9 ikke er opfyldt")}),
    "a version": ((AT_LEAST_85, ""), ("{}", "{rule: , versions: [{valid_from: 2022, rule: "
        "{type: threshold, at_least: 85}}]}"),
        {"versions": ("mindst 85 pct.", "fra 2022: mindst 85 pct.")}),
    "a reading": ((AT_LEAST_85, ""), (AT_LEAST_85, "reading: Sådan"), {"reading": (None, "Sådan")}),
    "follow-up": ((AT_LEAST_85, "follow_up: [3, 10]"), (AT_LEAST_85, "follow_up: yearly"),
        {"follow_up": ("marts og oktober", "en gang om året")}),
    "an assessment": ((AT_LEAST_85, ""), (AT_LEAST_85,
        "assessment: {status: met, date: 2023-03-15, by: Udvalget}"),
        {"assessment": (None, "opfyldt, Udvalget, 15. marts 2023")}),
    "a note and a source": ((AT_LEAST_85, "note: A"),
                            (AT_LEAST_85, '{note: B, source: {page: "7"}}'), {}),
    "the total, written out": ((AT_LEAST_85, ""),
        (AT_LEAST_85, "measure: {indicator: andel, segment: {ydelse: I alt}}"), {}),
    "a window over time, and the total written out": ((AT_LEAST_85, ""), (AT_LEAST_85,
        "measure: {indicator: andel, over: {last: 6 months, take: mean}, "
        "segment: {ydelse: I alt}}"),
        {"measure": ("kommunens tal",
                     "kommunens tal, gennemsnit over de seneste 6 måneder")}),
    "the rule as its only version": ((AT_LEAST_85, ""),
        ("{}", f"{{rule: , versions: [{{rule: {AT_LEAST_85}}}]}}"), {}),
    "a deadline in the only version": ((AT_LEAST_85, "due: {during: 2022}"),
        ("{}", f"{{rule: , versions: [{{rule: {AT_LEAST_85}, due: {{by_end: 2022}}}}]}}"),
        {"due": ("i løbet af 2022", "ved udgangen af 2022")}),
    "members in another order": ((AT_LEAST_85, "for_each: {ydelse: [A, B]}"),
        (AT_LEAST_85, "for_each: {ydelse: [B, A]}"), {}),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_is_told_with_what_was_and_what_is(case: str) -> None:
    (old_rule, old_keys), (new_rule, new_keys), told = CHANGES[case]
    old, new = (plan("p", a_target(*one)) for one in ((old_rule, old_keys), (new_rule, new_keys)))
    found = differences(old, new, CATALOGUE)
    said = {
        str(change.kind): (change.old and change.old.da, change.new and change.new.da)
        for change in found.entries[0].changes
    }
    assert said == told
    assert found.is_empty == (told == {})


def test_a_deadline_that_moves_along_with_the_plans_years_is_no_change() -> None:
    old = plan("old", target("1a", keys="due: {during: 2022}"))
    new = plan("new", target("1a", "1a", keys="due: {during: 2023}"), years="2023", replaces="old")
    found = entry(differences(old, new), "1a")
    assert (found.strength, found.changes) == (Strength.SAME, ())


def test_a_group_of_one_name_with_other_municipalities_is_a_change() -> None:
    rule = "{type: vs-group-average, against: {group: naboer, average: plain}, must_be: above}"
    old, new = (
        plan(
            "p", target("1a", rule=rule), groups={"naboer": Group.model_validate({"areas": areas})}
        )
        for areas in (["Kolding", "Vejle"], ["Kolding", "Billund"])
    )
    found = entry(differences(old, new, CATALOGUE), "1a")
    assert found.strength is Strength.INCOMPARABLE
    assert [change.new.da for change in found.changes if change.new] == [
        "det simple gennemsnit af gruppen naboer, Billund, Kolding"
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_plan_is_no_different_from_itself(path: Path, catalogue: Catalogue) -> None:
    one = load_plan(path, catalogue)
    found = differences(one, load_plan(path, catalogue), catalogue)
    assert found.is_empty
    assert found.summary["kept"] == len(one.targets)


@given(pair=pairs())
def test_what_is_of_another_strength_is_told_as_changed(pair: tuple[Target, Target]) -> None:
    old, new = (plan("p", one) for one in pair)
    (found,) = differences(old, new).entries
    assert found.strength is Strength.SAME or found.is_changed


def test_kept_changed_and_new_are_all_targets_of_the_new_plan(
    frederikssund: Differences, fredericia: Differences
) -> None:
    for found in (frederikssund, fredericia):
        count = found.summary
        assert count["kept"] + count["changed"] + count["new"] == len(found.entries)
        assert sum(count[strength] for strength in Strength) == count["changed"]


def test_years_are_told_where_they_are_others() -> None:
    found = differences(plan("p", target("1a")), plan("p", target("1a"), years="2023"))
    assert [(kind, new.da) for kind, _, new in found.plan_changes] == [("years", "2023")]
    assert found.new.years == Period.of_year(2023)
    assert not found.is_empty
