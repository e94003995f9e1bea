"""Settings of optimizers: names, values, labels, specs, and what a wrong one is told."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

import thalweg as tw
from optim.table import ROWS
from thalweg import optim
from thalweg.errors import ArgumentError, FormulaError, UnknownName
from thalweg.optim import (
    LBFGS,
    SAM,
    SGD,
    Adadelta,
    Adam,
    Adan,
    Lookahead,
    Muon,
    NAdam,
    NelderMead,
    Newton,
    NormalizedGradient,
    Optimizer,
    RMSprop,
    Rprop,
    TrustNCG,
    Wrapper,
    find,
    from_spec,
    optimizers,
)

INSTANCES = [r.ours for r in ROWS] + [
    SGD([0.1, 0.25], momentum=(0, 0.9)),
    Adam("0.1 / t"),
    SGD("cosine(0.1, 100, warmup=10)"),
    Lookahead(SAM(SGD([0.1, 0.2]), rho=0.1), every=[3, 4]),
    Newton(damping=[0.1, 1.0]),
    LBFGS(memory=5),
    NelderMead(adaptive=True),
]

#: What torch.optim takes and a rule has no use for: how to compute, not what.
TORCH_ONLY = {"params", "foreach", "maximize", "differentiable", "capturable", "fused"}


@pytest.mark.parametrize("kind", optimizers.values(), ids=optimizers)
def test_names_and_defaults_are_those_of_torch(kind: type[Optimizer]) -> None:
    theirs = getattr(torch.optim, kind.__name__, None)
    if theirs is None or kind is LBFGS:  # which is SciPy's here
        return
    wanted = {
        name: parameter.default
        for name, parameter in inspect.signature(theirs).parameters.items()
        if name not in TORCH_ONLY
    }
    assert kind.defaults() == wanted
    assert {n: p.default for n, p in inspect.signature(kind).parameters.items()} == wanted


EVERY = {**optimizers, **optim.WRAPPERS, "Muon": Muon}


@pytest.mark.parametrize("kind", EVERY.values(), ids=EVERY)
def test_every_entry_is_documented(kind: type[Optimizer]) -> None:
    text = inspect.getdoc(kind) or ""
    for name in inspect.signature(kind).parameters:
        assert f"\n{name} : " in text
    assert "\nNotes\n" in text
    assert "\nReferences\n" in text
    assert kind.title
    assert kind.paper.split(",")[0] in text
    assert all(h.meaning for h in kind.hyper_ranges.values())


def test_catalogue() -> None:
    names = [
        *("SGD", "NormalizedGradient", "PolyakStep", "SignSGD", "ASGD", "ScheduleFreeSGD"),
        *("Adagrad", "AdaGradNorm", "Adadelta", "RMSprop", "Adam", "AdamW", "Adamax", "NAdam"),
        *("RAdam", "AdaBelief", "Yogi", "Adan", "ScheduleFreeAdamW", "Lion", "Rprop"),
        *("Newton", "NewtonCG", "TrustNCG", "BFGS", "LBFGS", "ConjugateGradient", "Powell"),
        "NelderMead",
    ]
    assert list(optimizers) == names
    assert "SGD" in optimizers
    assert "sgd" not in optimizers
    assert optimizers.get("sgd") is None
    assert repr(optimizers) == f"<{len(names)} optimizers: {', '.join(names)}>"
    assert find("normalizedGRADIENT") is optimizers["NormalizedGradient"]
    assert find("muon") is Muon
    assert all(getattr(tw, name) is kind for name, kind in {**optimizers, **optim.WRAPPERS}.items())
    assert all(getattr(optim, name) is kind for name, kind in optimizers.items())
    assert set(optimizers) <= set(optim.__all__)


@pytest.mark.parametrize("look", [find, optimizers.__getitem__])
def test_unknown_optimizer(look: Callable[[str], Any]) -> None:
    with pytest.raises(UnknownName) as error:
        look("adamw2")
    assert (
        str(error.value)
        == 'no optimizer is called "adamw2"; did you mean "AdamW"? (`thalweg optimizers` lists them)'
    )


@pytest.mark.parametrize("optimizer", INSTANCES, ids=lambda o: o.label)
def test_round_trips(optimizer: Optimizer) -> None:
    again = [
        from_spec(json.loads(json.dumps(optimizer.spec()))),
        pickle.loads(pickle.dumps(optimizer)),  # noqa: S301
        copy.deepcopy(optimizer),
        optimizer.replace(),
        optimizer.replace(**optimizer.hyper),
    ]
    for other in again:
        assert other == optimizer
        assert hash(other) == hash(optimizer)
        assert other.label == optimizer.label
        assert list(other.hyper) == list(optimizer.hyper)


@pytest.mark.parametrize(
    "optimizer", [r.ours for r in ROWS if not isinstance(r.ours, Wrapper)], ids=lambda o: o.label
)
def test_labels_say_all_that_differs_from_the_defaults(optimizer: Optimizer) -> None:
    name, *settings = optimizer.label.split(" ")
    hyper: dict[str, Any] = {}
    for setting in settings:
        key, _, value = setting.partition("=")
        hyper[key] = value if value else True
    assert find(name)(**hyper) == optimizer


def test_labels() -> None:
    assert SGD().label == "SGD lr=0.001"
    assert SGD(1, momentum=0.9, nesterov=True).label == "SGD lr=1 momentum=0.9 nesterov"
    assert SGD("0.1 / (1 + t)").label == "SGD lr=0.1/(1+t)"
    assert (
        Adam([0.1, 0.2, 0.3], betas=(0.8, 0.99)).label
        == "Adam lr=[0.1, 0.2, 0.3] beta1=0.8 beta2=0.99"
    )
    assert SGD(np.geomspace(1e-4, 1, 50)).label == "SGD lr=[0.0001 ... 1]"
    assert repr(Adam(0.1, amsgrad=True)) == "Adam(lr=0.1, amsgrad=True)"
    assert repr(SGD(["0.1"][0])) == "SGD(lr=0.1)"


def test_values_take_their_plain_form() -> None:
    made = Adam(
        np.float64(0.1), betas=np.array([0.8, 0.9]), amsgrad=np.True_, eps=torch.tensor(0.5)
    )
    assert dict(made.hyper) == {
        "lr": 0.1,
        "beta1": 0.8,
        "beta2": 0.9,
        "eps": 0.5,
        "weight_decay": 0.0,
        "amsgrad": True,
        "decoupled_weight_decay": False,
    }
    assert [type(v) for v in made.hyper.values()] == [float] * 5 + [bool] * 2
    assert SGD("2*0.05").hyper["lr"] == 0.1
    assert SGD("max(0.1, 0.2)").hyper["lr"] == 0.2
    assert SGD(np.array([0.1, 0.2])).hyper["lr"] == (0.1, 0.2)
    assert SGD(range(3)).hyper["lr"] == (0.0, 1.0, 2.0)
    assert Adam(beta1=0.5) == Adam(betas=(0.5, 0.999))
    assert SGD(1) == SGD(1.0) != SGD(2)
    assert SGD(0.1) != 0.1
    assert Adam(0.1) != NAdam(0.1)


def test_lists_are_expanded_value_by_value() -> None:
    both = SGD(lr=[0.1, 0.2], momentum=[0.8, 0.9], weight_decay=0.5)
    assert len(both) == 2
    assert both.expand() == (
        SGD(lr=0.1, momentum=0.8, weight_decay=0.5),
        SGD(lr=0.2, momentum=0.9, weight_decay=0.5),
    )
    single = SGD(lr=0.1)
    assert len(single) == 1
    assert single.expand() == (single,)
    assert len(SGD(lr=[0.1]).expand()) == 1
    assert both.replace(lr=0.3, momentum=0) == SGD(lr=0.3, weight_decay=0.5)
    assert Adam(lr=0.1).replace(betas=(0.8, 0.9)) == Adam(lr=0.1, betas=(0.8, 0.9))


def test_frozen() -> None:
    optimizer: Any = SGD(lr=0.1)
    with pytest.raises(AttributeError) as error:
        optimizer.lr = 0.2
    assert str(error.value) == "SGD is frozen; make another with replace(lr=...)"
    with pytest.raises(AttributeError) as error:
        del optimizer.hyper
    assert str(error.value) == "SGD is frozen; hyper cannot be deleted"
    with pytest.raises(TypeError):
        optimizer.hyper["lr"] = 0.2


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SGD(lr=-0.1), "SGD: lr must be at least 0, not -0.1"),
        (lambda: SGD(lr=[0.1, -1]), "SGD: lr must be at least 0, not -1.0"),
        (lambda: SGD(lr=float("nan")), "SGD: lr must be at least 0, not nan"),
        (lambda: SGD(dampening=float("inf")), "SGD: dampening must be finite, not inf"),
        (lambda: Adam(betas=(0.9, 1)), "Adam: beta2 must be at least 0 and less than 1, not 1.0"),
        (lambda: Adadelta(rho=1.1), "Adadelta: rho must be at least 0 and at most 1, not 1.1"),
        (lambda: RMSprop(eps=-1), "RMSprop: eps must be at least 0, not -1.0"),
        (
            lambda: Rprop(etas=(0, 1.2)),
            "Rprop: etaminus must be greater than 0 and less than 1, not 0.0",
        ),
        (lambda: Rprop(etas=(0.5, 1)), "Rprop: etaplus must be greater than 1, not 1.0"),
        (
            lambda: Rprop(step_sizes=(2, [1, 3])),
            "Rprop: step_sizes must be a smaller and a larger number, not (2.0, 1.0)",
        ),
        (
            lambda: SGD(lr=None),
            "SGD: lr must be a number, a list of numbers or a formula in t, not None",
        ),
        (
            lambda: SGD(lr=[[0.1], [0.2, 0.3]]),
            "SGD: lr must be a number, a list of numbers or a formula in t, not [0.1]",
        ),
        (
            lambda: SGD(lr=10**309),
            f"SGD: lr must be a number, a list of numbers or a formula in t, not 1{'0' * 309}",
        ),
        (
            lambda: SGD(lr=["0.1/t"]),
            "SGD: lr must be a number, a list of numbers or a formula in t, not '0.1/t'",
        ),
        (
            lambda: SGD(lr={0.1, 0.2}),
            "SGD: lr must be a number, a list of numbers or a formula in t, not {0.1, 0.2}",
        ),
        (
            lambda: SGD(momentum=True),
            "SGD: momentum must be a number, a list of numbers or a formula in t, not True",
        ),
        (lambda: SGD(lr=[]), "SGD: lr is an empty list; give at least one value"),
        (
            lambda: SGD(lr=[1, 2], momentum=[0.1, 0.2, 0.3]),
            "SGD: lists of hyperparameters go together, value by value; lr has 2, momentum has 3",
        ),
        (lambda: SGD(lr="-0.1"), "SGD: lr must be at least 0, not -0.1"),
        (
            lambda: SGD(lr="0.1 - t"),
            'SGD: lr must be at least 0; at step 1, "0.1 - t" is -0.9',
        ),
        (
            lambda: SGD(lr="1/(t - 1)"),
            'SGD: lr must be at least 0; at step 1, "1/(t - 1)" is inf',
        ),
        (lambda: SGD(nesterov=0.5), "SGD: nesterov must be True or False, not 0.5"),
        (lambda: Adam(amsgrad="yes"), "Adam: amsgrad must be True or False, not 'yes'"),
        (
            lambda: SGD(nesterov=True),
            "SGD: nesterov needs momentum greater than 0 and dampening 0, not momentum=0.0 and dampening=0.0",
        ),
        (
            lambda: SGD(nesterov=True, momentum=[0.9, 0.8], dampening=[0, 0.1]),
            "SGD: nesterov needs momentum greater than 0 and dampening 0, not momentum=0.8 and dampening=0.1",
        ),
        (lambda: Adam(betas=0.9), "Adam: betas must be a pair (beta1, beta2), not 0.9"),
        (lambda: Adam(betas="ab"), "Adam: betas must be a pair (beta1, beta2), not 'ab'"),
        (
            lambda: Rprop(etas=(1, 2, 3)),
            "Rprop: etas must be a pair (etaminus, etaplus), not (1, 2, 3)",
        ),
        (
            lambda: Adam(betas=(0.8, 0.9), beta1=0.7),
            "Adam: beta1 is given twice, alone and in its pair",
        ),
        (
            lambda: Adan(betas=(0.9, 0.9)),
            "Adan: betas must be three values (beta1, beta2, beta3), not (0.9, 0.9)",
        ),
        (lambda: LBFGS(memory=2.5), "LBFGS: memory must be a whole number of at least 1, not 2.5"),
        (lambda: LBFGS(memory="t"), "LBFGS: memory must be a whole number of at least 1, not 't'"),
        (
            lambda: Newton(damping="1/t"),
            "Newton: damping must be a number, not a schedule; it is the same at every step",
        ),
        (
            lambda: TrustNCG(initial_radius=2, max_radius=[3, 2]),
            "TrustNCG: initial_radius must be less than max_radius, not 2 and 2",
        ),
        (lambda: SGD(0.1, lr=0.2), "SGD: lr is given twice, as 0.1 and 0.2"),
        (
            lambda: SGD(0.1, 0.9),
            "SGD: only lr may be given without its name; write SGD(lr=..., name=...)",
        ),
    ],
)
def test_wrong_values(make: Callable[[], Optimizer], message: str) -> None:
    with pytest.raises(ArgumentError) as error:
        make()
    assert str(error.value) == message


def test_unknown_hyperparameter() -> None:
    with pytest.raises(UnknownName) as error:
        Adam(beta=0.9)
    assert str(error.value) == (
        'Adam has no hyperparameter "beta"; did you mean "betas"? '
        "(it has lr, betas, eps, weight_decay, amsgrad, decoupled_weight_decay)"
    )
    with pytest.raises(UnknownName) as error:
        NormalizedGradient(0.1, momentum=0.9)
    assert str(error.value) == 'NormalizedGradient has no hyperparameter "momentum" (it has lr)'


def test_schedules_are_formulas_in_t() -> None:
    with pytest.raises(FormulaError) as error:
        SGD(lr="0.1/(1 + epoch)")
    assert str(error.value) == (
        'SGD: lr may be a formula in t, the number of the step; "epoch" is not known (column 10)\n'
        "  0.1/(1 + epoch)\n"
        "           ^"
    )
    with pytest.raises(FormulaError) as error:
        SGD(lr="sqrt(t)*s")  # not the s of sqrt
    assert str(error.value).splitlines()[0].endswith('"s" is not known (column 9)')
    with pytest.raises(FormulaError) as error:
        SGD(lr="0.1/")
    assert str(error.value) == (
        'the formula ends after "/"; a number or a name is missing (column 5)\n  0.1/\n      ^'
    )


def test_ranges_in_words() -> None:
    assert {n: h.rule for n, h in SGD.hyper_ranges.items()} == {
        "lr": "at least 0",
        "momentum": "at least 0",
        "dampening": "finite",
        "weight_decay": "at least 0",
        "nesterov": "True or False",
    }
