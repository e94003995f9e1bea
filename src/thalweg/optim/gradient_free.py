"""SciPy's methods that never ask for a slope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from thalweg.optim.hyper import Hyper
from thalweg.optim.methods import SciPyMethod

XTOL = Hyper(1e-4, "change of a parameter below which it stops", low=0)
FTOL = Hyper(1e-4, "change of the loss below which it stops", low=0)


class NelderMead(SciPyMethod):
    """The downhill simplex: a triangle (or its like) that turns over, grows and shrinks, and never asks for a slope.

    Parameters
    ----------
    xtol : float
        Stop where the corners differ by less in each parameter,
    ftol : float
        and by less in the loss.
    adaptive : bool
        Fit the simplex's coefficients to the number of parameters.

    Notes
    -----
    ``scipy.optimize.minimize(method="Nelder-Mead")``, whose options are called xatol and fatol. The recorded point is
    the best corner.

    References
    ----------
    Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308.
    """

    title = "downhill simplex"
    paper = "Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "xtol": XTOL,
        "ftol": FTOL,
        "adaptive": Hyper(False, "fit the coefficients to the number of parameters"),
    }
    scipy = "Nelder-Mead"
    options: ClassVar[Mapping[str, str]] = {
        "xatol": "xtol",
        "fatol": "ftol",
        "adaptive": "adaptive",
    }
    slope = False
    printed = (
        r"\bar{\theta} \leftarrow \frac{1}{d} \sum_{i=1}^{d} \theta_{i}",
        r"\theta_{d+1} \leftarrow \bar{\theta} + \rho \left(\bar{\theta} - \theta_{d+1}\right)",
    )
    iteration = """
        corners: one more than parameters; m: mean of all but the worst
        worst = m + (m - worst)     reflect; farther out if that is the best so far
        worst = halfway to m        contract, if the reflected one would be the worst again
        all = halfway to the best   shrink, if that does not help either
    """
    keeps = "the corners"

    def _limits(self, steps: int) -> dict[str, Any]:
        # SciPy counts the first simplex as an iteration.
        return {"maxiter": steps + 1, "maxfev": np.inf}


class Powell(SciPyMethod):
    """One line search after another along a set of directions that turns with the valley; it never asks for a slope.

    Parameters
    ----------
    xtol : float
        Precision of a search along a line, as part of the parameters.
    ftol : float
        Stop where the loss changes by less than this part of itself.

    Notes
    -----
    ``scipy.optimize.minimize(method="Powell")``. One step here is one search along every direction.

    References
    ----------
    Powell 1964, doi:10.1093/comjnl/7.2.155.
    """

    title = "Powell's conjugate directions"
    paper = "Powell 1964, doi:10.1093/comjnl/7.2.155"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {"xtol": XTOL, "ftol": FTOL}
    scipy = "Powell"
    options: ClassVar[Mapping[str, str]] = {"xtol": "xtol", "ftol": "ftol"}
    slope = False
    printed = (r"\theta \leftarrow \theta + \alpha_{i} d_{i} \quad \left(i = 1, \ldots, d\right)",)
    iteration = """
        for each direction d:       at first the axes
            theta = theta + alpha*d     alpha: where the loss along the line is least
        the sum of these steps may replace the direction that helped most
    """
    keeps = "the directions"

    def _limits(self, steps: int) -> dict[str, Any]:
        return {"maxiter": steps, "maxfev": np.inf}
