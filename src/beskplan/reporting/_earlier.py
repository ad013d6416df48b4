"""An earlier result, read from JSON, and what is new since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beskplan.errors import UsageError, quoted
from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.reporting._figures import (
    figure,
    is_starting_verdict,
    named_standing,
    short_period,
)
from beskplan.reporting._model import Changes, Column, Row, Standing, Table
from beskplan.results import Flag, Results, Verdict
from beskplan.words import Words

SCHEMA: Final = "beskplan/results/v1"
_ADVICE: Final = "write one with: beskplan evaluate PLAN --format json"


class _Read(BaseModel):
    """A part of the JSON; keys that are not asked for may be anything."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class EarlierTarget(_Read):
    """What an earlier result said of a target."""

    target: str
    title: str
    area: str
    status: Status
    observed: Decimal | None
    unit: str | None
    period: str | None
    flags: tuple[str, ...]

    @property
    def is_starting(self) -> bool:
        """Whether its figure was from before the plan's years."""
        decided = self.status in (Status.MET, Status.MISSED)
        return decided and Flag.FIGURES_BEFORE_PLAN in self.flags

    @property
    def when(self) -> Period | None:
        """The judged period."""
        return None if self.period is None else Period.parse(self.period)


class _Plan(_Read):
    id: str
    sha256: str | None


class Earlier(_Read):
    """An earlier result of one plan: ``beskplan/results/v1``."""

    schema_: str = Field(alias="schema")
    as_of: date
    plan: _Plan
    results: tuple[EarlierTarget, ...]

    @property
    def areas(self) -> frozenset[str]:
        """The codes of the municipalities that were judged."""
        return frozenset(one.area for one in self.results)

    def only(self, targets: Sequence[str]) -> Earlier:
        """Return what was said of these targets."""
        kept = tuple(one for one in self.results if one.target in targets)
        return self.model_copy(update={"results": kept})


def earlier_results(content: bytes, name: str) -> tuple[Earlier, ...]:
    """Return the results that a JSON file holds, one plan or several.

    Args:
        content: what the file holds.
        name: what messages call it.

    Raises:
        UsageError: it is no JSON, of another schema, or does not hold what its schema says.
    """
    found = _parsed(content, name)
    documents = found if isinstance(found, list) else [found]
    if not documents:
        raise UsageError(f"{name}: holds no results; {_ADVICE}")
    return tuple(_one(document, name) for document in documents)


def _parsed(content: bytes, name: str) -> Any:
    import simplejson

    try:
        return simplejson.loads(content.decode("utf-8-sig"), use_decimal=True)
    except (ValueError, RecursionError) as cause:
        said = "nested too deeply" if isinstance(cause, RecursionError) else str(cause)
        message = f"{name}: is no JSON ({said}); {_ADVICE}"
        raise UsageError(message) from cause


def _one(document: object, name: str) -> Earlier:
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        said = f"of schema {quoted(schema)}" if isinstance(schema, str) else "no results"
        raise UsageError(f"{name}: this is {said}, not of {SCHEMA}; {_ADVICE}")
    try:
        read = Earlier.model_validate(document)
        for one in read.results:
            _ = one.when
    except ValidationError as cause:
        first = cause.errors()[0]
        where = ".".join(map(str, first["loc"]))
        message = f"{name}: {quoted(where)} is not what {SCHEMA} has there; {_ADVICE}"
        raise UsageError(message) from cause
    except ValueError as cause:
        raise UsageError(f"{name}: {cause}; {_ADVICE}") from cause
    return read


@dataclass(frozen=True)
class _Pair:
    """A target as it was and as it is; None where it was not there, or is not any more."""

    before: EarlierTarget | None
    now: Verdict | None


def earlier_of(results: Results, earlier: Sequence[Earlier]) -> Earlier | None:
    """Return the earlier result of the same plan and municipality, None where there is none.

    Raises:
        UsageError: there are several, or it is of a later day.
    """
    area = {verdict.area.code for verdict in results}
    found = [one for one in earlier if one.plan.id == results.plan.id and one.areas <= area]
    if len(found) > 1:
        raise UsageError(
            f"--since: {len(found)} earlier results of the plan {quoted(results.plan.id)} and the "
            "same municipality; keep one"
        )
    if found and found[0].as_of > results.as_of:
        raise UsageError(
            f"--since: that result is as of {found[0].as_of}, which is later than "
            f"{results.as_of}; give an earlier one, or a later --as-of"
        )
    return found[0] if found else None


def changes(words: Words, results: Results, before: Earlier | None) -> Changes:
    """Return what is new: statuses, figures, targets that came or went."""
    if before is None:
        return Changes(
            words.say(
                da="Det tidligere resultat har ikke denne plan for denne kommune.",
                en="The earlier result does not have this plan for this municipality.",
            ),
            None,
        )
    pairs = list(_pairs(results, before))
    rows = tuple(_Told(words, pair).row() for pair in pairs if _is_new(pair))
    return Changes(_summary(words, results, before, pairs), _table(words, rows) if rows else None)


def change_of(words: Words, verdict: Verdict, before: Earlier | None) -> str | None:
    """Say what is new of one target; None where nothing is."""
    if before is None:
        return None
    old = next((one for one in before.results if one.target == verdict.target), None)
    pair = _Pair(old, verdict)
    return _Told(words, pair).sentence() if _is_new(pair) else None


def _pairs(results: Results, before: Earlier) -> Iterator[_Pair]:
    old = {one.target: one for one in before.results}
    for verdict in results:
        yield _Pair(old.pop(verdict.target, None), verdict)
    for one in old.values():
        yield _Pair(one, None)


def _is_new(pair: _Pair) -> bool:
    return _has_new_status(pair) or _has_new_figure(pair)


def _has_new_status(pair: _Pair) -> bool:
    before, now = pair.before, pair.now
    if before is None or now is None:
        return True
    starting = is_starting_verdict(now)
    return before.status is not now.status or before.is_starting != starting


def _has_new_figure(pair: _Pair) -> bool:
    before, now = pair.before, pair.now
    assert before is not None and now is not None  # noqa: PT018 (asked after the status)
    if before.observed is None and now.observed is None:
        return False  # the period alone is no news
    return (before.observed, before.when) != (now.observed, now.period)


def _summary(words: Words, results: Results, before: Earlier, pairs: Sequence[_Pair]) -> str:
    day = words.period(Period(before.as_of, before.as_of))
    kept = [pair for pair in pairs if pair.before is not None and pair.now is not None]
    status = sum(map(_has_new_status, kept))
    figures = sum(not _has_new_status(pair) and _has_new_figure(pair) for pair in kept)
    came = sum(pair.before is None for pair in pairs)
    went = sum(pair.now is None for pair in pairs)
    said = list(_counted(words, (status, figures, came, went)))
    first = words.say(
        da=f"Siden {day}: {words.listed(said)}." if said else f"Intet er ændret siden {day}.",
        en=f"Since {day}: {words.listed(said)}." if said else f"Nothing has changed since {day}.",
    )
    if before.plan.sha256 == results.plan.sha256:
        return first
    return words.say(
        da=f"{first} Planfilen er ændret i mellemtiden.",
        en=f"{first} The plan file has changed in the meantime.",
    )


_COUNTED: Final[tuple[Mapping[str, tuple[str, str]], ...]] = (
    {"da": ("mål har skiftet status",) * 2,
     "en": ("target has a new status", "targets have a new status")},
    {"da": ("mål har et nyt tal og samme status",) * 2,
     "en": ("target has a new figure and the same status",
            "targets have a new figure and the same status")},
    {"da": ("mål er nyt", "mål er nye"), "en": ("target is new", "targets are new")},
    {"da": ("mål er ikke længere med",) * 2,
     "en": ("target is no longer there", "targets are no longer there")},
)  # fmt: skip
"""What is counted of targets, of one and of several."""


def _counted(words: Words, counts: Sequence[int]) -> Iterator[str]:
    for count, said in zip(counts, _COUNTED, strict=True):
        if count:
            one, several = said[words.lang]
            yield f"{words.number(Decimal(count))} {one if count == 1 else several}"


@dataclass(frozen=True)
class _Told:
    """One change in words."""

    words: Words
    pair: _Pair

    def row(self) -> Row:
        """Return the change as a row of the table."""
        before, now = self.pair.before, self.pair.now
        shown = now or before
        assert shown is not None
        nothing = self.words.say(da="ikke med", en="not there")
        cells = (
            shown.target,
            shown.title,
            nothing if self._before is None else self._before.word,
            nothing if self._now is None else self._now.word,
            "" if before is None else self._figure(before.observed, before.unit, before.when),
            "" if now is None else self._figure(now.observed, now.unit, now.period),
        )
        return Row(cells, standing=self._now)

    def sentence(self) -> str:
        """Return the change as a sentence."""
        if self._before is None:
            return self.words.say(
                da="Målet var ikke med i det tidligere resultat.",
                en="The target was not in the earlier result.",
            )
        before, now = self.pair.before, self.pair.now
        assert before is not None and now is not None and self._now is not None  # noqa: PT018
        old = self._figure(before.observed, before.unit, before.when)
        new = self._figure(now.observed, now.unit, now.period)
        status = self.words.say(da="Status", en="Status")
        number = self.words.say(da="Tal", en="Figure")
        parts = []
        if self._before.word != self._now.word:
            parts.append(f"{status}: {self._before.word} → {self._now.word}")
        if old != new:
            parts.append(f"{number}: {old} → {new}")
        return "; ".join(parts) + "."

    @property
    def _before(self) -> Standing | None:
        one = self.pair.before
        if one is None:
            return None
        return named_standing(self.words, one.status, starting=one.is_starting)

    @property
    def _now(self) -> Standing | None:
        one = self.pair.now
        if one is None:
            return None
        return named_standing(self.words, one.status, starting=is_starting_verdict(one))

    def _figure(self, number: Decimal | None, unit: str | None, period: Period | None) -> str:
        shown = figure(self.words, number, unit)
        if number is None or period is None:
            return shown
        return f"{shown} ({short_period(self.words, period)})"


def _table(words: Words, rows: tuple[Row, ...]) -> Table:
    columns = (
        Column("target", words.say(da="Mål", en="ID")),
        Column("title", words.say(da="Titel", en="Title")),
        Column("status-before", words.say(da="Status før", en="Status before")),
        Column("status", words.say(da="Status nu", en="Status now")),
        Column("figure-before", words.say(da="Tal før", en="Figure before")),
        Column("figure", words.say(da="Tal nu", en="Figure now")),
    )
    return Table(words.say(da="Ændringer", en="Changes"), columns, rows)
