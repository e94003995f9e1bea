"""Whether a dataset has the form that a class promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    import xarray as xr

_KINDS = {"f": "float", "i": "int", "iu": "int", "b": "bool", "U": "str"}


def check_variable(
    what: str, dataset: xr.Dataset, name: str, dims: tuple[str, ...], kind: str
) -> None:
    """Raise ArgumentError unless a variable or coordinate is there with its dimensions and type.

    Parameters
    ----------
    what : str
        What is checked, in the plural: "trajectories".
    dataset : xarray.Dataset
        Where the variable is.
    name : str
        The variable or coordinate.
    dims : tuple of str
        Its dimensions, in their order.
    kind : str
        The letters of the NumPy kinds of type that it may have.
    """
    need = f'{what} need a variable "{name}" of dimensions ({", ".join(dims)})'
    # `in dataset` is true as well for a dimension without a coordinate.
    if name not in dataset.variables:
        raise ArgumentError(f"{need}; there is none")
    found = dataset[name]
    if found.dims != dims:
        raise ArgumentError(f"{need}; it has ({', '.join(map(str, found.dims))})")
    if found.dtype.kind not in kind:
        raise ArgumentError(f"{need} and type {_KINDS[kind]}; its type is {found.dtype}")
