"""What an explanation says in one language, block by block, for console and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

from beskplan.areas import area_of
from beskplan.arithmetic import Place, Published, figures_in
from beskplan.catalogue import COUNTED_UNITS
from beskplan.explanation._lines import Line, rounded
from beskplan.explanation._model import Explained, Explanation, Role, Shown
from beskplan.judgements import Status
from beskplan.numbers import decimals_of
from beskplan.periods import Period
from beskplan.results import FLAG_WORDS, STATUS_WORDS, Flag, Sought, Verdict, Wording
from beskplan.words import PLACE, Text, Words

_DECIMALS: Final = 4
_MARKS: Final = {
    ("higher", False): "≥",
    ("higher", True): ">",
    ("lower", False): "≤",
    ("lower", True): "<",
}
_WITHOUT_A_LEVEL: Final = (Status.NOT_SET, Status.AWAITING_METHOD, Status.NOT_APPLICABLE)


@dataclass(frozen=True)
class Heading:
    """A heading of a level: 1 for the page, 2 and 3 for what stands on it."""

    level: int
    text: str


@dataclass(frozen=True)
class Fact:
    """One thing that is so, and what it is called."""

    label: str
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of its own."""

    text: str


@dataclass(frozen=True)
class Rows:
    """Rows under heads; the first cell is what the row is known by."""

    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


Block = Heading | Fact | Sentence | Rows

_ROLES: Final[dict[Role, Text]] = {
    "own": Text("eget", "own"),
    "compared": Text("sammenlignet", "compared"),
    "further": Text("øvrige", "further"),
    "counted": Text("antal", "count"),
}


@dataclass(frozen=True)
class Said:
    """An explanation in the words of one language."""

    about: Explanation
    words: Words

    def say(self, da: str, en: str) -> str:
        """Return the sentence of this language."""
        return self.words.say(da=da, en=en)

    def blocks(self) -> Iterator[Block]:
        """Yield everything there is to say."""
        explained = self.about.explained
        yield Heading(1, f"{self._target}: {explained.verdict.title}")
        yield Sentence(self._circumstances)
        yield from self._verdict(explained)
        yield from self._promise(explained)
        yield from self._figures()
        yield from self._sought(explained.verdict)
        yield from self._condition(explained, 2)
        yield from self._worked(explained, 2)
        yield from self._flags(explained.verdict, 2)
        yield from self._parts(explained, 2)
        yield from self._readings(explained)

    @property
    def _target(self) -> str:
        name = self.about.explained.verdict.target
        if self.about.is_part:
            return self.say(f"Del {name}", f"Part {name}")
        return self.say(f"Mål {name}", f"Target {name}")

    @property
    def _circumstances(self) -> str:
        plan, area = self.about.plan, self.about.explained.verdict.area
        said = [plan.title, plan.municipality.name]
        if area != plan.municipality:
            said.append(self.say(f"tal for {area.name}", f"figures of {area.name}"))
        years, day = self.words.period(plan.years), Period.parse(self.about.as_of)
        said.append(self.say(f"planens år: {years}", f"plan years: {years}"))
        on = self.words.period(day)
        said.append(self.say(f"opgjort pr. {on}", f"as of {on}"))
        return " · ".join(said)

    # The answer

    def _verdict(self, explained: Explained) -> Iterator[Block]:
        verdict = explained.verdict
        yield Heading(2, self.say("Svar", "Answer"))
        yield Fact(self.say("Status", "Status"), self._status(verdict))
        if verdict.gap is not None:
            yield Fact(self.say("Afvigelse", "Gap"), self._gap(verdict))
        if verdict.reason is not None and not verdict.parts:
            yield Fact(self.say("Begrundelse", "Reason"), verdict.reason[self.words.lang])
        if verdict.on_track is not None:
            yield Fact(self.say("På vej", "On track"), self._on_track(verdict))
        if verdict.assessment is not None:
            found = verdict.assessment
            status = STATUS_WORDS[found.status][self.words.lang]
            text = f"{status}, {found.by}, {self.words.period(found.day)}"
            yield Fact(
                self.say("Vurderet af en person", "Assessed by a person"),
                f"{text}: {found.note}" if found.note else text,
            )
        for label, text in self._to_do(explained):
            yield Fact(label, text)

    def _status(self, verdict: Verdict) -> str:
        said = STATUS_WORDS[verdict.status][self.words.lang]
        decided = verdict.status in (Status.MET, Status.MISSED)
        if decided and Flag.FIGURES_BEFORE_PLAN in verdict.flags:
            return self.say(f"udgangspunkt: {said}", f"starting position: {said}")
        return said

    def _gap(self, verdict: Verdict) -> str:
        assert verdict.gap is not None
        gap = self.words.amount(verdict.gap, verdict.gap_unit or "", signed=True)
        return f"{gap} {self._side(verdict.gap, strict=verdict.strict)}"

    def _side(self, gap: Decimal, *, strict: bool) -> str:
        if gap == 0 and strict:
            return self.say(
                "(præcis på grænsen, og det er ikke nok)", "(exactly at the limit, not enough)"
            )
        if gap > 0:
            return self.say("(på den gode side af kravet)", "(on the good side)")
        if gap < 0:
            return self.say("(på den forkerte side af kravet)", "(on the bad side)")
        return self.say("(præcis på kravet)", "(exactly at what is required)")

    def _on_track(self, verdict: Verdict) -> str:
        said = self.say("ja", "yes") if verdict.on_track else self.say("nej, bagud", "no, behind")
        if verdict.progress is None:
            return said
        share = self.words.number((verdict.progress * 100).to_integral_value(ROUND_DOWN))
        return self.say(f"{said}; {share} pct. af vejen", f"{said}; {share} percent of the way")

    def _to_do(self, explained: Explained) -> Iterator[tuple[str, str]]:
        """Yield what it would take: points or units, then persons."""
        verdict, label = explained.verdict, self.say("Hvad skal der til", "What it takes")
        if verdict.parts:
            if verdict.status not in _WITHOUT_A_LEVEL:
                yield label, self._parts_to_go(verdict)
            return
        if verdict.gap is None:
            return
        yield label, self._nothing(verdict) if explained.to_go is None else self._move(explained)
        persons = verdict.persons
        if persons is None:
            return
        label = self.say("I antal", "In numbers")
        if persons.missing:
            yield label, self._persons(verdict)
        elif persons.missing is None:
            why = self._why_no_persons(verdict)
            yield label, self.say(f"kan ikke siges: {why}", f"cannot be said: {why}")

    def _why_no_persons(self, verdict: Verdict) -> str:
        found = verdict.persons.found if verdict.persons else None
        totals = found.totals if found else None
        contradicting = self.say(
            "antallet og de afrundede andele modsiger hinanden",
            "the count and the rounded shares contradict each other",
        )
        if verdict.good is None:
            return self.say(
                "kravet har ikke én side, som der kan tælles til",
                "the target has no one side to count towards",
            )
        if found is not None and found.is_expected:
            return contradicting
        if totals is None:
            return self.say(
                "ingen nævner kan regnes tilbage fra antallet og den afrundede andel",
                "no denominator can be worked back from the count and the rounded share",
            )
        least, most = (self.words.number(Decimal(one)) for one in totals)
        if least == most:
            return contradicting
        return self.say(
            f"nævneren er ikke offentliggjort, og dem fra {least} til {most}, der passer til "
            "antallet og den afrundede andel, giver ikke ét svar, som stemmer med de trykte andele",
            f"the denominator is not published, and those from {least} to {most}, which fit the "
            "count and the rounded share, do not give one answer that agrees with the printed "
            "shares",
        )

    def _nothing(self, verdict: Verdict) -> str:
        assert verdict.gap is not None
        if verdict.gap == 0:
            return self.say("intet, men der er intet at give af", "nothing, but none is to spare")
        assert verdict.judgement is not None
        assert verdict.judgement.gap is not None
        exact = verdict.judgement.gap.exact
        spare = _towards(exact, verdict.gap, floor)
        room = self.words.amount(spare, verdict.gap_unit or "")
        if Fraction(spare) != exact:
            room = self.say(f"mindst {room}", f"at least {room}")
        return self.say(f"intet; der er {room} at give af", f"nothing; {room} to spare")

    def _move(self, explained: Explained) -> str:
        """Say which way the figure must go, how far and where to, and what must stand still."""
        verdict, distance, level = explained.verdict, explained.to_go, explained.level
        judgement = verdict.judgement
        assert distance is not None
        assert judgement is not None
        assert judgement.gap is not None
        if verdict.unit == PLACE:
            return self._places_to_go(verdict, distance)
        by = _towards(-judgement.gap.exact, distance, ceil)
        amount = self.words.amount(by, verdict.gap_unit or "")
        if verdict.strict and distance:
            amount = self.say(f"mere end {amount}", f"more than {amount}")
        if level is None:
            return self.say(
                f"det dårligste skridt skal være {amount} bedre; tallet for den bedømte periode "
                "kan ikke alene gøre det godt igen",
                f"the worst step must be {amount} better; the figure of the judged period alone "
                "cannot make it good",
            )
        up = explained.way == "higher"
        reached = _towards(level, verdict.required, ceil if up else floor)
        to = self._level_words(up=up, strict=verdict.strict)
        aim = f"{to} {self.words.amount(reached, verdict.unit or '')}"
        if verdict.is_broken:
            return self._broken(verdict, amount, aim)
        held = self._whole(verdict, level, up=up)
        if Fraction(reached) != level or Fraction(by) != -judgement.gap.exact:
            held += self.say(" (rundet, så det rækker)", " (rounded so that it is enough)")
        held += self._held_still(verdict)
        if distance == 0:
            return self.say(f"tallet skal {aim}{held}", f"it must be {aim}{held}")
        return self.say(
            f"tallet skal {'op' if up else 'ned'} med {amount}, til {aim}{held}",
            f"it must go {'up' if up else 'down'} by {amount}, to {aim}{held}",
        )

    def _broken(self, verdict: Verdict, amount: str, aim: str) -> str:
        assert verdict.period is not None
        when = self.words.period(verdict.period)
        return self.say(
            f"kan ikke nås mere: kravet gælder hele tiden, og tallet for {when} skulle have været "
            f"{aim}; der manglede {amount}",
            f"it can no longer be met: it had to hold all the time, and the figure of {when} "
            f"should have been {aim}; it was {amount} away",
        )

    def _held_still(self, verdict: Verdict) -> str:
        name = verdict.comparator_name
        if name is None or verdict.comparator_code == verdict.area.code:
            return ""
        return self.say(f", hvis {name.da} står stille", f" if {name.en} stands still")

    def _whole(self, verdict: Verdict, level: Fraction, *, up: bool) -> str:
        """Say how many whole persons, cases or jobs that is, where the level is no whole one."""
        own = verdict.observed
        if verdict.unit not in COUNTED_UNITS or level.denominator == 1 or own is None or own % 1:
            return ""
        needed = Decimal(ceil(level) if up else floor(level))
        by, to = self.words.amount(abs(needed - own), verdict.unit), self.words.number(needed)
        return self.say(f" (hele: {by}, til {to})", f" (whole ones: {by}, to {to})")

    def _level_words(self, *, up: bool, strict: bool) -> str:
        if strict:
            return self.say("over", "above") if up else self.say("under", "below")
        return self.say("mindst", "at least") if up else self.say("højst", "at most")

    def _places_to_go(self, verdict: Verdict, distance: Decimal) -> str:
        assert verdict.required is not None
        last = verdict.required - 1 if verdict.strict else verdict.required
        by = self.words.amount(distance + 1 if verdict.strict else distance, PLACE)
        place = self.words.number(last)
        return self.say(
            f"kommunen skal {by} op, til nr. {place} eller bedre",
            f"the municipality must go up {by}, to no. {place} or better",
        )

    def _persons(self, verdict: Verdict) -> str:
        persons = verdict.persons
        assert persons is not None
        found = persons.found
        assert persons.missing is not None
        assert found is not None
        amount = self.words.amount(Decimal(persons.missing), found.unit)
        more = verdict.good == "higher"
        said = self.say(
            f"{amount} {'flere' if more else 'færre'}",
            f"{amount} {'more' if more else 'fewer'}",
        )
        if not persons.worked_back or found.totals is None:
            return said
        least, most = (self.words.number(Decimal(one)) for one in found.totals)
        if least == most:
            back = self.say(f"kun {least} passer", f"only {least} fits")
        else:
            back = self.say(
                f"alle fra {least} til {most} giver samme svar",
                f"all from {least} to {most} give the same answer",
            )
        return self.say(
            f"{said}. Nævneren er ikke offentliggjort, men regnet tilbage fra antallet og den "
            f"afrundede andel: {back}",
            f"{said}. The denominator is not published but worked back from the count and the "
            f"rounded share: {back}",
        )

    def _parts_to_go(self, verdict: Verdict) -> str:
        there = _count(verdict, Status.MET)
        all_of = len(verdict.parts) - _count(verdict, Status.NOT_APPLICABLE)
        needed = verdict.needed if verdict.needed is not None else all_of
        short = max(needed - there, 0)
        if not short:
            return self.say(
                f"intet; {there} af {all_of} er opfyldt, og {needed} kræves",
                f"nothing; {there} of {all_of} are met, and {needed} must be",
            )
        return self.say(
            f"{short} mere skal opfyldes: {there} af {all_of} er opfyldt, og {needed} kræves",
            f"{short} more must be met: {there} of {all_of} are, and {needed} must be",
        )

    # The promise

    def _promise(self, explained: Explained) -> Iterator[Block]:
        verdict, promise = explained.verdict, self.about.promise
        yield Heading(2, self.say("Løftet", "The promise"))
        yield Fact(self.say("Krav", "Required"), verdict.requirement[self.words.lang])
        yield from self._wording(verdict)
        if verdict.period is not None:
            yield Fact(self.say("Periode", "Period"), self.words.period(verdict.period))
        if promise.title != verdict.title:
            yield Fact(self.say("Del af", "Part of"), f"{promise.target}: {promise.title}")
        yield Fact(self.say("Fokusområde", "Focus area"), self.about.focus_area)
        yield Fact(self.say("Kilde", "Source"), ", ".join(self._source()))
        file = self.about.plan.file
        yield Fact(
            self.say("Planfil", "Plan file"),
            self.say(f"{file}, linje {promise.line}", f"{file}, line {promise.line}"),
        )
        if promise.replaces:
            yield Fact(self.say("Afløser", "Replaces"), ", ".join(promise.replaces))
        if verdict.reading is not None:
            yield Fact(self.say("Læst sådan", "Read as"), verdict.reading)
        if verdict.note is not None:
            yield Fact(self.say("Bemærkning", "Note"), verdict.note)
        for gone in verdict.left_out:
            yield Fact(self.say("Ikke med", "Left out"), f"{gone.name} ({gone.reason})")

    def _source(self) -> Iterator[str]:
        promise = self.about.promise
        yield promise.document
        if promise.section is not None:
            yield promise.section
        if promise.page is not None:
            yield self.say(f"side {promise.page}", f"page {promise.page}")
        if promise.day is not None:
            yield self.words.period(promise.day)
        if promise.url is not None:
            yield promise.url

    def _wording(self, verdict: Verdict, above: Wording | None = None) -> Iterator[Fact]:
        """Yield what the plan says beside the rule, and was not said above."""
        wording, lang = verdict.wording, self.words.lang
        known = Wording() if above is None else above
        measured = wording.measured
        if measured is not None and measured != known.measured:
            name = f"{measured[lang]} ({verdict.indicator})"
            yield Fact(self.say("Måles på", "Measured by"), name)
        for label, text, said in (
            (self.say("Regnet fra", "Counted from"), wording.baseline, known.baseline),
            (self.say("Betingelse", "Condition"), wording.condition, known.condition),
            (self.say("Udgave", "Version"), wording.version, known.version),
            (self.say("Frist", "Due"), wording.due, known.due),
        ):
            if text is not None and text != said:
                yield Fact(label, text[lang])

    # The figures

    def _figures(self) -> Iterator[Block]:
        yield Heading(2, self.say("Tal", "Figures"))
        if not self.about.figures:
            yield Sentence(self.say("Der er ingen tal at vise.", "There are no figures to show."))
            return
        yield Rows(
            (
                self.say("Nr.", "No."),
                self.say("Rolle", "Role"),
                self.say("Indikator", "Indicator"),
                self.say("Område", "Area"),
                self.say("Periode", "Period"),
                self.say("Tal", "Figure"),
                self.say("Sted", "Place"),
            ),
            tuple(self._figure(one) for one in self.about.figures),
        )

    def _figure(self, shown: Shown) -> tuple[str, ...]:
        figure, words = shown.figure, self.words
        segment = ", ".join(member for _, member in figure.key.segment)
        assert figure.value is not None
        unit = words.amount(figure.value, shown.unit).removeprefix(words.number(figure.value))
        printed = f"{words.digits(figure.value)}{unit}"
        if shown.unit == PLACE:
            printed = f"{self.say('nr.', 'no.')} {words.digits(figure.value)}"
        if figure.provisional:
            printed = self.say(f"{printed} (foreløbigt)", f"{printed} (provisional)")
        return (
            f"[{shown.number}]",
            _ROLES[shown.role][words.lang],
            f"{shown.title}: {segment}" if segment else shown.title,
            words.area(area_of(figure.key.area)),
            words.period(figure.key.period),
            printed,
            self._place(shown),
        )

    def _place(self, shown: Shown) -> str:
        source, retrieved = shown.figure.source, shown.figure.retrieved
        sheet = self.say(f", ark {source.sheet}", f", sheet {source.sheet}") if source.sheet else ""
        row = self.say(f"række {source.row}", f"row {source.row}")
        place = f"{source.file}{sheet}, {row}"
        if retrieved is None:
            return place
        day = self.words.period(Period(retrieved, retrieved))
        return self.say(f"{place}, hentet {day}", f"{place}, retrieved {day}")

    def _sought(self, verdict: Verdict) -> Iterator[Block]:
        found = list(_sought_in(verdict))
        if not found:
            return
        yield Heading(2, self.say("Ledt efter", "Looked for"))
        none = self.say("ingen række", "no row")
        until = self.words.period(self.about.plan.years)
        rows = []
        for one in dict.fromkeys(found):
            segment = ", ".join(member for _, member in one.segment)
            mark = one.mark or self.say("tom celle", "an empty cell")
            rows.append(
                (
                    f"{one.title}: {segment}" if segment else one.title,
                    one.indicator,
                    self.words.area(one.area),
                    self.say(f"{until} eller før", f"{until} or earlier")
                    if one.period is None
                    else self.words.period(one.period),
                    " ".join(name for name in (one.publisher, one.table) if name) or "–",
                    none if one.mark is None else self.say(f"„{mark}“", f'"{mark}"'),
                )
            )
        yield Rows(
            (
                self.say("Indikator", "Indicator"),
                self.say("Navn", "Name"),
                self.say("Område", "Area"),
                self.say("Periode", "Period"),
                self.say("Udgiver og tabel", "Publisher and table"),
                self.say("Fundet", "Found"),
            ),
            tuple(rows),
        )

    # The condition

    def _condition(self, explained: Explained, level: int) -> Iterator[Block]:
        """Yield what the target counts by: the figure against its own rule."""
        condition = explained.condition
        if condition is None:
            return
        verdict, lang = condition.verdict, self.words.lang
        yield Heading(level, self.say("Betingelsen", "The condition"))
        if verdict.target != explained.verdict.target:
            yield Fact(self.say("Mål", "Target"), f"{verdict.target}: {verdict.title}")
        yield Fact(self.say("Krav", "Required"), verdict.requirement[lang])
        if verdict.period is not None:
            yield Fact(self.say("Periode", "Period"), self.words.period(verdict.period))
        yield Fact(self.say("Status", "Status"), self._status(verdict))
        if verdict.reason is not None:
            yield Fact(self.say("Begrundelse", "Reason"), verdict.reason[lang])
        yield from self._worked(condition, level + 1)
        yield from self._parts(condition, level + 1, in_reading=True)
        yield Sentence(self._counts_by(explained.verdict, verdict))

    def _counts_by(self, verdict: Verdict, condition: Verdict) -> str:
        if condition.status not in (Status.MET, Status.MISSED):
            return self.say(
                "Betingelsen kan ikke afgøres, så det kan målet heller ikke.",
                "The condition cannot be decided, and so the target cannot.",
            )
        if verdict.status is Status.NOT_APPLICABLE:
            return self.say(
                "Betingelsen holder ikke, så målet gælder ikke.",
                "The condition does not hold, so the target does not apply.",
            )
        return self.say(
            "Betingelsen holder, så målet gælder.", "The condition holds, so the target applies."
        )

    # The arithmetic

    def _worked(self, explained: Explained, level: int) -> Iterator[Block]:
        verdict = explained.verdict
        if verdict.parts:
            return
        yield from self._ranked(explained, level)
        if explained.lines:
            yield Heading(level, self.say("Regnestykket", "The arithmetic"))
            yield self._lines(explained.lines)
            yield from self._held(verdict)
            yield from self._marks(explained.lines)
        if explained.pace_lines or explained.verdict.pace is not None:
            yield Heading(level, self.say("Tempoet", "The pace"))
            yield Sentence(self._elapsed(verdict))
            if explained.pace_lines:
                yield self._lines(explained.pace_lines)
        if explained.person_lines:
            yield Heading(level, self.say("I antal", "In numbers"))
            yield self._lines(explained.person_lines)
            yield from self._marks(explained.person_lines)
        if verdict.detail is not None:
            yield Sentence(f"{_opened(verdict.detail[self.words.lang])}.")

    def _lines(self, lines: Sequence[Line]) -> Rows:
        return Rows(
            (
                self.say("Linje", "Line"),
                self.say("Hvad", "What"),
                self.say("Regning", "Working"),
                self.say("Fra", "From"),
            ),
            tuple(
                (
                    f"{one.number}.",
                    one.label[self.words.lang] if one.label else "",
                    one.said(self.words),
                    self._from(one),
                )
                for one in lines
            ),
        )

    def _from(self, line: Line) -> str:
        """Say where a line's numbers are from: ``[1] [2], linje 3, planen``."""
        numbers = self.about.numbers
        runs = _runs([numbers[one] for one in line.figures])
        figures = " ".join(
            f"[{first}]" if first == last else f"[{first}]–[{last}]" for first, last in runs
        )
        lines = self.words.listed(
            [
                f"{first}" if first == last else f"{first}–{last}"
                for first, last in _runs(line.lines)
            ]
        )
        parts = [figures] if figures else []
        if len(line.lines) == 1:
            parts.append(self.say(f"linje {lines}", f"line {lines}"))
        elif lines:
            parts.append(self.say(f"linjerne {lines}", f"lines {lines}"))
        return "; ".join([*parts, *(one[self.words.lang] for one in line.told)])

    def _held(self, verdict: Verdict) -> Iterator[Sentence]:
        """Yield how the gap stands to what decides: 0 or more, more than 0."""
        judgement = verdict.judgement
        if judgement is None or judgement.gap is None or verdict.gap is None:
            return
        gap = judgement.gap.exact
        shown = self.words.digits(rounded(gap, _DECIMALS)).rstrip()
        asked = (
            self.say("over 0", "above 0") if verdict.strict else self.say("mindst 0", "at least 0")
        )
        if gap == 0:
            stands = self.say("Den er præcis 0", "It is exactly 0")
        else:
            side = self.say("over", "above") if gap > 0 else self.say("under", "below")
            stands = self.say(f"{shown} er {side} 0", f"{shown} is {side} 0")
        no = "" if judgement.status is Status.MET else self.say("ikke ", "not ")
        yield Sentence(
            self.say(
                f"Kravet er opfyldt, når afvigelsen er {asked}. {stands}, så tallet opfylder "
                f"{no}kravet.",
                f"The target is met when the gap is {asked}. {stands}, so it is {no}met.",
            )
        )

    def _marks(self, lines: Sequence[Line]) -> Iterator[Sentence]:
        """Yield what the marks mean that stand in lines."""
        tokens = {one for line in lines for one in line.tokens if isinstance(one, str)}
        if any(not line.is_equal for line in lines):
            yield Sentence(
                self.say(
                    "≈: et tal i linjen er afrundet, her vist med de decimaler, der står; der er "
                    "regnet videre med dem alle.",
                    "≈: a number in the line is rounded to the decimals that are shown; the "
                    "working goes on with all of them.",
                )
            )
        for mark, da, en in (
            ("⌈", "⌈ ⌉: rundet op til et helt tal.", "⌈ ⌉: rounded up to a whole number."),
            ("⌊", "⌊ ⌋: rundet ned til et helt tal.", "⌊ ⌋: rounded down to a whole number."),
            ("|", "| |: forskellen uden fortegn.", "| |: the distance without its sign."),
            ("min(", "min( ): det mindste af tallene.", "min( ): the least of the numbers."),
        ):
            if mark in tokens:
                yield Sentence(self.say(da, en))

    def _elapsed(self, verdict: Verdict) -> str:
        pace = verdict.pace
        assert pace is not None
        first, last = (self.words.period(Period(day, day)) for day in (pace.start, pace.end))
        return self.say(
            f"{pace.gone} af {pace.whole} måneder er gået fra {first} til {last}.",
            f"{pace.gone} of {pace.whole} months have passed from {first} to {last}.",
        )

    def _ranked(self, explained: Explained, level: int) -> Iterator[Block]:
        if not explained.places:
            return
        yield Heading(level, self.say("Pladser omkring egen og krævet", "Places around"))
        worked = explained.verdict.worked
        count = len(worked.places) if worked else 0
        yield Rows(
            (
                self.say("Plads", "Place"),
                self.say("Kommune", "Municipality"),
                self.say("Tal", "Figure"),
                self.say("Fra", "From"),
            ),
            tuple(self._ranked_place(one) for one in explained.places),
        )
        yield Sentence(
            self.say(
                f"{count} kommuner har tal; alle tal står ovenfor.",
                f"{count} municipalities have a figure; all figures stand above.",
            )
        )

    def _ranked_place(self, one: Place) -> tuple[str, ...]:
        name = self.say(f"{one.area.name} (egen)", f"{one.area.name} (own)")
        numbers = self.about.numbers
        figures = (f"[{numbers[figure]}]" for figure in figures_in(one.term))
        return (
            f"{one.place}.",
            name if one.is_own else one.area.name,
            self.words.digits(value_at(one)),
            " ".join(figures),
        )

    # Flags, parts, readings

    def _flags(
        self, verdict: Verdict, level: int, *, leave_out: Flag | None = None
    ) -> Iterator[Block]:
        warned = [one for one in verdict.warned if one.flag is not leave_out]
        if not warned:
            return
        yield Heading(level, self.say("Forbehold", "Flags"))
        lang = self.words.lang
        for one in warned:
            yield Sentence(f"{_opened(FLAG_WORDS[one.flag][lang])}. {_opened(one.why[lang])}.")

    def _parts(
        self, explained: Explained, level: int, *, in_reading: bool = False
    ) -> Iterator[Block]:
        verdict = explained.verdict
        if not verdict.parts:
            return
        yield Heading(level, self.say("Dele", "Parts"))
        heads = (
            self.say("Del", "Part"),
            self.say("Titel", "Title"),
            self.say("Tal", "Figure"),
            self.say("Krav", "Required"),
            self.say("Afvigelse", "Gap"),
            self.say("Status", "Status"),
        )
        ends = all(one.target.endswith(f"/{one.title}") for one in verdict.parts)
        first = int(in_reading or ends)  # of another reading no id is one to ask for
        rows = (
            self._in_short(part, is_deciding=number == verdict.deciding)
            for number, part in enumerate(verdict.parts)
        )
        yield Rows(heads[first:], tuple(row[first:] for row in rows))
        if verdict.status not in _WITHOUT_A_LEVEL:
            yield Sentence(self._k_of_n(verdict))
        for one in verdict.parts:
            if one.reason is not None and one.reason != one.requirement and not one.parts:
                yield Fact(one.title, one.reason[self.words.lang])
        for part in explained.parts:
            yield Heading(level + 1, _name(part.verdict, in_reading=in_reading))
            above = verdict.wording
            yield from self._again(part, above, level + 2, in_reading=in_reading)
        told = {part.verdict.target for part in explained.parts}
        untold = next((one for one in verdict.parts if one.target not in told), None)
        if untold is not None and not in_reading:
            yield Sentence(
                self.say(
                    f"En anden del forklares for sig, når dens id skrives: {untold.target}",
                    f"Another part is explained by itself when its id is written: {untold.target}",
                )
            )

    def _in_short(self, part: Verdict, *, is_deciding: bool) -> tuple[str, ...]:
        status = STATUS_WORDS[part.status][self.words.lang]
        if is_deciding:
            status = self.say(f"{status} (afgør)", f"{status} (decides)")
        observed = "–" if part.observed is None else self._amount(part.observed, part.unit)
        gap = "–"
        if part.gap is not None:
            gap = self.words.amount(part.gap, part.gap_unit or "", signed=True)
        return part.target, part.title, observed, self._asked(part), gap, status

    def _asked(self, part: Verdict) -> str:
        """Say what a part must reach: as a number where it is one, else in words."""
        if part.required is None or part.good is None:
            return part.requirement[self.words.lang]
        mark = _MARKS[part.good, part.strict]
        return f"{mark} {self._amount(part.required, part.unit)}"

    def _amount(self, number: Decimal, unit: str | None) -> str:
        if unit == PLACE:
            return f"{self.say('nr.', 'no.')} {self.words.number(number)}"
        return self.words.amount(number, unit or "")

    def _k_of_n(self, verdict: Verdict) -> str:
        met, all_of = _count(verdict, Status.MET), len(verdict.parts)
        missed = _count(verdict, Status.MISSED)
        gone = _count(verdict, Status.NOT_APPLICABLE)
        needed = verdict.needed if verdict.needed is not None else all_of - gone
        rest = all_of - met - missed - gone
        said = self.say(
            f"{met} opfyldt, {missed} ikke opfyldt, {rest} uafgjort; {needed} af {all_of - gone} "
            "skal være opfyldt",
            f"{met} met, {missed} missed, {rest} undecided; {needed} of {all_of - gone} must be "
            "met",
        )
        if gone:
            said += self.say(f"; {gone} gælder ikke", f"; {gone} do not apply")
        return f"{said}."

    def _again(
        self, explained: Explained, above: Wording, level: int, *, in_reading: bool = False
    ) -> Iterator[Block]:
        """Yield the same of a part, or of another reading, save what was said ``above`` it."""
        verdict = explained.verdict
        yield Fact(self.say("Krav", "Required"), verdict.requirement[self.words.lang])
        yield from self._wording(verdict, above)
        if verdict.period is not None:
            yield Fact(self.say("Periode", "Period"), self.words.period(verdict.period))
        yield Fact(self.say("Status", "Status"), self._status(verdict))
        if verdict.gap is not None:
            yield Fact(self.say("Afvigelse", "Gap"), self._gap(verdict))
        if verdict.reason is not None and not verdict.parts:
            yield Fact(self.say("Begrundelse", "Reason"), verdict.reason[self.words.lang])
        for label, text in self._to_do(explained):
            yield Fact(label, text)
        yield from self._condition(explained, level)
        yield from self._worked(explained, level)
        yield from self._flags(verdict, level, leave_out=Flag.AMBIGUOUS_WORDING)
        yield from self._parts(explained, level, in_reading=in_reading)

    def _readings(self, explained: Explained) -> Iterator[Block]:
        if not explained.readings:
            return
        yield Heading(2, self.say("Andre læsninger", "Other readings"))
        yield Sentence(
            self.say("De vises, men afgør intet.", "They are shown, but decide nothing.")
        )
        for one in explained.readings:
            yield Heading(3, one.verdict.reading or one.verdict.title)
            above = explained.verdict.wording
            yield from self._again(one, above, 4, in_reading=True)


def _towards(exact: Fraction, near: Decimal | None, rounding: Callable[[Fraction], int]) -> Decimal:
    """Return a number for people that is enough: as it is, or rounded up or down.

    ``near`` is the same number with the decimals that it was published with.
    """
    printed = near if near is not None and Fraction(near) == exact else rounded(exact, 0)
    if Fraction(printed) == exact and decimals_of(printed) <= _SHOWN_WHOLE:
        return printed
    places = 2
    while (found := rounding(exact * 10**places)) == 0:
        places += 1
    return Decimal(found).scaleb(-places)


_SHOWN_WHOLE: Final = 3
"""Decimals up to which `Words.number` prints a number as it is."""


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of numbers that follow on each other, of three and more at a time."""
    found: list[list[int]] = []
    for one in numbers:
        if found and one == found[-1][-1] + 1:
            found[-1].append(one)
        else:
            found.append([one])
    return [
        ends
        for run in found
        for ends in ([(run[0], run[-1])] if len(run) >= _RUN else [(one, one) for one in run])
    ]


_RUN: Final = 3


def value_at(place: Place) -> Decimal:
    """Return the number of a place: as published, or as lines print it."""
    if isinstance(place.term, Published) and place.term.figure.value is not None:
        return place.term.figure.value
    return rounded(place.term.exact, _DECIMALS)


def _sought_in(verdict: Verdict) -> Iterator[Sought]:
    yield from verdict.sought
    for one in (*verdict.parts, *verdict.readings):
        yield from _sought_in(one)


def _name(part: Verdict, *, in_reading: bool) -> str:
    """Return what a part is headed by: its id and title, without either that says nothing."""
    if in_reading:
        return part.title
    return part.target if part.target.endswith(f"/{part.title}") else f"{part.target}: {part.title}"


def _count(verdict: Verdict, status: Status) -> int:
    return sum(part.status is status for part in verdict.parts)


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]
