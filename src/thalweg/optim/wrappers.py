"""Clipping, Lookahead and sharpness-aware minimization, around any rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from thalweg.optim.hyper import Hyper
from thalweg.optim.rule import State
from thalweg.optim.wrapper import Wrapper


class ClipNorm(Wrapper):
    """Shorten a gradient that is longer than `max_norm`, before anything else is done with it.

    Parameters
    ----------
    optimizer : Optimizer
        What uses the gradient.
    max_norm : float, list or formula in t
        The greatest length, over all parameters, greater than 0.

    Notes
    -----
    As ``optax.clip_by_global_norm``; ``torch.nn.utils.clip_grad_norm_`` adds 1e-6 to the length. Recorded is the
    gradient as it was.

    References
    ----------
    Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063.
    """

    title = "gradient clipping by norm"
    paper = "Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "max_norm": Hyper(1.0, "greatest length of the gradient", low=0, open_low=True)
    }
    before = "g = where(norm(g) > max_norm, max_norm*g/norm(g), g)"


class ClipValue(Wrapper):
    """Bring each component of the gradient between ``-max_value`` and ``max_value``, before anything else.

    Parameters
    ----------
    optimizer : Optimizer
        What uses the gradient.
    max_value : float, list or formula in t
        The greatest size of a component, greater than 0.

    Notes
    -----
    As ``optax.clip`` and ``torch.nn.utils.clip_grad_value_``. The direction changes. Recorded is the gradient as it
    was.

    References
    ----------
    Mikolov 2012, Statistical Language Models Based on Neural Networks, Brno University of Technology.
    """

    title = "gradient clipping by value"
    paper = "Mikolov 2012, Statistical Language Models Based on Neural Networks, Brno University of Technology"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "max_value": Hyper(
            1.0, "greatest size of a component of the gradient", low=0, open_low=True
        )
    }
    before = "g = min(max(g, -max_value), max_value)"


class Lookahead(Wrapper):
    """After every few steps, go back to the line from where they began, and begin again from there.

    Parameters
    ----------
    optimizer : Optimizer
        What takes the fast steps.
    every : int
        Fast steps between two slow ones.
    alpha : float
        How far along the line the slow step goes, from 0 to 1.

    Notes
    -----
    As ``optax.lookahead`` (sync_period, slow_step_size). The optimizer inside keeps its state. Theta are the fast
    weights, the state ``slow_weights`` the slow ones. PyTorch has no Lookahead.
    In `hyper`, and in a dataset, they are ``lookahead_every`` and ``lookahead_alpha``.

    References
    ----------
    Zhang et al. 2019, Lookahead Optimizer: k steps forward, 1 step back, arXiv:1907.08610.
    """

    title = "k steps forward, one step back"
    paper = "Zhang et al. 2019, Lookahead Optimizer: k steps forward, 1 step back, arXiv:1907.08610"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lookahead_every": Hyper(5.0, "fast steps between two slow ones", low=1, whole=True),
        "lookahead_alpha": Hyper(0.5, "part of the way that a slow step goes", low=0, high=1),
    }
    spelled: ClassVar[Mapping[str, str]] = {"lookahead_every": "every", "lookahead_alpha": "alpha"}
    needs_theta = ", to which it can go back"
    state: ClassVar[Mapping[str, State]] = {
        "slow": State("slow_weights", start="theta"),
        "since": State("steps_since_sync", per_run=True),
    }
    after = """
        since = since + 1
        slow = where(since < lookahead_every, slow, slow + lookahead_alpha*(theta - slow))
        theta = where(since < lookahead_every, theta, slow)
        since = where(since < lookahead_every, since, 0)
    """


class SAM(Wrapper):
    """Sharpness-aware minimization: the gradient is taken where the loss near theta is about largest.

    Parameters
    ----------
    optimizer : Optimizer
        What uses that gradient.
    rho : float, list or formula in t
        Distance of that point from theta, at least 0.

    Notes
    -----
    As ``optax.contrib.sam`` with ``optax.contrib.normalize``, every second gradient being one of ours. Each step takes
    two gradients, of the same batch; the second is recorded. Where the first is zero, the point is theta.
    In `hyper`, and in a dataset, rho is ``sam_rho``. PyTorch has no SAM.

    References
    ----------
    Foret et al. 2021, arXiv:2010.01412.
    """

    title = "sharpness-aware minimization"
    paper = "Foret et al. 2021, arXiv:2010.01412"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "sam_rho": Hyper(0.05, "distance of the point where the gradient is taken", low=0)
    }
    spelled: ClassVar[Mapping[str, str]] = {"sam_rho": "rho"}
    needs_theta = ", from which it goes uphill"
    probe = "where(norm(g) > 0, theta + sam_rho*g/norm(g), theta)"
