"""Pages made from code are what the code would make now."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from cdp_metrics.catalogue import publishers
from cdp_metrics.catalogue.returns import template, templates
from cdp_metrics.sources import ALL
from cdp_metrics.ui.shell import PAGES
from cdp_metrics.ui.statement import STATEMENT

DOCS = Path(__file__).parents[2] / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", list(generator().PAGES))
def test_page_is_what_the_code_makes(page: str) -> None:
    made = generator().PAGES[page]()
    assert (DOCS / page).read_text("utf-8") == made, "run: python docs/generate.py"


@pytest.mark.parametrize("name", list(templates()))
def test_empty_return_is_what_its_template_makes(name: str) -> None:
    path = DOCS.parent / "data" / "templates" / f"{name}.csv"
    made = generator().empty_return(template(name))
    assert path.read_text("utf-8") == made, "run: python docs/generate.py"


def test_every_table_of_the_schema_is_described() -> None:
    schema = DOCS.parent / "cdp_metrics/sql/build/010_schema.sql"
    tables = schema.read_text("utf-8").count("create table ")
    assert (DOCS / "store.md").read_text("utf-8").count("\n## ") == tables


def test_every_source_is_listed_once_and_every_listed_one_exists() -> None:
    listed = [name for entry in publishers().values() for name in entry.sources]
    assert sorted(listed) == sorted(source.id for source in ALL)


def test_the_accessibility_statement_names_every_page() -> None:
    text = (DOCS / "accessibility.md").read_text("utf-8")
    listed = text.partition("These pages were tested:\n\n")[2].partition("\n\n")[0]
    named = [line.removeprefix("- ") for line in listed.splitlines()]
    assert named == [title for entries in PAGES.values() for _, title in entries]


def test_the_accessibility_statement_is_linked() -> None:
    assert "(docs/accessibility.md)" in (DOCS.parent / "README.md").read_text("utf-8")
    assert STATEMENT == DOCS / "accessibility.md"
