"""SciPy's methods that take the Hessian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from thalweg.errors import ArgumentError
from thalweg.optim.hyper import Hyper, Value
from thalweg.optim.methods import SciPyMethod


class NewtonCG(SciPyMethod):
    """Newton's method whose equation is solved by conjugate gradients, as far as it is worth.

    Parameters
    ----------
    xtol : float
        Stop where the parameters change by less, on average.

    Notes
    -----
    ``scipy.optimize.minimize(method="Newton-CG")`` with the exact Hessian.

    References
    ----------
    Nocedal and Wright 2006, Numerical Optimization, chapter 7.
    """

    title = "Newton's method with conjugate gradients inside"
    paper = "Nocedal and Wright 2006, Numerical Optimization, chapter 7"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "xtol": Hyper(1e-5, "mean change of the parameters below which it stops", low=0)
    }
    scipy = "Newton-CG"
    options: ClassVar[Mapping[str, str]] = {"xtol": "xtol"}
    curvature = True
    printed = (
        r"\nabla^{2} L\left(\theta\right) d = -\nabla L\left(\theta\right)",
        r"\theta \leftarrow \theta + \alpha d",
    )
    iteration = """
        H d = -g                    solved for d by conjugate gradients, as far as it is worth
        theta = theta + alpha*d     alpha: by a line search; g: gradient; H: Hessian
    """


class TrustNCG(SciPyMethod):
    """Newton's method within a region where its quadratic is trusted.

    Parameters
    ----------
    initial_radius : float
        First radius of the region, in the units of the parameters.
    max_radius : float
        Largest radius.
    gtol : float
        Stop where the gradient's norm is smaller.

    Notes
    -----
    ``scipy.optimize.minimize(method="trust-ncg")`` with the exact Hessian. A step that would not descend is not taken:
    the region shrinks, and the point stays.

    References
    ----------
    Nocedal and Wright 2006, Numerical Optimization, chapter 4.
    """

    title = "trust region, Newton and conjugate gradients"
    paper = "Nocedal and Wright 2006, Numerical Optimization, chapter 4"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "initial_radius": Hyper(1.0, "first size of the region", low=0, open_low=True),
        "max_radius": Hyper(1000.0, "largest size of the region", low=0, open_low=True),
        "gtol": Hyper(1e-4, "norm of the gradient at which it stops", low=0),
    }
    scipy = "trust-ncg"
    options: ClassVar[Mapping[str, str]] = {
        "initial_trust_radius": "initial_radius",
        "max_trust_radius": "max_radius",
        "gtol": "gtol",
    }
    curvature = True

    def _check(self, values: Mapping[str, Value]) -> None:
        super()._check(values)
        first, most = (float(values[n]) for n in ("initial_radius", "max_radius"))  # type: ignore[arg-type]
        if first >= most:
            raise ArgumentError(
                f"TrustNCG: initial_radius must be less than max_radius, not {first:g} and {most:g}"
            )

    printed = (
        r"d \leftarrow \arg\min_{\left\Vert d \right\Vert \leq \Delta} g^{T} d + "
        r"\frac{1}{2} d^{T} \nabla^{2} L\left(\theta\right) d",
        r"\theta \leftarrow \theta + d",
    )
    iteration = """
        d = where gᵀd + dᵀH d/2 is least within norm(d) <= radius, about
        theta = theta + d           if the loss falls by enough; g: gradient; H: Hessian
        radius = 2*radius or less   by how well that quadratic foretold the loss
    """
    keeps = "radius"
