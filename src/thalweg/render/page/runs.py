"""Runs as the page needs them: how each is made again, and what was recorded where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.optim.optimizer import Optimizer
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.optim.wrapper import Wrapper
from thalweg.render.page.pack import Pack
from thalweg.render.page.problem import cost_of
from thalweg.render.page.rules import rule_of
from thalweg.scenes.batches import of_batches
from thalweg.scenes.look import Cast, Look
from thalweg.scenes.text import one_line

#: Elements that the page computes before it first shows anything: about a third of a second.
MOST_WORK = 60_000_000


def runs_data(pack: Pack, runs: Trajectories, cast: Cast) -> dict[str, Any]:
    """Describe runs, each with its rule, and the record of those that the page does not compute itself.

    Returns
    -------
    dict
        ``rules``: the rules in use. ``runs``: for each its rule's index (None: it is a program of its own), numbers,
        start and seed. ``recorded``: None where every run is computed from its rule, which takes less room than its
        record. ``ends``: theta and the loss of the last record, by which the page checks what it has computed.
    """
    dataset = runs.dataset
    problem = runs.problem
    steps = dataset["step"].values.astype(int)
    theta = dataset["theta"].transpose("run", "step", "param").values
    loss = dataset["loss"].transpose("run", "step").values
    if of_batches(runs):
        # The page has these apart, and calls them what they are.
        loss = np.full_like(loss, np.nan)
    batch = dataset.attrs.get("batch_size")
    cost = cost_of(problem)
    # Batches that were given row by row are known to nobody else.
    live = cost is not None and not ("batch_loss" in dataset and batch is None)
    rules: list[dict[str, Any]] = []
    found = []
    seeds = dataset["seed"].values if "seed" in dataset.coords else None
    for run, optimizer in enumerate(runs.optimizers):
        rule = rule_of(optimizer)
        if rule is not None and rule not in rules:
            rules.append(rule)
        found.append(
            {
                "label": one_line(runs.labels[run]),
                "name": one_line(optimizer.name),
                "rule": None if rule is None else rules.index(rule),
                "hyper": {
                    name: value
                    for name, value in optimizer.hyper.items()
                    if not isinstance(value, (bool, str))
                },
                "start": theta[run, 0].tolist(),
                "seed": 0 if seeds is None else int(seeds[run]),
                "look": _look(cast.looks[run]),
                "python": "" if elsewhere(optimizer) else python_of(optimizer),
                "command": "" if elsewhere(optimizer) else command_of(optimizer),
            }
        )
    diverged = dataset["diverged_at"].values.astype(int)
    last = np.where(diverged >= 0, np.maximum(np.searchsorted(steps, diverged), 0), len(steps) - 1)
    last = np.minimum(last, len(steps) - 1)
    work = (cost or 0) * int(steps[-1]) * len(found)
    needed = not live or work > MOST_WORK or any(one["rule"] is None for one in found)
    recorded: dict[str, Any] | None = None
    if needed:
        recorded = {
            "steps": pack.array(steps),
            "theta": pack.array(theta),
            "loss": pack.array(loss),
        }
        for name in ("gradient", "batch_loss"):
            if name in dataset:
                dims = ("run", "step", "param") if name == "gradient" else ("run", "step")
                recorded[name] = pack.array(dataset[name].transpose(*dims).values)
        recorded["states"] = {
            state["name"]: pack.array(
                dataset[state["name"]]
                .transpose("run", "step", "param", missing_dims="ignore")
                .values
            )
            for rule in rules
            for state in rule["states"]
            if state["name"] in dataset
        }
    at = np.arange(len(found))
    return {
        "rules": rules,
        "runs": found,
        "steps": int(steps[-1]),
        "every": int(steps[1] - steps[0]) if len(steps) > 1 else 1,
        "batch": None if batch is None else int(batch),
        "live": live,
        "recorded": recorded,
        "first": needed and live and work > MOST_WORK,
        "diverged": diverged.tolist(),
        "ends": {"theta": theta[at, last].tolist(), "loss": loss[at, last].tolist()},
        "scale": None
        if cast.scale is None
        else {
            "label": cast.scale.label,
            "low": cast.scale.low,
            "high": cast.scale.high,
            "log": cast.scale.log,
        },
        "key": [_look(look) for look in cast.key],
    }


def _look(look: Look) -> dict[str, Any]:
    return {
        "label": look.label,
        "colour": look.colour,
        "shade": look.shade,
        "dash": look.dash,
        "marker": look.marker,
    }


def elsewhere(optimizer: Optimizer) -> bool:
    """Whether it ran in another program, so that no call of ours makes it."""
    return isinstance(optimizer, RecordedOptimizer)


def python_of(optimizer: Optimizer) -> str:
    """The expression that makes an optimizer, with a place for its numbers.

    The page replaces ``{name}`` by the number that is set there; what cannot be changed there stands written out.
    """
    if isinstance(optimizer, Wrapper):
        own = "".join(
            f", {optimizer.spelled.get(name, name)}={_place(optimizer, name, repr)}"
            for name in optimizer.hyper_ranges
        )
        return f"tw.{type(optimizer).__name__}({python_of(optimizer.optimizer)}{own})"
    given = [
        f"{name}={'{' + name + '}' if not isinstance(value, (bool, str)) else repr(value)}"
        for name, value in optimizer.hyper.items()
        if _matters(optimizer, name)
    ]
    return f"tw.{optimizer.name}({', '.join(given)})"


def command_of(optimizer: Optimizer) -> str:
    """The same for the command line: ``sgd:lr={lr},momentum={momentum}``."""
    if isinstance(optimizer, Wrapper):
        own = ",".join(
            f"{optimizer.spelled.get(name, name)}={_place(optimizer, name, str)}"
            for name in optimizer.hyper_ranges
        )
        return f"{type(optimizer).__name__.lower()}({command_of(optimizer.optimizer)}):{own}"
    given = [
        f"{name}={'{' + name + '}' if not isinstance(value, (bool, str)) else value}"
        for name, value in optimizer.hyper.items()
        if _matters(optimizer, name)
    ]
    return optimizer.name.lower() + (":" + ",".join(given) if given else "")


def _place(optimizer: Optimizer, name: str, spell: Callable[[object], str]) -> str:
    value = optimizer.hyper[name]
    return spell(value) if isinstance(value, (bool, str)) else f"{{{name}}}"


def _matters(optimizer: Optimizer, name: str) -> bool:
    """Whether a setting has to be written: the rate, what can be changed in the page, and what is not the default."""
    value = optimizer.hyper[name]
    usual = optimizer.form.hyper_ranges[name].default
    return (
        name in ("lr", "momentum")
        or value != usual
        or (usual != 0 and not isinstance(value, (bool, str)))
    )
