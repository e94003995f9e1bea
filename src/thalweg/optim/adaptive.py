"""A rate of its own for each parameter, from the squares of its gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from thalweg.optim.hyper import WEIGHT_DECAY, Hyper, learning_rate, small
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.rule import State


class Adagrad(Optimizer):
    """Adaptive gradient: each parameter's step is divided by the root of the sum of its squared gradients.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    lr_decay : float
        The rate of step t is ``lr/(1 + (t - 1)*lr_decay)``.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    initial_accumulator_value : float
        What the sum starts with.
    eps : float
        Added to the root.

    Notes
    -----
    As ``torch.optim.Adagrad``. ``optax.adagrad`` differs: it adds eps under the root, leaves a parameter where its sum
    is 0, starts the sum at 0.1 by default, and has no lr_decay.

    References
    ----------
    Duchi, Hazan and Singer 2011, JMLR 12, 2121-2159.
    """

    title = "adaptive gradient"
    paper = "Duchi, Hazan and Singer 2011, JMLR 12, 2121-2159"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.01),
        "lr_decay": Hyper(0.0, "how fast the rate falls with the steps", low=0),
        "weight_decay": WEIGHT_DECAY,
        "initial_accumulator_value": Hyper(0.0, "what the sum of squares starts with", low=0),
        "eps": small(1e-10),
    }
    state: ClassVar[Mapping[str, State]] = {
        "s": State("sum_of_squares", start="initial_accumulator_value")
    }
    rule = """
        g = g + weight_decay*theta
        lr_t = lr/(1 + (t - 1)*lr_decay)
        s = s + g**2
        theta = theta - lr_t*g/(sqrt(s) + eps)
    """


class AdaGradNorm(Optimizer):
    """Adagrad with one rate for all parameters: the root of the sum of the gradients' squared norms divides.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    b0 : float
        What the root starts with, greater than 0.

    Notes
    -----
    It converges for every lr and b0, since the divisor grows until the steps are short enough. In the paper lr is eta.
    PyTorch and optax have no such optimizer.

    References
    ----------
    Ward, Wu and Bottou 2019, AdaGrad Stepsizes, arXiv:1806.01811.
    """

    title = "adaptive gradient, one rate for all"
    paper = "Ward, Wu and Bottou 2019, AdaGrad Stepsizes, arXiv:1806.01811"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1.0),
        "b0": Hyper(0.1, "what the divisor starts with", low=0, open_low=True),
    }
    state: ClassVar[Mapping[str, State]] = {
        "s": State("sum_of_squared_norms", start="b0**2", per_run=True)
    }
    rule = """
        s = s + norm(g)**2
        theta = theta - lr*g/sqrt(s)
    """


class Adadelta(Optimizer):
    """Adagrad with a fading memory, and steps in the units of the parameters.

    Parameters
    ----------
    lr : float, list or formula in t
        Factor of the step, at least 0; the paper has none, hence the default 1.
    rho : float
        Part of both averages that is kept, from 0 to 1.
    eps : float
        Added under both roots; it sets the first steps' size.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.

    Notes
    -----
    As ``torch.optim.Adadelta`` and ``optax.adadelta``. The step enters its own average before lr multiplies it.

    References
    ----------
    Zeiler 2012, arXiv:1212.5701.
    """

    title = "adaptive learning rates in the parameters' units"
    paper = "Zeiler 2012, arXiv:1212.5701"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(1.0),
        "rho": Hyper(0.9, "part of the averages that is kept", low=0, high=1),
        "eps": small(1e-6),
        "weight_decay": WEIGHT_DECAY,
    }
    state: ClassVar[Mapping[str, State]] = {
        "v": State("second_moment"),
        "u": State("step_second_moment"),
    }
    rule = """
        g = g + weight_decay*theta
        v = rho*v + (1 - rho)*g**2
        d = sqrt(u + eps)/sqrt(v + eps)*g
        u = rho*u + (1 - rho)*d**2
        theta = theta - lr*d
    """


class RMSprop(Optimizer):
    """The gradient divided by the root of the running mean of its square.

    Parameters
    ----------
    lr : float, list or formula in t
        Learning rate, at least 0.
    alpha : float
        Part of the running means that is kept, at least 0.
    eps : float
        Added to the root.
    weight_decay : float
        Adds ``weight_decay*theta`` to the gradient.
    momentum : float
        Part of the last direction that is kept, at least 0.
    centered : bool
        Divide by the standard deviation: the square of the gradient's running mean is taken off.

    Notes
    -----
    As ``torch.optim.RMSprop``. As ``optax.rmsprop(eps_in_sqrt=False)``; by default optax adds eps under the root and
    keeps 0.9. Its momentum holds steps that lr has already multiplied, which is the same path while the rate is
    constant.

    References
    ----------
    Tieleman and Hinton 2012, Coursera, Neural Networks for Machine Learning, lecture 6.5; centered: Graves 2013,
    arXiv:1308.0850.
    """

    title = "root mean square propagation"
    paper = "Tieleman and Hinton 2012, Coursera, Neural Networks for Machine Learning, lecture 6.5"
    hyper_ranges: ClassVar[Mapping[str, Hyper]] = {
        "lr": learning_rate(0.01),
        "alpha": Hyper(0.99, "part of the running means that is kept", low=0),
        "eps": small(1e-8),
        "weight_decay": WEIGHT_DECAY,
        "momentum": Hyper(0.0, "part of the last direction that is kept", low=0),
        "centered": Hyper(False, "divide by the standard deviation"),
    }
    state: ClassVar[Mapping[str, State]] = {
        "v": State("second_moment"),
        "gbar": State("mean_gradient"),
        "m": State("momentum"),
    }
    rule = """
        g = g + weight_decay*theta
        v = alpha*v + (1 - alpha)*g**2
        gbar = alpha*gbar + (1 - alpha)*g
        m = momentum*m + g/(sqrt(where(centered, v - gbar**2, v)) + eps)
        theta = theta - lr*m
    """
