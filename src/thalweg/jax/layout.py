"""Which leaves of a pytree make up the flat vector, and where each lies in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from thalweg.errors import ArgumentError, DataError
from thalweg.problems.adapters import Chosen, chosen_names
from thalweg.problems.base import Array, Block

#: A pytree: nested dicts, lists, modules of Equinox or Flax.
Tree: TypeAlias = Any
Filters: TypeAlias = Callable[[str], int] | None

#: Leaves of these names have their filters along the last axis, as Flax, Haiku and Optax's examples lay them out.
_LAST = ("kernel", "w")


def filter_axis(name: str) -> int:
    """The axis along which a leaf has one entry a filter: the last of a ``kernel`` or ``w``, else the first."""
    last = name.rstrip("']").replace("'", ".").rpartition(".")[2]
    return -1 if last in _LAST else 0


class Layout:
    """The chosen real leaves of a pytree, one after the other, each with its filters first.

    Parameters
    ----------
    tree : pytree
        Leaves that are not arrays of real numbers, such as functions and keys, stay as they are.
    chosen : iterable of str, or callable, optional
        Names, or what says whether a name is meant. Default: all.
    filters : callable, optional
        The axis of a leaf, by its name, that has one entry a filter. Default: `filter_axis`.

    Attributes
    ----------
    blocks : tuple of Block
        With the filters' axis first, as `Plane.random` needs them.
    size : int
    """

    def __init__(self, tree: Tree, chosen: Chosen = None, filters: Filters = None) -> None:
        found, self._structure = jax.tree_util.tree_flatten_with_path(tree)
        self.names = _names(path for path, _ in found)
        self._leaves = [leaf for _, leaf in found]
        known = {
            name: leaf for name, leaf in zip(self.names, self._leaves, strict=True) if _real(leaf)
        }
        names = chosen_names(
            known,
            chosen,
            "the parameters have no leaf",
            "the parameters hold no array of real numbers"
            + (" that is chosen; choose at least one" if chosen is not None else ""),
        )
        blocks, offset = [], 0
        self._axes: dict[str, int] = {}
        self._shapes: dict[str, tuple[int, ...]] = {}
        for name in names:
            shape = tuple(known[name].shape)
            axis = (filters or filter_axis)(name) if len(shape) > 1 else 0
            if not -len(shape) <= axis < max(1, len(shape)):
                raise ArgumentError(
                    f'filters must name an axis of "{name}", which has {len(shape)}, not {axis}'
                )
            self._axes[name], self._shapes[name] = axis, shape
            turned = list(shape)
            if turned:
                turned.insert(0, turned.pop(axis))
            blocks.append(Block(name, tuple(turned), offset))
            offset += prod(shape)
        self.blocks, self.size = tuple(blocks), offset
        self.dtypes = {name: jnp.asarray(known[name]).dtype for name in names}
        self.dtype = jnp.result_type(*self.dtypes.values(), jnp.float32)

    def flat(self, tree: Tree, dtype: Any = np.float64) -> Array:
        """The chosen leaves of a pytree of this kind as one vector (d,), a copy.

        Raises
        ------
        DataError
            ``the parameters do not match: they lack "dense.kernel"; ...``.
        """
        found, _ = jax.tree_util.tree_flatten_with_path(tree)
        names = _names(path for path, _ in found)
        known = {name: leaf for name, (_, leaf) in zip(names, found, strict=True)}
        out = np.empty(self.size, dtype=dtype)
        for block in self.blocks:
            if block.name not in known:
                raise DataError(
                    f'the parameters do not match: they lack "{block.name}"; give those of the same model'
                )
            leaf, shape = known[block.name], self._shapes[block.name]
            if tuple(np.shape(leaf)) != shape:
                raise DataError(
                    f'the parameters do not match: "{block.name}" has shape {tuple(np.shape(leaf))}, not {shape};'
                    " give those of the same model"
                )
            values = np.asarray(leaf)
            turned = np.moveaxis(values, self._axes[block.name], 0) if shape else values
            out[block.offset : block.offset + turned.size] = turned.reshape(-1)
        return out

    def tree(self, flat: jax.Array) -> Tree:
        """The pytree whose chosen leaves are those of a vector; JAX can trace it."""
        parts: dict[str, Any] = {}
        for block in self.blocks:
            part = flat[block.offset : block.offset + prod(block.shape)].reshape(block.shape)
            if block.shape:
                part = jnp.moveaxis(part, 0, self._axes[block.name])
            parts[block.name] = part.astype(self.dtypes[block.name])
        leaves = [
            parts.get(name, leaf) for name, leaf in zip(self.names, self._leaves, strict=True)
        ]
        return jax.tree_util.tree_unflatten(self._structure, leaves)

    @property
    def others(self) -> Mapping[str, Any]:
        """The leaves that stay as they are."""
        chosen = {block.name for block in self.blocks}
        pairs = zip(self.names, self._leaves, strict=True)
        return {name: leaf for name, leaf in pairs if name not in chosen}


def _names(paths: Iterable[Any]) -> list[str]:
    """Leaves by their paths, as ``hidden.kernel``; where two would have one name, as ``['a']['b']`` and ``['a.b']``."""
    paths = list(paths)
    names = [jax.tree_util.keystr(path, simple=True, separator=".") for path in paths]
    often = Counter(names)
    return [
        name if often[name] == 1 else jax.tree_util.keystr(path)
        for name, path in zip(names, paths, strict=True)
    ]


def _real(leaf: Any) -> bool:
    return hasattr(leaf, "dtype") and jnp.issubdtype(leaf.dtype, jnp.floating)
