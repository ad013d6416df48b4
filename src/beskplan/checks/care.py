"""What a careful writer would not leave out: sources, follow-ups, readings, titles that fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from beskplan.catalogue import Catalogue
from beskplan.checks._base import CheckedPlan, Found, Level, Placed, check_plan
from beskplan.documents import Entries, Loc, Scalar, node_at
from beskplan.errors import quoted
from beskplan.plan import Plan
from beskplan.rules import AnyRule
from beskplan.rules._against import NOT_STATED
from beskplan.rules.none import NoRule
from beskplan.target import Target
from beskplan.words import Words

LONGEST_TITLE: Final = 72
"""Two lines of the 36 characters that a title has in every table."""
LONGEST_HEADING: Final = 80
"""A focus area stands above its table, number and title on one line of a terminal."""


@check_plan("BP301", Level.WARNING, "no section of the document is cited")
def no_section(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that do not say where in the document they stand.

    Nobody can hold such a target against the document, so a slip in it is found by chance. A
    page alone is not enough: it often holds several promises. Where every version of a target
    has a source of its own, the target needs none.

    Bad:
        source: {page: 4}
    Good:
        source: {section: Resultatmål 1a, page: 4}
    """
    for placed in checked.targets:
        target = placed.target
        if (target.source is not None and target.source.section) or _each_has_source(target):
            continue
        if target.source is None:
            message = "nothing says where in the document it stands; write source: {section: …}"
            yield placed.found(("id",), message)
        else:
            message = "source names no section; write what the document calls the target"
            yield placed.found(("source",), message)


def _each_has_source(target: Target) -> bool:
    versions = target.versions or ()
    return bool(versions) and all(version.source is not None for version in versions)


@check_plan("BP302", Level.NOTE, "no follow-up")
def no_follow_up(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets of which neither plan, focus area nor target says when they are followed up.

    They are missing in the calendar, and what nobody is to look at is mostly looked at too
    late. Where the whole plan, or a whole focus area, is silent, that is told once. Many
    documents give no months: then allow it at ``focus_areas:``, with that as the reason.

    Bad:
        plan: {follow_up: }
    Good:
        plan: {follow_up: yearly}
    """
    if checked.plan.follow_up is not None:
        return
    silent = [one for one in checked.targets if not _is_followed(one, checked)]
    if silent and len(silent) == len(checked.targets):
        message = f"nothing says when {_all_of(silent)} followed up; {_WRITE} the plan"
        yield Found(("focus_areas",), message, at_key=True)
        return
    for loc, inside in groupby(silent, key=lambda one: one.loc[:2]):
        yield from _silent_inside(loc, tuple(inside), checked)


def _silent_inside(loc: Loc, silent: tuple[Placed, ...], checked: CheckedPlan) -> Iterator[Found]:
    """Yield what is silent of a focus area: all of it at once, else each target."""
    if len(silent) == sum(one.loc[:2] == loc for one in checked.targets):
        message = f"nothing says when {_all_of(silent)} followed up; {_WRITE} the focus area"
        yield Found((*loc, "id"), f"focus area {_id_at(checked, loc)}: {message}")
        return
    for placed in silent:
        yield placed.found(("id",), f"nothing says when it is followed up; {_WRITE} the target")


def _is_followed(placed: Placed, checked: CheckedPlan) -> bool:
    area = node_at(checked.document.root, placed.loc[:2])
    inherited = isinstance(area, Entries) and area.get("follow_up") is not None
    return inherited or placed.target.follow_up is not None


def _all_of(several: Iterable[Placed]) -> str:
    count = len(list(several))
    return "its target is" if count == 1 else f"its {count} targets are"


def _id_at(checked: CheckedPlan, loc: Loc) -> str:
    found = node_at(checked.document.root, (*loc, "id"))
    return found.text if isinstance(found, Scalar) else str(loc[-1])


_WRITE: Final = "add follow_up: [3, 10] (months), or yearly, to"


@check_plan("BP303", Level.NOTE, "a title too long for a table")
def long_title(checked: CheckedPlan) -> Iterator[Found]:
    """Find titles of targets and parts over 72 characters, and focus areas over 80.

    A table breaks its lines, and a title that takes three of them in a narrow one pushes the
    figures apart. A focus area with its number stands on one line of a terminal. Titles are
    the file's own short words; the document is cited, so nothing is lost.

    Bad:
        title: Andelen af ledige i procent af hele arbejdsstyrken skal være højst 4 procent i alt
    Good:
        title: Ledige højst 4 pct. af arbejdsstyrken
    """
    for loc in dict.fromkeys(placed.loc[:2] for placed in checked.targets):
        title = node_at(checked.document.root, (*loc, "title"))
        number = _id_at(checked, loc)
        length = len(f"{number}. {title.text}") if isinstance(title, Scalar) else 0
        if length > LONGEST_HEADING:
            message = f"number and title have {length} characters, a line has {LONGEST_HEADING}"
            yield Found((*loc, "title"), f"focus area {number}: {message}; {_SHORTER}")
    for placed in checked.targets:
        for path, text in _titles(placed.target):
            if len(text) > LONGEST_TITLE:
                message = f"the title has {len(text)} characters, a table has room for"
                yield placed.found(path, f"{message} {LONGEST_TITLE}; {_SHORTER}")


_SHORTER: Final = "say it shorter"


def _titles(target: Target) -> Iterator[tuple[Loc, str]]:
    yield ("title",), target.title
    for path, rule in target.placed_rules():
        yield from _titles_of_parts(rule, path)


def _titles_of_parts(rule: AnyRule, path: Loc) -> Iterator[tuple[Loc, str]]:
    for number, part in enumerate(rule.listed_parts):
        at = (*path, "parts", number)
        if part.title is not None:
            yield (*at, "title"), part.title
        yield from _titles_of_parts(part.rule, (*at, "rule"))


@check_plan("BP304", Level.WARNING, "ambiguous wording without a reading")
def no_reading(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that can be read in several ways, and do not say how they were read.

    That is so where something is ``not-stated``, where ``other_readings`` stand, and where the
    title has a word that the document leaves open: *på niveau med* (how close?), *indsnævres*
    (points or percent?), *fastholdes* (all the time?), *omkring*, *ca.* (a target at all?).
    Every result carries the flag ``ambiguous-wording``, and without ``reading`` its reader
    learns nothing more. *Mindst på niveau med* is clear, and so is a level that is kept from
    a baseline. *Fastholdelse*, and who *fastholdes i job*, name an effort, no level.

    Bad:
        rule: {type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}
    Good:
        rule: {type: vs-national-average, must_be: on-par, tolerance: not-stated, as: points}
        reading: Niveauet er landets; planen siger ikke hvor tæt på
    """
    for placed in checked.targets:
        target = placed.target
        if target.reading is not None:
            continue
        if target.other_readings:
            message = "other_readings stand without reading; say how the rule itself reads it"
            yield placed.found(("other_readings",), message, at_key=True)
        elif target.is_ambiguous:
            message = f"something is {NOT_STATED}; say under reading how the document was read"
            yield placed.found(("baseline",) if _is_silent(target) else ("rule",), message)
        elif (word := _open_word(target)) is not None:
            message = f"{quoted(word)} can be read in several ways; say under reading how it was"
            yield placed.found(("title",), message)


def _is_silent(target: Target) -> bool:
    return target.baseline == NOT_STATED


_CLEAR_WITH: Final[Mapping[re.Pattern[str], re.Pattern[str]]] = {
    re.compile(r"på niveau med|sammenlignelig\w* med"): re.compile(
        r"mindst|højst|bedre|under|over|lavere|højere"
    ),
    re.compile(r"indsnævre\w*"): re.compile(r"point"),
    re.compile(r"\bfastholde[rs]?\b|\bfastholdt\b"): re.compile(
        r"niveau|mindst|højst|\bfasthold\w+ (?:\w+ ){0,3}(?:i|på|til) (?:\w+ )?"
        r"(?:job|arbejde|beskæftigelse|uddannelse|arbejdsmarkedet)\b"
    ),
    re.compile(r"\bomkring\b|\bca\.|\bca(?= ?\d)|\bcirka\b|\bforventes\b"): re.compile(r"(?!)"),
}
"""Words that leave something open, and those beside which they do not: who is kept in a job."""


def _open_word(target: Target) -> str | None:
    """Return a word of the title that leaves open what is promised, None where nothing judges."""
    title = target.title.casefold()
    if all(isinstance(rule, NoRule) for rule in target.rules):
        return None
    for pattern, clear in _CLEAR_WITH.items():
        found = pattern.search(title)
        if found is not None and clear.search(title) is None:
            return found[0]
    return None


@check_plan("BP305", Level.NOTE, "weaker than the target that it replaces", needs=("before",))
def weaker(checked: CheckedPlan) -> Iterator[Found]:
    """Find targets that promise less than those they replace, or set no level any more.

    Whatever met the old promise meets the new one, and not the other way round. A council may
    well decide that, and ought to see that it does. Nothing is said of another number, another
    comparator or another time: there neither is the weaker one.

    Bad:
        plan: {replaces: eksempel-2022}
        before: {plan: {years: 2022}}
        replaces: 1a
        rule: {type: threshold, at_most: 5.0}
    Good:
        plan: {replaces: eksempel-2022}
        before: {plan: {years: 2022}}
        replaces: 1a
        rule: {type: threshold, at_most: 3.5}
    """
    if checked.before is None:
        return
    olds = {old.id: old for _, old in checked.before.targets}
    often = Counter(name for one in checked.targets for name in set(one.target.replaces))
    for placed in checked.targets:
        replaced = placed.target.replaces
        # Of several that became one, and of one that became several, `beskplan diff` tells more.
        if len(replaced) == 1 and replaced[0] in olds and often[replaced[0]] == 1:
            found = _weaker_than(olds[replaced[0]], placed.target, checked.before, checked)
            if found is not None:
                yield placed.found(("replaces",), found)


def _weaker_than(old: Target, target: Target, before: Plan, checked: CheckedPlan) -> str | None:
    """Return how a target is weaker than the one that it replaces, None where it is not."""
    from beskplan.strength import Strength, strength_of

    found = strength_of(old, target, checked.catalogue, plans=(before, checked.plan))
    if found not in (Strength.WEAKER, Strength.LEVEL_DROPPED):
        return None
    what = "sets no level" if found is Strength.LEVEL_DROPPED else "is weaker"
    return (
        f"replaces {quoted(old.id)}, which asked {_asked(old, checked.catalogue)}; this {what}: "
        f"{_asked(target, checked.catalogue)}; correct it, or allow it where that was decided"
    )


def _asked(target: Target, catalogue: Catalogue) -> str:
    """Say what a target asks, in English."""
    if target.rule is None or target.rule.listed_parts or target.for_each is not None:
        from beskplan.wording import requirement_of

        return requirement_of(target, catalogue).en
    unit = target.measure.unit(catalogue) if target.measure else ""
    return target.rule.requirement(Words("en"), unit)
