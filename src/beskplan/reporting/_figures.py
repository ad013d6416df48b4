"""Numbers, periods and statuses in few letters, as tables and charts show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Final

from beskplan.judgements import Status
from beskplan.periods import Period
from beskplan.reporting._model import Standing
from beskplan.results import STATUS_WORDS, Flag, Verdict
from beskplan.words import PLACE, Lang, Words

_TIGHT: Final = "\u00a0"  # a number and its unit stay on one line
NONE: Final = "–"
"""What stands where there is no number."""

SYMBOLS: Final[Mapping[Status, str]] = {
    Status.MET: "✓",
    Status.MISSED: "✗",
    Status.NO_DATA: "?",
    Status.NOT_COMPARABLE: "≠",
    Status.NOT_DUE: "…",
    Status.NOT_SET: "○",
    Status.AWAITING_METHOD: "○",
    Status.MANUAL: "○",
    Status.NOT_APPLICABLE: "–",
}
_SIGNS: Final = {
    ("higher", False): "≥",
    ("higher", True): ">",
    ("lower", False): "≤",
    ("lower", True): "<",
}
_SHARES: Final = frozenset({"percent"})
_POINTS: Final = frozenset({"points", "percentage points"})
_MONTHS: Final[Mapping[Lang, Mapping[str, str]]] = {
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
_LONG_MONTH: Final = {lang: re.compile("|".join(names)) for lang, names in _MONTHS.items()}


def figure(words: Words, number: Decimal | None, unit: str | None) -> str:
    """Return a number with its unit in few letters: ``0,6 %``, ``nr. 75``, ``34 personer``."""
    if number is None:
        return NONE
    if unit == PLACE:
        return f"{words.say(da='nr.', en='no.')}{_TIGHT}{words.number(number)}"
    return _with_unit(words, words.number(number), number, unit).replace(" ", _TIGHT)


def gap(words: Words, number: Decimal | None, unit: str | None) -> str:
    """Return a distance with its sign: ``+3,2 point``."""
    if number is None:
        return NONE
    shown = words.number(number, signed=True)
    return _with_unit(words, shown, number, unit).replace(" ", _TIGHT)


def _with_unit(words: Words, shown: str, number: Decimal, unit: str | None) -> str:
    if unit is None:
        return shown
    if unit in _SHARES:
        return shown + words.say(da=" %", en="%")
    if unit in _POINTS:
        return f"{shown} {'point' if words.lang == 'da' or shown.strip('+−') == '1' else 'points'}"
    return words.amount(number, unit, signed=shown[0] == "+")


def required(words: Words, verdict: Verdict) -> str:
    """Return the level with its sign, ``≥ 85 %``; the level alone where no one side is good."""
    level = figure(words, verdict.required, verdict.unit)
    if verdict.required is None or verdict.good is None:
        return level
    return f"{_SIGNS[verdict.good, verdict.strict]}{_TIGHT}{level}"


def short_period(words: Words, period: Period) -> str:
    """Return a period in few letters: ``aug. 2021``, ``1. kv. 2021``."""
    names = _MONTHS[words.lang]
    return _LONG_MONTH[words.lang].sub(lambda found: names[found[0]], words.period(period))


def names_a_period(name: str) -> bool:
    """Whether what a number is compared with is called by a time: its own earlier number."""
    try:
        Period.parse(name)
    except ValueError:
        return False
    return True


def is_starting(verdict: Verdict) -> bool:
    """Whether figures from before the plan's years take part."""
    return Flag.FIGURES_BEFORE_PLAN in verdict.flags


def is_starting_verdict(verdict: Verdict) -> bool:
    """Whether met or missed is that of figures from before the plan's years."""
    return is_starting(verdict) and verdict.status in (Status.MET, Status.MISSED)


def standing(words: Words, verdict: Verdict) -> Standing:
    """Return a verdict's status as readers see it."""
    status = verdict.status
    further = ", ".join(_pace(words, verdict))
    word = STATUS_WORDS[status][words.lang] + (f" ({further})" if further else "")
    return named_standing(words, status, word, starting=is_starting_verdict(verdict))


def named_standing(
    words: Words, status: Status, word: str | None = None, *, starting: bool = False
) -> Standing:
    """Return a status with the word for it; ``starting`` puts before it what it is."""
    word = STATUS_WORDS[status][words.lang] if word is None else word
    before = words.say(da="udgangspunkt: ", en="starting position: ") if starting else ""
    whole = before + word
    return Standing(status, whole[0].upper() + whole[1:], SYMBOLS[status], starting)


def _pace(words: Words, verdict: Verdict) -> Iterator[str]:
    if verdict.on_track is not None:
        on_track = words.say(da="på vej", en="on track")
        yield on_track if verdict.on_track else words.say(da="bagud", en="behind")
    if verdict.progress is not None:
        yield whole_percent(words, verdict.progress) + words.say(da=" %", en="%")


def whole_percent(words: Words, share: Decimal) -> str:
    """Return a share in whole percent, rounded towards zero: what is not reached is not 100."""
    return words.number((share * 100).to_integral_value(ROUND_DOWN))


def verdict_with_inner(verdict: Verdict) -> Iterator[Verdict]:
    """Yield a verdict and its parts, however deep."""
    yield verdict
    for part in verdict.parts:
        yield from verdict_with_inner(part)
