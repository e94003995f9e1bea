"""Planes and lines in parameter space, and how they are chosen."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.data.progress import Progress
    from thalweg.data.trajectories import Trajectories
    from thalweg.problems.base import Problem

Array = np.ndarray
Span = tuple[tuple[float, float], ...]

AXES = ("alpha", "beta")
"""Names of a plane's coordinates; a line has the first."""

#: What points are called that have no name.
_NUMBERED = ("1", "2", "3")

#: Two directions with a smaller sine between them are one: coordinates along them would be rounding errors.
_PARALLEL = 1e-6


@dataclass(frozen=True, eq=False, repr=False, init=False)
class Plane:
    """A plane through parameter space, or a line: the points ``origin + alpha * basis[0] + beta * basis[1]``.

    The directions need not be orthonormal. Filter-normalised ones are not, and coordinates of a point beside the plane
    are those of the nearest point on it, found with the directions' Gram matrix.

    Parameters
    ----------
    origin : array_like, shape (d,)
        Where all coordinates are 0.
    basis : array_like, shape (2, d) or (1, d)
        The directions, one a row; their lengths are the units of the coordinates.
    span : sequence of (float, float), optional
        Range of each coordinate that a landscape covers. Default: (-1, 1).
    kind : str
        How it was chosen: ``"vectors"``, ``"pca"``, ``"random"``, ``"through"``, ``"hessian"``.
    labels : sequence of str
        What a picture writes at the axes. Default: ``alpha`` and ``beta``.
    about : mapping of str to plain data
        What is known of it: explained variances, eigenvalues, the seed.
    marks : mapping of str to sequence of float, optional
        Points of it that have a name, by their coordinates: pictures mark them, and a landscape knows the loss there.

    Raises
    ------
    ArgumentError
        ``the direction alpha of a plane has length 0; give two different points``, and the like for directions that are
        parallel or not finite.

    Examples
    --------
    >>> import thalweg as tw
    >>> plane = tw.Plane([0, 0, 1], [[1, 0, 0], [1, 1, 0]])
    >>> coordinates, distance = plane.project([2, 1, 4])
    >>> coordinates, float(distance)
    (array([1., 1.]), 3.0)
    """

    origin: Array
    basis: Array
    span: Span
    kind: str
    labels: tuple[str, ...]
    about: Mapping[str, Any]
    marks: Mapping[str, tuple[float, ...]]

    __hash__ = None  # type: ignore[assignment] - equality compares arrays

    def __init__(
        self,
        origin: ArrayLike,
        basis: ArrayLike,
        span: Sequence[Sequence[float]] = (),
        kind: str = "vectors",
        labels: Sequence[str] = (),
        about: Mapping[str, Any] | None = None,
        marks: Mapping[str, Sequence[float]] | None = None,
    ) -> None:
        given = origin, basis
        origin, basis = _own(origin), _own(basis)
        if basis.ndim == 1:
            basis = basis[None]
        if origin.ndim != 1 or basis.ndim != 2 or not 1 <= len(basis) <= len(AXES):
            raise ArgumentError(
                "a plane needs an origin of shape (d,) and a basis of shape (2, d), or (1, d) for a line;"
                f" they have {np.shape(given[0])} and {np.shape(given[1])}"
            )
        if basis.shape[1] != len(origin):
            raise ArgumentError(
                f"origin and basis must have the same parameters; there are {len(origin)} and {basis.shape[1]}"
            )
        if not (np.isfinite(origin).all() and np.isfinite(basis).all()):
            raise ArgumentError(
                "a plane needs finite numbers; its origin or a direction holds NaN or infinity:"
                " choose another point, such as an earlier step"
            )
        gram = basis @ basis.T
        for name, squared in zip(AXES, np.diag(gram), strict=False):
            if squared <= 0:
                raise ArgumentError(
                    f"the direction {name} of a plane has length 0; give two different points"
                )
        if len(basis) == 2:
            cosine = gram[0, 1] / np.sqrt(gram[0, 0] * gram[1, 1])
            # The cosine alone cannot tell sines below 1e-8 from 0.
            across = basis[1] - basis[0] * (gram[0, 1] / gram[0, 0])
            sine = float(np.linalg.norm(across) / np.sqrt(gram[1, 1]))
            if sine < _PARALLEL:
                way = "parallel" if cosine > 0 else "opposite"
                raise ArgumentError(
                    f"the two directions of a plane are {way}; give directions that differ, or one of them for a line"
                )
        pairs = tuple((float(a), float(b)) for a, b in span) or ((-1.0, 1.0),) * len(basis)
        if len(pairs) != len(basis) or not all(
            np.isfinite([a, b]).all() and a < b for a, b in pairs
        ):
            raise ArgumentError(
                f"span needs two finite numbers for each of {len(basis)} directions, the first smaller, not {span}"
            )
        object.__setattr__(self, "origin", origin)
        object.__setattr__(self, "basis", basis)
        object.__setattr__(self, "span", pairs)
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "labels", tuple(labels) or AXES[: len(basis)])
        object.__setattr__(self, "about", MappingProxyType(dict(about or {})))
        object.__setattr__(self, "marks", MappingProxyType(_marks(marks or {}, len(basis))))

    # -- what it is ----------------------------------------------------------------------------------------------------

    @property
    def axes(self) -> tuple[str, ...]:
        """Names of the coordinates: ``("alpha", "beta")``, or ``("alpha",)``."""
        return AXES[: len(self.basis)]

    @property
    def digest(self) -> str:
        """A short text that tells this plane from others: of its origin and directions, not of its span."""
        found = hashlib.sha256(f"{self.basis.shape}".encode())
        found.update(self.origin.data)
        found.update(np.ascontiguousarray(self.basis).data)
        return found.hexdigest()[:16]

    def over(self, *span: tuple[float, float]) -> Plane:
        """The same plane with another span: ``plane.over((-2, 2), (-1, 1))``; one range holds for both directions."""
        pairs = span * len(self.basis) if len(span) == 1 else span
        return Plane(self.origin, self.basis, pairs, self.kind, self.labels, self.about, self.marks)

    def marked(self, marks: Mapping[str, Sequence[float]]) -> Plane:
        """The same plane with other named points: ``plane.marked({"best": (0.2, 0.3)})``."""
        return Plane(self.origin, self.basis, self.span, self.kind, self.labels, self.about, marks)

    def __reduce__(self) -> tuple[Any, ...]:
        plain = dict(self.about), dict(self.marks)
        return Plane, (self.origin, self.basis, self.span, self.kind, self.labels, *plain)

    def point(self, coordinates: ArrayLike) -> Array:
        """Parameters at coordinates: (..., k) to (..., d)."""
        return self.origin + np.asarray(coordinates, dtype=np.float64) @ self.basis

    def project(self, theta: ArrayLike) -> tuple[Array, Array]:
        """Coordinates of the nearest points of the plane, and the distances to them.

        Parameters
        ----------
        theta : array_like, shape (..., d)
            Points in the space of all parameters.

        Returns
        -------
        coordinates : array, shape (..., k)
            Along each direction, in multiples of it; k is 2, or 1 on a line.
        distance : array, shape (...)
            Euclidean, in the space of all parameters.
        """
        away = np.asarray(theta, dtype=np.float64) - self.origin
        coordinates = np.linalg.solve(self.gram, self.basis @ away.reshape(-1, len(self.origin)).T)
        found = coordinates.T.reshape(*away.shape[:-1], len(self.basis))
        return found, np.linalg.norm(away - found @ self.basis, axis=-1)

    @property
    def gram(self) -> Array:
        """Inner products of the directions, shape (k, k)."""
        return self.basis @ self.basis.T

    @property
    def title(self) -> str:
        """What it is, in a few words: ``'the plane of the two main directions of the path'``."""
        space = "plane" if len(self.basis) == 2 else "line"
        about = self.about
        if self.kind == "pca":
            return f"{space} of the path's main directions"
        if self.kind == "random":
            how = {None: "", "filter": "filter-normalised ", "layer": "layer-normalised "}
            return f"{how[about.get('normalize')]}random {space}, seed {about.get('seed')}"
        if self.kind == "through":
            if self.marks and tuple(self.marks) != _NUMBERED[: len(self.marks)]:
                *names, last = self.marks
                return f"{space} through {', '.join(names)} and {last}"
            if len(self.basis) == 2:
                return "plane through three points, at (0, 0), (1, 0) and (0, 1)"
            return "line through two points, at 0 and 1"
        if self.kind == "hessian":
            return f"{space} of the Hessian's eigenvectors"
        return f"{space} of chosen directions"

    def spec(self) -> dict[str, Any]:
        """Plain data of everything but the arrays."""
        return {
            "kind": self.kind,
            "span": [list(pair) for pair in self.span],
            "labels": list(self.labels),
            "about": json.loads(json.dumps(dict(self.about), default=lambda x: x.tolist())),
            "marks": {name: list(at) for name, at in self.marks.items()},
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plane):
            return NotImplemented
        return (
            self.spec() == other.spec()
            and np.array_equal(self.origin, other.origin)
            and np.array_equal(self.basis, other.basis)
        )

    def __repr__(self) -> str:
        span = " × ".join(f"({a:.6g}, {b:.6g})" for a, b in self.span)
        return f"Plane: {self.title}, of {len(self.origin):,} parameters, over {span}"

    # -- how it is chosen ----------------------------------------------------------------------------------------------

    @classmethod
    def pca(
        cls,
        *runs: Trajectories | ArrayLike,
        axes: int = 2,
        center: str = "mean",
        margin: float = 0.15,
        progress: Progress | None = None,
        store: str | os.PathLike[str] | None = None,
    ) -> Plane:
        """The plane of the main directions in which runs have moved.

        Memory is that of the square of the snapshots, and of a slab of the parameters.

        Parameters
        ----------
        *runs : Trajectories, or arrays of shape (snapshot, d)
            Snapshots after a divergence do not count.
        axes : int
            2, or 1 for a line.
        center : str
            ``"mean"``: through the snapshots' mean, as a PCA is defined. ``"end"``: through the last snapshot of the
            first run, and its directions are those of the differences from it (Li et al. 2018).
        margin : float
            How far the span goes beyond the snapshots, as a fraction of their extent.
        progress : callable, optional
            Called as ``progress(done, 2 * d)``: all snapshots are read twice, some parameters at a time.
        store : str or path, optional
            A folder in which a PCA that takes longer than 10 s keeps how far it is: the same call goes on from there,
            and once that is finished finds the plane at once. It holds 24 bytes for each parameter (16 for a line), and
            may be removed.

        Returns
        -------
        Plane
            ``about`` holds ``explained``, the share of the variance along each direction, and for one run in more
            dimensions than snapshots ``random_walk``, what it would be for a random walk of as many steps. The span
            is the snapshots' extent with the margin, its shorter side at least half of the longer.

        Raises
        ------
        ArgumentError
            ``a PCA with 2 directions needs at least 3 different snapshots, not 1; record more steps``.
        StoreError
            ``"run.pca" holds another PCA (4 snapshots, not 12): choose another path, or remove it``, or ``another
            process is writing "run.pca": ...``.

        References
        ----------
        Li et al. 2018, Visualizing the Loss Landscape of Neural Nets, arXiv:1712.09913.
        Antognini and Sohl-Dickstein 2018, PCA of high dimensional random walks, arXiv:1806.08805.
        """
        from thalweg.data.components import principal

        return principal(cls, runs, axes, center, margin, progress, store)

    @classmethod
    def random(
        cls,
        problem: Problem,
        at: ArrayLike | None = None,
        *,
        normalize: str | None = "filter",
        seed: int = 0,
        axes: int = 2,
    ) -> Plane:
        """A plane of normally distributed random directions.

        Parameters
        ----------
        problem : Problem
            Its `blocks` say what a layer and a filter is.
        at : array_like, shape (d,), optional
            The origin. Default: the problem's start, which for a network are its present parameters.
        normalize : str or None
            ``"filter"``: each filter (each row of a matrix) of a direction gets the norm of that filter at the origin;
            blocks with fewer than two dimensions (biases, batch-norm) get 0, as in the authors' pictures. Where a
            problem has no larger blocks, each parameter is a filter. ``"layer"``: each block gets the norm of that
            block. None: as drawn.
        seed : int
            Of the draw: the same one gives the same plane.
        axes : int
            2, or 1 for a line.

        References
        ----------
        Li et al. 2018, section 4, arXiv:1712.09913.
        """
        from thalweg.data.directions import random_directions

        origin = _origin(problem, at)
        basis = random_directions(problem.blocks, origin, normalize, seed, axes)
        return cls(origin, basis, kind="random", about={"normalize": normalize, "seed": int(seed)})

    @classmethod
    def through(
        cls,
        a: ArrayLike,
        b: ArrayLike,
        c: ArrayLike | None = None,
        *,
        labels: Sequence[str] | None = None,
    ) -> Plane:
        """The plane through three points, at (0, 0), (1, 0) and (0, 1), or the line through two, at 0 and 1.

        Parameters
        ----------
        a, b, c : array_like, shape (d,)
            Parameters, flat: the origin, the end of the first direction, and that of the second, left out for a line.
        labels : sequence of str, optional
            What pictures call the points, which they mark: ``("SGD", "Adam", "SWA")``. Default: ``1``, ``2``, ``3``.
            An empty sequence marks none.

        Raises
        ------
        ArgumentError
            ``the two directions of a plane are parallel; ...`` where the points lie on a line;
            ``labels needs a different name for each of 3 points, not ('a', 'a', 'b')``.
        """
        points = [_numbers(p) for p in (a, b, c) if p is not None]
        if any(p.ndim != 1 or p.shape != points[0].shape for p in points):
            raise ArgumentError(
                "the points of a plane must be of one shape (d,); they have "
                + ", ".join(str(p.shape) for p in points)
            )
        names = _NUMBERED[: len(points)] if labels is None else labels
        # A text is a sequence of letters, and none is meant.
        listed = () if isinstance(names, str) else tuple(str(name) for name in names)
        if (isinstance(names, str) or listed) and len(set(listed)) != len(points):
            raise ArgumentError(
                f"labels needs a different name for each of {len(points)} points, not {names!r}"
            )
        basis = np.stack([p - points[0] for p in points[1:]])
        corners = np.concatenate([np.zeros((1, len(basis))), np.eye(len(basis))]).tolist()
        marks = dict(zip(listed, corners, strict=False))
        return cls(points[0], basis, ((-0.15, 1.15),) * len(basis), "through", marks=marks)

    @classmethod
    def hessian(
        cls,
        problem: Problem,
        at: ArrayLike | None = None,
        *,
        which: str = "largest",
        axes: int = 2,
        tolerance: float = 1e-6,
        progress: Progress | None = None,
    ) -> Plane:
        """The plane of two eigenvectors of the Hessian, of length 1.

        Parameters
        ----------
        problem : Problem
            Only its Hessian-vector products are used.
        at : array_like, shape (d,), optional
            Default: the problem's start, which for a network are its present parameters.
        which : str
            ``"largest"`` or ``"smallest"`` eigenvalues, or those of largest ``"magnitude"``.
        axes : int
            2, or 1 for a line.
        tolerance : float
            Relative accuracy of the eigenvalues.
        progress : callable, optional
            Called as ``progress(products done, 0)``: nobody knows how many it will take.

        Returns
        -------
        Plane
            ``about["eigenvalues"]`` holds them.

        Raises
        ------
        ArgumentError
            ``the eigenvalues were not found to 1e-06 within ...; try a larger tolerance``.
        """
        from thalweg.data.directions import check_axes, eigenvectors

        origin = _origin(problem, at)
        check_axes(axes, len(origin))
        values, vectors = eigenvectors(problem, origin, which, axes, tolerance, progress=progress)
        labels = [f"{n} (eigenvalue {v:.3g})" for n, v in zip(AXES, values, strict=False)]
        about = {"eigenvalues": [float(v) for v in values], "which": which}
        return cls(origin, vectors, kind="hessian", labels=tuple(labels), about=about)


def _marks(given: Mapping[str, Sequence[float]], axes: int) -> dict[str, tuple[float, ...]]:
    """Named points as they are kept: text, and finite coordinates."""
    found: dict[str, tuple[float, ...]] = {}
    for name, at in given.items():
        place = np.atleast_1d(np.asarray(at, dtype=np.float64))
        if place.shape != (axes,) or not np.isfinite(place).all() or not str(name).strip():
            raise ArgumentError(
                f"marks needs a name and {axes} finite number{'s' * (axes > 1)} for each, not {name!r}: {at!r}"
            )
        found[str(name)] = tuple(place.tolist())
    return found


def _numbers(given: ArrayLike) -> Array:
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        kind = type(given).__name__
        # A model, a state dict or a path: what a network can make a point of.
        raise ArgumentError(
            f"the points of a plane must be arrays of numbers, not {kind}; network.vector(...) makes one of a model, a"
            " state dict or a checkpoint file"
        ) from None


def _own(values: ArrayLike) -> Array:
    """Numbers that nobody can change: a copy, unless they are so already."""
    found = np.asarray(values, dtype=np.float64)
    if found.flags.writeable:
        found = found.copy() if found is values or found.base is not None else found
        found.flags.writeable = False
    return found


def _origin(problem: Problem, at: ArrayLike | None) -> Array:
    from thalweg.problems.base import as_problem

    problem = as_problem(problem)
    if at is None:
        at = problem.start
        if at is None:
            raise ArgumentError(
                f'"{problem.title}" has no start: say where the plane is to lie with at=..., a point of'
                f" {len(problem.params)} numbers"
            )
    origin = np.asarray(at, dtype=np.float64)
    if origin.shape != (len(problem.params),):
        raise ArgumentError(
            f"at must be a point of {len(problem.params)} numbers, not of shape {origin.shape}"
        )
    return origin


def plane_from_spec(spec: Mapping[str, Any], origin: Array, basis: Array) -> Plane:
    """Build a plane from its saved description."""
    # Planes that were saved before points could have names have none.
    marks = spec.get("marks", {})
    return Plane(origin, basis, spec["span"], spec["kind"], spec["labels"], spec["about"], marks)
