"""Every optimizer in every variant, beside the same in PyTorch and in optax: the one table that the oracles read.

The factories import their library when they are called, so that collecting the tests stays quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from optim import papers
from thalweg.optim import (
    ASGD,
    SAM,
    SGD,
    AdaBelief,
    Adadelta,
    Adagrad,
    AdaGradNorm,
    Adam,
    Adamax,
    AdamW,
    Adan,
    ClipNorm,
    ClipValue,
    Lion,
    Lookahead,
    NAdam,
    NormalizedGradient,
    Optimizer,
    PolyakStep,
    RAdam,
    RMSprop,
    Rprop,
    ScheduleFreeAdamW,
    ScheduleFreeSGD,
    SignSGD,
    Yogi,
)
from thalweg.optim.rule import State

Optax = Callable[[Any], Any]  # from the module to a transformation


class Row(NamedTuple):
    ours: Optimizer
    #: Arguments of torch.optim's class of the same name; None where PyTorch has none.
    torch: Mapping[str, Any] | None = None
    #: The same in optax; None where it has none, or where another row has it.
    optax: Optax | None = None
    #: The same written from its paper, where neither library has it as it is here.
    paper: papers.Loop | None = None


def variant(kind: type[Optimizer], *lines: tuple[str, str], **state: State) -> type[Optimizer]:
    """`kind` with some text of its rule replaced: how another library's definition differs."""
    rule = kind.rule
    for old, new in lines:
        assert old in rule
        rule = rule.replace(old, new)
    return type(kind.__name__, (kind,), {"rule": rule, "state": {**kind.state, **state}})


def decayed(o: Any, rate: float, then: Any) -> Any:
    """Weight decay within the gradient."""
    return o.chain(o.add_decayed_weights(rate), then)


def prompt(o: Any, rprop: Any) -> Any:
    """optax's Rprop without its delay: up to 0.2.8 it takes each step one step late, though its state has it."""

    def update(g: Any, state: Any, theta: Any) -> Any:
        state = rprop.update(g, state, theta)[1]
        return o.tree.scale(-1.0, state[0].prev_updates), state

    return o.GradientTransformation(rprop.init, update)


def free(o: Any, lr: float, beta: float, base: Any) -> Any:
    """Schedule-Free around an optimizer of optax."""
    return o.contrib.schedule_free(base, lr, b1=beta)


def _row(kind: type[Optimizer], optax: Optax | None = None, **hyper: Any) -> Row:
    return Row(kind(**hyper), hyper, optax)


ROWS = [
    _row(SGD, lambda o: o.sgd(0.001), lr=0.001),
    _row(SGD, lambda o: o.sgd(0.001, 0.9), lr=0.001, momentum=0.9),
    _row(SGD, lambda o: o.sgd(0.001, 0.8, True), lr=0.001, momentum=0.8, nesterov=True),
    _row(
        SGD,
        lambda o: decayed(o, 0.1, o.sgd(0.001, 0.9)),
        lr=0.001,
        momentum=0.9,
        weight_decay=0.1,
    ),
    _row(SGD, lr=0.001, momentum=0.9, dampening=0.3, weight_decay=0.1),
    _row(SGD, lr=0.001, dampening=0.3),  # without momentum, dampening does nothing
    Row(
        NormalizedGradient("0.1/sqrt(t)"),
        None,
        lambda o: o.chain(o.contrib.normalize(), o.sgd(lambda count: 0.1 / (count + 1.0) ** 0.5)),
    ),
    _row(Adagrad, lr=0.3),
    _row(Adagrad, lr=0.3, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.2, eps=1e-3),
    _row(Adadelta, lambda o: o.adadelta(1.0)),
    _row(
        Adadelta,
        lambda o: o.adadelta(20.0, rho=0.8, eps=1e-5, weight_decay=0.1),
        lr=20.0,
        rho=0.8,
        eps=1e-5,
        weight_decay=0.1,
    ),
    _row(RMSprop, lambda o: o.rmsprop(0.01, 0.99, eps_in_sqrt=False), lr=0.01),
    _row(
        RMSprop,
        lambda o: decayed(
            o, 0.1, o.rmsprop(0.003, 0.9, 1e-3, eps_in_sqrt=False, centered=True, momentum=0.7)
        ),
        lr=0.003,
        alpha=0.9,
        eps=1e-3,
        weight_decay=0.1,
        momentum=0.7,
        centered=True,
    ),
    _row(RMSprop, lr=0.01, centered=True),
    _row(RMSprop, lr=0.002, momentum=0.9),
    _row(Adam, lambda o: o.adam(0.02), lr=0.02),
    _row(
        Adam,
        lambda o: decayed(o, 0.1, o.adam(0.01, 0.8, 0.95, 1e-3)),
        lr=0.01,
        betas=(0.8, 0.95),
        eps=1e-3,
        weight_decay=0.1,
    ),
    _row(Adam, lr=0.05, amsgrad=True, betas=(0.9, 0.9)),
    _row(Adam, lr=0.05, amsgrad=True, weight_decay=0.1, decoupled_weight_decay=True),
    _row(AdamW, lambda o: o.adamw(0.02, weight_decay=0.01), lr=0.02),
    _row(AdamW, lr=0.05, weight_decay=0.3, amsgrad=True, betas=(0.9, 0.9)),
    _row(Adamax, lambda o: o.adamax(0.05), lr=0.05),
    _row(
        Adamax,
        lambda o: decayed(o, 0.1, o.adamax(0.01, 0.8, 0.9, 1e-3)),
        lr=0.01,
        betas=(0.8, 0.9),
        eps=1e-3,
        weight_decay=0.1,
    ),
    _row(NAdam, lr=0.02),
    _row(NAdam, lr=0.02, momentum_decay=0.1, weight_decay=0.1),
    _row(NAdam, lr=0.02, weight_decay=0.1, decoupled_weight_decay=True),
    _row(NAdam, lambda o: o.nadam(0.02), lr=0.02, momentum_decay=1e6),
    _row(RAdam, lr=0.002),
    _row(RAdam, lr=0.002, betas=(0.8, 0.9), weight_decay=0.1),
    _row(RAdam, lr=0.002, eps=1e-3, weight_decay=0.1, decoupled_weight_decay=True),
    Row(Lion(lr=0.0137), None, lambda o: o.lion(0.0137, weight_decay=0.0)),
    Row(
        Lion(lr=0.0137, betas=(0.8, 0.95), weight_decay=0.1),
        None,
        lambda o: o.lion(0.0137, 0.8, 0.95, weight_decay=0.1),
    ),
    _row(Rprop, lambda o: prompt(o, o.rprop(0.01))),
    _row(
        Rprop,
        lambda o: prompt(o, o.rprop(0.03, 0.4, 1.3, 0.001, 0.2)),
        lr=0.03,
        etas=(0.4, 1.3),
        step_sizes=(0.001, 0.2),
    ),
    _row(Rprop, lr=0.5, step_sizes=(0.001, 0.2)),
    Row(
        PolyakStep(lr=0.0002),
        None,
        lambda o: o.chain(o.polyak_sgd(1e300), o.scale(0.0002)),
    ),
    Row(
        PolyakStep(lr=0.001, f_min=-1.0, eps=10.0),
        None,
        lambda o: o.chain(o.polyak_sgd(1e300, f_min=-1.0, eps=10.0), o.scale(0.001)),
    ),
    Row(SignSGD(lr=0.0137), None, lambda o: o.sign_sgd(0.0137)),
    Row(
        SignSGD(lr=0.0137, momentum=0.9),
        None,
        lambda o: o.chain(o.ema(0.9, debias=False), o.sign_sgd(0.0137)),
    ),
    _row(ASGD, lr=0.001),
    _row(ASGD, lr=0.001, lambd=0.1, alpha=0.6, t0=10.0, weight_decay=0.1),
    _row(ASGD, lr=0.001, t0=0.0),
    Row(AdaGradNorm(), paper=papers.adagrad_norm(1.0, 0.1)),
    Row(AdaGradNorm(lr=0.3, b0=2.0), paper=papers.adagrad_norm(0.3, 2.0)),
    Row(AdaBelief(lr=0.02), None, lambda o: o.adabelief(0.02)),
    Row(
        AdaBelief(lr=0.01, betas=(0.8, 0.95), eps=1e-4),
        None,
        lambda o: o.adabelief(0.01, 0.8, 0.95, 1e-4, 1e-4),
    ),
    Row(Yogi(lr=0.02), paper=papers.yogi(0.02, 0.9, 0.999, 1e-3, 1e-6)),
    Row(
        Yogi(lr=0.02, betas=(0.8, 0.95), eps=1e-2, initial_accumulator_value=0.1),
        paper=papers.yogi(0.02, 0.8, 0.95, 1e-2, 0.1),
    ),
    Row(Adan(lr=0.02), paper=papers.adan(0.02, 0.02, 0.08, 0.01, 1e-8, 0.0)),
    Row(
        Adan(lr=0.01, betas=(0.9, 0.8, 0.95), eps=1e-3, weight_decay=0.1),
        paper=papers.adan(0.01, 0.1, 0.2, 0.05, 1e-3, 0.1),
    ),
    Row(
        ScheduleFreeSGD(lr=0.001),
        None,
        lambda o: free(o, 0.001, 0.9, o.sgd(0.001)),
        papers.schedule_free(lambda t: 0.001, 0.9),
    ),
    Row(
        ScheduleFreeSGD(lr="0.001*min(t/20,1)", momentum=0.7, weight_decay=0.1),
        paper=papers.schedule_free(lambda t: 0.001 * min(t / 20, 1), 0.7, 0.1),
    ),
    Row(
        ScheduleFreeAdamW(lr=0.02),
        None,
        lambda o: o.contrib.schedule_free_adamw(0.02, b1=0.9, b2=0.999),
        papers.schedule_free(lambda t: 0.02, 0.9, 0.0, 0.999),
    ),
    Row(
        ScheduleFreeAdamW(lr=0.01, betas=(0.8, 0.99), weight_decay=0.1),
        None,
        lambda o: o.contrib.schedule_free_adamw(0.01, b1=0.8, b2=0.99, weight_decay=0.1),
        papers.schedule_free(lambda t: 0.01, 0.8, 0.1, 0.99),
    ),
    Row(
        ClipNorm(SGD(lr=0.003, momentum=0.5), max_norm=2.0),
        None,
        lambda o: o.chain(o.clip_by_global_norm(2.0), o.sgd(0.003, 0.5)),
        papers.clipped(0.003, 0.5, papers.to_norm(2.0)),
    ),
    Row(
        ClipValue(SGD(lr=0.003, momentum=0.5), max_value=0.7),
        None,
        lambda o: o.chain(o.clip(0.7), o.sgd(0.003, 0.5)),
        papers.clipped(0.003, 0.5, lambda g: np.clip(g, -0.7, 0.7)),
    ),
    Row(
        ClipNorm(Adam(lr=0.02)),
        None,
        lambda o: o.chain(o.clip_by_global_norm(1.0), o.adam(0.02)),
    ),
    Row(
        Lookahead(SGD(lr=0.001, momentum=0.8), every=4, alpha=0.3),
        paper=papers.lookahead(0.001, 0.8, 4, 0.3),
    ),
    Row(Lookahead(SGD(lr=0.001)), paper=papers.lookahead(0.001, 0.0, 5, 0.5)),
    Row(SAM(SGD(lr=0.001)), paper=papers.sam(0.001, 0.05)),
    Row(SAM(SGD(lr=0.001), rho=0.3), paper=papers.sam(0.001, 0.3)),
]

#: Norms or losses over all parameters: each problem goes alone.
ALONE = {"NormalizedGradient", "PolyakStep", "ClipNorm(SGD)", "ClipNorm(Adam)"}

#: Where optax means something else: our optimizer, the same with optax's definition in its place, and optax.
DIFFERENCES: dict[str, tuple[Optimizer, type[Optimizer], Optax]] = {
    "Adagrad: eps under the root": (
        Adagrad(lr=0.3, eps=1e-3, initial_accumulator_value=0.1),
        variant(Adagrad, ("(sqrt(s) + eps)", "sqrt(s + eps)")),
        lambda o: o.adagrad(0.3, 0.1, eps=1e-3),
    ),
    "RMSprop: eps under the root": (
        RMSprop(lr=0.01, eps=1e-3),
        variant(RMSprop, ("(sqrt(where(centered, v - gbar**2, v)) + eps)", "sqrt(v + eps)")),
        lambda o: o.rmsprop(0.01, 0.99, eps=1e-3),
    ),
    "RMSprop: the momentum holds steps": (
        RMSprop(lr="0.01/sqrt(t)", momentum=0.7),
        variant(RMSprop, ("+ g/", "+ lr*g/"), ("lr*m", "m")),
        lambda o: o.rmsprop(
            lambda count: 0.01 / (count + 1.0) ** 0.5, 0.99, eps_in_sqrt=False, momentum=0.7
        ),
    ),
    "AMSGrad: the largest after correction": (
        Adam(lr=0.05, betas=(0.9, 0.9), amsgrad=True),
        variant(
            Adam, ("max(vmax, v)", "max(vmax, v/(1 - beta2**t))"), ("v)/(1 - beta2**t)\n", "v)\n")
        ),
        lambda o: o.amsgrad(0.05, 0.9, 0.9),
    ),
    "Yogi: the momentum starts as the second moment does": (
        Yogi(lr=0.02, initial_accumulator_value=0.1),
        variant(Yogi, m=State("momentum", start="initial_accumulator_value")),
        lambda o: o.chain(
            o.scale_by_yogi(0.9, 0.999, 1e-3, initial_accumulator_value=0.1),
            o.scale_by_learning_rate(0.02),
        ),
    ),
    "Adan: the other factor of the change": (
        Adan(lr=0.01),
        variant(
            Adan,
            ("(g + beta2*d)", "(g + (1 - beta2)*d)"),
            ("mhat + beta2*vhat", "mhat + (1 - beta2)*vhat"),
        ),
        lambda o: o.adan(0.01, eps_root=0.0),
    ),
    "NAdam: beta1 from the first step": (
        NAdam(lr=0.02),
        variant(
            NAdam,
            ("mu_t = beta1*(1 - 0.5*0.96**(t*momentum_decay))", "mu_t = beta1"),
            ("mu_next = beta1*(1 - 0.5*0.96**((t + 1)*momentum_decay))", "mu_next = beta1"),
        ),
        lambda o: o.nadam(0.02),
    ),
    "RAdam: eps after correction": (
        RAdam(lr=0.002, eps=1e-3),
        variant(
            RAdam,
            ("r*sqrt(1 - beta2**t)*mhat/(sqrt(v) + eps)", "r*mhat/(sqrt(v/(1 - beta2**t)) + eps)"),
        ),
        lambda o: o.radam(0.002, eps=1e-3),
    ),
    "Rprop: the first size may be outside": (
        Rprop(lr=0.5, step_sizes=(0.001, 0.2)),
        variant(
            Rprop,
            ("max(etaminus*Delta, step_min)", "min(max(etaminus*Delta, step_min), step_max)"),
            Delta=State("step_size", start="lr"),
        ),
        lambda o: prompt(o, o.rprop(0.5, 0.5, 1.2, 0.001, 0.2)),
    ),
}
