"""Plans and the catalogue of this repository, edited at random: an error with a place, or a plan.

No edit may end in anything but a `BeskplanError` whose problems name a line of the file, in one
printable line of bounded length. Where an edited plan still loads, it is judged too. The edits
follow from their number alone, so that a failure is found again: `edited(name, number)`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beskplan.catalogue import Catalogue, load_catalogue
from beskplan.errors import (
    LONGEST_MESSAGE,
    MOST_TOLD,
    DataInvalidError,
    DataUnreadableError,
    PlanInvalidError,
    PlanUnreadableError,
)
from beskplan.evaluation import evaluate
from beskplan.observations import Observations
from beskplan.plan import Plan, load_plan
from tests.build import figures

ROOT = Path(__file__).parent.parent
CATALOGUE_FILE = ROOT / "data" / "indicators.yaml"
FILES = [*sorted((ROOT / "plans").glob("*.yaml")), CATALOGUE_FILE]
PROVING = settings.get_current_profile_name() != "default"
TRIES = 2_000 if PROVING else 40
"""How often each file is edited; `make prove` tries 12,000 times in all."""
BATCH = 20

NASTY = (
    "1e999999999",
    "٣",
    "0,2",
    "3.000",
    "[[[[",
    "]",
    "{",
    "}",
    "&a *a",
    "*a",
    "&a",
    "!!python/object",
    "!!int 5",
    "9" * 400,
    "-0",
    "0",
    ".inf",
    "null",
    "~",
    "",
    "''",
    '""',
    "yes",
    "2:30",
    "2023-02-30",
    "2023M13",
    "9999",
    "1900",
    "2200-2199",
    "each year",
    "baseline",
    "not-stated",
    "country",
    "2024 onwards",
    "😀",
    "\u202e",
    "\u2028",
    "\u200b",
    "\x00",
    "\x1b[2J",
    "\ufeff",
    "a\u030a",
    "\u0430t_least",
    "|",
    ">-",
    "- - - a",
    "? a",
    "<<: *a",
    "a: b: c",
    "# x",
    "---",
    "...",
    "%TAG ! x",
    "\t",
    "@",
    "`",
    "x" * 300,
    "{by_year: {2023: 1}}",
    "{region: Syddanmark}",
    "[a, a]",
    "{type: none, because: not-set}",
    "Fredericia",
    "607",
    "1/3",
    "50 percent",
    "yearly",
    "12 months",
)


@cache
def lines_of(name: str) -> tuple[str, ...]:
    [path] = [path for path in FILES if path.name == name]
    return tuple(path.read_text(encoding="utf-8").splitlines(keepends=True))


def edited(name: str, number: int) -> bytes:
    """Return a file after one to five edits, the same ones for the same number."""
    chance = random.Random(f"{name} {number}")  # noqa: S311 (no secret)
    lines = list(lines_of(name))
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        chance.choice(EDITS)(lines, chance)
    raw = bytearray("".join(lines).encode())
    if chance.random() < 0.15:
        for _ in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.03 else raw)


Edit = Callable[[list[str], random.Random], None]


def _at(lines: Sequence[str], chance: random.Random) -> int:
    return chance.randrange(len(lines))


def _cut(lines: list[str], chance: random.Random) -> None:
    start = _at(lines, chance)
    del lines[start : min(start + chance.choice((1, 1, 2, 7)), len(lines) - 1)]


def _repeat(lines: list[str], chance: random.Random) -> None:
    start, to = _at(lines, chance), _at(lines, chance)
    lines[to:to] = lines[start : start + chance.choice((1, 1, 2, 7))]


def _change_places(lines: list[str], chance: random.Random) -> None:
    one, other = _at(lines, chance), _at(lines, chance)
    lines[one], lines[other] = lines[other], lines[one]


def _indent(lines: list[str], chance: random.Random) -> None:
    start = _at(lines, chance)
    for at in range(start, min(start + chance.choice((1, 2, 9)), len(lines))):
        line = lines[at]
        lines[at] = chance.choice((f"  {line}", f" {line}", line.removeprefix("  "), line.lstrip()))


def _another_value(lines: list[str], chance: random.Random) -> None:
    """Put something nasty behind a colon."""
    at = _at(lines, chance)
    places = [found for found in range(len(lines[at])) if lines[at].startswith(": ", found)]
    if places:
        place = chance.choice(places) + 2
        ends = [lines[at].find(mark, place) for mark in (",", "}", "]", "\n")]
        end = min((found for found in ends if found >= 0), default=len(lines[at]) - 1)
        lines[at] = f"{lines[at][:place]}{chance.choice(NASTY)}{lines[at][end:]}"


def _nasty_text(lines: list[str], chance: random.Random) -> None:
    at = _at(lines, chance)
    place = chance.randrange(len(lines[at]))
    lines[at] = f"{lines[at][:place]}{chance.choice(NASTY)}{lines[at][place:]}"


def _key(line: str) -> str:
    return line.strip().removeprefix("- ").partition(":")[0]


def _another_key(lines: list[str], chance: random.Random) -> None:
    """Give a value the key of another line."""
    at, key = _at(lines, chance), _key(chance.choice(lines))
    if _key(lines[at]) and key:
        lines[at] = lines[at].replace(_key(lines[at]), key, 1)


def _another_node(lines: list[str], chance: random.Random) -> None:
    """Put what stands in braces somewhere into the place of what stands in braces elsewhere."""
    braced = [at for at, line in enumerate(lines) if "{" in line and line.rstrip().endswith("}")]
    if braced:
        here, there = chance.choice(braced), chance.choice(braced)
        node = lines[there][lines[there].index("{") :]
        lines[here] = lines[here][: lines[here].index("{")] + node


def _another_word(lines: list[str], chance: random.Random) -> None:
    """Change a word with one of another line."""
    one, other = _at(lines, chance), _at(lines, chance)
    words, others = lines[one].split(" "), lines[other].split(" ")
    words[chance.randrange(len(words))] = chance.choice(others).rstrip("\n")
    lines[one] = " ".join(words).rstrip("\n") + "\n"


EDITS: tuple[Edit, ...] = (
    _cut,
    _repeat,
    _change_places,
    _indent,
    _another_value,
    _another_value,
    _nasty_text,
    _another_key,
    _another_node,
    _another_word,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CATALOGUE_FILE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def held(folder: Path, name: str, raw: bytes, catalogue: Catalogue) -> bool:
    """Say whether an edited file is refused as it should be; else judge it."""
    path = folder / "edited.yaml"
    path.write_bytes(raw)
    try:
        if name == CATALOGUE_FILE.name:
            load_catalogue(path)
        else:
            judge(load_plan(path, catalogue), catalogue)
    except (PlanUnreadableError, PlanInvalidError, DataUnreadableError, DataInvalidError) as found:
        told_well(found, str(path), raw)
        return True
    return False


Refused = PlanUnreadableError | PlanInvalidError | DataUnreadableError | DataInvalidError


def told_well(refused: Refused, file: str, raw: bytes) -> None:
    last = raw.count(b"\n") + 2  # a file may end too early, in the line after its last
    assert refused.problems
    for problem in refused.problems:
        assert problem.file == file
        assert 0 <= problem.line <= last, problem
        assert problem.column >= 0
        assert (problem.column == 0) or problem.line > 0
    said = str(refused).split("\n")
    assert len(said) <= MOST_TOLD + 1
    assert all(line and line.isprintable() for line in said)
    assert all(len(line) <= LONGEST_MESSAGE + len(file) + 20 for line in said)


def judge(plan: Plan, catalogue: Catalogue) -> None:
    """Judge a plan on a few figures of what it measures; nothing may be raised."""
    names = sorted(
        {
            name
            for _, one in plan.targets
            for _, each in one.measures()
            for name in each.indicators()
        }
    )
    shown = {
        (area, period): printed
        for period in ("2021M12", "2022M12", "2023M12", "2022", "2023", "2022Q4")
        for area, printed in ((plan.municipality.code, "12.5"), ("000", "11"), ("607", "0"))
    }
    rows = [row for name in names for row in figures(shown, name)]
    for observations in (Observations(), Observations.of(rows)):
        results = evaluate(plan, catalogue, observations, as_of=date(2023, 12, 31))
        assert len(results.verdicts) > 0


@pytest.mark.parametrize("batch", range(BATCH))
@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_an_edited_file_is_refused_with_a_place_or_judged(
    folder: Path, catalogue: Catalogue, name: str, batch: int
) -> None:
    for number in range(batch, TRIES, BATCH):
        held(folder, name, edited(name, number), catalogue)


@given(data=st.data())
def test_edits_that_hypothesis_chooses_are_refused_with_a_place_or_judged(
    folder: Path, catalogue: Catalogue, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([path.name for path in FILES]))
    lines = list(lines_of(name))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        place = data.draw(st.integers(0, len(lines[at])))
        text = data.draw(st.sampled_from(NASTY) | st.text(max_size=6))
        cut = data.draw(st.integers(0, 4))
        lines[at] = lines[at][:place] + text + lines[at][place + cut :]
    raw = "".join(lines).encode("utf-8", "surrogatepass")
    held(folder, name, raw, catalogue)


def test_some_edits_are_refused_and_some_are_not(folder: Path, catalogue: Catalogue) -> None:
    name = FILES[0].name
    refused = [held(folder, name, edited(name, number), catalogue) for number in range(TRIES)]
    assert 0 < sum(refused) < len(refused)
