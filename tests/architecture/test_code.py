"""The shape of the code: small modules, thin pages, one door to each engine."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import cdp_metrics

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cdp_metrics"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
ROUTER = ROOT / "dashboard.py"
NOT_IN_PAGES = {"pandas", "numpy", "scipy", "duckdb", "plotly", "geopandas"}
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b", re.I)
SQL_TEXT = re.compile(r"\bselect\b.+\bfrom\b", re.I | re.S)
RUNS_SQL = {"execute", "executemany", "sql", "query"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imported(code: ast.AST) -> set[str]:
    """Return the dotted names of all imports, also those inside functions."""
    found: set[str] = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops(code: ast.AST) -> set[str]:
    return {dotted.split(".")[0] for dotted in imported(code)}


def texts(code: ast.AST) -> Iterator[str]:
    """Yield every string constant, f-string pieces included."""
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)


def arithmetic(code: ast.AST) -> list[int]:
    """Return the lines that calculate with anything but text."""
    return [
        node.lineno
        for node in ast.walk(code)
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ARITHMETIC)
            and not is_text(node)
        )
        or (
            isinstance(node, ast.AugAssign)
            and isinstance(node.op, ARITHMETIC)
            and not is_text(node.value)
        )
    ]


def is_assembled(node: ast.AST) -> bool:
    """Return whether an expression puts text together from parts."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {"format", "join", "replace"}
    return False


def assembled_sql(code: ast.AST) -> list[int]:
    """Return the lines that run SQL put together from parts.

    A name counts as assembled if it is so anywhere in the module.
    """
    names = {
        target.id
        for node in ast.walk(code)
        if isinstance(node, ast.Assign) and is_assembled(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        node.lineno
        for node in ast.walk(code)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in RUNS_SQL
        and node.args
        and (
            is_assembled(node.args[0])
            or (isinstance(node.args[0], ast.Name) and node.args[0].id in names)
        )
    ]


def longer_than(limit: int, paths: list[Path]) -> dict[str, int]:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in paths}
    return {path: lines for path, lines in lengths.items() if lines > limit}


def test_there_is_something_to_check() -> None:
    assert MODULES and PAGES and ROUTER.exists()


def test_modules_are_small() -> None:
    assert longer_than(300, MODULES) == {}
    assert longer_than(100, PAGES) == {}
    assert longer_than(60, [ROUTER]) == {}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_only_arrange(page: Path) -> None:
    code = tree(page)
    assert tops(code) & NOT_IN_PAGES == set(), "a page reads and counts nothing"
    assert tops(code) & {"pages", "dashboard"} == set(), "pages are independent"
    assert [text for text in texts(code) if SQL_TEXT.search(text)] == []
    assert [text for text in texts(code) if HEX_COLOUR.search(text)] == []
    assert arithmetic(code) == [], "these lines calculate; move them to stats"


def test_only_ui_knows_streamlit_and_only_warehouse_knows_duckdb() -> None:
    doors = {"streamlit": PACKAGE / "ui", "duckdb": PACKAGE / "warehouse"}
    strangers = {
        (name(module), engine)
        for module in MODULES
        for engine in tops(tree(module)) & doors.keys()
        if not module.is_relative_to(doors[engine])
    }
    assert strangers == set()


def test_the_package_does_not_import_its_pages() -> None:
    upwards = {
        name(module)
        for module in MODULES
        if tops(tree(module)) & {"pages", "dashboard", "tasks"}
    }
    assert upwards == set()


def test_values_are_bound_never_written_into_sql() -> None:
    faults = {name(m): assembled_sql(tree(m)) for m in (*MODULES, *PAGES, ROUTER)}
    assert {path: lines for path, lines in faults.items() if lines} == {}


def packages() -> list[str]:
    found = pkgutil.walk_packages(cdp_metrics.__path__, "cdp_metrics.")
    return ["cdp_metrics", *(module.name for module in found if module.ispkg)]


def body_of(module: ModuleType) -> list[ast.stmt]:
    return ast.parse(inspect.getsource(module)).body


@pytest.mark.parametrize("package", packages())
def test_public_names_are_listed_and_exist(package: str) -> None:
    module = importlib.import_module(package)
    listed = getattr(module, "__all__", None)
    if not any(isinstance(node, ast.ImportFrom) for node in body_of(module)):
        assert listed is None, f"{package} only holds modules: it has no names to list"
        return
    assert listed is not None, f"{package} has no __all__"
    assert len(set(listed)) == len(listed), "a name is listed twice"
    assert [name for name in listed if not hasattr(module, name)] == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("db.execute(f'select {x}')", [1]),
        ("db.execute('select ' + x)", [1]),
        ("db.execute('select %s' % x)", [1]),
        ("db.execute('select {}'.format(x))", [1]),
        ("text = f'select {x}'\ndb.execute(text)", [2]),
        ("db.execute('select $x', {'x': f'{x}'})", []),
        ("db.execute(read('query'), {'x': x})", []),
    ],
)
def test_assembled_sql_is_seen(source: str, lines: list[int]) -> None:
    assert assembled_sql(ast.parse(source)) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = n / 2", [1]),
        ("x += 1", [1]),
        ("x = -n", []),
        ("x = 'a' + b + 'c'", []),
        ("x = folder / 'name'", []),
        ("x: int | None = None", []),
    ],
)
def test_arithmetic_is_seen(source: str, lines: list[int]) -> None:
    assert arithmetic(ast.parse(source)) == lines
