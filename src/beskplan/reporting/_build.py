"""`report`: results in, a `Report` out. No files, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import PurePath
from typing import Final

from beskplan._version import __version__
from beskplan.areas import area_of
from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.reporting._charts import chart_of
from beskplan.reporting._earlier import Earlier, change_of, changes, earlier_of
from beskplan.reporting._figures import (
    NONE,
    figure,
    gap,
    is_starting,
    is_starting_verdict,
    named_standing,
    required,
    short_period,
    standing,
    verdict_with_inner,
)
from beskplan.reporting._labels import LABELS
from beskplan.reporting._model import (
    Changes,
    Column,
    Count,
    Fact,
    Flagged,
    FocusArea,
    PlanSection,
    Reading,
    Report,
    Row,
    Table,
    TargetSection,
)
from beskplan.reporting._sentences import counted, sentences
from beskplan.reporting._text import legend, method
from beskplan.results import FLAG_WORDS, DataFile, Flag, Promise, Results, Used, Verdict
from beskplan.words import Lang, Words

_MOST_FIGURES: Final = 24
"""How many figures of one target are listed one by one; a rank has one for each municipality."""
_LONGEST_ANCHOR: Final = 40
_IS_NUMBER: Final = re.compile(r"[0-9]+[a-zæøå]?|[A-ZÆØÅ]")
"""An id that readers know from the document; others are for plan files only."""


def report(
    results: Sequence[Results], lang: Lang | None = None, earlier: Sequence[Earlier] | None = None
) -> Report:
    """Return what a report says of the results of one or several plans.

    Args:
        results: what `evaluate` answered, asked ``in_full``.
        lang: the language; None for that of the first plan.
        earlier: earlier results to hold these against, see `earlier_results`; None: none.

    Raises:
        UsageError: the earlier results do not fit these.
    """
    chosen = lang or (results[0].plan.language if results else "da")
    return _Builder(Words(chosen), tuple(results), earlier).report()


@dataclass(frozen=True)
class _Builder:
    words: Words
    results: tuple[Results, ...]
    earlier: Sequence[Earlier] | None

    def report(self) -> Report:
        """Return the whole report."""
        words, results = self.words, self.results
        names = _Names()
        plans = tuple(
            _PlanBuilder(
                words,
                one,
                names,
                None if self.earlier is None else (earlier_of(one, self.earlier),),
            ).section()
            for one in results
        )
        verdicts = [row for one in results for v in one for row in verdict_with_inner(v)]
        return Report(
            lang=words.lang,
            title=self._title,
            subtitle=self._subtitle,
            as_of=results[0].as_of,
            plans=plans,
            counts=_counts_of_all(words, plans) if len(plans) > 1 else None,
            legend=legend(words, verdicts),
            method=method(words),
            sources=self._sources(),
            plan_files=self._plan_files(),
            labels=LABELS[words.lang],
            version=f"beskplan {__version__}",
        )

    @property
    def _title(self) -> str:
        titles = list(dict.fromkeys(one.plan.title for one in self.results))
        about = titles[0] if len(titles) == 1 else ""
        said = self.words.say(da="Opfølgning på resultatmål", en="Follow-up on targets")
        return f"{said}: {about}" if about else said

    @property
    def _subtitle(self) -> str:
        names = dict.fromkeys(one.plan.municipality.name for one in self.results)
        whose = self.words.listed(list(names))
        day = self.words.period(_day(self.results[0]))
        return self.words.say(da=f"{whose}, opgjort pr. {day}", en=f"{whose}, as of {day}")

    def _sources(self) -> Table | None:
        """Return the files of figures, each content once."""
        words = self.words
        files = {(file.name, file.sha256): file for one in self.results for file in one.files}
        merged = [
            replace(
                file,
                retrieved=tuple(sorted({day for same in group for day in same.retrieved})),
                publishers=tuple(sorted({who for same in group for who in same.publishers})),
            )
            for file, group in (
                (
                    file,
                    [s for one in self.results for s in one.files if (s.name, s.sha256) == key],
                )
                for key, file in sorted(files.items(), key=lambda pair: pair[0][0])
            )
        ]
        if not merged:
            return None
        columns = (
            Column("file", words.say(da="Fil", en="File")),
            Column("publisher", words.say(da="Udgiver", en="Publisher")),
            Column("retrieved", words.say(da="Hentet", en="Retrieved")),
            Column("sha256", "SHA-256"),
        )
        caption = words.say(da="Filer med tal", en="Files of figures")
        return Table(caption, columns, tuple(Row(tuple(self._file(one))) for one in merged))

    def _file(self, file: DataFile) -> Iterator[str]:
        words = self.words
        not_told = words.say(da="ikke oplyst", en="not told")
        yield file.name
        yield ", ".join(file.publishers) or not_told
        days = [words.period(Period(day, day)) for day in file.retrieved]
        yield "–".join((days[0], days[-1])) if len(days) > 2 else words.listed(days) or not_told
        yield file.sha256 or words.say(da="ikke beregnet", en="not computed")

    def _plan_files(self) -> Table:
        words = self.words
        columns = (
            Column("plan", "Plan"),
            Column("file", words.say(da="Fil", en="File")),
            Column("sha256", "SHA-256"),
        )
        rows = dict.fromkeys(
            (one.plan.title, PurePath(one.plan.file).name, one.plan.sha256 or NONE)
            for one in self.results
        )
        caption = words.say(da="Planfiler", en="Plan files")
        return Table(caption, columns, tuple(map(Row, rows)))


class _Names:
    """Gives every section an anchor of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def anchor(self, *parts: str) -> str:
        """Return a name of letters, digits and hyphens, numbered where it is taken."""
        name = "-".join(_plain(part) for part in parts)[:_LONGEST_ANCHOR].strip("-") or "x"
        found, number = name, 2
        while found in self._taken:
            found, number = f"{name}-{number}", number + 1
        self._taken.add(found)
        return found


_SPELT: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def _plain(text: str) -> str:
    ascii_ = unicodedata.normalize("NFKD", text.translate(_SPELT)).encode("ascii", "ignore")
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_.decode()).strip("-")


@dataclass(frozen=True)
class _PlanBuilder:
    """Says what there is to say of one plan. ``before`` is None without ``--since``."""

    words: Words
    results: Results
    names: _Names
    before: tuple[Earlier | None] | None

    def section(self) -> PlanSection:
        """Return the section of the plan."""
        words, plan = self.words, self.results.plan
        area = self._area
        counts = self._counts
        return PlanSection(
            anchor=self._anchor,
            title=plan.title,
            municipality=area,
            facts=tuple(self._facts()),
            warnings=tuple(self._warnings()),
            counts=counts,
            summary=_summary(words, counts, len(self.results.verdicts)),
            changes=self._changes,
            focus_areas=tuple(self._focus_areas()),
            results=self.results,
        )

    @cached_property
    def _anchor(self) -> str:
        return self.names.anchor(self.results.plan.id)

    @property
    def _earlier(self) -> Earlier | None:
        return self.before[0] if self.before else None

    @property
    def _changes(self) -> Changes | None:
        if self.before is None:
            return None
        return changes(self.words, self.results, self._earlier)

    @property
    def _area(self) -> str:
        """The name of the municipality that was judged."""
        names = {verdict.area.name for verdict in self.results}
        return names.pop() if len(names) == 1 else self.results.plan.municipality.name

    @cached_property
    def _rows(self) -> list[Verdict]:
        return [row for verdict in self.results for row in verdict_with_inner(verdict)]

    @cached_property
    def _counts(self) -> tuple[Count, ...]:
        found: dict[tuple[Status, bool], int] = {}
        for verdict in self.results:
            key = verdict.status, is_starting_verdict(verdict)
            found[key] = found.get(key, 0) + 1
        return tuple(
            Count(named_standing(self.words, status, starting=starting), found[status, starting])
            for status in Status
            for starting in (False, True)
            if (status, starting) in found
        )

    def _facts(self) -> Iterator[Fact]:
        words, plan = self.words, self.results.plan
        if self._area != plan.municipality.name:
            yield Fact(words.say(da="Plan for", en="Plan of"), plan.municipality.name)
        yield Fact(words.say(da="Planens år", en="Plan years"), words.period(plan.years))
        documents = dict.fromkeys(one.document for one in self.results.promises)
        if documents:
            label = words.say(da="Dokument", en="Document")
            yield Fact(label, ", ".join(documents))

    def _warnings(self) -> Iterator[str]:
        words = self.words
        if self.results.plan.status == "draft":
            yield words.say(
                da="Planen er et udkast. Målene kan ændre sig, før planen bliver vedtaget.",
                en="The plan is a draft. Its targets may change before it is adopted.",
            )
        with_figures = [one for one in self._rows if one.observed is not None and not one.parts]
        starting = sum(map(is_starting, with_figures))
        if not starting:
            return
        if starting < len(with_figures):
            yield words.say(
                da="Nogle tal er fra før planens år. Mål, der er mærket udgangspunkt, viser, hvor "
                "kommunen stod, før planen begyndte, ikke om løfterne er holdt.",
                en="Some figures are from before the plan's years. Targets that are marked "
                "starting position show where the municipality stood before the plan began, not "
                "whether promises were kept.",
            )
            return
        yield words.say(
            da="Alle tal er fra før planens år. De viser, hvor kommunen stod, før planen begyndte, "
            "ikke om løfterne er holdt.",
            en="All figures are from before the plan's years. They show where the municipality "
            "stood before the plan began, not whether promises were kept.",
        )

    def _focus_areas(self) -> Iterator[FocusArea]:
        titles = dict(self.results.plan.focus_areas)
        promises = {one.target: one for one in self.results.promises}
        for number, group in groupby(self.results, key=lambda one: one.focus_area):
            verdicts = tuple(group)
            title = titles.get(number, number)
            if number in titles and _IS_NUMBER.fullmatch(number):
                title = f"{number}. {title}"
            anchor = self.names.anchor(self._anchor, number)
            sections = tuple(
                self._target(verdict, promises.get(verdict.target)) for verdict in verdicts
            )
            table = _Rows(self.words, title, sections).table()
            yield FocusArea(anchor, title, table, sections)

    def _target(self, verdict: Verdict, promise: Promise | None) -> TargetSection:
        changed = change_of(self.words, verdict, self._earlier)
        found = self._section(verdict, verdict.target)
        facts = (*_promise_facts(self.words, promise), *found.facts)
        return replace(found, facts=facts, changed=changed)

    def _section(self, verdict: Verdict, target: str) -> TargetSection:
        words = self.words
        anchor = self.names.anchor(self._anchor, target)
        return TargetSection(
            anchor=anchor,
            target=target,
            title=verdict.title,
            standing=standing(words, verdict),
            sentences=sentences(words, verdict),
            requirement=verdict.requirement[words.lang],
            facts=tuple(_facts(words, verdict)),
            flags=tuple(_flags(words, verdict)),
            reading=verdict.reading,
            readings=tuple(_reading(words, one) for one in verdict.readings),
            note=verdict.note,
            changed=None,
            chart=chart_of(words, verdict),
            figures=None if verdict.parts else _figures(words, verdict.used),
            parts=tuple(self._section(part, part.target) for part in verdict.parts),
            verdict=verdict,
        )


def _day(results: Results) -> Period:
    return Period(results.as_of, results.as_of)


def _summary(words: Words, counts: Sequence[Count], whole: int) -> str:
    if not whole:
        return words.say(da="Ingen mål.", en="No targets.")
    listed = words.listed(
        [
            counted(words, one.standing.status, one.count, starting=one.standing.is_starting)
            for one in counts
        ]
    )
    number = words.number(Decimal(whole))
    targets = words.say(da="mål", en="target" if whole == 1 else "targets")
    return f"{number} {targets}: {listed}."


def _counts_of_all(words: Words, plans: Sequence[PlanSection]) -> Table:
    """Return the counts of several plans, a row for each."""
    met = list(
        dict.fromkeys(
            (one.standing.status, one.standing.is_starting)
            for status in Status
            for plan in plans
            for one in plan.counts
            if one.standing.status is status
        )
    )
    columns = [
        Column("plan", "Plan"),
        Column("municipality", words.say(da="Kommune", en="Municipality")),
        Column("targets", words.say(da="Mål", en="Targets"), "right"),
    ]
    columns += [
        Column(
            f"{status}-{starting}", named_standing(words, status, starting=starting).word, "right"
        )
        for status, starting in met
    ]
    rows = []
    for plan in plans:
        found = {(o.standing.status, o.standing.is_starting): o.count for o in plan.counts}
        numbers = [str(found.get(key, 0)) for key in met]
        whole = str(sum(found.values()))
        rows.append(Row((plan.title, plan.municipality, whole, *numbers), anchor=plan.anchor))
    rows.append(Row((words.say(da="I alt", en="In all"), "", *_sums(rows))))
    caption = words.say(da="Mål efter status", en="Targets by status")
    return Table(caption, tuple(columns), tuple(rows))


def _sums(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the sums of the columns behind the names."""
    for column in zip(*(row.cells[2:] for row in rows), strict=True):
        yield str(sum(map(int, column)))


def _promise_facts(words: Words, promise: Promise | None) -> Iterator[Fact]:
    """Yield where a promise stands and when it is due."""
    if promise is None:
        return
    page = words.say(da=f"side {promise.page}", en=f"page {promise.page}")
    places = (promise.document, promise.section, page if promise.page else None)
    label = words.say(da="Står i", en="Found in")
    yield Fact(label, ", ".join(place for place in places if place))
    if promise.due is not None:
        yield Fact(words.say(da="Frist", en="Due"), promise.due[words.lang])
    if promise.replaces:
        label = words.say(da="Afløser mål", en="Replaces target")
        yield Fact(label, words.listed(list(promise.replaces)))


def _facts(words: Words, verdict: Verdict) -> Iterator[Fact]:
    """Yield the figures of a verdict with labels, and what else the rule tells."""
    own = [one for one in verdict.used if one.role == "own"]
    titles = list(dict.fromkeys(one.title for one in own))
    if titles and not verdict.parts:
        of = f" ({', '.join(member for _, member in verdict.segment)})" if verdict.segment else ""
        label = words.say(da="Indikator", en="Indicator")
        yield Fact(label, words.listed(titles) + of)
    if verdict.persons is not None and verdict.persons.observed is not None:
        found = verdict.persons.found
        unit = found.unit if found is not None else "persons"
        label = words.say(da="Bag tallet", en="Behind the figure")
        yield Fact(label, words.amount(Decimal(verdict.persons.observed), unit))
    if verdict.detail is not None:
        yield Fact(words.say(da="Desuden", en="Details"), verdict.detail[words.lang])
    if verdict.left_out:
        said = "; ".join(f"{one.name} ({one.reason})" for one in verdict.left_out)
        yield Fact(words.say(da="Ikke med", en="Left out"), said)


def _flags(words: Words, verdict: Verdict) -> Iterator[Flagged]:
    """Yield the flags that are not said at a part, each with what raised it."""
    why = {one.flag: one.why[words.lang] for one in verdict.warned}
    of_parts = {flag for part in verdict.parts for flag in part.flags}
    for flag in verdict.flags:
        if flag in of_parts or flag is Flag.FIGURES_BEFORE_PLAN:
            continue  # it stands with the part, or with the status
        told = flag is Flag.AMBIGUOUS_WORDING and (verdict.reading or verdict.readings)
        yield Flagged(FLAG_WORDS[flag][words.lang], "" if told else why.get(flag, ""))


def _reading(words: Words, verdict: Verdict) -> Reading:
    return Reading(verdict.reading or "", standing(words, verdict), sentences(words, verdict))


_ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "own": ("egen", "own"),
    "compared": ("sammenligning", "compared"),
    "further": ("øvrige", "further"),
}


def _figures(words: Words, used: Sequence[Used]) -> Table | None:
    """Return the figures that a verdict was made with; of very many the first, and how many."""
    if not used:
        return None
    columns = (
        Column("role", words.say(da="Rolle", en="Role")),
        Column("indicator", words.say(da="Indikator", en="Indicator")),
        Column("area", words.say(da="Område", en="Area")),
        Column("period", words.say(da="Periode", en="Period")),
        Column("figure", words.say(da="Tal", en="Figure"), "right"),
        Column("file", words.say(da="Fil", en="File")),
        Column("row", words.say(da="Række", en="Row"), "right"),
    )
    rows = [Row(tuple(_used(words, one))) for one in used[:_MOST_FIGURES]]
    more = len(used) - _MOST_FIGURES
    caption = words.say(da="Offentliggjorte tal, der er brugt", en="Published figures used")
    if more > 0:
        count = words.number(Decimal(more))
        caption += words.say(
            da=f" (de første {_MOST_FIGURES}; {count} til i de samme filer)",
            en=f" (the first {_MOST_FIGURES}; {count} more in the same files)",
        )
    return Table(caption, columns, tuple(rows))


def _used(words: Words, one: Used) -> Iterator[str]:
    key = one.figure.key
    segment = ", ".join(member for _, member in key.segment)
    yield _ROLES[one.role][0 if words.lang == "da" else 1]
    yield f"{one.title} ({segment})" if segment else one.title
    yield words.area(area_of(key.area))
    yield words.period(key.period)
    yield figure(words, one.figure.value, one.unit) if one.figure.mark is None else one.figure.mark
    source = one.figure.source
    yield f"{source.file} [{source.sheet}]" if source.sheet else source.file
    yield str(source.row)


@dataclass(frozen=True)
class _Rows:
    """The table of a focus area: a row for each target, then for its parts."""

    words: Words
    title: str
    sections: tuple[TargetSection, ...]

    def table(self) -> Table:
        """Return the table; columns that no row fills are left out."""
        rows = [row for one in self.sections for row in self._of(one)]
        columns = self._columns
        filled = [
            number
            for number, column in enumerate(columns)
            if column.key in _ALWAYS or any(row.cells[number] not in ("", NONE) for row in rows)
        ]
        return Table(
            self.title,
            tuple(columns[number] for number in filled),
            tuple(
                replace(row, cells=tuple(row.cells[number] for number in filled)) for row in rows
            ),
        )

    @property
    def _columns(self) -> tuple[Column, ...]:
        say = self.words.say
        return (
            Column("target", say(da="Mål", en="ID")),
            Column("title", say(da="Titel", en="Title")),
            Column("requirement", say(da="Krav", en="Requirement")),
            Column("period", say(da="Periode", en="Period")),
            Column("observed", say(da="Tal", en="Figure"), "right"),
            Column("compared", say(da="Sammenlignet med", en="Compared with"), "right"),
            Column("required", say(da="Grænse", en="Limit"), "right"),
            Column("gap", say(da="Afvigelse", en="Gap"), "right"),
            Column("flags", say(da="Forbehold", en="Caveats")),
            Column("status", say(da="Status", en="Status")),
        )

    def _of(
        self, section: TargetSection, level: int = 0, usual: str | None = None
    ) -> Iterator[Row]:
        words, verdict = self.words, section.verdict
        name = verdict.comparator_name
        compared = figure(words, verdict.comparator_value, verdict.unit)
        if verdict.comparator_value is not None and name is not None:
            compared = f"{compared} ({name[words.lang]})"
        cells = (
            section.target if level == 0 else "",
            section.title,
            "" if section.requirement == usual else section.requirement,
            NONE if verdict.period is None else short_period(words, verdict.period),
            figure(words, verdict.observed, verdict.unit),
            compared,
            required(words, verdict),
            gap(words, verdict.gap, verdict.gap_unit),
            ", ".join(one.word for one in section.flags),
            section.standing.word,
        )
        numbers = (
            ("observed", verdict.observed),
            ("compared", verdict.comparator_value),
            ("required", verdict.required),
            ("gap", verdict.gap),
        )
        there = tuple((key, number) for key, number in numbers if number is not None)
        yield Row(cells, section.anchor, section.standing, level, there)
        for part in section.parts:
            yield from self._of(part, level + 1, _usual(section.parts))


def _usual(parts: Sequence[TargetSection]) -> str | None:
    """Return what several parts ask alike: the row of the target says it."""
    [(asked, count)] = Counter(part.requirement for part in parts).most_common(1)
    return asked if count > 1 else None


_ALWAYS: Final = frozenset({"target", "title", "status"})
