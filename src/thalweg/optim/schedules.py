"""Schedules by name: formulas in t, the number of the step from 1, for ``lr`` or any other hyperparameter.

Each function returns the text of a formula. The call itself is understood as text too, ``lr="cosine(0.1, 100)"``, and
then stands in labels as it was written. The rate of step t is that of epoch t - 1 in PyTorch and of count t - 1 in
optax. `warmup` steps come first, with rates lr*t/warmup; the schedule then begins at its full rate.
"""

from __future__ import annotations

from thalweg.errors import ArgumentError
from thalweg.optim.schedule_parts import (
    between,
    check_numbers,
    check_warmup,
    check_whole,
    count,
    number,
    part_over,
    warmed,
)

#: Falls of a step schedule; each is a part of its formula.
MAX_FALLS = 200

__all__ = [
    "cosine",
    "exponential",
    "inverse_sqrt",
    "linear",
    "milestones",
    "one_cycle",
    "polynomial",
    "step",
    "warmup",
]


def step(lr: float, every: int, steps: int, gamma: float = 0.1, *, warmup: int = 0) -> str:
    """Multiply the rate by `gamma` after every so many steps, as ``torch.optim.lr_scheduler.StepLR``.

    Parameters
    ----------
    lr : float
        First rate.
    every : int
        Steps between two falls.
    steps : int
        Length of the run, warm-up included; later steps keep the last rate. At most 200 falls.
    gamma : float
        Factor of each fall.
    warmup : int
        Steps of linear warm-up.

    Returns
    -------
    str
        For example ``"0.1*0.5**(where(t > 30, 1, 0) + where(t > 60, 1, 0))"``.
    """
    check_numbers("step", lr=lr, gamma=gamma)
    check_whole("step", every=every, steps=steps)
    check_warmup(warmup)
    falls = range(warmup + every, steps, every)
    if len(falls) > MAX_FALLS:
        raise ArgumentError(
            f"step: at most {MAX_FALLS} falls, not {len(falls):,}; take a larger every, or exponential"
        )
    fallen = " + ".join(f"where(t > {fall}, 1, 0)" for fall in falls)
    return warmed(lr, warmup, f"{number(lr)}*{number(gamma)}**({fallen})" if fallen else number(lr))


def milestones(lr: float, *at: int, gamma: float = 0.1) -> str:
    """Multiply the rate by `gamma` after each of the given steps, as ``torch.optim.lr_scheduler.MultiStepLR``.

    Parameters
    ----------
    lr : float
        First rate.
    *at : int
        The last step of each rate.
    gamma : float
        Factor of each fall.

    Returns
    -------
    str
        For example ``"0.1*where(t > 30, 0.1, 1)*where(t > 80, 0.1, 1)"``.
    """
    check_numbers("milestones", lr=lr, gamma=gamma)
    if not at:
        raise ArgumentError("milestones needs at least one step, as in milestones(0.1, 30, 80)")
    for one in at:
        check_whole("milestones", at=one)
    return "*".join([number(lr), *(f"where(t > {one}, {number(gamma)}, 1)" for one in sorted(at))])


def exponential(lr: float, gamma: float, *, warmup: int = 0) -> str:
    """Multiply the rate by `gamma` at every step, as ``torch.optim.lr_scheduler.ExponentialLR``.

    Parameters
    ----------
    lr : float
        First rate.
    gamma : float
        Factor of each step.
    warmup : int
        Steps of linear warm-up.

    Returns
    -------
    str
        For example ``"0.1*0.99**(t - 1)"``.
    """
    check_numbers("exponential", lr=lr, gamma=gamma)
    return warmed(lr, warmup, f"{number(lr)}*{number(gamma)}**{count(warmup)}")


def cosine(lr: float, steps: int, *, warmup: int = 0, lr_end: float = 0.0) -> str:
    """Half a cosine from `lr` down to `lr_end`, as ``optax.cosine_decay_schedule``.

    Parameters
    ----------
    lr : float
        First rate.
    steps : int
        Length of the run, warm-up included; later steps keep `lr_end`. ``torch.optim.lr_scheduler.CosineAnnealingLR``
        rises again there, and is the same until then.
    warmup : int
        Steps of linear warm-up.
    lr_end : float
        The last rate, which later steps keep.

    Returns
    -------
    str
        For example ``"0.1*(1 + cos(pi*min((t - 1)/100, 1)))/2"``.

    References
    ----------
    Loshchilov and Hutter 2017, SGDR, arXiv:1608.03983.
    """
    check_numbers("cosine", lr=lr, lr_end=lr_end)
    part = part_over("cosine", steps, warmup)
    return warmed(lr, warmup, between(lr, lr_end, f"(1 + cos(pi*{part}))/2"))


def linear(lr: float, steps: int, *, warmup: int = 0, lr_end: float = 0.0) -> str:
    """A straight line from `lr` down to `lr_end`, as ``optax.linear_schedule`` and PyTorch's ``LinearLR``.

    Parameters
    ----------
    lr : float
        First rate.
    steps : int
        Length of the run, warm-up included; later steps keep `lr_end`.
    warmup : int
        Steps of linear warm-up.
    lr_end : float
        The last rate, which later steps keep.

    Returns
    -------
    str
        For example ``"0.1*(1 - min((t - 1)/100, 1))"``.
    """
    check_numbers("linear", lr=lr, lr_end=lr_end)
    part = part_over("linear", steps, warmup)
    return warmed(lr, warmup, between(lr, lr_end, f"(1 - {part})"))


def polynomial(
    lr: float, steps: int, power: float = 2.0, *, warmup: int = 0, lr_end: float = 0.0
) -> str:
    """A power of what is left of the run, as ``optax.polynomial_schedule`` and PyTorch's ``PolynomialLR``.

    Parameters
    ----------
    lr : float
        First rate.
    steps : int
        Length of the run, warm-up included; later steps keep `lr_end`.
    power : float
        Greater than 0; 1 is `linear`.
    warmup : int
        Steps of linear warm-up.
    lr_end : float
        The last rate, which later steps keep.

    Returns
    -------
    str
        For example ``"0.1*(1 - min((t - 1)/100, 1))**2"``.
    """
    check_numbers("polynomial", lr=lr, power=power, lr_end=lr_end)
    part = part_over("polynomial", steps, warmup)
    return warmed(lr, warmup, between(lr, lr_end, f"(1 - {part})**{number(power)}"))


def inverse_sqrt(lr: float, warmup: int = 1) -> str:
    """A rise to `lr` over the warm-up, then lr*sqrt(warmup/t), as the Transformer was trained.

    Parameters
    ----------
    lr : float
        The largest rate, at step `warmup`.
    warmup : int
        At least 1, which is lr/sqrt(t).

    Returns
    -------
    str
        For example ``"0.1*min(t/10, sqrt(10/t))"``.

    References
    ----------
    Vaswani et al. 2017, Attention Is All You Need, section 5.3, arXiv:1706.03762.
    """
    check_numbers("inverse_sqrt", lr=lr)
    check_whole("inverse_sqrt", warmup=warmup)
    return f"{number(lr)}*min(t/{warmup}, sqrt({warmup}/t))"


def one_cycle(
    lr: float, steps: int, *, rise: float = 0.3, div: float = 25.0, final_div: float = 1e4
) -> str:
    """Half a cosine up from ``lr/div`` to `lr`, and half a cosine down, as ``torch.optim.lr_scheduler.OneCycleLR``.

    Parameters
    ----------
    lr : float
        The largest rate.
    steps : int
        Length of the run.
    rise : float
        Part of the run in which the rate rises, between 0 and 1.
    div : float
        The first rate is ``lr/div``.
    final_div : float
        The last rate is ``lr/(div*final_div)``.

    Returns
    -------
    str

    References
    ----------
    Smith and Topin 2019, Super-Convergence, arXiv:1708.07120.
    """
    check_numbers("one_cycle", lr=lr, div=div, final_div=final_div)
    check_whole("one_cycle", steps=steps)
    if not 0 < rise < 1 or not 1 < rise * steps < steps:
        raise ArgumentError(
            f"one_cycle: rise must be between 0 and 1 and cover more than one of the {steps} steps, not {rise}"
        )
    peak = float(rise * steps - 1)
    first, last = lr / div, lr / div / final_div
    up = f"(1 - cos(pi*(t - 1)/{number(peak)}))/2"
    down = f"(1 + cos(pi*min((t - {number(peak + 1)})/{number(steps - 1 - peak)}, 1)))/2"
    return f"where(t < {number(peak + 1)}, {between(lr, first, up)}, {between(lr, last, down)})"


def warmup(lr: float, steps: int) -> str:
    """A straight rise, lr*t/steps, then a constant rate.

    Parameters
    ----------
    lr : float
        The full rate.
    steps : int
        Steps until the full rate.

    Returns
    -------
    str
        For example ``"0.1*min(t/10, 1)"``.

    References
    ----------
    Goyal et al. 2017, Accurate, Large Minibatch SGD, arXiv:1706.02677.
    """
    check_numbers("warmup", lr=lr)
    check_whole("warmup", steps=steps)
    return f"{number(lr)}*min(t/{steps}, 1)"
