"""Weights of offences: how serious one of each kind is, by somebody's scale.

The product's own layout, because the scales come as workbooks and are others' work:
whoever runs the product takes the weights from the publisher's tool and writes them
into the template. `data/templates/severity_weights.md` says what each column holds.

Notes
-----
Scales that fit it: Crime Severity Score, Office for National Statistics, whose data
tool gives a weight by offence code; Cambridge Crime Harm Index, from its authors
(Sherman, Neyroud and Neyroud 2016, Policing 10, 171-183).
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["SOURCES", "WEIGHTS"]

WEIGHTS = Source(
    id="severity_weights",
    columns=(
        *(Column(name) for name in ("set_name", "version", "kind", "source")),
        *(Column(name) for name in ("key_kind", "key", "weight")),
        *(Column(name, required=False) for name in ("include", "invented")),
    ),
    staging="severity_weights",
    table="stage_weight",
)

SOURCES = (WEIGHTS,)
