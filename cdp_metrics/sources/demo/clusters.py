"""Contiguous groups of neighbouring cells: how small areas become larger ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Ints", "clusters", "contiguous"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS = 25


def clusters(
    features: Floats, count: int, rng: np.random.Generator, even: float = 0.0
) -> Ints:
    """Group points that lie together (k-means).

    Parameters
    ----------
    features
        Points, shape (points, features).
    count
        Number of groups.
    rng
        Source of the random start.
    even
        How hard large groups are shrunk towards the mean size, 0 for not at all.

    Returns
    -------
    Ints
        Group of each point, 0 to count - 1, shape (points,).
    """
    centres = features[[int(rng.integers(len(features)))]]
    nearest = np.full(len(features), np.inf)
    while len(centres) < count:  # starts far apart: k-means++
        nearest = np.minimum(nearest, ((features - centres[-1]) ** 2).sum(axis=1))
        chosen = rng.choice(len(features), p=nearest / nearest.sum())
        centres = np.vstack([centres, features[chosen]])
    load = np.ones(count)
    labels = np.zeros(len(features), dtype=np.int64)
    for _ in range(_ROUNDS):
        squares = ((features[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
        labels = (squares * load).argmin(axis=1)
        sizes = np.bincount(labels, minlength=count)
        load *= (np.maximum(sizes, 1) * count / len(features)) ** even
        for group in np.flatnonzero(sizes):
            centres[group] = features[labels == group].mean(axis=0)
    return labels


def contiguous(labels: Ints, edges: Ints) -> Ints:
    """Move stray cells to a neighbouring group until each group is one piece.

    Parameters
    ----------
    labels
        Group of each cell, shape (cells,).
    edges
        Pairs of neighbouring cells, shape (pairs, 2).

    Returns
    -------
    Ints
        Group of each cell; the largest piece of every group has kept its cells.
    """
    labels = labels.copy()
    both = np.vstack([edges, edges[:, ::-1]])
    while True:
        piece = _pieces(labels, edges)
        sizes = np.bincount(piece, minlength=len(labels))
        order = np.lexsort((-sizes[piece], labels))
        _, first = np.unique(labels[order], return_index=True)
        stray = ~np.isin(piece, piece[order[first]])
        if not stray.any():
            return labels
        touching = both[stray[both[:, 0]] & ~stray[both[:, 1]]]
        votes = np.zeros((len(labels), int(labels.max()) + 1), dtype=np.int64)
        np.add.at(votes, (touching[:, 0], labels[touching[:, 1]]), 1)
        movable = np.unique(touching[:, 0])
        labels[movable] = votes[movable].argmax(axis=1)


def _pieces(labels: Ints, edges: Ints) -> Ints:
    """Return the smallest cell number in each cell's connected piece."""
    inner = edges[labels[edges[:, 0]] == labels[edges[:, 1]]]
    piece = np.arange(len(labels))
    while True:
        before = piece.copy()
        np.minimum.at(piece, inner[:, 0], piece[inner[:, 1]])
        np.minimum.at(piece, inner[:, 1], piece[inner[:, 0]])
        piece = piece[piece]
        if (piece == before).all():
            return piece
