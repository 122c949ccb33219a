"""What a partner's file would give, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdp_metrics.words.figures import count, plural

if TYPE_CHECKING:  # reading files needs what pages need not wait for
    from cdp_metrics.warehouse.preview import Preview, RefusedRow

__all__ = ["recognised_words", "replaced_words", "row_words"]


def recognised_words(found: Preview) -> str:
    """Return what a file was recognised as, and how much of it can be read."""
    kind = f"Recognised as '{found.template.title}'" if found.template else ""
    if found.fault:
        whole = "the file is refused as a whole"
        return f"{kind}, but {whole}" if kind else whole.capitalize()
    refused = len(found.refused)
    rows = f"{plural(found.rows, 'row')}: {count(found.accepted)} can be read"
    return f"{kind}. {rows}, {count(refused) if refused else 'none'} refused"


def row_words(row: RefusedRow) -> str:
    """Return why a row is refused, and what to do."""
    return f"{row.reason}. What to do: {row.remedy}."


def replaced_words(found: Preview) -> str:
    """Return what a file does to what is held of its periods; "" where nothing is."""
    told = ""
    if found.replaces:
        told = (
            f"It takes the place of {plural(len(found.replaces), 'period')} held. What "
            "was held is kept, and counts no more."
        )
    if found.outdated:
        told += (
            f" Of {plural(len(found.outdated), 'period')} a file made later is held, "
            "which stays."
        )
    return told.strip()
