"""Losses of one sample, as formulas in ``y`` (the target) and ``yhat`` (the model)."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from thalweg.errors import ArgumentError, DataError, FormulaError, nearest
from thalweg.expressions import Expression, parse
from thalweg.expressions.functions import FUNCTIONS
from thalweg.expressions.program import compile_program
from thalweg.problems.base import Array, Tree

#: By name. `delta` is the width of Huber's quadratic part.
LOSSES: dict[str, str] = {
    "mse": "(yhat - y)**2",
    "half_mse": "(yhat - y)**2/2",
    "mae": "abs(yhat - y)",
    "huber": "where(abs(yhat - y) <= delta, (yhat - y)**2/2, delta*(abs(yhat - y) - delta/2))",
    # `yhat` is the logit here: softplus keeps a sure and right prediction exact, where log(1 - p) is not.
    "logistic": "y*softplus(-yhat) + (1 - y)*softplus(yhat)",
}

_Sigmoid = FUNCTIONS["sigmoid"].symbol


def sample_loss(loss: str) -> Expression:
    """Read a loss: a name, or a formula in ``y`` and ``yhat``."""
    if not isinstance(loss, str):
        raise ArgumentError(
            f"loss must be a name or a formula in y and yhat, not {type(loss).__name__}"
        )
    if loss in LOSSES:
        return parse(LOSSES[loss])
    if loss.isidentifier():
        known = ", ".join(LOSSES)
        raise ArgumentError(
            f'unknown loss "{loss}"{nearest(loss, LOSSES)} (known: {known}, or a formula in y and yhat)'
        )
    expression = parse(loss)
    for name, place in zip(expression.names, expression.places, strict=True):
        if name not in ("y", "yhat"):
            raise FormulaError(
                f'a loss is a formula in y and yhat; "{name}" is neither', loss, place
            )
    if "yhat" not in expression.names:
        raise FormulaError("a loss must depend on yhat, the model's prediction", loss, 0)
    return expression


def follows_units(loss: str, sample: Expression) -> bool:
    """Whether shifting and scaling target and prediction alike changes a loss by a factor at most.

    Then its minimum is the same in any units of the target. Of the named ones, huber counts as such: its width is in
    the units that it is given.
    """
    if loss in LOSSES:
        return loss != "logistic"
    # At two scales and shifts: a formula that passes both by chance would have to be made for these numbers.
    y, yhat = np.random.default_rng(0).normal(size=(2, 64))
    program = compile_program([sample.sympy], ("y", "yhat"))

    def values(shift: float, scale: float) -> Array:
        out = program.arrays(shift + scale * y, shift + scale * yhat)[0]
        return np.array(np.broadcast_to(out, y.shape), dtype=np.float64)

    with np.errstate(all="ignore"):
        usual = values(0.0, 1.0)
        for shift, scale in ((-11.3, 3.7), (5.9, 0.41)):
            moved = values(shift, scale)
            factor = float(moved @ usual / (usual @ usual))
            if not factor > 0 or not np.allclose(moved, factor * usual, rtol=1e-9, atol=1e-12):
                return False
    return True


def logit(model: Tree) -> tuple[Tree, bool]:
    """The logit of a logistic model: z of ``sigmoid(z)`` or ``1/(1 + exp(-z))``.

    A model without such an outer function is taken as the logit itself.

    Returns
    -------
    tree : Tree
    outer : bool
        Whether there was an outer sigmoid.
    """
    if isinstance(model, _Sigmoid):
        return model.args[0], True
    # 1/(1 + exp(u)) is written as a product 1 * (1 + exp(u))**-1.
    factors = [f for f in (model.args if isinstance(model, sympy.Mul) else [model]) if f != 1]
    if len(factors) == 1 and isinstance(factors[0], sympy.Pow) and factors[0].exp == -1:
        below = factors[0].base
        if isinstance(below, sympy.Add) and len(below.args) == 2 and 1 in below.args:
            other = below.args[0] if below.args[1] == 1 else below.args[1]
            exponent = _exponent(other)
            if exponent is not None:
                return sympy.Mul(sympy.Integer(-1), exponent, evaluate=False), True
    return model, False


def _exponent(tree: Tree) -> Tree | None:
    # SymPy counts E**u as an instance of exp, although its parts are (E, u).
    if isinstance(tree, sympy.Pow):
        return tree.exp if tree.base == sympy.E else None
    return tree.args[0] if isinstance(tree, sympy.exp) else None


def two_classes(
    column: NDArray[Any], name: str, source: str
) -> tuple[Array, tuple[str, str] | None]:
    """A two-valued target as 0 and 1, with the names of the two."""
    text = column.dtype == object
    values = sorted({str(v) for v in column}) if text else np.unique(column).tolist()
    if len(values) != 2:
        raise DataError(
            f'the logistic loss needs a target with two values; column "{name}" of {source} holds {len(values)}'
        )
    ones = [str(v) == values[1] for v in column] if text else column == values[1]
    coded = np.asarray(ones, dtype=np.float64)
    if values == [0.0, 1.0]:
        return coded, None
    return coded, (_label(values[0]), _label(values[1]))


def _label(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
