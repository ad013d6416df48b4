"""What a promise is made of, in Danish and English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from beskplan.areas import Area, find_area
from beskplan.catalogue import Catalogue, Indicator
from beskplan.due import Due
from beskplan.measures import AnyMeasure, Baseline, IndicatorMeasure
from beskplan.measures._change import Change
from beskplan.measures._combined import Combined
from beskplan.measures._over import THIS_YEAR, Over
from beskplan.measures.ratio_of import RatioOf
from beskplan.measures.sum_of import SumOf
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.rules import AnyRule
from beskplan.rules._several import Several
from beskplan.rules.none import NoRule
from beskplan.target import Condition, ForEach, Target, Version
from beskplan.words import PLACE, Text, Words

NOTHING: Final = Text("–", "–")
_WINDOW: Final = re.compile(r"(first|last) (?:([0-9]+) )?(day|week|month|quarter|year)s?")
_AFTER: Final = re.compile(r"([0-9]+) (day|week|month|quarter|year)s? after")
_LENGTHS: Final = {
    "day": ("dag", "dage"),
    "week": ("uge", "uger"),
    "month": ("måned", "måneder"),
    "quarter": ("kvartal", "kvartaler"),
    "year": ("år", "år"),
}
_ONE_OF: Final = {
    ("first", "day"): "den første", ("last", "day"): "den seneste",
    ("first", "week"): "den første", ("last", "week"): "den seneste",
    ("first", "month"): "den første", ("last", "month"): "den seneste",
    ("first", "quarter"): "det første", ("last", "quarter"): "det seneste",
    ("first", "year"): "det første", ("last", "year"): "det seneste",
}  # fmt: skip
_STEPS: Final = {
    "a year before": Text("siden året før", "since a year before"),
    "the period before": Text("siden perioden før", "since the period before"),
    "baseline": Text("siden udgangspunktet", "since the baseline"),
}
_MOVES: Final = {
    "percent": Text("ændring i pct.", "change in percent"),
    "points": Text("ændring i procentpoint", "change in points"),
    "units": Text("ændring i antal", "change in units"),
}


def same(text: str) -> Text:
    """Return a text of the plan, which is the same in both languages."""
    return Text(text, text)


def listed(texts: Iterable[Text]) -> Text:
    """Return ``a, b og c``."""
    each = list(texts)
    return Text.made(lambda words: words.listed([one[words.lang] for one in each]))


def joined(texts: Iterable[Text | None], between: str = ", ") -> Text:
    """Return those that are there, one after the other."""
    there = [one for one in texts if one is not None]
    return Text(between.join(one.da for one in there), between.join(one.en for one in there))


def known(indicator: str, catalogue: Catalogue | None) -> Indicator | None:
    """Return an indicator, None where the catalogue does not have it."""
    if catalogue is None or indicator not in catalogue:
        return None
    return catalogue[indicator]


def unit_of(measure: AnyMeasure | None, catalogue: Catalogue | None) -> str:
    """Return the unit of a measure, empty where it is not known."""
    if measure is None or catalogue is None:
        return ""
    if not all(name in catalogue for name in measure.indicators()):
        return ""
    return measure.unit(catalogue)


def indicator_words(name: str, catalogue: Catalogue | None) -> Text:
    """Return the title of an indicator, or its id where it is not known."""
    found = known(name, catalogue)
    return same(name if found is None else found.title)


def segment_words(measure: IndicatorMeasure) -> Text:
    """Say which part of an indicator is measured: ``A-dagpenge + Kontanthjælp samlet``."""
    parts = [same(member) for member in measure.segment.values()]
    for members in measure.pooled.values():
        group = " + ".join(members)
        parts.append(Text(f"{group} samlet", f"{group} together"))
    return joined(parts) if parts else Text("alle", "all")


def window_words(window: str | None) -> Text | None:
    """Say the window of a spell in words: ``de seneste 12 måneder``."""
    if window is None:
        return None
    after = _AFTER.fullmatch(window)
    if after is not None:
        return Text(f"{_lengths(int(after[1]), after[2])} efter", window)
    found = _WINDOW.fullmatch(window)
    if found is None:
        return same(window)
    which, count, length = found[1], int(found[2] or 1), found[3]
    if count == 1:
        return Text(f"{_ONE_OF[which, length]} {_LENGTHS[length][0]}", f"the {window}")
    article = "de første" if which == "first" else "de seneste"
    return Text(f"{article} {_lengths(count, length)}", f"the {window}")


def _lengths(count: int, length: str) -> str:
    return f"{count} {_LENGTHS[length][count != 1]}"


def measure_words(measure: AnyMeasure | None, catalogue: Catalogue | None) -> Text | None:
    """Say which number is measured."""
    if measure is None:
        return None
    if isinstance(measure, IndicatorMeasure):
        title = indicator_words(measure.indicator, catalogue)
        part = segment_words(measure) if measure.segment or measure.pooled else None
        figure = (
            title if part is None else Text(f"{title.da} ({part.da})", f"{title.en} ({part.en})")
        )
        if measure.area is not None:
            area = _area_words(measure.area)
            figure = Text(f"{figure.da} for {area.da}", f"{figure.en} of {area.en}")
    else:
        figure = _combined_words(measure, catalogue)
    return joined((figure, over_words(measure.over), change_words(measure.change)))


def _area_words(name: str) -> Text:
    if name == "country":
        return Text("hele landet", "the whole country")
    try:
        return same(find_area(name).name)
    except ValueError:
        return same(name)


def _combined_words(measure: AnyMeasure, catalogue: Catalogue | None) -> Text:
    inside = measure.parts if isinstance(measure, Combined) else ()
    parts = listed(found for one in inside if (found := measure_words(one, catalogue)) is not None)
    if isinstance(measure, SumOf):
        return Text(f"summen af {parts.da}", f"the sum of {parts.en}")
    if isinstance(measure, RatioOf):
        return Text(f"forholdet mellem {parts.da}", f"the ratio of {parts.en}")
    return Text(f"forskellen mellem {parts.da}", f"the difference between {parts.en}")


def over_words(over: Over | None) -> Text | None:
    """Say the window that figures are taken over: ``gennemsnit over de seneste 12 måneder``."""
    if over is None:
        return None
    take = Text("gennemsnit", "mean") if over.take == "mean" else Text("sum", "sum")
    if over.last is not None:
        span = window_words(f"last {over.last.months} months") or NOTHING
        return Text(f"{take.da} over {span.da}", f"{take.en} over {span.en}")
    if over.from_ == THIS_YEAR:
        return Text(f"{take.da} fra årets begyndelse", f"{take.en} from the start of the year")
    assert isinstance(over.from_, Period)
    start = period_words(over.from_)
    return Text(f"{take.da} fra {start.da}", f"{take.en} from {start.en}")


def change_words(change: Change | None) -> Text | None:
    """Say how a number is held against an earlier one: ``ændring i pct. siden året før``."""
    if change is None:
        return None
    move, since = _MOVES[change.as_], change.since
    start = _STEPS.get(str(since))
    if start is None and isinstance(since, Period):
        then = period_words(since)
        start = Text(f"siden {then.da}", f"since {then.en}")
    return joined((move, start), " ")


def period_words(period: Period) -> Text:
    """Return a period in words."""
    return Text(period.label("da"), period.label("en"))


def due_words(due: Due | None) -> Text | None:
    """Say a deadline: ``ved udgangen af 2023``."""
    return None if due is None else due.words


def baseline_words(baseline: Baseline | str | None, unit: str) -> Text | None:
    """Say what is counted from: ``43,7 pct. i 2017``."""
    if baseline is None:
        return None
    if not isinstance(baseline, Baseline):
        return Text("ikke oplyst", "not stated")
    then = baseline.period
    start = period_words(then) if isinstance(then, Period) else _moving(then)
    if baseline.value is not None:
        value = Value.of(baseline.value)
        if unit == PLACE:
            return Text(
                f"nr. {Words('da').number(value)} i {start.da}",
                f"no. {Words('en').number(value)} in {start.en}",
            )
        return Text(
            f"{Words('da').amount(value, unit)} i {start.da}",
            f"{Words('en').amount(value, unit)} in {start.en}",
        )
    if baseline.as_published is not None:
        day = period_words(Period(baseline.as_published, baseline.as_published))
        return Text(f"{start.da}, som kendt {day.da}", f"{start.en}, as known on {day.en}")
    return start


def _moving(step: str) -> Text:
    return (
        Text("året før", "a year before")
        if step == "a year before"
        else Text("perioden før", "the period before")
    )


def requirement_of(target: Target, catalogue: Catalogue | None) -> Text:
    """Say all that is asked: of versions each, of parts each in the unit of its own measure."""
    if target.versions is not None:
        return joined((_version_words(target, one, catalogue) for one in target.versions), "; ")
    asked, fan = _asked(target.asked, target, catalogue), target.for_each
    if fan is None:
        return asked
    if not isinstance(target.asked, NoRule):
        asked = Text(f"{asked.da} {fan.words.da}", f"{asked.en} {fan.words.en}")
    for name, rule in fan.instead.items():
        other = _asked(rule, target, catalogue)
        asked = Text(f"{asked.da}, {name} dog {other.da}", f"{asked.en}, but {name} {other.en}")
    return asked


def _asked(rule: AnyRule, target: Target, catalogue: Catalogue | None) -> Text:
    if isinstance(rule, Several):
        each = [
            (part, target.changed(measure=part.measure or target.measure)) for part in rule.parts
        ]
        parts = [(part.title, _asked(part.rule, one, catalogue)) for part, one in each]
        return Text.made(lambda words: rule.together(words, parts))
    unit = unit_of(target.measure, catalogue)
    return Text.made(lambda words: rule.requirement(words, unit))


def _version_words(target: Target, version: Version, catalogue: Catalogue | None) -> Text:
    asked = _asked(version.rule, target, catalogue)
    first, last = version.valid_from, version.valid_to
    da = [f"fra {period_words(first).da}"] if first is not None else []
    en = [f"from {period_words(first).en}"] if first is not None else []
    da += [f"til {period_words(last).da}"] if last is not None else []
    en += [f"until {period_words(last).en}"] if last is not None else []
    if not da:
        return asked
    return Text(f"{' '.join(da)}: {asked.da}", f"{' '.join(en)}: {asked.en}")


def condition_words(condition: Condition | None, catalogue: Catalogue | None) -> Text | None:
    """Say when a promise counts at all."""
    if condition is None:
        return None
    if condition.target is not None:
        met = condition.is_ == "met"
        return Text(
            f"hvis mål {condition.target} {'er' if met else 'ikke er'} opfyldt",
            f"if target {condition.target} is {'met' if met else 'missed'}",
        )
    figure = measure_words(condition.measure, catalogue) or NOTHING
    assert condition.rule is not None
    bare = Target(id="?", title="?", rule=condition.rule, measure=condition.measure)
    asked = _asked(condition.rule, bare, catalogue)
    return Text(f"hvis {figure.da} er {asked.da}", f"if {figure.en} is {asked.en}")


def members_words(fan: ForEach | None) -> Text | None:
    """Say whom the same is asked of."""
    if fan is None:
        return None
    if fan.members is not None:
        return same(", ".join(fan.members))
    return fan.words


def municipalities_words(areas: Iterable[Area]) -> Text:
    """Return the names of municipalities."""
    return same(", ".join(sorted(area.name for area in areas)))


def follow_up_words(follow_up: tuple[int, ...] | str | None) -> Text | None:
    """Say when a promise is followed up: ``marts og oktober``, ``en gang om året``."""
    if follow_up is None:
        return None
    if isinstance(follow_up, str):
        return Text("en gang om året", "yearly")
    months = [Period.of_month(2000, month) for month in follow_up]
    return Text.made(
        lambda words: words.listed([one.label(words.lang).rpartition(" ")[0] for one in months])
    )
