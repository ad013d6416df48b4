"""What console and markdown say of differences, in one language and without layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from beskplan.differences._model import (
    ABOUT_PLACE,
    OF_THE_RULE,
    AreaPair,
    Change,
    Differences,
    Entry,
    Kind,
    Link,
    TargetName,
)
from beskplan.strength import Strength
from beskplan.wording import joined
from beskplan.words import Text, Words

STRENGTHS: Final[dict[Strength, Text]] = {
    Strength.SAME: Text("samme krav", "as strong"),
    Strength.STRONGER: Text("strammere", "stronger"),
    Strength.WEAKER: Text("lempeligere", "weaker"),
    Strength.INCOMPARABLE: Text("kan ikke sammenlignes", "incomparable"),
    Strength.NEW_LEVEL: Text("har fået et niveau", "has got a level"),
    Strength.LEVEL_DROPPED: Text("har mistet sit niveau", "has lost its level"),
}
_KINDS: Final[dict[Kind, Text]] = {
    Kind.TITLE: Text("Titel", "Title"),
    Kind.READING: Text("Læst sådan", "Read as"),
    Kind.OTHER_READINGS: Text("Kan læses som", "Or read as"),
    Kind.FOLLOW_UP: Text("Opfølgning", "Follow-up"),
    Kind.ASSESSMENT: Text("Vurderet", "Assessed"),
    Kind.FOCUS_AREA: Text("Fokusområde", "Focus area"),
    Kind.ID: Text("Nummer", "Number"),
    Kind.INDICATOR: Text("Måling", "Measure"),
    Kind.MEASURE: Text("Måling", "Measure"),
    Kind.SEGMENT: Text("Målgruppe", "Segment"),
    Kind.WINDOW: Text("Vindue", "Window"),
    Kind.POPULATION: Text("Opgjort for", "Population"),
    Kind.UNIT: Text("Enhed", "Unit"),
    Kind.BASELINE: Text("Udgangspunkt", "Baseline"),
    Kind.PERIOD: Text("Periode", "Period"),
    Kind.DUE: Text("Frist", "Deadline"),
    Kind.LEFT_OUT: Text("Ikke med", "Left out"),
    Kind.CONDITION: Text("Betingelse", "Condition"),
    Kind.MEMBERS: Text("Gælder for", "Asked of"),
}
_REQUIREMENT: Final = Text("Krav", "Required")
_NOTHING: Final[dict[Kind, Text]] = {
    Kind.DUE: Text("ingen frist", "no deadline"),
    Kind.CONDITION: Text("ingen betingelse", "no condition"),
    Kind.BASELINE: Text("intet udgangspunkt", "no baseline"),
    Kind.PERIOD: Text("ingen bestemt periode", "no period named"),
    Kind.MEASURE: Text("ingen måling", "no measure"),
    Kind.FOLLOW_UP: Text("ingen opfølgning", "no follow-up"),
    Kind.ASSESSMENT: Text("ikke vurderet", "not assessed"),
    Kind.MEMBERS: Text("én samlet", "all as one"),
    Kind.LEFT_OUT: Text("ingen", "nobody"),
}


@dataclass(frozen=True)
class Line:
    """One thing that is another: what, and from what to what; None where there was nothing."""

    about: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Said:
    """Differences in the words of one language."""

    found: Differences
    words: Words

    def say(self, text: Text) -> str:
        """Return a text in the language."""
        return text[self.words.lang]

    def title(self) -> str:
        """Return what is compared: ``Beskæftigelsesplan 2022 → Beskæftigelsesplan 2023``."""
        old, new = self.found.old, self.found.new
        names = [old.title] if old.title == new.title else [old.title, new.title]
        return f"{' → '.join(names)} · {new.municipality.name}"

    def about_plans(self) -> str:
        """Return both plans with years and state; two versions of one plan by their files."""
        sides = self.found.old, self.found.new
        versions = sides[0].id == sides[1].id
        both = []
        for side in sides:
            draft = side.status == "draft"
            state = Text("udkast", "draft") if draft else Text("vedtaget", "approved")
            name = side.file if versions and side.file else side.id
            both.append(f"{name} ({self.words.period(side.years)}, {self.say(state)})")
        return " → ".join(both)

    def summary(self) -> list[str]:
        """Return how many targets are kept, changed, new and dropped; what is not is left out."""
        count = self.found.summary
        if self.found.is_empty:
            return [self.say(Text("Intet er ændret", "Nothing is changed"))]
        many = [_counted("kept", count["kept"], self.words)]
        changed = [
            f"{count[strength]} {self.say(text)}"
            for strength, text in STRENGTHS.items()
            if count[strength]
        ]
        if changed:
            said = _counted("changed", count["changed"], self.words)
            many.append(f"{said} ({', '.join(changed)})")
        for key in ("new", "dropped", "moved", "renumbered", "reworded", "proposed"):
            if count[key] or key in ("new", "dropped"):
                many.append(_counted(key, count[key], self.words))
        return many

    def notes(self) -> list[str]:
        """Return what a reader must know about how targets were paired."""
        notes = [self.say(note) for note in self.found.notes]
        if any(entry.link is Link.PROPOSAL for entry in self.found.entries):
            notes.append(self.say(_ABOUT_PROPOSALS))
        return notes

    def areas(self) -> Iterator[tuple[str, str, tuple[Entry, ...]]]:
        """Yield each focus area of the new plan: its title, what it was, and its targets."""
        pairs = {one.id: one for one in self.found.focus_areas}
        for name, entries in groupby(self.found.entries, key=lambda one: one.target.focus_area):
            pair = pairs[name]
            yield f"{pair.id}. {pair.title}", self._before(pair), tuple(entries)

    def _before(self, pair: AreaPair) -> str:
        if pair.before is None:
            return self.words.say(da="nyt fokusområde", en="new focus area")
        name, title = pair.before
        parts = [part for part, now in ((name, pair.id), (title, pair.title)) if part != now]
        if not parts:
            return ""
        return self.words.say(da="før: ", en="was: ") + ". ".join(parts)

    def dropped(self) -> Iterator[tuple[str, str, tuple[TargetName, ...]]]:
        """Yield the focus areas of the old plan with the targets that became nothing."""
        gone = {name for name, _ in self.found.focus_areas_gone}
        titles = self._old_titles
        for name, targets in groupby(self.found.dropped, key=lambda one: one.focus_area):
            note = self.words.say(da="fokusområdet udgår", en="focus area dropped")
            yield f"{name}. {titles.get(name, '')}", note if name in gone else "", tuple(targets)

    @property
    def _old_titles(self) -> dict[str, str]:
        kept = dict(one.before for one in self.found.focus_areas if one.before is not None)
        return {**kept, **dict(self.found.focus_areas_gone)}

    def verdict(self, entry: Entry) -> str:
        """Return what became of a target, in few words: ``lempeligere``, ``uændret``, ``nyt``."""
        if entry.is_new:
            return self.words.say(da="nyt", en="new")
        assert entry.strength is not None
        said = [self.say(STRENGTHS[entry.strength])]
        if not entry.is_changed:
            reworded = Text("ny ordlyd", "reworded")
            said = [self.say(reworded if entry.is_reworded else Text("uændret", "unchanged"))]
        if entry.is_moved:
            said.append(self.words.say(da="flyttet", en="moved"))
        if entry.link is Link.PROPOSAL:
            said.append(self.words.say(da="forslag", en="proposal"))
        return ", ".join(said)

    def asked(self, target: TargetName) -> str:
        """Return what a target asks, and by when."""
        return self.say(joined((target.requirement, target.due)))

    def before(self, entry: Entry) -> str:
        """Return the ids that a target had before."""
        return ", ".join(one.id for one in entry.before) or "–"

    def lines(self, entry: Entry) -> Iterator[Line]:
        """Yield what is another, the requirement whole and first."""
        if entry.link is Link.PROPOSAL:
            why = ", ".join(self.say(one) for one in entry.why)
            about = self.words.say(da="Forslag til par", en="Proposed pair")
            yield Line(about, None, why)
        if entry.together_with:
            about = self.words.say(da="Delt; sammen med", en="Split; together with")
            yield Line(about, None, ", ".join(entry.together_with))
        if len(entry.before) > 1:
            about = self.words.say(da="Samler", en="Merges")
            yield Line(about, None, ", ".join(f"{one.id} ({one.title})" for one in entry.before))
        for one in entry.before:
            several = f"{one.id}: " if len(entry.before) > 1 else ""
            changes = [change for change in entry.changes if change.of == one.id]
            for line in self._lines_of(one, entry, changes):
                yield Line(f"{several}{line.about}", line.old, line.new)

    def _lines_of(self, before: TargetName, entry: Entry, changes: list[Change]) -> Iterator[Line]:
        rule = [change for change in changes if change.kind in OF_THE_RULE]
        asked = [self.say(one.requirement) for one in (before, entry.target)]
        if rule and asked[0] != asked[1]:
            yield Line(self.say(_REQUIREMENT), *asked)
        elif rule:
            yield from (self._line(change) for change in rule)
        for change in changes:
            members = change.kind is Kind.MEMBERS and asked[0] != asked[1]
            if change.kind in ABOUT_PLACE - {Kind.FOCUS_AREA}:
                continue
            if change.kind not in OF_THE_RULE or members:
                yield self._line(change)

    def _line(self, change: Change) -> Line:
        nothing = _NOTHING.get(change.kind)
        old, new = change.old or nothing, change.new or nothing
        about = _KINDS.get(change.kind, _REQUIREMENT)
        return Line(
            self.say(about),
            None if old is None else self.say(old),
            None if new is None else self.say(new),
        )


ABOUT_STRENGTH: Final = Text(
    "Strammere og lempeligere siges kun, hvor det gælder, uanset hvilke tal der kommer.",
    "Stronger and weaker are said only where they hold whatever the figures will be.",
)
_COUNTED: Final = {  # one, then several
    "kept": (Text("uændret", "kept"), Text("uændrede", "kept")),
    "changed": (Text("ændret", "changed"), Text("ændrede", "changed")),
    "new": (Text("nyt", "new"), Text("nye", "new")),
    "dropped": (Text("udgået", "dropped"), Text("udgået", "dropped")),
    "moved": (Text("flyttet", "moved"), Text("flyttet", "moved")),
    "renumbered": (Text("omnummereret", "renumbered"), Text("omnummereret", "renumbered")),
    "reworded": (Text("med ny ordlyd", "reworded"), Text("med ny ordlyd", "reworded")),
    "proposed": (
        Text("par er et forslag", "pair is a proposal"),
        Text("par er forslag", "pairs are proposals"),
    ),
}


def _counted(key: str, count: int, words: Words) -> str:
    return f"{count} {_COUNTED[key][count != 1][words.lang]}"


_ABOUT_PROPOSALS: Final = Text(
    "par, der kaldes forslag, står ikke i planen: de ligner hinanden",
    "pairs that are called proposals do not stand in the plan: they look alike",
)
