"""Directions of planes: random ones, and eigenvectors of the Hessian."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from thalweg.data.progress import Progress, counted
from thalweg.errors import ArgumentError, UnknownName, nearest

if TYPE_CHECKING:
    from thalweg.problems.base import Block, Problem

Array = np.ndarray

_WHICH = {"largest": "LA", "smallest": "SA", "magnitude": "LM"}

#: Up to as many parameters the whole Hessian is as cheap as a few products, and exact.
DENSE = 40


def random_directions(
    blocks: Sequence[Block], origin: Array, normalize: str | None, seed: int, axes: int
) -> Array:
    """Normal draws, shape (axes, d), scaled block by block as `normalize` says."""
    if normalize not in (None, "filter", "layer"):
        raise ArgumentError(f'normalize must be "filter", "layer" or None, not {normalize!r}')
    check_axes(axes, len(origin))
    drawn = np.random.default_rng(seed).standard_normal((axes, len(origin)))
    if normalize is None:
        return drawn
    # A formula's parameters are numbers on their own: then each is a filter.
    scalars = all(len(block.shape) < 2 for block in blocks)
    for block in blocks:
        where = slice(block.offset, block.offset + prod(block.shape))
        if normalize == "filter" and len(block.shape) < 2 and not scalars:
            drawn[:, where] = 0
            continue
        rows = block.shape[0] if normalize == "filter" and block.shape else 1
        weight = origin[where].reshape(rows, -1)
        direction = drawn[:, where].reshape(axes, rows, -1)
        size = np.linalg.norm(direction, axis=-1, keepdims=True)
        direction *= np.linalg.norm(weight, axis=-1)[None, :, None] / np.where(size > 0, size, 1)
    if not np.any(drawn, axis=1).all():
        raise ArgumentError(
            "normalised directions have length 0, since all weights at the origin are 0;"
            " use normalize=None, or another point"
        )
    return drawn


def eigenvectors(
    problem: Problem,
    origin: Array,
    which: str,
    count: int,
    tolerance: float,
    begin: Array | None = None,
    progress: Progress | None = None,
) -> tuple[Array, Array]:
    """Eigenvalues (count,) and eigenvectors (count, d) of the Hessian, the most wanted first.

    A search among many parameters begins at `begin`, or at a seeded draw, and tells its progress: products, of which
    nobody knows how many it will take.
    """
    if which not in _WHICH:
        raise UnknownName(
            f'unknown eigenvalues "{which}"{nearest(which, _WHICH)} (known are {", ".join(_WHICH)})'
        )
    d = len(origin)
    if d <= DENSE:
        values, columns = np.linalg.eigh(_finite(problem.hessian(origin)))
    else:
        values, columns = _lanczos(problem, origin, which, count, tolerance, begin, progress)
    order = {"largest": -values, "smallest": values, "magnitude": -np.abs(values)}[which]
    chosen = np.argsort(order, kind="stable")[:count]
    vectors = columns[:, chosen].T
    # An eigenvector has no sign of its own: its largest entry is made positive.
    largest = np.abs(vectors).argmax(axis=1)
    return values[chosen], vectors * np.sign(vectors[np.arange(count), largest])[:, None]


def _lanczos(
    problem: Problem,
    origin: Array,
    which: str,
    count: int,
    tolerance: float,
    begin: Array | None,
    progress: Progress | None,
) -> tuple[Array, Array]:
    from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

    d = len(origin)
    operator: Any = LinearOperator
    at = counted(problem.hvp_at(origin), progress)
    product = operator((d, d), matvec=lambda v: _finite(at(np.ravel(v))), dtype=np.float64)
    try:
        # A start of its own, so that the same call gives the same vectors.
        if begin is None:
            begin = np.random.default_rng(0).standard_normal(d)
        solve: Any = eigsh
        return solve(product, k=count, which=_WHICH[which], tol=tolerance, v0=begin)
    except ArpackNoConvergence as error:
        raise ArgumentError(
            f"the eigenvalues were not found to {tolerance:g} ({error}); try a larger tolerance, or which="
            '"magnitude"'
        ) from error


def _finite(product: Array) -> Array:
    if not np.isfinite(product).all():
        raise ArgumentError(
            "the Hessian is not finite there, so that it has no eigenvectors; choose another point"
        )
    return product


def check_axes(axes: int, d: int) -> None:
    """Refuse directions that no plane or line has."""
    if axes not in (1, 2) or axes > d:
        rule = "1 or 2" if d > 1 else "1, as there is one parameter"
        raise ArgumentError(f"axes must be {rule}, not {axes}")
