"""Where runs begin, and the rate that a problem can bear there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from thalweg.errors import ArgumentError
from thalweg.problems import Fit, Problem
from thalweg.problems.base import Array


def default_start(problem: Problem, seed: int = 0) -> tuple[Array, str]:
    """Choose a start, and say how.

    Returns
    -------
    start : ndarray, shape (d,)
        The problem's own; zeros for a fit that is linear in its parameters; else a normal draw from `seed`.
    reason : str
        For example ``"the catalogue's start"``.
    """
    if problem.start is not None:
        return np.array(problem.start), "the catalogue's start"
    if isinstance(problem, Fit) and problem.linear:
        return np.zeros(len(problem.params)), "zeros, as the model is linear in its parameters"
    return np.random.default_rng(seed).normal(
        size=len(problem.params)
    ), f"a normal draw with seed {seed}"


def as_starts(problem: Problem, start: Any) -> Array:
    """One point or many as an array of shape (starts, d).

    Parameters
    ----------
    problem : Problem
    start : array_like of shape (d,) or (starts, d), or mapping of parameter to number or to one number a start
        What has names for its numbers is taken by them: a mapping, a Series or DataFrame, a DataArray with such a
        coordinate, a structured array.

    Raises
    ------
    ArgumentError
        ``start needs 2 numbers (x, y), not 3`` and ``start must be finite; y is nan``.
    """
    names = problem.params
    shown = ", ".join(names[:6]) + (", ..." if len(names) > 6 else "")
    named = _named(start)
    if named is not None:
        found = [name for name, _ in named]
        if sorted(found) != sorted(names):
            raise ArgumentError(
                f"start needs a number for each of {shown}; it has {', '.join(found) or 'none'}"
            )
    try:
        if named is None:
            columns = [np.asarray(start, dtype=np.float64)]
        else:
            by_name = dict(named)
            columns = [np.asarray(by_name[n], dtype=np.float64) for n in names]
    except (TypeError, ValueError):
        raise ArgumentError(
            f"start must be numbers ({shown}), or a list of such points, not {start!r}"
        ) from None
    points = columns[0] if named is None else _joined(columns, names)
    if points.ndim > 2:
        raise ArgumentError(
            f"start must be a point ({shown}) or a list of points, not an array of shape {points.shape}"
        )
    if points.ndim == 0 and len(names) == 1:
        points = points[None]
    if points.ndim not in (1, 2) or points.shape[-1] != len(names) or points.size == 0:
        got = points.shape[-1] if points.ndim else 1
        raise ArgumentError(
            f"start needs {len(names)} number{'s' * (len(names) > 1)} ({shown}), not {got}"
        )
    points = np.atleast_2d(points)
    if not np.all(np.isfinite(points)):
        row, column = np.argwhere(~np.isfinite(points))[0]
        raise ArgumentError(f"start must be finite; {names[column]} is {points[row, column]}")
    return points


def _named(start: Any) -> list[tuple[str, Any]] | None:
    """The numbers of each name, if a start has names for them; pandas and xarray are known by what they can do."""
    if isinstance(start, Mapping):
        return [(str(name), values) for name, values in start.items()]
    if isinstance(start, np.ndarray) and start.dtype.names:
        return [(name, start[name]) for name in start.dtype.names]
    start = cast(Any, start)  # no ndarray, which has no dims
    for dim in getattr(start, "dims", ()):
        labels = _texts(start.coords[dim].values) if dim in getattr(start, "coords", ()) else None
        if labels is not None:
            values = start.transpose(dim, ...).values
            return list(zip(labels, values, strict=True))
    columns = _texts(getattr(start, "columns", None))
    if columns is not None:
        return list(zip(columns, np.asarray(start).T, strict=True))
    index = _texts(getattr(start, "index", None)) if getattr(start, "ndim", 0) == 1 else None
    return None if index is None else list(zip(index, np.asarray(start), strict=True))


def _texts(labels: Any) -> list[str] | None:
    """Labels that are words; None where they are numbers, as those that pandas counts with."""
    found = [] if labels is None else list(labels)
    return found if found and all(isinstance(label, str) for label in found) else None


def _joined(columns: list[Array], names: tuple[str, ...]) -> Array:
    """Numbers by parameter as (d,), or (starts, d) where some have several; one number serves all starts."""
    try:
        return np.stack(np.broadcast_arrays(*columns), axis=-1)
    except ValueError:
        told = ", ".join(f"{c.size} of {n}" for n, c in zip(names[:6], columns, strict=False))
        raise ArgumentError(
            f"start needs one number for each parameter, or as many for each, not {told}"
        ) from None


def stable_rate(problem: Problem, start: Array, *, either_sign: bool = False) -> float | None:
    """The rate 1/λmax of gradient descent at `start`, λmax being the Hessian's largest eigenvalue.

    Parameters
    ----------
    problem : Problem
        One whose Hessian, d × d, is small enough to be held.
    start : ndarray, shape (d,)
        Where the Hessian is taken.
    either_sign : bool, optional
        Take the eigenvalue that is largest in size: the scale of the curvature where there is only a hill.

    Returns
    -------
    float or None
        None where the Hessian has no such eigenvalue above 0 or is not finite.
    """
    hessian = problem.hessian(start)
    if not np.all(np.isfinite(hessian)):
        return None
    eigenvalues = np.linalg.eigvalsh(hessian)
    largest = float(np.abs(eigenvalues).max() if either_sign else eigenvalues[-1])
    return 1 / largest if largest > 0 else None
