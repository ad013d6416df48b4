"""A corpus of hostile plan files: what a stranger's pull request may hold, and where it may lead.

Each case is a text, some bytes, or a situation in a folder. `tests/golden/hostile.txt` holds what
is said of each; the limits of time and memory are proven for each by `test_hostile.py`.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PLAN = """\
schema: beskplan/plan/v1
id: p
title: Beskæftigelsesplan
municipality: Frederikssund
years: 2023
status: approved
source: {document: Beskæftigelsesplan 2023}
focus_areas:
  - id: "1"
    title: Job
    targets:
      - id: 1a
        title: Et resultatmål
        measure: {indicator: ydelse.andel, segment: {ydelse: A-dagpenge}}
        rule: {type: threshold, at_least: 85}
"""
"""A plan that loads; what is added at its end stands in the target when it starts with `KEY`."""

KEY = "        "
RULE = "{type: threshold, at_least: 85}"
TARGET = (
    "      - {id: t%d, title: T, measure: {indicator: ydelse.andel}, "
    "rule: {type: threshold, at_least: 5}}\n"
)
NAME = "p.yaml"

CATALOGUE = """\
schema: beskplan/catalogue/v1
indicators:
  - id: ydelse.andel
    title: Andel
    unit: percent
    better: higher
    covers: month
    labels: [Andel]
    dimensions: {ydelse: {members: {A-dagpenge: [], Kontanthjælp: []}}}
"""
"""What the plan measures."""


@dataclass(frozen=True)
class Hostile:
    """One case.

    Attributes:
        name: what it tries, in a few words.
        build: makes the situation in an empty folder and returns the path to be read.
        everywhere: whether Windows has such a thing.
    """

    name: str
    build: Callable[[Path], str]
    everywhere: bool = True


def corpus() -> Iterator[Hostile]:
    """Yield every case."""
    for group in (_magic(), _floods(), _numbers(), _unseen(), _bytes(), _tricks(), _leading_on()):
        for name, content in group.items():
            yield Hostile(name, _file(content))
    for name, build in _PLACES.items():
        yield Hostile(name, build)
    for name, build in _PLACES_OF_POSIX.items():
        yield Hostile(name, build, everywhere=False)


def for_check() -> Iterator[Hostile]:
    """Yield plans that load, and keep `check` busy."""
    for name, content in _busy().items():
        yield Hostile(name, _file(content))


def changed(before: str, after: str) -> str:
    """Return the plan in which something stands otherwise, in the first place."""
    assert before in PLAN, before
    return PLAN.replace(before, after, 1)


def _file(content: str | bytes, name: str = NAME) -> Callable[[Path], str]:
    raw = content if isinstance(content, bytes) else content.encode()

    def build(folder: Path) -> str:
        (folder / name).write_bytes(raw)
        return name

    return build


def _magic() -> dict[str, str]:
    """What YAML would do by itself."""
    bomb = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 30))
    return {
        "a bomb of aliases": f"{PLAN}k0: &k0 [lol]\n{bomb}",
        "an alias of itself": f"{PLAN}a: &a [*a]\n",
        "an alias of a mapping": changed("rule: {type", "rule: &r {type") + f"{KEY}allow: *r\n",
        "an anchor that nothing names": changed("85}", "&x 85}"),
        "an alias as key": f"{PLAN}{KEY}*x : 1\n",
        "an anchor with a long name": f"{PLAN}{KEY}note: &{'a' * 900_000} x\n",
        "a merge key": f"{PLAN}{KEY}<<: {{note: skjult}}\n",
        "a merge key with an alias": f"{PLAN}{KEY}<<: *defaults\n",
        "a tag that runs a command": changed("85}", "!!python/object/apply:os.system ['id']}"),
        "a tag that makes an object": changed("85}", "!!python/object:os.environ {}}"),
        "a tag that names a module": changed("85}", "!!python/name:os.system ''}"),
        "a tag of Ruby": changed("85}", "!ruby/object:Gem::Installer {i: x}}"),
        "a tag of Java": changed("85}", "!!javax.script.ScriptEngineManager []}"),
        "a tag that makes a number": changed("85}", '!!int "0b11"}'),
        "a tag of bytes": changed("Job", "!!binary SGVq"),
        "a tag on the whole file": f"--- !!map\n{PLAN}",
        "a tag of no specific kind": changed("85}", "! 85}"),
        "a tag with a long name": f"{PLAN}{KEY}note: !{'a' * 900_000} x\n",
        "a tag directive": f"%TAG ! tag:yaml.org,2002:\n---\n{PLAN}",
        "30,000 tag directives": "".join(f"%TAG !a{n}! tag:x,2000:\n" for n in range(30_000)),
        "a directive of a future YAML": f"%YAML 9.9\n---\n{PLAN}",
        "an unknown directive": f"%INCLUDE /etc/passwd\n---\n{PLAN}",
        "a second document": f"{PLAN}---\n{PLAN}",
        "a second document after an end": f"{PLAN}...\n---\nid: q\n",
        "text after the end": f"{PLAN}...\nid: q\n",
        "a list as key": f"{PLAN}{KEY}? [a, b]\n{KEY}: 1\n",
        "a mapping as key": f"{PLAN}{KEY}? {{a: b}}\n{KEY}: 1\n",
        "a key twice": f"{PLAN}{KEY}rule: {{type: threshold, at_least: 1}}\n",
        "a key twice in braces": changed("85}", "85, at_least: 1}"),
        "a key again in quotes": changed("85}", '85, "at_least": 1}'),
        "a key again with a question mark": f"{PLAN}{KEY}? title\n{KEY}: Andet\n",
        "an id twice": PLAN + PLAN[PLAN.index("      - id: 1a") :],
        "null for a number": changed("85}", "null}"),
        "a truth for a number": changed("85}", "yes}"),
        "a date for a number": changed("85}", "2023-01-01}"),
        "base 60": changed("85}", "1:25}"),
        "octal": changed("85}", "0o125}"),
        "hexadecimal": changed("85}", "0x55}"),
    }


def _floods() -> dict[str, str]:
    """What is too much."""
    deep = "{type: all-of, parts: [{title: a, rule: " * 30
    unknown = ", ".join(f"k{n}: 1" for n in range(4_500))
    towns = ", ".join(f"Koldin{n}" for n in range(14_500))
    parts = ", ".join(["{rule: {type: tresholds}}"] * 1_200)
    return {
        "100,000 brackets": PLAN + KEY + "note: " + "[" * 100_000,
        "100,000 brackets that close": PLAN + KEY + "note: " + "[" * 100_000 + "]" * 100_000,
        "100,000 braces": PLAN + KEY + "note: " + "{a: " * 100_000,
        "100,000 lists in a line": PLAN + KEY + "note: " + "- " * 100_000,
        "100,000 lists as items": f"{KEY}{'- ' * 100_000}a\n",
        "rules in rules in rules": changed(RULE, deep + RULE + "}]}" * 30),
        "450,000 values": PLAN + KEY + "replaces: [" + "a," * 450_000 + "]\n",
        "9,000 numbers side by side": f"{PLAN}{KEY}replaces: [{','.join(['1'] * 9_000)}]\n",
        "a decimal comma 4,500 times": f"{PLAN}{KEY}note: {{a: {','.join(['1'] * 4_500)}}}\n",
        "4,500 unknown keys": PLAN + "".join(f"{KEY}k{n}: 1\n" for n in range(4_500)),
        "4,500 keys that are nearly known": PLAN
        + "".join(f"{KEY}titl{n}: 1\n" for n in range(4_500)),
        "4,500 unknown keys at the bottom of rules": changed(
            RULE,
            "{type: all-of, parts: [{title: a, rule: " * 8
            + f"{{type: threshold, {unknown}}}"
            + "}]}" * 8,
        ),
        "100,000 keys that stand twice": PLAN + f"{KEY}z: 1\n" * 70_000,
        "9,000 targets that are none": PLAN + "      - a\n" * 9_000,
        "3,000 targets without anything": PLAN
        + "".join(f"      - id: t{n}\n" for n in range(3_000)),
        "9,000 focus areas that are none": PLAN + "  - a\n" * 9_000,
        "500 targets of one id": PLAN + (TARGET % 1) * 500,
        "500 unknown indicators": PLAN
        + "".join((TARGET % n).replace("andel", f"andele{n}") for n in range(500)),
        "350 conditions on nothing": PLAN
        + "".join(
            (TARGET % n).replace("title", f"only_if: {{target: u{n}, is: missed}}, title")
            for n in range(350)
        ),
        "350 conditions in a circle": PLAN
        + "".join(
            (TARGET % n).replace(
                "title", f"only_if: {{target: t{(n + 1) % 350}, is: missed}}, title"
            )
            for n in range(350)
        ),
        "9,000 municipalities that are none": f"{PLAN}groups:\n  g: {{areas: [{towns}]}}\n",
        "1,900 groups of nobody": PLAN
        + "groups:\n"
        + "".join(f"  g{n}: {{areas: [x]}}\n" for n in range(1_900)),
        "1,200 rules of no type": changed(RULE, f"{{type: all-of, parts: [{parts}]}}"),
        "4,500 years of a limit": changed(
            "85}", "{by_year: {" + ", ".join(f"{n}: x" for n in range(4_500)) + "}}}"
        ),
        "3,000 measures in a sum": changed(
            "{indicator: ydelse.andel, segment: {ydelse: A-dagpenge}}",
            "{sum_of: [" + ", ".join(["{indicator: ydelse.andele}"] * 3_000) + "]}",
        ),
        "9,000 values of nothing": PLAN + KEY + "note:\n" + f"{KEY} -\n" * 9_000,
        "90,000 escapes of a terminal": f"{PLAN}# {chr(27) * 90_000}\n",
        "a megabyte and one byte": PLAN + "#" * (1_048_577 - len(PLAN.encode())),
        "ten megabytes": PLAN + "# x\n" * 2_500_000,
        "a text of 900,000 letters": changed("Et resultatmål", "x" * 900_000),
        "a key of 900,000 letters": f'{PLAN}{KEY}? "{"x" * 900_000}"\n{KEY}: 1\n',
        "an id of 900,000 letters": changed("1a", "x" * 900_000),
        "an id of 9,999 letters that measures nothing": changed("1a", "x" * 9_999).replace(
            "andel,", "andele,"
        ),
        "a type of 900,000 letters": changed("threshold", "thresh" * 150_000),
        "a type of 9,000 letters": changed("threshold", "thresh" * 1_500),
        "a municipality of 9,000 letters": changed("Frederikssund", "frederiks" * 1_000),
        "a period of 9,000 letters": changed("years: 2023", f"years: {'2023-' * 1_800}"),
        "a fold of 400,000 lines": changed("Et resultatmål", ">\n" + "          x\n" * 80_000),
        "an open quote for a megabyte": f'{PLAN}{KEY}note: "{"a " * 500_000}',
        "a colon 400,000 times": f"{PLAN}{KEY}note: {'a:' * 400_000} b: c\n",
        "a question mark 20,000 times": f"{PLAN}{KEY}note: [{'? ' * 20_000}]\n",
    }


def _numbers() -> dict[str, str]:
    """What a number may not be."""
    long = "9" * 100_000
    by_number = {
        "a number of a billion digits": "1e999999999",
        "a number that is nothing": "1e-999999999",
        "infinity": ".inf",
        "no number": ".nan",
        "Infinity in words": "Infinity",
        "a number of 100,000 digits": long,
        "a number of 5,000 digits": "9" * 5_000,
        "a number of 16 digits": "1234567890123456",
        "16 digits behind the point": "0.1234567890123456",
        "a decimal comma in quotes": '"0,2"',
        "thousands or a fraction": "3.000",
        "underscores": "8_5",
        "a plus": "+85",
        "two minus signs": "--85",
        "the digits of Arabic": "٨٥",
        "wide digits": "８５",
        "a minus that is a dash": "−85",
        "a list for a number": "[85]",
        "a mapping for a number": "{value: 85}",
        "a formula": "=1+1",
        "a template": "{{ 85 }}",
        "a command of a shell": "$(id)",
    }
    return {
        **{name: changed("85}", f"{text}}}") for name, text in by_number.items()},
        "a share of 5,000 digits": changed(
            RULE, f"{{type: rank, top: 1/{'9' * 5_000}, best: lowest}}"
        ),
        "a place of 5,000 digits": changed(
            RULE, f"{{type: rank, at_most: {'9' * 5_000}, best: lowest}}"
        ),
        "a billion steps": changed(
            RULE, "{type: trend, must_be: falling, step: period, steps: 999999999}"
        ),
        "5,000 digits of members": f"{PLAN}{KEY}for_each: {{x: [a, b], require: {'9' * 5_000}}}\n",
        "4,000 digits of months": changed(
            "segment: {ydelse: A-dagpenge}", f"over: {{last: {'9' * 4_000} months, take: mean}}"
        ),
        "a year of 5,000 digits": changed("years: 2023", f"years: {'9' * 5_000}"),
        "a year that no calendar has": changed("years: 2023", "years: 0000"),
        "a month of 5,000 digits": f"{PLAN}follow_up: [{'9' * 5_000}]\n",
    }


def _unseen() -> dict[str, str]:
    """What a reviewer does not see."""
    below = "\n" * 150
    return {
        "a key behind a line separator": changed("85}", "85} # vedtaget\u2028        note: skjult"),
        "a key behind a paragraph separator": changed("85}", "85} # vedtaget\u2029        note: x"),
        "a key behind a next line": changed("85}", "85} # vedtaget\x85        note: skjult"),
        "a key behind a carriage return": changed("85}", "85} # vedtaget\r        note: skjult"),
        "a form feed": changed("85}", "85} # vedtaget\x0c"),
        "a right-to-left override": changed("85}", "85} # \u202e58"),
        "a right-to-left isolate": changed("Job", "Job \u2067x\u2069"),
        "an Arabic letter mark": changed("Job", "J\u061cob"),
        "a space of no width in an id": changed("1a", "1\u200ba"),
        "a space of no width in a key": changed("at_least", "at\u200b_least"),
        "a word joiner": changed("85}", "8\u20605}"),
        "a joiner of no width": changed("Job", "J\u200dob"),
        "a non-joiner of no width": changed("Job", "J\u200cob"),
        "a soft hyphen": changed("resultatmål", "resultat\u00admål"),
        "a variation selector": changed("Job", "Job\ufe0f"),
        "a tag character": changed("Job", "Job\U000e0041"),
        "a filler of Hangul": changed("Job", "J\u3164ob"),
        "a blank of Braille": changed("Job", "J\u2800ob"),
        "an invisible plus": changed("85}", "8\u20645}"),
        "a byte order mark inside": changed("Job", "J\ufeffob"),
        "a space that does not break, in a key": changed("at_least", "at_least\u00a0"),
        "a space that does not break, in a number": changed("85}", "\u00a085}"),
        "a Cyrillic letter in a key": changed("at_least", "\u0430t_least"),
        "a Cyrillic letter in a word": changed("threshold", "thresh\u043eld"),
        "a Cyrillic letter in a municipality": changed("Frederikssund", "Fr\u0435derikssund"),
        "a Cyrillic letter in an id": changed("1a", "1\u0430"),
        "a Cyrillic letter in an indicator": changed("ydelse.andel", "ydelse.\u0430ndel"),
        "a Greek letter in a group": f"{PLAN}groups:\n  nab\u03bfer: {{areas: [Vejle]}}\n",
        "wide letters in a key": changed("at_least", "ａｔ_least"),
        "bold letters in a key": changed("at_least", "\U0001d41at_least"),
        "a dotless i in a key": changed("title: Et", "t\u0131tle: Et"),
        "a key in two normal forms": f"{PLAN}groups:\n  n\u00e5: {{areas: [Vejle]}}\n"
        "  na\u030a: {areas: [Kolding]}\n",
        "a key in other letters": f"{PLAN}{KEY}Title: Andet\n",
        "a pile of marks": changed("Job", f"J{chr(0x30A) * 20}ob"),
        "380,000 marks on one letter": changed("Job", "J" + "\u0316\u0300" * 190_000),
        "an escape for a letter": changed("at_least", '"\\x61t_least"'),
        "an escape for a digit": changed("85}", '"\\u0038\\x35"}'),
        "an escape for a line end in an id": changed("1a", '"1a\\n2b"'),
        "an escape for nothing in an id": changed("1a", '"1a\\u200b"'),
        "an escape of a terminal in an id": changed("1a", '"1\\e[2Ja"'),
        "a key behind 500 spaces": changed("85}", f"85,{' ' * 500}strictly: true}}"),
        "a comment behind 500 spaces": changed("85}", f"85}}{' ' * 500}# x"),
        "a key behind 150 empty lines": f"{PLAN}{below}{KEY}note: skjult\n",
        "a key behind 500 tabs": changed("85}", f"85,{chr(9) * 500}strictly: true}}"),
        "a terminal escape": changed("Job", "J\x1b[2Job"),
        "a bell": changed("Job", "J\x07ob"),
        "a backspace": changed("85}", "85\x08\x08}"),
        "what is no character": changed("Job", "J\uffffob"),
    }  # fmt: skip


def _bytes() -> dict[str, str | bytes]:
    """What is no text."""
    return {
        "no byte": b"",
        "spaces only": b"   \n\n",
        "a comment only": b"# plan\n",
        "a null byte": PLAN.replace("Job", "J\0ob").encode(),
        "null bytes only": bytes(1_000),
        "UTF-16": PLAN.encode("utf-16"),
        "UTF-16 without its mark": PLAN.encode("utf-16-le"),
        "UTF-32": PLAN.encode("utf-32"),
        "Latin 1": PLAN.encode("latin-1"),
        "half a letter": PLAN.encode()[:55] + b"\xc3",
        "an overlong letter": PLAN.replace("Job", "J").encode() + b"\xc0\xaf\n",
        "half of a surrogate pair": PLAN.encode() + b"# \xed\xa0\x80\n",
        "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + PLAN.encode(),
        "line ends of old": PLAN.replace("\n", "\r").encode(),
        "a file of gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(range(256)),
        "a program": b"\x7fELF\x02\x01\x01" + bytes(9) + bytes(range(200)),
        "a workbook": b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(200)),
        "a page of PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    }


def _tricks() -> dict[str, str]:
    """What looks otherwise than it reads."""
    return {
        "tabs for spaces": PLAN.replace("    ", "\t"),
        "a tab before a key": f"{PLAN}\tnote: x\n",
        "line ends of Windows and an unknown key": f"{PLAN}{KEY}x: y\n".replace("\n", "\r\n"),
        "a key inside a block text": f"{PLAN}{KEY}note: |2-\n        x\n{KEY}a: 1\n",
        "an indent of ten in a block": f"{PLAN}{KEY}note: |10\n{KEY}x\n",
        "an indent of nothing in a block": f"{PLAN}{KEY}note: |0\n{KEY}x\n",
        "a number over two lines": changed("85}", "8\n          5}"),
        "a key over two lines": f"{PLAN}{KEY}no\n{KEY}te: x\n",
        "a comment inside a text": changed("85}", "85 # }\n          , x: y}"),
        "a brace left open": changed("85}", "85"),
        "a brace too many": changed("85}", "85}}"),
        "a list instead of the plan": f"- {PLAN.splitlines()[0]}\n",
        "a text instead of the plan": "beskplan/plan/v1\n",
        "another schema": changed("beskplan/plan/v1", "beskplan/plan/v2"),
        "no schema": PLAN.split("\n", 1)[1],
        "a catalogue": "schema: beskplan/catalogue/v1\nindicators: []\n",
        "no targets": PLAN[: PLAN.index("    targets:")],
        "an empty list of targets": PLAN[: PLAN.index("      - id")].replace(
            "targets:", "targets: []"
        ),
        "no focus areas": PLAN[: PLAN.index("focus_areas")] + "focus_areas: []\n",
        "a number as id of a mapping": changed("id: 1a", "id: {a: b}"),
        "an empty id": changed("id: 1a", 'id: ""'),
        "an id of spaces": changed("id: 1a", 'id: "   "'),
        "python's own names": f"{PLAN}{KEY}__class__: x\n{KEY}model_config: x\n{KEY}__init__: x\n",
        "the alias of a field": f"{PLAN}schema_: x\n",
        "a path that climbs out as municipality": changed("Frederikssund", "../../etc/passwd"),
        "a regular expression as indicator": changed("ydelse.andel", "'(a+)+$'"),
        "markup as type": changed("threshold", "'[red]<b>threshold</b>[/red]'"),
        "a formula as status": changed("approved", "'=HYPERLINK(\"x\")'"),
        "a place in a message": changed("approved", '"draft\\np.yaml:1:1: fine"'),
    }


def _leading_on() -> dict[str, str]:
    """Whose values are refused only by what they mean together."""
    return {
        "a condition on itself": f"{PLAN}{KEY}only_if: {{target: 1a, is: missed}}\n",
        "a condition on an unseen target": f"{PLAN}{KEY}only_if: {{target: 1\u0430, is: missed}}\n",
        "a group of nobody": f"{PLAN}groups:\n  g: {{areas: []}}\n",
        "years that run backwards": changed("years: 2023", "years: 2025-2023"),
        "a thousand years": changed("years: 2023", "years: 1900-2900"),
    }


def _busy() -> dict[str, str]:
    """In which there is much to find, or much that says it may be found."""
    turned = TARGET.replace("at_least", "at_most").replace("\n", "  # beskplan: allow BP201: x\n")
    in_quotes = TARGET.replace("title: T", 'title: "# beskplan: x", note: "# beskplan: y"')
    kept = TARGET.replace("title: T", f"title: {'fastholdes a b c d ' * 500}")
    every = [f"BP{number}" for number in range(100, 1_000)]
    nothing = "".join(f"# beskplan: allow {code}: x\n" for code in every)
    return {
        "30,000 allowances that nothing needs": PLAN + "# beskplan: allow BP201: x\n" * 30_000,
        "30,000 allowances of codes that there are not": PLAN + nothing * 33,
        "80,000 comments that say nothing": PLAN + "# beskplan:\n" * 80_000,
        "a comment that says nothing 80,000 times": f"{PLAN}{'# beskplan:' * 80_000}\n",
        "an allowance of 130,000 codes": f"{PLAN}# beskplan: allow {','.join(every * 145)}: x\n",
        "15,000 allowances behind 1,000 texts in quotes": PLAN
        + "".join(in_quotes % n for n in range(500))
        + "# beskplan: allow BP201: x\n" * 15_000,
        "15,000 allowances behind 500 that hold": PLAN
        + "".join(turned % n for n in range(500))
        + "# beskplan: allow BP201: x\n" * 15_000,
        "500 targets that promise the same": PLAN + "".join(TARGET % n for n in range(500)),
        "100 titles that are kept": PLAN + "".join(kept % n for n in range(100)),
    }


# ── where a path may lead ────────────────────────────────────────────────────────────────────


def _nowhere(name: str) -> Callable[[Path], str]:
    return lambda _: name


def _linked(make: Callable[[Path], object], to: str) -> Callable[[Path], str]:
    def build(folder: Path) -> str:
        make(folder)
        (folder / NAME).symlink_to(to)
        return NAME

    return build


def _outside(folder: Path) -> str:
    (folder / "plans").mkdir()
    (folder / "plans" / NAME).symlink_to("../secret")
    _secret(folder)
    return f"plans/{NAME}"


def _secret(folder: Path) -> None:
    (folder / "secret").write_text("root:x:0:hunter2\n", encoding="utf-8")


def _secret_yaml(folder: Path) -> None:
    (folder / "secret").write_text("token:\n  - hunter2\n", encoding="utf-8")


def _pipe(folder: Path) -> str:
    os.mkfifo(folder / NAME)
    return NAME


def _socket(folder: Path) -> str:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket may not be long
        made.bind(NAME)
        os.chdir(here)
    return NAME


def _folder(folder: Path) -> str:
    (folder / NAME).mkdir()
    return NAME


def _many_files(folder: Path) -> str:
    many = folder / "many"
    many.mkdir()
    for number in range(10_000):
        (many / f"{number}.yaml").touch()
    return "many"


def _circle(folder: Path) -> str:
    (folder / NAME).symlink_to(NAME)
    return NAME


def _locked(folder: Path) -> str:
    (folder / "many").mkdir()
    (folder / "many" / NAME).symlink_to(folder / "many")
    return f"many/{NAME}"


_PLACES: dict[str, Callable[[Path], str]] = {
    "a file that is not there": _nowhere("q.yaml"),
    "a folder that is not there": _nowhere("q/p.yaml"),
    "a path that climbs out": _nowhere("../../../../../../../../nowhere/p.yaml"),
    "a null byte in the name": _nowhere("a\0b.yaml"),
    "an escape in the name": _nowhere("\x1b[2J.yaml"),
    "a line end in the name": _nowhere("p.yaml:1:1: fine\nq.yaml"),
    "a right-to-left override in the name": _nowhere("p\u202elmay.yaml"),
    "a name of 5,000 letters": _nowhere("p" * 5_000),
    "a path of 5,000 folders": _nowhere("p/" * 5_000),
    "a name that looks like an option": _nowhere("--output=p.yaml"),
    "a short name that looks like an option": _nowhere("-rf"),
    "a name that a shell would run": _nowhere("$(id);`id`|id.yaml"),
    "an address": _nowhere("https://example.org/p.yaml"),
    "a folder in the place of a file": _folder,
    "a folder of 10,000 files": _many_files,
}

_PLACES_OF_POSIX: dict[str, Callable[[Path], str]] = {
    "a link to a secret": _linked(_secret, "secret"),
    "a link to a secret in YAML": _linked(_secret_yaml, "secret"),
    "a link out of the folder": _outside,
    "a link to nothing": _linked(lambda _: None, "nowhere"),
    "a link to itself": _circle,
    "a link to the folder around it": _locked,
    "a link to a device without end": _linked(lambda _: None, "/dev/zero"),
    "a device without end": _nowhere("/dev/zero"),
    "an empty device": _nowhere("/dev/null"),
    "the terminal": _nowhere("/dev/tty"),
    "a pipe that nobody writes to": _pipe,
    "a socket": _socket,
}
