"""The loss over a line, a box of parameters or a plane."""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import ArrayLike

from thalweg.compute.cluster import Cluster
from thalweg.compute.elsewhere import Calibrate, handing
from thalweg.compute.grid import Evaluation, Grid
from thalweg.compute.paths import add_paths
from thalweg.compute.starts import as_starts, default_start
from thalweg.data import Landscape, Plane, Trajectories, store as stores
from thalweg.data.growing import Growing
from thalweg.data.landscape import MARK_LOSS
from thalweg.data.progress import Progress
from thalweg.errors import ArgumentError, StoreError, UnknownName, nearest
from thalweg.problems import Problem, Recorded
from thalweg.problems.base import Array, OnPlane, as_problem

if TYPE_CHECKING:
    import xarray as xr

#: Points evaluated at a time: bounds memory for problems of many parameters.
_POINTS = 1 << 16

#: Names of the landscape's own variables.
_TAKEN = ("loss", "done", "computed")

#: Points of a line, and of a plane: formulas cost nothing, networks do.
_GRIDS = {1: (501,), 2: (101, 101)}
PLANE_GRIDS = {1: (201,), 2: (51, 51)}


@overload
def landscape(
    problem: Problem | Trajectories,
    grid: int | Sequence[int] | None = None,
    *,
    box: Mapping[str, tuple[float, float]] | None = None,
    at: ArrayLike | Mapping[str, float] | None = None,
    plane: Plane | None = None,
    span: Sequence[Any] | None = None,
    runs: Trajectories | Sequence[Trajectories] | None = None,
    tolerance: float | None = None,
    store: str | os.PathLike[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    **axes: tuple[float, float],
) -> Landscape: ...


@overload
def landscape(
    problem: Problem | Trajectories,
    grid: int | Sequence[int] | None = None,
    *,
    plane: Sequence[Plane],
    span: Sequence[Any] | None = None,
    runs: Trajectories | Sequence[Trajectories] | None = None,
    tolerance: float | None = None,
    store: str | os.PathLike[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Landscape, ...]: ...


def landscape(
    problem: Problem | Trajectories,
    grid: int | Sequence[int] | None = None,
    *,
    box: Mapping[str, tuple[float, float]] | None = None,
    at: ArrayLike | Mapping[str, float] | None = None,
    plane: Plane | Sequence[Plane] | None = None,
    span: Sequence[Any] | None = None,
    runs: Trajectories | Sequence[Trajectories] | None = None,
    tolerance: float | None = None,
    store: str | os.PathLike[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    **axes: tuple[float, float],
) -> Landscape | tuple[Landscape, ...]:
    """Evaluate the loss over one or two parameters, or over a plane, at every point of a grid.

    Parameters
    ----------
    problem : Problem or Trajectories
        Of trajectories, their problem, with the other parameters at the end of the first run, and a box around
        all paths.
    grid : int or sequence of int, optional
        Points along the first axis, and the second. Default: 101 each, 501 for a line; on a plane 51 each, 201 for a
        line.
    box : mapping of str to (float, float), optional
        Range of each axis, for parameters whose names cannot be keywords.
    at : array_like, shape (d,), or mapping of str to float, optional
        Values of the parameters that are not axes. Default: the end of the runs, else the problem's start.
    plane : Plane, or several, optional
        The axes are its coordinates, ``alpha`` and ``beta``. Of several planes, such as random ones of several seeds, a
        landscape each, which `Scene` and `save` show beside each other.
    span : (float, float), or one such pair for each axis, optional
        Range of the plane's coordinates. Default: the plane's own.
    runs : Trajectories, or several, optional
        Paths to project on the plane: where they are, how far from it, and the plane's loss there beside their own.
        Default: the trajectories that are given as the problem.
    tolerance : float, optional
        Largest relative error of the loss. A coarse grid is computed first, and refined until cubic interpolation
        reproduces points that were held out three times as well as that, since others may lie worse; ``computed`` tells
        which points are not interpolated, and the attribute ``error`` the largest error of those held out.
        Losses below 1 % of the landscape's range are measured against that. Default: every point is computed.
    store : str or path, optional
        A ``.zarr`` folder that grows with the computation. A computation that was killed goes on from there and ends
        with the same bits.
    executor : concurrent.futures.Executor, optional
        Evaluates elsewhere, for example Dask's ``client.get_executor()``. This process alone writes the store.
    progress : callable, optional
        Called as ``progress(points done, points)``.
    **axes : (float, float)
        Range of a parameter: ``x=(-2, 2), y=(-1, 1)``. Default: the problem's domain, or the runs' extent.

    Returns
    -------
    Landscape, or tuple of Landscape
        `loss` with dims (first axis, second axis). Several where several planes are given.

    Raises
    ------
    ArgumentError
        ``the range of x must be two finite numbers, the first smaller, not (2, -2)``.
    StoreError
        ``"land.zarr" holds another plane (...): choose another path, or the same as before``.
    UnknownName
        ``the problem has no parameter "z"; did you mean "x"? (it has x, y)``.

    Examples
    --------
    >>> import thalweg as tw
    >>> bowl = tw.Formula("x**2 + 10*y**2")
    >>> land = tw.landscape(bowl, x=(-2, 2), y=(-1, 1), grid=(41, 21))
    >>> land.dataset.loss.shape
    (41, 21)
    >>> tw.landscape(bowl, plane=tw.Plane.through([0, 0], [1, 1]), grid=5).axes
    ('alpha',)
    """
    given = problem if isinstance(problem, Trajectories) else None
    if given is not None:
        problem = given.problem
    problem = as_problem(problem)
    tolerance = _tolerance(tolerance)
    if executor is not None:
        # Tells what is none before a store is begun.
        Cluster.around(executor)
    if runs is not None:
        _check_runs(runs)
    if plane is not None and (box or axes or at is not None):
        raise ArgumentError("give either a plane or ranges of parameters (and at), not both")
    if plane is not None and not isinstance(plane, Plane):
        return _several(
            given or problem,
            as_planes(plane),
            grid,
            span,
            runs,
            tolerance,
            store,
            executor,
            progress,
        )
    if plane is not None:
        plane = _spanned(plane, span)
        sizes = sizes_of(grid, len(plane.axes), PLANE_GRIDS)
        along = [np.linspace(*pair, size) for pair, size in zip(plane.span, sizes, strict=True)]
        land = _on_plane(problem, plane, along, tolerance, store, executor, progress)
        paths = runs if runs is not None else given
        return land if paths is None else add_paths(land, paths, problem, store)
    if runs is not None or span is not None:
        raise ArgumentError("runs and span belong to a plane; give one with plane=Plane.pca(runs)")
    ranges = _ranges(problem, given, {**(box or {}), **axes})
    names = tuple(ranges)
    sizes = sizes_of(grid, len(names), _GRIDS)
    base = _base(problem, given, at)
    coordinates = [np.linspace(*ranges[n], size) for n, size in zip(names, sizes, strict=True)]
    fixed = {n: float(v) for n, v in zip(problem.params, base, strict=True) if n not in names}
    if tolerance is None and store is None and executor is None and progress is None:
        loss = _evaluate(problem, base, names, coordinates)
        return _labelled(problem, names, coordinates, loss, fixed)
    # A box is a plane along the parameters, where 0 + 1 x is x.
    places = [problem.params.index(name) for name in names]
    base = base.copy()
    base[places] = 0
    basis = np.zeros((len(names), len(base)))
    basis[range(len(names)), places] = 1
    cut = Plane(base, basis)

    def made(values: Grid, error: float | None) -> Landscape:
        return Landscape(_dataset(names, values, error), problem, fixed)

    return _grown(problem, cut, names, coordinates, made, tolerance, store, executor, progress)


def _several_of(given: Any) -> bool:
    return isinstance(given, Sequence) and not isinstance(given, str)


def as_planes(given: Any) -> tuple[Plane, ...]:
    """Several planes, or an error that says what is none."""
    planes = tuple(given) if _several_of(given) else (given,)
    for one in planes:
        if not isinstance(one, Plane):
            raise ArgumentError(f"plane must be a Plane, or a list of planes, not {one!r}")
    if not planes:
        raise ArgumentError("plane must be a Plane, or a list of planes; the list is empty")
    return planes


def _check_runs(given: Any) -> None:
    """Refuse what are no runs, before anything is computed."""
    runs = list(given) if _several_of(given) else [given]
    for one in runs:
        if not isinstance(one, Trajectories):
            cure = f'; read it with tw.load("{one}")' if isinstance(one, (str, os.PathLike)) else ""
            raise ArgumentError(
                f"runs must be a Trajectories, or a list of them, not {one!r}{cure}"
            )
    if not runs:
        raise ArgumentError("runs must be a Trajectories, or a list of them; the list is empty")


def _several(
    problem: Problem | Trajectories,
    planes: tuple[Plane, ...],
    grid: int | Sequence[int] | None,
    span: Sequence[Any] | None,
    runs: Trajectories | Sequence[Trajectories] | None,
    tolerance: float | None,
    store: str | os.PathLike[str] | None,
    executor: Executor | None,
    progress: Progress | None,
) -> tuple[Landscape, ...]:
    """A landscape of each plane, one after the other, each in a part of the store."""
    if store is not None:
        stores.begin_several(store)

    def counted(number: int, told: Progress) -> Progress:
        return lambda done, each: told(number * each + done, len(planes) * each)

    return tuple(
        landscape(
            problem,
            grid,
            plane=one,
            span=span,
            runs=runs,
            tolerance=tolerance,
            store=None if store is None else stores.part_of(store, n),
            executor=executor,
            progress=None if progress is None else counted(n, progress),
        )
        for n, one in enumerate(planes)
    )


def _on_plane(
    problem: Problem,
    plane: Plane,
    along: Sequence[Array],
    tolerance: float | None,
    store: str | os.PathLike[str] | None,
    executor: Executor | None,
    progress: Progress | None,
) -> Landscape:
    if len(problem.params) != len(plane.origin):
        raise ArgumentError(
            f"the problem has {len(problem.params):,} parameters and the plane {len(plane.origin):,};"
            " they must be of one model"
        )

    def made(values: Grid, error: float | None) -> Landscape:
        return Landscape(_dataset(plane.axes, values, error), problem, {}, plane)

    return _grown(problem, plane, plane.axes, along, made, tolerance, store, executor, progress)


def _grown(
    problem: Problem,
    plane: Plane,
    axes: Sequence[str],
    along: Sequence[Array],
    made: Callable[[Grid, float | None], Landscape],
    tolerance: float | None,
    store: str | os.PathLike[str] | None,
    executor: Executor | None,
    progress: Progress | None,
) -> Landscape:
    """Evaluate over a plane, from where a store left off; `made` makes a landscape of the values."""
    identity = {
        "problem": problem.fingerprint,
        "plane": plane.digest,
        "grid": [[float(c[0]), float(c[-1]), len(c)] for c in along],
        "tolerance": tolerance,
    }
    with contextlib.ExitStack() as stack:
        growing = None if store is None else stack.enter_context(Growing(store, identity))
        kept = None if growing is None else growing.settings
        # With a tolerance, it is not known how many; the first levels are a small part.
        asked = math.prod(len(c) for c in along) // (1 if tolerance is None else 8)
        hand = None if executor is None else handing(executor, problem, plane)
        if hand is not None and kept is None:
            # What is fastest there, with the threads and the device that a worker has.
            kept = hand.done(Calibrate(asked, hand.sharing))
        evaluator = problem.on_plane(plane, kept, asked)
        _check_names(evaluator.names, axes)
        values = Grid.empty(along, evaluator.names)
        found = None if growing is None else growing.found
        attrs = _known(plane, evaluator, found)
        if growing is not None and found is not None:
            values.take(found.dataset)
            # The fingerprint of a formula or a fit says all; that of Python code does not.
            stray = values.stray(evaluator) if problem.spec()["kind"] == Recorded.kind else None
            if stray is not None:
                raise StoreError(
                    f'"{growing.given}" holds other losses ({stray}): the loss, a metric, the data or the code of the'
                    " model has changed, or is random; choose another path, or remove it"
                )
            if values.done.all():
                named = _renamed(found, plane, attrs)
                if named is not found:
                    growing.finish(named)
                return named
        elif growing is not None:
            growing.create(_noted(made(values, None), attrs), evaluator.settings)
        work = Evaluation(values, evaluator, growing, hand, progress)
        if tolerance is None:
            work.all()
        else:
            work.refine(tolerance)
        if progress is not None:
            progress(len(values.done), len(values.done))
        land = _noted(made(values, values.error), attrs)
        if growing is not None:
            growing.write(values.arrays(), now=True)
            growing.finish(land)
    return land


def _check_names(names: Sequence[str], axes: Sequence[str]) -> None:
    """Refuse a metric whose name the landscape needs for something else."""
    for index, name in enumerate(names):
        what = "an axis" if name in axes else "a variable"
        if index and name in (*axes, *_TAKEN, *names[:index]):
            raise ArgumentError(
                f'a metric called "{name}" cannot be kept, as the landscape has {what} of that name; give the metric'
                " another one"
            )


def _known(plane: Plane, evaluator: OnPlane, found: Landscape | None) -> dict[str, Any]:
    """What is known of how a landscape is evaluated, and the losses at the plane's named points."""
    attrs: dict[str, Any] = {"settings": json.dumps(dict(evaluator.settings))}
    if evaluator.note:
        attrs["note"] = evaluator.note
    places = list(plane.marks.values())
    before = () if found is None else found.marks
    if not places:
        return attrs
    losses: list[float | None] = [mark.loss for mark in before]
    if None in losses or [mark.at for mark in before] != places:
        losses = evaluator(np.array(places)).tolist()
    return {**attrs, MARK_LOSS: json.dumps(losses)}


def _noted(land: Landscape, attrs: Mapping[str, Any]) -> Landscape:
    """A landscape with what is known of it."""
    land.dataset.attrs.update(attrs)
    return land


def _renamed(land: Landscape, plane: Plane, attrs: Mapping[str, Any]) -> Landscape:
    """A landscape that was computed before, with the names that its points have now."""
    if land.plane is None or land.plane.marks == plane.marks:
        return land
    own = {key: value for key, value in land.dataset.attrs.items() if key != MARK_LOSS}
    if MARK_LOSS in attrs:
        own[MARK_LOSS] = attrs[MARK_LOSS]
    dataset = land.dataset.copy(deep=False)
    dataset.attrs = own
    return replace(land, dataset=dataset, plane=land.plane.marked(plane.marks))


def _dataset(names: Sequence[str], values: Grid, error: float | None) -> xr.Dataset:
    import xarray as xr

    dataset = xr.Dataset(
        {name: (names, array.copy()) for name, array in values.arrays().items()},
        dict(zip(names, values.coordinates, strict=True)),
    )
    if error is not None:
        dataset.attrs["error"] = float(error)
    return dataset


def _tolerance(tolerance: float | None) -> float | None:
    if tolerance is None:
        return None
    number = isinstance(tolerance, (int, float, np.number)) and not isinstance(tolerance, bool)
    if not number or not 0 < tolerance < 1:
        raise ArgumentError(
            f"tolerance must be a number between 0 and 1, such as 0.01 for 1 %, not {tolerance!r}"
        )
    return float(tolerance)


def _spanned(plane: Plane, span: Sequence[Any] | None) -> Plane:
    if span is None:
        return plane
    flat = np.ndim(span) == 1
    pairs = [span] * len(plane.axes) if flat else list(span)
    names = plane.axes if len(pairs) == len(plane.axes) else ()
    if not names:
        raise ArgumentError(
            f"span needs a pair of numbers for each of {len(plane.axes)} axes, or one for all, not {span!r}"
        )
    return plane.over(*(_range(n, pair) for n, pair in zip(names, pairs, strict=True)))


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
        raise ArgumentError(f"give {_advice(problem)}")
    return {n: _extent(runs, n) for n in names}


def _advice(problem: Problem) -> str:
    """What says where a landscape lies, for a problem without a domain."""
    if any(block.shape for block in problem.blocks):
        return "a plane, as in plane=tw.Plane.random(problem, problem.start)"
    name = problem.params[0]
    pair = f"{name}=(-1, 1)" if name.isidentifier() and not iskeyword(name) else ""
    pair = pair or f"box={{{json.dumps(name, ensure_ascii=False)}: (-1, 1)}}"
    return f"the range of one or two parameters, as in {pair}"


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


def sizes_of(
    grid: int | Sequence[int] | None, axes: int, usual: Mapping[int, tuple[int, ...]]
) -> tuple[int, ...]:
    """Points along each axis, as a grid asks for."""
    if grid is None:
        grid = usual[axes]
    given: Any = grid
    sizes: tuple[Any, ...] = tuple(given) if np.iterable(given) else (given,) * axes
    whole = all(
        isinstance(s, (int, np.integer)) and not isinstance(s, bool) and s >= 2 for s in sizes
    )
    if len(sizes) != axes or not whole:
        raise ArgumentError(
            f"grid needs {axes} whole number{'s' * (axes > 1)} of at least 2, not {grid!r}"
        )
    return tuple(int(s) for s in sizes)


def _base(problem: Problem, runs: Trajectories | None, at: Any) -> Array:
    if at is not None:
        return as_starts(problem, at)[0]
    if runs is not None:
        return np.asarray(runs.final.values[0], dtype=np.float64)
    return default_start(problem)[0]
