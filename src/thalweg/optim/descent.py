"""Gradient descent and what stays closest to it."""

from __future__ import annotations

from collections.abc import Mapping

from thalweg.errors import ArgumentError
from thalweg.optim.hyper import Hyper, Value
from thalweg.optim.rule import Optimizer, State


class SGD(Optimizer):
    """Gradient descent, with momentum, Nesterov's variant, dampening and weight decay.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    momentum : float
        Part of the last direction that is kept, at least 0.
    dampening : float
        Part of the gradient that is left out of the momentum; the first step takes all of it, as in PyTorch.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    nesterov : bool
        Look ahead by one momentum step.

    Notes
    -----
    As ``torch.optim.SGD``: the rate multiplies the momentum (v = beta*v + g; theta = theta - lr*v). Sutskever et al.
    and many notes put the rate inside (v = beta*v - lr*g), which is the same path while the rate is constant.

    References
    ----------
    Polyak 1964, doi:10.1016/0041-5553(64)90137-5; Sutskever et al. 2013, ICML.
    """

    title = "stochastic gradient descent"
    paper = "Polyak 1964, doi:10.1016/0041-5553(64)90137-5"
    hyper_ranges: Mapping[str, Hyper] = {
        "lr": Hyper(0.001, "learning rate", low=0),
        "momentum": Hyper(0.0, "part of the last direction that is kept", low=0),
        "dampening": Hyper(0.0, "part of the gradient left out of the momentum"),
        "weight_decay": Hyper(0.0, "pull towards zero", low=0),
        "nesterov": Hyper(False, "look ahead by one momentum step"),
    }
    state = {"m": State("momentum")}
    rule = """
        g = g + weight_decay*theta
        m = where(t > 1, momentum*m + (1 - dampening)*g, g)
        step = where(nesterov, g + momentum*m, where(momentum > 0, m, g))
        theta = theta - lr*step
    """

    def _check(self, values: Mapping[str, Value]) -> None:
        if values["nesterov"] and (values["momentum"] == 0 or values["dampening"] != 0):
            raise ArgumentError("SGD: nesterov needs a momentum greater than 0 and no dampening")
