"""A loss given as a Python function, and what is left of one after saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from scipy import differentiate

from thalweg.errors import ArgumentError
from thalweg.problems.base import Array, Block, Problem
from thalweg.problems.each import Each
from thalweg.problems.names import Names

#: First step of the finite differences, relative to the size of the coordinate (at least 1). SciPy's order 8 needs no
#: smaller one to reach rounding error, and a larger one could leave the function's domain.
_STEP = 1e-2


class BlackBox(Problem):
    """A loss given as a Python function of numbers.

    Parameters
    ----------
    fun : callable
        ``fun(x, y, ...)`` returns the loss, one number. Where it takes arrays as well, element by element, it is called
        with many points at once, which is faster; whether it does is found out, not asked.
    params : sequence of str
        Names of the parameters, in the order of `fun`'s arguments.
    gradient : callable, optional
        ``gradient(x, y, ...)`` returns the derivative by each parameter, as numbers or as arrays. Default:
        `scipy.differentiate.jacobian` (central differences of order 8).

    Raises
    ------
    ArgumentError
        ``fun must return a number, not None``, once it is called.

    Examples
    --------
    >>> import numpy as np
    >>> import thalweg as tw
    >>> ripples = tw.BlackBox(lambda x, y: x**2 + np.cos(3 * y), params=("x", "y"))
    >>> ripples.gradient([1.0, 0.5]).round(9)
    array([ 2.        , -2.99248496])
    """

    kind = "blackbox"

    def __init__(
        self,
        fun: Callable[..., Any],
        params: Sequence[str],
        gradient: Callable[..., Sequence[Any]] | None = None,
    ) -> None:
        if not callable(fun):
            raise ArgumentError(f"fun must be callable, not {type(fun).__name__}")
        self.params = (params,) if isinstance(params, str) else tuple(params)
        if not self.params or len(set(self.params)) != len(self.params):
            raise ArgumentError(f"params must be distinct names, at least one, not {self.params}")
        self.fun, self.slope = fun, gradient
        self._loss = Each(fun)
        self._gradient = None if gradient is None else Each(gradient, "gradient", len(self.params))
        self.title = getattr(fun, "__name__", "function").replace("<lambda>", "function")
        self.latex = (
            rf"\mathrm{{{self.title.replace('_', ' ')}}}\left({', '.join(self.params)}\right)"
        )

    def _value(self, theta: Array) -> Array:
        return self._loss(theta.reshape(len(theta), -1)).reshape(theta.shape[1:])

    def _evaluate(
        self, theta: Array, rows: NDArray[np.intp] | None = None, *, slope: bool = True
    ) -> tuple[Array, Array | None]:
        if rows is not None:
            raise ArgumentError("a function has no samples: batch_size and batches need a Fit")
        return self._value(theta), self._slope(theta) if slope else None

    def _slope(self, theta: Array) -> Array:
        flat = theta.reshape(len(theta), -1)
        if self._gradient is not None:
            return self._gradient(flat).reshape(theta.shape)
        return _differences(self._value, flat).reshape(theta.shape)

    def _hessian_product(self, theta: Array, v: Array) -> Array:
        flat, direction = theta.reshape(len(theta), -1), v.reshape(len(theta), -1)
        out = np.empty_like(flat)
        for k in range(flat.shape[1]):
            point, along = flat[:, k], direction[:, k]

            def slope(s: Array, point: Array = point, along: Array = along) -> Array:
                line = point[:, None] + np.ravel(s) * along[:, None]
                return self._slope(line).reshape(len(point), *np.shape(s)[1:])

            out[:, k] = _differences(slope, np.zeros(1))[:, 0]
        return out.reshape(theta.shape)

    def spec(self) -> dict[str, Any]:
        """Names only: a function is not saved."""
        return recorded_spec(self.title, self.params, (), {})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BlackBox):
            return NotImplemented
        return (self.fun, self.slope, self.params) == (other.fun, other.slope, other.params)

    def __hash__(self) -> int:
        return hash((self.fun, self.params))


def _differences(f: Callable[[Array], Array], x: Array) -> Array:
    """SciPy's Jacobian, with NaN where the function is not finite."""
    step: Any = _STEP * np.maximum(1.0, np.abs(x))
    with np.errstate(all="ignore"):
        return np.asarray(differentiate.jacobian(f, x, initial_step=step).df, dtype=np.float64)


class Recorded(Problem):
    """A problem whose function was not saved: its recorded runs can be seen, not continued.

    Parameters
    ----------
    title : str
        What pictures of its runs are called.
    params : sequence of str, optional
        Default: those of the blocks.
    blocks : sequence of Block, optional
        The named parts of a network's parameters.
    about : mapping of str to plain data
        What else is known of it.
    """

    kind = "recorded"

    def __init__(
        self,
        title: str,
        params: Sequence[str] = (),
        blocks: Sequence[Block] = (),
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self.title = title
        self._blocks = tuple(blocks)
        self.about = dict(about or {})
        named: Any = Names(self._blocks) if self._blocks else tuple(params)
        self.params = named
        some = ", ".join(named) if len(named) <= 8 else r"\theta"
        self.latex = rf"\mathrm{{{self.title.replace('_', ' ')}}}\left({some}\right)"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Named parts of the parameter vector."""
        return self._blocks or super().blocks

    def _refuse(self) -> NoReturn:
        if self._blocks:
            raise ArgumentError(
                f'"{self.title}" was a network, and its code is not saved: only what was recorded can be shown; to '
                "evaluate it, build the Network again"
            )
        raise ArgumentError(
            f'"{self.title}" was Python code, which is not saved: only what was recorded can be shown; to evaluate '
            "it, build the BlackBox, or the problem of your own, again"
        )

    def _evaluate(
        self, theta: Array, rows: NDArray[np.intp] | None = None, *, slope: bool = True
    ) -> tuple[Array, Array | None]:
        self._refuse()

    def _hessian_product(self, theta: Array, v: Array) -> Array:
        self._refuse()

    def spec(self) -> dict[str, Any]:
        """Title and names, or blocks."""
        return recorded_spec(self.title, self.params, self._blocks, self.about)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Recorded:
        """Build from a saved description."""
        blocks = [Block(name, tuple(shape), at) for name, shape, at in spec.get("blocks", ())]
        return cls(spec["title"], spec.get("params", ()), blocks, spec.get("about"))


def recorded_spec(
    title: str, params: Sequence[str], blocks: Sequence[Block], about: Mapping[str, Any]
) -> dict[str, Any]:
    """What is saved of a problem whose function is not."""
    spec: dict[str, Any] = {"kind": Recorded.kind, "title": title}
    if blocks:
        spec["blocks"] = [[block.name, list(block.shape), block.offset] for block in blocks]
    else:
        spec["params"] = list(params)
    return spec | ({"about": dict(about)} if about else {})


def alike(one: Problem, other: Problem) -> bool:
    """Whether two problems are one, as far as can be known: of a function that was not saved, only the names can."""
    if one == other:
        return True
    recorded = isinstance(one, Recorded) or isinstance(other, Recorded)
    if not recorded or one.blocks != other.blocks:
        return False
    mine, theirs = (getattr(p, "about", {}).get("data") for p in (one, other))
    return mine is None or theirs is None or mine == theirs
