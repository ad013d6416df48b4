"""Which period is judged, and what a deadline makes of it: section 7 of the plan language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from beskplan.catalogue import Indicator
from beskplan.periods import Period
from beskplan.results import Verdict
from tests.build import a_run, an_indicator, flags, observations, reasons, verdict

AT_LEAST_10 = "{type: threshold, at_least: 10}"
AT_MOST_10 = "{type: threshold, at_most: 10}"
FROM_COUNTRY = "{type: vs-national-average, must_be: at-least}"
QUARTERS = an_indicator(covers="quarter")
DUE_YEAR_END = ("frist: 31. december 2022", "deadline: 31 December 2022")


class Outcome(NamedTuple):
    status: str
    period: str | None = None
    observed: str | None = None
    on_track: bool | None = None


def outcome(found: Verdict) -> Outcome:
    period = None if found.period is None else str(found.period)
    observed = None if found.observed is None else str(found.observed)
    return Outcome(str(found.status), period, observed, found.on_track)


def own(figures: Mapping[str, str]) -> dict[tuple[str, str], str]:
    return {("250", period): printed for period, printed in figures.items()}


def months(*printed: str, year: int = 2022, first: int = 1) -> dict[str, str]:
    """Return figures of consecutive months."""
    return {f"{year}M{month:02}": value for month, value in enumerate(printed, start=first)}


def quarters(*printed: str, year: int = 2022) -> dict[str, str]:
    return {f"{year}Q{quarter}": value for quarter, value in enumerate(printed, start=1)}


# Without a deadline


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param(
            {"2022M01": "9", "2022M03": "11", "2022M02": "8"},
            Outcome("met", "2022M03", "11"),
            id="newest inside the years",
        ),
        pytest.param(
            {"2021M12": "11", "2022M01": "9"},
            Outcome("missed", "2022M01", "9"),
            id="inside goes before earlier",
        ),
        pytest.param(
            {"2022M12": "9", "2023M01": "11"},
            Outcome("missed", "2022M12", "9"),
            id="later than the years is ignored",
        ),
        pytest.param(
            {"2021M12": "9", "2023M01": "11"},
            Outcome("missed", "2021M12", "9"),
            id="later is ignored also beside a starting position",
        ),
        pytest.param({"2023M01": "11"}, Outcome("no-data"), id="only later figures: none"),
        pytest.param(
            {"2022M01": "9", "2022Q1": "11", "2022": "12", "2022M01-2022M06": "13"},
            Outcome("missed", "2022M01", "9"),
            id="other lengths are ignored",
        ),
        pytest.param({"2022": "11"}, Outcome("no-data"), id="only another length: none"),
        pytest.param({}, Outcome("no-data"), id="no figures"),
    ],
)
def test_without_deadline(figures: dict[str, str], expected: Outcome) -> None:
    found = verdict(AT_LEAST_10, own(figures))
    assert outcome(found) == expected
    nothing = (
        "ingen tal for Andel: Frederikssund, 2022 eller før",
        "no figures for Andel: Frederikssund, 2022 or earlier",
    )
    assert reasons(found) == (nothing if expected.status == "no-data" else None)


@pytest.mark.parametrize(
    ("period", "raised"),
    [("2021M12", True), ("2020M01", True), ("2022M01", False), ("2022M12", False)],
)
def test_earlier_figure_is_a_starting_position(period: str, raised: bool) -> None:
    found = verdict(AT_LEAST_10, own({period: "11"}))
    assert outcome(found) == Outcome("met", period, "11")
    assert ("figures-before-plan" in flags(found)) is raised


def test_window_that_ends_inside_the_years_is_inside() -> None:
    rolling = an_indicator(covers="4 quarters")
    found = verdict(AT_LEAST_10, own({"2021Q2-2022Q1": "11"}), rolling)
    assert outcome(found) == Outcome("met", "2021Q2-2022Q1", "11")
    assert flags(found) == []


@pytest.mark.parametrize(
    ("figures", "da", "en"),
    [
        pytest.param(
            own({"2022M01": "11", "2022M02": ".."}) | {("101", "2022M03"): "9"},
            "ingen tal for Andel: Frederikssund, marts 2022; "
            "seneste periode med alle tal: januar 2022",
            "no figure for Andel: Frederikssund, March 2022; "
            "last period with all figures: January 2022",
            id="own row left out",
        ),
        pytest.param(
            own({"2022M02": "11", "2022M03": ".."}) | {("101", "2022M03"): "9"},
            "kilden viser „..“ for Andel: Frederikssund, marts 2022; "
            "seneste periode med alle tal: februar 2022",
            'the source prints ".." for Andel: Frederikssund, March 2022; '
            "last period with all figures: February 2022",
            id="own figure suppressed",
        ),
        pytest.param(
            {("101", "2022M02"): "9", ("101", "2022M03"): "9"},
            "ingen tal for Andel: Frederikssund, marts 2022",
            "no figure for Andel: Frederikssund, March 2022",
            id="never published for the own area",
        ),
        pytest.param(
            own({"2021M12": "11"}) | {("101", "2022M03"): "9"},
            "ingen tal for Andel: Frederikssund, marts 2022; "
            "seneste periode med alle tal: december 2021",
            "no figure for Andel: Frederikssund, March 2022; "
            "last period with all figures: December 2021",
            id="a starting position does not stand in for it",
        ),
    ],
)
def test_own_figure_missing_while_others_have_a_row(
    figures: dict[tuple[str, str], str], da: str, en: str
) -> None:
    found = verdict(AT_LEAST_10, figures)
    assert outcome(found) == Outcome("no-data", "2022M03")
    assert reasons(found) == (da, en)


def test_last_period_named_is_the_one_that_has_both_sides() -> None:
    figures = own({"2022M01": "11", "2022M02": "11", "2022M03": "11"})
    found = verdict(FROM_COUNTRY, figures | {("000", "2022M01"): "9"})
    assert outcome(found) == Outcome("no-data", "2022M03", "11")
    assert reasons(found) == (
        "ingen tal for Andel: Hele landet, marts 2022; seneste periode med alle tal: januar 2022",
        "no figure for Andel: the whole country, March 2022;"
        " last period with all figures: January 2022",
    )


# A period as written


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2022M02", Outcome("missed", "2022M02", "9"), id="an older month"),
        pytest.param("februar 2022", Outcome("missed", "2022M02", "9"), id="in words"),
        pytest.param("2023M01", Outcome("met", "2023M01", "12"), id="a later figure, by name"),
        pytest.param("2021M12", Outcome("met", "2021M12", "15"), id="before the plan"),
        pytest.param("2022Q1", Outcome("met", "2022Q1", "13"), id="another length, by name"),
        pytest.param("2022M04", Outcome("no-data", "2022M04"), id="without a figure"),
        pytest.param("2022M01", Outcome("no-data", "2022M01"), id="suppressed"),
    ],
)
def test_period_as_written(period: str, expected: Outcome) -> None:
    written = {"2021M12": "15", "2022M01": "..", "2022M02": "9", "2022M03": "11", "2022Q1": "13"}
    figures = own(written | {"2023M01": "12"})
    for due in ("", ", due: {by_end: 2022}"):  # what is named decides, whatever is due
        found = verdict(AT_LEAST_10, figures, target=f"{{period: {period}{due}}}")
        assert outcome(found) == expected
        if expected.status == "no-data":
            assert found.reason is not None
            assert "Frederikssund" in found.reason.da


# by_end, during and throughout


@pytest.mark.parametrize(
    ("due", "as_of", "figures", "expected"),
    [
        # before X
        pytest.param(
            "by_end: 2022", "2021-12-31", {"2021M11": "11"},
            Outcome("not-due", "2021M11", "11"), id="by_end, before X",
        ),
        pytest.param(
            "during: 2022", "2021-12-31", {"2021M11": "11"},
            Outcome("not-due", "2021M11", "11"), id="during, before X, though it would be met",
        ),
        pytest.param(
            "throughout: 2022", "2021-12-31", {"2021M11": "9"},
            Outcome("not-due", "2021M11", "9", on_track=False),
            id="throughout, before X, though it would be broken",
        ),
        pytest.param(
            "by_end: 2022", "2021-12-31", {}, Outcome("not-due"), id="before X, no figures"
        ),
        # within X: the first and the last day are inside
        pytest.param(
            "by_end: 2022", "2022-01-01", {"2021M11": "11"},
            Outcome("not-due", "2021M11", "11"), id="by_end, first day of X",
        ),
        pytest.param(
            "by_end: 2022", "2022-12-31", months(*["11"] * 12),
            Outcome("not-due", "2022M12", "11"), id="by_end, last day of X, all published",
        ),
        pytest.param(
            "during: 2022", "2022-06-30", months("9", "10", "9"),
            Outcome("met", "2022M02", "10"), id="during, reached once",
        ),
        pytest.param(
            "during: 2022", "2022-06-30", months("9", "12", "10", "12"),
            Outcome("met", "2022M04", "12"), id="during, the best, of two the newer",
        ),
        pytest.param(
            "during: 2022", "2022-06-30", months("8", "9", "7"),
            Outcome("not-due", "2022M03", "7"), id="during, not yet: newest shown",
        ),
        pytest.param(
            "during: 2022", "2022-06-30", {"2021M12": "11"},
            Outcome("not-due", "2021M12", "11"), id="during, reached before X is no reach",
        ),
        pytest.param(
            "throughout: 2022", "2022-06-30", months("11", "9", "8", "12"),
            Outcome("missed", "2022M03", "8"), id="throughout, broken: the worst",
        ),
        pytest.param(
            "throughout: 2022", "2022-06-30", months("11", "10", "12"),
            Outcome("not-due", "2022M03", "12", on_track=True), id="throughout, holds so far",
        ),
        pytest.param(
            "throughout: 2022", "2022-06-30", {"2021M12": "9"} | months("11"),
            Outcome("not-due", "2022M01", "11", on_track=True),
            id="throughout, broken before X is not broken",
        ),
        # after X
        pytest.param(
            "by_end: 2022", "2023-01-01", months(*["9"] * 11, "10"),
            Outcome("met", "2022M12", "10"), id="by_end, only the end counts",
        ),
        pytest.param(
            "by_end: 2022", "2023-01-01", months(*["11"] * 11, "9"),
            Outcome("missed", "2022M12", "9"), id="by_end, fallen back at the end",
        ),
        pytest.param(
            "by_end: 2022", "2023-01-01", months(*["11"] * 11),
            Outcome("no-data", "2022M12"), id="by_end, the end not published",
        ),
        pytest.param(
            "by_end: 2022M06", "2022-07-01", months(*["11"] * 5, "9", "11"),
            Outcome("missed", "2022M06", "9"), id="by_end of June",
        ),
        pytest.param(
            "during: 2022", "2023-01-01", months(*["9"] * 12),
            Outcome("missed", "2022M12", "9"), id="during, never reached, all published",
        ),
        pytest.param(
            "during: 2022", "2023-01-01", months(*["8"] * 4, "9.5", *["9"] * 7),
            Outcome("missed", "2022M05", "9.5"), id="during, missed by the best",
        ),
        pytest.param(
            "during: 2022", "2023-01-01", months(*["9"] * 4, "..", *["9"] * 7),
            Outcome("no-data", "2022M05"), id="during, one suppressed could have reached it",
        ),
        pytest.param(
            "during: 2022", "2023-01-01", months(*["9"] * 11),
            Outcome("no-data", "2022M12"), id="during, one unpublished could have reached it",
        ),
        pytest.param(
            "during: 2022", "2023-01-01", months(*["9"] * 4, "..", "11", *["9"] * 5),
            Outcome("met", "2022M06", "11"), id="during, reached, whatever is unpublished",
        ),
        pytest.param(
            "throughout: 2022", "2023-01-01", months(*["11"] * 7, "10", *["12"] * 4),
            Outcome("met", "2022M08", "10"), id="throughout, held: the worst shown",
        ),
        pytest.param(
            "throughout: 2022", "2023-01-01", months(*["11"] * 7, "9", *["12"] * 4),
            Outcome("missed", "2022M08", "9"), id="throughout, broken once",
        ),
        pytest.param(
            "throughout: 2022", "2023-01-01", months(*["11"] * 11),
            Outcome("no-data", "2022M12"), id="throughout, one unpublished could have broken it",
        ),
        pytest.param(
            "throughout: 2022", "2023-01-01", months("9", "..", *["11"] * 9),
            Outcome("missed", "2022M01", "9"), id="throughout, broken, whatever is unpublished",
        ),
        # no row inside the plan's years
        pytest.param(
            "by_end: 2022", "2023-01-01", {"2021M11": "9", "2021M12": "11"},
            Outcome("met", "2021M12", "11"), id="by_end, starting position after X",
        ),
        pytest.param(
            "during: 2022", "2023-01-01", {"2021M11": "11", "2021M12": "9"},
            Outcome("missed", "2021M12", "9"), id="during, starting position after X",
        ),
        pytest.param(
            "throughout: 2022", "2023-01-01", {"2021M11": "9", "2021M12": "11"},
            Outcome("met", "2021M12", "11"), id="throughout, starting position after X",
        ),
        pytest.param(
            "throughout: 2022", "2023-01-01", {}, Outcome("no-data"), id="after X, no figures"
        ),
        # each year: that of the newest figure
        pytest.param(
            "during: each year", "2022-06-30", months("9", "10", "9"),
            Outcome("met", "2022M02", "10"), id="each year, during, reached",
        ),
        pytest.param(
            "throughout: each year", "2022-06-30", months("11", "9", "11"),
            Outcome("missed", "2022M02", "9"), id="each year, throughout, broken",
        ),
        pytest.param(
            "by_end: each year", "2022-06-30", months("11", "9"),
            Outcome("not-due", "2022M02", "9"), id="each year, by_end, not yet",
        ),
        pytest.param(
            "by_end: each year", "2023-02-01", months(*["9"] * 11, "10"),
            Outcome("met", "2022M12", "10"), id="each year, by_end, over",
        ),
        pytest.param(
            "by_end: each year", "2022-06-30", {"2021M06": "11"},
            Outcome("met", "2021M06", "11"), id="each year, starting position",
        ),
        pytest.param(
            "during: each year", "2022-06-30", {}, Outcome("no-data"), id="each year, no figures"
        ),
    ],
)  # fmt: skip
def test_deadline(due: str, as_of: str, figures: dict[str, str], expected: Outcome) -> None:
    found = verdict(AT_LEAST_10, own(figures), target=f"due: {{{due}}}", as_of=as_of)
    assert outcome(found) == expected
    if expected.status == "not-due":
        assert reasons(found) == DUE_YEAR_END
    before = expected.period is not None and expected.period < "2022"
    assert ("figures-before-plan" in flags(found)) is before


def test_each_year_of_a_longer_plan_is_that_of_the_newest_figure() -> None:
    figures = months(*["11"] * 12) | months("9", "9", year=2023)
    target = "due: {during: each year}"
    found = verdict(AT_LEAST_10, own(figures), target=target, years="2022-2025", as_of="2023-03-31")
    assert outcome(found) == Outcome("not-due", "2023M02", "9")
    assert reasons(found) == ("frist: 31. december 2023", "deadline: 31 December 2023")


def test_deadline_over_several_years() -> None:
    figures = months(*["9"] * 12) | months(*["9"] * 5, "10", year=2023)
    target = "due: {during: 2022-2023}"
    found = verdict(AT_LEAST_10, own(figures), target=target, years="2022-2023", as_of="2023-07-01")
    assert outcome(found) == Outcome("met", "2023M06", "10")


@pytest.mark.parametrize(
    ("covers", "due", "figures", "expected"),
    [
        pytest.param(
            "quarter", "2022", quarters("11", "11", "11", "9"),
            Outcome("missed", "2022Q4", "9"), id="the fourth quarter ends the year",
        ),
        pytest.param(
            "quarter", "2022M05", quarters("9", "11"),
            Outcome("met", "2022Q2", "11"), id="the quarter that holds the end of May",
        ),
        pytest.param(
            "quarter", "2022M05", quarters("9"),
            Outcome("no-data", "2022M05"), id="the quarter that holds it is unpublished",
        ),
        pytest.param(
            "year", "2022M06", {"2022": "11"},
            Outcome("met", "2022", "11"), id="the year that holds the end of June",
        ),
        pytest.param(
            "4 quarters", "2022", {"2021Q4-2022Q3": "9", "2022": "11"},
            Outcome("met", "2022", "11"), id="the four quarters that end with the year",
        ),
        pytest.param(
            "year to date", "2022", {"2022M01-2022M11": "9", "2022": "11"},
            Outcome("met", "2022", "11"), id="the whole year to date",
        ),
        pytest.param(
            "survey", "2022", {"2022M03": "9", "2022M10": "11"},
            Outcome("met", "2022M10", "11"), id="the last survey held in it",
        ),
        pytest.param(
            "survey", "2022Q2", {"2022M03": "9"},
            Outcome("no-data", "2022Q2"), id="no survey held in it",
        ),
    ],
)  # fmt: skip
def test_by_end_for_every_length(
    covers: str, due: str, figures: dict[str, str], expected: Outcome
) -> None:
    found = verdict(
        AT_LEAST_10,
        own(figures),
        an_indicator(covers=covers),
        target=f"due: {{by_end: {due}}}",
        as_of="2023-06-30",
    )
    assert outcome(found) == expected


@pytest.mark.parametrize(
    ("covers", "figures", "expected"),
    [
        pytest.param(
            "quarter", quarters("9", "9", "9", "9"), Outcome("missed", "2022Q4", "9"), id="quarters"
        ),
        pytest.param(
            "quarter", quarters("9", "9", "9"), Outcome("no-data", "2022Q4"), id="one quarter short"
        ),
        pytest.param(
            "4 quarters",
            {"2021Q2-2022Q1": "9", "2021Q3-2022Q2": "9", "2021Q4-2022Q3": "9", "2022": "9"},
            Outcome("missed", "2022", "9"),
            id="four windows end in the year",
        ),
        pytest.param(
            "4 quarters",
            {"2021Q2-2022Q1": "9", "2021Q3-2022Q2": "9", "2022": "9"},
            Outcome("no-data", "2021Q4-2022Q3"),
            id="one window short",
        ),
        pytest.param(
            "year to date", {"2022": "9"}, Outcome("missed", "2022", "9"), id="year to date, whole"
        ),
        pytest.param(
            "year to date",
            {"2022M01-2022M11": "9"},
            Outcome("no-data", "2022"),
            id="year to date, not whole",
        ),
        pytest.param(
            "survey",
            {"2022M03": "9"},
            Outcome("missed", "2022M03", "9"),
            id="surveys there are",
        ),
    ],
)
def test_during_is_missed_only_if_all_is_published(
    covers: str, figures: dict[str, str], expected: Outcome
) -> None:
    found = verdict(
        AT_LEAST_10,
        own(figures),
        an_indicator(covers=covers),
        target="due: {during: 2022}",
        as_of="2023-06-30",
    )
    assert outcome(found) == expected


def test_best_and_worst_are_on_the_side_that_the_rule_asks_for() -> None:
    figures = own(months("12", "8", "11"))
    reached = verdict(AT_MOST_10, figures, target="due: {during: 2022}")
    broken = verdict(AT_MOST_10, figures, target="due: {throughout: 2022}")
    assert outcome(reached) == Outcome("met", "2022M02", "8")
    assert outcome(broken) == Outcome("missed", "2022M01", "12")


def test_exact_hit_of_a_strict_rule_breaks_a_promise_throughout() -> None:
    found = verdict(
        "{type: threshold, above: 10}",
        own(months("11", "10", "11")),
        target="due: {throughout: 2022}",
    )
    assert outcome(found) == Outcome("missed", "2022M02", "10")


def test_level_that_is_set_for_the_deadline_alone_is_not_due_before_it() -> None:
    found = verdict(
        "{type: threshold, at_least: {by_year: {2024: 11}}}",
        own({"2022M03": "9"}),
        target="due: {by_end: 2024}",
        years="2022-2024",
    )
    assert outcome(found) == Outcome("not-due", "2022M03", "9")


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ("{type: threshold, at_least: {by_year: {2023: 11}}}", "not-set"),
        ("{type: none, because: not-set}", "not-set"),
        ("{type: none, because: external}", "manual"),
    ],
)
def test_what_no_deadline_changes_stays_the_verdict(rule: str, status: str) -> None:
    found = verdict(rule, own({"2022M03": "9"}), target="due: {by_end: 2024}", years="2022-2024")
    assert outcome(found) == Outcome(status, "2022M03", "9")


# Pace


COMPANIES = an_indicator(unit="companies", covers="year to date", better="higher")


@pytest.mark.parametrize(
    ("period", "printed", "on_track", "progress"),
    [
        pytest.param("2022M01-2022M09", "216", False, "0.48", id="216 of 450 by 30 September"),
        pytest.param("2022M01-2022M09", "337", False, "0.748888888889", id="just behind 337.5"),
        pytest.param("2022M01-2022M09", "338", True, "0.751111111111", id="just ahead of 337.5"),
        pytest.param("2022M01-2022M08", "300", True, "0.666666666667", id="exactly at the pace"),
        pytest.param("2022M01", "0", False, "0", id="nothing yet"),
        pytest.param("2022M01-2022M06", "450", True, "1", id="all of it in June"),
    ],
)
def test_pace_of_a_count_from_new_year(
    period: str, printed: str, on_track: bool, progress: str
) -> None:
    found = verdict(
        "{type: threshold, at_least: 450}",
        own({period: printed}),
        COMPANIES,
        target="due: {by_end: 2022}",
        as_of="2022-10-15",
    )
    assert outcome(found) == Outcome("not-due", str(Period.parse(period)), printed, on_track)
    assert (str(found.required), str(found.progress)) == ("450", progress)


@pytest.mark.parametrize(
    ("limit", "printed", "on_track"),
    [("at_most: 120", "60", True), ("at_most: 120", "61", False), ("at_least: 120", "59", False)],
)
def test_pace_on_the_side_that_the_rule_asks_for(limit: str, printed: str, on_track: bool) -> None:
    found = verdict(
        f"{{type: threshold, {limit}}}",
        own({"2022M01-2022M06": printed}),
        COMPANIES,
        target="due: {by_end: 2022}",
    )
    assert outcome(found) == Outcome("not-due", "2022H1", printed, on_track)


def test_pace_runs_from_new_year_to_a_deadline_inside_the_year() -> None:
    for printed, on_track in (("299", False), ("300", True)):  # two thirds of 450
        found = verdict(
            "{type: threshold, at_least: 450}",
            own({"2022M01-2022M06": printed}),
            COMPANIES,
            target="due: {by_end: 2022K3}",
            as_of="2022-08-01",
        )
        assert found.on_track is on_track


@pytest.mark.parametrize(
    ("figures", "limit"),
    [
        pytest.param({"2021M01-2021M12": "500"}, "450", id="last year's count is not under way"),
        pytest.param({}, "450", id="no figures"),
    ],
)
def test_no_pace(figures: dict[str, str], limit: str) -> None:
    found = verdict(
        f"{{type: threshold, at_least: {limit}}}",
        own(figures),
        COMPANIES,
        target="due: {by_end: 2022}",
    )
    assert (found.status, found.on_track, found.progress) == ("not-due", None, None)


def test_progress_towards_zero_is_not_a_number() -> None:
    found = verdict(
        "{type: threshold, at_most: 0}",
        own({"2022M01-2022M06": "3"}),
        COMPANIES,
        target="due: {by_end: 2022}",
    )
    assert (found.on_track, found.progress) == (False, None)


def test_progress_towards_a_level_that_may_be_rounded_from_zero() -> None:
    share = an_indicator(covers="year to date")
    figures = {("250", "2022M01-2022M06"): "0.2", ("000", "2022M01-2022M06"): "0.4"}
    found = verdict(
        "{type: points-below-average, points: 0.39}",
        figures,
        share,
        target="due: {by_end: 2022}",
    )
    assert (found.status, found.on_track, str(found.progress)) == ("not-due", False, "20")


def test_level_of_a_month_has_no_pace() -> None:
    found = verdict(AT_LEAST_10, own(months("5", "6")), target="due: {by_end: 2022}")
    assert outcome(found) == Outcome("not-due", "2022M02", "6")
    assert found.progress is None


def test_verdicts_have_no_pace() -> None:
    found = verdict(
        "{type: threshold, at_least: 450}",
        own({"2022": "451"}),
        COMPANIES,
        target="due: {by_end: 2022}",
        as_of="2023-01-01",
    )
    assert outcome(found) == Outcome("met", "2022", "451")
    assert found.progress is None


def test_without_measure_there_is_no_deadline() -> None:
    target = "{measure: , due: {by_end: 2022}}"
    found = verdict("{type: none, because: external}", observations(), target=target)
    assert outcome(found) == Outcome("manual")


# No figure at all


@pytest.mark.parametrize(
    ("rule", "years", "required"),
    [
        pytest.param("at_least: 10", "2022", "10", id="one level"),
        pytest.param("at_least: 10", "2022-2025", "10", id="one level, several years"),
        pytest.param(
            "at_least: {by_year: {2022: 10, 2023: 11}}", "2022", "10", id="that of the only year"
        ),
        pytest.param(
            "at_least: {by_year: {2022: 10, 2023: 11}}",
            "2022-2023",
            None,
            id="no figure to pick the year",
        ),
    ],
)
@pytest.mark.parametrize("period", ["2023M01-2023M02", "2030M01"], ids=["other length", "later"])
def test_level_is_known_without_figures(
    rule: str, years: str, required: str | None, period: str
) -> None:
    found = verdict(f"{{type: threshold, {rule}}}", own({period: "99"}), years=years)
    assert outcome(found) == Outcome("no-data")
    assert (None if found.required is None else str(found.required)) == required


@pytest.mark.parametrize("years", ["2022", "2022-2025"])
def test_year_without_a_level_is_not_set_also_without_figures(years: str) -> None:
    found = verdict("{type: threshold, below: {by_year: {2026 onwards: 1}}}", {}, years=years)
    assert outcome(found) == Outcome("not-set")


@pytest.mark.parametrize(
    ("indicator", "period"),
    [
        pytest.param(QUARTERS, "2022-2023", id="the plan's years"),
        pytest.param(QUARTERS, "2023", id="the last year"),
        pytest.param(an_indicator(), "2023Q4", id="the last quarter"),
        pytest.param(an_indicator(covers="year to date"), "2023Q4", id="of a year to date"),
    ],
)
def test_row_of_another_length_stays_out_of_sight(indicator: Indicator, period: str) -> None:
    rows = {("250", period): "9", ("000", period): "8"}
    found = verdict(FROM_COUNTRY, rows, indicator, years="2022-2023")
    assert (outcome(found), found.comparator_value) == (Outcome("no-data"), None)


def test_first_day_of_the_deadline_is_within_it() -> None:
    figures = own({"2022M01": "11"})
    target = "due: {during: 2022}"
    before = verdict(AT_LEAST_10, figures, target=target, as_of="2021-12-31")
    assert outcome(before) == Outcome("not-due", "2022M01", "11")
    first = verdict(AT_LEAST_10, figures, target=target, as_of="2022-01-01")
    assert outcome(first) == Outcome("met", "2022M01", "11")


# Pace of sums over a window, and from a baseline


JOBS = an_indicator(unit="jobs")


@pytest.mark.parametrize(
    ("printed", "on_track", "progress"),
    [(("20", "30"), True, "0.5"), (("8", "8"), False, "0.16")],
    ids=["ahead of a sixth", "behind a sixth"],
)
def test_pace_of_a_sum_from_new_year(
    printed: tuple[str, str], on_track: bool, progress: str
) -> None:
    found = verdict(
        "{type: threshold, at_least: 100}",
        own(months(*printed)),
        JOBS,
        target="{measure: {indicator: andel, over: {from: this year, take: sum}}, "
        "due: {by_end: 2022}}",
    )
    assert (found.status, found.on_track, str(found.progress)) == ("not-due", on_track, progress)


@pytest.mark.parametrize(
    ("own_figure", "on_track", "progress"),
    [("95", True, "0.25"), ("96", False, "0.2")],
    ids=["a quarter of the way", "less"],
)
def test_pace_from_a_baseline_is_a_straight_line(
    own_figure: str, on_track: bool, progress: str
) -> None:
    found = verdict(
        "{type: change-from-baseline, down_by: 20, as: units}",
        own({"2021M12": "100", "2022M03": own_figure}),
        JOBS,
        target="{due: {by_end: 2022}, baseline: {period: 2021M12}}",
    )
    assert (found.status, found.on_track, str(found.progress)) == ("not-due", on_track, progress)


def test_a_mean_from_new_year_keeps_the_level_itself_as_its_pace() -> None:
    found = verdict(
        AT_LEAST_10,
        own(months("9", "12")),
        target="{measure: {indicator: andel, over: {from: this year, take: mean}}, "
        "due: {by_end: 2022}}",
    )
    assert (found.status, found.on_track, found.progress) == ("not-due", True, None)


def test_nothing_published_is_no_data_though_the_year_is_no_month() -> None:
    found = verdict(
        "{type: threshold, at_least: 1}",
        {},
        target="measure: {indicator: andel, change: {since: 2021M01, as: points}}",
    )
    assert (found.status, reasons(found)) == (
        "no-data",
        (
            "ingen tal for Andel: Frederikssund, 2022 eller før",
            "no figures for Andel: Frederikssund, 2022 or earlier",
        ),
    )


def test_sum_to_date_waits_for_the_deadline_that_makes_it_as_long_as_its_baseline() -> None:
    rows = a_run(*["10"] * 15, until="2022M03")
    keys = (
        "measure: {indicator: andel, over: {from: this year, take: sum}}\n"
        "baseline: {period: 2021M12}\ndue: {by_end: 2022}"
    )
    rule = "{type: change-from-baseline, up_by: 5, as: units}"
    found = verdict(rule, observations(rows), an_indicator(unit="persons"), target=keys)
    assert found.status == "not-due"
