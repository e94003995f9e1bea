"""What is known of a Hessian: eigenvalues, its trace, the density of its spectrum, and sharpness along runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.errors import ArgumentError

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Eigen:
    """Eigenvalues and eigenvectors of a Hessian, the most wanted first.

    Attributes
    ----------
    values : array, shape (k,)
    vectors : array, shape (k, d)
        Of length 1, the largest entry positive.
    """

    values: Array
    vectors: Array


@dataclass(frozen=True)
class Trace:
    """An estimate of a Hessian's trace.

    Attributes
    ----------
    value : float
    error : float
        Its standard error.
    samples : int
        Random vectors that it is a mean over.
    """

    value: float
    error: float
    samples: int


@dataclass(frozen=True, eq=False)
class Density:
    """The density of a Hessian's eigenvalues, as weighted points.

    Attributes
    ----------
    nodes, weights : arrays, shape (probe, step)
        Of each probe, points on the axis of eigenvalues and their weights, which add up to 1: for any smooth f, the sum
        of weights × f(nodes) estimates the mean of f over all eigenvalues.
    parameters : int
    """

    nodes: Array
    weights: Array
    parameters: int

    def mean(self, power: int = 1) -> tuple[float, float]:
        """The mean of the eigenvalues to a power, and its standard error over the probes."""
        each = (self.weights * self.nodes**power).sum(axis=1)
        error = each.std(ddof=1) / np.sqrt(len(each)) if len(each) > 1 else np.nan
        return float(each.mean()), float(error)

    def on(self, at: Array, width: float) -> Array:
        """The density at eigenvalues, each point a normal distribution of a standard deviation.

        Parameters
        ----------
        at : array, shape (n,)
        width : float

        Returns
        -------
        array, shape (n,)
            Its integral is 1.
        """
        if not width > 0:
            raise ArgumentError(f"the width must be above 0, not {width}")
        away = (np.asarray(at, dtype=float)[:, None] - self.nodes.ravel()) / width
        found = np.exp(-0.5 * away**2) @ self.weights.ravel()
        return found / (len(self.nodes) * width * np.sqrt(2 * np.pi))


@dataclass(frozen=True, eq=False)
class Sharpness:
    """The largest eigenvalue of the Hessian along runs.

    Attributes
    ----------
    steps : int array, shape (step,)
    values : array, shape (run, step)
        NaN where a run has diverged.
    limits : tuple of (float or None)
        Of each run, the sharpness above which its optimizer is unstable on a quadratic: 2 / lr for gradient descent.
        None where the optimizer has no such number.
    labels : tuple of str
    title : str
    limit : str
        How the limits are worked out, for the key of a picture.
    """

    steps: Array
    values: Array
    limits: tuple[float | None, ...]
    labels: tuple[str, ...]
    title: str
    limit: str = "2/lr"

    def beside(self, runs: Trajectories) -> Trajectories:
        """The runs with their sharpness as variable ``sharpness`` (run, step), NaN at steps where it was not computed.

        Saved with them, and shown by the panel of that name.

        Raises
        ------
        ArgumentError
            ``this is the sharpness of other runs: ...``.
        """
        steps = runs.dataset["step"].values
        if self.labels != runs.labels or not np.isin(self.steps, steps).all():
            raise ArgumentError(
                f"this is the sharpness of other runs: of {', '.join(self.labels[:5])} at {len(self.steps)} steps;"
                " give those that it was computed of"
            )
        values = np.full((len(runs), len(steps)), np.nan)
        values[:, np.searchsorted(steps, self.steps)] = self.values
        dataset = runs.dataset.assign(sharpness=(("run", "step"), values))
        return Trajectories(dataset, runs.problem, runs.optimizers)
