"""Methods that need more than a gradient at a point: a line search, a Hessian, or no gradient at all."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thalweg.errors import ArgumentError
from thalweg.optim.hyper import Hyper, Value, learning_rate
from thalweg.optim.optimizer import Optimizer

Array = NDArray[np.float64]

GTOL = Hyper(1e-5, "largest slope at which it stops", low=0)


class Objective(Protocol):
    """What a method needs of a problem; theta has shape (d,)."""

    def loss(self, theta: ArrayLike) -> Array:
        """Loss."""
        ...

    def loss_and_gradient(self, theta: ArrayLike) -> tuple[Array, Array]:
        """Loss and gradient (d,)."""
        ...

    def hessian(self, theta: ArrayLike) -> Array:
        """Hessian (d, d)."""
        ...


class Method(Optimizer):
    """Base of optimizers that are programs of their own: each run goes alone, on all data, until it stops by itself.

    Attributes
    ----------
    printed : tuple of str
        The iteration in LaTeX.
    iteration : str
        The same in plain text, one step a line.
    keeps : str
        What it carries from one iteration to the next, besides theta; it is not recorded.
    """

    printed: ClassVar[tuple[str, ...]] = ()
    iteration: ClassVar[str] = ""
    keeps: ClassVar[str] = ""

    @abstractmethod
    def path(self, objective: Objective, start: Array, steps: int) -> tuple[list[Array], int]:
        """Points from the start on, one an iteration, and the iteration after which it stopped by itself (or -1).

        Parameters
        ----------
        objective : Objective
        start : ndarray, shape (d,)
            The first point, which comes out first.
        steps : int
            Iterations, at most.
        """

    @property
    def latex(self) -> tuple[str, ...]:  # type: ignore[override] - nothing here depends on the settings
        """The iteration, one LaTeX equation a line."""
        return self.printed

    def _check(self, values: Mapping[str, Value]) -> None:
        for name, value in values.items():
            if isinstance(value, str):
                raise ArgumentError(
                    f"{self.name}: {name} must be a number, not a schedule; it is the same at every step"
                )


class Newton(Method):
    """Newton's method: to the minimum of the quadratic that has the same slope and curvature.

    Parameters
    ----------
    lr : float or list
        Length of the first step that is tried, 1 being the whole way to that minimum.
    damping : float
        Added to the Hessian's diagonal: towards a short step of gradient descent (Levenberg's damping).
    line_search : bool
        Keep to directions that descend, and halve a step until the loss falls enough. Otherwise every step is taken as
        it is, also towards a maximum or a saddle.
    gtol : float
        Stop where no component of the gradient is larger.

    Notes
    -----
    With `line_search`, a multiple of the unit matrix is added to a Hessian that is not positive definite (Nocedal and
    Wright, algorithm 3.3), and a step is halved until the loss falls by at least 1e-4 of what the slope promises
    (algorithm 3.1). It stops where no such step is left, or where the Hessian cannot be inverted.
    PyTorch has no such method; ``scipy.optimize.minimize(method="Newton-CG")`` is `NewtonCG`.

    References
    ----------
    Nocedal and Wright 2006, Numerical Optimization, chapter 3; Levenberg 1944, doi:10.1090/qam/10666.
    """

    title = "damped Newton's method"
    paper = "Nocedal and Wright 2006, Numerical Optimization, chapter 3"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1.0),
        "damping": Hyper(0.0, "added to the diagonal of the Hessian", low=0),
        "line_search": Hyper(True, "descend only, and by enough"),
        "gtol": Hyper(1e-10, "largest slope at which it stops", low=0),
    }
    printed = (
        r"d \leftarrow -\left(\nabla^{2} L\left(\theta\right) + \lambda I\right)^{-1} \nabla L\left(\theta\right)",
        r"\theta \leftarrow \theta + \eta d",
    )
    iteration = """
        d = -(H + damping*I)⁻¹ g    g: gradient at theta; H: Hessian; I: unit matrix
        alpha = lr, lr/2, ...       the first that lowers the loss by enough
        theta = theta + alpha*d     (without line_search: alpha = lr)
    """

    def path(self, objective: Objective, start: Array, steps: int) -> tuple[list[Array], int]:
        """Iterate."""
        points = [start]
        for step in range(steps):
            theta = points[-1]
            loss, g = objective.loss_and_gradient(theta)
            if float(np.abs(g).max()) <= float(self.hyper["gtol"]):  # type: ignore[arg-type]
                return points, step
            moved = self._step(objective, theta, float(loss), g)
            if moved is None:
                return points, step
            points.append(moved)
            if not np.isfinite(moved).all():
                break
        return points, -1

    def _step(self, objective: Objective, theta: Array, loss: float, g: Array) -> Array | None:
        lr, damping = (float(self.hyper[n]) for n in ("lr", "damping"))  # type: ignore[arg-type]
        unit = np.eye(len(theta))
        H = objective.hessian(theta) + damping * unit
        if not self.hyper["line_search"]:
            try:
                return np.asarray(theta - lr * np.linalg.solve(H, g), dtype=np.float64)
            except np.linalg.LinAlgError:
                return None
        direction = _descending(H, g)
        if direction is None:
            return None
        promised = 1e-4 * float(g @ direction)
        for halvings in range(60):
            length = lr * 0.5**halvings
            tried = theta + length * direction
            if float(objective.loss(tried)) <= loss + length * promised:
                return tried if np.any(tried != theta) else None
        return None


def _descending(H: Array, g: Array) -> Array | None:
    """Newton's direction, with as much of the unit matrix added to H as makes it positive definite."""
    if not np.isfinite(H).all():
        return None
    size = float(np.linalg.norm(H))
    smallest = float(np.diag(H).min())
    shift = 0.0 if smallest > 0 else 1e-3 * size - smallest
    for _ in range(60):
        try:
            L = np.linalg.cholesky(H + shift * np.eye(len(g)))
            return np.negative(np.linalg.solve(L.T, np.linalg.solve(L, g)), dtype=np.float64)
        except np.linalg.LinAlgError:
            shift = max(2 * shift, 1e-3 * size)
    return None
