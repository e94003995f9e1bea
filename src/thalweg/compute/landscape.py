"""The loss over a line or a box of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from thalweg.compute.starts import as_starts, default_start
from thalweg.data import Landscape, Trajectories
from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.problems import Problem
from thalweg.problems.base import Array

#: Points evaluated at a time: bounds memory for problems of many parameters.
_POINTS = 1 << 16

#: Names of the landscape's own variables.
_TAKEN = ("loss", "done", "computed")

_LINE_GRID = 501
_GRID = 101


def landscape(
    problem: Problem | Trajectories,
    grid: int | Sequence[int] | None = None,
    *,
    box: Mapping[str, tuple[float, float]] | None = None,
    at: ArrayLike | Mapping[str, float] | None = None,
    **axes: tuple[float, float],
) -> Landscape:
    """Evaluate the loss over one or two parameters, exactly, at every point of a grid.

    Parameters
    ----------
    problem : Problem or Trajectories
        Of trajectories, their problem, with the other parameters at the end of the first run, and a box around
        all paths.
    grid : int or sequence of int, optional
        Points along the first axis, and the second. Default: 101 each, 501 for a line.
    box : mapping of str to (float, float), optional
        Range of each axis, for parameters whose names cannot be keywords.
    at : array_like, shape (d,), or mapping of str to float, optional
        Values of the parameters that are not axes. Default: the end of the runs, else the problem's start.
    **axes : (float, float)
        Range of a parameter: ``x=(-2, 2), y=(-1, 1)``. Default: the problem's domain, or the runs' extent.

    Returns
    -------
    Landscape
        `loss` with dims (first axis, second axis).

    Raises
    ------
    ArgumentError
        ``the range of x must be two finite numbers, the first smaller, not (2, -2)``.
    UnknownName
        ``the problem has no parameter "z"; did you mean "x"? (it has x, y)``.

    Examples
    --------
    >>> import thalweg as tw
    >>> land = tw.landscape(tw.Formula("x**2 + 10*y**2"), x=(-2, 2), y=(-1, 1), grid=(41, 21))
    >>> land.dataset.loss.shape
    (41, 21)
    """
    runs = problem if isinstance(problem, Trajectories) else None
    if runs is not None:
        problem = runs.problem
    assert isinstance(problem, Problem)
    ranges = _ranges(problem, runs, {**(box or {}), **axes})
    names = tuple(ranges)
    sizes = _sizes(grid, len(names))
    base = _base(problem, runs, at)
    coordinates = [np.linspace(*ranges[n], size) for n, size in zip(names, sizes, strict=True)]
    loss = _evaluate(problem, base, names, coordinates)
    fixed = {n: float(v) for n, v in zip(problem.params, base, strict=True) if n not in names}
    return _labelled(problem, names, coordinates, loss, fixed)


def _evaluate(
    problem: Problem, base: Array, names: Sequence[str], coordinates: Sequence[Array]
) -> Array:
    shape = tuple(len(c) for c in coordinates)
    flat = [c.ravel() for c in np.meshgrid(*coordinates, indexing="ij")]
    loss = np.empty(len(flat[0]))
    for first in range(0, len(loss), _POINTS):
        part = slice(first, first + _POINTS)
        count = len(flat[0][part])
        theta = np.repeat(base[:, None], count, axis=1)
        for name, values in zip(names, flat, strict=True):
            theta[problem.params.index(name)] = values[part]
        loss[part] = problem._evaluate(theta, slope=False)[0]
    return loss.reshape(shape)


def _labelled(
    problem: Problem,
    names: Sequence[str],
    coordinates: Sequence[Array],
    loss: Array,
    fixed: dict[str, float],
) -> Landscape:
    import xarray as xr

    everywhere = np.ones(loss.shape, dtype=bool)
    dataset = xr.Dataset(
        {
            "loss": (names, loss),
            "done": (names, everywhere),
            "computed": (names, everywhere.copy()),
        },
        dict(zip(names, coordinates, strict=True)),
    )
    return Landscape(dataset, problem, fixed)


def _ranges(
    problem: Problem, runs: Trajectories | None, given: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    for name in given:
        if name not in problem.params:
            known = ", ".join(problem.params)
            raise UnknownName(
                f'the problem has no parameter "{name}"{nearest(name, problem.params)} (it has {known})'
            )
        if name in _TAKEN:
            raise ArgumentError(
                f'a parameter called "{name}" cannot be an axis, as the landscape has a variable of that name; '
                "rename it in the formula"
            )
    if given:
        if len(given) > 2:
            raise ArgumentError(f"a landscape has one or two axes, not {len(given)}")
        return {n: _range(n, r) for n, r in given.items()}
    names = problem.params[:2]
    if problem.domain is not None and runs is None:
        return {n: _range(n, problem.domain[n]) for n in names if n in problem.domain}
    if runs is None:
        raise ArgumentError(f"give the range of one or two parameters, as in {names[0]}=(-1, 1)")
    return {n: _extent(runs, n) for n in names}


def _extent(runs: Trajectories, name: str) -> tuple[float, float]:
    """Where the paths that do not diverge lie, and a margin."""
    theta = runs.dataset.theta.sel(param=name)
    kept = theta[~runs.diverged.values]
    values = (kept if kept.size else theta[:, :1]).values
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    margin = 0.25 * (high - low) or max(1.0, abs(low))
    return low - margin, high + margin


def _range(name: str, given: Any) -> tuple[float, float]:
    try:
        low, high = (float(v) for v in given)
    except (TypeError, ValueError):
        low = high = np.nan
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ArgumentError(
            f"the range of {name} must be two finite numbers, the first smaller, not {given!r}"
        )
    return low, high


def _sizes(grid: int | Sequence[int] | None, axes: int) -> tuple[int, ...]:
    if grid is None:
        grid = (_GRID, _GRID) if axes == 2 else (_LINE_GRID,)
    sizes = (grid,) * axes if isinstance(grid, (int, np.integer)) else tuple(grid)
    whole = all(isinstance(s, (int, np.integer)) and s >= 2 for s in sizes)
    if len(sizes) != axes or not whole:
        raise ArgumentError(
            f"grid needs {axes} whole number{'s' * (axes > 1)} of at least 2, not {grid}"
        )
    return tuple(int(s) for s in sizes)


def _base(problem: Problem, runs: Trajectories | None, at: Any) -> Array:
    if at is not None:
        return as_starts(problem, at)[0]
    if runs is not None:
        return np.asarray(runs.final.values[0], dtype=np.float64)
    return default_start(problem)[0]
