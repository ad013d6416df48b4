"""YAML files, read so that every problem has a line and nothing is guessed.

Plan files come from strangers' pull requests. YAML itself would turn ``no`` into false,
``2:30`` into 150 and ``4.10`` into 4.1, would run tags, and would multiply aliases, so only
its events are used: they become nodes in which every scalar is the text as written, with
its line and column. The model that a node is checked against decides what the text means.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from beskplan.errors import (
    LONGEST_MESSAGE,
    BeskplanError,
    Problem,
    did_you_mean,
    named,
    odd_mark,
    quoted,
    shortened,
)
from beskplan.numbers import ways_to_write

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 40
MAX_NODES: Final = 20_000
MAX_NODES_OF_PLAN: Final = 10_000
MAX_TEXT: Final = 10_000
MAX_PROBLEMS: Final = 1000
MAX_GAP: Final = 100
MAX_MARKS: Final = 3

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML ends a line at U+0085, U+2028 and U+2029, which editors show as nothing, so a comment
# can hide a key; bidirectional marks show a line in another order than it is read; of what is
# shown as nothing (soft hyphens, joiners, fillers, variation selectors, tags) Danish needs none.
_HIDDEN: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]|\r(?!\n)"
)
_DIRECTIVE: Final = re.compile("^%TAG", re.MULTILINE)
_HALF_GAP: Final = MAX_GAP // 2
_GAP: Final = re.compile(rf"(?<!\s)\s{{{MAX_GAP},}}+(?=\S)")
_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)", re.DOTALL
)
_DIGITS: Final = re.compile(r"-?[0-9]+")
_TAIL: Final = re.compile(r"[0-9]+")
_SUFFIXES: Final = (".yaml", ".yml")
_OUR_LETTERS: Final = "write it with letters of the Danish alphabet"
_EMPTY_WORDS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A text as written. ``plain`` is false where it stands in quotes or as a block."""

    text: str
    line: int
    column: int
    plain: bool = True


class Items(NamedTuple):
    """A list."""

    nodes: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True)
class Entries:
    """A mapping: keys with their values, in the order of the file."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    @cached_property
    def _by_key(self) -> dict[str, tuple[Scalar, Node]]:
        return {name.text: (name, value) for name, value in reversed(self.pairs)}

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return self._by_key[key][1] if key in self._by_key else None

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its place."""
        return self._by_key[key][0] if key in self._by_key else None


Node = Scalar | Items | Entries
Loc = tuple[str | int, ...]


class Document(NamedTuple):
    """A YAML file as nodes, with the problems that were found on the way.

    ``unread`` are the lines and columns of values that could not be read: empty ones,
    aliases, numbers split at a comma. ``text`` is the whole file as it was read; ``styled`` says
    where texts in quotes and block texts begin and end in it.
    """

    file: str
    root: Entries
    problems: tuple[Problem, ...]
    sha256: str
    unread: frozenset[tuple[int, int]] = frozenset()
    text: str = ""
    styled: tuple[tuple[int, int], ...] = ()

    def with_own(self, found: Iterable[Problem]) -> list[Problem]:
        """Add the document's own problems; of an unread value they are all there is to tell."""
        return [
            *self.problems,
            *(one for one in found if (one.line, one.column) not in self.unread),
        ]

    def problem(self, loc: Loc, message: str, *, at_key: bool = False) -> Problem:
        """Return a problem with the line and column of the node at ``loc``."""
        node = node_at(self.root, loc, at_key=at_key)
        told = shortened(message, LONGEST_MESSAGE)
        return Problem(self.file, node.line, node.column, told)


def plain(node: Node) -> Any:
    """Return a node as dict, list and str."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    return {
        key.text: value.text if isinstance(value, Scalar) else plain(value)
        for key, value in node.pairs
    }


def node_at(root: Node, loc: Loc, *, at_key: bool = False) -> Node:
    """Return the node at a path; parts that are no keys (names of union members) are skipped."""
    node: Node = root
    key_node: Node = root
    for part in loc:
        if isinstance(node, Items) and isinstance(part, int) and part < len(node.nodes):
            node = key_node = node.nodes[part]
        elif isinstance(node, Entries) and (found := node.get(str(part))) is not None:
            key_node = node.key(str(part)) or found
            node = found
    return key_node if at_key else node


def repeated_ids(file: str, what: str, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Yield the ids that stand twice among mappings of one kind, or only look as if they did."""
    first: dict[str, int] = {}
    for node in nodes:
        found = node.get("id") if isinstance(node, Entries) else None
        if isinstance(found, Scalar) and (odd := odd_mark(found.text)):
            label = f"{what} {shortened(found.text)}"
            message = f"{label}: its id holds {odd}; {_OUR_LETTERS}"
            yield Problem(file, found.line, found.column, message)
        elif isinstance(found, Scalar) and found.text in first:
            label = f"{what} {shortened(found.text)}"
            message = f"{label}: this id stands twice, first in line {first[found.text]}"
            yield Problem(file, found.line, found.column, f"{message}; give one another id")
        elif isinstance(found, Scalar):
            first[found.text] = found.line


def read_document(
    path: Path, what: str, error: type[BeskplanError], content: bytes | None = None
) -> Document:
    """Read a YAML file as nodes.

    Args:
        path: the file; its name in messages is the path as given.
        what: what the file should be, for messages: ``plan``.
        error: raised, with Problems, when there is nothing to work on.
        content: what the file holds, where it is not to be read from the disk: at most
            ``MAX_BYTES``; the path then is but a name.

    Raises:
        BeskplanError: of type ``error``: missing, no file, too large, not text, not YAML,
            or not a mapping.
    """
    name = path.as_posix()

    def refuse(message: str, line: int = 0, column: int = 0) -> BeskplanError:
        return error([Problem(name, line, column, message)])

    raw = _bytes_of(path, what, refuse) if content is None else content
    text = _decoded(raw, refuse)
    if content is None and path.is_symlink() and not says_it_is_ours(text):
        raise refuse(
            f"this link leads to a file that is no {what} file, and nothing of it is told; name "
            "the file itself"
        )
    hidden = list(islice(_hidden_in(text), MAX_PROBLEMS + 1))
    if hidden:
        found = [Problem(name, *each) for each in hidden[:MAX_PROBLEMS]]
        raise error([*found, *(Problem(name, *each[:2], _MORE) for each in hidden[MAX_PROBLEMS:])])
    composer = _Composer(name, text, MAX_NODES_OF_PLAN if what == "plan" else MAX_NODES)
    try:
        root = composer.compose()
    except _FullError as cause:
        raise error(composer.problems) from cause
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"not YAML: {_yaml_message(cause)}{_yaml_hint(cause, text, line, column)}"
        raise refuse(message, line, column) from cause
    except yaml.YAMLError as cause:
        raise refuse(f"not YAML: {' '.join(str(cause).split())}") from cause
    except _TooMuchError as cause:
        raise refuse(str(cause), cause.line, cause.column) from cause
    if root is None or _is_empty(root):
        raise refuse(f"the file is empty; a {what} file is a mapping that starts with schema:")
    if not isinstance(root, Entries):
        kind = "a list" if isinstance(root, Items) else "a text"
        raise refuse(
            f"a {what} file is a mapping that starts with schema:; this is {kind}",
            root.line,
            root.column,
        )
    return Document(
        file=name,
        root=root,
        problems=tuple(composer.problems),
        sha256=sha256(raw).hexdigest(),
        unread=frozenset(composer.unread),
        text=text,
        styled=tuple(composer.styled),
    )


def says_it_is_ours(text: str) -> bool:
    """Whether the text of a file has a line ``schema: beskplan/…``."""
    return _OURS.search(text) is not None


_OURS: Final = re.compile(r"^schema:[ \t]*[\"']?beskplan/", re.MULTILINE)


def _bytes_of(path: Path, what: str, refuse: Callable[..., BeskplanError]) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse(f"this is a folder; name the {what} file")
        if not stat.S_ISREG(status.st_mode):
            raise refuse(f"this is no regular file; name the {what} file")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)  # a file of the system may be longer than it says
    except FileNotFoundError as cause:
        raise refuse(
            f"no such file{_neighbours(path) or '; check the name and the folder'}"
        ) from cause
    except OSError as cause:
        raise refuse(f"cannot be read: {cause.strerror or cause}") from cause
    except ValueError as cause:  # a null byte in the name
        raise refuse("this is no usable file name") from cause
    if len(raw) > MAX_BYTES:
        raise refuse(f"the file is larger than 1 MB; a {what} file is a few pages")
    return raw


def _decoded(raw: bytes, refuse: Callable[..., BeskplanError]) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("the file is UTF-16; save it as UTF-8")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise refuse("a null byte: the file is no text, or UTF-16; save it as UTF-8", line)
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as cause:
        line = raw.count(b"\n", 0, cause.start) + 1
        raise refuse("the file is not UTF-8; save it as UTF-8", line) from cause


def _neighbours(path: Path) -> str:
    try:
        near = {other.name for other in path.parent.iterdir() if other.suffix in _SUFFIXES}
    except OSError:
        return ""
    return did_you_mean(path.name, sorted(near - {path.name}))  # it may be a link to nothing


def _hidden_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and message of what is refused anywhere in a file."""
    line, start, seen = 1, 0, 0
    found = re.finditer(_HIDDEN, text) if _may_hide(text) else ()
    marks = ((one.start(), _hidden_message(one.group())) for one in found)
    for at, message in merge(marks, _far_away(text)):
        line += text.count("\n", seen, at)
        start = max(start, text.rfind("\n", seen, at) + 1)
        seen = at
        yield line, seen - start + 1, message


def _may_hide(text: str) -> bool:
    """Whether it is worth looking for hidden characters; for most texts it is not."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        used = set(text)
        return "\r" in used or re.search(_HIDDEN, "".join(used)) is not None
    return not text.replace("\n", "").isprintable()


def _far_away(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands so far to the right, or so far down, that a reader may not see it."""
    if not any(text[at : at + _HALF_GAP].isspace() for at in range(0, len(text), _HALF_GAP)):
        return  # no gap is so long that it fills one of these pieces
    for found in _GAP.finditer(text):
        *between, last = found.group().split("\n")
        if len(between) > MAX_GAP:
            yield found.end(), f"{MAX_GAP} empty lines can hide what follows: delete them"
        elif len(last) >= MAX_GAP:
            yield found.end(), f"{MAX_GAP} spaces can hide what follows: delete them"


def _hidden_message(mark: str) -> str:
    if mark == "\r":
        return "a carriage return that ends no line: save the file with ordinary line ends"
    return (
        f"the character {named(mark)} is refused: it can hide text from a reader; "
        "delete it, or write it as an escape in double quotes"
    )


_MORE: Final = f"more than {MAX_PROBLEMS} problems; what follows was not read"


def _yaml_message(cause: yaml.MarkedYAMLError) -> str:
    return " ".join(str(part) for part in (cause.context, cause.problem) if part)


def _yaml_hint(cause: yaml.MarkedYAMLError, text: str, line: int, column: int) -> str:
    """Return what would work, where the complaint and the character at its place tell."""
    if cause.problem == "mapping values are not allowed in this context":
        return "; put a text that holds a colon and a space in quotes"
    if cause.problem != "found character that cannot start any token":
        return ""
    mark = text.split("\n")[line - 1][column - 1]
    if mark == "\t":
        return "; indent with spaces, not with tabs"
    return f'; put a text that starts with "{mark}" in quotes'


class _TooMuchError(Exception):
    def __init__(self, message: str, line: int, column: int) -> None:
        self.line = line
        self.column = column
        super().__init__(message)


class _FullError(Exception):
    """There are so many problems that reading on tells nobody anything."""


class _Composer:
    """Turns YAML events into nodes and notes what is refused.

    Depth is bounded while events are read: libyaml's own composer recurses in C.
    """

    def __init__(self, file: str, text: str, most: int) -> None:
        self.file = file
        self.text = text
        self.most = most
        self.problems: list[Problem] = []
        self.unread: set[tuple[int, int]] = set()
        self.styled: list[tuple[int, int]] = []
        self.nodes = 0
        self._next: Callable[[], Any]

    def compose(self) -> Node | None:
        directive = _DIRECTIVE.search(self.text)
        if directive is not None:  # thousands of them keep libyaml busy
            line = self.text.count("\n", 0, directive.start()) + 1
            raise _TooMuchError("directive %TAG: not used in these files; delete it", line, 1)
        loader = _Loader(self.text)
        self._next = loader.get_event  # `yaml.parse` would ask twice for each event
        try:
            return self._root()
        finally:
            loader.dispose()

    def _root(self) -> Node | None:
        root: Node | None = None
        while (event := self._next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._note(event, "a second document starts here; one file holds one")
                    break
                root = self._node(self._next(), 1)
        return root

    def _note(self, event: Any, message: str) -> None:
        self._tell(*_place(event), message)

    def _tell(self, line: int, column: int, message: str) -> None:
        if len(self.problems) == MAX_PROBLEMS:
            self.problems.append(Problem(self.file, line, column, _MORE))
            raise _FullError
        self.problems.append(Problem(self.file, line, column, message))

    def _node(self, event: Any, depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise _TooMuchError(f"nested deeper than {MAX_DEPTH} levels", line, column)
        if self.nodes > self.most:
            raise _TooMuchError(f"more than {self.most} values in one file", line, column)
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self._refuse_magic(event)
        if isinstance(event, yaml.ScalarEvent):
            text = event.value
            if not event.style and len(text) <= MAX_TEXT and _is_latin(text):
                return Scalar(text, line, column)  # most nodes
            return self._scalar(event, line, column)
        if isinstance(event, yaml.MappingStartEvent):
            return Entries(self._pairs(event, depth + 1), line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(self._items(event, depth + 1), line, column)
        self.unread.add((line, column))  # an alias
        return Scalar("?", line, column)

    def _scalar(self, event: Any, line: int, column: int) -> Scalar:
        """Return a text, its letters composed: "a" and a ring above it are "å"."""
        text: str = event.value
        style = event.style
        if style:
            self.styled.append((event.start_mark.index, event.end_mark.index))
        text = text[:MAX_TEXT]
        piled = not _is_latin(text) and _piled(text)
        if not (text.isascii() or piled):
            text = unicodedata.normalize("NFC", text)
        found = Scalar(text, line, column, not style)
        if len(event.value) > MAX_TEXT:
            length = len(event.value)
            self._refuse(found, f"a text of {length} characters; {MAX_TEXT} are the most")
        elif piled:
            self._refuse(found, f"more than {MAX_MARKS} marks on one letter cover other text")
        elif style == '"' and (plain := self._disguised(event)):
            self._refuse(found, f"an escape stands for {quoted(plain)}: write the letter itself")
        return found

    def _disguised(self, event: Any) -> str:
        """Return a letter, digit or mark of ASCII that a text in quotes writes as an escape."""
        written = self.text[event.start_mark.index : event.end_mark.index]
        for found in _ESCAPE.finditer(written) if "\\" in written else ():
            code = found[1] or found[2] or found[3]
            if code is not None and 0x20 <= int(code, 16) < 0x7F:
                return chr(int(code, 16))
        return ""

    def _refuse_magic(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._note(event, f"alias {quoted(f'*{event.anchor}')}: write the value out")
        elif event.anchor is not None:
            self._note(
                event, f"anchor {quoted('&' + event.anchor)}: not used in these files; delete it"
            )
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self._note(event, f"tag {quoted(tag)}: not used in these files; delete it")

    def _items(self, start: Any, depth: int) -> tuple[Node, ...]:
        found: list[Node] = []
        before: Any = None
        split: list[Any] = []
        while True:
            event = self._next()
            touches = start.flow_style and _is_split_decimal(before, event)
            if split and not touches:
                self._refuse_split_items(start, split)
                split = []
            if isinstance(event, yaml.SequenceEndEvent):
                return tuple(found)
            node = self._node(event, depth)
            if touches:
                split += [event] if split else [before, event]
            before = event
            if _is_empty(node):
                self._refuse_empty(node, "this item has no value")
            found.append(node)

    def _refuse_split_items(self, start: Any, split: list[Any]) -> None:
        parts = [event.value for event in split]
        written, spaced = ",".join(parts), ", ".join(parts)
        ways = " or ".join(ways_to_write(written))
        one = f"write {ways} for one, or {spaced} with a space for two" if ways else ""
        count = "two" if len(parts) == 2 else len(parts)
        hint = one or f"write {shortened(spaced)} with spaces"
        self._note(split[0], f"{quoted(written)} is {count} numbers here: {hint}")
        self.unread |= {_place(event) for event in (start, *split)}

    def _pairs(self, start: Any, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        found: list[tuple[Scalar, Node]] = []
        lines: dict[str, int] = {}
        before: Node | None = None
        split: dict[Scalar, str] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth)
            value = self._node(self._next(), depth)
            if not isinstance(key, Scalar):
                self._note(event, "a key is a word, not a list or a mapping")
                continue
            if start.flow_style and _is_tail_of_decimal(before, key, value):
                assert isinstance(before, Scalar)
                split[before] = f"{split.get(before, before.text)},{key.text}"
                continue
            before = value
            text = key.text
            if text in lines or not (text.isascii() and text.isidentifier()):  # most are
                wrong = self._wrong_with(key, lines)
                if wrong:
                    self._note(event, wrong)
                    continue
            lines[text] = key.line
            if _is_empty(value):
                self._refuse_empty(value, f"key {quoted(key.text)} has no value")
            found.append((key, value))
        self._refuse_split_values(split)
        return tuple(found)

    def _wrong_with(self, key: Scalar, lines: Mapping[str, int]) -> str:
        """Return what is wrong with a key, beside those in some lines."""
        text = key.text
        if text in lines:
            return f"key {quoted(text)} stands twice, first in line {lines[text]}; delete one"
        if key.plain and text == "<<":
            return 'the merge key "<<" is not used in these files: write it out'
        odd = odd_mark(text)
        return f"key {quoted(text)} holds {odd}; {_OUR_LETTERS}" if odd else ""

    def _refuse_split_values(self, split: dict[Scalar, str]) -> None:
        for node, written in split.items():
            count = written.count(",") + 1
            what = "a decimal comma" if count == 2 else "commas"
            ways = " or ".join(ways_to_write(written)) or "one number with a decimal point"
            message = (
                f"{quoted(written)} has {what}, which YAML reads as "
                f"{'two' if count == 2 else count} entries: write {ways}"
            )
            self._refuse(node, message)

    def _refuse_empty(self, node: Node, what: str) -> None:
        text = getattr(node, "text", "")
        hint = f'; quote it if the text "{text}" is meant' if text else ""
        self._refuse(node, f"{what}: write one, or delete it{hint}")

    def _refuse(self, node: Node, message: str) -> None:
        """Note a value that cannot be read."""
        self._tell(node.line, node.column, message)
        self.unread.add((node.line, node.column))


def _is_latin(text: str) -> bool:
    """Whether a text has but letters that stand alone: nothing of it can be composed."""
    return text.isascii() or max(text) < _FIRST_MARK


_FIRST_MARK: Final = "\u0300"


def _piled(text: str) -> bool:
    """Say whether letters carry so many marks that they cover text, or cannot be composed soon."""
    run = 0
    for mark in text:
        run = run + 1 if unicodedata.combining(mark) else 0
        if run > MAX_MARKS:
            return True
    return False


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text in _EMPTY_WORDS


def _is_split_decimal(before: Any, event: Any) -> bool:
    if not (isinstance(before, yaml.ScalarEvent) and isinstance(event, yaml.ScalarEvent)):
        return False
    ends: Any = before.end_mark
    starts: Any = event.start_mark
    return (
        not before.style
        and not event.style
        and _DIGITS.fullmatch(before.value) is not None
        and _TAIL.fullmatch(event.value) is not None
        and starts.index == ends.index + 1
    )


def _is_tail_of_decimal(before: Node | None, key: Scalar, value: Node) -> bool:
    return (
        isinstance(before, Scalar)
        and before.plain
        and _DIGITS.fullmatch(before.text) is not None
        and key.plain
        and _TAIL.fullmatch(key.text) is not None
        and isinstance(value, Scalar)
        and value.text == ""
    )
