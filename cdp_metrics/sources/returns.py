"""Returns of the partners: any indicator, one row an area and period.

The product's own layout. Dates are written YYYY-MM-DD; a proportion's value and
limits are per cent; a figure that may not be shown is written ``*`` or ``<5``: it is
then suppressed, which is neither missing nor nought.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["RETURN", "SOURCES"]

_NEEDED = (
    *("indicator", "area_code", "period_start", "period_end"),
    *("numerator", "denominator", "value", "status"),
)
_OPTIONAL = (*("lower", "upper", "n_eff", "bound", "release_on", "definition_version"),)

RETURN = Source(
    id="partner_return",
    columns=(
        *(Column(name) for name in _NEEDED),
        *(Column(name, required=False) for name in _OPTIONAL),
    ),
    staging="partner_return",
    table="stage_figure",
    constant="return",
)

SOURCES = (RETURN,)
