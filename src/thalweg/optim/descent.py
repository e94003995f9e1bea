"""Gradient descent and what stays closest to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from thalweg.errors import ArgumentError
from thalweg.optim.hyper import WEIGHT_DECAY, Hyper, Value, learning_rate, small
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State


class SGD(Optimizer):
    """Gradient descent, with momentum, Nesterov's variant, dampening and weight decay.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    momentum : float
        Part of the last direction that is kept, at least 0.
    dampening : float
        Part of the gradient that is left out of the momentum, from the second step on.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    nesterov : bool
        Look ahead by one momentum step; needs momentum and no dampening.

    Notes
    -----
    As ``torch.optim.SGD``. The rate multiplies the momentum (v = mu*v + g; theta = theta - lr*v). Sutskever et al. and
    many notes put the rate inside (v = mu*v - lr*g), which is the same path while the rate is constant.
    As ``optax.sgd``, which has no dampening and no weight decay (``optax.add_decayed_weights`` before it is the same).

    References
    ----------
    Polyak 1964, doi:10.1016/0041-5553(64)90137-5; Nesterov 1983, Doklady AN SSSR 269; Sutskever et al. 2013, ICML.
    """

    title = "stochastic gradient descent"
    paper = "Polyak 1964, doi:10.1016/0041-5553(64)90137-5"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.001),
        "momentum": Hyper(0.0, "part of the last direction that is kept", low=0),
        "dampening": Hyper(0.0, "part of the gradient left out of the momentum"),
        "weight_decay": WEIGHT_DECAY,
        "nesterov": Hyper(False, "look ahead by one momentum step"),
    }
    state: ClassVar[Mapping[str, State]] = {"m": State("momentum")}
    rule = """
        g = g + weight_decay*theta
        d = where(t > 1, dampening, 0)
        m = momentum*m + (1 - d)*g
        g = where(nesterov, g + momentum*m, where(momentum > 0, m, g))
        theta = theta - lr*g
    """

    def _check(self, values: Mapping[str, Value]) -> None:
        if values["nesterov"] and (values["momentum"] == 0 or values["dampening"] != 0):
            raise ArgumentError(
                "SGD: nesterov needs momentum greater than 0 and dampening 0, "
                f"not momentum={values['momentum']} and dampening={values['dampening']}"
            )


class NormalizedGradient(Optimizer):
    """Normalized gradient descent: steps of the same length, in the direction of the gradient.

    Parameters
    ----------
    lr : float, list or formula in t
        Length of a step, at least 0. A constant one never settles; ``"0.1/sqrt(t)"`` does.

    Notes
    -----
    The length is the Euclidean norm over all parameters. Where the gradient is zero, theta stays.
    PyTorch has no such optimizer. As ``optax.contrib.normalize`` followed by ``optax.sgd``, which gives NaN where the
    gradient is zero; ``optax.normalize_by_update_norm`` adds 1e-6 to the norm.

    References
    ----------
    Shor 1985, doi:10.1007/978-3-642-82118-9; Hazan, Levy and Shalev-Shwartz 2015, arXiv:1507.02030.
    """

    title = "normalized gradient descent"
    paper = "Hazan, Levy and Shalev-Shwartz 2015, arXiv:1507.02030"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {"lr": learning_rate(0.01)}
    rule = """
        theta = where(norm(g) > 0, theta - lr*g/norm(g), theta)
    """


class PolyakStep(Optimizer):
    """Polyak's step: as long as it takes for the tangent to come down to the smallest loss.

    Parameters
    ----------
    lr : float, list or formula in t
        Factor of the step, at least 0.
    f_min : float
        The smallest loss, which must be known; 0 for a model that can fit its data.
    eps : float
        Added to the squared norm of the gradient.

    Notes
    -----
    Where the loss is below f_min, or the gradient zero, theta stays. With batches it is the stochastic Polyak step: the
    loss is that of the batch.
    As ``optax.polyak_sgd`` followed by ``optax.scale(lr)``, without its cap (max_learning_rate). optax goes uphill
    below f_min unless ``variant="sps+"``, and its scaling divides the step: it multiplies the gradient before the norm
    is taken. PyTorch has no such optimizer.

    References
    ----------
    Polyak 1969, doi:10.1016/0041-5553(69)90061-5; Loizou et al. 2021, arXiv:2002.10542.
    """

    title = "Polyak's step"
    paper = "Polyak 1969, doi:10.1016/0041-5553(69)90061-5"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1.0),
        "f_min": Hyper(0.0, "the smallest loss"),
        "eps": small(0.0),
    }
    rule = """
        gap = max(loss - f_min, 0)
        theta = where(norm(g) > 0, theta - lr*gap*g/(norm(g)**2 + eps), theta)
    """
