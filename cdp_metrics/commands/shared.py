"""What commands share: the application, its options, and where stores lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["REFUSED", "ROOT", "Out", "app", "store_folder"]

REFUSED = 1
ROOT = Path(__file__).parents[2]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Build, check, publish and roll back stores of figures.",
)

Out = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Folder of stores.", show_default="CDP_STORE, else data/build"
    ),
]


def store_folder(folder: Path | None) -> Path:
    """Return the folder of stores that a command names, else the usual one."""
    return folder or Path(os.environ.get("CDP_STORE") or ROOT / "data" / "build")
