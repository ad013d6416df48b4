"""A plan to begin with: it loads, it is laid out, and it says what to fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from beskplan.areas import find_area, municipalities
from beskplan.catalogue import Catalogue, load_catalogue
from beskplan.documents import read_document
from beskplan.errors import PlanUnreadableError, UsageError
from beskplan.layout import laid_out
from beskplan.plan import Plan, load_plan
from beskplan.skeleton import Head, new_plan, plan_after

ROOT = Path(__file__).parent.parent
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
BASE = Catalogue(with_base=True)


def loaded(text: str, folder: Path, catalogue: Catalogue = BASE) -> Plan:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return load_plan(path, catalogue)


def after(text: str, folder: Path, years: str = "2027", **given: str) -> str:
    """Return a plan made of an older one."""
    old = loaded(text, folder)
    document = read_document(folder / "plan.yaml", "plan", PlanUnreadableError)
    return plan_after(old, document, Head.of(old.municipality, years, **given), BASE)


HEADS = [
    ("Fredericia", "2027", "fredericia-2027", "Fredericia Kommune"),
    ("Høje-Taastrup", "2027-2029", "hoeje-taastrup-2027-2029", "Høje-Taastrup Kommune"),
    ("Ærø", "2027", "aeroe-2027", "Ærø Kommune"),
    ("Tårnby", "2027", "taarnby-2027", "Tårnby Kommune"),
    ("101", "2027", "koebenhavn-2027", "Københavns Kommune"),
    ("Bornholm", "2027", "bornholm-2027", "Bornholms Regionskommune"),
]


@pytest.mark.parametrize(("name", "years", "id_", "publisher"), HEADS, ids=[h[0] for h in HEADS])
def test_what_follows_from_municipality_and_years(
    name: str, years: str, id_: str, publisher: str, tmp_path: Path
) -> None:
    plan = loaded(new_plan(Head.of(find_area(name), years)), tmp_path)
    assert (plan.id, plan.title) == (id_, f"Beskæftigelsesplan {years}")
    assert (plan.municipality, plan.status) == (find_area(name), "draft")
    assert (plan.source.document, plan.source.publisher) == (plan.title, publisher)


def test_every_municipality_gets_a_plan_that_loads_and_is_laid_out(tmp_path: Path) -> None:
    for area in municipalities():
        text = new_plan(Head.of(area, "2027"))
        assert laid_out(text) == text
    assert loaded(text, tmp_path).id == "hjoerring-2027"


def test_no_line_is_longer_than_the_layout_allows() -> None:
    text = new_plan(Head.of(find_area("Lyngby-Taarbæk"), "2027-2029"))
    assert max(map(len, text.splitlines())) <= 100


def test_id_and_title_may_be_given(tmp_path: Path) -> None:
    head = Head.of(find_area("607"), "2027", title='Plan: "1" # to', name="4.10")
    plan = loaded(new_plan(head), tmp_path)
    assert (plan.id, plan.title, plan.source.document) == ("4.10", 'Plan: "1" # to', plan.title)


BAD = ["27", "2029-2027", "2027Q1", "２０２７"]


@pytest.mark.parametrize("years", BAD)
def test_years_that_are_none(years: str) -> None:
    with pytest.raises(UsageError) as caught:
        Head.of(find_area("607"), years)
    assert str(caught.value) == (
        f'--years "{years}" is no year and no span of years; write 2027, or 2027-2029'
    )


@pytest.mark.parametrize("title", ["", "  ", "a\nb: c", "a\u202eb", "\x1b[31m"], ids=ascii)
def test_titles_that_cannot_stand_in_a_plan(title: str) -> None:
    with pytest.raises(UsageError, match="is no text that can stand in a plan"):
        Head.of(find_area("607"), "2027", title)


OLD = """\
# Om den gamle plan
schema: beskplan/plan/v1
id: "a\\n# b"
title: Gammel
municipality: Fredericia
years: 2022
status: approved
source: {document: Gammel, publisher: Fredericia}
follow_up: yearly
groups:
  naboer: {areas: [Kolding, Vejle]}
focus_areas:
  # Det første
  - id: "1"
    title: Job
    targets:
      # aftalt med udvalget
      - id: "4.10"
        title: Ledige
        replaces: 4a
        measure:
          indicator: ledige.andel_af_arbejdsstyrken
          over: {from: 2022M01, take: mean}
        baseline: {period: 2020}
        rule: {type: threshold, at_most: {by_year: {2022: 4}}}
        period: 2022M08
        due: {during: 2022}  # beskplan: allow BP203: aftalt
        assessment: {status: met, date: 2022, by: Udvalget}
        note: Som før
        source: {section: 1a}
      - id: 1b
        title: Ikke af de gamle år
        measure:
          indicator: ledige.fuldtidspersoner
          over: {from: this year, take: mean}
        baseline: {period: a year before}
        rule: {type: change-from-baseline, must_be: at-most}
        due: {by_end: each year}
      - id: 1c
        title: Dele
        measure: {indicator: ledige.fuldtidspersoner}
        rule:
          type: all-of
          parts:
            - {title: Nu, rule: {type: threshold, at_most: 5}, due: {by_end: 2022}}
            - {title: Altid, rule: {type: threshold, at_most: 9}}
        allow: {BP104: Før i hele tusinder, BP106: med vilje}
      - id: 1d
        title: Kun det gamle tilladt
        measure: {indicator: ledige.fuldtidspersoner}
        rule: {type: threshold, at_most: 7}
        due: {by_end: 2021}  # beskplan: allow BP214: dokumentet skriver 2021
        allow: {BP305: besluttet}
# slut
"""

NEW = """\
# Målene er taget fra planen før, og ingen har lovet dem igen, før de er læst mod den nye.
# "Se efter" mærker det, der hørte de gamle år til; note og reading er også den gamle plans.
# Slet hvert mærke, når det er fulgt. Prøv filen med: beskplan check <fil>
schema: beskplan/plan/v1
id: fredericia-2027
title: Beskæftigelsesplan 2027
municipality: Fredericia
years: 2027
status: draft  # approved, når kommunalbestyrelsen har vedtaget planen
source: {document: Beskæftigelsesplan 2027, publisher: Fredericia Kommune}
replaces: |-
  a
  # b
follow_up: yearly
groups:
  naboer: {areas: [Kolding, Vejle]}
focus_areas:
  # Det første
  - id: "1"
    title: Job
    targets:
      # aftalt med udvalget
      - id: "4.10"
        title: Ledige
        replaces: "4.10"
        # Se efter: tallet regnes fra en periode i den gamle plan
        measure: {indicator: ledige.andel_af_arbejdsstyrken, over: {from: 2022M01, take: mean}}
        # Se efter: udgangspunktet er den gamle plans
        baseline: {period: 2020}
        # Se efter: grænsen er sat år for år i den gamle plan
        rule: {type: threshold, at_most: {by_year: {2022: 4}}}
        # Se efter: perioden er den gamle plans
        period: 2022M08
        # Se efter: fristen er den gamle plans
        due: {during: 2022}  # beskplan: allow BP203: aftalt
        note: Som før
        # Se efter: henvisningen er til den gamle plan
        source: {section: 1a}
      - id: 1b
        title: Ikke af de gamle år
        replaces: 1b
        measure: {indicator: ledige.fuldtidspersoner, over: {from: this year, take: mean}}
        baseline: {period: a year before}
        rule: {type: change-from-baseline, must_be: at-most}
        due: {by_end: each year}
      - id: 1c
        title: Dele
        replaces: 1c
        measure: {indicator: ledige.fuldtidspersoner}
        rule:
          type: all-of
          parts:
            - title: Nu
              rule: {type: threshold, at_most: 5}
              # Se efter: fristen er den gamle plans
              due: {by_end: 2022}
            - {title: Altid, rule: {type: threshold, at_most: 9}}
        allow: {BP106: med vilje}
      - id: 1d
        title: Kun det gamle tilladt
        replaces: 1d
        measure: {indicator: ledige.fuldtidspersoner}
        rule: {type: threshold, at_most: 7}
        # Se efter: fristen er den gamle plans
        due: {by_end: 2021}
# slut
"""


def test_a_plan_made_of_an_older_one(tmp_path: Path) -> None:
    assert after(OLD, tmp_path) == NEW


def test_its_targets_replace_the_older_ones(tmp_path: Path) -> None:
    plan = loaded(after(OLD, tmp_path), tmp_path)
    assert plan.replaces == "a\n# b"
    assert [(one.id, one.replaces) for _, one in plan.targets] == [
        ("4.10", ("4.10",)),
        ("1b", ("1b",)),
        ("1c", ("1c",)),
        ("1d", ("1d",)),
    ]


def test_one_made_of_it_again_is_not_marked_twice(tmp_path: Path) -> None:
    text = after(after(OLD, tmp_path), tmp_path, years="2028")
    assert text.count("# Se efter: fristen") == 3


def test_two_plans_do_not_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        after(OLD, tmp_path, name="a\n# b")
    assert "no text that can stand in a plan" in str(caught.value)
    old = OLD.replace('"a\\n# b"', "fredericia-2027")
    with pytest.raises(UsageError) as caught:
        after(old, tmp_path)
    assert str(caught.value) == (
        '"fredericia-2027" is the id of the older plan; give another with --id'
    )


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plan_of_the_repository_can_be_followed(path: Path, tmp_path: Path) -> None:
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    old = load_plan(path, catalogue)
    document = read_document(path, "plan", PlanUnreadableError)
    text = plan_after(old, document, Head.of(old.municipality, "2027-2028"), catalogue)
    plan = loaded(text, tmp_path, catalogue)
    assert laid_out(text) == text
    assert [target.id for _, target in plan.targets] == [target.id for _, target in old.targets]
    assert [target.rule for _, target in plan.targets] == [target.rule for _, target in old.targets]
