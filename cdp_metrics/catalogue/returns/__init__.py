"""What partners send: one declared template a return, from which all else is made."""

from __future__ import annotations

from cdp_metrics.catalogue.returns.feed import Feed
from cdp_metrics.catalogue.returns.template import (
    BEFORE,
    Field,
    Template,
    load_templates,
    redefined,
    template,
    templates,
)

__all__ = [
    "BEFORE",
    "Feed",
    "Field",
    "Template",
    "load_templates",
    "redefined",
    "template",
    "templates",
]
