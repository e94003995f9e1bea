"""Adam, and Adam with weight decay of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from thalweg.optim.hyper import (
    AMSGRAD,
    BETA1,
    BETA2,
    DECOUPLED,
    WEIGHT_DECAY,
    Hyper,
    learning_rate,
    small,
)
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State


class Adam(Optimizer):
    """Adaptive moment estimation: momentum, divided by the root of the mean squared gradient.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0: about the size of a step.
    betas : pair of float
        Parts of the momentum and of the second moment that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    amsgrad : bool
        Divide by the largest second moment so far.
    decoupled_weight_decay : bool
        Shrink theta by ``lr*weight_decay`` instead, as AdamW does.

    Notes
    -----
    As ``torch.optim.Adam`` and ``optax.adam``. ``optax.amsgrad`` differs: it takes the largest of the second moments
    after their bias correction; PyTorch, and this, take the largest before it, and correct that.

    References
    ----------
    Kingma and Ba 2015, arXiv:1412.6980; AMSGrad: Reddi, Kale and Kumar 2018, arXiv:1904.09237.
    """

    title = "adaptive moment estimation"
    paper = "Kingma and Ba 2015, arXiv:1412.6980"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
        "amsgrad": AMSGRAD,
        "decoupled_weight_decay": DECOUPLED,
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "v": State("second_moment"),
        "vmax": State("max_second_moment"),
    }
    rule = """
        theta = where(decoupled_weight_decay, theta - lr*weight_decay*theta, theta)
        g = where(decoupled_weight_decay, g, g + weight_decay*theta)
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        vmax = max(vmax, v)
        mhat = m/(1 - beta1**t)
        vhat = where(amsgrad, vmax, v)/(1 - beta2**t)
        theta = theta - lr*mhat/(sqrt(vhat) + eps)
    """


class AdamW(Optimizer):
    """Adam with decoupled weight decay: it shrinks theta directly, and the moments never see it.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0: about the size of a step.
    betas : pair of float
        Parts of the momentum and of the second moment that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root.
    weight_decay : float
        Each step also takes ``lr*weight_decay*theta`` off.
    amsgrad : bool
        Divide by the largest second moment so far.

    Notes
    -----
    As ``torch.optim.AdamW`` and ``optax.adamw``, whose weight_decay is 1e-4 by default. AMSGrad as in `Adam`.
    Loshchilov and Hutter multiply the decay by a schedule alone; here, as in both libraries, by lr.

    References
    ----------
    Loshchilov and Hutter 2019, arXiv:1711.05101.
    """

    title = "Adam with decoupled weight decay"
    paper = "Loshchilov and Hutter 2019, arXiv:1711.05101"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": small(1e-8),
        "weight_decay": replace(WEIGHT_DECAY, default=0.01),
        "amsgrad": AMSGRAD,
    }
    state: ClassVar[Mapping[str, State]] = Adam.state
    rule = """
        theta = theta - lr*weight_decay*theta
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        vmax = max(vmax, v)
        mhat = m/(1 - beta1**t)
        vhat = where(amsgrad, vmax, v)/(1 - beta2**t)
        theta = theta - lr*mhat/(sqrt(vhat) + eps)
    """
