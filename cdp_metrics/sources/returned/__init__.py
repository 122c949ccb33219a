"""What partners send by a template: its files, its rows and its cells."""

from __future__ import annotations

from cdp_metrics.catalogue.returns import Template, templates
from cdp_metrics.sources.base import Column, Source
from cdp_metrics.sources.returned.calendar import begins, due, period_end
from cdp_metrics.sources.returned.personal import personal_cell, personal_heading
from cdp_metrics.sources.returned.rows import ReturnRow, read_rows

__all__ = [
    "SOURCES",
    "ReturnRow",
    "begins",
    "due",
    "period_end",
    "personal_cell",
    "personal_heading",
    "read_rows",
    "source_of",
]


def source_of(template: Template) -> Source:
    """Return the source that a template makes."""
    return Source(
        id=f"return_{template.id}",
        columns=tuple(
            Column(each.name, headings=(each.name, each.name.replace("_", " ")))
            for each in template.columns
        ),
        staging="partner_template",
        table="stage_return",
        constant=template.id,
        template=template.id,
    )


SOURCES = tuple(source_of(each) for each in templates().values())
