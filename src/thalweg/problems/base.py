"""What every problem offers: a loss over parameters, its derivatives, and what evaluates a plane of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.expressions import Program

Array = NDArray[np.float64]

#: A SymPy tree. SymPy types the parts of a tree as Basic, which its own constructors then refuse.
Tree: TypeAlias = Any


class PlaneLike(Protocol):
    """A plane in parameter space, as `Problem.on_plane` needs it."""

    @property
    def origin(self) -> Array:
        """Point of the plane at coordinates (0, 0), shape (d,)."""
        ...

    @property
    def basis(self) -> Array:
        """Directions, shape (2, d), or (1, d) for a line; not necessarily orthonormal."""
        ...


@dataclass(frozen=True)
class Block:
    """Where one named part of the parameters lies in the flat vector."""

    name: str
    shape: tuple[int, ...]
    offset: int


#: Numbers that are made at a time to evaluate points of a plane: 32 MB.
_NUMBERS = 1 << 22


class OnPlane:
    """What evaluates a problem at points of a plane: called with coordinates (k, axes), it returns losses (k,).

    Attributes
    ----------
    names : tuple of str
        What `table` returns, first ``"loss"``.
    settings : mapping of str to plain data
        How it evaluates. A second evaluator that is made with the same settings gives the same bits for the same tiles.
    tile : int
        Points that are evaluated together, so that the bits of one may depend on which others are.
    note : str
        What a picture has to say about these losses, or nothing.
    """

    names: tuple[str, ...] = ("loss",)
    settings: Mapping[str, Any] = MappingProxyType({})
    tile: int = 1 << 12
    note: str = ""

    def __init__(self, problem: Problem, plane: PlaneLike) -> None:
        self.problem, self.plane = problem, plane

    def __call__(self, coordinates: ArrayLike) -> Array:
        """Losses (k,) at coordinates (k, axes)."""
        return self.table(coordinates)[:, 0]

    def table(self, coordinates: ArrayLike) -> Array:
        """Everything that is evaluated: coordinates (k, axes) to (k, len(names))."""
        points = np.asarray(coordinates, dtype=np.float64)
        origin, basis = np.asarray(self.plane.origin), np.asarray(self.plane.basis)
        losses = np.empty(len(points))
        size = max(1, _NUMBERS // len(origin))
        for first in range(0, len(points), size):
            part = slice(first, first + size)
            # Not a matrix product: what that gives for a point depends on how many others there are.
            theta = origin[:, None] + sum(
                direction[:, None] * along
                for direction, along in zip(basis, points[part].T, strict=True)
            )
            losses[part] = self.problem._evaluate(theta, slope=False)[0]
        return losses[:, None]


class Problem(ABC):
    """A loss to be minimised over a vector of parameters.

    Subclasses implement `_evaluate` and `_hessian_product` on component arrays of shape (d, ...), which is the layout
    that vectorised optimizers use; the public methods take the parameters last.

    Attributes
    ----------
    params : tuple of str
        Names of the d parameters.
    title : str
        One short line for people.
    latex : str
        The loss as LaTeX mathematics.
    minima : tuple of tuple of float
        Known minima.
    domain : dict of str to (float, float), or None
        A good view, if one is known.
    start : tuple of float, or None
        An instructive start, if one is known.
    n_rows : int, or None
        Number of samples where the loss is a mean over data, else None.
    """

    kind: ClassVar[str]

    params: tuple[str, ...]
    title: str
    latex: str
    minima: tuple[tuple[float, ...], ...] = ()
    domain: Mapping[str, tuple[float, float]] | None = None
    start: tuple[float, ...] | None = None
    n_rows: int | None = None

    @abstractmethod
    def _evaluate(
        self, theta: Array, rows: NDArray[np.intp] | None = None, *, slope: bool = True
    ) -> tuple[Array, Array | None]:
        """Loss (...) and gradient (d, ...) at components theta (d, ...); gradient None where not `slope`.

        `rows` are indices of a batch, shape (b,) or (..., b); only problems with data know them.
        """

    @abstractmethod
    def _hessian_product(self, theta: Array, v: Array) -> Array:
        """Hessian times v at components theta, all of shape (d, ...)."""

    @abstractmethod
    def spec(self) -> dict[str, Any]:
        """Plain data from which the problem can be built again, apart from `arrays`."""

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Data columns that belong to `spec`."""
        return {}

    @property
    def closed(self) -> Program | None:
        """Instructions of the full loss and its gradient in the parameters alone, or None where there are none."""
        return None

    # -- what everybody calls ----------------------------------------------------------------------------------------

    def loss(self, theta: ArrayLike | Mapping[str, ArrayLike]) -> Array:
        """Loss at points.

        Parameters
        ----------
        theta : array_like, shape (..., d), or mapping of parameter to array_like, shape (...)
            One point or many; the last dimension is that of the parameters, in the order of `params`.

        Returns
        -------
        ndarray, shape (...)
            Infinite or NaN where the formula is.

        Raises
        ------
        ArgumentError
            ``theta must end in a dimension of 2 (x, y); its shape is (3,)``.
        """
        return self._evaluate(self._components(theta), slope=False)[0]

    def gradient(self, theta: ArrayLike | Mapping[str, ArrayLike]) -> Array:
        """Gradient at points: theta (..., d) to (..., d)."""
        return self.loss_and_gradient(theta)[1]

    def loss_and_gradient(
        self,
        theta: ArrayLike | Mapping[str, ArrayLike],
        rows: NDArray[np.intp] | None = None,
    ) -> tuple[Array, Array]:
        """Loss (...) and gradient (..., d) in one pass, over the samples `rows` if given."""
        value, slope = self._evaluate(self._components(theta), rows)
        assert slope is not None
        return value, np.moveaxis(slope, 0, -1)

    def hvp(self, theta: ArrayLike, v: ArrayLike) -> Array:
        """Hessian times vector: theta and v (..., d), broadcast, to (..., d)."""
        a, b = np.broadcast_arrays(
            self._components(theta, last=True), self._components(v, last=True)
        )
        return np.moveaxis(
            self._hessian_product(np.moveaxis(a, -1, 0), np.moveaxis(b, -1, 0)), 0, -1
        )

    def hvp_at(self, theta: ArrayLike) -> Callable[[ArrayLike], Array]:
        """The Hessian at one point (d,) as a function of a vector (d,), for many products there."""
        return lambda v: self.hvp(theta, v)

    def hessian(self, theta: ArrayLike | Mapping[str, ArrayLike]) -> Array:
        """Hessian at points: theta (..., d) to (..., d, d)."""
        point = self._components(theta, last=True)
        h = self.hvp(point[..., None, :], np.eye(len(self.params)))
        # Both halves are right to rounding; their mean is symmetric to the bit.
        return (h + np.swapaxes(h, -1, -2)) / 2

    def on_plane(
        self,
        plane: PlaneLike,
        settings: Mapping[str, Any] | None = None,
        points: int | None = None,
    ) -> OnPlane:
        """What evaluates the loss on a plane: coordinates (k, axes) to losses (k,).

        Parameters
        ----------
        plane : Plane
            Or anything with an ``origin`` (d,) and a ``basis`` (axes, d).
        settings : mapping, optional
            Those of an evaluator that was made before, to evaluate as it did.
        points : int, optional
            About how many points will be asked for: finding out how to do that fastest should take a small share of
            it.
        """
        return OnPlane(self, plane)

    def sharing(self, workers: int) -> contextlib.AbstractContextManager[None]:
        """While it lasts, evaluators are made for one of so many workers that share this machine's processors."""
        del workers
        return contextlib.nullcontext()

    @property
    def fingerprint(self) -> str:
        """A short text that tells this problem from others, with its data."""
        found = hashlib.sha256(json.dumps(self.spec(), sort_keys=True, default=str).encode())
        for name, array in sorted(self.arrays().items()):
            found.update(name.encode())
            values = np.ascontiguousarray(array)
            # The bytes of an array of objects are addresses.
            plain = values.dtype.kind != "O"
            found.update(values.tobytes() if plain else repr(values.tolist()).encode())
        return found.hexdigest()[:16]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Named parts of the parameter vector; one scalar each unless a network says otherwise."""
        return tuple(Block(name, (), i) for i, name in enumerate(self.params))

    def _components(
        self, theta: ArrayLike | Mapping[str, ArrayLike], *, last: bool = False
    ) -> Array:
        """Check the shape of theta (..., d) and return components (d, ...), or (..., d) if `last`."""
        d = len(self.params)
        names = ", ".join(self.params[:6]) + (", ..." if d > 6 else "")
        given: Any = theta
        if isinstance(given, Mapping):
            if set(given) != set(self.params):
                named = ", ".join(map(str, given))
                raise ArgumentError(f"theta needs a number for each of {names}; it has {named}")
            given = [given[name] for name in self.params]
            with contextlib.suppress(TypeError, ValueError):
                given = np.stack(np.broadcast_arrays(*given), axis=-1)
        try:
            array = np.asarray(given, dtype=np.float64)
        except (TypeError, ValueError):
            raise ArgumentError(
                f"theta must be numbers ({names}), or an array of such points, not {given!r}"
            ) from None
        if array.ndim == 0 or array.shape[-1] != d:
            raise ArgumentError(
                f"theta must end in a dimension of {d} ({names}); its shape is {array.shape}"
            )
        return array if last else np.moveaxis(array, -1, 0)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Problem) or other.kind != self.kind:
            return NotImplemented
        if self.spec() != other.spec():
            return False
        mine, theirs = self.arrays(), other.arrays()
        return mine.keys() == theirs.keys() and all(
            np.array_equal(mine[k], theirs[k]) for k in mine
        )

    def __hash__(self) -> int:
        return hash((self.kind, self.title, self.params))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title!r}, params={self.params!r})"


def as_problem(given: object) -> Problem:
    """The same, if it is a problem; else an error says how it becomes one.

    Raises
    ------
    ArgumentError
        ``problem must be a Formula, a Fit, a BlackBox or a Network, not the text "x**2"; write tw.Formula("x**2")``,
        and the like for a name of the catalogue, a function, or a PyTorch module.
    """
    if isinstance(given, Problem):
        return given
    what = "None" if given is None else f"a {type(given).__name__}"
    cure = "make one of these first"
    if isinstance(given, str):
        from thalweg.problems.functions import functions

        text = given if len(given) <= 40 else f"{given[:37]}..."
        made = f'tw.functions["{text}"]' if given in functions else f'tw.Formula("{text}")'
        what, cure = f'the text "{text}"', f"write {made}"
    elif hasattr(given, "state_dict"):
        cure = "thalweg.torch.Network(model, loss, data) makes one of a PyTorch module"
    elif callable(given):
        what, cure = "a function", "tw.BlackBox(function, params=...) makes one of it"
    raise ArgumentError(
        f"problem must be a Formula, a Fit, a BlackBox or a Network, not {what}; {cure}"
    )


def filled(value: Any, shape: tuple[int, ...]) -> Array:
    """An array of the full shape, also where a result does not depend on every input."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), shape))


def stacked(parts: Sequence[Any], shape: tuple[int, ...]) -> Array:
    """Components (d, ...) of equal shape, also where some do not depend on every input."""
    out = np.empty((len(parts), *shape))
    for i, part in enumerate(parts):
        out[i] = part
    return out
