"""A verdict in plain sentences, for people who never saw the tool.

    I august 2021 var andelen 0,6 pct. mod 0,8 pct. i hele landet; kravet er mindst 0,2
    procentpoint under landsgennemsnittet. Målet er opfyldt, uden margen.

Figures from before the plan's years never read as a result: they say where the municipality stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.reporting._figures import (
    is_starting,
    is_starting_verdict,
    names_a_period,
    whole_percent,
)
from beskplan.results import Verdict
from beskplan.words import PLACE, Text, Words

_COUNTED: Final = frozenset(
    {"persons", "full-time-persons", "cases", "jobs", "companies", "conversations"}
)
_MONEY: Final = re.compile(r"\bkr\.")
_IS_SHARE: Final = re.compile(r"\bandel|i pct\. af|grad(en)?\b|\bshare", re.IGNORECASE)
_IS_CHANGE: Final = re.compile(
    r"udvikling|ændring|stigning|\bfald|forskel|flere|større|afstand|change|rise|fall",
    re.IGNORECASE,
)
_OF_MADE: Final = {
    "change": Text("ændringen", "the change"),
    "change in percent": Text("ændringen", "the change"),
    "difference": Text("forskellen", "the difference"),
    "mean": Text("gennemsnittet", "the mean"),
}
_COUNT: Final = Text("antallet", "the number")
_AMOUNT: Final = Text("beløbet", "the amount")
_SHARE: Final = Text("andelen", "the share")
_FIGURE: Final = Text("tallet", "the figure")
_SIDES: Final = re.compile(
    r"mindst|højst|mere end|mindre end|under|over|mellem|på niveau|bedre end|en bedre|i den bedste"
    r"|at least|at most|more than|less than|below|above|between|on par|better than|a better|in the"
)
"""How a requirement begins that reads on after "kravet er"."""

_UNDECIDED: Final = {
    Status.NO_DATA: Text(
        "Målet kan ikke afgøres, fordi tal mangler",
        "The target cannot be decided, because figures are missing",
    ),
    Status.NOT_COMPARABLE: Text(
        "Målet kan ikke afgøres, fordi tallene ikke kan sammenlignes",
        "The target cannot be decided, because the figures cannot be compared",
    ),
    Status.NOT_SET: Text(
        "Planen sætter intet niveau, så målet kan hverken være opfyldt eller ikke opfyldt",
        "The plan sets no level, so the target can be neither met nor missed",
    ),
    Status.AWAITING_METHOD: Text(
        "Målet afventer, at der findes en metode til at måle det",
        "The target awaits a method to measure it",
    ),
    Status.MANUAL: Text(
        "Målet skal vurderes af en person",
        "The target is for a person to decide",
    ),
    Status.NOT_APPLICABLE: Text("Målet gælder ikke", "The target does not apply"),
}
_STARTING: Final = Text(
    "Tallet er et udgangspunkt fra før planens år.",
    "The figure is a starting position from before the plan's years.",
)
_REASON_TELLS: Final = frozenset({Status.NO_DATA, Status.NOT_COMPARABLE})
_SAYS_IT_ALL: Final = frozenset({Status.NOT_SET, Status.AWAITING_METHOD})

_COUNTS: Final = {
    Status.MET: Text("er opfyldt", "met"),
    Status.MISSED: Text("er ikke opfyldt", "missed"),
    Status.NO_DATA: Text("mangler tal", "without figures"),
    Status.NOT_COMPARABLE: Text("kan ikke sammenlignes", "not comparable"),
    Status.NOT_DUE: Text("er ikke forfaldet", "not due"),
    Status.NOT_SET: Text("har intet niveau fastsat", "without a level"),
    Status.AWAITING_METHOD: Text("afventer en metode", "awaiting a method"),
    Status.MANUAL: Text("vurderes af en person", "for a person to decide"),
    Status.NOT_APPLICABLE: Text("gælder ikke", "not applicable"),
}


def counted(words: Words, status: Status, count: int, *, starting: bool = False) -> str:
    """Return how many have a status, to stand in a row: ``6 er opfyldt``."""
    text = f"{words.number(Decimal(count))} {_COUNTS[status][words.lang]}"
    if not starting:
        return text
    if words.lang == "en":
        return f"{text} in the starting position"
    return f"{text.replace(' er ', ' var ', 1)} i udgangspunktet"


def sentences(words: Words, verdict: Verdict) -> tuple[str, ...]:
    """Return the verdict in sentences: the figures, what they decide, and what is missing."""
    return tuple(_Sentences(words, verdict).all())


@dataclass(frozen=True)
class _Sentences:
    words: Words
    verdict: Verdict

    def all(self) -> Iterator[str]:
        """Yield the sentences in their order."""
        figures = self._of_parts() if self.verdict.parts else self._figures()
        if figures is not None:
            yield figures
        yield self._answer()
        pace = self._pace()
        if pace is not None:
            yield pace
        persons = self._persons()
        if persons is not None:
            yield persons
        assessed = self._assessed()
        if assessed is not None:
            yield assessed

    def _say(self, *, da: str, en: str) -> str:
        return self.words.say(da=da, en=en)

    # What the figures are

    def _figures(self) -> str | None:
        """Say the own figure, what it is compared with, and what is required."""
        verdict = self.verdict
        asked = self._asked()
        if verdict.observed is None or verdict.period is None:
            return None if asked is None else _ended(f"{asked[0].upper()}{asked[1:]}")
        when, compared = self._when(verdict.period), self._compared()
        if verdict.unit == PLACE:
            own = self._level(verdict.observed)
            shown = self._say(
                da=f"{when} lå kommunen som {own}{compared}",
                en=f"{when} the municipality was {own}{compared}",
            )
        else:
            own = self._level(verdict.observed)
            noun = self._noun[self.words.lang]
            shown = self._say(
                da=f"{when} var {noun} {own}{compared}", en=f"{when} {noun} was {own}{compared}"
            )
        return _ended(shown if asked is None else f"{shown}; {asked}")

    def _asked(self) -> str | None:
        """Say the requirement, ``kravet er mindst 85 pct.``; None where there is none."""
        if self.verdict.status in _WITHOUT_REQUIREMENT:
            return None
        text = self.verdict.requirement[self.words.lang]
        colon = "" if _SIDES.match(text) else ":"
        return self._say(da=f"kravet er{colon} {text}", en=f"the requirement is{colon} {text}")

    def _when(self, period: Period) -> str:
        label = self.words.period(period)
        if period.start == period.end:
            return self._say(da=f"Den {label}", en=f"On {label}")
        if "–" in label:
            return self._say(da=f"I perioden {label}", en=f"In the period {label}")
        return self._say(da=f"I {label}", en=f"In {label}")

    def _level(self, number: Decimal) -> str:
        """Return a number in the verdict's unit: ``0,6 pct.``, ``nr. 75``."""
        unit = self.verdict.unit or ""
        if unit == PLACE:
            return self._say(da="nr.", en="no.") + f" {self.words.number(number)}"
        return self.words.amount(number, unit)

    @property
    def _noun(self) -> Text:
        """What the own number is called."""
        judgement = self.verdict.judgement
        own = judgement.observed if judgement is not None else None
        if own is not None and own.made is not None and own.made.how in _OF_MADE:
            return _OF_MADE[own.made.how]
        unit = self.verdict.unit or ""
        if unit in _COUNTED:
            return _COUNT
        if _MONEY.search(unit):
            return _AMOUNT
        titles = {one.title for one in self.verdict.used if one.role == "own"}
        is_share = all(_IS_SHARE.search(one) and not _IS_CHANGE.search(one) for one in titles)
        return _SHARE if unit == "percent" and titles and is_share else _FIGURE

    def _compared(self) -> str:
        """Say what the own figure is compared with: `` mod 0,8 pct. i hele landet``."""
        verdict = self.verdict
        if verdict.comparator_value is None or verdict.comparator_name is None:
            return ""
        if self._is_its_own_baseline:
            return self._say(da=", som også er udgangspunktet", en=", which is also the baseline")
        level = self._level(verdict.comparator_value)
        return self._say(
            da=f" mod {level} {self._where().da}", en=f" against {level} {self._where().en}"
        )

    @property
    def _is_its_own_baseline(self) -> bool:
        """Whether the newest figure is the one that it is to be held against."""
        name, period = self.verdict.comparator_name, self.verdict.period
        return (
            name is not None
            and period is not None
            and self.verdict.comparator_code in {None, self.verdict.area.code}
            and names_a_period(name.da)
            and Period.parse(name.da) == period
        )

    def _where(self) -> Text:
        """Return where or when the compared figure is from."""
        name, own = self.verdict.comparator_name, self.verdict.area.code
        assert name is not None
        if self.verdict.comparator_code == "000":
            return Text("i hele landet", "in the whole country")
        if names_a_period(name.da) or self.verdict.comparator_code not in {None, own}:
            return Text(f"i {name.da}", f"in {name.en}")
        if self.verdict.comparator_code == own:  # what is expected of the municipality
            return Text(f"({name.da.lower()})", f"({name.en.lower()})")
        return Text(f"for {_inside(name.da)}", f"for {_inside(name.en)}")

    # What they decide

    def _answer(self) -> str:
        verdict = self.verdict
        match verdict.status:
            case Status.MET:
                return self._decided(self._met())
            case Status.MISSED:
                return self._decided(self._missed())
            case Status.NOT_DUE:
                return self._not_due()
            case _:
                return self._undecided()

    def _decided(self, said: Text) -> str:
        """Say that the target is met or not, or that it was so before the plan's years."""
        if not self._is_starting:
            return _ended(self._say(da=f"Målet er {said.da}", en=f"The target is {said.en}"))
        one = Text(
            "Det er et udgangspunkt fra før planens år, ikke et resultat: kravet var",
            "This is a starting position from before the plan's years, not a result: the "
            "requirement was",
        )
        several = Text(
            "Der indgår tal fra før planens år, så det er et udgangspunkt, ikke et resultat: "
            "kravet var",
            "Figures from before the plan's years take part, so this is a starting position, not "
            "a result: the requirement was",
        )
        before = several if self.verdict.parts else one
        return _ended(self._say(da=f"{before.da} {said.da}", en=f"{before.en} {said.en}"))

    @property
    def _is_starting(self) -> bool:
        return is_starting(self.verdict)

    @property
    def _is(self) -> Text:
        """The verb for how the figure stands to the limit, or stood before the plan's years."""
        return Text("var", "was") if self._is_starting else Text("er", "is")

    def _met(self) -> Text:
        gap = self.verdict.gap
        if gap is None:
            return Text("opfyldt", "met")
        if gap == 0:
            return Text("opfyldt, uden margen", "met, with no margin")
        margin = self._distance(gap)
        return Text(f"opfyldt med en margen på {margin.da}", f"met with a margin of {margin.en}")

    def _missed(self) -> Text:
        verdict = self.verdict
        if verdict.gap is None:
            return Text("ikke opfyldt", "not met")
        if verdict.gap == 0:
            return self._on_the_limit()
        distance = self._distance(verdict.gap)
        if verdict.parts or verdict.required is None or verdict.good is None:
            return self._not_met(
                f"der {self._is.da} {distance.da} til det krævede",
                f"the figure {self._is.en} {distance.en} from what is required"
                if not verdict.parts
                else f"the distance to what is required {self._is.en} {distance.en}",
            )
        level = Text.made(lambda words: _Sentences(words, verdict)._level(_level_of(verdict)))
        if verdict.unit == PLACE:
            return self._not_met(
                f"der {self._is.da} {distance.da} op til {level.da}",
                f"the municipality {self._is.en} {distance.en} behind {level.en}",
            )
        up = verdict.good == "higher"
        return self._not_met(
            f"der {self._is.da} {distance.da} {'op' if up else 'ned'} til grænsen på {level.da}",
            f"the figure {self._is.en} {distance.en} {'below' if up else 'above'} the limit of "
            f"{level.en}",
        )

    def _not_met(self, da: str, en: str) -> Text:
        """Say by how much; the sentence of a starting position has had its colon."""
        mark = ";" if self._is_starting else ":"
        return Text(f"ikke opfyldt{mark} {da}", f"not met{mark} {en}")

    def _on_the_limit(self) -> Text:
        """Say that an exact hit is not enough."""
        verdict, is_ = self.verdict, self._is
        if verdict.unit == PLACE:
            da, en = "og skal være bedre", "and must be better"
        elif verdict.good == "higher":
            da, en = "og skal være over den", "and must be above it"
        elif verdict.good == "lower":
            da, en = "og skal være under den", "and must be below it"
        else:
            da, en = ", og det er ikke nok", ", and that is not enough"
        return self._not_met(
            f"tallet {is_.da} præcis på grænsen {da}".replace(" ,", ","),
            f"the figure {is_.en} exactly on the limit {en}".replace(" ,", ","),
        )

    def _distance(self, gap: Decimal) -> Text:
        """Return the size of a gap: ``1,5 procentpoint``."""
        unit = self.verdict.gap_unit or ""
        return Text.made(lambda words: words.amount(abs(gap), unit))

    def _undecided(self) -> str:
        """Say why there is no verdict, and that what is shown is older than the plan."""
        if self._is_starting and self.verdict.observed is not None:
            return f"{_STARTING[self.words.lang]} {self._why_undecided()}"
        return self._why_undecided()

    def _why_undecided(self) -> str:
        status, reason = self.verdict.status, self.verdict.reason
        said = _UNDECIDED[status][self.words.lang]
        if self.verdict.parts or reason is None:
            return f"{said}."
        said = said.partition(", ")[0] if status in _REASON_TELLS else said
        if status in _SAYS_IT_ALL and reason == self.verdict.requirement:
            return f"{said}."
        return _ended(f"{said}: {reason[self.words.lang]}")

    # Before the deadline

    def _not_due(self) -> str:
        reason = self.verdict.reason
        why = "" if reason is None or self.verdict.parts else f" ({reason[self.words.lang]})"
        starting = ""
        if self._is_starting:
            starting = f"{_STARTING[self.words.lang]} "
        return starting + self._say(
            da=f"Målet er ikke forfaldet{why} og er endnu ikke afgjort.",
            en=f"The target is not due{why} and is not decided yet.",
        )

    def _pace(self) -> str | None:
        """Say whether the figure is where it should be by now."""
        verdict, said = self.verdict, []
        if verdict.on_track is not None:
            there = self._say(
                da="Tallet er, hvor det skal være på nuværende tidspunkt",
                en="The figure is where it should be by now",
            )
            behind = self._say(
                da="Tallet er bagud i forhold til, hvor det skal være på nuværende tidspunkt",
                en="The figure is behind where it should be by now",
            )
            said.append(there if verdict.on_track else behind)
        if verdict.progress is not None and verdict.progress >= 0:
            done = whole_percent(self.words, verdict.progress)
            way = self._say(
                da=f"{done} pct. af vejen er gået", en=f"{done} percent of the way is done"
            )
            said.append(way)
        return f"{'; '.join(said)}." if said else None

    # Several parts

    def _of_parts(self) -> str:
        """Say how many of the parts have which status, and how many must be met."""
        found = Counter((part.status, is_starting_verdict(part)) for part in self.verdict.parts)
        what = self._counts(found)
        needed = self._needed()
        return f"{what}{needed}."

    def _counts(self, found: Mapping[tuple[Status, bool], int]) -> str:
        words, of = self.words, len(self.verdict.parts)
        listed = [
            counted(words, status, found[status, starting], starting=starting)
            for status in Status
            for starting in (False, True)
            if (status, starting) in found
        ]
        number = words.number(Decimal(of))
        whole = self._say(
            da=f"{number} {'del' if of == 1 else 'dele'}",
            en=f"{number} {'part' if of == 1 else 'parts'}",
        )
        if of == 2 and len(listed) == 1:
            both = listed[0].partition(" ")[2]
            return self._say(da=f"{whole}: begge {both}", en=f"{whole}: both {both}")
        if of > 1 and len(listed) == 1:
            return self._say(da=f"{whole}: alle {listed[0]}", en=f"{whole}: all {listed[0]}")
        return f"{whole}: {words.listed(listed)}"

    def _needed(self) -> str:
        needed, of = self.verdict.needed, len(self.verdict.parts)
        if needed is None or self.verdict.status in _WITHOUT_REQUIREMENT:
            return ""
        if needed >= of:
            return self._say(da="; alle skal være opfyldt", en="; all must be met")
        return self._say(
            da=f"; mindst {needed} skal være opfyldt", en=f"; at least {needed} must be met"
        )

    # Persons

    def _persons(self) -> str | None:
        """Say the gap in persons, or in what else is counted."""
        found, verdict = self.verdict.persons, self.verdict
        if found is None or not found.missing:
            return None
        unit = found.found.unit if found.found is not None else "persons"
        count = self.words.amount(Decimal(found.missing), unit)
        if found.worked_back:
            count = self._say(da=f"ca. {count}", en=f"about {count}")
        too_many = (
            verdict.observed is not None
            and verdict.required is not None
            and verdict.observed > verdict.required
        )
        if verdict.status is Status.MISSED and too_many:
            return self._say(
                da=f"Det svarer til {count} for mange.", en=f"That is {count} too many."
            )
        return self._say(
            da=f"Det svarer til, at der mangler {count}.", en=f"That is {count} short."
        )

    def _assessed(self) -> str | None:
        """Say a person's verdict, with its day and who gave it."""
        found = self.verdict.assessment
        if found is None:
            return None
        word = (
            Text("opfyldt", "met")
            if found.status is Status.MET
            else Text("ikke opfyldt", "not met")
        )
        when = self._when(found.day)
        when = when[0].lower() + when[1:]
        said = self._say(
            da=f"Vurdering: {found.by} har vurderet målet som {word.da} {when}",
            en=f"Assessment: {found.by} found the target {word.en} {when}",
        )
        return _ended(f"{said}: {found.note}" if found.note else said)


_WITHOUT_REQUIREMENT: Final = frozenset(
    {Status.NOT_SET, Status.AWAITING_METHOD, Status.MANUAL, Status.NOT_APPLICABLE}
)


def _level_of(verdict: Verdict) -> Decimal:
    assert verdict.required is not None
    return verdict.required


def _inside(name: str) -> str:
    """Return the name of a group as it stands inside a sentence; others are proper names."""
    starts = ("Resten ", "The rest ")
    return name[0].lower() + name[1:] if name.startswith(starts) else name


def _ended(text: str) -> str:
    """Return a text with a full stop at its end, unless something else ends it."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
