"""Three problems, and the plainest loop over each library's optimizers: ours, PyTorch's and optax's."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from thalweg.optim import Optimizer
from thalweg.optim.rule import compile_rule

Array = NDArray[np.float64]

STEPS = 200


class Problem(NamedTuple):
    start: tuple[float, ...]
    #: The gradient, from arrays of shape (d, ...) of NumPy or of JAX; the second argument is that module.
    gradient: Callable[[Any, Any], Any]
    loss: Callable[[Any, Any], Any]


def _bowl(theta: Any, m: Any) -> Any:
    x, y = theta
    return m.stack([2.0 * (x - 1.0), 20.0 * (y + 2.0)])


def _bowl_loss(theta: Any, _m: Any) -> Any:
    x, y = theta
    return (x - 1.0) ** 2 + 10.0 * (y + 2.0) ** 2


def _rosenbrock(theta: Any, m: Any) -> Any:
    x, y = theta
    return m.stack([2.0 * (x - 1.0) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)])


def _rosenbrock_loss(theta: Any, _m: Any) -> Any:
    x, y = theta
    return (1.0 - x) ** 2 + 100.0 * (y - x * x) ** 2


_rng = np.random.default_rng(7)
_ROWS = np.column_stack([np.ones(30), _rng.normal(size=(30, 3)) * [1.0, 3.0, 0.3]])
_TARGET = (_ROWS @ [0.3, -1.0, 0.7, 2.0] + _rng.normal(size=30) * 3.0 > 0) * 1.0


def _logistic(theta: Any, m: Any) -> Any:
    predicted = 1.0 / (1.0 + m.exp(-m.tensordot(_ROWS, theta, 1)))
    target = _TARGET.reshape(-1, *[1] * (theta.ndim - 1))
    return m.tensordot(_ROWS.T / len(_ROWS), predicted - target, 1)


def _logistic_loss(theta: Any, m: Any) -> Any:
    z = m.tensordot(_ROWS, theta, 1)
    target = _TARGET.reshape(-1, *[1] * (theta.ndim - 1))
    return m.mean(m.log(1.0 + m.exp(z)) - target * z, 0)


PROBLEMS = {
    "bowl": Problem((-1.8, 0.6), _bowl, _bowl_loss),
    "rosenbrock": Problem((-1.2, 1.0), _rosenbrock, _rosenbrock_loss),
    "logistic": Problem((0.1, -0.2, 0.3, -0.4), _logistic, _logistic_loss),
}
BOWL_MINIMUM = np.array([1.0, -2.0])


def run(
    optimizers: Sequence[Optimizer], problem: Problem, steps: int = STEPS
) -> tuple[Array, dict[str, Array]]:
    """Our path (step, param, run), and the states at its end by name."""
    rule = compile_rule(optimizers)
    theta = np.repeat(np.array(problem.start)[:, None], len(optimizers), axis=1)
    hyper = [np.array([[o.hyper[n] for o in optimizers]]) for n in rule.varying]
    states = rule.start.arrays(theta, *hyper)
    path = [theta]
    # RAdam and NormalizedGradient compute both sides of a condition, of which one may be NaN.
    with np.errstate(invalid="ignore", divide="ignore"):
        for t in range(1, steps + 1):
            inputs = (float(t), problem.loss(theta, np)[None], *states, *hyper)
            g = problem.gradient(theta, np)
            if rule.probe is not None:
                g = problem.gradient(rule.probe.arrays(theta, g, *inputs)[0], np)
            theta, *states = rule.step.arrays(theta, g, *inputs)
            path.append(theta)
    names = [optimizers[0].form.state[s].name for s in rule.states]
    return np.array(path), dict(zip(names, states, strict=True))


def torch_run(
    make: Callable[..., Any], decay: Callable[[int], float] | None = None, point: str | None = None
) -> Any:
    """Paths of torch.optim on all problems, and its optimizer's state for each.

    `decay` is for LambdaLR; `point` is the state that is the path, where the parameter is not.
    """
    import torch

    # NAdam keeps the product of its momenta in the default precision.
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        thetas = {n: torch.tensor(p.start, requires_grad=True) for n, p in PROBLEMS.items()}
        optimizer = make(list(thetas.values()))
        schedule = decay and torch.optim.lr_scheduler.LambdaLR(optimizer, decay)
        paths: dict[str, list[Array]] = {n: [np.array(p.start)] for n, p in PROBLEMS.items()}
        for _ in range(STEPS):
            for name, theta in thetas.items():
                slope = PROBLEMS[name].gradient(theta.detach().numpy(), np)
                theta.grad = torch.from_numpy(slope)
            optimizer.step()
            if schedule:
                schedule.step()
            for name, theta in thetas.items():
                at = theta.detach() if point is None else optimizer.state[theta][point]
                paths[name].append(at.numpy().copy())
        state = {
            n: {
                **{k: v.numpy() for k, v in optimizer.state[p].items()},
                "parameter": p.detach().numpy(),
            }
            for n, p in thetas.items()
        }
        return {n: np.array(p) for n, p in paths.items()}, state
    finally:
        torch.set_default_dtype(before)


def optax_run(
    transform: Any, *, together: bool = True, point: Callable[[Any, Any], Any] | None = None
) -> dict[str, Array]:
    """Paths of an optax transformation.

    `together` compiles all problems at once (not for norms over parameters); `point` makes the path from the state and
    the parameters.
    """
    import jax
    import jax.numpy as jnp
    import optax

    jax.config.update("jax_enable_x64", True)
    transform = optax.with_extra_args_support(transform)

    def paths(names: Iterable[str]) -> dict[str, Array]:
        start = {n: jnp.array(PROBLEMS[n].start) for n in names}

        def step(carry: Any, _: Any) -> Any:
            theta, state = carry
            slope = {n: PROBLEMS[n].gradient(p, jnp) for n, p in theta.items()}
            value = sum(PROBLEMS[n].loss(p, jnp) for n, p in theta.items())
            updates, state = transform.update(slope, state, theta, value=value)
            theta = optax.apply_updates(theta, updates)
            return (theta, state), theta if point is None else point(state, theta)

        scan = jax.jit(lambda c: jax.lax.scan(step, c, length=STEPS)[1])
        rest = scan((start, transform.init(start)))
        return {n: np.concatenate([np.array(start[n])[None], rest[n]]) for n in start}

    if together:
        return paths(PROBLEMS)
    return dict(itertools.chain.from_iterable(paths([n]).items() for n in PROBLEMS))


def assert_same_path(ours: Array, theirs: Array, tolerance: float = 1e-10) -> None:
    """Compare two paths; the error is relative to the largest value of that parameter so far on the path."""
    scale = np.maximum.accumulate(np.abs(theirs))
    error = np.abs(ours - theirs) / scale
    assert np.isfinite(theirs).all()
    assert error.max() <= tolerance
