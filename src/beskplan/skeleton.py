"""A plan file to begin with: new, or made of the plan before.

A new one checks clean as it is, and comments in Danish say what to write. In one that is made of
an older plan they say what must be looked at again, and `check` tells which deadlines are past.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from beskplan.areas import Area
from beskplan.catalogue import Catalogue
from beskplan.documents import Document, read_document
from beskplan.errors import OutputError, PlanUnreadableError, UsageError, quoted
from beskplan.layout import Branch, Entry, Leaf, Sheet, sheet_of, written
from beskplan.periods import Period
from beskplan.plan import SCHEMA, Plan, read_plan

_YEARS: Final = re.compile("[0-9]{4}(-[0-9]{4})?")
_SPELT: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", " ": "-"})
_OWN_NAMES: Final = {"København": "Københavns Kommune", "Bornholm": "Bornholms Regionskommune"}

_HEAD: Final = (
    "# En plan: kommunens resultatmål, skrevet så det kan afgøres, hvilke der er nået.",
    "# Linjer med # er vejledning; slet dem efterhånden. Prøv filen med: beskplan check <fil>",
)
_STATUS: Final = "# approved, når kommunalbestyrelsen har vedtaget planen"
_ABOVE_FOLLOW_UP: Final = (
    "# Hvornår målene følges op: måneder, eller yearly (hvert år med regnskabet).",
)
_ABOVE_AREAS: Final = (
    "",
    "# Et fokusområde (ministermål, indsatsområde) for hvert afsnit med mål i planen.",
)
_ABOVE_TARGETS: Final = (
    "# Et mål for hvert løfte i planen, også dem uden tal endnu:",
    "#   rule: {type: none, because: not-set}",
    "# id er planens eget nummer, og title dine egne korte ord.",
)
_ABOVE_MEASURE: Final = (
    "# Hvad der måles: en indikator i kataloget, her fra det, der følger med beskplan.",
    "# Med segment kun en del af den: segment: {ydelse: A-dagpenge}",
)
_ABOVE_RULE: Final = (
    "# Hvad tallet skal opfylde. Mindst er at-least, højst at-most, under below, over above.",
    "# Et tal i stedet for landet: rule: {type: threshold, at_most: 3.5}",
)
_ABOVE_DUE: Final = (
    "# Hvornår: by_end (ved udgangen af), during (i løbet af), throughout (hele tiden).",
)
_ABOVE_SOURCE: Final = ("# Hvor løftet står, så enhver kan slå det op.",)

_HEAD_AFTER: Final = (
    "# Målene er taget fra planen før, og ingen har lovet dem igen, før de er læst mod den nye.",
    '# "Se efter" mærker det, der hørte de gamle år til; note og reading er også den gamle plans.',
    "# Slet hvert mærke, når det er fulgt. Prøv filen med: beskplan check <fil>",
)
_AGAIN: Final = {
    "due": "# Se efter: fristen er den gamle plans",
    "period": "# Se efter: perioden er den gamle plans",
    "baseline": "# Se efter: udgangspunktet er den gamle plans",
    "versions": "# Se efter: udgaverne gælder den gamle plans år",
    "rule": "# Se efter: grænsen er sat år for år i den gamle plan",
    "measure": "# Se efter: tallet regnes fra en periode i den gamle plan",
    "for_each": "# Se efter: grænsen er sat år for år i den gamle plan",
    "expected": "# Se efter: tallet regnes fra en periode i den gamle plan",
    "source": "# Se efter: henvisningen er til den gamle plan",
}
_MOVING: Final = frozenset(
    {"each year", "this year", "a year before", "the period before", "baseline", "not-stated"}
)
_KEPT: Final = ("language", "follow_up", "groups", "focus_areas")
_OPENED: Final = frozenset({"", "rule", "parts", "other_readings", "only_if"})
"""Keys, and items, in which other keys of a target stand."""
_OF_THE_OLD: Final = re.compile("BP(21[0-9]|10[2345]|305)")
"""Findings that are about the years of a plan, or about the plan that it replaces."""
_ALLOWED: Final = re.compile("# ?beskplan: ?allow (?P<codes>BP[0-9]{3}(?:, ?BP[0-9]{3})*):.*")
_NAMES_INSIDE: Final = frozenset({"segment", "pooled", "stated", "leave_out", "allow", "source"})


@dataclass(frozen=True)
class Head:
    """Whose plan it is: what stands at the top of the file."""

    id: str
    title: str
    municipality: Area
    years: str

    @classmethod
    def of(
        cls, municipality: Area, years: str, title: str | None = None, name: str | None = None
    ) -> Head:
        """Return a head; id and title follow from municipality and years where not given.

        Raises:
            UsageError: the years are none, or a text is empty or not printable.
        """
        span = years.strip()
        if not _YEARS.fullmatch(span) or not _is_span(span):
            raise UsageError(
                f"--years {quoted(years)} is no year and no span of years; write 2027, or 2027-2029"
            )
        spelt = re.sub("[^a-z0-9-]", "", municipality.name.casefold().translate(_SPELT))
        head = cls(
            f"{spelt}-{span}" if name is None else name,
            f"Beskæftigelsesplan {span}" if title is None else title,
            municipality,
            span,
        )
        for option, text in (("--id", head.id), ("--title", head.title)):
            if not text.strip() or not text.isprintable():
                raise UsageError(f"{option} {quoted(text)} is no text that can stand in a plan")
        return head

    @property
    def publisher(self) -> str:
        """What the municipality calls itself."""
        name = self.municipality.name
        return _OWN_NAMES.get(name, f"{name} Kommune")


def _is_span(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def new_plan(head: Head, editor: str = "") -> str:
    """Return a plan with one target, and guidance in comments.

    Args:
        head: whose plan it is.
        editor: a first line for editors; see `editor_line`.

    Raises:
        OutputError: it does not check clean; this is a fault of beskplan.
    """
    target = _mapping(
        _entry("id", "1a"),
        _entry("title", "Ledige højst som i hele landet"),
        _entry("measure", _flow(indicator="ledige.andel_af_arbejdsstyrken"), above=_ABOVE_MEASURE),
        _entry("rule", _flow(type="vs-national-average", must_be="at-most"), above=_ABOVE_RULE),
        _entry("due", _flow(by_end=head.years), above=_ABOVE_DUE),
        _entry("source", _flow(section="Resultatmål 1a"), above=_ABOVE_SOURCE),
    )
    area = _mapping(
        _entry("id", "1"),
        _entry("title", "Flere i job"),
        _entry("targets", _list(replace(_item(target), above=_ABOVE_TARGETS))),
    )
    areas = _entry("focus_areas", _list(_item(area)), above=_ABOVE_AREAS)
    follow_up = replace(sheet_of("follow_up: [3, 10]\n").root.entries[0], above=_ABOVE_FOLLOW_UP)
    sheet = Sheet(_with(editor, _HEAD), _mapping(*_head_entries(head), follow_up, areas))
    return _checked(written(sheet), Catalogue(with_base=True))


def plan_after(
    old: Plan, document: Document, head: Head, catalogue: Catalogue, editor: str = ""
) -> str:
    """Return a plan with the focus areas and targets of an older one, marked where to look.

    Args:
        old: the older plan; it must load.
        document: its file.
        head: the head of the new one.
        catalogue: that of the older plan.
        editor: a first line for editors; see `editor_line`.

    Raises:
        UsageError: both would have the same id.
        OutputError: it would not check clean.
    """
    if head.id == old.id:
        raise UsageError(f"{quoted(old.id)} is the id of the older plan; give another with --id")
    before = sheet_of(document.text.replace("\r\n", "\n"))
    kept = [
        replace(one, value=_areas(one.value)) if one.key.text == "focus_areas" else one
        for one in before.root.entries
        if one.key is not None and one.key.text in _KEPT
    ]
    entries = (*_head_entries(head), _entry("replaces", old.id), *kept)
    sheet = Sheet(_with(editor, _HEAD_AFTER), replace(before.root, entries=entries))
    return _checked(written(sheet), catalogue)


def editor_line(folder: Path) -> str:
    """Return the comment that tells editors which schema the plans of a folder follow.

    That is ``schemas/plan.schema.json`` beside the folder, where `beskplan schema` has put it;
    an empty text where it is not.
    """
    place = "../schemas/plan.schema.json"
    return f"# yaml-language-server: $schema={place}" if (folder / place).is_file() else ""


def _with(editor: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    return (editor, *lines) if editor else lines


def _head_entries(head: Head) -> tuple[Entry, ...]:
    return (
        _entry("schema", SCHEMA),
        _entry("id", head.id),
        _entry("title", head.title),
        _entry("municipality", head.municipality.name),
        _entry("years", head.years),
        replace(_entry("status", "draft"), beside=_STATUS),
        _entry("source", _flow(document=head.title, publisher=head.publisher)),
    )


def _checked(text: str, catalogue: Catalogue) -> str:
    """Return a plan that loads."""
    document = read_document(Path("plan.yaml"), "plan", PlanUnreadableError, text.encode())
    problems = read_plan(document, catalogue).problems
    if problems:
        raise OutputError(f"not written: the plan would not check clean: {problems[0].message}")
    return text


# ── what is taken over ──────────────────────────────────────────────────────────────────────


def _areas(value: Leaf | Branch) -> Leaf | Branch:
    """Return the focus areas with each target replacing the old one."""
    return _each(value, lambda area: _each_under(area, "targets", _target))


def _target(target: Leaf | Branch) -> Leaf | Branch:
    if not isinstance(target, Branch):
        return target
    name = target.get("id")
    kept = [
        _looked_at(one)
        for one in map(_no_more_allowed, target.entries)
        if _key_of(one) not in _NOT_AGAIN and one.value != _NOTHING
    ]
    replaces = Entry(name, Leaf("replaces")) if name is not None else None
    return replace(target, entries=(*kept, *((replaces,) if replaces else ())))


_NOT_AGAIN: Final = frozenset({"replaces", "assessment"})
_NOTHING: Final = Branch((), keyed=True)


def _no_more_allowed(entry: Entry) -> Entry:
    """Return an entry of a target without what was allowed for the old years, or the old plan.

    A new plan has other years and replaces another plan: such an allowance would be needed by
    nothing, or hide a deadline that is long past.
    """
    said = _ALLOWED.fullmatch(entry.beside)
    if said is not None and all(map(_OF_THE_OLD.fullmatch, re.split(", ?", said["codes"]))):
        entry = replace(entry, beside="")
    if not isinstance(entry.value, Branch):
        return entry
    inside = tuple(map(_no_more_allowed, entry.value.entries))
    if _key_of(entry) != "allow":
        return replace(entry, value=replace(entry.value, entries=inside))
    left = tuple(one for one in inside if not _OF_THE_OLD.fullmatch(_key_of(one)))
    return replace(entry, value=replace(entry.value, entries=left) if left else _NOTHING)


def _looked_at(entry: Entry) -> Entry:
    """Return an entry of a target with a mark where it belonged to the old years."""
    key = _key_of(entry)
    if key in _AGAIN and _is_of_old_years(key, entry.value):
        mark = _AGAIN[key]
        return entry if mark in entry.above else replace(entry, above=(*entry.above, mark))
    if key not in _OPENED or not isinstance(entry.value, Branch):
        return entry
    inside = tuple(_looked_at(one) for one in entry.value.entries)
    return replace(entry, value=replace(entry.value, entries=inside))


def _is_of_old_years(key: str, value: Leaf | Branch) -> bool:
    match key:
        case "rule" | "for_each":
            return _holds(value, "by_year")
        case "measure" | "expected":
            return any(text not in _MOVING for text in _values(value, ("from", "since")))
        case "due" | "baseline":
            named = _values(value, ("by_end", "during", "throughout", "period"))
            return any(text not in _MOVING for text in named)
        case _:
            return True


def _holds(value: Leaf | Branch, key: str) -> bool:
    """Whether a rule has a key, its parts aside."""
    if not isinstance(value, Branch):
        return False
    inside = (one for one in value.entries if _key_of(one) != "parts")
    return any(_key_of(one) == key or _holds(one.value, key) for one in inside)


def _values(value: Leaf | Branch, keys: tuple[str, ...]) -> list[str]:
    """Return the texts of some keys, wherever they stand in a mapping."""
    if not isinstance(value, Branch):
        return []
    found = []
    for one in value.entries:
        if isinstance(one.value, Leaf):
            found += [one.value.text] if _key_of(one) in keys else []
        elif _key_of(one) not in _NAMES_INSIDE:
            found += _values(one.value, keys)
    return found


# ── nodes ───────────────────────────────────────────────────────────────────────────────────


def _each(value: Leaf | Branch, change: Callable[[Leaf | Branch], Leaf | Branch]) -> Leaf | Branch:
    """Return a list with each of its items changed."""
    if not isinstance(value, Branch):
        return value
    entries = tuple(replace(one, value=change(one.value)) for one in value.entries)
    return replace(value, entries=entries)


def _each_under(
    value: Leaf | Branch, key: str, change: Callable[[Leaf | Branch], Leaf | Branch]
) -> Leaf | Branch:
    """Return a mapping with each item of the list under a key changed."""
    if not isinstance(value, Branch):
        return value
    entries = tuple(
        replace(one, value=_each(one.value, change)) if _key_of(one) == key else one
        for one in value.entries
    )
    return replace(value, entries=entries)


def _key_of(entry: Entry) -> str:
    return entry.key.text if entry.key is not None else ""


def _entry(key: str, value: str | Branch, above: tuple[str, ...] = ()) -> Entry:
    return Entry(Leaf(value) if isinstance(value, str) else value, Leaf(key), above)


def _item(value: Branch) -> Entry:
    return Entry(value)


def _mapping(*entries: Entry) -> Branch:
    return Branch(entries, keyed=True)


def _list(*entries: Entry) -> Branch:
    return Branch(entries, keyed=False)


def _flow(**texts: str) -> Branch:
    return _mapping(*(_entry(key, text) for key, text in texts.items()))
