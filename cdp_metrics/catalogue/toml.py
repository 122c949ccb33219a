"""Read a TOML file into declared models, with errors that name the place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from cdp_metrics.errors import ConfigurationWrong

__all__ = ["Declared", "faults_of", "place", "read_toml", "validated"]


class Declared(BaseModel):
    """Base of everything declared in TOML: unknown keys and inf are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


DeclaredT = TypeVar("DeclaredT", bound=Declared)


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as a mapping.

    Raises
    ------
    ConfigurationWrong
        The file is absent, not UTF-8 or not TOML; the message names the line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationWrong(f"{path}: there is no such file") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationWrong(
            f"{path}: {error}. What to do: correct that line: words stand in quotation "
            "marks, dates and numbers do not"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationWrong(f"{path}: {error}") from error


def validated(
    model: type[DeclaredT], values: Mapping[str, Any], path: Path, table: str
) -> DeclaredT:
    """Return values as a declared model.

    Parameters
    ----------
    model
        The declaration.
    values
        What the file says.
    path, table
        Where it says so, for the message.

    Raises
    ------
    ConfigurationWrong
        A key is unknown, absent or of the wrong kind.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = faults_of(error, model)
        raise ConfigurationWrong(f"{place(path, table)}: {faults}") from None


def faults_of(error: ValidationError, model: type[BaseModel]) -> str:
    """Return what is wrong with values, in words that name the key.

    Parameters
    ----------
    error
        What pydantic found.
    model
        The declaration; an unknown key is answered with the nearest one it has.
    """
    return "; ".join(_fault(each, model) for each in error.errors())


def _fault(fault: ErrorDetails, model: type[BaseModel]) -> str:
    where = ".".join(map(str, fault["loc"]))
    what = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "missing":
        what = "is missing"
    elif fault["type"] == "extra_forbidden":
        what = "there is no such key"
        if len(fault["loc"]) == 1:
            keys = [each.alias or name for name, each in model.model_fields.items()]
            near = get_close_matches(where, keys, 1, cutoff=0.75)
            what += f"; the nearest is {near[0]}" if near else ""
    return f"{where}: {what}" if where else what


def place(path: Path, table: str) -> str:
    """Return where a table of a TOML file stands: file, line and heading."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    heading = f"[{table}]"
    line = lines.index(heading) + 1 if heading in lines else 1
    return f"{path}, line {line}, {heading}"
