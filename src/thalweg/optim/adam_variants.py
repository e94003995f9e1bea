"""Adam with another norm, with Nesterov's momentum, with a rectified start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from thalweg.optim.hyper import BETA1, BETA2, DECOUPLED, WEIGHT_DECAY, Hyper, learning_rate, small
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State


class Adamax(Optimizer):
    """Adam with the largest recent gradient in place of the root mean square.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    betas : pair of float
        Parts of the momentum and of the largest gradient that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the gradient's size before the larger is taken.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.

    Notes
    -----
    As ``torch.optim.Adamax`` and ``optax.adamax``; the paper has no eps.

    References
    ----------
    Kingma and Ba 2015, section 7.1, arXiv:1412.6980.
    """

    title = "Adam in the infinity norm"
    paper = "Kingma and Ba 2015, section 7.1, arXiv:1412.6980"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.002),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "u": State("infinity_norm"),
    }
    rule = """
        g = g + weight_decay*theta
        m = beta1*m + (1 - beta1)*g
        u = max(beta2*u, abs(g) + eps)
        mhat = m/(1 - beta1**t)
        theta = theta - lr*mhat/u
    """


class NAdam(Optimizer):
    """Adam with Nesterov's momentum.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    betas : pair of float
        Parts of the momentum and of the second moment that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    momentum_decay : float
        How fast the momentum grows from half of beta1 to beta1.
    decoupled_weight_decay : bool
        Shrink theta by ``lr*weight_decay`` instead, as AdamW does.

    Notes
    -----
    As ``torch.optim.NAdam``, which keeps the product of the momenta in PyTorch's default precision (float32, unless set
    otherwise); here it is float64. ``optax.nadam`` differs: its momentum is beta1 from the first step on, which is
    this with a very large momentum_decay.

    References
    ----------
    Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop.
    """

    title = "Adam with Nesterov's momentum"
    paper = "Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.002),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
        "momentum_decay": Hyper(0.004, "how fast the momentum grows to beta1", low=0),
        "decoupled_weight_decay": DECOUPLED,
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "v": State("second_moment"),
        "p": State("momentum_product", start="1", per_run=True),
    }
    rule = """
        theta = where(decoupled_weight_decay, theta - lr*weight_decay*theta, theta)
        g = where(decoupled_weight_decay, g, g + weight_decay*theta)
        mu_t = beta1*(1 - 0.5*0.96**(t*momentum_decay))
        mu_next = beta1*(1 - 0.5*0.96**((t + 1)*momentum_decay))
        p = mu_t*p
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        mhat = mu_next*m/(1 - mu_next*p) + (1 - mu_t)*g/(1 - p)
        vhat = v/(1 - beta2**t)
        theta = theta - lr*mhat/(sqrt(vhat) + eps)
    """


class RAdam(Optimizer):
    """Rectified Adam: plain momentum until the second moment has seen enough gradients to be trusted.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    betas : pair of float
        Parts of the momentum and of the second moment that are kept, at least 0 and less than 1 (`beta1`, `beta2`).
    eps : float
        Added to the root.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    decoupled_weight_decay : bool
        Shrink theta by ``lr*weight_decay`` instead, as AdamW does.

    Notes
    -----
    As ``torch.optim.RAdam``. It rectifies above a length of 5; the paper above 4. ``optax.radam`` differs: it adds eps
    to the root of the corrected second moment; PyTorch, and this, add it before the correction.

    References
    ----------
    Liu et al. 2020, On the Variance of the Adaptive Learning Rate and Beyond, arXiv:1908.03265.
    """

    title = "rectified Adam"
    paper = "Liu et al. 2020, arXiv:1908.03265"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "beta1": BETA1,
        "beta2": BETA2,
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
        "decoupled_weight_decay": DECOUPLED,
    }
    state: ClassVar[Mapping[str, State]] = {
        "m": State("momentum"),
        "v": State("second_moment"),
    }
    rule = """
        theta = where(decoupled_weight_decay, theta - lr*weight_decay*theta, theta)
        g = where(decoupled_weight_decay, g, g + weight_decay*theta)
        m = beta1*m + (1 - beta1)*g
        v = beta2*v + (1 - beta2)*g**2
        mhat = m/(1 - beta1**t)
        rho_max = 2/(1 - beta2) - 1
        rho_t = rho_max - 2*t*beta2**t/(1 - beta2**t)
        r = sqrt((rho_t - 4)*(rho_t - 2)*rho_max/((rho_max - 4)*(rho_max - 2)*rho_t))
        step = where(rho_t > 5, r*sqrt(1 - beta2**t)*mhat/(sqrt(v) + eps), mhat)
        theta = theta - lr*step
    """
