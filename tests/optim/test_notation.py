"""Rules in print: what is switched off is gone, and what is left means the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

from optim.table import ROWS
from thalweg.expressions import Builder, compile_program, parse
from thalweg.expressions.latex import latex
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
    Newton,
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
    optimizers,
)
from thalweg.optim.notation import Slope, _glyph, specialized
from thalweg.optim.rule import INPUTS, compile_rule

DECAY = r"g \leftarrow g + \lambda \theta"
DECOUPLED = r"\theta \leftarrow \theta - \eta \lambda \theta"
M = r"m \leftarrow \beta_{1} m + \left(1 - \beta_{1}\right) g"
V = r"v \leftarrow \beta_{2} v + \left(1 - \beta_{2}\right) g^{2}"
M_HAT = r"\hat{m} \leftarrow \frac{m}{1 - \beta_{1}^{t}}"
V_HAT = r"\hat{v} \leftarrow \frac{v}{1 - \beta_{2}^{t}}"
STEP = r"\theta \leftarrow \theta - \frac{\eta \hat{m}}{\sqrt{\hat{v}} + \epsilon}"

#: What matplotlib's own mathematics does not know.
UNKNOWN = (r"\begin{cases}", r"\lVert")

NORM = r"\left\lVert g \right\rVert"
AVERAGE = (
    r"\eta_{\max} \leftarrow \max\left(\eta_{\max}, \eta\right)",
    r"w \leftarrow \eta_{\max}^{p}",
    r"W \leftarrow W + w",
    r"c \leftarrow \begin{cases} \frac{w}{W} & \text{if } W > 0 \\ 0 & \text{else} \end{cases}",
    r"\theta \leftarrow \left(1 - c\right) \theta + c z",
)

PRINTED: list[tuple[Optimizer, list[str]]] = [
    (SGD(0.1), [r"\theta \leftarrow \theta - \eta g"]),
    (
        SGD("0.1/(1 + 0.01*t)", momentum=0.9),
        [
            r"\eta \leftarrow \frac{0.1}{1 + 0.01 t}",
            r"m \leftarrow \mu m + g",
            r"\theta \leftarrow \theta - \eta m",
        ],
    ),
    (
        SGD(momentum=0.9, nesterov=True, weight_decay=0.1),
        [
            DECAY,
            r"m \leftarrow \mu m + g",
            r"g \leftarrow g + \mu m",
            r"\theta \leftarrow \theta - \eta g",
        ],
    ),
    (
        SGD(momentum=[0.8, 0.9], dampening=0.1),
        [
            r"d \leftarrow \begin{cases} \tau & \text{if } t > 1 \\ 0 & \text{else} \end{cases}",
            r"m \leftarrow \mu m + \left(1 - d\right) g",
            r"\theta \leftarrow \theta - \eta m",
        ],
    ),
    # Which of the two it is depends on the run.
    (
        SGD(momentum=[0, 0.9]),
        [
            r"m \leftarrow \mu m + g",
            r"g \leftarrow \begin{cases} m & \text{if } \mu > 0 \\ g & \text{else} \end{cases}",
            r"\theta \leftarrow \theta - \eta g",
        ],
    ),
    (
        NormalizedGradient(),
        [
            r"\theta \leftarrow \begin{cases} \theta - \frac{\eta g}{\left\lVert g \right\rVert} & \text{if } "
            r"\left\lVert g \right\rVert > 0 \\ \theta & \text{else} \end{cases}"
        ],
    ),
    (
        Adagrad(),
        [
            r"s \leftarrow s + g^{2}",
            r"\theta \leftarrow \theta - \frac{\eta g}{\sqrt{s} + \epsilon}",
        ],
    ),
    (
        Adagrad(lr_decay=0.1, eps=0),
        [
            r"\eta_{t} \leftarrow \frac{\eta}{1 + \left(t - 1\right) \gamma}",
            r"s \leftarrow s + g^{2}",
            r"\theta \leftarrow \theta - \frac{\eta_{t} g}{\sqrt{s}}",
        ],
    ),
    (
        Adadelta(),
        [
            r"v \leftarrow \rho v + \left(1 - \rho\right) g^{2}",
            r"d \leftarrow \frac{\sqrt{u + \epsilon}}{\sqrt{v + \epsilon}} g",
            r"u \leftarrow \rho u + \left(1 - \rho\right) d^{2}",
            r"\theta \leftarrow \theta - \eta d",
        ],
    ),
    (
        RMSprop(),
        [
            r"v \leftarrow \alpha v + \left(1 - \alpha\right) g^{2}",
            r"\theta \leftarrow \theta - \frac{\eta g}{\sqrt{v} + \epsilon}",
        ],
    ),
    (
        RMSprop(momentum=0.9, centered=True),
        [
            r"v \leftarrow \alpha v + \left(1 - \alpha\right) g^{2}",
            r"\bar{g} \leftarrow \alpha \bar{g} + \left(1 - \alpha\right) g",
            r"m \leftarrow \mu m + \frac{g}{\sqrt{v - \bar{g}^{2}} + \epsilon}",
            r"\theta \leftarrow \theta - \eta m",
        ],
    ),
    (Adam(), [M, V, M_HAT, V_HAT, STEP]),
    (
        Adam(amsgrad=True, weight_decay=0.1),
        [
            *(DECAY, M, V),
            r"v_{\max} \leftarrow \max\left(v_{\max}, v\right)",
            M_HAT,
            r"\hat{v} \leftarrow \frac{v_{\max}}{1 - \beta_{2}^{t}}",
            STEP,
        ],
    ),
    (
        Adam(betas=(0, 0.9)),
        [V, V_HAT, r"\theta \leftarrow \theta - \frac{\eta g}{\sqrt{\hat{v}} + \epsilon}"],
    ),
    (
        Adam(weight_decay=0.1, decoupled_weight_decay=True),
        [DECOUPLED, M, V, M_HAT, V_HAT, STEP],
    ),
    (AdamW(), [DECOUPLED, M, V, M_HAT, V_HAT, STEP]),
    (AdamW(weight_decay=[0, 0]), [M, V, M_HAT, V_HAT, STEP]),
    (
        Adamax(),
        [
            M,
            r"u \leftarrow \max\left(\beta_{2} u, \left|g\right| + \epsilon\right)",
            M_HAT,
            r"\theta \leftarrow \theta - \frac{\eta \hat{m}}{u}",
        ],
    ),
    (
        NAdam(),
        [
            r"\mu_{t} \leftarrow \beta_{1} \left(1 - 0.5 \cdot 0.96^{t \psi}\right)",
            r"\mu_{t+1} \leftarrow \beta_{1} \left(1 - 0.5 \cdot 0.96^{\left(t + 1\right) \psi}\right)",
            r"p \leftarrow \mu_{t} p",
            *(M, V),
            r"\hat{m} \leftarrow \frac{\mu_{t+1} m}{1 - \mu_{t+1} p} + \frac{\left(1 - \mu_{t}\right) g}{1 - p}",
            *(V_HAT, STEP),
        ],
    ),
    (
        RAdam(),
        [
            *(M, V, M_HAT),
            r"\rho_{\infty} \leftarrow \frac{2}{1 - \beta_{2}} - 1",
            r"\rho_{t} \leftarrow \rho_{\infty} - \frac{2 t \beta_{2}^{t}}{1 - \beta_{2}^{t}}",
            r"r \leftarrow \sqrt{\frac{\left(\rho_{t} - 4\right) \left(\rho_{t} - 2\right) \rho_{\infty}}"
            r"{\left(\rho_{\infty} - 4\right) \left(\rho_{\infty} - 2\right) \rho_{t}}}",
            r"d \leftarrow \begin{cases} \frac{r \sqrt{1 - \beta_{2}^{t}} \hat{m}}{\sqrt{v} + \epsilon} & "
            r"\text{if } \rho_{t} > 5 \\ \hat{m} & \text{else} \end{cases}",
            r"\theta \leftarrow \theta - \eta d",
        ],
    ),
    (
        Lion(weight_decay=0.1),
        [
            r"c \leftarrow \beta_{1} m + \left(1 - \beta_{1}\right) g",
            r"m \leftarrow \beta_{2} m + \left(1 - \beta_{2}\right) g",
            r"\theta \leftarrow \theta - \eta \left(\operatorname{sign}\left(c\right) + \lambda \theta\right)",
        ],
    ),
    (
        Rprop(),
        [
            r"a \leftarrow g g_{\mathrm{prev}}",
            r"\Delta \leftarrow \begin{cases} \min\left(\eta^{+} \Delta, \Delta_{\max}\right) & \text{if } a > 0 "
            r"\\ \Delta & \text{else} \end{cases}",
            r"\Delta \leftarrow \begin{cases} \max\left(\eta^{-} \Delta, \Delta_{\min}\right) & \text{if } a < 0 "
            r"\\ \Delta & \text{else} \end{cases}",
            r"g \leftarrow \begin{cases} 0 & \text{if } a < 0 \\ g & \text{else} \end{cases}",
            r"g_{\mathrm{prev}} \leftarrow g",
            r"\theta \leftarrow \theta - \Delta \operatorname{sign}\left(g\right)",
        ],
    ),
    (
        PolyakStep(f_min=0.5),
        [
            r"\delta \leftarrow \max\left(L - L^{*}, 0\right)",
            rf"\theta \leftarrow \begin{{cases}} \theta - \frac{{\eta \delta g}}{{{NORM}^{{2}}}} & \text{{if }} "
            rf"{NORM} > 0 \\ \theta & \text{{else}} \end{{cases}}",
        ],
    ),
    (SignSGD(), [r"\theta \leftarrow \theta - \eta \operatorname{sign}\left(g\right)"]),
    (
        AdaGradNorm(),
        [
            r"s \leftarrow s + \left\lVert g \right\rVert^{2}",
            r"\theta \leftarrow \theta - \frac{\eta g}{\sqrt{s}}",
        ],
    ),
    (
        AdaBelief(),
        [
            M,
            r"s \leftarrow \beta_{2} s + \left(1 - \beta_{2}\right) \left(g - m\right)^{2} + \epsilon",
            M_HAT,
            r"\hat{s} \leftarrow \frac{s}{1 - \beta_{2}^{t}}",
            r"\theta \leftarrow \theta - \frac{\eta \hat{m}}{\sqrt{\hat{s}} + \epsilon}",
        ],
    ),
    (
        Yogi(),
        [
            M,
            r"v \leftarrow v - \left(1 - \beta_{2}\right) \operatorname{sign}\left(v - g^{2}\right) g^{2}",
            *(M_HAT, V_HAT, STEP),
        ],
    ),
    (
        Adan(weight_decay=0.1),
        [
            r"d \leftarrow \begin{cases} g - g_{\mathrm{prev}} & \text{if } t > 1 \\ 0 & \text{else} \end{cases}",
            r"g_{\mathrm{prev}} \leftarrow g",
            M,
            r"v \leftarrow \beta_{2} v + \left(1 - \beta_{2}\right) d",
            r"n \leftarrow \beta_{3} n + \left(1 - \beta_{3}\right) \left(g + \beta_{2} d\right)^{2}",
            *(M_HAT, V_HAT),
            r"\hat{n} \leftarrow \frac{n}{1 - \beta_{3}^{t}}",
            r"\theta \leftarrow \theta - \frac{\eta \left(\hat{m} + \beta_{2} \hat{v}\right)}"
            r"{\sqrt{\hat{n}} + \epsilon}",
            r"\theta \leftarrow \frac{\theta}{1 + \eta \lambda}",
        ],
    ),
    (
        ASGD(t0=0),
        [
            r"g \leftarrow \nabla L\left(z\right)",
            r"\eta_{t} \leftarrow \frac{\eta}{\left(1 + \lambda_{0} \eta \left(t - 1\right)\right)^{\alpha}}",
            r"z \leftarrow \left(1 - \lambda_{0} \eta_{t}\right) z - \eta_{t} g",
            r"\theta \leftarrow \theta + \frac{z - \theta}{\max\left(1, t - 1\right)}",
        ],
    ),
    (
        ScheduleFreeSGD(weight_decay=0.1),
        [
            r"y \leftarrow \left(1 - \mu\right) z + \mu \theta",
            r"g \leftarrow \nabla L\left(y\right)",
            r"g \leftarrow g + \lambda y",
            r"z \leftarrow z - \eta g",
            *AVERAGE,
        ],
    ),
    (
        ScheduleFreeAdamW(),
        [
            r"y \leftarrow \left(1 - \beta_{1}\right) z + \beta_{1} \theta",
            r"g \leftarrow \nabla L\left(y\right)",
            *(V, V_HAT),
            r"z \leftarrow z - \frac{\eta g}{\sqrt{\hat{v}} + \epsilon}",
            *AVERAGE,
        ],
    ),
    (
        ClipNorm(SGD(momentum=0.9)),
        [
            rf"g \leftarrow \begin{{cases}} \frac{{c g}}{{{NORM}}} & \text{{if }} {NORM} > c "
            r"\\ g & \text{else} \end{cases}",
            r"m \leftarrow \mu m + g",
            r"\theta \leftarrow \theta - \eta m",
        ],
    ),
    (
        ClipValue(SGD()),
        [
            r"g \leftarrow \min\left(\max\left(g, - c_{\infty}\right), c_{\infty}\right)",
            r"\theta \leftarrow \theta - \eta g",
        ],
    ),
    (
        SAM(SGD()),
        [
            r"g \leftarrow \nabla L\left(\theta\right)",
            rf"y \leftarrow \begin{{cases}} \theta + \frac{{\rho_{{\mathrm{{SAM}}}} g}}{{{NORM}}} & \text{{if }} "
            rf"{NORM} > 0 \\ \theta & \text{{else}} \end{{cases}}",
            r"g \leftarrow \nabla L\left(y\right)",
            r"\theta \leftarrow \theta - \eta g",
        ],
    ),
    (
        Lookahead(SGD()),
        [
            r"\theta \leftarrow \theta - \eta g",
            r"j \leftarrow j + 1",
            r"\phi \leftarrow \begin{cases} \phi & \text{if } j < k \\ "
            r"\phi + \alpha_{\mathrm{slow}} \left(\theta - \phi\right) & \text{else} \end{cases}",
            r"\theta \leftarrow \begin{cases} \theta & \text{if } j < k \\ \phi & \text{else} \end{cases}",
            r"j \leftarrow \begin{cases} j & \text{if } j < k \\ 0 & \text{else} \end{cases}",
        ],
    ),
    (
        Newton(),
        [
            r"d \leftarrow -\left(\nabla^{2} L\left(\theta\right) + \lambda I\right)^{-1} "
            r"\nabla L\left(\theta\right)",
            r"\theta \leftarrow \theta + \eta d",
        ],
    ),
]


@pytest.mark.parametrize(("optimizer", "lines"), PRINTED, ids=[o.label for o, _ in PRINTED])
def test_latex(optimizer: Optimizer, lines: list[str]) -> None:
    assert optimizer.latex == tuple(lines)
    parser = MathTextParser("path")
    for line in lines:
        if not any(unknown in line for unknown in UNKNOWN):
            parser.parse(f"${line}$")


def _value(value: Any, t: float) -> Any:
    if not isinstance(value, str):
        return value
    return compile_program([parse(value).sympy], ["t"]).arrays(t)[0]


@pytest.mark.parametrize("optimizer", [r.ours for r in ROWS], ids=lambda o: o.label)
def test_the_printed_rule_is_the_one_that_runs(optimizer: Optimizer) -> None:
    """The folded lines, compiled as they stand, take the same step to the same states."""
    rule = compile_rule([optimizer])
    builder = Builder([*INPUTS, *rule.states, *optimizer.hyper])
    names = dict(builder.names)
    for name, tree in specialized(optimizer):
        if not isinstance(tree, Slope):  # g is what it is, wherever it was taken
            names[name] = builder.lower(tree, names)
    printed = builder.program([names["theta"], *(names[s] for s in rule.states)])

    rng = np.random.default_rng(3)
    theta, g = rng.normal(size=(2, 6, 1))
    states = list(rng.uniform(0.1, 0.9, size=(len(rule.states), 6, 1)))
    with np.errstate(invalid="ignore"):
        for t in (1.0, 2.0, 30.0):
            values = [_value(v, t) for v in optimizer.hyper.values()]
            ours = rule.step.arrays(theta, g, t, 0.0, *states)
            same = printed.arrays(theta, g, t, 0.0, *states, *values)
            for one, other in zip(ours, same, strict=True):
                np.testing.assert_allclose(other, one, rtol=1e-13)


@pytest.mark.parametrize(
    "optimizer",
    [*(kind() for kind in optimizers.values()), Lookahead(ClipValue(ClipNorm(SAM(Adadelta()))))],
    ids=lambda o: o.label,
)
def test_no_two_names_look_the_same(optimizer: Optimizer) -> None:
    names = {n for line in optimizer.form.rule.splitlines() for n in line.split("=")[0].split()}
    names |= {"theta", "g", *optimizer.form.state, *optimizer.hyper}
    shown = [latex(_glyph(n)) for n in sorted(names)]
    assert len(shown) == len(set(shown))
    parser = MathTextParser("path")
    for line in optimizer.latex:
        if not any(unknown in line for unknown in UNKNOWN):
            parser.parse(f"${line}$")
