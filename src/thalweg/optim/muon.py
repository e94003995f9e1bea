"""An optimizer of matrices, named here so that it can say why it does not run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from thalweg.optim.hyper import WEIGHT_DECAY, Hyper, learning_rate
from thalweg.optim.optimizer import Optimizer


class Muon(Optimizer):
    """Momentum made orthogonal, for weight matrices: it has no meaning for single numbers, and `descend` says so.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    weight_decay : float
        Each step also takes ``lr*weight_decay*theta`` off.
    momentum : float
        Part of the last direction that is kept.
    nesterov : bool
        Look ahead by one momentum step.

    Notes
    -----
    ``torch.optim.Muon`` refuses parameters that are not matrices as well. The parameters of a formula are single
    numbers; an orthogonal 1 × 1 matrix is a sign, so `SignSGD` with momentum is what is left of Muon there. The same
    holds for Shampoo, which is left with `Adagrad`.

    References
    ----------
    Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/; Gupta, Koren and Singer 2018, arXiv:1802.09568.
    """

    title = "momentum made orthogonal, for matrices only"
    paper = "Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1e-3),
        "weight_decay": WEIGHT_DECAY,
        "momentum": Hyper(0.95, "part of the last direction that is kept", low=0),
        "nesterov": Hyper(True, "look ahead by one momentum step"),
    }
    refusal = (
        "its rule makes a weight matrix orthogonal, and these parameters are single numbers; "
        "use SignSGD(momentum=0.95), which is what the rule comes to for a 1 × 1 matrix"
    )
