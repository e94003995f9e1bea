"""The classical methods of ``scipy.optimize.minimize``, one recorded step an iteration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from thalweg.optim.hyper import Hyper
from thalweg.optim.method import GTOL, Array, Method, Objective


class SciPyMethod(Method):
    """Base of the methods that SciPy has: name, options, and which derivatives they take."""

    scipy: ClassVar[str] = ""
    #: Our hyperparameters by SciPy's option.
    options: ClassVar[Mapping[str, str]] = {}
    slope: ClassVar[bool] = True
    curvature: ClassVar[bool] = False

    def path(self, objective: Objective, start: Array, steps: int) -> tuple[list[Array], int]:
        """Iterate, and note where SciPy calls back."""
        from scipy.optimize import minimize

        points = [start]

        def value(theta: Array) -> float:
            return float(objective.loss(theta))

        def value_and_slope(theta: Array) -> tuple[float, Array]:
            loss, g = objective.loss_and_gradient(theta)
            return float(loss), g

        options: dict[str, Any] = {o: self._plain(n) for o, n in self.options.items()}
        try:
            result = minimize(
                value_and_slope if self.slope else value,
                start,
                method=self.scipy,
                jac=True if self.slope else None,
                hess=objective.hessian if self.curvature else None,
                # SciPy goes on in the same array.
                callback=lambda theta: points.append(np.array(theta)),
                options={**options, **self._limits(steps)},
            )
        except (np.linalg.LinAlgError, ValueError, ArithmeticError):
            # It has come to where the loss or a derivative is not finite.
            return points[: steps + 1], min(len(points) - 1, steps)
        points = points[: steps + 1]
        stopped = result.success or len(points) - 1 < steps
        return points, len(points) - 1 if stopped else -1

    def _limits(self, steps: int) -> dict[str, Any]:
        """SciPy's limits: that of iterations, and others lifted."""
        return {"maxiter": steps}

    def _plain(self, name: str) -> Any:
        value = self.hyper[name]
        return int(value) if self.hyper_ranges[name].whole else value  # type: ignore[arg-type]


class BFGS(SciPyMethod):
    """Quasi-Newton: the inverse Hessian is learned from the gradients along the way.

    Parameters
    ----------
    gtol : float
        Stop where no component of the gradient is larger.

    Notes
    -----
    ``scipy.optimize.minimize(method="BFGS")``, whose line search meets the Wolfe conditions. One step here is one
    iteration there. ``torch.optim`` has `LBFGS` only.

    References
    ----------
    Nocedal and Wright 2006, Numerical Optimization, chapter 6.
    """

    title = "Broyden, Fletcher, Goldfarb and Shanno's quasi-Newton method"
    paper = "Nocedal and Wright 2006, Numerical Optimization, chapter 6"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {"gtol": GTOL}
    scipy = "BFGS"
    options: ClassVar[Mapping[str, str]] = {"gtol": "gtol"}
    printed = (
        r"\theta \leftarrow \theta - \alpha H g",
        r"\rho \leftarrow \frac{1}{y^{T} s}",
        r"H \leftarrow \left(I - \rho s y^{T}\right) H \left(I - \rho y s^{T}\right) + \rho s s^{T}",
    )
    iteration = """
        d = -H g                    g: gradient at theta; H: at first the unit matrix I
        s = alpha*d                 alpha: by a line search (Wolfe conditions)
        theta = theta + s
        y = change of g
        H = (I - s yᵀ/r) H (I - y sᵀ/r) + s sᵀ/r    where r = yᵀs
    """
    keeps = "H"


class LBFGS(SciPyMethod):
    """BFGS with a memory of the last few steps in place of the matrix.

    Parameters
    ----------
    memory : int
        Steps that are remembered.
    gtol : float
        Stop where no component of the gradient is larger.
    ftol : float
        Stop where the loss changes by less than this part of itself.

    Notes
    -----
    ``scipy.optimize.minimize(method="L-BFGS-B")`` without bounds. ``torch.optim.LBFGS`` has a fixed rate or a line
    search of its own, and several iterations in one step.

    References
    ----------
    Liu and Nocedal 1989, doi:10.1007/BF01589116.
    """

    title = "limited-memory BFGS"
    paper = "Liu and Nocedal 1989, doi:10.1007/BF01589116"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "memory": Hyper(10.0, "steps that are remembered", low=1, whole=True),
        "gtol": GTOL,
        "ftol": Hyper(2.2e-9, "relative change of the loss below which it stops", low=0),
    }
    scipy = "L-BFGS-B"
    options: ClassVar[Mapping[str, str]] = {"maxcor": "memory", "gtol": "gtol", "ftol": "ftol"}
    printed = BFGS.printed
    iteration = """
        d = -H g                    g: gradient at theta; H: BFGS's, of the last steps only
        s = alpha*d                 alpha: by a line search (Wolfe conditions)
        theta = theta + s
        y = change of g             s and y are remembered, the oldest forgotten
    """
    keeps = "the last steps s and changes y"

    def _limits(self, steps: int) -> dict[str, Any]:
        return {"maxiter": steps, "maxfun": np.iinfo(np.int32).max}


class ConjugateGradient(SciPyMethod):
    """Nonlinear conjugate gradients: each direction keeps part of the last one, so that no step undoes another.

    Parameters
    ----------
    gtol : float
        Stop where no component of the gradient is larger.

    Notes
    -----
    ``scipy.optimize.minimize(method="CG")``: Polak and Ribiere's variant, never negative.

    References
    ----------
    Polak and Ribiere 1969; Nocedal and Wright 2006, Numerical Optimization, chapter 5.
    """

    title = "nonlinear conjugate gradients"
    paper = "Nocedal and Wright 2006, Numerical Optimization, chapter 5"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {"gtol": GTOL}
    scipy = "CG"
    options: ClassVar[Mapping[str, str]] = {"gtol": "gtol"}
    printed = (
        r"\theta \leftarrow \theta + \alpha d",
        r"\beta \leftarrow \max\left(0, \frac{\left(g - g_{\mathrm{prev}}\right)^{T} g}"
        r"{g_{\mathrm{prev}}^{T} g_{\mathrm{prev}}}\right)",
        r"d \leftarrow \beta d - g",
    )
    iteration = """
        theta = theta + alpha*d     d: at first -g; alpha: by a line search (Wolfe conditions)
        beta = max(0, (g - prev)ᵀg/(prevᵀprev))
        d = beta*d - g              g: gradient at theta; prev: the one before
    """
    keeps = "d, prev"
