"""Optimizers whose point is an average of iterates: the gradient is taken elsewhere than at theta."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from thalweg.optim.hyper import BETA1, BETA2, WEIGHT_DECAY, Hyper, learning_rate, small
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State

#: Entries of Schedule-Free, whatever it goes around.
R = Hyper(0.0, "power of t in the weight of an iterate")
WEIGHT_LR_POWER = Hyper(2.0, "power of the largest rate in the weight of an iterate", low=0)

_AVERAGED = {
    "z": State("iterate", start="theta"),
    "W": State("weight_sum", per_run=True),
    "peak": State("largest_rate", per_run=True),
}

_AVERAGE = """
        peak = max(peak, lr)
        w = t**r*peak**weight_lr_power
        W = W + w
        c = where(W > 0, w/W, 0)
        theta = (1 - c)*theta + c*z
"""


class ASGD(Optimizer):
    """Averaged stochastic gradient descent: theta is the mean of the iterates after step t0.

    Parameters
    ----------
    lr : float, list or formula in t
        First rate, at least 0.
    lambd : float
        Decay of the iterate and of the rate.
    alpha : float
        Power with which the rate falls: that of step t is ``lr/(1 + lambd*lr*(t - 1))**alpha``.
    t0 : float
        Step after which the mean begins; until then theta is the iterate itself.
    weight_decay : float
        Adds ``weight_decay`` times the iterate to the gradient.

    Notes
    -----
    As ``torch.optim.ASGD``, whose parameter is the iterate and whose state ``ax`` is theta here: the mean is what the
    method is for. With PyTorch's default t0 of a million it never begins; ``t0=0`` averages from the start.
    optax has no such optimizer.

    References
    ----------
    Polyak and Juditsky 1992, doi:10.1137/0330046; Bottou 2012, doi:10.1007/978-3-642-35289-8_25.
    """

    title = "averaged stochastic gradient descent"
    paper = "Polyak and Juditsky 1992, doi:10.1137/0330046"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.01),
        "lambd": Hyper(1e-4, "decay of the iterate and of the rate", low=0),
        "alpha": Hyper(0.75, "power with which the rate falls"),
        "t0": Hyper(1e6, "step after which the mean begins"),
        "weight_decay": WEIGHT_DECAY,
    }
    state: ClassVar[Mapping[str, State]] = {"z": State("iterate", start="theta")}
    probe = "z"
    rule = """
        g = g + weight_decay*z
        lr_t = lr/(1 + lambd*lr*(t - 1))**alpha
        z = (1 - lambd*lr_t)*z - lr_t*g
        theta = theta + (z - theta)/max(1, t - 1 - t0)
    """


class ScheduleFreeSGD(Optimizer):
    """Gradient descent without a schedule: theta is a running mean, and the gradient is taken on the way to it.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0; a formula serves for warm-up.
    momentum : float
        Where the gradient is taken: 0 at the iterate, 1 at the mean.
    weight_decay : float
        Adds ``weight_decay`` times the point of the gradient to the gradient.
    r : float
        The weight of an iterate in the mean grows as ``t**r``.
    weight_lr_power : float
        The weight grows with the largest rate so far to this power.

    Notes
    -----
    As the authors' program in its evaluation mode, and ``optax.contrib.schedule_free_sgd`` with
    ``schedule_free_eval_params``, which call the momentum beta or b1. Theta is x of the paper, the state ``iterate`` z.
    The recorded gradient is that at y, between the two. PyTorch has no such optimizer.

    References
    ----------
    Defazio et al. 2024, The Road Less Scheduled, arXiv:2405.15682.
    """

    title = "Schedule-Free gradient descent"
    paper = "Defazio et al. 2024, The Road Less Scheduled, arXiv:2405.15682"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1.0),
        "momentum": Hyper(
            0.9, "where the gradient is taken, from the iterate to the mean", low=0, high=1
        ),
        "weight_decay": WEIGHT_DECAY,
        "r": R,
        "weight_lr_power": WEIGHT_LR_POWER,
    }
    state: ClassVar[Mapping[str, State]] = _AVERAGED
    probe = "(1 - momentum)*z + momentum*theta"
    rule = f"""
        g = g + weight_decay*probe
        z = z - lr*g
        {_AVERAGE.strip()}
    """


class ScheduleFreeAdamW(Optimizer):
    """AdamW without a schedule: theta is a running mean in place of the momentum.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0; a formula serves for warm-up.
    betas : pair of float
        Where the gradient is taken, from the iterate to the mean, and the part of the second moment that is kept; both
        at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root.
    weight_decay : float
        Each step also takes ``lr*weight_decay`` times the point of the gradient off.
    r : float
        The weight of an iterate in the mean grows as ``t**r``.
    weight_lr_power : float
        The weight grows with the largest rate so far to this power.

    Notes
    -----
    As the authors' program in its evaluation mode, and ``optax.contrib.schedule_free_adamw`` with
    ``schedule_free_eval_params``. See `ScheduleFreeSGD`.

    References
    ----------
    Defazio et al. 2024, The Road Less Scheduled, arXiv:2405.15682.
    """

    title = "Schedule-Free AdamW"
    paper = "Defazio et al. 2024, The Road Less Scheduled, arXiv:2405.15682"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.0025),
        "beta1": replace(
            BETA1, meaning="where the gradient is taken, from the iterate to the mean"
        ),
        "beta2": BETA2,
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
        "r": R,
        "weight_lr_power": WEIGHT_LR_POWER,
    }
    state: ClassVar[Mapping[str, State]] = {"v": State("second_moment"), **_AVERAGED}
    probe = "(1 - beta1)*z + beta1*theta"
    rule = f"""
        v = beta2*v + (1 - beta2)*g**2
        vhat = v/(1 - beta2**t)
        z = z - lr*(g/(sqrt(vhat) + eps) + weight_decay*probe)
        {_AVERAGE.strip()}
    """
