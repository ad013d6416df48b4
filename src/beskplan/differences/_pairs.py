"""Which target became which: as the new plan says, by id, or as a proposal by likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from beskplan.catalogue import folded
from beskplan.differences._model import Link
from beskplan.plan import FocusArea, Plan
from beskplan.rules.none import NoRule
from beskplan.strength._terms import Page, key_of, settled
from beskplan.target import Target
from beskplan.words import Text

LIKELY: Final = 4
"""The points from which a pair is proposed."""
MOST_PAIRED: Final = 40_000
"""Pairs of targets that are looked at for proposals; with more there are none, and a note."""
_TOO_MANY: Final = Text(
    "så mange mål er uden par, at ingen par foreslås",
    "so many targets are without a pair that no pairs are proposed",
)
_ALIKE: Final = 0.6  # of the words of two titles, from which they count as alike


@dataclass(frozen=True)
class Paired:
    """A target of the new plan and those that became it."""

    new: Target
    olds: tuple[Target, ...] = ()
    link: Link | None = None
    why: tuple[Text, ...] = ()


def paired(old: Plan, new: Plan, pages: tuple[Page, Page]) -> tuple[list[Paired], list[Text]]:
    """Return every target of the new plan with those that became it, and notes on how."""
    links, notes = _said(old, new)
    found = {target.id: Paired(target) for _, target in new.targets}
    for name, (olds, link) in links.items():
        if olds:
            found[name] = Paired(found[name].new, olds, link)
    taken = {one.id for pair in found.values() for one in pair.olds}
    left = [target for _, target in old.targets if target.id not in taken]
    alone = [pair.new for pair in found.values() if not pair.olds]
    if len(left) * len(alone) > MOST_PAIRED:
        notes.append(_TOO_MANY)
    else:
        for proposal in _proposals(left, alone, pages):
            found[proposal.new.id] = proposal
    return list(found.values()), notes


_Links = dict[str, tuple[tuple[Target, ...], Link]]


def _said(old: Plan, new: Plan) -> tuple[_Links, list[Text]]:
    """Return the pairs that need no guess: those of one id, or those that ``replaces`` names."""
    before = {target.id: target for _, target in old.targets}
    after = [target for _, target in new.targets]
    by_id: _Links = {one.id: ((before[one.id],), Link.ID) for one in after if one.id in before}
    if old.id == new.id:
        return by_id, []
    if new.replaces is not None and new.replaces != old.id:
        return {}, [_replaces_another(old, new)]
    notes = [] if new.replaces else [_replaces_nothing(old, new)]
    if not any(one.replaces for one in after):
        return (by_id if _is_one_document(old, new) else {}), notes
    links: _Links = {}
    for one in after:
        olds = tuple(before[name] for name in dict.fromkeys(one.replaces) if name in before)
        links[one.id] = olds, Link.REPLACES
        notes += [_no_such(one, name, old) for name in one.replaces if name not in before]
    return links, notes


def _is_one_document(old: Plan, new: Plan) -> bool:
    """Whether the plans are of one municipality and the same years, as a draft is."""
    return (old.municipality, old.years) == (new.municipality, new.years)


def _replaces_another(old: Plan, new: Plan) -> Text:
    return Text(
        f"planen siger, at den erstatter {new.replaces}, ikke {old.id}; målenes replaces følges "
        "derfor ikke, og alle par er forslag",
        f"the plan says that it replaces {new.replaces}, not {old.id}; the targets' replaces are "
        "not followed, and all pairs are proposals",
    )


def _replaces_nothing(old: Plan, new: Plan) -> Text:
    return Text(
        f"{new.id} siger ikke, hvilken plan den erstatter (replaces: {old.id} mangler)",
        f"{new.id} does not say which plan it replaces (replaces: {old.id} is missing)",
    )


def _no_such(target: Target, name: str, old: Plan) -> Text:
    return Text(
        f"mål {target.id} erstatter {name}, som {old.id} ikke har",
        f"target {target.id} replaces {name}, which {old.id} does not have",
    )


def _proposals(
    olds: Sequence[Target], news: Sequence[Target], pages: tuple[Page, Page]
) -> Iterator[Paired]:
    """Yield the pairs of which each is the one most like the other, by enough points."""
    before = [_Looks(one, pages[0]) for one in olds]
    after = [_Looks(one, pages[1]) for one in news]
    points = {(one.id, other.id): _likeness(one, other) for one in before for other in after}
    score = {pair: sum(count for count, _ in found) for pair, found in points.items()}
    by_id = {one.id: one for one in olds}
    for new in news:
        best = _only_best({old: score[old, new.id] for old in by_id})
        if best is None or score[best, new.id] < LIKELY:
            continue
        if _only_best({one.id: score[best, one.id] for one in news}) == new.id:
            why = tuple(text for _, text in points[best, new.id])
            yield Paired(new, (by_id[best],), Link.PROPOSAL, why)


class _Looks:
    """What a target is recognised by."""

    def __init__(self, target: Target, page: Page) -> None:
        self.id = target.id
        self.title = folded(target.title)
        self.words = frozenset(self.title.split())
        self.rule = settled(target).rule
        self.rule_key = key_of(self.rule, page)
        measure = target.measure
        self.number = (
            None if measure is None else key_of((measure, target.for_each), page.of(target))
        )
        self.indicators = () if measure is None else measure.indicators()

    @property
    def subject(self) -> str:
        """What the indicator's id says before its first point."""
        return self.indicators[0].partition(".")[0]


def _only_best(scores: Mapping[str, int]) -> str | None:
    """Return the name with the most points, None where several have as many."""
    most = max(scores.values(), default=0)
    names = [name for name, score in scores.items() if score == most]
    return names[0] if len(names) == 1 else None


def _likeness(old: _Looks, new: _Looks) -> list[tuple[int, Text]]:
    """Return points for what two targets share: number, title, rule."""
    found = _like_numbers(old, new)
    if old.title == new.title:
        found.append((4, Text("samme titel", "the same title")))
    elif found and _share_words(old.words, new.words):
        found.append((2, Text("titlerne ligner hinanden", "the titles are alike")))
    if found and not isinstance(new.rule, NoRule):
        if old.rule_key == new.rule_key:
            found.append((2, Text("samme krav", "the same rule")))
        elif old.rule is not None and new.rule is not None and old.rule.type == new.rule.type:
            found.append((1, Text("samme slags krav", "a rule of the same type")))
    return found


def _like_numbers(old: _Looks, new: _Looks) -> list[tuple[int, Text]]:
    if not old.indicators or not new.indicators:
        return []
    if old.number == new.number:
        return [(3, Text("samme måling", "the same measure"))]
    if old.indicators == new.indicators:
        return [(2, Text("samme indikator", "the same indicator"))]
    if old.subject == new.subject:
        return [(1, Text("indikatorer om samme emne", "indicators of one subject"))]
    return []


def _share_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles have most of their words in common, by the measure of Dice (1945)."""
    return 2 * len(one & other) >= _ALIKE * (len(one) + len(other))


def paired_areas(old: Plan, new: Plan, pairs: Sequence[Paired]) -> dict[str, FocusArea]:
    """Return the focus area of the old plan that each of the new one was, by the new id.

    One of the same title; else one with which it shares more than half of the targets that
    either has from, or to, the other plan; each once.
    """
    titles = {folded(one.title): one for one in reversed(old.focus_areas)}
    found: dict[str, FocusArea] = {}
    for one in new.focus_areas:
        same_title = titles.pop(folded(one.title), None)
        if same_title is not None:
            found[one.id] = same_title
    taken = {area.id for area in found.values()}
    went = Counter(_ways(old, new, pairs))
    left, came = Counter[str](), Counter[str]()
    for (before, after), count in went.items():
        left[before] += count
        came[after] += count
    old_areas = {one.id: one for one in old.focus_areas}
    for (before, after), both in went.items():
        most = 2 * both > left[before] and 2 * both > came[after]
        if most and after not in found and before not in taken:
            found[after] = old_areas[before]
    return found


def _ways(old: Plan, new: Plan, pairs: Sequence[Paired]) -> list[tuple[str, str]]:
    """Return the focus areas that each pair of targets went from and to."""
    before = {target.id: area.id for area, target in old.targets}
    after = {target.id: area.id for area, target in new.targets}
    return [(before[one.id], after[pair.new.id]) for pair in pairs for one in pair.olds]
