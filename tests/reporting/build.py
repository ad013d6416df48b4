"""Results for reports: a made-up plan whose charts, flags and statuses differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from beskplan.catalogue import Catalogue
from beskplan.evaluation import evaluate
from beskplan.observations import Observations
from beskplan.periods import Period
from beskplan.plan import FocusArea
from beskplan.results import Results
from beskplan.target import Target
from tests.build import Written, a_plan, a_target, an_indicator, figures, observations

INDICATORS = (
    an_indicator(title="Sygedagpenge i pct. af befolkningen", better="lower"),
    an_indicator("antal", title="Nye fleksjob", unit="jobs"),
    an_indicator("plads", title="Placering", unit="place", better="lower", covers="year"),
)


def series(area: str, months: int, step: int, *holes: int, first: str = "2020M01") -> Written:
    """Return a made-up share for each month from the first, with marks where holes are."""
    start = Period.parse(first)
    return {
        (area, str(start.shifted(at))): ".." if at in holes else f"{30 + at * step % 17}e-1"
        for at in range(months)
    }


def rows(months: int = 30) -> Observations:
    """Return figures of the municipality and the country, with holes in both."""
    printed: dict[tuple[str, str], str] = {}
    for area, step, holes in (("250", 5, (7, 8)), ("000", 3, (12,))):
        for key, number in series(area, months, step, *holes).items():
            tenths = number.removesuffix("e-1")
            printed[key] = number if number == ".." else f"{tenths[:-1]}.{tenths[-1]}"
    places = {("250", "2019"): "33", ("250", "2020"): "20", ("250", "2022"): "12"}
    jobs = {key: str(at % 5) for at, key in enumerate(series("250", months, 1))}
    return observations(figures(printed), figures(jobs, "antal"), figures(places, "plads"))


TARGETS: Mapping[str, tuple[str, str]] = {
    "1": ("{type: vs-national-average, must_be: at-most}", "title: Højst som landet"),
    "2": ("{type: points-below-average, points: 0.2}", "title: Under landet"),
    "3": (
        "{type: threshold, at_most: {by_year: {2020: 4, 2021: 3.8, 2022 onwards: 3.5}}}",
        "title: En grænse i trin, other_readings: "
        "[{reading: Kun det sidste år, rule: {type: threshold, at_most: 3.5}}]",
    ),
    "4": (
        "{type: threshold, at_least: 25}",
        "title: Nye fleksjob, measure: {indicator: antal, over: {from: this year, take: sum}}, "
        "due: {during: 2022}",
    ),
    "5": ("{type: rank, at_most: 20}", "title: Placering, measure: {indicator: plads}"),
    "6": ("{type: threshold, at_most: 3}", "title: Før planen, period: 2021M06"),
    "7": ("{type: none, because: qualitative}", "title: Et godt forløb, measure: "),
    "8": (
        "{type: all-of, parts: [{title: Lav, rule: {type: threshold, at_most: 9}}, "
        "{title: Høj, rule: {type: threshold, at_least: 1}}]}",
        "title: To dele, note: Skal ses samlet",
    ),
}


def results(
    *changed: Target,
    months: int = 30,
    as_of: str = "2022-08-01",
    title: str = "Beskæftigelsesplan 2022",
    figures_of: Observations | None = None,
) -> Results:
    """Return the results of the made-up plan, or of one with other targets."""
    targets = changed or tuple(
        a_target(rule, f'{{id: "{name}", {keys}}}') for name, (rule, keys) in TARGETS.items()
    )
    half = len(targets) // 2
    plan = replace(
        a_plan(*targets),
        title=title,
        file="plans/en-plan.yaml",
        focus_areas=(
            FocusArea("1", "Færre sygemeldte", targets[:half] or targets),
            *((FocusArea("2", "Flere i job", targets[half:]),) if half else ()),
        ),
    )
    return evaluate(
        plan,
        Catalogue.of(*INDICATORS),
        rows(months) if figures_of is None else figures_of,
        as_of=date.fromisoformat(as_of),
        in_full=True,
    )
