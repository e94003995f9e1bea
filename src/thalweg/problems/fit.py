"""A model formula fitted to a table: the loss is a mean over the rows, plus penalties."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray

from thalweg.errors import ArgumentError, DataError, FormulaError, nearest
from thalweg.expressions import Builder, Expression, Program, parse, quote
from thalweg.expressions.latex import name_latex
from thalweg.expressions.tokens import tokenize
from thalweg.problems import collapse as collapsing
from thalweg.problems.base import Array, Problem, Tree
from thalweg.problems.losses import follows_units, logit, sample_loss, two_classes
from thalweg.problems.mean import RowMean
from thalweg.problems.standardize import ParameterMap, Scaling, parameter_map, scalings
from thalweg.problems.table import Table, complete_rows, read_table

_UNSCALED = Scaling(0.0, 1.0)

#: The constants in other words.
_NUMBERS = {"e": "exp(1)", "pi": "acos(-1)", "π": "acos(-1)"}


class Fit(Problem):
    """A model formula fitted to a table.

    The loss is the mean of the samples' losses, plus ``ridge * sum(theta**2)`` and ``lasso * sum(abs(theta))``; the
    intercept of a model that is linear in its parameters is not penalised.

    Parameters
    ----------
    model : str
        A formula such as ``"w*x + b"``. Symbols that are columns are inputs, the rest are parameters. A column whose
        name is not a plain word goes in backticks.
    data : DataFrame, mapping of str to array, structured array, or path of a CSV file
        See `thalweg.problems.table.read_table`.
    target : str
        Column to be predicted. For ``loss="logistic"``, two values (numbers or text) that become 0 and 1 in
        sorted order; see `classes`.
    loss : str, optional
        ``"mse"`` (mean of squares), ``"half_mse"``, ``"mae"``, ``"huber"``, ``"logistic"``, or a formula in ``y`` and
        ``yhat``. The logistic loss takes the model ``sigmoid(z)`` or ``1/(1 + exp(-z))`` as a probability, and any
        other model as the logit z.
    ridge, lasso : float, optional
        Weights of the penalties, >= 0.
    delta : float, optional
        Width of the quadratic part of ``"huber"``, > 0.
    standardize : bool or "exact", optional
        Centre the columns used and divide them by their standard deviation. The target too, unless the loss is
        logistic, or a formula to which the target's own values matter, as in ``"abs(y - yhat)/y"``. A linear model
        without an intercept is only scaled, since it could not follow a shift. Other models become other ones:
        ``a*exp(-k*x)`` of a shifted target cannot level off at 0. ``"exact"`` leaves the columns of such a model as
        they are, and the attribute `standardize` says what was done.
    missing : {"error", "drop"}, optional
        What to do with rows in which a column used has no value.

    Raises
    ------
    FormulaError
        The model or the loss cannot be read.
    DataError
        ``people.csv has no column "hight"; did you mean "height"?`` and the like.
    ArgumentError
        ``ridge must be finite and at least 0, not -1``.

    Notes
    -----
    Where a sample's loss is the square of something linear in monomials of the parameters, the data collapse once
    into a few rows (see `thalweg.problems.collapse`), and every full-batch evaluation after that costs the same for 10
    rows as for 10 million.

    Examples
    --------
    >>> import thalweg as tw
    >>> line = tw.Fit("w*x + b", {"x": [0, 1, 2], "y": [1, 3, 5]}, target="y")
    >>> line.params
    ('w', 'b')
    >>> line.loss([[2.0, 1.0], [0.0, 1.0]]).round(12) + 0.0
    array([0.        , 6.66666667])
    """

    kind = "fit"

    def __init__(
        self,
        model: str,
        data: Any,
        target: str,
        loss: str = "mse",
        *,
        ridge: float = 0.0,
        lasso: float = 0.0,
        delta: float = 1.0,
        standardize: bool | Literal["exact"] = False,
        missing: Literal["error", "drop"] = "error",
    ) -> None:
        if not isinstance(target, str):
            raise ArgumentError(f"target must be the name of a column, as text, not {target!r}")
        self.expression: Expression = parse(model)
        self.model, self.target, self.loss_name = model, target, loss
        self._sample = sample_loss(loss)
        self.ridge = _checked("ridge", ridge)
        self.lasso = _checked("lasso", lasso)
        self.delta = _checked("delta", delta, above=0.0)
        if not isinstance(standardize, bool | np.bool_) and not _is_word(standardize, "exact"):
            raise ArgumentError(f'standardize must be True, False or "exact", not {standardize!r}')

        table = read_table(data)
        self.source = table.source
        names = self.expression.names
        table.column(target)
        if target in names:
            raise FormulaError(
                f'the model must not contain its own target "{target}"',
                model,
                self.expression.places[names.index(target)],
            )
        self.inputs = tuple(n for n in names if n in table.columns)
        self.params = tuple(n for n in names if n not in table.columns)
        if not self.params:
            raise FormulaError(
                f"the model has no parameter: every name in it is a column of {table.source}",
                model,
                0,
            )
        self._check_names(table)
        if not self.inputs:
            self._check_constant(table)
        self.columns, self.classes = self._columns(table, missing)
        self.n_rows = len(self.columns[target])
        if self.n_rows == 0:
            raise DataError(f"{table.source} has no row")
        tree = self.expression.sympy
        self._core = logit(tree)[0] if loss == "logistic" else tree
        self.standardize = self._standardise(standardize)
        self.title = f"{target} = {model}"

    # -- data --------------------------------------------------------------------------------------------------------

    def _check_names(self, table: Table) -> None:
        """A parameter or a number that was meant to be a column is a slip that no result would show."""
        for token in tokenize(self.model):
            number = _NUMBERS.get(token.text) if token.kind == "name" else None
            if number is not None and token.name in table.columns:
                raise FormulaError(
                    f'"{token.name}" is a number in a formula, and a column of {table.source}: '
                    f"write {quote(token.name)} for the column, {number} for the number",
                    self.model,
                    token.start,
                )
        for name in self.params:
            if f"`{name}`" in self.model:
                table.column(name)  # raises: only columns stand in backticks
            for column in table.columns:
                if name.lower() == column.lower():
                    raise DataError(
                        f'"{name}" in the model is not the column "{column}" of {table.source}: '
                        f"write {quote(column)}, or give the parameter another name"
                    )

    def _check_constant(self, table: Table) -> None:
        """A model without a column is a slip of the pen, unless it is one number: the mean, the median."""
        others = [name for name in table.columns if name != self.target]
        said = f"the model uses no column of {table.source}"
        for name, place in zip(self.expression.names, self.expression.places, strict=True):
            near = nearest(name, others) if len(name) > 1 else ""
            if near:
                raise FormulaError(
                    f'{said}{near.removesuffix("?")} for "{name}"? Its columns are {table.listed}',
                    self.model,
                    place,
                )
        if len(self.params) > 1:
            raise FormulaError(f"{said}; its columns are {table.listed}", self.model, 0)

    def _columns(
        self, table: Table, missing: Literal["error", "drop"]
    ) -> tuple[dict[str, Array], tuple[str, str] | None]:
        used = complete_rows(table, [*self.inputs, self.target], missing)
        columns: dict[str, Array] = {}
        for name in self.inputs:
            table.numeric(name, "as an input of the model")
            columns[name] = np.ascontiguousarray(used[name], dtype=np.float64)
        if self.loss_name == "logistic":
            columns[self.target], classes = two_classes(
                used[self.target], self.target, table.source
            )
            return columns, classes
        words = used[self.target]
        found = sorted(set(words.tolist())) if words.dtype == object else []
        if len(found) == 2 and all(isinstance(word, str) for word in found):
            raise DataError(
                f'column "{self.target}" of {table.source} holds two words, "{found[0]}" and "{found[1]}": '
                'a target of two classes takes loss="logistic"'
            )
        table.numeric(self.target, "as the target")
        columns[self.target] = np.ascontiguousarray(used[self.target], dtype=np.float64)
        return columns, None

    def _standardise(self, asked: bool | Literal["exact"]) -> bool:
        """Scale the columns if that is asked for, and say whether they were."""
        self.scalings: dict[str, Scaling] = {}
        self._map: ParameterMap | None = None
        self._data = self.columns
        if not asked:
            return False
        names = [*self.inputs]
        if follows_units(self.loss_name, self._sample):
            names.append(self.target)
        for centre in (True, False):
            found = scalings(self.columns, names, self.source, centre=centre)
            self._map = self._way_back(found)
            if self._map is not None:
                break
        else:
            if asked == "exact":
                return False
            found = scalings(self.columns, names, self.source, centre=True)
        self.scalings = found
        self._data = {
            n: self.scalings.get(n, _UNSCALED).apply(c) if n in self.scalings else c
            for n, c in self.columns.items()
        }
        return True

    def _way_back(self, found: Mapping[str, Scaling]) -> ParameterMap | None:
        """From parameters for columns so scaled to those for columns in their own units, where that is exact."""
        if self._core_terms is None:
            return None
        inputs = {n: self.columns[n] for n in self.inputs}
        target = found.get(self.target, _UNSCALED)
        return parameter_map(self._core_terms, self.params, inputs, found, target)

    @property
    def standardized(self) -> dict[str, tuple[float, float]] | None:
        """Shift and scale of each standardised column, in its own units; None if not asked for."""
        if not self.standardize:
            return None
        return {n: (s.shift, s.scale) for n, s in self.scalings.items()}

    def original(self, theta: ArrayLike) -> Array | None:
        """Parameters for columns in their own units.

        Parameters
        ----------
        theta : array_like, shape (..., d)
            Points in the model's parameters, in the order of `params`.

        Returns
        -------
        ndarray, shape (..., d), or None
            None where the model is standardised and no exact map back exists (it is not linear in its parameters).
        """
        theta = self._components(theta, last=True)
        if not self.standardize:
            return theta
        return None if self._map is None else self._map(theta)

    # -- the model ---------------------------------------------------------------------------------------------------

    @cached_property
    def _core_terms(self) -> collapsing.Terms | None:
        """The model (its logit if logistic) as terms linear in the parameters, else None."""
        terms = collapsing.split(self._core, frozenset(self.params), self.inputs)
        return terms if terms is not None and terms.is_linear(self.params) else None

    @property
    def linear(self) -> bool:
        """Whether the model (its logit, if the loss is logistic) is linear in its parameters."""
        return self._core_terms is not None

    @cached_property
    def penalized(self) -> tuple[str, ...]:
        """Parameters that ridge and lasso act on: all, but not the intercept of a linear model."""
        terms = self._core_terms
        if terms is None:
            return self.params
        constant = {
            str(terms.generators[m[0][0]])
            for m, output in zip(terms.monomials[1:], terms.coefficients.outputs[1:], strict=True)
            if not _depends(terms.coefficients, output)
        }
        return tuple(p for p in self.params if p not in constant)

    @cached_property
    def model_program(self) -> Program:
        """Instructions of the prediction: inputs are the parameters, then the input columns."""
        builder = Builder([*self.params, *self.inputs])
        out = builder.lower(self._core)
        if self.loss_name == "logistic":
            out = builder.emit("sigmoid", out)
        return builder.program([out])

    def predict(self, theta: ArrayLike, columns: Mapping[str, ArrayLike] | None = None) -> Array:
        """Prediction in the target's own units.

        Parameters
        ----------
        theta : array_like, shape (..., d)
            Points in the model's parameters, in the order of `params`.
        columns : mapping of str to array_like, shape (n,), optional
            The inputs in their own units. Default: the table's.

        Returns
        -------
        ndarray, shape (..., n)
            For the logistic loss, the probability of `classes`[1].

        Raises
        ------
        ArgumentError
            ``predict needs the column "x"``.
        """
        given = self.columns if columns is None else columns
        arrays = []
        for name in self.inputs:
            if name not in given:
                raise ArgumentError(f'predict needs the column "{name}"{nearest(name, given)}')
            arrays.append(
                self.scalings.get(name, _UNSCALED).apply(np.asarray(given[name], np.float64))
            )
        theta = self._components(theta)
        rows = len(arrays[0]) if arrays else self.n_rows or 1
        with np.errstate(all="ignore"):
            out = self.model_program.arrays(*(t[..., None] for t in theta), *arrays)[0]
        out = np.array(np.broadcast_to(out, (*theta.shape[1:], rows)))
        return self.scalings.get(self.target, _UNSCALED).undo(out)

    @cached_property
    def latex(self) -> str:  # type: ignore[override]
        """The loss as LaTeX mathematics."""
        target = name_latex(self.target)
        mean = rf"\frac{{1}}{{{self.n_rows}}} \sum_i \ell\left({target}_i, {self.expression.latex}\right)"
        return f"{mean}, \\quad \\ell\\left(y, \\hat{{y}}\\right) = {self._sample.latex}"

    # -- the loss ----------------------------------------------------------------------------------------------------

    @cached_property
    def sample_program(self) -> Program:
        """Instructions of one sample's loss: inputs are the parameters, the input columns and the target."""
        builder = Builder([*self.params, *self.inputs, self.target])
        y = builder.names[self.target]
        yhat = builder.lower(self._core)
        delta = builder.const(self.delta)
        return builder.program(
            [builder.lower(self._sample.sympy, {"y": y, "yhat": yhat, "delta": delta})]
        )

    def first_not_finite(self, theta: ArrayLike) -> int | None:
        """Index of the first row whose loss is not finite at a point (d,), among the rows used; None without one."""
        theta = self._components(theta)
        columns = [self._data[n] for n in (*self.inputs, self.target)]
        with np.errstate(all="ignore"):
            losses = self.sample_program.arrays(*theta, *columns)[0]
        bad = np.flatnonzero(~np.isfinite(np.broadcast_to(losses, columns[0].shape)))
        return int(bad[0]) if bad.size else None

    @cached_property
    def penalty_program(self) -> Program | None:
        """Instructions of ridge and lasso, or None without them."""
        if not (self.ridge or self.lasso) or not self.penalized:
            return None
        builder = Builder(self.params)
        parts = []
        for name in self.penalized:
            p = builder.names[name]
            for weight, value in (
                (self.ridge, builder.emit("mul", p, p)),
                (self.lasso, builder.emit("abs", p)),
            ):
                if weight:
                    parts.append(builder.emit("mul", builder.const(weight), value))
        return builder.program([builder.sum(parts)])

    @cached_property
    def _penalty(self) -> RowMean | None:
        return None if self.penalty_program is None else RowMean(self.penalty_program, self.params)

    @cached_property
    def _samples(self) -> RowMean:
        columns = [self._data[n] for n in (*self.inputs, self.target)]
        return RowMean(self.sample_program, self.params, columns, 1.0 / (self.n_rows or 1))

    @cached_property
    def _collapsed(self) -> RowMean | None:
        """The loss over a few rows that stand for all, where the sample's loss is a square of the right kind."""
        square = collapsing.square_of(self._sample.sympy)
        if square is None:
            return None
        factor, base = square
        tree = _insert(base, {"y": sympy.Symbol(self.target), "yhat": self._core})
        columns = (*self.inputs, self.target)
        terms = collapsing.split(tree, frozenset(self.params), columns)
        if terms is None:
            return None
        few = collapsing.collapse(terms, self._data, self.n_rows or 1)
        if few is None:
            return None
        if len(terms.monomials) <= collapsing.MAX_CLOSED:
            return RowMean(collapsing.closed_program(terms, few, self.params, factor), self.params)
        program = collapsing.collapsed_program(terms, few, self.params, factor)
        return RowMean(program, self.params, list(np.ascontiguousarray(few.table.T)))

    @property
    def collapsed(self) -> bool:
        """Whether the data are collapsed, so that the cost of a full evaluation does not depend on the rows."""
        return self._collapsed is not None

    @property
    def closed(self) -> Program | None:
        """Instructions of the full loss and its gradient in the parameters alone, where the data collapse that far."""
        if self._collapsed is None or self._collapsed.columns or self._penalty is not None:
            return None
        return self._collapsed.gradient_program

    def _evaluate(
        self, theta: Array, rows: NDArray[np.intp] | None = None, *, slope: bool = True
    ) -> tuple[Array, Array | None]:
        flat = theta.reshape(len(theta), -1)
        if rows is None:
            mean = self._collapsed or self._samples
        else:
            batch = [column[rows] for column in self._samples.columns]
            mean = self._samples.over(batch, 1.0 / rows.shape[-1])
        total = mean.sums(flat, slope=slope)
        if self._penalty is not None:
            total += self._penalty.sums(flat, slope=slope)
        value = total[0].reshape(theta.shape[1:])
        return value, total[1:].reshape(theta.shape) if slope else None

    def _hessian_product(self, theta: Array, v: Array) -> Array:
        flat, along = theta.reshape(len(theta), -1), v.reshape(len(theta), -1)
        total = (self._collapsed or self._samples).products(flat, along)
        if self._penalty is not None:
            total += self._penalty.products(flat, along)
        return total.reshape(theta.shape)

    # -- saved and compared -------------------------------------------------------------------------------------------

    def __reduce__(self) -> tuple[Any, ...]:
        # What is compiled cannot be sent to another process; it is compiled again there.
        return Fit.from_spec, (self.spec(), self.arrays())

    def spec(self) -> dict[str, Any]:
        """Plain data from which the problem can be built again, apart from `arrays`."""
        return {
            "kind": self.kind,
            "model": self.model,
            "target": self.target,
            "loss": self.loss_name,
            "ridge": self.ridge,
            "lasso": self.lasso,
            "delta": self.delta,
            "standardize": self.standardize,
            "source": self.source,
            "classes": None if self.classes is None else list(self.classes),
        }

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The columns used, in their own units, without the rows that were dropped."""
        return dict(self.columns)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Fit:
        """Build the problem that `spec` and `arrays` describe."""
        keys = ("model", "target", "loss", "ridge", "lasso", "delta", "standardize")
        table = Table(columns=dict(arrays), source=spec["source"])
        fit = cls(data=table, **{k: spec[k] for k in keys})
        if spec["classes"] is not None:
            fit.classes = (spec["classes"][0], spec["classes"][1])
        return fit


def _insert(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """Replace symbols, all at once and without simplifying anything."""
    if isinstance(tree, sympy.Symbol):
        return values.get(tree.name, tree)
    if not tree.args:
        return tree
    args = [_insert(a, values) for a in tree.args]
    if isinstance(tree, (sympy.Add, sympy.Mul, sympy.Pow)):
        return tree.func(*args, evaluate=False)
    return tree.func(*args)


def _depends(program: Program, register: int) -> bool:
    """Whether a register depends on any input."""
    first = len(program.inputs)
    if register < first:
        return True
    op, *args = program.instructions[register - first]
    return op != "const" and any(_depends(program, int(a)) for a in args)


def _is_word(value: Any, word: str) -> bool:
    """Whether a value is this word: an array compares as an array."""
    return isinstance(value, str) and value == word


def _checked(name: str, value: float, above: float | None = None) -> float:
    rule = "finite and at least 0" if above is None else f"finite and greater than {above:g}"
    # A text that holds a number is none: it came from where a number was to be read.
    if isinstance(value, str | bytes) or np.ndim(value):
        raise ArgumentError(f"{name} must be one number, {rule}, not {value!r}")
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(f"{name} must be one number, {rule}, not {value!r}") from None
    if not np.isfinite(number) or number < 0 or (above is not None and number <= above):
        raise ArgumentError(f"{name} must be {rule}, not {value}")
    return number
