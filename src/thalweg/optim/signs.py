"""Steps that follow the sign of a direction and not its size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from thalweg.errors import ArgumentError
from thalweg.optim.hyper import BETA1, BETA2, WEIGHT_DECAY, Hyper, Value, learning_rate
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State


class SignSGD(Optimizer):
    """Every parameter moves by lr against the sign of its gradient, or of its momentum.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0: the size of every step.
    momentum : float
        Part of the running mean of the gradients that is kept, at least 0 and less than 1; above 0 the paper calls the
        method Signum.

    Notes
    -----
    As ``optax.sign_sgd``, which has no momentum (``optax.ema`` before it is the same). PyTorch has no such optimizer.

    References
    ----------
    Bernstein et al. 2018, signSGD: Compressed Optimisation for Non-Convex Problems, arXiv:1802.04434.
    """

    title = "descent by the gradient's sign"
    paper = "Bernstein et al. 2018, signSGD: Compressed Optimisation for Non-Convex Problems, arXiv:1802.04434"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "momentum": replace(BETA1, default=0.0, meaning="part of the mean gradient that is kept"),
    }
    state: ClassVar[Mapping[str, State]] = {"m": State("momentum")}
    rule = """
        m = momentum*m + (1 - momentum)*g
        theta = theta - lr*sign(m)
    """


class Lion(Optimizer):
    """Evolved sign momentum: every parameter moves by lr, in the direction of the momentum's sign.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0: the size of every step.
    betas : pair of float
        Part of the momentum in the direction, and part of it that is kept; both at least 0 and less than 1
        (`beta1`, `beta2`).
    weight_decay : float
        Each step also takes ``lr*weight_decay*theta`` off.

    Notes
    -----
    Defaults as in the authors' program. As ``optax.lion``, whose weight_decay is 1e-3 by default. PyTorch has no Lion.

    References
    ----------
    Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, arXiv:2302.06675.
    """

    title = "evolved sign momentum"
    paper = "Chen et al. 2023, arXiv:2302.06675"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1e-4),
        "beta1": replace(BETA1, meaning="part of the momentum in the direction"),
        "beta2": replace(BETA2, default=0.99, meaning="part of the momentum that is kept"),
        "weight_decay": WEIGHT_DECAY,
    }
    state: ClassVar[Mapping[str, State]] = {"m": State("momentum")}
    rule = """
        c = beta1*m + (1 - beta1)*g
        m = beta2*m + (1 - beta2)*g
        theta = theta - lr*(sign(c) + weight_decay*theta)
    """


class Rprop(Optimizer):
    """Resilient backpropagation: a step size for each parameter grows while its gradient keeps its sign.

    Parameters
    ----------
    lr : float, list or formula in t
        First step size, at least 0; of a formula, its value at step 1.
    etas : pair of float
        Factors of the step size where the sign changes, between 0 and 1, and where it stays, greater than 1
        (`etaminus`, `etaplus`).
    step_sizes : pair of float
        Smallest and largest step size (`step_min`, `step_max`).

    Notes
    -----
    As ``torch.optim.Rprop``: where the sign changes, the parameter stays for one step. This is Igel and Huesken's
    variant iRprop-; Riedmiller and Braun take the last step back. It is meant for full batches.
    ``optax.rprop`` takes the same steps, but up to version 0.2.8 each one step late
    (github.com/google-deepmind/optax/pull/1725), and it does not bring a first step size into `step_sizes`.

    References
    ----------
    Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623; Igel and Huesken 2000, Improving the Rprop Learning
    Algorithm.
    """

    title = "resilient backpropagation"
    paper = "Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": replace(learning_rate(0.01), meaning="first step size"),
        "etaminus": Hyper(
            0.5, "factor where the sign changes", low=0, high=1, open_low=True, open_high=True
        ),
        "etaplus": Hyper(1.2, "factor where the sign stays", low=1, open_low=True),
        "step_min": Hyper(1e-6, "smallest step size", low=0),
        "step_max": Hyper(50.0, "largest step size", low=0),
    }
    state: ClassVar[Mapping[str, State]] = {
        "prev": State("previous_gradient"),
        "Delta": State("step_size", start="min(max(lr, step_min), step_max)"),
    }
    rule = """
        a = g*prev
        Delta = where(a > 0, min(etaplus*Delta, step_max), Delta)
        Delta = where(a < 0, max(etaminus*Delta, step_min), Delta)
        g = where(a < 0, 0, g)
        prev = g
        theta = theta - Delta*sign(g)
    """

    def _check(self, values: Mapping[str, Value]) -> None:
        low, high = values["step_min"], values["step_max"]
        if isinstance(low, float) and isinstance(high, float) and low > high:
            raise ArgumentError(
                f"Rprop: step_sizes must be a smaller and a larger number, not ({low}, {high})"
            )
