"""The loss of a JAX network as a problem: loss, gradient, Hessian-vector product, planes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from thalweg.errors import ArgumentError
from thalweg.jax.layout import Filters, Layout, Tree
from thalweg.jax.samples import Samples
from thalweg.problems.adapters import Chosen, metrics_by_name
from thalweg.problems.base import Array, OnPlane, PlaneLike
from thalweg.problems.blackbox import recorded_spec
from thalweg.problems.network import NetworkProblem, check_loss, check_metric

Metric = Callable[[jax.Array, jax.Array], Any]


def accuracy(outputs: jax.Array, targets: jax.Array) -> jax.Array:
    """Share of samples whose largest output is that of their class."""
    return (outputs.argmax(axis=-1) == targets).mean()


METRICS: Mapping[str, Metric] = {"accuracy": accuracy}


class Network(NetworkProblem):
    """The loss of a network over its parameters, at samples that are kept in memory or streamed.

    Parameters
    ----------
    apply : callable
        ``apply(params, *inputs)`` returns the outputs of a batch: Flax's ``model.apply``, or of an Equinox module
        ``lambda model, x: jax.vmap(model)(x)``.
    params : pytree
        Parameters, or a module that is a pytree. Its arrays of real numbers are what varies; all else in it stays.
    loss_fn : callable
        ``loss_fn(outputs, targets)``, a scalar: the mean over the samples of a batch.
    data : (inputs, targets), or an iterable of such batches
        Arrays; all but the last are arguments of `apply`.
    metrics : sequence of str, or mapping of str to callable, optional
        Evaluated beside the loss: ``"accuracy"``, or ``{name: f(outputs, targets)}``, means over a batch.
    test : as `data`, optional
        Other samples, at which everything is evaluated too, as ``test_loss`` and so on.
    vary : iterable of str, or callable on names, optional
        The leaves that vary, as ``lambda name: name.startswith("params.")``. Default: all real ones.
    filters : callable, optional
        ``filters(name)``, the axis of a leaf that has one entry a filter. Default: the last of leaves called
        ``kernel`` or ``w``, the first of others.
    batch_size : int, optional
        Samples of one pass. Default: 2,048. Means of batches are weighted with their sizes.
    budget : int
        Bytes for data, and for parameters of several points, that are kept.
    title : str, optional
        Default: the name of the module or function.

    Raises
    ------
    ArgumentError
        ``the loss must be one number, not of shape (8,): let loss_fn return the mean over the samples``.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from thalweg.jax import Network
    >>> def mse(outputs, targets):
    ...     return ((outputs - targets) ** 2).mean()
    >>> data = jnp.eye(2), jnp.zeros(2)
    >>> network = Network(lambda params, x: x @ params["w"], {"w": jnp.ones(2)}, mse, data)
    >>> float(network.loss([1.0, 3.0]))
    5.0
    >>> network.gradient([1.0, 3.0])
    array([1., 3.])
    """

    data: Samples
    test: Samples | None

    def __init__(
        self,
        apply: Callable[..., Any],
        params: Tree,
        loss_fn: Callable[..., Any],
        data: Any,
        *,
        metrics: Sequence[str] | Mapping[str, Metric] = (),
        test: Any = None,
        vary: Chosen = None,
        filters: Filters = None,
        batch_size: int | None = None,
        budget: int = 1 << 30,
        title: str | None = None,
    ) -> None:
        if not callable(apply):
            raise ArgumentError(
                f"apply must be a function of parameters and inputs, not {type(apply).__name__}"
            )
        self.apply, self.loss_fn, self.budget = apply, loss_fn, budget
        self._given = params, vary, filters
        self.layout = Layout(*self._given)
        self.metrics = metrics_by_name(metrics, METRICS)
        self.data = Samples(data, budget, batch_size)
        self.test = None if test is None else Samples(test, budget, batch_size)
        self._describe(self.layout, self.data, title or _title(apply, params))
        self._own = self.layout.flat(params)
        self._try()

    def __getstate__(self) -> dict[str, Any]:
        # Compiled functions stay here, and a pytree's structure is found again from the pytree.
        left = ("layout", "_measured", "_sloped", "_multiplied")
        return {name: value for name, value in self.__dict__.items() if name not in left}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)
        self.layout = Layout(*self._given)

    @property
    def sets(self) -> tuple[Samples, ...]:
        """The samples, and the test samples where there are any."""
        return (self.data,) if self.test is None else (self.data, self.test)

    @cached_property
    def _digest(self) -> str:
        found = hashlib.blake2b(self.data.digest().encode(), digest_size=8)
        found.update(f"{self.test.digest() if self.test else ''} {self.names}".encode())
        found.update(_name(self.loss_fn).encode())
        for name, leaf in self.layout.others.items():
            found.update(name.encode())
            key = hasattr(leaf, "dtype") and jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key)
            plain = jax.random.key_data(leaf) if key else leaf
            if hasattr(plain, "__array__"):
                found.update(np.ascontiguousarray(plain).view(np.uint8).data)
        return found.hexdigest()

    def spec(self) -> dict[str, Any]:
        """What a file keeps: a network's code is not saved, so that it can be seen again, but not evaluated."""
        about = {"loss": _name(self.loss_fn), "data": self._digest}
        return recorded_spec(self.title, (), self.blocks, about)

    def vector(self, params: Tree) -> Array:
        """Parameters of this kind as one vector (d,), for `Plane.through`."""
        return self.layout.flat(params)

    def tree(self, theta: Array) -> Tree:
        """Parameters (d,) as the pytree that was given."""
        return self.layout.tree(self.device_vector(theta))

    def on_plane(
        self,
        plane: PlaneLike,
        settings: Mapping[str, Any] | None = None,
        points: int | None = None,
    ) -> OnPlane:
        """What evaluates the loss, and the metrics, on a plane, as it measures to be fastest there."""
        from thalweg.jax.evaluate import evaluator

        return evaluator(self, plane, settings)

    # -- one point -----------------------------------------------------------------------------------------------------

    def measure(
        self, flat: jax.Array, inputs: tuple[jax.Array, ...], targets: jax.Array
    ) -> jax.Array:
        """The loss and the metrics of a batch at parameters (d,): (1 + metrics,); JAX can trace it."""
        outputs = self.apply(self.layout.tree(flat), *inputs)
        found = [self.loss_fn(outputs, targets)]
        found += [metric(outputs, targets) for metric in self.metrics.values()]
        return jnp.stack([jnp.asarray(one, dtype=self.layout.dtype) for one in found])

    def batch_loss(
        self, flat: jax.Array, inputs: tuple[jax.Array, ...], targets: jax.Array
    ) -> jax.Array:
        """The loss of a batch at parameters (d,); JAX can trace it."""
        return self.loss_fn(self.apply(self.layout.tree(flat), *inputs), targets)

    def device_vector(self, theta: Array) -> jax.Array:
        """Parameters (d,) in the network's precision on JAX's device."""
        return jnp.asarray(np.asarray(theta), dtype=self.layout.dtype)

    @cached_property
    def _measured(self) -> Callable[..., jax.Array]:
        return jax.jit(self.measure)

    @cached_property
    def _sloped(self) -> Callable[..., tuple[jax.Array, jax.Array]]:
        return jax.jit(jax.value_and_grad(self.batch_loss))

    @cached_property
    def _multiplied(self) -> Callable[..., jax.Array]:
        def product(flat: jax.Array, v: jax.Array, *batch: Any) -> jax.Array:
            return jax.jvp(lambda at: jax.grad(self.batch_loss)(at, *batch), (flat,), (v,))[1]

        return jax.jit(product)

    # -- the protocol --------------------------------------------------------------------------------------------------

    def _value(
        self, theta: Array, rows: NDArray[np.intp] | None, *, slope: bool
    ) -> tuple[float, Array | None]:
        batches = self.data.batches() if rows is None else [self.data.chosen(rows)]
        if not slope:
            return float(self._mean(lambda *a: self._measured(*a)[:1], theta, batches)[0]), None

        def both(*given: Any) -> Array:
            value, gradient = self._sloped(*given)
            return np.concatenate([np.asarray(value)[None], np.asarray(gradient)], dtype=np.float64)

        found = self._mean(both, theta, batches)
        return float(found[0]), found[1:]

    def _product(self, theta: Array, v: Array) -> Array:
        along = self.device_vector(v)
        return self._mean(
            lambda at, *batch: self._multiplied(at, along, *batch), theta, self.data.batches()
        )

    def _mean(self, function: Callable[..., Any], theta: Array, batches: Any) -> Array:
        """The mean over batches, weighted with their sizes, since the last may be a short one."""
        at = self.device_vector(theta)
        total, count = np.zeros(()), 0
        for inputs, targets in batches:
            total = total + len(targets) * np.asarray(function(at, inputs, targets), np.float64)
            count += len(targets)
        return total / count

    def _try(self) -> None:
        """Find out with two samples, and without computing, whether loss and metrics are what they must be."""
        at = jax.ShapeDtypeStruct((self.layout.size,), self.layout.dtype)

        def shapes(flat: jax.Array, inputs: Any, targets: Any) -> Any:
            outputs = self.apply(self.layout.tree(flat), *inputs)
            metrics = {name: metric(outputs, targets) for name, metric in self.metrics.items()}
            return self.loss_fn(outputs, targets), metrics

        loss, metrics = jax.eval_shape(shapes, at, *self.data.few())
        check_loss(loss.shape)
        for name, found in metrics.items():
            check_metric(name, found.shape)


def _title(apply: Callable[..., Any], params: Tree) -> str:
    """The class of a module that was given, or that `apply` is a method of; else the function's name."""
    for one in (params, getattr(apply, "__self__", None)):
        if (
            one is not None
            and not isinstance(one, (dict, list, tuple))
            and not hasattr(one, "shape")
        ):
            return type(one).__name__
    return getattr(apply, "__name__", "network").replace("<lambda>", "network")


def _name(function: Any) -> str:
    return getattr(function, "__name__", type(function).__name__)
