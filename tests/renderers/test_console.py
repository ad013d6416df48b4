from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from beskplan.areas import COUNTRY, find_area
from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.renderers.console import render
from beskplan.results import STATUS_WORDS, Flag, LeftOut, Persons, PlanName, Results, Verdict
from beskplan.words import LANGUAGES, Lang, Text

FREDERIKSSUND, AARHUS = find_area("Frederikssund"), find_area("Aarhus")
WHOLE_COUNTRY = Text("Hele landet", "Whole country")
ON_AVERAGE = Text(
    "mindst på niveau med landsgennemsnittet", "at least at the level of the national average"
)
AT_LEAST_85 = Text("mindst 85 pct.", "at least 85 percent")
UNSETTLED = Text("målemetoden er ikke fastlagt", "the method is not settled")


def verdict(target: str, status: Status = Status.MET, /, **given: Any) -> Verdict:
    for key in ("observed", "required", "gap", "comparator_value", "progress"):
        given[key] = Decimal(given[key]) if given.get(key) is not None else None
    if given["comparator_value"] is not None:
        given = {"comparator_name": WHOLE_COUNTRY, "comparator_code": "000", **given}
    if isinstance(given.get("period"), str):
        given["period"] = Period.parse(given["period"])
    plain: dict[str, Any] = {
        "focus_area": target[0],
        "title": f"Mål {target}",
        "area": FREDERIKSSUND,
        "requirement": ON_AVERAGE,
        "rule": "vs-national-average",
        "line": 1,
        "unit": "percent",
        "gap_unit": "percentage points",
        "good": "higher",
    }
    return Verdict(target=target, status=status, **{**plain, **given})


def results(*verdicts: Verdict, **given: Any) -> Results:
    plain: dict[str, Any] = {
        "id": "frederikssund-2022",
        "title": "Beskæftigelsesplan 2022",
        "municipality": FREDERIKSSUND,
        "language": "da",
        "years": Period.of_year(2022),
        "focus_areas": (("1", "Tidlig indsats"), ("2", "[bold]Flere[/bold] i uddannelse")),
        "file": "plans/frederikssund-2022.yaml",
        "sha256": None,
    }
    return Results(PlanName(**{**plain, **given}), date(2026, 11, 22), verdicts)


def printed(*of: Results, width: int = 120, lang: Lang | None = None, symbols: bool = True) -> str:
    file = io.StringIO()
    console = Console(
        file=file, width=width, markup=False, highlight=False, emoji=False, color_system=None
    )
    console.print(render(of, lang, symbols=symbols))
    return file.getvalue()


def words(text: str) -> str:
    return " ".join(text.split())


MET = verdict("1a", observed="0.6", required="0.6", gap="0.0", comparator_value="0.8")
BEFORE = Flag.FIGURES_BEFORE_PLAN

EVERY_STATUS = results(
    verdict(
        "1a",
        title="Unge på uddannelseshjælp mindst 0,2 point under landet",
        requirement=Text(
            "mindst 0,2 procentpoint under landsgennemsnittet",
            "at least 0.2 percentage points below the national average",
        ),
        observed="0.6",
        comparator_value="0.8",
        required="0.6",
        gap="0.0",
        good="lower",
        period="2021M08",
        flags=(Flag.WITHIN_ROUNDING,),
        persons=Persons(174, None),
    ),
    verdict(
        "1b",
        Status.MISSED,
        title="Visiterede, der er i fleksjob [red]85 %[/red] \x1b[31m",
        requirement=AT_LEAST_85,
        observed="79.7",
        required="85",
        gap="-5.3",
        period="2021M08",
        persons=Persons(499, 34, worked_back=True),
    ),
    verdict(
        "1c",
        Status.MISSED,
        title="Sygedagpenge under landet",
        requirement=Text("under landsgennemsnittet", "below the national average"),
        good="lower",
        strict=True,
        observed="3.0",
        comparator_value="2.4",
        required="2.4",
        gap="-0.6",
        period="2021Q2",
        flags=(Flag.SMALL_NUMBERS, Flag.AMBIGUOUS_WORDING),
        persons=Persons(835, 1_167),
        reading="Læst som „under“ uden margin",
    ),
    verdict(
        "1d",
        Status.NO_DATA,
        title="Borgernes tilfredshed",
        requirement=AT_LEAST_85,
        required="85",
        reason=Text("ingen tal for borgertilfredshed", "no figure for borgertilfredshed"),
    ),
    verdict(
        "1e",
        Status.NOT_COMPARABLE,
        title="Speciallægeerklæringsindhentelsesprocessernesgennemsnitsvarighedsudvikling",
        observed="11.4",
        unit="weeks",
        period="2021",
        reason=Text("vinduerne overlapper", "the windows overlap"),
    ),
    verdict(
        "2a",
        Status.NOT_DUE,
        title="Samarbejde med 450 virksomheder 🏭",
        requirement=Text("mindst 450 virksomheder", "at least 450 companies"),
        observed="216",
        required="450",
        gap="-234",
        unit="companies",
        gap_unit="companies",
        period="2022M01-2022M09",
        on_track=False,
        progress="0.48",
    ),
    verdict("2b", Status.NOT_SET, title="Flere praktikpladser", requirement=UNSETTLED),
    verdict(
        "2c",
        Status.AWAITING_METHOD,
        title="Formidlede jobordrer",
        requirement=UNSETTLED,
        reason=UNSETTLED,
    ),
    verdict("2d", Status.MANUAL, title="Et godt\nsamarbejde", reason=Text("skøn", "judgement")),
    verdict("2e", Status.NOT_APPLICABLE, title="Kun ved høj ledighed"),
)

STARTING_POSITION = results(
    replace(MET, flags=(BEFORE, Flag.WITHIN_ROUNDING), period=Period.of_month(2021, 8)),
    verdict(
        "1b",
        Status.MISSED,
        title="Bedre end naboerne",
        observed="12.75",
        required="13.5",
        gap="-0.75",
        comparator_value="13.5",
        comparator_name=Text("RAR Hovedstaden", "RAR Hovedstaden"),
        period="2021M08",
        flags=(BEFORE,),
    ),
    verdict("2a", Status.AWAITING_METHOD),
)


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize(
    ("name", "of"),
    [("every-status", EVERY_STATUS), ("starting-position", STARTING_POSITION)],
    ids=["every status", "figures from before the plan"],
)
def test_reads_well(name: str, of: Results, width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"console/{name}-{width}.txt", printed(of, width=width))


def test_reads_well_in_english(golden: Callable[[str, str], None]) -> None:
    golden("console/every-status-en.txt", printed(EVERY_STATUS, lang="en"))


def test_reads_well_without_symbols(golden: Callable[[str, str], None]) -> None:
    golden("console/every-status-plain.txt", printed(EVERY_STATUS, symbols=False))


def test_reads_well_where_no_table_fits(golden: Callable[[str, str], None]) -> None:
    golden("console/every-status-40.txt", printed(EVERY_STATUS, width=40))


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("encoding", ["cp850", "cp1252"])
def test_without_symbols_it_fits_a_code_page(encoding: str, lang: Lang) -> None:
    printed(EVERY_STATUS, STARTING_POSITION, lang=lang, symbols=False).encode(encoding)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_without_symbols_only_danish_letters_are_not_ascii(lang: Lang) -> None:
    text = printed(EVERY_STATUS, STARTING_POSITION, lang=lang, symbols=False)
    assert {mark for mark in text if not mark.isascii()} <= set("æøåÆØÅ")


def test_without_symbols_a_minus_is_still_there() -> None:
    assert "-5,3 point" in printed(EVERY_STATUS, symbols=False)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 160, 200])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    text = printed(EVERY_STATUS, STARTING_POSITION, width=width)
    assert max(map(cell_len, text.splitlines())) <= min(width, 160)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_target_and_status_is_said(width: int, lang: Lang) -> None:
    text = words(printed(EVERY_STATUS, width=width, lang=lang))
    for one in EVERY_STATUS:
        assert f" {one.target} " in text
        assert STATUS_WORDS[one.status][lang] in text


def test_nothing_a_terminal_would_obey_is_printed() -> None:
    hostile = "a\x1b]0;title\x07 \u202eb\r\n[link=x]c[/] :smile: \x9b31m\ud800"
    of = results(
        verdict("1a", title=hostile, reading=hostile, reason=Text(hostile, hostile)),
        focus_areas=(("1", hostile),),
        title=hostile,
    )
    text = printed(of)
    assert text.replace("\n", "").isprintable()
    assert r"\x1b]0;title\x07 \u202eb [link=x]c[/] :smile: \x9b31m\ud800" in words(text)


class TestCommonFlags:
    def test_a_flag_of_all_figures_stands_once_and_in_the_heading(self) -> None:
        text = words(printed(STARTING_POSITION))
        assert "Udgangspunkt: alle tal er fra før planens år." in text
        assert "1 mål har ingen tal." in text
        assert "tallet er fra før planens år" not in text

    def test_the_summary_says_so_too(self) -> None:
        last = printed(STARTING_POSITION).splitlines()[-1]
        assert last == "Udgangspunkt: 1 opfyldt · 1 ikke opfyldt · 1 afventer metode"

    def test_a_flag_of_some_figures_stands_with_their_ids(self) -> None:
        text = printed(results(MET, replace(MET, target="1b", flags=(BEFORE,))))
        assert "1b: udgangspunkt: tallet er fra før planens år" in text
        assert "Udgangspunkt: alle tal" not in text
        assert text.splitlines()[-1] == "2 opfyldt"

    def test_one_figure_from_before_the_plan_is_enough_for_a_starting_position(self) -> None:
        assert "Udgangspunkt: alle tal" in printed(results(replace(MET, flags=(BEFORE,))))

    def test_without_figures_there_is_no_starting_position(self) -> None:
        assert "Udgangspunkt" not in printed(results(verdict("1a", Status.NOT_SET)))

    def test_another_flag_of_all_figures_is_said_of_all(self) -> None:
        flagged = replace(MET, flags=(Flag.PROVISIONAL,))
        text = printed(results(flagged, replace(flagged, target="1b")))
        assert "Gælder alle tal: foreløbige tal." in text
        assert "*" not in text

    def test_a_flag_about_wording_is_common_only_when_every_target_has_it(self) -> None:
        flagged = replace(MET, flags=(Flag.AMBIGUOUS_WORDING,))
        of = results(flagged, replace(flagged, target="1b"), verdict("1c", Status.NOT_SET))
        assert "1a, 1b: ordlyden kan læses på flere måder" in printed(of)


def test_a_period_that_all_share_stands_in_the_heading() -> None:
    text = printed(STARTING_POSITION)
    assert "alle tal: august 2021" in text
    assert "Periode" not in text


def test_other_comparators_are_named_beside_their_figure() -> None:
    lines = printed(STARTING_POSITION).splitlines()
    assert any("0,8 % Hele landet" in line for line in lines)
    assert any("13,5 % RAR Hovedstaden" in line for line in lines)


@pytest.mark.parametrize(
    ("persons", "observed", "said"),
    [
        (Persons(499, 34), "79.7", "mangler 34"),
        (Persons(499, 34, worked_back=True), "79.7", "mangler ca. 34"),
        (Persons(835, 6), "86.0", "6 for mange"),
        (Persons(499, 0), "79.7", None),
        (Persons(499, None), "79.7", None),
    ],
    ids=["short", "worked back", "too many", "none missing", "not known"],
)
def test_says_what_is_missing_in_persons(persons: Persons, observed: str, said: str | None) -> None:
    missed = verdict(
        "1a", Status.MISSED, observed=observed, required="85", gap="-1", persons=persons
    )
    text = printed(results(missed))
    assert said is None or said in text
    assert ("I personer" in text) == (said is not None)


@pytest.mark.parametrize(
    ("on_track", "progress", "said"),
    [
        (True, None, "ikke forfaldet (på vej)"),
        (False, "0.48", "ikke forfaldet (bagud, 48 %)"),
        (None, "0.999", "ikke forfaldet (99 %)"),
        (None, None, "ikke forfaldet"),
    ],
    ids=["on track", "behind", "nearly there", "no pace"],
)
def test_says_how_far_a_target_is_that_is_not_due(
    on_track: bool | None, progress: str | None, said: str
) -> None:
    of = results(verdict("1a", Status.NOT_DUE, on_track=on_track, progress=progress))
    assert said in words(printed(of, width=40))


@pytest.mark.parametrize(
    ("good", "strict", "said"),
    [
        ("higher", False, "≥ 85 %"),
        ("higher", True, "> 85 %"),
        ("lower", False, "≤ 85 %"),
        ("lower", True, "< 85 %"),
        (None, False, "85 %"),
    ],
    ids=["at least", "above", "at most", "below", "no one side"],
)
def test_the_level_stands_with_the_side_that_is_good(
    good: str | None, strict: bool, said: str
) -> None:
    one = verdict("1a", observed="90", required="85", gap="5", good=good, strict=strict)
    row = next(line for line in printed(results(one)).splitlines() if "Mål 1a" in line)
    assert f"  {said}  " in row


def test_a_level_that_the_row_cannot_show_is_said_in_words() -> None:
    near = Text("på niveau med landsgennemsnittet (± 1 pct.)", "on par")
    one = verdict("1a", observed="90", required="85", gap="5", requirement=near, good=None)
    assert near.da in words(printed(results(one), width=60))


def test_colour_is_never_the_only_carrier() -> None:
    file = io.StringIO()
    console = Console(file=file, width=120, force_terminal=True, color_system="truecolor")
    console.print(render([EVERY_STATUS], None))
    assert "\x1b[32m" in file.getvalue()
    without = re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue())
    assert without == printed(EVERY_STATUS)


def test_places_are_not_counted() -> None:
    ranked = verdict(
        "1a",
        observed="74",
        required="75",
        gap="1",
        unit="place",
        gap_unit="place",
        requirement=Text("højst plads 75 blandt alle", "at most place 75 among all"),
    )
    text = printed(results(ranked))
    assert "nr. 74" in text
    assert "+1 plads\n" in text.replace("  ✓ opfyldt", "")


@pytest.mark.parametrize(
    ("unit", "gap", "da", "en"),
    [
        ("persons", "1", "+1 pers.", "+1 pers."),
        ("cases", "-1", "−1 sag", "−1 case"),
        ("jobs", "1", "+1 job", "+1 job"),
        ("companies", "1", "+1 virks.", "+1 company"),
        ("companies", "2", "+2 virks.", "+2 companies"),
        ("weeks", "1", "+1 uge", "+1 week"),
        ("weeks", "1.0", "+1,0 uger", "+1.0 weeks"),
        ("place", "-1", "−1 plads", "−1 place"),
        ("place", "-2", "−2 pladser", "−2 places"),
        ("percentage points", "1", "+1 point", "+1 point"),
        ("number", "0.08", "+0,08", "+0.08"),
    ],
)
def test_one_is_singular_and_a_bare_number_has_no_unit(
    unit: str, gap: str, da: str, en: str
) -> None:
    one = verdict("1a", observed=gap, required="0", gap=gap, unit=unit, gap_unit=unit)
    danish, english = (words(printed(results(one), lang=lang)) for lang in LANGUAGES)
    assert f"{da} " in f"{danish} "
    assert f"{en} " in f"{english} "
    assert "number" not in danish + english


def test_a_gap_that_is_not_zero_never_reads_as_zero() -> None:
    close = verdict("1a", Status.MISSED, observed="84.9999", required="85", gap="-0.0001")
    assert "−0,0001 point" in printed(results(close))


class TestParts:
    NOTHING = Text("ingen tal for Andel", "no figures for Andel")

    def several(self, *parts: Verdict, **given: Any) -> Results:
        return results(verdict("1a", Status.MISSED, title="I alle", parts=parts, **given))

    def without(self, *names: str, **given: Any) -> list[Verdict]:
        given = {"reason": self.NOTHING, "required": "85", **given}
        return [verdict(f"1a/{name}", Status.NO_DATA, title=name, **given) for name in names]

    @pytest.mark.parametrize("width", [60, 100, 160])
    def test_those_without_figures_fold_where_alike(self, width: int) -> None:
        parts = self.without("A", "B", "C")
        met = replace(MET, target="1a/D", title="D")
        text = printed(self.several(parts[0], met, *parts[1:]), width=width)
        assert "– 3 uden tal: A, B, C" in words(text)
        assert text.count("≥ 85 %") == 1
        assert "– D" in text
        assert "1a (A, B, C): ingen tal for Andel" in words(text)

    def test_in_english_too(self) -> None:
        text = printed(self.several(*self.without("A", "B")), lang="en")
        assert "– 2 without figures: A, B" in text

    @pytest.mark.parametrize(
        "other",
        [
            {"required": "80"},
            {"period": "2022M03"},
            {"requirement": AT_LEAST_85},
            {"comparator_value": "1"},
            {"observed": "84"},
            {"strict": True},
        ],
        ids=lambda given: next(iter(given)),
    )
    def test_what_differs_keeps_its_own_row(self, other: dict[str, Any]) -> None:
        text = printed(self.several(*self.without("A"), *self.without("B", **other)))
        assert "uden tal" not in text
        assert "– A" in text
        assert "– B" in text

    def test_another_status_keeps_its_own_row(self) -> None:
        parts = self.without("A", "B")
        text = printed(self.several(parts[0], replace(parts[1], status=Status.MANUAL)))
        assert "uden tal" not in text

    def test_those_with_figures_stand_each_in_a_row(self) -> None:
        parts = [replace(MET, target=f"1a/{name}", title=name) for name in "AB"]
        text = printed(self.several(*parts))
        assert "uden tal" not in text
        assert text.count("✓ opfyldt") == 2

    def test_parts_of_parts_are_not_folded_away(self) -> None:
        inner = [replace(one, parts=tuple(self.without("x", "y"))) for one in self.without("A")]
        text = printed(self.several(*inner, *self.without("B")))
        assert all(said in text for said in ("– A", "– 2 uden tal: x, y", "– B"))

    def test_a_flag_of_one_of_them_is_marked_and_told_by_name(self) -> None:
        flagged = self.without("B", flags=(Flag.DIRECTION_CONFLICT,))
        text = printed(self.several(*self.without("A"), *flagged))
        assert "○ ingen tal *" in text
        assert "1a (B): kravet trækker" in text

    def test_what_is_left_out_is_told_with_its_reason(self) -> None:
        left_out = (LeftOut("Forrevalidering", "fem personer"), LeftOut("Fleksjob", "andet mål"))
        of = self.several(*self.without("A", "B"), left_out=left_out)
        assert "Ikke med     1a: Forrevalidering (fem personer); Fleksjob (andet mål)" in printed(
            of
        )
        assert "Left out" in printed(of, lang="en")

    def test_what_a_rule_adds_is_told(self) -> None:
        detail = Text("2 kommuner uden tal", "2 municipalities without figures")
        text = printed(results(replace(MET, detail=detail)))
        assert "Desuden  1a: 2 kommuner uden tal" in text

    @pytest.mark.parametrize("width", [60, 120, 160])
    def test_ids_with_slashes_are_targets_or_parts_by_where_they_stand(self, width: int) -> None:
        nothing = self.without("Kontant/Uddannelse", "B")
        odd = replace(nothing[0], target="1/a/Kontant/Uddannelse", requirement=AT_LEAST_85)
        like_a_part = verdict("1/a/B", Status.MANUAL, reason=Text("et skøn", "judgement"))
        of = results(
            verdict("1", Status.MANUAL, reason=Text("et andet", "another")),
            verdict("1/a", Status.NO_DATA, parts=(odd, replace(nothing[1], target="1/a/B"))),
            like_a_part,
        )
        text = words(printed(of, width=width))
        assert "– Kontant/Uddannelse" in text
        assert "1/a (Kontant/Uddannelse, B): ingen tal for Andel" in text
        assert "1/a/B: et skøn" in text
        assert "1: et andet" in text


def test_ids_break_at_their_hyphens() -> None:
    long = verdict("1-lang-saetning", title="T" * 60, observed="1", period="2022M03")
    lines = [line.split() for line in printed(results(long), width=80).splitlines()]
    assert ["1-lang-"] in [line[:1] for line in lines]
    assert ["saetning"] in [line[:1] for line in lines]


def test_areas_are_named_when_they_are_not_the_plan_s_own() -> None:
    elsewhere = replace(MET, area=AARHUS)
    assert "tal for Aarhus" in printed(results(elsewhere))
    both = printed(results(MET, replace(elsewhere, flags=(Flag.STALE,))))
    assert "Frederikssund: Mål 1a" in both
    assert "Aarhus: Mål 1a" in both
    assert "1a Aarhus: der findes nyere tal" in both


def test_plans_follow_each_other_with_a_blank_line_each_in_its_language() -> None:
    text = printed(results(MET), results(MET, language="en"))
    danish, english = text.split("\n\nBeskæftigelsesplan")
    assert danish.endswith("1 opfyldt")
    assert english.endswith("1 met\n")


def test_a_plan_of_which_no_target_was_asked_for_says_so() -> None:
    assert printed(results()).endswith("ingen mål\n")


text = st.text(max_size=80)
numbers = st.none() | st.decimals(-(10**9), 10**9, places=2)


@given(
    width=st.integers(20, 220),
    symbols=st.booleans(),
    titles=st.lists(text, min_size=1, max_size=3),
    status=st.sampled_from(Status),
    observed=numbers,
    gap=numbers,
    compared=numbers,
    unit=st.sampled_from(["percent", "place", "full-time-persons", "mio. kr."]),
)
def test_whatever_stands_in_a_plan_nothing_is_cut_off(
    width: int,
    symbols: bool,
    titles: list[str],
    status: Status,
    observed: Decimal | None,
    gap: Decimal | None,
    compared: Decimal | None,
    unit: str,
) -> None:
    of = results(
        *(
            verdict(
                f"1.{number}",
                status,
                title=title,
                area=COUNTRY,
                observed=observed,
                required=compared,
                gap=gap,
                comparator_value=compared,
                unit=unit,
                gap_unit=unit,
                reading=title,
            )
            for number, title in enumerate(titles)
        )
    )
    shown = printed(of, width=width, symbols=symbols)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert all(f"1.{number}" in shown for number in range(len(titles)))
    assert STATUS_WORDS[status].da in words(shown)
    if symbols and cell_len(titles[0]) < 10 and titles[0].isalnum():
        assert titles[0] in shown
