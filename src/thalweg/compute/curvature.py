"""Curvature by Hessian-vector products alone: eigenvalues, trace, spectral density, sharpness along runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from thalweg.compute.descend import whole_number
from thalweg.compute.starts import as_starts, default_start
from thalweg.data.curvature import Density, Eigen, Sharpness, Trace
from thalweg.data.directions import DENSE, eigenvectors
from thalweg.data.progress import Progress, counted
from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError
from thalweg.optim import Optimizer
from thalweg.problems import Problem
from thalweg.problems.base import as_problem
from thalweg.problems.blackbox import alike

Array = np.ndarray
Product = Callable[[Array], Array]

#: Bytes of Lanczos vectors that are kept to make each new one orthogonal to all.
_KEPT = 1 << 31

#: Numbers of Hessians that are in memory at a time.
_NUMBERS = 1 << 18


def eigenvalues(
    problem: Problem,
    at: ArrayLike | None = None,
    k: int = 5,
    *,
    which: str = "largest",
    tolerance: float = 1e-6,
    progress: Progress | None = None,
) -> Eigen:
    """Extreme eigenvalues of the Hessian, with their vectors, by Lanczos' method.

    Parameters
    ----------
    problem : Problem
        Only its Hessian-vector products are used.
    at : array_like, shape (d,), optional
        Default: the problem's start, which for a network are its present parameters.
    k : int
        How many.
    which : str
        ``"largest"`` or ``"smallest"``, or those of largest ``"magnitude"``.
    tolerance : float
        Relative accuracy.
    progress : callable, optional
        Called as ``progress(products done, 0)``: nobody knows how many it will take.

    Raises
    ------
    ArgumentError
        ``the eigenvalues were not found to 1e-06 ...; try a larger tolerance``.

    Examples
    --------
    >>> import thalweg as tw
    >>> tw.curvature.eigenvalues(tw.Formula("x**2 + 10*y**2"), [1, 1], k=2).values
    array([20.,  2.])
    """
    point = _point(problem, at)
    most = len(point) if len(point) <= DENSE else len(point) - 1
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= most:
        raise ArgumentError(f"k must be a whole number from 1 to {most:,}, not {k}")
    return Eigen(*eigenvectors(problem, point, which, k, tolerance, progress=progress))


def trace(
    problem: Problem,
    at: ArrayLike | None = None,
    *,
    samples: int = 100,
    tolerance: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Trace:
    """The trace of the Hessian, by Hutchinson's method with random signs.

    Parameters
    ----------
    problem : Problem
        Only its Hessian-vector products are used.
    at : array_like, shape (d,), optional
        Default: the problem's start.
    samples : int
        Random vectors, at most.
    tolerance : float, optional
        Stop as soon as the standard error is below this fraction of the trace, after 10 vectors at least.
    seed : int
        Of the random vectors.
    progress : callable, optional
        Called as ``progress(vectors done, samples)``.

    Returns
    -------
    Trace
        With its standard error, 0 for a diagonal Hessian.

    References
    ----------
    Hutchinson 1990, A stochastic estimator of the trace of the influence matrix.
    """
    whole_number("samples", samples, least=2)
    point = _point(problem, at)
    product = counted(_product(problem, point), progress, samples)
    random, found = np.random.default_rng(seed), []
    while len(found) < samples:
        signs = _signs(random, len(point))
        found.append(float(signs @ product(signs)))
        if tolerance is not None and len(found) >= 10:
            error = np.std(found, ddof=1) / np.sqrt(len(found))
            if error <= tolerance * abs(np.mean(found)):
                break
    error = float(np.std(found, ddof=1) / np.sqrt(len(found)))
    return Trace(float(np.mean(found)), error, len(found))


def density(
    problem: Problem,
    at: ArrayLike | None = None,
    *,
    probes: int = 10,
    steps: int = 80,
    seed: int = 0,
    progress: Progress | None = None,
) -> Density:
    """The density of the Hessian's eigenvalues, by stochastic Lanczos quadrature.

    Parameters
    ----------
    problem : Problem
        Only its Hessian-vector products are used.
    at : array_like, shape (d,), optional
        Default: the problem's start.
    probes : int
        Random vectors to average over.
    steps : int
        Hessian-vector products for each: with more, details become finer.
    seed : int
        Of the random vectors.
    progress : callable, optional
        Called as ``progress(products done, products)``.

    References
    ----------
    Ghorbani et al. 2019, An Investigation into Neural Net Optimization via Hessian Eigenvalue Density,
    arXiv:1901.10159.
    """
    whole_number("probes", probes)
    whole_number("steps", steps)
    point = _point(problem, at)
    count = min(steps, len(point))
    product = counted(_product(problem, point), progress, probes * count)
    random = np.random.default_rng(seed)
    nodes, weights = np.zeros((probes, count)), np.zeros((probes, count))
    for k in range(probes):
        diagonal, beside = _lanczos(product, _signs(random, len(point)), count)
        values, vectors = np.linalg.eigh(
            np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
        )
        # Fewer than asked for where the vector had no part in more; the rest weighs nothing.
        nodes[k, : len(values)], weights[k, : len(values)] = values, vectors[0] ** 2
    return Density(nodes, weights, len(point))


def sharpness(
    problem: Problem,
    runs: Trajectories,
    *,
    every: int = 1,
    tolerance: float = 1e-3,
    progress: Progress | None = None,
) -> Sharpness:
    """The largest eigenvalue of the Hessian at the recorded steps of runs.

    Each search begins with the eigenvector of the step before, which saves most of it.

    Parameters
    ----------
    problem : Problem
        The network whose runs they are; its loss should be that over all data.
    runs : Trajectories
        Recorded with all their parameters.
    every : int
        Only every n-th recorded step.
    tolerance : float
        Relative accuracy.
    progress : callable, optional
        Called as ``progress(points done, points)``.

    Returns
    -------
    Sharpness
        `thalweg.plot` and `thalweg.save` draw it with the line 2 / lr, around which training at the edge of stability
        stays. ``found.beside(runs)`` are the runs that know it, for a scene's panel ``sharpness``. NaN where a run has
        diverged, or the Hessian is not finite.

    References
    ----------
    Cohen et al. 2021, Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability, arXiv:2103.00065.
    """
    problem = as_problem(problem)
    if not isinstance(runs, Trajectories):
        raise ArgumentError(
            f"runs must be a Trajectories, as descend, a Recorder and load give it, not a {type(runs).__name__}"
        )
    whole_number("every", every)
    theta = runs.dataset["theta"].transpose("run", "step", "param")
    if theta.shape[2] != len(problem.params):
        raise ArgumentError(
            f"the problem has {len(problem.params):,} parameters and the runs {theta.shape[2]:,};"
            " they must be of one model"
        )
    _check_alike(problem, runs.problem)
    places = np.arange(0, theta.shape[1], every)
    steps = runs.dataset["step"].values[places].astype(int)
    found = np.full((theta.shape[0], len(places)), np.nan)
    for run, diverged in enumerate(runs.diverged_at.values):
        alive = np.ones(len(places), dtype=bool) if diverged < 0 else steps < diverged
        if theta.shape[2] <= DENSE:
            points = theta[run, places[alive]].values.astype(np.float64)
            found[run, alive] = _largest(problem, points)
            if progress is not None:
                progress((run + 1) * len(places), found.size)
            continue
        begin = None
        for column, place in enumerate(places):
            point = theta[run, place].values.astype(np.float64)
            if alive[column] and np.isfinite(point).all():
                values, vectors = eigenvectors(problem, point, "largest", 1, tolerance, begin)
                found[run, column], begin = values[0], vectors[0]
            if progress is not None:
                progress(run * len(places) + column + 1, found.size)
    limits = tuple(stable_limit(optimizer) for optimizer in runs.optimizers)
    return Sharpness(steps, found, limits, runs.labels, problem.title, limit_name(runs.optimizers))


def _check_alike(problem: Problem, other: Problem) -> None:
    """Refuse the runs of another model, whose parameters mean something else; a network's data may be others."""
    networks = problem.kind == other.kind == "network"
    if alike(problem, other) or (networks and problem.blocks == other.blocks):
        return
    # A function of plain numbers may stand for the network whose runs were recorded.
    if len({any(block.shape for block in one.blocks) for one in (problem, other)}) == 2:
        return
    told = f'they are of "{problem.title}" and "{other.title}"'
    for one, two in zip(problem.blocks, other.blocks, strict=False):
        if one != two:
            shapes = (f'"{b.name}"' + (f" {b.shape}" if b.shape else "") for b in (one, two))
            told += f", with the parameters {' and '.join(shapes)}"
            break
    raise ArgumentError(f"the problem and the runs must be of one model; {told}")


def stable_limit(optimizer: Optimizer) -> float | None:
    """The sharpness above which an optimizer is unstable on a quadratic, where it is one number.

    2 / lr for gradient descent, (2 + 2m) / lr with momentum m, (2 + 2m) / (1 + 2m) / lr with Nesterov's; less the
    weight decay, which adds to the Hessian. None for schedules, for settings that are not the same for all parameters,
    and for optimizers that scale each parameter on its own.

    References
    ----------
    Cohen et al. 2021, equation 1, arXiv:2103.00065.
    """
    hyper: Mapping[str, Any] = optimizer.hyper
    lr: Any = hyper.get("lr")
    if optimizer.name.lower() not in ("sgd", "gradientdescent") or not _positive(lr):
        return None
    momentum: Any = hyper.get("momentum", 0.0)
    decay: Any = hyper.get("weight_decay", 0.0)
    nesterov: Any = hyper.get("nesterov", False)
    if not all(isinstance(v, (int, float)) for v in (momentum, decay, nesterov)):
        return None
    if hyper.get("dampening") or hyper.get("maximize"):
        return None
    rate = float(lr) * (1 + 2 * momentum if nesterov else 1)
    return (2 + 2 * float(momentum)) / rate - float(decay)


def limit_name(optimizers: Sequence[Optimizer]) -> str:
    """How `stable_limit` works out the limits of several optimizers, in a few words."""
    hyper = [one.hyper for one in optimizers if stable_limit(one) is not None]
    if any(one.get("nesterov") or one.get("weight_decay") for one in hyper):
        return "2/lr for plain gradient descent"
    return "(2 + 2m)/lr" if any(one.get("momentum") for one in hyper) else "2/lr"


def _largest(problem: Problem, points: Array) -> Array:
    """The largest eigenvalue of the whole Hessian at each of few parameters' points (n, d); NaN where it is none."""
    found = np.full(len(points), np.nan)
    size = max(1, _NUMBERS // points.shape[1] ** 2)
    for first in range(0, len(points), size):
        part = points[first : first + size]
        with np.errstate(all="ignore"):
            hessians = problem.hessian(part)
        finite = np.isfinite(hessians).all(axis=(1, 2))
        found[first : first + size][finite] = np.linalg.eigvalsh(hessians[finite])[:, -1]
    return found


def _lanczos(product: Product, start: Array, steps: int) -> tuple[Array, Array]:
    """Diagonal (k,) and secondary diagonal (k - 1,) of the Hessian in a vector's Krylov space, k at most `steps`."""
    vector = start / np.linalg.norm(start)
    # Without all of them, rounding finds large eigenvalues again and again; their weights still add up to theirs.
    keep = 8 * len(start) * steps <= _KEPT
    basis = np.empty((steps if keep else 0, len(start)))
    before, last = np.zeros_like(vector), 0.0
    diagonal: list[float] = []
    beside: list[float] = []
    for k in range(steps):
        if keep:
            basis[k] = vector
        new = product(vector) - last * before
        diagonal.append(float(vector @ new))
        new -= diagonal[-1] * vector
        if keep:
            new -= basis[: k + 1].T @ (basis[: k + 1] @ new)
        last = float(np.linalg.norm(new))
        if k == steps - 1 or last <= 1e-10 * max(map(abs, diagonal)):
            break
        beside.append(last)
        before, vector = vector, new / last
    return np.array(diagonal), np.array(beside)


def _product(problem: Problem, point: Array) -> Product:
    at = problem.hvp_at(point)

    def product(v: Array) -> Array:
        found = at(v)
        if not np.isfinite(found).all():
            raise ArgumentError("the Hessian is not finite there; choose another point")
        return found

    return product


def _signs(random: np.random.Generator, d: int) -> Array:
    return random.integers(0, 2, d) * 2.0 - 1.0


def _point(problem: Problem, at: ArrayLike | None) -> Array:
    problem = as_problem(problem)
    return (default_start(problem) if at is None else as_starts(problem, at))[0]


def _positive(value: Any) -> bool:
    return isinstance(value, (int, float)) and value > 0
