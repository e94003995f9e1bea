"""Checkpoints on disk as recorded runs: safetensors, and state dicts that hold nothing but tensors."""

from __future__ import annotations

import itertools
import json
import math
import os
import pickle
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from thalweg.data import Trajectories, store as stores
from thalweg.data.atomic import replace_folder
from thalweg.data.recording import DTYPES, Recording
from thalweg.errors import ArgumentError, DataError
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.adapters import Chosen
from thalweg.problems.blackbox import Recorded
from thalweg.torch.layout import Layout

#: Where training scripts put a model's state among other things.
_PLACES = ("state_dict", "model_state_dict", "model", "module")

#: Types of safetensors, as its documentation lists them.
_TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}

#: A header of more bytes is no header.
_HEADER = 100_000_000


def checkpoints(
    model: nn.Module,
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    store: str | os.PathLike[str],
    *,
    steps: Sequence[int] | None = None,
    params: Chosen = None,
    dtype: str = "float32",
    label: str = "checkpoints",
    title: str | None = None,
) -> Trajectories:
    """Read checkpoints, one after another, into a store of snapshots.

    Parameters
    ----------
    model : torch.nn.Module
        Says which parameters there are, and in which order; its own values do not matter.
    paths : iterable of str or path, or one
        ``.safetensors`` files, or files of ``torch.save(model.state_dict(), path)``, in the order of the training. They
        are loaded with ``weights_only=True``: nothing in them is executed.
    store : str or path
        The ``.zarr`` folder to write.
    steps : sequence of int, optional
        The step of each. Default: the last number in each file's name if these rise, else 0, 1, 2, ...
    params, dtype, label, title
        As `Recorder` takes them.

    Returns
    -------
    Trajectories
        One run, with a step for each checkpoint.

    Raises
    ------
    DataError
        ``"a.pt" does not match the model: it lacks "fc.bias"; ...``; or ``"a.pt" is a pickle that holds more than
        tensors (...): save model.state_dict() alone``.
    """
    files = [Path(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
    if not files:
        raise ArgumentError("paths holds no checkpoint; give at least one file")
    if dtype not in DTYPES:
        raise ArgumentError(f"dtype must be one of {', '.join(DTYPES)}, not {dtype!r}")
    layout = Layout(model, params)
    numbers = _steps(files) if steps is None else [int(step) for step in steps]
    if len(numbers) != len(files) or any(b <= a for a, b in itertools.pairwise(numbers)):
        raise ArgumentError(
            f"steps must rise, one for each of {len(files)} files, not {numbers[:10]}"
        )
    problem = Recorded(title or type(model).__name__, blocks=layout.blocks)
    kind = {"float32": torch.float32, "float64": torch.float64, "bfloat16": torch.bfloat16}[dtype]
    attributes = stores.recording_attributes(problem, [RecordedOptimizer(label)], label)

    def write(folder: Path) -> None:
        recording = Recording(folder, layout.size, dtype, {}, attributes)
        for file, number in zip(files, numbers, strict=True):
            flat = vector(layout, load_state(file), f'"{file}"', kind)
            values = flat.view(torch.uint16).numpy() if dtype == "bfloat16" else flat.numpy()
            recording.append(number, values, math.nan, {})
        recording.close()

    replace_folder(store, write, stores.refuse)
    loaded = stores.load(store)
    assert isinstance(loaded, Trajectories)
    return loaded


def vector(
    layout: Layout, state: Mapping[str, Any], where: str, dtype: torch.dtype = torch.float64
) -> torch.Tensor:
    """A state dict as the flat vector of a layout.

    Raises
    ------
    DataError
        Which names or shapes differ.
    """
    given = {str(name): one for name, one in state.items()}
    wanted = {block.name: block.shape for block in layout.blocks}
    plain = given
    if not set(wanted) <= set(given):
        bare = {_bare(name): one for name, one in given.items()}
        plain = {name: bare[_bare(name)] for name in wanted if _bare(name) in bare}
    lacks = [name for name in wanted if name not in plain]
    if lacks:
        meant = {_bare(name) for name in wanted}
        others = [name for name in given if _bare(name) not in meant]
        raise DataError(
            f"{where} does not match the model: it lacks {_listed(lacks)}"
            + (f"; it has {_listed(others)} instead" if others else "")
            + "; give the model that was saved"
        )
    for name, shape in wanted.items():
        if tuple(plain[name].shape) != shape:
            raise DataError(
                f'{where} does not match the model: "{name}" has shape {tuple(plain[name].shape)}, not {shape};'
                " give the model that was saved"
            )
    return layout.flat(plain, dtype)


def _bare(name: str) -> str:
    """A parameter's name without what DataParallel, AveragedModel and torch.compile put into it."""
    return re.sub(r"(?<![^.])(module|_orig_mod)\.", "", name)


def load_state(path: str | os.PathLike[str]) -> Mapping[str, torch.Tensor]:
    """Load the tensors of a checkpoint by name; nothing in it is executed."""
    file = Path(path)
    if not file.is_file():
        raise DataError(f'cannot read "{file}": there is no such file; check the path')
    if file.suffix == ".safetensors":
        return _safetensors(file)
    try:
        found = torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        reason = next((line for line in str(error).splitlines() if "GLOBAL" in line), str(error))
        raise DataError(
            f'"{file}" is a pickle that holds more than tensors, and is not executed ({reason.strip()[:120]}): save'
            " model.state_dict() alone, or as .safetensors"
        ) from error
    except Exception as error:
        raise DataError(f'cannot read "{file}": it is no checkpoint ({error})') from error
    for place in _PLACES:
        if isinstance(found, Mapping) and isinstance(found.get(place), Mapping):
            found = found[place]
    if not isinstance(found, Mapping) or not any(
        isinstance(v, torch.Tensor) for v in found.values()
    ):
        raise DataError(
            f'"{file}" holds no state dict; save model.state_dict(), or as .safetensors'
        )
    return {str(name): one for name, one in found.items() if isinstance(one, torch.Tensor)}


def _safetensors(file: Path) -> dict[str, torch.Tensor]:
    """Read the format of safetensors: the length of a JSON header, the header, then the numbers."""
    damaged = f'"{file}" is no safetensors file, or is damaged; save it again'
    size = file.stat().st_size
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if not 2 <= length <= min(_HEADER, size - 8):
            raise DataError(damaged)
        try:
            header = json.loads(stream.read(length))
            header.pop("__metadata__", None)
            entries = [
                (
                    str(name),
                    _TYPES[one["dtype"]],
                    [int(n) for n in one["shape"]],
                    one["data_offsets"],
                )
                for name, one in header.items()
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(damaged) from error
    if size == 8 + length:
        return {}
    numbers = np.memmap(file, dtype=np.uint8, mode="c", offset=8 + length)
    found = {}
    for name, kind, shape, (first, last) in entries:
        width = torch.empty((), dtype=kind).element_size()
        if not 0 <= first <= last <= len(numbers) or last - first != math.prod(shape) * width:
            raise DataError(damaged)
        # A copy, since the numbers need not lie where their type wants them.
        part = torch.from_numpy(np.array(numbers[first:last]))
        found[name] = part.view(kind).reshape(shape)
    return found


def _steps(files: Sequence[Path]) -> list[int]:
    numbers = [re.findall(r"\d+", file.stem) for file in files]
    if all(numbers):
        last = [int(found[-1]) for found in numbers]
        if all(a < b for a, b in itertools.pairwise(last)):
            return last
    return list(range(len(files)))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:4])
    return shown + (f" and {len(names) - 4} more" if len(names) > 4 else "")
