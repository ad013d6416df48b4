"""The pass/fail table that `evaluate` prints: what an analyst reads before trusting a verdict.

A line per target, or two where the console is too narrow for one. What would repeat itself
from line to line stands once: a flag or a period that all share in the heading, sentences
below the table with the ids that they are about, parts without figures that are alike in one
line with their names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from beskplan.errors import visible
from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.renderers._paper import Column, Paper
from beskplan.results import FLAG_WORDS, STATUS_WORDS, Flag, Results, Verdict
from beskplan.words import Lang, Words

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_WIDEST: Final = 160
_SHORT: Final = {"target": 12, "status": 16}  # what these get where more would cost a line
_LEAST_TITLE: Final = 36  # where titles get less, figures stand on a line of their own
_ENOUGH_FOR_TITLE: Final = 48  # what a further column must leave
_SIGNS: Final = {
    ("higher", False): "≥",
    ("higher", True): ">",
    ("lower", False): "≤",
    ("lower", True): "<",
}

_SYMBOLS: Final[Mapping[Status, str]] = {
    Status.MET: "✓",
    Status.MISSED: "✗",
    Status.NOT_COMPARABLE: "≠",
    Status.NOT_DUE: "…",
    Status.NOT_APPLICABLE: "–",
}
_UNDECIDED: Final = "○"
SYMBOLS: Final = "✓✗≠…–○─−·≥≤„“±"
"""What a console must be able to print for `render` to use ``symbols``."""

_STYLES: Final[Mapping[Status, str]] = {
    Status.MET: "green",
    Status.MISSED: "red",
    Status.NOT_APPLICABLE: "dim",
}
_OTHER_STYLE: Final = "yellow"

_ABOUT_FIGURES: Final = frozenset(Flag) - {Flag.AMBIGUOUS_WORDING, Flag.DIRECTION_CONFLICT}

_SHORT_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "percent": (" %", "%"),
    "points": (" point", " points"),
    "percentage points": (" point", " points"),
    "persons": (" pers.", " pers."),
    "full-time-persons": (" fuldtidspers.", " full-time"),
    "companies": (" virks.", " companies"),
}
_SHORT_ONE: Final = {
    "points": " point",
    "percentage points": " point",
    "companies": " company",
}
_SHORT_PERIODS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "da": {
        "januar": "jan.", "februar": "feb.", "april": "apr.", "august": "aug.",
        "september": "sep.", "oktober": "okt.", "november": "nov.", "december": "dec.",
        "kvartal": "kv.", "kvt.": "kv.",
    },
    "en": {
        "January": "Jan", "February": "Feb", "March": "Mar", "April": "Apr", "June": "Jun",
        "July": "Jul", "August": "Aug", "September": "Sep", "October": "Oct",
        "November": "Nov", "December": "Dec",
    },
}  # fmt: skip

_SAME_YEAR: Final = re.compile(r"(\d)\. kv\. (\d{4})–(\d)\. kv\. \2")
_PERIOD: Final = 14

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("„“”«»", '"'),
        **dict.fromkeys("‘’´", "'"),
        "·": "-",
        "…": "...",
        "±": "+/-",
        "≥": ">=",
        "≤": "<=",
    }
)


def render(
    results: Sequence[Results], lang: Lang | None, *, symbols: bool = True
) -> RenderableType:
    """Return the tables of all plans, for a console of any width.

    Args:
        results: one per plan, in the order to show.
        lang: the language of headings, statuses and notes; None for that of each plan.
        symbols: False for a console that cannot print more than Danish letters: signs and
            quotation marks become those of ASCII, other characters are shown by their code.
    """
    return _Tables(tuple(results), lang, symbols)


@dataclass(frozen=True)
class _Tables:
    results: tuple[Results, ...]
    lang: Lang | None
    symbols: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        paper = Paper(console, min(options.max_width, _WIDEST))
        for number, one in enumerate(self.results):
            voice = _Voice(Words(self.lang or one.plan.language), self.symbols)
            lines = list(_Page(_Plan(one, voice), paper).lines())
            yield Text("\n").join([Text(), *lines] if number else lines)


@dataclass(frozen=True)
class _Voice:
    """One language, in the characters that the console can print."""

    words: Words
    symbols: bool

    def say(self, *, da: str, en: str) -> str:
        """Return the sentence of this language, with whatever of others stands in it."""
        return self.clean(self.words.say(da=da, en=en))

    def clean(self, text: str) -> str:
        """Return text on one line, with nothing in it that a terminal would obey."""
        line = visible(" ".join(text.split()))
        return line if self.symbols else "".join(map(_plain, line.translate(_PLAIN)))

    def figure(self, number: Decimal | None, unit: str | None) -> str:
        """Return a published or required number: ``0,6 %``, ``nr. 75``."""
        if number is None:
            return self.clean("–")
        if unit == "place":
            return self.say(da="nr.", en="no.") + " " + self.clean(self.words.number(number))
        return self.clean(self.words.number(number) + self.unit(number, unit))

    def gap(self, number: Decimal | None, unit: str | None) -> str:
        """Return a distance with its sign: ``+3,2 point``."""
        if number is None:
            return self.clean("–")
        return self.clean(self.words.number(number, signed=True) + self.unit(number, unit))

    def unit(self, number: Decimal, unit: str | None) -> str:
        """Return a unit in few letters, to set behind a number."""
        if unit is None:
            return ""
        short = _SHORT_UNITS.get(unit)
        if short is None:
            return self.words.amount(number, unit).removeprefix(self.words.number(number))
        one = _SHORT_ONE.get(unit, short[1]) if abs(number) == 1 else short[1]
        return self.words.say(da=short[0], en=one)

    def period(self, period: Period | None) -> str:
        """Return a period in few letters: ``aug. 2021``."""
        if period is None:
            return self.clean("–")
        label = self.words.period(period)
        for long, short in _SHORT_PERIODS[self.words.lang].items():
            label = label.replace(long, short)
        label = _SAME_YEAR.sub(r"\1.–\3. kv. \2", label)
        return self.clean(label if len(label) <= _PERIOD else label.replace("–", "– "))

    @property
    def dot(self) -> str:
        """What stands between things on one line."""
        return " · " if self.symbols else ", "


def _plain(mark: str) -> str:
    """Return a character that every code page with Danish letters has, or its code."""
    if ord(mark) < 0x100:
        return mark
    bare = unicodedata.normalize("NFKD", mark).encode("ascii", "ignore")
    return (bare or mark.encode("unicode_escape")).decode("ascii")


@dataclass(frozen=True)
class _Note:
    """Something to know about targets, under the table; parts are not broken if it can be."""

    kind: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """A line of the table: one verdict, or parts without figures that would read alike."""

    verdicts: tuple[Verdict, ...]

    @property
    def first(self) -> Verdict:
        """The verdict, or the first of several."""
        return self.verdicts[0]


@dataclass(frozen=True)
class _Plan:
    """What there is to say about one plan, in the words of one language."""

    results: Results
    voice: _Voice

    @cached_property
    def rows(self) -> tuple[Verdict, ...]:
        """The verdicts, each followed by its parts."""
        return tuple(row for verdict in self.results for row in _with_parts(verdict))

    @cached_property
    def table(self) -> tuple[_Row, ...]:
        """The lines of the table."""
        return tuple(row for verdict in self.results for row in _rows_of(verdict))

    def is_part(self, verdict: Verdict) -> bool:
        """Whether a row is a part of a target rather than a target of its own."""
        return self._root(verdict) is not verdict

    def _root(self, verdict: Verdict) -> Verdict:
        """Return the target of the plan that a row belongs to."""
        return self._roots[id(verdict)]

    @cached_property
    def _roots(self) -> dict[int, Verdict]:
        # An id with a slash may be that of a part or of a target, so ids cannot tell.
        return {id(row): root for root in self.results for row in _with_parts(root)}

    @cached_property
    def common(self) -> tuple[Flag, ...]:
        """The flags that every figure carries, and those of wording that every target does.

        A target without a figure cannot carry a flag about figures, and does not stop one.
        """
        return tuple(flag for flag in Flag if self._is_common(flag))

    def _is_common(self, flag: Flag) -> bool:
        about = [one for one in self.rows if flag not in _ABOUT_FIGURES or _has_figure(one)]
        enough = 1 if flag is Flag.FIGURES_BEFORE_PLAN else 2
        return len(about) >= enough and all(flag in one.flags for one in about)

    @cached_property
    def period(self) -> Period | None:
        """The period that all figures share."""
        periods = {one.period for one in self.rows if _has_figure(one)}
        return periods.pop() if len(periods) == 1 else None

    @cached_property
    def compared_with(self) -> str | None:
        """The one name of what all figures are compared with; None where there are several."""
        names = {name[self.voice.words.lang] for one in self.rows if (name := one.comparator_name)}
        return self.voice.clean(names.pop()) if len(names) == 1 else None

    @cached_property
    def has_comparators(self) -> bool:
        """Whether any figure is compared with another."""
        return any(one.comparator_name is not None for one in self.rows)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The names of the areas that were judged."""
        return tuple(dict.fromkeys(self.voice.clean(one.area.name) for one in self.rows))

    def name(self, verdict: Verdict) -> str:
        """Return what notes call a verdict: the target, of several areas with the area."""
        target = self.voice.clean(verdict.target)
        return target if len(self.areas) == 1 else f"{target} {self.voice.clean(verdict.area.name)}"

    def names(self, verdicts: Sequence[Verdict]) -> str:
        """Return what notes call verdicts: ``1a, 1d (Kommunale, Private)``."""
        named = []
        for root, rows in groupby(verdicts, key=self._root):
            together = tuple(rows)
            parts = [self.voice.clean(one.title) for one in together if one is not root]
            if together[0] is root:
                named.append(self.name(root))
            if parts:
                named.append(f"{self.name(root)} ({', '.join(parts)})")
        return ", ".join(named)

    def focus_areas(self) -> Iterator[tuple[str, tuple[_Row, ...]]]:
        """Yield the focus areas that have verdicts, id and title in one."""
        titles = dict(self.results.plan.focus_areas)
        for number, rows in groupby(self.table, key=lambda one: one.first.focus_area):
            title = f"{number}. {titles[number]}" if number in titles else number
            yield self.voice.clean(title), tuple(rows)

    # The cells of one row

    def cells(self, row: _Row) -> dict[str, Text]:
        """Return what the table says in a row, by column."""
        verdict = row.first
        voice, style = self.voice, _STYLES.get(verdict.status, _OTHER_STYLE)
        return {
            "target": Text("" if self.is_part(verdict) else voice.clean(verdict.target)),
            "title": Text(self._title(row)),
            "requirement": Text(self._long_requirement(verdict)),
            "period": Text(voice.period(verdict.period)),
            "observed": Text(voice.figure(verdict.observed, verdict.unit)),
            "compared": Text(voice.figure(verdict.comparator_value, verdict.unit)),
            "with": Text(self._comparator(verdict)),
            "required": Text(self.required(verdict)),
            "gap": Text(voice.gap(verdict.gap, verdict.gap_unit), style),
            "persons": Text(self.persons(verdict), style),
            "symbol": Text(_SYMBOLS.get(verdict.status, _UNDECIDED), style),
            "status": Text(self._status(row), style),
        }

    def _title(self, row: _Row) -> str:
        verdict = row.first
        title = self.voice.clean(verdict.title)
        if len(row.verdicts) > 1:
            count, names = len(row.verdicts), ", ".join(one.title for one in row.verdicts)
            return self.voice.say(
                da=f"– {count} uden tal: {names}", en=f"– {count} without figures: {names}"
            )
        if self.is_part(verdict):
            return self.voice.clean(f"– {title}")
        return title if len(self.areas) == 1 else f"{self.voice.clean(verdict.area.name)}: {title}"

    def _comparator(self, verdict: Verdict) -> str:
        name = verdict.comparator_name
        return "" if name is None else self.voice.clean(name[self.voice.words.lang])

    def required(self, verdict: Verdict) -> str:
        """Return the level with its sign: ``≥ 85 %``; the level alone where no one side is."""
        level = self.voice.figure(verdict.required, verdict.unit)
        if verdict.required is None or verdict.good is None:
            return level
        return f"{self.voice.clean(_SIGNS[verdict.good, verdict.strict])} {level}"

    def _long_requirement(self, verdict: Verdict) -> str:
        return self.voice.clean(verdict.requirement[self.voice.words.lang])

    def persons(self, verdict: Verdict) -> str:
        """Return what is missing in persons: ``mangler 34``, ``6 for mange``; empty when met."""
        persons = verdict.persons
        if persons is None or not persons.missing:
            return ""
        count = self.voice.words.number(Decimal(persons.missing))
        if persons.worked_back:
            count = self.voice.words.say(da=f"ca. {count}", en=f"about {count}")
        if _is_too_high(verdict):
            return self.voice.say(da=f"{count} for mange", en=f"{count} too many")
        return self.voice.say(da=f"mangler {count}", en=f"{count} short")

    def _status(self, row: _Row) -> str:
        verdict, pace = row.first, ""
        if verdict.on_track is not None:
            on_track = self.voice.words.say(da="på vej", en="on track")
            pace = on_track if verdict.on_track else self.voice.words.say(da="bagud", en="behind")
        done = "" if verdict.progress is None else self._percent(verdict.progress)
        further = ", ".join(part for part in (pace, done) if part)
        mark = " *" if any(map(self.flags, row.verdicts)) else ""
        brackets = f" ({further})" if further else ""
        return self.voice.clean(f"{self.status(verdict.status)}{brackets}{mark}")

    def status(self, status: Status) -> str:
        """Return the word for a status."""
        return self.voice.clean(STATUS_WORDS[status][self.voice.words.lang])

    def _percent(self, share: Decimal) -> str:
        whole = (share * 100).to_integral_value(ROUND_DOWN)
        return self.voice.words.number(whole) + self.voice.words.say(da=" %", en="%")

    def flags(self, verdict: Verdict) -> tuple[Flag, ...]:
        """Return the flags that are said neither in the heading nor at the parts."""
        said = {flag for part in verdict.parts for flag in part.flags} | set(self.common)
        return tuple(flag for flag in Flag if flag in verdict.flags and flag not in said)

    # The sentences around the table

    def heading(self) -> Iterator[Text]:
        """Yield title and circumstances, then what is true of every row."""
        voice, plan = self.voice, self.results.plan
        yield Text(voice.clean(plan.title), "bold").append(
            voice.dot + voice.clean(plan.municipality.name)
        )
        years, day = voice.words.period(plan.years), Period(self.results.as_of, self.results.as_of)
        on = voice.words.period(day)
        facts = [voice.say(da=f"Planens år: {years}", en=f"Plan years: {years}")]
        facts.append(voice.say(da=f"opgjort pr. {on}", en=f"as of {on}"))
        if len(self.areas) == 1 and self.areas[0] != voice.clean(plan.municipality.name):
            facts.append(voice.say(da=f"tal for {self.areas[0]}", en=f"for {self.areas[0]}"))
        if self.period is not None:
            when = voice.words.period(self.period)
            facts.append(voice.say(da=f"alle tal: {when}", en=f"all figures: {when}"))
        yield Text(voice.dot.join(facts))
        for flag in self.common:
            yield Text(self._of_all(flag), "bold yellow")

    def _of_all(self, flag: Flag) -> str:
        if flag is Flag.FIGURES_BEFORE_PLAN:
            return self.voice.say(
                da="Udgangspunkt: alle tal er fra før planens år. Opfyldt og ikke opfyldt viser, "
                "hvor kommunen stod, før planen begyndte, ikke om løfterne er holdt."
                f"{self._without_figures()}",
                en="Starting position: all figures are from before the plan's years. Met and "
                "missed show where the municipality stood before the plan began, not whether "
                f"promises were kept.{self._without_figures()}",
            )
        said = FLAG_WORDS[flag][self.voice.words.lang]
        if flag in _ABOUT_FIGURES:
            return self.voice.say(da=f"Gælder alle tal: {said}.", en=f"For all figures: {said}.")
        return self.voice.say(da=f"Gælder alle mål: {said}.", en=f"For all targets: {said}.")

    def _without_figures(self) -> str:
        count = sum(not _has_figure(one) for one in self.rows if not one.parts)
        if count == 0:
            return ""
        return self.voice.words.say(
            da=f" {count} mål har ingen tal.",
            en=f" {count} {'target has' if count == 1 else 'targets have'} no figures.",
        )

    def notes(self, *, requirements: bool, persons: bool) -> Iterator[_Note]:
        """Yield what is said below the table; the two are only said where the rows do not."""
        voice, lang = self.voice, self.voice.words.lang
        if requirements:
            told = ((one, one.requirement[lang]) for one in self.rows if self._needs_words(one))
            yield from _in_one(self._grouped(voice.say(da="Krav", en="Required"), told))
        if persons:
            missing = ((one, self.persons(one)) for one in self.rows)
            kind = voice.say(da="I personer", en="In persons")
            yield from _in_one(self._grouped(kind, missing))
        flagged = (
            (one, FLAG_WORDS[flag][lang])
            for flag in Flag
            for one in self.rows
            if flag in self.flags(one)
        )
        yield from self._grouped(voice.say(da="* Forbehold", en="* Flags"), flagged)
        reasons = ((one, self._reason(one)) for one in self.rows)
        yield from self._grouped(voice.say(da="Begrundelse", en="Reason"), reasons)
        left_out = ((one, self._left_out(one)) for one in self.rows)
        yield from self._grouped(voice.say(da="Ikke med", en="Left out"), left_out)
        details = ((one, one.detail[lang] if one.detail else "") for one in self.rows)
        yield from self._grouped(voice.say(da="Desuden", en="Details"), details)
        readings = ((one, one.reading or "") for one in self.rows)
        yield from self._grouped(voice.say(da="Læst sådan", en="Read as"), readings)
        others = ((one, self._read_as(other)) for one in self.rows for other in one.readings)
        yield from self._grouped(voice.say(da="Kan læses som", en="Or read as"), others)
        assessed = ((one, self._assessed(one)) for one in self.rows)
        yield from self._grouped(voice.say(da="Vurderet", en="Assessed"), assessed)

    @staticmethod
    def _left_out(verdict: Verdict) -> str:
        """Return what is not judged, each with the plan's reason."""
        return "; ".join(f"{one.name} ({one.reason})" for one in verdict.left_out)

    def _read_as(self, other: Verdict) -> str:
        """Return another reading with the verdict that it would give."""
        gap = "" if other.gap is None else f" ({self.voice.gap(other.gap, other.gap_unit)})"
        return f"{other.reading}: {self.status(other.status)}{gap}"

    def _assessed(self, verdict: Verdict) -> str:
        """Return a person's verdict with its day and who gave it."""
        found = verdict.assessment
        if found is None:
            return ""
        said = f"{self.status(found.status)}, {found.by}, {self.voice.words.period(found.day)}"
        return f"{said}: {found.note}" if found.note else said

    def _reason(self, verdict: Verdict) -> str:
        """Return why there is no verdict, unless the word for the status says it all."""
        if verdict.parts:
            return ""  # it is said at the parts
        says_it_all = verdict.status in {Status.NOT_SET, Status.AWAITING_METHOD}
        if verdict.reason is None or (says_it_all and verdict.reason == verdict.requirement):
            return ""
        return verdict.reason[self.voice.words.lang]

    @staticmethod
    def _needs_words(verdict: Verdict) -> bool:
        """Whether the row cannot say what is required: no level, or no one good side."""
        asked = verdict.status not in _WITHOUT_REQUIREMENT
        return asked and (verdict.required is None or verdict.good is None)

    def _grouped(self, kind: str, said: Iterable[tuple[Verdict, str]]) -> Iterator[_Note]:
        targets: dict[str, list[Verdict]] = {}
        for verdict, text in said:
            if text:
                targets.setdefault(self.voice.clean(text), []).append(verdict)
        for text, verdicts in targets.items():
            yield _Note(kind, (f"{self.names(verdicts)}: {text}",))

    def summary(self) -> list[Text]:
        """Return how many targets have each status that occurs, and what that is."""
        starting = self.voice.say(da="Udgangspunkt:", en="Starting position:") + " "
        counts = [
            Text(f"{count} {self.status(status)}", _STYLES.get(status, _OTHER_STYLE))
            for status, count in self.results.summary.items()
            if count
        ] or [Text(self.voice.say(da="ingen mål", en="no targets"))]
        start = Text(starting if Flag.FIGURES_BEFORE_PLAN in self.common else "")
        return [start.append(counts[0]), *counts[1:]]


def _with_parts(verdict: Verdict) -> Iterator[Verdict]:
    yield verdict
    for part in verdict.parts:
        yield from _with_parts(part)


def _rows_of(verdict: Verdict) -> Iterator[_Row]:
    """Yield a row for a verdict, then for its parts; those without figures fold where alike."""
    yield _Row((verdict,))
    alike: dict[object, list[Verdict]] = {}
    for part in verdict.parts:
        alike.setdefault(_reads_as(part), []).append(part)
    for parts in alike.values():
        if len(parts) == 1:
            yield from _rows_of(parts[0])
        else:
            yield _Row(tuple(parts))


def _reads_as(part: Verdict) -> object:
    """Return what a row without figures says beside its title; a row with figures is its own."""
    has_more = part.parts or part.comparator_value is not None or part.persons is not None
    if _has_figure(part) or has_more:
        return id(part)
    shown = (part.status, part.requirement, part.required, part.unit, part.period)
    return (*shown, part.good, part.strict, part.on_track, part.progress, part.comparator_name)


def _in_one(notes: Iterable[_Note]) -> Iterator[_Note]:
    """Yield notes of one kind as one."""
    together = list(notes)
    if together:
        yield _Note(together[0].kind, tuple(part for note in together for part in note.parts))


_WITHOUT_REQUIREMENT: Final = frozenset(
    {Status.NOT_SET, Status.AWAITING_METHOD, Status.MANUAL, Status.NOT_APPLICABLE}
)


def _has_figure(verdict: Verdict) -> bool:
    return verdict.observed is not None or verdict.gap is not None


def _is_too_high(verdict: Verdict) -> bool:
    if verdict.observed is None or verdict.required is None:
        return False
    return verdict.status is Status.MISSED and verdict.observed > verdict.required


@dataclass(frozen=True)
class _Page:
    """One plan on paper: a line per target, else two, else a line per figure."""

    plan: _Plan
    paper: Paper

    def lines(self) -> Iterator[Text]:
        """Yield everything, from the plan's title to the summary."""
        for sentence in self.plan.heading():
            yield from self.paper.wrapped(sentence, self.paper.width)
        yield Text()
        if self.plan.results.verdicts:
            yield from self._table() if self._layout else self._list()
            if any(one.gap is not None for one in self.plan.rows):
                yield from self.paper.wrapped(self._sign, self.paper.width)
            yield Text()
        yield from self._notes()
        dot = self.plan.voice.dot
        yield from self.paper.packed(self.plan.summary(), dot, self.paper.width)

    @property
    def _sign(self) -> Text:
        say = self.plan.voice.say
        return Text(
            say(
                da="Afvigelse: + er på den gode side af kravet, − på den forkerte.",
                en="Gap: + is on the good side of what is required, − on the bad side.",
            ),
            "dim",
        )

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        say, plan = self.plan.voice.say, self.plan
        several = plan.has_comparators and plan.compared_with is None
        compared = say(da="Sammenlignet", en="Compared") if several else plan.compared_with or ""
        columns = (
            Column("target", say(da="Mål", en="ID"), widest=24, lead=1),
            Column("title", say(da="Titel", en="Title"), widest=60),
            Column("requirement", say(da="Krav i ord", en="Requirement"), widest=44),
            Column("period", say(da="Periode", en="Period"), widest=_PERIOD),
            Column("observed", say(da="Tal", en="Figure"), right=True),
            Column("compared", compared, right=True),
            Column("with", say(da="med", en="with"), widest=16, lead=1),
            Column("required", say(da="Krav", en="Required"), right=True),
            Column("gap", say(da="Afvigelse", en="Gap"), right=True),
            Column("persons", say(da="I personer", en="In persons")),
            Column("symbol"),
            Column(
                "status",
                say(da="Status", en="Status"),
                widest=24,
                lead=1 if plan.voice.symbols else 2,
            ),
        )
        left_out = {
            "period": plan.period is not None or not any(one.period for one in plan.rows),
            "compared": not plan.has_comparators,
            "with": not several,
            "persons": not any(map(plan.persons, plan.rows)),
            "symbol": not plan.voice.symbols,
        }
        return {one.key: one for one in columns if not left_out.get(one.key)}

    @cached_property
    def _cells(self) -> list[dict[str, Text]]:
        return [self.plan.cells(row) for row in self.plan.table]

    @cached_property
    def _natural(self) -> Mapping[str, int]:
        """How wide each column is when nothing has to wrap, within its own limit."""
        found = {}
        for key, column in self._columns.items():
            words = max((cell_len(word) for word in column.heading.split()), default=0)
            widest = max((cell_len(cells[key].plain) for cells in self._cells), default=0)
            found[key] = min(max(words, widest), max(column.widest, words))
        short = {**found, **{key: min(found[key], limit) for key, limit in _SHORT.items()}}
        two = self._lines_with(found) == self._lines_with(short) == 2
        return found if two and self._width(self._first, found) <= self.paper.width else short

    def _width(self, keys: Iterable[str], natural: Mapping[str, int] | None = None) -> int:
        widths = self._natural if natural is None else natural
        return sum(widths[key] + self._columns[key].lead for key in keys)

    def _lines_with(self, natural: Mapping[str, int]) -> int:
        """Return in how many lines a row of these columns fits: 1, 2, or 0 for more."""
        first, figures, least = self._first, self._figures, _least_title(natural)
        if self.paper.width - self._width((*first, *figures), natural) >= least:
            return 1
        if self.paper.width - self._width(first, natural) < least:
            return 0
        return 2 if self.paper.width >= self._width(("target", *figures), natural) else 0

    def _there(self, *keys: str) -> tuple[str, ...]:
        return tuple(key for key in keys if key in self._columns)

    @property
    def _first(self) -> tuple[str, ...]:
        return self._there("target", "title", "symbol", "status")

    @property
    def _figures(self) -> tuple[str, ...]:
        return self._there("period", "observed", "compared", "with", "required", "gap")

    @cached_property
    def _layout(self) -> tuple[tuple[str, ...], ...]:
        """The columns of each line of a row; none where even two lines are too narrow."""
        first, figures = self._first, self._figures
        match self._lines_with(self._natural):
            case 1:
                in_one = self.paper.width - self._width((*first, *figures))
                spare = in_one + max(self._natural["title"] - _ENOUGH_FOR_TITLE, 0)
                chosen = {*first, *figures, *self._optional(spare)}
                return (tuple(key for key in self._columns if key in chosen),)
            case 2:
                second = ("target", *figures)  # the target is left blank there
                in_two = self.paper.width - self._width(second)
                return first, (*second, *self._optional(in_two))
            case _:
                return ()

    def _optional(self, room: int) -> Iterator[str]:
        """Yield the columns that are welcome where nothing has to give way to them."""
        for key in self._there("persons", "requirement"):
            if self._width([key]) <= room:
                room -= self._width([key])
                yield key

    @cached_property
    def _used(self) -> int:
        """How wide the table is."""
        return max(min(self._width(keys), self.paper.width) for keys in self._layout)

    def _table(self) -> Iterator[Text]:
        rule = Text(("─" if self.plan.voice.symbols else "-") * self._used, "dim")
        yield from self._row({key: Text(one.heading, "bold") for key, one in self._columns.items()})
        yield rule
        rows = iter(self._cells)
        for title, verdicts in self.plan.focus_areas():
            yield from self.paper.wrapped(Text(title, "bold"), self._used)
            for _ in verdicts:
                yield from self._row(next(rows))
        yield rule

    def _row(self, cells: Mapping[str, Text]) -> Iterator[Text]:
        for number, keys in enumerate(self._layout):
            line = {key: cells[key] for key in keys}
            if number:
                line["target"] = Text()
            if number == 0 or any(text.plain not in _NOTHING for text in line.values()):
                widths = self._widths(keys)
                yield from self.paper.row(
                    [(self._columns[key], widths[key], text) for key, text in line.items()]
                )

    def _widths(self, keys: Sequence[str]) -> Mapping[str, int]:
        """Return the widths of one line; the title takes or gives what the others leave."""
        widths = {key: self._natural[key] for key in keys}
        if "title" in widths:
            widths["title"] += self._used - self._width(keys)
        return widths

    def _list(self) -> Iterator[Text]:
        """Yield a line per figure, for a console that is too narrow for a table."""
        rows = iter(self._cells)
        for title, verdicts in self.plan.focus_areas():
            yield from self.paper.wrapped(Text(title, "bold"), self.paper.width)
            for _ in verdicts:
                yield from self._item(next(rows))

    def _item(self, cells: Mapping[str, Text]) -> Iterator[Text]:
        symbol = cells["symbol"].copy().append(" ") if "symbol" in self._columns else Text()
        title = [cells["title"], symbol.append(cells["status"])]
        dot = self.plan.voice.dot
        figures = [
            Text(f"{self._label(key, cells)} ".lstrip()).append(cells[key])
            for key in self._there("period", "observed", "compared", "required", "gap", "persons")
            if cells[key].plain not in _NOTHING
        ]
        start = Text(f" {cells['target']}  ")
        in_one = Text(dot).join([*title, *figures])
        if cell_len(start.plain) + cell_len(in_one.plain) <= self.paper.width:
            yield start.append(in_one)
            return
        yield from self.paper.hanging(start, title, dot)
        if figures:
            yield from self.paper.hanging(Text("   "), figures, dot)

    def _label(self, key: str, cells: Mapping[str, Text]) -> str:
        """Return what stands before a figure: the name of its column, or of the comparator."""
        if key == "compared":
            return cells["with"].plain
        return "" if key in ("period", "persons") else self._columns[key].heading

    def _notes(self) -> Iterator[Text]:
        shown = {key for keys in self._layout for key in keys}
        notes = list(
            self.plan.notes(
                requirements="requirement" not in shown,
                persons=bool(self._layout) and "persons" in self._columns.keys() - shown,
            )
        )
        kinds = max((cell_len(note.kind) for note in notes), default=0)
        for kind, group in groupby(notes, key=lambda note: note.kind):
            for number, note in enumerate(group):
                start = Text("" if number else kind, "bold")
                start.pad_right(kinds + 2 - cell_len(start.plain))
                yield from self.paper.hanging(start, [Text(part) for part in note.parts], "; ")
        if notes:
            yield Text()


def _least_title(natural: Mapping[str, int]) -> int:
    """What room is needed when titles are as wide as they can: below 0 where they wrap."""
    return min(_LEAST_TITLE - natural["title"], 0)


_NOTHING: Final = frozenset({"", "-", "–"})
