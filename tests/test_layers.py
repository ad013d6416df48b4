"""Modules import only from layers below their own (docs/decisions/0001)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import beskplan

ROOT = Path(beskplan.__file__).parent

LAYERS = (
    {"_version"},
    {"errors", "writing"},
    {"numbers", "periods", "areas"},
    {"words", "documents", "places", "markdown"},
    {"models"},
    {"catalogue"},
    {"manifests"},
    {"descriptions"},
    {"observations"},
    {"arithmetic"},
    {"judgements"},
    {"results"},
    {"tables", "reporting"},
    {"measures", "readers", "renderers"},
    {"inspection"},
    {"due"},
    {"rules"},
    {"target"},
    {"plan"},
    {"wording"},
    {"strength"},
    {"differences"},
    {"layout"},
    {"skeleton"},
    {"deadlines", "persons"},
    {"flags"},
    {"evaluation"},
    {"checks"},
    {"schemas"},
    {"explanation"},
    {"exports", "calendars"},
    {"cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FILES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem[0] != "_")


def _part(module: str) -> str:
    """Return the top-level part of a module: ``rules`` for ``beskplan.rules.trend``."""
    return module.removeprefix("beskplan").lstrip(".").split(".")[0]


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0
    }
    names |= {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return {name for name in names if name.startswith("beskplan")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_downwards(path: Path) -> None:
    own = path.relative_to(ROOT).with_suffix("").parts[0]
    upwards = {
        name
        for name in _imported(path)
        if _part(name) not in ("", own) and LEVEL[_part(name)] >= LEVEL[own]
    }
    assert not upwards


def test_every_module_has_its_layer() -> None:
    found = {path.relative_to(ROOT).with_suffix("").parts[0] for path in FILES}
    assert found <= set(LEVEL)


@pytest.mark.parametrize("folder", ["rules", "renderers", "readers", "measures"])
def test_siblings_of_a_folder_do_not_know_each_other(folder: str) -> None:
    for path in (ROOT / folder).glob("*.py"):
        if path.stem.startswith("_"):
            continue
        known = {name for name in _imported(path) if _part(name) == folder}
        shared = {f"beskplan.{folder}"} | {
            f"beskplan.{folder}.{other.stem}" for other in (ROOT / folder).glob("_*.py")
        }
        assert known <= shared, path.name


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        (["--help"], {"polars", "pydantic", "rich", "yaml"}),
        (["--version"], {"polars", "pydantic", "rich", "yaml"}),
        (["evaluate", "--help"], {"polars", "rich", "yaml"}),
        (["check", "--help"], {"polars", "rich", "yaml"}),
        (["fmt", "--help"], {"polars", "rich", "yaml"}),
        (["new", "--help"], {"polars", "rich", "yaml"}),
        (["data", "inspect", "--help"], {"polars", "rich", "yaml"}),
        (["data", "list", "--help"], {"polars", "rich", "yaml"}),
        (["data", "tidy", "--help"], {"polars", "rich", "yaml"}),
        (["diff", "--help"], {"polars", "rich", "yaml"}),
        (["report", "--help"], {"polars", "rich", "yaml"}),
        (["export", "--help"], {"polars", "rich", "yaml"}),
        (["calendar", "--help"], {"polars", "rich", "yaml"}),
        (["schema", "--help"], {"polars", "rich", "yaml"}),
        (["explain", "--help"], {"polars", "rich", "yaml"}),
        (["evaluate", "nowhere.yaml"], {"polars", "rich"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_commands_that_need_no_data_import_no_polars(
    command: list[str], unwanted: set[str]
) -> None:
    code = (
        "import sys\n"
        "from beskplan.cli import app\n"
        "from beskplan.errors import BeskplanError\n"
        f"try: app({command!r})\n"
        "except (SystemExit, BeskplanError): pass\n"
        f"slow = {unwanted!r} & set(sys.modules)\n"
        "sys.exit(f'imported {slow}' if slow else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_plan_is_loaded_without_polars() -> None:
    code = (
        "import sys\n"
        "from beskplan import load_catalogue, load_plan\n"
        "load_plan('plans/frederikssund-2022.yaml', load_catalogue('data/indicators.yaml'))\n"
        "sys.exit('polars imported' if 'polars' in sys.modules else 0)\n"
    )
    root = ROOT.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=root
    )
    assert done.returncode == 0, done.stderr


POSIX_ONLY = {"fcntl", "grp", "posix", "pwd", "resource", "termios", "tty", "pty", "syslog"}


def test_nothing_imports_what_windows_lacks() -> None:
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        named |= {
            (node.module or "").partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }
        assert not named & POSIX_ONLY, path.name


OF_BYTES = {"os", "archive"}


def test_every_text_file_is_opened_with_its_encoding() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if isinstance(node.func.value, ast.Name) and node.func.value.id in OF_BYTES:
                    continue  # a descriptor and what stands in a zip have no encoding
                if any(
                    isinstance(one, ast.Constant) and one.value in ("rb", "xb") for one in node.args
                ):
                    continue  # nor have bytes
                name = node.func.attr
                keywords = {keyword.arg for keyword in node.keywords}
                assert name not in ("read_text", "write_text", "open") or "encoding" in keywords, (
                    f"{path.name}:{node.lineno}"
                )
