"""Adam's successors: another second moment, or the gradient's change beside the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from thalweg.optim.hyper import BETA1, BETA2, WEIGHT_DECAY, Hyper, learning_rate, small
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State


class Yogi(Optimizer):
    """Adam whose second moment moves by steps that do not depend on how far it is off.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    betas : pair of float
        Parts of the momentum and of the second moment that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root.
    initial_accumulator_value : float
        What the second moment starts with.

    Notes
    -----
    The paper has no bias correction; the authors' program, ``optax.yogi`` and this have. ``optax.yogi`` differs: its
    momentum starts with initial_accumulator_value as well, so that it moves without a gradient. PyTorch has no Yogi.

    References
    ----------
    Zaheer et al. 2018, Adaptive Methods for Nonconvex Optimization, NeurIPS 31.
    """

    title = "Adam with additive changes of the second moment"
    paper = "Zaheer et al. 2018, Adaptive Methods for Nonconvex Optimization, NeurIPS 31"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.01),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": small(1e-3),
        "initial_accumulator_value": Hyper(1e-6, "what the second moment starts with", low=0),
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "v": State("second_moment", start="initial_accumulator_value"),
    }
    rule = """
        m = beta1*m + (1 - beta1)*g
        v = v - (1 - beta2)*sign(v - g**2)*g**2
        mhat = m/(1 - beta1**t)
        vhat = v/(1 - beta2**t)
        theta = theta - lr*mhat/(sqrt(vhat) + eps)
    """


class AdaBelief(Optimizer):
    """Adam divided by how far the gradient is from its own running mean: long steps where it is as expected.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    betas : pair of float
        Parts of the momentum and of the squared surprise that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root, and at each step to what is under it.

    Notes
    -----
    As ``optax.adabelief``, where the two are eps and eps_root. PyTorch has no AdaBelief.

    References
    ----------
    Zhuang et al. 2020, arXiv:2010.07468.
    """

    title = "Adam by the belief in the gradient"
    paper = "Zhuang et al. 2020, arXiv:2010.07468"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "beta1": BETA1,
        "beta2": replace(BETA2, meaning="part of the squared surprise that is kept"),
        "eps": small(1e-16),
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "s": State("squared_surprise"),
    }
    rule = """
        m = beta1*m + (1 - beta1)*g
        s = beta2*s + (1 - beta2)*(g - m)**2 + eps
        mhat = m/(1 - beta1**t)
        shat = s/(1 - beta2**t)
        theta = theta - lr*mhat/(sqrt(shat) + eps)
    """


class Adan(Optimizer):
    """Adaptive Nesterov momentum: the gradient's change is averaged beside the gradient.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    betas : three floats
        Parts of the momentum, of the mean change and of the second moment that are kept, at least 0 and less than 1
        (`beta1`, `beta2`, `beta3`).
    eps : float
        Added to the root.
    weight_decay : float
        Each step also divides theta by ``1 + lr*weight_decay``.

    Notes
    -----
    As the authors' program, whose betas are 1 minus those of the paper. ``optax.adan`` differs: it multiplies the
    change by 1 - beta2 where the authors have beta2, takes ``lr*weight_decay*theta`` off instead of dividing, and adds
    1e-8 (eps_root) under the root. PyTorch has no Adan.

    References
    ----------
    Xie et al. 2022, arXiv:2208.06677.
    """

    title = "adaptive Nesterov momentum"
    paper = "Xie et al. 2022, arXiv:2208.06677"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "beta1": replace(BETA1, default=0.98),
        "beta2": replace(BETA2, default=0.92, meaning="part of the mean change that is kept"),
        "beta3": replace(BETA2, default=0.99),
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "v": State("mean_change"),
        "n": State("second_moment"),
        "prev": State("previous_gradient"),
    }
    rule = """
        d = where(t > 1, g - prev, 0)
        prev = g
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*d
        n = beta3*n + (1 - beta3)*(g + beta2*d)**2
        mhat = m/(1 - beta1**t)
        vhat = v/(1 - beta2**t)
        nhat = n/(1 - beta3**t)
        theta = theta - lr*(mhat + beta2*vhat)/(sqrt(nhat) + eps)
        theta = theta/(1 + lr*weight_decay)
    """
