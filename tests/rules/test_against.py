"""Whose figure a figure is compared with: what all rules with ``against`` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.results import Verdict
from tests.build import (
    WEIGHED,
    Answer,
    across,
    an_indicator,
    answer,
    figures,
    flags,
    grouped_verdict,
    observations,
    plan_problems,
    reasons,
    shares,
    verdict,
)

MARCH = "2022M03"
SHARES = {"250": "30.0", "621": "20.0", "630": "40.0", "530": "10.0"}
COUNTS = {
    "250": ("30", "100"),  # Frederikssund
    "621": ("20", "100"),  # Kolding
    "630": ("120", "300"),  # Vejle
    "530": ("10", "100"),  # Billund
    "000": ("5030", "10100"),
}
WITH_COUNTS = observations(figures(across(MARCH, SHARES)), shares(MARCH, COUNTS))
PERSONS = an_indicator(unit="persons")


def ruled(against: str) -> str:
    return f"{{type: vs-group-average, must_be: at-least, against: {against}}}"


def compared(found: Verdict) -> tuple[str, str, str | None, str]:
    """Return the comparator: its name in both languages, its code and its number."""
    assert found.comparator_name is not None
    name = found.comparator_name
    return name.da, name.en, found.comparator_code, str(found.comparator_value)


@pytest.mark.parametrize(
    ("against", "expected"),
    [
        pytest.param("country", ("Hele landet", "Whole country", "000", "1.5"), id="the country"),
        pytest.param(
            "{region: Hovedstaden}",
            ("Region Hovedstaden", "Region Hovedstaden", "084", "2.5"),
            id="a region",
        ),
        pytest.param(
            "{region: Region Hovedstaden}",
            ("Region Hovedstaden", "Region Hovedstaden", "084", "2.5"),
            id="a region with the word",
        ),
        pytest.param(
            "{landsdel: Fyn}", ("Landsdel Fyn", "Landsdel Fyn", "07", "3.5"), id="a landsdel"
        ),
        pytest.param("{rar: Fyn}", ("RAR Fyn", "RAR Fyn", "rar-fyn", "4.5"), id="a RAR area"),
        pytest.param(
            "{landsdel: Fyn, average: plain}",
            ("Landsdel Fyn", "Landsdel Fyn", "07", "3.5"),
            id="published goes before the average",
        ),
    ],
)
def test_published(against: str, expected: tuple[str, ...]) -> None:
    rows = across(MARCH, {"250": "3.0", "000": "1.5", "084": "2.5", "07": "3.5", "rar-fyn": "4.5"})
    assert compared(verdict(ruled(against), rows)) == expected


BORNHOLM = {"250": "3.0", "400": "7.0"}  # the landsdel has one municipality


@pytest.mark.parametrize(
    ("average", "name", "status", "value"),
    [
        pytest.param("plain", "Landsdel Bornholm (simpelt gennemsnit)", "missed", "7", id="plain"),
        pytest.param("weighted", "Landsdel Bornholm (vejet)", "missed", "8", id="weighted"),
    ],
)
@pytest.mark.parametrize("mark", [None, ".."], ids=["no row", "suppressed"])
def test_not_published_takes_the_average(
    average: str, name: str, status: str, value: str, mark: str | None
) -> None:
    published = BORNHOLM | ({"04": mark} if mark is not None else {})
    rows = observations(across(MARCH, published), shares(MARCH, {"400": ("8", "100")}))
    found = verdict(ruled(f"{{landsdel: Bornholm, average: {average}}}"), rows, *WEIGHED)
    assert found.status == status
    assert compared(found)[0] == name
    assert compared(found)[2:] == (None, value)


def test_not_published_and_no_average_is_no_data() -> None:
    found = verdict(ruled("{landsdel: Bornholm}"), across(MARCH, BORNHOLM))
    assert answer(found) == Answer("no-data", "3.0")
    assert reasons(found) == (
        "ingen tal for Andel: Landsdel Bornholm, marts 2022",
        "no figure for Andel: Landsdel Bornholm, March 2022",
    )


@pytest.mark.parametrize(
    ("against", "name", "expected"),
    [
        pytest.param(
            "{areas: [Kolding, Vejle], average: plain}",
            ("Kolding og Vejle (simpelt gennemsnit)", "Kolding and Vejle (plain average)"),
            ("met", "30.0", "30", "0"),
            id="plain is the mean of the printed shares",
        ),
        pytest.param(
            "{areas: [Kolding, Vejle], average: weighted}",
            ("Kolding og Vejle (vejet)", "Kolding and Vejle (weighted)"),
            ("missed", "30.0", "35", "-5"),
            id="weighted is 140 of 400",
        ),
        pytest.param(
            "{areas: [Frederikssund, Kolding], average: plain}",
            (
                "Frederikssund og Kolding (simpelt gennemsnit)",
                "Frederikssund and Kolding (plain average)",
            ),
            ("met", "30.0", "25", "5"),
            id="the own municipality counts where listed",
        ),
        pytest.param(
            "{rest_of: country}",
            ("Resten af landet", "The rest of the country"),
            ("missed", "30.0", "50", "-20"),
            id="rest of the country is 5000 of 10000",
        ),
        pytest.param(
            "{rest_of: {areas: [Frederikssund, Kolding, Vejle]}}",
            (
                "Resten af Frederikssund, Kolding og Vejle",
                "The rest of Frederikssund, Kolding and Vejle",
            ),
            ("missed", "30.0", "35", "-5"),
            id="rest of areas leaves the own out",
        ),
    ],
)
def test_put_together(against: str, name: tuple[str, str], expected: tuple[str, ...]) -> None:
    found = verdict(ruled(against), WITH_COUNTS, *WEIGHED)
    assert answer(found) == Answer(*expected)
    assert compared(found) == (*name, None, expected[2])


def test_rest_of_a_region_leaves_the_own_municipality_out() -> None:
    # The landsdel Østsjælland is Greve, Køge, Roskilde, Solrød and Lejre.
    four = dict.fromkeys(("259", "265", "269", "350"), ("10", "50"))
    rows = observations(
        across(MARCH, {"253": "90.0"}), shares(MARCH, four | {"253": ("90", "100")})
    )
    found = grouped_verdict(
        ruled("{rest_of: {landsdel: Østsjælland}}"), "{}", rows, *WEIGHED, area="Greve"
    )
    assert answer(found) == Answer("met", "90.0", "20", "70")
    assert compared(found)[0] == "Resten af Landsdel Østsjælland (kommunerne lagt sammen)"


OESTSJAELLAND = ("253", "259", "265", "269", "350")
MEMBERS = dict.fromkeys(OESTSJAELLAND[1:], ("10", "50"))
GREVE = {"253": ("90", "100")}
PUBLISHED = "Resten af Landsdel Østsjælland (områdets tal uden kommunens)"
NEITHER = "Resten af Landsdel Østsjælland"
ADDED = "Resten af Landsdel Østsjælland (kommunerne lagt sammen)"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param(
            MEMBERS | GREVE | {"05": ("190", "500")},
            (PUBLISHED, ("met", "90.0", "25", "65")),
            id="own counts taken from the published ones: 100 of 400, not 40 of 200",
        ),
        pytest.param(
            GREVE | {"05": ("190", "500")},
            (PUBLISHED, ("met", "90.0", "25", "65")),
            id="nobody else need be published",
        ),
        pytest.param(
            MEMBERS | GREVE | {"05": ("..", "500")},
            (ADDED, ("met", "90.0", "20", "70")),
            id="one of the published counts withheld",
        ),
        pytest.param(
            MEMBERS | {"253": ("..", "100"), "05": ("190", "500")},
            (ADDED, ("met", "90.0", "20", "70")),
            id="own count withheld",
        ),
        pytest.param(
            MEMBERS | GREVE | {"05": ("50", "500")},
            (ADDED, ("met", "90.0", "20", "70")),
            id="fewer in the whole than in its part",
        ),
        pytest.param(
            {"259": ("10", "50")} | GREVE, (NEITHER, ("no-data", "90.0", None, None)), id="neither"
        ),
        pytest.param(
            GREVE | {"05": ("50", "500")},
            (NEITHER, ("not-comparable", "90.0", None, None)),
            id="fewer in the whole, and no members",
        ),
    ],
)
def test_rest_of_a_landsdel(
    counts: dict[str, tuple[str, str]], expected: tuple[str, tuple[str | None, ...]]
) -> None:
    rows = observations(across(MARCH, {"253": "90.0"}), shares(MARCH, counts))
    found = grouped_verdict(
        ruled("{rest_of: {landsdel: Østsjælland}}"), "{}", rows, *WEIGHED, area="Greve"
    )
    assert (compared(found)[0], tuple(answer(found))) == expected


def test_rest_of_the_country_that_is_smaller_than_the_municipality() -> None:
    rows = observations(
        across(MARCH, {"250": "9.0"}), shares(MARCH, {"250": ("9", "100"), "000": ("8", "1000")})
    )
    found = verdict(ruled("{rest_of: country}"), rows, *WEIGHED)
    assert (found.status, reasons(found)) == (
        "not-comparable",
        (
            "delen er større end det hele, så der bliver færre end nul tilbage",
            "the part is larger than the whole, so fewer than nobody are left",
        ),
    )


def test_rest_of_a_place_that_the_own_municipality_is_not_in_is_all_of_it() -> None:
    rows = observations(across(MARCH, {"250": "9.0"}), shares(MARCH, {"400": ("8", "100")}))
    found = verdict(ruled("{rest_of: {landsdel: Bornholm}}"), rows, *WEIGHED)
    assert answer(found) == Answer("met", "9.0", "8", "1")


NEIGHBOURS = "{naboer: {title: Naboer, areas: [Kolding, Vejle, Frederikssund]}}"


@pytest.mark.parametrize(
    ("against", "name", "expected"),
    [
        pytest.param(
            "{group: naboer, average: plain}",
            "gruppen naboer (simpelt gennemsnit)",
            ("met", "30.0", "30", "0"),
            id="plain",
        ),
        pytest.param(
            "{group: naboer, average: weighted}",
            "gruppen naboer (vejet)",
            ("missed", "30.0", "34", "-4"),
            id="weighted is 170 of 500",
        ),
        pytest.param(
            "{rest_of: {group: naboer}}",
            "Resten af gruppen naboer",
            ("missed", "30.0", "35", "-5"),
            id="the rest is 140 of 400",
        ),
    ],
)
def test_a_group_of_the_plan(against: str, name: str, expected: tuple[str, ...]) -> None:
    found = grouped_verdict(ruled(against), NEIGHBOURS, WITH_COUNTS, *WEIGHED)
    assert answer(found) == Answer(*expected)
    assert compared(found)[0] == name


@pytest.mark.parametrize(
    ("by_indicator", "expected"),
    [
        pytest.param(
            "andel: [Vejle], anden: [Billund]", ("missed", "30.0", "40", "-10"), id="Vejle for it"
        ),
        pytest.param(
            "andel: [Billund], anden: [Vejle]", ("met", "30.0", "10", "20"), id="Billund for it"
        ),
    ],
)
def test_a_group_that_differs_by_indicator(by_indicator: str, expected: tuple[str, ...]) -> None:
    groups = f"{{klynge: {{by_indicator: {{{by_indicator}}}}}}}"
    found = grouped_verdict(ruled("{group: klynge, average: plain}"), groups, WITH_COUNTS, *WEIGHED)
    assert answer(found) == Answer(*expected)


@pytest.mark.parametrize(
    ("against", "groups", "who"),
    [
        pytest.param(
            "{group: klynge, average: plain}",
            "{klynge: {by_indicator: {anden: [Vejle]}}}",
            ("gruppen klynge", "the group klynge"),
            id="a group that leaves the indicator out, plain",
        ),
        pytest.param(
            "{group: klynge, average: weighted}",
            "{klynge: {by_indicator: {anden: [Vejle]}}}",
            ("gruppen klynge", "the group klynge"),
            id="a group that leaves the indicator out, weighted",
        ),
        pytest.param(
            "{rest_of: {group: alene}}",
            "{alene: {areas: [Frederikssund]}}",
            ("gruppen alene", "the group alene"),
            id="the rest of the own municipality alone",
        ),
        pytest.param(
            "{region: Østdanmark, average: weighted}",
            "{}",
            ("Region Østdanmark", "Region Østdanmark"),
            id="a region that does not exist yet",
        ),
        pytest.param(
            "{rest_of: {region: Østdanmark}}",
            "{}",
            ("Region Østdanmark", "Region Østdanmark"),
            id="the rest of a region that does not exist yet",
        ),
    ],
)
def test_nobody_to_compare_with_is_never_the_own_figure(
    against: str, groups: str, who: tuple[str, str]
) -> None:
    found = grouped_verdict(ruled(against), groups, WITH_COUNTS, *WEIGHED)
    assert answer(found) == Answer("not-comparable", "30.0")
    assert reasons(found) == (
        f"{who[0]} har ingen kommuner at sammenligne med: Andel, marts 2022",
        f"{who[1]} has no municipalities to compare with: Andel, March 2022",
    )


def test_a_municipality_that_stands_twice_in_a_group_counts_once() -> None:
    found = grouped_verdict(
        ruled("{group: g, average: plain}"), "{g: {areas: [Kolding, Kolding, Vejle]}}", WITH_COUNTS
    )
    assert str(found.comparator_value) == "30"


@pytest.mark.parametrize(
    ("against", "da", "en"),
    [
        pytest.param(
            "{areas: [Kolding, Fanø], average: plain}",
            "ingen tal for Andel: Fanø, marts 2022",
            "no figure for Andel: Fanø, March 2022",
            id="plain names the share",
        ),
        pytest.param(
            "{areas: [Kolding, Ærø], average: plain}",
            "kilden viser „..“ for Andel: Ærø, marts 2022",
            'the source prints ".." for Andel: Ærø, March 2022',
            id="suppressed",
        ),
        pytest.param(
            "{areas: [Kolding, Fanø], average: weighted}",
            "ingen tal for Taeller: Fanø, marts 2022; ingen tal for Naevner: Fanø, marts 2022",
            "no figure for Taeller: Fanø, March 2022; no figure for Naevner: Fanø, March 2022",
            id="weighted names both counts",
        ),
    ],
)
def test_member_without_figure_is_named(against: str, da: str, en: str) -> None:
    rows = observations(
        across(MARCH, SHARES | {"492": ".."}), shares(MARCH, {"621": ("20", "100")})
    )
    found = verdict(ruled(against), rows, *WEIGHED)
    assert answer(found) == Answer("no-data", "30.0")
    assert reasons(found) == (da, en)


@pytest.mark.parametrize(
    "against", ["{rest_of: country}", "{areas: [Kolding, Vejle], average: weighted}"]
)
def test_without_counts_areas_cannot_be_weighed(against: str) -> None:
    found = verdict(ruled(against), across(MARCH, SHARES | {"000": "25.0"}))
    assert answer(found) == Answer("not-comparable", "30.0")
    assert reasons(found) == (
        "uden tæller og nævner kan områder ikke vejes sammen",
        "without numerator and denominator areas cannot be weighed together",
    )


def test_rest_of_the_country_without_anybody() -> None:
    rows = observations(
        across(MARCH, SHARES), shares(MARCH, {"250": ("3", "10"), "000": ("3", "10")})
    )
    found = verdict(ruled("{rest_of: country}"), rows, *WEIGHED)
    assert answer(found) == Answer("not-comparable", "30.0")
    assert reasons(found) == ("nævneren er nul", "the denominator is zero")


def test_plain_average_of_rounded_shares_may_flip() -> None:
    areas = ruled("{areas: [Kolding, Vejle], average: plain}")
    assert flags(verdict(areas, across(MARCH, SHARES))) == ["within-rounding"]
    far = across(MARCH, SHARES | {"250": "30.2"})
    assert flags(verdict(areas, far)) == []


CHANGE = "measure: {indicator: andel, change: {since: a year before, as: percent}}"


@pytest.mark.parametrize(
    ("against", "expected"),
    [
        pytest.param("country", ("met", "10", "4.6", "5.4"), id="the country: 1046 from 1000"),
        pytest.param(
            "{rest_of: country}", ("met", "10", "4", "6"), id="counts subtracted: 936 from 900"
        ),
        pytest.param(
            "{areas: [Kolding, Vejle], average: weighted}",
            ("missed", "10", "20", "-10"),
            id="weighted: 360 from 300",
        ),
        pytest.param(
            "{areas: [Kolding, Vejle], average: plain}",
            ("missed", "10", "25", "-15"),
            id="plain: the mean of 40 and 10 percent",
        ),
    ],
)
def test_counts_may_be_compared_as_change_in_percent(
    against: str, expected: tuple[str, ...]
) -> None:
    before = {"250": "100", "000": "1000", "621": "100", "630": "200"}
    now = {"250": "110", "000": "1046", "621": "140", "630": "220"}
    rows = across("2021M03", before) | across(MARCH, now)
    assert answer(verdict(ruled(against), rows, PERSONS, target=CHANGE)) == Answer(*expected)


def test_change_of_counts_in_percent_loads(tmp_path: Path) -> None:
    change = "change: {since: a year before, as: percent}"
    rule = (
        f"{ruled('country')}\n      - {{id: 1b, title: B, measure: {{indicator: andel, {change}}}"
    )
    found = plan_problems(tmp_path, f"{rule}, rule: {ruled('{rest_of: country}')}}}", PERSONS)
    assert [line.partition(":")[0] for line in found] == ["15"]  # only the bare count is refused


@pytest.mark.parametrize(
    ("rule", "whose"),
    [
        ("{type: vs-group-average, must_be: below, against: country}", "the whole country"),
        ("{type: vs-group-average, must_be: below, against: {rar: Fyn}}", "an average"),
        ("{type: points-above-average, points: 1}", "the whole country"),
        ("{type: points-below-average, points: 1, against: {rest_of: country}}", "an average"),
        ("{type: within-points-of-average, points: 1, side: above}", "the whole country"),
        ("{type: vs-national-average, must_be: below}", "the whole country"),
    ],
)
def test_counts_are_refused(rule: str, whose: str, tmp_path: Path) -> None:
    assert plan_problems(tmp_path, rule, PERSONS) == [
        f'15:22: target 1a: counts ("persons") of a municipality and of {whose} cannot be '
        "compared; use a share, or change with as: percent"
    ]


ONE_OF = "against takes country, or one of region, landsdel, rar, areas, group and rest_of"
GROUPS = "groups: {naboer: {areas: [Kolding, Vejle]}}"


@pytest.mark.parametrize(
    ("against", "problem"),
    [
        ("{region: Syddanmrk}", '74: target 1a, rule.against.region: no region "Syddanmrk"; '
         'did you mean "Syddanmark" or "Østdanmark"?'),
        ("{region: Sydjylland}", '74: target 1a, rule.against.region: no region "Sydjylland"; '
         'there is the landsdel "Sydjylland" and the RAR area "Sydjylland"'),
        ("{landsdel: Kolding}", '76: target 1a, rule.against.landsdel: no landsdel "Kolding"; '
         'there is the municipality "Kolding"'),
        ("{areas: [Kolding, Veile], average: plain}", '83: target 1a, rule.against.areas[2]: '
         'no municipality "Veile"; did you mean "Vejle"?'),
        ("{areas: [Kolding, Vejle, 621], average: plain}",
         "73: target 1a, rule.against.areas: Kolding stands twice"),
        ("{areas: [Kolding], average: plain}",
         "73: target 1a, rule.against.areas: this list needs at least 2 items; found 1"),
        ("{areas: [Kolding, Vejle]}",
         "65: target 1a, rule.against: average is missing: weighted or plain"),
        ("{group: naboer}", "65: target 1a, rule.against: average is missing: weighted or plain"),
        ("{group: nabor, average: plain}",
         '73: target 1a: no group "nabor"; did you mean "naboer"?'),
        ("{rest_of: {group: x}}", '83: target 1a: no group "x"; known: naboer'),
        ("{rest_of: country, average: plain}",
         "65: target 1a, rule.against: average does not go with rest_of, which is always weighted"),
        ("{rest_of: land}",
         '75: target 1a, rule.against.rest_of: "land" is not known here; known: country'),
        ("{rest_of: {}}", "75: target 1a, rule.against.rest_of: rest_of takes country, "
         "or one of region, landsdel, rar, areas, group"),
        ("{region: Syddanmark, landsdel: Fyn}", f"65: target 1a, rule.against: {ONE_OF}"),
        ("{average: plain}", f"65: target 1a, rule.against: {ONE_OF}"),
        ("land", '65: target 1a, rule.against: "land" is not known here; '
         "known: country, not-stated"),
        ("{region: Syddanmark, average: mean}", '95: target 1a, rule.against.average: '
         '"mean" is not known here; known: weighted, plain'),
    ],
)  # fmt: skip
def test_refused_with_its_place(against: str, problem: str, tmp_path: Path) -> None:
    rule = f"{{type: vs-group-average, must_be: below, against: {against}}}"
    assert plan_problems(tmp_path, rule, head=GROUPS) == [f"16:{problem}"]


def test_group_in_a_plan_without_groups(tmp_path: Path) -> None:
    assert plan_problems(tmp_path, ruled("{group: naboer, average: plain}")) == [
        '15:76: target 1a: no group "naboer"; the plan has no groups'
    ]


@pytest.mark.parametrize(
    "against",
    ["{group: naboer, average: plain}", "{rest_of: {group: naboer}}", "{rar: Fyn, average: plain}"],
)
def test_good_plans_load(against: str, tmp_path: Path) -> None:
    assert plan_problems(tmp_path, ruled(against), head=GROUPS) == []


@pytest.mark.parametrize(
    "rule",
    [
        "type: points-above-average, points: 0",
        "type: points-below-average, points: 0",
        "type: within-points-of-average, points: 9, side: above",
        "type: within-points-of-average, points: 9, side: below",
        "type: vs-group-average, must_be: at-least",
    ],
)
def test_not_stated_is_for_a_person_with_the_figures_shown(rule: str) -> None:
    found = verdict(f"{{{rule}, against: not-stated}}", across(MARCH, {"250": "3.0", "000": "2.0"}))
    assert answer(found) == Answer("manual", "3.0")
    assert compared(found) == ("Hele landet", "Whole country", "000", "2.0")
    assert "ambiguous-wording" in flags(found)
    assert reasons(found) == (
        "dokumentet siger ikke, hvis gennemsnit der menes",
        "the document does not say whose average is meant",
    )
