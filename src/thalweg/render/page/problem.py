"""A problem as the page needs it: instruction lists, data, and the words that make it again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

import numpy as np

from thalweg.problems.base import Problem
from thalweg.problems.fit import Fit
from thalweg.problems.formula import Formula
from thalweg.problems.functions import functions
from thalweg.problems.mean import RowMean
from thalweg.render.page.pack import Pack
from thalweg.scenes.fitted import class_names
from thalweg.scenes.ground import axis_label
from thalweg.scenes.text import formula, one_line, symbol

#: Rows beyond which the page gets no data to compute with: they would make the file large and every step slow.
MOST_ROWS = 20_000


def problem_data(pack: Pack, problem: Problem) -> dict[str, Any]:
    """Describe a problem; one that is not symbolic has neither ``closed`` nor ``mean``.

    Returns
    -------
    dict
        ``closed``: the program of loss and gradient in the parameters alone, or None. ``mean``: that of one row with
        its columns and weight, or None where the rows are not needed; ``penalty``: what is added to it.
    """
    fit = problem if isinstance(problem, Fit) else None
    return {
        "kind": problem.kind,
        "title": one_line(problem.title),
        "params": [one_line(name) for name in problem.params],
        "symbols": [symbol(name) for name in problem.params],
        "labels": [axis_label(problem, name) for name in problem.params],
        "rows": problem.n_rows,
        **_programs(pack, problem),
        "fit": None if fit is None else _fit(fit),
        "python": python_of(problem),
        "command": command_of(problem),
    }


def _programs(pack: Pack, problem: Problem) -> dict[str, Any]:
    closed = problem.closed
    mean = penalty = None
    if isinstance(problem, Fit) and (problem.n_rows or 0) <= MOST_ROWS:
        mean = _mean(pack, problem._samples)
        penalty = None if problem._penalty is None else problem._penalty.gradient_program.to_json()
    return {
        "closed": None if closed is None else closed.to_json(),
        "mean": mean,
        "penalty": penalty,
    }


def _mean(pack: Pack, mean: RowMean) -> dict[str, Any]:
    return {
        "program": mean.gradient_program.to_json(),
        "columns": [pack.array(column) for column in mean.columns],
        "weight": mean.weight,
    }


def _fit(fit: Fit) -> dict[str, Any]:
    names = (*fit.inputs, fit.target)
    scalings = fit.standardized or {}
    return {
        "inputs": [one_line(name) for name in fit.inputs],
        "target": one_line(fit.target),
        "classes": [[value, name] for value, name in class_names(fit)],
        "logistic": fit.loss_name == "logistic",
        "squares": fit.loss_name in ("mse", "half_mse"),
        "formula": formula(fit.model),
        # Inputs are the parameters and the scaled columns; the result is in the target's scale.
        "model": fit.model_program.to_json(),
        "scalings": [list(scalings.get(name, (0.0, 1.0))) for name in names],
    }


def python_of(problem: Problem) -> str | None:
    """The expression that makes the problem, or None where it cannot be written down."""
    if isinstance(problem, Formula):
        if functions.entry(problem) is not None:
            return f"tw.functions[{problem.name!r}]"
        params = (
            f", params={problem.params!r}" if problem.params != problem.expression.names else ""
        )
        return f"tw.Formula({problem.text!r}{params})"
    if isinstance(problem, Fit):
        given = [repr(problem.model), _data(problem), f"target={problem.target!r}"]
        if problem.loss_name != "mse":
            given.append(f"loss={problem.loss_name!r}")
        for name, usual in (("ridge", 0.0), ("lasso", 0.0), ("delta", 1.0)):
            if getattr(problem, name) != usual:
                given.append(f"{name}={getattr(problem, name)!r}")
        if problem.standardize:
            given.append("standardize=True")
        return f"tw.Fit({', '.join(given)})"
    return None


def _data(fit: Fit) -> str:
    if _is_file(fit):
        return repr(fit.source)
    columns: dict[str, Any] = {name: values.tolist() for name, values in fit.columns.items()}
    if fit.classes is not None:
        columns[fit.target] = [fit.classes[int(v)] for v in fit.columns[fit.target]]
    return repr(columns)


def _is_file(fit: Fit) -> bool:
    return fit.source.lower().endswith(".csv")


def command_of(problem: Problem) -> list[str] | None:
    """The beginning of the command that makes the problem, or None where there is none."""
    if isinstance(problem, Formula):
        known = functions.entry(problem) is not None
        return ["thalweg", "descend", problem.name or "" if known else problem.text]
    if isinstance(problem, Fit) and _is_file(problem):
        words = [
            "thalweg",
            "fit",
            problem.source,
            "--model",
            problem.model,
            "--target",
            problem.target,
        ]
        if problem.loss_name != "mse":
            words += ["--loss", problem.loss_name]
        for name, usual in (("ridge", 0.0), ("lasso", 0.0), ("delta", 1.0)):
            if getattr(problem, name) != usual:
                words += [f"--{name}", repr(getattr(problem, name))]
        return [*words, "--standardize" if problem.standardize else "--no-standardize"]
    return None


def quoted(words: Sequence[str]) -> str:
    """Words as a POSIX shell reads them."""
    return shlex.join(words)


def cost_of(problem: Problem) -> int | None:
    """Elements that the page computes for one loss and gradient; None where it cannot."""
    if problem.closed is not None:
        return len(problem.closed.instructions)
    if isinstance(problem, Fit) and (problem.n_rows or 0) <= MOST_ROWS:
        return len(problem._samples.gradient_program.instructions) * (problem.n_rows or 1)
    return None


def grid_values(pack: Pack, values: np.ndarray) -> dict[str, Any]:
    """Losses for a picture: seven digits are enough, unless they are larger than float32 can be."""
    finite = values[np.isfinite(values)]
    small = not finite.size or float(np.max(np.abs(finite))) < 1e37
    return pack.array(values.astype(np.float32) if small else values)
