"""What a report says of a verdict, read by people who never saw the tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from beskplan import evaluate, load_catalogue, load_observations, load_plan, needed_figures
from beskplan.catalogue import Catalogue, Indicator
from beskplan.observations import Observations
from beskplan.reporting import TargetSection, report
from beskplan.reporting._sentences import sentences
from beskplan.results import Verdict
from beskplan.words import Words
from tests.build import (
    WEIGHED,
    Written,
    a_plan,
    a_run,
    a_target,
    an_indicator,
    figure,
    figures,
    observations,
    shares,
)
from tests.commands import ROOT

SHARE = an_indicator(title="Uddannelseshjælp i pct. af befolkningen", better="lower")
SUM = "over: {from: this year, take: sum}"


def unit(name: str, **keys: object) -> Indicator:
    return an_indicator("andel", **{"title": "Tal", "unit": name, **keys})


def said(
    rule: str,
    rows: Observations | Written,
    *indicators: Indicator,
    keys: str = "",
    years: str = "2022",
    as_of: str = "2022-06-30",
) -> tuple[str, str]:
    """Return what is said of one target in Danish and English."""
    plan = a_plan(a_target(rule, keys), years=years)
    observed = rows if isinstance(rows, Observations) else observations(rows)
    catalogue = Catalogue.of(*(indicators or (SHARE,)))
    found = evaluate(plan, catalogue, observed, as_of=date.fromisoformat(as_of), in_full=True)
    (verdict,) = found
    return told(verdict)


def told(verdict: Verdict) -> tuple[str, str]:
    da, en = (" ".join(sentences(Words(lang), verdict)) for lang in ("da", "en"))
    return da, en


BELOW = "{type: points-below-average, points: 0.2}"


def at(own: str, country: str = "0.8", period: str = "2022M03") -> Written:
    return {("250", period): own, ("000", period): country}


@pytest.mark.parametrize(
    ("own", "danish", "english"),
    [
        pytest.param(
            "0.6",
            "I marts 2022 var andelen 0,6 pct. mod 0,8 pct. i hele landet; kravet er mindst 0,2 "
            "procentpoint under landsgennemsnittet. Målet er opfyldt, uden margen.",
            "In March 2022 the share was 0.6 percent against 0.8 percent in the whole country; "
            "the requirement is at least 0.2 percentage points below the national average. The "
            "target is met, with no margin.",
            id="exactly enough",
        ),
        pytest.param(
            "0.5",
            "I marts 2022 var andelen 0,5 pct. mod 0,8 pct. i hele landet; kravet er mindst 0,2 "
            "procentpoint under landsgennemsnittet. Målet er opfyldt med en margen på 0,1 "
            "procentpoint.",
            "In March 2022 the share was 0.5 percent against 0.8 percent in the whole country; "
            "the requirement is at least 0.2 percentage points below the national average. The "
            "target is met with a margin of 0.1 percentage points.",
            id="more than enough",
        ),
        pytest.param(
            "1.6",
            "I marts 2022 var andelen 1,6 pct. mod 0,8 pct. i hele landet; kravet er mindst 0,2 "
            "procentpoint under landsgennemsnittet. Målet er ikke opfyldt: der er 1,0 "
            "procentpoint ned til grænsen på 0,6 pct.",
            "In March 2022 the share was 1.6 percent against 0.8 percent in the whole country; "
            "the requirement is at least 0.2 percentage points below the national average. The "
            "target is not met: the figure is 1.0 percentage points above the limit of 0.6 "
            "percent.",
            id="not enough",
        ),
        pytest.param(
            "..",
            "Kravet er mindst 0,2 procentpoint under landsgennemsnittet. Målet kan ikke afgøres: "
            "kilden viser „..“ for Uddannelseshjælp i pct. af befolkningen: Frederikssund, marts "
            "2022.",
            "The requirement is at least 0.2 percentage points below the national average. The "
            'target cannot be decided: the source prints ".." for Uddannelseshjælp i pct. '
            "af befolkningen: Frederikssund, March 2022.",
            id="withheld",
        ),
    ],
)
def test_a_share_and_the_country(own: str, danish: str, english: str) -> None:
    da, en = said(BELOW, at(own))
    assert (da, en) == (danish, english)


@pytest.mark.parametrize(
    ("years", "own", "danish", "english"),
    [
        pytest.param(
            "2023",
            "0.6",
            "Det er et udgangspunkt fra før planens år, ikke et resultat: kravet var opfyldt, "
            "uden margen.",
            "This is a starting position from before the plan's years, not a result: the "
            "requirement was met, with no margin.",
            id="that was fulfilled",
        ),
        pytest.param(
            "2023",
            "0.7",
            "Det er et udgangspunkt fra før planens år, ikke et resultat: kravet var ikke "
            "opfyldt; der var 0,1 procentpoint ned til grænsen på 0,6 pct.",
            "This is a starting position from before the plan's years, not a result: the "
            "requirement was not met; the figure was 0.1 percentage points above the limit of 0.6 "
            "percent.",
            id="that was not fulfilled",
        ),
    ],
)
def test_a_starting_position_is_never_a_result(
    years: str, own: str, danish: str, english: str
) -> None:
    da, en = said(BELOW, at(own), years=years)
    assert da.endswith(danish)
    assert en.endswith(english)
    assert "Målet er" not in da
    assert "target is" not in en


@pytest.mark.parametrize(
    ("rule", "indicator", "own", "danish"),
    [
        pytest.param(
            "{type: threshold, at_least: 50}",
            unit("jobs"),
            "1",
            "I marts 2022 var antallet 1 job; kravet er mindst 50 job. Målet er ikke opfyldt: der "
            "er 49 job op til grænsen på 50 job.",
            id="jobs",
        ),
        pytest.param(
            "{type: threshold, at_most: 10}",
            unit("persons"),
            "11",
            "I marts 2022 var antallet 11 personer; kravet er højst 10 personer. Målet er ikke "
            "opfyldt: der er 1 person ned til grænsen på 10 personer.",
            id="one person too many",
        ),
        pytest.param(
            "{type: threshold, at_least: 3.7}",
            unit("mio. kr."),
            "3.5",
            "I marts 2022 var beløbet 3,5 mio. kr.; kravet er mindst 3,7 mio. kr. Målet er ikke "
            "opfyldt: der er 0,2 mio. kr. op til grænsen på 3,7 mio. kr.",
            id="money",
        ),
        pytest.param(
            "{type: threshold, at_least: 100}",
            unit("hours"),
            "120",
            "I marts 2022 var tallet 120 timer; kravet er mindst 100 timer. Målet er opfyldt med "
            "en margen på 20 timer.",
            id="hours",
        ),
        pytest.param(
            "{type: threshold, above: 85}",
            unit("percent"),
            "85",
            "I marts 2022 var tallet 85 pct.; kravet er over 85 pct. Målet er ikke opfyldt: "
            "tallet er præcis på grænsen og skal være over den.",
            id="exactly at a strict limit",
        ),
        pytest.param(
            "{type: threshold, between: [3, 4]}",
            unit("percent"),
            "5",
            "I marts 2022 var tallet 5 pct.; kravet er mellem 3 pct. og 4 pct. Målet er ikke "
            "opfyldt: der er 1 procentpoint til det krævede.",
            id="outside of two limits",
        ),
        pytest.param(
            "{type: rank, at_most: 75}",
            unit("place", better="lower"),
            "76",
            "I marts 2022 lå kommunen som nr. 76; kravet er højst nr. 75. Målet er ikke "
            "opfyldt: der er 1 plads op til nr. 75.",
            id="a place",
        ),
        pytest.param(
            "{type: none, because: not-set}",
            unit("weeks"),
            "1",
            "I marts 2022 var tallet 1 uge. Planen sætter intet niveau, så målet kan hverken være "
            "opfyldt eller ikke opfyldt.",
            id="no level",
        ),
        pytest.param(
            "{type: none, because: awaiting-method}",
            unit("percent"),
            "5",
            "I marts 2022 var tallet 5 pct. Målet afventer, at der findes en metode til at måle "
            "det.",
            id="no method",
        ),
        pytest.param(
            "{type: none, because: qualitative}",
            unit("percent"),
            "5",
            "I marts 2022 var tallet 5 pct. Målet skal vurderes af en person: kan ikke afgøres "
            "med tal.",
            id="for a person",
        ),
    ],
)
def test_units_and_statuses(rule: str, indicator: Indicator, own: str, danish: str) -> None:
    da, en = said(rule, {("250", "2022M03"): own}, indicator)
    assert da == danish
    assert en


@pytest.mark.parametrize(
    ("rule", "keys", "rows", "danish"),
    [
        pytest.param(
            "{type: change-from-baseline, down_by: 10, as: percent}",
            "baseline: {period: 2021M03}",
            {("250", "2021M03"): "5.0", ("250", "2022M03"): "4.9"},
            "I marts 2022 var andelen 4,9 pct. mod 5,0 pct. i marts 2021; kravet er: ned med "
            "mindst 10 pct. siden udgangspunktet. Målet er ikke opfyldt: der er 0,4 procentpoint "
            "ned til grænsen på 4,5 pct.",
            id="a baseline",
        ),
        pytest.param(
            "{type: trend, must_be: falling, step: year}",
            "",
            {("250", "2021M03"): "5.0", ("250", "2022M03"): "5.0"},
            "I marts 2022 var andelen 5,0 pct. mod 5,0 pct. i marts 2021; kravet er: faldende fra "
            "år til år. Målet er ikke opfyldt: tallet er præcis på grænsen og skal være under den.",
            id="a trend that stands still",
        ),
        pytest.param(
            "{type: vs-group-average, against: {region: Hovedstaden}, must_be: at-most}",
            "",
            {("250", "2022M03"): "5.0", ("084", "2022M03"): "6.0"},
            "I marts 2022 var andelen 5,0 pct. mod 6,0 pct. i Region Hovedstaden; kravet er højst "
            "på niveau med gennemsnittet i Region Hovedstaden. Målet er opfyldt med en margen på "
            "1,0 procentpoint.",
            id="a region",
        ),
        pytest.param(
            "{type: vs-group-average, against: {areas: [Kolding, Vejle], average: plain}, "
            "must_be: at-most}",
            "",
            {("250", "2022M03"): "5", ("621", "2022M03"): "4", ("630", "2022M03"): "5"},
            "I marts 2022 var andelen 5 pct. mod 4,5 pct. for Kolding og Vejle (simpelt "
            "gennemsnit); kravet er højst på niveau med det simple gennemsnit af Kolding og Vejle. "
            "Målet er ikke opfyldt: der er 0,5 procentpoint ned til grænsen på 4,5 pct.",
            id="an average of two",
        ),
        pytest.param(
            "{type: vs-national-average, must_be: at-most}",
            "measure: {indicator: andel, change: {since: a year before, as: points}}",
            {
                ("250", "2021M03"): "5",
                ("250", "2022M03"): "4",
                ("000", "2021M03"): "5",
                ("000", "2022M03"): "4",
            },
            "I marts 2022 var ændringen −1 procentpoint mod −1 procentpoint i hele landet; kravet "
            "er højst på niveau med landsgennemsnittet. Målet er opfyldt, uden margen.",
            id="a change",
        ),
    ],
)
def test_rules_that_compare(rule: str, keys: str, rows: Written, danish: str) -> None:
    da, en = said(rule, rows, keys=keys)
    assert da == danish
    assert en


@pytest.mark.parametrize(
    ("counts", "danish"),
    [
        pytest.param(
            ("1", "1", "1", "2"),
            "I marts 2022 var antallet 4 job; kravet er mindst 5 job. Målet er ikke forfaldet "
            "(frist: 31. december 2022) og er endnu ikke afgjort. Tallet er, hvor det skal være på "
            "nuværende tidspunkt; 80 pct. af vejen er gået.",
            id="on track",
        ),
        pytest.param(
            ("1", "0", "0", "1"),
            "I marts 2022 var antallet 1 job; kravet er mindst 5 job. Målet er ikke forfaldet "
            "(frist: 31. december 2022) og er endnu ikke afgjort. Tallet er bagud i forhold til, "
            "hvor det skal være på nuværende tidspunkt; 20 pct. af vejen er gået.",
            id="behind",
        ),
    ],
)
def test_before_the_deadline(counts: tuple[str, ...], danish: str) -> None:
    rows = Observations.of(a_run(*counts))
    keys = f"{{measure: {{indicator: andel, {SUM}}}, due: {{during: 2022}}}}"
    da, _ = said("{type: threshold, at_least: 5}", rows, unit("jobs"), keys=keys)
    assert da == danish


PARTS = (
    "{type: all-of, parts: [{title: A, rule: {type: threshold, at_least: 1}}, "
    "{title: B, rule: {type: threshold, at_least: 9}}]}"
)


@pytest.mark.parametrize(
    ("rule", "own", "danish"),
    [
        pytest.param(
            PARTS,
            "5",
            "2 dele: 1 er opfyldt og 1 er ikke opfyldt; alle skal være opfyldt. Målet er ikke "
            "opfyldt: der er 4 procentpoint til det krævede.",
            id="all of two",
        ),
        pytest.param(
            PARTS.replace("all-of", "any-of"),
            "5",
            "2 dele: 1 er opfyldt og 1 er ikke opfyldt; mindst 1 skal være opfyldt. Målet er "
            "opfyldt med en margen på 4 procentpoint.",
            id="any of two",
        ),
        pytest.param(
            PARTS,
            "..",
            "2 dele: begge mangler tal; alle skal være opfyldt. Målet kan ikke afgøres, fordi tal "
            "mangler.",
            id="none has figures",
        ),
    ],
)
def test_several_parts(rule: str, own: str, danish: str) -> None:
    da, en = said(rule, {("250", "2022M03"): own})
    assert da == danish
    assert en


@pytest.mark.parametrize(
    ("rule", "danish", "english"),
    [
        pytest.param(
            "{type: threshold, at_least: 12}",
            "Det svarer til, at der mangler 1 person.",
            "That is 1 person short.",
            id="one is missing",
        ),
        pytest.param(
            "{type: threshold, at_most: 10}",
            "Det svarer til 1 person for mange.",
            "That is 1 person too many.",
            id="one too many",
        ),
    ],
)
def test_a_gap_in_persons(rule: str, danish: str, english: str) -> None:
    counts = shares("2022M03", {"250": ("11", "100")})
    rows = Observations.of([*figures({("250", "2022M03"): "11"}), *counts])
    da, en = said(rule, rows, *WEIGHED)
    assert da.endswith(danish)
    assert en.endswith(english)


def test_a_person_who_assessed_is_named_with_the_day() -> None:
    keys = "{assessment: {status: met, date: 2022-03-15, by: Udvalget, note: Set ved besøg}}"
    da, en = said("{type: none, because: qualitative}", {("250", "2022M03"): "5"}, keys=keys)
    assert da.endswith("Vurdering: Udvalget har vurderet målet som opfyldt den 15. marts 2022: "
                       "Set ved besøg.")  # fmt: skip
    assert en.endswith("Assessment: Udvalget found the target met on 15 March 2022: Set ved besøg.")


def test_a_day_and_a_range_are_said_as_such() -> None:
    rows = observations([figure("250", "2021Q2-2022Q1", "5")])
    da, en = said("{type: threshold, at_least: 5}", rows, unit("percent", covers="4 quarters"))
    assert da.startswith("I perioden 2. kvt. 2021–1. kvt. 2022 var tallet 5 pct.")
    assert en.startswith("In the period Q2 2021–Q1 2022 the figure was 5 percent")


def test_progress_is_never_rounded_up_to_all_of_the_way() -> None:
    rows = Observations.of(a_run("1", "1", "1"))
    keys = f"{{measure: {{indicator: andel, {SUM}}}, due: {{during: 2022}}}}"
    plan = a_plan(a_target("{type: threshold, at_least: 5}", keys))
    catalogue = Catalogue.of(an_indicator(unit="jobs"))
    (verdict,) = evaluate(plan, catalogue, rows, as_of=date(2022, 6, 30), in_full=True)
    nearly = replace(verdict, progress=Decimal("0.999"))
    assert "99 pct. af vejen er gået" in told(nearly)[0]


PLANS = sorted((ROOT / "plans").glob("*.yaml"))


def _lines(section: TargetSection) -> Iterator[str]:
    yield f"[{section.target}] {section.title}: {section.standing.symbol} {section.standing.word}"
    yield f"    {' '.join(section.sentences)}"
    yield from (f"    ! {one.word}: {one.why}" for one in section.flags)
    if section.chart is not None:
        yield f"    ~ {section.chart.description}"
    for one in section.readings:
        yield f"    ? {one.text}: {one.standing.word}. {' '.join(one.sentences)}"
    for part in section.parts:
        yield from _lines(part)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_is_said_of_every_target_of_the_plans(
    path: Path, lang: str, golden: Callable[[str, str], None]
) -> None:
    catalogue = load_catalogue(ROOT / "data" / "indicators.yaml")
    plan = load_plan(path, catalogue)
    rows = load_observations(ROOT / "data", catalogue, needed_figures(plan, catalogue))
    results = evaluate(plan, catalogue, rows, as_of=date(2026, 11, 22), in_full=True)
    shown = report([results], "da" if lang == "da" else "en")
    (section,) = shown.plans
    lines = [*section.warnings, section.summary]
    lines += [line for area in section.focus_areas for one in area.targets for line in _lines(one)]
    golden(f"report/sentences-{path.stem}-{lang}.txt", "\n".join(lines) + "\n")


def test_a_label_that_ends_in_a_point_gets_no_second_one() -> None:
    for path in (ROOT / "tests" / "golden" / "report").glob("sentences-*.txt"):
        text = path.read_text(encoding="utf-8")
        assert ".." not in text.replace("...", ""), path.name
        assert "  " not in text.replace("\n    ", "\n"), path.name
